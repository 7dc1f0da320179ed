//! A lineage as a critical apparatus: a witness for each text, an `app` for each thread.
//!
//! ```xml
//! <ab xml:id="thread.4" type="thread" ana="#mark.reworded"><app>
//!   <rdg wit="#w1 #w2"><milestone unit="paragraph" edRef="#w1" xml:id="w1.p7" n="14" ana="#mark.new"/>
//!     <milestone unit="paragraph" edRef="#w2" xml:id="w2.p9" n="16" ana="#mark.carried"/>States
//!     should take all measures.</rdg>
//!   <rdg wit="#w3"><milestone …/>States shall take all measures.</rdg>
//!   <rdg wit="#w4"/>
//! </app></ab>
//! ```
//!
//! Texts whose passages of a thread have the same words share a reading; those that lack it have an
//! empty one, so that an edition tells an omission from a gap. Readings are whole wordings: what changed
//! inside them is what `compare --format tei` is for.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::header;
use super::xml::Xml;
use crate::lineage::Thread;
use crate::report::rounds::{Mark, Place, Rounds, Strand, passage_address};
use crate::report::say;

/// What `@ana` may point at: what became of a thread in the round of a witness.
const MARKS: [(Mark, &str); 6] = [
    (Mark::First, "It is there for the first time."),
    (Mark::Carried, "The same words as in the round before."),
    (Mark::Edited, "Changed in punctuation, case, spelling, brackets, cross-references only."),
    (Mark::Reworded, "Other words."),
    (Mark::Dropped, "It stood in the round before, and stands in no text of this one."),
    (Mark::Restored, "It was dropped, and is back."),
];

/// How the body is to be read; the same text in every file.
const DECLARATION: [&str; 4] = [
    "Each ab of the body whose identifier begins with “thread.” is one passage followed through all \
     witnesses; threads stand in the divisions of the rounds in which they were first seen. Its app holds \
     its wordings: witnesses whose words are the same share a rdg, those in which it does not stand have \
     an empty one. Its ana lists what became of it in any round.",
    "A milestone begins a passage: edRef points at the witness, n is the address (with the sentences where \
     it is not the whole unit), unit the kind of the unit, ana what became of the thread in the round of \
     this witness. Its identifier is that of the witness, “.p” and the place of the passage among all of \
     that witness, counted from 0 in the order of the text.",
    "To read the passages of a witness: take the readings of that witness, cut them at its milestones, and \
     put them in the order of their identifiers. Where several milestones stand together, the words that \
     follow are in each of these witnesses; a second milestone of one witness begins its next passage. \
     Sentences of one passage that do not stand next to one another \
     are joined by a space.",
    "White space is as in the witnesses. A control character that XML forbids is shown by its picture \
     (U+2400 to U+241F), a noncharacter as U+FFFD. Markers of notes within the text are left out.",
];

/// Writes the apparatus of a lineage.
pub(in crate::report) fn lineage(rounds: &Rounds<'_>, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")?;
    let mut xml = Xml::new(out);
    xml.open("TEI", &[("xmlns", &"http://www.tei-c.org/ns/1.0")])?;
    xml.line()?;
    head(rounds, &mut xml)?;
    xml.open("text", &[])?;
    xml.line()?;
    body(rounds, &mut xml)?;
    xml.close()?;
    xml.line()?;
    xml.close()?;
    xml.line()
}

fn head(rounds: &Rounds<'_>, xml: &mut Xml<'_>) -> io::Result<()> {
    let chain = rounds.chain;
    let (count, texts) = (chain.rounds.len(), chain.witnesses.len());
    xml.open("teiHeader", &[])?;
    xml.line()?;
    xml.open("fileDesc", &[])?;
    let title = format!("An apparatus of {texts} texts of {count} rounds");
    header::about(&title, "Made from several files by the program travaux; not published.", xml)?;
    xml.open("sourceDesc", &[])?;
    xml.open("listWit", &[])?;
    for (round, name) in chain.rounds.iter().enumerate() {
        for at in chain.of_round(round + 1) {
            let witness = &chain.witnesses[at];
            let standing =
                witness.status.map(|standing| format!(", {}", standing.name())).unwrap_or_default();
            let note = format!("round {}: {name}{standing}", round + 1);
            header::witness(&format!("w{}", at + 1), witness.document, Some(&note), xml)?;
        }
    }
    xml.close()?;
    xml.close()?;
    xml.close()?;
    xml.line()?;
    let shown = (rounds.strands.len(), rounds.lineage.threads.len());
    let part = (shown.0 < shown.1).then(|| format!("{} of {} threads are in this file", shown.0, shown.1));
    let marks = MARKS.map(|(mark, said)| (mark.word(), said));
    header::encoding_of(part.as_slice(), &DECLARATION, ("marks", "mark", &marks), xml)?;
    xml.close()?;
    xml.line()
}

fn body(rounds: &Rounds<'_>, xml: &mut Xml<'_>) -> io::Result<()> {
    let places = passage_places(rounds);
    xml.open("body", &[("xml:space", &"preserve")])?;
    xml.line()?;
    let mut first = 0;
    for strand in &rounds.strands {
        let begins = rounds.thread(strand).rounds.0;
        if begins != first {
            if first > 0 {
                xml.close()?;
                xml.line()?;
            }
            first = begins;
            xml.open("div", &[("type", &"round"), ("n", &begins)])?;
            let name = rounds.chain.rounds.get(begins - 1).map(String::as_str).unwrap_or_default();
            xml.element("head", &[], &format!("First seen in round {begins}: {name}"))?;
            xml.line()?;
        }
        thread(rounds, strand, &places, xml)?;
    }
    if first > 0 {
        xml.close()?;
    } else {
        // A body holds at least one block.
        xml.empty("ab", &[])?;
    }
    xml.close()?;
    xml.line()
}

/// The place of each passage (thread, place in it) among all of its witness, in the order of the text.
fn passage_places(rounds: &Rounds<'_>) -> BTreeMap<(usize, usize), usize> {
    let threads = rounds.lineage.threads.iter().enumerate();
    let passages = threads.flat_map(|(thread, it)| {
        let key = move |(at, passage): (usize, &crate::lineage::Passage)| {
            let start = passage.ranges.first().map_or(0, |range| range.start);
            (passage.witness, passage.unit.index(), start, thread, at)
        };
        it.passages.iter().enumerate().map(key)
    });
    let mut order: Vec<_> = passages.collect();
    order.sort_unstable();
    let mut places = BTreeMap::new();
    let (mut witness, mut place) = (usize::MAX, 0);
    for (of, _, _, thread, at) in order {
        place = if of == witness { place + 1 } else { 0 };
        witness = of;
        places.insert((thread, at), place);
    }
    places
}

/// Witnesses that have the same words.
struct Reading<'s> {
    mark_and_place: Vec<(Mark, &'s Place)>,
    words: Vec<String>,
}

fn thread(
    rounds: &Rounds<'_>,
    strand: &Strand,
    places: &BTreeMap<(usize, usize), usize>,
    xml: &mut Xml<'_>,
) -> io::Result<()> {
    let it = rounds.thread(strand);
    let id = format!("thread.{}", strand.thread);
    xml.open("ab", &[("xml:id", &id), ("type", &"thread"), ("ana", &ana(strand))])?;
    xml.open("app", &[])?;
    let readings = readings(rounds, strand, it);
    for reading in &readings {
        let wit = witnesses(reading.mark_and_place.iter().map(|(_, place)| place.witness));
        xml.open("rdg", &[("wit", &wit)])?;
        for (nth, words) in reading.words.iter().enumerate() {
            for (mark, place) in &reading.mark_and_place {
                milestone(rounds, strand, places, (*mark, place.passages[nth]), xml)?;
            }
            xml.text(words)?;
        }
        xml.close()?;
    }
    let has = |witness: &usize| {
        readings
            .iter()
            .flat_map(|reading| &reading.mark_and_place)
            .any(|(_, place)| place.witness == *witness)
    };
    let lacking: Vec<usize> = (0..rounds.chain.witnesses.len()).filter(|witness| !has(witness)).collect();
    if !lacking.is_empty() {
        xml.empty("rdg", &[("wit", &witnesses(lacking.into_iter()))])?;
    }
    xml.close()?;
    xml.close()?;
    xml.line()
}

/// What became of it in any round, in the order of the categories.
fn ana(strand: &Strand) -> String {
    let happened = MARKS.iter().filter(|(mark, _)| strand.cells.iter().any(|cell| cell.mark == *mark));
    happened.map(|(mark, _)| format!("#mark.{}", mark.word())).collect::<Vec<_>>().join(" ")
}

fn witnesses(all: impl Iterator<Item = usize>) -> String {
    all.map(|witness| format!("#w{}", witness + 1)).collect::<Vec<_>>().join(" ")
}

/// Its wordings, in the order of the rounds.
fn readings<'s>(rounds: &Rounds<'_>, strand: &'s Strand, thread: &Thread) -> Vec<Reading<'s>> {
    let mut readings: Vec<Reading<'s>> = Vec::new();
    for cell in &strand.cells {
        for place in &cell.places {
            let words = place.passages.iter().map(|&at| thread.passages[at].text(rounds.chain));
            let words: Vec<String> = words.collect();
            match readings.iter_mut().find(|reading| reading.words == words) {
                Some(reading) => reading.mark_and_place.push((cell.mark, place)),
                None => readings.push(Reading { mark_and_place: vec![(cell.mark, place)], words }),
            }
        }
    }
    readings
}

fn milestone(
    rounds: &Rounds<'_>,
    strand: &Strand,
    places: &BTreeMap<(usize, usize), usize>,
    (mark, at): (Mark, usize),
    xml: &mut Xml<'_>,
) -> io::Result<()> {
    let passage = &rounds.thread(strand).passages[at];
    let witness = passage.witness + 1;
    let place = places.get(&(strand.thread, at)).copied().unwrap_or_default();
    let document = rounds.chain.witnesses[passage.witness].document;
    xml.empty(
        "milestone",
        &[
            ("unit", &say::kind(document.unit(passage.unit).kind)),
            ("edRef", &format!("#w{witness}")),
            ("xml:id", &format!("w{witness}.p{place}")),
            ("n", &passage_address(rounds.chain, passage)),
            ("ana", &format!("#mark.{}", mark.word())),
        ],
    )
}
