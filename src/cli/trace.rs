//! `travaux trace`.

use std::path::PathBuf;

use super::args::Trace;
use super::pool::in_pool;
use super::{Outcome, corrections, form, input, output, progress, texts};
use crate::compare::Watch;
use crate::document::{Document, Status};
use crate::error::{Error, ErrorKind, Result};
use crate::lineage::{self, Chain, Witness};
use crate::{corpus, report};

pub(super) fn run(arguments: &Trace) -> Result<Outcome> {
    let process = arguments.process.as_deref().map(corpus::process).transpose()?;
    let files: Vec<PathBuf> = match &process {
        Some(process) => process.texts.iter().map(|text| text.path.clone()).collect(),
        None => arguments.texts.iter().chain(&arguments.beside).cloned().collect(),
    };
    check(arguments, process.is_some(), &files)?;
    let options = report_options(arguments)?;
    in_pool(arguments.reading.threads, || {
        let documents = texts::read_all(&files, &arguments.reading)?;
        let chain = match &process {
            Some(process) => {
                let (chain, misfits) = process.chain(&documents);
                corrections::complain(&misfits);
                chain
            }
            None => chain(arguments, &files, &documents),
        };
        let watch = Watch::default();
        let lineage = progress::shown(&watch, false, || {
            lineage::trace(&chain, &crate::compare::Options::default(), &watch)
        })?;
        let write = |out: &mut dyn std::io::Write| report::write_lineage(&chain, &lineage, &options, out);
        output::to(arguments.output.as_deref(), write)?;
        Ok(Outcome::Same)
    })
}

/// What can be known to be wrong before any work is done.
fn check(arguments: &Trace, is_process: bool, files: &[PathBuf]) -> Result<()> {
    let wrong = |place: &str, message: &str, help: &str| {
        Err(Error::new(ErrorKind::Invalid, place, message).with_help(help))
    };
    if files.len() < 2 || (!is_process && arguments.texts.len() < 2) {
        return wrong("trace", "one text is no process", "name at least two texts, in order of issue");
    }
    if arguments.participants && !is_process {
        return wrong("--participants", "is for the rounds of a manifest", "name it with --process");
    }
    texts::check_stdin(files)?;
    for summary in &arguments.summary {
        if !arguments.texts.contains(summary) && !arguments.beside.contains(summary) {
            let place = summary.display().to_string();
            return wrong(
                &place,
                "is no text of this process",
                "name it among the texts, or with --beside, as well",
            );
        }
    }
    if let Some(after) =
        arguments.empty_after.iter().find(|&&after| after == 0 || after >= arguments.texts.len())
    {
        let message = format!("there is no gap after text {after}");
        return wrong(
            "--empty-after",
            &message,
            "give the number of the text before the round that issued none",
        );
    }
    texts::warn_of_twins(files);
    texts::check_output(arguments.output.as_deref(), files, arguments.process.as_deref())
}

/// Puts the texts into their rounds.
fn chain<'d>(arguments: &Trace, files: &[PathBuf], documents: &'d [Document]) -> Chain<'d> {
    let mut chain = Chain::default();
    let status = |at: usize| {
        let is_summary = arguments.summary.iter().any(|summary| *summary == files[at]);
        is_summary.then_some(Status::ChairsSummary)
    };
    let texts = arguments.texts.len();
    for (at, document) in documents.iter().enumerate() {
        if at < texts {
            chain.rounds.push(document.source.clone());
        }
        let round = chain.rounds.len();
        chain.witnesses.push(Witness { round, document, status: status(at) });
        if at + 1 < texts {
            let empty = arguments.empty_after.iter().filter(|&&after| after == at + 1).count();
            chain.rounds.extend(std::iter::repeat_n("(no text)".to_owned(), empty));
        }
    }
    chain
}

fn report_options(arguments: &Trace) -> Result<report::LineageOptions> {
    let to_file = arguments.output.is_some();
    let asked = arguments.format.map(Into::into);
    let format = form::among(form::LINEAGE, asked, arguments.output.as_deref())?;
    let participants = arguments.process.as_deref().filter(|_| arguments.participants);
    let participants =
        participants.map(|process| input::participants(process, arguments.register.as_deref()));
    Ok(report::LineageOptions {
        format: format.unwrap_or_default(),
        only: arguments.only.clone(),
        all: arguments.all,
        width: input::width(&arguments.look, to_file),
        color: input::color(&arguments.look, to_file),
        participants: participants.transpose()?,
    })
}
