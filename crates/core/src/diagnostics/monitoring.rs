//! Messages on a monitoring as a whole and on its entries.

#![expect(missing_docs, reason = "the sentence of a variant says what its fields are")]

use super::advice::{Arg, Command, Manner};
use super::explain::{Explanation, of};
use super::problem::Family;
use super::{Advice, Problem};

/// A problem of a monitoring: `E410` to `E414` as a whole, `W104` to `W113` of its entries, `W22…` of what they say
/// beside the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MonitoringProblem {
    /// Occurs if an entry names no activity of the plan; `known` as «1–15».
    NoSuchActivity { typed: String, known: String },
    /// Occurs if an activity has two entries.
    RepeatedEntry { number: String },
    /// Occurs if an entry names more than one activity.
    AmbiguousActivity { typed: String },
    /// Occurs if the file named as the plan is itself a monitoring.
    PlanIsMonitoring,
    /// Occurs if a report is asked of a plan that has no fulfilment beside it.
    NothingReported,
    /// Occurs if an activity is done, but it is not told when.
    DoneWithoutDate,
    /// Occurs if an activity is done and its due date has passed, but the day is not told or not understood, so that nobody
    /// can say whether it was late.
    DoneOnUnknownDay,
    /// Occurs if a status is written otherwise than the fixed list has it; it is taken for `status`.
    StatusSpelled { status: &'static str },
    /// Occurs if an activity is done, but no document shows it.
    DoneWithoutDocument,
    /// Occurs if an activity departs from the plan or is late, but it is not told why.
    NoCause,
    /// Occurs if an activity is put off, but it is not told until when.
    NoNewDue,
    /// Occurs if a report has no conclusions, so that they are drafted from its figures.
    DraftConclusions,
    /// Occurs if a monitoring speaks of another edition than the plan has; `changed` lists the activities whose texts
    /// differ, as «3, 7».
    OtherEdition { changed: String },
    /// Occurs if an entry tells another name than its activity has in the plan.
    OtherText { number: String },
    /// Occurs if a monitoring has no entry, so that its report tells nothing; `in_plan` if its plan has entries beside it,
    /// which this report does not take.
    NoEntries { in_plan: bool },
    /// Occurs if an activity was done after its due date, whose last day it is.
    DoneLate { due: String },
    /// Occurs if an activity is under way though its due date, whose last day it is, has passed.
    UnderWayOverdue { due: String },
    /// Occurs if nothing is told of activities though their due dates have passed or are not understood; `numbers` as
    /// «3, 7».
    NoData { numbers: String },
    /// Occurs if the day on which an activity was done makes no sense; `reason` is a Russian clause.
    DoneDateOdd { reason: &'static str },
    /// Occurs if a new due date makes no sense; `reason` is a Russian clause.
    NewDueOdd { reason: &'static str },
    /// Occurs if a figure of an indicator makes no sense; `reason` is a Russian clause.
    FigureOdd { reason: &'static str },
}

impl From<MonitoringProblem> for Problem {
    fn from(problem: MonitoringProblem) -> Self {
        Self::Monitoring(problem)
    }
}

impl Family for MonitoringProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::NoSuchActivity { .. } => "E410",
            Self::RepeatedEntry { .. } => "E411",
            Self::AmbiguousActivity { .. } => "E412",
            Self::PlanIsMonitoring => "E413",
            Self::NothingReported => "E414",
            Self::DoneWithoutDate => "W104",
            Self::DoneWithoutDocument => "W105",
            Self::NoCause => "W106",
            Self::NoNewDue => "W107",
            Self::DraftConclusions => "W108",
            Self::OtherEdition { .. } => "W109",
            Self::OtherText { .. } => "W110",
            Self::NoEntries { .. } => "W111",
            Self::DoneOnUnknownDay => "W112",
            Self::StatusSpelled { .. } => "W113",
            Self::DoneLate { .. } => "W220",
            Self::UnderWayOverdue { .. } => "W221",
            Self::NoData { .. } => "W222",
            Self::DoneDateOdd { .. } => "W223",
            Self::NewDueOdd { .. } => "W224",
            Self::FigureOdd { .. } => "W225",
        }
    }

    fn message(&self) -> String {
        match self {
            Self::NoSuchActivity { typed, .. } => format!("в плане нет мероприятия «{typed}»"),
            Self::RepeatedEntry { number } => format!("о мероприятии {number} сказано дважды"),
            Self::AmbiguousActivity { typed } => format!("под «{typed}» в плане подходит не одно мероприятие"),
            Self::PlanIsMonitoring => "в поле «план» назван файл мониторинга, а не плана".into(),
            Self::NothingReported => "это план, и сведений о его исполнении в файле нет".into(),
            Self::StatusSpelled { status } => format!("статус набран иначе, чем в списке; он понят как «{status}»"),
            Self::DoneWithoutDate => "мероприятие выполнено, но не указана дата".into(),
            Self::DoneOnUnknownDay => {
                "мероприятие выполнено, срок истёк, а день исполнения не указан или не понят: в отчёте оно посчитано как «нет \
                 данных»"
                    .into()
            }
            Self::DoneWithoutDocument => "мероприятие выполнено, но не указан подтверждающий документ".into(),
            Self::NoCause => "есть отклонение от плана, но не указана причина".into(),
            Self::NoNewDue => "мероприятие перенесено, но не указан новый срок".into(),
            Self::DraftConclusions => "выводы не указаны: в отчёт поставлен черновик, составленный по цифрам".into(),
            Self::OtherEdition { changed } if changed.is_empty() => {
                "мониторинг составлен по другой редакции плана".into()
            }
            Self::OtherEdition { changed } => {
                format!("мониторинг составлен по другой редакции плана; изменился текст мероприятий: {changed}")
            }
            Self::OtherText { number } => format!("в плане мероприятие {number} названо иначе"),
            Self::NoEntries { in_plan: false } => "в мониторинге нет ни одной записи об исполнении".into(),
            Self::NoEntries { in_plan: true } => {
                "записи об исполнении стоят в файле плана, и в отчёт по этому мониторингу они не входят".into()
            }
            Self::DoneLate { due } => format!("мероприятие выполнено позже срока ({due})"),
            Self::UnderWayOverdue { due } => format!("мероприятие ещё выполняется, а срок истёк ({due})"),
            Self::NoData { numbers } => format!("срок истёк или не понят, а сведений об исполнении нет: {numbers}"),
            Self::DoneDateOdd { reason } => format!("дата исполнения вызывает сомнение: {reason}"),
            Self::NewDueOdd { reason } => format!("новый срок вызывает сомнение: {reason}"),
            Self::FigureOdd { reason } => format!("значение показателя вызывает сомнение: {reason}"),
        }
    }

    fn hint(&self) -> Option<Advice> {
        Some(match self {
            Self::NoSuchActivity { known, .. } => {
                format!("укажите номер, как он напечатан в плане ({known}), или код мероприятия").into()
            }
            Self::RepeatedEntry { .. } => "оставьте одну запись, соединив в ней сведения".into(),
            Self::AmbiguousActivity { .. } => "дайте мероприятиям в плане разные коды и укажите здесь код".into(),
            Self::PlanIsMonitoring => "укажите файл, в котором «вид: план»".into(),
            Self::NothingReported => Advice::from(
                "добавьте лист «Исполнение» (в файл .yaml – поле «исполнение») или возьмите файл, в котором «вид: мониторинг»; образец создаёт ",
            )
            .command(Command::New, &[], Manner::Named),
            Self::StatusSpelled { .. } => {
                "если это не так, впишите статус из списка: выполнено, выполнено частично, выполняется, не выполнено, перенесено, \
                 отменено"
                    .into()
            }
            Self::DoneWithoutDate => "впишите поле «дата»".into(),
            Self::DoneOnUnknownDay => {
                Advice::default().example("впишите в поле «дата» день исполнения, например 27.01.2023")
            }
            Self::DoneWithoutDocument => {
                Advice::default().example("впишите поле «документ», например «Справка от 27.01.2023 № 4»")
            }
            Self::NoCause => "впишите поле «причина»".into(),
            Self::NoNewDue => "впишите поле «новый срок»".into(),
            Self::DraftConclusions => {
                "прочитайте черновик и впишите свои выводы в поле «выводы», если он вам не подходит".into()
            }
            Self::OtherEdition { .. } => "сверьте записи с планом и исправьте поле «редакция плана» или «план»".into(),
            Self::OtherText { .. } => "проверьте, о том ли мероприятии запись".into(),
            Self::NoEntries { in_plan: false } => {
                "добавьте поле «исполнение», в книге – строки на листе «Исполнение»; без них отчёт пуст".into()
            }
            Self::NoEntries { in_plan: true } => {
                "перенесите их в мониторинг или сделайте отчёт из самого файла плана".into()
            }
            Self::DoneLate { .. } => "проверьте дату; если она верна, причину укажите в поле «причина»".into(),
            Self::UnderWayOverdue { .. } => "проверьте статус; если он верен, причину укажите в поле «причина»".into(),
            Self::NoData { .. } => "добавьте записи об этих мероприятиях".into(),
            Self::DoneDateOdd { .. } => "проверьте день, месяц и год".into(),
            Self::NewDueOdd { .. } => "проверьте новый срок".into(),
            Self::FigureOdd { .. } => "проверьте число и единицу".into(),
        })
    }

    fn explanations() -> Vec<Explanation> {
        vec![
            of(
                "E410",
                "запись об исполнении не относится ни к одному мероприятию плана",
                "мероприятие: 16, а в плане их пятнадцать",
                "укажите номер, как он напечатан в плане, или код мероприятия",
            ),
            of("E411", "об одном мероприятии две записи", "две записи «мероприятие: 3»", "соедините их в одну"),
            of(
                "E412",
                "запись можно отнести к разным мероприятиям",
                "мероприятие: 2, а «2» – и номер одного, и код другого",
                "дайте мероприятиям разные коды и укажите код",
            ),
            of("E413", "план для мониторинга сам оказался мониторингом", "план: monitoring.yaml", "укажите файл плана"),
            of(
                "E414",
                "отчёт составить не из чего: в файле только план",
                Advice::default()
                    .run(Command::Report, &[Arg::File("plan.yaml")])
                    .words(", а записей об исполнении нет"),
                "добавьте лист «Исполнение» или возьмите файл мониторинга",
            ),
            of("W104", "выполнено, но не указано когда", "статус: выполнено, а поля «дата» нет", "впишите дату"),
            of(
                "W105",
                "выполнено, но не указан подтверждающий документ",
                "статус: выполнено, а поля «документ» нет",
                "впишите документ с датой и номером",
            ),
            of(
                "W106",
                "мероприятие не выполнено, выполнено частично или с опозданием, просрочено, перенесено или отменено, а причина не \
                 указана",
                "статус: не выполнено, а поля «причина» нет",
                "впишите причину",
            ),
            of("W107", "мероприятие перенесено, а новый срок не указан", "статус: перенесено", "впишите новый срок"),
            of(
                "W108",
                "выводов нет, и программа составила их черновик по цифрам",
                "в файле нет поля «выводы»",
                "прочитайте черновик в отчёте и впишите свои выводы",
            ),
            of(
                "W109",
                "мониторинг составлен по другой редакции плана",
                "редакция плана: {номер: 1}, а в плане – редакция № 2",
                "сверьте записи с новой редакцией плана",
            ),
            of(
                "W110",
                "в записи мероприятие названо иначе, чем в плане",
                "номер 3, а название – из прежней редакции",
                "проверьте, о том ли мероприятии запись",
            ),
            of(
                "W111",
                "в мониторинге нет ни одной записи об исполнении, и отчёт ничего не сообщает",
                "поля «исполнение» нет, или оно стоит в файле плана",
                "добавьте записи об исполнении в мониторинг",
            ),
            of(
                "W112",
                "выполнено, срок истёк, а день исполнения не указан или не понят",
                "срок «Январь 2023», статус «выполнено», а поля «дата» нет или в нём «своевременно»",
                "впишите день исполнения; без него мероприятие посчитано как «нет данных»",
            ),
            of(
                "W113",
                "статус набран не словом из списка, но понятен",
                "«сделано» или «Выполнен» вместо «выполнено»",
                "если понят неверно, впишите статус из списка",
            ),
            of(
                "W220",
                "мероприятие выполнено позже срока",
                "срок «Январь 2023», дата 03.02.2023",
                "проверьте дату; причину укажите в поле «причина»",
            ),
            of(
                "W221",
                "мероприятие ещё выполняется, хотя срок истёк",
                "срок «Октябрь 2023», статус «выполняется», отчёт на 20 ноября",
                "укажите причину и, если мероприятие перенесено, новый срок",
            ),
            of(
                "W222",
                "срок истёк или не понят, а сведений об исполнении нет",
                "о мероприятии 7 со сроком «Март 2023» нет записи",
                "добавьте запись о мероприятии",
            ),
            of(
                "W223",
                "дата исполнения вызывает сомнение",
                "дата позже дня отчёта, раньше периода плана или не понята",
                "проверьте день, месяц и год",
            ),
            of(
                "W224",
                "новый срок вызывает сомнение",
                "новый срок раньше прежнего, уже истёк или не понят",
                "проверьте новый срок",
            ),
            of(
                "W225",
                "значение показателя вызывает сомнение",
                "140 % там, где считается доля; отрицательное число человек",
                "проверьте число и единицу",
            ),
        ]
    }
}
