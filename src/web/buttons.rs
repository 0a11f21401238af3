//! How the page calls what the program offers: advice names its buttons and fields.

use dorkarta_core::diagnostics::Surface;
use dorkarta_core::diagnostics::advice::{Command, Manner, Setting, Way};

/// The page as what advice is shown on. What it does not offer is named as the command line has it.
pub(super) struct Buttons;

impl Surface for Buttons {
    fn way(&self, way: &Way<'_>) -> String {
        match way {
            Way::Command(command, _, manner) => {
                in_manner(*manner, ["кнопка", "кнопкой", "кнопки", "кнопку"], button(*command))
            }
            Way::Setting(setting, manner) => in_manner(*manner, ["поле", "полем", "поля", "поле"], field(*setting)),
            Way::Set(setting, value) => format!("{}: {value}", field(*setting)),
            Way::SameWithout(_) => "список в окне «Сравнить редакции»".into(),
        }
    }
}

/// A name as it stands in its sentence; the noun before it in the nominative, the instrumental, the genitive and the
/// accusative.
fn in_manner(manner: Manner, [nominative, instrumental, genitive, accusative]: [&str; 4], name: &str) -> String {
    match manner {
        Manner::Bare | Manner::Named => format!("{nominative} {name}"),
        Manner::By => format!("{instrumental} {name}"),
        Manner::With => format!("с {instrumental} {name}"),
        Manner::Without => format!("без {genitive} {name}"),
        Manner::Through => format!("через {accusative} {name}"),
        Manner::After => format!("в {accusative} {name}"),
    }
}

fn button(command: Command) -> &'static str {
    match command {
        Command::Plan => "«Сделать план»",
        Command::Report => "«Сделать отчёт»",
        Command::Check => "«Проверить»",
        Command::Sign => "«Подписать»",
        Command::Form => "«Формы исполнителям»",
        Command::Collect => "«Собрать ответы»",
        Command::Diff => "«Сравнить редакции»",
        Command::New => "«Положить в папку образец»",
        Command::Verify => "«dorkarta verify» (в командной строке)",
        Command::Extract => "«dorkarta extract» (в командной строке)",
    }
}

/// Settings that no dialog has are those of the command line.
fn field(setting: Setting) -> &'static str {
    match setting {
        Setting::Target => "«Имя файла»",
        Setting::Force => "«Заменить подписанный документ»",
        Setting::Day => "«На дату»",
        Setting::Certificate => "«Сертификат»",
        Setting::Signer => "«Программа подписи»",
        Setting::FontDir => "--font-dir (в командной строке)",
        Setting::Templates => "--templates (в командной строке)",
        Setting::Remarks => "--xlsx (в командной строке)",
        Setting::NoData => "--no-data (в командной строке)",
        Setting::Watch => "--watch (в командной строке)",
        Setting::ShowSettings => "--show-settings (в командной строке)",
        Setting::Embed => "--embed (в командной строке)",
        Setting::Prefer => "--prefer (в командной строке)",
        Setting::Answers => "--answers (в командной строке)",
        Setting::Changes => "--changes reject (в командной строке)",
        Setting::Letters => "--letters (в командной строке)",
        Setting::Conflicts => "--conflicts (в командной строке)",
    }
}
