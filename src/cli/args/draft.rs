//! Arguments of `show` and `convert`, which look at one draft.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::look::Look;
use super::reading::Reading;
use crate::report;

/// Arguments of `show`.
#[derive(Debug, Args)]
pub(in crate::cli) struct Show {
    /// The draft (- for standard input)
    pub(in crate::cli) file: PathBuf,

    #[command(flatten)]
    pub(in crate::cli) reading: Reading,
    /// For people (terminal) or for programs (json)
    #[arg(long, short, value_name = "FORMAT", default_value = "terminal", help_heading = "The report")]
    pub(in crate::cli) format: ShowFormat,
    #[command(flatten)]
    pub(in crate::cli) look: Look,

    /// List what was left out because it is no language of the text: page numbers, symbols, contents
    #[arg(long)]
    pub(in crate::cli) furniture: bool,
    /// Show the units' words in full
    #[arg(long)]
    pub(in crate::cli) all: bool,
}

/// Forms of a single draft's report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ShowFormat {
    /// For a terminal
    Terminal,
    /// For programs
    Json,
}

impl From<ShowFormat> for report::Format {
    fn from(format: ShowFormat) -> Self {
        match format {
            ShowFormat::Terminal => Self::Terminal,
            ShowFormat::Json => Self::Json,
        }
    }
}

/// Arguments of `convert`.
#[derive(Debug, Args)]
pub(in crate::cli) struct Convert {
    /// The draft (- for standard input)
    pub(in crate::cli) file: PathBuf,
    /// What to write [default: by the ending of --output, else markdown]
    #[arg(long, value_name = "FORM")]
    pub(in crate::cli) to: Option<Target>,
    /// Write the text to this file, whole or not at all
    #[arg(long, short, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,

    #[command(flatten)]
    pub(in crate::cli) reading: Reading,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Target {
    /// Headings, lists, tables and notes as Markdown
    Markdown,
    /// Plain text, one paragraph a line
    Text,
    /// The same as `show --format json`
    Json,
}
