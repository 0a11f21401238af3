//! Messages on the order that approves a plan, and on what is made with it.

#![expect(missing_docs, reason = "the sentence of a variant says what its fields are")]

use super::explain::{Explanation, of};
use super::problem::Family;
use super::{Advice, Problem};

/// A problem of the order and of the packet: `E67…` and `W67…`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PacketProblem {
    /// Occurs if the plan gives its order another number than the order has. `order` is its word in the genitive, `own` the
    /// number that the order has.
    OtherNumber { order: &'static str, own: String },
    /// Occurs if the plan gives its order another date than the order has.
    OtherDate { order: &'static str, own: String },
    /// Occurs if a document of the order is asked of a plan without one.
    NoOrder { document: &'static str },
    /// Occurs if the sheet of agreement is asked of an order to which nobody agrees.
    NobodyAgrees,
    /// Occurs if an extract is asked for a body that answers for nothing in the plan.
    NothingToExtract { body: String },
    /// Occurs if what is typed as an address of mail is none.
    BadMail,
    /// Occurs if parts of the order are drafted; `parts` as a sentence lists them, `order` in the genitive.
    Drafted { order: &'static str, parts: String },
    /// Occurs if nobody signs the order.
    NobodySigns { order: &'static str },
    /// Occurs if somebody who signs the order agrees to it too.
    SignsAndAgrees { order: &'static str, name: String },
    /// Occurs if bodies of the plan have nobody among those who are to be acquainted with the order.
    Unacquainted { bodies: Vec<String> },
    /// Occurs if a point of the order is due before the order's own day.
    PointBeforeOrder { day: String },
    /// Occurs if a packet is made of a plan without an order.
    WithoutOrder,
    /// Occurs if somebody stands twice among those who agree, or among those who are acquainted; `list` is that field.
    RepeatedPerson { list: &'static str, person: String },
}

impl From<PacketProblem> for Problem {
    fn from(problem: PacketProblem) -> Self {
        Self::Packet(problem)
    }
}

impl Family for PacketProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::OtherNumber { .. } => "E670",
            Self::OtherDate { .. } => "E671",
            Self::NoOrder { .. } => "E672",
            Self::NobodyAgrees => "E673",
            Self::NothingToExtract { .. } => "E674",
            Self::BadMail => "E675",
            Self::Drafted { .. } => "W670",
            Self::NobodySigns { .. } => "W671",
            Self::SignsAndAgrees { .. } => "W672",
            Self::Unacquainted { .. } => "W673",
            Self::PointBeforeOrder { .. } => "W674",
            Self::WithoutOrder => "W675",
            Self::RepeatedPerson { .. } => "W676",
        }
    }

    fn message(&self) -> String {
        match self {
            Self::OtherNumber { order, own } => format!("у {order} здесь другой номер, чем «{own}» в поле «приказ»"),
            Self::OtherDate { order, own } => format!("у {order} здесь другая дата, чем «{own}» в поле «приказ»"),
            Self::NoOrder { document } => format!("{document} составить не из чего: в плане нет поля «приказ»"),
            Self::NobodyAgrees => "лист согласования составить не из чего: в приказе нет поля «согласование»".into(),
            Self::NothingToExtract { body } => format!("в плане нет мероприятий, за которые отвечает «{body}»"),
            Self::BadMail => "это не адрес электронной почты".into(),
            Self::Drafted { order, parts } => {
                format!("для {order} не указано: {parts}; на этом месте – черновик, составленный программой")
            }
            Self::NobodySigns { order } => format!("не указано, кто подписывает {order}"),
            Self::SignsAndAgrees { order, name } => format!("{name} и подписывает {order}, и согласовывает"),
            Self::Unacquainted { .. } => "в ознакомлении нет никого от исполнителей плана".into(),
            Self::PointBeforeOrder { day } => format!("срок пункта истёк раньше, чем подписан сам приказ ({day})"),
            Self::WithoutOrder => "комплект сделан без приказа и листов к нему: в плане нет поля «приказ»".into(),
            Self::RepeatedPerson { list, person } => format!("в поле «{list}» дважды указано: {person}"),
        }
    }

    fn details(&self) -> &[String] {
        match self {
            Self::Unacquainted { bodies } => bodies,
            _ => &[],
        }
    }

    fn hint(&self) -> Option<Advice> {
        Some(match self {
            Self::OtherNumber { .. } => {
                "исправьте одно из двух или уберите номер здесь: он возьмётся из поля «приказ»".into()
            }
            Self::OtherDate { .. } => {
                "исправьте одно из двух или уберите дату здесь: она возьмётся из поля «приказ»".into()
            }
            Self::NoOrder { .. } | Self::WithoutOrder => {
                "добавьте в лист «Реквизиты» строки «приказ.дата», «приказ.номер», «приказ.подпись.должность» и «приказ.подпись.имя» (в файл .yaml – поле «приказ»); в плане из Word или на одном листе наберите приказ перед планом".into()
            }
            Self::NobodyAgrees => {
                "впишите, кто согласует приказ: «приказ.согласование.должность», «приказ.согласование.имя»".into()
            }
            Self::NothingToExtract { .. } => {
                "назовите исполнителя так, как он стоит в столбце ответственных".into()
            }
            Self::BadMail => "впишите один адрес вида school@example.ru".into(),
            Self::Drafted { .. } => {
                "прочитайте черновик; если он не подходит, впишите в поле «приказ» своё".into()
            }
            Self::NobodySigns { .. } => "впишите, кто подписывает: «подпись.должность», «подпись.имя»".into(),
            Self::SignsAndAgrees { .. } => "уберите его из согласования, если это не ошибка в имени".into(),
            Self::Unacquainted { .. } => {
                "добавьте в ознакомление тех, кто за них отвечает, или уберите это поле: тогда лист составится по исполнителям плана"
                    .into()
            }
            Self::PointBeforeOrder { .. } => "проверьте срок и дату приказа".into(),
            Self::RepeatedPerson { .. } => "уберите лишнюю строку: расписываются один раз".into(),
        })
    }

    fn explanations() -> Vec<Explanation> {
        vec![
            of(
                "E670",
                "номер приказа указан дважды и по-разному",
                "приказ: {номер: 181-О}, а в поле «приложение к» – «номер документа: 181»",
                "оставьте номер в одном месте: остальные возьмут его из поля «приказ»",
            ),
            of(
                "E671",
                "дата приказа указана дважды и по-разному",
                "приказ: {дата: 2023-02-01}, а в утверждении приказом – 03.02.2023",
                "оставьте дату в одном месте: остальные возьмут её из поля «приказ»",
            ),
            of(
                "E672",
                "приказ или лист к нему составить не из чего",
                "комплект просят сделать с приказом, а в плане нет поля «приказ»",
                "добавьте поле «приказ»",
            ),
            of(
                "E673",
                "лист согласования просят, а согласующих нет",
                "в поле «приказ» нет поля «согласование»",
                "впишите согласующих: должность и имя",
            ),
            of(
                "E674",
                "выписку просят для того, кто в плане ни за что не отвечает",
                "вид: выписка, исполнитель: Школа № 5, а в плане её нет",
                "назовите исполнителя так, как он стоит в плане",
            ),
            of(
                "E675",
                "в поле «почта» не адрес электронной почты",
                "почта: school.example.ru",
                "впишите один адрес с «@», без имени и скобок",
            ),
            of(
                "W670",
                "заголовка, преамбулы или пунктов приказа нет, и программа составила черновик",
                "в поле «приказ» только дата, номер и подпись",
                "прочитайте черновик и впишите своё, если он не подходит",
            ),
            of(
                "W671",
                "не указано, кто подписывает приказ",
                "в поле «приказ» нет поля «подпись»",
                "впишите должность и имя",
            ),
            of(
                "W672",
                "один человек и подписывает приказ, и согласовывает его",
                "подпись: {имя: Н.В.Шадеркова}, и она же в поле «согласование»",
                "уберите его из согласования",
            ),
            of(
                "W673",
                "с приказом не знакомят никого от исполнителя плана",
                "за мероприятие 3 отвечает МБОУ «Лесная СОШ», а в ознакомлении её нет",
                "добавьте того, кто за исполнителя отвечает",
            ),
            of(
                "W674",
                "срок пункта приказа истёк раньше, чем подписан приказ",
                "срок: до 20 января 2023 г., а приказ от 1 февраля",
                "проверьте срок и дату приказа",
            ),
            of(
                "W675",
                "комплект сделан без приказа",
                "в плане нет поля «приказ»",
                "добавьте его, если план утверждается приказом",
            ),
            of(
                "W676",
                "один человек дважды стоит в листе согласования или ознакомления",
                "в поле «ознакомление» есть и «О.С. Лапина», и «Лапина О. С.»",
                "уберите лишнюю строку",
            ),
        ]
    }
}
