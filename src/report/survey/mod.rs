//! What is told of many texts at once: a phrase through them, and the language they share.

mod found;
mod matrix;
mod share;

use std::io::{self, Write};

use super::{Format, csv, html, json, markdown, refused, terminal};
use crate::survey::{Found, Matrix, Share};

pub(super) use found::{about, context, remarks, rounds, said, times};
pub(super) use matrix::{ABOUT, cell};
pub(super) use share::{about as about_share, place_there, stands};

/// How to report what was found in many texts.
#[derive(Clone, Copy, Debug)]
pub struct SurveyOptions {
    /// The form: terminal, JSON, CSV, TSV, HTML; Markdown for places, SVG for a matrix.
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

/// Writes how much of a text stands in earlier ones.
///
/// # Errors
/// As [`super::write()`].
pub fn write_share(share: &Share<'_>, options: &SurveyOptions, out: &mut dyn Write) -> io::Result<()> {
    match options.format {
        Format::Terminal => terminal::share(share, options, out),
        Format::Json => json::share(share, out),
        Format::Csv => csv::sheet(&share::sheet(share), csv::Manner::Commas, out),
        Format::Tsv => csv::sheet(&share::sheet(share), csv::Manner::Tabs, out),
        Format::Markdown => markdown::tables(&[share::table(share)], out),
        Format::Html => {
            let table = share::table(share);
            html::tables_page(&table.title.clone(), &[table], out)
        }
        _ => Err(unwritable()),
    }
}

/// Writes what all pairs of texts share.
///
/// # Errors
/// As [`super::write()`].
pub fn write_matrix(matrix: &Matrix<'_>, options: &SurveyOptions, out: &mut dyn Write) -> io::Result<()> {
    match options.format {
        Format::Terminal => terminal::matrix(matrix, options, out),
        Format::Json => json::matrix(matrix, out),
        Format::Csv => csv::sheet(&matrix::sheet(matrix), csv::Manner::Commas, out),
        Format::Tsv => csv::sheet(&matrix::sheet(matrix), csv::Manner::Tabs, out),
        Format::Markdown => markdown::tables(&[matrix::sheet(matrix)], out),
        Format::Html => html::heat(matrix, out),
        Format::Svg => matrix::picture(matrix, out),
        _ => Err(unwritable()),
    }
}

fn unwritable() -> io::Error {
    refused("the report", "this cannot be written in this form", "choose another form")
}
