//! Messages on signs that the eye does not see, or takes for others.

#![expect(missing_docs, reason = "the sentence of a variant says what its fields are")]

use super::explain::{Explanation, of};
use super::problem::Family;
use super::{Advice, Problem};
use crate::signs::{alphabet, name, turns};

/// A problem of the signs of a text: `E313`, and `W23…` of what is only unusual.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignProblem {
    /// Occurs if a text holds a sign that turns the direction of writing, or a tag: a page would show something else than
    /// what stands in the data.
    Hidden { sign: char },
    /// Occurs if a sign that is not shown stands in a text, in this word if it is in one.
    Invisible { sign: char, word: String },
    /// Occurs if several marks stand on one letter.
    Marks { word: String },
    /// Occurs if a word has letters of two alphabets that look alike; `strangers` are those of the rarer one.
    Mixed { word: String, strangers: String },
    /// Occurs if the names of two responsible bodies look alike, but have other letters.
    BodiesAlike { body: String },
}

impl From<SignProblem> for Problem {
    fn from(problem: SignProblem) -> Self {
        Self::Sign(problem)
    }
}

impl Family for SignProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::Hidden { .. } => "E313",
            Self::Invisible { .. } => "W260",
            Self::Marks { .. } => "W261",
            Self::Mixed { .. } => "W262",
            Self::BodiesAlike { .. } => "W263",
        }
    }

    fn message(&self) -> String {
        match self {
            Self::Hidden { sign } if turns(*sign) => {
                format!("в тексте есть скрытый знак {}: он переставляет буквы на странице", name(*sign))
            }
            Self::Hidden { sign } => format!("в тексте есть скрытый знак {}: на странице его не видно", name(*sign)),
            Self::Invisible { sign: '\u{ad}', word } => format!("в слове «{word}» есть знак мягкого переноса U+00AD"),
            Self::Invisible { sign, word } if word.chars().all(|c| c == *sign) => {
                format!("в тексте есть невидимый знак {}", name(*sign))
            }
            Self::Invisible { sign, word } => format!("в слове «{word}» есть невидимый знак {}", name(*sign)),
            Self::Marks { word } => format!("в слове «{word}» на одной букве несколько надстрочных знаков"),
            Self::Mixed { word, strangers } => {
                format!(
                    "в слове «{word}» буквы двух алфавитов: {} – «{strangers}»",
                    strangers.chars().next().map_or("", alphabet)
                )
            }
            Self::BodiesAlike { body } => {
                format!(
                    "исполнитель «{body}» выглядит как другой, но набран буквами другого алфавита или со скрытым знаком"
                )
            }
        }
    }

    fn hint(&self) -> Option<Advice> {
        Some(match self {
            Self::Hidden { .. } => "сотрите это место и наберите заново".into(),
            Self::Invisible { .. } | Self::Marks { .. } => "сотрите слово и наберите заново".into(),
            Self::Mixed { .. } => "сотрите слово и наберите заново, не меняя раскладки клавиатуры".into(),
            Self::BodiesAlike { .. } => "если это один исполнитель, скопируйте его название из первого места".into(),
        })
    }

    fn explanations() -> Vec<Explanation> {
        vec![
            of(
                "E313",
                "в тексте есть скрытый знак: он переставляет буквы на странице, или его не видно вовсе",
                "знак U+202E, попавший при копировании: на странице «100», а в данных «001»",
                "сотрите это место и наберите заново",
            ),
            of(
                "W260",
                "в тексте есть невидимый знак: слово с ним не находится поиском и считается другим",
                "мягкий перенос в слове, скопированном из Word или PDF",
                "сотрите слово и наберите заново",
            ),
            of(
                "W261",
                "на одной букве больше двух надстрочных знаков",
                "текст, украшенный в переписке",
                "сотрите слово и наберите заново",
            ),
            of(
                "W262",
                "в одном слове похожие буквы двух алфавитов: оно не находится поиском и считается другим",
                "«Oтдел», где первая буква латинская",
                "сотрите слово и наберите заново, не меняя раскладки клавиатуры",
            ),
            of(
                "W263",
                "два исполнителя выглядят одинаково, но набраны разными буквами, и считаются разными",
                "«Xop» латинскими буквами и «Хор» русскими",
                "если это один исполнитель, скопируйте его название из первого места",
            ),
        ]
    }
}
