//! The mark of an electronic signature, and where on the page it stands.

use super::approval::{Approval, Grounds, Signatory};
use super::day::Day;

/// What a document shows of the certificate that it is signed with (отметка об электронной подписи). It states a fact: it
/// is made from a certificate, never from what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureMark {
    /// Number of the certificate.
    pub serial: String,
    /// Surname and given names of its owner.
    pub owner: String,
    /// First day of its validity.
    pub from: Day,
    /// Last day of its validity.
    pub until: Day,
}

/// Where somebody signs by hand, and the mark stands otherwise; which of several, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hand {
    /// In an approval.
    Approval(usize),
    /// In an agreement.
    Agreement(usize),
    /// At the end.
    Signatory(usize),
}

impl SignatureMark {
    /// Where the owner signs: beside the own name, else where a name is left open, else where the first one signs.
    /// `None` if nobody signs at all. Comes with the name that stands there if it is another's.
    pub fn hand<'a>(
        &self,
        approvals: &'a [Approval],
        agreements: &'a [Approval],
        signatories: &'a [Signatory],
    ) -> Option<(Hand, Option<&'a str>)> {
        let named = |(at, approval): (usize, &'a Approval)| match &approval.grounds {
            Grounds::Person { name, .. } => Some((at, name.as_deref())),
            Grounds::Act(_) => None,
        };
        let approvals = approvals.iter().enumerate().filter_map(named);
        let agreements = agreements.iter().enumerate().filter_map(named);
        let signatories = signatories.iter().enumerate().map(|(at, signatory)| (at, Some(signatory.name.as_str())));
        let hands: Vec<(Hand, Option<&str>)> = (approvals.map(|(at, name)| (Hand::Approval(at), name)))
            .chain(signatories.map(|(at, name)| (Hand::Signatory(at), name)))
            .chain(agreements.map(|(at, name)| (Hand::Agreement(at), name)))
            .collect();
        let own = hands.iter().find(|(_, name)| name.is_some_and(|name| self.is_owner(name)));
        let open = || hands.iter().find(|(_, name)| name.is_none());
        match own.or_else(open) {
            Some((hand, _)) => Some((*hand, None)),
            None => hands.first().copied(),
        }
    }

    /// Whether a name on the page («Н.В.Шадеркова», «Шадеркова Н. В.», «Шадеркова Наталья Владимировна») is the owner's.
    fn is_owner(&self, name: &str) -> bool {
        let words = |text: &str| -> Vec<String> {
            let folded = text.to_lowercase().replace('ё', "е");
            let words = folded.split(|c: char| !c.is_alphabetic() && c != '-').filter(|word| !word.is_empty());
            words.map(str::to_owned).collect()
        };
        let owner = words(&self.owner);
        let typed = words(name);
        let Some((surname, given)) = owner.split_first() else { return false };
        let Some(at) = typed.iter().position(|word| word == surname) else { return false };
        let others = typed.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, word)| word);
        // An initial stands for a name.
        others
            .zip(given)
            .all(|(word, name)| name == word || word.chars().count() == 1 && name.starts_with(word.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::DateText;

    fn mark() -> SignatureMark {
        let day = Day::new(2023, 2, 1).unwrap();
        SignatureMark {
            serial: "01".into(), owner: "Шадеркова Наталья Владимировна".into(), from: day, until: day
        }
    }

    fn person(name: Option<&str>) -> Approval {
        let grounds =
            Grounds::Person { post: "Глава".into(), name: name.map(str::to_owned), date: DateText::Open };
        Approval { mark: None, grounds }
    }

    #[test]
    fn a_name_is_known_in_every_form() {
        for own in ["Н.В.Шадеркова", "Н. В. Шадеркова", "Шадеркова Н.В.", "ШАДЕРКОВА Наталья Владимировна", "Шадеркова"]
        {
            assert!(mark().is_owner(own), "{own}");
        }
        for other in ["А.В.Шадеркова", "Н.В.Шадерков", "Н.В.Иванова", "", "Н.В."] {
            assert!(!mark().is_owner(other), "{other}");
        }
    }

    #[test]
    fn the_mark_stands_where_its_owner_signs() {
        let (own, other) = (person(Some("Н.В.Шадеркова")), person(Some("И.И.Иванов")));
        let end = [Signatory { post: "Заведующий".into(), name: "Н.В.Шадеркова".into() }];
        let hand = |approvals: &[Approval], end: &[Signatory]| {
            mark().hand(approvals, &[], end).map(|(hand, other)| (hand, other.map(str::to_owned)))
        };
        assert_eq!(hand(&[other.clone(), own.clone()], &[]), Some((Hand::Approval(1), None)));
        assert_eq!(hand(&[own], &end), Some((Hand::Approval(0), None)));
        assert_eq!(hand(std::slice::from_ref(&other), &end), Some((Hand::Signatory(0), None)));
        assert_eq!(hand(&[other.clone(), person(None)], &[]), Some((Hand::Approval(1), None)));
        assert_eq!(hand(&[other], &[]), Some((Hand::Approval(0), Some("И.И.Иванов".into()))));
        assert_eq!(hand(&[], &[]), None);
    }
}
