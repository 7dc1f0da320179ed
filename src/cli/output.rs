//! Where a report goes: standard output, or a file that is written whole or not at all.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::limit;
use crate::error::{Error, ErrorKind, Result};

/// What writes a report.
type Writer<'w> = &'w mut dyn Write;

/// Writes to standard output. A reader that has seen enough and closed the pipe (`| head`) is no
/// trouble: the exit status stays that of the comparison, whatever the size of the pipe's buffer.
pub(super) fn to_stdout(write: impl FnOnce(Writer<'_>) -> io::Result<()>) -> Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let written = write(&mut out).and_then(|()| out.flush());
    if let Err(error) = written {
        // The rest must not be tried again when the buffer is dropped.
        let (_, _) = out.into_parts();
        if error.kind() != io::ErrorKind::BrokenPipe {
            return Err(unwritable("standard output", &error));
        }
    }
    Ok(())
}

/// Writes to a file if there is one to write to, else to standard output.
pub(super) fn to(target: Option<&Path>, write: impl FnOnce(Writer<'_>) -> io::Result<()>) -> Result<()> {
    match target {
        Some(target) => to_file(target, write),
        None => to_stdout(write),
    }
}

/// Finds out before the work whether the file can be written at all.
pub(super) fn check(target: &Path, inputs: &[&Path]) -> Result<()> {
    let name = target.display().to_string();
    let fail =
        |message: &str, help: &str| Err(Error::new(ErrorKind::Unwritable, &name, message).with_help(help));
    if target.is_dir() {
        return fail("is a directory", "name a file in it");
    }
    let real = fs::canonicalize(target).ok();
    if real.is_some() && inputs.iter().any(|input| fs::canonicalize(input).ok() == real) {
        return fail("is read for this, and would be overwritten", "name another file");
    }
    if !folder_of(target).is_dir() {
        return fail("its folder does not exist", "make the folder first, or name another");
    }
    Ok(())
}

/// Writes to a file: beside it first, then in its place in one step, so that nobody ever sees half
/// a report, and an old one stays if anything fails. An existing file keeps its permissions; one
/// that is a link stays a link. What is no regular file (`/dev/null`, a named pipe) is written to
/// directly: it must not be replaced.
pub(super) fn to_file(target: &Path, write: impl FnOnce(Writer<'_>) -> io::Result<()>) -> Result<()> {
    let written = match fs::metadata(target) {
        Ok(existing) if existing.is_file() => {
            replace(&fs::canonicalize(target).unwrap_or_else(|_| target.into()), Some(&existing), write)
        }
        Ok(_) => {
            fs::OpenOptions::new().write(true).open(target).and_then(|file| buffered(file, write).map(drop))
        }
        Err(_) => replace(target, None, write),
    };
    written.map_err(|error| unwritable(&target.display().to_string(), &error))
}

fn replace(
    target: &Path,
    existing: Option<&fs::Metadata>,
    write: impl FnOnce(Writer<'_>) -> io::Result<()>,
) -> io::Result<()> {
    // A file that may not be written is not to be replaced either, though the folder would let us.
    if existing.is_some() {
        fs::OpenOptions::new().append(true).open(target)?;
    }
    let file = beside(target)?;
    limit::begin(file.path());
    if let Some(existing) = existing {
        file.as_file().set_permissions(existing.permissions())?;
    }
    let file = buffered(file, write)?;
    file.as_file().sync_all()?;
    limit::finish(|| file.persist(target)).map(drop).map_err(|error| error.error)
}

fn buffered<W: Write>(file: W, write: impl FnOnce(Writer<'_>) -> io::Result<()>) -> io::Result<W> {
    let mut out = BufWriter::with_capacity(1 << 16, file);
    write(&mut out)?;
    out.into_inner().map_err(io::IntoInnerError::into_error)
}

/// A new file in the target's folder, with the permissions any new file would get.
fn beside(target: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".travaux-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder_of(target))
}

fn folder_of(target: &Path) -> PathBuf {
    match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// The error for something that could not be written.
pub(super) fn unwritable(place: &str, error: &io::Error) -> Error {
    if let Some(refused) = error.get_ref().and_then(|inner| inner.downcast_ref::<Error>()) {
        return refused.clone();
    }
    // The name of the temporary file, which tempfile adds, would only puzzle.
    let said = error.to_string();
    let reason = said.split(" at path ").next().unwrap_or_default();
    Error::new(ErrorKind::Unwritable, place, format!("cannot be written: {reason}"))
        .with_help("check the free space and your permissions there")
}
