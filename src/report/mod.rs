//! A comparison or a document -> bytes.
//!
//! What a report shows is decided once, in [`View`]: which links, in which order, what is folded
//! away. A format only lays that out. Every format is a function of the same shape, and
//! [`write()`] is one `match` over them.
//!
//! Reports never read files and never compute likeness: all figures are in the [`Comparison`].

mod filter;
mod view;
mod clean;
mod json;
mod terminal;

pub use clean::Clean;
pub use filter::{Filter, Pick, Rule};
pub use json::{COMPARISON_SCHEMA, DOCUMENT_SCHEMA};
pub use view::{Entry, Row, View, differs};

use std::io::{self, Write};

use crate::compare::Comparison;
use crate::document::Document;
use crate::pair::Pair;

/// The form of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// For a person at a terminal or in an e-mail.
    #[default]
    Terminal,
    /// For programs: `schema/comparison-1.json`, `schema/document-1.json`.
    Json,
}

/// How to report.
#[derive(Clone, Debug)]
pub struct Options {
    /// The form.
    pub format: Format,
    /// What is shown.
    pub filter: Filter,
    /// Whether to show carried units and unchanged stretches in full (terminal). Default: no.
    pub all: bool,
    /// Columns of a line (terminal), at least 20. Default: 80.
    pub width: usize,
    /// Whether to colour (terminal). Without it changes are marked `{-old-}` and `{+new+}`.
    /// Default: no.
    pub color: bool,
    /// Whether to list what was taken out of a document because it is no language. Default: no.
    pub furniture: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            format: Format::default(),
            filter: Filter::default(),
            all: false,
            width: 80,
            color: false,
            furniture: false,
        }
    }
}

/// Writes the report of a comparison.
///
/// # Errors
/// Only what `out` returns.
pub fn write(
    documents: Pair<&Document>,
    comparison: &Comparison,
    options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    let view = View::new(documents, comparison, &options.filter);
    match options.format {
        Format::Terminal => terminal::comparison(&view, options, out),
        Format::Json => json::comparison(&view, out),
    }
}

/// Writes how a document was understood.
///
/// # Errors
/// Only what `out` returns.
pub fn write_document(document: &Document, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    match options.format {
        Format::Terminal => terminal::document(document, options, out),
        Format::Json => json::document(document, out),
    }
}

/// Writes a document as a clean text: furniture gone, notes at the end, one line for each unit.
///
/// # Errors
/// Only what `out` returns.
pub fn write_clean(document: &Document, form: Clean, out: &mut dyn Write) -> io::Result<()> {
    clean::document(document, form, out)
}
