//! Approvals, agreements and the mark of an annex: cells in one place, at the right or left of a sheet.

use super::below::POSTS;
use super::people::{is_date, is_line, signed};
use super::{Found, Piece, begins, fields, joined, settle_rest, text_at};
use crate::domain::names::is_name;
use crate::input::table::fate::Fate;
use crate::input::table::sheet::Sheet;
use crate::russian::NBSP;
use crate::schema;
use crate::tree::{Node, Value};

/// Rows that a block can have.
const MOST_ROWS: u32 = 14;

/// Quotation marks that offices put around the word of a mark.
const QUOTES: [char; 7] = ['«', '»', '"', '“', '”', '„', '\''];

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Approval,
    Agreement,
    Annex,
}

/// The mark with which a text begins, if it is one: «УТВЕРЖДАЮ», «Утверждено приказом …», «Приложение № 1 к …».
fn mark(text: &str) -> Option<Mark> {
    // «Утверждаю» in quotation marks is as usual as without.
    let first = text.lines().next().unwrap_or_default().trim_start().trim_start_matches(QUOTES);
    let words = || first.split_whitespace().count();
    let by_act = |text: &str| {
        let text = text.to_lowercase();
        ["приказ", "постановлени", "распоряжени", "решени", "протокол", "заседани", "совет", "собрани"]
            .iter()
            .any(|act| text.contains(act))
    };
    if begins(first, &["приложение"]) {
        let rest = first.to_lowercase();
        let is_mark = words() <= 3 || rest.contains(" к ") || rest.contains('№');
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
    (words() <= 2 || by_act(text) || text.lines().count() > 1 && words() <= 3).then_some(kind)
}

/// Whether a cell begins a block.
pub(in crate::input) fn is_mark(text: &str) -> bool {
    mark(text).is_some()
}

/// Whether a text names an annex.
pub(in crate::input::table) fn is_annex(text: &str) -> bool {
    mark(text) == Some(Mark::Annex)
}

/// Whether a text begins an approval.
pub(super) fn is_approval(text: &str) -> bool {
    mark(text) == Some(Mark::Approval)
}

/// Whether a text begins an approval in the words that nothing else begins with: «Утверждение планов» can be a direction.
pub(in crate::input::table) fn begins_approval(text: &str) -> bool {
    is_approval(text) && !begins(text.trim_start_matches(QUOTES), &["утверждени"])
}

/// Takes the blocks out of the pieces above a table.
pub(super) fn take(sheet: &Sheet, pieces: &mut Vec<Piece>, ends_block: &dyn Fn(&str) -> bool) -> Vec<Found> {
    let mut found = Vec::new();
    while let Some((kind, block)) = next(pieces, ends_block) {
        let is_bare = kind == Mark::Annex && block.len() == 1 && !block[0].text.contains(" к ");
        let goes_on = |piece: &Piece| {
            piece.at.row == block[0].at.row + 1 && matches!(mark(&piece.text), Some(Mark::Approval | Mark::Agreement))
        };
        // «Приложение № 1» right above «УТВЕРЖДЁН» is a line of that mark.
        if is_bare
            && let Some(at) = pieces.iter().position(goes_on)
            && let Some((kind, own)) = take_at(pieces, at, ends_block)
        {
            found.extend(self::block(sheet, kind, &own, block.first()));
            continue;
        }
        found.extend(self::block(sheet, kind, &block, None));
    }
    found
}

/// Takes the blocks out of the pieces under a table, where a page has none: those who approve or agree there sign there.
pub(super) fn take_below(sheet: &Sheet, pieces: &mut Vec<Piece>, ends_block: &dyn Fn(&str) -> bool) -> Vec<Found> {
    let mut found = Vec::new();
    let is_signed = |piece: &Piece| matches!(mark(&piece.text), Some(Mark::Approval | Mark::Agreement));
    while let Some(at) = pieces.iter().position(is_signed) {
        let Some((_, block)) = take_at(pieces, at, ends_block) else { break };
        let persons = persons(&lines_of(&block));
        if persons.iter().all(|person| person.name.is_none()) {
            found.extend(block.iter().map(|piece| {
                let text = piece.text.replace('\n', " ");
                Found::new(schema::NOTES, text_at(sheet, piece, text), piece.at)
            }));
            continue;
        }
        settle_open_lines(sheet, &block);
        found.extend(persons.into_iter().enumerate().filter_map(|(at, person)| {
            let is_shuffled = person.is_shuffled || person.date.is_some();
            // A signature has no date of its own, and its mark is a line of the post.
            let mark = person.mark.filter(|_| at == 0);
            let post: Vec<(usize, String)> = mark.into_iter().chain(person.post).chain(person.date).collect();
            let first = block.get(post.first()?.0)?;
            let (name_at, name) = person.name?;
            let name = text_at(sheet, block.get(name_at)?, name);
            let value = fields(
                vec![(schema::POST, post_node(sheet, &block, &post)), (schema::PERSON, Some(name))],
                sheet.at(first.at),
            );
            Some(Found { is_shuffled, ..Found::new(schema::SIGNATURE, value, first.at) })
        }));
    }
    found
}

/// Takes out the first block.
fn next(pieces: &mut Vec<Piece>, ends_block: &dyn Fn(&str) -> bool) -> Option<(Mark, Vec<Piece>)> {
    let at = pieces.iter().position(|piece| mark(&piece.text).is_some())?;
    take_at(pieces, at, ends_block)
}

/// Takes out the block that begins at a piece.
fn take_at(pieces: &mut Vec<Piece>, at: usize, ends_block: &dyn Fn(&str) -> bool) -> Option<(Mark, Vec<Piece>)> {
    let kind = mark(&pieces.get(at)?.text)?;
    let members = members(pieces, at, ends_block);
    let mut at = 0;
    let block = pieces.extract_if(.., |_| {
        let is_member = members.contains(&at);
        at += 1;
        is_member
    });
    Some((kind, block.collect()))
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
        // The next one who signs under the same mark, or the one who signs under an act.
        let signs = gap == 1 && (is_signed_by_hand(&piece.text) || begins(&piece.text, POSTS));
        let goes_on = is_date(&piece.text) || gap == 1 && names_act(&first.text) && is_act_number(&piece.text);
        if is_new_row && is_complete && !goes_on && !signs {
            break;
        }
        if is_new_row && signs {
            is_complete = false;
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
    is_date(last) || (names_act(text) || begins(text, &["от "])) && act_tail(text).is_some()
}

/// Whether a block that begins so may name an act.
fn names_act(text: &str) -> bool {
    begins(text, &["утвержден", "утверждён", "приложение", "принят", "согласован"])
}

/// Whether a line holds nothing but the number of an act, whose date stands in the line above: «№ 12-о».
fn is_act_number(text: &str) -> bool {
    let number = text.trim().strip_prefix('№').map(str::trim);
    number.is_some_and(|number| !number.is_empty() && !number.contains(char::is_whitespace))
}

/// A block as fields of the document: one for each person who signs it. `above` is a line over its mark.
fn block(sheet: &Sheet, kind: Mark, pieces: &[Piece], above: Option<&Piece>) -> Vec<Found> {
    let Some(first) = pieces.first() else { return Vec::new() };
    // What holds words together is no part of them.
    let whole = pieces.iter().map(|piece| piece.text.replace(['\n', NBSP], " ")).collect::<Vec<_>>().join(" ");
    if kind == Mark::Annex {
        return annex(sheet, pieces, &whole).into_iter().collect();
    }
    let lines = lines_of(pieces);
    let key = if kind == Mark::Approval { schema::APPROVAL } else { schema::AGREEMENT };
    let by_act_word = |whole: &str| {
        let second = whole.split_whitespace().nth(1).unwrap_or_default();
        begins(second, &["приказом", "постановлением", "распоряжением", "решением", "протоколом"])
    };
    let open = || {
        by_act_word(&whole).then_some(ActTail {
            start: whole.len(),
            date: None,
            open_date: None,
            number: None,
            is_turned: false,
        })
    };
    let mut found = match act_tail(&whole).or_else(open) {
        // «Директор», «Петров П.П.», «приказ от … № …»: a person approves by that act, and the page has both.
        Some(act)
            if !lines.iter().any(|(_, line)| is_signed_by_hand(line))
                && (by_act_word(&whole) || !lines.iter().skip(1).any(|(_, line)| is_name(line))) =>
        {
            pieces.iter().for_each(|piece| sheet.settle(piece.at, Fate::With(first.at)));
            let value = by_act(sheet, pieces, &whole, act);
            vec![Found { is_shuffled: act.is_turned, ..Found::new(key, value, first.at) }]
        }
        _ => {
            let own = |person: &Person| person.pieces().into_iter().min().and_then(|at| pieces.get(at));
            let found = |(at, person): (usize, Person)| {
                // Who signs first begins with the mark.
                let begins = own(&person).filter(|_| at > 0).unwrap_or(first);
                person.found(sheet, key, pieces, begins)
            };
            let persons = persons(&lines);
            // «Согласовано на заседании совета 10.01.2025»: nobody signs it, and no act is named.
            if let [Person { mark: Some((_, mark)), post, name: None, date: None, .. }] = persons.as_slice()
                && post.is_empty()
                && mark.split_whitespace().count() > 2
            {
                let pieces: Vec<&Piece> = pieces.iter().collect();
                return joined(sheet, &pieces, " ")
                    .map(|value| Found::new(schema::PREAMBLE, value, first.at))
                    .into_iter()
                    .collect();
            }
            settle_open_lines(sheet, pieces);
            persons.into_iter().enumerate().map(found).collect()
        }
    };
    if let (Some(above), Some(first_found)) = (above, found.first_mut()) {
        set_above(sheet, above, first_found);
    }
    found
}

/// Puts a line above the words of a mark.
fn set_above(sheet: &Sheet, above: &Piece, found: &mut Found) {
    let Value::Map(entries) = &mut found.value.value else { return };
    if let Some(Node { value: Value::Text(mark), place }) =
        entries.iter_mut().find(|entry| entry.key == schema::MARK).map(|entry| &mut entry.value)
    {
        *mark = format!("{}\n{mark}", above.text);
        if let Some(cell) = sheet.cell_of(place) {
            sheet.settle(above.at, Fate::With(cell));
        }
    }
}

/// The lines of a block, each with the piece that it stands in.
fn lines_of(pieces: &[Piece]) -> Vec<(usize, &str)> {
    let lines = pieces.iter().enumerate().flat_map(|(at, piece)| piece.text.lines().map(move |line| (at, line.trim())));
    lines.filter(|(_, line)| !line.is_empty()).collect()
}

/// Whether a line is left for a signature; the blanks of an act that has no date and number yet are none.
fn is_signed_by_hand(line: &str) -> bool {
    let is_of_act = line.contains('№') || begins(line, &["от "]);
    is_line(line) || line.contains("___") && !is_of_act
}

/// Who signs a block: each part with the piece that it stands in.
#[derive(Debug, Default)]
struct Person {
    mark: Option<(usize, String)>,
    post: Vec<(usize, String)>,
    name: Option<(usize, String)>,
    date: Option<(usize, String)>,
    /// Whether a page shows these in another order than they stand in.
    is_shuffled: bool,
}

/// The persons of a block: «УТВЕРЖДАЮ», post, line and name, date; and whoever signs under the same mark.
fn persons(lines: &[(usize, &str)]) -> Vec<Person> {
    let mark = lines.first().map(|(at, line)| (*at, line.trim_end_matches(':').trim_matches(QUOTES).to_owned()));
    let mut persons = vec![Person { mark: mark.clone(), ..Person::default() }];
    // Lines behind a name: the post of the next one, if anybody else signs.
    let mut waiting: Vec<(usize, String)> = Vec::new();
    for &(at, line) in lines.iter().skip(1) {
        let Some(person) = persons.last_mut() else { break };
        if is_line(line) {
            continue;
        }
        if is_date(line) && person.date.is_none() {
            person.date = Some((at, line.to_owned()));
        } else if let Some(signed) = signed(line)
            && (person.name.is_none() || !waiting.is_empty() || !signed.post.is_empty())
        {
            if person.name.is_some() {
                let post = std::mem::take(&mut waiting);
                persons.push(Person { mark: mark.clone(), post, ..Person::default() });
            }
            if let Some(person) = persons.last_mut() {
                person.is_shuffled |= person.date.is_some();
                person.post.extend((!signed.post.is_empty()).then_some((at, signed.post)));
                person.name = Some((at, signed.name));
            }
        } else if person.name.is_some() {
            waiting.push((at, line.trim_matches('_').trim().to_owned()));
        } else {
            person.is_shuffled |= person.date.is_some();
            person.post.push((at, line.trim_matches('_').trim().to_owned()));
        }
    }
    if let Some(last) = persons.last_mut() {
        // An act behind the name, «Приказ № 15-о от 12.01.2027», stands where the date does.
        let is_act = |line: &str| line.contains(|c: char| c.is_ascii_digit());
        if last.date.is_none() && waiting.len() == 1 && is_act(&waiting[0].1) {
            last.date = waiting.pop();
        }
        last.is_shuffled |= !waiting.is_empty();
        last.post.extend(waiting);
    }
    // The date that is left open as a whole is printed so by itself; the year or day that somebody has typed stays.
    let is_open = |date: &str| date.contains("__") && !date.contains(|c: char| c.is_ascii_digit());
    for person in &mut persons {
        person.date = person.date.take().filter(|(_, date)| !is_open(date));
    }
    persons
}

impl Person {
    /// The pieces of its parts.
    fn pieces(&self) -> Vec<usize> {
        self.post.iter().chain(&self.name).chain(&self.date).map(|(at, _)| *at).collect()
    }

    /// As an approval that begins with a piece.
    fn found(self, sheet: &Sheet, key: &'static str, pieces: &[Piece], first: &Piece) -> Found {
        let Self { mark, post, name, date, is_shuffled } = self;
        let text = |part: Option<(usize, String)>| part.map(|(at, text)| text_at(sheet, &pieces[at], text));
        let post = post_node(sheet, pieces, &post);
        let value = fields(
            vec![
                (schema::MARK, text(mark)),
                (schema::POST, post),
                (schema::PERSON, text(name)),
                (schema::DATE, text(date)),
            ],
            sheet.at(first.at),
        );
        Found { is_shuffled, ..Found::new(key, value, first.at) }
    }
}

/// The lines of a post as one value.
fn post_node(sheet: &Sheet, pieces: &[Piece], post: &[(usize, String)]) -> Option<Node> {
    let first = pieces.get(post.first()?.0)?;
    post.iter().filter_map(|(at, _)| pieces.get(*at)).for_each(|piece| sheet.settle(piece.at, Fate::With(first.at)));
    let lines: Vec<&str> = post.iter().map(|(_, line)| line.as_str()).collect();
    Some(text_at(sheet, first, lines.join("\n")))
}

/// Settles lines that are left for a signature or a date: a page has its own.
fn settle_open_lines(sheet: &Sheet, pieces: &[Piece]) {
    let Some(first) = pieces.first() else { return };
    for piece in pieces.iter().filter(|piece| !piece.text.contains(char::is_alphanumeric)) {
        sheet.settle(piece.at, Fate::With(first.at));
    }
}

/// The end of a text that names an act: where it begins, its date and its number.
#[derive(Clone, Copy)]
struct ActTail<'t> {
    start: usize,
    date: Option<&'t str>,
    /// What is left to fill in the date.
    open_date: Option<&'t str>,
    number: Option<&'t str>,
    /// Whether the number stands before the date, where a page has it behind.
    is_turned: bool,
}

/// «… от 14.04.2025 г. № 10» at the end of a text.
fn act_tail(text: &str) -> Option<ActTail<'_>> {
    let text = text.trim_end();
    if let Some(turned) = turned_act_tail(text) {
        return Some(turned);
    }
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
    // The year that somebody has typed stays, as in a date of an approval.
    let has_digits = typed.contains(|c: char| c.is_ascii_digit());
    let date = (!is_blank || has_digits).then_some(typed);
    let open_date = Some(typed).filter(|typed| typed.contains("__"));
    Some(ActTail { start, date, open_date, number, is_turned: false })
}

/// «… № 10 от 14.04.2025 г.» at the end of a text.
fn turned_act_tail(text: &str) -> Option<ActTail<'_>> {
    let start = text.rfind('№').or_else(|| text.rfind(" N "))?;
    let (number, date) = text.get(start..)?.split_once(" от ")?;
    let number = number.trim_start_matches(['№', 'N', ' ', '\u{a0}']).trim();
    let day = date.trim_end_matches("г.").trim_end_matches("года").trim();
    let is_one = !number.is_empty() && !number.contains(char::is_whitespace) && is_date(day);
    is_one.then_some(ActTail { start, date: Some(date.trim()), open_date: None, number: Some(number), is_turned: true })
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
            (schema::MARK, text(mark.trim_end_matches(':').trim_matches(QUOTES))),
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
        // What is to be filled in by hand is printed as it was left.
        Some(act) => {
            let open_number = document.rfind('№').filter(|at| *at > act.start).map(|_| "____");
            (
                document.get(..act.start).unwrap_or_default(),
                act.date.or(act.open_date),
                act.number.or(open_number.filter(|_| !act.is_turned)),
            )
        }
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
