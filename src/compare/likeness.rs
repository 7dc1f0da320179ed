//! How alike two units are.
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
//! Weights are whole numbers, so that a sum is the same in whatever order it is made.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::tokens::{NO_PAIR, Token, Tokens, Vocabulary};
use crate::document::UnitId;
use crate::pair::Pair;

/// Bags that share a feature of which no more are listed as possible.
const CROWD: usize = 256;
/// What a weight of 1 is as a whole number.
const ONE: f64 = 4096.0;

/// A bag of features.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bag {
    /// In order, each once.
    features: Vec<u32>,
    /// Those that occur more than once, in order, and how often beyond that.
    more: Vec<(u32, u32)>,
    weight: u64,
}

impl Bag {
    /// Sum of the weights of all features: how much there is to say.
    pub(super) fn weight(&self) -> f64 {
        self.weight as f64 / ONE
    }

    /// The same in whole numbers.
    pub(super) const fn mass(&self) -> u64 {
        self.weight
    }

    /// Its features, in order, each once.
    pub(super) fn features(&self) -> &[u32] {
        &self.features
    }

    /// The features that occur more than once, in order, and how often beyond that.
    pub(super) fn more(&self) -> &[(u32, u32)] {
        &self.more
    }

    /// The words and pairs of a stretch of tokens.
    fn of(tokens: &[Token]) -> Self {
        let count = words(tokens).count();
        let mut features = Vec::with_capacity(count * 2);
        features.extend(words(tokens).chain(pairs(tokens)));
        // All numbers of words come before those of pairs.
        features[..count].sort_unstable();
        features[count..].sort_unstable();
        let mut more: Vec<(u32, u32)> = Vec::new();
        features.dedup_by(|next, last| {
            if next != last {
                return false;
            }
            match more.last_mut() {
                Some((feature, times)) if feature == last => *times += 1,
                _ => more.push((*last, 1)),
            }
            true
        });
        Self { features, more, weight: 0 }
    }

    fn weighed(mut self, weights: &[u32]) -> Self {
        let weight = |feature: u32| u64::from(weights[feature as usize]);
        self.weight = self.features.iter().map(|&feature| weight(feature)).sum::<u64>()
            + self.more.iter().map(|&(feature, times)| weight(feature) * u64::from(times)).sum::<u64>();
        self
    }
}

/// The words of a stretch of tokens.
pub(super) fn words(tokens: &[Token]) -> impl Iterator<Item = u32> {
    tokens.iter().filter(|token| token.is_word()).map(|token| token.fold)
}

/// Its pairs. What pair its first word makes with the one before is no matter here.
pub(super) fn pairs(tokens: &[Token]) -> impl Iterator<Item = u32> {
    let words = tokens.iter().filter(|token| token.is_word());
    words.skip(1).map(|token| token.pair).filter(|&pair| pair != NO_PAIR)
}

/// A text that others may have gone into: all of it, and what of it has no source yet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Host<'a> {
    /// All of it.
    pub whole: &'a Bag,
    /// What has no source yet.
    pub residue: &'a Bag,
}

/// Features and weights of both documents.
#[derive(Debug)]
pub(crate) struct Bags {
    /// A bag for each unit.
    pub bags: Pair<Vec<Bag>>,
    weights: Vec<u32>,
    /// How many features are words; the others are pairs.
    words: usize,
}

impl Bags {
    /// Collects the features of all units and weighs them. Numbers the pairs of the tokens. `same`: for
    /// new units an old one with the same words, where that is known.
    pub(super) fn new(
        tokens: &mut Pair<Tokens>,
        vocabulary: &Vocabulary,
        pair_weight: f64,
        same: &[Option<u32>],
    ) -> Self {
        let words = vocabulary.len();
        let pairs = super::pairs::number(tokens.as_mut(), same, words as u32);
        let units = |tokens: &Tokens| (0..tokens.units() as u32).into_par_iter().with_min_len(16);
        let old: Vec<Bag> = units(&tokens.old).map(|unit| Bag::of(tokens.old.of(UnitId(unit)))).collect();
        let new = units(&tokens.new).map(|unit| match super::pairs::twin(same, UnitId(unit)) {
            Some(twin) => old[twin.index()].clone(),
            None => Bag::of(tokens.new.of(UnitId(unit))),
        });
        let new = new.collect();
        let bags = Pair::new(old, new);
        let weights = weights(bags.as_ref(), (words, pairs), pair_weight);
        let bags = bags.par_map(|bags| {
            let bags = bags.into_par_iter().with_min_len(64);
            bags.map(|bag| bag.weighed(&weights)).collect::<Vec<Bag>>()
        });
        Self { bags, weights, words }
    }

    /// Exchanges the sides.
    pub(super) fn swap(self) -> Self {
        Self { bags: self.bags.swap(), ..self }
    }

    /// The weight of each feature, in whole numbers.
    pub(super) fn weights(&self) -> &[u32] {
        &self.weights
    }

    /// The bag of a stretch of tokens.
    pub(super) fn bag(&self, tokens: &[Token]) -> Bag {
        Bag::of(tokens).weighed(&self.weights)
    }

    /// Weight that two bags share.
    pub(super) fn shared(&self, a: &Bag, b: &Bag) -> f64 {
        self.common(a, b) as f64 / ONE
    }

    /// How much of a bag went into a text, if it says the same of something else as a text beside it that went
    /// there, too, and what it says of was put in: "… the report of the Board" beside "… the report of the
    /// Unit" in "… the reports of the Unit and the Board". What both say need stand there but once.
    pub(super) fn enumerated(
        &self,
        bag: &Bag,
        beside: &Bag,
        Host { whole, residue }: Host<'_>,
    ) -> Option<f64> {
        let weight = |feature: u32| u64::from(self.weights[feature as usize]);
        let has = |other: &Bag, feature: u32| other.features.binary_search(&feature).is_ok();
        let words = self.words_of(bag);
        let all: u64 = words.iter().map(|&word| weight(word)).sum();
        let (mut alike, mut apart, mut missing, mut put_in) = (0, 0, 0, 0);
        for &word in words {
            let (said, weight) = (has(beside, word), weight(word));
            *if said { &mut alike } else { &mut apart } += weight;
            if !has(if said { whole } else { residue }, word) {
                missing += weight;
            } else if !said {
                put_in += weight;
            }
            // The singular that became a plural may be missing.
            if missing * 5 > all {
                return None;
            }
        }
        let explained =
            |&feature: &u32| has(residue, feature) || (has(beside, feature) && has(whole, feature));
        let explained = || bag.features.iter().copied().filter(explained).map(weight).sum::<u64>();
        // An eighth of it at least must be something else, or it says the same again; and half of it what the
        // other says, too.
        let says_else = apart * 8 >= all && put_in * 10 >= apart * 9;
        (says_else && alike * 2 >= all).then(|| explained() as f64 / ONE)
    }

    /// The different words of a bag.
    fn words_of<'b>(&self, bag: &'b Bag) -> &'b [u32] {
        &bag.features[..bag.features.partition_point(|&feature| (feature as usize) < self.words)]
    }

    /// The share of a bag's different words that another has, by weight.
    pub(super) fn words_in(&self, bag: &Bag, other: &Bag) -> f64 {
        let weight = |&word: &u32| u64::from(self.weights[word as usize]);
        let words = self.words_of(bag).iter();
        let there = words.clone().filter(|word| other.features.binary_search(word).is_ok());
        let all: u64 = words.map(weight).sum();
        if all > 0 { there.map(weight).sum::<u64>() as f64 / all as f64 } else { 0.0 }
    }

    /// Likeness of two bags, 0 to 1.
    pub(super) fn likeness(&self, a: &Bag, b: &Bag) -> f64 {
        share(self.common(a, b), a.weight + b.weight)
    }

    fn common(&self, a: &Bag, b: &Bag) -> u64 {
        let weight = |feature: u32| u64::from(self.weights[feature as usize]);
        let mut common = 0;
        along(&a.features, &b.features, |&feature| feature, |&feature, _| common += weight(feature));
        along(&a.more, &b.more, |more| more.0, |a, b| common += weight(a.0) * u64::from(a.1.min(b.1)));
        common
    }

    /// How much there is to say in each unit.
    pub(super) fn masses(&self) -> Pair<Vec<f64>> {
        self.bags.as_ref().map(|bags| bags.iter().map(Bag::weight).collect())
    }

    /// Weight of a single folded word.
    pub(super) fn word_weight(&self, fold: u32) -> f64 {
        f64::from(self.weights[fold as usize]) / ONE
    }

    /// For each bag of `from` the bags of `to`, rising, that may reach a likeness of `least`. A bag
    /// that shares none of the rarest features of another, as many as weigh enough together, cannot. Of a
    /// crowd that shares one, only those are listed that stand nearest in their list.
    pub(super) fn possible(&self, from: &[&Bag], to: &[&Bag], least: f64) -> Vec<Vec<u32>> {
        let mut having: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for (bag, at) in to.iter().zip(0u32..) {
            for &feature in &bag.features {
                having.entry(feature).or_default().push(at);
            }
        }
        let having = |feature: u32| having.get(&feature).map_or(&[][..], Vec::as_slice);
        from.iter()
            .enumerate()
            .map(|(at, bag)| {
                let mut rare = bag.features.clone();
                rare.sort_unstable_by_key(|&feature| (having(feature).len(), feature));
                // What is left may be shared in full; rounded down, so that rounding cannot matter.
                let (mut left, bar) = (bag.weight, (bag.weight as f64 * least / 2.0) as u64);
                let mut found = Vec::new();
                for feature in rare {
                    if left < bar {
                        break;
                    }
                    let more = bag.more.binary_search_by_key(&feature, |more| more.0);
                    let times = 1 + more.map_or(0, |at| bag.more[at].1);
                    left -= u64::from(self.weights[feature as usize]) * u64::from(times);
                    let having = having(feature);
                    let here = having.partition_point(|&other| (other as usize) < at);
                    let nearest = here.saturating_sub(CROWD / 2)..having.len().min(here + CROWD / 2);
                    found.extend_from_slice(&having[nearest]);
                }
                found.sort_unstable();
                found.dedup();
                found
            })
            .collect()
    }
}

/// Calls `both` for what two lists in order both have. Walks along them without asking which is ahead:
/// that would be guessed wrongly every other time.
fn along<T>(a: &[T], b: &[T], key: impl Fn(&T) -> u32, mut both: impl FnMut(&T, &T)) {
    let (mut i, mut j) = (0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        let (f, g) = (key(x), key(y));
        if f == g {
            both(x, y);
        }
        i += usize::from(f <= g);
        j += usize::from(g <= f);
    }
}

/// Likeness of bags that have `common` in common and weigh `total` together.
pub(super) fn share(common: u64, total: u64) -> f64 {
    if total > 0 { 2.0 * common as f64 / total as f64 } else { 0.0 }
}

fn weights(bags: Pair<&Vec<Bag>>, (words, pairs): (usize, usize), pair_weight: f64) -> Vec<u32> {
    let frequency = bags.par_map(|bags| {
        let mut frequency = vec![0u32; words + pairs];
        for &feature in bags.iter().flat_map(Bag::features) {
            frequency[feature as usize] += 1;
        }
        frequency
    });
    let units = (bags.old.len() + bags.new.len()) as f64;
    let mut frequency = frequency.old.into_iter().zip(frequency.new).map(|(a, b)| a + b).collect::<Vec<_>>();
    // Few different frequencies, and many features.
    let most = frequency.iter().copied().max().unwrap_or(0);
    let rarity: Vec<f64> = (0..=most).map(|n| ONE * (1.0 + units / f64::from(n.max(1))).ln()).collect();
    for (feature, number) in frequency.iter_mut().enumerate() {
        let rarity = rarity[*number as usize];
        *number = if feature < words { rarity } else { rarity * pair_weight } as u32;
    }
    frequency
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::tokens::tokenise;
    use crate::document::Document;

    /// Ten thousand equal headings were each held against all others.
    #[test]
    fn of_a_crowd_the_nearest_are_possible() {
        let texts = vec!["General provisions"; 2 * CROWD];
        let documents =
            Pair::new(&texts, &texts).map(|texts| Document::of_texts("made", texts.iter().copied()));
        let (mut tokens, vocabulary) = tokenise(documents.as_ref());
        let bags = Bags::new(&mut tokens, &vocabulary, 0.5, &[]);
        let all = bags.bags.as_ref().map(|bags| bags.iter().collect::<Vec<_>>());
        for (at, possible) in (0u32..).zip(bags.possible(&all.old, &all.new, 0.5)) {
            assert!(possible.len() <= CROWD && possible.contains(&at), "{at}: {possible:?}");
        }
    }

    #[test]
    fn what_is_said_of_several_is_said_once() {
        let of = |whom: &str| format!("the committee notes with thanks the report of the {whom}");
        let old = [of("board"), of("unit"), of("fund"), "the board".to_owned(), "cables tear".to_owned()];
        let new = ["the committee notes with thanks the report of the board and of the unit"];
        let old = Document::of_texts("made", old.iter().map(String::as_str));
        let documents = Pair::new(old, Document::of_texts("made", new));
        let (mut tokens, vocabulary) = tokenise(documents.as_ref());
        let bags = Bags::new(&mut tokens, &vocabulary, 0.5, &[]);
        let old = &bags.bags.old;
        let residue = bags.bag(&tokens.new.of(UnitId(0))[10..]);
        let host = Host { whole: &bags.bags.new[0], residue: &residue };
        let share =
            |unit: usize| bags.enumerated(&old[unit], &old[0], host).map(|said| said / old[unit].weight());
        assert!(share(1).is_some_and(|share| share > 0.8), "{:?}", share(1));
        // The fund is not there; a part of the formula says nothing else; cables have nothing to do with it.
        assert_eq!([share(2), share(3), share(4)], [None; 3]);
    }
}
