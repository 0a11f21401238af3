//! Messages on workbooks as such and their tables, and on the workbook of remarks.

#![expect(missing_docs, reason = "the sentence of a variant says what its fields are")]

use super::advice::{Arg, Command, Manner, Setting};
use super::explain::{Explanation, of};
use super::problem::Family;
use super::{Advice, Problem, Refusal};
use crate::russian::agree;

/// A problem of a workbook: `E2…`, `E61…` of the workbook of remarks, and `W213`, `W217` and `W24…` of what may have been
/// read otherwise than meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WorkbookProblem {
    /// Occurs if a file with a workbook's ending is no workbook that can be read; `detail` is a Russian sentence.
    Unreadable { detail: String },
    /// Occurs if a workbook is protected by a password.
    Password,
    /// Occurs if a sheet that is needed is missing.
    NoSheet { wanted: String, present: Vec<String> },
    /// Occurs if a sheet has no row with the column titles of a table; `wanted` names the title looked for, `nearest`
    /// is the title that comes nearest to it, with its place («в ячейке B7»).
    NoHead { wanted: &'static str, nearest: Option<(String, String)> },
    /// Occurs if two columns of a table mean the same field; `other` is the place of the other one («в ячейке B7»).
    TwoColumns { field: String, other: String },
    /// Occurs if a cell holds an error value such as `#Н/Д`.
    ErrorCell,
    /// Occurs if a formula was never calculated, so that its value is unknown.
    FormulaWithoutValue,
    /// Occurs if a row of a table has cells filled in but not the one that names it.
    RowWithoutName { column: String },
    /// Occurs if a row looks neither like a row of the table nor like a band: nothing but some cells is filled in.
    StrayCell,
    /// Occurs if a merged cell covers several columns of a row that is no band.
    MergedAcross,
    /// Occurs if a number or date cell holds a value that cannot be shown (`detail` says why).
    BadCell { detail: String },
    /// Occurs if a workbook is larger than a limit of the program; `what` is counted, for instance «строк».
    TooLarge { what: &'static str, limit: u64 },
    /// Occurs if «Реквизиты» has a value without a field.
    ValueWithoutField,
    /// Occurs if a text has a sign that only a face of Word gives a meaning; `code` is its number, as `U+F0E0`.
    PrivateSign { code: String },
    /// Occurs if the workbook of remarks cannot be written.
    RemarksNotWritten(Refusal),
    /// Occurs if the workbook of remarks would replace a workbook that is none.
    OtherWorkbook,
    /// Occurs if a workbook of remarks is given as data.
    RemarksAsInput,
    /// Occurs if a column that is not known has nearly the title of one that is.
    NearTitle { title: String, known: &'static str },
    /// Occurs if a further head of a table has columns that the first does not have.
    OtherHead { titles: Vec<String> },
    /// Occurs if under a table a title or an approval begins another document with a table of its own.
    SecondDocument,
    /// Occurs if a text between the activities is read as a direction and looks like the title of another document or like a signature;
    /// `like` says which.
    EndBetween { like: &'static str },
    /// Occurs if rows are printed that nobody sees in the workbook; `count` of them.
    HiddenRows { count: usize },
    /// Occurs if a column is printed that nobody sees in the workbook.
    HiddenColumn,
    /// Occurs if a due date or a body is only a mark that repeats the one above it.
    Ditto { column: String },
    /// Occurs if what stands around a table says otherwise than «Реквизиты».
    UnlikeField { field: String },
    /// Occurs if a workbook without «Реквизиты» has tables on several sheets.
    SeveralTables { sheets: Vec<String> },
    /// Occurs if a cell holds nothing that the document shows.
    NotPrinted,
    /// Occurs if some lines of a cell are shown, and others are not.
    PartNotPrinted { lines: Vec<String> },
    /// Occurs if a field was found around a table and the page shows it elsewhere than it stood.
    Moved { field: String },
    /// Occurs if a block was found around a table and the page shows its lines in another order.
    Shuffled { field: String },
    /// Occurs if the mark of a draft stands over a plan that is approved or signed.
    DraftMark,
    /// Occurs if a table of a text document has a column of the fulfilment, which a plan does not show; in a workbook if such a column
    /// is filled and no activity has a status (`is_unreported`), so that it may be meant for the plan.
    MarkColumn { title: String, is_unreported: bool },
    /// Occurs if a plan is read from one sheet, and another sheet of the workbook has filled cells.
    SheetAside { cells: usize },
    /// Occurs if something that is struck out in a workbook is printed.
    Struck,
    /// Occurs if a text document has a table that is neither the plan nor a part of what stands around it.
    OtherTable { titles: Vec<String> },
    /// Occurs if a field was found around a table. `from` tells where it stands: «из ячейки A6».
    TakenFrom { field: String, from: String },
    /// Occurs if a row without number and name was read as a part of the activity above, whose name stands at `cell`
    /// («в ячейке B7»).
    Continued { cell: String },
    /// Occurs if a row adds figures up.
    Total,
    /// Occurs if what stands around a table says otherwise than a field of the document, which is printed.
    OtherAround { field: String },
    /// Occurs if the column of names was found by its long texts.
    UnusualName { title: String },
    /// Occurs if a row has nothing but a Roman number and a name, and no numbered activity below it, so that it was read as an activity.
    UnmergedDirection,
}

/// «Срок», «Отдел».
fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("«{name}»")).collect::<Vec<_>>().join(", ")
}

/// Where a page shows a field that was found around a table.
fn place_on_page(field: &str) -> &'static str {
    match field {
        "утверждение" => "справа вверху первой страницы",
        "согласование" => "слева вверху первой страницы",
        "приложение к" => "вверху первой страницы",
        "основание" => "над названием",
        "название" => "над таблицей",
        "примечания" => "под таблицей, перед подписью",
        "подпись" => "в конце, под примечаниями",
        "составитель" => "внизу последней страницы",
        "приложения" => "на своей странице в конце",
        _ => "под названием, перед таблицей",
    }
}

impl WorkbookProblem {
    /// What is wrong, where the table stands in a text document.
    pub(super) fn message_in_document(&self) -> String {
        match self {
            Self::NoHead { wanted, .. } => format!("в документе нет таблицы со столбцом «{wanted}»"),
            Self::TooLarge { what, limit } => format!("документ слишком велик: {what} больше {limit}"),
            Self::NotPrinted => "этот текст не печатается и ни на что не влияет".into(),
            Self::StrayCell => "непонятно, к чему относится эта ячейка: над ней нет заголовка столбца".into(),
            _ => self.message(),
        }
    }

    /// What to do about it there.
    pub(super) fn hint_in_document(&self) -> Option<Advice> {
        Some(match self {
            Self::TooLarge { .. } => "оставьте в документе только сам план".into(),
            Self::NotPrinted => {
                "если его нужно напечатать, впишите его в таблицу или в абзац над ней или под ней".into()
            }
            Self::StrayCell => "дайте столбцу заголовок или перенесите текст в другой столбец".into(),
            Self::NoHead { wanted, nearest: None } => format!(
                "дайте столбцу с мероприятиями заголовок «{wanted}»; план, набранный без таблицы, программа не читает"
            )
            .into(),
            Self::MergedAcross => {
                "разделите ячейку (Макет – Разделить ячейки); по всей ширине объединяется только строка направления"
                    .into()
            }
            Self::UnmergedDirection => {
                "если это направление, объедините ячейки этой строки (Макет – Объединить ячейки)".into()
            }
            _ => return self.hint(),
        })
    }
}

impl From<WorkbookProblem> for Problem {
    fn from(problem: WorkbookProblem) -> Self {
        Self::Workbook(problem)
    }
}

impl Family for WorkbookProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "E201",
            Self::Password => "E202",
            Self::NoSheet { .. } => "E203",
            Self::NoHead { .. } => "E204",
            Self::TwoColumns { .. } => "E205",
            Self::ErrorCell => "E206",
            Self::FormulaWithoutValue => "E207",
            Self::RowWithoutName { .. } => "E208",
            Self::StrayCell => "E209",
            Self::MergedAcross => "E210",
            Self::BadCell { .. } => "E211",
            Self::TooLarge { .. } => "E212",
            Self::ValueWithoutField => "E213",
            Self::PrivateSign { .. } => "E214",
            Self::RemarksNotWritten(_) => "E610",
            Self::OtherWorkbook => "E611",
            Self::RemarksAsInput => "E612",
            Self::UnlikeField { .. } => "E215",
            Self::SeveralTables { .. } => "E216",
            Self::OtherHead { .. } => "E217",
            Self::SecondDocument => "E218",
            Self::EndBetween { .. } => "W219",
            Self::HiddenRows { .. } | Self::HiddenColumn => "W264",
            Self::Ditto { .. } => "W265",
            Self::NotPrinted | Self::PartNotPrinted { .. } => "W240",
            Self::TakenFrom { .. } => "W241",
            Self::Continued { .. } => "W242",
            Self::Total => "W243",
            Self::OtherAround { .. } => "W244",
            Self::UnusualName { .. } => "W245",
            Self::Moved { .. } | Self::Shuffled { .. } => "W247",
            Self::DraftMark => "W248",
            Self::MarkColumn { .. } => "W249",
            Self::SheetAside { .. } => "W258",
            Self::Struck => "W259",
            Self::OtherTable { .. } => "W218",
            Self::NearTitle { .. } => "W213",
            Self::UnmergedDirection => "W217",
        }
    }

    fn message(&self) -> String {
        match self {
            Self::Unreadable { detail } => format!("книга не читается: {detail}"),
            Self::Password => "книга защищена паролем".into(),
            Self::NoSheet { wanted, .. } => format!("в книге нет листа «{wanted}»"),
            Self::NoHead { wanted, .. } => format!("на листе не найдена шапка таблицы со столбцом «{wanted}»"),
            Self::TwoColumns { field, other } => {
                format!("два столбца с одним смыслом «{field}»: этот и столбец {other}")
            }
            Self::ErrorCell => "в ячейке ошибка вместо значения".into(),
            Self::FormulaWithoutValue => "в ячейке формула, значение которой не сохранено".into(),
            Self::RowWithoutName { column } => format!("строка заполнена, но в столбце «{column}» пусто"),
            Self::StrayCell => "непонятно, к чему относится эта ячейка: она вне таблицы".into(),
            Self::MergedAcross => "объединённая ячейка занимает несколько столбцов в строке мероприятия".into(),
            Self::BadCell { detail } => format!("значение ячейки не удаётся прочитать: {detail}"),
            Self::TooLarge { what, limit } => format!("книга слишком велика: {what} больше {limit}"),
            Self::ValueWithoutField => "есть значение, но слева не названо поле".into(),
            Self::PrivateSign { code } => format!("в тексте знак {code}, который есть только в особых шрифтах Word"),
            Self::RemarksNotWritten(refusal) => format!("книга замечаний не записана: {}", refusal.reason),
            Self::OtherWorkbook => {
                "по этому пути лежит другая книга, не книга замечаний; она оставлена как есть".into()
            }
            Self::RemarksAsInput => "это книга замечаний, которую сделала команда check, а не данные".into(),
            Self::OtherHead { titles } => {
                format!("у этой шапки другие столбцы, чем у первой: {}", quoted(titles))
            }
            Self::SecondDocument => {
                "под таблицей начинается ещё один документ со своей таблицей, а план может быть только один".into()
            }
            Self::EndBetween { like } => format!("похоже на {like}, а прочитано как направление"),
            Self::HiddenRows { count } => {
                let rows = agree(*count, ["скрытая строка", "скрытые строки", "скрытых строк"]);
                format!("на листе {count} {rows}; скрытое печатается, как видимое")
            }
            Self::HiddenColumn => "этот столбец скрыт; скрытое печатается, как видимое".into(),
            Self::Ditto { column } => {
                format!(
                    "в столбце «{column}» знак повтора; он печатается, как набран, а что он повторяет, программа не знает"
                )
            }
            Self::UnlikeField { field } => {
                format!("поле «{field}» стоит и здесь, и на листе «Реквизиты», и по-разному")
            }
            Self::SeveralTables { sheets } => {
                format!("таблицы мероприятий есть на нескольких листах: {}", quoted(sheets))
            }
            Self::NotPrinted => "эта ячейка не печатается и ни на что не влияет".into(),
            Self::PartNotPrinted { lines } => format!("отсюда не печатается {}", quoted(lines)),
            Self::Moved { field } => {
                format!("это печатается не там, где стоит, а {} (поле «{field}»)", place_on_page(field))
            }
            Self::Shuffled { field } => {
                format!("строки этого блока печатаются в другом порядке (поле «{field}»)")
            }
            Self::DraftMark => "отметка проекта не печатается: план утверждён или подписан".into(),
            Self::MarkColumn { title, is_unreported: false } => {
                format!("столбец «{title}» в плане не печатается: он для отчёта о выполнении")
            }
            Self::MarkColumn { title, is_unreported: true } => format!(
                "столбец «{title}» в плане не печатается: он для отчёта о выполнении, а состояние не указано ни у одного \
                 мероприятия"
            ),
            Self::SheetAside { cells } => {
                format!("этот лист не читается: план взят с другого листа; заполненных ячеек здесь {cells}")
            }
            Self::Struck => "в этой строке есть зачёркнутое; оно печатается, как незачёркнутое".into(),
            Self::OtherTable { titles } => {
                format!("эта таблица – не план, она не печатается; в первой строке: {}", quoted(titles))
            }
            Self::TakenFrom { field, from } if field == "название" => format!("название взято {from}"),
            Self::TakenFrom { field, from } => format!("поле «{field}» взято {from}"),
            Self::Continued { cell } => {
                format!("строка без номера и названия отнесена к мероприятию выше, {cell}")
            }
            Self::Total => "строка с итогом – не мероприятие, она не печатается".into(),
            Self::OtherAround { field } => {
                format!("рядом с таблицей стоит другое, чем в поле «{field}»; печатается то, что в поле")
            }
            Self::UnusualName { title } => {
                format!("столбец «{title}» принят за названия мероприятий, потому что тексты в нём самые длинные")
            }
            Self::NearTitle { title, .. } => {
                format!("столбец «{title}» программе незнаком и печатается как ваш собственный")
            }
            Self::UnmergedDirection => "строка похожа на направление, но прочитана как мероприятие".into(),
        }
    }

    fn hint(&self) -> Option<Advice> {
        Some(match self {
            Self::Unreadable { .. } => "откройте файл в Excel и сохраните его заново как «Книга Excel (*.xlsx)»".into(),
            Self::Password => "снимите пароль: Файл – Сведения – Защита книги".into(),
            Self::NoSheet { present, .. } if present.is_empty() => "добавьте этот лист".into(),
            Self::NoSheet { wanted, present } if wanted == "Реквизиты" => Advice::from(
                "назовите так лист, где стоят поля «вид», «период», «название», или добавьте его (образец создаёт ",
            )
            .command(Command::New, &[], Manner::Named)
            .words(format!("); в книге есть листы: {}", present.join(", "))),
            Self::NoSheet { wanted, present } => {
                format!("переименуйте нужный лист в «{wanted}»; в книге есть листы: {}", present.join(", ")).into()
            }
            Self::NoHead { wanted, nearest } => {
                let column = match nearest {
                    Some((title, cell)) => {
                        format!("ближе всего «{title}» {cell}: назовите этот столбец «{wanted}»")
                    }
                    None => format!("дайте столбцу заголовок «{wanted}»"),
                };
                let others = match *wanted {
                    "Наименование мероприятия" => " («№ п/п», «Срок выполнения» и другие)",
                    _ => "",
                };
                format!("{column}; все заголовки{others} ставьте в одну строку").into()
            }
            Self::TwoColumns { .. } => "переименуйте или удалите один из столбцов".into(),
            Self::ErrorCell => "исправьте формулу или впишите значение".into(),
            Self::FormulaWithoutValue => "откройте книгу в Excel и сохраните её: значения будут подсчитаны".into(),
            Self::RowWithoutName { .. } => "впишите название мероприятия или очистите строку".into(),
            Self::StrayCell => {
                "впишите её в столбец таблицы, удалите или дайте столбцу заголовок; столбец с «_» в начале заголовка \
                 не читается"
                    .into()
            }
            Self::MergedAcross => "разъедините ячейки; по всей ширине объединяется только строка направления".into(),
            Self::BadCell { .. } => "задайте ячейке формат «Текстовый» и наберите значение заново".into(),
            Self::TooLarge { .. } => "оставьте в книге только нужные листы и строки".into(),
            Self::ValueWithoutField => "в первом столбце листа «Реквизиты» впишите название поля".into(),
            Self::PrivateSign { .. } => {
                "удалите его или замените обычным: он стоит там, где виден пустой квадрат".into()
            }
            Self::RemarksNotWritten(refusal) => refusal.advice(),
            Self::OtherWorkbook => {
                Advice::from("укажите ").setting(Setting::Remarks, Manner::After).words(" другое имя")
            }
            Self::RemarksAsInput => "возьмите тот файл, который проверялся".into(),
            Self::OtherHead { .. } => {
                "сделайте столбцы такими же, как в первой шапке, или разделите план на два файла".into()
            }
            Self::SecondDocument => "перенесите его в отдельный файл (в книге – на отдельный лист); если это часть того же \
                плана, уберите отсюда второй гриф, а название начните с «Раздел» или «Направление»"
                .into(),
            Self::EndBetween { .. } => {
                "если здесь начинается другой план, перенесите его в отдельный файл (в книге – на отдельный лист)".into()
            }
            Self::HiddenRows { .. } => {
                "снимите в Excel фильтр или покажите строки; ненужные удалите, чтобы они не попали в документ".into()
            }
            Self::HiddenColumn => "если он не нужен, удалите его или начните его заголовок с «_»; если нужен, покажите".into(),
            Self::Ditto { .. } => "впишите полностью то, что стоит строкой выше".into(),
            Self::UnlikeField { .. } => "оставьте одно из двух".into(),
            Self::SeveralTables { sheets } => format!(
                "назовите нужный лист «Мероприятия» или укажите его после имени файла: план.xlsx#{}",
                sheets.first().map_or("Лист1", String::as_str)
            )
            .into(),
            Self::NotPrinted => "если её нужно напечатать, впишите её в таблицу или в поле листа «Реквизиты»".into(),
            Self::PartNotPrinted { .. } => {
                "если это нужно напечатать, впишите это в другую строку или абзац".into()
            }
            Self::TakenFrom { .. } => "посмотрите, верно ли это напечатано".into(),
            Self::Moved { .. } => {
                "посмотрите, годится ли это место; если нет, уберите это из файла: порядок частей плана постоянный".into()
            }
            Self::Shuffled { .. } => "порядок в блоке: гриф, должность, подпись с именем, дата".into(),
            Self::DraftMark => "если это ещё проект, уберите утверждение и подпись: тогда отметка печатается сама".into(),
            Self::MarkColumn { is_unreported: true, .. } => {
                "если он нужен в плане, назовите его иначе, например «Ожидаемый результат»; если это отметки, впишите \
                 состояния"
                    .into()
            }
            Self::MarkColumn { .. } => {
                "если он нужен в плане для отметок от руки, назовите его иначе, например «Отметка»".into()
            }
            Self::SheetAside { .. } => {
                "если здесь утверждение, название, примечания или подпись плана, перенесите их на лист с таблицей; иначе \
                 начните имя листа с «_»"
                    .into()
            }
            Self::Struck => "если его нужно убрать, удалите его; если нет, снимите зачёркивание".into(),
            Self::OtherTable { .. } => {
                "если она нужна, издайте её отдельным документом; продолжение плана стоит выше подписи и имеет ту же шапку"
                    .into()
            }
            Self::Continued { .. } => "если это отдельное мероприятие, впишите его название".into(),
            Self::Total => "если она нужна в документе, впишите её в примечания под таблицей".into(),
            Self::OtherAround { .. } => "оставьте одно из двух".into(),
            Self::UnusualName { .. } => "если это не они, назовите нужный столбец «Наименование мероприятия»".into(),
            Self::NearTitle { known, .. } => format!("если это «{known}», исправьте заголовок").into(),
            Self::UnmergedDirection => {
                "если это направление, объедините ячейку с его названием и соседние до конца строки".into()
            }
        })
    }

    fn is_io(&self) -> bool {
        matches!(self, Self::RemarksNotWritten(_) | Self::OtherWorkbook)
    }

    fn explanations() -> Vec<Explanation> {
        vec![
            of(
                "E201",
                "книга не читается",
                "файл повреждён или только называется .xlsx",
                "откройте его в Excel и сохраните как «Книга Excel (*.xlsx)»",
            ),
            of(
                "E202",
                "книга защищена паролем",
                "Excel спрашивает пароль при открытии",
                "снимите пароль: Файл – Сведения – Защита книги",
            ),
            of("E203", "в книге нет нужного листа", "лист назван «План» вместо «Мероприятия»", "переименуйте лист"),
            of(
                "E204",
                "на листе не найдена шапка таблицы",
                "заголовки стоят в двух разных строках",
                "поставьте заголовки столбцов в одну строку",
            ),
            of(
                "E205",
                "два столбца значат одно и то же",
                "«Срок» и «Срок выполнения» в одной таблице",
                "переименуйте или удалите один из них",
            ),
            of("E206", "в ячейке ошибка вместо значения", "#Н/Д", "исправьте формулу или впишите значение"),
            of(
                "E207",
                "значение формулы не сохранено в книге",
                "книгу создала программа, которая не считает",
                "откройте книгу в Excel и сохраните",
            ),
            of(
                "E208",
                "строка заполнена, но названия в ней нет",
                "есть срок и ответственные, а «Мероприятие» пусто",
                "впишите название или очистите строку",
            ),
            of(
                "E209",
                "ячейка стоит вне таблицы",
                "заметка справа от строки мероприятия",
                "впишите её в столбец таблицы или удалите",
            ),
            of(
                "E210",
                "объединённая ячейка занимает несколько столбцов",
                "срок и ответственные объединены в одну ячейку",
                "разъедините ячейки",
            ),
            of(
                "E211",
                "значение ячейки нельзя прочитать",
                "отрицательное число с форматом даты",
                "впишите значение текстом",
            ),
            of(
                "E212",
                "книга больше, чем программа принимает",
                "лист с миллионом заполненных строк",
                "оставьте только нужные листы и строки",
            ),
            of(
                "E213",
                "на листе «Реквизиты» есть значение без поля",
                "заполнен второй столбец, а первый пуст",
                "впишите в первый столбец название поля",
            ),
            of(
                "E214",
                "в тексте знак, который есть только в особых шрифтах Word",
                "стрелка или значок, вставленные из Word вместе с текстом",
                "удалите его или замените обычным; маркеры списков программа заменяет сама",
            ),
            of(
                "E610",
                "книгу замечаний нельзя записать",
                "прежняя книга замечаний открыта в Excel, и Windows не даёт её заменить",
                Advice::from("закройте её или укажите ").setting(Setting::Remarks, Manner::After).words(" другое имя"),
            ),
            of(
                "E611",
                "книга замечаний заменила бы другую книгу",
                Advice::default()
                    .run(Command::Check, &[Arg::File("план.xlsx"), Arg::Set(Setting::Remarks, "отчёт.xlsx")])
                    .words(", а отчёт.xlsx – ваша книга"),
                Advice::from("укажите ")
                    .setting(Setting::Remarks, Manner::After)
                    .words(" другое имя; заменяется только прежняя книга замечаний"),
            ),
            of(
                "E612",
                "вместо данных указана книга замечаний",
                Advice::default().run(Command::Plan, &[Arg::File("замечания.xlsx")]),
                "возьмите тот файл, который проверялся: листы книги замечаний – только копии",
            ),
            of(
                "E215",
                "одно поле задано вокруг таблицы и на листе «Реквизиты», и по-разному",
                "над таблицей одно название, на листе «Реквизиты» другое",
                "оставьте одно из двух",
            ),
            of(
                "E216",
                "таблицы мероприятий есть на нескольких листах, и не сказано, какая из них план",
                "листы «2026» и «2027», и на обоих таблица",
                "назовите нужный лист «Мероприятия» или укажите его после имени файла: план.xlsx#2027",
            ),
            of(
                "E217",
                "ниже в таблице стоит шапка с другими столбцами",
                "первая шапка: № – Мероприятия – Срок – Ответственные; вторая: № – Мероприятия – Результат – Срок",
                "сделайте столбцы одинаковыми: у документа одна таблица",
            ),
            of(
                "E218",
                "под таблицей начинается ещё один документ",
                "на одном листе план на 2026 год, а под ним план на 2027 год со своим грифом, названием и таблицей",
                "перенесите второй план в отдельный файл или на отдельный лист; часть того же плана назовите как направление: \
                 «Раздел 2. …»",
            ),
            of(
                "W219",
                "текст между мероприятиями похож на название ещё одного плана или на подпись",
                "под таблицей стоит «План работы школы № 2», а номера под ним снова начинаются с 1",
                "другой план перенесите в отдельный файл или на отдельный лист; направление можно оставить как есть",
            ),
            of(
                "W264",
                "в книге скрыты строки или столбец, которые печатаются",
                "фильтр в Excel оставил на виду только часть плана, а напечатан он весь",
                "покажите скрытое, чтобы видеть всё, что будет напечатано; ненужное удалите",
            ),
            of(
                "W265",
                "в столбце срока или ответственных стоит знак повтора",
                "«-\"-» или «то же»: у мероприятия тогда нет ни срока, ни исполнителя, которому послать форму",
                "впишите срок или исполнителя полностью",
            ),
            of(
                "W240",
                "ячейка заполнена, но документ её не показывает",
                "заголовок над таблицей показателей",
                "уберите её или внесите её текст туда, где он печатается",
            ),
            of(
                "W241",
                "поле найдено рядом с таблицей, а не на листе «Реквизиты»",
                "название набрано над таблицей",
                "посмотрите, верно ли это напечатано",
            ),
            of(
                "W242",
                "строка без номера и названия дополняет мероприятие выше",
                "второй ответственный в строке под мероприятием",
                "если это отдельное мероприятие, впишите его название",
            ),
            of("W243", "строка с итогом не печатается", "«Итого» под столбцом чисел", "впишите итог в примечания"),
            of(
                "W244",
                "рядом с таблицей стоит другое, чем в поле документа",
                "«подпись.имя» на листе – А.А. Иванов, под таблицей – Б.Б. Петров",
                "оставьте одно из двух",
            ),
            of(
                "W245",
                "ни один заголовок не назван как столбец названий, и он найден по длине текстов",
                "«Дела класса» вместо «Мероприятия»",
                "назовите столбец «Наименование мероприятия», если программа ошиблась",
            ),
            of(
                "W247",
                "текст рядом с таблицей печатается не там, где стоит",
                "адрес учреждения над грифом утверждения, согласование под подписью",
                "посмотрите, годится ли это место; если нет, уберите его из файла",
            ),
            of(
                "W248",
                "отметка проекта не печатается: план утверждён или подписан",
                "«ПРОЕКТ» над «УТВЕРЖДАЮ»",
                "уберите её; если это ещё проект, уберите утверждение и подпись",
            ),
            of(
                "W249",
                "столбец с отметками о выполнении не печатается в плане",
                "«Отметка о выполнении» последним столбцом",
                "отметки печатает отчёт; столбец для отметок от руки назовите иначе, например «Отметка»",
            ),
            of(
                "W258",
                "план взят с одного листа книги, а на другом тоже что-то написано; он не читается",
                "на листе «Титул» – утверждение и название, на листе «План» – таблица",
                "перенесите их на лист с таблицей, над ней; справочные листы назовите с «_» в начале",
            ),
            of(
                "W259",
                "в книге зачёркнутый текст; он печатается, как незачёркнутый",
                "мероприятие отменили и зачеркнули его строку",
                "удалите его, если оно не нужно, или снимите зачёркивание",
            ),
            of(
                "W218",
                "в документе Word есть таблица, которая не план; она не печатается",
                "под планом – список школ с телефонами",
                "издайте её отдельным документом, если она нужна",
            ),
            of(
                "W213",
                "столбец книги назван почти так же, как известный, и потому печатается как ваш собственный",
                "«Срк выполнения»: срока у мероприятий тогда нет",
                "исправьте заголовок, если это опечатка",
            ),
            of(
                "W217",
                "строка с римской цифрой и названием прочитана как мероприятие, а похожа на направление: под ней нет \
                 мероприятия с номером 1, 2, 3",
                "«I» в столбце «№ п/п», «Организация» в столбце «Мероприятие», остальное пусто, и в следующей строке тоже нет номера",
                "объедините ячейку с названием направления и соседние до конца строки",
            ),
        ]
    }
}
