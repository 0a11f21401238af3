//! The plan as the template `plan.typ` shows it.

use serde::Serialize;

use super::requisites::{
    self, CornerView, Rooms, SignatureView, TasksView, act_reference, basis, edition, glued, has_label, numbered,
};
use super::table::{self, TableView};
use super::words::Words;
use super::{AttachmentView, DateInfo, DocumentInfo, Metrics, PageView, Tokens};
use crate::domain::{Annex, AnnexTo, Approval, Grounds, Plan};
use crate::russian;

/// Everything that `plan.typ` prints, in the order of the page.
#[derive(Debug, Clone, Serialize, PartialEq)]
#[serde(rename_all = "kebab-case")]
pub struct PlanView {
    /// Properties of the file.
    pub document: DocumentInfo,
    /// The page.
    pub page: PageView,
    /// The draft mark.
    pub draft: Option<&'static str>,
    /// «Приложение № 1 к приказу …», line by line.
    pub annex_to: Option<Vec<Words>>,
    /// Agreements and approvals.
    pub corner: CornerView,
    /// What the plan rests on.
    pub basis: Vec<Words>,
    /// The title.
    pub title: Words,
    /// The line under the title.
    pub edition: Option<Words>,
    /// The text before the goal.
    pub preamble: Vec<Words>,
    /// The goal.
    pub goal: Vec<Words>,
    /// The tasks.
    pub tasks: Option<TasksView>,
    /// The table.
    pub table: TableView,
    /// What stands under the table.
    pub notes: Vec<Words>,
    /// Annexes that are only named.
    pub annex_list: Vec<Words>,
    /// Signatures.
    pub signatures: Vec<SignatureView>,
    /// Annexes on pages of their own.
    pub annexes: Vec<AnnexView>,
    /// The maker's mark, line by line.
    pub maker: Option<Vec<String>>,
    /// The data that the file carries.
    pub attachment: Option<AttachmentView>,
}

/// An annex on pages of its own.
#[derive(Debug, Clone, Serialize, PartialEq)]
pub struct AnnexView {
    /// «Приложение № 1 к Плану …», line by line.
    pub mark: Vec<Words>,
    /// Its title.
    pub title: Words,
    /// Its text.
    pub paragraphs: Vec<Words>,
}

/// Turns a plan into what the page shows.
pub fn plan(plan: &Plan, tokens: &Tokens, metrics: &impl Metrics) -> PlanView {
    let mut page = requisites::page(&plan.style, (tokens.text_size_pt, tokens.table_size_pt), tokens);
    // First, since it may turn the page.
    let table = table::plan(plan, &mut page, tokens, metrics);
    let rooms = Rooms::of(&page, tokens);
    let (text, corner) = (rooms.text, rooms.corner);
    let running = |texts| requisites::paragraphs(texts, &rooms, metrics);
    PlanView {
        document: document(plan),
        draft: plan.is_draft().then_some("ПРОЕКТ"),
        annex_to: plan.annex_to.as_ref().map(|annex| requisites::corner_lines(annex_to(annex), corner, metrics)),
        corner: requisites::corners(
            &plan.agreements,
            &plan.approvals,
            russian::approved_mark(&plan.title),
            &plan.period,
            corner,
            metrics,
        ),
        basis: running(basis(&plan.basis)),
        title: Words::balanced(russian::glue(&plan.title), text.bold(), metrics),
        edition: plan.edition.as_ref().map(|it| Words::new(edition(it), text, metrics)),
        preamble: running(glued(&plan.preamble)),
        goal: running(glued(&plan.goal)),
        tasks: requisites::list("Задачи:", &plan.tasks, &rooms, metrics),
        table,
        notes: running(glued(&plan.notes)),
        annex_list: running(annex_list(&plan.annexes)),
        signatures: requisites::signatures(&plan.signatories, &rooms, metrics),
        annexes: (annexes(&plan.annexes).into_iter())
            .map(|(mark, title, paragraphs)| AnnexView {
                mark: requisites::corner_lines(vec![mark], corner, metrics),
                title: Words::balanced(title, text.bold(), metrics),
                paragraphs: running(paragraphs),
            })
            .collect(),
        maker: plan.maker.as_ref().map(requisites::maker),
        attachment: None,
        page,
    }
}

pub(super) fn document(plan: &Plan) -> DocumentInfo {
    let name = |approval: &Approval| match &approval.grounds {
        Grounds::Person { name, .. } => name.clone(),
        Grounds::Act(_) => None,
    };
    let maker = plan.maker.iter().map(|maker| maker.name.clone());
    let signatories = plan.signatories.iter().map(|signatory| signatory.name.clone());
    let mut people = maker.chain(plan.approvals.iter().filter_map(name)).chain(signatories);
    let day = plan.document_day();
    DocumentInfo {
        title: plan.title.split_whitespace().collect::<Vec<_>>().join(" "),
        author: people.next().into_iter().collect(),
        date: DateInfo { year: day.year(), month: day.month(), day: day.day() },
        keywords: vec![plan.period.typed().to_owned()],
    }
}

// --- head blocks

pub(super) fn annex_to(annex: &AnnexTo) -> Vec<String> {
    let mut lines = vec![annex_mark(annex.number.as_deref())];
    let mut document = annex.act.document.lines().map(russian::glue);
    let first = document.next().unwrap_or_default();
    lines.push(if first.starts_with("к ") || first.starts_with("к\u{a0}") {
        first
    } else {
        format!("к\u{a0}{first}")
    });
    lines.extend(document);
    lines.extend(act_reference(&annex.act));
    lines
}

fn annex_mark(number: Option<&str>) -> String {
    number.map_or_else(|| "Приложение".to_owned(), |number| format!("Приложение {}", numbered(number)))
}

// --- the end

fn annex_list(annexes: &[Annex]) -> Vec<String> {
    let named: Vec<&String> = (annexes.iter())
        .filter_map(|annex| match annex {
            Annex::Named(name) => Some(name),
            Annex::Whole { .. } => None,
        })
        .collect();
    match named.as_slice() {
        [] => Vec::new(),
        [only] => vec![format!("Приложение: {}", russian::glue(only))],
        several => {
            let numbered = several.iter().enumerate().map(|(at, name)| match has_label(name) {
                true => russian::glue(name),
                false => format!("{}.\u{a0}{}", at + 1, russian::glue(name)),
            });
            std::iter::once("Приложения:".to_owned()).chain(numbered).collect()
        }
    }
}

/// Mark, title and paragraphs of each annex that is printed.
fn annexes(annexes: &[Annex]) -> Vec<(String, String, Vec<String>)> {
    let whole: Vec<(&String, &Vec<String>)> = (annexes.iter())
        .filter_map(|annex| match annex {
            Annex::Whole { title, paragraphs } => Some((title, paragraphs)),
            Annex::Named(_) => None,
        })
        .collect();
    let several = whole.len() > 1;
    let annex = |(at, (title, paragraphs)): (usize, &(&String, &Vec<String>))| {
        let number = several.then(|| (at + 1).to_string());
        (annex_mark(number.as_deref()), russian::glue(title), glued(paragraphs))
    };
    whole.iter().enumerate().map(annex).collect()
}
