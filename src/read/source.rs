//! Files and standard input -> bytes, never more than allowed.

use std::io::Read;
use std::path::Path;

use crate::error::{Error, ErrorKind, Result};

/// The name and the bytes of the file at `path`, at most `most` of them; `-` is standard input.
///
/// # Errors
/// If it cannot be read, or is larger.
pub(super) fn bytes(path: &Path, most: usize) -> Result<(String, Vec<u8>)> {
    if path == Path::new("-") {
        let name = "standard input";
        return Ok((name.to_owned(), limited(name, std::io::stdin().lock(), 0, most)?));
    }
    let name = path.display().to_string();
    let bytes = file(path, &name, most)?;
    Ok((name, bytes))
}

fn file(path: &Path, name: &str, most: usize) -> Result<Vec<u8>> {
    let unreadable =
        |message: &str, help: &str| Error::new(ErrorKind::Unreadable, name, message).with_help(help);
    if name.is_empty() {
        return Err(Error::new(ErrorKind::Unreadable, "(empty path)", "no file was named")
            .with_help("give the path of a file, or - for standard input"));
    }
    let file = std::fs::File::open(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => {
            unreadable("there is no such file", "check the path; a path with spaces needs quotes")
        }
        std::io::ErrorKind::PermissionDenied => {
            unreadable("this file may not be read", "check its permissions")
        }
        _ => unreadable(&error.to_string(), "check the path"),
    })?;
    let about = file.metadata().map_err(|error| unreadable(&error.to_string(), "check the path"))?;
    if about.is_dir() {
        return Err(unreadable("this is a directory", "name a file in it"));
    }
    if about.len() > most as u64 {
        return Err(too_large(name, most));
    }
    limited(name, file, about.len(), most)
}

/// Reads all of a source, of which `expected` says how long it probably is.
fn limited(name: &str, source: impl Read, expected: u64, most: usize) -> Result<Vec<u8>> {
    // One byte more than there is, so that the end is seen without growing.
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or(0).min(most) + 1);
    source
        .take(most as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Error::new(ErrorKind::Unreadable, name, error.to_string()))?;
    if bytes.len() > most { Err(too_large(name, most)) } else { Ok(bytes) }
}

/// The error for a source of more bytes than are read.
pub(super) fn too_large(name: &str, most: usize) -> Error {
    Error::new(ErrorKind::TooLarge, name, format!("this is larger than {} MiB", most >> 20))
        .with_help("cut the text into parts and compare those, or allow more (--max-size)")
}
