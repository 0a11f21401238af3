//! Whether a PDF still is what its data say, and what is told where it is not.

use dorkarta_core::pdf::{Object, Pdf};

use crate::carried::{revised, stream, with_carried};
use crate::support::{Folder, SMALLEST, repository};

const TWO_PAGES: &str = "приложения: [{название: Форма, текст: Текст приложения}]\n";

/// A folder with a document of two pages, `п.pdf`, and what it was made from.
fn folder() -> Folder {
    let folder = Folder::with("п.yaml", &format!("{SMALLEST}{TWO_PAGES}"));
    folder.run("plan п.yaml -o п.pdf").silently();
    folder
}

/// An object as it is written in the file.
pub fn object(file: &[u8], number: u32) -> String {
    let pdf = Pdf::open(file.to_vec()).unwrap();
    String::from_utf8_lossy(pdf.raw(number).unwrap().1).into_owned()
}

/// The number of an object that a dictionary refers to.
pub fn reference(object: Option<&Object>) -> u32 {
    if let Some(Object::Ref(reference)) = object { reference.number } else { panic!("no reference") }
}

/// The document with one object altered.
fn altered(file: &[u8], number: u32, alter: impl Fn(String) -> String) -> Vec<u8> {
    let object = object(file, number);
    let other = alter(object.clone());
    assert_ne!(other, object);
    revised(file, &[(number, other.into_bytes())])
}

/// A dictionary with one more entry.
pub fn added(dict: &str, entry: &str) -> String {
    format!("{}{entry}>>", dict.strip_suffix(">>").unwrap())
}

/// What is told of an altered document.
#[track_caller]
fn told(alter: impl Fn(&[u8], &Pdf) -> Vec<u8>) -> String {
    let folder = folder();
    let file = folder.read("п.pdf");
    let other = alter(&file, &Pdf::open(file.clone()).unwrap());
    let folder = folder.file("п.pdf", other);
    let ran = folder.run("verify п.pdf").exits(1);
    assert_eq!(ran.stderr, "");
    ran.stdout
}

#[test]
fn a_document_is_what_its_data_say() {
    let folder = folder();
    let expected =
        "файл п.pdf: не изменён. Документ, сделанный заново из вложенных в него данных, совпадает с ним до байта.\n";
    assert_eq!(folder.run("verify п.pdf").silently().stdout, expected);
    // The same for a document that is dropped on the program.
    let dropped = folder.run("п.pdf").exits(0);
    assert_eq!(dropped.stdout, expected);
    assert!(dropped.stderr.contains("dorkarta extract п.pdf"), "{}", dropped.stderr);
    let json = folder.run("сверить п.pdf --format json").silently().stdout;
    assert_eq!(json, "{\"file\":\"п.pdf\",\"holds\":true,\"differences\":[]}\n");
    folder.run("plan п.yaml --pdf-standard 1.7 -o с.pdf").silently();
    folder.run("verify с.pdf").silently();
}

#[test]
fn an_altered_text_is_shown() {
    let told = told(|file, pdf| {
        let page = pdf.pages()[0];
        let contents = reference(pdf.page(page).unwrap().get("Contents"));
        let content = pdf.content(page).unwrap();
        // The first two letters change places: «ПРОЕКТ».
        let (from, to) = (br"\000\001\000\002", br"\000\002\000\001");
        let at = content.windows(from.len()).position(|window| window == from).unwrap();
        let content = [&content[..at], to, &content[at + from.len()..]].concat();
        revised(file, &[(contents, stream("", &content))])
    });
    let expected = "\
файл п.pdf: это не то, что дают вложенные в него данные.
  – на странице 1 другой текст
      стоит «РПОЕКТ», а по данным «ПРОЕКТ»
";
    assert_eq!(told, expected);
}

#[test]
fn a_page_that_was_taken_out_or_put_in_is_named() {
    let pages = |change: fn(&str, &str) -> String| {
        told(move |file, pdf| {
            let [first, second] = [0, 1].map(|at| format!("{} 0 R", pdf.pages()[at]));
            altered(file, reference(pdf.root().get("Pages")), |text| {
                text.replace(&format!("{first} {second}"), &change(&first, &second))
            })
        })
    };
    let told = pages(|_, second| second.to_owned());
    assert!(told.ends_with("данные.\n  – нет страницы 1\n"), "{told}");
    let told = pages(|first, _| first.to_owned());
    assert!(told.ends_with("данные.\n  – нет страницы 2\n"), "{told}");
    let folder = folder();
    let pdf = Pdf::open(folder.read("п.pdf")).unwrap();
    let extra = 900;
    let page = object(pdf.bytes(), pdf.pages()[0]);
    let tree = object(pdf.bytes(), reference(pdf.root().get("Pages")));
    let tree = tree.replace("Kids[", &format!("Kids[{extra} 0 R "));
    let other =
        revised(pdf.bytes(), &[(reference(pdf.root().get("Pages")), tree.into_bytes()), (extra, page.into_bytes())]);
    let folder = folder.file("п.pdf", other);
    let told = folder.run("verify п.pdf").exits(1).stdout;
    assert!(told.contains("  – страница 2 лишняя\n") || told.contains("  – страница 1 лишняя\n"), "{told}");
}

#[test]
fn data_of_another_document_are_noticed() {
    let told = told(|file, _| {
        let other = Folder::with("п.yaml", &SMALLEST.replace("название: План", "название: План школы № 2"));
        other.run("plan п.yaml -o п.pdf").silently();
        let pdf = Pdf::open(other.read("п.pdf")).unwrap();
        with_carried(file, &pdf.carried(&pdf.attachments()[0]).unwrap())
    });
    assert!(told.contains("  – название документа другое: вложены данные другого документа"), "{told}");
    assert!(told.contains("в PDF:      «План»\n      по данным:  «План школы № 2»\n"), "{told}");
    assert!(told.contains("  – страница 2 лишняя\n"), "{told}");
}

#[test]
fn what_was_put_over_or_beside_the_pages_is_named() {
    let note = told(|file, pdf| {
        let note = "/Annots[<</Type/Annot/Subtype/FreeText/Rect[0 0 99 99]/Contents(!)>>]";
        altered(file, pdf.pages()[1], |text| added(&text, note))
    });
    assert!(note.ends_with("  – на странице 2 есть пометки или поля, которых программа не делала\n"), "{note}");
    let turned = told(|file, pdf| altered(file, pdf.pages()[0], |text| added(&text, "/Rotate 180")));
    assert!(
        turned.ends_with("  – страница 1 записана иначе, хотя слова на ней те же; посмотрите, не изменён ли её вид\n"),
        "{turned}"
    );
    let action = told(|file, pdf| {
        altered(file, reference(pdf.trailer().get("Root")), |text| added(&text, "/OpenAction<</S/JavaScript/JS(x)>>"))
    });
    assert!(action.ends_with("  – изменено в документе в целом: действие при открытии\n"), "{action}");
    let keywords =
        told(|file, pdf| altered(file, reference(pdf.trailer().get("Info")), |text| added(&text, "/Subject(Other)")));
    assert!(keywords.ends_with("  – изменены свойства документа: тема\n"), "{keywords}");
}

#[test]
fn a_document_that_was_only_saved_anew_is_told_as_such() {
    let told = told(|file, _| revised(file, &[]));
    let expected = "\
файл п.pdf: страницы, данные и свойства те же, какие дают вложенные в него данные, но файл – не тот, который сделала программа.
  – его сохранила заново другая программа
";
    assert_eq!(told, expected);
}

#[test]
fn a_file_of_data_is_compared_instead() {
    let folder = folder();
    let given = folder.run("verify п.pdf --data п.yaml").silently().stdout;
    assert!(given.starts_with("файл п.pdf: не изменён. Документ, сделанный заново из указанного файла,"), "{given}");
    let other = String::from_utf8(folder.read("п.yaml")).unwrap().replace("срок: 2023", "срок: май 2023");
    let folder = folder.file("д.yaml", other);
    let expected = "\
файл п.pdf: это не то, что даёт указанный файл с данными.
";
    let told = folder.run("verify п.pdf --data д.yaml").exits(1).stdout;
    assert!(told.starts_with(expected), "{told}");
    assert!(told.contains("мероприятия, 1, срок: в PDF «2023», в файле «май 2023»\n"), "{told}");
    assert!(told.contains("  – на странице 1 другой текст\n"), "{told}");
    // A workbook says the same in other fields.
    let folder = folder.copy("input/plan-2023.yaml", "год.yaml").copy("input/plan-2023.xlsx", "год.xlsx");
    folder.run("plan год.yaml -o год.pdf").silently();
    let told = folder.run("verify год.pdf --data год.xlsx").exits(1).stdout;
    let expected = "файл год.pdf: страницы и свойства те же, какие даёт указанный файл с данными; другие только вложенные данные.\n";
    assert!(told.starts_with(expected), "{told}");
    folder.run("plan п.yaml --no-data -o без.pdf").silently();
    folder.run("verify без.pdf").exits(1);
    folder.run("verify без.pdf --data п.yaml").silently();
}

#[test]
fn of_another_version_the_words_are_compared() {
    let folder = folder();
    let file = folder.read("п.pdf");
    let pdf = Pdf::open(file.clone()).unwrap();
    let data = String::from_utf8(pdf.carried(&pdf.attachments()[0]).unwrap()).unwrap();
    let version = env!("CARGO_PKG_VERSION");
    let older = data.replace(&format!("\"программа\":\"{version}\""), "\"программа\":\"0.0.9\"");
    let older = with_carried(&file, older.as_bytes());
    let folder = folder.file("п.pdf", &older);
    let told = folder.run("verify п.pdf").exits(1).stdout;
    assert!(told.starts_with("файл п.pdf: сверены только слова: ") && told.contains("dorkarta 0.0.9"), "{told}");
    let json = folder.run("verify п.pdf --format json").exits(1).stdout;
    assert!(json.contains("\"holds\":false,\"made_by\":\"0.0.9\",\"compared\":\"words\""), "{json}");
    // Something laid over a text leaves its words as they are.
    let covered = |content: &[u8]| {
        let pdf = Pdf::open(older.clone()).unwrap();
        let page = pdf.pages()[0];
        let contents = reference(pdf.page(page).unwrap().get("Contents"));
        revised(&older, &[(contents, stream("", &[&pdf.content(page).unwrap(), content].concat()))])
    };
    for content in [
        &b" 1 g 50 600 400 100 re f"[..],
        b" 1 G 100 w 50 600 m 400 600 l S",
        b" q 400 0 0 100 50 600 cm BI /W 1/H 1/BPC 8/CS/G ID x EI Q",
        b" /Sh0 sh",
        b" /Form Do",
    ] {
        std::fs::write(folder.path("закрыт.pdf"), covered(content)).unwrap();
        let told = folder.run("verify закрыт.pdf").exits(1).stdout;
        assert!(told.contains("на странице 1 другие заливки, линии или рисунки"), "{told}");
    }
    // Notes are told all the same.
    let noted = altered(&older, pdf.pages()[0], |text| added(&text, "/Annots[<</Subtype/Text>>]"));
    let folder = folder.file("п.pdf", noted);
    assert!(folder.run("verify п.pdf").exits(1).stdout.contains("на странице 1 есть пометки"));
    let other = data.replace(&format!("\"{version}\""), "\"0.0.9\"").replace("Совещание", "Собрание");
    let folder = folder.file("п.pdf", with_carried(&file, other.as_bytes()));
    let told = folder.run("verify п.pdf").exits(1).stdout;
    assert!(
        told.ends_with("  – на странице 1 другой текст\n      стоит «Совещание», а по данным «Собрание»\n"),
        "{told}"
    );
}

#[test]
fn what_is_not_carried_has_to_be_given() {
    let folder = folder();
    let templates = repository("templates").display().to_string();
    folder.run(&format!("plan п.yaml --templates {templates} -o п.pdf")).silently();
    let ran = folder.run("verify п.pdf").exits(2);
    assert!(ran.stderr.contains("по своим шаблонам") && ran.stderr.contains("--templates"), "{}", ran.stderr);
    folder.run(&format!("verify п.pdf --templates {templates}")).silently();
}

#[test]
fn what_cannot_be_compared_is_told() {
    let folder = folder().file("битый.pdf", "%PDF-1.7 …").file("чужой.pdf", "PK");
    for command in ["verify", "extract", "plan"] {
        for file in ["битый.pdf", "чужой.pdf"] {
            // What was read and is no PDF is at fault; that a file cannot be read is another matter.
            let ran = folder.run(&format!("{command} {file}")).exits(1);
            assert!(ran.stderr.contains("E650"), "{command} {file}: {}", ran.stderr);
        }
        assert!(folder.run(&format!("{command} нет.pdf")).exits(3).stderr.contains("E001"), "{command}");
    }
    assert!(folder.run("нет.pdf").exits(3).stderr.contains("E001"));
    assert!(folder.run("verify п.yaml").exits(2).stderr.contains("не PDF"));
    assert!(folder.run("verify п.pdf --data нет.yaml").exits(3).stderr.contains("нет.yaml"));
}

#[test]
fn a_document_that_another_program_has_saved_is_compared_by_its_words() {
    let folder = folder();
    folder.run("plan п.yaml -o без.pdf --no-data").silently();
    let own = folder.read("без.pdf");
    let info = reference(Pdf::open(own.clone()).unwrap().trailer().get("Info"));
    let other = altered(&own, info, |text| text.replace("(dorkarta ", "(MS Word "));
    let data = format!("{SMALLEST}{TWO_PAGES}").replace("Совещание", "Собрание");
    let folder = folder.file("чужой.pdf", other).file("другой.yaml", data);
    let told = folder.run("verify чужой.pdf --data п.yaml").exits(1).stdout;
    assert!(told.starts_with("файл чужой.pdf: сверены только слова: на всех страницах они те же"), "{told}");
    let told = folder.run("verify чужой.pdf --data другой.yaml").exits(1).stdout;
    assert!(told.contains("стоит «Совещание», а по данным «Собрание»"), "{told}");
    folder.run("verify чужой.pdf").exits(1);
}
