//! Choosing between answers that differ: by what was chosen beforehand, else not at all, and told either way.

use super::cell_of;
use super::choices::{Chosen, is_named, looks_like_form};
use super::merge::{Merge, Origin, Party, is_corrected_since};
use super::parts::{self, Part, SUM};
use super::question::{NOTHING, Question};
use super::rows::Reply;
use super::source::{Sources, flat, is_same};
use crate::diagnostics::{Conflict, Diagnostics, FormProblem};
use crate::domain::{Day, Status, one_line};
use crate::input::form::{ANSWERS, Form};
use crate::schema;
use crate::tree::{Node, fold_key};

impl<'a> Merge<'a> {
    /// Chooses between differing answers, if it can, and tells all of them.
    pub(super) fn settle(
        &mut self,
        activity: usize,
        field: &'static str,
        parties: &[Party<'a>],
        replies: &[Reply<'a>],
        known: &Node,
        diagnostics: &Diagnostics,
    ) -> Option<Party<'a>> {
        self.tally.conflicts += 1;
        let answers = parties.iter().map(|party| self.shown(field, party, replies)).collect();
        let place = parties.iter().find_map(|party| party.said.first()).map(|(_, node)| node.place.clone());
        let chosen = self.choose(activity, field, parties, replies, diagnostics);
        let kept = known.get(field).map(|known| flat(&known.value, field)).unwrap_or_default();
        // Where what was taken has been corrected since, that is told.
        let is_told =
            chosen.as_ref().is_some_and(|chosen| is_corrected_since(field, chosen, &kept, &Sources::of(known)));
        let taken = chosen.as_ref().map(|party| match readable(field, &party.text).as_str() {
            "" => "значения нет".to_owned(),
            text => format!("«{text}»"),
        });
        let kept = Some(readable(field, &kept)).filter(|kept| !kept.is_empty() && taken.is_none());
        let number = self.activities.names.label(activity).to_owned();
        let sum = Some(self.sum(field, replies)).filter(|_| self.are_parts(replies));
        let sum = sum.map(|sum| self.shown_sum(field, &sum, replies));
        self.ask(activity, field, parties, sum.clone(), false);
        if let (Some(place), false) = (place, is_told) {
            let conflict = Conflict { number, field, answers, sum, taken, kept };
            diagnostics.add(FormProblem::Conflict(Box::new(conflict)), &place);
        }
        chosen
    }

    /// Notes what is answered differently. `follows` if it is settled with the status unless it is settled by itself.
    fn ask(&mut self, activity: usize, field: &'static str, parties: &[Party<'a>], sum: Option<String>, follows: bool) {
        let mut answers: Vec<(String, String)> = Vec::new();
        for party in parties {
            let text = readable(field, &party.text);
            answers.extend(party.said.iter().map(|(form, _)| (self.names[*form].clone(), text.clone())));
            answers.extend(party.before.iter().map(|form| (form.clone(), text.clone())));
        }
        let names = self.names_of(activity);
        let answer = self.choices.answer(&names, field).filter(|answer| answer.is_of_field || !follows);
        let (chosen, own) = match answer {
            None => (String::new(), String::new()),
            Some(Chosen { node, is_of_field }) => {
                let wanted = flat(node, field);
                let form = answers.iter().find(|(form, _)| is_named(&wanted, form, None, None));
                match form {
                    Some((form, _)) => (form.clone(), String::new()),
                    None if fold_key(&wanted) == SUM => (SUM.to_owned(), String::new()),
                    None if is_of_field && is_nothing(field, &wanted) => (NOTHING.to_owned(), String::new()),
                    None if is_of_field => (String::new(), readable(field, &wanted)),
                    None => (String::new(), String::new()),
                }
            }
        };
        let (number, name) = (self.activities.names.label(activity), self.activities.name(activity));
        let question =
            Question { number: number.to_owned(), activity: one_line(name), field, answers, sum, chosen, own };
        let is_same = |known: &&Question| known.number == question.number && known.field == question.field;
        if !self.questions.iter().any(|known| is_same(&known)) {
            self.questions.push(question);
        }
    }

    /// Notes what else is said where statuses differ: each answer goes with its status unless it is settled by itself.
    pub(super) fn ask_rest(&mut self, activity: usize, replies: &[Reply<'a>]) {
        for field in ANSWERS.into_iter().filter(|field| *field != schema::STATUS) {
            let mut parties: Vec<Party<'a>> = Vec::new();
            for reply in replies {
                let said = reply.all().filter(|(known, node)| *known == field && !flat(node, field).is_empty());
                let party = |node: &'a Node| Party::of(flat(node, field), vec![(reply.form, node)], Origin::Said);
                parties.extend(said.map(|(_, node)| party(node)));
            }
            // Where nobody gives a result or a cause, a person may have to.
            if !parties.is_empty() || [schema::RESULT, schema::CAUSE].contains(&field) {
                let sum = self.are_parts(replies).then(|| self.shown_sum(field, &self.sum(field, replies), replies));
                self.ask(activity, field, &parties, sum, true);
            }
        }
    }

    /// Whether replies are parts of one whole: each is that of a body, and they are not all of one body that is one.
    fn are_parts(&self, replies: &[Reply<'a>]) -> bool {
        let bodies: Option<Vec<&str>> = replies.iter().map(|reply| self.forms[reply.form].body.as_deref()).collect();
        let Some(bodies) = bodies else { return false };
        let is_one = bodies.iter().all(|body| fold_key(body) == fold_key(bodies[0])) && parts::is_single(bodies[0]);
        replies.len() > 1 && !is_one
    }

    /// What each says under a field.
    fn parts<'s>(&'s self, field: &'static str, replies: &[Reply<'a>]) -> Vec<Part<'s>> {
        let part = |reply: &Reply<'a>| {
            let typed = of_field(reply, schema::STATUS).map(|node| flat(node, "")).unwrap_or_default();
            Part {
                form: &self.names[reply.form],
                status: Status::read(&typed),
                typed,
                text: of_field(reply, field).map(|node| flat(node, field)).unwrap_or_default(),
            }
        };
        replies.iter().map(part).collect()
    }

    /// What all say under a field, together.
    pub(super) fn sum(&self, field: &'static str, replies: &[Reply<'a>]) -> Party<'a> {
        let said = replies.iter().filter_map(|reply| Some((reply.form, of_field(reply, field)?)));
        let said = said.filter(|(_, node)| !flat(node, field).is_empty()).collect();
        Party::of(parts::sum(field, &self.parts(field, replies)), said, Origin::Sum)
    }

    /// A sum as it is offered; behind a status, how many have told it.
    fn shown_sum(&self, field: &'static str, sum: &Party<'a>, replies: &[Reply<'a>]) -> String {
        let count = parts::count(&self.parts(field, replies)).filter(|_| field == schema::STATUS);
        match count {
            Some(count) => format!("{}: {}", sum.text, count.to_lowercase()),
            None => readable(field, &sum.text),
        }
    }

    /// An answer with those who gave it: «выполнено» – школа-1.xlsx, E7 (и …).
    fn shown(&self, field: &str, party: &Party<'_>, replies: &[Reply<'_>]) -> String {
        let text = match readable(field, &party.text) {
            text if text.is_empty() => "(стёрто)".to_owned(),
            text => format!("«{text}»"),
        };
        let mut whose: Vec<String> = Vec::new();
        for (form, node) in &party.said {
            let cell = cell_of(&node.place).map(|(_, cell)| format!(", {cell}")).unwrap_or_default();
            let known = &self.forms[*form];
            let by = known.filled_by.as_ref().map(|by| flat(by, "")).or_else(|| known.body.clone());
            let by = by.map(|by| format!(", {}", one_line(&by))).unwrap_or_default();
            let mut one = format!("{}{cell}{by}", self.names[*form]);
            let further = |reply: &&Reply<'_>| {
                field == schema::STATUS && reply.all().any(|(_, known)| std::ptr::eq(*known, *node))
            };
            let reply = replies.iter().find(further);
            let others: Vec<String> = (reply.iter().flat_map(|reply| reply.all()))
                .map(|(known, node)| (*known, readable(known, &flat(node, known))))
                .filter(|(known, text)| *known != schema::STATUS && !text.is_empty())
                .map(|(known, text)| format!("{known} «{text}»"))
                .collect();
            if !others.is_empty() {
                one.push_str(&format!(" (и {})", others.join(", ")));
            }
            whose.push(one);
        }
        if !party.before.is_empty() {
            whose.push(format!("собрано раньше из {}", party.before.join(", ")));
        }
        format!("{text} – {}", whose.join(", "))
    }

    /// The answer that was chosen beforehand; that of the later form where a body that is one has sent two.
    pub(super) fn choose(
        &self,
        activity: usize,
        field: &'static str,
        parties: &[Party<'a>],
        replies: &[Reply<'a>],
        diagnostics: &Diagnostics,
    ) -> Option<Party<'a>> {
        let label = self.activities.names.label(activity);
        if let Some(Chosen { node: answer, is_of_field }) = self.choices.answer(&self.names_of(activity), field) {
            let wanted = flat(answer, field);
            if fold_key(&wanted) == SUM {
                return Some(Party { is_chosen: true, ..self.sum(field, replies) });
            }
            let fits =
                |party: &&Party<'_>| self.is_of(party, &wanted) || is_of_field && is_same(field, &party.text, &wanted);
            if let Some(party) = parties.iter().find(fits) {
                return Some(Party { is_chosen: true, ..party.clone() });
            }
            let said = || replies.iter().filter_map(|reply| Some((reply.form, of_field(reply, field)?))).collect();
            if is_of_field && is_nothing(field, &wanted) {
                return Some(Party::of(String::new(), said(), Origin::Own));
            }
            // A form that was chosen for an activity need not say everything of it.
            let is_at_hand =
                |(form, name): (&Form, &String)| is_named(&wanted, name, form.body.as_deref(), Some(&form.file));
            let is_form = self.forms.iter().zip(self.names).any(is_at_hand);
            if is_of_field && !looks_like_form(&wanted) && !is_form {
                let text =
                    Status::read(&wanted).filter(|_| field == schema::STATUS).map(|status| status.word().to_owned());
                let text = text.unwrap_or(wanted);
                return Some(Party::of(text, said(), Origin::Own));
            }
            if is_of_field || !is_form {
                let reason = format!("формы «{wanted}» нет среди тех, что расходятся о мероприятии {label} ({field})");
                diagnostics.add(FormProblem::BadAnswer { reason }, &answer.place);
                return None;
            }
        }
        for wanted in self.choices.prefer() {
            let mut held = parties.iter().filter(|party| self.is_of(party, wanted));
            if let (Some(party), None) = (held.next(), held.next()) {
                return Some(party.clone());
            }
        }
        self.latest(parties)
    }

    /// What the form says that was saved last, where all are of one body that is one, and all say when they were saved.
    fn latest(&self, parties: &[Party<'a>]) -> Option<Party<'a>> {
        let forms: Vec<(&Form, &Party<'a>)> = parties
            .iter()
            .flat_map(|party| party.said.iter().map(move |(form, _)| (&self.forms[*form], party)))
            .collect();
        let body = forms.first()?.0.body.as_deref().filter(|body| parts::is_single(body))?;
        let is_same = |form: &Form| form.body.as_deref().is_some_and(|known| fold_key(known) == fold_key(body));
        if parties.iter().any(|party| !party.before.is_empty()) || !forms.iter().all(|(form, _)| is_same(form)) {
            return None;
        }
        let saved: Option<Vec<&str>> = forms.iter().map(|(form, _)| form.saved.as_deref()).collect();
        let last = saved?.into_iter().max()?;
        let mut latest = forms.iter().filter(|(form, _)| form.saved.as_deref() == Some(last));
        match (latest.next(), latest.next()) {
            (Some((_, party)), None) => Some((*party).clone()),
            _ => None,
        }
    }

    /// Whether an answer is that of a form or body.
    fn is_of(&self, party: &Party<'_>, wanted: &str) -> bool {
        party.before.iter().any(|name| is_named(wanted, name, None, None))
            || party.said.iter().any(|(form, _)| {
                let known = &self.forms[*form];
                is_named(wanted, &self.names[*form], known.body.as_deref(), Some(&known.file))
            })
    }
}

/// Whether it was chosen that a field stays empty.
fn is_nothing(field: &str, wanted: &str) -> bool {
    Question::may_be_empty(field) && fold_key(wanted) == NOTHING
}

/// What a reply says under a field.
fn of_field<'a>(reply: &Reply<'a>, wanted: &str) -> Option<&'a Node> {
    reply.all().find(|(field, _)| *field == wanted).map(|(_, node)| *node)
}

/// A value as people write it: days in digits.
fn readable(field: &str, text: &str) -> String {
    match Day::parse_iso(text).filter(|_| field == schema::DATE || field == schema::NEW_DUE) {
        Some(day) => day.digits(),
        None => text.to_owned(),
    }
}
