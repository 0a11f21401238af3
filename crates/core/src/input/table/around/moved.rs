//! What the page shows elsewhere than it stood around the table: each field has its place on the page, and the texts of an
//! office need not follow one another in that order.

use super::Found;
use crate::schema;

/// The fields in the order in which a page shows them, and how much each of them weighs: what weighs least is said to have moved.
const ORDER: [(&[&str], u64); 10] = [
    (&[schema::ANNEX_TO, schema::APPROVAL, schema::AGREEMENT], BLOCK),
    (&[schema::BASIS], 1),
    (&[schema::NAME, schema::EDITION], WHOLE),
    (&[schema::PREAMBLE], 1),
    (&[schema::GOAL], 1),
    (&[schema::TASKS], 1),
    (&[], WHOLE),
    (&[schema::NOTES], 1),
    (&[schema::SIGNATURE], BLOCK),
    (&[schema::MAKER, schema::ANNEXES], BLOCK),
];
/// The place of the table in the order.
const TABLE: usize = 6;
/// What a block weighs, and what neither title nor table is moved for.
const BLOCK: u64 = 1_000;
const WHOLE: u64 = 1_000_000_000;

/// For each field, in the order in which they stand, whether the page shows it elsewhere. `head` is the row of the table.
pub(super) fn of(found: &[Found], head: u32) -> Vec<bool> {
    let place_of = |found: &Found| place(found.key).filter(|_| !found.is_derived);
    let mut places: Vec<(u32, usize)> =
        found.iter().filter_map(|found| Some((found.at.row, place_of(found)?))).collect();
    let table = places.iter().take_while(|(row, _)| *row < head).count();
    places.insert(table, (head, TABLE));
    let places: Vec<usize> = places.into_iter().map(|(_, place)| place).collect();
    let mut kept = kept(&places);
    kept.remove(table);
    let mut kept = kept.into_iter();
    found.iter().map(|found| place_of(found).is_some() && !kept.next().unwrap_or(true)).collect()
}

fn place(key: &str) -> Option<usize> {
    ORDER.iter().position(|(keys, _)| keys.contains(&key))
}

/// Of places in the order in which things stand, the heaviest ones that rise.
fn kept(places: &[usize]) -> Vec<bool> {
    // By the last place: the weight of the best choice so far, and the thing that it ended with.
    let mut best: [(u64, Option<usize>); ORDER.len()] = [(0, None); ORDER.len()];
    let mut before: Vec<Option<usize>> = Vec::new();
    for (at, &place) in places.iter().enumerate() {
        let (weight, last) = best[..=place].iter().copied().max_by_key(|(weight, _)| *weight).unwrap_or_default();
        before.push(last);
        best[place] = (weight + ORDER[place].1, Some(at));
    }
    let mut kept = vec![false; places.len()];
    let mut next = best.iter().max_by_key(|(weight, _)| *weight).and_then(|(_, last)| *last);
    while let Some(at) = next {
        kept[at] = true;
        next = before[at];
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_weighs_least_has_moved() {
        let moved = |keys: &[&'static str]| {
            let places: Vec<usize> = keys.iter().map(|key| place(key).unwrap_or(TABLE)).collect();
            let kept = kept(&places);
            keys.iter().zip(kept).filter(|(_, kept)| !kept).map(|(key, _)| *key).collect::<Vec<_>>()
        };
        let (block, title, text, note, signature) =
            (schema::APPROVAL, schema::NAME, schema::PREAMBLE, schema::NOTES, schema::SIGNATURE);
        assert_eq!(moved(&[block, title, text, "таблица", note, signature]), [""; 0]);
        assert_eq!(moved(&[text, text, text, block, title, "таблица"]), [text, text, text]);
        assert_eq!(moved(&[text, title, "таблица"]), [text]);
        assert_eq!(moved(&[title, "таблица", note, signature, note, note]), [note, note]);
        assert_eq!(moved(&[title, note, "таблица", block]), [note, block]);
        assert_eq!(moved(&[title, schema::GOAL, text, schema::TASKS, "таблица"]), [text]);
    }
}
