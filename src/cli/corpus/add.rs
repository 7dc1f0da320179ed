//! `travaux corpus add`.

use std::fs;
use std::path::{Path, PathBuf};

use super::args::Add;
use super::print;
use crate::cli::{Outcome, output};
use crate::corpus::{Addition, Form, MANIFEST, added, file_name, manifest_at, named, seen_from};
use crate::error::{Error, ErrorKind, Result};

pub(super) fn run(arguments: &Add) -> Result<Outcome> {
    let path = manifest_at(&arguments.process)?;
    let name = path.display().to_string();
    let text = fs::read_to_string(&path).map_err(|error| {
        Error::new(ErrorKind::Unreadable, &name, error.to_string()).with_help(format!(
            "name a manifest with --process, or make a {MANIFEST}; docs/corpus.md says how"
        ))
    })?;
    let addition = Addition {
        file: file(arguments, &path)?,
        round: arguments.round.clone(),
        name: arguments.name.clone(),
        symbols: arguments.symbol.clone(),
        date: arguments.date.clone(),
        status: arguments.status.clone(),
        language: arguments.language.clone(),
    };
    let changed = added(&name, &text, &addition)?;
    output::to_file(&path, |out| out.write_all(changed.as_bytes()))?;
    print(&[format!("{name}: {} added to round {}", named(&addition.file), addition.round)])?;
    Ok(Outcome::Same)
}

/// The file as the manifest will name it.
fn file(arguments: &Add, manifest: &Path) -> Result<PathBuf> {
    let Some(file) = &arguments.file else {
        let symbol = arguments.symbol.first().map(String::as_str).unwrap_or_default();
        let language = arguments.language.as_deref().unwrap_or("en");
        return file_name(symbol, language, Form::Pdf).map(PathBuf::from);
    };
    let real = |path: &Path| {
        fs::canonicalize(path).map_err(|error| {
            Error::new(ErrorKind::Unreadable, path.display().to_string(), error.to_string()).with_help(
                "check the path; a document that is still to be fetched is added by --symbol alone",
            )
        })
    };
    let real_file = real(file)?;
    if !real_file.is_file() {
        return Err(Error::new(ErrorKind::Unreadable, file.display().to_string(), "this is no file")
            .with_help("name a file in it"));
    }
    let folder = manifest.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok(seen_from(&real(folder)?, &real_file))
}
