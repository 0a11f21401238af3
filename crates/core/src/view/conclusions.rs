//! Drafted conclusions: whole sentences from the figures alone, and nothing that these do not say.
//!
//! They judge by what was due on the day, name activities by their numbers, and say nothing of an indicator of which nobody
//! knows which way it is better.

use crate::domain::{Activity, Monitoring, Plan, Verdict, one_line};
use crate::russian::{self, plural};

const ACTIVITIES: [&str; 3] = ["мероприятие", "мероприятия", "мероприятий"];
const OF_ACTIVITIES: [&str; 3] = ["мероприятия", "мероприятий", "мероприятий"];
const OF_INDICATORS: [&str; 3] = ["показателя", "показателей", "показателей"];

/// What a sentence says of one activity, and of several.
type Forms = [&'static str; 2];

/// The activities that sentences name.
struct Activities {
    /// How each is spoken of: by its number, without one by its name.
    names: Vec<String>,
    verdicts: Vec<Verdict>,
    fallen_due: Vec<bool>,
}

/// The paragraphs.
pub(super) fn conclusions(plan: &Plan, monitoring: &Monitoring, verdicts: &[Verdict]) -> Vec<String> {
    let labels = plan.labels().into_iter().zip(plan.activities());
    let name = |(label, activity): (String, &Activity)| match label.is_empty() {
        true => format!("«{}»", one_line(&activity.name)),
        false => label,
    };
    let activities = Activities {
        names: labels.map(name).collect(),
        verdicts: verdicts.to_vec(),
        fallen_due: monitoring.fallen_due(plan),
    };
    let day = monitoring.as_of.in_words();
    let paragraphs = [activities.of_due(&day), activities.of_others(), indicators(monitoring)];
    paragraphs.into_iter().map(|sentences| sentences.join(" ")).filter(|text| !text.is_empty()).collect()
}

impl Activities {
    /// Those that were due or not, and stand so.
    fn that(&self, is_due: bool, verdict: Verdict) -> Vec<&str> {
        let known = self.names.iter().zip(&self.verdicts).zip(&self.fallen_due);
        let meant = known.filter(|((_, known), due)| **known == verdict && **due == is_due);
        meant.map(|((name, _), _)| name.as_str()).collect()
    }

    /// Of what was due on the day.
    fn of_due(&self, day: &str) -> Vec<String> {
        use Verdict as V;
        let (due, planned) = (self.fallen_due.iter().filter(|due| **due).count(), self.names.len());
        let of_planned = format!("{} плана", plural(planned, OF_ACTIVITIES));
        if due == 0 {
            return vec![format!("По состоянию на {day} срок исполнения не наступил ни по одному из {of_planned}.")];
        }
        let mut sentences =
            vec![format!("По состоянию на {day} срок исполнения наступил по {due} из {of_planned}."), self.done(due)];
        sentences.extend(sentence("", ["выполнено частично", "выполнены частично"], &self.that(true, V::Partly), ""));
        sentences.extend(sentence("", ["не выполнено", "не выполнены"], &self.that(true, V::NotDone), ""));
        sentences.extend(sentence("", ["просрочено", "просрочены"], &self.that(true, V::Overdue), ""));
        let under_way = self.that(true, V::UnderWay);
        let tail = format!(", срок {} истекает в этот день", whose(&under_way));
        sentences.extend(sentence("", ["выполняется", "выполняются"], &under_way, &tail));
        sentences.extend(untold(&self.that(true, V::NotExpired), "истекает в этот день"));
        sentences.extend(untold(&self.that(true, V::NoData), "истек"));
        sentences.extend(undated(&self.that(true, V::Undated)));
        sentences.extend(sentence("", ["перенесено", "перенесены"], &self.that(true, V::Postponed), ""));
        sentences
    }

    /// How many of those due are done, and how.
    fn done(&self, due: usize) -> String {
        let (on_time, late) = (self.that(true, Verdict::OnTime).len(), self.that(true, Verdict::Late));
        let done = on_time + late.len();
        if done == 0 {
            return "Ни одно из них не выполнено.".to_owned();
        }
        let how = match (on_time, late.as_slice()) {
            (1, []) => "в установленный срок".to_owned(),
            (_, []) => "все – в установленный срок".to_owned(),
            (0, [only]) => format!("с опозданием (мероприятие {only})"),
            (0, _) => format!("все – с опозданием ({})", named(&late, ", ")),
            (on_time, _) => {
                format!(
                    "из них {on_time} – в установленный срок, {} – с опозданием ({})",
                    late.len(),
                    named(&late, ", ")
                )
            }
        };
        let share = share(done, due);
        format!("Выполнено {} ({share}\u{a0}% наступивших), {how}.", plural(done, ACTIVITIES))
    }

    /// Of the others, as far as something is known of them.
    fn of_others(&self) -> Vec<String> {
        use Verdict as V;
        let lead = if self.fallen_due.contains(&true) { "из остальных мероприятий " } else { "" };
        let clauses: [(Verdict, Forms); 5] = [
            (V::OnTime, ["выполнено", "выполнены"]),
            (V::Late, ["выполнено с опозданием", "выполнены с опозданием"]),
            (V::Partly, ["выполнено частично", "выполнены частично"]),
            (V::UnderWay, ["выполняется", "выполняются"]),
            (V::NotDone, ["не выполнено", "не выполнены"]),
        ];
        let mut sentences: Vec<String> = Vec::new();
        for (verdict, forms) in clauses {
            let lead = if sentences.is_empty() { lead } else { "" };
            sentences.extend(sentence(lead, forms, &self.that(false, verdict), ""));
        }
        sentences.extend(untold(&self.that(false, V::NoData), "нельзя определить"));
        sentences.extend(sentence("", ["перенесено", "перенесены"], &self.that(false, V::Postponed), ""));
        sentences.extend(sentence("", ["отменено", "отменены"], &self.that(false, V::Cancelled), ""));
        sentences
    }
}

/// «Не выполнено мероприятие 6.», «Из остальных мероприятий выполнены мероприятия 13 и 14.»; nothing of none.
fn sentence(lead: &str, [one, several]: Forms, names: &[&str], tail: &str) -> Option<String> {
    let verb = match names {
        [] => return None,
        [_] => one,
        _ => several,
    };
    Some(russian::capitalised(&format!("{lead}{verb} {}{tail}.", named(names, " и "))))
}

/// «Сведения о мероприятии 3, срок которого истек, не представлены.»
fn untold(names: &[&str], when: &str) -> Option<String> {
    let what = match names {
        [] => return None,
        [_] => "мероприятии",
        _ => "мероприятиях",
    };
    Some(format!("Сведения о {what} {}, срок {} {when}, не представлены.", listed(names, " и "), whose(names)))
}

/// «Которого», «которых».
fn whose(names: &[&str]) -> &'static str {
    if names.len() == 1 { "которого" } else { "которых" }
}

/// «Мероприятие 5 отмечено как выполненное, но день исполнения не указан.»
fn undated(names: &[&str]) -> Option<String> {
    let how = match names {
        [] => return None,
        [_] => "отмечено как выполненное",
        _ => "отмечены как выполненные",
    };
    Some(russian::capitalised(&format!("{} {how}, но день исполнения не указан.", named(names, " и "))))
}

/// «мероприятие 3», «мероприятия 2, 4 и 8».
fn named(names: &[&str], last: &str) -> String {
    format!("{} {}", if names.len() == 1 { "мероприятие" } else { "мероприятия" }, listed(names, last))
}

/// «2, 4 и 8», `last` being what stands before the last one.
pub(super) fn listed(names: &[&str], last: &str) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [former @ .., end] => format!("{}{last}{end}", former.join(", ")),
    }
}

/// How many of the indicators that can be judged reach their plan.
fn indicators(monitoring: &Monitoring) -> Vec<String> {
    let judged: Vec<bool> = monitoring.indicators.iter().filter_map(|indicator| indicator.meets_plan()).collect();
    let (all, reached) = (judged.len(), judged.iter().filter(|meets| **meets).count());
    let judgeable =
        russian::agree(all, [", который можно оценить", ", которые можно оценить", ", которые можно оценить"]);
    let which = if all < monitoring.indicators.len() { judgeable } else { "" };
    let of_all = format!("{}{which}", plural(all, OF_INDICATORS));
    match (all, reached) {
        (0, _) => Vec::new(),
        (1, reached) => {
            let which = if which.is_empty() {
                "показателя"
            } else {
                "единственного показателя, который можно оценить,"
            };
            let not = if reached == 0 { "не " } else { "" };
            vec![format!("Плановое значение {which} {not}достигнуто.")]
        }
        (_, 0) => vec![format!("Плановые значения не достигнуты ни по одному из {of_all}.")],
        _ => vec![format!("Плановые значения достигнуты по {reached} из {of_all}.")],
    }
}

/// Per cent with one decimal place: «60,0». Only all are «100,0», only none «0,0».
pub(super) fn share(part: usize, whole: usize) -> String {
    let tenths = (part * 1000 + whole / 2) / whole.max(1);
    let tenths = match part {
        0 => 0,
        _ if part >= whole => tenths,
        _ => tenths.clamp(1, 999),
    };
    format!("{},{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_agree_with_what_they_name() {
        let forms = ["не выполнено", "не выполнены"];
        for (names, expected) in [
            (&["6"][..], "Не выполнено мероприятие 6."),
            (&["6", "7"][..], "Не выполнены мероприятия 6 и 7."),
            (&["1.1", "6", "7"][..], "Не выполнены мероприятия 1.1, 6 и 7."),
        ] {
            assert_eq!(sentence("", forms, names, "").as_deref(), Some(expected));
        }
        assert_eq!(sentence("", forms, &[], ""), None);
        assert_eq!(
            untold(&["3"], "истек").as_deref(),
            Some("Сведения о мероприятии 3, срок которого истек, не представлены.")
        );
        assert_eq!(
            undated(&["3", "4"]).as_deref(),
            Some("Мероприятия 3 и 4 отмечены как выполненные, но день исполнения не указан.")
        );
    }

    #[test]
    fn what_is_done_is_counted_among_what_was_due() {
        use Verdict as V;
        for (verdicts, expected) in [
            (vec![V::NotDone; 3], "Ни одно из них не выполнено."),
            (vec![V::OnTime], "Выполнено 1 мероприятие (100,0 % наступивших), в установленный срок."),
            (
                vec![V::OnTime, V::OnTime, V::NoData],
                "Выполнено 2 мероприятия (66,7 % наступивших), все – в установленный срок.",
            ),
            (vec![V::Late, V::NoData], "Выполнено 1 мероприятие (50,0 % наступивших), с опозданием (мероприятие 1)."),
            (
                vec![V::Late, V::Late, V::Late],
                "Выполнено 3 мероприятия (100,0 % наступивших), все – с опозданием (мероприятия 1, 2, 3).",
            ),
            (
                vec![V::OnTime, V::Late, V::Late, V::OnTime, V::OnTime],
                "Выполнено 5 мероприятий (100,0 % наступивших), из них 3 – в установленный срок, 2 – с опозданием \
                 (мероприятия 2, 3).",
            ),
        ] {
            let due = verdicts.len();
            let names = (1..=due).map(|number| number.to_string()).collect();
            let activities = Activities { names, verdicts, fallen_due: vec![true; due] };
            assert_eq!(activities.done(due).replace('\u{a0}', " "), expected);
        }
    }

    #[test]
    fn only_all_is_a_hundred_per_cent() {
        for (part, whole, expected) in [
            (9, 15, "60,0"),
            (2, 3, "66,7"),
            (2999, 3000, "99,9"),
            (3000, 3000, "100,0"),
            (1, 3000, "0,1"),
            (0, 7, "0,0"),
        ] {
            assert_eq!(share(part, whole), expected);
        }
    }
}
