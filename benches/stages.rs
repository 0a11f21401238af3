//! Stages of making a plan and their growth with the number of activities; one corrected cell in a warm process.
//!
//! `cargo bench --profile dist`; whole processes are measured by `benches/process.sh`.

#![expect(clippy::expect_used, reason = "a benchmark that cannot run has nothing to say")]

use std::fs;
use std::path::{Path, PathBuf};

use divan::Bencher;
use dorkarta::diagnostics::Diagnostics;
use dorkarta::document::{self, Options, Wanted};
use dorkarta::domain::Field;
use dorkarta::input;
use dorkarta::typeset::{Format, Overrides, Standards, Typesetter};
use dorkarta::validate;
use dorkarta::view;

fn main() {
    divan::main();
}

const SIZES: [usize; 3] = [15, 150, 1500];

/// A plan file with the seed's activities repeated up to a number; the eighth is due as said.
fn plan_file(activities: usize, due: &str) -> PathBuf {
    let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("input/plan-2023.yaml");
    let tree = input::load(&seed, &mut Diagnostics::default()).expect("the seed plan").tree;
    let plan = validate::plan(&tree, &mut Diagnostics::default()).expect("a plan").plan;
    let mut text = String::from("вид: план\nпериод: 2023\nназвание: План\nмероприятия:\n");
    let known: Vec<_> = plan.activities().collect();
    for (at, activity) in known.into_iter().cycle().take(activities).enumerate() {
        let due = if at == 7 { due } else { "Январь-март 2023" };
        let responsible = activity.text(&Field::Responsible);
        text.push_str(&format!("- название: {:?}\n  срок: {due}\n  ответственные: {responsible:?}\n", activity.name));
    }
    let path = std::env::temp_dir().join(format!("dorkarta-bench-{activities}-{}.yaml", std::process::id()));
    fs::write(&path, text).expect("written");
    path
}

fn options() -> Options {
    Options {
        wanted: Wanted::Plan,
        as_of: None,
        format: Format::Pdf,
        standards: Standards::parse("a-3a,ua-1").expect("standards"),
        carries_data: true,
        strict: false,
    }
}

fn typesetter() -> Typesetter {
    Typesetter::new(&Overrides::default()).expect("a typesetter")
}

#[divan::bench(args = SIZES)]
fn read(bencher: Bencher<'_, '_>, activities: usize) {
    let path = plan_file(activities, "2023");
    bencher.bench(|| input::load(&path, &mut Diagnostics::default()).expect("read"));
}

#[divan::bench(args = SIZES)]
fn judge(bencher: Bencher<'_, '_>, activities: usize) {
    let path = plan_file(activities, "2023");
    let tree = input::load(&path, &mut Diagnostics::default()).expect("read").tree;
    bencher.bench(|| validate::plan(&tree, &mut Diagnostics::default()).expect("a plan"));
}

#[divan::bench(args = SIZES)]
fn show(bencher: Bencher<'_, '_>, activities: usize) {
    let path = plan_file(activities, "2023");
    let tree = input::load(&path, &mut Diagnostics::default()).expect("read").tree;
    let plan = validate::plan(&tree, &mut Diagnostics::default()).expect("a plan").plan;
    let typesetter = typesetter();
    let metrics = typesetter.metrics(None).expect("metrics");
    bencher.bench_local(|| view::plan(&plan, typesetter.tokens(), &metrics));
}

/// Everything, with nothing remembered.
#[divan::bench(args = SIZES, sample_count = 10)]
fn whole_cold(bencher: Bencher<'_, '_>, activities: usize) {
    let path = plan_file(activities, "2023");
    bencher.bench_local(|| {
        let mut typesetter = typesetter();
        let document = document::make(&path, &options(), &mut typesetter, &mut Diagnostics::default());
        typesetter.forget(0);
        document.expect("a document")
    });
}

/// One corrected cell in a process that has made the plan before.
#[divan::bench(args = SIZES, sample_count = 20)]
fn whole_warm_one_cell(bencher: Bencher<'_, '_>, activities: usize) {
    let editions = ["Январь 2023", "Февраль 2023"].map(|due| {
        let path = plan_file(activities, due);
        let edition = path.with_extension(format!("{}.yaml", due.len()));
        fs::rename(&path, &edition).expect("renamed");
        edition
    });
    let mut typesetter = typesetter();
    let mut round = 0;
    bencher.bench_local(move || {
        round += 1;
        let path = &editions[round % 2];
        let document = document::make(path, &options(), &mut typesetter, &mut Diagnostics::default());
        typesetter.forget(1);
        document.expect("a document")
    });
}
