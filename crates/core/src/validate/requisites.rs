//! What plans and reports share: period, head blocks, signatures, and which remarks are not wanted.

use super::fields::{Record, iso_day, nearest, plain_text, short_text};
use crate::diagnostics::explain::remark_codes;
use crate::diagnostics::{Diagnostic, Diagnostics, ValueProblem};
use crate::domain::{Act, AnnexTo, Approval, DateText, Day, Edition, Grounds, Maker, Period, Signatory};
use crate::tree::{Node, Value, fold_key};

/// Reads which remarks are not wanted («замечания»).
pub(super) fn muted(node: &Node, diagnostics: &Diagnostics) -> Vec<&'static str> {
    let Some(mut record) = Record::open(node, "замечания", diagnostics) else { return Vec::new() };
    let mut muted = Vec::new();
    for item in record.list("выключить") {
        let Some(typed) = plain_text(item, "выключить", diagnostics) else { continue };
        for word in typed.split([',', ';', ' ', '\n']).filter(|word| !word.is_empty()) {
            let code = remark_codes().find(|code| fold_code(code) == fold_code(word));
            if code.is_none() {
                let nearest = nearest(&fold_key(word), remark_codes()).map(str::to_owned);
                let choices = remark_codes().map(str::to_owned).collect();
                let problem = ValueProblem::UnknownChoice { key: "выключить".into(), nearest, choices };
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
    let typed = short_text(node, "период", diagnostics)?;
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
    let mark = record.text("гриф", diagnostics);
    let by_act = record.value("документ").is_some();
    let grounds = if by_act {
        for key in ["должность", "имя"] {
            if let Some(entry) = record.take(key).filter(|entry| !entry.value.is_empty()) {
                let problem = ValueProblem::Excluded { key: entry.key.clone(), by: "документ" };
                diagnostics.add(problem, &entry.key_place);
            }
        }
        Grounds::Act(act(&mut record, "номер", diagnostics)?)
    } else {
        let post = record.value("должность").and_then(|node| plain_text(node, "должность", diagnostics));
        let name = record.text("имя", diagnostics);
        if record.value("номер").is_some() {
            // Only an act has a number, so its document was forgotten.
            record.miss("документ", diagnostics);
        }
        let date = date(&mut record, diagnostics).unwrap_or(DateText::Open);
        if post.is_none() && name.is_none() {
            record.miss("должность", diagnostics);
        }
        Grounds::Person { post: post.unwrap_or_default(), name, date }
    };
    record.finish(diagnostics);
    Some(Approval { mark, grounds })
}

/// Reads an act whose number stands under `number_key`.
fn act(record: &mut Record<'_>, number_key: &str, diagnostics: &Diagnostics) -> Option<Act> {
    let document = record.required_text("документ", diagnostics);
    let number = record.text(number_key, diagnostics);
    let date = date(record, diagnostics);
    Some(Act { document: document?, number, date })
}

fn date(record: &mut Record<'_>, diagnostics: &Diagnostics) -> Option<DateText> {
    let node = record.value("дата")?;
    let typed = short_text(node, "дата", diagnostics)?;
    match iso_day(node, "дата", typed, diagnostics) {
        Ok(day) => day.map(DateText::Day),
        Err(typed) => {
            if Day::is_impossible(&typed) {
                let problem = ValueProblem::ImpossibleDay { key: "дата".into() };
                diagnostics.push(Diagnostic::new(problem, node.place.clone()).found(&typed));
            }
            Some(DateText::Typed(typed))
        }
    }
}

/// Reads an edition: a number, an act, or both.
pub(super) fn edition(node: &Node, diagnostics: &Diagnostics) -> Option<Edition> {
    let mut record = Record::open(node, "редакция", diagnostics)?;
    let number = record.text("номер", diagnostics);
    let has_act = ["документ", "дата", "номер документа"].iter().any(|key| record.value(key).is_some());
    let act = has_act.then(|| act(&mut record, "номер документа", diagnostics)).flatten();
    if number.is_none() && !has_act {
        record.miss("документ", diagnostics);
    }
    record.finish(diagnostics);
    Some(Edition { number, act })
}

/// Reads what the document is an annex to.
pub(super) fn annex_to(node: &Node, diagnostics: &Diagnostics) -> Option<AnnexTo> {
    let mut record = Record::open(node, "приложение к", diagnostics)?;
    let number = record.text("номер", diagnostics);
    let act = act(&mut record, "номер документа", diagnostics);
    record.finish(diagnostics);
    Some(AnnexTo { number, act: act? })
}

// --- the end of the document

/// Reads who signs at the end.
pub(super) fn signatories(root: &mut Record<'_>, diagnostics: &Diagnostics) -> Vec<Signatory> {
    let mut signatories = Vec::new();
    for node in root.list("подпись") {
        let Some(mut record) = Record::open(node, "подпись", diagnostics) else { continue };
        let post = record.required("должность", diagnostics);
        let post = post.and_then(|node| plain_text(node, "должность", diagnostics));
        let name = record.required_text("имя", diagnostics);
        record.finish(diagnostics);
        if let (Some(post), Some(name)) = (post, name) {
            signatories.push(Signatory { post, name });
        }
    }
    signatories
}

/// Reads who drew the document up.
pub(super) fn maker(node: &Node, diagnostics: &Diagnostics) -> Option<Maker> {
    if let Value::Text(_) = node.value {
        return Some(Maker { name: plain_text(node, "составитель", diagnostics)?, phone: None });
    }
    let mut record = Record::open(node, "составитель", diagnostics)?;
    let name = record.required_text("имя", diagnostics);
    let phone = record.text("телефон", diagnostics);
    record.finish(diagnostics);
    Some(Maker { name: name?, phone })
}
