//! All links -> one row of tokens that reads as the old text on one side and as the new on the other.
//!
//! ```text
//! old A B C    new A C' B      A both, B old, C both with its edits, B new
//! ```
//!
//! What stays in place (`chain`) gives the order. Between two such links come the old units that stand
//! away, then the new ones; inside a link they come where a paragraph of their own side has ended. So
//! the tokens of either side are always in the order of their own document.

use super::chain::Core;
use super::walk::{Token, What};
use crate::document::UnitId;
use crate::pair::Pair;

/// A token in its place.
#[derive(Clone, Debug)]
pub(super) struct Placed<'t> {
    /// Index of its link.
    pub(super) link: usize,
    /// Index in its link's walk.
    pub(super) step: usize,
    pub(super) token: Token<'t>,
    /// It belongs to both sides, but stands in another place on the other.
    pub(super) half: bool,
    /// It stands in the row of a table.
    pub(super) row: bool,
}

/// Puts the tokens of all links in order. `counts`: how many units either document has.
pub(super) fn flow<'t>(walks: &[Vec<Token<'t>>], cores: &[Core], counts: Pair<usize>) -> Vec<Placed<'t>> {
    let mut flow = Flow {
        walks,
        cores,
        home: Pair::new(homes(walks, counts.old, |at| at.old), homes(walks, counts.new, |at| at.new)),
        away: Pair::new(vec![true; counts.old], vec![true; counts.new]),
        next: Pair::new(0, 0),
        out: Vec::new(),
    };
    let mut in_place: Vec<(UnitId, usize)> = Vec::new();
    for (link, core) in cores.iter().enumerate() {
        core.old.iter().for_each(|unit| flow.away.old[unit.index()] = false);
        core.new.iter().for_each(|unit| flow.away.new[unit.index()] = false);
        in_place.extend(core.old.first().map(|&first| (first, link)));
    }
    in_place.sort_unstable();
    for (_, link) in in_place {
        flow.stand_away();
        flow.in_place(link);
    }
    flow.stand_away();
    flow.out
}

/// The link of each unit.
fn homes(
    walks: &[Vec<Token<'_>>],
    count: usize,
    side: fn(Pair<Option<UnitId>>) -> Option<UnitId>,
) -> Vec<usize> {
    let mut homes = vec![usize::MAX; count];
    for (link, walk) in walks.iter().enumerate() {
        for unit in walk.iter().filter_map(|token| side(token.at)) {
            homes[unit.index()] = link;
        }
    }
    homes
}

struct Flow<'w, 't> {
    walks: &'w [Vec<Token<'t>>],
    cores: &'w [Core],
    /// The link of each unit.
    home: Pair<Vec<usize>>,
    /// Whether each unit stands away from its other side, or has none.
    away: Pair<Vec<bool>>,
    /// The units that come next.
    next: Pair<usize>,
    out: Vec<Placed<'t>>,
}

impl Flow<'_, '_> {
    /// Writes the units of both sides that stand away, up to the next that stays in place.
    fn stand_away(&mut self) {
        self.old_away();
        self.new_away();
    }

    fn old_away(&mut self) {
        while self.away.old.get(self.next.old) == Some(&true) {
            let unit = UnitId(u32::try_from(self.next.old).unwrap_or(u32::MAX));
            self.one(self.home.old[self.next.old], |at| Pair::new(at.old.filter(|&old| old == unit), None));
            self.next.old += 1;
        }
    }

    fn new_away(&mut self) {
        while self.away.new.get(self.next.new) == Some(&true) {
            let unit = UnitId(u32::try_from(self.next.new).unwrap_or(u32::MAX));
            self.one(self.home.new[self.next.new], |at| Pair::new(None, at.new.filter(|&new| new == unit)));
            self.next.new += 1;
        }
    }

    /// Writes the tokens of one unit, as they are on its own side.
    fn one(&mut self, link: usize, side: impl Fn(Pair<Option<UnitId>>) -> Pair<Option<UnitId>>) {
        let Some(walk) = self.walks.get(link) else { return };
        for (step, token) in walk.iter().enumerate() {
            let at = side(token.at);
            self.out.extend(placed(link, step, token, at));
        }
    }

    /// Writes what stays in place of a link, with what stands away between its paragraphs.
    fn in_place(&mut self, link: usize) {
        let core = &self.cores[link];
        let walk = self.walks[link].iter().enumerate();
        let tokens = walk.filter_map(|(step, token)| {
            let at = Pair::new(
                token.at.old.filter(|unit| core.old.contains(unit)),
                token.at.new.filter(|unit| core.new.contains(unit)),
            );
            placed(link, step, token, at)
        });
        let mut tokens: Vec<Placed<'_>> = tokens.collect();
        join_ends(&mut tokens);
        for token in tokens {
            let ended = if token.token.what == What::End { token.token.at } else { Pair::default() };
            self.out.push(token);
            if let Some(old) = ended.old {
                self.next.old = old.index() + 1;
                if core.old.last() != Some(&old) {
                    self.old_away();
                }
            }
            if let Some(new) = ended.new {
                self.next.new = new.index() + 1;
                if core.new.last() != Some(&new) {
                    self.new_away();
                }
            }
        }
    }
}

fn placed<'t>(link: usize, step: usize, token: &Token<'t>, at: Pair<Option<UnitId>>) -> Option<Placed<'t>> {
    let here = at.old.is_some() || at.new.is_some();
    let half = token.at.old.is_some() && token.at.new.is_some() && (at.old.is_none() || at.new.is_none());
    here.then(|| Placed { link, step, token: Token { what: token.what.clone(), at }, half, row: false })
}

/// Where a paragraph ends on one side, and then, with nothing of that side between, on the other, both
/// ends are one: "x. ¶old y new ¶new" is "x. y new ¶".
fn join_ends(tokens: &mut Vec<Placed<'_>>) {
    let mut pending: Option<usize> = None;
    let mut gone = Vec::new();
    for n in 0..tokens.len() {
        let at = tokens[n].token.at;
        let is_end = tokens[n].token.what == What::End;
        let Some(before) = pending else {
            if is_end && (at.old.is_none() || at.new.is_none()) {
                pending = Some(n);
            }
            continue;
        };
        let open = tokens[before].token.at;
        let same_side = (open.old.is_some() && at.old.is_some()) || (open.new.is_some() && at.new.is_some());
        pending = match (same_side, is_end) {
            (true, true) if at.old.is_none() || at.new.is_none() => Some(n),
            (true, _) => None,
            (false, false) => Some(before),
            (false, true) => {
                tokens[n].token.at = Pair::new(at.old.or(open.old), at.new.or(open.new));
                tokens[n].half = false;
                gone.push(before);
                None
            }
        };
    }
    gone.into_iter().rev().for_each(|n| drop(tokens.remove(n)));
}
