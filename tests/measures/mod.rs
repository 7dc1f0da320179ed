//! Scores against gold: links by source lines, edits by tokens.
//!
//! The rules are those the project is judged by; figures agree with the reference scripts to the
//! last printed digit, so nothing here may be changed for the sake of a figure.

#![allow(dead_code, unreachable_pub, reason = "shared by path between tests that each use a part")]

#[path = "../planted/hits.rs"]
pub mod hits;
pub mod links;
pub mod spans;

use travaux::compare::{self, Comparison, Weights};
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
pub fn compared(documents: Pair<&Document>) -> Comparison {
    compared_with(documents, Weights::default())
}

/// Compares two documents with other weights of the alignment, with raw edits.
///
/// # Panics
/// Never: nobody interrupts.
pub fn compared_with(documents: Pair<&Document>, weights: Weights) -> Comparison {
    let options = compare::Options { raw_edits: true, weights, ..compare::Options::default() };
    compare::compare(documents, &options, &compare::Watch::default()).expect("nobody interrupts")
}
