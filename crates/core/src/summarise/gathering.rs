//! The reports, one after the other in their order, on their way to the figures of the summary.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use super::contribution::{Below, Contribution, Measured, Told};
use super::further::Listed;
use super::log::Log;
use crate::diagnostics::{Diagnostic, Diagnostics, Place, SummaryProblem};
use crate::domain::{
    Better, CommonActivity, CommonIndicator, Day, Fate, Figures, Identity, Period, Plan, Report, Reported, Rule, Tally,
    Territory, one_line, only_alike, pair_apart,
};
use crate::tree::fold_key;

/// Activities that plans without a common one may have together: beyond, an activity is its plan's own.
const MOST_ACTIVITIES: usize = 5000;
/// Indicators that a summary has at most.
const MOST_INDICATORS: usize = 500;

/// What was asked for as a report, after it was read.
#[derive(Debug, Clone)]
pub struct Received {
    /// Whose it is, by the place in the list of territories, where that is told.
    pub territory: Option<usize>,
    /// Its file, as it is named in messages.
    pub path: String,
    /// The name of the file, as it is kept.
    pub file: String,
    /// The SHA-256 digest of its bytes, if they could be read.
    pub digest: Option<String>,
    /// Who signed it electronically, and when.
    pub signed: Option<(String, Option<Day>)>,
    /// Whether only its words were compared with its data.
    pub by_words: bool,
    /// Whose it is by its data, where these do not count.
    pub named: Option<String>,
    /// What it contributes.
    pub content: Result<Contribution, Trouble>,
}

/// Why a report does not count, as a Russian clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// It is no longer what its data say, or its signature does not hold.
    Altered(String),
    /// It cannot be read.
    Unread(String),
    /// It is a document, but no report: who did not ask for it as one has met it in a folder.
    NoReport(String),
}

/// A territory as the data name it.
#[derive(Debug, Clone, Default)]
pub(super) struct Declared {
    pub name: String,
    pub mail: Option<String>,
}

/// What a summary knows before it has seen a report.
#[derive(Debug, Clone, Default)]
pub(super) struct Terms {
    pub plan: Option<Plan>,
    pub period: Option<Period>,
    pub as_of: Option<Day>,
    pub deadline: Option<Day>,
    pub territories: Vec<Declared>,
    pub indicators: Vec<CommonIndicator>,
    /// Whether the summary has a title of its own.
    pub has_title: bool,
}

/// The reports that were taken so far.
#[derive(Debug)]
pub struct Gathering {
    terms: Terms,
    groups: Vec<Group>,
    indicators: Vec<CommonIndicator>,
    /// Indicators by name and unit, folded.
    known: HashMap<(String, String), usize>,
    territories: Vec<Open>,
    /// Territories that only reports name.
    named: HashMap<String, usize>,
    /// Where each figure comes from, if that is wanted.
    sources: Option<Log<Source>>,
    by_words: bool,
    alike: Alike,
    messages: Vec<Diagnostic>,
}

/// Activities of reports that are taken for common ones by words that are not the same.
#[derive(Debug, Default)]
struct Alike {
    /// By group, common activity and the other name: how alike they are, and the territory that was met first.
    found: BTreeMap<(usize, usize, String), (f64, usize)>,
}

impl Alike {
    /// As many are kept.
    const MOST: usize = 1000;
    /// As many are shown.
    const SHOWN: usize = 20;

    /// Takes those of a report.
    fn note(&mut self, group: (usize, &Group), told: &[Told], places: &[Option<usize>], territory: usize) {
        let (at, group) = group;
        for (told, common) in told.iter().zip(places).filter_map(|(told, place)| Some((told, (*place)?))) {
            let likeness = only_alike(&group.common[common].identity(), &told.identity());
            if let Some(likeness) = likeness.filter(|_| told.tally.planned() > 0 && self.found.len() < Self::MOST) {
                self.found.entry((at, common, told.name.clone())).or_insert((likeness, territory));
            }
        }
    }
}

/// Reports whose plans are the same one.
#[derive(Debug)]
struct Group {
    title: String,
    /// Another title that a plan of it has, as where each names its own territory.
    other_title: Option<String>,
    plan_period: Period,
    period: Period,
    as_of: Day,
    common: Vec<CommonActivity>,
    /// For each of them, the last territory that has it, and how many have.
    holders: Vec<(usize, usize)>,
    reports: usize,
}

/// A territory while its reports are taken.
#[derive(Debug, Default)]
struct Open {
    name: String,
    mail: Option<String>,
    pieces: Log<Piece>,
    closed: Listed,
    totals: Vec<(usize, Totals)>,
    /// Of each group of plans, the days as of which its reports that count are.
    days: BTreeSet<(usize, Day)>,
    reasons: Vec<String>,
}

/// One report of a territory.
#[derive(Debug, Serialize, Deserialize)]
struct Piece {
    path: String,
    report: Report,
    approver: Option<String>,
    as_of: Option<Day>,
    totals: Option<(usize, Totals)>,
    below: Vec<Below>,
}

/// The figures of reports that are added up.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Totals {
    activities: Vec<(usize, Tally)>,
    own: Tally,
    figures: Vec<(usize, Figures)>,
    causes: Vec<(usize, String)>,
}

/// A figure with the file that it comes from.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Source {
    /// The territory, by its place.
    pub territory: usize,
    /// The territory below it, where the file is a report of that level.
    pub below: Option<String>,
    /// The report.
    pub report: Report,
    /// The common activities that it tells of, by their places.
    pub activities: Vec<(usize, Tally)>,
    /// The activities that only its plan has.
    pub own: Tally,
    /// Its figures, by the places of the indicators.
    pub figures: Vec<(usize, Figures)>,
    /// The group of its plan.
    group: Option<usize>,
}

/// What came of all reports.
#[derive(Debug)]
pub struct Gathered {
    /// The title of the plan that they are of.
    pub(super) plan_title: String,
    /// The time that it is for.
    pub(super) plan_period: Period,
    pub(super) period: Option<Period>,
    pub(super) as_of: Option<Day>,
    pub(super) activities: Vec<CommonActivity>,
    pub(super) indicators: Vec<CommonIndicator>,
    /// The territories, in their order.
    pub(super) territories: Vec<Territory>,
    /// Whether of some reports only the words were compared with their data.
    pub(super) by_words: bool,
    /// Where each figure comes from, if that was wanted.
    sources: Log<Source>,
    /// Of each activity of the group of plans that counts, its place among the common ones, where it is one of these.
    places: Vec<Option<usize>>,
    /// Of each indicator that was met, its place among those of the summary, where it is one of these.
    indicator_places: Vec<Option<usize>>,
    /// That group.
    chosen: Option<usize>,
    /// Of each territory that has not reported, why.
    pub reasons: Vec<String>,
}

impl Gathering {
    /// For a summary that knows these terms; `keeps_sources` if it is to tell where each figure comes from.
    pub(super) fn new(terms: Terms, keeps_sources: bool) -> Self {
        let open =
            |declared: &Declared| Open { name: declared.name.clone(), mail: declared.mail.clone(), ..Open::default() };
        let territories = terms.territories.iter().map(open).collect();
        let groups = terms.plan.as_ref().map(|plan| Group::of_plan(plan, terms.period.as_ref())).into_iter().collect();
        let indicators = terms.indicators.clone();
        let known = indicators.iter().map(|it| key(&it.name, it.unit.as_deref())).zip(0..).collect();
        let sources = keeps_sources.then(Log::default);
        Self {
            terms,
            groups,
            indicators,
            known,
            territories,
            named: HashMap::new(),
            sources,
            by_words: false,
            alike: Alike::default(),
            messages: Vec::new(),
        }
    }

    /// Takes a report, in the order in which they are given.
    pub fn take(&mut self, received: Received) {
        let Received { territory, path, file, digest, signed, by_words, named, content } = received;
        let content = match content {
            // Nobody's report is missing because of it.
            Err(Trouble::NoReport(reason)) if territory.is_none() => {
                return self.tell(&path, SummaryProblem::Unread { reason });
            }
            content => content,
        };
        let name = match &content {
            Ok(contribution) => contribution.territory.clone(),
            Err(_) => named,
        };
        let at = territory.unwrap_or_else(|| self.territory(&name.unwrap_or_else(|| stem(&file))));
        let mut report =
            Report { file, digest, fate: Fate::Counted, approved: None, signed, count: 1, tally: Tally::default() };
        let mut piece = match content {
            Err(trouble) => {
                let (fate, problem, reason) = match trouble {
                    Trouble::Altered(what) => (Fate::Altered, SummaryProblem::Altered { what: what.clone() }, what),
                    Trouble::Unread(reason) | Trouble::NoReport(reason) => {
                        (Fate::Unread, SummaryProblem::Unread { reason: reason.clone() }, reason)
                    }
                };
                self.tell(&path, problem);
                report.fate = fate;
                self.territories[at].reasons.push(format!("{}: {reason}", report.file));
                Piece { path, report, approver: None, as_of: None, totals: None, below: Vec::new() }
            }
            Ok(contribution) => {
                self.by_words |= by_words || contribution.by_words;
                report.approved = contribution.approved;
                let (group, places) = self.group(&contribution);
                self.alike.note((group, &self.groups[group]), &contribution.activities, &places, at);
                // What lies below is only told where each figure comes from.
                let below = if self.sources.is_some() { contribution.below.clone() } else { Vec::new() };
                let (approver, as_of) = (contribution.approver.clone(), Some(contribution.as_of));
                let totals = self.totals(contribution, group, places);
                report.tally = totals.activities.iter().map(|(_, tally)| *tally).sum::<Tally>() + totals.own;
                Piece { path, report, approver, as_of, totals: Some((group, totals)), below }
            }
        };
        if self.terms.plan.is_some() && piece.totals.as_ref().is_some_and(|(group, _)| *group > 0) {
            let group = &self.groups[piece.totals.as_ref().map_or(0, |(group, _)| *group)];
            let what = format!("он по другому плану, «{}» ({})", cut(&group.title), group.plan_period.typed());
            self.territories[at].reasons.push(format!("{}: {what}", piece.report.file));
            self.tell(&piece.path, SummaryProblem::OtherPlan { what });
            piece.report.fate = Fate::OtherPlan;
        }
        self.territories[at].pieces.push(&piece);
    }

    /// Tells that all reports of a territory were taken: their figures are added up, and only these are kept.
    pub fn close(&mut self, at: usize) {
        let pieces = std::mem::take(&mut self.territories[at].pieces);
        let fates = settle(&pieces.iter().map(Known::of).collect::<Vec<_>>());
        let mut sums: BTreeMap<usize, Sum> = BTreeMap::new();
        for (piece, settled) in pieces.iter().zip(fates) {
            let Piece { path, mut report, totals, below, as_of, .. } = piece;
            if let Some((fate, problem)) = settled {
                report.fate = fate;
                self.tell(&path, problem);
            }
            let group = totals.as_ref().map(|(group, _)| *group);
            if let Some((group, totals)) = totals.as_ref().filter(|_| report.fate == Fate::Counted) {
                self.groups[*group].reports += 1;
                self.territories[at].days.extend(as_of.map(|day| (*group, day)));
                sums.entry(*group).or_default().add(totals);
            }
            if let Some(sources) = &mut self.sources {
                let Totals { activities, own, figures, .. } = totals.map(|(_, totals)| totals).unwrap_or_default();
                let source = |below, report| Source {
                    territory: at,
                    below,
                    report,
                    activities: Vec::new(),
                    own: Tally::default(),
                    figures: Vec::new(),
                    group,
                };
                sources.push(&Source { activities, own, figures, ..source(None, report.clone()) });
                for Below { territory, report } in below {
                    sources.push(&source(Some(territory), report));
                }
            }
            self.territories[at].closed.push(report, group, path, self.terms.deadline);
        }
        for (group, sum) in sums {
            let totals = sum.together(&self.indicators);
            for (activity, _) in &totals.activities {
                self.groups[group].hold(*activity, at);
            }
            self.territories[at].totals.push((group, totals));
        }
    }

    /// All figures, after all reports were taken.
    pub fn finish(mut self, diagnostics: &Diagnostics) -> Option<Gathered> {
        for at in 0..self.territories.len() {
            if self.territories[at].pieces.len() > 0 {
                self.close(at);
            }
        }
        let has_plan = self.terms.plan.is_some();
        // The plan that most reports are of; of several the one that was met first.
        let chosen = match has_plan {
            true => Some(0),
            false => (0..self.groups.len()).rev().max_by_key(|group| self.groups[*group].reports),
        };
        self.tell_others(chosen);
        // Without a common plan, what only one territory of several has is its own.
        let of_chosen = |open: &&Open| open.totals.iter().any(|(group, _)| Some(*group) == chosen);
        let least = self.territories.iter().filter(of_chosen).count().min(2);
        let kept: Vec<bool> = chosen.map_or_else(Vec::new, |group| {
            self.groups[group].holders.iter().map(|(_, holders)| has_plan || *holders >= least).collect()
        });
        let place = |at: usize| kept[..at].iter().filter(|kept| **kept).count();
        let is_kept = |at: usize| kept.get(at).copied().unwrap_or_default();
        let indicator_places = self.indicator_places(chosen);
        let activities = kept.iter().filter(|kept| **kept).count();
        let indicators = indicator_places.iter().flatten().count();
        let mut territories = Vec::new();
        let mut reasons = Vec::new();
        self.tell_days(chosen);
        for open in std::mem::take(&mut self.territories) {
            let Open { name, mail, closed, totals, reasons: own_reasons, .. } = open;
            let of_chosen = totals.into_iter().find(|(group, _)| Some(*group) == chosen);
            let totals = of_chosen.map(|(_, totals)| totals).unwrap_or_default();
            let mut territory = Territory {
                name,
                mail,
                reports: Vec::new(),
                activities: vec![Tally::default(); activities],
                own: totals.own,
                figures: vec![Figures::default(); indicators],
                causes: Vec::new(),
            };
            for (at, tally) in totals.activities {
                if is_kept(at) { territory.activities[place(at)] += tally } else { territory.own += tally }
            }
            for (at, figures) in totals.figures {
                if let Some(place) = indicator_places.get(at).copied().flatten() {
                    territory.figures[place] = figures;
                }
            }
            let causes = totals.causes.into_iter().filter(|(at, _)| is_kept(*at));
            territory.causes = causes.map(|(at, cause)| (place(at), cause)).collect();
            territory.reports = closed.into_reports().map(|(report, group)| fated(report, group, chosen)).collect();
            reasons.push(match own_reasons.is_empty() {
                true if territory.reports.is_empty() => "отчета нет".to_owned(),
                true => "отчет составлен по другому плану".to_owned(),
                false => own_reasons.join("; "),
            });
            territories.push(territory);
        }
        let places: Vec<_> = (0..kept.len()).map(|at| is_kept(at).then(|| place(at))).collect();
        self.tell_reported(&territories, &reasons);
        self.tell_alike(chosen, &places, &territories);
        if self.by_words {
            self.tell("", SummaryProblem::ByWords);
        }
        if let Some(Group { title, other_title: Some(other), .. }) = chosen.map(|group| &self.groups[group])
            && !self.terms.has_title
        {
            let problem = SummaryProblem::TitlesDiffer { titles: [cut(title), cut(other)] };
            self.messages.push(Diagnostic::new(problem, Place::file("")));
        }
        diagnostics.extend(std::mem::take(&mut self.messages));
        let is_empty = !territories.iter().any(Territory::counts);
        let group = chosen.map(|group| self.groups.swap_remove(group)).filter(|_| !is_empty);
        let Some(group) = group else {
            diagnostics.add(SummaryProblem::NothingCounted, &Place::file(""));
            return None;
        };
        let common = group.common.into_iter().zip(&kept).filter(|(_, kept)| **kept).map(|(activity, _)| activity);
        let numbered = common.zip(1..).map(|(activity, number)| match has_plan {
            true => activity,
            false => CommonActivity { number: number.to_string(), ..activity },
        });
        let measured = self.indicators.into_iter().zip(&indicator_places).filter(|(_, place)| place.is_some());
        Some(Gathered {
            // The title of one territory's plan is not that of all.
            plan_title: if group.other_title.is_some() { String::new() } else { group.title },
            plan_period: group.plan_period,
            period: self.terms.period.or(Some(group.period)),
            as_of: self.terms.as_of.or(Some(group.as_of)),
            activities: numbered.collect(),
            indicators: measured.map(|(indicator, _)| indicator).collect(),
            territories,
            by_words: self.by_words,
            sources: self.sources.unwrap_or_default(),
            places,
            indicator_places,
            chosen,
            reasons,
        })
    }

    /// Of each indicator its place in the summary: those that the data of the summary name, and those of reports that count. What only
    /// reports on another plan have measured is none of it.
    fn indicator_places(&self, chosen: Option<usize>) -> Vec<Option<usize>> {
        let mut kept: Vec<bool> = (0..self.indicators.len()).map(|at| at < self.terms.indicators.len()).collect();
        let totals = self.territories.iter().flat_map(|open| &open.totals);
        for (_, totals) in totals.filter(|(group, _)| Some(*group) == chosen) {
            for (at, _) in &totals.figures {
                kept.iter_mut().skip(*at).take(1).for_each(|kept| *kept = true);
            }
        }
        let mut next = 0..;
        kept.into_iter().map(|kept| if kept { next.next() } else { None }).collect()
    }

    fn tell(&mut self, path: &str, problem: SummaryProblem) {
        self.messages.push(Diagnostic::new(problem, Place::file(path)));
    }

    /// The territory of a name, which may be a new one.
    fn territory(&mut self, name: &str) -> usize {
        let territories = &mut self.territories;
        *self.named.entry(fold_key(name)).or_insert_with(|| {
            territories.push(Open { name: name.to_owned(), ..Open::default() });
            territories.len() - 1
        })
    }

    /// The reports whose plan a contribution's is, and which common activity each of its activities is.
    fn group(&mut self, contribution: &Contribution) -> (usize, Vec<Option<usize>>) {
        let may_overlap = self.terms.plan.is_some();
        let of = |(at, group): (usize, &Group)| Some((at, group.shared(contribution, may_overlap)?));
        if let Some(found) = self.groups.iter().enumerate().find_map(of) {
            return found;
        }
        self.groups.push(Group {
            title: contribution.plan_title.clone(),
            other_title: None,
            plan_period: contribution.plan_period.clone(),
            period: contribution.period.clone(),
            as_of: contribution.as_of,
            common: Vec::new(),
            holders: Vec::new(),
            reports: 0,
        });
        (self.groups.len() - 1, vec![None; contribution.activities.len()])
    }

    /// The figures of a contribution, by the places of activities and indicators.
    fn totals(&mut self, contribution: Contribution, group: usize, mut places: Vec<Option<usize>>) -> Totals {
        let is_fixed = self.terms.plan.is_some() && group == 0;
        let group = &mut self.groups[group];
        group.as_of = group.as_of.max(contribution.as_of);
        let title = &contribution.plan_title;
        if !is_fixed && !title.is_empty() && fold_key(title) != fold_key(&group.title) {
            group.other_title.get_or_insert_with(|| title.clone());
        }
        if !is_fixed {
            group.take_up(&contribution.activities, &mut places);
        }
        let mut totals = Totals { own: contribution.own, ..Totals::default() };
        for (place, told) in places.iter().zip(&contribution.activities) {
            match place {
                // A summary may name an activity that none of its territories has.
                Some(_) if told.tally.planned() == 0 => {}
                Some(at) => totals.activities.push((*at, told.tally)),
                None => totals.own += told.tally,
            }
        }
        let causes = contribution.causes.into_iter();
        totals.causes = causes.filter_map(|(at, cause)| Some(((*places.get(at)?)?, cause))).collect();
        for measured in contribution.indicators {
            let figures = Figures { plan: measured.plan, fact: measured.fact };
            if let Some(at) = self.indicator(&measured)
                && !totals.figures.iter().any(|(known, _)| *known == at)
            {
                totals.figures.push((at, figures));
            }
        }
        totals
    }

    /// The place of an indicator, which may be a new one.
    fn indicator(&mut self, measured: &Measured) -> Option<usize> {
        let Measured { name, unit, better, .. } = measured;
        let at = *self.known.entry(key(name, unit.as_deref())).or_insert_with(|| {
            self.indicators.push(CommonIndicator {
                name: name.clone(),
                unit: unit.clone(),
                rule: Rule::usual(unit.as_deref()),
                better: *better,
            });
            self.indicators.len() - 1
        });
        if at >= MOST_INDICATORS {
            self.indicators.truncate(MOST_INDICATORS);
            return None;
        }
        let known = &mut self.indicators[at].better;
        let contradicts = |one: Better| better.is_some_and(|other| other != one);
        if known.is_some_and(contradicts) {
            *known = None;
        }
        Some(at)
    }

    /// Tells which reports are of another plan than most.
    fn tell_others(&mut self, chosen: Option<usize>) {
        if self.terms.plan.is_some() {
            return;
        }
        let mut messages = Vec::new();
        for (report, group, path) in self.territories.iter().flat_map(|open| open.closed.listed()) {
            if let Some(group) = group.filter(|group| Some(*group) != chosen && report.fate == Fate::Counted) {
                let group = &self.groups[group];
                let what = format!(
                    "он по другому плану, чем большинство: «{}» ({})",
                    cut(&group.title),
                    group.plan_period.typed()
                );
                messages.push(Diagnostic::new(SummaryProblem::OtherPlan { what }, Place::file(path.as_str())));
            }
        }
        self.messages.extend(messages);
    }

    /// Tells which reports are as of another day than the summary.
    fn tell_days(&mut self, chosen: Option<usize>) {
        let Some(chosen) = chosen else { return };
        let as_of = self.terms.as_of.unwrap_or(self.groups[chosen].as_of);
        let mut days: BTreeMap<Day, Vec<String>> = BTreeMap::new();
        let mut count = 0;
        for open in &self.territories {
            let others = || open.days.iter().filter(|(group, day)| *group == chosen && *day != as_of);
            count += usize::from(others().next().is_some());
            others().for_each(|(_, day)| days.entry(*day).or_default().push(open.name.clone()));
        }
        if count > 0 {
            let days = days.into_iter().map(|(day, names)| format!("{} – {}", day.digits(), names.join(", ")));
            let problem = SummaryProblem::OtherDay { as_of: as_of.digits(), count, days: days.collect() };
            self.tell("", problem);
        }
    }

    /// Tells which names were taken for those of common activities, the least alike first.
    fn tell_alike(&mut self, chosen: Option<usize>, places: &[Option<usize>], territories: &[Territory]) {
        let Some((chosen, group)) = chosen.map(|at| (at, &self.groups[at])) else { return };
        let counts = |at: usize| territories[at].counts();
        let is_meant = |(group, common, _): &(usize, usize, String), territory: usize| {
            *group == chosen && places.get(*common).copied().flatten().is_some() && counts(territory)
        };
        let found = std::mem::take(&mut self.alike.found);
        let mut found: Vec<_> = found.into_iter().filter(|(key, (_, at))| is_meant(key, *at)).collect();
        found.sort_by(|(one_key, (one, _)), (other_key, (other, _))| {
            one.total_cmp(other).then_with(|| one_key.cmp(other_key))
        });
        let shown = found.iter().take(Alike::SHOWN).map(|((_, common, told), (_, at))| {
            format!("«{}» – «{}» ({})", cut(told), cut(&group.common[*common].name), territories[*at].name)
        });
        let mut pairs: Vec<String> = shown.collect();
        if found.len() > pairs.len() {
            pairs.push(format!("и ещё, более сходные: {}", found.len() - pairs.len()));
        }
        if !pairs.is_empty() {
            self.tell("", SummaryProblem::AllAlike { count: found.len(), pairs });
        }
    }

    /// Tells who has not reported, and who has too late.
    fn tell_reported(&mut self, territories: &[Territory], reasons: &[String]) {
        let deadline = self.terms.deadline;
        let with = |how: &[Reported], more: &dyn Fn(usize) -> String| -> Vec<String> {
            let meant = territories.iter().enumerate().filter(|(_, it)| how.contains(&it.reported(deadline)));
            meant.map(|(at, it)| format!("{} – {}", it.name, more(at))).collect()
        };
        let missing = with(&[Reported::Not, Reported::Partly], &|at| reasons[at].clone());
        let day = |at: usize| territories[at].reports.iter().filter_map(Report::day).max().map(Day::digits);
        let late = with(&[Reported::Late], &|at| day(at).unwrap_or_default());
        if !missing.is_empty() {
            self.tell("", SummaryProblem::NotReported { count: missing.len(), territories: missing });
        }
        if !late.is_empty() {
            self.tell("", SummaryProblem::Late { count: late.len(), territories: late });
        }
    }
}

impl Gathered {
    /// Where each figure comes from, report by report in their order; nothing unless that was wanted.
    pub fn sources(&self) -> impl Iterator<Item = Source> {
        self.sources.iter().map(|mut source| {
            let is_other = source.group != self.chosen;
            for (at, tally) in std::mem::take(&mut source.activities) {
                match self.places.get(at).copied().flatten() {
                    Some(place) => source.activities.push((place, tally)),
                    None => source.own += tally,
                }
            }
            let place = |(at, figures)| Some((self.indicator_places.get(at).copied().flatten()?, figures));
            source.figures = std::mem::take(&mut source.figures).into_iter().filter_map(place).collect();
            if source.report.fate == Fate::Counted && is_other {
                source.report.fate = Fate::OtherPlan;
            }
            source
        })
    }

    /// How many reports [`sources`](Self::sources) tells of.
    pub fn source_count(&self) -> usize {
        self.sources.len()
    }
}

/// The figures of several reports of a territory.
#[derive(Default)]
struct Sum {
    activities: BTreeMap<usize, Tally>,
    own: Tally,
    /// In the order in which they were met.
    figures: Vec<(usize, Vec<Figures>)>,
    causes: BTreeMap<usize, String>,
}

impl Sum {
    fn add(&mut self, part: &Totals) {
        self.own += part.own;
        for (at, tally) in &part.activities {
            *self.activities.entry(*at).or_default() += *tally;
        }
        for (at, more) in &part.figures {
            match self.figures.iter_mut().find(|(known, _)| known == at) {
                Some((_, all)) => all.push(*more),
                None => self.figures.push((*at, vec![*more])),
            }
        }
        for (at, cause) in &part.causes {
            self.causes.entry(*at).or_insert_with(|| cause.clone());
        }
    }

    fn together(self, indicators: &[CommonIndicator]) -> Totals {
        let together = |(at, all): (usize, Vec<Figures>)| {
            let rule = indicators[at].rule;
            let of = |figure: fn(&Figures) -> Option<f64>| match all.as_slice() {
                // One report tells the figure of its territory, whatever the rule.
                [only] => figure(only),
                several => rule.together(several.iter().filter_map(figure)),
            };
            (at, Figures { plan: of(|it| it.plan), fact: of(|it| it.fact) })
        };
        Totals {
            activities: self.activities.into_iter().collect(),
            own: self.own,
            figures: self.figures.into_iter().map(together).collect(),
            causes: self.causes.into_iter().collect(),
        }
    }
}

impl Group {
    /// That of the common plan.
    fn of_plan(plan: &Plan, period: Option<&Period>) -> Self {
        let activities = plan.activities().zip(plan.labels());
        let common: Vec<CommonActivity> = activities
            .map(|(activity, number)| CommonActivity {
                code: activity.code.clone(),
                number,
                name: one_line(&activity.name),
            })
            .collect();
        Self {
            title: one_line(&plan.title),
            other_title: None,
            plan_period: plan.period.clone(),
            period: period.unwrap_or(&plan.period).clone(),
            as_of: plan.period.from(),
            holders: vec![(usize::MAX, 0); common.len()],
            common,
            reports: 0,
        }
    }

    /// For each activity of a contribution, the common one that it is. `None` if its plan is not that of this group: it is for
    /// another time, or has less than a third of the activities in common.
    fn shared(&self, contribution: &Contribution, may_overlap: bool) -> Option<Vec<Option<usize>>> {
        let (one, other) = (&self.plan_period, &contribution.plan_period);
        let is_timely = match may_overlap {
            true => one.from() <= other.to() && other.from() <= one.to(),
            false => (one.from(), one.to()) == (other.from(), other.to()),
        };
        if !is_timely {
            return None;
        }
        let pairs = self.pairs(&contribution.activities);
        (3 * pairs.iter().flatten().count() >= self.common.len().min(pairs.len())).then_some(pairs)
    }

    /// For each activity, the common one that it is.
    fn pairs(&self, told: &[Told]) -> Vec<Option<usize>> {
        let common: Vec<Identity<'_>> = self.common.iter().map(CommonActivity::identity).collect();
        let told: Vec<Identity<'_>> = told.iter().map(Told::identity).collect();
        pair_apart(&common, &told)
    }

    /// Adds the activities that nobody has told of yet: no plan says which are common.
    fn take_up(&mut self, told: &[Told], places: &mut [Option<usize>]) {
        for (place, told) in places.iter_mut().zip(told) {
            if place.is_none() && self.common.len() < MOST_ACTIVITIES {
                *place = Some(self.common.len());
                self.common.push(CommonActivity {
                    code: told.code.clone(),
                    number: String::new(),
                    name: told.name.clone(),
                });
                self.holders.push((usize::MAX, 0));
            }
        }
    }

    /// Notes that a territory has an activity.
    fn hold(&mut self, activity: usize, territory: usize) {
        let (last, holders) = &mut self.holders[activity];
        if *last != territory {
            (*last, *holders) = (territory, *holders + 1);
        }
    }
}

/// A report of another plan than the one that is summed up does not count.
fn fated(report: Report, group: Option<usize>, chosen: Option<usize>) -> Report {
    match report.fate {
        Fate::Counted if group != chosen => Report { fate: Fate::OtherPlan, ..report },
        _ => report,
    }
}

/// What of a report says whether it counts beside the others of its territory.
struct Known {
    path: String,
    digest: Option<String>,
    approver: Option<String>,
    /// The day on which it was handed in, and the one as of which it judges.
    day: (Option<Day>, Option<Day>),
    /// The group of its plan, if it can count.
    group: Option<usize>,
}

impl Known {
    fn of(Piece { path, report, approver, as_of, totals, .. }: Piece) -> Self {
        let group = totals.map(|(group, _)| group).filter(|_| report.fate == Fate::Counted);
        Self { path, day: (report.day(), as_of), digest: report.digest.filter(|_| group.is_some()), approver, group }
    }
}

/// Which reports of a territory do not count though they could be read: the same file twice, and former editions. Editions
/// of one report have the same approver and the same plan; the later day counts, of two on one day the one named last.
fn settle(reports: &[Known]) -> Vec<Option<(Fate, SummaryProblem)>> {
    let mut digests: HashMap<&str, &str> = HashMap::new();
    let mut settled: Vec<Option<(Fate, SummaryProblem)>> = Vec::new();
    for report in reports {
        let first = report.digest.as_deref().and_then(|digest| digests.get(digest));
        settled.push(first.map(|first| (Fate::Twice, SummaryProblem::Twice { first: (*first).to_owned() })));
        if let Some(digest) = report.digest.as_deref() {
            digests.entry(digest).or_insert(&report.path);
        }
    }
    let mut latest: HashMap<(&str, usize), usize> = HashMap::new();
    for (at, report) in reports.iter().enumerate().filter(|(at, _)| settled[*at].is_none()) {
        let Some(edition) = report.approver.as_deref().zip(report.group) else { continue };
        let best = latest.entry(edition).or_insert(at);
        if report.day >= reports[*best].day {
            *best = at;
        }
    }
    for (at, report) in reports.iter().enumerate() {
        if settled[at].is_none()
            && let Some(edition) = report.approver.as_deref().zip(report.group)
            && let Some(&best) = latest.get(&edition)
            && best != at
        {
            let (by, is_later) = (reports[best].path.clone(), reports[best].day > report.day);
            settled[at] = Some((Fate::Replaced, SummaryProblem::Replaced { by, is_later }));
        }
    }
    settled
}

fn key(name: &str, unit: Option<&str>) -> (String, String) {
    (fold_key(name), unit.map(fold_key).unwrap_or_default())
}

/// The name of a file without its ending.
fn stem(file: &str) -> String {
    file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_owned()
}

/// A title as a message has room for it.
fn cut(title: &str) -> String {
    const ROOM: usize = 80;
    if title.chars().count() <= ROOM {
        return title.to_owned();
    }
    let cut: String = title.chars().take(ROOM - 1).collect();
    format!("{}…", cut.trim_end())
}
