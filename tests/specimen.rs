//! The specimen negotiation against its own gold: every pair of successive drafts.
//!
//! We wrote the texts and know the links, so what is measured here is no proof of anything; it
//! keeps what works working. `cargo test --test specimen -- --nocapture` prints the figures.

#![allow(clippy::print_stdout, reason = "figures are printed for people to read")]

mod measures;

use std::path::Path;

use measures::{compared, documents, links};
use travaux::Pair;
use travaux::corpus::{Gold, Manifest};
use travaux::read::Granularity;

#[test]
fn successive_drafts_are_linked_as_they_were_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("texts/specimen");
    let manifest = Manifest::load(&folder.join("manifest.toml")).unwrap_or_else(|error| panic!("{error}"));
    assert!(!manifest.gold.is_empty(), "the specimen has gold");
    let mut failures = Vec::new();
    for entry in &manifest.gold {
        let gold = Gold::load(&folder.join(&entry.file)).unwrap_or_else(|error| panic!("{error}"));
        let names = Pair::new(&entry.old, &entry.new).map(|file| file.to_string_lossy().into_owned());
        let texts = names
            .as_ref()
            .map(|name| std::fs::read_to_string(folder.join(name)).expect("a text of the specimen"));
        let (names, texts) = (names.as_ref().map(String::as_str), texts.as_ref().map(String::as_str));
        let documents = documents(names, texts, Granularity::Structure);
        let score = links::score(&gold, texts, documents.as_ref(), &compared(documents.as_ref()));
        print!("{} -> {}\n{score}", names.old, names.new);

        let mut check = |good: bool, what: String| {
            if !good {
                failures.push(format!("{} -> {}: {what}", names.old, names.new));
            }
        };
        check(score.links.f1() >= 0.95, format!("links {}", score.links));
        check(score.false_dropped() <= 0.04, format!("false dropped: lines {:?}", score.lost));
        for (relation, lines, fate) in &score.misjudged {
            check(false, format!("lines {lines:?} are labelled {relation:?} and judged {fate:?}"));
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}
