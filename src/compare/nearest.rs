//! Beside every unit without a partner: the most alike text of the other document.
//!
//! The costliest error is a false *dropped*, said aloud in a room. So no unit is called dropped
//! without a look at what comes nearest to it, and one with a close neighbour is only *likely*
//! dropped.

use rayon::prelude::*;

use super::Ground;
use super::distinct::Distinct;
use super::finder::{Desk, Finder, finders};
use super::likeness::Bag;
use super::passages::tokens_in;
use super::result::{Confidence, Fate, Link, Nearest, Reason};
use super::tokens::Tokens;
use crate::document::{Document, UnitId};
use crate::segment::sentences;

/// Least likeness worth showing.
const SHOWN: f64 = 0.15;
/// Likeness of the nearest text from which on a verdict of dropped or new wants a look. On the labelled
/// Paris drafts nine in ten of the *sure* drops are drops, and seven or eight in ten of the *likely* ones.
const DOUBT: f64 = 0.25;
/// How many units are looked at sentence by sentence.
const LOOKED_AT: usize = 6;

/// Adds the nearest text and the confidence to dropped and new units.
pub(crate) fn look_beside(ground: &Ground<'_>, links: &mut [Link]) {
    if !links.iter().any(|link| matches!(link.fate, Fate::Dropped | Fate::New)) {
        return;
    }
    let finders = finders(ground.bags);
    let (documents, tokens, bags) = (ground.documents, ground.tokens, &ground.bags.bags);
    let dropped = links.iter().enumerate().filter(|(_, link)| link.fate == Fate::Dropped);
    let dropped = dropped.filter_map(|(at, link)| Some((at, &bags.old[link.units.old.first()?.index()])));
    let new = links.iter().enumerate().filter(|(_, link)| link.fate == Fate::New);
    let new = new.filter_map(|(at, link)| Some((at, &bags.new[link.units.new.first()?.index()])));
    let (old, new) = rayon::join(
        || beside(Distinct::of(dropped), &finders.new, (documents.new, tokens.new)),
        || beside(Distinct::of(new), &finders.old, (documents.old, tokens.old)),
    );
    for (found, place) in [(old, "new"), (new, "old")] {
        for (at, nearest) in found {
            let link = &mut links[at];
            let message = match &nearest {
                Some(nearest) => {
                    format!("the nearest text in the {place} document is {:.2} alike", nearest.similarity)
                }
                None => format!("nothing in the {place} document is alike"),
            };
            link.reasons.push(Reason::new("nearest", message));
            let doubtful = nearest.as_ref().is_some_and(|nearest| nearest.similarity >= DOUBT);
            if doubtful && link.by_hand().is_none() {
                link.confidence = Confidence::Likely;
            }
            link.nearest = nearest;
        }
    }
}

/// The nearest text for each bag, with the number of the bag.
fn beside(
    distinct: Distinct<'_>,
    finder: &Finder<'_>,
    others: (&Document, &Tokens),
) -> Vec<(usize, Option<Nearest>)> {
    let found: Vec<Option<Nearest>> = distinct
        .bags
        .par_iter()
        .with_min_len(16)
        .map_init(
            || finder.desk(),
            |desk, bag| {
                let mut best: Option<Nearest> = None;
                for (unit, likeness) in finder.near(bag, LOOKED_AT, desk) {
                    let least = best.as_ref().map_or(SHOWN, |best| best.similarity);
                    if highest(bag, finder.bag(unit), likeness) < least {
                        continue;
                    }
                    let found = nearest_in(finder, others, UnitId(unit), (bag, likeness), desk);
                    let closer = |found: &Nearest| {
                        let order = |best: &Nearest| {
                            found.similarity.total_cmp(&best.similarity).then(best.unit.cmp(&found.unit))
                        };
                        found.similarity >= SHOWN && best.as_ref().is_none_or(|best| order(best).is_gt())
                    };
                    best = found.filter(closer).or(best);
                }
                best
            },
        )
        .collect();
    distinct.which.into_iter().map(|(number, which)| (number, found[which].clone())).collect()
}

/// The likeness that a sentence of a unit can have at most: none shares more with the bag than the unit
/// does, and no more than it weighs. A hair more, so that rounding cannot matter.
fn highest(bag: &Bag, unit: &Bag, likeness: f64) -> f64 {
    let shared = likeness * (bag.weight() + unit.weight()) / 2.0;
    (2.0 * shared / (bag.weight() + shared)).max(likeness) * 1.000_001
}

/// A unit of the other document, and the sentence of it that is most alike.
fn nearest_in(
    finder: &Finder<'_>,
    (document, tokens): (&Document, &Tokens),
    unit: UnitId,
    (bag, whole): (&Bag, f64),
    desk: &mut Desk,
) -> Option<Nearest> {
    let all = tokens.of(unit);
    let sentences = sentences(document.text_of(unit));
    let stretches = sentences.iter().map(|range| &all[tokens_in(all, range.clone())]);
    let likeness = finder.likeness_to(bag, stretches, desk);
    let found = sentences.into_iter().zip(likeness);
    let (passage, likeness) = found.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.start.cmp(&a.0.start)))?;
    Some(Nearest { unit, passage, similarity: likeness.max(whole) })
}
