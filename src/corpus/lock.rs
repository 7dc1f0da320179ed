//! The lock file: which bytes the texts of a corpus are, and where they came from.
//!
//! ```toml
//! schema = 1
//!
//! [[file]]
//! file = "A_70_174-en.pdf"
//! sha256 = "9f86…"
//! bytes = 123456
//! symbol = "A/70/174"
//! language = "en"
//! type = "pdf"
//! url = "https://documents.un.org/api/symbol/access?s=A/70/174&l=en&t=pdf"
//! ```
//!
//! No time of day stands in it: the same texts have the same lock file. Files are sorted by name.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::Read;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::settings::{self, Source, Table, quoted};
use crate::error::{Error, ErrorKind, Result};
use crate::read;

/// Its name.
pub const LOCK: &str = "travaux.lock";

/// The files of a corpus, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// Name (as the manifest has it, below its folder) -> what it is.
    pub files: BTreeMap<String, Locked>,
}

/// What a file is known to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Locked {
    /// Its bytes.
    pub sum: Sum,
    /// Where it came from, if it was fetched.
    pub origin: Option<Origin>,
}

/// How many bytes a file has, and their SHA-256.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// In hexadecimal digits.
    pub sha256: String,
    /// The length.
    pub bytes: u64,
}

/// Where a file was fetched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The symbol asked for.
    pub symbol: String,
    /// The language asked for.
    pub language: String,
    /// The form asked for: "pdf", "doc".
    pub form: String,
    /// The address asked.
    pub url: String,
}

impl Sum {
    /// The sum of a file.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn of(path: &Path) -> Result<Self> {
        let unreadable = |error: std::io::Error| {
            Error::new(ErrorKind::Unreadable, path.display().to_string(), error.to_string())
                .with_help("check its permissions")
        };
        let mut file = std::fs::File::open(path).map_err(unreadable)?;
        let (mut sum, mut bytes, mut buffer) = (Sha256::new(), 0, vec![0; 1 << 16]);
        loop {
            let count = file.read(&mut buffer).map_err(unreadable)?;
            if count == 0 {
                return Ok(Self { sha256: read::hex(&sum.finalize()), bytes });
            }
            sum.update(&buffer[..count]);
            bytes += count as u64;
        }
    }
}

impl Lock {
    /// The lock file in a folder; an empty one if there is none.
    ///
    /// # Errors
    /// If it cannot be read or is none.
    pub fn load(folder: &Path) -> Result<Self> {
        let path = folder.join(LOCK);
        if path.exists() { settings::load(&path, read_lock) } else { Ok(Self::default()) }
    }

    /// The file's text.
    pub fn text(&self) -> String {
        let mut text =
            "# Which bytes the texts are. Written by `travaux corpus fetch` and `travaux corpus verify \
                        --update`.\n\nschema = 1\n"
                .to_owned();
        for (file, locked) in &self.files {
            let Locked { sum: Sum { sha256, bytes }, origin } = locked;
            // Writing to a string cannot fail.
            let _ = write!(
                text,
                "\n[[file]]\nfile = {}\nsha256 = {}\nbytes = {bytes}\n",
                quoted(file),
                quoted(sha256)
            );
            for (key, value) in origin.iter().flat_map(|origin| {
                [
                    ("symbol", &origin.symbol),
                    ("language", &origin.language),
                    ("type", &origin.form),
                    ("url", &origin.url),
                ]
            }) {
                let _ = writeln!(text, "{key} = {}", quoted(value));
            }
        }
        text
    }
}

fn read_lock(source: &Source, top: &Table<'_>) -> Result<Lock> {
    top.schema()?;
    top.only(&["schema", "file"])?;
    let mut lock = Lock::default();
    for table in top.tables("file", "a locked file")? {
        table.only(&["file", "sha256", "bytes", "symbol", "language", "type", "url"])?;
        let file = table.needs("file", table.string("file")?)?;
        let sha256 = table.needs("sha256", table.string("sha256")?)?;
        if sha256.len() != 64 || !sha256.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)) {
            return Err(source.error(sha256.line, "this is no SHA-256").with_help(HELP));
        }
        let bytes = table.needs("bytes", table.count("bytes")?)?.value as u64;
        let origin = match table.text("url")? {
            None => None,
            Some(url) => Some(Origin {
                symbol: table.needs("symbol", table.text("symbol")?)?,
                language: table.needs("language", table.text("language")?)?,
                form: table.needs("type", table.text("type")?)?,
                url,
            }),
        };
        let locked = Locked { sum: Sum { sha256: sha256.value, bytes }, origin };
        if lock.files.insert(file.value.clone(), locked).is_some() {
            let message = format!("“{}” is locked twice", file.value);
            return Err(source.error(file.line, message).with_help(HELP));
        }
    }
    Ok(lock)
}

const HELP: &str = "take out this entry, and write the file anew with `travaux corpus verify --update`";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_read_as_it_was_written() {
        let mut lock = Lock::default();
        let sum = Sum { sha256: "0f".repeat(32), bytes: 3 };
        let origin = Origin {
            symbol: "A/70/174".into(),
            language: "en".into(),
            form: "pdf".into(),
            url: "http://127.0.0.1/?s=\"A\"\\".into(),
        };
        lock.files.insert("b.pdf".into(), Locked { sum: sum.clone(), origin: Some(origin) });
        lock.files.insert("a \"x\".txt".into(), Locked { sum, origin: None });
        let text = lock.text();
        assert_eq!(settings::parse("travaux.lock", &text, read_lock).ok(), Some(lock), "{text}");
    }

    #[test]
    fn what_is_wrong_has_its_line() {
        let said = |rest: &str| {
            let text = format!("schema = 1\n[[file]]\nfile = \"a\"\n{rest}");
            settings::parse("travaux.lock", &text, read_lock).expect_err("it is wrong").to_string()
        };
        assert_eq!(said("sha256 = \"zz\"\nbytes = 1\n"), "travaux.lock:4: this is no SHA-256");
        assert_eq!(said("bytes = 1\n"), "travaux.lock:2: a locked file has no “sha256”");
        assert_eq!(said("sha265 = \"\"\n"), "travaux.lock:4: a locked file has no key “sha265”");
    }
}
