//! The summary of many reports: what is read, what counts, and what comes of it.

use calamine::{Data, Reader as _, Xlsx, open_workbook};
use serde_json::Value;

use crate::carried::{revised, stream, with_carried};
use crate::forms::{Returned, sent};
use crate::support::Folder;
use crate::verify::reference;
use dorkarta_core::pdf::Pdf;

/// The sample: five territories, one of which has not reported and one is the sum of two schools.
fn sample() -> Folder {
    let names = ["region-plan", "berezovsky", "zarechny", "luzhsky", "schools/school-1", "schools/school-2"];
    let files = names.iter().map(|name| format!("summary-2023/{name}.yaml"));
    files
        .chain(["summary-2023.yaml".to_owned()])
        .fold(Folder::new(), |folder, name| folder.copy(&format!("input/{name}"), &name))
}

fn view(folder: &Folder, command: &str) -> Value {
    let ran = folder.run(&format!("summary {command} --format view -o -")).exits(0);
    serde_json::from_str(&ran.stdout).unwrap()
}

/// The text of a document.
fn text(folder: &Folder, file: &str) -> String {
    let pdf = Pdf::open(folder.read(file)).unwrap();
    pdf.pages().iter().filter_map(|page| pdf.page_text(*page)).collect::<Vec<_>>().join("\n")
}

/// The rows of the table of a part, by its heading, as texts.
fn rows(view: &Value, heading: &str) -> Vec<Vec<String>> {
    let sections = view["sections"].as_array().unwrap();
    let section = sections.iter().find(|section| section["heading"] == heading).unwrap();
    let table = section["content"].as_array().unwrap().iter().find_map(|it| it.get("table")).unwrap();
    let text = |text: &Value| text.as_str().unwrap_or_default().replace('\u{a0}', " ");
    let row = |row: &Value| match row {
        Value::Array(cells) => cells.iter().map(text).collect(),
        special => special["cells"].as_array().unwrap().iter().map(|cell| text(&cell["text"])).collect(),
    };
    let groups = table["groups"].as_array().unwrap();
    groups.iter().flat_map(|group| group["rows"].as_array().unwrap()).map(row).collect()
}

#[test]
fn every_territory_has_its_row_and_the_rows_add_up() {
    let view = view(&sample(), "summary-2023.yaml");
    let handed_in = rows(&view, "Представление отчетов");
    let figures = |row: &[String]| row[1..7].join(" ");
    assert_eq!(
        handed_in.iter().map(|row| figures(row)).collect::<Vec<_>>(),
        ["1 1 1 0 0 0", "1 1 1 0 0 0", "1 1 0 1 0 0", "2 2 2 0 0 0", "1 0 0 0 0 1", "6 5 4 1 0 1"]
    );
    let states = rows(&view, "Исполнение мероприятий по территориям");
    let counts = |row: &[String]| row[1..].iter().map(|count| count.parse::<usize>().unwrap()).collect::<Vec<_>>();
    let all: Vec<Vec<usize>> = states.iter().map(|row| counts(row)).collect();
    let (sum, territories) = all.split_last().unwrap();
    for (at, total) in sum.iter().enumerate() {
        assert_eq!(territories.iter().map(|row| row[at]).sum::<usize>(), *total);
    }
    assert!(all.iter().all(|row| row[0] == row[1..].iter().sum::<usize>()));
    // Named otherwise, but with its code: the same activity. What only one has is its own.
    let activities = rows(&view, "Общие мероприятия");
    assert_eq!(activities.len(), 8);
    assert_eq!(activities[3][2..], ["3", "0", "1", "0", "0"]);
    assert_eq!(rows(&view, "Свои мероприятия территорий")[0][..2], ["Заречный муниципальный округ", "2"]);
    let indicators = rows(&view, "Показатели");
    let together: Vec<String> =
        indicators.iter().filter(|row| row[0].starts_with("Вместе")).map(|row| row.join(" ")).collect();
    assert_eq!(together, ["Вместе (медиана) 3,6 3,5", "Вместе (среднее) 32,5 35,75", "Вместе (сумма) 180 154"]);
}

#[test]
fn the_document_carries_its_figures_and_is_made_again_from_them() {
    let folder = sample();
    folder.run("summary summary-2023.yaml -o свод.pdf").exits(0);
    assert!(folder.run("verify свод.pdf").exits(0).stdout.contains("не изменён"));
    folder.run("extract свод.pdf -o данные/с.yaml").silently();
    folder.run("summary данные/с.yaml -o снова.pdf").exits(0);
    assert_eq!(folder.read("свод.pdf"), folder.read("снова.pdf"));
    // Of the reports only names, digests and figures.
    let data = String::from_utf8(folder.read("данные/с.yaml")).unwrap();
    assert!(data.contains("файл: school-2.yaml") && data.contains("отпечаток: ") && !data.contains("Справка"));
}

#[test]
fn reports_are_documents_that_are_verified_first() {
    let folder = sample();
    folder
        .run("report summary-2023/berezovsky.yaml summary-2023/zarechny.yaml summary-2023/luzhsky.yaml -o отчеты/ -q")
        .exits(0);
    let mut bytes = folder.read("отчеты/zarechny-report.pdf");
    bytes.extend(b"\n% \n");
    let folder = folder.file("отчеты/zarechny-report.pdf", bytes);
    folder.run("plan summary-2023/region-plan.yaml -o отчеты/план.pdf -q").exits(0);
    let ran = folder.run("summary отчеты -o свод.pdf --messages short").exits(0);
    let said: Vec<&str> = ran.stderr.lines().filter_map(|line| line.split("замечание ").nth(1)?.get(..4)).collect();
    assert_eq!(said, ["W700", "W701", "W705", "W707"]);
    // It is the territory that its data name which has not reported.
    assert!(ran.stderr.contains("Заречный муниципальный округ"), "{}", ran.stderr);
    let text = text(&folder, "свод.pdf");
    assert!(text.contains("Берёзовский муниципальный округ") && text.contains("Лугский муниципальный округ"));
    assert!(text.contains("Отчеты, которые не учтены"), "{text}");
}

/// A report with the data of another attached, and one with other words on its page.
fn altered(file: &[u8], other: &[u8]) -> [Vec<u8>; 2] {
    let (pdf, other) = (Pdf::open(file.to_vec()).unwrap(), Pdf::open(other.to_vec()).unwrap());
    let data = other.carried(&other.attachments()[0]).unwrap();
    let page = pdf.pages()[0];
    let content = pdf.content(page).unwrap();
    let (from, to) = (br"\000\001\000\002", br"\000\002\000\001");
    let at = content.windows(from.len()).position(|window| window == from).unwrap();
    let content = [&content[..at], to, &content[at + from.len()..]].concat();
    let contents = reference(pdf.page(page).unwrap().get("Contents"));
    [with_carried(file, &data), revised(file, &[(contents, stream("", &content))])]
}

#[test]
fn both_ways_of_verifying_agree_on_what_reports_say() {
    let folder =
        sample().copy("input/monitoring-2023.yaml", "monitoring.yaml").copy("input/plan-2023.yaml", "plan-2023.yaml");
    folder
        .run("report monitoring.yaml summary-2023/berezovsky.yaml summary-2023/zarechny.yaml summary-2023/luzhsky.yaml -o отчеты/ -q")
        .exits(0);
    folder.run("summary summary-2023/schools -o отчеты/школы.pdf -q").exits(0);
    let [data, words] =
        altered(&folder.read("отчеты/zarechny-report.pdf"), &folder.read("отчеты/berezovsky-report.pdf"));
    let folder = folder.file("отчеты/чужие-данные.pdf", data).file("отчеты/чужие-слова.pdf", words);
    let told = |keys: &str, made: &str| {
        let ran = folder.run(&format!("summary отчеты -o {made}.pdf --messages short{keys}")).exits(0);
        let view = view(&folder, &format!("отчеты{keys}"));
        let states = rows(&view, "Исполнение мероприятий по территориям");
        let mut lines: Vec<String> = ran.stderr.lines().map(str::to_owned).collect();
        lines.retain(|line| line.contains("замечание") && !line.contains("W708"));
        (lines, states, ran.stderr.contains("W708"))
    };
    let (whole, by_words) = (told("", "свод"), told(" --words", "свод-по-словам"));
    assert_eq!(whole.0.iter().filter(|line| line.contains("W700")).count(), 2, "{:?}", whole.0);
    assert_eq!((&whole.0, &whole.1), (&by_words.0, &by_words.1));
    assert_eq!((whole.2, by_words.2), (false, true));
    // The document says how it was made, and goes on saying so where it is summed up itself.
    let said = "сверены только слова";
    assert!(text(&folder, "свод-по-словам.pdf").replace(['\n', '\u{a0}'], " ").contains(said));
    assert!(
        folder.run("summary свод-по-словам.pdf отчеты/luzhsky-report.pdf -o выше.pdf").exits(0).stderr.contains("W708")
    );
    assert!(folder.run("verify свод-по-словам.pdf").exits(0).stdout.contains("не изменён"));
}

#[test]
fn what_was_only_painted_is_seen_by_the_whole_comparison_alone() {
    let folder = sample();
    folder.run("report summary-2023/zarechny.yaml summary-2023/luzhsky.yaml -o отчеты/ -q").exits(0);
    let file = folder.read("отчеты/zarechny-report.pdf");
    let pdf = Pdf::open(file.clone()).unwrap();
    let page = pdf.pages()[0];
    let contents = reference(pdf.page(page).unwrap().get("Contents"));
    let content = [pdf.content(page).unwrap().as_slice(), b"\n1 g 0 0 200 200 re f\n"].concat();
    let folder = folder.file("отчеты/zarechny-report.pdf", revised(&file, &[(contents, stream("", &content))]));
    assert!(folder.run("summary отчеты -o свод.pdf").exits(0).stderr.contains("W700"));
    let by_words = folder.run("summary отчеты --words -o свод.pdf").exits(0).stderr;
    assert!(!by_words.contains("W700") && by_words.contains("W708"), "{by_words}");
}

#[test]
fn a_summary_is_a_report_of_the_level_above() {
    let folder = sample();
    folder.run("summary summary-2023/schools -o школы.pdf -q").exits(0);
    let text = "вид: свод\nтерритории:\n  - {название: Сосновский округ, файл: школы.pdf}\n  - {название: Берёзовский округ, файл: summary-2023/berezovsky.yaml}\n";
    let folder = folder.file("область.yaml", text);
    let states = rows(&view(&folder, "область.yaml"), "Исполнение мероприятий по территориям");
    assert_eq!(states.iter().map(|row| row[1..3].join(" ")).collect::<Vec<_>>(), ["16 10", "8 6", "24 16"]);
}

#[test]
fn a_summary_says_the_same_in_whatever_file_it_is() {
    let folder = sample();
    folder.run("summary summary-2023/schools -o с.pdf -q").exits(0);
    folder.run("extract с.pdf -o данные/с.yaml").silently();
    // Alone it is that summary, with its territories; beside a report it is one territory.
    for (others, territories) in [("", 2), (" summary-2023/berezovsky.yaml", 2)] {
        let [pdf, yaml] = ["с.pdf", "данные/с.yaml"].map(|file| view(&folder, &format!("{file}{others}")));
        assert_eq!(rows(&pdf, "Представление отчетов").len(), territories + 1);
        assert_eq!(pdf, yaml, "{others}");
    }
    // What was changed is no summary to begin with.
    let file = folder.read("с.pdf");
    let pdf = Pdf::open(file.clone()).unwrap();
    let page = pdf.pages()[0];
    let contents = reference(pdf.page(page).unwrap().get("Contents"));
    let content = [pdf.content(page).unwrap().as_slice(), b"\n1 g 0 0 9 9 re f\n"].concat();
    let folder = folder.file("с.pdf", revised(&file, &[(contents, stream("", &content))]));
    let ran = folder.run("summary с.pdf -o выше.pdf").exits(1);
    assert!(ran.stderr.contains("W700") && ran.stderr.contains("E702"), "{}", ran.stderr);
}

#[test]
fn forms_beside_a_plan_are_judged_as_of_the_day_of_the_summary() {
    let folder = sent();
    let form = Returned::of(&folder, "ф.xlsx").set("1", "статус", "выполнено").set("1", "дата", "20.03.2023");
    let data = "вид: свод\nтерритории: [{название: Округ, файлы: [план.yaml, ф.xlsx]}]\n";
    let folder = folder.file("ф.xlsx", form.bytes()).file("с.yaml", data);
    let folder = folder.file("день.yaml", format!("{data}на дату: 2023-11-20\n"));
    for command in ["с.yaml --date 2023-11-20", "день.yaml"] {
        let states = rows(&view(&folder, command), "Исполнение мероприятий по территориям");
        assert_eq!(states[0][1..3].join(" "), "3 1", "{command}");
    }
    assert!(folder.run("summary с.yaml -o с.pdf").exits(1).stderr.contains("на дату"));
}

#[test]
fn each_figure_is_traced_to_its_file() {
    let folder = sample();
    folder.run("summary summary-2023.yaml -o свод.pdf --xlsx свод.xlsx").exits(0);
    let first = folder.read("свод.xlsx");
    folder.run("summary summary-2023.yaml -o свод.pdf --xlsx свод.xlsx").exits(0);
    assert_eq!(first, folder.read("свод.xlsx"));
    let mut book: Xlsx<_> = open_workbook(folder.path("свод.xlsx")).unwrap();
    let mut sheet = |name: &str| -> Vec<Vec<String>> {
        let range = book.worksheet_range(name).unwrap();
        range.rows().skip(1).map(|row| row.iter().map(Data::to_string).collect()).collect()
    };
    let reports = sheet("Отчеты");
    assert_eq!(
        reports.iter().map(|row| row[2].as_str()).collect::<Vec<_>>(),
        ["berezovsky.yaml", "zarechny.yaml", "luzhsky.yaml", "school-1.yaml", "school-2.yaml"]
    );
    let activities = sheet("Мероприятия");
    assert!(activities.iter().all(|row| !row[6].is_empty()));
    // The rows say what the document says.
    let in_time: usize = activities
        .iter()
        .filter(|row| row[4] == "выполнено в срок" && !row[0].is_empty())
        .map(|row| row[5].parse::<usize>().unwrap())
        .sum();
    let states = rows(&view(&folder, "summary-2023.yaml"), "Исполнение мероприятий по территориям");
    assert_eq!(states.last().unwrap()[2], in_time.to_string());
    // Another workbook is never replaced.
    let folder = folder.copy("input/plan-2023.xlsx", "чужая.xlsx");
    assert!(folder.run("summary summary-2023.yaml -o свод.pdf --xlsx чужая.xlsx").exits(3).stderr.contains("E682"));
}

#[test]
fn a_plan_of_some_and_a_fact_of_others_are_not_compared() {
    let report = |territory: &str, figures: &str| {
        format!(
            "вид: план\nпериод: 2023 год\nназвание: План\nмероприятия: [{{название: Совет, срок: март, ответственные: Отдел}}]\n\
             исполнение: [{{мероприятие: 1, статус: выполнено, дата: 2023-03-01, документ: Справка}}]\n\
             показатели: [{{название: Охват, единица: чел., лучше: больше, {figures}}}]\n\
             мониторинг: {{территория: {territory}, на дату: 2023-11-20, утверждение: {{должность: Глава, имя: А.А. Иванов, дата: 2023-11-21}}}}\n"
        )
    };
    // What only one of them was to reach is not reached by what both did.
    let said = |figures: &str| {
        let folder =
            Folder::with("а.yaml", &report("Район", "план: 10, факт: 5")).file("б.yaml", report("Округ", figures));
        view(&folder, "а.yaml б.yaml").to_string().replace('\u{a0}', " ")
    };
    let (reached, unlike) = ("Плановое значение показателя", "не одни и те же территории");
    for (figures, is_compared) in
        [("план: 10, факт: 20", true), ("факт: 20", false), ("план: 10", false), ("прошлый год: 5", true)]
    {
        let said = said(figures);
        assert_eq!((said.contains(reached), said.contains(unlike)), (is_compared, !is_compared), "{figures}: {said}");
    }
    assert!(said("факт: 20").contains("«Охват» (план – по 1, факт – по 2)"));
}

#[test]
fn indicators_of_another_plan_are_none_of_the_summary() {
    let folder = sample();
    let other = "\
вид: план
период: 2023 год
название: План отдыха детей на 2023 год
мероприятия: [{название: Смена в лагере, срок: Июнь 2023, ответственные: Отдел}]
исполнение: [{мероприятие: 1, статус: выполнено, дата: 2023-06-20, документ: Справка}]
показатели: [{название: Охват отдыхом, единица: \"%\", план: 30, факт: 31}]
мониторинг:
  период: 2023 год
  на дату: 2023-11-20
  утверждение: {должность: Глава Полевого округа, имя: Т.А. Полева, дата: 2023-12-04}
";
    // It is met first, so that its indicators are.
    let reports = ["berezovsky", "zarechny", "luzhsky"].map(|name| format!("summary-2023/{name}.yaml")).join(" ");
    let folder = folder.file("другой.yaml", other);
    let sheet = |folder: &Folder, name: &str| -> Vec<Vec<String>> {
        let mut book: Xlsx<_> = open_workbook(folder.path(name)).unwrap();
        let range = book.worksheet_range("Показатели").unwrap();
        range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
    };
    folder.run(&format!("summary {reports} -o без.pdf --xlsx без.xlsx")).exits(0);
    let said = folder.run(&format!("summary другой.yaml {reports} -o с.pdf --xlsx с.xlsx --messages short")).exits(0);
    assert!(said.stderr.contains("W702"), "{}", said.stderr);
    assert_eq!(sheet(&folder, "без.xlsx").len(), 13);
    assert_eq!(sheet(&folder, "с.xlsx"), sheet(&folder, "без.xlsx"));
    assert!(!text(&folder, "с.pdf").replace('\n', " ").contains("Охват отдыхом"));
}

#[test]
fn whoever_has_not_reported_gets_a_letter() {
    let folder = sample();
    folder.run("summary summary-2023.yaml -o свод.pdf --letters письма").exits(0);
    let letters: Vec<String> = folder.files().into_iter().filter(|file| file.ends_with(".eml")).collect();
    assert_eq!(letters, ["письма/Тиховский-муниципальный-округ.eml"]);
    let letter = String::from_utf8(folder.read(&letters[0])).unwrap();
    assert!(letter.starts_with("X-Unsent: 1\r\nTo: edu@example.org\r\nSubject: "));
}

#[test]
fn points_come_with_their_rule() {
    let folder = sample();
    let view = view(&folder, "summary-2023.yaml --points");
    let states = rows(&view, "Исполнение мероприятий по территориям");
    assert_eq!(
        states.iter().map(|row| row.last().unwrap().as_str()).collect::<Vec<_>>(),
        ["100", "75", "66,7", "95,5", ""]
    );
    assert!(view.to_string().replace('\u{a0}', " ").contains("Баллы: из общих мероприятий"));
}

#[test]
fn a_copy_for_word_says_the_same() {
    let folder = sample();
    folder.run("summary summary-2023.yaml -o свод.docx --format docx -q").exits(0);
    assert!(folder.has("свод.docx"));
}

#[test]
fn what_is_obligatory_reaches_the_plan_below() {
    let folder = sample();
    folder.run("plan summary-2023/region-plan.yaml -o область.pdf").silently();
    folder.run("new --from область.pdf -o округ.xlsx").silently();
    assert!(!folder.run("check округ.xlsx --against область.pdf").exits(0).stderr.contains("W71"));
    let mut book: Xlsx<_> = open_workbook(folder.path("округ.xlsx")).unwrap();
    let range = book.worksheet_range("Мероприятия").unwrap();
    let titles: Vec<String> = range.rows().next().unwrap().iter().map(Data::to_string).collect();
    assert_eq!(titles[4..], ["Код", "Обязательно"]);
    // Never printed.
    assert!(!text(&folder, "область.pdf").contains("Обязательно"));
}

#[test]
fn a_change_above_is_a_list_for_the_plan_below() {
    let folder = sample();
    let plan = String::from_utf8(folder.read("summary-2023/region-plan.yaml")).unwrap();
    let added = "  - {код: слет, обязательно: да, название: Слет кураторов, срок: Ноябрь 2023, ответственные: ОМСУ}\n";
    let folder = folder.file("новая.yaml", plan.replace("до 1 марта 2023 г.", "до 15 февраля 2023 г.") + added);
    let ran = folder.run("diff summary-2023/region-plan.yaml новая.yaml --for summary-2023/luzhsky.yaml").exits(1);
    assert_eq!(
        ran.stdout,
        "\
Изменить в плане «План мероприятий («дорожная карта») адресной поддержки школ на 2023 год»:

1. в пункте 2 (в вышестоящем плане – пункт 2):
   срок – у вас: «до 1 марта 2023 г.», нужно «до 15 февраля 2023 г.»

2. добавить мероприятие (в вышестоящем плане – пункт 9): «Слет кураторов»
   срок: Ноябрь 2023
   ответственные: ОМСУ

Итого: 2 изменения
"
    );
}

#[test]
fn a_workbook_is_the_same_summary_there_and_back() {
    let folder = sample();
    let plain = String::from_utf8(folder.read("summary-2023.yaml")).unwrap();
    let parts = "файлы: [summary-2023/schools/school-1.yaml, summary-2023/schools/school-2.yaml]";
    let folder = folder.file("с.yaml", plain.replace("файлы: summary-2023/schools", parts));
    folder.run("new --from с.yaml -o книга.xlsx").silently();
    folder.run("new --from книга.xlsx -o под/обратно.yaml").silently();
    for name in ["с.yaml", "книга.xlsx", "под/обратно.yaml"] {
        folder.run(&format!("summary {name} -o {name}.pdf --no-data")).exits(0);
    }
    let made = folder.read("с.yaml.pdf");
    assert!(folder.read("книга.xlsx.pdf") == made && folder.read("под/обратно.yaml.pdf") == made);
    let account = folder.run("check книга.xlsx --account --messages json").exits(0).stdout;
    let lines = account.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let cells: Vec<Value> = lines.filter(|line| line["sheet"] == "Территории" && line.get("as").is_some()).collect();
    let of = |cell: &str| cells.iter().find(|line| line["cell"] == cell).map(|line| line["as"].clone());
    assert_eq!(
        [of("A2"), of("B2"), of("C5"), of("D6")],
        ["printed", "used", "used", "used"].map(|how| Some(how.into()))
    );
    // Figures in place of files have no sheet.
    folder.run("summary с.yaml -o свод.pdf").exits(0);
    let ran = folder.run("extract свод.pdf -o цифры.xlsx").exits(1);
    assert!(ran.stderr.contains("E011"), "{}", ran.stderr);
}

#[test]
fn all_that_is_wrong_with_the_data_is_told_in_one_run() {
    let data = "вид: свод\nтерритории:\n  - {название: Округ, файл: {а: б}}\n  - {название: округ, файлы: [нет.yaml, {в: г}]}\n\
                показатели: [{название: Балл, свод: чудо}]\nстранно: да\n";
    let ran = Folder::with("с.yaml", data).run("check с.yaml --messages short").exits(1);
    for told in [
        "с.yaml: ошибка E702: ",
        "с.yaml:3:29: ошибка E305: ",
        "с.yaml:4:16: ошибка E703: территория «округ» указана дважды (в строке 3) ",
        "с.yaml:4:41: ошибка E305: ",
        "с.yaml:5:37: ошибка E306: ",
        "с.yaml:6:1: ошибка E301: ",
        "нет.yaml: замечание W701: ",
    ] {
        assert!(ran.stderr.contains(told), "{told}\n{}", ran.stderr);
    }
    assert!(!ran.stderr.contains("E303"), "{}", ran.stderr);
    // What only its own file spoils is a fault, though another territory has reported.
    let folder = sample();
    let data = String::from_utf8(folder.read("summary-2023.yaml")).unwrap();
    let data = data.replace("файл: summary-2023/luzhsky.yaml", "файл: {а: б}");
    let ran = folder.file("с.yaml", data).run("summary с.yaml -o свод.pdf").exits(1);
    assert!(ran.stderr.contains("в поле «территории.файл» ожидается текст"), "{}", ran.stderr);
}
