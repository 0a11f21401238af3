//! Messages on forms for the fulfilment, and on what is collected from them.

#![expect(missing_docs, reason = "the sentence of a variant says what its fields are")]

use super::advice::{Arg, Command, Manner, Setting, Way};
use super::explain::{Explanation, of};
use super::problem::Family;
use super::{Advice, Place, Problem, Refusal};

/// A problem of a form or of what is collected: `E68…`, `W68…` and `W69…`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormProblem {
    /// Occurs if a form cannot be written.
    NotWritten(Refusal),
    /// Occurs if a new form would replace one that somebody has filled in.
    Filled,
    /// Occurs if a form would replace something else, or a collected monitoring a file that was not read as its base;
    /// `kept` is what the program would replace there.
    OtherTarget { kept: Replaceable },
    /// Occurs if a form is given as data.
    AsInput,
    /// Occurs if a form is expected but the file is none.
    NotAForm,
    /// Occurs if what was collected cannot be written.
    CollectedNotWritten(Refusal),
    /// Occurs if a line of the answer file cannot be followed; `reason` is a Russian sentence.
    BadAnswer { reason: String },
    /// Occurs if forms answer differently on an activity.
    Conflict(Box<Conflict>),
    /// Occurs if a form was made from another edition of the plan; `count` rows of it were filled in.
    OtherEdition { count: usize },
    /// Occurs if a row was taken for an activity by its name, since its identity says otherwise or nothing.
    Matched { number: String },
    /// Occurs if a row that is filled in belongs to no activity.
    RowUnknown,
    /// Occurs if a status of a form is none of the fixed set.
    StatusUnknown { nearest: Option<String>, choices: Vec<String> },
    /// Occurs if a row is filled in but for its status.
    StatusMissing { number: String },
    /// Occurs if a filled cell of a form belongs to nothing that is collected.
    Stray,
    /// Occurs if a sheet of a form is filled in but has no table of the fulfilment.
    SheetUnread { count: usize },
    /// Occurs if a value that a form was sent out with was deleted in it.
    Cleared { number: String, field: &'static str, was: String },
    /// Occurs if an answer takes the place of a value that somebody else gave.
    Replaced { number: String, field: &'static str, was: String },
    /// Occurs if a form has an empty cell for what it said before, which stays.
    SaysNoLonger { number: String, field: &'static str, is: String },
    /// Occurs if a note hangs on a cell of a form or of a workbook of disagreements.
    Note,
    /// Occurs if a form has lost its hidden sheet; `left` is what stands in it and belongs to no activity, with its cells.
    NoHiddenSheet { left: Vec<String> },
    /// Occurs if something is typed into a workbook of disagreements where nothing is read.
    StrayChoice,
    /// Occurs if a form says again what was taken of it before, while the monitoring says something else by now; empty if
    /// nothing.
    KeptCorrected { number: String, field: &'static str, is: String },
    /// Occurs if nothing says the day as of which the fulfilment was collected.
    NoDay,
    /// Occurs if a line of the answer file settles nothing.
    AnswerUnused,
    /// Occurs if a cell of a form cannot be read; `reason` is a Russian sentence.
    CellUnreadable { reason: String },
    /// Occurs if a cell of a form was changed that is there for reading only.
    ContextChanged { field: &'static str },
    /// Occurs if the monitoring that is continued names another plan, which is replaced.
    OtherPlan { was: String },
}

/// What forms answer differently on a field of an activity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The number of the activity.
    pub number: String,
    /// The field.
    pub field: &'static str,
    /// The answers, with their forms and cells.
    pub answers: Vec<String>,
    /// All of it together, where the activity belongs to many.
    pub sum: Option<String>,
    /// What was chosen.
    pub taken: Option<String>,
    /// What the monitoring goes on saying if nothing was.
    pub kept: Option<String>,
}

/// Files beside documents of which only those of the same kind are replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replaceable {
    /// A form in which nothing is filled in.
    Form,
    /// The monitoring that is continued.
    Monitoring,
    /// The workbook of progress, or of due dates.
    Progress,
    /// The workbook of a summary.
    Summary,
    /// A letter that nobody has sent.
    Draft,
    /// The workbook of disagreements.
    Conflicts,
    /// The same before anything was chosen in it.
    Unanswered,
}

impl Replaceable {
    fn name(self) -> &'static str {
        match self {
            Self::Form => "незаполненная форма",
            Self::Monitoring => "мониторинг, который продолжается",
            Self::Progress => "прежняя книга о ходе сбора или о сроках",
            Self::Summary => "прежняя книга свода",
            Self::Draft => "прежний черновик письма",
            Self::Conflicts => "прежняя книга расхождений",
            Self::Unanswered => "книга расхождений, в которой ещё ничего не выбрано",
        }
    }

    /// What can be done where another file stands.
    fn advice(self) -> Advice {
        match self {
            Self::Form => Advice::from("укажите другое имя ").setting(Setting::Target, Manner::Through),
            Self::Monitoring => Advice::from("укажите для собранного другое имя ")
                .setting(Setting::Target, Manner::Through)
                .words(" или уберите этот файл"),
            Self::Progress | Self::Summary | Self::Conflicts => {
                "переименуйте или уберите этот файл либо укажите для книги другое имя".into()
            }
            Self::Draft => "переименуйте или уберите это письмо: оно уже изменено или отправлено".into(),
            Self::Unanswered => Advice::from("чтобы взять из неё выбранное, укажите её ")
                .setting(Setting::Answers, Manner::By)
                .words("; чтобы начать выбор заново, уберите её"),
        }
    }
}

impl From<FormProblem> for Problem {
    fn from(problem: FormProblem) -> Self {
        Self::Form(problem)
    }
}

impl FormProblem {
    /// What the user can do about it at its place: a choice may stand in a workbook.
    pub(super) fn hint_at(&self, place: &Place) -> Option<Advice> {
        if !matches!((self, place), (Self::BadAnswer { .. }, Place::Cell { .. } | Place::File(_))) {
            return self.hint();
        }
        Some(
            Advice::from(
                "в столбце «Выбор» оставьте форму из списка, «сумма», «пусто» или ничего, а свой ответ впишите в столбец «Свои слова»; книгу \
                 записывает ",
            )
            .set(Setting::Conflicts, "расхождения.xlsx"),
        )
    }
}

impl Family for FormProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::NotWritten(_) => "E680",
            Self::Filled => "E681",
            Self::OtherTarget { .. } => "E682",
            Self::AsInput => "E683",
            Self::NotAForm => "E684",
            Self::CollectedNotWritten(_) => "E685",
            Self::BadAnswer { .. } => "E686",
            Self::Conflict(_) => "W680",
            Self::OtherEdition { .. } => "W681",
            Self::Matched { .. } => "W682",
            Self::RowUnknown => "W683",
            Self::StatusUnknown { .. } => "W684",
            Self::StatusMissing { .. } => "W685",
            Self::Stray => "W686",
            Self::SheetUnread { .. } => "W687",
            Self::Cleared { .. } => "W688",
            Self::Replaced { .. } => "W689",
            Self::NoDay => "W690",
            Self::AnswerUnused => "W691",
            Self::CellUnreadable { .. } => "W692",
            Self::ContextChanged { .. } => "W693",
            Self::OtherPlan { .. } => "W694",
            Self::KeptCorrected { .. } => "W695",
            Self::Note => "W696",
            Self::NoHiddenSheet { .. } => "W697",
            Self::StrayChoice => "W698",
            Self::SaysNoLonger { .. } => "W699",
        }
    }

    fn message(&self) -> String {
        match self {
            Self::NotWritten(refusal) => format!("форма не записана: {}", refusal.reason),
            Self::Filled => "по этому пути лежит форма, которую уже заполняли; она оставлена как есть".into(),
            Self::OtherTarget { kept: Replaceable::Unanswered } => {
                "в этой книге расхождений уже сделан выбор; она оставлена как есть".into()
            }
            Self::OtherTarget { kept } => {
                format!("по этому пути лежит другой файл, заменяется же только {}; он оставлен как есть", kept.name())
            }
            Self::AsInput => "это форма для сбора сведений, а не план и не мониторинг".into(),
            Self::NotAForm => "это не форма: в файле нет таблицы со столбцом «Статус»".into(),
            Self::CollectedNotWritten(refusal) => format!("собранные сведения не записаны: {}", refusal.reason),
            Self::BadAnswer { reason } => format!("ответ не понят: {reason}"),
            Self::Conflict(conflict) => {
                let Conflict { number, field, taken, kept, .. } = &**conflict;
                let taken = match (taken, kept) {
                    (Some(taken), _) => format!("взято: {taken}"),
                    (None, Some(kept)) => format!("осталось прежнее: «{kept}»"),
                    (None, None) => "не взято ни одно".into(),
                };
                format!("о мероприятии {number} сказано разное ({field}); {taken}")
            }
            Self::OtherEdition { count: 0 } => "форма сделана по другой редакции плана".into(),
            Self::OtherEdition { count } => {
                format!(
                    "форма сделана по другой редакции плана; заполненные строки ({count}) отнесены по коду или названию"
                )
            }
            Self::Matched { number } => {
                format!("строка отнесена к мероприятию {number} по названию: её код говорит другое или его нет")
            }
            Self::RowUnknown => "строка заполнена, но не понятно, о каком мероприятии она; её сведения не взяты".into(),
            Self::StatusUnknown { .. } => "такого статуса нет; он взят, как набран, и отчёта с ним не будет".into(),
            Self::StatusMissing { number } => format!("о мероприятии {number} есть сведения, но не указан статус"),
            Self::Stray => "эта ячейка не относится к сведениям об исполнении и не взята".into(),
            Self::SheetUnread { count } => {
                format!(
                    "на листе нет таблицы со столбцом «Статус», поэтому он не прочитан (заполненных ячеек: {count})"
                )
            }
            Self::Cleared { number, field, was } => {
                format!("в форме стёрто значение «{was}» (мероприятие {number}, {field}); оно убрано")
            }
            Self::Replaced { number, field, was } => {
                format!("прежнее значение «{was}» (мероприятие {number}, {field}) заменено ответом из формы")
            }
            Self::Note => "к ячейке есть примечание; оно не взято".into(),
            Self::NoHiddenSheet { left } => {
                let left = if left.is_empty() { "" } else { "; вне таблицы стоит, и не взято" };
                format!(
                    "в форме нет скрытого листа «_форма», поэтому не известно, чья она и что в ней было до рассылки{left}"
                )
            }
            Self::SaysNoLonger { number, field, is } => {
                format!(
                    "раньше в форме было «{is}» (мероприятие {number}, {field}), теперь там пусто; прежнее осталось"
                )
            }
            Self::StrayChoice => "эта ячейка книги расхождений ничего не решает и не прочитана".into(),
            Self::KeptCorrected { number, field, is } if is.is_empty() => {
                format!(
                    "это значение стёрто в мониторинге, а форма с тех пор прежняя; оно не возвращено (мероприятие {number}, {field})"
                )
            }
            Self::KeptCorrected { number, field, is } => {
                format!(
                    "в мониторинге это исправлено на «{is}», а форма с тех пор прежняя; исправленное осталось (мероприятие {number}, {field})"
                )
            }
            Self::NoDay => "не известно, на какой день собраны сведения".into(),
            Self::AnswerUnused => "этот ответ ничего не решает: расхождений здесь нет".into(),
            Self::CellUnreadable { reason } => format!("ячейка формы не взята: {reason}"),
            Self::ContextChanged { field } => {
                format!("в форме изменена ячейка, которую заполнять не нужно ({field}); изменение не учтено")
            }
            Self::OtherPlan { was } => {
                format!("в мониторинге был назван другой план: {was}; теперь назван тот, что указан в команде")
            }
        }
    }

    fn details(&self) -> &[String] {
        match self {
            Self::Conflict(conflict) => &conflict.answers,
            Self::NoHiddenSheet { left } => left,
            _ => &[],
        }
    }

    fn hint(&self) -> Option<Advice> {
        Some(match self {
            Self::NotWritten(refusal) | Self::CollectedNotWritten(refusal) => refusal.advice(),
            Self::Filled => Advice::from("укажите другое имя ")
                .setting(Setting::Target, Manner::Through)
                .words(" или, если ответы в ней не нужны, добавьте ")
                .setting(Setting::Force, Manner::Named),
            Self::OtherTarget { kept } => kept.advice(),
            Self::AsInput => Advice::from("укажите сначала план, затем формы: отчёт делает «")
                .run(Command::Report, &[Arg::File("ПЛАН"), Arg::File("ФОРМА…")])
                .words("», собирает их «")
                .run(
                    Command::Collect,
                    &[Arg::File("ПЛАН"), Arg::File("ФОРМА…"), Arg::Set(Setting::Target, "МОНИТОРИНГ.yaml")],
                )
                .words("»"),
            Self::NotAForm => Advice::from("проверьте, тот ли это файл; форму создаёт ").command(
                Command::Form,
                &[Arg::File("ПЛАН")],
                Manner::Named,
            ),
            Self::BadAnswer { .. } => {
                "пример: «3: школа-1.xlsx» – взять ответ этой формы; «5: сумма» – сложить ответы; «7: {статус: выполнено}» – взять это \
                 значение"
                    .into()
            }
            Self::Conflict(conflict) if conflict.taken.is_some() => "проверьте, верен ли выбор".into(),
            Self::Conflict(conflict) => {
                let sum = if conflict.sum.is_some() { "форму, сумму или свои слова" } else { "форму или свои слова" };
                Advice::from(format!("выберите {sum} ")).way(Way::Settle)
            }
            Self::OtherEdition { .. } => {
                "сверьте собранное с планом; в следующий раз разошлите форму по новой редакции".into()
            }
            Self::Matched { .. } => "проверьте, о том ли мероприятии строка".into(),
            Self::RowUnknown => "впишите сведения в строку мероприятия или в мониторинг вручную".into(),
            Self::StatusUnknown { nearest, choices } => {
                let nearest = nearest.as_ref().map(|nearest| format!("вероятно, имелось в виду «{nearest}»; "));
                format!("{}возможные значения: {}", nearest.unwrap_or_default(), choices.join(", ")).into()
            }
            Self::StatusMissing { .. } => {
                "впишите статус в форму и соберите заново или впишите его в мониторинг".into()
            }
            Self::Stray | Self::SheetUnread { .. } | Self::Note => {
                "если это нужно в отчёте, впишите в строку мероприятия".into()
            }
            Self::SaysNoLonger { .. } => "если прежнее неверно, сотрите его в мониторинге".into(),
            Self::NoHiddenSheet { .. } => "спросите исполнителя, его ли это ответы; лист «_форма» удалять не нужно".into(),
            Self::StrayChoice => "ответ пишут в столбцы «Выбор» и «Свои слова» той строки, о которой спрошено".into(),
            Self::Cleared { .. } | Self::Replaced { .. } => {
                "если это не так, верните прежнее значение в мониторинге".into()
            }
            Self::KeptCorrected { .. } => "если верно то, что в форме, впишите это в мониторинг".into(),
            Self::NoDay => Advice::from("укажите день ")
                .setting(Setting::Day, Manner::By)
                .words(", например ")
                .example_day()
                .words(", или впишите его в поле «на дату» мониторинга"),
            Self::AnswerUnused => "проверьте номер мероприятия или удалите строку".into(),
            Self::CellUnreadable { .. } => "исправьте ячейку в форме и соберите заново".into(),
            Self::ContextChanged { .. } => "если план нужно изменить, измените сам план".into(),
            Self::OtherPlan { .. } => "проверьте, тот ли план указан".into(),
        })
    }

    fn is_io(&self) -> bool {
        matches!(self, Self::NotWritten(_) | Self::Filled | Self::OtherTarget { .. } | Self::CollectedNotWritten(_))
    }

    fn explanations() -> Vec<Explanation> {
        vec![
            of(
                "E680",
                "форму нельзя записать",
                "прежняя форма открыта в Excel",
                "сообщение называет причину и что делать",
            ),
            of(
                "E681",
                "на месте новой формы лежит форма, которую уже заполняли: её ответы пропали бы",
                Advice::default()
                    .run(Command::Form, &[Arg::File("план.xlsx"), Arg::Set(Setting::Target, "школа-1.xlsx")])
                    .words(", а школа-1.xlsx уже вернулась заполненной"),
                Advice::from("укажите другое имя или, если ответы не нужны, добавьте ")
                    .setting(Setting::Force, Manner::Bare),
            ),
            of(
                "E682",
                "на месте нового файла лежит другой файл, или в книге расхождений уже сделан выбор",
                Advice::default()
                    .run(
                        Command::Collect,
                        &[
                            Arg::File("план.xlsx"),
                            Arg::File("школа-1.xlsx"),
                            Arg::Set(Setting::Target, "план-2023.yaml"),
                        ],
                    )
                    .words(", а там лежит план"),
                "сообщение говорит, что заменяется и что делать с этим файлом",
            ),
            of(
                "E683",
                "форма указана там, где нужен план или мониторинг",
                Advice::default().run(Command::Report, &[Arg::File("школа-1.xlsx")]),
                Advice::from("сначала укажите план, затем формы: ")
                    .run(Command::Report, &[Arg::File("план.xlsx"), Arg::File("школа-1.xlsx")]),
            ),
            of(
                "E684",
                "файл указан как форма, но таблицы со столбцом «Статус» в нём нет",
                Advice::default().run(
                    Command::Collect,
                    &[Arg::File("план.xlsx"), Arg::File("фото.xlsx"), Arg::Set(Setting::Target, "мониторинг.yaml")],
                ),
                "проверьте, тот ли это файл",
            ),
            of(
                "E685",
                "собранный мониторинг нельзя записать",
                "файл открыт в другой программе или в папку нельзя писать",
                "сообщение называет причину и что делать",
            ),
            of(
                "E686",
                "строку файла ответов нельзя выполнить",
                "3: школа-9.xlsx, а такой формы среди собираемых нет",
                "исправьте имя формы или поле",
            ),
            of(
                "W680",
                "в формах о мероприятии сказано разное",
                "в одной форме «выполнено», в другой «не выполнено»",
                Advice::from("выберите ответы в книге, которую запишет ")
                    .set(Setting::Conflicts, "расхождения.xlsx")
                    .words(", и повторите с ")
                    .set(Setting::Answers, "расхождения.xlsx"),
            ),
            of(
                "W681",
                "форма сделана по другой редакции плана; строки отнесены по коду или названию",
                "план изменили, когда форма была у школы",
                "сверьте собранное с планом",
            ),
            of(
                "W682",
                "строка формы отнесена к мероприятию по названию",
                "видимые столбцы отсортировали, а скрытый столбец с кодом остался на месте",
                "проверьте, о том ли мероприятии строка",
            ),
            of(
                "W683",
                "строка формы заполнена, но к мероприятиям плана не относится",
                "под таблицей дописали строку «Дополнительно проведён семинар»",
                "впишите сведения в строку мероприятия или в мониторинг вручную",
            ),
            of(
                "W684",
                "статус в форме не из списка",
                "«в плане» вместо «выполняется»",
                "исправьте статус в форме и соберите заново или исправьте его в мониторинге",
            ),
            of(
                "W685",
                "в форме есть сведения о мероприятии, но не указан статус",
                "заполнен только столбец «Результат»",
                "впишите статус",
            ),
            of(
                "W686",
                "заполнена ячейка формы, которая к сведениям об исполнении не относится",
                "заметка рядом с таблицей или столбец, которого в форме не было",
                "если это нужно, впишите в строку мероприятия",
            ),
            of(
                "W687",
                "в форме есть заполненный лист без таблицы, он не прочитан",
                "школа добавила лист «Приложение»",
                "если это нужно в отчёте, впишите в таблицу",
            ),
            of(
                "W688",
                "в форме стёрто значение, с которым её разослали",
                "статус исправлен на «выполнено», а причина стёрта",
                "если стёрто случайно, верните значение в мониторинге",
            ),
            of(
                "W689",
                "ответ из формы заменил значение, которое дал кто-то другой",
                "значение вписали в мониторинг вручную, а в форме стоит другое",
                "если верно прежнее, верните его в мониторинге",
            ),
            of(
                "W690",
                "не известно, на какой день собраны сведения",
                Advice::default()
                    .run(
                        Command::Collect,
                        &[
                            Arg::File("план.xlsx"),
                            Arg::File("школа-1.xlsx"),
                            Arg::Set(Setting::Target, "мониторинг.yaml"),
                        ],
                    )
                    .words(" без ")
                    .setting(Setting::Day, Manner::Bare),
                Advice::from("добавьте ")
                    .setting(Setting::Day, Manner::Bare)
                    .words(" или впишите день в поле «на дату»"),
            ),
            of(
                "W691",
                "строка файла ответов ничего не решает",
                "3: школа-1.xlsx, а о мероприятии 3 все сказали одно и то же",
                "проверьте номер или удалите строку",
            ),
            of(
                "W692",
                "ячейку формы нельзя прочитать; остальное собрано",
                "#Н/Д в столбце «Результат»",
                "исправьте ячейку и соберите заново",
            ),
            of(
                "W693",
                "в форме изменена ячейка, переписанная из плана; изменение не учтено",
                "школа исправила срок в столбце «Срок по плану»",
                "если план нужно изменить, измените сам план",
            ),
            of(
                "W694",
                "мониторинг, который продолжается, был составлен по другому плану",
                "мониторинг назвал plan-2022.yaml, а собирается по plan-2023.yaml",
                "проверьте, тот ли план указан",
            ),
            of(
                "W695",
                "собранное значение исправили в мониторинге; форма с тех пор не изменилась, поэтому исправленное осталось",
                "школа написала «выполнено», в мониторинге исправили на «не выполнено» и собрали те же формы ещё раз",
                "если верно то, что в форме, впишите это в мониторинг",
            ),
            of(
                "W696",
                "к ячейке формы или книги расхождений написали примечание; в мониторинг попадает только то, что в ячейках",
                "к статусу примечание «уточнить у директора»",
                "если это нужно в отчёте, впишите в строку мероприятия",
            ),
            of(
                "W697",
                "в форме нет скрытого листа, по которому видно, чья она и с чем её разослали; ответы прочитаны",
                "лист «Исполнение» скопировали в новую книгу",
                "спросите исполнителя, его ли это ответы",
            ),
            of(
                "W698",
                "в книге расхождений что-то написано там, где программа не читает",
                "пояснение под таблицей, исправленный ответ школы, слова в строке без номера",
                "впишите ответ в столбец «Свои слова»",
            ),
            of(
                "W699",
                "форма вернулась исправленной, и в ней больше нет того, что было сказано раньше; прежнее осталось",
                "школа прислала форму ещё раз, уже без документа",
                "если прежнее неверно, сотрите его в мониторинге",
            ),
        ]
    }
}
