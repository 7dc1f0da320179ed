//! `travaux compare`.

use std::path::Path;

use super::args::Compare;
use super::pool::in_pool;
use super::{Outcome, corrections, form, input, output, progress, texts, warn};
use crate::compare::{self, Comparison, Fixed, Watch};
use crate::corpus::Corrections;
use crate::document::Document;
use crate::error::{Error, ErrorKind, Result};
use crate::pair::Pair;
use crate::{read, report};

pub(super) fn run(arguments: &Compare) -> Result<Outcome> {
    let paths = Pair::new(arguments.old.as_path(), arguments.new.as_path());
    check(arguments, paths)?;
    let mut options = report_options(arguments)?;
    let by_hand =
        corrections::find(arguments.corrections.as_deref(), arguments.no_corrections, &arguments.new)?;
    in_pool(arguments.reading.threads, || {
        let reading = input::reading(&arguments.reading);
        let (old, new) = rayon::join(|| read::read(paths.old, &reading), || read::read(paths.new, &reading));
        let documents = Pair::new(old?, new?);
        check_section(arguments, documents.as_ref())?;
        warn_of_languages(documents.as_ref());
        let fixed = corrections::fixed(by_hand.as_ref(), documents.as_ref());
        let comparison = compare(arguments, documents.as_ref(), fixed)?;
        if options.format == report::Format::Docx && documents.old.format == documents.new.format {
            options.original = read::read_original(paths.new, &documents.new, &reading)?;
        }
        output(arguments, documents.as_ref(), &comparison, &options)?;
        let differs = report::differs(&comparison, &arguments.ignore, &arguments.fail_on);
        // The program ends here. Giving thousands of strings back one by one only takes time.
        std::mem::forget((documents, comparison));
        Ok(if differs { Outcome::Differs } else { Outcome::Same })
    })
}

/// What can be known to fail before any work is done.
fn check(arguments: &Compare, paths: Pair<&Path>) -> Result<()> {
    let stdin = Path::new("-");
    if paths.old == stdin && paths.new == stdin {
        return Err(Error::new(ErrorKind::Invalid, "standard input", "cannot be both drafts at once")
            .with_help("give a file for one of them"));
    }
    texts::warn_of_twins(&[paths.old.to_owned(), paths.new.to_owned()]);
    let Some(target) = &arguments.output else { return Ok(()) };
    let beside = Corrections::beside(paths.new);
    let by_hand = arguments.corrections.as_deref().or(beside.as_deref());
    output::check(target, &[paths.old, paths.new].into_iter().chain(by_hand).collect::<Vec<_>>())
}

/// A section nobody has is a slip of the pen, and an empty report would hide it.
fn check_section(arguments: &Compare, documents: Pair<&Document>) -> Result<()> {
    let Some(wanted) = arguments.section.as_ref() else { return Ok(()) };
    let has = |document: &Document| document.sections_with(wanted).contains(&true);
    if has(documents.old) || has(documents.new) {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::Invalid,
        "--section",
        format!("no heading of either draft contains “{wanted}”"),
    )
    .with_help(texts::headings_like(&[documents.old, documents.new], wanted)))
}

/// A comparison sees words, not what they mean: of a translation hardly a paragraph is found again, and
/// the report alone would not say why.
fn warn_of_languages(documents: Pair<&Document>) {
    if let (Some(old), Some(new)) = (documents.old.language, documents.new.language)
        && old != new
    {
        let message = format!(
            "the drafts are in different languages ({old}, {new}): what was translated counts as dropped and new"
        );
        warn("compare", &message, "compare drafts in the same language");
    }
}

fn report_options(arguments: &Compare) -> Result<report::Options> {
    let to_file = arguments.output.is_some();
    let (content, format) = form::of(arguments.format, arguments.table, arguments.output.as_deref())?;
    Ok(report::Options {
        format,
        content,
        filter: report::Filter {
            only: arguments.only.clone(),
            section: arguments.section.clone(),
            ignore: arguments.ignore.clone(),
        },
        all: arguments.all,
        width: input::width(&arguments.look, to_file),
        color: input::color(&arguments.look, to_file),
        comments: arguments.comments,
        author: arguments.author.clone(),
        ..report::Options::default()
    })
}

fn compare(arguments: &Compare, documents: Pair<&Document>, fixed: Vec<Fixed>) -> Result<Comparison> {
    let watch = Watch::default();
    let options = compare::Options { raw_edits: arguments.raw_edits, fixed, ..compare::Options::default() };
    progress::shown(&watch, arguments.quiet, || compare::compare(documents, &options, &watch))
}

fn output(
    arguments: &Compare,
    documents: Pair<&Document>,
    comparison: &Comparison,
    options: &report::Options,
) -> Result<()> {
    match &arguments.output {
        Some(target) => output::to_file(target, |out| report::write(documents, comparison, options, out)),
        None if arguments.quiet => Ok(()),
        None => output::to_stdout(|out| report::write(documents, comparison, options, out)),
    }
}
