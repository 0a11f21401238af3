//! How a list in a cell becomes another one: each of its paragraphs («- …;») is amended by itself.

use super::edit::{Edit, MOST_EDITS, WordEdit};
use crate::domain::activity::one_line;
use crate::domain::changes::{partners, same_text};

/// What is done to paragraphs of a list. Places are those of the old list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineEdit {
    /// Paragraphs are added.
    Add {
        /// After which one; before all of them if there is none.
        after: Option<usize>,
        /// Their texts.
        lines: Vec<String>,
    },
    /// A paragraph is dropped.
    Drop {
        /// Which one.
        at: usize,
    },
    /// A paragraph is reworded.
    Reword {
        /// Which one.
        at: usize,
        /// How.
        edit: Edit,
    },
}

/// The paragraphs of a text that lists something: what stands before the first item, and the items, each with the lines
/// that continue it. `None` if there are no two of them.
pub fn list(text: &str) -> Option<Vec<String>> {
    let mut list: Vec<String> = Vec::new();
    for line in text.lines().map(one_line).filter(|line| !line.is_empty()) {
        match list.last_mut() {
            Some(last) if !is_item(&line) => {
                last.push(' ');
                last.push_str(&line);
            }
            _ => list.push(line),
        }
    }
    (list.len() > 1).then_some(list)
}

/// Whether a line begins as an item does: «- …», «• …», «1) …», «а) …». «15.03.2023» and «2023» do not.
pub(crate) fn is_item(line: &str) -> bool {
    if line.starts_with(['-', '–', '—', '•', '·']) {
        return true;
    }
    let letter = line.chars().next().filter(|c| c.is_alphabetic());
    let label = match letter {
        Some(letter) => letter.len_utf8(),
        None => line.bytes().take_while(u8::is_ascii_digit).count(),
    };
    let mut rest = line.get(label..).unwrap_or_default().chars();
    let mark = rest.next();
    let is_marked = mark == Some(')') || mark == Some('.') && letter.is_none();
    label > 0 && is_marked && !rest.next().is_some_and(|c| c.is_ascii_digit())
}

/// What makes a new list of an old one; `None` if one of them is no list, or most of it is new.
pub(super) fn between(old: &str, new: &str) -> Option<Vec<LineEdit>> {
    let (old, new) = (list(old)?, list(new)?);
    let partners = partners(&old, &new);
    let mut edits: Vec<LineEdit> = Vec::new();
    let mut after = None;
    for (line, partner) in new.iter().zip(&partners) {
        match (partner, edits.last_mut()) {
            (Some(at), _) => {
                after = Some(*at);
                if !same_text(&old[*at], line) {
                    edits.push(LineEdit::Reword { at: *at, edit: reword(&old[*at], line) });
                }
            }
            (None, Some(LineEdit::Add { after: known, lines })) if *known == after => lines.push(line.clone()),
            (None, _) => edits.push(LineEdit::Add { after, lines: vec![line.clone()] }),
        }
    }
    let dropped = (0..old.len()).filter(|at| !partners.contains(&Some(*at)));
    edits.extend(dropped.map(|at| LineEdit::Drop { at }));
    edits.sort_by_key(LineEdit::place);
    let touched = edits.iter().filter(|edit| !matches!(edit, LineEdit::Add { .. })).count();
    (edits.len() <= MOST_EDITS && 2 * touched <= old.len()).then_some(edits)
}

/// What makes another paragraph of one. The mark of an item («-») is not quoted where both have the same.
fn reword(old: &str, new: &str) -> Edit {
    let parts = (old.split_once(' '), new.split_once(' '));
    let edit = match parts {
        (Some((mark, text)), Some((same, reworded))) if mark == same && is_item(old) => Edit::of(text, reworded),
        _ => return Edit::of(old, new),
    };
    let leads_there = matches!(edit, Edit::Words(_)) && edit.apply(old).is_some_and(|made| same_text(&made, new));
    if leads_there { edit } else { Edit::of(old, new) }
}

/// The new list; `None` if an edit does not fit.
pub(super) fn apply(edits: &[LineEdit], old: &str) -> Option<String> {
    let old = list(old)?;
    let mut lines: Vec<Vec<String>> = old.iter().map(|line| vec![line.clone()]).collect();
    let mut first = Vec::new();
    for edit in edits {
        match edit {
            LineEdit::Add { after: None, lines: added } => first.extend_from_slice(added),
            LineEdit::Add { after: Some(after), lines: added } => lines.get_mut(*after)?.extend_from_slice(added),
            LineEdit::Drop { at } => drop(lines.get_mut(*at)?.remove(0)),
            LineEdit::Reword { at, edit } => lines.get_mut(*at)?[0] = edit.apply(old.get(*at)?)?,
        }
    }
    first.extend(lines.into_iter().flatten());
    Some(first.join("\n"))
}

/// The words that are amended, if nothing else is done to the paragraphs.
pub(super) fn words(edits: &[LineEdit]) -> Option<Vec<WordEdit>> {
    let words = edits.iter().map(|edit| match edit {
        LineEdit::Reword { edit: Edit::Words(words), .. } => Some(words.clone()),
        _ => None,
    });
    words.collect::<Option<Vec<_>>>().map(|words| words.concat())
}

impl LineEdit {
    /// Where it belongs among the old paragraphs: at one, or after it.
    fn place(&self) -> (usize, bool) {
        match self {
            Self::Add { after, .. } => (after.unwrap_or_default(), after.is_some()),
            Self::Drop { at } | Self::Reword { at, .. } => (*at, false),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "Паспорта школ:\n- кадры;\n- результаты ВПР, ОГЭ, ЕГЭ\nза три года;\n- социальный паспорт";

    #[test]
    fn a_text_with_items_is_a_list() {
        assert_eq!(
            list(LIST).unwrap(),
            ["Паспорта школ:", "- кадры;", "- результаты ВПР, ОГЭ, ЕГЭ за три года;", "- социальный паспорт"]
        );
        assert_eq!(list("1) раз\n2) два").unwrap().len(), 2);
        assert_eq!(list("а) раз\nб) два").unwrap().len(), 2);
        for text in ["15.03.2023,\n20.04.2023", "2023\n2024", "Отдел,\nшколы", "- один", ""] {
            assert_eq!(list(text), None, "{text}");
        }
    }

    #[test]
    fn paragraphs_are_added_dropped_and_reworded() {
        let add = |after, line: &str| LineEdit::Add { after: Some(after), lines: vec![line.to_owned()] };
        for (new, expected) in [
            (LIST.replace("- соц", "- база школ;\n- соц"), vec![add(2, "- база школ;")]),
            (LIST.replace("- кадры;\n", ""), vec![LineEdit::Drop { at: 1 }]),
            (
                LIST.replace("паспорт", "паспорт;\n- база школ"),
                vec![
                    LineEdit::Reword { at: 3, edit: Edit::Words(vec![WordEdit::AddAtEnd { new: ";".to_owned() }]) },
                    add(3, "- база школ"),
                ],
            ),
        ] {
            let edits = between(LIST, &new).unwrap();
            assert_eq!(edits, expected);
            assert_eq!(list(&apply(&edits, LIST).unwrap()), list(&new));
        }
        assert_eq!(between(LIST, "Другое:\n- совсем;\n- иное дело"), None);
    }
}
