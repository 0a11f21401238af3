//! The letter to a territory that has not reported: what is missing, why, and what to send.

use crate::domain::{Day, Reported, Summary, Territory, one_line};

use super::genitive;

/// The subject and the text of the letter. `reason` is why nothing counts, as a Russian clause.
pub fn reminder(summary: &Summary, territory: &Territory, reason: &str) -> (String, String) {
    let name = one_line(&territory.name);
    let plan = match &summary.plan_title {
        Some(plan) => format!(" о реализации {}", genitive::of_document(plan)),
        None => String::new(),
    };
    let whole = match territory.reported(summary.deadline) {
        Reported::Partly => "учтен не полностью",
        _ => "не учтен",
    };
    let mut text = vec![
        "Здравствуйте!".to_owned(),
        format!(
            "Отчет{plan} за период «{}» по территории «{name}» в сводном отчете {whole}.",
            one_line(summary.period.typed())
        ),
        format!("Причина: {}.", reason.trim_end_matches('.')),
    ];
    text.extend(summary.deadline.map(|day| format!("Срок представления: до {} включительно.", in_words(day))));
    text.push(
        "Пришлите, пожалуйста, отчет файлом PDF, который сделала программа: с вложенными данными, подписанный, не сохраненный \
         после этого в другой программе. Проверить его перед отправкой можно так: dorkarta verify ОТЧЕТ.pdf"
            .to_owned(),
    );
    text.extend(sender(summary));
    (format!("Отчет не представлен: {name}"), plain(&text.join("\n\n")))
}

/// Who asks: who drew the summary up, else who signs it.
fn sender(summary: &Summary) -> Option<String> {
    let maker = summary.maker.as_ref().map(|maker| {
        let phone = maker.phone.as_ref().map(|phone| format!(", {phone}")).unwrap_or_default();
        format!("{}{phone}", maker.name)
    });
    let signatory = || summary.signatories.first().map(|it| format!("{}, {}", it.name, one_line(&it.post)));
    maker.or_else(signatory)
}

fn in_words(day: Day) -> String {
    plain(&day.in_words())
}

/// Mail programs show no-break blanks as they like.
fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}
