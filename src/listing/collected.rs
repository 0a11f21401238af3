//! What came of collecting, for reading.

use dorkarta_core::collect::Collected;
use dorkarta_core::diagnostics::render::escape;
use dorkarta_core::domain::one_line;
use dorkarta_core::russian::{agree, plural};
use dorkarta_core::xlsx::Progress;

use super::page::{Column, Page};

/// The columns of the progress: who, of how many activities, how many are told, how many overdue, in which forms.
const COLUMNS: [Column; 5] =
    [Column::text(46), Column::number(6), Column::number(6), Column::number(11), Column::text(28)];

/// Figures, and how far each body has come if that is known.
pub fn render(collected: &Collected, progress: Option<&Progress>) -> String {
    let tally = collected.tally;
    let forms = collected.forms.iter().filter(|form| !form.is_blank).count();
    let told = collected.known.iter().filter(|known| **known).count();
    let mut text = format!(
        "собрано из {forms} {}: новых значений {}, изменено {}, расхождений {}; сведения есть о {told} из {}\n",
        agree(forms, ["формы", "форм", "форм"]),
        tally.new,
        tally.changed,
        tally.conflicts,
        plural(collected.known.len(), ["мероприятия", "мероприятий", "мероприятий"]).replace('\u{a0}', " "),
    );
    for form in collected.forms.iter().filter(|form| form.answered == 0) {
        let name = escape(&form.name);
        text.push_str(&match form.is_blank {
            true => format!("форма {name} не заполнена\n"),
            false => format!("в форме {name} нового нет\n"),
        });
    }
    let Some(progress) = progress else { return text };
    text.push_str(&format!("\n{}\n", progress.title));
    let head = ["Исполнитель", "Всего", "Есть", "Просрочено", "Форма"].map(str::to_owned);
    let rows = progress.bodies.iter().map(|body| {
        let forms = if body.forms.is_empty() { "–".to_owned() } else { body.forms.join(", ") };
        [one_line(&body.name), body.activities.to_string(), body.told.to_string(), body.overdue.to_string(), forms]
            .map(|cell| escape(&cell))
    });
    let rows: Vec<[String; 5]> = std::iter::once(head).chain(rows).collect();
    let mut page = Page::default();
    rows.iter().for_each(|row| page.row(row, &COLUMNS));
    text.push_str(&page.text());
    let common: Vec<String> = collected
        .forms
        .iter()
        .filter(|form| form.body.is_none() && !form.is_blank)
        .map(|form| escape(&form.name))
        .collect();
    if !common.is_empty() {
        text.push_str(&format!("Формы на весь план: {}\n", common.join(", ")));
    }
    let overdue: Vec<&str> =
        progress.untold.iter().filter(|known| known.is_overdue).map(|known| known.number.as_str()).collect();
    if !overdue.is_empty() {
        text.push_str(&format!("Просрочено, а сведений нет: {}\n", escape(&overdue.join(", "))));
    }
    text
}
