//! How far a long work has come, and whether it is still wanted.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// The steps of a work, told to whoever waits for it and may have enough of it. Clones are those of the same work.
#[derive(Debug, Clone, Default)]
pub struct Steps(Arc<Count>);

#[derive(Debug, Default)]
struct Count {
    done: AtomicUsize,
    total: AtomicUsize,
    is_stopped: AtomicBool,
}

impl Steps {
    /// Begins with none of so many steps done.
    pub fn begin(&self, total: usize) {
        self.0.done.store(0, Ordering::Relaxed);
        self.0.total.store(total, Ordering::Relaxed);
    }

    /// One more step is done.
    pub fn step(&self) {
        self.0.done.fetch_add(1, Ordering::Relaxed);
    }

    /// How many steps are done, and of how many; 0 of 0 where they cannot be counted.
    pub fn done(&self) -> (usize, usize) {
        let total = self.0.total.load(Ordering::Relaxed);
        (self.0.done.load(Ordering::Relaxed).min(total), total)
    }

    /// Asks that the work ends before its next step. What is written as a whole is written or not.
    pub fn stop(&self) {
        self.0.is_stopped.store(true, Ordering::Relaxed);
    }

    /// Whether somebody has asked for that.
    pub fn is_stopped(&self) -> bool {
        self.0.is_stopped.load(Ordering::Relaxed)
    }
}
