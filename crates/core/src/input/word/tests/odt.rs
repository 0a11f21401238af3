//! The same of what LibreOffice writes.

use super::*;
use crate::input::word::model::Side;

const SPACES: &str = r#"xmlns:office="o" xmlns:text="t" xmlns:table="b" xmlns:style="s" xmlns:fo="f" xmlns:draw="d" xmlns:svg="v" xmlns:dc="c" xmlns:loext="l" xmlns:meta="e""#;

fn bytes(automatic: &str, body: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content {SPACES}><office:automatic-styles>{automatic}</office:automatic-styles>\
         <office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    let styles = format!(
        r#"<office:document-styles {SPACES}><office:styles><style:style style:name="Right" style:family="paragraph"><style:paragraph-properties fo:text-align="end"/></style:style></office:styles>
        <office:master-styles><style:master-page><style:header><text:p>МБОУ СОШ № 1</text:p></style:header><style:footer><text:p>Стр. <text:page-number>2</text:page-number></text:p></style:footer></style:master-page></office:master-styles></office:document-styles>"#
    );
    let meta = format!(
        r#"<office:document-meta {SPACES}><meta:user-defined meta:name="dorkarta">abc</meta:user-defined></office:document-meta>"#
    );
    let files = [
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", &content),
        ("styles.xml", &styles),
        ("meta.xml", &meta),
    ];
    zipped(files.iter().map(|(name, text)| (*name, text.as_bytes())))
}

fn document(automatic: &str, body: &str, tracked: Tracked) -> Document {
    open(&bytes(automatic, body), tracked).unwrap()
}

fn lines(body: &str) -> Vec<String> {
    seen(&document("", body, Tracked::Accept))
}

#[test]
fn blanks_tabs_and_wrappers() {
    assert_eq!(
        lines("<text:p>  а\n  б<text:s text:c=\"2\"/>в<text:tab/>г<text:line-break/>д<text:soft-page-break/></text:p>"),
        ["а б  в\tг\nд"]
    );
    assert_eq!(
        lines("<text:section><text:p><text:a>а<text:span>б</text:span></text:a></text:p></text:section>"),
        ["аб"]
    );
    assert_eq!(lines("<text:p><text:future>а</text:future></text:p>"), ["а"]);
}

#[test]
fn rows_cells_and_what_they_cover() {
    let cell = |more: &str, text: &str| format!("<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>");
    let covered = "<table:covered-table-cell/>";
    let row = |cells: &[String]| format!("<table:table-row>{}</table:table-row>", cells.concat());
    let wide = cell(r#"table:number-columns-spanned="3""#, "Раздел");
    let tall = cell(r#"table:number-rows-spanned="2""#, "1");
    let rows = [
        format!(
            "<table:table-header-rows>{}</table:table-header-rows>",
            row(&[cell("", "№"), cell("", "Название"), cell("", "Срок")])
        ),
        row(&[wide, covered.repeat(2)]),
        row(&[tall, cell("", "Семинар"), cell("", "май")]),
        row(&[covered.to_owned(), cell("", "Слёт"), cell("", "июнь")]),
        row(&[r#"<table:table-cell table:number-columns-repeated="2"/>"#.to_owned(), cell("", "июль")]),
    ];
    assert_eq!(
        lines(&format!("<table:table>{}</table:table>", rows.concat())),
        [
            "1:№ | 2:Название | 3:Срок",
            "1:[3x1]Раздел",
            "1:[1x2]1 | 2:Семинар | 3:май",
            "2:Слёт | 3:июнь",
            "1: | 2: | 3:июль",
        ]
    );
}

#[test]
fn lists_count_on_where_they_say_so() {
    let style = r#"<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="а, б, .., аа, бб, ... (ru)" style:num-suffix=")"/><text:list-level-style-bullet text:level="3" text:bullet-char="–"/></text:list-style>
        <text:list-style style:name="M"><text:list-level-style-number text:level="1" style:num-format="I" loext:num-list-format="Раздел %1%." text:start-value="3"/><text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix="." text:display-levels="2"/></text:list-style>"#;
    let item = |text: &str| format!("<text:list-item><text:p>{text}</text:p><text:p>ещё</text:p></text:list-item>");
    let list = |more: &str, items: &str| format!("<text:list {more}>{items}</text:list>");
    let nested = |items: &str| format!("<text:list-item>{}</text:list-item>", list("", items));
    let body = list(r#"xml:id="a" text:style-name="L""#, &(item("а") + &nested(&item("б")) + &item("в")))
        + "<text:p>между</text:p>"
        + &list(r#"text:style-name="L" text:continue-list="a""#, &item("г"))
        + &list(r#"text:style-name="L""#, &item("д"))
        + &list(r#"text:style-name="M""#, &(item("е") + &nested(&item("ж"))));
    let shown = seen(&document(style, &body, Tracked::Accept));
    let numbered: Vec<&str> = shown.iter().map(String::as_str).filter(|line| *line != "ещё").collect();
    assert_eq!(numbered, ["1. а", "а) б", "2. в", "между", "3. г", "1. д", "Раздел III. е", "III.1. ж"]);
}

#[test]
fn tracked_changes_notes_comments_and_boxes() {
    let info = "<office:change-info><dc:creator>Иванова</dc:creator><dc:date>2026-11-20T10:00:00</dc:date></office:change-info>";
    let changes = format!(
        r#"<text:tracked-changes><text:changed-region text:id="i"><text:insertion>{info}</text:insertion></text:changed-region><text:changed-region text:id="d"><text:deletion>{info}<text:p>март</text:p></text:deletion></text:changed-region></text:tracked-changes>"#
    );
    let body = changes
        + r#"<text:p>Срок: <text:change text:change-id="d"/><text:change-start text:change-id="i"/>апрель<text:change-end text:change-id="i"/></text:p>"#
        + r#"<text:p>План<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>По согласованию</text:p></text:note-body></text:note><office:annotation><dc:creator>Петров</dc:creator><text:p>чьё?</text:p></office:annotation></text:p>"#
        + r#"<text:p text:style-name="Right">УТВЕРЖДАЮ</text:p><text:p><draw:frame svg:x="10cm"><draw:text-box><text:p>СОГЛАСОВАНО</text:p></draw:text-box></draw:frame>Конец</text:p>"#;
    let accepted = document("", &body, Tracked::Accept);
    assert_eq!(seen(&accepted), ["Срок: апрель", "План", "УТВЕРЖДАЮ", "СОГЛАСОВАНО", "Конец"]);
    assert_eq!(seen(&document("", &body, Tracked::Reject))[0], "Срок: март");
    let texts: Vec<_> = accepted.changes().map(|change| (change.author.as_str(), change.text.as_str())).collect();
    assert_eq!(texts, [("Иванова", "март"), ("Иванова", "апрель")]);
    assert_eq!((accepted.notes[0].text.as_str(), accepted.comments[0].text.as_str()), ("По согласованию", "чьё?"));
    let sides: Vec<Side> = accepted.paragraphs().map(|paragraph| paragraph.look.side).collect();
    assert_eq!(sides, [Side::Whole, Side::Whole, Side::Right, Side::Right, Side::Whole]);
    assert_eq!(accepted.properties, [("dorkarta".to_owned(), "abc".to_owned())]);
    let outside: Vec<_> =
        accepted.outside.iter().map(|known| (known.part.as_str(), known.paragraphs[0].is_page_number)).collect();
    assert_eq!(outside, [("footer1", true), ("header1", false)]);
}

#[test]
fn hidden_text_and_a_locked_document() {
    let style =
        r#"<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>"#;
    let read =
        document(style, r#"<text:p>видно<text:span text:style-name="H">нет</text:span></text:p>"#, Tracked::Accept);
    assert_eq!(
        (read.paragraphs().next().unwrap().text.as_str(), only_paragraph(&read).hidden.as_str()),
        ("видно", "нет")
    );
    let files = [("content.xml", "<a/>"), ("META-INF/manifest.xml", "<a><encryption-data/></a>")];
    let locked = zipped(files.iter().map(|(name, text)| (*name, text.as_bytes())));
    assert_eq!(open(&locked, Tracked::Accept).unwrap_err().code(), "E221");
}

#[test]
fn what_was_taken_away_comes_back_in_its_paragraphs_and_rows() {
    let region = |id: &str, what: &str| format!(r#"<text:changed-region text:id="{id}">{what}</text:changed-region>"#);
    let info = "<office:change-info><dc:creator>Петров</dc:creator></office:change-info>";
    let table = "<table:table><table:table-row><table:table-cell><text:p>клетка</text:p></table:table-cell></table:table-row></table:table>";
    let deletion = |content: &str| format!("<text:deletion>{info}{content}</text:deletion>");
    let insertion = format!("<text:insertion>{info}</text:insertion>");
    let changes = [
        region("a", &deletion("<text:p>конец</text:p><text:p>второй</text:p><text:p>начало </text:p>")),
        region("b", &deletion(&format!("<text:p/>{table}<text:p/>"))),
        region("c", &insertion),
        region("d", &format!("<text:format-change>{info}</text:format-change>")),
        region("e", &deletion("<text:p>2</text:p>")),
    ];
    let mark = |id: &str| format!(r#"<text:change text:change-id="{id}"/>"#);
    let put_in = |id: &str, inner: &str| {
        format!(r#"<text:change-start text:change-id="{id}"/>{inner}<text:change-end text:change-id="{id}"/>"#)
    };
    let row = |cell: &str| {
        format!("<table:table-row><table:table-cell><text:p>{cell}</text:p></table:table-cell></table:table-row>")
    };
    let body = format!(
        "<text:tracked-changes>{}</text:tracked-changes><text:p>Первый {}третьего</text:p><text:p>{}</text:p>\
         <text:p>до{}</text:p><text:p>{}</text:p><table:table>{}{}{}</table:table>",
        changes.concat(),
        mark("a"),
        mark("b"),
        r#"<text:change-start text:change-id="c"/> вставлено</text:p><text:p>и тут<text:change-end text:change-id="c"/> после"#,
        put_in("d", "жирно"),
        row("1"),
        row(&mark("e")),
        row(&put_in("c", "3")),
    );
    let lines = |tracked| seen(&document("", &body, tracked));
    assert_eq!(
        lines(Tracked::Accept),
        ["Первый третьего", "", "до вставлено", "и тут после", "жирно", "1:1", "-1:", "1:3"]
    );
    assert_eq!(
        lines(Tracked::Reject),
        ["Первый конец", "второй", "начало третьего", "", "1:клетка", "", "до после", "жирно", "1:1", "1:2", "-1:"]
    );
    let numbers = |tracked| {
        let document = document("", &body, tracked);
        document.paragraphs().map(|paragraph| paragraph.number).filter(|number| *number > 0).collect::<Vec<_>>()
    };
    let rejected = numbers(Tracked::Reject);
    assert!(rejected.is_sorted_by(|one, next| one < next), "{rejected:?}");
}

#[test]
fn struck_raised_and_drawn() {
    let style = |name: &str, properties: &str| {
        format!(
            r#"<style:style style:name="{name}" style:family="text"><style:text-properties {properties}/></style:style>"#
        )
    };
    let styles = [
        r#"<style:font-face style:name="W1" svg:font-family="Wingdings"/>"#.to_owned(),
        style("S", r#"style:text-line-through-style="solid""#),
        style("U", r#"style:text-position="super 58%""#),
        style("L", r#"style:text-position="-33% 58%""#),
        style("W", r#"style:font-name="W1""#),
    ];
    let span = |name: &str, text: &str| format!(r#"<text:span text:style-name="{name}">{text}</text:span>"#);
    let picture = r#"<draw:frame draw:name="Герб"><draw:image/></draw:frame>"#;
    let body = format!(
        "<text:p>м{}{}{}{}{picture}</text:p>",
        span("U", "2"),
        span("L", "3"),
        span("S", "нет"),
        span("W", "\u{f0fc}")
    );
    let document = document(&styles.concat(), &body, Tracked::Accept);
    let paragraph = only_paragraph(&document);
    assert_eq!((paragraph.text.as_str(), paragraph.struck.as_str()), ("м²₃✓", "нет"));
    assert_eq!(paragraph.objects.iter().map(|object| object.name.as_str()).collect::<Vec<_>>(), ["Герб"]);
}
