//! Head blocks and marks in one line each, for lists that are read rather than signed.

use super::{order, plan, requisites};
use crate::domain::{Approval, Block, HeadItem, Numbering, Plan, one_line};
use crate::{russian, schema};

/// What a block says, a line for each of its members; nothing where the plan has none.
pub fn block_texts(block: Block, plan: &Plan) -> Vec<String> {
    let texts = match block {
        Block::AnnexTo => plan.annex_to.iter().map(|annex| plan::annex_to(annex).join(" ")).collect(),
        Block::Order => plan.order.iter().flat_map(|it| order::lines(it, plan)).collect(),
        Block::Approvals => approvals(&plan.approvals, "УТВЕРЖДАЮ", russian::approved_mark(&plan.title), plan),
        Block::Agreements => approvals(&plan.agreements, "СОГЛАСОВАНО", "СОГЛАСОВАНО", plan),
        Block::Edition => plan.edition.iter().map(requisites::edition).collect(),
        Block::Period => vec![plan.period.typed().to_owned()],
        Block::Numbering => vec![numbering(plan.numbering).to_owned()],
        Block::Columns => vec![plan.head.iter().map(column).collect::<Vec<_>>().join("; ")],
        Block::Notes => plan.notes.clone(),
        Block::Signatories => plan.signatories.iter().map(|it| format!("{}, {}", it.post, it.name)).collect(),
        Block::Maker => plan.maker.iter().map(|maker| requisites::maker(maker).join(", ")).collect(),
    };
    texts.iter().map(|text| one_line(text)).collect()
}

fn approvals(approvals: &[Approval], by_person: &str, by_act: &str, plan: &Plan) -> Vec<String> {
    let text = |approval| requisites::block_line(approval, by_person, by_act, &plan.period);
    approvals.iter().map(text).collect()
}

/// The word for it in the data.
fn numbering(numbering: Numbering) -> &'static str {
    match numbering {
        Numbering::Running => schema::RUNNING,
        Numbering::Nested => schema::NESTED,
        Numbering::AsTyped => schema::AS_TYPED,
    }
}

fn column(item: &HeadItem) -> String {
    let titles: Vec<&str> = item.columns().iter().map(|column| column.title.as_str()).collect();
    match item {
        HeadItem::Single(column) => column.title.clone(),
        HeadItem::Group { title, .. } => format!("{title} ({})", titles.join("; ")),
    }
}
