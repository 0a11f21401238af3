//! What came of a document, in one line.

use std::path::Path;

use dorkarta_core::diagnostics::{Severity, count};
use dorkarta_core::russian::plural;

use crate::app::{Made, Outcome};

/// «Готово: output/план.pdf – 4 страницы, 28 мероприятий», «Документ не сделан: 2 ошибки»; empty where there is no file to be named.
pub fn line(made: &Made) -> String {
    if made.outcome > Outcome::Remarked {
        return format!("Документ не сделан: {}", in_the_way(made));
    }
    let (Some(extent), Some(first)) = (made.extent, made.written.first()) else { return String::new() };
    let counts = [
        (extent.pages, ["страница", "страницы", "страниц"]),
        (extent.territories, ["территория", "территории", "территорий"]),
        (extent.directions, ["направление", "направления", "направлений"]),
        (extent.activities, ["мероприятие", "мероприятия", "мероприятий"]),
    ];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, words)| plain(count, words));
    format!("Готово: {} – {}", first.display(), counts.collect::<Vec<_>>().join(", "))
}

/// «Готово: output/план – 25 файлов», «Комплект не сделан, ничего не записано: 2 ошибки».
pub fn packet_line(made: &Made, folder: &Path) -> String {
    if made.outcome > Outcome::Remarked {
        return format!("Комплект не сделан, ничего не записано: {}", in_the_way(made));
    }
    format!("Готово: {} – {}", folder.display(), plain(made.written.len(), ["файл", "файла", "файлов"]))
}

/// What kept a document from being made, counted.
fn in_the_way(made: &Made) -> String {
    match count(&made.diagnostics, Severity::Fault) {
        // Under «--strict» they are no faults by themselves.
        0 => plain(made.diagnostics.len(), ["замечание", "замечания", "замечаний"]),
        faults => plain(faults, ["ошибка", "ошибки", "ошибок"]),
    }
}

/// A number with its noun, the blank between them an ordinary one.
fn plain(count: usize, words: [&str; 3]) -> String {
    plural(count, words).replace('\u{a0}', " ")
}
