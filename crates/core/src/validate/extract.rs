//! The data of an extract: of its plan no more than it shows. It goes out to one body, whom neither the rows of the others nor
//! their addresses concern.

use super::fields::items;
use super::paper::paper;
use super::{CheckedPaper, default_head};
use crate::diagnostics::Diagnostics;
use crate::domain::{Activity, Paper, Plan};
use crate::schema;
use crate::tree::{Entry, Node, Value, fold_key};

/// What of a plan an extract shows besides its rows.
const OF_PLAN: [&str; 10] = [
    schema::KIND,
    schema::PERIOD,
    schema::NAME,
    schema::APPROVAL,
    schema::EDITION,
    schema::ANNEX_TO,
    schema::COLUMNS,
    schema::SIGNATURE,
    schema::MAKER,
    schema::STYLE,
];

/// What of an order an extract shows.
const OF_ORDER: [&str; 4] = [schema::KIND, schema::DATE, schema::NUMBER, schema::SIGNATURE];

/// The data of an extract with what it shows of its plan: the rows of its body, under their numbers and bands. Others, and
/// those that have faults, stay as they are.
pub fn extracted(tree: Node) -> Node {
    let whole = paper(&tree, Paper::Extract, &Diagnostics::default());
    let Some(CheckedPaper { plan: checked, body: Some((_, places)), .. }) = whole else { return tree };
    let plan = checked.plan;
    let Some(reduced) = reduced(&tree, &plan, &places) else { return tree };
    // The page must not change by it.
    let again = paper(&reduced, Paper::Extract, &Diagnostics::default());
    let is_same = again
        .is_some_and(|again| again.body.is_some_and(|(_, own)| is_same((&plan, &places), (&again.plan.plan, &own))));
    if is_same { reduced } else { tree }
}

fn reduced(tree: &Node, plan: &Plan, places: &[usize]) -> Option<Node> {
    let whole = &tree.get(schema::PLAN)?.value;
    let Value::Map(fields) = &whole.value else { return None };
    let is_kept = |keys: &[&str], entry: &Entry| keys.contains(&fold_key(&entry.key).as_str());
    let mut kept: Vec<Entry> = fields.iter().filter(|entry| is_kept(&OF_PLAN, entry)).cloned().collect();
    if let Some(order) = whole.get(schema::ORDER) {
        let mut order = order.clone();
        if let Value::Map(fields) = &mut order.value.value {
            fields.retain(|entry| is_kept(&OF_ORDER, entry));
        }
        kept.push(order);
    }
    // The telephone of whoever drew the plan up is not printed.
    if let Some(Entry { value: Node { value: Value::Map(maker), .. }, .. }) =
        kept.iter_mut().find(|entry| fold_key(&entry.key) == schema::MAKER)
    {
        maker.retain(|entry| is_kept(&[schema::PERSON], entry));
    }
    let mut plan_node = Node { value: Value::Map(kept), place: whole.place.clone() };
    rows(&mut plan_node, whole, plan, places);
    if default_head(&plan_node) != default_head(whole) {
        plan_node.set(schema::KIND, schema::PLAN_KIND);
    }
    let mut reduced = tree.clone();
    reduced.get_mut(schema::PLAN)?.value = plan_node;
    reduced.set(schema::ACTIVITIES, schema::ALL);
    Some(reduced)
}

/// Puts the rows at some places into a plan, as they are printed: under their numbers and bands, bodies in full.
fn rows(kept: &mut Node, whole: &Node, plan: &Plan, places: &[usize]) {
    let (numbers, bands) = (plan.numbers(), plan.bands());
    let list = |node: &Node, key: &str| -> Vec<Node> {
        node.get(key).map(|entry| items(&entry.value).cloned().collect()).unwrap_or_default()
    };
    let mut activities = plan.activities().enumerate();
    let mut of = |node: &Node| -> Vec<Node> {
        let own = list(node, schema::ACTIVITIES).into_iter().zip(&mut activities);
        let own = own.filter(|(_, (at, _))| places.contains(at));
        own.map(|(row, (at, activity))| row_of(row, numbers.get(at).map_or("", String::as_str), activity)).collect()
    };
    let place = &whole.place;
    let field = |key: &str, value: Value| Entry {
        key: key.to_owned(),
        key_place: place.clone(),
        value: Node { value, place: place.clone() },
    };
    let mut added = Vec::new();
    if places.iter().all(|at| numbers.get(*at).is_some_and(|number| !number.trim().is_empty())) {
        added.push(field(schema::NUMBERING, Value::Text(schema::AS_TYPED.to_owned())));
    }
    if whole.get(schema::DIRECTIONS).is_none() {
        added.push(field(schema::ACTIVITIES, Value::List(of(whole))));
    } else {
        let mut directions = Vec::new();
        for (direction, band) in list(whole, schema::DIRECTIONS).iter().zip(bands) {
            let own = of(direction);
            if own.is_empty() {
                continue;
            }
            let name = band.map(|band| field(schema::NAME, Value::Text(band)));
            let fields = std::iter::once(field(schema::DESIGNATION, Value::Empty)).chain(name);
            let fields = fields.chain([field(schema::ACTIVITIES, Value::List(own))]);
            directions.push(Node { value: Value::Map(fields.collect()), place: direction.place.clone() });
        }
        added.push(field(schema::DIRECTIONS, Value::List(directions)));
    }
    if let Value::Map(fields) = &mut kept.value {
        fields.extend(added);
    }
}

fn row_of(mut row: Node, number: &str, activity: &Activity) -> Node {
    if !number.is_empty() {
        row.set(schema::NUMBER, number);
    }
    if let Some(entry) = row.get_mut(schema::RESPONSIBLE) {
        let place = entry.value.place.clone();
        let bodies = activity.responsible.iter().map(|body| Node::text(body.clone(), place.clone()));
        entry.value = Node { value: Value::List(bodies.collect()), place: place.clone() };
    }
    row
}

/// Whether two extracts show the same.
fn is_same((one, own): (&Plan, &[usize]), (other, its): (&Plan, &[usize])) -> bool {
    let shown = |plan: &Plan, places: &[usize]| {
        let rows = plan.extract(places);
        let texts =
            |activity: &Activity| plan.columns().map(|column| activity.text(&column.field).into_owned()).collect();
        let texts: Vec<Vec<String>> = rows.activities().map(texts).collect();
        let bands = rows.directions.iter().map(|direction| (direction.name.clone(), direction.activities.len()));
        (rows.numbers(), texts, bands.collect::<Vec<_>>())
    };
    shown(one, own) == shown(other, its)
        && one.head == other.head
        && one.title == other.title
        && one.period == other.period
        && one.style == other.style
        && one.edition == other.edition
        && one.approvals == other.approvals
        && one.document_day() == other.document_day()
        && one.certifier() == other.certifier()
        && one.maker.as_ref().map(|maker| &maker.name) == other.maker.as_ref().map(|maker| &maker.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::SourceText;
    use crate::domain::{Agenda, bodies};
    use crate::input::parse;
    use crate::validate::plan as read_plan;
    use crate::view::laws::Typewriter;
    use crate::view::{Tokens, extract};
    use std::sync::Arc;

    fn tree(yaml: &str) -> Node {
        let source = Arc::new(SourceText::new("п.yaml", yaml));
        parse(&source, &Diagnostics::default()).expect("data")
    }

    /// Plans of many shapes: their kinds of numbers, columns and directions, bodies one by one and several in a cell.
    const PLANS: [&str; 6] = [
        include_str!("../../../../input/plan-work-2026.yaml"),
        include_str!("../../../../input/plan-schedule-2026.yaml"),
        include_str!("../../../../input/plan-2023.yaml"),
        "{вид: план-график, период: 2023/2024 учебный год, название: График, направления: [{название: СЕНТЯБРЬ, мероприятия: \
         [{название: А, ответственные: 'Отдел, Школа'}, {название: Б, ответственные: Отдел}]}, \
         {обозначение: Модуль, название: М, мероприятия: [{название: В, срок: май, ответственные: Школа}]}]}",
        "{вид: план-график, период: 2023 год, название: График, мероприятия: [{название: А, I квартал: х, ответственные: Отдел}, \
         {название: Б, II квартал: х, ответственные: Школа}]}",
        "{вид: план, период: 2023 год, название: План, исполнители: {отдел: Отдел образования, школа: {название: Школа}}, \
         составитель: {имя: Иванова А.П., телефон: 2-22-33}, мероприятия: [{номер: 2а, название: А, срок: май, \
         ответственные: 'отдел, школа'}, {название: Б, ответственные: 'Отдел; Школа'}, {номер: 1, название: В}]}",
    ];

    #[test]
    fn every_extract_is_the_one_that_the_whole_plan_gives() {
        let tokens = Tokens::parse(include_str!("../../../../templates/tokens.yaml")).expect("tokens");
        for yaml in PLANS {
            let plan_node = tree(yaml);
            let found = Diagnostics::default();
            let plan = read_plan(&plan_node, &found).unwrap_or_else(|| panic!("{:?}", found.into_vec())).plan;
            let agenda = Agenda::new(&plan, &[], plan.document_day());
            for (body, agenda) in bodies(&agenda) {
                let Some(body) = body else { continue };
                let places: Vec<usize> = agenda.items.iter().map(|item| item.place).collect();
                let mut data = tree("{вид: выписка, исполнитель: '', план: {}}");
                data.set(schema::BODY, body);
                data.get_mut(schema::PLAN).expect("a plan").value = plan_node.clone();
                let reduced = extracted(data);
                assert!(reduced.says(schema::ACTIVITIES, schema::ALL), "{body} in {yaml}");
                let found = Diagnostics::default();
                let checked = paper(&reduced, Paper::Extract, &found).expect("an extract");
                let (body_again, own) = checked.body.expect("a body");
                let view =
                    |body: &str, plan: &Plan, places: &[usize]| extract(body, places, plan, &tokens, &Typewriter);
                assert_eq!(view(body, &plan, &places), view(&body_again, &checked.plan.plan, &own), "{body} in {yaml}");
                // A second time nothing is left to be taken away.
                assert!(extracted(reduced.clone()).same(&reduced));
            }
        }
    }
}
