//! How far a run with several documents has come.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::app::steps::Steps;

/// Steps that move a bar.
pub(super) fn steps(bar: &ProgressBar) -> Steps {
    let bar = bar.clone();
    Steps::telling(move |done, all| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    })
}

/// The same with the time that is left.
pub(super) fn long_bar(quiet: bool) -> ProgressBar {
    let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let style = ProgressStyle::with_template("{bar:30} {pos} из {len}  осталось {eta}");
    let bar = ProgressBar::with_draw_target(Some(0), target);
    match style {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// A bar; hidden unless stderr is a terminal.
pub(super) fn bar(count: usize, quiet: bool) -> ProgressBar {
    let target = if quiet || count < 2 { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let style = ProgressStyle::with_template("{bar:30} {pos} из {len}  {msg}");
    let bar = ProgressBar::with_draw_target(Some(count as u64), target);
    match style {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
