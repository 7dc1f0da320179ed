//! Arguments of `find`, `share` and `matrix`, which look through many texts.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::look::Look;
use super::reading::Reading;
use super::words::likeness;
use crate::report;

/// Texts to look through.
#[derive(Debug, Args)]
pub(in crate::cli) struct Texts {
    /// The texts, in order of issue
    #[arg(required_unless_present = "process", num_args = 1.., value_name = "TEXT")]
    pub(in crate::cli) texts: Vec<PathBuf>,
    /// Take rounds and texts from this manifest, or from the one in this folder
    #[arg(long, value_name = "MANIFEST", conflicts_with = "texts")]
    pub(in crate::cli) process: Option<PathBuf>,
    /// Only texts whose file has this in its name; may be given several times
    #[arg(long, value_name = "NAME", help_heading = "What is shown")]
    pub(in crate::cli) only: Vec<String>,
}

/// Where the report of a survey goes, and what it looks like.
#[derive(Debug, Args)]
pub(in crate::cli) struct Report {
    /// The form of the report [default: by the ending of --output, else terminal]
    #[arg(long, short, value_name = "FORMAT", help_heading = "The report")]
    pub(in crate::cli) format: Option<SurveyFormat>,
    #[command(flatten)]
    pub(in crate::cli) look: Look,
    /// Write the report to this file, whole or not at all
    #[arg(long, short, value_name = "FILE", help_heading = "The report")]
    pub(in crate::cli) output: Option<PathBuf>,
}

/// Arguments of `find`.
#[derive(Debug, Args)]
pub(in crate::cli) struct Find {
    /// The phrase, in quotation marks; every sign in it is taken as it is
    #[arg(allow_hyphen_values = true)]
    pub(in crate::cli) phrase: String,
    #[command(flatten)]
    pub(in crate::cli) texts: Texts,

    /// Find the same words only
    #[arg(long, help_heading = "What is shown")]
    pub(in crate::cli) exact: bool,
    /// How alike a place must be, from 0.5 to 1 [default: 0.7, that is, one word of four may be another]
    #[arg(long, value_name = "LIKENESS", value_parser = likeness, conflicts_with = "exact", help_heading = "What is shown")]
    pub(in crate::cli) near: Option<f64>,

    #[command(flatten)]
    pub(in crate::cli) report: Report,
    /// Print no report; the exit status says whether it was found
    #[arg(long, short, help_heading = "The report")]
    pub(in crate::cli) quiet: bool,

    #[command(flatten)]
    pub(in crate::cli) reading: Reading,
}

/// Arguments of `share`.
#[derive(Debug, Args)]
pub(in crate::cli) struct Share {
    /// The text (- for standard input)
    pub(in crate::cli) file: PathBuf,
    /// An earlier text; may be given several times
    #[arg(long, required = true, value_name = "BASE")]
    pub(in crate::cli) of: Vec<PathBuf>,
    /// Only what stands under a heading with this text
    #[arg(long, value_name = "TEXT", help_heading = "What is shown")]
    pub(in crate::cli) section: Option<String>,

    #[command(flatten)]
    pub(in crate::cli) report: Report,
    #[command(flatten)]
    pub(in crate::cli) reading: Reading,
}

/// Arguments of `matrix`.
#[derive(Debug, Args)]
pub(in crate::cli) struct Matrix {
    #[command(flatten)]
    pub(in crate::cli) texts: Texts,

    #[command(flatten)]
    pub(in crate::cli) report: Report,
    #[command(flatten)]
    pub(in crate::cli) reading: Reading,
}

/// Forms of a report about many texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum SurveyFormat {
    /// For a terminal or an e-mail
    Terminal,
    /// A page
    Html,
    /// A picture (matrix)
    Svg,
    /// Markdown
    Markdown,
    /// A row for each place, passage or pair, values between commas
    Csv,
    /// The same, values between tabs
    Tsv,
    /// For programs
    Json,
}

impl From<SurveyFormat> for report::Format {
    fn from(format: SurveyFormat) -> Self {
        match format {
            SurveyFormat::Terminal => Self::Terminal,
            SurveyFormat::Html => Self::Html,
            SurveyFormat::Svg => Self::Svg,
            SurveyFormat::Markdown => Self::Markdown,
            SurveyFormat::Csv => Self::Csv,
            SurveyFormat::Tsv => Self::Tsv,
            SurveyFormat::Json => Self::Json,
        }
    }
}
