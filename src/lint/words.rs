//! Words of a text with their positions.

/// A run of letters and digits, with the hyphens inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word<'a> {
    pub text: &'a str,
    /// Byte offset.
    pub at: usize,
}

impl Word<'_> {
    pub(super) fn end(&self) -> usize {
        self.at + self.text.len()
    }
}

/// Cuts a text into words; hyphens part words too.
pub(super) fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text[rest..].find(char::is_alphanumeric)?;
        let end = text[start..].find(|c: char| !c.is_alphanumeric()).map_or(text.len(), |length| start + length);
        rest = end;
        Some(Word { text: &text[start..end], at: start })
    })
}

/// Lower case, ё as е.
pub(super) fn fold(word: &str) -> String {
    word.to_lowercase().replace('ё', "е")
}

/// Any sign that is used as a hyphen or a dash.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−')
}

/// Any sign that is used as a quotation mark.
pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '«' | '»' | '"' | '“' | '”' | '„' | '\'' | '’')
}
