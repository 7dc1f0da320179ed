//! The manifest of a negotiation whose texts are at hand: rounds, proposals, gold.
//!
//! ```toml
//! schema = 1
//!
//! [process]
//! id = "talks"
//! name = "Talks on Lanterns"
//! language = "en"
//!
//! [[round]]
//! id = "first"
//! name = "First draft"
//! file = "first.md"
//! date = 2031-03-03
//!
//! [[round]]                  # no text came of it; it stays in the sequence, empty
//! id = "second"
//! name = "Second session"
//! date = "2032-05"
//!
//! [[round]]
//! id = "third"
//! name = "Third session"
//! date = 2033-04-01
//!
//! [[round.text]]             # two texts of one round
//! file = "report.md"
//!
//! [[round.text]]
//! file = "summary.md"
//! status = "Chair's summary"
//! ```
//!
//! The whole format is described in `docs/corpus.md`.

mod parts;
mod refer;

use std::path::{Path, PathBuf};

pub use parts::{About, Beside, GoldAcrossRounds, GoldEntry, Proposal, Round, Text};

use super::check::{is_id, is_symbol, repeated};
use super::gold::Gold;
use super::settings::{self, Source};
use crate::error::Result;

/// A negotiation: its rounds in order, and what belongs to them. File names are relative to it.
#[derive(Clone, Debug)]
pub struct Manifest {
    source: Source,
    /// The negotiation.
    pub process: About,
    /// Rounds in order.
    pub round: Vec<Round>,
    /// Documents issued beside a round.
    pub beside: Vec<Beside>,
    /// What delegations asked for.
    pub proposal: Vec<Proposal>,
    /// True links between drafts.
    pub gold: Vec<GoldEntry>,
    /// Truth that needs more than two drafts.
    pub gold_across_rounds: Option<GoldAcrossRounds>,
}

impl Manifest {
    /// Loads a manifest whose texts are all at hand.
    ///
    /// # Errors
    /// If the file cannot be read, is no manifest, names a text that is not there, or refers to
    /// something in a circle or to nothing; with the line and what to do.
    pub fn load(path: &Path) -> Result<Self> {
        let manifest = Self::load_list(path)?;
        manifest.check_files(&folder_of(path))?;
        Ok(manifest)
    }

    /// Loads a manifest without asking whether its texts are there: some may have to be fetched.
    ///
    /// # Errors
    /// As [`Manifest::load`], but for missing texts.
    pub fn load_list(path: &Path) -> Result<Self> {
        settings::load(path, parts::read)
    }

    /// A manifest from a text; `name` is for messages.
    ///
    /// # Errors
    /// As [`Manifest::load_list`].
    pub fn parse(name: &str, text: &str) -> Result<Self> {
        settings::parse(name, text, parts::read)
    }

    /// All texts of rounds, in order: each with its round, counted from 1. Those issued beside a
    /// round follow its own.
    pub fn texts(&self) -> Vec<(usize, &Text)> {
        let rounds = self.round.iter().enumerate();
        let texts = rounds.flat_map(|(at, round)| {
            let beside = self.beside.iter().filter(|beside| beside.round.value == round.id);
            let all = round.texts.iter().chain(beside.map(|beside| &beside.text));
            all.map(move |text| (at + 1, text))
        });
        texts.collect()
    }

    /// Fails for the first file that is not there.
    fn check_files(&self, folder: &Path) -> Result<()> {
        for file in self.files() {
            if !folder.join(&file.value).is_file() {
                return Err(refer::missing(&self.source, folder, file));
            }
        }
        Ok(())
    }

    /// What is wrong with it beyond what loading finds: ids, symbols, gold that does not fit its
    /// texts (below `folder`, where the manifest stands).
    pub fn problems(&self, folder: &Path) -> Vec<String> {
        let mut problems = Vec::new();
        let ids = self.round.iter().map(|round| round.id.as_str());
        let ids = ids.chain(self.beside.iter().map(|beside| beside.id.as_str()));
        let ids = ids.chain([self.process.id.as_str()]);
        problems.extend(ids.filter(|id| !is_id(id)).map(|id| format!("{id} is no id")));
        let symbols: Vec<&str> =
            self.texts().iter().flat_map(|(_, text)| &text.symbols).map(String::as_str).collect();
        let odd = symbols.iter().filter(|symbol| !is_symbol(symbol));
        problems.extend(odd.map(|symbol| format!("{symbol} is no symbol")));
        let twice = repeated(symbols.iter().copied());
        problems.extend(twice.iter().map(|symbol| format!("symbol {symbol} is given twice")));
        for entry in &self.gold {
            let found = entry.problems(folder).into_iter();
            problems.extend(found.map(|problem| format!("{}: {problem}", entry.file.value.display())));
        }
        problems
    }

    /// All files it names.
    fn files(&self) -> Vec<&settings::Placed<PathBuf>> {
        let mut files: Vec<_> = self.texts().into_iter().map(|(_, text)| &text.file).collect();
        files.extend(self.proposal.iter().map(|proposal| &proposal.file));
        files.extend(self.gold.iter().flat_map(|gold| [&gold.file, &gold.old, &gold.new]));
        let across = self.gold_across_rounds.iter();
        files.extend(across.flat_map(|gold| [&gold.lineage, &gold.proposals]));
        files.extend(&self.process.corrections);
        files
    }
}

/// The folder a manifest's file names start from.
pub(super) fn folder_of(manifest: &Path) -> PathBuf {
    manifest.parent().map(Path::to_owned).unwrap_or_default()
}

impl GoldEntry {
    fn problems(&self, folder: &Path) -> Vec<String> {
        let (old, new) = (&self.old.value, &self.new.value);
        let load = || -> Result<Vec<String>> {
            let gold = Gold::load(&folder.join(&self.file.value))?;
            let texts = (super::read(&folder.join(old))?, super::read(&folder.join(new))?);
            let mut problems = gold.problems(&texts.0, &texts.1);
            for (named, file) in [(&gold.old, old), (&gold.new, new)] {
                if Path::new(named) != file {
                    problems.push(format!("it is about {named}, the manifest says {}", file.display()));
                }
            }
            Ok(problems)
        };
        load().unwrap_or_else(|error| vec![error.to_string()])
    }
}
