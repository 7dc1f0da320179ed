//! Arguments as they are typed: the commands here, what they take in the files beside.
//!
//! Help texts are written for delegates: what the program says about a draft, not how.

mod words;
mod look;
mod reading;
mod compare;
mod trace;
mod survey;
mod draft;
mod check;

pub(super) use check::Check;
pub(super) use compare::{Compare, Format, TableForm};
pub(super) use draft::{Convert, Show, Target};
pub(super) use look::{Color, Look};
pub(super) use reading::Reading;
pub(super) use survey::{Find, Matrix, Report, Share, Texts};
pub(super) use trace::Trace;

use std::num::NonZeroU32;

use clap::{Parser, Subcommand, ValueEnum};

use super::examples::{
    CHECK_EXAMPLES, COMPARE_EXAMPLES, CONVERT_EXAMPLES, FIND_EXAMPLES, MATRIX_EXAMPLES, SHARE_EXAMPLES,
    SHOW_EXAMPLES, TRACE_EXAMPLES,
};
use super::late::Late;

/// Help has this many columns at most, however wide the terminal.
pub(super) const HELP_WIDTH: usize = 100;

/// Compares the drafts of negotiated texts: which paragraph became which, and what became of its
/// language.
#[derive(Debug, Parser)]
#[command(
    name = "travaux",
    version,
    max_term_width = HELP_WIDTH,
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
        after_long_help = "Examples:\n  travaux man | man -l -\n  travaux man compare > travaux-compare.1\n  travaux man corpus fetch | man -l -"
    )]
    Man {
        /// A command, for its own page, such as compare or corpus fetch
        command: Vec<String>,
    },
    /// Print the JSON Schema of a report
    #[command(after_long_help = "Example:\n  travaux schema comparison > comparison.schema.json")]
    Schema {
        /// Which report
        report: Schema,
    },
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
