//! What stands in the dialogs of the buttons.

use dorkarta_core::collect::{NOTHING, Question, SUM};
use dorkarta_core::diagnostics::advice::Setting;
use dorkarta_core::domain::Status;
use dorkarta_core::russian::plural;
use dorkarta_core::schema;
use dorkarta_sign::PRESETS;

use super::actions::Action;
use super::collecting::folders;
use super::desk::State;
use super::html::Html;
use super::signing::certificates;
use super::summing::Source;

/// What the field of a dialog is called by which a setting is made; `None` where it has none.
pub(super) fn label(action: Action, setting: Setting) -> Option<&'static str> {
    use Action::{Collect, Copy, Diff, Due, Forms, Packet, Plan, Report, Sign, Summary};
    match (setting, action) {
        (Setting::Target, Forms | Packet) => Some("Папка"),
        (Setting::Target, Plan | Report | Copy | Diff | Sign | Collect | Summary) => Some("Имя файла"),
        (Setting::Force, Forms) => Some("Заменить уже заполненные формы"),
        (Setting::Force, Packet) => Some("Заменить подписанные документы и уже заполненные формы"),
        (Setting::Force, Plan | Report | Diff | Sign | Summary) => Some("Заменить подписанный документ"),
        (Setting::Day, Report | Forms | Collect | Due | Sign | Summary) => Some("На дату"),
        (Setting::Remarks, Summary) => Some("Книга Excel: каждая цифра и откуда она"),
        (Setting::Letters, Summary) => Some("Черновики писем тем, кто не отчитался"),
        (Setting::Certificate, Sign) => Some("Сертификат"),
        (Setting::Signer, Sign) => Some("Программа подписи"),
        (Setting::Embed, Sign) => Some("Вложить подпись в сам PDF"),
        _ => None,
    }
}

/// A dialog with sensible answers in it: the input that is shown, where the action takes it.
pub(super) fn dialog(action: Action, state: &State, shown: Option<u64>) -> String {
    let mut html = Html::default();
    html.markup("<form method=\"dialog\"").attribute("data-action", action.key());
    html.markup("><h2 id=\"dialog-title\">").text(action.name()).markup("</h2>");
    let fits: Vec<u64> = state.files.iter().map(|file| file.id).filter(|id| action.takes(state, *id)).collect();
    let sources = if action == Action::Summary { Source::all(state, shown) } else { Vec::new() };
    if fits.is_empty() && sources.is_empty() {
        let is_read = state.is_read();
        let lacks = if is_read {
            lacks(action)
        } else {
            "Файлы ещё читаются. Закройте это окно и откройте его чуть позже."
        };
        html.markup("<p>").text(lacks).markup("</p>");
        html.markup("<div class=\"buttons\"><button type=\"button\" data-close>Закрыть</button></div></form>");
        return html.into_string();
    }
    let chosen = shown.filter(|id| fits.contains(id)).or(fits.first().copied()).unwrap_or_default();
    let mut fields = Fields { action, html: &mut html };
    if action == Action::Summary {
        fields.source(&sources, state);
    } else if action == Action::Diff {
        let other = fits.iter().copied().find(|id| *id != chosen);
        fields.file("Было", "old", (&fits, other.unwrap_or(chosen)), state);
        fields.file("Стало", "file", (&fits, chosen), state);
    } else {
        fields.file("Файл", "file", (&fits, chosen), state);
    }
    fields.own();
    html.markup("<div id=\"questions\"></div><div class=\"buttons\"><button type=\"submit\" class=\"main\">");
    html.text(action.verb()).markup("</button>");
    if action == Action::Diff {
        html.markup("<button type=\"submit\" name=\"amendments\" value=\"true\">Сделать изменения в PDF</button>");
    }
    html.markup("<button type=\"button\" data-close>Закрыть</button></div>")
        .markup("<div id=\"work\" hidden><progress aria-label=\"Сделано\"></progress> <span id=\"work-said\"></span> ")
        .markup("<button type=\"button\" data-stop>Остановить</button></div>")
        .markup("<div id=\"result-files\"></div>")
        .markup("<pre id=\"result\" tabindex=\"0\" role=\"region\" aria-label=\"Результат\" hidden></pre></form>");
    html.into_string()
}

/// What is said where no file of the folder fits.
fn lacks(action: Action) -> &'static str {
    match action {
        Action::Diff | Action::Plan | Action::Forms | Action::Collect | Action::Packet => {
            "В папке нет плана. Добавьте его кнопкой «Добавить файлы»."
        }
        Action::Summary => {
            "В папке нет отчётов. Добавьте отчёты территорий (PDF, которые сделала программа, или мониторинги) кнопкой «Добавить файлы»."
        }
        Action::Report => "В папке нет ни плана, ни мониторинга. Добавьте файл кнопкой «Добавить файлы».",
        _ => "В папке нет подходящего файла. Добавьте его кнопкой «Добавить файлы».",
    }
}

/// The fields of a dialog, as they are added to it.
struct Fields<'a> {
    action: Action,
    html: &'a mut Html,
}

impl Fields<'_> {
    /// What a dialog has besides its file.
    fn own(&mut self) {
        match self.action {
            Action::Plan => {
                self.name(NAME);
                self.tick("force", Setting::Force);
            }
            Action::Report => {
                self.date("день из данных");
                self.name(NAME);
                self.tick("force", Setting::Force);
            }
            Action::Forms => {
                self.html.markup(
                    "<label>Исполнитель <input name=\"body\" placeholder=\"пусто – каждому своя форма\"></label>",
                );
                self.date("без даты");
                self.typed("folder", Setting::Target, "формы");
                self.tick("force", Setting::Force);
            }
            Action::Collect => {
                self.html.markup("<label>Формы лежат <select name=\"folder\">");
                for name in folders() {
                    self.html.markup("<option").attribute("value", &name).markup(">в папке ").text(&name);
                    self.html.markup("</option>");
                }
                self.html.markup("<option value=\"\">в этой папке</option></select></label>");
                self.date("день форм");
                self.name("мониторинг.xlsx; прежний будет продолжен");
            }
            Action::Copy => {
                self.name(NAME);
                self.html.markup("<p>Копию правят в Word; исправления потом видны как исправления.</p>");
            }
            Action::Due => self.date("день из данных, иначе сегодня"),
            Action::Sign => {
                let certificates = certificates();
                let certificates = certificates.iter().map(|name| (name.as_str(), name.as_str()));
                self.choice("certificate", Setting::Certificate, certificates);
                self.choice("signer", Setting::Signer, PRESETS.iter().map(|(name, _)| (*name, *name)));
                self.date("сегодня");
                self.name(NAME);
                self.tick("embed", Setting::Embed);
                self.tick("force", Setting::Force);
            }
            Action::Diff => {
                self.name("изменений в PDF; пусто – как у новой редакции");
                self.tick("force", Setting::Force);
            }
            Action::Packet => {
                self.typed("folder", Setting::Target, "как у плана, в папке output");
                self.tick("force", Setting::Force);
                self.html.markup("<p>В ней будут приказ, план, листы, выписки, сроки, формы и письма.</p>");
            }
            Action::Summary => {
                self.date("последний день отчётов");
                self.name("как у файла свода, иначе «свод»");
                self.tick("book", Setting::Remarks);
                self.tick("letters", Setting::Letters);
                self.own_tick("points", "Баллы территориям, от 0 до 100");
                self.tick("force", Setting::Force);
            }
            Action::Check => {}
        }
    }

    /// What is summed up.
    fn source(&mut self, sources: &[Source], state: &State) {
        self.html.markup("<label>Что свести <select name=\"from\">");
        for source in sources {
            self.html.markup("<option").attribute("value", &source.key()).markup(">");
            match source {
                Source::File(id) => self.html.text(state.file(*id).map_or("", |file| file.name.as_str())),
                Source::Folder(name) if name == "." => self.html.markup("отчёты в этой папке"),
                Source::Folder(name) => self.html.markup("отчёты в папке ").text(name),
            };
            self.html.markup("</option>");
        }
        self.html.markup("</select></label>");
    }

    fn file(&mut self, label: &str, name: &str, (files, chosen): (&[u64], u64), state: &State) {
        self.html.markup("<label>").text(label).markup(" <select").attribute("name", name).markup(" data-number>");
        for file in files.iter().filter_map(|id| state.file(*id)) {
            self.html.markup("<option").number("value", file.id);
            if file.id == chosen {
                self.html.markup(" selected");
            }
            self.html.markup(">").text(&file.name).markup("</option>");
        }
        self.html.markup("</select></label>");
    }

    fn typed(&mut self, name: &str, setting: Setting, otherwise: &str) {
        let label = label(self.action, setting).unwrap_or_default();
        self.html.markup("<label>").text(label).markup(" <input").attribute("name", name);
        self.html.attribute("placeholder", otherwise).markup("></label>");
    }

    fn date(&mut self, otherwise: &str) {
        self.typed("date", Setting::Day, otherwise);
    }

    fn name(&mut self, otherwise: &str) {
        self.typed("name", Setting::Target, otherwise);
    }

    fn tick(&mut self, name: &str, setting: Setting) {
        self.own_tick(name, label(self.action, setting).unwrap_or_default());
    }

    fn own_tick(&mut self, name: &str, label: &str) {
        self.html.markup("<label class=\"tick\"><input type=\"checkbox\"").attribute("name", name).markup("> ");
        self.html.text(label).markup("</label>");
    }

    /// One of several, else what the settings of signing say.
    fn choice<'a>(&mut self, name: &str, setting: Setting, choices: impl Iterator<Item = (&'a str, &'a str)>) {
        let label = label(self.action, setting).unwrap_or_default();
        self.html.markup("<label>").text(label).markup(" <select").attribute("name", name);
        self.html.markup("><option value=\"\">из настроек подписи</option>");
        for (value, shown) in choices {
            self.html.markup("<option").attribute("value", value).markup(">").text(shown).markup("</option>");
        }
        self.html.markup("</select></label>");
    }
}

/// What stands in a field for a name that is left empty.
const NAME: &str = "как у исходного, в папке output";

/// Questions about answers that differ: each form, the sum, words of one's own.
pub(super) fn questions(all: &[Question]) -> Html {
    let mut html = Html::default();
    if all.is_empty() {
        return html;
    }
    let open = all.iter().filter(|question| question.is_open(all)).count();
    html.markup("<h3>Ответы расходятся</h3><p>");
    match open {
        0 => html.markup("Всё решено. Если что-то выбрано неверно, исправьте и нажмите «Собрать» ещё раз."),
        _ => html
            .markup("Осталось решить ")
            .text(&plural(open, ["вопрос", "вопроса", "вопросов"]))
            .markup(": выберите, чему верить, или впишите своё, и нажмите «Собрать» ещё раз. Форма, выбранная для статуса, решает и остальное о том же мероприятии, если там ничего не выбрано. То же можно выбрать в книге «расхождения.xlsx»."),
    };
    html.markup("</p>");
    for (at, question) in all.iter().enumerate() {
        let name = format!("choice-{at}");
        html.markup("<fieldset data-question").attribute("class", if question.is_open(all) { "open" } else { "" });
        html.markup("><legend>").text(&format!("{}. {}", question.number, question.activity));
        html.markup(" – <b>").text(question.field).markup("</b></legend>");
        let mut choice = |value: &str, shown: &str, text: &str| {
            html.markup("<label class=\"tick\"><input type=\"radio\"")
                .attribute("name", &name)
                .attribute("value", value);
            if question.chosen == value && question.own.is_empty() {
                html.markup(" checked");
            }
            html.markup("> <span><b>").text(shown).markup("</b> ").text(text).markup("</span></label>");
        };
        for (form, text) in &question.answers {
            choice(form, form, if text.is_empty() { "(стёрто)" } else { text });
        }
        if let Some(sum) = &question.sum {
            choice(SUM, "Сумма", sum);
        }
        if Question::may_be_empty(question.field) {
            choice(NOTHING, "Пусто", "ничего не писать");
        }
        choice("", "Пока не выбрано", "");
        html.markup("<label>Своими словами ");
        own_words(question, &mut html);
        html.markup("</label></fieldset>");
    }
    html
}

/// A field for words of one's own; a status is one of a list.
fn own_words(question: &Question, html: &mut Html) {
    if question.field != schema::STATUS {
        html.markup("<input data-own").attribute("value", &question.own).markup(">");
        return;
    }
    html.markup("<select data-own><option value=\"\"></option>");
    for (word, _) in Status::ALL {
        html.markup("<option").attribute("value", word);
        if question.own == word {
            html.markup(" selected");
        }
        html.markup(">").text(word).markup("</option>");
    }
    html.markup("</select>");
}
