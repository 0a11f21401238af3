//! How the page calls what the program offers: advice names its buttons and fields.

use dorkarta_core::diagnostics::Surface;
use dorkarta_core::diagnostics::advice::{Arg, Command, Manner, Setting, Way};

use super::actions::Action;
use super::dialogs::label;

/// The page as what advice is shown on: in the dialog of a button, or beside the pages.
pub(super) struct Buttons(pub(super) Option<Action>);

impl Surface for Buttons {
    fn way(&self, way: &Way<'_>) -> String {
        match way {
            Way::Command(Command::Sign, [Arg::Setting(Setting::ShowSettings)], _) => {
                "команда «dorkarta sign --show-settings» в командной строке".into()
            }
            Way::Command(command, _, manner) => match button(*command) {
                Some(name) => BUTTON.with(*manner, &format!("«{name}»")),
                None if *command == Command::Verify => COMMAND.with(*manner, "«dorkarta verify» в командной строке"),
                None => COMMAND.with(*manner, "«dorkarta extract» в командной строке"),
            },
            Way::Setting(setting, manner) => {
                let (noun, name) = self.named(*setting);
                noun.with(*manner, &name)
            }
            // The field was named before: its value is the example.
            Way::Set(setting, value) if self.0.and_then(|action| label(action, *setting)).is_some() => {
                (*value).to_owned()
            }
            Way::Set(setting, value) => {
                let (noun, name) = self.named(*setting);
                format!("{} {name}: {value}", noun.nominative)
            }
            Way::SameWithout(_) => "список в окне «Сравнить редакции»".into(),
            Way::Settle => "в вопросах окна «Собрать ответы» и нажмите в нём «Собрать» ещё раз".into(),
        }
    }
}

impl Buttons {
    /// What a setting is, and what it is called; one that the dialog has no field for is that of the command line.
    fn named(&self, setting: Setting) -> (Noun, String) {
        if let Some(label) = self.0.and_then(|action| label(action, setting)) {
            let noun = if matches!(setting, Setting::Force | Setting::Embed | Setting::Letters) { TICK } else { FIELD };
            return (noun, format!("«{label}»"));
        }
        // Beside the pages no dialog is open: which one it is has to be told.
        let elsewhere = |action: &Action| Some((*action, label(*action, setting)?));
        if self.0.is_none()
            && let Some((action, _)) = Action::ALL.iter().find_map(elsewhere)
        {
            let (noun, name) = Self(Some(action)).named(setting);
            return (noun, format!("{name} окна «{}»", action.name()));
        }
        let key = match setting {
            Setting::Target => "-o",
            Setting::Force => "--force",
            Setting::Day => "--date",
            Setting::Certificate => "--cert",
            Setting::Signer => "--signer",
            Setting::FontDir => "--font-dir",
            Setting::Templates => "--templates",
            Setting::Remarks => "--xlsx",
            Setting::NoData => "--no-data",
            Setting::Watch => "--watch",
            Setting::ShowSettings => "--show-settings",
            Setting::Embed => "--embed",
            Setting::Prefer => "--prefer",
            Setting::Answers => "--answers",
            Setting::Conflicts => "--conflicts",
            Setting::Changes => "--changes reject",
            Setting::Letters => "--letters",
        };
        (KEY, format!("{key} командной строки"))
    }
}

/// A noun before a name, in the cases that sentences want.
#[derive(Clone, Copy)]
struct Noun {
    nominative: &'static str,
    instrumental: &'static str,
    genitive: &'static str,
    accusative: &'static str,
}

impl Noun {
    const fn new([nominative, instrumental, genitive, accusative]: [&'static str; 4]) -> Self {
        Self { nominative, instrumental, genitive, accusative }
    }

    /// It with a name, as both stand in a sentence.
    fn with(self, manner: Manner, name: &str) -> String {
        match manner {
            Manner::Bare => format!("{} {name}", self.nominative),
            // What is done, or what something is done to.
            Manner::Named => format!("{} {name}", self.accusative),
            Manner::By => format!("{} {name}", self.instrumental),
            Manner::With => format!("с {} {name}", self.instrumental),
            Manner::Without => format!("без {} {name}", self.genitive),
            Manner::Through => format!("через {} {name}", self.accusative),
            Manner::After => format!("в {} {name}", self.accusative),
        }
    }
}

const BUTTON: Noun = Noun::new(["кнопка", "кнопкой", "кнопки", "кнопка"]);
const COMMAND: Noun = Noun::new(["команда", "командой", "команды", "команда"]);
const FIELD: Noun = Noun::new(["поле", "полем", "поля", "поле"]);
const TICK: Noun = Noun::new(["отметка", "отметкой", "отметки", "отметку"]);
const KEY: Noun = Noun::new(["ключ", "ключом", "ключа", "ключ"]);

fn button(command: Command) -> Option<&'static str> {
    Some(match command {
        Command::Plan => Action::Plan.name(),
        Command::Report => Action::Report.name(),
        Command::Check => Action::Check.name(),
        Command::Sign => Action::Sign.name(),
        Command::Form => Action::Forms.name(),
        Command::Collect => Action::Collect.name(),
        Command::Diff => Action::Diff.name(),
        Command::New => "Положить в папку образец",
        Command::Extract | Command::Verify => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advice_names_what_the_dialog_has() {
        let said = |action, way: &Way<'_>| Buttons(action).way(way);
        let target = Way::Setting(Setting::Target, Manner::Through);
        assert_eq!(said(Some(Action::Plan), &target), "через поле «Имя файла»");
        assert_eq!(said(Some(Action::Forms), &target), "через поле «Папка»");
        assert_eq!(said(Some(Action::Check), &target), "через ключ -o командной строки");
        let force = Way::Setting(Setting::Force, Manner::Named);
        assert_eq!(said(Some(Action::Sign), &force), "отметку «Заменить подписанный документ»");
        assert_eq!(said(Some(Action::Forms), &force), "отметку «Заменить уже заполненные формы»");
        assert_eq!(said(Some(Action::Sign), &Way::Set(Setting::Signer, "cryptcp")), "cryptcp");
        assert_eq!(said(None, &Way::Command(Command::New, &[], Manner::Named)), "кнопка «Положить в папку образец»");
        assert_eq!(said(None, &Way::Command(Command::Plan, &[], Manner::By)), "кнопкой «Сделать план»");
    }
}
