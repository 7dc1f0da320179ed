//! What is left after one-to-one links: splits, mergers, regroupings.
//!
//! A unit without a partner may be part of one that has one. It *claims* a place in the other's
//! group, and the claim is the stronger the more of its words stand in the words the group has not
//! explained yet (the *residue*):
//!
//! ```text
//! old 12  A B C D          12 = 14 by likeness; residue of 12: C D
//! new 14  A B              15 claims 12: all its words are in the residue: 12 was split in 14, 15
//! new 15  C D
//! ```
//!
//! Alternatives are a case of their own: of "Option 1" and "Option 2" one is the partner of the text
//! that came out of them, and what the other shares with it is no residue. A loose option beside a
//! linked one therefore counts all words it has in common with the outcome, and so do items of
//! the same list, unless the outcome is the linked option all but word for word.
//!
//! Enumerations are another: of "notes the report of the Unit" and "notes the report of the Board" both went
//! into "notes the reports of the Unit and the Board", though what they say alike stands there once.
//!
//! The strongest claim is granted first; the claims on that group are weighed anew. (Beads, the
//! dynamic programme over m:n groups of Gale and Church 1993, need both texts in the same order.)

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use rayon::prelude::*;

use super::context::Context;
use super::facts::Facts;
use super::{Grounds, Group};
use crate::compare::candidates::Candidate;
use crate::compare::likeness::{Bags, Host};
use crate::compare::tokens::Tokens;
use crate::compare::weights::Weights;
use crate::document::{Document, Kind, UnitId};
use crate::pair::Pair;

/// Likeness below which a link may be left for a better claim.
const DOUBTFUL: f64 = 0.4;
/// How many units may stand between alternatives.
const ALTERNATIVES: usize = 3;

/// What the claims are weighed with.
pub(crate) struct Evidence<'a> {
    /// Both documents.
    pub documents: Pair<&'a Document>,
    /// Their tokens.
    pub tokens: Pair<&'a Tokens>,
    /// Their bags.
    pub bags: &'a Bags,
    /// What counts how much.
    pub weights: &'a Weights,
    /// What the one-to-one links say about a pair.
    pub context: &'a Context<'a>,
}

/// Groups from one-to-one links and from the units these leave alone. Units that nothing explains
/// are groups of their own, with one empty side.
pub(crate) fn explain(evidence: &Evidence<'_>, candidates: &[Candidate], linked: Vec<Group>) -> Vec<Group> {
    let mut explaining = Explaining::new(evidence, candidates, linked);
    let mut queue = BinaryHeap::from(explaining.first_claims(candidates));
    while let Some(claim) = queue.pop() {
        if claim.is_fresh(&explaining) {
            if let Some((side, unit)) = explaining.grant(&claim) {
                queue.extend(explaining.claims_of(side, unit));
            }
        } else {
            queue.extend(explaining.claim(claim.side, claim.loose, claim.host));
        }
    }
    explaining.finish()
}

/// The side a loose unit is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Old,
    New,
}

impl Side {
    const fn other(self) -> Self {
        match self {
            Self::Old => Self::New,
            Self::New => Self::Old,
        }
    }
}

/// A loose unit that may belong to the group of `host`.
#[derive(Clone, Copy, Debug)]
struct Claim {
    score: f64,
    side: Side,
    loose: UnitId,
    host: UnitId,
    group: usize,
    /// The group's version the score was made with.
    version: u32,
    /// Share of the loose unit's words in the residue.
    share: f64,
    /// The doubtful link the unit would leave.
    leaves: Option<usize>,
}

impl Claim {
    fn is_fresh(&self, explaining: &Explaining<'_>) -> bool {
        self.version == explaining.states[self.group].version
            && self.leaves == explaining.group_of(self.side, self.loose)
            && self.leaves.is_none_or(|link| explaining.doubtful(link).is_some())
    }
}

impl Ord for Claim {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |claim: &Self| (claim.loose, claim.host, claim.side);
        self.score.total_cmp(&other.score).then_with(|| key(other).cmp(&key(self)))
    }
}

impl PartialOrd for Claim {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Claim {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Claim {}

/// What is known of a group, made when first asked for.
#[derive(Debug, Default)]
struct State<'a> {
    version: u32,
    facts: Option<Facts<'a>>,
}

struct Explaining<'a> {
    evidence: &'a Evidence<'a>,
    /// For each unit the units of the other side it has something in common with.
    others: Pair<Vec<Vec<UnitId>>>,
    groups: Vec<Group>,
    states: Vec<State<'a>>,
    group_of: Pair<Vec<Option<usize>>>,
}

impl<'a> Explaining<'a> {
    fn new(evidence: &'a Evidence<'a>, candidates: &[Candidate], groups: Vec<Group>) -> Self {
        let mut others = evidence.documents.map(|document| vec![Vec::new(); document.units.len()]);
        for candidate in candidates {
            others.old[candidate.old.index()].push(candidate.new);
            others.new[candidate.new.index()].push(candidate.old);
        }
        let mut group_of = evidence.documents.map(|document| vec![None; document.units.len()]);
        for (at, group) in groups.iter().enumerate() {
            for unit in &group.units.old {
                group_of.old[unit.index()] = Some(at);
            }
            for unit in &group.units.new {
                group_of.new[unit.index()] = Some(at);
            }
        }
        let states = groups.iter().map(|_| State::default()).collect();
        Self { evidence, others, groups, states, group_of }
    }

    fn group_of(&self, side: Side, unit: UnitId) -> Option<usize> {
        match side {
            Side::Old => self.group_of.old[unit.index()],
            Side::New => self.group_of.new[unit.index()],
        }
    }

    /// The likeness of a one-to-one link that a better claim may undo, if it is that doubtful.
    fn doubtful(&self, group: usize) -> Option<f64> {
        let Group { units, basis, .. } = &self.groups[group];
        match basis.link {
            Some(Grounds::Alike { likeness, .. })
                if likeness < DOUBTFUL && units.old.len() == 1 && units.new.len() == 1 =>
            {
                Some(likeness)
            }
            _ => None,
        }
    }

    /// The claims of all loose units, before any is granted.
    fn first_claims(&mut self, candidates: &[Candidate]) -> Vec<Claim> {
        let all = |&Candidate { old, new, likeness }: &Candidate| {
            [((Side::Old, old, new), likeness), ((Side::New, new, old), likeness)]
        };
        // Most could not win if the host's partner explained nothing, and need no diff to tell.
        let possible: Vec<(Side, UnitId, UnitId)> = candidates
            .par_iter()
            .with_min_len(256)
            .flat_map_iter(all)
            .filter(|&(claim, likeness)| self.may_claim(claim, likeness))
            .map(|(claim, _)| claim)
            .collect();
        let mut groups: Vec<usize> =
            possible.iter().filter_map(|&(side, _, host)| self.group_of(side.other(), host)).collect();
        groups.sort_unstable();
        groups.dedup();
        let facts: Vec<Facts<'a>> = groups.par_iter().map(|&group| self.facts(group)).collect();
        for (group, facts) in groups.into_iter().zip(facts) {
            self.states[group].facts = Some(facts);
        }
        let this = &*self;
        let claim = |&(side, loose, host): &_| this.weigh(side, loose, host);
        possible.par_iter().with_min_len(64).filter_map(claim).collect()
    }

    fn claims_of(&mut self, side: Side, unit: UnitId) -> Vec<Claim> {
        let hosts = match side {
            Side::Old => self.others.old[unit.index()].clone(),
            Side::New => self.others.new[unit.index()].clone(),
        };
        hosts.into_iter().filter_map(|host| self.claim(side, unit, host)).collect()
    }

    /// The claim of a unit on its host's group, if it is strong enough. Only a unit without a
    /// partner, or with a doubtful one, may claim.
    fn claim(&mut self, side: Side, loose: UnitId, host: UnitId) -> Option<Claim> {
        let (group, _) = self.price(side, loose, host)?;
        if self.states[group].facts.is_none() {
            self.states[group].facts = Some(self.facts(group));
        }
        self.weigh(side, loose, host)
    }

    /// The group a unit may claim a place in, and what leaving its own partner would cost.
    fn price(&self, side: Side, loose: UnitId, host: UnitId) -> Option<(usize, f64)> {
        let group = self.group_of(side.other(), host)?;
        let price = match self.group_of(side, loose) {
            Some(link) if link == group => return None,
            Some(link) => self.evidence.weights.leaving + self.doubtful(link)?,
            None => 0.0,
        };
        Some((group, price))
    }

    /// Whether a unit could claim a place in its host's group if nothing there were explained yet.
    fn may_claim(&self, (side, loose, host): (Side, UnitId, UnitId), likeness: f64) -> bool {
        let Some((group, price)) = self.price(side, loose, host) else { return false };
        let Group { units, .. } = &self.groups[group];
        let bags = &self.evidence.bags.bags;
        let (bag, whole, hosts) = match side {
            Side::Old => (&bags.old[loose.index()], &bags.new[host.index()], &units.new),
            Side::New => (&bags.new[loose.index()], &bags.old[host.index()], &units.old),
        };
        // What several units have in common with it, likeness to one does not say.
        hosts.len() > 1 || bag.weight() <= 0.0 || {
            let most = likeness * (bag.weight() + whole.weight()) / 2.0 / bag.weight();
            // A hair more, so that rounding cannot matter.
            self.sum(side, (loose, host), group, most, || most) + 1e-9 - price > self.least(loose, side)
        }
    }

    /// The claim itself, where the facts of the group are known.
    fn weigh(&self, side: Side, loose: UnitId, host: UnitId) -> Option<Claim> {
        let leaves = self.group_of(side, loose);
        let (group, price) = self.price(side, loose, host)?;
        let (score, share) = self.score(side, loose, host, group);
        let score = score - price;
        let version = self.states[group].version;
        (score > self.least(loose, side)).then_some(Claim {
            score,
            side,
            loose,
            host,
            group,
            version,
            share,
            leaves,
        })
    }

    /// The least score of a claim.
    fn least(&self, loose: UnitId, side: Side) -> f64 {
        let Evidence { documents, weights, .. } = *self.evidence;
        let document = if side == Side::Old { documents.old } else { documents.new };
        let times = if document.unit(loose).kind == Kind::Line { weights.claim_lines } else { 1.0 };
        times * weights.claim
    }

    fn score(&self, side: Side, loose: UnitId, host: UnitId, group: usize) -> (f64, f64) {
        let bags = self.evidence.bags;
        let Some(facts) = &self.states[group].facts else { return (0.0, 0.0) };
        let (bag, whole, residue) = match side {
            Side::Old => (&bags.bags.old[loose.index()], &facts.whole.new, &facts.residue.new),
            Side::New => (&bags.bags.new[loose.index()], &facts.whole.old, &facts.residue.old),
        };
        if bag.weight() <= 0.0 {
            return (0.0, 0.0);
        }
        let beside = if side == Side::Old { &facts.whole.old } else { &facts.whole.new };
        let enumerated = bags.enumerated(bag, beside, Host { whole, residue }).unwrap_or(0.0);
        let unexplained = bags.shared(bag, residue).max(enumerated) / bag.weight();
        let common = || if facts.settled { 0.0 } else { bags.shared(bag, whole) / bag.weight() };
        (self.sum(side, (loose, host), group, unexplained, common), unexplained)
    }

    /// What speaks for a claim: the share of the unit's words that are in the residue, the share that the
    /// whole group has in `common` with it, and the place.
    fn sum(
        &self,
        side: Side,
        (loose, host): (UnitId, UnitId),
        group: usize,
        unexplained: f64,
        common: impl FnOnce() -> f64,
    ) -> f64 {
        let Evidence { bags, context, weights, .. } = *self.evidence;
        let bag =
            if side == Side::Old { &bags.bags.old[loose.index()] } else { &bags.bags.new[loose.index()] };
        let (old, new) = if side == Side::Old { (loose, host) } else { (host, loose) };
        let (alternatives, kin) = self.kinship(side, loose, group);
        let common = if alternatives || kin { common() } else { 0.0 };
        unexplained
            + weights.claim_neighbours * context.neighbours(old, new)
            + weights.claim_section * context.section(old, new)
            + if alternatives { weights.alternatives * common } else { 0.0 }
            + if kin { weights.kin * common } else { 0.0 }
            - weights.claim_brevity / (1.0 + bag.weight()).sqrt()
    }

    /// Whether a loose unit is an alternative of one in the group, and whether it is of the same list.
    fn kinship(&self, side: Side, loose: UnitId, group: usize) -> (bool, bool) {
        let (document, units) = match side {
            Side::Old => (self.evidence.documents.old, &self.groups[group].units.old),
            Side::New => (self.evidence.documents.new, &self.groups[group].units.new),
        };
        let unit = document.unit(loose);
        let distance =
            units.iter().map(|other| other.index().abs_diff(loose.index())).min().unwrap_or(usize::MAX);
        let others = || units.iter().map(|&id| (id, document.unit(id)));
        let alternatives = unit.kind == Kind::Option
            && distance <= ALTERNATIVES
            && others().any(|(_, other)| other.kind == Kind::Option && other.section == unit.section);
        let kin = others().any(|(id, other)| {
            unit.parent == Some(id)
                || other.parent == Some(loose)
                || (unit.parent.is_some() && other.parent == unit.parent)
        });
        (alternatives, kin)
    }

    fn facts(&self, group: usize) -> Facts<'a> {
        let Evidence { tokens, bags, .. } = *self.evidence;
        Facts::of(tokens, bags, &self.groups[group].units)
    }

    /// Grants a claim. If the unit left a doubtful link for it, its partner there is loose now.
    fn grant(&mut self, claim: &Claim) -> Option<(Side, UnitId)> {
        let above = claim.score - self.least(claim.loose, claim.side);
        let left = claim.leaves.map(|link| self.dissolve(link, claim.side));
        let (of, units) = match claim.side {
            Side::Old => (&mut self.group_of.old, &mut self.groups[claim.group].units.old),
            Side::New => (&mut self.group_of.new, &mut self.groups[claim.group].units.new),
        };
        of[claim.loose.index()] = Some(claim.group);
        let at = units.partition_point(|&unit| unit < claim.loose);
        units.insert(at, claim.loose);
        self.groups[claim.group].basis.joined.push((claim.share, above));
        self.touch(claim.group);
        left.flatten()
    }

    /// Empties a one-to-one link and returns the unit on the side that did not leave.
    fn dissolve(&mut self, link: usize, leaving: Side) -> Option<(Side, UnitId)> {
        let units = std::mem::take(&mut self.groups[link].units);
        for unit in &units.old {
            self.group_of.old[unit.index()] = None;
        }
        for unit in &units.new {
            self.group_of.new[unit.index()] = None;
        }
        self.touch(link);
        match leaving {
            Side::Old => units.new.first().map(|&unit| (Side::New, unit)),
            Side::New => units.old.first().map(|&unit| (Side::Old, unit)),
        }
    }

    /// Forgets what was known of a group that changed.
    fn touch(&mut self, group: usize) {
        let version = self.states[group].version + 1;
        self.states[group] = State { version, facts: None };
    }

    fn finish(mut self) -> Vec<Group> {
        let alone = |of: &[Option<usize>]| -> Vec<UnitId> {
            let loose = of.iter().enumerate().filter(|(_, group)| group.is_none());
            loose.map(|(unit, _)| UnitId(unit as u32)).collect()
        };
        self.groups.retain(|group| !group.units.old.is_empty());
        for unit in alone(&self.group_of.old) {
            self.groups.push(Group::of(vec![unit], Vec::new(), None));
        }
        for unit in alone(&self.group_of.new) {
            self.groups.push(Group::of(Vec::new(), vec![unit], None));
        }
        self.groups
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::candidates::candidates;
    use crate::compare::tokens::tokenise;

    /// Units of so many words from a small vocabulary, the same every time.
    fn draft(units: u32, seed: u32) -> Document {
        let mut state = seed;
        let mut next = |most: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) % most
        };
        let texts: Vec<String> = (0..units)
            .map(|unit| {
                let word = |n: u32| format!("w{}", if n.is_multiple_of(3) { unit * 7 + n } else { next(90) });
                (0..8 + unit % 20).map(word).collect::<Vec<_>>().join(" ")
            })
            .collect();
        Document::of_texts("made", texts.iter().map(String::as_str))
    }

    #[test]
    fn what_is_passed_over_unseen_would_have_been_no_claim() {
        let documents = Pair::new(draft(40, 1), draft(40, 2));
        let (mut tokens, vocabulary) = tokenise(documents.as_ref());
        let weights = Weights::default();
        let bags = Bags::new(&mut tokens, &vocabulary, weights.pairs, &[]);
        let nobody = Pair::new(vec![false; 40], vec![false; 40]);
        let candidates = candidates(&bags, nobody.as_ref().map(Vec::as_slice), 0.01);
        // Every other unit has its partner.
        let partners: Vec<Option<u32>> =
            (0..40).map(|unit: u32| unit.is_multiple_of(2).then_some(unit)).collect();
        let partners = Pair::new(partners.clone(), partners);
        let masses = bags.masses();
        let context = Context::new(documents.as_ref(), &partners, masses.as_ref().map(Vec::as_slice));
        let linked = (0..40).step_by(2).map(|unit| {
            let grounds = Grounds::Alike { likeness: 0.5, place: 0.0 };
            Group::of(vec![UnitId(unit)], vec![UnitId(unit)], Some(grounds))
        });
        let linked: Vec<Group> = linked.collect();
        let (mut claims, mut unseen) = (0, 0);
        // Bars that few and that many reach.
        for bar in [0.1, 0.2, 0.3, 0.4, 0.5] {
            let weights = Weights { claim: bar, claim_brevity: 0.0, ..weights.clone() };
            let evidence = Evidence {
                documents: documents.as_ref(),
                tokens: tokens.as_ref(),
                bags: &bags,
                weights: &weights,
                context: &context,
            };
            let mut explaining = Explaining::new(&evidence, &candidates, linked.clone());
            for &Candidate { old, new, likeness } in &candidates {
                for (side, loose, host) in [(Side::Old, old, new), (Side::New, new, old)] {
                    let seen = explaining.may_claim((side, loose, host), likeness);
                    let claim = explaining.claim(side, loose, host);
                    assert!(seen || claim.is_none(), "{loose:?} in {host:?}");
                    claims += usize::from(claim.is_some());
                    unseen += usize::from(!seen && explaining.price(side, loose, host).is_some());
                }
            }
        }
        assert!(claims > 20 && unseen > 20, "{claims} claims, {unseen} passed over");
    }
}
