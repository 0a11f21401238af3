//! What the fuzzer begins with: the samples and cases of the project, and the words that the program knows.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use dorkarta_core::input::Original;
use dorkarta_core::system::Disk;
use dorkarta_core::tree::{Node, Value};
use dorkarta_sign::{EXAMPLE, PRESETS};

use crate::bombs;
use crate::document;
use crate::laws::Read;
use crate::package::{self, SHEETS};
use crate::revisions::REVISION;

/// Sources whose literals are words that the program knows: keys, titles, words of due dates.
const WORDS: [&str; 15] = [
    include_str!("../../crates/core/src/schema.rs"),
    include_str!("../../crates/core/src/input/table/headings/mod.rs"),
    include_str!("../../crates/core/src/input/table/headings/wordings.rs"),
    include_str!("../../crates/core/src/input/table/kind.rs"),
    include_str!("../../crates/core/src/input/workbook/format.rs"),
    include_str!("../../crates/core/src/input/workbook/stored.rs"),
    include_str!("../../crates/core/src/validate/plan.rs"),
    include_str!("../../crates/core/src/validate/monitoring.rs"),
    include_str!("../../crates/core/src/validate/style.rs"),
    include_str!("../../crates/core/src/domain/period.rs"),
    include_str!("../../crates/core/src/domain/due/tokens.rs"),
    include_str!("../../crates/core/src/domain/due/moments.rs"),
    include_str!("../../crates/core/src/domain/due/phrases.rs"),
    include_str!("../../crates/core/src/domain/due/rhythm.rs"),
    include_str!("../../crates/core/src/domain/due/events.rs"),
];

/// Sources whose literals are whole inputs.
const CASES: [&str; 6] = [
    include_str!("../../tests/suite/codes.rs"),
    include_str!("../../tests/suite/messages.rs"),
    include_str!("../../tests/suite/monitoring.rs"),
    include_str!("../../tests/suite/plan.rs"),
    include_str!("../../tests/suite/remarks.rs"),
    include_str!("../../tests/suite/report.rs"),
];

/// Sources whose literals are pieces of documents.
const DOCUMENTS: [&str; 4] = [
    include_str!("../../crates/core/src/input/word/tests/inline.rs"),
    include_str!("../../crates/core/src/input/word/tests/lists.rs"),
    include_str!("../../crates/core/src/input/word/tests/tables.rs"),
    include_str!("../../crates/core/src/input/word/tests/plans.rs"),
];

/// Sources whose literals are due dates.
const DUE_DATES: [&str; 2] = [
    include_str!("../../crates/core/src/domain/due/tests.rs"),
    include_str!("../../crates/core/src/domain/due/laws.rs"),
];

/// Writes the seeds of a target and the dictionary into a folder.
pub fn write(seeds: fn() -> io::Result<Vec<Vec<u8>>>, folder: &Path) -> io::Result<()> {
    for (seed, number) in seeds()?.into_iter().collect::<BTreeSet<_>>().iter().zip(0..) {
        fs::write(folder.join(format!("seed-{number:04}")), seed)?;
    }
    fs::write(folder.with_extension("dict"), dictionary())
}

/// The samples of the project.
fn samples() -> io::Result<Vec<PathBuf>> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut samples = Vec::new();
    for folder in ["input", "templates/starter", "tests/cases/workbooks", "tests/cases/word"] {
        for entry in fs::read_dir(repository.join(folder))? {
            samples.push(entry?.path());
        }
    }
    samples.sort();
    Ok(samples)
}

fn ending(path: &Path) -> &str {
    path.extension().and_then(|ending| ending.to_str()).unwrap_or_default()
}

/// YAML files: samples, and inputs of tests.
pub fn yaml() -> io::Result<Vec<Vec<u8>>> {
    let samples = samples()?;
    let files = samples.iter().filter(|path| ending(path) == "yaml").map(fs::read);
    let cases = CASES.iter().flat_map(|source| literals(source));
    let cases = cases.filter(|text| text.contains(": ") && text.contains('\n')).map(|text| Ok(text.into_bytes()));
    files.chain(cases).collect()
}

/// Workbooks: samples as they are, as their parts and as sheets of texts.
pub fn workbooks() -> io::Result<Vec<Vec<u8>>> {
    let mut seeds = Vec::new();
    for sample in samples()? {
        // A bomb is slow, and a limit that is tested elsewhere.
        if !matches!(ending(&sample), "xlsx" | "xlsb" | "xls" | "ods") || sample.ends_with("zip-bomb.xlsx") {
            continue;
        }
        let bytes = fs::read(&sample)?;
        seeds.extend(package::unpack(&bytes));
        seeds.extend(sheets(&sample));
        seeds.push(bytes);
    }
    Ok(seeds)
}

/// Text documents: samples as their parts, and small ones as lines of texts.
pub fn documents() -> io::Result<Vec<Vec<u8>>> {
    let mut seeds = Vec::new();
    for sample in samples()? {
        match ending(&sample) {
            "docx" | "odt" => seeds.extend(package::unpack(&fs::read(&sample)?)),
            "xlsx" if !sample.ends_with("zip-bomb.xlsx") => seeds.extend(sheets(&sample)),
            _ => {}
        }
    }
    // What the tests of the reader have, each within a document.
    for text in DOCUMENTS.iter().flat_map(|source| raw_literals(source)) {
        let mut seed = vec![package::PARTS];
        seed.extend(b"word/document.xml\n<w:document xmlns:w=\"w\" xmlns:mc=\"mc\" xmlns:wp=\"wp\" xmlns:wps=\"wps\" xmlns:v=\"v\"><w:body>");
        seed.extend(text.as_bytes());
        seed.extend(b"</w:body></w:document>");
        seeds.push(seed);
    }
    Ok(seeds)
}

/// What stands between `r#"` and `"#` in a Rust source and looks like XML.
fn raw_literals(source: &str) -> Vec<&str> {
    let parts = source.split("r#\"").skip(1).filter_map(|rest| rest.split_once("\"#"));
    parts.map(|(literal, _)| literal).filter(|literal| literal.starts_with('<') && !literal.contains('{')).collect()
}

/// A workbook as sheets of texts.
fn sheets(sample: &Path) -> Option<Vec<u8>> {
    let mut text = String::new();
    for original in Read::of(&Disk, sample).originals {
        let Original::Sheet(sheet) = original else { continue };
        let _ = write!(text, "{}{}", char::from(SHEETS), sheet.name());
        let (mut row, mut column) = (None, 0);
        for (at, seen) in sheet.cells() {
            while row.is_none_or(|row| row < at.row) {
                text.push('\n');
                row = Some(row.map_or(0, |row| row + 1));
                column = 0;
            }
            while column < at.column {
                text.push('\t');
                column += 1;
            }
            let wide = sheet.merges().find(|(first, _)| *first == at).map_or(0, |(_, last)| last.column - at.column);
            if wide > 0 {
                let _ = write!(text, "{}{}", package::WIDE, wide.min(9));
            }
            text.push_str(&seen.replace('\n', "\u{b}").replace('\t', " "));
        }
    }
    (!text.is_empty()).then(|| text.into_bytes())
}

/// Documents: those that were made in `output`, if any, and small ones with the data of the samples.
pub fn pdfs() -> io::Result<Vec<Vec<u8>>> {
    let made = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../output")).into_iter().flatten().flatten();
    let made = made.map(|entry| entry.path()).filter(|path| ending(path) == "pdf").map(fs::read);
    let samples = samples()?;
    let trees = samples.iter().filter(|path| ending(path) == "yaml").filter_map(|path| Read::of(&Disk, path).tree);
    made.chain(trees.map(|tree| Ok(document::carrying(&tree)))).chain(bombs::all().map(Ok)).collect()
}

/// Due dates of the tests, each with a period.
pub fn due_dates() -> io::Result<Vec<Vec<u8>>> {
    let dates = DUE_DATES.iter().flat_map(|source| literals(source)).filter(|text| !text.contains('\n'));
    let periods = ["2023", "2023/2024 учебный год", "сентябрь 2022 – май 2024"];
    Ok(dates.zip(periods.iter().cycle()).map(|(date, period)| format!("{period}\n{date}").into_bytes()).collect())
}

/// The document that the signatures of the tests are for.
pub const SIGNED_DOCUMENT: &[u8] = include_bytes!("../../tests/cases/signature/document.txt");

/// Files beside the document that the signatures of the tests are for.
fn signing(kind: &str) -> io::Result<Vec<Vec<u8>>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases/signature");
    let files: io::Result<Vec<PathBuf>> = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect();
    files?.iter().filter(|path| ending(path) == kind).map(fs::read).collect()
}

/// Certificates of the tests.
pub fn certificates() -> io::Result<Vec<Vec<u8>>> {
    signing("cer")
}

/// Signatures of the tests.
pub fn signatures() -> io::Result<Vec<Vec<u8>>> {
    signing("sig")
}

/// Settings: the example, and those that name all there is.
pub fn settings() -> io::Result<Vec<Vec<u8>>> {
    let all = "программа: [sign, \"{in}\", \"{out}\", 5]\nключ: key.pem\nсертификат: 'Я и О.cer'\n";
    let presets = PRESETS.iter().map(|(name, _)| format!("Программа: {name}\n"));
    Ok([EXAMPLE.to_owned(), all.to_owned()].into_iter().chain(presets).map(String::into_bytes).collect())
}

/// Revisions of every kind, before and between signatures.
pub fn revisions() -> io::Result<Vec<Vec<u8>>> {
    let kinds: [&[&[u8]]; 8] = [
        &[b"sa", b"sb", b"sc"],
        &[b"sa", b"o\x02<</Type/Page/Parent 2 0 R/MediaBox[0 0 8 8]>>", b"sb"],
        &[b"sa", b"O\x02<</Type/Page/Parent 2 0 R/MediaBox[0 0 8 8]>>"],
        &[b"sa", b"O\x0f<</a 1>>", b"sb"],
        &[b"o\x00<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[]>>>>", b"sa", b"sb"],
        &[b"sa", b"r%\n", b"sb"],
        &[b"sa", b"sb", b"f\x00\x05\x01"],
        &[b"sa", b"r\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n", b"sb"],
    ];
    Ok(kinds.iter().map(|revisions| revisions.join(&REVISION)).collect())
}

/// The words of the program, and what of the formats it reads is worth trying, in the form of libFuzzer.
fn dictionary() -> String {
    let mut words: BTreeSet<String> = WORDS.iter().flat_map(|source| literals(source)).collect();
    words.retain(|word| word.chars().count() <= 40 && word.chars().any(char::is_alphabetic));
    keys_of_samples(&mut words);
    let signs = [
        "/EmbeddedFiles",
        "/Filter/FlateDecode",
        "/Type/ObjStm",
        "/Prev 9",
        "/Kids[3 0 R]",
        "startxref\n",
        "\u{feff}",
        "\u{2028}",
        "\u{85}",
        "\u{202e}",
        "\r",
        "\r\n",
        "\u{a0}",
        "&а",
        "*а",
        "!!",
        "<<: ",
        "|-\n",
        ">-\n",
        "- ",
        "#",
        "---\n",
        "...",
        "? ",
    ];
    let parts = [
        "<c r=\"A1\" t=\"s\">",
        "<v>1</v>",
        "<mergeCell ref=\"A1:C1\"/>",
        "t=\"inlineStr\"",
        "<is><t>",
        "<f>",
        "t=\"shared\" si=\"0\"",
        "table:number-columns-repeated=\"2\"",
        "table:number-rows-spanned=\"2\"",
        "office:value-type=\"date\"",
        "mmm\\.yy",
        "<w:p><w:r><w:t>",
        "<w:tbl><w:tr><w:tc>",
        "<w:gridSpan w:val=\"2\"/>",
        "<w:vMerge w:val=\"restart\"/>",
        "<w:vMerge/>",
        "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>",
        "<w:fldChar w:fldCharType=\"begin\"/>",
        "<w:ins w:author=\"a\">",
        "<w:del>",
        "<w:rPr><w:del/></w:rPr>",
        "<w:txbxContent>",
        "<w:vanish/>",
        "<text:list-item>",
        "<text:change-start text:change-id=\"a\"/>",
        "<table:covered-table-cell/>",
    ];
    words.extend(signs.into_iter().chain(parts).map(str::to_owned));
    let mut text = String::new();
    for word in words {
        let _ = writeln!(text, "\"{}\"", word.bytes().map(|byte| format!("\\x{byte:02x}")).collect::<String>());
    }
    text
}

fn keys_of_samples(words: &mut BTreeSet<String>) {
    fn collect(node: &Node, words: &mut BTreeSet<String>) {
        match &node.value {
            Value::List(items) => items.iter().for_each(|item| collect(item, words)),
            Value::Map(entries) => {
                for entry in entries {
                    words.insert(format!("{}: ", entry.key));
                    collect(&entry.value, words);
                }
            }
            Value::Empty | Value::Text(_) => {}
        }
    }
    let input = Path::new(env!("CARGO_MANIFEST_DIR")).join("../input");
    for sample in ["plan-2023.yaml", "plan-school-network-2024-2025.yaml", "monitoring-2023.yaml"] {
        if let Some(tree) = Read::of(&Disk, &input.join(sample)).tree {
            collect(&tree, words);
        }
    }
}

/// The string literals of a Rust source: good enough for seeds, where one more or less does not matter.
fn literals(source: &str) -> Vec<String> {
    let mut literals = Vec::new();
    let mut chars = source.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '"' {
            continue;
        }
        let mut literal = String::new();
        while let Some(c) = chars.next() {
            match c {
                '"' => break,
                '\\' => match chars.next() {
                    Some('n') => literal.push('\n'),
                    Some('\n') => while chars.next_if(|c| c.is_whitespace()).is_some() {},
                    Some(other) => literal.push(other),
                    None => break,
                },
                c => literal.push(c),
            }
        }
        if literal.chars().any(|c| ('а'..='я').contains(&c)) {
            literals.push(literal);
        }
    }
    literals
}
