//! Arguments of `compare`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::look::Look;
use super::reading::Reading;
use super::words::words;
use crate::report::{self, Pick, Rule};

/// Arguments of `compare`.
#[derive(Debug, Args)]
pub(in crate::cli) struct Compare {
    /// The earlier draft (- for standard input)
    pub(in crate::cli) old: PathBuf,
    /// The later draft (- for standard input)
    pub(in crate::cli) new: PathBuf,

    /// Show only these: fates, and moved, split, merged, regrouped, brackets, sentences
    #[arg(long, value_name = "WHAT,…", value_delimiter = ',', value_parser = words(&Pick::ALL), help_heading = "What is shown")]
    pub(in crate::cli) only: Vec<Pick>,
    /// Show only what stands, in either draft, under a heading with this text
    #[arg(long, value_name = "TEXT", help_heading = "What is shown")]
    pub(in crate::cli) section: Option<String>,
    /// Count units as unchanged if only this was edited in them
    ///
    /// Concerns the exit status too. Counts in the summary stay those of all units.
    #[arg(long, value_name = "WHAT,…", value_delimiter = ',', value_parser = words(&Rule::ALL), help_heading = "What is shown")]
    pub(in crate::cli) ignore: Vec<Rule>,
    /// Show unchanged units and unchanged words in full
    #[arg(long, help_heading = "What is shown")]
    pub(in crate::cli) all: bool,

    /// The form of the report [default: by the ending of --output, else terminal]
    #[arg(long, short, value_name = "FORMAT", help_heading = "The report")]
    pub(in crate::cli) format: Option<Format>,
    /// The form of a table (--format changes, concordance) [default: by the ending of --output, else terminal]
    #[arg(long = "as", value_name = "FORM", help_heading = "The report")]
    pub(in crate::cli) table: Option<TableForm>,
    #[command(flatten)]
    pub(in crate::cli) look: Look,

    /// Write the report to this file, whole or not at all
    #[arg(long, short, value_name = "FILE", help_heading = "The report")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// Print no report; the exit status says whether there are differences
    #[arg(long, short, help_heading = "The report")]
    pub(in crate::cli) quiet: bool,
    /// Exit with 1 only for these differences
    #[arg(long, value_name = "WHAT,…", value_delimiter = ',', value_parser = words(&Pick::ALL), help_heading = "The report")]
    pub(in crate::cli) fail_on: Vec<Pick>,
    /// Give the exact word-by-word edits as well as the readable ones (JSON)
    #[arg(long, help_heading = "The report")]
    pub(in crate::cli) raw_edits: bool,
    /// Say in comments what became of each changed paragraph, and why (Word)
    #[arg(long, help_heading = "The report")]
    pub(in crate::cli) comments: bool,
    /// Who the tracked changes are said to be by (Word) [default: travaux]
    #[arg(long, value_name = "NAME", help_heading = "The report")]
    pub(in crate::cli) author: Option<String>,

    /// Take what a person decided from this file [default: travaux.corrections.toml beside NEW, if there]
    ///
    /// It says in TOML: old 14 became new 12 and 13, old 20 was dropped, new 5 is new. Those verdicts
    /// are marked in every report. The form of the file: docs/corpus.md.
    #[arg(long, value_name = "FILE", help_heading = "The verdicts")]
    pub(in crate::cli) corrections: Option<PathBuf>,
    /// Take no corrections, though there is a file of them
    #[arg(long, conflicts_with = "corrections", help_heading = "The verdicts")]
    pub(in crate::cli) no_corrections: bool,

    #[command(flatten)]
    pub(in crate::cli) reading: Reading,
}

/// Forms of a report, and the two tables that can be asked for alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Format {
    /// For a terminal or an e-mail
    Terminal,
    /// A Word file with tracked changes
    Docx,
    /// A page for a browser: side by side or inline
    Html,
    /// Markdown
    Markdown,
    /// The change table, values between commas
    Csv,
    /// The change table, values between tabs
    Tsv,
    /// For programs
    Json,
    /// For programs: one JSON value a line
    Jsonl,
    /// A critical apparatus (TEI P5)
    Tei,
    /// A picture: where language was kept, moved, cut and added
    Svg,
    /// The change table alone; see --as
    Changes,
    /// Old labels to new labels and back; see --as
    Concordance,
}

/// Forms of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum TableForm {
    Terminal,
    Markdown,
    Csv,
    Tsv,
    Html,
}

impl From<TableForm> for report::Format {
    fn from(form: TableForm) -> Self {
        match form {
            TableForm::Terminal => Self::Terminal,
            TableForm::Markdown => Self::Markdown,
            TableForm::Csv => Self::Csv,
            TableForm::Tsv => Self::Tsv,
            TableForm::Html => Self::Html,
        }
    }
}
