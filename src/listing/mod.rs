//! What came of a use case, for reading and for programs: text, tables for a console, lines of JSON, calendars. Nothing
//! here prints.

pub mod account;
pub mod agenda;
pub mod agenda_lines;
pub mod beside;
pub mod calendar;
pub mod change_lines;
pub mod changes;
pub mod collected;
pub mod duties;
pub mod made;
pub mod page;
pub mod schema;
pub mod settings;
pub mod signatures;
pub mod verdict;
