//! A group of units -> a link: edits, fate, figures, reasons.

use super::Ground;
use super::align::Group;
use super::diff::{Sequence, Stretch, diff_weighed, weigh};
use super::fate::{Side, carried, judge};
use super::joined::{Joined, edits};
use super::result::{Confidence, Edit, Fate, Link, Op, Options, Reason, Shape};
use super::smooth::{Readable, smooth};
use super::tokens::Token;
use crate::pair::Pair;

/// A link with what later stages need of it.
#[derive(Debug)]
pub(crate) struct Linked<'a> {
    /// The link.
    pub link: Link,
    /// Its joined sides; empty where the language is the same, for nobody asks then.
    pub sides: Pair<Joined<'a>>,
    /// Its correct edits, in tokens; empty likewise.
    pub stretches: Vec<Stretch>,
}

impl Linked<'_> {
    fn settled(link: Link) -> Self {
        Self { link, sides: Pair::default(), stretches: Vec::new() }
    }
}

/// Compares the two sides of a group word by word and judges what became of the language.
pub(crate) fn link<'a>(ground: &Ground<'a>, group: &Group, options: &Options) -> Linked<'a> {
    if let Some(link) = carried_whole(ground, group, options) {
        return Linked::settled(link);
    }
    let units = group.units.clone();
    let sides = Pair::new(
        Joined::new(ground.documents.old, ground.tokens.old, &units.old),
        Joined::new(ground.documents.new, ground.tokens.new, &units.new),
    );
    let keys = sides.as_ref().map(Joined::keys);
    let weights = sides.as_ref().map(|side| weigh(&side.text, &side.tokens));
    let stretches = mirrored_diff(
        Sequence { keys: &keys.old, weights: &weights.old },
        Sequence { keys: &keys.new, weights: &weights.new },
    );
    let readable = sides.as_ref().map(|side| Readable { text: &side.text, tokens: &side.tokens });
    let shape = Shape::of(units.old.len(), units.new.len());
    let similarity = similarity(&stretches, &sides);
    let (fate, mut reasons) = match (units.old.is_empty(), units.new.is_empty()) {
        (false, true) => (Fate::Dropped, Vec::new()),
        (true, false) => (Fate::New, Vec::new()),
        _ => judge(
            sides.as_ref().map(|side| Side { text: &side.text, tokens: &side.tokens }),
            ground.vocabulary,
        ),
    };
    if fate == Fate::Reworded {
        let (out, into) = (count(&stretches, Op::Delete), count(&stretches, Op::Insert));
        let share = similarity * 100.0;
        reasons.push(Reason::new(
            "words",
            format!("{out} words or marks out, {into} in; {share:.0} % in common"),
        ));
    }
    let sure = matches!(fate, Fate::Carried | Fate::Edited) || group.basis.is_sure();
    let link = Link {
        units,
        fate,
        shape,
        moved: group.moved,
        similarity,
        edits: edits(&smooth(&stretches, readable), sides.as_ref()),
        raw_edits: options.raw_edits.then(|| edits(&stretches, sides.as_ref())),
        confidence: if sure { Confidence::Sure } else { Confidence::Likely },
        reasons,
        basis: group.reasons(),
        nearest: None,
    };
    match fate {
        Fate::Carried | Fate::Edited => Linked::settled(link),
        _ => Linked { link, sides, stretches },
    }
}

/// The link of two units with the same words and marks: most of a draft, and nothing to compare.
fn carried_whole(ground: &Ground<'_>, group: &Group, options: &Options) -> Option<Link> {
    let (&[old], &[new]) = (group.units.old.as_slice(), group.units.new.as_slice()) else { return None };
    let tokens = Pair::new(ground.tokens.old.of(old), ground.tokens.new.of(new));
    let exact = |token: &Token| token.exact;
    if tokens.old.is_empty() || !tokens.old.iter().map(exact).eq(tokens.new.iter().map(exact)) {
        return None;
    }
    let texts = Pair::new(ground.documents.old.text_of(old), ground.documents.new.text_of(new));
    let edits = vec![Edit { op: Op::Equal, old: 0..texts.old.len(), new: 0..texts.new.len() }];
    let (fate, reasons) = carried();
    Some(Link {
        units: group.units.clone(),
        fate,
        shape: Shape::of(1, 1),
        moved: group.moved,
        similarity: 1.0,
        raw_edits: options.raw_edits.then(|| edits.clone()),
        edits,
        confidence: Confidence::Sure,
        reasons,
        basis: group.reasons(),
        nearest: None,
    })
}

/// The diff of two sequences, the same mirrored when the sides are exchanged: of several shortest
/// edit scripts an algorithm finds one that depends on which side comes first.
fn mirrored_diff(old: Sequence<'_>, new: Sequence<'_>) -> Vec<Stretch> {
    if old.keys <= new.keys { diff_weighed(old, new) } else { mirror(diff_weighed(new, old)) }
}

fn mirror(stretches: Vec<Stretch>) -> Vec<Stretch> {
    let mut mirrored: Vec<Stretch> = Vec::with_capacity(stretches.len());
    for Stretch { op, old, new } in stretches {
        match op {
            Op::Equal => mirrored.push(Stretch { op, old: new, new: old }),
            Op::Delete => mirrored.push(Stretch { op: Op::Insert, old: new, new: old }),
            Op::Insert => {
                // A deletion stands before the insertion at the same place.
                let mut deletion = Stretch { op: Op::Delete, old: new, new: old };
                match mirrored.last_mut() {
                    Some(last) if last.op == Op::Insert => {
                        deletion.new = last.new.start..last.new.start;
                        last.old = deletion.old.end..deletion.old.end;
                        let at = mirrored.len() - 1;
                        mirrored.insert(at, deletion);
                    }
                    _ => mirrored.push(deletion),
                }
            }
        }
    }
    mirrored
}

fn count(stretches: &[Stretch], op: Op) -> usize {
    stretches
        .iter()
        .filter(|stretch| stretch.op == op)
        .map(|stretch| stretch.old.len() + stretch.new.len())
        .sum()
}

/// Share of tokens in equal stretches, 0 to 1; 1 for equal sequences, empty ones included.
fn similarity(stretches: &[Stretch], sides: &Pair<Joined<'_>>) -> f64 {
    let total = sides.old.tokens.len() + sides.new.tokens.len();
    let one_sided = sides.old.starts.is_empty() || sides.new.starts.is_empty();
    match (total, one_sided) {
        (_, true) => 0.0,
        (0, false) => 1.0,
        _ => count(stretches, Op::Equal) as f64 / total as f64,
    }
}
