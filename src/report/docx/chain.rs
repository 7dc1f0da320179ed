//! Which units stay in their place: the paragraphs that both readings share.
//!
//! ```text
//! old 1 2 3 4      new 1 3 2 4, and 3 moved      in place: 1, 2, 4
//! old 1 2 3 4      new 1 (of 1 and 4), 2, 3      in place: 1 in 1, 2, 3; old 4 stands away from it
//! ```
//!
//! A link that did not move has a core: of its units on either side the neighbours that share most
//! letters. The links kept are a heaviest chain of cores that follow each other on both sides. Whatever
//! is left out, and every unit of a link that moved, stands twice in the file: where it was and where
//! it is.

use super::walk::{Token, What};
use crate::compare::Link;
use crate::document::UnitId;
use crate::pair::Pair;

/// What one unit weighs beside its letters.
const UNIT: u64 = 10_000;

/// The units of a link that stay in place, in document order. Never empty on one side only.
pub(super) type Core = Pair<Vec<UnitId>>;

/// For each link its core; empty: nothing of it stays in place.
pub(super) fn cores(links: &[Link], walks: &[Vec<Token<'_>>], counts: Pair<usize>) -> Vec<Core> {
    let stays = |link: &Link| !link.moved && !link.units.old.is_empty() && !link.units.new.is_empty();
    let mut held = counts.map(|count| vec![usize::MAX; count]);
    for (n, link) in links.iter().enumerate().filter(|(_, link)| stays(link)) {
        link.units.old.iter().for_each(|unit| held.old[unit.index()] = n);
        link.units.new.iter().for_each(|unit| held.new[unit.index()] = n);
    }
    let mut cores: Vec<Core> = vec![Core::default(); links.len()];
    let mut items: Vec<Item> = Vec::new();
    for (n, link) in links.iter().enumerate().filter(|(_, link)| stays(link)) {
        let runs = held.as_ref().zip(link.units.as_ref()).map(|(held, units)| runs(units, held, n));
        let (core, letters) = core(&runs, &walks[n]);
        let hull = |units: &[UnitId]| {
            let ends = units.first().zip(units.last());
            ends.map_or((0, 0), |(first, last)| (first.index(), last.index()))
        };
        let units = core.old.len().max(core.new.len()) as u64;
        items.push(Item {
            link: n,
            old: hull(&core.old),
            new: hull(&core.new),
            weight: units * UNIT + letters.min(UNIT - 1),
        });
        cores[n] = core;
    }
    let kept = heaviest(items, counts.new);
    for (n, core) in cores.iter_mut().enumerate() {
        if kept.binary_search(&n).is_err() {
            *core = Core::default();
        }
    }
    cores
}

/// Cuts units where something that stays in place stands between them.
fn runs(units: &[UnitId], held: &[usize], link: usize) -> Vec<Vec<UnitId>> {
    let mut runs: Vec<Vec<UnitId>> = Vec::new();
    for &unit in units {
        match runs.last_mut() {
            Some(run) if between(run, unit, held, link) => run.push(unit),
            _ => runs.push(vec![unit]),
        }
    }
    runs
}

/// Whether a unit follows a run with nothing between that stays.
fn between(run: &[UnitId], unit: UnitId, held: &[usize], link: usize) -> bool {
    run.last().is_some_and(|last| {
        held[last.index() + 1..unit.index()].iter().all(|&other| other == usize::MAX || other == link)
    })
}

/// The run on either side that share most letters, and how many these are.
fn core(runs: &Pair<Vec<Vec<UnitId>>>, walk: &[Token<'_>]) -> (Core, u64) {
    let of = |runs: &[Vec<UnitId>], unit: UnitId| runs.iter().position(|run| run.contains(&unit));
    let columns = runs.new.len();
    let mut shared = vec![0u64; runs.old.len() * columns];
    for token in walk {
        if let (What::Words(words), Some(old), Some(new)) = (&token.what, token.at.old, token.at.new)
            && let (Some(row), Some(column)) = (of(&runs.old, old), of(&runs.new, new))
        {
            shared[row * columns + column] += words.chars().filter(|c| c.is_alphanumeric()).count() as u64;
        }
    }
    let best = shared.iter().enumerate().rev().max_by_key(|&(_, &letters)| letters);
    let (at, &letters) = best.unwrap_or((0, &0));
    let run = |runs: &[Vec<UnitId>], at: usize| runs.get(at).cloned().unwrap_or_default();
    (Pair::new(run(&runs.old, at / columns.max(1)), run(&runs.new, at % columns.max(1))), letters)
}

/// A core as a place in both documents: first and last unit.
struct Item {
    link: usize,
    old: (usize, usize),
    new: (usize, usize),
    weight: u64,
}

/// The links of a heaviest chain of items that follow each other on both sides, sorted.
fn heaviest(mut items: Vec<Item>, size: usize) -> Vec<usize> {
    items.sort_by_key(|item| item.old);
    let mut by_end: Vec<usize> = (0..items.len()).collect();
    by_end.sort_by_key(|&n| items[n].old.1);
    let mut ended = by_end.into_iter().peekable();
    let mut tree = Tree::new(size);
    let mut best: Vec<(u64, Option<usize>)> = Vec::with_capacity(items.len());
    for item in &items {
        // An item ends before this one begins: it may go before it. Its own start is lower still, so
        // its sum is known.
        while let Some(n) = ended.next_if(|&n| items[n].old.1 < item.old.0) {
            tree.raise(items[n].new.1, (best[n].0, Some(n)));
        }
        let (sum, before) = tree.best_below(item.new.0);
        best.push((sum + item.weight, before));
    }
    let last = (0..best.len()).rev().max_by_key(|&n| best[n].0);
    let mut kept = Vec::new();
    let mut at = last;
    while let Some(n) = at {
        kept.push(items[n].link);
        at = best[n].1;
    }
    kept.sort_unstable();
    kept
}

/// The greatest sum over all places below one (a Fenwick tree).
struct Tree(Vec<(u64, Option<usize>)>);

impl Tree {
    fn new(size: usize) -> Self {
        Self(vec![(0, None); size + 1])
    }

    fn raise(&mut self, place: usize, sum: (u64, Option<usize>)) {
        let mut k = place + 1;
        while k < self.0.len() {
            if sum.0 > self.0[k].0 {
                self.0[k] = sum;
            }
            k += k & k.wrapping_neg();
        }
    }

    fn best_below(&self, place: usize) -> (u64, Option<usize>) {
        let mut best = (0, None);
        let mut k = place;
        while k > 0 {
            if self.0[k].0 > best.0 {
                best = self.0[k];
            }
            k -= k & k.wrapping_neg();
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_overlaps_is_left_out() {
        let item = |link, old, new, weight| Item { link, old, new, weight };
        let items = vec![
            item(0, (0, 0), (0, 0), 1),
            item(1, (1, 3), (1, 1), 1),
            item(2, (2, 2), (2, 2), 5),
            item(3, (4, 4), (3, 3), 1),
        ];
        assert_eq!(heaviest(items, 4), [0, 2, 3]);
    }
}
