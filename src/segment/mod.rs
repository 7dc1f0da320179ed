//! Words and sentences: where they begin and end in a text.

mod form;
mod sentences;
mod words;

pub(crate) use form::{Form, packed};
pub use sentences::sentences;
pub(crate) use words::each_word;
pub use words::{Word, WordKind, words};
