//! Documents for Word: what `--format docx` and `--redline` write, and what becomes of a copy that somebody has worked on.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::support::{Folder, SMALLEST, repository};

const OLD: &str = "\
вид: план
период: 2023 год
название: План работы
утверждение: {должность: Заведующий, имя: И.И. Иванов, дата: 2023-02-01}
мероприятия:
  - {название: Анализ эффективности принятых мер, срок: Январь 2023, ответственные: Отдел}
  - {название: Совещание с руководителями школ, срок: Май 2023, ответственные: Отдел}
  - {название: Семинары для учителей математики, срок: 2023, ответственные: Отдел}
";

/// A part of a document.
pub(crate) fn part(document: &[u8], name: &str) -> String {
    String::from_utf8(bytes(document, name)).unwrap()
}

fn bytes(document: &[u8], name: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut zip = ZipArchive::new(Cursor::new(document)).unwrap();
    zip.by_name(name).unwrap_or_else(|error| panic!("{name}: {error}")).read_to_end(&mut bytes).unwrap();
    bytes
}

fn parts(document: &[u8]) -> Vec<String> {
    let zip = ZipArchive::new(Cursor::new(document)).unwrap();
    zip.file_names().map(|name| name.unwrap().into_owned()).collect()
}

/// The document as somebody leaves it who has put a word in the place of another.
pub(crate) fn edited(document: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for name in parts(document) {
        let bytes = bytes(document, &name);
        let bytes = String::from_utf8(bytes).map_or_else(|it| it.into_bytes(), |it| it.replace(from, to).into_bytes());
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The document with one more part, to which its text has a relation of a kind.
pub(crate) fn added(document: &[u8], name: &str, kind: &str, text: &str) -> Vec<u8> {
    let relations = "word/_rels/document.xml.rels";
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let target = name.trim_start_matches("word/");
    let relation = format!(
        "<Relationship Id=\"rAdded\" \
         Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"{target}\"/>\
         </Relationships>"
    );
    for known in parts(document) {
        let old = part(document, &known);
        let new = if known == relations { old.replace("</Relationships>", &relation) } else { old };
        zip.start_file(known.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(new.as_bytes()).unwrap();
    }
    zip.start_file(name, SimpleFileOptions::default()).unwrap();
    zip.write_all(text.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_plan_is_written_for_word() {
    let folder = Folder::with("п.yaml", OLD);
    let ran = folder.run("plan п.yaml --format docx").silently();
    assert_eq!(ran.stdout, "output/п.docx\n");
    let document = folder.read("output/п.docx");
    let text = part(&document, "word/document.xml");
    for expected in [
        "<w:pStyle w:val=\"Heading1\"/>",
        "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>",
        "<w:t xml:space=\"preserve\">Совещание с\u{a0}руководителями школ</w:t>",
        "<w:headerReference w:type=\"default\"",
        "<w:titlePg/>",
    ] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
    assert!(!text.contains("landscape") && !text.contains("<w:ins ") && !text.contains("<w:del "));
    assert_eq!(text.matches("<w:bookmarkStart ").count(), 3);
    let settings = part(&document, "word/settings.xml");
    assert!(
        settings.contains("<w:trackRevisions/><w:documentProtection w:edit=\"trackedChanges\" w:enforcement=\"1\"/>")
    );
    assert!(part(&document, "docProps/core.xml").contains("<dc:title>План работы</dc:title>"));
    assert!(part(&document, "word/styles.xml").contains("w:lang w:val=\"ru-RU\""));
    // The approval is a table without rules.
    let approval = &text[..text.find("Заведующий").unwrap()];
    assert!(approval.contains("<w:tbl>") && !approval.contains("<w:tblBorders>"));
}

#[test]
fn a_wide_plan_lies_on_its_side() {
    let folder = Folder::new().copy("input/plan-functional-literacy-2023-2024.yaml", "п.yaml");
    folder.run("plan п.yaml --format docx -o п.docx -q").exits(0);
    assert!(
        part(&folder.read("п.docx"), "word/document.xml")
            .contains("<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>")
    );
}

#[test]
fn a_document_for_word_carries_the_data_of_the_pdf() {
    let folder = Folder::with("п.yaml", OLD);
    folder.run("plan п.yaml --format docx -o п.docx").silently();
    let document = folder.read("п.docx");
    let item = part(&document, "customXml/item1.xml");
    assert!(item.contains("xmlns=\"urn:dorkarta:data\"") && item.contains("Совещание с руководителями школ"));
    let properties = part(&document, "docProps/custom.xml");
    for name in ["dorkarta-edition", "dorkarta-text", "dorkarta-data"] {
        assert!(properties.contains(name), "{properties}");
    }

    folder.run("plan п.yaml --format docx --no-data -o без.docx").silently();
    let without = folder.read("без.docx");
    assert!(!parts(&without).iter().any(|name| name.starts_with("customXml")));
    assert!(!part(&without, "docProps/custom.xml").contains("dorkarta-data"));
}

#[test]
fn the_charts_of_a_report_are_pictures_with_their_words() {
    let folder =
        Folder::new().copy("input/monitoring-2023.yaml", "м.yaml").copy("input/plan-2023.yaml", "plan-2023.yaml");
    folder.run("report м.yaml --format docx -o м.docx -q").exits(0);
    let document = folder.read("м.docx");
    let text = part(&document, "word/document.xml");
    assert!(text.contains("descr=\"Столбчатая диаграмма исполнения плана. "), "{text}");
    assert_eq!(parts(&document).iter().filter(|name| name.starts_with("word/media/")).count(), 1);
    // The same on every run, pictures too.
    folder.run("report м.yaml --format docx -o ещё.docx -q").exits(0);
    assert!(folder.read("ещё.docx") == document);
}

#[test]
fn what_a_document_is_called_says_what_it_is() {
    let folder = Folder::with("п.yaml", OLD);
    let ran = folder.run("plan п.yaml -o п.docx").exits(2);
    assert_eq!(
        ran.stderr.lines().next().unwrap(),
        "ошибка: имя п.docx не подходит: делается файл .pdf; документ Word делается с ключом «--format docx»"
    );
    folder.run("plan п.yaml --format docx -o п.pdf").exits(2);
    folder.run("plan п.yaml --format docx -o п").silently();
    assert_eq!(folder.files(), ["п.docx", "п.yaml"]);
}

#[test]
fn a_copy_that_somebody_has_worked_on_is_kept() {
    let folder = Folder::with("п.yaml", OLD);
    folder.run("plan п.yaml --format docx -o п.docx").silently();
    // Of a copy that nobody has saved there is nothing to keep.
    let folder = folder.file("п.yaml", OLD.replace("Май", "Июнь"));
    folder.run("plan п.yaml --format docx -o п.docx").silently();
    assert_eq!(folder.files(), ["п.docx", "п.yaml"]);

    let theirs = edited(&folder.read("п.docx"), "Семинары", "Практикумы");
    let folder = folder.file("п.docx", &theirs);
    let ran = folder.run("plan п.yaml --format docx -o п.docx").exits(0);
    assert_eq!(ran.stderr, "прежний документ сохранён: archive/п (прежний).docx\n");
    assert!(folder.read("archive/п (прежний).docx") == theirs);
    assert!(part(&folder.read("п.docx"), "word/document.xml").contains("Семинары"));
}

#[test]
fn amendments_are_written_for_word() {
    let new = repository("tests/cases/plan-2023-second-edition.yaml");
    let folder = Folder::new().copy("input/plan-2023.yaml", "а.yaml").file("б.yaml", std::fs::read(new).unwrap());
    let ran = folder.run("diff а.yaml б.yaml -o и.docx").exits(1);
    assert_eq!(ran.stdout, "и.docx\n");
    let text = part(&folder.read("и.docx"), "word/document.xml");
    assert!(text.contains("дополнить пунктом 16 следующего содержания:") && text.contains("».</w:t>"), "{text}");
}

#[test]
fn a_redline_shows_what_came_and_what_went() {
    let new = OLD.replace("Май 2023", "Июнь 2023").replace(
        "  - {название: Семинары для учителей математики, срок: 2023, ответственные: Отдел}\n",
        "  - {название: Олимпиада по физике, срок: 2023, ответственные: Школы}\n",
    );
    let folder = Folder::with("а.yaml", OLD).file("б.yaml", new);
    let ran = folder.run("diff а.yaml б.yaml --redline -o п.docx").exits(1);
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("п.docx\n", ""));
    let document = folder.read("п.docx");
    let text = part(&document, "word/document.xml");
    assert!(text.contains(">Май</w:delText>") && text.contains(">Июнь</w:t>"), "{text}");
    let rows: Vec<&str> = text.split("<w:tr>").skip(1).collect();
    let is_marked = |row: &&&str, mark: &str| row.starts_with(&format!("<w:trPr><w:cantSplit/><w:{mark} "));
    let (gone, come): (Vec<_>, Vec<_>) = (
        rows.iter().filter(|row| is_marked(row, "del")).collect(),
        rows.iter().filter(|row| is_marked(row, "ins")).collect(),
    );
    assert!(gone.len() == 1 && gone[0].contains("Семинары"), "{text}");
    assert!(come.len() == 1 && come[0].contains("Олимпиада"), "{text}");
    // It is a copy of the new edition.
    assert!(part(&document, "customXml/item1.xml").contains("Олимпиада"));
    assert!(!part(&document, "customXml/item1.xml").contains("Семинары"));
}

#[test]
fn a_redline_wants_a_file_for_word() {
    let folder = Folder::with("а.yaml", OLD).file("б.yaml", SMALLEST);
    folder.run("diff а.yaml б.yaml --redline").exits(2);
    let ran = folder.run("diff а.yaml б.yaml --redline -o п.pdf").exits(2);
    assert_eq!(ran.stderr.lines().next().unwrap(), "ошибка: имя п.pdf не подходит: делается файл .docx");
    folder.run("diff а.yaml б.yaml --redline --format json -o п.docx").exits(2);
    folder.run("diff а.yaml а.yaml --redline -o п.docx").exits(0);
    folder.run("diff а.yaml б.yaml --redline -o ./ -q").exits(1);
    assert_eq!(folder.files(), ["а.yaml", "б-redline.docx", "б.yaml"]);
}
