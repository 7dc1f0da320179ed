//! A comparison -> which sentence of the old text went on in which of the new.
//!
//! ```text
//! link 12 -> 14 + 15                            flows
//!   old: A. B. C.   new: A. | B' C. D.          A -> A, B -> B', C -> C; D is new
//! passage 12 "E." -> 31                         E -> the sentence of 31
//! ```
//!
//! Inside a link a sentence goes on where most of its unchanged words are. One that keeps none, and
//! is not said to have been dropped, was reworded beyond recognition in its place: it goes on in what
//! stands there.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Step;
use super::chain::Chain;
use crate::compare::{Link, Op, PassageEnd};
use crate::document::{Document, UnitId};
use crate::pair::Pair;
use crate::segment::sentences;

/// Share of its letters a sentence must have in common with another to be a part of it.
const PART: f64 = 0.34;

/// A sentence of one of the texts; a unit without words has one empty sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sentence {
    /// Index of the text.
    pub(super) witness: usize,
    /// The unit.
    pub(super) unit: UnitId,
    /// Bytes of the unit's text.
    pub(super) range: Range<usize>,
}

/// All sentences of all texts, numbered through.
#[derive(Debug)]
pub(super) struct Sentences {
    pub(super) all: Vec<Sentence>,
    /// For each text, for each unit, its first sentence; and the end of the last unit's.
    starts: Vec<Vec<usize>>,
}

impl Sentences {
    /// Finds the sentences of a chain.
    pub(super) fn of(chain: &Chain<'_>) -> Self {
        let mut found = Self { all: Vec::new(), starts: Vec::new() };
        for (witness, text) in chain.witnesses.iter().enumerate() {
            let mut starts = Vec::with_capacity(text.document.units.len() + 1);
            for unit in text.document.ids() {
                starts.push(found.all.len());
                let ranges = sentences(text.document.text_of(unit));
                // A unit without words is one sentence without words.
                let none = 0..text.document.text_of(unit).len();
                let ranges = if ranges.is_empty() { vec![none] } else { ranges };
                found.all.extend(ranges.into_iter().map(|range| Sentence { witness, unit, range }));
            }
            starts.push(found.all.len());
            found.starts.push(starts);
        }
        found
    }

    pub(super) fn count(&self) -> usize {
        self.all.len()
    }

    /// The sentences of a unit.
    pub(super) fn of_unit(&self, witness: usize, unit: UnitId) -> Range<usize> {
        let starts = &self.starts[witness];
        starts[unit.index()]..starts[unit.index() + 1]
    }

    /// The words of a sentence.
    pub(super) fn text<'a>(&self, chain: &Chain<'a>, at: usize) -> &'a str {
        let sentence = &self.all[at];
        &chain.witnesses[sentence.witness].document.text_of(sentence.unit)[sentence.range.clone()]
    }

    /// The sentence where a passage of a comparison begins.
    fn at(&self, witness: usize, end: &PassageEnd) -> Option<usize> {
        self.of_unit(witness, end.unit).find(|&at| self.all[at].range.start == end.range.start)
    }
}

/// One sentence that went on in another: numbers of [`Sentences`].
pub(super) type Flow = Pair<usize>;

/// The flows of a comparison.
pub(super) fn flows(chain: &Chain<'_>, sentences: &Sentences, step: &Step) -> Vec<Flow> {
    let documents = step.witnesses.map(|witness| chain.witnesses[witness].document);
    let mut flows = Vec::new();
    let mut apart: Pair<FxHashSet<usize>> = Pair::default();
    for passage in &step.comparison.passages {
        let ends = Pair::new(
            passage.old.as_ref().and_then(|end| sentences.at(step.witnesses.old, end)),
            passage.new.as_ref().and_then(|end| sentences.at(step.witnesses.new, end)),
        );
        apart.old.extend(ends.old);
        apart.new.extend(ends.new);
        if let (Some(old), Some(new)) = (ends.old, ends.new) {
            flows.push(Pair::new(old, new));
        }
    }
    for link in &step.comparison.links {
        if !link.units.old.is_empty() && !link.units.new.is_empty() {
            inside(documents, sentences, step.witnesses, link, &apart, &mut flows);
        }
    }
    flows
}

/// A sentence of a link: its number and its bytes in the joined text.
struct Part {
    number: usize,
    range: Range<usize>,
    letters: usize,
}

fn inside(
    documents: Pair<&Document>,
    sentences: &Sentences,
    witnesses: Pair<usize>,
    link: &Link,
    apart: &Pair<FxHashSet<usize>>,
    flows: &mut Vec<Flow>,
) {
    let sides = documents.zip(witnesses).zip(link.units.as_ref()).zip(apart.as_ref());
    let parts = sides.map(|(((document, witness), units), apart)| {
        let mut parts = parts(document, sentences, witness, units);
        parts.retain(|part| !apart.contains(&part.number));
        parts
    });
    if parts.old.is_empty() || parts.new.is_empty() {
        return;
    }
    let texts = documents.zip(link.units.as_ref()).map(|(document, units)| document.joined(units));
    let common = common(link, &texts, &parts);
    let mut met = parts.as_ref().map(|parts| vec![false; parts.len()]);
    for (&(a, b), &letters) in &common {
        let least = parts.old[a].letters.min(parts.new[b].letters).max(1);
        if letters as f64 >= PART * least as f64 {
            flows.push(Pair::new(parts.old[a].number, parts.new[b].number));
            met.old[a] = true;
            met.new[b] = true;
        }
    }
    // What kept too little goes on where its neighbours do.
    for a in (0..parts.old.len()).filter(|&a| !met.old[a]).collect::<Vec<_>>() {
        let b = best(&common, parts.new.len(), |b| (a, b))
            .unwrap_or_else(|| beside(a, &met.new, parts.old.len()));
        flows.push(Pair::new(parts.old[a].number, parts.new[b].number));
        met.new[b] = true;
    }
    for b in (0..parts.new.len()).filter(|&b| !met.new[b]).collect::<Vec<_>>() {
        let a = best(&common, parts.old.len(), |a| (a, b))
            .unwrap_or_else(|| beside(b, &met.old, parts.new.len()));
        flows.push(Pair::new(parts.old[a].number, parts.new[b].number));
    }
}

fn parts(document: &Document, sentences: &Sentences, witness: usize, units: &[UnitId]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut start = 0;
    for &unit in units {
        let text = document.text_of(unit);
        for number in sentences.of_unit(witness, unit) {
            let range = sentences.all[number].range.clone();
            let letters = letters(&text[range.clone()]);
            parts.push(Part { number, range: start + range.start..start + range.end, letters });
        }
        start += text.len() + 1;
    }
    parts
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// Letters that pairs of sentences have in common by the edits of their link.
///
/// An ordered map: what follows must not depend on the order of a hash table.
fn common(
    link: &Link,
    texts: &Pair<String>,
    parts: &Pair<Vec<Part>>,
) -> std::collections::BTreeMap<(usize, usize), usize> {
    let mut common = std::collections::BTreeMap::new();
    for edit in link.edits.iter().filter(|edit| edit.op == Op::Equal) {
        // The letters of an unchanged stretch are the same on both sides, one by one.
        let places = |text: &str, range: &Range<usize>| {
            let inside = text[range.clone()].char_indices().filter(|(_, c)| c.is_alphanumeric());
            inside.map(|(at, _)| range.start + at).collect::<Vec<_>>()
        };
        let (old, new) = (places(&texts.old, &edit.old), places(&texts.new, &edit.new));
        let mut at = Pair::new(0, 0);
        for (old, new) in old.into_iter().zip(new) {
            at.old = part_at(&parts.old, at.old, old);
            at.new = part_at(&parts.new, at.new, new);
            let holds = |parts: &[Part], at: usize, byte| {
                parts.get(at).is_some_and(|part| part.range.contains(&byte))
            };
            if holds(&parts.old, at.old, old) && holds(&parts.new, at.new, new) {
                *common.entry((at.old, at.new)).or_insert(0) += 1;
            }
        }
    }
    common
}

/// The first part from `from` on that does not end before a byte.
fn part_at(parts: &[Part], from: usize, byte: usize) -> usize {
    let mut at = from;
    while parts.get(at).is_some_and(|part| part.range.end <= byte) {
        at += 1;
    }
    at
}

/// The partner with which most letters are in common.
fn best(
    common: &std::collections::BTreeMap<(usize, usize), usize>,
    count: usize,
    key: impl Fn(usize) -> (usize, usize),
) -> Option<usize> {
    (0..count).rev().filter_map(|at| Some((*common.get(&key(at))?, at))).max().map(|(_, at)| at)
}

/// The place on the other side that stands where `at` of `count` does: one that nothing has met yet,
/// if there is one near.
fn beside(at: usize, met: &[bool], count: usize) -> usize {
    let there = at * met.len() / count.max(1);
    let free = (0..met.len()).filter(|&other| !met[other]).min_by_key(|&other| other.abs_diff(there));
    free.unwrap_or_else(|| there.min(met.len() - 1))
}

/// For each set of sentences the rounds it is seen in: (first, last).
pub(super) fn spans(
    chain: &Chain<'_>,
    sentences: &Sentences,
    union: &mut super::union::Union,
) -> FxHashMap<usize, (usize, usize)> {
    let mut spans: FxHashMap<usize, (usize, usize)> = FxHashMap::default();
    for at in 0..sentences.count() {
        let round = chain.witnesses[sentences.all[at].witness].round;
        let span = spans.entry(union.first(at)).or_insert((round, round));
        *span = (span.0.min(round), span.1.max(round));
    }
    spans
}
