//! `check`: every fault and remark of the input; writes no document.

use std::path::Path;

use super::Outcome;
use super::args::CheckArgs;
use super::make::settled;
use super::terminal::Terminal;
use crate::diagnostics::explain::{EXPLANATIONS, Explanation, explain};
use crate::diagnostics::render::MessageFormat;
use crate::diagnostics::{Diagnostic, Diagnostics, Severity};
use crate::document;
use crate::view::russian::agree;

/// Checks the files in their order, or explains a code.
pub(super) fn run(args: &CheckArgs) -> Outcome {
    if let Some(code) = &args.explain {
        return show_explanation(code);
    }
    args.files.iter().map(|file| check(file, args)).max().unwrap_or(Outcome::Done)
}

fn check(file: &Path, args: &CheckArgs) -> Outcome {
    let mut diagnostics = Diagnostics::default();
    document::check(file, &mut diagnostics);
    let diagnostics = settled(diagnostics);
    Terminal::diagnostics(&diagnostics, args.messages.format, args.messages.hides_remarks());
    let count = |severity| diagnostics.iter().filter(|known| known.problem.severity() == severity).count();
    let (faults, remarks) = (count(Severity::Fault), count(Severity::Remark));
    if args.messages.format == MessageFormat::Text && !args.messages.quiet {
        Terminal::summary(file, &format!("{}, {}", counted(faults, FAULTS), counted(remarks, REMARKS)));
    }
    outcome(&diagnostics, faults, remarks, args.messages.strict)
}

fn outcome(diagnostics: &[Diagnostic], faults: usize, remarks: usize, strict: bool) -> Outcome {
    if diagnostics.iter().any(|diagnostic| diagnostic.problem.is_io()) {
        Outcome::Unavailable
    } else if faults > 0 || strict && remarks > 0 {
        Outcome::Faults
    } else {
        Outcome::Done
    }
}

const FAULTS: [&str; 3] = ["ошибка", "ошибки", "ошибок"];
const REMARKS: [&str; 3] = ["замечание", "замечания", "замечаний"];

/// «ошибок нет», «1 замечание», «2 замечания», «14 замечаний».
fn counted(count: usize, forms: [&str; 3]) -> String {
    match count {
        0 => format!("{} нет", forms[2]),
        _ => format!("{count} {}", agree(count, forms)),
    }
}

fn show_explanation(code: &str) -> Outcome {
    let Some(Explanation { code, meaning, example, advice }) = explain(code) else {
        let known: Vec<&str> = EXPLANATIONS.iter().map(|explanation| explanation.code).collect();
        Terminal::error(&format!("неизвестный код «{code}»; известны: {}", known.join(", ")));
        return Outcome::Usage;
    };
    let severity = if code.starts_with('W') { "замечание" } else { "ошибка" };
    let how_to_mute = match severity {
        "замечание" => format!("\nотключить: замечания: {{выключить: [{code}]}}"),
        _ => String::new(),
    };
    Terminal::result(&format!("{severity} {code}: {meaning}\nпример: {example}\nчто делать: {advice}{how_to_mute}\n"));
    Outcome::Done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_agree_with_their_number() {
        let shown: Vec<String> = [0, 1, 2, 5, 11, 14, 21, 104].map(|count| counted(count, REMARKS)).into();
        assert_eq!(
            shown,
            [
                "замечаний нет",
                "1 замечание",
                "2 замечания",
                "5 замечаний",
                "11 замечаний",
                "14 замечаний",
                "21 замечание",
                "104 замечания",
            ]
        );
    }
}
