//! What every report of a lineage shows, worked out once: a strand for each thread, a cell for each
//! round.
//!
//! ```text
//! round      1     2     3          4     5
//! strand     5     ×                ↺ 6   = 6
//! strand     14    ≈ 17  ≈ 22 + 23  = 18  × (Chair's summary)
//! ```
//!
//! Strands stand in the order of their first words, so those of the first round come first and what
//! came in later stands under the round that brought it.

mod sheet;

pub(super) use sheet::sheet;

use std::collections::BTreeSet;
use std::str::FromStr;

use super::say;
use crate::compare::{Fate, Shape};
use crate::document::{Kind, Status};
use crate::lineage::{Chain, Event, Lineage, Passage, Thread, What};

/// What a report of a lineage shows.
#[derive(Clone, Debug)]
pub struct Rounds<'a> {
    /// The texts.
    pub chain: &'a Chain<'a>,
    /// What became of their passages.
    pub lineage: &'a Lineage,
    /// The threads to show, in order of first appearance.
    pub strands: Vec<Strand>,
}

/// A thread as a reader sees it.
#[derive(Clone, Debug)]
pub struct Strand {
    /// Index into [`Lineage::threads`].
    pub thread: usize,
    /// One for each round.
    pub cells: Vec<Cell>,
    /// Whether nothing but editing ever happened to it, from the first round to the last.
    pub steady: bool,
}

/// What a thread is in one round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What became of it in this round.
    pub mark: Mark,
    /// Where it stands, by text; several addresses are joined by " + ".
    pub places: Vec<Place>,
    /// Whether it changed place.
    pub moved: bool,
    /// Split, merged or regrouped.
    pub shape: Option<&'static str>,
}

/// Where a thread stands in one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Index into [`Chain::witnesses`].
    pub witness: usize,
    /// The addresses.
    pub addresses: String,
    /// The standing of the text it is in.
    pub status: Status,
    /// Indices into [`Thread::passages`].
    pub passages: Vec<usize>,
}

/// What became of a thread in a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Mark {
    /// The round has no text.
    NoText,
    /// It is not there: not yet, or no more.
    Absent,
    /// It is there for the first time.
    First,
    /// The same words.
    Carried,
    /// Editorial changes.
    Edited,
    /// Other words.
    Reworded,
    /// It was there in the last text, and is no more.
    Dropped,
    /// It is back.
    Restored,
}

impl Mark {
    /// A sign that also works without colour.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::NoText => "·",
            Self::Absent => "",
            Self::First => "+",
            Self::Carried => "=",
            Self::Edited => "~",
            Self::Reworded => "≈",
            Self::Dropped => "×",
            Self::Restored => "↺",
        }
    }

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NoText => "no text",
            Self::Absent => "absent",
            Self::First => "new",
            Self::Carried => "carried",
            Self::Edited => "edited",
            Self::Reworded => "reworded",
            Self::Dropped => "dropped",
            Self::Restored => "restored",
        }
    }
}

/// What a user asks to see: threads to which this happened at least once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Happened {
    /// It came in after the first round.
    New,
    /// It was reworded.
    Reworded,
    /// It was edited.
    Edited,
    /// It was carried from the first round to the last, word for word.
    Carried,
    /// It was dropped, and did not come back.
    Dropped,
    /// It, or words of it, came back.
    Restored,
    /// It changed place.
    Moved,
    /// It went to a text or part of another status.
    Crossed,
    /// One unit became several.
    Split,
    /// Several units became one.
    Merged,
}

impl Happened {
    /// All of them, with the words users write.
    pub const ALL: [(&'static str, Self); 10] = [
        ("new", Self::New),
        ("reworded", Self::Reworded),
        ("edited", Self::Edited),
        ("carried", Self::Carried),
        ("dropped", Self::Dropped),
        ("restored", Self::Restored),
        ("moved", Self::Moved),
        ("crossed", Self::Crossed),
        ("split", Self::Split),
        ("merged", Self::Merged),
    ];

    fn to(self, thread: &Thread, chain: &Chain<'_>) -> bool {
        let any = |test: &dyn Fn(&Event) -> bool| thread.events.iter().any(test);
        let written = chain.written();
        let ends = (written.first().copied(), written.last().copied());
        match self {
            Self::New => Some(thread.rounds.0) != ends.0,
            Self::Reworded => any(&|event| event.fate == Fate::Reworded),
            Self::Edited => any(&|event| event.fate == Fate::Edited),
            Self::Carried => {
                (Some(thread.rounds.0), Some(thread.rounds.1)) == ends
                    && thread
                        .events
                        .iter()
                        .all(|event| event.fate == Fate::Carried && event.what == What::Continued)
            }
            Self::Dropped => thread.events.last().is_some_and(|event| event.what == What::Dropped),
            Self::Restored => !thread.phrases.is_empty() || any(&|event| event.what == What::Restored),
            Self::Moved => any(&|event| event.moved),
            Self::Crossed => any(&|event| event.crossed.is_some()),
            Self::Split => any(&|event| event.shape == Shape::Split),
            Self::Merged => any(&|event| event.shape == Shape::Merged),
        }
    }
}

impl FromStr for Happened {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        let found = Self::ALL.iter().find(|(name, _)| *name == word.trim().to_lowercase());
        found.map(|&(_, happened)| happened).ok_or_else(|| {
            let words: Vec<&str> = Self::ALL.iter().map(|&(name, _)| name).collect();
            format!("expected one of {}", words.join(", "))
        })
    }
}

impl<'a> Rounds<'a> {
    /// Works out what to show: threads to which one of `only` happened; all of them if it is empty.
    pub fn new(chain: &'a Chain<'a>, lineage: &'a Lineage, only: &[Happened]) -> Self {
        let wanted =
            |thread: &Thread| only.is_empty() || only.iter().any(|happened| happened.to(thread, chain));
        let shown = lineage.threads.iter().enumerate().filter(|(_, thread)| wanted(thread));
        let strands = shown.map(|(at, thread)| strand(chain, at, thread)).collect();
        Self { chain, lineage, strands }
    }

    /// The thread of a strand.
    pub fn thread(&self, strand: &Strand) -> &'a Thread {
        &self.lineage.threads[strand.thread]
    }

    /// The words of a strand when it was first seen.
    pub fn opening(&self, strand: &Strand) -> String {
        let thread = self.thread(strand);
        let first = thread.passages.first();
        let text = first.map(|passage| passage.text(self.chain)).unwrap_or_default();
        match first {
            Some(passage) if text.is_empty() => {
                self.chain.witnesses[passage.witness].document.heading_line(passage.unit)
            }
            _ => text,
        }
    }
}

fn strand(chain: &Chain<'_>, at: usize, thread: &Thread) -> Strand {
    let written: BTreeSet<usize> = chain.written().into_iter().collect();
    let cells: Vec<Cell> =
        (1..=chain.rounds.len())
            .map(|round| {
                if written.contains(&round) { cell(chain, thread, round) } else { Cell::empty(Mark::NoText) }
            })
            .collect();
    let steady = cells.iter().all(|cell| {
        matches!(cell.mark, Mark::NoText | Mark::Carried | Mark::Edited)
            && !cell.moved
            && cell.shape.is_none()
            || (cell.mark == Mark::First && Some(&thread.rounds.0) == written.first())
    });
    Strand { thread: at, cells, steady: steady && thread.phrases.is_empty() }
}

impl Cell {
    const fn empty(mark: Mark) -> Self {
        Self { mark, places: Vec::new(), moved: false, shape: None }
    }
}

fn cell(chain: &Chain<'_>, thread: &Thread, round: usize) -> Cell {
    let places = places(chain, thread, round);
    let event = thread.events.iter().find(|event| event.rounds.new == round);
    let mark = match event {
        None if places.is_empty() => Mark::Absent,
        None => Mark::First,
        Some(event) => match (event.what, event.fate) {
            (What::Dropped, _) => Mark::Dropped,
            (What::Restored, _) => Mark::Restored,
            (What::Continued, Fate::Carried) => Mark::Carried,
            (What::Continued, Fate::Edited) => Mark::Edited,
            (What::Continued, _) => Mark::Reworded,
        },
    };
    Cell {
        mark,
        places,
        moved: event.is_some_and(|event| event.moved),
        shape: event.and_then(|event| say::shape(event.shape)),
    }
}

/// Where a thread stands in the texts of a round.
fn places(chain: &Chain<'_>, thread: &Thread, round: usize) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for (at, passage) in thread.passages.iter().enumerate() {
        let witness = &chain.witnesses[passage.witness];
        if witness.round != round {
            continue;
        }
        let address = passage_address(chain, passage);
        match places.last_mut().filter(|place| place.witness == passage.witness) {
            Some(place) => {
                place.addresses.push_str(" + ");
                place.addresses.push_str(&address);
                place.passages.push(at);
            }
            None => places.push(Place {
                witness: passage.witness,
                addresses: address,
                status: witness.status_of(passage.unit),
                passages: vec![at],
            }),
        }
    }
    places
}

/// The address of a passage: that of its unit, with the sentence where it is not all of it.
pub(in crate::report) fn passage_address(chain: &Chain<'_>, passage: &Passage) -> String {
    let document = chain.witnesses[passage.witness].document;
    let unit = match (document.unit(passage.unit).kind, &document.unit(passage.unit).label) {
        (Kind::Heading, Some(label)) => format!("§ {label}"),
        (Kind::Heading, None) => "§".to_owned(),
        _ => say::address(document, passage.unit),
    };
    if passage.whole {
        return unit;
    }
    let all = crate::segment::sentences(document.text_of(passage.unit));
    let number = |range: &std::ops::Range<usize>| all.iter().position(|other| other.start == range.start);
    let numbers: Vec<String> =
        passage.ranges.iter().filter_map(number).map(|number| (number + 1).to_string()).collect();
    format!("{unit} s{}", numbers.join(","))
}
