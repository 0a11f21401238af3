//! `.xls`: compound files.

use super::*;

const SECTOR: usize = 512;
const END: u32 = 0xffff_fffe;
const NONE: u32 = 0xffff_ffff;

/// A stream, or a folder with others in it.
enum Item {
    Stream(&'static str, Vec<u8>),
    Folder(&'static str, Vec<Item>),
}

/// A compound file with these at its top.
fn compound(items: &[Item]) -> Vec<u8> {
    let mut sectors = Vec::new();
    let mut next = Vec::new();
    let mut entries = vec![entry("Root Entry", 5, END, 0)];
    let first = add(items, &mut entries, &mut sectors, &mut next);
    entries[0][76..80].copy_from_slice(&first.to_le_bytes());
    let folder = chain(&entries.concat(), &mut sectors, &mut next);
    // The table of chains names itself.
    let tables = (next.len() + 2).div_ceil(SECTOR / 4 - 1);
    let table = next.len() as u32;
    next.extend(std::iter::repeat_n(0xffff_fffd, tables));
    next.resize(tables * SECTOR / 4, NONE);

    let mut header = vec![0; 76];
    header[..8].copy_from_slice(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    for (at, number) in [(24, 0x003e_u16), (26, 3), (28, 0xfffe), (30, 9), (32, 6)] {
        header[at..at + 2].copy_from_slice(&number.to_le_bytes());
    }
    for (at, number) in [(44, tables as u32), (48, folder), (56, 4096), (60, END), (68, END)] {
        header[at..at + 4].copy_from_slice(&number.to_le_bytes());
    }
    header.extend((0..109).flat_map(|at| if at < tables as u32 { table + at } else { NONE }.to_le_bytes()));
    [header, sectors, next.into_iter().flat_map(u32::to_le_bytes).collect()].concat()
}

/// Adds items beside each other; gives the number of the first one.
fn add(items: &[Item], entries: &mut Vec<Vec<u8>>, sectors: &mut Vec<u8>, next: &mut Vec<u32>) -> u32 {
    let Some((item, others)) = items.split_first() else { return NONE };
    let number = entries.len();
    let (made, inside) = match item {
        // Short streams are kept elsewhere, so none is short.
        Item::Stream(name, bytes) => {
            let mut bytes = bytes.clone();
            bytes.resize(bytes.len().max(4096), 0);
            (entry(name, 2, chain(&bytes, sectors, next), bytes.len()), [].as_slice())
        }
        Item::Folder(name, inside) => (entry(name, 1, END, 0), inside.as_slice()),
    };
    entries.push(made);
    let inside = add(inside, entries, sectors, next);
    let other = add(others, entries, sectors, next);
    entries[number][72..76].copy_from_slice(&other.to_le_bytes());
    entries[number][76..80].copy_from_slice(&inside.to_le_bytes());
    number as u32
}

fn entry(name: &str, kind: u8, start: u32, size: usize) -> Vec<u8> {
    let mut bytes: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = bytes.len() as u16 + 2;
    bytes.resize(128, 0);
    bytes[64..66].copy_from_slice(&length.to_le_bytes());
    (bytes[66], bytes[67]) = (kind, 1);
    for (at, number) in [(68, NONE), (72, NONE), (76, NONE), (116, start), (120, size as u32)] {
        bytes[at..at + 4].copy_from_slice(&number.to_le_bytes());
    }
    bytes
}

fn chain(bytes: &[u8], sectors: &mut Vec<u8>, next: &mut Vec<u32>) -> u32 {
    let first = next.len() as u32;
    sectors.extend(bytes);
    sectors.resize(sectors.len().next_multiple_of(SECTOR), 0);
    let last = (sectors.len() / SECTOR) as u32;
    next.extend((first + 1..last).chain([END]));
    first
}

/// Writes the texts of a workbook.
type WriteTexts = fn(&[&str]) -> Vec<u8>;

/// A stream of records with the plan; `texts` writes its texts.
fn stream(texts: WriteTexts) -> Vec<u8> {
    let words: Vec<&str> = REQUISITES.iter().flatten().chain(TABLE.iter().flatten()).copied().collect();
    let sheet = |words: std::ops::Range<usize>, columns: usize| {
        let cells = words.clone().map(|word| {
            let at = word - words.start;
            let numbers = [(at / columns) as u16, (at % columns) as u16, 0];
            let data: Vec<u8> =
                numbers.into_iter().flat_map(u16::to_le_bytes).chain((word as u32).to_le_bytes()).collect();
            record(0x00fd, &data)
        });
        [begin(0x10), cells.collect::<Vec<_>>().concat(), record(0x000a, &[])].concat()
    };
    let sheets = [("Реквизиты", sheet(0..6, 2)), ("Мероприятия", sheet(6..18, 4))];
    let globals = |starts: [usize; 2]| {
        let list = sheets.iter().zip(starts).map(|((name, _), start)| {
            let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            record(0x0085, &[&(start as u32).to_le_bytes()[..], &[0, 0, (name.len() / 2) as u8, 1], &name].concat())
        });
        [begin(5), list.collect::<Vec<_>>().concat(), texts(&words), record(0x000a, &[])].concat()
    };
    let start = globals([0, 0]).len();
    [globals([start, start + sheets[0].1.len()]), sheets[0].1.clone(), sheets[1].1.clone()].concat()
}

fn begin(kind: u8) -> Vec<u8> {
    record(0x0809, &[0, 6, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
}

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
}

fn continued(data: &[u8]) -> Vec<u8> {
    record(0x003c, data)
}

/// Shared texts, each in two bytes a sign.
fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [&(units.len() as u16 / 2).to_le_bytes()[..], &[1], &units].concat()
}

fn head(words: &[&str]) -> Vec<u8> {
    (words.len() as u32).to_le_bytes().repeat(2)
}

fn plain(words: &[&str]) -> Vec<u8> {
    record(0x00fc, &[head(words), words.iter().flat_map(|word| wide(word)).collect()].concat())
}

#[test]
fn what_is_embedded_is_not_the_workbook() {
    let book = || Item::Stream("Workbook", stream(plain));
    assert_eq!(said(&compound(&[book()])), WHOLE);
    let word = || Item::Stream("WordDocument", vec![1; 9000]);
    let other = Item::Stream("Workbook", vec![0; 5000]);
    let folder = |items| Item::Folder("MBD0012", items);
    assert_eq!(said(&compound(&[folder(vec![word(), other]), book()])), WHOLE);
    let encrypted = Item::Stream("EncryptedPackage", vec![0; 5000]);
    assert_eq!(
        said(&compound(&[folder(vec![encrypted]), Item::Folder("_VBA_PROJECT_CUR", Vec::new()), book()])),
        WHOLE
    );
    let read = said(&compound(&[word(), folder(vec![book()])]));
    assert!(read.ends_with("похоже, это документ Word"), "{read}");
}

#[test]
fn the_last_sector_may_be_cut_short() {
    // The stream is the last thing in the file: its rest is of no use.
    let whole = compound(&[Item::Stream("Workbook", stream(plain))]);
    let table = whole.len() - SECTOR;
    let used = whole[table..].chunks(4).rposition(|four| four != [0xff; 4]).unwrap() * 4 + 4;
    for length in [used, used + 1, 300, SECTOR - 1] {
        assert_eq!(said(&whole[..table + length]), WHOLE, "{length}");
    }
    assert!(said(&whole[..table - 1]).contains("файл повреждён"));
}

#[test]
fn texts_go_on_over_empty_records() {
    let ways: [WriteTexts; 4] = [
        |words| [plain(words), continued(&[])].concat(),
        |words| {
            let texts: Vec<u8> = words.iter().flat_map(|word| wide(word)).collect();
            [record(0x00fc, &head(words)), continued(&[]), continued(&texts), continued(&[])].concat()
        },
        // Each text in a record of its own, with nothing between them.
        |words| {
            let texts = words.iter().map(|word| [continued(&wide(word)), continued(&[])].concat());
            [record(0x00fc, &head(words)), texts.collect::<Vec<_>>().concat()].concat()
        },
        // Torn behind the first sign: the width of the signs is told again.
        |words| {
            let texts = words.iter().map(|word| {
                let text = wide(word);
                let (first, rest) = text.split_at(5);
                let rest = if rest.is_empty() { Vec::new() } else { continued(&[&[1], rest].concat()) };
                [continued(first), continued(&[]), continued(&[]), rest].concat()
            });
            [record(0x00fc, &head(words)), texts.collect::<Vec<_>>().concat()].concat()
        },
    ];
    for (way, number) in ways.into_iter().zip(1..) {
        assert_eq!(said(&compound(&[Item::Stream("Workbook", stream(way))])), WHOLE, "{number}");
    }
}
