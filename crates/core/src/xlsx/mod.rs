//! Workbooks that the program writes for people: what all of them share. No other folder names the writer's crate.
//!
//! Three things hold for each of them: the same input gives the same bytes, what was typed stays text (`=1+1` never
//! becomes a formula), and nothing that a file holds can break the workbook.

mod agenda;
mod conflicts;
mod data;
mod form;
mod progress;
mod remarks;
mod summary;

pub use agenda::{AgendaBook, agenda};
pub use conflicts::conflicts;
pub use data::data;
pub use form::{FormContent, form};
pub use progress::{BodyProgress, Progress, Untold, progress};
pub use remarks::{Checked, remarks};
pub use summary::summary;

use std::collections::HashSet;
use std::io::{Cursor, Read as _, Write as _};

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::diagnostics::render::escaped;
use crate::diagnostics::{CellRef, FileProblem, Problem};
use crate::input::workbook::MARK;
use crate::signs;

/// Rows of a sheet, by the rules of Excel.
const ROWS: u32 = 1_048_576;
/// Columns of a sheet.
const COLUMNS: u32 = 16_384;
/// Length of a text in a cell, in units of UTF-16.
const TEXT: usize = 32_767;
/// Length of a sheet's name, in units of UTF-16.
const NAME: usize = 31;
/// A4, as Excel numbers it.
const A4: u8 = 9;

/// An empty workbook. `kind` is the mark by which the program knows it again.
fn workbook(title: &str, kind: &str) -> Result<Workbook, XlsxError> {
    // The clock would change the bytes.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let properties = DocProperties::new()
        .set_title(text(title, 255))
        .set_author("dorkarta")
        .set_creation_datetime(&day)
        .set_custom_property(MARK, kind);
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties);
    Ok(workbook)
}

/// A cell with a text that was typed, which may begin with `=`.
fn text_format() -> Format {
    let border = Color::RGB(0xBF_BF_BF);
    Format::new()
        .set_align(FormatAlign::Top)
        .set_text_wrap()
        .set_border(FormatBorder::Thin)
        .set_border_color(border)
        .set_quote_prefix()
}

/// A column title.
fn head_format() -> Format {
    text_format().set_bold().set_background_color(Color::RGB(0xD9_E1_F2))
}

/// How a sheet is printed: lying, as wide as the page, pages numbered.
fn set_up_page(sheet: &mut Worksheet) {
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0).set_footer("&C&P из &N");
}

/// A text as a cell can hold it, at most `limit` units of UTF-16 long; what no cell can show is written as its code.
fn text(typed: &str, limit: usize) -> String {
    let limit = limit.min(TEXT);
    // No more than can be shown: a line end of two signs becomes one.
    let typed = first_units(typed, 2 * limit + 2);
    // A form comes back with the texts that it was sent out with: what is not seen there must stay as it is.
    let is_meant = |c: char| signs::is_harmful(c) && !signs::is_invisible(c);
    let lines: Vec<String> = typed.lines().map(|line| escaped(&line.replace('\t', "    "), is_meant)).collect();
    let mut text = cut(lines.join("\n"), limit);
    // The writer takes this for a text with formats of its own and would not escape it.
    if text.starts_with("<r>") && text.ends_with("</r>") {
        text.push(' ');
    }
    text
}

/// Cuts a text to a length in units of UTF-16.
fn cut(text: String, limit: usize) -> String {
    if text.len() <= limit || text.encode_utf16().count() <= limit {
        return text;
    }
    let mut cut = first_units(&text, limit - 1);
    cut.push('…');
    cut
}

/// The beginning of a text, in units of UTF-16.
fn first_units(text: &str, limit: usize) -> String {
    let mut length = 0;
    let fits = |sign: &char| {
        length += sign.len_utf16();
        length <= limit
    };
    text.chars().take_while(fits).collect()
}

/// A sheet's name as Excel allows it, unlike all others: «Мероприятия (копия)», «Мероприятия (копия 2)».
fn sheet_name(wanted: &str, suffix: &str, taken: &mut HashSet<String>) -> String {
    let allowed: String =
        wanted.chars().map(|sign| if "[]:*?/\\".contains(sign) || sign.is_control() { ' ' } else { sign }).collect();
    let is_edge = |sign: char| sign == '\'' || sign.is_whitespace();
    let allowed = allowed.trim_matches(is_edge);
    let mut number = 1;
    loop {
        let behind = if number == 1 { format!(" ({suffix})") } else { format!(" ({suffix} {number})") };
        let start = first_units(allowed, NAME - behind.encode_utf16().count());
        let name = format!("{}{behind}", start.trim_end_matches(is_edge)).trim_start().to_owned();
        if taken.insert(name.to_lowercase()) {
            return name;
        }
        number += 1;
    }
}

/// Lines that a text takes in a column of so many characters, broken between words.
fn lines(text: &str, width: usize) -> usize {
    let in_one = |line: &str| {
        let (mut lines, mut used) = (1, 0);
        for word in line.split(' ').map(|word| word.chars().count()) {
            if used > 0 && used + 1 + word > width {
                lines += 1;
                used = 0;
            }
            used += if used > 0 { 1 + word } else { word };
            // A word that is wider than the column is broken anywhere.
            lines += used.saturating_sub(1) / width;
            used -= used.saturating_sub(1) / width * width;
        }
        lines
    };
    text.lines().map(in_one).sum::<usize>().max(1)
}

/// The height of a row with so many lines, in points. It is set, as not every program finds it itself.
fn height(lines: usize) -> f64 {
    // Excel takes 409 points at most.
    15.0 * lines.min(27) as f64
}

/// The height of a row with these titles, each with the width of its column in characters: bold letters are wider.
fn head_height<'t>(titles: impl IntoIterator<Item = (&'t str, usize)>) -> f64 {
    height(titles.into_iter().map(|(title, width)| lines(title, (width * 5 / 6).max(1))).max().unwrap_or(1))
}

/// Lets the rows below one (counted from 1) of the first sheet grow with what is typed into them: they keep their
/// heights, but these are no longer fixed. The writer has no word for that.
fn with_growing_rows(workbook: &[u8], above: u32) -> Result<Vec<u8>, Problem> {
    const SHEET: &str = "xl/worksheets/sheet1.xml";
    const FIXED: &str = " customHeight=\"1\"";
    let internal = |error: &dyn std::fmt::Display| Problem::from(FileProblem::Internal { detail: error.to_string() });
    let mut archive = ZipArchive::new(Cursor::new(workbook)).map_err(|error| internal(&error))?;
    let mut grown = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).map_err(|error| internal(&error))?;
        if !part.name().is_ok_and(|name| name == SHEET) {
            grown.raw_copy_file(part).map_err(|error| internal(&error))?;
            continue;
        }
        let mut sheet = String::new();
        part.read_to_string(&mut sheet).map_err(|error| internal(&error))?;
        let mut rows = sheet.split("<row r=\"");
        let mut text = rows.next().unwrap_or_default().to_owned();
        for row in rows {
            let number = row.split('"').next().and_then(|number| number.parse::<u32>().ok());
            let is_below = number.is_some_and(|number| number > above);
            text.push_str("<row r=\"");
            text.push_str(&if is_below { row.replacen(FIXED, "", 1) } else { row.to_owned() });
        }
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        // The clock would change the bytes.
        let options = options.last_modified_time(zip::DateTime::default());
        grown.start_file(SHEET, options).map_err(|error| internal(&error))?;
        grown.write_all(text.as_bytes()).map_err(|error| internal(&error))?;
    }
    grown.finish().map(Cursor::into_inner).map(from_one_system).map_err(|error| internal(&error))
}

/// The bytes of a workbook. Its parts name the system on which they were written; here it is the same one everywhere.
fn saved(workbook: &mut Workbook) -> Result<Vec<u8>, XlsxError> {
    workbook.save_to_buffer().map(from_one_system)
}

/// Gives the parts of an archive the system of Unix as that of their maker, in its list of them.
fn from_one_system(mut archive: Vec<u8>) -> Vec<u8> {
    const UNIX: u8 = 3;
    const PART: &[u8] = b"PK\x01\x02";
    const END: &[u8] = b"PK\x05\x06";
    let number =
        |archive: &[u8], at: usize| Some(usize::from(*archive.get(at)?) | usize::from(*archive.get(at + 1)?) << 8);
    let start = |archive: &[u8]| {
        let end = archive.windows(END.len()).rposition(|signs| signs == END)?;
        Some(number(archive, end + 16)? | number(archive, end + 18)? << 16)
    };
    let mut next = start(&archive);
    while let Some(at) = next.filter(|at| archive.get(*at..).is_some_and(|rest| rest.starts_with(PART))) {
        if let Some(system) = archive.get_mut(at + 5) {
            *system = UNIX;
        }
        // Behind the fixed fields: name, further fields, comment.
        let lengths = [28, 30, 32].map(|field| number(&archive, at + field).unwrap_or_default());
        next = Some(at + 46 + lengths.iter().sum::<usize>());
    }
    archive
}

/// The target of a link to a cell of the same workbook.
fn link(sheet: &str, cell: CellRef) -> String {
    format!("internal:'{}'!{cell}", sheet.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn workbooks_do_not_tell_on_which_system_they_were_written() {
        let mut bytes = saved(&mut Workbook::new()).unwrap();
        let systems = |bytes: &[u8]| {
            let parts = bytes.windows(4).enumerate().filter(|(_, signs)| signs == b"PK\x01\x02");
            parts.map(|(at, _)| bytes[at + 5]).collect::<Vec<_>>()
        };
        let count = systems(&bytes).len();
        assert!(count > 5 && systems(&bytes).iter().all(|system| *system == 3));
        // As they are written on Windows.
        let places: Vec<usize> = (0..bytes.len() - 4).filter(|at| &bytes[*at..*at + 4] == b"PK\x01\x02").collect();
        places.iter().for_each(|at| bytes[at + 5] = 0);
        assert_eq!(systems(&from_one_system(bytes)), vec![3; count]);
        assert_eq!(from_one_system(b"PK\x05\x06".to_vec()), b"PK\x05\x06");
    }

    #[test]
    fn texts_are_made_fit_for_a_cell() {
        assert_eq!(text("=1+1\r\n\tа\u{7}б", 100), "=1+1\n    а\\u{7}б");
        assert_eq!(text("<r>а</r>", 100), "<r>а</r> ");
        assert_eq!(text("абвгд", 5), "абвгд");
        assert_eq!(text("абвгде", 5), "абвг…");
        // A sign beyond the first plane counts twice.
        assert_eq!(text("😀😀😀", 5), "😀😀…");
        assert_eq!(text(&"я".repeat(40_000), usize::MAX).encode_utf16().count(), TEXT);
    }

    #[test]
    fn lines_are_counted_as_they_are_broken() {
        for (text, expected) in [
            ("", 1),
            ("абв", 1),
            ("абвгд ежзик", 2),
            ("аб вг де", 2),
            ("абвгдежзикл", 3),
            ("аб\n\nвг", 3),
            ("а бвгдежз", 3),
        ] {
            assert_eq!(lines(text, 5), expected, "{text}");
        }
    }

    #[test]
    fn names_of_sheets_are_allowed_and_differ() {
        let mut taken = HashSet::new();
        let names = [
            "Мероприятия",
            "мероприятия",
            "'[а]:б/в'",
            "",
            "😀😀😀😀😀😀😀😀😀😀😀😀😀",
            "План мероприятий на 2023 год",
        ]
        .map(|wanted| sheet_name(wanted, "копия", &mut taken));
        assert_eq!(
            names,
            [
                "Мероприятия (копия)",
                "мероприятия (копия 2)",
                "а  б в (копия)",
                "(копия)",
                "😀😀😀😀😀😀😀😀😀😀😀 (копия)",
                "План мероприятий на 202 (копия)",
            ]
        );
        assert!(names.iter().all(|name| name.encode_utf16().count() <= NAME));
    }
}
