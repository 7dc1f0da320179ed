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

use super::tokens::{Token, Tokens};
use crate::document::UnitId;
use crate::pair::Pair;

/// Most shards, a power of two. More would walk along the words more often than the look-ups cost.
const SHARDS: u64 = 4;
/// Pairs from which on there are that many; below there are half as many.
const MANY: usize = 1 << 16;

/// The numbers of pairs of folded words.
#[derive(Debug)]
pub(crate) struct Pairs {
    shards: Vec<FxHashMap<u64, u32>>,
    count: usize,
}

impl Pairs {
    /// Numbers the pairs of both documents from `first` on. Also returns the number at each place
    /// where a pair stands, one document after the other.
    pub(super) fn number(tokens: Pair<&Tokens>, first: u32) -> (Self, Vec<u32>) {
        let all = tokens.old.len() + tokens.new.len();
        let count = if all < MANY { SHARDS / 2 } else { SHARDS };
        let mut shards: Vec<Shard> =
            (0..count).into_par_iter().map(|shard| Shard::of((shard, count), tokens)).collect();
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
    fn of((own, count): (u64, u64), tokens: Pair<&Tokens>) -> Self {
        // Two drafts have about as many different pairs as one has words.
        let all = (tokens.old.len() + tokens.new.len()) / count as usize;
        let room = all / 2;
        let mut shard = Self {
            numbers: FxHashMap::with_capacity_and_hasher(room, FxBuildHasher),
            firsts: Vec::with_capacity(room),
            places: Vec::with_capacity(all),
        };
        let mut place = 0u32;
        for tokens in [tokens.old, tokens.new] {
            for unit in 0..tokens.units() as u32 {
                each_pair(tokens.of(UnitId(unit)), |a, b| {
                    let key = key(a, b);
                    if shard_of(key, count) == own {
                        let next = shard.firsts.len() as u32;
                        let local = *shard.numbers.entry(key).or_insert(next);
                        if local == next {
                            shard.firsts.push(place);
                        }
                        shard.places.push((place, local));
                    }
                    place += 1;
                });
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

/// Calls `each` with every pair of neighbouring words. Marks and brackets stand between no words:
/// "[shall] take" has the pair "shall take".
pub(super) fn each_pair(tokens: &[Token], mut each: impl FnMut(u32, u32)) {
    let mut words = tokens.iter().filter(|token| token.is_word()).map(|token| token.fold);
    let Some(mut before) = words.next() else { return };
    for word in words {
        each(before, word);
        before = word;
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
    use crate::segment::WordKind;

    #[test]
    fn pairs_are_numbered_as_they_come() {
        let tokens = |folds: &[u32]| -> Vec<Token> {
            let token = |&fold: &u32| Token { start: 0, end: 1, exact: fold, fold, kind: WordKind::Word };
            folds.iter().map(token).collect()
        };
        let old: Vec<u32> = (0..2_000).map(|n: u32| n * n % 37).collect();
        let new: Vec<u32> = (0..2_000).map(|n: u32| n * 7 % 41).collect();
        let tokens = Pair::new(Tokens::of_one_unit(tokens(&old)), Tokens::of_one_unit(tokens(&new)));
        let (pairs, numbers) = Pairs::number(tokens.as_ref(), 100);
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
