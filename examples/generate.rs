//! Writes two planted drafts to files: what the benches compare.
//!
//! `cargo run --release --example generate -- PARAGRAPHS SEED OLD NEW`

#![allow(clippy::print_stderr, reason = "it is a program")]

#[path = "../tests/planted/mod.rs"]
mod planted;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [paragraphs, seed, old, new] = arguments.as_slice() else { return usage() };
    let (Ok(paragraphs), Ok(seed)) = (paragraphs.parse(), seed.parse()) else { return usage() };
    let planted = planted::plant(seed, &planted::Parameters::of_size(paragraphs));
    for (path, draft) in [(old, &planted.old), (new, &planted.new)] {
        if let Err(error) = std::fs::write(path, &draft.text) {
            eprintln!("{path}: {error}");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

fn usage() -> ExitCode {
    eprintln!("usage: generate PARAGRAPHS SEED OLD NEW");
    ExitCode::from(2)
}
