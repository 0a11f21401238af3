//! What stands in the margins of a copy that came back, beside the changes that were found in it.

use dorkarta_core::domain::{Change, Changes};
use dorkarta_core::word::back::{Margin, Mark, Returned};

/// The margins of a copy, and what its activities are in the plan that it is compared with.
pub struct Beside<'a> {
    returned: &'a Returned,
    /// For each activity of the edition that went out the one of the old edition that it is.
    old: Vec<Option<usize>>,
}

impl<'a> Beside<'a> {
    /// The margins of a copy that was compared.
    pub fn new(returned: &'a Returned, changes: &Changes<'_>) -> Self {
        Self { returned, old: Changes::between(changes.old.plan, &returned.base).activities }
    }

    /// Whether something in the copy could not be taken over.
    pub fn is_cut(&self) -> bool {
        self.returned.is_cut
    }

    /// For an activity of the edition that went out the one of the old edition that it is.
    pub fn old(&self, at: usize) -> Option<usize> {
        self.old.get(at).copied().flatten()
    }

    /// Who made a change, and when, each once.
    pub fn authors(&self, change: &Change) -> Vec<&'a Mark> {
        let margins = self.returned.margins.iter().filter(|margin| margin.is_about(change, &|at| self.old(at)));
        let mut marks: Vec<&Mark> = Vec::new();
        for mark in margins.flat_map(|margin| &margin.marks) {
            if !marks.contains(&mark) {
                marks.push(mark);
            }
        }
        marks
    }

    /// The same, in words. `None` for a copy without any mark: that is told once.
    pub fn marks(&self, change: &Change) -> Option<String> {
        if self.returned.margins.iter().all(|margin| margin.marks.is_empty()) {
            return None;
        }
        let marks = self.authors(change).into_iter().map(|mark| match signed(&mark.author, &mark.day) {
            who if who.is_empty() => "автор не указан".to_owned(),
            who => who,
        });
        let marks: Vec<String> = marks.collect();
        Some(match marks.is_empty() {
            true => "правка без отметки".into(),
            false => format!("правка: {}", marks.join("; ")),
        })
    }

    /// The margins in which something was said.
    pub fn commented(&self) -> impl Iterator<Item = &'a Margin> {
        self.returned.margins.iter().filter(|margin| !margin.comments.is_empty())
    }
}

/// Who, and when: «Иванова А.П., 28.11.2026». The day is given as `2026-11-28…`.
pub fn signed(author: &str, day: &str) -> String {
    let day = day.get(..10).and_then(|day| {
        let mut parts = day.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        Some(format!("{day}.{month}.{year}"))
    });
    let author = Some(author.trim().to_owned()).filter(|author| !author.is_empty());
    author.into_iter().chain(day).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::signed;

    #[test]
    fn a_mark_says_who_and_when() {
        assert_eq!(signed("Иванова А.П.", "2026-11-28T10:00:00Z"), "Иванова А.П., 28.11.2026");
        assert_eq!(signed("", "2026-11-28"), "28.11.2026");
        assert_eq!(signed(" Юрист", ""), "Юрист");
        assert_eq!(signed("", "вчера"), "");
    }
}
