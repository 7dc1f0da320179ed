//! travaux compares the drafts of negotiated texts.
//!
//! The way of one paragraph through the program, in the order of the modules:
//!
//! 1. [`document`] is what a text is made of: sections, units, places in the source.
//! 2. [`word`] is what a Word file looks like, for a report that keeps its formatting.
//! 3. [`segment`] finds words and sentences.
//! 4. [`mod@read`] turns a file's bytes into a [`Document`] and warnings.
//! 5. [`mod@compare`] turns two documents into a [`Comparison`]: links, edits, fates.
//! 6. [`lineage`] follows each passage through the comparisons of several rounds.
//! 7. [`survey`] looks through many texts at once: phrases, shared language.
//! 8. [`report`] turns a comparison, a lineage or a survey into bytes.
//! 9. [`corpus`] is texts on disk: manifests, expectations, corrections, gold.
//! 10. `cli` is the program around it (feature `cli`).
//!
//! A module uses only modules declared above it; `tests/layers.rs` checks that.

pub mod pair;
pub mod error;
pub mod document;
pub mod word;
pub mod segment;
pub mod read;
pub mod compare;
pub mod lineage;
pub mod survey;
pub mod report;
pub mod corpus;
#[cfg(feature = "cli")]
pub mod cli;

pub use compare::{Comparison, compare};
pub use document::Document;
pub use error::{Error, ErrorKind, Result};
pub use pair::Pair;
pub use read::{read, read_bytes};

// The README's example is compiled and run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
