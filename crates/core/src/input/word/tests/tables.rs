//! Rows and cells, whatever is wrapped around them.

use super::*;

#[test]
fn rows_and_cells_within_wrappers_are_read() {
    let row = tr(&["1", "Семинар"]);
    for wrapped in [
        format!("<w:sdt><w:sdtPr/><w:sdtContent>{row}</w:sdtContent></w:sdt>"),
        format!("<w:customXml>{row}</w:customXml>"),
        format!("<w:ins w:author=\"а\">{row}</w:ins>"),
        format!("<w:bookmarkStart w:id=\"1\"/>{row}"),
    ] {
        assert_eq!(Docx::of(tbl(&wrapped)).seen(), ["1:1 | 2:Семинар"], "{wrapped}");
    }
    let cell = format!("<w:tr>{}<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt></w:tr>", tc("", "1"), tc("", "Семинар"));
    assert_eq!(Docx::of(tbl(&cell)).seen(), ["1:1 | 2:Семинар"]);
}

#[test]
fn merged_cells_skipped_columns_and_short_rows() {
    let rows = [
        tr(&["№", "Название", "Срок"]),
        format!("<w:tr>{}</w:tr>", tc(r#"<w:gridSpan w:val="3"/>"#, "Раздел 1")),
        format!("<w:tr>{}</w:tr>", tc("", "Раздел 2")),
        format!("<w:tr>{}{}{}</w:tr>", tc("", "1"), tc(r#"<w:vMerge w:val="restart"/>"#, "Семинар"), tc("", "май")),
        format!("<w:tr>{}{}{}</w:tr>", tc("", "2"), tc("<w:vMerge/>", "не видно"), tc("", "июнь")),
        format!("<w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>{}{}</w:tr>", tc("", "Итоги"), tc("", "июль")),
        format!(
            "<w:tr>{}{}{}</w:tr>",
            tc("", "3"),
            tc(r#"<w:hMerge w:val="restart"/>"#, "Слёт"),
            tc("<w:hMerge/>", "")
        ),
    ];
    assert_eq!(
        Docx::of(tbl(&rows.concat())).seen(),
        [
            "1:№ | 2:Название | 3:Срок",
            "1:[3x1]Раздел 1",
            "1:[3x1]Раздел 2",
            "1:1 | 2:[1x2]Семинар | 3:май",
            "1:2 | 3:июнь",
            "2:Итоги | 3:июль",
            "1:3 | 2:[2x1]Слёт",
        ]
    );
}

#[test]
fn paragraphs_of_a_cell_are_lines_and_tables_in_it_too() {
    let inner = tbl(&(tr(&["а", "б"]) + &tr(&["в", ""])));
    let cell = format!("<w:tc>{}{}{inner}<w:p/></w:tc>", p("", "Семинар"), p("", "для школ"));
    let table = tbl(&format!("<w:tr>{}{cell}</w:tr>", tc("", "1")));
    assert_eq!(Docx::of(table).seen(), ["1:1 | 2:Семинар/для школ/а б/в"]);
}

#[test]
fn a_table_that_only_frames_is_none() {
    let inner = tbl(&tr(&["1", "Семинар"]));
    let framed = tbl(&format!("<w:tr><w:tc>{}{inner}<w:p/></w:tc></w:tr>", p("", "План")));
    assert_eq!(Docx::of(framed).seen(), ["План", "1:1 | 2:Семинар", ""]);
}

#[test]
fn tracked_rows_come_and_go() {
    let tracked = |kind: &str, text: &str| {
        format!("<w:tr><w:trPr><w:{kind} w:author=\"Иванова\"/></w:trPr>{}{}</w:tr>", tc("", text), tc("", "май"))
    };
    let document = Docx::of(tbl(&(tracked("ins", "новое") + &tracked("del", "старое"))));
    assert_eq!(document.seen_if(Tracked::Accept), ["1:новое | 2:май", "-1: | 2:"]);
    assert_eq!(document.seen_if(Tracked::Reject), ["-1: | 2:", "1:старое | 2:май"]);
    let authors: Vec<_> = document.open().changes().map(|change| change.author.clone()).collect();
    assert_eq!(authors, ["Иванова", "Иванова"]);
}

#[test]
fn paragraphs_are_counted_apart_from_tables_and_tables_by_themselves() {
    let body = p("", "План") + &tbl(&tr(&["а", "б"])) + "<w:p/>" + &tbl(&tr(&["в", "г"])) + &p("", "Конец");
    let document = Docx::of(body).open();
    let numbers: Vec<_> = document
        .blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(paragraph) => ("абзац", paragraph.number),
            Block::Table(table) => ("таблица", table.number),
        })
        .collect();
    assert_eq!(numbers, [("абзац", 1), ("таблица", 1), ("абзац", 2), ("таблица", 2), ("абзац", 3)]);
}
