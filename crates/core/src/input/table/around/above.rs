//! The rows above a head: approvals, basis, title, goal, tasks, other paragraphs.

use super::below::is_sentence;
use super::{Found, Piece, begins, blocks, fields, joined, lines, settle_rest, text_at};
use crate::domain::Period;
use crate::input::table::fate::Fate;
use crate::input::table::sheet::Sheet;
use crate::input::table::standing::Standing;
use crate::schema;
use crate::tree::{Node, fold_key};

/// Words with which titles begin.
const TITLES: &[&str] = &[
    "план",
    "дорожная карта",
    "«дорожная карта»",
    "\"дорожная карта\"",
    "программа",
    "комплекс мер",
    "комплекс меропр",
    "комплексный план",
    "перечень мероприятий",
    "мероприятия",
    "график",
    "календарный план",
    "календарно-тематический план",
    "циклограмма",
    "муниципальный план",
    "муниципальная дорожная",
    "муниципальная программа",
    "сетевой график",
    "единый план",
    "единый календарный",
    "годовой план",
    "перспективный план",
    "рабочий план",
    "межведомственный план",
    "проект плана",
];

/// Whether a text begins as titles do.
pub(super) fn is_title(text: &str) -> bool {
    begins(text, TITLES)
}

/// Words of titles that directions begin with, too.
const TITLES_OF_PARTS: &[&str] = &["программа", "перечень мероприятий", "мероприятия", "график", "циклограмма"];

/// Whether a text begins as titles do and is no sentence, as «План разработан на основе анализа.» is.
pub(in crate::input::table) fn is_title_line(text: &str) -> bool {
    is_title(text) && !is_sentence(text)
}

/// Whether a title is that of a plan, which is seldom the name of a direction.
pub(in crate::input::table) fn is_title_of_plan(text: &str) -> bool {
    is_title(text) && !begins(text, TITLES_OF_PARTS)
}

/// The period that the lines of a title name. «Мероприятия летней кампании 2024 года» names when something happens, not what the
/// document is for.
pub(in crate::input::table) fn titled_period(lines: &[String]) -> Option<Period> {
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let is_meant = || {
        let whole = lines.join(" ").to_lowercase();
        is_title_of_plan(&whole) || [" на 20", " в 20"].iter().any(|year| whole.contains(year))
    };
    let (period, _) = period_in(&lines)?;
    Period::parse(&period).filter(|_| is_meant())
}

/// What a paragraph says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    Basis,
    Goal,
    Tasks,
    Period,
    Edition,
}

fn label(text: &str) -> Option<Label> {
    let has_colon = |text: &str| text.lines().next().unwrap_or_default().contains(':') || text.contains(" – ");
    match () {
        () if begins(text, &["основание", "основания"]) => Some(Label::Basis),
        () if begins(text, &["цель", "цели"]) => Some(Label::Goal),
        () if begins(text, &["задачи", "задача"]) && (has_colon(text) || text.split_whitespace().count() <= 3) => {
            Some(Label::Tasks)
        }
        () if begins(text, &["период", "срок реализации", "сроки реализации"]) && has_colon(text) => {
            Some(Label::Period)
        }
        () if begins(text, &["(в редакции", "(в ред.", "в редакции", "в ред. "]) => {
            Some(Label::Edition)
        }
        () => None,
    }
}

/// Whether a text says what it is: a basis, a goal.
pub(super) fn is_labelled(text: &str) -> bool {
    label(text).is_some()
}

/// Whether a text ends a block at the side: a title, or a paragraph that says what it is.
fn ends_block(text: &str) -> bool {
    is_title(text) || label(text).is_some()
}

/// Whether a line of a paragraph says what it is, so that it is no direction.
pub(in crate::input::table) fn is_paragraph(text: &str) -> bool {
    ends_block(text) || blocks::is_mark(text)
}

/// Reads the pieces above a head.
pub(super) fn read(sheet: &Sheet, mut pieces: Vec<Piece>) -> Vec<Found> {
    let is_draft = |piece: &mut Piece| fold_key(&piece.text) == super::DRAFT;
    let drafts: Vec<Piece> = pieces.extract_if(.., is_draft).collect();
    let mut found = blocks::take(sheet, &mut pieces, &ends_block);
    found.extend(
        drafts.iter().map(|piece| Found::new(super::DRAFT, text_at(sheet, piece, piece.text.clone()), piece.at)),
    );
    let lines = lines(pieces);
    let mut reader = Paragraphs { sheet, found: Vec::new(), state: State::Nothing, title: Vec::new() };
    let any = |is_meant: fn(&Piece) -> bool| lines.iter().flatten().any(is_meant);
    let titled = match () {
        () if any(|piece| is_title(&piece.text)) => Titled::Words,
        () if any(is_heading) => Titled::Look,
        () => Titled::Place,
    };
    for line in &lines {
        // A label and its text may stand in cells of their own; what else stands in one row is apart.
        let is_pair = line.first().is_some_and(|first| label(&first.text).is_some());
        let parts = if is_pair { vec![line.as_slice()] } else { line.chunks(1).collect() };
        parts.into_iter().for_each(|part| reader.line(part, titled));
    }
    reader.finish();
    found.extend(reader.found);
    found
}

/// By what a title is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Titled {
    /// Its first words.
    Words,
    /// The style of its paragraph.
    Look,
    /// It comes first.
    Place,
}

fn begins_title(first: &Piece, text: &str, titled: Titled) -> bool {
    match titled {
        Titled::Words => is_title(text),
        Titled::Look => is_heading(first),
        Titled::Place => true,
    }
}

fn is_heading(piece: &Piece) -> bool {
    piece.look.is_some_and(|look| look.is_heading)
}

/// Whether a line below a title looks as the lines of a title do.
fn looks_alike(title: Option<Standing>, piece: &Piece) -> bool {
    let (Some(title), Some(look)) = (title, piece.look) else { return true };
    title == look || title.is_centred && look.is_centred || goes_on_with_title(&piece.text)
}

/// What the last line was, so that the next can go on with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Nothing,
    Title {
        row: u32,
        look: Option<Standing>,
    },
    /// A label alone: its text stands in the next line.
    Goal {
        waits: bool,
        row: u32,
    },
    /// A goal that is given as a list.
    GoalItems {
        row: u32,
    },
    Basis {
        waits: bool,
        row: u32,
    },
    Tasks {
        row: u32,
    },
}

struct Paragraphs<'a> {
    sheet: &'a Sheet,
    found: Vec<Found>,
    state: State,
    title: Vec<Piece>,
}

impl Paragraphs<'_> {
    fn line(&mut self, line: &[Piece], titled: Titled) {
        let Some(first) = line.first() else { return };
        let row = first.at.row;
        let whole: Vec<&Piece> = line.iter().collect();
        let text = whole.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join(" ");
        let is_next = |former: u32| row == former + 1;
        match (label(&text), self.state) {
            (Some(Label::Basis), _) => {
                self.push(schema::BASIS, &whole);
                self.state = State::Basis { waits: is_bare(&text), row };
            }
            (Some(Label::Goal), _) => {
                self.push(schema::GOAL, &whole);
                self.state = State::Goal { waits: is_bare(&text), row };
            }
            (Some(Label::Tasks), _) => {
                self.tasks(&whole, &text);
                self.state = State::Tasks { row };
            }
            (Some(Label::Period), _) => self.period(first, &whole, &text),
            (Some(Label::Edition), _) => self.edition(&whole, &text),
            (None, State::Goal { waits: true, .. }) if is_item(&text) => self.goal_item(&whole, row),
            (None, State::Goal { waits: true, .. }) => self.go_on(schema::GOAL, &whole, row),
            (None, State::GoalItems { row: former }) if is_next(former) && is_item(&text) => {
                self.goal_item(&whole, row);
            }
            (None, State::Basis { waits: true, .. }) => self.go_on(schema::BASIS, &whole, row),
            (None, State::Tasks { row: former }) if is_next(former) || is_item(&text) => {
                self.items(&whole, &text);
                self.state = State::Tasks { row };
            }
            (None, State::Title { row: former, look })
                if (is_next(former) || goes_on_with_title(&text) && row == former + 2)
                    && looks_alike(look, first)
                    // «Дата утверждения: 12.01.2027»
                    && !begins(&text, &["дата "]) =>
            {
                self.title.extend(line.iter().cloned());
                self.state = State::Title { row, look };
            }
            _ if self.title.is_empty() && begins_title(first, &text, titled) => {
                self.title.extend(line.iter().cloned());
                self.state = State::Title { row, look: first.look };
            }
            _ => {
                self.push(schema::PREAMBLE, &whole);
                self.state = State::Nothing;
            }
        }
    }

    fn push(&mut self, key: &'static str, pieces: &[&Piece]) {
        if let (Some(value), Some(first)) = (joined(self.sheet, pieces, " "), pieces.first()) {
            self.found.push(Found::new(key, value, first.at));
        }
    }

    /// An item of «Цели:», in a line of its own.
    fn goal_item(&mut self, pieces: &[&Piece], row: u32) {
        self.append(schema::GOAL, pieces, "\n");
        self.state = State::GoalItems { row };
    }

    /// A text that belongs to the label above it: «Цель:», and the goal in the next row.
    fn go_on(&mut self, key: &'static str, pieces: &[&Piece], row: u32) {
        self.append(key, pieces, " ");
        self.state =
            if key == schema::GOAL { State::Goal { waits: false, row } } else { State::Basis { waits: false, row } };
    }

    fn append(&mut self, key: &'static str, pieces: &[&Piece], between: &str) {
        let Some(Found { value, at, .. }) = self.found.iter_mut().rfind(|found| found.key == key) else { return };
        if let crate::tree::Value::Text(known) = &mut value.value {
            for piece in pieces {
                known.push_str(between);
                known.push_str(&piece.text);
                self.sheet.settle(piece.at, Fate::With(*at));
            }
        }
    }

    /// «Задачи:», with the tasks behind it or in lines below it.
    fn tasks(&mut self, pieces: &[&Piece], text: &str) {
        let behind = text.split_once(':').map_or("", |(_, behind)| behind);
        if behind.trim().is_empty() {
            // The word is printed by the program.
            pieces.iter().for_each(|piece| self.sheet.settle(piece.at, Fate::Used));
        } else {
            self.items(pieces, behind);
        }
    }

    /// Tasks in a line, of which several may stand in one cell.
    fn items(&mut self, pieces: &[&Piece], text: &str) {
        let Some(first) = pieces.first() else { return };
        settle_rest(self.sheet, pieces);
        for item in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let value = text_at(self.sheet, first, item);
            self.found.push(Found::new(schema::TASKS, value, first.at));
        }
    }

    fn period(&mut self, first: &Piece, pieces: &[&Piece], text: &str) {
        match text.split_once(':').map(|(_, behind)| behind.trim()).filter(|typed| Period::parse(typed).is_some()) {
            Some(typed) => {
                settle_rest(self.sheet, pieces);
                self.found.push(Found::new(schema::PERIOD, text_at(self.sheet, first, typed), first.at));
            }
            None => self.push(schema::PREAMBLE, pieces),
        }
    }

    /// «(в редакции приказа … от … № …)».
    fn edition(&mut self, pieces: &[&Piece], text: &str) {
        let inner = text.trim().trim_start_matches('(').trim_end_matches(')');
        let behind = ["в редакции ", "в ред. "]
            .iter()
            .find_map(|start| inner.to_lowercase().starts_with(start).then(|| inner.get(start.len()..)).flatten());
        let act = behind.and_then(blocks::act);
        let (Some((document, date, number)), Some(first)) = (act, pieces.first()) else {
            self.push(schema::PREAMBLE, pieces);
            return;
        };
        settle_rest(self.sheet, pieces);
        let text = |text: &str| Some(text_at(self.sheet, first, text));
        let value = fields(
            vec![
                (schema::DOCUMENT, text(document)),
                (schema::DATE, date.and_then(text)),
                (schema::ACT_NUMBER, number.and_then(text)),
            ],
            self.sheet.at(first.at),
        );
        self.found.push(Found::new(schema::EDITION, value, first.at));
    }

    fn finish(&mut self) {
        let pieces: Vec<&Piece> = self.title.iter().collect();
        let Some(first) = pieces.first() else { return };
        let at = first.at;
        // The year may stand in any line of the title.
        let has_period = self.found.iter().any(|found| found.key == schema::PERIOD);
        let lines: Vec<&str> = pieces.iter().map(|piece| piece.text.as_str()).collect();
        if !has_period && let Some((period, line)) = period_in(&lines) {
            let place = pieces.get(line).unwrap_or(first);
            let value = Node::text(period, self.sheet.at(place.at));
            self.found.push(Found { is_derived: true, ..Found::new(schema::PERIOD, value, place.at) });
        }
        if let Some(value) = joined(self.sheet, &pieces, "\n") {
            self.found.push(Found::new(schema::NAME, value, at));
        }
    }
}

/// Whether nothing stands behind the colon of a label.
fn is_bare(text: &str) -> bool {
    text.split_once(':').map_or(text.split_whitespace().count() <= 2, |(_, behind)| behind.trim().is_empty())
}

/// Whether a line begins as an item of a list.
fn is_item(text: &str) -> bool {
    let text = text.trim_start();
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    text.starts_with(['-', '–', '—', '•', '*']) || number.len() < text.len() && number.starts_with(['.', ')'])
}

/// Whether a line below a title, with an empty row between, still belongs to it.
fn goes_on_with_title(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with(char::is_lowercase) || text.starts_with('(') || text.to_lowercase().starts_with("на 20")
}

/// The period that a title names, with the number of the line in which it ends. Of two years in it, the one behind «на» is
/// that of the plan.
fn period_in(lines: &[&str]) -> Option<(String, usize)> {
    let words: Vec<(usize, &str)> =
        lines.iter().enumerate().flat_map(|(at, line)| line.split_whitespace().map(move |word| (at, word))).collect();
    let mut found: Vec<(usize, usize, String)> = Vec::new();
    for start in 0..words.len() {
        let longest = (start + 1..=words.len().min(start + 9)).rev().find_map(|end| {
            let text = words.get(start..end)?.iter().map(|(_, word)| *word).collect::<Vec<_>>().join(" ");
            let text = text.trim_matches(|c: char| ",;:()«»\"".contains(c)).to_owned();
            let has_year = text.as_bytes().windows(4).any(|four| four.iter().all(u8::is_ascii_digit));
            let nominative = nominative(&text);
            (has_year && Period::parse(&nominative).is_some()).then_some((start, end, nominative))
        });
        if let Some(longest) = longest
            && found.last().is_none_or(|(_, end, _)| *end < longest.1)
        {
            found.push(longest);
        }
    }
    let is_meant = |(start, _, text): &&(usize, usize, String)| {
        text.to_lowercase().starts_with("на ")
            || start.checked_sub(1).and_then(|at| words.get(at)).is_some_and(|(_, word)| word.to_lowercase() == "на")
    };
    let meant: Vec<_> = found.iter().filter(is_meant).collect();
    let all = if meant.is_empty() { found.iter().collect() } else { meant };
    let (_, end, text) = all.first()?;
    // A title may name it twice.
    let days = |text: &str| Period::parse(text).map(|period| (period.from(), period.to()));
    if all.iter().any(|(.., other)| days(other) != days(text)) {
        return None;
    }
    let line = words.get(end.checked_sub(1)?)?.0;
    Some((text.clone(), line))
}

/// «в 2023/2024 учебном году» as it is understood: «2023/2024 учебный год».
fn nominative(text: &str) -> String {
    let lower = text.to_lowercase();
    if !lower.contains(" году") {
        return text.to_owned();
    }
    let text = lower.replace("учебном году", "учебный год").replace(" году", " год");
    text.strip_prefix("в ").map(str::to_owned).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_period_stands_in_the_title() {
        for (title, expected) in [
            ("План мероприятий на 2027 год", Some("на 2027 год")),
            ("ДОРОЖНАЯ КАРТА ПОДГОТОВКИ К ГИА В 2023/2024 УЧЕБНОМ ГОДУ", Some("2023/2024 учебный год")),
            ("План на 2027 год по итогам 2026 года", Some("на 2027 год")),
            ("План работы на 2027 год и мероприятия на 2027 г.", Some("на 2027 год")),
            ("План работы на 2027 год и мероприятия на 2028 г.", None),
            ("План по итогам 2025 года и на пороге 2026 года", None),
            ("План воспитательной работы", None),
            ("План на 2023-2024 УЧЕБНЫЙ ГОД", Some("на 2023-2024 УЧЕБНЫЙ ГОД")),
        ] {
            let found = period_in(&[title]).map(|(text, _)| text);
            let plain = |text: &str| text.trim_start_matches("на ").to_owned();
            assert_eq!(found.as_deref().map(plain), expected.map(plain), "{title}");
        }
    }
}
