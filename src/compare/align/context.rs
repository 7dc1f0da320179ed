//! What the links found so far say about a pair: do its neighbours agree, does its section?
//!
//! Place is a prior and a tie-break, never proof: the figures lie between 0 and 1 and lift the
//! likeness of the words.

use rustc_hash::FxHashMap;

use crate::compare::assign::Partners;
use crate::compare::rising::heaviest_rising;
use crate::document::{Document, Kind, SectionId, UnitId};
use crate::pair::Pair;

/// How far a neighbour may be.
const REACH: usize = 3;
/// How fast agreement falls with each unit that stands between on one side only.
const FALL: f64 = 0.5;
/// The same for lines, which have nothing but their neighbours.
const FALL_OF_LINES: f64 = 0.6;

/// Context from a set of one-to-one links.
pub(crate) struct Context<'a> {
    documents: Pair<&'a Document>,
    partner: &'a Partners,
    continuity: FxHashMap<(SectionId, SectionId), f64>,
    /// For every old unit, the new places of the nearest links before and after it that keep order.
    bounds: Vec<(u32, u32)>,
}

impl<'a> Context<'a> {
    /// `weights` say how much there is to say in each unit.
    pub(super) fn new(documents: Pair<&'a Document>, partner: &'a Partners, weights: Pair<&[f64]>) -> Self {
        Self {
            documents,
            partner,
            continuity: continuity(documents, partner, weights),
            bounds: bounds(partner, weights),
        }
    }

    /// How well the neighbours of a pair agree with it, 0 to 1.
    pub(super) fn neighbours(&self, old: UnitId, new: UnitId) -> f64 {
        let sizes = self.partner.as_ref().map(Vec::len);
        let lines = self.documents.old.unit(old).kind == Kind::Line;
        let fall = if lines { FALL_OF_LINES } else { FALL };
        let side = |step: isize| {
            let a = nearest_linked(&self.partner.old, old.index(), step, sizes.new)
                .map(|(away, j)| (away, j - new.index() as isize));
            let b = nearest_linked(&self.partner.new, new.index(), step, sizes.old)
                .map(|(away, i)| (away, i - old.index() as isize));
            [a, b]
                .into_iter()
                .flatten()
                .map(|(away, gap)| agreement(step * away as isize, gap, fall))
                .sum::<f64>()
                / 2.0
        };
        (side(-1) + side(1)) / 2.0
    }

    /// How far the section of `new` continues that of `old`, 0 to 1. Lines know no sections.
    pub(super) fn section(&self, old: UnitId, new: UnitId) -> f64 {
        if self.documents.old.unit(old).kind == Kind::Line {
            return 0.0;
        }
        let key = (self.documents.old.unit(old).section, self.documents.new.unit(new).section);
        self.continuity.get(&key).copied().unwrap_or(0.0)
    }

    /// Whether a pair keeps the order of the links that keep order.
    pub(super) fn in_order(&self, old: UnitId, new: UnitId) -> bool {
        let (after, before) = self.bounds[old.index()];
        after <= new.0 && new.0 <= before
    }
}

/// The nearest unit in direction `step` that has a partner: (distance, partner). What stands before
/// the first unit is the partner of what stands before the first of the `others`, and so behind the
/// last: the opening of a text belongs to an opening as a second paragraph does to a second.
fn nearest_linked(
    partner: &[Option<u32>],
    from: usize,
    step: isize,
    others: usize,
) -> Option<(usize, isize)> {
    (1..=REACH).find_map(|away| {
        let linked = match from.checked_add_signed(step * away as isize) {
            None => -1,
            Some(at) if at == partner.len() => others as isize,
            Some(at) => (*partner.get(at)?)? as isize,
        };
        Some((away, linked))
    })
}

/// 1 if the partner of a neighbour lies as far off as the neighbour itself, less with every unit
/// between, 0 on the wrong side.
fn agreement(expected: isize, found: isize, fall: f64) -> f64 {
    if expected.signum() == found.signum() {
        1.0 / (1.0 + fall * (expected - found).unsigned_abs() as f64)
    } else {
        0.0
    }
}

fn continuity(
    documents: Pair<&Document>,
    partner: &Partners,
    weights: Pair<&[f64]>,
) -> FxHashMap<(SectionId, SectionId), f64> {
    let mut mass: Pair<FxHashMap<SectionId, f64>> = Pair::default();
    let mut shared: FxHashMap<(SectionId, SectionId), f64> = FxHashMap::default();
    for (i, j) in partner.old.iter().enumerate() {
        let Some(j) = *j else { continue };
        let (old, new) = (documents.old.units[i].section, documents.new.units[j as usize].section);
        let weight = weights.old[i].min(weights.new[j as usize]);
        *shared.entry((old, new)).or_default() += weight;
        *mass.old.entry(old).or_default() += weight;
        *mass.new.entry(new).or_default() += weight;
    }
    shared
        .into_iter()
        .map(|((old, new), weight)| ((old, new), 2.0 * weight / (mass.old[&old] + mass.new[&new])))
        .collect()
}

/// Bounds from a heaviest set of links in the same order on both sides.
fn bounds(partner: &Partners, weights: Pair<&[f64]>) -> Vec<(u32, u32)> {
    let linked: Vec<(usize, u32)> =
        partner.old.iter().enumerate().filter_map(|(i, j)| Some((i, (*j)?))).collect();
    let heavy: Vec<u64> =
        linked.iter().map(|&(i, j)| 1 + weights.old[i].min(weights.new[j as usize]) as u64).collect();
    let stay = heaviest_rising(&linked.iter().map(|&(_, j)| j as usize).collect::<Vec<_>>(), &heavy);
    let mut bounds = vec![(0, u32::MAX); partner.old.len()];
    let kept: Vec<(usize, u32)> =
        linked.into_iter().zip(stay).filter_map(|(link, stay)| stay.then_some(link)).collect();
    let (mut at, mut last) = (0, 0);
    for (i, bound) in bounds.iter_mut().enumerate() {
        while kept.get(at).is_some_and(|&(k, _)| k < i) {
            last = kept[at].1;
            at += 1;
        }
        // A link of the unit itself binds nothing.
        let next = if kept.get(at).is_some_and(|&(k, _)| k == i) { at + 1 } else { at };
        *bound = (last, kept.get(next).map_or(u32::MAX, |&(_, j)| j));
    }
    bounds
}
