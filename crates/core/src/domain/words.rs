//! Words of a text with their positions.

/// A run of letters and digits, with the hyphens inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word<'a> {
    pub text: &'a str,
    /// Byte offset.
    pub at: usize,
}

impl Word<'_> {
    pub(crate) fn end(&self) -> usize {
        self.at + self.text.len()
    }
}

/// Cuts a text into words; hyphens part words too.
pub(crate) fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text[rest..].find(is_of_word)?;
        let end = text[start..].find(|c| !is_of_word(c)).map_or(text.len(), |length| start + length);
        rest = end;
        Some(Word { text: &text[start..end], at: start })
    })
}

/// Letters and digits, Russian letters at once: looked up in the tables of all alphabets they took a third of a whole check.
fn is_of_word(c: char) -> bool {
    matches!(c, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё') || c.is_alphanumeric()
}

/// Lower case, ё as е.
pub(crate) fn fold(word: &str) -> String {
    word.to_lowercase().replace('ё', "е")
}

/// Any sign that is used as a hyphen or a dash.
pub(crate) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−')
}

/// Any sign that is used as a quotation mark.
pub(crate) fn is_quote(c: char) -> bool {
    matches!(c, '«' | '»' | '"' | '“' | '”' | '„' | '\'' | '’')
}

/// Letters of a word that count when texts are compared: what follows is its ending.
const STEM: usize = 6;

/// A word without its ending, folded.
pub(crate) fn stem(word: &str) -> String {
    fold(word).chars().take(STEM).collect()
}

/// Whether a word says something by itself: a number, an abbreviation, or a word of more than three letters.
pub(crate) fn is_telling(word: &str) -> bool {
    word.contains(|c: char| c.is_ascii_digit()) || word.chars().count() > 3 || word.chars().all(char::is_uppercase)
}
