//! «исполнители»: short names for responsible bodies that are repeated.

use std::collections::HashMap;

use super::fields::{Record, items, plain_text, short_text, wrong_kind};
use crate::diagnostics::{Diagnostic, Diagnostics, Expected, Place, ValueProblem};
use crate::domain::listed;
use crate::schema;
use crate::tree::{Node, Value, fold_key};

/// Full names by their short ones.
#[derive(Debug, Default)]
pub(super) struct ShortNames(HashMap<String, String>);

impl ShortNames {
    /// Reads the field «исполнители» of a root record.
    pub(super) fn read(root: &mut Record<'_>, diagnostics: &Diagnostics) -> Self {
        let mut names = HashMap::new();
        let Some(node) = root.value(schema::SHORT_NAMES) else { return Self(names) };
        let Value::Map(entries) = &node.value else {
            wrong_kind(node, schema::SHORT_NAMES, Expected::ShortNames, diagnostics);
            return Self(names);
        };
        let mut places: HashMap<String, &Place> = HashMap::new();
        for entry in entries {
            if entry.value.is_empty() {
                diagnostics.add(ValueProblem::EmptyValue { key: entry.key.clone() }, &entry.value.place);
                continue;
            }
            let Some(full) = short_text(&entry.value, &entry.key, diagnostics) else { continue };
            let key = fold_key(&entry.key);
            if names.insert(key.clone(), full).is_some()
                && let Some(first) = places.get(&key)
            {
                let problem = ValueProblem::RepeatedShortName { name: entry.key.clone() };
                diagnostics.push(Diagnostic::new(problem, entry.key_place.clone()).first_at(first));
            }
            places.entry(key).or_insert(&entry.key_place);
        }
        Self(names)
    }

    /// The bodies that a value lists, short names written out, each with its place.
    pub(super) fn bodies(&self, node: &Node, diagnostics: &Diagnostics) -> Option<Vec<(String, Place)>> {
        let mut bodies = Vec::new();
        for item in items(node) {
            let typed = plain_text(item, schema::RESPONSIBLE, diagnostics)?;
            bodies.extend(self.written_out(&typed).into_iter().map(|body| (body, item.place.clone())));
        }
        Some(bodies)
    }

    /// The bodies that a field of a record lists, as one text.
    pub(super) fn text(&self, record: &mut Record<'_>, key: &str, diagnostics: &Diagnostics) -> Option<String> {
        let bodies = self.bodies(record.value(key)?, diagnostics)?;
        Some(bodies.into_iter().map(|(body, _)| body).collect::<Vec<_>>().join(", "))
    }

    /// The bodies that a text names: itself, or several if short names stand in it, parted by commas as in a cell.
    fn written_out(&self, typed: &str) -> Vec<String> {
        let full = |name: &str| self.0.get(&fold_key(name)).map(String::as_str);
        let parts = || listed(typed, &[',']);
        if full(typed).is_none() && parts().any(|part| full(part).is_some()) {
            return parts().map(|part| full(part).unwrap_or(part).to_owned()).collect();
        }
        vec![full(typed).unwrap_or(typed).to_owned()]
    }
}
