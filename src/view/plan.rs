//! The plan as the template `plan.typ` shows it.

use serde::Serialize;

use super::table::{self, TableView};
use super::words::{Place, Words};
use super::{DateInfo, DocumentInfo, MarginView, Metrics, PageView, Tokens, points, russian};
use crate::domain::{Act, Annex, AnnexTo, Approval, DateText, Day, Edition, Grounds, Maker, Period, Plan, Standard};

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

/// The blocks in the upper corners.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct CornerView {
    /// Agreements.
    pub left: Vec<BlockView>,
    /// Approvals.
    pub right: Vec<BlockView>,
}

/// A block in an upper corner.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct BlockView {
    /// «УТВЕРЖДАЮ».
    pub mark: Words,
    /// Post with organisation, or the act.
    pub lines: Vec<Words>,
    /// Whether a line for the hand signature is drawn.
    pub signature: bool,
    /// Initials and surname.
    pub name: Option<String>,
    /// The date.
    pub date: Option<String>,
}

/// The tasks.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct TasksView {
    /// «Задачи:».
    pub caption: &'static str,
    /// The tasks.
    pub items: Vec<TaskView>,
}

/// A task with its number.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct TaskView {
    /// «1.»; empty where the task brings its own number.
    pub label: String,
    /// The task.
    pub text: Words,
}

/// A signature at the end.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct SignatureView {
    /// Post.
    pub post: String,
    /// Initials and surname.
    pub name: String,
}

/// An annex on pages of its own.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct AnnexView {
    /// «Приложение № 1 к Плану …», line by line.
    pub mark: Vec<Words>,
    /// Its title.
    pub title: Words,
    /// Its text.
    pub paragraphs: Vec<Words>,
}

/// A file that the PDF carries.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct AttachmentView {
    /// Where the typesetter finds it.
    pub path: String,
    /// Its name in the PDF.
    pub name: String,
    /// What kind of file it is.
    pub mime: &'static str,
    /// What it is.
    pub description: String,
}

/// Turns a plan into what the page shows.
pub fn plan(plan: &Plan, tokens: &Tokens, metrics: &impl Metrics) -> PlanView {
    let mut page = page(plan, tokens);
    // First, since it may turn the page.
    let table = table::table(plan, &mut page, tokens, metrics);

    let text = Place { room: page.text_area().0, size: page.size, is_bold: false };
    let corner = Place { room: page.corner_width.map_or(text.room / 2.0, points), ..text };
    let task = Place { room: text.room - 2.0 * points(tokens.paragraph_indent_mm), ..text };
    let all = |texts: Vec<String>, place: Place| -> Vec<Words> {
        texts.into_iter().map(|text| Words::new(text, place, metrics)).collect()
    };
    let blocks = |approvals: &[Approval], by_person: &str, by_act: &str| -> Vec<BlockView> {
        let block = |approval| {
            let block = block(approval, by_person, by_act, &plan.period);
            let Block { mark, lines, signature, name, date } = block;
            BlockView { mark: Words::new(mark, corner, metrics), lines: all(lines, corner), signature, name, date }
        };
        approvals.iter().map(block).collect()
    };
    PlanView {
        document: document(plan),
        draft: plan.is_draft().then_some("ПРОЕКТ"),
        annex_to: plan.annex_to.as_ref().map(|annex| all(annex_to(annex), corner)),
        corner: CornerView {
            left: blocks(&plan.agreements, "СОГЛАСОВАНО", "СОГЛАСОВАНО"),
            right: blocks(&plan.approvals, "УТВЕРЖДАЮ", russian::approved_mark(&plan.title)),
        },
        basis: all(basis(&plan.basis), text),
        title: Words::new(russian::glue(&plan.title), text.bold(), metrics),
        edition: plan.edition.as_ref().map(|it| Words::new(edition(it), text, metrics)),
        preamble: all(glued(&plan.preamble), text),
        goal: all(glued(&plan.goal), text),
        tasks: tasks(&plan.tasks, |item| Words::new(item, task, metrics)),
        table,
        annex_list: all(annex_list(&plan.annexes), text),
        signatures: (plan.signatories.iter())
            .map(|it| SignatureView { post: russian::glue(&it.post), name: russian::glue(&it.name) })
            .collect(),
        annexes: (annexes(&plan.annexes).into_iter())
            .map(|(mark, title, paragraphs)| AnnexView {
                mark: all(vec![mark], corner),
                title: Words::new(title, text.bold(), metrics),
                paragraphs: all(paragraphs, text),
            })
            .collect(),
        maker: plan.maker.as_ref().map(maker),
        attachment: None,
        page,
    }
}

fn glued(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| russian::glue(text)).collect()
}

fn page(plan: &Plan, tokens: &Tokens) -> PageView {
    let style = &plan.style;
    let margins = style.margins;
    let size = style.size.unwrap_or(tokens.text_size_pt);
    PageView {
        flipped: false,
        margin: MarginView {
            left: margins.left.unwrap_or(tokens.margin_left_mm),
            right: margins.right.unwrap_or(tokens.margin_right_mm),
            top: margins.top.unwrap_or(tokens.margin_top_mm),
            bottom: margins.bottom.unwrap_or(tokens.margin_bottom_mm),
        },
        face: style.face.iter().chain(&tokens.faces).cloned().collect(),
        size,
        // The table keeps its distance from the text when only the text's size is given.
        table_size: style.table_size.unwrap_or(size + tokens.table_size_pt - tokens.text_size_pt),
        corner_width: match style.standard {
            Standard::Gost2016 => Some(tokens.corner_width_mm),
            Standard::Gost2025 => Some(tokens.corner_width_2025_mm),
            Standard::AsTyped => None,
        },
    }
}

fn document(plan: &Plan) -> DocumentInfo {
    let name = |approval: &Approval| match &approval.grounds {
        Grounds::Person { name, .. } => name.clone(),
        Grounds::Act(_) => None,
    };
    let maker = plan.maker.iter().map(|maker| maker.name.clone());
    let signatories = plan.signatories.iter().map(|signatory| signatory.name.clone());
    let mut people = maker.chain(plan.approvals.iter().filter_map(name)).chain(signatories);
    let day = document_day(plan);
    DocumentInfo {
        title: plan.title.split_whitespace().collect::<Vec<_>>().join(" "),
        author: people.next().into_iter().collect(),
        date: DateInfo { year: day.year(), month: day.month(), day: day.day() },
        keywords: vec![plan.period.typed().to_owned()],
    }
}

/// The day of the document: of its edition, else of its approval, else the first day of its period. Never today.
fn document_day(plan: &Plan) -> Day {
    let edition = plan.edition.iter().filter_map(|edition| edition.act.as_ref()?.date.as_ref());
    let approvals = plan.approvals.iter().filter_map(|approval| match &approval.grounds {
        Grounds::Person { date, .. } => Some(date),
        Grounds::Act(act) => act.date.as_ref(),
    });
    let annex = plan.annex_to.iter().filter_map(|annex| annex.act.date.as_ref());
    let day = edition.chain(approvals).chain(annex).find_map(|date| match date {
        DateText::Day(day) => Some(*day),
        DateText::Typed(typed) => Day::parse_written(typed),
        DateText::Open => None,
    });
    day.unwrap_or(plan.period.from())
}

// --- head blocks

/// A block in an upper corner, before it is known whether its words fit.
struct Block {
    mark: String,
    lines: Vec<String>,
    signature: bool,
    name: Option<String>,
    date: Option<String>,
}

fn block(approval: &Approval, by_person: &str, by_act: &str, period: &Period) -> Block {
    let mark = |usual: &str| approval.mark.clone().unwrap_or_else(|| usual.to_owned());
    match &approval.grounds {
        Grounds::Person { post, name, date } => Block {
            mark: mark(by_person),
            lines: post.lines().map(russian::glue).collect(),
            signature: true,
            name: name.as_deref().map(russian::glue),
            date: Some(date_text(date, period)),
        },
        Grounds::Act(act) => {
            let date = act.date.as_ref().unwrap_or(&DateText::Open);
            let number = act.number.as_deref().unwrap_or("____");
            let mut lines: Vec<String> = act.document.lines().map(russian::glue).collect();
            lines.push(format!("{} {}", from(&date_text(date, period)), numbered(number)));
            Block { mark: mark(by_act), lines, signature: false, name: None, date: None }
        }
    }
}

fn date_text(date: &DateText, period: &Period) -> String {
    match date {
        DateText::Typed(typed) => russian::glue(typed),
        DateText::Day(day) => russian::day_in_words(*day),
        DateText::Open => match period.single_year() {
            Some(year) => format!("«___»\u{a0}__________\u{a0}{year}\u{a0}г."),
            None => "«___»\u{a0}__________\u{a0}20__\u{a0}г.".to_owned(),
        },
    }
}

/// «от 1 февраля 2023 г.», unless the date was typed with its «от».
fn from(date: &str) -> String {
    if date.starts_with("от ") || date.starts_with("от\u{a0}") {
        date.to_owned()
    } else {
        format!("от\u{a0}{date}")
    }
}

/// «№ 12-о», unless the number was typed with its sign.
fn numbered(number: &str) -> String {
    if number.starts_with('№') { russian::glue(number) } else { format!("№\u{a0}{number}") }
}

/// «от … № …», as far as given.
fn act_reference(act: &Act) -> Option<String> {
    let date = act.date.as_ref().map(|date| match date {
        DateText::Day(day) => from(&russian::day_in_words(*day)),
        DateText::Typed(typed) => from(&russian::glue(typed)),
        DateText::Open => String::new(),
    });
    let number = act.number.as_deref().map(numbered);
    let parts: Vec<String> = [date, number].into_iter().flatten().filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

fn annex_to(annex: &AnnexTo) -> Vec<String> {
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

fn edition(edition: &Edition) -> String {
    match (&edition.act, &edition.number) {
        (Some(act), _) => {
            let reference = act_reference(act).map(|reference| format!(" {reference}")).unwrap_or_default();
            format!("(в\u{a0}редакции {}{reference})", russian::glue(&act.document))
        }
        (None, Some(number)) => format!("(редакция {})", numbered(number)),
        (None, None) => String::new(),
    }
}

// --- text

fn basis(paragraphs: &[String]) -> Vec<String> {
    const WORD: &str = "основание";
    let mut basis = glued(paragraphs);
    if let Some(first) = basis.first_mut()
        && !first.to_lowercase().starts_with(WORD)
    {
        *first = format!("Основание: {first}");
    }
    basis
}

fn tasks(tasks: &[String], words: impl Fn(String) -> Words) -> Option<TasksView> {
    if tasks.is_empty() {
        return None;
    }
    // Where the tasks were typed with numbers or dashes of their own, none are added.
    let own_labels = tasks.iter().any(|task| has_label(task));
    let items = tasks.iter().enumerate().map(|(at, task)| TaskView {
        label: if own_labels || tasks.len() == 1 { String::new() } else { format!("{}.", at + 1) },
        text: words(russian::glue(task)),
    });
    Some(TasksView { caption: "Задачи:", items: items.collect() })
}

fn has_label(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text.get(digits..).unwrap_or_default();
    (digits > 0 && rest.starts_with(['.', ')'])) || text.starts_with(['-', '–', '—', '•'])
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

fn maker(maker: &Maker) -> Vec<String> {
    std::iter::once(russian::glue(&maker.name)).chain(maker.phone.clone()).collect()
}
