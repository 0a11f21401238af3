//! `form`: workbooks in which schools and other bodies tell what they have done.

use super::Usage;
use super::args::FormArgs;
use super::terminal::Terminal;
use crate::app::Outcome;
use crate::app::forms::{Addressee, Request, make, target};
use crate::app::targets::names_workbook;

/// Makes a form, or one for each body.
pub(super) fn run(args: &FormArgs) -> Result<Outcome, Usage> {
    check_names(args)?;
    let addressee = match &args.body {
        Some(typed) => Addressee::Body(typed),
        None if args.each => Addressee::Each,
        None => Addressee::Everybody,
    };
    let made = make(&Request {
        plan: &args.file,
        known: args.from.as_deref(),
        addressee,
        output: args.output.as_deref(),
        as_of: args.date,
        replaces_filled: args.force,
        strict: args.messages.strict,
    })?;
    Terminal::made(&made, args.messages);
    Ok(made.outcome)
}

fn check_names(args: &FormArgs) -> Result<(), Usage> {
    let output = args.output.as_deref();
    if args.each {
        return match output.is_some_and(|output| output.is_file() || names_workbook(output)) {
            true => Err("с ключом «--each» форм несколько, поэтому -o должен называть папку".into()),
            false => Ok(()),
        };
    }
    let target = target(&args.file, output, None);
    match names_workbook(&target) {
        true => Ok(()),
        false => Err(format!("имя {} не подходит для формы: оно должно кончаться на .xlsx", target.display()).into()),
    }
}
