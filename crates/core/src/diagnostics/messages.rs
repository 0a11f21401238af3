//! All Russian wording of problems: what was found, and what to do about it.

use super::{Diagnostic, Expected, Meant, Place, Problem, Severity};

/// What stands for the whole file where a record is named.
pub const ROOT: &str = "файл";

impl Severity {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Fault => "ошибка",
            Self::Remark => "замечание",
        }
    }
}

impl Problem {
    /// What is wrong, as one Russian sentence without a full stop.
    pub fn message(&self) -> String {
        use Problem as P;
        match self {
            P::CannotRead { reason } => format!("файл не читается: {reason}"),
            P::CannotWrite { reason } => format!("документ не записан: {reason}"),
            P::NotRegularFile { .. } => "это не файл, а папка или устройство".into(),
            P::FileTooLarge { size, limit } => {
                format!("файл слишком велик: {} МБ при допустимых {} МБ", megabytes(*size), megabytes(*limit))
            }
            P::UnknownFormat { ending } if ending.is_empty() => "у имени файла нет окончания, например .xlsx".into(),
            // Only a table can be asked for and be found here.
            P::UnknownFormat { ending } if ["yaml", "yml", "pdf"].contains(&ending.as_str()) => {
                "таблица берётся только из книги".into()
            }
            P::UnknownFormat { ending } => format!("из файлов .{ending} данные не читаются"),
            P::UnknownEncoding => "кодировка файла не распознана".into(),
            P::SignedDocument => "документ подписан электронной подписью и потому не заменён новым".into(),

            P::Internal { detail } => format!("внутренняя ошибка программы: {detail}"),

            P::YamlSyntax { detail } => format!("нарушена запись YAML: {detail}"),
            P::YamlEmpty => "в файле нет данных".into(),
            P::YamlSeveralDocuments => "в файле несколько документов, разделённых строкой «---»".into(),
            P::YamlTooDeep { limit } => format!("слишком глубокая вложенность: больше {limit} уровней"),
            P::YamlTooManyNodes { limit } => format!("слишком много значений: больше {limit}"),
            P::YamlTooManyAliases { limit } => format!("слишком много повторов через «*»: больше {limit}"),
            P::TextTooLong { limit } => format!("слишком длинный текст: больше {} КБ", limit / 1024),
            P::YamlTag => "метки вида «!имя» не поддерживаются".into(),

            P::BadWorkbook { detail } => format!("книга не читается: {detail}"),
            P::WorkbookPassword => "книга защищена паролем".into(),
            P::NoSheet { wanted, .. } => format!("в книге нет листа «{wanted}»"),
            P::NoHead { wanted, .. } => format!("на листе не найдена шапка таблицы со столбцом «{wanted}»"),
            P::TwoColumns { field, other } => {
                format!("два столбца с одним смыслом «{field}»: этот и столбец в ячейке {other}")
            }
            P::ErrorCell => "в ячейке ошибка вместо значения".into(),
            P::FormulaWithoutValue => "в ячейке формула, значение которой не сохранено".into(),
            P::RowWithoutName { column } => format!("строка заполнена, но в столбце «{column}» пусто"),
            P::StrayCell => "непонятно, к чему относится эта ячейка: она вне таблицы".into(),
            P::MergedAcross => "объединённая ячейка занимает несколько столбцов в строке мероприятия".into(),
            P::BadCell { detail } => format!("значение ячейки не удаётся прочитать: {detail}"),
            P::WorkbookTooLarge { what, limit } => format!("книга слишком велика: {what} больше {limit}"),
            P::ValueWithoutField => "есть значение, но слева не названо поле".into(),

            P::UnknownKey { key, .. } => format!("неизвестное поле «{key}»"),
            P::RepeatedKey { key } => format!("поле «{key}» встречается дважды"),
            P::RepeatedShortName { name } => format!("краткое имя «{name}» дано дважды"),
            P::RepeatedSheet { name } => format!("в книге два листа с одним названием «{name}»"),
            P::Missing { key } => format!("не указано обязательное поле «{key}»"),
            P::EmptyValue { key } => format!("поле «{key}» пусто"),
            P::WrongKind { key, .. } if key == ROOT => "в файле ожидаются поля вида «поле: значение»".into(),
            P::WrongKind { key, expected } => {
                let expected = match expected {
                    Expected::Text => "текст",
                    Expected::Record => "запись из полей вида «поле: значение»",
                    Expected::ShortNames => "запись из полей вида «краткое имя: полное название»",
                    Expected::TableFile => "имя файла с таблицей",
                };
                format!("в поле «{key}» ожидается {expected}")
            }
            P::UnknownChoice { key, .. } => format!("в поле «{key}» стоит неизвестное значение"),
            P::BadDay { key } => format!("в поле «{key}» стоит день, которого нет"),
            P::BadPeriod => "период не распознан".into(),
            P::BadNumber { key, expected } => format!("в поле «{key}» ожидается {expected}"),
            P::ControlCharacter { name } => format!("в тексте есть управляющий знак {name}, который нельзя напечатать"),
            P::Excluded { key, by } => format!("поле «{key}» не ставится рядом с полем «{by}»"),
            P::BareField { key, dotted } => {
                format!("у поля «{key}» есть и собственное значение, и строки с точкой («{dotted}»)")
            }

            P::OtherKind { found, wanted } => format!("файл описывает {found}, а нужен {wanted}"),
            P::NoActivities => "в плане нет ни одного мероприятия".into(),
            P::TooManyActivities { limit } => format!("слишком много мероприятий: больше {limit}"),
            P::TwoSources { first, second } => {
                format!("мероприятия заданы дважды: полем «{first}» и полем «{second}»")
            }
            P::RepeatedCode { code } => format!("код «{code}» стоит у двух мероприятий"),
            P::NumberMissing => "у мероприятия нет номера, а нумерация взята «как в данных»".into(),
            P::RepeatedColumn { column } => format!("столбец «{column}» указан дважды"),
            P::NoNameColumn => "среди столбцов нет столбца «название»".into(),
            P::TooManyColumns { limit } => format!("в таблице слишком много столбцов: больше {limit}"),

            P::NoSuchActivity { typed, .. } => format!("в плане нет мероприятия «{typed}»"),
            P::RepeatedEntry { number } => format!("о мероприятии {number} сказано дважды"),
            P::AmbiguousActivity { typed } => format!("под «{typed}» в плане подходит не одно мероприятие"),
            P::PlanIsMonitoring => "в поле «план» назван файл мониторинга, а не плана".into(),
            P::NothingReported => "это план, и сведений о его исполнении в файле нет".into(),

            P::MissingGlyph { sign, name } => format!("в шрифтах нет знака «{sign}» ({name})"),
            P::UnknownFace { face, .. } => format!("шрифт «{face}» не найден"),
            P::Template { detail } => format!("ошибка в шаблоне: {detail}"),

            P::FormNotWritten { reason } => format!("форма не записана: {reason}"),
            P::FilledForm => "по этому пути лежит форма, которую уже заполняли; она оставлена как есть".into(),
            P::OtherTarget { wanted } => {
                format!("по этому пути лежит другой файл, заменяется же только {wanted}; он оставлен как есть")
            }
            P::FormAsInput => "это форма для сбора сведений, а не план и не мониторинг".into(),
            P::NotAForm => "это не форма: в файле нет таблицы со столбцом «Статус»".into(),
            P::CollectedNotWritten { reason } => format!("собранные сведения не записаны: {reason}"),
            P::BadAnswer { reason } => format!("ответ не понят: {reason}"),

            P::RemarksNotWritten { reason } => format!("книга замечаний не записана: {reason}"),
            P::OtherWorkbook => "по этому пути лежит другая книга, не книга замечаний; она оставлена как есть".into(),
            P::RemarksAsInput => "это книга замечаний, которую сделала команда check, а не данные".into(),

            P::HeldDocument => "документ не записан: прежний открыт в другой программе или защищён от записи".into(),
            P::NotKept { reason } => {
                format!("документ не записан: прежний не удалось сохранить в архиве: {reason}")
            }

            P::PdfUnreadable { detail } => format!("PDF не читается: {detail}"),
            P::PdfEncrypted => "PDF защищён паролем".into(),
            P::PdfWithoutData { is_ours: true } => "в этом PDF нет вложенных данных".into(),
            P::PdfWithoutData { is_ours: false } => {
                "этот PDF сделан другой программой, и данных плана или отчёта в нём нет".into()
            }
            P::CarriedNewer { program } => {
                format!("данные вложены в PDF более новой программой: dorkarta {program}")
            }
            P::CarriedBroken => "данные, вложенные в PDF, повреждены".into(),
            P::NotSpelled => "данные этого PDF не удаётся записать в YAML без потерь".into(),
            P::DataExist => "файл с таким именем уже есть; он оставлен как есть".into(),
            P::BadCertificate { reason } => format!("сертификат не читается: {reason}"),
            P::CertificateNotValid { from, until, day } => {
                format!("сертификат не действует на день подписания {day}: срок его действия с {from} по {until}")
            }
            P::CertificateOfBody { name } => {
                format!("в сертификате нет фамилии и имени владельца, есть только «{name}»")
            }
            P::NoSigner => "не указано, какой программой подписывать".into(),
            P::BadSettings { detail } => format!("настройки подписи не читаются: {detail}"),
            P::SignerFailed { detail } => format!("документ не подписан: {detail}"),
            P::AnswerRefused { detail } => format!("подпись не принята: {detail}"),
            P::NoHand => "в документе никто не подписывается, и отметку о подписи поставить негде".into(),
            P::CannotEmbed { reason } => format!("подпись нельзя вложить в этот PDF: {reason}"),
            P::OtherHand { owner, name } => {
                format!("сертификат выдан другому лицу: владелец – {owner}, а в документе – {name}")
            }

            P::MonitoringCompared => "сравниваются редакции плана, а это мониторинг".into(),
            P::NothingToAmend => {
                "вносить в план нечего: редакции различаются только грифами, подписями, периодом или составителем"
                    .into()
            }
            P::WholeEdition => {
                "изменений так много, что план излагается в новой редакции целиком; сама она – приложение к изменениям"
                    .into()
            }

            P::NoDue => "у мероприятия не указан срок".into(),
            P::NoResponsible => "у мероприятия не указаны ответственные".into(),
            P::NotShown { column } => format!("поле «{column}» заполнено, но такого столбца в таблице нет"),

            P::DoneWithoutDate => "мероприятие выполнено, но не указана дата".into(),
            P::DoneWithoutDocument => "мероприятие выполнено, но не указан подтверждающий документ".into(),
            P::NoCause => "есть отклонение от плана, но не указана причина".into(),
            P::NoNewDue => "мероприятие перенесено, но не указан новый срок".into(),
            P::DraftConclusions => "выводы не указаны: в отчёт поставлен черновик, составленный по цифрам".into(),
            P::OtherEdition { changed } if changed.is_empty() => "мониторинг составлен по другой редакции плана".into(),
            P::OtherEdition { changed } => {
                format!("мониторинг составлен по другой редакции плана; изменился текст мероприятий: {changed}")
            }
            P::OtherText { number } => format!("в плане мероприятие {number} названо иначе"),

            P::AbbreviationUnexplained { abbreviation } => {
                format!("сокращение «{abbreviation}» нигде в документе не раскрыто")
            }
            P::AbbreviationEarly { abbreviation, introduced } => {
                format!("сокращение «{abbreviation}» употреблено раньше, чем раскрыто ({introduced})")
            }
            P::NearDuplicate { number } => format!("мероприятие почти повторяет мероприятие {number}"),
            P::DueBeforeApproval { approved } => {
                format!("срок истекает раньше, чем утверждён план ({approved})")
            }
            P::DueOutsidePeriod { period } => format!("срок выходит за период плана ({period})"),
            P::DueWholePeriod => "срок – весь период плана: до его конца спросить за исполнение нельзя".into(),
            P::DueNotUnderstood { reason } => format!("срок не понят: {reason}"),
            P::DueSpelling { found, usual } => {
                format!("один срок записан по-разному: «{found}» и «{usual}»")
            }
            P::ResponsibleSpelling { found, usual } => {
                format!("один исполнитель записан по-разному: «{found}» и «{usual}»")
            }
            P::DashForHyphen { found, .. } => format!("вместо дефиса стоит тире или лишний пробел: «{found}»"),
            P::FullStop { is_closed: true } => "в конце названия стоит точка, а у большинства других её нет".into(),
            P::FullStop { is_closed: false } => "в конце названия нет точки, а у большинства других она стоит".into(),
            P::HyphenForDash { found, .. } => format!("вместо тире стоит дефис: «{found}»"),

            P::NearTitle { title, .. } => {
                format!("столбец «{title}» программе незнаком и печатается как ваш собственный")
            }
            P::ImpossibleDay { key } => format!("в поле «{key}» стоит день, которого нет"),
            P::EmptyDirection => "последнее направление осталось без мероприятий".into(),
            P::CutByComment => "этот текст принят за пояснение и не печатается".into(),
            P::UnmergedDirection => "строка похожа на направление, но прочитана как мероприятие".into(),

            P::DoneLate { due } => format!("мероприятие выполнено позже срока ({due})"),
            P::UnderWayOverdue { due } => format!("мероприятие ещё выполняется, а срок истёк ({due})"),
            P::NoData { numbers } => format!("срок истёк или не понят, а сведений об исполнении нет: {numbers}"),
            P::DoneDateOdd { reason } => format!("дата исполнения вызывает сомнение: {reason}"),
            P::NewDueOdd { reason } => format!("новый срок вызывает сомнение: {reason}"),
            P::FigureOdd { reason } => format!("значение показателя вызывает сомнение: {reason}"),

            P::FormConflict { number, field, answers, taken } => {
                let taken = match taken {
                    Some(taken) => format!("взято: {taken}"),
                    None => "не взято ни одно".into(),
                };
                format!("о мероприятии {number} сказано разное ({field}): {}; {taken}", answers.join(" | "))
            }
            P::FormOtherEdition { count: 0 } => "форма сделана по другой редакции плана".into(),
            P::FormOtherEdition { count } => {
                format!(
                    "форма сделана по другой редакции плана; заполненные строки ({count}) отнесены по коду или названию"
                )
            }
            P::FormMatched { number } => {
                format!("строка отнесена к мероприятию {number} по названию: её код говорит другое или его нет")
            }
            P::FormRowUnknown => {
                "строка заполнена, но не понятно, о каком мероприятии она; её сведения не взяты".into()
            }
            P::FormStatusUnknown { .. } => {
                "такого статуса нет; он перенесён, как набран, и отчёта с ним не будет".into()
            }
            P::FormStatusMissing { number } => format!("о мероприятии {number} есть сведения, но не указан статус"),
            P::FormStray => "эта ячейка не относится к сведениям об исполнении и не взята".into(),
            P::FormSheetUnread { count } => {
                format!(
                    "на листе нет таблицы со столбцом «Статус», поэтому он не прочитан (заполненных ячеек: {count})"
                )
            }
            P::FormCleared { number, field, was } => {
                format!("в форме стёрто значение «{was}» (мероприятие {number}, {field}); оно убрано")
            }
            P::FormReplaced { number, field, was } => {
                format!("прежнее значение «{was}» (мероприятие {number}, {field}) заменено ответом из формы")
            }
            P::NoDay => "не известно, на какой день собраны сведения".into(),
            P::AnswerUnused => "этот ответ ничего не решает: расхождений здесь нет".into(),
            P::FormCellUnreadable { reason } => format!("ячейка формы не взята: {reason}"),
            P::FormContextChanged { field } => {
                format!("в форме изменена ячейка, которую заполнять не нужно ({field}); изменение не учтено")
            }
            P::OtherPlan { was } => {
                format!("в мониторинге был назван другой план: {was}; теперь назван тот, что указан в команде")
            }
        }
    }

    /// What the user can do about it, where there is something to be said.
    pub fn hint(&self) -> Option<String> {
        use Problem as P;
        Some(match self {
            P::CannotRead { .. } => "проверьте имя и папку; если файл открыт в другой программе, закройте его".into(),
            P::CannotWrite { .. } => "закройте документ, если он открыт, или выберите другое место".into(),
            P::FileTooLarge { .. } => {
                "проверьте, тот ли это файл; из книги можно удалить лишние листы и рисунки".into()
            }
            P::NotRegularFile { inputs } if inputs.is_empty() => "укажите файл с данными: .yaml или .xlsx".into(),
            P::NotRegularFile { inputs } => format!("укажите файл с данными; в папке есть: {}", cut_list(inputs, 5)),
            P::UnknownFormat { ending } => other_format(ending).into(),
            P::UnknownEncoding => "сохраните файл в кодировке UTF-8 (в Блокноте: «Сохранить как», «Кодировка»)".into(),
            P::SignedDocument => "укажите другое имя через -o или, если замена нужна, добавьте ключ --force".into(),
            P::YamlEmpty => "образец файла создаёт команда «dorkarta new»".into(),
            P::YamlSeveralDocuments => "оставьте в файле один документ".into(),
            P::YamlTooDeep { .. } => "проверьте скобки и отступы".into(),
            P::YamlTooManyNodes { .. } => "разделите данные на несколько файлов".into(),
            P::TextTooLong { .. } => "проверьте, то ли вставлено; длинный текст разбейте на абзацы".into(),
            P::YamlTooManyAliases { .. } => "впишите значения вместо повторов".into(),
            P::YamlTag => "уберите метку; если текст начинается с «!», возьмите его в кавычки".into(),
            P::BadWorkbook { .. } => "откройте файл в Excel и сохраните его заново как «Книга Excel (*.xlsx)»".into(),
            P::WorkbookPassword => "снимите пароль: Файл – Сведения – Защита книги".into(),
            P::NoSheet { present, .. } if present.is_empty() => "добавьте этот лист".into(),
            P::NoSheet { wanted, present } if wanted == "Реквизиты" => format!(
                "назовите так лист, где стоят поля «вид», «период», «название», или добавьте его (образец создаёт \
                 команда «dorkarta new»); в книге есть листы: {}",
                present.join(", ")
            ),
            P::NoSheet { wanted, present } => {
                format!("переименуйте нужный лист в «{wanted}»; в книге есть листы: {}", present.join(", "))
            }
            P::NoHead { wanted, nearest } => {
                let column = match nearest {
                    Some((title, cell)) => {
                        format!("ближе всего «{title}» в ячейке {cell}: назовите этот столбец «{wanted}»")
                    }
                    None => format!("дайте столбцу заголовок «{wanted}»"),
                };
                let others = match *wanted {
                    "Наименование мероприятия" => " («№ п/п», «Срок выполнения» и другие)",
                    _ => "",
                };
                format!("{column}; все заголовки{others} ставьте в одну строку")
            }
            P::TwoColumns { .. } => "переименуйте или удалите один из столбцов".into(),
            P::ErrorCell => "исправьте формулу или впишите значение".into(),
            P::FormulaWithoutValue => "откройте книгу в Excel и сохраните её: значения будут подсчитаны".into(),
            P::RowWithoutName { .. } => "впишите название мероприятия или очистите строку".into(),
            P::StrayCell => {
                "впишите её в столбец таблицы, удалите или дайте столбцу заголовок; столбец с «_» в начале заголовка \
                 не читается"
                    .into()
            }
            P::MergedAcross => "разъедините ячейки; по всей ширине объединяется только строка направления".into(),
            P::BadCell { .. } => "задайте ячейке формат «Текстовый» и наберите значение заново".into(),
            P::WorkbookTooLarge { .. } => "оставьте в книге только нужные листы и строки".into(),
            P::ValueWithoutField => "в первом столбце листа «Реквизиты» впишите название поля".into(),
            P::UnknownKey { meant, .. } => match meant {
                Meant::Nearest(key) => format!("вероятно, имелось в виду «{key}»"),
                Meant::NoBlank(key) => no_blank(key),
                Meant::RestOfText { key, text } => {
                    format!("текст с запятой внутри фигурных скобок возьмите в кавычки: {key}: \"{text}\"")
                }
                Meant::OneOf(known) if known.is_empty() => "проверьте название поля или удалите его".into(),
                Meant::OneOf(known) => {
                    format!("исправьте название поля или удалите его; здесь бывают: {}", cut_list(known, 16))
                }
            },
            P::RepeatedShortName { .. } => "дайте одному из исполнителей другое краткое имя".into(),
            P::RepeatedSheet { .. } => "переименуйте или удалите один из листов".into(),
            P::RepeatedKey { .. } => "оставьте одно из них; несколько значений записываются списком".into(),
            P::WrongKind { key, expected } => match expected {
                _ if key == ROOT => "начните со строки «вид: план»; образец создаёт команда «dorkarta new»".into(),
                Expected::Text => {
                    "запишите одним текстом; текст, который начинается с «[» или «{», возьмите в кавычки".into()
                }
                Expected::Record | Expected::ShortNames => {
                    format!("запишите поля с отступом на следующих строках, например «{}: …»", first_field(key))
                }
                Expected::TableFile => "пример: таблица: план.xlsx".into(),
            },
            P::UnknownChoice { key, nearest, choices } => {
                let nearest = nearest.as_ref().map(|nearest| format!("вероятно, имелось в виду «{nearest}»; "));
                let own = match key.as_str() {
                    "столбцы" => "; свой столбец записывается так: {поле: охват, заголовок: Охват}",
                    _ => "",
                };
                format!("{}возможные значения: {}{own}", nearest.unwrap_or_default(), choices.join(", "))
            }
            P::BadDay { .. } => "исправьте дату; порядок такой: год-месяц-день, например 2023-02-01".into(),
            P::BadPeriod => "примеры: 2023 год; 2021–2024 годы; 2023/2024 учебный год; сентябрь 2022 – май 2024".into(),
            P::ControlCharacter { .. } => "удалите его и впишите это место заново".into(),
            P::Excluded { .. } => {
                "указывается либо документ («документ», «номер», «дата»), либо должностное лицо («должность», «имя», \
                 «дата»): оставьте одно из двух"
                    .into()
            }
            P::BareField { .. } => "впишите это значение в одну из строк с точкой или удалите его".into(),
            P::TwoSources { .. } => "оставьте одно из двух".into(),
            P::NoActivities => "добавьте хотя бы одно мероприятие с полем «название»".into(),
            P::TooManyActivities { .. } => "разделите план на несколько".into(),
            P::RepeatedColumn { .. } => "оставьте один".into(),
            P::RepeatedCode { .. } => "код должен быть у каждого мероприятия свой".into(),
            P::NumberMissing => "впишите номер или выберите нумерацию «сквозная»".into(),
            P::NoNameColumn => "добавьте «название» в поле «столбцы»".into(),
            P::TooManyColumns { .. } => "разделите таблицу на несколько планов".into(),
            P::Internal { .. } => "документ не сделан; сообщите о случае авторам программы и приложите файл".into(),
            P::OtherKind { found: "мониторинг", .. } => "отчёт делает команда «dorkarta report»".into(),
            P::OtherKind { found: "изменения", wanted } => format!(
                "это данные документа «Изменения, которые вносятся в план»; возьмите файл, в котором «вид: {wanted}»"
            ),
            P::OtherKind { wanted, .. } => format!("возьмите файл, в котором «вид: {wanted}»"),
            P::NoSuchActivity { known, .. } => {
                format!("укажите номер, как он напечатан в плане ({known}), или код мероприятия")
            }
            P::RepeatedEntry { .. } => "оставьте одну запись, соединив в ней сведения".into(),
            P::AmbiguousActivity { .. } => "дайте мероприятиям в плане разные коды и укажите здесь код".into(),
            P::PlanIsMonitoring => "укажите файл, в котором «вид: план»".into(),
            P::NothingReported => {
                "добавьте в книгу лист «Исполнение» или возьмите файл, в котором «вид: мониторинг»; образец создаёт \
                 команда «dorkarta new»"
                    .into()
            }
            P::Missing { key } if key == "на дату" => {
                "добавьте поле «на дату» (год-месяц-день) или укажите день ключом --date, например --date 2023-11-20"
                    .into()
            }
            P::DoneWithoutDate => "впишите поле «дата»".into(),
            P::DoneWithoutDocument => "впишите поле «документ», например «Справка от 27.01.2023 № 4»".into(),
            P::NoCause => "впишите поле «причина»".into(),
            P::NoNewDue => "впишите поле «новый срок»".into(),
            P::DraftConclusions => {
                "прочитайте черновик и впишите свои выводы в поле «выводы», если он вам не подходит".into()
            }
            P::OtherEdition { .. } => "сверьте записи с планом и исправьте поле «редакция плана» или «план»".into(),
            P::OtherText { .. } => "проверьте, о том ли мероприятии запись".into(),
            P::DoneLate { .. } | P::UnderWayOverdue { .. } => "причину укажите в поле «причина»".into(),
            P::NoData { .. } => "добавьте записи об этих мероприятиях".into(),
            P::DoneDateOdd { .. } => "проверьте день, месяц и год".into(),
            P::NewDueOdd { .. } => "проверьте новый срок".into(),
            P::FigureOdd { .. } => "проверьте число и единицу".into(),
            P::Missing { key } => format!("добавьте поле «{key}»"),
            P::EmptyValue { .. } => "впишите значение".into(),
            P::MissingGlyph { .. } => {
                "замените знак другим или укажите папку со шрифтом, где он есть: --font-dir".into()
            }
            P::UnknownFace { present, .. } => {
                format!("есть шрифты: {}; другие берутся из папки, указанной ключом --font-dir", present.join(", "))
            }
            P::Template { .. } => "исправьте шаблон или уберите ключ --templates".into(),
            P::RemarksNotWritten { .. } => {
                "если она открыта в Excel, закройте её, или укажите после --xlsx другое имя".into()
            }
            P::OtherWorkbook => "укажите после --xlsx другое имя".into(),
            P::RemarksAsInput => "возьмите тот файл, который проверялся".into(),
            P::HeldDocument => {
                "закройте прежний документ в программе просмотра; если он не открыт, снимите в его свойствах отметку \
                 «Только чтение»"
                    .into()
            }
            P::NotKept { .. } => {
                "проверьте папку archive рядом с документом или выберите для нового другое место через -o".into()
            }
            P::PdfUnreadable { .. } => "возьмите другую копию файла или файл, из которого он сделан: .yaml или .xlsx".into(),
            P::PdfEncrypted => "снимите пароль в программе, которой он поставлен, или возьмите файл без пароля".into(),
            P::PdfWithoutData { is_ours: true } => {
                "вероятно, он сделан с ключом --no-data или сохранён заново другой программой; укажите файл, из которого \
                 он сделан: .yaml или .xlsx"
                    .into()
            }
            P::PdfWithoutData { is_ours: false } => {
                "данные есть только в документах, сделанных этой программой; образец книги создаёт команда \
                 «dorkarta new»"
                    .into()
            }
            P::CarriedNewer { .. } => format!("обновите программу; сейчас это dorkarta {}", env!("CARGO_PKG_VERSION")),
            P::CarriedBroken => "возьмите другую копию файла или файл, из которого он сделан: .yaml или .xlsx".into(),
            P::NotSpelled => "ничего не записано; сообщите о случае авторам программы и приложите PDF".into(),
            P::DataExist => "укажите другое имя через -o или, если замена нужна, добавьте ключ --force".into(),
            P::BadCertificate { .. } => "укажите после --cert файл сертификата: .cer, .crt, .der или .pem".into(),
            P::CertificateNotValid { .. } => {
                "возьмите действующий сертификат; другой день подписания указывается ключом --date".into()
            }
            P::CertificateOfBody { .. } => {
                "возьмите сертификат должностного лица; без отметки подписывается готовый PDF: dorkarta sign ФАЙЛ.pdf".into()
            }
            P::NoSigner => {
                "укажите программу ключом --signer, например --signer cryptcp, или в файле настроек; где он и что в нём, \
                 покажет dorkarta sign --show-settings"
                    .into()
            }
            P::BadSettings { .. } => "образец и место файла покажет dorkarta sign --show-settings".into(),
            P::SignerFailed { .. } => {
                "проверьте, что программа работает сама по себе, вставлен носитель ключа и верны настройки: dorkarta sign \
                 --show-settings"
                    .into()
            }
            P::AnswerRefused { .. } => "проверьте, тот ли сертификат указан и так ли вызывается программа".into(),
            P::NoHand => {
                "добавьте поле «утверждение» с должностью и именем или «подпись»; без отметки подписывается готовый PDF: \
                 dorkarta sign ФАЙЛ.pdf"
                    .into()
            }
            P::CannotEmbed { .. } => "подпишите его отдельным файлом, без ключа --embed".into(),
            P::OtherHand { .. } => "если подписывает не тот, кто назван, исправьте имя в данных или возьмите его сертификат".into(),
            P::MonitoringCompared => "укажите сам план, о котором этот мониторинг".into(),
            P::NothingToAmend => "что именно различается, покажет та же команда без -o".into(),
            P::WholeEdition => "сделайте её командой «dorkarta plan» и приложите".into(),
            P::NotShown { .. } => "добавьте столбец в поле «столбцы», если его нужно напечатать".into(),
            P::FormNotWritten { .. } | P::CollectedNotWritten { .. } => {
                "закройте файл, если он открыт, или укажите другое имя через -o".into()
            }
            P::FilledForm => {
                "укажите другое имя через -o или, если ответы в ней не нужны, добавьте ключ --force".into()
            }
            P::OtherTarget { .. } => "укажите другое имя через -o".into(),
            P::FormAsInput => {
                "укажите сначала план, затем формы: отчёт делает «dorkarta report ПЛАН ФОРМА…», собирает их «dorkarta \
                 collect ПЛАН ФОРМА… -o МОНИТОРИНГ.yaml»"
                    .into()
            }
            P::NotAForm => "проверьте, тот ли это файл; форму создаёт команда «dorkarta form ПЛАН»".into(),
            P::BadAnswer { .. } => {
                "пример: «3: школа-1.xlsx» – взять ответ этой формы; «7: {статус: выполнено}» – взять это значение"
                    .into()
            }
            P::FormConflict { taken: Some(_), .. } => "проверьте, то ли взято".into(),
            P::FormConflict { number, .. } => format!(
                "назовите форму, которой верить: --prefer ФОРМА, или запишите выбор в файл ответов строкой \
                 «{number}: ФОРМА» и добавьте --answers ФАЙЛ.yaml"
            ),
            P::FormOtherEdition { .. } => {
                "сверьте собранное с планом; в следующий раз разошлите форму по новой редакции".into()
            }
            P::FormMatched { .. } => "проверьте, о том ли мероприятии строка".into(),
            P::FormRowUnknown => "впишите сведения в строку мероприятия или в мониторинг вручную".into(),
            P::FormStatusUnknown { nearest, choices } => {
                let nearest = nearest.as_ref().map(|nearest| format!("вероятно, имелось в виду «{nearest}»; "));
                format!("{}возможные значения: {}", nearest.unwrap_or_default(), choices.join(", "))
            }
            P::FormStatusMissing { .. } => {
                "впишите статус в форму и соберите заново или впишите его в мониторинг".into()
            }
            P::FormStray | P::FormSheetUnread { .. } => "если это нужно в отчёте, впишите в строку мероприятия".into(),
            P::FormCleared { .. } | P::FormReplaced { .. } => {
                "если это не так, верните прежнее значение в мониторинге".into()
            }
            P::NoDay => "добавьте ключ --date, например --date 2023-11-20, или впишите день в поле «на дату»".into(),
            P::AnswerUnused => "проверьте номер мероприятия или удалите строку".into(),
            P::FormCellUnreadable { .. } => "исправьте ячейку в форме и соберите заново".into(),
            P::FormContextChanged { .. } => "если план нужно изменить, измените сам план".into(),
            P::OtherPlan { .. } => "проверьте, тот ли план указан".into(),
            P::AbbreviationUnexplained { abbreviation } => {
                format!("при первом употреблении напишите полностью и добавьте «(далее – {abbreviation})»")
            }
            P::AbbreviationEarly { .. } => "перенесите расшифровку к первому употреблению".into(),
            P::NearDuplicate { .. } => "объедините их или уточните, чем они различаются".into(),
            P::DueBeforeApproval { .. } => "проверьте срок и дату утверждения".into(),
            P::DueOutsidePeriod { .. } => "проверьте год в сроке и период плана".into(),
            P::DueWholePeriod => "укажите месяц, квартал, день или повторяемость («ежеквартально»)".into(),
            P::DueNotUnderstood { .. } => {
                "примеры: до 15 марта 2023 г.; Январь-март 2023; II квартал; ежемесячно; по мере необходимости".into()
            }
            P::DueSpelling { .. } | P::ResponsibleSpelling { .. } => "оставьте одно написание".into(),
            P::DashForHyphen { right, .. } | P::HyphenForDash { right, .. } => format!("напишите «{right}»"),
            P::FullStop { .. } => "сделайте одинаково во всех названиях".into(),
            P::NearTitle { known, .. } => format!("если это «{known}», исправьте заголовок"),
            P::ImpossibleDay { .. } => "дата печатается так, как набрана: исправьте её".into(),
            P::EmptyDirection => {
                "если это подпись или примечание под таблицей, уберите их оттуда: для них есть поля «подпись» и \
                 «составитель»"
                    .into()
            }
            P::CutByComment => {
                "если это часть текста, возьмите весь текст в кавычки; если пояснение, поставьте после «#» пробел"
                    .into()
            }
            P::UnmergedDirection => {
                "если это направление, объедините ячейку с его названием и соседние до конца строки".into()
            }
            _ => return None,
        })
    }
}

impl Diagnostic {
    /// What is wrong; of something that stands twice, also where it stands first, and of a choice, what was chosen.
    pub fn message(&self) -> String {
        let message = self.problem.message();
        match (&self.problem, &self.first, &self.found) {
            (_, Some(first), _) if *first != self.place => {
                format!("{message}, первый раз – {}", first.seen_from(&self.place))
            }
            (Problem::UnknownChoice { .. }, _, Some(found)) if found.chars().count() <= 40 => {
                format!("{message} «{found}»")
            }
            _ => message,
        }
    }

    /// What the user can do about it: as the problem says, unless the place or the value tells more.
    pub fn hint(&self) -> Option<String> {
        let Problem::WrongKind { key, expected } = &self.problem else { return self.problem.hint() };
        if matches!(self.place, Place::Cell { .. }) {
            return Some(match expected {
                Expected::Record | Expected::ShortNames => {
                    format!("запишите поля через точку, каждое в своей строке, например «{key}.{}»", first_field(key))
                }
                _ => "уберите из названия поля точку и то, что за ней".into(),
            });
        }
        match self.found.as_deref().and_then(key_without_blank) {
            Some(key) => Some(no_blank(key)),
            None => self.problem.hint(),
        }
    }
}

/// The key of a text that would be a field if a blank stood behind its colon: `имя:Иванов`.
pub fn key_without_blank(text: &str) -> Option<&str> {
    let (key, value) = text.split_once(':')?;
    let is_key = key.chars().count() <= 30 && key.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '_' | '-'));
    let is_value = value.starts_with(|c: char| !c.is_whitespace() && c != '/');
    (is_key && is_value).then_some(key.trim()).filter(|key| !key.is_empty())
}

/// What to do about such a key.
pub fn no_blank(key: &str) -> String {
    format!("после двоеточия нужен пробел: «{key}: …»")
}

/// A field of a record, as an example.
fn first_field(record: &str) -> &'static str {
    match record {
        "утверждение" | "согласование" | "подпись" => "должность",
        "редакция" | "приложение к" => "документ",
        "составитель" => "имя",
        "оформление" => "кегль",
        "оформление.поля" => "левое",
        "исполнители" => "отдел",
        "замечания" => "выключить",
        _ => "название",
    }
}

/// What to do with a file of another kind, by the ending of its name.
fn other_format(ending: &str) -> &'static str {
    match ending {
        "doc" | "docx" | "rtf" | "odt" => "перенесите план в книгу Excel: образец создаёт команда «dorkarta new»",
        "csv" | "tsv" => "откройте его в Excel и сохраните как «Книга Excel (*.xlsx)»",
        "txt" => "если в нём данные YAML, переименуйте его: имя должно кончаться на .yaml",
        "yaml" | "yml" | "pdf" => "подходят .xlsx, .xlsm, .xlsb, .xls и .ods",
        _ => "подходят .xlsx, .xlsm, .xlsb, .xls, .ods, .yaml и .yml; сохраните данные в одном из этих видов",
    }
}

/// A list in words, with no more than so many of its items.
fn cut_list(items: &[String], most: usize) -> String {
    let more = if items.len() > most { " …" } else { "" };
    format!("{}{more}", items[..items.len().min(most)].join(", "))
}

fn megabytes(bytes: u64) -> String {
    let tenths = bytes.saturating_mul(10).div_ceil(1024 * 1024);
    if tenths.is_multiple_of(10) { (tenths / 10).to_string() } else { format!("{},{}", tenths / 10, tenths % 10) }
}
