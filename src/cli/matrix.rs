//! `travaux matrix`.

use super::args::Matrix;
use super::pool::in_pool;
use super::{Outcome, form, output, progress, texts};
use crate::compare::Watch;
use crate::document::Document;
use crate::error::{Error, ErrorKind, Result};
use crate::{report, survey};

pub(super) fn run(arguments: &Matrix) -> Result<Outcome> {
    let named = texts::Named::of(&arguments.texts)?;
    if named.files.len() < 2 {
        return Err(Error::new(ErrorKind::Invalid, "matrix", "one text shares nothing with itself")
            .with_help("name at least two texts"));
    }
    let target = arguments.report.output.as_deref();
    texts::check_output(target, &named.files, arguments.texts.process.as_deref())?;
    let options = texts::report_options(&arguments.report, form::MATRIX)?;
    in_pool(arguments.reading.threads, || {
        let documents = texts::read_all(&named.files, &arguments.reading)?;
        let documents: Vec<&Document> = documents.iter().collect();
        let watch = Watch::default();
        let matrix = progress::shown(&watch, false, || survey::matrix(&documents, &watch))?;
        output::to(target, |out| report::write_matrix(&matrix, &options, out))?;
        Ok(Outcome::Same)
    })
}
