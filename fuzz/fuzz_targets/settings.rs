//! Any bytes as the settings of the signing program.

#![no_main]

use dorkarta_fuzz::{seeds, start};
use dorkarta_sign::Settings;
use libfuzzer_sys::{Corpus, fuzz_target};
use serde_yaml::{Mapping, Value};

fuzz_target!(init: start::begin(seeds::settings), |bytes: &[u8]| -> Corpus {
    let settings = match Settings::understand(bytes) {
        Ok(settings) => settings,
        Err(told) => {
            assert!(told.chars().any(|c| ('а'..='я').contains(&c)), "no Russian clause: {told}");
            return Corpus::Keep;
        }
    };
    if let Some(program) = &settings.program {
        assert!(program.first().is_some_and(|name| !name.trim().is_empty()), "a program without a name");
    }
    let path = |path: &Option<std::path::PathBuf>| Some(Value::from(path.as_ref()?.to_str()?));
    let program = settings.program.clone().map(|words| words.into_iter().map(Value::from).collect());
    let fields = [("программа", program), ("ключ", path(&settings.key)), ("сертификат", path(&settings.certificate))];
    let fields = fields.into_iter().filter_map(|(key, value)| Some((Value::from(key), value?)));
    let text = serde_yaml::to_string(&fields.collect::<Mapping>()).expect("texts");
    assert_eq!(Settings::understand(text.as_bytes()), Ok(settings), "written anew: {text}");
    Corpus::Keep
});
