//! The rules of the official form, measured on the sheet; `docs/official-form.md` says which test holds which rule.
//!
//! Positions come from the SVG of the pages: every run of signs and every rule stands there with its place in points.
//! Runs are told apart by their number of signs, so the texts here are rows of «щ» of different lengths.

use dorkarta_core::pdf::{Found, Object, Pdf};
use dorkarta_press::{Format, Overrides, Standards, Typesetter};

use crate::support::{Folder, SMALLEST, messages, pages_of, plain, repository, view, view_of};
use crate::verify::reference;

const LEFT: f64 = 30.0 * MM;
const RIGHT: f64 = 200.0 * MM;
const TOP: f64 = 20.0 * MM;
const BOTTOM: f64 = 277.0 * MM;
const MM: f64 = 72.0 / 25.4;
/// Sizes of type of the text and of tables.
const SIZE: f64 = 13.0;
const TABLE_SIZE: f64 = 11.0;

/// A run of signs on one line.
#[derive(Debug, Clone)]
struct Run {
    x: f64,
    /// The line on which the signs stand.
    y: f64,
    /// Names of the signs' outlines: the same sign of the same face in the same size has the same name.
    signs: Vec<String>,
    /// Where the last sign begins, from `x`.
    last: f64,
}

impl Run {
    /// Whether all signs are equal.
    fn is_uniform(&self) -> bool {
        self.signs.iter().all(|sign| *sign == self.signs[0])
    }

    /// Width of a run of equal signs.
    fn width(&self) -> f64 {
        let count = self.signs.len() as f64;
        self.last * count / (count - 1.0)
    }

    fn end(&self) -> f64 {
        self.x + self.width()
    }

    fn middle(&self) -> f64 {
        self.x + self.width() / 2.0
    }

    /// Width of one of the equal signs.
    fn advance(&self) -> f64 {
        self.width() / self.signs.len() as f64
    }
}

/// A drawn line or area.
#[derive(Debug, Clone)]
struct Drawing {
    x: f64,
    y: f64,
    tag: String,
}

/// What stands on a page.
#[derive(Debug)]
struct Sheet {
    width: f64,
    height: f64,
    runs: Vec<Run>,
    drawings: Vec<Drawing>,
}

impl Sheet {
    /// The one run of so many «щ».
    #[track_caller]
    fn run(&self, signs: usize) -> &Run {
        let mut found = self.runs.iter().filter(|run| run.signs.len() == signs && run.is_uniform());
        let run = found.next().unwrap_or_else(|| panic!("no run of {signs} signs"));
        assert!(found.next().is_none(), "several runs of {signs} signs");
        run
    }

    /// The heights at which lines of the table run from side to side.
    fn across(&self) -> Vec<f64> {
        let mut heights: Vec<f64> = self.rules().filter(|rule| rule.tag.contains("0h ")).map(|rule| rule.y).collect();
        heights.sort_by(f64::total_cmp);
        heights.dedup_by(|one, other| (*one - *other).abs() < 0.1);
        heights
    }

    fn rules(&self) -> impl Iterator<Item = &Drawing> {
        self.drawings.iter().filter(|drawing| attribute(&drawing.tag, "stroke").is_some())
    }
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let start = format!(" {name}=\"");
    let rest = &tag[tag.find(&start)? + start.len()..];
    rest.split('"').next()
}

/// The place that a `translate(x y)` or `matrix(1 0 0 -1 x y)` moves to.
fn moved(tag: &str) -> (f64, f64) {
    let Some(transform) = attribute(tag, "transform") else { return (0.0, 0.0) };
    let (kind, figures) = transform.trim_end_matches(')').split_once('(').unwrap();
    let figures: Vec<f64> = figures.split_whitespace().map(|figure| figure.parse().unwrap()).collect();
    match (kind, figures.as_slice()) {
        ("translate", [x]) => (*x, 0.0),
        ("translate", [x, y]) | ("matrix", [_, _, _, _, x, y]) => (*x, *y),
        _ => panic!("{transform}"),
    }
}

fn sheet(svg: &str) -> Sheet {
    let points = |name| attribute(svg, name).unwrap().trim_end_matches("pt").parse().unwrap();
    let mut sheet = Sheet { width: points("width"), height: points("height"), runs: Vec::new(), drawings: Vec::new() };
    let mut places = vec![(0.0, 0.0)];
    for tag in svg.split('<').take_while(|tag| !tag.starts_with("defs")) {
        let (x, y) = *places.last().unwrap();
        let (dx, dy) = moved(tag);
        // A blank alone is drawn as a group without anything in it.
        if tag.starts_with("g ") && tag.trim_end().ends_with("/>") {
            continue;
        }
        if tag.starts_with("g ") || tag.starts_with("g>") {
            places.push((x + dx, y + dy));
            if tag.contains("matrix(") {
                sheet.runs.push(Run { x: x + dx, y: y + dy, signs: Vec::new(), last: 0.0 });
            }
        } else if tag.starts_with("/g>") {
            places.pop();
        } else if tag.starts_with("use ") {
            let run = sheet.runs.last_mut().unwrap();
            run.signs.push(attribute(tag, "xlink:href").unwrap().to_owned());
            run.last = attribute(tag, "x").unwrap().parse().unwrap();
        } else if tag.starts_with("path ") {
            sheet.drawings.push(Drawing { x: x + dx, y: y + dy, tag: tag.to_owned() });
        }
    }
    sheet
}

/// The pages of a plan.
#[track_caller]
fn sheets(plan: &str) -> Vec<Sheet> {
    let folder = Folder::with("п.yaml", plan);
    let ran = folder.run("plan п.yaml --quiet --format svg -o с.svg").exits(0);
    ran.stdout.lines().map(|name| sheet(&String::from_utf8(folder.read(name)).unwrap())).collect()
}

#[track_caller]
fn first(plan: &str) -> Sheet {
    sheets(plan).swap_remove(0)
}

fn without_blanks(text: &str) -> String {
    text.split_whitespace().collect()
}

/// So many «щ».
fn shch(count: usize) -> String {
    "щ".repeat(count)
}

#[track_caller]
fn near(one: f64, other: f64) {
    assert!((one - other).abs() < 0.6, "{one} is not {other}");
}

/// A plan of many one-line activities.
fn long(further: &str) -> String {
    let rows = format!("  - {{название: {}, срок: 2023, ответственные: Отдел}}\n", shch(7)).repeat(90);
    format!("вид: план\nпериод: 2023 год\nназвание: План\n{further}мероприятия:\n{rows}")
}

// --- page and text

#[test]
fn the_defaults_are_those_of_the_standard() {
    let view = view(SMALLEST);
    let page = &view["page"];
    assert_eq!(page["margin"], serde_json::json!({"left": 30.0, "right": 10.0, "top": 20.0, "bottom": 20.0}));
    assert_eq!((page["size"].as_f64(), view["table"]["size"].as_f64()), (Some(SIZE), Some(TABLE_SIZE)));
    assert_eq!((&page["face"][0], page["corner-width"].as_f64()), (&"Liberation Serif".into(), Some(75.0)));
    let table = view_of(&repository("input/plan-2023.yaml"))["table"].clone();
    let aligned: Vec<_> = table["columns"].as_array().unwrap().iter().map(|column| column["align"].clone()).collect();
    assert_eq!(aligned, ["center", "left", "center", "left"]);
    let page = pages_of(&Folder::with("п.yaml", SMALLEST).path("п.yaml"))[0].clone();
    let head = "№п/пНаименованиемероприятияСроквыполненияОтветственныеисполнители1.";
    assert!(without_blanks(&page).contains(head), "{page}");
}

#[test]
fn the_sheet_is_a4() {
    let standing = first(SMALLEST);
    near(standing.width, 210.0 * MM);
    near(standing.height, 297.0 * MM);
    let lying = first(&format!("{SMALLEST}оформление: {{ориентация: альбомная}}\n"));
    near(lying.width, 297.0 * MM);
    near(lying.height, 210.0 * MM);
}

#[test]
fn nothing_stands_in_the_margins_but_the_number_of_the_page() {
    let plan = std::fs::read_to_string(repository("input/plan-2023.yaml")).unwrap();
    let pages = sheets(&plan);
    assert!(pages.len() > 1);
    for (at, page) in pages.iter().enumerate() {
        let (above, below): (Vec<&Run>, Vec<&Run>) = page.runs.iter().partition(|run| run.y < TOP);
        assert_eq!(above.len(), usize::from(at > 0), "page {}", at + 1);
        for number in above {
            assert_eq!(number.signs.len(), 1);
            // A figure is half an em wide and two thirds of an em high.
            near(number.x + SIZE / 4.0, (LEFT + RIGHT) / 2.0);
            assert!(number.y - SIZE * 0.68 >= 10.0 * MM - 0.1, "{number:?}");
        }
        for run in below {
            assert!(run.x > LEFT - 0.1 && run.x + run.last < RIGHT && run.y > TOP && run.y < BOTTOM, "{run:?}");
        }
        for rule in page.rules() {
            assert!(rule.x > LEFT - 0.6 && rule.x < RIGHT + 0.6 && rule.y > TOP - 0.6 && rule.y < BOTTOM + 0.6);
        }
    }
}

#[test]
fn paragraphs_are_indented_justified_and_not_hyphenated() {
    // So short that no line would be stretched wide.
    let word = "округа";
    let page = first(&format!("{SMALLEST}преамбула: {}\n", [word; 200].join(" ")));
    let lines: Vec<&Run> = page.runs.iter().filter(|run| run.signs.len() > 40).collect();
    assert!(lines.len() > 10, "{}", lines.len());
    near(lines[0].x, LEFT + 12.5 * MM);
    for pair in lines.windows(2) {
        near(pair[1].x, LEFT);
        let leading = pair[1].y - pair[0].y;
        // Single spacing of Times is 1.15 em.
        assert!((1.15 * SIZE..=1.5 * 1.15 * SIZE).contains(&leading), "{leading}");
    }
    for line in &lines[..lines.len() - 1] {
        near(line.x + line.last, lines[1].x + lines[1].last);
    }
    for line in &lines {
        // Spaces are no signs.
        assert_eq!(line.signs.len() % word.chars().count(), 0, "a word is parted");
    }
}

#[test]
fn what_announces_a_table_is_justified_as_any_paragraph() {
    // A direction without a number is called by its name, which takes some lines.
    let name = ["округа"; 60].join(" ");
    let row = |name: &str| format!("      - {{название: {name}, срок: март, ответственные: Отдел}}\n");
    let plan = |rows: &str| {
        let band =
            |name: &str, row: &str| format!("  - обозначение: ''\n    название: {name}\n    мероприятия:\n{row}");
        let head = "вид: план\nпериод: 2023 год\nназвание: План\nнаправления:\n";
        format!("{head}{}{}", band("Первое", &row("Совет")), band(&name, rows))
    };
    let (old, new) = (plan(&row("Семинар")), plan(&format!("{}{}", row("Семинар"), row("Выезд"))));
    let new = new.replace("Первое", "Другое");
    let folder = Folder::with("было.yaml", &old).file("стало.yaml", new);
    folder.run("diff было.yaml стало.yaml --quiet --format view -o и.json").exits(1);
    let view: serde_json::Value = serde_json::from_slice(&folder.read("и.json")).unwrap();
    let mut typesetter = Typesetter::new(&Overrides::default()).unwrap();
    let pages = typesetter.set("/amendments.typ", &view, None).unwrap();
    let drawn = typesetter.export(&pages, Format::Svg, &Standards::archival()).unwrap();
    let page = sheet(std::str::from_utf8(&drawn[0]).unwrap());
    let lines: Vec<&Run> = page.runs.iter().filter(|run| run.signs.len() > 50).collect();
    assert!(lines.len() > 3, "{lines:#?}");
    for line in &lines[1..lines.len() - 1] {
        // The last sign begins less than its width before the margin.
        assert!((RIGHT - SIZE..RIGHT).contains(&(line.x + line.last)), "{} of {RIGHT}", line.x + line.last);
    }
}

#[test]
fn the_title_is_centred_and_bold_with_space_below() {
    let plan =
        SMALLEST.replace("название: План", &format!("название: {}", shch(12))) + &format!("преамбула: {}\n", shch(10));
    let page = first(&plan);
    let (title, text) = (page.run(12), page.run(10));
    near(title.middle(), (LEFT + RIGHT) / 2.0);
    assert_ne!(title.signs[0], text.signs[0], "the title is as thin as the text");
    // From the title to the upper edge of the next line.
    let lines = (text.y - SIZE - title.y) / (1.3 * SIZE);
    assert!((0.99..=2.0).contains(&lines), "{lines} lines from the title to the text");
}

#[test]
fn a_word_wider_than_its_cell_stays_in_it() {
    // A word is hyphenated, an address is cut.
    for sign in ["ж", "x"] {
        let page = first(&SMALLEST.replace("ответственные: Отдел", &format!("ответственные: {}", sign.repeat(300))));
        let mut sides: Vec<f64> = page.rules().filter(|rule| rule.tag.contains("0v ")).map(|rule| rule.x).collect();
        sides.sort_by(f64::total_cmp);
        let [.., from, to] = sides.as_slice() else { panic!("no table") };
        let mut signs: Vec<&String> = page.runs.iter().flat_map(|run| &run.signs).collect();
        signs.sort();
        let most = signs.chunk_by(|one, other| one == other).max_by_key(|chunk| chunk.len()).unwrap();
        assert_eq!(most.len(), 300);
        let parts = page.runs.iter().filter(|run| run.signs.contains(most[0]));
        for part in parts {
            assert!(part.x > *from && part.x + part.last + TABLE_SIZE * 0.5 < *to, "{sign}: {part:?}, {from}–{to}");
        }
    }
}

// --- corner blocks

#[test]
fn the_approval_stands_in_the_right_corner_in_its_order() {
    let block =
        format!("утверждение: {{гриф: {}, должность: {}, имя: {}, дата: {}}}\n", shch(4), shch(5), shch(6), shch(8));
    for (standard, width) in [("гост-2016", 75.0), ("гост-2025", 80.0)] {
        let page = first(&format!("{SMALLEST}{block}оформление: {{стандарт: {standard}}}\n"));
        let left = RIGHT - width * MM;
        let [mark, post, name, date] = [4, 5, 6, 8].map(|signs| page.run(signs));
        for run in [mark, post, date] {
            near(run.x, left);
        }
        near(name.end(), RIGHT);
        assert!(TOP < mark.y && mark.y < TOP + SIZE, "{mark:?}");
        assert!(mark.y < post.y && post.y < name.y && name.y < date.y);
        // Room for the pen above the line, which runs from the edge of the block to the name.
        assert!(name.y - post.y > 2.0 * SIZE);
        let line = page.drawings.iter().find(|drawing| (drawing.x - left).abs() < 0.1 && drawing.y < date.y);
        let line = line.expect("no line for the signature");
        assert!(line.tag.contains("v 0.5h -"), "{}", line.tag);
        near(line.y, name.y);
        assert!(name.x - left > 30.0 * MM, "a line too short to sign on");
    }
}

#[test]
fn blocks_stand_level_with_each_other() {
    let approvals = format!("утверждение: [{{гриф: {}, имя: А}}, {{гриф: {}, имя: А}}]\n", shch(4), shch(5));
    let page = first(&format!("{SMALLEST}{approvals}"));
    near(page.run(4).y, page.run(5).y);
    near(page.run(4).x, LEFT);
    near(page.run(5).x, RIGHT - 75.0 * MM);

    let both = format!("утверждение: {{гриф: {}, имя: А}}\nсогласование: {{гриф: {}, имя: А}}\n", shch(4), shch(5));
    let page = first(&format!("{SMALLEST}{both}"));
    near(page.run(4).y, page.run(5).y);
    near(page.run(5).x, LEFT);
    near(page.run(4).x, RIGHT - 75.0 * MM);
}

#[test]
fn signatures_side_by_side_are_level() {
    let block =
        |post: &str, name: usize| format!("{{должность: {post}, имя: {}, дата: {}}}", shch(name), shch(name + 1));
    let (short, long) = (block("Глава", 10), block("[Глава, округа, области, края]", 15));
    for approvals in [
        format!("утверждение: {short}\nсогласование: {long}\n"),
        format!("утверждение: {long}\nсогласование: {short}\n"),
        format!("утверждение: [{short}, {long}]\n"),
    ] {
        let page = first(&format!("{SMALLEST}{approvals}"));
        near(page.run(10).y, page.run(15).y);
        near(page.run(11).y, page.run(16).y);
    }
    // Beside an act there is nothing to be level with.
    let act = "утверждение: {документ: \"приказом\\nОтдела\\nокруга\", номер: 1}\nсогласование: {имя: Имя, должность: ";
    let page = first(&format!("{SMALLEST}{act}{}, дата: {}}}\n", shch(10), shch(11)));
    let alone = first(&format!("{SMALLEST}согласование: {{имя: Имя, должность: {}, дата: {}}}\n", shch(10), shch(11)));
    near(page.run(11).y - page.run(10).y, alone.run(11).y - alone.run(10).y);
}

#[test]
fn a_post_given_as_a_list_is_printed_in_lines() {
    let posts = format!("[{}, {}]", shch(10), shch(11));
    let page = first(&format!(
        "{SMALLEST}утверждение: {{должность: {posts}, имя: Имя}}\nподпись: {{должность: [{}, {}], имя: Имя}}\n",
        shch(12),
        shch(13)
    ));
    for (first, second) in [(10, 11), (12, 13)] {
        let (first, second) = (page.run(first), page.run(second));
        near(first.x, second.x);
        assert!(first.y < second.y && second.y < first.y + 2.0 * SIZE, "{first:?} {second:?}");
    }
}

#[test]
fn a_line_of_a_long_text_begins_a_paragraph() {
    let text = |key: &str, signs: usize| format!("{key}: \"{}\\n{}\"\n", shch(signs), shch(signs + 1));
    let page = first(&format!("{SMALLEST}{}{}{}", text("основание", 10), text("преамбула", 12), text("цель", 14)));
    for signs in [11, 12, 13, 14, 15] {
        near(page.run(signs).x, LEFT + 12.5 * MM);
    }
    // A task is one, whatever its lines.
    let view = view(&format!("{SMALLEST}задачи: [\"А\\nБ\", В]\n"));
    assert_eq!(view["tasks"]["items"].as_array().unwrap().len(), 2);
    let report = "вид: мониторинг\nплан: план.yaml\nна дату: 2023-11-20\nанализ: \"А\\nБ\"\nвыводы: [\"В\\nГ\", Д]\n";
    let folder = Folder::with("план.yaml", SMALLEST).file("м.yaml", report);
    let view = view_of(&folder.path("м.yaml")).to_string();
    assert!(view.contains(r#"["А","Б"]"#) && view.contains(r#"["В","Г","Д"]"#), "{view}");
}

#[test]
fn a_title_of_several_lines_is_spoken_of_on_one() {
    let plan = SMALLEST.replace("название: План", "название: \"План\\nработы\"");
    let folder =
        Folder::with("план.yaml", &plan).file("м.yaml", "вид: мониторинг\nплан: план.yaml\nна дату: 2023-11-20\n");
    let plan = view_of(&folder.path("план.yaml"));
    assert_eq!((&plan["title"], &plan["document"]["title"]), (&"План\nработы".into(), &"План работы".into()));
    let report = view_of(&folder.path("м.yaml"));
    assert_eq!(plain(&report["title"]), "Отчет о реализации Плана работы");
    assert!(!report.to_string().contains("План\\nработы"), "{report}");
}

#[test]
fn a_corner_block_is_never_torn() {
    for lines in [1, 2, 3] {
        let post = "Строка\\n".repeat(lines);
        let mut plan = format!("{SMALLEST}утверждение:\n");
        for block in 1..=20 {
            let mark = format!("НАЧАЛО{block}");
            plan.push_str(&format!("- {{гриф: {mark}, должность: \"{post}\", имя: Имя, дата: КОНЕЦ{block}}}\n"));
        }
        let pages = pages_of(&Folder::with("п.yaml", &plan).path("п.yaml"));
        assert!(pages.len() > 1);
        for page in pages {
            assert_eq!(page.matches("НАЧАЛО").count(), page.matches("КОНЕЦ").count(), "{page}");
        }
    }
}

#[test]
fn marks_stand_above_and_below_the_title_as_they_should() {
    let page = |further: &str| {
        let plan = SMALLEST.replace("название: План", "название: ЗАГОЛОВОК") + further;
        pages_of(&Folder::with("п.yaml", &plan).path("п.yaml")).swap_remove(0).replace(['\u{a0}', '\n'], " ")
    };
    assert!(page("").starts_with("ПРОЕКТ ЗАГОЛОВОК"));
    let act = "документ: приказу Отдела, номер документа: 12-о, дата: 2023-02-01";
    let annex = page(&format!("приложение к: {{номер: 1, {act}}}\nутверждение: {{гриф: ГРИФ, имя: А}}\n"));
    assert!(annex.starts_with("Приложение № 1 к приказу Отдела от 1 февраля 2023 г. № 12-о ГРИФ"), "{annex}");
    let edition = page(&format!("редакция: {{{act}}}\nпреамбула: Вступление\n"));
    let expected = "ЗАГОЛОВОК (в редакции приказу Отдела от 1 февраля 2023 г. № 12-о) Вступление";
    assert!(edition.contains(expected), "{edition}");
}

// --- table

#[test]
fn the_head_is_repeated_as_chosen() {
    let heads = |style: &str| {
        let plan = long(&format!("оформление: {{шапка: {style}}}\n"));
        let pages = pages_of(&Folder::with("п.yaml", &plan).path("п.yaml"));
        assert!(pages.len() > 2);
        let holds = |page: &String| match (page.contains("Ответственные"), without_blanks(page).contains("1234"))
        {
            (true, true) => "both",
            (true, false) => "head",
            (false, true) => "numbers",
            (false, false) => "none",
        };
        pages[..3].iter().map(holds).collect::<Vec<_>>()
    };
    assert_eq!(heads("повторять"), ["head", "head", "head"]);
    assert_eq!(heads("номера"), ["both", "numbers", "numbers"]);
    assert_eq!(heads("один раз"), ["head", "none", "none"]);
}

#[test]
fn rules_are_thin_and_black_and_whole_on_every_page() {
    for style in ["повторять", "номера", "один раз"] {
        for (at, page) in sheets(&long(&format!("оформление: {{шапка: {style}}}\n"))).iter().enumerate()
        {
            for rule in page.rules() {
                let drawn = ["stroke", "stroke-width"].map(|name| attribute(&rule.tag, name).unwrap());
                assert_eq!(drawn, ["#000000", "0.5"]);
            }
            let rows = page.runs.iter().filter(|run| run.signs.len() == 7 && run.signs[0] == run.signs[6]).count();
            let head = match (style, at) {
                ("номера", 0) => 2,
                ("один раз", 1..) => 0,
                _ => 1,
            };
            assert_eq!(page.across().len(), rows + head + 1, "{style}, page {}", at + 1);
        }
    }
}

#[test]
fn a_band_is_bold_and_centred_over_the_whole_width() {
    let plan = format!(
        "вид: план\nпериод: 2023\nназвание: План\nнаправления:\n- обозначение: ''\n  название: {}\n  мероприятия: [{{название: {}, срок: 2023, ответственные: Отдел}}]\n",
        shch(14),
        shch(7)
    );
    let page = first(&plan);
    let (band, row) = (page.run(14), page.run(7));
    near(band.middle(), (LEFT + RIGHT) / 2.0);
    assert_ne!(band.signs[0], row.signs[0]);
    near(row.advance() / TABLE_SIZE, 0.8);
    // No upright line of the table runs through the band.
    let crossing = page.rules().filter(|rule| {
        let length =
            attribute(&rule.tag, "d").unwrap().strip_prefix("M 0 0v ").map(|length| length.parse::<f64>().unwrap());
        let inside = rule.x > LEFT + 1.0 && rule.x < RIGHT - 1.0;
        inside && length.is_some_and(|length| rule.y < band.y - 4.0 && rule.y + length > band.y)
    });
    assert_eq!(crossing.count(), 0);
}

#[test]
fn equal_neighbours_are_not_joined_over_a_band() {
    let row = "мероприятия: [{название: А, ответственные: Отдел}, {название: Б, ответственные: Отдел}]";
    let view = view(&format!(
        "вид: план\nпериод: 2023\nназвание: План\nстолбцы: [название, {{поле: ответственные, объединять: да}}]\n\
         направления:\n- {{название: Раз, {row}}}\n- {{название: Два, {row}}}\n"
    ));
    for group in 0..2 {
        assert_eq!(view["table"]["groups"][group]["rows"][0]["cells"][1]["rowspan"], 2, "{}", view["table"]["groups"]);
    }
}

// --- signature and maker's mark

#[test]
fn the_signature_has_its_post_at_the_left_and_its_name_at_the_right() {
    let plan = format!(
        "{SMALLEST}подпись: {{должность: \"{}\\n{}\", имя: {}}}\nсоставитель: {}\nпреамбула: {}\n",
        shch(14),
        shch(15),
        shch(16),
        shch(17),
        shch(18)
    );
    let page = first(&plan);
    let [post, post_end, name, maker, text] = [14, 15, 16, 17, 18].map(|signs| page.run(signs));
    near(post.x, LEFT);
    near(post_end.x, LEFT);
    near(name.end(), RIGHT);
    near(name.y, post_end.y);
    // The rules of the last row run on under a white cover; the table's end is drawn anew, with square ends.
    let table_end = page.rules().find(|rule| attribute(&rule.tag, "stroke-linecap") == Some("square")).unwrap().y;
    // From the table to the upper edge of the post's letters.
    let lines = (post.y - SIZE * 0.75 - table_end) / (1.3 * SIZE);
    assert!((2.0..=3.0).contains(&lines), "{lines} lines above the signature");
    near(maker.x, LEFT);
    assert!(maker.y > BOTTOM - SIZE && maker.y < BOTTOM, "{maker:?}");
    near(100.0 * maker.advance() / text.advance(), 100.0 * 10.0 / SIZE);
}

#[test]
fn a_name_keeps_its_initials_and_its_order() {
    let view = view(&format!("{SMALLEST}подпись: {{должность: Начальник, имя: А. А. Иванова}}\n"));
    assert_eq!(view["signatures"][0]["name"], "А.\u{a0}А.\u{a0}Иванова");
}

// --- what is checked, and the file

#[test]
fn margins_always_leave_room_for_text() {
    let plan = |right: u32| {
        let margins = format!("{{левое: 80, правое: {right}, верхнее: 80, нижнее: 80}}");
        SMALLEST.replace("    срок: 2023\n    ответственные: Отдел\n", "")
            + &format!("столбцы: [номер, название]\nоформление: {{поля: {margins}}}\n")
    };
    assert_eq!(messages(&plan(81)), "п.yaml:7:40: ошибка E309: в поле «правое» ожидается число от 5 до 80 (мм)");
    for run in sheets(&plan(80)).iter().flat_map(|page| &page.runs).filter(|run| run.y > TOP) {
        assert!(run.x > 80.0 * MM - 0.1 && run.x + run.last < 130.0 * MM, "{run:?}");
    }
}

#[test]
fn the_file_says_what_it_is() {
    let folder =
        Folder::with("п.yaml", &format!("{SMALLEST}составитель: Петрова\nутверждение: {{имя: А, дата: 2023-02-01}}\n"));
    let bytes = folder.run("plan п.yaml -o -").silently().bytes;
    let pdf = Pdf::open(bytes).unwrap();
    let Some(Found::Stream(stream)) = pdf.find(reference(pdf.root().get("Metadata"))) else { panic!("no metadata") };
    let metadata = pdf.unpacked(&stream).unwrap();
    let text = String::from_utf8_lossy(&metadata);
    assert!(matches!(pdf.root().get("Lang"), Some(Object::Text(language)) if **language == *b"ru"));
    for part in [
        "<pdfaid:part>3<",
        "<pdfaid:conformance>A<",
        "<pdfuaid:part>1<",
        "<rdf:li xml:lang=\"x-default\">План<",
        "<dc:creator><rdf:Seq><rdf:li>Петрова<",
        "<dc:language><rdf:Bag><rdf:li>ru<",
        "<xmp:ModifyDate>2023-02-01T",
    ] {
        assert!(text.contains(part), "{part} is missing");
    }
}
