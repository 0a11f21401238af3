//! Stages of making a plan and their growth with the number of activities, and of columns; then what a correction costs
//! in a process that watches.
//!
//! `cargo bench --profile dist`; whole processes are measured by `benches/process.sh`.

#![expect(clippy::expect_used, reason = "a benchmark that cannot run has nothing to say")]
#![expect(clippy::print_stdout, reason = "the figures")]

mod corrections;

use std::fs;
use std::path::{Path, PathBuf};

use divan::Bencher;
use divan::counter::ItemsCount;
use dorkarta::app::document::{self, Options, Wanted};
use dorkarta_core::diagnostics::Diagnostics;
use dorkarta_core::domain::Field;
use dorkarta_core::input::Reader;
use dorkarta_core::system::Disk;
use dorkarta_core::validate;
use dorkarta_core::view;
use dorkarta_press::{Overrides, Typesetter};

fn main() {
    if corrections::is_part() {
        return;
    }
    divan::main();
    // Not where some of the stages were chosen, or are only listed; alone by `cargo bench … -- corrections`.
    if std::env::args().skip(1).all(|argument| ["--bench", "corrections"].contains(&argument.as_str())) {
        corrections::report();
    }
}

const SIZES: [usize; 3] = [15, 150, 1500];

/// A plan file with the seed's activities repeated up to a number.
fn plan_file(activities: usize) -> PathBuf {
    let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("input/plan-2023.yaml");
    let tree = Reader::new(&Disk, &Diagnostics::default()).load(&seed).expect("the seed plan").tree;
    let plan = validate::plan(&tree, &Diagnostics::default()).expect("a plan").plan;
    let mut text = String::from("вид: план\nпериод: 2023\nназвание: План\nмероприятия:\n");
    let known: Vec<_> = plan.activities().collect();
    for activity in known.into_iter().cycle().take(activities) {
        let responsible = activity.text(&Field::Responsible);
        text.push_str(&format!(
            "- название: {:?}\n  срок: Январь-март 2023\n  ответственные: {responsible:?}\n",
            activity.name
        ));
    }
    let path = std::env::temp_dir().join(format!("dorkarta-bench-{activities}-{}.yaml", std::process::id()));
    fs::write(&path, text).expect("written");
    path
}

/// Rows of the tables that grow in columns.
const ROWS: usize = 100;
const COLUMNS: [usize; 4] = [8, 15, 30, 60];

/// A plan file with so many columns, figures in most of them.
fn wide_plan_file(columns: usize) -> PathBuf {
    let own = || 0..columns - 4;
    let mut text = String::from(
        "вид: план\nпериод: 2023\nназвание: План\nстолбцы:\n- номер\n- название\n- срок\n- ответственные\n",
    );
    text.extend(own().map(|n| format!("- {{поле: п{n}, заголовок: Показатель {n}}}\n")));
    text.push_str("мероприятия:\n");
    for row in 0..ROWS {
        text.push_str("- название: Мониторинг участия в олимпиадах\n  срок: Январь 2023\n  ответственные: Отдел\n");
        text.extend(own().map(|n| format!("  п{n}: {}\n", (row * 7 + n * 13) % 97)));
    }
    let path = std::env::temp_dir().join(format!("dorkarta-bench-wide-{columns}-{}.yaml", std::process::id()));
    fs::write(&path, text).expect("written");
    path
}

fn options() -> Options {
    Options { wanted: Wanted::Plan, ..Options::default() }
}

fn typesetter() -> Typesetter {
    Typesetter::new(&Overrides::default()).expect("a typesetter")
}

#[divan::bench(args = SIZES)]
fn read(bencher: Bencher<'_, '_>, activities: usize) {
    let path = plan_file(activities);
    bencher.bench(|| Reader::new(&Disk, &Diagnostics::default()).load(&path).expect("read"));
}

#[divan::bench(args = SIZES)]
fn judge(bencher: Bencher<'_, '_>, activities: usize) {
    let path = plan_file(activities);
    let tree = Reader::new(&Disk, &Diagnostics::default()).load(&path).expect("read").tree;
    bencher.bench(|| validate::plan(&tree, &Diagnostics::default()).expect("a plan"));
}

#[divan::bench(args = SIZES)]
fn show(bencher: Bencher<'_, '_>, activities: usize) {
    let path = plan_file(activities);
    let tree = Reader::new(&Disk, &Diagnostics::default()).load(&path).expect("read").tree;
    let plan = validate::plan(&tree, &Diagnostics::default()).expect("a plan").plan;
    let typesetter = typesetter();
    let metrics = typesetter.metrics(None).expect("metrics");
    bencher.bench_local(|| view::plan(&plan, typesetter.tokens(), &metrics));
}

/// What was used between these two calls stays: nothing.
fn forget_all(typesetter: &Typesetter) {
    typesetter.forget();
    typesetter.forget();
}

/// Everything, with nothing remembered.
#[divan::bench(args = SIZES, sample_count = 10)]
fn whole_cold(bencher: Bencher<'_, '_>, activities: usize) {
    let path = plan_file(activities);
    bencher.bench_local(|| {
        let mut typesetter = typesetter();
        let document = document::make(&path, &options(), &mut typesetter, &Diagnostics::default());
        forget_all(&typesetter);
        document.expect("a document")
    });
}

/// The same for tables of many columns. Where cells a second stay the same, growth in columns is linear.
#[divan::bench(args = COLUMNS, sample_count = 5)]
fn wide_cold(bencher: Bencher<'_, '_>, columns: usize) {
    let path = wide_plan_file(columns);
    bencher.counter(ItemsCount::new(columns * ROWS)).bench_local(|| {
        let mut typesetter = typesetter();
        let document = document::make(&path, &options(), &mut typesetter, &Diagnostics::default());
        forget_all(&typesetter);
        document.expect("a document")
    });
}
