//! The data that a PDF carries, and what else its making depended on: enough to make it again, byte for byte.
//!
//! The attachment is JSON: a head with the number of its format, and the tree of the input under «данные», with
//! workbooks and plans of other files put in. It is the same for a YAML file and for a workbook with the same data.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};

use crate::diagnostics::{PdfProblem, Place, Problem};
use crate::pdf::{Attachment, Pdf, PdfFault};
use crate::schema;
use crate::tree::{Entry, Node, Value, fold_key};

/// The name of the attachment.
pub const NAME: &str = "dorkarta.json";
/// The newest format that is read. A field that changes the document raises it: a program that does not know the field says
/// that it is too old, and does not call the data faulty.
const FORMAT: u32 = 2;
/// The format of data with nothing that the first version of the program did not know.
const FIRST_FORMAT: u32 = 1;
/// The kinds of documents that it knew, in their folded words.
const FIRST_KINDS: [&str; 7] = [
    schema::PLAN_KIND,
    schema::MONITORING_KIND,
    schema::AMENDMENTS_KIND,
    "план мероприятий",
    "план работы",
    "дорожная карта",
    "план мероприятий (дорожная карта)",
];
/// The documents beside a plan, with the words for data of theirs.
const PAPERS: [(&str, &str); 4] = [
    (schema::ORDER, "приказа к плану"),
    (schema::AGREEMENT_SHEET_KIND, "листа согласования к плану"),
    (schema::ACQUAINTANCE_SHEET_KIND, "листа ознакомления с планом"),
    (schema::EXTRACT_KIND, "выписки из плана"),
];
/// The fields of a document that it did not know; those within them go without saying.
const LATER_FIELDS: [&str; 2] = [schema::ORDER, schema::TERRITORY];
/// The program as the properties of a PDF name it, before its version.
pub const PROGRAM: &str = "dorkarta";
/// Its version.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
/// Values that are read at most.
const NODES: usize = 2_000_000;
/// Nesting of lists and records that is read at most: that of YAML, and what is put around plans and editions.
const DEPTH: usize = 40;
/// Bytes of one text that are read at most: many times what an input may have.
const TEXT: usize = 1024 * 1024;
/// Bytes that are read at most, as YAML.
const SPELLED: usize = 64 * 1024 * 1024;

/// What a document depends on besides its data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Version of the program.
    #[serde(rename = "программа")]
    pub program: String,
    /// Standards of the PDF, as in `--pdf-standard`.
    #[serde(rename = "стандарты")]
    pub standards: String,
    /// Whether there were faces of the user; they are not carried.
    #[serde(rename = "свои шрифты", default, skip_serializing_if = "is_false")]
    pub own_faces: bool,
    /// Whether there were templates of the user; they are not carried.
    #[serde(rename = "свои шаблоны", default, skip_serializing_if = "is_false")]
    pub own_templates: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
fn is_false(flag: &bool) -> bool {
    !flag
}

/// What a PDF carries.
#[derive(Debug, Clone)]
pub struct Carried {
    /// What the document depends on besides its data.
    pub origin: Origin,
    /// The data. Their places say nothing yet.
    pub data: Node,
}

/// The text of the attachment.
pub fn write(origin: &Origin, data: &Node) -> Result<String, serde_json::Error> {
    #[derive(Serialize)]
    struct Envelope<'a> {
        #[serde(rename = "формат")]
        format: u32,
        #[serde(flatten)]
        origin: &'a Origin,
        #[serde(rename = "данные")]
        data: &'a Node,
    }
    serde_json::to_string(&Envelope { format: format_of(data), origin, data })
}

/// The oldest format that says what data say.
fn format_of(data: &Node) -> u32 {
    if is_later(data) { FORMAT } else { FIRST_FORMAT }
}

/// Whether data, or the plans within them, have what the first version of the program did not know.
fn is_later(data: &Node) -> bool {
    let kind = data.get(schema::KIND).map(|entry| &entry.value.value);
    fn listed<'n>(node: &'n Node, key: &str) -> &'n [Node] {
        match node.get(key).map(|entry| &entry.value) {
            Some(Node { value: Value::List(items), .. }) => items,
            Some(record @ Node { value: Value::Map(_), .. }) => std::slice::from_ref(record),
            _ => &[],
        }
    }
    let is_obligatory = |part: &Node| {
        listed(part, schema::ACTIVITIES).iter().any(|activity| activity.get(schema::OBLIGATORY).is_some())
    };
    let directions = listed(data, schema::DIRECTIONS);
    let plans = [schema::PLAN, schema::OLD, schema::NEW].into_iter().filter_map(|key| data.get(key));
    matches!(kind, Some(Value::Text(kind)) if !FIRST_KINDS.contains(&fold_key(kind).as_str()))
        || LATER_FIELDS.iter().any(|field| data.get(field).is_some_and(|entry| !entry.is_caption()))
        || directions.iter().chain([data]).any(is_obligatory)
        || plans.map(|entry| &entry.value).any(is_later)
}

impl Carried {
    /// Reads what a PDF carries.
    pub fn of(pdf: &Pdf) -> Result<Self, Problem> {
        let Some(attachment) = attachment(pdf) else {
            let without = Problem::from(PdfProblem::WithoutData { is_ours: is_ours(pdf) });
            return Err(pdf.within_limits().err().map_or(without, Problem::from));
        };
        let bytes = pdf.carried(&attachment);
        pdf.within_limits()?;
        let bytes = bytes.ok_or(PdfProblem::CarriedBroken)?;
        let text = std::str::from_utf8(&bytes).map_err(|_| PdfProblem::CarriedBroken)?;
        Self::parse(text)
    }

    /// Reads the text that [`write`] gives.
    pub(crate) fn parse(text: &str) -> Result<Self, Problem> {
        #[derive(Deserialize)]
        struct Head {
            #[serde(rename = "формат")]
            format: u32,
            #[serde(rename = "программа", default)]
            program: String,
        }
        let broken = |_| Problem::from(PdfProblem::CarriedBroken);
        let Head { format, program } = serde_json::from_str(text).map_err(broken)?;
        if format > FORMAT {
            return Err(PdfProblem::CarriedNewer { program }.into());
        }
        let origin = serde_json::from_str(text).map_err(broken)?;
        let left = Left::default();
        let read = EnvelopeSeed(&left).deserialize(&mut serde_json::Deserializer::from_str(text));
        match read {
            Ok(data) => match named_file(&data) {
                Some((field, file)) => Err(PdfProblem::CarriedNamesFile { field, file }.into()),
                None => Ok(Self { origin, data }),
            },
            Err(_) if left.is_exceeded.get() => Err(PdfFault::TooLarge.into()),
            Err(_) => Err(PdfProblem::CarriedBroken.into()),
        }
    }

    /// What the data are, as a comment above them.
    pub fn comment(&self) -> String {
        let text = |node: &Node, key: &str| match node.get(key).map(|entry| &entry.value.value) {
            Some(Value::Text(text)) => Some(text.split_whitespace().collect::<Vec<_>>().join(" ")),
            _ => None,
        };
        let (what, plan, how) = if self.data.says(schema::KIND, schema::MONITORING_KIND) {
            ("отчёта", schema::PLAN, "Команда «dorkarta report» делает из этого файла")
        } else if self.data.says(schema::KIND, schema::SUMMARY_KIND) {
            ("свода", schema::PLAN, "Команда «dorkarta summary» делает из этого файла")
        } else if self.data.says(schema::KIND, schema::AMENDMENTS_KIND) {
            ("изменений, которые вносятся в", schema::OLD, "Если перетащить этот файл на значок программы, получится")
        } else if let Some(paper) = PAPERS.iter().find(|(kind, _)| self.data.says(schema::KIND, kind)) {
            (paper.1, schema::PLAN, "Если перетащить этот файл на значок программы, получится")
        } else {
            ("плана", schema::PLAN, "Команда «dorkarta plan» делает из этого файла")
        };
        let plan = self.data.get(plan).map(|entry| &entry.value);
        let title = text(&self.data, schema::NAME).or_else(|| text(plan?, schema::NAME));
        let edition = self.data.get(schema::EDITION).and_then(|entry| text(&entry.value, schema::NUMBER));
        let title = title.map(|title| format!(" «{title}»")).unwrap_or_default();
        let edition = edition.map(|number| format!(", редакция № {number}")).unwrap_or_default();
        format!("Данные {what}{title}{edition}; были вложены в PDF.\n{how} тот же документ.")
    }
}

impl From<PdfFault> for Problem {
    fn from(fault: PdfFault) -> Self {
        match fault {
            PdfFault::NoPdf => {
                Self::Pdf(PdfProblem::Unreadable { detail: "это не PDF, а файл другого вида" })
            }
            PdfFault::Broken => Self::Pdf(PdfProblem::Unreadable {
                detail: "файл повреждён или скачан не до конца"
            }),
            PdfFault::TooLarge => Self::Pdf(PdfProblem::Unreadable {
                detail: "в нём слишком много частей, или они слишком велики",
            }),
            PdfFault::Encrypted => Self::Pdf(PdfProblem::Encrypted),
        }
    }
}

/// The first file that data name, with the field that does. This program puts in what a file holds instead of its name:
/// who reads a PDF need not know what else its author would have him open.
fn named_file(data: &Node) -> Option<(&'static str, String)> {
    let table = |record: &Node| match &record.get(schema::TABLE)?.value.value {
        Value::Text(file) => Some((schema::TABLE, file.clone())),
        _ => Some((schema::TABLE, String::new())),
    };
    let plan = |field: &'static str| match data.get(field)?.value.value {
        Value::Text(ref file) => Some((field, file.clone())),
        _ => table(&data.get(field)?.value),
    };
    let report = || {
        let Value::List(territories) = &data.get(schema::TERRITORIES)?.value.value else { return None };
        let named = |field: &'static str| territories.iter().any(|record| record.get(field).is_some());
        [schema::FILE, schema::FILES].into_iter().find(|field| named(field)).map(|field| (field, String::new()))
    };
    table(data).or_else(|| [schema::PLAN, schema::OLD, schema::NEW].into_iter().find_map(plan)).or_else(report)
}

/// The attachment of this program, if there is one.
fn attachment(pdf: &Pdf) -> Option<Attachment> {
    pdf.attachments().into_iter().find(|attachment| attachment.name == NAME)
}

/// Whether this program made a PDF.
pub fn is_ours(pdf: &Pdf) -> bool {
    pdf.property("Creator").is_some_and(|creator| creator.starts_with(PROGRAM))
}

/// What may still be read.
struct Left {
    nodes: Cell<usize>,
    bytes: Cell<usize>,
    is_exceeded: Cell<bool>,
    /// Of all values, which say nothing of it yet.
    place: Place,
}

impl Default for Left {
    fn default() -> Self {
        let (nodes, bytes) = (Cell::new(NODES), Cell::new(SPELLED));
        Self { nodes, bytes, is_exceeded: Cell::new(false), place: Place::file(NAME) }
    }
}

impl Left {
    /// Counts a value at a depth.
    fn take_node<E: serde::de::Error>(&self, depth: usize) -> Result<(), E> {
        self.within(if depth > DEPTH { None } else { take(&self.nodes, 1) })
    }

    /// Counts a key or a text at a depth: every line of it is indented.
    fn take_text<E: serde::de::Error>(&self, text: &str, depth: usize) -> Result<(), E> {
        let lines = text.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let spelled = text.len().saturating_add(4 * depth * lines);
        self.within(if text.len() > TEXT { None } else { take(&self.bytes, spelled) })
    }

    fn within<E: serde::de::Error>(&self, taken: Option<()>) -> Result<(), E> {
        self.is_exceeded.set(taken.is_none());
        taken.ok_or_else(|| E::custom("too much"))
    }
}

fn take(left: &Cell<usize>, count: usize) -> Option<()> {
    left.set(left.get().checked_sub(count)?);
    Some(())
}

/// Reads the data out of the attachment; all else in it was read before.
struct EnvelopeSeed<'a>(&'a Left);

impl<'de> DeserializeSeed<'de> for EnvelopeSeed<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for EnvelopeSeed<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a record")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut data = None;
        while let Some(key) = map.next_key::<String>()? {
            match key == "данные" {
                true if data.is_some() => return Err(A::Error::duplicate_field("данные")),
                true => data = Some(map.next_value_seed(NodeSeed { left: self.0, depth: 1 })?),
                false => map.next_value::<serde::de::IgnoredAny>().map(drop)?,
            }
        }
        data.ok_or_else(|| A::Error::missing_field("данные"))
    }
}

/// Reads a tree out of JSON; only texts, lists, records and nothing can be in it.
#[derive(Clone, Copy)]
struct NodeSeed<'a> {
    left: &'a Left,
    depth: usize,
}

impl NodeSeed<'_> {
    fn deeper(self) -> Self {
        Self { depth: self.depth + 1, ..self }
    }
}

impl<'de> DeserializeSeed<'de> for NodeSeed<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        self.left.take_node(self.depth)?;
        Ok(Node { value: deserializer.deserialize_any(self)?, place: self.left.place.clone() })
    }
}

impl<'de> Visitor<'de> for NodeSeed<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, a list, a record or null")
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Value, E> {
        Ok(Value::Empty)
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Value, E> {
        self.left.take_text(text, self.depth)?;
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(self.deeper())? {
            items.push(item);
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            self.left.take_text(&key, self.depth)?;
            let value = map.next_value_seed(self.deeper())?;
            entries.push(Entry { key, key_place: self.left.place.clone(), value });
        }
        Ok(Value::Map(entries))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{Diagnostics, SourceText};
    use crate::input::parse;
    use std::sync::Arc;

    #[test]
    fn an_older_program_is_told_that_it_is_too_old() {
        let format = |yaml: &str| {
            let source = Arc::new(SourceText::new("п.yaml", yaml));
            format_of(&parse(&source, &Diagnostics::default()).expect("data"))
        };
        for (yaml, expected) in [
            ("вид: план\nнаправления: [{мероприятия: [{название: А}]}]", 1),
            ("вид: Дорожная карта", 1),
            ("вид: мониторинг\nплан: {вид: план}", 1),
            ("вид: план-график", 2),
            ("вид: свод", 2),
            ("вид: план\nприказ: {номер: 1}", 2),
            ("вид: мониторинг\nтерритория: Округ", 2),
            ("вид: план\nмероприятия: [{название: А, обязательно: да}]", 2),
            ("вид: план\nнаправления: {мероприятия: {название: А, обязательно: да}}", 2),
            ("вид: изменения\nбыло: {вид: план}\nстало: {вид: план, приказ: {номер: 1}}", 2),
        ] {
            assert_eq!(format(yaml), expected, "{yaml}");
        }
    }
}
