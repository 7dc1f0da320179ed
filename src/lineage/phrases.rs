//! Words inside a thread that were taken out, and later put back.
//!
//! ```text
//! round 2  … be notified within seventy-two hours.
//! round 3  … be notified promptly.
//! round 4  … be notified within seventy-two hours.      “within seventy-two hours”, out in 3, back in 4
//! ```

use rayon::prelude::*;

use super::chain::Chain;
use super::events::{Event, What};
use super::threads::Thread;
use crate::compare::Op;
use crate::segment::{WordKind, words};

/// Fewest words that are worth telling.
const WORDS: usize = 3;
/// Fewest words with so many letters: "it was said that no" is no news.
const TELLING: (usize, usize) = (2, 5);

/// Words that were gone, and are back.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Phrase {
    /// The words, as they were printed before they went.
    pub text: String,
    /// The first round without them, counted from 1.
    pub dropped: usize,
    /// The round in which they are back.
    pub restored: usize,
}

/// Finds them in all threads.
pub(super) fn find(chain: &Chain<'_>, threads: &mut [Thread]) {
    threads.par_iter_mut().for_each(|thread| thread.phrases = phrases(chain, thread));
}

fn phrases(chain: &Chain<'_>, thread: &Thread) -> Vec<Phrase> {
    let mut gone: Vec<(usize, Vec<String>, String)> = Vec::new();
    let mut found = Vec::new();
    for event in thread.events.iter().filter(|event| event.what == What::Continued) {
        let texts = event.passages.as_ref().map(|side| text(chain, thread, side));
        let before = folded(&texts.old);
        let after = folded(&texts.new);
        gone.retain(|(round, phrase, text)| {
            if holds(&before, phrase) || !holds(&after, phrase) {
                return !holds(&before, phrase);
            }
            let (dropped, restored) = (*round, event.rounds.new);
            found.push(Phrase { text: text.clone(), dropped, restored });
            false
        });
        gone.extend(taken_out(event, &texts.old).into_iter().filter_map(|text| {
            let phrase = folded(text);
            let telling = phrase.iter().filter(|word| word.chars().count() >= TELLING.1).count();
            let worth = phrase.len() >= WORDS && telling >= TELLING.0 && !holds(&after, &phrase);
            worth.then(|| (event.rounds.new, phrase, text.to_owned()))
        }));
    }
    found
}

fn text(chain: &Chain<'_>, thread: &Thread, side: &[usize]) -> String {
    side.iter().map(|&at| thread.passages[at].text(chain)).collect::<Vec<_>>().join(" ")
}

fn taken_out<'t>(event: &Event, old: &'t str) -> Vec<&'t str> {
    let edits = event.edits.iter().filter(|edit| edit.op == Op::Delete);
    let words = edits.filter_map(|edit| old.get(edit.old.clone()));
    words.map(|words| words.trim_matches(|c: char| !c.is_alphanumeric())).collect()
}

fn folded(text: &str) -> Vec<String> {
    let words = words(text).into_iter().filter(|word| word.kind == WordKind::Word);
    words.map(|word| text[word.range].to_lowercase()).collect()
}

fn holds(text: &[String], phrase: &[String]) -> bool {
    text.windows(phrase.len().max(1)).any(|words| words == phrase)
}
