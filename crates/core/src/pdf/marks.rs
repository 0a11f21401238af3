//! What a page shows besides its text: areas, lines, pictures and forms, each with its kind and place. So much is compared
//! where only the words of two documents can be: something laid over a text leaves its words as they are.

use super::object::{Dict, Lexer, Object, Token};
use super::{Pdf, text};

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
    let mut painter = Painter::new(pdf, objects.unwrap_or_default());
    let mut operands: Vec<Object> = Vec::new();
    let mut lexer = Lexer::new(&content, 0);
    while let Some(token) = lexer.token() {
        match token {
            Token::Operand(operand) => operands.push(operand),
            Token::Operator(operator) => {
                painter.step(&operator, &operands);
                operands.clear();
            }
        }
    }
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
    objects: Dict,
    matrix: Matrix,
    saved: Vec<Matrix>,
    /// The corners of the path so far.
    path: Vec<(f64, f64)>,
    marks: Vec<Mark>,
}

impl<'a> Painter<'a> {
    fn new(pdf: &'a Pdf, objects: Dict) -> Self {
        Self { pdf, objects, matrix: Matrix::PLAIN, saved: Vec::new(), path: Vec::new(), marks: Vec::new() }
    }

    fn step(&mut self, operator: &[u8], operands: &[Object]) {
        let numbers: Vec<f64> = operands.iter().filter_map(number).collect();
        match (operator, numbers.as_slice()) {
            (b"q", _) => self.saved.push(self.matrix),
            (b"Q", _) => self.matrix = self.saved.pop().unwrap_or(Matrix::PLAIN),
            (b"cm", &[a, b, c, d, e, f]) => self.matrix = self.matrix.after(Matrix([a, b, c, d, e, f])),
            (b"re", &[x, y, width, height]) => {
                self.add(&[(x, y), (x + width, y), (x, y + height), (x + width, y + height)]);
            }
            (b"m" | b"l" | b"c" | b"v" | b"y", numbers) => {
                let points: Vec<(f64, f64)> = numbers.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
                self.add(&points);
            }
            (b"f" | b"F" | b"f*", _) => self.paint(&[MarkKind::Fill]),
            (b"S" | b"s", _) => self.paint(&[MarkKind::Stroke]),
            (b"B" | b"B*" | b"b" | b"b*", _) => self.paint(&[MarkKind::Fill, MarkKind::Stroke]),
            (b"n", _) => self.path.clear(),
            (b"sh", _) => self.whole(MarkKind::Shading),
            // A picture within the content: what stands between is no operator.
            (b"EI", _) => self.whole(MarkKind::Picture),
            (b"Do", _) => self.whole(self.kind(operands)),
            _ => {}
        }
    }

    /// What an object that is painted by its name is.
    fn kind(&self, operands: &[Object]) -> MarkKind {
        let name = operands.first().and_then(Object::as_name);
        let object = name.and_then(|name| self.objects.iter().find(|(key, _)| *key == name)).map(|(_, object)| object);
        let stream = self.pdf.stream(object);
        match stream.as_ref().and_then(|stream| stream.dict.get("Subtype")).and_then(Object::as_name) {
            Some(b"Image") => MarkKind::Picture,
            _ => MarkKind::Form,
        }
    }

    fn add(&mut self, points: &[(f64, f64)]) {
        let matrix = self.matrix;
        self.path.extend(points.iter().map(|(x, y)| matrix.point(*x, *y)));
    }

    /// What fills the unit square of the moment.
    fn whole(&mut self, kind: MarkKind) {
        self.path.clear();
        self.add(&[(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)]);
        self.paint(&[kind]);
    }

    fn paint(&mut self, kinds: &[MarkKind]) {
        let path = std::mem::take(&mut self.path);
        let bound = |of: fn(&(f64, f64)) -> f64, better: fn(f64, f64) -> f64| {
            path.iter().map(of).reduce(better).unwrap_or_default().round() as i64
        };
        let place = [
            bound(|point| point.0, f64::min),
            bound(|point| point.1, f64::min),
            bound(|point| point.0, f64::max),
            bound(|point| point.1, f64::max),
        ];
        self.marks.extend(kinds.iter().map(|kind| Mark { kind: *kind, place }));
    }
}

fn number(operand: &Object) -> Option<f64> {
    if let Object::Number(number) = operand { Some(*number) } else { None }
}
