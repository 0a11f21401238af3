//! What plans and reports share: period, head blocks, signatures, and which remarks are not wanted.

use super::fields::{Record, lines, nearest, plain_text, short_text};
use crate::diagnostics::explain::remark_codes;
use crate::diagnostics::{Diagnostic, Diagnostics, ValueProblem};
use crate::domain::{Act, AnnexTo, Approval, DateText, Day, Edition, Grounds, Maker, Period, Signatory};
use crate::schema;
use crate::tree::{Node, Value, fold_key};

/// Reads which remarks are not wanted («замечания»).
pub(super) fn muted(node: &Node, diagnostics: &Diagnostics) -> Vec<&'static str> {
    let Some(mut record) = Record::open(node, schema::REMARKS, diagnostics) else { return Vec::new() };
    let mut muted = Vec::new();
    for item in record.list(schema::MUTED) {
        let Some(typed) = plain_text(item, schema::MUTED, diagnostics) else { continue };
        for word in typed.split([',', ';', ' ', '\n']).filter(|word| !word.is_empty()) {
            let code = remark_codes().find(|code| fold_code(code) == fold_code(word));
            if code.is_none() {
                let nearest = nearest(&fold_key(word), remark_codes()).map(str::to_owned);
                let choices = remark_codes().map(str::to_owned).collect();
                let problem = ValueProblem::UnknownChoice { key: schema::MUTED.into(), nearest, choices };
                diagnostics.push(Diagnostic::new(problem, item.place.clone()).found(word));
            }
            muted.extend(code);
        }
    }
    record.finish(diagnostics);
    muted
}

/// A code without regard to case, spaces and hyphens.
fn fold_code(code: &str) -> String {
    fold_key(code).replace(' ', "")
}

/// Reads a period, which is never guessed at.
pub(super) fn period(node: &Node, diagnostics: &Diagnostics) -> Option<Period> {
    let typed = short_text(node, schema::PERIOD, diagnostics)?;
    let period = Period::parse(&typed);
    if period.is_none() {
        diagnostics.push(Diagnostic::new(ValueProblem::BadPeriod, node.place.clone()).found(typed));
    }
    period
}

// --- head blocks

/// Reads approvals or agreements: one, or a list.
pub(super) fn approvals(root: &mut Record<'_>, key: &'static str, diagnostics: &Diagnostics) -> Vec<Approval> {
    root.list(key).filter_map(|node| approval(node, key, diagnostics)).collect()
}

fn approval(node: &Node, key: &'static str, diagnostics: &Diagnostics) -> Option<Approval> {
    let mut record = Record::open(node, key, diagnostics)?;
    let mark = record.text(schema::MARK, diagnostics);
    let by_act = record.value(schema::DOCUMENT).is_some();
    let grounds = if by_act {
        for key in [schema::POST, schema::PERSON] {
            if let Some(entry) = record.take(key).filter(|entry| !entry.value.is_empty()) {
                let problem = ValueProblem::Excluded { key: entry.key.clone(), by: schema::DOCUMENT };
                diagnostics.add(problem, &entry.key_place);
            }
        }
        Grounds::Act(act(&mut record, schema::NUMBER, diagnostics)?)
    } else {
        let post = record.value(schema::POST).and_then(|node| lines(node, schema::POST, diagnostics));
        let name = record.text(schema::PERSON, diagnostics);
        if record.value(schema::NUMBER).is_some() {
            // Only an act has a number, so its document was forgotten.
            record.miss(schema::DOCUMENT, diagnostics);
        }
        let date = date(&mut record, diagnostics).unwrap_or(DateText::Open);
        if post.is_none() && name.is_none() {
            record.miss(schema::POST, diagnostics);
        }
        Grounds::Person { post: post.unwrap_or_default(), name, date }
    };
    record.finish(diagnostics);
    Some(Approval { mark, grounds })
}

/// Reads an act whose number stands under `number_key`.
fn act(record: &mut Record<'_>, number_key: &str, diagnostics: &Diagnostics) -> Option<Act> {
    let document = record.required_text(schema::DOCUMENT, diagnostics);
    let number = record.text(number_key, diagnostics);
    let date = date(record, diagnostics);
    Some(Act { document: document?, number, date })
}

/// The date of an act or a person. Remarks on a day that no calendar has.
pub(super) fn date(record: &mut Record<'_>, diagnostics: &Diagnostics) -> Option<DateText> {
    let date = record.date(schema::DATE, diagnostics);
    if let (Some(DateText::Typed(typed)), Some(node)) = (&date, record.value(schema::DATE))
        && Day::is_impossible(typed)
    {
        let problem = ValueProblem::ImpossibleDay { key: schema::DATE.into() };
        diagnostics.push(Diagnostic::new(problem, node.place.clone()).found(typed));
    }
    date
}

/// Reads an edition: a number, an act, or both.
pub(super) fn edition(node: &Node, diagnostics: &Diagnostics) -> Option<Edition> {
    let mut record = Record::open(node, schema::EDITION, diagnostics)?;
    let number = record.text(schema::NUMBER, diagnostics);
    let has_act = [schema::DOCUMENT, schema::DATE, schema::ACT_NUMBER].iter().any(|key| record.value(key).is_some());
    let act = has_act.then(|| act(&mut record, schema::ACT_NUMBER, diagnostics)).flatten();
    if number.is_none() && !has_act {
        record.miss(schema::DOCUMENT, diagnostics);
    }
    record.finish(diagnostics);
    Some(Edition { number, act })
}

/// Reads what the document is an annex to.
pub(super) fn annex_to(node: &Node, diagnostics: &Diagnostics) -> Option<AnnexTo> {
    let mut record = Record::open(node, schema::ANNEX_TO, diagnostics)?;
    let number = record.text(schema::NUMBER, diagnostics);
    let act = act(&mut record, schema::ACT_NUMBER, diagnostics);
    record.finish(diagnostics);
    Some(AnnexTo { number, act: act? })
}

// --- the end of the document

/// Reads who signs at the end.
pub(super) fn signatories(root: &mut Record<'_>, diagnostics: &Diagnostics) -> Vec<Signatory> {
    let mut signatories = Vec::new();
    for node in root.list(schema::SIGNATURE) {
        let Some(mut record) = Record::open(node, schema::SIGNATURE, diagnostics) else { continue };
        let post = record.required(schema::POST, diagnostics);
        let post = post.and_then(|node| lines(node, schema::POST, diagnostics));
        let name = record.required_text(schema::PERSON, diagnostics);
        record.finish(diagnostics);
        if let (Some(post), Some(name)) = (post, name) {
            signatories.push(Signatory { post, name });
        }
    }
    signatories
}

/// Reads who drew the document up, from the field `key`.
pub(super) fn maker(node: &Node, key: &str, diagnostics: &Diagnostics) -> Option<Maker> {
    if let Value::Text(_) = node.value {
        return Some(Maker { name: plain_text(node, key, diagnostics)?, phone: None });
    }
    let mut record = Record::open(node, key, diagnostics)?;
    let name = record.required_text(schema::PERSON, diagnostics);
    let phone = record.text(schema::PHONE, diagnostics);
    record.finish(diagnostics);
    Some(Maker { name: name?, phone })
}
