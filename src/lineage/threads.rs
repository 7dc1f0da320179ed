//! Sentences that flow into one another -> threads.
//!
//! Sentences that stood in the same units in every text travelled together: they are one thread. A
//! paragraph that only ever moved as a whole is one thread, a sentence put into it in round 3 another.

use std::collections::BTreeMap;
use std::ops::Range;

use super::chain::Chain;
use super::events::Event;
use super::flows::{Flow, Sentences};
use super::phrases::Phrase;
use super::union::Union;
use crate::document::UnitId;

/// One passage followed through all rounds.
#[derive(Clone, Debug)]
pub struct Thread {
    /// Where it stands, in order of the texts.
    pub passages: Vec<Passage>,
    /// What became of it, in order of the rounds.
    pub events: Vec<Event>,
    /// Words of it that were taken out and later put back.
    pub phrases: Vec<Phrase>,
    /// The first and the last round it is seen in, counted from 1.
    pub rounds: (usize, usize),
    /// Passages (indices) that came back, each with the one it was before it was gone.
    pub(super) returns: Vec<(usize, usize)>,
}

/// Sentences of one unit that belong to one thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Index into [`Chain::witnesses`].
    pub witness: usize,
    /// The unit.
    pub unit: UnitId,
    /// The sentences, as bytes of the unit's text, in order.
    pub ranges: Vec<Range<usize>>,
    /// Whether these are all sentences of the unit.
    pub whole: bool,
}

impl Passage {
    /// Its words.
    pub fn text(&self, chain: &Chain<'_>) -> String {
        let text = chain.witnesses[self.witness].document.text_of(self.unit);
        self.ranges.iter().map(|range| text[range.clone()].trim()).collect::<Vec<_>>().join(" ")
    }
}

/// The units a set of sentences stands in.
type Way = Vec<(usize, UnitId)>;

/// Makes the threads. Every sentence is in exactly one.
pub(super) fn threads(
    chain: &Chain<'_>,
    sentences: &Sentences,
    union: &mut Union,
    restored: &[Flow],
) -> Vec<Thread> {
    let mut sets: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in 0..sentences.count() {
        sets.entry(union.first(at)).or_default().push(at);
    }
    let mut by_way: BTreeMap<Way, Vec<usize>> = BTreeMap::new();
    for members in sets.into_values() {
        let mut way: Way =
            members.iter().map(|&at| (sentences.all[at].witness, sentences.all[at].unit)).collect();
        way.dedup();
        by_way.entry(way).or_default().extend(members);
    }
    let mut thread_of = vec![0; sentences.count()];
    let mut threads: Vec<Thread> = Vec::with_capacity(by_way.len());
    // A way begins with the first place, so the threads are in order of first appearance.
    for mut members in by_way.into_values() {
        members.sort_unstable();
        members.iter().for_each(|&at| thread_of[at] = threads.len());
        threads.push(thread(chain, sentences, &members));
    }
    for flow in restored {
        let thread = &mut threads[thread_of[flow.new]];
        let at = |sentence: usize| {
            let sentence = &sentences.all[sentence];
            thread
                .passages
                .iter()
                .position(|passage| passage.witness == sentence.witness && passage.unit == sentence.unit)
        };
        if let (Some(old), Some(new)) = (at(flow.old), at(flow.new)) {
            thread.returns.push((old, new));
        }
    }
    for thread in &mut threads {
        thread.returns.sort_unstable();
        thread.returns.dedup();
    }
    threads
}

fn thread(chain: &Chain<'_>, sentences: &Sentences, members: &[usize]) -> Thread {
    let mut passages: Vec<Passage> = Vec::new();
    for &at in members {
        let sentence = &sentences.all[at];
        match passages.last_mut() {
            Some(last) if last.witness == sentence.witness && last.unit == sentence.unit => {
                last.ranges.push(sentence.range.clone());
            }
            _ => passages.push(Passage {
                witness: sentence.witness,
                unit: sentence.unit,
                ranges: vec![sentence.range.clone()],
                whole: false,
            }),
        }
    }
    for passage in &mut passages {
        passage.whole = passage.ranges.len() == sentences.of_unit(passage.witness, passage.unit).len();
    }
    let rounds = passages.iter().map(|passage| chain.witnesses[passage.witness].round);
    let rounds = (rounds.clone().min().unwrap_or(0), rounds.max().unwrap_or(0));
    Thread { passages, events: Vec::new(), phrases: Vec::new(), rounds, returns: Vec::new() }
}
