//! The edits of a link, cut where units begin: what every format that shows words walks along.
//!
//! ```text
//! old 11 "The sea rises. Boats wait."    parts    equal "The sea rises.", new unit 12, equal "Boats",
//! new 11 "The sea rises."                         delete "wait", insert "sail", equal "."
//! new 12 "Boats sail."
//! ```
//!
//! Two walks, for two purposes. [`parts`] is for reading: an unchanged stretch has the white space of
//! the new text, for white space is no language. [`exact`] is for writing a text that resolves to both
//! others, byte for byte: white space that differs is a change there, and every unit ends where it
//! ends in its own text.

use std::ops::Range;

use crate::compare::{Edit, Link, Op};
use crate::document::{Document, UnitId};
use crate::pair::Pair;

/// A part of a redline, in reading order.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part<'t> {
    /// Text that stayed, went or came, and whether white space stands before and after it in its
    /// own text: an unchanged neighbour may have lost or won a space.
    Text(Op, &'t str, (bool, bool)),
    /// Here a further new unit begins.
    NewUnit(UnitId),
    /// Here a further old unit began.
    OldUnit,
}

/// Cuts the edits where units begin.
pub(super) fn parts<'t>(documents: Pair<&Document>, link: &Link, texts: &'t Pair<String>) -> Vec<Part<'t>> {
    let starts = documents.zip(link.units.as_ref()).map(|(document, units)| later_starts(document, units));
    let mut parts = Vec::new();
    for edit in &link.edits {
        match edit.op {
            Op::Delete => {
                let inside = starts.old.iter().filter(|&&(at, _)| within(at, &edit.old));
                cut(&mut parts, edit.op, &texts.old, &edit.old, inside.map(|&(at, _)| (at, Part::OldUnit)));
            }
            Op::Insert | Op::Equal => {
                let mut inside: Vec<(usize, Part<'_>)> = old_starts_in(edit, texts, &starts.old)
                    .filter(|at| !starts.new.iter().any(|(new, _)| new == at))
                    .map(|at| (at, Part::OldUnit))
                    .collect();
                let new = starts.new.iter().filter(|&&(at, _)| within(at, &edit.new));
                inside.extend(new.map(|&(at, unit)| (at, Part::NewUnit(unit))));
                inside.sort_by_key(|&(at, _)| at);
                cut(&mut parts, edit.op, &texts.new, &edit.new, inside.into_iter());
            }
        }
    }
    parts
}

/// Where the second and later units begin in the joined text.
fn later_starts(document: &Document, units: &[UnitId]) -> Vec<(usize, UnitId)> {
    let mut at = 0;
    let mut starts = Vec::new();
    for pair in units.windows(2) {
        at += document.text_of(pair[0]).len() + 1;
        starts.push((at, pair[1]));
    }
    starts
}

/// A unit that begins at `at` is cut off by the edit that holds the space before it.
fn within(at: usize, range: &Range<usize>) -> bool {
    range.start < at && at <= range.end
}

/// The beginnings of old units that lie in an unchanged stretch, as places of the new text: as many
/// characters that are not white space stand before them on either side.
fn old_starts_in(
    edit: &Edit,
    texts: &Pair<String>,
    starts: &[(usize, UnitId)],
) -> impl Iterator<Item = usize> {
    let equal = edit.op == Op::Equal;
    let new = &texts.new[edit.new.clone()];
    starts.iter().filter(move |&&(at, _)| equal && within(at, &edit.old)).map(move |&(at, _)| {
        let before = texts.old[edit.old.start..at].chars().filter(|c| !c.is_whitespace()).count();
        let mut letters = new.char_indices().filter(|(_, c)| !c.is_whitespace());
        edit.new.start + letters.nth(before).map_or(new.len(), |(at, _)| at)
    })
}

fn cut<'t>(
    parts: &mut Vec<Part<'t>>,
    op: Op,
    text: &'t str,
    range: &Range<usize>,
    inside: impl Iterator<Item = (usize, Part<'t>)>,
) {
    let mut from = range.start;
    for (at, part) in inside {
        push_text(parts, op, text, from..at);
        parts.push(part);
        from = at;
    }
    push_text(parts, op, text, from..range.end);
}

pub(super) fn push_text<'t>(parts: &mut Vec<Part<'t>>, op: Op, text: &'t str, range: Range<usize>) {
    let words = &text[range.clone()];
    let before = space_at_start(text, range.start);
    let after = text[range.end..].starts_with(char::is_whitespace) || words.ends_with(char::is_whitespace);
    if !words.is_empty() {
        parts.push(Part::Text(op, words, (before, after)));
    }
}

/// Whether white space stands just before or just after a place, which is not the beginning.
fn space_at_start(text: &str, at: usize) -> bool {
    at > 0 && (text[..at].ends_with(char::is_whitespace) || text[at..].starts_with(char::is_whitespace))
}

/// A step of an exact redline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step<'t> {
    /// Text that stayed (the same bytes on both sides), went or came. Never empty.
    Text(Op, &'t str),
    /// Here a unit ends and the next one of the same link begins, on one side or on both.
    Break(Pair<bool>),
}

/// Walks along a link so that the steps without insertions, cut at the old breaks, are the texts of the
/// old units, and those without deletions, cut at the new breaks, the texts of the new ones.
///
/// `texts` are the joined texts of the link's units ([`Document::joined`]).
pub(super) fn exact<'t>(documents: Pair<&Document>, link: &Link, texts: &'t Pair<String>) -> Vec<Step<'t>> {
    let joints = documents.zip(link.units.as_ref()).map(|(document, units)| {
        // The space that joins a unit to the one before it is no part of either.
        later_starts(document, units).into_iter().map(|(at, _)| at - 1).collect::<Vec<usize>>()
    });
    let mut steps = Vec::new();
    for edit in &link.edits {
        match edit.op {
            Op::Equal => same_words(edit, texts, &joints, &mut steps),
            Op::Delete => one_side(Op::Delete, &texts.old, edit.old.clone(), &joints.old, &mut steps),
            Op::Insert => one_side(Op::Insert, &texts.new, edit.new.clone(), &joints.new, &mut steps),
        }
    }
    steps
}

/// Text of one side only, broken where its units end.
fn one_side<'t>(op: Op, text: &'t str, range: Range<usize>, joints: &[usize], steps: &mut Vec<Step<'t>>) {
    let mut from = range.start;
    for &joint in &joints[joints.partition_point(|&joint| joint < range.start)..] {
        if joint >= range.end {
            break;
        }
        push(op, &text[from..joint], steps);
        steps.push(Step::Break(Pair::new(op == Op::Delete, op == Op::Insert)));
        from = joint + 1;
    }
    push(op, &text[from..range.end], steps);
}

/// An unchanged stretch: the same letters on both sides, with white space that may differ.
fn same_words<'t>(
    edit: &Edit,
    texts: &'t Pair<String>,
    joints: &Pair<Vec<usize>>,
    steps: &mut Vec<Step<'t>>,
) {
    let mut at = Pair::new(edit.old.start, edit.new.start);
    while at.old < edit.old.end || at.new < edit.new.end {
        let spaces = Pair::new(
            spaces_at(&texts.old, at.old, edit.old.end),
            spaces_at(&texts.new, at.new, edit.new.end),
        );
        let next = Pair::new(spaces.old.end, spaces.new.end);
        white_space(texts, spaces, joints, steps);
        let words = Pair::new(&texts.old[next.old..edit.old.end], &texts.new[next.new..edit.new.end]);
        let length = common_words(words.old, words.new);
        if length == 0 {
            // Letters differ though the language is the same (composed and decomposed accents).
            let until = words.map(|words| words.find(char::is_whitespace).unwrap_or(words.len()));
            push(Op::Delete, &words.old[..until.old], steps);
            push(Op::Insert, &words.new[..until.new], steps);
            at = Pair::new(next.old + until.old, next.new + until.new);
        } else {
            push(Op::Equal, &words.old[..length], steps);
            at = Pair::new(next.old + length, next.new + length);
        }
    }
}

/// Bytes that both begin with, up to white space of either.
fn common_words(old: &str, new: &str) -> usize {
    let pairs = old.char_indices().zip(new.chars());
    let same = pairs.take_while(|((_, a), b)| a == b && !a.is_whitespace());
    same.last().map_or(0, |((at, c), _)| at + c.len_utf8())
}

fn spaces_at(text: &str, from: usize, end: usize) -> Range<usize> {
    let rest = &text[from..end];
    from..end - rest.trim_start().len()
}

/// White space on both sides, either of which may be empty or the end of a unit.
fn white_space<'t>(
    texts: &'t Pair<String>,
    spaces: Pair<Range<usize>>,
    joints: &Pair<Vec<usize>>,
    steps: &mut Vec<Step<'t>>,
) {
    let within = |joints: &[usize], range: &Range<usize>| joints.iter().any(|joint| range.contains(joint));
    let breaks = Pair::new(within(&joints.old, &spaces.old), within(&joints.new, &spaces.new));
    let single = spaces.old.len() == 1 && spaces.new.len() == 1;
    match (breaks.old, breaks.new) {
        (true, true) if single => steps.push(Step::Break(Pair::new(true, true))),
        (false, false) if texts.old[spaces.old.clone()] == texts.new[spaces.new.clone()] => {
            push(Op::Equal, &texts.old[spaces.old], steps);
        }
        _ => {
            one_side(Op::Delete, &texts.old, spaces.old, &joints.old, steps);
            one_side(Op::Insert, &texts.new, spaces.new, &joints.new, steps);
        }
    }
}

/// Adds text, to the step before if that is of the same kind and the same stretch goes on.
fn push<'t>(op: Op, text: &'t str, steps: &mut Vec<Step<'t>>) {
    if !text.is_empty() {
        steps.push(Step::Text(op, text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps_of(old: &[&str], new: &[&str], edits: &[(Op, Range<usize>, Range<usize>)]) -> String {
        let edit = |(op, old, new): &(Op, Range<usize>, Range<usize>)| Edit {
            op: *op,
            old: old.clone(),
            new: new.clone(),
        };
        let texts = Pair::new(old.join(" "), new.join(" "));
        let joints = Pair::new(old, new).map(|units| {
            let mut at = 0;
            units[..units.len() - 1]
                .iter()
                .map(|unit| {
                    at += unit.len() + 1;
                    at - 1
                })
                .collect::<Vec<_>>()
        });
        let mut steps = Vec::new();
        for edit in edits.iter().map(edit) {
            match edit.op {
                Op::Equal => same_words(&edit, &texts, &joints, &mut steps),
                Op::Delete => one_side(Op::Delete, &texts.old, edit.old.clone(), &joints.old, &mut steps),
                Op::Insert => one_side(Op::Insert, &texts.new, edit.new.clone(), &joints.new, &mut steps),
            }
        }
        let said = |step: &Step<'_>| match step {
            Step::Text(Op::Equal, text) => (*text).to_owned(),
            Step::Text(Op::Delete, text) => format!("{{-{text}-}}"),
            Step::Text(Op::Insert, text) => format!("{{+{text}+}}"),
            Step::Break(sides) => match (sides.old, sides.new) {
                (true, true) => "|",
                (true, false) => "{-|-}",
                _ => "{+|+}",
            }
            .to_owned(),
        };
        steps.iter().map(said).collect()
    }

    #[test]
    fn a_split_takes_the_space_away() {
        assert_eq!(steps_of(&["a. b"], &["a.", "b"], &[(Op::Equal, 0..4, 0..4)]), "a.{- -}{+|+}b");
    }

    #[test]
    fn breaks_of_both_sides_are_one() {
        assert_eq!(steps_of(&["a", "b"], &["a", "b"], &[(Op::Equal, 0..3, 0..3)]), "a|b");
    }

    #[test]
    fn other_white_space_is_a_change() {
        let edits = [(Op::Equal, 0..7, 0..8)];
        assert_eq!(steps_of(&["a b c d"], &["a b c\u{A0}d"], &edits), "a b c{- -}{+\u{A0}+}d");
    }

    #[test]
    fn deleted_text_keeps_its_own_breaks() {
        let edits = [(Op::Delete, 0..5, 0..0), (Op::Insert, 5..5, 0..1)];
        assert_eq!(steps_of(&["a", "b c"], &["d"], &edits), "{-a-}{-|-}{-b c-}{+d+}");
    }
}
