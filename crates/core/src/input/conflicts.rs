//! The workbook of disagreements as it comes back: what was chosen in each of its rows.
//!
//! `crate::xlsx` writes it; the columns are known by their titles, wherever somebody moved them.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use super::{Format, Reader, limits, read_bytes, workbook};
use crate::diagnostics::{CellRef, Diagnostic, FormProblem, Place};
use crate::domain::one_line;
use crate::tree::fold_key;

/// The sheet with the questions.
pub const SHEET: &str = "Расхождения";
/// The titles of the columns that are read: the number of the activity, the field, the choice, and words of one's own.
pub const NUMBER: &str = "№";
/// See [`NUMBER`].
pub const FIELD: &str = "О чём";
/// See [`NUMBER`].
pub const CHOICE: &str = "Выбор";
/// See [`NUMBER`].
pub const OWN: &str = "Свои слова";

/// The hidden sheet: what stands in the workbook since it was written, a text a row.
pub const META_SHEET: &str = "_вопросы";

/// A row in which something was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChosenRow {
    /// The number of the activity.
    pub activity: String,
    /// The field, as it is typed.
    pub field: String,
    /// What was chosen, or one's own words.
    pub chosen: String,
    /// Whether these are one's own words.
    pub is_own: bool,
    /// Where it stands.
    pub place: Place,
}

impl Reader<'_> {
    /// The choices in a workbook of disagreements; `None` if the file is no workbook, so that it has to be read otherwise.
    /// One without the sheet is a fault.
    pub(crate) fn load_choices(&self, path: &Path) -> Option<Vec<ChosenRow>> {
        if Format::of(path) != Some(Format::Workbook) {
            return None;
        }
        let place = Place::of(path);
        let sheets = read_bytes(self.files, path, limits::WORKBOOK_FILE).and_then(|bytes| {
            let sheet = |name| workbook::sheet(&path.display().to_string(), &bytes, name);
            Ok((sheet(SHEET)?, sheet(META_SHEET)?))
        });
        let (sheet, meta) = match sheets {
            Ok(sheets) => sheets,
            Err(problem) => {
                self.diagnostics.add(problem, &place);
                return Some(Vec::new());
            }
        };
        let mut rows: BTreeMap<u32, Vec<(CellRef, String)>> = BTreeMap::new();
        for (cell, text) in sheet.iter().flat_map(|sheet| sheet.cells()) {
            rows.entry(cell.row).or_default().push((cell, text.trim().to_owned()));
        }
        let column = |row: &[(CellRef, String)], title: &str| {
            row.iter().find(|(_, text)| fold_key(text) == fold_key(title)).map(|(cell, _)| cell.column)
        };
        let head = rows.iter().find_map(|(at, row)| {
            Some((*at, column(row, NUMBER)?, column(row, FIELD)?, column(row, CHOICE)?, column(row, OWN)?))
        });
        let (Some((head, number, field, choice, own)), Some(sheet)) = (head, &sheet) else {
            let reason = format!("в книге нет листа «{SHEET}» со столбцами «{FIELD}», «{CHOICE}» и «{OWN}»");
            self.diagnostics.add(FormProblem::BadAnswer { reason }, &place);
            return Some(Vec::new());
        };
        let is_free = |cell: CellRef| cell.row > head && [choice, own].contains(&cell.column);
        let is_asked = |row: u32| {
            let row = rows.get(&row).map(Vec::as_slice).unwrap_or_default();
            [number, field].iter().all(|column| row.iter().any(|(cell, _)| cell.column == *column))
        };
        let labels: Option<HashSet<String>> = meta.map(|meta| meta.cells().map(|(_, text)| one_line(&text)).collect());
        // Without the hidden sheet nobody knows which texts were there.
        let is_ours = |text: &str| labels.as_ref().is_none_or(|labels| labels.contains(&one_line(text)));
        for (cell, text) in sheet.cells() {
            let is_read = if is_free(cell) { is_asked(cell.row) } else { is_ours(&text) };
            if !is_read {
                self.diagnostics.push(Diagnostic::new(FormProblem::StrayChoice, sheet.at(cell)).found(text));
            }
        }
        for (cell, text) in sheet.grid.notes() {
            self.diagnostics.push(Diagnostic::new(FormProblem::Note, sheet.at(cell)).found(text));
        }
        let chosen = rows.range(head + 1..).filter_map(|(_, row)| {
            let cell = |column: u32| row.iter().find(|(cell, text)| cell.column == column && !text.is_empty());
            let (is_own, (at, chosen)) = match (cell(own), cell(choice)) {
                (Some(own), _) => (true, own),
                (None, choice) => (false, choice?),
            };
            Some(ChosenRow {
                activity: cell(number)?.1.clone(),
                field: cell(field)?.1.clone(),
                chosen: chosen.clone(),
                is_own,
                place: sheet.at(*at),
            })
        });
        Some(chosen.collect())
    }
}
