//! `travaux find`.

use super::args::Find;
use super::pool::in_pool;
use super::{Outcome, form, output, texts};
use crate::error::Result;
use crate::report;
use crate::survey::{self, Phrase, Search};

pub(super) fn run(arguments: &Find) -> Result<Outcome> {
    let phrase = Phrase::new(&arguments.phrase)?;
    let named = texts::Named::of(&arguments.texts)?;
    let target = arguments.report.output.as_deref();
    texts::check_output(target, &named.files, arguments.texts.process.as_deref())?;
    let search = match arguments.near {
        _ if arguments.exact => Search::EXACT,
        Some(near) => Search { near },
        None => Search::default(),
    };
    let options = texts::report_options(&arguments.report, form::PLACES)?;
    in_pool(arguments.reading.threads, || {
        let documents = texts::read_all(&named.files, &arguments.reading)?;
        let chain = named.chain(&documents);
        let found = survey::find(&chain, &phrase, search);
        if !arguments.quiet {
            output::to(target, |out| report::write_found(&found, &options, out))?;
        }
        Ok(if found.hits.is_empty() { Outcome::Differs } else { Outcome::Same })
    })
}
