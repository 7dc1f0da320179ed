//! HTML -> lines: the article, not the page around it.

use super::Revisions;
use super::line::Extract;
use crate::error::{Error, ErrorKind, Result};

/// Reads the lines.
///
/// # Errors
/// If the file is broken or passes a limit.
pub(crate) fn extract(name: &str, _bytes: &[u8], _revisions: Revisions) -> Result<Extract> {
    Err(Error::new(ErrorKind::NotText, name, "this format is not read yet"))
}

/// Whether a text without a telling name is a web page.
pub(crate) fn looks_like(text: &str) -> bool {
    let head = text.trim_start().get(..64).unwrap_or("").to_ascii_lowercase();
    head.starts_with("<!doctype html") || head.starts_with("<html")
}
