//! How documents are signed on this machine, for reading.

use std::path::{Path, PathBuf};

use dorkarta_core::diagnostics::render::escape;
use dorkarta_sign::{EXAMPLE, PRESETS, Settings};

/// Where the settings are.
pub fn place(file: Option<&Path>) -> String {
    let (place, state) = match file {
        Some(file) if file.exists() => (shown(file), ""),
        Some(file) => (shown(file), " (файла пока нет)"),
        None => ("место не определено: у пользователя нет домашней папки".to_owned(), ""),
    };
    format!("файл настроек: {place}{state}\n")
}

fn shown(path: &Path) -> String {
    escape(&path.display().to_string())
}

/// What they say, and what they can say.
pub fn render(settings: &Settings) -> String {
    let path = |path: &Option<PathBuf>| path.as_ref().map_or_else(|| "не указан".to_owned(), |path| shown(path));
    let program = settings.program.as_ref().map_or_else(|| "не указана".to_owned(), |words| escape(&words.join(" ")));
    let presets = PRESETS.map(|(name, words)| format!("  {name:<13}{}\n", words.join(" "))).concat();
    let example = EXAMPLE.lines().map(|line| format!("  {line}\n")).collect::<String>();
    format!(
        "программа: {program}\n\
         ключ: {}\n\
         сертификат: {}\n\n\
         известные программы (--signer ИМЯ):\n{presets}\n\
         файл настроек – текст в кодировке UTF-8, например:\n{example}\
         другая программа записывается списком слов:\n  \
         программа: [openssl, cms, -sign, -binary, -signer, \"{{cert}}\", -inkey, \"{{key}}\", -outform, DER, -in, \"{{in}}\", -out, \"{{out}}\"]\n\n\
         вместо {{in}} подставляется документ, вместо {{out}} – файл для подписи (без них – входной и выходной поток),\n\
         {{cert}} – сертификат, {{thumbprint}} – его отпечаток, {{key}} – файл из поля «ключ»\n",
        path(&settings.key),
        path(&settings.certificate),
    )
}
