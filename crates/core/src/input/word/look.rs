//! What the place of a text on the page says, in documents of every kind.

/// Blanks or tabs with which a text is pushed to the right.
const PUSHED: usize = 25;
/// How many blanks a tab is worth.
const TAB: usize = 6;

/// Whether something begins so far from the left that it stands at the right.
pub(super) fn is_far(indent: i64, width: i64) -> bool {
    indent * 100 > width * 35
}

/// Whether a text was pushed to the right by blanks or tabs.
pub(super) fn is_pushed(text: &str) -> bool {
    let lead = text.chars().take_while(|c| c.is_whitespace());
    lead.map(|c| if c == '\t' { TAB } else { 1 }).sum::<usize>() >= PUSHED
}

/// Whether a text with fields of pages says nothing else: «Стр. 2 из 5», «– 2 –».
pub(super) fn is_about_pages(text: &str, paged: usize) -> bool {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let is_known = |word: &str| {
        let word = word.to_lowercase();
        ["с", "стр", "страница", "лист", "из", "page", "of"].contains(&word.as_str())
    };
    let digits = text.chars().filter(char::is_ascii_digit).count();
    digits <= paged && words.into_iter().all(is_known)
}
