//! Messages on copies that came back from agreement.

#![expect(missing_docs, reason = "the sentence of a variant says what its fields are")]

use super::advice::{Arg, Command};
use super::explain::{Explanation, of};
use super::problem::Family;
use super::{Advice, Problem};

/// A problem of a copy that came back: `W27…`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CopyProblem {
    /// Occurs if nobody can tell what in the data a text of a copy belongs to; `was` is what stood there.
    NotTaken { was: Option<String> },
    /// Occurs if a text is no longer in a copy and nobody can tell what in the data it was.
    NotGone { text: String },
    /// Occurs if a copy says something else than the data that it carries, and nobody has marked that.
    Unmarked,
    /// Occurs if the data that a copy carries, or what it says of its text, do not belong to its text.
    Altered,
    /// Occurs if a copy has lost its data and the plan that it was made from is not at hand.
    WithoutData,
    /// Occurs if a copy has lost its data and is compared with the plan that it was made from.
    DataFromPlan,
    /// Occurs if a copy of amendments, of an order, or of anything else but a plan or a report was saved: only the data that it
    /// carries are read.
    OtherCopy,
    /// Occurs if a copy is compared with another edition than the one that it was made from.
    OtherEdition,
    /// Occurs if an edit of a copy of a report was taken over; `was` is what stood there, empty if nothing did.
    Taken { was: String },
    /// Occurs if a text was taken out of a copy of a report, and out of the data with it.
    TakenOut { text: String },
}

impl From<CopyProblem> for Problem {
    fn from(problem: CopyProblem) -> Self {
        Self::Copy(problem)
    }
}

/// Letters of a text that a sentence shows.
const SHOWN: usize = 100;

fn shortened(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("«{}…»", text.get(..end).unwrap_or_default()),
        None => format!("«{text}»"),
    }
}

impl Family for CopyProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::NotTaken { .. } => "W270",
            Self::NotGone { .. } => "W271",
            Self::Unmarked => "W272",
            Self::Altered => "W273",
            Self::WithoutData => "W274",
            Self::DataFromPlan => "W275",
            Self::OtherCopy => "W276",
            Self::OtherEdition => "W277",
            Self::Taken { .. } => "W278",
            Self::TakenOut { .. } => "W279",
        }
    }

    fn message(&self) -> String {
        match self {
            Self::NotTaken { was: None } => {
                "этот текст вписали в копию, но в данные он не перенесён: непонятно, к чему он относится".into()
            }
            Self::NotTaken { was: Some(was) } if was.is_empty() => {
                "здесь ничего не стояло, и в данные этот текст не перенесён".into()
            }
            Self::NotTaken { was: Some(was) } => {
                format!("эта правка в данные не перенесена, там осталось {}", shortened(was))
            }
            Self::NotGone { text } => {
                format!("этот текст из копии убрали, но в данных он остался: {}", shortened(text))
            }
            Self::Unmarked => {
                "в копии есть правки, которые не отмечены как исправления: кто и когда их сделал, неизвестно".into()
            }
            Self::Altered => "вложенные в копию данные или её отметки не соответствуют её тексту: файл изменили не в \
                              текстовом редакторе"
                .into(),
            Self::WithoutData => "это копия для согласования, но вложенные в неё данные потеряны; она прочитана как \
                                  обычный документ Word"
                .into(),
            Self::DataFromPlan => {
                "вложенные в копию данные потеряны; правки найдены сравнением с планом, из которого она сделана".into()
            }
            Self::OtherCopy => {
                "это копия не плана и не отчёта: прочитаны вложенные в неё данные, правки в её тексте не переносятся"
                    .into()
            }
            Self::OtherEdition => {
                "копия сделана не из этого плана, а из другой его редакции: показаны и различия двух \
                                   редакций, и правки в копии"
                    .into()
            }
            Self::TakenOut { text } => {
                format!("этот текст из копии убрали, и в данных отчёта его больше нет: {}", shortened(text))
            }
            Self::Taken { was } if was.is_empty() => "эта правка из копии перенесена в данные отчёта".into(),
            Self::Taken { was } => {
                format!("эта правка из копии перенесена в данные отчёта, раньше было {}", shortened(was))
            }
        }
    }

    fn hint(&self) -> Option<Advice> {
        Some(match self {
            Self::NotTaken { .. } | Self::NotGone { .. } => "перенесите эту правку в данные сами".into(),
            Self::Unmarked => "просмотрите все различия: сравнение с планом показывает и такие правки".into(),
            Self::Altered => "прочитан текст копии; попросите её ещё раз у того, кто её правил".into(),
            Self::WithoutData => {
                Advice::from("чтобы увидеть только правки, сравните её с планом, из которого она сделана: ")
                    .run(Command::Diff, &[Arg::File("план.xlsx"), Arg::File("копия.odt")])
            }
            Self::DataFromPlan => "чтобы они не терялись, просите сохранять копию как «Документ Word (*.docx)»".into(),
            Self::OtherCopy => "внесите правки в данные сами".into(),
            Self::OtherEdition => "чтобы увидеть только правки, укажите ту редакцию, из которой сделана копия".into(),
            Self::Taken { .. } | Self::TakenOut { .. } => return None,
        })
    }

    fn explanations() -> Vec<Explanation> {
        vec![
            of(
                "W270",
                "правку из копии для согласования программа не смогла перенести в данные",
                "над грифом вписали строку; в таблицу добавили столбец",
                "перенесите её сами",
            ),
            of(
                "W271",
                "из копии для согласования убрали текст, а в данных он остался",
                "удалили столбец таблицы",
                "уберите его из данных сами",
            ),
            of(
                "W272",
                "в копии для согласования есть правки без отметок, хотя запись исправлений в ней включена",
                "запись исправлений отключили; исправления приняли; копию правили в программе, которая их не записывает",
                "просмотрите все различия: их показывает сравнение с планом",
            ),
            of(
                "W273",
                "данные, вложенные в копию, или её отметки не соответствуют её тексту",
                "файл .docx изменили как архив, минуя Word",
                "попросите копию ещё раз",
            ),
            of(
                "W274",
                "программа, в которой сохраняли копию, потеряла вложенные в неё данные",
                "копию сохранили как .odt",
                "сравните копию с планом, из которого она сделана, или попросите её в .docx",
            ),
            of(
                "W275",
                "вложенных данных в копии нет, но план, из которого она сделана, указан при сравнении",
                "копию сохранили как .odt",
                "ничего, если найденные различия верны",
            ),
            of(
                "W276",
                "в копии изменений, приказа, листа или свода правки не ищутся",
                "изменения.docx, которые кто-то сохранил",
                "внесите правки в данные сами",
            ),
            of(
                "W277",
                "копию сравнивают не с той редакцией, из которой она сделана",
                "пока копия была на согласовании, план исправили",
                "чтобы увидеть только правки, сравните копию с той редакцией, из которой она сделана",
            ),
            of(
                "W278",
                "правка из копии отчёта перенесена в данные",
                "в копии исправили результат, состояние, причину или вывод",
                "ничего, если правка верна; с ней отчёт и делается",
            ),
            of(
                "W279",
                "текст, который убрали из копии отчёта, убран и из данных",
                "в копии удалили абзац анализа или строку показателя",
                "ничего, если так и задумано",
            ),
        ]
    }
}
