//! The order that approves a plan (приказ, постановление, распоряжение): what of it was typed.

use super::approval::{Act, AnnexTo, DateText, Maker, Signatory};
use super::day::Day;

/// What stands where the number of an act is still to be filled in by hand.
pub const OPEN_NUMBER: &str = "____";

/// What kind of act approves the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OrderKind {
    /// Приказ.
    #[default]
    Order,
    /// Постановление.
    Resolution,
    /// Распоряжение.
    Directive,
}

/// What an act of a kind is called, in the cases that its documents need.
#[derive(Debug)]
pub struct OrderWords {
    /// «приказ», as in the data and in the names of files.
    pub nominative: &'static str,
    /// «приказа».
    pub genitive: &'static str,
    /// «приказу».
    pub dative: &'static str,
    /// «приказом».
    pub instrumental: &'static str,
    /// «настоящий приказ», also in the accusative.
    pub this: &'static str,
    /// What it decides with, behind the preamble; a распоряжение goes without.
    pub verb: Option<&'static str>,
}

impl OrderKind {
    /// All of them, the usual one first.
    pub const ALL: [Self; 3] = [Self::Order, Self::Resolution, Self::Directive];

    /// Its words.
    pub const fn words(self) -> &'static OrderWords {
        match self {
            Self::Order => &OrderWords {
                nominative: "приказ",
                genitive: "приказа",
                dative: "приказу",
                instrumental: "приказом",
                this: "настоящий приказ",
                verb: Some("ПРИКАЗЫВАЮ"),
            },
            Self::Resolution => &OrderWords {
                nominative: "постановление",
                genitive: "постановления",
                dative: "постановлению",
                instrumental: "постановлением",
                this: "настоящее постановление",
                verb: Some("ПОСТАНОВЛЯЮ"),
            },
            Self::Directive => &OrderWords {
                nominative: "распоряжение",
                genitive: "распоряжения",
                dative: "распоряжению",
                instrumental: "распоряжением",
                this: "настоящее распоряжение",
                verb: None,
            },
        }
    }

    /// Whether the name of an act begins with its word: «приказом Отдела образования», «к приказу».
    pub fn is_named_by(self, document: &str) -> bool {
        let mut words = document.split_whitespace().map(str::to_lowercase).filter(|word| word != "к");
        let OrderWords { nominative, genitive, dative, instrumental, .. } = self.words();
        words.next().is_some_and(|word| [nominative, genitive, dative, instrumental].iter().any(|form| word == **form))
    }
}

/// A document that is made of a plan beside the plan itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// The order that approves it.
    Order,
    /// The sheet on which people agree to that.
    AgreementSheet,
    /// The sheet on which people are acquainted with it.
    AcquaintanceSheet,
    /// What of the plan one body answers for.
    Extract,
}

/// One point of an order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Point {
    /// What is to be done; may be missing where only the points below it say so.
    pub what: Option<String>,
    /// Who is told to do it, in the dative as typed.
    pub addressee: Option<String>,
    /// By when, an ISO day or as typed.
    pub due: Option<String>,
    /// The points below it.
    pub parts: Vec<String>,
}

impl Point {
    /// Whether it was typed with its number: «3. …», «2.1) …».
    fn is_numbered(&self) -> bool {
        let what = self.what.as_deref().unwrap_or_default().trim_start();
        what.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['.', ')'])
            && what.starts_with(|c: char| c.is_ascii_digit())
    }

    /// Whether it says who controls what the order decides.
    fn is_control(&self) -> bool {
        let what = self.what.as_deref().unwrap_or_default();
        what.trim_start_matches(|c: char| !c.is_alphabetic()).to_lowercase().starts_with("контроль ")
    }
}

/// Somebody whose signature a sheet is for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Person {
    /// The post; empty where only a name was given.
    pub post: String,
    /// Initials and surname; `None` if left open.
    pub name: Option<String>,
}

/// An order as it was typed. What is missing of title, preamble and points is drafted where it is printed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Order {
    /// What kind of act it is.
    pub kind: OrderKind,
    /// Whose it is, from the highest body down, a text each.
    pub organisation: Vec<String>,
    /// Where it is issued.
    pub place: Option<String>,
    /// Its date; open if not given.
    pub date: Option<DateText>,
    /// Its number; open if not given.
    pub number: Option<String>,
    /// Its title («Об утверждении …»).
    pub title: Option<String>,
    /// The text before the points.
    pub preamble: Vec<String>,
    /// What it decides, without the control.
    pub points: Vec<Point>,
    /// Who controls it, as its last point says.
    pub control: Option<String>,
    /// Who signs it.
    pub signatories: Vec<Signatory>,
    /// Who drew it up.
    pub maker: Option<Maker>,
    /// Who agrees to it, on a sheet of their own.
    pub agreement: Vec<Person>,
    /// Who is to be acquainted with it; empty: the bodies of the plan.
    pub acquaintance: Vec<Person>,
    /// The day of the monitoring, where the data tell one: until then the draft has those responsible report.
    pub report_by: Option<Day>,
}

impl Order {
    /// The act as a sentence names it; `document` is its word in the case that the sentence needs. What is not given yet is
    /// left open.
    pub fn act(&self, document: &str) -> Act {
        Act {
            document: document.to_owned(),
            number: Some(self.number.clone().unwrap_or_else(|| OPEN_NUMBER.to_owned())),
            date: Some(self.date.clone().unwrap_or(DateText::Open)),
        }
    }

    /// The mark of the plan as its annex: «Приложение к приказу от … № …».
    pub fn annex(&self) -> AnnexTo {
        AnnexTo { number: None, act: self.act(self.kind.words().dative) }
    }

    /// Fills in what another place leaves out of this act, or leaves to be filled in by hand: date and number are typed once. An act of
    /// another kind is another act.
    pub fn complete(&self, act: &mut Act) {
        if self.kind.is_named_by(&act.document) {
            let own = self.act("");
            act.number = act.number.take().filter(|number| !number.contains("__")).or(own.number);
            act.date = act.date.take().filter(|date| !date.is_open()).or(own.date);
        }
    }

    /// Whether nobody has said who controls it, neither in the field for it nor in a point.
    pub fn lacks_control(&self) -> bool {
        self.control.is_none() && !self.points.iter().any(Point::is_control)
    }

    /// Which parts are drafted, as a sentence names them. A point on the control that is added as a rule is no draft; where the points
    /// were typed with their numbers, as in a finished text, nobody expects a further one.
    pub fn drafted(&self) -> Vec<&'static str> {
        let parts = [
            ("заголовок", self.title.is_none()),
            ("преамбула", self.preamble.is_empty()),
            ("пункты", self.points.is_empty()),
            ("пункт о контроле", self.lacks_control() && self.points.last().is_some_and(Point::is_numbered)),
        ];
        parts.into_iter().filter(|(_, is_missing)| *is_missing).map(|(part, _)| part).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_is_known_by_its_first_word() {
        for (document, expected) in [
            ("приказом Отдела образования", true),
            ("к приказу\nОтдела", true),
            ("Приказ", true),
            ("постановлением Администрации", false),
            ("приказчику", false),
            ("", false),
        ] {
            assert_eq!(OrderKind::Order.is_named_by(document), expected, "{document}");
        }
    }

    #[test]
    fn a_control_is_drafted_only_behind_numbered_points() {
        let drafts = |points: &[&str], control: Option<&str>| {
            let point = |what: &&str| Point { what: Some((*what).to_owned()), ..Point::default() };
            let points = points.iter().map(point).collect();
            let order = Order { points, control: control.map(str::to_owned), ..Order::default() };
            order.drafted().contains(&"пункт о контроле")
        };
        assert!(drafts(&["1. Утвердить план.", "2. Разместить план."], None));
        assert!(!drafts(&["1. Утвердить план.", "2. Контроль за исполнением оставляю за собой."], None));
        assert!(!drafts(&["1. Утвердить план."], Some("Контроль возложить на С.С. Сидорову.")));
        assert!(!drafts(&["Утвердить план."], None));
        assert!(!drafts(&[], None));
    }

    #[test]
    fn date_and_number_are_typed_once() {
        let order = Order { number: Some("12-о".into()), ..Order::default() };
        let act = |document: &str, number: Option<&str>| {
            let mut act = Act { document: document.into(), number: number.map(str::to_owned), date: None };
            order.complete(&mut act);
            (act.number, act.date)
        };
        assert_eq!(act("приказом Отдела", None), (Some("12-о".into()), Some(DateText::Open)));
        assert_eq!(act("приказом Отдела", Some("7")), (Some("7".into()), Some(DateText::Open)));
        assert_eq!(act("постановлением Администрации", None), (None, None));
    }
}
