//! Whether the new data say what the copy says: they are written once more. What does not come out is told.

use super::Merge;
use super::align::{self, Step};
use super::rows::{Kind, heads};
use super::seen::{Said, SeenRow};
use super::text::{normal, undesignated, unnumbered};
use super::written::{Copy, Line, Part, Written};
use crate::domain::{Designation, Field, Numbering};

impl<'a> Merge<'a> {
    /// Compares what the new data say with what the copy says.
    pub(super) fn verify(&mut self, kinds: &[Kind]) {
        // What cannot be written has faults, which are told where the data are judged.
        let Some(copy) = self.written() else { return };
        self.verify_paragraphs(&copy);
        self.verify_rows(&copy, kinds);
        self.verify_report(&copy);
        let (corners, signatures) = (std::mem::take(&mut self.corners), std::mem::take(&mut self.signatures));
        self.unlike(
            &copy.corners.iter().flatten().flatten().flat_map(|text| text.lines()).collect::<Vec<_>>(),
            &corners,
        );
        self.unlike(&copy.signatures.iter().flatten().map(String::as_str).collect::<Vec<_>>(), &signatures);
    }

    fn verify_paragraphs(&mut self, copy: &Copy) {
        let paragraphs = std::mem::take(&mut self.paragraphs);
        let lines: Vec<&Line> = copy.above.iter().chain(&copy.below).filter(|line| !line.part.is_fixed()).collect();
        let mut parts: Vec<Part> = lines.iter().map(|line| line.part).collect();
        parts.extend(paragraphs.iter().map(|(part, _)| *part));
        parts.sort();
        parts.dedup();
        parts.retain(|part| !self.drafted.contains(part));
        for part in parts {
            let text = |text: &str| match part.is_counted() {
                true => normal(unnumbered(text)),
                false => normal(text),
            };
            let of_part = lines.iter().filter(|line| line.part == part);
            // A line of a value may be a paragraph or none.
            let old: Vec<String> = of_part.flat_map(|line| line.text.lines()).map(text).collect();
            let said: Vec<&Said<'a>> = paragraphs.iter().filter(|(of, _)| *of == part).map(|(_, said)| said).collect();
            let new = said.iter().flat_map(|said| said.text.lines().map(|line| (text(line), *said)));
            let new: Vec<(String, &Said<'a>)> = new.filter(|(text, _)| !text.is_empty()).collect();
            let texts: Vec<String> = new.iter().map(|(text, _)| text.clone()).collect();
            for step in align::steps(&old, &texts) {
                match step {
                    Step::Both(one, other) if old[one] != texts[other] => self.leave(new[other].1, Some(&old[one])),
                    Step::Both(..) => {}
                    Step::Old(one) => self.keep(&old[one]),
                    Step::New(other) => self.leave(new[other].1, None),
                }
            }
        }
    }

    fn verify_rows(&mut self, copy: &Copy, kinds: &[Kind]) {
        let rows = std::mem::take(&mut self.seen.rows);
        let mut written = copy.rows.iter().filter(|row| !matches!(row, Written::Head(_)));
        let heads = heads(&copy.rows);
        for (row, kind) in rows.iter().zip(kinds) {
            match kind {
                Kind::Blank | Kind::HeadAgain(_) => {}
                Kind::Head(at) => self.verify_cells(row, heads.get(*at).map_or(&[], Vec::as_slice), None),
                Kind::Band(_) => match written.next() {
                    Some(Written::Band(_, text)) if is_same_band(copy, text, &row.whole()) => {}
                    _ => row.cells.iter().flatten().take(1).for_each(|said| self.leave(said, None)),
                },
                Kind::Activity(_) => match written.next() {
                    Some(Written::Activity(_, texts)) => {
                        let counted = copy.plan.numbering != Numbering::AsTyped;
                        let number = copy.plan.columns().position(|column| column.field == Field::Number);
                        self.verify_cells(row, texts, number.filter(|_| counted));
                    }
                    _ => row.cells.iter().flatten().for_each(|said| self.leave(said, None)),
                },
            }
        }
        self.seen.rows = rows;
    }

    fn verify_cells(&mut self, row: &SeenRow<'a>, texts: &[String], passed: Option<usize>) {
        for (at, said) in row.cells.iter().enumerate() {
            let text = texts.get(at).map(|text| normal(text)).unwrap_or_default();
            match said {
                Some(said) if normal(&said.text) == text => self.used(&said.place),
                Some(said) if passed != Some(at) => self.leave(said, Some(&text)),
                None if !text.is_empty() => self.keep(&text),
                _ => {}
            }
        }
    }
}

/// Whether a band says what another one does; numerals are counted anew.
fn is_same_band(copy: &Copy, written: &str, seen: &str) -> bool {
    let counted = copy.plan.directions.iter().any(|direction| direction.designation == Designation::Ordinal);
    let bare = |text: &str| {
        let text = normal(text);
        undesignated(&text).filter(|_| counted).map_or(text.clone(), str::to_owned)
    };
    bare(written) == bare(seen)
}
