//! A group of units -> a link: edits, fate, figures, reasons.

use super::align::Group;
use super::diff::{Stretch, diff};
use super::fate::{Side, judge};
use super::joined::{Joined, edits};
use super::result::{Confidence, Fate, Link, Op, Options, Reason, Shape};
use super::smooth::{Readable, smooth};
use super::tokens::{Tokens, Vocabulary};
use crate::document::Document;
use crate::pair::Pair;

/// A link with what later stages need of it.
#[derive(Debug)]
pub(crate) struct Linked {
    /// The link.
    pub link: Link,
    /// Its joined sides.
    pub sides: Pair<Joined>,
    /// Its correct edits, in tokens.
    pub stretches: Vec<Stretch>,
}

/// Compares the two sides of a group word by word and judges what became of the language.
pub(crate) fn link(
    documents: Pair<&Document>,
    tokens: Pair<&Tokens>,
    vocabulary: &Vocabulary,
    group: &Group,
    options: &Options,
) -> Linked {
    let units = group.units.clone();
    let sides = Pair::new(
        Joined::new(documents.old, tokens.old, &units.old),
        Joined::new(documents.new, tokens.new, &units.new),
    );
    let keys = sides.as_ref().map(Joined::keys);
    let stretches = diff(&keys.old, &keys.new);
    let readable = sides.as_ref().map(|side| Readable { text: &side.text, tokens: &side.tokens });
    let shape = Shape::of(units.old.len(), units.new.len());
    let similarity = similarity(&stretches, &sides);
    let (fate, mut reasons) = match (units.old.is_empty(), units.new.is_empty()) {
        (false, true) => (Fate::Dropped, Vec::new()),
        (true, false) => (Fate::New, Vec::new()),
        _ => judge(sides.as_ref().map(|side| Side { text: &side.text, tokens: &side.tokens }), vocabulary),
    };
    if fate == Fate::Reworded {
        let changed: Pair<usize> = Pair::new(count(&stretches, Op::Delete), count(&stretches, Op::Insert));
        let message =
            format!("{} words or marks out, {} in; {:.0} % in common", changed.old, changed.new, similarity * 100.0);
        reasons.push(Reason::new("words", message));
    }
    let link = Link {
        units,
        fate,
        shape,
        moved: false,
        similarity,
        edits: edits(&smooth(&stretches, readable), sides.as_ref()),
        raw_edits: options.raw_edits.then(|| edits(&stretches, sides.as_ref())),
        confidence: Confidence::Sure,
        reasons,
        nearest: None,
    };
    Linked { link, sides, stretches }
}

fn count(stretches: &[Stretch], op: Op) -> usize {
    stretches.iter().filter(|stretch| stretch.op == op).map(|stretch| stretch.old.len() + stretch.new.len()).sum()
}

/// Share of tokens in equal stretches, 0 to 1; 1 for equal sequences, empty ones included.
fn similarity(stretches: &[Stretch], sides: &Pair<Joined>) -> f64 {
    let total = sides.old.tokens.len() + sides.new.tokens.len();
    let one_sided = sides.old.starts.is_empty() || sides.new.starts.is_empty();
    match (total, one_sided) {
        (_, true) => 0.0,
        (0, false) => 1.0,
        _ => count(stretches, Op::Equal) as f64 / total as f64,
    }
}
