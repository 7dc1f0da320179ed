//! Expectations: what comparisons of texts at hand are to find, written down beside the texts.
//!
//! ```toml
//! schema = 1
//!
//! [[pair]]
//! old = "first.md"
//! new = "second.md"
//! counts = { carried = 28, dropped = 2 }
//! reports = "expected/1-2.csv"         # a whole report, in the form its ending stands for
//!
//! [[pair.link]]
//! old = "14"
//! new = ["12", "13"]
//! fate = "reworded"
//!
//! [[phrase]]
//! text = "without delay"
//! in = "first.md"
//! not_in = "second.md"
//! ```
//!
//! What is found otherwise has *drifted*. A drift knows what would have to be written instead
//! ([`Splice`]), so that an update touches nothing else: comments and order stay.

mod evaluate;
mod read;
mod verdicts;

use std::ops::Range;
use std::path::Path;

pub use evaluate::{Texts, evaluate};
pub use verdicts::differences;

use super::corrections::UnitName;
use super::manifest::Manifest;
use super::settings::{self, Placed, Source};
use crate::compare::Fate;
use crate::error::Result;

/// The name of the file where nobody names another.
pub const EXPECTATIONS: &str = "travaux.check.toml";

/// Expectations, as they are written.
#[derive(Clone, Debug)]
pub struct Expectations {
    source: Source,
    /// The file's text.
    pub text: String,
    /// Pairs of texts.
    pub pairs: Vec<ExpectedPair>,
    /// Phrases.
    pub phrases: Vec<ExpectedPhrase>,
}

/// What is expected of two texts.
#[derive(Clone, Debug)]
pub struct ExpectedPair {
    /// The files.
    pub old: Placed<String>,
    /// The files.
    pub new: Placed<String>,
    /// Counts by the names of the summary.
    counts: Vec<(&'static str, Placed<usize>)>,
    links: Vec<ExpectedLink>,
    /// Files with whole reports.
    pub reports: Vec<Placed<String>>,
}

/// A chosen link.
#[derive(Clone, Debug)]
struct ExpectedLink {
    old: Units,
    new: Units,
    fate: Placed<Fate>,
    moved: Option<Placed<bool>>,
    /// Whether the table stands in one line between braces.
    inline: bool,
    line: usize,
}

/// Units of one side of a link, and where they are written.
#[derive(Clone, Debug)]
struct Units {
    names: Vec<UnitName>,
    span: Option<Range<usize>>,
}

/// A phrase, and the texts that have it or have it not.
#[derive(Clone, Debug)]
pub struct ExpectedPhrase {
    /// Its words.
    pub text: Placed<String>,
    /// Files that have it.
    pub within: Vec<Placed<String>>,
    /// Files that have it not.
    pub without: Vec<Placed<String>>,
    spans: (Option<Range<usize>>, Option<Range<usize>>),
}

/// One expectation, looked at.
#[derive(Clone, Debug)]
pub struct Checked {
    /// What it is about: "first.md → second.md", or "phrases".
    pub about: String,
    /// Which expectation: "carried", "old 14", "report expected/1-2.csv".
    pub name: String,
    /// File and line.
    pub place: String,
    /// What was found otherwise, if it was.
    pub drift: Option<Drift>,
}

/// What was found otherwise.
#[derive(Clone, Debug, Default)]
pub struct Drift {
    /// In words: one line that says it, then perhaps a list.
    pub said: Vec<String>,
    /// What would have to be written into the file of expectations.
    pub splices: Vec<Splice>,
    /// The report that would have to be written: its file as named, and its bytes.
    pub report: Option<(String, Vec<u8>)>,
}

/// Bytes of the file of expectations, and what should stand there.
pub type Splice = (Range<usize>, String);

impl Expectations {
    /// Loads a file of expectations.
    ///
    /// # Errors
    /// If it cannot be read or is none.
    pub fn load(path: &Path) -> Result<Self> {
        Self::parse(&path.display().to_string(), super::read(path)?)
    }

    /// Expectations from a text.
    ///
    /// # Errors
    /// If it is none.
    pub fn parse(name: &str, text: String) -> Result<Self> {
        settings::parse(name, &text.clone(), |source, top| read::read(source, top, text))
    }

    /// The text with what drifted put right, as far as a program can.
    pub fn updated(&self, checked: &[Checked]) -> String {
        let drifts = checked.iter().filter_map(|checked| checked.drift.as_ref());
        let mut splices: Vec<&Splice> = drifts.flat_map(|drift| &drift.splices).collect();
        splices.sort_by_key(|(span, _)| (span.start, span.end));
        let mut text = self.text.clone();
        for (span, new) in splices.into_iter().rev() {
            text.replace_range(span.clone(), new);
        }
        text
    }
}

/// First expectations for the texts of a manifest: the counts of each pair of neighbours, all 0, to
/// be updated.
pub fn first(manifest: &Manifest) -> String {
    let mut text = "# What comparisons of these texts are to find; `travaux check` asks whether they do.\n\
                    # After a change that is meant: travaux check --update\n\nschema = 1\n"
        .to_owned();
    let texts = manifest.texts();
    let mut rounds: Vec<usize> = texts.iter().map(|(round, _)| *round).collect();
    rounds.dedup();
    for pair in rounds.windows(2) {
        for old in texts.iter().filter(|(round, _)| *round == pair[0]) {
            for new in texts.iter().filter(|(round, _)| *round == pair[1]) {
                let [old, new] =
                    [old, new].map(|(_, text)| settings::quoted(&text.file.value.to_string_lossy()));
                text.push_str(&format!(
                    "\n[[pair]]\nold = {old}\nnew = {new}\n\
                     counts = {{ carried = 0, edited = 0, reworded = 0, dropped = 0, new = 0, moved = 0 }}\n"
                ));
            }
        }
    }
    text
}
