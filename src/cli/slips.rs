//! What people type who do not know command lines: names with blanks and no quotes, «справка», «plam».

use std::ffi::OsString;
use std::path::Path;

use clap::CommandFactory;
use dorkarta_core::validate::nearest;

use super::args::Args;

/// Words that ask for help.
const HELP: [&str; 8] = ["help", "справка", "помощь", "/?", "-?", "/h", "/help", "?"];
/// Words that a name of a file is put together of at most.
const WORDS: usize = 12;

/// The arguments, where one of them asks for help in another way than `--help`.
pub(super) fn asking_for_help(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let asks = |argument: &OsString| HELP.contains(&argument.to_string_lossy().to_lowercase().as_str());
    if arguments.get(1).is_some_and(asks) && !Path::new(&arguments[1]).exists() {
        arguments.remove(1);
        arguments.truncate(2);
        arguments.push("--help".into());
    }
    arguments
}

/// What is wrong where several arguments are the parts of one name with blanks.
pub(super) fn parted_name(arguments: &[OsString]) -> Option<String> {
    let is_word = |argument: &OsString| !argument.to_string_lossy().starts_with('-');
    for (at, first) in arguments.iter().enumerate().skip(1) {
        if !is_word(first) || Path::new(first).exists() {
            continue;
        }
        let mut name = first.clone();
        for next in arguments[at + 1..].iter().take(WORDS).take_while(|next| is_word(next)) {
            name.push(" ");
            name.push(next);
            if Path::new(&name).is_file() {
                let (first, name) = (first.to_string_lossy(), name.to_string_lossy());
                return Some(format!(
                    "файла «{first}» нет, но есть «{name}»: имя с пробелами берут в кавычки: \"{name}\""
                ));
            }
        }
    }
    None
}

/// What is said of a word that is neither a command nor a file.
pub(super) fn unknown_command(typed: &str) -> String {
    let command = Args::command();
    let names = || {
        command.get_subcommands().map(|known| {
            let aliases: Vec<&str> = known.get_visible_aliases().collect();
            (known.get_name(), aliases)
        })
    };
    let all: Vec<&str> = names().flat_map(|(name, aliases)| std::iter::once(name).chain(aliases)).collect();
    let meant = nearest(&typed.to_lowercase(), all.into_iter());
    let meant = meant.and_then(|meant| names().find(|(name, aliases)| *name == meant || aliases.contains(&meant)));
    match meant {
        Some((name, aliases)) => {
            let aliases: String = aliases.first().map(|alias| format!(" (или «{alias}»)")).unwrap_or_default();
            format!("неизвестная команда «{typed}»; возможно, имелась в виду «{name}»{aliases}")
        }
        None => {
            let list: Vec<String> =
                names().map(|(name, aliases)| format!("{name} ({})", aliases.first().unwrap_or(&""))).collect();
            format!("неизвестная команда «{typed}», и файла с таким именем нет; есть команды: {}", list.join(", "))
        }
    }
}
