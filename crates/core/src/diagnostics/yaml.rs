//! Messages on YAML as such.

#![expect(missing_docs, reason = "the sentence of a variant says what its fields are")]

use super::advice::{Command, Manner};
use super::explain::{Explanation, of};
use super::problem::Family;
use super::{Advice, Problem};

/// A problem of YAML as such: `E10…`, and `W216` of what was probably read otherwise than meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum YamlProblem {
    /// Occurs if a YAML file breaks the syntax; `detail` is a Russian sentence.
    Syntax { detail: String },
    /// Occurs if a YAML file holds no data.
    Empty,
    /// Occurs if a YAML file holds more than one document.
    SeveralDocuments,
    /// Occurs if lists and records are nested deeper than the limit.
    TooDeep { limit: usize },
    /// Occurs if a YAML file holds more values than the limit.
    TooManyNodes { limit: usize },
    /// Occurs if a YAML file repeats values by `*name` more often than the limit.
    TooManyAliases { limit: usize },
    /// Occurs if one text is longer than the limit (in bytes).
    TextTooLong { limit: usize },
    /// Occurs if a value carries a YAML tag (`!name`).
    Tag,
    /// Occurs if a comment cuts off a YAML text and begins without a blank behind its `#`.
    CutByComment,
}

impl From<YamlProblem> for Problem {
    fn from(problem: YamlProblem) -> Self {
        Self::Yaml(problem)
    }
}

impl Family for YamlProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::Syntax { .. } => "E101",
            Self::Empty => "E102",
            Self::SeveralDocuments => "E103",
            Self::TooDeep { .. } => "E104",
            Self::TooManyNodes { .. } => "E105",
            Self::TooManyAliases { .. } => "E106",
            Self::TextTooLong { .. } => "E107",
            Self::Tag => "E108",
            Self::CutByComment => "W216",
        }
    }

    fn message(&self) -> String {
        match self {
            Self::Syntax { detail } => format!("нарушена запись YAML: {detail}"),
            Self::Empty => "в файле нет данных".into(),
            Self::SeveralDocuments => "в файле несколько документов, разделённых строкой «---»".into(),
            Self::TooDeep { limit } => format!("слишком глубокая вложенность: больше {limit} уровней"),
            Self::TooManyNodes { limit } => format!("слишком много значений: больше {limit}"),
            Self::TooManyAliases { limit } => format!("слишком много повторов через «*»: больше {limit}"),
            Self::TextTooLong { limit } => format!("слишком длинный текст: больше {} КБ", limit / 1024),
            Self::Tag => "метки вида «!имя» не поддерживаются".into(),
            Self::CutByComment => "этот текст принят за пояснение и не печатается".into(),
        }
    }

    fn hint(&self) -> Option<Advice> {
        Some(match self {
            Self::Empty => Advice::from("образец файла создаёт ").command(Command::New, &[], Manner::Named),
            Self::SeveralDocuments => "оставьте в файле один документ".into(),
            Self::TooDeep { .. } => "проверьте скобки и отступы".into(),
            Self::TooManyNodes { .. } => "разделите данные на несколько файлов".into(),
            Self::TooManyAliases { .. } => "впишите значения вместо повторов".into(),
            Self::TextTooLong { .. } => "проверьте, то ли вставлено; длинный текст разбейте на абзацы".into(),
            Self::Tag => "уберите метку; если текст начинается с «!», возьмите его в кавычки".into(),
            Self::CutByComment => {
                "если это часть текста, возьмите весь текст в кавычки; если пояснение, поставьте после «#» пробел"
                    .into()
            }
            Self::Syntax { .. } => return None,
        })
    }

    fn explanations() -> Vec<Explanation> {
        vec![
            of(
                "E101",
                "нарушены правила записи YAML",
                "название: План: на год – второе двоеточие с пробелом",
                "возьмите текст в кавычки, сверьте отступы",
            ),
            of(
                "E102",
                "в файле нет данных",
                "файл пуст или состоит из одних пояснений",
                Advice::from("возьмите образец: ").run(Command::New, &[]),
            ),
            of(
                "E103",
                "в одном файле несколько документов",
                "посередине файла стоит строка «---»",
                "оставьте один документ",
            ),
            of(
                "E104",
                "списки и записи вложены слишком глубоко",
                "незакрытые скобки «[[[[…»",
                "проверьте скобки и отступы",
            ),
            of(
                "E105",
                "в файле слишком много значений",
                "список из сотен тысяч строк",
                "разделите данные на несколько файлов",
            ),
            of(
                "E106",
                "слишком много повторов через «*имя»",
                "один и тот же фрагмент вставлен сотни раз",
                "впишите значения",
            ),
            of(
                "E107",
                "один текст слишком длинный",
                "целый документ вставлен в одно поле",
                "разбейте текст на абзацы-список",
            ),
            of("E108", "в значении стоит метка YAML", "вид: !план", "уберите «!» или возьмите текст в кавычки"),
            of(
                "W216",
                "знак «#» с пробелом перед ним отрезал часть текста: она принята за пояснение и не печатается",
                "название: План № 1 #2",
                "возьмите весь текст в кавычки; перед пояснением ставьте «#» и пробел",
            ),
        ]
    }
}
