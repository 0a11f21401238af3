//! The records that people type: which keys each has, what their values are, and what they mean. Editors are told it as a
//! JSON schema.
//!
//! The laws at the end hold it to the readers beside it: a reader knows the keys of its record, all of them and no other,
//! and takes what is said here of their values.

#[cfg(test)]
mod laws;

use super::kinds;
use crate::domain::{Better, Fate, OrderKind, Rule, Status};
use crate::input::table::headings::FIELDS;
use crate::schema as key;

/// A record with its keys, in the order in which they are usually written.
#[derive(Debug)]
pub struct Shape {
    /// What the record is called where others refer to it; each name once.
    pub name: &'static str,
    /// What it is, in Russian, as an editor shows it.
    pub about: &'static str,
    /// Its keys, in groups that other records may share.
    groups: &'static [&'static [Key]],
    /// Whether it may have further keys: a plan may have columns of its own.
    pub is_open: bool,
}

impl Shape {
    /// Its keys, in the order in which they are usually written.
    pub fn keys(&self) -> impl Iterator<Item = &'static Key> + use<> {
        self.groups.iter().copied().flatten()
    }
}

/// A key of a record.
#[derive(Debug)]
pub struct Key {
    /// As it is typed.
    pub name: &'static str,
    /// What its value is.
    pub takes: Takes,
    /// Whether the record is faulty without it.
    pub is_required: bool,
    /// What it is, in Russian, as an editor shows it.
    pub about: &'static str,
}

/// What the value of a key is.
#[derive(Debug, Clone, Copy)]
pub enum Takes {
    /// One text.
    Text,
    /// One text or a list of them.
    Texts,
    /// A number of a unit, within bounds.
    Number {
        /// The least.
        from: f64,
        /// The greatest.
        to: f64,
        /// The unit, which may stand behind the number.
        unit: &'static str,
    },
    /// A figure: a number as people write it, or a dash.
    Figure,
    /// One of a fixed set of words.
    Choice(&'static [&'static str]),
    /// Yes or no.
    YesNo,
    /// A record.
    Record(&'static Shape),
    /// A record or a list of them.
    Records(&'static Shape),
    /// A text, or a record that says more.
    TextOr(&'static Shape),
    /// Any number of texts, or of records that say more.
    TextsOr(&'static Shape),
    /// Columns: names of fields, or records; groups of columns too, where there may be any.
    Columns {
        /// Whether several may stand under a common title.
        in_groups: bool,
    },
    /// Short names with what they stand for.
    Names,
    /// The name of a file that holds the value, or the record itself.
    FileOr(&'static Shape),
    /// Codes of remarks: one text or a list.
    Codes,
    /// What the program notes for itself.
    Note,
}

const fn may(name: &'static str, takes: Takes, about: &'static str) -> Key {
    Key { name, takes, is_required: false, about }
}

const fn must(name: &'static str, takes: Takes, about: &'static str) -> Key {
    Key { name, takes, is_required: true, about }
}

/// What kinds of acts approve a plan.
const ORDER_KINDS: [&str; OrderKind::ALL.len()] = {
    let mut words = [""; OrderKind::ALL.len()];
    let mut at = 0;
    while at < words.len() {
        words[at] = OrderKind::ALL[at].words().nominative;
        at += 1;
    }
    words
};

/// How activities can be numbered.
const NUMBERINGS: [&str; 3] = [key::RUNNING, key::NESTED, key::AS_TYPED];

/// How an activity can stand.
const STATUSES: [&str; Status::ALL.len()] = words(&Status::ALL);

/// Which way an indicator can be better.
const BETTER: [&str; Better::ALL.len()] = words(&Better::ALL);

/// How figures of territories can be put together.
const RULES: [&str; Rule::ALL.len()] = words(&Rule::ALL);

/// What can become of a report.
const FATES: [&str; Fate::ALL.len()] = words(&Fate::ALL);

/// The fields of an activity that a column can show.
pub const COLUMN_FIELDS: [&str; FIELDS.len()] = {
    let mut names = [""; FIELDS.len()];
    let mut at = 0;
    while at < names.len() {
        names[at] = FIELDS[at].0;
        at += 1;
    }
    names
};

const fn words<T: Copy, const N: usize>(choices: &[(&'static str, T); N]) -> [&'static str; N] {
    let mut words = [""; N];
    let mut at = 0;
    while at < N {
        words[at] = choices[at].0;
        at += 1;
    }
    words
}

/// «утверждение», «согласование».
pub static APPROVAL: Shape = Shape {
    name: "approval",
    about: "Кто утверждает или согласовывает: либо лицо (должность, имя), либо документ (документ, номер).",
    groups: &[&[
        may(key::MARK, Takes::Text, "Слово грифа, если нужно другое: УТВЕРЖДАЮ, СОГЛАСОВАНО, ПРИНЯТО."),
        may(key::POST, Takes::Texts, "Должность с организацией в именительном падеже; строки сохраняются."),
        may(key::PERSON, Takes::Text, "Инициалы и фамилия: И.И. Иванов."),
        may(key::DATE, Takes::Text, "Дата: 2027-01-11 или как печатать. Без неё останется место для даты."),
        may(
            key::DOCUMENT,
            Takes::Text,
            "Документ, которым утверждено, в творительном падеже: приказом Отдела образования.",
        ),
        may(key::NUMBER, Takes::Text, "Номер этого документа."),
    ]],
    is_open: false,
};

/// «редакция», «редакция плана».
pub static EDITION: Shape = Shape {
    name: "edition",
    about: "Редакция документа: её номер, или документ, которым внесены изменения, или то и другое.",
    groups: &[&[
        may(key::NUMBER, Takes::Text, "Номер редакции: 2."),
        may(
            key::DOCUMENT,
            Takes::Text,
            "Документ, которым внесены изменения, в родительном падеже: приказа Отдела образования.",
        ),
        may(key::DATE, Takes::Text, "Дата этого документа."),
        may(key::ACT_NUMBER, Takes::Text, "Номер этого документа."),
    ]],
    is_open: false,
};

/// «приложение к».
pub static ANNEX_TO: Shape = Shape {
    name: "annexTo",
    about: "К какому документу план – приложение: отметка в правом верхнем углу.",
    groups: &[&[
        may(key::NUMBER, Takes::Text, "Номер приложения, если их несколько."),
        must(key::DOCUMENT, Takes::Text, "Документ в дательном падеже: приказу Отдела образования."),
        may(key::DATE, Takes::Text, "Его дата."),
        may(key::ACT_NUMBER, Takes::Text, "Его номер."),
    ]],
    is_open: false,
};

/// «подпись».
pub static SIGNATURE: Shape = Shape {
    name: "signature",
    about: "Кто подписывает документ в конце.",
    groups: &[&[
        must(key::POST, Takes::Texts, "Должность; строки сохраняются."),
        must(key::PERSON, Takes::Text, "Инициалы и фамилия."),
    ]],
    is_open: false,
};

/// «составитель».
pub static MAKER: Shape = Shape {
    name: "maker",
    about: "Кто составил документ: мелко внизу последней страницы.",
    groups: &[&[
        must(key::PERSON, Takes::Text, "Фамилия, имя и отчество полностью."),
        may(key::PHONE, Takes::Text, "Телефон."),
    ]],
    is_open: false,
};

/// «приказ».
pub static ORDER: Shape = Shape {
    name: "order",
    about: "Приказ, которым утверждается план: из него комплект. Дата и номер набираются только здесь.",
    groups: &[&[
        may(key::KIND, Takes::Choice(&ORDER_KINDS), "Каким актом утверждается план; без этого поля – приказом."),
        may(key::ORGANISATION, Takes::Texts, "Кто издает, сверху вниз: вышестоящий орган, организация."),
        may(key::ISSUED_IN, Takes::Text, "Место издания: г. Красный Холм."),
        may(key::DATE, Takes::Text, "Дата: 2027-01-11 или как печатать. Без неё останется место для даты."),
        may(key::NUMBER, Takes::Text, "Номер. Без него останется место для номера."),
        may(key::COLUMN_TITLE, Takes::Text, "Заголовок: Об утверждении …; без него программа составит черновик."),
        may(key::PREAMBLE, Takes::Texts, "Преамбула: В целях …; без неё программа составит черновик."),
        may(
            key::POINTS,
            Takes::TextsOr(&POINT),
            "Пункты по порядку, без номеров; без них программа составит черновик.",
        ),
        may(key::CONTROL, Takes::Text, "Последний пункт; без него – «Контроль … оставляю за собой»."),
        may(key::SIGNATURE, Takes::Records(&SIGNATURE), "Кто подписывает."),
        may(key::BODY, Takes::TextOr(&MAKER), "Кто составил приказ."),
        may(key::AGREEMENT, Takes::TextsOr(&PERSON), "Кто согласовывает: для листа согласования."),
        may(
            key::ACQUAINTANCE,
            Takes::TextsOr(&PERSON),
            "Кого знакомят с приказом; без этого поля лист составится по исполнителям плана.",
        ),
    ]],
    is_open: false,
};

/// An item of «приказ.пункты» that says more than what is to be done.
pub static POINT: Shape = Shape {
    name: "point",
    about: "Пункт приказа: что сделать, кому, в какой срок.",
    groups: &[&[
        may(key::WHAT, Takes::Text, "Что сделать: представить отчет."),
        may(key::ADDRESSEE, Takes::Text, "Кому, в дательном падеже: Руководителям школ."),
        may(key::DUE, Takes::Text, "Срок: до 1 декабря 2027 г."),
        may(key::SUBPOINTS, Takes::Texts, "Подпункты по порядку, без номеров."),
    ]],
    is_open: false,
};

/// An item of «приказ.согласование» and «приказ.ознакомление».
pub static PERSON: Shape = Shape {
    name: "person",
    about: "Кто расписывается на листе; одно из двух можно опустить.",
    groups: &[&[
        may(key::POST, Takes::Texts, "Должность с организацией."),
        may(key::PERSON, Takes::Text, "Инициалы и фамилия."),
    ]],
    is_open: false,
};

/// «оформление».
pub static STYLE: Shape = Shape {
    name: "style",
    about: "Как выглядит документ; всё необязательно.",
    groups: &[&[
        may(
            key::STANDARD,
            Takes::Choice(&["гост-2016", "гост-2025", key::AS_TYPED]),
            "По какому стандарту печатать даты и номера.",
        ),
        may(key::FACE, Takes::Text, "Шрифт."),
        may(key::SIZE, Takes::Number { from: 8.0, to: 20.0, unit: "пт" }, "Размер шрифта в пунктах."),
        may(key::TABLE_SIZE, Takes::Number { from: 6.0, to: 20.0, unit: "пт" }, "Размер шрифта таблицы в пунктах."),
        may(key::MARGINS, Takes::Record(&MARGINS), "Поля страницы."),
        may(key::ORIENTATION, Takes::Choice(&["книжная", "альбомная"]), "Как лежит лист с таблицей."),
        may(
            key::HEAD,
            Takes::Choice(&["повторять", "номера", "один раз"]),
            "Что повторяется вверху страниц таблицы: шапка, строка номеров столбцов или ничего.",
        ),
    ]],
    is_open: false,
};

const fn margin(name: &'static str, about: &'static str) -> Key {
    may(name, Takes::Number { from: 5.0, to: 80.0, unit: "мм" }, about)
}

/// «оформление.поля».
pub static MARGINS: Shape = Shape {
    name: "margins",
    about: "Поля страницы в миллиметрах.",
    groups: &[&[
        margin(key::LEFT, "Левое поле."),
        margin(key::RIGHT, "Правое поле."),
        margin(key::TOP, "Верхнее поле."),
        margin(key::BOTTOM, "Нижнее поле."),
    ]],
    is_open: false,
};

/// «замечания».
pub static REMARKS: Shape = Shape {
    name: "remarks",
    about: "Какие замечания не нужны.",
    groups: &[&[may(key::MUTED, Takes::Codes, "Коды замечаний, которые не показывать: W201.")]],
    is_open: false,
};

/// An item of «столбцы» that says more than its field.
pub static COLUMN: Shape = Shape {
    name: "column",
    about: "Столбец со своим заголовком.",
    groups: &[&[
        must(key::FIELD, Takes::Text, "Какое поле мероприятия в столбце; можно и своё."),
        may(key::COLUMN_TITLE, Takes::Text, "Заголовок столбца, если нужен другой."),
        may(key::JOIN, Takes::YesNo, "Слить ли одинаковые соседние ячейки в одну."),
    ]],
    is_open: false,
};

/// An item of «столбцы» that holds several.
pub static COLUMN_GROUP: Shape = Shape {
    name: "columnGroup",
    about: "Несколько столбцов под общим заголовком.",
    groups: &[&[
        must(key::GROUP, Takes::Text, "Общий заголовок."),
        must(key::COLUMNS, Takes::Columns { in_groups: false }, "Столбцы под ним."),
    ]],
    is_open: false,
};

/// An item of «направления».
pub static DIRECTION: Shape = Shape {
    name: "direction",
    about: "Направление (раздел) плана со своими мероприятиями.",
    groups: &[&[
        may(key::DESIGNATION, Takes::Text, "Что стоит перед названием, если не «I направление»; пусто – ничего."),
        may(
            key::NAME,
            Takes::Text,
            "Название направления. Без него – только под пустым обозначением, в начале таблицы.",
        ),
        must(key::ACTIVITIES, Takes::Records(&ACTIVITY), "Мероприятия направления по порядку."),
    ]],
    is_open: false,
};

/// An item of «мероприятия».
pub static ACTIVITY: Shape = Shape {
    name: "activity",
    about: "Мероприятие: строка таблицы.",
    groups: &[&[
        may(
            key::CODE,
            Takes::Text,
            "Постоянный код: по нему мероприятие узнают и тогда, когда изменились номер и название.",
        ),
        may(key::OBLIGATORY, Takes::YesNo, "Обязательно ли оно для планов, которые делаются по этому; не печатается."),
        may(key::NUMBER, Takes::Text, "Номер, если его считает не программа."),
        must(key::NAME, Takes::Text, "Что нужно сделать."),
        may(key::DUE, Takes::Text, "Срок, как его печатать: февраль 2027; I квартал; до 1 сентября; в течение года."),
        may(key::RESPONSIBLE, Takes::Texts, "Кто отвечает; короткие имена – из поля «исполнители»."),
        may(key::RESULT, Takes::Texts, "Ожидаемый результат."),
        may(key::DOCUMENT_KIND, Takes::Texts, "Вид документа, которым мероприятие завершится."),
        may(key::INDICATOR, Takes::Texts, "Показатель, которым измеряется результат."),
        may(key::HELPERS, Takes::Texts, "Кто помогает."),
        may(key::START, Takes::Text, "Начало, если для него отдельный столбец."),
        may(key::END, Takes::Text, "Окончание, если для него отдельный столбец."),
        may(key::NOTE, Takes::Texts, "Примечание."),
    ]],
    is_open: true,
};

/// An item of «приложения» with its text.
pub static ANNEX: Shape = Shape {
    name: "annex",
    about: "Приложение к плану с его текстом.",
    groups: &[&[
        must(key::NAME, Takes::Text, "Название приложения."),
        may(key::TEXT, Takes::Texts, "Текст приложения: абзац или список абзацев."),
    ]],
    is_open: false,
};

/// What of a monitoring may stand in the file of its plan.
pub static BESIDE_PLAN: Shape = Shape {
    name: "reportBesidePlan",
    about: "Остальное от отчёта, если сведения об исполнении стоят в файле плана.",
    groups: &[&REPORT],
    is_open: false,
};

/// An item of «исполнение».
pub static FULFILMENT: Shape = Shape {
    name: "fulfilment",
    about: "Что сделано по одному мероприятию.",
    groups: &[&[
        must(key::ACTIVITY, Takes::Text, "О каком мероприятии речь: его номер, код или полное название."),
        may(key::NAME, Takes::Text, "Название мероприятия – для сверки с планом."),
        must(key::STATUS, Takes::Choice(&STATUSES), "Как обстоит дело на дату отчёта."),
        may(key::DATE, Takes::Text, "Когда выполнено: 2027-02-19 или 19.02.2027."),
        may(key::RESULT, Takes::Texts, "Что получилось."),
        may(key::DOCUMENT, Takes::Texts, "Подтверждающий документ с датой и номером."),
        may(key::CAUSE, Takes::Texts, "Почему не выполнено или выполнено не по плану."),
        may(key::NEW_DUE, Takes::Text, "Новый срок, если мероприятие перенесено."),
        may(key::SOURCE, Takes::Note, "Откуда сведения: пишет программа, в отчёт не печатается."),
    ]],
    is_open: false,
};

/// An item of «показатели».
pub static INDICATOR: Shape = Shape {
    name: "indicator",
    about: "Показатель с плановым и достигнутым значением.",
    groups: &[&[
        must(key::NAME, Takes::Text, "Название показателя."),
        may(key::UNIT, Takes::Text, "Единица измерения: %, чел., шт."),
        may(key::LAST_YEAR, Takes::Figure, "Значение за прошлый год."),
        may(key::PLAN, Takes::Figure, "Плановое значение."),
        may(key::FACT, Takes::Figure, "Достигнутое значение."),
        may(key::BETTER, Takes::Choice(&BETTER), "Что лучше, если из плана этого не видно."),
        may(key::EXPLANATION, Takes::Texts, "Пояснение."),
    ]],
    is_open: false,
};

/// An item of «рекомендации» that says more than what is to be done.
pub static RECOMMENDATION: Shape = Shape {
    name: "recommendation",
    about: "Рекомендация по итогам.",
    groups: &[&[
        may(key::ADDRESSEE, Takes::Texts, "Кому."),
        must(key::WHAT, Takes::Text, "Что нужно сделать."),
        may(key::DUE, Takes::Text, "Срок."),
        may(key::RESPONSIBLE, Takes::Texts, "Кто отвечает."),
    ]],
    is_open: false,
};

/// An item of «решения» that says more than what is to be done.
pub static DECISION: Shape = Shape {
    name: "decision",
    about: "Принятое решение.",
    groups: &[&[
        must(key::WHAT, Takes::Text, "Что решено."),
        may(key::DUE, Takes::Text, "Срок."),
        may(key::RESPONSIBLE, Takes::Texts, "Кто отвечает."),
    ]],
    is_open: false,
};

/// What a monitoring and the plan beside it say of the work.
const ENTRIES: [Key; 4] = [
    may(key::FULFILMENT, Takes::Records(&FULFILMENT), "Что сделано по каждому мероприятию."),
    may(key::INDICATORS, Takes::Records(&INDICATOR), "Показатели с плановыми и достигнутыми значениями."),
    may(key::RECOMMENDATIONS, Takes::TextsOr(&RECOMMENDATION), "Рекомендации по итогам."),
    may(key::DECISIONS, Takes::TextsOr(&DECISION), "Принятые решения."),
];

/// What only a report has.
const REPORT: [Key; 16] = [
    must(key::AS_OF, Takes::Text, "На какую дату составлен отчёт: 2027-11-01 или 1 ноября 2027 г."),
    may(key::PERIOD, Takes::Text, "За какое время отчёт; без этого поля – за время плана."),
    may(key::NAME, Takes::Text, "Название отчёта, если нужно другое."),
    may(key::TERRITORY, Takes::Text, "Чей это отчёт в своде; не печатается."),
    may(key::PLAN_EDITION, Takes::Record(&EDITION), "По какой редакции плана отчёт."),
    may(key::APPROVAL, Takes::Records(&APPROVAL), "Кто утверждает отчёт."),
    may(key::AGREEMENT, Takes::Records(&APPROVAL), "С кем отчёт согласован."),
    may(key::BASIS, Takes::Texts, "На основании чего составлен отчёт."),
    may(key::SOURCES, Takes::Texts, "Откуда сведения."),
    may(key::SHORT_NAMES, Takes::Names, "Короткие имена исполнителей и что за ними стоит."),
    may(key::ANALYSIS, Takes::Texts, "Анализ: абзац или список абзацев."),
    may(key::CONCLUSIONS, Takes::Texts, "Выводы; без них программа составит черновик."),
    may(key::SIGNATURE, Takes::Records(&SIGNATURE), "Кто подписывает отчёт."),
    may(key::MAKER, Takes::TextOr(&MAKER), "Кто составил отчёт."),
    may(key::STYLE, Takes::Record(&STYLE), "Как выглядит отчёт."),
    may(key::REMARKS, Takes::Record(&REMARKS), "Какие замечания не нужны."),
];

/// The monitoring: the root of its file.
pub static MONITORING: Shape = Shape {
    name: "monitoring",
    about: "Мониторинг исполнения плана: из него получается отчёт.",
    groups: &[
        &[
            must(key::KIND, Takes::Choice(&[key::MONITORING_KIND]), "Что это за документ: план или мониторинг."),
            must(key::PLAN, Takes::FileOr(&PLAN), "Файл плана в той же папке, или сам план."),
        ],
        &REPORT,
        &ENTRIES,
    ],
    is_open: false,
};

/// An item of «общие мероприятия».
pub static COMMON_ACTIVITY: Shape = Shape {
    name: "commonActivity",
    about: "Мероприятие, общее для территорий: пишет программа.",
    groups: &[&[
        may(key::CODE, Takes::Text, "Его код."),
        may(key::NUMBER, Takes::Text, "Его номер."),
        must(key::NAME, Takes::Text, "Его название."),
    ]],
    is_open: false,
};

/// An item of «показатели» of a summary.
pub static COMMON_INDICATOR: Shape = Shape {
    name: "commonIndicator",
    about: "Как сводить показатель территорий.",
    groups: &[&[
        must(key::NAME, Takes::Text, "Название показателя, как в отчётах."),
        may(key::UNIT, Takes::Text, "Единица измерения, как в отчётах."),
        may(key::SUMMARY_KIND, Takes::Choice(&RULES), "Как сводить; без этого «%» – среднее, остальное – сумма."),
        may(key::BETTER, Takes::Choice(&BETTER), "Что лучше, если из отчётов этого не видно."),
    ]],
    is_open: false,
};

/// An item of «территории».
pub static TERRITORY: Shape = Shape {
    name: "territory",
    about: "Территория и её отчёт.",
    groups: &[&[
        must(key::NAME, Takes::Text, "Название территории."),
        may(key::FILE, Takes::Text, "Файл отчёта: PDF с данными, YAML, книга или свод нижнего уровня."),
        may(key::FILES, Takes::Texts, "Несколько отчётов, которые складываются, или папка с ними."),
        may(key::MAIL, Takes::Text, "Куда писать, если отчёта нет."),
        may(key::REPORTS, Takes::Records(&TERRITORY_REPORT), "Что стало с отчётами: пишет программа."),
        may(key::TOTALS, Takes::Texts, "Итоги по общим мероприятиям: пишет программа."),
        may(key::OWN, Takes::Text, "Итоги по своим мероприятиям: пишет программа."),
        may(key::INDICATORS, Takes::Records(&TERRITORY_FIGURES), "Значения показателей: пишет программа."),
        may(key::CAUSES, Takes::Records(&TERRITORY_CAUSE), "Причины отклонений: пишет программа."),
    ]],
    is_open: false,
};

/// An item of «отчеты» of a territory.
pub static TERRITORY_REPORT: Shape = Shape {
    name: "territoryReport",
    about: "Что стало с одним отчётом: пишет программа.",
    groups: &[&[
        must(key::FILE, Takes::Text, "Имя файла."),
        may(key::DIGEST, Takes::Text, "SHA-256 файла."),
        may(key::COUNT, Takes::Text, "Сколько файлов учтено этой записью, если их больше одного."),
        must(key::FATE, Takes::Choice(&FATES), "Учтён ли он."),
        may(key::APPROVED, Takes::Text, "День утверждения."),
        may(key::SIGNED_BY, Takes::Text, "Чья на нём электронная подпись."),
        may(key::SIGNED, Takes::Text, "День подписи."),
        may(key::TOTALS, Takes::Text, "Итоги отчёта."),
    ]],
    is_open: false,
};

/// An item of «показатели» of a territory.
pub static TERRITORY_FIGURES: Shape = Shape {
    name: "territoryFigures",
    about: "Значения показателя у территории: пишет программа.",
    groups: &[&[
        must(key::NAME, Takes::Text, "Название показателя."),
        may(key::UNIT, Takes::Text, "Единица измерения."),
        may(key::PLAN, Takes::Figure, "Плановое значение."),
        may(key::FACT, Takes::Figure, "Достигнутое значение."),
    ]],
    is_open: false,
};

/// An item of «причины» of a territory.
pub static TERRITORY_CAUSE: Shape = Shape {
    name: "territoryCause",
    about: "Почему мероприятие не выполнено: пишет программа.",
    groups: &[&[
        must(key::ACTIVITY, Takes::Text, "Место мероприятия среди общих."),
        must(key::CAUSE, Takes::Text, "Причина."),
    ]],
    is_open: false,
};

/// The summary: the root of its file.
pub static SUMMARY: Shape = Shape {
    name: "summary",
    about: "Свод отчётов многих территорий.",
    groups: &[&[
        must(key::KIND, Takes::Choice(&[key::SUMMARY_KIND]), "Что это за документ."),
        may(key::PERIOD, Takes::Text, "За какое время свод; без этого поля – как в отчётах."),
        may(key::AS_OF, Takes::Text, "На какую дату свод; без этого поля – последняя дата отчётов."),
        may(key::DEADLINE, Takes::Text, "До какого дня включительно отчёт представлен в срок."),
        may(key::NAME, Takes::Text, "Название свода, если нужно другое."),
        may(key::TERRITORY, Takes::Text, "Чей это свод в своде верхнего уровня; не печатается."),
        may(key::PLAN, Takes::FileOr(&PLAN), "Файл плана, общего для всех, или сам план."),
        may(
            key::PLAN_TITLE,
            Takes::Text,
            "Название плана, по которому отчёты, если общего файла нет: пишет программа.",
        ),
        may(key::PLAN_PERIOD, Takes::Text, "На какое время этот план: пишет программа."),
        must(key::TERRITORIES, Takes::Records(&TERRITORY), "Территории и их отчёты."),
        may(key::INDICATORS, Takes::Records(&COMMON_INDICATOR), "Как сводить показатели."),
        may(key::SCORES, Takes::YesNo, "Ставить ли территориям баллы."),
        may(key::BY_WORDS, Takes::YesNo, "Сверены ли PDF отчётов только по словам: пишет программа."),
        may(key::COMMON, Takes::Records(&COMMON_ACTIVITY), "Общие мероприятия: пишет программа."),
        may(key::APPROVAL, Takes::Records(&APPROVAL), "Кто утверждает свод."),
        may(key::AGREEMENT, Takes::Records(&APPROVAL), "С кем свод согласован."),
        may(key::BASIS, Takes::Texts, "На основании чего составлен свод."),
        may(key::SHORT_NAMES, Takes::Names, "Короткие имена исполнителей и что за ними стоит."),
        may(key::ANALYSIS, Takes::Texts, "Анализ: абзац или список абзацев."),
        may(key::CONCLUSIONS, Takes::Texts, "Выводы; без них программа составит черновик."),
        may(key::RECOMMENDATIONS, Takes::TextsOr(&RECOMMENDATION), "Рекомендации по итогам."),
        may(key::DECISIONS, Takes::TextsOr(&DECISION), "Принятые решения."),
        may(key::SIGNATURE, Takes::Records(&SIGNATURE), "Кто подписывает свод."),
        may(key::MAKER, Takes::TextOr(&MAKER), "Кто составил свод."),
        may(key::STYLE, Takes::Record(&STYLE), "Как выглядит свод."),
        may(key::REMARKS, Takes::Record(&REMARKS), "Какие замечания не нужны."),
    ]],
    is_open: false,
};

/// The plan: the root of its file.
pub static PLAN: Shape = Shape {
    name: "plan",
    about: "План мероприятий («дорожная карта»).",
    groups: &[
        &[
            must(key::KIND, Takes::Choice(&kinds::WORDS), "Что это за документ: план или мониторинг."),
            must(key::PERIOD, Takes::Text, "На какое время: 2027 год; 2027–2028 годы; 2027/2028 учебный год."),
            must(key::NAME, Takes::Text, "Полное название, как в заголовке документа."),
            may(
                key::APPROVAL,
                Takes::Records(&APPROVAL),
                "Кто или что утверждает. Без этого поля печатается «ПРОЕКТ».",
            ),
            may(key::AGREEMENT, Takes::Records(&APPROVAL), "С кем согласовано: слева вверху."),
            may(key::EDITION, Takes::Record(&EDITION), "Какая это редакция плана."),
            may(key::ANNEX_TO, Takes::Record(&ANNEX_TO), "К какому документу план – приложение."),
            may(key::ORDER, Takes::Record(&ORDER), "Приказ, которым утверждается план: для комплекта документов."),
            may(key::BASIS, Takes::Texts, "На основании чего составлен план. Слово «Основание:» ставит программа."),
            may(key::PREAMBLE, Takes::Texts, "Вступление: абзац или список абзацев."),
            may(key::GOAL, Takes::Texts, "Цель; печатается целиком, как набрана."),
            may(key::TASKS, Takes::Texts, "Задачи списком; номера ставит программа."),
            may(key::SHORT_NAMES, Takes::Names, "Короткие имена исполнителей и что за ними стоит."),
            may(key::COLUMNS, Takes::Columns { in_groups: true }, "Столбцы таблицы слева направо."),
            may(key::NUMBERING, Takes::Choice(&NUMBERINGS), "Как нумеруются мероприятия."),
            may(key::DIRECTIONS, Takes::Records(&DIRECTION), "Направления с мероприятиями."),
            may(key::ACTIVITIES, Takes::Records(&ACTIVITY), "Мероприятия плана без направлений."),
            may(key::TABLE, Takes::Text, "Книга Excel или документ Word с таблицей мероприятий: файл в той же папке."),
            may(key::NOTES, Takes::Texts, "Примечания под таблицей."),
            may(key::SIGNATURE, Takes::Records(&SIGNATURE), "Кто подписывает план в конце."),
            may(key::MAKER, Takes::TextOr(&MAKER), "Кто составил план."),
            may(key::ANNEXES, Takes::TextsOr(&ANNEX), "Приложения к плану: названия, или название с текстом."),
            may(key::STYLE, Takes::Record(&STYLE), "Как выглядит документ."),
            may(key::REMARKS, Takes::Record(&REMARKS), "Какие замечания не нужны."),
            may(key::MONITORING, Takes::Record(&BESIDE_PLAN), "Остальное от отчёта, если он в том же файле."),
        ],
        &ENTRIES,
    ],
    is_open: false,
};

/// The records that a whole file can be.
pub static ROOTS: [&Shape; 3] = [&PLAN, &MONITORING, &SUMMARY];

impl Takes {
    /// The records that a value can be, or that its items can be.
    pub fn shapes(self) -> Vec<&'static Shape> {
        match self {
            Self::Record(shape)
            | Self::Records(shape)
            | Self::TextOr(shape)
            | Self::TextsOr(shape)
            | Self::FileOr(shape) => vec![shape],
            Self::Columns { in_groups: true } => vec![&COLUMN, &COLUMN_GROUP],
            Self::Columns { in_groups: false } => vec![&COLUMN],
            _ => Vec::new(),
        }
    }
}
