//! All pairs of texts: how much of each stands in each other one.
//!
//! ```text
//!        1    2    3
//! 1      ·   82   60      82 of 100 words of text 1 stand in text 2, in runs of five or more
//! 2     75    ·   91
//! 3     41   66    ·
//! ```

use rayon::prelude::*;

use super::grams::Grams;
use super::words::Words;
use crate::compare::{Stage, Watch};
use crate::document::Document;
use crate::error::{Error, ErrorKind, Result};

/// What texts share, pair by pair.
#[derive(Clone, Debug)]
pub struct Matrix<'a> {
    /// The texts.
    pub documents: Vec<&'a Document>,
    /// Words of each.
    pub words: Vec<usize>,
    /// Words of the first that stand in the second, by both.
    pub standing: Vec<Vec<usize>>,
}

impl Matrix<'_> {
    /// The share of one text's words that stand in another, 0 to 1. An empty text has none.
    pub fn share(&self, of: usize, within: usize) -> f64 {
        match self.words[of] {
            0 => 0.0,
            words => self.standing[of][within] as f64 / words as f64,
        }
    }
}

/// Compares all pairs of texts, on all threads.
///
/// # Errors
/// Only [`crate::ErrorKind::Interrupted`], if `watch` was told to stop.
pub fn matrix<'a>(documents: &[&'a Document], watch: &Watch) -> Result<Matrix<'a>> {
    let words = Words::of(documents.iter().copied());
    let count = documents.len();
    watch.enter(Stage::Share, count * count + count);
    let all = documents.par_iter().enumerate().map(|(at, text)| {
        let grams = Grams::of(&words, at, text);
        watch.step();
        grams
    });
    let all: Vec<Grams> = all.collect();
    let pairs: Vec<(usize, usize)> = (0..count).flat_map(|a| (0..count).map(move |b| (a, b))).collect();
    let counted = pairs.par_iter().map(|&(of, within)| {
        if watch.stopped() {
            return Err(Error::new(ErrorKind::Interrupted, "matrix", "the work was interrupted"));
        }
        let text = documents[of];
        let standing = text.ids().map(|unit| {
            let own = words.unit(of, unit);
            let standing = if of == within {
                vec![true; own.len()]
            } else {
                all[within].standing(&own, text.text_of(unit))
            };
            standing.into_iter().filter(|&standing| standing).count()
        });
        let standing = standing.sum();
        watch.step();
        Ok(standing)
    });
    let counted = counted.collect::<Result<Vec<usize>>>()?;
    let standing: Vec<Vec<usize>> = counted.chunks(count.max(1)).map(<[usize]>::to_vec).collect();
    let words = (0..count).map(|at| standing[at][at]).collect();
    Ok(Matrix { documents: documents.to_vec(), words, standing })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_directions() {
        let texts = ["one two three four five", "zero one two three four five six seven eight nine", ""];
        let texts = texts.map(|text| Document::of_texts("text", [text]));
        let all: Vec<&Document> = texts.iter().collect();
        let matrix = matrix(&all, &Watch::default()).expect("nobody stops it");
        assert_eq!(matrix.words, [5, 10, 0]);
        assert_eq!(matrix.standing, [[5, 5, 0], [5, 10, 0], [0, 0, 0]]);
        assert_eq!((matrix.share(0, 1), matrix.share(1, 0), matrix.share(2, 0)), (1.0, 0.5, 0.0));
    }
}
