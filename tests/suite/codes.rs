//! Every code of a message: the smallest input that gives it, and the whole of what is said.
//!
//! A remark has a second input without the flaw, of which nothing must be said.

use std::collections::BTreeSet;

use dorkarta::cli::Keys;
use dorkarta_core::diagnostics::explain::EXPLANATIONS;
use dorkarta_core::diagnostics::render::{MessageFormat, render};
use dorkarta_core::diagnostics::{
    Diagnostic, FileProblem, FormProblem, MonitoringProblem, PdfProblem, Place, Problem, SignatureProblem,
    WorkbookProblem,
};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};

use crate::carried::with_carried;
use crate::forms::{self, Returned};
use crate::support::{Folder, docx, word_paragraph, word_table, xlsx};
use crate::word::edited;

/// What a plan has to have, and nothing to be remarked.
const PLAN: &str = "\
вид: план
период: 2023 год
название: План
мероприятия: [{название: Совет, срок: март, ответственные: Отдел}]
";

/// The first three lines of it.
const HEAD: &str = "вид: план\nпериод: 2023 год\nназвание: План\n";

/// The same as a workbook.
const REQUISITES: &[[&str; 2]] = &[["вид", "план"], ["период", "2023 год"], ["название", "План"]];
const TITLES: &[&str] = &["№", "Мероприятие", "Срок", "Ответственные"];
const ROW: &[&str] = &["1", "Совет", "март", "Отдел"];

/// An input and what is said of it.
struct Case {
    /// What is expected to be said, as far as it comes from the run.
    said: &'static str,
    /// What is said.
    found: String,
}

/// What a command says in full, without the count of `check`.
fn said(folder: &Folder, command: &str) -> String {
    let ran = folder.run(command);
    let lines = ran.stderr.lines().filter(|line| !line.starts_with("файл "));
    // What `collect` has to say about the progress comes last.
    let lines = lines.take_while(|line| !line.starts_with("собрано из "));
    lines.map(|line| format!("{line}\n")).collect()
}

fn case(folder: &Folder, command: &str, expected: &'static str) -> Case {
    Case { said: expected, found: said(folder, command) }
}

/// What is said first, in so many lines.
fn first_of(count: usize, Case { said, mut found }: Case) -> Case {
    let end = found.split_inclusive('\n').take(count).map(str::len).sum();
    found.truncate(end);
    Case { said, found }
}

/// A YAML file that is checked.
fn yaml(text: impl AsRef<[u8]>, expected: &'static str) -> Case {
    case(&Folder::new().file("п.yaml", text), "check п.yaml", expected)
}

/// A plan with further fields.
fn further(fields: &str, expected: &'static str) -> Case {
    yaml(format!("{PLAN}{fields}"), expected)
}

/// A plan with other activities.
fn activities(list: &str, expected: &'static str) -> Case {
    yaml(format!("{HEAD}мероприятия: [{list}]\n"), expected)
}

/// A workbook that is checked.
fn book(requisites: &[[&str; 2]], rows: &[&[&str]], expected: &'static str) -> Case {
    book_with(requisites, rows, |_| {}, expected)
}

/// A workbook with something special in its table.
fn book_with(
    requisites: &[[&str; 2]],
    rows: &[&[&str]],
    special: impl Fn(&mut Worksheet),
    expected: &'static str,
) -> Case {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Реквизиты").unwrap();
    for (row, texts) in (0..).zip(requisites) {
        sheet.write_row(row, 0, texts.iter().copied()).unwrap();
    }
    let sheet = book.add_worksheet().set_name("Мероприятия").unwrap();
    for (row, texts) in (0..).zip(rows) {
        for (column, text) in (0..).zip(*texts) {
            if !text.is_empty() {
                sheet.write(row, column, *text).unwrap();
            }
        }
    }
    special(sheet);
    case(&Folder::new().file("п.xlsx", book.save_to_buffer().unwrap()), "check п.xlsx", expected)
}

/// A workbook of `tests/cases`, for what the writer of workbooks cannot write.
fn fixture(name: &str, expected: &'static str) -> Case {
    case(&Folder::new().copy(&format!("tests/cases/workbooks/{name}"), "п.xlsx"), "check п.xlsx", expected)
}

/// A workbook of sheets with any names.
fn sheets(sheets: &[(&str, &[&[&str]])], expected: &'static str) -> Case {
    case(&Folder::new().file("п.xlsx", xlsx(sheets)), "check п.xlsx", expected)
}

fn requisites<'a>(further: &[[&'a str; 2]]) -> Vec<[&'a str; 2]> {
    [REQUISITES, further].concat()
}

#[rustfmt::skip]
fn files() -> Vec<Case> {
    vec![
        case(&Folder::new(), "check нет.yaml", "\
нет.yaml: ошибка E001: файл не читается: такого файла или папки нет
    что делать: проверьте имя и папку
"),
        case(&Folder::with("план.xlsx", ""), "check план", "\
план: ошибка E001: файл не читается: такого файла нет, но есть план.xlsx
    что делать: в этой папке есть: план.xlsx
"),
        yaml(format!("{HEAD}таблица: нет.xlsx\n"), "\
п.yaml:4:10: ошибка E001: файл не читается: такого файла или папки нет
    |
  4 | таблица: нет.xlsx
    |          ^^^^^^^^
    что делать: в этой папке есть: п.yaml
"),
        yaml(format!("{HEAD}таблица: '\\\\сервер\\план.xlsx'\n"), "\
п.yaml:4:10: ошибка E008: файл не открыт: его путь начинается от корня диска или с имени сервера
    |
  4 | таблица: '\\\\сервер\\план.xlsx'
    |          ^^^^^^^^^^^^^^^^^^^^
    что делать: положите файл рядом и назовите его от папки этих данных, например «план.xlsx» или «таблицы/план.xlsx»
"),
        case(&Folder::with("п.yaml", PLAN).file("output/п.pdf/а", ""), "plan п.yaml", "\
output/п.pdf: ошибка E002: документ не записан: по этому пути находится папка
    что делать: закройте документ, если он открыт, или выберите другое место
"),
        case(&Folder::with("планы/а", ""), "due планы", "\
планы: ошибка E003: это не файл, а папка или устройство
    что делать: укажите файл с данными: .yaml или .xlsx
"),
        case(&Folder::with("планы/а.xlsx", "").file("планы/б.yaml", "").file("планы/~$а.xlsx", ""), "due планы", "\
планы: ошибка E003: это не файл, а папка или устройство
    что делать: укажите файл с данными; в папке есть: планы/а.xlsx, планы/б.yaml
"),
        yaml("а".repeat(8 * 1024 * 1024 / 2 + 1), "\
п.yaml: ошибка E004: файл слишком велик: 8,1 МБ при допустимых 8 МБ
    что делать: проверьте, тот ли это файл; из книги можно удалить лишние листы и рисунки
"),
        case(&Folder::with("п.csv", "а;б"), "check п.csv", "\
п.csv: ошибка E005: из файлов .csv данные не читаются
    что делать: откройте его в Excel и сохраните как «Книга Excel (*.xlsx)»
"),
        case(&Folder::with("п.yaml.txt", PLAN), "check п.yaml.txt", "\
п.yaml.txt: ошибка E005: из файлов .txt данные не читаются
    что делать: если в нём данные YAML, переименуйте его: имя должно кончаться на .yaml
"),
        case(&Folder::with("п.png", "PNG"), "check п.png", "\
п.png: ошибка E005: из файлов .png данные не читаются
    что делать: подходят .docx, .odt, .xlsx, .xlsm, .xlsb, .xls, .ods, .yaml и .yml; сохраните данные в одном из этих видов
"),
        case(&Folder::with("п.yaml", format!("{HEAD}таблица: т.yaml\n").as_str()), "check п.yaml", "\
п.yaml:4:10: ошибка E005: таблица берётся только из книги или документа Word
    |
  4 | таблица: т.yaml
    |          ^^^^^^
    что делать: подходят .xlsx, .xlsm, .xlsb, .xls, .ods, .docx и .odt
"),
        yaml(b"\x89PNG\xff\xd8\xfe\x90\x83", "\
п.yaml: ошибка E006: кодировка файла не распознана
    что делать: сохраните файл в кодировке UTF-8 (в Блокноте: «Сохранить как», «Кодировка»)
"),
        case(&Folder::with("п.yaml", PLAN).file("output/п.pdf", "%PDF").file("output/п.pdf.sig", "а"), "plan п.yaml", "\
output/п.pdf: ошибка E007: документ подписан электронной подписью и потому не заменён новым
    что делать: укажите другое имя через -o или, если замена нужна, добавьте ключ --force
"),
        first_of(2, yaml(format!("{HEAD}мероприятия:\n{}", "- {х: 1}\n".repeat(1001)), "\
п.yaml: ошибка E010: ошибок больше 1000, остальные не показаны
    что делать: исправьте показанные и повторите; если ошибочно всё, проверьте, тот ли это файл
")),
    ]
}

/// A plan that is signed, with one thing wrong. The signing program is never there.
#[rustfmt::skip]
fn signing() -> Vec<Case> {
    const APPROVED: &str = "утверждение: {должность: Глава, имя: И.И.Иванова}\n";
    let signed = |fields: &str, arguments: &str, expected| {
        let folder = Folder::with("п.yaml", &format!("{PLAN}{fields}"))
            .file("н.yaml", "программа: [нет-такой-программы]\n")
            .file("с.yaml", "программа: [а]\nпароль: 1\n")
            .file("п.cer", "не сертификат")
            .copy("tests/cases/signature/live.cer", "с.cer")
            .copy("tests/cases/signature/body.cer", "о.cer");
        case(&folder, &format!("sign п.yaml {arguments}"), expected)
    };
    vec![
        signed("", "--signer н.yaml --cert п.cer", "\
п.cer: ошибка E660: сертификат не читается: это не сертификат
    что делать: укажите после --cert файл сертификата: .cer, .crt, .der или .pem
"),
        signed("", "--signer н.yaml --cert с.cer --date 2025-01-01", "\
с.cer: ошибка E661: сертификат не действует на день подписания 01.01.2025: срок его действия с 09.01.2023 по 09.04.2024
    что делать: возьмите действующий сертификат; другой день подписания указывается ключом --date
"),
        signed("", "--signer н.yaml --cert о.cer --date 2023-02-01", "\
п.yaml: ошибка E662: в сертификате нет фамилии и имени владельца, есть только «Отдел образования»
    что делать: возьмите сертификат должностного лица; без отметки подписывается готовый PDF: dorkarta sign ФАЙЛ.pdf
"),
        signed("", "--signer с.yaml --cert с.cer --date 2023-02-01", "\
п.yaml: ошибка E664: настройки подписи не читаются: с.yaml: неизвестное поле «пароль»; здесь бывают: программа, ключ, сертификат
    что делать: образец и место файла покажет dorkarta sign --show-settings
"),
        signed("", "--signer н.yaml --cert с.cer --date 2023-02-01", "\
п.yaml:1:1: ошибка E667: в документе никто не подписывается, и отметку о подписи поставить негде
    |
  1 | вид: план
    | ^^^
    что делать: добавьте поле «утверждение» с должностью и именем или «подпись»; без отметки подписывается готовый PDF: dorkarta sign ФАЙЛ.pdf
"),
        signed(APPROVED, "--signer н.yaml --cert с.cer --date 2023-02-01", "\
п.yaml: ошибка E665: документ не подписан: программа «нет-такой-программы» не найдена
    что делать: проверьте, что программа работает сама по себе, вставлен носитель ключа и верны настройки: dorkarta sign --show-settings
п.yaml:5:14: замечание W660: сертификат выдан другому лицу: владелец – Шадеркова Наталья Владимировна, а в документе – И.И.Иванова
    |
  5 | утверждение: {должность: Глава, имя: И.И.Иванова}
    |              ^^^^^^^^^^
    что делать: если подписывает не тот, кто назван, исправьте имя в данных или возьмите его сертификат
"),
    ]
}

/// A plan and another edition of it that are compared.
#[rustfmt::skip]
fn two_editions() -> Vec<Case> {
    let compared = |new: &str, options, expected| {
        let folder = Folder::with("п.yaml", PLAN).file("н.yaml", new);
        case(&folder, &format!("diff п.yaml н.yaml {options}"), expected)
    };
    vec![
        compared("вид: мониторинг\nплан: п.yaml\n", "", "\
н.yaml:1:6: ошибка E640: сравниваются редакции плана, а это мониторинг
    |
  1 | вид: мониторинг
    |      ^^^^^^^^^^
    что делать: укажите сам план, о котором этот мониторинг
"),
        compared(&format!("{PLAN}составитель: {{имя: Иванова}}\n"), "-o и.pdf", "\
н.yaml: ошибка E641: вносить в план нечего: редакции различаются только грифами, подписями, периодом или составителем
    что делать: что именно различается, покажет та же команда без -o
"),
        compared(&format!("{PLAN}столбцы: [название, срок, ответственные]\n"), "-o и.pdf", "\
н.yaml: замечание W640: изменений так много, что план излагается в новой редакции целиком; сама она – приложение к изменениям
    что делать: сделайте её командой «dorkarta plan» и приложите
"),
        compared(&PLAN.replace("[{", "[{название: Семинар, срок: март, ответственные: Отдел}, {"), "-o и.pdf", "\
н.yaml: замечание W641: номера мероприятий сдвинулись: пункт 1 в новой редакции – 2, а изменения называют номера прежней
    что делать: если номера не должны сдвигаться, укажите в новой редакции «нумерация: как в данных», оставьте мероприятиям прежние номера, а новым дайте те, что в изменениях
"),
    ]
}

/// A copy that came back, and the same as it went out.
#[rustfmt::skip]
fn copies_that_came_back() -> Vec<Case> {
    let copied = |options: &str| {
        let folder = Folder::with("п.yaml", PLAN);
        folder.run(&format!("plan п.yaml --format docx -o к.docx -q {options}")).exits(0);
        folder
    };
    let told = |folder: &Folder, command: &str, expected| {
        let said = folder.run(&format!("{command} --messages short")).stderr;
        let lines = said.lines().filter(|line| line.contains("замечание W27"));
        Case { said: expected, found: lines.map(|line| format!("{line}\n")).collect() }
    };
    let with = |from: &str, to: &str| {
        let folder = copied("");
        let document = folder.read("к.docx");
        folder.file("к.docx", edited(&document, from, to))
    };
    let above = "<w:body><w:p><w:r><w:t>Срочно</w:t></w:r></w:p>";
    let report = || {
        let monitoring = "вид: мониторинг\nплан: п.yaml\nна дату: 2023-04-01\nисполнение: [{мероприятие: 1, статус: выполнено}]\n";
        let folder = Folder::with("п.yaml", PLAN).file("м.yaml", monitoring);
        folder.run("report м.yaml --format docx -o к.docx -q").exits(0);
        folder
    };
    let saved = report();
    let document = saved.read("к.docx");
    let saved = saved.file("к.docx", edited(&document, ">Совет<", ">Собрание<"));
    let approved = Folder::with("п.yaml", &format!("{PLAN}утверждение: {{должность: Заведующий, имя: И.И. Иванов}}\n"));
    approved.run("plan п.yaml --format docx -o к.docx -q").exits(0);
    let document = approved.read("к.docx");
    let without_mark = approved.file("к.docx", edited(&document, ">УТВЕРЖДАЮ<", "><"));
    let diff = "diff п.yaml к.docx";
    vec![
        told(&with("<w:body>", above), "check к.docx", "\
к.docx, абзац 1: замечание W270: этот текст вписали в копию, но в данные он не перенесён: непонятно, к чему он относится (перенесите эту правку в данные сами)
к.docx: замечание W272: в копии есть правки, которые не отмечены как исправления: кто и когда их сделал, неизвестно (просмотрите все различия: сравнение с планом показывает и такие правки)
"),
        told(&without_mark, "check к.docx", "\
к.docx: замечание W271: этот текст из копии убрали, но в данных он остался: «УТВЕРЖДАЮ» (перенесите эту правку в данные сами)
к.docx: замечание W272: в копии есть правки, которые не отмечены как исправления: кто и когда их сделал, неизвестно (просмотрите все различия: сравнение с планом показывает и такие правки)
"),
        told(&with(">Совет<", ">Собрание<"), diff, "\
к.docx: замечание W272: в копии есть правки, которые не отмечены как исправления: кто и когда их сделал, неизвестно (просмотрите все различия: сравнение с планом показывает и такие правки)
"),
        told(&with("dorkarta-data\"><vt:lpwstr>", "dorkarta-data\"><vt:lpwstr>0"), diff, "\
к.docx: замечание W273: вложенные в копию данные или её отметки не соответствуют её тексту: файл изменили не в текстовом редакторе (различия с планом показаны по тексту копии; попросите копию ещё раз у того, кто её правил)
"),
        told(&copied("--no-data"), "check к.docx", "\
к.docx: замечание W274: это копия для согласования, но вложенные в неё данные потеряны; она прочитана как обычный документ Word (чтобы увидеть только правки, сравните её с планом, из которого она сделана: dorkarta diff план.xlsx копия.odt)
"),
        told(&copied("--no-data"), diff, "\
к.docx: замечание W275: вложенные в копию данные потеряны; правки найдены сравнением с планом, из которого она сделана (чтобы они не терялись, просите сохранять копию как «Документ Word (*.docx)»)
"),
        told(&saved, "check к.docx", "\
к.docx: замечание W276: это копия отчёта или изменений: прочитаны вложенные в неё данные, правки в её тексте не переносятся (внесите правки в данные отчёта или плана сами)
"),
        told(&report(), "check к.docx", ""),
        told(&copied("").file("п.yaml", PLAN.replace("март", "май")), diff, "\
к.docx: замечание W277: копия сделана не из этого плана, а из другой его редакции: показаны и различия двух редакций, и правки в копии (чтобы увидеть только правки, укажите ту редакцию, из которой сделана копия)
"),
        told(&copied(""), diff, ""),
        told(&copied(""), "check к.docx", ""),
    ]
}

/// What no input is known to bring about.
#[rustfmt::skip]
fn without_an_input() -> Vec<Case> {
    let case = |problem, expected| {
        let diagnostic = Diagnostic::new(problem, Place::file("п.yaml"));
        Case { said: expected, found: render(&diagnostic, MessageFormat::Text, &Keys) }
    };
    vec![
        case(Problem::from(FileProblem::Internal { detail: "index out of bounds".into() }), "\
п.yaml: ошибка E009: внутренняя ошибка программы: index out of bounds
    что делать: документ не сделан; сообщите о случае авторам программы и приложите файл
"),
        case(Problem::from(SignatureProblem::NoSigner), "\
п.yaml: ошибка E663: не указано, какой программой подписывать
    что делать: укажите программу ключом --signer, например --signer cryptcp, или в файле настроек; где он и что в нём, покажет dorkarta sign --show-settings
"),
        case(Problem::from(SignatureProblem::AnswerRefused { detail: "это не подпись в виде CMS".into() }), "\
п.yaml: ошибка E666: подпись не принята: это не подпись в виде CMS
    что делать: проверьте, тот ли сертификат указан и так ли вызывается программа
"),
        case(Problem::from(SignatureProblem::CannotEmbed { reason: "файл зашифрован" }), "\
п.yaml: ошибка E668: подпись нельзя вложить в этот PDF: файл зашифрован
    что делать: подпишите его отдельным файлом, без ключа --embed
"),
        case(Problem::from(MonitoringProblem::NothingReported), "\
п.yaml: ошибка E414: это план, и сведений о его исполнении в файле нет
    что делать: добавьте в книгу лист «Исполнение» или возьмите файл, в котором «вид: мониторинг»; образец создаёт команда «dorkarta new»
"),
        case(Problem::from(MonitoringProblem::DraftConclusions), "\
п.yaml: замечание W108: выводы не указаны: в отчёт поставлен черновик, составленный по цифрам
    что делать: прочитайте черновик и впишите свои выводы в поле «выводы», если он вам не подходит
"),
        case(Problem::from(PdfProblem::NotSpelled), "\
п.yaml: ошибка E655: данные этого PDF не удаётся записать в YAML без потерь
    что делать: ничего не записано; сообщите о случае авторам программы и приложите PDF
"),
        case(Problem::from(WorkbookProblem::RemarksNotWritten { reason: "на диске нет места".into() }), "\
п.yaml: ошибка E610: книга замечаний не записана: на диске нет места
    что делать: если она открыта в Excel, закройте её, или укажите после --xlsx другое имя
"),
        case(Problem::from(WorkbookProblem::OtherWorkbook), "\
п.yaml: ошибка E611: по этому пути лежит другая книга, не книга замечаний; она оставлена как есть
    что делать: укажите после --xlsx другое имя
"),
        case(Problem::from(FileProblem::HeldDocument), "\
п.yaml: ошибка E630: документ не записан: прежний открыт в другой программе или защищён от записи
    что делать: закройте прежний документ в программе просмотра; если он не открыт, снимите в его свойствах отметку «Только чтение»
"),
        case(Problem::from(FileProblem::NotKept { reason: "на диске нет места".into() }), "\
п.yaml: ошибка E631: документ не записан: прежний не удалось сохранить в архиве: на диске нет места
    что делать: проверьте папку archive рядом с документом или выберите для нового другое место через -o
"),
        case(Problem::from(WorkbookProblem::RemarksAsInput), "\
п.yaml: ошибка E612: это книга замечаний, которую сделала команда check, а не данные
    что делать: возьмите тот файл, который проверялся
"),
    ]
}

#[rustfmt::skip]
fn yaml_as_such() -> Vec<Case> {
    vec![
        yaml("вид: план: 2023\n", "\
п.yaml:1:10: ошибка E101: нарушена запись YAML: лишнее двоеточие или неверный отступ; текст с двоеточием возьмите в кавычки
    |
  1 | вид: план: 2023
    |          ^
"),
        yaml("вид:план\nпериод: 2023\n", "\
п.yaml:1:1: ошибка E101: нарушена запись YAML: после двоеточия нужен пробел: «вид: …»
    |
  1 | вид:план
    | ^^^
"),
        yaml("период: 2023\nвид: \"план\n", "\
п.yaml:2:6: ошибка E101: нарушена запись YAML: кавычка открыта, но не закрыта
    |
  2 | вид: \"план
    |      ^^^^^
"),
        yaml("вид: план\nпреамбула: [а, б\nпериод: 2023\n", "\
п.yaml:2:12: ошибка E101: нарушена запись YAML: список в квадратных скобках не закрыт или пропущена запятая
    |
  2 | преамбула: [а, б
    |            ^^
"),
        yaml("вид: план\n\tпериод: 2023\n", "\
п.yaml:2:1: ошибка E101: нарушена запись YAML: отступ сделан табуляцией; замените её пробелами
    |
  2 |  период: 2023
    | ^^^^^^^
"),
        yaml("вид: план\nпериод\nназвание: План\n", "\
п.yaml:2:1: ошибка E101: нарушена запись YAML: после названия поля нет двоеточия с пробелом
    |
  2 | период
    | ^^^^^^
"),
        yaml("", "\
п.yaml: ошибка E102: в файле нет данных
    что делать: образец файла создаёт команда «dorkarta new»
"),
        yaml("вид: план\n---\nвид: план\n", "\
п.yaml: ошибка E103: в файле несколько документов, разделённых строкой «---»
    что делать: оставьте в файле один документ
"),
        yaml("[".repeat(33), "\
п.yaml:1:33: ошибка E104: слишком глубокая вложенность: больше 32 уровней
    |
  1 | [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
    |                                 ^
    что делать: проверьте скобки и отступы
"),
        yaml("- а\n".repeat(200_001), "\
п.yaml:1:1: ошибка E105: слишком много значений: больше 200000
    |
  1 | - а
    | ^^^
    что делать: разделите данные на несколько файлов
"),
        yaml("а: &а б\nв:".to_owned() + &"\n - *а".repeat(401), "\
п.yaml: ошибка E106: слишком много повторов через «*»: больше 400
    что делать: впишите значения вместо повторов
"),
        yaml("а: ".to_owned() + &"я".repeat(32_769), "\
п.yaml:1:4: ошибка E107: слишком длинный текст: больше 64 КБ
    |
  1 | а: яяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяя
    |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    что делать: проверьте, то ли вставлено; длинный текст разбейте на абзацы
"),
        yaml("вид: !план\n", "\
п.yaml:1:6: ошибка E108: метки вида «!имя» не поддерживаются
    |
  1 | вид: !план
    |      ^^^^^
    что делать: уберите метку; если текст начинается с «!», возьмите его в кавычки
"),
    ]
}

#[rustfmt::skip]
fn workbooks_as_such() -> Vec<Case> {
    vec![
        case(&Folder::with("п.xlsx", ""), "check п.xlsx", "\
п.xlsx: ошибка E201: книга не читается: файл пуст
    что делать: откройте файл в Excel и сохраните его заново как «Книга Excel (*.xlsx)»
"),
        fixture("encrypted.xlsx", "\
п.xlsx: ошибка E202: книга защищена паролем
    что делать: снимите пароль: Файл – Сведения – Защита книги
"),
        fixture("table-only.xlsx", "\
п.xlsx, лист «Sheet»: ошибка E303: не указано обязательное поле «период»
    что делать: назовите год в названии («… на 2027 год») или добавьте в книгу лист «Реквизиты»
п.xlsx, лист «Sheet»: ошибка E303: не указано обязательное поле «название»
    что делать: впишите название над таблицей или добавьте в книгу лист «Реквизиты»
"),
        sheets(&[("Реквизиты", &[&["вид", "план"], &["период", "2023 год"], &["название", "План"]])], "\
п.xlsx: ошибка E203: в книге нет листа «Мероприятия»
    что делать: переименуйте нужный лист в «Мероприятия»; в книге есть листы: Реквизиты
"),
        book(REQUISITES, &[&["№", "Наименвание мероприятия"]], "\
п.xlsx, лист «Мероприятия»: ошибка E204: на листе не найдена шапка таблицы со столбцом «Наименование мероприятия»
    что делать: ближе всего «Наименвание мероприятия» в ячейке B1: назовите этот столбец «Наименование мероприятия»; все заголовки («№ п/п», «Срок выполнения» и другие) ставьте в одну строку
"),
        book(REQUISITES, &[&["Что", "Где", "Когда"]], "\
п.xlsx, лист «Мероприятия»: ошибка E204: на листе не найдена шапка таблицы со столбцом «Наименование мероприятия»
    что делать: дайте столбцу заголовок «Наименование мероприятия»; все заголовки («№ п/п», «Срок выполнения» и другие) ставьте в одну строку
"),
        book(REQUISITES, &[&["№", "Что делаем", "Срок", "Ответственные"], ROW], "\
п.xlsx, лист «Мероприятия», ячейка B1: замечание W245: столбец «Что делаем» принят за названия мероприятий, потому что тексты в нём самые длинные
    стоит: Что делаем
    что делать: если это не они, назовите нужный столбец «Наименование мероприятия»
"),
        book(REQUISITES, &[&["Мероприятие", "Срок", "Срок выполнения"], &["Совет", "март", "май"]], "\
п.xlsx, лист «Мероприятия», ячейка C1: ошибка E205: два столбца с одним смыслом «срок»: этот и столбец в ячейке B1
    стоит: Срок выполнения
    что делать: переименуйте или удалите один из столбцов
"),
        book(REQUISITES, &[TITLES, &["1", "Совет", "#Н/Д", "Отдел"]], "\
п.xlsx, лист «Мероприятия», ячейка C2: ошибка E206: в ячейке ошибка вместо значения
    стоит: #Н/Д
    что делать: исправьте формулу или впишите значение
"),
        fixture("formulas-uncached.xlsx", "\
п.xlsx, лист «Мероприятия», ячейка B2: ошибка E207: в ячейке формула, значение которой не сохранено
    что делать: откройте книгу в Excel и сохраните её: значения будут подсчитаны
п.xlsx, лист «Мероприятия», ячейка C2: ошибка E207: в ячейке формула, значение которой не сохранено
    что делать: откройте книгу в Excel и сохраните её: значения будут подсчитаны
п.xlsx, лист «Мероприятия», ячейка C3: ошибка E207: в ячейке формула, значение которой не сохранено
    что делать: откройте книгу в Excel и сохраните её: значения будут подсчитаны
п.xlsx, лист «Мероприятия», ячейка D3: ошибка E207: в ячейке формула, значение которой не сохранено
    что делать: откройте книгу в Excel и сохраните её: значения будут подсчитаны
п.xlsx, лист «Мероприятия», ячейка C4: ошибка E207: в ячейке формула, значение которой не сохранено
    что делать: откройте книгу в Excel и сохраните её: значения будут подсчитаны
п.xlsx, лист «Мероприятия», ячейка D4: ошибка E207: в ячейке формула, значение которой не сохранено
    что делать: откройте книгу в Excel и сохраните её: значения будут подсчитаны
"),
        book(REQUISITES, &[TITLES, ROW, &["2", "", "май", "Отдел"]], "\
п.xlsx, лист «Мероприятия», ячейка A3: ошибка E208: строка заполнена, но в столбце «Мероприятие» пусто
    стоит: 2
    что делать: впишите название мероприятия или очистите строку
"),
        book(REQUISITES, &[TITLES, &["1", "Совет", "март", "Отдел", "заметка"]], "\
п.xlsx, лист «Мероприятия», ячейка E2: ошибка E209: непонятно, к чему относится эта ячейка: она вне таблицы
    стоит: заметка
    что делать: впишите её в столбец таблицы, удалите или дайте столбцу заголовок; столбец с «_» в начале заголовка не читается
"),
        book_with(REQUISITES, &[&["Мероприятие", "Срок", "Примечание"], &["Совет"]], |sheet| {
            sheet.merge_range(1, 1, 1, 2, "март", &Format::new()).unwrap();
        }, "\
п.xlsx, лист «Мероприятия», ячейка B2: ошибка E210: объединённая ячейка занимает несколько столбцов в строке мероприятия
    стоит: март
    что делать: разъедините ячейки; по всей ширине объединяется только строка направления
"),
        book_with(REQUISITES, &[TITLES, ROW], |sheet| {
            sheet.write_with_format(1, 2, -5, &Format::new().set_num_format("dd.mm.yyyy")).unwrap();
        }, "\
п.xlsx, лист «Мероприятия», ячейка C2: ошибка E211: значение ячейки не удаётся прочитать: число не может быть датой, хотя формат ячейки – дата
    стоит: -5
    что делать: задайте ячейке формат «Текстовый» и наберите значение заново
"),
        book_with(REQUISITES, &[TITLES, ROW], |sheet| {
            let day = ExcelDateTime::from_ymd(2023, 1, 2).unwrap();
            sheet.write_with_format(1, 0, day, &Format::new().set_num_format("dd.mmm")).unwrap();
        }, "\
п.xlsx, лист «Мероприятия», ячейка A2: ошибка E211: значение ячейки не удаётся прочитать: Excel превратил его в дату, а здесь ожидается номер
    стоит: 02.01
    что делать: задайте ячейке формат «Текстовый» и наберите значение заново
"),
        book_with(REQUISITES, &[&["№", "Мероприятие", "Срок", "Классы"], &["1", "Линейка", "март", ""]], |sheet| {
            let day = ExcelDateTime::from_ymd(2023, 9, 5).unwrap();
            sheet.write_with_format(1, 3, day, &Format::new().set_num_format("dd.mmm")).unwrap();
        }, "\
п.xlsx, лист «Мероприятия», ячейка D2: ошибка E211: значение ячейки не удаётся прочитать: Excel превратил его в дату, а в этом столбце дата не ожидается
    стоит: 05.09
    что делать: задайте ячейке формат «Текстовый» и наберите значение заново
"),
        fixture("far-cells.xlsx", "\
п.xlsx, лист «Мероприятия», ячейка XFD1048576: ошибка E212: книга слишком велика: строк больше 20000
    что делать: оставьте в книге только нужные листы и строки
"),
        book(&requisites(&[["", "Глава"]]), &[TITLES, ROW], "\
п.xlsx, лист «Реквизиты», ячейка B4: ошибка E213: есть значение, но слева не названо поле
    стоит: Глава
    что делать: в первом столбце листа «Реквизиты» впишите название поля
"),
        book(REQUISITES, &[TITLES, &["1", "Совет \u{f0e0} итоги", "март", "Отдел"]], "\
п.xlsx, лист «Мероприятия», ячейка B2: ошибка E214: в тексте знак U+F0E0, который есть только в особых шрифтах Word
    стоит: Совет \u{f0e0} итоги
    что делать: удалите его или замените обычным: он стоит там, где виден пустой квадрат
"),
        book(REQUISITES, &[TITLES, ROW, &["№", "Мероприятие", "Результат", "Срок"], &["2", "Сбор", "Приказ", "май"]], "\
п.xlsx, лист «Мероприятия», ячейка A3: ошибка E217: у этой шапки другие столбцы, чем у первой: «№», «Мероприятие», «Результат», «Срок»
    стоит: №
    что делать: сделайте столбцы такими же, как в первой шапке, или разделите план на два файла
"),
        book(REQUISITES, &[&["Дорожная карта школы"], TITLES, ROW], "\
п.xlsx, лист «Мероприятия», ячейка A1: ошибка E215: поле «название» стоит и здесь, и на листе «Реквизиты», и по-разному
    стоит: Дорожная карта школы
    что делать: оставьте одно из двух
"),
        sheets(&[("2026", &[TITLES, ROW]), ("2027", &[TITLES, ROW])], "\
п.xlsx: ошибка E216: таблицы мероприятий есть на нескольких листах: «2026», «2027»
    что делать: назовите нужный лист «Мероприятия» или укажите его после имени файла: план.xlsx#2026
"),
        book(REQUISITES, &[TITLES, ROW, &["", "", "", "", "", "", "х"], &["2", "Сбор", "май", "Отдел", "", "", "у"]], "\
п.xlsx, лист «Мероприятия», ячейка G3: ошибка E209: непонятно, к чему относится эта ячейка: она вне таблицы
    стоит: х
    что делать: впишите её в столбец таблицы, удалите или дайте столбцу заголовок; столбец с «_» в начале заголовка не читается
"),
        book(&requisites(&[["О подписи", ""]]), &[TITLES, ROW], "\
п.xlsx, лист «Реквизиты», ячейка A4: замечание W240: эта ячейка не печатается и ни на что не влияет
    стоит: О подписи
    что делать: если её нужно напечатать, впишите её в таблицу или в поле листа «Реквизиты»
"),
        sheets(&[("Лист1", &[&["План на 2023 год"], TITLES, ROW])], "\
п.xlsx, лист «Лист1», ячейка A1: замечание W241: поле «период» взято из ячейки A1
    стоит: План на 2023 год
    что делать: посмотрите, верно ли это напечатано
п.xlsx, лист «Лист1», ячейка A1: замечание W241: название взято из ячейки A1
    стоит: План на 2023 год
    что делать: посмотрите, верно ли это напечатано
"),
        book(REQUISITES, &[TITLES, ROW, &["", "", "", "Школы"]], "\
п.xlsx, лист «Мероприятия», ячейка D3: замечание W242: строка без номера и названия отнесена к мероприятию выше, в ячейке B2
    стоит: Школы
    что делать: если это отдельное мероприятие, впишите его название
"),
        book(REQUISITES, &[TITLES, ROW, &["", "Итого", "", "1"]], "\
п.xlsx, лист «Мероприятия», ячейка B3: замечание W243: строка с итогом – не мероприятие, она не печатается
    стоит: Итого
    что делать: если она нужна в документе, впишите её в примечания под таблицей
"),
        book(&requisites(&[["подпись.должность", "Директор"], ["подпись.имя", "А.А. Иванов"]]), &[TITLES, ROW, &[], &["Завуч", "", "", "Б.Б. Петров"]], "\
п.xlsx, лист «Мероприятия», ячейка A4: замечание W244: рядом с таблицей стоит другое, чем в поле «подпись»; печатается то, что в поле
    стоит: Завуч
    что делать: оставьте одно из двух
"),
        book(REQUISITES, &[TITLES, &["1", "Совет", "март", "Отдел"], &["1", "Сбор", "май", "Отдел"]], "\
п.xlsx, лист «Мероприятия», ячейка A3: замечание W246: этот номер будет напечатан иначе: «2»
    стоит: 1
    что делать: если номера должны остаться как набраны, укажите в поле «нумерация» «как в данных»
"),
        book(&requisites(&[["нумерация", "как в данных"]]), &[TITLES, &["1.9", "Совет", "март", "Отдел"], &["1.1", "Сбор", "май", "Отдел"], &["1.1", "Спор", "май", "Отдел"]], "\
п.xlsx, лист «Мероприятия», ячейка A4: ошибка E415: номер «1.1» стоит дважды, первый раз – в ячейке A3
    стоит: 1.1
    что делать: исправьте номер или выберите в поле «нумерация» «сквозная» или «вложенная»
"),
        book(&requisites(&[["название", "Другой"]]), &[TITLES, ROW], "\
п.xlsx, лист «Реквизиты», ячейка A3: ошибка E302: поле «название» указано дважды (A3 и A4)
    что делать: оставьте одну строку; новая строка внутри ячейки – Alt+Enter
"),
        case(&Folder::new().file("п.yaml", format!("{PLAN}столбцы: [название, срок, {{поле: ответственные, объединять: да}}]\n")), "new --from п.yaml", "\
п.yaml: ошибка E011: в этих данных есть то, чего не записать книгой без потерь
    что делать: запишите их в файл .yaml; книгой не выразить объединение ячеек столбца, записи внутри записей и заголовки, которые в таблице значат другое
"),
    ]
}

/// A PDF of the program in which the data that it carries are others.
fn carrying(data: &str) -> Vec<u8> {
    let folder = Folder::with("п.yaml", PLAN);
    folder.run("plan п.yaml -o п.pdf").silently();
    with_carried(&folder.read("п.pdf"), data.as_bytes())
}

/// A Word document with a plan in which nothing is to be remarked but that its title was found, with these parts.
fn document(above: &str, parts: &[(&str, &str)]) -> Folder {
    let table = word_table(&[TITLES, ROW]);
    Folder::new().file("п.docx", docx(&format!("{above}{table}"), parts))
}

/// What is said of a document with the remark, and of one without it; what is guessed of its title is left out.
fn beside_the_text(folder: &Folder, plain: &Folder, expected: &'static str) -> Vec<Case> {
    let without_guesses = |folder: &Folder| {
        let said = folder.run("check п.docx --messages short").stderr;
        let lines = said.lines().filter(|line| !line.contains("W241") && !line.starts_with("файл "));
        lines.map(|line| format!("{line}\n")).collect::<String>()
    };
    vec![Case { said: expected, found: without_guesses(folder) }, Case { said: "", found: without_guesses(plain) }]
}

#[rustfmt::skip]
fn documents_as_such() -> Vec<Case> {
    let title = word_paragraph("План на 2023 год");
    let plain = document(&title, &[]);
    let of = |text: &str| format!("<w:x>{}</w:x>", word_paragraph(text));
    let with = |run: &str, parts: &[(&str, &str)]| {
        document(&title.replace("</w:p>", &format!("{run}</w:p>")), parts)
    };
    let comments = format!("<w:comments><w:comment w:id=\"1\" w:author=\"Иванова\">{}</w:comment></w:comments>", word_paragraph("Какой год?"));
    let notes = format!("<w:footnotes><w:footnote w:id=\"1\">{}</w:footnote></w:footnotes>", word_paragraph("Уточняется"));
    let remarks = [
        (with("<w:ins w:author=\"Иванова\"/>", &[]), "\
п.docx: замечание W250: в документе записаны исправления (1), их автор – Иванова; прочитаны как принятые (если их нужно отклонить, добавьте ключ --changes reject; чтобы замечания не было, примите или отклоните исправления в Word)
"),
        (with("<w:r><w:rPr><w:vanish/></w:rPr><w:t>тайна</w:t></w:r>", &[]), "\
п.docx, абзац 1: замечание W251: здесь есть скрытый текст, он не читается (если он нужен, снимите в Word отметку «скрытый» (Шрифт); если нет, удалите его)
"),
        (with("<w:r><w:commentReference w:id=\"1\"/></w:r>", &[("comments", &comments)]), "\
п.docx, абзац 1: замечание W252: к этому месту есть примечание (Иванова): Какой год? (посмотрите, учтено ли оно, и удалите его в Word)
"),
        (with("<w:r><w:footnoteReference w:id=\"1\"/></w:r>", &[("footnotes", &notes)]), "\
п.docx, абзац 1: замечание W253: сноска не печатается: Уточняется (если её нужно напечатать, впишите её в текст или абзацем под таблицей)
"),
        (document(&title, &[("header1", &of("МБОУ СОШ № 1"))]), "\
п.docx, верхний колонтитул, абзац 1: замечание W254: колонтитул не печатается: МБОУ СОШ № 1 (если его нужно напечатать, впишите его абзацем над таблицей или под ней)
"),
    ];
    let mut cases = vec![
        case(&Folder::with("п.docx", "текст"), "check п.docx", "\
п.docx: ошибка E220: документ не читается: это не документ Word
    что делать: откройте файл в Word или LibreOffice и сохраните его заново как «Документ Word (*.docx)»
"),
        case(&Folder::new().copy("tests/cases/word/encrypted.docx", "п.docx"), "check п.docx", "\
п.docx: ошибка E221: документ защищён паролем
    что делать: снимите пароль: Файл – Сведения – Защита документа – Зашифровать с использованием пароля
"),
        case(&document(&format!("{}{}", "<w:x>".repeat(500), "</w:x>".repeat(500)), &[]), "check п.docx", "\
п.docx: ошибка E222: документ слишком велик: вложенных друг в друга элементов больше 400
    что делать: оставьте в документе только сам план
"),
        case(&Folder::with("п.rtf", "{\\rtf1"), "check п.rtf", "\
п.rtf: ошибка E223: документ сохранён в виде, который не читается: текст RTF (*.rtf)
    что делать: откройте его в Word или LibreOffice: Файл – Сохранить как, тип файла «Документ Word (*.docx)»
"),
    ];
    cases.extend(remarks.iter().flat_map(|(folder, said)| beside_the_text(folder, &plain, said)));
    cases
}

#[rustfmt::skip]
fn pdf_with_its_data() -> Vec<Case> {
    let made = |options: &str| {
        let folder = Folder::with("п.yaml", PLAN);
        folder.run(&format!("plan п.yaml -o п.pdf {options}")).silently();
        folder.read("п.pdf")
    };
    let checked = |bytes: &[u8], expected| case(&Folder::new().file("п.pdf", bytes), "check п.pdf", expected);
    let edited = |options: &str, from: &str, to: &str| {
        let mut bytes = made(options);
        let at = bytes.windows(from.len()).rposition(|window| window == from.as_bytes()).unwrap();
        bytes.splice(at..at + from.len(), to.bytes());
        bytes
    };
    vec![
        checked(b"PK", "\
п.pdf: ошибка E650: PDF не читается: это не PDF, а файл другого вида
    что делать: возьмите другую копию файла или файл, из которого он сделан: .yaml или .xlsx
"),
        checked(&made("")[..20_000], "\
п.pdf: ошибка E650: PDF не читается: файл повреждён или скачан не до конца
    что делать: возьмите другую копию файла или файл, из которого он сделан: .yaml или .xlsx
"),
        checked(&carrying(&format!(r#"{{"формат": 1, "программа": "0", "стандарты": "", "данные": {:[<50}{:]<50}}}"#, "", "")), "\
п.pdf: ошибка E650: PDF не читается: в нём слишком много частей, или они слишком велики
    что делать: возьмите другую копию файла или файл, из которого он сделан: .yaml или .xlsx
"),
        checked(&edited("", "/Info ", "/Encrypt "), "\
п.pdf: ошибка E651: PDF защищён паролем
    что делать: снимите пароль в программе, которой он поставлен, или возьмите файл без пароля
"),
        checked(&made("--no-data"), "\
п.pdf: ошибка E652: в этом PDF нет вложенных данных
    что делать: вероятно, он сделан с ключом --no-data или сохранён заново другой программой; укажите файл, из которого он сделан: .yaml или .xlsx
"),
        checked(&edited("--no-data", "(dorkarta ", "(MS Word  "), "\
п.pdf: ошибка E652: этот PDF сделан другой программой, и данных плана или отчёта в нём нет
    что делать: данные есть только в документах, сделанных этой программой; образец книги создаёт команда «dorkarta new»
"),
        checked(&carrying(r#"{"формат": 2, "программа": "3.0.0", "новое": 1}"#), "\
п.pdf: ошибка E653: данные вложены в PDF более новой программой: dorkarta 3.0.0
    что делать: обновите программу; сейчас это dorkarta 0.2.0
"),
        case(&Folder::new().file("п.pdf", made("")).file("п.yaml", ""), "extract п.pdf", "\
п.yaml: ошибка E656: файл с таким именем уже есть; он оставлен как есть
    что делать: укажите другое имя через -o или, если замена нужна, добавьте ключ --force
"),
        checked(&carrying(r#"{"формат": 1, "программа": "0", "стандарты": "", "данные": {"вид": "мониторинг", "план": "план.yaml"}}"#), "\
п.pdf: ошибка E657: данные, вложенные в PDF, называют другой файл; он не открыт: «план: план.yaml»
    что делать: эта программа таких данных не вкладывает: PDF изменён; возьмите файл, из которого он сделан: .yaml или .xlsx
"),
        checked(&carrying(r#"{"формат": 1}"#), "\
п.pdf: ошибка E654: данные, вложенные в PDF, повреждены
    что делать: возьмите другую копию файла или файл, из которого он сделан: .yaml или .xlsx
"),
    ]
}

#[rustfmt::skip]
fn values() -> Vec<Case> {
    vec![
        further("пероид: 2023\n", "\
п.yaml:5:1: ошибка E301: неизвестное поле «пероид»
    |
  5 | пероид: 2023
    | ^^^^^^
    что делать: вероятно, имелось в виду «период»
"),
        further("фыва: 2023\n", "\
п.yaml:5:1: ошибка E301: неизвестное поле «фыва»
    |
  5 | фыва: 2023
    | ^^^^
    что делать: исправьте название поля или удалите его; здесь бывают: вид, период, название, утверждение, согласование, редакция, приложение к, основание, преамбула, цель, задачи, исполнители, столбцы, нумерация, направления, мероприятия …
"),
        further("утверждение: {должность: Глава, фыва: 1}\n", "\
п.yaml:5:33: ошибка E301: неизвестное поле «фыва»
    |
  5 | утверждение: {должность: Глава, фыва: 1}
    |                                 ^^^^
    что делать: исправьте название поля или удалите его; здесь бывают: гриф, документ, должность, имя, номер, дата
"),
        further("утверждение: {имя:Глава, должность: Глава}\n", "\
п.yaml:5:15: ошибка E301: неизвестное поле «имя:Глава»
    |
  5 | утверждение: {имя:Глава, должность: Глава}
    |               ^^^
    что делать: после двоеточия нужен пробел: «имя: …»
"),
        further("утверждение: {должность: Глава, имя: Иванов, Пётр}\n", "\
п.yaml:5:46: ошибка E301: неизвестное поле «Пётр»
    |
  5 | утверждение: {должность: Глава, имя: Иванов, Пётр}
    |                                              ^^^^
    что делать: текст с запятой внутри фигурных скобок возьмите в кавычки: имя: \"Иванов, Пётр\"
"),
        book(&requisites(&[["утверждение.должность", "Глава"], ["утверждение.фио", "Иванов"]]), &[TITLES, ROW], "\
п.xlsx, лист «Реквизиты», ячейка A5: ошибка E301: неизвестное поле «утверждение.фио»
    что делать: исправьте название поля или удалите его; здесь бывают: утверждение.гриф, утверждение.документ, утверждение.должность, утверждение.имя, утверждение.номер, утверждение.дата
"),
        book(&requisites(&[["подпись.должность", "Глава"]]), &[TITLES, ROW], "\
п.xlsx, лист «Реквизиты», ячейка A4: ошибка E303: не указано обязательное поле «подпись.имя»
    что делать: добавьте поле «подпись.имя»
"),
        further("вид: план\n", "\
п.yaml:5:1: ошибка E302: поле «вид» встречается дважды, первый раз – в строке 1
    |
  5 | вид: план
    | ^^^
    что делать: оставьте одно из них; несколько значений записываются списком
"),
        further("исполнители: {отдел: Отдел, Отдел: Школа}\n", "\
п.yaml:5:29: ошибка E302: краткое имя «Отдел» дано дважды, первый раз – в строке 5
    |
  5 | исполнители: {отдел: Отдел, Отдел: Школа}
    |                             ^^^^^
    что делать: дайте одному из исполнителей другое краткое имя
"),
        yaml("вид: план\nпериод: 2023\nмероприятия: [{название: А, срок: март, ответственные: Б}]\n", "\
п.yaml:1:1: ошибка E303: не указано обязательное поле «название»
    |
  1 | вид: план
    | ^^^
    что делать: добавьте поле «название»
"),
        activities("{название: '', срок: март, ответственные: Б}", "\
п.yaml:4:26: ошибка E304: поле «название» пусто
    |
  4 | мероприятия: [{название: '', срок: март, ответственные: Б}]
    |                          ^^
    что делать: впишите значение
"),
        yaml("вид:план\n", "\
п.yaml:1:1: ошибка E305: в файле ожидаются поля вида «поле: значение»
    |
  1 | вид:план
    | ^^^^^^^^
    что делать: после двоеточия нужен пробел: «вид: …»
"),
        yaml("план\n", "\
п.yaml:1:1: ошибка E305: в файле ожидаются поля вида «поле: значение»
    |
  1 | план
    | ^^^^
    что делать: начните со строки «вид: план»; образец создаёт команда «dorkarta new»
"),
        further("утверждение: Глава\n", "\
п.yaml:5:14: ошибка E305: в поле «утверждение» ожидается запись из полей вида «поле: значение»
    |
  5 | утверждение: Глава
    |              ^^^^^
    что делать: запишите поля с отступом на следующих строках, например «должность: …»
"),
        book(&requisites(&[["утверждение", "Глава"]]), &[TITLES, ROW], "\
п.xlsx, лист «Реквизиты», ячейка B4: ошибка E305: в поле «утверждение» ожидается запись из полей вида «поле: значение»
    стоит: Глава
    что делать: запишите поля через точку, каждое в своей строке, например «утверждение.должность»
"),
        further("цель: [[а]]\n", "\
п.yaml:5:8: ошибка E305: в поле «цель» ожидается текст
    |
  5 | цель: [[а]]
    |        ^^
    что делать: запишите одним текстом; текст, который начинается с «[» или «{», возьмите в кавычки
"),
        further("нумерация: римская\n", "\
п.yaml:5:12: ошибка E306: в поле «нумерация» стоит неизвестное значение «римская»
    |
  5 | нумерация: римская
    |            ^^^^^^^
    что делать: возможные значения: сквозная, вложенная, как в данных
"),
        further("столбцы: номер, название, срок, ответственные, срк\n", "\
п.yaml:5:10: ошибка E306: в поле «столбцы» стоит неизвестное значение «срк»
    |
  5 | столбцы: номер, название, срок, ответственные, срк
    |          ^^^^^
    что делать: вероятно, имелось в виду «срок»; возможные значения: номер, название, срок, ответственные, результат, вид документа, показатель, соисполнители, начало, окончание, примечание; свой столбец записывается так: {поле: охват, заголовок: Охват}
"),
        activities("{название: А, срок: 2023-02-30, ответственные: Б}", "\
п.yaml:4:35: ошибка E307: в поле «срок» стоит день, которого нет
    |
  4 | мероприятия: [{название: А, срок: 2023-02-30, ответственные: Б}]
    |                                   ^^^^^^^^^^
    что делать: исправьте дату; порядок такой: год-месяц-день, например 2023-02-01
"),
        yaml(PLAN.replace("2023 год", "скоро"), "\
п.yaml:2:9: ошибка E308: период не распознан
    |
  2 | период: скоро
    |         ^^^^^
    что делать: примеры: 2023 год; 2021–2024 годы; 2023/2024 учебный год; сентябрь 2022 – май 2024
"),
        further("оформление: {кегль: крупный}\n", "\
п.yaml:5:21: ошибка E309: в поле «кегль» ожидается число от 8 до 20 (пт)
    |
  5 | оформление: {кегль: крупный}
    |                     ^^^^^^^
"),
        further("цель: \"а\\x07б\"\n", "\
п.yaml:5:7: ошибка E310: в тексте есть управляющий знак U+0007, который нельзя напечатать
    |
  5 | цель: \"а\\x07б\"
    |       ^^^^^^^^
    что делать: удалите его и впишите это место заново
"),
        further("цель: \"а\\u202Eб\"\n", "\
п.yaml:5:7: ошибка E313: в тексте есть скрытый знак U+202E: он переставляет буквы на странице
    |
  5 | цель: \"а\\u202Eб\"
    |       ^^^^^^^^^^
    что делать: сотрите это место и наберите заново
"),
        further("цель: \"а\\U000E0041б\"\n", "\
п.yaml:5:7: ошибка E313: в тексте есть скрытый знак U+E0041: на странице его не видно
    |
  5 | цель: \"а\\U000E0041б\"
    |       ^^^^^^^^^^^^^^
    что делать: сотрите это место и наберите заново
"),
        further("утверждение: {документ: приказом, должность: Глава}\n", "\
п.yaml:5:35: ошибка E311: поле «должность» не ставится рядом с полем «документ»
    |
  5 | утверждение: {документ: приказом, должность: Глава}
    |                                   ^^^^^^^^^
    что делать: указывается либо документ («документ», «номер», «дата»), либо должностное лицо («должность», «имя», «дата»): оставьте одно из двух
"),
        book(&requisites(&[["утверждение", "Глава"], ["утверждение.имя", "Иванов"]]), &[TITLES, ROW], "\
п.xlsx, лист «Реквизиты», ячейка B4: ошибка E312: у поля «утверждение» есть и собственное значение, и строки с точкой («утверждение.имя»)
    стоит: Глава
    что делать: впишите это значение в одну из строк с точкой или удалите его
"),
    ]
}

#[rustfmt::skip]
fn the_plan_as_a_whole() -> Vec<Case> {
    vec![
        case(&Folder::with("п.yaml", "вид: мониторинг\n"), "plan п.yaml", "\
п.yaml:1:6: ошибка E401: файл описывает мониторинг, а нужен план
    |
  1 | вид: мониторинг
    |      ^^^^^^^^^^
    что делать: отчёт делает команда «dorkarta report»
"),
        activities("", "\
п.yaml:4:1: ошибка E402: в плане нет ни одного мероприятия
    |
  4 | мероприятия: []
    | ^^^^^^^^^^^
    что делать: добавьте хотя бы одно мероприятие с полем «название»
"),
        yaml(format!("{HEAD}столбцы: [название]\nмероприятия:\n{}замечания: {{выключить: [W235, W236]}}\n", "- {название: а}\n".repeat(20_001)), "\
п.yaml:5:1: ошибка E403: слишком много мероприятий: больше 20000
    |
  5 | мероприятия:
    | ^^^^^^^^^^^
    что делать: разделите план на несколько
"),
        further("направления: []\n", "\
п.yaml:4:1: ошибка E404: мероприятия заданы дважды: полем «направления» и полем «мероприятия»
    |
  4 | мероприятия: [{название: Совет, срок: март, ответственные: Отдел}]
    | ^^^^^^^^^^^
    что делать: оставьте одно из двух
"),
        activities(
            "{код: совет, название: А, срок: май, ответственные: Б},\n {код: совет, название: Б, срок: май, ответственные: Б}",
            "\
п.yaml:5:8: ошибка E405: код «совет» стоит у двух мероприятий, первый раз – в строке 4
    |
  5 |  {код: совет, название: Б, срок: май, ответственные: Б}]
    |        ^^^^^
    что делать: код должен быть у каждого мероприятия свой
",
        ),
        book(REQUISITES, &[&["Код", "Мероприятие", "Срок", "Ответственные"], &["совет", "А", "май", "Б"], &["Совет", "Б", "май", "Б"]], "\
п.xlsx, лист «Мероприятия», ячейка A3: ошибка E405: код «Совет» стоит у двух мероприятий, первый раз – в ячейке A2
    что делать: код должен быть у каждого мероприятия свой
"),
        further("нумерация: как в данных\n", "\
п.yaml:4:15: ошибка E406: у мероприятия нет номера, а нумерация взята «как в данных»
    |
  4 | мероприятия: [{название: Совет, срок: март, ответственные: Отдел}]
    |               ^^^^^^^^^
    что делать: впишите номер или выберите нумерацию «сквозная»
"),
        further("столбцы: [название, срок, ответственные, срок]\n", "\
п.yaml:5:42: ошибка E407: столбец «срок» указан дважды
    |
  5 | столбцы: [название, срок, ответственные, срок]
    |                                          ^^^^
    что делать: оставьте один
"),
        further("столбцы: [срок, ответственные]\n", "\
п.yaml:5:10: ошибка E408: среди столбцов нет столбца «название»
    |
  5 | столбцы: [срок, ответственные]
    |          ^^^^^
    что делать: добавьте «название» в поле «столбцы»
"),
        further(&format!("столбцы: [название, срок, ответственные{}]\n", (0..58).map(|n| format!(", {{поле: п{n}}}")).collect::<String>()), "\
п.yaml:4:33: замечание W103: поле «срок» заполнено, но такого столбца в таблице нет
    |
  4 | мероприятия: [{название: Совет, срок: март, ответственные: Отдел}]
    |                                 ^^^^
    что делать: добавьте столбец в поле «столбцы», если его нужно напечатать
п.yaml:4:45: замечание W103: поле «ответственные» заполнено, но такого столбца в таблице нет
    |
  4 | мероприятия: [{название: Совет, срок: март, ответственные: Отдел}]
    |                                             ^^^^^^^^^^^^^
    что делать: добавьте столбец в поле «столбцы», если его нужно напечатать
п.yaml:5:10: ошибка E409: в таблице слишком много столбцов: больше 60
    |
  5 | столбцы: [название, срок, ответственные, {поле: п0}, {поле: п1}, {поле: п2}, {поле: п3}, {поле: п4},
    |          ^^^^^^^^^
    что делать: разделите таблицу на несколько планов
"),
        activities("{название: А, срок: с 15.09 по 01.09.2023, ответственные: Б}", "\
п.yaml:4:35: ошибка E420: срок кончается раньше, чем начинается
    |
  4 | мероприятия: [{название: А, срок: с 15.09 по 01.09.2023, ответственные: Б}]
    |                                   ^^^^^^^^^^^^^^^^^^^^^
    что делать: исправьте начало или конец срока; если они в разных годах, укажите год у обоих
"),
        yaml(format!("{HEAD}столбцы: [название, начало, окончание, ответственные]\nмероприятия: [{{название: А, начало: май, окончание: март, ответственные: Б}}]\n"), "\
п.yaml:5:53: ошибка E420: срок кончается раньше, чем начинается
    |
  5 | мероприятия: [{название: А, начало: май, окончание: март, ответственные: Б}]
    |                                                     ^^^^
    что делать: исправьте начало или конец срока; если они в разных годах, укажите год у обоих
"),
    ]
}

/// A monitoring of [`PLAN`] in November.
fn monitoring(entries: &str, expected: &'static str) -> Case {
    monitoring_of(PLAN, entries, expected)
}

fn monitoring_of(plan: &str, entries: &str, expected: &'static str) -> Case {
    let head = "вид: мониторинг\nплан: план.yaml\nна дату: 2023-11-20\nвыводы: План выполняется.\n";
    let folder = Folder::with("план.yaml", plan).file("м.yaml", format!("{head}{entries}\n"));
    case(&folder, "check м.yaml", expected)
}

#[rustfmt::skip]
fn the_monitoring_as_a_whole() -> Vec<Case> {
    let coded = PLAN.replace("Отдел}]", "Отдел}, {название: Сход, код: 1, срок: май, ответственные: Отдел}]");
    vec![
        monitoring("исполнение: [{мероприятие: 2, статус: отменено, причина: Болезнь}]", "\
м.yaml:5:28: ошибка E410: в плане нет мероприятия «2»
    |
  5 | исполнение: [{мероприятие: 2, статус: отменено, причина: Болезнь}]
    |                            ^
    что делать: укажите номер, как он напечатан в плане (1–1), или код мероприятия
"),
        monitoring("исполнение:\n- {мероприятие: 1, статус: отменено, причина: Болезнь}\n- {мероприятие: 1, статус: отменено, причина: Болезнь}", "\
м.yaml:7:17: ошибка E411: о мероприятии 1 сказано дважды, первый раз – в строке 6
    |
  7 | - {мероприятие: 1, статус: отменено, причина: Болезнь}
    |                 ^
    что делать: оставьте одну запись, соединив в ней сведения
"),
        monitoring_of(&coded, "исполнение: [{мероприятие: 1, статус: отменено, причина: Болезнь}]", "\
м.yaml:5:28: ошибка E412: под «1» в плане подходит не одно мероприятие
    |
  5 | исполнение: [{мероприятие: 1, статус: отменено, причина: Болезнь}]
    |                            ^
    что делать: дайте мероприятиям в плане разные коды и укажите здесь код
"),
        case(&Folder::with("м.yaml", "вид: мониторинг\nплан: м.yaml\nна дату: 2023-11-20\n"), "check м.yaml", "\
м.yaml:1:1: ошибка E413: в поле «план» назван файл мониторинга, а не плана
    |
  1 | вид: мониторинг
    | ^^^
    что делать: укажите файл, в котором «вид: план»
"),
    ]
}

#[rustfmt::skip]
fn the_page() -> Vec<Case> {
    let with_face = format!("{PLAN}оформление: {{шрифт: Нет}}\n");
    vec![
        case(&Folder::with("п.yaml", &PLAN.replace("Совет", "Совет 𓀀")), "plan п.yaml", "\
п.yaml:4:26: ошибка E501: в шрифтах нет знака «𓀀» (U+13000)
    |
  4 | мероприятия: [{название: Совет 𓀀, срок: март, ответственные: Отдел}]
    |                          ^^^^^^^
    что делать: замените знак другим или укажите папку со шрифтом, где он есть: --font-dir
"),
        case(&Folder::with("п.yaml", &with_face), "plan п.yaml", "\
п.yaml:5:21: ошибка E502: шрифт «Нет» не найден
    |
  5 | оформление: {шрифт: Нет}
    |                     ^^^
    что делать: есть шрифты: DejaVu Sans, Liberation Serif; другие берутся из папки, указанной ключом --font-dir
"),
        case(&Folder::with("п.yaml", PLAN).file("ш/plan.typ", "#нет()"), "plan п.yaml --templates ш", "\
п.yaml: ошибка E503: ошибка в шаблоне: plan.typ:1: unknown variable: нет
    что делать: исправьте шаблон или уберите ключ --templates
"),
    ]
}

/// A remark: the input without its flaw first.
struct Remark {
    clean: Case,
    flawed: Case,
}

/// What tells all of a fulfilment.
const DONE: &str = "статус: выполнено, дата: 2023-03-15, документ: Справка";

/// A remark on the one entry of a monitoring.
fn report(flawed: &str, expected: &'static str) -> Remark {
    let entry = |fields: &str| format!("исполнение: [{{мероприятие: 1, {fields}}}]");
    Remark { clean: monitoring(&entry(DONE), ""), flawed: monitoring(&entry(flawed), expected) }
}

#[rustfmt::skip]
fn remarks() -> Vec<Remark> {
    let open = PLAN.replace("срок: март", "срок: в течение года");
    let rows = |list: &[&str]| {
        let rows = list.iter().map(|row| {
            let [name, due, body] = row.split(" | ").collect::<Vec<_>>().try_into().unwrap();
            format!("\n  {{название: \"{name}\", срок: {due}, ответственные: \"{body}\"}}")
        });
        rows.collect::<Vec<_>>().join(",")
    };
    let pair = |clean: &[&str], flawed: &[&str], expected| Remark {
        clean: activities(&rows(clean), ""),
        flawed: activities(&rows(flawed), expected),
    };
    let approved = "утверждение: {должность: Глава, дата: 2023-04-01}\n";
    let named = |plan: &str| {
        format!("вид: мониторинг\nплан: {plan}\nна дату: 2023-11-20\nвыводы: План выполнен.\nисполнение: [{{мероприятие: 1, {DONE}}}]\n")
    };
    vec![
        Remark { clean: activities("{название: А, срок: май, ответственные: Б}", ""), flawed: activities("{название: А, ответственные: Б}", "\
п.yaml:4:15: замечание W101: у мероприятия не указан срок
    |
  4 | мероприятия: [{название: А, ответственные: Б}]
    |               ^^^^^^^^^
") },
        Remark { clean: activities("{название: А, срок: май, ответственные: Б}", ""), flawed: activities("{название: А, срок: май}", "\
п.yaml:4:15: замечание W102: у мероприятия не указаны ответственные
    |
  4 | мероприятия: [{название: А, срок: май}]
    |               ^^^^^^^^^
") },
        Remark {
            clean: yaml(format!("{HEAD}столбцы: [название, срок, ответственные, результат]\nмероприятия: [{{название: А, результат: Б, срок: май, ответственные: В}}]\n"), ""),
            flawed: yaml(format!("{HEAD}мероприятия: [{{название: А, результат: Б, срок: май, ответственные: В}}]\n"), "\
п.yaml:4:29: замечание W103: поле «результат» заполнено, но такого столбца в таблице нет
    |
  4 | мероприятия: [{название: А, результат: Б, срок: май, ответственные: В}]
    |                             ^^^^^^^^^
    что делать: добавьте столбец в поле «столбцы», если его нужно напечатать
"),
        },
        Remark {
            clean: case(&Folder::with("м.yaml", &named("план.yaml")).file("план.yaml", PLAN), "check м.yaml", ""),
            flawed: case(&Folder::with("м/м.yaml", &named("../план.yaml")).file("план.yaml", PLAN), "check м/м.yaml", "\
м/м.yaml:2:7: замечание W008: прочитан файл не из папки этих данных: м/../план.yaml
    |
  2 | план: ../план.yaml
    |       ^^^^^^^^^^^^
    что делать: проверьте, тот ли это файл; надёжнее держать его рядом
"),
        },
        pair(&["Совет | май | Б"], &["Со\u{200b}вет | май | Б"], "\
п.yaml:5:14: замечание W260: в слове «Со\\u{200b}вет» есть невидимый знак U+200B
    |
  5 |   {название: \"Со\\u{200b}вет\", срок: май, ответственные: \"Б\"}]
    |              ^^^^^^^^^^^^^^^
    что делать: сотрите слово и наберите заново
"),
        pair(&["Совет | май | Б"], &["Со\u{ad}вет | май | Б"], "\
п.yaml:5:14: замечание W260: в слове «Со\\u{ad}вет» есть знак мягкого переноса U+00AD
    |
  5 |   {название: \"Со\\u{ad}вет\", срок: май, ответственные: \"Б\"}]
    |              ^^^^^^^^^^^^^
    что делать: сотрите слово и наберите заново
"),
        pair(&["Районныи\u{306} совет | май | Б"], &["Со\u{301}\u{302}\u{303}вет | май | Б"], "\
п.yaml:5:14: замечание W261: в слове «Со\u{301}\u{302}\u{303}вет» на одной букве несколько надстрочных знаков
    |
  5 |   {название: \"Со\u{301}\u{302}\u{303}вет\", срок: май, ответственные: \"Б\"}]
    |              ^^^^^^^^^^
    что делать: сотрите слово и наберите заново
"),
        pair(&["IT-куб, 1С | май | Б"], &["Cовет | май | Б"], "\
п.yaml:5:14: замечание W262: в слове «Cовет» буквы двух алфавитов: латиница – «C»
    |
  5 |   {название: \"Cовет\", срок: май, ответственные: \"Б\"}]
    |              ^^^^^^^
    что делать: сотрите слово и наберите заново, не меняя раскладки клавиатуры
"),
        pair(&["Совет | май | Хор", "Сход | июнь | Хор"], &["Совет | май | Хор", "Сход | июнь | Xop"], "\
п.yaml:6:49: замечание W263: исполнитель «Xop» выглядит как другой, но набран буквами другого алфавита или со скрытым знаком
    |
  6 |   {название: \"Сход\", срок: июнь, ответственные: \"Xop\"}]
    |                                                 ^^^^^
    что делать: если это один исполнитель, скопируйте его название из первого места
"),
        pair(&["Встреча с РФ | май | Б"], &["Встреча с ШНОР | май | Б"], "\
п.yaml:5:14: замечание W201: сокращение «ШНОР» нигде в документе не раскрыто
    |
  5 |   {название: \"Встреча с ШНОР\", срок: май, ответственные: \"Б\"}]
    |              ^^^^^^^^^^^^^^^^
    что делать: при первом употреблении напишите полностью и добавьте «(далее – ШНОР)»
"),
        pair(&["Отбор школ (далее – ШНОР) | май | Б", "Встреча с ШНОР | май | Б"], &["Встреча с ШНОР | май | Б", "Отбор школ (далее – ШНОР) | май | Б"], "\
п.yaml:5:14: замечание W202: сокращение «ШНОР» употреблено раньше, чем раскрыто (в пункте 2)
    |
  5 |   {название: \"Встреча с ШНОР\", срок: май, ответственные: \"Б\"},
    |              ^^^^^^^^^^^^^^^^
    что делать: перенесите расшифровку к первому употреблению
"),
        pair(&["Подготовка списка опорных школ | май | Б", "Подготовка перечня учебных пособий | май | Б"], &["Подготовка списка опорных школ | май | Б", "Подготовка списка опорных школ | май | Б"], "\
п.yaml:6:14: замечание W203: мероприятие почти повторяет мероприятие 1
    |
  6 |   {название: \"Подготовка списка опорных школ\", срок: май, ответственные: \"Б\"}]
    |              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    что делать: объедините их или уточните, чем они различаются
"),
        Remark { clean: further("утверждение: {должность: Глава, дата: 2023-03-31}\n", ""), flawed: further(approved, "\
п.yaml:4:39: замечание W204: срок истекает раньше, чем утверждён план (01.04.2023)
    |
  4 | мероприятия: [{название: Совет, срок: март, ответственные: Отдел}]
    |                                       ^^^^
    что делать: проверьте срок и дату утверждения
") },
        pair(&["А | май 2023 | Б"], &["А | май 2024 | Б"], "\
п.yaml:5:25: замечание W205: срок выходит за период плана (2023 год)
    |
  5 |   {название: \"А\", срок: май 2024, ответственные: \"Б\"}]
    |                         ^^^^^^^^
    что делать: проверьте год в сроке и период плана
"),
        pair(&["А | до 31 декабря | Б"], &["А | 2023 | Б"], "\
п.yaml:5:25: замечание W206: срок – весь период плана: до его конца спросить за исполнение нельзя
    |
  5 |   {название: \"А\", срок: 2023, ответственные: \"Б\"}]
    |                         ^^^^
    что делать: укажите месяц, квартал, день или повторяемость («ежеквартально»)
"),
        pair(&["А | до 28.02.2023 | Б"], &["А | до 31.02.2023 | Б"], "\
п.yaml:5:25: замечание W207: срок не понят: такого дня, месяца или квартала нет
    |
  5 |   {название: \"А\", срок: до 31.02.2023, ответственные: \"Б\"}]
    |                         ^^^^^^^^^^^^^
    что делать: примеры: до 15 марта 2023 г.; Январь-март 2023; II квартал; ежемесячно; по мере необходимости
"),
        pair(&["А | май-июнь | Б", "В | май-июнь | Б"], &["А | май-июнь | Б", "В | май – июнь | Б"], "\
п.yaml:6:25: замечание W208: один срок записан по-разному: «май – июнь» и «май-июнь»
    |
  6 |   {название: \"В\", срок: май – июнь, ответственные: \"Б\"}]
    |                         ^^^^^^^^^^
    что делать: оставьте одно написание
"),
        pair(&["А | май | Центр «Рост»", "В | май | Центр «Рост»"], &["А | май | Центр «Рост»", "В | май | Центр Рост"], "\
п.yaml:6:45: замечание W209: один исполнитель записан по-разному: «Центр Рост» и «Центр «Рост»»
    |
  6 |   {название: \"В\", срок: май, ответственные: \"Центр Рост\"}]
    |                                             ^^^^^^^^^^^^
    что делать: оставьте одно написание
"),
        pair(&["Учебно-методические сборы | май | Б"], &["Учебно – методические сборы | май | Б"], "\
п.yaml:5:14: замечание W210: вместо дефиса стоит тире или лишний пробел: «Учебно – методические»
    |
  5 |   {название: \"Учебно – методические сборы\", срок: май, ответственные: \"Б\"}]
    |              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    что делать: напишите «Учебно-методические»
"),
        pair(&["Сбор | май | Б", "Отчёт | май | Б", "Сход | май | Б"], &["Сбор | май | Б", "Отчёт | май | Б", "Сход. | май | Б"], "\
п.yaml:7:14: замечание W211: в конце названия стоит точка, а у большинства других её нет
    |
  7 |   {название: \"Сход.\", срок: май, ответственные: \"Б\"}]
    |              ^^^^^^^
    что делать: сделайте одинаково во всех названиях
"),
        pair(&["Отбор школ (далее – школы) | май | Б"], &["Отбор школ (далее-школы) | май | Б"], "\
п.yaml:5:14: замечание W212: вместо тире стоит дефис: «далее-школы»
    |
  5 |   {название: \"Отбор школ (далее-школы)\", срок: май, ответственные: \"Б\"}]
    |              ^^^^^^^^^^^^^^^^^^^^^^^^^^
    что делать: напишите «далее – школы»
"),
        Remark { clean: book(REQUISITES, &[TITLES, ROW], ""), flawed: book(REQUISITES, &[&["№", "Мероприятие", "Срк", "Ответственные"], ROW], "\
п.xlsx, лист «Мероприятия», ячейка C1: замечание W213: столбец «Срк» программе незнаком и печатается как ваш собственный
    стоит: Срк
    что делать: если это «Срок», исправьте заголовок
") },
        Remark { clean: further("утверждение: {должность: Глава, дата: 28.02.2023}\n", ""), flawed: further("утверждение: {должность: Глава, дата: 31.02.2023}\n", "\
п.yaml:5:39: замечание W214: в поле «дата» стоит день, которого нет
    |
  5 | утверждение: {должность: Глава, дата: 31.02.2023}
    |                                       ^^^^^^^^^^
    что делать: дата печатается так, как набрана: исправьте её
") },
        Remark {
            clean: book(REQUISITES, &[TITLES, &["Раздел 1"], &["Подраздел 1.1"], ROW], ""),
            flawed: book(REQUISITES, &[TITLES, ROW, &["Раздел 2. Контроль"]], "\
п.xlsx, лист «Мероприятия», ячейка A3: замечание W215: последнее направление осталось без мероприятий
    стоит: Раздел 2. Контроль
    что делать: если это подпись или примечание под таблицей, уберите их оттуда: для них есть поля «подпись» и «составитель»
"),
        },
        Remark { clean: further("цель: \"План #2\" # а #б\n", ""), flawed: further("цель: План #2\n", "\
п.yaml:5:12: замечание W216: этот текст принят за пояснение и не печатается
    |
  5 | цель: План #2
    |            ^^
    что делать: если это часть текста, возьмите весь текст в кавычки; если пояснение, поставьте после «#» пробел
") },
        Remark {
            clean: book_with(REQUISITES, &[TITLES, &["I"], ROW], |sheet| {
                sheet.merge_range(1, 1, 1, 3, "Кадры", &Format::new()).unwrap();
            }, ""),
            flawed: book(REQUISITES, &[TITLES, &["I", "Кадры"], ROW], "\
п.xlsx, лист «Мероприятия», ячейка B2: замечание W217: строка похожа на направление, но прочитана как мероприятие
    стоит: Кадры
    что делать: если это направление, объедините ячейку с его названием и соседние до конца строки
п.xlsx, лист «Мероприятия», ячейка B2: замечание W101: у мероприятия не указан срок
п.xlsx, лист «Мероприятия», ячейка B2: замечание W102: у мероприятия не указаны ответственные
"),
        },
        Remark {
            clean: yaml(format!("{HEAD}исполнители: {{УО: Управление образования, школа: ''}}\nмероприятия: [{{название: А, срок: май, ответственные: \"УО, Центр\"}}]\n"), ""),
            flawed: yaml(format!("{HEAD}исполнители: {{УО: Управление образования, школа: ''}}\nмероприятия: [{{название: А, срок: май, ответственные: \"уо; Центр\"}}, {{название: Б, срок: май, ответственные: школа}}]\n"), "\
п.yaml:5:55: замечание W115: краткое имя «уо» не раскрыто: напечатается как набрано
    |
  5 | май, ответственные: \"уо; Центр\"}, {название: Б, срок: май, ответственные: школа}]
    |                     ^^^^^^^^^^^
    что делать: между исполнителями ставьте запятую, а пояснение в скобках внесите в полное название
п.yaml:5:109: замечание W115: краткое имя «школа» не раскрыто: напечатается как набрано
    |
  5 | май, ответственные: школа}]
    |                     ^^^^^
    что делать: впишите полное название: исполнители, школа
"),
        },
        pair(&["Работа в течение года | май | Б"], &["Работа в течении года | май | Б"], "\
п.yaml:5:14: замечание W230: не то окончание: «в течении»
    |
  5 |   {название: \"Работа в течении года\", срок: май, ответственные: \"Б\"}]
    |              ^^^^^^^^^^^^^^^^^^^^^^^
    что делать: напишите «в течение»
"),
        pair(&["Совет школ | май | Б"], &["Совет  школ | май | Б"], "\
п.yaml:5:14: замечание W231: два пробела подряд: «Совет  школ»
    |
  5 |   {название: \"Совет  школ\", срок: май, ответственные: \"Б\"}]
    |              ^^^^^^^^^^^^^
    что делать: оставьте один
"),
        pair(&["Итоги 2023 г. в школах | май | Б"], &["Итоги 2023г. в школах | май | Б"], "\
п.yaml:5:14: замечание W232: после года нет пробела: «2023г.»
    |
  5 |   {название: \"Итоги 2023г. в школах\", срок: май, ответственные: \"Б\"}]
    |              ^^^^^^^^^^^^^^^^^^^^^^^
    что делать: напишите «2023 г.»
"),
        pair(&["Обновление онлайн-\\nкурса | май | Б"], &["Обновле-\\nние курса | май | Б"], "\
п.yaml:5:14: замечание W233: слово разорвано переносом строки: «Обновле-ние»
    |
  5 |   {название: \"Обновле-\\nние курса\", срок: май, ответственные: \"Б\"}]
    |              ^^^^^^^^^^^^^^^^^^^^^
    что делать: напишите «Обновление»
"),
        Remark {
            clean: yaml(format!("{HEAD}направления:\n- {{название: Кадры, обозначение: Раздел 1., мероприятия: []}}\n- {{название: Школы, обозначение: Подраздел 1.1., мероприятия: [{{название: А, срок: май, ответственные: Б}}]}}\n"), ""),
            flawed: yaml(format!("{HEAD}направления:\n- {{название: Кадры, мероприятия: []}}\n- {{название: Школы, мероприятия: [{{название: А, срок: май, ответственные: Б}}]}}\n"), "\
п.yaml:5:14: замечание W234: под направлением нет ни одного мероприятия
    |
  5 | - {название: Кадры, мероприятия: []}
    |              ^^^^^
    что делать: добавьте мероприятия или уберите направление
"),
        },
        Remark {
            clean: yaml(format!("{HEAD}столбцы: [название, начало, ответственные]\nмероприятия: [{{название: А, начало: май, ответственные: Б}}]\n"), ""),
            flawed: yaml(format!("{HEAD}столбцы: [название, {{поле: когда}}, ответственные]\nмероприятия: [{{название: А, когда: май, ответственные: Б}}]\n"), "\
п.yaml:4:10: замечание W235: ни один столбец таблицы не понят как срок
    |
  4 | столбцы: [название, {поле: когда}, ответственные]
    |          ^^^^^^^^^
    что делать: если сроки в таблице есть, назовите их столбец «Срок»: иначе программа не скажет, что просрочено
"),
        },
        Remark {
            clean: yaml(format!("{HEAD}столбцы: [название, срок, ответственные]\nмероприятия: [{{название: А, срок: май, ответственные: Б}}]\n"), ""),
            flawed: yaml(format!("{HEAD}столбцы: [название, срок]\nмероприятия: [{{название: А, срок: май}}]\n"), "\
п.yaml:4:10: замечание W236: ни один столбец таблицы не понят как ответственные
    |
  4 | столбцы: [название, срок]
    |          ^^^^^^^^^
    что делать: если ответственные в таблице есть, назовите их столбец «Ответственные»
"),
        },
        Remark {
            clean: monitoring_of(&open, &format!("исполнение: [{{мероприятие: 1, {DONE}}}]"), ""),
            flawed: monitoring_of(&open, "исполнение: [{мероприятие: 1, статус: выполнено, документ: Справка}]", "\
м.yaml:5:14: замечание W104: мероприятие выполнено, но не указана дата
    |
  5 | исполнение: [{мероприятие: 1, статус: выполнено, документ: Справка}]
    |              ^^^^^^^^^^^^
    что делать: впишите поле «дата»
"),
        },
        report("статус: выполнено, дата: своевременно, документ: Справка", "\
м.yaml:5:56: замечание W112: мероприятие выполнено, срок истёк, а день исполнения не указан или не понят: в отчёте оно посчитано как «нет данных»
    |
  5 | исполнение: [{мероприятие: 1, статус: выполнено, дата: своевременно, документ: Справка}]
    |                                                        ^^^^^^^^^^^^
    что делать: впишите в поле «дата» день исполнения, например 27.01.2023
"),
        report("статус: выполнено, дата: 2023-03-15", "\
м.yaml:5:14: замечание W105: мероприятие выполнено, но не указан подтверждающий документ
    |
  5 | исполнение: [{мероприятие: 1, статус: выполнено, дата: 2023-03-15}]
    |              ^^^^^^^^^^^^
    что делать: впишите поле «документ», например «Справка от 27.01.2023 № 4»
"),
        report("статус: отменено", "\
м.yaml:5:14: замечание W106: есть отклонение от плана, но не указана причина
    |
  5 | исполнение: [{мероприятие: 1, статус: отменено}]
    |              ^^^^^^^^^^^^
    что делать: впишите поле «причина»
"),
        report("статус: перенесено, причина: Болезнь", "\
м.yaml:5:14: замечание W107: мероприятие перенесено, но не указан новый срок
    |
  5 | исполнение: [{мероприятие: 1, статус: перенесено, причина: Болезнь}]
    |              ^^^^^^^^^^^^
    что делать: впишите поле «новый срок»
"),
        Remark {
            clean: monitoring(&format!("редакция плана: {{номер: 1}}\nисполнение: [{{мероприятие: 1, {DONE}}}]"), ""),
            flawed: monitoring(&format!("редакция плана: {{номер: 2}}\nисполнение: [{{мероприятие: 1, {DONE}}}]"), "\
м.yaml:5:17: замечание W109: мониторинг составлен по другой редакции плана
    |
  5 | редакция плана: {номер: 2}
    |                 ^^^^^^
    что делать: сверьте записи с планом и исправьте поле «редакция плана» или «план»
"),
        },
        report(&format!("название: Сход, {DONE}"), "\
м.yaml:5:41: замечание W110: в плане мероприятие 1 названо иначе
    |
  5 | иятие: 1, название: Сход, статус: выполнено, дата: 2023-03-15, документ: Справка}]
    |                     ^^^^
    что делать: проверьте, о том ли мероприятии запись
"),
        report("статус: выполнено, дата: 2023-04-01, документ: Справка, причина: Болезнь", "\
м.yaml:5:56: замечание W220: мероприятие выполнено позже срока (31.03.2023)
    |
  5 | с: выполнено, дата: 2023-04-01, документ: Справка, причина: Болезнь}]
    |                     ^^^^^^^^^^
    что делать: проверьте дату; если она верна, причину укажите в поле «причина»
"),
        report("статус: выполняется, причина: Болезнь", "\
м.yaml:5:39: замечание W221: мероприятие ещё выполняется, а срок истёк (31.03.2023)
    |
  5 | исполнение: [{мероприятие: 1, статус: выполняется, причина: Болезнь}]
    |                                       ^^^^^^^^^^^
    что делать: проверьте статус; если он верен, причину укажите в поле «причина»
"),
        Remark { clean: monitoring(&format!("исполнение: [{{мероприятие: 1, {DONE}}}]"), ""), flawed: monitoring("", "\
м.yaml:1:1: замечание W111: в мониторинге нет ни одной записи об исполнении
    |
  1 | вид: мониторинг
    | ^^^
    что делать: добавьте поле «исполнение», в книге – строки на листе «Исполнение»; без них отчёт пуст
м.yaml:1:1: замечание W222: срок истёк или не понят, а сведений об исполнении нет: 1
    |
  1 | вид: мониторинг
    | ^^^
    что делать: добавьте записи об этих мероприятиях
") },
        report("статус: выполнено, дата: 2023-12-01, документ: Справка, причина: Болезнь", "\
м.yaml:5:56: замечание W223: дата исполнения вызывает сомнение: она позже дня, на который составлен отчёт
    |
  5 | с: выполнено, дата: 2023-12-01, документ: Справка, причина: Болезнь}]
    |                     ^^^^^^^^^^
    что делать: проверьте день, месяц и год
"),
        report("статус: перенесено, причина: Болезнь, новый срок: март", "\
м.yaml:5:81: замечание W224: новый срок вызывает сомнение: он не позже прежнего
    |
  5 | исполнение: [{мероприятие: 1, статус: перенесено, причина: Болезнь, новый срок: март}]
    |                                                                                 ^^^^
    что делать: проверьте новый срок
"),
        Remark {
            clean: monitoring(&format!("исполнение: [{{мероприятие: 1, {DONE}}}]\nпоказатели: [{{название: Доля, единица: '%', факт: 99}}]"), ""),
            flawed: monitoring(&format!("исполнение: [{{мероприятие: 1, {DONE}}}]\nпоказатели: [{{название: Доля, единица: '%', факт: 140}}]"), "\
м.yaml:6:51: замечание W225: значение показателя вызывает сомнение: доля больше 100 %
    |
  6 | показатели: [{название: Доля, единица: '%', факт: 140}]
    |                                                   ^^^
    что делать: проверьте число и единицу
"),
        },
    ]
}

/// A plan, and forms of it as somebody gives them back.
fn collected(edits: &[&dyn Fn(Returned) -> Returned], command: &str, expected: &'static str) -> Case {
    let mut folder = forms::sent();
    for (at, edit) in (1..).zip(edits) {
        let edited = edit(Returned::of(&folder, "ф.xlsx"));
        folder = folder.file(&format!("ш{at}.xlsx"), edited.bytes());
    }
    case(&folder, &format!("collect план.yaml {command}"), expected)
}

#[rustfmt::skip]
fn forms_for_the_fulfilment() -> Vec<Case> {
    let case_of = |problem, expected| {
        let diagnostic = Diagnostic::new(problem, Place::file("ф.xlsx"));
        Case { said: expected, found: render(&diagnostic, MessageFormat::Text, &Keys) }
    };
    let filled = |form: Returned| form.set("1", "статус", "выполняется");
    let replaced = || {
        let folder = forms::sent();
        let edited = filled(Returned::of(&folder, "ф.xlsx"));
        folder.file("ф.xlsx", edited.bytes()).copy("input/plan-2023.xlsx", "п.xlsx")
    };
    vec![
        case_of(Problem::from(FormProblem::NotWritten { reason: "на диске нет места".into() }), "\
ф.xlsx: ошибка E680: форма не записана: на диске нет места
    что делать: закройте файл, если он открыт, или укажите другое имя через -o
"),
        case(&replaced(), "form план.yaml -o ф.xlsx", "\
ф.xlsx: ошибка E681: по этому пути лежит форма, которую уже заполняли; она оставлена как есть
    что делать: укажите другое имя через -o или, если ответы в ней не нужны, добавьте ключ --force
"),
        case(&replaced(), "form план.yaml -o п.xlsx --force", "\
п.xlsx: ошибка E682: по этому пути лежит другой файл, заменяется же только незаполненная форма; он оставлен как есть
    что делать: укажите другое имя через -o
"),
        case(&replaced(), "report ф.xlsx", "\
ф.xlsx: ошибка E683: это форма для сбора сведений, а не план и не мониторинг
    что делать: укажите сначала план, затем формы: отчёт делает «dorkarta report ПЛАН ФОРМА…», собирает их «dorkarta collect ПЛАН ФОРМА… -o МОНИТОРИНГ.yaml»
"),
        case(&forms::sent(), "collect план.yaml план.yaml -o м.yaml", "\
план.yaml: ошибка E684: это не форма: в файле нет таблицы со столбцом «Статус»
    что делать: проверьте, тот ли это файл; форму создаёт команда «dorkarta form ПЛАН»
"),
        case_of(Problem::from(FormProblem::CollectedNotWritten { reason: "на диске нет места".into() }), "\
ф.xlsx: ошибка E685: собранные сведения не записаны: на диске нет места
    что делать: закройте файл, если он открыт, или укажите другое имя через -o
"),
        case(&forms::sent().file("о.yaml", "1: {срок: ш1.xlsx}\n"), "collect план.yaml ф.xlsx -o м.yaml --answers о.yaml", "\
о.yaml:1:5: ошибка E686: ответ не понят: «срок» – не поле исполнения; бывают: статус, дата, результат, документ, причина, новый срок
    |
  1 | 1: {срок: ш1.xlsx}
    |     ^^^^
    что делать: пример: «3: школа-1.xlsx» – взять ответ этой формы; «5: сумма» – сложить ответы; «7: {статус: выполнено}» – взять это значение
"),
    ]
}

#[rustfmt::skip]
fn remarks_on_forms() -> Vec<Remark> {
    let with = |edit: &dyn Fn(Returned) -> Returned, expected| collected(&[edit], "ш1.xlsx -o м.yaml --date 2023-05-01", expected);
    let clean = || with(&|form| form.set("1", "статус", "выполняется"), "");
    let remark = |edit: &dyn Fn(Returned) -> Returned, expected| Remark { clean: clean(), flawed: with(edit, expected) };
    let continued = |monitoring: &str, edit: &dyn Fn(Returned) -> Returned, expected| {
        let folder = Folder::with("план.yaml", forms::PLAN).file("другой.yaml", forms::PLAN).file("м.yaml", monitoring);
        folder.run("form план.yaml --from м.yaml -o ф.xlsx").silently();
        let edited = edit(Returned::of(&folder, "ф.xlsx"));
        case(&folder.file("ш1.xlsx", edited.bytes()), "collect план.yaml ш1.xlsx -o м.yaml", expected)
    };
    let monitoring = "вид: мониторинг\nплан: план.yaml\nна дату: 2023-05-01\nисполнение: [{мероприятие: 1, статус: перенесено, причина: Карантин}]\n";
    let nothing: &dyn Fn(Returned) -> Returned = &|form| form;
    vec![
        Remark {
            clean: clean(),
            flawed: collected(&[&|form| form.set("1", "статус", "выполняется"), &|form| form.set("1", "статус", "отменено")], "ш1.xlsx ш2.xlsx -o м.yaml --date 2023-05-01", "\
ш1.xlsx, лист «Исполнение», ячейка E9: замечание W680: о мероприятии 1 сказано разное (статус); не взято ни одно
    – «выполняется» – ш1.xlsx, E9
    – «отменено» – ш2.xlsx, E9
    что делать: выберите форму или свои слова в книге, которую запишет --conflicts расхождения.xlsx, и повторите с --answers расхождения.xlsx; верить одной форме во всём – --prefer ФОРМА
"),
        },
        Remark {
            clean: clean(),
            flawed: {
                let folder = forms::sent();
                let edited = Returned::of(&folder, "ф.xlsx").set("1", "статус", "выполняется");
                let folder = Folder::with("план.yaml", &forms::PLAN.replace("декабрь", "ноябрь")).file("ш1.xlsx", edited.bytes());
                case(&folder, "collect план.yaml ш1.xlsx -o м.yaml --date 2023-05-01", "\
ш1.xlsx: замечание W681: форма сделана по другой редакции плана; заполненные строки (1) отнесены по коду или названию
    что делать: сверьте собранное с планом; в следующий раз разошлите форму по новой редакции
")
            },
        },
        remark(&|form| form.write(20, 1, "Семинары").write(20, 4, "выполняется"), "\
ш1.xlsx, лист «Исполнение», ячейка B21: замечание W682: строка отнесена к мероприятию 2 по названию: её код говорит другое или его нет
    стоит: Семинары
    что делать: проверьте, о том ли мероприятии строка
"),
        remark(&|form| form.write(20, 1, "Поездка в театр").write(20, 4, "выполняется"), "\
ш1.xlsx, лист «Исполнение», ячейка B21: замечание W683: строка заполнена, но не понятно, о каком мероприятии она; её сведения не взяты
    стоит: Поездка в театр; выполняется
    что делать: впишите сведения в строку мероприятия или в мониторинг вручную
"),
        remark(&|form| form.set("1", "статус", "Выполнен"), "\
ш1.xlsx, лист «Исполнение», ячейка E9: замечание W113: статус набран иначе, чем в списке; он понят как «выполнено»
    стоит: Выполнен
    что делать: если это не так, впишите статус из списка: выполнено, выполнено частично, выполняется, не выполнено, перенесено, отменено
"),
        remark(&|form| form.set("1", "статус", "выполненно"), "\
ш1.xlsx, лист «Исполнение», ячейка E9: замечание W684: такого статуса нет; он перенесён, как набран, и отчёта с ним не будет
    стоит: выполненно
    что делать: вероятно, имелось в виду «выполнено»; возможные значения: выполнено, выполнено частично, выполняется, не выполнено, перенесено, отменено
"),
        remark(&|form| form.set("1", "результат", "Проведён"), "\
ш1.xlsx, лист «Исполнение», ячейка G9: замечание W685: о мероприятии 1 есть сведения, но не указан статус
    что делать: впишите статус в форму и соберите заново или впишите его в мониторинг
"),
        remark(&|form| form.write(8, 14, "см. письмо"), "\
ш1.xlsx, лист «Исполнение», ячейка O9: замечание W686: эта ячейка не относится к сведениям об исполнении и не взята
    стоит: см. письмо
    что делать: если это нужно в отчёте, впишите в строку мероприятия
"),
        remark(&|form| form.by("Иванова").write(3, 7, "Заполнено не мной"), "\
ш1.xlsx, лист «Исполнение», ячейка H4: замечание W686: эта ячейка не относится к сведениям об исполнении и не взята
    стоит: Заполнено не мной
    что делать: если это нужно в отчёте, впишите в строку мероприятия
"),
        remark(&|form| form.write(8, 10, "Всё есть"), "\
ш1.xlsx, лист «Исполнение», ячейка K9: замечание W686: эта ячейка не относится к сведениям об исполнении и не взята
    стоит: Всё есть
    что делать: если это нужно в отчёте, впишите в строку мероприятия
"),
        remark(&|form| form.sheet("Фото", "Снимки"), "\
ш1.xlsx, лист «Фото»: замечание W687: на листе нет таблицы со столбцом «Статус», поэтому он не прочитан (заполненных ячеек: 1)
    что делать: если это нужно в отчёте, впишите в строку мероприятия
"),
        Remark {
            clean: continued(monitoring, nothing, ""),
            flawed: continued(monitoring, &|form| form.set("1", "причина", ""), "\
ш1.xlsx, лист «Исполнение», ячейка I9: замечание W688: в форме стёрто значение «Карантин» (мероприятие 1, причина); оно убрано
    что делать: если это не так, верните прежнее значение в мониторинге
"),
        },
        Remark {
            clean: continued(monitoring, nothing, ""),
            flawed: continued(monitoring, &|form| form.set("1", "причина", "Болезнь"), "\
ш1.xlsx, лист «Исполнение», ячейка I9: замечание W689: прежнее значение «Карантин» (мероприятие 1, причина) заменено ответом из формы
    стоит: Болезнь
    что делать: если это не так, верните прежнее значение в мониторинге
"),
        },
        Remark {
            clean: clean(),
            flawed: collected(&[&|form| form.set("1", "статус", "выполняется")], "ш1.xlsx -o м.yaml", "\
м.yaml: замечание W690: не известно, на какой день собраны сведения
    что делать: добавьте ключ --date, например --date 2023-11-20, или впишите день в поле «на дату»
"),
        },
        Remark {
            clean: clean(),
            flawed: {
                let folder = forms::sent().file("о.yaml", "1: ш1.xlsx\n");
                case(&folder, "collect план.yaml ф.xlsx -o м.yaml --date 2023-05-01 --answers о.yaml", "\
о.yaml:1:4: замечание W691: этот ответ ничего не решает: расхождений здесь нет
    |
  1 | 1: ш1.xlsx
    |    ^^^^^^^
    что делать: проверьте номер мероприятия или удалите строку
")
            },
        },
        remark(&|form| form.set("1", "результат", "#Н/Д"), "\
ш1.xlsx, лист «Исполнение», ячейка G9: замечание W692: ячейка формы не взята: в ячейке ошибка вместо значения
    стоит: #Н/Д
    что делать: исправьте ячейку в форме и соберите заново
"),
        remark(&|form| form.set("1", "название", "Анализ итогов"), "\
ш1.xlsx, лист «Исполнение», ячейка B9: замечание W693: в форме изменена ячейка, которую заполнять не нужно (название); изменение не учтено
    стоит: Анализ итогов
    что делать: если план нужно изменить, измените сам план
"),
        Remark {
            clean: continued(monitoring, nothing, ""),
            flawed: continued(&monitoring.replace("план.yaml", "другой.yaml"), nothing, "\
м.yaml:2:7: замечание W694: в мониторинге был назван другой план: другой.yaml; теперь назван тот, что указан в команде
    |
  2 | план: другой.yaml
    |       ^^^^^^^^^^^
    что делать: проверьте, тот ли план указан
"),
        },
        Remark {
            clean: clean(),
            flawed: {
                let folder = forms::sent();
                let form = Returned::of(&folder, "ф.xlsx").set("1", "статус", "выполняется");
                let folder = folder.file("ш1.xlsx", form.bytes());
                folder.run("collect план.yaml ш1.xlsx -o м.yaml --date 2023-05-01").exits(0);
                let text = String::from_utf8(folder.read("м.yaml")).unwrap().replace("статус: выполняется", "статус: отменено");
                case(&folder.file("м.yaml", text), "collect план.yaml ш1.xlsx -o м.yaml", "\
ш1.xlsx, лист «Исполнение», ячейка E9: замечание W695: в мониторинге это исправлено на «отменено», а форма с тех пор прежняя; исправленное осталось (мероприятие 1, статус)
    стоит: выполняется
    что делать: если верно то, что в форме, впишите это в мониторинг
")
            },
        },
        Remark {
            clean: clean(),
            flawed: {
                let folder = forms::sent();
                let form = Returned::of(&folder, "ф.xlsx").set("1", "статус", "выполняется");
                let folder = folder.file("ш1.xlsx", form.clone().set("1", "результат", "Начато").bytes());
                folder.run("collect план.yaml ш1.xlsx -o м.yaml --date 2023-05-01").exits(0);
                case(&folder.file("ш1.xlsx", form.bytes()), "collect план.yaml ш1.xlsx -o м.yaml", "\
ш1.xlsx, лист «Исполнение», ячейка E9: замечание W699: раньше в форме было «Начато» (мероприятие 1, результат), теперь там пусто; прежнее осталось
    что делать: если прежнее неверно, сотрите его в мониторинге
")
            },
        },
        remark(&|form| form.note(8, 4, "Уточнить"), "\
ш1.xlsx, лист «Исполнение», ячейка E9: замечание W696: к ячейке есть примечание; оно не взято
    стоит: Уточнить
    что делать: если это нужно в отчёте, впишите в строку мероприятия
"),
        remark(&|form| form.write(20, 0, "Спасибо!").without_sheet("_форма"), "\
ш1.xlsx: замечание W697: в форме нет скрытого листа «_форма», поэтому не известно, чья она и что в ней было до рассылки; вне таблицы стоит, и не взято
    – A2 «План»
    – A8 «I направление – Первое»
    – A11 «II направление – Второе»
    – A21 «Спасибо!»
    что делать: спросите исполнителя, его ли это ответы; лист «_форма» удалять не нужно
"),
        {
            let answers = |rows: &[&[&str]], expected| {
                let folder = forms::sent().file("р.xlsx", xlsx(&[("Расхождения", rows)]));
                case(&folder, "collect план.yaml ф.xlsx -o м.yaml --date 2023-05-01 --answers р.xlsx", expected)
            };
            let titles: &[&str] = &["№", "О чём", "Выбор", "Свои слова"];
            Remark {
                clean: answers(&[titles], ""),
                flawed: answers(&[titles, &["", "", "", "Неверно"]], "\
р.xlsx, лист «Расхождения», ячейка D2: замечание W698: эта ячейка книги расхождений ничего не решает и не прочитана
    стоит: Неверно
    что делать: ответ пишут в столбцы «Выбор» и «Свои слова» той строки, о которой спрошено
"),
            }
        },
    ]
}

fn all() -> Vec<Case> {
    let remarks = remarks().into_iter().chain(remarks_on_forms()).flat_map(|remark| [remark.clean, remark.flawed]);
    let faults = [
        files(),
        yaml_as_such(),
        workbooks_as_such(),
        documents_as_such(),
        values(),
        the_plan_as_a_whole(),
        the_monitoring_as_a_whole(),
        the_page(),
        pdf_with_its_data(),
        signing(),
        two_editions(),
        copies_that_came_back(),
        without_an_input(),
        forms_for_the_fulfilment(),
    ];
    faults.into_iter().flatten().chain(remarks).collect()
}

#[test]
fn every_message_is_said_in_full() {
    let mut wrong = String::new();
    for Case { said, found } in all() {
        if said != found {
            wrong += &format!("--- expected\n{said}--- found\n{found}");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// The codes of a text of messages.
fn codes(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', ':', '"']).filter(|word| {
        word.len() == 4 && word.starts_with(['E', 'W']) && word[1..].bytes().all(|byte| byte.is_ascii_digit())
    })
}

#[test]
fn every_code_has_a_case_and_an_explanation() {
    let explained: Vec<&str> = EXPLANATIONS.iter().map(|known| known.code).collect();
    let cases = all();
    let tried: BTreeSet<&str> = cases.iter().flat_map(|case| codes(case.said)).collect();
    assert_eq!(tried.into_iter().collect::<Vec<_>>(), explained);
}

#[test]
fn a_code_is_explained_on_demand() {
    let folder = Folder::new();
    assert_eq!(
        folder.run("check --explain e405").silently().stdout,
        "\
ошибка E405: у двух мероприятий один код
пример: код: вебинар – в пунктах 3 и 7
что делать: дайте каждому свой код
"
    );
    assert_eq!(
        folder.run("check --explain W206").silently().stdout,
        "\
замечание W206: срок – весь период плана: до его конца спросить за исполнение нельзя
пример: «2023» в плане на 2023 год
что делать: укажите месяц, квартал, день или повторяемость
отключить: замечания: {выключить: [W206]}; в книге – строка листа «Реквизиты»: замечания.выключить | W206
"
    );
    assert!(folder.run("check --explain E999").exits(2).stderr.starts_with("ошибка: неизвестный код «E999»"));
}

#[test]
fn the_short_and_the_json_form() {
    let twice = format!("{PLAN}вид: план\n");
    let folder = Folder::with("п.yaml", &twice).copy("tests/cases/workbooks/number-became-date.xlsx", "п.xlsx");
    assert_eq!(
        folder.run("check п.yaml --messages short").exits(1).stderr,
        "п.yaml:5:1: ошибка E302: поле «вид» встречается дважды, первый раз – в строке 1 (оставьте одно из них; \
         несколько значений записываются списком)\n"
    );
    assert_eq!(
        folder.run("check п.xlsx --messages short").exits(1).stderr.lines().nth(1).unwrap_or_default(),
        "п.xlsx, лист «Мероприятия», ячейка A3: ошибка E211: значение ячейки не удаётся прочитать: Excel превратил \
         его в дату, а здесь ожидается номер (задайте ячейке формат «Текстовый» и наберите значение заново)"
    );
    let json = |command: &str| -> serde_json::Value {
        let said = folder.run(&format!("{command} --messages json")).exits(1).stdout;
        serde_json::from_str(said.lines().find(|line| line.contains("\"error\"")).unwrap()).unwrap()
    };
    assert_eq!(
        json("check п.yaml"),
        serde_json::json!({
            "code": "E302", "severity": "error", "file": "п.yaml", "line": 5, "column": 1,
            "message": "поле «вид» встречается дважды, первый раз – в строке 1",
            "hint": "оставьте одно из них; несколько значений записываются списком",
        })
    );
    assert_eq!(
        json("check п.xlsx"),
        serde_json::json!({
            "code": "E211", "severity": "error", "file": "п.xlsx", "sheet": "Мероприятия", "cell": "A3",
            "message": "значение ячейки не удаётся прочитать: Excel превратил его в дату, а здесь ожидается номер",
            "hint": "задайте ячейке формат «Текстовый» и наберите значение заново", "found": "02.01",
        })
    );
}
