//! Wrong command lines, told in Russian.

use std::error::Error;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::terminal::Terminal;
use crate::app::Outcome;

/// What is wrong with the command line: a Russian sentence.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Usage(pub(super) String);

impl From<String> for Usage {
    fn from(sentence: String) -> Self {
        Self(sentence)
    }
}

impl From<&str> for Usage {
    fn from(sentence: &str) -> Self {
        Self(sentence.to_owned())
    }
}

/// Shows help, version or what is wrong with the command line.
pub(super) fn show(error: &clap::Error) -> Outcome {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            Terminal::result(&russian_headings(&error.to_string()));
            Outcome::Done
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            Terminal::text(&russian_headings(&error.to_string()));
            Outcome::Usage
        }
        kind => {
            Terminal::error(&format!("{}\nСправка: dorkarta --help", sentence(kind, error)));
            Outcome::Usage
        }
    }
}

/// `clap` has a few words of its own in the help.
fn russian_headings(help: &str) -> String {
    help.replace("Usage:", "Вызов:").replace("[aliases: ", "[или: ").replace("[alias: ", "[или: ")
}

fn sentence(kind: ErrorKind, error: &clap::Error) -> String {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    };
    // `--output <ПУТЬ>` is named by its first word.
    let argument = context(ContextKind::InvalidArg);
    let argument = argument.split(' ').next().unwrap_or_default();
    match kind {
        ErrorKind::UnknownArgument => {
            if !argument.starts_with('-') {
                return format!("в командной строке есть лишнее: «{argument}»; имя с пробелами берут в кавычки");
            }
            let suggested = context(ContextKind::SuggestedArg);
            let hint = if suggested.is_empty() {
                String::new()
            } else {
                format!("; возможно, имелся в виду {suggested}")
            };
            format!("неизвестный ключ «{argument}»{hint}")
        }
        ErrorKind::MissingRequiredArgument => {
            let missing = context(ContextKind::InvalidArg);
            match () {
                () if missing.contains("<СТАЛО>") => "укажите два файла: прежнюю и новую редакцию плана".into(),
                () if missing.contains("ФАЙЛ.pdf") => "не указан PDF".into(),
                () if missing.contains("ПЛАН") => "не указан план".into(),
                () if missing.contains("<ФОРМА>") => "не указаны формы, которые нужно собрать".into(),
                () if missing.contains("--output") => "не указано, куда записать: добавьте -o и имя файла".into(),
                () => "не указан файл с данными".into(),
            }
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let value = context(ContextKind::InvalidValue);
            let known = context(ContextKind::ValidValue);
            let expected = || error.source().map(|source| format!(": {source}")).unwrap_or_default();
            match (value.is_empty(), known.is_empty()) {
                (false, _) if !argument.starts_with('-') => format!("недопустимое имя файла «{value}»{}", expected()),
                (true, _) => format!("у ключа «{argument}» не указано значение"),
                (false, true) => format!("недопустимое значение «{value}» ключа «{argument}»{}", expected()),
                (false, false) => format!("недопустимое значение «{value}» ключа «{argument}»; возможные: {known}"),
            }
        }
        ErrorKind::ArgumentConflict => {
            let other = context(ContextKind::PriorArg);
            if argument == other {
                format!("ключ «{argument}» указан дважды")
            } else {
                format!("«{argument}» и «{other}» нельзя указать вместе")
            }
        }
        ErrorKind::InvalidSubcommand => format!("неизвестная команда «{}»", context(ContextKind::InvalidSubcommand)),
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues => {
            format!("у ключа «{argument}» неверное число значений")
        }
        ErrorKind::NoEquals => format!("после ключа «{argument}» нужен знак «=»"),
        ErrorKind::InvalidUtf8 => "в командной строке есть знаки, которые не читаются".into(),
        _ => "командная строка не распознана".into(),
    }
}
