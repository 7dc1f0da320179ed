//! Correct edits -> edits a person likes to read.
//!
//! A shortest edit script keeps every "the" and "of" two sentences share by chance, and cuts a
//! phrase wherever the count comes out lowest:
//!
//! ```text
//! correct    [-recalled-]{+noted+} the [-importance-]{+role+} of [-trust-]{+the Secretariat+}
//! readable   [-recalled the importance of trust-]{+noted the role of the Secretariat+}
//! ```
//!
//! Two passes. *Islands*: a short equal stretch of function words or marks between two large
//! changes goes under; a content word never does. *Slides*: an insertion or deletion that may stand
//! at several places with the same result (`a [b a] b`) is put where it begins after a mark or
//! bracket, or ends before one, so that brackets open and close inside the same edit.
//! Semantic clean-up as in diff-match-patch was tried on paper and rejected: it weighs characters
//! and swallows content words, so that a carried word would be shown both struck and inserted.

use super::diff::{Change, Stretch, changes, is_function_word, stretches as stretches_of};
use super::tokens::Token;
use crate::pair::Pair;
use crate::segment::WordKind;

/// Most tokens an island may have.
const ISLAND: usize = 3;
/// Fewest words that must change on either bank of an island, old and new together.
const BANK: usize = 6;

/// One side as the pass needs it.
#[derive(Clone, Copy)]
pub(crate) struct Readable<'a> {
    /// The joined text.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: &'a [Token],
}

impl Readable<'_> {
    fn surface(&self, at: usize) -> &str {
        &self.text[self.tokens[at].range()]
    }
}

/// Makes edits readable. They stay correct: equal stretches have equal tokens.
pub(crate) fn smooth(stretches: &[Stretch], sides: Pair<Readable<'_>>) -> Vec<Stretch> {
    let mut changes = changes(stretches);
    slide(&mut changes, sides);
    let changes = sink_islands(changes, sides);
    stretches_of(&changes, sides.old.tokens.len(), sides.new.tokens.len())
}

fn sink_islands(changes: Vec<Change>, sides: Pair<Readable<'_>>) -> Vec<Change> {
    let mut kept: Vec<Change> = Vec::with_capacity(changes.len());
    for change in changes {
        match kept.last_mut() {
            Some(last) if is_island(last, &change, sides) => {
                last.old.end = change.old.end;
                last.new.end = change.new.end;
            }
            _ => kept.push(change),
        }
    }
    kept
}

/// Whether what stands between two changes is not worth keeping.
fn is_island(before: &Change, after: &Change, sides: Pair<Readable<'_>>) -> bool {
    let island = before.old.end..after.old.start;
    island.len() <= ISLAND
        && words(before, sides) >= BANK
        && words(after, sides) >= BANK
        && !before.old.is_empty()
        && !before.new.is_empty()
        && !after.old.is_empty()
        && !after.new.is_empty()
        && island.into_iter().all(|at| {
            let token = &sides.old.tokens[at];
            token.kind() == WordKind::Mark && !is_stop(sides.old.surface(at))
                || is_function_word(sides.old.surface(at))
        })
}

fn words(change: &Change, sides: Pair<Readable<'_>>) -> usize {
    let count = |tokens: &[Token]| tokens.iter().filter(|token| token.is_word()).count();
    count(&sides.old.tokens[change.old.clone()]) + count(&sides.new.tokens[change.new.clone()])
}

/// A mark that ends a sentence or a clause of a resolution.
fn is_stop(mark: &str) -> bool {
    matches!(mark, "." | ";" | "?" | "!" | ":" | "。" | "；" | "？" | "！" | "：" | "؛" | "؟")
}

/// Moves pure insertions and deletions to where they read best.
fn slide(changes: &mut [Change], sides: Pair<Readable<'_>>) {
    for at in 0..changes.len() {
        let floor =
            at.checked_sub(1).map_or((0, 0), |before| (changes[before].old.end, changes[before].new.end));
        let ceiling = changes.get(at + 1).map_or((sides.old.tokens.len(), sides.new.tokens.len()), |after| {
            (after.old.start, after.new.start)
        });
        let change = &mut changes[at];
        if change.old.is_empty() {
            let room = (change.new.start - floor.1, ceiling.1 - change.new.end);
            let by = best_slide(sides.new, &change.new, room);
            shift(change, by);
        } else if change.new.is_empty() {
            let room = (change.old.start - floor.0, ceiling.0 - change.old.end);
            let by = best_slide(sides.old, &change.old, room);
            shift(change, by);
        }
    }
}

fn shift(change: &mut Change, by: isize) {
    for range in [&mut change.old, &mut change.new] {
        // A slide never leaves the room between its neighbours.
        range.start = range.start.saturating_add_signed(by);
        range.end = range.end.saturating_add_signed(by);
    }
}

/// By how many tokens a lone range is best moved; `room` before and after it must stay equal text.
fn best_slide(side: Readable<'_>, range: &std::ops::Range<usize>, room: (usize, usize)) -> isize {
    let key = |at: usize| side.tokens[at].exact;
    let back = (1..=room.0).take_while(|by| key(range.start - by) == key(range.end - by)).count();
    let forth = (0..room.1).take_while(|by| key(range.start + by) == key(range.end + by)).count();
    let mut best = (score(side, range.clone()), 0isize);
    for by in -(back as isize)..=forth as isize {
        let moved = range.start.saturating_add_signed(by)..range.end.saturating_add_signed(by);
        let found = score(side, moved);
        if found > best.0 || (found == best.0 && by.abs() < best.1.abs()) {
            best = (found, by);
        }
    }
    best.1
}

/// How well a range reads as one edit.
fn score(side: Readable<'_>, range: std::ops::Range<usize>) -> i32 {
    let mut score = 0;
    let mut depth = 0i32;
    let mut lowest = 0;
    for at in range.clone() {
        match side.surface(at) {
            "[" | "(" => depth += 1,
            "]" | ")" => depth -= 1,
            _ => {}
        }
        lowest = lowest.min(depth);
    }
    if depth == 0 && lowest == 0 {
        score += 4;
    }
    let first = side.surface(range.start);
    let last = side.surface(range.end - 1);
    let before = range.start.checked_sub(1).map(|at| side.surface(at));
    if before.is_none_or(is_stop) {
        score += 3;
    }
    if is_stop(last) {
        score += 2;
    }
    if matches!(first, "," | "，" | "、" | "،" | "and" | "or" | "和" | "或" | "[") {
        score += 1;
    }
    if matches!(last, "]") {
        score += 1;
    }
    if matches!(first, "]" | ")" | "." | ";") && range.len() > 1 {
        score -= 2;
    }
    if matches!(last, "[" | "(" | "the" | "of" | "a") && range.len() > 1 {
        score -= 1;
    }
    score
}
