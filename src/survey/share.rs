//! How much of a text stands in earlier ones, by words and by passages.
//!
//! ```text
//! DOC 14 s1   States should act in good faith.       verbatim   BASE 12
//! DOC 14 s2   They shall share information.          near .84   BASE 12 s2
//! DOC 15      …in accordance with the Charter…       in part    BASE 3: “in accordance with the Charter”
//! DOC 16      Cables matter.                         not there
//! ```
//!
//! Passages are sentences, for that is what drafts take over. Words are counted by runs (`grams`), so
//! that a sentence of one's own made of stock phrases does not count as taken over.

use std::ops::Range;

use rayon::prelude::*;

use super::grams::{At, Grams, RUN, in_words};
use super::words::{Word, Words};
use crate::compare;
use crate::document::{Document, UnitId};
use crate::pair::Pair;

/// Least likeness of a sentence that nearly stands elsewhere: that of sentences that moved
/// (`compare::passages`).
const NEAR: f64 = 0.6;

/// How a passage stands in an earlier text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stands {
    /// The same words.
    Verbatim,
    /// A sentence that is alike does.
    Near,
    /// A run of five words or more does.
    Part,
    /// Not at all.
    Own,
}

impl Stands {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Verbatim, Self::Near, Self::Part, Self::Own];

    /// The words for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Verbatim => "verbatim",
            Self::Near => "near",
            Self::Part => "in part",
            Self::Own => "not there",
        }
    }
}

/// A sentence, and where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// The unit.
    pub unit: UnitId,
    /// Bytes of the unit's text.
    pub range: Range<usize>,
    /// How it stands in the earlier texts.
    pub stands: Stands,
    /// How alike the earlier passage is, 0 to 1; of one in part the share of its words; 0 if it is not
    /// there.
    pub similarity: f64,
    /// Its words.
    pub words: usize,
    /// Its words that stand in the earlier texts in runs of five or more.
    pub standing: usize,
    /// Bytes of the unit's text that the source is of: all of it, or of one in part the longest run.
    pub quoted: Range<usize>,
    /// Where it stands.
    pub source: Option<Source>,
}

/// A place in an earlier text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Index into [`Share::bases`].
    pub base: usize,
    /// The unit.
    pub unit: UnitId,
    /// Bytes of the unit's text.
    pub range: Range<usize>,
}

/// How much of a text stands in earlier ones.
#[derive(Clone, Debug)]
pub struct Share<'a> {
    /// The text.
    pub document: &'a Document,
    /// The earlier ones.
    pub bases: Vec<&'a Document>,
    /// The sections that were looked at, if not all: a text of their headings.
    pub section: Option<String>,
    /// Its sentences, in order.
    pub passages: Vec<Passage>,
}

impl Share<'_> {
    /// Words looked at, and how many of them stand in the earlier texts in runs of five or more.
    pub fn words(&self) -> (usize, usize) {
        let sum = |of: fn(&Passage) -> usize| self.passages.iter().map(of).sum();
        (sum(|passage| passage.words), sum(|passage| passage.standing))
    }

    /// Passages that stand there in this way.
    pub fn count(&self, stands: Stands) -> usize {
        self.passages.iter().filter(|passage| passage.stands == stands).count()
    }
}

/// Finds out how much of a text, or of the sections under headings with `section`, stands in others.
pub fn share<'a>(document: &'a Document, bases: &[&'a Document], section: Option<&str>) -> Share<'a> {
    let words = Words::of(std::iter::once(document).chain(bases.iter().copied()));
    let grams = bases.par_iter().enumerate().map(|(at, base)| Grams::of(&words, at + 1, base));
    let grams: Vec<Grams> = grams.collect();
    let wanted = section.map(|section| document.sections_with(section));
    let units: Vec<UnitId> = document
        .ids()
        .filter(|&id| wanted.as_ref().is_none_or(|wanted| wanted[document.unit(id).section.index()]))
        .collect();
    let look = Look { document, bases, words: &words, grams: &grams };
    let found: Vec<Vec<Passage>> = units.par_iter().with_min_len(16).map(|&unit| look.unit(unit)).collect();
    let mut passages: Vec<Passage> = found.into_iter().flatten().collect();
    look.near(&mut passages);
    Share { document, bases: bases.to_vec(), section: section.map(str::to_owned), passages }
}

struct Look<'l> {
    document: &'l Document,
    bases: &'l [&'l Document],
    words: &'l Words,
    grams: &'l [Grams],
}

impl Look<'_> {
    /// The sentences of a unit, with what stands elsewhere word for word.
    fn unit(&self, unit: UnitId) -> Vec<Passage> {
        let own = self.words.unit(0, unit);
        let text = self.document.text_of(unit);
        let mut standing = vec![false; own.len()];
        for grams in self.grams {
            for (all, one) in standing.iter_mut().zip(grams.standing(&own, text)) {
                *all |= one;
            }
        }
        in_words(&own, text)
            .map(|(sentence, range)| self.passage(unit, &own, &standing, &sentence, range))
            .collect()
    }

    /// What stands elsewhere of a sentence.
    fn passage(
        &self,
        unit: UnitId,
        own: &[Word],
        standing: &[bool],
        sentence: &Range<usize>,
        range: Range<usize>,
    ) -> Passage {
        let mut passage = Passage {
            unit,
            range: range.clone(),
            stands: Stands::Own,
            similarity: 0.0,
            words: sentence.len(),
            standing: standing[sentence.clone()].iter().filter(|&&standing| standing).count(),
            quoted: range,
            source: None,
        };
        let Some((from, base, at, length)) = self.longest(&own[sentence.clone()]) else { return passage };
        if length == sentence.len() {
            (passage.stands, passage.similarity) = (Stands::Verbatim, 1.0);
        } else {
            passage.stands = Stands::Part;
            passage.similarity = passage.standing as f64 / passage.words as f64;
            let run = &own[sentence.start + from..sentence.start + from + length];
            passage.quoted = run[0].range().start..run[length - 1].range().end;
        }
        let there = self.grams[base].unit(at.unit);
        let range = there[at.word].range().start..there[at.word + length - 1].range().end;
        passage.source = Some(Source { base, unit: at.unit, range });
        passage
    }

    /// The longest run of a sentence that stands in an earlier text: where it begins in the sentence,
    /// the text, the place there, and how many words. Runs are taken one after another: the next is
    /// looked for where the one before ends. Of equals the first, of the first text.
    fn longest(&self, sentence: &[Word]) -> Option<(usize, usize, At, usize)> {
        let mut best: Option<(usize, usize, At, usize)> = None;
        let mut from = 0;
        while from == 0 || from + RUN <= sentence.len() {
            let mut run = 0;
            for (base, grams) in self.grams.iter().enumerate() {
                let Some((at, length)) = grams.longest(&sentence[from..]) else { continue };
                run = run.max(length);
                if best.is_none_or(|best| length > best.3) {
                    best = Some((from, base, at, length));
                }
            }
            // The first beginning whose run goes on where this one could not.
            from += run.saturating_sub(RUN) + 1;
        }
        best
    }

    /// Finds for what does not stand there word for word the sentence that is most alike.
    fn near(&self, passages: &mut [Passage]) {
        let document = self.document;
        let texts = passages.iter().map(|passage| &document.text_of(passage.unit)[passage.range.clone()]);
        let asked = Document::of_texts("passages", texts);
        for (base, text) in self.bases.iter().enumerate() {
            let (there, places) = sentences_of(text);
            // Likeness is weighed over both; pairs come by the first, then the second.
            for (at, other, likeness) in compare::alike(Pair::new(&asked, &there), NEAR) {
                let passage = &mut passages[at];
                let better = match passage.stands {
                    Stands::Verbatim => false,
                    Stands::Near => likeness > passage.similarity,
                    Stands::Part | Stands::Own => true,
                };
                if better {
                    let (unit, range) = places[other].clone();
                    passage.stands = Stands::Near;
                    passage.similarity = likeness.min(0.9999);
                    passage.quoted = passage.range.clone();
                    passage.source = Some(Source { base, unit, range });
                }
            }
        }
    }
}

/// The sentences of a text as a document of their own, and where each stands.
fn sentences_of(text: &Document) -> (Document, Vec<(UnitId, Range<usize>)>) {
    let places: Vec<(UnitId, Range<usize>)> = text
        .ids()
        .flat_map(|unit| {
            crate::segment::sentences(text.text_of(unit)).into_iter().map(move |range| (unit, range))
        })
        .collect();
    let texts = places.iter().map(|(unit, range)| &text.text_of(*unit)[range.clone()]);
    (Document::of_texts("sentences", texts), places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbatim_near_in_part_and_not() {
        let base = Document::of_texts(
            "base",
            [
                "States should act in good faith at all times. The Group met twice in the autumn session.",
                "Oil",
            ],
        );
        let document = Document::of_texts(
            "document",
            [
                "States should act, in good faith, at ALL times.",
                "The Group met three times in the autumn session.",
                "Nobody who keeps lanterns along a rocky coast doubts that pilots should act in good faith at all.",
                "Lanterns burn oil.",
                "Oil",
            ],
        );
        let share = share(&document, &[&base], None);
        let said: Vec<_> =
            share.passages.iter().map(|passage| (passage.stands, passage.words, passage.standing)).collect();
        assert_eq!(
            said,
            [
                (Stands::Verbatim, 9, 9),
                (Stands::Near, 9, 0),
                (Stands::Part, 18, 7),
                (Stands::Own, 3, 0),
                (Stands::Verbatim, 1, 1),
            ]
        );
        assert_eq!(share.words(), (40, 17));
        let quoted = |passage: &Passage| document.text_of(passage.unit)[passage.quoted.clone()].to_owned();
        assert_eq!(quoted(&share.passages[2]), "should act in good faith at all");
        let source = share.passages[2].source.as_ref().expect("it stands there in part");
        assert_eq!(&base.text_of(source.unit)[source.range.clone()], "should act in good faith at all");
        assert_eq!(share.passages[1].source.as_ref().map(|source| source.range.start), Some(46));
    }

    #[test]
    fn the_better_of_several_texts_and_none() {
        let texts = ["one two three four five six seven", "one two three four five"];
        let [document, base] = texts.map(|text| Document::of_texts("text", [text]));
        let found = share(&document, &[&base, &document], None);
        assert_eq!(found.passages[0].source.as_ref().map(|source| source.base), Some(1));
        let nothing = share(&document, &[], None);
        assert_eq!((nothing.words(), nothing.count(Stands::Own)), ((7, 0), 1));
        assert_eq!(share(&Document::of_texts("empty", []), &[&base], None).words(), (0, 0));
    }
}
