//! Messages on two editions of a plan.

use super::advice::{Arg, Command, Manner, Setting, Way};
use super::explain::{Explanation, of};
use super::problem::Family;
use super::{Advice, Problem};

/// A problem of two editions: `E64…` and `W64…`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditionProblem {
    /// Occurs if a monitoring is to be compared.
    MonitoringCompared,
    /// Occurs if amendments are wanted, but the editions differ in nothing that is amended by points.
    NothingToAmend,
    /// Occurs if the amendments are that the plan is given anew as a whole, so that the new edition is their annex.
    WholeEdition,
    /// Occurs if activities have other numbers in the new edition than the amendments, which name those of the old one.
    NumbersMoved {
        /// The number of an activity in the old edition.
        old: String,
        /// Its number in the new one.
        new: String,
    },
    /// Occurs if what both editions have stands in another order, which no point of the amendments says.
    Reordered,
}

impl From<EditionProblem> for Problem {
    fn from(problem: EditionProblem) -> Self {
        Self::Edition(problem)
    }
}

impl Family for EditionProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::MonitoringCompared => "E640",
            Self::NothingToAmend => "E641",
            Self::WholeEdition => "W640",
            Self::NumbersMoved { .. } => "W641",
            Self::Reordered => "W642",
        }
    }

    fn message(&self) -> String {
        match self {
            Self::MonitoringCompared => "сравниваются редакции плана, а это мониторинг".into(),
            Self::NothingToAmend => {
                "вносить в план нечего: редакции различаются только грифами, подписями, периодом или составителем"
                    .into()
            }
            Self::WholeEdition => {
                "изменений так много, что план излагается в новой редакции целиком; сама она – приложение к изменениям"
                    .into()
            }
            Self::NumbersMoved { old, new } => format!(
                "номера мероприятий сдвинулись: пункт {old} в новой редакции – {new}, а изменения называют номера прежней"
            ),
            Self::Reordered => {
                "мероприятия или направления стоят в новой редакции в другом порядке, а изменения порядка не меняют"
                    .into()
            }
        }
    }

    fn hint(&self) -> Option<Advice> {
        Some(match self {
            Self::MonitoringCompared => "укажите сам план, о котором этот мониторинг".into(),
            Self::NothingToAmend => {
                Advice::from("что именно различается, покажет ").way(Way::SameWithout(Setting::Target))
            }
            Self::WholeEdition => {
                Advice::from("сделайте её ").command(Command::Plan, &[], Manner::By).words(" и приложите")
            }
            Self::NumbersMoved { .. } => {
                "если номера не должны сдвигаться, укажите в новой редакции «нумерация: как в данных», оставьте \
                                          мероприятиям прежние номера, а новым дайте те, что в изменениях"
                    .into()
            }
            Self::Reordered => Advice::from("верните прежний порядок; если важен новый, издайте план целиком ")
                .command(Command::Plan, &[], Manner::By),
        })
    }

    fn explanations() -> Vec<Explanation> {
        vec![
            of(
                "E640",
                "для сравнения указан мониторинг, а сравниваются планы",
                Advice::default().run(Command::Diff, &[Arg::File("план.yaml"), Arg::File("мониторинг.yaml")]),
                "укажите две редакции плана",
            ),
            of(
                "E641",
                "документ с изменениями не нужен: текст плана в обеих редакциях один",
                "в новой редакции сменился только утверждающий",
                Advice::from("посмотрите, что различается: ")
                    .run(Command::Diff, &[Arg::File("БЫЛО"), Arg::File("СТАЛО")])
                    .words(" ")
                    .setting(Setting::Target, Manner::Without),
            ),
            of(
                "W640",
                "изменений так много, что вместо отдельных пунктов план излагается в новой редакции целиком",
                "добавлен столбец таблицы; сменилась нумерация; заменено больше половины мероприятий",
                "сделайте новую редакцию командой plan и приложите её к изменениям",
            ),
            of(
                "W641",
                "в новой редакции у мероприятий другие номера, чем в изменениях: там всё названо номерами прежней редакции, \
                 которые при внесении изменений не сдвигаются",
                "пункт 7 исключён, и пункт 8 стал в новой редакции седьмым; в изменениях он по-прежнему пункт 8",
                "ничего, если новая редакция – новый документ; если она должна совпасть с прежней после внесения изменений, \
                 укажите «нумерация: как в данных», оставьте мероприятиям прежние номера, а новым дайте те, что в изменениях",
            ),
            of(
                "W642",
                "в новой редакции мероприятия или направления переставлены, а изменения, если их внести, оставят прежний порядок",
                "мероприятие 5 стоит в новой редакции вторым; в изменениях об этом нет ни слова",
                "верните прежний порядок; если важен новый, издайте план в новой редакции командой plan",
            ),
        ]
    }
}
