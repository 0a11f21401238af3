//! Why a file was not written, and what helps: something else for each cause.

use std::io;

use super::Advice;
use super::advice::{Manner, Setting};
use crate::system;

/// Why a file was not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The cause, as a Russian sentence.
    pub reason: String,
    /// What helps.
    pub remedy: Remedy,
}

/// What helps where a file was not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// To close the file, which another program holds.
    Close,
    /// Another folder: in this one nobody may write.
    OtherFolder,
    /// Room on the disk.
    Room,
    /// To see to the network.
    Network,
    /// Another name: something else stands there.
    OtherName,
    /// To name where it goes, which is not a stream.
    Target,
    /// To do it once more.
    Again,
    /// To wait for another run of the program.
    Later,
    /// To name the plan otherwise, or to put both files elsewhere.
    Together,
}

impl Refusal {
    /// A cause that the program knows by itself.
    pub fn new(reason: impl Into<String>, remedy: Remedy) -> Self {
        Self { reason: reason.into(), remedy }
    }

    /// What the system says where a file was to be written beside its target, in a folder that may have to be made: what it forbids is
    /// to write there at all.
    pub fn of_folder(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::PermissionDenied => Self::new("нет прав на запись в эту папку", Remedy::OtherFolder),
            _ => Self::of_file(error),
        }
    }

    /// The same where a file was to be read or replaced.
    pub fn of_file(error: &io::Error) -> Self {
        use io::ErrorKind as Kind;
        let remedy = match error.kind() {
            Kind::PermissionDenied | Kind::ResourceBusy | Kind::ExecutableFileBusy => Remedy::Close,
            _ if cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33)) => Remedy::Close,
            Kind::ReadOnlyFilesystem => Remedy::OtherFolder,
            Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => Remedy::Room,
            Kind::HostUnreachable
            | Kind::NetworkUnreachable
            | Kind::NetworkDown
            | Kind::StaleNetworkFileHandle
            | Kind::TimedOut => Remedy::Network,
            Kind::Interrupted | Kind::BrokenPipe => Remedy::Again,
            _ => Remedy::OtherName,
        };
        Self::new(system::reason(error), remedy)
    }

    /// What the user can do.
    pub(super) fn advice(&self) -> Advice {
        let words = match self.remedy {
            Remedy::Target => return Advice::from("укажите папку ").setting(Setting::Target, Manner::Through),
            Remedy::Later => "дождитесь его конца и повторите",
            Remedy::Close => {
                "закройте этот файл в других программах и повторите; если он нигде не открыт, снимите в его свойствах \
                 отметку «Только чтение»"
            }
            Remedy::OtherFolder => {
                "скопируйте исходные файлы в папку, где вам можно писать (например, в «Документы»), и повторите там или \
                 попросите администратора дать права на эту"
            }
            Remedy::Room => "освободите место или выберите другой диск",
            Remedy::Network => "проверьте, открывается ли сетевая папка, и повторите",
            Remedy::OtherName => "выберите другое имя или другую папку",
            Remedy::Again => "повторите",
            Remedy::Together => "назовите план проще или держите его и этот файл в одной папке",
        };
        words.into()
    }
}
