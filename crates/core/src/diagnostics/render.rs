//! Diagnostics as text for people and as JSON for programs.

use std::fmt::Write as _;

use serde::Serialize;

use super::advice::{Arg, Command, Manner, Surface, Way};
use super::{Diagnostic, Place, Position, Severity, SourceText, Spot};
use crate::signs::is_harmful;

/// How messages are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MessageFormat {
    /// With the place shown and advice.
    #[default]
    Text,
    /// One line each.
    Short,
    /// One JSON object a line.
    Json,
}

/// Shows a diagnostic on a surface; ends with a line feed. Places must have been looked up ([`crate::input::locate`]).
pub fn render(diagnostic: &Diagnostic, format: MessageFormat, surface: &dyn Surface) -> String {
    match format {
        MessageFormat::Text => full(diagnostic, surface),
        MessageFormat::Short => short(diagnostic, surface),
        MessageFormat::Json => json(diagnostic, surface),
    }
}

fn headline(diagnostic: &Diagnostic) -> String {
    let severity = diagnostic.problem.severity().word();
    let place = escape(&place(&diagnostic.place));
    format!("{place}: {severity} {}: {}", diagnostic.problem.code(), on_a_line(&diagnostic.message()))
}

fn place(place: &Place) -> String {
    match place {
        Place::File(path) => path.to_string(),
        Place::Node { source, .. } => source.path.clone(),
        Place::Text { source, spot } => format!("{}:{}:{}", source.path, spot.line, spot.column),
        Place::Sheet { file, sheet } => format!("{file}, лист «{sheet}»"),
        Place::Cell { file, sheet, cell } => format!("{file}, лист «{sheet}», ячейка {cell}"),
        Place::Table { file, cell } => format!("{file}, {cell}"),
        Place::Paragraph { file, part, paragraph, .. } => match part_in_words(part) {
            Some(part) => format!("{file}, {part}, абзац {paragraph}"),
            None => format!("{file}, абзац {paragraph}"),
        },
    }
}

/// Which part of a document stands outside of its text, in words.
pub fn part_in_words(part: &str) -> Option<&'static str> {
    match part.trim_end_matches(|c: char| c.is_ascii_digit()) {
        "header" => Some("верхний колонтитул"),
        "footer" => Some("нижний колонтитул"),
        "footnotes" => Some("сноски"),
        "endnotes" => Some("концевые сноски"),
        "comments" => Some("примечания рецензентов"),
        _ => None,
    }
}

fn short(diagnostic: &Diagnostic, surface: &dyn Surface) -> String {
    let mut line = headline(diagnostic);
    let details = diagnostic.problem.details();
    if !details.is_empty() {
        let _ = write!(line, ": {}", details.iter().map(|detail| on_a_line(detail)).collect::<Vec<_>>().join(" | "));
    }
    if let Some(hint) = diagnostic.hint() {
        let _ = write!(line, " ({})", on_a_line(&hint.worded(surface)));
    }
    line.push('\n');
    line
}

fn full(diagnostic: &Diagnostic, surface: &dyn Surface) -> String {
    let mut text = headline(diagnostic);
    text.push('\n');
    for detail in diagnostic.problem.details() {
        let _ = writeln!(text, "    – {}", on_a_line(detail));
    }
    match &diagnostic.place {
        Place::Text { source, spot } => {
            if let Some((line, spot)) = shown_line(source, *spot) {
                text.push_str(&excerpt(line, spot.line, spot.column, diagnostic.found.as_deref()));
            }
            if source.is_carried {
                let given = surface.way(&Way::Command(Command::Extract, &[Arg::File(&source.path)], Manner::Named));
                let _ = writeln!(text, "    где: строка файла, который даёт {}", escape(&given));
            }
        }
        _ => {
            if let Some(found) = &diagnostic.found {
                let _ = writeln!(text, "    стоит: {}", escape(&cut(found)));
            }
        }
    }
    if let Some(hint) = diagnostic.hint() {
        let _ = writeln!(text, "    что делать: {}", on_a_line(&hint.worded(surface)));
    }
    text
}

/// The line to be shown for a place: of a text that begins under «>-» or «|» its own first line.
fn shown_line(source: &SourceText, spot: Spot) -> Option<(&str, Spot)> {
    let line = source.line(spot.line)?;
    let value = line.chars().skip(spot.column.saturating_sub(1)).collect::<String>();
    let is_folded = value.starts_with(['>', '|']) && value.trim_end().len() <= 3;
    let below = source.line(spot.line + 1).filter(|below| is_folded && !below.trim().is_empty());
    Some(below.map_or((line, spot), |below| {
        let indent = below.chars().take_while(|c| *c == ' ').count();
        (below, Spot { line: spot.line + 1, column: indent + 1 })
    }))
}

/// Characters of a line that are shown at most.
const SHOWN: usize = 100;

/// The line with the place underlined.
fn excerpt(line: &str, number: usize, column: usize, found: Option<&str>) -> String {
    let chars: Vec<char> = line.chars().collect();
    let at = column.saturating_sub(1).min(chars.len());
    let rest: String = chars[at..].iter().collect();
    let found = found.and_then(|found| found.lines().next()).filter(|found| !found.is_empty());
    let length = match found.filter(|found| rest.starts_with(found)) {
        Some(found) => found.chars().count(),
        // A key or a quoted text: up to what ends it.
        None => rest.split([':', ',', '}', ']']).next().unwrap_or_default().trim_end().chars().count(),
    };
    // A long line is shown from shortly before the place.
    let from = if chars.len() > SHOWN { at.saturating_sub(20) } else { 0 };
    let to = chars.len().min(from + SHOWN);
    // What is made visible is wider than it was.
    let shown = |part: &[char]| escape(&part.iter().map(|c| if *c == '\t' { ' ' } else { *c }).collect::<String>());
    let width = |part: &[char]| shown(part).chars().count();
    let margin = " ".repeat(number.to_string().len());
    let under = "^".repeat(width(&chars[at..to.min(at + length)]).max(1));
    format!(
        "  {margin} |\n  {number} | {}\n  {margin} | {}{under}\n",
        shown(&chars[from..to]),
        " ".repeat(width(&chars[from..at]))
    )
}

fn on_a_line(text: &str) -> String {
    escape(&text.replace("\r\n", "\n").replace('\n', " ⏎ "))
}

fn cut(text: &str) -> String {
    let line = text.trim().replace('\n', " ⏎ ");
    if line.chars().count() <= SHOWN { line } else { line.chars().take(SHOWN).chain("…".chars()).collect() }
}

/// Makes control characters and those that are not seen visible: text of a file must not steer a terminal, nor look
/// there as it does not stand in the file.
pub fn escape(text: &str) -> String {
    escaped(text, is_harmful)
}

/// Makes some characters of a text visible.
pub(crate) fn escaped(text: &str, is_meant: impl Fn(char) -> bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if is_meant(c) {
            let _ = write!(escaped, "\\u{{{:x}}}", u32::from(c));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

#[derive(Serialize)]
struct Json<'a> {
    code: &'a str,
    severity: &'a str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
    file: &'a str,
    #[serde(flatten)]
    position: Position<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    found: Option<&'a str>,
}

fn json(diagnostic: &Diagnostic, surface: &dyn Surface) -> String {
    let object = Json {
        code: diagnostic.problem.code(),
        severity: match diagnostic.problem.severity() {
            Severity::Fault => "error",
            Severity::Remark => "warning",
        },
        message: std::iter::once(diagnostic.message())
            .chain(diagnostic.problem.details().iter().cloned())
            .collect::<Vec<_>>()
            .join("; "),
        hint: diagnostic.hint().map(|hint| hint.worded(surface)),
        file: diagnostic.place.path(),
        position: diagnostic.place.position(),
        found: diagnostic.found.as_deref(),
    };
    json_line(&object)
}

/// An object as a line of JSON, which says the same with no sign in it that [`escape`] would make visible, and none at which
/// a reader of lines might part it.
pub fn json_line(object: &impl Serialize) -> String {
    // Only texts and numbers: this cannot fail.
    let json = serde_json::to_string(object).unwrap_or_default();
    let mut line = String::with_capacity(json.len() + 1);
    for c in json.chars() {
        if is_harmful(c) || matches!(c, '\u{2028}' | '\u{2029}') {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(line, "\\u{unit:04x}");
            }
        } else {
            line.push(c);
        }
    }
    line.push('\n');
    line
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostics::advice::tests::Plain;
    use crate::diagnostics::{CellRef, Meant, PlanProblem, TableCell, ValueProblem, WorkbookProblem, YamlProblem};

    fn in_text(line: usize, column: usize) -> Place {
        let text = "вид: план\nсрк: Январь\n".to_owned();
        Place::Text { source: Arc::new(SourceText::new("план.yaml", text)), spot: Spot { line, column } }
    }

    fn unknown_key() -> Diagnostic {
        let problem = ValueProblem::UnknownKey { key: "срк".into(), meant: Meant::Nearest("срок".into()) };
        Diagnostic::new(problem, in_text(2, 1))
    }

    #[test]
    fn the_full_form_shows_and_underlines_the_line() {
        assert_eq!(
            render(&unknown_key(), MessageFormat::Text, &Plain),
            "план.yaml:2:1: ошибка E301: неизвестное поле «срк»\n    |\n  2 | срк: Январь\n    | ^^^\n    \
             что делать: вероятно, имелось в виду «срок»\n"
        );
    }

    #[test]
    fn a_folded_text_is_shown_itself() {
        let source = Arc::new(SourceText::new("п.yaml", "название: >-\n  План\n"));
        let diagnostic =
            Diagnostic::new(PlanProblem::NoDue, Place::Text { source, spot: Spot { line: 1, column: 11 } });
        let shown = render(&diagnostic, MessageFormat::Text, &Plain);
        assert!(shown.ends_with("    |\n  2 |   План\n    |   ^^^^\n"), "{shown}");
    }

    #[test]
    fn what_is_made_visible_is_underlined_as_a_whole() {
        let source = Arc::new(SourceText::new("п.yaml", "\u{ad}а: \u{200b}план\u{202e}!"));
        let place = Place::Text { source, spot: Spot { line: 1, column: 5 } };
        let shown =
            render(&Diagnostic::new(PlanProblem::NoDue, place).found("\u{200b}план"), MessageFormat::Text, &Plain);
        let under =
            format!("{}{}", " ".repeat("\\u{ad}а: ".chars().count()), "^".repeat("\\u{200b}план".chars().count()));
        assert!(shown.ends_with(&format!("  1 | \\u{{ad}}а: \\u{{200b}}план\\u{{202e}}!\n    | {under}\n")), "{shown}");
    }

    #[test]
    fn the_short_form_is_one_line() {
        assert_eq!(
            render(&unknown_key(), MessageFormat::Short, &Plain),
            "план.yaml:2:1: ошибка E301: неизвестное поле «срк» (вероятно, имелось в виду «срок»)\n"
        );
    }

    #[test]
    fn a_cell_is_named_as_excel_names_it() {
        let cell = CellRef { row: 11, column: 2 };
        let place = Place::Cell { file: "план.xlsx".into(), sheet: "Мероприятия".into(), cell };
        let diagnostic = Diagnostic::new(WorkbookProblem::ErrorCell, place).found("#Н/Д");
        assert_eq!(
            render(&diagnostic, MessageFormat::Text, &Plain),
            "план.xlsx, лист «Мероприятия», ячейка C12: ошибка E206: в ячейке ошибка вместо значения\n    \
             стоит: #Н/Д\n    что делать: исправьте формулу или впишите значение\n"
        );
        assert_eq!(
            render(&diagnostic, MessageFormat::Json, &Plain),
            "{\"code\":\"E206\",\"severity\":\"error\",\"message\":\"в ячейке ошибка вместо значения\",\
             \"hint\":\"исправьте формулу или впишите значение\",\"file\":\"план.xlsx\",\"sheet\":\"Мероприятия\",\
             \"cell\":\"C12\",\"found\":\"#Н/Д\"}\n"
        );
    }

    #[test]
    fn a_cell_of_a_document_is_told_by_table_row_and_column() {
        let place = |title: Option<&str>| {
            let cell = TableCell { table: 1, row: 5, column: 3, title: title.map(Arc::from), order: 0 };
            Place::Table { file: "план.docx".into(), cell: cell.into() }
        };
        let diagnostic = Diagnostic::new(PlanProblem::NoDue, place(Some("Срок"))).found("–");
        assert_eq!(
            render(&diagnostic, MessageFormat::Text, &Plain),
            "план.docx, таблица 1, строка 5, столбец «Срок»: замечание W101: у мероприятия не указан срок\n    \
             стоит: –\n"
        );
        assert_eq!(
            render(&Diagnostic::new(PlanProblem::NoDue, place(None)), MessageFormat::Short, &Plain),
            "план.docx, таблица 1, строка 5, столбец 3: замечание W101: у мероприятия не указан срок\n"
        );
        assert_eq!(
            render(&diagnostic, MessageFormat::Json, &Plain),
            "{\"code\":\"W101\",\"severity\":\"warning\",\"message\":\"у мероприятия не указан срок\",\
             \"file\":\"план.docx\",\"part\":\"document\",\"table\":1,\"row\":5,\"column\":3,\"found\":\"–\"}\n"
        );
    }

    #[test]
    fn a_paragraph_is_told_by_its_number() {
        let place = Place::Paragraph { file: "план.docx".into(), part: "document".into(), paragraph: 3, order: 0 };
        let diagnostic = Diagnostic::new(PlanProblem::NoActivities, place);
        let said = "план.docx, абзац 3: ошибка E402: в плане нет ни одного мероприятия";
        let hint = "добавьте хотя бы одно мероприятие с полем «название»";
        assert_eq!(render(&diagnostic, MessageFormat::Text, &Plain), format!("{said}\n    что делать: {hint}\n"));
        assert_eq!(render(&diagnostic, MessageFormat::Short, &Plain), format!("{said} ({hint})\n"));
        assert_eq!(
            render(&diagnostic, MessageFormat::Json, &Plain),
            "{\"code\":\"E402\",\"severity\":\"error\",\"message\":\"в плане нет ни одного мероприятия\",\
             \"hint\":\"добавьте хотя бы одно мероприятие с полем «название»\",\"file\":\"план.docx\",\
             \"part\":\"document\",\"paragraph\":3}\n"
        );
    }

    #[test]
    fn advice_is_worded_by_the_surface_in_every_form() {
        let diagnostic = Diagnostic::new(YamlProblem::Empty, Place::file("план.yaml"));
        for format in [MessageFormat::Text, MessageFormat::Short, MessageFormat::Json] {
            let said = render(&diagnostic, format, &Plain);
            assert!(said.contains("образец файла создаёт <Command(New, [], Named)>"), "{said}");
        }
    }

    #[test]
    fn characters_that_steer_a_terminal_are_shown_as_codes() {
        assert_eq!(escape("а\u{1b}[31m\u{202e}б"), "а\\u{1b}[31m\\u{202e}б");
        assert_eq!(escape("пе\u{ad}ре\u{200b}нос\u{e0041}"), "пе\\u{ad}ре\\u{200b}нос\\u{e0041}");
    }

    #[test]
    fn a_line_of_json_says_every_sign_and_shows_no_hidden_one() {
        let text: String = ('\0'..='\u{ffff}').chain('\u{e0000}'..='\u{e01ff}').collect();
        let line = json_line(&text);
        assert!(!line.trim_end_matches('\n').chars().any(is_harmful));
        assert!(!line.contains(['\u{2028}', '\u{2029}']));
        assert_eq!(serde_json::from_str::<String>(&line).expect("JSON"), text);
    }
}
