//! Replacements that recur: "CMA" spelled out thirty-one times is one piece of news.
//!
//! ```text
//! [-CMA-]{+Conference of the Parties+}  [-the CMA),-]{+the Conference of the Parties+}
//! "CMA" -> "Conference of the Parties", twice
//! ```
//!
//! A wording is what is replaced by what, without the marks and brackets at either end. It is counted wherever the one goes out and the other
//! comes in, whatever else the same replacement changes. Of wordings that contain each other the
//! longer is told, if it occurs at least half as often as the shorter.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::diff::{changes, is_function_word};
use super::links::Linked;
use super::result::{Fate, Substitution};
use super::tokens::Token;

/// How often a replacement must occur.
const LEAST: usize = 3;
/// Most tokens on either side of a wording.
const LONGEST: usize = 16;

/// Keys of the words taken out, and of those put in.
type Wording = (Vec<u32>, Vec<u32>);

/// One replacement.
struct Replacement<'a> {
    link: usize,
    text: (&'a str, &'a str),
    old: &'a [Token],
    new: &'a [Token],
}

/// Replacements of words that occur at least three times, most frequent first.
pub(crate) fn substitutions(linked: &[Linked<'_>]) -> Vec<Substitution> {
    let replacements = replacements(linked);
    let mut wordings: FxHashMap<Wording, (usize, &Replacement<'_>)> = FxHashMap::default();
    for replacement in &replacements {
        if replacement.old.len() <= LONGEST && replacement.new.len() <= LONGEST {
            let wording = (keys(replacement.old), keys(replacement.new));
            wordings.entry(wording).or_insert((0, replacement)).0 += 1;
        }
    }
    let having = having(&replacements);
    // One occurrence by itself names the wording; two or more make sure that it is one.
    let repeated: Vec<_> = wordings.into_iter().filter(|(_, (count, _))| *count > 1).collect();
    let mut found: Vec<(Wording, Substitution)> = repeated
        .into_par_iter()
        .map(|(wording, (_, first))| {
            let mut substitution = Substitution {
                old: surface(first.text.0, first.old),
                new: surface(first.text.1, first.new),
                count: 0,
                links: Vec::new(),
            };
            // Whatever holds the wording holds its rarest word.
            let rarest = wording.0.iter().filter_map(|key| having.get(key)).min_by_key(|having| having.len());
            for replacement in rarest.into_iter().flatten().map(|&at| &replacements[at as usize]) {
                let times = times(&wording.0, replacement.old).min(times(&wording.1, replacement.new));
                if times > 0 {
                    substitution.count += times;
                    substitution.links.push(replacement.link);
                }
            }
            substitution.links.dedup();
            (wording, substitution)
        })
        .filter(|(_, substitution)| substitution.count >= LEAST)
        .collect();
    let length = |wording: &Wording| wording.0.len() + wording.1.len();
    found.sort_by(|(a, x), (b, y)| {
        (y.count, length(b)).cmp(&(x.count, length(a))).then_with(|| (&x.old, &x.new).cmp(&(&y.old, &y.new)))
    });
    let counts: Vec<(Wording, usize)> =
        found.iter().map(|(wording, substitution)| (wording.clone(), substitution.count)).collect();
    found
        .into_iter()
        .filter(|(wording, substitution)| {
            !counts.iter().any(|(other, count)| {
                let longer = other != wording && within(wording, other) && 2 * count >= substitution.count;
                let shorter = other != wording && within(other, wording) && 2 * substitution.count < *count;
                longer || shorter
            })
        })
        .map(|(_, substitution)| substitution)
        .collect()
}

/// For each word or mark the replacements that take it out, in order.
fn having(replacements: &[Replacement<'_>]) -> FxHashMap<u32, Vec<u32>> {
    let mut having: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (replacement, at) in replacements.iter().zip(0..) {
        for token in replacement.old {
            let places = having.entry(token.exact).or_default();
            if places.last() != Some(&at) {
                places.push(at);
            }
        }
    }
    having
}

/// All replacements of words by words in links that were reworded.
fn replacements<'a>(linked: &'a [Linked<'_>]) -> Vec<Replacement<'a>> {
    let mut replacements = Vec::new();
    for (link, linked) in linked.iter().enumerate().filter(|(_, linked)| linked.link.fate == Fate::Reworded) {
        let sides = linked.sides.as_ref();
        for change in changes(&linked.stretches) {
            let text = (&*sides.old.text, &*sides.new.text);
            let old = trimmed(text.0, &sides.old.tokens[change.old]);
            let new = trimmed(text.1, &sides.new.tokens[change.new]);
            // A number or a function word alone says nothing out of its place.
            let says_something = |text: &str, tokens: &[Token]| {
                tokens
                    .iter()
                    .map(|token| &text[token.range()])
                    .any(|word| word.contains(char::is_alphabetic) && !is_function_word(word))
            };
            if says_something(text.0, old) && says_something(text.1, new) {
                replacements.push(Replacement { link, text, old, new });
            }
        }
    }
    replacements
}

/// Tokens without the marks and brackets at either end, but for brackets that those inside need:
/// "[NDC][INDC]" stays whole.
fn trimmed<'a>(text: &str, tokens: &'a [Token]) -> &'a [Token] {
    let mut start = tokens.iter().position(Token::is_word).unwrap_or(tokens.len());
    // "REDD+" is one word to its readers.
    let ends = |token: &Token| token.is_word() || &text[token.range()] == "+";
    // A plus sign among marks alone stands before the start.
    let mut end = tokens.iter().rposition(ends).map_or(start, |last| (last + 1).max(start));
    let (mut depth, mut lowest) = (0, 0);
    for token in &tokens[start..end] {
        match &text[token.range()] {
            "[" => depth += 1,
            "]" => depth -= 1,
            _ => {}
        }
        lowest = depth.min(lowest);
    }
    let is = |at: usize, bracket: &str| tokens.get(at).is_some_and(|token| &text[token.range()] == bracket);
    if lowest < 0 && start > 0 && is(start - 1, "[") {
        start -= 1;
    }
    if depth - lowest > 0 && is(end, "]") {
        end += 1;
    }
    &tokens[start..end]
}

fn keys(tokens: &[Token]) -> Vec<u32> {
    tokens.iter().map(|token| token.exact).collect()
}

/// How often a wording stands in a replacement, without overlap.
fn times(wording: &[u32], tokens: &[Token]) -> usize {
    let (mut times, mut at) = (0, 0);
    while at + wording.len() <= tokens.len() {
        if tokens[at..].iter().zip(wording).all(|(token, &key)| token.exact == key) {
            times += 1;
            at += wording.len();
        } else {
            at += 1;
        }
    }
    times
}

fn within(inner: &Wording, outer: &Wording) -> bool {
    let part = |inner: &[u32], outer: &[u32]| outer.windows(inner.len()).any(|window| window == inner);
    part(&inner.0, &outer.0) && part(&inner.1, &outer.1)
}

fn surface(text: &str, tokens: &[Token]) -> String {
    match tokens {
        [first, .., last] => text[first.start as usize..last.end as usize].to_owned(),
        [only] => text[only.range()].to_owned(),
        [] => String::new(),
    }
}
