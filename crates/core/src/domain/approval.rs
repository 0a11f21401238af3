//! Who approves, agrees and signs, and by which act.

use super::day::Day;

/// A date in a head block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateText {
    /// Left open, to be filled in by hand.
    Open,
    /// Printed as it was typed.
    Typed(String),
    /// A day, printed as the standard has it.
    Day(Day),
}

impl DateText {
    /// Whether it is to be filled in by hand, as a whole or in part: ««___» января 2027 г.».
    pub fn is_open(&self) -> bool {
        match self {
            Self::Open => true,
            Self::Typed(text) => text.contains("__"),
            Self::Day(_) => false,
        }
    }

    /// The day, if it is known and understood.
    pub fn day(&self) -> Option<Day> {
        match self {
            Self::Open => None,
            Self::Typed(text) => Day::parse_written(text),
            Self::Day(day) => Some(*day),
        }
    }
}

/// A document that decides: «приказ Отдела образования от 1 февраля 2023 г. № 12-о».
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// What it is, in the case in which the sentence needs it: «приказом Отдела образования».
    pub document: String,
    /// Its number.
    pub number: Option<String>,
    /// Its date.
    pub date: Option<DateText>,
}

/// What an approval rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Grounds {
    /// A person signs: post, name and date.
    Person {
        /// Post with the organisation, line breaks kept.
        post: String,
        /// Initials and surname, if given.
        name: Option<String>,
        /// Date of the signature.
        date: DateText,
    },
    /// An act approves.
    Act(Act),
}

/// An approval («УТВЕРЖДАЮ») or an agreement («СОГЛАСОВАНО»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// The words of the mark as typed; `None` for the usual ones.
    pub mark: Option<String>,
    /// Who or what approves.
    pub grounds: Grounds,
}

/// The edition of a plan: «(в редакции приказа … от … № …)».
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// Number of the edition.
    pub number: Option<String>,
    /// The act that made it.
    pub act: Option<Act>,
}

/// What the plan is an annex to: «Приложение № 1 к приказу …».
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnnexTo {
    /// Number of the annex.
    pub number: Option<String>,
    /// The act that it belongs to.
    pub act: Act,
}

/// Who signs at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signatory {
    /// Post.
    pub post: String,
    /// Initials and surname.
    pub name: String,
}

/// Who drew the document up, for the mark at the foot of the last page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Maker {
    /// Full name.
    pub name: String,
    /// Telephone.
    pub phone: Option<String>,
}
