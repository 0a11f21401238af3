//! `numbering.xml`: the numbers and marks that Word puts before the paragraphs of lists.
//!
//! A paragraph names a list (`num`); several lists can be one sequence (`abstractNum`), and each can begin anew or number
//! otherwise on some level.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::styles::Styles;
use crate::input::word::numerals::numeral;
use crate::input::word::xml::{Xml, attribute, child, elements, name, value};

/// Levels of a list.
const LEVELS: usize = 9;

/// The lists of a document, with what was counted so far.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    sequences: HashMap<String, Sequence>,
    lists: HashMap<String, List>,
    counted: Counted,
}

/// What was counted so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Counted {
    /// Of each sequence, the number of each level.
    numbers: HashMap<String, [Option<u32>; LEVELS]>,
    /// Lists and levels that have begun at their own number.
    begun: HashSet<(String, usize)>,
}

#[derive(Debug, Default)]
struct Sequence {
    levels: BTreeMap<usize, Level>,
    /// The style that holds its levels.
    style: Option<String>,
}

#[derive(Debug, Default)]
struct List {
    sequence: String,
    levels: BTreeMap<usize, Level>,
    starts: BTreeMap<usize, u32>,
}

/// How a level is numbered.
#[derive(Debug, Clone, Default)]
struct Level {
    start: Option<u32>,
    kind: String,
    /// `%1.%2.`
    text: String,
    /// Below which level it begins anew; `Some(0)` for never.
    restart: Option<usize>,
    is_plain: bool,
    style: Option<String>,
}

impl Level {
    fn read(element: Xml<'_, '_>) -> Self {
        let number = |wanted: &str| value(element, wanted).and_then(|number| number.parse().ok());
        // A format that Word 2010 added stands within a choice.
        let choice = child(element, "AlternateContent").and_then(|choice| child(choice, "Fallback"));
        let kind = value(element, "numFmt").or_else(|| choice.and_then(|choice| value(choice, "numFmt")));
        Self {
            start: number("start"),
            kind: kind.unwrap_or("decimal").to_owned(),
            text: value(element, "lvlText").unwrap_or_default().to_owned(),
            restart: value(element, "lvlRestart").and_then(|level| level.parse().ok()),
            is_plain: child(element, "isLgl").is_some(),
            style: value(element, "pStyle").map(str::to_owned),
        }
    }
}

fn levels(element: Xml<'_, '_>) -> BTreeMap<usize, Level> {
    elements(element)
        .filter(|element| name(*element) == "lvl")
        .filter_map(|element| Some((level_number(element)?, Level::read(element))))
        .collect()
}

fn level_number(element: Xml<'_, '_>) -> Option<usize> {
    attribute(element, "ilvl")?.parse().ok().filter(|level| *level < LEVELS)
}

impl Numbering {
    pub(super) fn read(root: Xml<'_, '_>) -> Self {
        let mut numbering = Self::default();
        for element in elements(root) {
            match name(element) {
                "abstractNum" => {
                    let style = value(element, "numStyleLink").map(str::to_owned);
                    let id = attribute(element, "abstractNumId").unwrap_or_default().to_owned();
                    numbering.sequences.insert(id, Sequence { levels: levels(element), style });
                }
                "num" => {
                    let mut list = List {
                        sequence: value(element, "abstractNumId").unwrap_or_default().to_owned(),
                        ..List::default()
                    };
                    for change in elements(element).filter(|element| name(*element) == "lvlOverride") {
                        let Some(level) = level_number(change) else { continue };
                        list.levels.extend(child(change, "lvl").map(|changed| (level, Level::read(changed))));
                        let start = value(change, "startOverride").and_then(|start| start.parse().ok());
                        list.starts.extend(start.map(|start| (level, start)));
                    }
                    numbering.lists.insert(attribute(element, "numId").unwrap_or_default().to_owned(), list);
                }
                _ => {}
            }
        }
        numbering
    }

    /// What was counted so far.
    pub(super) fn counted(&self) -> Counted {
        self.counted.clone()
    }

    /// Goes on from what was counted before.
    pub(super) fn set_counted(&mut self, counted: Counted) {
        self.counted = counted;
    }

    /// The sequence that holds the levels of a list: its own, or that of the style that it names.
    fn sequence<'s>(&'s self, list: &'s List, styles: &Styles) -> Option<(&'s str, &'s Sequence)> {
        let sequence = self.sequences.get(&list.sequence)?;
        let Some(style) = &sequence.style else { return Some((&list.sequence, sequence)) };
        let list = self.lists.get(styles.list(style)?)?;
        Some((&list.sequence, self.sequences.get(&list.sequence)?))
    }

    /// The level that a style has in a list.
    pub(super) fn level_of(&self, list: &str, style: &str, styles: &Styles) -> Option<usize> {
        let list = self.lists.get(list)?;
        let (_, sequence) = self.sequence(list, styles)?;
        let is_meant = |(_, level): &(&usize, &Level)| level.style.as_deref() == Some(style);
        sequence.levels.iter().find(is_meant).map(|(level, _)| *level)
    }

    /// Counts a paragraph of a list, and gives its number or mark.
    pub(super) fn next(&mut self, list_id: &str, level: usize, styles: &Styles) -> String {
        let level = level.min(LEVELS - 1);
        let Some(list) = self.lists.get(list_id) else { return String::new() };
        let Some((id, sequence)) = self.sequence(list, styles) else { return String::new() };
        let look = |level: usize| list.levels.get(&level).or_else(|| sequence.levels.get(&level));
        let start = |level: usize| look(level).and_then(|look| look.start).unwrap_or(1);
        let Some(own) = look(level).cloned() else { return String::new() };

        let mut counted = self.counted.numbers.get(id).copied().unwrap_or_default();
        let began = (list_id.to_owned(), level);
        let begins = list.starts.get(&level).filter(|_| !self.counted.begun.contains(&began));
        counted[level] = Some(match (begins, counted[level]) {
            (Some(begins), _) => *begins,
            (None, Some(before)) => before.saturating_add(1),
            (None, None) => list.starts.get(&level).copied().unwrap_or_else(|| start(level)),
        });
        for (below, counted) in counted.iter_mut().enumerate().skip(level + 1) {
            // A level begins anew below any higher one, or only below the one that it names.
            if look(below).and_then(|look| look.restart).is_none_or(|restart| level < restart) {
                *counted = None;
            }
        }
        let kinds: Vec<(String, u32)> = (0..=level)
            .map(|at| {
                let kind = look(at).map_or("decimal", |look| look.kind.as_str());
                (kind.to_owned(), counted[at].unwrap_or_else(|| start(at)))
            })
            .collect();
        let id = id.to_owned();
        self.counted.begun.insert(began);
        self.counted.numbers.insert(id, counted);
        label(&own, &kinds)
    }
}

/// `%1.%2.` with the numbers of the levels.
fn label(level: &Level, numbers: &[(String, u32)]) -> String {
    if level.kind == "none" && level.text.is_empty() {
        return String::new();
    }
    let mut label = String::new();
    let mut signs = level.text.chars();
    while let Some(sign) = signs.next() {
        let digit = (sign == '%').then(|| signs.clone().next().and_then(|digit| digit.to_digit(10))).flatten();
        let Some(digit @ 1..) = digit else {
            label.push(sign);
            continue;
        };
        signs.next();
        if let Some((kind, number)) = numbers.get(digit as usize - 1) {
            label.push_str(&numeral(if level.is_plain { "decimal" } else { kind }, *number));
        }
    }
    label
}
