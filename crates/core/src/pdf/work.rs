//! How much work the reading of a file may cause: whatever it names again and again, it is answered soon.

use std::cell::Cell;

use super::object::{Lexer, Object};
use super::{PdfFault, limits};

/// What is left of the work that a file may cause, for all who read it. It is counted in steps of about a nanosecond, so
/// that the same file is judged alike on every machine.
#[derive(Debug)]
pub(super) struct Work {
    /// `None` as soon as there was too much of it.
    left: Cell<Option<u64>>,
}

impl Default for Work {
    fn default() -> Self {
        Self { left: Cell::new(Some(limits::WORK)) }
    }
}

impl Work {
    /// Counts so many pieces of work of so many steps. `None` if that is too much, now or before: nothing more is read.
    pub(super) fn spend(&self, pieces: usize, steps: u64) -> Option<()> {
        let cost = (pieces as u64).saturating_mul(steps);
        self.left.set(self.left.get().and_then(|left| left.checked_sub(cost)));
        self.left.get().map(|_| ())
    }

    /// Whether anything may be read any more: asked before what is only counted when it is done.
    pub(super) fn goes_on(&self) -> Option<()> {
        self.spend(0, 0)
    }

    /// Gives the file up: it holds more of something than is read. It is never taken for one that holds less.
    pub(super) fn give_up<T>(&self) -> Option<T> {
        self.left.set(None);
        None
    }

    /// Gives the file up if a count is beyond its limit.
    pub(super) fn within(&self, count: usize, limit: usize) -> Option<()> {
        if count > limit { self.give_up() } else { Some(()) }
    }

    /// Counts what was read from an offset on, whether or not anything came of it.
    pub(super) fn read<T>(&self, from: usize, lexer: &Lexer<'_>, read: Option<T>) -> Option<T> {
        self.spend(lexer.at().saturating_sub(from), limits::BYTE_READ)?;
        self.spend(lexer.values(), limits::VALUE_READ)?;
        self.spend(1, limits::OBJECT_READ)?;
        if lexer.is_overfull() { self.give_up() } else { read }
    }

    /// The next object, counted.
    pub(super) fn object(&self, lexer: &mut Lexer<'_>) -> Option<Object> {
        self.goes_on()?;
        let start = lexer.at();
        let object = lexer.object();
        self.read(start, lexer, object)
    }

    /// Whether there was too much of it.
    pub(super) fn is_spent(&self) -> bool {
        self.left.get().is_none()
    }

    /// Why something was not read.
    pub(super) fn fault(&self) -> PdfFault {
        if self.is_spent() { PdfFault::TooLarge } else { PdfFault::Broken }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_asked_for_too_much_gets_nothing_more() {
        let work = Work::default();
        assert_eq!(work.spend(1, limits::WORK), Some(()));
        assert_eq!((work.spend(1, 0), work.fault()), (Some(()), PdfFault::Broken));
        assert_eq!(work.spend(1, 1), None);
        assert_eq!((work.goes_on(), work.fault()), (None, PdfFault::TooLarge));
        let other = Work::default();
        assert_eq!((other.within(5, 5), other.within(6, 5), other.goes_on()), (Some(()), None, None));
        assert_eq!(Work::default().spend(usize::MAX, u64::MAX), None);
    }
}
