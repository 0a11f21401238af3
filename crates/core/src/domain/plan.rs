//! The plan of activities.

use super::activity::{Activity, Designation, Direction};
use super::approval::{AnnexTo, Approval, DateText, Edition, Grounds, Maker, Signatory};
use super::columns::{Column, HeadItem};
use super::day::Day;
use super::due::Due;
use super::numbering;
use super::order::Order;
use super::period::Period;
use super::roman::roman;
use super::style::Style;
use super::timing::Timing;

/// How activities are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Numbering {
    /// 1 to n through all directions.
    #[default]
    Running,
    /// 1.1, 1.2, 2.1: the direction, then the activity in it.
    Nested,
    /// As typed.
    AsTyped,
}

/// A document that follows the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Annex {
    /// Only named at the end of the plan.
    Named(String),
    /// Printed on pages of its own.
    Whole {
        /// Its title.
        title: String,
        /// Its text.
        paragraphs: Vec<String>,
    },
}

impl Annex {
    /// Its title.
    pub fn title(&self) -> &str {
        match self {
            Self::Named(title) | Self::Whole { title, .. } => title,
        }
    }

    /// Its text; empty if it is only named.
    pub fn paragraphs(&self) -> &[String] {
        match self {
            Self::Named(_) => &[],
            Self::Whole { paragraphs, .. } => paragraphs,
        }
    }
}

/// A plan of activities («дорожная карта»).
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Its title, line breaks kept.
    pub title: String,
    /// The time it is for.
    pub period: Period,
    /// Approvals, at the right.
    pub approvals: Vec<Approval>,
    /// Agreements, at the left.
    pub agreements: Vec<Approval>,
    /// The edition.
    pub edition: Option<Edition>,
    /// What it is an annex to.
    pub annex_to: Option<AnnexTo>,
    /// The order that approves it.
    pub order: Option<Order>,
    /// What it rests on.
    pub basis: Vec<String>,
    /// The text before the table.
    pub preamble: Vec<String>,
    /// The goal, as a sentence.
    pub goal: Vec<String>,
    /// The tasks.
    pub tasks: Vec<String>,
    /// The head of the table; holds at least the column of names.
    pub head: Vec<HeadItem>,
    /// How activities are numbered.
    pub numbering: Numbering,
    /// The directions; at least one activity in all.
    pub directions: Vec<Direction>,
    /// What stands under the table, paragraph by paragraph.
    pub notes: Vec<String>,
    /// Who signs at the end.
    pub signatories: Vec<Signatory>,
    /// Who drew it up.
    pub maker: Option<Maker>,
    /// Annexes.
    pub annexes: Vec<Annex>,
    /// The bodies that have short names, in full: printed only where an activity names them.
    pub bodies: Vec<String>,
    /// The look.
    pub style: Style,
    /// Bodies by their full names, with their addresses of mail.
    pub addresses: Vec<(String, String)>,
}

impl Plan {
    /// The columns of the table from left to right.
    pub fn columns(&self) -> impl Iterator<Item = &Column> {
        self.head.iter().flat_map(HeadItem::columns)
    }

    /// The text of each direction's band: designation and name; `None` where there is no band.
    pub fn bands(&self) -> Vec<Option<String>> {
        let mut number = 0;
        let band = |direction: &Direction| {
            direction.name.as_ref().map(|name| {
                number += 1;
                Self::band(&direction.designation, number, name)
            })
        };
        self.directions.iter().map(band).collect()
    }

    /// The text of a band: designation and name, with « – » between, or a space after «.» and «:».
    pub fn band(designation: &Designation, number: usize, name: &str) -> String {
        let designation = match designation {
            Designation::Ordinal => format!("{} направление", roman(number)),
            Designation::Typed(typed) => typed.clone(),
        };
        match designation.chars().last() {
            None => name.to_owned(),
            Some('.' | ':') => format!("{designation} {name}"),
            Some(_) => format!("{designation} – {name}"),
        }
    }

    /// A basis as it is printed: its first paragraph begins with «Основание».
    pub fn printed_basis(paragraphs: &[String]) -> Vec<String> {
        const WORD: &str = "основание";
        let mut basis = paragraphs.to_vec();
        if let Some(first) = basis.first_mut()
            && !first.to_lowercase().starts_with(WORD)
        {
            *first = format!("Основание: {first}");
        }
        basis
    }

    /// The activities in the order of the table.
    pub fn activities(&self) -> impl Iterator<Item = &Activity> {
        self.directions.iter().flat_map(|direction| &direction.activities)
    }

    /// The number of each activity, in the order of the table, as printed.
    ///
    /// A computed number ends in a full stop («1.», «1.2.»), as in real plans; a typed one is left as it is.
    pub fn numbers(&self) -> Vec<String> {
        let positions = numbering::positions(self.directions.iter().map(Direction::shape));
        let numbered = self.activities().zip(positions);
        numbered
            .map(|(activity, position)| position.number(self.numbering).or(activity.number.clone()).unwrap_or_default())
            .collect()
    }

    /// The number of each activity as it is spoken of («пункт 3», «пункт 1.2»): as printed, without a full stop at its
    /// end.
    pub fn labels(&self) -> Vec<String> {
        self.numbers().iter().map(|number| number.trim().trim_end_matches('.').to_owned()).collect()
    }

    /// When each activity is due, as understood, in the order of the table; `None` where nothing says so.
    pub fn dues(&self) -> impl Iterator<Item = Option<Due>> {
        self.timings().into_iter().map(|timing| timing.map(|timing| timing.due))
    }

    /// When each activity is due, in words, in the order of the table; empty where nothing says so.
    pub fn due_texts(&self) -> Vec<String> {
        let text = |timing: Option<Timing<'_>>| timing.map(|timing| timing.text.into_owned()).unwrap_or_default();
        self.timings().into_iter().map(text).collect()
    }

    /// The day of the document: of its edition, else of its approval, else the first day of its period. Never today.
    pub fn document_day(&self) -> Day {
        let edition = self.edition.iter().filter_map(|edition| edition.act.as_ref()?.date.as_ref());
        let approvals = self.approvals.iter().filter_map(|approval| match &approval.grounds {
            Grounds::Person { date, .. } => Some(date),
            Grounds::Act(act) => act.date.as_ref(),
        });
        let annex = self.annex_to.iter().filter_map(|annex| annex.act.date.as_ref());
        edition.chain(approvals).chain(annex).find_map(DateText::day).unwrap_or(self.period.from())
    }

    /// Whether nobody approves and nobody signs: then the document is a draft.
    pub fn is_draft(&self) -> bool {
        self.approvals.is_empty() && self.signatories.is_empty() && self.annex_to.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_join_designation_and_name() {
        let typed = |text: &str| Designation::Typed(text.into());
        assert_eq!(Plan::band(&Designation::Ordinal, 2, "Поддержка"), "II направление – Поддержка");
        assert_eq!(Plan::band(&typed("Раздел 1."), 1, "Кадры"), "Раздел 1. Кадры");
        assert_eq!(Plan::band(&typed("Приоритет:"), 1, "Кадры"), "Приоритет: Кадры");
        assert_eq!(Plan::band(&typed("Модуль А"), 1, "Кадры"), "Модуль А – Кадры");
        assert_eq!(Plan::band(&typed(""), 1, "ИЮНЬ"), "ИЮНЬ");
    }
}
