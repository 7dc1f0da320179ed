//! Many texts, named one by one or by a manifest: checked, read, put into their rounds.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::args::{Reading, Report, Texts};
use super::{form, input, output, warn_of_each};
use crate::corpus::{self, Process};
use crate::document::Document;
use crate::error::{Error, ErrorKind, Result};
use crate::lineage::Chain;
use crate::{read, report};

/// The files of a survey, and the process they belong to, if a manifest names them.
#[derive(Debug)]
pub(super) struct Named {
    pub(super) files: Vec<PathBuf>,
    process: Option<Process>,
}

impl Named {
    /// The texts that are asked for.
    pub(super) fn of(arguments: &Texts) -> Result<Self> {
        let mut process = arguments.process.as_deref().map(corpus::process).transpose()?;
        let wanted = |file: &Path| {
            let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().to_lowercase();
            arguments.only.is_empty() || arguments.only.iter().any(|only| name.contains(&only.to_lowercase()))
        };
        let files: Vec<PathBuf> = match &mut process {
            Some(process) => {
                process.texts.retain(|text| wanted(&text.path));
                process.texts.iter().map(|text| text.path.clone()).collect()
            }
            None => arguments.texts.iter().filter(|file| wanted(file)).cloned().collect(),
        };
        if files.is_empty() {
            return Err(nothing_to_look_through(arguments));
        }
        check_stdin(&files)?;
        warn_of_twins(&files);
        Ok(Self { files, process })
    }

    /// The texts in their rounds: those of the manifest, else one each.
    pub(super) fn chain<'d>(&self, documents: &'d [Document]) -> Chain<'d> {
        // What a person decided about links says nothing of a survey.
        self.process.as_ref().map_or_else(|| Chain::of(documents), |process| process.chain(documents).0)
    }
}

fn nothing_to_look_through(arguments: &Texts) -> Error {
    if arguments.only.is_empty() {
        let place = arguments.process.as_deref().unwrap_or(Path::new("texts")).display().to_string();
        return Error::new(ErrorKind::Invalid, place, "there is no text to look through")
            .with_help("name a text, or a process that has one");
    }
    let message = format!("no text has “{}” in its name", arguments.only.join("”, “"));
    Error::new(ErrorKind::Invalid, "--only", message)
        .with_help("give a part of a file's name; leave it out for all texts")
}

/// Reads all files, on all threads.
pub(super) fn read_all(files: &[PathBuf], reading: &Reading) -> Result<Vec<Document>> {
    let reading = input::reading(reading);
    files.par_iter().map(|file| read::read(file, &reading)).collect()
}

/// Standard input can be one text, no more.
pub(super) fn check_stdin(files: &[PathBuf]) -> Result<()> {
    if files.iter().filter(|file| file.as_path() == Path::new("-")).count() > 1 {
        return Err(Error::new(ErrorKind::Invalid, "standard input", "cannot be several texts at once")
            .with_help("give files for the others"));
    }
    Ok(())
}

/// Finds out before the work whether the report can be written: not over a text, and not over what
/// belongs to the process.
pub(super) fn check_output(target: Option<&Path>, files: &[PathBuf], process: Option<&Path>) -> Result<()> {
    let Some(target) = target else { return Ok(()) };
    let mut inputs: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    let manifest = process.map(corpus::manifest_at).transpose()?;
    let beside: Vec<PathBuf> =
        manifest.iter().flat_map(|file| corpus::KEPT.map(|name| file.with_file_name(name))).collect();
    inputs.extend(manifest.as_deref());
    inputs.extend(beside.iter().map(PathBuf::as_path));
    output::check(target, &inputs)
}

/// Says which files are named twice: a slip that a report without differences would hide.
pub(super) fn warn_of_twins(files: &[PathBuf]) {
    let mut seen = BTreeSet::new();
    let mut twins = files.to_vec();
    twins.retain(|file| fs::canonicalize(file).is_ok_and(|real| real.is_file() && !seen.insert(real)));
    warn_of_each(
        twins.iter().map(|twin| (twin.display().to_string(), "is the same file as one named before")),
        "if another text is meant, name that one",
        "files are named twice",
    );
}

/// What to do about a heading that is not there: the word that may be meant, or where headings are listed.
pub(super) fn headings_like(documents: &[&Document], wanted: &str) -> String {
    let ids = |document: &Document| {
        let ids: Vec<_> = document.sections.iter().filter_map(|section| section.heading).collect();
        ids.into_iter().map(|id| document.text_of(id).to_owned()).collect::<Vec<_>>()
    };
    let headings: Vec<String> = documents.iter().flat_map(|document| ids(document)).collect();
    let mut names: Vec<&str> = headings.iter().map(String::as_str).collect();
    names.extend(headings.iter().flat_map(|heading| heading.split_whitespace()));
    match corpus::closest(wanted, &names) {
        Some(near) => format!("did you mean “{near}”? `travaux show FILE` lists all headings"),
        None => "run `travaux show` on a draft to see its headings".to_owned(),
    }
}

/// How to report, in one of the possible forms.
pub(super) fn report_options(report: &Report, possible: &[report::Format]) -> Result<report::SurveyOptions> {
    let to_file = report.output.is_some();
    let format = form::among(possible, report.format.map(Into::into), report.output.as_deref())?;
    Ok(report::SurveyOptions {
        format: format.unwrap_or_default(),
        width: input::width(&report.look, to_file),
        color: input::color(&report.look, to_file),
    })
}
