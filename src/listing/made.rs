//! What came of a document, in one line.

use dorkarta_core::diagnostics::{Severity, count};
use dorkarta_core::russian::plural;

use crate::app::{Made, Outcome};

/// «Готово: output/план.pdf – 4 страницы, 28 мероприятий», «Документ не сделан: 2 ошибки»; empty where there is no file to be named.
pub fn line(made: &Made) -> String {
    if made.outcome > Outcome::Remarked {
        let faults = count(&made.diagnostics, Severity::Fault);
        return match faults {
            // Under «--strict» they are no faults by themselves.
            0 => format!(
                "Документ не сделан: {}",
                plain(made.diagnostics.len(), ["замечание", "замечания", "замечаний"])
            ),
            _ => format!("Документ не сделан: {}", plain(faults, ["ошибка", "ошибки", "ошибок"])),
        };
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

/// A number with its noun, the blank between them an ordinary one.
fn plain(count: usize, words: [&str; 3]) -> String {
    plural(count, words).replace('\u{a0}', " ")
}
