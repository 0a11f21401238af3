//! Reading PDF files: their objects, pages and the files that they carry. The only folder that does.
//!
//! Reads what the program itself writes and what other programs make of it when they save it again: tables or streams
//! of cross-references, object streams, appended revisions, Flate. Everything is bounded, nothing is repaired: a file
//! that does not hold together is broken. See `docs/decisions.md` for why it is not left to a library.

mod file;
mod inflate;
mod limits;
mod marks;
mod object;
mod pack;
mod signed;
mod spelled;
mod text;
mod update;
mod work;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use encoding_rs::{UTF_16BE, WINDOWS_1252};

use file::Table;
pub use file::{Found, Stream};
pub use marks::{Mark, MarkKind};
pub use object::{Dict, Object, Ref};
pub use pack::pack;
pub use signed::Embedded;
use text::Face;
pub use text::PageText;
pub use update::{ROOM as SIGNATURE_ROOM, Update};
use work::Work;

/// Why a file cannot be read as PDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PdfFault {
    /// It is no PDF at all.
    NoPdf,
    /// It is cut off or altered, so that its parts are not found.
    Broken,
    /// It is protected by a password.
    Encrypted,
    /// It has more parts or larger ones than are read.
    TooLarge,
}

/// A PDF file.
#[derive(Debug)]
pub struct Pdf {
    bytes: Vec<u8>,
    table: Table,
    root: Dict,
    pages: Vec<u32>,
    /// What the codes of faces mean, by their objects: pages share them.
    faces: RefCell<BTreeMap<Ref, Rc<Face>>>,
    work: Rc<Work>,
}

/// A file that a PDF carries.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// What kind of file it is, if that is said.
    pub mime: Option<String>,
    /// The object of its bytes.
    stream: Object,
}

impl Pdf {
    /// Reads the structure of a file.
    pub fn open(bytes: Vec<u8>) -> Result<Self, PdfFault> {
        Self::open_within(bytes, Rc::default())
    }

    /// The same, where the file is a part of another one, and both may cause only so much work together.
    fn open_within(bytes: Vec<u8>, work: Rc<Work>) -> Result<Self, PdfFault> {
        if !Self::has_head(&bytes) {
            return Err(PdfFault::NoPdf);
        }
        let table = Table::read(&bytes, Rc::clone(&work))?;
        let (root, pages, faces) = (Dict::default(), Vec::new(), RefCell::default());
        let mut pdf = Self { bytes, table, root, pages, faces, work };
        pdf.root = pdf.dict(pdf.table.trailer.get("Root")).ok_or_else(|| pdf.work.fault())?;
        pdf.pages = pdf.read_pages()?;
        Ok(pdf)
    }

    /// Whether bytes begin as a PDF does, whatever follows.
    pub fn has_head(bytes: &[u8]) -> bool {
        // Readers allow some bytes before the head.
        let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
        head.windows(5).any(|window| window == b"%PDF-")
    }

    /// Errs if reading has met a limit since the file was opened: what was given is not all that it holds then, and nothing
    /// may be concluded from it.
    pub fn within_limits(&self) -> Result<(), PdfFault> {
        if self.work.is_spent() { Err(PdfFault::TooLarge) } else { Ok(()) }
    }

    /// The bytes of the file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The newest trailer.
    pub fn trailer(&self) -> &Dict {
        &self.table.trailer
    }

    /// Offset of the newest cross-reference table.
    pub fn table_start(&self) -> usize {
        self.table.start
    }

    /// The generation of an object that is no stream, and the bytes that it is written in, packed or not.
    pub fn raw(&self, number: u32) -> Option<(usize, &[u8])> {
        self.table.raw(&self.bytes, number)
    }

    /// The catalogue, from which everything is reached.
    pub fn root(&self) -> &Dict {
        &self.root
    }

    /// What stands under an object's number.
    pub fn find(&self, number: u32) -> Option<Found> {
        self.table.find(&self.bytes, number)
    }

    /// What a reference leads to: nothing where the object is of another generation.
    pub fn meant(&self, reference: Ref) -> Option<Found> {
        if self.table.reference(reference.number)? == reference { self.find(reference.number) } else { None }
    }

    /// The object that is meant: itself, or what a reference leads to.
    pub fn resolve(&self, object: &Object) -> Option<Object> {
        match object {
            Object::Ref(reference) => match self.meant(*reference)? {
                // A reference to a reference leads nowhere.
                Found::Object(Object::Ref(_)) | Found::Stream(_) => None,
                Found::Object(object) => Some(object),
            },
            other => Some(other.clone()),
        }
    }

    /// A dictionary, be it there or behind a reference.
    pub fn dict(&self, object: Option<&Object>) -> Option<Dict> {
        if let Object::Dict(dict) = self.resolve(object?)? { Some(dict) } else { None }
    }

    pub(crate) fn array(&self, object: Option<&Object>) -> Option<Vec<Object>> {
        if let Object::Array(items) = self.resolve(object?)? { Some(items) } else { None }
    }

    fn stream(&self, object: Option<&Object>) -> Option<Stream> {
        let Some(Object::Ref(reference)) = object else { return None };
        if let Found::Stream(stream) = self.meant(*reference)? { Some(stream) } else { None }
    }

    /// The bytes of a stream as they stand in the file.
    pub fn packed(&self, stream: &Stream) -> &[u8] {
        self.bytes.get(stream.range.clone()).unwrap_or_default()
    }

    /// The unpacked bytes of a stream. `None` if they are broken, or packed otherwise than by Flate, or too many.
    pub fn unpacked(&self, stream: &Stream) -> Option<Vec<u8>> {
        inflate::decode(&stream.dict, self.packed(stream), limits::INFLATED, &self.work)
    }

    /// The dictionary of a page.
    pub fn page(&self, page: u32) -> Option<Dict> {
        if let Found::Object(Object::Dict(dict)) = self.find(page)? { Some(dict) } else { None }
    }

    /// The object numbers of the pages, in their order.
    pub fn pages(&self) -> &[u32] {
        &self.pages
    }

    /// A text of the document's properties, such as `Producer`.
    pub fn property(&self, name: &str) -> Option<String> {
        let info = self.dict(self.trailer().get("Info"))?;
        self.text(info.get(name))
    }

    /// The files that the document carries: those of its catalogue, and those that belong to it as a whole.
    pub fn attachments(&self) -> Vec<Attachment> {
        let names = self.dict(self.root.get("Names"));
        let tree = names.and_then(|names| self.dict(names.get("EmbeddedFiles")));
        let mut specs = Vec::new();
        if let Some(tree) = tree {
            self.names(&tree, limits::DEPTH, &mut BTreeSet::new(), &mut specs);
        }
        specs.extend(self.array(self.root.get("AF")).unwrap_or_default());
        let mut seen = BTreeSet::new();
        specs.retain(|spec| !matches!(spec, Object::Ref(number) if !seen.insert(*number)));
        match self.work.within(specs.len(), limits::ATTACHMENTS) {
            Some(()) => specs.iter().filter_map(|spec| self.attachment(spec)).collect(),
            None => Vec::new(),
        }
    }

    /// The values of a name tree, of which every node counts once. `None` if there are too many, or it is too deep.
    fn names(&self, node: &Dict, depth: usize, seen: &mut BTreeSet<Ref>, values: &mut Vec<Object>) -> Option<()> {
        let depth = depth.checked_sub(1).or_else(|| self.work.give_up())?;
        let pairs = self.array(node.get("Names")).unwrap_or_default();
        values.extend(pairs.into_iter().skip(1).step_by(2));
        self.work.within(values.len(), limits::ATTACHMENTS)?;
        for kid in self.array(node.get("Kids")).unwrap_or_default() {
            let is_new = !matches!(kid, Object::Ref(reference) if !seen.insert(reference));
            if let Some(kid) = is_new.then(|| self.dict(Some(&kid))).flatten() {
                self.names(&kid, depth, seen, values)?;
            }
        }
        Some(())
    }

    fn attachment(&self, spec: &Object) -> Option<Attachment> {
        let spec = self.dict(Some(spec))?;
        let files = self.dict(spec.get("EF"))?;
        let file = files.get("UF").or_else(|| files.get("F"));
        let stream = self.stream(file)?;
        let name = self.text(spec.get("UF").or_else(|| spec.get("F")))?;
        let mime = stream.dict.get("Subtype").and_then(Object::as_name);
        let mime = mime.map(|mime| String::from_utf8_lossy(mime).into_owned());
        Some(Attachment { name, mime, stream: file?.clone() })
    }

    /// The bytes of a file that is carried. `None` if they cannot be unpacked.
    pub fn carried(&self, attachment: &Attachment) -> Option<Vec<u8>> {
        self.unpacked(&self.stream(Some(&attachment.stream))?)
    }

    /// A text as people read it.
    fn text(&self, object: Option<&Object>) -> Option<String> {
        let Object::Text(bytes) = self.resolve(object?)? else { return None };
        self.work.spend(bytes.len(), limits::BYTE_OF_TEXT)?;
        let (encoding, bytes) = match bytes.as_slice() {
            [0xfe, 0xff, rest @ ..] => (UTF_16BE, rest),
            [0xef, 0xbb, 0xbf, rest @ ..] => (encoding_rs::UTF_8, rest),
            // The encoding of PDF itself differs from this one in rare signs only.
            rest => (WINDOWS_1252, rest),
        };
        Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
    }

    /// Goes through the tree of pages. A tree that comes back to itself is broken.
    fn read_pages(&self) -> Result<Vec<u32>, PdfFault> {
        let mut pages = Vec::new();
        let mut seen = BTreeSet::new();
        // The next node last.
        let mut waiting: Vec<Object> = self.root.get("Pages").cloned().into_iter().collect();
        while let Some(node) = waiting.pop() {
            let Object::Ref(Ref { number, .. }) = node else { return Err(PdfFault::Broken) };
            if !seen.insert(number) {
                return Err(PdfFault::Broken);
            }
            let node = self.dict(Some(&node)).ok_or_else(|| self.work.fault())?;
            match self.array(node.get("Kids")) {
                Some(kids) => waiting.extend(kids.into_iter().rev()),
                None => pages.push(number),
            }
            if seen.len() + waiting.len() > limits::PAGES {
                return Err(PdfFault::TooLarge);
            }
        }
        self.within_limits()?;
        Ok(pages)
    }

    /// The text of a page, a line for each place where text begins. `None` if its content cannot be read.
    pub fn page_text(&self, page: u32) -> Option<String> {
        text::of_page(self, page)
    }

    /// The text of a page, what is repeated on pages apart. `None` if its content cannot be read.
    pub fn parted_text(&self, page: u32) -> Option<PageText> {
        text::parted(self, page)
    }

    /// What a page shows besides its text. `None` if its content cannot be read.
    pub fn page_marks(&self, page: u32) -> Option<Vec<Mark>> {
        marks::of_page(self, page)
    }

    /// Whether a page has pictures or forms at hand.
    pub(crate) fn has_objects(&self, page: u32) -> bool {
        let objects = text::resources(self, page).and_then(|resources| self.dict(resources.get("XObject")));
        objects.is_some_and(|objects| objects.iter().next().is_some())
    }

    /// The content of a page, unpacked: what it shows, as operators. `None` if it cannot be unpacked.
    pub fn content(&self, page: u32) -> Option<Vec<u8>> {
        let page = self.page(page)?;
        let contents = page.get("Contents");
        if let Some(stream) = self.stream(contents) {
            return self.unpacked(&stream);
        }
        let mut content = Vec::new();
        for part in self.array(contents).unwrap_or_default() {
            content.extend(self.unpacked(&self.stream(Some(&part))?)?);
            content.push(b'\n');
            self.work.within(content.len(), limits::INFLATED)?;
        }
        Some(content)
    }
}

#[cfg(test)]
mod tests;
