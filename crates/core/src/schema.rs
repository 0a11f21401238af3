//! The keys that people type, each once, and the words that more than one of the readers and writers must know.
//!
//! They stand here in lower case and with `е` for `ё`, since so they are compared. A key that several records have stands
//! at the first of them.

// --- every document

/// What document it is.
pub const KIND: &str = "вид";
/// The name of what the record is about: a document, a direction, an activity, an indicator, an annex.
pub const NAME: &str = "название";
/// The time that it is for.
pub const PERIOD: &str = "период";
/// Who approves it.
pub const APPROVAL: &str = "утверждение";
/// Who agrees to it.
pub const AGREEMENT: &str = "согласование";
/// What it rests on.
pub const BASIS: &str = "основание";
/// Short names of responsible bodies.
pub const SHORT_NAMES: &str = "исполнители";
/// Of a responsible body, where letters go to.
pub const MAIL: &str = "почта";
/// Who signs at the end.
pub const SIGNATURE: &str = "подпись";
/// Who drew it up.
pub const MAKER: &str = "составитель";
/// The look.
pub const STYLE: &str = "оформление";
/// Which remarks are wanted.
pub const REMARKS: &str = "замечания";
/// The codes of the remarks that are not wanted.
pub const MUTED: &str = "выключить";

// --- kinds of documents

/// A plan.
pub const PLAN_KIND: &str = "план";
/// A monitoring.
pub const MONITORING_KIND: &str = "мониторинг";
/// The amendments that lead from one edition of a plan to another.
pub const AMENDMENTS_KIND: &str = "изменения";
/// The sheet on which people agree to the order of a plan.
pub const AGREEMENT_SHEET_KIND: &str = "лист согласования";
/// The sheet on which people are acquainted with the order of a plan.
pub const ACQUAINTANCE_SHEET_KIND: &str = "лист ознакомления";
/// What of a plan one body answers for.
pub const EXTRACT_KIND: &str = "выписка";
/// Of an extract: its plan has been reduced to the activities of its body.
pub const ALL: &str = "все";
/// The summary of the reports of many territories; in an indicator of it, how the figures are put together.
pub const SUMMARY_KIND: &str = "свод";

// --- approvals, acts, signatures

/// The mark above an approval.
pub const MARK: &str = "гриф";
/// The post of a person.
pub const POST: &str = "должность";
/// The name of a person.
pub const PERSON: &str = "имя";
/// The telephone of a person.
pub const PHONE: &str = "телефон";
/// An act; the document behind what was done.
pub const DOCUMENT: &str = "документ";
/// A date.
pub const DATE: &str = "дата";
/// A number: of an act, an edition, an annex, an activity.
pub const NUMBER: &str = "номер";
/// The number of an act, where another thing beside it has one.
pub const ACT_NUMBER: &str = "номер документа";

// --- the plan

/// The edition.
pub const EDITION: &str = "редакция";
/// What the plan is an annex to.
pub const ANNEX_TO: &str = "приложение к";
/// The text before the table.
pub const PREAMBLE: &str = "преамбула";
/// The goal.
pub const GOAL: &str = "цель";
/// The tasks.
pub const TASKS: &str = "задачи";
/// How activities are numbered.
pub const NUMBERING: &str = "нумерация";
/// The workbook that holds the table.
pub const TABLE: &str = "таблица";
/// The directions.
pub const DIRECTIONS: &str = "направления";
/// The activities, of a direction or of a plan without directions.
pub const ACTIVITIES: &str = "мероприятия";
/// What stands under the table, before the signature.
pub const NOTES: &str = "примечания";
/// The annexes.
pub const ANNEXES: &str = "приложения";
/// The text of an annex.
pub const TEXT: &str = "текст";

/// Activities are numbered through all directions.
pub const RUNNING: &str = "сквозная";
/// Activities are numbered within their directions.
pub const NESTED: &str = "вложенная";
/// Numbers, or whatever else it is, stay as they are in the data.
pub const AS_TYPED: &str = "как в данных";

// --- the columns of the table

/// The columns, of the table or of a group of them.
pub const COLUMNS: &str = "столбцы";
/// The common title of a group of columns.
pub const GROUP: &str = "группа";
/// What a column shows.
pub const FIELD: &str = "поле";
/// The title of a column.
pub const COLUMN_TITLE: &str = "заголовок";
/// Whether equal neighbours become one tall cell.
pub const JOIN: &str = "объединять";

// --- directions and activities

/// What stands before the name of a direction.
pub const DESIGNATION: &str = "обозначение";
/// The code of an activity.
pub const CODE: &str = "код";
/// When it is due.
pub const DUE: &str = "срок";
/// Who answers for it.
pub const RESPONSIBLE: &str = "ответственные";
/// What is to come of an activity, or came of it.
pub const RESULT: &str = "результат";
/// What kind of document is to come of it.
pub const DOCUMENT_KIND: &str = "вид документа";
/// By what its result is measured.
pub const INDICATOR: &str = "показатель";
/// Who helps.
pub const HELPERS: &str = "соисполнители";
/// When it begins.
pub const START: &str = "начало";
/// When it ends.
pub const END: &str = "окончание";
/// A note.
pub const NOTE: &str = "примечание";

// --- the monitoring

/// The plan that is measured; in an indicator, the figure that was planned.
pub const PLAN: &str = "план";
/// The day as of which everything is judged.
pub const AS_OF: &str = "на дату";
/// The edition of the plan that is reported on.
pub const PLAN_EDITION: &str = "редакция плана";
/// Where the figures come from.
pub const SOURCES: &str = "источники";
/// What is known of each activity.
pub const FULFILMENT: &str = "исполнение";
/// The indicators.
pub const INDICATORS: &str = "показатели";
/// Of an indicator, whether more or less of it is better.
pub const BETTER: &str = "лучше";
/// The analysis.
pub const ANALYSIS: &str = "анализ";
/// The conclusions.
pub const CONCLUSIONS: &str = "выводы";
/// The recommendations.
pub const RECOMMENDATIONS: &str = "рекомендации";
/// The decisions.
pub const DECISIONS: &str = "решения";
/// In the file of a plan: what else of its monitoring stands beside it.
pub const MONITORING: &str = "мониторинг";

// --- an entry of the fulfilment

/// The activity that it is about.
pub const ACTIVITY: &str = "мероприятие";
/// How the activity stands.
pub const STATUS: &str = "статус";
/// Why it was not done, or not as planned.
pub const CAUSE: &str = "причина";
/// Until when it is to be done instead.
pub const NEW_DUE: &str = "новый срок";
/// Where the values of the entry come from.
pub const SOURCE: &str = "источник";

// --- a source

/// The form.
pub const FILE: &str = "файл";
/// Its sheet.
pub const SHEET: &str = "лист";
/// Fields with the cells in which they stand.
pub const CELLS: &str = "ячейки";
/// The body that the form was made for.
pub const BODY: &str = "исполнитель";
/// Who filled it in.
pub const FILLED_BY: &str = "заполнил";
/// What a source said, as digests.
pub const TAKEN: &str = "взято";

// --- an indicator

/// The unit of its figures.
pub const UNIT: &str = "единица";
/// The figure of the year before.
pub const LAST_YEAR: &str = "прошлый год";
/// The figure that was reached.
pub const FACT: &str = "факт";
/// What explains it.
pub const EXPLANATION: &str = "пояснение";

// --- a recommendation, a decision

/// To whom it goes.
pub const ADDRESSEE: &str = "кому";
/// What is to be done.
pub const WHAT: &str = "что";

// --- the order that approves the plan

/// The order; as a kind of documents, too.
pub const ORDER: &str = "приказ";
/// Whose it is.
pub const ORGANISATION: &str = "организация";
/// Where it is issued.
pub const ISSUED_IN: &str = "место";
/// Its points.
pub const POINTS: &str = "пункты";
/// The points below a point.
pub const SUBPOINTS: &str = "подпункты";
/// Who controls it.
pub const CONTROL: &str = "контроль";
/// Who is to be acquainted with it.
pub const ACQUAINTANCE: &str = "ознакомление";

// --- amendments

/// The edition that is amended.
pub const OLD: &str = "было";
/// The edition that comes of it.
pub const NEW: &str = "стало";

// --- the summary

/// The territories whose reports are put together.
pub const TERRITORIES: &str = "территории";
/// Of a report, the territory that it is of; never printed in it.
pub const TERRITORY: &str = "территория";
/// The reports of a territory.
pub const FILES: &str = "файлы";
/// The last day on which a report is in time.
pub const DEADLINE: &str = "представить до";
/// Whether territories get points.
pub const SCORES: &str = "баллы";
/// Whether only the words of reports were compared with their data.
pub const BY_WORDS: &str = "сверены по словам";
/// The activities that the plans of several territories have.
pub const COMMON: &str = "общие мероприятия";
/// What became of the reports of a territory.
pub const REPORTS: &str = "отчеты";
/// The digest of a report's file.
pub const DIGEST: &str = "отпечаток";
/// How many files a record of reports stands for, if it is more than one.
pub const COUNT: &str = "файлов";
/// Whether a report counts.
pub const FATE: &str = "учет";
/// When a report was approved.
pub const APPROVED: &str = "утвержден";
/// Who signed a report electronically.
pub const SIGNED_BY: &str = "подписал";
/// When he did.
pub const SIGNED: &str = "подписан";
/// The title of the plan that the reports are of, where it is no plan of all.
pub const PLAN_TITLE: &str = "название плана";
/// The time that this plan is for.
pub const PLAN_PERIOD: &str = "период плана";
/// How many activities stand how: of a report all, of a territory each common one.
pub const TOTALS: &str = "итоги";
/// How those activities of a territory stand that only its own plan has.
pub const OWN: &str = "свои мероприятия";
/// Why activities of a territory are not done.
pub const CAUSES: &str = "причины";
/// Of an activity, whether the plans below must have it; never printed.
pub const OBLIGATORY: &str = "обязательно";

// --- the look

/// The standard that is kept.
pub const STANDARD: &str = "стандарт";
/// The face.
pub const FACE: &str = "шрифт";
/// The size of the type.
pub const SIZE: &str = "кегль";
/// The size of the type in the table.
pub const TABLE_SIZE: &str = "кегль таблицы";
/// The margins.
pub const MARGINS: &str = "поля";
/// The margins, as they are spoken of.
pub const STYLE_MARGINS: &str = "оформление.поля";
/// The left margin.
pub const LEFT: &str = "левое";
/// The right margin.
pub const RIGHT: &str = "правое";
/// The upper margin.
pub const TOP: &str = "верхнее";
/// The lower margin.
pub const BOTTOM: &str = "нижнее";
/// Portrait or landscape.
pub const ORIENTATION: &str = "ориентация";
/// Whether the head of the table is repeated on every page.
pub const HEAD: &str = "шапка";
