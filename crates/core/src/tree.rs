//! The loose tree: what a file holds, before any rule, every value with its place.
//!
//! YAML and workbooks are read into the same tree, so that all rules are written once. A workbook becomes the tree
//! that the same data would have as YAML; a third format would be one more reader of this tree.

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use crate::diagnostics::Place;

/// A value and where it stands.
#[derive(Debug, Clone)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Where it stands.
    pub place: Place,
}

/// What a file can hold. Scalars are texts as they were typed: `1.10` and `010` stay so.
#[derive(Debug, Clone)]
pub enum Value {
    /// Nothing was typed: `ключ:` or an empty cell.
    Empty,
    /// A text, a number or a date, as typed. A full date of a workbook is an ISO day (`2023-03-15`).
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A record: entries in their order, repeated keys included.
    Map(Vec<Entry>),
}

/// One entry of a record.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The key as typed.
    pub key: String,
    /// Where the key stands.
    pub key_place: Place,
    /// The value.
    pub value: Node,
}

impl Entry {
    /// Whether it is only words in a sheet: nothing stands beside them. No rule looks at it, and no PDF carries it.
    pub fn is_caption(&self) -> bool {
        matches!(self.key_place, Place::Cell { .. })
            && match &self.value.value {
                Value::Empty => true,
                Value::Map(_) => self.value.is_empty(),
                Value::Text(_) | Value::List(_) => false,
            }
    }
}

impl Node {
    /// A text at a place.
    pub fn text(text: impl Into<String>, place: Place) -> Self {
        Self { value: Value::Text(text.into()), place }
    }

    /// The entry of a record whose key is the same as `key` under [`fold_key`].
    pub fn get(&self, key: &str) -> Option<&Entry> {
        let Value::Map(entries) = &self.value else { return None };
        entries.iter().find(|entry| is_same_key(&entry.key, key))
    }

    /// The same, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Entry> {
        let Value::Map(entries) = &mut self.value else { return None };
        entries.iter_mut().find(|entry| is_same_key(&entry.key, key))
    }

    /// Where the value of a field stands; of one that is missing, the record.
    pub fn place_of(&self, key: &str) -> &Place {
        self.get(key).map_or(&self.place, |entry| &entry.value.place)
    }

    /// Gives a field of a record a text; a field that is not there is added at the record's place.
    pub fn set(&mut self, key: &str, text: &str) {
        if let Some(entry) = self.get_mut(key) {
            entry.value.value = Value::Text(text.to_owned());
        } else if let Value::Map(entries) = &mut self.value {
            let value = Self::text(text, self.place.clone());
            entries.push(Entry { key: key.to_owned(), key_place: self.place.clone(), value });
        }
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        match &self.value {
            Value::Empty => true,
            Value::Text(text) => text.trim().is_empty(),
            Value::List(items) => items.iter().all(Self::is_empty),
            // Fields that a sheet offers and nobody has filled in.
            Value::Map(entries) => !entries.is_empty() && entries.iter().all(Entry::is_caption),
        }
    }

    /// Whether another node says the same, wherever it stands.
    pub fn same(&self, other: &Self) -> bool {
        match (&self.value, &other.value) {
            (Value::Empty, Value::Empty) => true,
            (Value::Text(one), Value::Text(other)) => one == other,
            (Value::List(one), Value::List(other)) => {
                one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.same(other))
            }
            (Value::Map(one), Value::Map(other)) => {
                let is_same = |(one, other): (&Entry, &Entry)| one.key == other.key && one.value.same(&other.value);
                one.len() == other.len() && one.iter().zip(other).all(is_same)
            }
            _ => false,
        }
    }

    /// Whether a field holds a word of a fixed set, compared as leniently as keys.
    pub fn says(&self, key: &str, word: &str) -> bool {
        matches!(self.get(key).map(|entry| &entry.value.value), Some(Value::Text(text)) if fold_key(text) == word)
    }
}

/// An entry whose key stands where its value does.
pub(crate) fn entry(key: &str, value: Node) -> Entry {
    Entry { key: key.to_owned(), key_place: value.place.clone(), value }
}

/// A record at a place.
pub(crate) fn record(entries: Vec<Entry>, place: Place) -> Node {
    Node { value: Value::Map(entries), place }
}

/// A list at a place.
pub(crate) fn list(items: Vec<Node>, place: Place) -> Node {
    Node { value: Value::List(items), place }
}

/// Reduces a key, a column title or a word of a fixed set to the form in which two of them are compared: lower case,
/// `ё` as `е`, runs of spaces, underscores and hyphens as one space.
pub fn fold_key(key: &str) -> String {
    let mut text = String::with_capacity(key.len());
    text.extend(folded(key));
    text
}

/// Whether two keys are the same under [`fold_key`].
pub fn is_same_key(one: &str, other: &str) -> bool {
    one == other || folded(one).eq(folded(other))
}

fn folded(key: &str) -> impl Iterator<Item = char> {
    let sign = |c: char| match c {
        'ё' => 'е',
        '_' | '-' | '‐' | '‑' => ' ',
        c if c.is_whitespace() => ' ',
        c => c,
    };
    let mut signs = key.chars().flat_map(char::to_lowercase).map(sign).peekable();
    while signs.next_if_eq(&' ').is_some() {}
    std::iter::from_fn(move || {
        let sign = signs.next()?;
        while sign == ' ' && signs.next_if_eq(&' ').is_some() {}
        // At the end there is none.
        if sign == ' ' { signs.peek().map(|_| sign) } else { Some(sign) }
    })
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.value {
            Value::Empty => serializer.serialize_unit(),
            Value::Text(text) => serializer.serialize_str(text),
            Value::List(items) => {
                let mut seq = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    seq.serialize_element(item)?;
                }
                seq.end()
            }
            Value::Map(entries) => {
                let mut map = serializer.serialize_map(None)?;
                for entry in entries.iter().filter(|entry| !entry.is_caption()) {
                    map.serialize_entry(&entry.key, &entry.value)?;
                }
                map.end()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::fold_key;

    #[test]
    fn keys_are_compared_leniently() {
        for key in ["новый срок", "Новый_срок", " НОВЫЙ-СРОК ", "новый\u{a0} срок"]
        {
            assert_eq!(fold_key(key), "новый срок");
        }
        assert_eq!(fold_key("Отчёт"), "отчет");
    }
}
