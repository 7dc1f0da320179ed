//! The archive that a Word file is: parts by name, within limits.
//!
//! ```text
//! _rels/.rels                  says that the text is word/document.xml
//! word/_rels/document.xml.rels says where styles, numbering and notes are
//! ```
//!
//! Names of parts are only ever looked up in the archive, never on the disk, so a name with `..`
//! finds nothing. How large a part is, is counted while it is unpacked, for headers lie.

use std::io::{Cursor, Read};

use rustc_hash::FxHashMap;
use zip::ZipArchive;

use super::Trouble;
use super::xml::{Node, Xml};
use crate::error::{Error, ErrorKind, Result};

/// The largest part, unpacked.
const PART: u64 = 64 << 20;

/// All parts together, unpacked.
const ALL: u64 = 128 << 20;

/// An open archive.
pub(crate) struct Package<'a> {
    name: &'a str,
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Name in small letters -> place in the archive.
    index: FxHashMap<String, usize>,
    left: u64,
}

/// What a part points to: id, last word of the type, name of the other part.
#[derive(Debug)]
pub(crate) struct Relation {
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) target: String,
}

impl<'a> Package<'a> {
    pub(crate) fn open(name: &'a str, bytes: &'a [u8]) -> Result<Self> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| {
            Error::new(ErrorKind::NotText, name, "this Word file or archive is damaged or was cut off")
                .with_help("fetch or save it again; Word can repair some such files (Open and Repair)")
        })?;
        let mut index = FxHashMap::default();
        for n in 0..archive.len() {
            if let Some(Ok(part)) = archive.name_for_index(n) {
                index.entry(key(&part)).or_insert(n);
            }
        }
        Ok(Self { name, archive, index, left: ALL })
    }

    pub(crate) fn has(&self, part: &str) -> bool {
        self.index.contains_key(&key(part))
    }

    /// Whether a part's name begins like this.
    pub(crate) fn has_folder(&self, folder: &str) -> bool {
        self.index.keys().any(|part| part.starts_with(folder))
    }

    /// The text of a part; `None`: there is no such part.
    pub(crate) fn part(&mut self, part: &str) -> Result<Option<String>> {
        let Some(&n) = self.index.get(&key(part)) else { return Ok(None) };
        let damaged = |_| trouble(self.name, part, Trouble::Damaged);
        let mut file = match self.archive.by_index(n) {
            Ok(file) => file,
            Err(zip::result::ZipError::UnsupportedArchive(why)) if why.contains("assword") => {
                return Err(Error::new(ErrorKind::NotText, self.name, "this archive needs a password")
                    .with_help("unpack it with its password, and save the text without one"));
            }
            Err(_) => return Err(trouble(self.name, part, Trouble::Damaged)),
        };
        let limit = PART.min(self.left);
        let mut bytes = Vec::with_capacity(usize::try_from(file.size().min(4 << 20)).unwrap_or(0));
        (&mut file).take(limit + 1).read_to_end(&mut bytes).map_err(damaged)?;
        let size = bytes.len() as u64;
        if size > limit {
            return Err(trouble(self.name, part, Trouble::TooLarge));
        }
        self.left -= size;
        Ok(Some(decode(bytes)))
    }

    /// What a part points to; nothing if it has no list of that.
    pub(crate) fn relations(&mut self, part: &str) -> Result<Vec<Relation>> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let slash = if folder.is_empty() { "" } else { "/" };
        let list = format!("{folder}{slash}_rels/{file}.rels");
        let Some(text) = self.part(&list)? else { return Ok(Vec::new()) };
        relations(&text, folder).map_err(|why| trouble(self.name, &list, why))
    }
}

fn relations(text: &str, folder: &str) -> std::result::Result<Vec<Relation>, Trouble> {
    let mut xml = Xml::new(text);
    let mut found = Vec::new();
    loop {
        match xml.next()? {
            Node::End => return Ok(found),
            Node::Open(tag) if tag.name() == "Relationship" => {
                let external = tag.get("TargetMode").is_some_and(|mode| mode == "External");
                let (Some(id), Some(kind), Some(target)) =
                    (tag.get("Id"), tag.get("Type"), tag.get("Target"))
                else {
                    continue;
                };
                if let Some(target) = resolve(folder, &target).filter(|_| !external) {
                    let kind = kind.rsplit('/').next().unwrap_or("").to_owned();
                    found.push(Relation { id, kind, target });
                }
            }
            _ => {}
        }
    }
}

/// A target as a part's name: from the folder, or from the top. A path that leaves the archive is none.
fn resolve(folder: &str, target: &str) -> Option<String> {
    let mut path: Vec<&str> = Vec::new();
    if !target.starts_with('/') {
        path.extend(folder.split('/').filter(|step| !step.is_empty()));
    }
    for step in target.split(['/', '\\']) {
        match step {
            "" | "." => {}
            ".." => {
                path.pop()?;
            }
            step => path.push(step),
        }
    }
    Some(path.join("/"))
}

/// Names of parts are compared without case, and some writers turn the slashes round.
fn key(part: &str) -> String {
    part.trim_start_matches(['/', '\\']).to_ascii_lowercase().replace('\\', "/")
}

/// XML comes as UTF-8 or UTF-16.
fn decode(bytes: Vec<u8>) -> String {
    let utf16 = match bytes.as_slice() {
        [0xFF, 0xFE, ..] | [b'<', 0, ..] => Some(encoding_rs::UTF_16LE),
        [0xFE, 0xFF, ..] | [0, b'<', ..] => Some(encoding_rs::UTF_16BE),
        _ => None,
    };
    if let Some(utf16) = utf16 {
        return utf16.decode(&bytes).0.into_owned();
    }
    let text = String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    match text.strip_prefix('\u{FEFF}') {
        Some(rest) => rest.to_owned(),
        None => text,
    }
}

/// Trouble in a part, in plain words.
pub(crate) fn trouble(name: &str, part: &str, why: Trouble) -> Error {
    let again = "open the file in Word or LibreOffice and save it again as .docx";
    match why {
        Trouble::Damaged => {
            Error::new(ErrorKind::NotText, name, format!("this Word file is damaged: {part} cannot be read"))
                .with_help(again)
        }
        Trouble::TooDeep => {
            Error::new(ErrorKind::TooLarge, name, format!("{part} is nested too deeply to be a text"))
                .with_help(again)
        }
        Trouble::TooMany => {
            Error::new(ErrorKind::TooLarge, name, "this file has more paragraphs than any text has")
                .with_help("check where the file comes from; a very large text can be cut into parts")
        }
        Trouble::TooLarge => Error::new(
            ErrorKind::TooLarge,
            name,
            format!("{part} unpacks to more than {} MiB, which no text does", PART >> 20),
        )
        .with_help("check where the file comes from; a very large text can be cut into parts"),
    }
}
