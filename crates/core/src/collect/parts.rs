//! An activity that belongs to many: what each has told is no contradiction, but a part of the whole.
//!
//! «Руководители ОО» are ten schools, and each sends a form of its own. A sum is offered: states are counted, texts are
//! joined with the names of their forms. Whether it is taken, a person says.

use crate::domain::{Day, SINGLE_BODIES, Status};
use crate::schema;

/// How the sum is called among the choices.
pub const SUM: &str = "сумма";

/// Words for many that do not end as such words usually do.
const MANY: [&str; 12] = [
    "директора",
    "учителя",
    "мастера",
    "учреждения",
    "объединения",
    "подразделения",
    "оо",
    "оу",
    "доу",
    "сош",
    "шнор",
    "шнсу",
];

/// Whether a body is certainly one, so that a second form of it is a correction of the first. Where that is not certain, it
/// may be many: a question too many does less harm than an answer too few.
pub(super) fn is_single(body: &str) -> bool {
    let lower = body.to_lowercase();
    let first = lower.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    let is_noun = ["ение", "ание", "ятие"].iter().any(|ending| first.ends_with(ending));
    let is_plural = ["и", "ы", "ые", "ие"].iter().any(|ending| first.ends_with(ending)) && !is_noun;
    if is_plural || MANY.contains(&first) {
        return false;
    }
    let has_number = lower.split('№').skip(1).any(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()));
    SINGLE_BODIES.contains(&first) || has_number || lower.contains(['«', '"', '“', '„'])
}

/// What one form says of a field, with the status that goes with it.
pub(super) struct Part<'a> {
    /// The name of the form.
    pub(super) form: &'a str,
    /// The status of the activity in it, as far as it tells one.
    pub(super) status: Option<Status>,
    /// The status as it is typed.
    pub(super) typed: String,
    /// What it says under the field; empty if nothing.
    pub(super) text: String,
}

/// The parts as one answer under a field; empty where nobody says anything.
pub(super) fn sum(field: &str, parts: &[Part<'_>]) -> String {
    match field {
        schema::STATUS => status(parts).map(Status::word).unwrap_or_default().to_owned(),
        schema::DATE => last_day(parts),
        schema::RESULT => {
            let lines = count(parts).into_iter().chain(lines(parts));
            lines.collect::<Vec<_>>().join("\n")
        }
        _ => lines(parts).collect::<Vec<_>>().join("; "),
    }
}

/// How all of it stands: done where all are done, in part where some are.
fn status(parts: &[Part<'_>]) -> Option<Status> {
    let mut told = parts.iter().filter_map(|part| part.status);
    let first = told.next()?;
    if parts.iter().all(|part| part.status == Some(first)) {
        return Some(first);
    }
    let has = |wanted: Status| parts.iter().any(|part| part.status == Some(wanted));
    let begun =
        [(Status::Done, Status::Partly), (Status::Partly, Status::Partly), (Status::UnderWay, Status::UnderWay)];
    let begun = begun.into_iter().find(|(wanted, _)| has(*wanted)).map(|(_, status)| status);
    Some(begun.unwrap_or(Status::NotDone))
}

/// «Выполнено в 2 из 3 (не выполнено – 1)»; nothing where all tell the same.
pub(super) fn count(parts: &[Part<'_>]) -> Option<String> {
    let told: Vec<Status> = parts.iter().filter_map(|part| part.status).collect();
    let number = |wanted: Status| told.iter().filter(|status| **status == wanted).count();
    // A status that is not understood is named as it is typed.
    let mut strange: Vec<&str> =
        parts.iter().filter(|part| part.status.is_none()).map(|part| part.typed.as_str()).collect();
    strange.sort_unstable();
    if strange.is_empty() && told.iter().all(|status| Some(status) == told.first()) {
        return None;
    }
    let others = Status::ALL.iter().filter(|(_, status)| *status != Status::Done && number(*status) > 0);
    let mut others: Vec<String> = others.map(|(word, status)| format!("{word} – {}", number(*status))).collect();
    others.extend(strange.chunk_by(|one, other| one == other).map(|alike| match alike {
        [typed, ..] if !typed.is_empty() => format!("«{typed}» – {}", alike.len()),
        _ => format!("не указано – {}", alike.len()),
    }));
    Some(format!("Выполнено в {} из {} ({})", number(Status::Done), parts.len(), others.join(", ")))
}

/// The last of the days; all of them in words where one is no day.
fn last_day(parts: &[Part<'_>]) -> String {
    let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).filter(|text| !text.is_empty()).collect();
    let day = |text: &&str| Day::parse_iso(text).or_else(|| Day::parse_written(text));
    match texts.iter().map(day).collect::<Option<Vec<Day>>>() {
        Some(days) => days.into_iter().max().map(Day::iso).unwrap_or_default(),
        None => {
            let shown = texts.iter().map(|text| day(text).map_or_else(|| (*text).to_owned(), Day::digits));
            shown.collect::<Vec<_>>().join(", ")
        }
    }
}

/// What each says, behind the name of its form.
fn lines<'a>(parts: &'a [Part<'_>]) -> impl Iterator<Item = String> + 'a {
    let said = parts.iter().filter(|part| !part.text.is_empty());
    said.map(|part| {
        let name = part.form.rsplit_once('.').map_or(part.form, |(stem, _)| stem);
        format!("{name}: {}", part.text)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_that_are_one_are_told_from_those_that_are_many() {
        for single in [
            "МКУ «Центр сопровождения образования»",
            "Управление образования Администрации округа",
            "Школа № 1",
            "МБОУ «СОШ № 4»",
            "Отдел образования",
            "директор школы",
        ] {
            assert!(is_single(single), "{single}");
        }
        for many in [
            "руководители ОО",
            "педагоги-психологи, социальные педагоги ОО",
            "директора школ",
            "образовательные организации",
            "ОО",
            "руководители ОО, МБУ ДО «Дом детского творчества»",
            "учреждения культуры",
            "ММО",
        ] {
            assert!(!is_single(many), "{many}");
        }
    }

    #[test]
    fn parts_are_counted_and_joined() {
        let part = |form, status, text: &str| Part {
            form,
            status: Status::read(status),
            typed: status.into(),
            text: text.into(),
        };
        let parts = [
            part("СОШ № 4.xlsx", "выполнено", "2027-03-15"),
            part("Лесная.ods", "выполнено", "01.02.2027"),
            part("Заречная.xlsx", "не выполнено", ""),
        ];
        assert_eq!(sum(schema::STATUS, &parts), "выполнено частично");
        assert_eq!(sum(schema::DATE, &parts), "2027-03-15");
        let parts = parts.map(|part| Part { text: if part.text.is_empty() { "" } else { "Есть" }.into(), ..part });
        let counted = "Выполнено в 2 из 3 (не выполнено – 1)\nСОШ № 4: Есть\nЛесная: Есть";
        assert_eq!(sum(schema::RESULT, &parts), counted);
        assert_eq!(sum(schema::CAUSE, &parts[..2]), "СОШ № 4: Есть; Лесная: Есть");
        assert_eq!(sum(schema::STATUS, &parts[..2]), "выполнено");
        assert_eq!(sum(schema::RESULT, &parts[..1]), "СОШ № 4: Есть");
        assert_eq!(sum(schema::DATE, &parts[..1]), "Есть");
        assert_eq!(sum(schema::STATUS, &[part("а", "перенесено", ""), part("б", "отменено", "")]), "не выполнено");
        // Who has not said how it stands is counted too.
        let parts = [part("а", "выполнено", ""), part("б", "", ""), part("в", "да", ""), part("г", "да", "")];
        assert_eq!(sum(schema::STATUS, &parts), "выполнено частично");
        assert_eq!(count(&parts).as_deref(), Some("Выполнено в 1 из 4 (не указано – 1, «да» – 2)"));
    }
}
