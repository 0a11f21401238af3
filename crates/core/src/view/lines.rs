//! How a text breaks into lines, before type is set: as the typesetter breaks one that is not justified.

use std::cmp::Ordering;

use super::Metrics;
use super::words::{JOINTS, parts_words};
use crate::russian::{self, NBSP};

/// A text measured word by word, in em.
#[derive(Debug, Clone)]
pub struct Lines {
    /// The lines as typed; each is broken on its own.
    typed: Vec<Vec<Word>>,
}

/// A part of a text that is never parted.
#[derive(Debug, Clone, Copy)]
struct Word {
    width: f64,
    /// The white space behind it, which hangs over the edge where a line ends.
    space: f64,
    /// Whether the next one belongs on its line, where the place is wide enough for both.
    holds_next: bool,
}

impl Lines {
    /// Measures a text.
    pub fn new(text: &str, bold: bool, metrics: &impl Metrics) -> Self {
        let held = russian::held_together(text);
        let mut start = 0;
        let typed = text.split('\n').map(|line| {
            let mut at = start;
            start += line.len() + 1;
            let word = |word: &str| {
                let core = word.trim_end();
                let space = at + core.len();
                at += word.len();
                let width = metrics.width(core, bold);
                let holds_next = held.binary_search(&space).is_ok();
                Word { width, space: metrics.width(&word[core.len()..], bold), holds_next }
            };
            words(line).map(word).collect()
        });
        Self { typed: typed.collect() }
    }

    /// The lines as typed.
    pub(super) fn typed(&self) -> usize {
        self.typed.len()
    }

    /// The widest word.
    pub fn longest_word(&self) -> f64 {
        self.typed.iter().flatten().map(|word| word.width).fold(0.0, f64::max)
    }

    /// The widest of the lines as typed.
    pub fn longest_line(&self) -> f64 {
        self.set(f64::INFINITY).widest
    }

    /// Breaks the text into lines that are not wider than `room`, save for a word that is wider itself.
    pub fn set(&self, room: f64) -> Set {
        let mut set = Set { needed: f64::INFINITY, ..Set::default() };
        for line in &self.typed {
            set.begin();
            // With the white space behind the last word.
            let mut used = 0.0;
            let mut at = 0;
            while let Some((unit, end)) = unit(line, at, room, &mut set.needed) {
                if used > 0.0 && used + unit > room {
                    set.needed = set.needed.min(used + unit);
                    set.begin();
                    used = 0.0;
                }
                if unit > room {
                    set.needed = room;
                    set.count += (unit / room) as usize;
                }
                used += unit;
                set.end(used, end - at);
                used += line[end - 1].space;
                at = end;
            }
        }
        set
    }

    /// The least room, below this one, in which the text takes no more lines than these.
    pub(super) fn narrowest(&self, count: usize, room: f64) -> f64 {
        self.threshold(count, (0.0, Set::default()), (room, self.set(room))).1.0
    }

    /// The widest room in which the text takes more lines than these, and the least one in which it does not, a hundredth of an em
    /// apart, each with its lines; looked for between two such rooms.
    fn threshold(
        &self,
        count: usize,
        (mut low, mut more): (f64, Set),
        (mut high, mut enough): (f64, Set),
    ) -> ((f64, Set), (f64, Set)) {
        while high - low > 0.01 {
            let middle = f64::midpoint(low, high);
            // As long as the lines end where they do, their number is known.
            if middle < more.needed {
                low = middle;
            } else if middle >= enough.widest {
                high = middle;
            } else {
                let set = self.set(middle);
                if set.count <= count { (high, enough) = (middle, set) } else { (low, more) = (middle, set) }
            }
        }
        ((low, more), (high, enough))
    }

    /// The widest room in which the text takes these lines and its last one holds more than a word.
    pub(super) fn widest_without_lonely_end(&self, count: usize) -> Option<f64> {
        let mut room = self.longest_line();
        loop {
            let set = self.set(room);
            match set.count.cmp(&count) {
                Ordering::Equal if set.last_words > 1 => return Some(set.widest),
                Ordering::Greater => return None,
                // Nothing gets narrower than its longest word.
                _ if set.widest > room => return None,
                _ => room = set.widest - 0.01,
            }
        }
    }

    /// The least widths for numbers of lines: each number with the least width that it needs, the fewest lines first. None is
    /// below `least`. Of a long text not every number is told.
    pub fn steps(&self, least: f64) -> Vec<(usize, f64)> {
        let mut steps = Vec::new();
        let narrowest = self.set(least);
        let mut wider = self.set(f64::INFINITY);
        loop {
            // The next number of lines, and the least width that is not yet enough for it.
            let most = wider.count + wider.count / 16;
            if narrowest.count <= most {
                steps.push((narrowest.count, least));
                return steps;
            }
            let ((low, more), (high, enough)) =
                self.threshold(most, (least, narrowest), (wider.widest.max(least), wider));
            let width = if enough.widest < low { high } else { enough.widest.min(high) };
            steps.push((enough.count, width));
            wider = more;
        }
    }
}

/// Lines that were broken.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Set {
    /// How many there are.
    pub count: usize,
    /// The widest of them.
    pub widest: f64,
    /// The last one.
    pub last: f64,
    /// The words on it.
    pub last_words: usize,
    /// From the widest of the lines up to this room, which is wider, they end where they do; it is the room itself if some word is
    /// wider.
    pub needed: f64,
}

impl Set {
    fn begin(&mut self) {
        self.count += 1;
        (self.last, self.last_words) = (0.0, 0);
    }

    fn end(&mut self, used: f64, words: usize) {
        self.widest = self.widest.max(used);
        self.last = used;
        self.last_words += words;
    }
}

/// The width of the words from one on that belong together, as many as there is room for, and the first one behind them; `needed`
/// becomes no more than what one more would need.
fn unit(line: &[Word], start: usize, room: f64, needed: &mut f64) -> Option<(f64, usize)> {
    let mut width = line.get(start)?.width;
    let mut end = start + 1;
    while line[end - 1].holds_next && end < line.len() {
        let wider = width + line[end - 1].space + line[end].width;
        if wider > room {
            *needed = needed.min(wider);
            break;
        }
        width = wider;
        end += 1;
    }
    Some((width, end))
}

/// The longest word of a text, em.
pub(super) fn longest_word(text: &str, is_bold: bool, metrics: &impl Metrics) -> f64 {
    words(text).map(|word| metrics.width(word.trim_end(), is_bold)).fold(0.0, f64::max)
}

/// The text with no-break spaces between words that belong together, where the place is wide enough for them.
pub(super) fn hold_together(text: String, room: f64, bold: bool, metrics: &impl Metrics) -> String {
    let held = russian::held_together(&text);
    if held.is_empty() {
        return text;
    }
    let mut kept = String::with_capacity(text.len() + held.len());
    // Where the words begin that stand together so far, as `unit` takes them.
    let mut unit = 0;
    let mut at = 0;
    for word in words(&text) {
        let end = at + word.trim_end().len();
        let is_held = at.checked_sub(1).is_some_and(|space| held.binary_search(&space).is_ok());
        if is_held && metrics.width(&text[unit..end], bold) <= room {
            kept.pop();
            kept.push(NBSP);
        } else {
            unit = at;
        }
        kept.push_str(word);
        at += word.len();
    }
    kept
}

/// The parts of a text between which a line may end, each with the white space behind it.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut in_space = false;
        let mut end = rest.len();
        for (at, c) in rest.char_indices() {
            let is_space = c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}');
            if in_space && !is_space {
                end = at;
                break;
            }
            in_space |= is_space;
            if JOINTS.contains(&c) && parts_words(&rest[..at], &rest[at + c.len_utf8()..]) {
                end = at + c.len_utf8();
                break;
            }
        }
        let (word, tail) = rest.split_at(end);
        rest = tail;
        Some(word)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::view::laws::Typewriter;

    #[test]
    fn lines_end_at_spaces_hyphens_and_strokes() {
        let parts = |text| words(text).collect::<Vec<_>>();
        assert_eq!(parts("семинаров/совещаний по\u{a0}теме"), ["семинаров/", "совещаний ", "по\u{a0}теме"]);
        assert_eq!(parts("Октябрь-ноябрь 2023"), ["Октябрь-", "ноябрь ", "2023"]);
        assert_eq!(parts("-5 –  6 № п/п"), ["-5 ", "–  ", "6 ", "№ ", "п/п"]);
    }

    #[test]
    fn a_lonely_end_gets_company_unless_no_room_gives_it_any() {
        let widest = |text: &str, count| Lines::new(text, false, &Typewriter).widest_without_lonely_end(count);
        // «раз два», then «три четыре», which takes ten halves of an em.
        assert_eq!(widest("раз два три четыре", 2), Some(5.0));
        // A word that is wider than any room is not looked for without end.
        assert_eq!(widest("слово оченьдлинноесловоцеликом", 2), None);
    }

    #[test]
    fn words_that_belong_together_are_parted_only_where_there_is_no_room() {
        for (room, shown) in [
            (20.0, "школа на~90~мест у МБУ~ДО"),
            (5.0, "школа на~90~мест у МБУ~ДО"),
            (2.0, "школа на~90 мест у МБУ ДО"),
        ] {
            let held = hold_together("школа на\u{a0}90 мест у МБУ ДО".into(), room, false, &Typewriter);
            assert_eq!(held.replace('\u{a0}', "~"), shown, "{room}");
        }
    }

    fn text() -> impl Strategy<Value = String> {
        prop::collection::vec("[а-я]{1,12}|[0-9]{1,3}|МБУ|ДО|\n", 0..40).prop_map(|words| words.join(" "))
    }

    proptest! {
        /// What is reckoned for words that may be held together is so for the text in which they are.
        #[test]
        fn lines_are_those_of_the_text_that_is_printed(text in text(), room in 6.0..40.0) {
            let printed = hold_together(text.clone(), room, false, &Typewriter);
            prop_assert_eq!(printed.replace('\u{a0}', " "), text.clone());
            let reckoned = Lines::new(&text, false, &Typewriter).set(room);
            prop_assert_eq!(reckoned.count, Lines::new(&printed, false, &Typewriter).set(room).count);
        }

        #[test]
        fn steps_tell_the_least_widths(text in "([а-я]{1,12}[ \n]){0,14}", room in 6.0..40.0) {
            let lines = Lines::new(&text, false, &Typewriter);
            let steps = lines.steps(6.0);
            for (count, width) in &steps {
                prop_assert!(lines.set(*width + 1e-9).count <= *count);
            }
            if let Some((count, _)) = steps.iter().find(|(_, width)| *width <= room) {
                prop_assert_eq!(*count, lines.set(room).count);
            }
        }
    }
}
