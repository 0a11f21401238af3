//! The figures of a summary in words that agree with them.

use super::conclusions::{listed, share};
use crate::domain::{Better, Fate, HandedIn, Rule, Standing, Summary, Tally, Territory, Verdict, one_line};
use crate::russian::{agree, plural};

const ACTIVITIES: [&str; 3] = ["мероприятие", "мероприятия", "мероприятий"];
const IN_TERRITORIES: [&str; 3] = ["территории", "территориях", "территориях"];
/// Activities and territories that a sentence names at most.
const NAMED: usize = 5;

/// «Ожидалось 5 отчетов, представлено 4, из них в срок 3, позже срока 1; не представлен 1.»
pub(super) fn handed_in(summary: &Summary) -> String {
    let all: HandedIn = summary.territories.iter().map(|territory| territory.handed_in(summary.deadline)).sum();
    let territories = plural(summary.territories.len(), ["территории", "территорий", "территорий"]);
    let mut sentence = format!(
        "От {territories} ожидалось {}, представлено {}",
        plural(all.expected(), ["отчет", "отчета", "отчетов"]),
        all.handed_in()
    );
    if summary.deadline.is_some() && all.handed_in() > 0 {
        let how = [("в срок", all.on_time), ("позже срока", all.late), ("день представления не указан в", all.undated)];
        let how: Vec<String> =
            how.iter().filter(|(_, count)| *count > 0).map(|(how, count)| format!("{how} – {count}")).collect();
        sentence.push_str(&format!(" ({})", how.join(", ").replace(" указан в –", " указан –")));
    }
    if all.missing > 0 {
        sentence.push_str(&format!(
            ", не {} {}",
            agree(all.missing, ["представлен", "представлено", "представлено"]),
            all.missing
        ));
    }
    sentence + "."
}

/// «По состоянию на 20 ноября 2023 г. в 4 территориях из 60 общих мероприятий выполнено 40 (35 в срок, 5 с опозданием).»
pub(super) fn sentence(summary: &Summary) -> String {
    let tally: Tally = summary.counted().map(Territory::common).sum();
    let place = plural(summary.counted().count(), IN_TERRITORIES);
    let day = summary.as_of.in_words();
    if tally.planned() == 0 {
        return format!("По состоянию на {day} в {place} общих мероприятий нет: у каждой территории свой план.");
    }
    let how = match (tally.count(Verdict::OnTime), tally.count(Verdict::Late)) {
        (_, 0) if tally.done() > 0 => " (в срок)".to_owned(),
        (0, _) if tally.done() > 0 => " (с опозданием)".to_owned(),
        (0, 0) => String::new(),
        (on_time, late) => format!(" ({on_time} в срок, {late} с опозданием)"),
    };
    format!(
        "По состоянию на {day} в {place} исполняется {} общего плана, считая каждое столько раз, во скольких планах \
         оно есть; выполнено {}{how}.",
        plural(tally.planned(), ACTIVITIES),
        tally.done(),
    )
}

/// How the reports were verified, where it was not to the byte.
pub(super) fn by_words() -> String {
    "У отчетов в формате PDF сверены только слова: они те же, какие дают вложенные в отчет данные. Закрашенное, нарисованное поверх \
     текста и невидимое такая сверка не обнаруживает."
        .to_owned()
}

/// How points are reckoned.
pub(super) fn rule_of_points() -> String {
    "Баллы: из общих мероприятий, срок которых наступил или о которых отчитались раньше, выполненное в срок считается за 1, \
     выполненное с опозданием или частично – за 0,5, остальное (просрочено, не выполнено, нет данных) – за 0; доля от их \
     числа у лучшей территории принята за 100. Не наступившее, выполняемое, перенесенное и отмененное в расчет не входит."
        .to_owned()
}

/// How the figures of indicators are put together.
pub(super) fn rules(summary: &Summary) -> Vec<String> {
    let rule = |rule: Rule, how: &str| {
        let occurs =
            |at: usize| summary.counted().any(|it| it.figures.get(at).is_some_and(|it| it.fact.or(it.plan).is_some()));
        let meant = summary.indicators.iter().enumerate().filter(|(at, it)| it.rule == rule && occurs(*at));
        let names: Vec<String> = meant.map(|(_, it)| format!("«{}»", one_line(&it.name))).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        (!names.is_empty()).then(|| format!("{how}: {}.", listed(&names, " и ")))
    };
    let rules = [
        rule(Rule::Sum, "Суммой значений территорий сведены показатели"),
        rule(Rule::Mean, "Средним значением территорий, без весов, сведены показатели"),
        rule(Rule::Median, "Медианой значений территорий сведены показатели"),
        rule(Rule::Apart, "Вместе не сводятся показатели"),
        unlike(summary),
    ];
    let rules: Vec<String> = rules.into_iter().flatten().collect();
    if rules.is_empty() { rules } else { vec![rules.join(" ")] }
}

/// Whose plan and fact must not be compared, though they stand side by side.
fn unlike(summary: &Summary) -> Option<String> {
    let named =
        summary.indicators.iter().enumerate().filter(|(_, it)| it.rule != Rule::Apart).filter_map(|(at, it)| {
            let (plans, facts) = summary.unlike(at)?;
            Some(format!("«{}» (план – по {plans}, факт – по {facts})", one_line(&it.name)))
        });
    let named: Vec<String> = named.collect();
    let named: Vec<&str> = named.iter().map(String::as_str).collect();
    let what = "План и факт указали не одни и те же территории, и вместе их не сравнить";
    (!named.is_empty()).then(|| format!("{what}: {}.", listed(&named, " и ")))
}

/// Why a report does not count.
pub(super) fn fate(fate: Fate) -> &'static str {
    match fate {
        Fate::Counted => "учтен",
        Fate::Replaced => "учтена другая его редакция",
        Fate::Twice => "тот же файл уже учтен",
        Fate::OtherPlan => "составлен по другому плану или за другое время",
        Fate::Altered => "изменен: документ не тот, который дают его данные, или подпись не подтверждена",
        Fate::Unread => "файла нет, или отчет в нем не прочитан",
    }
}

/// Names with commas; beyond so many only how many more there are.
pub(super) fn named(names: &[String], most: usize) -> String {
    match names.len().checked_sub(most) {
        Some(more) if more > 1 => format!("{} и еще {more}", names[..most].join(", ")),
        _ => names.join(", "),
    }
}

/// Drafted conclusions: whole sentences from the figures alone.
pub(super) fn conclusions(summary: &Summary) -> Vec<String> {
    [reporting(summary), fulfilment(summary), activities(summary), indicators(summary)]
        .into_iter()
        .map(|sentences| sentences.join(" "))
        .filter(|text| !text.is_empty())
        .collect()
}

fn reporting(summary: &Summary) -> Vec<String> {
    let mut sentences = vec![handed_in(summary)];
    let names = |is_meant: &dyn Fn(&Territory) -> bool| -> Vec<String> {
        summary.territories.iter().filter(|it| is_meant(it)).map(|it| one_line(&it.name)).collect()
    };
    let missing = names(&|territory| !territory.counts());
    if !missing.is_empty() {
        sentences.push(format!("Не отчитались: {}.", named(&missing, summary.territories.len())));
    }
    let late = names(&|territory| territory.handed_in(summary.deadline).late > 0);
    if !late.is_empty() {
        sentences.push(format!("Отчитались позже срока: {}.", named(&late, summary.territories.len())));
    }
    sentences
}

fn fulfilment(summary: &Summary) -> Vec<String> {
    let tally: Tally = summary.counted().map(Territory::common).sum();
    if tally.planned() == 0 {
        return Vec::new();
    }
    let mut sentences = vec![format!(
        "Из {} общего плана (по всем территориям) выполнено {} ({}\u{a0}%), в срок – {}.",
        plural(tally.planned(), ["мероприятия", "мероприятий", "мероприятий"]),
        tally.done(),
        share(tally.done(), tally.planned()),
        tally.count(Verdict::OnTime),
    )];
    let shares: Vec<(usize, usize, String)> = (summary.counted())
        .map(|territory| (territory.common().done(), territory.common().planned(), one_line(&territory.name)))
        .filter(|(_, planned, _)| *planned > 0)
        .collect();
    // As whole numbers, so that equal shares are equal.
    let more = |one: &(usize, usize, String), other: &(usize, usize, String)| (one.0 * other.1).cmp(&(other.0 * one.1));
    let (best, least) = (shares.iter().max_by(|a, b| more(a, b)), shares.iter().min_by(|a, b| more(a, b)));
    if let (Some(best), Some(least)) = (best, least)
        && more(best, least).is_gt()
    {
        let that = |meant: &(usize, usize, String)| {
            let same = shares.iter().filter(|it| more(it, meant).is_eq()).map(|it| it.2.clone());
            let names = named(&same.collect::<Vec<_>>(), NAMED);
            format!("{}\u{a0}%: {names}", share(meant.0, meant.1))
        };
        sentences.push(format!("Наибольшая доля выполненного – {}; наименьшая – {}.", that(best), that(least)));
    }
    sentences
}

fn activities(summary: &Summary) -> Vec<String> {
    let territories = summary.counted().count();
    let done = |at: usize| summary.standing(at, Standing::OnTime) + summary.standing(at, Standing::Late);
    let label = |at: usize| summary.activities[at].number.clone();
    let everywhere: Vec<usize> = (0..summary.activities.len()).filter(|at| done(*at) == territories).collect();
    let mut sentences = Vec::new();
    if territories > 1 && !everywhere.is_empty() {
        sentences.push(format!(
            "Во всех отчитавшихся территориях выполнено {} плана из {}.",
            plural(everywhere.len(), ACTIVITIES),
            summary.activities.len()
        ));
    }
    let not_done = |at: usize| summary.standing(at, Standing::NotDone);
    let mut worst: Vec<usize> = (0..summary.activities.len()).filter(|at| not_done(*at) > 0).collect();
    worst.sort_by_key(|at| std::cmp::Reverse(not_done(*at)));
    worst.truncate(NAMED);
    if !worst.is_empty() {
        let names: Vec<String> =
            worst.iter().map(|at| format!("{} (в {})", label(*at), plural(not_done(*at), IN_TERRITORIES))).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        sentences.push(format!(
            "Чаще всего не {} {}.",
            agree(names.len(), ["выполнено мероприятие", "выполнены мероприятия", "выполнены мероприятия"]),
            listed(&names, " и ")
        ));
    }
    sentences
}

/// Of those of which figures are put together and everybody knows which way is better, whether they reach their plan.
fn indicators(summary: &Summary) -> Vec<String> {
    let judged = summary.indicators.iter().enumerate().filter_map(|(at, indicator)| {
        let together = summary.together(at);
        let (plan, fact) = (together.plan?, together.fact?);
        if summary.unlike(at).is_some() {
            return None;
        }
        Some(match indicator.better? {
            Better::More => fact >= plan,
            Better::Less => fact <= plan,
        })
    });
    let judged: Vec<bool> = judged.collect();
    let reached = judged.iter().filter(|reached| **reached).count();
    match judged.len() {
        0 => Vec::new(),
        1 if summary.indicators.len() == 1 => {
            let not = if reached == 1 { "" } else { "не " };
            vec![format!("Плановое значение показателя по всем территориям вместе {not}достигнуто.")]
        }
        1 => {
            let not = if reached == 1 { "" } else { "не " };
            vec![format!(
                "Оценить можно один показатель; его плановое значение по всем территориям вместе {not}достигнуто."
            )]
        }
        all => {
            let which = if all < summary.indicators.len() { ", которые можно оценить" } else { "" };
            let of_all = plural(all, ["показателя", "показателей", "показателей"]);
            vec![format!("Плановые значения по всем территориям вместе достигнуты по {reached} из {of_all}{which}.")]
        }
    }
}
