//! How far a long work has come, and whether it is still wanted.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// The steps of a work, told to whoever waits for it and may have enough of it. Clones are those of the same work.
#[derive(Clone, Default)]
pub struct Steps {
    count: Arc<Count>,
    tell: Option<Tell>,
}

/// Who is told how many steps are done, and of how many.
type Tell = Arc<dyn Fn(usize, usize) + Send + Sync>;

#[derive(Debug, Default)]
struct Count {
    done: AtomicUsize,
    total: AtomicUsize,
    is_stopped: AtomicBool,
}

impl Steps {
    /// Steps that are told as they are done: how many, and of how many.
    pub fn telling(tell: impl Fn(usize, usize) + Send + Sync + 'static) -> Self {
        Self { tell: Some(Arc::new(tell)), ..Self::default() }
    }

    /// Begins with none of so many steps done.
    pub fn begin(&self, total: usize) {
        self.count.done.store(0, Ordering::Relaxed);
        self.count.total.store(total, Ordering::Relaxed);
        self.told();
    }

    /// One more step is done.
    pub fn step(&self) {
        self.count.done.fetch_add(1, Ordering::Relaxed);
        self.told();
    }

    fn told(&self) {
        if let Some(tell) = &self.tell {
            let (done, total) = self.done();
            tell(done, total);
        }
    }

    /// How many steps are done, and of how many; 0 of 0 where they cannot be counted.
    pub fn done(&self) -> (usize, usize) {
        let total = self.count.total.load(Ordering::Relaxed);
        (self.count.done.load(Ordering::Relaxed).min(total), total)
    }

    /// Asks that the work ends before its next step. What is written as a whole is written or not.
    pub fn stop(&self) {
        self.flag().store(true, Ordering::Relaxed);
    }

    /// Whether somebody has asked for that.
    pub fn is_stopped(&self) -> bool {
        self.flag().load(Ordering::Relaxed)
    }

    /// What is set when somebody asks for that, for those who know no steps.
    pub fn flag(&self) -> &AtomicBool {
        &self.count.is_stopped
    }
}

impl fmt::Debug for Steps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.count.fmt(f)
    }
}
