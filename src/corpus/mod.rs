//! `texts/` on disk: the register of real documents, the specimen negotiation and its gold.
//!
//! ```text
//! texts/register.toml               facts about real documents     -> Register
//! texts/specimen/manifest.toml      our invented negotiation        -> Manifest
//! texts/specimen/gold/1-2.gold.json true links of two of its drafts -> Gold
//! ```
//!
//! Each loads with unknown keys refused, and lists its own `problems`: all of them at once, since
//! whoever mends a register wants the whole list. The types are those of the files; nothing here
//! knows how documents are read or compared.

mod check;
mod settings;
mod corrections;
mod gold;
mod manifest;
mod register;
mod soundness;

pub use corrections::{CORRECTIONS, Correction, Corrections, Misfit, UnitName};
pub use gold::{Gold, GoldLink, Relation, Sureness};
pub use manifest::{Beside, GoldAcrossRounds, GoldEntry, Manifest, Process, Proposal, Round};
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
