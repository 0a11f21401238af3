//! Which files of a folder a command wants, and why it passes over the others.

use std::path::Path;

use dorkarta_core::input::Content;
use dorkarta_core::system::Disk;

/// What a command makes something of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Plans.
    Plans,
    /// What a report is made of.
    Monitorings,
    /// Plans and monitorings.
    Data,
    /// Forms that came back.
    Forms,
    /// What a summary sums up: reports in any form.
    Reports,
}

impl Wanted {
    /// What is missing where there is none: «нет …».
    pub fn genitive(self) -> &'static str {
        match self {
            Self::Plans => "планов",
            Self::Monitorings => "мониторингов",
            Self::Data => "планов и мониторингов",
            Self::Forms => "заполненных форм",
            Self::Reports => "отчётов",
        }
    }

    fn is(self, content: Content) -> bool {
        match content {
            // Its fault has to be told: nobody would look for what was passed over.
            Content::Unclear => true,
            Content::Plan { is_told } => {
                matches!(self, Self::Plans | Self::Data) || matches!(self, Self::Monitorings | Self::Reports) && is_told
            }
            Content::Monitoring => matches!(self, Self::Monitorings | Self::Data | Self::Reports),
            Content::Summary => matches!(self, Self::Data | Self::Reports),
            Content::Document => self == Self::Reports,
            Content::Form => self == Self::Forms,
            Content::Made | Content::Lock | Content::Hidden | Content::Other => false,
        }
    }
}

/// Why a file of a folder is passed over: a Russian clause, empty where nobody need be told; `None` if it is wanted.
pub fn passed(file: &Path, wanted: Wanted) -> Option<&'static str> {
    let content = Content::of(&Disk, file);
    if wanted.is(content) {
        return None;
    }
    Some(match content {
        Content::Form | Content::Plan { .. } if wanted == Wanted::Reports => {
            "это план или форма, а не отчёт; отчёт из плана и форм назовите сами: сначала план, за ним его формы"
        }
        Content::Form => "это форма для сбора сведений",
        Content::Plan { .. } => "это план",
        Content::Monitoring => "это мониторинг",
        Content::Summary => "это свод",
        Content::Made => "это книга, которую сделала сама программа",
        Content::Document => "это документ PDF",
        Content::Lock => "это след открытой книги; сохраните её и закройте, чтобы взять последнее",
        Content::Hidden => "",
        Content::Other if wanted == Wanted::Forms => "это не форма: таблицы со столбцом «Статус» в нём нет",
        Content::Other | Content::Unclear => "это не план и не мониторинг",
    })
}
