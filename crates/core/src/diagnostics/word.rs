//! Messages on text documents as such: what cannot be opened, and what stands beside their text.

#![expect(missing_docs, reason = "the sentence of a variant says what its fields are")]

use super::advice::{Manner, Setting};
use super::explain::{Explanation, of};
use super::problem::Family;
use super::{Advice, Problem};

/// What can stand in a document that is no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ObjectKind {
    /// A picture.
    Picture,
    /// A chart.
    Chart,
    /// A scheme of shapes (SmartArt).
    Scheme,
    /// A thing of another program.
    Embedded,
    /// A formula; its signs are read as text.
    Formula,
    /// Letters that are drawn (WordArt).
    DrawnText,
    /// Another document that Word takes in when it opens this one.
    Document,
}

impl ObjectKind {
    /// What becomes of it.
    fn fate(self) -> &'static str {
        match self {
            Self::Picture => "рисунок не печатается",
            Self::Chart => "диаграмма не печатается",
            Self::Scheme => "схема SmartArt не печатается",
            Self::Embedded => "объект другой программы не печатается",
            Self::Formula => "формула печатается в одну строку, знак за знаком",
            Self::DrawnText => "надпись WordArt не печатается",
            Self::Document => "вставленный сюда документ не читается",
        }
    }
}

/// A problem of a text document: `E22…`, and `W25…` of what stands in it beside its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WordProblem {
    /// Occurs if a file with a document's ending is no document that can be read; `detail` is a Russian sentence.
    Unreadable { detail: String },
    /// Occurs if a document is protected by a password.
    Password,
    /// Occurs if a document is larger than a limit of the program; `what` is counted.
    TooLarge { what: &'static str, limit: u64 },
    /// Occurs if a document is kept in a way that is not read; `kind` says in which.
    OtherKind { kind: &'static str },
    /// Occurs if a document has tracked changes.
    Tracked { count: usize, authors: Vec<String>, are_accepted: bool },
    /// Occurs if text is hidden.
    Hidden,
    /// Occurs if somebody has commented on a text.
    Comment { author: String, text: String },
    /// Occurs if a text has a note.
    Note { text: String },
    /// Occurs if text is struck out by hand.
    Struck,
    /// Occurs if something in a document is no text.
    NotRead { kind: ObjectKind, name: String },
    /// Occurs if signs stand above or below their line and have no spelling for it.
    Raised { signs: Vec<String> },
    /// Occurs if a header or a footer says more than the number of the page.
    Outside { text: String },
}

impl From<WordProblem> for Problem {
    fn from(problem: WordProblem) -> Self {
        Self::Word(problem)
    }
}

/// Letters of a text that a sentence shows.
const SHOWN: usize = 100;

/// The beginning of a text, in one line.
fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}

impl Family for WordProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "E220",
            Self::Password => "E221",
            Self::TooLarge { .. } => "E222",
            Self::OtherKind { .. } => "E223",
            Self::Tracked { .. } => "W250",
            Self::Hidden => "W251",
            Self::Comment { .. } => "W252",
            Self::Note { .. } => "W253",
            Self::Outside { .. } => "W254",
            Self::Struck => "W255",
            Self::NotRead { .. } => "W256",
            Self::Raised { .. } => "W257",
        }
    }

    fn message(&self) -> String {
        match self {
            Self::Unreadable { detail } => format!("документ не читается: {detail}"),
            Self::Password => "документ защищён паролем".into(),
            Self::TooLarge { what, limit } => format!("документ слишком велик: {what} больше {limit}"),
            Self::OtherKind { kind } => format!("документ сохранён в виде, который не читается: {kind}"),
            Self::Tracked { count, authors, are_accepted } => {
                let read = if *are_accepted { "принятые" } else { "отклонённые" };
                let who = match authors.is_empty() {
                    true => String::new(),
                    false => {
                        let authors_are = if authors.len() == 1 { "их автор" } else { "их авторы" };
                        format!(", {authors_are} – {}", authors.join(", "))
                    }
                };
                format!("в документе записаны исправления ({count}){who}; прочитаны как {read}")
            }
            Self::Hidden => "здесь есть скрытый текст, он не читается".into(),
            Self::Comment { author, text } if author.is_empty() => {
                format!("к этому месту есть примечание: {}", shortened(text))
            }
            Self::Comment { author, text } => {
                format!("к этому месту есть примечание ({author}): {}", shortened(text))
            }
            Self::Note { text } => format!("сноска не печатается: {}", shortened(text)),
            Self::Outside { text } => format!("колонтитул не печатается: {}", shortened(text)),
            Self::Struck => "здесь есть зачёркнутый текст, он не читается".into(),
            Self::NotRead { kind, name } if name.trim().is_empty() => kind.fate().into(),
            Self::NotRead { kind, name } => format!("{}: {}", kind.fate(), shortened(name)),
            Self::Raised { signs } => {
                format!("то, что стоит над строкой или под ней, печатается в строке: {}", shortened(&signs.join(", ")))
            }
        }
    }

    fn hint(&self) -> Option<Advice> {
        Some(match self {
            Self::Unreadable { .. } => {
                "откройте файл в Word или LibreOffice и сохраните его заново как «Документ Word (*.docx)»".into()
            }
            Self::Password => {
                "снимите пароль: Файл – Сведения – Защита документа – Зашифровать с использованием пароля".into()
            }
            Self::TooLarge { .. } => "оставьте в документе только сам план".into(),
            Self::OtherKind { .. } => {
                "откройте его в Word или LibreOffice: Файл – Сохранить как, тип файла «Документ Word (*.docx)»".into()
            }
            Self::Tracked { are_accepted: true, .. } => Advice::from("если их нужно отклонить, добавьте ")
                .setting(Setting::Changes, Manner::Named)
                .words("; чтобы замечания не было, примите или отклоните исправления в Word"),
            Self::Tracked { .. } => "чтобы замечания не было, примите или отклоните исправления в Word".into(),
            Self::Hidden => "если он нужен, снимите в Word отметку «скрытый» (Шрифт); если нет, удалите его".into(),
            Self::Comment { .. } => "посмотрите, учтено ли оно, и удалите его в Word".into(),
            Self::Note { .. } => "если её нужно напечатать, впишите её в текст или абзацем под таблицей".into(),
            Self::Outside { .. } => "если его нужно напечатать, впишите его абзацем над таблицей или под ней".into(),
            Self::Struck => {
                "если он нужен, снимите в Word зачёркивание (Главная – Зачёркнутый); если нет, удалите его".into()
            }
            Self::NotRead { kind: ObjectKind::Document, .. } => {
                "откройте файл в Word и сохраните его заново: текст вставленного документа станет его частью".into()
            }
            Self::NotRead { kind: ObjectKind::Formula, .. } => {
                "посмотрите, понятна ли она; если нет, запишите её словами".into()
            }
            Self::NotRead { .. } => {
                "в плане печатается только текст; если без этого нельзя, опишите это словами".into()
            }
            Self::Raised { .. } => "посмотрите, понятно ли это; если нет, напишите иначе".into(),
        })
    }

    fn explanations() -> Vec<Explanation> {
        vec![
            of(
                "E220",
                "документ не читается",
                "файл повреждён или только называется .docx",
                "откройте его в Word или LibreOffice и сохраните как «Документ Word (*.docx)»",
            ),
            of(
                "E221",
                "документ защищён паролем",
                "Word спрашивает пароль при открытии",
                "снимите пароль: Файл – Сведения – Защита документа",
            ),
            of(
                "E222",
                "документ больше, чем программа принимает",
                "файл с сотнями мегабайт текста",
                "оставьте в документе только сам план",
            ),
            of(
                "E223",
                "документ сохранён в виде, который программа не читает",
                "план.doc, план.rtf, «Документ XML Word»",
                "сохраните его как «Документ Word (*.docx)»",
            ),
            of(
                "W250",
                "в документе записаны исправления; они прочитаны, как будто их приняли",
                "после согласования исправления остались в файле",
                Advice::from("примите или отклоните их в Word; отклонёнными их читает ")
                    .setting(Setting::Changes, Manner::Named),
            ),
            of(
                "W251",
                "скрытый текст не читается",
                "строка, помеченная в Word как «скрытый»",
                "снимите отметку или удалите текст",
            ),
            of(
                "W252",
                "к тексту есть примечание рецензента",
                "«уточнить срок» на полях",
                "учтите его и удалите в Word",
            ),
            of("W253", "сноска не печатается", "сноска внизу страницы", "впишите её в текст или абзацем под таблицей"),
            of(
                "W254",
                "колонтитул не печатается",
                "название учреждения вверху каждой страницы",
                "впишите его абзацем над таблицей, если он нужен",
            ),
            of(
                "W255",
                "зачёркнутый текст не читается: так удаляют от руки",
                "мероприятие зачеркнули, а новое вписали рядом",
                "удалите его; если он нужен, снимите зачёркивание",
            ),
            of(
                "W256",
                "рисунки, диаграммы, формулы и вставленные документы не печатаются так, как стоят в Word",
                "герб над названием, диаграмма под таблицей",
                "нужное из них впишите словами",
            ),
            of(
                "W257",
                "знаки, которые стоят над строкой или под ней, печатаются в строке",
                "звёздочка или буква сноски над словом; цифры («м²») так и печатаются",
                "посмотрите, понятно ли это",
            ),
        ]
    }
}
