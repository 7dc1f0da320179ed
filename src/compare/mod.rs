//! Two documents -> one [`Comparison`].
//!
//! The stages, in the order of the modules below:
//!
//! 1. `fold`: words without what an editor changes; `tokens`: words with interned keys, and `pairs`: numbers for neighbours.
//! 2. `likeness`: bags of weighted words and pairs of words, `distinct` ones; `finder` and `candidates`: which units are
//!    worth pairing.
//! 3. `align`: which units became which (`assign`, then `sections` for headings, then `explain` for
//!    splits and mergers), `crossed`: which of them crossed into a note, an annex or a Chair's summary, and
//!    `order`: which of them moved.
//! 4. `diff` and `smooth`: correct edits, then readable ones.
//! 5. `fate`: what became of the language, and why.
//! 6. `passages`: sentences that went elsewhere; `substitutions`: replacements that recur.
//!
//! Comparing B with A mirrors comparing A with B. Where a choice between equals depends on the side
//! (a tie in an assignment, one of two shortest edit scripts), the sides are first put in an order
//! that does not depend on which is old.

mod weights;
mod result;
mod fold;
mod tokens;
mod pairs;
mod likeness;
mod distinct;
mod finder;
mod candidates;
mod rising;
mod assign;
mod diff;
mod sections;
mod align;
mod crossed;
mod order;
mod smooth;
mod fate;
mod joined;
mod links;
mod passages;
mod nearest;
mod substitutions;

use rayon::prelude::*;

pub use result::{
    BY_HAND, Comparison, Confidence, Counts, Edit, Fate, Fixed, Link, Nearest, Op, Options, Passage,
    PassageEnd, Reason, Shape, Stage, Substitution, Summary, Watch,
};

pub(crate) use tokens::{Tokens, Vocabulary, tokenise_all};
pub use weights::Weights;

use self::align::Group;
use self::likeness::Bags;
use self::links::Linked;
use crate::document::{Document, UnitId};
use crate::error::{Error, ErrorKind, Result};
use crate::pair::Pair;

/// Compares two documents.
///
/// # Errors
/// Only [`crate::ErrorKind::Interrupted`], if `watch` was told to stop.
pub fn compare(documents: Pair<&Document>, options: &Options, watch: &Watch) -> Result<Comparison> {
    let weights = &options.weights;
    watch.enter(Stage::Tokens, 1);
    // Ties are broken in an order of the sides that does not depend on which of them is old.
    let mirrored = documents.new.text < documents.old.text;
    let sides = if mirrored { documents.swap() } else { documents };
    let (mut tokens, vocabulary) = tokens::tokenise(sides);
    let anchors = align::anchors(tokens.as_ref());
    let bags = Bags::new(&mut tokens, &vocabulary, weights.pairs, &anchors.new);
    go_on(watch)?;

    watch.enter(Stage::Align, 1);
    let fixed = options.fixed.iter().cloned();
    let fixed: Vec<Fixed> = fixed.map(|fixed| if mirrored { fixed.swap() } else { fixed }).collect();
    let mut groups = align::align(sides, tokens.as_ref(), &bags, weights, anchors, &fixed);
    order::mark_moved(sides, &bags, &mut groups);
    let (tokens, bags) = if mirrored {
        groups = groups.into_iter().map(Group::swap).collect();
        (tokens.swap(), bags.swap())
    } else {
        (tokens, bags)
    };
    in_reading_order(&mut groups);
    go_on(watch)?;

    watch.enter(Stage::Diff, groups.len());
    let ground =
        Ground { documents, tokens: tokens.as_ref(), vocabulary: &vocabulary, bags: &bags, mirrored };
    let linked: Vec<Linked> = groups
        .par_iter()
        .with_min_len(8)
        .map(|group| {
            watch.step();
            links::link(&ground, group, options)
        })
        .collect();
    go_on(watch)?;

    watch.enter(Stage::Judge, 1);
    let (passages, substitutions) =
        rayon::join(|| passages::passages(&ground, &linked), || substitutions::substitutions(&linked));
    let mut links: Vec<Link> = linked.into_iter().map(|linked| linked.link).collect();
    nearest::look_beside(&ground, &mut links);
    let summary = Summary::of(documents, &links, &passages);
    Ok(Comparison { links, passages, substitutions, summary })
}

/// What became of the words of one text in another, taken as one unit each, however unlike they are.
///
/// The result is a link between unit 0 and unit 0; its edits index the two texts.
///
/// ```
/// use travaux::compare::{self, Fate};
/// use travaux::Pair;
///
/// let link = compare::wording(Pair::new("States should act.", "States shall act."));
/// assert_eq!((link.fate, link.edits.len()), (Fate::Reworded, 4));
/// ```
pub fn wording(texts: Pair<&str>) -> Link {
    let documents = texts.map(|text| Document::of_texts("text", [text]));
    let (mut tokens, vocabulary) = tokens::tokenise(documents.as_ref());
    let bags = Bags::new(&mut tokens, &vocabulary, Weights::default().pairs, &[]);
    let ground = Ground {
        documents: documents.as_ref(),
        tokens: tokens.as_ref(),
        vocabulary: &vocabulary,
        bags: &bags,
        mirrored: false,
    };
    let group = Group::of(vec![UnitId(0)], vec![UnitId(0)], None);
    links::link(&ground, &group, &Options::default()).link
}

/// Pairs of units of two documents with a likeness of at least `least`, found from the old side: old
/// unit, new unit, likeness; ordered by the old, then the new unit.
pub(crate) fn alike(documents: Pair<&Document>, least: f64) -> Vec<(usize, usize, f64)> {
    let (mut tokens, vocabulary) = tokens::tokenise(documents);
    let bags = Bags::new(&mut tokens, &vocabulary, Weights::default().pairs, &[]);
    candidates::alike(&bags, &bags.bags.old, &bags.bags.new, least)
}

/// What every stage after the alignment stands on.
#[derive(Clone, Copy)]
struct Ground<'a> {
    documents: Pair<&'a Document>,
    tokens: Pair<&'a Tokens>,
    vocabulary: &'a Vocabulary,
    bags: &'a Bags,
    /// Whether ties are broken with the sides exchanged.
    mirrored: bool,
}

fn go_on(watch: &Watch) -> Result<()> {
    if watch.stopped() {
        return Err(Error::new(ErrorKind::Interrupted, "comparison", "the work was interrupted"));
    }
    Ok(())
}

/// Puts groups in the order of the new document; what was dropped stands behind the place where
/// its old neighbour went.
fn in_reading_order(groups: &mut Vec<Group>) {
    groups.sort_by_key(|group| group.units.old.first().copied());
    let mut seat = (0, 0);
    let mut seated: Vec<((u32, u32), Group)> = Vec::with_capacity(groups.len());
    for group in groups.drain(..) {
        let own = group.units.new.first().map(|unit| (unit.0 + 1, 0));
        if !group.units.old.is_empty() {
            seat = own.unwrap_or((seat.0, seat.1 + 1));
        }
        seated.push((own.unwrap_or(seat), group));
    }
    seated.sort_by_key(|&(seat, _)| seat);
    groups.extend(seated.into_iter().map(|(_, group)| group));
}
