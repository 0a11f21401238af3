//! `check`: remarks over a whole plan, each rule on the smallest plan that has the flaw and on one that has not.

use crate::support::Folder;

/// What `check` says of a plan, in the short form.
#[track_caller]
fn check(plan: &str) -> String {
    Folder::with("п.yaml", plan).run("check п.yaml --messages short").exits(0).stderr
}

/// A plan for 2023 with nothing to be remarked, its activities given as «name | due | responsible».
fn plan(head: &str, activities: &[&str]) -> String {
    let mut plan = format!("вид: план\nпериод: 2023 год\nназвание: План\n{head}мероприятия:\n");
    for activity in activities {
        let [name, due, responsible] = activity.split(" | ").collect::<Vec<_>>().try_into().unwrap();
        plan += &format!("  - {{название: \"{name}\", срок: \"{due}\", ответственные: \"{responsible}\"}}\n");
    }
    plan
}

/// The codes with what they say, without places and hints.
#[track_caller]
fn said(plan: &str) -> Vec<String> {
    let said = check(plan);
    let remark = |line: &str| line.split_once("замечание ").unwrap().1.split(" (").next().unwrap().to_owned();
    said.lines().map(remark).collect()
}

#[test]
fn the_seed_plan() {
    let folder = Folder::new().copy("input/plan-2023.yaml", "п.yaml");
    let ran = folder.run("check п.yaml --messages short").exits(0);
    assert_eq!(
        ran.stderr,
        "\
п.yaml:39:5: замечание W212: вместо тире стоит дефис: «далее-дорожная карта» (напишите «далее – дорожная карта»)
п.yaml:39:5: замечание W212: вместо тире стоит дефис: «далее-ШНСУ» (напишите «далее – ШНСУ»)
п.yaml:49:5: замечание W202: сокращение «ОУ» употреблено раньше, чем раскрыто (в пункте 4) (перенесите расшифровку к первому употреблению)
п.yaml:83:15: замечание W210: вместо дефиса стоит тире или лишний пробел: «Организационно – управленческие» (напишите «Организационно-управленческие»)
п.yaml:85:19: замечание W201: сокращение «ШНОР» нигде в документе не раскрыто (при первом употреблении напишите полностью и добавьте «(далее – ШНОР)»)
п.yaml:86:15: замечание W204: срок истекает раньше, чем утверждён план (01.02.2023) (проверьте срок и дату утверждения)
п.yaml:93:32: замечание W201: сокращение «ОМО» нигде в документе не раскрыто (при первом употреблении напишите полностью и добавьте «(далее – ОМО)»)
п.yaml:95:19: замечание W211: в конце названия стоит точка, а у большинства других её нет (сделайте одинаково во всех названиях)
п.yaml:101:19: замечание W212: вместо тире стоит дефис: «далее-ОУ» (напишите «далее – ОУ»)
п.yaml:114:15: замечание W206: срок – весь период плана: до его конца спросить за исполнение нельзя (укажите месяц, квартал, день или повторяемость («ежеквартально»))
п.yaml:117:19: замечание W201: сокращение «ВПР» нигде в документе не раскрыто (при первом употреблении напишите полностью и добавьте «(далее – ВПР)»)
п.yaml:134:19: замечание W203: мероприятие почти повторяет мероприятие 6 (объедините их или уточните, чем они различаются)
п.yaml:137:15: замечание W206: срок – весь период плана: до его конца спросить за исполнение нельзя (укажите месяц, квартал, день или повторяемость («ежеквартально»))
п.yaml:143:15: замечание W208: один срок записан по-разному: «Февраль - март 2023» и «Февраль-март 2023» (оставьте одно написание)
п.yaml:149:15: замечание W206: срок – весь период плана: до его конца спросить за исполнение нельзя (укажите месяц, квартал, день или повторяемость («ежеквартально»))
п.yaml:154:19: замечание W201: сокращение «ГИА» нигде в документе не раскрыто (при первом употреблении напишите полностью и добавьте «(далее – ГИА)»)
п.yaml:157:15: замечание W206: срок – весь период плана: до его конца спросить за исполнение нельзя (укажите месяц, квартал, день или повторяемость («ежеквартально»))
п.yaml:163:15: замечание W206: срок – весь период плана: до его конца спросить за исполнение нельзя (укажите месяц, квартал, день или повторяемость («ежеквартально»))
п.yaml:166:19: замечание W201: сокращение «ФГОС» нигде в документе не раскрыто (при первом употреблении напишите полностью и добавьте «(далее – ФГОС)»)
п.yaml:167:15: замечание W206: срок – весь период плана: до его конца спросить за исполнение нельзя (укажите месяц, квартал, день или повторяемость («ежеквартально»))
"
    );
    assert_eq!(folder.files(), ["п.yaml"]);
}

#[test]
fn the_seed_plan_as_a_workbook_gives_the_same_remarks() {
    let folder = Folder::new().copy("input/plan-2023.yaml", "п.yaml").copy("input/plan-2023.xlsx", "п.xlsx");
    let remarks = |file: &str| {
        let ran = folder.run(&format!("check {file} --messages short")).exits(0);
        let remark = |line: &str| line.split_once("замечание ").unwrap().1.to_owned();
        ran.stderr.lines().map(remark).collect::<Vec<_>>()
    };
    assert_eq!(remarks("п.yaml"), remarks("п.xlsx"));
}

#[test]
fn the_other_plans_give_no_false_remark() {
    let folder = Folder::new()
        .copy("input/plan-functional-literacy-2023-2024.yaml", "ф.yaml")
        .copy("input/plan-school-network-2024-2025.yaml", "с.yaml");
    assert_eq!(folder.run("check ф.yaml --messages short").exits(0).stderr, "");
    // Both are true: buses «2024–2025 годы» in a plan for these years, and «в течение учебного года» where there are
    // two of them.
    let stderr = folder.run("check с.yaml --messages short").exits(0).stderr;
    let remarks: Vec<&str> = stderr.lines().map(|line| line.split(": ").nth(1).unwrap()).collect();
    assert!(stderr.contains("с.yaml:153:15: замечание W206"), "{stderr}");
    assert!(remarks.iter().all(|remark| ["замечание W206", "замечание W207"].contains(remark)), "{stderr}");
    assert!(remarks.len() <= 2, "{stderr}");
}

#[test]
fn abbreviations_are_spelled_out_before_they_are_used() {
    let row = "Встреча с ШНОР | Март 2023 | Отдел";
    assert_eq!(said(&plan("", &[row, row])), ["W201: сокращение «ШНОР» нигде в документе не раскрыто"]);
    for introduced in [
        "школ (далее – ШНОР)",
        "школ (далее-ШНОР, «школы»)",
        "Школы (ШНОР)",
        "ШНОР (школы с низкими образовательными результатами)",
    ] {
        let plan = plan(&format!("преамбула: \"Поддержка: {introduced}.\"\n"), &[row]);
        assert!(!check(&plan).contains("W20"), "{introduced}: {}", check(&plan));
    }
    let late = plan("", &[row, "Отбор школ (далее – ШНОР) | Апрель 2023 | Отдел"]);
    assert_eq!(said(&late), ["W202: сокращение «ШНОР» употреблено раньше, чем раскрыто"]);
    let known = plan("", &["ОГЭ и ЕГЭ в МБОУ СОШ № 1 РФ | Март 2023 | МКУ", "МАРТ | II квартал | Отдел"]);
    assert_eq!(check(&known), "");
    // The first line of a title in capitals is a word.
    let titled = |title: &str| {
        let activity = "{название: Совет, срок: Март 2023, ответственные: Отдел}";
        format!("вид: план\nпериод: 2023 год\nназвание: \"{title}\"\nмероприятия: [{activity}]\n")
    };
    assert_eq!(check(&titled("ПЛАН\\nмероприятий школ")), "");
    assert_eq!(said(&titled("План\\nработы ШНОР")), ["W201: сокращение «ШНОР» нигде в документе не раскрыто"]);
}

#[test]
fn near_duplicates_are_told_and_series_are_not() {
    let pair = |one: &str, other: &str| {
        let names = [one, other].map(|name| format!("{name} | Март 2023 | Отдел"));
        said(&plan("", &[&names[0], &names[1]]))
    };
    let told = ["W203: мероприятие почти повторяет мероприятие 1"];
    assert_eq!(pair("Семинары с учителями по повышению качества", "Семинары по повышению качества с учителями"), told);
    assert_eq!(pair("Подготовка списка опорных школ", "Подготовка списка опорных школ"), told);
    for (one, other) in [
        ("Муниципальный этап олимпиады школьников по физике", "Муниципальный этап олимпиады школьников по химии"),
        ("Диагностика математической грамотности в 7 классах", "Диагностика математической грамотности в 8 классах"),
        ("Ремонт кровли школы в Дубровке летом", "Ремонт летом кровли школы в Заречье"),
        ("Совещание директоров", "Совещание директоров"),
        ("Разработка дорожной карты поддержки школ", "Мониторинг реализации дорожной карты поддержки школ"),
    ] {
        assert_eq!(pair(one, other), [""; 0], "{one} / {other}");
    }
    let later = plan("", &["Сбор отчётов опорных школ | Март 2023 | А", "Сбор отчётов опорных школ | Май 2023 | А"]);
    assert_eq!(check(&later), "");
}

#[test]
fn due_dates_are_held_against_approval_and_period() {
    let approved = "утверждение: {должность: Глава, дата: 2023-02-01}\n";
    for (due, remark) in [
        ("Январь 2023", "W204: срок истекает раньше, чем утверждён план"),
        ("Январь-март 2023", ""),
        ("до 1 февраля 2023 г.", ""),
        ("Март 2024", "W205: срок выходит за период плана"),
        ("Март 2022", "W205: срок выходит за период плана"),
        ("2023-03-15", ""),
        ("2023", "W206: срок – весь период плана: до его конца спросить за исполнение нельзя"),
        ("до 31 декабря 2023 г.", ""),
        ("ежеквартально", ""),
        ("по мере необходимости", ""),
        ("31.02.2023", "W207: срок не понят: такого дня, месяца или квартала нет"),
        ("авось", "W207: срок не понят: по нему нельзя сказать, когда он истекает"),
    ] {
        let remarks = said(&plan(approved, &[&format!("Совещание | {due} | Отдел")]));
        assert_eq!(remarks.join(""), remark, "{due}");
    }
    let months = "вид: план\nпериод: февраль 2023\nназвание: План\nмероприятия: [{название: А, срок: февраль, ответственные: Б}]\n";
    assert_eq!(check(months), "");
    let unshown = plan("столбцы: [номер, название, ответственные]\n", &["А | 2023 | Б"]);
    assert!(!check(&unshown).contains("W2"), "{}", check(&unshown));
}

#[test]
fn one_due_date_is_spelled_in_one_way() {
    let rows = ["А | Май-июнь 2023 | Отдел", "Б | Май-июнь 2023 | Отдел", "В | май – июнь 2023 | Отдел"];
    assert_eq!(
        check(&plan("", &rows)),
        "п.yaml:7:27: замечание W208: один срок записан по-разному: «май – июнь 2023» и «Май-июнь 2023» (оставьте одно написание)\n"
    );
    assert_eq!(check(&plan("", &["А | Май-июнь 2023 | Отдел", "Б | Март – май 2023 | Отдел"])), "");
}

#[test]
fn one_responsible_body_is_spelled_in_one_way() {
    let told = |one: &str, other: &str| {
        let rows = [format!("А | Март 2023 | {one}"), format!("Б | Март 2023 | {other}")];
        said(&plan("", &[&rows[0], &rows[1]]))
    };
    for (one, other) in [
        ("Отдел образования", "отдел образования"),
        ("Отдел образования", "Отдел  образования."),
        ("Центр «Рост»", "Центр Рост"),
        ("Методист отчётного центра", "Методист отчетного центра"),
        ("Отдел образования округа", "Отдел образоваия округа"),
    ] {
        let remark = format!("W209: один исполнитель записан по-разному: «{other}» и «{one}»");
        assert_eq!(told(one, other), [remark], "{one} / {other}");
    }
    for (one, other) in [
        ("Отдел образования", "Школы, отдел образования"),
        ("Директор школы", "Директора школы"),
        ("Школа № 1", "Школа № 2"),
        ("Руководитель школы", "Руководители школы"),
    ] {
        assert_eq!(told(one, other), [""; 0], "{one} / {other}");
    }
}

#[test]
fn dashes_hyphens_and_full_stops() {
    let name = |name: &str| said(&plan("", &[&format!("{name} | Март 2023 | Отдел")]));
    for wrong in ["Организационно – управленческие", "Учебно - методические", "Учебно -методические"]
    {
        let remark = format!("W210: вместо дефиса стоит тире или лишний пробел: «{wrong}»");
        assert_eq!(name(&format!("{wrong} вопросы")), [remark], "{wrong}");
    }
    for right in
        ["Учебно-методические вопросы", "Дубровка – Ольховец", "Место – актовый зал", "Хозяйство – главный вопрос"]
    {
        assert_eq!(name(right), [""; 0], "{right}");
    }
    assert_eq!(name("Отбор школ (далее-школы)"), ["W212: вместо тире стоит дефис: «далее-школы»"]);
    assert_eq!(name("Отбор школ (далее – школы)"), [""; 0]);

    let names = |names: [&str; 3]| {
        let rows = names.map(|name| format!("{name} | Март 2023 | Отдел"));
        check(&plan("", &[&rows[0], &rows[1], &rows[2]]))
    };
    assert!(names(["Сбор.", "Отчёт", "Сход"]).starts_with("п.yaml:5:16: замечание W211: в конце названия стоит точка"));
    assert!(names(["Сбор.", "Отчёт", "Сход."]).starts_with("п.yaml:6:16: замечание W211: в конце названия нет точки"));
    assert_eq!(names(["Сбор.", "Отчёт.", "Сход."]), "");
    assert_eq!(names(["Сбор справок и др.", "Отчёт", "Сход"]), "");
}

#[test]
fn every_remark_can_be_switched_off() {
    let rows = ["Встреча с ШНОР | 2023 | Отдел"];
    assert_eq!(said(&plan("", &rows)).len(), 2);
    assert_eq!(check(&plan("замечания: {выключить: [W201, w-206]}\n", &rows)), "");
    assert_eq!(check(&plan("Замечания: {выключить: \"W201, W206\"}\n", &rows)), "");
    let no_due = "вид: план\nпериод: 2023\nназвание: План\nзамечания: {выключить: W101}\nмероприятия: [{название: А, ответственные: Б}]\n";
    assert_eq!(check(no_due), "");
    Folder::with("п.yaml", no_due).run("plan п.yaml").silently();

    let unknown = plan("замечания: {выключить: [W20]}\n", &rows);
    let ran = Folder::with("п.yaml", &unknown).run("check п.yaml --messages short").exits(1);
    let expected = "п.yaml:4:25: ошибка E306: в поле «выключить» стоит неизвестное значение «W20» (вероятно, имелось в виду «W201»";
    assert!(ran.stderr.starts_with(expected), "{}", ran.stderr);
}

#[test]
fn exit_codes_and_the_last_line() {
    let clean = plan("", &["Совещание | Март 2023 | Отдел"]);
    let remarked = plan("", &["Совещание | 2023 | Отдел"]);
    let folder = Folder::with("а.yaml", &clean).file("б.yaml", &remarked).file("в.yaml", "вид: план\n");
    assert_eq!(folder.run("check а.yaml").exits(0).stderr, "файл а.yaml: ошибок нет, замечаний нет\n");
    let ran = folder.run("проверить б.yaml").exits(0);
    assert!(ran.stderr.ends_with("файл б.yaml: ошибок нет, 1 замечание\n"), "{}", ran.stderr);
    folder.run("check б.yaml --strict").exits(1);
    folder.run("check б.yaml --quiet").silently();
    let ran = folder.run("check а.yaml в.yaml б.yaml").exits(1);
    let last: Vec<&str> = ran.stderr.lines().filter(|line| line.starts_with("файл ")).collect();
    assert_eq!(
        last,
        [
            "файл а.yaml: ошибок нет, замечаний нет",
            "файл в.yaml: 3 ошибки, замечаний нет",
            "файл б.yaml: ошибок нет, 1 замечание"
        ]
    );
    folder.run("check а.yaml нет.yaml в.yaml").exits(3);
    folder.run("check").exits(2);
    let ran = folder.run("check б.yaml --messages json").exits(0);
    assert_eq!(ran.stderr, "");
    assert!(ran.stdout.starts_with("{\"code\":\"W206\",\"severity\":\"warning\""), "{}", ran.stdout);
    assert_eq!(folder.files(), ["а.yaml", "б.yaml", "в.yaml"]);
}

#[test]
fn plan_leaves_these_remarks_to_check() {
    Folder::with("п.yaml", &plan("", &["Совещание | 2023 | Отдел"])).run("plan п.yaml").silently();
}

#[test]
fn what_was_probably_meant_otherwise_is_told_at_once() {
    let folder = Folder::with("п.yaml", &plan("цель: План #2\n", &["Совещание | 2023 | Отдел"]));
    let ran = folder.run("plan п.yaml --messages short").exits(0);
    assert!(ran.stderr.starts_with("п.yaml:4:12: замечание W216"), "{}", ran.stderr);
    assert_eq!(ran.stderr.lines().count(), 1, "{}", ran.stderr);
    let muted = folder.file("т.yaml", plan("цель: План #2\nзамечания: {выключить: W216}\n", &["А | май | Б"]));
    muted.run("plan т.yaml").silently();
}

#[test]
fn a_fault_hides_no_remark_on_anything_else() {
    let plan = |period: &str, due: &str| {
        format!(
            "вид: план\nпериод: {period}\nназвание: План\nмероприятия:\n\
             - {{название: Сбор, срок: {due}, ответственные: Отдел}}\n\
             - {{название: Встреча с ШНОР, срок: май 2025, ответственные: Отдел}}\n\
             - {{название: Итоги, срок: 2023-02-29, ответственные: Отдел}}\n"
        )
    };
    let codes = |plan: &str| {
        let said = Folder::with("п.yaml", plan).run("check п.yaml --messages short").exits(1).stderr;
        let code = |line: &str| line.split(' ').nth(2).unwrap().trim_end_matches(':').to_owned();
        said.lines().map(code).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(codes(&plan("2023 год", "скоро")), "W207 W201 W205 E307");
    // Without a period no due date is judged.
    assert_eq!(codes(&plan("когда-нибудь", "скоро")), "E308 W201 E307");
    // A field that is not known may be what spells the abbreviation out.
    assert_eq!(codes(&(plan("2023 год", "май") + "преамбла: Школы (далее – ШНОР)\n")), "W205 E307 E301");
    // Where a fault stands, nothing is remarked.
    assert_eq!(codes(&plan("2023 год", "с 2.02 по 1.02.2023")), "E420 W201 W205 E307");
}

#[test]
fn a_fault_of_an_entry_hides_no_remark_on_another() {
    let folder = Folder::with("план.yaml", &plan("", &["А | март | Отдел", "Б | март | Отдел"])).file(
        "м.yaml",
        "вид: мониторинг\nплан: план.yaml\nна дату: 2023-11-20\nвыводы: Да.\nисполнение:\n\
         - {мероприятие: 1, статус: как-то}\n- {мероприятие: 2, статус: выполняется}\n",
    );
    let said = folder.run("check м.yaml --messages short").exits(1).stderr;
    assert!(said.contains("м.yaml:6:28: ошибка E306") && said.contains("м.yaml:7:28: замечание W221"), "{said}");
    // Which activities have no entry cannot be told.
    assert!(!said.contains("W222"), "{said}");
}

#[test]
fn a_person_is_written_in_one_order() {
    let rows = ["А | Март 2023 | Иванов И.И.", "Б | Март 2023 | Отдел, И.И. Иванов", "В | Март 2023 | П.П. Петров"];
    assert_eq!(said(&plan("", &rows)), ["W209: один исполнитель записан по-разному: «И.И. Иванов» и «Иванов И.И.»"]);
}
