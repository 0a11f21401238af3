//! The summary («свод») of the reports of many territories.
//!
//! Nothing is counted but by adding tallies up: a territory is the sum of its activities, all territories together are
//! the sum of theirs.

use std::fmt;
use std::iter::Sum;

use serde::{Deserialize, Serialize};

use super::approval::{Approval, Maker, Signatory};
use super::day::Day;
use super::indicator::Better;
use super::likeness::Identity;
use super::monitoring::{Decision, Recommendation, Tally, Verdict};
use super::period::Period;
use super::plan::Plan;
use super::style::Style;

/// The summary of the reports of many territories.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// The title, where it is not the usual one.
    pub title: Option<String>,
    /// The territory that it is of, where another summary counts it; never printed.
    pub territory: Option<String>,
    /// The time reported on.
    pub period: Period,
    /// The day as of which everything is judged.
    pub as_of: Day,
    /// The last day on which a report is in time.
    pub deadline: Option<Day>,
    /// The plan that is common to all.
    pub plan: Option<Plan>,
    /// The title of that plan, or of the plans that the reports are of.
    pub plan_title: Option<String>,
    /// The time that this plan is for.
    pub plan_period: Option<Period>,
    /// The activities that the territories have in common.
    pub activities: Vec<CommonActivity>,
    /// The indicators.
    pub indicators: Vec<CommonIndicator>,
    /// The territories, in their order.
    pub territories: Vec<Territory>,
    /// Whether territories get points.
    pub has_points: bool,
    /// Whether of some reports only the words were compared with their data.
    pub by_words: bool,
    /// Approvals, at the right.
    pub approvals: Vec<Approval>,
    /// Agreements, at the left.
    pub agreements: Vec<Approval>,
    /// What the report rests on.
    pub basis: Vec<String>,
    /// Analysis, in paragraphs.
    pub analysis: Vec<String>,
    /// Conclusions, in paragraphs; if there are none, they are drafted.
    pub conclusions: Vec<String>,
    /// Recommendations.
    pub recommendations: Vec<Recommendation>,
    /// Decisions.
    pub decisions: Vec<Decision>,
    /// Who signs at the end.
    pub signatories: Vec<Signatory>,
    /// Who drew it up.
    pub maker: Option<Maker>,
    /// The look.
    pub style: Style,
}

/// An activity that several territories have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommonActivity {
    /// Its code.
    pub code: Option<String>,
    /// Its number: in the common plan, else in the order in which the activities were met.
    pub number: String,
    /// Its name.
    pub name: String,
}

impl CommonActivity {
    /// By what it is recognised among those of other plans.
    pub fn identity(&self) -> Identity<'_> {
        Identity { code: self.code.as_deref(), name: &self.name, ..Identity::default() }
    }
}

/// An indicator of which several territories tell figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommonIndicator {
    /// What is measured.
    pub name: String,
    /// In what.
    pub unit: Option<String>,
    /// How the figures of the territories are put together.
    pub rule: Rule,
    /// Which way it is better, where all that tell it agree.
    pub better: Option<Better>,
}

/// How figures are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Added up.
    Sum,
    /// The mean, each figure counting as much as any other.
    Mean,
    /// The middle one; of an even number of figures the mean of the two in the middle.
    Median,
    /// Not at all.
    Apart,
}

impl Rule {
    /// All of them with their words.
    pub const ALL: [(&'static str, Self); 4] =
        [("сумма", Self::Sum), ("среднее", Self::Mean), ("медиана", Self::Median), ("нет", Self::Apart)];

    /// Its word.
    pub fn word(self) -> &'static str {
        Self::ALL.into_iter().find(|(_, rule)| *rule == self).map_or("", |(word, _)| word)
    }

    /// The usual rule for a unit: shares are no sums.
    pub fn usual(unit: Option<&str>) -> Self {
        match unit.map(str::trim) {
            Some(unit) if unit.starts_with('%') || unit.to_lowercase().starts_with("процент") => Self::Mean,
            _ => Self::Sum,
        }
    }

    /// The figures together; `None` of none, or where they are left apart.
    pub fn together(self, figures: impl IntoIterator<Item = f64>) -> Option<f64> {
        let mut figures: Vec<f64> = figures.into_iter().collect();
        if figures.is_empty() {
            return None;
        }
        let middle = figures.len() / 2;
        match self {
            Self::Sum => Some(figures.iter().sum()),
            Self::Mean => Some(figures.iter().sum::<f64>() / figures.len() as f64),
            Self::Median => {
                figures.sort_by(f64::total_cmp);
                let is_even = figures.len().is_multiple_of(2);
                Some(if is_even { f64::midpoint(figures[middle - 1], figures[middle]) } else { figures[middle] })
            }
            Self::Apart => None,
        }
    }
}

/// A territory with what was reported of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Territory {
    /// Its name.
    pub name: String,
    /// Where letters to it go.
    pub mail: Option<String>,
    /// What became of its reports.
    pub reports: Vec<Report>,
    /// How each common activity stands, in the order of [`Summary::activities`]; of one that its plan lacks, nothing.
    pub activities: Vec<Tally>,
    /// How those stand that only its own plan has.
    pub own: Tally,
    /// Its figures, in the order of [`Summary::indicators`].
    pub figures: Vec<Figures>,
    /// Why common activities are not done, by their places in [`Summary::activities`].
    pub causes: Vec<(usize, String)>,
}

/// The figures of an indicator in a territory.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Figures {
    /// As planned.
    pub plan: Option<f64>,
    /// As reached.
    pub fact: Option<f64>,
}

/// A report of a territory, or one below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The name of its file.
    pub file: String,
    /// The SHA-256 digest of its bytes, if it could be read.
    pub digest: Option<String>,
    /// Whether it counts.
    pub fate: Fate,
    /// When it was approved.
    pub approved: Option<Day>,
    /// Who signed it electronically, and when, as far as the signatures tell.
    pub signed: Option<(String, Option<Day>)>,
    /// How many files it stands for: one, or all further ones of a territory that has very many.
    pub count: usize,
    /// How its activities stand.
    pub tally: Tally,
}

/// Whether a report counts, and why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Fate {
    /// It counts.
    Counted,
    /// A later edition of it counts.
    Replaced,
    /// The same file was given before.
    Twice,
    /// It is of another plan or of another time.
    OtherPlan,
    /// It is no longer what its data say, or its signature does not hold.
    Altered,
    /// There is no such file, or no report can be read of it.
    Unread,
}

impl Fate {
    /// All of them with their words.
    pub const ALL: [(&'static str, Self); 6] = [
        ("учтен", Self::Counted),
        ("заменен более поздним", Self::Replaced),
        ("повторен", Self::Twice),
        ("по другому плану", Self::OtherPlan),
        ("изменен", Self::Altered),
        ("не прочитан", Self::Unread),
    ];

    /// Its word.
    pub fn word(self) -> &'static str {
        Self::ALL.into_iter().find(|(_, fate)| *fate == self).map_or("", |(word, _)| word)
    }

    /// Whether something of the territory is wanting because of it.
    fn is_wanting(self) -> bool {
        matches!(self, Self::OtherPlan | Self::Altered | Self::Unread)
    }
}

impl Report {
    /// The day on which it was handed in: of its approval, else of its last signature.
    pub fn day(&self) -> Option<Day> {
        self.approved.or_else(|| self.signed.as_ref().and_then(|(_, day)| *day))
    }
}

/// How many reports of territories were handed in, and when: every report that is expected counts once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HandedIn {
    /// On or before the deadline, or at all where there is none.
    pub on_time: usize,
    /// After it.
    pub late: usize,
    /// Nobody can say when.
    pub undated: usize,
    /// Not at all, or so that it cannot count.
    pub missing: usize,
}

impl HandedIn {
    /// Those that were expected.
    pub fn expected(self) -> usize {
        self.handed_in() + self.missing
    }

    /// Those that count.
    pub fn handed_in(self) -> usize {
        self.on_time + self.late + self.undated
    }
}

impl Sum for HandedIn {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |sum, more| Self {
            on_time: sum.on_time + more.on_time,
            late: sum.late + more.late,
            undated: sum.undated + more.undated,
            missing: sum.missing + more.missing,
        })
    }
}

/// Whether a territory has reported. Every territory counts under exactly one of [`Reported::ALL`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reported {
    /// On or before the deadline, or at all where there is none.
    OnTime,
    /// After the deadline.
    Late,
    /// Neither an approval nor a signature tells when.
    Undated,
    /// Some of its reports count, others should and cannot.
    Partly,
    /// Nothing of it counts.
    Not,
}

impl Reported {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::OnTime, Self::Late, Self::Undated, Self::Partly, Self::Not];
}

/// How a common activity stands in a territory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Done in time.
    OnTime,
    /// Done late.
    Late,
    /// Done in part, overdue, not done, or nothing is known of it.
    NotDone,
    /// Put off, dropped, or not yet to be done.
    Other,
    /// Its plan has no such activity.
    Absent,
}

impl Standing {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::OnTime, Self::Late, Self::NotDone, Self::Other, Self::Absent];

    /// Of several bodies below a territory the one that is least far counts; dropped is what all of them have dropped.
    pub fn of(tally: &Tally) -> Self {
        use Verdict as V;
        let has = |verdicts: &[Verdict]| verdicts.iter().any(|verdict| tally.count(*verdict) > 0);
        if tally.planned() == 0 {
            Self::Absent
        } else if has(&[V::Partly, V::Overdue, V::NotDone, V::NoData]) {
            Self::NotDone
        } else if has(&[V::UnderWay, V::Postponed, V::NotExpired, V::NotYetDue]) {
            Self::Other
        } else if has(&[V::Late]) {
            Self::Late
        } else if has(&[V::OnTime]) {
            Self::OnTime
        } else {
            Self::Other
        }
    }
}

impl Territory {
    /// How all of its activities stand.
    pub fn tally(&self) -> Tally {
        self.common() + self.own
    }

    /// Whether anything of it counts.
    pub fn counts(&self) -> bool {
        self.reports.iter().any(|report| report.fate == Fate::Counted)
    }

    /// How many of its reports were handed in, and when. A territory of which nothing came lacks one.
    pub fn handed_in(&self, deadline: Option<Day>) -> HandedIn {
        let mut found = HandedIn::default();
        for report in &self.reports {
            let count = report.count;
            match (report.fate, report.day(), deadline) {
                (Fate::Replaced | Fate::Twice, ..) => {}
                (Fate::Counted, Some(day), Some(deadline)) if day > deadline => found.late += count,
                (Fate::Counted, None, Some(_)) => found.undated += count,
                (Fate::Counted, ..) => found.on_time += count,
                (Fate::OtherPlan | Fate::Altered | Fate::Unread, ..) => found.missing += count,
            }
        }
        if found.expected() == 0 { HandedIn { missing: 1, ..found } } else { found }
    }

    /// How its common activities stand.
    pub fn common(&self) -> Tally {
        self.activities.iter().copied().sum()
    }

    /// Whether it has reported, and in time.
    pub fn reported(&self, deadline: Option<Day>) -> Reported {
        let counted = || self.reports.iter().filter(|report| report.fate == Fate::Counted);
        let is_late = |day: Day| deadline.is_some_and(|deadline| day > deadline);
        if counted().next().is_none() {
            Reported::Not
        } else if self.reports.iter().any(|report| report.fate.is_wanting()) {
            Reported::Partly
        } else if counted().filter_map(Report::day).any(is_late) {
            Reported::Late
        } else if deadline.is_some() && counted().any(|report| report.day().is_none()) {
            Reported::Undated
        } else {
            Reported::OnTime
        }
    }

    /// What its fulfilment of the common activities is worth, 0 to 1: of what had to be done, what was done in time counts wholly, what was done
    /// late or in part by half. `None` where nothing had to be done.
    fn worth(&self) -> Option<f64> {
        use Verdict as V;
        let tally = self.common();
        let count = |verdicts: &[Verdict]| verdicts.iter().map(|verdict| tally.count(*verdict)).sum::<usize>() as f64;
        let half = count(&[V::Late, V::Partly]);
        let due = count(&[V::OnTime]) + half + count(&[V::Overdue, V::NotDone, V::NoData]);
        (due > 0.0).then(|| (count(&[V::OnTime]) + half / 2.0) / due)
    }
}

impl Summary {
    /// Whether nobody approves and nobody signs: then it is a draft.
    pub fn is_draft(&self) -> bool {
        self.approvals.is_empty() && self.signatories.is_empty()
    }

    /// How all activities of all territories stand.
    pub fn tally(&self) -> Tally {
        self.territories.iter().map(Territory::tally).sum()
    }

    /// The territories of which something counts.
    pub fn counted(&self) -> impl Iterator<Item = &Territory> {
        self.territories.iter().filter(|territory| territory.counts())
    }

    /// How many territories have reported so.
    pub fn reported(&self, how: Reported) -> usize {
        self.territories.iter().filter(|territory| territory.reported(self.deadline) == how).count()
    }

    /// In how many of the counted territories a common activity stands so.
    pub fn standing(&self, activity: usize, standing: Standing) -> usize {
        let of = |territory: &&Territory| {
            Standing::of(&territory.activities.get(activity).copied().unwrap_or_default()) == standing
        };
        self.counted().filter(of).count()
    }

    /// The figures of an indicator for all territories together.
    pub fn together(&self, indicator: usize) -> Figures {
        let Some(CommonIndicator { rule, .. }) = self.indicators.get(indicator) else { return Figures::default() };
        let figures = || self.counted().filter_map(|territory| territory.figures.get(indicator));
        Figures {
            plan: rule.together(figures().filter_map(|figures| figures.plan)),
            fact: rule.together(figures().filter_map(|figures| figures.fact)),
        }
    }

    /// In how many of the counted territories an indicator has a plan, and in how many a fact, where these are not the same
    /// territories: what they give together is no plan and fact of the same.
    pub fn unlike(&self, indicator: usize) -> Option<(usize, usize)> {
        let figures = || self.counted().filter_map(|territory| territory.figures.get(indicator));
        let count = |has: fn(&Figures) -> bool| figures().filter(|figures| has(figures)).count();
        let (plans, facts) = (count(|it| it.plan.is_some()), count(|it| it.fact.is_some()));
        let both = count(|it| it.plan.is_some() && it.fact.is_some());
        (plans > 0 && facts > 0 && (plans, facts) != (both, both)).then_some((plans, facts))
    }

    /// The points of each territory, 0 to 100, the best one having 100; `None` where nothing had to be done or nothing
    /// counts.
    pub fn points(&self) -> Vec<Option<f64>> {
        let worth: Vec<Option<f64>> =
            self.territories.iter().map(|territory| territory.worth().filter(|_| territory.counts())).collect();
        let best = worth.iter().flatten().copied().fold(0.0, f64::max);
        let points = |worth: f64| if best > 0.0 { worth / best * 100.0 } else { 0.0 };
        worth.into_iter().map(|worth| worth.map(points)).collect()
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(text: &str) -> Tally {
        text.parse().expect("a tally")
    }

    #[test]
    fn figures_are_put_together_by_their_rule() {
        for (unit, figures, expected) in [
            (Some("%"), &[40.0, 60.0][..], Some(50.0)),
            (Some("процентов"), &[40.0][..], Some(40.0)),
            (Some("чел."), &[40.0, 60.0][..], Some(100.0)),
            (None, &[][..], None),
        ] {
            assert_eq!(Rule::usual(unit).together(figures.iter().copied()), expected, "{unit:?}");
        }
        assert_eq!(Rule::Median.together([9.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(Rule::Median.together([9.0, 1.0, 2.0, 3.0]), Some(2.5));
        assert_eq!(Rule::Apart.together([1.0]), None);
    }

    #[test]
    fn a_territory_is_as_far_as_the_last_of_its_bodies() {
        use Standing as S;
        for (told, expected) in [
            ("", S::Absent),
            ("выполнено в срок 14", S::OnTime),
            ("выполнено в срок 13, выполнено с опозданием 1", S::Late),
            ("выполнено в срок 13, срок не наступил 1", S::Other),
            ("выполнено в срок 13, отменено 1", S::OnTime),
            ("отменено 2", S::Other),
            ("выполнено в срок 13, перенесено 1, нет данных 1", S::NotDone),
        ] {
            assert_eq!(Standing::of(&tally(told)), expected, "{told}");
        }
    }
}
