//! How the command line calls what the program offers: advice names keys and commands.

use dorkarta_core::diagnostics::Surface;
use dorkarta_core::diagnostics::advice::{Arg, Command, Manner, Setting, Way};

/// The command line as what advice is shown on.
pub struct Keys;

impl Surface for Keys {
    fn way(&self, way: &Way<'_>) -> String {
        match way {
            Way::Setting(setting, manner) => in_manner(*manner, ["ключ", "ключом", "ключа"], key(*setting)),
            Way::Set(setting, value) => format!("{} {value}", key(*setting)),
            Way::Command(command, args, Manner::Bare) => line(*command, args),
            Way::Command(command, args, manner) => {
                in_manner(*manner, ["команда", "командой", "команды"], &format!("«{}»", line(*command, args)))
            }
            Way::SameWithout(setting) => format!("та же команда без {}", key(*setting)),
            Way::Settle => {
                let [asks, answers, prefer] = [Setting::Conflicts, Setting::Answers, Setting::Prefer].map(key);
                format!(
                    "в книге, которую запишет команда collect с {asks} расхождения.xlsx, и повторите с {answers} расхождения.xlsx; верить одной форме \
                     во всём – {prefer} ФОРМА"
                )
            }
        }
    }
}

/// A name as it stands in its sentence; the noun before it in the nominative, the instrumental and the genitive.
fn in_manner(manner: Manner, [nominative, instrumental, genitive]: [&str; 3], name: &str) -> String {
    match manner {
        Manner::Bare => name.to_owned(),
        Manner::Named => format!("{nominative} {name}"),
        Manner::By => format!("{instrumental} {name}"),
        Manner::With => format!("с {instrumental} {name}"),
        Manner::Without => format!("без {genitive} {name}"),
        Manner::Through => format!("через {name}"),
        Manner::After => format!("после {name}"),
    }
}

fn key(setting: Setting) -> &'static str {
    match setting {
        Setting::Target => "-o",
        Setting::Force => "--force",
        Setting::Day => "--date",
        Setting::FontDir => "--font-dir",
        Setting::Templates => "--templates",
        Setting::Remarks => "--xlsx",
        Setting::NoData => "--no-data",
        Setting::Watch => "--watch",
        Setting::Certificate => "--cert",
        Setting::Signer => "--signer",
        Setting::ShowSettings => "--show-settings",
        Setting::Embed => "--embed",
        Setting::Prefer => "--prefer",
        Setting::Answers => "--answers",
        Setting::Conflicts => "--conflicts",
        Setting::Changes => "--changes reject",
        Setting::Letters => "--letters",
    }
}

/// A command with its arguments, as one types it.
fn line(command: Command, args: &[Arg<'_>]) -> String {
    let mut line = format!("dorkarta {}", name(command));
    for arg in args {
        line.push(' ');
        match arg {
            Arg::File(file) => line.push_str(file),
            Arg::Setting(setting) => line.push_str(key(*setting)),
            Arg::Set(setting, value) => line.extend([key(*setting), " ", value]),
        }
    }
    line
}

fn name(command: Command) -> &'static str {
    match command {
        Command::Plan => "plan",
        Command::Report => "report",
        Command::Check => "check",
        Command::Sign => "sign",
        Command::Form => "form",
        Command::Collect => "collect",
        Command::Diff => "diff",
        Command::New => "new",
        Command::Extract => "extract",
        Command::Verify => "verify",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_is_a_key() {
        let said = |manner| Keys.way(&Way::Setting(Setting::Target, manner));
        let manners = [Manner::Bare, Manner::Named, Manner::By, Manner::With, Manner::Without, Manner::Through];
        assert_eq!(manners.map(said), ["-o", "ключ -o", "ключом -o", "с ключом -o", "без ключа -o", "через -o"]);
        assert_eq!(said(Manner::After), "после -o");
        assert_eq!(Keys.way(&Way::Set(Setting::Day, "2023-11-20")), "--date 2023-11-20");
        assert_eq!(Keys.way(&Way::SameWithout(Setting::Target)), "та же команда без -o");
    }

    #[test]
    fn a_command_is_written_as_it_is_typed() {
        let args = [Arg::File("ПЛАН"), Arg::Setting(Setting::Force), Arg::Set(Setting::Target, "м.yaml")];
        let said = |manner| Keys.way(&Way::Command(Command::Collect, &args, manner));
        assert_eq!(said(Manner::Bare), "dorkarta collect ПЛАН --force -o м.yaml");
        assert_eq!(said(Manner::Named), "команда «dorkarta collect ПЛАН --force -o м.yaml»");
        assert_eq!(said(Manner::By), "командой «dorkarta collect ПЛАН --force -o м.yaml»");
    }
}
