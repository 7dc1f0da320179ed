//! The manifest of a negotiation whose texts are at hand: rounds, proposals, gold.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::value::Datetime;

use super::check::{is_date, is_id, is_symbol, repeated};
use super::gold::Gold;
use crate::error::Result;

/// A negotiation: its rounds in order, and what belongs to them. File names are relative to it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Version of this format: 1.
    pub schema: u32,
    /// The negotiation.
    pub process: Process,
    /// Rounds in order of issue.
    pub round: Vec<Round>,
    /// Documents issued beside a round.
    #[serde(default)]
    pub beside: Vec<Beside>,
    /// What delegations asked for.
    #[serde(default)]
    pub proposal: Vec<Proposal>,
    /// True links between drafts.
    #[serde(default)]
    pub gold: Vec<GoldEntry>,
    /// Truth that needs more than two drafts.
    #[serde(default)]
    pub gold_across_rounds: Option<GoldAcrossRounds>,
}

/// A sequence of rounds.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Process {
    /// A short name for references.
    pub id: String,
    /// The name.
    pub name: String,
    /// Language of all texts (BCP 47) that do not say otherwise.
    pub language: String,
    /// Whether it is invented.
    #[serde(default)]
    pub specimen: bool,
}

/// A step at which a text was issued.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Round {
    /// A short name for references.
    pub id: String,
    /// The name.
    pub name: String,
    /// The text.
    pub file: PathBuf,
    /// Symbols it was issued under.
    #[serde(default)]
    pub symbols: Vec<String>,
    /// Day of issue.
    pub date: Datetime,
    /// What standing the text has: "report".
    pub status: String,
    /// Language of the text (BCP 47).
    pub language: String,
    /// In what way the text is damaged, if it is.
    #[serde(default)]
    pub extraction: Option<String>,
}

/// A text issued beside a round.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Beside {
    /// A short name for references.
    pub id: String,
    /// The name.
    pub name: String,
    /// The text.
    pub file: PathBuf,
    /// The round.
    pub round: String,
    /// Symbols it was issued under.
    #[serde(default)]
    pub symbols: Vec<String>,
    /// Day of issue.
    pub date: Datetime,
    /// What standing the text has: "Chair's summary".
    pub status: String,
    /// Language of the text (BCP 47).
    pub language: String,
}

/// Wording a delegation asked for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// Who asked.
    pub delegation: String,
    /// The text.
    pub file: PathBuf,
    /// The file of the round it is about.
    pub on: PathBuf,
    /// Day of issue.
    pub date: Datetime,
}

/// A gold file and the two texts it is about.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoldEntry {
    /// The gold file.
    pub file: PathBuf,
    /// The older text.
    pub old: PathBuf,
    /// The newer text.
    pub new: PathBuf,
}

/// Gold files that no pair of drafts can show.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoldAcrossRounds {
    /// What was restored, what migrated.
    pub lineage: PathBuf,
    /// Uptake of the proposals.
    pub proposals: PathBuf,
}

impl Manifest {
    /// Loads a manifest.
    ///
    /// # Errors
    /// If the file cannot be read or is no manifest.
    pub fn load(path: &Path) -> Result<Self> {
        super::load_toml(path)
    }

    /// What is wrong with it: ids, dates, symbols, files that are not there (below `folder`, where
    /// the manifest stands), references to nothing, gold that does not fit its texts.
    pub fn problems(&self, folder: &Path) -> Vec<String> {
        let mut problems = Vec::new();
        if self.schema != 1 {
            problems.push(format!("schema {} is not known", self.schema));
        }
        self.check_names(&mut problems);
        for file in self.files() {
            if !folder.join(file).is_file() {
                problems.push(format!("{}: no such file", file.display()));
            }
        }
        let texts: BTreeSet<&Path> = self.round.iter().map(|round| round.file.as_path()).collect();
        for proposal in self.proposal.iter().filter(|proposal| !texts.contains(proposal.on.as_path())) {
            problems.push(format!(
                "proposal of {}: {} is no round's text",
                proposal.delegation,
                proposal.on.display()
            ));
        }
        for entry in &self.gold {
            problems.extend(
                entry
                    .problems(folder)
                    .into_iter()
                    .map(|problem| format!("{}: {problem}", entry.file.display())),
            );
        }
        problems
    }

    fn check_names(&self, problems: &mut Vec<String>) {
        let ids = || {
            let besides = self.beside.iter().map(|beside| beside.id.as_str());
            self.round.iter().map(|round| round.id.as_str()).chain(besides)
        };
        problems.extend(repeated(ids()).iter().map(|id| format!("id {id} is given twice")));
        problems.extend(
            ids()
                .chain([self.process.id.as_str()])
                .filter(|id| !is_id(id))
                .map(|id| format!("{id} is no id")),
        );
        for beside in
            self.beside.iter().filter(|beside| self.round.iter().all(|round| round.id != beside.round))
        {
            problems.push(format!("{}: there is no round {}", beside.id, beside.round));
        }
        let symbols =
            || self.round.iter().flat_map(|r| &r.symbols).chain(self.beside.iter().flat_map(|b| &b.symbols));
        problems.extend(
            symbols().filter(|symbol| !is_symbol(symbol)).map(|symbol| format!("{symbol} is no symbol")),
        );
        problems.extend(
            repeated(symbols().map(String::as_str))
                .iter()
                .map(|symbol| format!("symbol {symbol} is given twice")),
        );
        let dates = self.round.iter().map(|round| &round.date);
        let all = dates
            .clone()
            .chain(self.beside.iter().map(|b| &b.date))
            .chain(self.proposal.iter().map(|p| &p.date));
        problems.extend(
            all.map(ToString::to_string)
                .filter(|date| !is_date(date))
                .map(|date| format!("{date} is no day")),
        );
        let dates: Vec<String> = dates.map(ToString::to_string).collect();
        if !dates.is_sorted() {
            problems.push("rounds are not in order of issue".to_owned());
        }
    }

    /// All files it names.
    fn files(&self) -> Vec<&Path> {
        let mut files: Vec<&Path> = self.round.iter().map(|round| round.file.as_path()).collect();
        files.extend(self.beside.iter().map(|beside| beside.file.as_path()));
        files.extend(self.proposal.iter().map(|proposal| proposal.file.as_path()));
        files.extend(self.gold.iter().flat_map(|gold| [gold.file.as_path(), &gold.old, &gold.new]));
        files.extend(
            self.gold_across_rounds.iter().flat_map(|gold| [gold.lineage.as_path(), &gold.proposals]),
        );
        files
    }
}

impl GoldEntry {
    fn problems(&self, folder: &Path) -> Vec<String> {
        let load = || -> Result<Vec<String>> {
            let gold = Gold::load(&folder.join(&self.file))?;
            let texts = (super::read(&folder.join(&self.old))?, super::read(&folder.join(&self.new))?);
            let mut problems = gold.problems(&texts.0, &texts.1);
            for (named, file) in [(&gold.old, &self.old), (&gold.new, &self.new)] {
                if Path::new(named) != file {
                    problems.push(format!("it is about {named}, the manifest says {}", file.display()));
                }
            }
            Ok(problems)
        };
        load().unwrap_or_else(|error| vec![error.to_string()])
    }
}
