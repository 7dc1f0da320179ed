//! Which old units became which new ones.

mod context;
mod explain;

use rustc_hash::FxHashMap;

use self::context::Context;
use super::assign::{Edge, assign};
use super::likeness::{Bags, Candidate};
use super::sections::{Containers, link_containers};
use super::tokens::{Token, Tokens};
use crate::document::{Document, UnitId};
use crate::pair::Pair;

/// Units of both sides that belong together; at least one on either side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Group {
    /// Units, in document order.
    pub units: Pair<Vec<UnitId>>,
}

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
            candidates.iter().filter_map(|c| edge(c, (round > 0).then_some(&context))).collect::<Vec<_>>()
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
    explain::explain(documents, tokens, bags, &candidates, &partner, &context)
}

fn edge(candidate: &Candidate, context: Option<&Context<'_>>) -> Option<Edge> {
    let Candidate { old, new, likeness } = *candidate;
    let (neighbours, section, order) =
        context.map_or((0.0, 0.0, 0.0), |c| (c.neighbours(old, new), c.section(old, new), c.in_order(old, new)));
    let lift = p("WN", 0.15) * neighbours + p("WS", 0.1) * section + p("WO", 0.1) * order;
    let score = likeness + lift;
    let need = if context.is_some() { p("NEED", 0.35) } else { p("NEED0", 0.35) };
    if likeness * (1.0 + p("MUL", 3.0) * lift) < p("LMIN", 0.2) { return None; }
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
