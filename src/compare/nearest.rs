//! Beside every unit without a partner: the most alike text of the other document.
//!
//! The costliest error is a false *dropped*, said aloud in a room. So no unit is called dropped
//! without a look at what comes nearest to it, and one with a close neighbour is only *likely*
//! dropped.

use rayon::prelude::*;

use super::Ground;
use super::finder::{Alike, Finder, finders};
use super::passages::nearest_sentence;
use super::result::{Confidence, Fate, Link, Nearest, Reason};
use super::tokens::Tokens;
use crate::document::{Document, UnitId};

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
        || beside(ground, Alike::of(dropped), &finders.new, (documents.new, tokens.new)),
        || beside(ground, Alike::of(new), &finders.old, (documents.old, tokens.old)),
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
    ground: &Ground<'_>,
    alike: Alike<'_>,
    finder: &Finder<'_>,
    others: (&Document, &Tokens),
) -> Vec<(usize, Option<Nearest>)> {
    let found: Vec<Option<Nearest>> = alike
        .distinct
        .par_iter()
        .with_min_len(16)
        .map_init(
            || finder.desk(),
            |desk, bag| {
                let near = finder.near(bag, LOOKED_AT, desk).into_iter();
                near.filter_map(|(unit, likeness)| nearest_in(ground, others, UnitId(unit), bag, likeness))
                    .max_by(|a, b| a.similarity.total_cmp(&b.similarity).then(b.unit.cmp(&a.unit)))
                    .filter(|nearest| nearest.similarity >= SHOWN)
            },
        )
        .collect();
    alike.which.into_iter().map(|(number, which)| (number, found[which].clone())).collect()
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
