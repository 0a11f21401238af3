//! Two wordings of a text as one with marks. Every sign of both is in it, blanks too: without what was inserted it is the
//! old one to the sign, without what was dropped the new one.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::word::blocks::{Mark, Piece};

/// The share of signs that two wordings must have in common, so that their words are compared one by one: with less nobody
/// could read what is left between the marks.
const LEAST_COMMON: f64 = 0.3;

/// The old and the new wording in one.
pub(super) fn merged(old: &str, new: &str) -> Vec<Piece> {
    let (old_words, new_words) = (words(old), words(new));
    let mut pieces: Vec<Piece> = Vec::new();
    let mut waiting = Change::default();
    let mut common = 0;
    for op in capture_diff_slices(Algorithm::Myers, &old_words, &new_words) {
        let (old, new) = (old_words[op.old_range()].concat(), new_words[op.new_range()].concat());
        match op {
            // Blanks between two changes belong to both.
            DiffOp::Equal { .. } if old.trim().is_empty() && !waiting.is_empty() => waiting.blanks.push_str(&old),
            DiffOp::Equal { .. } => {
                common += old.len();
                waiting.put(&mut pieces);
                pieces.push(Piece { mark: Mark::Kept, text: old });
            }
            _ => {
                let blanks = std::mem::take(&mut waiting.blanks);
                waiting.old += &(blanks.clone() + &old);
                waiting.new += &(blanks + &new);
            }
        }
    }
    waiting.put(&mut pieces);
    if (common as f64) < LEAST_COMMON * old.len().max(new.len()) as f64 {
        let whole = Change { old: old.to_owned(), new: new.to_owned(), blanks: String::new() };
        pieces.clear();
        whole.put_once(&mut pieces);
    }
    pieces
}

/// A change that is not yet at its end.
#[derive(Default)]
struct Change {
    old: String,
    new: String,
    /// What follows it in both.
    blanks: String,
}

impl Change {
    fn is_empty(&self) -> bool {
        self.old.is_empty() && self.new.is_empty()
    }

    /// Puts it behind what is there, and begins a new one.
    fn put(&mut self, pieces: &mut Vec<Piece>) {
        std::mem::take(self).put_once(pieces);
    }

    fn put_once(self, pieces: &mut Vec<Piece>) {
        let parts = [(Mark::Deleted, self.old), (Mark::Inserted, self.new), (Mark::Kept, self.blanks)];
        pieces.extend(parts.into_iter().filter(|(_, text)| !text.is_empty()).map(|(mark, text)| Piece { mark, text }));
    }
}

/// Words, and each blank by itself.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = match first.is_whitespace() {
            true => first.len_utf8(),
            false => rest.find(char::is_whitespace).unwrap_or(rest.len()),
        };
        let (word, tail) = rest.split_at(end);
        words.push(word);
        rest = tail;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> String {
        let piece = |piece: Piece| match piece.mark {
            Mark::Kept => piece.text,
            Mark::Inserted => format!("[+{}]", piece.text),
            Mark::Deleted => format!("[-{}]", piece.text),
        };
        merged(old, new).into_iter().map(piece).collect()
    }

    #[test]
    fn wordings_are_laid_over_each_other() {
        for (old, new, expected) in [
            ("Контроль за ВПР в школах", "Контроль за ГИА в школах", "Контроль за [-ВПР][+ГИА] в школах"),
            ("Совещание школ", "Совещание школ и лицеев", "Совещание школ[+ и лицеев]"),
            ("один и два и три", "раз и два и три", "[-один][+раз] и два и три"),
            ("Отчёт за май 2023 года", "Отчёт за июнь 2024 года", "Отчёт за [-май 2023][+июнь 2024] года"),
            ("- а;\n- б;", "- а;\n- в;\n- б;", "- а;\n- [+в;\n- ]б;"),
            ("Май", "Июнь и июль", "[-Май][+Июнь и июль]"),
            ("", "новое", "[+новое]"),
            ("старое", "", "[-старое]"),
            ("то же", "то же", "то же"),
        ] {
            assert_eq!(shown(old, new), expected);
        }
    }
}
