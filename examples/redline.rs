//! Writes a Word file with tracked changes: accepted, it is the new draft; rejected, the old one.
//!
//! ```sh
//! cargo run --example redline -- old.md new.md changes.docx
//! ```

#![allow(clippy::print_stderr, reason = "an example prints")]

use std::path::PathBuf;
use std::process::ExitCode;

use travaux::compare::{Options, Watch};
use travaux::report::{self, Format};
use travaux::{Pair, compare, read};

fn main() -> ExitCode {
    let given: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [old, new, target] = given.as_slice() else {
        eprintln!("usage: redline OLD NEW TARGET.docx");
        return ExitCode::from(2);
    };
    match write(Pair::new(old, new), target) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn write(paths: Pair<&PathBuf>, target: &PathBuf) -> Result<(), Box<dyn std::error::Error>> {
    let documents = paths.try_map(|path| travaux::read(path, &read::Options::default()))?;
    let comparison = compare(documents.as_ref(), &Options::default(), &Watch::default())?;
    let options = report::Options { format: Format::Docx, ..report::Options::default() };
    // A file that would not resolve into both drafts is refused, so nothing is created before it is whole.
    let mut file = Vec::new();
    report::write(documents.as_ref(), &comparison, &options, &mut file)?;
    std::fs::write(target, file)?;
    Ok(())
}
