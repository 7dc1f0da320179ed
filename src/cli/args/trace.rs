//! Arguments of `trace`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::look::Look;
use super::reading::Reading;
use super::words::words;
use crate::report::{self, Happened};

/// Arguments of `trace`.
#[derive(Debug, Args)]
pub(in crate::cli) struct Trace {
    /// The texts, one for each round, in order of issue
    #[arg(required_unless_present = "process", num_args = 1.., value_name = "TEXT")]
    pub(in crate::cli) texts: Vec<PathBuf>,
    /// Take rounds, texts and corrections from this manifest, or from the one in this folder
    #[arg(long, value_name = "MANIFEST", conflicts_with_all = ["texts", "beside", "summary", "empty_after"])]
    pub(in crate::cli) process: Option<PathBuf>,
    /// A further text of the last round; may be given several times
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) beside: Vec<PathBuf>,
    /// Which of the texts are a Chair's summary: what only stands there is told apart from dropped
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) summary: Vec<PathBuf>,
    /// A round that issued no text comes after this many texts; may be given several times
    #[arg(long, value_name = "N")]
    pub(in crate::cli) empty_after: Vec<usize>,

    /// Show only passages to which one of these happened
    #[arg(long, value_name = "WHAT,…", value_delimiter = ',', value_parser = words(&Happened::ALL), help_heading = "What is shown")]
    pub(in crate::cli) only: Vec<Happened>,
    /// Show passages, too, that nothing but editing happened to
    #[arg(long, help_heading = "What is shown")]
    pub(in crate::cli) all: bool,
    /// Show beside the rounds who was at the table, by a register (terminal, json, html)
    #[arg(long, help_heading = "What is shown")]
    pub(in crate::cli) participants: bool,
    /// The register [default: register.toml beside the manifest, or in a folder above it]
    #[arg(long, value_name = "FILE", requires = "participants", help_heading = "What is shown")]
    pub(in crate::cli) register: Option<PathBuf>,

    /// The form of the report [default: by the ending of --output, else terminal]
    #[arg(long, short, value_name = "FORMAT", help_heading = "The report")]
    pub(in crate::cli) format: Option<TraceFormat>,
    #[command(flatten)]
    pub(in crate::cli) look: Look,
    /// Write the report to this file, whole or not at all
    #[arg(long, short, value_name = "FILE", help_heading = "The report")]
    pub(in crate::cli) output: Option<PathBuf>,

    #[command(flatten)]
    pub(in crate::cli) reading: Reading,
}

/// Forms of the report of a lineage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum TraceFormat {
    /// A matrix of rounds
    Terminal,
    /// A page: passages flowing through the rounds, and all their wordings
    Html,
    /// The picture alone
    Svg,
    /// A row for each passage and round, values between commas
    Csv,
    /// The same, values between tabs
    Tsv,
    /// For programs
    Json,
    /// A critical apparatus with a witness for each text (TEI P5)
    Tei,
}

impl From<TraceFormat> for report::Format {
    fn from(format: TraceFormat) -> Self {
        match format {
            TraceFormat::Terminal => Self::Terminal,
            TraceFormat::Html => Self::Html,
            TraceFormat::Svg => Self::Svg,
            TraceFormat::Csv => Self::Csv,
            TraceFormat::Tsv => Self::Tsv,
            TraceFormat::Json => Self::Json,
            TraceFormat::Tei => Self::Tei,
        }
    }
}
