//! «оформление»: the look of the document.

use super::fields::Record;
use crate::diagnostics::Diagnostics;
use crate::domain::{HeadRepeat, Margins, Orientation, Standard, Style};
use crate::tree::Node;

/// Reads «оформление».
pub(super) fn style(node: &Node, diagnostics: &Diagnostics) -> Style {
    let Some(mut record) = Record::open(node, "оформление", diagnostics) else { return Style::default() };
    let standards = [
        ("гост-2016", Standard::Gost2016),
        ("гост-2025", Standard::Gost2025),
        ("как в данных", Standard::AsTyped),
        ("как набрано", Standard::AsTyped),
    ];
    let orientations = [("книжная", Orientation::Portrait), ("альбомная", Orientation::Landscape)];
    let heads = [("повторять", HeadRepeat::Head), ("номера", HeadRepeat::Numbers), ("один раз", HeadRepeat::Never)];
    let style = Style {
        standard: record.choice("стандарт", &standards, diagnostics).unwrap_or_default(),
        face: record.text("шрифт", diagnostics),
        size: record.number("кегль", 8.0..=20.0, "пт", diagnostics),
        table_size: record.number("кегль таблицы", 6.0..=20.0, "пт", diagnostics),
        margins: record.value("поля").map(|node| margins(node, diagnostics)).unwrap_or_default(),
        orientation: record.choice("ориентация", &orientations, diagnostics),
        head: record.choice("шапка", &heads, diagnostics).unwrap_or_default(),
    };
    record.finish(diagnostics);
    style
}

fn margins(node: &Node, diagnostics: &Diagnostics) -> Margins {
    let Some(mut record) = Record::open(node, "оформление.поля", diagnostics) else {
        return Margins::default();
    };
    let mut margin = |key| record.number(key, 5.0..=80.0, "мм", diagnostics);
    let margins =
        Margins {
            left: margin("левое"), right: margin("правое"), top: margin("верхнее"), bottom: margin("нижнее")
        };
    record.finish(diagnostics);
    margins
}
