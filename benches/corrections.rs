//! What a correction costs in a process that watches: against the first compilation, and in memory over many rounds.
//!
//! The seed plan; each round misspells one cell or mends it again. Every figure comes from processes of their own, since
//! the first compilation of a process is the one that a user waits for: it opens the faces and fills the caches.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;
use std::{env, fs};

use dorkarta::app::document;
use dorkarta_core::diagnostics::Diagnostics;
use dorkarta_core::input::Reader;
use dorkarta_core::system::Disk;
use dorkarta_press::Typesetter;
use serde_json::Value;

use super::{options, typesetter};

/// Tells a process of the benchmark what to measure.
const PART: &str = "DORKARTA_BENCH_PART";
/// Processes whose first compilation is measured.
const PROCESSES: usize = 15;
/// Corrections measured in each of them.
const ROUNDS: usize = 60;
/// Rounds over which memory has to stay flat.
const MANY: usize = 1000;

/// Does the part that a process was started for; false if it was started for none.
pub(super) fn is_part() -> bool {
    match env::var(PART).as_deref() {
        Ok("times") => times(),
        Ok("memory") => memory(),
        _ => return false,
    }
    true
}

/// Measures everything and prints it.
pub(super) fn report() {
    let lines: String = (0..PROCESSES).map(|_| part("times")).collect();
    let figures = |kind: &str| {
        let mut figures: Vec<Vec<f64>> = vec![Vec::new(); 2];
        for line in lines.lines() {
            let mut words = line.split(' ');
            if words.next() == Some(kind) {
                for (list, word) in figures.iter_mut().zip(words) {
                    list.push(word.parse().expect("milliseconds"));
                }
            }
        }
        (figures[0].len(), median(&mut figures[0]), median(&mut figures[1]))
    };
    println!("\nseed plan, {PROCESSES} processes, {ROUNDS} corrections in each, medians\n");
    let (_, first_wall, first_cpu) = figures("first");
    for (kind, name) in
        [("first", "first compilation"), ("same", "saved without a change"), ("corrected", "one cell corrected")]
    {
        let (count, wall, cpu) = figures(kind);
        let (share, cpu_share) = (wall / first_wall, cpu / first_cpu);
        println!("{name:<24} {count:>4} x  wall {wall:>6.1} ms, {share:.2}   processor {cpu:>6.1} ms, {cpu_share:.2}");
    }
    println!("\n{}", part("memory"));
}

fn median(figures: &mut [f64]) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Runs a part in a process of its own.
fn part(name: &str) -> String {
    let program = env::current_exe().expect("the benchmark itself");
    let output = Command::new(program).env(PART, name).output().expect("a process");
    String::from_utf8(output.stdout).expect("text")
}

/// The seed plan with one cell misspelled, or none.
struct Editions {
    plan: Value,
    path: PathBuf,
}

impl Editions {
    fn new() -> Self {
        let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("input/plan-2023.yaml");
        let tree = Reader::new(&Disk, &Diagnostics::default()).load(&seed).expect("the seed plan").tree;
        let name = format!("dorkarta-bench-{}.yaml", std::process::id());
        Self { plan: serde_json::to_value(&tree).expect("a tree"), path: env::temp_dir().join(name) }
    }

    /// Saves the plan of a round, as a file that is watched would be: in every other round one letter of one cell comes
    /// twice, never the same one.
    fn save(&self, round: usize) {
        let mut plan = self.plan.clone();
        if round % 2 == 1 {
            let mut cells = cells(&mut plan);
            let (lap, at) = (round / 2 / cells.len(), round / 2 % cells.len());
            let text = cells[at].as_str().expect("a text");
            let (end, letter) = text.char_indices().cycle().nth(lap + 1).expect("a letter");
            *cells[at] = format!("{}{letter}{}", &text[..end], &text[end..]).into();
        }
        // Every JSON file is a YAML file too.
        fs::write(&self.path, plan.to_string()).expect("written");
    }
}

/// The names and due dates of all activities.
fn cells(plan: &mut Value) -> Vec<&mut Value> {
    let directions = plan["направления"].as_array_mut().expect("directions");
    let activities = directions.iter_mut().flat_map(|it| it["мероприятия"].as_array_mut().expect("activities"));
    let fields = activities.flat_map(|it| it.as_object_mut().expect("an activity").iter_mut());
    fields.filter(|(field, _)| ["название", "срок"].contains(&field.as_str())).map(|(_, cell)| cell).collect()
}

impl Drop for Editions {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// Makes the document; gives the time that it took on the wall and of the processors, in milliseconds.
fn make(editions: &Editions, typesetter: &mut Typesetter) -> (f64, f64) {
    let (begun, spent) = (Instant::now(), processor_time());
    let made = document::make(&editions.path, &options(), typesetter, &Diagnostics::default());
    typesetter.forget();
    let took = (begun.elapsed().as_secs_f64() * 1000.0, processor_time() - spent);
    made.expect("a document");
    took
}

/// What all threads of this process have spent, in milliseconds: it does not grow while others keep the machine busy.
fn processor_time() -> f64 {
    // Linux: the first figure, in nanoseconds.
    let spent = |thread: fs::DirEntry| {
        let schedstat = fs::read_to_string(thread.path().join("schedstat")).ok()?;
        schedstat.split(' ').next()?.parse::<f64>().ok()
    };
    let threads = fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    threads.filter_map(spent).sum::<f64>() / 1e6
}

fn times() {
    let editions = Editions::new();
    editions.save(0);
    let mut typesetter = typesetter();
    let print = |kind: &str, (wall, processor): (f64, f64)| println!("{kind} {wall} {processor}");
    print("first", make(&editions, &mut typesetter));
    print("same", make(&editions, &mut typesetter));
    for round in 1..=ROUNDS {
        editions.save(round);
        print("corrected", make(&editions, &mut typesetter));
    }
}

fn memory() {
    let editions = Editions::new();
    let mut typesetter = typesetter();
    for round in 0..=MANY {
        editions.save(round);
        make(&editions, &mut typesetter);
        if matches!(round, 1 | 100 | 500 | MANY) {
            println!("resident after {round:>4} rounds: {}", resident());
        }
    }
}

/// Resident memory of this process.
fn resident() -> String {
    const PAGE: f64 = 4096.0;
    // Linux: the second figure, in pages.
    let statm = fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = statm.split(' ').nth(1).and_then(|pages| pages.parse::<f64>().ok());
    pages.map_or_else(|| "not known here".into(), |pages| format!("{:.1} MiB", pages * PAGE / 1024.0 / 1024.0))
}
