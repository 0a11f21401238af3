//! The styles of a document, and what holds for all of it.

use super::blocks::Look;
use super::sheet::{Sheet, half_points, millimetres, twips};
use super::xml::Xml;

/// The namespace of everything that stands in a document.
pub(super) const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// How a look is called inside of the file, and by whoever opens it.
pub(super) fn names(look: Look) -> (&'static str, &'static str) {
    match look {
        Look::Text => ("DkText", "Текст документа"),
        Look::Title => ("Heading1", "heading 1"),
        Look::Heading => ("Heading2", "heading 2"),
        Look::UnderTitle => ("DkEdition", "Редакция"),
        Look::Item => ("DkItem", "Пункт перечня"),
        Look::Draft => ("DkDraft", "Отметка «Проект»"),
        Look::AnnexMark => ("DkAnnexMark", "Отметка о приложении"),
        Look::Corner => ("DkCorner", "Гриф и подпись"),
        Look::Pen => ("DkPen", "Место подписи"),
        Look::Cell => ("DkCell", "Ячейка таблицы"),
        Look::Centred => ("DkCentred", "Ячейка по центру"),
        Look::Right => ("DkRight", "У правого края"),
        Look::Left => ("DkLeft", "Без отступа"),
        Look::Small => ("DkSmall", "Составитель"),
        Look::Gap => ("DkGap", "Промежуток"),
        Look::PageNumber => ("Header", "header"),
    }
}

const LOOKS: [Look; 16] = [
    Look::Text,
    Look::Title,
    Look::Heading,
    Look::UnderTitle,
    Look::Item,
    Look::Draft,
    Look::AnnexMark,
    Look::Corner,
    Look::Pen,
    Look::Cell,
    Look::Centred,
    Look::Right,
    Look::Left,
    Look::Small,
    Look::Gap,
    Look::PageNumber,
];

/// What a look is made of.
#[derive(Default)]
struct Style {
    keeps_next: bool,
    tabs: Vec<(&'static str, Option<&'static str>, i64)>,
    before: i64,
    after: i64,
    line: Option<i64>,
    left: i64,
    hanging: i64,
    first: i64,
    align: &'static str,
    level: Option<i64>,
    is_bold: bool,
    size: Option<f64>,
}

fn style(look: Look, sheet: &Sheet<'_>) -> Style {
    let tokens = sheet.tokens;
    let indent = twips(millimetres(tokens.paragraph_indent_mm));
    let (above, below) = (sheet.lines(tokens.title_above_lines), sheet.lines(tokens.title_below_lines));
    let at = |align| Style { align, ..Style::default() };
    let heading = |level| Style {
        keeps_next: true,
        before: above,
        after: below,
        level: Some(level),
        is_bold: true,
        ..at("center")
    };
    let in_table = |align| Style { line: Some(sheet.table_line()), size: Some(sheet.page.table_size), ..at(align) };
    match look {
        Look::Text => Style { first: indent, ..at("both") },
        Look::Title => heading(0),
        Look::Heading => heading(1),
        Look::UnderTitle => Style { after: below, ..at("center") },
        Look::Item => {
            let label = indent / 2;
            Style { left: indent + label, hanging: label, tabs: vec![("left", None, indent + label)], ..at("both") }
        }
        Look::Draft => Style { is_bold: true, after: sheet.lines(0.5), ..at("right") },
        Look::AnnexMark => Style { left: twips(sheet.room() - sheet.corner()), ..at("left") },
        Look::Corner | Look::Left => at("left"),
        Look::Pen => Style {
            before: twips(millimetres(tokens.corner_signature_gap_mm)),
            tabs: vec![("right", Some("underscore"), twips(sheet.corner()))],
            ..at("left")
        },
        Look::Cell => in_table("left"),
        Look::Centred => in_table("center"),
        Look::Right => at("right"),
        Look::Small => Style { size: Some(tokens.small_size_pt), ..at("left") },
        // Together with its own line.
        Look::Gap => Style { before: sheet.lines((tokens.signature_above_lines - 1.0).max(0.0)), ..at("left") },
        Look::PageNumber => at("center"),
    }
}

/// `styles.xml`.
pub(super) fn styles(sheet: &Sheet<'_>) -> Vec<u8> {
    Xml::part("w:styles", &[("xmlns:w", WORD)], |xml| {
        xml.within("w:docDefaults", &[], |xml| {
            xml.within("w:rPrDefault", &[], |xml| {
                xml.within("w:rPr", &[], |xml| {
                    let face = sheet.face();
                    let faces = [("w:ascii", face), ("w:hAnsi", face), ("w:eastAsia", face), ("w:cs", face)];
                    xml.empty("w:rFonts", &faces);
                    xml.number("w:sz", half_points(sheet.page.size));
                    xml.number("w:szCs", half_points(sheet.page.size));
                    xml.empty("w:lang", &[("w:val", "ru-RU"), ("w:eastAsia", "ru-RU"), ("w:bidi", "ar-SA")]);
                });
            });
            xml.within("w:pPrDefault", &[], |xml| {
                xml.within("w:pPr", &[], |xml| spacing(xml, 0, 0, sheet.line()));
            });
        });
        xml.within("w:style", &[("w:type", "paragraph"), ("w:default", "1"), ("w:styleId", "Normal")], |xml| {
            xml.value("w:name", "Normal");
            xml.empty("w:qFormat", &[]);
        });
        xml.within("w:style", &[("w:type", "table"), ("w:default", "1"), ("w:styleId", "TableNormal")], |xml| {
            xml.value("w:name", "Normal Table");
            xml.number("w:uiPriority", 99);
            xml.empty("w:semiHidden", &[]);
            xml.empty("w:unhideWhenUsed", &[]);
        });
        LOOKS.into_iter().for_each(|look| one(xml, look, sheet));
    })
}

fn one(xml: &mut Xml, look: Look, sheet: &Sheet<'_>) {
    let ((id, name), style) = (names(look), style(look, sheet));
    let is_own = id.starts_with("Dk");
    let kind = [("w:type", "paragraph"), ("w:customStyle", "1"), ("w:styleId", id)];
    let attributes = if is_own { &kind[..] } else { &[kind[0], kind[2]] };
    xml.within("w:style", attributes, |xml| {
        xml.value("w:name", name);
        xml.value("w:basedOn", "Normal");
        xml.empty("w:qFormat", &[]);
        xml.within("w:pPr", &[], |xml| {
            if style.keeps_next {
                xml.empty("w:keepNext", &[]);
            }
            if !style.tabs.is_empty() {
                xml.within("w:tabs", &[], |xml| {
                    for (kind, leader, at) in style.tabs {
                        let at = at.to_string();
                        let leader = leader.map(|leader| ("w:leader", leader));
                        let attributes: Vec<_> =
                            [("w:val", kind)].into_iter().chain(leader).chain([("w:pos", at.as_str())]).collect();
                        xml.empty("w:tab", &attributes);
                    }
                });
            }
            spacing(xml, style.before, style.after, style.line.unwrap_or(sheet.line()));
            let (left, hanging, first) = (style.left.to_string(), style.hanging.to_string(), style.first.to_string());
            let first =
                if style.hanging > 0 { ("w:hanging", hanging.as_str()) } else { ("w:firstLine", first.as_str()) };
            xml.empty("w:ind", &[("w:left", &left), first]);
            xml.value("w:jc", style.align);
            if let Some(level) = style.level {
                xml.number("w:outlineLvl", level);
            }
        });
        xml.within("w:rPr", &[], |xml| {
            if style.is_bold {
                xml.empty("w:b", &[]);
            }
            if let Some(size) = style.size {
                xml.number("w:sz", half_points(size));
                xml.number("w:szCs", half_points(size));
            }
        });
    });
}

/// The distances of a paragraph.
pub(super) fn spacing(xml: &mut Xml, before: i64, after: i64, line: i64) {
    let [before, after, line] = [before, after, line].map(|it| it.to_string());
    let attributes = [("w:before", before.as_str()), ("w:after", &after), ("w:line", &line), ("w:lineRule", "auto")];
    xml.empty("w:spacing", &attributes);
}

/// `settings.xml`: every change is recorded from the first key on, and nobody needs a password to end that.
pub(super) fn settings() -> Vec<u8> {
    Xml::part("w:settings", &[("xmlns:w", WORD)], |xml| {
        xml.empty("w:trackRevisions", &[]);
        xml.empty("w:documentProtection", &[("w:edit", "trackedChanges"), ("w:enforcement", "1")]);
        xml.number("w:defaultTabStop", 708);
        xml.number("w:autoHyphenation", 0);
        xml.value("w:characterSpacingControl", "doNotCompress");
        xml.within("w:compat", &[], |xml| {
            let uri = "http://schemas.microsoft.com/office/word";
            let mode = [("w:name", "compatibilityMode"), ("w:uri", uri), ("w:val", "15")];
            xml.empty("w:compatSetting", &mode);
        });
        xml.empty("w:themeFontLang", &[("w:val", "ru-RU")]);
        xml.value("w:decimalSymbol", ",");
        xml.value("w:listSeparator", ";");
    })
}

/// The header of a page: its number, or nothing.
pub(super) fn header(has_number: bool) -> Vec<u8> {
    Xml::part("w:hdr", &[("xmlns:w", WORD)], |xml| {
        xml.within("w:p", &[], |xml| {
            xml.within("w:pPr", &[], |xml| xml.value("w:pStyle", names(Look::PageNumber).0));
            if has_number {
                xml.within("w:fldSimple", &[("w:instr", " PAGE ")], |xml| {
                    xml.within("w:r", &[], |xml| xml.text("w:t", &[], "2"));
                });
            }
        });
    })
}
