//! How a text becomes another one: some words are replaced, or the whole text is.

use super::lines::{self, LineEdit};
use crate::domain::activity::one_line;
use crate::domain::changes::{Hunk, Wording, same_text};

/// What is done to a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Words are replaced, dropped, added; each is quoted so that it occurs once in the old text.
    Words(Vec<WordEdit>),
    /// Paragraphs of a list are added, dropped, reworded.
    Lines(Vec<LineEdit>),
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
    /// Words are added before others.
    AddBefore {
        /// The words before which they stand.
        anchor: String,
        /// The words.
        new: String,
    },
    /// Words that begin with a mark are added at the end.
    AddAtEnd {
        /// The words: «, школы».
        new: String,
    },
}

/// Stretches of words that are amended one by one at most; of more the text is given anew.
pub(super) const MOST_EDITS: usize = 3;
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
        let all_of_it = Hunk { old: 0..wording.old.len(), new: 0..wording.new.len() };
        if let Some(added) = addition(&all_of_it, &wording, &one_line(old)) {
            return Self::Words(vec![added]);
        }
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

    /// What makes a new cell of an old one. Words never run over the paragraphs of a list, and none of these gets lost.
    pub fn of_cell(old: &str, new: &str) -> Self {
        let (old_list, new_list) = (lines::list(old), lines::list(new));
        if old_list.is_none() && new_list.is_none() {
            return Self::of(old, new);
        }
        let edits = lines::between(old, new).unwrap_or_default();
        // Where words of the cell do, the paragraph need not be named.
        let words = lines::words(&edits).map(Self::Words);
        let words = words.filter(|edit| edit.apply(old).is_some_and(|made| same_text(&made, new)));
        let edit = words.unwrap_or(Self::Lines(edits));
        let leads_there = match &edit {
            Self::Lines(_) => edit.apply(old).is_some_and(|made| lines::list(&made) == new_list),
            _ => true,
        };
        if leads_there { edit } else { Self::Whole(new.to_owned()) }
    }

    /// The new text; `None` if some words are not in the old one exactly once, or two edits are about the same words.
    pub fn apply(&self, old: &str) -> Option<String> {
        let edits = match self {
            Self::Whole(new) => return Some(new.clone()),
            Self::Lines(edits) => return lines::apply(edits, old),
            Self::Words(edits) => edits,
        };
        let old = one_line(old);
        let splices = edits.iter().map(|edit| Some((edit.span(&old)?, edit.result())));
        let mut splices = splices.collect::<Option<Vec<_>>>()?;
        splices.sort();
        let mut made = String::new();
        let mut at = 0;
        for ((start, end), new) in splices {
            made.push_str(old.get(at..start)?);
            made.push_str(&new);
            at = end;
        }
        made.push_str(old.get(at..)?);
        Some(one_line(&made))
    }
}

impl WordEdit {
    /// The words of the old text that are named; none of them where words are added at its end.
    pub fn quoted(&self) -> &str {
        match self {
            Self::Replace { old, .. } | Self::Drop { old } => old,
            Self::AddAfter { anchor, .. } | Self::AddBefore { anchor, .. } => anchor,
            Self::AddAtEnd { .. } => "",
        }
    }

    /// Where these words stand; `None` if they do not stand there once.
    fn span(&self, text: &str) -> Option<(usize, usize)> {
        if let Self::AddAtEnd { .. } = self {
            return Some((text.len(), text.len()));
        }
        let start = only_occurrence(text, self.quoted())?;
        Some((start, start + self.quoted().len()))
    }

    /// What stands in their place afterwards.
    fn result(&self) -> String {
        match self {
            Self::Replace { new, .. } | Self::AddAtEnd { new } => new.clone(),
            Self::Drop { .. } => String::new(),
            Self::AddAfter { anchor, new } if begins_with_mark(new) => format!("{anchor}{new}"),
            Self::AddAfter { anchor, new } => format!("{anchor} {new}"),
            Self::AddBefore { anchor, new } => format!("{new} {anchor}"),
        }
    }
}

/// Whether a text begins with a mark that stands at the end of the word before it.
fn begins_with_mark(text: &str) -> bool {
    text.starts_with([',', '.', ';', ':', '!', '?', ')', '»', '…'])
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
        let spans = edits.iter().map(|edit| edit.span(&text));
        let spans = spans.collect::<Option<Vec<_>>>()?;
        // Where one needs the words of the next to be found, they are one.
        let Some(meeting) = spans.windows(2).position(|pair| pair[0].1 >= pair[1].0) else { return Some(edits) };
        let next = hunks.remove(meeting + 1);
        hunks[meeting].reach(&next);
    }
}

/// The edit of a hunk, with as many words around it as are needed to find its place.
fn word_edit(hunk: &Hunk, wording: &Wording<'_>, text: &str) -> Option<WordEdit> {
    if let Some(added) = addition(hunk, wording, text) {
        return Some(added);
    }
    let mut hunk = hunk.clone();
    take_preposition(&mut hunk, wording);
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

/// The edit of a hunk in which words are only added, in one place.
fn addition(hunk: &Hunk, wording: &Wording<'_>, text: &str) -> Option<WordEdit> {
    let (before, after) = (wording.old.get(..hunk.old.start)?.join(" "), wording.old.get(hunk.old.end..)?.join(" "));
    let (old, new) = (wording.old.get(hunk.old.clone())?.join(" "), wording.new.get(hunk.new.clone())?.join(" "));
    let wanted = one_line(&format!("{before} {new} {after}"));
    let start = if before.is_empty() || old.is_empty() { before.len() } else { before.len() + 1 };
    let shared = |pairs: &mut dyn Iterator<Item = (char, char)>| -> usize {
        pairs.take_while(|(one, other)| one == other).map(|(c, _)| c.len_utf8()).sum()
    };
    let last = shared(&mut old.chars().zip(new.chars()));
    let first = old.len() - shared(&mut old.chars().rev().zip(new.chars().rev()));
    // The last place that fits: what words have in common before it is not said again.
    let mut places = (first..=last).rev().filter(|at| old.is_char_boundary(*at));
    places.find_map(|at| {
        let added = new.strip_prefix(old.get(..at)?)?.strip_suffix(old.get(at..)?)?.trim();
        let (left, right) = text.split_at_checked(start + at)?;
        // Never within a word, nor within «15.03» or «п/п».
        let ends_word = right.split(' ').next().is_none_or(|rest| !rest.contains(char::is_alphanumeric));
        let is_place = ends_word || left.is_empty() || left.ends_with(' ');
        let edit =
            Some(added).filter(|added| is_place && !added.is_empty()).and_then(|added| add(added, left, right))?;
        (Edit::Words(vec![edit.clone()]).apply(text)? == wanted).then_some(edit)
    })
}

/// Words that are added between two parts of a text.
fn add(new: &str, left: &str, right: &str) -> Option<WordEdit> {
    let text = one_line(&format!("{left}{right}"));
    let (left, new) = (left.trim_end(), new.to_owned());
    if right.trim().is_empty() && !left.is_empty() && begins_with_mark(&new) {
        return Some(WordEdit::AddAtEnd { new });
    }
    let is_found = |anchor: &&str| only_occurrence(&text, anchor).is_some();
    let starts = left.rmatch_indices(' ').map(|(at, _)| at + 1).chain([0]);
    if let Some(anchor) = starts.filter_map(|at| left.get(at..)).find(is_found) {
        return Some(WordEdit::AddAfter { anchor: anchor.to_owned(), new });
    }
    let right = right.trim_start();
    let ends = right.match_indices(' ').map(|(at, _)| at).chain([right.len()]);
    let anchor = ends.filter_map(|at| right.get(..at)).find(is_found)?;
    Some(WordEdit::AddBefore { anchor: anchor.to_owned(), new })
}

/// «28.12.2025 № 714-п» is quoted with the preposition before it.
fn take_preposition(hunk: &mut Hunk, wording: &Wording<'_>) {
    const PREPOSITIONS: [&str; 13] = ["от", "до", "с", "со", "по", "к", "ко", "в", "во", "на", "за", "из", "о"];
    let words = wording.old.get(hunk.old.clone()).unwrap_or_default();
    let begins_with_figure = words.len() > 1 && words[0].starts_with(|c: char| c.is_ascii_digit());
    let says_more = words.iter().any(|word| word.contains(|c: char| c.is_alphabetic() || c == '№'));
    let before = hunk.old.start.checked_sub(1).map(|at| wording.old[at].to_lowercase());
    let is_preposition = before.is_some_and(|before| PREPOSITIONS.contains(&before.as_str()));
    if begins_with_figure && says_more && is_preposition && hunk.new.start > 0 {
        hunk.old.start -= 1;
        hunk.new.start -= 1;
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
            Edit::Lines(lines) => format!("{lines:?}"),
            Edit::Words(edits) => {
                let edit = |edit: WordEdit| match edit {
                    WordEdit::Replace { old, new } => format!("{old} → {new}"),
                    WordEdit::Drop { old } => format!("{old} →"),
                    WordEdit::AddAfter { anchor, new } => format!("{anchor} + {new}"),
                    WordEdit::AddBefore { anchor, new } => format!("{new} + {anchor}"),
                    WordEdit::AddAtEnd { new } => format!("+ {new}"),
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
    fn words_are_added_wherever_none_is_replaced() {
        for (old, new, expected) in [
            ("Дефициты педагогических кадров.", "Дефициты педагогических кадров школ округа.", "кадров + школ округа"),
            ("Дефициты кадров, опыт школ", "Дефициты кадров округа, опыт школ", "кадров + округа"),
            ("ОО", "ОО, ГБУ ДПО «Центр»", "+ , ГБУ ДПО «Центр»"),
            ("Управление, руководители ОО", "Управление, руководители ОО, ГБУ ДПО", "+ , ГБУ ДПО"),
            ("центр «Точка роста», школы", "центр «Точка роста и ума», школы", "роста + и ума"),
            ("15.03.2023", "до 15.03.2023", "до + 15.03.2023"),
            ("План работы", "План работы отдела", "работы + отдела"),
            ("Отдел школы", "Отдел, школы", "Отдел + ,"),
            // Nothing is added within a word.
            ("Февраль 2023", "Февраль-март 2023", "Февраль 2023 → Февраль-март 2023"),
            ("школа", "школа-интернат", "школа → школа-интернат"),
        ] {
            assert_eq!(shown(old, new), expected);
            assert_eq!(Edit::of(old, new).apply(old).as_deref(), Some(new));
        }
    }

    #[test]
    fn a_date_is_quoted_with_its_preposition() {
        let old =
            "разработана в соответствии с постановлением Правительства области от 28.12.2025 № 714-п о развитии школ";
        let new = old.replace("28.12.2025 № 714-п", "30.01.2027 № 12-п");
        assert_eq!(shown(old, &new), "от 28.12.2025 № 714-п → от 30.01.2027 № 12-п");
        // Figures alone need none.
        let new = old.replace("28.12.2025", "29.12.2025");
        assert_eq!(shown(old, &new), "28.12.2025 → 29.12.2025");
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
