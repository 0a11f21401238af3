//! Messages on the summary of many reports, and on a plan beside the one above it.

use super::advice::{Arg, Command, Manner};
use super::explain::{Explanation, of};
use super::problem::Family;
use super::{Advice, Problem};

/// A problem of a summary: `E70…`, `W70…`, `W715`, `W716`; of a plan beside the one above it: `W710`–`W714`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SummaryProblem {
    /// Occurs if the figures of a territory are not the sum of those of its reports: somebody has changed them.
    TotalsDiffer {
        /// Its name.
        territory: String,
    },
    /// Occurs if figures that the program has put into a summary cannot be read: somebody has changed them.
    BadTotals,
    /// Occurs if no report counts, so that there is nothing to be summed up.
    NothingCounted,
    /// Occurs if two territories of a summary have one name.
    RepeatedTerritory {
        /// The name.
        name: String,
    },
    /// Occurs if a report is no longer what its data say, or its signature does not hold.
    Altered {
        /// What differs, as a Russian clause.
        what: String,
    },
    /// Occurs if a report cannot be read.
    Unread {
        /// Why, as a Russian clause.
        reason: String,
    },
    /// Occurs if a report is of another plan, or of another time.
    OtherPlan {
        /// What is another, as a Russian clause.
        what: String,
    },
    /// Occurs if another edition of a report, among the others, counts in its place.
    Replaced {
        /// The file of that edition.
        by: String,
        /// Whether that one is of a later day; else it is of the same, and was named last.
        is_later: bool,
    },
    /// Occurs if the same file is given twice.
    Twice {
        /// Where it was given first.
        first: String,
    },
    /// Occurs if territories have not reported.
    NotReported {
        /// How many.
        count: usize,
        /// Each with the reason.
        territories: Vec<String>,
    },
    /// Occurs if territories have reported too late.
    Late {
        /// How many.
        count: usize,
        /// Each with the day.
        territories: Vec<String>,
    },
    /// Occurs if the conclusions of a summary are drafted from its figures.
    DraftConclusions,
    /// Occurs if only the words of reports were compared with their data.
    ByWords,
    /// Occurs if the plans of the reports have unlike titles, so that the title of the summary names none.
    TitlesDiffer {
        /// Two of them.
        titles: [String; 2],
    },
    /// Occurs if a plan lacks an activity that it must have.
    Absent {
        /// The number of the activity in the plan above.
        number: String,
        /// Its name.
        name: String,
    },
    /// Occurs if an activity is due later than in the plan above.
    DueLater {
        /// Its number in the plan above.
        number: String,
        /// When it is due there.
        due: String,
    },
    /// Occurs if nobody answers for an activity that the plan must have.
    NoBody {
        /// Its number in the plan above.
        number: String,
    },
    /// Occurs if it cannot be judged whether an activity is due later than in the plan above.
    DueUnclear {
        /// Its number in the plan above.
        number: String,
        /// When it is due there.
        due: String,
    },
    /// Occurs if an activity that the plan must have was found by its words, which are not the same.
    Alike {
        /// Its number in the plan above.
        number: String,
        /// Its name there.
        name: String,
    },
    /// Occurs if activities of several plans are taken for the same by words that are not.
    AllAlike {
        /// How many.
        count: usize,
        /// The least alike of them, each with the other name.
        pairs: Vec<String>,
    },
    /// Occurs if reports that count tell how things stood on another day than the summary does.
    OtherDay {
        /// The day of the summary.
        as_of: String,
        /// In how many territories.
        count: usize,
        /// Each of these days with the territories.
        days: Vec<String>,
    },
}

impl From<SummaryProblem> for Problem {
    fn from(problem: SummaryProblem) -> Self {
        Self::Summary(problem)
    }
}

impl Family for SummaryProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::TotalsDiffer { .. } => "E700",
            Self::BadTotals => "E701",
            Self::NothingCounted => "E702",
            Self::RepeatedTerritory { .. } => "E703",
            Self::Altered { .. } => "W700",
            Self::Unread { .. } => "W701",
            Self::OtherPlan { .. } => "W702",
            Self::Replaced { .. } => "W703",
            Self::Twice { .. } => "W704",
            Self::NotReported { .. } => "W705",
            Self::Late { .. } => "W706",
            Self::DraftConclusions => "W707",
            Self::ByWords => "W708",
            Self::TitlesDiffer { .. } => "W709",
            Self::Absent { .. } => "W710",
            Self::DueLater { .. } => "W711",
            Self::NoBody { .. } => "W712",
            Self::DueUnclear { .. } => "W713",
            Self::Alike { .. } => "W714",
            Self::AllAlike { .. } => "W715",
            Self::OtherDay { .. } => "W716",
        }
    }

    fn message(&self) -> String {
        match self {
            Self::TotalsDiffer { territory } => {
                format!("итоги территории «{territory}» не равны сумме её отчётов")
            }
            Self::BadTotals => "итоги, которые записала программа, не читаются".into(),
            Self::NothingCounted => "сводить нечего: не учтён ни один отчёт".into(),
            Self::RepeatedTerritory { name } => format!("территория «{name}» указана дважды"),
            Self::Altered { what } => format!("отчёт не учтён: {what}"),
            Self::Unread { reason } => format!("отчёт не прочитан и не учтён: {reason}"),
            Self::OtherPlan { what } => format!("отчёт не учтён: {what}"),
            Self::Replaced { by, is_later: true } => {
                format!("отчёт не учтён: есть более поздняя его редакция, {by}")
            }
            Self::Replaced { by, is_later: false } => {
                format!("отчёт не учтён: у другой его редакции, {by}, та же дата, и учтена она как названная последней")
            }
            Self::Twice { first } => format!("этот же файл уже учтён ({first}), второй раз он не считается"),
            Self::NotReported { count, .. } => format!("отчёты представлены не всеми: не хватает территорий – {count}"),
            Self::Late { count, .. } => format!("отчёты представлены позже срока: территорий – {count}"),
            Self::DraftConclusions => "выводы не указаны: в свод поставлен черновик, составленный по цифрам".into(),
            Self::TitlesDiffer { titles: [one, other] } => {
                format!("планы называются по-разному, поэтому в названии свода план не назван: «{one}», «{other}»")
            }
            Self::ByWords => "у PDF отчётов сверены только слова: закрашенное и дорисованное не обнаружится".into(),
            Self::Absent { number, name } => {
                format!("в плане нет обязательного мероприятия вышестоящего плана: {number} «{name}»")
            }
            Self::DueLater { number, due } => {
                format!("срок позже, чем в вышестоящем плане: там пункт {number}, срок «{due}»")
            }
            Self::NoBody { number } => {
                format!("не указано, кто отвечает за обязательное мероприятие (пункт {number} вышестоящего плана)")
            }
            Self::DueUnclear { number, due } => {
                format!("нельзя понять, не позже ли срок, чем в вышестоящем плане: там пункт {number}, срок «{due}»")
            }
            Self::Alike { number, name } => {
                format!("принято по сходству слов за мероприятие вышестоящего плана: {number} «{name}»")
            }
            Self::OtherDay { as_of, count, .. } => {
                format!("свод составлен на {as_of}, а отчёты – не на этот день: территорий – {count}")
            }
            Self::AllAlike { count, .. } => {
                format!("названия мероприятий разные, а приняты они по сходству слов за одно и то же: {count}")
            }
        }
    }

    fn details(&self) -> &[String] {
        match self {
            Self::NotReported { territories, .. } | Self::Late { territories, .. } => territories,
            Self::AllAlike { pairs, .. } => pairs,
            Self::OtherDay { days, .. } => days,
            _ => &[],
        }
    }

    fn hint(&self) -> Option<Advice> {
        Some(match self {
            Self::TotalsDiffer { .. } | Self::BadTotals => {
                "не правьте итоги вручную: сделайте свод заново из самих отчётов".into()
            }
            Self::NothingCounted => "посмотрите замечания к файлам: там сказано, почему каждый не учтён".into(),
            Self::RepeatedTerritory { .. } => {
                "оставьте одну запись; если у территории несколько отчётов, перечислите их в поле «файлы»".into()
            }
            Self::Altered { .. } => Advice::from(
                "попросите территорию прислать отчёт заново; что именно изменено, покажет ",
            )
            .command(Command::Verify, &[Arg::File("ФАЙЛ.pdf")], Manner::Named),
            Self::Unread { .. } => Advice::from("что с файлом не так, покажет ").command(
                Command::Check,
                &[Arg::File("ФАЙЛ")],
                Manner::Named,
            ),
            Self::OtherPlan { .. } => {
                "уберите этот файл или попросите отчёт по нужному плану и за нужный период".into()
            }
            Self::Replaced { .. } => "если учесть нужно не ту редакцию, уберите лишний файл".into(),
            Self::Twice { .. } | Self::Late { .. } => return None,
            Self::NotReported { .. } => {
                Advice::from("черновики писем тем, кто не отчитался, будут записаны, если сделать свод ")
                    .setting(super::advice::Setting::Letters, Manner::With)
            }
            Self::DraftConclusions => "прочитайте его; свои выводы впишите в поле «выводы»".into(),
            Self::TitlesDiffer { .. } => "впишите название свода в поле «название» файла «вид: свод»".into(),
            Self::ByWords => "для документа, который подпишут, сделайте свод с полной сверкой".into(),
            Self::Absent { .. } => "добавьте это мероприятие, сохранив его код, если он есть".into(),
            Self::DueLater { .. } => "укажите срок не позже вышестоящего".into(),
            Self::NoBody { .. } => "впишите ответственных".into(),
            Self::DueUnclear { .. } => "сравните сроки сами или укажите оба днями или месяцами".into(),
            Self::Alike { .. } => {
                "если это другое мероприятие, добавьте недостающее; если то же, назовите его так же или дайте тот же код".into()
            }
            Self::OtherDay { .. } => {
                "попросите отчёты на день свода или укажите в поле «на дату» тот день, на который они составлены".into()
            }
            Self::AllAlike { .. } => {
                "посмотрите, то же ли это; если нет, дайте этим мероприятиям в планах разные коды, если да – один код".into()
            }
        })
    }

    fn explanations() -> Vec<Explanation> {
        vec![
            of(
                "E700",
                "итоги территории в данных свода не равны сумме её отчётов: их правили не программой",
                "в данных, извлечённых из PDF, изменено число у одной территории",
                "сделайте свод заново из самих отчётов",
            ),
            of(
                "E701",
                "итоги в данных свода записаны не так, как их пишет программа",
                "вместо «выполнено в срок 3» стоит «3»",
                "сделайте свод заново из самих отчётов",
            ),
            of(
                "E702",
                "не учтён ни один отчёт, и сводить нечего",
                "все файлы изменены, не читаются или относятся к другому плану",
                "посмотрите замечания к файлам и замените их",
            ),
            of(
                "E703",
                "две территории свода названы одинаково: их цифры не отличить",
                "«Заречный муниципальный округ» в списке дважды, с разными файлами",
                "оставьте одну запись, а отчёты перечислите в поле «файлы»",
            ),
            of(
                "W700",
                "PDF уже не тот, который даёт его вложенные данные, или его подпись не подтверждается; такой отчёт не учитывается, \
                 и территория считается не отчитавшейся",
                "в PDF исправили цифру; после подписи к файлу что-то дописали",
                "попросите отчёт заново",
            ),
            of(
                "W701",
                "файл не удалось прочитать как отчёт: его нет, в нём ошибки, или это не отчёт",
                "в PDF нет вложенных данных; файл называется иначе, чем в своде",
                "проверьте имя файла; покажите территории, что найдёт проверка",
            ),
            of(
                "W702",
                "отчёт составлен по другому плану или за другое время и в свод не входит",
                "в папку попал прошлогодний отчёт",
                "уберите его или попросите нужный",
            ),
            of(
                "W703",
                "у одного отчёта (тот же план, тот же утверждающий) найдено две редакции; учтена более поздняя, а из двух с одной датой – названная последней",
                "территория прислала исправленный отчёт, а первый остался в папке",
                "ничего; если нужна другая редакция, уберите лишнюю",
            ),
            of("W704", "один и тот же файл дан дважды; считается один раз", "копия файла под другим именем", "ничего"),
            of(
                "W705",
                "часть территорий не отчиталась: отчёта нет, он изменён или не прочитан",
                "вместо отчёта пришло письмо",
                "напомните им",
            ),
            of(
                "W706",
                "отчёты утверждены (подписаны) позже дня «представить до»",
                "срок – 1 декабря, утверждён 3 декабря",
                "ничего",
            ),
            of(
                "W707",
                "выводов в данных свода нет, и программа составила их по цифрам",
                "поле «выводы» не указано",
                "прочитайте черновик; свои выводы впишите в поле «выводы»",
            ),
            of(
                "W708",
                "PDF отчётов сверены со своими данными только по словам, как и просили; это сказано и в своде",
                "свод сделан с ключом --words, чтобы тысячи отчётов читались быстрее",
                "для документа, который подпишут, сделайте свод без этого ключа",
            ),
            of(
                "W709",
                "в планах территорий разные названия, и ни одно не стоит в названии свода",
                "«План … в Берёзовском округе» и «План … в Заречном округе»",
                "впишите поле «название» в файл «вид: свод»",
            ),
            of(
                "W710",
                "в плане нет мероприятия, которое вышестоящий план делает обязательным",
                "в плане района пропущено мероприятие с пометкой «обязательно: да»",
                "добавьте мероприятие",
            ),
            of(
                "W711",
                "срок мероприятия позже, чем у него же в вышестоящем плане",
                "в плане области «до 1 марта», в плане района «апрель»",
                "укажите срок не позже вышестоящего",
            ),
            of(
                "W712",
                "за обязательное мероприятие никто не отвечает",
                "ячейка ответственных пуста",
                "впишите ответственных",
            ),
            of(
                "W713",
                "сроки в двух планах нельзя сравнить, потому что один из них программе непонятен",
                "в плане области «до 1 марта», в плане района «после совещания»",
                "сравните сроки сами",
            ),
            of(
                "W714",
                "обязательное мероприятие вышестоящего плана нашлось только по сходству слов, а названо оно иначе",
                "в плане области «Анализ результатов ОГЭ», в плане района «Анализ результатов ВПР»",
                "если это не одно и то же, добавьте недостающее; если одно, назовите одинаково или укажите тот же код",
            ),
            of(
                "W715",
                "мероприятия разных планов приняты в своде за одно и то же по сходству слов, а не по коду или названию",
                "в одном отчёте «Анализ результатов ОГЭ», в другом «Анализ результатов ВПР»",
                "посмотрите список; чтобы не было догадок, дайте мероприятиям в планах коды",
            ),
            of(
                "W716",
                "в своде сказано, как обстоит дело на один день, а учтённые отчёты составлены на другой",
                "свод на 20 ноября, а один из округов прислал отчёт на 1 июня",
                "попросите отчёт на день свода или измените поле «на дату»",
            ),
        ]
    }
}
