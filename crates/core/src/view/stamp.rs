//! The mark of an electronic signature (отметка об электронной подписи), where the hand signature stands.

use serde::Serialize;

use super::requisites::{CornerView, Rooms, SignatureView};
use super::words::{Place, Words};
use super::{Metrics, PageView, Tokens, points};
use crate::domain::{Hand, SignatureMark};

/// The mark in its frame.
#[derive(Debug, Clone, Serialize, PartialEq)]
pub struct StampView {
    /// The words, line by line; the first is the heading.
    pub lines: Vec<Words>,
    /// All of it in one sentence, to be read aloud.
    pub alt: String,
}

/// Puts the mark in the place of a hand signature: the line for the pen goes.
pub fn stamp(
    (mark, hand): (&SignatureMark, Hand),
    corner: &mut CornerView,
    signatures: &mut [SignatureView],
    page: &PageView,
    tokens: &Tokens,
    metrics: &impl Metrics,
) {
    let room = match hand {
        Hand::Approval(_) | Hand::Agreement(_) => Rooms::of(page, tokens).corner.room,
        Hand::Signatory(_) => points(tokens.stamp_width_mm),
    };
    let place = Place { room: room - 2.0 * points(tokens.stamp_inset_mm), size: tokens.stamp_size_pt, is_bold: false };
    let view = Some(view(mark, place, metrics));
    let block = match hand {
        Hand::Approval(at) => corner.right.get_mut(at),
        Hand::Agreement(at) => corner.left.get_mut(at),
        Hand::Signatory(at) => {
            if let Some(signature) = signatures.get_mut(at) {
                let text = Rooms::of(page, tokens).text;
                let room = text.room - points(tokens.stamp_width_mm + 2.0 * tokens.stamp_gap_mm);
                *signature = SignatureView { stamp: view, ..signature.clone().within(Place { room, ..text }, metrics) };
            }
            return;
        }
    };
    if let Some(block) = block {
        block.signature = false;
        block.stamp = view;
    }
}

/// The same where nobody signs but at the end.
pub fn stamp_signature(
    (mark, at): (&SignatureMark, usize),
    signatures: &mut [SignatureView],
    page: &PageView,
    tokens: &Tokens,
    metrics: &impl Metrics,
) {
    let mut corner = CornerView { left: Vec::new(), right: Vec::new() };
    stamp((mark, Hand::Signatory(at)), &mut corner, signatures, page, tokens, metrics);
}

fn view(mark: &SignatureMark, place: Place, metrics: &impl Metrics) -> StampView {
    const HEADING: &str = "Документ подписан электронной подписью";
    let SignatureMark { serial, owner, from, until } = mark;
    let validity = format!("с\u{a0}{} по\u{a0}{}", from.digits(), until.digits());
    let lines = [format!("Сертификат: {serial}"), format!("Владелец: {owner}"), format!("Действителен: {validity}")];
    let alt = format!("{HEADING}. {}.", lines.join(". ")).replace('\u{a0}', " ");
    let heading = Words::new(HEADING.to_owned(), place.bold(), metrics);
    let lines = lines.into_iter().map(|line| Words::new(line, place, metrics));
    StampView { lines: std::iter::once(heading).chain(lines).collect(), alt }
}
