//! Messages on fields and their values.

#![expect(missing_docs, reason = "the sentence of a variant says what its fields are")]

use super::advice::{Command, Manner, Setting, cut_list};
use super::explain::{Explanation, of};
use super::problem::Family;
use super::{Advice, Place, Problem};
use crate::tree::fold_key;

/// What stands for the whole file where a record is named.
pub const ROOT: &str = "файл";

/// What kind of value a field wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// A text.
    Text,
    /// A record of fields.
    Record,
    /// A record of short names and what they stand for.
    ShortNames,
    /// The name of a file with a table.
    TableFile,
}

/// What was probably meant by a key that is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meant {
    /// A known key that is spelled nearly so.
    Nearest(String),
    /// A known key without the blank behind its colon: `имя:Иванов`.
    NoBlank(String),
    /// The end of a text that was cut off by its comma: `{имя: Иванов, Пётр}`.
    RestOfText { key: String, text: String },
    /// Nothing near: one of these, as far as they are known.
    OneOf(Vec<String>),
}

/// A problem of a field or its value: `E3…`, and `W214` of a day that is printed as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueProblem {
    /// Occurs if a record has a key that is not known there.
    UnknownKey { key: String, meant: Meant },
    /// Occurs if a record has the same key twice.
    RepeatedKey { key: String },
    /// Occurs if a field of «Реквизиты» that is one text stands in several rows; `cells` are those of its name.
    GivenTwice { key: String, cells: Vec<String> },
    /// Occurs if a short name is given to two bodies.
    RepeatedShortName { name: String },
    /// Occurs if two sheets of a workbook have the same name but for case, blanks and hyphens.
    RepeatedSheet { name: String },
    /// Occurs if a record lacks what is required.
    Missing { key: String },
    /// Occurs if a required value is empty.
    EmptyValue { key: String },
    /// Occurs if a value is of another kind than expected.
    WrongKind { key: String, expected: Expected },
    /// Occurs if a value is none of a fixed set.
    UnknownChoice { key: String, nearest: Option<String>, choices: Vec<String> },
    /// Occurs if a day does not exist or is not written as a day.
    BadDay { key: String },
    /// Occurs if a period is not understood.
    BadPeriod,
    /// Occurs if a number is not a number or outside of its range; `expected` says which.
    BadNumber { key: String, expected: String },
    /// Occurs if a text holds a control character that no font can show (`name` as `U+0007`).
    ControlCharacter { name: String },
    /// Occurs if a field stands beside another that excludes it: a post beside the act that approves.
    Excluded { key: String, by: &'static str },
    /// Occurs if a field of «Реквизиты» has a value of its own beside dotted ones; `dotted` is one of these.
    BareField { key: String, dotted: String },
    /// Occurs if a date that is printed as typed names a day that does not exist.
    ImpossibleDay { key: String },
}

impl From<ValueProblem> for Problem {
    fn from(problem: ValueProblem) -> Self {
        Self::Value(problem)
    }
}

impl Family for ValueProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownKey { .. } => "E301",
            Self::RepeatedKey { .. }
            | Self::GivenTwice { .. }
            | Self::RepeatedShortName { .. }
            | Self::RepeatedSheet { .. } => "E302",
            Self::Missing { .. } => "E303",
            Self::EmptyValue { .. } => "E304",
            Self::WrongKind { .. } => "E305",
            Self::UnknownChoice { .. } => "E306",
            Self::BadDay { .. } => "E307",
            Self::BadPeriod => "E308",
            Self::BadNumber { .. } => "E309",
            Self::ControlCharacter { .. } => "E310",
            Self::Excluded { .. } => "E311",
            Self::BareField { .. } => "E312",
            Self::ImpossibleDay { .. } => "W214",
        }
    }

    fn message(&self) -> String {
        match self {
            Self::UnknownKey { key, .. } => format!("неизвестное поле «{key}»"),
            Self::RepeatedKey { key } => format!("поле «{key}» встречается дважды"),
            Self::GivenTwice { key, cells } => {
                format!(
                    "поле «{key}» указано {} ({})",
                    if cells.len() == 2 { "дважды" } else { "несколько раз" },
                    cells.join(" и ")
                )
            }
            Self::RepeatedShortName { name } => format!("краткое имя «{name}» дано дважды"),
            Self::RepeatedSheet { name } => format!("в книге два листа с одним названием «{name}»"),
            Self::Missing { key } => format!("не указано обязательное поле «{key}»"),
            Self::EmptyValue { key } => format!("поле «{key}» пусто"),
            Self::WrongKind { key, .. } if key == ROOT => "в файле ожидаются поля вида «поле: значение»".into(),
            Self::WrongKind { key, expected } => {
                let expected = match expected {
                    Expected::Text => "текст",
                    Expected::Record => "запись из полей вида «поле: значение»",
                    Expected::ShortNames => "запись из полей вида «краткое имя: полное название»",
                    Expected::TableFile => "имя файла с таблицей",
                };
                format!("в поле «{key}» ожидается {expected}")
            }
            Self::UnknownChoice { key, .. } => format!("в поле «{key}» стоит неизвестное значение"),
            Self::BadDay { key } => format!("в поле «{key}» стоит день, которого нет"),
            Self::BadPeriod => "период не распознан".into(),
            Self::BadNumber { key, expected } => format!("в поле «{key}» ожидается {expected}"),
            Self::ControlCharacter { name } => {
                format!("в тексте есть управляющий знак {name}, который нельзя напечатать")
            }
            Self::Excluded { key, by } => format!("поле «{key}» не ставится рядом с полем «{by}»"),
            Self::BareField { key, dotted } => {
                format!("у поля «{key}» есть и собственное значение, и строки с точкой («{dotted}»)")
            }
            Self::ImpossibleDay { key } => format!("в поле «{key}» стоит день, которого нет"),
        }
    }

    fn hint(&self) -> Option<Advice> {
        Some(match self {
            Self::UnknownKey { meant, .. } => match meant {
                Meant::Nearest(key) => format!("вероятно, имелось в виду «{key}»").into(),
                Meant::NoBlank(key) => no_blank(key).into(),
                Meant::RestOfText { key, text } => {
                    format!("текст с запятой внутри фигурных скобок возьмите в кавычки: {key}: \"{text}\"").into()
                }
                Meant::OneOf(known) if known.is_empty() => "проверьте название поля или удалите его".into(),
                Meant::OneOf(known) => {
                    format!("исправьте название поля или удалите его; здесь бывают: {}", cut_list(known, 16)).into()
                }
            },
            Self::RepeatedShortName { .. } => "дайте одному из исполнителей другое краткое имя".into(),
            Self::RepeatedSheet { .. } => "переименуйте или удалите один из листов".into(),
            Self::GivenTwice { .. } => "оставьте одну строку; новая строка внутри ячейки – Alt+Enter".into(),
            Self::RepeatedKey { .. } => "оставьте одно из них; несколько значений записываются списком".into(),
            Self::Missing { key } if key == "на дату" => {
                Advice::from("добавьте поле «на дату» (год-месяц-день) или укажите день ")
                    .setting(Setting::Day, Manner::By)
                    .words(", например ")
                    .example_day()
            }
            Self::Missing { key } => format!("добавьте поле «{key}»").into(),
            Self::EmptyValue { key } if key == "на дату" => {
                Advice::from("впишите день (год-месяц-день) или укажите его ")
                    .setting(Setting::Day, Manner::By)
                    .words(", например ")
                    .example_day()
            }
            Self::EmptyValue { .. } => "впишите значение".into(),
            Self::WrongKind { key, expected } => match expected {
                _ if key == ROOT => Advice::from("начните со строки «вид: план»; образец создаёт ").command(
                    Command::New,
                    &[],
                    Manner::Named,
                ),
                Expected::Text => {
                    "запишите одним текстом; текст, который начинается с «[» или «{», возьмите в кавычки".into()
                }
                Expected::Record | Expected::ShortNames => {
                    format!("запишите поля с отступом на следующих строках, например «{}: …»", first_field(key)).into()
                }
                Expected::TableFile => "пример: таблица: план.xlsx".into(),
            },
            Self::UnknownChoice { key, nearest, choices } => {
                let nearest = nearest.as_ref().map(|nearest| format!("вероятно, имелось в виду «{nearest}»; "));
                let own = match key.as_str() {
                    "столбцы" => "; свой столбец записывается так: {поле: охват, заголовок: Охват}",
                    _ => "",
                };
                format!("{}возможные значения: {}{own}", nearest.unwrap_or_default(), choices.join(", ")).into()
            }
            Self::BadDay { .. } => {
                Advice::default().example("исправьте дату; порядок такой: год-месяц-день, например 2023-02-01")
            }
            Self::BadPeriod => {
                "примеры: 2023 год; 2021–2024 годы; 2023/2024 учебный год; сентябрь 2022 – май 2024".into()
            }
            Self::ControlCharacter { .. } => "удалите его и впишите это место заново".into(),
            Self::Excluded { .. } => {
                "указывается либо документ («документ», «номер», «дата»), либо должностное лицо («должность», «имя», \
                 «дата»): оставьте одно из двух"
                    .into()
            }
            Self::BareField { .. } => "впишите это значение в одну из строк с точкой или удалите его".into(),
            Self::ImpossibleDay { .. } => "дата печатается так, как набрана: исправьте её".into(),
            Self::BadNumber { .. } => return None,
        })
    }

    fn explanations() -> Vec<Explanation> {
        vec![
            of("E301", "такого поля нет", "утверждние: …", "возьмите название поля из подсказки"),
            of(
                "E302",
                "одно и то же названо дважды: поле, краткое имя или лист книги",
                "две строки «название:» в одной записи",
                "оставьте одно; несколько значений поля записываются списком",
            ),
            of("E303", "нет обязательного поля", "в файле нет строки «период:»", "добавьте поле"),
            of("E304", "обязательное поле пусто", "название: ''", "впишите значение"),
            of(
                "E305",
                "значение не того рода",
                "вместо текста стоит список",
                "запишите значение так, как сказано в сообщении",
            ),
            of(
                "E306",
                "значение не из числа возможных",
                "нумерация: римская",
                "выберите значение из перечня в подсказке",
            ),
            of("E307", "такой даты нет", "2023-02-30", "исправьте день; пишите год-месяц-день"),
            of("E308", "период плана не распознан", "период: скоро", "примеры: 2023 год; 2023/2024 учебный год"),
            of("E309", "ожидалось число в определённых пределах", "кегль: крупный", "впишите число"),
            of(
                "E310",
                "в тексте есть управляющий знак, который нельзя напечатать",
                "знак U+0007, попавший при копировании",
                "удалите его и впишите это место заново",
            ),
            of(
                "E311",
                "поле стоит рядом с другим, которое его исключает",
                "утверждение: {документ: приказом …, должность: Глава}",
                "оставьте одно из двух, как сказано в сообщении",
            ),
            of(
                "E312",
                "у поля на листе «Реквизиты» есть и собственное значение, и строки с точкой",
                "«утверждение» – Иванов, а ниже «утверждение.должность» – Глава",
                "впишите значение в строку с точкой или удалите его",
            ),
            of(
                "W214",
                "дата записана текстом, но такого дня нет",
                "утверждение: {должность: Глава, дата: 31.02.2023}",
                "исправьте дату: она печатается так, как набрана",
            ),
        ]
    }
}

impl ValueProblem {
    /// What the user can do about it at its place, where such a value was found.
    pub(super) fn hint_at(&self, place: &Place, found: Option<&str>) -> Option<Advice> {
        if let Self::Missing { key } = self
            && place.is_in_document()
        {
            return Some(match key.as_str() {
                "название" => "впишите название абзацем над таблицей".into(),
                "период" => "назовите год в названии («… на 2027 год»)".into(),
                _ => self.hint()?,
            });
        }
        if let (Self::Missing { key }, Place::Sheet { sheet, .. }) = (self, place)
            && fold_key(sheet) != "реквизиты"
        {
            return Some(match key.as_str() {
                "название" => "впишите название над таблицей или добавьте в книгу лист «Реквизиты»".into(),
                "период" => {
                    "назовите год в названии («… на 2027 год») или добавьте в книгу лист «Реквизиты»".into()
                }
                _ => "добавьте в книгу лист «Реквизиты» с этим полем".into(),
            });
        }
        let Self::WrongKind { key, expected } = self else { return self.hint() };
        if matches!(place, Place::Cell { .. }) {
            return Some(match expected {
                Expected::Record | Expected::ShortNames => {
                    format!("запишите поля через точку, каждое в своей строке, например «{key}.{}»", first_field(key))
                        .into()
                }
                _ => "уберите из названия поля точку и то, что за ней".into(),
            });
        }
        match found.and_then(key_without_blank) {
            Some(key) => Some(no_blank(key).into()),
            None => self.hint(),
        }
    }
}

/// The key of a text that would be a field if a blank stood behind its colon: `имя:Иванов`.
pub fn key_without_blank(text: &str) -> Option<&str> {
    let (key, value) = text.split_once(':')?;
    let is_key = key.chars().count() <= 30 && key.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '_' | '-'));
    let is_value = value.starts_with(|c: char| !c.is_whitespace() && c != '/');
    (is_key && is_value).then_some(key.trim()).filter(|key| !key.is_empty())
}

/// What to do about such a key.
pub fn no_blank(key: &str) -> String {
    format!("после двоеточия нужен пробел: «{key}: …»")
}

/// A field of a record, as an example.
fn first_field(record: &str) -> &'static str {
    match record {
        "утверждение" | "согласование" | "подпись" => "должность",
        "редакция" | "приложение к" => "документ",
        "составитель" => "имя",
        "оформление" => "кегль",
        "оформление.поля" => "левое",
        "исполнители" => "отдел",
        "замечания" => "выключить",
        _ => "название",
    }
}
