//! The templates run outside of the program, on their samples.

use std::fs;

use dorkarta_press::{Format, Overrides, Standards, Typesetter};

use crate::support::{Folder, SMALLEST, pages_of, repository, view_of};

#[test]
fn the_samples_are_set_without_the_program() {
    for sample in fs::read_dir(repository("templates/sample")).unwrap() {
        let sample = sample.unwrap().path();
        let view: serde_json::Value = serde_json::from_slice(&fs::read(&sample).unwrap()).unwrap();
        let mut typesetter = Typesetter::new(&Overrides::default()).unwrap();
        // As the other judges and the preview have it: the beginning of the name tells the template.
        let name = sample.file_name().unwrap().to_string_lossy();
        let template = match name.as_ref() {
            name if name.starts_with("report") => "/report.typ",
            name if name.starts_with("amendments") => "/amendments.typ",
            name if name.starts_with("order") => "/order.typ",
            name if name.starts_with("sheet") => "/sheet.typ",
            _ => "/plan.typ",
        };
        let pages =
            typesetter.set(template, &view, None).unwrap_or_else(|faults| panic!("{}: {faults:?}", sample.display()));
        let standards = Standards::archival();
        typesetter
            .export(&pages, Format::Pdf, &standards)
            .unwrap_or_else(|faults| panic!("{}: {faults:?}", sample.display()));
    }
}

#[test]
fn the_samples_are_views_of_real_documents() {
    for (sample, command, input) in [
        ("plan", "plan", "plan-2023"),
        ("wide", "plan", "plan-functional-literacy-2023-2024"),
        ("report", "report", "monitoring-2023"),
    ] {
        let (sample, input) = (format!("templates/sample/{sample}.json"), format!("input/{input}.yaml"));
        let text = fs::read(repository(&sample)).unwrap();
        let view: serde_json::Value = serde_json::from_slice(&text).unwrap();
        // Read from text as well: reading may bend the last digit of a share.
        let made: serde_json::Value = serde_json::from_str(&view_of(&repository(&input)).to_string()).unwrap();
        assert!(view == made, "make it again: dorkarta {command} {input} --format view -o {sample}");
    }
}

#[test]
fn the_samples_of_the_packet_are_views_of_real_documents() {
    let folder = Folder::new().copy("input/plan-work-2026.yaml", "п.yaml");
    folder.run("packet п.yaml --only приказ,выписки --format view -o к").silently();
    for (sample, made) in [("order", "приказ"), ("sheet", "выписки/Заречная-СОШ")] {
        let sample = fs::read_to_string(repository(&format!("templates/sample/{sample}.json"))).unwrap();
        assert!(sample.as_bytes() == folder.read(&format!("к/{made}.json")), "make it again: templates/README.md");
    }
}

#[test]
fn a_folder_replaces_single_templates() {
    let tokens = fs::read_to_string(repository("templates/tokens.yaml")).unwrap();
    let larger = tokens.replace("text-size-pt: 13", "text-size-pt: 14");
    assert_ne!(tokens, larger);
    let folder = Folder::with("п.yaml", SMALLEST).file("мои/tokens.yaml", larger);
    folder.run("plan п.yaml -o а.pdf").silently();
    folder.run("plan п.yaml -o б.pdf --templates мои").silently();
    assert_ne!(folder.read("а.pdf"), folder.read("б.pdf"));
}

/// In a table whose words are broken the template tells Typst how high the rows are.
#[test]
fn a_row_is_told_the_height_that_it_has() {
    let template = fs::read_to_string(repository("templates/shared/table.typ")).unwrap();
    let found = template.replace("rows: if is-measured { heights } else { auto }", "rows: auto");
    assert_ne!(template, found);
    let texts =
        ["7", "ОО", "Школа", "12,5", "до 1 марта", "2021–2024", "", "Руководители организаций", "а@б.example.ru"];
    for (wording, head) in [(0, "повторять"), (1, "номера"), (2, "один раз")] {
        let fields: Vec<String> = (0..40).map(|n| format!("Г{n}")).collect();
        let mut plan = format!(
            "вид: план\nпериод: 2023 год\nназвание: План\nподпись: {{должность: Глава, имя: И.И. Иванов}}\n\
             оформление: {{шапка: {head}}}\nстолбцы: [номер, название, срок, {}]\nмероприятия:\n",
            fields.iter().map(|field| format!("{{поле: {field}, заголовок: {field}}}")).collect::<Vec<_>>().join(", ")
        );
        for row in 0..60 {
            plan += "- название: Школа\n  срок: 2023\n";
            for (column, field) in fields.iter().enumerate() {
                // Most are figures; in some rows all are anything.
                let at = (7 * row + 5 * column + wording) % if row % 5 == 4 { 9 } else { 60 };
                plan += &format!("  {field}: \"{}\"\n", texts.get(at).unwrap_or(&"42"));
            }
        }
        let folder = Folder::with("п.yaml", &plan).file("мои/shared/table.typ", &found);
        let rows = view_of(&folder.path("п.yaml"))["table"]["groups"][0]["rows"].clone();
        let told = rows.as_array().unwrap().iter().filter(|row| row["high"].is_array()).count();
        assert!((20..58).contains(&told), "{told}");
        folder.run("plan п.yaml --format svg -o а").silently();
        folder.run("plan п.yaml --format svg -o б --templates мои").silently();
        let pages: Vec<String> = folder.files().into_iter().filter(|file| file.starts_with('а')).collect();
        assert!(pages.len() > 2, "{pages:?}");
        for page in pages {
            assert!(folder.read(&page) == folder.read(&page.replacen('а', "б", 1)), "{head}: {page}");
        }
    }
}

#[test]
fn a_broken_template_is_told_with_its_line() {
    let folder = Folder::with("п.yaml", SMALLEST).file("мои/plan.typ", "\n#нет\n");
    let ran = folder.run("plan п.yaml --templates мои --messages short").exits(1);
    assert_eq!(
        ran.stderr,
        "п.yaml: ошибка E503: ошибка в шаблоне: plan.typ:2: unknown variable: нет (исправьте шаблон или уберите ключ \
         --templates)\n"
    );
}

#[test]
fn a_face_of_a_folder_can_be_chosen() {
    let plan = format!("{SMALLEST}оформление: {{шрифт: Своя Гарнитура}}\n");
    let folder = Folder::with("п.yaml", &plan);
    let ran = folder.run("plan п.yaml --messages short").exits(1);
    assert!(
        ran.stderr.starts_with("п.yaml:8:21: ошибка E502: шрифт «Своя Гарнитура» не найден (есть шрифты: "),
        "{}",
        ran.stderr
    );
    let ran = folder.run("plan п.yaml --font-dir нет --messages short").exits(3);
    assert!(ran.stderr.contains("E001"), "{}", ran.stderr);
    assert_eq!(pages_of(&Folder::with("п.yaml", SMALLEST).path("п.yaml")).len(), 1);
}
