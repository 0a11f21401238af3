//! What a territory is called, where nobody says so: after the body whose head approves its report.

use crate::domain::{Approval, Grounds, Signatory, one_line};

/// Words with which the post of a head begins: what follows is the body.
const POSTS: [&str; 14] = [
    "и.о.",
    "и. о.",
    "врио",
    "исполняющий обязанности",
    "исполняющая обязанности",
    "временно",
    "первый заместитель",
    "заместитель",
    "заведующий",
    "заведующая",
    "начальник",
    "директор",
    "руководитель",
    "глава",
];

/// Words with which a body begins that is part of an administration: its territory is told by the administration's.
const PARTS: [&str; 7] = ["отдел", "управлен", "администрац", "комитет", "департамент", "комисси", "министерств"];

/// Kinds of territories in the genitive, and in the nominative.
const KINDS: [(&str, &str); 8] = [
    ("муниципального округа", "муниципальный округ"),
    ("муниципального района", "муниципальный район"),
    ("городского округа", "городской округ"),
    ("городского поселения", "городское поселение"),
    ("сельского поселения", "сельское поселение"),
    ("района", "район"),
    ("округа", "округ"),
    ("области", "область"),
];

/// Stems of adjectives that end in «-ой»: «Лесного» is of «Лесной», while «Заречного» is of «Заречный».
const STRESSED: [&str; 8] = ["Донск", "Лесн", "Лугов", "Морск", "Полев", "Полевск", "Речн", "Степн"];

/// The name of the territory whose head approves, or else signs first; `None` where no post tells it.
pub(super) fn named(approvals: &[Approval], signatories: &[Signatory]) -> Option<String> {
    let post = |approval: &Approval| match &approval.grounds {
        Grounds::Person { post, .. } => Some(one_line(post)),
        Grounds::Act(_) => None,
    };
    let signed = signatories.iter().map(|signatory| one_line(&signatory.post));
    approvals.iter().filter_map(post).chain(signed).find_map(|post| of_post(&post))
}

/// The body of a post, or the territory that it is of: «Краснохолмский муниципальный округ», «МБОУ «Школа № 1»».
fn of_post(post: &str) -> Option<String> {
    let mut body = post.trim();
    while let Some(post) = POSTS.iter().find(|post| body.to_lowercase().starts_with(**post)) {
        let cut = body.char_indices().nth(post.chars().count()).map_or(body.len(), |(at, _)| at);
        // «Начальника»: another case, which tells the territory all the same.
        if !body[cut..].is_empty() && !post.ends_with('.') && !body[cut..].starts_with(' ') {
            break;
        }
        body = body[cut..].trim_start();
    }
    let is_part = PARTS.iter().any(|part| body.to_lowercase().starts_with(part));
    // A school with a name of its own is more than where it stands.
    let territory = territory(body).filter(|_| !body.contains(['«', '"', '№']));
    let is_name = !is_part && body.len() < post.len() && body.starts_with(char::is_uppercase);
    territory.or_else(|| is_name.then(|| body.to_owned()))
}

/// «Краснохолмский муниципальный округ» out of «… Администрации Краснохолмского муниципального округа».
fn territory(body: &str) -> Option<String> {
    let (at, genitive, nominative) =
        KINDS.iter().find_map(|(genitive, nominative)| Some((body.find(genitive)?, genitive, nominative)))?;
    let adjective = body[..at].trim_end().rsplit(' ').next()?;
    let stem = adjective.strip_suffix("ого");
    let is_neuter = nominative.ends_with('е');
    match stem.filter(|stem| stem.starts_with(char::is_uppercase)) {
        Some(stem) if is_neuter => Some(format!("{stem}ое {nominative}")),
        Some(stem) => {
            let ending = match stem {
                stem if STRESSED.contains(&stem) => "ой",
                stem if stem.ends_with(['к', 'г', 'х', 'ж', 'ш', 'щ', 'ч']) => "ий",
                _ => "ый",
            };
            Some(format!("{stem}{ending} {nominative}"))
        }
        // «Городского округа Тверь», «Тверской области»: as it stands.
        None => {
            let rest = body[at + genitive.len()..].split([',', '(']).next().unwrap_or_default().trim();
            match adjective.strip_suffix("ой").filter(|stem| stem.starts_with(char::is_uppercase)) {
                Some(stem) if *nominative == "область" => Some(format!("{stem}ая {nominative}")),
                _ if !rest.is_empty() => Some(format!("{nominative} {rest}")),
                _ => None,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::of_post;

    #[test]
    fn a_territory_is_called_after_the_body_of_its_head() {
        for (post, expected) in [
            (
                "Заведующий Отделом образования Администрации Краснохолмского муниципального округа",
                Some("Краснохолмский муниципальный округ"),
            ),
            ("И.о. начальника Управления образования Бежецкого района", Some("Бежецкий район")),
            ("И.о. заведующего", None),
            (
                "Начальник Управления образования администрации Весьегонского муниципального округа Тверской области",
                Some("Весьегонский муниципальный округ"),
            ),
            ("Глава администрации города Твери", None),
            ("Начальник управления образования администрации городского округа Кашин", Some("городской округ Кашин")),
            ("Директор МБОУ «Школа № 1»", Some("МБОУ «Школа № 1»")),
            ("Глава Вольного района", Some("Вольный район")),
            ("Глава Лесного муниципального округа", Some("Лесной муниципальный округ")),
            ("Заведующий отделом образования", None),
            ("Директор", None),
        ] {
            assert_eq!(of_post(post).as_deref(), expected, "{post}");
        }
    }
}
