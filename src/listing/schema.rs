//! The JSON schema of plans and monitorings: by it an editor of YAML completes keys, explains them, and marks what is
//! wrong while it is typed. Draft 7, since that is what editors know.

use dorkarta_core::diagnostics::explain::remark_codes;
use dorkarta_core::schema as key;
use dorkarta_core::validate::shape::{COLUMN_FIELDS, Key, MONITORING, PLAN, ROOTS, Shape, Takes};
use serde_json::{Map, Value, json};

/// The name under which files of data speak of it.
pub const FILE_NAME: &str = "dorkarta.schema.json";

/// The schema as a text.
pub fn render() -> String {
    let mut definitions = Map::new();
    for root in ROOTS {
        define(root, &mut definitions);
    }
    let of_kind = |root: &&Shape| {
        json!({
            "if": {"properties": {key::KIND: {"enum": kinds(root)}}},
            "then": refer(root),
        })
    };
    let schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Данные программы dorkarta",
        "description": format!("{} {}", PLAN.about, MONITORING.about),
        "type": "object",
        "required": [key::KIND],
        "properties": {key::KIND: {"enum": ROOTS.iter().flat_map(|root| kinds(root)).collect::<Vec<_>>(), "description": "Что это за документ."}},
        "allOf": ROOTS.iter().map(of_kind).collect::<Vec<_>>(),
        "definitions": definitions,
    });
    format!("{schema:#}\n")
}

/// The words by which the kind of a document is told.
fn kinds(root: &Shape) -> &'static [&'static str] {
    root.keys()
        .find_map(|known| match known.takes {
            Takes::Choice(words) if known.name == key::KIND => Some(words),
            _ => None,
        })
        .unwrap_or_default()
}

/// Defines a record and those that it can hold.
fn define(shape: &'static Shape, definitions: &mut Map<String, Value>) {
    if definitions.contains_key(shape.name) {
        return;
    }
    let properties: Map<String, Value> = shape.keys().map(|key| (key.name.to_owned(), property(key))).collect();
    let required: Vec<&str> = shape.keys().filter(|key| key.is_required).map(|key| key.name).collect();
    let further = if shape.is_open { optional(texts()) } else { Value::Bool(false) };
    let mut definition = json!({
        "description": shape.about,
        "type": "object",
        "properties": properties,
        "additionalProperties": further,
    });
    if !required.is_empty() {
        definition["required"] = required.into();
    }
    definitions.insert(shape.name.to_owned(), definition);
    shape.keys().flat_map(|key| key.takes.shapes()).for_each(|part| define(part, definitions));
}

/// What a key takes. One that need not be there may also stand without a value.
fn property(key: &Key) -> Value {
    let value = value(key.takes);
    let mut property = if key.is_required { value } else { optional(value) };
    property["description"] = key.about.into();
    property
}

fn value(takes: Takes) -> Value {
    match takes {
        Takes::Text => text(),
        Takes::Texts => texts(),
        Takes::Number { from, to, unit } => any_of([
            json!({"type": "number", "minimum": from, "maximum": to}),
            json!({"type": "string", "pattern": format!("^\\s*\\d+([.,]\\d+)?\\s*({unit})?\\s*$")}),
        ]),
        Takes::Figure => json!({"type": ["number", "string"]}),
        Takes::Choice(words) => json!({"enum": words}),
        Takes::YesNo => json!({"enum": ["да", "нет", true, false]}),
        Takes::Record(shape) => any_of([refer(shape)]),
        Takes::Records(shape) => one_or_several([refer(shape)]),
        Takes::TextOr(shape) | Takes::FileOr(shape) => any_of([text(), refer(shape)]),
        Takes::TextsOr(shape) => one_or_several([text(), refer(shape)]),
        Takes::Columns { .. } => columns(takes),
        Takes::Names => json!({"type": "object", "additionalProperties": optional(one_or_several([text(), body()]))}),
        Takes::Codes => one_or_several([
            json!({"enum": remark_codes().collect::<Vec<_>>()}),
            json!({"type": "string", "pattern": "^[WwEe]\\d{3}([,; \\n]+[WwEe]\\d{3})*$"}),
        ]),
        Takes::Note => any_of([json!(true)]),
    }
}

/// A responsible body that letters go to.
fn body() -> Value {
    json!({
        "type": "object",
        "properties": {
            key::NAME: {"type": "string", "description": "Полное название."},
            key::MAIL: {"type": "string", "description": "Адрес, на который пойдут письма."},
        },
        "required": [key::NAME],
        "additionalProperties": false,
    })
}

/// Names of fields, each by itself or several in one text, or records.
fn columns(takes: Takes) -> Value {
    let names = COLUMN_FIELDS.join("|");
    let fields = [
        json!({"enum": COLUMN_FIELDS}),
        json!({"type": "string", "pattern": format!("^\\s*({names})(\\s*[,;]\\s*({names}))*\\s*$")}),
    ];
    one_or_several(fields.into_iter().chain(takes.shapes().into_iter().map(refer)))
}

/// A text as YAML has it: what looks like a number or like yes and no is taken as it was typed.
fn text() -> Value {
    json!({"type": ["string", "number", "boolean"]})
}

fn texts() -> Value {
    one_or_several([text()])
}

fn refer(shape: &Shape) -> Value {
    json!({"$ref": format!("#/definitions/{}", shape.name)})
}

fn any_of(values: impl IntoIterator<Item = Value>) -> Value {
    json!({"anyOf": values.into_iter().collect::<Vec<_>>()})
}

/// One of these values, or a list of them.
fn one_or_several(values: impl IntoIterator<Item = Value>) -> Value {
    let mut values: Vec<Value> = values.into_iter().collect();
    let items = optional(any_of(values.clone()));
    values.push(json!({"type": "array", "items": items}));
    any_of(values)
}

/// A value, or none: a key whose value was not typed yet.
fn optional(mut value: Value) -> Value {
    let none = json!({"type": "null"});
    match &mut value {
        Value::Object(fields) if fields.get("anyOf").is_some_and(Value::is_array) => {
            fields["anyOf"].as_array_mut().into_iter().for_each(|ways| ways.push(none.clone()));
            value
        }
        _ => any_of([value, none]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reference_leads_to_a_definition() {
        let schema: Value = serde_json::from_str(&render()).expect("JSON");
        let text = schema.to_string();
        let referred = text.split("\"#/definitions/").skip(1).filter_map(|rest| rest.split('"').next());
        assert!(referred.clone().count() > ROOTS.len());
        for name in referred {
            assert!(schema["definitions"][name].is_object(), "{name}");
        }
    }
}
