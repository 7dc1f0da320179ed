//! Texts made to hurt: they must be compared, and quickly. Nothing is timed here; what is quadratic
//! makes this file slow enough to be noticed.

use travaux::compare::{self, Comparison};
use travaux::{Pair, read};

fn compared(old: &str, new: &str) -> Comparison {
    let documents = Pair::new(old, new).map(|text| {
        read::read_bytes("draft.txt", text.as_bytes(), &read::Options::default()).expect("this is text")
    });
    compare::compare(documents.as_ref(), &compare::Options::default(), &compare::Watch::default())
        .expect("nobody interrupts")
}

fn paragraphs(count: usize, text: impl Fn(usize) -> String) -> String {
    (0..count).map(|n| text(n) + "\n\n").collect()
}

/// Every unit stands in exactly one link.
fn is_whole(comparison: &Comparison, units: Pair<usize>) {
    let count = Pair::new(
        comparison.links.iter().map(|link| link.units.old.len()).sum(),
        comparison.links.iter().map(|link| link.units.new.len()).sum(),
    );
    assert_eq!(count, units);
}

#[test]
fn one_word_twenty_thousand_times() {
    let comparison = compared(&paragraphs(20_000, |_| "word".into()), &paragraphs(19_900, |_| "word".into()));
    is_whole(&comparison, Pair::new(20_000, 19_900));
}

#[test]
fn twenty_thousand_units_of_one_word_each() {
    let comparison =
        compared(&paragraphs(20_000, |n| format!("w{n}")), &paragraphs(20_000, |n| format!("w{}", 2 * n)));
    is_whole(&comparison, Pair::new(20_000, 20_000));
}

#[test]
fn the_same_sentence_over_and_over() {
    let line = |_| "The Group decided to remain seized of the matter at its next session.".to_owned();
    is_whole(&compared(&paragraphs(5_000, line), &paragraphs(4_900, line)), Pair::new(5_000, 4_900));
}

#[test]
fn nothing_in_common() {
    let old = paragraphs(1_000, |n| (0..60).map(|k| format!("a{} ", (n * 7 + k * k) % 997)).collect());
    let new = paragraphs(1_000, |n| (0..60).map(|k| format!("b{} ", (n * 5 + k * k) % 997)).collect());
    let comparison = compared(&old, &new);
    is_whole(&comparison, Pair::new(1_000, 1_000));
}

#[test]
fn one_line_of_two_hundred_thousand_words() {
    let words = |skip: usize| {
        let kept = (0..200_000usize).filter(|n| skip == 0 || n % skip != 0);
        kept.map(|n| format!("w{} ", n.wrapping_mul(2_654_435_761) % 5_003)).collect::<String>()
    };
    is_whole(&compared(&words(0), &words(0)), Pair::new(1, 1));
    is_whole(&compared(&words(0), &words(100)), Pair::new(1, 1));
}
