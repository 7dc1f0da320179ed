//! `texts/` on disk: the register of real documents, the specimen negotiation and its gold.
//!
//! ```text
//! texts/register.toml                    facts about real documents        -> Register
//! texts/specimen/manifest.toml           a negotiation whose texts are here -> Manifest, Process
//! texts/specimen/gold/1-2.gold.json      true links of two of its drafts    -> Gold
//! texts/specimen/travaux.check.toml      what comparisons are to find       -> expect::Expectations
//! travaux.corrections.toml               what a person decided              -> Corrections
//! ```
//!
//! Unknown keys are refused everywhere. What people write by hand (`settings`) says what is wrong with
//! file, line and what to do; register and gold list all their `problems` at once, since whoever mends
//! them wants the whole list. Nothing here reads documents or compares them: `expect` asks for both.

mod check;
mod settings;
mod corrections;
mod gold;
mod manifest;
mod process;
pub mod expect;
mod register;
mod soundness;

pub use corrections::{CORRECTIONS, Correction, Corrections, Misfit, UnitName};
pub use gold::{Gold, GoldLink, Relation, Sureness};
pub use manifest::{About, Beside, GoldAcrossRounds, GoldEntry, Manifest, Proposal, Round, Text};
pub use process::{MANIFEST, Process, ProcessText, manifest_at, process};
pub use register::{
    Conflict, ConflictValue, Entry, Issue, Level, Membership, ParagraphRange, Register, Series, SeriesRound,
    StateTable, Study, Symbols, Vocabulary, Vote,
};
pub use settings::Placed;

use std::path::Path;

use serde::de::DeserializeOwned;

use crate::error::{Error, ErrorKind, Result};

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path)
        .map_err(|error| Error::new(ErrorKind::Unreadable, path.display().to_string(), error.to_string()))
}

fn load_toml<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let text = read(path)?;
    toml::from_str(&text).map_err(|error| {
        let line = error.span().map_or(1, |span| text[..span.start].matches('\n').count() + 1);
        Error::new(ErrorKind::Invalid, format!("{}:{line}", path.display()), error.message())
    })
}

fn load_json<T: DeserializeOwned>(path: &Path) -> Result<T> {
    serde_json::from_str(&read(path)?).map_err(|error| {
        let place = format!("{}:{}", path.display(), error.line());
        Error::new(ErrorKind::Invalid, place, error.to_string())
    })
}
