//! The buttons that open a dialog.

use dorkarta_core::validate::Kind;

use super::desk::State;
use super::folder::Sort;

/// A button that opens a dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    Plan,
    Report,
    Check,
    Forms,
    Collect,
    Diff,
    Copy,
    Due,
    Sign,
    Packet,
    Summary,
}

impl Action {
    /// All of them in the order in which they stand on the page.
    pub(super) const ALL: [Self; 11] = [
        Self::Plan,
        Self::Report,
        Self::Check,
        Self::Forms,
        Self::Collect,
        Self::Diff,
        Self::Copy,
        Self::Due,
        Self::Packet,
        Self::Summary,
        Self::Sign,
    ];

    /// The button's name, which is that of its dialog.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Plan => "Сделать план",
            Self::Report => "Сделать отчёт",
            Self::Check => "Проверить",
            Self::Forms => "Формы исполнителям",
            Self::Collect => "Собрать ответы",
            Self::Diff => "Сравнить редакции",
            Self::Copy => "Копия для Word",
            Self::Due => "Сроки",
            Self::Sign => "Подписать",
            Self::Packet => "Комплект",
            Self::Summary => "Свод",
        }
    }

    /// The verb on the dialog's main button.
    pub(super) fn verb(self) -> &'static str {
        match self {
            Self::Plan | Self::Report | Self::Forms | Self::Copy | Self::Packet | Self::Summary => "Сделать",
            Self::Collect => "Собрать",
            Self::Check => "Проверить",
            Self::Diff => "Сравнить",
            Self::Due => "Показать",
            Self::Sign => "Подписать",
        }
    }

    /// What it is called on the page's ways.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Report => "report",
            Self::Check => "check",
            Self::Forms => "forms",
            Self::Collect => "collect",
            Self::Diff => "diff",
            Self::Copy => "copy",
            Self::Due => "due",
            Self::Sign => "sign",
            Self::Packet => "packet",
            Self::Summary => "summary",
        }
    }

    /// The action of a key.
    pub(super) fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.key() == key)
    }

    /// Whether an input is something that it can be done with.
    pub(super) fn takes(self, state: &State, id: u64) -> bool {
        let Some(file) = state.file(id) else { return false };
        let judged = state.judged.get(&id);
        let kind = judged.and_then(|judged| judged.kind);
        let is_other = judged.is_some_and(|judged| judged.other.is_some());
        match self {
            _ if file.sort == Sort::Outside || is_other => false,
            Self::Diff => file.sort == Sort::Document || kind == Some(Kind::Plan),
            Self::Sign => file.sort == Sort::Document || kind.is_some(),
            _ if file.sort == Sort::Document => false,
            Self::Plan | Self::Forms | Self::Collect | Self::Packet => kind == Some(Kind::Plan),
            Self::Report | Self::Due => matches!(kind, Some(Kind::Plan | Kind::Monitoring)),
            Self::Copy => matches!(kind, Some(Kind::Plan | Kind::Monitoring | Kind::Summary)),
            Self::Summary => kind == Some(Kind::Summary),
            Self::Check => true,
        }
    }
}
