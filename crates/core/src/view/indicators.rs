//! The table of indicators: their figures, and the share of the plan that was reached, with a bar where it is judged.

use super::report::{cell, drop_empty, simple_table, titles};
use super::table::{Kind, TableText};
use crate::domain::{Figure, Indicator};
use crate::russian;

/// A row an indicator; `None` without any.
pub(super) fn table(indicators: &[Indicator]) -> Option<TableText> {
    const REACHED: usize = 5;
    if indicators.is_empty() {
        return None;
    }
    let figure = |figure: &Option<Figure>| figure.as_ref().map(|it| it.printed().to_owned()).unwrap_or_default();
    let row = |it: &Indicator| {
        vec![
            super::cell(&it.name),
            cell(&it.unit),
            figure(&it.last_year),
            figure(&it.plan),
            figure(&it.fact),
            it.reached().map(share).unwrap_or_default(),
            cell(&it.explanation),
        ]
    };
    let columns = [
        (titles::INDICATOR, Kind::Prose),
        (titles::UNIT, Kind::Centred),
        (titles::LAST_YEAR, Kind::Centred),
        (titles::PLAN, Kind::Centred),
        (titles::FACT, Kind::Centred),
        ("Достигнуто, % плана", Kind::Centred),
        (titles::EXPLANATION, Kind::Prose),
    ];
    let mut table = simple_table(&columns, indicators.iter().map(row).collect());
    // The frame of a bar is the plan, its filled part what was reached of it; who knows which way is better, judges.
    let bar = |it: &Indicator| it.better().and(it.reached()).map(|percent| (percent / 100.0).min(1.0));
    let bars = indicators.iter().map(bar);
    table.bars = Some((REACHED, bars.collect()));
    Some(drop_empty(table, &[1, 2, 6]))
}

/// The share reached; less than all is never rounded to all.
fn share(percent: f64) -> String {
    russian::share(if percent < 100.0 { percent.min(99.9) } else { percent })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_all_only_where_all_is_reached() {
        for (percent, shown) in [(99.99, "99,9"), (100.0, "100"), (100.04, "100"), (57.25, "57,2"), (0.0, "0")] {
            assert_eq!(share(percent), shown);
        }
    }
}
