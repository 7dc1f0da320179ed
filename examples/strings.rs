//! What became of one sentence: two strings, compared word by word.
//!
//! ```sh
//! cargo run --example strings -- "States should act." "All States shall act."
//! ```

#![allow(clippy::print_stdout, reason = "an example prints")]

use travaux::Pair;
use travaux::compare::{self, Op};

fn main() {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let texts = match given.as_slice() {
        [old, new] => Pair::new(old.as_str(), new.as_str()),
        _ => Pair::new("States should mend what they cut.", "States shall mend the cables they cut."),
    };
    let link = compare::wording(texts);
    // Edits are ranges of bytes: together they are both texts, byte for byte.
    for edit in &link.edits {
        match edit.op {
            Op::Equal => print!("{}", &texts.new[edit.new.clone()]),
            Op::Delete => print!("{{-{}-}}", &texts.old[edit.old.clone()]),
            Op::Insert => print!("{{+{}+}}", &texts.new[edit.new.clone()]),
        }
    }
    println!("\n{:?}, {:.2} alike", link.fate, link.similarity);
}
