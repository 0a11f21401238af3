//! How well the sheets of all samples are used: widths of columns, ends of pages, ends of lines.

use std::fs;
use std::path::PathBuf;

use dorkarta_core::view::{Lines, Metrics};
use dorkarta_press::{Overrides, Typesetter};
use serde_json::Value;

use crate::support::{Folder, SMALLEST, pages_of, repository, sheets_of, text, view, view_of};

/// Every input of the repository that is a sample of a whole document.
fn samples() -> Vec<PathBuf> {
    let folders = ["input", "templates/starter", "tests/cases/one-sheet", "tests/cases/pages"];
    let files = folders.iter().flat_map(|folder| fs::read_dir(repository(folder)).unwrap());
    let mut files: Vec<PathBuf> = files.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "yaml" || ending == "xlsx"));
    // A summary has no table of a plan.
    files.retain(|path| !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("summary")));
    // One is a table without a title.
    files.retain(|path| !path.ends_with("upbringing.xlsx"));
    files.sort();
    assert!(files.len() > 12, "{files:?}");
    files
}

// --- widths

const POINTS_OF_MM: f64 = 72.0 / 25.4;

/// A table as it is set.
struct Table {
    size: f64,
    inset: f64,
    columns: Vec<Column>,
}

struct Column {
    width: f64,
    least: f64,
    /// Its cells, each with the rows that it covers; 0 under a joined cell.
    cells: Vec<(Lines, usize)>,
}

impl Column {
    /// The lines of each cell, shared out among the rows that it covers.
    fn lines(&self, width: f64, table: &Table) -> Vec<f64> {
        let room = table.room(width);
        let lines = self.cells.iter().map(|(text, span)| match span {
            0 => 0.0,
            span => text.set(room).count as f64 / *span as f64,
        });
        lines.collect()
    }

    /// Every width at which some cell gets lower, beginning with the least.
    fn widths(&self, table: &Table) -> Vec<f64> {
        let steps = self.cells.iter().flat_map(|(text, _)| text.steps(table.room(self.least)));
        let mut widths: Vec<f64> = steps.map(|(_, room)| table.width(room)).chain([self.least]).collect();
        widths.retain(|width| *width >= self.least);
        widths.sort_by(f64::total_cmp);
        widths.dedup_by(|one, other| *one - *other < 0.05);
        widths
    }
}

/// A column, and its widths that matter, each with the lines of its cells.
type Choices = (usize, Vec<(f64, Vec<f64>)>);

impl Table {
    fn of(view: &Value, metrics: &impl Metrics) -> Self {
        let number = |value: &Value| value.as_f64().unwrap();
        let size = number(&view["size"]);
        let inset = view["inset"].as_f64().unwrap_or(4.0);
        let list = |value: &Value| value.as_array().unwrap().clone();
        let mut columns: Vec<Column> = (list(&view["columns"]).iter())
            .map(|column| Column { width: number(&column["width"]), least: 0.0, cells: Vec::new() })
            .collect();
        let rows: Vec<Value> = list(&view["groups"]).iter().flat_map(|group| list(&group["rows"])).collect();
        for row in rows {
            for (at, column) in columns.iter_mut().enumerate() {
                let (words, bold, span) = match &row {
                    Value::Array(texts) => (Some(text(&texts[at])), false, 1),
                    Value::Object(row) if row.contains_key("texts") => (Some(text(&row["texts"][at])), false, 1),
                    special => {
                        let cell = list(&special["cells"]).into_iter().find(|cell| cell["column"] == at);
                        let bold = cell.as_ref().is_some_and(|cell| cell["strong"] == true);
                        let span = cell.as_ref().map_or(0, |cell| cell["rowspan"].as_u64().unwrap() as usize);
                        (cell.map(|cell| text(&cell["text"])), bold, span)
                    }
                };
                column.cells.push((Lines::new(&words.unwrap_or_default(), bold, metrics), span));
            }
        }
        let mut table = Self { size, inset, columns };
        let mut titles = vec![0.0_f64; table.columns.len()];
        for cell in list(&view["head"]).iter().flat_map(list) {
            let columns = cell["colspan"].as_u64().unwrap() as usize;
            let first = cell["column"].as_u64().unwrap() as usize;
            let title = Lines::new(&text(&cell["text"]), true, metrics);
            // A title on its side needs its lines.
            let needed = match cell.get("turned") {
                Some(room) => title.set(number(room) / size).count as f64 * 1.15,
                None => title.longest_word() / columns as f64,
            };
            titles[first..first + columns].iter_mut().for_each(|title| *title = title.max(needed));
        }
        for (at, title) in titles.iter().enumerate() {
            let column = &table.columns[at];
            let words = column.cells.iter().map(|(text, _)| text.longest_word()).fold(*title, f64::max);
            let line = column.cells.iter().map(|(text, _)| text.longest_line()).fold(0.0, f64::max);
            let is_text = view["columns"][at]["align"] == "left";
            let prose = if is_text { table.width(line).min(30.0 * POINTS_OF_MM) } else { 0.0 };
            table.columns[at].least = table.width(words).max(prose);
        }
        table
    }

    fn room(&self, width: f64) -> f64 {
        (width - 2.0 * self.inset) / self.size
    }

    /// As the program has it, with half a point to spare.
    fn width(&self, room: f64) -> f64 {
        room * self.size + 2.0 * self.inset + 0.5
    }

    /// The lines of all rows together, and what stands above and below them in lines.
    fn height(rows: &[f64], size: f64) -> f64 {
        rows.iter().sum::<f64>() + rows.len() as f64 * 6.0 / (size * 1.15)
    }

    /// Widths with which the table is lower than this, if there are any: all are tried but those that are sure not to be.
    fn lower_than(&self, limit: f64) -> Option<Vec<(usize, f64)>> {
        let room: f64 = self.columns.iter().map(|column| column.width).sum();
        let mut order: Vec<Choices> = (self.columns.iter().enumerate())
            .map(|(at, column)| {
                let widths = column.widths(self).into_iter().map(|width| (width, column.lines(width, self)));
                (at, widths.collect())
            })
            .collect();
        order.sort_by_key(|(_, widths)| widths.len());
        let rows = vec![1.0; self.columns[0].cells.len()];
        self.search(&order, room, &rows, limit)
    }

    fn search(&self, columns: &[Choices], room: f64, rows: &[f64], limit: f64) -> Option<Vec<(usize, f64)>> {
        let highest = |rows: &[f64], lines: &[f64]| -> Vec<f64> {
            rows.iter().zip(lines).map(|(one, other)| one.max(*other)).collect()
        };
        // Each column as wide as it could be if all others were as narrow as they can.
        let least: f64 = columns.iter().map(|(_, widths)| widths[0].0).sum();
        let mut lowest = rows.to_vec();
        for (_, widths) in columns {
            let widest = widths.iter().rev().find(|(width, _)| width - widths[0].0 + least <= room + 1e-6)?;
            lowest = highest(&lowest, &widest.1);
        }
        if Self::height(&lowest, self.size) >= limit {
            return None;
        }
        let Some(((at, widths), others)) = columns.split_first() else { return Some(Vec::new()) };
        widths.iter().rev().find_map(|(width, lines)| {
            let mut found = self.search(others, room - width, &highest(rows, lines), limit)?;
            found.push((*at, *width));
            Some(found)
        })
    }
}

fn tables(view: &Value) -> Vec<&Value> {
    let sections = view["sections"].as_array().into_iter().flatten();
    let contents = sections.flat_map(|section| section["content"].as_array().unwrap());
    contents.filter_map(|content| content.get("table")).chain(view.get("table")).collect()
}

#[test]
fn no_widths_make_a_table_lower_by_two_per_cent_and_a_line() {
    let typesetter = Typesetter::new(&Overrides::default()).unwrap();
    let metrics = typesetter.metrics(None).unwrap();
    for path in samples() {
        let view = view_of(&path);
        for (at, table) in tables(&view).into_iter().enumerate() {
            let table = Table::of(table, &metrics);
            let mut rows = vec![1.0_f64; table.columns[0].cells.len()];
            for column in &table.columns {
                rows.iter_mut().zip(column.lines(column.width, &table)).for_each(|(row, lines)| *row = row.max(lines));
            }
            let own = Table::height(&rows, table.size);
            let lower = table.lower_than((own - 1.0) / 1.02);
            assert_eq!(lower, None, "{}, table {at}, {own} lines", path.display());
        }
    }
}

// --- ends of pages

#[test]
fn pages_are_filled_and_the_last_row_is_not_alone() {
    for path in samples() {
        let view = view_of(&path);
        let sheets = sheets_of(&path);
        let margin = |side: &str| view["page"]["margin"][side].as_f64().unwrap() * POINTS_OF_MM;
        let height = if view["page"]["flipped"] == true { 210.0 } else { 297.0 } * POINTS_OF_MM;
        let area = height - margin("top") - margin("bottom");
        let annexes = view["annexes"].as_array().map_or(0, Vec::len);
        let pages = sheets.depths().len() - annexes;
        for (at, depth) in sheets.depths().into_iter().take(pages).enumerate().filter(|(at, _)| at + 1 < pages) {
            let left = (height - margin("bottom") - depth) / area;
            assert!(left < 1.0 / 3.0, "{}: {left} of page {} is empty", path.display(), at + 1);
        }
        // The three last rows of each table are marked.
        let rows = sheets.rows();
        let page = |row: usize| rows.iter().find(|(mark, _)| *mark == row).map(|(_, page)| *page);
        for (last, own) in rows.iter().filter(|(mark, _)| *mark > 1_000_000 && page(mark + 1).is_none()) {
            if let (Some(above), Some(_)) = (page(last - 1), page(last - 2)) {
                assert_eq!(above, *own, "{}: {rows:?}", path.display());
            }
        }
    }
}

#[test]
fn the_report_of_the_sample_takes_six_pages() {
    for name in ["input/monitoring-2023.yaml", "input/monitoring-2023.xlsx"] {
        assert!(pages_of(&repository(name)).len() <= 6, "{name}");
    }
}

#[test]
fn a_last_row_never_stands_alone() {
    for style in ["повторять", "номера", "один раз"] {
        for rows in 28..=44 {
            let mut yaml = format!(
                "вид: план\nпериод: 2023\nназвание: План\nоформление: {{шапка: {style}}}\nподпись: {{должность: Начальник, имя: А.А. Подписант}}\nмероприятия:\n"
            );
            for row in 1..=rows {
                yaml.push_str(&format!("- {{название: Строка{row}., срок: 2023, ответственные: Отдел}}\n"));
            }
            let folder = Folder::with("п.yaml", &yaml);
            let pages = pages_of(&folder.path("п.yaml"));
            let last = pages.last().unwrap();
            assert!(last.matches("Строка").count() > 1 && last.contains("Подписант"), "{rows} rows, {style}:\n{last}");
            let all = pages.concat();
            for row in 1..=rows {
                assert_eq!(all.matches(&format!("Строка{row}.")).count(), 1, "{row} of {rows}, {style}");
            }
            let head = if style == "повторять" { pages.len() } else { 1 };
            assert_eq!(all.matches("Ответственные").count(), head, "{rows} rows, {style}");
        }
    }
}

// --- orientation

#[test]
fn five_modest_columns_stand_upright() {
    let plan = "вид: план\nпериод: 2023\nназвание: План\nстолбцы: [номер, название, срок, ответственные, результат]\nмероприятия:\n\
                - {название: Совещание руководителей общеобразовательных организаций, срок: до 15 марта 2023 г., \
                ответственные: Отдел образования Администрации муниципального округа, результат: Справка об итогах}\n";
    assert_eq!(view(plan)["page"]["flipped"], false);
}

#[test]
fn no_word_of_a_report_is_torn_upright() {
    let report = fs::read_to_string(repository("input/monitoring-2023.yaml")).unwrap();
    let folder = Folder::new()
        .copy("input/plan-2023.yaml", "plan-2023.yaml")
        .file("м.yaml", format!("{report}\nоформление: {{ориентация: книжная}}\n"));
    let view = view_of(&folder.path("м.yaml"));
    assert!(!view.to_string().contains("\"long\""), "{view}");
    assert_eq!(view["page"]["flipped"], false);
}

// --- ends of lines

#[test]
fn what_belongs_together_is_parted_nowhere() {
    for path in samples() {
        for page in pages_of(&path) {
            let lines: Vec<&str> = page.lines().collect();
            for pair in lines.windows(2) {
                let (Some(last), Some(first)) = (pair[0].split(' ').next_back(), pair[1].split(' ').next()) else {
                    continue;
                };
                let is_count = last.parse::<u32>().is_ok_and(|count| count < 1900);
                let is_lower = first.chars().take(3).filter(|c| c.is_lowercase()).count() == 3;
                let is_legend = pair[0].contains(&format!("– {last}"));
                assert!(!(is_count && is_lower && pair[0].contains(' ') && !is_legend), "{}: {pair:?}", path.display());
                assert!(!matches!(last, "МБУ" | "МКУ" | "ГБУ" | "СОШ"), "{}: {pair:?}", path.display());
                assert!(
                    !matches!(first.trim_end_matches([',', ';', '.']), "ОО" | "ДО" | "ДПО"),
                    "{}: {pair:?}",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn lines_of_titles_and_bands_are_about_as_long_as_each_other() {
    let long = "Развитие муниципальной системы оценки качества образования и поддержки школ округа на год и далее";
    let plan = format!(
        "вид: план\nпериод: 2023\nназвание: План. {long}\nнаправления:\n- {{обозначение: Раздел 1., название: {long} {long}, мероприятия: [{{название: А, срок: 2023, ответственные: О}}]}}\n"
    );
    let typesetter = Typesetter::new(&Overrides::default()).unwrap();
    let metrics = typesetter.metrics(None).unwrap();
    let view = view(&plan);
    for (words, size) in [(&view["title"], 13.0), (&view["table"]["groups"][0]["bands"][0], 11.0)] {
        let room = words["room"].as_f64().expect("a text of several lines");
        let set = Lines::new(&text(words), true, &metrics).set(room / size);
        assert!(set.count > 1 && set.last > 0.6 * set.widest, "{words} {set:?}");
    }
}

#[test]
fn no_word_stands_alone_in_a_corner() {
    let post = "Заведующий Отделом образования Администрации Северного муниципального округа";
    let view = view(&format!("{SMALLEST}утверждение: {{должность: {post}, имя: А.А. Иванов}}\n"));
    let words = &view["corner"]["right"][0]["lines"][0];
    let metrics = Typesetter::new(&Overrides::default()).unwrap().metrics(None).unwrap();
    let room = words["room"].as_f64().unwrap_or(75.0 * POINTS_OF_MM);
    let set = Lines::new(&text(words), false, &metrics).set(room / 13.0);
    assert!(set.last_words > 1, "{words} {set:?}");
}

#[test]
fn no_word_stands_alone_under_a_post() {
    let post = "Директор МКУ «Центр сопровождения образования»";
    let view = view(&format!("{SMALLEST}подпись: {{должность: {post}, имя: А.Б. Константинопольская}}\n"));
    let signature = &view["signatures"][0];
    let metrics = Typesetter::new(&Overrides::default()).unwrap().metrics(None).unwrap();
    let set = |room: f64| Lines::new(signature["post"].as_str().unwrap(), false, &metrics).set(room / 13.0);
    let pen = 35.0 * POINTS_OF_MM;
    let room = 170.0 * POINTS_OF_MM - pen - 13.0 * metrics.width(signature["name"].as_str().unwrap(), false);
    assert_eq!(set(room).last_words, 1, "the sample has become too easy");
    assert!(set(signature["room"].as_f64().unwrap()).last_words > 1, "{signature}");
}

// --- distances of words

#[test]
fn no_line_is_stretched_wide() {
    const WIDEST: f64 = 1.05;
    let mut widest = 0.0_f64;
    for path in samples() {
        for (at, blanks) in sheets_of(&path).blanks().into_iter().enumerate() {
            let found = blanks.into_iter().fold(0.0, f64::max);
            assert!(found <= WIDEST, "{}: {found} em on page {}", path.display(), at + 1);
            widest = widest.max(found);
        }
    }
    assert!(widest > 0.5, "nothing is justified");
}

/// Whatever the words: those of a list that has too few of them for a line, and those before a long one.
#[test]
fn no_line_is_stretched_wide_before_a_long_word() {
    let long = "общеобразовательных";
    for words in 1..40 {
        let text = (0..words).map(|word| ["на", "слово", "организация"][word % 3]).collect::<Vec<_>>().join(" ");
        let text = format!("{text} {long} {long}ми 1 января 2024 года {long} конец");
        let yaml = format!("{SMALLEST}преамбула: [{text}]\nзадачи: [{text}, {text}]\nпримечания: [{text}]\n");
        let folder = Folder::with("п.yaml", &yaml);
        let sheets = sheets_of(&folder.path("п.yaml"));
        for blanks in sheets.blanks() {
            assert!(blanks.iter().all(|width| *width <= 1.05), "{text}: {:?}", blanks.into_iter().fold(0.0, f64::max));
        }
        let read = sheets.texts().concat().replace('\u{a0}', " ");
        let read = read.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(read.matches(&text).count(), 4, "{read}");
    }
}
