//! Messages on what only the page shows.

#![expect(missing_docs, reason = "the sentence of a variant says what its fields are")]

use super::advice::{Manner, Setting};
use super::explain::{Explanation, of};
use super::problem::Family;
use super::{Advice, Problem};

/// A problem of the page: `E5…`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageProblem {
    /// Occurs if no face has a sign (`sign` as it is, `name` as `U+20BD`).
    MissingGlyph { sign: String, name: String },
    /// Occurs if a face that is asked for is not there.
    UnknownFace { face: String, present: Vec<String> },
    /// Occurs if a template is broken; `detail` comes from the typesetter.
    Template { detail: String },
}

impl From<PageProblem> for Problem {
    fn from(problem: PageProblem) -> Self {
        Self::Page(problem)
    }
}

impl Family for PageProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::MissingGlyph { .. } => "E501",
            Self::UnknownFace { .. } => "E502",
            Self::Template { .. } => "E503",
        }
    }

    fn message(&self) -> String {
        match self {
            Self::MissingGlyph { sign, name } => format!("в шрифтах нет знака «{sign}» ({name})"),
            Self::UnknownFace { face, .. } => format!("шрифт «{face}» не найден"),
            Self::Template { detail } => format!("ошибка в шаблоне: {detail}"),
        }
    }

    fn hint(&self) -> Option<Advice> {
        Some(match self {
            Self::MissingGlyph { .. } => {
                Advice::from("замените знак другим или укажите папку со шрифтом, где он есть: ")
                    .setting(Setting::FontDir, Manner::Bare)
            }
            Self::UnknownFace { present, .. } => {
                Advice::from(format!("есть шрифты: {}; другие берутся из папки, указанной ", present.join(", ")))
                    .setting(Setting::FontDir, Manner::By)
            }
            Self::Template { .. } => {
                Advice::from("исправьте шаблон или уберите ").setting(Setting::Templates, Manner::Named)
            }
        })
    }

    fn explanations() -> Vec<Explanation> {
        vec![
            of(
                "E501",
                "знака нет ни в одном шрифте",
                "редкий значок или смайлик в тексте",
                Advice::from("замените знак или укажите папку со шрифтом: ").setting(Setting::FontDir, Manner::Bare),
            ),
            of(
                "E502",
                "названного шрифта нет",
                Advice::from("шрифт: Times New Roman ").setting(Setting::FontDir, Manner::Without),
                "укажите папку, где лежит шрифт",
            ),
            of(
                "E503",
                "ошибка в шаблоне документа",
                Advice::from("свой шаблон в папке ").setting(Setting::Templates, Manner::Bare),
                "исправьте шаблон или уберите ключ",
            ),
        ]
    }
}
