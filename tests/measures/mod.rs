//! Scores against gold: links by source lines, edits by tokens.
//!
//! The rules are those the project is judged by; figures agree with the reference scripts to the
//! last printed digit, so nothing here may be changed for the sake of a figure.

#![allow(dead_code, unreachable_pub, reason = "shared by path between tests that each use a part")]

#[path = "../planted/hits.rs"]
pub mod hits;
pub mod links;
pub mod spans;

use travaux::compare::{self, Comparison};
use travaux::read::{self, Granularity};
use travaux::{Document, Pair};

/// Reads two texts. The names matter: a format may be recognised by them.
///
/// # Panics
/// If they cannot be read.
pub fn documents(names: Pair<&str>, texts: Pair<&str>, unit: Granularity) -> Pair<Document> {
    names.zip(texts).map(|(name, text)| {
        let options = read::Options { unit, ..read::Options::default() };
        travaux::read_bytes(name, text.as_bytes(), &options).unwrap_or_else(|error| panic!("{error}"))
    })
}

/// Compares two documents, with raw edits.
///
/// # Panics
/// Never: nobody interrupts.
pub fn compared(documents: Pair<&Document>) -> Comparison {
    #[allow(clippy::needless_update, reason = "options may grow")]
    let options = compare::Options { raw_edits: true, ..compare::Options::default() };
    compare::compare(documents, &options, &compare::Watch::default()).expect("nobody interrupts")
}
