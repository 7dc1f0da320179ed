//! Texts -> their words alone, numbered alike in all of them.
//!
//! ```text
//! “an open, [secure] environment”     an open secure environment     punctuation is no language here
//! ```

use std::ops::Range;

use crate::compare::{Tokens, Vocabulary, tokenise_all};
use crate::document::{Document, UnitId};

/// A word: what it is, folded, and where it stands in its unit's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Number of the folded form.
    pub(super) fold: u32,
    start: u32,
    end: u32,
}

impl Word {
    /// Its bytes in the unit's text.
    pub(super) const fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// The words of several documents.
#[derive(Debug)]
pub(super) struct Words {
    tokens: Vec<Tokens>,
    vocabulary: Vocabulary,
}

impl Words {
    /// Finds the words of all documents.
    pub(super) fn of<'d>(documents: impl IntoIterator<Item = &'d Document>) -> Self {
        let (tokens, vocabulary) = tokenise_all(documents);
        Self { tokens, vocabulary }
    }

    /// The words of a unit of the document with this place among all.
    pub(super) fn unit(&self, document: usize, unit: UnitId) -> Vec<Word> {
        let words = self.tokens[document].of(unit).iter().filter(|token| token.is_word());
        words.map(|token| Word { fold: token.fold, start: token.start, end: token.end }).collect()
    }

    /// The folded form with this number.
    pub(super) fn fold(&self, number: u32) -> &str {
        self.vocabulary.fold(number)
    }

    /// How many folded forms there are; their numbers are smaller.
    pub(super) fn forms(&self) -> usize {
        self.vocabulary.len()
    }
}

/// The words inside a byte range of their unit's text.
pub(super) fn inside(words: &[Word], bytes: &Range<usize>) -> Range<usize> {
    let start = words.partition_point(|word| (word.start as usize) < bytes.start);
    let end = words.partition_point(|word| (word.end as usize) <= bytes.end);
    start..end.max(start)
}
