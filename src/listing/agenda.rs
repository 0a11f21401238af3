//! The agenda for reading: a table in sections, the most urgent first.

use dorkarta_core::diagnostics::render::escape;
use dorkarta_core::domain::{Agenda, AgendaItem, Day, DueKind, Section, Settled, listed, one_line};
use dorkarta_core::russian::{MONTHS_GENITIVE, NBSP, plural};
use dorkarta_core::tree::fold_key;
use dorkarta_core::xlsx::AgendaBook;
use textwrap::core::display_width;

use super::page::{Column, GAP, Page};
use crate::app::bodies;

/// Narrower, words would fall apart.
const LEAST: usize = 70;

/// Characters of a name that are shown at most.
const NAME: usize = 200;

const ACTIVITIES: [&str; 3] = ["мероприятие", "мероприятия", "мероприятий"];

/// Shows the agenda of the whole plan, of one body, or of each. `width` is that of the terminal, if there is one.
pub fn render(agenda: &Agenda<'_>, body: Option<&str>, each: bool, width: Option<usize>) -> String {
    let mut page = Page::new(width, LEAST);
    page.paragraph(&one_line(&agenda.plan.title));
    if let Some(body) = body {
        page.paragraph(&format!("Исполнитель: {}", one_line(body)));
    }
    page.paragraph(&summary(agenda));
    page.line("");
    if !each {
        table(&mut page, agenda, body);
        return page.text();
    }
    for (at, (body, agenda)) in bodies::each(agenda).into_iter().enumerate() {
        if at > 0 {
            page.line("");
        }
        page.paragraph(&one_line(body.unwrap_or("Исполнитель не указан")));
        page.rule("=");
        page.paragraph(&summary(&agenda));
        page.line("");
        table(&mut page, &agenda, body);
    }
    page.text()
}

/// The same for a workbook; each body by itself where that is wanted.
pub fn workbook(agenda: &Agenda<'_>, body: Option<&str>, each: bool) -> AgendaBook {
    let sections = |prefix: &str, agenda: &Agenda<'_>, body: Option<&str>| {
        let rows = |section| agenda.section(section).into_iter().map(|item| cells(item, body)).collect::<Vec<_>>();
        let sections =
            Section::ALL.map(|section| (format!("{prefix}{}", heading(section, agenda.as_of)), rows(section)));
        sections.into_iter().filter(|(_, rows)| !rows.is_empty()).collect::<Vec<_>>()
    };
    let named = |body: Option<&str>| one_line(body.unwrap_or("Исполнитель не указан"));
    let sections = match each {
        true => bodies::each(agenda)
            .into_iter()
            .flat_map(|(body, agenda)| sections(&format!("{}: ", named(body)), &agenda, body))
            .collect(),
        false => sections("", agenda, body),
    };
    let title = one_line(&agenda.plan.title);
    AgendaBook {
        title: body.map_or(title.clone(), |body| format!("{title}. Исполнитель: {}", one_line(body))),
        summary: summary(agenda),
        titles: [
            "№",
            "Мероприятие",
            "Срок",
            "Последний день",
            if body.is_some() || each { "Вместе с" } else { "Ответственные" },
        ],
        sections,
    }
}

/// The sections under one head, for the whole plan or for one body.
fn table(page: &mut Page, agenda: &Agenda<'_>, body: Option<&str>) {
    let sections = Section::ALL.map(|section| (section, agenda.section(section)));
    let sections =
        sections.map(|(section, items)| (section, items.into_iter().map(|item| cells(item, body)).collect::<Vec<_>>()));
    let titles = ["№", "Мероприятие", "Срок", "Последний день", body.map_or("Ответственные", |_| "Вместе с")];
    let all: Vec<&[String; 5]> = sections.iter().flat_map(|(_, rows)| rows).collect();
    let columns = columns(titles, &all, page.width());
    page.row(&titles, &columns);
    page.rule("-");
    for (section, rows) in sections.iter().filter(|(_, rows)| !rows.is_empty()) {
        page.line("");
        page.paragraph(&format!("{}: {}", heading(*section, agenda.as_of), plural(rows.len(), ACTIVITIES)));
        rows.iter().for_each(|row| page.row(row, &columns));
    }
}

/// The columns: the name and the bodies share what the others leave.
fn columns(titles: [&str; 5], rows: &[&[String; 5]], width: usize) -> [Column; 5] {
    let widest = |at: usize| rows.iter().map(|row| display_width(&row[at])).max().unwrap_or_default();
    let title = |at: usize| display_width(titles[at]);
    let number = within(widest(0), title(0), 8);
    let due = within(widest(2), title(2), width / 4);
    let last = within(widest(3), title(3), width / 5);
    let rest = width.saturating_sub(number + due + last + 4 * GAP);
    let bodies = match widest(4) {
        0 => 0,
        widest => within(widest, title(4), rest * 2 / 5),
    };
    [number, rest - bodies, due, last, bodies].map(Column::text)
}

/// A width within bounds; where they cross, the upper one counts.
fn within(width: usize, least: usize, most: usize) -> usize {
    width.max(least).min(most)
}

/// «На 15.03.2023: просрочено 2 мероприятия, …»
fn summary(agenda: &Agenda<'_>) -> String {
    let mut parts = Vec::new();
    for section in Section::ALL {
        let count = agenda.section(section).len();
        parts.push(match section {
            Section::Overdue if count == 0 => "просроченных мероприятий нет".to_owned(),
            Section::Overdue => format!("просрочено {}", plural(count, ACTIVITIES)),
            _ if count == 0 => continue,
            Section::DueThisMonth => format!("срок истекает до конца месяца{NBSP}–{NBSP}{count}"),
            Section::DueLater => format!("срок истекает позже{NBSP}–{NBSP}{count}"),
            Section::Coming => format!("срок не начался{NBSP}–{NBSP}{count}"),
            Section::NotJudgeable => format!("по сроку судить нельзя{NBSP}–{NBSP}{count}"),
            Section::Done => format!("выполнено{NBSP}–{NBSP}{count}"),
        });
    }
    let all = plural(agenda.items.len(), ACTIVITIES);
    format!("На {}: {}; всего {all}", agenda.as_of.digits(), parts.join(", "))
}

fn heading(section: Section, as_of: Day) -> String {
    match section {
        Section::Overdue => "Просрочено".into(),
        Section::DueThisMonth => format!("Срок истекает в {} {} г.", month_in(as_of), as_of.year()),
        Section::DueLater => "Срок идёт, истекает позже".into(),
        Section::Coming => "Срок ещё не начался".into(),
        Section::NotJudgeable => "По сроку судить нельзя".into(),
        Section::Done => "Выполнено".into(),
    }
}

/// The month of a day as in «в марте».
fn month_in(day: Day) -> String {
    let genitive = MONTHS_GENITIVE.get(day.month() as usize - 1).copied().unwrap_or_default();
    format!("{}е", genitive.trim_end_matches(['а', 'я']))
}

/// A due date as the plan prints it, and the one that it took the place of.
pub fn due_text(item: &AgendaItem<'_>) -> String {
    let shown = |typed: &str| Day::parse_iso(typed).map_or_else(|| one_line(typed), Day::digits);
    let due = item.typed.as_deref().map(shown).unwrap_or_default();
    match &item.moved_from {
        Some(planned) => format!("{due} (в плане: {})", shown(planned)),
        None => due,
    }
}

/// The last day, or why there is none.
fn last_day_text(item: &AgendaItem<'_>) -> String {
    if item.settled == Some(Settled::Cancelled) {
        return "отменено".into();
    }
    let Some(due) = item.due else { return "срок не указан".into() };
    match (due.to(), due.trouble(), due.kind()) {
        (Some(last), ..) => last.digits(),
        (None, Some(trouble), _) => format!("срок не понят: {}", trouble.reason()),
        (None, None, DueKind::Recurring) => "повторяется без конечного срока".into(),
        (None, None, DueKind::Standing) => "постоянно".into(),
        (None, None, DueKind::OnEvent) => "по событию".into(),
        (None, None, _) => "конец не указан".into(),
    }
}

/// A name of at most [`NAME`] characters.
fn shortened(name: &str) -> String {
    let name = one_line(name);
    match name.char_indices().nth(NAME) {
        None => name,
        Some((end, _)) => {
            let kept = &name[..end];
            let kept = kept.rsplit_once(' ').map_or(kept, |(kept, _)| kept);
            format!("{} …", kept.trim_end_matches([',', ';', ':', '–', ' ']))
        }
    }
}

/// The cells of a row: number, name, due date, last day, and who answers for it; where this is the table of one body,
/// who else.
fn cells(item: &AgendaItem<'_>, body: Option<&str>) -> [String; 5] {
    let is_body = |name: &str| body.is_some_and(|body| fold_key(name) == fold_key(body));
    // Of a text with several bodies, this one among them, the others.
    let others = item.activity.responsible.iter().flat_map(|text| {
        let parts: Vec<&str> = listed(text, &[',', ';', '\n']).collect();
        if parts.iter().any(|part| is_body(part)) { parts } else { vec![text.as_str()] }
    });
    let others: Vec<String> = others.filter(|other| !is_body(other)).map(one_line).collect();
    let name = shortened(&item.activity.name);
    // Texts of a file must not steer a terminal.
    [item.number.clone(), name, due_text(item), last_day_text(item), others.join(", ")].map(|cell| escape(&cell))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::app::schedule::Schedule;
    use dorkarta_core::diagnostics::Diagnostics;
    use dorkarta_core::input::word::Tracked;

    #[test]
    fn the_table_fits_any_terminal() {
        let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("input/plan-school-network-2024-2025.yaml");
        let day = Day::new(2024, 8, 10).expect("a day");
        let Schedule { plan, .. } =
            Schedule::read(&seed, None, Tracked::default(), &Diagnostics::default()).expect("a plan");
        let agenda = Agenda::new(&plan, &[], day);
        for (terminal, most) in [(0, 70), (40, 70), (80, 79), (120, 119), (1000, 140)] {
            let table = render(&agenda, None, true, Some(terminal));
            let widest = table.lines().map(display_width).max();
            assert_eq!(widest, Some(most), "{terminal}");
        }
    }
}
