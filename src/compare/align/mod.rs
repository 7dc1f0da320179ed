//! Which old units became which new ones.

mod context;
mod explain;

use rustc_hash::FxHashMap;

use self::context::Context;
use self::explain::Evidence;
use super::assign::{Edge, assign};
use super::likeness::{Bags, Candidate};
use super::result::Reason;
use super::sections::{Containers, link_containers};
use super::tokens::{Token, Tokens};
use crate::document::{Document, UnitId};
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
}

impl Group {
    fn of(old: Vec<UnitId>, new: Vec<UnitId>, link: Option<Grounds>) -> Self {
        Self { units: Pair::new(old, new), basis: Basis { link, joined: Vec::new() }, moved: false }
    }
}

/// Why the units of a group belong together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Basis {
    /// What the one-to-one link rests on; `None` for a unit alone.
    pub link: Option<Grounds>,
    /// Shares of their words with which further units joined, each with the score above the least.
    pub joined: Vec<(f64, f64)>,
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
}

impl Basis {
    /// Whether the figures leave no reasonable doubt.
    pub fn is_sure(&self) -> bool {
        let link = match self.link {
            Some(Grounds::Alike { likeness, place }) => likeness + 0.5 * place >= SURE,
            _ => true,
        };
        link && self.joined.iter().all(|&(_, above)| above >= SURE_JOIN)
    }

    /// The basis in words.
    pub fn reasons(&self, moved: bool) -> Vec<Reason> {
        let link = self.link.map(|link| match link {
            Grounds::Unique => Reason::new("unique", "the same words stand once in either text"),
            Grounds::Alike { likeness, place } => Reason::new(
                "likeness",
                format!("the words are {likeness:.2} alike; the place adds {place:.2}"),
            ),
            Grounds::Contents => Reason::new("contents", "the text under the one went under the other"),
        });
        let joined = self.joined.iter().map(|(share, _)| {
            let share = share * 100.0;
            Reason::new(
                "residue",
                format!("{share:.0} % of a further unit's words stand where its partner explains nothing"),
            )
        });
        let moved =
            moved.then(|| Reason::new("order", "outside the heaviest set of links that keep their order"));
        link.into_iter().chain(joined).chain(moved).collect()
    }
}

/// Likeness, with half of what the place adds, from which on a link is sure.
const SURE: f64 = 0.5;
/// How far above the least a claim must be to be sure.
const SURE_JOIN: f64 = 0.15;

pub(crate) fn p(name: &str, default: f64) -> f64 {
    crate::compare::PARAMS.with(|p| p.borrow().get(name).copied().unwrap_or(default))
}

pub(crate) fn align(documents: Pair<&Document>, tokens: Pair<&Tokens>, bags: &Bags) -> Vec<Group> {
    let fixed = anchors(tokens);
    let skip = fixed.as_ref().map(|fixed| fixed.iter().map(Option::is_some).collect::<Vec<_>>());
    let containers = documents.map(Containers::of);
    let mut candidates = bags.candidates(skip.as_ref().map(Vec::as_slice), p("LEAST", 0.08));
    candidates.retain(|c| !containers.old.contains(c.old) && !containers.new.contains(c.new));
    let weights = bags.bags.as_ref().map(|bags| bags.iter().map(|bag| bag.weight()).collect::<Vec<_>>());
    let mut partner = fixed.clone();
    for round in 0..p("ROUNDS", 4.0) as usize {
        let edges = {
            let context = Context::new(documents, &partner, weights.as_ref().map(Vec::as_slice));
            candidates
                .iter()
                .filter_map(|c| {
                    edge(
                        c,
                        (round > 0).then_some(&context),
                        weights.old[c.old.index()].min(weights.new[c.new.index()]),
                    )
                })
                .collect::<Vec<_>>()
        };
        let found = assign(&edges, (documents.old.units.len(), documents.new.units.len()));
        let mut next = fixed.clone();
        for (i, j) in found.into_iter().enumerate() {
            if let Some(j) = j {
                next.old[i] = Some(j);
                next.new[j as usize] = Some(i as u32);
            }
        }
        for (i, j) in link_containers(containers.as_ref(), bags, &next) {
            next.old[i.index()] = Some(j.0);
            next.new[j.index()] = Some(i.0);
        }
        if next == partner && round > 0 {
            break;
        }
        partner = next;
    }
    let context = Context::new(documents, &partner, weights.as_ref().map(Vec::as_slice));
    let groups = partner.old.iter().enumerate().filter_map(|(i, j)| {
        let (old, new) = (UnitId(i as u32), UnitId((*j)?));
        let grounds = if skip.old[i] {
            Grounds::Unique
        } else if containers.old.contains(old) {
            Grounds::Contents
        } else {
            let likeness = bags.likeness(&bags.bags.old[i], &bags.bags.new[new.index()]);
            Grounds::Alike { likeness, place: place(&context, old, new) }
        };
        Some(Group::of(vec![old], vec![new], Some(grounds)))
    });
    explain::explain(&Evidence { documents, tokens, bags, context: &context }, &candidates, groups.collect())
}

/// What the place of a pair adds to its likeness.
fn place(context: &Context<'_>, old: UnitId, new: UnitId) -> f64 {
    p("WN", 0.15) * context.neighbours(old, new)
        + p("WS", 0.1) * context.section(old, new)
        + p("WO", 0.1) * context.in_order(old, new)
}

fn edge(candidate: &Candidate, context: Option<&Context<'_>>, least: f64) -> Option<Edge> {
    let Candidate { old, new, likeness } = *candidate;
    let lift = context.map_or(0.0, |context| place(context, old, new));
    let score = likeness * (1.0 + lift);
    let lone = context.is_some_and(|c| c.in_order(old, new) == 0.0 && c.neighbours(old, new) < p("XN", 0.3));
    let need = if context.is_none() {
        p("T0", 0.4)
    } else if lone {
        p("XO", 0.45) + p("LX", 0.0) / (1.0 + least).sqrt()
    } else {
        p("T", 0.35) + p("LL", 0.0) / (1.0 + least).sqrt()
    };
    (score >= need).then(|| Edge { old: old.0, new: new.0, score: (score * 1e6) as i64 })
}

/// Units whose folded tokens occur once on either side and are long enough to be no boilerplate.
fn anchors(tokens: Pair<&Tokens>) -> Pair<Vec<Option<u32>>> {
    let once = tokens.map(|tokens| {
        let mut once: FxHashMap<Vec<u32>, Option<u32>> = FxHashMap::default();
        for unit in 0..tokens.units() as u32 {
            let key: Vec<u32> = tokens.of(UnitId(unit)).iter().map(|t: &Token| t.fold).collect();
            if key.len() >= 8 {
                once.entry(key).and_modify(|u| *u = None).or_insert(Some(unit));
            }
        }
        once
    });
    let mut partner = tokens.map(|tokens| vec![None; tokens.units()]);
    for (key, old) in &once.old {
        if let (Some(old), Some(Some(new))) = (*old, once.new.get(key)) {
            partner.old[old as usize] = Some(*new);
            partner.new[*new as usize] = Some(old);
        }
    }
    partner
}
