//! Replacements that recur: "CMA" spelled out thirty-one times is one piece of news.

use rustc_hash::FxHashMap;

use super::links::Linked;
use super::result::{Fate, Op, Substitution};

/// How often a replacement must occur.
const LEAST: usize = 3;
/// Most tokens on either side.
const LONGEST: usize = 16;

/// Replacements of words that occur at least three times, most frequent first.
pub(crate) fn substitutions(linked: &[Linked]) -> Vec<Substitution> {
    let mut found: FxHashMap<(&str, &str), Vec<usize>> = FxHashMap::default();
    for (at, linked) in linked.iter().enumerate().filter(|(_, linked)| linked.link.fate == Fate::Reworded) {
        for pair in linked.stretches.windows(2) {
            let [delete, insert] = pair else { continue };
            let replaced = delete.op == Op::Delete && insert.op == Op::Insert;
            if replaced && delete.old.len() <= LONGEST && insert.new.len() <= LONGEST {
                let sides = linked.sides.as_ref();
                let old = &sides.old.tokens[delete.old.clone()];
                let new = &sides.new.tokens[insert.new.clone()];
                let says_something =
                    old.iter().any(|token| token.is_word()) && new.iter().any(|token| token.is_word());
                if let (true, [a, ..], [.., b], [c, ..], [.., d]) = (says_something, old, old, new, new) {
                    let words = (
                        &sides.old.text[a.start as usize..b.end as usize],
                        &sides.new.text[c.start as usize..d.end as usize],
                    );
                    found.entry(words).or_default().push(at);
                }
            }
        }
    }
    let mut recurring: Vec<Substitution> = found
        .into_iter()
        .filter(|(_, places)| places.len() >= LEAST)
        .map(|((old, new), mut links)| {
            let count = links.len();
            links.dedup();
            Substitution { old: old.to_owned(), new: new.to_owned(), count, links }
        })
        .collect();
    recurring.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| (&a.old, &a.new).cmp(&(&b.old, &b.new))));
    recurring
}
