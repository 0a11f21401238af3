//! Numbers as Russian Excel shows them.

use super::Purpose;
use crate::input::table::look::{Condition, Digits, Places, Section, Slot};

/// Digits after the comma that are shown at most, as in Excel.
const DECIMALS: usize = 30;

/// A number as its section of the format shows it; `None` if that shows nothing. `is_further` tells that it is not the first
/// section.
pub(super) fn show_section(number: f64, section: &Section, is_further: bool, purpose: Purpose) -> Option<String> {
    let words = |words: &str| if purpose.is_print() { one_blank(words) } else { String::new() };
    let (digits, percent) = match &section.digits {
        Digits::None if purpose.is_print() => {
            return Some(words(&section.before).trim().to_owned()).filter(|text| !text.is_empty());
        }
        // Words in place of a number are no number.
        Digits::None | Digits::General => (general(number.abs()), ""),
        Digits::Places(places) => (fill(number, places, purpose), if places.scale > 0 { "%" } else { "" }),
    };
    // A section for what is below zero shows the sign itself, if at all.
    let has_sign =
        section.condition.is_some_and(is_below_zero) || is_further && section.before.contains(['-', '(', '−', '–']);
    let is_zero = !digits.contains(|c: char| ('1'..='9').contains(&c));
    let sign = if number < 0.0 && !is_zero && !(has_sign && purpose.is_print()) { "-" } else { "" };
    let percent = if purpose.is_print() { "" } else { percent };
    let digits = with_comma(digits, purpose);
    let text = format!("{sign}{}{digits}{percent}{}", words(&section.before), words(&section.behind));
    Some(text.trim().to_owned())
}

/// Whether a condition holds for nothing but numbers below zero.
fn is_below_zero(condition: Condition) -> bool {
    !condition.greater && (condition.than < 0.0 || condition.than == 0.0 && !condition.equal)
}

/// Words with single blanks: room of the width of several signs is one.
fn one_blank(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for c in words.chars() {
        if c != ' ' || !text.ends_with(' ') {
            text.push(c);
        }
    }
    text
}

/// The digits of a number, without its sign, in their places; the decimal sign is a point.
fn fill(number: f64, places: &Places, purpose: Purpose) -> String {
    let is_digit = |slot: &&Slot| !matches!(slot, Slot::Words(_));
    let decimals = places.fraction.iter().filter(is_digit).count().min(DECIMALS);
    let (whole, fraction) = rounded(number, places.scale, decimals);
    let whole = fill_whole(&whole, places, purpose);
    let fraction = fill_fraction(&fraction, &places.fraction, purpose);
    match (whole.is_empty(), fraction.is_empty()) {
        // Nothing but room for digits: a zero is not shown.
        (true, true) if places.whole.iter().all(|slot| *slot == Slot::OrBlank) => String::new(),
        (true, true) => "0".into(),
        (true, false) => format!("0.{fraction}"),
        (false, true) => whole,
        (false, false) => format!("{whole}.{fraction}"),
    }
}

/// Fills the places before the comma from the right; what does not fit stands at the first place.
fn fill_whole(whole: &str, places: &Places, purpose: Purpose) -> String {
    let sets_apart = places.thousands && purpose.is_print();
    let first_always = places.whole.iter().position(|slot| *slot == Slot::Always).unwrap_or(usize::MAX);
    let first = places.whole.iter().position(|slot| !matches!(slot, Slot::Words(_)));
    let mut left = whole.chars().rev();
    let mut count = 0;
    // From the right to the left.
    let mut text = String::new();
    let mut put = |text: &mut String, digit: char| {
        if sets_apart && count > 0 && count % 3 == 0 {
            text.push('\u{a0}');
        }
        count += 1;
        text.push(digit);
    };
    for (at, slot) in places.whole.iter().enumerate().rev() {
        match slot {
            Slot::Words(words) if purpose != Purpose::Figure => text.extend(words.chars().rev()),
            Slot::Words(_) => {}
            _ => match left.next() {
                Some(digit) => put(&mut text, digit),
                None if at >= first_always => put(&mut text, '0'),
                None => {}
            },
        }
        if Some(at) == first {
            left.by_ref().for_each(|digit| put(&mut text, digit));
        }
    }
    left.for_each(|digit| put(&mut text, digit));
    text.chars().rev().collect()
}

/// Fills the places behind the comma from the left.
fn fill_fraction(fraction: &str, slots: &[Slot], purpose: Purpose) -> String {
    let needed = fraction.trim_end_matches('0').len();
    let mut text = String::new();
    let mut digits = fraction.chars().enumerate();
    for slot in slots {
        match slot {
            Slot::Words(words) if purpose != Purpose::Figure => text.push_str(words),
            Slot::Words(_) => {}
            slot => {
                text.extend(
                    digits.next().filter(|(at, _)| *slot == Slot::Always || *at < needed).map(|(_, digit)| digit),
                );
            }
        }
    }
    text
}

/// A number times a power of ten, rounded to so many digits behind the comma as Excel does it: from the fifteen digits that
/// it keeps, and halves away from zero. The digits before the comma (none for zero), and those behind it.
fn rounded(number: f64, scale: i32, decimals: usize) -> (String, String) {
    let shown = format!("{:.14e}", number.abs());
    let (digits, exponent) = shown.split_once('e').unwrap_or((&shown, "0"));
    // One before all of them takes what is carried over.
    let mut digits: Vec<u8> =
        std::iter::once(0).chain(digits.bytes().filter(u8::is_ascii_digit).map(|it| it - b'0')).collect();
    let point = exponent.parse::<i32>().unwrap_or_default() + 2 + scale;
    let kept = point + decimals as i32;
    match usize::try_from(kept) {
        Ok(kept) => {
            let carries = digits.get(kept).is_some_and(|next| *next >= 5);
            digits.truncate(kept);
            if carries {
                let last = digits.iter().rposition(|digit| *digit != 9).unwrap_or_default();
                digits.iter_mut().skip(last).for_each(|digit| *digit = (*digit + 1) % 10);
            }
        }
        Err(_) => digits.clear(),
    }
    let mut text = "0".repeat(usize::try_from(-point).unwrap_or_default());
    text.extend(digits.iter().map(|digit| char::from(b'0' + digit)));
    let point = usize::try_from(point).unwrap_or_default();
    while text.len() < point + decimals {
        text.push('0');
    }
    let (whole, fraction) = text.split_at(point);
    (whole.trim_start_matches('0').to_owned(), fraction.get(..decimals).unwrap_or(fraction).to_owned())
}

/// The decimal sign that is usual in Russian texts; numbers of rows have points.
pub(super) fn with_comma(number: String, purpose: Purpose) -> String {
    if purpose == Purpose::Number { number } else { number.replace('.', ",") }
}

/// A number without a format, with ten significant digits at most, as Excel shows it; whole numbers with all digits.
pub(super) fn general(number: f64) -> String {
    if number == number.trunc() && number.abs() < 1e15 {
        return format!("{}", number as i64);
    }
    let magnitude = number.abs().log10().floor();
    let decimals = (9.0 - magnitude).clamp(0.0, 30.0) as usize;
    let shown = format!("{number:.decimals$}");
    match shown.contains('.') {
        true => shown.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => shown,
    }
}
