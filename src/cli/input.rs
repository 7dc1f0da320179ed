//! Arguments as typed -> options of the library.

use std::env;
use std::io::{self, IsTerminal};
use std::path::Path;

use super::args::{Color, HELP_WIDTH, Look, Reading};
use crate::corpus::{self, Manifest, Register};
use crate::error::{Error, Result};
use crate::read;
use crate::report::Participants;

/// Columns where nothing better is known.
const WIDTH: usize = 80;

/// How to read, as asked for.
pub(super) fn reading(reading: &Reading) -> read::Options {
    read::Options {
        format: reading.from.map(Into::into),
        unit: reading.unit.into(),
        revisions: reading.revisions.into(),
        ignore_tags: reading.ignore_tags,
        max_size: reading.max_size.get() as usize * (1 << 20),
    }
}

/// Who was at the table in the rounds of a process, by the register named or the one near its manifest.
pub(super) fn participants(process: &Path, register: Option<&Path>) -> Result<Vec<Participants>> {
    let manifest = corpus::manifest_at(process)?;
    let register = match register {
        Some(file) => file.to_owned(),
        None => corpus::register_near(&manifest)?,
    };
    let found = corpus::participants(&Manifest::load_list(&manifest)?, &Register::load(&register)?);
    found.map_err(|error| Error { place: manifest.display().to_string(), ..error })
}

/// Columns of a line. A report for a file is as wide as one for a pipe: what it looks like must
/// not depend on the window it was made in.
pub(super) fn width(look: &Look, to_file: bool) -> usize {
    let terminal = || terminal_size::terminal_size().filter(|_| !to_file && io::stdout().is_terminal());
    let width = look.width.map(usize::from);
    width.or_else(|| terminal().map(|(width, _)| usize::from(width.0))).unwrap_or(WIDTH)
}

/// Columns of help that no terminal shows: `COLUMNS`, or what is usual.
pub(super) fn help_width() -> usize {
    let columns = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    columns.filter(|&columns| columns > 0).unwrap_or(WIDTH).min(HELP_WIDTH)
}

/// Whether to colour: `--color` decides, then `NO_COLOR`, then `CLICOLOR_FORCE`, then whether
/// standard output is a terminal that can.
pub(super) fn color(look: &Look, to_file: bool) -> bool {
    let is_set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_on = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
    match look.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto if is_set("NO_COLOR") || to_file => false,
        Color::Auto if is_on("CLICOLOR_FORCE") => true,
        Color::Auto => io::stdout().is_terminal() && env::var_os("TERM").is_none_or(|term| term != "dumb"),
    }
}
