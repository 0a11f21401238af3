//! What was collected as a YAML file. The text of the monitoring that is continued stays as it is, comments included,
//! but for the entries that say something new; where its layout is too unusual for that, it is written anew.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Collected;
use super::merge::Entry;
use crate::diagnostics::{Diagnostic, Diagnostics, FormProblem, Place, Refusal, Remedy, SourceText, in_year};
use crate::input::{self, Named, list_items, to_yaml};
use crate::schema;
use crate::system::is_same_file;
use crate::tree::{Entry as Field, Node, Value, fold_key};

/// What stands above a new file.
const OPENING: &str = "Сведения об исполнении плана, собранные из форм командой «dorkarta collect».\n\
    Откуда взято каждое значение, говорит поле «источник»; в отчёт оно не печатается. По знакам в поле «взято» программа узнаёт,\n\
    что значение потом исправили здесь: исправленное остаётся, пока не изменится форма.";
/// What stands above the day, where nobody has told it.
const DAY_WANTED: &str = "\
# На какой день собраны сведения: впишите год-месяц-день, например 2023-11-20.
на дату:
";

/// The whole text of the file at `target`. `None` if no path leads from there to the plan.
pub(super) fn write(collected: &Collected, target: &Path, plan: &Path, diagnostics: &Diagnostics) -> Option<String> {
    let tree = tree(collected, target, plan, diagnostics)?;
    let base = collected.base.as_ref();
    let text = base.and_then(|base| Some((base.text.as_ref()?, &base.tree)));
    let spliced = text.and_then(|(text, base)| Splice::new(text, base, &tree).run(&collected.entries));
    Some(spliced.unwrap_or_else(|| without_day(&to_yaml(OPENING, &tree), &tree, collected.plan.period.from().year())))
}

/// What the file at `target` has to say: the monitoring, with the name of its plan. `None` if no path leads from there to
/// the plan.
pub(super) fn tree(collected: &Collected, target: &Path, plan: &Path, diagnostics: &Diagnostics) -> Option<Node> {
    let Some(base) = &collected.base else {
        return Some(with_plan(&collected.tree, &named(plan, target, diagnostics)?));
    };
    let known = base.tree.get(schema::PLAN).and_then(|field| match &field.value.value {
        Value::Text(known) => Some((known.trim(), &field.value.place)),
        _ => None,
    });
    let is_same_plan = known
        .is_some_and(|(known, _)| Named::in_data(&base.path, known).is_ok_and(|known| is_same_file(&known.path, plan)));
    let stays = is_same_plan && same_folder(&base.path, target);
    let name = match known {
        Some((known, _)) if stays => known.to_owned(),
        _ => named(plan, target, diagnostics)?,
    };
    if let Some((known, place)) = known.filter(|_| !is_same_plan) {
        let problem = FormProblem::OtherPlan { was: known.to_owned() };
        diagnostics.push(Diagnostic::new(problem, place.clone()).found(known));
    }
    Some(with_plan(&collected.tree, &name))
}

/// The plan as it is named in the file at `target`. `None` if no path leads there that data may name; the diagnostics say so.
fn named(plan: &Path, target: &Path, diagnostics: &Diagnostics) -> Option<String> {
    let named = relative(plan, target);
    let reason = match &named {
        None => "лежит на другом диске, и путь к нему в мониторинг не записать",
        Some(named) if Named::in_data(target, named).is_ok() => return Some(named.clone()),
        Some(_) => {
            "назван так, что по записи в мониторинге его не открыть: двоеточие или знаки, которых нет в обычных именах"
        }
    };
    let refusal = Refusal::new(format!("план {} {reason}", plan.display()), Remedy::Together);
    diagnostics.add(FormProblem::CollectedNotWritten(refusal), &Place::of(target));
    None
}

/// A new file without a day gets the field, to be filled in.
fn without_day(text: &str, tree: &Node, year: i32) -> String {
    let has_day = matches!(tree.get(schema::AS_OF), Some(day) if !matches!(day.value.value, Value::Empty));
    let list = format!("\n{}:", schema::FULFILMENT);
    match text.find(&list) {
        Some(at) if !has_day => {
            let text = text.replace(&format!("\n{}:\n", schema::AS_OF), "\n");
            let at = text.find(&list).unwrap_or(at) + 1;
            format!("{}{}{}", &text[..at], in_year(DAY_WANTED, year), &text[at..])
        }
        _ => text.to_owned(),
    }
}

/// The monitoring with the name of its plan in the place of the plan.
fn with_plan(tree: &Node, name: &str) -> Node {
    let mut tree = tree.clone();
    tree.set(schema::PLAN, name);
    // Where people look for it.
    if let Value::Map(fields) = &mut tree.value {
        let is_day = |field: &Field| fold_key(&field.key) == schema::AS_OF;
        let at = |fields: &[Field], key: &str| fields.iter().position(|field| fold_key(&field.key) == key);
        if let (Some(day), Some(entries)) = (fields.iter().position(is_day), at(fields, schema::FULFILMENT))
            && day > entries
        {
            let day = fields.remove(day);
            fields.insert(entries, day);
        }
    }
    tree
}

/// The text of a monitoring, with new entries put in.
struct Splice<'a> {
    text: &'a Arc<SourceText>,
    base: &'a Node,
    /// What the new text has to say.
    tree: &'a Node,
    /// The lines of the fields and of the entries, by the ordinals of their keys.
    lines: HashMap<u32, usize>,
}

impl<'a> Splice<'a> {
    fn new(text: &'a Arc<SourceText>, base: &'a Node, tree: &'a Node) -> Self {
        let fields = match &base.value {
            Value::Map(fields) => fields.as_slice(),
            _ => &[],
        };
        let items = match base.get(schema::FULFILMENT).map(|field| &field.value.value) {
            Some(Value::List(items)) => items.as_slice(),
            _ => &[],
        };
        let keys = fields.iter().map(|field| &field.key_place).chain(items.iter().filter_map(first_key));
        let keys: Vec<&Place> = keys.collect();
        let mut located: Vec<Place> = keys.iter().map(|place| (*place).clone()).collect();
        input::locate_places(located.iter_mut().collect());
        let line = |(key, found): (&&Place, &Place)| match (key, found) {
            (Place::Node { node, .. }, Place::Text { spot, .. }) => Some((*node, spot.line.checked_sub(1)?)),
            _ => None,
        };
        let lines = keys.iter().zip(&located).filter_map(line).collect();
        Self { text, base, tree, lines }
    }

    /// The line of a key, from 0.
    fn line(&self, place: &Place) -> Option<usize> {
        match place {
            Place::Node { node, .. } => self.lines.get(node).copied(),
            _ => None,
        }
    }

    /// `None` if the text would not say exactly what it has to.
    fn run(&self, entries: &[Entry]) -> Option<String> {
        let mut lines: Vec<String> = self.text.text.lines().map(str::to_owned).collect();
        let list = self.base.get(schema::FULFILMENT);
        let list_line = match list {
            Some(field) => self.line(&field.key_place)?,
            None => lines.len(),
        };
        // First what leaves the number of lines as it is, then the list, last what goes above it.
        let mut above = Vec::new();
        for key in [schema::PLAN, schema::AS_OF] {
            above.extend(self.set_line(key, &mut lines)?);
        }
        if list.is_none() && !entries.is_empty() {
            lines.push(format!("{}: []", schema::FULFILMENT));
        }
        let count = match list.map(|field| &field.value.value) {
            Some(Value::List(items)) => items.len(),
            _ => 0,
        };
        if entries.len() != count || entries.iter().any(|entry| entry.is_changed) {
            self.splice(list_line, list, entries, &mut lines)?;
        }
        lines.splice(list_line..list_line, above);
        let text = lines.join("\n") + "\n";
        let source = Arc::new(SourceText::new(self.text.path.as_str(), text.as_str()));
        let read = input::parse(&source, &Diagnostics::default())?;
        let says_same = says_same(&read, self.tree);
        let text = if self.text.text.contains("\r\n") { text.replace('\n', "\r\n") } else { text };
        says_same.then_some(text)
    }

    /// Puts new entries into the lines of the list.
    fn splice(&self, key_line: usize, list: Option<&Field>, entries: &[Entry], lines: &mut Vec<String>) -> Option<()> {
        let items = match list.map(|field| &field.value.value) {
            Some(Value::List(items)) => items.as_slice(),
            Some(Value::Empty) | None => &[],
            Some(_) => return None,
        };
        let starts: Option<Vec<usize>> = items.iter().map(|item| self.line(first_key(item)?)).collect();
        let starts = starts?;
        let (Some(&first), Some(&last)) = (starts.first(), starts.last()) else {
            *lines.get_mut(key_line)? = format!("{}:\n{}", schema::FULFILMENT, block(entries, 2)).trim_end().to_owned();
            return Some(());
        };
        let end = self.end_of_list(key_line, last, lines)?;
        let indent = lines.get(first)?.find('-')?;
        let is_item = |start: &usize| lines.get(*start)?.get(indent..)?.starts_with("- ").then_some(());
        if !starts.iter().all(|start| is_item(start).is_some()) || starts.windows(2).any(|pair| pair[0] >= pair[1]) {
            return None;
        }
        let mut new = String::new();
        // Blank lines and comments behind an entry belong to the next one that was there.
        let mut between = String::new();
        for entry in entries {
            let Some(at) = entry.before else {
                if between.starts_with('\n') {
                    new.push('\n');
                }
                new.push_str(&block(std::slice::from_ref(entry), indent));
                continue;
            };
            let to = starts.get(at + 1).copied().unwrap_or(end);
            let (own, tail) = with_tail(lines.get(*starts.get(at)?..to)?);
            new.push_str(&between);
            new.push_str(&item(own, entry, indent));
            between = joined(tail);
        }
        new.push_str(&between);
        lines.splice(first..end, [new.trim_end_matches('\n').to_owned()]);
        Some(())
    }

    /// The line behind the last one of the list: blank lines and comments before the next field belong to that field.
    fn end_of_list(&self, key_line: usize, last_start: usize, lines: &[String]) -> Option<usize> {
        let Value::Map(fields) = &self.base.value else { return None };
        let next = fields.iter().filter_map(|field| self.line(&field.key_place)).filter(|line| *line > key_line).min();
        let mut end = next.unwrap_or(lines.len());
        let is_apart = |line: &String| line.trim().is_empty() || line.starts_with('#');
        while end > last_start + 1 && lines.get(end - 1).is_some_and(is_apart) {
            end -= 1;
        }
        Some(end)
    }

    /// Gives a field of the root its new value, in its own line; a line for a field that is not there is given back.
    fn set_line(&self, key: &str, lines: &mut [String]) -> Option<Option<String>> {
        let text = |node: &Node| match node.get(key).map(|field| &field.value.value) {
            Some(Value::Text(text)) => text.clone(),
            _ => String::new(),
        };
        let (was, is) = (text(self.base), text(self.tree));
        if was == is {
            return Some(None);
        }
        let line = format!("{key}: {is}");
        let Some(field) = self.base.get(key) else { return Some(Some(line)) };
        let known = lines.get_mut(self.line(&field.key_place)?)?;
        let comment = known.find(" #").map(|at| known[at..].to_owned()).unwrap_or_default();
        *known = line + &comment;
        Some(None)
    }
}

/// Entries as lines.
fn block(entries: &[Entry], indent: usize) -> String {
    let nodes: Vec<&Node> = entries.iter().map(|entry| &entry.node).collect();
    list_items(&nodes, indent)
}

/// The lines of an entry, and the blank lines and comments behind it.
fn with_tail(lines: &[String]) -> (&[String], &[String]) {
    let is_apart = |line: &&String| line.trim().is_empty() || line.trim_start().starts_with('#');
    lines.split_at(lines.len() - lines.iter().rev().take_while(is_apart).count())
}

fn joined(lines: &[String]) -> String {
    lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect()
}

/// The lines of an entry: its own, or new ones with its comments kept.
fn item(own: &[String], entry: &Entry, indent: usize) -> String {
    if !entry.is_changed {
        return joined(own);
    }
    let mut text = String::new();
    for comment in own.iter().filter(|line| line.trim_start().starts_with('#')) {
        text.push_str(&format!("{}{}\n", " ".repeat(indent), comment.trim_start()));
    }
    text.push_str(&block(std::slice::from_ref(entry), indent));
    text
}

fn first_key(item: &Node) -> Option<&Place> {
    match &item.value {
        Value::Map(fields) => fields.first().map(|field| &field.key_place),
        _ => None,
    }
}

/// Whether two roots say the same, in whatever order.
fn says_same(one: &Node, other: &Node) -> bool {
    let (Value::Map(fields), Value::Map(others)) = (&one.value, &other.value) else { return false };
    let is_filled = |field: &&Field| match &field.value.value {
        Value::Empty => false,
        Value::List(items) => !items.is_empty(),
        _ => true,
    };
    let count = |fields: &[Field]| fields.iter().filter(is_filled).count();
    count(fields) == count(others)
        && fields
            .iter()
            .filter(is_filled)
            .all(|field| other.get(&field.key).is_some_and(|twin| twin.value.same(&field.value)))
}

/// A path as it has to be written in a file at another one: from the folder of that file.
fn relative(path: &Path, file: &Path) -> Option<String> {
    let parts = |path: &Path| {
        let parts = whole(path);
        parts.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect::<Vec<_>>()
    };
    between(&parts(path), &parts(&folder(file)))
}

/// The way from a folder to a file, both from their roots. `None` if they have nothing in common: from one drive no path
/// leads to another.
fn between(to: &[String], from: &[String]) -> Option<String> {
    let same = to.iter().zip(from).take_while(|(one, other)| one == other).count();
    if same == 0 {
        return None;
    }
    let up = std::iter::repeat_n("..", from.len() - same);
    Some(up.chain(to[same..].iter().map(String::as_str)).collect::<Vec<_>>().join("/"))
}

/// A path from the root, also of what is not there yet.
fn whole(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| match path.file_name() {
        Some(name) => whole(&folder(path)).join(name),
        None => path.to_owned(),
    })
}

fn folder(file: &Path) -> PathBuf {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

fn same_folder(one: &Path, other: &Path) -> bool {
    is_same_file(&folder(one), &folder(other))
}

#[cfg(test)]
mod tests {
    use super::between;

    #[test]
    fn no_path_leads_from_one_drive_to_another() {
        let parts = |path: &str| path.split('|').map(str::to_owned).collect::<Vec<_>>();
        let way = |to: &str, from: &str| between(&parts(to), &parts(from));
        assert_eq!(way("C:|\\|планы|план.yaml", "C:|\\|сбор").as_deref(), Some("../планы/план.yaml"));
        assert_eq!(way("C:|\\|план.yaml", "C:|\\").as_deref(), Some("план.yaml"));
        assert_eq!(way("C:|\\|план.yaml", "D:|\\"), None);
        assert_eq!(way("\\\\сервер\\отдел|\\|план.yaml", "C:|\\|сбор"), None);
        assert_eq!(way("/|планы|план.yaml", "/|сбор|май").as_deref(), Some("../../планы/план.yaml"));
    }
}
