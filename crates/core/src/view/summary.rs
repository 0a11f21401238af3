//! The figures of a report in words that agree with them: the sentence of the summary, and drafted conclusions.

use crate::domain::{Day, Monitoring, Plan, Tally, Verdict};
use crate::russian::{self, plural};

const ACTIVITIES: [&str; 3] = ["мероприятие", "мероприятия", "мероприятий"];

/// The state of an activity, as printed in its row.
pub(super) fn state(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::OnTime => "Выполнено в срок",
        Verdict::Late => "Выполнено с опозданием",
        Verdict::Partly => "Выполнено частично",
        Verdict::UnderWay => "Выполняется",
        Verdict::Overdue => "Просрочено",
        Verdict::NotDone => "Не выполнено",
        Verdict::Postponed => "Перенесено",
        Verdict::Cancelled => "Отменено",
        Verdict::NotYetDue => "Срок не наступил",
        Verdict::NoData => "Нет данных",
    }
}

/// The state of several activities, as in a legend.
pub(super) fn legend(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::OnTime => "выполнено в срок",
        Verdict::Late => "выполнено с опозданием",
        Verdict::Partly => "выполнено частично",
        Verdict::UnderWay => "выполняется",
        Verdict::Overdue => "просрочено",
        Verdict::NotDone => "не выполнено",
        Verdict::Postponed => "перенесено",
        Verdict::Cancelled => "отменено",
        Verdict::NotYetDue => "срок не наступил",
        Verdict::NoData => "нет данных",
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
    Some(match verdict {
        Verdict::OnTime | Verdict::Late => return None,
        _ if count == 0 => return None,
        Verdict::Partly => format!("{counted} выполнено частично"),
        Verdict::UnderWay => {
            format!("{counted} {}", russian::agree(count, ["выполняется", "выполняются", "выполняются"]))
        }
        Verdict::Overdue => format!("{counted} просрочено"),
        Verdict::NotDone => format!("{counted} не выполнено"),
        Verdict::Postponed => format!("{counted} перенесено"),
        Verdict::Cancelled => format!("{counted} отменено"),
        Verdict::NotYetDue => format!("по {} срок не наступил", plural(count, by)),
        Verdict::NoData => format!("по {} нет данных", plural(count, by)),
    })
}

/// Conclusions drafted from the figures alone: plain, and nothing that the figures do not say.
pub(super) fn conclusions(plan: &Plan, monitoring: &Monitoring, verdicts: &[Verdict]) -> Vec<String> {
    let tally = Tally::of(verdicts.iter().copied());
    let (done, planned) = (tally.done(), tally.planned());
    let share = russian::share(done as f64 / planned.max(1) as f64 * 100.0);
    let mut conclusions = vec![format!(
        "На {} выполнено {} плана из {planned} ({share}\u{a0}%).",
        monitoring.as_of.in_words(),
        plural(done, ACTIVITIES),
    )];
    let labels = plan.labels();
    let listed = |verdict: Verdict| {
        let its = verdicts.iter().zip(&labels).filter(|(known, _)| **known == verdict);
        let labels: Vec<&str> = its.map(|(_, label)| label.as_str()).collect();
        format!("{} ({})", legend(verdict), labels.join(", "))
    };
    let departing = |verdict: &Verdict| {
        tally.count(*verdict) > 0 && (verdict.is_wanting() || *verdict == Verdict::Late) && *verdict != Verdict::NoData
    };
    let deviations: Vec<String> = Verdict::ALL.into_iter().filter(departing).map(listed).collect();
    conclusions.push(match deviations.as_slice() {
        [] if tally.count(Verdict::NoData) == 0 => "Отклонений от плана нет.".to_owned(),
        [] => "Других отклонений от плана нет.".to_owned(),
        some => format!("Отклонения от плана, по номерам мероприятий: {}.", some.join("; ")),
    });
    if tally.count(Verdict::NoData) > 0 {
        let sentence =
            format!("О мероприятиях с истекшим или не понятым сроком сведений нет: {}.", listed(Verdict::NoData));
        conclusions.insert(1, sentence);
    }
    let compared =
        monitoring.indicators.iter().filter_map(|it| Some((it.plan.as_ref()?.value(), it.fact.as_ref()?.value())));
    let (mut all, mut reached) = (0, 0);
    for (plan, fact) in compared {
        all += 1;
        reached += usize::from(fact >= plan);
    }
    if all > 0 {
        let of = russian::agree(all, ["показателя", "показателей", "показателей"]);
        conclusions.push(format!("Факт не ниже плана: {reached} из {all} {of}."));
    }
    conclusions
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
            (V::NotYetDue, 1, "по 1 мероприятию срок не наступил"),
            (V::NoData, 2, "по 2 мероприятиям нет данных"),
        ] {
            assert_eq!(clause(verdict, count).map(|text| text.replace('\u{a0}', " ")).as_deref(), Some(expected));
        }
        assert_eq!(clause(V::NoData, 0), None);
    }
}
