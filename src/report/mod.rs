//! A comparison or a document -> bytes.
//!
//! What a report shows is decided once, in [`View`]: which links, in which order, what is folded
//! away. A format only lays that out. Every format is a function of the same shape, and
//! [`write()`] is one `match` over them.
//!
//! Reports never read files and never compute likeness: all figures are in the [`Comparison`].
//!
//! Shared by all formats: `say` (wording), `redline` (the walk along a link's words), `changes` (the
//! rows of the change table), `concordance` (label to label), `table` (tables before a format spells
//! them), `remarks` (what is told of an entry), `labels` (labels as printed).

mod filter;
mod view;
mod say;
mod labels;
mod markup;
mod redline;
mod remarks;
mod table;
mod changes;
mod participants;
mod rounds;
mod ribbon;
mod change_table;
mod concordance;
mod clean;
mod docx;
mod json;
mod svg;
mod alluvial;
mod html;
mod terminal;
mod csv;
mod markdown;
mod tei;
mod listing;
mod survey;

pub use changes::{Change, Replaced};
pub use clean::Clean;
pub use filter::{Filter, Pick, Rule};
pub use json::{
    COMPARISON_SCHEMA, DOCUMENT_SCHEMA, LINEAGE_SCHEMA, LINES_SCHEMA, MATRIX_SCHEMA, OCCURRENCES_SCHEMA,
    SHARE_SCHEMA,
};
pub use listing::{Listing, write_listing};
pub use participants::{CAVEAT, Participants, Role};
pub use rounds::{Cell, Happened, Mark, Rounds, Strand};
pub use survey::{SurveyOptions, write_found, write_matrix, write_share};
pub use view::{Entry, Row, View, differs};

use std::io::{self, Write};

use crate::compare::Comparison;
use crate::document::Document;
use crate::error::{Error, ErrorKind};
use crate::lineage::{Chain, Lineage};
use crate::pair::Pair;
use crate::word::WordFile;

/// The form of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// For a person at a terminal or in an e-mail.
    #[default]
    Terminal,
    /// For programs: `schema/comparison-1.json`, `schema/document-1.json`.
    Json,
    /// For programs that read a line at a time: one JSON value a line.
    JsonLines,
    /// A page for a browser: one file, no script or picture from elsewhere.
    Html,
    /// A Word file with tracked changes: accepting all gives the new text, rejecting all the old one.
    Docx,
    /// For an e-mail, a wiki, an issue.
    Markdown,
    /// A table for a spreadsheet, values between commas.
    Csv,
    /// The same, values between tabs.
    Tsv,
    /// A critical apparatus by the guidelines of the Text Encoding Initiative (P5).
    Tei,
    /// A picture of both documents: where language was kept, moved, cut and added.
    Svg,
}

/// What a report is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Content {
    /// Everything: summary, changes with their words. In CSV and TSV the change table.
    #[default]
    Report,
    /// The change table alone: labels, section, fate, what changed in words.
    Changes,
    /// Which label became which, and back.
    Concordance,
}

impl Content {
    /// The forms it can be written in.
    pub const fn formats(self) -> &'static [Format] {
        use Format::{Csv, Docx, Html, Json, JsonLines, Markdown, Svg, Tei, Terminal, Tsv};
        match self {
            Self::Report => &[Terminal, Json, JsonLines, Html, Docx, Markdown, Csv, Tsv, Tei, Svg],
            Self::Changes | Self::Concordance => &[Terminal, Markdown, Csv, Tsv, Html],
        }
    }
}

/// How to report.
#[derive(Clone, Debug)]
pub struct Options {
    /// The form.
    pub format: Format,
    /// What it is about.
    pub content: Content,
    /// What is shown.
    pub filter: Filter,
    /// Whether to show carried units and unchanged stretches in full (terminal, Markdown). Default: no.
    pub all: bool,
    /// Columns of a line (terminal), at least 20. Default: 80.
    pub width: usize,
    /// Whether to colour (terminal). Without it changes are marked `{-old-}` and `{+new+}`.
    /// Default: no.
    pub color: bool,
    /// Whether to list what was taken out of a document because it is no language. Default: no.
    pub furniture: bool,
    /// Whether to say beside each change what became of the unit, and why (Word). Default: no.
    pub comments: bool,
    /// Who is named as the author of changes (Word). `None`: travaux.
    pub author: Option<String>,
    /// The new document as a Word file, whose formatting the report keeps (Word). `None`: a clean layout.
    pub original: Option<WordFile>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            format: Format::default(),
            content: Content::default(),
            filter: Filter::default(),
            all: false,
            width: 80,
            color: false,
            furniture: false,
            comments: false,
            author: None,
            original: None,
        }
    }
}

/// Writes the report of a comparison.
///
/// # Errors
/// What `out` returns. An error that holds an [`Error`] says that the report cannot be written in
/// this form, and what to do; nothing was written then.
pub fn write(
    documents: Pair<&Document>,
    comparison: &Comparison,
    options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    let view = View::new(documents, comparison, &options.filter);
    match (options.content, options.format) {
        (Content::Report, Format::Terminal) => terminal::comparison(&view, options, out),
        (Content::Report, Format::Json) => json::comparison(&view, out),
        (Content::Report, Format::Html) => html::page(&view, options, out),
        (Content::Report, Format::Svg) => svg::picture(&view, options, out),
        (Content::Report, Format::Docx) => docx::comparison(&view, options, out),
        (Content::Report, Format::JsonLines) => json::lines(&view, out),
        (Content::Report, Format::Tei) => tei::comparison(&view, out),
        (Content::Report, Format::Markdown) => markdown::comparison(&view, options, out),
        (_, Format::Csv) => csv::sheet(&sheet(&view, options), csv::Manner::Commas, out),
        (_, Format::Tsv) => csv::sheet(&sheet(&view, options), csv::Manner::Tabs, out),
        (_, Format::Terminal) => terminal::tables(&tables(&view, options), options, out),
        (_, Format::Markdown) => markdown::tables(&tables(&view, options), out),
        (_, Format::Html) => html::tables_page(&title(&view), &tables(&view, options), out),
        _ => Err(refused("the report", "cannot be written in this form", "choose another form")),
    }
}

/// What a page of tables is called.
fn title(view: &View<'_>) -> String {
    let names = view.documents.map(|document| document.title.as_deref().unwrap_or(&document.source));
    format!("{} → {}", names.old, names.new)
}

/// The tables of a report for people.
fn tables(view: &View<'_>, options: &Options) -> Vec<table::Table> {
    match options.content {
        Content::Concordance => concordance::pages(view),
        Content::Report | Content::Changes => vec![change_table::page(view, options.all)],
    }
}

/// The table of a report for programs.
fn sheet(view: &View<'_>, options: &Options) -> table::Table {
    match options.content {
        Content::Concordance => concordance::sheet(view),
        Content::Report | Content::Changes => change_table::sheet(view, options.all),
    }
}

/// How to report a lineage.
#[derive(Clone, Debug)]
pub struct LineageOptions {
    /// The form: terminal, JSON, CSV, TSV, HTML, SVG, TEI.
    pub format: Format,
    /// Only threads to which one of these happened; empty: all threads.
    pub only: Vec<Happened>,
    /// Whether to show threads that nothing but editing happened to (terminal). Default: no.
    pub all: bool,
    /// Columns of a line (terminal), at least 20. Default: 80.
    pub width: usize,
    /// Whether to colour (terminal). Default: no.
    pub color: bool,
    /// Who was at the table, if that is to be shown beside the rounds (terminal, JSON, HTML).
    pub participants: Option<Vec<Participants>>,
}

impl Default for LineageOptions {
    fn default() -> Self {
        Self {
            format: Format::default(),
            only: Vec::new(),
            all: false,
            width: 80,
            color: false,
            participants: None,
        }
    }
}

/// Writes what became of all passages through several rounds.
///
/// # Errors
/// As [`write()`].
pub fn write_lineage(
    chain: &Chain<'_>,
    lineage: &Lineage,
    options: &LineageOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let rounds = Rounds::new(chain, lineage, &options.only);
    let with_names = matches!(options.format, Format::Terminal | Format::Json | Format::Html);
    if options.participants.is_some() && !with_names {
        let message = "there is no room in this form for who was at the table";
        return Err(refused("the report", message, "choose terminal, json or html"));
    }
    match options.format {
        Format::Terminal => terminal::lineage(&rounds, options, out),
        Format::Json => json::lineage(&rounds, options, out),
        Format::Csv => csv::sheet(&rounds::sheet(&rounds), csv::Manner::Commas, out),
        Format::Tsv => csv::sheet(&rounds::sheet(&rounds), csv::Manner::Tabs, out),
        Format::Svg => alluvial::picture(&rounds, out),
        Format::Html => alluvial::page(&rounds, options, out),
        Format::Tei => tei::lineage(&rounds, out),
        _ => Err(refused("the report", "a lineage cannot be written in this form", "choose another form")),
    }
}

/// An error of a report that cannot be written, whatever it is written to.
fn refused(place: &str, message: &str, help: &str) -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidInput,
        Error::new(ErrorKind::Unwritable, place, message).with_help(help),
    )
}

/// Writes how a document was understood.
///
/// # Errors
/// What `out` returns, and that a document is written for the terminal and as JSON only.
pub fn write_document(document: &Document, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    match options.format {
        Format::Terminal => terminal::document(document, options, out),
        Format::Json => json::document(document, out),
        _ => Err(refused(
            &document.source,
            "a single document is shown for the terminal and as JSON only",
            "use one of these, or `travaux convert`",
        )),
    }
}

/// Writes a document as a clean text: furniture gone, notes at the end, one line for each unit.
///
/// # Errors
/// Only what `out` returns.
pub fn write_clean(document: &Document, form: Clean, out: &mut dyn Write) -> io::Result<()> {
    clean::document(document, form, out)
}
