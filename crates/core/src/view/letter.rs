//! The letter with which a body gets its part of a plan.

use super::genitive;
use super::order::reference;
use crate::domain::{Maker, Plan, Signatory, one_line};

/// What a letter says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterText {
    /// What it is about.
    pub subject: String,
    /// Its text.
    pub text: String,
}

/// The letter to a body that answers for the activities at these places. `attached` names the files that go with it: the
/// extract, the form, the calendar, as far as there are any.
pub fn letter(body: &str, places: &[usize], plan: &Plan, attached: [Option<&str>; 3]) -> LetterText {
    let title = genitive::of_document(&plan.title);
    let title = title.trim_end_matches('.');
    let labels = plan.labels();
    let numbers: Vec<&str> = places.iter().filter_map(|at| labels.get(*at)).map(String::as_str).collect();
    let word = if numbers.len() == 1 { "пункт" } else { "пункты" };
    let act = plan.order.as_ref().map(|order| {
        format!(" ({})", reference(order, order.kind.words().nominative, &plan.period).replace('\u{a0}', " "))
    });
    let mut lines = vec![
        "Здравствуйте!".to_owned(),
        String::new(),
        format!("Направляем выписку из {title}{}.", act.unwrap_or_default()),
        format!("Исполнитель: {}.", one_line(body).trim_end_matches('.')),
        format!("Мероприятий в выписке: {} ({word} {}).", numbers.len(), numbers.join(", ")),
        String::new(),
        "К письму приложены:".to_owned(),
    ];
    let until = plan.order.as_ref().and_then(|order| order.report_by);
    let until = until.map(|day| format!(" до {}", day.in_words().replace('\u{a0}', " "))).unwrap_or_default();
    let [extract, form, calendar] = attached;
    let files = [
        extract.map(|file| format!("выписка ({file})")),
        form.map(|file| format!("форма сведений о выполнении ({file}); просим заполнить ее и прислать в ответ{until}")),
        calendar.map(|file| format!("календарь со сроками ({file}); он открывается в Outlook и других программах")),
    ];
    let files: Vec<String> = files.into_iter().flatten().collect();
    for (at, file) in files.iter().enumerate() {
        let end = if at + 1 == files.len() { "." } else { ";" };
        lines.push(format!("{}) {file}{end}", at + 1));
    }
    lines.extend(sender(plan));
    LetterText { subject: one_line(&format!("О выполнении {title}")), text: lines.join("\n") + "\n" }
}

/// Who writes: whoever drew up the order or the plan, else who signs them.
fn sender(plan: &Plan) -> Vec<String> {
    let order = plan.order.as_ref();
    let maker = order.and_then(|order| order.maker.as_ref()).or(plan.maker.as_ref());
    let signatory = order.and_then(|order| order.signatories.first()).or(plan.signatories.first());
    let said = match (maker, signatory) {
        (Some(Maker { name, phone }), _) => {
            std::iter::once(name.clone()).chain(phone.as_ref().map(|phone| format!("тел. {phone}"))).collect()
        }
        (None, Some(Signatory { post, name })) => vec![one_line(post), name.clone()],
        (None, None) => Vec::new(),
    };
    if said.is_empty() { said } else { [vec![String::new(), "С уважением,".to_owned()], said].concat() }
}
