//! `travaux show`.

use super::args::Show;
use super::pool::in_pool;
use super::{Outcome, input, output};
use crate::error::Result;
use crate::{read, report};

pub(super) fn run(arguments: &Show) -> Result<Outcome> {
    let reading = input::reading(&arguments.reading);
    let document = in_pool(arguments.reading.threads, || read::read(&arguments.file, &reading))?;
    let options = report::Options {
        format: arguments.format.into(),
        all: arguments.all,
        width: input::width(&arguments.look, false),
        color: input::color(&arguments.look, false),
        furniture: arguments.furniture,
        ..report::Options::default()
    };
    output::to_stdout(|out| report::write_document(&document, &options, out))?;
    Ok(Outcome::Same)
}
