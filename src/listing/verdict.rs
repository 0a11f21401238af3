//! What came of a verification, in words and for programs.

use std::fmt::Write as _;
use std::path::Path;

use serde::Serialize;

use dorkarta_core::carried;
use dorkarta_core::diagnostics::render::{escape, json_line};
use dorkarta_core::verify::{Change, DataChange, Difference};

use super::signatures;
use crate::app::verify::Verdict;

/// In words.
pub fn text(file: &Path, verdict: &Verdict) -> String {
    let source = if verdict.from_file {
        "даёт указанный файл с данными"
    } else {
        "дают вложенные в него данные"
    };
    let file = escape(&file.display().to_string());
    let mut text = match (verdict.differences.as_slice(), &verdict.other_version) {
        _ if !verdict.has_data => {
            format!("файл {file}: данных, из которых он сделан, в нём нет; проверены только подписи.\n")
        }
        ([], _) if verdict.is_foreign => format!(
            "файл {file}: сверены только слова: на всех страницах они те же, какие {source}.\nДанных в нём нет, и сохранила его другая \
             программа, поэтому до байта он не сверяется. Посмотрите на страницы.\n"
        ),
        ([], None) => {
            let given = if verdict.from_file {
                "из указанного файла"
            } else {
                "из вложенных в него данных"
            };
            format!("файл {file}: не изменён. Документ, сделанный заново {given}, совпадает с ним до байта.\n")
        }
        ([], Some(version)) => format!(
            "файл {file}: сверены только слова: на всех страницах они те же, какие {source}.\nЕго сделала другая версия \
             программы (dorkarta {}, сейчас {}), поэтому до байта он не сверяется. Посмотрите на страницы, а для полной \
             сверки возьмите ту же версию.\n",
            escape(version),
            carried::VERSION
        ),
        ([Difference::SavedAnew { .. }], _) => format!(
            "файл {file}: страницы, данные и свойства те же, какие {source}, но файл – не тот, который сделала программа.\n"
        ),
        ([Difference::Data(_)], None) => {
            format!("файл {file}: страницы и свойства те же, какие {source}; другие только вложенные данные.\n")
        }
        _ => format!("файл {file}: это не то, что {source}.\n"),
    };
    for difference in &verdict.differences {
        let _ = writeln!(text, "  – {}", escape(&sentence(difference)));
        for line in details(difference) {
            let _ = writeln!(text, "      {}", escape(&line));
        }
    }
    text.push_str(&signatures::text(&verdict.signatures));
    text
}

/// What differs, as one sentence.
fn sentence(difference: &Difference) -> String {
    match difference {
        Difference::Title { .. } => {
            "название документа другое: вложены данные другого документа, или название изменено".into()
        }
        Difference::PageMissing(page) => format!("нет страницы {page}"),
        Difference::PageAdded(page) => format!("страница {page} лишняя"),
        Difference::Text { page, .. } => format!("на странице {page} другой текст"),
        Difference::Look(page) => {
            format!("страница {page} записана иначе, хотя слова на ней те же; посмотрите, не изменён ли её вид")
        }
        Difference::Marks(page) => {
            format!("на странице {page} другие заливки, линии или рисунки; посмотрите, не закрыт ли ими текст")
        }
        Difference::Annotations(page) => {
            format!("на странице {page} есть пометки или поля, которых программа не делала")
        }
        Difference::Properties(names) => format!("изменены свойства документа: {}", list(names, property)),
        Difference::Parts(names) => format!("изменено в документе в целом: {}", list(names, part)),
        Difference::Attachments(names) => {
            format!("вложены посторонние файлы: {}", list(names, |name| Some(format!("«{name}»"))))
        }
        Difference::Data(_) => "данные указанного файла – не те, которые вложены в PDF".into(),
        Difference::SavedAnew { by } => match by {
            Some(by) => format!("его сохранила заново другая программа: {by}"),
            None => "его сохранила заново другая программа".into(),
        },
    }
}

/// Places that are shown of one difference.
const SHOWN: usize = 5;

fn details(difference: &Difference) -> Vec<String> {
    match difference {
        Difference::Title { found, expected } => {
            vec![format!("в PDF:      «{}»", cut(found)), format!("по данным:  «{}»", cut(expected))]
        }
        Difference::Text { changes, .. } => {
            let each = |Change { found, expected }: &Change| match (found.as_str(), expected.as_str()) {
                (found, "") => format!("лишнее: «{}»", cut(found)),
                ("", expected) => format!("пропало: «{}»", cut(expected)),
                (found, expected) => format!("стоит «{}», а по данным «{}»", cut(found), cut(expected)),
            };
            shown(changes, each)
        }
        Difference::Data(changes) => {
            let value = |value: &Option<String>| value.as_ref().map_or("…".into(), |text| format!("«{}»", cut(text)));
            let each = |DataChange { path, found, expected }: &DataChange| {
                format!("{path}: в PDF {}, в файле {}", value(found), value(expected))
            };
            shown(changes, each)
        }
        _ => Vec::new(),
    }
}

fn shown<T>(changes: &[T], each: impl Fn(&T) -> String) -> Vec<String> {
    let mut lines: Vec<String> = changes.iter().take(SHOWN).map(each).collect();
    if changes.len() > SHOWN {
        lines.push(format!("… и ещё мест: {}", changes.len() - SHOWN));
    }
    lines
}

/// A text short enough for a line.
fn cut(text: &str) -> String {
    const MOST: usize = 120;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= MOST { line } else { line.chars().take(MOST).chain("…".chars()).collect() }
}

fn list(names: &[String], known: impl Fn(&str) -> Option<String>) -> String {
    let named = |name: &String| known(name).unwrap_or_else(|| format!("запись {name}"));
    names.iter().map(named).collect::<Vec<_>>().join(", ")
}

/// A property as people know it.
fn property(name: &str) -> Option<String> {
    Some(
        match name {
            "Author" => "автор",
            "Subject" => "тема",
            "Keywords" => "ключевые слова",
            "CreationDate" => "дата создания",
            "Creator" => "программа, которой он сделан",
            _ => return None,
        }
        .into(),
    )
}

/// A part of a document as people know it.
fn part(name: &str) -> Option<String> {
    Some(
        match name {
            "OpenAction" | "AA" => "действие при открытии",
            "JavaScript" => "программа, которая выполняется при открытии",
            "AcroForm" => "поля для заполнения или подпись",
            "Outlines" => "закладки",
            "StructTreeRoot" | "MarkInfo" => "разметка для чтения вслух",
            "Lang" => "язык",
            "ViewerPreferences" | "PageMode" | "PageLayout" => "вид окна просмотра",
            _ => return None,
        }
        .into(),
    )
}

#[derive(Serialize)]
struct Json<'a> {
    file: String,
    holds: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    made_by: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    compared: Option<&'static str>,
    differences: Vec<JsonDifference>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    signatures: Vec<serde_json::Value>,
}

#[derive(Serialize)]
struct JsonDifference {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<usize>,
    message: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    details: Vec<String>,
}

/// One object on one line.
pub fn json(file: &Path, verdict: &Verdict) -> String {
    let differences = verdict.differences.iter().map(|difference| {
        let (kind, page) = match difference {
            Difference::Title { .. } => ("title", None),
            Difference::PageMissing(page) => ("page-missing", Some(*page)),
            Difference::PageAdded(page) => ("page-added", Some(*page)),
            Difference::Text { page, .. } => ("text", Some(*page)),
            Difference::Look(page) => ("look", Some(*page)),
            Difference::Marks(page) => ("marks", Some(*page)),
            Difference::Annotations(page) => ("annotations", Some(*page)),
            Difference::Properties(_) => ("properties", None),
            Difference::Parts(_) => ("parts", None),
            Difference::Attachments(_) => ("attachments", None),
            Difference::Data(_) => ("data", None),
            Difference::SavedAnew { .. } => ("saved-anew", None),
        };
        JsonDifference { kind, page, message: sentence(difference), details: details(difference) }
    });
    let object = Json {
        file: file.display().to_string(),
        holds: verdict.holds(),
        signatures: signatures::values(&verdict.signatures),
        made_by: verdict.other_version.as_deref(),
        compared: match verdict {
            Verdict { has_data: false, .. } => Some("signatures"),
            Verdict { other_version: Some(_), .. } | Verdict { is_foreign: true, .. } => Some("words"),
            _ => None,
        },
        differences: differences.collect(),
    };
    json_line(&object)
}
