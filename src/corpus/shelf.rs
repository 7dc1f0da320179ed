//! A folder with texts: what its manifest names, what its lock file knows, what is there.
//!
//! ```text
//! manifest.toml   names zero.pdf, first.pdf
//! travaux.lock    knows zero.pdf
//! zero.pdf        is there, and other bytes        -> changed
//! first.pdf       is not there                     -> missing
//! ```

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::lock::{Lock, Locked, Sum};
use super::manifest::{Manifest, Text, folder_of};
use super::process::{MANIFEST, manifest_at};
use crate::error::{Error, ErrorKind, Result};

/// A folder with texts.
#[derive(Clone, Debug)]
pub struct Shelf {
    /// The folder that names of files start from.
    pub folder: PathBuf,
    /// The manifest and its file, if there is one.
    pub manifest: Option<(PathBuf, Manifest)>,
    /// What is known of the files.
    pub lock: Lock,
}

/// What is found of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// The bytes that the lock file says.
    Same,
    /// Other bytes.
    Changed,
    /// It is not there.
    Missing,
    /// It is there, and the lock file does not know it.
    NotLocked,
}

impl Found {
    /// In words.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Changed => "changed",
            Self::Missing => "missing",
            Self::NotLocked => "not locked",
        }
    }
}

/// A file, looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The name, as the manifest or the lock file has it.
    pub file: String,
    /// What was found.
    pub found: Found,
    /// Its sum, if it is there.
    pub sum: Option<Sum>,
}

impl Shelf {
    /// The folder of a manifest, or a folder with a manifest or a lock file in it.
    ///
    /// # Errors
    /// If there is no such folder, or manifest or lock file are wrong.
    pub fn open(path: &Path) -> Result<Self> {
        if path.is_dir() && !path.join(MANIFEST).is_file() {
            return Ok(Self { folder: path.to_owned(), manifest: None, lock: Lock::load(path)? });
        }
        let file = manifest_at(path)?;
        let folder = folder_of(&file);
        let manifest = Manifest::load_list(&file)?;
        Ok(Self { lock: Lock::load(&folder)?, manifest: Some((file, manifest)), folder })
    }

    /// The manifest.
    ///
    /// # Errors
    /// If there is none.
    pub fn needs_manifest(&self) -> Result<&Manifest> {
        let found = self.manifest.as_ref().map(|(_, manifest)| manifest);
        found.ok_or_else(|| {
            Error::new(
                ErrorKind::Unreadable,
                self.folder.display().to_string(),
                "there is no manifest.toml in it",
            )
            .with_help("name a manifest; docs/corpus.md says what is in one")
        })
    }

    /// The texts of the manifest with their rounds, counted from 1.
    pub fn texts(&self) -> Vec<(usize, &Text)> {
        self.manifest.as_ref().map(|(_, manifest)| manifest.texts()).unwrap_or_default()
    }

    /// The files that are to be locked: texts and proposals of the manifest, and what was locked before.
    fn names(&self) -> BTreeSet<String> {
        let mut names: BTreeSet<String> = self.lock.files.keys().cloned().collect();
        names.extend(self.texts().into_iter().map(|(_, text)| named(&text.file.value)));
        let proposals = self.manifest.iter().flat_map(|(_, manifest)| &manifest.proposal);
        names.extend(proposals.map(|proposal| named(&proposal.file.value)));
        names
    }

    /// Whether each file is what the lock file says, by name.
    ///
    /// # Errors
    /// If a file is there and cannot be read.
    pub fn verify(&self) -> Result<Vec<Verified>> {
        let look = |file: String| {
            let path = self.folder.join(&file);
            let sum = path.is_file().then(|| Sum::of(&path)).transpose()?;
            let found = match (&sum, self.lock.files.get(&file)) {
                (None, _) => Found::Missing,
                (Some(_), None) => Found::NotLocked,
                (Some(sum), Some(locked)) if *sum == locked.sum => Found::Same,
                (Some(_), Some(_)) => Found::Changed,
            };
            Ok(Verified { file, found, sum })
        };
        self.names().into_iter().map(look).collect()
    }

    /// The lock file as it should be for what was found. Where a file came from stays known as long as
    /// its bytes are the same; one that is missing stays locked while the manifest names it.
    pub fn relocked(&self, verified: &[Verified]) -> Lock {
        let named: BTreeSet<String> =
            self.texts().into_iter().map(|(_, text)| named(&text.file.value)).collect();
        let files = verified.iter().filter_map(|one| {
            let before = self.lock.files.get(&one.file);
            let locked = match &one.sum {
                Some(sum) => {
                    let origin = before.filter(|_| one.found == Found::Same);
                    Locked { sum: sum.clone(), origin: origin.and_then(|locked| locked.origin.clone()) }
                }
                None => before.filter(|_| named.contains(&one.file))?.clone(),
            };
            Some((one.file.clone(), locked))
        });
        Lock { files: files.collect() }
    }
}

/// A file's name as it stands in the lock file.
pub fn named(file: &Path) -> String {
    let parts = file.components().filter(|part| !matches!(part, std::path::Component::CurDir));
    let parts: PathBuf = parts.collect();
    parts.to_string_lossy().replace('\\', "/")
}
