//! Links -> which of them moved.
//!
//! ```text
//! old  1 2 3 4 5      new  1 4 2 3 5      moved: 4 (one unit), not 2 and 3 (two units)
//! ```
//!
//! The links that stay are a heaviest set in the same order on both sides (a longest increasing
//! subsequence with weights, by a Fenwick tree in n log n); the rest moved. A heading weighs as
//! much as several paragraphs: when a paragraph crosses a heading, the paragraph moved. Notes stand
//! wherever the printer put them and never move among themselves. What crossed into a part of another
//! status ([`crossed`](super::crossed)) moved whatever its place, and nothing else need move for it.

use super::align::Group;
use super::crossed::crossings;
use super::likeness::Bags;
use super::rising::heaviest_rising;
use crate::document::{Document, Kind};
use crate::pair::Pair;

/// Weight of a unit that is no heading, beside its words.
const UNIT: u64 = 10_000;
/// Weight of a heading.
const HEADING: u64 = 4 * UNIT;

/// Marks the groups that moved.
pub(crate) fn mark_moved(documents: Pair<&Document>, bags: &Bags, groups: &mut [Group]) {
    let crossed = crossings(documents, groups);
    for (group, crossed) in groups.iter_mut().zip(crossed) {
        (group.moved, group.crossed) = (crossed.is_some(), crossed);
    }
    let mut placed: Vec<(usize, usize, usize)> = groups
        .iter()
        .enumerate()
        .filter(|(_, group)| !group.units.old.is_empty() && !group.units.new.is_empty())
        .filter(|(_, group)| group.crossed.is_none() && may_move(documents, group))
        .map(|(at, group)| {
            let seats = group.units.as_ref().zip(bags.bags.as_ref()).map(|(units, bags)| {
                let heaviest = units.iter().max_by(|a, b| {
                    bags[a.index()].weight().total_cmp(&bags[b.index()].weight()).then(b.cmp(a))
                });
                heaviest.map_or(0, |unit| unit.index())
            });
            (seats.old, seats.new, at)
        })
        .collect();
    placed.sort_unstable();
    let weights: Vec<u64> = placed.iter().map(|&(_, _, at)| weight(documents, bags, &groups[at])).collect();
    let stay = heaviest_rising(&placed.iter().map(|&(_, new, _)| new).collect::<Vec<_>>(), &weights);
    for (&(_, _, group), stay) in placed.iter().zip(stay) {
        groups[group].moved = !stay;
    }
}

fn may_move(documents: Pair<&Document>, group: &Group) -> bool {
    let fixed = |kind: Kind| matches!(kind, Kind::Note | Kind::Masthead);
    !group.units.old.iter().any(|&unit| fixed(documents.old.unit(unit).kind))
        && !group.units.new.iter().any(|&unit| fixed(documents.new.unit(unit).kind))
}

fn weight(documents: Pair<&Document>, bags: &Bags, group: &Group) -> u64 {
    let heading = group.units.old.iter().all(|&unit| documents.old.unit(unit).kind == Kind::Heading);
    let words: f64 = group.units.old.iter().map(|unit| bags.bags.old[unit.index()].weight()).sum::<f64>()
        + group.units.new.iter().map(|unit| bags.bags.new[unit.index()].weight()).sum::<f64>();
    // Words only break ties between equal numbers of units.
    let units = group.units.old.len().max(group.units.new.len()) as u64;
    if heading { HEADING } else { units * UNIT + (words as u64).min(UNIT / 100) }
}
