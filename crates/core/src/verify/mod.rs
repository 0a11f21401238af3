//! Whether a PDF still is what its data say: what differs from the document that they give when it is made again.
//!
//! From: the bytes of a document as it was made (without what a signature appended) and the bytes of the same made
//! again. To: [`Difference`]s, which `cli` puts into words.

mod data;
mod same;
mod words;

pub use data::DataChange;
pub use words::Change;

use std::collections::{BTreeSet, HashMap};

use crate::carried;
use crate::pdf::{Pdf, PdfFault};
use crate::tree::Node;
use crate::view::{Said, bare};
use same::Pair;
use words::Comparison;

/// One way in which a document is not the one that was made again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// It has another title: data of another document were attached, or the title was changed.
    Title {
        /// The title in its properties.
        found: String,
        /// The title that the data give.
        expected: String,
    },
    /// A page is missing (its number in the document as it should be).
    PageMissing(usize),
    /// A page was put in (its number in the document as it is).
    PageAdded(usize),
    /// The words of a page are others.
    Text {
        /// Its number.
        page: usize,
        /// Where they differ.
        changes: Vec<Change>,
    },
    /// A page has the same words, but does not look the same: its number.
    Look(usize),
    /// A page has the same words, but other areas, lines or pictures, or these elsewhere: its number.
    Marks(usize),
    /// Notes, links or fields were put on a page: its number.
    Annotations(usize),
    /// Properties such as the author are others: their names in the file.
    Properties(Vec<String>),
    /// Parts of the document as a whole are others or were added: their names in the file.
    Parts(Vec<String>),
    /// Files were attached: their names.
    Attachments(Vec<String>),
    /// The data of a file are not those that the PDF carries.
    Data(Vec<DataChange>),
    /// All that was compared is the same, but the bytes are not: another program saved it, and named itself so.
    SavedAnew {
        /// What the program calls itself.
        by: Option<String>,
    },
}

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Everything, as far as the bytes: the same program made it.
    Bytes,
    /// The words of the pages, since another version of the program may lay them out in another way.
    Words,
}

/// Compares a document with the same made again; and, where they are given, the data that it carries with those that it
/// was made from now. Errs if one of them is too large to be compared as a whole.
pub fn compare(
    found: &Pdf,
    made: &Pdf,
    data: Option<(&Node, &Node)>,
    depth: Depth,
) -> Result<Vec<Difference>, PdfFault> {
    let differences = differences(found, made, data, depth);
    found.within_limits().and(made.within_limits()).map(|()| differences)
}

fn differences(found: &Pdf, made: &Pdf, data: Option<(&Node, &Node)>, depth: Depth) -> Vec<Difference> {
    let mut differences = Vec::new();
    if let Some((found, expected)) = data {
        let changes = data::changes(found, expected);
        differences.extend((!changes.is_empty()).then_some(Difference::Data(changes)));
    }
    if found.bytes() == made.bytes() {
        return differences;
    }
    title(found, made, &mut differences);
    pages(found, made, depth, &mut differences);
    attachments(found, &mut differences);
    parts(found, made, depth, &mut differences);
    if depth == Depth::Bytes {
        properties(found, made, &mut differences);
        if differences.is_empty() {
            differences.push(Difference::SavedAnew { by: found.property("Producer") });
        }
    }
    differences
}

/// Whether a document says what its view says, word by word and in the same order, and has nothing that acts, no note, no picture
/// and no other attachment. Nothing is set, so how it looks is not known: neither what was painted over, nor what cannot be
/// seen. `false` is a question: a document with a joined cell over the end of a page has its words in another order. Errs if it is too
/// large to be read as a whole.
pub fn says(found: &Pdf, said: &Said) -> Result<bool, PdfFault> {
    let says =
        found.property("Title").as_deref() == Some(said.title.as_str()) && is_bare(found) && has_words(found, said);
    found.within_limits().map(|()| says)
}

/// Whether a document has nothing but pages and its data.
fn is_bare(found: &Pdf) -> bool {
    let names = found.dict(found.root().get("Names")).unwrap_or_default();
    ["OpenAction", "AA", "AcroForm"].iter().all(|part| found.root().get(part).is_none())
        && names.get("JavaScript").is_none()
        && found.attachments().iter().all(|attachment| attachment.name == carried::NAME)
}

fn has_words(found: &Pdf, said: &Said) -> bool {
    let mut left = said.own.chars();
    for (at, page) in found.pages().iter().enumerate() {
        let is_plain = || {
            let dict = found.page(*page)?;
            Some(found.array(dict.get("Annots")).is_none_or(|notes| notes.is_empty()) && !found.has_objects(*page))
        };
        let Some(text) = found.parted_text(*page).filter(|_| is_plain() == Some(true)) else { return false };
        let number = (at > 0).then(|| (at + 1).to_string());
        if !bare(&text.own).all(|sign| left.next() == Some(sign)) || !is_around(&text.around, number, &said.heads) {
            return false;
        }
    }
    left.next().is_none()
}

/// Whether what is repeated on a page is its number and heads of tables.
fn is_around(around: &str, number: Option<String>, heads: &[String]) -> bool {
    let around: String = bare(around).collect();
    let are_heads = |mut rest: &str| {
        while !rest.is_empty() {
            let head = heads
                .iter()
                .filter(|head| !head.is_empty() && rest.starts_with(head.as_str()))
                .max_by_key(|it| it.len());
            let Some(head) = head else { return false };
            rest = &rest[head.len()..];
        }
        true
    };
    match number {
        None => are_heads(&around),
        Some(number) => {
            [around.strip_prefix(&number), around.strip_suffix(&number)].into_iter().flatten().any(are_heads)
        }
    }
}

fn title(found: &Pdf, made: &Pdf, differences: &mut Vec<Difference>) {
    let [found, expected] = [found, made].map(|pdf| pdf.property("Title").unwrap_or_default());
    if found != expected {
        differences.push(Difference::Title { found, expected });
    }
}

fn pages(found: &Pdf, made: &Pdf, depth: Depth, differences: &mut Vec<Difference>) {
    if depth == Depth::Words && Words::of(found).zip(Words::of(made)).is_some_and(|(found, made)| found == made) {
        return;
    }
    let (pair, words) = (Pair::new(found, made), Comparison::default());
    let text = |pdf: &Pdf, at: usize| pdf.page_text(pdf.pages()[at]).unwrap_or_default();
    let texts = |pdf: &Pdf| (0..pdf.pages().len()).map(|at| text(pdf, at)).collect::<Vec<_>>();
    let steps = match (found.pages().len(), made.pages().len()) {
        (count, expected) if count == expected => (0..count).map(|at| (Some(at), Some(at))).collect(),
        _ if depth == Depth::Words => {
            // Another layout may need another number of pages.
            let changes = words.changes(&texts(found).join("\n"), &texts(made).join("\n"));
            differences.extend((!changes.is_empty()).then_some(Difference::Text { page: 1, changes }));
            let count =
                |pdf: &Pdf| pdf.pages().iter().map(|page| Some(pdf.page_marks(*page)?.len())).sum::<Option<usize>>();
            differences.extend((count(found) != count(made)).then_some(Difference::Marks(1)));
            return;
        }
        _ => align(&texts(found), &texts(made)),
    };
    for step in steps {
        match step {
            (Some(at), None) => differences.push(Difference::PageAdded(at + 1)),
            (None, Some(at)) => differences.push(Difference::PageMissing(at + 1)),
            (Some(at), Some(made_at)) => {
                if depth == Depth::Bytes && pair.pages(found.pages()[at], made.pages()[made_at]) {
                    continue;
                }
                let changes = words.changes(&text(found, at), &text(made, made_at));
                if changes.is_empty() {
                    let (page, made) = (Page { pdf: found, at }, Page { pdf: made, at: made_at });
                    differences.extend(look(&pair, page, made, depth));
                } else {
                    differences.push(Difference::Text { page: at + 1, changes });
                }
            }
            (None, None) => {}
        }
    }
}

/// What of a document another layout leaves as it is: the characters that it says, what is repeated on its pages, and how
/// many notes, areas, lines and pictures it has.
#[derive(PartialEq)]
struct Words {
    said: String,
    repeated: BTreeSet<String>,
    notes: usize,
    marks: usize,
}

impl Words {
    /// Those of a document; `None` if it cannot be read.
    fn of(pdf: &Pdf) -> Option<Self> {
        let mut words = Self { said: String::new(), repeated: BTreeSet::new(), notes: 0, marks: 0 };
        for (at, page) in pdf.pages().iter().enumerate() {
            let text = pdf.parted_text(*page)?;
            // Lines and soft hyphens stand elsewhere in another layout.
            words.said.extend(text.own.chars().filter(|c| !c.is_whitespace() && *c != '\u{ad}'));
            let number = (at + 1).to_string();
            let around = text.around.lines().map(str::trim).filter(|line| !line.is_empty() && *line != number);
            words.repeated.extend(around.map(str::to_owned));
            words.notes += pdf.array(pdf.page(*page)?.get("Annots")).map_or(0, |notes| notes.len());
            words.marks += pdf.page_marks(*page)?.len();
        }
        Some(words)
    }
}

/// In what a page with the right words differs. Another version of the program may have laid it out in another way, but
/// it put no notes on it either.
fn look(pair: &Pair<'_>, page: Page<'_>, made: Page<'_>, depth: Depth) -> Option<Difference> {
    let dict = |page: Page<'_>| page.pdf.page(page.pdf.pages()[page.at]).unwrap_or_default();
    let (one, other) = (dict(page), dict(made));
    let marks = |page: Page<'_>| page.pdf.page_marks(page.pdf.pages()[page.at]);
    match pair.differing(&one, &other, &["Parent", "StructParents"]).as_slice() {
        [b"Annots"] => Some(Difference::Annotations(page.at + 1)),
        names if depth == Depth::Words => {
            let has_notes = names.contains(&b"Annots".as_slice());
            let has_others = || marks(page).is_none() || marks(page) != marks(made);
            match has_notes {
                true => Some(Difference::Annotations(page.at + 1)),
                false => has_others().then_some(Difference::Marks(page.at + 1)),
            }
        }
        _ => Some(Difference::Look(page.at + 1)),
    }
}

/// A page of a document, by its place.
#[derive(Clone, Copy)]
struct Page<'a> {
    pdf: &'a Pdf,
    at: usize,
}

/// Which page is which: pages with the same text belong together, and between these all others in their order.
fn align(found: &[String], made: &[String]) -> Vec<(Option<usize>, Option<usize>)> {
    // Every text is compared with every other, so they are numbered first.
    let numbers: HashMap<&String, usize> = found.iter().chain(made).zip(0..).collect();
    let numbered = |texts: &[String]| texts.iter().map(|text| numbers.get(text).copied()).collect::<Vec<_>>();
    let (found, made) = (numbered(found), numbered(made));
    let mut steps = Vec::new();
    let (mut at, mut made_at) = (0, 0);
    while at < found.len() || made_at < made.len() {
        let is_same = |at: usize, made_at: usize| found.get(at).is_some_and(|text| made.get(made_at) == Some(text));
        let missing = (made_at..made.len()).position(|later| is_same(at, later));
        let added = (at..found.len()).position(|later| is_same(later, made_at));
        match (missing, added) {
            _ if at == found.len() => {
                steps.push((None, Some(made_at)));
                made_at += 1;
            }
            _ if made_at == made.len() => {
                steps.push((Some(at), None));
                at += 1;
            }
            (Some(missing), added) if missing > 0 && added.is_none_or(|added| missing <= added) => {
                steps.extend((made_at..made_at + missing).map(|missing| (None, Some(missing))));
                made_at += missing;
            }
            (_, Some(added)) if added > 0 => {
                steps.extend((at..at + added).map(|added| (Some(added), None)));
                at += added;
            }
            _ => {
                steps.push((Some(at), Some(made_at)));
                at += 1;
                made_at += 1;
            }
        }
    }
    steps
}

fn attachments(found: &Pdf, differences: &mut Vec<Difference>) {
    let names = found.attachments().into_iter().map(|attachment| attachment.name);
    let others: Vec<String> = names.filter(|name| name != carried::NAME).collect();
    if !others.is_empty() {
        differences.push(Difference::Attachments(others));
    }
}

fn properties(found: &Pdf, made: &Pdf, differences: &mut Vec<Difference>) {
    const NAMES: [&str; 5] = ["Author", "Subject", "Keywords", "CreationDate", "Creator"];
    let differing = NAMES.iter().filter(|name| found.property(name) != made.property(name));
    let names: Vec<String> = differing.map(|name| (*name).to_owned()).collect();
    if !names.is_empty() {
        differences.push(Difference::Properties(names));
    }
}

/// Parts of the catalogue. Pages, properties and attachments have been compared already; what names pages cannot be the
/// same where these are others.
fn parts(found: &Pdf, made: &Pdf, depth: Depth, differences: &mut Vec<Difference>) {
    /// What no version of the program ever puts in: it acts by itself, or is filled in.
    const ACTIVE: [&[u8]; 4] = [b"OpenAction", b"AA", b"AcroForm", b"JavaScript"];
    let pair = Pair::new(found, made);
    let mut but = vec!["Pages", "Metadata", "Names", "AF", "Version"];
    if differences.iter().any(|known| matches!(known, Difference::PageMissing(_) | Difference::PageAdded(_))) {
        but.extend(["Outlines", "StructTreeRoot", "Dests", "PageLabels"]);
    }
    let mut names = pair.differing(found.root(), made.root(), &but);
    let dict = |pdf: &Pdf| pdf.dict(pdf.root().get("Names")).unwrap_or_default();
    let (one, other) = (dict(found), dict(made));
    names.extend(pair.differing(&one, &other, &["EmbeddedFiles"]));
    names.retain(|name| depth == Depth::Bytes || ACTIVE.contains(name));
    if !names.is_empty() {
        let names = names.into_iter().map(|name| String::from_utf8_lossy(name).into_owned());
        differences.push(Difference::Parts(names.collect()));
    }
}

#[cfg(test)]
mod tests {
    use super::align;

    #[test]
    fn pages_are_found_again_where_some_are_missing_or_added() {
        let steps = |found: &str, made: &str| {
            let pages = |text: &str| text.chars().map(String::from).collect::<Vec<_>>();
            align(&pages(found), &pages(made))
        };
        assert_eq!(steps("ac", "abc"), [(Some(0), Some(0)), (None, Some(1)), (Some(1), Some(2))]);
        assert_eq!(steps("ab", "abc"), [(Some(0), Some(0)), (Some(1), Some(1)), (None, Some(2))]);
        assert_eq!(steps("xab", "ab"), [(Some(0), None), (Some(1), Some(0)), (Some(2), Some(1))]);
        // An altered page is none that is missing.
        assert_eq!(steps("xc", "abc").len(), 3);
        assert_eq!(steps("xb", "ab"), [(Some(0), Some(0)), (Some(1), Some(1))]);
    }
}
