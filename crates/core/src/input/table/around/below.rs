//! The rows under a table: signatures, the maker, notes.

use super::people::{self, is_date, is_hint, is_line, signed};
use super::{Found, Piece, above, begins, blocks, fields, joined, lines, settle_rest, text_at};
use crate::diagnostics::CellRef;
use crate::domain::names::is_name;
use crate::input::table::fate::Fate;
use crate::input::table::sheet::Sheet;
use crate::schema;
use crate::tree::{Node, Value};

/// Words with which the mark of a maker begins.
const MAKERS: &[&str] = &["исп.", "исп ", "исп:", "исполнитель", "составитель", "составил", "подготовил"];
/// Words with which notes under a table begin.
const NOTES: &[&str] = &["примечани", "*", "сноск"];
/// Words with which sheets to be signed begin that hang on a plan.
const SHEETS: &[&str] = &["лист ознакомлени", "лист согласовани", "с планом ознакомлен", "с планом работы ознакомлен"];

/// Words with which lists of abbreviations begin.
const LEGENDS: &[&str] = &["сокращени", "список сокращений", "принятые сокращения", "условные обозначения"];

/// Words with which the posts of those who sign begin.
pub(super) const POSTS: &[&str] = &[
    "директор",
    "заведующ",
    "начальник",
    "руководител",
    "председател",
    "глава",
    "заместител",
    "зам.",
    "зам ",
    "и.о.",
    "и. о.",
    "врио",
    "исполняющ",
    "методист",
    "специалист",
    "ведущ",
    "главн",
    "старш",
    "секретар",
    "управляющ",
    "координатор",
    "консультант",
    "эксперт",
    "инспектор",
];

/// Those of them with which activities begin, too: «Главный праздник», «Экспертиза программ».
const DOUBTFUL_POSTS: &[&str] = &["ведущ", "главн", "старш", "управляющ", "эксперт"];

/// Empty rows between a post and the name below it.
const MOST_BETWEEN: u32 = 2;
/// Words of a post that is known by nothing else.
const SHORT_POST: usize = 5;

/// Whether the cells of a row can only stand under a table. `gap`: an empty row stands before it; `is_numbered`: the rows of
/// the table have numbers, and this one has none.
pub(in crate::input::table) fn starts_below(texts: &[(CellRef, String)], gap: bool, is_numbered: bool) -> bool {
    let all: Vec<&str> = texts.iter().map(|(_, text)| text.as_str()).collect();
    let first = all.first().copied().unwrap_or_default();
    if begins(first, MAKERS) || is_note(first) || blocks::is_mark(first) {
        return true;
    }
    let has_line = all.iter().any(|text| text.contains("___"));
    let post = signature_of(&all).map(|signature| signature.0).filter(|post| !post.is_empty());
    // Without numbers, a responsible person looks like one who signs.
    let may_sign = |post: &String| {
        gap && (is_numbered || begins(first, POSTS))
            // Behind the last activity a post and a name, in a cell or in two, are nothing but a signature.
            || all.len() <= 2 && is_numbered && begins(first, POSTS) && !begins(first, DOUBTFUL_POSTS) && !is_sentence(post)
    };
    has_line || post.as_ref().is_some_and(may_sign) || all.len() == 1 && is_bare_phone(first)
}

/// Whether a text on its own in its row says that no activity follows any more.
pub(in crate::input::table) fn ends_table(text: &str) -> bool {
    begins(text, SHEETS)
}

/// Whether a text on its own in its row begins a list of what abbreviations mean.
pub(in crate::input::table) fn begins_legend(text: &str) -> bool {
    begins(text, LEGENDS)
}

/// Whether a text holds no more than a line to sign on.
pub(in crate::input::table) fn is_blank_line(text: &str) -> bool {
    text.contains("__") && is_line(text)
}

/// Whether a text says of itself that it is a note.
pub(in crate::input::table) fn is_note(text: &str) -> bool {
    begins(text, NOTES) || begins_legend(text)
}

/// Whether the texts of a row close a plan, so that what stands below is none of it: an approval, an annex, a maker, somebody
/// who signs. `Some(false)` of one who is only named, as one who is responsible can be, too.
pub(in crate::input::table) fn closes(texts: &[String]) -> Option<bool> {
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let first = texts.first()?;
    if blocks::is_mark(first) || begins(first, MAKERS) || texts.iter().any(|text| text.contains("___")) {
        return Some(true);
    }
    signature_of(&texts).filter(|(post, ..)| begins(post, POSTS) && !is_sentence(post)).map(|_| false)
}

/// Whether a row of a table shows that the table only sets apart what stands around a plan.
pub(in crate::input::table) fn is_around(texts: &[String]) -> bool {
    let is_labelled = || texts.first().is_some_and(|text| above::is_labelled(text));
    closes(texts).is_some() || is_labelled() || texts.iter().any(|text| blocks::is_mark(text))
}

/// Post and name in the texts of a row, and which of the texts holds each.
fn signature_of(texts: &[&str]) -> Option<(String, String, usize, usize)> {
    let kept: Vec<(usize, &str)> = texts.iter().copied().enumerate().filter(|(_, text)| !is_line(text)).collect();
    match kept.as_slice() {
        [] => None,
        [(at, text)] => {
            let signed = signed(text)?;
            Some((signed.post, signed.name, *at, *at))
        }
        [before @ .., (last, text)] => {
            let name = text.trim_matches(|c: char| c.is_whitespace() || "_/()".contains(c));
            let post = before.iter().map(|(_, text)| text.trim_end_matches(['_', ' '])).collect::<Vec<_>>().join(" ");
            let first = before.first().map_or(*last, |(at, _)| *at);
            is_name(name).then(|| (post, name.to_owned(), first, *last))
        }
    }
}

/// Whether a text is a sentence or a point of one, which no post is: it ends with a full stop behind a whole word, or gives
/// an order.
pub(in crate::input::table) fn is_sentence(text: &str) -> bool {
    let text = text.trim();
    let last = text.trim_end_matches(['.', ';']).rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_ended = text.ends_with(['.', ';', ':']) && last.chars().count() > 3 && !last.contains('.');
    let lower = text.to_lowercase();
    let orders = ["возложить", "возлагается", "ответственный", "ответственная", "контроль ", "контактный"];
    let is_numbered = lower.starts_with(|c: char| c.is_ascii_digit());
    is_ended || is_numbered || orders.iter().any(|order| lower.contains(order))
}

fn is_bare_phone(text: &str) -> bool {
    let phone = bare_phone(text);
    people::phone(&phone).is_some_and(|(start, found)| start == 0 && found.len() == phone.len())
}

/// A telephone without the word before it.
fn bare_phone(text: &str) -> String {
    let text = text.trim();
    let word = ["Телефон", "телефон", "Тел", "тел"].iter().find_map(|word| text.strip_prefix(word));
    word.unwrap_or(text).trim_start_matches(['.', ':', ' ']).to_owned()
}

/// Whether a text begins to say who drew a document up.
pub(super) fn is_maker(text: &str) -> bool {
    begins(text, MAKERS)
}

/// Reads the pieces under a table.
pub(super) fn read(sheet: &Sheet, mut pieces: Vec<Piece>) -> Vec<Found> {
    let annexes = pieces.iter().position(|piece| blocks::is_annex(&piece.text)).map(|at| pieces.split_off(at));
    let mut found = blocks::take_below(sheet, &mut pieces, &|text| begins(text, MAKERS) || is_note(text));
    let mut reader = Reader { sheet, found: Vec::new(), waiting: Vec::new(), maker: None };
    for line in lines(pieces) {
        reader.line(line);
    }
    reader.release();
    if let Some(maker) = reader.maker.take() {
        reader.found.push(maker.found(sheet));
    }
    found.extend(reader.found);
    found.extend(annexes.into_iter().flat_map(|pieces| self::annexes(sheet, &pieces)));
    found
}

/// The annexes that follow a plan: each begins with its mark, the next line is its title, and the others are its text. What has
/// no text is a note.
fn annexes(sheet: &Sheet, pieces: &[Piece]) -> Vec<Found> {
    let mut found = Vec::new();
    let groups = pieces.chunk_by(|_, next| !blocks::is_annex(&next.text));
    for group in groups {
        if let [mark, title, text @ ..] = group
            && let Some(first) = text.first()
        {
            let looks_alike =
                |piece: &&Piece| title.look.is_some_and(|look| look.is_centred) && piece.look == title.look;
            let more = text.iter().take_while(looks_alike).count().min(text.len() - 1);
            let (more, text) = text.split_at(more);
            let titles: Vec<&Piece> = std::iter::once(title).chain(more).collect();
            let place = sheet.at(text.first().unwrap_or(first).at);
            let text = text.iter().map(|piece| text_at(sheet, piece, piece.text.clone())).collect();
            let text = Node { value: Value::List(text), place };
            sheet.settle(mark.at, Fate::With(title.at));
            let value = fields(
                vec![(schema::NAME, joined(sheet, &titles, "\n")), (schema::TEXT, Some(text))],
                sheet.at(title.at),
            );
            found.push(Found::new(schema::ANNEXES, value, mark.at));
        } else {
            found.extend(
                group
                    .iter()
                    .map(|piece| Found::new(schema::NOTES, text_at(sheet, piece, piece.text.clone()), piece.at)),
            );
        }
    }
    found
}

struct Reader<'a> {
    sheet: &'a Sheet,
    found: Vec<Found>,
    /// Lines that may be the beginning of a post: what comes next will tell.
    waiting: Vec<Piece>,
    maker: Option<Maker>,
}

/// Who drew the document up, as far as it was read.
struct Maker {
    first: Piece,
    name: Option<(Piece, String)>,
    phone: Option<(Piece, String)>,
    row: u32,
    /// Whether only the post was read of the name.
    is_open: bool,
}

impl Maker {
    fn found(self, sheet: &Sheet) -> Found {
        // Nobody is named: a text like any other.
        if self.name.is_none() {
            let text = text_at(sheet, &self.first, self.first.text.clone());
            return Found::new(schema::NOTES, text, self.first.at);
        }
        let place = sheet.at(self.first.at);
        let name = self.name.map(|(piece, name)| text_at(sheet, &piece, name));
        let phone = self.phone.map(|(piece, phone)| text_at(sheet, &piece, phone));
        let value = fields(vec![(schema::PERSON, name), (schema::PHONE, phone)], place);
        Found::new(schema::MAKER, value, self.first.at)
    }
}

impl Reader<'_> {
    fn line(&mut self, line: Vec<Piece>) {
        let Some(first) = line.first() else { return };
        let row = first.at.row;
        let texts: Vec<&str> = line.iter().map(|piece| piece.text.as_str()).collect();
        if begins(&first.text, MAKERS) && self.maker.is_none() {
            self.release();
            self.read_maker(&line);
            return;
        }
        if let Some(maker) = &mut self.maker
            && row <= maker.row + 2
            && self.waiting.is_empty()
        {
            // Name or telephone in a line of its own.
            let whole = texts.join(" ");
            if maker.phone.is_none() && is_bare_phone(&whole) {
                maker.phone = Some((first.clone(), bare_phone(&whole)));
                maker.row = row;
                settle_rest(self.sheet, &line);
                return;
            }
            if maker.name.is_none() && is_name(&whole) {
                maker.name = Some((first.clone(), whole));
                maker.row = row;
                settle_rest(self.sheet, &line);
                return;
            }
            // The post between «Составил:» and the name.
            let is_post = begins(&whole, POSTS) && !is_sentence(&whole);
            if maker.name.is_none() && row == maker.row + 1 && is_post {
                maker.is_open = signature_of(&texts).is_none();
                maker.name = Some((first.clone(), whole));
                maker.row = row;
                settle_rest(self.sheet, &line);
                return;
            }
            if maker.is_open
                && row == maker.row + 1
                && is_name(&whole)
                && let Some((start, name)) = &mut maker.name
            {
                name.push(' ');
                name.push_str(&whole);
                line.iter().for_each(|piece| self.sheet.settle(piece.at, Fate::With(start.at)));
                maker.is_open = false;
                maker.row = row;
                return;
            }
        }
        if let Some((post, name, post_at, name_at)) = signature_of(&texts) {
            let waiting = std::mem::take(&mut self.waiting);
            // The lines above belong to the post if they stand next to it.
            // A name alone may stand a little lower than its post.
            let is_lower = post.is_empty() && waiting.iter().any(|piece| begins(&piece.text, POSTS));
            let most = if is_lower { MOST_BETWEEN } else { 0 };
            let is_next = waiting.last().is_some_and(|piece| row - piece.at.row <= most + 1);
            let above: Vec<Piece> = if is_next { self.of_post(waiting, &post) } else { self.note_all(waiting) };
            let has_line = texts.iter().any(|text| is_line(text) || text.contains("___"));
            // Without a line to sign on, a long text with a name at its end may be anything.
            let is_short = post.split_whitespace().count() <= SHORT_POST;
            let is_post = has_line || texts.len() > 1 || is_short || begins(&post, POSTS) || !above.is_empty();
            if is_post && !(above.is_empty() && post.is_empty()) && !is_sentence(&post) {
                self.signature(&above, &line, (post, name), (post_at, name_at));
                return;
            }
            self.note_all(above);
        }
        // «М.П.» or «(подпись) | (расшифровка)» in a row of its own; the page has no other place for it than with the signature.
        if texts.iter().all(|text| is_hint(text))
            && let Some(signature) = self.found.last().filter(|found| found.key == schema::SIGNATURE)
        {
            line.iter().for_each(|piece| self.sheet.settle(piece.at, Fate::With(signature.at)));
            return;
        }
        let is_short_text = line.len() == 1 && first.text.chars().count() < 200 && !is_note(&first.text);
        if is_short_text && !is_date(&first.text) {
            if self.waiting.last().is_some_and(|piece| piece.at.row + 1 != row) {
                self.release();
            }
            self.waiting.extend(line);
            return;
        }
        self.release();
        self.note(&line);
    }

    /// The lines above a signature that belong to its post; the others are notes. A sentence is none, and where a line begins
    /// as posts do the post begins with it.
    fn of_post(&mut self, mut waiting: Vec<Piece>, own: &str) -> Vec<Piece> {
        // Nor is one in which somebody else signs.
        let is_other = |piece: &Piece| signed(&piece.text).is_some_and(|signed| signed.post.is_empty());
        let is_none = |piece: &Piece| is_sentence(&piece.text) || is_other(piece);
        let after = waiting.iter().rposition(is_none).map_or(0, |at| at + 1);
        let first = waiting[after..].iter().position(|piece| begins(&piece.text, POSTS)).map(|at| after + at);
        let start = first.unwrap_or(if begins(own, POSTS) { waiting.len() } else { after });
        let post = waiting.split_off(start);
        self.note_all(waiting);
        post
    }

    fn signature(
        &mut self,
        above: &[Piece],
        line: &[Piece],
        (post, name): (String, String),
        (post_at, name_at): (usize, usize),
    ) {
        let (Some(post_piece), Some(name_piece)) = (line.get(post_at), line.get(name_at)) else { return };
        let posts = || above.iter().filter(|piece| !is_line(&piece.text));
        let start = posts().next().unwrap_or(post_piece);
        let lines: Vec<&str> = posts()
            .map(|piece| piece.text.as_str())
            .chain(Some(post.as_str()).filter(|post| !post.is_empty()))
            .collect();
        let value = fields(
            vec![
                (schema::POST, Some(text_at(self.sheet, start, lines.join("\n")))),
                (schema::PERSON, Some(text_at(self.sheet, name_piece, name))),
            ],
            self.sheet.at(start.at),
        );
        // A line that holds the end of the post and the name belongs to both.
        let is_shared = post_at == name_at && !post.is_empty();
        let own =
            |piece: &&Piece| piece.at != start.at && (is_shared || piece.at != name_piece.at) && !is_hint(&piece.text);
        for piece in above.iter().chain(line).filter(own) {
            self.sheet.settle(piece.at, Fate::With(start.at));
        }
        self.found.push(Found::new(schema::SIGNATURE, value, start.at));
    }

    /// «Исп. Кузнецова И.А., тел. 8 (48237) 2-14-56»; name and telephone may stand in cells of their own.
    fn read_maker(&mut self, line: &[Piece]) {
        let Some((first, others)) = line.split_first() else { return };
        let whole = first.text.replace('\n', " ");
        let (before, phone) = match people::phone(&whole) {
            Some((start, phone)) => (without_phone_word(whole.get(..start).unwrap_or_default()), Some(phone)),
            None => (first.text.as_str(), None),
        };
        let name = behind_label(before);
        let mut maker = Maker {
            row: first.at.row,
            name: (!name.is_empty()).then(|| (first.clone(), name)),
            phone: phone.map(|phone| (first.clone(), phone.to_owned())),
            first: first.clone(),
            is_open: false,
        };
        for piece in others {
            match &mut maker.name {
                _ if maker.phone.is_none() && is_bare_phone(&piece.text) => {
                    maker.phone = Some((piece.clone(), bare_phone(&piece.text)));
                }
                None if is_line(&piece.text) => self.sheet.settle(piece.at, Fate::With(first.at)),
                None => maker.name = Some((piece.clone(), piece.text.clone())),
                // «Составил: | методист | Орлова Т.П.»
                Some((start, name)) => {
                    self.sheet.settle(piece.at, Fate::With(start.at));
                    if !is_line(&piece.text) {
                        name.push(' ');
                        name.push_str(&piece.text);
                    }
                }
            }
        }
        self.maker = Some(maker);
    }

    /// What was waiting is no part of a signature.
    fn release(&mut self) {
        let waiting = std::mem::take(&mut self.waiting);
        self.note_all(waiting);
    }

    fn note_all(&mut self, pieces: Vec<Piece>) -> Vec<Piece> {
        for piece in pieces {
            self.note(&[piece]);
        }
        Vec::new()
    }

    fn note(&mut self, line: &[Piece]) {
        let pieces: Vec<&Piece> = line.iter().collect();
        if let (Some(value), Some(first)) = (joined(self.sheet, &pieces, " "), line.first()) {
            self.found.push(Found::new(schema::NOTES, value, first.at));
        }
    }
}

/// The name behind «Исп.», «Исполнитель:» and the like.
fn behind_label(text: &str) -> String {
    const LABELS: [&str; 13] = [
        "Исполнитель",
        "исполнитель",
        "ИСПОЛНИТЕЛЬ",
        "Составитель",
        "составитель",
        "Составила",
        "Составил",
        "Подготовила",
        "Подготовил",
        "подготовил",
        "Исп",
        "исп",
        "ИСП",
    ];
    let text = text.trim();
    let rest = LABELS.iter().find_map(|label| text.strip_prefix(label)).unwrap_or(text);
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || ".:–-".contains(c));
    rest.trim_end_matches(|c: char| c.is_whitespace() || ",;:(".contains(c)).to_owned()
}

/// A text without «тел.» at its end. The full stop of initials stays.
fn without_phone_word(text: &str) -> &str {
    let before = text.trim_end_matches(|c: char| c.is_whitespace() || ".:".contains(c));
    let word = ["телефон", "Телефон", "тел", "Тел"].iter().find_map(|word| before.strip_suffix(word));
    word.unwrap_or(text)
}
