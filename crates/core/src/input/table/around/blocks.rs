//! Approvals, agreements and the mark of an annex: cells in one place, at the right or left of a sheet.

use super::people::{is_date, is_hint, is_line, signed};
use super::{Found, Piece, begins, fields, joined, settle_rest, text_at};
use crate::input::table::fate::Fate;
use crate::input::table::sheet::Sheet;
use crate::russian::NBSP;
use crate::schema;
use crate::tree::Node;

/// Rows that a block can have.
const MOST_ROWS: u32 = 14;

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Approval,
    Agreement,
    Annex,
}

/// The mark with which a text begins, if it is one: «УТВЕРЖДАЮ», «Утверждено приказом …», «Приложение № 1 к …».
fn mark(text: &str) -> Option<Mark> {
    let first = text.lines().next().unwrap_or_default();
    let words = first.split_whitespace().count();
    let by_act = |text: &str| {
        let text = text.to_lowercase();
        ["приказ", "постановлени", "распоряжени", "решени", "протокол", "заседани", "совет", "собрани"]
            .iter()
            .any(|act| text.contains(act))
    };
    if begins(first, &["приложение"]) {
        let rest = first.to_lowercase();
        let is_mark = words <= 3 || rest.contains(" к ") || rest.contains('№');
        return is_mark.then_some(Mark::Annex);
    }
    let kind = if begins(first, &["утвержда", "утвержден", "утверждён"]) {
        Mark::Approval
    } else if begins(
        first,
        &["согласован", "согласую", "принят", "рассмотрен", "одобрен", "учтено мнение", "мотивированное мнение"],
    ) {
        Mark::Agreement
    } else {
        return None;
    };
    (words <= 2 || by_act(text) || text.lines().count() > 1 && words <= 3).then_some(kind)
}

/// Whether a cell begins a block.
pub(in crate::input) fn is_mark(text: &str) -> bool {
    mark(text).is_some()
}

/// Takes the blocks out of the pieces.
pub(super) fn take(sheet: &Sheet, pieces: &mut Vec<Piece>, ends_block: &dyn Fn(&str) -> bool) -> Vec<Found> {
    let mut found = Vec::new();
    while let Some(at) = pieces.iter().position(|piece| mark(&piece.text).is_some()) {
        let Some(kind) = pieces.get(at).and_then(|piece| mark(&piece.text)) else { break };
        let members = members(pieces, at, ends_block);
        let mut block = Vec::new();
        let mut at = 0;
        pieces.retain(|piece| {
            let is_member = members.contains(&at);
            at += 1;
            if is_member {
                block.push(piece.clone());
            }
            !is_member
        });
        found.extend(self::block(sheet, kind, &block));
    }
    found
}

/// The pieces that belong to the block that begins at `start`.
fn members(pieces: &[Piece], start: usize, ends_block: &dyn Fn(&str) -> bool) -> Vec<usize> {
    let Some(first) = pieces.get(start) else { return Vec::new() };
    // The next block in the same row, or one that begins further right in a row below, ends it at the right.
    let right = pieces
        .iter()
        .filter(|piece| piece.at.row <= first.at.row + 3 && piece.at.column > first.at.column && is_mark(&piece.text))
        .map(|piece| piece.at.column)
        .min()
        .unwrap_or(u32::MAX);
    // Cells in the middle of a sheet are often set a column off.
    let left = if first.at.column >= 2 { first.at.column - 1 } else { first.at.column };
    let is_left_block = |piece: &Piece| {
        piece.at.row <= first.at.row
            && piece.at.column < first.at.column
            && piece.last_column >= left
            && is_mark(&piece.text)
    };
    let left = if pieces.iter().any(is_left_block) { first.at.column } else { left };
    let mut members = vec![start];
    let mut last_row = first.at.row;
    let mut is_complete = is_complete(&first.text);
    for (at, piece) in pieces.iter().enumerate().skip(start + 1) {
        let is_inside = (left..right).contains(&piece.at.column) && (piece.last_column < right || right == u32::MAX);
        if piece.at.row > first.at.row + MOST_ROWS {
            break;
        }
        if !is_inside {
            // A title over the whole width ends every block.
            if piece.at.row > first.at.row && piece.at.column <= left && piece.last_column > first.at.column {
                break;
            }
            continue;
        }
        let is_new_row = piece.at.row > last_row;
        let gap = piece.at.row - last_row;
        if is_mark(&piece.text) || ends_block(&piece.text) || gap > 2 || gap == 2 && is_complete {
            break;
        }
        if is_new_row && is_complete && !is_date(&piece.text) {
            break;
        }
        members.push(at);
        last_row = piece.at.row;
        is_complete |= self::is_complete(&piece.text);
    }
    members
}

/// Whether a block is whole with this line: it has its date, or the act with date and number.
fn is_complete(text: &str) -> bool {
    let last = text.lines().last().unwrap_or_default().trim();
    is_date(last)
        || (begins(text, &["утвержден", "утверждён", "приложение", "принят", "согласован"]) || begins(text, &["от "]))
            && act_tail(text).is_some()
}

fn block(sheet: &Sheet, kind: Mark, pieces: &[Piece]) -> Option<Found> {
    let first = pieces.first()?;
    // What holds words together is no part of them.
    let whole = pieces.iter().map(|piece| piece.text.replace(['\n', NBSP], " ")).collect::<Vec<_>>().join(" ");
    if kind == Mark::Annex {
        return annex(sheet, pieces, &whole);
    }
    let lines: Vec<(usize, &str)> = pieces
        .iter()
        .enumerate()
        .flat_map(|(at, piece)| piece.text.lines().map(move |line| (at, line.trim())))
        .filter(|(_, line)| !line.is_empty())
        .collect();
    let key = if kind == Mark::Approval { schema::APPROVAL } else { schema::AGREEMENT };
    let by_act_word = |whole: &str| {
        let second = whole.split_whitespace().nth(1).unwrap_or_default();
        begins(second, &["приказом", "постановлением", "распоряжением", "решением", "протоколом"])
    };
    let open = || by_act_word(&whole).then_some(ActTail { start: whole.len(), date: None, number: None });
    let value = match act_tail(&whole).or_else(open) {
        Some(act) if !lines.iter().any(|(_, line)| is_signed_by_hand(line)) => by_act(sheet, pieces, &whole, act),
        _ => by_person(sheet, pieces, &lines)?,
    };
    // Lines that are no values of their own are a part of the post.
    let post = value.get(schema::POST).and_then(|entry| sheet.cell_of(&entry.value.place));
    // That a seal or a signature belongs there is printed nowhere, and told.
    for piece in pieces.iter().filter(|piece| !is_hint(&piece.text)) {
        sheet.settle(piece.at, Fate::With(post.unwrap_or(first.at)));
    }
    Some(Found::new(key, value, first.at))
}

/// Whether a line is left for a signature; the blanks of an act that has no date and number yet are none.
fn is_signed_by_hand(line: &str) -> bool {
    let is_of_act = line.contains('№') || begins(line, &["от "]);
    is_line(line) || line.contains("___") && !is_of_act
}

/// «УТВЕРЖДАЮ», post, line and name, date.
fn by_person(sheet: &Sheet, pieces: &[Piece], lines: &[(usize, &str)]) -> Option<Node> {
    let first = pieces.first()?;
    let place = |at: usize| pieces.get(at).unwrap_or(first);
    let mut post: Vec<(usize, String)> = Vec::new();
    let mut name: Option<(usize, String)> = None;
    let mut date: Option<(usize, &str)> = None;
    let mark = lines.first().map(|(_, line)| line.trim_end_matches(':').trim_matches(['«', '»', '"']).to_owned());
    for &(at, line) in lines.iter().skip(1) {
        if is_line(line) {
            continue;
        }
        if is_date(line) && date.is_none() {
            date = Some((at, line));
        } else if name.is_none()
            && let Some(signed) = signed(line)
        {
            if !signed.post.is_empty() {
                post.push((at, signed.post));
            }
            name = Some((at, signed.name));
        } else {
            post.push((at, line.trim_matches('_').trim().to_owned()));
        }
    }
    let post_place = post.first().map_or(0, |(at, _)| *at);
    let post_text: Vec<String> = post.into_iter().map(|(_, line)| line).collect();
    let post = (!post_text.is_empty()).then(|| text_at(sheet, place(post_place), post_text.join("\n")));
    Some(fields(
        vec![
            (schema::MARK, mark.map(|mark| text_at(sheet, first, mark))),
            (schema::POST, post),
            (schema::PERSON, name.map(|(at, name)| text_at(sheet, place(at), name))),
            // A date that is left open as a whole is printed so by itself; the year or day that somebody has typed stays.
            (
                schema::DATE,
                date.filter(|(_, date)| !date.contains("__") || date.contains(|c: char| c.is_ascii_digit()))
                    .map(|(at, date)| text_at(sheet, place(at), date)),
            ),
        ],
        sheet.at(first.at),
    ))
}

/// The end of a text that names an act: where it begins, its date and its number.
#[derive(Clone, Copy)]
struct ActTail<'t> {
    start: usize,
    date: Option<&'t str>,
    number: Option<&'t str>,
}

/// «… от 14.04.2025 г. № 10» at the end of a text.
fn act_tail(text: &str) -> Option<ActTail<'_>> {
    let text = text.trim_end();
    let number_at = text.rfind('№').or_else(|| text.rfind(" N "));
    let (head, number) = match number_at {
        Some(at) if text.get(at..)?.chars().count() <= 24 => {
            let number =
                text.get(at..)?.trim_start_matches(['№', 'N', ' ', '\u{a0}']).trim_matches([' ', '_', '.', ')']);
            (text.get(..at)?, Some(number).filter(|number| !number.is_empty()))
        }
        _ => (text, None),
    };
    let from = head.rfind(" от ").map(|at| (at, at + " от ".len()));
    let from = from.or_else(|| head.starts_with("от ").then_some((0, "от ".len())));
    let (start, behind) = from?;
    let typed = head.get(behind..)?.trim();
    let date = typed.trim_end_matches("г.").trim_end_matches("года").trim();
    let is_blank = date.chars().all(|c| "_«»\"“” ".contains(c) || c.is_ascii_digit() && date.contains('_'));
    if !is_blank && !is_date(date) {
        return None;
    }
    Some(ActTail { start, date: (!is_blank).then_some(typed), number })
}

/// An act as «приказа Отдела от 01.02.2023 № 12»: what it is, its date and its number.
pub(super) fn act(text: &str) -> Option<(&str, Option<&str>, Option<&str>)> {
    let tail = act_tail(text)?;
    let document = text.get(..tail.start)?.trim();
    (!document.is_empty()).then_some((document, tail.date, tail.number))
}

/// «Утверждено приказом … от … № …».
fn by_act(sheet: &Sheet, pieces: &[Piece], whole: &str, act: ActTail<'_>) -> Node {
    let Some(first) = pieces.first() else { return Node::text("", sheet.place()) };
    let head = whole.get(..act.start).unwrap_or_default().trim();
    let (mark, document) = head.split_once(char::is_whitespace).unwrap_or((head, ""));
    let text = |text: &str| (!text.trim().is_empty()).then(|| text_at(sheet, first, text.trim()));
    fields(
        vec![
            (schema::MARK, text(mark.trim_end_matches(':'))),
            (schema::DOCUMENT, text(document)),
            (schema::DATE, act.date.and_then(text)),
            (schema::NUMBER, act.number.and_then(text)),
        ],
        sheet.at(first.at),
    )
}

/// «Приложение № 1 к приказу … от … № …».
fn annex(sheet: &Sheet, pieces: &[Piece], whole: &str) -> Option<Found> {
    let first = pieces.first()?;
    let rest = whole.split_once(char::is_whitespace).map_or("", |(_, rest)| rest).trim();
    let (number, document) = match rest.strip_prefix("к ") {
        Some(document) => ("", document),
        None => rest.split_once(" к ").unwrap_or((rest, "")),
    };
    let act = act_tail(document);
    let (document, date, number_of_act) = match &act {
        Some(act) => (document.get(..act.start).unwrap_or_default(), act.date, act.number),
        None => (document, None, None),
    };
    let number = number.trim_start_matches(['№', 'N', ' ', '\u{a0}']).trim();
    let text = |text: &str| (!text.trim().is_empty()).then(|| text_at(sheet, first, text.trim()));
    if document.trim().is_empty() {
        // «Приложение» alone says nothing that could be printed as such a mark.
        let pieces: Vec<&Piece> = pieces.iter().collect();
        return Some(Found::new(schema::PREAMBLE, joined(sheet, &pieces, " ")?, first.at));
    }
    settle_rest(sheet, pieces);
    let value = fields(
        vec![
            (schema::NUMBER, text(number)),
            (schema::DOCUMENT, text(document)),
            (schema::DATE, date.and_then(text)),
            (schema::ACT_NUMBER, number_of_act.and_then(text)),
        ],
        sheet.at(first.at),
    );
    Some(Found::new(schema::ANNEX_TO, value, first.at))
}
