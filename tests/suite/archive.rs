//! What stands at the target before a new document takes its place: approved editions are kept, drafts are not.

use std::fs;
use std::time::{Duration, SystemTime};

use dorkarta_core::pdf::Pdf;

use crate::carried::revised;
use crate::support::{Folder, SMALLEST, view};
use crate::verify::{object, reference};

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
fn a_correction_of_the_same_edition_is_kept_too_once_it_has_stood_for_a_day_but_never_twice() {
    let folder = Folder::new();
    for name in ["Совет", "Слёт", "Съезд", "Совет"] {
        make(&folder, &approved(name));
    }
    assert_eq!(archive(&folder), [""; 0], "nobody has signed what is corrected at once");
    for name in ["Слёт", "Совет", "Слёт", "Съезд"] {
        let document = fs::OpenOptions::new().write(true).open(folder.path("output/п.pdf")).unwrap();
        document.set_modified(SystemTime::now() - Duration::from_secs(25 * 60 * 60)).unwrap();
        // On Windows nothing replaces a file that is open.
        drop(document);
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
    let monitoring = "вид: мониторинг\nплан: п.yaml\nна дату: 2023-11-20\nисполнение: [{мероприятие: 1, статус: выполняется}]\nвыводы: [Хорошо]\n";
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

#[test]
fn a_draft_that_another_program_saved_is_kept() {
    type Edit = fn(&[u8]) -> Vec<u8>;
    let edits: [(&str, Edit); 3] = [
        ("another maker", |bytes| {
            let info = reference(Pdf::open(bytes.to_vec()).unwrap().trailer().get("Info"));
            let other = object(bytes, info).replace("/Creator(dorkarta", "/Creator(acrobat1");
            revised(bytes, &[(info, other.into_bytes())])
        }),
        ("an update", |bytes| [bytes, b"\n9999 0 obj\n(note)\nendobj\nstartxref\n0\n%%EOF\n"].concat()),
        ("a comment", |bytes| [bytes, b"\n% \n"].concat()),
    ];
    for (name, edit) in edits {
        let folder = Folder::new();
        let (made, _) = make(&folder, &draft("Совет"));
        let edited = edit(&made);
        assert_ne!(edited, made, "{name}");
        fs::write(folder.path("output/п.pdf"), &edited).unwrap();
        let (_, said) = make(&folder, &draft("Слёт"));
        assert!(said.starts_with("прежний документ сохранён: output/archive/"), "{name}: {said}");
        let kept = archive(&folder);
        assert_eq!(folder.read(&format!("output/archive/{}", kept[0])), edited, "{name}");
        // The new one is the program's own again.
        make(&folder, &draft("Съезд"));
        assert_eq!(archive(&folder), kept, "{name}");
    }
}

#[test]
fn a_draft_of_any_kind_that_the_program_made_goes() {
    for keys in ["--pdf-standard a-3b", "--templates шаблоны", "--font-dir шрифты"] {
        let folder = Folder::new().file("шаблоны/нет.txt", "").file("шрифты/нет.txt", "");
        fs::write(folder.path("п.yaml"), draft("Совет")).unwrap();
        folder.run(&format!("plan п.yaml {keys}")).silently();
        fs::write(folder.path("п.yaml"), draft("Слёт")).unwrap();
        folder.run(&format!("plan п.yaml {keys}")).silently();
        assert_eq!(archive(&folder), [""; 0], "{keys}");
    }
}

#[test]
fn a_document_with_a_long_name_is_kept_too() {
    let name = "п".repeat(120);
    let folder = Folder::new();
    for text in [approved("Совет"), second("Слёт")] {
        fs::write(folder.path("п.yaml"), text).unwrap();
        folder.run(&format!("plan п.yaml -o {name}.pdf")).exits(0);
    }
    let kept: Vec<String> = folder.files().into_iter().filter(|file| file.starts_with("archive/")).collect();
    assert_eq!(kept.len(), 1);
    assert!(kept[0].ends_with("п (редакция 1 от 01.02.2023).pdf"), "{kept:?}");
}

#[test]
fn pictures_of_a_longer_former_document_are_told() {
    let rows = |count: usize| {
        let row = "  - название: Совещание с руководителями\n    срок: 2023\n    ответственные: Отдел\n";
        SMALLEST.split_once("мероприятия:\n").unwrap().0.to_owned() + "мероприятия:\n" + &row.repeat(count)
    };
    let folder = Folder::with("п.yaml", &rows(150)).file("output/п-2023.svg", "чужая");
    let pages = folder.run("plan п.yaml --format svg --quiet").exits(0).stdout.lines().count();
    assert!(pages > 2);
    fs::write(folder.path("п.yaml"), rows(1)).unwrap();
    let ran = folder.run("plan п.yaml --format svg --quiet").exits(0);
    assert_eq!(ran.stdout, "output/п.svg\n");
    assert_eq!(ran.stderr.matches("осталась картинка прежнего документа: output/п-").count(), pages, "{}", ran.stderr);
    assert!(!ran.stderr.contains("2023"), "{}", ran.stderr);
}
