//! A lineage as JSON: `schema/lineage-1.json`.

use std::io::{self, Write};

use serde::Serialize;

use super::chars::Chars;
use super::finish;
use super::texts::{StandsPart, TextPart};
use crate::compare::{Fate, Shape};
use crate::document::Status;
use crate::lineage::{Event, Passage, Phrase, Thread, Total, What};
use crate::pair::Pair;
use crate::report::rounds::{Rounds, Strand};
use crate::report::{LineageOptions, Participants};

/// The JSON Schema of the report.
pub const LINEAGE_SCHEMA: &str = include_str!("../../../schema/lineage-1.json");

/// Writes the report.
pub(in crate::report) fn lineage(
    rounds: &Rounds<'_>,
    options: &LineageOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let chain = rounds.chain;
    let texts = chain.witnesses.iter().map(TextPart::of);
    let report = Report {
        schema: "travaux/lineage/1",
        rounds: &chain.rounds,
        texts: texts.collect(),
        threads: rounds.strands.iter().map(|strand| ThreadPart::of(rounds, strand)).collect(),
        totals: &rounds.lineage.totals,
        participants: options.participants.as_deref(),
    };
    finish(&report, out)
}

#[derive(Serialize)]
struct Report<'a> {
    schema: &'static str,
    rounds: &'a [String],
    texts: Vec<TextPart<'a>>,
    threads: Vec<ThreadPart<'a>>,
    totals: &'a [Total],
    #[serde(skip_serializing_if = "Option::is_none")]
    participants: Option<&'a [Participants]>,
}

#[derive(Serialize)]
struct ThreadPart<'a> {
    id: usize,
    first: usize,
    last: usize,
    passages: Vec<PassagePart<'a>>,
    events: Vec<EventPart>,
    phrases: &'a [Phrase],
}

impl<'a> ThreadPart<'a> {
    fn of(rounds: &Rounds<'a>, strand: &Strand) -> Self {
        let thread: &'a Thread = rounds.thread(strand);
        let passage = |passage: &'a Passage| PassagePart::of(rounds, passage);
        Self {
            id: strand.thread,
            first: thread.rounds.0,
            last: thread.rounds.1,
            passages: thread.passages.iter().map(passage).collect(),
            events: thread.events.iter().map(EventPart::of).collect(),
            phrases: &thread.phrases,
        }
    }
}

#[derive(Serialize)]
struct PassagePart<'a> {
    #[serde(flatten)]
    stands: StandsPart<'a>,
    ranges: Vec<[usize; 2]>,
    whole: bool,
    lines: [u32; 2],
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
    words: String,
}

impl<'a> PassagePart<'a> {
    fn of(rounds: &Rounds<'a>, passage: &Passage) -> Self {
        let witness = &rounds.chain.witnesses[passage.witness];
        let unit = witness.document.unit(passage.unit);
        let mut chars = Chars::new(witness.document.text_of(passage.unit));
        Self {
            stands: StandsPart::of(rounds.chain, passage.witness, passage.unit),
            ranges: passage.ranges.iter().map(|range| chars.range(range)).collect(),
            whole: passage.whole,
            lines: [unit.place.lines.0, unit.place.lines.1],
            page: unit.place.page,
            words: passage.text(rounds.chain),
        }
    }
}

#[derive(Serialize)]
struct EventPart {
    rounds: Pair<usize>,
    passages: Pair<Vec<usize>>,
    what: What,
    fate: Fate,
    shape: Shape,
    similarity: f64,
    moved: bool,
    crossed: Option<Pair<Status>>,
}

impl EventPart {
    fn of(event: &Event) -> Self {
        Self {
            rounds: event.rounds,
            passages: event.passages.clone(),
            what: event.what,
            fate: event.fate,
            shape: event.shape,
            similarity: event.similarity,
            moved: event.moved,
            crossed: event.crossed,
        }
    }
}
