//! Words and sentences: where they begin and end in a text.

mod sentences;
mod words;

pub use sentences::sentences;
pub use words::{Word, WordKind, words};
