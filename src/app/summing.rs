//! `summary`: the summary of many reports as a document, as rows of a workbook, and letters to those who have not reported.

use std::path::{Path, PathBuf};

use dorkarta_core::diagnostics::{Diagnostic, Diagnostics, Place, Problem};
use dorkarta_core::domain::{Day, Reported, Summary, Territory};
use dorkarta_core::input::{Reader, is_pdf, settled};
use dorkarta_core::mail::Letter;
use dorkarta_core::schema;
use dorkarta_core::summarise::{Gathered, wanted};
use dorkarta_core::system::Disk;
use dorkarta_core::tree::Node;
use dorkarta_core::validate::{self, CheckedSummary, Kind};
use dorkarta_core::{view, xlsx};
use dorkarta_press::{Overrides, Typesetter};

use super::archive::Terms;
use super::document::{self, Document, Options};
use super::output::{self, Signed};
use super::steps::Steps;
use super::summary::{self, Summed};
use super::targets::Target;
use super::worker::{Placed, place};
use super::{Made, guarded, names};

/// What is summed up, and where it goes.
pub struct Request<'a> {
    /// The file that describes the summary, or the reports.
    pub files: &'a [PathBuf],
    /// Where the document goes.
    pub target: &'a Target,
    /// How it is made.
    pub options: &'a Options,
    /// Faces and templates of the user.
    pub overrides: &'a Overrides,
    /// Whether a signed document may be replaced.
    pub signed: Signed,
    /// Today, for certificates.
    pub today: Option<Day>,
    /// Whether territories get points, whatever the data say.
    pub has_points: bool,
    /// Whether it is enough that a PDF says the words that its data give.
    pub by_words: bool,
    /// Where the workbook goes, if it is wanted.
    pub xlsx: Option<&'a Path>,
    /// The folder of the letters, if they are wanted.
    pub letters: Option<&'a Path>,
    /// How far the reading has come; what is stopped before it is set is not written.
    pub steps: &'a Steps,
}

/// Sums up and writes all that is wanted.
pub fn sum_up(request: &Request<'_>) -> Made {
    let diagnostics = Diagnostics::default();
    let main = request.files.first().map(PathBuf::as_path).unwrap_or(Path::new(""));
    let placed = guarded(main, &diagnostics, |diagnostics| try_sum_up(request, diagnostics));
    Made::of(placed, settled(diagnostics), request.options.strict)
}

fn try_sum_up(request: &Request<'_>, diagnostics: &Diagnostics) -> Option<Placed> {
    let terms = summary::Terms {
        overrides: request.overrides,
        today: request.today,
        as_of: request.options.as_of,
        keeps_sources: request.xlsx.is_some(),
        by_words: request.by_words,
        steps: request.steps,
    };
    let (tree, main, files) = data(request, terms, diagnostics)?;
    let Summed { mut tree, gathered } = summary::summed(tree, (&main, files), terms, diagnostics)?;
    if request.has_points {
        tree.set(schema::SCORES, "да");
    }
    let mut typesetter =
        Typesetter::new(request.overrides).map_err(|problem| diagnostics.add(problem, &Place::of(&main))).ok()?;
    let made = document::make_from(tree.clone(), &main, request.options, &mut typesetter, diagnostics)?;
    let Document { files, extent, .. } = made;
    if request.steps.is_stopped() {
        return None;
    }
    let mut placed = match request.target {
        Target::Stdout => Placed { streamed: files, ..Placed::default() },
        Target::File(path) => {
            let terms = Terms { own: None, signed: request.signed, overrides: request.overrides };
            let placed = place(&files, path, request.options.format, &terms);
            placed.map_err(|(path, problem)| diagnostics.add(problem, &Place::of(&path))).ok()?
        }
    };
    placed.extent = extent;
    write_others(request, &tree, gathered.as_ref(), &mut placed, diagnostics);
    Some(placed)
}

/// The data of the summary, the file that they stand in, and the reports that only the command names. A summary that is named
/// alone is that summary and no territory of another, in whatever file its data stand; but a PDF that is no longer what its data
/// say is a report that does not count.
fn data<'a>(
    request: &Request<'a>,
    terms: summary::Terms<'_>,
    diagnostics: &Diagnostics,
) -> Option<(Node, PathBuf, &'a [PathBuf])> {
    if let [only] = request.files {
        let found = Diagnostics::default();
        let loaded = Reader::new(&Disk, &found).load(only);
        let is_summary = |tree: &Node| {
            validate::kind(tree) == Some(Kind::Summary)
                && wanted(tree).is_none_or(|named| !named.is_empty())
                && (!is_pdf(only) || summary::is_what_its_data_say(only, terms))
        };
        match loaded {
            Some(loaded) if is_summary(&loaded.tree) => {
                diagnostics.extend(found.into_vec());
                return Some((loaded.tree, only.clone(), &[]));
            }
            // What cannot be read is told as any input's fault; of a PDF it is told why it does not count.
            None if !is_pdf(only) => {
                diagnostics.extend(found.into_vec());
                return None;
            }
            _ => {}
        }
    }
    Some((summary::of_files(), PathBuf::new(), request.files))
}

/// A letter to each territory that has not reported, or not wholly, with the file that it goes to.
fn letters(folder: &Path, summary: &Summary, gathered: Option<&Gathered>) -> Vec<(PathBuf, Vec<u8>)> {
    let is_meant =
        |(_, it): &(usize, &Territory)| matches!(it.reported(summary.deadline), Reported::Not | Reported::Partly);
    let meant: Vec<(usize, &Territory)> = summary.territories.iter().enumerate().filter(is_meant).collect();
    let names: Vec<&str> = meant.iter().map(|(_, territory)| territory.name.as_str()).collect();
    let letter = |((at, territory), name): ((usize, &Territory), String)| {
        let reason = gathered.and_then(|gathered| gathered.reasons.get(at)).cloned();
        let reason = reason.unwrap_or_else(|| "отчета нет".to_owned());
        let (subject, text) = view::reminder(summary, territory, &reason);
        let to = territory.mail.as_deref().filter(|to| is_address(to));
        let letter = Letter { to, subject: &subject, text: &text, attachments: Vec::new() };
        (folder.join(format!("{name}.eml")), letter.render())
    };
    meant.iter().copied().zip(names::short(&names)).map(letter).collect()
}

/// Whether a text is an address that a header can hold as it is.
fn is_address(typed: &str) -> bool {
    typed.chars().all(|sign| sign.is_ascii_graphic()) && typed.split('@').filter(|part| !part.is_empty()).count() == 2
}

/// The workbook and the letters.
fn write_others(
    request: &Request<'_>,
    tree: &Node,
    gathered: Option<&Gathered>,
    placed: &mut Placed,
    diagnostics: &Diagnostics,
) {
    // What there is to say was said when the document was made.
    let Some(CheckedSummary { summary, .. }) = validate::summary(tree, &Diagnostics::default()) else { return };
    let mut put = |target: &Path, written: Result<(), Problem>| match written {
        Ok(()) => placed.paths.push(target.to_owned()),
        Err(problem) => diagnostics.push(Diagnostic::new(problem, Place::of(target))),
    };
    for (target, letter) in request.letters.into_iter().flat_map(|folder| letters(folder, &summary, gathered)) {
        put(&target, output::write_letter(&target, &letter));
    }
    if let Some(target) = request.xlsx {
        put(target, xlsx::summary(&summary, gathered).and_then(|bytes| output::write_summary(target, &bytes)));
    }
}
