//! Monitorings: read, bound to their plan, and judged.

use rust_xlsxwriter::Workbook;

use crate::support::Folder;

const PLAN: &str = "\
вид: план
период: 2023 год
название: План мероприятий
утверждение: {должность: Заведующий, имя: А.А. Иванова, дата: 2023-02-01}
направления:
  - название: Кадры
    мероприятия:
      - {название: Анализ, срок: Январь 2023, ответственные: Отдел, код: анализ}
      - {название: Курсы, срок: 2023, ответственные: Отдел}
  - название: Школы
    мероприятия:
      - {название: Семинар, срок: Октябрь 2023, ответственные: Отдел}
      - {название: Мониторинг, срок: ежемесячно, ответственные: Отдел}
";

const HEAD: &str = "вид: мониторинг\nплан: план.yaml\nна дату: 2023-11-20\nвыводы: План выполняется.\n";

/// What `check` says of a monitoring of [`PLAN`], in the short form without the file's name.
#[track_caller]
fn check(rest: &str) -> String {
    let folder = Folder::with("план.yaml", PLAN).file("м.yaml", format!("{HEAD}{rest}"));
    let ran = folder.run("check м.yaml --messages short");
    ran.stderr.trim_end().replace("м.yaml:", "")
}

#[test]
fn a_complete_monitoring_gives_rise_to_nothing() {
    let entries = "исполнение:
  - {мероприятие: 1, статус: выполнено, дата: 2023-01-27, документ: Справка № 4}
  - {мероприятие: 2, статус: Выполняется}
  - {мероприятие: п. 3, статус: не выполнено, причина: Болезнь}
показатели:
  - {название: Доля школ, единица: \"%\", прошлый год: 41, план: 60, факт: \"57,5\"}
";
    assert_eq!(check(entries), "");
}

#[test]
fn entries_are_bound_by_number_code_or_whole_name() {
    let entry = |activity: &str| {
        check(&format!("исполнение:\n  - {{мероприятие: {activity}, статус: отменено, причина: Приказ}}\n"))
    };
    let untold = |numbers: &str| {
        format!(
            "5:1: замечание W222: срок истёк или не понят, а сведений об исполнении нет: {numbers} \
             (добавьте записи об этих мероприятиях)"
        )
    };
    for third in ["3", "3.", "№ 3", "п.3", "пункт 3", "Семинар", "семинар."] {
        assert_eq!(entry(third), untold("1"), "{third}");
    }
    for first in ["анализ", "Анализ", "1"] {
        assert_eq!(entry(first), untold("3"), "{first}");
    }
    assert!(entry("5").contains(
        "6:19: ошибка E410: в плане нет мероприятия «5» (укажите номер, как он напечатан в плане (1–4), или код мероприятия)"
    ));
}

#[test]
fn an_activity_has_one_entry() {
    let entries = "исполнение:
  - {мероприятие: 1, статус: отменено, причина: Приказ}
  - {мероприятие: анализ, статус: отменено, причина: Приказ}
";
    assert_eq!(
        check(entries),
        "7:19: ошибка E411: о мероприятии 1 сказано дважды, первый раз – в строке 6 (оставьте одну запись, соединив в ней сведения)"
    );
}

#[test]
fn a_number_that_is_also_a_code_is_no_name() {
    let plan = PLAN.replace("код: анализ", "код: 2");
    let monitoring = format!("{HEAD}исполнение: [{{мероприятие: 2, статус: выполняется}}]\n");
    let folder = Folder::with("план.yaml", &plan).file("м.yaml", monitoring);
    assert_eq!(
        folder.run("check м.yaml --messages short").exits(1).stderr,
        "м.yaml:5:28: ошибка E412: под «2» в плане подходит не одно мероприятие (дайте мероприятиям в плане разные коды и \
         укажите здесь код)\n"
    );
}

#[test]
fn what_is_missing_in_an_entry_is_told() {
    let entries = "исполнение:
  - {мероприятие: 1, статус: выполнено}
  - {мероприятие: 2, статус: перенесено}
  - {мероприятие: 3}
  - {мероприятие: 4, статус: сдано}
";
    assert_eq!(
        check(entries),
        "6:5: замечание W112: мероприятие выполнено, срок истёк, а день исполнения не указан или не понят: в отчёте оно посчитано как «нет данных» (впишите в поле «дата» день исполнения, например 27.01.2023)
6:5: замечание W105: мероприятие выполнено, но не указан подтверждающий документ (впишите поле «документ», например «Справка от 27.01.2023 № 4»)
7:5: замечание W106: есть отклонение от плана, но не указана причина (впишите поле «причина»)
7:5: замечание W107: мероприятие перенесено, но не указан новый срок (впишите поле «новый срок»)
8:5: ошибка E303: не указано обязательное поле «статус» (добавьте поле «статус»)
9:30: ошибка E306: в поле «статус» стоит неизвестное значение «сдано» (возможные значения: выполнено, выполнено частично, выполняется, не выполнено, перенесено, отменено)"
    );
}

#[test]
fn what_makes_no_sense_is_remarked() {
    let entries = "исполнение:
  - {мероприятие: 1, статус: выполнено, дата: 2023-02-03, документ: Справка}
  - {мероприятие: 2, статус: выполнено, дата: 2023-12-01, документ: Справка}
  - {мероприятие: 3, статус: выполняется}
  - {мероприятие: 4, статус: перенесено, причина: Болезнь, новый срок: Октябрь 2023}
показатели:
  - {название: Доля школ, единица: \"%\", план: 60, факт: 140}
  - {название: Учителя, единица: чел., план: 4.5, факт: -2}
  - {название: Прирост, единица: \"%\", план: 110, факт: 105}
  - {название: Семинары, план: 4, факт: 45}
";
    assert_eq!(
        check(entries),
        "6:5: замечание W106: есть отклонение от плана, но не указана причина (впишите поле «причина»)
6:47: замечание W220: мероприятие выполнено позже срока (31.01.2023) (проверьте дату; если она верна, причину укажите в поле «причина»)
7:47: замечание W223: дата исполнения вызывает сомнение: она позже дня, на который составлен отчёт (проверьте день, месяц и год)
8:5: замечание W106: есть отклонение от плана, но не указана причина (впишите поле «причина»)
8:30: замечание W221: мероприятие ещё выполняется, а срок истёк (31.10.2023) (проверьте статус; если он верен, причину укажите в поле «причина»)
9:72: замечание W224: новый срок вызывает сомнение: он не позже прежнего (проверьте новый срок)
11:57: замечание W225: значение показателя вызывает сомнение: доля больше 100 % (проверьте число и единицу)
12:46: замечание W225: значение показателя вызывает сомнение: целое не бывает дробным (проверьте число и единицу)
12:57: замечание W225: значение показателя вызывает сомнение: число меньше нуля (проверьте число и единицу)
14:41: замечание W225: значение показателя вызывает сомнение: факт больше плана в десять раз и больше (проверьте число и единицу)"
    );
    let muted = format!("{entries}замечания: {{выключить: [W106, W220, W221, W223, W224, W225]}}\n");
    assert_eq!(check(&muted), "");
}

#[test]
fn what_is_put_off_over_the_end_of_the_year_is_not_overdue() {
    let plan = PLAN.replace("Октябрь 2023", "Декабрь 2023");
    let entries = "исполнение: [{мероприятие: 3, статус: перенесено, причина: Болезнь, новый срок: февраль}]\n";
    let folder =
        Folder::with("план.yaml", &plan).file("м.yaml", format!("{HEAD}{entries}").replace("2023-11", "2024-01"));
    let said = folder.run("check м.yaml --messages short").stderr;
    let reason =
        "новый срок вызывает сомнение: не указан год, и непонятно, какой имеется в виду (проверьте новый срок)";
    assert!(said.contains(&format!("5:81: замечание W224: {reason}\n")), "{said}");
    let listed = folder.run("due м.yaml --format json").stdout;
    let third = listed.lines().nth(2).unwrap_or_default();
    assert!(third.contains("\"due\":\"февраль\"") && third.contains("\"state\":\"not-judgeable\""), "{listed}");
}

#[test]
fn a_dash_is_no_figure_and_the_better_way_is_known() {
    let indicators = |fields: &str| {
        check(&format!(
            "исполнение: [{{мероприятие: 1, статус: отменено, причина: П}}, {{мероприятие: 3, статус: отменено, причина: П}}]\nпоказатели: [{{название: Доля, {fields}}}]\n"
        ))
    };
    for good in [
        "прошлый год: –, план: 5, факт: 5",
        "прошлый год: \"-\", план: —, факт: –",
        "план: 5, факт: –",
        "план: 5, факт: 4, лучше: Меньше",
        "план: 5, факт: 4, ЛУЧШЕ: больше",
        "план: 5, факт: 4, лучше: –",
    ] {
        assert_eq!(indicators(good), "", "{good}");
    }
    assert_eq!(
        indicators("план: 5, факт: 4, лучше: выше"),
        "6:56: ошибка E306: в поле «лучше» стоит неизвестное значение «выше» (возможные значения: больше, меньше)"
    );
}

#[test]
fn another_edition_of_the_plan_is_told() {
    let entries = "исполнение:
  - {мероприятие: 1, название: Анализ итогов, статус: отменено, причина: Приказ}
  - {мероприятие: 3, название: СЕМИНАР, статус: отменено, причина: Приказ}
";
    assert_eq!(
        check(entries),
        "6:32: замечание W110: в плане мероприятие 1 названо иначе (проверьте, о том ли мероприятии запись)"
    );
    let edition = format!("редакция плана: {{номер: 2}}\n{entries}");
    assert_eq!(
        check(&edition),
        "5:17: замечание W109: мониторинг составлен по другой редакции плана; изменился текст мероприятий: 1 (сверьте записи с \
         планом и исправьте поле «редакция плана» или «план»)"
    );
    assert_eq!(check(&edition.replace("номер: 2", "номер: 1").replace("Анализ итогов", "Анализ")), "");
}

#[test]
fn the_plan_of_a_monitoring_is_found_or_told() {
    let folder = Folder::with("м.yaml", HEAD);
    assert_eq!(
        folder.run("check м.yaml --messages short").exits(3).stderr,
        "м.yaml:2:7: ошибка E001: файл не читается: такого файла или папки нет (в этой папке есть: м.yaml)\n"
    );
    let folder = Folder::with("план.yaml", HEAD).file("м.yaml", HEAD);
    assert_eq!(
        folder.run("check м.yaml --messages short").exits(1).stderr,
        "план.yaml:1:1: ошибка E413: в поле «план» назван файл мониторинга, а не плана (укажите файл, в котором «вид: план»)\n"
    );
    let folder = Folder::with("план.yaml", &PLAN.replace("срок: 2023,", "срк: 2023,")).file("м.yaml", HEAD);
    assert_eq!(
        folder.run("check м.yaml --messages short").exits(1).stderr,
        "план.yaml:9:27: ошибка E301: неизвестное поле «срк» (вероятно, имелось в виду «срок»)\n"
    );
    let folder = Folder::with("план.yaml", PLAN).file("м.yaml", HEAD.replace("на дату: 2023-11-20\n", ""));
    assert_eq!(
        folder.run("check м.yaml --messages short").exits(1).stderr,
        "м.yaml:1:1: ошибка E303: не указано обязательное поле «на дату» (добавьте поле «на дату» (год-месяц-день) или укажите \
         день ключом --date, например --date 2023-11-20)\n"
    );
}

#[test]
fn the_seed_monitoring_of_the_starter_is_the_same_in_both_formats() {
    let folder = Folder::new();
    folder.run("new я --yaml").exits(0);
    folder.run("new к --xlsx").exits(0);
    let remarks = |file: &str| folder.run(&format!("check {file} --messages short")).exits(0).stderr;
    let late = "замечание W220: мероприятие выполнено позже срока (01.03.2027) (проверьте дату; если она верна, причину укажите в поле «причина»)\n";
    assert_eq!(remarks("я/monitoring.yaml"), format!("я/monitoring.yaml:51:11: {late}"));
    assert_eq!(remarks("к/monitoring.xlsx"), format!("к/monitoring.xlsx, лист «Исполнение», ячейка C4: {late}"));
}

/// A workbook of a plan and its monitoring, with these rows in «Реквизиты».
fn one_workbook(monitoring: &[[&str; 2]], entries: &[[&str; 4]]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Реквизиты").unwrap();
    let plan = [["вид", "план"], ["период", "2023 год"], ["название", "План"]];
    for (row, texts) in (0..).zip(plan.iter().chain(monitoring)) {
        sheet.write_row(row, 0, *texts).unwrap();
    }
    let sheet = book.add_worksheet().set_name("Мероприятия").unwrap();
    for (row, texts) in (0..).zip([["№", "Мероприятие", "Срок", "Ответственные"], ["1", "Сход", "май", "Отдел"]])
    {
        sheet.write_row(row, 0, texts).unwrap();
    }
    let sheet = book.add_worksheet().set_name("Исполнение").unwrap();
    for (row, texts) in (0..).zip([["№", "Статус", "Дата исполнения", "Документ"]].iter().chain(entries))
    {
        sheet.write_row(row, 0, *texts).unwrap();
    }
    book.save_to_buffer().unwrap()
}

/// Every field that may stand beside a plan in its monitoring, once or more than once, gives the same in a workbook and in
/// YAML.
#[test]
fn a_monitoring_in_the_file_of_its_plan_is_the_same_in_both_formats() {
    let day = ["мониторинг.на дату", "2023-11-20"];
    let entry = ["1", "выполнено", "27.01.2023", "Справка"];
    for (rows, fields) in [
        (&[][..], ""),
        (&[["период", "сентябрь 2022 – май 2024"]], "период: сентябрь 2022 – май 2024"),
        (&[["название", "Отчёт"]], "название: Отчёт"),
        (&[["основание", "Приказ"]], "основание: Приказ"),
        (&[["источники", "Справки"], ["источники", "Письма"]], "источники: [Справки, Письма]"),
        (&[["анализ", "Раз"], ["анализ", "Два"], ["анализ", "Три"]], "анализ: [Раз, Два, Три]"),
        (
            &[["анализ", "Раз"], ["анализ", "Два"], ["выводы", "Три"], ["выводы", "Пять"]],
            "анализ: [Раз, Два], выводы: [Три, Пять]",
        ),
        (&[["редакция плана.номер", "1"]], "редакция плана: {номер: 1}"),
        (&[["подпись.должность", "Глава"], ["подпись.имя", "Иванов"]], "подпись: {должность: Глава, имя: Иванов}"),
        (
            &[
                ["согласование.должность", "А"],
                ["согласование.имя", "Б"],
                ["согласование.должность", "В"],
                ["согласование.имя", "Г"],
            ],
            "согласование: [{должность: А, имя: Б}, {должность: В, имя: Г}]",
        ),
        (&[["оформление.кегль", "12"], ["оформление.поля.левое", "25"]], "оформление: {кегль: 12, поля: {левое: 25}}"),
        (&[["замечания.выключить", "W108"]], "замечания: {выключить: W108}"),
        (&[["рекомендации", "Продолжить"], ["рекомендации", "Повторить"]], "рекомендации: [Продолжить, Повторить]"),
    ] {
        let keys: Vec<String> = rows.iter().map(|[key, _]| format!("мониторинг.{key}")).collect();
        let rows = keys.iter().zip(rows).map(|(key, [_, value])| [key.as_str(), *value]);
        let book = one_workbook(&[day].into_iter().chain(rows).collect::<Vec<_>>(), &[entry]);
        let yaml = format!(
            "вид: план\nпериод: 2023 год\nназвание: План\nмероприятия: [{{номер: 1, название: Сход, срок: май, ответственные: Отдел}}]\n\
             мониторинг: {{на дату: 2023-11-20, {fields}}}\n\
             исполнение: [{{мероприятие: 1, статус: выполнено, дата: 27.01.2023, документ: Справка}}]\n"
        );
        let folder = Folder::with("о.yaml", &yaml).file("о.xlsx", book);
        for file in ["о.yaml", "о.xlsx"] {
            folder.run(&format!("report {file} -o {file}.pdf --no-data --quiet")).silently();
        }
        assert!(folder.read("о.yaml.pdf") == folder.read("о.xlsx.pdf"), "{fields}");
    }
}

#[test]
fn a_field_of_the_monitoring_that_stands_in_the_plan_is_told_where_to_go() {
    let day = [["на дату", "2023-11-20"]];
    let folder =
        Folder::with("п.yaml", &format!("{PLAN}на дату: 2023-11-20\n")).file("п.xlsx", one_workbook(&day, &[]));
    assert_eq!(
        folder.run("check п.yaml --messages short --quiet").exits(1).stderr,
        "п.yaml:14:1: ошибка E301: неизвестное поле «на дату» (вероятно, имелось в виду «мониторинг: {на дату: …}»)\n"
    );
    assert_eq!(
        folder.run("check п.xlsx --messages short --quiet").exits(1).stderr,
        "п.xlsx, лист «Реквизиты», ячейка A4: ошибка E301: неизвестное поле «на дату» (вероятно, имелось в виду «мониторинг.на дату»)\n"
    );
}

#[test]
fn a_report_without_entries_is_told_by_the_report_itself() {
    let said =
        |folder: &Folder, file: &str| folder.run(&format!("report {file} -o о.pdf --messages short")).exits(0).stderr;
    let nothing = "замечание W111: в мониторинге нет ни одной записи об исполнении (добавьте поле «исполнение», в книге – строки на листе «Исполнение»; без них отчёт пуст)\n";
    for entries in ["", "исполнение:\n", "исполнение: []\n", "исполнение: ['', ~]\n"] {
        let folder = Folder::with("план.yaml", PLAN).file("м.yaml", format!("{HEAD}{entries}"));
        let place = if entries.is_empty() { "1:1" } else { "5:1" };
        assert_eq!(said(&folder, "м.yaml"), format!("м.yaml:{place}: {nothing}"));
    }
    // Where somebody has written them into the file of the plan.
    let misplaced = format!("{PLAN}исполнение: [{{мероприятие: 1, статус: выполняется}}]\n");
    let folder = Folder::with("план.yaml", &misplaced).file("м.yaml", HEAD);
    assert_eq!(
        said(&folder, "м.yaml"),
        "м.yaml:1:1: замечание W111: записи об исполнении стоят в файле плана, и в отчёт по этому мониторингу они не входят \
         (перенесите их в мониторинг или сделайте отчёт из самого файла плана)\n"
    );
    let day = [["мониторинг.на дату", "2023-11-20"], ["мониторинг.выводы", "Нет"]];
    let folder = Folder::new().file("п.xlsx", one_workbook(&day, &[]));
    assert_eq!(said(&folder, "п.xlsx"), format!("п.xlsx, лист «Исполнение»: {nothing}"));
    // A plan is checked long before it is reported on.
    folder.run("check п.xlsx --quiet").silently();
    folder.run("due п.xlsx").silently();
}
