//! Answers to entries of the monitoring: what all say alike is taken, where they differ somebody has to choose.
//!
//! The unit is the cell. Only where the statuses differ the whole row goes with its status: the cause why something
//! was not done says nothing about what was done.

use super::choices::Choices;
use super::question::Question;
use super::rows::{Activities, Reply};
use super::source::{Source, Sources, flat, is_same};
use super::{Tally, cell_of, parts};
use crate::diagnostics::{Diagnostic, Diagnostics, FormProblem, Place};
use crate::domain::{Plan, Status};
use crate::input::form::{ANSWERS, Form};
use crate::schema;
use crate::tree::{Entry as Field, Node, Value, fold_key};
use crate::validate::nearest;

/// An entry of «исполнение».
#[derive(Debug)]
pub(super) struct Entry {
    /// The activity, if it is one of the plan.
    activity: Option<usize>,
    /// Its place among the entries that were there before.
    pub(super) before: Option<usize>,
    /// The entry.
    pub(super) node: Node,
    /// Whether it is no longer as it was before.
    pub(super) is_changed: bool,
}

/// What came of merging.
pub(super) struct Outcome {
    pub(super) entries: Vec<Entry>,
    pub(super) tally: Tally,
    /// For each form, the activities that it says something about.
    pub(super) answered: Vec<usize>,
    /// Whether each activity of the plan has an entry.
    pub(super) known: Vec<bool>,
    /// What is answered differently.
    pub(super) questions: Vec<Question>,
}

/// Merges the answers of forms into the entries that are there.
pub(super) struct Merge<'a> {
    pub(super) activities: Activities<'a>,
    pub(super) forms: &'a [Form],
    pub(super) names: &'a [String],
    pub(super) choices: &'a Choices,
    entries: Vec<Entry>,
    pub(super) tally: Tally,
    answered: Vec<usize>,
    pub(super) questions: Vec<Question>,
}

/// Those who say the same about one field of an activity.
#[derive(Clone)]
pub(super) struct Party<'a> {
    /// What they say; empty where a value was deleted.
    pub(super) text: String,
    /// The cells in which they say it, with their forms; for a sum, those that are summed up.
    pub(super) said: Vec<(usize, &'a Node)>,
    /// The forms that said it before and are not at hand.
    pub(super) before: Vec<String>,
    /// Whether a cell says it, or who puts it together.
    pub(super) origin: Origin,
    /// Whether a person has chosen it.
    pub(super) is_chosen: bool,
}

/// Where an answer comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// A cell of a form.
    Said,
    /// All that is said, put together.
    Sum,
    /// Words that a person gave instead.
    Own,
}

impl<'a> Party<'a> {
    pub(super) fn of(text: String, said: Vec<(usize, &'a Node)>, origin: Origin) -> Self {
        Self { text, said, before: Vec::new(), origin, is_chosen: origin == Origin::Own }
    }
}

impl<'a> Merge<'a> {
    pub(super) fn new(
        plan: &'a Plan,
        forms: &'a [Form],
        names: &'a [String],
        before: Option<&Node>,
        choices: &'a Choices,
    ) -> Self {
        let mut activities = Activities::new(plan);
        let list = before.and_then(|tree| tree.get(schema::FULFILMENT)).map(|field| &field.value.value);
        let items = match list {
            Some(Value::List(items)) => items.as_slice(),
            _ => &[],
        };
        let entry = |(at, node): (usize, &Node)| {
            let typed = node.get(schema::ACTIVITY).map(|field| flat(&field.value, ""));
            let activity = typed.and_then(|typed| activities.names.find(&typed).ok());
            Entry { activity, before: Some(at), node: node.clone(), is_changed: false }
        };
        let entries: Vec<Entry> = items.iter().enumerate().map(entry).collect();
        let says = |entry: &&Entry| {
            ANSWERS.iter().any(|field| entry.node.get(field).is_some_and(|field| !field.value.is_empty()))
        };
        for at in entries.iter().filter(says).filter_map(|entry| entry.activity) {
            activities.tell(at);
        }
        let answered = vec![0; forms.len()];
        Self { activities, forms, names, choices, entries, tally: Tally::default(), answered, questions: Vec::new() }
    }

    /// The forms from which something was collected before.
    pub(super) fn files_before(&self) -> Vec<String> {
        self.entries
            .iter()
            .flat_map(|entry| Sources::of(&entry.node).files().map(str::to_owned).collect::<Vec<_>>())
            .collect()
    }

    pub(super) fn run(&mut self, diagnostics: &Diagnostics) {
        let count = self.activities.count();
        let mut replies: Vec<Vec<Reply<'a>>> = (0..count).map(|_| Vec::new()).collect();
        // The order in which forms are named makes no difference.
        let mut order: Vec<usize> = (0..self.forms.len()).collect();
        order.sort_by_key(|at| &self.names[*at]);
        for at in order {
            self.activities.assign(&self.forms[at], at, &mut replies, diagnostics);
        }
        for (activity, replies) in replies.into_iter().enumerate().filter(|(_, replies)| !replies.is_empty()) {
            for at in 0..self.forms.len() {
                let speaks = |reply: &Reply<'_>| reply.form == at && reply.all().next().is_some();
                self.answered[at] += usize::from(replies.iter().any(speaks));
            }
            self.activity(activity, &replies, diagnostics);
        }
    }

    pub(super) fn finish(self) -> Outcome {
        let mut known = vec![false; self.activities.count()];
        for activity in self.entries.iter().filter_map(|entry| entry.activity) {
            known[activity] = true;
        }
        Outcome { entries: self.entries, tally: self.tally, answered: self.answered, known, questions: self.questions }
    }

    /// Settles one activity.
    fn activity(&mut self, activity: usize, replies: &[Reply<'a>], diagnostics: &Diagnostics) {
        let at = self.entries.iter().position(|entry| entry.activity == Some(activity));
        let mut node = match at.and_then(|at| self.entries.get(at)) {
            Some(entry) => entry.node.clone(),
            None => self.new_entry(activity, replies),
        };
        let mut sources = Sources::of(&node);
        let before = (node.clone(), sources.clone());

        let statuses = self.parties(schema::STATUS, replies, &node, &sources);
        let mut chosen = None;
        let differ = statuses.len() > 1;
        if differ {
            chosen = self.settle(activity, schema::STATUS, &statuses, replies, &node, diagnostics);
            self.ask_rest(activity, replies);
        }
        // Where the statuses differ, each one's other answers go with his status; in a sum, all of them count.
        let is_sum = chosen.as_ref().is_some_and(|chosen| chosen.origin == Origin::Sum);
        let goes_along = |reply: &&Reply<'a>| {
            let said = reply.all().find(|(field, _)| *field == schema::STATUS);
            let is_chosen =
                |text: &str| chosen.as_ref().is_some_and(|chosen| is_same(schema::STATUS, text, &chosen.text));
            !differ || is_sum || said.is_none_or(|(_, node)| is_chosen(&flat(node, "")))
        };
        let along: Vec<Reply<'a>> = replies.iter().filter(goes_along).cloned().collect();
        for field in ANSWERS {
            let is_asked = self.choices.has_own_line(&self.names_of(activity), field);
            let party = match field {
                schema::STATUS if differ => chosen.clone(),
                // What is asked for by itself does not depend on whose status was taken.
                _ if is_asked => {
                    let parties = self.parties(field, replies, &node, &sources);
                    match parties.len() {
                        0 | 1 => {
                            self.choose(activity, field, &parties, replies, diagnostics).or(parties.into_iter().next())
                        }
                        _ => self.settle(activity, field, &parties, replies, &node, diagnostics),
                    }
                }
                _ if is_sum => Some(self.sum(field, replies)).filter(|sum| !sum.text.is_empty()),
                _ => {
                    let mut parties = self.parties(field, &along, &node, &sources);
                    match parties.len() {
                        0 | 1 => parties.pop(),
                        _ => self.settle(activity, field, &parties, &along, &node, diagnostics),
                    }
                }
            };
            if let Some(party) = party {
                self.apply(activity, field, &party, &mut node, &mut sources, diagnostics);
            }
        }

        self.drop_outdated(activity, &along, &before.0, &mut node, &mut sources, diagnostics);
        self.report_emptied(activity, replies, &node, &sources, diagnostics);
        let place = node.place.clone();
        if sources != before.1 {
            set(&mut node, schema::SOURCE, sources.node(&place));
        }
        if node.same(&before.0) {
            return;
        }
        if ANSWERS.iter().all(|field| node.get(field).is_none_or(|field| field.value.is_empty())) {
            // Everything was deleted, and told.
            self.entries.extract_if(.., |entry| entry.activity == Some(activity)).for_each(drop);
            return;
        }
        // Where nobody has settled it yet, that was told.
        let is_open = differ && chosen.is_none();
        self.report_status(activity, &mut node, replies, is_open, diagnostics);
        match at {
            Some(at) => {
                self.entries[at].node = node;
                self.entries[at].is_changed = true;
            }
            None => {
                let follows = |entry: &Entry| entry.activity.is_some_and(|known| known > activity);
                let at = self.entries.iter().position(follows).unwrap_or(self.entries.len());
                let entry = Entry { activity: Some(activity), before: None, node, is_changed: true };
                self.entries.insert(at, entry);
            }
        }
    }

    /// An entry with nothing but the activity that it is about. It stands where the first answer does.
    fn new_entry(&self, activity: usize, replies: &[Reply<'_>]) -> Node {
        let first = replies.iter().flat_map(Reply::all).map(|(_, node)| &node.place).next();
        let place = first.cloned().unwrap_or_else(|| Place::file(""));
        let field = |key: &str, text: &str| Field {
            key: key.to_owned(),
            key_place: place.clone(),
            value: Node::text(text, place.clone()),
        };
        let fields = vec![
            field(schema::ACTIVITY, self.activities.identity(activity)),
            field(schema::NAME, self.activities.name(activity)),
        ];
        Node { value: Value::Map(fields), place }
    }

    /// Takes away what a form said beside a status that it has since corrected, and no longer says: the cause why something was
    /// put off says nothing about what is done.
    fn drop_outdated(
        &mut self,
        activity: usize,
        replies: &[Reply<'a>],
        before: &Node,
        entry: &mut Node,
        sources: &mut Sources,
        diagnostics: &Diagnostics,
    ) {
        let text =
            |entry: &Node, field: &str| entry.get(field).map(|known| flat(&known.value, field)).unwrap_or_default();
        let was = text(before, schema::STATUS);
        if was.is_empty() || is_same(schema::STATUS, &was, &text(entry, schema::STATUS)) {
            return;
        }
        for field in ANSWERS.into_iter().filter(|field| *field != schema::STATUS) {
            let is_said = replies.iter().flat_map(Reply::all).any(|(known, node)| *known == field && !node.is_empty());
            let is_corrected = |source: &Source| {
                let by =
                    |reply: &&Reply<'_>| self.names[reply.form] == source.file || self.corrects(reply.form, source);
                replies.iter().find(by)
            };
            let by = sources.of_field(field).find_map(is_corrected).filter(|_| !is_said);
            let (Some(by), was) = (by, text(entry, field)) else { continue };
            if was.is_empty() || was != text(before, field) {
                continue;
            }
            let place = by.all().next().map_or(&entry.place, |(_, node)| &node.place).clone();
            let number = self.activities.names.label(activity).to_owned();
            diagnostics.add(FormProblem::Cleared { number, field, was }, &place);
            self.tally.changed += 1;
            set(entry, field, None);
            sources.forget(field);
        }
    }

    /// Remarks on what a form said before and says no longer, though it says something else of the activity: nobody can tell
    /// whether it was deleted in it or the form was filled in afresh.
    fn report_emptied(
        &self,
        activity: usize,
        replies: &[Reply<'a>],
        entry: &Node,
        sources: &Sources,
        diagnostics: &Diagnostics,
    ) {
        for field in ANSWERS {
            let is = entry.get(field).map(|known| flat(&known.value, field)).unwrap_or_default();
            if is.is_empty() || !sources.has_taken(field, &is, false) {
                continue;
            }
            let is_said = replies.iter().flat_map(Reply::all).any(|(said, _)| *said == field);
            let is_emptied = |reply: &&Reply<'a>| {
                let is_from =
                    |source: &Source| self.names[reply.form] == source.file || self.corrects(reply.form, source);
                reply.empty.contains(&field) && !reply.said.is_empty() && sources.of_field(field).any(is_from)
            };
            if let Some(reply) = replies.iter().find(is_emptied).filter(|_| !is_said)
                && let Some((_, node)) = reply.said.first()
            {
                let number = self.activities.names.label(activity).to_owned();
                let problem = FormProblem::SaysNoLonger { number, field, is };
                diagnostics.add(problem, &node.place);
            }
        }
    }

    /// By what an answer file can name an activity.
    pub(super) fn names_of(&self, activity: usize) -> [&str; 2] {
        [self.activities.names.label(activity), self.activities.identity(activity)]
    }

    /// Whether a form corrects what was collected before: a body that is one has sent a second form under another name.
    fn corrects(&self, form: usize, source: &Source) -> bool {
        let body = self.forms[form].body.as_deref().filter(|body| parts::is_single(body));
        let is_at_hand = self.names.contains(&source.file);
        !is_at_hand && body.is_some_and(|body| source.body().is_some_and(|known| fold_key(known) == fold_key(body)))
    }

    /// Who says what under a field. What was known before counts where another form has said it, one that is not at
    /// hand, unless all who answer saw it and changed it.
    pub(super) fn parties(
        &self,
        field: &'static str,
        replies: &[Reply<'a>],
        known: &Node,
        sources: &Sources,
    ) -> Vec<Party<'a>> {
        let mut parties: Vec<Party<'a>> = Vec::new();
        let known = known.get(field).map(|known| flat(&known.value, field)).unwrap_or_default();
        let mut is_unseen = false;
        let of_field = |(said, _): &&(&'static str, &Node)| *said == field;
        // What somebody changed says more than what others left as it was.
        let is_changed = replies.iter().any(|reply| reply.said.iter().any(|said| of_field(&said)));
        for reply in replies {
            let said = if is_changed { &reply.said } else { &reply.kept };
            for (_, node) in said.iter().filter(of_field) {
                let text = flat(node, field);
                let is_own = sources.of_field(field).any(|source| source.file == self.names[reply.form]);
                let was_seen = reply.issued.is_some_and(|issued| is_same(field, issued.value(field), &known));
                is_unseen |= !is_own && !was_seen && !is_same(field, &text, &known);
                match parties.iter_mut().find(|party| is_same(field, &party.text, &text)) {
                    Some(party) => party.said.push((reply.form, node)),
                    None => parties.push(Party::of(text, vec![(reply.form, node)], Origin::Said)),
                }
            }
        }
        // A form that says something else by now counts with that.
        let is_corrected = |source: &Source| {
            let speaks = |reply: &Reply<'_>| {
                self.names[reply.form] == source.file && reply.said.iter().any(|said| of_field(&said))
            };
            replies.iter().any(|reply| self.corrects(reply.form, source) || speaks(reply))
        };
        let before: Vec<String> = (sources.of_field(field).filter(|source| !is_corrected(source)))
            .map(|source| source.file.clone())
            .collect();
        if is_unseen && !known.is_empty() && !before.is_empty() {
            match parties.iter_mut().find(|party| is_same(field, &party.text, &known)) {
                Some(party) => party.before = before,
                None => parties.push(Party { before, ..Party::of(known, Vec::new(), Origin::Said) }),
            }
        }
        parties
    }

    /// Puts an answer into an entry, with its sources.
    fn apply(
        &mut self,
        activity: usize,
        field: &'static str,
        party: &Party<'a>,
        entry: &mut Node,
        sources: &mut Sources,
        diagnostics: &Diagnostics,
    ) {
        let known = entry.get(field).map(|known| flat(&known.value, field)).unwrap_or_default();
        let number = self.activities.names.label(activity).to_owned();
        let place = party.said.first().map_or(&entry.place, |(_, node)| &node.place).clone();
        if is_corrected_since(field, party, &known, sources) {
            let problem = FormProblem::KeptCorrected { number, field, is: known };
            diagnostics.push(Diagnostic::new(problem, place).found(&party.text));
            return;
        }
        if !is_same(field, &known, &party.text) {
            match (known.is_empty(), party.text.is_empty()) {
                (true, _) => self.tally.new += 1,
                (false, true) => {
                    self.tally.changed += 1;
                    diagnostics.add(FormProblem::Cleared { number, field, was: known }, &place);
                }
                (false, false) => {
                    self.tally.changed += 1;
                    // Told of a form that was collected before too: somebody may have edited what it said.
                    let problem = FormProblem::Replaced { number, field, was: known };
                    diagnostics.push(Diagnostic::new(problem, place.clone()).found(&party.text));
                }
            }
            let value = party.said.first().map(|(_, node)| (*node).clone()).filter(|_| party.origin == Origin::Said);
            let value = value.unwrap_or_else(|| Node::text(party.text.clone(), place));
            set(entry, field, Some(value).filter(|_| !party.text.is_empty()));
            sources.forget(field);
        }
        if party.origin != Origin::Said || party.text.is_empty() {
            sources.add_made(field, &party.text);
        }
        for (form, node) in &party.said {
            let (Some((sheet, cell)), text) = (cell_of(&node.place), flat(node, field)) else { continue };
            if text.is_empty() {
                continue;
            }
            let form_of = &self.forms[*form];
            let by = form_of.filled_by.as_ref().map(|by| flat(by, ""));
            let source = Source::new(&self.names[*form], &sheet, form_of.body.as_deref(), by.as_deref());
            sources.add(&source, field, &cell, &text);
        }
    }

    /// Remarks on a status that is none, or is missing.
    fn report_status(
        &self,
        activity: usize,
        entry: &mut Node,
        replies: &[Reply<'_>],
        is_open: bool,
        diagnostics: &Diagnostics,
    ) {
        let status = entry.get(schema::STATUS).map(|status| (flat(&status.value, ""), status.value.place.clone()));
        match status {
            Some((text, place)) if !text.is_empty() => {
                if Status::read(&text).is_some() {
                    return;
                }
                let folded = fold_key(&text);
                let words = || Status::ALL.iter().map(|(word, _)| *word);
                let problem = FormProblem::StatusUnknown {
                    nearest: nearest(&folded, words()).map(str::to_owned),
                    choices: words().map(str::to_owned).collect(),
                };
                diagnostics.push(Diagnostic::new(problem, place).found(text));
            }
            _ => {
                let place = replies.iter().flat_map(Reply::all).map(|(_, node)| &node.place).next();
                let place = place.unwrap_or(&entry.place).clone();
                let number = self.activities.names.label(activity).to_owned();
                if !is_open {
                    diagnostics.add(FormProblem::StatusMissing { number }, &place);
                }
                set(entry, schema::STATUS, Some(Node { value: Value::Empty, place }));
            }
        }
    }
}

/// Whether an answer says nothing new, but what was taken of it stands in the monitoring no longer: somebody has corrected it
/// there.
pub(super) fn is_corrected_since(field: &str, party: &Party<'_>, known: &str, sources: &Sources) -> bool {
    !is_same(field, known, &party.text) && sources.has_taken(field, &party.text, party.is_chosen)
}

/// The fields of an entry in their order.
const ORDER: [&str; 9] = [
    schema::ACTIVITY,
    schema::NAME,
    schema::STATUS,
    schema::DATE,
    schema::RESULT,
    schema::DOCUMENT,
    schema::CAUSE,
    schema::NEW_DUE,
    schema::SOURCE,
];

/// Gives a field of an entry a value, in its usual place; or takes it out.
fn set(entry: &mut Node, key: &str, value: Option<Node>) {
    let Value::Map(fields) = &mut entry.value else { return };
    let known = fields.iter().position(|field| fold_key(&field.key) == key);
    match (known, value) {
        (Some(at), Some(value)) => fields[at].value = value,
        (Some(at), None) => {
            fields.remove(at);
        }
        (None, Some(value)) => {
            let rank = |key: &str| ORDER.iter().position(|known| *known == fold_key(key)).unwrap_or(ORDER.len());
            let at = fields.iter().position(|field| rank(&field.key) > rank(key)).unwrap_or(fields.len());
            fields.insert(at, Field { key: key.to_owned(), key_place: value.place.clone(), value });
        }
        (None, None) => {}
    }
}
