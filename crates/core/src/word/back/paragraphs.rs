//! What stands above and below the table, and in the corners and under the signatures, taken over into the data.

use super::Merge;
use super::align::{self, Step as Pair};
use super::data::{self, Step};
use super::holes::{self, Group};
use super::margins::Of;
use super::seen::Said;
use super::text::{normal, typed, unnumbered, without_basis};
use super::written::{Copy, Line, Part, Section};
use crate::diagnostics::Place;
use crate::domain::{self, Annex, Block, Plan};
use crate::schema;
use crate::tree::{Node, Value};

/// A paragraph as it goes into the data.
struct Paragraph<'a> {
    /// Which one of its part it was; `None` for one that is new.
    old: Option<usize>,
    said: Said<'a>,
    is_changed: bool,
}

/// A part of the document: its paragraphs that are there, in their order.
struct Found<'a> {
    part: Part,
    paragraphs: Vec<Paragraph<'a>>,
    /// Whether one has gone.
    is_cut: bool,
}

/// What stands above the tasks.
const CAPTION: &str = "Задачи:";

/// How a paragraph is compared with others.
pub(super) fn compared(part: Part, text: &str, is_numbered: bool) -> String {
    match part.is_counted() && is_numbered {
        true => normal(unnumbered(text)),
        false => normal(text),
    }
}

/// Whether the program numbers the items of a document, or would number them if there were more.
pub(super) fn is_numbered(lines: &[Line]) -> bool {
    let tasks: Vec<&Line> = lines.iter().filter(|line| line.part.is_counted()).collect();
    let own = |line: &&&Line| unnumbered(&line.text).len() < line.text.trim_start().len();
    match tasks.as_slice() {
        [] | [_] => true,
        several => several.iter().all(|line| own(&line) && line.text.contains('\t')),
    }
}

/// The part to which a new paragraph belongs, by what stands before and behind it.
fn part_between(before: Option<Part>, behind: Option<Part>, is_below: bool) -> Option<Part> {
    let part = match before {
        None if is_below => Part::Notes,
        None if behind == Some(Part::Basis) => Part::Basis,
        None => return None,
        Some(Part::Title | Part::Edition) => match behind {
            Some(Part::Goal) => Part::Goal,
            _ => Part::Preamble,
        },
        Some(Part::Basis) => Part::Basis,
        Some(part @ (Part::Preamble | Part::Goal | Part::Tasks | Part::Notes | Part::AnnexText(_))) => part,
        Some(Part::AnnexTitle(annex)) => Part::AnnexText(annex),
        Some(Part::Caption) => Part::Tasks,
        Some(Part::SectionHead(section) | Part::Section(section)) => Part::Section(section),
        Some(_) => return None,
    };
    Some(part)
}

/// Whether a paragraph below the table begins a list of annexes, or an annex: a copy that had none does not say what it is in the
/// data, and it is no note.
fn begins_annexes(text: &str) -> bool {
    normal(text).to_lowercase().starts_with("приложени")
}

/// Whether a paragraph under the title says of which edition the plan is, which is no part of the title.
fn begins_edition(text: &str) -> bool {
    normal(text).to_lowercase().starts_with("(в ред")
}

/// Which paragraph of a plan is the one above its tasks. If it has gone, one in its place can have been worded anew.
fn caption(lines: &[Line], new: &[String]) -> Option<usize> {
    // Somebody can have typed the same as a paragraph.
    if lines.iter().any(|line| line.part != Part::Caption && normal(&line.text) == CAPTION) {
        return None;
    }
    let same = new.iter().position(|text| text == CAPTION);
    let is_like = |text: &&String| text.to_lowercase().contains("задач") && text.ends_with(':');
    let is_new = |text: &&String| !lines.iter().any(|line| normal(&line.text) == **text);
    let has_one = lines.iter().any(|line| line.part == Part::Caption);
    same.or_else(|| new.iter().position(|text| has_one && is_like(&text) && is_new(&text)))
}

/// Lays what stands around the table of a plan over what was written there. What stands above the tasks and they themselves are
/// no pairs: one would come back as the other. Nor is a note what stands from `end` on,
/// nor who made the plan what begins its annexes.
fn steps((lines, old): (&[Line], &[String]), (caption, end): (Option<usize>, usize), new: &[String]) -> Vec<Pair> {
    let written = lines.iter().position(|line| line.part == Part::Caption);
    // Without its head a list is known by an item that stands there as it was.
    let is_task = |text: &String| written.is_some_and(|head| old[head + 1..].contains(text));
    let from = caption.or_else(|| new.iter().position(is_task)).unwrap_or(new.len());
    let until = written.unwrap_or(old.len());
    let mut steps = align::steps_where(&old[..until], &new[..from], &|one, other| match lines[one].part {
        Part::Notes => other < end,
        Part::Title => !begins_edition(&new[other]),
        Part::Maker => !begins_annexes(&new[other]),
        _ => true,
    });
    let heads = [usize::from(written.is_some()), usize::from(caption.is_some())];
    steps.extend(match (written, caption) {
        (Some(one), Some(other)) => Some(Pair::Both(one, other)),
        (Some(one), None) => Some(Pair::Old(one)),
        (None, Some(other)) => Some(Pair::New(other)),
        (None, None) => None,
    });
    let (until, from) = (until + heads[0], from + heads[1]);
    steps.extend(align::steps(&old[until..], &new[from..]).into_iter().map(|step| match step {
        Pair::Both(one, other) => Pair::Both(one + until, other + from),
        Pair::Old(one) => Pair::Old(one + until),
        Pair::New(other) => Pair::New(other + from),
    }));
    steps
}

/// Likeness from which another text is a heading that was worded anew.
const HEADING: f64 = 0.25;

/// Lays what a report says over what was written. A heading is no pair of a paragraph, nor what stands under one of what stood
/// under another one.
fn section_steps((lines, old): (&[Line], &[String]), (said, new): (&[Said<'_>], &[String])) -> Vec<Pair> {
    let mut under = None;
    let sections = said.iter().zip(new).map(|(said, text)| {
        let head = Section::under(text);
        under = if said.is_heading { head } else { head.or(under) };
        (head.is_some(), under)
    });
    let sections: Vec<(bool, Option<Section>)> = sections.collect();
    align::steps_where(old, new, &|one, other| {
        let (is_head, under) = sections[other];
        !is_head
            && match lines[one].part {
                Part::SectionHead(_) => domain::likeness(&old[one], &new[other]) > HEADING,
                Part::Section(section) => under == Some(section),
                _ => true,
            }
    })
}

impl<'a> Merge<'a> {
    /// Takes over what stands above and below the table.
    pub(super) fn paragraphs(&mut self) {
        let base = self.base;
        for (lines, said, is_below) in [
            (&base.above, std::mem::take(&mut self.seen.above), false),
            (&base.below, std::mem::take(&mut self.seen.below), true),
        ] {
            let found = self.sorted(lines, said, is_below);
            for part in &found {
                self.part(lines, part);
            }
        }
        for paragraph in std::mem::take(&mut self.seen.removed) {
            let of = self.of_removed(&paragraph.removed);
            self.margins.add(of, std::iter::once(paragraph), &[], self.seen.document);
        }
    }

    /// What a paragraph was that has been taken out.
    fn of_removed(&self, text: &str) -> Of {
        let lines = self.base.above.iter().chain(&self.base.below);
        let best = lines.max_by(|one, other| {
            let like = |line: &Line| domain::likeness(&line.text, text);
            like(one).total_cmp(&like(other))
        });
        best.map_or(Of::Other, |line| of(line.part, None))
    }

    /// Which paragraph is which, and what parts they make.
    fn sorted(&mut self, lines: &[Line], said: Vec<Said<'a>>, is_below: bool) -> Vec<Found<'a>> {
        let numbered = is_numbered(lines);
        let is_report = self.base.report.is_some();
        let old: Vec<String> = lines.iter().map(|line| compared(line.part, &line.text, numbered)).collect();
        // A number is taken off only where tasks are.
        let tasks: Vec<String> = said.iter().map(|said| normal(unnumbered(&said.text))).collect();
        let new = said.iter().zip(&tasks).map(|(said, task)| {
            let is_task = numbered && lines.iter().any(|line| line.part.is_counted()) && old.contains(task);
            if is_task { task.clone() } else { normal(&said.text) }
        });
        let new: Vec<String> = new.collect();
        let caption = if is_below || is_report { None } else { caption(lines, &new) };
        // Notes stand above the signatures and the annexes.
        let unsigned = self.seen.unsigned.filter(|_| is_below).unwrap_or(new.len());
        let annexes = new.iter().position(|text| begins_annexes(text) && !old.contains(text));
        let end = annexes.map_or(unsigned, |at| at.min(unsigned));
        let steps = match is_report {
            true => section_steps((lines, &old), (&said, &new)),
            false => steps((lines, &old), (caption, end), &new),
        };
        let mut found: Vec<Found<'a>> = Vec::new();
        let mut add = |part: Part| match found.iter().position(|known| known.part == part) {
            Some(at) => at,
            None => {
                found.push(Found { part, paragraphs: Vec::new(), is_cut: false });
                found.len() - 1
            }
        };
        let mut said: Vec<Option<Said<'a>>> = said.into_iter().map(Some).collect();
        let mut sorted: Vec<(usize, Paragraph<'a>)> = Vec::new();
        let (mut cut, mut gone) = (Vec::new(), Vec::new());
        let mut before = None;
        let mut unknown = Vec::new();
        for (at, step) in steps.iter().enumerate() {
            match *step {
                Pair::Both(one, other) => {
                    let part = lines[one].part;
                    before = Some(part);
                    let Some(said) = said[other].take() else { continue };
                    let text = compared(part, &said.text, numbered);
                    let old = Some(lines[..one].iter().filter(|line| line.part == part).count());
                    sorted.push((
                        add(part),
                        Paragraph { old, is_changed: text != old_text(&lines[one], numbered), said },
                    ));
                }
                Pair::Old(one) => {
                    cut.push(add(lines[one].part));
                    let line = &lines[one];
                    match line.part {
                        Part::Fixed => gone.push(one),
                        part if is_report && !part.is_fixed() => self.dropped.push(line.text.clone()),
                        _ => {}
                    }
                }
                Pair::New(other) => {
                    let behind = steps[at..].iter().find_map(|step| match step {
                        Pair::Both(one, _) => Some(lines[*one].part),
                        _ => None,
                    });
                    let Some(said) = said[other].take() else { continue };
                    let section = is_report.then(|| Section::under(&normal(&said.text))).flatten();
                    match part_between(before, behind, is_below) {
                        _ if section.is_some() || caption == Some(other) => {
                            let head = section.map_or(Part::Caption, Part::SectionHead);
                            before = Some(head);
                            sorted.push((add(head), Paragraph { old: Some(0), said, is_changed: false }));
                        }
                        Some(_) if before == Some(Part::Title) && begins_edition(&said.text) => unknown.push(said),
                        Some(_) if before == Some(Part::Title) && said.is_heading => {
                            let title = add(Part::Title);
                            sorted.push((title, Paragraph { old: None, said, is_changed: true }));
                        }
                        Some(Part::Notes) if other >= end => unknown.push(said),
                        Some(part) => {
                            before = Some(part);
                            sorted.push((add(part), Paragraph { old: None, said, is_changed: true }));
                        }
                        None => unknown.push(said),
                    }
                }
            }
        }
        for (part, paragraph) in sorted {
            found[part].paragraphs.push(paragraph);
        }
        cut.into_iter().for_each(|part| found[part].is_cut = true);
        // What a report says by itself is in no data, so that nothing else tells that it has gone.
        gone.into_iter().filter(|_| is_report).for_each(|one| self.keep(&lines[one].text));
        for said in unknown {
            self.margins.add_said(Of::Other, &said, self.seen.document);
            self.leave(&said, None);
        }
        self.lone_heads(lines, &found);
        found
    }

    /// Tells of heads that have nothing under them, and of those that have gone while what stood under them is still there: what
    /// is written of the data has both or none.
    fn lone_heads(&mut self, lines: &[Line], found: &[Found<'a>]) {
        for head in lines.iter().map(|line| line.part).chain(found.iter().map(|found| found.part)) {
            let Some(body) = head.body() else { continue };
            let of = |part: Part| found.iter().filter(move |found| found.part == part).flat_map(|it| &it.paragraphs);
            let was = [head, body].map(|part| lines.iter().any(|line| line.part == part));
            let is = [head, body].map(|part| of(part).next().is_some());
            match is {
                [true, false] if was != is => of(head).for_each(|paragraph| self.leave(&paragraph.said, None)),
                [false, true] if was != is => {
                    lines.iter().filter(|line| line.part == head).for_each(|line| self.keep(&line.text));
                }
                _ => {}
            }
        }
    }

    fn part(&mut self, lines: &[Line], found: &Found<'a>) {
        for (at, paragraph) in found.paragraphs.iter().enumerate() {
            self.margins.add_said(of(found.part, Some(at)), &paragraph.said, self.seen.document);
            self.used(&paragraph.said.place);
        }
        if !found.part.is_fixed() {
            self.paragraphs.extend(found.paragraphs.iter().map(|paragraph| (found.part, paragraph.said.clone())));
        }
        let plan = &self.base.plan;
        let basis = self.base.report.as_ref().map_or(&plan.basis, |report| &report.monitoring.basis);
        if !found.part.is_fixed() {
            for paragraph in found.paragraphs.iter().filter(|paragraph| paragraph.is_changed) {
                let of_part = |line: &&Line| line.part == found.part;
                let was = paragraph.old.and_then(|old| lines.iter().filter(of_part).nth(old));
                self.taken_over(&paragraph.said, was.map(|line| line.text.as_str()));
            }
        }
        match found.part {
            Part::Fixed | Part::Caption | Part::SectionHead(_) => {
                for paragraph in found.paragraphs.iter().filter(|paragraph| paragraph.is_changed) {
                    let was =
                        paragraph.old.and_then(|old| lines.iter().filter(|line| line.part == found.part).nth(old));
                    self.leave(&paragraph.said, was.map(|line| line.text.as_str()));
                }
            }
            Part::Section(section) => self.section(section, found, lines),
            Part::Title => self.single(&[], schema::NAME, found),
            Part::AnnexTitle(at) => match self.annex(at) {
                Some(way) => self.single(&way, schema::NAME, found),
                None => self.leave_all(found),
            },
            Part::Basis => self.list(&[], schema::BASIS, basis, found),
            Part::Preamble => self.list(&[], schema::PREAMBLE, &plan.preamble, found),
            Part::Goal => self.list(&[], schema::GOAL, &plan.goal, found),
            Part::Tasks => self.list(&[], schema::TASKS, &plan.tasks, found),
            Part::Notes => self.list(&[], schema::NOTES, &plan.notes, found),
            Part::AnnexText(at) => {
                let texts = whole_annexes(plan).nth(at).map(|annex| annex.paragraphs().to_vec()).unwrap_or_default();
                match self.annex(at) {
                    Some(way) => self.list(&way, schema::TEXT, &texts, found),
                    None => self.leave_all(found),
                }
            }
            part @ (Part::AnnexTo | Part::Edition | Part::AnnexList | Part::Maker) => self.composed(part, found),
        }
    }

    /// A text of a report.
    fn section(&mut self, section: Section, found: &Found<'a>, lines: &[Line]) {
        let Some(report) = &self.base.report else { return };
        let monitoring = &report.monitoring;
        let count = lines.iter().filter(|line| line.part == found.part).count();
        let is_same = found.paragraphs.iter().map(|paragraph| paragraph.old).eq((0..count).map(Some))
            && !found.paragraphs.iter().any(|paragraph| paragraph.is_changed);
        match section {
            Section::Sources => self.list(&[], schema::SOURCES, &monitoring.sources, found),
            Section::Analysis => self.list(&[], schema::ANALYSIS, &monitoring.analysis, found),
            Section::Conclusions if is_same && monitoring.conclusions.is_empty() => self.drafted.push(found.part),
            Section::Conclusions => self.list(&[], schema::CONCLUSIONS, &monitoring.conclusions, found),
            Section::Recommendations | Section::Decisions if is_same => {}
            Section::Recommendations => self.acts(schema::RECOMMENDATIONS, found),
            Section::Decisions => self.acts(schema::DECISIONS, found),
        }
    }

    /// Recommendations or decisions of which only is known what is to be done.
    fn acts(&mut self, key: &'static str, found: &Found<'a>) {
        let ways = data::records(&self.data, key);
        let record = |paragraph: &Paragraph<'a>| {
            let place = &paragraph.said.place;
            let known = paragraph.old.and_then(|old| data::at(&self.data, ways.get(old)?)).cloned();
            let mut record = known.unwrap_or_else(|| data::record(Vec::new(), place.clone()));
            if paragraph.is_changed {
                let text = typed(unnumbered(&paragraph.said.text));
                data::set(&mut record, schema::WHAT, Some(Node::text(text, place.clone())));
            }
            record
        };
        // Of an item may be left nothing but its number.
        let said = |paragraph: &&Paragraph<'a>| !unnumbered(&paragraph.said.text).is_empty();
        let records: Vec<Node> = found.paragraphs.iter().filter(said).map(record).collect();
        let value = (!records.is_empty()).then(|| data::list(records, self.place.clone()));
        data::set(&mut self.data, key, value);
    }

    fn leave_all(&mut self, found: &Found<'a>) {
        for paragraph in found.paragraphs.iter().filter(|paragraph| paragraph.is_changed) {
            self.leave(&paragraph.said, None);
        }
    }

    /// The way to an annex that is printed.
    fn annex(&self, at: usize) -> Option<Vec<Step>> {
        let ways = data::records(&self.data, schema::ANNEXES);
        let mut whole = ways.into_iter().filter(|way| {
            let record = data::at(&self.data, way);
            record.is_some_and(|record| record.get(schema::TEXT).is_some_and(|entry| !entry.value.is_empty()))
        });
        whole.nth(at)
    }

    /// A text by itself.
    fn single(&mut self, way: &[Step], key: &'static str, found: &Found<'a>) {
        let Some(first) = found.paragraphs.first() else { return };
        let place = first.said.place.clone();
        let Some(record) = data::at_mut(&mut self.data, way) else { return };
        if found.paragraphs.iter().any(|paragraph| paragraph.is_changed) {
            let texts: Vec<&str> = found.paragraphs.iter().map(|paragraph| paragraph.said.text.as_str()).collect();
            data::set(record, key, Some(Node::text(texts.join("\n"), place)));
        } else if let Some(entry) = record.get_mut(key) {
            data::put(&mut entry.value, &place);
        }
    }

    /// A text of paragraphs or items. `old` are those of the edition that went out, as typed.
    fn list(&mut self, way: &[Step], key: &'static str, old: &[String], found: &Found<'a>) {
        let file = self.place.clone();
        let is_in_order = found.paragraphs.iter().map(|paragraph| paragraph.old).eq((0..old.len()).map(Some));
        let Some(record) = data::at_mut(&mut self.data, way) else { return };
        if is_in_order && !found.paragraphs.iter().any(|paragraph| paragraph.is_changed) {
            let Some(entry) = record.get_mut(key) else { return };
            let places: Vec<&Place> = found.paragraphs.iter().map(|paragraph| &paragraph.said.place).collect();
            match &mut entry.value.value {
                Value::List(items) if items.len() == places.len() => {
                    items.iter_mut().zip(places).for_each(|(item, place)| data::put(item, place));
                }
                _ => places.first().into_iter().for_each(|place| data::put(&mut entry.value, place)),
            }
            return;
        }
        let is_counted = [schema::TASKS, schema::SOURCES].contains(&key);
        let is_numbered = is_counted && is_numbered(&self.base.above);
        let text = |paragraph: &Paragraph<'a>| match paragraph.old.and_then(|at| old.get(at)) {
            Some(old) if !paragraph.is_changed => old.clone(),
            known => {
                let text = typed(&paragraph.said.text);
                match key {
                    schema::TASKS | schema::SOURCES if is_numbered => unnumbered(&text).to_owned(),
                    schema::BASIS if known.is_some_and(|old| without_basis(old) == old) => {
                        without_basis(&text).to_owned()
                    }
                    _ => text,
                }
            }
        };
        let items: Vec<Node> = found
            .paragraphs
            .iter()
            .map(|paragraph| Node::text(text(paragraph), paragraph.said.place.clone()))
            .filter(|item| !item.is_empty())
            .collect();
        let value = match items.len() {
            0 => None,
            1 => items.into_iter().next(),
            _ => Some(data::list(items, file)),
        };
        data::set(record, key, value);
    }

    /// Lines that are put together of the values of a record.
    fn composed(&mut self, part: Part, found: &Found<'a>) {
        let (key, further): (&'static str, &[&'static str]) = match part {
            Part::AnnexTo => (schema::ANNEX_TO, &[schema::NUMBER, schema::ACT_NUMBER, schema::DATE]),
            Part::Edition => (schema::EDITION, &[schema::ACT_NUMBER, schema::DATE]),
            Part::Maker => (schema::MAKER, &[schema::PHONE]),
            _ => (schema::ANNEXES, &[]),
        };
        let lines = move |copy: &Copy| {
            let lines = copy.above.iter().chain(&copy.below).filter(|line| line.part == part);
            lines.map(|line| line.text.clone()).collect::<Vec<_>>()
        };
        let way = [Step::Key(key)];
        if found.paragraphs.is_empty() {
            data::set(&mut self.data, key, None);
            return;
        }
        let has_records = data::at(&self.data, &way).is_some_and(|node| match &node.value {
            Value::List(items) => items.iter().any(|item| matches!(item.value, Value::Map(_))),
            _ => false,
        });
        let group = Group { way: &way, lines: &lines, further };
        let said: Vec<&Said<'a>> = found.paragraphs.iter().map(|paragraph| &paragraph.said).collect();
        self.group(&group, &lines(self.base), &said, has_records);
    }

    /// Takes over the lines of a group, or tells that it could not be done.
    fn group(&mut self, group: &Group<'_>, old: &[String], said: &[&Said<'a>], is_hard: bool) {
        let texts: Vec<String> = said.iter().map(|said| normal(&said.text)).collect();
        let is_same = old.iter().map(|line| normal(line)).eq(texts.iter().cloned());
        if is_same {
            if let (Some(record), Some(first)) = (data::at_mut(&mut self.data, group.way), said.first()) {
                data::put(record, &first.place);
            }
            return;
        }
        let places: Vec<Place> = said.iter().map(|said| said.place.clone()).collect();
        if !is_hard && holes::take_over(&mut self.data, group, &texts, &places) {
            return;
        }
        for step in align::steps(&old.iter().map(|line| normal(line)).collect::<Vec<_>>(), &texts) {
            match step {
                Pair::Both(one, other) if normal(&old[one]) != texts[other] => self.leave(said[other], Some(&old[one])),
                Pair::Both(..) => {}
                Pair::Old(one) => self.keep(&old[one]),
                Pair::New(other) => self.leave(said[other], None),
            }
        }
    }

    /// Takes over the blocks in the corners.
    pub(super) fn corners(&mut self) {
        let seen = std::mem::take(&mut self.seen.corners);
        let written = &self.base.corners;
        for said in seen.iter().flatten().flatten() {
            self.used(&said.place);
        }
        self.corners = seen.iter().flatten().flatten().cloned().collect();
        let old: Vec<String> = written.iter().flatten().flatten().flat_map(|text| text.lines()).map(normal).collect();
        for said in seen.iter().flatten().flatten().filter(|said| !old.contains(&normal(&said.text))) {
            self.taken_over(said, None);
        }
        let texts: Vec<String> = seen.iter().flatten().flatten().map(|said| normal(&said.text)).collect();
        self.dropped_of(old, &texts);
        if seen.len() != written.len() {
            // What does not fit is told when the data are written again.
            return;
        }
        let ways = |key| data::records(&self.data, key);
        let (agreements, approvals) = (ways(schema::AGREEMENT), ways(schema::APPROVAL));
        let mut gone = Vec::new();
        for (at, (new, old)) in seen.iter().zip(written).enumerate() {
            for side in 0..2 {
                // Without agreements two approvals stand side by side.
                let (way, block) = match (agreements.is_empty(), side) {
                    (false, 0) => (agreements.get(at), Block::Agreements),
                    (false, _) => (approvals.get(at), Block::Approvals),
                    (true, 0) if old[0].is_empty_block() => (None, Block::Approvals),
                    (true, 0) => (approvals.get(at * 2), Block::Approvals),
                    (true, _) if old[0].is_empty_block() => (approvals.get(at * 2), Block::Approvals),
                    (true, _) => (approvals.get(at * 2 + 1), Block::Approvals),
                };
                let said: Vec<&Said<'a>> = new[side].iter().collect();
                for said in &said {
                    self.margins.add_said(Of::Block(block), said, self.seen.document);
                }
                let Some(way) = way else {
                    said.iter().for_each(|said| self.leave(said, None));
                    continue;
                };
                if said.is_empty() {
                    gone.push(way.clone());
                    continue;
                }
                let by_act = data::at(&self.data, way).is_some_and(|record| record.get(schema::DOCUMENT).is_some());
                let further: &[&'static str] = match by_act {
                    true => &[schema::MARK, schema::NUMBER, schema::DATE],
                    false => &[schema::MARK, schema::PERSON, schema::DATE],
                };
                let lines = |copy: &Copy| copy.corners.get(at).map(|sides| filled(&sides[side])).unwrap_or_default();
                let group = Group { way, lines: &lines, further };
                let old = filled(&old[side]);
                // Who agrees does not approve, under whatever mark the data would have him.
                let is_other = is_marked(block, said.first().map(|said| said.text.as_str()))
                    && !is_marked(block, old.first().map(String::as_str));
                self.group(&group, &old, &said, is_other);
            }
        }
        for way in gone.iter().rev() {
            self.remove(way);
        }
    }

    /// Notes which lines of blocks are gone from a report, where none came in their place.
    fn dropped_of(&mut self, old: Vec<String>, new: &[String]) {
        if self.base.report.is_none() || old.len() <= new.len() {
            return;
        }
        self.dropped.extend(old.into_iter().filter(|text| !text.is_empty() && !new.contains(text)));
    }

    /// Takes a record out of the field that holds it.
    fn remove(&mut self, way: &[Step]) {
        match way {
            [Step::Key(key)] => data::set(&mut self.data, key, None),
            [Step::Key(key), Step::Item(at)] => {
                if let Some(Value::List(items)) = self.data.get_mut(key).map(|entry| &mut entry.value.value) {
                    items.remove(*at);
                }
            }
            _ => {}
        }
    }

    /// Tells which texts are only written and which are only seen.
    pub(super) fn unlike(&mut self, written: &[&str], seen: &[Said<'a>]) {
        // The same text can stand there several times, and all but one can be gone or new.
        let mut written: Vec<&&str> = written.iter().filter(|text| !text.trim().is_empty()).collect();
        for said in seen.iter().filter(|said| !said.text.is_empty()) {
            match written.iter().position(|text| normal(text) == normal(&said.text)) {
                Some(at) => drop(written.remove(at)),
                None => self.leave(said, None),
            }
        }
        written.into_iter().for_each(|text| self.keep(text));
    }

    /// Takes over who signs.
    pub(super) fn signatures(&mut self) {
        let seen = std::mem::take(&mut self.seen.signatures);
        let written = &self.base.signatures;
        for said in seen.iter().flatten() {
            self.used(&said.place);
            self.margins.add_said(Of::Block(Block::Signatories), said, self.seen.document);
        }
        self.signatures = seen.iter().flatten().cloned().collect();
        let texts: Vec<String> = written.iter().flatten().map(|text| normal(text)).collect();
        for said in seen.iter().flatten().filter(|said| !texts.contains(&normal(&said.text))) {
            self.taken_over(said, None);
        }
        let kept: Vec<String> = seen.iter().flatten().map(|said| normal(&said.text)).collect();
        self.dropped_of(texts, &kept);
        let whole = |sides: [&str; 2]| normal(&sides.join(" "));
        let old: Vec<String> = written.iter().map(|[post, name]| whole([post, name])).collect();
        let new: Vec<String> = seen.iter().map(|[post, name]| whole([&post.text, &name.text])).collect();
        let ways = data::records(&self.data, schema::SIGNATURE);
        if old == new {
            for (way, [post, _]) in ways.iter().zip(&seen) {
                data::at_mut(&mut self.data, way).into_iter().for_each(|record| data::put(record, &post.place));
            }
            return;
        }
        let mut records = Vec::new();
        for step in align::steps(&old, &new) {
            match step {
                Pair::Both(one, other) => {
                    let Some(mut record) = ways.get(one).and_then(|way| data::at(&self.data, way)).cloned() else {
                        continue;
                    };
                    for (key, at) in [(schema::POST, 0), (schema::PERSON, 1)] {
                        let said = &seen[other][at];
                        if normal(&written[one][at]) != normal(&said.text) {
                            data::set(&mut record, key, Some(Node::text(said.text.as_str(), said.place.clone())));
                        } else if let Some(entry) = record.get_mut(key) {
                            data::put(&mut entry.value, &said.place);
                        }
                    }
                    records.push(record);
                }
                Pair::New(other) => {
                    let [post, name] = &seen[other];
                    let text = |said: &Said<'_>| Node::text(said.text.as_str(), said.place.clone());
                    let entries = vec![data::entry(schema::POST, text(post)), data::entry(schema::PERSON, text(name))];
                    records.push(data::record(entries, post.place.clone()));
                }
                Pair::Old(_) => {}
            }
        }
        let value = match records.len() {
            0 => None,
            1 => records.pop(),
            _ => Some(data::list(records, self.place.clone())),
        };
        data::set(&mut self.data, schema::SIGNATURE, value);
    }
}

/// What a paragraph of a part is about.
fn of(part: Part, at: Option<usize>) -> Of {
    match part {
        Part::Title => Of::Title,
        Part::Basis => Of::Paragraph(domain::Part::Basis, at),
        Part::Preamble => Of::Paragraph(domain::Part::Preamble, at),
        Part::Goal => Of::Paragraph(domain::Part::Goal, at),
        Part::Tasks => Of::Paragraph(domain::Part::Tasks, at),
        Part::AnnexTo => Of::Block(Block::AnnexTo),
        Part::Edition => Of::Block(Block::Edition),
        Part::Notes => Of::Block(Block::Notes),
        Part::Maker => Of::Block(Block::Maker),
        Part::AnnexList | Part::AnnexTitle(_) | Part::AnnexText(_) => Of::Annexes,
        Part::Fixed | Part::Caption | Part::SectionHead(_) | Part::Section(_) => Of::Other,
    }
}

/// Whether a mark says that a block is of the other kind: «СОГЛАСОВАНО» above who approves.
fn is_marked(block: Block, mark: Option<&str>) -> bool {
    let other = if block == Block::Approvals { "согласован" } else { "утвержд" };
    mark.is_some_and(|mark| mark.trim().to_lowercase().starts_with(other))
}

fn old_text(line: &Line, numbered: bool) -> String {
    compared(line.part, &line.text, numbered)
}

fn whole_annexes(plan: &Plan) -> impl Iterator<Item = &Annex> {
    plan.annexes.iter().filter(|annex| matches!(annex, Annex::Whole { .. }))
}

/// The lines that say something.
fn filled(lines: &[String]) -> Vec<String> {
    lines.iter().flat_map(|line| line.lines()).filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
}

/// A block in a corner.
trait Corner {
    /// Whether nothing stands there.
    fn is_empty_block(&self) -> bool;
}

impl Corner for Vec<String> {
    fn is_empty_block(&self) -> bool {
        self.iter().all(|line| line.trim().is_empty())
    }
}
