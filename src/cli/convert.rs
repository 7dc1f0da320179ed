//! `travaux convert`.

use super::args::{Convert, Target};
use super::{Outcome, input, output};
use crate::error::Result;
use crate::read;
use crate::report::{self, Clean};

pub(super) fn run(arguments: &Convert) -> Result<Outcome> {
    if let Some(target) = &arguments.output {
        output::check(target, &[&arguments.file])?;
    }
    let document = read::read(&arguments.file, &input::reading(&arguments.reading))?;
    let write = |out: &mut dyn std::io::Write| match arguments.to {
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
