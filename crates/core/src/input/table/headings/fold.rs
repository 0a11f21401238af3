//! Titles in the form in which they are compared.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::wordings;
use crate::russian::as_cyrillic;

/// A title in the form in which two of them are compared.
pub(super) struct Folded {
    whole: String,
    /// Without what stands in brackets: «Ответственные исполнители (Ф.И.О.)».
    bare: String,
    /// Whether it is a wording of any column at all; most cells are none.
    is_known: bool,
}

impl Folded {
    /// Folds a title.
    pub(super) fn new(title: &str) -> Self {
        let (whole, bare) = (fold_title(title), fold_title(&without_brackets(title)));
        let is_known = FOLDED.wholes.contains(&whole) || FOLDED.wholes.contains(&bare);
        Self { whole, bare, is_known }
    }

    /// Whether nothing is left of it.
    pub(super) fn is_empty(&self) -> bool {
        self.whole.is_empty()
    }

    fn is(&self, wording: &str) -> bool {
        let wording = folded(wording);
        self.whole == wording || !self.bare.is_empty() && self.bare == wording
    }

    /// Whether it is one of some wordings, be they those of a table or not.
    pub(super) fn is_any_of(&self, wordings: &[&str]) -> bool {
        wordings.iter().any(|wording| self.is(wording))
    }

    /// Whether it is one of the wordings of a table.
    pub(super) fn is_one_of(&self, wordings: &[&str]) -> bool {
        self.is_known && self.is_any_of(wordings)
    }

    /// Whether it begins with a wording.
    pub(super) fn begins_with(&self, wording: &str) -> bool {
        self.whole.starts_with(&*folded(wording))
    }
}

/// All wordings of all tables in the form in which they are compared: a sheet without a head has thousands of cells that
/// could be a title.
struct FoldedWordings {
    by_wording: HashMap<&'static str, FoldedWording>,
    wholes: HashSet<String>,
}

struct FoldedWording {
    whole: String,
    words: Vec<String>,
}

static FOLDED: LazyLock<FoldedWordings> = LazyLock::new(|| {
    let lists = wordings::all().flat_map(|words| [words.strong, words.weak, words.begins]);
    let fold = |wording: &&'static str| {
        let words = words(wording).map(fold_title).collect();
        (*wording, FoldedWording { whole: fold_title(wording), words })
    };
    let by_wording: HashMap<_, _> = lists.flatten().map(fold).collect();
    let wholes = by_wording.values().map(|wording| wording.whole.clone()).collect();
    FoldedWordings { by_wording, wholes }
});

fn folded(wording: &str) -> Cow<'static, str> {
    match FOLDED.by_wording.get(wording) {
        Some(known) => Cow::Borrowed(&known.whole),
        None => Cow::Owned(fold_title(wording)),
    }
}

/// The words of a wording of any table.
pub(super) fn folded_words(wording: &str) -> Option<&'static [String]> {
    FOLDED.by_wording.get(wording).map(|known| known.words.as_slice())
}

/// Reduces a title to lower-case letters, digits and `№`; Latin letters that look Russian count as Russian, because
/// they are typed by mistake and nobody sees it.
pub(in crate::input::table) fn fold_title(title: &str) -> String {
    signs(title).collect()
}

/// Whether two titles are the same under [`fold_title`].
pub(in crate::input::table) fn is_same_title(one: &str, other: &str) -> bool {
    signs(one).eq(signs(other))
}

fn signs(title: &str) -> impl Iterator<Item = char> {
    let lower = title.chars().flat_map(char::to_lowercase).map(|sign| if sign == 'ё' { 'е' } else { sign });
    lower.filter(|sign| sign.is_alphanumeric() || *sign == '№').map(as_cyrillic)
}

fn without_brackets(title: &str) -> String {
    let mut depth = 0usize;
    let mut bare = String::new();
    for c in title.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    bare
}

/// The words of a title; those without a letter or a digit are none.
pub(super) fn words(title: &str) -> impl Iterator<Item = &str> {
    let pieces = title.split_inclusive(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | '/'));
    pieces.map(str::trim).filter(|word| word.contains(char::is_alphanumeric))
}
