//! What a plan is. Depends on nothing else of the program; a domain value cannot be wrong: its constructors say why
//! not, without a place.
//!
//! Glossary:
//!
//! | Russian | here |
//! |---|---|
//! | план мероприятий («дорожная карта») | [`Plan`] |
//! | мероприятие | [`Activity`] |
//! | направление (раздел, модуль, месяц) | [`Direction`], printed as a *band* row |
//! | обозначение направления («I направление») | [`Designation`] |
//! | срок | `due`, understood as [`Due`]; wherever it stands, [`Timing`] |
//! | ответственные (исполнители) | `responsible` |
//! | что просрочено, к сроку, впереди | [`Agenda`], in [`Section`]s |
//! | гриф утверждения, согласования | [`Approval`] |
//! | редакция | [`Edition`] |
//! | различия двух редакций | [`Changes`], each a [`Change`] |
//! | изменения, которые вносятся в план | [`Amendments`], each an [`Amendment`] |
//! | отметка о приложении («Приложение № 1 к приказу …») | [`AnnexTo`] |
//! | подпись | [`Signatory`] |
//! | приказ (постановление, распоряжение), его пункт | [`Order`], [`Point`] |
//! | приказ, лист, выписка как документ при плане | [`Paper`] |
//! | отметка об исполнителе (составитель) | [`Maker`] |
//! | шапка таблицы | `head` |
//! | отметка об электронной подписи | [`SignatureMark`] |
//! | оформление | [`Style`] |
//! | мониторинг | [`Monitoring`] |
//! | запись об исполнении | [`Fulfilment`], with its [`Status`] as reported |
//! | состояние на день отчёта | [`Verdict`], counted in a [`Tally`] |
//! | показатель | [`Indicator`] |
//! | свод | [`Summary`]: each [`Territory`] with its [`Report`]s |
//! | рекомендация, решение | [`Recommendation`], [`Decision`] |

mod above;
mod activity;
mod agenda;
mod amendments;
mod approval;
mod bodies;
mod changes;
mod columns;
mod day;
mod due;
mod fingerprint;
mod indicator;
mod likeness;
mod monitoring;
pub(crate) mod names;
pub(crate) mod numbering;
mod order;
mod period;
mod plan;
mod roman;
mod signing;
mod status;
mod style;
mod summary;
mod timing;
pub(crate) mod words;

pub use above::{Duty, Gap, GapKind, duties, gaps, named};
pub use activity::{Activity, Designation, Direction, listed, one_line};
pub use agenda::{Agenda, AgendaItem, Section, Settled};
pub(crate) use amendments::is_item;
#[cfg(test)]
pub(crate) use amendments::laws::editions;
pub use amendments::{Amendment, Amendments, Edit, LineEdit, WordEdit, cell_list};
pub use approval::{Act, AnnexTo, Approval, DateText, Edition, Grounds, Maker, Signatory};
pub use bodies::{SINGLE_BODIES, bodies, body_key, distinct_bodies};
pub(crate) use changes::partners;
pub use changes::{Block, Change, Changes, Part, Piece, Row, Side, Wording, same_approval, same_text};
pub use columns::{Column, Field, HeadItem};
pub use day::Day;
pub use due::{Due, DueKind, State, Trouble};
pub use fingerprint::fingerprint;
pub use indicator::{Better, Figure, Indicator};
pub(crate) use likeness::RareWords;
pub use likeness::{Identity, likeness, only_alike, pair, pair_apart};
pub use monitoring::{Decision, Done, Fulfilment, Monitoring, Recommendation, Tally, Verdict};
pub use order::{OPEN_NUMBER, Order, OrderKind, OrderWords, Paper, Person, Point};
pub use period::Period;
pub use plan::{Annex, Numbering, Plan};
pub use roman::roman;
pub use signing::{Hand, SignatureMark};
pub use status::Status;
pub use style::{HeadRepeat, Margins, Orientation, Standard, Style};
pub use summary::{
    CommonActivity, CommonIndicator, Fate, Figures, HandedIn, Report, Reported, Rule, Standing, Summary, Territory,
};
pub use timing::Timing;
