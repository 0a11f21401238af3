//! Blocks to `document.xml`. The order of the elements is that of the schema, which the validator wants.

use std::collections::BTreeSet;

use super::blocks::{Block, Cell, Height, Join, Look, Mark, Paragraph, Picture, Row, Rules, Table};
use super::names;
use super::sheet::{Sheet, half_points, millimetres, picture_units, twips};
use super::styles::{self, WORD, spacing};
use super::xml::{Attributes, Xml};

/// Of relations, and of the attributes that name them.
pub(super) const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const PICTURE: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";
const IN_TEXT: &str = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
/// Under whose name the differences of two editions stand in the margin.
const AUTHOR: &str = "Сравнение редакций";

/// The relations of the document to its headers and pictures.
pub(super) const HEADER_ID: &str = "rHeader";
pub(super) const FIRST_HEADER_ID: &str = "rFirst";
pub(super) fn picture_id(at: usize) -> String {
    format!("rPicture{}", at + 1)
}

/// Spells out a document. `edition` is what its bookmarks name.
pub(super) fn document(blocks: &[Block], edition: &str, sheet: &Sheet<'_>) -> Vec<u8> {
    let root: Attributes<'_> = &[("xmlns:w", WORD), ("xmlns:r", RELATIONS), ("xmlns:wp", IN_TEXT)];
    Xml::part("w:document", root, |xml| {
        let mut body = Body { xml, edition, sheet, next_id: 0 };
        body.write(blocks);
    })
}

/// A body in the making.
struct Body<'a> {
    xml: &'a mut Xml,
    edition: &'a str,
    sheet: &'a Sheet<'a>,
    /// Of bookmarks and changes: none comes again in the document.
    next_id: usize,
}

impl Body<'_> {
    fn write(&mut self, blocks: &[Block]) {
        self.within("w:body", &[], |body| {
            for block in blocks {
                match block {
                    Block::Paragraph(it) => body.paragraph(it),
                    Block::Table(it) => body.table(it),
                    Block::Picture(it) => body.picture(it),
                }
            }
            body.last_line();
            body.section();
        });
    }

    /// Word wants a paragraph behind a table, and its end is never inserted nor dropped: so every document ends with one that
    /// is hardly higher than a rule.
    fn last_line(&mut self) {
        self.xml.within("w:p", &[], |xml| {
            xml.within("w:pPr", &[], |xml| {
                xml.value("w:pStyle", styles::names(Look::Small).0);
                spacing(xml, 0, 0, 20);
            });
        });
    }

    /// An element, inside of which the body goes on.
    fn within(&mut self, name: &str, attributes: Attributes<'_>, inside: impl FnOnce(&mut Body<'_>)) {
        let Self { xml, edition, sheet, next_id } = self;
        xml.within(name, attributes, |xml| {
            let mut body = Body { xml, edition, sheet, next_id: *next_id };
            inside(&mut body);
            *next_id = body.next_id;
        });
    }

    fn id(&mut self) -> String {
        self.next_id += 1;
        self.next_id.to_string()
    }

    /// An element that says what became of what.
    fn mark(&mut self, mark: Mark) {
        let id = self.id();
        let attributes = [("w:id", id.as_str()), ("w:author", AUTHOR)];
        match mark {
            Mark::Kept => {}
            Mark::Inserted => self.xml.empty("w:ins", &attributes),
            Mark::Deleted => self.xml.empty("w:del", &attributes),
        }
    }

    fn paragraph(&mut self, it: &Paragraph) {
        self.within("w:p", &[], |body| {
            body.within("w:pPr", &[], |body| body.paragraph_properties(it));
            let bookmark = it.activity.map(|place| (body.id(), names::bookmark(body.edition, place)));
            if let Some((id, name)) = &bookmark {
                body.xml.empty("w:bookmarkStart", &[("w:id", id), ("w:name", name)]);
            }
            for piece in &it.text {
                let id = body.id();
                let attributes = [("w:id", id.as_str()), ("w:author", AUTHOR)];
                match piece.mark {
                    Mark::Kept => run(body.xml, it, &piece.text, "w:t"),
                    Mark::Inserted => body.xml.within("w:ins", &attributes, |xml| run(xml, it, &piece.text, "w:t")),
                    Mark::Deleted => {
                        body.xml.within("w:del", &attributes, |xml| run(xml, it, &piece.text, "w:delText"));
                    }
                }
            }
            if let Some((id, _)) = &bookmark {
                body.xml.empty("w:bookmarkEnd", &[("w:id", id)]);
            }
        });
    }

    fn paragraph_properties(&mut self, it: &Paragraph) {
        let xml = &mut *self.xml;
        xml.value("w:pStyle", styles::names(it.look).0);
        if it.keeps_next {
            xml.empty("w:keepNext", &[]);
        }
        if it.begins_page {
            xml.empty("w:pageBreakBefore", &[]);
        }
        let [before, after] = [it.before, it.after].map(|lines| lines.map(|lines| self.sheet.lines(lines).to_string()));
        let distances: Vec<(&str, &str)> = [("w:before", &before), ("w:after", &after)]
            .into_iter()
            .filter_map(|(name, lines)| Some((name, lines.as_deref()?)))
            .collect();
        if !distances.is_empty() {
            xml.empty("w:spacing", &distances);
        }
        if it.mark != Mark::Kept || it.is_bold || it.size.is_some() {
            self.within("w:rPr", &[], |body| {
                if it.mark != Mark::Kept {
                    body.mark(it.mark);
                }
                type_properties(body.xml, it);
            });
        }
    }

    fn table(&mut self, table: &Table) {
        let edges = Edges::of(table);
        self.within("w:tbl", &[], |body| {
            body.within("w:tblPr", &[], |body| body.table_properties(table, edges.width()));
            body.xml.within("w:tblGrid", &[], |xml| {
                edges.widths().for_each(|width| xml.empty("w:gridCol", &[("w:w", &width.to_string())]));
            });
            table.rows.iter().for_each(|row| body.row(row, &edges.of_row(table, row), &edges));
        });
    }

    fn table_properties(&mut self, table: &Table, width: i64) {
        let tokens = self.sheet.tokens;
        let xml = &mut *self.xml;
        xml.empty("w:tblW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
        if table.rules == Rules::Drawn {
            xml.within("w:tblBorders", &[], |xml| {
                // In eighths of a point.
                let size = ((tokens.table_rule_pt * 8.0).round() as i64).to_string();
                for side in ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"] {
                    let rule = [("w:val", "single"), ("w:sz", size.as_str()), ("w:space", "0"), ("w:color", "000000")];
                    xml.empty(side, &rule);
                }
            });
        }
        xml.empty("w:tblLayout", &[("w:type", "fixed")]);
        xml.within("w:tblCellMar", &[], |xml| {
            let (x, y) = table.inset;
            for (side, inset) in [("w:top", y), ("w:left", x), ("w:bottom", y), ("w:right", x)] {
                xml.empty(side, &[("w:w", &twips(inset).to_string()), ("w:type", "dxa")]);
            }
        });
    }

    fn row(&mut self, row: &Row, own: &[i64], edges: &Edges) {
        self.within("w:tr", &[], |body| {
            if !row.splits || row.repeats || row.height.is_some() || row.mark != Mark::Kept {
                body.within("w:trPr", &[], |body| {
                    if !row.splits {
                        body.xml.empty("w:cantSplit", &[]);
                    }
                    if let Some(height) = row.height {
                        body.xml.empty("w:trHeight", &[("w:val", &twips(height).to_string()), ("w:hRule", "atLeast")]);
                    }
                    if row.repeats {
                        body.xml.empty("w:tblHeader", &[]);
                    }
                    if row.mark != Mark::Kept {
                        body.mark(row.mark);
                    }
                });
            }
            let mut column = 0;
            for cell in &row.cells {
                let end = (column + cell.span).min(own.len() - 1);
                body.cell(cell, (own[column], own[end]), edges);
                column = end;
            }
        });
    }

    fn cell(&mut self, cell: &Cell, (left, right): (i64, i64), edges: &Edges) {
        self.within("w:tc", &[], |body| {
            let grey = format!("{:02X}", (body.sheet.tokens.table_mark_percent * 2.55).round() as u8).repeat(3);
            body.xml.within("w:tcPr", &[], |xml| {
                xml.empty("w:tcW", &[("w:w", &(right - left).to_string()), ("w:type", "dxa")]);
                let span = edges.between(left, right);
                if span > 1 {
                    xml.number("w:gridSpan", span);
                }
                match cell.join {
                    Join::None => {}
                    Join::First => xml.value("w:vMerge", "restart"),
                    Join::Rest => xml.empty("w:vMerge", &[]),
                }
                if cell.is_grey {
                    xml.empty("w:shd", &[("w:val", "clear"), ("w:color", "auto"), ("w:fill", &grey)]);
                }
                if cell.is_turned {
                    xml.value("w:textDirection", "btLr");
                }
                match cell.height {
                    Height::Top => {}
                    Height::Middle => xml.value("w:vAlign", "center"),
                    Height::Bottom => xml.value("w:vAlign", "bottom"),
                }
            });
            cell.lines.iter().for_each(|line| body.paragraph(line));
        });
    }

    fn picture(&mut self, it: &Picture) {
        let id = (it.key.1 + 1).to_string();
        let relation = picture_id(it.key.1);
        let (width, height) = it.size;
        let [width, height] = [width, height].map(|it| picture_units(it).to_string());
        let around = self.sheet.lines(1.0).to_string();
        self.xml.within("w:p", &[], |xml| {
            xml.within("w:pPr", &[], |xml| {
                xml.value("w:pStyle", styles::names(Look::Left).0);
                if it.keeps_next {
                    xml.empty("w:keepNext", &[]);
                }
                xml.empty("w:spacing", &[("w:before", &around), ("w:after", &around)]);
            });
            xml.within("w:r", &[], |xml| {
                xml.within("w:drawing", &[], |xml| {
                    let none = [("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")];
                    xml.within("wp:inline", &none, |xml| {
                        xml.empty("wp:extent", &[("cx", &width), ("cy", &height)]);
                        let name = format!("Диаграмма {id}");
                        let shown = [("id", id.as_str()), ("name", &name), ("descr", &it.alt)];
                        xml.empty("wp:docPr", &shown);
                        xml.within("a:graphic", &[("xmlns:a", DRAWING)], |xml| {
                            xml.within("a:graphicData", &[("uri", PICTURE)], |xml| {
                                drawn(xml, &relation, &shown, (&width, &height));
                            });
                        });
                    });
                });
            });
        });
    }

    fn section(&mut self) {
        let page = self.sheet.page;
        let (width, height) = page.text_area();
        let margin = page.margin;
        let [left, right, top, bottom] = [margin.left, margin.right, margin.top, margin.bottom].map(millimetres);
        let distance = millimetres(self.sheet.tokens.page_number_distance_mm);
        self.xml.within("w:sectPr", &[], |xml| {
            for (kind, id) in [("default", HEADER_ID), ("first", FIRST_HEADER_ID)] {
                xml.empty("w:headerReference", &[("w:type", kind), ("r:id", id)]);
            }
            let [width, height] = [width + left + right, height + top + bottom].map(|it| twips(it).to_string());
            let turned = page.flipped.then_some(("w:orient", "landscape"));
            let size: Vec<_> = [("w:w", width.as_str()), ("w:h", &height)].into_iter().chain(turned).collect();
            xml.empty("w:pgSz", &size);
            let lengths = [top, right, bottom, left, distance, distance].map(|it| twips(it).to_string());
            let sides = ["w:top", "w:right", "w:bottom", "w:left", "w:header", "w:footer"];
            let mut margins: Vec<(&str, &str)> = sides.into_iter().zip(lengths.iter().map(String::as_str)).collect();
            margins.push(("w:gutter", "0"));
            xml.empty("w:pgMar", &margins);
            xml.empty("w:titlePg", &[]);
        });
    }
}

/// The picture itself, within all that Word puts around one.
fn drawn(xml: &mut Xml, relation: &str, shown: Attributes<'_>, (width, height): (&str, &str)) {
    xml.within("pic:pic", &[("xmlns:pic", PICTURE)], |xml| {
        xml.within("pic:nvPicPr", &[], |xml| {
            xml.empty("pic:cNvPr", shown);
            xml.empty("pic:cNvPicPr", &[]);
        });
        xml.within("pic:blipFill", &[], |xml| {
            xml.empty("a:blip", &[("r:embed", relation)]);
            xml.within("a:stretch", &[], |xml| xml.empty("a:fillRect", &[]));
        });
        xml.within("pic:spPr", &[], |xml| {
            xml.within("a:xfrm", &[], |xml| {
                xml.empty("a:off", &[("x", "0"), ("y", "0")]);
                xml.empty("a:ext", &[("cx", width), ("cy", height)]);
            });
            xml.within("a:prstGeom", &[("prst", "rect")], |xml| xml.empty("a:avLst", &[]));
        });
    });
}

/// A stretch of text; `name` is the element that holds it.
fn run(xml: &mut Xml, paragraph: &Paragraph, text: &str, name: &str) {
    xml.within("w:r", &[], |xml| {
        if paragraph.is_bold || paragraph.size.is_some() {
            xml.within("w:rPr", &[], |xml| type_properties(xml, paragraph));
        }
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.find(['\t', '\n']).unwrap_or(rest.len());
            let (plain, tail) = rest.split_at(end);
            if !plain.is_empty() {
                xml.text(name, &[("xml:space", "preserve")], plain);
            }
            match tail.chars().next() {
                Some('\t') => xml.empty("w:tab", &[]),
                Some(_) => xml.empty("w:br", &[]),
                None => {}
            }
            rest = tail.get(1..).unwrap_or_default();
        }
    });
}

fn type_properties(xml: &mut Xml, paragraph: &Paragraph) {
    if paragraph.is_bold {
        xml.empty("w:b", &[]);
    }
    if let Some(size) = paragraph.size {
        xml.number("w:sz", half_points(size));
        xml.number("w:szCs", half_points(size));
    }
}

/// Where cells of a table begin and end, in twentieths of a point from its left edge: rows of two editions may have other
/// columns, and stand in one table all the same.
struct Edges(BTreeSet<i64>);

impl Edges {
    fn of(table: &Table) -> Self {
        let own = table.rows.iter().filter_map(|row| row.columns.as_ref());
        Self(std::iter::once(&table.columns).chain(own).flat_map(|columns| edges(columns)).collect())
    }

    /// The edges of the columns of a row.
    fn of_row(&self, table: &Table, row: &Row) -> Vec<i64> {
        edges(row.columns.as_ref().unwrap_or(&table.columns))
    }

    fn width(&self) -> i64 {
        self.0.last().copied().unwrap_or_default()
    }

    fn widths(&self) -> impl Iterator<Item = i64> {
        self.0.iter().zip(self.0.iter().skip(1)).map(|(left, right)| right - left)
    }

    /// Columns of the grid between two edges.
    fn between(&self, left: i64, right: i64) -> i64 {
        self.0.range(left..right).map(|_| 1).sum()
    }
}

fn edges(columns: &[f64]) -> Vec<i64> {
    let mut at = 0.0;
    let ends = columns.iter().map(|width| {
        at += width;
        twips(at)
    });
    std::iter::once(0).chain(ends).collect()
}
