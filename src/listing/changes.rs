//! The changes for reading: what was added, dropped, moved, reworded, with the words.

use dorkarta_core::domain::{Block, Change, Changes, Column, Field, Part, Piece, Side, Wording, one_line};
use dorkarta_core::input::word::model::Comment;
use dorkarta_core::view::block_texts;
use dorkarta_core::word::back::Of;

use super::beside::{Beside, signed};
use super::page::Page;

/// Narrower, words would fall apart.
const LEAST: usize = 60;
/// Texts of so many words stand side by side, «было → стало».
const SHORT: usize = 6;
/// The share of words from which two wordings are shown whole, one under the other.
const OTHER: f64 = 0.5;

const LEGEND: &str = "[-так-] – слова, которых больше нет; {+так+} – слова, которые появились";

/// Shows the changes. `width` is that of the terminal, if there is one.
/// `beside` is what stands in the margins of a copy that came back.
pub fn render(changes: &Changes<'_>, beside: Option<&Beside<'_>>, width: Option<usize>) -> String {
    let mut list = List { page: Page::new(width, LEAST), is_marked: false };
    for group in GROUPS {
        let mut is_first = true;
        for change in &changes.list {
            if group_of(change) != group {
                continue;
            }
            if std::mem::take(&mut is_first) {
                list.heading(group.heading());
            }
            list.change(change, changes);
            if let Some(marks) = beside.and_then(|beside| beside.marks(change)) {
                list.line(2, &marks);
            }
        }
    }
    list.comments(changes, beside);
    list.heading("Итого");
    list.line(1, &summary(changes));
    if let Some(remark) = remark(changes) {
        list.line(1, &remark);
    }
    if list.is_marked {
        list.page.line(&format!("\n{LEGEND}"));
    }
    list.page.text()
}

/// That nothing differs; or, of a copy from which something `is_cut`, that nothing else does.
pub fn no_changes(changes: &Changes<'_>, is_cut: bool) -> String {
    let none = match is_cut {
        true => "других различий, кроме названных в замечаниях, нет",
        false => "различий нет",
    };
    match remark(changes) {
        None => none.to_owned(),
        Some(remark) => format!("{none}; {remark}"),
    }
}

/// Shows what was said in the margins.
pub fn comments(changes: &Changes<'_>, beside: Option<&Beside<'_>>, width: Option<usize>) -> String {
    let mut list = List { page: Page::new(width, LEAST), is_marked: false };
    list.comments(changes, beside);
    list.page.text()
}

/// What is no change, but can be seen on the page.
fn remark(changes: &Changes<'_>) -> Option<String> {
    let order = changes.is_reordered.then_some("мероприятия или направления стоят в другом порядке");
    let numbers = changes.is_renumbered.then_some("номера части мероприятий сдвинулись");
    let parts: Vec<&str> = order.into_iter().chain(numbers).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    Blocks,
    Texts,
    Table,
    Added,
    Dropped,
    Moved,
    Changed,
    Annexes,
}

const GROUPS: [Group; 8] = [
    Group::Blocks,
    Group::Texts,
    Group::Table,
    Group::Added,
    Group::Dropped,
    Group::Moved,
    Group::Changed,
    Group::Annexes,
];

impl Group {
    fn heading(self) -> &'static str {
        match self {
            Self::Blocks => "Реквизиты",
            Self::Texts => "Текст",
            Self::Table => "Таблица и направления",
            Self::Added => "Добавлены мероприятия",
            Self::Dropped => "Исключены мероприятия",
            Self::Moved => "Перенесены в другое направление",
            Self::Changed => "Изменены мероприятия",
            Self::Annexes => "Приложения",
        }
    }
}

fn group_of(change: &Change) -> Group {
    match change {
        Change::Block(Block::Columns | Block::Numbering) | Change::ColumnTitle { .. } | Change::Direction { .. } => {
            Group::Table
        }
        Change::Block(_) => Group::Blocks,
        Change::Title | Change::Paragraph { .. } => Group::Texts,
        Change::Activity { old: None, .. } => Group::Added,
        Change::Activity { new: None, .. } => Group::Dropped,
        Change::Activity { is_moved: true, .. } => Group::Moved,
        Change::Activity { .. } => Group::Changed,
        Change::Annex { .. } => Group::Annexes,
    }
}

/// «мероприятия: добавлено 2, исключено 1, изменено 3; прочих различий 4».
fn summary(changes: &Changes<'_>) -> String {
    let count = |group| changes.list.iter().filter(|change| group_of(change) == group).count();
    let counted = [
        ("добавлено", count(Group::Added)),
        ("исключено", count(Group::Dropped)),
        ("перенесено", count(Group::Moved)),
        ("изменено", count(Group::Changed)),
    ];
    let activities: Vec<String> =
        counted.iter().filter(|(_, count)| *count > 0).map(|(word, count)| format!("{word} {count}")).collect();
    let others = changes.list.len() - counted.iter().map(|(_, count)| count).sum::<usize>();
    let activities = if activities.is_empty() { "без изменений".to_owned() } else { activities.join(", ") };
    let others = if others == 0 { String::new() } else { format!("; прочих различий: {others}") };
    format!("мероприятия: {activities}{others}")
}

/// How a block is called.
fn block_name(block: Block) -> &'static str {
    match block {
        Block::AnnexTo => "отметка о приложении",
        Block::Order => "приказ",
        Block::Approvals => "утверждение",
        Block::Agreements => "согласование",
        Block::Edition => "редакция",
        Block::Period => "период",
        Block::Numbering => "нумерация",
        Block::Columns => "столбцы таблицы",
        Block::Notes => "примечания под таблицей",
        Block::Signatories => "подпись",
        Block::Maker => "составитель",
    }
}

/// How a paragraph or an item is called by its place.
fn paragraph_name(part: Part, at: usize, count: usize) -> String {
    let (name, of) = match part {
        Part::Basis => ("основание", "основания"),
        Part::Preamble => ("преамбула", "преамбулы"),
        Part::Goal => ("цель", "цели"),
        Part::Tasks => return format!("задача {}", at + 1),
    };
    if count == 1 { name.to_owned() } else { format!("абзац {} {of}", at + 1) }
}

/// What something in the margin is about.
fn about(of: Of, changes: &Changes<'_>, beside: Option<&Beside<'_>>) -> String {
    let new = &changes.new;
    let activity = |side: &Side<'_>, at: usize| {
        side.rows.get(at).map(|row| format!("{}. {}", row.label, one_line(&row.activity.name)))
    };
    let known = match of {
        Of::Activity { new: Some(at), .. } => activity(new, at),
        Of::Activity { old: Some(at), .. } => {
            let old = beside.and_then(|beside| beside.old(at));
            old.and_then(|at| activity(&changes.old, at)).map(|name| format!("{name} (исключено)"))
        }
        Of::Activity { .. } => None,
        Of::Title => Some("наименование".into()),
        Of::Paragraph(part, at) => Some(paragraph_name(part, at.unwrap_or_default(), part.of(new.plan).len())),
        Of::Block(block) => Some(block_name(block).into()),
        Of::Columns => Some("шапка таблицы".into()),
        Of::Direction(at) => {
            let band = at.and_then(|at| new.bands.get(at)).and_then(Option::as_deref);
            Some(band.map_or_else(|| "направление".into(), one_line))
        }
        Of::Annexes => Some("приложение".into()),
        Of::Other => None,
    };
    known.unwrap_or_else(|| "прочее".into())
}

/// The list as far as it is written.
struct List {
    page: Page,
    /// Whether words were marked, so that the marks have to be explained.
    is_marked: bool,
}

impl List {
    fn heading(&mut self, heading: &str) {
        if !self.page.is_empty() {
            self.page.line("");
        }
        self.page.line(heading);
    }

    /// A paragraph at a level of indentation.
    fn line(&mut self, level: usize, text: &str) {
        self.page.indented(level, text);
    }

    fn change(&mut self, change: &Change, changes: &Changes<'_>) {
        let (old, new) = (&changes.old, &changes.new);
        match change {
            Change::Block(block) => {
                self.line(1, block_name(*block));
                let texts = |side: &Side<'_>| block_texts(*block, side.plan).join("; ");
                self.whole(&texts(old), &texts(new));
            }
            Change::Title => {
                self.line(1, "наименование");
                self.reworded(None, &old.plan.title, &new.plan.title);
            }
            Change::Paragraph { part, old: before, new: now } => {
                let (olds, news) = (part.of(old.plan), part.of(new.plan));
                let name = match (before, now) {
                    (Some(at), _) => paragraph_name(*part, *at, olds.len()),
                    (None, at) => paragraph_name(*part, at.unwrap_or_default(), news.len()),
                };
                self.line(1, &name);
                let text = |at: &Option<usize>, texts: &[String]| at.map(|at| texts[at].clone()).unwrap_or_default();
                self.reworded(None, &text(before, &olds), &text(now, &news));
            }
            Change::ColumnTitle { old: before, new: now } => {
                let title = |columns: Vec<&Column>, at: usize| one_line(&columns[at].title);
                let (before, now) = (title(old.columns(), *before), title(new.columns(), *now));
                self.line(1, &format!("графа: {before} → {now}"));
            }
            Change::Direction { old: before, new: now } => {
                let band = |side: &Side<'_>, at: &Option<usize>| {
                    at.and_then(|at| side.bands[at].as_deref().map(one_line)).unwrap_or_default()
                };
                self.line(1, "направление");
                self.reworded(None, &band(old, before), &band(new, now));
            }
            Change::Activity { old: before, new: now, is_moved, fields } => {
                self.activity(*before, *now, *is_moved, fields, changes);
            }
            Change::Annex { old: before, new: now } => self.annex(*before, *now, changes),
        }
    }

    /// What was said in the margins, beside what it is about.
    fn comments(&mut self, changes: &Changes<'_>, beside: Option<&Beside<'_>>) {
        let mut is_first = true;
        for margin in beside.into_iter().flat_map(Beside::commented) {
            if std::mem::take(&mut is_first) {
                self.heading("Примечания на полях");
            }
            self.line(1, &about(margin.of, changes, beside));
            for Comment { author, day, text } in &margin.comments {
                let who = signed(author, day);
                self.line(2, &if who.is_empty() { one_line(text) } else { format!("{who}: {}", one_line(text)) });
            }
        }
    }

    fn activity(
        &mut self,
        before: Option<usize>,
        now: Option<usize>,
        is_moved: bool,
        fields: &[Field],
        changes: &Changes<'_>,
    ) {
        let (old, new) = (&changes.old, &changes.new);
        let title = |field: &Field| {
            let column = new.columns().into_iter().chain(old.columns()).find(|column| column.field == *field);
            column.map_or_else(|| field.name().to_owned(), |column| one_line(&column.title))
        };
        let (side, at) = match (before, now) {
            (None, Some(now)) => (new, now),
            (Some(before), _) => (old, before),
            (None, None) => return,
        };
        let row = &side.rows[at];
        let number = match (before, now) {
            (Some(before), Some(now)) if old.rows[before].label != new.rows[now].label => {
                format!("{} (теперь {})", old.rows[before].label, new.rows[now].label)
            }
            _ => row.label.clone(),
        };
        self.line(1, &format!("{number}. {}", one_line(&row.activity.name)));
        if before.is_none() || now.is_none() {
            if let Some(band) = &side.bands[row.direction] {
                self.line(2, &format!("раздел: {}", one_line(band)));
            }
            let columns = side.columns().into_iter().map(|column| &column.field);
            for field in columns.filter(|field| !matches!(field, Field::Number | Field::Name)) {
                let text = one_line(&row.text(field));
                if !text.is_empty() {
                    self.line(2, &format!("{}: {text}", title(field)));
                }
            }
            return;
        }
        let (Some(before), Some(now)) = (before, now) else { return };
        let (before, now) = (&old.rows[before], &new.rows[now]);
        if is_moved {
            let band = |side: &Side<'_>, at: usize| side.bands[at].as_deref().map(one_line).unwrap_or_default();
            self.line(2, &format!("раздел: {} → {}", band(old, before.direction), band(new, now.direction)));
        }
        for field in fields {
            self.reworded(Some(&title(field)), &before.text(field), &now.text(field));
        }
    }

    fn annex(&mut self, before: Option<usize>, now: Option<usize>, changes: &Changes<'_>) {
        let old = before.map(|at| &changes.old.plan.annexes[at]);
        let new = now.map(|at| &changes.new.plan.annexes[at]);
        self.line(1, "приложение");
        let title = |annex: Option<&dorkarta_core::domain::Annex>| annex.map(|annex| annex.title().to_owned());
        let (one, other) = (title(old).unwrap_or_default(), title(new).unwrap_or_default());
        self.reworded(None, &one, &other);
        if let (Some(old), Some(new)) = (old, new)
            && old.paragraphs() != new.paragraphs()
        {
            self.reworded(Some("текст"), &old.paragraphs().join(" "), &new.paragraphs().join(" "));
        }
    }

    /// Two texts one under the other.
    fn whole(&mut self, old: &str, new: &str) {
        let shown = |text: &str| if text.trim().is_empty() { "(нет)".to_owned() } else { one_line(text) };
        self.line(2, &format!("было:  {}", shown(old)));
        self.line(2, &format!("стало: {}", shown(new)));
    }

    /// Two wordings in the shortest form in which the difference can be seen.
    fn reworded(&mut self, name: Option<&str>, old: &str, new: &str) {
        let prefix = name.map(|name| format!("{name}: ")).unwrap_or_default();
        let wording = Wording::of(old, new);
        let (one, other) = (one_line(old), one_line(new));
        if one == other {
            self.line(2, &format!("{prefix}{one}"));
        } else if one.is_empty() || other.is_empty() || wording.share_changed() <= OTHER {
            self.is_marked = true;
            self.line(2, &format!("{prefix}{}", marked(&wording)));
        } else if wording.old.len().max(wording.new.len()) <= SHORT {
            self.line(2, &format!("{prefix}{one} → {other}"));
        } else {
            if let Some(name) = name {
                self.line(2, name);
            }
            self.whole(old, new);
        }
    }
}

fn marked(wording: &Wording<'_>) -> String {
    let mut parts = Vec::new();
    for piece in wording.pieces() {
        match piece {
            Piece::Kept(text) => parts.push(text),
            Piece::Changed { old, new } => {
                parts.extend((!old.is_empty()).then(|| format!("[-{old}-]")));
                parts.extend((!new.is_empty()).then(|| format!("{{+{new}+}}")));
            }
        }
    }
    parts.join(" ")
}
