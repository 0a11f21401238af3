//! The amendments («Изменения, которые вносятся в План …») as the template `amendments.typ` shows them.
//!
//! Only the program's own words are declined. What the data says is quoted or stands in a place that wants the case in
//! which it was typed.

use serde::Serialize;

use super::edits::{cell, line_edits, word_edits, words_of};
use super::requisites::{self, CornerView, Rooms, SignatureView, date_text, numbered};
use super::table::{self, GroupView, Kind, TableText, TableView};
use super::wording::{ByNumber, by_act, ordinal, spans, to_map};
use super::words::Words;
use super::{AttachmentView, DocumentInfo, Metrics, PageView, Tokens, plan};
use crate::domain::{
    Act, Activity, Amendment, Amendments, Annex, AnnexTo, Approval, Changes, DateText, Direction, Edit, Field, Grounds,
    Numbering, Part, Plan, WordEdit, one_line, same_approval,
};
use crate::russian::{self, capitalised};

/// Everything that `amendments.typ` prints, in the order of the page.
#[derive(Debug, Clone, Serialize, PartialEq)]
#[serde(rename_all = "kebab-case")]
pub struct AmendmentsView {
    /// Properties of the file.
    pub document: DocumentInfo,
    /// The page.
    pub page: PageView,
    /// The draft mark.
    pub draft: Option<&'static str>,
    /// «Приложение к приказу …», line by line.
    pub annex_to: Option<Vec<Words>>,
    /// Agreements and approvals.
    pub corner: CornerView,
    /// The title.
    pub title: Words,
    /// The points.
    pub points: Vec<PointView>,
    /// Signatures.
    pub signatures: Vec<SignatureView>,
    /// Annexes on pages of their own.
    pub annexes: Vec<AmendmentsAnnexView>,
    /// The maker's mark, line by line.
    pub maker: Option<Vec<String>>,
    /// The data that the file carries.
    pub attachment: Option<AttachmentView>,
}

/// One point of the amendments.
#[derive(Debug, Clone, Serialize, PartialEq)]
pub struct PointView {
    /// «1.» and what is to be done; then the new wording, a paragraph each.
    pub paragraphs: Vec<Words>,
    /// The rows of the plan in their new wording.
    pub table: Option<TableView>,
    /// What stands before and after the table: it is a quotation.
    pub quotes: Option<[&'static str; 2]>,
}

/// An annex of the amendments.
#[derive(Debug, Clone, Serialize, PartialEq)]
pub struct AmendmentsAnnexView {
    /// «Приложение № 1», line by line.
    pub mark: Vec<Words>,
    /// Its title.
    pub title: Option<Words>,
    /// Its text.
    pub paragraphs: Vec<Words>,
    /// Its table.
    pub table: Option<TableView>,
}

impl AmendmentsView {
    /// Its tables; no two of their rows have the same number.
    pub fn tables_mut(&mut self) -> impl Iterator<Item = &mut TableView> {
        let points = self.points.iter_mut().filter_map(|point| point.table.as_mut());
        points.chain(self.annexes.iter_mut().filter_map(|annex| annex.table.as_mut()))
    }
}

/// Rows that stand in the text at most; more of them stand in an annex.
const ROWS_IN_TEXT: usize = 8;

/// Turns amendments into what the page shows.
pub fn amendments(
    changes: &Changes<'_>,
    amendments: &Amendments,
    tokens: &Tokens,
    metrics: &impl Metrics,
) -> AmendmentsView {
    let (old, new) = (changes.old.plan, changes.new.plan);
    let mut draft = Draft { changes, annexes: Vec::new(), rows: Vec::new() };
    let points = draft.points(amendments);
    let count = points.len();
    let Draft { annexes, rows, .. } = draft;

    let mut page = requisites::page(&new.style, (tokens.text_size_pt, tokens.table_size_pt), tokens);
    // First, since they may turn the page.
    let tables = tables(new, &rows, &mut page, tokens, metrics);
    let table = |at: Option<usize>| at.and_then(|at| tables.get(at)).cloned();
    let rooms = Rooms::of(&page, tokens);
    let paragraphs = |texts| requisites::paragraphs(texts, &rooms, metrics);
    let mark =
        |number: usize| vec![format!("Приложение {}", numbered(&number.to_string())), "к\u{a0}изменениям".to_owned()];
    let title = title(old);
    AmendmentsView {
        document: DocumentInfo { title: one_line(&title), ..plan::document(new) },
        draft: new.is_draft().then_some("ПРОЕКТ"),
        annex_to: annex_to(old, new).map(|lines| requisites::corner_lines(lines, rooms.corner, metrics)),
        corner: requisites::corners(
            &afresh(&new.agreements, &old.agreements),
            &amending_approvals(old, new),
            russian::approved_mark("Изменения"),
            &new.period,
            rooms.corner,
            metrics,
        ),
        title: Words::balanced(russian::glue(&title), rooms.text.bold(), metrics),
        points: (points.into_iter().zip(1..))
            .map(|(point, number)| PointView {
                paragraphs: paragraphs(with_number(number, count, &point.paragraphs)),
                quotes: point.table.map(|_| ["«", "»."]),
                table: table(point.table),
            })
            .collect(),
        signatures: requisites::signatures(&new.signatories, &rooms, metrics),
        annexes: (annexes.into_iter().zip(1..))
            .map(|(annex, number)| AmendmentsAnnexView {
                mark: requisites::corner_lines(mark(number), rooms.corner, metrics),
                title: annex.title.map(|title| Words::balanced(russian::glue(&title), rooms.text.bold(), metrics)),
                paragraphs: paragraphs(requisites::glued(&annex.paragraphs)),
                table: table(annex.table),
            })
            .collect(),
        maker: new.maker.as_ref().map(requisites::maker),
        attachment: None,
        page,
    }
}

/// The paragraphs of a point; the only one has no number.
fn with_number(number: usize, count: usize, paragraphs: &[String]) -> Vec<String> {
    let numbered = paragraphs.iter().enumerate().map(|(at, text)| match at {
        0 if count > 1 => format!("{number}.\u{a0}{}", russian::glue(text)),
        _ => russian::glue(text),
    });
    numbered.collect()
}

// --- the head

/// «Изменения, которые вносятся в План …, утвержденный 1 февраля 2023 г.» Only «План» is the same in the accusative, a
/// «дорожная карта» in brackets behind it is declined; any other title is quoted.
fn title(old: &Plan) -> String {
    let title = accusative(&old.title);
    let approved = old.approvals.first().and_then(|approval| match &approval.grounds {
        Grounds::Person { date: DateText::Open, .. } => None,
        Grounds::Person { date, .. } => Some(format!(", утвержденный {}", date_text(date, &old.period))),
        Grounds::Act(act) => Some(format!(", утвержденный {}", reference(act))),
    });
    let annexed = old.annex_to.as_ref().filter(|_| approved.is_none()).map(|annex| {
        let number = annex.number.as_deref().map(|number| format!(" {}", numbered(number))).unwrap_or_default();
        format!(", являющийся приложением{number} {}", to_act(&annex.act))
    });
    let edition = old.edition.as_ref().map(|edition| format!(" {}", requisites::edition(edition))).unwrap_or_default();
    format!("ИЗМЕНЕНИЯ,\nкоторые вносятся в {title}{}{edition}", approved.or(annexed).unwrap_or_default())
}

/// A title in the accusative: only «План» is the same there; any other is quoted.
pub(super) fn accusative(title: &str) -> String {
    let is_plan = title.split_whitespace().next().is_some_and(|word| word.to_lowercase() == "план");
    let title = one_line(title);
    if is_plan { to_map(&title) } else { format!("документ «{title}»") }
}

/// «приказом Отдела образования от … № …», on one line.
fn reference(act: &Act) -> String {
    let reference = requisites::act_reference(act).map(|reference| format!(" {reference}")).unwrap_or_default();
    format!("{}{reference}", one_line(&act.document))
}

/// «к приказу … от … № …».
fn to_act(act: &Act) -> String {
    let reference = reference(act);
    if reference.starts_with("к ") || reference.starts_with("к\u{a0}") {
        reference
    } else {
        format!("к {reference}")
    }
}

/// Who or what approves the amendments: the act of the new edition, else whoever approves the plan.
///
/// The act is typed in the genitive («приказа»). Where the plan is approved by an act of the same kind, its wording
/// («приказом») serves; else the usual kinds of acts are declined, and for others the words «на основании» want the
/// genitive.
pub fn amending_approvals(old: &Plan, new: &Plan) -> Vec<Approval> {
    let Some(act) = new.edition.as_ref().and_then(|edition| edition.act.as_ref()) else {
        return if new.annex_to.is_some() { Vec::new() } else { afresh(&new.approvals, &old.approvals) };
    };
    let instrumental = new.approvals.iter().chain(&old.approvals).find_map(|approval| match &approval.grounds {
        Grounds::Act(known) if is_same_document(&known.document, &act.document) => Some(known.document.clone()),
        _ => None,
    });
    let instrumental = instrumental.or_else(|| by_act(&act.document));
    let document = instrumental.unwrap_or_else(|| format!("на основании {}", act.document));
    vec![Approval { mark: None, grounds: Grounds::Act(Act { document, ..act.clone() }) }]
}

/// Whether two acts differ in the case of their first word only: «приказом Отдела», «приказа Отдела».
fn is_same_document(one: &str, other: &str) -> bool {
    let (one, other) = (one_line(one), one_line(other));
    let parts = |text: &str| -> (String, String) {
        let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
        (first.to_lowercase().chars().take(6).collect(), rest.to_lowercase())
    };
    parts(&one) == parts(&other)
}

/// Approvals of the plan as those of the amendments: where they are those of the old edition, nobody has signed the
/// amendments yet, so their dates and numbers are left open.
fn afresh(approvals: &[Approval], old: &[Approval]) -> Vec<Approval> {
    let fresh = |approval: &Approval| {
        let is_old = old.iter().any(|known| same_approval(known, approval));
        let mut fresh = approval.clone();
        match &mut fresh.grounds {
            Grounds::Person { date, .. } if is_old => *date = DateText::Open,
            Grounds::Person { .. } => {}
            Grounds::Act(act) => {
                if is_old {
                    (act.date, act.number) = (None, None);
                }
                // «УТВЕРЖДЕН» agrees with the plan.
                fresh.mark = fresh.mark.filter(|mark| !mark.to_lowercase().starts_with("утвержд"));
            }
        }
        fresh
    };
    approvals.iter().map(fresh).collect()
}

/// What the amendments are an annex to, where the plan is one and its edition does not name an act.
fn annex_to(old: &Plan, new: &Plan) -> Option<Vec<String>> {
    if new.edition.as_ref().is_some_and(|edition| edition.act.is_some()) {
        return None;
    }
    let annex = new.annex_to.as_ref()?;
    if old.annex_to.as_ref() != Some(annex) {
        return Some(plan::annex_to(annex));
    }
    let act = Act { number: None, date: None, ..annex.act.clone() };
    let mut lines = plan::annex_to(&AnnexTo { number: None, act });
    lines.push(format!("от\u{a0}{} №\u{a0}____", date_text(&DateText::Open, &new.period)));
    Some(lines)
}

// --- the tables

/// Tables with the head of the plan. They are built as one and then parted, so that all of them have the same columns.
fn tables(plan: &Plan, rows: &[Rows], page: &mut PageView, tokens: &Tokens, metrics: &impl Metrics) -> Vec<TableView> {
    if rows.is_empty() {
        return Vec::new();
    }
    let groups = rows.iter().map(|rows| (rows.band.as_deref().map(russian::glue), rows.texts.len())).collect();
    let text = TableText {
        head: plan.head.clone(),
        kinds: plan.columns().map(Kind::of).collect(),
        rows: rows.iter().flat_map(|rows| rows.texts.clone()).collect(),
        emphases: Vec::new(),
        bars: None,
        groups,
        repeat: plan.style.head,
    };
    let measured = text.measure(metrics);
    table::turn(&plan.style, page, tokens, &[&measured]);
    let whole = measured.build(&plan.style, page, tokens, metrics);
    let part = |group: &GroupView| TableView { groups: vec![group.clone()], whole: false, ..whole.clone() };
    whole.groups.iter().map(part).collect()
}

// --- the points

/// A point before it is measured.
#[derive(Default)]
struct Point {
    paragraphs: Vec<String>,
    /// Which of the tables it shows.
    table: Option<usize>,
}

/// An annex before it is measured.
struct Attached {
    title: Option<String>,
    paragraphs: Vec<String>,
    /// Which of the tables it shows.
    table: Option<usize>,
}

/// Points in the making, with the annexes that they name and the rows of their tables.
struct Draft<'a> {
    changes: &'a Changes<'a>,
    annexes: Vec<Attached>,
    rows: Vec<Rows>,
}

/// The rows of one table.
struct Rows {
    band: Option<String>,
    texts: Vec<Vec<String>>,
}

impl Draft<'_> {
    fn points(&mut self, amendments: &Amendments) -> Vec<Point> {
        let points = match amendments {
            Amendments::Whole => return vec![said("изложить в новой редакции согласно приложению")],
            Amendments::Points(points) => points,
        };
        let mut made = Vec::new();
        let mut rest = points.as_slice();
        while let [first, others @ ..] = rest {
            // What is dropped in a row is one point.
            let dropped: Vec<usize> = rest.iter().map_while(Amendment::dropped_activity).collect();
            if dropped.len() > 1 {
                made.push(self.drop_activities(&dropped));
                rest = &rest[dropped.len()..];
            } else {
                made.push(self.point(first));
                rest = others;
            }
        }
        made
    }

    fn point(&mut self, amendment: &Amendment) -> Point {
        let plan = self.changes.old.plan;
        match amendment {
            Amendment::Title(edit) => reworded("в наименовании", "наименование", edit, str::to_owned),
            Amendment::Paragraph { part, at, edit } => self.paragraph(*part, *at, edit),
            Amendment::AddParagraphs { part, after, texts } => self.add_paragraphs(*part, *after, texts),
            Amendment::DropParagraph { part, at } => said(&format!("{} исключить", self.paragraph_names(*part, *at).1)),
            Amendment::RewordPart { part, texts } if texts.is_empty() => {
                said(&format!("{} исключить", self.part_name(*part)))
            }
            Amendment::RewordPart { part, texts } => given(
                &format!("{} изложить в следующей редакции", self.part_name(*part)),
                numbered_items(*part, texts, 1),
            ),
            Amendment::ColumnTitle { field, title } => {
                said(&format!("в таблице графу «{}» именовать «{}»", self.column(field), one_line(title)))
            }
            Amendment::RenameDirection { at, edit, .. } => {
                let name = self.direction(*at).genitive;
                reworded(&format!("в наименовании {name}"), &format!("наименование {name}"), edit, str::to_owned)
            }
            Amendment::AddDirection { after, direction, ordinal, labels } => {
                self.add_direction(*after, direction, ordinal.as_deref(), labels)
            }
            Amendment::DropDirection { at } => self.drop_direction(*at),
            Amendment::Cells { at, cells } => self.cells(*at, cells),
            Amendment::RewordActivity { at, activity } => {
                let label = self.changes.old.rows[*at].label.clone();
                let what = format!("пункт {label} изложить");
                self.tabled(&what, "в следующей редакции", "в новой редакции", None, &[(label, activity)])
            }
            Amendment::AddActivities { direction, after, rows } => self.add_activities(*direction, *after, rows),
            Amendment::DropActivity { at } => self.drop_activities(&[*at]),
            Amendment::Notes(texts) => notes(&plan.notes, texts),
            Amendment::RewordAnnex { at, annex } => self.reword_annex(plan.annexes[*at].title(), annex),
            Amendment::AddAnnex(annex) => self.add_annex(annex),
            Amendment::DropAnnex { at } => {
                said(&format!("приложение «{}» исключить", one_line(plan.annexes[*at].title())))
            }
        }
    }

    /// A paragraph in the prepositional («в абзаце втором преамбулы») and in the accusative.
    fn paragraph_names(&self, part: Part, at: usize) -> (String, String) {
        let names = part.names();
        if part == Part::Tasks {
            return (format!("в задаче {}", at + 1), format!("задачу {}", at + 1));
        }
        if part.of(self.changes.old.plan).len() == 1 {
            if part == Part::Goal {
                return ("в абзаце, определяющем цель,".to_owned(), "абзац, определяющий цель,".to_owned());
            }
            return (format!("в {}", names.prepositional), names.accusative.to_owned());
        }
        let ordinal = ordinal(at + 1);
        (
            format!("в абзаце {} {}", ordinal.prepositional, names.genitive),
            format!("абзац {} {}", ordinal.nominative, names.genitive),
        )
    }

    /// A part as a whole, in the accusative.
    fn part_name(&self, part: Part) -> String {
        match part {
            Part::Goal if self.changes.old.plan.goal.len() == 1 => self.paragraph_names(part, 0).1,
            _ => part.names().accusative.to_owned(),
        }
    }

    fn paragraph(&self, part: Part, at: usize, edit: &Edit) -> Point {
        let (place, what) = self.paragraph_names(part, at);
        let old = part.of(self.changes.old.plan);
        let shown = |text: &str| match part == Part::Tasks && old.len() > 1 && !requisites::has_label(text) {
            true => format!("{}. {text}", at + 1),
            false => text.to_owned(),
        };
        reworded(&place, &what, edit, shown)
    }

    fn add_paragraphs(&self, part: Part, after: Option<usize>, texts: &[String]) -> Point {
        let names = part.names();
        let count = part.of(self.changes.old.plan).len();
        let is_one = texts.len() == 1;
        if count == 0 {
            let what = match part {
                Part::Tasks if is_one => "задачей",
                Part::Tasks => "задачами",
                _ => names.instrumental,
            };
            return given(&format!("дополнить {what} следующего содержания"), numbered_items(part, texts, 1));
        }
        if part == Part::Tasks {
            return add_tasks(after, texts, count);
        }
        let what = if is_one { "абзацем" } else { "абзацами" };
        let place = match after {
            Some(after) if after + 1 == count => String::new(),
            Some(after) => format!(" после абзаца {}", ordinal(after + 1).genitive),
            None => format!(" перед абзацем {}", ordinal(1).instrumental),
        };
        given(&format!("{}{place} дополнить {what} следующего содержания", names.accusative), texts.to_vec())
    }

    fn column(&self, field: &Field) -> String {
        let column = self.changes.old.plan.columns().find(|column| column.field == *field);
        column.map_or_else(|| field.name().to_owned(), |column| one_line(&column.title))
    }

    /// «направление II» where directions have numbers, else the text of the band.
    fn direction(&self, at: usize) -> ByNumber {
        if let Some(name) = self.numbered_direction(at)
            && (0..self.changes.old.bands.len())
                .all(|other| other == at || self.numbered_direction(other) != Some(name.clone()))
        {
            return name;
        }
        let quoted =
            |kind: &str| format!("{kind} «{}»", one_line(self.changes.old.bands[at].as_deref().unwrap_or_default()));
        ByNumber {
            accusative: quoted("раздел"), genitive: quoted("раздела"), instrumental: quoted("разделом")
        }
    }

    /// How a direction of the old edition is called by its number, if it has one.
    fn numbered_direction(&self, at: usize) -> Option<ByNumber> {
        ByNumber::of(self.changes.old.bands[at].as_deref()?)
    }

    fn has_several_directions(&self) -> bool {
        self.changes.old.bands.iter().flatten().count() > 1
    }

    fn cells(&self, at: usize, cells: &[(Field, Edit)]) -> Point {
        let row = &self.changes.old.rows[at];
        let place = format!("в пункте {}", row.label);
        if let [(Field::Name, edit)] = cells {
            // What no other cell has needs no column.
            let others = self.changes.old.columns().into_iter().filter(|column| column.field != Field::Name);
            let others: Vec<String> = others.map(|column| row.text(&column.field)).collect();
            let is_only_here = |edit: &WordEdit| !others.iter().any(|other| one_line(other).contains(edit.quoted()));
            match edit {
                Edit::Words(edits) if edits.iter().all(is_only_here) => {
                    return said(&format!("{place} {}", word_edits(edits)));
                }
                Edit::Lines(edits) if !others.iter().any(|other| other.trim().contains('\n')) => {
                    return said(&format!("{place} {}", line_edits(edits)));
                }
                _ => {}
            }
        }
        let parts = cells.iter().map(|(field, edit)| cell(&self.column(field), &row.text(field), edit));
        let parts: Vec<String> = parts.collect();
        match parts.as_slice() {
            [only] => said(&format!("{place} {only}")),
            several => said(&format!("{place}: {}", several.join("; "))),
        }
    }

    /// A point with rows: in the text, or in an annex if they are many.
    fn tabled(
        &mut self,
        what: &str,
        inside: &str,
        annexed: &str,
        band: Option<String>,
        rows: &[(String, &Activity)],
    ) -> Point {
        let table = Some(self.add_table(band, rows));
        if rows.len() <= ROWS_IN_TEXT {
            return Point { paragraphs: vec![format!("{} {inside}:", capitalised(what))], table };
        }
        let number = self.attach(Attached { title: None, paragraphs: Vec::new(), table });
        let annexed = if annexed.is_empty() { String::new() } else { format!(" {annexed}") };
        said(&format!("{what}{annexed} согласно приложению {number} к настоящим изменениям"))
    }

    fn attach(&mut self, annex: Attached) -> String {
        self.annexes.push(annex);
        numbered(&self.annexes.len().to_string())
    }

    /// Adds a table of the plan with some rows only; gives its place among all tables.
    fn add_table(&mut self, band: Option<String>, rows: &[(String, &Activity)]) -> usize {
        let texts = |(label, activity): &(String, &Activity)| -> Vec<String> {
            let cell = |field: &Field| match field {
                Field::Number => self.printed_number(label),
                field => super::cell(&activity.text(field)),
            };
            self.changes.new.plan.columns().map(|column| cell(&column.field)).collect()
        };
        let texts = rows.iter().map(texts).collect();
        self.rows.push(Rows { band, texts });
        self.rows.len() - 1
    }

    /// A number as the old edition prints its own.
    fn printed_number(&self, label: &str) -> String {
        match self.changes.old.plan.numbering {
            Numbering::AsTyped => label.to_owned(),
            Numbering::Running | Numbering::Nested => format!("{label}."),
        }
    }

    fn add_activities(&mut self, direction: usize, after: Option<usize>, rows: &[(String, Activity)]) -> Point {
        let old = &self.changes.old;
        let labels: Vec<&str> = rows.iter().map(|(label, _)| label.as_str()).collect();
        let what = if rows.len() == 1 { "пунктом" } else { "пунктами" };
        let first_of = old.rows_of(direction).next();
        let is_last = after.is_some() && after == old.rows.len().checked_sub(1);
        let place = match (after, first_of) {
            _ if is_last => None,
            (Some(after), _) => Some(format!("после пункта {}", old.rows[after].label)),
            (None, Some(first)) => Some(format!("перед пунктом {}", old.rows[first].label)),
            (None, None) => None,
        };
        let direction = self.has_several_directions().then(|| self.direction(direction).accusative);
        let words = direction.into_iter().chain(place).collect::<Vec<_>>().join(" ");
        let words = format!("{words} дополнить {what} {}", spans(&labels)).trim_start().to_owned();
        let rows: Vec<(String, &Activity)> = rows.iter().map(|(label, activity)| (label.clone(), activity)).collect();
        self.tabled(&words, "следующего содержания", "", None, &rows)
    }

    fn drop_activities(&self, at: &[usize]) -> Point {
        let labels: Vec<&str> = at.iter().map(|at| self.changes.old.rows[*at].label.as_str()).collect();
        let what = if at.len() == 1 { "пункт" } else { "пункты" };
        said(&format!("{what} {} исключить", spans(&labels)))
    }

    fn add_direction(
        &mut self,
        after: Option<usize>,
        direction: &Direction,
        ordinal: Option<&str>,
        labels: &[String],
    ) -> Point {
        let name = direction.name.clone().unwrap_or_default();
        let (what, band) = match (ordinal, &direction.designation) {
            (Some(ordinal), _) => (format!("направлением {ordinal}"), format!("{ordinal} направление – {name}")),
            (None, designation) => {
                let band = Plan::band(designation, 0, &name);
                (self.added_name(&band), band)
            }
        };
        let is_last = after.is_some_and(|after| after + 1 == self.changes.old.plan.directions.len());
        let place = match after {
            Some(after) if !is_last => format!("после {} ", self.direction(after).genitive),
            _ => String::new(),
        };
        let rows: Vec<(String, &Activity)> = labels.iter().cloned().zip(&direction.activities).collect();
        if rows.is_empty() {
            return given(&format!("{place}дополнить {what} следующего содержания"), vec![band]);
        }
        self.tabled(&format!("{place}дополнить {what}"), "следующего содержания", "", Some(band), &rows)
    }

    /// «направлением V», if the old edition has none of that name.
    fn added_name(&self, band: &str) -> String {
        let is_known = |name: &ByNumber| {
            (0..self.changes.old.bands.len()).any(|at| self.numbered_direction(at).as_ref() == Some(name))
        };
        let name = ByNumber::of(band).filter(|name| !is_known(name));
        name.map_or_else(|| "разделом".to_owned(), |name| name.instrumental)
    }

    fn drop_direction(&self, at: usize) -> Point {
        let labels: Vec<&str> =
            self.changes.old.rows_of(at).map(|row| self.changes.old.rows[row].label.as_str()).collect();
        let rows = match labels.as_slice() {
            [] => String::new(),
            [only] => format!(" с пунктом {only}"),
            several => format!(" с пунктами {}", spans(several)),
        };
        said(&format!("{}{rows} исключить", self.direction(at).accusative))
    }

    fn reword_annex(&mut self, old: &str, annex: &Annex) -> Point {
        let old = one_line(old);
        match annex {
            Annex::Named(title) => said(&format!("приложение «{old}» именовать «{}»", one_line(title))),
            Annex::Whole { title, paragraphs } => {
                let number = self.attach_text(title, paragraphs);
                said(&format!(
                    "приложение «{old}» изложить в новой редакции согласно приложению {number} к настоящим изменениям"
                ))
            }
        }
    }

    fn add_annex(&mut self, annex: &Annex) -> Point {
        match annex {
            Annex::Named(title) => said(&format!("дополнить приложением «{}»", one_line(title))),
            Annex::Whole { title, paragraphs } => {
                let number = self.attach_text(title, paragraphs);
                let title = one_line(title);
                said(&format!("дополнить приложением «{title}» согласно приложению {number} к настоящим изменениям"))
            }
        }
    }

    fn attach_text(&mut self, title: &str, paragraphs: &[String]) -> String {
        self.attach(Attached { title: Some(title.to_owned()), paragraphs: paragraphs.to_vec(), table: None })
    }
}

// --- sentences

/// A point that is one sentence; what it quotes may stand in paragraphs of its own.
fn said(sentence: &str) -> Point {
    let paragraphs = format!("{}.", capitalised(sentence)).lines().map(str::to_owned).collect();
    Point { paragraphs, table: None }
}

/// The notes under the table, which give way to others.
fn notes(old: &[String], new: &[String]) -> Point {
    let what = |texts: &[String], [one, many]: [&'static str; 2]| if texts.len() == 1 { one } else { many };
    let old_name = what(old, ["примечание к таблице", "примечания к таблице"]);
    match (old, new) {
        (_, []) => said(&format!("{old_name} исключить")),
        ([], _) => {
            let added = what(new, ["примечанием", "примечаниями"]);
            given(&format!("таблицу дополнить {added} следующего содержания"), new.to_vec())
        }
        _ => given(&format!("{old_name} изложить в следующей редакции"), new.to_vec()),
    }
}

/// A point with a new wording in quotation marks.
fn given(sentence: &str, mut wording: Vec<String>) -> Point {
    if let Some(first) = wording.first_mut() {
        first.insert(0, '«');
    }
    if let Some(last) = wording.last_mut() {
        last.push_str("».");
    }
    wording.insert(0, format!("{}:", capitalised(sentence)));
    Point { paragraphs: wording, table: None }
}

/// A text whose words are replaced, or that is given anew as it is `shown`.
fn reworded(place: &str, what: &str, edit: &Edit, shown: impl Fn(&str) -> String) -> Point {
    match edit {
        Edit::Words(edits) => said(&words_of(place, what, edits)),
        Edit::Lines(edits) => said(&format!("{place} {}", line_edits(edits))),
        Edit::Whole(new) => given(&format!("{what} изложить в следующей редакции"), vec![shown(new)]),
    }
}

/// Tasks with their numbers, as they are printed; other texts as they are.
fn numbered_items(part: Part, texts: &[String], first: usize) -> Vec<String> {
    let is_plain =
        part != Part::Tasks || texts.len() == 1 && first == 1 || texts.iter().any(|text| requisites::has_label(text));
    match is_plain {
        true => texts.to_vec(),
        false => texts.iter().zip(first..).map(|(text, number)| format!("{number}. {text}")).collect(),
    }
}

/// «дополнить задачей 4 следующего содержания»; within the list 2.1.
fn add_tasks(after: Option<usize>, texts: &[String], count: usize) -> Point {
    let is_end = after == count.checked_sub(1);
    let numbers: Vec<String> = (1..=texts.len())
        .map(|more| match after {
            _ if is_end => (count + more).to_string(),
            after => format!("{}.{more}", after.map_or(0, |after| after + 1)),
        })
        .collect();
    let labels: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let place = match after {
        _ if is_end => String::new(),
        Some(after) => format!("после задачи {} ", after + 1),
        None => "перед задачей 1 ".to_owned(),
    };
    let what = if texts.len() == 1 { "задачей" } else { "задачами" };
    let wording = texts.iter().zip(&numbers).map(|(text, number)| match requisites::has_label(text) {
        true => text.clone(),
        false => format!("{number}. {text}"),
    });
    given(&format!("{place}дополнить {what} {} следующего содержания", spans(&labels)), wording.collect())
}

/// How a part is called.
struct PartNames {
    accusative: &'static str,
    genitive: &'static str,
    prepositional: &'static str,
    instrumental: &'static str,
}

impl Part {
    fn names(self) -> PartNames {
        let [accusative, genitive, prepositional, instrumental] = match self {
            Self::Basis => ["основание", "основания", "основании", "основанием"],
            Self::Preamble => ["преамбулу", "преамбулы", "преамбуле", "преамбулой"],
            Self::Goal => ["цель", "цели", "цели", "целью"],
            Self::Tasks => ["задачи", "задач", "задачах", "задачами"],
        };
        PartNames { accusative, genitive, prepositional, instrumental }
    }
}
