//! What stands in the dialogs of the buttons.

use super::collecting::folders;
use super::desk::State;
use super::html::Html;
use super::signing::certificates;
use super::work::Action;

/// What lets a signed document be replaced.
const FORCE: &str = "Заменить подписанный документ";

/// A dialog with sensible answers in it: the input that is shown, where the action takes it.
pub(super) fn dialog(action: Action, state: &State, shown: Option<u64>) -> String {
    let mut html = Html::default();
    html.markup("<form method=\"dialog\"").attribute("data-action", action.key());
    html.markup("><h2 id=\"dialog-title\">").text(action.name()).markup("</h2>");
    let fits: Vec<u64> = state.files.iter().map(|file| file.id).filter(|id| action.takes(state, *id)).collect();
    if fits.is_empty() {
        html.markup("<p>В папке нет подходящего файла. Добавьте его кнопкой «Добавить файлы».</p>");
        html.markup("<div class=\"buttons\"><button type=\"button\" data-close>Закрыть</button></div></form>");
        return html.into_string();
    }
    let chosen = shown.filter(|id| fits.contains(id)).unwrap_or(fits[0]);
    if action == Action::Diff {
        let other = fits.iter().copied().find(|id| *id != chosen);
        choice("Было", "old", &fits, other.unwrap_or(chosen), state, &mut html);
        choice("Стало", "file", &fits, chosen, state, &mut html);
    } else {
        choice("Файл", "file", &fits, chosen, state, &mut html);
    }
    match action {
        Action::Plan => {
            name(&mut html);
            tick(&mut html, "force", FORCE);
        }
        Action::Report => {
            date(&mut html, "день из данных");
            name(&mut html);
            tick(&mut html, "force", FORCE);
        }
        Action::Forms => {
            html.markup("<label>Исполнитель <input name=\"body\" placeholder=\"каждому своя форма\"></label>");
            date(&mut html, "без даты");
            tick(&mut html, "force", "Заменить уже заполненные формы");
            html.markup("<p>Формы лягут в папку «формы».</p>");
        }
        Action::Collect => {
            html.markup("<label>Формы лежат <select name=\"folder\">");
            for name in folders() {
                html.markup("<option").attribute("value", &name).markup(">в папке ").text(&name).markup("</option>");
            }
            html.markup("<option value=\"\">в этой папке</option></select></label>");
            date(&mut html, "день форм");
            html.markup("<p>Собранное ляжет в «мониторинг.xlsx»; тот, который уже есть, будет продолжен.</p>");
        }
        Action::Copy => {
            name(&mut html);
            html.markup("<p>Копию правят в Word; исправления потом видны как исправления.</p>");
        }
        Action::Due => date(&mut html, "день из данных, иначе сегодня"),
        Action::Sign => {
            html.markup(
                "<label>Сертификат <select name=\"certificate\"><option value=\"\">из настроек подписи</option>",
            );
            for name in certificates() {
                html.markup("<option>").text(&name).markup("</option>");
            }
            html.markup("</select></label>");
            tick(&mut html, "embed", "Вложить подпись в сам PDF");
            tick(&mut html, "force", FORCE);
        }
        Action::Packet => {
            tick(&mut html, "force", "Заменить подписанные документы и уже заполненные формы");
            html.markup("<p>Приказ, план, листы, выписки, сроки, формы и письма лягут в папку output/ИМЯ.</p>");
        }
        Action::Check | Action::Diff => {}
    }
    html.markup("<div class=\"buttons\"><button type=\"submit\" class=\"main\">").text(action.verb());
    html.markup("</button>");
    if action == Action::Diff {
        html.markup("<button type=\"submit\" name=\"amendments\" value=\"true\">Сделать изменения в PDF</button>");
    }
    html.markup("<button type=\"button\" data-close>Закрыть</button></div>");
    html.markup("<pre id=\"result\" tabindex=\"0\" role=\"region\" aria-label=\"Результат\" hidden></pre></form>");
    html.into_string()
}

fn choice(label: &str, name: &str, files: &[u64], chosen: u64, state: &State, html: &mut Html) {
    html.markup("<label>").text(label).markup(" <select").attribute("name", name).markup(" data-number>");
    for file in files.iter().filter_map(|id| state.file(*id)) {
        html.markup("<option").number("value", file.id);
        if file.id == chosen {
            html.markup(" selected");
        }
        html.markup(">").text(&file.name).markup("</option>");
    }
    html.markup("</select></label>");
}

fn date(html: &mut Html, otherwise: &str) {
    html.markup("<label>На дату <input name=\"date\" inputmode=\"numeric\"").attribute("placeholder", otherwise);
    html.markup("></label>");
}

fn name(html: &mut Html) {
    html.markup("<label>Имя файла <input name=\"name\" placeholder=\"как у исходного, в папке output\"></label>");
}

fn tick(html: &mut Html, name: &str, label: &str) {
    html.markup("<label class=\"tick\"><input type=\"checkbox\"").attribute("name", name).markup("> ");
    html.text(label).markup("</label>");
}
