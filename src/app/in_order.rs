//! Many things at once, and what came of them in their order.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;

/// Things that may be made ahead of one that takes longer.
const AHEAD: usize = 256;

/// How many documents are worked on at once: one more than there are processors, since now and then each waits for the threads of the
/// typesetter.
pub(super) fn threads() -> usize {
    thread::available_parallelism().map_or(1, usize::from) + 1
}

/// Makes something of each of `count` things on several threads, with a worker on each, and takes what came of them in their
/// order. No more than [`AHEAD`] wait for their turn, so that memory does not grow with their number. Begins nothing that is not
/// wanted any more.
///
/// # Panics
///
/// If `worker`, `make` or `take` does; then nothing more is begun.
pub(super) fn in_order<W, R: Send>(
    count: usize,
    threads: usize,
    is_wanted: impl Fn() -> bool + Sync,
    worker: impl Fn() -> W + Sync,
    make: impl Fn(&mut W, usize) -> R + Sync,
    take: impl FnMut(usize, R) + Send,
) {
    struct Line<R, T> {
        begun: usize,
        taken: usize,
        waiting: BTreeMap<usize, R>,
        take: T,
    }
    let line = Mutex::new(Line { begun: 0, taken: 0, waiting: BTreeMap::new(), take });
    let moved = Condvar::new();
    let begin = || {
        let mut line = line.lock().unwrap_or_else(PoisonError::into_inner);
        while line.begun < count && line.begun >= line.taken + AHEAD {
            line = moved.wait(line).unwrap_or_else(PoisonError::into_inner);
        }
        let at = line.begun;
        line.begun += 1;
        (at < count && is_wanted()).then_some(at)
    };
    thread::scope(|scope| {
        for _ in 0..threads.min(count) {
            scope.spawn(|| {
                let work = || {
                    let mut worker = worker();
                    while let Some(at) = begin() {
                        let made = make(&mut worker, at);
                        let mut line = line.lock().unwrap_or_else(PoisonError::into_inner);
                        line.waiting.insert(at, made);
                        let mut taken = line.taken;
                        while let Some(made) = line.waiting.remove(&taken) {
                            (line.take)(taken, made);
                            taken += 1;
                        }
                        line.taken = taken;
                        moved.notify_all();
                    }
                };
                if let Err(cause) = catch_unwind(AssertUnwindSafe(work)) {
                    // Its turn does not come any more, so nobody may wait for it.
                    line.lock().unwrap_or_else(PoisonError::into_inner).begun = count;
                    moved.notify_all();
                    resume_unwind(cause);
                }
            });
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_is_taken_in_order_however_long_it_takes() {
        let mut taken = Vec::new();
        let make = |_: &mut (), at: usize| {
            if at.is_multiple_of(7) {
                thread::sleep(std::time::Duration::from_millis(1));
            }
            at * 2
        };
        in_order(1000, 4, || true, || (), make, |at, made| taken.push((at, made)));
        assert_eq!(taken, (0..1000).map(|at| (at, at * 2)).collect::<Vec<_>>());
        in_order(0, 4, || true, || (), make, |_, _| unreachable!("there is nothing"));
    }

    #[test]
    fn nobody_waits_for_one_who_broke_off() {
        let breaks = |make: fn(usize), take: fn(usize)| {
            let all = || in_order(AHEAD * 3, 4, || true, || (), |(), at| make(at), |at, ()| take(at));
            catch_unwind(all).is_err()
        };
        let at_ten = |at: usize| assert_ne!(at, 10, "as meant");
        assert!(breaks(at_ten, |_| ()));
        assert!(breaks(|_| (), at_ten));
    }
}
