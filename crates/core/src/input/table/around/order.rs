//! The order that stands before its annex, the plan: its head, title, preamble, points, signatures.
//!
//! ```text
//! Администрация … │ ПРИКАЗ │ 01.02.2023 № 12-о │ г. … │ Об утверждении … │ В целях … ПРИКАЗЫВАЮ: │ 1. … 2. … │ Заведующий … И.О. Фамилия
//! ```
//!
//! It is one only where its word stands alone, its verb or its points follow, and the mark of the annex or of the approval ends it. What
//! is typed stays as it is typed: points with their numbers, a line that is nothing else with the point above it.

use super::{Found, Piece, above, begins, below, blocks, fields, people, settle_rest, text_at};
use crate::domain::OrderKind;
use crate::input::table::fate::Fate;
use crate::input::table::sheet::Sheet;
use crate::schema;
use crate::tree::{Node, Value};

/// Verbs with which an order decides, before what follows them.
const VERBS: [&str; 5] = ["приказываю", "приказывает", "постановляю", "постановляет", "обязываю"];

/// Words with which preambles begin.
const PREAMBLES: &[&str] = &[
    "в целях",
    "с целью",
    "в связи",
    "в соответствии",
    "во исполнение",
    "на основании",
    "руководствуясь",
    "согласно",
    "по итогам",
    "для ",
    "рассмотрев",
    "учитывая",
];

/// Words with which the name of a place begins.
const PLACES: [&str; 9] = ["г. ", "г.", "город ", "пгт ", "пгт. ", "пос. ", "п. ", "с. ", "село "];

/// Takes the order out of the pieces above a table. `None` if there is none, or its end cannot be told.
pub(super) fn take(sheet: &Sheet, pieces: &mut Vec<Piece>) -> Option<Found> {
    let kind_at = pieces.iter().position(|piece| kind(&piece.text).is_some())?;
    let (kind, _) = kind(&pieces.get(kind_at)?.text)?;
    let behind = |at: usize| pieces.iter().enumerate().skip(at + 1);
    let verb = behind(kind_at).find(|(_, piece)| says_verb(&piece.text)).map(|(at, _)| at);
    let first_point = || behind(kind_at).find(|(_, piece)| label(&piece.text) == Some(1)).map(|(at, _)| at);
    let points_at = match verb {
        Some(verb) => verb + 1,
        None if kind == OrderKind::Directive => first_point()?,
        None => return None,
    };
    let find = |is_end: &dyn Fn(&str) -> bool| {
        pieces.iter().enumerate().skip(points_at).find(|(_, piece)| is_end(&piece.text)).map(|(at, _)| at)
    };
    let end = find(&blocks::is_annex).or_else(|| find(&blocks::is_approval));
    // Without any mark the title of the plan ends it, behind a signature.
    let signed = || find(&|text| label(text).is_none() && people::signed(text).is_some());
    let titled = |signed: usize| {
        pieces.iter().enumerate().skip(signed + 1).find(|(_, piece)| above::is_title(&piece.text)).map(|(at, _)| at)
    };
    let end = end.or_else(|| titled(signed()?))?;
    // A block above the order belongs to something else.
    if end <= points_at || pieces[..kind_at].iter().any(|piece| blocks::is_mark(&piece.text)) {
        return None;
    }
    let own: Vec<Piece> = pieces.drain(..end).collect();
    Some(Reader { sheet, own: &own }.read(kind, kind_at, verb, points_at))
}

struct Reader<'a> {
    sheet: &'a Sheet,
    own: &'a [Piece],
}

impl Reader<'_> {
    fn read(&self, kind: OrderKind, kind_at: usize, verb: Option<usize>, points_at: usize) -> Found {
        let own = self.own;
        let word = &own[kind_at];
        let mut head = Head::default();
        let mut order = vec![(schema::KIND, Some(text_at(self.sheet, word, kind.words().nominative)))];
        order.push((schema::ORGANISATION, self.list(&own[..kind_at])));
        match self::kind(&word.text) {
            Some((_, rest)) if !rest.is_empty() => drop(head.take(self.sheet, word, rest)),
            // Its letters may stand apart.
            _ => self.sheet.settle(word.at, Fate::Used),
        }
        // Date, number and place stand before the title.
        let between = &own[kind_at + 1..verb.map_or(points_at, |verb| verb + 1)];
        let registered = between.iter().take_while(|piece| head.take(self.sheet, piece, &piece.text)).count();
        let (title, preamble) = title(&between[registered..]);
        let verb_alone = preamble.last().filter(|piece| is_usual_verb(kind, &piece.text));
        // Of this word the program has its own.
        verb_alone.into_iter().for_each(|piece| self.sheet.settle(piece.at, Fate::Used));
        let preamble = if verb_alone.is_some() { &preamble[..preamble.len() - 1] } else { preamble };
        let Head { date, number, place } = head;
        order.extend([(schema::ISSUED_IN, place), (schema::DATE, date), (schema::NUMBER, number)]);
        order.push((schema::COLUMN_TITLE, super::joined(self.sheet, &title.iter().collect::<Vec<_>>(), "\n")));
        order.push((schema::PREAMBLE, self.list(preamble)));
        order.extend(self.points(&own[points_at..]));
        let first = own.first().unwrap_or(word);
        Found::new(schema::ORDER, fields(order, self.sheet.at(first.at)), first.at)
    }

    /// The pieces as a list of texts.
    fn list(&self, pieces: &[Piece]) -> Option<Node> {
        let first = pieces.first()?;
        let items = pieces.iter().map(|piece| text_at(self.sheet, piece, piece.text.clone())).collect();
        Some(Node { value: Value::List(items), place: self.sheet.at(first.at) })
    }

    /// The points, and who signs, drew up and is acquainted behind them.
    fn points(&self, pieces: &[Piece]) -> Vec<(&'static str, Option<Node>)> {
        let acquainted = pieces.iter().position(|piece| is_acquaintance(&piece.text)).unwrap_or(pieces.len());
        let (pieces, acquainted) = pieces.split_at(acquainted);
        let made = acquainted.iter().position(|piece| below::is_maker(&piece.text)).unwrap_or(acquainted.len());
        let (acquainted, made) = acquainted.split_at(made);
        let numbered = pieces.iter().rposition(|piece| label(&piece.text).is_some());
        let (points, tail) = pieces.split_at(numbered.map_or(0, |at| at + 1));
        let mut items: Vec<Node> = Vec::new();
        for piece in points {
            match items.last_mut() {
                Some(last) if !has_label(&piece.text) => self.go_on(last, piece.at, &piece.text),
                _ => items.push(text_at(self.sheet, piece, piece.text.clone())),
            }
        }
        let (mut signatures, mut maker) = (Vec::new(), None);
        let mut below = below::read(self.sheet, [tail, made].concat());
        below.sort_by_key(|found| (found.at.row, found.at.column));
        for Found { key, value, at, .. } in below {
            match (key, &value.value) {
                (schema::SIGNATURE, _) => signatures.push(value),
                (schema::MAKER, _) => maker = Some(value),
                (_, Value::Text(text)) => match items.last_mut() {
                    Some(last) if numbered.is_some() && !has_label(text) => self.go_on(last, at, &text.clone()),
                    _ => items.push(value),
                },
                _ => {}
            }
        }
        let place = |items: &[Node]| items.first().map(|first| first.place.clone());
        let list = |items: Vec<Node>| place(&items).map(|place| Node { value: Value::List(items), place });
        vec![
            (schema::POINTS, list(items)),
            (schema::SIGNATURE, list(signatures)),
            (schema::BODY, maker),
            (schema::ACQUAINTANCE, list(self.people(acquainted))),
        ]
    }

    /// A line that goes on with the text above it.
    fn go_on(&self, last: &mut Node, at: crate::diagnostics::CellRef, text: &str) {
        if let (Value::Text(known), Some(cell)) = (&mut last.value, self.sheet.cell_of(&last.place)) {
            known.push('\n');
            known.push_str(text);
            self.sheet.settle(at, Fate::With(cell));
        }
    }

    /// Who is acquainted: post and name of each line.
    fn people(&self, pieces: &[Piece]) -> Vec<Node> {
        let mut found = Vec::new();
        for line in super::lines(pieces.to_vec()) {
            let Some(first) = line.first() else { continue };
            let text = line.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join(" ");
            if is_acquaintance(&text) || people::is_line(&text) || people::is_date(&text) {
                // The sheet has its own; what else somebody has typed there is told in the end.
                if says_no_more(&text) {
                    line.iter().for_each(|piece| self.sheet.settle(piece.at, Fate::Used));
                }
                continue;
            }
            settle_rest(self.sheet, &line);
            let (post, name) = match people::signed(&text) {
                Some(signed) => (signed.post, Some(signed.name)),
                None => (text.trim_matches(['_', ' ']).to_owned(), None),
            };
            let post = (!post.is_empty()).then(|| text_at(self.sheet, first, post));
            let name = name.map(|name| text_at(self.sheet, first, name));
            let place = self.sheet.at(first.at);
            found.push(fields(vec![(schema::POST, post), (schema::PERSON, name)], place));
        }
        found
    }
}

/// The kind of an order whose word stands alone, spaced or not, or before date and number; and what follows the word.
fn kind(text: &str) -> Option<(OrderKind, &str)> {
    let text = text.trim();
    let of = |word: &str| {
        let is_meant = |kind: &OrderKind| kind.words().nominative.to_uppercase() == word;
        OrderKind::ALL.into_iter().find(is_meant)
    };
    let letters: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if let Some(kind) = of(&letters) {
        return Some((kind, ""));
    }
    let (word, rest) = text.split_once(char::is_whitespace)?;
    let rest = rest.trim_start();
    let is_register = rest.starts_with('№') || rest.starts_with("от ") || people::is_date(rest);
    of(word).filter(|_| is_register).map(|kind| (kind, rest))
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

/// Whether a text ends with the verb of an order, spaced or not.
fn says_verb(text: &str) -> bool {
    let letters = letters(text);
    VERBS.iter().any(|verb| letters.ends_with(verb))
}

/// Whether a text is the verb as the program prints it.
fn is_usual_verb(kind: OrderKind, text: &str) -> bool {
    kind.words().verb.is_some_and(|verb| text.trim().trim_end_matches(':').trim_end() == verb)
}

/// The number of a point or sub-point with which a text begins, the first of them: 1 of «1.2.».
fn label(text: &str) -> Option<u32> {
    let text = text.trim_start();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let is_label = text.get(digits..)?.starts_with(['.', ')']) && !people::is_date(text);
    text.get(..digits).filter(|_| is_label)?.parse().ok()
}

/// Whether a text has a mark of its own as an item of a list.
fn has_label(text: &str) -> bool {
    label(text).is_some() || text.trim_start().starts_with(['-', '–', '—', '•'])
}

fn is_acquaintance(text: &str) -> bool {
    begins(text, &["с приказом ", "с постановлением ", "с распоряжением ", "ознакомлен"])
        && letters(text).contains("ознакомлен")
}

/// Whether a line between those who are acquainted only says that they are, with date and number of the order, or leaves room
/// for the pen.
fn says_no_more(text: &str) -> bool {
    const OWN: [&str; 5] = ["приказом", "постановлением", "распоряжением", "от", "подпись"];
    let is_own = |word: &str| OWN.contains(&word) || word.starts_with("ознакомлен") || word.chars().count() < 2;
    let text = text.to_lowercase();
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    match is_acquaintance(&text) {
        true => words.all(|word| is_own(word) || word.bytes().all(|byte| byte.is_ascii_digit())),
        // A day on which somebody has signed is none of the program's.
        false => text.contains("__") || words.all(is_own),
    }
}

/// The title in front of the preamble: lines from «О …» or «Об …» on, as far as they stand together.
fn title(pieces: &[Piece]) -> (&[Piece], &[Piece]) {
    let is_preamble =
        |piece: &Piece| begins(&piece.text, PREAMBLES) || says_verb(&piece.text) || label(&piece.text).is_some();
    let begins_title = |piece: &Piece| begins(&piece.text, &["о ", "об ", "о\u{a0}", "об\u{a0}", "о\n", "об\n"]);
    if !pieces.first().is_some_and(begins_title) {
        return (&[], pieces);
    }
    let goes_on = |pair: &[Piece]| match pair {
        [one, next] => next.at.row <= one.at.row + 1 && one.look == next.look && !is_preamble(next),
        _ => false,
    };
    let more = pieces.windows(2).take_while(|pair| goes_on(pair)).count();
    pieces.split_at(more + 1)
}

/// Date, number and place of an order.
#[derive(Default)]
struct Head {
    date: Option<Node>,
    number: Option<Node>,
    place: Option<Node>,
}

impl Head {
    /// Takes a line that is nothing but these.
    fn take(&mut self, sheet: &Sheet, piece: &Piece, text: &str) -> bool {
        let Some(Registered { date, number, place }) = registered(text) else { return false };
        let node = |text: Option<&str>| text.map(|text| text_at(sheet, piece, text));
        let is_new = |known: &Option<Node>, found: Option<&str>| known.is_none() || found.is_none();
        if !(is_new(&self.date, date) && is_new(&self.number, number) && is_new(&self.place, place)) {
            return false;
        }
        self.date = self.date.take().or(node(date));
        self.number = self.number.take().or(node(number));
        self.place = self.place.take().or(node(place));
        if date.is_none() && number.is_none() && place.is_none() {
            // Left to be filled in by hand: the program leaves such room too.
            sheet.settle(piece.at, Fate::Used);
        }
        true
    }
}

/// What a line of the head says; nothing of each that is left open.
#[derive(Debug, PartialEq, Eq, Default)]
struct Registered<'t> {
    date: Option<&'t str>,
    number: Option<&'t str>,
    place: Option<&'t str>,
}

/// Reads a line as «от 1 февраля 2023 г. № 12-о», «01.02.2023  г. Энск  № 12», «№ 12», «г. Энск». `None` if anything else stands in it.
fn registered(text: &str) -> Option<Registered<'_>> {
    let is_open =
        |text: &str| text.chars().all(|c| "_«»\"“” .г".contains(c) || c.is_ascii_digit() || c.is_whitespace());
    let mut found = Registered::default();
    let mut rest = text.trim();
    let mut before = "";
    if let Some(at) = rest.find('№') {
        before = rest.get(..at)?.trim();
        let behind = rest.get(at..)?.trim_start_matches(['№', ' ', '\u{a0}', '\t']);
        let end = behind.find(char::is_whitespace).unwrap_or(behind.len());
        let number = behind.get(..end)?;
        found.number = Some(number).filter(|number| number.chars().any(char::is_alphanumeric));
        rest = behind.get(end..)?.trim();
    }
    for part in [before, rest] {
        let place_at = PLACES.iter().filter_map(|word| place_at(part, word)).min();
        let (date, place) = part.split_at(place_at.unwrap_or(part.len()));
        let date = date.trim().trim_start_matches("от ").trim();
        match () {
            () if date.is_empty() => {}
            () if people::is_date(date) && date.chars().any(|c| c.is_alphanumeric()) && !date.contains("__") => {
                found.date = Some(date);
            }
            () if is_open(date) && date.contains('_') => {}
            () => return None,
        }
        found.place = found.place.or(Some(place.trim()).filter(|place| !place.is_empty()));
    }
    let is_something = text.contains('№') || text.contains('_') || found.date.is_some() || found.place.is_some();
    is_something.then_some(found)
}

/// Where the name of a place begins in a text: behind a word for one, with a capital letter. «2023 г.» is none.
fn place_at(text: &str, word: &str) -> Option<usize> {
    text.match_indices(word).map(|(at, _)| at).find(|at| {
        let is_word = text.get(..*at).is_some_and(|before| before.is_empty() || before.ends_with(char::is_whitespace));
        let behind = text.get(at + word.len()..).map(str::trim_start).unwrap_or_default();
        is_word && behind.starts_with(char::is_uppercase)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_of_an_order_stands_alone() {
        for (text, expected) in [
            ("ПРИКАЗ", Some((OrderKind::Order, ""))),
            ("П Р И К А З", Some((OrderKind::Order, ""))),
            ("ПОСТАНОВЛЕНИЕ", Some((OrderKind::Resolution, ""))),
            ("РАСПОРЯЖЕНИЕ № 7-р", Some((OrderKind::Directive, "№ 7-р"))),
            ("ПРИКАЗ от 01.02.2023 № 12", Some((OrderKind::Order, "от 01.02.2023 № 12"))),
            ("ПРИКАЗЫВАЮ:", None),
            ("Приказ Отдела образования", None),
            ("ПРИКАЗ МИНИСТЕРСТВА", None),
        ] {
            assert_eq!(kind(text), expected, "{text}");
        }
    }

    #[test]
    fn a_line_of_the_head_says_date_number_and_place() {
        let read = |date, number, place| Some(Registered { date, number, place });
        for (text, expected) in [
            ("01.02.2023 № 12-о", read(Some("01.02.2023"), Some("12-о"), None)),
            ("от 1 февраля 2023 г. № 12", read(Some("1 февраля 2023 г."), Some("12"), None)),
            ("«01» февраля 2023 года\t№ 12", read(Some("«01» февраля 2023 года"), Some("12"), None)),
            ("01.02.2023 г. Красный Холм № 12", read(Some("01.02.2023"), Some("12"), Some("г. Красный Холм"))),
            ("01.02.2023 г.  г. Энск", read(Some("01.02.2023 г."), None, Some("г. Энск"))),
            ("№ 12-о  г. Энск", read(None, Some("12-о"), Some("г. Энск"))),
            ("пгт Лесной", read(None, None, Some("пгт Лесной"))),
            ("«___» _______ 20__ г. № ____", read(None, None, None)),
            ("от ________ № 12", read(None, Some("12"), None)),
            ("Об утверждении плана", None),
            ("О школе № 5", None),
            ("г. о мерах", None),
        ] {
            assert_eq!(registered(text), expected, "{text}");
        }
    }

    #[test]
    fn points_have_numbers_and_dates_are_none() {
        assert_eq!(label("1. Утвердить"), Some(1));
        assert_eq!(label("2.1. назначить"), Some(2));
        assert_eq!(label("3) представить"), Some(3));
        for other in ["01.02.2023", "В целях", "2023 год", ""] {
            assert_eq!(label(other), None, "{other}");
        }
    }
}
