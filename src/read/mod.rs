//! A file's bytes -> a [`Document`] and its warnings.
//!
//! ```text
//! bytes -> detect -> encoding -> plain | markdown | html \
//!                -> pdf | docx --------------------------- > lines with hints -> tidy -> structure -> Document
//! ```
//!
//! Each source format only turns its text into lines with hints (`line`); repair (`tidy`) and
//! structure are the same for all. Reading rarely fails: what is uncertain is a warning with its
//! place, and everything taken out is kept as [`Furniture`](crate::document::Furniture).

mod source;
mod line;
mod encoding;
mod detect;
mod language;
mod tidy;
mod structure;
mod plain;
mod markdown;
mod html;
mod docx;
mod pdf;
mod assemble;

use std::path::Path;

use sha2::{Digest, Sha256};

use self::encoding::Decoded;
use self::line::Lines;
use crate::document::Document;
use crate::error::Result;
use crate::word::WordFile;

/// The largest file that is read if nothing else is said, in bytes: 256 MiB. A text of that size is no
/// draft.
pub const MAX_SIZE: usize = 256 << 20;

/// A source format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// A web page.
    Html,
    /// Word (Office Open XML).
    Docx,
    /// PDF with a text layer.
    Pdf,
}

impl Format {
    /// The format's name, as in [`Document::format`].
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Docx => "docx",
            Self::Pdf => "pdf",
        }
    }
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

/// How insertions and deletions that a file itself marks are read: tracked changes, `<ins>` and `<del>`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Revisions {
    /// As if all were accepted: the text as its author wants it.
    #[default]
    Accept,
    /// As if all were rejected: the text as it was before.
    Reject,
    /// Both, marked in the words: `{++inserted++}` and `{--deleted--}`.
    Show,
}

/// How to read.
#[derive(Clone, Debug)]
pub struct Options {
    /// The format; `None`: found by content, then by file name.
    pub format: Option<Format>,
    /// What one unit is.
    pub unit: Granularity,
    /// What to do with changes that the file itself marks.
    pub revisions: Revisions,
    /// Reads a PDF by the looks of its pages alone, as if it had no tags: for files whose tags are
    /// wrong, and to measure how well that goes.
    pub ignore_tags: bool,
    /// The largest file that is read, in bytes. A larger one is refused, never cut. Formats have limits
    /// of their own beside this, on what a file unpacks to.
    pub max_size: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            format: None,
            unit: Granularity::default(),
            revisions: Revisions::default(),
            ignore_tags: false,
            max_size: MAX_SIZE,
        }
    }
}

/// Reads the file at `path`; `-` is standard input.
///
/// # Errors
/// If the file cannot be read, is no text, or passes [`Options::max_size`].
pub fn read(path: &Path, options: &Options) -> Result<Document> {
    let (name, bytes) = source::bytes(path, options.max_size)?;
    read_bytes(&name, &bytes, options)
}

/// Reads a document from bytes; `name` is for messages and the choice of format.
///
/// # Errors
/// If the bytes are no text, or pass [`Options::max_size`].
pub fn read_bytes(name: &str, bytes: &[u8], options: &Options) -> Result<Document> {
    if bytes.len() > options.max_size {
        return Err(source::too_large(name, options.max_size));
    }
    let (format, decoded) = match options.format {
        Some(format) => (format, None),
        None => detect::detect(name, bytes)?,
    };
    let (decoded, mut lines) = lines(name, bytes, (format, decoded), options)?;
    let head = assemble::Head {
        source: name.to_owned(),
        format: format.name(),
        sha256: hex(&Sha256::digest(bytes)),
    };
    if options.unit == Granularity::Line {
        return Ok(assemble::by_line(head, &decoded));
    }
    tidy::tidy(&mut lines);
    let title = lines.title.take();
    let by_indent = lines.indent_is_depth;
    let vocabulary = tidy::hyphens::Vocabulary::of(&lines.lines, lines.whole_words);
    let blocks = structure::blocks::blocks(std::mem::take(&mut lines.lines), &vocabulary, by_indent);
    let mut outline = structure::outline(blocks, by_indent);
    // A browser's title names the site and the file; a heading names the text.
    outline.title = if format == Format::Html { outline.title.or(title) } else { title.or(outline.title) };
    if options.unit == Granularity::Sentence {
        outline = structure::cut_sentences(outline);
    }
    Ok(assemble::document(head, &decoded, outline, lines))
}

/// The looks of a Word file that was read as `document`; `None`: it was no Word file, or is another
/// now, or came from standard input, which can be read but once.
///
/// # Errors
/// As [`read()`].
pub fn read_original(path: &Path, document: &Document, options: &Options) -> Result<Option<WordFile>> {
    if document.format != Format::Docx.name() || path == Path::new("-") {
        return Ok(None);
    }
    let (_, bytes) = source::bytes(path, options.max_size)?;
    original(document, &bytes, options)
}

/// As [`read_original`], from bytes.
///
/// # Errors
/// As [`read_bytes`].
pub fn original(document: &Document, bytes: &[u8], options: &Options) -> Result<Option<WordFile>> {
    if document.format != Format::Docx.name() || document.sha256 != hex(&Sha256::digest(bytes)) {
        return Ok(None);
    }
    docx::original(&document.source, bytes, options.revisions).map(Some)
}

/// The text of a file and its lines, as its format says; the text may be decoded already.
fn lines<'a>(
    name: &str,
    bytes: &'a [u8],
    (format, decoded): (Format, Option<Decoded<'a>>),
    options: &Options,
) -> Result<(Decoded<'a>, Lines)> {
    let extract = match format {
        Format::Text | Format::Markdown => {
            let decoded = match decoded {
                Some(decoded) => decoded,
                None => {
                    detect::refuse(name, bytes)?;
                    encoding::decode(name, bytes)?
                }
            };
            let lines = if format == Format::Text {
                plain::lines(&decoded.text)
            } else {
                markdown::lines(&decoded.text, options.revisions)
            };
            return Ok((decoded, lines));
        }
        Format::Html => html::extract(name, bytes, options.revisions)?,
        Format::Docx => docx::extract(name, bytes, options.revisions)?,
        Format::Pdf => pdf::extract(name, bytes, options.ignore_tags)?,
    };
    Ok((Decoded::extracted(extract.text), extract.lines))
}

/// The format of a file that has just arrived, if it is whole.
///
/// # Errors
/// If it is of a format that is not read, no text, or cut off.
#[cfg(feature = "fetch")]
pub(crate) fn arrived(name: &str, bytes: &[u8]) -> Result<Format> {
    use crate::error::{Error, ErrorKind};
    let cut_off = |what: &str| Err(Error::new(ErrorKind::NotText, name, format!("{what} is cut off")));
    match detect::detect(name, bytes)?.0 {
        Format::Pdf if !pdf::has_end(bytes) => cut_off("this PDF file"),
        Format::Docx if !docx::is_word(name, bytes) => {
            Err(Error::new(ErrorKind::NotText, name, "this archive is no Word file, or is cut off"))
        }
        format => Ok(format),
    }
}

/// A checksum as it is written.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
