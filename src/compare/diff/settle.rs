//! Correct changes -> the same or larger ones, where a person would put them.
//!
//! ```text
//! crumbs   [-a b c-]{+d e+} of [-f g-]{+h i+}  ->  one replacement: a single light token between
//!          two replacements of three words or more is chance, not language kept
//! slides   a [b a] b: an insertion or deletion with several places goes to the last one at which
//!          its brackets are whole
//! ```

use std::ops::Range;

use super::stretches::Change;
use super::words::{LIGHT, MARK, Sequence, Weight};

/// Heaviest token that alone between two replacements is a crumb.
const CRUMB: u8 = LIGHT;
/// Fewest words on either side of a crumb, old and new together.
const BANK: usize = 3;

/// Joins replacements between which a single light token was kept by chance.
pub(super) fn sink_crumbs(changes: &mut Vec<Change>, old: Sequence<'_>, new: Sequence<'_>) {
    let words = |change: &Change| {
        let count = |weights: &[Weight]| weights.iter().filter(|weight| weight.weight > MARK).count();
        count(&old.weights[change.old.clone()]) + count(&new.weights[change.new.clone()])
    };
    let mut kept: Vec<Change> = Vec::with_capacity(changes.len());
    for change in changes.drain(..) {
        match kept.last_mut() {
            Some(last)
                if change.old.start - last.old.end == 1
                    && old.weights[last.old.end].weight <= CRUMB
                    && words(last) >= BANK
                    && words(&change) >= BANK =>
            {
                last.old.end = change.old.end;
                last.new.end = change.new.end;
            }
            _ => kept.push(change),
        }
    }
    *changes = kept;
}

/// Moves lone insertions and deletions to the last place at which their brackets are whole.
pub(super) fn slide(changes: &mut [Change], old: Sequence<'_>, new: Sequence<'_>) {
    for at in 0..changes.len() {
        let floor = at.checked_sub(1).map_or(0, |before| {
            let (before, change) = (&changes[before], &changes[at]);
            (change.old.start - before.old.end).min(change.new.start - before.new.end)
        });
        let next = changes.get(at + 1).map_or(old.keys.len(), |after| after.old.start);
        let change = &changes[at];
        let back = if at == 0 { change.old.start.min(change.new.start) } else { floor };
        let room = (back, next - change.old.end);
        let by = match (change.old.is_empty(), change.new.is_empty()) {
            (true, false) => last_place(new, &change.new, room),
            (false, true) => last_place(old, &change.old, room),
            _ => 0,
        };
        let change = &mut changes[at];
        for range in [&mut change.old, &mut change.new] {
            *range = range.start.saturating_add_signed(by)..range.end.saturating_add_signed(by);
        }
    }
}

fn last_place(side: Sequence<'_>, range: &Range<usize>, room: (usize, usize)) -> isize {
    let keys = side.keys;
    let back = (1..=room.0).take_while(|by| keys[range.start - by] == keys[range.end - by]).count();
    let forth = (0..room.1).take_while(|by| keys[range.start + by] == keys[range.end + by]).count();
    // Sliding by one puts a token out at one end and an equal one in at the other: the sum of
    // brackets stays, only where they cross changes.
    let whole = |by: isize| {
        let start = range.start.saturating_add_signed(by);
        let mut depth = 0i32;
        let closed = side.weights[start..start + range.len()].iter().all(|weight| {
            depth += i32::from(weight.depth);
            depth >= 0
        });
        closed && depth == 0
    };
    let (back, forth) = (-(back as isize), forth as isize);
    if back == 0 && forth == 0 {
        return 0;
    }
    // A few places suffice: a long run of places is a repeated token or phrase.
    (back.max(forth - 64)..=forth).rev().find(|&by| whole(by)).unwrap_or(forth)
}
