//! What is known of a group before claims on it are weighed: its words, and the *residue* of them that its
//! other side does not explain.
//!
//! ```text
//! old 12  A B C D      residue: C D
//! new 14  A B          residue: none
//! ```

use std::borrow::Cow;

use crate::compare::diff::diff;
use crate::compare::likeness::{Bag, Bags};
use crate::compare::result::Op;
use crate::compare::tokens::{NO_PAIR, Token, Tokens};
use crate::document::UnitId;
use crate::pair::Pair;

/// Likeness from which on a link has no room for alternatives.
const SETTLED: f64 = 0.9;

/// The bags of both sides of a group.
#[derive(Debug)]
pub(super) struct Facts<'a> {
    /// All words; of a single unit its own bag.
    pub whole: Pair<Cow<'a, Bag>>,
    /// Those that the other side does not explain.
    pub residue: Pair<Bag>,
    /// Whether the two sides are so alike that nothing else can have gone into them.
    pub settled: bool,
}

impl<'a> Facts<'a> {
    /// The facts of a group of these units.
    pub(super) fn of(tokens: Pair<&Tokens>, bags: &'a Bags, units: &Pair<Vec<UnitId>>) -> Self {
        let words = Pair::new(words(tokens.old, &units.old), words(tokens.new, &units.new));
        let keys = words.as_ref().map(|words| words.iter().map(|token| token.fold).collect::<Vec<_>>());
        let mut residue = Pair::<Vec<Token>>::default();
        for stretch in diff(&keys.old, &keys.new) {
            match stretch.op {
                Op::Delete => add_apart(&mut residue.old, &words.old[stretch.old]),
                Op::Insert => add_apart(&mut residue.new, &words.new[stretch.new]),
                Op::Equal => {}
            }
        }
        let whole =
            units.as_ref().zip(bags.bags.as_ref()).zip(words).map(|((units, all), words)| match units[..] {
                [only] => Cow::Borrowed(&all[only.index()]),
                _ => Cow::Owned(bags.bag(&words)),
            });
        let settled = bags.likeness(&whole.old, &whole.new) >= SETTLED;
        Self { whole, residue: residue.map(|residue| bags.bag(&residue)), settled }
    }
}

/// Adds words that make no pair with those before them.
fn add_apart(all: &mut Vec<Token>, words: &[Token]) {
    let at = all.len();
    all.extend_from_slice(words);
    if let Some(first) = all.get_mut(at) {
        first.pair = NO_PAIR;
    }
}

fn words(tokens: &Tokens, units: &[UnitId]) -> Vec<Token> {
    units.iter().flat_map(|&unit| tokens.of(unit)).filter(|token| token.is_word()).copied().collect()
}
