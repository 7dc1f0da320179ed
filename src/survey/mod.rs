//! Many texts at once: where a phrase stands, and what language texts share.
//!
//! ```text
//! find      a phrase, and what is nearly it, through the rounds     words, kin, formula -> find
//! share     how much of a text stands in earlier ones, and where    grams -> share
//! matrix    the same for all pairs of texts, as figures only        grams -> matrix
//! ```
//!
//! Nothing here links units to units: that is what [`mod@crate::compare`] is for. A phrase is too little
//! for that, and a text that quotes another need not descend from it.
//!
//! There is no index on disk. Texts are read anew each time, and that is where the time goes: see
//! `docs/survey.md`.

mod words;
mod kin;
mod formula;
mod aligned;
mod asked;
mod found;
mod find;
mod grams;
mod share;
mod matrix;

pub use asked::{Phrase, Search};
pub use find::find;
pub use found::{Found, Hit, Match, Use, Variant};
pub use matrix::{Matrix, matrix};
pub use share::{Passage, Share, Source, Stands, share};
