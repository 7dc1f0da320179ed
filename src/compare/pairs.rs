//! Pairs of neighbouring words, numbered.
//!
//! ```text
//! the cable of the cable      the-cable 0, cable-of 1, of-the 2, the-cable 0
//! ```
//!
//! They are numbered as they come, so that the new pairs of a unit have numbers side by side. That was the
//! longest stretch of a comparison that one thread did alone. In drafts each side numbers its own at once,
//! and the new side then takes the numbers of the old one. In long texts each pair belongs to one of a few
//! *shards*, by its words, and every shard walks along all words and numbers its own.

use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::tokens::{NO_PAIR, Token, Tokens};
use crate::document::UnitId;
use crate::pair::Pair;

/// Shards, a power of two. More would walk along the words more often than the look-ups cost.
const SHARDS: u64 = 4;
/// Tokens below which each side is numbered whole: even on one thread that takes less than shards do.
const FEW: usize = 1 << 16;
/// Room for so many pairs is made at first in a table. One that is larger than the nearest memory costs
/// more than one that has to grow.
const ROOM: usize = 1 << 14;
/// Long texts have no more than a quarter as many different pairs as tokens.
const DIFFERENT: usize = 4;
/// Stands before the first word of a unit. No word has this number: their forms would fill the memory.
const BREAK: u32 = u32::MAX;

/// Numbers the pairs of both documents from `first` on, in their tokens. Returns how many different
/// ones there are. Marks and brackets stand between no words: `[shall] take` has the pair "shall take".
/// `same`: for new units an old one with the same words, where that is known.
pub(super) fn number(tokens: Pair<&mut Tokens>, same: &[Option<u32>], first: u32) -> usize {
    let all = |tokens: &Tokens| tokens.runs().iter().map(Vec::len).sum::<usize>();
    let all = all(tokens.old) + all(tokens.new);
    if all < FEW { number_few(tokens, same, first) } else { number_many(tokens, all, first) }
}

fn number_few(Pair { old, new }: Pair<&mut Tokens>, same: &[Option<u32>], first: u32) -> usize {
    let (Own { mut numbers, .. }, own) =
        rayon::join(|| Own::of(old, &[], first), || Own::of(new, same, first));
    let mut next = first + numbers.len() as u32;
    let join = |&key: &u32| {
        let number = *numbers.entry(key).or_insert(next);
        next += u32::from(number == next);
        number
    };
    let joined: Vec<u32> = own.keys.iter().map(join).collect();
    for unit in (0..new.units() as u32).map(UnitId) {
        if let Some(twin) = twin(same, unit) {
            for (token, twin) in new.of_mut(unit).iter_mut().zip(old.of(twin)) {
                token.pair = twin.pair;
            }
        } else {
            for token in new.of_mut(unit).iter_mut().filter(|token| token.pair < NO_PAIR) {
                token.pair = joined[(token.pair - first) as usize];
            }
        }
    }
    numbers.len()
}

/// The old unit with the same words as a new one, where that is known.
pub(super) fn twin(same: &[Option<u32>], new: UnitId) -> Option<UnitId> {
    same.get(new.index()).copied().flatten().map(UnitId)
}

/// The pairs of one side, numbered among themselves in its tokens.
struct Own {
    numbers: FxHashMap<u32, u32>,
    /// By number.
    keys: Vec<u32>,
}

impl Own {
    /// Those of all units without a twin, from `first` on.
    fn of(tokens: &mut Tokens, same: &[Option<u32>], first: u32) -> Self {
        debug_assert!(first <= 1 << 16, "fewer tokens than `FEW` have fewer forms");
        let units = (0..tokens.units() as u32).map(UnitId).filter(|&unit| twin(same, unit).is_none());
        let units: Vec<UnitId> = units.collect();
        // Drafts have a third as many different pairs as tokens, short ones up to two thirds. To grow the
        // table costs more than a part of it that stays empty.
        let room = units.iter().map(|&unit| tokens.of(unit).len()).sum::<usize>() / 5 * 3;
        let mut numbers: FxHashMap<u32, u32> = FxHashMap::with_capacity_and_hasher(room, FxBuildHasher);
        let mut keys = Vec::with_capacity(room);
        for unit in units {
            let mut before = 0;
            for token in tokens.of_mut(unit).iter_mut().filter(|token| token.is_word()) {
                if token.pair != NO_PAIR {
                    // So few forms that half a number holds any.
                    let (key, next) = (before << 16 | token.fold, first + keys.len() as u32);
                    token.pair = *numbers.entry(key).or_insert(next);
                    if token.pair == next {
                        keys.push(key);
                    }
                }
                before = token.fold;
            }
        }
        Self { numbers, keys }
    }
}

fn number_many(tokens: Pair<&mut Tokens>, all: usize, first: u32) -> usize {
    let mut runs: Vec<&mut Vec<Token>> = tokens.old.runs_mut().iter_mut().collect();
    runs.extend(tokens.new.runs_mut());
    let words: Vec<Vec<u32>> = runs.par_iter().map(|tokens| words_of(tokens)).collect();
    let shards: Vec<Shard> = (0..SHARDS).into_par_iter().map(|shard| Shard::of(shard, &words, all)).collect();
    runs.par_iter_mut().enumerate().for_each(|(run, tokens)| {
        let mut numbers = vec![NO_PAIR; words[run].len()];
        let mut base = first;
        for shard in &shards {
            for &(place, local) in &shard.places[run] {
                numbers[place as usize] = base + local;
            }
            base += shard.count;
        }
        let own = words[run].iter().zip(numbers).filter(|&(&word, _)| word != BREAK);
        for (token, (_, number)) in tokens.iter_mut().filter(|token| token.is_word()).zip(own) {
            token.pair = number;
        }
    });
    shards.iter().map(|shard| shard.count as usize).sum()
}

/// The folded words of a run of units, side by side: they are walked along several times.
fn words_of(tokens: &[Token]) -> Vec<u32> {
    let mut words = Vec::with_capacity(tokens.len());
    for token in tokens.iter().filter(|token| token.is_word()) {
        if token.pair == NO_PAIR {
            words.push(BREAK);
        }
        words.push(token.fold);
    }
    words
}

/// The pairs of one shard.
struct Shard {
    /// For each run the places of pairs among its words, and which pair of the shard ends there.
    places: Vec<Vec<(u32, u32)>>,
    /// How many different pairs there are.
    count: u32,
}

impl Shard {
    /// The shard `own` of texts of so many tokens.
    fn of(own: u64, words: &[Vec<u32>], all: usize) -> Self {
        let room = (all / DIFFERENT / SHARDS as usize).min(ROOM);
        let mut numbers: FxHashMap<u64, u32> = FxHashMap::with_capacity_and_hasher(room, FxBuildHasher);
        let (mut next, mut ours) = (0, Vec::new());
        let places = words.iter().map(|words| {
            ours.resize(words.len() + 1, 0);
            let mut found = 0;
            for (pair, place) in words.windows(2).zip(1u32..) {
                // Written down in any case: whether it stays would be guessed wrongly too often.
                ours[found] = place;
                let whole = pair[0] != BREAK && pair[1] != BREAK;
                found += usize::from(whole & (shard_of(key(pair)) == own));
            }
            let number = |&place: &u32| {
                let pair = &words[place as usize - 1..=place as usize];
                let local = *numbers.entry(key(pair)).or_insert(next);
                next += u32::from(local == next);
                (place, local)
            };
            ours[..found].iter().map(number).collect()
        });
        Self { places: places.collect(), count: next }
    }
}

fn key(pair: &[u32]) -> u64 {
    u64::from(pair[0]) << 32 | u64::from(pair[1])
}

/// By other bits than those by which the table of a shard places a pair.
fn shard_of(key: u64) -> u64 {
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) & (SHARDS - 1)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::compare::tokens::tokenise;
    use crate::document::Document;

    /// Words made of numbers, so many to a unit.
    fn draft(words: impl Iterator<Item = u32>, unit: usize) -> Document {
        let words: Vec<String> = words.map(|word| format!("w{word}")).collect();
        let units: Vec<String> = words.chunks(unit).map(|words| words.join(", ")).collect();
        Document::of_texts("made", units.iter().map(String::as_str))
    }

    /// For each new unit an old one of the same words.
    fn same(tokens: &Pair<Tokens>) -> Vec<Option<u32>> {
        let folds = |tokens: &Tokens, unit| tokens.of(UnitId(unit)).iter().map(|token| token.fold).collect();
        let old: Vec<Vec<u32>> =
            (0..tokens.old.units() as u32).map(|unit| folds(&tokens.old, unit)).collect();
        let twin = |unit| {
            let new = folds(&tokens.new, unit);
            old.iter().position(|old| *old == new).map(|twin| twin as u32)
        };
        (0..tokens.new.units() as u32).map(twin).collect()
    }

    #[test]
    fn equal_pairs_have_equal_numbers_and_no_others() {
        // Nothing in common; every other stretch of forty words; enough for all shards, and for several runs.
        for (size, unit, other) in [(50, 7, 8), (300, 7, 7), (70_000, 13, 14)] {
            let square = |n: u32| n.wrapping_mul(n) % 337;
            let kept = |n: u32| size == 300 && (n / 40).is_multiple_of(2);
            let documents = Pair::new(
                draft((0..size).map(square), unit),
                draft((0..size).map(|n| if kept(n) { square(n) } else { n * 7 % 341 }), other),
            );
            let (mut tokens, vocabulary) = tokenise(documents.as_ref());
            let first = vocabulary.len() as u32;
            let same = if size == 300 { same(&tokens) } else { Vec::new() };
            assert_eq!(same.iter().flatten().count(), if size == 300 { 20 } else { 0 });
            let count = number(tokens.as_mut(), &same, first);
            let mut numbers: HashMap<(u32, u32), u32> = HashMap::new();
            for tokens in [&tokens.old, &tokens.new] {
                for unit in 0..tokens.units() as u32 {
                    let words: Vec<&Token> =
                        tokens.of(UnitId(unit)).iter().filter(|token| token.is_word()).collect();
                    assert_eq!(words[0].pair, NO_PAIR);
                    for two in words.windows(2) {
                        let number = *numbers.entry((two[0].fold, two[1].fold)).or_insert(two[1].pair);
                        assert_eq!(two[1].pair, number);
                    }
                }
            }
            let mut all: Vec<u32> = numbers.into_values().collect();
            all.sort_unstable();
            assert_eq!(all, (first..first + count as u32).collect::<Vec<_>>());
        }
    }
}
