//! A manifest -> the rounds and texts of a process, ready to be read and traced.

use std::path::{Path, PathBuf};

use super::corrections::{CORRECTIONS, Corrections};
use super::manifest::{Manifest, folder_of};
use crate::document::{Document, Status};
use crate::error::{Error, ErrorKind, Result};
use crate::lineage::{Chain, Witness};

/// The rounds of a process, and its texts in order.
#[derive(Clone, Debug)]
pub struct Process {
    /// The name.
    pub name: String,
    /// Names of the rounds, in order. A round may have no text.
    pub rounds: Vec<String>,
    /// Texts, in order of their rounds.
    pub texts: Vec<ProcessText>,
    /// What a person decided about them.
    pub corrections: Option<Corrections>,
}

/// A text of a process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProcessText {
    /// The file.
    pub path: PathBuf,
    /// The round, counted from 1.
    pub round: usize,
    /// What standing the whole text has; `None`: what its parts say.
    pub status: Option<Status>,
    /// The name, where a round has several.
    pub name: Option<String>,
    /// Language (BCP 47), if the manifest says one.
    pub language: Option<String>,
}

/// The process a manifest describes. A folder stands for the `manifest.toml` in it.
///
/// # Errors
/// If the manifest or its corrections cannot be read, or a text is not there.
pub fn process(path: &Path) -> Result<Process> {
    let path = manifest_at(path)?;
    let manifest = Manifest::load(&path)?;
    let folder = folder_of(&path);
    let texts = manifest.texts().into_iter().map(|(round, text)| ProcessText {
        path: folder.join(&text.file.value),
        round,
        status: text.status,
        name: text.name.clone(),
        language: text.language.clone(),
    });
    let usual = folder.join(CORRECTIONS);
    let named = manifest.process.corrections.as_ref().map(|file| folder.join(&file.value));
    let corrections = named.or_else(|| usual.is_file().then_some(usual));
    Ok(Process {
        name: manifest.process.name.clone(),
        rounds: manifest.round.iter().map(|round| round.name.clone()).collect(),
        texts: texts.collect(),
        corrections: corrections.map(|file| Corrections::load(&file)).transpose()?,
    })
}

impl Process {
    /// The chain to trace, from its texts as they were read, in the order of [`Process::texts`];
    /// and the corrections that do not fit.
    pub fn chain<'d>(&self, documents: &'d [Document]) -> (Chain<'d>, Vec<super::Misfit>) {
        let witnesses = self.texts.iter().zip(documents);
        let witnesses =
            witnesses.map(|(text, document)| Witness { round: text.round, document, status: text.status });
        let mut chain =
            Chain { rounds: self.rounds.clone(), witnesses: witnesses.collect(), fixed: Vec::new() };
        let misfits = self.corrections.as_ref().map(|corrections| corrections.apply(&mut chain));
        (chain, misfits.unwrap_or_default())
    }
}

impl Corrections {
    /// Gives a chain what was decided about its texts, step by step; returns what does not fit. With
    /// more than two texts a correction has to say between which it is.
    pub fn apply(&self, chain: &mut Chain<'_>) -> Vec<super::Misfit> {
        let pairs = chain.neighbours();
        let named_only = pairs.len() > 1;
        let documents: Vec<_> =
            pairs.iter().map(|pair| pair.map(|at| chain.witnesses[at].document)).collect();
        let mut misfits = self.astray(&documents, named_only);
        for (pair, documents) in pairs.into_iter().zip(documents) {
            let (fixed, more) = self.between(documents, named_only);
            misfits.extend(more);
            if !fixed.is_empty() {
                chain.fixed.push((pair, fixed));
            }
        }
        misfits
    }
}

/// The manifest that a path stands for: itself, or the one in the folder.
///
/// # Errors
/// If it is a folder without one.
pub fn manifest_at(path: &Path) -> Result<PathBuf> {
    if !path.is_dir() {
        return Ok(path.to_owned());
    }
    let file = path.join(MANIFEST);
    if file.is_file() {
        return Ok(file);
    }
    Err(Error::new(ErrorKind::Unreadable, path.display().to_string(), "there is no manifest.toml in it")
        .with_help("name the manifest itself; docs/corpus.md says what is in one"))
}

/// The name of a manifest where nobody names another.
pub const MANIFEST: &str = "manifest.toml";
