//! Head blocks, signatures and marks: each compared as a whole.

use super::{Block, Change, same_text};
use crate::domain::{Act, AnnexTo, Approval, DateText, Edition, Grounds, Maker, Plan, Signatory};

/// What stands before the title.
pub(super) fn head(old: &Plan, new: &Plan) -> Vec<Change> {
    let blocks = [
        (Block::AnnexTo, optional(&old.annex_to, &new.annex_to, same_annex_mark)),
        (Block::Order, old.order == new.order),
        (Block::Approvals, all(&old.approvals, &new.approvals, same_approval)),
        (Block::Agreements, all(&old.agreements, &new.agreements, same_approval)),
        (Block::Edition, optional(&old.edition, &new.edition, same_edition)),
        (Block::Period, (old.period.from(), old.period.to()) == (new.period.from(), new.period.to())),
    ];
    changed(blocks)
}

/// What stands after the table.
pub(super) fn end(old: &Plan, new: &Plan) -> Vec<Change> {
    let blocks = [
        (Block::Notes, all(&old.notes, &new.notes, |old, new| same_text(old, new))),
        (Block::Signatories, all(&old.signatories, &new.signatories, same_signatory)),
        (Block::Maker, optional(&old.maker, &new.maker, same_maker)),
    ];
    changed(blocks)
}

fn changed(blocks: impl IntoIterator<Item = (Block, bool)>) -> Vec<Change> {
    blocks.into_iter().filter(|(_, same)| !same).map(|(block, _)| Change::Block(block)).collect()
}

fn all<T>(old: &[T], new: &[T], same: impl Fn(&T, &T) -> bool) -> bool {
    old.len() == new.len() && old.iter().zip(new).all(|(old, new)| same(old, new))
}

fn optional<T>(old: &Option<T>, new: &Option<T>, same: impl Fn(&T, &T) -> bool) -> bool {
    match (old, new) {
        (Some(old), Some(new)) => same(old, new),
        (old, new) => old.is_none() && new.is_none(),
    }
}

/// Texts that may be missing.
fn same(old: &Option<String>, new: &Option<String>) -> bool {
    optional(old, new, |old, new| same_text(old, new))
}

/// One day is one date, however it is written.
fn same_date(old: &DateText, new: &DateText) -> bool {
    match (old.day(), new.day()) {
        (Some(old), Some(new)) => old == new,
        _ => old == new,
    }
}

fn same_act(old: &Act, new: &Act) -> bool {
    same_text(&old.document, &new.document)
        && same(&old.number, &new.number)
        && optional(&old.date, &new.date, same_date)
}

/// The usual words of a mark are the same whether they are typed or not, in capitals or not.
fn mark(approval: &Approval) -> Option<String> {
    let mark = approval.mark.as_ref()?.to_lowercase();
    (!mark.starts_with("утвержд") && !mark.starts_with("согласован")).then_some(mark)
}

/// Whether two approvals say the same.
pub fn same_approval(old: &Approval, new: &Approval) -> bool {
    let same_grounds = match (&old.grounds, &new.grounds) {
        (Grounds::Person { post, name, date }, Grounds::Person { post: new_post, name: new_name, date: new_date }) => {
            same_text(post, new_post) && same(name, new_name) && same_date(date, new_date)
        }
        (Grounds::Act(old), Grounds::Act(new)) => same_act(old, new),
        _ => false,
    };
    same_grounds && mark(old) == mark(new)
}

fn same_edition(old: &Edition, new: &Edition) -> bool {
    same(&old.number, &new.number) && optional(&old.act, &new.act, same_act)
}

fn same_annex_mark(old: &AnnexTo, new: &AnnexTo) -> bool {
    same(&old.number, &new.number) && same_act(&old.act, &new.act)
}

fn same_signatory(old: &Signatory, new: &Signatory) -> bool {
    same_text(&old.post, &new.post) && same_text(&old.name, &new.name)
}

fn same_maker(old: &Maker, new: &Maker) -> bool {
    same_text(&old.name, &new.name) && same(&old.phone, &new.phone)
}
