//! PDF to tree: the data that a PDF of this program carries.

use std::sync::Arc;

use super::{write, yaml};
use crate::carried::Carried;
use crate::diagnostics::{Diagnostics, PdfProblem, Place, Problem, SourceText};
use crate::pdf::Pdf;
use crate::tree::{Node, Value};

/// The data that a PDF carries as YAML, proved to be read back as the same data.
pub(super) fn as_yaml(pdf: &Pdf) -> Result<String, Problem> {
    let carried = Carried::of(pdf)?;
    let text = write::write(&carried.comment(), &carried.data);
    let diagnostics = Diagnostics::default();
    let read = yaml::read(&Arc::new(SourceText::new("", text.as_str())), &diagnostics);
    let json = |tree: &Node| serde_json::to_string(tree).ok();
    match read {
        Some(read) if json(&read) == json(&carried.data) => Ok(text),
        Some(_) => Err(PdfProblem::NotSpelled.into()),
        // More than the reader of YAML takes.
        None => Err(diagnostics
            .into_vec()
            .into_iter()
            .next()
            .map_or(Problem::from(PdfProblem::NotSpelled), |fault| fault.problem)),
    }
}

/// Reads the data that a PDF carries. Messages show them as the lines of YAML that `dorkarta extract` writes.
pub(super) fn read(path: &str, bytes: Vec<u8>) -> Result<(Node, Arc<SourceText>), Problem> {
    let carried = Carried::of(&Pdf::open(bytes)?)?;
    let text = write::write(&carried.comment(), &carried.data);
    let source = Arc::new(SourceText::carried(path, text));
    let mut tree = carried.data;
    let mut next = 0;
    number(&mut tree, &source, &mut next);
    Ok((tree, source))
}

/// Gives keys and values their places: they are counted as the reader of YAML counts them.
fn number(node: &mut Node, source: &Arc<SourceText>, next: &mut u32) {
    let place = |next: &mut u32| {
        let node = *next;
        *next = next.saturating_add(1);
        Place::Node { source: Arc::clone(source), node }
    };
    node.place = place(next);
    match &mut node.value {
        Value::Empty | Value::Text(_) => {}
        Value::List(items) => items.iter_mut().for_each(|item| number(item, source, next)),
        Value::Map(entries) => {
            for entry in entries {
                entry.key_place = place(next);
                number(&mut entry.value, source, next);
            }
        }
    }
}
