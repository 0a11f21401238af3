//! Column titles: what the program prints, and what offices write.
//!
//! [`FIELDS`] is the one place that knows the fields of a table and the titles that are printed by default. `wordings`
//! holds what columns can be called; the wordings are compared by `fold_title`, so that case, punctuation, blanks and
//! line breaks make no difference. Recognising a title never changes what is printed: a typed title is printed as typed.

mod fold;
mod slips;
mod wordings;

use self::fold::Folded;
use self::wordings::{FIELD_TITLES, STATUS, VALUE_TITLES, Wordings};
use super::kind::{Role, Table};
use crate::schema;
use crate::tree::fold_key;

pub(super) use self::fold::{fold_title, is_same_title};
pub(super) use self::slips::meant;

/// The fields of an activity that a column can show, each with the title that is printed by default.
pub const FIELDS: &[(&str, &str)] = &[
    (schema::NUMBER, "№ п/п"),
    (schema::NAME, "Наименование мероприятия"),
    (schema::DUE, "Срок выполнения"),
    (schema::RESPONSIBLE, "Ответственные исполнители"),
    (schema::RESULT, "Ожидаемый результат"),
    (schema::DOCUMENT_KIND, "Вид документа"),
    (schema::INDICATOR, "Показатель"),
    (schema::HELPERS, "Соисполнители"),
    (schema::START, "Начало"),
    (schema::END, "Окончание"),
    (schema::NOTE, "Примечание"),
];

/// The title that is printed over a known field, unless the data has another.
pub fn default_title(field: &str) -> Option<&'static str> {
    let field = fold_key(field);
    FIELDS.iter().find(|(name, _)| *name == field).map(|(_, title)| *title)
}

/// Says for each title of a head row what its column is. `None`: a column that is not known.
///
/// The strongest wordings choose first. A weak one («Исполнители», «Содержание», «Дата») gets its meaning only if no
/// other column has it; so beside «Ответственные» a column «Исполнители» is a column of its own. Two strong titles of
/// one meaning both get it: the caller reports them.
pub(super) fn roles(table: Table, titles: &[&str]) -> Vec<Option<Role>> {
    let folded: Vec<Folded> = titles.iter().map(|title| Folded::new(title)).collect();
    let has_status = folded.iter().any(|title| title.is_one_of(STATUS));
    let known = || wordings::of(table, has_status).chain(wordings::mark(table, has_status));
    let mut roles: Vec<Option<Role>> = folded
        .iter()
        .map(|title| known().find(|words| title.is_one_of(words.strong)).map(|words| words.role))
        .collect();
    let claim = |roles: &mut Vec<Option<Role>>, fits: &dyn Fn(&Wordings, &Folded) -> bool| {
        for (at, title) in folded.iter().enumerate() {
            if roles[at].is_some() || title.is_empty() {
                continue;
            }
            let role = known().find(|words| fits(words, title)).map(|words| words.role);
            roles[at] = role.filter(|role| !roles.contains(&Some(*role)));
        }
    };
    claim(&mut roles, &|words, title| title.is_one_of(words.weak));
    claim(&mut roles, &|words, title| words.begins.iter().any(|wording| title.begins_with(wording)));
    let has = |roles: &[Option<Role>], field| roles.contains(&Some(Role::Own(field)));
    // An end without a beginning is when it is due.
    if table == Table::Activities && titles.len() > 1 && !has(&roles, schema::DUE) && !has(&roles, schema::START) {
        let end = roles.iter_mut().find(|role| **role == Some(Role::Own(schema::END)));
        end.into_iter().for_each(|role| *role = Some(Role::Own(schema::DUE)));
    }
    roles
}

/// Whether a title says by itself what its column is.
pub(super) fn is_strong(table: Table, title: &str) -> bool {
    let title = Folded::new(title);
    wordings::of(table, true).any(|words| title.is_one_of(words.strong))
}

/// Whether a text is the title of a column of numbers: «№», «№ п/п».
pub(super) fn is_number_title(title: &str) -> bool {
    let title = Folded::new(title);
    !title.is_empty() && title.is_one_of(wordings::NUMBER)
}

/// The usual titles of what can be read from a table, for messages.
pub(super) fn usual_titles(table: Table) -> Vec<String> {
    let read = wordings::of(table, false).filter(|words| !matches!(words.role, Role::Context(_)));
    read.filter_map(|words| words.strong.first()).map(|title| (*title).to_owned()).collect()
}

/// The usual title of a column of «Исполнение».
pub fn fulfilment_title(field: &str) -> Option<&'static str> {
    title_in(Table::Fulfilment, field)
}

/// The usual title of a column of the sheet that becomes a list: «Показатели», «Рекомендации», «Решения».
pub fn record_title(list: &str, field: &str) -> Option<&'static str> {
    title_in(Table::ALL.into_iter().find(|table| table.key() == list)?, field)
}

fn title_in(table: Table, field: &str) -> Option<&'static str> {
    let is_meant = |words: &&Wordings| match words.role {
        Role::Own(known) | Role::Fulfilment(known) | Role::Context(known) => known == field,
    };
    wordings::of(table, true).find(is_meant).and_then(|words| words.strong.first()).copied()
}

/// Whether a title heads the column of the fields in «Реквизиты».
pub(super) fn is_field_title(title: &str) -> bool {
    Folded::new(title).is_any_of(FIELD_TITLES)
}

/// Whether a title heads the column of the values in «Реквизиты».
pub(super) fn is_value_title(title: &str) -> bool {
    Folded::new(title).is_any_of(VALUE_TITLES)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn activities(titles: &[&str]) -> String {
        let names = roles(Table::Activities, titles).into_iter().map(|role| match role {
            Some(Role::Own(name)) => name.to_owned(),
            Some(Role::Fulfilment(name)) => format!("исп.{name}"),
            Some(Role::Context(name)) => format!("({name})"),
            None => "?".to_owned(),
        });
        names.collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn offices_write_titles_in_many_ways() {
        let usual = "номер | название | срок | ответственные";
        for titles in [
            ["№ п/п", "Наименование мероприятия", "Срок выполнения", "Ответственные исполнители"],
            ["№", "Мероприятия", "Сроки реализации", "Ответственный"],
            ["№ п.п.", "Мероприятие", "Срок", "Исполнители"],
            ["N п/п", "Наименование мероприятий", "Сроки", "Ответственные"],
            ["№\nп/п", "НАИМЕНОВАНИЕ\nМЕРОПРИЯТИЯ", "СРОК  ИСПОЛНЕНИЯ", "Ответственный исполнитель"],
            ["№\u{a0}п/п", "Содержание деятельности", "Дата проведения", "Ответственные лица"],
            ["№п/п", "Наимено-\nвание мероприятия", "Период реализации:", "Ответственный за исполнение."],
            [" № п / п ", "Мероприятия по реализации плана", "Срок (месяц)", "Ответственные (Ф.И.О., должность)"],
            ["п/п", "Содержание", "Cpoк", "Исполнитель"],
        ] {
            assert_eq!(activities(&titles), usual, "{titles:?}");
        }
    }

    #[test]
    fn a_weak_title_gives_way() {
        assert_eq!(
            activities(&["Мероприятие", "Содержание", "Ответственные", "Исполнители"]),
            "название | ? | ответственные | ?"
        );
        assert_eq!(activities(&["Мероприятие", "Дата", "Период"]), "название | срок | ?");
    }

    #[test]
    fn the_fulfilment_is_known_by_its_status() {
        assert_eq!(activities(&["Мероприятие", "Срок", "Результат", "Документ"]), "название | срок | результат | ?");
        assert_eq!(
            activities(&[
                "Мероприятие",
                "Срок",
                "Ожидаемый результат",
                "Статус",
                "Дата исполнения",
                "Результат",
                "Документ"
            ]),
            "название | срок | результат | исп.статус | исп.дата | исп.результат | исп.документ"
        );
    }

    #[test]
    fn slips_in_titles_are_seen() {
        let meant = |title| meant(Table::Activities, title).map(|(_, known)| known);
        for (title, known) in [
            ("Срк выполнения", "Срок выполнения"),
            ("Наменование мероприятия", "Наименование мероприятия"),
            ("Отвественые исполнители", "Ответственные исполнители"),
            ("Отв. исполнители", "Ответственные исполнители"),
            ("Отв.", "Ответственные"),
            ("Статсу", "Статус"),
        ] {
            assert_eq!(meant(title), Some(known), "{title}");
        }
        for own in [
            "Охват, чел.",
            "Место проведения",
            "Год",
            "Уроки",
            "Этап",
            "Форма проведения",
            "Сумма",
            "I",
            "1 кв.",
            "Количество мероприятий",
            "Класс",
            "Источник финансирования",
            "Итоги",
            "Участники",
            "Ссылка",
        ] {
            assert_eq!(meant(own), None, "{own}");
        }
    }

    #[test]
    fn every_default_title_is_recognised() {
        for (field, title) in FIELDS {
            assert_eq!(activities(&[title]), *field);
            assert_eq!(default_title(field), Some(*title));
        }
    }
}
