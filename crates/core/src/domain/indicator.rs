//! The indicators of a monitoring: their figures, and what these say of the plan.

use super::words::is_dash;

/// An indicator with its figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Indicator {
    /// What is measured.
    pub name: String,
    /// In what.
    pub unit: Option<String>,
    /// The year before.
    pub last_year: Option<Figure>,
    /// As planned.
    pub plan: Option<Figure>,
    /// As reached.
    pub fact: Option<Figure>,
    /// Which way is better, as typed.
    pub better: Option<Better>,
    /// What explains it.
    pub explanation: Option<String>,
}

/// Which way an indicator is better («лучше»).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Better {
    /// The more, the better.
    More,
    /// The less, the better.
    Less,
}

impl Better {
    /// Both with their words.
    pub const ALL: [(&'static str, Self); 2] = [("больше", Self::More), ("меньше", Self::Less)];
}

impl Indicator {
    /// Which way it is better: as typed, else the way that the plan leads from the year before.
    pub fn better(&self) -> Option<Better> {
        self.better.or_else(|| {
            let (last_year, plan) = (value(&self.last_year)?, value(&self.plan)?);
            match plan.partial_cmp(&last_year)? {
                std::cmp::Ordering::Less => Some(Better::Less),
                std::cmp::Ordering::Equal => None,
                std::cmp::Ordering::Greater => Some(Better::More),
            }
        })
    }

    /// What part of the plan was reached, per cent: fact by plan, or plan by fact where less is better. `None` without
    /// both figures, below zero, or where it would be divided by zero.
    pub fn reached(&self) -> Option<f64> {
        let (plan, fact) = self.compared()?;
        let (part, whole) = match self.better() {
            Some(Better::Less) => (plan, fact),
            Some(Better::More) | None => (fact, plan),
        };
        (whole > 0.0 && part >= 0.0).then(|| part / whole * 100.0)
    }

    /// Whether the plan was reached; `None` without both figures, or where nobody knows which way is better.
    pub fn meets_plan(&self) -> Option<bool> {
        let (plan, fact) = self.compared()?;
        self.better().map(|better| match better {
            Better::More => fact >= plan,
            Better::Less => fact <= plan,
        })
    }

    /// Plan and fact.
    fn compared(&self) -> Option<(f64, f64)> {
        Some((value(&self.plan)?, value(&self.fact)?))
    }
}

fn value(figure: &Option<Figure>) -> Option<f64> {
    figure.as_ref()?.value()
}

/// A figure as typed, with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    typed: String,
    value: Option<f64>,
}

impl Figure {
    /// Reads a figure: a decimal comma or point, spaces between thousands, a minus sign; or a dash, which says that there
    /// is none. `None` for anything else.
    pub fn parse(typed: &str) -> Option<Self> {
        let sign = |c| match c {
            ',' => '.',
            '−' | '–' => '-',
            c => c,
        };
        let plain: String = typed.chars().filter(|c| !c.is_whitespace()).map(sign).collect();
        if !plain.is_empty() && plain.chars().all(is_dash) {
            return Some(Self { typed: typed.trim().to_owned(), value: None });
        }
        let value = Some(plain_figure(&plain)?);
        Some(Self { typed: typed.trim().replace('.', ","), value })
    }

    /// As it is printed: as typed, with a decimal comma.
    pub fn printed(&self) -> &str {
        &self.typed
    }

    /// Its value; `None` of a dash.
    pub fn value(&self) -> Option<f64> {
        self.value
    }
}

/// A number in digits, without an exponent or a word such as `inf`.
fn plain_figure(text: &str) -> Option<f64> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    let ends_well =
        text.starts_with(|c: char| c.is_ascii_digit() || c == '-') && text.ends_with(|c: char| c.is_ascii_digit());
    (is_plain && ends_well).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn indicator([last_year, plan, fact]: [&str; 3], better: Option<Better>) -> Indicator {
        let figure = |typed: &str| Figure::parse(typed);
        let (last_year, plan, fact) = (figure(last_year), figure(plan), figure(fact));
        Indicator { name: "Доля".into(), unit: None, last_year, plan, fact, better, explanation: None }
    }

    #[test]
    fn figures_are_printed_with_a_comma() {
        for (typed, printed, value) in [
            ("57.5", "57,5", Some(57.5)),
            ("1 200,25", "1 200,25", Some(1200.25)),
            ("-3", "-3", Some(-3.0)),
            ("040", "040", Some(40.0)),
            ("–", "–", None),
            (" - ", "-", None),
            ("—", "—", None),
        ] {
            let figure = Figure::parse(typed).expect("a figure");
            assert_eq!((figure.printed(), figure.value()), (printed, value));
        }
        for wrong in ["", "много", "1e5", "inf", "1,2,3", "5 %", "1-2", ".5", "5.", "–.", "нет"] {
            assert_eq!(Figure::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_plan_tells_which_way_is_better() {
        use Better::{Less, More};
        for (figures, typed, share, meets) in [
            (["41", "60", "57,5"], None, Some(95.8), Some(false)),
            (["4,2", "2,5", "3,1"], None, Some(80.6), Some(false)),
            (["4,2", "2,5", "2"], None, Some(125.0), Some(true)),
            // Nobody knows which way is better.
            (["5", "5", "4"], None, Some(80.0), None),
            (["–", "5", "4"], None, Some(80.0), None),
            (["", "5", "4"], None, Some(80.0), None),
            // What is typed counts more.
            (["–", "5", "4"], Some(Less), Some(125.0), Some(true)),
            (["4,2", "2,5", "3,1"], Some(More), Some(124.0), Some(true)),
            // Nothing is divided by zero.
            (["3", "0", "0"], None, None, Some(true)),
            (["3", "1", "0"], None, None, Some(true)),
            (["3", "0", "2"], None, Some(0.0), Some(false)),
            (["-1", "0", "2"], None, None, Some(true)),
            // Below zero a share says nothing.
            (["-5", "-2", "-1"], None, None, Some(true)),
            (["3", "5", "–"], None, None, None),
            (["3", "–", "5"], Some(More), None, None),
        ] {
            let known = indicator(figures, typed);
            assert_eq!(known.reached().map(|share| (share * 10.0).round() / 10.0), share, "{figures:?} {typed:?}");
            assert_eq!(known.meets_plan(), meets, "{figures:?} {typed:?}");
        }
    }

    proptest! {
        /// The share reached and the judgement never disagree: the plan is reached from 100 % on.
        #[test]
        fn share_and_judgement_agree(
            figures in prop::array::uniform3(0_u32..5000),
            typed in prop::sample::select(vec![None, Some(Better::More), Some(Better::Less)]),
        ) {
            let texts = figures.map(|tenths| format!("{},{}", tenths / 10, tenths % 10));
            let known = indicator([&texts[0], &texts[1], &texts[2]], typed);
            prop_assert_eq!(known.meets_plan().is_some(), known.better().is_some());
            if let (Some(share), Some(meets)) = (known.reached(), known.meets_plan()) {
                prop_assert_eq!(share >= 100.0, meets, "{:?}", known);
            }
        }
    }
}
