//! All Russian wording of problems: what was found, and what to do about it.

use super::{Diagnostic, Problem};

impl Problem {
    /// What is wrong, as one Russian sentence without a full stop.
    pub fn message(&self) -> String {
        use Problem as P;
        match self {
            P::CannotRead { reason } => format!("файл не читается: {reason}"),
            P::CannotWrite { reason } => format!("документ не записан: {reason}"),
            P::NotRegularFile => "это не файл, а папка или устройство".into(),
            P::FileTooLarge { size, limit } => {
                format!("файл слишком велик: {} МБ при допустимых {} МБ", megabytes(*size), megabytes(*limit))
            }
            P::UnknownFormat => "формат файла не распознан по его имени".into(),
            P::UnknownEncoding => "кодировка файла не распознана".into(),
            P::SignedDocument => "документ подписан электронной подписью и потому не заменён новым".into(),
            P::SameTarget { other } => format!("документ получил бы то же имя, что и документ из файла {other}"),

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
            P::NoHead { wanted } => format!("на листе не найдена шапка таблицы со столбцом «{wanted}»"),
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
            P::Missing { key } => format!("не указано обязательное поле «{key}»"),
            P::EmptyValue { key } => format!("поле «{key}» пусто"),
            P::WrongKind { key, expected } => format!("в поле «{key}» ожидается {expected}"),
            P::UnknownChoice { key, .. } => format!("в поле «{key}» стоит неизвестное значение"),
            P::BadDay { key } => format!("в поле «{key}» стоит день, которого нет"),
            P::BadPeriod => "период не распознан".into(),
            P::BadNumber { key, expected } => format!("в поле «{key}» ожидается {expected}"),
            P::ControlCharacter { name } => format!("в тексте есть управляющий знак {name}, который нельзя напечатать"),

            P::OtherKind { found, wanted } => format!("файл описывает {found}, а нужен {wanted}"),
            P::NoActivities => "в плане нет ни одного мероприятия".into(),
            P::TooManyActivities { limit } => format!("слишком много мероприятий: больше {limit}"),
            P::TwoSources { first, second } => {
                format!("мероприятия заданы дважды: полем «{first}» и полем «{second}»")
            }
            P::RepeatedCode { code } => format!("код «{code}» уже есть у другого мероприятия"),
            P::NumberMissing => "у мероприятия нет номера, а нумерация взята «как в данных»".into(),
            P::RepeatedColumn { column } => format!("столбец «{column}» указан дважды"),
            P::NoNameColumn => "среди столбцов нет столбца «название»".into(),
            P::TooManyColumns { limit } => format!("в таблице слишком много столбцов: больше {limit}"),

            P::NoSuchActivity { typed, .. } => format!("в плане нет мероприятия «{typed}»"),
            P::RepeatedEntry { number } => format!("о мероприятии {number} уже есть другая запись"),
            P::AmbiguousActivity { typed } => format!("под «{typed}» в плане подходит не одно мероприятие"),
            P::PlanIsMonitoring => "в поле «план» назван файл мониторинга, а не плана".into(),
            P::NothingReported => "это план, и сведений о его исполнении в файле нет".into(),

            P::MissingGlyph { sign, name } => format!("в шрифтах нет знака «{sign}» ({name})"),
            P::UnknownFace { face, .. } => format!("шрифт «{face}» не найден"),
            P::Template { detail } => format!("ошибка в шаблоне: {detail}"),
            P::PdfStandard { detail } => format!("документ не отвечает выбранному стандарту PDF: {detail}"),

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

            P::DoneLate { due } => format!("мероприятие выполнено позже срока ({due})"),
            P::UnderWayOverdue { due } => format!("мероприятие ещё выполняется, а срок истёк ({due})"),
            P::NoData { numbers } => format!("срок истёк или не понят, а сведений об исполнении нет: {numbers}"),
            P::DoneDateOdd { reason } => format!("дата исполнения вызывает сомнение: {reason}"),
            P::NewDueOdd { reason } => format!("новый срок вызывает сомнение: {reason}"),
            P::FigureOdd { reason } => format!("значение показателя вызывает сомнение: {reason}"),
        }
    }

    /// What the user can do about it, where there is something to be said.
    pub fn hint(&self) -> Option<String> {
        use Problem as P;
        Some(match self {
            P::FileTooLarge { .. } => "проверьте, тот ли это файл; лишние листы и рисунки можно удалить".into(),
            P::NotRegularFile => "укажите файл с данными: .yaml или .xlsx".into(),
            P::UnknownFormat => {
                "подходят файлы .yaml, .yml, .xlsx, .xlsm, .xlsb, .xls и .ods; сохраните данные в одном из этих видов"
                    .into()
            }
            P::UnknownEncoding => "сохраните файл в кодировке UTF-8 (в Блокноте: «Сохранить как», «Кодировка»)".into(),
            P::SignedDocument => "укажите другое имя через -o или, если замена нужна, добавьте ключ --force".into(),
            P::SameTarget { .. } => "сделайте эти документы по отдельности, с разными именами через -o".into(),
            P::YamlEmpty => "образец файла создаёт команда «dorkarta new»".into(),
            P::YamlSeveralDocuments => "оставьте в файле один документ".into(),
            P::YamlTooManyAliases { .. } => "впишите значения вместо повторов".into(),
            P::YamlTag => "уберите метку; если текст начинается с «!», возьмите его в кавычки".into(),
            P::BadWorkbook { .. } => "откройте файл в Excel и сохраните его заново как «Книга Excel (*.xlsx)»".into(),
            P::WorkbookPassword => "снимите пароль: Файл – Сведения – Защита книги".into(),
            P::NoSheet { present, .. } if present.is_empty() => "добавьте этот лист".into(),
            P::NoSheet { wanted, present } => {
                format!("переименуйте нужный лист в «{wanted}»; в книге есть листы: {}", present.join(", "))
            }
            P::NoHead { .. } => {
                "в одной строке должны стоять заголовки столбцов, например «№ п/п», «Наименование мероприятия», \
                 «Срок выполнения», «Ответственные исполнители»"
                    .into()
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
            P::UnknownKey { nearest: Some(nearest), .. } => format!("вероятно, имелось в виду «{nearest}»"),
            P::UnknownKey { nearest: None, .. } => "проверьте название поля или удалите его".into(),
            P::RepeatedKey { .. } => "оставьте одно из них; несколько значений записываются списком".into(),
            P::UnknownChoice { nearest: Some(nearest), choices, .. } => {
                format!("вероятно, имелось в виду «{nearest}»; возможные значения: {}", choices.join(", "))
            }
            P::UnknownChoice { nearest: None, choices, .. } => format!("возможные значения: {}", choices.join(", ")),
            P::BadDay { .. } => "исправьте дату; порядок такой: год-месяц-день, например 2023-02-01".into(),
            P::BadPeriod => "примеры: 2023 год; 2021–2024 годы; 2023/2024 учебный год; сентябрь 2022 – май 2024".into(),
            P::ControlCharacter { .. } => "удалите его и впишите это место заново".into(),
            P::TwoSources { .. } => "оставьте одно из двух".into(),
            P::NoActivities => "добавьте хотя бы одно мероприятие с полем «название»".into(),
            P::RepeatedCode { .. } => "код должен быть у каждого мероприятия свой".into(),
            P::NumberMissing => "впишите номер или выберите нумерацию «сквозная»".into(),
            P::NoNameColumn => "добавьте «название» в поле «столбцы»".into(),
            P::TooManyColumns { .. } => "разделите таблицу на несколько планов".into(),
            P::Internal { .. } => "документ не сделан; сообщите о случае авторам программы и приложите файл".into(),
            P::OtherKind { found: "мониторинг", .. } => "отчёт делает команда «dorkarta report»".into(),
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
            P::Missing { key: "на дату" } => {
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
            P::NotShown { .. } => "добавьте столбец в поле «столбцы», если его нужно напечатать".into(),
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
            _ => return None,
        })
    }
}

impl Diagnostic {
    /// The message, with the value that stands at the place where the problem shows one.
    pub fn message(&self) -> String {
        self.problem.message()
    }
}

fn megabytes(bytes: u64) -> String {
    let tenths = bytes.saturating_mul(10).div_ceil(1024 * 1024);
    if tenths.is_multiple_of(10) { (tenths / 10).to_string() } else { format!("{},{}", tenths / 10, tenths % 10) }
}
