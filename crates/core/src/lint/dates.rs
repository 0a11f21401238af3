//! Due dates against the approval and the period of the plan.

use super::{Texts, remark};
use crate::diagnostics::{Diagnostics, LintProblem, Problem};
use crate::domain::{Act, DateText, Day, Due, DueKind, Grounds, Period, Plan, Timing};

/// W204–W207: at most one remark a due date, and one for all activities that are due by their direction.
pub(super) fn due_dates(texts: &Texts<'_>, diagnostics: &Diagnostics) {
    let period = &texts.plan.period;
    let approved = approval_day(texts.plan);
    let mut told = None;
    for row in &texts.rows {
        let Some(Timing { text, due, .. }) = &row.timing else { continue };
        let problem = not_understood(*due)
            .or_else(|| outside_period(*due, period))
            .or_else(|| before(*due, approved))
            .or_else(|| whole_period(*due, period));
        if let Some(problem) = problem
            && told.replace(row.timing_place) != Some(row.timing_place)
        {
            diagnostics.push(remark(problem, row.timing_place, text));
        }
    }
}

/// W207.
fn not_understood(due: Due) -> Option<Problem> {
    Some(LintProblem::DueNotUnderstood { reason: due.trouble()?.reason() }.into())
}

/// W205. A year or a school year only has to touch the period: «2024 год» in a plan for 2023/2024 is usual; and the work
/// of a school year begins in the August before it.
fn outside_period(due: Due, period: &Period) -> Option<Problem> {
    let (from, to) = (due.from(), due.to());
    let start = period.from();
    let is_school_year = (start.month(), start.day()) == (9, 1) && period.to().year() > start.year();
    let start = if is_school_year { Day::new(start.year(), 8, 1).unwrap_or(start) } else { start };
    let apart = from.is_some_and(|from| from > period.to()) || to.is_some_and(|to| to < start);
    let beyond = from.is_some_and(|from| from < start) || to.is_some_and(|to| to > period.to());
    let is_coarse = matches!(due.kind(), DueKind::Year | DueKind::SchoolYear);
    (apart || beyond && !is_coarse)
        .then(|| Problem::from(LintProblem::DueOutsidePeriod { period: period.typed().to_owned() }))
}

/// W204.
pub(super) fn before(due: Due, approved: Option<Day>) -> Option<Problem> {
    let approved = approved.filter(|approved| due.to().is_some_and(|to| to < *approved))?;
    Some(LintProblem::DueBeforeApproval { approved: approved.digits() }.into())
}

/// W206. In a plan for a few months the whole period is a due date like any other.
fn whole_period(due: Due, period: &Period) -> Option<Problem> {
    let is_rhythm = matches!(due.kind(), DueKind::Recurring | DueKind::Standing | DueKind::Until);
    let months = |day: Day| day.year() * 12 + day.month() as i32;
    let is_long = months(period.to()) - months(period.from()) >= 6;
    let is_whole = due.from() == Some(period.from()) && due.to() == Some(period.to());
    (is_whole && is_long && !is_rhythm).then_some(LintProblem::DueWholePeriod.into())
}

/// The day from which the plan is in force: of several approvals the last one, else that of the act it belongs to.
fn approval_day(plan: &Plan) -> Option<Day> {
    let of_act = |act: &Act| act.date.as_ref().and_then(DateText::day);
    let approvals = plan.approvals.iter().filter_map(|approval| match &approval.grounds {
        Grounds::Person { date, .. } => date.day(),
        Grounds::Act(act) => of_act(act),
    });
    approvals.max().or_else(|| plan.annex_to.as_ref().and_then(|annex| of_act(&annex.act)))
}
