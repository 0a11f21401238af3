//! A monitoring against its plan: late, overdue, untold, and figures that make no sense.

use super::remark;
use crate::diagnostics::{Diagnostics, MonitoringProblem, Place, Problem};
use crate::domain::{DateText, Day, Due, Figure, Fulfilment, Indicator, Status, Trouble, Verdict};
use crate::validate::{CheckedMonitoring, FulfilmentPlaces, IndicatorPlaces};

/// W220–W224: at most one remark on the date of an entry, and one on its new due date.
pub(super) fn entries(checked: &CheckedMonitoring, diagnostics: &Diagnostics) {
    let CheckedMonitoring { monitoring, plan, places, .. } = checked;
    let verdicts = monitoring.verdicts(plan);
    let entries = monitoring.fulfilments.iter().zip(&places.fulfilments);
    for ((entry, due), verdict) in entries.zip(plan.dues()).zip(verdicts) {
        let (Some(fulfilment), Some(places)) = entry else { continue };
        judge(checked, fulfilment, places, due, verdict, diagnostics);
    }
}

fn judge(
    checked: &CheckedMonitoring,
    fulfilment: &Fulfilment,
    places: &FulfilmentPlaces,
    due: Option<Due>,
    verdict: Verdict,
    diagnostics: &Diagnostics,
) {
    let last_day = due.and_then(|due| due.to()).map(Day::digits);
    let date =
        odd_date(checked, fulfilment, verdict).map(|reason| Problem::from(MonitoringProblem::DoneDateOdd { reason }));
    let date = date.or_else(|| match verdict {
        Verdict::Late => last_day.clone().map(|due| Problem::from(MonitoringProblem::DoneLate { due })),
        _ => None,
    });
    if let Some(problem) = date {
        let typed = fulfilment.date.as_ref().map(date_text).unwrap_or_default();
        diagnostics.push(remark(problem, &places.date, &typed));
    }
    // What was put off has its new due date remarked.
    if let (Verdict::Overdue, Status::UnderWay, Some(due)) = (verdict, fulfilment.status, last_day) {
        diagnostics.add(MonitoringProblem::UnderWayOverdue { due }, &places.status);
    }
    if let Some(typed) = &fulfilment.new_due
        && let Some(reason) = odd_new_due(checked, typed, due)
    {
        diagnostics.push(remark(MonitoringProblem::NewDueOdd { reason }, &places.new_due, typed));
    }
}

fn date_text(date: &DateText) -> String {
    match date {
        DateText::Open => String::new(),
        DateText::Typed(typed) => typed.clone(),
        DateText::Day(day) => day.digits(),
    }
}

/// W223. What is not done as a whole may go on after the day of the report.
fn odd_date(checked: &CheckedMonitoring, fulfilment: &Fulfilment, verdict: Verdict) -> Option<&'static str> {
    fulfilment.date.as_ref()?;
    // Told already, W112.
    if verdict == Verdict::Undated {
        return None;
    }
    let Some(done) = fulfilment.done(&checked.plan.period) else { return Some("она не понята") };
    if fulfilment.status == Status::Done && done.first().is_some_and(|first| first > checked.monitoring.as_of) {
        return Some("она позже дня, на который составлен отчёт");
    }
    done.last().is_some_and(|last| last < checked.plan.period.from()).then_some("она раньше периода плана")
}

/// W224.
fn odd_new_due(checked: &CheckedMonitoring, typed: &str, due: Option<Due>) -> Option<&'static str> {
    let new = Due::read_anew(typed, due, &checked.plan.period);
    match new.trouble() {
        Some(Trouble::YearUnknown) => return Some("не указан год, и непонятно, какой имеется в виду"),
        Some(_) => return Some("он не понят"),
        None => {}
    }
    let last = new.to()?;
    if due.and_then(|due| due.to()).is_some_and(|to| last <= to) {
        return Some("он не позже прежнего");
    }
    (last < checked.monitoring.as_of).then_some("он уже истёк")
}

/// W222.
pub(super) fn untold(checked: &CheckedMonitoring, diagnostics: &Diagnostics) {
    let CheckedMonitoring { monitoring, plan, places, .. } = checked;
    let verdicts = monitoring.verdicts(plan);
    let untold = verdicts.iter().zip(plan.labels()).filter(|(verdict, _)| **verdict == Verdict::NoData);
    let numbers: Vec<String> = untold.map(|(_, label)| label).collect();
    if numbers.is_empty() {
        return;
    }
    diagnostics.add(MonitoringProblem::NoData { numbers: numbers.join(", ") }, &places.entries);
}

/// W225.
pub(super) fn indicators(checked: &CheckedMonitoring, diagnostics: &Diagnostics) {
    for (indicator, places) in checked.monitoring.indicators.iter().zip(&checked.places.indicators) {
        figures(indicator, places, diagnostics);
    }
}

fn figures(indicator: &Indicator, places: &IndicatorPlaces, diagnostics: &Diagnostics) {
    let Indicator { last_year, plan, fact, .. } = indicator;
    let judge = |figure: &Option<Figure>, place: &Place| {
        let Some(figure) = figure else { return };
        if let Some(reason) = odd_figure(indicator, figure) {
            diagnostics.push(remark(MonitoringProblem::FigureOdd { reason }, place, figure.printed()));
        }
    };
    judge(last_year, &places.last_year);
    judge(plan, &places.plan);
    judge(fact, &places.fact);
    // A dash is an answer.
    if plan.as_ref().is_some_and(|plan| plan.value().is_some()) && fact.is_none() {
        diagnostics.add(MonitoringProblem::FigureOdd { reason: "план есть, а факта нет" }, &places.fact);
    }
    let values = plan.as_ref().and_then(Figure::value).zip(fact.as_ref().and_then(Figure::value));
    if let (Some((plan, value)), Some(fact)) = (values, fact)
        && let Some(reason) = odd_ratio(plan, value)
    {
        diagnostics.push(remark(MonitoringProblem::FigureOdd { reason }, &places.fact, fact.printed()));
    }
}

fn odd_figure(indicator: &Indicator, figure: &Figure) -> Option<&'static str> {
    let unit = indicator.unit.as_deref().unwrap_or_default().to_lowercase();
    let is_percent = unit.starts_with('%') || unit.starts_with("процент");
    // Growth may be above 100 % and below 0.
    let name = indicator.name.to_lowercase();
    let is_change = ["прирост", "рост", "темп", "динамик", "изменени", "отклонени", "увеличени", "снижени"]
        .iter()
        .any(|stem| name.contains(stem));
    let is_count = ["чел", "шт", "ед", "школ", "уч", "экз", "кол"].iter().any(|stem| unit.starts_with(stem));
    match figure.value()? {
        value if is_percent && !is_change && value > 100.0 => Some("доля больше 100 %"),
        value if value < 0.0 && !is_change => Some("число меньше нуля"),
        value if is_count && value.fract() != 0.0 => Some("целое не бывает дробным"),
        _ => None,
    }
}

/// A fact ten times the plan, or a tenth of it, is more often a slip of the comma than a success.
fn odd_ratio(plan: f64, fact: f64) -> Option<&'static str> {
    (plan > 0.0 && fact >= 10.0 * plan).then_some("факт больше плана в десять раз и больше")
}
