//! `travaux share`.

use std::path::PathBuf;

use super::args::Share;
use super::pool::in_pool;
use super::{Outcome, form, output, texts};
use crate::document::Document;
use crate::error::{Error, ErrorKind, Result};
use crate::{report, survey};

pub(super) fn run(arguments: &Share) -> Result<Outcome> {
    let files: Vec<PathBuf> = std::iter::once(&arguments.file).chain(&arguments.of).cloned().collect();
    texts::check_stdin(&files)?;
    let target = arguments.report.output.as_deref();
    texts::warn_of_twins(&files);
    texts::check_output(target, &files, None)?;
    let options = texts::report_options(&arguments.report, form::PLACES)?;
    in_pool(arguments.reading.threads, || {
        let documents = texts::read_all(&files, &arguments.reading)?;
        let Some((document, bases)) = documents.split_first() else { return Ok(Outcome::Same) };
        let section = arguments.section.as_deref();
        check_section(document, section)?;
        let bases: Vec<&Document> = bases.iter().collect();
        let share = survey::share(document, &bases, section);
        output::to(target, |out| report::write_share(&share, &options, out))?;
        Ok(Outcome::Same)
    })
}

fn check_section(document: &Document, section: Option<&str>) -> Result<()> {
    let Some(wanted) = section.filter(|wanted| !document.sections_with(wanted).contains(&true)) else {
        return Ok(());
    };
    let message = format!("no heading of {} contains “{wanted}”", document.source);
    Err(Error::new(ErrorKind::Invalid, "--section", message)
        .with_help(texts::headings_like(&[document], wanted)))
}
