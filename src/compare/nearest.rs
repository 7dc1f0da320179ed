//! Beside every unit without a partner: the most alike text of the other document.
//!
//! The costliest error is a false *dropped*, said aloud in a room. So no unit is called dropped
//! without a look at what comes nearest to it, and one with a close neighbour is only *likely*
//! dropped.

use rayon::prelude::*;

use super::Ground;
use super::likeness::Finder;
use super::passages::nearest_sentence;
use super::result::{Confidence, Fate, Link, Nearest, Reason};
use super::tokens::Tokens;
use crate::document::{Document, UnitId};

/// Least likeness worth showing.
const SHOWN: f64 = 0.15;
/// Likeness of the nearest text from which on a verdict of dropped or new wants a look.
const DOUBT: f64 = 0.4;
/// How many units are looked at sentence by sentence.
const LOOKED_AT: usize = 6;

/// Adds the nearest text and the confidence to dropped and new units.
pub(crate) fn look_beside(ground: &Ground<'_>, links: &mut [Link]) {
    if !links.iter().any(|link| matches!(link.fate, Fate::Dropped | Fate::New)) {
        return;
    }
    let finders = ground.bags.finders();
    let desks = || finders.as_ref().map(Finder::desk);
    links.par_iter_mut().with_min_len(16).for_each_init(desks, |desks, link| {
        let (documents, tokens, bags) = (ground.documents, ground.tokens, &ground.bags.bags);
        let (bag, others, near, place) = match (link.fate, link.units.old.first(), link.units.new.first()) {
            (Fate::Dropped, Some(&unit), _) => {
                let bag = &bags.old[unit.index()];
                (bag, (documents.new, tokens.new), finders.new.near(bag, LOOKED_AT, &mut desks.new), "new")
            }
            (Fate::New, _, Some(&unit)) => {
                let bag = &bags.new[unit.index()];
                (bag, (documents.old, tokens.old), finders.old.near(bag, LOOKED_AT, &mut desks.old), "old")
            }
            _ => return,
        };
        link.nearest = near
            .into_iter()
            .filter_map(|(unit, likeness)| nearest_in(ground, others, UnitId(unit), bag, likeness))
            .max_by(|a, b| a.similarity.total_cmp(&b.similarity).then(b.unit.cmp(&a.unit)))
            .filter(|nearest| nearest.similarity >= SHOWN);
        let message = match &link.nearest {
            Some(nearest) => {
                format!("the nearest text in the {place} document is {:.2} alike", nearest.similarity)
            }
            None => format!("nothing in the {place} document is alike"),
        };
        link.reasons.push(Reason::new("nearest", message));
        if link.nearest.as_ref().is_some_and(|nearest| nearest.similarity >= DOUBT) {
            link.confidence = Confidence::Likely;
        }
    });
}

fn nearest_in(
    ground: &Ground<'_>,
    (document, tokens): (&Document, &Tokens),
    unit: UnitId,
    bag: &super::likeness::Bag,
    whole: f64,
) -> Option<Nearest> {
    let (passage, likeness) = nearest_sentence(document, tokens, ground.bags, unit, bag)?;
    Some(Nearest { unit, passage, similarity: likeness.max(whole) })
}
