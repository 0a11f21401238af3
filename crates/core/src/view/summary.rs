//! The figures of a report in words that agree with them: states, the sentence and the table of the summary.

use super::table::{Emphasis, Kind, TableText};
use crate::domain::{Column, Day, Field, HeadItem, HeadRepeat, Plan, Tally, Verdict};
use crate::russian::{self, plural};

const ACTIVITIES: [&str; 3] = ["мероприятие", "мероприятия", "мероприятий"];

/// The state of an activity, as printed in its row.
pub(crate) fn state(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::OnTime => "Выполнено в срок",
        Verdict::Late => "Выполнено с опозданием",
        Verdict::Partly => "Выполнено частично",
        Verdict::UnderWay => "Выполняется",
        Verdict::Overdue => "Просрочено",
        Verdict::NotDone => "Не выполнено",
        Verdict::Postponed => "Перенесено",
        Verdict::Cancelled => "Отменено",
        Verdict::NotExpired => "Срок не истек",
        Verdict::NotYetDue => "Срок не наступил",
        Verdict::NoData => "Нет данных",
        Verdict::Undated => "Выполнено, день не указан",
    }
}

/// «По состоянию на 20 ноября 2023 г. в 3 направлениях выполнено 12 мероприятий из 15 (10 в срок, 2 с опозданием);
/// 1 мероприятие перенесено; …»
pub(super) fn sentence(plan: &Plan, as_of: Day, verdicts: &[Verdict]) -> String {
    let tally = Tally::of(verdicts.iter().copied());
    let directions = plan.directions.iter().filter(|it| it.name.is_some() && !it.activities.is_empty()).count();
    let place = match directions {
        0 => String::new(),
        count => format!(" в {}", plural(count, ["направлении", "направлениях", "направлениях"])),
    };
    let mut parts = vec![done(&tally)];
    parts.extend(Verdict::ALL.into_iter().filter_map(|verdict| clause(verdict, tally.count(verdict))));
    format!("По состоянию на {}{place} {}.", as_of.in_words(), parts.join("; "))
}

/// «выполнено 12 мероприятий из 15 (10 в срок, 2 с опозданием)»
fn done(tally: &Tally) -> String {
    let (done, planned) = (tally.done(), tally.planned());
    if done == 0 {
        return format!(
            "из {} не выполнено пока ни одного",
            plural(planned, ["мероприятия", "мероприятий", "мероприятий"])
        );
    }
    let how = match (tally.count(Verdict::OnTime), tally.count(Verdict::Late)) {
        (_, 0) => "в срок".to_owned(),
        (0, _) => "с опозданием".to_owned(),
        (on_time, late) => format!("{on_time} в срок, {late} с опозданием"),
    };
    if done == planned {
        return format!("выполнены все мероприятия: {planned} ({how})");
    }
    format!("выполнено {} из {planned} ({how})", plural(done, ACTIVITIES))
}

/// «1 мероприятие перенесено», «2 мероприятия выполняются»; nothing for what is done or does not occur.
fn clause(verdict: Verdict, count: usize) -> Option<String> {
    let by = ["мероприятию", "мероприятиям", "мероприятиям"];
    let counted = plural(count, ACTIVITIES);
    let agreed = |stem: &str| format!("{stem}{}", russian::agree(count, ["о", "ы", "о"]));
    Some(match verdict {
        Verdict::OnTime | Verdict::Late => return None,
        _ if count == 0 => return None,
        Verdict::Partly => format!("{counted} {} частично", agreed("выполнен")),
        Verdict::UnderWay => {
            format!("{counted} {}", russian::agree(count, ["выполняется", "выполняются", "выполняются"]))
        }
        Verdict::Overdue => format!("{counted} {}", agreed("просрочен")),
        Verdict::NotDone => format!("{counted} не {}", agreed("выполнен")),
        Verdict::Postponed => format!("{counted} {}", agreed("перенесен")),
        Verdict::Cancelled => format!("{counted} {}", agreed("отменен")),
        Verdict::NotExpired => format!("по {} срок не истек", plural(count, by)),
        Verdict::NotYetDue => format!("по {} срок не наступил", plural(count, by)),
        Verdict::NoData | Verdict::Undated => format!("по {} нет данных", plural(count, by)),
    })
}

/// A row a direction (or whatever `what` says), a column a state.
pub(super) fn table(what: &str, by_direction: &[(String, Tally)]) -> TableText {
    let column = |title: &str| Column { field: Field::Further(title.into()), title: title.into(), join: false };
    let single = |title: &str| HeadItem::Single(column(title));
    let head = vec![
        single(what),
        single("По плану"),
        HeadItem::Group {
            title: "Выполнено".into(),
            columns: ["в срок", "позже срока", "частично"].map(column).into(),
        },
        single("Выполняется"),
        single("Просрочено"),
        single("Не выполнено"),
        single("Перенесено"),
        single("Отменено"),
        single("Срок не истек"),
        single("Срок не наступил"),
        single("Нет данных"),
    ];
    let row = |(name, tally): &(String, Tally)| {
        let counts = Verdict::ALL.into_iter().map(|verdict| tally.count(verdict));
        let figures = std::iter::once(tally.planned()).chain(counts).map(|count| count.to_string());
        std::iter::once(name.clone()).chain(figures).collect::<Vec<_>>()
    };
    let kinds = std::iter::once(Kind::Prose).chain([Kind::Centred; 12]).collect();
    let mut emphases = vec![Emphasis::None; by_direction.len()];
    if let Some(last) = emphases.last_mut() {
        *last = Emphasis::Total;
    }
    TableText {
        head,
        kinds,
        rows: by_direction.iter().map(row).collect(),
        emphases,
        bars: None,
        groups: vec![(None, by_direction.len())],
        repeat: HeadRepeat::Head,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_agree_with_their_number() {
        let tally = |counts: &[(Verdict, usize)]| {
            Tally::of(counts.iter().flat_map(|(verdict, count)| std::iter::repeat_n(*verdict, *count)))
        };
        use Verdict as V;
        for (counts, expected) in [
            (
                vec![(V::OnTime, 12), (V::Late, 1), (V::NotDone, 2)],
                "выполнено 13 мероприятий из 15 (12 в срок, 1 с опозданием)",
            ),
            (vec![(V::OnTime, 1), (V::NotDone, 20)], "выполнено 1 мероприятие из 21 (в срок)"),
            (vec![(V::Late, 3), (V::NotDone, 1)], "выполнено 3 мероприятия из 4 (с опозданием)"),
            (vec![(V::OnTime, 21)], "выполнены все мероприятия: 21 (в срок)"),
            (vec![(V::NotDone, 1)], "из 1 мероприятия не выполнено пока ни одного"),
            (vec![(V::NotDone, 12)], "из 12 мероприятий не выполнено пока ни одного"),
        ] {
            assert_eq!(done(&tally(&counts)).replace('\u{a0}', " "), expected);
        }
        for (verdict, count, expected) in [
            (V::Postponed, 1, "1 мероприятие перенесено"),
            (V::Postponed, 12, "12 мероприятий перенесено"),
            (V::UnderWay, 21, "21 мероприятие выполняется"),
            (V::UnderWay, 3, "3 мероприятия выполняются"),
            (V::UnderWay, 11, "11 мероприятий выполняются"),
            (V::NotExpired, 21, "по 21 мероприятию срок не истек"),
            (V::NotYetDue, 1, "по 1 мероприятию срок не наступил"),
            (V::NoData, 2, "по 2 мероприятиям нет данных"),
        ] {
            assert_eq!(clause(verdict, count).map(|text| text.replace('\u{a0}', " ")).as_deref(), Some(expected));
        }
        assert_eq!(clause(V::NoData, 0), None);
    }
}
