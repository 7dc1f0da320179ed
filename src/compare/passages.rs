//! Sentences with a fate of their own.
//!
//! Units are where language lives, sentences are what negotiators shift. After the links are made,
//! a sentence may have *lost its place*: its words are deleted from its link, or its unit was
//! dropped; or it may *have none yet*: inserted, or in a new unit. Lost and homeless sentences that
//! are alike are one sentence that migrated; the links themselves are never merged for that. What
//! remains of surviving units was dropped or added.
//!
//! ```text
//! old 12: A. B. C.      new 14: A. C.        12 -> 14 reworded, and the passage
//! old 20: X. Y.         new 22: X. B. Y.     B: 12 -> 22 carried
//! ```

use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::Ground;
use super::assign::{Edge, assign};
use super::candidates::alike;
use super::fate::{Side, judge};
use super::joined::Joined;
use super::likeness::{Bag, Bags};
use super::links::Linked;
use super::result::{Fate, Op, Passage, PassageEnd};
use super::tokens::{Token, Tokens};
use crate::document::{Document, Kind, UnitId};
use crate::pair::Pair;
use crate::segment::sentences;

/// Greatest share of its weight a sentence may keep in its link to count as lost.
const KEPT: f64 = 0.34;
/// Least likeness of the two ends of a migration.
const MIGRATED: f64 = 0.6;
/// Least likeness to a sentence of the same link that says it was reworded in place.
const IN_PLACE: f64 = 0.22;
/// Least similarity of two sentences that are linked as units for one to be the other, reworded.
const SAME: f64 = 0.4;
/// Share of its words from which on a sentence stands in what its link became, in whatever order: one of two
/// that were made an enumeration.
const STANDS: f64 = 0.8;
/// Fewest words of a sentence that is followed.
const WORDS: usize = 5;

/// A sentence that lost its place or has none yet.
#[derive(Debug)]
struct Loose {
    end: PassageEnd,
    link: usize,
    /// Whether its unit is dropped or new as a whole.
    alone: bool,
    /// Whether what became of its unit says all: that is dropped or new, or has its words in other order, or was
    /// no more than this sentence and became no more than one, reworded.
    told: bool,
    bag: Bag,
}

/// Finds migrated, dropped and added sentences.
pub(crate) fn passages(ground: &Ground<'_>, linked: &[Linked<'_>]) -> Vec<Passage> {
    let bags = ground.bags;
    let mut loose = loose(ground.documents, bags, linked);
    // Side by side, as a search wants them.
    let bag_of =
        loose.as_mut().map(|side| side.iter_mut().map(|loose| std::mem::take(&mut loose.bag)).collect());
    let pairs = migrations(ground, &loose, &bag_of);
    let mut taken = loose.as_ref().map(|loose| vec![false; loose.len()]);
    let mut passages = Vec::new();
    for (a, b, similarity) in pairs {
        taken.old[a] = true;
        taken.new[b] = true;
        let ends = Pair::new(loose.old[a].end.clone(), loose.new[b].end.clone());
        let fate = fate(ground, &ends);
        passages.push(Passage { old: Some(ends.old), new: Some(ends.new), fate, similarity });
    }
    let by_link = loose.as_ref().map(|loose| by_link(loose));
    for (a, lost) in loose.old.iter().enumerate() {
        if !taken.old[a] && !lost.told && !in_place(bags, (lost, &bag_of.old[a]), &bag_of.new, &by_link.new) {
            let end = Some(lost.end.clone());
            passages.push(Passage { old: end, new: None, fate: Fate::Dropped, similarity: 0.0 });
        }
    }
    for (b, found) in loose.new.iter().enumerate() {
        if !taken.new[b] && !found.told && !in_place(bags, (found, &bag_of.new[b]), &bag_of.old, &by_link.old)
        {
            let end = Some(found.end.clone());
            passages.push(Passage { old: None, new: end, fate: Fate::New, similarity: 0.0 });
        }
    }
    passages.sort_by_key(|passage| {
        let end = |end: &Option<PassageEnd>| end.as_ref().map(|end| (end.unit, end.range.start));
        (end(&passage.new).is_none(), end(&passage.new), end(&passage.old))
    });
    passages
}

fn loose(documents: Pair<&Document>, bags: &Bags, linked: &[Linked<'_>]) -> Pair<Vec<Loose>> {
    let found: Vec<Pair<Vec<Loose>>> = linked
        .par_iter()
        .enumerate()
        .with_min_len(8)
        .map(|(at, linked)| match linked.link.fate {
            Fate::Carried | Fate::Edited => Pair::default(),
            // Who says that a unit was dropped says so of its sentences.
            Fate::Dropped | Fate::New if linked.link.by_hand().is_some() => Pair::default(),
            _ => {
                let mut loose = Pair::new(
                    loose_of(documents.old, bags, linked, at, linked.sides.as_ref(), |s| {
                        (s.op == Op::Equal).then(|| s.old.clone())
                    }),
                    loose_of(documents.new, bags, linked, at, linked.sides.as_ref().swap(), |s| {
                        (s.op == Op::Equal).then(|| s.new.clone())
                    }),
                );
                let one = |(document, units): (&Document, &Vec<UnitId>)| match units[..] {
                    [unit] => sentences(document.text_of(unit)).len() == 1,
                    _ => false,
                };
                let units = documents.zip(linked.link.units.as_ref()).map(one);
                if units.old && units.new && linked.link.similarity >= SAME {
                    loose.old.iter_mut().chain(&mut loose.new).for_each(|loose| loose.told = true);
                }
                loose
            }
        })
        .collect();
    let mut all = Pair::<Vec<Loose>>::default();
    for pair in found {
        all.old.extend(pair.old);
        all.new.extend(pair.new);
    }
    // In the order of the documents, which does not depend on the side the links are sorted by.
    all.old.sort_by_key(|loose| (loose.end.unit, loose.end.range.start));
    all.new.sort_by_key(|loose| (loose.end.unit, loose.end.range.start));
    all
}

fn loose_of(
    document: &Document,
    bags: &Bags,
    linked: &Linked<'_>,
    link: usize,
    Pair { old: side, new: other }: Pair<&Joined<'_>>,
    equal: impl Fn(&super::diff::Stretch) -> Option<Range<usize>>,
) -> Vec<Loose> {
    let mut kept = vec![false; side.tokens.len()];
    for range in linked.stretches.iter().filter_map(equal) {
        kept[range].fill(true);
    }
    let alone = matches!(linked.link.fate, Fate::Dropped | Fate::New);
    let (mut loose, mut stands) = (Vec::new(), None);
    for &(unit, start, first) in &side.starts {
        if matches!(document.unit(unit).kind, Kind::Heading | Kind::Masthead | Kind::TableRow) {
            continue;
        }
        for range in sentences(document.text_of(unit)) {
            let inside = tokens_in(&side.tokens[first..], start + range.start..start + range.end);
            let (from, to) = (first + inside.start, first + inside.end);
            let words = side.tokens[from..to].iter().filter(|token| token.is_word()).count();
            if words < WORDS {
                continue;
            }
            let weight = |only_kept: bool| -> f64 {
                let counted = (from..to).filter(|&at| side.tokens[at].is_word() && (!only_kept || kept[at]));
                counted.map(|at| bags.word_weight(side.tokens[at].fold)).sum()
            };
            if weight(true) <= KEPT * weight(false) {
                let bag = bags.bag(&side.tokens[from..to]);
                let other = stands.get_or_insert_with(|| bags.bag(&other.tokens));
                let told = alone || bags.words_in(&bag, other) >= STANDS;
                loose.push(Loose { end: PassageEnd { unit, range }, link, alone, told, bag });
            }
        }
    }
    loose
}

/// The tokens inside a byte range.
pub(super) fn tokens_in(tokens: &[Token], bytes: Range<usize>) -> Range<usize> {
    let start = tokens.partition_point(|token| (token.start as usize) < bytes.start);
    let end = tokens.partition_point(|token| (token.end as usize) <= bytes.end);
    start..end.max(start)
}

/// Pairs of loose sentences that are one sentence, in different links.
fn migrations(
    ground: &Ground<'_>,
    loose: &Pair<Vec<Loose>>,
    bags: &Pair<Vec<Bag>>,
) -> Vec<(usize, usize, f64)> {
    let found = alike(ground.bags, &bags.old, &bags.new, MIGRATED);
    let mut edges: Vec<Edge> = found
        .into_iter()
        .filter(|&(a, b, _)| loose.old[a].link != loose.new[b].link)
        // Two whole units that were not linked have been weighed already.
        .filter(|&(a, b, _)| !(loose.old[a].alone && loose.new[b].alone))
        .map(|(a, b, likeness)| Edge { old: a as u32, new: b as u32, score: (likeness * 1e6) as i64 })
        .collect();
    let sizes = (loose.old.len(), loose.new.len());
    let pairs: Vec<(usize, usize)> = if ground.mirrored {
        edges.iter_mut().for_each(|edge| std::mem::swap(&mut edge.old, &mut edge.new));
        edges.sort_by_key(|edge| (edge.old, edge.new));
        let partner = assign(&edges, (sizes.1, sizes.0));
        partner.into_iter().enumerate().filter_map(|(b, a)| Some((a? as usize, b))).collect()
    } else {
        let partner = assign(&edges, sizes);
        partner.into_iter().enumerate().filter_map(|(a, b)| Some((a, b? as usize))).collect()
    };
    pairs.into_iter().map(|(a, b)| (a, b, ground.bags.likeness(&bags.old[a], &bags.new[b]))).collect()
}

fn by_link(loose: &[Loose]) -> FxHashMap<usize, Vec<usize>> {
    let mut by_link: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for (at, loose) in loose.iter().enumerate() {
        by_link.entry(loose.link).or_default().push(at);
    }
    by_link
}

/// Whether a loose sentence was reworded in its own link.
fn in_place(
    bags: &Bags,
    (sentence, bag): (&Loose, &Bag),
    others: &[Bag],
    by_link: &FxHashMap<usize, Vec<usize>>,
) -> bool {
    let same_link = by_link.get(&sentence.link).into_iter().flatten();
    same_link.into_iter().any(|&other| bags.likeness(bag, &others[other]) >= IN_PLACE)
}

fn fate(ground: &Ground<'_>, ends: &Pair<PassageEnd>) -> Fate {
    let sides = Pair::new(
        Side {
            text: ground.documents.old.text_of(ends.old.unit),
            tokens: part(ground.tokens.old, &ends.old),
        },
        Side {
            text: ground.documents.new.text_of(ends.new.unit),
            tokens: part(ground.tokens.new, &ends.new),
        },
    );
    judge(sides, ground.vocabulary).0
}

fn part<'a>(tokens: &'a Tokens, end: &PassageEnd) -> &'a [Token] {
    let all = tokens.of(end.unit);
    &all[tokens_in(all, end.range.clone())]
}
