//! «Отметка о выполнении»: one cell that says how far an activity is, and what shows it.

use crate::domain::Status;
use crate::schema;

/// A mark as the fields of the fulfilment: state, day, document or result. A mark that does not begin with a state is
/// given as one, for the rules to say what is wrong.
pub(super) fn parts(mark: &str) -> Vec<(&'static str, String)> {
    let mark = mark.trim();
    let Some((status, rest)) = Status::at_start(mark) else {
        return vec![(schema::STATUS, mark.to_owned())];
    };
    let mut parts = vec![(schema::STATUS, status.word().to_owned())];
    let is_edge = |c: char| c.is_whitespace() || ",.;:–—-()".contains(c);
    let mut rest = rest.trim_start_matches(is_edge);
    let day_ends = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
    let day = rest.get(..day_ends).unwrap_or_default().trim_end_matches('.');
    if day.matches('.').count() == 2 && day.len() >= 8 {
        parts.push((schema::DATE, day.to_owned()));
        rest = rest.get(day_ends..).unwrap_or_default().trim_start_matches(is_edge).trim_start_matches("г.");
    }
    let rest = rest.trim_start_matches(|c: char| is_edge(c) && c != '(').trim_end();
    if !rest.is_empty() {
        let lower = rest.to_lowercase();
        const DOCUMENTS: [&str; 9] =
            ["приказ", "справк", "протокол", "распоряжени", "постановлени", "отчет", "отчёт", "акт ", "письмо"];
        let field = match status {
            Status::NotDone | Status::Cancelled | Status::Postponed => schema::CAUSE,
            _ if DOCUMENTS.iter().any(|word| lower.starts_with(word)) => schema::DOCUMENT,
            _ => schema::RESULT,
        };
        parts.push((field, rest.to_owned()));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn a_mark_says_state_day_and_document() {
        let shown =
            |mark| parts(mark).into_iter().map(|(key, text)| format!("{key}={text}")).collect::<Vec<_>>().join("|");
        assert_eq!(shown("Выполнено, приказ от 15.03.2023 № 5"), "статус=выполнено|документ=приказ от 15.03.2023 № 5");
        assert_eq!(shown("не выполнено"), "статус=не выполнено");
        assert_eq!(shown("Исполнено 20.03.2023, справка № 4"), "статус=выполнено|дата=20.03.2023|документ=справка № 4");
        assert_eq!(
            shown("Выполнено частично (охвачено 3 школы)"),
            "статус=выполнено частично|результат=охвачено 3 школы)"
        );
        assert_eq!(shown("Не выполнено: нет средств"), "статус=не выполнено|причина=нет средств");
        assert_eq!(shown("Выполненовчера"), "статус=Выполненовчера");
        assert_eq!(shown("приказ № 5"), "статус=приказ № 5");
    }
}
