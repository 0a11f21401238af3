//! `check --explain`: what a code means.

use dorkarta_core::diagnostics::explain::{EXPLANATIONS, Explanation, explain, remark_codes};

use super::Usage;
use super::keys::Keys;
use super::terminal::Terminal;
use crate::app::Outcome;

/// Shows the meaning of a code, an example, and what to do.
pub(super) fn run(code: &str) -> Result<Outcome, Usage> {
    let Some(Explanation { code, meaning, example, advice }) = explain(code) else {
        let known: Vec<&str> = EXPLANATIONS.iter().map(|explanation| explanation.code).collect();
        return Err(format!("неизвестный код «{code}»; известны: {}", known.join(", ")).into());
    };
    let severity = if code.starts_with('W') { "замечание" } else { "ошибка" };
    let how_to_mute = match remark_codes().any(|known| known == *code) {
        true => format!(
            "\nотключить: замечания: {{выключить: [{code}]}}; в книге – строка листа «Реквизиты»: замечания.выключить | {code}"
        ),
        false => String::new(),
    };
    let (example, advice) = (example.worded(&Keys), advice.worded(&Keys));
    Terminal::result(&format!("{severity} {code}: {meaning}\nпример: {example}\nчто делать: {advice}{how_to_mute}\n"));
    Ok(Outcome::Done)
}
