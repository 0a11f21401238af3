//! What forms answer differently, as a question that a person can settle.

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
    /// What was chosen: the name of a form, the sum, or nothing.
    pub chosen: String,
    /// The words that a person has given instead.
    pub own: String,
}
