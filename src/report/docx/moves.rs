//! Tokens that stand in two places -> moves with names: one range where the words were, one where they
//! are.
//!
//! ```text
//! B away from A B C, back behind C       "B" old: from move 1        "B" new: to move 1
//! a word of it was changed               "should" old: deleted inside the range, "shall" new: inserted
//! ```
//!
//! A name joins one range to one other. So a paragraph that was moved and cut in two is one move if the
//! halves follow each other, and two if they don't. A few stray words that two places share are no
//! move: there, what went is deleted and what came inserted.

use std::collections::BTreeMap;

use super::flow::Placed;
use super::walk::What;
use crate::pair::Pair;

/// This many letters are always worth a move.
const LETTERS: usize = 12;

/// How a token is tracked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// It stands in both texts, here.
    Kept,
    /// In the old text only.
    Deleted,
    /// In the new text only.
    Inserted,
    /// In the old text here, in the new one where the range of the same name is.
    From,
    /// The other way round.
    To,
}

/// A range of tokens that moved away, or came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range {
    /// The number of the move.
    pub(super) number: usize,
    /// Whether the words came here.
    pub(super) to: bool,
    /// First and last token.
    pub(super) tokens: (usize, usize),
}

/// How each token is tracked, and the ranges, in the order in which they begin.
pub(super) fn moves(flow: &[Placed<'_>]) -> (Vec<Mark>, Vec<Range>) {
    let mut marks: Vec<Mark> = flow.iter().map(plain).collect();
    let runs = runs(flow);
    let mut ranges = Vec::new();
    for (n, pairs) in paired(flow, &runs).into_iter().enumerate() {
        for &Pair { old, new } in &pairs {
            marks[old] = Mark::From;
            marks[new] = Mark::To;
        }
        let (Some(first), Some(last)) = (pairs.first(), pairs.last()) else { continue };
        let range = |to, first, last| Range { number: n + 1, to, tokens: (begin(flow, &runs, first), last) };
        ranges.push(range(false, first.old, last.old));
        ranges.push(range(true, first.new, last.new));
    }
    ranges.sort_by_key(|range| range.tokens);
    ends(flow, &mut marks);
    (marks, ranges)
}

/// The end of a paragraph is tracked as moved only behind words that are: LibreOffice leaves an empty
/// paragraph behind otherwise. To be inserted or deleted comes to the same.
fn ends(flow: &[Placed<'_>], marks: &mut [Mark]) {
    for n in 0..flow.len() {
        let before = n.checked_sub(1).filter(|&before| flow[before].token.what != What::End);
        let alike = before.is_some_and(|before| marks[before] == marks[n]);
        if flow[n].token.what == What::End && !alike && marks[n] != Mark::Kept {
            marks[n] = plain(&flow[n]);
        }
    }
}

fn plain(placed: &Placed<'_>) -> Mark {
    match (placed.token.at.old, placed.token.at.new) {
        (Some(_), Some(_)) => Mark::Kept,
        (Some(_), None) => Mark::Deleted,
        _ => Mark::Inserted,
    }
}

/// The number of the run each token stands in: tokens of one link one after another, in tables or not.
fn runs(flow: &[Placed<'_>]) -> Vec<usize> {
    let mut run = 0;
    let mut before = None;
    let numbers = flow.iter().map(|placed| {
        let here = (placed.link, placed.row);
        run += usize::from(before.replace(here).is_some_and(|before| before != here));
        run
    });
    numbers.collect()
}

/// For each move the places of its tokens, in order. Moves are numbered by where they first show.
fn paired(flow: &[Placed<'_>], runs: &[usize]) -> Vec<Vec<Pair<usize>>> {
    let mut places: BTreeMap<(usize, usize), Pair<Option<usize>>> = BTreeMap::new();
    for (n, placed) in flow.iter().enumerate().filter(|(_, placed)| placed.half) {
        let place = places.entry((placed.link, placed.step)).or_default();
        if placed.token.at.old.is_some() { place.old = Some(n) } else { place.new = Some(n) }
    }
    let mut moves: BTreeMap<(usize, usize, usize), Vec<Pair<usize>>> = BTreeMap::new();
    for ((link, _), place) in places {
        if let Pair { old: Some(old), new: Some(new) } = place {
            moves.entry((link, runs[old], runs[new])).or_default().push(Pair::new(old, new));
        }
    }
    let letters = |run: usize| -> usize {
        let first = runs.partition_point(|&other| other < run);
        flow[first..]
            .iter()
            .zip(&runs[first..])
            .take_while(|(_, other)| **other == run)
            .map(|(t, _)| size(t))
            .sum()
    };
    let worth = |&(_, old, new): &(usize, usize, usize), pairs: &[Pair<usize>]| {
        let moved: usize = pairs.iter().map(|pair| size(&flow[pair.old])).sum();
        moved >= LETTERS || 2 * moved >= letters(old).max(letters(new))
    };
    let mut moves: Vec<Vec<Pair<usize>>> =
        moves.into_iter().filter(|(key, pairs)| worth(key, pairs)).map(|(_, pairs)| pairs).collect();
    moves.sort_by_key(|pairs| pairs.first().map(|pair| pair.old.min(pair.new)));
    moves
}

fn size(placed: &Placed<'_>) -> usize {
    match &placed.token.what {
        What::Words(words) => words.chars().filter(|c| c.is_alphanumeric()).count(),
        What::Raised(_) | What::Between(_) | What::End => 0,
    }
}

/// Where a range begins: what was taken out of the paragraph, or put into it, before its first token
/// that moved belongs to it, the label above all.
fn begin(flow: &[Placed<'_>], runs: &[usize], first: usize) -> usize {
    let mut at = first;
    while let Some(before) = at.checked_sub(1) {
        let one_side = flow[before].token.at.old.is_some() != flow[before].token.at.new.is_some();
        if runs[before] != runs[first]
            || flow[before].token.what == What::End
            || flow[before].half
            || !one_side
        {
            break;
        }
        at = before;
    }
    at
}
