//! Laws of copies that come back, on random plans and random edits.

use proptest::prelude::*;

use super::Returned;
use crate::carried::{self, Origin};
use crate::diagnostics::{Diagnostics, Place};
use crate::domain::{
    Act, Annex, AnnexTo, Approval, Change, Changes, DateText, Designation, Field, Grounds, HeadItem, HeadRepeat,
    Numbering, Part, Plan, editions,
};
use crate::input::word::{self, Seen, Tracked};
use crate::input::workbook::Part as Wanted;
use crate::tree::{Entry, Node, Value};
use crate::validate;
use crate::view::laws::Typewriter;
use crate::view::{self, PlanView};
use crate::word::blocks::{Block, Place as Spot};
use crate::word::laws::{around, tokens};
use crate::word::sheet::Sheet;
use crate::word::tables::Purpose;
use crate::word::{finish, name_column, pages, redline_blocks};

// --- plans as data

fn text(text: &str) -> Node {
    Node::text(text, Place::file("план"))
}

fn list(items: Vec<Node>) -> Node {
    Node { value: Value::List(items), place: Place::file("план") }
}

fn texts(items: &[String]) -> Node {
    list(items.iter().map(|item| text(item)).collect())
}

/// A record of the fields that have something in them.
fn record(fields: Vec<(&str, Option<Node>)>) -> Node {
    let entry = |(key, value): (&str, Option<Node>)| {
        Some(Entry { key: key.to_owned(), key_place: Place::file("план"), value: value? })
    };
    Node { value: Value::Map(fields.into_iter().filter_map(entry).collect()), place: Place::file("план") }
}

fn some(items: &[String]) -> Option<Node> {
    (!items.is_empty()).then(|| texts(items))
}

fn optional(value: Option<&String>) -> Option<Node> {
    value.map(|value| text(value))
}

fn date(date: Option<&DateText>) -> Option<Node> {
    match date? {
        DateText::Typed(typed) => Some(text(typed)),
        DateText::Day(day) => Some(text(&day.iso())),
        DateText::Open => None,
    }
}

fn act<'a>(act: &Act, number: &'a str) -> Vec<(&'a str, Option<Node>)> {
    vec![
        ("документ", Some(text(&act.document))),
        (number, optional(act.number.as_ref())),
        ("дата", date(act.date.as_ref())),
    ]
}

fn approvals(approvals: &[Approval]) -> Option<Node> {
    let approval = |approval: &Approval| {
        let mark = ("гриф", optional(approval.mark.as_ref()));
        let mut fields = vec![mark];
        match &approval.grounds {
            Grounds::Person { post, name, date: day } => fields.extend([
                ("должность", Some(text(post))),
                ("имя", optional(name.as_ref())),
                ("дата", date(Some(day))),
            ]),
            Grounds::Act(known) => fields.extend(act(known, "номер")),
        }
        record(fields)
    };
    (!approvals.is_empty()).then(|| list(approvals.iter().map(approval).collect()))
}

/// The data of a plan.
fn data(plan: &Plan) -> Node {
    let column = |item: &HeadItem| match item {
        HeadItem::Single(known) => record(vec![
            ("поле", Some(text(known.field.name()))),
            ("заголовок", Some(text(&known.title))),
            ("объединять", known.join.then(|| text("да"))),
        ]),
        HeadItem::Group { .. } => unreachable!("no groups are made"),
    };
    let activity = |activity: &crate::domain::Activity| {
        let mut fields = vec![
            ("название", Some(text(&activity.name))),
            ("срок", optional(activity.due.as_ref())),
            ("ответственные", some(&activity.responsible)),
        ];
        fields.extend(activity.further.iter().map(|(key, value)| (key.as_str(), Some(text(value)))));
        record(fields)
    };
    let directions = plan.directions.iter().map(|direction| {
        let designation = match (&direction.designation, &direction.name) {
            (_, None) => Some(text("")),
            (Designation::Ordinal, _) => None,
            (Designation::Typed(typed), _) => Some(text(typed)),
        };
        record(vec![
            ("обозначение", designation),
            ("название", optional(direction.name.as_ref())),
            ("мероприятия", Some(list(direction.activities.iter().map(activity).collect()))),
        ])
    });
    let annex_to = |annex: &AnnexTo| {
        let mut fields = act(&annex.act, "номер документа");
        fields.push(("номер", optional(annex.number.as_ref())));
        record(fields)
    };
    let annex = |annex: &Annex| match annex {
        Annex::Named(title) => text(title),
        Annex::Whole { title, paragraphs } => {
            record(vec![("название", Some(text(title))), ("текст", some(paragraphs))])
        }
    };
    let signatory = |known: &crate::domain::Signatory| {
        record(vec![("должность", Some(text(&known.post))), ("имя", Some(text(&known.name)))])
    };
    let head = match plan.style.head {
        HeadRepeat::Head => "повторять",
        HeadRepeat::Numbers => "номера",
        HeadRepeat::Never => "один раз",
    };
    let numbering = if plan.numbering == Numbering::Nested { "вложенная" } else { "сквозная" };
    let filled = |nodes: Vec<Node>| (!nodes.is_empty()).then(|| list(nodes));
    record(vec![
        ("вид", Some(text("план"))),
        ("название", Some(text(&plan.title))),
        ("период", Some(text(plan.period.typed()))),
        ("утверждение", approvals(&plan.approvals)),
        ("согласование", approvals(&plan.agreements)),
        ("редакция", plan.edition.as_ref().and_then(|it| it.act.as_ref()).map(|it| record(act(it, "номер документа")))),
        ("приложение к", plan.annex_to.as_ref().map(annex_to)),
        ("основание", some(&plan.basis)),
        ("преамбула", some(&plan.preamble)),
        ("цель", some(&plan.goal)),
        ("задачи", some(&plan.tasks)),
        ("столбцы", Some(list(plan.head.iter().map(column).collect()))),
        ("нумерация", Some(text(numbering))),
        ("направления", Some(list(directions.collect()))),
        ("примечания", some(&plan.notes)),
        ("подпись", filled(plan.signatories.iter().map(signatory).collect())),
        (
            "составитель",
            plan.maker.as_ref().map(|maker| {
                record(vec![("имя", Some(text(&maker.name))), ("телефон", optional(maker.phone.as_ref()))])
            }),
        ),
        ("приложения", filled(plan.annexes.iter().map(annex).collect())),
        ("оформление", Some(record(vec![("шапка", Some(text(head)))]))),
    ])
}

// --- copies

fn carried(data: &Node) -> String {
    let origin = Origin { program: String::new(), standards: String::new(), own_faces: false, own_templates: false };
    carried::write(&origin, data).expect("data")
}

fn view(plan: &Plan) -> PlanView {
    view::plan(plan, &tokens(), &Typewriter)
}

/// The file of some blocks, as a copy of a plan.
fn file(blocks: &[Block], view: &PlanView, of: &Plan, data: Option<&str>) -> Vec<u8> {
    let tokens = tokens();
    let sheet = Sheet { page: &view.page, tokens: &tokens };
    finish(blocks, &view.document, &of.fingerprint(), (data, &[]), &sheet).expect("a document")
}

/// A copy of `old` in which somebody has done what makes `new` of it. `marks` says whether the bookmarks are still there.
fn edited(old: &Plan, new: &Plan, marks: bool) -> Vec<u8> {
    let (view, tokens) = (view(new), tokens());
    let sheet = Sheet { page: &view.page, tokens: &tokens };
    let mut blocks = pages::plan(&view, Purpose { names: name_column(new), parts_joined: false }, &sheet);
    let changes = Changes::between(old, new);
    let rows = blocks.iter_mut().filter_map(|block| match block {
        Block::Table(table) => Some(&mut table.rows),
        _ => None,
    });
    for row in rows.flatten().filter(|row| row.key.0 == Spot::Row) {
        let known = changes.activities.get(row.key.1).copied().flatten().filter(|_| marks);
        for line in row.paragraphs_mut() {
            line.activity = line.activity.and(known.map(|at| at + 1));
        }
    }
    file(&blocks, &view, old, Some(&carried(&data(old))))
}

/// What is read of a file, and what was told of it.
fn read(bytes: &[u8], tracked: Tracked, plan: Option<&Node>) -> (Node, Option<Returned>, Vec<&'static str>) {
    let (mut seen, found) = (Seen::default(), Diagnostics::default());
    let whole = Wanted::Whole { sheet: None };
    let tree = word::read("к.docx", bytes, whole, (tracked, plan), &mut seen, &found).expect("data");
    let codes = found.into_vec().iter().map(|known| known.problem.code()).collect();
    (tree, seen.returned, codes)
}

fn plan_of(tree: &Node) -> Plan {
    let found = Diagnostics::default();
    let checked = validate::plan(tree, &found);
    checked.unwrap_or_else(|| panic!("{:#?}", found.into_vec())).plan
}

/// Where a text ends and the next begins cannot be seen where neither has a caption.
fn running(plan: &Plan) -> Vec<String> {
    let texts = [Part::Preamble, Part::Goal].map(|part| part.of(plan));
    texts.concat().iter().map(|text| crate::domain::one_line(text)).collect()
}

fn differences(one: &Plan, other: &Plan) -> Vec<Change> {
    let changes = Changes::between(one, other);
    let is_running = |change: &Change| matches!(change, Change::Paragraph { part: Part::Preamble | Part::Goal, .. });
    let mut list: Vec<Change> = changes.list.iter().filter(|change| !is_running(change)).cloned().collect();
    list.extend((running(one) != running(other)).then_some(Change::Title));
    list.extend((changes.is_reordered || one.numbers() != other.numbers()).then_some(Change::Title));
    list
}

/// An edition and another one, with the same head and end.
fn two_editions() -> impl Strategy<Value = (Plan, Plan)> {
    editions().prop_flat_map(|(old, new)| (around(old), Just(new))).prop_map(|(old, mut new)| {
        new.approvals.clone_from(&old.approvals);
        new.agreements.clone_from(&old.agreements);
        new.edition.clone_from(&old.edition);
        new.annex_to.clone_from(&old.annex_to);
        new.basis.clone_from(&old.basis);
        new.head.clone_from(&old.head);
        new.notes.clone_from(&old.notes);
        new.signatories.clone_from(&old.signatories);
        new.maker.clone_from(&old.maker);
        new.annexes.clone_from(&old.annexes);
        (new.style, new.numbering) = (old.style.clone(), old.numbering);
        if !new.columns().any(|column| column.field == Field::Further("результат".into())) {
            let forget = |plan: &mut Plan| {
                plan.directions
                    .iter_mut()
                    .flat_map(|direction| &mut direction.activities)
                    .for_each(|it| it.further.clear());
            };
            forget(&mut new);
        }
        (old, new)
    })
}

fn is_whole(plan: &Plan) -> bool {
    let names = || plan.activities().map(|activity| activity.name.trim());
    // Only the first direction may be without a name.
    let named = plan.directions.iter().skip(1).all(|direction| direction.name.is_some());
    named && names().next().is_some() && names().all(|name| !name.is_empty())
}

/// Whether what makes `new` of `old` can be seen in a copy. The program numbers no tasks that came with dashes of their own, so that
/// numbers in such a list are a part of what somebody typed.
fn can_be_seen(old: &Plan, new: &Plan) -> bool {
    let has_labels = |plan: &Plan| plan.tasks.iter().any(|task| task.starts_with('–'));
    is_whole(old) && is_whole(new) && (has_labels(new) || !has_labels(old))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, max_shrink_iters: 400, ..ProptestConfig::default() })]

    /// Of a copy that nobody has changed come the very data that it was made from, and nothing is said of it.
    #[test]
    fn an_untouched_copy_is_its_data((plan, _) in two_editions()) {
        let mut plan = plan;
        if plan.columns().all(|column| column.field != Field::Further("результат".into())) {
            plan.directions.iter_mut().flat_map(|direction| &mut direction.activities).for_each(|it| it.further.clear());
        }
        prop_assume!(is_whole(&plan));
        let data = data(&plan);
        let (tree, returned, codes) = read(&edited(&plan, &plan, true), Tracked::Accept, None);
        prop_assert!(tree.same(&data), "{:#?}\n{:#?}", tree, data);
        prop_assert!(returned.is_some_and(|known| !known.is_cut && known.margins.is_empty()));
        prop_assert!(!codes.iter().any(|code| code.starts_with("W27")), "{:?}", codes);
    }

    /// What somebody changed in a copy comes back as that, with its bookmarks or without them.
    #[test]
    fn edits_come_back_as_they_were_made((old, new) in two_editions(), marks in any::<bool>()) {
        prop_assume!(can_be_seen(&old, &new));
        let (tree, returned, codes) = read(&edited(&old, &new, marks), Tracked::Accept, None);
        let back = plan_of(&tree);
        prop_assert_eq!(differences(&new, &back), [], "{:#?}\n{:#?}", new, back);
        prop_assert!(returned.is_some_and(|known| !known.is_cut));
        let is_changed = !Changes::between(&old, &new).is_empty();
        // Such a file says that nobody has saved it, since our writer has written it.
        prop_assert!(!is_changed || codes.contains(&"W273"), "{:?}", codes);
    }

    /// Changes that were recorded are taken over as they are read, accepted or rejected.
    #[test]
    fn recorded_edits_come_back_either_way((old, new) in two_editions()) {
        prop_assume!(can_be_seen(&old, &new));
        let views = [view(&old), view(&new)];
        let tokens = tokens();
        let sheet = Sheet { page: &views[1].page, tokens: &tokens };
        let changes = Changes::between(&old, &new);
        let blocks = redline_blocks([&views[0], &views[1]], &changes, &sheet);
        // The bookmarks of a redline are those of the new edition: rows are known by their texts.
        let bytes = file(&blocks, &views[1], &new, Some(&carried(&data(&old))));
        let (tree, returned, codes) = read(&bytes, Tracked::Accept, None);
        let back = plan_of(&tree);
        prop_assert_eq!(differences(&new, &back), [], "{:#?}\n{:#?}", new, back);
        prop_assert!(!returned.is_some_and(|known| known.is_cut));
        prop_assert!(codes.contains(&"W250") || differences(&old, &new).is_empty(), "{:?}", codes);
        let (tree, ..) = read(&bytes, Tracked::Reject, None);
        prop_assert_eq!(differences(&old, &plan_of(&tree)), []);
    }

    /// Whatever else is changed is taken over, or told: nothing is lost in silence.
    #[test]
    fn nothing_is_lost_in_silence((old, new) in editions().prop_flat_map(|(old, new)| (around(old), around(new)))) {
        prop_assume!(can_be_seen(&old, &new));
        let mut new = new;
        new.numbering = old.numbering;
        let (tree, returned, _) = read(&edited(&old, &new, true), Tracked::Accept, None);
        let found = Diagnostics::default();
        let Some(back) = validate::plan(&tree, &found) else { return Ok(()) };
        let is_cut = returned.is_some_and(|known| known.is_cut);
        // That approvals or annexes come or go can change what is a draft, and the program says so by itself.
        prop_assert!(is_cut || differences(&new, &back.plan).is_empty(), "{:#?}", differences(&new, &back.plan));
    }
}

#[test]
fn a_copy_without_data_is_compared_with_its_plan() {
    let plan = editions().new_tree(&mut proptest::test_runner::TestRunner::deterministic());
    let plan = proptest::strategy::ValueTree::current(&plan.expect("a plan")).0;
    let data = data(&plan);
    let view = view(&plan);
    let tokens = tokens();
    let sheet = Sheet { page: &view.page, tokens: &tokens };
    let blocks = pages::plan(&view, Purpose { names: name_column(&plan), parts_joined: false }, &sheet);
    let bytes = file(&blocks, &view, &plan, None);
    let (tree, returned, codes) = read(&bytes, Tracked::Accept, Some(&data));
    assert!(tree.same(&data) && returned.is_some());
    assert_eq!(codes, ["W275"]);
    let (_, returned, codes) = read(&bytes, Tracked::Accept, None);
    assert!(returned.is_none() && codes.contains(&"W274"), "{codes:?}");
}

/// A plan of one activity, with some more fields.
fn small(activity: &[&str; 2], fields: Vec<(&str, Node)>) -> Plan {
    let [name, due] = activity.map(|value| Some(text(value)));
    let mut entries = vec![
        ("вид", Some(text("план"))),
        ("название", Some(text("План работы"))),
        ("период", Some(text("2023"))),
        ("мероприятия", Some(list(vec![record(vec![("название", name), ("срок", due)])]))),
    ];
    entries.extend(fields.into_iter().map(|(key, value)| (key, Some(value))));
    plan_of(&record(entries))
}

const ACTIVITY: [&str; 2] = ["Провести семинар", "Июнь"];

fn owned(items: &[&str]) -> Node {
    list(items.iter().map(|item| text(item)).collect())
}

/// What comes of a copy of one plan that was made to say what another one does.
fn back(old: &Plan, new: &Plan, marks: bool) -> (Plan, bool, Vec<&'static str>) {
    let (tree, returned, codes) = read(&edited(old, new, marks), Tracked::Accept, None);
    (plan_of(&tree), returned.is_some_and(|known| known.is_cut), codes)
}

/// What stands above the tasks is another text than they, however many paragraphs came and went.
#[test]
fn tasks_that_came_are_no_goal() {
    let plan = |goal: &[&str], tasks: &[&str]| small(&ACTIVITY, vec![("цель", owned(goal)), ("задачи", owned(tasks))]);
    for (old, new) in [
        (plan(&["Рост качества", "Новый опыт", "Отбор школ"], &[]), plan(&["Иная цель"], &["Помочь школам"])),
        (plan(&["Рост качества"], &["Помочь школам"]), plan(&["Иная цель", "Ещё одна"], &[])),
        // Somebody has put the head above what was a goal.
        (plan(&["Рост качества", "Отбор школ"], &[]), plan(&["Рост качества"], &["Отбор школ"])),
    ] {
        let (back, is_cut, _) = back(&old, &new, true);
        assert_eq!((&back.goal, &back.tasks, is_cut), (&new.goal, &new.tasks, false));
    }
}

/// A head without tasks, and tasks without their head, are told: what is written has both or none.
#[test]
fn a_head_and_what_stands_under_it_go_together() {
    let old = small(&ACTIVITY, vec![("цель", text("Рост")), ("задачи", owned(&["Помочь школам", "Помочь учителям"]))]);
    for (title, is_told) in [("", true), ("Основные задачи:", true), ("Задачи:", false)] {
        let (view, tokens) = (view(&old), tokens());
        let sheet = Sheet { page: &view.page, tokens: &tokens };
        let mut blocks = pages::plan(&view, Purpose { names: None, parts_joined: false }, &sheet);
        let heads = blocks.iter_mut().filter_map(|block| match block {
            Block::Paragraph(paragraph) if paragraph.key.0 == Spot::Caption => Some(paragraph),
            _ => None,
        });
        heads.flat_map(|head| &mut head.text).for_each(|piece| piece.text = title.into());
        let bytes = file(&blocks, &view, &old, Some(&carried(&data(&old))));
        let (tree, returned, codes) = read(&bytes, Tracked::Accept, None);
        let back = plan_of(&tree);
        assert_eq!((&back.goal, &back.tasks), (&old.goal, &old.tasks), "{title}");
        assert_eq!(returned.is_some_and(|known| known.is_cut), is_told, "{title} {codes:?}");
    }
}

/// Two blocks that say the same are two.
#[test]
fn one_of_two_equal_approvals_that_has_gone_is_told() {
    let person = || record(vec![("должность", Some(text("Заведующий"))), ("дата", Some(text("2023-02-01")))]);
    let plan = |count: usize| small(&ACTIVITY, vec![("согласование", list((0..count).map(|_| person()).collect()))]);
    let (_, is_cut, _) = back(&plan(2), &plan(1), true);
    assert!(is_cut);
    let (_, is_cut, _) = back(&plan(1), &plan(2), true);
    assert!(is_cut);
}

/// A table is known by its head if everything else in it was written anew.
#[test]
fn a_table_that_was_written_anew_is_found() {
    let signatures = || {
        let of = |name: &str| record(vec![("должность", Some(text("Начальник"))), ("имя", Some(text(name)))]);
        ("подпись", list(["И.И. Иванов", "П.П. Петрова", "С.С. Сидорова"].map(of).into()))
    };
    let new = small(&["Создать группу", "Май"], vec![signatures()]);
    let (back, is_cut, _) = back(&small(&ACTIVITY, vec![signatures()]), &new, false);
    assert_eq!(differences(&new, &back), []);
    assert!(!is_cut);
}

/// A row of nothing but the numbers of columns is no activity.
#[test]
fn numbers_of_columns_are_no_activity() {
    let plan = |head: &str| small(&ACTIVITY, vec![("оформление", record(vec![("шапка", Some(text(head)))]))]);
    for (old, new) in [("повторять", "номера"), ("номера", "повторять")] {
        let (back, is_cut, _) = back(&plan(old), &plan(new), true);
        assert_eq!(differences(&plan(old), &back), []);
        assert!(!is_cut);
    }
}

/// Annexes and the maker are no notes.
#[test]
fn what_came_below_the_table_is_a_note_only_if_it_can_be_one() {
    let annex = |title: &str| record(vec![("название", Some(text(title))), ("текст", Some(text("Состав группы")))]);
    let signature =
        || ("подпись", record(vec![("должность", Some(text("Начальник"))), ("имя", Some(text("И.И. Иванов")))]));
    let maker = record(vec![("имя", Some(text("Сидорова Анна"))), ("телефон", Some(text("2-22-33")))]);
    let note = || ("примечания", text("Сроки могут меняться."));
    let old = || small(&ACTIVITY, vec![signature(), note()]);
    for added in [
        ("приложения", owned(&["Положение"])),
        ("приложения", owned(&["Положение", "Состав"])),
        ("приложения", list(vec![annex("Положение")])),
        ("составитель", maker),
    ] {
        for notes in [Some(note()), None] {
            let new = small(&ACTIVITY, [Some(signature()), notes, Some(added.clone())].into_iter().flatten().collect());
            let (back, is_cut, codes) = back(&old(), &new, true);
            assert!(is_cut && codes.contains(&"W270"), "{added:?} {codes:?}");
            assert_eq!(back.notes, new.notes, "{added:?}");
        }
    }
    let made = small(&ACTIVITY, vec![("составитель", record(vec![("имя", Some(text("Сидорова Анна")))]))]);
    let (plan, is_cut, _) = back(&made, &small(&ACTIVITY, vec![("приложения", text("Положение"))]), true);
    assert_eq!((plan.maker, is_cut), (None, true));
    let new = small(&ACTIVITY, vec![signature(), ("примечания", owned(&["Сроки могут меняться.", "Ещё одно."]))]);
    let (back, is_cut, _) = back(&old(), &new, true);
    assert_eq!((back.notes, is_cut), (new.notes, false));
}

/// A block whose mark is now that of the other kind is told: it is no approval any more.
#[test]
fn an_approval_is_not_made_an_agreement() {
    let person = || record(vec![("должность", Some(text("Заведующий"))), ("дата", Some(text("2023-02-01")))]);
    let approved = small(&ACTIVITY, vec![("утверждение", list(vec![person(), person()]))]);
    let agreed = small(&ACTIVITY, vec![("согласование", person())]);
    let (back, is_cut, codes) = back(&approved, &agreed, true);
    assert!(is_cut && codes.contains(&"W270"), "{codes:?}");
    assert!(back.approvals.iter().all(|approval| approval.mark.is_none()));
}

/// What is no name does not come to be one, and an edition is no part of the title.
#[test]
fn what_cannot_be_told_is_not_guessed() {
    let person = |post: &str, name: Option<&str>| {
        record(vec![("должность", Some(text(post))), ("имя", name.map(text)), ("дата", Some(text("2023-02-01")))])
    };
    let plan = |person: Node| small(&ACTIVITY, vec![("согласование", person)]);
    let old = plan(person("Заведующий", Some("И.И. Иванов")));
    let (now, is_cut, codes) = back(&old, &plan(person("Директор\nшколы", None)), true);
    assert!(is_cut && codes.contains(&"W270"), "{codes:?}");
    assert_eq!(now.agreements, old.agreements);

    let act = record(vec![("документ", Some(text("приказом Отдела"))), ("номер документа", Some(text("12-о")))]);
    let new = small(&ACTIVITY, vec![("редакция", act)]);
    let (now, is_cut, codes) = back(&small(&ACTIVITY, Vec::new()), &new, true);
    assert!(is_cut && codes.contains(&"W270"), "{codes:?}");
    assert_eq!(now.title, new.title);
}

/// Date and number that were written behind an act are its date and number, and no part of its name.
#[test]
fn what_came_to_an_act_is_its_own() {
    let act = |key: &'static str, number: &'static str, known: [Option<&str>; 2]| {
        let fields = [("документ", Some("приказа Отдела")), ("дата", known[0]), (number, known[1])];
        let fields = fields.into_iter().map(|(key, value)| (key, value.map(text))).collect();
        small(&ACTIVITY, vec![(key, record(fields))])
    };
    let known =
        [None, Some("2023-02-01")].into_iter().flat_map(|date| [None, Some("12-о")].map(|number| [date, number]));
    let known: Vec<[Option<&str>; 2]> = known.collect();
    for (key, number) in
        [("редакция", "номер документа"), ("приложение к", "номер документа"), ("утверждение", "номер")]
    {
        for (one, other) in known.iter().flat_map(|one| known.iter().map(move |other| (*one, *other))) {
            // What went cannot be told from a part of the name that went; a line that came is told.
            let may_be_told =
                key == "приложение к" || one.iter().zip(&other).any(|(one, other)| one.is_some() && other.is_none());
            let (old, new) = (act(key, number, one), act(key, number, other));
            let (back, is_cut, _) = back(&old, &new, true);
            assert!(is_cut && may_be_told || differences(&new, &back).is_empty(), "{key} {one:?} {other:?}");
        }
    }
}

/// A name comes to the block in which it was put.
#[test]
fn who_approves_is_not_who_agrees() {
    let person = |name: Option<&str>| {
        record(vec![
            ("должность", Some(text("Заведующий"))),
            ("имя", name.map(text)),
            ("дата", Some(text("2023-02-01"))),
        ])
    };
    let plan = |agrees: Option<&str>, approves: Option<&str>| {
        small(&ACTIVITY, vec![("согласование", person(agrees)), ("утверждение", person(approves))])
    };
    for names in [(None, Some("И.И. Иванов")), (Some("И.И. Иванов"), None), (Some("П.П. Петрова"), Some("И.И. Иванов"))]
    {
        let new = plan(names.0, names.1);
        for old in [plan(None, None), plan(Some("И.И. Иванов"), None), plan(Some("И.И. Иванов"), Some("П.П. Петрова"))]
        {
            let (back, is_cut, _) = back(&old, &new, true);
            assert!(is_cut || differences(&new, &back).is_empty(), "{:#?}", back.approvals);
        }
    }
}

// --- copies of reports

/// The data of a monitoring that tells something of each activity.
fn monitoring(plan: &Plan, statuses: &[usize]) -> Node {
    const STATUSES: [&str; 6] =
        ["выполнено", "выполнено частично", "выполняется", "не выполнено", "перенесено", "отменено"];
    let entry = |(at, label): (usize, String)| {
        record(vec![
            ("мероприятие", Some(text(&label))),
            ("статус", Some(text(STATUSES[statuses[at % statuses.len()] % STATUSES.len()]))),
            ("результат", Some(text(&format!("Исход {at}")))),
            ("документ", (at % 2 == 0).then(|| text(&format!("Справка {at}")))),
            ("причина", (at % 3 > 0).then(|| text(&format!("Повод {at}")))),
        ])
    };
    let indicator = |name: &str| {
        let fields = [("название", name), ("план", "5"), ("факт", "4"), ("пояснение", "Замечание к показателю")];
        record(fields.map(|(key, value)| (key, Some(text(value)))).into())
    };
    let act = |what: &str, due: Option<&str>| record(vec![("что", Some(text(what))), ("срок", due.map(text))]);
    let thoughts = |texts: [&str; 2]| Some(list(texts.map(text).into()));
    record(vec![
        ("вид", Some(text("мониторинг"))),
        ("план", Some(data(plan))),
        ("на дату", Some(text("2023-06-01"))),
        ("исполнение", Some(list(plan.labels().into_iter().enumerate().map(entry).collect()))),
        ("показатели", Some(list(vec![indicator("Замечание первое"), indicator("Замечание второе")]))),
        ("анализ", thoughts(["Мысль о школах", "Мысль об учителях"])),
        ("выводы", thoughts(["Вывод о школах", "Вывод об учителях"])),
        ("рекомендации", Some(list(vec![act("Совет школам", None), act("Совет учителям", None)]))),
        ("решения", Some(list(vec![act("Совет отделу", Some("июль")), act("Совет округу", None)]))),
    ])
}

/// What a report on some data says, and the file of its copy.
fn reported(data: &Node) -> (Vec<Block>, crate::view::ReportView, Plan) {
    let found = Diagnostics::default();
    let checked = validate::monitoring(data, &found).unwrap_or_else(|| panic!("{:#?}", found.into_vec()));
    let view = view::report(&checked.plan, &checked.monitoring, &tokens(), &Typewriter);
    let tokens = tokens();
    let blocks = pages::report(&view, &[], &Sheet { page: &view.page, tokens: &tokens });
    (blocks, view, checked.plan)
}

fn shown(blocks: &[Block]) -> Vec<String> {
    blocks.iter().flat_map(Block::paragraphs).map(|paragraph| super::text::normal(&paragraph.plain())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, max_shrink_iters: 200, ..ProptestConfig::default() })]

    /// The report on the data of a copy that came back says what the copy says, and each edit is told.
    #[test]
    fn edits_of_a_report_come_back_and_are_told(
        ((plan, _), statuses, picks) in
            (two_editions(), proptest::collection::vec(0usize..6, 1..8), proptest::collection::vec(any::<bool>(), 1..30))
    ) {
        prop_assume!(is_whole(&plan));
        let data = monitoring(&plan, &statuses);
        let (mut blocks, view, plan) = reported(&data);
        let mut picks = picks.iter().cycle();
        let mut edits = 0;
        let paragraphs = blocks.iter_mut().flat_map(|block| match block {
            Block::Paragraph(paragraph) => vec![paragraph],
            Block::Table(table) => table.rows.iter_mut().flat_map(|row| row.paragraphs_mut()).collect(),
            Block::Picture(_) => Vec::new(),
        });
        for paragraph in paragraphs {
            for word in ["Исход", "Повод", "Замечание", "Мысль", "Вывод о", "Совет"] {
                let pieces = paragraph.text.iter_mut().filter(|piece| piece.text.contains(word));
                for piece in pieces {
                    if picks.next().copied().unwrap_or_default() && !piece.text.contains("Правка") {
                        piece.text = piece.text.replace(word, "Правка как");
                        edits += 1;
                    }
                }
            }
        }
        let tokens = tokens();
        let sheet = Sheet { page: &view.page, tokens: &tokens };
        let bytes = finish(&blocks, &view.document, &plan.fingerprint(), (Some(&carried(&data)), &[]), &sheet).expect("a document");
        let document = word::open(&bytes, Tracked::Accept).expect("a document");
        let trace = super::Trace::of(&document).expect("ours");
        let file: std::sync::Arc<str> = "к.docx".into();
        let request = super::Request {
            document: &document,
            rejected: &|| None,
            is_untouched: false,
            trace: &trace,
            base: &data,
            file: &file,
            ordered: &|place| place,
        };
        let found = Diagnostics::default();
        let taken = super::read(&request, &found);
        let codes: Vec<&str> = found.into_vec().iter().map(|known| known.problem.code()).collect();
        prop_assert_eq!(shown(&reported(&taken.tree).0), shown(&blocks));
        prop_assert!(codes.iter().all(|code| *code == "W278") && codes.len() == edits, "{} {:?}", edits, codes);
        prop_assert!(edits > 0 || taken.tree.same(&data));
    }
}
