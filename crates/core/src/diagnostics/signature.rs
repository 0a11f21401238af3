//! Messages on the electronic signature.

#![expect(missing_docs, reason = "the sentence of a variant says what its fields are")]

use super::advice::{Arg, Command, Manner, Setting};
use super::explain::{Explanation, of};
use super::problem::Family;
use super::{Advice, Problem};

/// What shows the settings of signing.
const SHOW_SETTINGS: &[Arg<'static>] = &[Arg::Setting(Setting::ShowSettings)];

/// A problem of signing: `E66…` and `W66…`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignatureProblem {
    /// Occurs if a certificate cannot be understood; `reason` is a Russian clause.
    BadCertificate { reason: &'static str },
    /// Occurs if a certificate does not hold on the day of signing; all three as `01.02.2023`.
    CertificateNotValid { from: String, until: String, day: String },
    /// Occurs if a document is to show a certificate that belongs to no person.
    CertificateOfBody { name: String },
    /// Occurs if no signing program is set on the machine.
    NoSigner,
    /// Occurs if the settings of the machine cannot be understood; `detail` is already a Russian sentence.
    BadSettings { detail: String },
    /// Occurs if the signing program cannot be run, fails, hangs or gives nothing; `detail` is already a Russian
    /// sentence.
    SignerFailed { detail: String },
    /// Occurs if what the signing program gave is not the signature that is wanted; `detail` is a Russian clause.
    AnswerRefused { detail: String },
    /// Occurs if a document has no place where somebody signs.
    NoHand,
    /// Occurs if a PDF cannot take a signature; `reason` is a Russian clause.
    CannotEmbed { reason: &'static str },
    /// Occurs if the certificate belongs to somebody else than the document says, whose `name` it is.
    OtherHand { owner: String, name: String },
}

impl From<SignatureProblem> for Problem {
    fn from(problem: SignatureProblem) -> Self {
        Self::Signature(problem)
    }
}

impl Family for SignatureProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::BadCertificate { .. } => "E660",
            Self::CertificateNotValid { .. } => "E661",
            Self::CertificateOfBody { .. } => "E662",
            Self::NoSigner => "E663",
            Self::BadSettings { .. } => "E664",
            Self::SignerFailed { .. } => "E665",
            Self::AnswerRefused { .. } => "E666",
            Self::NoHand => "E667",
            Self::CannotEmbed { .. } => "E668",
            Self::OtherHand { .. } => "W660",
        }
    }

    fn message(&self) -> String {
        match self {
            Self::BadCertificate { reason } => format!("сертификат не читается: {reason}"),
            Self::CertificateNotValid { from, until, day } => {
                format!("сертификат не действует на день подписания {day}: срок его действия с {from} по {until}")
            }
            Self::CertificateOfBody { name } => {
                format!("в сертификате нет фамилии и имени владельца, есть только «{name}»")
            }
            Self::NoSigner => "не указано, какой программой подписывать".into(),
            Self::BadSettings { detail } => format!("настройки подписи не читаются: {detail}"),
            Self::SignerFailed { detail } => format!("документ не подписан: {detail}"),
            Self::AnswerRefused { detail } => format!("подпись не принята: {detail}"),
            Self::NoHand => "в документе никто не подписывается, и отметку о подписи поставить негде".into(),
            Self::CannotEmbed { reason } => format!("подпись нельзя вложить в этот PDF: {reason}"),
            Self::OtherHand { owner, name } => {
                format!("сертификат выдан другому лицу: владелец – {owner}, а в документе – {name}")
            }
        }
    }

    fn hint(&self) -> Option<Advice> {
        Some(match self {
            Self::BadCertificate { .. } => Advice::from("укажите ")
                .setting(Setting::Certificate, Manner::After)
                .words(" файл сертификата: .cer, .crt, .der или .pem"),
            Self::CertificateNotValid { .. } => {
                Advice::from("возьмите действующий сертификат; другой день подписания указывается ")
                    .setting(Setting::Day, Manner::By)
            }
            Self::CertificateOfBody { .. } => {
                Advice::from("возьмите сертификат должностного лица; без отметки подписывается готовый PDF: ")
                    .run(Command::Sign, &[Arg::File("ФАЙЛ.pdf")])
            }
            Self::NoSigner => Advice::from("укажите программу ")
                .setting(Setting::Signer, Manner::By)
                .words(", например ")
                .set(Setting::Signer, "cryptcp")
                .words(", или в файле настроек; где он и что в нём, покажет ")
                .run(Command::Sign, SHOW_SETTINGS),
            Self::BadSettings { .. } => {
                Advice::from("образец и место файла покажет ").run(Command::Sign, SHOW_SETTINGS)
            }
            Self::SignerFailed { .. } => Advice::from(
                "проверьте, что программа работает сама по себе, вставлен носитель ключа и верны настройки: ",
            )
            .run(Command::Sign, SHOW_SETTINGS),
            Self::AnswerRefused { .. } => "проверьте, тот ли сертификат указан и так ли вызывается программа".into(),
            Self::NoHand => Advice::from(
                "добавьте поле «утверждение» с должностью и именем или «подпись»; без отметки подписывается готовый \
                 PDF: ",
            )
            .run(Command::Sign, &[Arg::File("ФАЙЛ.pdf")]),
            Self::CannotEmbed { .. } => {
                Advice::from("подпишите его отдельным файлом, ").setting(Setting::Embed, Manner::Without)
            }
            Self::OtherHand { .. } => {
                "если подписывает не тот, кто назван, исправьте имя в данных или возьмите его сертификат".into()
            }
        })
    }

    fn is_io(&self) -> bool {
        matches!(self, Self::NoSigner | Self::BadSettings { .. } | Self::SignerFailed { .. })
    }

    fn explanations() -> Vec<Explanation> {
        vec![
            of(
                "E660",
                "файл, указанный как сертификат, не сертификат или повреждён",
                Advice::default()
                    .run(Command::Sign, &[Arg::File("план.yaml"), Arg::Set(Setting::Certificate, "ключ.pem")]),
                "укажите файл сертификата: .cer, .crt, .der или .pem",
            ),
            of(
                "E661",
                "сертификат не действует на день подписания",
                "срок действия кончился 31.01.2023, подписывают 01.02.2023",
                "возьмите действующий сертификат",
            ),
            of(
                "E662",
                "в сертификате нет фамилии и имени: отметку о подписи составить не из чего",
                "сертификат учреждения без указания руководителя",
                "возьмите сертификат должностного лица или подпишите готовый PDF, без отметки",
            ),
            of(
                "E663",
                "не указано, какой программой подписывать",
                Advice::default()
                    .run(Command::Sign, &[Arg::File("план.yaml"), Arg::Set(Setting::Certificate, "руководитель.cer")])
                    .words(" на компьютере без настроек"),
                Advice::from("укажите ")
                    .setting(Setting::Signer, Manner::Bare)
                    .words(" или запишите программу в файл настроек: ")
                    .run(Command::Sign, SHOW_SETTINGS),
            ),
            of(
                "E664",
                "файл настроек подписи не читается или записан неверно",
                "программа: crypt",
                Advice::from("исправьте файл по образцу: ").run(Command::Sign, SHOW_SETTINGS),
            ),
            of(
                "E665",
                "программа подписи не найдена, не подписала, не ответила за 120 с или ничего не вернула",
                "не вставлен носитель ключа",
                "прочитайте, что сообщила программа, и проверьте её отдельно",
            ),
            of(
                "E666",
                "то, что вернула программа подписи, – не подпись этого документа этим сертификатом",
                "программа взяла из хранилища сертификат другого сотрудника",
                "проверьте сертификат и вызов программы; документ не записан",
            ),
            of(
                "E667",
                "в документе некому подписаться: нет ни утверждения должностным лицом, ни подписи",
                "план утверждён приказом",
                "добавьте поле «подпись» или подпишите готовый PDF, без отметки",
            ),
            of(
                "E668",
                "в этот PDF нельзя вложить подпись",
                "файл зашифрован или повреждён",
                Advice::from("подпишите его отдельным файлом, ").setting(Setting::Embed, Manner::Without),
            ),
            of(
                "W660",
                "сертификат принадлежит не тому, чьё имя стоит в документе",
                "утверждает Н.В.Шадеркова, а владелец сертификата – Иванов Пётр Сергеевич",
                "исправьте имя в данных или возьмите другой сертификат",
            ),
        ]
    }
}
