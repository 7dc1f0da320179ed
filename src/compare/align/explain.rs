//! What is left after one-to-one links: splits, mergers, regroupings.

use rayon::prelude::*;

use super::context::Context;
use super::{Group, p};
use crate::compare::diff::diff;
use crate::compare::likeness::{Bags, Candidate};
use crate::compare::result::Op;
use crate::compare::tokens::{Token, Tokens};
use crate::document::{Document, Kind, UnitId};
use crate::pair::Pair;

/// A unit without a partner that may belong to a linked one.
#[derive(Clone, Copy, Debug)]
struct Claim {
    loose: UnitId,
    host: UnitId,
    loose_is_old: bool,
    score: f64,
}

pub(crate) fn explain(
    documents: Pair<&Document>,
    tokens: Pair<&Tokens>,
    bags: &Bags,
    candidates: &[Candidate],
    partner: &Pair<Vec<Option<u32>>>,
    context: &Context<'_>,
) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut group_of = partner.as_ref().map(|p| vec![None; p.len()]);
    for (i, j) in partner.old.iter().enumerate() {
        if let Some(j) = *j {
            group_of.old[i] = Some(groups.len());
            group_of.new[j as usize] = Some(groups.len());
            groups.push(Group { units: Pair::new(vec![UnitId(i as u32)], vec![UnitId(j)]) });
        }
    }
    let e = Explainer { documents, tokens, bags, context };
    let mut claims: Vec<Claim> = candidates
        .iter()
        .flat_map(|c| [(true, c.old, c.new), (false, c.new, c.old)])
        .filter_map(|(loose_is_old, loose, host)| {
            let (mine, other) = if loose_is_old {
                (group_of.old[loose.index()], group_of.new[host.index()])
            } else {
                (group_of.new[loose.index()], group_of.old[host.index()])
            };
            (mine.is_none() && other.is_some()).then_some(Claim { loose, host, loose_is_old, score: 0.0 })
        })
        .collect();
    let params = crate::compare::PARAMS.with(|p| p.borrow().clone());
    let weigh = |claims: &mut [Claim], groups: &[Group], group_of: &Pair<Vec<Option<usize>>>, touched: Option<usize>| {
        let one = |c: &mut Claim| {
            let g = if c.loose_is_old { group_of.new[c.host.index()] } else { group_of.old[c.host.index()] };
            let Some(g) = g else { return };
            if touched.is_none_or(|t| t == g) {
                c.score = e.score(&groups[g], c);
            }
        };
        if touched.is_none() {
            claims.par_iter_mut().for_each(|c| { crate::compare::PARAMS.with(|p| *p.borrow_mut() = params.clone()); one(c) });
        } else {
            claims.iter_mut().for_each(one);
        }
    };
    weigh(&mut claims, &groups, &group_of, None);
    loop {
        claims.retain(|c| c.score > p("EXPLAIN", 0.5));
        let best = claims.iter().copied().max_by(|a, b| {
            a.score.total_cmp(&b.score).then_with(|| (b.loose, b.host, b.loose_is_old).cmp(&(a.loose, a.host, a.loose_is_old)))
        });
        let Some(best) = best else { break };
        let g = if best.loose_is_old { group_of.new[best.host.index()] } else { group_of.old[best.host.index()] };
        let Some(g) = g else { break };
        let (side, units) = if best.loose_is_old {
            (&mut group_of.old, &mut groups[g].units.old)
        } else {
            (&mut group_of.new, &mut groups[g].units.new)
        };
        side[best.loose.index()] = Some(g);
        units.push(best.loose);
        units.sort();
        claims.retain(|c| (c.loose, c.loose_is_old) != (best.loose, best.loose_is_old));
        weigh(&mut claims, &groups, &group_of, Some(g));
    }
    for (side_is_old, list) in [(true, &group_of.old), (false, &group_of.new)] {
        for (i, g) in list.iter().enumerate() {
            if g.is_none() {
                let u = vec![UnitId(i as u32)];
                groups.push(Group { units: if side_is_old { Pair::new(u, vec![]) } else { Pair::new(vec![], u) } });
            }
        }
    }
    groups
}

struct Explainer<'a> {
    documents: Pair<&'a Document>,
    tokens: Pair<&'a Tokens>,
    bags: &'a Bags,
    context: &'a Context<'a>,
}

fn joined(tokens: &Tokens, units: &[UnitId]) -> Vec<Token> {
    units.iter().flat_map(|&u| tokens.of(u).iter().copied().filter(|t| t.is_word())).collect()
}

impl Explainer<'_> {
    fn score(&self, group: &Group, c: &Claim) -> f64 {
        let bags = self.bags;
        let (own, other, mine) = if c.loose_is_old {
            (joined(self.tokens.new, &group.units.new), joined(self.tokens.old, &group.units.old), joined(self.tokens.old, &[c.loose]))
        } else {
            (joined(self.tokens.old, &group.units.old), joined(self.tokens.new, &group.units.new), joined(self.tokens.new, &[c.loose]))
        };
        let key = |t: &[Token]| t.iter().map(|t| t.fold).collect::<Vec<_>>();
        let residual: Vec<Token> = diff(&key(&other), &key(&own))
            .into_iter()
            .filter(|s| s.op == Op::Insert)
            .flat_map(|s| own[s.new].to_vec())
            .collect();
        let bag = bags.bag(&mine);
        if bag.weight() == 0.0 {
            return 0.0;
        }
        let res = bags.bag(&residual);
        let host = bags.bag(&own);
        let cover_res = bags.shared(&bag, &res) / bag.weight();
        let cover_all = bags.shared(&bag, &host) / bag.weight();
        let back = if res.weight() > 0.0 { bags.shared(&bag, &res) / res.weight() } else { 0.0 };
        let before = bags.likeness(&bags.bag(&other), &host);
        let mut both = other.clone();
        both.extend(mine.iter().copied());
        let after = bags.likeness(&bags.bag(&both), &host);
        let (o, n) = if c.loose_is_old { (c.loose, c.host) } else { (c.host, c.loose) };
        let (nb, sec) = (self.context.neighbours(o, n), self.context.section(o, n));
        let group_units = if c.loose_is_old { &group.units.old } else { &group.units.new };
        let doc = if c.loose_is_old { self.documents.old } else { self.documents.new };
        let adjacent = group_units.iter().map(|u| u.index().abs_diff(c.loose.index())).min().unwrap_or(99);
        let option = doc.unit(c.loose).kind == Kind::Option && group_units.iter().any(|&u| doc.unit(u).kind == Kind::Option && doc.unit(u).section == doc.unit(c.loose).section) && adjacent <= 3;
        let gain = after - before;
        if p("DUMP", 0.0) > 0.0 {
            let f = |d: &Document, u: UnitId| d.unit(u).place.lines.0;
            eprintln!(
                "CLAIM\t{}\t{}\t{}\t{cover_res:.3}\t{cover_all:.3}\t{back:.3}\t{gain:.3}\t{nb:.3}\t{sec:.3}\t{adjacent}\t{}\t{}\t{}\t{before:.3}",
                f(self.documents.old, o), f(self.documents.new, n), c.loose_is_old, option as u8, mine.len(), own.len()
            );
        }
        let near = 1.0 / (1.0 + adjacent as f64);
        cover_res + p("EG", 0.0) * gain + p("EA", 0.0) * cover_all + p("EN", 0.1) * nb + p("ES", 0.05) * sec + p("EADJ", 0.0) * near
            + if option { p("EO", 0.0) * cover_all } else { 0.0 }
    }
}
