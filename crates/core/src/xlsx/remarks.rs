//! The workbook of remarks: a list for people who do not read a console, and copies of the sheets and texts that were
//! checked, the places coloured, each with what is wrong as a note.
//!
//! A copy is no input: its sheets are named so that the program does not read them, and they are locked, since what is
//! put right in a copy would be lost.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use rust_xlsxwriter::{
    Color, Format, FormatAlign, FormatBorder, FormatUnderline, IgnoreError, Note, ProtectionOptions, Url, Workbook,
    Worksheet, XlsxError,
};

use super::{
    COLUMNS, ROWS, head_format, height, lines, link, saved, set_up_page, sheet_name, text, text_format, workbook,
};
use crate::account::{Line, Outcome};
use crate::diagnostics::render::{escaped, part_in_words};
use crate::diagnostics::{CellRef, Diagnostic, FileProblem, Place, Problem, Severity, SourceText, Surface, count};
use crate::input::Original;
use crate::input::table::Sheet;
use crate::input::workbook::{REMARKS, REMARKS_SHEET};
use crate::russian::{self, capitalised};
use crate::signs;

/// Messages that are listed; Excel takes 65 530 links a sheet.
const LISTED: usize = 50_000;
/// Notes of a copy: Excel draws every one of them when it opens the workbook.
const NOTES: usize = 2000;
/// Length of a value in the list: the cell itself is a click away.
const VALUE: usize = 200;
/// Length of a sentence in the list and in a note, both of which can quote what was typed.
const SENTENCE: usize = 1000;
/// Bytes of the texts of a copy, at which it ends, as reading does: one text can stand in half a million cells.
const TEXTS: usize = 64 * 1024 * 1024;
/// Cells under merged areas of a copy; further areas are left apart.
const MERGED: usize = 200_000;
/// The widest column of a copy, in characters.
const WIDEST: usize = 50;
/// The narrowest column of a copy, in characters.
const NARROWEST: usize = 6;
/// The width of a column without texts of its own, as Excel has it.
const USUAL: usize = 8;
/// The width of a line of a YAML file, in the characters in which Excel measures columns, and in those of its own face.
const LINE_WIDTH: (f64, usize) = (140.0, 122);
/// The titles of the list, with the widths of their columns in characters.
const HEAD: [(&str, usize); 7] =
    [("№", 6), ("Вид", 12), ("Где", 38), ("Значение", 34), ("Что не так", 40), ("Что делать", 40), ("Код", 7)];

/// A file that was checked.
pub struct Checked {
    /// Its path as the user gave it.
    pub path: String,
    /// What was found, in its order, with line and column.
    pub diagnostics: Vec<Diagnostic>,
    /// What was read.
    pub originals: Vec<Original>,
    /// What became of each cell.
    pub account: Vec<Line>,
}

/// The workbook of remarks on some files, with advice for the surface on which they were checked.
pub fn remarks(files: &[Checked], surface: &dyn Surface) -> Result<Vec<u8>, Problem> {
    build(files, surface).map_err(|error| Problem::from(FileProblem::Internal { detail: error.to_string() }))
}

fn build(files: &[Checked], surface: &dyn Surface) -> Result<Vec<u8>, XlsxError> {
    let names = Names::of(files);
    let mut copies = copies(files, &names);
    let all = files.iter().flat_map(|file| &file.diagnostics);
    let found: Vec<Found<'_>> = all.take(LISTED).map(|known| Found::new(known, surface, &mut copies)).collect();

    let mut workbook = workbook(&title(files, &names), REMARKS)?;
    let styles = Styles::new();
    List { files, names: &names, copies: &copies, styles: &styles }.write(&mut workbook, &found)?;
    for copy in &copies {
        copy.write(&mut workbook, &names, &styles)?;
    }
    saved(&mut workbook)
}

/// How files are called in the workbook.
struct Names {
    by_path: HashMap<String, String>,
}

impl Names {
    /// The name alone, or the path where two files have the same name.
    fn of(files: &[Checked]) -> Self {
        let mut paths: Vec<&str> = Vec::new();
        for file in files {
            paths.push(&file.path);
            paths.extend(file.originals.iter().map(path_of));
            paths.extend(file.diagnostics.iter().map(|diagnostic| diagnostic.place.path()));
        }
        let mut times: HashMap<&str, HashSet<&str>> = HashMap::new();
        for path in &paths {
            times.entry(file_name(path)).or_default().insert(path);
        }
        let name = |path: &str| {
            let name = file_name(path);
            let is_single = times.get(name).is_none_or(|paths| paths.len() == 1);
            text(if is_single { name } else { path }, 200)
        };
        Self { by_path: paths.iter().map(|path| ((*path).to_owned(), name(path))).collect() }
    }

    fn get<'n>(&'n self, path: &'n str) -> &'n str {
        self.by_path.get(path).map_or(path, String::as_str)
    }

    /// Whether a place has to be told with its file.
    fn are_several(&self) -> bool {
        self.by_path.len() > 1
    }
}

fn file_name(path: &str) -> &str {
    Path::new(path).file_name().and_then(|name| name.to_str()).unwrap_or(path)
}

fn path_of(original: &Original) -> &str {
    match original {
        Original::Text(source) => &source.path,
        Original::Sheet(sheet) => sheet.file(),
    }
}

fn title(files: &[Checked], names: &Names) -> String {
    match files {
        [only] => format!("Замечания к файлу {}", names.get(&only.path)),
        several => format!("Замечания к файлам: {}", several.len()),
    }
}

/// One message, and where its link leads.
struct Found<'a> {
    diagnostic: &'a Diagnostic,
    /// What is to be done.
    hint: Option<String>,
    /// The copy, and the cell in it.
    target: Option<(usize, CellRef)>,
}

impl<'a> Found<'a> {
    /// Marks the place in its copy.
    fn new(diagnostic: &'a Diagnostic, surface: &dyn Surface, copies: &mut [Copy<'_>]) -> Self {
        let hint = diagnostic.hint().map(|hint| hint.worded(surface));
        let target = copies.iter().enumerate().find_map(|(at, copy)| Some((at, copy.cell_of(&diagnostic.place)?)));
        let is_whole_sheet = matches!(diagnostic.place, Place::Sheet { .. });
        if let Some((at, cell)) = target
            && !is_whole_sheet
            && let Some(copy) = copies.get_mut(at)
        {
            let note = match &hint {
                Some(hint) => format!("{}\nЧто делать: {hint}", headline(diagnostic)),
                None => headline(diagnostic),
            };
            copy.marks.entry((cell.row, cell.column)).or_default().add(diagnostic.problem.severity(), &note);
        }
        Self { diagnostic, hint, target }
    }
}

/// «Ошибка E206: в ячейке ошибка вместо значения».
fn headline(diagnostic: &Diagnostic) -> String {
    let problem = &diagnostic.problem;
    format!("{} {}: {}", capital(problem.severity().word()), problem.code(), visible(&diagnostic.message()))
}

/// A text in which also those signs are seen that no cell shows.
fn visible(text: &str) -> String {
    escaped(text, signs::is_invisible)
}

/// A sentence with a capital letter. A Latin word may be a command.
fn capital(sentence: &str) -> String {
    if sentence.starts_with(|first: char| first.is_ascii()) { sentence.to_owned() } else { capitalised(sentence) }
}

/// What is wrong with one cell of a copy.
#[derive(Default)]
struct Mark {
    is_fault: bool,
    notes: Vec<String>,
}

impl Mark {
    fn add(&mut self, severity: Severity, note: &str) {
        self.is_fault |= severity == Severity::Fault;
        self.notes.push(note.to_owned());
    }

    fn note(&self) -> Note {
        let note = text(&self.notes.join("\n\n"), SENTENCE);
        let lines: usize = note.lines().map(|line| line.chars().count() / 50 + 1).sum();
        Note::new(note)
            .set_author("dorkarta")
            .add_author_prefix(false)
            .set_font_size(9)
            .set_width(340)
            .set_height((16 * lines as u32 + 12).min(400))
    }
}

/// The looks of the workbook.
struct Styles {
    title: Format,
    plain: Format,
    head: Format,
    text: Format,
    link: Format,
    mark: Marked,
    /// A text above the table of a copy: it runs over the empty cells beside it.
    above: Format,
    line_number: Format,
    line: Format,
    line_mark: Marked,
}

/// A look in red and one in yellow.
struct Marked {
    fault: Format,
    remark: Format,
}

impl Marked {
    fn of(usual: &Format) -> Self {
        let colours =
            |back, front| usual.clone().set_background_color(Color::RGB(back)).set_font_color(Color::RGB(front));
        Self { fault: colours(0xFF_C7_CE, 0x9C_00_06), remark: colours(0xFF_EB_9C, 0x5F_4B_00) }
    }

    fn get(&self, is_fault: bool) -> &Format {
        if is_fault { &self.fault } else { &self.remark }
    }
}

impl Styles {
    fn new() -> Self {
        let line = text_format().set_border(FormatBorder::None).set_font_name("Courier New").set_font_size(10);
        Self {
            title: Format::new().set_bold().set_font_size(14),
            plain: Format::new(),
            head: head_format().set_align(FormatAlign::VerticalCenter),
            text: text_format(),
            link: text_format().set_font_color(Color::RGB(0x05_63_C1)).set_underline(FormatUnderline::Single),
            mark: Marked::of(&text_format()),
            above: text_format().unset_text_wrap(),
            line_number: line
                .clone()
                .set_font_color(Color::RGB(0x80_80_80))
                .set_align(FormatAlign::Right)
                .set_indent(1),
            line_mark: Marked::of(&line),
            line,
        }
    }
}

/// The sheet «Замечания».
struct List<'a> {
    files: &'a [Checked],
    names: &'a Names,
    copies: &'a [Copy<'a>],
    styles: &'a Styles,
}

impl List<'_> {
    fn write(&self, workbook: &mut Workbook, found: &[Found<'_>]) -> Result<(), XlsxError> {
        let styles = self.styles;
        let sheet = workbook.add_worksheet();
        sheet.set_name(REMARKS_SHEET)?;
        set_up_page(sheet);
        for (column, (_, width)) in (0..).zip(HEAD) {
            sheet.set_column_width(column, width as f64)?;
        }
        sheet.write_string_with_format(0, 0, title(self.files, self.names), &styles.title)?;
        let mut row = 1;
        for line in self.summary(found.len()) {
            sheet.write_string_with_format(row, 0, line, &styles.plain)?;
            row += 1;
        }
        if self.copies.iter().any(|copy| !copy.fates.is_empty()) {
            row = self.write_legend(sheet, row + 1)?;
        }
        if found.is_empty() {
            return Ok(());
        }
        let head = row + 1;
        for (column, (title, _)) in (0..).zip(HEAD) {
            sheet.write_string_with_format(head, column, title, &styles.head)?;
        }
        for (number, found) in (1..).zip(found) {
            self.write_row(sheet, head + number, number, found)?;
        }
        sheet.autofilter(head, 0, head + found.len() as u32, HEAD.len() as u16 - 1)?;
        sheet.set_freeze_panes(head + 1, 0)?;
        sheet.set_repeat_rows(head, head)?;
        Ok(())
    }

    /// What the colours of the copies say; gives the row below.
    fn write_legend(&self, sheet: &mut Worksheet, row: u32) -> Result<u32, XlsxError> {
        sheet.write_string_with_format(row, 0, "Цвета ячеек в копиях:", &self.styles.plain)?;
        for (below, colour) in (row + 1..).zip(Colour::ALL) {
            let sample = self.styles.text.clone().set_background_color(colour.back());
            sheet.write_blank(below, 0, &sample)?;
            sheet.write_string_with_format(below, 1, colour.legend(), &self.styles.plain)?;
        }
        Ok(row + 1 + Colour::ALL.len() as u32)
    }

    /// The lines under the title.
    fn summary(&self, listed: usize) -> Vec<String> {
        let tally = |file: &Checked| {
            let count = |severity| count(&file.diagnostics, severity);
            russian::found(count(Severity::Fault), count(Severity::Remark))
        };
        let mut lines: Vec<String> = match self.files {
            [only] => vec![format!("{}.", capital(&tally(only)))],
            several => several.iter().map(|file| format!("{}: {}.", self.names.get(&file.path), tally(file))).collect(),
        };
        let all: usize = self.files.iter().map(|file| file.diagnostics.len()).sum();
        if all == 0 {
            lines.push("Исправлять нечего.".to_owned());
        } else if !self.copies.is_empty() {
            lines.push(
                "Исправляйте сам файл, а не эту книгу. Щелчок по столбцу «Где» ведёт в копию: красным отмечены ошибки, \
                 жёлтым – замечания, пояснение всплывает у ячейки."
                    .to_owned(),
            );
        }
        if self.copies.iter().any(|copy| copy.marks.len() > NOTES) {
            lines.push(format!("Пояснения есть у первых {NOTES} отмеченных ячеек листа, у остальных – только цвет."));
        }
        if listed < all {
            lines.push(format!("В списке первые {listed} из {all}; остальные появятся, когда эти будут исправлены."));
        }
        lines
    }

    fn write_row(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        number: u32,
        Found { diagnostic, hint, target }: &Found<'_>,
    ) -> Result<(), XlsxError> {
        let Styles { text: plain, link: linked, .. } = self.styles;
        let problem = &diagnostic.problem;
        let is_fault = problem.severity() == Severity::Fault;
        let copy = target.and_then(|(at, cell)| Some((self.copies.get(at)?, cell)));

        sheet.write_number_with_format(row, 0, number, plain)?;
        sheet.write_string_with_format(row, 1, problem.severity().word(), self.styles.mark.get(is_fault))?;
        let place = text(&self.place(&diagnostic.place), 255);
        let mut most = lines(&place, HEAD[2].1);
        match copy {
            Some((copy, cell)) => {
                sheet.write_url_with_format(row, 2, Url::new(link(&copy.name, cell)).set_text(place), linked)?
            }
            None => sheet.write_string_with_format(row, 2, place, plain)?,
        };
        let value = copy.and_then(|(copy, cell)| copy.value(cell));
        let value = match &diagnostic.place {
            Place::Cell { .. } | Place::Table { .. } | Place::Paragraph { .. } => {
                value.or_else(|| diagnostic.found.clone())
            }
            _ => diagnostic.found.clone().or(value),
        };
        let sentences = [
            value.as_deref().map(visible),
            Some(capital(&visible(&diagnostic.message()))),
            hint.as_deref().map(capital),
        ];
        for ((column, sentence), limit) in (3..).zip(sentences).zip([VALUE, SENTENCE, SENTENCE]) {
            let sentence = text(&sentence.unwrap_or_default(), limit);
            most = most.max(lines(&sentence, HEAD[usize::from(column)].1));
            sheet.write_string_with_format(row, column, sentence, plain)?;
        }
        sheet.write_string_with_format(row, 6, problem.code(), plain)?;
        sheet.set_row_height(row, height(most))?;
        Ok(())
    }

    /// «лист «Мероприятия», ячейка C12», «строка 14»; with the file where there are several.
    fn place(&self, place: &Place) -> String {
        let within = match place {
            Place::File(_) | Place::Node { .. } => None,
            Place::Text { spot, .. } => Some(format!("строка {}", spot.line)),
            Place::Sheet { sheet, .. } => Some(format!("лист «{sheet}»")),
            Place::Cell { sheet, cell, .. } => Some(format!("лист «{sheet}», ячейка {cell}")),
            Place::Table { cell, .. } => Some(cell.to_string()),
            Place::Paragraph { part, paragraph, .. } => Some(match part_in_words(part) {
                Some(part) => format!("{part}, абзац {paragraph}"),
                None => format!("абзац {paragraph}"),
            }),
        };
        let file = self.names.get(place.path());
        match within {
            Some(within) if self.names.are_several() => format!("{file}, {within}"),
            Some(within) => capital(&within),
            None => file.to_owned(),
        }
    }
}

/// A copy of a sheet, or of the lines of a text.
struct Copy<'a> {
    original: &'a Original,
    name: String,
    /// By row and column.
    marks: BTreeMap<(u32, u32), Mark>,
    /// What became of each cell of a sheet.
    fates: HashMap<CellRef, Colour>,
}

/// What a cell of a copy is coloured for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Colour {
    Printed,
    Used,
    LeftOut,
}

impl Colour {
    /// All of them, in the order of the legend.
    const ALL: [Self; 3] = [Self::Printed, Self::Used, Self::LeftOut];

    /// `None` where the mark of the message tells more.
    fn of(outcome: &Outcome) -> Option<Self> {
        match outcome {
            Outcome::Printed(_) => Some(Self::Printed),
            Outcome::Used(_) => Some(Self::Used),
            Outcome::LeftOut(_) => Some(Self::LeftOut),
            Outcome::Fault(_) => None,
        }
    }

    fn back(self) -> u32 {
        match self {
            Self::Printed => 0xE2_EF_DA,
            Self::Used => 0xDD_EB_F7,
            Self::LeftOut => 0xE7_E6_E6,
        }
    }

    fn legend(self) -> &'static str {
        match self {
            Self::Printed => "напечатано в документе",
            Self::Used => "учтено: говорит программе, как читать остальное",
            Self::LeftOut => "не печатается: номера столбцов, повторённая шапка, заметки, пояснения",
        }
    }
}

/// A copy of everything that was read, once each: two files can name the same table.
fn copies<'a>(files: &'a [Checked], names: &Names) -> Vec<Copy<'a>> {
    let mut taken = HashSet::from([REMARKS_SHEET.to_lowercase()]);
    let mut known = HashSet::new();
    let mut copies = Vec::new();
    for original in files.iter().flat_map(|file| &file.originals) {
        let (sheet, wanted) = match original {
            Original::Text(source) => (None, names.get(&source.path).to_owned()),
            Original::Sheet(sheet) if sheet.is_document() => (Some(sheet.name()), names.get(sheet.file()).to_owned()),
            Original::Sheet(sheet) if names.are_several() => (Some(sheet.name()), with_file(sheet)),
            Original::Sheet(sheet) => (Some(sheet.name()), sheet.name().to_owned()),
        };
        if known.insert((path_of(original), sheet)) {
            let name = sheet_name(&wanted, "копия", &mut taken);
            let fates = fates(files, path_of(original), sheet);
            copies.push(Copy { original, name, marks: BTreeMap::new(), fates });
        }
    }
    copies
}

/// What became of the cells of a sheet.
fn fates(files: &[Checked], path: &str, sheet: Option<&str>) -> HashMap<CellRef, Colour> {
    let lines = files.iter().flat_map(|file| &file.account);
    let own = lines.filter(|line| line.place.path() == path && line.place.division() == sheet);
    own.filter_map(|line| Some((line.cell?, Colour::of(&line.outcome)?))).collect()
}

/// «план, Мероприятия»: as much of the file's name as there is room for.
fn with_file(sheet: &Sheet) -> String {
    const ROOM: usize = 21;
    let stem = Path::new(sheet.file()).file_stem().unwrap_or_default().to_string_lossy();
    match ROOM.saturating_sub(sheet.name().chars().count()) {
        0..4 => sheet.name().to_owned(),
        room => format!("{}, {}", stem.chars().take(room).collect::<String>().trim_end(), sheet.name()),
    }
}

impl Copy<'_> {
    /// The cell that shows a place, if the place stands in what is copied here.
    fn cell_of(&self, place: &Place) -> Option<CellRef> {
        let cell = match (self.original, place) {
            (Original::Text(text), Place::Text { source, spot }) if source.path == text.path => {
                CellRef { row: u32::try_from(spot.line).ok()?.checked_sub(1)?, column: 1 }
            }
            (Original::Sheet(own), Place::Sheet { file, sheet }) if is_same(own, file, sheet) => {
                CellRef { row: 0, column: 0 }
            }
            (Original::Sheet(own), place) => own.corner(own.cell_of(place)?),
            _ => return None,
        };
        (cell.row < ROWS && cell.column < COLUMNS).then_some(cell)
    }

    /// What stands in a cell.
    fn value(&self, cell: CellRef) -> Option<String> {
        match self.original {
            Original::Text(source) => source.line(cell.row as usize + 1).map(|line| line.trim().to_owned()),
            Original::Sheet(sheet) => sheet.seen(cell),
        }
    }

    fn write(&self, workbook: &mut Workbook, names: &Names, styles: &Styles) -> Result<(), XlsxError> {
        let sheet = workbook.add_worksheet();
        sheet.set_name(&self.name)?;
        set_up_page(sheet);
        sheet.set_tab_color(Color::RGB(0xA6_A6_A6));
        let whose = match self.original {
            Original::Text(source) => names.get(&source.path).to_owned(),
            Original::Sheet(own) if own.is_document() => names.get(own.file()).to_owned(),
            Original::Sheet(own) => format!("{}, лист «{}»", names.get(own.file()), own.name()),
        };
        // A single «&» begins a code.
        sheet.set_header(format!("&L{}", text(&format!("Копия: {whose}"), 100).replace('&', "&&")));
        // What is put right in a copy would be lost.
        sheet.protect_with_options(&ProtectionOptions {
            format_columns: true,
            format_rows: true,
            ..ProtectionOptions::default()
        });
        // Numbers stand here as they are shown: as text.
        sheet.ignore_error_range(0, 0, ROWS - 1, COLUMNS as u16 - 1, IgnoreError::NumberStoredAsText)?;
        match self.original {
            Original::Text(source) => self.write_lines(sheet, source, styles)?,
            Original::Sheet(own) => self.write_cells(sheet, own, styles)?,
        }
        for (&(row, column), mark) in self.marks.iter().take(NOTES) {
            sheet.insert_note(row, column as u16, &mark.note())?;
        }
        Ok(())
    }

    /// The look of a cell: that of its mark, or the usual one.
    fn look<'s>(&self, cell: CellRef, marked: &'s Marked, usual: &'s Format) -> &'s Format {
        self.marks.get(&(cell.row, cell.column)).map_or(usual, |mark| marked.get(mark.is_fault))
    }

    /// The lines of a text; a line stands in the row of its number.
    fn write_lines(&self, sheet: &mut Worksheet, source: &SourceText, styles: &Styles) -> Result<(), XlsxError> {
        sheet.set_column_width(0, 8)?;
        sheet.set_column_width(1, LINE_WIDTH.0)?;
        for (row, line) in (0..ROWS).zip(source.text.lines()) {
            sheet.write_number_with_format(row, 0, row + 1, &styles.line_number)?;
            let line = text(line, usize::MAX);
            let look = self.look(CellRef { row, column: 1 }, &styles.line_mark, &styles.line);
            sheet.set_row_height(row, height(lines(&line, LINE_WIDTH.1)))?;
            sheet.write_string_with_format(row, 1, line, look)?;
        }
        Ok(())
    }

    /// The cells of a sheet, at their places.
    fn write_cells(&self, sheet: &mut Worksheet, own: &Sheet, styles: &Styles) -> Result<(), XlsxError> {
        let merges = merges(own);
        let mut spent = 0;
        let mut rows: BTreeMap<u32, Vec<(CellRef, String)>> = BTreeMap::new();
        for (cell, seen) in own.cells() {
            spent += seen.len();
            if spent > TEXTS {
                break;
            }
            rows.entry(cell.row).or_default().push((cell, text(&seen, usize::MAX)));
        }
        // What is wrong can be that nothing stands there.
        for &(row, column) in self.marks.keys() {
            let cells = rows.entry(row).or_default();
            let cell = CellRef { row, column };
            if cells.iter().all(|(known, _)| *known != cell) {
                cells.push((cell, String::new()));
            }
        }
        let widths = Widths::of(own, &rows, &merges);
        for (&column, &width) in &widths.columns {
            sheet.set_column_width(column as u16, width as f64 + 2.0)?;
        }
        for (&row, cells) in &rows {
            let usual = match () {
                () if own.is_head(row) => &styles.head,
                () if own.is_above_head(row) => &styles.above,
                () => &styles.text,
            };
            if !own.is_above_head(row) {
                sheet.set_row_height(row, height(widths.lines(cells, &merges)))?;
            }
            let coloured = Colour::ALL.map(|colour| usual.clone().set_background_color(colour.back()));
            for (cell, text) in cells {
                let coloured = self.fates.get(cell).and_then(|colour| coloured.get(*colour as usize));
                let look = self.look(*cell, &styles.mark, coloured.unwrap_or(usual));
                let column = cell.column as u16;
                match merges.get(&(row, cell.column)) {
                    Some(last) => sheet.merge_range(row, column, last.row, last.column as u16, text, look)?,
                    None if text.is_empty() => sheet.write_blank(row, column, look)?,
                    None => sheet.write_string_with_format(row, column, text, look)?,
                };
            }
        }
        Ok(())
    }
}

fn is_same(own: &Sheet, file: &str, sheet: &str) -> bool {
    own.file() == file && own.name() == sheet
}

/// The last cells of merged areas, by the first ones.
fn merges(own: &Sheet) -> HashMap<(u32, u32), CellRef> {
    let mut cells = 0;
    let fits = |(first, last): &(CellRef, CellRef)| {
        cells += (last.row - first.row + 1) as usize * (last.column - first.column + 1) as usize;
        cells <= MERGED
    };
    own.merges().take_while(fits).map(|(first, last)| ((first.row, first.column), last)).collect()
}

/// The widths of the columns of a copy, in characters.
struct Widths {
    columns: BTreeMap<u32, usize>,
}

impl Widths {
    /// As wide as the longest line of the table, within reason.
    fn of(own: &Sheet, rows: &BTreeMap<u32, Vec<(CellRef, String)>>, merges: &HashMap<(u32, u32), CellRef>) -> Self {
        let mut columns = BTreeMap::new();
        for (cell, text) in rows.values().flatten() {
            let is_wide = merges.get(&(cell.row, cell.column)).is_some_and(|last| last.column > cell.column);
            if is_wide || own.is_above_head(cell.row) {
                continue;
            }
            let longest = text.lines().map(|line| line.chars().count()).max().unwrap_or_default();
            let width = columns.entry(cell.column).or_insert(NARROWEST);
            *width = longest.clamp(*width, WIDEST);
        }
        Self { columns }
    }

    /// The lines of the highest cell of a row; one that is merged over rows has room enough.
    fn lines(&self, cells: &[(CellRef, String)], merges: &HashMap<(u32, u32), CellRef>) -> usize {
        let in_cell = |(cell, text): &(CellRef, String)| {
            let last = merges.get(&(cell.row, cell.column)).copied().unwrap_or(*cell);
            let columns = cell.column..=last.column;
            let width = columns.map(|column| self.columns.get(&column).copied().unwrap_or(USUAL)).sum();
            if last.row > cell.row { 1 } else { lines(text, width) }
        };
        cells.iter().map(in_cell).max().unwrap_or(1)
    }
}
