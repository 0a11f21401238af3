//! A cell to the text that is read from it.

mod dates;
mod numbers;

use self::dates::{digits, show_elapsed, show_moment};
use self::numbers::{general, show_section, with_comma};
use super::grid::{Cell, Content};
use super::look::{Format, Moment, NumberLook, TextLook};
use crate::diagnostics::{Problem, WorkbookProblem};

/// What a cell is read for; it decides how a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::input) enum Purpose {
    /// A text to be printed: numbers look as Russian Excel shows them. A day without its year is none: Excel has bent what
    /// was typed (`5-9`).
    Print,
    /// The same, where days are expected.
    Due,
    /// A number to be calculated with, or a field of the requisites: digits and a decimal comma only.
    Figure,
    /// A number or code of an activity: a decimal point, and no date.
    Number,
}

impl Purpose {
    /// Whether it is read as it is shown, with all words.
    fn is_print(self) -> bool {
        matches!(self, Self::Print | Self::Due)
    }
}

/// The text of a cell, or why it has none.
pub(in crate::input) fn text(cell: &Cell, purpose: Purpose) -> Result<String, Problem> {
    match &cell.content {
        Content::Text(text) => with_words(plain(text)?, &cell.format, purpose),
        Content::Number(number) => show_number(*number, &cell.format, purpose),
        // As Excel shows it.
        Content::Bool(value) => Ok(if *value { "ИСТИНА" } else { "ЛОЖЬ" }.to_owned()),
        Content::Moment(_) if purpose == Purpose::Number => {
            Err(bad_cell("Excel превратил его в дату, а здесь ожидается номер"))
        }
        Content::Moment(Moment { day: Some(_), .. })
            if purpose == Purpose::Print
                && matches!(&*cell.format, Format::Date(look) if look.day() && !look.year()) =>
        {
            Err(bad_cell("Excel превратил его в дату, а в этом столбце дата не ожидается"))
        }
        Content::Moment(moment) => Ok(show_moment(*moment, &cell.format, purpose)),
        Content::Error(_) => Err(WorkbookProblem::ErrorCell.into()),
        Content::Uncalculated => Err(WorkbookProblem::FormulaWithoutValue.into()),
        Content::Unshowable(number) if number.is_finite() => {
            Err(bad_cell("число не может быть датой, хотя формат ячейки – дата"))
        }
        Content::Unshowable(_) => Err(bad_cell("это не число")),
    }
}

/// What is shown of a cell in a message.
pub(super) fn shown(cell: &Cell) -> Option<String> {
    match &cell.content {
        Content::Error(name) => Some(name.clone()),
        Content::Uncalculated => None,
        Content::Unshowable(number) => Some(with_comma(general(*number), Purpose::Print)),
        Content::Text(text) => Some(text.to_string()),
        Content::Moment(moment) => Some(as_people_write(show_moment(*moment, &cell.format, Purpose::Due), *moment)),
        Content::Number(number) => {
            text(cell, Purpose::Due).ok().or_else(|| Some(with_comma(general(*number), Purpose::Print)))
        }
        Content::Bool(_) => text(cell, Purpose::Due).ok(),
    }
}

/// What a person sees in a cell. A day is shown as Russian Excel shows it; [`text`] gives it as the tree holds it.
pub(in crate::input) fn seen(cell: &Cell) -> String {
    match (&cell.content, text(cell, Purpose::Due)) {
        (Content::Moment(moment), Ok(text)) => as_people_write(text, *moment),
        (_, Ok(text)) => text,
        (Content::Uncalculated, _) => "(формула без значения)".to_owned(),
        (_, Err(_)) => shown(cell).unwrap_or_default(),
    }
}

/// A day in its digits where the tree holds it in another way, which the view prints.
fn as_people_write(text: String, moment: Moment) -> String {
    match moment.day {
        Some(day @ (year, month, of_month)) if text == format!("{year:04}-{month:02}-{of_month:02}") => digits(day),
        _ => text,
    }
}

/// A cell whose number cannot be shown; `detail` is a Russian sentence.
pub(in crate::input::table) fn bad_cell(detail: &str) -> Problem {
    Problem::from(WorkbookProblem::BadCell { detail: detail.to_owned() })
}

/// A text as typed; the traces that programs leave in place of line breaks become line breaks.
fn plain(text: &str) -> Result<String, Problem> {
    let is_error = matches!(
        text.trim(),
        "#Н/Д"
            | "#ДЕЛ/0!"
            | "#ССЫЛКА!"
            | "#ЗНАЧ!"
            | "#ИМЯ?"
            | "#ПУСТО!"
            | "#ЧИСЛО!"
            | "#N/A"
            | "#DIV/0!"
            | "#REF!"
            | "#VALUE!"
            | "#NAME?"
            | "#NULL!"
            | "#NUM!"
            | "#ПЕРЕНОС!"
            | "#SPILL!"
            | "#ВЫЧИСЛ!"
            | "#CALC!"
    );
    if is_error {
        return Err(WorkbookProblem::ErrorCell.into());
    }
    without_private_signs(text.replace("_x000D_", "\r").replace("\r\n", "\n").replace('\r', "\n"))
}

/// A text without the signs that only a face of Word gives a meaning: marks of lists become plain ones.
fn without_private_signs(text: String) -> Result<String, Problem> {
    let is_private = |c: char| matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}');
    if !text.contains(is_private) {
        return Ok(text);
    }
    let plain: String = text.chars().map(|c| mark_of_list(c).unwrap_or(c)).collect();
    match plain.chars().find(|c| is_private(*c)) {
        None => Ok(plain),
        Some(sign) => Err(WorkbookProblem::PrivateSign { code: format!("U+{:04X}", u32::from(sign)) }.into()),
    }
}

/// The plain sign for a mark of a list, as the faces Symbol and Wingdings have them.
fn mark_of_list(sign: char) -> Option<char> {
    match sign {
        '\u{f0b7}' | '\u{f0a7}' | '\u{f0a8}' | '\u{f0d8}' | '\u{f0fc}' | '\u{f06c}'..='\u{f077}' | '\u{f09f}' => {
            Some('•')
        }
        '\u{f02d}' | '\u{f0be}' => Some('–'),
        _ => None,
    }
}

/// A text with the words that its format puts around it.
fn with_words(text: String, format: &Format, purpose: Purpose) -> Result<String, Problem> {
    let Format::Number(NumberLook { text: Some(look), .. }) = format else { return Ok(text) };
    match look {
        TextLook::Within(before, behind) if purpose.is_print() => {
            Ok(format!("{before}{text}{behind}").trim().to_owned())
        }
        TextLook::Within(..) => Ok(text),
        TextLook::Hidden => Err(hidden()),
    }
}

fn hidden() -> Problem {
    bad_cell("формат ячейки его скрывает")
}

fn show_number(number: f64, format: &Format, purpose: Purpose) -> Result<String, Problem> {
    let look = match format {
        Format::Number(look) => look,
        Format::Elapsed(look) => return Ok(show_elapsed(number, look)),
        Format::General | Format::Date(_) => return Ok(with_comma(general(number), purpose)),
    };
    let mut sections = look.sections.iter().enumerate();
    let section = sections.find(|(_, section)| section.condition.is_none_or(|condition| condition.holds(number)));
    let Some((at, section)) = section else {
        return Err(bad_cell("для такого числа в формате ячейки ничего нет"));
    };
    match show_section(number, section, at > 0, purpose) {
        Some(text) => Ok(text),
        // Many tables do not show zeros.
        None if number == 0.0 => Ok(String::new()),
        None => Err(hidden()),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn marks_of_lists_become_plain_and_other_private_signs_are_told() {
        let read = |text: &str| {
            let cell = Cell { content: Content::Text(text.into()), format: Arc::default() };
            super::text(&cell, Purpose::Print).map_err(|problem| problem.message())
        };
        for (typed, plain) in [
            ("\u{f0b7}\u{a0}Совещание;\n\u{f0a7} семинар", "•\u{a0}Совещание;\n• семинар"),
            ("\u{f0d8} а \u{f0fc} б \u{f0a8} в", "• а • б • в"),
            ("\u{f02d} пункт", "– пункт"),
            ("Обычный «текст» № 5", "Обычный «текст» № 5"),
        ] {
            assert_eq!(read(typed).as_deref(), Ok(plain));
        }
        for (sign, code) in [('\u{f0e0}', "U+F0E0"), ('\u{e000}', "U+E000"), ('\u{10fffd}', "U+10FFFD")] {
            let told = read(&format!("\u{f0b7} стрелка {sign}")).unwrap_err();
            assert_eq!(told, format!("в тексте знак {code}, который есть только в особых шрифтах Word"));
        }
    }
}
