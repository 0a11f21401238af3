//! Column titles: what the program prints, and what offices write.
//!
//! [`FIELDS`] is the one place that knows the fields of a table and the titles that are printed by default. The lists
//! below it hold the wordings under which a workbook's columns are recognised; they are compared by `fold_title`, so
//! that case, punctuation, blanks and line breaks make no difference. Recognising a title never changes what is
//! printed: a typed title is printed as typed.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::russian::as_cyrillic;
use crate::tree::fold_key;

/// The fields of an activity that a column can show, each with the title that is printed by default.
pub const FIELDS: &[(&str, &str)] = &[
    ("номер", "№ п/п"),
    ("название", "Наименование мероприятия"),
    ("срок", "Срок выполнения"),
    ("ответственные", "Ответственные исполнители"),
    ("результат", "Ожидаемый результат"),
    ("вид документа", "Вид документа"),
    ("показатель", "Показатель"),
    ("соисполнители", "Соисполнители"),
    ("начало", "Начало"),
    ("окончание", "Окончание"),
    ("примечание", "Примечание"),
];

/// The title that is printed over a known field, unless the data has another.
pub fn default_title(field: &str) -> Option<&'static str> {
    let field = fold_key(field);
    FIELDS.iter().find(|(name, _)| *name == field).map(|(_, title)| *title)
}

/// The tables that a workbook can hold, one a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Table {
    /// «Мероприятия»
    Activities,
    /// «Исполнение»
    Fulfilment,
    /// «Показатели»
    Indicators,
    /// «Рекомендации»
    Recommendations,
    /// «Решения»
    Decisions,
}

/// What a column of a workbook is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// A field of the records of the table.
    Own(&'static str),
    /// In «Мероприятия»: a field of the fulfilment.
    Fulfilment(&'static str),
    /// Only there for the reader (the name of the activity in «Исполнение»): not read.
    Context(&'static str),
}

/// Wordings of one role. The strong ones say it by themselves; the weak ones only if no other column does.
struct Wordings {
    role: Role,
    strong: &'static [&'static str],
    weak: &'static [&'static str],
    /// Beginnings of longer titles («Ответственные за исполнение мероприятия»), as weak as the weak ones.
    begins: &'static [&'static str],
}

const NUMBER: &[&str] = &[
    "№",
    "№ п/п",
    "N п/п",
    "No п/п",
    "п/п",
    "№ пункта",
    "№ по порядку",
    "№№",
    "№№ п/п",
    "Номер",
    "Номер п/п",
    "Порядковый номер",
    "Пункт",
    "N",
    "№ строки",
    "№ мероприятия",
    "Номер мероприятия",
    "Номер пункта",
    "Пункт плана",
    "№ пункта плана",
    "Номер пункта плана",
];
const CODE: &[&str] = &["Код", "Код мероприятия", "Идентификатор", "ID"];
const NAME: &[&str] = &[
    "Наименование мероприятия",
    "Наименование мероприятий",
    "Мероприятие",
    "Мероприятия",
    "Название мероприятия",
    "Название мероприятий",
    "Наименование основного мероприятия",
    "Основное мероприятие",
    "Основные мероприятия",
    "Содержание мероприятия",
    "Содержание мероприятий",
    "Перечень мероприятий",
    "Планируемые мероприятия",
    "Запланированные мероприятия",
    "Планируемое мероприятие",
    "Запланированное мероприятие",
    "Описание мероприятия",
    "Наименование мероприятия плана",
    "Мероприятия плана",
    "Мероприятие плана",
    "Мероприятия дорожной карты",
    "Наименование мероприятия, события",
    "Мероприятия, действия",
    "Мероприятие (действие)",
];
const NAME_WEAK: &[&str] = &[
    "Наименование",
    "Название",
    "Содержание",
    "Содержание деятельности",
    "Содержание работы",
    "Содержание работ",
    "Вид деятельности",
    "Виды деятельности",
    "Наименование работ",
    "Наименование работы",
    "Форма работы",
    "Наименование действия",
    "Действия",
    "Действие",
    "Задача",
    "Тема",
    "Наименование события",
    "Событие",
    "Вид работы",
    "Виды работ",
];
const DUE: &[&str] = &[
    "Срок выполнения",
    "Сроки выполнения",
    "Срок исполнения",
    "Сроки исполнения",
    "Срок реализации",
    "Сроки реализации",
    "Срок",
    "Сроки",
    "Срок проведения",
    "Сроки проведения",
    "Срок (период)",
    "Срок осуществления",
    "Плановый срок",
    "Плановые сроки",
    "Срок реализации мероприятия",
    "Сроки реализации мероприятия",
    "Сроки реализации мероприятий",
    "Срок исполнения мероприятия",
    "Сроки исполнения мероприятий",
    "Срок выполнения мероприятия",
    "Сроки проведения мероприятия",
    "Сроки проведения мероприятий",
    "Срок проведения мероприятия",
    "Планируемый срок",
    "Планируемые сроки",
    "Планируемый срок исполнения",
    "Плановый срок исполнения",
    "Плановый срок выполнения",
    "Срок выполнения работ",
    "Сроки выполнения работ",
    "Срок/период реализации",
    "Контрольный срок",
    "Контрольные сроки",
];
const DUE_WEAK: &[&str] = &[
    "Дата",
    "Даты",
    "Дата проведения",
    "Даты проведения",
    "Период",
    "Период реализации",
    "Период проведения",
    "Период исполнения",
    "Период выполнения",
    "Месяц",
    "Время",
    "Время проведения",
    "Когда",
    "Дата исполнения",
    "Дата выполнения",
    "Дата реализации",
    "Плановая дата",
    "Месяц проведения",
    "Дата и время",
    "Дата, время",
];
const RESPONSIBLE: &[&str] = &[
    "Ответственные исполнители",
    "Ответственный исполнитель",
    "Ответственные",
    "Ответственный",
    "Ответственные лица",
    "Ответственное лицо",
    "Ответственный за исполнение",
    "Ответственные за исполнение",
    "Ответственный за выполнение",
    "Ответственные за выполнение",
    "Ответственный за реализацию",
    "Ответственные за реализацию",
    "Ответственный за проведение",
    "Ответственные за проведение",
    "Ответственный (исполнитель)",
    "Ответственный/исполнитель",
    "Ответственный, исполнитель",
    "Исполнители (ответственные)",
    "Исполнитель (ответственный)",
    "Ответственные структуры",
    "Ответственная организация",
    "Ответственные организации",
    "Ответственные за реализацию мероприятия",
    "Ответственные за исполнение мероприятия",
    "Ответственный за мероприятие",
    "Ответственные за мероприятие",
    "Ответственность",
    "Кто отвечает",
    "Ответственные исполнители (участники)",
    "ФИО ответственного",
    "Ф.И.О. ответственного лица",
];
const RESPONSIBLE_WEAK: &[&str] = &["Исполнители", "Исполнитель", "Кто проводит", "Кто исполняет", "Кто"];
const EXPECTED: &[&str] = &[
    "Ожидаемый результат",
    "Ожидаемые результаты",
    "Планируемый результат",
    "Планируемые результаты",
    "Предполагаемый результат",
    "Предполагаемые результаты",
    "Прогнозируемый результат",
    "Прогнозируемые результаты",
    "Результат (ожидаемый)",
    "Ожидаемый результат реализации",
    "Ожидаемый результат реализации мероприятия",
    "Ожидаемый результат мероприятия",
    "Ожидаемый результат исполнения мероприятия",
    "Ожидаемый итог",
];
const RESULT: &[&str] = &["Результат", "Результаты", "Результат реализации", "Итог", "Результат мероприятия"];
const DUE_IN_ACTS: &[&str] =
    &["Срок", "Сроки", "Срок исполнения", "Сроки исполнения", "Срок выполнения", "До какого срока"];

const ACTIVITIES: &[Wordings] = &[
    Wordings { role: Role::Own("номер"), strong: NUMBER, weak: &[], begins: &[] },
    Wordings { role: Role::Own("код"), strong: CODE, weak: &[], begins: &[] },
    Wordings {
        role: Role::Own("название"),
        strong: NAME,
        weak: NAME_WEAK,
        begins: &[
            "Наименование мероприят",
            "Мероприят",
            "Содержание мероприят",
            "Название мероприят",
            "Содержание деятельн",
        ],
    },
    Wordings {
        role: Role::Own("срок"),
        strong: DUE,
        weak: DUE_WEAK,
        begins: &[
            "Срок реализ",
            "Сроки реализ",
            "Срок исполн",
            "Сроки исполн",
            "Срок выполн",
            "Сроки выполн",
            "Сроки пров",
            "Срок пров",
        ],
    },
    Wordings {
        role: Role::Own("ответственные"),
        strong: RESPONSIBLE,
        weak: RESPONSIBLE_WEAK,
        begins: &["Ответственн"],
    },
    Wordings {
        role: Role::Own("результат"),
        strong: EXPECTED,
        weak: RESULT,
        begins: &["Ожидаем", "Планируемый результат"],
    },
    Wordings {
        role: Role::Own("вид документа"),
        strong: &["Вид документа", "Виды документов", "Вид документов", "Вид итогового документа", "Форма документа"],
        weak: &[],
        begins: &["Вид документа"],
    },
    Wordings {
        role: Role::Own("показатель"),
        strong: &[
            "Показатель",
            "Показатели",
            "Индикатор",
            "Индикаторы",
            "Показатель результативности",
            "Показатели результативности",
            "Показатель эффективности",
            "Показатели эффективности",
            "Целевой показатель",
            "Целевые показатели",
            "Показатель исполнения",
            "Показатели исполнения",
            "Наименование показателя",
            "Критерий",
            "Критерии",
        ],
        weak: &[],
        begins: &[],
    },
    Wordings {
        role: Role::Own("соисполнители"),
        strong: &["Соисполнители", "Соисполнитель", "Со-исполнители"],
        weak: &[],
        begins: &["Соисполнител"],
    },
    Wordings {
        role: Role::Own("начало"),
        strong: &[
            "Начало",
            "Дата начала",
            "Срок начала",
            "Начало реализации",
            "Начало работ",
            "Срок начала реализации",
            "Дата начала реализации",
            "Начало исполнения",
        ],
        weak: &["Начальная дата"],
        begins: &[],
    },
    Wordings {
        role: Role::Own("окончание"),
        strong: &[
            "Окончание",
            "Дата окончания",
            "Срок окончания",
            "Окончание реализации",
            "Окончание работ",
            "Конец",
            "Завершение",
            "Дата завершения",
            "Срок завершения",
            "Срок окончания реализации",
            "Дата окончания реализации",
            "Окончание исполнения",
        ],
        weak: &["Конечная дата"],
        begins: &[],
    },
    Wordings {
        role: Role::Own("примечание"),
        strong: &["Примечание", "Примечания", "Прим", "Комментарий", "Комментарии"],
        weak: &[],
        begins: &[],
    },
];

/// In «Мероприятия» these count only beside a «Статус»; in «Исполнение» always.
const FULFILMENT: &[Wordings] = &[
    Wordings { role: Role::Fulfilment("статус"), strong: STATUS, weak: &[], begins: &["Статус "] },
    Wordings {
        role: Role::Fulfilment("дата"),
        strong: &[
            "Дата исполнения",
            "Дата выполнения",
            "Дата",
            "Фактическая дата",
            "Дата фактического исполнения",
            "Дата фактического выполнения",
            "Фактический срок",
            "Фактический срок исполнения",
            "Фактический срок выполнения",
            "Срок фактический",
            "Дата факт",
            "Дата (факт)",
            "Фактическая дата исполнения",
            "Фактическая дата выполнения",
            "Дата реализации",
            "Исполнено",
            "Когда исполнено",
        ],
        weak: &["Дата проведения"],
        begins: &[],
    },
    Wordings {
        role: Role::Fulfilment("результат"),
        strong: &[
            "Результат",
            "Результаты",
            "Фактический результат",
            "Достигнутый результат",
            "Достигнутые результаты",
            "Результат исполнения",
            "Результат выполнения",
            "Результаты исполнения",
            "Результат реализации",
            "Результат мероприятия",
            "Полученный результат",
            "Информация об исполнении",
            "Информация о выполнении",
            "Ход исполнения",
            "Что сделано",
        ],
        weak: &["Отметка об исполнении", "Отметка о выполнении"],
        begins: &[],
    },
    Wordings {
        role: Role::Fulfilment("документ"),
        strong: &[
            "Документ",
            "Документы",
            "Подтверждающий документ",
            "Подтверждающие документы",
            "Документ-основание",
            "Реквизиты документа",
            "Реквизиты документов",
            "Документ, подтверждающий исполнение",
            "Подтверждение",
            "Документ (реквизиты)",
        ],
        weak: &[],
        begins: &["Документ, подтвержд", "Документы, подтвержд", "Реквизиты "],
    },
    Wordings {
        role: Role::Fulfilment("причина"),
        strong: &[
            "Причина",
            "Причины",
            "Причина неисполнения",
            "Причины неисполнения",
            "Причина невыполнения",
            "Причины невыполнения",
            "Причина отклонения",
            "Причины отклонения",
            "Причина отклонений",
            "Причина переноса",
            "Причины отклонений",
        ],
        weak: &[],
        begins: &["Причин"],
    },
    Wordings {
        role: Role::Fulfilment("новый срок"),
        strong: &[
            "Новый срок",
            "Новый срок исполнения",
            "Новый срок выполнения",
            "Перенесено на",
            "Срок переноса",
            "Новая дата",
            "Перенос срока",
        ],
        weak: &[],
        begins: &["Новый срок"],
    },
];

const STATUS: &[&str] = &[
    "Статус",
    "Статус исполнения",
    "Статус выполнения",
    "Статус мероприятия",
    "Состояние",
    "Степень исполнения",
    "Степень выполнения",
    "Статус реализации",
];

const FULFILMENT_CONTEXT: &[Wordings] = &[
    Wordings { role: Role::Own("номер"), strong: NUMBER, weak: &[], begins: &[] },
    Wordings { role: Role::Own("код"), strong: CODE, weak: &[], begins: &[] },
    Wordings { role: Role::Own("мероприятие"), strong: &["Мероприятие"], weak: &[], begins: &[] },
    Wordings {
        role: Role::Context("название"),
        strong: NAME,
        weak: NAME_WEAK,
        begins: &["Наименование мероприят", "Мероприят", "Название мероприят"],
    },
    Wordings {
        role: Role::Context("срок"),
        strong: DUE,
        weak: &["Срок по плану", "Период"],
        begins: &["Срок", "Планов"],
    },
    Wordings {
        role: Role::Context("ответственные"),
        strong: RESPONSIBLE,
        weak: RESPONSIBLE_WEAK,
        begins: &["Ответственн"],
    },
    Wordings {
        role: Role::Context("направление"),
        strong: &["Направление", "Раздел"],
        weak: &[],
        begins: &["Направлени"],
    },
    Wordings {
        role: Role::Context("ожидаемый результат"), strong: EXPECTED, weak: &[], begins: &["Ожидаем"]
    },
];

const INDICATORS: &[Wordings] = &[
    Wordings { role: Role::Context("номер"), strong: NUMBER, weak: &[], begins: &[] },
    Wordings {
        role: Role::Own("название"),
        strong: &[
            "Показатель",
            "Показатели",
            "Наименование показателя",
            "Название показателя",
            "Наименование показателей",
            "Наименование",
            "Название",
            "Целевой показатель",
            "Целевые показатели",
            "Индикатор",
            "Наименование индикатора",
        ],
        weak: &[],
        begins: &["Наименование показ", "Показател"],
    },
    Wordings {
        role: Role::Own("единица"),
        strong: &[
            "Единица",
            "Ед. изм.",
            "Единица измерения",
            "Единицы измерения",
            "Ед. измерения",
            "Ед.",
            "Единицы",
            "Ед",
        ],
        weak: &[],
        begins: &[],
    },
    Wordings {
        role: Role::Own("прошлый год"),
        strong: &[
            "Прошлый год",
            "За прошлый год",
            "Значение за прошлый год",
            "Факт прошлого года",
            "Предыдущий год",
            "Прошлый период",
            "Факт за прошлый год",
            "Значение прошлого года",
            "Факт предыдущего года",
            "Исходное значение",
        ],
        weak: &[],
        begins: &[],
    },
    Wordings {
        role: Role::Own("план"),
        strong: &[
            "План",
            "Плановое значение",
            "План на год",
            "Плановый показатель",
            "Планируемое значение",
            "Плановое",
            "Целевое значение",
            "План на отчётный год",
        ],
        weak: &[],
        begins: &[],
    },
    Wordings {
        role: Role::Own("факт"),
        strong: &[
            "Факт",
            "Фактическое значение",
            "Фактически",
            "Фактическое",
            "Достигнуто",
            "Факт за год",
            "Достигнутое значение",
            "Фактический показатель",
        ],
        weak: &[],
        begins: &[],
    },
    Wordings {
        role: Role::Own("пояснение"),
        strong: &[
            "Пояснение",
            "Пояснения",
            "Примечание",
            "Примечания",
            "Комментарий",
            "Комментарии",
            "Причина отклонения",
            "Причины отклонения",
            "Обоснование",
        ],
        weak: &[],
        begins: &[],
    },
];

const RECOMMENDATIONS: &[Wordings] = &[
    Wordings { role: Role::Context("номер"), strong: NUMBER, weak: &[], begins: &[] },
    Wordings {
        role: Role::Own("кому"),
        strong: &["Кому", "Адресат", "Адресаты", "Кому адресовано", "Кому адресована", "Для кого"],
        weak: &[],
        begins: &[],
    },
    Wordings {
        role: Role::Own("что"),
        strong: &[
            "Что",
            "Рекомендация",
            "Рекомендации",
            "Содержание рекомендации",
            "Содержание рекомендаций",
            "Что сделать",
            "Текст рекомендации",
            "Содержание",
            "Что рекомендовано",
            "Суть рекомендации",
        ],
        weak: &[],
        begins: &[],
    },
    Wordings { role: Role::Own("срок"), strong: DUE_IN_ACTS, weak: DUE_WEAK, begins: &["Срок"] },
    Wordings {
        role: Role::Own("ответственные"),
        strong: RESPONSIBLE,
        weak: RESPONSIBLE_WEAK,
        begins: &["Ответственн"],
    },
];

const DECISIONS: &[Wordings] = &[
    Wordings { role: Role::Context("номер"), strong: NUMBER, weak: &[], begins: &[] },
    Wordings {
        role: Role::Own("что"),
        strong: &[
            "Что",
            "Решение",
            "Решения",
            "Содержание решения",
            "Управленческое решение",
            "Управленческие решения",
            "Что сделать",
            "Текст решения",
            "Содержание",
            "Что решено",
            "Мера",
            "Меры",
        ],
        weak: &[],
        begins: &[],
    },
    Wordings { role: Role::Own("срок"), strong: DUE_IN_ACTS, weak: DUE_WEAK, begins: &["Срок"] },
    Wordings {
        role: Role::Own("ответственные"),
        strong: RESPONSIBLE,
        weak: RESPONSIBLE_WEAK,
        begins: &["Ответственн"],
    },
];

impl Table {
    /// The sheet that holds the table.
    pub(super) fn sheet(self) -> &'static str {
        match self {
            Self::Activities => "Мероприятия",
            Self::Fulfilment => "Исполнение",
            Self::Indicators => "Показатели",
            Self::Recommendations => "Рекомендации",
            Self::Decisions => "Решения",
        }
    }

    /// The key of the list that the table becomes.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Activities => "мероприятия",
            Self::Fulfilment => "исполнение",
            Self::Indicators => "показатели",
            Self::Recommendations => "рекомендации",
            Self::Decisions => "решения",
        }
    }

    /// The column without which a row is no head of this table.
    pub(super) fn key_role(self) -> Role {
        match self {
            Self::Activities | Self::Indicators => Role::Own("название"),
            Self::Fulfilment => Role::Fulfilment("статус"),
            Self::Recommendations | Self::Decisions => Role::Own("что"),
        }
    }

    /// A title of that column, for messages.
    pub(super) fn key_title(self) -> &'static str {
        match self {
            Self::Activities => "Наименование мероприятия",
            Self::Fulfilment => "Статус",
            Self::Indicators => "Показатель",
            Self::Recommendations | Self::Decisions => "Что",
        }
    }
}

/// Says for each title of a head row what its column is. `None`: a column that is not known.
///
/// The strongest wordings choose first. A weak one («Исполнители», «Содержание», «Дата») gets its meaning only if no
/// other column has it; so beside «Ответственные» a column «Исполнители» is a column of its own. Two strong titles of
/// one meaning both get it: the caller reports them.
pub(super) fn roles(table: Table, titles: &[&str]) -> Vec<Option<Role>> {
    let folded: Vec<Folded> = titles.iter().map(|title| Folded::new(title)).collect();
    let has_status = folded.iter().any(|title| title.is_one_of(STATUS));
    let known = || wordings(table, has_status);
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
    roles
}

/// What the columns of a table can be called.
fn wordings(table: Table, has_status: bool) -> impl Iterator<Item = &'static Wordings> {
    // The fulfilment's titles go first: beside a «Статус», «Результат» and «Дата исполнения» are the fulfilment's.
    let (first, second): (&[Wordings], &[Wordings]) = match table {
        Table::Activities if has_status => (FULFILMENT, ACTIVITIES),
        Table::Activities => (&[], ACTIVITIES),
        Table::Fulfilment => (FULFILMENT, FULFILMENT_CONTEXT),
        Table::Indicators => (&[], INDICATORS),
        Table::Recommendations => (&[], RECOMMENDATIONS),
        Table::Decisions => (&[], DECISIONS),
    };
    first.iter().chain(second)
}

/// The usual titles of what can be read from a table, for messages.
pub(super) fn usual_titles(table: Table) -> Vec<String> {
    let read = wordings(table, false).filter(|words| !matches!(words.role, Role::Context(_)));
    read.filter_map(|words| words.strong.first()).map(|title| (*title).to_owned()).collect()
}

/// The column that a title which is not known was probably meant to name, with its right title: word for word the same
/// but for slips and abbreviations.
pub(super) fn meant(table: Table, title: &str) -> Option<(Role, &'static str)> {
    let typed: Vec<TypedWord> = words(title).map(TypedWord::new).collect();
    let known = wordings(table, true).flat_map(|words| words.strong.iter().map(|wording| (words.role, *wording)));
    let scored = known.filter_map(|(role, wording)| Some((slips(&typed, wording)?, role, wording)));
    scored.min_by_key(|(slips, ..)| *slips).map(|(_, role, wording)| (role, wording))
}

fn words(title: &str) -> impl Iterator<Item = &str> {
    let pieces = title.split_inclusive(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | '/'));
    pieces.map(str::trim).filter(|word| word.contains(char::is_alphanumeric))
}

/// A word of a title that is not known.
struct TypedWord {
    folded: String,
    may_be_short_form: bool,
}

impl TypedWord {
    fn new(word: &str) -> Self {
        let folded = fold_title(word);
        Self { may_be_short_form: word.ends_with('.') && folded.chars().count() >= 3, folded }
    }
}

/// In how many letters words differ from those of a wording. `None` if they are other words.
fn slips(typed: &[TypedWord], wording: &str) -> Option<usize> {
    let known = &FOLDED.by_wording.get(wording)?.words;
    if known.len() != typed.len() {
        return None;
    }
    let mut sum = 0;
    for (TypedWord { folded, may_be_short_form }, known) in typed.iter().zip(known) {
        if folded == known || *may_be_short_form && known.starts_with(folded) {
            continue;
        }
        let length = known.chars().count();
        // Short words that differ by a letter are other words: «Код» and «Год», «Срок» and «Урок».
        let most = if length >= 8 { 2 } else { 1 };
        if length < 4 || folded.chars().next() != known.chars().next() {
            return None;
        }
        let distance = strsim::osa_distance(folded, known);
        if distance > most {
            return None;
        }
        sum += distance;
    }
    Some(sum)
}

/// Whether a title is the title of a column with hints in «Реквизиты», which is never read.
pub(super) fn is_hint(title: &str) -> bool {
    let title = Folded::new(title);
    [
        "Пояснение",
        "Пояснения",
        "Примечание",
        "Примечания",
        "Подсказка",
        "Подсказки",
        "Комментарий",
        "Комментарии",
        "Образец",
        "Пример",
        "Примеры",
        "Что писать",
        "Как заполнять",
        "Описание",
    ]
    .iter()
    .any(|wording| title.is(wording))
}

/// Whether a title heads the column of the fields in «Реквизиты».
pub(super) fn is_field_title(title: &str) -> bool {
    let title = Folded::new(title);
    ["Поле", "Реквизит", "Наименование поля", "Название поля", "Параметр", "Наименование реквизита", "Ключ"]
        .iter()
        .any(|wording| title.is(wording))
}

/// Whether a title heads the column of the values in «Реквизиты».
pub(super) fn is_value_title(title: &str) -> bool {
    let title = Folded::new(title);
    ["Значение", "Значения", "Содержание", "Данные", "Текст"].iter().any(|wording| title.is(wording))
}

/// A title in the form in which two of them are compared.
struct Folded {
    whole: String,
    /// Without what stands in brackets: «Ответственные исполнители (Ф.И.О.)».
    bare: String,
    /// Whether it is a wording of any column at all; most cells are none.
    is_known: bool,
}

impl Folded {
    fn new(title: &str) -> Self {
        let (whole, bare) = (fold_title(title), fold_title(&without_brackets(title)));
        let is_known = FOLDED.wholes.contains(&whole) || FOLDED.wholes.contains(&bare);
        Self { whole, bare, is_known }
    }

    fn is_empty(&self) -> bool {
        self.whole.is_empty()
    }

    fn is(&self, wording: &str) -> bool {
        let wording = folded(wording);
        self.whole == wording || !self.bare.is_empty() && self.bare == wording
    }

    /// Whether it is one of the wordings of a table.
    fn is_one_of(&self, wordings: &[&str]) -> bool {
        self.is_known && wordings.iter().any(|wording| self.is(wording))
    }

    fn begins_with(&self, wording: &str) -> bool {
        self.whole.starts_with(&*folded(wording))
    }
}

/// All wordings of all tables in the form in which they are compared: a sheet without a head has thousands of cells that
/// could be a title.
struct FoldedWordings {
    by_wording: HashMap<&'static str, FoldedWording>,
    wholes: HashSet<String>,
}

struct FoldedWording {
    whole: String,
    words: Vec<String>,
}

static FOLDED: LazyLock<FoldedWordings> = LazyLock::new(|| {
    let tables = [ACTIVITIES, FULFILMENT, FULFILMENT_CONTEXT, INDICATORS, RECOMMENDATIONS, DECISIONS];
    let lists = tables.into_iter().flatten().flat_map(|words| [words.strong, words.weak, words.begins]);
    let fold = |wording: &&'static str| {
        let words = words(wording).map(fold_title).collect();
        (*wording, FoldedWording { whole: fold_title(wording), words })
    };
    let by_wording: HashMap<_, _> = lists.flatten().map(fold).collect();
    let wholes = by_wording.values().map(|wording| wording.whole.clone()).collect();
    FoldedWordings { by_wording, wholes }
});

fn folded(wording: &str) -> Cow<'static, str> {
    match FOLDED.by_wording.get(wording) {
        Some(known) => Cow::Borrowed(&known.whole),
        None => Cow::Owned(fold_title(wording)),
    }
}

/// Reduces a title to lower-case letters, digits and `№`; Latin letters that look Russian count as Russian, because
/// they are typed by mistake and nobody sees it.
pub(super) fn fold_title(title: &str) -> String {
    let folded = fold_key(title);
    folded.chars().filter(|c| c.is_alphanumeric() || *c == '№').map(as_cyrillic).collect()
}

fn without_brackets(title: &str) -> String {
    let mut depth = 0usize;
    let mut bare = String::new();
    for c in title.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    bare
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
