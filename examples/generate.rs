//! Writes two planted drafts to files: what the benches compare.
//!
//! `cargo run --release --example generate -- PARAGRAPHS SEED OLD NEW [TRUTH]`
//!
//! TRUTH gets a line for each word that went on: its number in the old file and in the new one, counted
//! in words between white space, labels among them, from 0.

#![allow(clippy::print_stderr, reason = "it is a program")]

#[path = "../tests/planted/mod.rs"]
mod planted;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let ([paragraphs, seed, old, new], truth) = (match arguments.as_slice() {
        [all @ .., truth] if all.len() == 4 => (all, Some(truth)),
        all => (all, None),
    }) else {
        return usage();
    };
    let (Ok(paragraphs), Ok(seed)) = (paragraphs.parse(), seed.parse()) else { return usage() };
    let planted = planted::plant(seed, &planted::Parameters::of_size(paragraphs));
    for (path, draft) in [(old, &planted.old), (new, &planted.new)] {
        if let Err(error) = std::fs::write(path, &draft.text) {
            eprintln!("{path}: {error}");
            return ExitCode::from(2);
        }
    }
    if let Some(truth) = truth
        && let Err(error) = std::fs::write(truth, carried(&planted))
    {
        eprintln!("{truth}: {error}");
        return ExitCode::from(2);
    }
    ExitCode::SUCCESS
}

/// The words that went on, as pairs of numbers.
fn carried(planted: &planted::Planted) -> String {
    let (old, new) = (first_words(&planted.old), first_words(&planted.new));
    let mut out = String::new();
    for (item, first) in planted.new.items.iter().zip(&new) {
        for (at, word) in item.words.iter().enumerate() {
            if let Some((from, place)) = word.from {
                out.push_str(&format!("{} {}\n", old[from] + place, first + at));
            }
        }
    }
    out
}

/// For each item the number of its first word in the file.
fn first_words(draft: &planted::draft::Draft) -> Vec<usize> {
    let mut before = 0;
    let starts: Vec<(usize, usize)> = draft
        .text
        .lines()
        .map(|line| {
            let count = line.split_whitespace().count();
            before += count;
            (before - count, count)
        })
        .collect();
    let first = |item: &planted::draft::Item| {
        let (start, count) = starts[item.line as usize - 1];
        // The label stands before the words.
        start + count - item.words.len()
    };
    draft.items.iter().map(first).collect()
}

fn usage() -> ExitCode {
    eprintln!("usage: generate PARAGRAPHS SEED OLD NEW [TRUTH]");
    ExitCode::from(2)
}
