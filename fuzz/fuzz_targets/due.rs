//! A line with a period, and a text as a due date.

#![no_main]

use dorkarta_core::domain::{Day, Due, DueKind, Period, State};
use dorkarta_fuzz::{seeds, start};
use libfuzzer_sys::{Corpus, fuzz_target};

fuzz_target!(init: start::begin(seeds::due_dates), |bytes: &[u8]| -> Corpus {
    let Ok(text) = std::str::from_utf8(bytes) else { return Corpus::Reject };
    let Some((period, typed)) = text.split_once('\n') else { return Corpus::Reject };
    let Some(period) = Period::parse(period) else { return Corpus::Reject };
    assert!(period.from() <= period.to(), "{period:?}");

    let due = Due::read(typed, &period);
    bounds_hold(due);
    time_only_moves_on(due, &period);
    for other in spellings(typed) {
        assert_eq!(Due::read(&other, &period), due, "{typed:?} and {other:?}");
    }
    Corpus::Keep
});

fn bounds_hold(due: Due) {
    if let (Some(from), Some(to)) = (due.from(), due.to()) {
        assert!(from <= to, "{due:?}");
    }
    match due.kind() {
        DueKind::Unknown => assert!(due.trouble().is_some() && due.from().is_none() && due.to().is_none(), "{due:?}"),
        DueKind::Day => assert!(due.from().is_some() && due.from() == due.to(), "{due:?}"),
        DueKind::Until => assert!(due.from().is_none() && due.to().is_some(), "{due:?}"),
        DueKind::From => assert!(due.from().is_some() && due.to().is_none(), "{due:?}"),
        DueKind::OnEvent => assert!(due.from().is_none() && due.to().is_none(), "{due:?}"),
        _ => {}
    }
    // A school year of a plan that lies in none has trouble and no days, though its kind is certain.
    let has_no_days = due.from().is_none() && due.to().is_none();
    let is_troubled = due.kind() == DueKind::Unknown || due.kind() == DueKind::SchoolYear && has_no_days;
    assert_eq!(due.trouble().is_some(), is_troubled, "{due:?}");
}

/// What is over does not come again.
fn time_only_moves_on(due: Due, period: &Period) {
    let days = [period.from(), period.to()].into_iter().chain(due.from()).chain(due.to());
    let mut days: Vec<Day> = days.flat_map(|day| [Some(day), day.next()]).flatten().collect();
    days.sort_unstable();
    let ranks = days.iter().map(|day| match due.state(*day) {
        State::Coming => 0,
        State::Due | State::NotJudgeable => 1,
        State::Overdue => 2,
    });
    assert!(ranks.is_sorted(), "{due:?}");
}

/// The same in other letters and with other dashes and spaces. Upper case is left out where it is no mere spelling: it
/// can make two letters of one.
fn spellings(typed: &str) -> impl Iterator<Item = String> {
    let upper = typed.to_uppercase();
    let is_same = upper.to_lowercase() == typed.to_lowercase();
    let others = [typed.replace('-', "—"), typed.replace(' ', "\u{a0} "), format!(" {typed} ")];
    // One that is longer than what is read is another one.
    let fits = typed.chars().count() < 200;
    others.into_iter().chain(is_same.then_some(upper)).filter(move |_| fits)
}
