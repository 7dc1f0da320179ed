//! How drafts are read: the same for all commands that read some.

use std::num::{NonZeroU16, NonZeroUsize};

use clap::{Args, ValueEnum};

use crate::read;

/// How to read a draft.
#[derive(Debug, Args)]
pub(in crate::cli) struct Reading {
    /// What one unit is
    #[arg(long, value_name = "UNIT", default_value = "structure", help_heading = "Reading")]
    pub(in crate::cli) unit: Unit,
    /// The format of the drafts [default: found out]
    #[arg(long, value_name = "FORMAT", help_heading = "Reading")]
    pub(in crate::cli) from: Option<From>,
    /// Changes that the file itself marks (tracked changes): as if accepted, as if rejected, or both shown
    #[arg(long, value_name = "HOW", default_value = "accept", help_heading = "Reading")]
    pub(in crate::cli) revisions: Revisions,
    /// Read PDFs by the looks of their pages alone, for files whose tags are wrong
    #[arg(long, help_heading = "Reading")]
    pub(in crate::cli) ignore_tags: bool,
    /// Refuse files of more than so many mebibytes; each format has limits on what it unpacks to besides
    #[arg(long, value_name = "MIB", default_value_t = MAX_SIZE, help_heading = "Reading")]
    pub(in crate::cli) max_size: NonZeroU16,
    /// How many processor cores to use [default: all]
    #[arg(long, value_name = "N", help_heading = "Reading")]
    pub(in crate::cli) threads: Option<NonZeroUsize>,
}

/// [`read::MAX_SIZE`] in mebibytes.
const MAX_SIZE: NonZeroU16 = NonZeroU16::new((read::MAX_SIZE >> 20) as u16).expect("it is not zero");

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(in crate::cli) enum Unit {
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
pub(in crate::cli) enum From {
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
pub(in crate::cli) enum Revisions {
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
