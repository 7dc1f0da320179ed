//! Runs of words: what of a text stands in another, word for word.
//!
//! ```text
//! text   … States should act [in accordance with international law] at all times …
//! other  … every measure taken [in accordance with international law] is …      5 words stand there
//! ```
//!
//! A word stands in another text if it is in a run of five words or more that stands there in one unit.
//! Five, because drafts share shorter runs whatever they are about ("in the use of"), and because that
//! is what studies of text reuse settle on. A sentence or heading of fewer words stands there if the
//! same one does.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::words::{Word, Words, inside};
use crate::document::{Document, UnitId};
use crate::segment::sentences;

/// Words of the shortest run that counts.
pub(super) const RUN: usize = 5;

/// Most places of a run that are remembered, so that a text of one word a million times is no trouble.
const PLACES: usize = 1000;

type Gram = [u32; RUN];

/// Where a run begins, or a short sentence stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct At {
    pub(super) unit: UnitId,
    /// Place of the first word among those of the unit.
    pub(super) word: usize,
}

/// The runs of a text.
#[derive(Debug, Default)]
pub(super) struct Grams {
    /// The words of each unit.
    units: Vec<Vec<Word>>,
    runs: FxHashMap<Gram, Vec<At>>,
    short: FxHashMap<Vec<u32>, At>,
}

impl Grams {
    /// The runs of the document with this place among all whose words these are.
    pub(super) fn of(words: &Words, document: usize, text: &Document) -> Self {
        let mut grams = Self::default();
        for unit in text.ids() {
            let own = words.unit(document, unit);
            for (word, gram) in grams_of(&own) {
                let places = grams.runs.entry(gram).or_default();
                if places.len() < PLACES {
                    places.push(At { unit, word });
                }
            }
            for (sentence, _) in in_words(&own, text.text_of(unit)).filter(|(words, _)| words.len() < RUN) {
                let at = At { unit, word: sentence.start };
                grams.short.entry(folds(&own[sentence])).or_insert(at);
            }
            grams.units.push(own);
        }
        grams
    }

    /// For each word of a unit whether it stands here.
    pub(super) fn standing(&self, own: &[Word], text: &str) -> Vec<bool> {
        let mut standing = vec![false; own.len()];
        for (at, gram) in grams_of(own) {
            if self.runs.contains_key(&gram) {
                standing[at..at + RUN].fill(true);
            }
        }
        for (sentence, _) in in_words(own, text).filter(|(words, _)| words.len() < RUN) {
            if self.short.contains_key(&folds(&own[sentence.clone()])) {
                standing[sentence].fill(true);
            }
        }
        standing
    }

    /// The words of a unit of this text.
    pub(super) fn unit(&self, unit: UnitId) -> &[Word] {
        &self.units[unit.index()]
    }

    /// The longest stretch that begins with the first of these words and stands here: where, and how
    /// many words.
    pub(super) fn longest(&self, own: &[Word]) -> Option<(At, usize)> {
        let Some((_, first)) = grams_of(own).next() else {
            return self.short.get(&folds(own)).filter(|_| !own.is_empty()).map(|&at| (at, own.len()));
        };
        let length = |at: &At| {
            let there = &self.unit(at.unit)[at.word..];
            own.iter().zip(there).take_while(|(a, b)| a.fold == b.fold).count()
        };
        let places = self.runs.get(&first)?.iter().map(|at| (*at, length(at)));
        // Of equals the first.
        places.reduce(|best, next| if next.1 > best.1 { next } else { best })
    }
}

fn grams_of(words: &[Word]) -> impl Iterator<Item = (usize, Gram)> + '_ {
    words.windows(RUN).enumerate().map(|(at, words)| {
        let mut gram = [0; RUN];
        for (into, word) in gram.iter_mut().zip(words) {
            *into = word.fold;
        }
        (at, gram)
    })
}

/// The sentences of a text, as ranges of its words and of its bytes; those without a word are left out.
pub(super) fn in_words<'w>(
    own: &'w [Word],
    text: &str,
) -> impl Iterator<Item = (Range<usize>, Range<usize>)> + use<'w> {
    let sentences = sentences(text).into_iter().map(|bytes| (inside(own, &bytes), bytes));
    sentences.filter(|(words, _)| !words.is_empty())
}

fn folds(words: &[Word]) -> Vec<u32> {
    words.iter().map(|word| word.fold).collect()
}
