//! A document that has not wholly arrived.
//!
//! ```text
//! X.pdf.part        the bytes so far
//! X.pdf.part.toml   what they are of: address, what the server knows the document by, its length
//! X.pdf             not there before it is whole
//! ```
//!
//! After `X.pdf` has taken its place, the note stays (with where it came from) until the lock file knows
//! it: whoever pulls the plug in between leaves a file that the next run recognises as fetched.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use super::Trouble;
use super::http::Sent;
use crate::corpus::lock::{Locked, Origin, Sum};
use crate::corpus::settings::{self, Source, Table, quoted};
use crate::error::{Error, ErrorKind, Result};
use crate::read;

/// What a part is of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Note {
    url: String,
    validator: Option<String>,
    total: Option<u64>,
    /// Only of what has arrived.
    origin: Option<Origin>,
}

/// From where to go on, and with which document.
pub(super) struct Resume {
    pub(super) from: u64,
    pub(super) validator: String,
}

/// A part, and the right to write to it.
pub(super) struct Part {
    target: PathBuf,
    file: File,
    length: u64,
    note: Note,
}

impl Note {
    pub(super) fn of(url: &str, sent: &Sent) -> Self {
        Self { url: url.to_owned(), validator: sent.validator.clone(), total: sent.length, origin: None }
    }

    fn text(&self) -> String {
        let mut text = format!("schema = 1\nurl = {}\n", quoted(&self.url));
        if let Some(validator) = &self.validator {
            text.push_str(&format!("validator = {}\n", quoted(validator)));
        }
        if let Some(total) = self.total {
            text.push_str(&format!("total = {total}\n"));
        }
        if let Some(Origin { symbol, language, form, .. }) = &self.origin {
            let [symbol, language, form] = [symbol, language, form].map(|value| quoted(value));
            text.push_str(&format!("symbol = {symbol}\nlanguage = {language}\ntype = {form}\n"));
        }
        text
    }

    fn read(_: &Source, top: &Table<'_>) -> Result<Self> {
        let url = top.needs("url", top.text("url")?)?;
        let origin = match (top.text("symbol")?, top.text("language")?, top.text("type")?) {
            (Some(symbol), Some(language), Some(form)) => {
                Some(Origin { symbol, language, form, url: url.clone() })
            }
            _ => None,
        };
        let total = top.count("total")?.map(|total| total.value as u64);
        Ok(Self { url, validator: top.text("validator")?, total, origin })
    }

    /// The note of a file; what cannot be read says nothing.
    fn load(target: &Path) -> Self {
        settings::load(&beside(target, ".part.toml"), Self::read).unwrap_or_default()
    }

    /// In one step: a note is of the part beside it, or is not there.
    fn save(&self, target: &Path) -> io::Result<()> {
        let place = beside(target, ".part.toml");
        let mut file = NamedTempFile::new_in(folder(&place))?;
        file.write_all(self.text().as_bytes())?;
        file.persist(place).map(drop).map_err(|error| error.error)
    }
}

impl Part {
    /// Opens what is there of a file, or begins it.
    pub(super) fn open(target: &Path) -> Result<Self> {
        let place = beside(target, ".part");
        let unwritable = |error: &io::Error| unwritable(&place, error);
        fs::create_dir_all(folder(target)).map_err(|error| unwritable(&error))?;
        let file = OpenOptions::new().read(true).append(true).create(true).open(&place);
        let file = file.map_err(|error| unwritable(&error))?;
        // If it is gone by now, the other run has just put it in its place: not ours to write to.
        if matches!(file.try_lock(), Err(TryLockError::WouldBlock)) || !place.is_file() {
            return Err(Error::new(
                ErrorKind::Unwritable,
                place.display().to_string(),
                "this document is being fetched by another run of the program",
            )
            .with_help("wait for it to end"));
        }
        let length = file.metadata().map_err(|error| unwritable(&error))?.len();
        Ok(Self { target: target.to_owned(), file, length, note: Note::load(target) })
    }

    /// How many bytes are there.
    pub(super) const fn length(&self) -> u64 {
        self.length
    }

    /// Whether all bytes came before the last run ended.
    pub(super) fn is_all_there(&self, url: &str) -> bool {
        self.length > 0
            && self.note.url == url
            && self.note.validator.is_some()
            && self.note.total == Some(self.length)
    }

    /// From where to go on, if that is possible.
    pub(super) fn resume(&self, url: &str) -> Option<Resume> {
        let validator = self.note.validator.clone().filter(|_| self.length > 0 && self.note.url == url)?;
        Some(Resume { from: self.length, validator })
    }

    /// Whether an answer goes on where this ends.
    pub(super) fn continues(&self, sent: &Sent) -> bool {
        let same = sent.validator.is_none() || sent.validator == self.note.validator;
        same && sent.range.is_some_and(|(from, whole)| {
            from == self.length && (whole.is_none() || self.note.total.is_none() || whole == self.note.total)
        })
    }

    /// Begins anew. The old bytes go before the note says whose the new ones are.
    pub(super) fn restart(&mut self, note: &Note) -> std::result::Result<(), Trouble> {
        self.length = 0;
        self.note = note.clone();
        let emptied = self.file.set_len(0).and_then(|()| note.save(&self.target));
        emptied.map_err(|error| self.unwritable(&error))
    }

    /// Adds bytes.
    pub(super) fn write(&mut self, bytes: &[u8]) -> std::result::Result<(), Trouble> {
        self.file.write_all(bytes).map_err(|error| self.unwritable(&error))?;
        self.length += bytes.len() as u64;
        Ok(())
    }

    /// Makes sure that the bytes are on the disk.
    pub(super) fn keep(&self) -> std::result::Result<(), Trouble> {
        self.file.sync_all().map_err(|error| self.unwritable(&error))
    }

    /// All bytes.
    pub(super) fn bytes(&mut self) -> std::result::Result<Vec<u8>, Trouble> {
        let mut bytes = Vec::new();
        let read = self.file.seek(SeekFrom::Start(0)).and_then(|_| self.file.read_to_end(&mut bytes));
        read.map_err(|error| self.unwritable(&error))?;
        Ok(bytes)
    }

    /// The sum of all bytes.
    pub(super) fn sum(bytes: &[u8]) -> Sum {
        Sum { sha256: read::hex(&Sha256::digest(bytes)), bytes: bytes.len() as u64 }
    }

    /// Puts the file in its place.
    pub(super) fn finish(mut self, origin: &Origin) -> Result<()> {
        self.note.origin = Some(origin.clone());
        self.note.url.clone_from(&origin.url);
        let done = self.note.save(&self.target);
        let done = done.and_then(|()| fs::rename(beside(&self.target, ".part"), &self.target));
        done.map_err(|error| unwritable(&self.target, &error))
    }

    /// Takes away what is of no use.
    pub(super) fn abandon(self) {
        // What cannot be taken away is begun anew the next time.
        let _ = fs::remove_file(beside(&self.target, ".part.toml"));
        let _ = fs::remove_file(beside(&self.target, ".part"));
    }

    fn unwritable(&self, error: &io::Error) -> Trouble {
        Trouble::Lasting(unwritable(&self.target, error))
    }
}

/// A file that an earlier run fetched, and could not write into the lock file any more.
///
/// # Errors
/// If it cannot be read.
pub fn left_over(target: &Path) -> Result<Option<Locked>> {
    match Note::load(target).origin {
        Some(origin) if target.is_file() && !beside(target, ".part").exists() => {
            Ok(Some(Locked { sum: Sum::of(target)?, origin: Some(origin) }))
        }
        _ => Ok(None),
    }
}

/// Whether there is a note of a file's origin that the lock file may not know yet.
pub fn is_unsettled(target: &Path) -> bool {
    beside(target, ".part.toml").is_file()
}

/// Takes away the note of where a file came from, once the lock file says it.
pub fn settle(target: &Path) {
    // Left behind it does no harm: the lock file is asked first.
    let _ = fs::remove_file(beside(target, ".part.toml"));
}

fn beside(target: &Path, ending: &str) -> PathBuf {
    let mut name = target.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    target.with_file_name(name)
}

fn folder(target: &Path) -> &Path {
    target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn unwritable(place: &Path, error: &io::Error) -> Error {
    Error::new(ErrorKind::Unwritable, place.display().to_string(), format!("cannot be written: {error}"))
        .with_help("check the free space and your permissions there")
}
