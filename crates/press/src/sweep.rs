//! Setting type in little memory.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

/// How many steps of work lie between two sweeps: some thousand cells of a table.
const STEPS: usize = 8192;
/// How often the work is looked at.
const PERIOD: Duration = Duration::from_millis(20);

/// Does `work`, while what Typst remembers of it and has not used for two sweeps is forgotten; at the end, all that it remembers.
/// `done` are the steps of the work that were done so far.
///
/// As a rule Typst remembers every call until a document is made, some 4 KB for each cell of a table, to be fast when it is set
/// again. What is forgotten is computed again when it is needed after all, so pages do not depend on it. Time is no measure for
/// a sweep: on a busy machine much would be forgotten that is still needed.
pub(super) fn swept<T>(done: &AtomicUsize, work: impl FnOnce() -> T) -> T {
    let result = thread::scope(|scope| {
        let (working, ended) = channel::<()>();
        scope.spawn(move || {
            let mut last = done.load(Ordering::Relaxed);
            while ended.recv_timeout(PERIOD) == Err(RecvTimeoutError::Timeout) {
                let now = done.load(Ordering::Relaxed);
                if now.wrapping_sub(last) >= STEPS {
                    last = now;
                    comemo::evict(1);
                }
            }
        });
        let result = work();
        drop(working);
        result
    });
    comemo::evict(0);
    result
}
