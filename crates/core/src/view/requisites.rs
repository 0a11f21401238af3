//! What plans and reports share on the page: corner blocks, basis, numbered texts, signatures, the sheet itself.

use serde::Serialize;

use super::justified::Column;
use super::stamp::StampView;
use super::words::{self, Place, Words};
use super::{MarginView, Metrics, PageView, Tokens, points};
use crate::domain::{
    Act, Approval, DateText, Edition, Grounds, Maker, OPEN_NUMBER, Period, Plan, Signatory, Standard, Style,
};
use crate::russian;

/// The blocks in the upper corners.
#[derive(Debug, Clone, Serialize, PartialEq)]
pub struct CornerView {
    /// Agreements.
    pub left: Vec<BlockView>,
    /// Approvals.
    pub right: Vec<BlockView>,
}

/// A block in an upper corner.
#[derive(Debug, Clone, Serialize, PartialEq)]
pub struct BlockView {
    /// «УТВЕРЖДАЮ».
    pub mark: Words,
    /// Post with organisation, or the act.
    pub lines: Vec<Words>,
    /// Whether a line for the hand signature is drawn.
    pub signature: bool,
    /// The mark of an electronic signature in its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stamp: Option<StampView>,
    /// Initials and surname.
    pub name: Option<String>,
    /// The date.
    pub date: Option<String>,
}

/// Numbered texts, such as the tasks.
#[derive(Debug, Clone, Serialize, PartialEq)]
pub struct TasksView {
    /// «Задачи:»; empty where a heading says it.
    pub caption: &'static str,
    /// The texts.
    pub items: Vec<TaskView>,
}

/// A numbered text.
#[derive(Debug, Clone, Serialize, PartialEq)]
pub struct TaskView {
    /// «1.»; empty where the task brings its own number.
    pub label: String,
    /// The text itself.
    pub text: Words,
}

/// A signature at the end.
#[derive(Debug, Clone, Serialize, PartialEq)]
pub struct SignatureView {
    /// Post.
    pub post: String,
    /// The room for its lines, pt, where they are to end earlier than they could.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub room: Option<f64>,
    /// Initials and surname.
    pub name: String,
    /// The mark of an electronic signature.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stamp: Option<StampView>,
}

impl SignatureView {
    /// With the lines of the post as they end in a place that post and name share: no word is alone on the last one, if that
    /// can be avoided.
    pub(super) fn within(mut self, place: Place, metrics: &impl Metrics) -> Self {
        let place = Place { room: place.room - metrics.width(&self.name, false) * place.size, ..place };
        self.room = words::sociable_room(&self.post, place, metrics);
        let place = Place { room: self.room.unwrap_or(place.room), ..place };
        self.post = place.hold_together(self.post, metrics);
        self
    }
}

/// Where texts outside of tables stand.
pub(super) struct Rooms {
    /// What has the width of the text: titles.
    pub text: Place,
    /// Running text.
    pub paragraph: Column,
    /// Blocks in the corners.
    pub corner: Place,
    /// A post with the name behind it, beside the room for the pen.
    signature: Place,
    /// Numbered texts with their labels.
    pub task: Column,
    /// Between a label and its text, pt.
    label_gap: f64,
    /// Labels in the chart.
    pub chart_label: Place,
}

impl Rooms {
    /// The rooms of a page.
    pub(super) fn of(page: &PageView, tokens: &Tokens) -> Self {
        let text = Place { room: page.text_area().0, size: page.size, is_bold: false };
        let corner = Place { room: page.corner_width.map_or(text.room / 2.0, points), ..text };
        let indent = points(tokens.paragraph_indent_mm);
        let spaces = (tokens.least_space_percent / 100.0, tokens.most_space_percent / 100.0);
        let paragraph = Column { place: text, indent, spaces };
        let task = Column { place: Place { room: text.room - indent, ..text }, indent: 0.0, spaces };
        let signature = Place { room: text.room - points(tokens.signature_pen_mm), ..text };
        let label = text.room * tokens.chart_label_percent / 100.0 - points(tokens.chart_label_gap_mm);
        let chart_label = Place { room: label, size: tokens.small_size_pt, ..text };
        Self { text, paragraph, corner, signature, task, label_gap: tokens.label_gap_em * text.size, chart_label }
    }
}

/// Paragraphs of running text.
pub(super) fn paragraphs(texts: Vec<String>, rooms: &Rooms, metrics: &impl Metrics) -> Vec<Words> {
    texts.into_iter().map(|text| Words::justified(text, rooms.paragraph, metrics)).collect()
}

/// Lines of a block in a corner.
pub(super) fn corner_lines(texts: Vec<String>, place: Place, metrics: &impl Metrics) -> Vec<Words> {
    texts.into_iter().map(|text| Words::sociable(text, place, metrics)).collect()
}

/// Texts with no-break spaces.
pub(super) fn glued(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| russian::glue(text)).collect()
}

/// The sheet, before a table turns it. `sizes` are those of the text and of tables where the data names none, pt.
pub(super) fn page(style: &Style, sizes: (f64, f64), tokens: &Tokens) -> PageView {
    let margins = style.margins;
    let size = style.size.unwrap_or(sizes.0);
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
        table_size: style.table_size.unwrap_or(size + sizes.1 - sizes.0),
        corner_width: match style.standard {
            Standard::Gost2016 => Some(tokens.corner_width_mm),
            Standard::Gost2025 => Some(tokens.corner_width_2025_mm),
            Standard::AsTyped => None,
        },
    }
}

/// The blocks in the corners: agreements at the left, approvals at the right. `by_act` is the mark of an approval by an
/// act, which agrees with the title.
pub(super) fn corners(
    agreements: &[Approval],
    approvals: &[Approval],
    by_act: &str,
    period: &Period,
    place: Place,
    metrics: &impl Metrics,
) -> CornerView {
    let blocks = |approvals: &[Approval], by_person: &str, by_act: &str| -> Vec<BlockView> {
        let block = |approval| {
            let Block { mark, lines, signature, name, date } = block(approval, by_person, by_act, period);
            let lines = corner_lines(lines, place, metrics);
            BlockView { mark: Words::new(mark, place, metrics), lines, signature, stamp: None, name, date }
        };
        approvals.iter().map(block).collect()
    };
    CornerView {
        left: blocks(agreements, "СОГЛАСОВАНО", "СОГЛАСОВАНО"), right: blocks(approvals, "УТВЕРЖДАЮ", by_act)
    }
}

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
            let number = act.number.as_deref().unwrap_or(OPEN_NUMBER);
            let mut lines: Vec<String> = act.document.lines().map(russian::glue).collect();
            lines.push(format!("{} {}", from(&date_text(date, period)), numbered(number)));
            Block { mark: mark(by_act), lines, signature: false, name: None, date: None }
        }
    }
}

/// A block on one line.
pub(super) fn block_line(approval: &Approval, by_person: &str, by_act: &str, period: &Period) -> String {
    let Block { mark, lines, name, date, .. } = block(approval, by_person, by_act, period);
    let parts = std::iter::once(mark).chain([lines.join(" ")]).chain(name).chain(date);
    parts.collect::<Vec<_>>().join(", ")
}

pub(super) fn date_text(date: &DateText, period: &Period) -> String {
    match date {
        DateText::Typed(typed) => russian::glue(typed),
        DateText::Day(day) => day.in_words(),
        DateText::Open => match period.single_year() {
            Some(year) => format!("«___»\u{a0}__________\u{a0}{year}\u{a0}г."),
            None => "«___»\u{a0}__________\u{a0}20__\u{a0}г.".to_owned(),
        },
    }
}

/// «от 1 февраля 2023 г.», unless the date was typed with its «от».
pub(super) fn from(date: &str) -> String {
    if date.starts_with("от ") || date.starts_with("от\u{a0}") {
        date.to_owned()
    } else {
        format!("от\u{a0}{date}")
    }
}

/// «№ 12-о», unless the number was typed with its sign.
pub(super) fn numbered(number: &str) -> String {
    if number.starts_with('№') { russian::glue(number) } else { format!("№\u{a0}{number}") }
}

/// «от … № …», as far as given.
pub(super) fn act_reference(act: &Act) -> Option<String> {
    let date = act.date.as_ref().map(|date| match date {
        DateText::Day(day) => from(&day.in_words()),
        DateText::Typed(typed) => from(&russian::glue(typed)),
        DateText::Open => from("«___»\u{a0}__________\u{a0}20__\u{a0}г."),
    });
    let number = act.number.as_deref().map(numbered);
    let parts: Vec<String> = [date, number].into_iter().flatten().filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// «(в редакции приказа … от … № …)».
pub(crate) fn edition(edition: &Edition) -> String {
    match (&edition.act, &edition.number) {
        (Some(act), _) => {
            let reference = act_reference(act).map(|reference| format!(" {reference}")).unwrap_or_default();
            format!("(в\u{a0}редакции {}{reference})", russian::glue(&act.document))
        }
        (None, Some(number)) => format!("(редакция {})", numbered(number)),
        (None, None) => String::new(),
    }
}

/// The basis; its first paragraph begins with «Основание».
pub(super) fn basis(paragraphs: &[String]) -> Vec<String> {
    glued(&Plan::printed_basis(paragraphs))
}

/// A caption with numbered texts under it; `None` if there are none.
pub(super) fn list(
    caption: &'static str,
    tasks: &[String],
    rooms: &Rooms,
    metrics: &impl Metrics,
) -> Option<TasksView> {
    if tasks.is_empty() {
        return None;
    }
    // Where the tasks were typed with numbers or dashes of their own, none are added.
    let own_labels = tasks.iter().any(|task| has_label(task));
    let label = |at: usize| if own_labels || tasks.len() == 1 { String::new() } else { format!("{}.", at + 1) };
    let Place { room, size, .. } = rooms.task.place;
    let widest = (0..tasks.len()).map(|at| metrics.width(&label(at), false)).fold(0.0, f64::max);
    let gap = if widest > 0.0 { rooms.label_gap } else { 0.0 };
    let place = Place { room: room - widest * size - gap, ..rooms.task.place };
    let items = tasks.iter().enumerate().map(|(at, task)| TaskView {
        label: label(at),
        text: Words::justified(russian::glue(task), Column { place, ..rooms.task }, metrics),
    });
    Some(TasksView { caption, items: items.collect() })
}

pub(super) fn has_label(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text.get(digits..).unwrap_or_default();
    (digits > 0 && rest.starts_with(['.', ')'])) || text.starts_with(['-', '–', '—', '•'])
}

/// Signatures at the end.
pub(super) fn signatures(signatories: &[Signatory], rooms: &Rooms, metrics: &impl Metrics) -> Vec<SignatureView> {
    let view = |it: &Signatory| {
        let (post, name) = (russian::glue(&it.post), russian::glue(&it.name));
        SignatureView { post, room: None, name, stamp: None }.within(rooms.signature, metrics)
    };
    signatories.iter().map(view).collect()
}

/// The maker's mark, line by line.
pub(super) fn maker(maker: &Maker) -> Vec<String> {
    std::iter::once(russian::glue(&maker.name)).chain(maker.phone.clone()).collect()
}
