//! `travaux corpus verify`.

use super::args::Verify;
use super::{print, write_lock};
use crate::cli::Outcome;
use crate::corpus::{Found, LOCK, Shelf, Verified};
use crate::error::{Error, ErrorKind, Result};

pub(super) fn run(arguments: &Verify) -> Result<Outcome> {
    let shelf = Shelf::open(arguments.process.as_ref().unwrap_or(&arguments.path))?;
    let verified = shelf.verify()?;
    if verified.is_empty() && shelf.manifest.is_none() {
        let place = shelf.folder.display().to_string();
        return Err(Error::new(
            ErrorKind::Unreadable,
            place,
            format!("there is no manifest and no {LOCK} in it"),
        )
        .with_help("name a manifest, or a folder that documents were fetched to"));
    }
    if arguments.update {
        return update(&shelf, &verified, arguments.quiet);
    }
    let wrong: Vec<&Verified> = verified.iter().filter(|one| one.found != Found::Same).collect();
    let mut lines: Vec<String> =
        wrong.iter().map(|one| format!("{:<10}  {}", one.found.word(), one.file)).collect();
    if wrong.is_empty() {
        if !arguments.quiet {
            lines.push(format!("all {} files are as locked", verified.len()));
        }
    } else {
        lines.push(format!("{} of {} files; {}", wrong.len(), verified.len(), advice(&wrong)));
    }
    print(&lines)?;
    Ok(if wrong.is_empty() { Outcome::Same } else { Outcome::Differs })
}

/// What can be done about what was found.
fn advice(wrong: &[&Verified]) -> &'static str {
    if wrong.iter().all(|one| one.found == Found::Missing) {
        "get those that have a symbol with `travaux corpus fetch`"
    } else {
        "if what is there is meant: travaux corpus verify --update"
    }
}

/// Writes down what is there. What is missing cannot be written down, and is said.
fn update(shelf: &Shelf, verified: &[Verified], quiet: bool) -> Result<Outcome> {
    let lock = shelf.relocked(verified);
    write_lock(shelf, &lock)?;
    let mut lines = Vec::new();
    let mut missing = false;
    for one in verified {
        let word = match one.found {
            Found::Same => continue,
            Found::Missing
                if lock.files.contains_key(&one.file) || !shelf.lock.files.contains_key(&one.file) =>
            {
                missing = true;
                "missing"
            }
            Found::Missing => "taken out",
            Found::Changed => "changed",
            Found::NotLocked => "locked",
        };
        if !quiet || word == "missing" {
            lines.push(format!("{word:<10}  {}", one.file));
        }
    }
    if lines.is_empty() && !quiet {
        lines.push(format!("all {} files are as locked", verified.len()));
    }
    print(&lines)?;
    Ok(if missing { Outcome::Differs } else { Outcome::Same })
}
