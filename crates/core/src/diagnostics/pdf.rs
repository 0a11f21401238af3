//! Messages on a PDF and the data that it carries.

#![expect(missing_docs, reason = "the sentence of a variant says what its fields are")]

use super::advice::{Arg, Command, Manner, Setting};
use super::explain::{Explanation, of};
use super::problem::Family;
use super::{Advice, Problem};

/// A problem of a PDF with its data: `E65…`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PdfProblem {
    /// Occurs if a file with the ending of a PDF cannot be read as one; `detail` is a Russian sentence.
    Unreadable { detail: &'static str },
    /// Occurs if a PDF is protected by a password.
    Encrypted,
    /// Occurs if a PDF carries no data; `is_ours` if it was made by this program all the same.
    WithoutData { is_ours: bool },
    /// Occurs if the data of a PDF were written by a newer program (`program` is its version), in a newer format.
    CarriedNewer { program: String },
    /// Occurs if the data that a PDF carries are damaged.
    CarriedBroken,
    /// Occurs if the data that a PDF carries name a file in a field.
    CarriedNamesFile { field: &'static str, file: String },
    /// Occurs if YAML cannot say the data of a PDF without loss.
    NotSpelled,
    /// Occurs if a file of data stands where the data of a PDF would be written.
    DataExist,
}

impl From<PdfProblem> for Problem {
    fn from(problem: PdfProblem) -> Self {
        Self::Pdf(problem)
    }
}

impl Family for PdfProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "E650",
            Self::Encrypted => "E651",
            Self::WithoutData { .. } => "E652",
            Self::CarriedNewer { .. } => "E653",
            Self::CarriedBroken => "E654",
            Self::NotSpelled => "E655",
            Self::DataExist => "E656",
            Self::CarriedNamesFile { .. } => "E657",
        }
    }

    fn message(&self) -> String {
        match self {
            Self::Unreadable { detail } => format!("PDF не читается: {detail}"),
            Self::Encrypted => "PDF защищён паролем".into(),
            Self::WithoutData { is_ours: true } => "в этом PDF нет вложенных данных".into(),
            Self::WithoutData { is_ours: false } => {
                "этот PDF сделан другой программой, и данных плана или отчёта в нём нет".into()
            }
            Self::CarriedNewer { program } => {
                format!("данные вложены в PDF более новой программой: dorkarta {program}")
            }
            Self::CarriedBroken => "данные, вложенные в PDF, повреждены".into(),
            Self::CarriedNamesFile { field, file } => {
                format!("данные, вложенные в PDF, называют другой файл; он не открыт: «{field}: {file}»")
            }
            Self::NotSpelled => "данные этого PDF не удаётся записать в YAML без потерь".into(),
            Self::DataExist => "файл с таким именем уже есть; он оставлен как есть".into(),
        }
    }

    fn hint(&self) -> Option<Advice> {
        Some(match self {
            Self::Unreadable { .. } => {
                "возьмите другую копию файла или файл, из которого он сделан: .yaml или .xlsx".into()
            }
            Self::Encrypted => "снимите пароль в программе, которой он поставлен, или возьмите файл без пароля".into(),
            Self::WithoutData { is_ours: true } => Advice::from("вероятно, он сделан ")
                .setting(Setting::NoData, Manner::With)
                .words(" или сохранён заново другой программой; укажите файл, из которого он сделан: .yaml или .xlsx"),
            Self::WithoutData { is_ours: false } => {
                Advice::from("данные есть только в документах, сделанных этой программой; образец книги создаёт ")
                    .command(Command::New, &[], Manner::Named)
            }
            Self::CarriedNewer { .. } => {
                format!("обновите программу; сейчас это dorkarta {}", env!("CARGO_PKG_VERSION")).into()
            }
            Self::CarriedBroken => {
                "возьмите другую копию файла или файл, из которого он сделан: .yaml или .xlsx".into()
            }
            Self::CarriedNamesFile { .. } => {
                "эта программа таких данных не вкладывает: PDF изменён; возьмите файл, из которого он сделан: .yaml или .xlsx"
                    .into()
            }
            Self::NotSpelled => "ничего не записано; сообщите о случае авторам программы и приложите PDF".into(),
            Self::DataExist => Advice::from("укажите другое имя ")
                .setting(Setting::Target, Manner::Through)
                .words(" или, если замена нужна, добавьте ")
                .setting(Setting::Force, Manner::Named),
        })
    }

    fn is_io(&self) -> bool {
        matches!(self, Self::DataExist)
    }

    fn explanations() -> Vec<Explanation> {
        vec![
            of(
                "E650",
                "файл с окончанием .pdf не читается как PDF",
                "файл скачан не до конца, переименован из другого или собран так, что читать его слишком долго",
                "возьмите другую копию файла",
            ),
            of("E651", "PDF защищён паролем", "пароль поставлен программой просмотра", "снимите пароль"),
            of(
                "E652",
                "в PDF нет данных, из которых он сделан",
                Advice::from("PDF сделан ")
                    .setting(Setting::NoData, Manner::With)
                    .words(", напечатан «в PDF» или сделан в Word"),
                "возьмите файл, из которого он сделан: .yaml или .xlsx",
            ),
            of(
                "E653",
                "данные вложены в PDF более новой программой, и эта их ещё не понимает",
                "PDF сделан программой, в которой появились новые поля",
                "обновите программу",
            ),
            of(
                "E654",
                "данные, вложенные в PDF, повреждены",
                "вложение dorkarta.json заменено или испорчено другой программой",
                "возьмите другую копию файла или файл, из которого он сделан",
            ),
            of(
                "E655",
                "запись данных PDF в YAML читается обратно не так, как они вложены",
                "ошибка самой программы",
                "сообщите авторам программы и приложите PDF",
            ),
            of(
                "E656",
                "данные из PDF записались бы поверх файла, который уже есть",
                Advice::default()
                    .run(Command::Extract, &[Arg::File("план.pdf")])
                    .words(", а план.yaml уже есть в этой папке"),
                Advice::from("укажите другое имя ")
                    .setting(Setting::Target, Manner::By)
                    .words(" или добавьте ")
                    .setting(Setting::Force, Manner::Named),
            ),
            of(
                "E657",
                "данные, вложенные в PDF, называют другой файл, а эта программа вкладывает его содержание",
                "PDF изменён так, чтобы при чтении открылся файл на чужом сервере",
                "возьмите другую копию файла или файл, из которого он сделан",
            ),
        ]
    }
}
