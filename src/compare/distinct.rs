//! Which bags are the same: fifty thousand equal lines are looked up once.

use std::hash::{BuildHasher, Hash, Hasher};

use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::likeness::Bag;

/// Different bags, and which of them each bag is.
#[derive(Debug)]
pub(super) struct Distinct<'a> {
    /// The different bags.
    pub bags: Vec<&'a Bag>,
    /// For each bag its number and its place in `bags`.
    pub which: Vec<(usize, usize)>,
}

impl<'a> Distinct<'a> {
    /// Finds equal bags; `bags` come with numbers of their own.
    pub(super) fn of(bags: impl Iterator<Item = (usize, &'a Bag)>) -> Self {
        let bags: Vec<_> = bags.collect();
        let faces: Vec<Face<'_>> = bags.par_iter().with_min_len(64).map(|(_, bag)| Face::of(bag)).collect();
        let mut places: FxHashMap<Face<'_>, usize> = FxHashMap::default();
        let mut distinct = Self { bags: Vec::new(), which: Vec::new() };
        for ((number, bag), face) in bags.into_iter().zip(faces) {
            let place = *places.entry(face).or_insert(distinct.bags.len());
            if place == distinct.bags.len() {
                distinct.bags.push(bag);
            }
            distinct.which.push((number, place));
        }
        distinct
    }
}

/// The features of a bag with their hash, which is worth making on all threads.
#[derive(PartialEq, Eq)]
struct Face<'a> {
    hash: u64,
    features: (&'a [u32], &'a [(u32, u32)]),
}

impl<'a> Face<'a> {
    fn of(bag: &'a Bag) -> Self {
        let features = (bag.features(), bag.more());
        Self { hash: FxBuildHasher.hash_one(features), features }
    }
}

impl Hash for Face<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.hash);
    }
}
