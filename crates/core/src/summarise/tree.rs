//! The data of a summary: what they say before any report was read, and with all figures in them.

use super::gathering::{Declared, Gathered, Gathering, Terms};
use crate::diagnostics::{Diagnostics, Place};
use crate::domain::{Better, CommonActivity, CommonIndicator, Day, Figures, Period, Report, Rule, Tally, Territory};
use crate::schema;
use crate::tree::{Entry, Node, Value, fold_key};
use crate::validate;

impl Gathering {
    /// Begins a summary whose data name its terms. Faults of these are told when its document is made; here what can be
    /// read of them is enough.
    pub fn of(tree: &Node, keeps_sources: bool) -> Self {
        let unheard = Diagnostics::default();
        let plan = tree.get(schema::PLAN).filter(|entry| matches!(entry.value.value, Value::Map(_)));
        let day = |key: &str| {
            let typed = text(tree, key)?;
            Day::parse_iso(&typed).or_else(|| Day::parse_written(&typed))
        };
        let territories = list(tree, schema::TERRITORIES).iter().map(|record| Declared {
            name: text(record, schema::NAME).unwrap_or_default(),
            mail: text(record, schema::MAIL),
        });
        let terms = Terms {
            plan: plan.and_then(|entry| validate::plan(&entry.value, &unheard)).map(|checked| checked.plan),
            period: text(tree, schema::PERIOD).and_then(|typed| Period::parse(&typed)),
            as_of: day(schema::AS_OF),
            deadline: day(schema::DEADLINE),
            territories: territories.collect(),
            indicators: list(tree, schema::INDICATORS).iter().filter_map(read_indicator).collect(),
            has_title: tree.get(schema::NAME).is_some_and(|entry| !entry.value.is_empty()),
        };
        Self::new(terms, keeps_sources)
    }
}

/// For each territory that the data name, the files of its reports with the places of their names. `None` if the reports
/// were read already: their figures stand in the data.
pub fn wanted(tree: &Node) -> Option<Vec<Vec<(String, Place)>>> {
    let territories = list(tree, schema::TERRITORIES);
    if territories.iter().any(|record| record.get(schema::REPORTS).is_some()) {
        return None;
    }
    let files = |record: &Node| {
        let named = [schema::FILE, schema::FILES].into_iter().filter_map(|key| record.get(key));
        let items = named.flat_map(|entry| match &entry.value.value {
            Value::List(items) => items.clone(),
            _ => vec![entry.value.clone()],
        });
        let texts = items.filter_map(|item| match item.value {
            Value::Text(typed) if !typed.trim().is_empty() => Some((typed.trim().to_owned(), item.place)),
            _ => None,
        });
        texts.collect()
    };
    Some(territories.iter().map(files).collect())
}

impl Gathered {
    /// The data with all figures in them. Names of files go: what the document needs of them stands in it.
    pub fn tree(&self, mut tree: Node) -> Node {
        let at = Writer { place: tree.place.clone() };
        let Value::Map(entries) = &mut tree.value else { return tree };
        let gathered = [
            schema::TERRITORIES,
            schema::INDICATORS,
            schema::COMMON,
            schema::PLAN_TITLE,
            schema::PLAN_PERIOD,
            schema::BY_WORDS,
        ];
        // What was typed stays with its place, so that whoever reads it can tell what is wrong with it.
        let mut typed = |key: &str| {
            let entry = entries.iter_mut().find(|entry| fold_key(&entry.key) == key);
            match entry.map(|entry| std::mem::replace(&mut entry.value.value, Value::Empty)) {
                Some(Value::List(items)) => items,
                Some(record @ Value::Map(_)) => vec![Node { value: record, place: at.place.clone() }],
                _ => Vec::new(),
            }
        };
        let (typed_indicators, typed_territories) = (typed(schema::INDICATORS), typed(schema::TERRITORIES));
        entries.retain(|entry| !gathered.contains(&fold_key(&entry.key).as_str()));
        let has = |entries: &[Entry], key: &str| entries.iter().any(|entry| fold_key(&entry.key) == key);
        if let Some(period) = self.period.as_ref().filter(|_| !has(entries, schema::PERIOD)) {
            entries.push(at.text(schema::PERIOD, period.typed()));
        }
        if let Some(day) = self.as_of.filter(|_| !has(entries, schema::AS_OF)) {
            entries.push(at.text(schema::AS_OF, &day.iso()));
        }
        if !has(entries, schema::PLAN) {
            if !self.plan_title.is_empty() {
                entries.push(at.text(schema::PLAN_TITLE, &self.plan_title));
            }
            entries.push(at.text(schema::PLAN_PERIOD, self.plan_period.typed()));
        }
        if self.by_words {
            entries.push(at.text(schema::BY_WORDS, "да"));
        }
        entries.push(at.list(schema::COMMON, self.activities.iter().map(|it| at.activity(it))));
        let known = typed_indicators.iter().filter_map(read_indicator).count();
        let found = self.indicators.iter().skip(known).map(|it| at.node(at.indicator(it)));
        let indicators = typed_indicators.into_iter().chain(found).collect();
        entries.push(at.entry(schema::INDICATORS, Value::List(indicators)));
        let mut typed = typed_territories.into_iter();
        let territories = self.territories.iter().map(|it| at.territory(typed.next(), it, &self.indicators)).collect();
        entries.push(at.entry(schema::TERRITORIES, Value::List(territories)));
        tree
    }
}

/// How an indicator is put together, as far as it can be read.
fn read_indicator(record: &Node) -> Option<CommonIndicator> {
    let unit = text(record, schema::UNIT);
    let rule = text(record, schema::SUMMARY_KIND).and_then(|typed| word(&typed, &Rule::ALL));
    Some(CommonIndicator {
        name: text(record, schema::NAME)?,
        rule: rule.unwrap_or_else(|| Rule::usual(unit.as_deref())),
        unit,
        better: text(record, schema::BETTER).and_then(|typed| word(&typed, &Better::ALL)),
    })
}

/// Writes figures as data, all at one place.
struct Writer {
    place: Place,
}

impl Writer {
    fn entry(&self, key: &str, value: Value) -> Entry {
        let value = Node { value, place: self.place.clone() };
        Entry { key: key.to_owned(), key_place: self.place.clone(), value }
    }

    fn text(&self, key: &str, text: &str) -> Entry {
        self.entry(key, Value::Text(text.to_owned()))
    }

    fn list(&self, key: &str, records: impl Iterator<Item = Value>) -> Entry {
        self.entry(key, Value::List(records.map(|value| self.node(value)).collect()))
    }

    fn node(&self, value: Value) -> Node {
        Node { value, place: self.place.clone() }
    }

    /// A record of those fields that have a text.
    fn record(&self, fields: &[(&str, Option<String>)]) -> Vec<Entry> {
        let told = fields.iter().filter_map(|(key, text)| Some((key, text.as_deref()?)));
        told.filter(|(_, text)| !text.is_empty()).map(|(key, text)| self.text(key, text)).collect()
    }

    fn activity(&self, known: &CommonActivity) -> Value {
        Value::Map(self.record(&[
            (schema::CODE, known.code.clone()),
            (schema::NUMBER, Some(known.number.clone())),
            (schema::NAME, Some(known.name.clone())),
        ]))
    }

    fn indicator(&self, known: &CommonIndicator) -> Value {
        let better = known.better.and_then(|better| Better::ALL.into_iter().find(|(_, it)| *it == better));
        Value::Map(self.record(&[
            (schema::NAME, Some(known.name.clone())),
            (schema::UNIT, known.unit.clone()),
            (schema::SUMMARY_KIND, Some(known.rule.word().to_owned())),
            (schema::BETTER, better.map(|(word, _)| word.to_owned())),
        ]))
    }

    /// A territory, in the record in which it was typed, if it was.
    fn territory(&self, typed: Option<Node>, territory: &Territory, indicators: &[CommonIndicator]) -> Node {
        let place = typed.as_ref().map_or(&self.place, |typed| &typed.place).clone();
        let mut entries = match typed {
            Some(Node { value: Value::Map(mut entries), .. }) => {
                entries.retain(|entry| ![schema::FILE, schema::FILES].contains(&fold_key(&entry.key).as_str()));
                entries
            }
            Some(other) => return other,
            None => self.record(&[(schema::NAME, Some(territory.name.clone()))]),
        };
        // Also where there are none, so that nobody looks for files again.
        entries.push(self.list(schema::REPORTS, territory.reports.iter().map(|it| self.report(it))));
        if territory.counts() {
            entries.push(self.list(schema::TOTALS, territory.activities.iter().map(|it| Value::Text(tally(it)))));
        }
        entries.extend(self.record(&[(schema::OWN, Some(territory.own.to_string()))]));
        let figures = indicators.iter().zip(&territory.figures).filter(|(_, it)| **it != Figures::default());
        let figure = |it: Option<f64>| it.map(|it| it.to_string());
        let figures: Vec<Value> = figures
            .map(|(indicator, figures)| {
                Value::Map(self.record(&[
                    (schema::NAME, Some(indicator.name.clone())),
                    (schema::UNIT, indicator.unit.clone()),
                    (schema::PLAN, figure(figures.plan)),
                    (schema::FACT, figure(figures.fact)),
                ]))
            })
            .collect();
        if !figures.is_empty() {
            entries.push(self.list(schema::INDICATORS, figures.into_iter()));
        }
        if !territory.causes.is_empty() {
            let cause = |(at, cause): &(usize, String)| {
                let number = (at + 1).to_string();
                Value::Map(self.record(&[(schema::ACTIVITY, Some(number)), (schema::CAUSE, Some(cause.clone()))]))
            };
            entries.push(self.list(schema::CAUSES, territory.causes.iter().map(cause)));
        }
        Node { value: Value::Map(entries), place }
    }

    fn report(&self, report: &Report) -> Value {
        let (signed_by, signed) = report.signed.clone().unzip();
        Value::Map(self.record(&[
            (schema::FILE, Some(report.file.clone())),
            (schema::DIGEST, report.digest.clone()),
            (schema::COUNT, (report.count > 1).then(|| report.count.to_string())),
            (schema::FATE, Some(report.fate.word().to_owned())),
            (schema::APPROVED, report.approved.map(Day::iso)),
            (schema::SIGNED_BY, signed_by),
            (schema::SIGNED, signed.flatten().map(Day::iso)),
            (schema::TOTALS, Some(report.tally.to_string())),
        ]))
    }
}

/// A tally as it stands in a list, where nothing would be lost with its place.
fn tally(tally: &Tally) -> String {
    if tally.planned() == 0 { "–".to_owned() } else { tally.to_string() }
}

fn text(record: &Node, key: &str) -> Option<String> {
    match &record.get(key)?.value.value {
        Value::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        _ => None,
    }
}

fn list<'a>(record: &'a Node, key: &str) -> &'a [Node] {
    match record.get(key).map(|entry| &entry.value) {
        Some(Node { value: Value::List(items), .. }) => items,
        Some(node @ Node { value: Value::Map(_), .. }) => std::slice::from_ref(node),
        _ => &[],
    }
}

fn word<T: Copy>(typed: &str, words: &[(&str, T)]) -> Option<T> {
    words.iter().find(|(word, _)| fold_key(word) == fold_key(typed)).map(|(_, value)| *value)
}
