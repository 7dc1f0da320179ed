//! What is told of many texts at once: a phrase through them, and the language they share.

mod found;

use std::io::{self, Write};

use super::{Format, csv, html, json, markdown, refused, terminal};
use crate::survey::Found;

pub(super) use found::{about, context, remarks, rounds, said, times};

/// How to report what was found in many texts.
#[derive(Clone, Copy, Debug)]
pub struct SurveyOptions {
    /// The form: terminal, JSON, CSV, TSV, Markdown, HTML.
    pub format: Format,
    /// Columns of a line (terminal), at least 20. Default: 80.
    pub width: usize,
    /// Whether to colour (terminal). Default: no.
    pub color: bool,
}

impl Default for SurveyOptions {
    fn default() -> Self {
        Self { format: Format::default(), width: 80, color: false }
    }
}

/// Writes where a phrase was found.
///
/// # Errors
/// As [`super::write()`].
pub fn write_found(found: &Found<'_>, options: &SurveyOptions, out: &mut dyn Write) -> io::Result<()> {
    let title = format!("“{}”", found.phrase.as_str());
    match options.format {
        Format::Terminal => terminal::found(found, options, out),
        Format::Json => json::occurrences(found, out),
        Format::Csv => csv::sheet(&found::sheet(found), csv::Manner::Commas, out),
        Format::Tsv => csv::sheet(&found::sheet(found), csv::Manner::Tabs, out),
        Format::Markdown => markdown::tables(&found::tables(found), out),
        Format::Html => html::tables_page(&title, &found::tables(found), out),
        _ => Err(unwritable()),
    }
}

fn unwritable() -> io::Error {
    refused("the report", "this cannot be written in this form", "choose another form")
}
