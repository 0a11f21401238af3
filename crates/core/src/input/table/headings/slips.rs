//! Titles that are not known, but nearly.

use super::fold::{fold_title, folded_words, words};
use super::wordings;
use crate::input::table::kind::{Role, Table};

/// The column that a title which is not known was probably meant to name, with its right title: word for word the same
/// but for slips and abbreviations.
pub(in crate::input::table) fn meant(table: Table, title: &str) -> Option<(Role, &'static str)> {
    let typed: Vec<TypedWord> = words(title).map(TypedWord::new).collect();
    let known = wordings::of(table, true).flat_map(|words| words.strong.iter().map(|wording| (words.role, *wording)));
    let scored = known.filter_map(|(role, wording)| Some((slips(&typed, wording)?, role, wording)));
    scored.min_by_key(|(slips, ..)| *slips).map(|(_, role, wording)| (role, wording))
}

/// A word of a title that is not known.
struct TypedWord {
    folded: String,
    may_be_short_form: bool,
}

impl TypedWord {
    fn new(word: &str) -> Self {
        let folded = fold_title(word);
        Self { may_be_short_form: word.ends_with('.') && folded.chars().count() >= 3, folded }
    }
}

/// In how many letters words differ from those of a wording. `None` if they are other words.
fn slips(typed: &[TypedWord], wording: &str) -> Option<usize> {
    let known = folded_words(wording)?;
    if known.len() != typed.len() {
        return None;
    }
    let mut sum = 0;
    for (TypedWord { folded, may_be_short_form }, known) in typed.iter().zip(known) {
        if folded == known || *may_be_short_form && known.starts_with(folded) {
            continue;
        }
        let length = known.chars().count();
        // Short words that differ by a letter are other words: «Код» and «Год», «Срок» and «Урок».
        let most = if length >= 8 { 2 } else { 1 };
        if length < 4 || folded.chars().next() != known.chars().next() {
            return None;
        }
        let distance = strsim::osa_distance(folded, known);
        if distance > most {
            return None;
        }
        sum += distance;
    }
    Some(sum)
}
