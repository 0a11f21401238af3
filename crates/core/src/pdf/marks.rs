//! What a page shows besides its text: areas, lines, pictures and forms, each with its kind and place. So much is compared
//! where only the words of two documents can be: something laid over a text leaves its words as they are.

use std::collections::HashMap;

use super::object::{Dict, Object};
use super::{Pdf, limits, text};

/// Something that is painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// What it is.
    pub kind: MarkKind,
    /// Left, low, right and high, in whole points of the page.
    pub place: [i64; 4],
}

/// Kinds of what is painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkKind {
    /// A filled area.
    Fill,
    /// A line.
    Stroke,
    /// A shading.
    Shading,
    /// A picture.
    Picture,
    /// A form: a piece of content with a name.
    Form,
}

/// What a page shows besides its text, in the order of painting. `None` if its content cannot be read.
pub(super) fn of_page(pdf: &Pdf, page: u32) -> Option<Vec<Mark>> {
    let content = pdf.content(page)?;
    let objects = text::resources(pdf, page).and_then(|resources| pdf.dict(resources.get("XObject")));
    let objects = objects.unwrap_or_default();
    let mut painter = Painter::new(pdf, &objects);
    text::for_each_operator(pdf, &content, |operator, operands| painter.step(operator, operands))?;
    Some(painter.marks)
}

/// How points are turned and moved: `x' = a x + c y + e`, `y' = b x + d y + f`.
#[derive(Debug, Clone, Copy)]
struct Matrix([f64; 6]);

impl Matrix {
    const PLAIN: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    fn point(self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// First the other, then this one.
    fn after(self, other: Self) -> Self {
        let [a, b, c, d, e, f] = other.0;
        let turned = |x: f64, y: f64| {
            let ((x, y), (zero_x, zero_y)) = (self.point(x, y), self.point(0.0, 0.0));
            (x - zero_x, y - zero_y)
        };
        let ((a, b), (c, d), (e, f)) = (turned(a, b), turned(c, d), self.point(e, f));
        Self([a, b, c, d, e, f])
    }
}

struct Painter<'a> {
    pdf: &'a Pdf,
    objects: HashMap<&'a [u8], &'a Object>,
    matrix: Matrix,
    saved: Vec<Matrix>,
    /// Left, low, right and high of the path so far.
    path: Option<[f64; 4]>,
    marks: Vec<Mark>,
}

impl<'a> Painter<'a> {
    fn new(pdf: &'a Pdf, objects: &'a Dict) -> Self {
        let objects = objects.iter().collect();
        Self { pdf, objects, matrix: Matrix::PLAIN, saved: Vec::new(), path: None, marks: Vec::new() }
    }

    /// `None` if there is too much to be kept.
    fn step(&mut self, operator: &[u8], operands: &[Object]) -> Option<()> {
        let numbers: Vec<f64> = operands.iter().filter_map(number).collect();
        match (operator, numbers.as_slice()) {
            (b"q", _) => {
                self.pdf.work.spend(1, limits::KEPT)?;
                self.saved.push(self.matrix);
            }
            (b"Q", _) => self.matrix = self.saved.pop().unwrap_or(Matrix::PLAIN),
            (b"cm", &[a, b, c, d, e, f]) => self.matrix = self.matrix.after(Matrix([a, b, c, d, e, f])),
            (b"re", &[x, y, width, height]) => {
                self.add(&[(x, y), (x + width, y), (x, y + height), (x + width, y + height)]);
            }
            (b"m" | b"l" | b"c" | b"v" | b"y", numbers) => {
                let points: Vec<(f64, f64)> = numbers.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
                self.add(&points);
            }
            (b"f" | b"F" | b"f*", _) => self.paint(&[MarkKind::Fill])?,
            (b"S" | b"s", _) => self.paint(&[MarkKind::Stroke])?,
            (b"B" | b"B*" | b"b" | b"b*", _) => self.paint(&[MarkKind::Fill, MarkKind::Stroke])?,
            (b"n", _) => self.path = None,
            (b"sh", _) => self.whole(MarkKind::Shading)?,
            // A picture within the content: what stands between is no operator.
            (b"EI", _) => self.whole(MarkKind::Picture)?,
            (b"Do", _) => self.whole(self.kind(operands))?,
            _ => {}
        }
        Some(())
    }

    /// What an object that is painted by its name is.
    fn kind(&self, operands: &[Object]) -> MarkKind {
        let name = operands.first().and_then(Object::as_name);
        let stream = self.pdf.stream(name.and_then(|name| self.objects.get(name).copied()));
        match stream.as_ref().and_then(|stream| stream.dict.get("Subtype")).and_then(Object::as_name) {
            Some(b"Image") => MarkKind::Picture,
            _ => MarkKind::Form,
        }
    }

    fn add(&mut self, points: &[(f64, f64)]) {
        for (x, y) in points {
            let (x, y) = self.matrix.point(*x, *y);
            let [left, low, right, high] = self.path.unwrap_or([x, y, x, y]);
            self.path = Some([left.min(x), low.min(y), right.max(x), high.max(y)]);
        }
    }

    /// What fills the unit square of the moment.
    fn whole(&mut self, kind: MarkKind) -> Option<()> {
        self.path = None;
        self.add(&[(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)]);
        self.paint(&[kind])
    }

    fn paint(&mut self, kinds: &[MarkKind]) -> Option<()> {
        self.pdf.work.spend(kinds.len(), limits::KEPT)?;
        let place = self.path.take().unwrap_or_default().map(|bound| bound.round() as i64);
        self.marks.extend(kinds.iter().map(|kind| Mark { kind: *kind, place }));
        Some(())
    }
}

fn number(operand: &Object) -> Option<f64> {
    if let Object::Number(number) = operand { Some(*number) } else { None }
}
