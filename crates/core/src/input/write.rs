//! Tree to YAML, as a careful person would type it: block style, no needless quotes, long paragraphs wrapped.
//!
//! What is written is read back as the very same tree: scalars are texts, and nothing in them is lost or resolved.

use std::fmt::Write as _;

use crate::tree::{Entry, Node, Value};

/// Columns that a line should not exceed.
const WIDTH: usize = 110;
/// Characters of a key that is written before its colon on the same line; the parser gives up beyond 1024.
const KEY: usize = 300;

/// Writes a tree as YAML, with a comment above it.
pub fn write(comment: &str, tree: &Node) -> String {
    let mut writer = Writer { text: String::new() };
    for line in comment.lines() {
        for line in wrapped(line, WIDTH - 2) {
            let _ = writeln!(writer.text, "# {line}");
        }
    }
    match &tree.value {
        Value::Map(entries) if !entries.is_empty() => {
            writer.text.push('\n');
            writer.record(entries, 0, false);
        }
        _ => writer.value(tree, 0),
    }
    writer.text
}

/// Writes items as they stand in a list at an indent.
pub fn items(items: &[&Node], indent: usize) -> String {
    let mut writer = Writer { text: String::new() };
    let items: Vec<Node> = items.iter().map(|item| (*item).clone()).collect();
    writer.list(&items, indent, false);
    writer.text
}

struct Writer {
    text: String,
}

impl Writer {
    /// The fields of a record; the first one goes on in the line of its dash, if it has one.
    fn record(&mut self, entries: &[Entry], indent: usize, has_dash: bool) {
        let mut entries = entries.iter().filter(|entry| !entry.is_caption()).enumerate().peekable();
        while let Some((at, Entry { key, value, .. })) = entries.next() {
            if at > 0 || !has_dash {
                self.spaces(indent);
            }
            match key.contains('\n') || key.chars().count() > KEY {
                true => {
                    let _ = writeln!(self.text, "? {}", quoted(key));
                    self.spaces(indent);
                }
                false if is_plain(key) => self.text.push_str(key),
                false => self.text.push_str(&quoted(key)),
            }
            self.text.push(':');
            self.value(value, indent);
            // The parts of a plan stand apart.
            let is_block = |node: &Node| matches!(node.value, Value::List(_) | Value::Map(_));
            if indent == 0 && entries.peek().is_some_and(|(_, next)| is_block(value) || is_block(&next.value)) {
                self.text.push('\n');
            }
        }
    }

    /// What stands behind a colon, up to the end of its last line.
    fn value(&mut self, node: &Node, indent: usize) {
        match &node.value {
            Value::Empty => self.text.push('\n'),
            Value::Text(text) => {
                self.text.push(' ');
                self.scalar(text, indent + 2);
            }
            Value::List(items) if items.is_empty() => self.text.push_str(" []\n"),
            Value::List(items) => {
                match in_brackets(items).filter(|list| self.column() + list.chars().count() < WIDTH) {
                    Some(list) => {
                        let _ = writeln!(self.text, " {list}");
                    }
                    None => {
                        self.text.push('\n');
                        self.list(items, indent + 2, false);
                    }
                }
            }
            Value::Map(entries) if entries.iter().all(Entry::is_caption) => self.text.push_str(" {}\n"),
            Value::Map(entries) => {
                self.text.push('\n');
                self.record(entries, indent + 2, false);
            }
        }
    }

    fn list(&mut self, items: &[Node], indent: usize, has_dash: bool) {
        for (at, item) in items.iter().enumerate() {
            if at > 0 && matches!(&item.value, Value::Map(entries) if entries.len() > 1) {
                self.text.push('\n');
            }
            if at > 0 || !has_dash {
                self.spaces(indent);
            }
            self.text.push_str("- ");
            match &item.value {
                Value::Empty => self.text.push_str("~\n"),
                Value::Text(text) => self.scalar(text, indent + 2),
                Value::List(items) if items.is_empty() => self.text.push_str("[]\n"),
                Value::List(items) => self.list(items, indent + 2, true),
                Value::Map(entries) if entries.iter().all(Entry::is_caption) => self.text.push_str("{}\n"),
                Value::Map(entries) => self.record(entries, indent + 2, true),
            }
        }
    }

    /// A text, in the form in which it is read best; further lines of it stand at the indent.
    fn scalar(&mut self, text: &str, indent: usize) {
        let fits = self.column() + text.chars().count() <= WIDTH;
        if fits && is_plain(text) {
            self.text.push_str(text);
        } else if text.contains('\n') && keeps_its_lines(text) {
            self.text.push_str(if text.ends_with('\n') { "|" } else { "|-" });
            self.lines(text.lines(), indent);
        } else if !fits && is_paragraph(text) {
            self.text.push_str(">-");
            self.lines(wrapped(text, WIDTH.saturating_sub(indent)).into_iter(), indent);
        } else if is_plain(text) {
            self.text.push_str(text);
        } else {
            self.text.push_str(&quoted(text));
        }
        self.text.push('\n');
    }

    fn lines<'a>(&mut self, lines: impl Iterator<Item = &'a str>, indent: usize) {
        for line in lines {
            self.text.push('\n');
            if !line.is_empty() {
                self.spaces(indent);
                self.text.push_str(line);
            }
        }
    }

    fn spaces(&mut self, count: usize) {
        self.text.extend(std::iter::repeat_n(' ', count));
    }

    /// Characters of the line so far.
    fn column(&self) -> usize {
        self.text.rsplit('\n').next().unwrap_or_default().chars().count()
    }
}

/// A list of short words on one line: `[отдел, руководители ОМО]`.
fn in_brackets(items: &[Node]) -> Option<String> {
    let words: Option<Vec<&str>> = items
        .iter()
        .map(|item| match &item.value {
            Value::Text(text) if is_plain(text) && !text.contains([',', '[', ']', '{', '}', ':', '-', '?']) => {
                Some(text.as_str())
            }
            _ => None,
        })
        .collect();
    Some(format!("[{}]", words?.join(", ")))
}

/// Whether a text can stand without quotes: nothing in it means anything to YAML, and it is no word for nothing.
fn is_plain(text: &str) -> bool {
    let starts_well = |first: char, second: Option<char>| match first {
        '-' => second.is_some_and(char::is_alphanumeric),
        first => !"?:,[]{}#&*!|>'\"%@`=".contains(first) && first != ' ',
    };
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return false };
    starts_well(first, chars.next())
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.contains(" #")
        && !matches!(text, "~" | "null" | "Null" | "NULL")
        && text.chars().all(is_visible)
}

/// Whether a text can be written line by line under `|`.
fn keeps_its_lines(text: &str) -> bool {
    !text.starts_with([' ', '\n'])
        && !text.ends_with("\n\n")
        && text.chars().all(|c| c == '\n' || is_visible(c))
        && text.split('\n').all(|line| !line.ends_with(' '))
}

/// Whether a text can be wrapped under `>-`, where the end of a line is a blank.
fn is_paragraph(text: &str) -> bool {
    !text.starts_with(' ') && !text.ends_with(' ') && text.contains(' ') && text.chars().all(is_visible)
}

/// Whether a character is seen as it is typed; line breaks, control and bidirectional characters are not.
fn is_visible(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        && !matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// A text in quotes; what is not seen is named.
fn quoted(text: &str) -> String {
    if text.chars().all(is_visible) {
        return match text.contains(['"', '\\']) {
            true => format!("'{}'", text.replace('\'', "''")),
            false => format!("\"{text}\""),
        };
    }
    let mut quoted = String::from('"');
    for c in text.chars() {
        let _ = match c {
            '"' | '\\' => write!(quoted, "\\{c}"),
            // So that nobody takes it for the beginning of a comment.
            '#' if quoted.ends_with(' ') => write!(quoted, "\\x23"),
            '\n' => write!(quoted, "\\n"),
            '\r' => write!(quoted, "\\r"),
            '\t' => write!(quoted, "\\t"),
            c if is_visible(c) => write!(quoted, "{c}"),
            c => write!(quoted, "\\u{:04X}", u32::from(c)),
        };
    }
    quoted.push('"');
    quoted
}

/// Lines of a text that is cut at single blanks only, since the end of a line is read as one.
fn wrapped(text: &str, width: usize) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut last_blank = None;
    let mut length = 0;
    for (at, c) in text.char_indices() {
        length += 1;
        let is_single = c == ' ' && !text[..at].ends_with(' ') && !text[at + 1..].starts_with(' ') && at > start;
        if is_single {
            if let Some(blank) = last_blank.filter(|_| length > width + 1) {
                lines.push(&text[start..blank]);
                start = blank + 1;
                length = text[start..=at].chars().count();
            }
            last_blank = Some(at);
        }
    }
    if let Some(blank) = last_blank.filter(|_| length > width) {
        lines.push(&text[start..blank]);
        start = blank + 1;
    }
    lines.push(&text[start..]);
    lines
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::diagnostics::{Diagnostics, Place, SourceText};
    use crate::input::yaml;

    fn text(text: &str) -> Node {
        Node::text(text, Place::file(""))
    }

    fn list(items: Vec<Node>) -> Node {
        Node { value: Value::List(items), place: Place::file("") }
    }

    fn record(entries: Vec<(&str, Node)>) -> Node {
        let entry = |(key, value): (&str, Node)| Entry { key: key.into(), key_place: Place::file(""), value };
        Node { value: Value::Map(entries.into_iter().map(entry).collect()), place: Place::file("") }
    }

    #[track_caller]
    fn assert_is_read_back(tree: &Node) {
        let written = write("Пояснение", tree);
        let diagnostics = Diagnostics::default();
        let read = yaml::read(&Arc::new(SourceText::new("", written.as_str())), &diagnostics);
        let read = read.unwrap_or_else(|| panic!("{written}\n{diagnostics:?}"));
        let json = |tree: &Node| serde_json::to_string(tree).expect("JSON");
        assert_eq!(json(&read), json(tree), "{written}");
        assert!(diagnostics.is_empty(), "{written}\n{diagnostics:?}");
    }

    /// Texts that YAML would take for something else.
    const NASTY: [&str; 64] = [
        "",
        " ",
        "~",
        "null",
        "yes",
        "да",
        "true",
        "010",
        "1.10",
        "1e3",
        "0x1F",
        ".inf",
        "2023-02-01",
        "12:30",
        "- x",
        "-",
        "--",
        "---",
        "...",
        "-5",
        "? x",
        ":",
        ": x",
        "x:",
        "x: y",
        "x:y",
        "#",
        "# y",
        "x # y",
        "x #y",
        "a#b",
        "[a]",
        "{a: б}",
        "a, b",
        "*x",
        "&x",
        "!x",
        "|",
        ">",
        ">-",
        "%x",
        "@x",
        "`x`",
        "\"",
        "'",
        "'x'",
        "\"x\"",
        "a\"b",
        "\\",
        "\\n",
        "…",
        "🙂",
        "a\nb",
        "a\n",
        "a\n\n",
        "\na",
        "a\n b\n",
        "a \nb",
        "\ta",
        "a\tb",
        "a\r\nb",
        "\u{a0}x\u{a0}",
        "\u{feff}",
        "a\u{2028}b\u{85}c\u{202e}",
    ];

    #[test]
    fn texts_that_yaml_would_take_for_something_else_are_kept() {
        let all = || NASTY.iter().map(|nasty| text(nasty)).collect::<Vec<_>>();
        assert_is_read_back(&list(all()));
        assert_is_read_back(&record(vec![("список", list(all())), ("ещё", list(vec![list(all()), record(vec![])]))]));
        for nasty in NASTY {
            assert_is_read_back(&record(vec![(nasty, text(nasty)), ("список", list(vec![text(nasty)]))]));
            let long = format!("{nasty} {} {nasty}", "слово ".repeat(60));
            assert_is_read_back(&record(vec![("ключ", text(&long)), (&long, list(vec![text(&long)]))]));
        }
    }

    #[test]
    fn what_is_written_is_nice_to_read() {
        let tree = record(vec![
            ("вид", text("план")),
            ("название", text("План мероприятий на год ".repeat(6).trim_end())),
            ("столбцы", list(vec![text("номер"), text("название")])),
            ("утверждение", record(vec![("должность", text("Заведующий\nОтделом")), ("имя", text("А: Б"))])),
            (
                "мероприятия",
                list(vec![
                    record(vec![("название", text("Раз")), ("срок", text("2023"))]),
                    record(vec![
                        ("название", text("Два")),
                        ("срок", Node { value: Value::Empty, place: Place::file("") }),
                    ]),
                ]),
            ),
        ]);
        let expected = "\
# Пояснение

вид: план
название: >-
  План мероприятий на год План мероприятий на год План мероприятий на год План мероприятий на год План
  мероприятий на год План мероприятий на год

столбцы: [номер, название]

утверждение:
  должность: |-
    Заведующий
    Отделом
  имя: \"А: Б\"

мероприятия:
  - название: Раз
    срок: 2023

  - название: Два
    срок:
";
        let written = write("Пояснение", &tree);
        assert_eq!(written, expected);
        assert_is_read_back(&tree);
    }

    fn any_text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            3 => prop::sample::select(&NASTY[..]).prop_map(str::to_owned),
            2 => "[а-я]{1,12}",
            2 => prop::sample::select(&[" ", "  ", "\n", ", ", "\u{a0}"][..]).prop_map(str::to_owned),
            1 => any::<String>(),
        ];
        prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
    }

    fn any_tree() -> impl Strategy<Value = Node> {
        let leaf = prop_oneof![
            5 => any_text().prop_map(|typed| text(&typed)),
            1 => Just(Node { value: Value::Empty, place: Place::file("") }),
        ];
        leaf.prop_recursive(5, 60, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(list),
                prop::collection::vec((any_text(), inner), 0..6).prop_map(|entries| {
                    record(entries.iter().map(|(key, value)| (key.as_str(), value.clone())).collect())
                }),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_tree_is_read_back(tree in any_tree()) {
            // A file that holds nothing but a scalar is no input.
            assert_is_read_back(&record(vec![("дерево", tree)]));
        }
    }
}
