//! Signing: the mark on the page, the signature beside the document, and everything that a signing program can do wrong.
//!
//! The signing program is this test binary itself ([`stand_in_signer`]): it signs with a key that protects nothing, by
//! the arguments that a real one takes.

use std::fs;
use std::io::Write;
use std::process::Command;

use dorkarta::app::document;
use dorkarta_core::diagnostics::Diagnostics;
use dorkarta_core::input::Reader;
use dorkarta_core::pdf::{Object, Pdf};
use dorkarta_core::system::Disk;
use dorkarta_press::{Overrides, Typesetter};
use dorkarta_sign::{Certificate, Signature, Verdict};

use crate::carried::{revised, stream};
use crate::cms::signature;
use crate::support::{Folder, Ran, plain, repository, text};
use crate::verify::{added, object};

const PLAN: &str = "\
вид: план
период: 2023 год
название: План
утверждение: {должность: Заведующий Отделом образования, имя: Н.В.Шадеркова, дата: 2023-02-01}
мероприятия: [{название: Совет, срок: март, ответственные: Отдел}]
";

/// A folder with a plan, certificates and the settings of a program that signs as it is told.
fn office(plan: &str, mode: &str) -> Folder {
    let program = std::env::current_exe().unwrap();
    let program = program.display();
    let key = repository("tests/cases/signature/live.key");
    let settings = format!(
        "подпись:\n  программа: ['{program}', --ignored, --exact, 'sign::stand_in_signer', '{mode}', \
         '--skip={{key}}', '--skip={{cert}}', '--skip={{in}}', '--skip={{out}}']\n  ключ: '{}'\n",
        key.display()
    );
    Folder::with("план.yaml", plan)
        .file("подпись.yaml", settings)
        .copy("tests/cases/signature/live.cer", "живой.cer")
        .copy("tests/cases/signature/second.cer", "второй.cer")
        .copy("tests/cases/signature/body.cer", "отдел.cer")
}

/// The signing program of the tests: arguments as `--skip=PATH` in the order key, certificate, input, output, which the
/// test binary passes over, and before them what it shall do.
#[test]
#[ignore = "a program of its own, run by the other tests"]
fn stand_in_signer() {
    let arguments: Vec<String> = std::env::args().collect();
    let paths: Vec<&str> = arguments.iter().filter_map(|argument| argument.strip_prefix("--skip=")).collect();
    let [key, certificate, input, output] = paths.as_slice() else { return };
    let mode = arguments.iter().find(|argument| argument.starts_with("mode-")).unwrap().as_str();
    let mut bytes = fs::read(input).unwrap();
    match mode {
        "mode-fail" => {
            std::io::stderr().write_all("нет носителя ключа\n".as_bytes()).unwrap();
            std::process::exit(7);
        }
        "mode-empty" => return,
        "mode-huge" => return fs::write(output, vec![0x30; 20_000]).unwrap(),
        "mode-garbage" => return fs::write(output, "отказано").unwrap(),
        "mode-other" => bytes.push(b' '),
        _ => {}
    }
    let key = fs::read(key).unwrap();
    let certificate = fs::read_to_string(certificate).unwrap();
    let answer = signature(&key, &pem(&certificate), &bytes, mode != "mode-dayless");
    if mode == "mode-base64" {
        use base64::Engine;
        fs::write(output, base64::engine::general_purpose::STANDARD.encode(answer)).unwrap();
    } else {
        fs::write(output, answer).unwrap();
    }
}

fn pem(text: &str) -> Vec<u8> {
    use base64::Engine;
    let digits: String = text.lines().filter(|line| !line.starts_with("-----")).collect();
    base64::engine::general_purpose::STANDARD.decode(digits).unwrap()
}

fn sign(folder: &Folder, arguments: &str) -> Ran {
    folder.run(&format!("sign --signer подпись.yaml --date 2023-02-01 --quiet {arguments}"))
}

/// The text of a PDF, by poppler if it is there.
fn text_of(folder: &Folder, pdf: &str) -> Option<String> {
    let output = Command::new("pdftotext").arg("-layout").arg(folder.path(pdf)).arg("-").output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn a_plan_is_made_with_the_mark_and_its_signature_lies_beside() {
    let folder = office(PLAN, "mode-sign");
    let ran = sign(&folder, "план.yaml --cert живой.cer").silently();
    assert_eq!(ran.stdout, "output/план.pdf\noutput/план.pdf.sig\n");
    let certificate = Certificate::read(&folder.read("живой.cer")).unwrap();
    let signature = Signature::read(&folder.read("output/план.pdf.sig")).unwrap();
    let signer = signature.signer_with(&certificate).unwrap();
    assert_eq!(signer.judge(&folder.read("output/план.pdf")), Verdict::Right);

    // The day of signing is not in the document.
    let first = folder.read("output/план.pdf");
    folder.run("sign --signer подпись.yaml --date 2024-01-01 --quiet план.yaml --cert живой.cer -o ещё.pdf").silently();
    assert_eq!(folder.read("ещё.pdf"), first);

    if let Some(text) = text_of(&folder, "output/план.pdf") {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains("Документ подписан электронной подписью"), "{text}");
        assert!(text.contains("Владелец: Шадеркова Наталья Владимировна"), "{text}");
        assert!(text.contains("Действителен: с 09.01.2023 по 09.04.2024"), "{text}");
        assert!(!text.contains("12345678901") && !text.contains("690112345678"), "{text}");
    }
}

#[test]
fn a_finished_pdf_is_signed_as_it_is() {
    let folder = office(PLAN, "mode-base64");
    folder.run("plan план.yaml").silently();
    let before = folder.read("output/план.pdf");
    assert_eq!(sign(&folder, "output/план.pdf --cert живой.cer").silently().stdout, "output/план.pdf.sig\n");
    assert_eq!(folder.read("output/план.pdf"), before);
    // What is kept is binary, whatever the program gave.
    assert_eq!(folder.read("output/план.pdf.sig")[0], 0x30);
    let again = sign(&folder, "output/план.pdf --cert живой.cer").exits(3);
    assert!(again.stderr.contains("E007"), "{}", again.stderr);
    sign(&folder, "output/план.pdf --cert живой.cer --force").silently();
    let copied = sign(&folder, "output/план.pdf --cert живой.cer -o копия.pdf").silently();
    assert_eq!(copied.stdout, "копия.pdf\nкопия.pdf.sig\n");
    assert_eq!(folder.read("копия.pdf"), before);
    // Another plan does not take the place of the signed one, but the very same may.
    folder.run("plan план.yaml").silently();
    fs::write(folder.path("план.yaml"), PLAN.replace("март", "май")).unwrap();
    folder.run("plan план.yaml").exits(3);
}

#[test]
fn whatever_the_program_does_wrong_nothing_is_written() {
    for (mode, code, told) in [
        ("mode-fail", 3, "и не подписала документ; она сообщила:"),
        ("mode-empty", 3, "подписи не дала"),
        ("mode-huge", 3, "больше 16 КБ: это не отсоединённая подпись"),
        ("mode-garbage", 1, "подпись не принята: это не подпись в виде CMS"),
        ("mode-other", 1, "подпись не принята: она сделана для других данных, не для этого документа"),
    ] {
        let folder = office(PLAN, mode);
        let files = folder.files();
        let ran = sign(&folder, "план.yaml --cert живой.cer").exits(code);
        assert!(ran.stderr.contains(told), "{mode}: {}", ran.stderr);
        assert_eq!((ran.stdout.as_str(), folder.files()), ("", files), "{mode}");
    }
}

#[test]
fn what_is_wrong_with_the_certificate_is_told_before_the_program_is_asked() {
    let folder =
        office(PLAN, "mode-fail").file("ключ.pem", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    for (arguments, code, told) in [
        ("план.yaml --cert нет.cer", 3, "нет.cer: ошибка E001"),
        ("план.yaml --cert ключ.pem", 1, "ключ.pem: ошибка E660: сертификат не читается: это не сертификат"),
        ("план.yaml --cert отдел.cer", 1, "план.yaml: ошибка E662: в сертификате нет фамилии и имени"),
        ("план.yaml", 2, "ошибка: не указан сертификат подписи"),
        ("план.yaml --cert живой.cer -o план.xlsx", 2, "ошибка: по имени план.xlsx это файл с данными"),
        ("план.yaml --cert живой.cer -o -", 2, "ошибка: подписанный документ в поток не выводится"),
        ("--cert живой.cer", 2, "ошибка: не указан файл"),
    ] {
        let ran = sign(&folder, arguments).exits(code);
        assert!(ran.stderr.starts_with(told), "{arguments}: {}", ran.stderr);
    }
    let ran = folder.run("sign план.yaml --signer подпись.yaml --cert живой.cer --date 2024-04-10").exits(1);
    assert!(ran.stderr.contains("E661"), "{}", ran.stderr);
    assert!(ran.stderr.contains("день подписания 10.04.2024: срок его действия с 09.01.2023 по 09.04.2024"));
    assert!(!folder.has("output"));
}

#[test]
fn the_mark_stands_where_its_owner_signs_and_another_name_is_remarked() {
    let folder = office(PLAN, "mode-sign");
    let ran = folder.run("sign план.yaml --signer подпись.yaml --cert второй.cer --date 2023-02-01 --messages short");
    // The stand-in signs with the key of another certificate.
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("замечание W660: сертификат выдан другому лицу: владелец – Иванов Пётр Сергеевич, а в документе – Н.В.Шадеркова"), "{}", ran.stderr);
    assert!(ran.stderr.contains("E666"), "{}", ran.stderr);

    let nobody = office(
        &PLAN
            .replace("утверждение", "приложение к")
            .replace("должность: Заведующий Отделом образования, имя: Н.В.Шадеркова", "документ: приказу"),
        "mode-sign",
    );
    let ran = sign(&nobody, "план.yaml --cert живой.cer").exits(1);
    assert!(ran.stderr.contains("E667"), "{}", ran.stderr);
}

#[test]
fn settings_are_shown_and_their_faults_told() {
    let folder = office(PLAN, "mode-sign").file("плохие.yaml", "программа: crypt\n");
    let shown = folder.run("подписать --show-settings").silently().stdout;
    for part in ["файл настроек: ", "settings.yaml", "cryptcp -sign -detached", "openssl-gost", "csptest -sfsign"]
    {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    for (signer, told) in [
        ("нет", "«нет» – ни известная программа (cryptcp, csptest, openssl, openssl-gost), ни файл настроек"),
        ("плохие.yaml", "плохие.yaml: неизвестная программа «crypt»"),
        ("живой.cer", "живой.cer: "),
    ] {
        let ran = folder.run(&format!("sign план.yaml --cert живой.cer --signer {signer}")).exits(3);
        assert!(ran.stderr.contains(told), "{signer}: {}", ran.stderr);
    }
    let ran = folder.run("sign план.yaml --cert живой.cer --signer cryptcp --date 2023-02-01").exits(3);
    assert!(ran.stderr.contains("программа «cryptcp» не найдена"), "{}", ran.stderr);
}

/// The arguments of the programs that could not be had for the tests: a stand-in of that name is found on the path.
#[cfg(unix)]
#[test]
fn presets_call_their_programs_as_documented() {
    use std::os::unix::fs::PermissionsExt;

    let folder = office(PLAN, "mode-sign");
    let script = "#!/bin/sh\necho \"$0 $*\" >&2\nexit 1\n";
    for (name, expected) in [
        ("cryptcp", "-sign -detached -der -thumbprint THUMB IN OUT"),
        ("csptest", "-sfsign -sign -detached -add -addsigtime -my THUMB -in IN -out OUT"),
    ] {
        let path = folder.path(&format!("bin/{name}"));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, script).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        let output = folder
            .command(env!("CARGO_BIN_EXE_dorkarta"))
            .args(["sign", "план.yaml", "--cert", "живой.cer", "--date", "2023-02-01", "--signer", name])
            .env("PATH", format!("{}:{}", folder.path("bin").display(), std::env::var("PATH").unwrap()))
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        let line = said.lines().find(|line| line.contains("bin/")).unwrap_or_else(|| panic!("{said}"));
        let words: Vec<String> = (line.split(' ').skip_while(|word| !word.contains("bin/")).skip(1))
            .map(|word| match word {
                word if word.ends_with("document.pdf") => "IN".to_owned(),
                word if word.ends_with("document.pdf.sig") => "OUT".to_owned(),
                word if word.len() == 40 && word.bytes().all(|byte| byte.is_ascii_hexdigit()) => "THUMB".to_owned(),
                word => word.to_owned(),
            })
            .collect();
        assert_eq!(words.join(" "), expected);
    }
}

#[test]
fn the_mark_is_never_typed() {
    let folder = Folder::with("п.yaml", &format!("{PLAN}отметка о подписи: {{владелец: Иванов}}\n"));
    let ran = folder.run("plan п.yaml").exits(1);
    assert!(ran.stderr.contains("E301"), "{}", ran.stderr);
}

/// Whether each signature inside of a PDF holds, and covers the file as it is.
fn judged(bytes: &[u8]) -> Option<Vec<(bool, bool)>> {
    let pdf = Pdf::open(bytes.to_vec()).ok()?;
    let judge = |found: Option<dorkarta_core::pdf::Embedded>| {
        let found = found?;
        let signature = Signature::read(&found.contents)?;
        let [signer] = signature.signers.as_slice() else { return None };
        Some((signer.judge(&pdf.covered(&found)?) == Verdict::Right, found.end == bytes.len()))
    };
    pdf.signatures().into_iter().map(judge).collect()
}

#[test]
fn a_signature_goes_inside_and_a_second_one_leaves_the_first_whole() {
    let folder = office(PLAN, "mode-sign");
    folder.run("plan план.yaml -o чистый.pdf").silently();
    let ran = sign(&folder, "чистый.pdf --embed --cert живой.cer").silently();
    assert_eq!(ran.stdout, "чистый-signed.pdf\n");
    let (clean, once) = (folder.read("чистый.pdf"), folder.read("чистый-signed.pdf"));
    assert!(once.starts_with(&clean));
    assert_eq!(judged(&once), Some(vec![(true, true)]));

    // Onto the same file: what stands there stays, so this needs no --force.
    sign(&folder, "чистый-signed.pdf --embed --cert живой.cer -o чистый-signed.pdf").silently();
    let twice = folder.read("чистый-signed.pdf");
    assert!(twice.starts_with(&once));
    assert_eq!(judged(&twice), Some(vec![(true, false), (true, true)]));
    let (first, second) = (Pdf::open(once).unwrap(), Pdf::open(twice).unwrap());
    assert_eq!(second.plainly_signed(&second.signatures()), [true, true]);
    let id = |pdf: &Pdf| pdf.trailer().get("ID").cloned().unwrap();
    assert_eq!(id(&first), id(&second));
    // The mark and the signature inside, from the data.
    sign(&folder, "план.yaml --embed --cert живой.cer").silently();
    assert_eq!(judged(&folder.read("output/план.pdf")), Some(vec![(true, true)]));
    sign(&folder, "план.yaml --embed --cert живой.cer").exits(3);
    assert!(!folder.has("output/план.pdf.sig"));
    // What --force replaces is kept.
    let before = folder.read("output/план.pdf");
    sign(&folder, "план.yaml --cert живой.cer --force").silently();
    assert!(folder.has("output/план.pdf.sig"));
    let kept = folder.files().into_iter().find(|file| file.starts_with("output/archive/")).unwrap();
    assert_eq!(folder.read(&kept), before);
}

/// One that packs no objects.
#[test]
fn a_document_of_the_former_writer_is_read_compared_and_signed() {
    let folder = office(PLAN, "mode-sign").copy("tests/cases/0.1.0/plan.pdf", "прежний.pdf");
    folder.run("extract прежний.pdf -o данные.yaml").silently();
    folder.run("plan данные.yaml -o новый.pdf").silently();
    let [former, new] = ["прежний.pdf", "новый.pdf"].map(|name| Pdf::open(folder.read(name)).unwrap());
    // 0: no difference.
    folder.run("diff прежний.pdf новый.pdf").exits(0);
    assert!(new.bytes().len() < former.bytes().len());

    sign(&folder, "прежний.pdf --embed --cert живой.cer -o подписан.pdf").silently();
    let signed = folder.read("подписан.pdf");
    assert!(signed.starts_with(former.bytes()));
    assert_eq!(judged(&signed), Some(vec![(true, true)]));
    let pdf = Pdf::open(signed).unwrap();
    assert_eq!(pdf.plainly_signed(&pdf.signatures()), [true]);
}

#[test]
fn a_changed_byte_is_found_wherever_it_is() {
    let folder = office(PLAN, "mode-sign");
    sign(&folder, "план.yaml --embed --cert живой.cer").silently();
    let whole = folder.read("output/план.pdf");
    let gap = whole.windows(10).rposition(|window| window == b"/Contents<").unwrap();
    let places = (0..whole.len()).step_by(whole.len() / 97).chain(gap - 80..gap + 12).chain([whole.len() - 1]);
    for at in places {
        let mut changed = whole.clone();
        changed[at] ^= 1;
        assert_ne!(judged(&changed), Some(vec![(true, true)]), "byte {at} of {}", whole.len());
    }
    let longer = [&whole[..], b"%"].concat();
    assert_ne!(judged(&longer), Some(vec![(true, true)]));
}

#[test]
fn a_pdf_that_cannot_be_signed_is_told() {
    let folder = office(PLAN, "mode-sign").file("пустой.pdf", "").file("битый.pdf", "%PDF-1.7\nstartxref\n5\n%%EOF");
    let ran = sign(&folder, "битый.pdf --embed --cert живой.cer").exits(1);
    let told = "битый.pdf: ошибка E650: PDF не читается: файл повреждён";
    assert!(ran.stderr.starts_with(told), "{}", ran.stderr);
    for embed in ["", "--embed"] {
        let ran = sign(&folder, &format!("пустой.pdf {embed} --cert живой.cer"));
        assert!(ran.stderr.contains("это не PDF"), "{}", ran.stderr);
        assert_ne!(ran.code, 0);
    }
}

#[test]
fn the_mark_takes_the_place_of_the_pen() {
    let mark =
        Certificate::read(&fs::read(repository("tests/cases/signature/live.cer")).unwrap()).unwrap().mark().unwrap();
    let view = |plan: &str| {
        let folder = Folder::with("п.yaml", plan);
        let diagnostics = Diagnostics::default();
        let tree = Reader::new(&Disk, &diagnostics).load(&folder.path("п.yaml")).unwrap().tree;
        let typesetter = Typesetter::new(&Overrides::default()).unwrap();
        let view = document::view(&tree, Some(&mark), &typesetter, &diagnostics).unwrap();
        serde_json::to_value(view).unwrap()
    };
    let approved = view(PLAN);
    let block = &approved["corner"]["right"][0];
    assert_eq!(block["signature"], false);
    let lines: Vec<String> = block["stamp"]["lines"].as_array().unwrap().iter().map(text).collect();
    assert_eq!(
        plain(&lines.clone().into()),
        serde_json::json!([
            "Документ подписан электронной подписью",
            format!("Сертификат: {}", mark.serial),
            "Владелец: Шадеркова Наталья Владимировна",
            "Действителен: с 09.01.2023 по 09.04.2024",
        ])
    );
    assert_eq!(
        block["stamp"]["alt"].as_str().unwrap(),
        format!("{}.", plain(&lines.join(". ").into()).as_str().unwrap())
    );

    // Two approve, one of them signs.
    let one = "{должность: Глава, имя: И.И.Иванов}";
    let two = view(
        &PLAN.replace("утверждение: {", &format!("утверждение: [{one}, {{")).replace("2023-02-01}", "2023-02-01}]"),
    );
    let blocks = &two["corner"]["right"];
    assert_eq!((&blocks[0]["signature"], &blocks[0]["stamp"]), (&true.into(), &serde_json::Value::Null));
    assert_eq!(blocks[1]["signature"], false);
    assert!(blocks[1]["stamp"].is_object());

    let end = view(&PLAN.replace("утверждение: {", "подпись: {").replace(", дата: 2023-02-01", ""));
    assert!(end["signatures"][0]["stamp"].is_object());
}

#[test]
fn what_signatures_say_is_verified() {
    let folder = office(PLAN, "mode-sign");
    sign(&folder, "план.yaml --embed --cert живой.cer -o внутри.pdf").silently();
    let said = folder.run("verify внутри.pdf").silently().stdout;
    for part in [
        "файл внутри.pdf: не изменён.",
        "подпись 1 (внутри PDF): Шадеркова Наталья Владимировна\n",
        "действителен с 09.01.2023 по 09.04.2024\n",
        "  – верна: подписан весь документ, и с тех пор он не изменён\n",
        "доверие проверяет программа подписи вашего учреждения",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    sign(&folder, "внутри.pdf --embed --cert живой.cer -o внутри.pdf").silently();
    let said = folder.run("сверить внутри.pdf").silently().stdout;
    assert!(said.contains("верна: подписанное не изменено, после этого документ только подписали ещё раз"), "{said}");
    assert!(said.contains("подпись 2 (внутри PDF)"), "{said}");

    sign(&folder, "план.yaml --cert живой.cer -o рядом.pdf").silently();
    let said = folder.run("verify рядом.pdf").silently().stdout;
    assert!(said.contains("подпись 1 (в файле рядом.pdf.sig): Шадеркова Наталья Владимировна"), "{said}");
    let said = folder.run("verify рядом.pdf --sig рядом.pdf.sig --data план.yaml").silently().stdout;
    assert!(said.contains("верна"), "{said}");
    let json = folder.run("verify рядом.pdf --format json").silently().stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json["holds"], &json["signatures"][0]["good"]), (&true.into(), &true.into()));

    // Who signed without a day, by a certificate that has ended since, may have signed yesterday.
    let settings = String::from_utf8(folder.read("подпись.yaml")).unwrap().replace("mode-sign", "mode-dayless");
    fs::write(folder.path("без-дня.yaml"), settings).unwrap();
    let dayless = "sign --signer без-дня.yaml --date 2023-02-01 --quiet план.yaml --cert живой.cer";
    folder.run(&format!("{dayless} -o без-дня.pdf")).silently();
    let said = folder.run("verify без-дня.pdf").exits(1).stdout;
    assert!(said.contains("НЕ ПОДТВЕРЖДЕНА: документ тот самый, но день подписания не указан"), "{said}");
    // Inside of a PDF the day stands in what is signed.
    folder.run(&format!("{dayless} -o с-днём.pdf --embed")).silently();
    let said = folder.run("verify с-днём.pdf").silently().stdout;
    assert!(said.contains("подписано 01.02.2023"), "{said}");

    // A document without data has its signature.
    folder.run("plan план.yaml --no-data -o пустой.pdf").silently();
    sign(&folder, "пустой.pdf --embed --cert живой.cer -o подписан.pdf").silently();
    let said = folder.run("verify подписан.pdf").silently().stdout;
    assert!(
        said.starts_with("файл подписан.pdf: данных, из которых он сделан, в нём нет; проверены только подписи."),
        "{said}"
    );
}

/// Whoever wants to change a signed document without being noticed appends the change together with a signature of his own.
#[test]
fn what_is_appended_with_one_more_signature_is_never_only_a_signature() {
    let folder = office(PLAN, "mode-sign");
    sign(&folder, "план.yaml --embed --cert живой.cer -o а.pdf").silently();
    let signed = folder.read("а.pdf");
    let pdf = Pdf::open(signed.clone()).unwrap();
    let number = |object: Option<&Object>| match object {
        Some(Object::Ref(reference)) => reference.number,
        other => panic!("{other:?} is no reference"),
    };
    let with = |number: u32, entry: &str| (number, added(&object(&signed, number), entry).into_bytes());
    let (page, root) = (pdf.pages()[0], number(pdf.trailer().get("Root")));
    let contents = number(pdf.page(page).unwrap().get("Contents"));
    let info = number(pdf.trailer().get("Info"));
    let note = "<</Type/Annot/Subtype/Polygon/FT/Sig/Rect[0 0 0 0]/Vertices[0 0 500 0 500 500]/IC[1 1 1]>>";
    type Objects = Vec<(u32, Vec<u8>)>;
    let changes: [(&str, Objects); 9] = [
        ("another content", vec![(contents, stream("", b"0 0 m"))]),
        ("a field that is drawn", vec![with(page, "/Другое 1"), (900, note.into())]),
        ("an action of the page", vec![with(page, "/AA<</O<</S/JavaScript/JS(x)>>>>")]),
        ("an action of the document", vec![with(root, "/OpenAction<</S/JavaScript/JS(x)>>")]),
        ("another form", vec![with(root, "/XFA[]/NeedAppearances true")]),
        ("other properties", vec![(info, b"<</Title(x)>>".to_vec())]),
        ("what was missing", vec![(899, b"<</S/JavaScript/JS(x)>>".to_vec())]),
        ("nothing but a comment", vec![]),
        ("a page that lies on its side", vec![with(page, "/Rotate 90")]),
    ];
    for (what, objects) in changes {
        let changed = match objects.is_empty() {
            true => [&signed[..], b"% \n"].concat(),
            false => revised(&signed, &objects),
        };
        fs::write(folder.path("б.pdf"), changed).unwrap();
        sign(&folder, "б.pdf --embed --cert живой.cer -o б.pdf").exits(0);
        let said = folder.run("verify б.pdf").exits(1).stdout;
        assert!(said.contains("что-то дописано; показывает ли он то же самое, программа не судит"), "{what}: {said}");
        assert!(!said.contains("не изменён. ") && !said.contains("только подписали"), "{what}: {said}");
    }
}

#[test]
fn amendments_are_signed_where_their_approver_signs() {
    let folder = office(PLAN, "mode-sign")
        .file("стало.yaml", PLAN.replace("март", "май"))
        .file("и.yaml", "вид: изменения\nбыло: план.yaml\nстало: стало.yaml\n");
    let ran = sign(&folder, "и.yaml --cert живой.cer --embed").silently();
    assert_eq!(ran.stdout, "output/и.pdf\n");
    let said = folder.run("verify output/и.pdf").silently().stdout;
    assert!(said.contains("не изменён") && said.contains("верна"), "{said}");
    if let Some(text) = text_of(&folder, "output/и.pdf") {
        assert!(text.contains("Документ подписан") && text.contains("ИЗМЕНЕНИЯ"), "{text}");
    }
    // An act that approves them is signed by itself.
    let act = "редакция: {документ: приказа Отдела, дата: 2023-06-15, номер документа: 31-о}\n";
    fs::write(folder.path("стало.yaml"), PLAN.replace("март", "май") + act).unwrap();
    let said = sign(&folder, "и.yaml --cert живой.cer --messages short").exits(1).stderr;
    assert!(said.contains("ошибка E66"), "{said}");
}

#[test]
fn an_order_and_an_extract_are_signed_where_their_signatory_signs() {
    let order = "приказ: {подпись: {должность: Заведующий, имя: Н.В. Шадеркова}}\n";
    let plan = format!("{}{order}", crate::support::SMALLEST);
    let folder = office(&plan, "mode-sign")
        .file("о.yaml", "вид: приказ\nплан: план.yaml\n")
        .file("в.yaml", "вид: выписка\nплан: план.yaml\nисполнитель: Отдел\n");
    for name in ["о", "в"] {
        sign(&folder, &format!("{name}.yaml --cert живой.cer")).exits(0);
        folder.run(&format!("verify output/{name}.pdf")).exits(0);
        if let Some(text) = text_of(&folder, &format!("output/{name}.pdf")) {
            assert!(text.contains("Документ подписан электронной подписью"), "{name}: {text}");
        }
    }
}

#[test]
fn what_does_not_hold_is_told() {
    let folder = office(PLAN, "mode-sign");
    sign(&folder, "план.yaml --cert живой.cer -o а.pdf").silently();
    let whole = folder.read("а.pdf");
    let signature = folder.read("а.pdf.sig");
    // A mark without its signature is a difference to the data.
    let folder = folder.file("без.pdf", &whole);
    let said = folder.run("verify без.pdf").exits(1).stdout;
    assert!(said.contains("Документ подписан электронной подписью"), "{said}");

    let folder = folder.file("другая.sig", "отказано").copy("tests/cases/signature/rsa.sig", "чужая.sig");
    let said = folder.run("verify а.pdf --sig другая.sig").exits(1).stdout;
    assert!(said.contains("НЕ ПОДТВЕРЖДЕНА: подпись повреждена"), "{said}");
    let said = folder.run("verify а.pdf --sig чужая.sig").exits(1).stdout;
    assert!(said.contains("НЕ ПОДТВЕРЖДЕНА: документ не тот, который подписан"), "{said}");
    folder.run("verify а.pdf --sig нет.sig").exits(3);

    let longer = [&whole[..], b"\n% more"].concat();
    let folder = folder.file("б.pdf", &longer).file("б.pdf.sig", &signature);
    let said = folder.run("verify б.pdf").exits(1).stdout;
    assert!(said.contains("НЕ ПОДТВЕРЖДЕНА: документ не тот"), "{said}");

    sign(&folder, "план.yaml --embed --cert живой.cer -o в.pdf").silently();
    let inside = folder.read("в.pdf");
    for (name, at) in [("г", 200), ("д", whole.len() / 2), ("е", inside.len() - 30)] {
        let mut changed = inside.clone();
        changed[at] ^= 1;
        let name = format!("{name}.pdf");
        fs::write(folder.path(&name), changed).unwrap();
        assert_ne!(folder.run(&format!("verify {name}")).code, 0, "byte {at}");
    }
    // What is appended without a signature.
    fs::write(folder.path("ж.pdf"), [&inside[..], b"% more\n"].concat()).unwrap();
    let said = folder.run("verify ж.pdf").exits(1).stdout;
    assert!(!said.contains("не изменён"), "{said}");
    assert!(
        said.contains(
            "НЕ ПОДТВЕРЖДЕНА: после подписи к файлу что-то дописано; показывает ли он то же самое, программа не судит"
        ),
        "{said}"
    );
}

#[test]
fn signatures_of_other_programs_beside_a_document_count() {
    for ending in ["sig", "p7s", "sgn"] {
        let folder = office(PLAN, "mode-sign");
        sign(&folder, "план.yaml --cert живой.cer").silently();
        let (document, beside) = (folder.read("output/план.pdf"), format!("output/план.pdf.{ending}"));
        fs::rename(folder.path("output/план.pdf.sig"), folder.path(&beside)).unwrap();
        let said = folder.run("verify output/план.pdf").silently().stdout;
        assert!(said.contains(&format!("(в файле {beside})")) && said.contains("– верна: "), "{said}");

        fs::write(folder.path("план.yaml"), PLAN.replace("март", "май")).unwrap();
        assert!(folder.run("plan план.yaml").exits(3).stderr.contains("E007"));
        folder.run("plan план.yaml --force").exits(0);
        assert!(!folder.has(&beside));
        let kept = "output/archive/план (редакция 1 от 01.02.2023).pdf";
        assert_eq!((folder.read(kept), folder.has(&format!("{kept}.{ending}"))), (document, true));
    }
}

#[test]
fn another_signature_of_the_same_document_takes_no_place_for_good() {
    let folder = office(PLAN, "mode-sign");
    folder.run("plan план.yaml").silently();
    fs::write(folder.path("output/план.pdf.sig"), "подпись главы").unwrap();
    sign(&folder, "output/план.pdf --cert живой.cer --force").silently();
    let kept = folder.read("output/archive/план (редакция 1 от 01.02.2023).pdf.sig");
    assert_eq!(kept, "подпись главы".as_bytes());
    // Once more it is the same signature.
    let files = folder.files();
    sign(&folder, "output/план.pdf --cert живой.cer --force").silently();
    assert_eq!(folder.files(), files);
}

/// Several at once, of different documents that go to one place.
#[test]
fn a_document_never_stands_beside_the_signature_of_another() {
    let mut folder = office(PLAN, "mode-sign");
    for month in ["март", "май", "июнь", "июль"] {
        folder = folder.file(&format!("{month}.yaml"), PLAN.replace("март", month));
    }
    let start = |month: &str| {
        let mut command = folder.command(env!("CARGO_BIN_EXE_dorkarta"));
        let arguments = "--signer подпись.yaml --cert живой.cer --date 2023-02-01 --force --quiet -o п.pdf";
        command.arg("sign").args(arguments.split(' ')).arg(format!("{month}.yaml")).spawn().unwrap()
    };
    let runs = ["март", "май", "июнь", "июль"].map(start);
    for mut run in runs {
        assert!(run.wait().unwrap().success());
    }
    assert!(folder.run("verify п.pdf").silently().stdout.contains("– верна: "));
    // Three of them were replaced, each with its own signature.
    let kept: Vec<String> = folder.files().into_iter().filter(|file| file.starts_with("archive/")).collect();
    assert_eq!(kept.len(), 6, "{kept:?}");
    for document in kept.iter().filter(|file| file.ends_with(".pdf")) {
        fs::copy(folder.path(document), folder.path("к.pdf")).unwrap();
        fs::copy(folder.path(&format!("{document}.sig")), folder.path("к.pdf.sig")).unwrap();
        assert!(folder.run("verify к.pdf").silently().stdout.contains("– верна: "), "{document}");
    }
}

#[test]
fn settings_are_shown_without_what_a_terminal_would_obey() {
    let folder = Folder::new().file("п.yaml", "программа: [\"a\\e[31m\", b]\nключ: \"к\\e[0m\"\n");
    let shown = folder.run("sign --show-settings --signer п.yaml").silently().stdout;
    assert!(!shown.contains('\u{1b}') && shown.contains("[31m") && shown.contains("[0m"), "{shown}");
}

#[cfg(unix)]
#[test]
fn a_pipe_is_no_settings_file() {
    let folder = office(PLAN, "mode-sign");
    folder.script(&["mkfifo", "труба"]).silently();
    let ran = folder.script(&[
        "timeout",
        "20",
        env!("CARGO_BIN_EXE_dorkarta"),
        "sign",
        "--show-settings",
        "--signer",
        "труба",
    ]);
    assert!(ran.exits(3).stderr.contains("это не файл, а папка, устройство или канал"));
}
