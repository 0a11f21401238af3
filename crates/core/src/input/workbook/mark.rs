//! The mark by which the program knows workbooks of its own making: a custom property of the document. Excel and
//! LibreOffice keep it when such a workbook is saved again.

use quick_xml::events::Event;

use super::package::{Package, attribute, xml};

/// The name of the property.
pub const MARK: &str = "dorkarta";
/// Its value in a workbook of remarks.
pub const REMARKS: &str = "замечания";
/// Its value in a form for the fulfilment.
pub const FORM: &str = "форма";
/// Its value in a workbook that tells how far collecting has come.
pub const PROGRESS: &str = "ход сбора";
/// The workbook of a summary.
pub const SUMMARY: &str = "свод";
/// Its value in a workbook that asks which of differing answers is taken.
pub const CONFLICTS: &str = "расхождения";
/// Its value in a workbook with the data of a document.
pub const DATA: &str = "данные";
/// The sheet of a workbook of remarks that lists them.
pub const REMARKS_SHEET: &str = "Замечания";

/// The value of the property; `None` in a workbook that is not ours.
pub(super) fn of(package: &mut Package<'_>) -> Option<String> {
    let part = package.part("docProps/custom.xml").ok()??;
    let mut reader = xml(&part);
    let mut is_ours = false;
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) if element.local_name().as_ref() == "property" => {
                is_ours = attribute(&element, "name").as_deref() == Some(MARK);
            }
            Event::Text(value) if is_ours => return Some(value.xml10_content().into_owned()),
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// When a workbook was last saved, as `2026-11-28T20:55:23Z`; `None` where it does not say so in this way.
pub(super) fn saved(package: &mut Package<'_>) -> Option<String> {
    const SHAPE: &str = "0000-00-00T00:00:00Z";
    let part = package.part("docProps/core.xml").ok()??;
    let mut reader = xml(&part);
    let mut is_moment = false;
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) => is_moment = element.local_name().as_ref() == "modified",
            Event::Text(value) if is_moment => {
                let moment = value.xml10_content().into_owned();
                let shape: String = moment.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
                return (shape == SHAPE).then_some(moment);
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}
