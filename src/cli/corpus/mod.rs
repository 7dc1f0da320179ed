//! `travaux corpus`: the texts of a manifest, on disk.

pub(super) mod args;
mod list;
mod add;
mod verify;
mod fetch;

use std::fs;

use self::args::Corpus;
use super::{Outcome, output};
use crate::corpus::{LOCK, Lock, Shelf};
use crate::error::Result;

pub(super) fn run(command: &Corpus) -> Result<Outcome> {
    match command {
        Corpus::List(arguments) => list::run(arguments),
        Corpus::Add(arguments) => add::run(arguments),
        Corpus::Verify(arguments) => verify::run(arguments),
        Corpus::Fetch(arguments) => fetch::run(arguments),
    }
}

/// Writes the lock file of a folder, in one step, if it is to say anything else than it does.
fn write_lock(shelf: &Shelf, lock: &Lock) -> Result<()> {
    let (path, text) = (shelf.folder.join(LOCK), lock.text());
    if fs::read(&path).is_ok_and(|before| before == text.as_bytes()) {
        return Ok(());
    }
    output::to_file(&path, |out| out.write_all(text.as_bytes()))
}

/// Prints lines; names are not trusted, and no escape sequence of theirs reaches the terminal.
fn print(lines: &[String]) -> Result<()> {
    output::to_stdout(|out| {
        for line in lines {
            let safe: String = line.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect();
            writeln!(out, "{safe}")?;
        }
        Ok(())
    })
}
