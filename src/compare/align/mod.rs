//! Which old units became which new ones.
//!
//! 1. *Anchors*: long units whose words stand once on either side are linked and done.
//! 2. *Rounds*: pairs that are alike enough get a score, and the one-to-one links with the greatest
//!    sum win (`assign`). Then headings follow the text under them (`sections`). What these links
//!    say about neighbours, sections and order (`context`) lifts the likeness of each pair in the
//!    next round, until nothing changes: what is rewritten beyond recognition is found by its place
//!    among what is not.
//! 3. *Twins*: units without words follow their neighbours (`twins`).
//! 4. *Claims*: what is left explains what its neighbours do not: splits, mergers (`explain`), and headings
//!    that became the first words under them (`run_in`).
//!
//! Place only ever multiplies a likeness: where the words have nothing in common, no place makes a
//! link. A sum of likeness and place was tried, and linked whatever stood in the right spot. A
//! dynamic programme over beads (Gale and Church 1993) was not: it cannot see moves.

mod by_hand;
mod context;
mod facts;
mod explain;
mod run_in;
mod twins;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use self::by_hand::ByHand;
use self::context::Context;
use self::explain::Evidence;
use super::assign::{Edge, Partners, assign};
use super::candidates::{Candidate, candidates};
use super::likeness::Bags;
use super::result::{BY_HAND, Fixed, Reason};
use super::sections::{Containers, link_containers};
use super::tokens::{Token, Tokens};
use super::weights::Weights;
use crate::document::{Document, Kind, Status, UnitId};
use crate::pair::Pair;

/// Units of both sides that belong together; at least one on either side.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    /// Units, in document order.
    pub units: Pair<Vec<UnitId>>,
    /// Why they belong together.
    pub basis: Basis,
    /// Whether they changed place (set by `order`).
    pub moved: bool,
    /// The statuses between which they crossed (set by `order`).
    pub crossed: Option<Pair<Status>>,
}

impl Group {
    /// A group of units that did not change place.
    pub(crate) fn of(old: Vec<UnitId>, new: Vec<UnitId>, link: Option<Grounds>) -> Self {
        let basis = Basis { link, ..Basis::default() };
        Self { units: Pair::new(old, new), basis, moved: false, crossed: None }
    }

    /// Exchanges the sides.
    pub(super) fn swap(self) -> Self {
        Self { units: self.units.swap(), crossed: self.crossed.map(Pair::swap), ..self }
    }

    /// Why its units belong together, and why it moved, in words.
    pub(super) fn reasons(&self) -> Vec<Reason> {
        let mut reasons = self.basis.reasons();
        reasons.extend(match (self.moved, self.crossed) {
            (false, _) => None,
            (true, None) => {
                Some(Reason::new("order", "outside the heaviest set of links that keep their order"))
            }
            (true, Some(Pair { old, new })) => {
                Some(Reason::new("status", format!("from {} to {}", old.name(), new.name())))
            }
        });
        reasons
    }
}

/// Why the units of a group belong together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Basis {
    /// What the one-to-one link rests on; `None` for a unit alone.
    pub link: Option<Grounds>,
    /// Shares of their words with which further units joined, each with the score above the least.
    pub joined: Vec<(f64, f64)>,
    /// That a person decided it, and where that is written.
    pub by_hand: Option<String>,
}

/// What a one-to-one link rests on.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Grounds {
    /// The same words, once on either side.
    Unique,
    /// Likeness of the words, and what the place adds to it.
    Alike {
        /// Likeness of the words, 0 to 1.
        likeness: f64,
        /// What neighbours, section and order add.
        place: f64,
    },
    /// The text under two headings or options.
    Contents,
    /// The same words or marks beside linked neighbours.
    Beside,
}

impl Basis {
    /// Whether the figures leave no reasonable doubt.
    pub(super) fn is_sure(&self) -> bool {
        let link = match self.link {
            Some(Grounds::Alike { likeness, place }) => likeness * (1.0 + SURE_PLACE * place) >= SURE,
            _ => true,
        };
        link && self.joined.iter().all(|&(share, above)| share >= SURE_SHARE && above >= SURE_JOIN)
    }

    /// The basis in words.
    fn reasons(&self) -> Vec<Reason> {
        let by_hand = self.by_hand.iter().map(|said| Reason::new(BY_HAND, said.clone()));
        let link = self.link.map(|link| match link {
            Grounds::Unique => {
                Reason::new("unique", "the same words, once in either text or repeated in the same order")
            }
            Grounds::Alike { likeness, place } => Reason::new(
                "likeness",
                format!("the words are {likeness:.2} alike; the place counts for {place:.2} times that"),
            ),
            Grounds::Contents => Reason::new("contents", "the text under the one went under the other"),
            Grounds::Beside => Reason::new("beside", "the same beside neighbours that are linked"),
        });
        let joined = self.joined.iter().map(|(share, _)| {
            let share = share * 100.0;
            Reason::new(
                "residue",
                format!("{share:.0} % of a further unit's words stand where its partner explains nothing"),
            )
        });
        by_hand.chain(link).chain(joined).collect()
    }
}

/// Likeness, lifted by part of its place, from which on a link is sure.
const SURE: f64 = 0.45;
/// The part of the place that counts for that.
const SURE_PLACE: f64 = 0.25;
/// How far above the least a claim must be to be sure.
const SURE_JOIN: f64 = 0.2;
/// Share of its words in what its partner leaves unexplained that makes a joined unit sure.
const SURE_SHARE: f64 = 0.35;
/// Least likeness of a pair that is looked at.
const LEAST: f64 = 0.05;
/// Units of a text that is compared in order even if nothing in it is very alike.
const SHORT: usize = 12;
/// Most rounds.
const ROUNDS: usize = 4;
/// Tokens from which on a unit that occurs once is no boilerplate.
const ANCHOR: usize = 8;
/// How often a unit must repeat on one side for its copies to be paired in order.
const MANY: usize = 16;
/// Words of a unit that is linked for nothing but its words.
const LEFT_OVER: usize = 2;
/// Agreement of neighbours from which on they support a link that breaks the order.
const SUPPORT: f64 = 0.2;
/// What equal tokens add to a score, to tell twins from near-twins.
const TWIN: f64 = 0.001;

/// Links the units of two documents, from their [`anchors`] on, which the bags were made with. Every
/// unit is in exactly one group; those of `fixed` are taken as they are.
pub(crate) fn align(
    documents: Pair<&Document>,
    tokens: Pair<&Tokens>,
    bags: &Bags,
    weights: &Weights,
    mut anchors: Partners,
    fixed: &[Fixed],
) -> Vec<Group> {
    let by_hand = ByHand::of(documents, fixed);
    link_repeats(documents, tokens, &mut anchors);
    by_hand.settle(&mut anchors);
    let anchored = anchors.as_ref().zip(by_hand.taken.as_ref());
    let anchored = anchored.map(|(side, taken)| {
        side.iter().zip(taken).map(|(partner, taken)| partner.is_some() || *taken).collect::<Vec<_>>()
    });
    let containers = documents.map(Containers::of);
    let mut candidates = candidates(bags, anchored.as_ref().map(Vec::as_slice), LEAST);
    candidates.retain(|pair| !containers.old.contains(pair.old) && !containers.new.contains(pair.new));
    let aligning = Aligning { documents, tokens, weights, masses: bags.masses(), candidates };

    let short = documents.old.units.len().max(documents.new.units.len()) <= SHORT;
    let mut partner = anchors.clone();
    for round in 0..ROUNDS {
        let mut next = aligning.round(&anchors, &partner, round == 0);
        for (i, j) in link_containers(containers.as_ref(), bags, &next) {
            link(&mut next, i, j);
        }
        by_hand.settle(&mut next);
        let settled = next == partner;
        partner = next;
        // Where nothing was alike enough to begin with, the order is all there is to go by. In a short text,
        // that is: two paragraphs of a draft are meant to be compared, two whole texts may have nothing in
        // common.
        if settled && (round > 0 || !short) {
            break;
        }
    }
    let twins = twins::link_twins(documents, tokens, &mut partner);
    link_left_over(tokens, &mut partner);
    by_hand.settle(&mut partner);
    let context = aligning.context(&partner);
    let grounds = |old: UnitId, new: UnitId| {
        if anchored.old[old.index()] {
            Grounds::Unique
        } else if twins.binary_search(&old).is_ok() {
            Grounds::Beside
        } else if containers.old.contains(old) {
            Grounds::Contents
        } else {
            let likeness = bags.likeness(&bags.bags.old[old.index()], &bags.bags.new[new.index()]);
            Grounds::Alike { likeness, place: aligning.place(&context, old, new) }
        }
    };
    let linked = partner.old.par_iter().with_min_len(64).enumerate().filter_map(|(i, j)| {
        let (old, new) = (UnitId(i as u32), UnitId((*j)?));
        Some(Group::of(vec![old], vec![new], Some(grounds(old, new))))
    });
    let evidence = Evidence { documents, tokens, bags, weights, context: &context };
    let linked = linked.filter(|group| !by_hand.holds(group)).collect();
    let mut groups = explain::explain(&evidence, &aligning.candidates, linked);
    run_in::join_headings(documents, tokens, &mut groups);
    by_hand.replace(&mut groups);
    groups
}

fn link(partner: &mut Partners, old: UnitId, new: UnitId) {
    partner.old[old.index()] = Some(new.0);
    partner.new[new.index()] = Some(old.0);
}

/// What the rounds work with.
struct Aligning<'a> {
    documents: Pair<&'a Document>,
    tokens: Pair<&'a Tokens>,
    weights: &'a Weights,
    masses: Pair<Vec<f64>>,
    candidates: Vec<Candidate>,
}

impl<'a> Aligning<'a> {
    fn context<'b>(&self, partner: &'b Partners) -> Context<'b>
    where
        'a: 'b,
    {
        Context::new(self.documents, partner, self.masses.as_ref().map(Vec::as_slice))
    }

    /// One-to-one links by likeness and by what the links of the round before say of the place.
    fn round(&self, anchors: &Partners, before: &Partners, first: bool) -> Partners {
        let context = (!first).then(|| self.context(before));
        let edges: Vec<Edge> = self
            .candidates
            .par_iter()
            .with_min_len(256)
            .filter_map(|pair| self.edge(pair, context.as_ref()))
            .collect();
        let sizes = (self.documents.old.units.len(), self.documents.new.units.len());
        let mut next = anchors.clone();
        for (i, j) in assign(&edges, sizes).into_iter().enumerate() {
            if let Some(j) = j {
                link(&mut next, UnitId(i as u32), UnitId(j));
            }
        }
        // Two texts of one unit each are meant to be compared, whatever they share.
        if sizes == (1, 1) && self.candidates.len() == 1 {
            link(&mut next, UnitId(0), UnitId(0));
        }
        next
    }

    fn edge(&self, pair: &Candidate, context: Option<&Context<'_>>) -> Option<Edge> {
        let Candidate { old, new, likeness } = *pair;
        let lift = context.map_or(0.0, |context| self.place(context, old, new));
        let score = likeness * (1.0 + lift);
        let same = likeness > 1.0 - TWIN && twins::same_tokens(self.tokens, old, new);
        let score = score + if same { TWIN } else { 0.0 };
        (score >= self.least(pair, context)).then_some(Edge {
            old: old.0,
            new: new.0,
            score: (score * 1e6) as i64,
        })
    }

    /// The least score of a pair.
    fn least(&self, pair: &Candidate, context: Option<&Context<'_>>) -> f64 {
        let Some(context) = context else { return self.weights.first };
        let lines = self.documents.old.unit(pair.old).kind == Kind::Line;
        let times = if lines { self.weights.lines } else { 1.0 };
        let apart = !context.in_order(pair.old, pair.new)
            && (lines || context.neighbours(pair.old, pair.new) < SUPPORT);
        if apart {
            let mass = self.masses.old[pair.old.index()].min(self.masses.new[pair.new.index()]);
            times * (self.weights.apart + self.weights.apart_brevity / (1.0 + mass).sqrt())
        } else {
            self.weights.together
        }
    }

    /// By what multiple of itself the place of a pair lifts its likeness.
    fn place(&self, context: &Context<'_>, old: UnitId, new: UnitId) -> f64 {
        let order = if context.in_order(old, new) { self.weights.order } else { 0.0 };
        self.weights.neighbours * context.neighbours(old, new)
            + self.weights.section * context.section(old, new)
            + order
    }
}

/// Units whose folded tokens occur once on either side and are long enough to be no boilerplate.
pub(super) fn anchors(tokens: Pair<&Tokens>) -> Partners {
    let once = tokens.par_map(|tokens| {
        let mut once: FxHashMap<Vec<u32>, Option<u32>> = FxHashMap::default();
        for unit in 0..tokens.units() as u32 {
            let key: Vec<u32> = tokens.of(UnitId(unit)).iter().map(|token: &Token| token.fold).collect();
            if key.len() >= ANCHOR {
                once.entry(key).and_modify(|unit| *unit = None).or_insert(Some(unit));
            }
        }
        once
    });
    let mut partner = tokens.map(|tokens| vec![None; tokens.units()]);
    #[allow(clippy::iter_over_hash_type, reason = "each unit is in one entry")]
    for (key, old) in &once.old {
        if let (Some(old), Some(Some(new))) = (*old, once.new.get(key)) {
            link(&mut partner, UnitId(old), UnitId(*new));
        }
    }
    partner
}

/// Links what is left of both sides and has the same words, once on either: a heading that became a
/// row of a table, a title whose section is all new. Words that stand there are never "dropped".
fn link_left_over(tokens: Pair<&Tokens>, partner: &mut Partners) {
    let left = tokens.zip(partner.as_ref()).map(|(tokens, partner)| {
        let mut left: FxHashMap<Vec<u32>, Option<UnitId>> = FxHashMap::default();
        for unit in (0..tokens.units() as u32).map(UnitId).filter(|unit| partner[unit.index()].is_none()) {
            let tokens = tokens.of(unit);
            if tokens.iter().filter(|token| token.is_word()).count() >= LEFT_OVER {
                let key = tokens.iter().map(|token| token.exact).collect();
                left.entry(key).and_modify(|unit| *unit = None).or_insert(Some(unit));
            }
        }
        left
    });
    #[allow(clippy::iter_over_hash_type, reason = "each unit is in one entry")]
    for (key, old) in &left.old {
        if let (Some(old), Some(Some(new))) = (*old, left.new.get(key)) {
            link(partner, old, *new);
        }
    }
}

/// Links units that repeat so often that nothing tells them apart, in order: the first with the
/// first. Fewer copies are left to their neighbours; to pair those in order as well cost .011 of
/// links F1 on 23 October → 4 December.
fn link_repeats(documents: Pair<&Document>, tokens: Pair<&Tokens>, partner: &mut Partners) {
    type Classes = FxHashMap<(Kind, Vec<u32>), Vec<UnitId>>;
    let classes = documents.zip(tokens).zip(partner.as_ref()).par_map(|((document, tokens), partner)| {
        let mut classes = Classes::default();
        for id in document.ids().filter(|id| partner[id.index()].is_none()) {
            let unit = tokens.of(id);
            if unit.iter().any(Token::is_word) {
                let key = unit.iter().map(|token| token.exact).collect();
                classes.entry((document.unit(id).kind, key)).or_default().push(id);
            }
        }
        classes
    });
    #[allow(clippy::iter_over_hash_type, reason = "each unit is in one entry")]
    for (face, old) in &classes.old {
        let Some(new) = classes.new.get(face) else { continue };
        if old.len().max(new.len()) > MANY {
            for (&old, &new) in old.iter().zip(new) {
                link(partner, old, new);
            }
        }
    }
}
