//! Which words of two texts differ.

/// Words that stand in one text in place of others in the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What stands in the document.
    pub found: String,
    /// What should stand there.
    pub expected: String,
}

/// Words of a text beyond which only its ends are compared: a page has some hundreds.
const MANY: usize = 3000;

/// The places at which two texts differ, in their order.
pub(super) fn changes(found: &str, expected: &str) -> Vec<Change> {
    let (found, expected) = (words(found), words(expected));
    let start = found.iter().zip(&expected).take_while(|(one, other)| one == other).count();
    let (found, expected) = (&found[start..], &expected[start..]);
    let end = found.iter().rev().zip(expected.iter().rev()).take_while(|(one, other)| one == other).count();
    let (found, expected) = (&found[..found.len() - end], &expected[..expected.len() - end]);
    let change =
        |found: &[String], expected: &[String]| Change { found: found.join(" "), expected: expected.join(" ") };
    if found.is_empty() && expected.is_empty() {
        return Vec::new();
    }
    if found.len() > MANY || expected.len() > MANY {
        return vec![change(found, expected)];
    }
    let common = common(found, expected);
    let mut changes = Vec::new();
    let mut from = (0, 0);
    for to in common.into_iter().chain([(found.len(), expected.len())]) {
        if from != to {
            changes.push(change(&found[from.0..to.0], &expected[from.1..to.1]));
        }
        from = (to.0 + 1, to.1 + 1);
    }
    changes
}

/// The words of a text without soft hyphens, which stand where a line ends.
fn words(text: &str) -> Vec<String> {
    text.replace('\u{ad}', "").split_whitespace().map(str::to_owned).collect()
}

/// The places of the words that both have in the same order, as many of them as possible.
fn common(one: &[String], other: &[String]) -> Vec<(usize, usize)> {
    let width = other.len() + 1;
    // How many words the rests have in common from each pair of places on.
    let mut lengths = vec![0_u16; (one.len() + 1) * width];
    for at in (0..one.len()).rev() {
        for other_at in (0..other.len()).rev() {
            lengths[at * width + other_at] = if one[at] == other[other_at] {
                lengths[(at + 1) * width + other_at + 1] + 1
            } else {
                lengths[(at + 1) * width + other_at].max(lengths[at * width + other_at + 1])
            };
        }
    }
    let (mut at, mut other_at) = (0, 0);
    let mut common = Vec::new();
    while at < one.len() && other_at < other.len() {
        if one[at] == other[other_at] {
            common.push((at, other_at));
            at += 1;
            other_at += 1;
        } else if lengths[(at + 1) * width + other_at] >= lengths[at * width + other_at + 1] {
            at += 1;
        } else {
            other_at += 1;
        }
    }
    common
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differing_words_are_told_in_their_places() {
        let told = |found, expected| {
            let changes = changes(found, expected);
            changes.iter().map(|change| format!("{}/{}", change.found, change.expected)).collect::<Vec<_>>()
        };
        assert_eq!(told("один два три", "один два три"), <[String; 0]>::default());
        assert_eq!(told("до 1 мая 2023", "до 1 марта 2023"), ["мая/марта"]);
        assert_eq!(told("а б в г д", "а х в д е"), ["б/х", "г/", "/е"]);
        assert_eq!(told("", "весь текст"), ["/весь текст"]);
        assert_eq!(told("обра\u{ad} зование", "обра\u{ad} зование"), <[String; 0]>::default());
    }
}
