//! Workbooks as other programs write them (`tests/cases/workbooks`): each says the same as the YAML file beside it, or
//! has the faults that the list beside it names.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use dorkarta_core::diagnostics::{Diagnostics, Place};
use dorkarta_core::input::{self, Reader};
use dorkarta_core::system::Disk;
use dorkarta_core::validate;

use crate::support::{repository, view_of};

fn workbooks() -> Vec<PathBuf> {
    let folder = fs::read_dir(repository("tests/cases/workbooks")).unwrap();
    let mut files: Vec<PathBuf> = folder.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| input::is_input(path) && path.extension().is_some_and(|ending| ending != "yaml"));
    files.sort();
    files
}

fn beside(workbook: &Path, ending: &str) -> Option<PathBuf> {
    Some(workbook.with_extension(ending)).filter(|path| path.exists())
}

#[test]
fn workbooks_say_the_same_as_their_yaml() {
    let mut compared = 0;
    for workbook in workbooks() {
        let Some(yaml) = beside(&workbook, "yaml") else { continue };
        if fs::read_to_string(&yaml).unwrap().contains("вид: мониторинг") {
            continue;
        }
        let (read, meant) = (view_of(&workbook), view_of(&yaml));
        assert!(read == meant, "{}\nread: {read:#}\nmeant: {meant:#}", workbook.display());
        compared += 1;
    }
    assert!(compared > 20, "{compared}");
}

#[test]
fn the_seed_plan_typed_in_excel_is_the_seed_plan() {
    let typed = repository("tests/cases/workbooks/seed-openpyxl.xlsx");
    assert_eq!(view_of(&typed), view_of(&repository("input/plan-2023.yaml")));
}

#[test]
fn faults_stand_in_the_cells_that_have_them() {
    for workbook in workbooks() {
        let Some(list) = beside(&workbook, "faults.txt") else { continue };
        let diagnostics = Diagnostics::default();
        if let Some(loaded) = Reader::new(&Disk, &diagnostics).load(&workbook) {
            validate::plan(&loaded.tree, &diagnostics);
        }
        assert!(diagnostics.has_faults(), "{}", workbook.display());
        let found: BTreeSet<String> = (diagnostics.into_vec().iter())
            .map(|diagnostic| match &diagnostic.place {
                Place::Cell { sheet, cell, .. } => format!("{sheet} {cell}"),
                _ => "- -".to_owned(),
            })
            .collect();
        for line in fs::read_to_string(list).unwrap().lines() {
            let place: Vec<&str> = line.split('\t').take(2).collect();
            assert!(found.contains(&place.join(" ")), "{}: {line}\nfound: {found:?}", workbook.display());
        }
    }
}
