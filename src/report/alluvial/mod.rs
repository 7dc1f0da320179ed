//! Passages flowing through the rounds, as a picture and as a page.
//!
//! ```text
//!    1        2        3
//!   ███══════███═╲  ╱═███      a column for each text, as high as it has words; a band for what went
//!   ███═╲        ╳═══███       on, in the colour of what became of it; a stub for what was dropped
//!   ███  ╳╴   ███═╱            or came in; a dashed band over the rounds in which it was gone
//! ```
//!
//! Neighbours that went the same way are one band: a picture of a thousand paragraphs has as many
//! bands as it has something to tell.

mod draw;
mod page;

pub(super) use draw::picture;
pub(super) use page::page;

use std::ops::Range;

use super::rounds::{Mark, Rounds};
use crate::lineage::{Passage, What};
use crate::segment::{WordKind, words};

/// The least height of a passage, in words: a heading must be seen beside paragraphs.
const LEAST: usize = 4;

/// All columns and bands, in words.
#[derive(Debug)]
pub(super) struct Alluvial {
    /// One for each text.
    columns: Vec<Column>,
    /// Quiet ones first.
    bands: Vec<Band>,
    /// What was dropped, restored later or not, and what came in.
    stubs: Vec<Stub>,
    /// Words of the tallest round, with gaps between its texts.
    height: usize,
}

/// A text.
#[derive(Debug)]
struct Column {
    /// Index into [`crate::lineage::Chain::witnesses`].
    witness: usize,
    /// Where its words stand, from the top.
    words: Range<usize>,
}

/// What went on from one text to another.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Band {
    /// The texts.
    witnesses: (usize, usize),
    /// Where its words stand in both.
    words: (Range<usize>, Range<usize>),
    mark: Mark,
    moved: bool,
    /// The first thread of it.
    thread: usize,
    /// How many threads it holds.
    threads: usize,
}

/// What ends or begins at a text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stub {
    witness: usize,
    words: Range<usize>,
    /// Dropped: to the right of its text; new: to the left.
    mark: Mark,
    thread: usize,
}

impl Alluvial {
    /// Works out where everything stands.
    pub(super) fn of(rounds: &Rounds<'_>) -> Self {
        let (columns, places, height) = columns(rounds);
        let place = |at: &Passage, thread: usize| {
            places.get(at.witness).and_then(|places| {
                let found = places.binary_search_by_key(&(at.unit, thread), |(key, _)| *key).ok()?;
                Some(places[found].1.clone())
            })
        };
        let written = rounds.chain.written();
        let first = written.first().copied();
        let (mut bands, mut stubs) = (Vec::new(), Vec::new());
        for strand in &rounds.strands {
            let thread = rounds.thread(strand);
            if let Some(passage) = thread.passages.first().filter(|_| Some(thread.rounds.0) != first)
                && let Some(words) = place(passage, strand.thread)
            {
                stubs.push(Stub {
                    witness: passage.witness,
                    words,
                    mark: Mark::First,
                    thread: strand.thread,
                });
            }
            for event in &thread.events {
                let mark = strand.cells.get(event.rounds.new - 1).map_or(Mark::Absent, |cell| cell.mark);
                if event.what == What::Dropped {
                    for passage in event.passages.old.iter().map(|&at| &thread.passages[at]) {
                        if let Some(words) = place(passage, strand.thread) {
                            stubs.push(Stub { witness: passage.witness, words, mark, thread: strand.thread });
                        }
                    }
                    continue;
                }
                for old in event.passages.old.iter().map(|&at| &thread.passages[at]) {
                    for new in event.passages.new.iter().map(|&at| &thread.passages[at]) {
                        if let (Some(a), Some(b)) = (place(old, strand.thread), place(new, strand.thread)) {
                            bands.push(Band {
                                witnesses: (old.witness, new.witness),
                                words: (a, b),
                                mark,
                                moved: event.moved,
                                thread: strand.thread,
                                threads: 1,
                            });
                        }
                    }
                }
            }
        }
        Self { columns, bands: together(bands), stubs: stubs_together(stubs), height }
    }
}

/// For a text, where the words of each of its passages stand, by unit and thread.
type Places = Vec<((crate::document::UnitId, usize), Range<usize>)>;

/// Columns, where each passage stands in its column, and the height of all.
fn columns(rounds: &Rounds<'_>) -> (Vec<Column>, Vec<Places>, usize) {
    let chain = rounds.chain;
    let mut passages: Vec<Vec<(&Passage, usize)>> = vec![Vec::new(); chain.witnesses.len()];
    // All threads, shown or not: a filter leaves bands out, and columns keep their height.
    for (at, thread) in rounds.lineage.threads.iter().enumerate() {
        for passage in &thread.passages {
            passages[passage.witness].push((passage, at));
        }
    }
    let (mut columns, mut places) = (Vec::new(), Vec::new());
    let mut height = 1;
    let mut below = (0, 0);
    for (witness, mut passages) in passages.into_iter().enumerate() {
        let round = chain.witnesses[witness].round;
        let start = if below.0 == round { below.1 } else { 0 };
        passages.sort_by_key(|(passage, _)| (passage.unit, passage.ranges.first().map(|range| range.start)));
        let mut at = start;
        let mut found: Places = Vec::with_capacity(passages.len());
        for (passage, thread) in passages {
            let end = at + size(rounds, passage);
            found.push(((passage.unit, thread), at..end));
            at = end;
        }
        found.sort_by_key(|(key, _)| *key);
        columns.push(Column { witness, words: start..at });
        places.push(found);
        height = height.max(at);
        below = (round, at + at / 12 + LEAST);
    }
    (columns, places, height)
}

fn size(rounds: &Rounds<'_>, passage: &Passage) -> usize {
    let text = passage.text(rounds.chain);
    let words = words(&text).into_iter().filter(|word| word.kind == WordKind::Word).count();
    words.max(LEAST)
}

/// Joins bands that go on where the one before ends, on both sides, in the same way.
fn together(mut bands: Vec<Band>) -> Vec<Band> {
    bands.sort_by_key(|band| (band.witnesses, band.words.0.start, band.words.1.start));
    let mut joined: Vec<Band> = Vec::with_capacity(bands.len());
    for band in bands {
        match joined.last_mut() {
            Some(last)
                if last.witnesses == band.witnesses
                    && (last.mark, last.moved) == (band.mark, band.moved)
                    && last.words.0.end == band.words.0.start
                    && last.words.1.end == band.words.1.start =>
            {
                last.words.0.end = band.words.0.end;
                last.words.1.end = band.words.1.end;
                last.threads += 1;
            }
            _ => joined.push(band),
        }
    }
    // What a reader looks for lies on top.
    joined.sort_by_key(|band| (band.moved, band.mark));
    joined
}

fn stubs_together(mut stubs: Vec<Stub>) -> Vec<Stub> {
    stubs.sort_by_key(|stub| (stub.witness, stub.mark, stub.words.start));
    let mut joined: Vec<Stub> = Vec::with_capacity(stubs.len());
    for stub in stubs {
        match joined.last_mut() {
            Some(last)
                if (last.witness, last.mark) == (stub.witness, stub.mark)
                    && last.words.end == stub.words.start =>
            {
                last.words.end = stub.words.end;
            }
            _ => joined.push(stub),
        }
    }
    joined
}
