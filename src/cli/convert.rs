//! `travaux convert`.

use std::path::Path;

use super::args::{Convert, Target};
use super::pool::in_pool;
use super::{Outcome, form, input, output};
use crate::error::Result;
use crate::read;
use crate::report::{self, Clean};

pub(super) fn run(arguments: &Convert) -> Result<Outcome> {
    if let Some(target) = &arguments.output {
        output::check(target, &[&arguments.file])?;
    }
    let form = match arguments.to {
        Some(target) => target,
        None => {
            by_name(form::among(form::CLEAN, None, arguments.output.as_deref())?, arguments.output.as_deref())
        }
    };
    let reading = input::reading(&arguments.reading);
    let document = in_pool(arguments.reading.threads, || read::read(&arguments.file, &reading))?;
    let write = |out: &mut dyn std::io::Write| match form {
        Target::Markdown => report::write_clean(&document, Clean::Markdown, out),
        Target::Text => report::write_clean(&document, Clean::Text, out),
        Target::Json => {
            let options = report::Options { format: report::Format::Json, ..report::Options::default() };
            report::write_document(&document, &options, out)
        }
    };
    match &arguments.output {
        Some(target) => output::to_file(target, write)?,
        None => output::to_stdout(write)?,
    }
    Ok(Outcome::Same)
}

/// What to write where nobody says, by the name of the file.
fn by_name(form: Option<report::Format>, output: Option<&Path>) -> Target {
    let is_text = output.and_then(Path::extension).is_some_and(|ending| ending.eq_ignore_ascii_case("txt"));
    match form {
        Some(report::Format::Json) => Target::Json,
        _ if is_text => Target::Text,
        _ => Target::Markdown,
    }
}
