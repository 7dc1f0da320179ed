//! How alike two units are, and which pairs of units are worth a look.
//!
//! A unit is a bag of features: its words and its pairs of neighbouring words, folded. A feature
//! weighs the more the fewer units it occurs in (inverse document frequency), so that "satellite"
//! counts and "the" hardly does. Likeness is the weighted Dice coefficient
//!
//! ```text
//!                2 · Σ w(f) · min(a(f), b(f))
//! likeness  =  ─────────────────────────────────       0: nothing in common, 1: the same bag
//!              Σ w(f) · a(f)  +  Σ w(f) · b(f)
//! ```
//!
//! It is balanced: a short unit inside a long one is not "alike" (containment as the main score was
//! tried elsewhere and ruins the alignment); splits and mergers are explained afterwards.
//!
//! Pairs are found through an inverted index, from a unit's rarest features on, until a budget of
//! look-ups is used up: near-linear at any size, and no pair is scored that shares only common
//! words.

use std::hash::{BuildHasher, Hash, Hasher};

use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::pairs::{Folds, Pairs, pairs_in};
use super::tokens::{Token, Tokens, Vocabulary};
use crate::document::UnitId;
use crate::pair::Pair;

/// What a unit may cost: look-ups in the inverted index, and candidates it keeps.
#[derive(Clone, Copy, Debug)]
struct Effort {
    lookups: usize,
    kept: usize,
}

impl Effort {
    /// Thoroughness is free in a draft; among thousands of units the rarest features say enough
    /// (measured: the search takes half the time at 1.2 million words; in a draft it would cost .003 to .005 of links F1).
    const fn among(units: usize) -> Self {
        if units <= 4_000 { Self { lookups: 6_000, kept: 24 } } else { Self { lookups: 1_500, kept: 8 } }
    }
}

/// A feature of a bag with its count.
type Feature = (u32, u32);

/// A bag of features, sorted by feature.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bag {
    features: Vec<Feature>,
    weight: f64,
}

impl Bag {
    /// Sum of the weights of all features: how much there is to say.
    pub(super) fn weight(&self) -> f64 {
        self.weight
    }
}

/// Features and weights of both documents.
#[derive(Debug)]
pub(crate) struct Bags {
    /// A bag for each unit.
    pub bags: Pair<Vec<Bag>>,
    weights: Vec<f64>,
    pairs: Pairs,
}

/// A pair of units and how alike they are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Candidate {
    /// Old unit.
    pub old: UnitId,
    /// New unit.
    pub new: UnitId,
    /// Likeness, 0 to 1.
    pub likeness: f64,
}

impl Bags {
    /// Collects the features of all units and weighs them.
    pub(super) fn new(tokens: Pair<&Tokens>, vocabulary: &Vocabulary, pair_weight: f64) -> Self {
        let words = vocabulary.len();
        let folds = tokens.par_map(Folds::of);
        let (pairs, numbers) = Pairs::number(folds.as_ref(), words as u32);
        let mut numbers = numbers.as_slice();
        let mut bags = folds.as_ref().map(|folds| {
            let own = |folds| {
                let (own, rest) = numbers.split_at(pairs_in(folds));
                numbers = rest;
                (folds, own)
            };
            let units: Vec<_> = folds.units().map(own).collect();
            let bag = |(folds, pairs): (&[u32], &[u32])| counted([folds, pairs].concat());
            units.into_par_iter().with_min_len(64).map(bag).collect::<Vec<Bag>>()
        });
        let weights = weights(&bags, words, pairs.len(), pair_weight);
        let all = bags.old.par_iter_mut().chain(&mut bags.new).with_min_len(64);
        all.for_each(|bag| bag.weight = weight_of(&bag.features, &weights));
        Self { bags, weights, pairs }
    }

    /// Exchanges the sides.
    pub(super) fn swap(self) -> Self {
        Self { bags: self.bags.swap(), ..self }
    }

    /// The bag of any run of tokens, with the weights of these documents. Pairs of words that
    /// stand nowhere in the documents weigh nothing.
    pub(super) fn bag(&self, tokens: &[Token]) -> Bag {
        let mut features = Vec::with_capacity(tokens.len() * 2);
        features.extend(tokens.iter().filter(|token| token.is_word()).map(|token| token.fold));
        for at in 1..features.len() {
            features.extend(self.pairs.get(features[at - 1], features[at]));
        }
        let mut bag = counted(features);
        bag.weight = weight_of(&bag.features, &self.weights);
        bag
    }

    /// Weight that two bags share.
    pub(super) fn shared(&self, a: &Bag, b: &Bag) -> f64 {
        let (mut i, mut j, mut shared) = (0, 0, 0.0);
        while let (Some(&(f, n)), Some(&(g, m))) = (a.features.get(i), b.features.get(j)) {
            match f.cmp(&g) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    shared += self.weights[f as usize] * f64::from(n.min(m));
                    i += 1;
                    j += 1;
                }
            }
        }
        shared
    }

    /// Likeness of two bags, 0 to 1.
    pub(super) fn likeness(&self, a: &Bag, b: &Bag) -> f64 {
        let total = a.weight + b.weight;
        if total > 0.0 { (2.0 * self.shared(a, b) / total).min(1.0) } else { 0.0 }
    }

    /// How much there is to say in each unit.
    pub(super) fn masses(&self) -> Pair<Vec<f64>> {
        self.bags.as_ref().map(|bags| bags.iter().map(Bag::weight).collect())
    }

    /// Weight of a single folded word.
    pub(super) fn word_weight(&self, fold: u32) -> f64 {
        self.weights[fold as usize]
    }

    /// Pairs of units worth a look with a likeness of at least `least`, ordered by old, then new
    /// unit. Units for which `skip` says so are left out.
    pub(super) fn candidates(&self, skip: Pair<&[bool]>, least: f64) -> Vec<Candidate> {
        let (from_old, from_new) = rayon::join(
            || self.found_from(&self.bags.old, &self.bags.new, skip, least),
            || self.found_from(&self.bags.new, &self.bags.old, skip.swap(), least),
        );
        let mut all: Vec<Candidate> = from_old
            .into_iter()
            .map(|(old, new, likeness)| Candidate { old, new, likeness })
            .chain(from_new.into_iter().map(|(new, old, likeness)| Candidate { old, new, likeness }))
            .collect();
        // Of a pair found from both sides either may stay: it is the same likeness.
        all.par_sort_unstable_by_key(|candidate| (candidate.old, candidate.new));
        all.dedup_by_key(|candidate| (candidate.old, candidate.new));
        all
    }

    /// Pairs of bags with a likeness of at least `least`, ordered by the first, then the second.
    pub(super) fn alike(&self, from: &[Bag], to: &[Bag], least: f64) -> Vec<(usize, usize, f64)> {
        let none = Pair::new(vec![false; from.len()], vec![false; to.len()]);
        let found = self.found_from(from, to, none.as_ref().map(Vec::as_slice), least);
        let mut found: Vec<_> =
            found.into_iter().map(|(a, b, likeness)| (a.index(), b.index(), likeness)).collect();
        found.sort_by_key(|&(a, b, _)| (a, b));
        found
    }

    /// What finds the units of either side that are most alike a bag.
    pub(super) fn finders(&self) -> Pair<Finder<'_>> {
        self.bags.as_ref().par_map(|bags| Finder::new(&self.weights, bags, &vec![false; bags.len()]))
    }

    fn found_from(
        &self,
        from: &[Bag],
        to: &[Bag],
        skip: Pair<&[bool]>,
        least: f64,
    ) -> Vec<(UnitId, UnitId, f64)> {
        let finder = Finder::new(&self.weights, to, skip.new);
        let asked = from.iter().enumerate().filter(|&(unit, _)| !skip.old[unit]);
        let alike = Alike::of(asked);
        let found: Vec<Vec<(u32, f64)>> = alike
            .distinct
            .par_iter()
            .with_min_len(16)
            .map_init(|| finder.desk(), |desk, bag| finder.nearest(bag, (least, usize::MAX), desk))
            .collect();
        let of_unit = alike.which.iter().flat_map(|&(unit, which)| {
            found[which].iter().map(move |&(other, likeness)| (UnitId(unit as u32), UnitId(other), likeness))
        });
        of_unit.collect()
    }

    /// For each bag of `from` the bags of `to`, rising, that may reach a likeness of `least`. A bag
    /// that shares none of the rarest features of another, as many as weigh enough together, cannot.
    pub(super) fn possible(&self, from: &[&Bag], to: &[&Bag], least: f64) -> Vec<Vec<u32>> {
        let mut having: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for (bag, at) in to.iter().zip(0u32..) {
            for &(feature, _) in &bag.features {
                having.entry(feature).or_default().push(at);
            }
        }
        let having = |feature: u32| having.get(&feature).map_or(&[][..], Vec::as_slice);
        from.iter()
            .map(|bag| {
                let mut rare = bag.features.clone();
                rare.sort_unstable_by_key(|&(feature, _)| (having(feature).len(), feature));
                // What is left may be shared in full; a hair less, so that rounding cannot matter.
                let (mut left, bar) = (bag.weight, bag.weight * least / 2.0 * 0.999);
                let mut found = Vec::new();
                for (feature, count) in rare {
                    if left < bar {
                        break;
                    }
                    left -= self.weights[feature as usize] * f64::from(count);
                    found.extend_from_slice(having(feature));
                }
                found.sort_unstable();
                found.dedup();
                found
            })
            .collect()
    }
}

/// Which bags are the same, so that fifty thousand equal lines are looked up once.
#[derive(Debug)]
pub(crate) struct Alike<'a> {
    /// The different bags.
    pub distinct: Vec<&'a Bag>,
    /// For each bag its number and its place in `distinct`.
    pub which: Vec<(usize, usize)>,
}

impl<'a> Alike<'a> {
    /// Finds equal bags; `bags` come with numbers of their own.
    pub(super) fn of(bags: impl Iterator<Item = (usize, &'a Bag)>) -> Self {
        let bags: Vec<_> = bags.collect();
        let faces: Vec<Face<'_>> = bags.par_iter().with_min_len(64).map(|(_, bag)| Face::of(bag)).collect();
        let mut places: FxHashMap<Face<'_>, usize> = FxHashMap::default();
        let mut alike = Self { distinct: Vec::new(), which: Vec::new() };
        for ((number, bag), face) in bags.into_iter().zip(faces) {
            let place = *places.entry(face).or_insert(alike.distinct.len());
            if place == alike.distinct.len() {
                alike.distinct.push(bag);
            }
            alike.which.push((number, place));
        }
        alike
    }
}

/// The features of a bag with their hash, which is worth making on all threads.
#[derive(PartialEq, Eq)]
struct Face<'a> {
    hash: u64,
    features: &'a [Feature],
}

impl<'a> Face<'a> {
    fn of(bag: &'a Bag) -> Self {
        Self { hash: FxBuildHasher.hash_one(&bag.features), features: &bag.features }
    }
}

impl Hash for Face<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.hash);
    }
}

/// Finds the bags that are most alike a bag.
#[derive(Debug)]
pub(crate) struct Finder<'a> {
    weights: &'a [f64],
    to: &'a [Bag],
    /// The weights of `to`, side by side.
    to_weights: Vec<f64>,
    /// `starts[f]..starts[f + 1]` are the places in `units` of the units that have feature `f`.
    starts: Vec<u32>,
    units: Vec<u32>,
}

/// Where a search keeps its sums: made once per thread, for zeroing it costs more than using it.
#[derive(Debug)]
pub(crate) struct Desk {
    /// Sum of the shared weights for each unit; 0 for all that are not in `touched`.
    sums: Vec<f64>,
    touched: Vec<u32>,
    /// How often the bag in hand has each feature; 0 between searches.
    counts: Vec<u32>,
    /// How many units have each feature of the bag in hand, and in the lower half the feature: one
    /// number is sorted faster than two.
    rare: Vec<u64>,
}

impl<'a> Finder<'a> {
    fn new(weights: &'a [f64], to: &'a [Bag], skip: &[bool]) -> Self {
        let bags = || to.iter().zip(0u32..).zip(skip).filter(|&(_, &skip)| !skip).map(|(bag, _)| bag);
        let mut starts = vec![0u32; weights.len() + 2];
        for (bag, _) in bags() {
            for &(feature, _) in &bag.features {
                starts[feature as usize + 2] += 1;
            }
        }
        for feature in 2..starts.len() {
            starts[feature] += starts[feature - 1];
        }
        let mut units = vec![0; starts[starts.len() - 1] as usize];
        for (bag, unit) in bags() {
            for &(feature, _) in &bag.features {
                let at = &mut starts[feature as usize + 1];
                units[*at as usize] = unit;
                *at += 1;
            }
        }
        starts.pop();
        Self { weights, to, to_weights: to.iter().map(Bag::weight).collect(), starts, units }
    }

    /// A desk for one thread.
    pub(super) fn desk(&self) -> Desk {
        Desk {
            sums: vec![0.0; self.to.len()],
            touched: Vec::new(),
            counts: vec![0; self.weights.len()],
            rare: Vec::new(),
        }
    }

    /// The `most` bags that are most alike a bag, by likeness, then place.
    pub(super) fn near(&self, bag: &Bag, most: usize, desk: &mut Desk) -> Vec<(u32, f64)> {
        self.nearest(bag, (0.0, most), desk)
    }

    fn units_with(&self, feature: u32) -> &[u32] {
        let feature = feature as usize;
        &self.units[self.starts[feature] as usize..self.starts[feature + 1] as usize]
    }

    /// The units most alike a bag, at most `most` of them, with a likeness of at least `least`.
    fn nearest(&self, bag: &Bag, (least, most): (f64, usize), desk: &mut Desk) -> Vec<(u32, f64)> {
        let Effort { lookups, kept } = Effort::among(self.to.len());
        let most = most.min(kept);
        let left_out = self.sum_up(bag, lookups, desk);
        let order = |a: &(u32, f64), b: &(u32, f64)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        // Rough order first: the sums leave out counts and frequent features. Units that share the
        // rarest features come first, so that nearly all that follow are below the bar at once.
        let mut found: Vec<(u32, f64)> = Vec::with_capacity(kept * 4);
        let mut bar = (u32::MAX, 0.0);
        for unit in desk.touched.drain(..) {
            let sum = std::mem::take(&mut desk.sums[unit as usize]);
            let rough = sum / (bag.weight + self.to_weights[unit as usize]);
            if rough < bar.1 || (rough == bar.1 && unit > bar.0) {
                continue;
            }
            found.push((unit, rough));
            if found.len() == kept * 4 {
                let (_, last, _) = found.select_nth_unstable_by(kept * 2 - 1, order);
                bar = *last;
                found.truncate(kept * 2);
            }
        }
        if found.len() > kept * 2 {
            found.select_nth_unstable_by(kept * 2, order);
            found.truncate(kept * 2);
        }
        for &(feature, count) in &bag.features {
            desk.counts[feature as usize] = count;
        }
        // What a sum leaves out can be shared in full; a hair more, so that rounding cannot matter.
        let highest = |unit: u32, rough: f64| {
            2.0 * (rough + left_out / (bag.weight + self.to_weights[unit as usize])) * 1.000_001
        };
        found.sort_unstable_by(order);
        let (mut near, mut bar) = (Vec::with_capacity(most), least);
        for (unit, rough) in found {
            if highest(unit, rough) < bar {
                continue;
            }
            let likeness = self.likeness(bag, &self.to[unit as usize], desk);
            if likeness >= bar {
                near.push((unit, likeness));
            }
            if near.len() == most {
                // From here on only what takes the place of one of these is worth a look.
                bar = near.iter().fold(f64::INFINITY, |bar, &(_, likeness)| likeness.min(bar));
            }
        }
        for &(feature, _) in &bag.features {
            desk.counts[feature as usize] = 0;
        }
        near.sort_unstable_by(order);
        near.truncate(most);
        near
    }

    /// Sums the weights that every unit shares with a bag, from the rarest feature on, each feature
    /// once. Returns the weight that no sum has: of features that were not looked up, and of those that
    /// occur more than once.
    fn sum_up(&self, bag: &Bag, lookups: usize, desk: &mut Desk) -> f64 {
        let Desk { sums, touched, rare, .. } = desk;
        rare.clear();
        let having = |&(f, _): &Feature| (self.units_with(f).len() as u64) << 32 | u64::from(f);
        rare.extend(bag.features.iter().map(having));
        rare.sort_unstable();
        let (mut cost, mut left_out) = (0, bag.weight);
        for &rare in rare.iter() {
            let feature = rare as u32;
            let units = self.units_with(feature);
            cost += units.len();
            if cost > lookups && !touched.is_empty() {
                break;
            }
            let weight = self.weights[feature as usize];
            if units.len() <= lookups {
                left_out -= weight;
            }
            for &unit in units.iter().take(lookups) {
                let sum = &mut sums[unit as usize];
                if *sum == 0.0 {
                    touched.push(unit);
                }
                *sum += weight;
            }
        }
        left_out.max(0.0)
    }

    /// [`Bags::likeness`] of the bag whose counts are on the desk: the same sum in the same order. What
    /// the bags do not share adds 0: to ask first would be guessed wrongly too often.
    fn likeness(&self, bag: &Bag, other: &Bag, desk: &Desk) -> f64 {
        let total = bag.weight + other.weight;
        let mut shared = 0.0;
        for &(feature, count) in &other.features {
            let common = desk.counts[feature as usize].min(count);
            shared += self.weights[feature as usize] * f64::from(common);
        }
        if total > 0.0 { (2.0 * shared / total).min(1.0) } else { 0.0 }
    }
}

fn counted(mut features: Vec<u32>) -> Bag {
    features.sort_unstable();
    let mut counted: Vec<Feature> = Vec::with_capacity(features.len());
    for feature in features {
        match counted.last_mut() {
            Some((last, count)) if *last == feature => *count += 1,
            _ => counted.push((feature, 1)),
        }
    }
    Bag { features: counted, weight: 0.0 }
}

fn weights(bags: &Pair<Vec<Bag>>, words: usize, pairs: usize, pair_weight: f64) -> Vec<f64> {
    let mut frequency = vec![0u32; words + pairs];
    for bag in bags.old.iter().chain(&bags.new) {
        for &(feature, _) in &bag.features {
            frequency[feature as usize] += 1;
        }
    }
    let units = (bags.old.len() + bags.new.len()) as f64;
    // Few different frequencies, and many features.
    let most = frequency.iter().copied().max().unwrap_or(0);
    let rarity: Vec<f64> = (0..=most).map(|n| (1.0 + units / f64::from(n.max(1))).ln()).collect();
    let weight = |(feature, &n): (usize, &u32)| {
        let rarity = rarity[n as usize];
        if feature < words { rarity } else { rarity * pair_weight }
    };
    frequency.iter().enumerate().map(weight).collect()
}

fn weight_of(features: &[Feature], weights: &[f64]) -> f64 {
    features.iter().map(|&(feature, count)| weights[feature as usize] * f64::from(count)).sum()
}
