//! A bag -> the bags that are most alike.
//!
//! They are found through an inverted index, from the rarest features on, until a budget of look-ups is
//! used up: near-linear at any size, and no pair is scored that shares only common words. If that is
//! enough, a glance at the rarest of all shows most units their partner, and they are looked up no
//! further. (Features that stand once on either side, instead: at a million words too few are left.)

use std::ops::Range;

use rayon::prelude::*;

use super::distinct::Distinct;
use super::likeness::{Bag, Bags, pairs, share, words};
use super::tokens::Token;
use crate::document::UnitId;
use crate::pair::Pair;

/// What a unit may cost: look-ups in the inverted index, and candidates it keeps.
#[derive(Clone, Copy, Debug)]
struct Effort {
    lookups: usize,
    kept: usize,
}

impl Effort {
    /// Thoroughness costs little in a draft; among thousands of units the rarest features say enough.
    /// Measured: at 1.2 million words all takes a fifth less time than with the greater effort; with the
    /// lesser one links F1 of the two labelled drafts are .928 for .931 and .956 for .954.
    const fn among(units: usize) -> Self {
        if units <= 4_000 { Self { lookups: 6_000, kept: 24 } } else { Self { lookups: 1_500, kept: 8 } }
    }
}

/// How many of the rarest features often show a partner beyond doubt.
const GLANCE: usize = 32;
/// Likeness of a partner beyond doubt.
const CLEAR: f64 = 0.5;
/// How many times as much as any other unit it shares of the rarest features.
const TIMES: u32 = 2;

/// What is asked of a finder.
#[derive(Clone, Copy, Debug)]
pub(super) struct Question {
    /// Least likeness.
    pub least: f64,
    /// How many units at most.
    pub most: usize,
    /// Whether a partner that is clear at a glance is enough.
    pub glance: bool,
}

/// What is most alike a unit.
#[derive(Debug)]
pub(super) struct Near {
    /// The unit.
    pub unit: UnitId,
    /// Units of the other side and their likeness.
    pub units: Vec<(u32, f64)>,
    /// Whether it is one, and its partner beyond doubt.
    pub clear: bool,
}

impl Near {
    /// The partner beyond doubt.
    pub(super) fn partner(&self) -> Option<u32> {
        self.units.first().filter(|_| self.clear).map(|&(unit, _)| unit)
    }
}

/// What finds the units of either side that are most alike a bag.
pub(super) fn finders(bags: &Bags) -> Pair<Finder<'_>> {
    bags.bags.as_ref().par_map(|side| Finder::new(bags, side, &vec![false; side.len()]))
}

/// Finds the bags that are most alike a bag.
#[derive(Debug)]
pub(crate) struct Finder<'a> {
    bags: &'a Bags,
    to: &'a [Bag],
    /// The masses of `to`, side by side.
    masses: Vec<u64>,
    /// `starts[f]..starts[f + 1]` are the places in `units` of the units that have feature `f`.
    starts: Vec<u32>,
    units: Vec<u32>,
}

/// Where a search keeps its sums: made once per thread, for zeroing it costs more than using it.
#[derive(Debug)]
pub(crate) struct Desk {
    /// Sum of the shared weights for each unit; 0 for all that are not in `touched`.
    sums: Vec<u32>,
    touched: Vec<u32>,
    /// How many units have each feature of the bag in hand, and in the lower half the feature: one
    /// number is sorted faster than two.
    rare: Vec<u64>,
    /// Weight of the bag in hand that is in no sum: of features that were not looked up, and of those
    /// that occur more than once.
    left_out: u64,
    /// How often the bag in hand has each feature, while the likeness of others is added up.
    counts: Vec<u32>,
    /// What was taken off these counts.
    taken: Vec<u32>,
}

impl Desk {
    fn add(&mut self, unit: u32, weight: u32) {
        let sum = &mut self.sums[unit as usize];
        if *sum == 0 {
            self.touched.push(unit);
        }
        // A rough order is all that sums are for.
        *sum = sum.saturating_add(weight);
    }

    /// Counts the features of a bag.
    fn count(&mut self, bag: &Bag) {
        for &feature in bag.features() {
            self.counts[feature as usize] = 1;
        }
        for &(feature, times) in bag.more() {
            self.counts[feature as usize] += times;
        }
    }

    /// Takes that back.
    fn discount(&mut self, bag: &Bag) {
        for &feature in bag.features() {
            self.counts[feature as usize] = 0;
        }
    }

    /// Takes one of a feature off what is counted, if there is one left.
    fn take(&mut self, feature: u32) -> bool {
        let left = &mut self.counts[feature as usize];
        if *left == 0 {
            return false;
        }
        *left -= 1;
        self.taken.push(feature);
        true
    }

    /// Gives back what was taken.
    fn give_back(&mut self) {
        for feature in self.taken.drain(..) {
            self.counts[feature as usize] += 1;
        }
    }

    /// Clears the sums.
    fn clear(&mut self) {
        for unit in self.touched.drain(..) {
            self.sums[unit as usize] = 0;
        }
    }
}

impl<'a> Finder<'a> {
    pub(super) fn new(bags: &'a Bags, to: &'a [Bag], skip: &[bool]) -> Self {
        let units = || to.iter().zip(0u32..).zip(skip).filter(|&(_, &skip)| !skip).map(|(bag, _)| bag);
        let mut starts = vec![0u32; bags.weights().len() + 2];
        for &feature in units().flat_map(|(bag, _)| bag.features()) {
            starts[feature as usize + 2] += 1;
        }
        for feature in 2..starts.len() {
            starts[feature] += starts[feature - 1];
        }
        let mut having = vec![0; starts[starts.len() - 1] as usize];
        for (bag, unit) in units() {
            for &feature in bag.features() {
                let at = &mut starts[feature as usize + 1];
                having[*at as usize] = unit;
                *at += 1;
            }
        }
        starts.pop();
        Self { bags, to, masses: to.iter().map(Bag::mass).collect(), starts, units: having }
    }

    /// A unit's bag.
    pub(super) fn bag(&self, unit: u32) -> &'a Bag {
        &self.to[unit as usize]
    }

    /// A desk for one thread.
    pub(super) fn desk(&self) -> Desk {
        Desk {
            sums: vec![0; self.to.len()],
            touched: Vec::new(),
            rare: Vec::new(),
            left_out: 0,
            counts: vec![0; self.bags.weights().len()],
            taken: Vec::new(),
        }
    }

    /// The `most` bags that are most alike a bag, by likeness, then place.
    pub(super) fn near(&self, bag: &Bag, most: usize, desk: &mut Desk) -> Vec<(u32, f64)> {
        self.nearest(bag, Question { least: 0.0, most, glance: false }, desk).0
    }

    /// For each bag of `from` but those of which `skip` says so the most alike ones.
    pub(super) fn all(&self, from: &[Bag], skip: &[bool], question: Question) -> Vec<Near> {
        let asked = from.iter().enumerate().filter(|&(unit, _)| !skip[unit]);
        let distinct = Distinct::of(asked);
        let found: Vec<(Vec<(u32, f64)>, bool)> = distinct
            .bags
            .par_iter()
            .with_min_len(4)
            .map_init(|| self.desk(), |desk, bag| self.nearest(bag, question, desk))
            .collect();
        let near = |&(unit, which): &(usize, usize)| {
            let (units, clear) = &found[which];
            Near { unit: UnitId(unit as u32), units: units.clone(), clear: *clear }
        };
        distinct.which.iter().map(near).collect()
    }

    fn units_with(&self, feature: u32) -> &[u32] {
        let feature = feature as usize;
        &self.units[self.starts[feature] as usize..self.starts[feature + 1] as usize]
    }

    /// The units most alike a bag, and whether it is one that a glance showed.
    fn nearest(&self, bag: &Bag, question: Question, desk: &mut Desk) -> (Vec<(u32, f64)>, bool) {
        let Effort { lookups, kept } = Effort::among(self.to.len());
        let (least, most) = (question.least, question.most.min(kept));
        self.lay_out(bag, desk);
        let glance = desk.rare.len().min(GLANCE);
        let cost = self.sum_up(0..glance, (0, lookups), desk);
        if let Some(partner) = question.glance.then(|| self.partner(bag, desk)).flatten() {
            desk.clear();
            return (vec![partner], true);
        }
        if !self.may_reach(bag, least, desk) {
            desk.clear();
            return (Vec::new(), false);
        }
        desk.rare[glance..].sort_unstable();
        self.sum_up(glance..desk.rare.len(), (cost, lookups), desk);
        let (mut near, mut bar) = (Vec::with_capacity(most), least);
        let found = self.roughly_nearest(bag, most * 2, desk);
        desk.count(bag);
        for (unit, rough) in found {
            if self.highest(bag, (unit, rough), desk) < bar {
                continue;
            }
            let likeness = self.likeness(bag, unit, desk);
            if likeness >= bar {
                near.push((unit, likeness));
            }
            if near.len() >= most {
                // From here on only what takes the place of one of these is worth a look.
                near.sort_unstable_by(order);
                near.truncate(most);
                bar = near[most - 1].1;
            }
        }
        desk.discount(bag);
        near.sort_unstable_by(order);
        near.truncate(most);
        (near, false)
    }

    /// [`Bags::likeness`] of a unit and the bag that is counted on the desk, in less than half the time
    /// if many are asked for. What the bags do not share adds 0: to ask first would be guessed wrongly
    /// too often.
    fn likeness(&self, bag: &Bag, unit: u32, desk: &Desk) -> f64 {
        let other = &self.to[unit as usize];
        let weights = self.bags.weights();
        let mut common = 0;
        for &feature in other.features() {
            let has = u32::from(desk.counts[feature as usize] > 0);
            common += u64::from(weights[feature as usize] * has);
        }
        for &(feature, times) in other.more() {
            let both = times.min(desk.counts[feature as usize].saturating_sub(1));
            common += u64::from(weights[feature as usize]) * u64::from(both);
        }
        share(common, bag.mass() + other.mass())
    }

    /// The likeness of a bag and each of some stretches of tokens, whose own bags need not be made for
    /// that.
    pub(super) fn likeness_to<'t>(
        &self,
        bag: &Bag,
        stretches: impl Iterator<Item = &'t [Token]>,
        desk: &mut Desk,
    ) -> Vec<f64> {
        let weights = self.bags.weights();
        desk.count(bag);
        let likeness = |tokens: &[Token]| {
            let (mut common, mut mass) = (0, 0);
            for feature in words(tokens).chain(pairs(tokens)) {
                let weight = u64::from(weights[feature as usize]);
                mass += weight;
                common += if desk.take(feature) { weight } else { 0 };
            }
            desk.give_back();
            share(common, bag.mass() + mass)
        };
        let all = stretches.map(likeness).collect();
        desk.discount(bag);
        all
    }

    /// The units with the greatest sums on the desk, for their mass, in order. Sums leave out counts and
    /// frequent features. Clears the desk.
    fn roughly_nearest(&self, bag: &Bag, most: usize, desk: &mut Desk) -> Vec<(u32, f64)> {
        // Units that share the rarest features come first, so that nearly all that follow are below the
        // bar at once.
        let mut found: Vec<(u32, f64)> = Vec::with_capacity(most * 2);
        let mut bar = (u32::MAX, 0.0);
        for &unit in &desk.touched {
            let rough = self.rough(bag, unit, desk);
            if rough < bar.1 || (rough == bar.1 && unit > bar.0) {
                continue;
            }
            found.push((unit, rough));
            if found.len() == most * 2 {
                let (_, last, _) = found.select_nth_unstable_by(most - 1, order);
                bar = *last;
                found.truncate(most);
            }
        }
        if found.len() > most {
            found.select_nth_unstable_by(most, order);
            found.truncate(most);
        }
        desk.clear();
        found.sort_unstable_by(order);
        found
    }

    /// Likeness as far as the desk knows.
    fn rough(&self, bag: &Bag, unit: u32, desk: &Desk) -> f64 {
        share(u64::from(desk.sums[unit as usize]), bag.mass() + self.masses[unit as usize])
    }

    /// The likeness a unit can have at most: what its sum leaves out may be shared in full. A hair more,
    /// so that rounding cannot matter.
    fn highest(&self, bag: &Bag, (unit, rough): (u32, f64), desk: &Desk) -> f64 {
        (rough + share(desk.left_out, bag.mass() + self.masses[unit as usize])) * 1.000_001
    }

    /// Whether any unit can have this likeness, by what the desk knows.
    fn may_reach(&self, bag: &Bag, least: f64, desk: &Desk) -> bool {
        // One that shares nothing yet and is as small as can be.
        share(desk.left_out, bag.mass() + desk.left_out) >= least
            || desk
                .touched
                .iter()
                .any(|&unit| self.highest(bag, (unit, self.rough(bag, unit, desk)), desk) >= least)
    }

    /// The one unit that the rarest features speak for, if it is alike as a whole. Sums are not
    /// divided by masses here: a unit that went whole into a long one has that one, too, to itself.
    fn partner(&self, bag: &Bag, desk: &Desk) -> Option<(u32, f64)> {
        let first = *desk.touched.first()?;
        let (mut best, mut second) = ((first, 0), 0);
        for &unit in &desk.touched {
            let sum = desk.sums[unit as usize];
            if sum > best.1 {
                (best, second) = ((unit, sum), best.1);
            } else {
                second = second.max(sum);
            }
        }
        if best.1 < second.saturating_mul(TIMES) {
            return None;
        }
        let likeness = self.bags.likeness(bag, &self.to[best.0 as usize]);
        (likeness >= CLEAR).then_some((best.0, likeness))
    }

    /// Puts the features of a bag on the desk that any unit has and that weigh anything, the rarest of
    /// them first and in order.
    fn lay_out(&self, bag: &Bag, desk: &mut Desk) {
        let weights = self.bags.weights();
        let rarity = |feature| (self.units_with(feature).len() as u64) << 32 | u64::from(feature);
        let counts = |&rarity: &u64| rarity >> 32 > 0 && weights[rarity as u32 as usize] > 0;
        let rare = &mut desk.rare;
        desk.left_out = bag.mass();
        rare.clear();
        rare.extend(bag.features().iter().map(|&feature| rarity(feature)).filter(counts));
        if rare.len() > GLANCE {
            rare.select_nth_unstable(GLANCE);
        }
        let glance = rare.len().min(GLANCE);
        rare[..glance].sort_unstable();
    }

    /// Sums the weights that every unit shares with a bag, each feature once, of some of the features
    /// that are laid out and up to so many look-ups, some of which were made before. Returns how many
    /// there are now.
    fn sum_up(&self, features: Range<usize>, (mut cost, lookups): (usize, usize), desk: &mut Desk) -> usize {
        for at in features {
            let feature = desk.rare[at] as u32;
            let units = self.units_with(feature);
            cost += units.len();
            if cost > lookups && !desk.touched.is_empty() {
                break;
            }
            let weight = self.bags.weights()[feature as usize];
            if units.len() <= lookups {
                desk.left_out -= u64::from(weight);
            }
            for &unit in units.iter().take(lookups) {
                desk.add(unit, weight);
            }
        }
        cost
    }
}

/// By likeness, then place.
fn order(a: &(u32, f64), b: &(u32, f64)) -> std::cmp::Ordering {
    b.1.total_cmp(&a.1).then(a.0.cmp(&b.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::tokens::tokenise;
    use crate::document::Document;

    /// Features without a weight were added to sums of 0, and each time the unit was noted anew.
    #[test]
    fn a_unit_is_found_once_whatever_weighs_nothing() {
        let texts =
            Pair::new(["the cable of the bay", "a lamp"], ["the cable of the bay", "cable of the bay"]);
        let documents = texts.map(|texts| Document::of_texts("made", texts));
        let (mut tokens, vocabulary) = tokenise(documents.as_ref());
        let bags = Bags::new(&mut tokens, &vocabulary, 0.0, &[]);
        let finder = finders(&bags).new;
        let near = finder.near(&bags.bags.old[0], 6, &mut finder.desk());
        assert_eq!(near.iter().map(|near| near.0).collect::<Vec<_>>(), [0, 1]);
    }

    #[test]
    fn the_likeness_to_a_stretch_is_that_of_its_bag() {
        let texts = Pair::new(
            ["of the cable and of the cable of the bay the ship", "a lamp"],
            ["the ship of the cable of the bay of the lamp of the cable", "the lamp"],
        );
        let documents = texts.map(|texts| Document::of_texts("made", texts));
        let (mut tokens, vocabulary) = tokenise(documents.as_ref());
        let bags = Bags::new(&mut tokens, &vocabulary, 0.5, &[]);
        let finder = finders(&bags).new;
        let (mut desk, all) = (finder.desk(), tokens.new.of(UnitId(0)));
        let stretches: Vec<&[Token]> =
            (0..all.len()).flat_map(|from| (from..=all.len()).map(move |to| &all[from..to])).collect();
        let bag = &bags.bags.old[0];
        let found = finder.likeness_to(bag, stretches.iter().copied(), &mut desk);
        for (stretch, found) in stretches.iter().zip(found) {
            assert_eq!(found, bags.likeness(bag, &bags.bag(stretch)), "{stretch:?}");
        }
        assert!(desk.counts.iter().all(|&count| count == 0), "the desk is clean again");
    }
}
