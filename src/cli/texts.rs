//! Many texts, named one by one or by a manifest: checked, read, put into their rounds.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::args::{Reading, Report, Texts};
use super::{form, input, output};
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
            let message = match arguments.only.is_empty() {
                true => "there is no text to look through".to_owned(),
                false => format!("no text has “{}” in its name", arguments.only.join("”, “")),
            };
            return Err(
                Error::new(ErrorKind::Invalid, "texts", message).with_help("name a text that is there")
            );
        }
        check_stdin(&files)?;
        Ok(Self { files, process })
    }

    /// The texts in their rounds: those of the manifest, else one each.
    pub(super) fn chain<'d>(&self, documents: &'d [Document]) -> Chain<'d> {
        // What a person decided about links says nothing of a survey.
        self.process.as_ref().map_or_else(|| Chain::of(documents), |process| process.chain(documents).0)
    }
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

/// Finds out before the work whether the report can be written.
pub(super) fn check_output(target: Option<&Path>, files: &[PathBuf]) -> Result<()> {
    let inputs: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    target.map_or(Ok(()), |target| output::check(target, &inputs))
}

/// How to report.
pub(super) fn report_options(report: &Report) -> report::SurveyOptions {
    let to_file = report.output.is_some();
    let ending = report.output.as_deref().and_then(form::by_ending);
    report::SurveyOptions {
        format: report.format.map(Into::into).or(ending).unwrap_or_default(),
        width: input::width(&report.look, to_file),
        color: input::color(&report.look, to_file),
    }
}
