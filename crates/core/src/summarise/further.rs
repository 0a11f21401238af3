//! The reports of a territory as its summary keeps them: the first ones one by one, all further ones together.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::domain::{Day, Fate, Report, Tally};
use crate::russian::plural;

/// Reports of a territory that are kept one by one, where they count: more than most
/// municipalities have schools. Those that do not count always are.
pub(super) const LISTED: usize = 100;

/// The reports of a territory, each with the group of its plan and its file as messages name it.
#[derive(Debug, Default)]
pub(super) struct Listed {
    listed: Vec<(Report, Option<usize>, String)>,
    /// How many of them count.
    counted: usize,
    further: Vec<Further>,
}

/// Further reports that count and were handed in alike.
#[derive(Debug)]
struct Further {
    group: Option<usize>,
    how: How,
    last: Option<Day>,
    count: usize,
    tally: Tally,
    /// Of the name and digest of each, a line a file.
    digest: Sha256,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    OnTime,
    Late,
    Undated,
}

impl Listed {
    /// Adds a report that has its fate.
    pub(super) fn push(&mut self, report: Report, group: Option<usize>, path: String, deadline: Option<Day>) {
        if report.fate != Fate::Counted || self.counted < LISTED {
            self.counted += usize::from(report.fate == Fate::Counted);
            self.listed.push((report, group, path));
            return;
        }
        let how = match report.day() {
            None => How::Undated,
            Some(day) if deadline.is_some_and(|deadline| day > deadline) => How::Late,
            Some(_) => How::OnTime,
        };
        let at = self.further.iter().position(|it| (it.group, it.how) == (group, how)).unwrap_or_else(|| {
            let (tally, digest) = (Tally::default(), Sha256::new());
            self.further.push(Further { group, how, last: None, count: 0, tally, digest });
            self.further.len() - 1
        });
        let further = &mut self.further[at];
        further.last = further.last.max(report.day());
        further.count += report.count;
        further.tally += report.tally;
        further.digest.update(format!("{} {}\n", report.digest.as_deref().unwrap_or("-"), report.file));
    }

    /// Those that are kept one by one.
    pub(super) fn listed(&self) -> &[(Report, Option<usize>, String)] {
        &self.listed
    }

    /// All of them, the further ones as records of many.
    pub(super) fn into_reports(self) -> impl Iterator<Item = (Report, Option<usize>)> {
        let listed = self.listed.into_iter().map(|(report, group, _)| (report, group));
        listed.chain(self.further.into_iter().map(Further::into_report))
    }
}

impl Further {
    fn into_report(self) -> (Report, Option<usize>) {
        let Self { group, how: _, last, count, tally, digest } = self;
        let mut hex = String::new();
        for byte in digest.finalize() {
            let _ = write!(hex, "{byte:02x}");
        }
        let file = format!("еще {}", plural(count, ["файл", "файла", "файлов"])).replace('\u{a0}', " ");
        let report =
            Report { file, digest: Some(hex), fate: Fate::Counted, approved: last, signed: None, count, tally };
        (report, group)
    }
}
