//! The page and its regions as markup.

use std::path::Path;

use dorkarta_core::account::{Line, Outcome};
use dorkarta_core::diagnostics::{CellRef, Diagnostic, Place, Severity};
use dorkarta_core::russian::plural;
use dorkarta_core::validate::Kind;
use serde_json::{Value, json};

use super::actions::Action;
use super::buttons::Buttons;
use super::desk::{Judged, MadeFile, Other, State};
use super::folder::{Found, Sort};
use super::html::Html;
use super::source::{Source, address, around, columns};
use crate::app::document::LaidOut;

/// The page as it is opened. What changes is in its regions, which the script fills in.
pub(super) fn whole(folder: &str) -> String {
    let mut html = Html::default();
    html.markup("<!DOCTYPE html>\n<html lang=\"ru\"><head><meta charset=\"utf-8\">")
        .markup("<meta name=\"viewport\" content=\"width=device-width\"><title>Доркарта – ")
        .text(folder)
        .markup("</title><link rel=\"icon\" href=\"icon.svg\"><link rel=\"stylesheet\" href=\"window.css\">")
        .markup("<script src=\"window.js\" defer></script></head><body>")
        .markup("<header><h1>Доркарта – ")
        .text(folder)
        .markup("</h1><p role=\"status\" id=\"status\"></p>")
        .markup("<button type=\"button\" data-do=\"folder\">Открыть папку</button>")
        .markup("<button type=\"button\" data-do=\"end\">Завершить работу</button></header>")
        .markup("<nav aria-label=\"Действия\" id=\"actions\">");
    for action in Action::ALL {
        html.markup("<button type=\"button\"").attribute("data-dialog", action.key());
        // Of use where there are reports: the script shows it then.
        html.markup(if action == Action::Summary { " hidden>" } else { ">" });
        html.text(action.name()).markup("</button>");
    }
    html.markup("</nav><main><div class=\"side\"><div class=\"lists\">")
        .markup("<section aria-labelledby=\"files-title\"><h2 id=\"files-title\">Файлы</h2><div id=\"files\"></div>")
        .markup("<button type=\"button\" id=\"add\">Добавить файлы</button>")
        .markup("<input type=\"file\" id=\"chosen\" multiple hidden></section>")
        .markup("<section aria-labelledby=\"made-title\" id=\"made-region\" hidden><h2 id=\"made-title\">Готово</h2>")
        .markup("<div id=\"made\"></div></section>")
        .markup("<section aria-labelledby=\"messages-title\"><h2 id=\"messages-title\">Замечания</h2>")
        .markup("<div id=\"messages\"></div></section>")
        .markup("</div></div><div class=\"view\"><section aria-labelledby=\"read-title\" id=\"read-region\">")
        .markup("<details id=\"read-details\"><summary><h2 id=\"read-title\">Прочитано</h2> что стало с каждой ячейкой</summary>")
        .markup("<div id=\"read\"></div></details></section>")
        .markup("<section aria-labelledby=\"pages-title\" class=\"pages\" tabindex=\"0\"><h2 id=\"pages-title\">Страницы</h2>")
        .markup("<div id=\"welcome\"></div><div id=\"pages\"></div></section>")
        .markup("<section aria-labelledby=\"place-title\" id=\"place-region\" hidden><h2 id=\"place-title\">Место</h2>")
        .markup("<button type=\"button\" data-hide>Скрыть</button><div id=\"place\"></div></section></div></main>")
        .markup("<dialog role=\"dialog\" id=\"dialog\" aria-labelledby=\"dialog-title\"></dialog>")
        .markup("</body></html>\n");
    html.into_string()
}

/// All regions of a page that shows an input, for the script.
pub(super) fn regions(state: &State, shown: Option<u64>) -> Value {
    let judged = shown.and_then(|id| state.judged.get(&id));
    let pictures = shown.and_then(|id| state.pictures.get(&id));
    let is_older = shown.is_some_and(|id| state.older.contains(&id));
    json!({
        "shown": shown,
        "settled": state.is_read(),
        "status": state.status(shown),
        "next": next(state, shown).map(Action::key),
        "sums": state.has_reports(),
        "files": files(state, shown).into_string(),
        "made": made(&state.made).into_string(),
        "messages": judged.map_or_else(nothing_judged, |judged| messages(judged)).into_string(),
        "welcome": judged.map_or_else(|| unread(state, shown), |judged| sample(judged)).into_string(),
        "pages": pages(judged.map(AsRef::as_ref), pictures.map(AsRef::as_ref), is_older),
    })
}

/// The button that whoever looks at an input wants next as a rule.
fn next(state: &State, shown: Option<u64>) -> Option<Action> {
    let Some(judged) = shown.and_then(|id| state.judged.get(&id)) else {
        // Nothing is worked on here but reports of others.
        return (state.reports() > 1).then_some(Action::Summary);
    };
    match (judged.other, judged.kind) {
        (Some(Other::Form), _) => Some(Action::Collect),
        (None, Some(Kind::Plan)) if judged.is_fine() => Some(Action::Plan),
        (None, Some(Kind::Monitoring)) if judged.is_fine() => Some(Action::Report),
        (None, Some(Kind::Summary)) if judged.is_fine() => Some(Action::Summary),
        _ => None,
    }
}

/// The inputs and documents of the folder, each a button with what it is.
fn files(state: &State, shown: Option<u64>) -> Html {
    let mut html = Html::default();
    if state.files.is_empty() {
        return html;
    }
    html.markup("<ul>");
    for file in &state.files {
        let kind = kind(state, file);
        html.markup("<li><button type=\"button\"").number("data-file", file.id);
        if file.sort == Sort::Outside {
            html.markup(" disabled");
        }
        html.attribute("aria-pressed", if shown == Some(file.id) { "true" } else { "false" });
        html.markup("><span class=\"name\">").text(&file.name).markup("</span> <span class=\"kind\">").text(&kind);
        html.markup("</span></button></li>");
    }
    html.markup("</ul>");
    html
}

/// «план, ошибок: 2».
fn kind(state: &State, file: &Found) -> String {
    let judged = match (file.sort, state.judged.get(&file.id)) {
        (Sort::Document, _) => return "документ".into(),
        (Sort::Outside, _) => return "ссылка наружу".into(),
        (Sort::Data, None) => return "читается…".into(),
        (Sort::Data, Some(judged)) => judged,
    };
    match judged.other {
        Some(Other::Form) => return "форма".into(),
        Some(Other::Book) => return "книга программы".into(),
        None => {}
    }
    let name = judged.kind.map_or("данные", Kind::name);
    match (judged.faults(), judged.remarks()) {
        (0, 0) => format!("{name}, готов"),
        (0, remarks) => format!("{name}, замечаний: {remarks}"),
        (faults, _) => format!("{name}, ошибок: {faults}"),
    }
}

fn nothing_judged() -> Html {
    let mut html = Html::default();
    html.markup("<p>Здесь будет сказано, что в файле не так.</p>");
    html
}

/// What is said of a file about which nothing else is known, or where there is none.
fn unread(state: &State, shown: Option<u64>) -> Html {
    let mut html = Html::default();
    let file = shown.and_then(|id| state.file(id));
    if state.is_gone {
        html.markup(
            "<p class=\"large\">Этой папки больше нет</p><p>Её удалили, или отключён диск, на котором она лежит.",
        )
        .markup("<br>Завершите работу и откройте программу в другой папке.</p>");
        return html;
    }
    match (state.files.is_empty(), file.map(|file| (file.sort, file.id))) {
        (_, Some((Sort::Document, id))) => html
            .markup("<p class=\"large\">Это готовый документ</p><button type=\"button\" class=\"main\"")
            .number("data-show", id)
            .markup(">Открыть документ</button>"),
        (_, Some((Sort::Data, _))) => html.markup("<p>Файл читается…</p>"),
        (_, Some((Sort::Outside, _))) => {
            html.markup("<p>Ссылка ведёт за пределы папки: по ней ничего не читается.</p>")
        }
        (true, None) => html
            .markup("<p class=\"large\">В этой папке ещё нет плана</p>")
            .markup("<p>Перетащите сюда книгу Excel или документ Word с планом либо нажмите «Добавить файлы».<br>")
            .markup("Нет своего файла – начните с образца и исправьте его под себя.</p>")
            .markup("<button type=\"button\" class=\"main\" data-do=\"new\">Положить в папку образец</button>"),
        (false, None) if shown.is_some() => html.markup("<p>Этого файла в папке больше нет. Выберите другой.</p>"),
        (false, None) if state.reports() > 1 => html
            .markup("<p class=\"large\">В этой папке ")
            .text(&plural(state.reports(), ["отчёт", "отчёта", "отчётов"]))
            .markup("</p><p>«Свод» проверит каждый и сложит их в один.</p>")
            .markup("<button type=\"button\" class=\"main\" data-dialog=\"summary\">Сделать свод</button>"),
        (false, None) => html.markup("<p>Выберите файл.</p>"),
    };
    html
}

/// The way out of a file that cannot be recognised: what it should look like.
fn sample(judged: &Judged) -> Html {
    let mut html = Html::default();
    if judged.kind.is_none() && judged.other.is_none() {
        html.markup("<p>Как должен выглядеть файл, видно по образцу.</p>")
            .markup("<button type=\"button\" data-do=\"new\">Положить в папку образец</button>");
    }
    html
}

/// A button for each fault and remark.
fn messages(judged: &Judged) -> Html {
    let mut html = Html::default();
    if let Some(other) = judged.other {
        html.markup(match other {
            Other::Form => "<p>Это форма. Ответы собирает кнопка «Собрать ответы».</p>",
            Other::Book => "<p>Эту книгу сделала программа: документа из неё не получается.</p>",
        });
        return html;
    }
    if judged.diagnostics.is_empty() {
        html.markup("<p class=\"fine\">Ошибок и замечаний нет.</p>");
        return html;
    }
    html.markup("<ol>");
    let is_fault = |diagnostic: &Diagnostic| diagnostic.problem.severity() == Severity::Fault;
    // What keeps the document from being made comes first; within both, the order of the file.
    let (faults, remarks): (Vec<_>, Vec<_>) =
        judged.diagnostics.iter().enumerate().partition(|(_, diagnostic)| is_fault(diagnostic));
    for (at, diagnostic) in faults.into_iter().chain(remarks) {
        let is_fault = is_fault(diagnostic);
        html.markup("<li").attribute("class", if is_fault { "fault" } else { "remark" });
        html.markup("><button type=\"button\"").number("data-message", at as u64).markup(">");
        html.markup(if is_fault { "<b>Ошибка:</b> " } else { "<b>Замечание:</b> " });
        html.text(&diagnostic.message()).markup(", <span class=\"address\">");
        html.text(&address(&diagnostic.place)).markup("</span></button>");
        if let Some(hint) = diagnostic.hint() {
            html.markup("<p>Что делать: ").text(&hint.worded(&Buttons(None))).markup("</p>");
        }
        html.markup("</li>");
    }
    html.markup("</ol>");
    html
}

/// What buttons have made, each file with a button that opens it.
pub(super) fn made(files: &[MadeFile]) -> Html {
    let mut html = Html::default();
    if files.is_empty() {
        return html;
    }
    html.markup("<ul class=\"made\">");
    for file in files {
        html.markup("<li><span class=\"name\">").text(&file.path.display().to_string());
        html.markup("</span> <button type=\"button\"").number("data-open", file.id);
        html.attribute("aria-label", &format!("Открыть {}", file.path.display())).markup(">Открыть</button></li>");
    }
    html.markup("</ul>");
    html
}

/// The pictures of the pages, for the script: where each is, and between which parts of its height stands which activity.
fn pages(judged: Option<&Judged>, pictures: Option<&LaidOut>, is_older: bool) -> Value {
    let Some(laid) = pictures else {
        let why = match judged {
            Some(judged) if judged.other.is_some() => "У этой книги нет страниц.",
            Some(judged) if judged.faults() > 0 => "Страницы появятся, когда ошибки будут исправлены.",
            Some(_) => "Страницы готовятся…",
            None => "",
        };
        return json!({ "note": why, "pictures": [] });
    };
    let note = match judged {
        _ if !is_older => "",
        Some(judged) if judged.faults() == 0 => "Страницы обновляются…",
        _ => "Это прежние страницы: в файле есть ошибки.",
    };
    let sizes = laid.pages.sizes();
    let picture = |(at, (width, height)): (usize, &(f64, f64))| {
        // A row that leads nowhere is none to press.
        let is_known = |activity: usize| judged.is_none_or(|judged| activity < judged.activities.len());
        let own = laid.rows.iter().filter(|row| row.page == at && is_known(row.activity));
        let rows: Vec<Value> = own.map(|row| json!([row.top / height, row.bottom / height, row.activity])).collect();
        json!({
            "source": format!("picture/{:032x}.svg", laid.marks[at]),
            "name": format!("Страница {} из {}", at + 1, sizes.len()),
            "width": width, "height": height, "rows": rows,
        })
    };
    json!({ "note": note, "pictures": sizes.iter().enumerate().map(picture).collect::<Vec<_>>() })
}

/// Where a fault or remark stands, with the activity of the page that belongs to it.
///
/// Rows of older pages are those of older data: nothing leads from one to the other.
pub(super) fn message_place(judged: &Judged, at: usize, is_older: bool) -> Option<Value> {
    let diagnostic: &Diagnostic = judged.diagnostics.get(at)?;
    let row = activity_at(&judged.activities, &diagnostic.place).filter(|_| !is_older);
    Some(json!({ "html": place(judged, &diagnostic.place), "row": row }))
}

/// Where an activity stands.
pub(super) fn activity_place(judged: &Judged, activity: usize, is_older: bool) -> Option<Value> {
    let at = judged.activities.get(activity).filter(|_| !is_older)?;
    Some(json!({ "html": place(judged, at), "row": activity }))
}

fn place(judged: &Judged, place: &Place) -> String {
    let mut html = Html::default();
    let address = address(place);
    html.markup("<p class=\"address\"><code id=\"address\">").text(&address).markup("</code> ");
    html.markup("<button type=\"button\" data-copy=\"address\">Скопировать адрес</button></p>");
    html.markup("<div class=\"around\" tabindex=\"0\" role=\"group\" aria-label=\"Строки вокруг\">");
    // A text document is laid out as a sheet: the account knows where.
    let cell = judged.account.iter().find(|line| line.place == *place).and_then(|line| line.cell);
    html.part(&around(&judged.sources, place, cell)).markup("</div>");
    html.into_string()
}

/// The activity to which a place belongs: the one in the same row, or the last that begins before it.
fn activity_at(activities: &[Place], place: &Place) -> Option<usize> {
    activities.iter().rposition(|activity| match (activity, place) {
        (Place::Cell { file, sheet, cell }, Place::Cell { file: other, sheet: own, cell: at }) => {
            file == other && sheet == own && cell.row == at.row
        }
        (Place::Text { source, spot }, Place::Text { source: other, spot: at }) => {
            source.path == other.path && spot.line <= at.line
        }
        _ => false,
    })
}

/// Rows of a sheet that are shown at most.
const ROWS: u32 = 500;

/// What became of each cell: the sheets as they are, painted by what was understood.
pub(super) fn read(judged: &Judged) -> String {
    let mut html = Html::default();
    html.markup("<p class=\"legend\"><span class=\"printed\">напечатано</span> <span class=\"used\">учтено</span> ");
    html.markup("<span class=\"left-out\">не печатается</span></p>");
    if judged.account.is_empty() {
        html.markup("<p>Ячейки показываются для книг Excel и таблиц Word.</p>");
    }
    for source in judged.sources.iter() {
        let Source::Sheet { file, name, cells } = source else { continue };
        let own = |line: &&Line| line.place.path() == file && line.place.division() == Some(name.as_str());
        let outcomes: Vec<(CellRef, &Outcome)> =
            judged.account.iter().filter(own).filter_map(|line| Some((line.cell?, &line.outcome))).collect();
        if outcomes.is_empty() {
            continue;
        }
        let last = cells.keys().map(|cell| cell.column).max().unwrap_or(0);
        html.markup("<h3>").text(&format!("{} – {name}", Path::new(file).display())).markup("</h3>");
        html.markup("<div class=\"around\" tabindex=\"0\" role=\"group\" aria-label=\"Лист\">");
        html.markup("<table class=\"cells\"><tbody>");
        let mut rows: Vec<u32> = cells.keys().map(|cell| cell.row).collect();
        rows.dedup();
        for row in rows.iter().take(ROWS as usize) {
            html.markup("<tr><th scope=\"row\">").text(&(row + 1).to_string()).markup("</th>");
            let mut column = 0;
            while column <= last {
                let at = CellRef { row: *row, column };
                let wide = columns(cells, at, last);
                column += wide;
                let outcome = outcomes.binary_search_by_key(&at, |(cell, _)| *cell).ok().map(|at| outcomes[at].1);
                html.markup("<td");
                if wide > 1 {
                    html.number("colspan", wide);
                }
                if let Some(outcome) = outcome {
                    html.attribute("class", outcome.name()).attribute("title", &worded(outcome));
                }
                html.markup(">").text(cells.get(&at).map_or("", String::as_str)).markup("</td>");
            }
            html.markup("</tr>");
        }
        html.markup("</tbody></table></div>");
        if rows.len() > ROWS as usize {
            html.markup("<p>Показаны первые строки листа; все – в книге, которую делает «Проверить».</p>");
        }
    }
    html.into_string()
}

fn worded(outcome: &Outcome) -> String {
    crate::listing::account::worded(outcome)
}
