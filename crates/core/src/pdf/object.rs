//! PDF objects out of bytes: names, numbers, texts, lists, dictionaries; and the operators of a page's content.

use std::collections::HashSet;

use super::limits;

/// A PDF object. What a reference leads to is looked up by [`super::Pdf::resolve`].
#[derive(Debug, Clone, PartialEq)]
pub enum Object {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(f64),
    /// A string, decoded to its bytes.
    Text(Vec<u8>),
    /// A name without its slash.
    Name(Vec<u8>),
    /// A list.
    Array(Vec<Object>),
    /// A dictionary.
    Dict(Dict),
    /// Another object.
    Ref(Ref),
}

/// What an object is known by. One that was deleted leaves its number to another one of the next generation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ref {
    /// Its number.
    pub number: u32,
    /// Its generation.
    pub generation: u32,
}

impl Object {
    /// A number that can be an offset, a length or an object's number.
    pub(super) fn as_index(&self) -> Option<usize> {
        match self {
            // Beyond this a number of the file would not be exact; no file is so long.
            Self::Number(number) if number.fract() == 0.0 && (0.0..1e15).contains(number) => Some(*number as usize),
            _ => None,
        }
    }

    pub(super) fn as_name(&self) -> Option<&[u8]> {
        if let Self::Name(name) = self { Some(name) } else { None }
    }
}

/// A dictionary: names and what they stand for, in their order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Dict(Vec<(Vec<u8>, Object)>);

impl Dict {
    /// What stands under a name; a reference is not followed.
    pub fn get(&self, name: &str) -> Option<&Object> {
        self.0.iter().find(|(key, _)| key == name.as_bytes()).map(|(_, value)| value)
    }

    /// Names and values, in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&[u8], &Object)> {
        self.0.iter().map(|(key, value)| (key.as_slice(), value))
    }
}

/// What comes next in the content of a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token<'a> {
    /// An operand.
    Operand(Object),
    /// An operator such as `Tj`.
    Operator(&'a [u8]),
}

/// Entries of a dictionary that are sooner looked through than found by their digests.
const FEW: usize = 16;
/// Digits of a number that is exact, and the powers of ten that are.
const EXACT: usize = 15;
const TENS: [f64; EXACT + 1] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

/// Reads objects one after the other.
#[derive(Debug, Clone)]
pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Values that the object may still have.
    left: usize,
    /// Whether there may be references; in the content of a page there are none.
    has_references: bool,
}

impl<'a> Lexer<'a> {
    /// Reads from an offset on.
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at, left: limits::VALUES, has_references: true }
    }

    /// Reads operands and operators.
    pub(super) fn of_content(bytes: &'a [u8]) -> Self {
        Self { has_references: false, ..Self::new(bytes, 0) }
    }

    /// The offset of what comes next, blanks included.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// The next object. `None` at the end, or if what comes is no object.
    pub(super) fn object(&mut self) -> Option<Object> {
        self.left = limits::VALUES;
        self.object_within(limits::DEPTH)
    }

    /// How many values the last object had, with all that is nested in it.
    pub(super) fn values(&self) -> usize {
        limits::VALUES.saturating_sub(self.left)
    }

    /// Whether the last object had more values than are read.
    pub(super) fn is_overfull(&self) -> bool {
        self.left == 0
    }

    /// The next operand or operator of a page's content.
    pub(super) fn token(&mut self) -> Option<Token<'a>> {
        self.skip_blanks();
        let first = self.peek()?;
        if is_regular(first) && !first.is_ascii_digit() && !matches!(first, b'+' | b'-' | b'.') {
            let word = self.regular();
            return Some(match word {
                b"true" | b"false" => Token::Operand(Object::Bool(word == b"true")),
                b"null" => Token::Operand(Object::Null),
                _ => Token::Operator(word),
            });
        }
        self.object().map(Token::Operand)
    }

    /// Goes over a word if it comes next.
    pub(super) fn keyword(&mut self, word: &[u8]) -> bool {
        self.skip_blanks();
        let comes = self.rest().starts_with(word) && self.rest().get(word.len()).is_none_or(|next| !is_regular(*next));
        if comes {
            self.at += word.len();
        }
        comes
    }

    /// The next number without sign or point, if one comes next.
    pub(super) fn integer(&mut self) -> Option<usize> {
        self.skip_blanks();
        // A number of more digits would not fit.
        let digits = self.rest().iter().take(21).take_while(|byte| byte.is_ascii_digit()).count();
        let number = std::str::from_utf8(self.rest().get(..digits)?).ok()?.parse().ok()?;
        self.at += digits;
        Some(number)
    }

    /// Goes over the line feed behind `stream`.
    pub(super) fn line_feed(&mut self) {
        for end in [b"\r\n".as_slice(), b"\n", b"\r"] {
            if self.rest().starts_with(end) {
                self.at += end.len();
                return;
            }
        }
    }

    fn object_within(&mut self, depth: usize) -> Option<Object> {
        self.skip_blanks();
        let depth = depth.checked_sub(1)?;
        self.left = self.left.saturating_sub(1);
        if self.is_overfull() {
            return None;
        }
        match self.peek()? {
            b'/' => Some(Object::Name(self.name())),
            b'(' => self.literal().map(Object::Text),
            b'<' if self.rest().starts_with(b"<<") => self.dict(depth).map(Object::Dict),
            b'<' => self.hexadecimal().map(Object::Text),
            b'[' => self.array(depth).map(Object::Array),
            b'0'..=b'9' if self.has_references => self.reference().or_else(|| self.number()),
            b'0'..=b'9' | b'+' | b'-' | b'.' => self.number(),
            first if is_regular(first) => match self.regular() {
                b"true" => Some(Object::Bool(true)),
                b"false" => Some(Object::Bool(false)),
                b"null" => Some(Object::Null),
                _ => None,
            },
            _ => None,
        }
    }

    fn dict(&mut self, depth: usize) -> Option<Dict> {
        self.at += 2;
        let mut entries: Vec<(Vec<u8>, Object)> = Vec::new();
        let mut names = HashSet::new();
        loop {
            self.skip_blanks();
            if self.rest().starts_with(b">>") {
                self.at += 2;
                return Some(Dict(entries));
            }
            if self.peek()? != b'/' {
                return None;
            }
            let name = self.name();
            if entries.len() == FEW {
                names.extend(entries.iter().map(|(name, _)| name.clone()));
            }
            let is_known = match entries.len() {
                0..FEW => entries.iter().any(|(known, _)| *known == name),
                _ => !names.insert(name.clone()),
            };
            // Of two entries with one name some readers take the first and some the last.
            if is_known {
                return None;
            }
            entries.push((name, self.object_within(depth)?));
        }
    }

    fn array(&mut self, depth: usize) -> Option<Vec<Object>> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.skip_blanks();
            if self.peek()? == b']' {
                self.at += 1;
                return Some(items);
            }
            items.push(self.object_within(depth)?);
        }
    }

    /// `12 0 R`; goes nowhere if it is none.
    fn reference(&mut self) -> Option<Object> {
        let mut ahead = self.clone();
        let (number, generation) = (ahead.integer()?, ahead.integer()?);
        if !ahead.keyword(b"R") {
            return None;
        }
        self.at = ahead.at;
        Some(Object::Ref(Ref { number: u32::try_from(number).ok()?, generation: u32::try_from(generation).ok()? }))
    }

    /// A number in the spelling of PDF: digits, one point, one sign. Rust reads more, such as `8.4e2` and `inf`.
    fn number(&mut self) -> Option<Object> {
        let typed = self.regular();
        let (is_negative, digits) = match typed {
            [b'-', digits @ ..] => (true, digits),
            [b'+', digits @ ..] | digits => (false, digits),
        };
        let (mut whole, mut point) = (0_u64, None);
        for (at, byte) in digits.iter().enumerate() {
            match byte {
                b'0'..=b'9' => whole = whole.wrapping_mul(10).wrapping_add(u64::from(byte - b'0')),
                b'.' if point.is_none() => point = Some(at),
                _ => return None,
            }
        }
        let count = digits.len() - usize::from(point.is_some());
        let number = match count {
            0 => return None,
            // Both are exact, so their quotient is the nearest number there is.
            1..=EXACT => whole as f64 / TENS[point.map_or(0, |point| count - point)],
            _ => return std::str::from_utf8(typed).ok()?.parse().ok().map(Object::Number),
        };
        Some(Object::Number(if is_negative { -number } else { number }))
    }

    fn name(&mut self) -> Vec<u8> {
        self.at += 1;
        let typed = self.regular();
        let mut name = Vec::with_capacity(typed.len());
        let mut rest = typed;
        while let Some((&first, behind)) = rest.split_first() {
            let code = behind.first_chunk::<2>().and_then(|[high, low]| Some(16 * digit(*high)? + digit(*low)?));
            match code.filter(|_| first == b'#') {
                Some(code) => {
                    name.push(code);
                    rest = behind.get(2..).unwrap_or_default();
                }
                None => {
                    name.push(first);
                    rest = behind;
                }
            }
        }
        name
    }

    fn literal(&mut self) -> Option<Vec<u8>> {
        self.at += 1;
        let mut text = Vec::new();
        let mut open = 1_usize;
        loop {
            match self.byte()? {
                b'(' => {
                    open += 1;
                    text.push(b'(');
                }
                b')' => {
                    open -= 1;
                    if open == 0 {
                        return Some(text);
                    }
                    text.push(b')');
                }
                b'\\' => text.extend(self.escaped()?),
                byte => text.push(byte),
            }
        }
    }

    /// What stands behind a backslash; nothing for a line that goes on in the next one.
    fn escaped(&mut self) -> Option<Option<u8>> {
        Some(match self.byte()? {
            b'n' => Some(b'\n'),
            b'r' => Some(b'\r'),
            b't' => Some(b'\t'),
            b'b' => Some(8),
            b'f' => Some(12),
            b'\n' => None,
            b'\r' => {
                self.at += usize::from(self.peek() == Some(b'\n'));
                None
            }
            first @ b'0'..=b'7' => {
                let mut code = u32::from(first - b'0');
                for _ in 0..2 {
                    let Some(next @ b'0'..=b'7') = self.peek() else { break };
                    code = 8 * code + u32::from(next - b'0');
                    self.at += 1;
                }
                Some((code & 0xff) as u8)
            }
            other => Some(other),
        })
    }

    fn hexadecimal(&mut self) -> Option<Vec<u8>> {
        self.at += 1;
        let mut digits = Vec::new();
        loop {
            match self.byte()? {
                b'>' => break,
                byte if is_blank(byte) => {}
                byte => digits.push(digit(byte)?),
            }
        }
        // A last digit that is missing is a zero.
        Some(digits.chunks(2).map(|pair| 16 * pair[0] + pair.get(1).copied().unwrap_or_default()).collect())
    }

    /// Bytes up to the next blank or bracket.
    fn regular(&mut self) -> &'a [u8] {
        let rest = self.rest();
        let length = rest.iter().take_while(|byte| is_regular(**byte)).count();
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    pub(super) fn skip_blanks(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                b'%' => {
                    self.at += self.rest().iter().take_while(|byte| !matches!(byte, b'\n' | b'\r')).count();
                }
                byte if is_blank(byte) => self.at += 1,
                _ => break,
            }
        }
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }
}

fn is_blank(byte: u8) -> bool {
    KINDS[usize::from(byte)] == Kind::Blank
}

fn is_regular(byte: u8) -> bool {
    KINDS[usize::from(byte)] == Kind::Regular
}

/// What a byte is between and within words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Blank,
    Delimiter,
    Regular,
}

const KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Regular; 256];
    let mut at = 0;
    while at < kinds.len() {
        match at as u8 {
            0 | b'\t' | b'\n' | 12 | b'\r' | b' ' => kinds[at] = Kind::Blank,
            b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%' => kinds[at] = Kind::Delimiter,
            _ => {}
        }
        at += 1;
    }
    kinds
};

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|digit| digit as u8)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Option<Object> {
        Lexer::new(text.as_bytes(), 0).object()
    }

    #[test]
    fn objects_are_read() {
        assert_eq!(read(" 12 0 R"), Some(Object::Ref(Ref { number: 12, generation: 0 })));
        assert_eq!(read("-12.5 "), Some(Object::Number(-12.5)));
        assert_eq!((read("+.5"), read("4.")), (Some(Object::Number(0.5)), Some(Object::Number(4.0))));
        assert_eq!(read("/a#20b#zz"), Some(Object::Name(b"a b#zz".to_vec())));
        assert_eq!(read("(a\\(\\101\\\r\nb(c)\\5)"), Some(Object::Text(b"a(Ab(c)\x05".to_vec())));
        assert_eq!(read("<FEf f 4>"), Some(Object::Text(vec![0xfe, 0xff, 0x40])));
        let Some(Object::Dict(dict)) = read("<</A[1 2 0 R true]% …\n/B<</C null>>>>") else {
            panic!("no dictionary")
        };
        let list = vec![Object::Number(1.0), Object::Ref(Ref { number: 2, generation: 0 }), Object::Bool(true)];
        assert_eq!(dict.get("A"), Some(&Object::Array(list)));
        assert!(matches!(dict.get("B"), Some(Object::Dict(inner)) if inner.get("C") == Some(&Object::Null)));
    }

    #[test]
    fn what_readers_take_in_different_ways_is_no_object() {
        for text in ["<</A 1/A 2>>", "<</A 1/#41 1>>", "8.4e2", "inf", "-nan", "1_0", "--1", "1-", "1.2.3", "+", "."] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    proptest! {
        /// Numbers are read digit by digit; they are those that the standard library reads.
        #[test]
        fn numbers_are_the_nearest_there_are(typed in "[+-]?[0-9]{0,18}(\\.[0-9]{0,18})?") {
            let expected = typed.parse::<f64>().ok().map(Object::Number);
            prop_assert_eq!(read(&typed), expected);
        }

        /// A name that comes twice is found, however many names there are.
        #[test]
        fn no_name_comes_twice(count in 1_usize..40, twice in prop::option::of(0_usize..40)) {
            let names = (0..count).chain(twice.filter(|twice| *twice < count));
            let dict: String = names.map(|name| format!("/N{name} {name} 0 R ")).collect();
            prop_assert_eq!(read(&format!("<<{dict}>>")).is_some(), twice.is_none_or(|twice| twice >= count));
        }
    }

    #[test]
    fn what_is_cut_off_or_too_deep_is_no_object() {
        for text in ["", "(a", "<</A 1", "[1 2", "<41", "<</A>>", "endobj", &"[".repeat(1_000_000)] {
            assert_eq!(read(text), None, "{}", text.chars().take(20).collect::<String>());
        }
    }

    #[test]
    fn content_is_operands_and_operators() {
        let mut lexer = Lexer::of_content(b"/f0 12 Tf [(a) -3] TJ T*");
        let words: Vec<String> = std::iter::from_fn(|| lexer.token())
            .filter_map(|token| match token {
                Token::Operator(word) => String::from_utf8(word.to_vec()).ok(),
                Token::Operand(_) => None,
            })
            .collect();
        assert_eq!(words, ["Tf", "TJ", "T*"]);
    }
}
