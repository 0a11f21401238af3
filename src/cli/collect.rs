//! `collect`: one monitoring out of the forms that came back.

use std::path::Path;

use dorkarta_core::collect::Returned;
use dorkarta_core::diagnostics::render::MessageFormat;
use dorkarta_core::domain::one_line;
use dorkarta_core::system::is_same_file;

use super::args::CollectArgs;
use super::terminal::Terminal;
use super::{Usage, today};
use crate::app::Outcome;
use crate::app::collecting::{Collecting, Request, UnknownName, collect};
use crate::listing;

/// Collects, and says how far the collecting has come.
pub(super) fn run(args: &CollectArgs) -> Result<Outcome, Usage> {
    check_names(args)?;
    let request = Request {
        plan: &args.plan,
        forms: &args.forms,
        target: &args.output,
        base: args.from.as_deref(),
        as_of: args.date,
        prefer: &args.choice.prefer,
        answers: args.choice.answers.as_deref(),
        progress: args.progress.as_deref(),
        conflicts: args.conflicts.as_deref(),
        today: today(),
        strict: args.messages.strict,
    };
    let Collecting { made, collected, progress } = collect(&request).map_err(unknown_name)?;
    Terminal::diagnostics(&made.diagnostics, args.messages.told.format, args.messages.hides_remarks());
    if let Some(collected) = collected
        && args.messages.told.format == MessageFormat::Text
        && !args.messages.told.quiet
    {
        Terminal::text(&listing::collected::render(&collected, progress.as_ref()));
        if args.conflicts.is_some() && collected.questions.is_empty() {
            Terminal::note("расхождений нет, и книга расхождений не записана");
        }
    }
    if !args.messages.told.quiet {
        made.kept.iter().for_each(|kept| Terminal::kept(kept));
    }
    made.written.iter().for_each(|path| Terminal::written(path));
    Ok(made.outcome)
}

fn check_names(args: &CollectArgs) -> Result<(), Usage> {
    let has_ending = |path: &Path, endings: &[&str]| {
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        endings.contains(&ending.as_str())
    };
    let target = &args.output;
    if !has_ending(target, &["xlsx", "yaml", "yml"]) {
        let shown = target.display();
        return Err(format!("имя {shown} не подходит для мониторинга: оно должно кончаться на .xlsx или .yaml").into());
    }
    if let Some(form) = args.forms.iter().find(|form| is_same_file(form, target)) {
        return Err(format!("{} – это форма; мониторинг назовите иначе", form.display()).into());
    }
    if is_same_file(target, &args.plan) {
        return Err(format!("{} – это план; мониторинг назовите иначе", target.display()).into());
    }
    for book in [&args.progress, &args.conflicts].into_iter().flatten() {
        if !has_ending(book, &["xlsx"]) {
            return Err(format!("имя {} не подходит для книги: оно должно кончаться на .xlsx", book.display()).into());
        }
        if args.forms.iter().chain([&args.plan, &args.output]).any(|file| is_same_file(file, book)) {
            return Err(format!("{} – это форма, план или мониторинг; книгу назовите иначе", book.display()).into());
        }
    }
    Ok(())
}

fn unknown_name(UnknownName { name, forms }: UnknownName) -> Usage {
    let names = forms.iter().map(|Returned { name, body, .. }| {
        let body = body.as_ref().map(|body| format!(" ({})", one_line(body))).unwrap_or_default();
        format!("\n  {name}{body}")
    });
    format!("ключ --prefer: среди форм нет «{name}»; есть:{}", names.collect::<String>()).into()
}
