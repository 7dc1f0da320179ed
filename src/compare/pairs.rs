//! Pairs of neighbouring words, numbered in the order in which they first occur.
//!
//! ```text
//! the cable of the cable      the-cable 0, cable-of 1, of-the 2, the-cable 0
//! ```
//!
//! Numbering them was the longest stretch of a comparison that one thread did alone. So each pair
//! belongs to one of a few *shards*, by its words: every shard walks along all words, numbers the pairs
//! that are its own, and notes where they stand. Their common numbers follow from the first places.

use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::tokens::Tokens;
use crate::document::UnitId;
use crate::pair::Pair;

/// Most shards, a power of two. More would walk along the words more often than the look-ups cost.
const SHARDS: u64 = 4;
/// Pairs from which on there are that many; below there are half as many.
const MANY: usize = 1 << 16;

/// The folded words of the units of a document, side by side: they are walked along several times. Marks
/// and brackets stand between no words: "[shall] take" has the pair "shall take".
#[derive(Debug)]
pub(super) struct Folds {
    folds: Vec<u32>,
    /// `folds[ends[i - 1]..ends[i]]` are those of unit `i`.
    ends: Vec<usize>,
}

impl Folds {
    pub(super) fn of(tokens: &Tokens) -> Self {
        let mut all =
            Self { folds: Vec::with_capacity(tokens.len()), ends: Vec::with_capacity(tokens.units()) };
        for unit in 0..tokens.units() as u32 {
            let words = tokens.of(UnitId(unit)).iter().filter(|token| token.is_word());
            all.folds.extend(words.map(|token| token.fold));
            all.ends.push(all.folds.len());
        }
        all
    }

    /// The words of each unit.
    pub(super) fn units(&self) -> impl Iterator<Item = &[u32]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.folds[start..end])
    }
}

/// How many pairs of neighbours there are among words.
pub(super) fn pairs_in(folds: &[u32]) -> usize {
    folds.len().saturating_sub(1)
}

/// The numbers of pairs of folded words.
#[derive(Debug)]
pub(crate) struct Pairs {
    shards: Vec<FxHashMap<u64, u32>>,
    count: usize,
}

impl Pairs {
    /// Numbers the pairs of both documents from `first` on. Also returns the number at each place
    /// where a pair stands, one document after the other.
    pub(super) fn number(folds: Pair<&Folds>, first: u32) -> (Self, Vec<u32>) {
        let all = folds.old.folds.len() + folds.new.folds.len();
        let count = if all < MANY { SHARDS / 2 } else { SHARDS };
        let mut shards: Vec<Shard> =
            (0..count).into_par_iter().map(|shard| Shard::of((shard, count), folds)).collect();
        let places = shards.iter().map(|shard| shard.places.len()).sum();
        // For each place whether a pair stands there first, then the number of the pair.
        let mut numbers = vec![0u32; places];
        for shard in &shards {
            for &place in &shard.firsts {
                numbers[place as usize] = 1;
            }
        }
        let mut next = first;
        for number in numbers.iter_mut().filter(|number| **number > 0) {
            *number = next;
            next += 1;
        }
        for shard in &mut shards {
            for first in &mut shard.firsts {
                *first = numbers[*first as usize];
            }
            for &(place, local) in &shard.places {
                numbers[place as usize] = shard.firsts[local as usize];
            }
        }
        let shards: Vec<_> = shards.into_par_iter().map(Shard::finish).collect();
        (Self { shards, count: (next - first) as usize }, numbers)
    }

    /// How many different pairs there are.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// The number of a pair, if it stands anywhere in the documents.
    pub(super) fn get(&self, a: u32, b: u32) -> Option<u32> {
        let key = key(a, b);
        self.shards[shard_of(key, self.shards.len() as u64) as usize].get(&key).copied()
    }
}

/// The pairs of one shard.
struct Shard {
    numbers: FxHashMap<u64, u32>,
    /// For each pair where it stands first.
    firsts: Vec<u32>,
    /// Each place of a pair, and which pair stands there.
    places: Vec<(u32, u32)>,
}

impl Shard {
    /// The shard `own` of `count` shards.
    fn of((own, count): (u64, u64), folds: Pair<&Folds>) -> Self {
        // Two drafts have about as many different pairs as one has words.
        let all = (folds.old.folds.len() + folds.new.folds.len()) / count as usize;
        let room = all / 2;
        let mut shard = Self {
            numbers: FxHashMap::with_capacity_and_hasher(room, FxBuildHasher),
            firsts: Vec::with_capacity(room),
            places: Vec::with_capacity(all),
        };
        let mut place = 0u32;
        for unit in folds.old.units().chain(folds.new.units()) {
            for pair in unit.windows(2) {
                let key = key(pair[0], pair[1]);
                if shard_of(key, count) == own {
                    let next = shard.firsts.len() as u32;
                    let local = *shard.numbers.entry(key).or_insert(next);
                    if local == next {
                        shard.firsts.push(place);
                    }
                    shard.places.push((place, local));
                }
                place += 1;
            }
        }
        shard
    }

    /// The table with the common numbers, which stand where the first places stood.
    fn finish(mut self) -> FxHashMap<u64, u32> {
        #[allow(clippy::iter_over_hash_type, reason = "each only changes itself")]
        for number in self.numbers.values_mut() {
            *number = self.firsts[*number as usize];
        }
        self.numbers
    }
}

fn key(a: u32, b: u32) -> u64 {
    u64::from(a) << 32 | u64::from(b)
}

/// By other bits than those by which the table of a shard places a pair.
fn shard_of(key: u64, count: u64) -> u64 {
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) & (count - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_numbered_as_they_come() {
        let old: Vec<u32> = (0..2_000).map(|n: u32| n * n % 37).collect();
        let new: Vec<u32> = (0..2_000).map(|n: u32| n * 7 % 41).collect();
        let folds = Pair::new(&old, &new).map(|side| Folds { folds: side.clone(), ends: vec![side.len()] });
        let (pairs, numbers) = Pairs::number(folds.as_ref(), 100);
        let mut expected: Vec<(u32, u32)> = Vec::new();
        let all: Vec<(u32, u32)> =
            [old, new].iter().flat_map(|side| side.windows(2).map(|two| (two[0], two[1]))).collect();
        for (&(a, b), &number) in all.iter().zip(&numbers) {
            let place = expected.iter().position(|&other| other == (a, b)).unwrap_or_else(|| {
                expected.push((a, b));
                expected.len() - 1
            });
            assert_eq!((number, pairs.get(a, b)), (100 + place as u32, Some(number)));
        }
        assert_eq!((pairs.len(), numbers.len()), (expected.len(), all.len()));
        assert_eq!(pairs.get(36, 1_000), None);
    }
}
