//! The chart of the summary: a bar for each direction, parted by the states of its activities.

use serde::Serialize;

use super::Metrics;
use super::words::{Place, Words};
use crate::domain::{Tally, Verdict, one_line};

/// The chart as the template draws it.
#[derive(Debug, Clone, Serialize, PartialEq)]
pub struct ChartView {
    /// The chart in words, for who cannot see it.
    pub alt: String,
    /// The states that occur.
    pub legend: Vec<KeyView>,
    /// The bars.
    pub bars: Vec<BarView>,
}

/// A state in the legend.
#[derive(Debug, Clone, Serialize, PartialEq)]
pub struct KeyView {
    /// The fill, by the name of the state.
    pub fill: &'static str,
    /// The state in words, with the figure for all directions.
    pub text: String,
}

/// A bar.
#[derive(Debug, Clone, Serialize, PartialEq)]
pub struct BarView {
    /// Whose it is.
    pub label: Words,
    /// Its parts from left to right; their shares add up to 1.
    pub parts: Vec<PartView>,
}

/// A part of a bar.
#[derive(Debug, Clone, Serialize, PartialEq)]
pub struct PartView {
    /// The fill, by the name of the state.
    pub fill: &'static str,
    /// Its share of the bar.
    pub share: f64,
    /// The number of activities.
    pub figure: String,
}

/// Directions beyond which only the bar of all is drawn: the table says the rest.
const MOST_BARS: usize = 9;
/// The least share of a bar, so that a figure of one digit can be written in it; each further digit takes as much
/// again.
const LEAST_SHARE: f64 = 0.035;

/// The bars of directions with their tallies, the last being that of all, which has no bar beside that of a lone direction.
pub(super) fn shown(by_direction: &[(String, Tally)]) -> &[(String, Tally)] {
    match by_direction {
        [.., all] if by_direction.len() > MOST_BARS => std::slice::from_ref(all),
        [only, _] => std::slice::from_ref(only),
        all => all,
    }
}

/// The chart of these bars, its legend with the figures of `total`. `place` is that of a bar's label.
pub(super) fn chart(shown: &[(String, Tally)], total: Tally, place: Place, metrics: &impl Metrics) -> ChartView {
    let occurring = || Verdict::ALL.into_iter().filter(|verdict| total.count(*verdict) > 0);
    let legend = occurring()
        .map(|verdict| KeyView {
            fill: fill(verdict), text: format!("{} – {}", verdict.word(), total.count(verdict))
        });
    let bars = shown.iter().map(|(name, tally)| BarView {
        label: Words::new(format!("{} ({})", one_line(name), tally.planned()), place, metrics),
        parts: parts(tally),
    });
    ChartView { alt: alt(shown), legend: legend.collect(), bars: bars.collect() }
}

fn parts(tally: &Tally) -> Vec<PartView> {
    let counted: Vec<(Verdict, usize)> = Verdict::ALL
        .into_iter()
        .map(|verdict| (verdict, tally.count(verdict)))
        .filter(|(_, count)| *count > 0)
        .collect();
    let share = |count: usize| count as f64 / tally.planned() as f64;
    let least = |count: usize| LEAST_SHARE * count.to_string().len() as f64;
    // What the small parts get beyond their share, the large ones give in proportion.
    let widened: f64 = counted.iter().map(|(_, count)| share(*count).max(least(*count))).sum();
    let part = |(verdict, count): (Verdict, usize)| PartView {
        fill: fill(verdict),
        share: (share(count).max(least(count)) / widened * 10_000.0).round() / 10_000.0,
        figure: count.to_string(),
    };
    counted.into_iter().map(part).collect()
}

fn alt(bars: &[(String, Tally)]) -> String {
    let bar = |(name, tally): &(String, Tally)| {
        let parts = Verdict::ALL.into_iter().filter(|verdict| tally.count(*verdict) > 0);
        let parts: Vec<String> =
            parts.map(|verdict| format!("{} – {}", verdict.word(), tally.count(verdict))).collect();
        format!("{}: мероприятий – {}, из них {}", one_line(name), tally.planned(), parts.join(", "))
    };
    let bars: Vec<String> = bars.iter().map(bar).collect();
    format!("Столбчатая диаграмма исполнения плана. {}.", bars.join(". ")).replace('\u{a0}', " ")
}

/// The name under which the template knows the fill of a state.
fn fill(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::OnTime => "on-time",
        Verdict::Late => "late",
        Verdict::Partly => "partly",
        Verdict::UnderWay => "under-way",
        Verdict::Overdue => "overdue",
        Verdict::NotDone => "not-done",
        Verdict::Postponed => "postponed",
        Verdict::Cancelled => "cancelled",
        Verdict::NotExpired => "not-expired",
        Verdict::NotYetDue => "not-yet-due",
        Verdict::NoData | Verdict::Undated => "no-data",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_has_room_for_its_figure() {
        let counts = [(Verdict::OnTime, 400), (Verdict::Late, 1), (Verdict::NoData, 12)];
        let tally = Tally::of(counts.into_iter().flat_map(|(verdict, count)| std::iter::repeat_n(verdict, count)));
        let parts = parts(&tally);
        let sum: f64 = parts.iter().map(|part| part.share).sum();
        assert!((sum - 1.0).abs() < 0.001, "{parts:?}");
        assert!(parts.iter().all(|part| part.share > 0.9 * LEAST_SHARE * part.figure.len() as f64), "{parts:?}");
        assert_eq!(parts.iter().map(|part| part.figure.as_str()).collect::<Vec<_>>(), ["400", "1", "12"]);
    }
}
