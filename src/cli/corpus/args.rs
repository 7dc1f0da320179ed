//! Arguments of `corpus` as they are typed.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::super::args::Look;
use super::super::late::Late;
use crate::{corpus, report};

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Corpus {
    /// List rounds and texts: symbol, date, whether the file is there
    #[command(after_long_help = LIST_EXAMPLES)]
    List(Late<List>),
    /// Put a text into a manifest
    #[command(after_long_help = ADD_EXAMPLES)]
    Add(Late<Add>),
    /// Check that the texts are the ones in the lock file, byte for byte
    #[command(after_long_help = VERIFY_EXAMPLES)]
    Verify(Late<Verify>),
    /// Get documents by symbol from the UN's document service
    #[command(after_long_help = FETCH_EXAMPLES)]
    Fetch(Late<Fetch>),
}

const LIST_EXAMPLES: &str = "\
Examples:
  travaux corpus list texts/specimen
  travaux corpus list texts/specimen --format csv > texts.csv

  Who was at the table, by the register in texts/register.toml:
    travaux corpus list texts/gge --participants";

const ADD_EXAMPLES: &str = "\
Examples:
  A new round, at the end:
    travaux corpus add zero.pdf --round zero --name \"Zero draft\" --date 2021-01

  A Chair's summary beside the final report:
    travaux corpus add summary.pdf --round final --status \"Chair's summary\"

  A document that is still to be fetched:
    travaux corpus add --symbol A/AC.290/2021/CRP.2 --round final
    travaux corpus fetch

Comments and order of the manifest stay as they are.";

const VERIFY_EXAMPLES: &str = "\
Examples:
  Write down which bytes the texts are, once:
    travaux corpus verify texts/specimen --update

  Ask whether they still are:
    travaux corpus verify texts/specimen

Exit status:
  0  every file is the one in travaux.lock
  1  some are missing, changed or not locked; each is listed
  2  trouble, such as a manifest that cannot be read";

const FETCH_EXAMPLES: &str = "\
Examples:
  One document into this folder:
    travaux corpus fetch A/AC.290/2021/CRP.2

  Whatever a manifest names and is not there:
    travaux corpus fetch --process texts

  As a Word file, in French:
    travaux corpus fetch A/70/174 --type doc --language fr

Documents are the UN's: read its terms of use before you pass them on. A fetch
that is interrupted goes on where it ended; no file is ever there in half. What
was fetched is written to travaux.lock.";

/// Arguments of `corpus list`.
#[derive(Debug, Args)]
pub(in crate::cli) struct List {
    /// A manifest, or a folder with one
    #[arg(default_value = ".")]
    pub(super) path: PathBuf,
    /// The same, as other commands say it
    #[arg(long, value_name = "MANIFEST", conflicts_with = "path", hide = true)]
    pub(super) process: Option<PathBuf>,
    /// Show who was at the table in each round, by a register
    #[arg(long)]
    pub(super) participants: bool,
    /// The register [default: register.toml beside the manifest, or in a folder above it]
    #[arg(long, value_name = "FILE", requires = "participants")]
    pub(super) register: Option<PathBuf>,
    /// The form of the list [default: by the ending of --output, else terminal]
    #[arg(long, short, value_name = "FORMAT")]
    pub(super) format: Option<ListFormat>,
    #[command(flatten)]
    pub(super) look: Look,
    /// Write the list to this file, whole or not at all
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    /// For a terminal
    Terminal,
    /// For a spreadsheet
    Csv,
    /// For programs
    Json,
}

impl From<ListFormat> for report::Format {
    fn from(format: ListFormat) -> Self {
        match format {
            ListFormat::Terminal => Self::Terminal,
            ListFormat::Csv => Self::Csv,
            ListFormat::Json => Self::Json,
        }
    }
}

/// Arguments of `corpus add`.
#[derive(Debug, Args)]
pub(in crate::cli) struct Add {
    /// The file; may be left out with --symbol, and fetched later
    #[arg(required_unless_present = "symbol")]
    pub(super) file: Option<PathBuf>,
    /// The id of its round: one that is there, or a new one
    #[arg(long, value_name = "ID")]
    pub(super) round: String,
    /// A symbol it was issued under; may be given several times
    #[arg(long, value_name = "SYMBOL")]
    pub(super) symbol: Vec<String>,
    /// The name of the round if it is new, else of the text
    #[arg(long, value_name = "NAME")]
    pub(super) name: Option<String>,
    /// When it was issued: a year, a month or a day
    #[arg(long, value_name = "DATE")]
    pub(super) date: Option<String>,
    /// What standing it has: report, recommendation, Chair's summary, annex, note
    #[arg(long, value_name = "STATUS")]
    pub(super) status: Option<String>,
    /// Its language
    #[arg(long, value_name = "LANGUAGE")]
    pub(super) language: Option<String>,
    /// The manifest, or the folder with it
    #[arg(long, value_name = "MANIFEST", default_value = ".")]
    pub(super) process: PathBuf,
}

/// Arguments of `corpus verify`.
#[derive(Debug, Args)]
pub(in crate::cli) struct Verify {
    /// A manifest, or a folder with one or with a lock file
    #[arg(default_value = ".")]
    pub(super) path: PathBuf,
    /// The same, as other commands say it
    #[arg(long, value_name = "MANIFEST", conflicts_with = "path", hide = true)]
    pub(super) process: Option<PathBuf>,
    /// Write down what is there now, in one step
    #[arg(long)]
    pub(super) update: bool,
    /// Say only what is wrong
    #[arg(long, short)]
    pub(super) quiet: bool,
}

/// Arguments of `corpus fetch`.
#[derive(Debug, Args)]
pub(in crate::cli) struct Fetch {
    /// Symbols, such as A/70/174 [default: of all texts of the manifest that are not there]
    #[arg(value_name = "SYMBOL")]
    pub(super) symbols: Vec<String>,
    /// A manifest, or the folder to put documents in
    #[arg(long, value_name = "MANIFEST", default_value = ".")]
    pub(super) process: PathBuf,
    /// The language, where the manifest does not say
    #[arg(long, value_name = "LANGUAGE", default_value = "en", value_parser = ["ar", "zh", "en", "fr", "ru", "es"])]
    pub(super) language: String,
    /// The form, where no file name says
    #[arg(long = "type", value_name = "TYPE", default_value = "pdf")]
    pub(super) form: FetchForm,
    /// Where the document service is
    #[arg(long, value_name = "URL", default_value = corpus::fetch::SERVICE, help_heading = "The network")]
    pub(super) base_url: String,
    /// How many seconds a server may be silent
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = clap::value_parser!(u16).range(1..=3600), help_heading = "The network")]
    pub(super) timeout: u16,
    /// How often to try again when a connection breaks or a server is in trouble
    #[arg(long, value_name = "N", default_value = "3", value_parser = clap::value_parser!(u8).range(..=20), help_heading = "The network")]
    pub(super) retries: u8,
    /// The largest document, in MiB
    #[arg(long, value_name = "MIB", default_value = "64", value_parser = clap::value_parser!(u16).range(1..=256), help_heading = "The network")]
    pub(super) max_size: u16,
    /// Say only what went wrong
    #[arg(long, short)]
    pub(super) quiet: bool,
}

/// A form of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FetchForm {
    Pdf,
    Doc,
}

impl From<FetchForm> for corpus::Form {
    fn from(form: FetchForm) -> Self {
        match form {
            FetchForm::Pdf => Self::Pdf,
            FetchForm::Doc => Self::Doc,
        }
    }
}
