//! What is seen of a paragraph.

use super::*;
use crate::input::word::model::{Bookmark, ChangeKind, Comment, Side};

fn text(runs: &str) -> String {
    Docx::of(format!("<w:p>{runs}</w:p>")).seen().join("\n")
}

#[test]
fn signs_that_are_elements_are_signs() {
    let runs = format!(
        r#"{}<w:r><w:noBreakHyphen/></w:r>{}<w:r><w:tab/><w:t>а</w:t><w:br/><w:t>б</w:t><w:cr/><w:t>в</w:t><w:softHyphen/><w:t>г</w:t><w:br w:type="page"/></w:r>"#,
        r("Организационно"),
        r("управленческие"),
    );
    assert_eq!(text(&runs), "Организационно\u{2011}управленческие\tа\nб\nвг");
}

#[test]
fn symbols_are_signs_of_their_face() {
    let sign = |face: &str, code: &str| text(&format!(r#"<w:r><w:sym w:font="{face}" w:char="{code}"/></w:r>"#));
    assert_eq!(sign("Symbol", "F0B3"), "≥");
    assert_eq!(sign("Wingdings", "F0FC"), "✓");
    // A mark of a list becomes plain where all texts do; what is not known is told there.
    assert_eq!(sign("Symbol", "F0B7"), "\u{f0b7}");
    assert_eq!(sign("Wingdings", "0021"), "\u{f021}");
    assert_eq!(sign("Segoe UI Symbol", "2611"), "☑");
}

#[test]
fn a_face_of_signs_makes_signs_of_letters() {
    let set = |face: &str, typed: &str| {
        text(&format!(r#"<w:r><w:rPr><w:rFonts w:ascii="{face}" w:hAnsi="{face}"/></w:rPr><w:t>{typed}</w:t></w:r>"#))
    };
    assert_eq!(set("Wingdings", "\u{f0fc} \u{fb}"), "✓ ✗");
    assert_eq!(set("Symbol", "\u{f0b3}"), "≥");
    assert_eq!(set("Times New Roman", "ы"), "ы");
    // What is not known is told where all texts are.
    assert_eq!(set("Webdings", "\u{f0fc}"), "\u{f0fc}");
}

#[test]
fn signs_above_and_below_the_line_have_their_spelling() {
    let set = |where_: &str, typed: &str| {
        let run = format!(r#"<w:r><w:rPr><w:vertAlign w:val="{where_}"/></w:rPr><w:t>{typed}</w:t></w:r>"#);
        let document = Docx::of(format!("<w:p>{}{run}</w:p>", r("м"))).open();
        let paragraph = only_paragraph(&document).clone();
        (paragraph.text, paragraph.raised)
    };
    let told = |text: &str| vec![text.to_owned()];
    assert_eq!(set("superscript", "2"), ("м²".into(), Vec::new()));
    assert_eq!(set("superscript", "-10"), ("м⁻¹⁰".into(), Vec::new()));
    assert_eq!(set("subscript", "2"), ("м₂".into(), Vec::new()));
    assert_eq!(set("baseline", "2"), ("м2".into(), Vec::new()));
    assert_eq!(set("superscript", "ад"), ("мад".into(), told("ад")));
}

#[test]
fn what_is_struck_out_by_hand_is_not_read() {
    let struck = |mark: &str| format!(r#"<w:r><w:rPr>{mark}</w:rPr><w:t>старый</w:t></w:r>"#);
    for mark in ["<w:strike/>", "<w:dstrike/>"] {
        let document = Docx::of(format!("<w:p>{}{}</w:p>", r("новый"), struck(mark))).open();
        let paragraph = only_paragraph(&document);
        assert_eq!((paragraph.text.as_str(), paragraph.struck.as_str()), ("новый", "старый"), "{mark}");
    }
    assert_eq!(text(&struck(r#"<w:strike w:val="0"/>"#)), "старый");
    let row = format!("<w:tr><w:tc><w:p>{}</w:p></w:tc></w:tr>", struck("<w:strike/>"));
    assert_eq!(Docx::of(tbl(&(tr(&["1"]) + &row))).seen(), ["1:1", "-1:"]);
}

#[test]
fn what_is_no_text_is_told() {
    let kinds = |xml: &str| {
        let document = Docx::of(xml).open();
        let objects = document.paragraphs().flat_map(|paragraph| &paragraph.objects);
        objects.map(|object| format!("{:?} {}", object.kind, object.name)).collect::<Vec<_>>()
    };
    let drawn = |inner: &str| {
        format!(
            r#"<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="Рисунок 1" descr="Герб"/>{inner}</wp:inline></w:drawing></w:r></w:p>"#
        )
    };
    assert_eq!(kinds(&drawn("<w:pic/>")), ["Picture Герб"]);
    assert_eq!(kinds(&drawn("<w:chart/>")), ["Chart Герб"]);
    assert_eq!(kinds(&drawn("<w:relIds/>")), ["Scheme Герб"]);
    assert_eq!(kinds(r#"<w:p><w:r><w:object><v:shape><v:imagedata/></v:shape></w:object></w:r></w:p>"#), ["Embedded "]);
    assert_eq!(kinds(r#"<w:p><w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r></w:p>"#), ["Picture "]);
    assert_eq!(kinds("<w:p/><w:altChunk/>"), ["Document "]);
    assert_eq!(kinds("<w:p><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></w:p>"), ["Formula x"]);
    assert_eq!(kinds(&format!("<w:p>{}</w:p>", r("текст"))), [""; 0]);
}

#[test]
fn blanks_at_the_ends_count_only_where_they_are_kept() {
    let runs = r#"<w:r><w:t>а </w:t></w:r><w:r><w:t xml:space="preserve"> б </w:t></w:r><w:r><w:t>в</w:t></w:r>"#;
    assert_eq!(text(runs), "а б в");
}

#[test]
fn unknown_wrappers_are_looked_into() {
    let wrapped = |open: &str, close: &str| text(&format!("{open}{}{close}", r("слово")));
    for (open, close) in [
        ("<w:hyperlink>", "</w:hyperlink>"),
        ("<w:smartTag><w:smartTagPr/>", "</w:smartTag>"),
        ("<w:sdt><w:sdtPr><w:alias w:val=\"Поле\"/></w:sdtPr><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:customXml>", "</w:customXml>"),
        ("<w:dir>", "</w:dir>"),
        ("<m:oMath><m:r>", "</m:r></m:oMath>"),
        ("<w:future2031>", "</w:future2031>"),
    ] {
        assert_eq!(wrapped(open, close), "слово", "{open}");
    }
    let formula = "<m:oMathPara><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></m:oMathPara>";
    assert_eq!(text(formula), "x=1");
}

#[test]
fn of_a_choice_one_spelling_is_read() {
    let both = format!(
        "<mc:AlternateContent><mc:Choice Requires=\"wps\">{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
        r("новое"),
        r("старое")
    );
    assert_eq!(text(&both), "новое");
    let only = format!("<mc:AlternateContent><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>", r("старое"));
    assert_eq!(text(&only), "старое");
}

#[test]
fn of_a_field_its_result_is_read() {
    let begin = r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r>"#;
    let separate = r#"<w:r><w:fldChar w:fldCharType="separate"/></w:r>"#;
    let end = r#"<w:r><w:fldChar w:fldCharType="end"/></w:r>"#;
    let code = |code: &str| format!("<w:r><w:instrText>{code}</w:instrText></w:r>");
    // A field in the instructions of another one says nothing.
    let nested = format!("{begin}{}{separate}{}{end}", code("DATE"), r("15.01.2027"));
    let whole = format!("{begin}{}{nested}{separate}{}{end}{}", code("IF "), r("январь"), r(" 2027"));
    assert_eq!(text(&whole), "январь 2027");
    assert_eq!(text(&format!("{begin}{}{end}{}", code("XE \"слово\""), r("слово"))), "слово");
    assert_eq!(text(&format!("<w:fldSimple w:instr=\"AUTHOR\">{}</w:fldSimple>", r("Иванов"))), "Иванов");
    // It goes over paragraphs.
    let body = format!(
        "<w:p>{begin}{}{separate}{}</w:p><w:p>{}{end}{}</w:p>",
        code("TOC"),
        r("Раздел 1"),
        r("Раздел 2"),
        r("!")
    );
    assert_eq!(Docx::of(body).seen(), ["Раздел 1", "Раздел 2!"]);
    let list = r#"<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="май"/><w:listEntry w:val="июнь"/></w:ddList></w:ffData></w:fldChar></w:r>"#;
    assert_eq!(text(&format!("{list}{}{end}", code("FORMDROPDOWN"))), "июнь");
}

/// Words that were put in, taken out, moved away and moved here.
fn tracked() -> Docx {
    let change = |kind: &str, author: &str, content: &str| {
        format!(r#"<w:{kind} w:id="1" w:author="{author}" w:date="2026-11-20T10:00:00Z">{content}</w:{kind}>"#)
    };
    let deleted = |text: &str| format!(r#"<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>"#);
    Docx::of(format!(
        "<w:p>{}{}{}{}{}</w:p>",
        r("Срок: "),
        change("del", "Иванова", &deleted("март")),
        change("ins", "Петров", &r("апрель")),
        change("moveFrom", "Петров", &r(" и май")),
        change("moveTo", "Петров", &r(" и июнь")),
    ))
}

#[test]
fn tracked_changes_are_read_as_accepted_or_as_rejected() {
    assert_eq!(tracked().seen_if(Tracked::Accept), ["Срок: апрель и июнь"]);
    assert_eq!(tracked().seen_if(Tracked::Reject), ["Срок: март и май"]);
    let document = tracked().open();
    let told: Vec<_> =
        document.changes().map(|known| (known.kind, known.author.as_str(), known.text.as_str())).collect();
    assert_eq!(
        told,
        [
            (ChangeKind::Deleted, "Иванова", "март"),
            (ChangeKind::Inserted, "Петров", "апрель"),
            (ChangeKind::Deleted, "Петров", " и май"),
            (ChangeKind::Inserted, "Петров", " и июнь"),
        ]
    );
    assert!(document.changes().all(|known| known.day == "2026-11-20T10:00:00Z"));
    assert_eq!(only_paragraph(&document).removed, "март и май");
}

#[test]
fn a_paragraph_whose_end_is_taken_away_goes_on_with_the_next() {
    let mark = |kind: &str| format!(r#"<w:rPr><w:{kind} w:author="Иванова"/></w:rPr>"#);
    let body = |kind: &str| p(&mark(kind), "Совещание ") + &p("", "директоров");
    assert_eq!(Docx::of(body("del")).seen_if(Tracked::Accept), ["Совещание директоров"]);
    assert_eq!(Docx::of(body("del")).seen_if(Tracked::Reject), ["Совещание ", "директоров"].map(str::trim));
    assert_eq!(Docx::of(body("ins")).seen_if(Tracked::Accept), ["Совещание", "директоров"]);
    assert_eq!(Docx::of(body("ins")).seen_if(Tracked::Reject), ["Совещание директоров"]);
}

#[test]
fn hidden_text_is_kept_apart() {
    let hidden = |run: &str| Docx::of(format!("<w:p>{}{run}</w:p>", r("видно"))).with("styles", STYLES).open();
    const STYLES: &str =
        r#"<w:styles><w:style w:type="character" w:styleId="X"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>"#;
    for properties in ["<w:vanish/>", r#"<w:rStyle w:val="X"/>"#] {
        let document = hidden(&format!("<w:r><w:rPr>{properties}</w:rPr><w:t>нет</w:t></w:r>"));
        let paragraph = only_paragraph(&document);
        assert_eq!((paragraph.text.as_str(), paragraph.hidden.as_str()), ("видно", "нет"));
    }
    let shown = r#"<w:r><w:rPr><w:rStyle w:val="X"/><w:vanish w:val="0"/></w:rPr><w:t>!</w:t></w:r>"#;
    assert_eq!(seen(&hidden(shown)), ["видно!"]);
}

#[test]
fn bookmarks_comments_notes_and_data_are_kept() {
    let body = format!(
        r#"<w:p>{}<w:bookmarkStart w:id="7" w:name="_dk_3"/>{}<w:bookmarkEnd w:id="7"/><w:r><w:commentReference w:id="4"/><w:footnoteReference w:id="2"/></w:r></w:p>"#,
        r("1. "),
        r("Семинар"),
    );
    let comments = format!(
        r#"<w:comments><w:comment w:id="4" w:author="Иванова" w:date="2026-11-20">{}</w:comment></w:comments>"#,
        p("", "уточнить")
    );
    let notes = format!(
        r#"<w:footnotes><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="2">{}</w:footnote></w:footnotes>"#,
        p("", "По согласованию")
    );
    let document = Docx::of(body).with("comments", comments).with("footnotes", notes).open();
    let paragraph = only_paragraph(&document);
    assert_eq!(paragraph.bookmarks, [Bookmark { name: "_dk_3".into(), range: 3..17 }]);
    assert_eq!(&paragraph.text[3..17], "Семинар");
    let comment =
        Comment { author: "Иванова".into(), day: "2026-11-20".into(), text: "уточнить".into() };
    assert_eq!(paragraph.comments.iter().map(|at| &document.comments[*at]).collect::<Vec<_>>(), [&comment]);
    let note = &document.notes[paragraph.notes[0]];
    assert_eq!((note.part, note.number, note.text.as_str()), ("footnotes", 1, "По согласованию"));

    let parts: [(&str, &[u8]); 4] = [
        ("word/document.xml", b"<document><body><p/></body></document>"),
        ("customXml/item1.xml", b"<data/>"),
        ("customXml/itemProps1.xml", b"<props/>"),
        (
            "docProps/custom.xml",
            r#"<Properties><property name="dorkarta"><lpwstr>abc</lpwstr></property></Properties>"#.as_bytes(),
        ),
    ];
    let document = open(&zipped(parts.into_iter()), Tracked::Accept).unwrap();
    assert_eq!(document.properties, [("dorkarta".to_owned(), "abc".to_owned())]);
    assert_eq!(document.data.len(), 1);
    assert_eq!(
        (document.data[0].name.as_str(), document.data[0].bytes.as_slice()),
        ("customxml/item1.xml", &b"<data/>"[..])
    );
}

#[test]
fn a_box_stands_before_its_paragraph_and_at_its_side() {
    let drawn = |position: &str, text: &str| {
        format!(
            "<w:r><w:drawing><wp:anchor><wp:positionH>{position}</wp:positionH><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></wp:anchor></w:drawing></w:r>",
            p("", text)
        )
    };
    let old = |style: &str, text: &str| {
        format!(
            "<w:r><w:pict><v:shape style=\"{style}\"><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>",
            p("", text)
        )
    };
    let sides = |runs: String| {
        let document = Docx::of(format!("<w:p>{runs}{}</w:p>", r("План"))).open();
        let shown = document.paragraphs().map(|known| (known.shown().into_owned(), known.look.side));
        shown.collect::<Vec<_>>()
    };
    let plan = ("План".to_owned(), Side::Whole);
    for (runs, side) in [
        (drawn("<wp:align>right</wp:align>", "УТВЕРЖДАЮ"), Side::Right),
        (drawn("<wp:posOffset>3600000</wp:posOffset>", "УТВЕРЖДАЮ"), Side::Right),
        (drawn("<wp:posOffset>-100</wp:posOffset>", "УТВЕРЖДАЮ"), Side::Left),
        (old("position:absolute;margin-left:260pt", "УТВЕРЖДАЮ"), Side::Right),
        (old("margin-left:0pt;width:100pt", "УТВЕРЖДАЮ"), Side::Left),
    ] {
        assert_eq!(sides(runs), [("УТВЕРЖДАЮ".to_owned(), side), plan.clone()]);
    }
}

#[test]
fn a_paragraph_tells_where_its_lines_stand() {
    let side = |properties: &str, text: &str| {
        let document = Docx::of(p(properties, text)).with("styles", STYLES).open();
        only_paragraph(&document).look
    };
    const STYLES: &str = r#"<w:styles><w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>
        <w:style w:type="paragraph" w:styleId="A"><w:pPr><w:jc w:val="end"/></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>
        <w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style></w:styles>"#;
    assert_eq!(side(r#"<w:jc w:val="right"/>"#, "а").side, Side::Right);
    assert_eq!(side(r#"<w:pStyle w:val="B"/>"#, "а").side, Side::Right);
    assert_eq!(side(r#"<w:pStyle w:val="B"/><w:jc w:val="center"/>"#, "а").side, Side::Middle);
    assert_eq!(side(r#"<w:ind w:left="5103"/>"#, "а").side, Side::Right);
    assert_eq!(side(r#"<w:framePr w:x="6000"/>"#, "а").side, Side::Right);
    assert_eq!(side("", "                              а").side, Side::Right);
    assert_eq!(side("<w:jc/>", "а").side, Side::Whole);
    assert!(side(r#"<w:pStyle w:val="1"/>"#, "а").is_heading);
}

#[test]
fn strict_documents_are_read_alike() {
    assert_eq!(Docx { strict: true, ..Docx::of(p("", "План")) }.seen(), ["План"]);
}
