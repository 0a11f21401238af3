//! The tree of a part. A document repeats the same few hundred tags tens of thousands of times, so each spelling of a tag is
//! read once; an element of the tree only says which one it is.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use quick_xml::XmlVersion;
use quick_xml::escape::unescape;
use quick_xml::events::attributes::Attributes;

use super::has_byte;
use crate::diagnostics::Problem;
use crate::input::word::fault::{broken, too_large};

/// Elements and texts of one part.
const NODES: usize = 4_000_000;
/// Elements within each other. Word makes some thirty; readers descend by recursion.
const DEPTH: usize = 400;
/// What XML takes for blanks.
const BLANKS: [char; 4] = [' ', '\t', '\n', '\r'];

/// A part that was read.
#[derive(Debug, Default)]
pub(in crate::input::word) struct Tree<'i> {
    /// Elements and texts in reading order, the root first.
    nodes: Vec<Node>,
    tags: Vec<Tag<'i>>,
    /// The attributes of the tags: names without their namespaces, and values; no declarations of namespaces.
    attributes: Vec<(&'i str, Cow<'i, str>)>,
    texts: Vec<Cow<'i, str>>,
}

#[derive(Debug)]
struct Node {
    /// The element around it; that of the root is itself.
    parent: u32,
    /// The first node behind it and all that stands in it.
    end: u32,
    what: What,
}

/// What a node is, as a place in the tags or texts of the tree.
#[derive(Debug, Clone, Copy)]
enum What {
    Element(u32),
    Text(u32),
}

/// A spelling of a start tag.
#[derive(Debug)]
struct Tag<'i> {
    /// All behind `<`, with the `>`.
    text: &'i str,
    /// Its name as it is spelled: `w:p`.
    spelled: &'i str,
    /// Without its namespace.
    name: &'i str,
    /// Where its attributes begin and end in those of the tree.
    attributes: (u32, u32),
    /// Whether the element ends with it: `<w:p/>`.
    is_whole: bool,
}

/// An element or a text.
#[derive(Debug, Clone, Copy)]
pub(in crate::input::word) struct Xml<'a, 'i> {
    tree: &'a Tree<'i>,
    at: u32,
}

impl PartialEq for Xml<'_, '_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.tree, other.tree) && self.at == other.at
    }
}

impl<'i> Tree<'i> {
    /// The element that holds all others.
    pub(in crate::input::word) fn root_element(&self) -> Xml<'_, 'i> {
        Xml { tree: self, at: 0 }
    }
}

impl<'a, 'i> Xml<'a, 'i> {
    fn node(self) -> &'a Node {
        &self.tree.nodes[self.at as usize]
    }

    fn tag(self) -> Option<&'a Tag<'i>> {
        match self.node().what {
            What::Element(tag) => Some(&self.tree.tags[tag as usize]),
            What::Text(_) => None,
        }
    }

    /// The name of an element without its namespace; empty for a text.
    pub(super) fn name(self) -> &'a str {
        self.tag().map_or("", |tag| tag.name)
    }

    /// The attributes of an element: names without their namespaces, and values.
    pub(super) fn attributes(self) -> &'a [(&'i str, Cow<'i, str>)] {
        let Some(Tag { attributes: (from, to), .. }) = self.tag() else { return &[] };
        &self.tree.attributes[*from as usize..*to as usize]
    }

    /// What a text says; `None` for an element.
    pub(in crate::input::word) fn text(self) -> Option<&'a str> {
        match self.node().what {
            What::Element(_) => None,
            What::Text(text) => Some(&self.tree.texts[text as usize]),
        }
    }

    pub(in crate::input::word) fn is_element(&self) -> bool {
        matches!(self.node().what, What::Element(_))
    }

    /// Which node of its part it is.
    pub(in crate::input::word) fn place(self) -> usize {
        self.at as usize
    }

    /// Another node of the same part.
    pub(in crate::input::word) fn at_place(self, place: usize) -> Option<Self> {
        let at = u32::try_from(place).ok()?;
        (place < self.tree.nodes.len()).then_some(Self { at, ..self })
    }

    /// The element around it.
    pub(in crate::input::word) fn parent(self) -> Option<Self> {
        let parent = self.node().parent;
        (parent != self.at).then_some(Self { at: parent, ..self })
    }

    /// It and the elements around it, from within.
    pub(in crate::input::word) fn ancestors(self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), |node| node.parent())
    }

    /// What stands in it, without what stands in that.
    pub(in crate::input::word) fn children(self) -> impl Iterator<Item = Self> {
        let end = self.node().end;
        let within = move |at: u32| (at < end).then_some(Self { at, ..self });
        std::iter::successors(within(self.at + 1), move |child| within(child.node().end))
    }

    /// It and all that stands in it, in reading order.
    pub(in crate::input::word) fn descendants(self) -> impl Iterator<Item = Self> {
        (self.at..self.node().end).map(move |at| Self { at, ..self })
    }
}

/// Parses a part. No document type is let in, so that there are no entities to be multiplied.
pub(in crate::input::word) fn parse(text: &str) -> Result<Tree<'_>, Problem> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if !is_of_xml(text) {
        return Err(broken());
    }
    // Of what Word writes, a tag or a text takes some fifteen bytes.
    let mut parser = Parser::default();
    parser.tree.nodes.reserve(text.len() / 15);
    parser.read.reserve(text.len() / 25);
    parser.read(text)
}

/// A tree that grows.
#[derive(Default)]
struct Parser<'i> {
    tree: Tree<'i>,
    /// Elements that have begun and not ended.
    open: Vec<u32>,
    /// Tags by how they are spelled.
    known: HashMap<&'i str, u32>,
    /// The tags that were read, one after the other, and where each of them stood there the last time.
    read: Vec<u32>,
    last: Vec<usize>,
    /// Where in what was read it stands that is expected next: a row goes on like the one before.
    like: usize,
    /// Prefixes of namespaces, those that stand before a name, and the last one of these.
    declared: HashSet<&'i str>,
    prefixes: HashSet<&'i str>,
    prefix: &'i str,
}

impl<'i> Parser<'i> {
    fn read(mut self, text: &'i str) -> Result<Tree<'i>, Problem> {
        let mut rest = match text.strip_prefix("<?xml ") {
            Some(declaration) => declaration.split_once("?>").ok_or_else(broken)?.1,
            None => text,
        };
        while let Some((before, markup)) = next_markup(rest) {
            if !before.is_empty() {
                self.text(before)?;
            }
            rest = match markup.as_bytes().first() {
                Some(b'/') => self.end(markup),
                Some(b'!') => self.bang(markup)?,
                Some(b'?') => markup.split_once("?>").filter(|_| !markup.starts_with("?xml ")).map(|(_, rest)| rest),
                _ => self.start(markup)?,
            }
            .ok_or_else(broken)?;
        }
        self.text(rest)?;
        self.declared.insert("xml");
        let is_whole = self.open.is_empty() && !self.tree.nodes.is_empty();
        if is_whole && self.prefixes.is_subset(&self.declared) { Ok(self.tree) } else { Err(broken()) }
    }

    /// Adds a node to the innermost element that is open.
    fn push(&mut self, what: What) -> Result<(), Problem> {
        if self.tree.nodes.len() >= NODES {
            return Err(too_large("элементов", NODES as u64));
        }
        let at = self.tree.nodes.len() as u32;
        // A second root.
        if self.open.is_empty() && at > 0 {
            return Err(broken());
        }
        self.tree.nodes.push(Node { parent: self.open.last().copied().unwrap_or(at), end: at + 1, what });
        Ok(())
    }

    /// `<w:p>`, without its `<`.
    fn start(&mut self, markup: &'i str) -> Result<Option<&'i str>, Problem> {
        let expected = self.read.get(self.like).copied();
        let expected = expected.filter(|at| markup.starts_with(self.tree.tags[*at as usize].text));
        let Some(at) = expected.or_else(|| length(markup).and_then(|length| self.tag(markup.get(..length)?))) else {
            return Ok(None);
        };
        // What is told otherwise, and never was before, stands in the place of what was expected.
        let last = self.last.get_mut(at as usize).map(|last| std::mem::replace(last, self.read.len()));
        self.like = if expected.is_some() { self.like } else { last.unwrap_or(self.like) } + 1;
        if last.is_none() {
            self.last.push(self.read.len());
        }
        self.read.push(at);
        let Tag { text, is_whole, .. } = self.tree.tags[at as usize];
        self.push(What::Element(at))?;
        if !is_whole {
            self.open.push(self.tree.nodes.len() as u32 - 1);
            if self.open.len() > DEPTH {
                return Err(too_large("вложенных друг в друга элементов", DEPTH as u64));
            }
        }
        Ok(markup.get(text.len()..))
    }

    /// A start tag by its spelling; `None` if that is none.
    fn tag(&mut self, text: &'i str) -> Option<u32> {
        let at = self.tree.tags.len() as u32;
        let known = *self.known.entry(text).or_insert(at);
        if known != at {
            return Some(known);
        }
        let inner = text.strip_suffix('>')?;
        let is_whole = inner.ends_with('/');
        let inner = inner.strip_suffix('/').unwrap_or(inner);
        let spelled = inner.split(BLANKS).next()?;
        let name = self.name(spelled)?;
        let from = self.tree.attributes.len() as u32;
        for attribute in Attributes::new(inner, spelled.len()) {
            let attribute = attribute.ok()?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok().filter(|value| is_of_xml(value))?;
            match attribute.key.into_inner() {
                "xmlns" => {}
                key => match key.strip_prefix("xmlns:") {
                    Some(prefix) => drop(self.declared.insert(prefix)),
                    None => {
                        let name = self.name(key)?;
                        self.tree.attributes.push((name, value));
                    }
                },
            }
        }
        let attributes = (from, self.tree.attributes.len() as u32);
        self.tree.tags.push(Tag { text, spelled, name, attributes, is_whole });
        Some(at)
    }

    /// A name without its namespace; `None` if it is none.
    fn name(&mut self, spelled: &'i str) -> Option<&'i str> {
        let name = match spelled.split_once(':') {
            Some((prefix, name)) => {
                if prefix != self.prefix {
                    self.prefixes.insert(prefix);
                    self.prefix = prefix;
                }
                name
            }
            None => spelled,
        };
        let is_sign = |sign: char| sign.is_alphanumeric() || matches!(sign, '_' | '-' | '.' | '\u{b7}');
        let is_name = name.starts_with(|sign: char| sign.is_alphabetic() || sign == '_')
            && (name.bytes().all(|byte| byte.is_ascii_alphanumeric()) || name.chars().all(is_sign));
        is_name.then_some(name)
    }

    /// `</w:p>`, without its `<`.
    fn end(&mut self, markup: &'i str) -> Option<&'i str> {
        let at = self.open.pop()? as usize;
        let end = self.tree.nodes.len() as u32;
        let node = self.tree.nodes.get_mut(at)?;
        node.end = end;
        let What::Element(tag) = node.what else { return None };
        let rest = markup.strip_prefix('/')?.strip_prefix(self.tree.tags[tag as usize].spelled)?;
        rest.strip_prefix('>').or_else(|| rest.trim_start_matches(BLANKS).strip_prefix('>'))
    }

    /// A comment, or a text as it is.
    fn bang(&mut self, markup: &'i str) -> Result<Option<&'i str>, Problem> {
        if let Some(comment) = markup.strip_prefix("!--") {
            return Ok(comment.split_once("--").and_then(|(_, rest)| rest.strip_prefix('>')));
        }
        let Some((text, rest)) = markup.strip_prefix("![CDATA[").and_then(|text| text.split_once("]]>")) else {
            return Ok(None);
        };
        self.put(lines(text))?;
        Ok(Some(rest))
    }

    fn text(&mut self, text: &'i str) -> Result<(), Problem> {
        if self.open.is_empty() {
            return if text.trim_matches(BLANKS).is_empty() { Ok(()) } else { Err(broken()) };
        }
        if !has_byte(text, |byte| (byte == b'&') | (byte == b'>') | (byte == b'\r')) {
            return self.put(Cow::Borrowed(text));
        }
        if text.contains("]]>") {
            return Err(broken());
        }
        let text = match lines(text) {
            Cow::Borrowed(text) => unescape(text).map_err(|_| broken())?,
            Cow::Owned(text) => Cow::Owned(unescape(&text).map_err(|_| broken())?.into_owned()),
        };
        if is_of_xml(&text) { self.put(text) } else { Err(broken()) }
    }

    fn put(&mut self, text: Cow<'i, str>) -> Result<(), Problem> {
        if text.is_empty() {
            return Ok(());
        }
        self.push(What::Text(self.tree.texts.len() as u32))?;
        self.tree.texts.push(text);
        Ok(())
    }
}

/// What stands before the next markup, and what behind its `<`.
fn next_markup(text: &str) -> Option<(&str, &str)> {
    // Most often nothing stands before it.
    text.strip_prefix('<').map(|markup| ("", markup)).or_else(|| text.split_once('<'))
}

/// How long the start tag is with which a text begins; `None` if it begins with none.
fn length(markup: &str) -> Option<usize> {
    let mut quote = None;
    let mut bytes = markup.bytes().zip(1..).peekable();
    while let Some((byte, length)) = bytes.next() {
        match (quote, byte) {
            (_, b'<') => return None,
            (None, b'>') => return Some(length),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => {
                let is_parted = |byte: u8| matches!(byte, b'>' | b'/') || BLANKS.contains(&char::from(byte));
                bytes.peek().filter(|(byte, _)| is_parted(*byte))?;
                quote = None;
            }
            _ => {}
        }
    }
    None
}

/// A text with the line ends that XML gives it.
fn lines(text: &str) -> Cow<'_, str> {
    match has_byte(text, |byte| byte == b'\r') {
        true => Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")),
        false => Cow::Borrowed(text),
    }
}

/// Whether all signs of a text are such as XML knows.
fn is_of_xml(text: &str) -> bool {
    let is_control = |byte| (byte < b' ') & (byte != b'\t') & (byte != b'\n') & (byte != b'\r');
    // The last two signs of the plane, which are none, begin with this byte.
    let has_last = || has_byte(text, |byte| byte == 0xef) && text.contains(['\u{fffe}', '\u{ffff}']);
    !has_byte(text, is_control) && !has_last()
}
