//! What a file is, as far as it can be told without judging it: which files of a folder are wanted.

use std::path::Path;

use super::{Format, Reader, is_pdf, limits, open_pdf, read_bytes, workbook};
use crate::carried::Carried;
use crate::diagnostics::{Diagnostics, Problem, WorkbookProblem};
use crate::schema;
use crate::system::Files;
use crate::validate::{self, Kind};

/// Fields that data have where «вид» was forgotten.
const SIGNS_OF_DATA: [&str; 6] =
    [schema::NAME, schema::PERIOD, schema::DIRECTIONS, schema::ACTIVITIES, schema::TABLE, schema::FULFILMENT];

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// A form for the fulfilment, or a table that can be read as one.
    Form,
    /// A plan; `is_told` if its fulfilment stands beside it.
    Plan {
        /// Whether the fulfilment stands in it.
        is_told: bool,
    },
    /// A monitoring.
    Monitoring,
    /// A summary of many reports.
    Summary,
    /// A workbook that this program made for reading: of remarks, of progress, of disagreements.
    Made,
    /// A PDF.
    Document,
    /// What a program leaves beside a file that it has open.
    Lock,
    /// A file of the system, which nobody looks at.
    Hidden,
    /// Neither data nor a document.
    Other,
    /// A file of the right kind in which something keeps it from being recognised.
    Unclear,
}

impl Content {
    /// What a file is.
    pub fn of(files: &dyn Files, path: &Path) -> Self {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        if name.starts_with("~$") || name.starts_with(".~lock.") {
            return Self::Lock;
        }
        if name.starts_with('.') || ["thumbs.db", "desktop.ini"].contains(&name.as_str()) {
            return Self::Hidden;
        }
        match Format::of(path) {
            None => Self::Other,
            Some(_) if is_pdf(path) => Self::Document,
            Some(Format::Workbook) => match read_bytes(files, path, limits::WORKBOOK_FILE) {
                Ok(bytes) => workbook::made(&bytes).unwrap_or_else(|| Self::of_data(files, path)),
                Err(_) => Self::Unclear,
            },
            Some(_) => Self::of_data(files, path),
        }
    }

    /// What a workbook is of which no document is made: a form, or one that the program made for reading. `None` of any other
    /// file, which need not be read as data for that.
    pub fn apart_from_data(files: &dyn Files, path: &Path) -> Option<Self> {
        let is_workbook = Format::of(path) == Some(Format::Workbook);
        let bytes = is_workbook.then(|| read_bytes(files, path, limits::WORKBOOK_FILE).ok()).flatten();
        bytes.and_then(|bytes| workbook::made(&bytes))
    }

    /// What the data that a PDF carries say that it is. `None` if it carries none.
    pub fn carried(files: &dyn Files, path: &Path) -> Option<Kind> {
        let carried = Carried::of(&open_pdf(files, path).ok()?).ok()?;
        validate::kind(&carried.data)
    }

    /// What a file with data says that it is.
    fn of_data(files: &dyn Files, path: &Path) -> Self {
        let unheard = Diagnostics::default();
        let loaded = Reader::new(files, &unheard).load_alone(path);
        match loaded.as_ref().map(|loaded| validate::kind(&loaded.tree)) {
            Some(Some(Kind::Monitoring)) => Self::Monitoring,
            Some(Some(Kind::Plan)) => {
                let is_told = loaded.is_some_and(|loaded| validate::beside_plan(&loaded.tree).is_some());
                Self::Plan { is_told }
            }
            Some(Some(Kind::Summary)) => Self::Summary,
            Some(Some(Kind::Amendments | Kind::Paper(_))) => Self::Other,
            Some(None) => {
                let has = |key: &str| loaded.as_ref().is_some_and(|loaded| loaded.tree.get(key).is_some());
                if SIGNS_OF_DATA.iter().any(|key| has(key)) { Self::Unclear } else { Self::Other }
            }
            None => {
                let has_no_table = |problem: &Problem| {
                    matches!(
                        problem,
                        Problem::Workbook(WorkbookProblem::NoSheet { .. } | WorkbookProblem::NoHead { .. })
                    )
                };
                let is_other = unheard.into_vec().iter().all(|found| has_no_table(&found.problem));
                if is_other { Self::Other } else { Self::Unclear }
            }
        }
    }
}
