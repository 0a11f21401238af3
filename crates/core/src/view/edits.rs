//! Edits of a text as parts of a sentence: «слова «…» заменить словами «…», абзац второй исключить».

use super::wording::{Cited, Noun, ordinal};
use crate::domain::{Edit, LineEdit, WordEdit, cell_list, one_line};

/// «в задаче 2 слово «…» заменить …»; «задачу 2 дополнить словами …», if nothing else is done.
pub(super) fn words_of(place: &str, what: &str, edits: &[WordEdit]) -> String {
    let place = if let [WordEdit::AddAtEnd { .. }] = edits { what } else { place };
    format!("{place} {}", word_edits(edits))
}

/// «слова «…» заменить словами «…», после слов «…» дополнить словом «…»».
pub(super) fn word_edits(edits: &[WordEdit]) -> String {
    let sentence = |edit: &WordEdit| match edit {
        WordEdit::Replace { old, new } => {
            format!("{} заменить {}", Cited(old, Noun::Accusative), Cited(new, Noun::Instrumental))
        }
        WordEdit::Drop { old } => format!("{} исключить", Cited(old, Noun::Accusative)),
        WordEdit::AddAfter { anchor, new } => {
            format!("после {} дополнить {}", Cited(anchor, Noun::Genitive), Cited(new, Noun::Instrumental))
        }
        WordEdit::AddBefore { anchor, new } => {
            format!("перед {} дополнить {}", Cited(anchor, Noun::Instrumental), Cited(new, Noun::Instrumental))
        }
        WordEdit::AddAtEnd { new } => format!("дополнить {}", Cited(new, Noun::Instrumental)),
    };
    edits.iter().map(sentence).collect::<Vec<_>>().join(", ")
}

/// What is done to the paragraphs of a list: «после абзаца третьего дополнить абзацем следующего содержания: …».
pub(super) fn line_edits(edits: &[LineEdit]) -> String {
    let sentence = |edit: &LineEdit| match edit {
        LineEdit::Add { after, lines } => {
            let place = match after {
                Some(after) => format!("после абзаца {}", ordinal(after + 1).genitive),
                None => format!("перед абзацем {}", ordinal(1).instrumental),
            };
            let what = if lines.len() == 1 { "абзацем" } else { "абзацами" };
            format!("{place} дополнить {what} следующего содержания:\n«{}»", lines.join("\n"))
        }
        LineEdit::Drop { at } => format!("абзац {} исключить", ordinal(at + 1).nominative),
        LineEdit::Reword { at, edit } => {
            let ordinal = ordinal(at + 1);
            let (place, what) =
                (format!("в абзаце {}", ordinal.prepositional), format!("абзац {}", ordinal.nominative));
            match edit {
                Edit::Words(edits) => words_of(&place, &what, edits),
                Edit::Lines(edits) => format!("{place} {}", line_edits(edits)),
                Edit::Whole(new) => format!("{what} изложить в следующей редакции:\n«{new}»"),
            }
        }
    };
    edits.iter().map(sentence).collect::<Vec<_>>().join(", ")
}

/// What is done to a cell of a column.
pub(super) fn cell(column: &str, old: &str, edit: &Edit) -> String {
    let old = one_line(old);
    match edit {
        Edit::Words(edits) => words_of(&format!("в графе «{column}»"), &format!("графу «{column}»"), edits),
        Edit::Lines(edits) => format!("в графе «{column}» {}", line_edits(edits)),
        Edit::Whole(new) if let Some(list) = cell_list(new) => {
            let done = if old.is_empty() {
                "дополнить абзацами следующего содержания"
            } else {
                "изложить в следующей редакции"
            };
            format!("графу «{column}» {done}:\n«{}»", list.join("\n"))
        }
        Edit::Whole(new) if old.is_empty() => {
            format!("графу «{column}» дополнить {}", Cited(&one_line(new), Noun::Instrumental))
        }
        Edit::Whole(new) if new.trim().is_empty() => {
            format!("в графе «{column}» {} исключить", Cited(&old, Noun::Accusative))
        }
        Edit::Whole(new) => format!("графу «{column}» изложить в следующей редакции: «{}»", one_line(new)),
    }
}
