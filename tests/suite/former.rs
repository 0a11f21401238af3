//! What an older version of the program left mean to this one. The files of a version stand in `tests/cases/VERSION`; they
//! were made by it and are never made again.

use crate::support::Folder;

const CASES: &str = "tests/cases/0.1.0";

fn folder() -> Folder {
    ["plan.pdf", "report.pdf", "form.xlsx", "monitoring.xlsx"]
        .into_iter()
        .fold(Folder::new(), |folder, name| folder.copy(&format!("{CASES}/{name}"), name))
        .copy("input/plan-2023.yaml", "plan-2023.yaml")
        .copy("input/monitoring-2023.yaml", "monitoring-2023.yaml")
}

#[test]
fn its_documents_give_back_their_data() {
    let folder = folder();
    folder.run("diff plan.pdf plan-2023.yaml").exits(0);
    folder.run("extract plan.pdf -o извлечено.yaml").silently();
    folder.run("plan извлечено.yaml -o заново.pdf").silently();
    folder.run("plan plan-2023.yaml -o прямо.pdf --no-data").silently();
    folder.run("plan извлечено.yaml -o без.pdf --no-data").silently();
    assert_eq!(folder.read("прямо.pdf"), folder.read("без.pdf"));
    folder.run("report report.pdf -o отчёт.pdf --no-data").exits(0);
    folder.run("report monitoring-2023.yaml -o прямо.pdf --no-data").exits(0);
    assert_eq!(folder.read("отчёт.pdf"), folder.read("прямо.pdf"));
}

#[test]
fn its_documents_are_compared_by_their_words() {
    let folder = folder();
    for name in ["plan.pdf", "report.pdf"] {
        let ran = folder.run(&format!("verify {name}")).exits(1);
        assert!(ran.stdout.contains("сверены только слова"), "{}", ran.stdout);
        assert!(ran.stdout.contains("0.1.0"), "{}", ran.stdout);
    }
}

#[test]
fn its_forms_and_monitorings_are_collected() {
    let folder = folder();
    folder.run("collect plan-2023.yaml form.xlsx -o собрано.xlsx --date 2023-11-01").exits(0);
    let ran =
        folder.run("collect plan-2023.yaml form.xlsx --from monitoring.xlsx -o ещё.xlsx --date 2023-11-01").exits(0);
    assert!(ran.stderr.contains("новых значений 0"), "{}", ran.stderr);
    for name in ["monitoring.xlsx", "собрано.xlsx"] {
        folder.run(&format!("report {name} -o {name}.pdf --no-data")).exits(0);
    }
    assert_eq!(folder.read("monitoring.xlsx.pdf"), folder.read("собрано.xlsx.pdf"));
}
