//! How an activity stands, in the fixed words and as people write it.

use crate::tree::fold_key;

/// How an activity stands, as reported («статус»).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Выполнено.
    Done,
    /// Выполнено частично.
    Partly,
    /// Выполняется.
    UnderWay,
    /// Не выполнено.
    NotDone,
    /// Перенесено.
    Postponed,
    /// Отменено.
    Cancelled,
}

impl Status {
    /// All of them with their words, in the order in which they are offered.
    pub const ALL: [(&'static str, Self); 6] = [
        ("выполнено", Self::Done),
        ("выполнено частично", Self::Partly),
        ("выполняется", Self::UnderWay),
        ("не выполнено", Self::NotDone),
        ("перенесено", Self::Postponed),
        ("отменено", Self::Cancelled),
    ];

    /// The word for it.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, status)| *status == self).map_or("", |(word, _)| word)
    }

    /// Whether it departs from the plan, so that a cause is asked for.
    pub fn departs(self) -> bool {
        matches!(self, Self::Partly | Self::NotDone | Self::Postponed | Self::Cancelled)
    }
    /// The status that a text names: by its fixed word, or as people write it («Сделано», «частично выполнен»). The list of
    /// wordings is closed: what is not in it is no status.
    pub fn read(typed: &str) -> Option<Self> {
        let folded = fold_key(typed.trim_end_matches(['.', '!', ';', ',']));
        let fixed = Self::ALL.iter().find(|(word, _)| *word == folded).map(|(_, status)| *status);
        fixed.or_else(|| spelled(&folded))
    }

    /// The status that a text begins with, and what stands behind it; the longest wording counts.
    pub fn at_start(typed: &str) -> Option<(Self, &str)> {
        const WORDS: usize = 5;
        let ends = typed.char_indices().zip(typed.chars().skip(1)).filter_map(|((at, sign), next)| {
            (sign.is_alphabetic() && !next.is_alphabetic()).then_some(at + sign.len_utf8())
        });
        let mut ends: Vec<usize> = ends.take(WORDS).collect();
        if ends.len() < WORDS && typed.ends_with(char::is_alphabetic) {
            ends.push(typed.len());
        }
        ends.into_iter().rev().find_map(|end| {
            let (start, rest) = typed.split_at(end);
            Some((Self::read(start)?, rest))
        })
    }

    /// Whether a text names the status by its fixed word.
    pub fn is_fixed(typed: &str) -> bool {
        let folded = fold_key(typed);
        Self::ALL.iter().any(|(word, _)| *word == folded)
    }
}

/// What is done, without the ending that agrees with its noun.
const DONE: [&str; 9] =
    ["выполнен", "исполнен", "проведен", "сделан", "завершен", "закончен", "реализован", "осуществлен", "организован"];
/// What people say that they have done, or that something did, without the ending.
const DID: [&str; 5] = ["выполнил", "исполнил", "провел", "сделал", "состоял"];
/// What may stand behind a done thing and says no more.
const WHOLLY: [&str; 3] = [" полностью", " в полном объеме", " в срок"];
/// What makes a done thing one that is done in part, before it or behind it.
const IN_PART: [&str; 3] = ["частично", "не полностью", "не в полном объеме"];
/// Other wordings as a whole.
const OTHERS: [(&str, Status); 28] = [
    ("готово", Status::Done),
    ("частично", Status::Partly),
    ("не полностью", Status::Partly),
    ("в работе", Status::UnderWay),
    ("в процессе", Status::UnderWay),
    ("в процессе выполнения", Status::UnderWay),
    ("в процессе исполнения", Status::UnderWay),
    ("в стадии выполнения", Status::UnderWay),
    ("на исполнении", Status::UnderWay),
    ("выполняются", Status::UnderWay),
    ("исполняется", Status::UnderWay),
    ("проводится", Status::UnderWay),
    ("проводятся", Status::UnderWay),
    ("реализуется", Status::UnderWay),
    ("осуществляется", Status::UnderWay),
    ("ведется", Status::UnderWay),
    ("продолжается", Status::UnderWay),
    ("невыполнено", Status::NotDone),
    ("перенесен", Status::Postponed),
    ("перенесена", Status::Postponed),
    ("перенесены", Status::Postponed),
    ("перенос", Status::Postponed),
    ("отложено", Status::Postponed),
    ("отменен", Status::Cancelled),
    ("отменена", Status::Cancelled),
    ("отменены", Status::Cancelled),
    ("снято с исполнения", Status::Cancelled),
    ("исключено из плана", Status::Cancelled),
];

/// The status of a folded text that is none of the fixed words.
fn spelled(folded: &str) -> Option<Status> {
    if let Some((_, status)) = OTHERS.iter().find(|(words, _)| *words == folded) {
        return Some(*status);
    }
    let in_part = |part: &str| {
        let rest = folded.strip_prefix(part).or_else(|| folded.strip_suffix(part));
        rest.is_some_and(|rest| is_done(rest.trim()))
    };
    if IN_PART.iter().any(|part| in_part(part)) {
        return Some(Status::Partly);
    }
    let wholly = WHOLLY.iter().find_map(|words| folded.strip_suffix(words)).unwrap_or(folded);
    match folded.strip_prefix("не ") {
        Some(rest) if is_done(rest) => Some(Status::NotDone),
        _ if is_done(wholly) => Some(Status::Done),
        _ => None,
    }
}

/// Whether a word says that something is done: «выполнен», «проведена».
fn is_done(word: &str) -> bool {
    let ends = |stem: &str, endings: &[&str]| word.strip_prefix(stem).is_some_and(|ending| endings.contains(&ending));
    DONE.iter().any(|stem| ends(stem, &["", "а", "о", "ы"]))
        || DID.iter().any(|stem| ends(stem, &["", "а", "и", "ась", "ось", "ся", "ись"]))
}

#[cfg(test)]
mod tests {
    use super::Status::{self, *};

    #[test]
    fn statuses_are_read_as_people_write_them() {
        for (status, wordings) in [
            (
                Done,
                "выполнено|Выполнено.|Выполнен|ПРОВЕДЕНО|сделано|исполнены|Выполнено полностью|Завершён|готово|провели|Состоялось",
            ),
            (Partly, "выполнено частично|частично выполнено|Исполнено частично|частично|выполнено не полностью"),
            (UnderWay, "выполняется|в работе|исполняется|В процессе выполнения|проводится"),
            (NotDone, "не выполнено|не проведено|Не выполнен|невыполнено|не  сделано|не провели|не состоялась"),
            (Postponed, "перенесено|Перенесён|отложено"),
            (Cancelled, "отменено|Отменена"),
        ] {
            for wording in wordings.split('|') {
                assert_eq!(Status::read(wording), Some(status), "{wording}");
            }
        }
        for other in ["", "да", "выполненовчера", "не", "не выполняется", "выполнено 12.03", "частично проводится", "+"]
        {
            assert_eq!(Status::read(other), None, "{other}");
        }
        assert!(Status::is_fixed("Выполнено  частично") && !Status::is_fixed("Выполнен"));
    }

    #[test]
    fn the_longest_wording_at_the_start_counts() {
        assert_eq!(Status::at_start("Выполнено частично, 3 школы"), Some((Partly, ", 3 школы")));
        assert_eq!(Status::at_start("Выполнено приказом"), Some((Done, " приказом")));
        assert_eq!(Status::at_start("не выполнено"), Some((NotDone, "")));
        assert_eq!(Status::at_start("Выполненовчера"), None);
        assert_eq!(Status::at_start(""), None);
    }
}
