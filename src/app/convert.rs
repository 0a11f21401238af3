//! The data of any input, as a workbook in the usual shape or as YAML: `new --from`, and `extract` into a workbook.

use std::borrow::Cow;
use std::path::{Component, Path, PathBuf};

use super::targets::names_workbook;
use dorkarta_core::diagnostics::{Diagnostics, FileProblem, Place, Refusal, Remedy};
use dorkarta_core::domain::{Changes, Plan};
use dorkarta_core::input::word::Tracked;
use dorkarta_core::input::workbook::{self, Part, Seen};
use dorkarta_core::input::{Reader, to_yaml};
use dorkarta_core::schema;
use dorkarta_core::summarise::wanted;
use dorkarta_core::system::Disk;
use dorkarta_core::tree::{Entry, Node, Value, fold_key};
use dorkarta_core::validate::{self, CheckedDocument, Kind};
use dorkarta_core::xlsx;

/// The data of an input, as the ending of the target wants them. `None` if there are faults.
pub fn convert(from: &Path, target: &Path, tracked: Tracked, diagnostics: &Diagnostics) -> Option<Vec<u8>> {
    let reader = Reader::new(&Disk, diagnostics).tracked(tracked);
    let loaded = reader.load(from)?;
    let checked = validate::read(&closed(&loaded.tree), diagnostics)?;
    let mut tree = match checked {
        CheckedDocument::Plan(_) => loaded.tree.clone(),
        // The plan that it names stays a name.
        CheckedDocument::Monitoring(_)
        | CheckedDocument::Amendments(_)
        | CheckedDocument::Summary(_)
        | CheckedDocument::Paper(_) => Reader::new(&Disk, &Diagnostics::default()).load_alone(from)?.tree,
    };
    if let Err(reason) = name_from(&mut tree, from, target) {
        diagnostics.add(FileProblem::CannotWrite(Refusal::new(reason, Remedy::Together)), &Place::of(target));
        return None;
    }
    if !names_workbook(target) {
        let name = from.file_name().unwrap_or_default().to_string_lossy();
        return Some(to_yaml(&format!("Данные из файла {name}."), &tree).into_bytes());
    }
    let numbers = match &checked {
        CheckedDocument::Plan(checked) => checked.plan.numbers(),
        CheckedDocument::Monitoring(_)
        | CheckedDocument::Amendments(_)
        | CheckedDocument::Summary(_)
        | CheckedDocument::Paper(_) => Vec::new(),
    };
    let bytes = xlsx::data(&tree, &numbers).map_err(|problem| diagnostics.add(problem, &Place::of(target))).ok()?;
    if !is_read_back(&bytes, &checked, &loaded.tree) {
        let place = joining_column(&loaded.tree).unwrap_or_else(|| Place::of(from));
        diagnostics.add(FileProblem::NoWorkbook, &place);
        return None;
    }
    Some(bytes)
}

/// Where a column is told to join equal cells, which no workbook can say.
fn joining_column(tree: &Node) -> Option<Place> {
    fn find(node: &Node) -> Option<&Place> {
        match &node.value {
            Value::Map(entries) => entries.iter().find_map(|entry| match fold_key(&entry.key) == schema::JOIN {
                true => Some(&entry.key_place),
                false => find(&entry.value),
            }),
            Value::List(items) => items.iter().find_map(find),
            Value::Text(_) | Value::Empty => None,
        }
    }
    find(&tree.get(schema::COLUMNS)?.value).cloned()
}

/// Whether a workbook gives the same document as the data that it was written from.
fn is_read_back(bytes: &[u8], written: &CheckedDocument, tree: &Node) -> bool {
    let found = Diagnostics::default();
    let whole = Part::Whole { sheet: None };
    let Some(mut back) = workbook::read("данные.xlsx", bytes, whole, &mut Seen::default(), &found) else {
        return false;
    };
    // It names the plan of the monitoring from where it will stand.
    if let (Some(plan), Some(entry)) = (tree.get(schema::PLAN), back.get_mut(schema::PLAN)) {
        entry.value = plan.value.clone();
    }
    match (written, validate::read(&closed(&back), &found)) {
        (CheckedDocument::Plan(old), Some(CheckedDocument::Plan(new))) => is_same_plan(&old.plan, &new.plan),
        (CheckedDocument::Monitoring(old), Some(CheckedDocument::Monitoring(new))) => {
            old.monitoring == new.monitoring && is_same_plan(&old.plan, &new.plan)
        }
        (CheckedDocument::Summary(old), Some(CheckedDocument::Summary(new))) => {
            let files = |tree: &Node| {
                let wanted = wanted(tree).unwrap_or_default().into_iter();
                wanted.map(|files| files.into_iter().map(|(file, _)| file).collect::<Vec<_>>()).collect::<Vec<_>>()
            };
            old.summary == new.summary && files(tree) == files(&back)
        }
        _ => false,
    }
}

/// The data of a summary whose reports are still to be read, as far as they can be judged without them: what else would be
/// taken from the reports is filled in. All others as they are.
fn closed(tree: &Node) -> Cow<'_, Node> {
    if validate::kind(tree) != Some(Kind::Summary) || wanted(tree).is_none() {
        return Cow::Borrowed(tree);
    }
    let mut tree = tree.clone();
    for (key, usual) in [(schema::PERIOD, "2000 год"), (schema::AS_OF, "2000-01-01")] {
        if tree.get(key).is_none_or(|entry| entry.value.is_empty()) {
            tree.set(key, usual);
        }
    }
    Cow::Owned(tree)
}

/// Whether two plans are one document. How columns of the sheet's own are called in the data does not matter; what the
/// comparison of editions passes over does.
fn is_same_plan(old: &Plan, new: &Plan) -> bool {
    let joins = |plan: &Plan| plan.columns().map(|column| column.join).collect::<Vec<_>>();
    Changes::between(old, new).is_empty()
        && old.numbers() == new.numbers()
        && old.style == new.style
        && joins(old) == joins(new)
        && old.addresses == new.addresses
}

/// Names the plan of a monitoring, and the reports of a summary, from where the data will stand. Errs with a Russian clause if
/// no path leads there from it.
fn name_from(tree: &mut Node, from: &Path, target: &Path) -> Result<(), String> {
    if let Some(entry) = tree.get_mut(schema::PLAN) {
        file_from(&mut entry.value, from, target)?;
    }
    if let Some(Entry { value: Node { value: Value::List(territories), .. }, .. }) = tree.get_mut(schema::TERRITORIES) {
        for territory in territories {
            for key in [schema::FILE, schema::FILES] {
                match territory.get_mut(key).map(|entry| &mut entry.value) {
                    Some(Node { value: Value::List(files), .. }) => {
                        files.iter_mut().try_for_each(|file| file_from(file, from, target))?;
                    }
                    Some(file) => file_from(file, from, target)?,
                    None => {}
                }
            }
        }
    }
    Ok(())
}

/// Names a file from where the data will stand.
fn file_from(node: &mut Node, from: &Path, target: &Path) -> Result<(), String> {
    let Value::Text(typed) = &mut node.value else { return Ok(()) };
    let folder = |path: &Path| std::path::absolute(path).ok().map(|path| path.parent().map(plain).unwrap_or_default());
    let (Some(old), Some(new)) = (folder(from), folder(target)) else { return Ok(()) };
    if old == new {
        return Ok(());
    }
    let plan = plain(&old.join(typed.trim()));
    let shared = plan.components().zip(new.components()).take_while(|(one, other)| one == other).count();
    if shared == 0 {
        return Err(format!("файл {} лежит на другом диске, и путь к нему в данные не записать", plan.display()));
    }
    let up = new.components().skip(shared).map(|_| "..".to_owned());
    let down = plan.components().skip(shared).map(|part| part.as_os_str().to_string_lossy().into_owned());
    *typed = up.chain(down).collect::<Vec<_>>().join("/");
    Ok(())
}

/// A path without «.» and «..».
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use dorkarta_core::system::Memory;

    use super::*;

    /// What a monitoring at `from` calls its plan `a/план.yaml` when it is written at `target`.
    fn named(from: &str, target: &str) -> Result<String, String> {
        let mut files = Memory::default();
        files.put("м.yaml", "вид: мониторинг\nплан: а/план.yaml\n");
        let diagnostics = Diagnostics::default();
        let mut tree = Reader::new(&files, &diagnostics).load_alone(Path::new("м.yaml")).expect("read").tree;
        name_from(&mut tree, Path::new(from), Path::new(target))?;
        match &tree.get(schema::PLAN).expect("named").value.value {
            Value::Text(name) => Ok(name.clone()),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_plan_is_named_from_where_the_data_will_stand() {
        assert_eq!(named("м.yaml", "д.xlsx").as_deref(), Ok("а/план.yaml"));
        assert_eq!(named("м.yaml", "б/в/д.xlsx").as_deref(), Ok("../../а/план.yaml"));
        assert_eq!(named("б/м.yaml", "б/а/д.xlsx").as_deref(), Ok("план.yaml"));
    }

    #[cfg(windows)]
    #[test]
    fn from_one_drive_no_name_leads_to_another() {
        let told = named("C:\\м.yaml", "D:\\д.xlsx").expect_err("another drive");
        assert_eq!(told, "файл C:\\а\\план.yaml лежит на другом диске, и путь к нему в данные не записать");
        assert_eq!(named("C:\\м.yaml", "C:\\б\\д.xlsx").as_deref(), Ok("../а/план.yaml"));
    }
}
