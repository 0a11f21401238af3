//! How alike two texts are, and which activities of two lists are the same ones.
//!
//! Two editions of a plan, or a plan and a form that came back, hold the same activities under other numbers, in another
//! order, in slightly other words. [`pair`] finds them: by code, by the same text, and else by likeness, with the
//! direction and the neighbours as further evidence.

use std::collections::{BTreeSet, HashMap};

use super::words::{fold, is_dash, is_telling, stem, words};

/// What is known of an activity by which it is recognised in another list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Identity<'a> {
    /// Its code. Two activities with different codes are never the same.
    pub code: Option<&'a str>,
    /// Its name.
    pub name: &'a str,
    /// Its number, where that tells more than its place in the list.
    pub number: Option<&'a str>,
    /// The name of its direction.
    pub direction: Option<&'a str>,
    /// Whatever else tells activities with the same name apart, such as the due date; may be empty.
    pub details: &'a str,
}

/// For each activity of `new`, the one of `old` that it is, by its place in the list; none is named twice.
///
/// Codes come first, then the same text (there the same direction and the same details are preferred), then likeness: a
/// pair needs `SURE` of likeness and evidence together and `LEAST` of likeness alone, and the most alike are paired
/// first.
pub fn pair(old: &[Identity<'_>], new: &[Identity<'_>]) -> Vec<Option<usize>> {
    let mut pairing = Pairing::new(old, new);
    pairing.by_code();
    pairing.by_text();
    // A pair that was found speaks for its neighbours.
    for _ in 0..ROUNDS {
        if !pairing.by_likeness() {
            break;
        }
    }
    pairing.of_new
}

/// The same for plans of different offices, where a place in the list tells nothing: what one of them put in the place of an
/// activity is no other wording of it. What is paired by likeness has more than half of its words in common.
pub fn pair_apart(old: &[Identity<'_>], new: &[Identity<'_>]) -> Vec<Option<usize>> {
    let mut pairing = Pairing { is_apart: true, ..Pairing::new(old, new) };
    pairing.by_code();
    pairing.by_text();
    pairing.by_likeness();
    pairing.of_new
}

/// How alike the names of a pair are, where it rests on nothing else: it has no code in common, and the words are not the same.
pub fn only_alike(one: &Identity<'_>, other: &Identity<'_>) -> Option<f64> {
    if one.name == other.name {
        return None;
    }
    let has_code = one.code.zip(other.code).is_some_and(|(one, other)| folded(one) == folded(other));
    let likeness = likeness(one.name, other.name);
    (!has_code && likeness < 1.0 - f64::EPSILON).then_some(likeness)
}

/// How alike two texts are: 0 if they share no word, 1 if they say the same but for case, «ё», endings and punctuation.
///
/// The share of words that both have, small words counting less and numbers more.
pub fn likeness(one: &str, other: &str) -> f64 {
    Gist::of(one).likeness(&Gist::of(other))
}

/// Likeness and evidence that make a pair.
const SURE: f64 = 0.55;
/// Likeness below which no evidence makes a pair.
const LEAST: f64 = 0.25;
/// Evidence: each is worth so much of likeness. A direction and both neighbours together are worth [`SURE`] – [`LEAST`].
const SAME_DIRECTION: f64 = 0.1;
const SAME_NUMBER: f64 = 0.1;
const SAME_NEIGHBOUR: f64 = 0.1;
/// How often pairs are looked for by likeness.
const ROUNDS: usize = 3;
/// Activities that one word leads to at most, so that lists made of repetitions cost no more than others.
const LED_TO: usize = 64;

/// The words of a text that count, each once and in order, with their weights.
struct Gist {
    stems: Vec<(String, f64)>,
    weight: f64,
}

impl Gist {
    fn of(text: &str) -> Self {
        let mut stems: Vec<(String, f64)> = words(text).map(|word| (stem(word.text), weight(word.text))).collect();
        stems.sort_by(|one, other| one.0.cmp(&other.0).then(other.1.total_cmp(&one.1)));
        stems.dedup_by(|one, other| one.0 == other.0);
        let weight = stems.iter().map(|(_, weight)| weight).sum();
        Self { stems, weight }
    }

    fn stems(&self) -> impl Iterator<Item = &str> {
        self.stems.iter().map(|(stem, _)| stem.as_str())
    }

    fn likeness(&self, other: &Self) -> f64 {
        let all = self.weight + other.weight;
        if all == 0.0 {
            return 1.0;
        }
        let (mut one, mut two) = (self.stems.iter().peekable(), other.stems.iter().peekable());
        let mut common = 0.0;
        while let (Some((stem, weight)), Some((other, other_weight))) = (one.peek(), two.peek()) {
            match stem.cmp(other) {
                std::cmp::Ordering::Less => drop(one.next()),
                std::cmp::Ordering::Greater => drop(two.next()),
                std::cmp::Ordering::Equal => {
                    common += weight + other_weight;
                    one.next();
                    two.next();
                }
            }
        }
        common / all
    }
}

/// Numbers tell activities of a series apart («в 7 классах», «в 8 классах»); small words tell nothing.
fn weight(word: &str) -> f64 {
    match is_telling(word) {
        true if word.contains(|c: char| c.is_ascii_digit()) => 1.5,
        true => 1.0,
        false => 0.25,
    }
}

/// Which texts have a word, for words that few texts have: what is alike shares one of them.
pub(crate) struct RareWords<'a> {
    frequency: HashMap<&'a str, usize>,
    holders: HashMap<&'a str, Vec<usize>>,
    most: usize,
}

impl<'a> RareWords<'a> {
    /// Counts words, each text having a word once. A word leads to `most` texts at most.
    pub(crate) fn counting(words: impl Iterator<Item = &'a str>, most: usize) -> Self {
        let mut frequency: HashMap<&str, usize> = HashMap::new();
        for word in words {
            *frequency.entry(word).or_default() += 1;
        }
        Self { frequency, holders: HashMap::new(), most }
    }

    /// The rarest words of a text. If another text has at least the `share` of its words, it has one of these.
    pub(crate) fn rarest(&self, words: impl Iterator<Item = &'a str>, share: f64) -> Vec<&'a str> {
        let mut rarest: Vec<&str> = words.collect();
        rarest.sort_by_key(|word| (self.frequency.get(word).copied(), *word));
        let needed = (share * rarest.len() as f64).ceil() as usize;
        rarest.truncate(rarest.len() + 1 - needed.max(1));
        rarest
    }

    /// Lets words lead to a text.
    pub(crate) fn add(&mut self, text: usize, words: &[&'a str]) {
        for word in words {
            let holders = self.holders.entry(word).or_default();
            if holders.len() < self.most {
                holders.push(text);
            }
        }
    }

    /// The texts to which words lead.
    pub(crate) fn find(&self, words: &[&str]) -> BTreeSet<usize> {
        words.iter().filter_map(|word| self.holders.get(word)).flatten().copied().collect()
    }
}

/// Two lists while their activities are being paired.
struct Pairing<'a> {
    old: &'a [Identity<'a>],
    new: &'a [Identity<'a>],
    of_old: Vec<Option<usize>>,
    of_new: Vec<Option<usize>>,
    /// Whether direction, number and neighbours are no evidence.
    is_apart: bool,
}

impl<'a> Pairing<'a> {
    fn new(old: &'a [Identity<'a>], new: &'a [Identity<'a>]) -> Self {
        Self { old, new, of_old: vec![None; old.len()], of_new: vec![None; new.len()], is_apart: false }
    }

    fn tie(&mut self, old: usize, new: usize) {
        self.of_old[old] = Some(new);
        self.of_new[new] = Some(old);
    }

    /// Those of a list that have no partner yet.
    fn free(partners: &[Option<usize>]) -> Vec<usize> {
        partners.iter().enumerate().filter(|(_, partner)| partner.is_none()).map(|(at, _)| at).collect()
    }

    fn by_code(&mut self) {
        let code = |identity: &Identity<'_>| identity.code.map(folded);
        self.by_key(|identity| code(identity).filter(|code| !code.is_empty()));
    }

    /// From the most particular key to the text alone.
    fn by_text(&mut self) {
        let keys: [fn(&Identity<'_>) -> [String; 3]; 4] = [
            |it| [folded(it.name), it.direction.map(folded).unwrap_or_default(), folded(it.details)],
            |it| [folded(it.name), it.direction.map(folded).unwrap_or_default(), String::new()],
            |it| [folded(it.name), String::new(), folded(it.details)],
            |it| [folded(it.name), String::new(), String::new()],
        ];
        for key in keys {
            self.by_key(|identity| Some(key(identity)));
        }
    }

    /// Pairs those with the same key, in their order.
    fn by_key<K: Eq + std::hash::Hash>(&mut self, key: impl Fn(&Identity<'_>) -> Option<K>) {
        let mut waiting: HashMap<K, std::collections::VecDeque<usize>> = HashMap::new();
        for at in Self::free(&self.of_old) {
            if let Some(key) = key(&self.old[at]) {
                waiting.entry(key).or_default().push_back(at);
            }
        }
        for at in Self::free(&self.of_new) {
            let Some(waiting) = key(&self.new[at]).and_then(|key| waiting.get_mut(&key)) else { continue };
            let partner = waiting.iter().position(|old| self.may_be_one(*old, at));
            if let Some(old) = partner.and_then(|partner| waiting.remove(partner)) {
                self.tie(old, at);
            }
        }
    }

    /// Whether their codes, if both have one, are the same.
    fn may_be_one(&self, old: usize, new: usize) -> bool {
        match (self.old[old].code, self.new[new].code) {
            (Some(one), Some(other)) => folded(one) == folded(other),
            _ => true,
        }
    }

    /// Pairs what is most alike; whether there was anything to pair.
    fn by_likeness(&mut self) -> bool {
        let (old, new) = (Self::free(&self.of_old), Self::free(&self.of_new));
        let gists = |list: &[Identity<'_>], free: &[usize]| -> Vec<Gist> {
            free.iter().map(|at| Gist::of(list[*at].name)).collect()
        };
        let (old_gists, new_gists) = (gists(self.old, &old), gists(self.new, &new));
        let all = old_gists.iter().chain(&new_gists).flat_map(Gist::stems);
        let mut index = RareWords::counting(all, LED_TO);
        // What is shared of both together is at least this part of each one alone.
        let share = LEAST / (2.0 - LEAST);
        for (at, gist) in old_gists.iter().enumerate() {
            index.add(at, &index.rarest(gist.stems(), share));
        }
        let mut candidates: Vec<(f64, usize, usize)> = Vec::new();
        for (gist, &new) in new_gists.iter().zip(&new) {
            for at in index.find(&index.rarest(gist.stems(), share)) {
                let likeness = gist.likeness(&old_gists[at]);
                let score = likeness + self.evidence(old[at], new);
                if likeness >= LEAST && score >= SURE && self.may_be_one(old[at], new) {
                    candidates.push((score, old[at], new));
                }
            }
        }
        candidates.sort_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2))));
        for &(_, old, new) in &candidates {
            if self.of_old[old].is_none() && self.of_new[new].is_none() {
                self.tie(old, new);
            }
        }
        !candidates.is_empty()
    }

    /// What speaks for a pair beside its texts.
    fn evidence(&self, old: usize, new: usize) -> f64 {
        if self.is_apart {
            return 0.0;
        }
        let (one, other) = (self.old[old], self.new[new]);
        let same = |one: Option<&str>, other: Option<&str>| {
            one.zip(other).is_some_and(|(one, other)| folded(one) == folded(other))
        };
        let is_first = old == 0 && new == 0;
        let is_last = old + 1 == self.old.len() && new + 1 == self.new.len();
        let before = old.checked_sub(1).zip(new.checked_sub(1)).is_some_and(|(old, new)| self.of_old[old] == Some(new));
        let after = self.of_old.get(old + 1).is_some_and(|partner| *partner == Some(new + 1));
        let same_direction =
            one.direction.is_none() && other.direction.is_none() || same(one.direction, other.direction);
        [
            (same_direction, SAME_DIRECTION),
            (same(one.number, other.number), SAME_NUMBER),
            (is_first || before, SAME_NEIGHBOUR),
            (is_last || after, SAME_NEIGHBOUR),
        ]
        .into_iter()
        .filter(|(holds, _)| *holds)
        .map(|(_, worth)| worth)
        .sum()
    }
}

/// A text as texts are compared whole: without regard to case, «ё», spaces, hyphens and dashes.
fn folded(text: &str) -> String {
    let parts = text.split(|c: char| c.is_whitespace() || c == '_' || is_dash(c)).filter(|part| !part.is_empty());
    fold(&parts.collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named<'a>(names: &[&'a str]) -> Vec<Identity<'a>> {
        names.iter().map(|name| Identity { name, ..Identity::default() }).collect()
    }

    #[test]
    fn likeness_is_the_share_of_words() {
        for (one, other, least, most) in [
            ("Анализ принятых решений", "анализ  принятого решения", 1.0, 1.0),
            ("Отчёт", "ОТЧЕТ!", 1.0, 1.0),
            ("", "", 1.0, 1.0),
            ("Совещание", "Семинар", 0.0, 0.0),
            ("Совещание в школе", "Семинар в лицее", 0.1, 0.3),
            ("Олимпиада в 7 классах", "Олимпиада в 8 классах", 0.5, 0.7),
            ("Анализ эффективности мер по поддержке школ", "Анализ мер по поддержке школ и лицеев", 0.7, 0.9),
        ] {
            let found = likeness(one, other);
            assert!((least..=most).contains(&found), "{one} / {other}: {found}");
            assert!((found - likeness(other, one)).abs() < 1e-12);
        }
    }

    #[test]
    fn a_code_says_which_activity_it_is() {
        let code = |code, name| Identity { code: Some(code), name, ..Identity::default() };
        let old = [code("Вебинар-1", "Вебинар"), code("б", "Совещание")];
        let new = [code("б", "Вебинар"), code("вебинар 1", "Совсем другое")];
        assert_eq!(pair(&old, &new), [Some(1), Some(0)]);
        // Other codes, other activities, whatever their texts.
        assert_eq!(pair(&old, &[code("в", "Вебинар"), code("г", "Совещание")]), [None, None]);
        assert_eq!(pair(&old, &named(&["Совещание"])), [Some(1)]);
    }

    #[test]
    fn order_and_numbers_do_not_matter() {
        let old = named(&["Анализ мер", "Отбор школ", "Мониторинг"]);
        let new = named(&["Мониторинг", "Семинар", "Анализ мер"]);
        assert_eq!(pair(&old, &new), [Some(2), None, Some(0)]);
    }

    #[test]
    fn of_several_with_one_text_the_same_place_is_preferred() {
        let of =
            |direction, details| Identity { name: "Совещание", direction, details, ..Identity::default() };
        let old = [of(Some("А"), "май"), of(Some("А"), "июнь"), of(Some("Б"), "май")];
        let new = [of(Some("Б"), "май"), of(Some("А"), "июнь"), of(Some("А"), "июль")];
        assert_eq!(pair(&old, &new), [Some(2), Some(1), Some(0)]);
    }

    #[test]
    fn other_words_are_recognised_and_other_work_is_not() {
        let old = named(&["Анализ эффективности принятых мер", "Совещание с руководителями школ", "Олимпиада"]);
        let new = named(&["Совещание с руководителями школ и лицеев", "Анализ эффективности мер 2022 года", "Поход"]);
        assert_eq!(pair(&old, &new), [Some(1), Some(0), None]);
    }

    #[test]
    fn neighbours_speak_for_a_row_that_was_rewritten() {
        let rewritten = "Подготовка школ к оценке качества";
        let old = named(&["Раз первый", "Определение школ для поддержки", "Три третий"]);
        let between = named(&["Раз первый", rewritten, "Три третий"]);
        assert_eq!(pair(&old, &between), [Some(0), Some(1), Some(2)]);
        let elsewhere = named(&[rewritten, "Раз первый", "Три третий"]);
        assert_eq!(pair(&old, &elsewhere), [None, Some(0), Some(2)]);
    }

    #[test]
    fn in_another_plan_a_place_is_no_evidence() {
        let common = named(&["Анализ результатов", "Подготовка школ к оценке качества", "Совещание с директорами"]);
        let own = named(&["Анализ результатов", "Закупка мебели для школ", "Совещание с директорами школ"]);
        assert_eq!(pair(&common, &own), [Some(0), Some(1), Some(2)]);
        assert_eq!(pair_apart(&common, &own), [Some(0), None, Some(2)]);
        let alike = |at: usize| only_alike(&common[at], &own[at]);
        assert_eq!((alike(0), alike(2).is_some_and(|it| it > SURE)), (None, true));
        let coded = Identity { code: Some("а"), ..own[2] };
        assert_eq!(only_alike(&Identity { code: Some("А"), ..common[2] }, &coded), None);
    }

    #[test]
    fn long_lists_are_paired_quickly() {
        let name = |at: usize, word: &str| format!("Проведение {word} совещания № {at} с руководителями школ района");
        let old: Vec<String> = (0..3000).map(|at| name(at, "рабочего")).collect();
        let new: Vec<String> = (0..3000).rev().map(|at| name(at, "большого")).collect();
        let (old, new): (Vec<&str>, Vec<&str>) =
            (old.iter().map(String::as_str).collect(), new.iter().map(String::as_str).collect());
        let expected: Vec<_> = (0..3000).rev().map(Some).collect();
        assert_eq!(pair(&named(&old), &named(&new)), expected);
    }
}
