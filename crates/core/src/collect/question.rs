//! What forms answer differently, as a question that a person can settle.

use crate::schema;

/// How it is called among the choices that a field stays empty, whatever was said.
pub const NOTHING: &str = "пусто";

/// A field of an activity under which forms do not say the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The number of the activity.
    pub number: String,
    /// Its name.
    pub activity: String,
    /// The field.
    pub field: &'static str,
    /// The names of the forms that answer, each with what it says.
    pub answers: Vec<(String, String)>,
    /// All of it together, where the activity belongs to many.
    pub sum: Option<String>,
    /// What was chosen: the name of a form, the sum, [`NOTHING`]; empty if nothing was.
    pub chosen: String,
    /// The words that a person has given instead.
    pub own: String,
}

impl Question {
    /// Whether a field may be left empty: without a status nobody knows how an activity stands.
    pub fn may_be_empty(field: &str) -> bool {
        field != schema::STATUS
    }

    /// Whether something was chosen for this field itself.
    fn is_answered(&self) -> bool {
        !self.chosen.is_empty() || !self.own.is_empty()
    }

    /// Whether a person still has to answer it. `all` are the questions of the same collecting: the status that a form is believed
    /// in settles what else is said of its activity, and a field of which nobody says anything may stay empty.
    pub fn is_open(&self, all: &[Self]) -> bool {
        let status = all.iter().find(|known| known.number == self.number && known.field == schema::STATUS);
        match status {
            _ if self.is_answered() => false,
            Some(status) if self.field != schema::STATUS => {
                status.is_answered() && status.chosen.is_empty() && !self.answers.is_empty()
            }
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(number: &str, field: &'static str, chosen: &str, own: &str, answers: usize) -> Question {
        let answers = (0..answers).map(|at| (format!("{at}.xlsx"), String::from("да"))).collect();
        let [number, activity, chosen, own] = [number, "", chosen, own].map(str::to_owned);
        Question { number, activity, field, answers, sum: None, chosen, own }
    }

    #[test]
    fn a_chosen_status_settles_its_activity_and_one_of_own_words_does_not() {
        let open = |chosen, own| {
            let all = [
                question("1", schema::STATUS, chosen, own, 2),
                question("1", schema::RESULT, "", "", 2),
                question("1", schema::CAUSE, "", "", 0),
                question("2", schema::RESULT, "", "", 2),
            ];
            all.iter().map(|known| known.is_open(&all)).collect::<Vec<_>>()
        };
        // What hangs on an open status is not asked twice.
        assert_eq!(open("", ""), [true, false, false, true]);
        assert_eq!(open("0.xlsx", ""), [false, false, false, true]);
        assert_eq!(open("", "выполнено"), [false, true, false, true]);
        let all = [question("1", schema::STATUS, "", "выполнено", 2), question("1", schema::RESULT, NOTHING, "", 2)];
        assert!(!all[1].is_open(&all));
    }
}
