//! Threads through many rounds: the specimen against its own truth, and real texts where they are.
//!
//! `cargo test --test lineage -- --nocapture` prints the figures and what was restored.

#![allow(clippy::print_stdout, reason = "figures are printed for people to read")]

mod texts;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde::Deserialize;
use travaux::compare::{self, Watch};
use travaux::corpus::{Gold, Manifest, Sureness};
use travaux::document::{Status, UnitId};
use travaux::lineage::{Chain, Lineage, What, Witness, trace};
use travaux::{Document, read};

fn specimen() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("texts/specimen")
}

const FILES: [&str; 6] = [
    "1-initial-pre-draft.md",
    "2-revised-pre-draft.md",
    "3-zero-draft.txt",
    "4-first-draft.txt",
    "5-final-report.md",
    "chairs-summary.md",
];

fn documents(folder: &Path, files: &[&str]) -> Vec<Document> {
    let read = |file: &&str| {
        read(&folder.join(file), &read::Options::default()).unwrap_or_else(|error| panic!("{error}"))
    };
    files.iter().map(read).collect()
}

fn chain(documents: &[Document]) -> Chain<'_> {
    let mut chain = Chain::of(&documents[..5]);
    let summary = Witness { round: 5, document: &documents[5], status: Some(Status::ChairsSummary) };
    chain.witnesses.push(summary);
    chain
}

fn traced(chain: &Chain<'_>) -> Lineage {
    trace(chain, &compare::Options::default(), &Watch::default()).expect("nobody interrupts it")
}

#[derive(Deserialize)]
struct Truth {
    restored: Vec<Restored>,
    sentence_moves: Vec<Moved>,
    to_summary: Vec<Moved>,
}

#[derive(Deserialize)]
struct Restored {
    from: Place,
    to: Place,
    wording: String,
}

#[derive(Deserialize)]
struct Moved {
    from: Place,
    to: Place,
}

#[derive(Deserialize)]
struct Place {
    file: String,
    line: u32,
}

type Passage = (usize, UnitId);

/// The unit that begins on a line of a file.
fn unit_at(documents: &[Document], file: &str, line: u32) -> Passage {
    let witness = FILES.iter().position(|name| *name == file).expect("a file of the specimen");
    let units = || documents[witness].ids().map(|id| (id, documents[witness].unit(id).place.lines));
    let begins = units().find(|(_, lines)| lines.0 == line);
    let holds = || units().rfind(|(_, lines)| lines.0 <= line && line <= lines.1);
    let (id, _) = begins.or_else(holds).unwrap_or_else(|| panic!("{file}:{line}: no unit"));
    (witness, id)
}

fn place(at: &Place, documents: &[Document]) -> Passage {
    unit_at(documents, &at.file, at.line)
}

fn truth() -> Truth {
    let text = std::fs::read_to_string(specimen().join("gold/lineage.gold.json")).expect("the gold is there");
    serde_json::from_str(&text).expect("the gold is JSON")
}

/// Pairs of units of neighbouring rounds that are in one thread.
fn neighbours(lineage: &Lineage) -> BTreeSet<(Passage, Passage)> {
    let mut pairs = BTreeSet::new();
    for thread in &lineage.threads {
        let at = |&at: &usize| (thread.passages[at].witness, thread.passages[at].unit);
        for event in thread.events.iter().filter(|event| event.what == What::Continued) {
            for old in event.passages.old.iter().map(at) {
                pairs.extend(event.passages.new.iter().map(at).map(|new| (old, new)));
            }
        }
    }
    pairs
}

#[test]
fn every_sentence_is_in_exactly_one_thread_and_totals_add_up() {
    let documents = documents(&specimen(), &FILES);
    let chain = chain(&documents);
    sound(&chain, &traced(&chain));
}

fn sound(chain: &Chain<'_>, lineage: &Lineage) {
    let mut seen = BTreeSet::new();
    for thread in &lineage.threads {
        for passage in &thread.passages {
            for range in &passage.ranges {
                assert!(
                    seen.insert((passage.witness, passage.unit, range.start)),
                    "a sentence in two threads"
                );
            }
        }
    }
    for (witness, text) in chain.witnesses.iter().enumerate() {
        for unit in text.document.ids() {
            let words = text.document.text_of(unit);
            let sentences = travaux::segment::sentences(words);
            for sentence in sentences {
                assert!(seen.contains(&(witness, unit, sentence.start)), "a sentence without a thread");
            }
        }
    }
    for total in &lineage.totals {
        let kept = total.carried + total.edited + total.reworded;
        assert_eq!(total.before, kept + total.dropped, "{total:?}");
        assert_eq!(total.after, kept + total.new + total.restored, "{total:?}");
    }
}

#[test]
fn the_specimen_is_followed_as_it_was_written() {
    let documents = documents(&specimen(), &FILES);
    let chain = chain(&documents);
    let lineage = traced(&chain);
    let manifest =
        Manifest::load(&specimen().join("manifest.toml")).unwrap_or_else(|error| panic!("{error}"));
    let truth = truth();

    let (mut sure, mut likely, mut known) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for entry in &manifest.gold {
        let gold = Gold::load(&specimen().join(&entry.file)).unwrap_or_else(|error| panic!("{error}"));
        let (old, new) = (entry.old.to_string_lossy(), entry.new.to_string_lossy());
        known.extend(gold.dropped.iter().map(|&line| unit_at(&documents, &old, line)));
        known.extend(gold.added.iter().map(|&line| unit_at(&documents, &new, line)));
        for link in &gold.links {
            let into = if link.confidence == Sureness::Sure { &mut sure } else { &mut likely };
            for &a in &link.old {
                for &b in &link.new {
                    let pair = (unit_at(&documents, &old, a), unit_at(&documents, &new, b));
                    known.extend([pair.0, pair.1]);
                    into.insert(pair);
                }
            }
        }
    }
    for moved in truth.sentence_moves.iter().chain(&truth.to_summary) {
        sure.insert((place(&moved.from, &documents), place(&moved.to, &documents)));
    }
    let found = neighbours(&lineage);
    let counted = |pair: &&(Passage, Passage)| {
        !likely.contains(*pair) && known.contains(&pair.0) && (known.contains(&pair.1) || pair.1.0 == 5)
    };
    let right = found.iter().filter(counted).filter(|pair| sure.contains(*pair)).count();
    let wrong: Vec<_> = found.iter().filter(counted).filter(|pair| !sure.contains(*pair)).collect();
    let missed: Vec<_> = sure.iter().filter(|pair| !found.contains(*pair)).collect();
    let say = |at: &Passage| {
        let document = &documents[at.0];
        format!("{} {}", at.0 + 1, document.unit(at.1).address)
    };
    for (name, pairs) in [("wrong", &wrong), ("missed", &missed)] {
        for (old, new) in pairs {
            println!("{name}: {} -> {}", say(old), say(new));
        }
    }
    let f1 = 2.0 * right as f64 / (2 * right + wrong.len() + missed.len()) as f64;
    println!(
        "passages of neighbouring rounds: F1 {f1:.3} ({right} right, {} wrong, {} missed)",
        wrong.len(),
        missed.len()
    );

    assert!(f1 >= 0.97, "{f1}");
}

#[test]
fn what_came_back_is_found_and_nothing_else() {
    let documents = documents(&specimen(), &FILES);
    let chain = chain(&documents);
    let lineage = traced(&chain);
    let mut restored = BTreeSet::new();
    let mut phrases = BTreeSet::new();
    for thread in &lineage.threads {
        let at = |&at: &usize| (thread.passages[at].witness, thread.passages[at].unit);
        for event in thread.events.iter().filter(|event| event.what == What::Restored) {
            let (old, new) = (event.passages.old.iter().map(at), event.passages.new.iter().map(at));
            restored.extend(old.zip(new));
        }
        for phrase in &thread.phrases {
            let holds = |passage: &&travaux::lineage::Passage| {
                chain.witnesses[passage.witness].round == phrase.restored
            };
            let passage = thread.passages.iter().find(holds).expect("it is back in that round");
            phrases.insert((passage.witness, passage.unit));
        }
    }
    let wanted = |phrase: bool| {
        truth().restored.into_iter().filter(move |wanted| (wanted.wording == "passage") == phrase)
    };
    let whole: BTreeSet<_> = wanted(false)
        .map(|wanted| (place(&wanted.from, &documents), place(&wanted.to, &documents)))
        .collect();
    assert_eq!(restored, whole);
    let parts: BTreeSet<_> = wanted(true).map(|wanted| place(&wanted.to, &documents)).collect();
    assert_eq!(phrases, parts);
}

#[test]
fn what_moved_to_the_chairs_summary_is_not_called_dropped() {
    let documents = documents(&specimen(), &FILES);
    let chain = chain(&documents);
    let lineage = traced(&chain);
    let crossed: BTreeSet<_> = lineage
        .threads
        .iter()
        .flat_map(|thread| thread.events.iter().map(move |event| (thread, event)))
        .filter(|(_, event)| event.crossed.is_some_and(|crossed| crossed.new == Status::ChairsSummary))
        .flat_map(|(thread, event)| {
            let at = |&at: &usize| (thread.passages[at].witness, thread.passages[at].unit);
            event.passages.old.iter().map(at).zip(event.passages.new.iter().map(at)).collect::<Vec<_>>()
        })
        .collect();
    let wanted: BTreeSet<_> = truth()
        .to_summary
        .iter()
        .map(|moved| (place(&moved.from, &documents), place(&moved.to, &documents)))
        .collect();
    assert_eq!(crossed, wanted);
}

#[test]
fn real_chains() {
    let Some(folder) = texts::folder("lineage") else { return };
    let paris = [
        "agreement-23-oct-2015",
        "agreement-4-dec-2015",
        "agreement-9-dec-2015",
        "agreement-12-dec-2015",
        "agreement-29-jan-2016-final",
    ];
    let tls = [
        "tls13-00",
        "tls13-05",
        "tls13-10",
        "tls13-15",
        "tls13-20",
        "tls13-24",
        "tls13-28",
        "rfc8446",
        "rfc8446bis-00",
        "rfc8446bis-07",
        "rfc8446bis-14",
    ];
    let paris = paris.map(|name| format!("paris-agreement/{name}.md"));
    let tls = tls.map(|name| format!("tls13/draft-ietf-tls-{name}.md"));
    for files in [&paris[..], &tls[..]] {
        let documents = documents(&folder, &files.iter().map(String::as_str).collect::<Vec<_>>());
        let chain = Chain::of(&documents);
        let started = Instant::now();
        let lineage = traced(&chain);
        println!("{}: {} threads in {:.2?}", files[0], lineage.threads.len(), started.elapsed());
        for total in &lineage.totals {
            println!("  {total:?}");
        }
        restored(&chain, &lineage);
        sound(&chain, &lineage);
    }
}

fn restored(chain: &Chain<'_>, lineage: &Lineage) {
    for thread in &lineage.threads {
        let text = |side: &[usize]| {
            side.iter().map(|&at| thread.passages[at].text(chain)).collect::<Vec<_>>().join(" | ")
        };
        for event in thread.events.iter().filter(|event| event.what == What::Restored) {
            println!("  restored {} -> {}, {:.2}", event.rounds.old, event.rounds.new, event.similarity);
            println!("    {}\n    {}", text(&event.passages.old), text(&event.passages.new));
        }
        for phrase in &thread.phrases {
            println!("  {phrase:?}");
        }
    }
}
