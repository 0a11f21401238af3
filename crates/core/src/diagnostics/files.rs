//! Messages on files: what is read, what is written, and what is replaced.

#![expect(missing_docs, reason = "the sentence of a variant says what its fields are")]

use super::advice::{Arg, Command, Manner, Setting, cut_list};
use super::explain::{Explanation, of};
use super::problem::Family;
use super::{Advice, Problem, Refusal};

/// A problem of a file: `E00…`, `W008`, and `E63…` of documents that are replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileProblem {
    /// Occurs if a file cannot be opened or read; `reason` is already a Russian sentence.
    CannotRead { reason: String },
    /// Occurs if a file is not there; `reason` is already a Russian sentence, `beside` are the files with data in its folder.
    Missing { reason: String, beside: Vec<String> },
    /// Occurs if a document cannot be written.
    CannotWrite(Refusal),
    /// Occurs if a path is a folder, a device or a pipe; `inputs` are the files of a folder that could be meant.
    NotRegular { inputs: Vec<String> },
    /// Occurs if a file is larger than the limit (both in bytes).
    TooLarge { size: u64, limit: u64 },
    /// Occurs if a file's name ends with none of the known endings; `ending` is its own in lower case, or empty.
    UnknownFormat { ending: String },
    /// Occurs if a text file is in no encoding that is known.
    UnknownEncoding,
    /// Occurs if a signed document would be overwritten.
    SignedDocument,
    /// Occurs if a file has more faults than are shown (`limit` of them are).
    TooManyFaults { limit: usize },
    /// Occurs if data name a file by a path that is not followed; `reason` is a Russian clause.
    PathRefused { reason: &'static str },
    /// Occurs if data name a file outside of their folder, and it was read.
    Outside { path: String },
    /// Occurs if the program itself fails; `detail` is for its authors.
    Internal { detail: String },
    /// Occurs if a document cannot be replaced because another program holds it open, or it is write-protected.
    HeldDocument,
    /// Occurs if data have something that no workbook can hold.
    NoWorkbook,
    /// Occurs if a former document cannot be put into the archive; `reason` is already a Russian sentence.
    NotKept { reason: String },
}

impl From<FileProblem> for Problem {
    fn from(problem: FileProblem) -> Self {
        Self::File(problem)
    }
}

impl Family for FileProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::CannotRead { .. } | Self::Missing { .. } => "E001",
            Self::CannotWrite(_) => "E002",
            Self::NotRegular { .. } => "E003",
            Self::TooLarge { .. } => "E004",
            Self::UnknownFormat { .. } => "E005",
            Self::UnknownEncoding => "E006",
            Self::SignedDocument => "E007",
            Self::PathRefused { .. } => "E008",
            Self::Internal { .. } => "E009",
            Self::TooManyFaults { .. } => "E010",
            Self::NoWorkbook => "E011",
            Self::HeldDocument => "E630",
            Self::NotKept { .. } => "E631",
            Self::Outside { .. } => "W008",
        }
    }

    fn message(&self) -> String {
        match self {
            Self::CannotRead { reason } | Self::Missing { reason, .. } => format!("файл не читается: {reason}"),
            Self::CannotWrite(refusal) => format!("документ не записан: {}", refusal.reason),
            Self::NoWorkbook => "в этих данных есть то, чего не записать книгой без потерь".into(),
            Self::NotRegular { .. } => "это не файл, а папка или устройство".into(),
            Self::TooLarge { size, limit } => {
                format!("файл слишком велик: {} МБ при допустимых {} МБ", megabytes(*size), megabytes(*limit))
            }
            Self::UnknownFormat { ending } if ending.is_empty() => "у имени файла нет окончания, например .xlsx".into(),
            // Only a table can be asked for and be found here.
            Self::UnknownFormat { ending } if ["yaml", "yml", "pdf"].contains(&ending.as_str()) => {
                "таблица берётся только из книги или документа Word".into()
            }
            Self::UnknownFormat { ending } => format!("из файлов .{ending} данные не читаются"),
            Self::UnknownEncoding => "кодировка файла не распознана".into(),
            Self::SignedDocument => "документ подписан электронной подписью и потому не заменён новым".into(),
            Self::TooManyFaults { limit } => format!("ошибок больше {limit}, остальные не показаны"),
            Self::PathRefused { reason } => format!("файл не открыт: {reason}"),
            Self::Outside { path } => format!("прочитан файл не из папки этих данных: {path}"),
            Self::Internal { detail } => format!("внутренняя ошибка программы: {detail}"),
            Self::HeldDocument => "документ не записан: прежний открыт в другой программе или защищён от записи".into(),
            Self::NotKept { reason } => {
                format!("документ не записан: прежний не удалось сохранить в архиве: {reason}")
            }
        }
    }

    fn hint(&self) -> Option<Advice> {
        Some(match self {
            Self::CannotRead { .. } => {
                "проверьте имя и папку; если файл открыт в другой программе, закройте его".into()
            }
            Self::Missing { beside, .. } if beside.is_empty() => "проверьте имя и папку".into(),
            Self::Missing { beside, .. } => format!("в этой папке есть: {}", cut_list(beside, 5)).into(),
            Self::CannotWrite(refusal) => refusal.advice(),
            Self::NoWorkbook => {
                "запишите их в файл .yaml; книгой не выразить объединение ячеек столбца, записи внутри записей и \
                 заголовки, которые в таблице значат другое"
                    .into()
            }
            Self::NotRegular { inputs } if inputs.is_empty() => "укажите файл с данными: .yaml или .xlsx".into(),
            Self::NotRegular { inputs } => {
                format!("укажите файл с данными; в папке есть: {}", cut_list(inputs, 5)).into()
            }
            Self::TooLarge { .. } => "проверьте, тот ли это файл; из книги можно удалить лишние листы и рисунки".into(),
            Self::UnknownFormat { ending } => other_format(ending),
            Self::UnknownEncoding => {
                "сохраните файл в кодировке UTF-8 (в Блокноте: «Сохранить как», «Кодировка»)".into()
            }
            Self::SignedDocument => Advice::from("укажите другое имя ")
                .setting(Setting::Target, Manner::Through)
                .words(" или, если замена нужна, добавьте ")
                .setting(Setting::Force, Manner::Named),
            Self::TooManyFaults { .. } => {
                "исправьте показанные и повторите; если ошибочно всё, проверьте, тот ли это файл".into()
            }
            Self::PathRefused { .. } => {
                "положите файл рядом и назовите его от папки этих данных, например «план.xlsx» или «таблицы/план.xlsx»"
                    .into()
            }
            Self::Outside { .. } => "проверьте, тот ли это файл; надёжнее держать его рядом".into(),
            Self::Internal { .. } => "документ не сделан; сообщите о случае авторам программы и приложите файл".into(),
            Self::HeldDocument => {
                "закройте прежний документ в программе просмотра; если он не открыт, снимите в его свойствах отметку \
                 «Только чтение»"
                    .into()
            }
            Self::NotKept { .. } => {
                Advice::from("проверьте папку archive рядом с документом или выберите для нового другое место ")
                    .setting(Setting::Target, Manner::Through)
            }
        })
    }

    fn is_io(&self) -> bool {
        matches!(
            self,
            Self::CannotRead { .. }
                | Self::Missing { .. }
                | Self::CannotWrite(_)
                | Self::NotRegular { .. }
                | Self::SignedDocument
                | Self::HeldDocument
                | Self::NotKept { .. }
        )
    }

    fn explanations() -> Vec<Explanation> {
        vec![
            of(
                "E001",
                "файл нельзя открыть или прочитать",
                Advice::default()
                    .run(Command::Plan, &[Arg::File("план.xlsx")])
                    .words(", а файла с таким именем в папке нет"),
                "проверьте имя и папку; закройте файл в других программах",
            ),
            of(
                "E002",
                "готовый документ нельзя записать",
                "в папке вам нельзя писать, на диске нет места, на месте документа лежит другой файл",
                Advice::from("сообщение называет причину; другое место указывается ")
                    .setting(Setting::Target, Manner::By),
            ),
            of(
                "E003",
                "вместо файла указана папка или устройство",
                Advice::default().run(Command::Plan, &[Arg::File("документы")]),
                "укажите сам файл",
            ),
            of(
                "E004",
                "файл больше, чем программа принимает",
                "книга на 60 МБ с рисунками",
                "удалите лишние листы и рисунки; проверьте, тот ли это файл",
            ),
            of(
                "E005",
                "программа не читает данные из файлов такого вида",
                "план.docx",
                "сохраните данные в виде .yaml или .xlsx",
            ),
            of(
                "E006",
                "кодировка текстового файла не распознана",
                "файл сохранён старой программой в кодировке DOS",
                "сохраните файл в кодировке UTF-8",
            ),
            of(
                "E007",
                "документ подписан электронной подписью, и новый заменил бы его",
                "рядом с план.pdf лежит план.pdf.sig (или .p7s, .sgn)",
                Advice::from("укажите другое имя ")
                    .setting(Setting::Target, Manner::Through)
                    .words(" или добавьте ")
                    .setting(Setting::Force, Manner::Named),
            ),
            of(
                "E008",
                "в данных назван файл, который программа не открывает: по полному пути, на диске, на сервере, устройство",
                "таблица: C:\\планы\\план.xlsx",
                "положите файл рядом и назовите его от папки этих данных",
            ),
            of(
                "E009",
                "сбой самой программы",
                "в данных есть то, чего её авторы не предвидели",
                "сообщите о случае авторам и приложите файл",
            ),
            of(
                "E010",
                "ошибок больше тысячи, остальные не показаны",
                "вместо плана взят файл, в котором всё записано иначе",
                "исправьте показанные и повторите",
            ),
            of(
                "E011",
                "данные нельзя записать книгой без потерь",
                "у столбца указано «объединять: да»",
                "запишите их в файл .yaml",
            ),
            of(
                "E630",
                "документ не заменён новым: прежний открыт в другой программе или защищён от записи",
                "plan.pdf открыт в программе просмотра, которая не даёт его заменить",
                Advice::from("закройте его в программе просмотра и сделайте документ ещё раз; ")
                    .setting(Setting::Watch, Manner::With)
                    .words(" это произойдёт само"),
            ),
            of(
                "E631",
                "документ не заменён новым: прежний не удалось сохранить в папке archive рядом с ним",
                "в папку archive нельзя писать, или так называется файл",
                "проверьте папку archive; прежний документ остался на месте",
            ),
            of(
                "W008",
                "в данных назван файл вне их папки, и он прочитан; это замечание не выключается",
                "план: ../планы/план.yaml",
                "проверьте, тот ли это файл; надёжнее держать его рядом",
            ),
        ]
    }
}

/// What to do with a file of another kind, by the ending of its name.
fn other_format(ending: &str) -> Advice {
    match ending {
        "csv" | "tsv" => "откройте его в Excel и сохраните как «Книга Excel (*.xlsx)»".into(),
        "txt" => "если в нём данные YAML, переименуйте его: имя должно кончаться на .yaml".into(),
        "yaml" | "yml" | "pdf" => "подходят .xlsx, .xlsm, .xlsb, .xls, .ods, .docx и .odt".into(),
        _ => "подходят .docx, .odt, .xlsx, .xlsm, .xlsb, .xls, .ods, .yaml и .yml; сохраните данные в одном из этих видов"
            .into(),
    }
}

fn megabytes(bytes: u64) -> String {
    let tenths = bytes.saturating_mul(10).div_ceil(1024 * 1024);
    if tenths.is_multiple_of(10) { (tenths / 10).to_string() } else { format!("{},{}", tenths / 10, tenths % 10) }
}
