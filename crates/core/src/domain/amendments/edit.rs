//! How a text becomes another one: some words are replaced, or the whole text is.

use crate::domain::activity::one_line;
use crate::domain::changes::{Hunk, Wording, same_text};

/// What is done to a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Words are replaced, dropped, added; each is quoted so that it occurs once in the old text.
    Words(Vec<WordEdit>),
    /// The text is given anew.
    Whole(String),
}

/// What is done to some words. All of them mean the old text, on one line, at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WordEdit {
    /// Words give way to others.
    Replace {
        /// The old words.
        old: String,
        /// The new words.
        new: String,
    },
    /// Words are dropped.
    Drop {
        /// The words.
        old: String,
    },
    /// Words are added after others.
    AddAfter {
        /// The words after which they stand.
        anchor: String,
        /// The words.
        new: String,
    },
}

/// Stretches of words that are amended one by one at most; of more the text is given anew.
const MOST_EDITS: usize = 3;
/// The share of words that may change; if more do, the text is given anew.
const MOST_CHANGED: f64 = 0.4;
/// Words of a text so short that all of it is quoted: «слова „Январь-март 2023“ заменить словами …».
const SHORT: usize = 3;
/// The same where single words cannot be quoted.
const SHORTISH: usize = 6;

impl Edit {
    /// What makes a new text of an old one; both hold words.
    pub fn of(old: &str, new: &str) -> Self {
        let wording = Wording::of(old, new);
        let is_at_most = |old, new| (1..=old).contains(&wording.old.len()) && (1..=new).contains(&wording.new.len());
        let all = || Self::Words(vec![WordEdit::Replace { old: one_line(old), new: one_line(new) }]);
        if is_at_most(SHORT, SHORTISH) {
            return all();
        }
        let words = (wording.share_changed() <= MOST_CHANGED).then(|| words(&wording)).flatten();
        // A quotation that does not lead to the new text would be worse than a long one.
        let words = words.map(Self::Words).filter(|edit| edit.apply(old).is_some_and(|made| same_text(&made, new)));
        let anew = || if is_at_most(SHORTISH, SHORTISH) { all() } else { Self::Whole(new.to_owned()) };
        words.unwrap_or_else(anew)
    }

    /// The new text; `None` if some words are not in the old one exactly once, or two edits are about the same words.
    pub fn apply(&self, old: &str) -> Option<String> {
        let edits = match self {
            Self::Whole(new) => return Some(new.clone()),
            Self::Words(edits) => edits,
        };
        let old = one_line(old);
        let mut splices = Vec::new();
        for edit in edits {
            let start = only_occurrence(&old, edit.quoted())?;
            let end = start + edit.quoted().len();
            splices.push((start, end, edit.result()));
        }
        splices.sort();
        let mut made = String::new();
        let mut at = 0;
        for (start, end, new) in splices {
            made.push_str(old.get(at..start)?);
            made.push_str(&new);
            at = end;
        }
        made.push_str(old.get(at..)?);
        Some(one_line(&made))
    }
}

impl WordEdit {
    /// The words of the old text that are named.
    pub fn quoted(&self) -> &str {
        match self {
            Self::Replace { old, .. } | Self::Drop { old } => old,
            Self::AddAfter { anchor, .. } => anchor,
        }
    }

    /// What stands in their place afterwards.
    fn result(&self) -> String {
        match self {
            Self::Replace { new, .. } => new.clone(),
            Self::Drop { .. } => String::new(),
            Self::AddAfter { anchor, new } => format!("{anchor} {new}"),
        }
    }
}

/// Where a part stands in a text, if it stands there once.
fn only_occurrence(text: &str, part: &str) -> Option<usize> {
    let first = text.find(part)?;
    // Overlapping occurrences count too.
    let step = part.chars().next()?.len_utf8();
    text.get(first + step..)?.find(part).is_none().then_some(first)
}

/// An edit for each hunk; `None` if there are too many, or some cannot be quoted without doubt.
fn words(wording: &Wording<'_>) -> Option<Vec<WordEdit>> {
    let text = wording.old.join(" ");
    let mut hunks = wording.hunks.clone();
    loop {
        if hunks.len() > MOST_EDITS {
            return None;
        }
        let edits = hunks.iter().map(|hunk| word_edit(hunk, wording, &text)).collect::<Option<Vec<_>>>()?;
        let spans = edits.iter().map(|edit| {
            let start = only_occurrence(&text, edit.quoted())?;
            Some((start, start + edit.quoted().len()))
        });
        let spans = spans.collect::<Option<Vec<_>>>()?;
        // Where one needs the words of the next to be found, they are one.
        let Some(meeting) = spans.windows(2).position(|pair| pair[0].1 >= pair[1].0) else { return Some(edits) };
        let next = hunks.remove(meeting + 1);
        hunks[meeting].reach(&next);
    }
}

/// The edit of a hunk, with as many words around it as are needed to find its place.
fn word_edit(hunk: &Hunk, wording: &Wording<'_>, text: &str) -> Option<WordEdit> {
    let mut hunk = hunk.clone();
    if hunk.old.is_empty() && hunk.old.start > 0 {
        let new = wording.new.get(hunk.new.clone())?.join(" ");
        return (0..hunk.old.start).rev().find_map(|start| {
            let anchor = wording.old.get(start..hunk.old.start)?.join(" ");
            only_occurrence(text, &anchor)?;
            Some(WordEdit::AddAfter { anchor, new: new.clone() })
        });
    }
    loop {
        let (old, new) = (wording.old.get(hunk.old.clone())?.join(" "), wording.new.get(hunk.new.clone())?.join(" "));
        if !old.is_empty() {
            let (short, short_new) = without_common_marks(&old, &new);
            for (old, new) in [(short, short_new), (&old, &new)] {
                if only_occurrence(text, old).is_some() {
                    let old = old.to_owned();
                    return Some(match new {
                        "" => WordEdit::Drop { old },
                        new => WordEdit::Replace { old, new: new.to_owned() },
                    });
                }
            }
        }
        // A word more on the left, else on the right; both wordings have it.
        if hunk.old.start > 0 && hunk.new.start > 0 {
            hunk.old.start -= 1;
            hunk.new.start -= 1;
        } else if hunk.old.end < wording.old.len() && hunk.new.end < wording.new.len() {
            hunk.old.end += 1;
            hunk.new.end += 1;
        } else {
            return None;
        }
    }
}

/// Two texts without the punctuation that both begin or end with.
fn without_common_marks<'a>(old: &'a str, new: &'a str) -> (&'a str, &'a str) {
    let (mut one, mut other) = (old, new);
    let is_mark = |c: &char| !c.is_alphanumeric() && !c.is_whitespace();
    while let (Some(c), true) =
        (one.chars().next_back().filter(is_mark), one.chars().next_back() == other.chars().next_back())
    {
        one = &one[..one.len() - c.len_utf8()];
        other = &other[..other.len() - c.len_utf8()];
    }
    while let (Some(c), true) = (one.chars().next().filter(is_mark), one.chars().next() == other.chars().next()) {
        one = &one[c.len_utf8()..];
        other = &other[c.len_utf8()..];
    }
    let says = |text: &str| text.contains(char::is_alphanumeric);
    if says(one) && says(other) { (one, other) } else { (old, new) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> String {
        match Edit::of(old, new) {
            Edit::Whole(text) => format!("= {text}"),
            Edit::Words(edits) => {
                let edit = |edit: WordEdit| match edit {
                    WordEdit::Replace { old, new } => format!("{old} → {new}"),
                    WordEdit::Drop { old } => format!("{old} →"),
                    WordEdit::AddAfter { anchor, new } => format!("{anchor} + {new}"),
                };
                edits.into_iter().map(edit).collect::<Vec<_>>().join("; ")
            }
        }
    }

    #[test]
    fn few_words_are_replaced_and_many_are_given_anew() {
        for (old, new, expected) in [
            ("Январь-март 2023", "Февраль 2023", "Январь-март 2023 → Февраль 2023"),
            (
                "Организация муниципального контроля за проведением ВПР в ШНСУ в 2023 году",
                "Организация муниципального контроля за проведением ГИА в ШНСУ в 2023 году",
                "ВПР → ГИА",
            ),
            (
                "Разработка программы сопровождения «Точка роста», утверждение порядка",
                "Разработка программы сопровождения «Кванториум», утверждение порядка",
                "Точка роста → Кванториум",
            ),
            (
                "Проведение семинаров с руководителями школ района",
                "Проведение семинаров с руководителями школ и лицеев района",
                "школ + и лицеев",
            ),
            (
                "Проведение открытых семинаров с руководителями школ района",
                "Проведение семинаров с руководителями школ района",
                "открытых →",
            ),
            // «в» alone would not be found: it takes the word before it.
            (
                "Работа в школе и в лицее нашего района в году",
                "Работа в школе и в лицее нашего района за год",
                "в году → за год",
            ),
            ("одна школа, два лицея, три сада, пять", "новая школа, два лицея, три сада, пять", "одна → новая"),
            (
                "Анализ мер по работе со школами за истекший год",
                "Подготовка справки о поддержке за этот год",
                "= Подготовка справки о поддержке за этот год",
            ),
        ] {
            assert_eq!(shown(old, new), expected);
            assert_eq!(Edit::of(old, new).apply(old).as_deref(), Some(new));
        }
    }

    #[test]
    fn words_that_stand_twice_are_told_apart() {
        let old = "отчет в школах до мая и отчет в садах до июня, отчет общий, отчет сводный, итог";
        let new = "отчет в школах до мая и справка в садах до июня, отчет общий, отчет сводный, итог";
        assert_eq!(shown(old, new), "и отчет → и справка");
        let added = "отчет в школах до мая и отчет в садах до июня, отчет общий, отчет новый сводный, итог";
        assert_eq!(shown(old, added), "общий, отчет + новый");
    }

    #[test]
    fn a_quotation_that_does_not_fit_is_refused() {
        let edit =
            Edit::of("слово первое и слово второе, и ещё много слов", "слово первое и слово третье, и ещё много слов");
        assert!(edit.apply("слово первое").is_none());
    }
}
