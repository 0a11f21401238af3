//! `.xlsx` and `.xlsb`: zip files.

use super::*;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// The parts of a workbook by their names.
type Parts = BTreeMap<&'static str, String>;

/// A workbook with the plan, as small as it can be.
fn parts() -> Parts {
    let related = |list: &[(&str, &str, &str)]| {
        let list = list.iter().map(|(id, kind, target)| {
            format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
        });
        format!("<Relationships xmlns=\"{PACKAGE}\">{}</Relationships>", list.collect::<String>())
    };
    let rows = |rows: &[&[&str]]| {
        let cell = |text: &&str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
        let row = |row: &&[&str]| format!("<row>{}</row>", row.iter().map(cell).collect::<String>());
        let rows: String = rows.iter().map(row).collect();
        format!("<worksheet xmlns=\"{MAIN}\"><dimension ref=\"A1:D3\"/><sheetData>{rows}</sheetData></worksheet>")
    };
    Parts::from([
        ("[Content_Types].xml", "<Types/>".into()),
        ("_rels/.rels", related(&[("w", "officeDocument", "xl/workbook.xml")])),
        (
            "xl/workbook.xml",
            format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
                 <workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>\
                 <sheet name=\"Реквизиты\" sheetId=\"1\" r:id=\"a\"/>\
                 <sheet name=\"Мероприятия\" sheetId=\"2\" r:id=\"b\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            related(&[("a", "worksheet", "worksheets/a.xml"), ("b", "worksheet", "worksheets/b.xml")]),
        ),
        ("xl/worksheets/a.xml", rows(&REQUISITES.each_ref().map(|row| row.as_slice()))),
        ("xl/worksheets/b.xml", rows(&TABLE.each_ref().map(|row| row.as_slice()))),
    ])
}

fn zipped<B: AsRef<[u8]>>(parts: impl IntoIterator<Item = (&'static str, B)>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes.as_ref()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// What is said of the workbook with other words in a part.
#[track_caller]
fn with(part: &str, from: &str, to: &str) -> String {
    let mut parts = parts();
    let text = parts.get_mut(part).unwrap();
    assert!(text.contains(from), "{from}");
    *text = text.replace(from, to);
    said(&zipped(parts))
}

const SHEET: &str = "xl/worksheets/b.xml";

#[test]
fn the_used_range_is_what_is_used() {
    assert_eq!(said(&zipped(parts())), WHOLE);
    for claim in [
        "",
        "<dimension/>",
        "<dimension ref=\"\"/>",
        "<dimension ref=\"A1\"/>",
        "<dimension ref=\"A0:AZ48943\"/>",
        "<dimension ref=\"1:3\"/>",
        "<dimension ref=\"A:D\"/>",
        "<dimension ref=\"D3:A1\"/>",
        "<dimension ref=\"A1:XFD1048576\"/>",
        "<dimension ref=\"F20:G30\"/>",
        "<dimension ref=\"#REF!\"/>",
    ] {
        assert_eq!(with(SHEET, "<dimension ref=\"A1:D3\"/>", claim), WHOLE, "{claim}");
    }
}

#[test]
fn sheets_without_cells_are_passed_over() {
    let main = "xl/workbook.xml";
    for state in ["show", "visible", "hidden", "veryHidden", "", "?"] {
        let read = with(main, "sheetId=\"2\"", &format!("sheetId=\"2\" state=\"{state}\""));
        assert_eq!(read, WHOLE, "{state}");
    }
    // The module of a macro of Excel 95 has no part; a name of it may even be that of a table.
    for module in ["r:id=\"\"", "", "r:id=\"z\""] {
        let sheet = format!("<sheets><sheet name=\"мероприятия \" sheetId=\"9\" state=\"veryHidden\" {module}/>");
        assert_eq!(with(main, "<sheets>", &sheet), WHOLE, "{module}");
    }
    for kind in ["xlMacrosheet", "dialogsheet", "chartsheet", "xlIntlMacrosheet"] {
        let mut parts = parts();
        let list = parts.get_mut("xl/_rels/workbook.xml.rels").unwrap();
        *list = list.replace("</Rel", &format!("<Relationship Id=\"z\" Type=\"x/{kind}\" Target=\"z.xml\"/></Rel"));
        let sheets = parts.get_mut(main).unwrap();
        *sheets = sheets.replace("</sheets>", "<sheet name=\"Макрос\" sheetId=\"9\" r:id=\"z\"/></sheets>");
        parts.insert("xl/z.xml", "<xm:macrosheet/>".into());
        let bytes = zipped(parts);
        assert_eq!(said(&bytes), WHOLE, "{kind}");
        assert_eq!(Book::open(&bytes).ok().unwrap().sheets(), ["Реквизиты", "Мероприятия"]);
    }
}

#[test]
fn parts_may_be_in_utf_16() {
    for bytes in [u16::to_le_bytes, u16::to_be_bytes] {
        for mark in ["", "\u{feff}"] {
            let parts = parts().into_iter().map(|(name, text)| {
                let text = text.replace("UTF-8", "UTF-16");
                (name, format!("{mark}{text}").encode_utf16().flat_map(bytes).collect::<Vec<u8>>())
            });
            assert_eq!(said(&zipped(parts)), WHOLE);
        }
    }
}

#[test]
fn whole_rows_and_columns_may_be_merged() {
    let band = "<row><c t=\"inlineStr\"><is><t>I. Работа с кадрами</t></is></c></row><row><c";
    let table =
        parts()[SHEET].replacen("<row><c t=\"inlineStr\"><is><t>1<", &format!("{band} t=\"inlineStr\"><is><t>1<"), 1);
    for area in ["2:2", "A2:XFD2", "$A$2:$XFD$2", "XFD2:A2", "A2:D2"] {
        let merged = format!("</sheetData><mergeCells count=\"1\"><mergeCell ref=\"{area}\"/></mergeCells>");
        let mut parts = parts();
        parts.insert(SHEET, table.replace("</sheetData>", &merged));
        let read = said(&zipped(parts));
        assert_eq!(read, WHOLE.replace("; 1;", "; ; I. Работа с кадрами; 1;"), "{area}");
    }
    // Columns that hold nothing: any number of them, as they are when somebody has merged them as a whole.
    for area in ["E:E", "E1:E1048576", "E:XFD", "F:F"] {
        let merged = format!("</sheetData><mergeCells><mergeCell ref=\"{area}\"/></mergeCells>");
        assert_eq!(with(SHEET, "</sheetData>", &merged), WHOLE, "{area}");
    }
}

#[test]
fn an_error_is_a_fault_of_its_cell() {
    for name in ["#Н/Д", "#GETTING_DATA", "#FIELD!", "#ОЙ"] {
        let read =
            with(SHEET, "<c t=\"inlineStr\"><is><t>Школы</t></is></c>", &format!("<c t=\"e\"><v>{name}</v></c>"));
        assert!(
            read.contains("Апрель 2023") && read.ends_with("! D3: в ячейке ошибка вместо значения"),
            "{name}: {read}"
        );
    }
    let read = with(SHEET, "<c t=\"inlineStr\"><is><t>Школы</t></is></c>", "<c><v>1 000</v></c>");
    assert!(read.contains("Апрель 2023") && read.contains("это не число"), "{read}");
}

#[test]
fn cells_are_found_however_they_are_written() {
    // In order or not, with places or without, with names of any kind, in the first or the last of the ways to part lines.
    let shuffled =
        with(SHEET, "<row><c t=\"inlineStr\"><is><t>1<", "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>1<");
    assert_eq!(shuffled, WHOLE);
    let prefixed = with(
        SHEET,
        "<is><t>Отдел</t></is>",
        "<x:is xmlns:x=\"y\"><x:r><x:t>От</x:t></x:r><x:r><x:t>дел</x:t></x:r></x:is>",
    );
    assert_eq!(prefixed, WHOLE);
    // A part that ends before its end is never half a plan.
    let whole = parts()[SHEET].clone();
    for length in (0..whole.len()).filter(|at| whole.is_char_boundary(*at)).step_by(7) {
        let mut parts = parts();
        parts.insert(SHEET, whole[..length].to_owned());
        let read = said(&zipped(parts));
        assert!(read.contains("файл повреждён"), "{length}: {read}");
    }
}

#[test]
fn sheets_whose_names_are_alike_are_two() {
    let mut parts = parts();
    let main = parts.get_mut("xl/workbook.xml").unwrap();
    *main = main.replace("Реквизиты", "План 1").replace("Мероприятия", "План-1");
    let bytes = zipped(parts);
    let said = |sheet| said_of(&bytes, Part::Table { sheet: Some(sheet), beside: &nothing() });
    assert!(said("План-1").ends_with("Школы"), "{}", said("План-1"));
    assert!(
        said("План 1").ends_with("не найдена шапка таблицы со столбцом «Наименование мероприятия»"),
        "{}",
        said("План 1")
    );
    // Neither is meant more than the other.
    assert!(said("план_1").contains("! "), "{}", said("план_1"));
    assert!(said_of(&bytes, Part::Table { sheet: None, beside: &nothing() }).ends_with("Школы"));
}
