//! YAML to tree, by `serde_yaml`, with a guard before it and places after it.
//!
//! `serde_yaml` decides by itself that `1.10` is a number; a plan wants the text. So the file is read twice: the first
//! pass finds the shape (what is a list, a record, a scalar), the second asks for each scalar as a text. Places are
//! looked up by a third pass ([`locate`]), which runs only when something is to be shown.

mod tags;

use std::cell::Cell;
use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::sync::Arc;

use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::limits;
use crate::diagnostics::{
    Diagnostic, Diagnostics, Place, Problem, SourceText, Spot, YamlProblem, key_without_blank, no_blank,
};
use crate::tree::{Entry, Node, Value};

/// Reads a YAML text into a tree. `None` if it cannot be read; the diagnostics then say why.
pub(super) fn read(source: &Arc<SourceText>, diagnostics: &Diagnostics) -> Option<Node> {
    if let Err(problem) = guard(&source.text) {
        diagnostics.add(problem, &Place::file(source.path.as_str()));
        return None;
    }
    let counter = Counter::default();
    let seed = ShapeSeed { depth: 0, counter: &counter };
    let shape = match seed.deserialize(serde_yaml::Deserializer::from_str(&source.text)) {
        Ok(shape) => shape,
        Err(error) => {
            diagnostics.push(syntax_fault(source, &error));
            return None;
        }
    };
    if matches!(shape, Shape::Empty) {
        diagnostics.add(YamlProblem::Empty, &Place::file(source.path.as_str()));
        return None;
    }
    let node = match texts(source, &shape) {
        Ok(node) => node,
        Err(error) => {
            diagnostics.push(syntax_fault(source, &error));
            return None;
        }
    };
    if let Some(spot) = tags::first(source, &node) {
        diagnostics.add(YamlProblem::Tag, &Place::Text { source: Arc::clone(source), spot });
        return None;
    }
    report_cut_texts(source, &node, diagnostics);
    Some(node)
}

/// The second pass.
fn texts(source: &Arc<SourceText>, shape: &Shape) -> Result<Node, serde_yaml::Error> {
    let counter = Counter::default();
    TextSeed { shape, source, counter: &counter }.deserialize(serde_yaml::Deserializer::from_str(&source.text))
}

/// Limits that must hold before the parser sees the text: `serde_yaml` takes quadratic time on deep flow nesting and
/// copies an aliased text each time it is named.
fn guard(text: &str) -> Result<(), Problem> {
    let mut depth = 0_usize;
    let mut aliases = 0_usize;
    let mut before = '\n';
    let mut maybe_alias = false;
    for c in text.chars() {
        match c {
            '[' | '{' => depth += 1,
            ']' | '}' => depth = depth.saturating_sub(1),
            '*' if before.is_whitespace() || matches!(before, '[' | '{' | ',') => maybe_alias = true,
            c if maybe_alias => {
                aliases += usize::from(c.is_alphanumeric());
                maybe_alias = false;
            }
            _ => {}
        }
        before = c;
        if depth > limits::YAML_OPEN_BRACKETS {
            return Err(YamlProblem::TooDeep { limit: limits::YAML_DEPTH }.into());
        }
    }
    // Asterisks may also be plain text, so only many of them together with an anchor are suspicious.
    if aliases > limits::YAML_ALIASES && text.contains('&') {
        return Err(YamlProblem::TooManyAliases { limit: limits::YAML_ALIASES }.into());
    }
    Ok(())
}

/// What a value is, without its text.
enum Shape {
    Empty,
    Scalar,
    List(Vec<Shape>),
    Map(Vec<Shape>),
}

/// Numbers keys and values in reading order; every pass counts alike.
#[derive(Default)]
struct Counter(Cell<u32>);

impl Counter {
    fn next(&self) -> u32 {
        let ordinal = self.0.get();
        self.0.set(ordinal.saturating_add(1));
        ordinal
    }
}

/// Messages that our own passes raise inside the parser, to be told from its own.
mod raised {
    pub(super) const TOO_DEEP: &str = "dorkarta: too deep";
    pub(super) const TOO_MANY: &str = "dorkarta: too many";
    pub(super) const TOO_LONG: &str = "dorkarta: too long";
    pub(super) const TAG: &str = "dorkarta: tag";
    pub(super) const HERE: &str = "dorkarta: here";
}

/// First pass: the shape.
#[derive(Clone, Copy)]
struct ShapeSeed<'a> {
    depth: usize,
    counter: &'a Counter,
}

impl<'a> ShapeSeed<'a> {
    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        if self.depth >= limits::YAML_DEPTH {
            return Err(E::custom(raised::TOO_DEEP));
        }
        Ok(Self { depth: self.depth + 1, counter: self.counter })
    }
}

impl<'de> DeserializeSeed<'de> for ShapeSeed<'_> {
    type Value = Shape;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Shape, D::Error> {
        if self.counter.next() as usize > limits::YAML_NODES {
            return Err(D::Error::custom(raised::TOO_MANY));
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ShapeSeed<'_> {
    type Value = Shape;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Shape, E> {
        Ok(Shape::Empty)
    }

    /// A file of comments, or none.
    fn visit_none<E: serde::de::Error>(self) -> Result<Shape, E> {
        Ok(Shape::Empty)
    }

    fn visit_bool<E: serde::de::Error>(self, _: bool) -> Result<Shape, E> {
        Ok(Shape::Scalar)
    }

    fn visit_i64<E: serde::de::Error>(self, _: i64) -> Result<Shape, E> {
        Ok(Shape::Scalar)
    }

    fn visit_u64<E: serde::de::Error>(self, _: u64) -> Result<Shape, E> {
        Ok(Shape::Scalar)
    }

    fn visit_i128<E: serde::de::Error>(self, _: i128) -> Result<Shape, E> {
        Ok(Shape::Scalar)
    }

    fn visit_u128<E: serde::de::Error>(self, _: u128) -> Result<Shape, E> {
        Ok(Shape::Scalar)
    }

    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<Shape, E> {
        Ok(Shape::Scalar)
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Shape, E> {
        if text.len() > limits::TEXT {
            return Err(E::custom(raised::TOO_LONG));
        }
        Ok(Shape::Scalar)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Shape, A::Error> {
        let inner = self.deeper()?;
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(inner)? {
            items.push(item);
        }
        Ok(Shape::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Shape, A::Error> {
        let inner = self.deeper()?;
        let mut values = Vec::new();
        while map.next_key::<String>()?.is_some() {
            self.counter.next();
            values.push(map.next_value_seed(inner)?);
        }
        Ok(Shape::Map(values))
    }

    fn visit_enum<A: serde::de::EnumAccess<'de>>(self, _: A) -> Result<Shape, A::Error> {
        Err(A::Error::custom(raised::TAG))
    }
}

/// Second pass: the texts, asked for by the shape that the first pass has found.
struct TextSeed<'a> {
    shape: &'a Shape,
    source: &'a Arc<SourceText>,
    counter: &'a Counter,
}

impl<'de> DeserializeSeed<'de> for TextSeed<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        let place = Place::Node { source: Arc::clone(self.source), node: self.counter.next() };
        let value = match self.shape {
            Shape::Empty => {
                deserializer.deserialize_ignored_any(IgnoredAny)?;
                Value::Empty
            }
            Shape::Scalar => Value::Text(deserializer.deserialize_string(TextVisitor)?),
            Shape::List(items) => deserializer.deserialize_seq(ListVisitor { items, seed: &self })?,
            Shape::Map(values) => deserializer.deserialize_map(MapVisitor { values, seed: &self })?,
        };
        Ok(Node { value, place })
    }
}

struct TextVisitor;

impl Visitor<'_> for TextVisitor {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }
}

struct ListVisitor<'a> {
    items: &'a [Shape],
    seed: &'a TextSeed<'a>,
}

impl<'de> Visitor<'de> for ListVisitor<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut list = Vec::with_capacity(self.items.len());
        for shape in self.items {
            let seed = TextSeed { shape, ..*self.seed };
            list.extend(seq.next_element_seed(seed)?);
        }
        Ok(Value::List(list))
    }
}

struct MapVisitor<'a> {
    values: &'a [Shape],
    seed: &'a TextSeed<'a>,
}

impl<'de> Visitor<'de> for MapVisitor<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a record")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut entries = Vec::with_capacity(self.values.len());
        for shape in self.values {
            let Some(key) = map.next_key::<String>()? else { break };
            let TextSeed { source, counter, .. } = *self.seed;
            let key_place = Place::Node { source: Arc::clone(source), node: counter.next() };
            let value = map.next_value_seed(TextSeed { shape, source, counter })?;
            entries.push(Entry { key, key_place, value });
        }
        Ok(Value::Map(entries))
    }
}

/// Finds the line and column of values and keys, given by their ordinals.
///
/// The parser tells a position only with an error. So this pass raises an error at every scalar, takes the position
/// out of its words and goes on; a list or a record stands where its first scalar stands, unless it is looked for by
/// itself, in a run that ends with an error there.
pub(super) fn locate(source: &SourceText, wanted: &[u32]) -> BTreeMap<u32, Spot> {
    let scalars = SpotPass { counter: Counter::default(), stop_at: None, spots: Cell::default() };
    // The result is of no interest: what was found is in `spots`.
    drop(SpotSeed(&scalars).deserialize(serde_yaml::Deserializer::from_str(&source.text)));
    let known = scalars.spots.into_inner();
    let mut found = BTreeMap::new();
    let mut exact_runs = 0;
    let most_runs = limits::EXACT_PLACES.min(limits::EXACT_BYTES / source.text.len().max(1));
    for &node in wanted {
        if found.contains_key(&node) {
            continue;
        }
        let spot = if let Some(spot) = known.get(&node) {
            Some(*spot)
        } else if exact_runs < most_runs {
            exact_runs += 1;
            let pass = SpotPass { counter: Counter::default(), stop_at: Some(node), spots: Cell::default() };
            match SpotSeed(&pass).deserialize(serde_yaml::Deserializer::from_str(&source.text)) {
                Err(error) => error.location().map(|at| Spot { line: at.line(), column: at.column() }),
                Ok(()) => None,
            }
        } else {
            known.range(node..).next().map(|(_, spot)| *spot)
        };
        found.extend(spot.map(|spot| (node, spot)));
    }
    found
}

/// Third pass: positions of scalars.
struct SpotPass {
    counter: Counter,
    stop_at: Option<u32>,
    spots: Cell<BTreeMap<u32, Spot>>,
}

impl SpotPass {
    fn note(&self, node: u32, error: &impl fmt::Display) {
        let mut spots = self.spots.take();
        spots.extend(spot_in_words(&error.to_string()).map(|spot| (node, spot)));
        self.spots.set(spots);
    }
}

/// Takes the position out of «… at line 3 column 5», as `serde_yaml` ends its messages.
fn spot_in_words(message: &str) -> Option<Spot> {
    let (_, position) = message.rsplit_once(" at line ")?;
    let (line, column) = position.split_once(" column ")?;
    Some(Spot { line: line.parse().ok()?, column: column.parse().ok()? })
}

#[derive(Clone, Copy)]
struct SpotSeed<'a>(&'a SpotPass);

impl<'de> DeserializeSeed<'de> for SpotSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let node = self.0.counter.next();
        let visitor = SpotVisitor { pass: self.0, node };
        match deserializer.deserialize_any(visitor) {
            Err(error) if self.0.stop_at.is_none() && error.to_string().contains(raised::HERE) => {
                self.0.note(node, &error);
                Ok(())
            }
            other => other,
        }
    }
}

struct SpotVisitor<'a> {
    pass: &'a SpotPass,
    node: u32,
}

impl SpotVisitor<'_> {
    /// A scalar: an error here, where all scalars are wanted or just this one.
    fn here<E: serde::de::Error>(&self) -> Result<(), E> {
        match self.pass.stop_at {
            Some(node) if node != self.node => Ok(()),
            _ => Err(E::custom(raised::HERE)),
        }
    }

    /// A list or a record: an error only where just this one is wanted.
    fn here_exactly<E: serde::de::Error>(&self) -> Result<(), E> {
        if self.pass.stop_at == Some(self.node) { Err(E::custom(raised::HERE)) } else { Ok(()) }
    }
}

impl<'de> Visitor<'de> for SpotVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        self.here()
    }

    fn visit_bool<E: serde::de::Error>(self, _: bool) -> Result<(), E> {
        self.here()
    }

    fn visit_i64<E: serde::de::Error>(self, _: i64) -> Result<(), E> {
        self.here()
    }

    fn visit_u64<E: serde::de::Error>(self, _: u64) -> Result<(), E> {
        self.here()
    }

    fn visit_i128<E: serde::de::Error>(self, _: i128) -> Result<(), E> {
        self.here()
    }

    fn visit_u128<E: serde::de::Error>(self, _: u128) -> Result<(), E> {
        self.here()
    }

    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<(), E> {
        self.here()
    }

    fn visit_str<E: serde::de::Error>(self, _: &str) -> Result<(), E> {
        self.here()
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        self.here_exactly()?;
        while seq.next_element_seed(SpotSeed(self.pass))?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        self.here_exactly()?;
        // A key is a value of its own here, so that it is counted and noted by the same seed.
        while map.next_key_seed(SpotSeed(self.pass))?.is_some() {
            map.next_value_seed(SpotSeed(self.pass))?;
        }
        Ok(())
    }
}

/// Reports comments that are probably none: «План № 1 #2». A comment has a blank behind its `#`, and what stands in
/// quotes or under `>-` is found among the texts.
fn report_cut_texts(source: &Arc<SourceText>, tree: &Node, diagnostics: &Diagnostics) {
    let mut cut = Vec::new();
    for (line, number) in source.text.lines().zip(1..) {
        let Some(at) = line.find(" #") else { continue };
        let (before, behind) = line.split_at(at + 1);
        let is_behind_text = !before.trim().is_empty() && !before.trim_start().starts_with('#');
        if is_behind_text && behind[1..].starts_with(|c: char| !c.is_whitespace() && c != '#') {
            cut.push((behind, Spot { line: number, column: before.chars().count() + 1 }));
        }
    }
    if cut.is_empty() {
        return;
    }
    let mut kept = HashSet::new();
    collect_marks(tree, &mut kept);
    for (text, spot) in cut {
        if !kept.contains(mark(text)) {
            let place = Place::Text { source: Arc::clone(source), spot };
            diagnostics.push(Diagnostic::new(YamlProblem::CutByComment, place).found(text));
        }
    }
}

/// The words that begin with `#` in the texts of a tree.
fn collect_marks<'a>(node: &'a Node, marks: &mut HashSet<&'a str>) {
    let marks_of = |text: &'a str| text.match_indices('#').map(|(at, _)| mark(&text[at..]));
    match &node.value {
        Value::Empty => {}
        Value::Text(text) => marks.extend(marks_of(text)),
        Value::List(items) => items.iter().for_each(|item| collect_marks(item, marks)),
        Value::Map(entries) => {
            for entry in entries {
                marks.extend(marks_of(&entry.key));
                collect_marks(&entry.value, marks);
            }
        }
    }
}

/// The first word of a text, without what may close it.
fn mark(text: &str) -> &str {
    text.split(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ',' | ']' | '}')).next().unwrap_or_default()
}

/// The parser's error as a fault, at the place where a person has to look.
fn syntax_fault(source: &Arc<SourceText>, error: &serde_yaml::Error) -> Diagnostic {
    let words = error.to_string();
    let Some(at) = error.location() else {
        return Diagnostic::new(syntax_problem(&words), Place::file(source.path.as_str()));
    };
    let mut spot = within(source, Spot { line: at.line(), column: at.column() });
    // What was never closed is told where it was opened, not where the parser gave up.
    if ["while scanning a quoted scalar", "while scanning a simple key", "while parsing a flow"]
        .iter()
        .any(|context| words.contains(context))
    {
        spot = spot_in_words(&words).filter(|opened| opened.line < spot.line).unwrap_or(spot);
    }
    if words.contains("while scanning a tag") || words.contains("while parsing a tag") {
        // It does not tell where the tag begins that begins the file.
        let begins_file = words.matches(" at line ").count() == 1;
        spot = if begins_file { Spot { line: 1, column: 1 } } else { spot_in_words(&words).unwrap_or(spot) };
    }
    let place = |spot| Place::Text { source: Arc::clone(source), spot };
    // The parser stumbles over a line that comes later than the one with the slip.
    let above = (1..spot.line).rev().find(|line| source.line(*line).is_some_and(has_data));
    let near = || [Some(spot.line), above].into_iter().flatten().filter_map(|line| Some((line, source.line(line)?)));
    for (line, text) in near() {
        if let Some(column) = no_break_space(text) {
            let detail =
                "вместо обычного пробела стоит неразрывный, как в тексте из Word; сотрите его и наберите пробел";
            return Diagnostic::new(YamlProblem::Syntax { detail: detail.into() }, place(Spot { line, column }));
        }
    }
    if words.contains("mapping values are not allowed") || words.contains("could not find expected ':'") {
        // A line like «вид:план» is a text to the parser.
        for (line, text) in near() {
            let field = text.trim_start_matches([' ', '-']);
            if let Some(key) = key_without_blank(field) {
                let column = text.chars().count() - field.chars().count() + 1;
                let problem = YamlProblem::Syntax { detail: no_blank(key) };
                return Diagnostic::new(problem, place(Spot { line, column }));
            }
        }
    }
    Diagnostic::new(syntax_problem(&words), place(spot))
}

/// The parser puts the end of a file on a line of its own, also where the last line has no end.
fn within(source: &SourceText, spot: Spot) -> Spot {
    let last = source.text.matches('\n').count() + 1;
    if spot.line <= last {
        return spot;
    }
    Spot { line: last, column: source.line(last).unwrap_or_default().chars().count() + 1 }
}

/// The column of a no-break space where a blank has to stand: in the indent, behind «-», or behind the colon of a key.
fn no_break_space(line: &str) -> Option<usize> {
    const SIGN: char = '\u{a0}';
    let is_frame = |c: char| matches!(c, ' ' | '-' | SIGN);
    let indent = line.find(|c| !is_frame(c)).unwrap_or(line.len());
    let in_indent = line[..indent].find(SIGN);
    let behind_key = || line.find(":\u{a0}").filter(|at| !line[..*at].contains(['"', '\'', '#'])).map(|at| at + 1);
    in_indent.or_else(behind_key).map(|at| line[..at].chars().count() + 1)
}

/// Whether a line is neither empty nor a comment.
fn has_data(line: &str) -> bool {
    !matches!(line.trim_start().chars().next(), None | Some('#'))
}

/// The parser's English words as a problem with a Russian sentence.
fn syntax_problem(words: &str) -> Problem {
    let has = |part: &str| words.contains(part);
    if has(raised::TOO_DEEP) || has("recursion limit") {
        return Problem::from(YamlProblem::TooDeep { limit: limits::YAML_DEPTH });
    }
    if has(raised::TOO_MANY) {
        return Problem::from(YamlProblem::TooManyNodes { limit: limits::YAML_NODES });
    }
    if has(raised::TOO_LONG) {
        return Problem::from(YamlProblem::TextTooLong { limit: limits::TEXT });
    }
    if has("repetition limit") {
        return Problem::from(YamlProblem::TooManyAliases { limit: limits::YAML_ALIASES });
    }
    // Both passes take every value; one is invalid only to a tag like `!!int`.
    const TAG: [&str; 4] = ["while parsing a tag", "while scanning a tag", "undefined tag handle", "invalid value: "];
    if has(raised::TAG) || TAG.into_iter().any(has) {
        return Problem::from(YamlProblem::Tag);
    }
    if has("more than one document") {
        return Problem::from(YamlProblem::SeveralDocuments);
    }
    // Each pair: what the parser says, what a person can act on.
    const WORDING: [(&str, &str); 17] = [
        (
            "mapping values are not allowed",
            "лишнее двоеточие или неверный отступ; текст с двоеточием возьмите в кавычки",
        ),
        (
            "found character that cannot start any token",
            "недопустимый знак в начале значения (например, табуляция, @ или %); возьмите текст в кавычки",
        ),
        ("found a tab character", "отступ сделан табуляцией; замените её пробелами"),
        ("found unexpected end of stream", "кавычка открыта, но не закрыта"),
        (
            "did not find expected key",
            "строка не продолжает запись выше: проверьте отступ и кавычки в этой строке и перед ней",
        ),
        ("did not find expected '-' indicator", "ожидается строка списка, начинающаяся с «-»; проверьте отступ"),
        ("did not find expected ',' or ']'", "список в квадратных скобках не закрыт или пропущена запятая"),
        ("did not find expected ',' or '}'", "запись в фигурных скобках не закрыта или пропущена запятая"),
        ("could not find expected ':'", "после названия поля нет двоеточия с пробелом"),
        (
            "did not find expected alphabetic or numeric character",
            "после «*» или «&» ожидается имя; если это текст, возьмите его в кавычки",
        ),
        ("found unknown escape character", "неизвестный знак после «\\»; возьмите текст в одинарные кавычки"),
        (
            "block sequence entries are not allowed",
            "список не может начинаться в этой строке; перенесите «-» на новую строку",
        ),
        ("block mapping entries are not allowed", "запись не может начинаться в этом месте; проверьте отступ"),
        ("unknown anchor", "имя после «*» нигде не задано; если это текст, возьмите его в кавычки"),
        ("did not find expected <document start>", "лишний текст после данных; проверьте отступ"),
        ("control characters are not allowed", "в файле есть управляющий знак, удалите его"),
        ("while parsing a block mapping", "проверьте отступы в этой строке и перед ней"),
    ];
    let detail = WORDING
        .iter()
        .find(|(part, _)| has(part))
        .map_or("проверьте отступы, кавычки и двоеточия в этой строке и перед ней", |(_, russian)| russian);
    Problem::from(YamlProblem::Syntax { detail: detail.into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn parse(text: &str) -> (Arc<SourceText>, Result<Node, Vec<crate::diagnostics::Diagnostic>>) {
        let source = Arc::new(SourceText::new("а.yaml", text));
        let diagnostics = Diagnostics::default();
        let node = read(&source, &diagnostics);
        let result = node.ok_or_else(|| diagnostics.into_vec());
        (source, result)
    }

    /// Every text of the tree with its spot, as `line:column text`.
    fn spots(text: &str) -> Vec<String> {
        fn walk(node: &Node, out: &mut Vec<(u32, String)>) {
            let mut note = |place: &Place, text: &str| {
                if let Place::Node { node, .. } = place {
                    out.push((*node, text.into()));
                }
            };
            match &node.value {
                Value::Empty => note(&node.place, "~"),
                Value::Text(text) => note(&node.place, text),
                Value::List(items) => {
                    note(&node.place, "[");
                    items.iter().for_each(|item| walk(item, out));
                }
                Value::Map(entries) => {
                    note(&node.place, "{");
                    for entry in entries {
                        if let Place::Node { node, .. } = entry.key_place {
                            out.push((node, entry.key.clone()));
                        }
                        walk(&entry.value, out);
                    }
                }
            }
        }
        let (source, node) = parse(text);
        let mut list = Vec::new();
        walk(&node.expect("valid YAML"), &mut list);
        let wanted: Vec<u32> = list.iter().map(|(node, _)| *node).collect();
        let found = locate(&source, &wanted);
        list.iter().map(|(node, text)| format!("{}:{} {text}", found[node].line, found[node].column)).collect()
    }

    #[test]
    fn numbers_stay_as_typed() {
        let (_, node) = parse("а: 1.10\nб: 010\nв: 2023-02-01\nг: да\nд: 1e3\n");
        let Ok(Node { value: Value::Map(entries), .. }) = node else { panic!("a record") };
        let texts: Vec<_> = entries
            .iter()
            .map(|e| match &e.value.value {
                Value::Text(text) => text.as_str(),
                _ => "?",
            })
            .collect();
        assert_eq!(texts, ["1.10", "010", "2023-02-01", "да", "1e3"]);
    }

    #[test]
    fn every_value_has_its_place() {
        let text = "вид: план\nнаправления:\n  - название: «А»\n    мероприятия: [ {название: Б}, 'в' ]\n    срок:\nпусто: []\n";
        assert_eq!(
            spots(text),
            [
                "1:1 {",
                "1:1 вид",
                "1:6 план",
                "2:1 направления",
                "3:3 [",
                "3:5 {",
                "3:5 название",
                "3:15 «А»",
                "4:5 мероприятия",
                "4:18 [",
                "4:20 {",
                "4:21 название",
                "4:31 Б",
                "4:35 в",
                "5:5 срок",
                "5:10 ~",
                "6:1 пусто",
                "6:8 ["
            ]
        );
    }

    #[test]
    fn a_repeated_value_stands_where_it_was_written() {
        assert_eq!(spots("а: &x текст\nб: *x\n"), ["1:1 {", "1:1 а", "1:4 текст", "2:1 б", "1:4 текст"]);
    }

    #[test]
    fn a_no_break_space_is_told() {
        for (text, expected) in [
            ("вид: план\nпериод:\u{a0}2023\nназвание: План\n", (2, 8)),
            ("список:\n\u{a0} - а: б\n   в: г\n", (2, 1)),
            ("список:\n  -\u{a0}а: б\n    в: г\n", (2, 4)),
        ] {
            let (_, result) = parse(text);
            let fault = &result.expect_err("no YAML")[0];
            let Place::Text { spot, .. } = fault.place else { panic!("a spot") };
            assert!(fault.problem.message().contains("неразрывный"), "{text}: {}", fault.problem.message());
            assert_eq!((spot.line, spot.column), expected, "{text}");
        }
    }

    #[test]
    fn the_end_of_a_file_is_on_its_last_line() {
        let (source, result) = parse("{а б не П");
        let Place::Text { spot, .. } = result.expect_err("not closed")[0].place else { panic!("a spot") };
        assert_eq!((spot.line, source.line(1)), (1, Some("{а б не П")));
    }

    #[test]
    fn deep_nesting_is_refused_quickly() {
        for text in ["[".repeat(100_000), "- ".repeat(5_000) + "а", format!("а: {}", "{б: ".repeat(40))] {
            let (_, result) = parse(&text);
            let problems = result.expect_err("too deep");
            assert!(
                matches!(problems[0].problem, Problem::Yaml(YamlProblem::TooDeep { .. } | YamlProblem::Syntax { .. })),
                "{problems:?}"
            );
        }
    }
}
