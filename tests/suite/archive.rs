//! What stands at the target before a new document takes its place: approved editions are kept, drafts are not.

use std::fs;

use crate::support::{Folder, SMALLEST, view};

const APPROVAL: &str = "утверждение: {должность: Заведующий, имя: И.И. Иванов, дата: 2023-02-01}\n";
const SECOND: &str = "редакция: {номер: 2, документ: приказа Отдела, дата: 2023-03-15, номер документа: 31-о}\n";

fn draft(name: &str) -> String {
    SMALLEST.replace("Совещание", name)
}

fn approved(name: &str) -> String {
    draft(name) + APPROVAL
}

fn second(name: &str) -> String {
    approved(name) + SECOND
}

/// Saves the input and makes its document.
#[track_caller]
fn make(folder: &Folder, plan: &str) -> (Vec<u8>, String) {
    fs::write(folder.path("п.yaml"), plan).unwrap();
    let ran = folder.run("plan п.yaml").exits(0);
    assert_eq!(ran.stdout, "output/п.pdf\n");
    (folder.read("output/п.pdf"), ran.stderr)
}

/// What the archive holds.
fn archive(folder: &Folder) -> Vec<String> {
    let files = folder.files();
    files.iter().filter_map(|file| file.strip_prefix("output/archive/")).map(str::to_owned).collect()
}

#[test]
fn a_draft_is_simply_replaced_and_its_mark_goes_with_the_approval() {
    let folder = Folder::new();
    for plan in [draft("Совет"), draft("Слёт"), approved("Слёт")] {
        assert_eq!(make(&folder, &plan).1, "");
    }
    assert_eq!(folder.files(), ["output/п.pdf", "п.yaml"]);
    assert_eq!(view(&draft("Слёт"))["draft"], "ПРОЕКТ");
    assert!(view(&approved("Слёт"))["draft"].is_null());
}

#[test]
fn an_approved_edition_is_kept_when_the_next_one_takes_its_place() {
    let folder = Folder::new();
    let (first, _) = make(&folder, &approved("Совет"));
    let (next, said) = make(&folder, &second("Слёт"));
    assert_eq!(said, "прежний документ сохранён: output/archive/п (редакция 1 от 01.02.2023).pdf\n");
    assert_eq!(folder.read("output/archive/п (редакция 1 от 01.02.2023).pdf"), first);
    // Made once more, it is the same: there is nothing to keep.
    assert_eq!(make(&folder, &second("Слёт")), (next.clone(), String::new()));
    let (_, said) = make(&folder, &draft("Набросок"));
    assert_eq!(said, "прежний документ сохранён: output/archive/п (редакция 2 от 15.03.2023).pdf\n");
    assert_eq!(folder.read("output/archive/п (редакция 2 от 15.03.2023).pdf"), next);
    assert_eq!(archive(&folder).len(), 2);
}

#[test]
fn a_correction_of_the_same_edition_is_kept_too_but_never_twice() {
    let folder = Folder::new();
    for name in ["Совет", "Слёт", "Совет", "Слёт", "Съезд"] {
        make(&folder, &approved(name));
    }
    assert_eq!(archive(&folder), ["п (редакция 1 от 01.02.2023).pdf", "п (редакция 1 от 01.02.2023, 2).pdf"]);
}

#[test]
fn a_signed_document_is_kept_with_its_signature() {
    let folder = Folder::new();
    let (signed, _) = make(&folder, &approved("Совет"));
    fs::write(folder.path("output/п.pdf.sig"), "подпись").unwrap();
    // The same again is no reason to complain.
    assert_eq!(make(&folder, &approved("Совет")).1, "");
    fs::write(folder.path("п.yaml"), second("Слёт")).unwrap();
    folder.run("plan п.yaml").exits(3);
    assert_eq!(archive(&folder), [""; 0]);
    let ran = folder.run("plan п.yaml --force").exits(0);
    assert_eq!(ran.stderr, "прежний документ сохранён: output/archive/п (редакция 1 от 01.02.2023).pdf\n");
    assert_eq!(folder.read("output/archive/п (редакция 1 от 01.02.2023).pdf"), signed);
    assert_eq!(folder.read("output/archive/п (редакция 1 от 01.02.2023).pdf.sig"), "подпись".as_bytes());
    // It does not hold for the new document.
    assert!(!folder.has("output/п.pdf.sig"));
}

#[test]
fn what_cannot_be_read_is_kept_in_doubt() {
    let folder = Folder::new().file("output/п.pdf", "%PDF чужой");
    let (_, said) = make(&folder, &draft("Совет"));
    assert_eq!(said, "прежний документ сохранён: output/archive/п (прежний).pdf\n");
    fs::write(folder.path("output/п.pdf"), "%PDF другой").unwrap();
    make(&folder, &draft("Совет"));
    assert_eq!(folder.read("output/archive/п (прежний, 2).pdf"), "%PDF другой".as_bytes());
    // Nobody can tell whether it is a draft.
    folder.run("plan п.yaml --no-data").silently();
    make(&folder, &draft("Слёт"));
    assert_eq!(archive(&folder).len(), 3);
}

#[test]
fn a_report_is_kept_by_its_day() {
    let monitoring = "вид: мониторинг\nплан: п.yaml\nна дату: 2023-11-20\nисполнение: []\nвыводы: [Хорошо]\n";
    let folder = Folder::with("п.yaml", &approved("Совет")).file("м.yaml", format!("{monitoring}{APPROVAL}"));
    folder.run("report м.yaml -o отчёт.pdf").silently();
    folder.run("report м.yaml -o отчёт.pdf --date 2023-12-20").exits(0);
    assert!(folder.has("archive/отчёт (на 20.11.2023).pdf"), "{:?}", folder.files());
    // A report that nobody approves is a draft.
    let folder = Folder::with("п.yaml", &approved("Совет")).file("м.yaml", monitoring);
    folder.run("report м.yaml -o отчёт.pdf").silently();
    folder.run("report м.yaml -o отчёт.pdf --date 2023-12-20").exits(0);
    assert_eq!(folder.files(), ["м.yaml", "отчёт.pdf", "п.yaml"]);
}

#[test]
fn without_an_archive_the_former_document_stays() {
    let folder = Folder::new().file("output/archive", "файл");
    let (first, _) = make(&folder, &approved("Совет"));
    fs::write(folder.path("п.yaml"), second("Слёт")).unwrap();
    let ran = folder.run("plan п.yaml").exits(3);
    assert!(ran.stderr.starts_with("output/п.pdf: ошибка E631: "), "{}", ran.stderr);
    assert_eq!(folder.read("output/п.pdf"), first);
}

#[test]
fn pictures_are_not_kept() {
    let folder = Folder::with("п.yaml", &approved("Совет"));
    folder.run("plan п.yaml --format svg").silently();
    fs::write(folder.path("п.yaml"), second("Слёт")).unwrap();
    folder.run("plan п.yaml --format svg").silently();
    assert_eq!(folder.files(), ["output/п.svg", "п.yaml"]);
}
