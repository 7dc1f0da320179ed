//! Arguments as they are typed.
//!
//! Help texts are written for delegates: what the program says about a draft, not how.

use std::num::{NonZeroU16, NonZeroU32, NonZeroUsize};
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::builder::TypedValueParser as _;
use clap::{Args, Parser, Subcommand, ValueEnum};

use super::examples::{
    CHECK_EXAMPLES, COMPARE_EXAMPLES, CONVERT_EXAMPLES, FIND_EXAMPLES, MATRIX_EXAMPLES, SHARE_EXAMPLES,
    SHOW_EXAMPLES, TRACE_EXAMPLES,
};
use super::late::Late;
use crate::read;
use crate::report::{self, Happened, Pick, Rule};

/// Compares the drafts of negotiated texts: which paragraph became which, and what became of its
/// language.
#[derive(Debug, Parser)]
#[command(
    name = "travaux",
    version,
    max_term_width = 100,
    subcommand_required = true,
    arg_required_else_help = true
)]
#[command(
    after_help = "Begin with:  travaux compare OLD NEW\n`travaux help COMMAND` tells more, with examples."
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
    /// Give up after so many seconds, with exit status 2 and no file written [default: no limit]
    #[arg(long, value_name = "SECONDS", global = true)]
    pub(super) max_time: Option<NonZeroU32>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Say what became of each paragraph of OLD in NEW
    #[command(after_long_help = COMPARE_EXAMPLES)]
    Compare(Late<Compare>),
    /// Follow each passage through several rounds: when it came in, fell, and came back
    #[command(after_long_help = TRACE_EXAMPLES)]
    Trace(Late<Trace>),
    /// Find a phrase, and what is nearly it, through several texts: each place, each wording
    #[command(after_long_help = FIND_EXAMPLES)]
    Find(Late<Find>),
    /// Say how much of a text stands in earlier ones: by words and by passages, with places
    #[command(after_long_help = SHARE_EXAMPLES)]
    Share(Late<Share>),
    /// Say how much all pairs of texts share
    #[command(after_long_help = MATRIX_EXAMPLES)]
    Matrix(Late<Matrix>),
    /// Show how a draft was understood: its sections, paragraphs, items and notes
    #[command(after_long_help = SHOW_EXAMPLES)]
    Show(Late<Show>),
    /// Write a draft as a clean text: without page numbers, with labels as printed and notes at the end
    #[command(after_long_help = CONVERT_EXAMPLES)]
    Convert(Late<Convert>),
    /// Check that comparisons still find what is written down beside the texts
    #[command(after_long_help = CHECK_EXAMPLES)]
    Check(Late<Check>),
    /// The texts of a process on disk: list, add, check, fetch
    #[command(after_help = "`travaux corpus COMMAND --help` tells more, with examples.")]
    Corpus {
        #[command(subcommand)]
        command: super::corpus::args::Corpus,
    },
    /// Print a script that completes commands and options in your shell
    #[command(
        after_long_help = "Example (bash):\n  travaux completions bash > ~/.local/share/bash-completion/completions/travaux"
    )]
    Completions {
        /// Your shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    #[command(
        after_long_help = "Examples:\n  travaux man | man -l -\n  travaux man compare > travaux-compare.1"
    )]
    Man {
        /// A command, for its own page
        command: Option<String>,
    },
    /// Print the JSON Schema of a report
    #[command(after_long_help = "Example:\n  travaux schema comparison > comparison.schema.json")]
    Schema {
        /// Which report
        report: Schema,
    },
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// Expectations, a manifest with expectations beside it, or a folder with either
    #[arg(default_value = ".")]
    pub(super) path: PathBuf,
    /// The same, as other commands say it
    #[arg(long, value_name = "MANIFEST", conflicts_with = "path", hide = true)]
    pub(super) process: Option<PathBuf>,
    /// Write down what is found now; only what drifted is touched
    #[arg(long)]
    pub(super) update: bool,
    /// The folder that the names of texts start from [default: that of the expectations]
    #[arg(long, value_name = "FOLDER")]
    pub(super) texts: Option<PathBuf>,
    /// Write the results to this file as JUnit XML too
    #[arg(long, value_name = "FILE")]
    pub(super) junit: Option<PathBuf>,
    /// Say only what drifted
    #[arg(long, short)]
    pub(super) quiet: bool,
}

/// Arguments of `compare`.
#[derive(Debug, Args)]
pub(super) struct Compare {
    /// The earlier draft (- for standard input)
    pub(super) old: PathBuf,
    /// The later draft (- for standard input)
    pub(super) new: PathBuf,

    /// Show only these: fates, and moved, split, merged, regrouped, brackets, sentences
    #[arg(long, value_name = "WHAT,…", value_delimiter = ',', value_parser = words(&Pick::ALL), help_heading = "What is shown")]
    pub(super) only: Vec<Pick>,
    /// Show only what stands, in either draft, under a heading with this text
    #[arg(long, value_name = "TEXT", help_heading = "What is shown")]
    pub(super) section: Option<String>,
    /// Count units as unchanged if only this was edited in them
    ///
    /// Concerns the exit status too. Counts in the summary stay those of all units.
    #[arg(long, value_name = "WHAT,…", value_delimiter = ',', value_parser = words(&Rule::ALL), help_heading = "What is shown")]
    pub(super) ignore: Vec<Rule>,
    /// Show unchanged units and unchanged words in full
    #[arg(long, help_heading = "What is shown")]
    pub(super) all: bool,

    /// The form of the report [default: by the ending of --output, else terminal]
    #[arg(long, short, value_name = "FORMAT", help_heading = "The report")]
    pub(super) format: Option<Format>,
    /// The form of a table (--format changes, concordance) [default: by the ending of --output, else terminal]
    #[arg(long = "as", value_name = "FORM", help_heading = "The report")]
    pub(super) table: Option<TableForm>,
    #[command(flatten)]
    pub(super) look: Look,

    /// Write the report to this file, whole or not at all
    #[arg(long, short, value_name = "FILE", help_heading = "The report")]
    pub(super) output: Option<PathBuf>,
    /// Print no report; the exit status says whether there are differences
    #[arg(long, short, help_heading = "The report")]
    pub(super) quiet: bool,
    /// Exit with 1 only for these differences
    #[arg(long, value_name = "WHAT,…", value_delimiter = ',', value_parser = words(&Pick::ALL), help_heading = "The report")]
    pub(super) fail_on: Vec<Pick>,
    /// Give the exact word-by-word edits as well as the readable ones (JSON)
    #[arg(long, help_heading = "The report")]
    pub(super) raw_edits: bool,
    /// Say in comments what became of each changed paragraph, and why (Word)
    #[arg(long, help_heading = "The report")]
    pub(super) comments: bool,
    /// Who the tracked changes are said to be by (Word) [default: travaux]
    #[arg(long, value_name = "NAME", help_heading = "The report")]
    pub(super) author: Option<String>,

    /// Take what a person decided from this file [default: travaux.corrections.toml beside NEW, if there]
    ///
    /// It says in TOML: old 14 became new 12 and 13, old 20 was dropped, new 5 is new. Those verdicts
    /// are marked in every report. The form of the file: docs/corpus.md.
    #[arg(long, value_name = "FILE", help_heading = "The verdicts")]
    pub(super) corrections: Option<PathBuf>,
    /// Take no corrections, though there is a file of them
    #[arg(long, conflicts_with = "corrections", help_heading = "The verdicts")]
    pub(super) no_corrections: bool,

    #[command(flatten)]
    pub(super) reading: Reading,
    /// How many processor cores to use [default: all]
    #[arg(long, value_name = "N", help_heading = "Reading")]
    pub(super) threads: Option<NonZeroUsize>,
}

/// Arguments of `trace`.
#[derive(Debug, Args)]
pub(super) struct Trace {
    /// The texts, one for each round, in order of issue
    #[arg(required_unless_present = "process", num_args = 1.., value_name = "TEXT")]
    pub(super) texts: Vec<PathBuf>,
    /// Take rounds, texts and corrections from this manifest, or from the one in this folder
    #[arg(long, value_name = "MANIFEST", conflicts_with_all = ["texts", "beside", "summary", "empty_after"])]
    pub(super) process: Option<PathBuf>,
    /// A further text of the last round; may be given several times
    #[arg(long, value_name = "TEXT")]
    pub(super) beside: Vec<PathBuf>,
    /// Which of the texts are a Chair's summary: what only stands there is told apart from dropped
    #[arg(long, value_name = "TEXT")]
    pub(super) summary: Vec<PathBuf>,
    /// A round that issued no text comes after this many texts; may be given several times
    #[arg(long, value_name = "N")]
    pub(super) empty_after: Vec<usize>,

    /// Show only passages to which one of these happened
    #[arg(long, value_name = "WHAT,…", value_delimiter = ',', value_parser = words(&Happened::ALL), help_heading = "What is shown")]
    pub(super) only: Vec<Happened>,
    /// Show passages, too, that nothing but editing happened to
    #[arg(long, help_heading = "What is shown")]
    pub(super) all: bool,
    /// Show beside the rounds who was at the table, by a register (terminal, json, html)
    #[arg(long, help_heading = "What is shown")]
    pub(super) participants: bool,
    /// The register [default: register.toml beside the manifest, or in a folder above it]
    #[arg(long, value_name = "FILE", requires = "participants", help_heading = "What is shown")]
    pub(super) register: Option<PathBuf>,

    /// The form of the report [default: by the ending of --output, else terminal]
    #[arg(long, short, value_name = "FORMAT", help_heading = "The report")]
    pub(super) format: Option<TraceFormat>,
    #[command(flatten)]
    pub(super) look: Look,
    /// Write the report to this file, whole or not at all
    #[arg(long, short, value_name = "FILE", help_heading = "The report")]
    pub(super) output: Option<PathBuf>,

    #[command(flatten)]
    pub(super) reading: Reading,
    /// How many processor cores to use [default: all]
    #[arg(long, value_name = "N", help_heading = "Reading")]
    pub(super) threads: Option<NonZeroUsize>,
}

/// Texts to look through.
#[derive(Debug, Args)]
pub(super) struct Texts {
    /// The texts, in order of issue
    #[arg(required_unless_present = "process", num_args = 1.., value_name = "TEXT")]
    pub(super) texts: Vec<PathBuf>,
    /// Take rounds and texts from this manifest, or from the one in this folder
    #[arg(long, value_name = "MANIFEST", conflicts_with = "texts")]
    pub(super) process: Option<PathBuf>,
    /// Only texts whose file has this in its name; may be given several times
    #[arg(long, value_name = "NAME", help_heading = "What is shown")]
    pub(super) only: Vec<String>,
}

/// Where the report of a survey goes, and what it looks like.
#[derive(Debug, Args)]
pub(super) struct Report {
    /// The form of the report [default: by the ending of --output, else terminal]
    #[arg(long, short, value_name = "FORMAT", help_heading = "The report")]
    pub(super) format: Option<SurveyFormat>,
    #[command(flatten)]
    pub(super) look: Look,
    /// Write the report to this file, whole or not at all
    #[arg(long, short, value_name = "FILE", help_heading = "The report")]
    pub(super) output: Option<PathBuf>,
}

/// Arguments of `find`.
#[derive(Debug, Args)]
pub(super) struct Find {
    /// The phrase, in quotation marks; every sign in it is taken as it is
    #[arg(allow_hyphen_values = true)]
    pub(super) phrase: String,
    #[command(flatten)]
    pub(super) texts: Texts,

    /// Find the same words only
    #[arg(long, help_heading = "What is shown")]
    pub(super) exact: bool,
    /// How alike a place must be, from 0.5 to 1 [default: 0.7, that is, one word of four may be another]
    #[arg(long, value_name = "LIKENESS", value_parser = likeness, conflicts_with = "exact", help_heading = "What is shown")]
    pub(super) near: Option<f64>,

    #[command(flatten)]
    pub(super) report: Report,
    /// Print no report; the exit status says whether it was found
    #[arg(long, short, help_heading = "The report")]
    pub(super) quiet: bool,

    #[command(flatten)]
    pub(super) reading: Reading,
    /// How many processor cores to use [default: all]
    #[arg(long, value_name = "N", help_heading = "Reading")]
    pub(super) threads: Option<NonZeroUsize>,
}

/// Arguments of `share`.
#[derive(Debug, Args)]
pub(super) struct Share {
    /// The text (- for standard input)
    pub(super) file: PathBuf,
    /// An earlier text; may be given several times
    #[arg(long, required = true, value_name = "BASE")]
    pub(super) of: Vec<PathBuf>,
    /// Only what stands under a heading with this text
    #[arg(long, value_name = "TEXT", help_heading = "What is shown")]
    pub(super) section: Option<String>,

    #[command(flatten)]
    pub(super) report: Report,
    #[command(flatten)]
    pub(super) reading: Reading,
    /// How many processor cores to use [default: all]
    #[arg(long, value_name = "N", help_heading = "Reading")]
    pub(super) threads: Option<NonZeroUsize>,
}

/// Arguments of `matrix`.
#[derive(Debug, Args)]
pub(super) struct Matrix {
    #[command(flatten)]
    pub(super) texts: Texts,

    #[command(flatten)]
    pub(super) report: Report,
    #[command(flatten)]
    pub(super) reading: Reading,
    /// How many processor cores to use [default: all]
    #[arg(long, value_name = "N", help_heading = "Reading")]
    pub(super) threads: Option<NonZeroUsize>,
}

/// A likeness that is worth asking for: below one half everything is like everything.
fn likeness(word: &str) -> Result<f64, String> {
    let number = word.parse::<f64>().ok().filter(|number| (0.5..=1.0).contains(number));
    number.ok_or_else(|| "expected a number from 0.5 to 1".to_owned())
}

/// Forms of a report about many texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum SurveyFormat {
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

impl std::convert::From<SurveyFormat> for report::Format {
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

/// Forms of the report of a lineage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TraceFormat {
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

impl std::convert::From<TraceFormat> for report::Format {
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

/// Arguments of `show`.
#[derive(Debug, Args)]
pub(super) struct Show {
    /// The draft (- for standard input)
    pub(super) file: PathBuf,

    #[command(flatten)]
    pub(super) reading: Reading,
    /// For people (terminal) or for programs (json)
    #[arg(long, short, value_name = "FORMAT", default_value = "terminal", help_heading = "The report")]
    pub(super) format: ShowFormat,
    #[command(flatten)]
    pub(super) look: Look,

    /// List what was left out because it is no language of the text: page numbers, symbols, contents
    #[arg(long)]
    pub(super) furniture: bool,
    /// Show the units' words in full
    #[arg(long)]
    pub(super) all: bool,
}

/// Arguments of `convert`.
#[derive(Debug, Args)]
pub(super) struct Convert {
    /// The draft (- for standard input)
    pub(super) file: PathBuf,
    /// What to write [default: by the ending of --output, else markdown]
    #[arg(long, value_name = "FORM")]
    pub(super) to: Option<Target>,
    /// Write the text to this file, whole or not at all
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,

    #[command(flatten)]
    pub(super) reading: Reading,
}

/// How to read a draft.
#[derive(Debug, Args)]
pub(super) struct Reading {
    /// What one unit is
    #[arg(long, value_name = "UNIT", default_value = "structure", help_heading = "Reading")]
    pub(super) unit: Unit,
    /// The format of the drafts [default: found out]
    #[arg(long, value_name = "FORMAT", help_heading = "Reading")]
    pub(super) from: Option<From>,
    /// Changes that the file itself marks (tracked changes): as if accepted, as if rejected, or both shown
    #[arg(long, value_name = "HOW", default_value = "accept", help_heading = "Reading")]
    pub(super) revisions: Revisions,
    /// Read PDFs by the looks of their pages alone, for files whose tags are wrong
    #[arg(long, help_heading = "Reading")]
    pub(super) ignore_tags: bool,
    /// Refuse files of more than so many mebibytes; each format has limits on what it unpacks to besides
    #[arg(long, value_name = "MIB", default_value_t = MAX_SIZE, help_heading = "Reading")]
    pub(super) max_size: NonZeroU16,
}

/// [`read::MAX_SIZE`] in mebibytes.
const MAX_SIZE: NonZeroU16 = NonZeroU16::new((read::MAX_SIZE >> 20) as u16).expect("it is not zero");

/// How a report looks.
#[derive(Debug, Args)]
pub(super) struct Look {
    /// Columns of a line [default: those of the terminal, else 80]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..), help_heading = "The report")]
    pub(super) width: Option<u16>,
    /// When to use colour; NO_COLOR and CLICOLOR_FORCE are heeded
    #[arg(long, value_name = "WHEN", default_value = "auto", help_heading = "The report")]
    pub(super) color: Color,
}

/// A parser of the words of a table, which lists them in `--help` and completions.
fn words<T: Copy + Send + Sync + 'static>(
    all: &'static [(&'static str, T)],
) -> impl clap::builder::TypedValueParser<Value = T> {
    let possible = PossibleValuesParser::new(all.iter().map(|&(word, _)| word));
    possible.try_map(move |word| {
        let found = all.iter().find(|(name, _)| *name == word);
        found.map(|&(_, item)| item).ok_or("not in the list")
    })
}

/// Forms of a report, and the two tables that can be asked for alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
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
pub(super) enum TableForm {
    Terminal,
    Markdown,
    Csv,
    Tsv,
    Html,
}

impl std::convert::From<TableForm> for report::Format {
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

/// Forms of a single draft's report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ShowFormat {
    /// For a terminal
    Terminal,
    /// For programs
    Json,
}

impl std::convert::From<ShowFormat> for report::Format {
    fn from(format: ShowFormat) -> Self {
        match format {
            ShowFormat::Terminal => Self::Terminal,
            ShowFormat::Json => Self::Json,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Target {
    /// Headings, lists, tables and notes as Markdown
    Markdown,
    /// Plain text, one paragraph a line
    Text,
    /// The same as `show --format json`
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Unit {
    /// Headings, paragraphs, items and notes as recognised
    Structure,
    /// Each line that is not empty
    Line,
    /// Each sentence of the recognised structure
    Sentence,
}

impl std::convert::From<Unit> for read::Granularity {
    fn from(unit: Unit) -> Self {
        match unit {
            Unit::Structure => Self::Structure,
            Unit::Line => Self::Line,
            Unit::Sentence => Self::Sentence,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum From {
    Text,
    Markdown,
    Html,
    Docx,
    Pdf,
}

impl std::convert::From<From> for read::Format {
    fn from(format: From) -> Self {
        match format {
            From::Text => Self::Text,
            From::Markdown => Self::Markdown,
            From::Html => Self::Html,
            From::Docx => Self::Docx,
            From::Pdf => Self::Pdf,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Revisions {
    Accept,
    Reject,
    Show,
}

impl std::convert::From<Revisions> for read::Revisions {
    fn from(revisions: Revisions) -> Self {
        match revisions {
            Revisions::Accept => Self::Accept,
            Revisions::Reject => Self::Reject,
            Revisions::Show => Self::Show,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Color {
    /// If the output is a terminal
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Schema {
    /// `compare --format json`
    Comparison,
    /// `show --format json`
    Document,
    /// `trace --format json`
    Lineage,
    /// `corpus list --format json`
    Corpus,
    /// `find --format json`
    Occurrences,
    /// `share --format json`
    Share,
    /// `matrix --format json`
    Matrix,
    /// A line of `compare --format jsonl`
    Lines,
}
