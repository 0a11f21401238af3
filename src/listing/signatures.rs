//! What the signatures of a document say, in words and for programs.

use std::fmt::Write as _;

use serde_json::{Value, json};

use dorkarta_core::diagnostics::render::escape;
use dorkarta_sign::signed::{Finding, Statement};

/// All of them in words; nothing if there are none.
pub fn text(statements: &[Statement]) -> String {
    let mut text = String::new();
    for (at, statement) in statements.iter().enumerate() {
        let place = match &statement.beside {
            Some(file) => format!("в файле {}", file.display()),
            None => "внутри PDF".to_owned(),
        };
        let name = statement.name.as_deref().unwrap_or("кем сделана, прочитать не удалось");
        let _ = writeln!(text, "подпись {} ({}): {}", at + 1, escape(&place), escape(name));
        if let Some(certificate) = &statement.certificate {
            let (from, until) = (certificate.from.digits(), certificate.until.digits());
            let _ = writeln!(text, "  – сертификат {}, действителен с {from} по {until}", certificate.serial);
        }
        if statement.certificate.is_some() && !statement.is_name_proven {
            text.push_str("  – имя не доказано: подпись не называет свой сертификат, и его могли подменить другим\n");
        }
        let day = statement.day.map_or_else(
            || "день подписания в подписи не указан".to_owned(),
            |day| format!("подписано {} (по часам подписавшего)", day.digits()),
        );
        let _ = writeln!(text, "  – {day}");
        let verdict = if statement.finding.is_good() { "верна" } else { "НЕ ПОДТВЕРЖДЕНА" };
        let _ = writeln!(text, "  – {verdict}: {}", sentence(statement.finding));
    }
    if !statements.is_empty() {
        text.push_str(
            "Кем выдан сертификат и не отозван ли он, эта программа не судит: доверие проверяет программа подписи вашего \
             учреждения или портал.\n",
        );
    }
    text
}

/// What came of a signature, as a Russian clause.
fn sentence(finding: Finding) -> &'static str {
    match finding {
        Finding::Whole => "подписан весь документ, и с тех пор он не изменён",
        Finding::SignedAgain => "подписанное не изменено, после этого документ только подписали ещё раз",
        Finding::ChangedSince => {
            "после подписи к файлу что-то дописано; показывает ли он то же самое, программа не судит"
        }
        Finding::OtherBytes => "документ не тот, который подписан: он изменён, или подпись от другого документа",
        Finding::WrongValue => "значение подписи не сходится с ключом или сертификатом",
        Finding::NotReckoned => {
            "документ тот самый, но значение подписи здесь не вычислить; проверьте её программой подписи"
        }
        Finding::Unknown => "алгоритм подписи этой программе неизвестен; проверьте её программой подписи",
        Finding::Broken => "подпись повреждена или это не отсоединённая подпись CMS",
        Finding::CertificateEnded => {
            "документ тот самый, но день подписания не указан, а сертификат уже не действует: когда подписано, не установить"
        }
        Finding::CertificateNotValid => "документ тот самый, но в день подписания сертификат не действовал",
    }
}

/// All of them for programs.
pub fn values(statements: &[Statement]) -> Vec<Value> {
    let value = |statement: &Statement| {
        let certificate = statement.certificate.as_ref();
        json!({
            "file": statement.beside.as_ref().map(|file| file.display().to_string()),
            "signer": statement.name,
            "certificate": certificate.map(|certificate| certificate.serial.clone()),
            "from": certificate.map(|certificate| certificate.from.iso()),
            "until": certificate.map(|certificate| certificate.until.iso()),
            "name_proven": statement.is_name_proven,
            "signed": statement.day.map(|day| day.iso()),
            "good": statement.finding.is_good(),
            "finding": sentence(statement.finding),
        })
    };
    statements.iter().map(value).collect()
}
