//! «оформление»: the look of the document.

use super::fields::Record;
use crate::diagnostics::Diagnostics;
use crate::domain::{HeadRepeat, Margins, Orientation, Standard, Style};
use crate::schema;
use crate::tree::Node;

/// Reads «оформление».
pub(super) fn style(node: &Node, diagnostics: &Diagnostics) -> Style {
    let Some(mut record) = Record::open(node, schema::STYLE, diagnostics) else { return Style::default() };
    let standards = [
        ("гост-2016", Standard::Gost2016),
        ("гост-2025", Standard::Gost2025),
        (schema::AS_TYPED, Standard::AsTyped),
        ("как набрано", Standard::AsTyped),
    ];
    let orientations = [("книжная", Orientation::Portrait), ("альбомная", Orientation::Landscape)];
    let heads = [("повторять", HeadRepeat::Head), ("номера", HeadRepeat::Numbers), ("один раз", HeadRepeat::Never)];
    let style = Style {
        standard: record.choice(schema::STANDARD, &standards, diagnostics).unwrap_or_default(),
        face: record.text(schema::FACE, diagnostics),
        size: record.number(schema::SIZE, 8.0..=20.0, "пт", diagnostics),
        table_size: record.number(schema::TABLE_SIZE, 6.0..=20.0, "пт", diagnostics),
        margins: record.value(schema::MARGINS).map(|node| margins(node, diagnostics)).unwrap_or_default(),
        orientation: record.choice(schema::ORIENTATION, &orientations, diagnostics),
        head: record.choice(schema::HEAD, &heads, diagnostics).unwrap_or_default(),
    };
    record.finish(diagnostics);
    style
}

fn margins(node: &Node, diagnostics: &Diagnostics) -> Margins {
    let Some(mut record) = Record::open(node, schema::STYLE_MARGINS, diagnostics) else {
        return Margins::default();
    };
    let mut margin = |key| record.number(key, 5.0..=80.0, "мм", diagnostics);
    let margins = Margins {
        left: margin(schema::LEFT),
        right: margin(schema::RIGHT),
        top: margin(schema::TOP),
        bottom: margin(schema::BOTTOM),
    };
    record.finish(diagnostics);
    margins
}
