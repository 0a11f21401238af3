//! The texts that every form has, whoever it is for.

use super::HELP_SHEET;

/// What a form is called in its first cell.
pub const TITLE: &str = "Сведения об исполнении плана";
/// What stands above the table.
pub const HINT: &str = "Заполняйте белые ячейки: начните со статуса, он выбирается из списка. Чего ещё не хватает, подскажут \
                        оранжевый цвет и последний столбец. Подробнее – на листе «Как заполнить».";
/// How the line begins that says for which time, for whom and as of which day a form is.
pub const OF_PERIOD: &str = "Период: ";
/// The sheet of instructions: a heading, and the text under it, with examples of
/// [`EXAMPLE_YEAR`](crate::diagnostics::advice::EXAMPLE_YEAR).
pub const HELP: [(&str, &str); 8] = [
    (
        HELP_SHEET,
        "Форма сделана из плана. Серые ячейки переписаны из него и заперты: менять их не нужно. Заполняются белые ячейки \
         листа «Исполнение» и строка «Заполнил» над таблицей.",
    ),
    (
        "Статус",
        "Выберите из списка: выполнено, выполнено частично, выполняется, не выполнено, перенесено, отменено. Если писать о \
         мероприятии ещё нечего, оставьте строку пустой.",
    ),
    (
        "Дата исполнения",
        "Когда мероприятие выполнено, например 27.01.2023. Если оно шло долго, можно написать словами: Март–апрель 2023.",
    ),
    (
        "Результат",
        "Коротко и по делу: что сделано, сколько охвачено, к чему это привело. Новая строка в ячейке – Alt+Enter.",
    ),
    (
        "Документ",
        "Чем подтверждается исполнение: вид документа, дата и номер, например: Справка от 27.01.2023 № 4. Для выполненного \
         мероприятия документ обязателен.",
    ),
    ("Причина", "Нужна, если мероприятие не выполнено, выполнено частично, перенесено или отменено: что помешало."),
    ("Новый срок", "Нужен, если мероприятие перенесено, например: до 22 декабря 2023 г."),
    (
        "Чего делать не надо",
        "Не переименовывайте столбцы и не пишите под таблицей: сведения собирает программа, такие записи она не возьмёт. \
         Отбирать строки и менять их высоту можно. Готовую форму сохраните и отправьте тому, от кого получили.",
    ),
];

/// Whether a form has a text of its own like this, with examples of whatever year; both on one line.
pub(super) fn is_own(text: &str) -> bool {
    let plain = |text: &str| text.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    let own = HELP.iter().flat_map(|(head, line)| [*head, *line]).chain([TITLE, HINT, super::FILLED_BY]);
    text.starts_with(OF_PERIOD) || own.into_iter().any(|own| plain(own) == plain(text))
}
