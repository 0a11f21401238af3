//! «исполнители»: short names for responsible bodies that are repeated.

use std::collections::HashMap;

use super::fields::{Record, items, plain_text, short_text, wrong_kind};
use super::order::mail;
use crate::diagnostics::{Diagnostic, Diagnostics, Expected, Place, PlanProblem, ValueProblem};
use crate::domain::listed;
use crate::schema;
use crate::tree::{Entry, Node, Value, fold_key};

/// Full names by their short ones; an empty one where a sheet offers a short name that nobody has filled in.
#[derive(Debug, Default)]
pub(super) struct ShortNames {
    names: HashMap<String, String>,
    /// Full names with their addresses of mail.
    addresses: Vec<(String, String)>,
}

impl ShortNames {
    /// Reads the field «исполнители» of a root record.
    pub(super) fn read(root: &mut Record<'_>, diagnostics: &Diagnostics) -> Self {
        let mut names = HashMap::new();
        let mut addresses = Vec::new();
        let Some(node) = root.value(schema::SHORT_NAMES) else { return Self::default() };
        let Value::Map(entries) = &node.value else {
            wrong_kind(node, schema::SHORT_NAMES, Expected::ShortNames, diagnostics);
            return Self::default();
        };
        let mut places: HashMap<String, &Place> = HashMap::new();
        for entry in entries {
            if entry.value.is_empty() {
                names.entry(fold_key(&entry.key)).or_default();
                continue;
            }
            let Some((full, address)) = body(entry, diagnostics) else { continue };
            addresses.extend(address.map(|address| (full.clone(), address)));
            let key = fold_key(&entry.key);
            if names.insert(key.clone(), full).is_some_and(|full| !full.is_empty())
                && let Some(first) = places.get(&key)
            {
                let problem = ValueProblem::RepeatedShortName { name: entry.key.clone() };
                diagnostics.push(Diagnostic::new(problem, entry.key_place.clone()).first_at(first));
            }
            places.entry(key).or_insert(&entry.key_place);
        }
        Self { names, addresses }
    }

    /// Full names with their addresses of mail.
    pub(super) fn into_addresses(self) -> Vec<(String, String)> {
        self.addresses
    }

    /// The full names, in the order of the alphabet.
    pub(super) fn full_names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.names.values().filter(|full| !full.is_empty()).cloned().collect();
        names.sort();
        names
    }

    /// The bodies that a value lists, short names written out, each with its place.
    pub(super) fn bodies(&self, node: &Node, diagnostics: &Diagnostics) -> Option<Vec<(String, Place)>> {
        let mut bodies = Vec::new();
        for item in items(node) {
            let typed = plain_text(item, schema::RESPONSIBLE, diagnostics)?;
            for part in self.parts(&typed) {
                let body = self.full(part).unwrap_or_else(|| {
                    if let Some(problem) = self.raw(part) {
                        diagnostics.push(Diagnostic::new(problem, item.place.clone()).found(&typed));
                    }
                    part
                });
                bodies.push((body.to_owned(), item.place.clone()));
            }
        }
        Some(bodies)
    }

    /// The bodies that a field of a record lists, as one text.
    pub(super) fn text(&self, record: &mut Record<'_>, key: &str, diagnostics: &Diagnostics) -> Option<String> {
        let bodies = self.bodies(record.value(key)?, diagnostics)?;
        Some(bodies.into_iter().map(|(body, _)| body).collect::<Vec<_>>().join(", "))
    }

    /// The full name of a short one.
    fn full(&self, name: &str) -> Option<&str> {
        self.names.get(&fold_key(name)).map(String::as_str).filter(|full| !full.is_empty())
    }

    /// The bodies that a text names: itself, or several if short names stand in it, parted by commas as in a cell.
    fn parts<'a>(&self, typed: &'a str) -> Vec<&'a str> {
        let parts = || listed(typed, &[',']);
        match self.full(typed).is_none() && parts().any(|part| self.full(part).is_some()) {
            true => parts().collect(),
            false => vec![typed],
        }
    }

    /// What is wrong with a text that is printed as typed although it names a body by its short name: the name stands
    /// among others that no comma parts from it, or before a remark in brackets, or nobody has written it out.
    fn raw(&self, typed: &str) -> Option<PlanProblem> {
        let pieces = listed(typed, &[',', ';', '\n', '/', '+']).flat_map(|piece| piece.split(" и "));
        let mut bare = pieces.map(|piece| piece.split('(').next().unwrap_or(piece).trim());
        let name = bare.find(|piece| self.names.contains_key(&fold_key(piece)))?;
        let is_empty = self.full(name).is_none();
        Some(PlanProblem::ShortNameRaw { name: name.to_owned(), is_empty })
    }
}

/// A body: its full name, or a record with it and an address of mail.
fn body(entry: &Entry, diagnostics: &Diagnostics) -> Option<(String, Option<String>)> {
    if !matches!(entry.value.value, Value::Map(_)) {
        return Some((short_text(&entry.value, &entry.key, diagnostics)?, None));
    }
    let mut record = Record::open(&entry.value, schema::SHORT_NAMES, diagnostics)?;
    let name = record.required_text(schema::NAME, diagnostics);
    let address = record.value(schema::MAIL).and_then(|node| mail(node, diagnostics));
    record.finish(diagnostics);
    Some((name?, address))
}
