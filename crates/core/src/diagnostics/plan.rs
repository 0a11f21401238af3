//! Messages on a plan as a whole and on its activities.

#![expect(missing_docs, reason = "the sentence of a variant says what its fields are")]

use super::advice::{Command, Manner};
use super::explain::{Explanation, of};
use super::problem::Family;
use super::{Advice, Problem};

/// A problem of a plan: `E40…` as a whole, `E415`, `E420`, `W101` to `W103`, `W115` and `W246` of its activities, and
/// `W215` of a direction that was probably none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlanProblem {
    /// Occurs if the document is of a kind that the command does not make.
    OtherKind { found: &'static str, wanted: &'static str },
    /// Occurs if a plan has no activity.
    NoActivities,
    /// Occurs if a plan has more activities than the limit.
    TooManyActivities { limit: usize },
    /// Occurs if the activities are given twice, by two keys.
    TwoSources { first: &'static str, second: &'static str },
    /// Occurs if two activities have the same code.
    RepeatedCode { code: String },
    /// Occurs if numbers are to be as in the data but an activity has none.
    NumberMissing,
    /// Occurs if numbers are to be as in the data and one stands twice. `zero`: the number that Excel made it of, which
    /// drops zeros at the end.
    RepeatedNumber { number: String, zero: Option<String> },
    /// Occurs if a typed number is printed otherwise.
    OwnNumber { printed: String },
    /// Occurs if a column stands twice in the table.
    RepeatedColumn { column: String },
    /// Occurs if the table has no column for the activities' names.
    NoNameColumn,
    /// Occurs if the table has more columns than the limit.
    TooManyColumns { limit: usize },
    /// Occurs if a due date ends before it begins.
    EndBeforeStart,
    /// Occurs if an activity has no due date though the table has the column.
    NoDue,
    /// Occurs if an activity has no responsible body though the table has the column.
    NoResponsible,
    /// Occurs if a value stands in a field that no column of the table shows.
    NotShown { column: String },
    /// Occurs if the responsible are printed with a short name in them: it is not parted from the rest, or nothing is given
    /// for it (`is_empty`).
    ShortNameRaw { name: String, is_empty: bool },
    /// Occurs if the last directions have no activities.
    EmptyDirection,
}

impl From<PlanProblem> for Problem {
    fn from(problem: PlanProblem) -> Self {
        Self::Plan(problem)
    }
}

impl Family for PlanProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::OtherKind { .. } => "E401",
            Self::NoActivities => "E402",
            Self::TooManyActivities { .. } => "E403",
            Self::TwoSources { .. } => "E404",
            Self::RepeatedCode { .. } => "E405",
            Self::NumberMissing => "E406",
            Self::RepeatedColumn { .. } => "E407",
            Self::NoNameColumn => "E408",
            Self::TooManyColumns { .. } => "E409",
            Self::EndBeforeStart => "E420",
            Self::NoDue => "W101",
            Self::NoResponsible => "W102",
            Self::NotShown { .. } => "W103",
            Self::RepeatedNumber { .. } => "E415",
            Self::OwnNumber { .. } => "W246",
            Self::ShortNameRaw { .. } => "W115",
            Self::EmptyDirection => "W215",
        }
    }

    fn message(&self) -> String {
        match self {
            Self::OtherKind { found, wanted } => format!("файл описывает {found}, а нужен {wanted}"),
            Self::NoActivities => "в плане нет ни одного мероприятия".into(),
            Self::TooManyActivities { limit } => format!("слишком много мероприятий: больше {limit}"),
            Self::TwoSources { first, second } => {
                format!("мероприятия заданы дважды: полем «{first}» и полем «{second}»")
            }
            Self::RepeatedCode { code } => format!("код «{code}» стоит у двух мероприятий"),
            Self::NumberMissing => "у мероприятия нет номера, а нумерация взята «как в данных»".into(),
            Self::RepeatedNumber { number, zero: Some(zero) } => {
                format!("номер «{number}» стоит дважды: в числе {zero} Excel отбросил ноль")
            }
            Self::RepeatedNumber { number, zero: None } => format!("номер «{number}» стоит дважды"),
            Self::OwnNumber { printed } => format!("этот номер будет напечатан иначе: «{printed}»"),
            Self::RepeatedColumn { column } => format!("столбец «{column}» указан дважды"),
            Self::NoNameColumn => "среди столбцов нет столбца «название»".into(),
            Self::TooManyColumns { limit } => format!("в таблице слишком много столбцов: больше {limit}"),
            Self::EndBeforeStart => "срок кончается раньше, чем начинается".into(),
            Self::NoDue => "у мероприятия не указан срок".into(),
            Self::NoResponsible => "у мероприятия не указаны ответственные".into(),
            Self::NotShown { column } => format!("поле «{column}» заполнено, но такого столбца в таблице нет"),
            Self::ShortNameRaw { name, .. } => format!("краткое имя «{name}» не раскрыто: напечатается как набрано"),
            Self::EmptyDirection => "последнее направление осталось без мероприятий".into(),
        }
    }

    fn hint(&self) -> Option<Advice> {
        Some(match self {
            Self::OtherKind { found: "мониторинг", .. } => {
                Advice::from("отчёт делает ").command(Command::Report, &[], Manner::Named)
            }
            Self::OtherKind { found: "изменения", wanted } => format!(
                "это данные документа «Изменения, которые вносятся в план»; возьмите файл, в котором «вид: {wanted}»"
            )
            .into(),
            Self::OtherKind { wanted, .. } => format!("возьмите файл, в котором «вид: {wanted}»").into(),
            Self::NoActivities => "добавьте хотя бы одно мероприятие с полем «название»".into(),
            Self::TooManyActivities { .. } => "разделите план на несколько".into(),
            Self::TwoSources { .. } => "оставьте одно из двух".into(),
            Self::RepeatedCode { .. } => "код должен быть у каждого мероприятия свой".into(),
            Self::NumberMissing => "впишите номер или выберите нумерацию «сквозная»".into(),
            Self::RepeatedNumber { zero: Some(zero), .. } => {
                format!("задайте ячейке формат «Текстовый» и наберите {zero} заново").into()
            }
            Self::RepeatedNumber { .. } => {
                "исправьте номер или выберите в поле «нумерация» «сквозная» или «вложенная»".into()
            }
            Self::OwnNumber { .. } => {
                "если номера должны остаться как набраны, укажите в поле «нумерация» «как в данных»".into()
            }
            Self::RepeatedColumn { .. } => "оставьте один".into(),
            Self::NoNameColumn => "добавьте «название» в поле «столбцы»".into(),
            Self::TooManyColumns { .. } => "разделите таблицу на несколько планов".into(),
            Self::EndBeforeStart => {
                "исправьте начало или конец срока; если они в разных годах, укажите год у обоих".into()
            }
            Self::NotShown { .. } => "добавьте столбец в поле «столбцы», если его нужно напечатать".into(),
            Self::ShortNameRaw { name, is_empty: true } => {
                format!("впишите полное название: исполнители, {name}").into()
            }
            Self::ShortNameRaw { .. } => {
                "между исполнителями ставьте запятую, а пояснение в скобках внесите в полное название".into()
            }
            Self::EmptyDirection => {
                "если это подпись или примечание под таблицей, уберите их оттуда: для них есть поля «подпись» и \
                 «составитель»"
                    .into()
            }
            Self::NoDue | Self::NoResponsible => return None,
        })
    }

    fn explanations() -> Vec<Explanation> {
        vec![
            of(
                "E401",
                "файл описывает другой документ",
                Advice::default().run(Command::Plan, &[]).words(", а в файле «вид: мониторинг»"),
                "для плана есть команда plan, для отчёта о его исполнении – report; файл с «вид: изменения» \
                 перетащите на значок программы",
            ),
            of("E402", "в плане нет мероприятий", "мероприятия: []", "добавьте хотя бы одно мероприятие"),
            of("E403", "мероприятий слишком много", "таблица на десятки тысяч строк", "разделите план на несколько"),
            of(
                "E404",
                "мероприятия заданы дважды",
                "в файле есть и «направления», и «мероприятия»",
                "оставьте одно из двух",
            ),
            of("E405", "у двух мероприятий один код", "код: вебинар – в пунктах 3 и 7", "дайте каждому свой код"),
            of(
                "E406",
                "у мероприятия нет номера, а номера взяты «как в данных»",
                "нумерация: как в данных, а поля «номер» нет",
                "впишите номер или выберите «сквозная»",
            ),
            of("E407", "столбец указан дважды", "столбцы: [номер, название, срок, срок]", "оставьте один"),
            of(
                "E408",
                "среди столбцов нет названия мероприятия",
                "столбцы: [номер, срок]",
                "добавьте столбец «название»",
            ),
            of(
                "E409",
                "в таблице слишком много столбцов",
                "больше шестидесяти столбцов",
                "разделите таблицу на несколько планов",
            ),
            of(
                "E420",
                "срок кончается раньше, чем начинается",
                "«с 15.09 по 01.09.2023»; в столбце «Начало» май, в столбце «Окончание» март",
                "исправьте начало или конец; если они в разных годах, укажите год у обоих",
            ),
            of("W101", "у мероприятия не указан срок", "ячейка «Срок выполнения» пуста", "впишите срок"),
            of(
                "W102",
                "у мероприятия не указаны ответственные",
                "ячейка «Ответственные» пуста",
                "впишите ответственных",
            ),
            of(
                "W103",
                "поле заполнено, но в таблице нет такого столбца",
                "результат: Справка, а столбца «результат» нет",
                "добавьте столбец или уберите значение",
            ),
            of(
                "E415",
                "под нумерацией «как в данных» номер стоит дважды",
                "в Excel набрано 1.10, а осталось число 1.1, которое уже есть",
                "задайте столбцу номеров формат «Текстовый» и наберите номер заново",
            ),
            of(
                "W246",
                "номер в данных и номер в документе разные",
                "в таблице номера 1, 2, 1, 2, а в документе они сквозные: 1, 2, 3, 4",
                "проверьте номера или укажите нумерацию: сквозная, вложенная, как в данных",
            ),
            of(
                "W115",
                "краткое имя исполнителя напечатается как набрано, полное название вместо него не встанет",
                "«УО; МКУ» вместо «УО, МКУ»; «УО (по согласованию)»; для имени не вписано полное название",
                "разделите исполнителей запятыми или впишите полное название",
            ),
            of(
                "W215",
                "под последним направлением нет ни одного мероприятия",
                "«Исполнитель: Петрова» под таблицей стало ещё одним направлением",
                "уберите запись из-под таблицы: для подписи и составителя есть свои поля",
            ),
        ]
    }
}
