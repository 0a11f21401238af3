//! What was typed: the arguments as `clap` reads them, with their Russian help.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

use dorkarta_core::diagnostics::render::MessageFormat;
use dorkarta_core::domain::Day;
use dorkarta_core::input::word::Tracked;
use dorkarta_press::{Format, Overrides, Standards};

use super::Usage;
use super::jobs::NOT_TO_A_WINDOW;
use super::paths::{path, target};
use super::terminal::Terminal;
use crate::app::packet::Part;
use crate::app::targets::{Target, has_ending};

/// The version, and the commit if it is known.
fn version() -> &'static str {
    match env!("DORKARTA_COMMIT") {
        "" => env!("CARGO_PKG_VERSION"),
        _ => concat!(env!("CARGO_PKG_VERSION"), " (", env!("DORKARTA_COMMIT"), ")"),
    }
}

const TEMPLATE: &str = "{before-help}{about-with-newline}\n{usage-heading} {usage}\n\n{all-args}{after-help}\n";

/// План мероприятий («дорожная карта») из Word, Excel или YAML – в официальный PDF
#[derive(Debug, Parser)]
#[command(
    name = "dorkarta",
    version = version(),
    help_template = TEMPLATE,
    subcommand_help_heading = "Команды",
    subcommand_value_name = "КОМАНДА",
    override_usage = "dorkarta КОМАНДА …\n       dorkarta ФАЙЛ…     – документ рядом с файлом (так же, как если перетащить файл на программу)",
    next_help_heading = "Ключи",
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true,
    args_conflicts_with_subcommands = true,
    arg_required_else_help = true,
    after_help = "Подробнее о команде: dorkarta КОМАНДА --help\nКоды завершения: 0 – готово, 1 – ошибки в данных (ничего не записано), 2 – ошибка в командной строке, 3 – файл не читается или не пишется"
)]
pub(super) struct Args {
    #[command(subcommand)]
    pub command: Option<Command>,

    /// Файлы с данными: .docx, .odt, .xlsx, .xlsm, .xlsb, .xls, .ods, .yaml, или PDF с вложенными данными; можно маской: *.xlsx
    #[arg(value_name = "ФАЙЛ", help_heading = "Файлы", value_parser = path())]
    pub files: Vec<PathBuf>,

    /// Показать эту справку
    #[arg(short = 'h', long, action = clap::ArgAction::Help)]
    help: Option<bool>,

    /// Показать версию
    #[arg(short = 'V', long, action = clap::ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Сделать план мероприятий в PDF
    #[command(visible_alias = "план", help_template = TEMPLATE, override_usage = "dorkarta plan [КЛЮЧИ] ФАЙЛ…", disable_help_flag = true)]
    Plan(DocumentArgs),
    /// Сделать отчёт об исполнении плана в PDF
    #[command(visible_aliases = ["отчет", "отчёт"], help_template = TEMPLATE, override_usage = "dorkarta report [КЛЮЧИ] ФАЙЛ…\n       dorkarta report [КЛЮЧИ] ПЛАН ФОРМА…     – отчёт прямо по заполненным формам", disable_help_flag = true)]
    Report(ReportArgs),
    /// Проверить данные: все ошибки и замечания, без документа
    #[command(visible_alias = "проверить", help_template = TEMPLATE, override_usage = "dorkarta check [КЛЮЧИ] ФАЙЛ…\n       dorkarta check --explain КОД", disable_help_flag = true)]
    Check(CheckArgs),
    /// Создать заполненный образец, который остаётся исправить под себя
    #[command(visible_alias = "новый", help_template = TEMPLATE, override_usage = "dorkarta new [ПАПКА] [--xlsx|--yaml]\n       dorkarta new --from ФАЙЛ [-o ФАЙЛ.xlsx]     – данные файла книгой обычного вида", disable_help_flag = true)]
    New(NewArgs),
    /// Сделать форму Excel для сбора сведений об исполнении плана
    #[command(visible_alias = "форма", help_template = TEMPLATE, override_usage = "dorkarta form [КЛЮЧИ] ПЛАН -o ФОРМА.xlsx\n       dorkarta form ПЛАН --each -o ПАПКА     – по форме каждому исполнителю", disable_help_flag = true)]
    Form(FormArgs),
    /// Собрать заполненные формы в один файл мониторинга
    #[command(visible_alias = "собрать", help_template = TEMPLATE, override_usage = "dorkarta collect [КЛЮЧИ] ПЛАН ФОРМА… -o МОНИТОРИНГ.xlsx\n       dorkarta collect [КЛЮЧИ] ПЛАН ПАПКА -o МОНИТОРИНГ.xlsx     – все формы из папки", disable_help_flag = true)]
    Collect(CollectArgs),
    /// Сравнить две редакции плана; с ключом -o – документ «Изменения, которые вносятся в план»
    #[command(visible_alias = "сравнить", help_template = TEMPLATE, override_usage = "dorkarta diff [КЛЮЧИ] БЫЛО СТАЛО", disable_help_flag = true, after_help = "Коды завершения: 0 – различий нет, 1 – различия есть, 2 – сравнить не удалось")]
    Diff(DiffArgs),
    /// Сделать комплект: приказ, план, листы к приказу, каждому исполнителю – выписку, сроки, форму и письмо
    #[command(visible_alias = "комплект", help_template = TEMPLATE, override_usage = "dorkarta packet [КЛЮЧИ] ПЛАН [-o ПАПКА]", disable_help_flag = true)]
    Packet(PacketArgs),
    /// Показать сроки: что просрочено, что к сроку в этом месяце, что впереди
    #[command(visible_alias = "сроки", help_template = TEMPLATE, override_usage = "dorkarta due [КЛЮЧИ] ФАЙЛ", disable_help_flag = true)]
    Due(DueArgs),
    /// Достать из PDF данные, из которых он сделан, в файл YAML
    #[command(visible_alias = "извлечь", help_template = TEMPLATE, override_usage = "dorkarta extract [КЛЮЧИ] ФАЙЛ.pdf", disable_help_flag = true)]
    Extract(ExtractArgs),
    /// Подписать документ электронной подписью
    #[command(visible_alias = "подписать", help_template = TEMPLATE, override_usage = "dorkarta sign [КЛЮЧИ] ФАЙЛ --cert СЕРТИФИКАТ\n       dorkarta sign --show-settings", disable_help_flag = true)]
    Sign(SignArgs),
    /// Проверить, не изменён ли PDF: сделать его заново и сравнить
    #[command(visible_alias = "сверить", help_template = TEMPLATE, override_usage = "dorkarta verify [КЛЮЧИ] ФАЙЛ.pdf", disable_help_flag = true)]
    Verify(VerifyArgs),
    /// Свести отчёты многих территорий в один
    #[command(visible_alias = "свод", help_template = TEMPLATE, override_usage = "dorkarta summary [КЛЮЧИ] СВОД.yaml\n       dorkarta summary [КЛЮЧИ] ОТЧЁТ… | ПАПКА     – каждый файл – отчёт одной территории", disable_help_flag = true)]
    Summary(SummaryArgs),
    /// Открыть ту же работу на странице браузера, рядом с Excel
    #[command(visible_alias = "окно", help_template = TEMPLATE, override_usage = "dorkarta window [КЛЮЧИ] [ПАПКА]", disable_help_flag = true)]
    Window(WindowArgs),
    /// Записать схему данных: по ней редактор YAML подсказывает поля и отмечает ошибки при наборе
    #[command(visible_alias = "схема", help_template = TEMPLATE, override_usage = "dorkarta schema [-o ФАЙЛ.json]", disable_help_flag = true)]
    Schema(SchemaArgs),
    /// Для сборщиков пакетов: дополнение команд в оболочках и страницы руководства man
    #[command(hide = true, help_template = TEMPLATE, override_usage = "dorkarta packaging ПАПКА", disable_help_flag = true)]
    Packaging(PackagingArgs),
}

#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Ключи")]
pub(super) struct DocumentArgs {
    /// Файлы с данными: .docx, .odt, .xlsx, .xlsm, .xlsb, .xls, .ods, .yaml, или PDF с вложенными данными; папка – все подходящие в ней; можно маской: *.xlsx
    #[arg(value_name = "ФАЙЛ", required = true, help_heading = "Файлы", value_parser = path())]
    pub files: Vec<PathBuf>,

    /// Куда записать: файл, папка (если файлов несколько) или «-» для вывода в поток [иначе output/ИМЯ.pdf, для отчёта output/ИМЯ-report.pdf]
    #[arg(short, long, value_name = "ПУТЬ", value_parser = target())]
    pub output: Option<PathBuf>,

    /// Вид файла; картинки – по одной на страницу
    #[arg(
        long,
        value_name = "ВИД",
        default_value = "pdf",
        hide_default_value = true,
        hide_possible_values = true,
        value_parser = formats(),
        help = "Вид файла: pdf, docx (для правки в Word), png или svg; картинки – по одной на страницу [иначе pdf]"
    )]
    pub format: Format,

    /// Открыть готовый документ
    #[arg(long)]
    pub open: bool,

    /// Делать документ заново после каждого сохранения исходных файлов, пока не нажать Ctrl+C
    #[arg(long)]
    pub watch: bool,

    #[command(flatten)]
    pub word: WordArgs,

    #[command(flatten)]
    pub messages: MessageArgs,

    /// Заменить и тот документ, который уже подписан; прежний останется в папке archive
    #[arg(long)]
    pub force: bool,

    #[command(flatten)]
    pub pdf: PdfArgs,

    /// Показать эту справку
    #[arg(short = 'h', long, action = clap::ArgAction::Help)]
    help: Option<bool>,
}

#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Ключи")]
pub(super) struct ReportArgs {
    #[command(flatten)]
    pub document: DocumentArgs,

    /// На какой день составить отчёт: ГГГГ-ММ-ДД [иначе поле «на дату»]
    #[arg(long, value_name = "ДЕНЬ", value_parser = day)]
    pub date: Option<Day>,

    #[command(flatten)]
    pub choice: ChoiceArgs,
}

/// Which of differing answers in forms is taken.
#[derive(Debug, Clone, Default, ClapArgs)]
pub(super) struct ChoiceArgs {
    /// Если в формах сказано разное, верить этой форме или этому исполнителю; можно повторить
    #[arg(long, value_name = "ФОРМА|ИСПОЛНИТЕЛЬ")]
    pub prefer: Vec<String>,

    /// Файл с выбором: книга расхождений (--conflicts) или .yaml со строками вида «3: школа-1.xlsx»
    #[arg(long, value_name = "ФАЙЛ", value_parser = path())]
    pub answers: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Ключи")]
pub(super) struct SummaryArgs {
    /// Файл «вид: свод» со списком территорий или сами отчёты: PDF с вложенными данными, .yaml, книги, своды нижнего уровня; папка – все отчёты в ней; можно маской: отчеты/*.pdf
    #[arg(value_name = "ФАЙЛ", required = true, help_heading = "Файлы", value_parser = path())]
    pub files: Vec<PathBuf>,

    /// Куда записать свод: файл, папка или «-» для вывода в поток [иначе output/ИМЯ.pdf, без файла свода output/свод.pdf]
    #[arg(short, long, value_name = "ПУТЬ", value_parser = target())]
    pub output: Option<PathBuf>,

    /// Вид файла; картинки – по одной на страницу
    #[arg(
        long,
        value_name = "ВИД",
        default_value = "pdf",
        hide_default_value = true,
        hide_possible_values = true,
        value_parser = formats(),
        help = "Вид файла: pdf, docx (для правки в Word), png или svg [иначе pdf]"
    )]
    pub format: Format,

    /// Записать ещё и книгу Excel: те же цифры строками, у каждой – файл, из которого она взята
    #[arg(long, value_name = "КНИГА.xlsx", value_parser = target())]
    pub xlsx: Option<PathBuf>,

    /// Записать в папку черновики писем (.eml) тем, кто не отчитался
    #[arg(long, value_name = "ПАПКА", value_parser = target())]
    pub letters: Option<PathBuf>,

    /// Поставить территориям баллы от 0 до 100; правило печатается под таблицей
    #[arg(long, visible_alias = "баллы")]
    pub points: bool,

    /// Сверять PDF отчётов только по словам: в несколько раз быстрее, но закрашенного и дорисованного не видно; в своде так и сказано [иначе полностью, до байта]
    #[arg(long, visible_alias = "по-словам")]
    pub words: bool,

    /// На какой день свод: ГГГГ-ММ-ДД [иначе поле «на дату», а без него – последний день отчётов]
    #[arg(long, value_name = "ДЕНЬ", value_parser = day)]
    pub date: Option<Day>,

    /// Открыть готовый свод
    #[arg(long)]
    pub open: bool,

    #[command(flatten)]
    pub messages: MessageArgs,

    /// Заменить и тот документ, который уже подписан; прежний останется в папке archive
    #[arg(long)]
    pub force: bool,

    #[command(flatten)]
    pub pdf: PdfArgs,

    /// Показать эту справку
    #[arg(short = 'h', long, action = clap::ArgAction::Help)]
    help: Option<bool>,
}

/// How a PDF is made.
#[derive(Debug, ClapArgs)]
pub(super) struct PdfArgs {
    /// Не вкладывать в документ данные, из которых он сделан
    #[arg(long)]
    pub no_data: bool,

    /// Стандарты PDF через запятую [иначе a-3a,ua-1: архив и доступность]
    #[arg(long, value_name = "СПИСОК", default_value = Standards::ARCHIVAL, hide_default_value = true)]
    pub pdf_standard: String,

    #[command(flatten)]
    pub overrides: OverrideArgs,
}

/// How documents of Word are read.
#[derive(Debug, Clone, Copy, ClapArgs)]
pub(super) struct WordArgs {
    /// Исправления, записанные в документе Word: accept – читать как принятые, reject – как отклонённые [иначе accept]
    #[arg(long, value_name = "ВИД", default_value = "accept", hide_default_value = true, hide_possible_values = true, value_parser = tracked())]
    pub changes: Tracked,
}

/// What a document is made with besides what the program brings along.
#[derive(Debug, Clone, Default, ClapArgs)]
pub(super) struct OverrideArgs {
    /// Папка с дополнительными шрифтами
    #[arg(long, value_name = "ПАПКА", value_parser = path())]
    pub font_dir: Vec<PathBuf>,

    /// Папка, файлы которой заменяют шаблоны с теми же именами
    #[arg(long, value_name = "ПАПКА", value_parser = path())]
    pub templates: Option<PathBuf>,
}

impl From<OverrideArgs> for Overrides {
    fn from(args: OverrideArgs) -> Self {
        Self { font_dirs: args.font_dir, templates: args.templates }
    }
}

/// Kinds of documents by what is typed for them.
fn formats() -> impl TypedValueParser<Value = Format> {
    // What the template is given: for authors of templates.
    let values = ["pdf", "docx", "png", "svg"]
        .map(PossibleValue::new)
        .into_iter()
        .chain([PossibleValue::new("view").hide(true)]);
    PossibleValuesParser::new(values).map(|typed| match typed.as_str() {
        "docx" => Format::Docx,
        "png" => Format::Png,
        "svg" => Format::Svg,
        "view" => Format::View,
        _ => Format::Pdf,
    })
}

/// Forms of messages by what is typed for them.
fn message_formats() -> impl TypedValueParser<Value = MessageFormat> {
    PossibleValuesParser::new(["text", "short", "json"]).map(|typed| match typed.as_str() {
        "short" => MessageFormat::Short,
        "json" => MessageFormat::Json,
        _ => MessageFormat::Text,
    })
}

/// Ways of reading tracked changes by what is typed for them.
fn tracked() -> impl TypedValueParser<Value = Tracked> {
    PossibleValuesParser::new(["accept", "reject"]).map(|typed| match typed.as_str() {
        "reject" => Tracked::Reject,
        _ => Tracked::Accept,
    })
}

/// A port of the command line; 0 for any that is free.
fn port(typed: &str) -> Result<u16, &'static str> {
    typed.parse().map_err(|_| "нужно число до 65535, например 8765")
}

/// A day of the command line.
pub(super) fn day(typed: &str) -> Result<Day, &'static str> {
    let day = Day::parse_iso(typed).or_else(|| Day::parse_written(typed));
    day.ok_or("нужен день вида ГГГГ-ММ-ДД или ДД.ММ.ГГГГ, например 2023-11-20 или 20.11.2023")
}

/// What is told, and how.
#[derive(Debug, Clone, Copy, Default, ClapArgs)]
pub(super) struct MessageArgs {
    /// Считать замечания ошибками
    #[arg(long)]
    pub strict: bool,

    #[command(flatten)]
    pub told: ToldArgs,
}

/// The same where remarks can be no faults.
#[derive(Debug, Clone, Copy, Default, ClapArgs)]
pub(super) struct ToldArgs {
    /// Вид сообщений: text – подробно, short – по строке, json – для программ
    #[arg(
        id = "messages",
        long = "messages",
        value_name = "ВИД",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true,
        value_parser = message_formats()
    )]
    pub format: MessageFormat,

    /// Не показывать замечания и ход работы
    #[arg(short, long)]
    pub quiet: bool,
}

impl MessageArgs {
    /// Whether remarks are kept back. Under «--strict» a remark is a fault: it is not hushed up.
    pub(super) fn hides_remarks(self) -> bool {
        self.told.quiet && !self.strict
    }
}

#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Ключи")]
pub(super) struct CheckArgs {
    /// Файлы с данными: .docx, .odt, .xlsx, .xlsm, .xlsb, .xls, .ods, .yaml, или PDF с вложенными данными; папка – все подходящие в ней; можно маской: *.xlsx
    #[arg(value_name = "ФАЙЛ", required_unless_present = "explain", help_heading = "Файлы", value_parser = path())]
    pub files: Vec<PathBuf>,

    /// Объяснить, что значит код сообщения, например W201
    #[arg(long, value_name = "КОД", conflicts_with = "files")]
    pub explain: Option<String>,

    /// Показать, что стало с каждой ячейкой книги (с каждым абзацем документа): напечатана, учтена, не печатается и почему
    #[arg(long, conflicts_with = "explain")]
    pub account: bool,

    /// Сравнить план с вышестоящим: все ли обязательные мероприятия в нём есть, не позже ли сроки, указаны ли ответственные
    #[arg(long, visible_alias = "эталон", value_name = "ПЛАН", conflicts_with = "explain", value_parser = path())]
    pub against: Option<PathBuf>,

    /// Записать ещё и книгу Excel: список замечаний со ссылками в раскрашенную копию таблицы
    #[arg(long, value_name = "КНИГА.xlsx", conflicts_with = "explain", value_parser = target())]
    pub xlsx: Option<PathBuf>,

    #[command(flatten)]
    pub word: WordArgs,

    #[command(flatten)]
    pub messages: MessageArgs,

    /// Показать эту справку
    #[arg(short = 'h', long, action = clap::ArgAction::Help)]
    help: Option<bool>,
}

#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Ключи")]
pub(super) struct DueArgs {
    /// План или мониторинг: .docx, .odt, .xlsx, .xlsm, .xlsb, .xls, .ods, .yaml, или PDF с вложенными данными
    #[arg(value_name = "ФАЙЛ", required = true, help_heading = "Файлы", value_parser = path())]
    pub file: PathBuf,

    /// На какой день [иначе день мониторинга, а если его нет – сегодня]
    #[arg(long, value_name = "ГГГГ-ММ-ДД", value_parser = day)]
    pub date: Option<Day>,

    /// Только мероприятия одного исполнителя; достаточно нескольких слов из названия
    #[arg(long = "for", value_name = "ИСПОЛНИТЕЛЬ")]
    pub body: Option<String>,

    /// По каждому исполнителю отдельно
    #[arg(long, conflicts_with = "body")]
    pub each: bool,

    /// Вид: text – таблица, json – для программ, ics – календарь для Outlook и других [иначе по имени файла после -o, а без него text]
    #[arg(long, value_name = "ВИД", hide_possible_values = true)]
    pub format: Option<DueFormat>,

    /// Куда записать: файл, папка или «-» для вывода в поток [иначе в поток]
    #[arg(short, long, value_name = "ПУТЬ", value_parser = target())]
    pub output: Option<PathBuf>,

    #[command(flatten)]
    pub word: WordArgs,

    #[command(flatten)]
    pub messages: ToldArgs,

    /// Показать эту справку
    #[arg(short = 'h', long, action = clap::ArgAction::Help)]
    help: Option<bool>,
}

impl DueArgs {
    /// The format that is asked for, else the one that the name of the file has.
    pub(super) fn format(&self) -> DueFormat {
        let named = |format: &DueFormat| self.output.as_deref().is_some_and(|path| has_ending(path, format.ending()));
        self.format.or_else(|| [DueFormat::Json, DueFormat::Ics].into_iter().find(named)).unwrap_or(DueFormat::Text)
    }
}

/// How due dates are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum DueFormat {
    Text,
    Json,
    Ics,
}

impl DueFormat {
    /// The ending of a file of this kind.
    pub(super) fn ending(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Json => "json",
            Self::Ics => "ics",
        }
    }
}

#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Ключи")]
pub(super) struct SignArgs {
    /// Файл с данными (документ будет сделан с отметкой о подписи) или готовый PDF (подписывается как есть)
    #[arg(value_name = "ФАЙЛ", required_unless_present = "show_settings", help_heading = "Файлы", value_parser = path())]
    pub file: Option<PathBuf>,

    /// Сертификат подписи: .cer, .crt, .der или .pem [иначе из настроек]
    #[arg(long, value_name = "СЕРТИФИКАТ", value_parser = path())]
    pub cert: Option<PathBuf>,

    /// Куда записать документ; подпись встанет рядом: ИМЯ.pdf.sig [иначе output/ИМЯ.pdf, для готового PDF – рядом с ним]
    #[arg(short, long, value_name = "ПУТЬ", value_parser = target())]
    pub output: Option<PathBuf>,

    /// Вложить подпись в сам PDF, а не записывать рядом [готовый PDF – в копию ИМЯ-signed.pdf, если нет -o]
    #[arg(long)]
    pub embed: bool,

    /// Чем подписывать: cryptcp, csptest, openssl, openssl-gost или файл настроек [иначе из настроек]
    #[arg(long, value_name = "ПРОГРАММА")]
    pub signer: Option<String>,

    /// День подписания: ГГГГ-ММ-ДД [иначе сегодня]
    #[arg(long, value_name = "ДЕНЬ", value_parser = day)]
    pub date: Option<Day>,

    /// Показать, где настройки подписи и что в них
    #[arg(long)]
    pub show_settings: bool,

    /// Заменить и тот документ, который уже подписан
    #[arg(long)]
    pub force: bool,

    #[command(flatten)]
    pub messages: MessageArgs,

    #[command(flatten)]
    pub overrides: OverrideArgs,

    /// Показать эту справку
    #[arg(short = 'h', long, action = clap::ArgAction::Help)]
    help: Option<bool>,
}

#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Ключи")]
pub(super) struct ExtractArgs {
    /// PDF, сделанный этой программой
    #[arg(value_name = "ФАЙЛ.pdf", help_heading = "Файлы", value_parser = path())]
    pub file: PathBuf,

    /// Куда записать: файл .yaml или .xlsx, папка или «-» для вывода в поток [иначе ИМЯ.yaml в текущей папке]
    #[arg(short, long, value_name = "ФАЙЛ", value_parser = target())]
    pub output: Option<PathBuf>,

    /// Заменить файл с данными, который уже есть
    #[arg(long)]
    pub force: bool,

    #[command(flatten)]
    pub messages: ToldArgs,

    /// Показать эту справку
    #[arg(short = 'h', long, action = clap::ArgAction::Help)]
    help: Option<bool>,
}

#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Ключи")]
pub(super) struct VerifyArgs {
    /// PDF, сделанный этой программой
    #[arg(value_name = "ФАЙЛ.pdf", help_heading = "Файлы", value_parser = path())]
    pub file: PathBuf,

    /// Сверить с этим файлом данных, а не с теми данными, которые вложены в PDF
    #[arg(long, value_name = "ФАЙЛ", value_parser = path())]
    pub data: Option<PathBuf>,

    /// Файл с подписью [иначе ФАЙЛ.pdf.sig, .p7s и .sgn, какие лежат рядом]
    #[arg(long, value_name = "ФАЙЛ.sig", value_parser = path())]
    pub sig: Option<PathBuf>,

    /// На какой день составлен отчёт, если в файле данных этого нет
    #[arg(long, value_name = "ГГГГ-ММ-ДД", value_parser = day, requires = "data")]
    pub date: Option<Day>,

    #[command(flatten)]
    pub overrides: OverrideArgs,

    /// Вид ответа: text – словами, json – для программ [иначе text]
    #[arg(long, value_name = "ВИД", default_value = "text", hide_default_value = true, hide_possible_values = true)]
    pub format: VerifyFormat,

    #[command(flatten)]
    pub messages: ToldArgs,

    /// Показать эту справку
    #[arg(short = 'h', long, action = clap::ArgAction::Help)]
    help: Option<bool>,
}

impl VerifyArgs {
    /// What is meant by a file alone.
    pub(super) fn of(file: PathBuf) -> Self {
        Self {
            file,
            data: None,
            sig: None,
            date: None,
            overrides: OverrideArgs::default(),
            format: VerifyFormat::Text,
            messages: ToldArgs::default(),
            help: None,
        }
    }
}

/// How the answer of `verify` is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum VerifyFormat {
    Text,
    Json,
}

#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Ключи")]
pub(super) struct FormArgs {
    /// План: .docx, .odt, .xlsx, .xlsm, .xlsb, .xls, .ods, .yaml; или мониторинг, по плану которого сделать форму
    #[arg(value_name = "ПЛАН", required = true, help_heading = "Файлы", value_parser = path())]
    pub file: PathBuf,

    /// Куда записать: книга .xlsx, с ключом --each – папка [иначе output/ИМЯ-form.xlsx или папка output]
    #[arg(short, long, value_name = "ПУТЬ", value_parser = target())]
    pub output: Option<PathBuf>,

    /// Только мероприятия одного исполнителя; достаточно нескольких слов из названия
    #[arg(long = "for", value_name = "ИСПОЛНИТЕЛЬ")]
    pub body: Option<String>,

    /// По форме каждому исполнителю, только с его мероприятиями
    #[arg(long, conflicts_with = "body")]
    pub each: bool,

    /// Мониторинг, из которого вписать то, что уже известно
    #[arg(long, value_name = "МОНИТОРИНГ", value_parser = path())]
    pub from: Option<PathBuf>,

    /// На какой день собираются сведения; печатается в форме
    #[arg(long, value_name = "ГГГГ-ММ-ДД", value_parser = day)]
    pub date: Option<Day>,

    /// Заменить и ту форму, которую уже заполняли
    #[arg(long)]
    pub force: bool,

    #[command(flatten)]
    pub messages: MessageArgs,

    /// Показать эту справку
    #[arg(short = 'h', long, action = clap::ArgAction::Help)]
    help: Option<bool>,
}

#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Ключи")]
pub(super) struct WindowArgs {
    /// Папка с планами и мониторингами
    #[arg(value_name = "ПАПКА", default_value = ".", help_heading = "Файлы", hide_default_value = true, value_parser = path())]
    pub folder: PathBuf,

    /// Порт страницы [иначе любой свободный]
    #[arg(long, value_name = "ПОРТ", default_value_t = 0, hide_default_value = true, value_parser = port)]
    pub port: u16,

    /// Не открывать браузер, только показать адрес
    #[arg(long)]
    pub no_open: bool,

    /// Показать эту справку
    #[arg(short = 'h', long, action = clap::ArgAction::Help)]
    help: Option<bool>,
}

#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Ключи")]
pub(super) struct PacketArgs {
    /// Файл плана, в данных которого есть поле «приказ»
    #[arg(value_name = "ПЛАН", required = true, help_heading = "Файлы", value_parser = path())]
    pub file: PathBuf,

    /// Папка для комплекта [иначе output/ИМЯ]
    #[arg(short, long, value_name = "ПАПКА", value_parser = target())]
    pub output: Option<PathBuf>,

    /// Только эти части через запятую: приказ, план, согласование, ознакомление, выписки, сроки, формы, письма
    #[arg(long, value_name = "ЧАСТИ", value_delimiter = ',', hide_possible_values = true, value_parser = parts())]
    pub only: Vec<Part>,

    /// Вид документов: pdf или docx (для правки в Word) [иначе pdf]
    #[arg(long, value_name = "ВИД", default_value = "pdf", hide_default_value = true, hide_possible_values = true, value_parser = packet_formats())]
    pub format: Format,

    #[command(flatten)]
    pub word: WordArgs,

    #[command(flatten)]
    pub messages: MessageArgs,

    /// Заменить и то, что уже подписано или заполнено; подписанное останется в папке archive
    #[arg(long)]
    pub force: bool,

    #[command(flatten)]
    pub pdf: PdfArgs,

    /// Показать эту справку
    #[arg(short = 'h', long, action = clap::ArgAction::Help)]
    help: Option<bool>,
}

/// Kinds of documents of a packet by what is typed for them.
fn packet_formats() -> impl TypedValueParser<Value = Format> {
    // What the templates are given: for their authors.
    let values = [PossibleValue::new("pdf"), PossibleValue::new("docx"), PossibleValue::new("view").hide(true)];
    PossibleValuesParser::new(values).map(|typed| match typed.as_str() {
        "docx" => Format::Docx,
        "view" => Format::View,
        _ => Format::Pdf,
    })
}

/// Parts of a packet by what is typed for them.
fn parts() -> impl TypedValueParser<Value = Part> {
    let words = Part::ALL.map(|(word, _)| word);
    let known =
        |typed: String| Part::ALL.into_iter().find(|(word, _)| *word == typed).map_or(Part::Plan, |(_, part)| part);
    PossibleValuesParser::new(words).map(known)
}

#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Ключи")]
pub(super) struct CollectArgs {
    /// План, по которому сделаны формы
    #[arg(value_name = "ПЛАН", required = true, help_heading = "Файлы", display_order = 0, value_parser = path())]
    pub plan: PathBuf,

    /// Заполненные формы: .xlsx, .xlsm, .xlsb, .xls, .ods; папка – все формы в ней; можно маской: *.xlsx
    #[arg(value_name = "ФОРМА", required = true, help_heading = "Файлы", display_order = 1, value_parser = path())]
    pub forms: Vec<PathBuf>,

    /// Куда записать мониторинг, .xlsx или .yaml; тот, который там уже лежит, будет продолжен
    #[arg(short, long, value_name = "МОНИТОРИНГ.xlsx", required = true, value_parser = target())]
    pub output: PathBuf,

    /// Мониторинг, который продолжить, если он лежит в другом месте
    #[arg(long, value_name = "МОНИТОРИНГ", value_parser = path())]
    pub from: Option<PathBuf>,

    /// На какой день собраны сведения [иначе день мониторинга или форм]
    #[arg(long, value_name = "ГГГГ-ММ-ДД", value_parser = day)]
    pub date: Option<Day>,

    #[command(flatten)]
    pub choice: ChoiceArgs,

    /// Записать расхождения книгой Excel: в ней выбирают, что верно, и дают её же ключу --answers
    #[arg(long, value_name = "КНИГА.xlsx", value_parser = target())]
    pub conflicts: Option<PathBuf>,

    /// Записать ещё и книгу Excel: кто ответил, кто нет и что просрочено
    #[arg(long, value_name = "КНИГА.xlsx", value_parser = target())]
    pub progress: Option<PathBuf>,

    #[command(flatten)]
    pub messages: MessageArgs,

    /// Показать эту справку
    #[arg(short = 'h', long, action = clap::ArgAction::Help)]
    help: Option<bool>,
}

#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Ключи")]
pub(super) struct NewArgs {
    /// Взять данные из файла (документ Word, таблица на одном листе, PDF с вложенными данными, YAML) и записать их книгой обычного вида
    #[arg(long, value_name = "ФАЙЛ", conflicts_with_all = ["folder", "xlsx", "yaml"], value_parser = path())]
    pub from: Option<PathBuf>,

    /// С ключом --from: куда записать, .xlsx или .yaml [иначе ИМЯ.xlsx в текущей папке]
    #[arg(short, long, value_name = "ФАЙЛ", requires = "from", value_parser = target())]
    pub output: Option<PathBuf>,

    /// С ключом --from: исправления, записанные в документе Word: accept – читать как принятые, reject – как отклонённые [иначе accept]
    #[arg(long, value_name = "ВИД", default_value = "accept", hide_default_value = true, hide_possible_values = true, value_parser = tracked())]
    pub changes: Tracked,

    #[command(flatten)]
    pub messages: ToldArgs,

    /// Папка для образца [иначе текущая]
    #[arg(value_name = "ПАПКА", default_value = ".", hide_default_value = true, help_heading = "Файлы", value_parser = target())]
    pub folder: PathBuf,

    /// Книги Excel (так по умолчанию)
    #[arg(long, conflicts_with = "yaml")]
    pub xlsx: bool,

    /// Текстовые файлы YAML
    #[arg(long)]
    pub yaml: bool,

    /// Показать эту справку
    #[arg(short = 'h', long, action = clap::ArgAction::Help)]
    help: Option<bool>,
}

#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Ключи")]
pub(super) struct SchemaArgs {
    /// Куда записать [иначе в поток вывода]
    #[arg(short, long, value_name = "ФАЙЛ", value_parser = target())]
    pub output: Option<PathBuf>,

    /// Показать эту справку
    #[arg(short = 'h', long, action = clap::ArgAction::Help)]
    help: Option<bool>,
}

#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Ключи")]
pub(super) struct PackagingArgs {
    /// Куда записать
    #[arg(value_name = "ПАПКА", help_heading = "Файлы", value_parser = path())]
    pub folder: PathBuf,

    /// Показать эту справку
    #[arg(short = 'h', long, action = clap::ArgAction::Help)]
    help: Option<bool>,
}

#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Ключи")]
pub(super) struct DiffArgs {
    /// Прежняя редакция плана: .docx, .odt, .xlsx, .xlsm, .xlsb, .xls, .ods, .yaml
    #[arg(value_name = "БЫЛО", required = true, help_heading = "Файлы", display_order = 1, value_parser = path())]
    pub old: PathBuf,

    /// Новая редакция
    #[arg(value_name = "СТАЛО", required = true, help_heading = "Файлы", display_order = 2, value_parser = path())]
    pub new: PathBuf,

    /// Вместо списка сделать документ «Изменения, которые вносятся в план»: файл .pdf или .docx, папка или «-» для вывода в поток
    #[arg(short, long, value_name = "ПУТЬ", value_parser = target())]
    pub output: Option<PathBuf>,

    /// Вместо изменений сделать новую редакцию с исправлениями относительно прежней, для Word: ФАЙЛ.docx
    #[arg(long, requires = "output")]
    pub redline: bool,

    /// Вместо списка всех различий – что из-за них изменить в этом плане, который составлен по прежней редакции
    #[arg(long = "for", visible_alias = "для", value_name = "ПЛАН", conflicts_with = "output", value_parser = path())]
    pub own: Option<PathBuf>,

    /// Вид списка: text – для чтения, json – для программ [иначе text]
    #[arg(long, value_name = "ВИД", default_value = "text", hide_default_value = true, hide_possible_values = true)]
    pub format: DiffFormat,

    /// Открыть готовый документ
    #[arg(long, requires = "output")]
    pub open: bool,

    #[command(flatten)]
    pub word: WordArgs,

    #[command(flatten)]
    pub messages: ToldArgs,

    /// Заменить и тот документ, который уже подписан
    #[arg(long, requires = "output")]
    pub force: bool,

    /// Не вкладывать в документ данные, из которых он сделан
    #[arg(long, requires = "output")]
    pub no_data: bool,

    /// Стандарты PDF через запятую [иначе a-3a,ua-1: архив и доступность]
    #[arg(long, value_name = "СПИСОК", default_value = Standards::ARCHIVAL, hide_default_value = true)]
    pub pdf_standard: String,

    #[command(flatten)]
    pub overrides: OverrideArgs,

    /// Показать эту справку
    #[arg(short = 'h', long, action = clap::ArgAction::Help)]
    help: Option<bool>,
}

impl DiffArgs {
    /// Whether the keys go together.
    pub(super) fn check(&self, target: Option<&Target>) -> Result<(), Usage> {
        match (target, self.format) {
            (Some(_), DiffFormat::Json) => Err(
                "ключ «--format json» – для списка различий, а с ключом «-o» делается документ; оставьте один из них"
                    .into(),
            ),
            (Some(_), DiffFormat::View) if self.redline => {
                Err("ключи «--redline» и «--format view» вместе не работают; оставьте один из них".into())
            }
            (Some(Target::Stdout), _) if self.messages.format == MessageFormat::Json => {
                Err("документ и сообщения JSON нельзя вывести в один поток; укажите файл через -o".into())
            }
            (Some(Target::Stdout), DiffFormat::Text) if Terminal::shows_results() => Err(NOT_TO_A_WINDOW.into()),
            (None, DiffFormat::View) => Err("к ключу «--format view» укажите файл через -o".into()),
            _ => Ok(()),
        }
    }
}

/// How changes are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum DiffFormat {
    Text,
    Json,
    /// What the template is given: for authors of templates.
    #[value(hide = true)]
    View,
}
