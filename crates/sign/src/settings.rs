//! Which program signs on this machine: a preset, or a list of arguments, from the user's settings or a file that the
//! command line names. Never from the data.

use std::env;
use std::path::{Path, PathBuf};

use serde_yaml::Value;

use dorkarta_core::decode::decode;
use dorkarta_core::diagnostics::{Problem, SignatureProblem};
use dorkarta_core::system::{Disk, Files, Unread, reason};
use dorkarta_core::tree::fold_key;

/// Programs that are known by name, with their arguments.
pub const PRESETS: [(&str, &[&str]); 4] = [
    ("cryptcp", &["cryptcp", "-sign", "-detached", "-der", "-thumbprint", "{thumbprint}", "{in}", "{out}"]),
    (
        "csptest",
        &[
            "csptest",
            "-sfsign",
            "-sign",
            "-detached",
            "-add",
            "-addsigtime",
            "-my",
            "{thumbprint}",
            "-in",
            "{in}",
            "-out",
            "{out}",
        ],
    ),
    (
        "openssl",
        &[
            "openssl", "cms", "-sign", "-binary", "-cades", "-md", "sha256", "-signer", "{cert}", "-inkey", "{key}",
            "-outform", "DER", "-in", "{in}", "-out", "{out}",
        ],
    ),
    (
        "openssl-gost",
        &[
            "openssl", "cms", "-sign", "-binary", "-cades", "-engine", "gost", "-signer", "{cert}", "-inkey", "{key}",
            "-outform", "DER", "-in", "{in}", "-out", "{out}",
        ],
    ),
];

/// What a settings file looks like.
pub const EXAMPLE: &str = "\
подпись:
  программа: cryptcp
  сертификат: C:\\Сертификаты\\руководитель.cer
";

/// No settings file is larger.
const FILE_LIMIT: u64 = 64 * 1024;
/// What stands under «подпись».
const KEYS: [&str; 3] = ["программа", "ключ", "сертификат"];

/// How documents are signed on this machine.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// The signing program with its arguments, if one is set.
    pub program: Option<Vec<String>>,
    /// The key that `{key}` stands for.
    pub key: Option<PathBuf>,
    /// The certificate, where none is named.
    pub certificate: Option<PathBuf>,
}

impl Settings {
    /// The user's settings; without a file nothing is set. Errs if the file cannot be read or understood.
    pub fn of_user() -> Result<Self, Problem> {
        match settings_file() {
            Some(file) if file.exists() => Self::read(&file),
            _ => Ok(Self::default()),
        }
    }

    /// The same with a program that was named: a preset, or a settings file.
    pub fn with_signer(self, named: &str) -> Result<Self, Problem> {
        if let Some(program) = preset(named) {
            return Ok(Self { program: Some(program), ..self });
        }
        let file = Path::new(named);
        if !file.exists() {
            let known = PRESETS.map(|(name, _)| name).join(", ");
            let detail = format!("«{named}» – ни известная программа ({known}), ни файл настроек");
            return Err(SignatureProblem::BadSettings { detail }.into());
        }
        let its = Self::read(file)?;
        if its.program.is_none() {
            return Err(SignatureProblem::BadSettings {
                detail: format!("{named}: не указано поле «программа»")
            }
            .into());
        }
        Ok(Self { program: its.program, key: its.key.or(self.key), certificate: its.certificate.or(self.certificate) })
    }

    fn read(file: &Path) -> Result<Self, Problem> {
        let bad = |detail: String| {
            Problem::from(SignatureProblem::BadSettings { detail: format!("{}: {detail}", file.display()) })
        };
        let bytes = Disk.read(file, FILE_LIMIT).map_err(|unread| {
            bad(match unread {
                Unread::NotRegular => "это не файл, а папка, устройство или канал".into(),
                Unread::TooLarge { .. } => "это не файл настроек: он слишком велик".into(),
                Unread::Failed(error) => reason(&error),
            })
        })?;
        Self::understand(&bytes).map_err(bad)
    }

    /// The settings that a file holds. Errs with a Russian clause.
    pub fn understand(bytes: &[u8]) -> Result<Self, String> {
        let text = decode(bytes).ok_or("это не текст")?;
        let value: Value = serde_yaml::from_str(&text)
            .map_err(|_| "нарушена запись YAML; путь с пробелами и кавычками возьмите в одинарные кавычки")?;
        Self::parse(&value)
    }

    /// Errs with a Russian clause.
    fn parse(value: &Value) -> Result<Self, String> {
        let Value::Mapping(fields) = value else {
            return Err("ожидаются поля вида «поле: значение»".into());
        };
        let mut settings = Self::default();
        for (key, value) in fields {
            let key = fold_key(key.as_str().unwrap_or_default());
            match (key.as_str(), value) {
                ("подпись", value) => settings = Self::parse(value)?,
                ("программа", Value::String(name)) => {
                    let program = preset(name).ok_or_else(|| {
                        let known = PRESETS.map(|(name, _)| name).join(", ");
                        format!("неизвестная программа «{name}»; известны: {known}; другая записывается списком: [имя, ключ, …]")
                    });
                    settings.program = Some(program?);
                }
                ("программа", Value::Sequence(words)) => settings.program = Some(arguments(words)?),
                ("ключ", Value::String(path)) => settings.key = Some(path.into()),
                ("сертификат", Value::String(path)) => settings.certificate = Some(path.into()),
                (key, _) if KEYS.contains(&key) => return Err(format!("в поле «{key}» стоит не то, что ожидается")),
                (key, _) => return Err(format!("неизвестное поле «{key}»; здесь бывают: {}", KEYS.join(", "))),
            }
        }
        Ok(settings)
    }
}

fn preset(name: &str) -> Option<Vec<String>> {
    let preset = PRESETS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name.trim()))?;
    Some(preset.1.iter().map(|&word| word.to_owned()).collect())
}

fn arguments(words: &[Value]) -> Result<Vec<String>, String> {
    let words: Option<Vec<String>> = (words.iter())
        .map(|word| match word {
            Value::String(word) => Some(word.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        })
        .collect();
    words
        .filter(|words| words.first().is_some_and(|program| !program.trim().is_empty()))
        .ok_or_else(|| "в поле «программа» ожидается список слов: имя программы и её ключи".to_owned())
}

/// Where the settings of this user are, be the file there or not.
pub fn settings_file() -> Option<PathBuf> {
    let folder = |name: &str| env::var_os(name).filter(|folder| !folder.is_empty()).map(PathBuf::from);
    let base = match cfg!(windows) {
        true => folder("APPDATA")?,
        // The specification has relative paths passed over.
        false => folder("XDG_CONFIG_HOME")
            .filter(|folder| folder.is_absolute())
            .or_else(|| Some(folder("HOME")?.join(".config")))?,
    };
    Some(base.join("dorkarta").join("settings.yaml"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Settings, String> {
        Settings::parse(&serde_yaml::from_str(text).unwrap())
    }

    #[test]
    fn a_program_is_a_preset_or_a_list() {
        let preset = parse(EXAMPLE).unwrap();
        assert_eq!(preset.program.unwrap()[0], "cryptcp");
        assert_eq!(preset.certificate.unwrap(), Path::new("C:\\Сертификаты\\руководитель.cer"));
        let list = parse("Программа: [openssl, cms, -md, sha256, \"{in}\", 5]\nключ: key.pem").unwrap();
        assert_eq!(list.program.unwrap(), ["openssl", "cms", "-md", "sha256", "{in}", "5"]);
        assert_eq!(list.key.unwrap(), Path::new("key.pem"));
    }

    #[test]
    fn what_is_not_understood_is_told() {
        for (text, told) in [
            ("программа: crypt", "неизвестная программа «crypt»; известны: cryptcp, csptest, openssl, openssl-gost"),
            ("программа: []", "в поле «программа» ожидается список слов"),
            ("программа: {a: b}", "в поле «программа» стоит не то, что ожидается"),
            ("пограмма: openssl", "неизвестное поле «пограмма»; здесь бывают: программа, ключ, сертификат"),
            ("- openssl", "ожидаются поля вида «поле: значение»"),
        ] {
            let error = parse(text).unwrap_err();
            assert!(error.starts_with(told), "{error}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_not_read() {
        for path in ["/dev/zero", "/"] {
            let Err(Problem::Signature(SignatureProblem::BadSettings { detail })) =
                Settings::default().with_signer(path)
            else {
                panic!("{path}")
            };
            assert_eq!(detail, format!("{path}: это не файл, а папка, устройство или канал"));
        }
    }
}
