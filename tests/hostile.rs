//! Texts made to hurt: they must be compared, and quickly. Nothing is timed here; what is quadratic
//! makes this file slow enough to be noticed.

use travaux::compare::{self, Comparison, Fate};
use travaux::{Pair, read};

/// Compares two texts; every unit must stand in exactly one link.
fn compared(old: &str, new: &str) -> Comparison {
    let documents = Pair::new(old, new).map(|text| {
        read::read_bytes("draft.txt", text.as_bytes(), &read::Options::default()).expect("this is text")
    });
    let comparison =
        compare::compare(documents.as_ref(), &compare::Options::default(), &compare::Watch::default())
            .expect("nobody interrupts");
    let links = || comparison.links.iter();
    assert_eq!(links().map(|link| link.units.old.len()).sum::<usize>(), documents.old.units.len());
    assert_eq!(links().map(|link| link.units.new.len()).sum::<usize>(), documents.new.units.len());
    comparison
}

fn paragraphs(count: usize, text: impl Fn(usize) -> String) -> String {
    (0..count).map(|n| text(n) + "\n\n").collect()
}

#[test]
fn one_word_twenty_thousand_times() {
    let old = paragraphs(20_000, |_| "word".into());
    assert!(!compared(&old, &paragraphs(19_900, |_| "word".into())).links.is_empty());
}

#[test]
fn twenty_thousand_units_of_one_word_each() {
    let (old, new) = (paragraphs(20_000, |n| format!("w{n}")), paragraphs(20_000, |n| format!("w{}", 2 * n)));
    assert!(!compared(&old, &new).links.is_empty());
}

#[test]
fn the_same_sentence_over_and_over() {
    let line = |_| "The Group decided to remain seized of the matter at its next session.".to_owned();
    assert!(!compared(&paragraphs(5_000, line), &paragraphs(4_900, line)).links.is_empty());
}

#[test]
fn nothing_in_common() {
    let old = paragraphs(1_000, |n| (0..60).map(|k| format!("a{} ", (n * 7 + k * k) % 997)).collect());
    let new = paragraphs(1_000, |n| (0..60).map(|k| format!("b{} ", (n * 5 + k * k) % 997)).collect());
    let fates: Vec<_> = compared(&old, &new).links.iter().map(|link| link.fate).collect();
    assert!(fates.iter().all(|fate| matches!(fate, Fate::Dropped | Fate::New)), "{fates:?}");
}

#[test]
fn one_line_of_two_hundred_thousand_words() {
    let words = |skip: usize| {
        let kept = (0..200_000usize).filter(|n| skip == 0 || n % skip != 0);
        kept.map(|n| format!("w{} ", n.wrapping_mul(2_654_435_761) % 5_003)).collect::<String>()
    };
    assert_eq!(compared(&words(0), &words(0)).links[0].fate, Fate::Carried);
    assert_eq!(compared(&words(0), &words(100)).links.len(), 1);
}

/// A plus sign counts as part of a word's end ("REDD+"); here it stands among marks alone.
#[test]
fn a_change_of_marks_with_a_plus_sign() {
    let old = "The client sends the message to the server (+) and waits there for a reply.\n";
    let new = "The client sends a message to the server [*] and waits there for a reply.\n";
    assert_eq!(compared(old, new).links[0].fate, Fate::Reworded);
}
