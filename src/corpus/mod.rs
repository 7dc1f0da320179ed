//! `texts/` on disk: the register of real documents, the specimen negotiation and its gold.
//!
//! ```text
//! texts/register.toml                    facts about real documents        -> Register
//! texts/specimen/manifest.toml           a negotiation whose texts are here -> Manifest, Process
//! texts/specimen/gold/1-2.gold.json      true links of two of its drafts    -> Gold
//! texts/specimen/travaux.check.toml      what comparisons are to find       -> expect::Expectations
//! travaux.corrections.toml               what a person decided              -> Corrections
//! travaux.lock                           which bytes the texts are          -> Lock, Shelf
//! ```
//!
//! Unknown keys are refused everywhere. What people write by hand (`settings`) says what is wrong with
//! file, line and what to do; register and gold list all their `problems` at once, since whoever mends
//! them wants the whole list. Nothing here reads documents or compares them: `expect` asks for both.
//! `fetch` (a feature) is the only part of the program that touches the network.

mod check;
mod settings;
mod corrections;
mod gold;
mod manifest;
mod process;
mod names;
mod lock;
mod shelf;
mod add;
#[cfg(feature = "fetch")]
pub mod fetch;
pub mod expect;
mod register;
mod participants;
mod soundness;

pub use add::{Addition, added, seen_from};
pub use corrections::{CORRECTIONS, Correction, Corrections, Misfit, UnitName};
pub use gold::{Gold, GoldLink, Relation, Sureness};
pub use lock::{LOCK, Lock, Locked, Origin, Sum};
pub use manifest::{About, Beside, GoldAcrossRounds, GoldEntry, Manifest, Proposal, Round, Text};
pub use names::{Form, check as check_symbol, file_name};
pub use participants::{REGISTER, participants, register_near};
pub use process::{MANIFEST, Process, ProcessText, manifest_at, process};
pub use register::{
    Conflict, ConflictValue, Entry, Issue, Level, Membership, ParagraphRange, Register, Series, SeriesRound,
    StateTable, Study, Symbols, Vocabulary, Vote,
};
pub use settings::Placed;
#[cfg(feature = "cli")]
pub(crate) use settings::closest;
pub use shelf::{Found, Shelf, Verified, named};

/// Files that belong to a process, beside its manifest: no report is to be written over them.
#[cfg(feature = "cli")]
pub(crate) const KEPT: [&str; 4] = [LOCK, CORRECTIONS, expect::EXPECTATIONS, REGISTER];

/// The JSON Schema of `travaux corpus list --format json`.
pub const LIST_SCHEMA: &str = include_str!("../../schema/corpus-1.json");

use std::path::Path;

use serde::de::DeserializeOwned;

use crate::error::{Error, ErrorKind, Result};

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|error| {
        let (message, help) = match error.kind() {
            std::io::ErrorKind::NotFound => ("there is no such file".to_owned(), "check the path"),
            std::io::ErrorKind::InvalidData => (
                "this is no TOML or JSON: it is not UTF-8".to_owned(),
                "name another file, or save it as UTF-8",
            ),
            std::io::ErrorKind::IsADirectory => ("this is a directory".to_owned(), "name a file in it"),
            _ => (error.to_string(), "check the path and its permissions"),
        };
        Error::new(ErrorKind::Unreadable, path.display().to_string(), message).with_help(help)
    })
}

fn load_toml<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let text = read(path)?;
    toml::from_str(&text).map_err(|error| {
        let line = error.span().map_or(1, |span| text[..span.start].matches('\n').count() + 1);
        Error::new(ErrorKind::Invalid, format!("{}:{line}", path.display()), error.message())
            .with_help("mend this line of the file")
    })
}

fn load_json<T: DeserializeOwned>(path: &Path) -> Result<T> {
    serde_json::from_str(&read(path)?).map_err(|error| {
        let place = format!("{}:{}", path.display(), error.line());
        Error::new(ErrorKind::Invalid, place, error.to_string()).with_help("mend this line of the file")
    })
}
