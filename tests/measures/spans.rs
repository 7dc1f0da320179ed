//! Edits against gold spans of tokens.
//!
//! Gold spans count tokens of a sentence split at single spaces; our own tokens are finer ("(MAP)"
//! is three). So edits are laid onto the gold's tokens: a token pair is kept if the same words of
//! ours stand in it on both sides, and whatever lies between two kept pairs is one span. Python's
//! difflib on tokens split at single spaces scores .684 and .941 by these rules on the development
//! half of arXivEdits, which are the published figures.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use travaux::Pair;
use travaux::compare::{Edit, Op};
use travaux::segment::words;

use super::hits::Hits;

/// A stretch of tokens that was replaced, half-open on both sides.
pub type Span = ((usize, usize), (usize, usize));

/// Exact spans and edited tokens.
#[derive(Clone, Copy, Debug, Default)]
pub struct SpanScore {
    /// Spans with both sides exactly as labelled.
    pub exact: Hits,
    /// Tokens of both sides that stand in a span.
    pub tokens: Hits,
}

impl SpanScore {
    /// Counts the spans of one sentence pair.
    pub fn count(&mut self, found: &BTreeSet<Span>, gold: &BTreeSet<Span>) {
        self.exact += Hits::of(found, gold);
        self.tokens += Hits::of(&edited_tokens(found), &edited_tokens(gold));
    }
}

/// Side and place of every token in a span.
fn edited_tokens(spans: &BTreeSet<Span>) -> BTreeSet<(u8, usize)> {
    let old = spans.iter().flat_map(|&(old, _)| (old.0..old.1).map(|at| (1, at)));
    let new = spans.iter().flat_map(|&(_, new)| (new.0..new.1).map(|at| (2, at)));
    old.chain(new).collect()
}

/// An empty side is written (0, 0), wherever it stands: the gold does not say where.
pub fn span(old: Range<usize>, new: Range<usize>) -> Span {
    let side = |range: Range<usize>| if range.is_empty() { (0, 0) } else { (range.start, range.end) };
    (side(old), side(new))
}

/// The spans that edits of two texts leave between kept tokens.
pub fn spans_of(texts: Pair<&str>, edits: &[Edit]) -> BTreeSet<Span> {
    let tokens = texts.map(tokens);
    let kept_words = kept_words(texts, edits);
    let starts: BTreeMap<usize, usize> =
        tokens.new.iter().enumerate().map(|(at, token)| (token.start, at)).collect();
    let mut spans = BTreeSet::new();
    let mut end = Pair::new(0, 0);
    let mut close = |old: usize, new: usize, end: &mut Pair<usize>| {
        if (end.old, end.new) != (old, new) {
            spans.insert(span(end.old..old, end.new..new));
        }
        *end = Pair::new(old + 1, new + 1);
    };
    for (at, token) in tokens.old.iter().enumerate() {
        let inner = words(&texts.old[token.clone()]);
        let shifted = |n: usize| token.start + inner[n].range.start;
        let partner = inner.first().and_then(|_| kept_words.get(&shifted(0))).and_then(|&start| {
            let partner = *starts.get(&(start - inner[0].range.start))?;
            let same_text = texts.new[tokens.new[partner].clone()] == texts.old[token.clone()];
            let offset = |n: usize| start + inner[n].range.start - inner[0].range.start;
            let all = (0..inner.len()).all(|n| kept_words.get(&shifted(n)) == Some(&offset(n)));
            (same_text && all && partner >= end.new).then_some(partner)
        });
        if let Some(partner) = partner {
            close(at, partner, &mut end);
        }
    }
    close(tokens.old.len(), tokens.new.len(), &mut end);
    spans
}

/// Start of a kept word in the old text -> its start in the new one.
fn kept_words(texts: Pair<&str>, edits: &[Edit]) -> BTreeMap<usize, usize> {
    let mut kept = BTreeMap::new();
    for edit in edits.iter().filter(|edit| edit.op == Op::Equal) {
        let sides = Pair::new((texts.old, edit.old.clone()), (texts.new, edit.new.clone()))
            .map(|(text, range)| (range.start, words(&text[range])));
        for (old, new) in sides.old.1.iter().zip(&sides.new.1) {
            kept.insert(sides.old.0 + old.range.start, sides.new.0 + new.range.start);
        }
    }
    kept
}

/// Tokens split at single spaces, empty ones between two spaces included.
fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut at = 0;
    text.split(' ')
        .map(|token| {
            let start = at;
            at += token.len() + 1;
            start..start + token.len()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_become_spans_of_the_golds_tokens() {
        let texts = Pair::new("a posteriori estimation (MAP) rules", "a estimation [MAP] rules still");
        let edit = |op, old, new| Edit { op, old, new };
        let edits = [
            edit(Op::Equal, 0..2, 0..2),
            edit(Op::Delete, 2..13, 2..2),
            edit(Op::Equal, 13..24, 2..13),
            edit(Op::Delete, 24..25, 13..13),
            edit(Op::Insert, 25..25, 13..14),
            edit(Op::Equal, 25..28, 14..17),
            edit(Op::Delete, 28..29, 17..17),
            edit(Op::Insert, 29..29, 17..18),
            edit(Op::Equal, 29..35, 18..24),
            edit(Op::Insert, 35..35, 24..30),
        ];
        let expected = BTreeSet::from([span(1..2, 0..0), span(3..4, 2..3), span(0..0, 4..5)]);
        assert_eq!(spans_of(texts, &edits), expected);
    }
}
