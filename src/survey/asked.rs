//! What is looked for, and how.

use super::words::Words;
use crate::document::{Document, UnitId};
use crate::error::{Error, ErrorKind, Result};

/// Longest phrase, in words.
const LONGEST: usize = 100;

/// What to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase(String);

impl Phrase {
    /// A phrase to look for. Whatever is in it is taken as it is: no sign has a meaning of its own.
    ///
    /// # Errors
    /// If there is no word in it, or more than a hundred.
    pub fn new(phrase: &str) -> Result<Self> {
        let document = Document::of_texts("phrase", [phrase.trim()]);
        let words = Words::of([&document]).unit(0, UnitId(0)).len();
        let wrong = |message: String, help: &str| {
            Err(Error::new(ErrorKind::Invalid, "phrase", message).with_help(help))
        };
        match words {
            0 => wrong("there is no word in it".to_owned(), "give words to look for, in quotation marks"),
            1..=LONGEST => Ok(Self(phrase.trim().to_owned())),
            _ => wrong(
                format!("it has {words} words, more than {LONGEST}"),
                "look for a part of it, or compare whole texts with `travaux share`",
            ),
        }
    }

    /// As it was given.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How to look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Search {
    /// Least likeness of what is near, 0 to 1; 1: only the same words. Default: .7, that is, a word of
    /// four may be another.
    pub near: f64,
}

impl Default for Search {
    fn default() -> Self {
        Self { near: 0.7 }
    }
}

impl Search {
    /// Only the same words.
    pub const EXACT: Self = Self { near: 1.0 };
}
