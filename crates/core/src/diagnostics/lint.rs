//! Remarks over a whole plan.

#![expect(missing_docs, reason = "the sentence of a variant says what its fields are")]

use super::explain::{Explanation, of};
use super::problem::Family;
use super::{Advice, Problem};

/// A remark over the whole plan: `W201` to `W212`, and from `W230` on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LintProblem {
    /// Occurs if an abbreviation is used that the document never spells out.
    AbbreviationUnexplained { abbreviation: String },
    /// Occurs if an abbreviation is used before it is spelled out; `introduced` says where, as «в пункте 4».
    AbbreviationEarly { abbreviation: String, introduced: String },
    /// Occurs if an activity says nearly the same as an earlier one, whose number it is.
    NearDuplicate { number: String },
    /// Occurs if an activity is due before the day of the approval.
    DueBeforeApproval { approved: String },
    /// Occurs if a due date lies outside the plan's period.
    DueOutsidePeriod { period: String },
    /// Occurs if a due date is the whole period of the plan.
    DueWholePeriod,
    /// Occurs if a due date is not understood; `reason` is a Russian clause.
    DueNotUnderstood { reason: &'static str },
    /// Occurs if a due date is spelled in two ways.
    DueSpelling { found: String, usual: String },
    /// Occurs if a responsible body is spelled in two ways.
    ResponsibleSpelling { found: String, usual: String },
    /// Occurs if the parts of a compound adjective are joined by a dash or by a hyphen with spaces.
    DashForHyphen { found: String, right: String },
    /// Occurs if a name ends in a full stop and most do not (`is_closed`), or the other way round.
    FullStop { is_closed: bool },
    /// Occurs if a hyphen without spaces stands after «далее».
    HyphenForDash { found: String, right: String },
    /// Occurs if «в течении» or the like stands before a time.
    WrongCase { found: String, right: &'static str },
    /// Occurs if two blanks stand side by side.
    TwoBlanks { found: String },
    /// Occurs if no blank stands between a year and the word for it.
    NoBlank { found: String, right: String },
    /// Occurs if a word is parted by a hyphen and a line break, as it comes out of a PDF.
    BrokenWord { found: String, right: String },
    /// Occurs if a direction has no activities and is no heading above others.
    NothingInDirection,
    /// Occurs if no column of the table says when activities are due.
    NoDueColumn,
    /// Occurs if no column of the table says who is responsible.
    NoResponsibleColumn,
}

impl From<LintProblem> for Problem {
    fn from(problem: LintProblem) -> Self {
        Self::Lint(problem)
    }
}

impl Family for LintProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::AbbreviationUnexplained { .. } => "W201",
            Self::AbbreviationEarly { .. } => "W202",
            Self::NearDuplicate { .. } => "W203",
            Self::DueBeforeApproval { .. } => "W204",
            Self::DueOutsidePeriod { .. } => "W205",
            Self::DueWholePeriod => "W206",
            Self::DueNotUnderstood { .. } => "W207",
            Self::DueSpelling { .. } => "W208",
            Self::ResponsibleSpelling { .. } => "W209",
            Self::DashForHyphen { .. } => "W210",
            Self::FullStop { .. } => "W211",
            Self::HyphenForDash { .. } => "W212",
            Self::WrongCase { .. } => "W230",
            Self::TwoBlanks { .. } => "W231",
            Self::NoBlank { .. } => "W232",
            Self::BrokenWord { .. } => "W233",
            Self::NothingInDirection => "W234",
            Self::NoDueColumn => "W235",
            Self::NoResponsibleColumn => "W236",
        }
    }

    fn message(&self) -> String {
        match self {
            Self::AbbreviationUnexplained { abbreviation } => {
                format!("сокращение «{abbreviation}» нигде в документе не раскрыто")
            }
            Self::AbbreviationEarly { abbreviation, introduced } => {
                format!("сокращение «{abbreviation}» употреблено раньше, чем раскрыто ({introduced})")
            }
            Self::NearDuplicate { number } => format!("мероприятие почти повторяет мероприятие {number}"),
            Self::DueBeforeApproval { approved } => {
                format!("срок истекает раньше, чем утверждён план ({approved})")
            }
            Self::DueOutsidePeriod { period } => format!("срок выходит за период плана ({period})"),
            Self::DueWholePeriod => "срок – весь период плана: до его конца спросить за исполнение нельзя".into(),
            Self::DueNotUnderstood { reason } => format!("срок не понят: {reason}"),
            Self::DueSpelling { found, usual } => {
                format!("один срок записан по-разному: «{found}» и «{usual}»")
            }
            Self::ResponsibleSpelling { found, usual } => {
                format!("один исполнитель записан по-разному: «{found}» и «{usual}»")
            }
            Self::DashForHyphen { found, .. } => format!("вместо дефиса стоит тире или лишний пробел: «{found}»"),
            Self::FullStop { is_closed: true } => "в конце названия стоит точка, а у большинства других её нет".into(),
            Self::FullStop { is_closed: false } => {
                "в конце названия нет точки, а у большинства других она стоит".into()
            }
            Self::HyphenForDash { found, .. } => format!("вместо тире стоит дефис: «{found}»"),
            Self::WrongCase { found, .. } => format!("не то окончание: «{found}»"),
            Self::TwoBlanks { found } => format!("два пробела подряд: «{found}»"),
            Self::NoBlank { found, .. } => format!("после года нет пробела: «{found}»"),
            Self::BrokenWord { found, .. } => format!("слово разорвано переносом строки: «{found}»"),
            Self::NothingInDirection => "под направлением нет ни одного мероприятия".into(),
            Self::NoDueColumn => "ни один столбец таблицы не понят как срок".into(),
            Self::NoResponsibleColumn => "ни один столбец таблицы не понят как ответственные".into(),
        }
    }

    fn hint(&self) -> Option<Advice> {
        Some(match self {
            Self::AbbreviationUnexplained { abbreviation } => {
                format!("при первом употреблении напишите полностью и добавьте «(далее – {abbreviation})»").into()
            }
            Self::AbbreviationEarly { .. } => "перенесите расшифровку к первому употреблению".into(),
            Self::NearDuplicate { .. } => "объедините их или уточните, чем они различаются".into(),
            Self::DueBeforeApproval { .. } => "проверьте срок и дату утверждения".into(),
            Self::DueOutsidePeriod { .. } => "проверьте год в сроке и период плана".into(),
            Self::DueWholePeriod => "укажите месяц, квартал, день или повторяемость («ежеквартально»)".into(),
            Self::DueNotUnderstood { .. } => Advice::default().example(
                "примеры: до 15 марта 2023 г.; Январь-март 2023; II квартал; ежемесячно; по мере необходимости",
            ),
            Self::DueSpelling { .. } | Self::ResponsibleSpelling { .. } => "оставьте одно написание".into(),
            Self::DashForHyphen { right, .. } | Self::HyphenForDash { right, .. } => {
                format!("напишите «{right}»").into()
            }
            Self::FullStop { .. } => "сделайте одинаково во всех названиях".into(),
            Self::WrongCase { right, .. } => format!("напишите «{right}»").into(),
            Self::NoBlank { right, .. } | Self::BrokenWord { right, .. } => format!("напишите «{right}»").into(),
            Self::TwoBlanks { .. } => "оставьте один".into(),
            Self::NothingInDirection => "добавьте мероприятия или уберите направление".into(),
            Self::NoDueColumn => {
                "если сроки в таблице есть, назовите их столбец «Срок»: иначе программа не скажет, что просрочено"
                    .into()
            }
            Self::NoResponsibleColumn => {
                "если ответственные в таблице есть, назовите их столбец «Ответственные»".into()
            }
        })
    }

    fn explanations() -> Vec<Explanation> {
        vec![
            of(
                "W201",
                "сокращение нигде в документе не раскрыто; общеизвестные (РФ, МБОУ, ЕГЭ, …) не в счёт",
                "«…по работе с ШНОР» – и больше нигде не сказано, что это",
                "при первом употреблении напишите полностью и добавьте «(далее – ШНОР)»",
            ),
            of(
                "W202",
                "сокращение употреблено раньше, чем раскрыто",
                "«поддержка ОУ» во вступлении, а «(далее – ОУ)» только в пункте 4",
                "перенесите расшифровку к первому употреблению",
            ),
            of(
                "W203",
                "два мероприятия с одним сроком говорят почти одно и то же",
                "«Семинары с учителями по повышению качества» и «Семинары по повышению качества с учителями»",
                "объедините их или уточните, чем они различаются",
            ),
            of(
                "W204",
                "срок истекает раньше, чем план утверждён",
                "срок «Январь 2023», план утверждён 1 февраля 2023 года",
                "проверьте срок и дату утверждения",
            ),
            of(
                "W205",
                "срок выходит за период плана",
                "«Март 2024» в плане на 2023 год",
                "проверьте год в сроке и период плана",
            ),
            of(
                "W206",
                "срок – весь период плана: до его конца спросить за исполнение нельзя",
                "«2023» в плане на 2023 год",
                "укажите месяц, квартал, день или повторяемость",
            ),
            of(
                "W207",
                "по сроку нельзя понять, когда он истекает",
                "«к марту», «31.02.2023»",
                "запишите срок однозначно: «до 1 марта 2023 г.»",
            ),
            of(
                "W208",
                "один и тот же срок записан по-разному",
                "«Февраль-март 2023» и «Февраль - март 2023»",
                "оставьте одно написание",
            ),
            of(
                "W209",
                "один и тот же исполнитель записан по-разному",
                "«Отдел образования» и «Отдел  образоваия»",
                "оставьте одно написание; удобно завести краткое имя в поле «исполнители»",
            ),
            of(
                "W210",
                "в сложном прилагательном вместо дефиса стоит тире или вокруг него пробелы",
                "«Организационно – управленческие»",
                "напишите «Организационно-управленческие»",
            ),
            of(
                "W211",
                "одни названия мероприятий кончаются точкой, другие нет",
                "точка только в пункте 3",
                "сделайте одинаково во всех названиях",
            ),
            of("W212", "после «далее» вместо тире стоит дефис", "«(далее-ОУ)»", "напишите «(далее – ОУ)»"),
            of(
                "W230",
                "в обороте времени не то окончание",
                "«в течении года», «на протяжение года»",
                "напишите «в течение», «на протяжении»",
            ),
            of("W231", "два пробела подряд", "«план  мероприятий»", "оставьте один"),
            of("W232", "между годом и словом за ним нет пробела", "«2027г.»", "напишите «2027 г.»"),
            of(
                "W233",
                "слово разорвано дефисом и переносом строки, как бывает при копировании из PDF",
                "«Обновле-» в конце строки и «ние» в начале следующей",
                "напишите слово слитно",
            ),
            of(
                "W234",
                "под направлением нет ни одного мероприятия, и это не заголовок над другими",
                "«II направление – …», а за ним сразу «III направление – …»",
                "добавьте мероприятия или уберите направление",
            ),
            of(
                "W235",
                "ни один столбец таблицы не понят как срок: просрочки не будут видны ни в сроках, ни в отчёте",
                "столбец со сроками назван «Когда»",
                "назовите столбец «Срок»; если сроков в плане нет, выключите замечание",
            ),
            of(
                "W236",
                "ни один столбец таблицы не понят как ответственные",
                "столбец с ответственными назван «Кто»",
                "назовите столбец «Ответственные»; если их в плане нет, выключите замечание",
            ),
        ]
    }
}
