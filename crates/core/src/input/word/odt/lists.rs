//! The numbers of lists. A list is an element of its own around its paragraphs, and may go on with an earlier one.

use std::collections::HashMap;

use super::styles::{Level, Styles};
use crate::input::word::numerals::numeral;
use crate::input::word::xml::{Xml, attribute};

/// Levels of a list.
const LEVELS: usize = 10;

/// What was counted so far.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// By the sequence that lists go on with.
    counted: HashMap<String, [Option<u32>; LEVELS]>,
    /// The sequence of each list with an identifier, and the last one of each style.
    by_id: HashMap<String, String>,
    by_style: HashMap<String, String>,
    begun: usize,
}

/// The list that a paragraph stands in.
#[derive(Debug, Clone, Default)]
pub(super) struct Place {
    style: String,
    sequence: String,
    /// From 0.
    level: usize,
}

impl Lists {
    /// Begins a list within another one, or by itself.
    pub(super) fn begin(&mut self, element: Xml<'_, '_>, around: Option<&Place>) -> Place {
        let told = |wanted: &str| attribute(element, wanted).map(str::to_owned);
        if let Some(around) = around {
            let style = told("style-name").unwrap_or_else(|| around.style.clone());
            return Place { style, sequence: around.sequence.clone(), level: (around.level + 1).min(LEVELS - 1) };
        }
        let style = told("style-name").unwrap_or_default();
        let continued = told("continue-list").and_then(|id| self.by_id.get(&id)).cloned().or_else(|| {
            let goes_on = told("continue-numbering").as_deref() == Some("true");
            goes_on.then(|| self.by_style.get(&style).cloned()).flatten()
        });
        let sequence = continued.unwrap_or_else(|| {
            self.begun += 1;
            self.begun.to_string()
        });
        if let Some(id) = told("id") {
            self.by_id.insert(id, sequence.clone());
        }
        self.by_style.insert(style.clone(), sequence.clone());
        Place { style, sequence, level: 0 }
    }

    /// Counts an item, and gives its number or mark.
    pub(super) fn next(&mut self, place: &Place, start: Option<u32>, styles: &Styles) -> String {
        let Some(level) = styles.level(&place.style, place.level) else { return String::new() };
        let counted = self.counted.entry(place.sequence.clone()).or_default();
        let number = start.unwrap_or_else(|| counted[place.level].map_or(level.start, |last| last.saturating_add(1)));
        counted[place.level] = Some(number);
        counted[place.level + 1..].fill(None);
        label(level, place, counted, styles)
    }

    /// Counts a heading.
    pub(super) fn next_heading(&mut self, level: usize, styles: &Styles) -> String {
        let place = Place { level: level.min(LEVELS - 1), sequence: "heading".to_owned(), style: String::new() };
        match styles.level("", place.level) {
            Some(known) if known.mark.is_some() || known.kind != "none" => self.next(&place, None, styles),
            _ => String::new(),
        }
    }
}

fn label(level: &Level, place: &Place, counted: &[Option<u32>; LEVELS], styles: &Styles) -> String {
    if let Some(mark) = &level.mark {
        return mark.clone();
    }
    let number = |at: usize| {
        let known = styles.level(&place.style, at)?;
        Some(numeral(known.kind, counted.get(at).copied().flatten().unwrap_or(known.start)))
    };
    match &level.look {
        Some(look) => {
            let fill =
                |look: String, at: usize| look.replace(&format!("%{}%", at + 1), &number(at).unwrap_or_default());
            (0..=place.level).fold(look.clone(), fill)
        }
        None if level.kind == "none" => String::new(),
        None => {
            let first = (place.level + 1).saturating_sub(level.told);
            let numbers: Vec<String> = (first..=place.level).filter_map(number).filter(|one| !one.is_empty()).collect();
            format!("{}{}{}", level.before, numbers.join("."), level.behind)
        }
    }
}
