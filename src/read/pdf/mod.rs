//! PDF -> lines, from the places of its glyphs.

use super::line::Extract;

use crate::error::{Error, ErrorKind, Result};

/// Reads the lines.
///
/// # Errors
/// If the file is broken or passes a limit.
pub(crate) fn extract(name: &str, _bytes: &[u8]) -> Result<Extract> {
    Err(Error::new(ErrorKind::NotText, name, "this format is not read yet"))
}
