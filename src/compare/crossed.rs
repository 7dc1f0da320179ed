//! Links -> which of them crossed into a part of another status: into a note, an annex, a Chair's summary.
//!
//! ```text
//! old  Conclusions                    new  Conclusions
//!        1. States agreed …                  1. States agreed …
//!        2. A register is …                Chair's summary
//!                                            2. A register is …      moved, though nothing is out of order
//! ```
//!
//! The heading of such a part is often the only thing that is new, and what it was put above is agreed no
//! more. Report and recommendations count as one status here: both are the agreed text.

use rustc_hash::{FxHashMap, FxHashSet};

use super::align::Group;
use crate::document::{Document, Kind, Section, Status, UnitId};
use crate::pair::Pair;

/// Of how many links that seem to cross at least one must have stayed, on either side: where all of a report
/// comes as the annex of a letter, nothing changed its status.
const ONE_STAYS_OF: usize = 10;

/// For each group the statuses between which it crossed, if it did.
pub(super) fn crossings(documents: Pair<&Document>, groups: &[Group]) -> Vec<Option<Pair<Status>>> {
    let statuses: Vec<Option<Pair<Status>>> = groups.iter().map(|group| statuses(documents, group)).collect();
    let differ = |between: &Pair<Status>| between.old != between.new;
    if !statuses.iter().flatten().any(differ) {
        return vec![None; groups.len()];
    }
    let mut counts: FxHashMap<Pair<Status>, usize> = FxHashMap::default();
    for &between in statuses.iter().flatten() {
        *counts.entry(between).or_default() += 1;
    }
    let count = |old, new| counts.get(&Pair::new(old, new)).copied().unwrap_or(0);
    let some_stayed = |Pair { old, new }: Pair<Status>| {
        (count(old, old) + count(new, new)) * ONE_STAYS_OF >= count(old, new)
    };
    let headings = linked_headings(documents, groups);
    let crossed = |(group, between): (&Group, Option<Pair<Status>>)| {
        let between = between.filter(differ)?;
        let note = between.old == Status::Note || between.new == Status::Note;
        let goes_on = || part_goes_on(documents, group, between, &headings);
        (note || (some_stayed(between) && !goes_on())).then_some(between)
    };
    groups.iter().zip(statuses).map(crossed).collect()
}

/// The status of either side of a group; `None` if a side has none, or several, or is a heading that gives
/// it.
fn statuses(documents: Pair<&Document>, group: &Group) -> Option<Pair<Status>> {
    let of = |document: &Document, unit: UnitId| {
        let gives = document.unit(unit).kind == Kind::Heading && giver(document, unit) == Some(unit);
        let counts = document.unit(unit).kind != Kind::Masthead && !gives;
        counts.then(|| agreed(document.status_of(unit)))
    };
    let side = |document, units: &[UnitId]| {
        let first = of(document, *units.first()?)?;
        units.iter().all(|&unit| of(document, unit) == Some(first)).then_some(first)
    };
    Some(Pair::new(side(documents.old, &group.units.old)?, side(documents.new, &group.units.new)?))
}

const fn agreed(status: Status) -> Status {
    match status {
        Status::Recommendation => Status::Report,
        other => other,
    }
}

/// The sections around a unit, the innermost first.
fn around(document: &Document, unit: UnitId) -> impl Iterator<Item = &Section> {
    let first = &document.sections[document.unit(unit).section.index()];
    std::iter::successors(Some(first), |section| Some(&document.sections[section.parent?.index()]))
}

/// The heading that gives a unit its status: the outermost of those around it that have the same.
fn giver(document: &Document, unit: UnitId) -> Option<UnitId> {
    let own = agreed(document.sections[document.unit(unit).section.index()].status);
    if own == Status::Report {
        return None;
    }
    around(document, unit).take_while(|section| agreed(section.status) == own).last()?.heading
}

/// Old headings and the new ones they are linked with.
fn linked_headings(documents: Pair<&Document>, groups: &[Group]) -> FxHashSet<(UnitId, UnitId)> {
    let heading = |document: &Document, unit: UnitId| document.unit(unit).kind == Kind::Heading;
    let pairs = groups.iter().filter_map(|group| match (&group.units.old[..], &group.units.new[..]) {
        (&[old], &[new]) if heading(documents.old, old) && heading(documents.new, new) => Some((old, new)),
        _ => None,
    });
    pairs.collect()
}

/// Whether the part goes on under a heading that no longer gives a status, or gives it now: "Annex B:
/// Contacts" became "Contacts". Its text did not move.
fn part_goes_on(
    documents: Pair<&Document>,
    group: &Group,
    between: Pair<Status>,
    headings: &FxHashSet<(UnitId, UnitId)>,
) -> bool {
    let (Some(&old), Some(&new)) = (group.units.old.first(), group.units.new.first()) else { return false };
    let above =
        |document, unit| around(document, unit).filter_map(|section| section.heading).collect::<Vec<_>>();
    let linked = |old: &[UnitId], new: &[UnitId]| {
        old.iter().any(|&old| new.iter().any(|&new| headings.contains(&(old, new))))
    };
    let givers = Pair::new(giver(documents.old, old), giver(documents.new, new));
    let from = between.old != Status::Report
        && givers.old.is_some_and(|giver| linked(&[giver], &above(documents.new, new)));
    let to = between.new != Status::Report
        && givers.new.is_some_and(|giver| linked(&above(documents.old, old), &[giver]));
    from || to
}

#[cfg(test)]
mod tests {
    use crate::compare::{Comparison, Options, Watch, compare};
    use crate::document::Document;
    use crate::pair::Pair;
    use crate::read::{self, read_bytes};

    fn compared(documents: Pair<&Document>) -> Comparison {
        compare(documents, &Options::default(), &Watch::default()).expect("nobody stops it")
    }

    /// The texts that moved, and why. The same, mirrored, from the other side.
    fn moved(old: &str, new: &str) -> Vec<(String, String)> {
        let documents = Pair::new(old, new).map(|text| {
            read_bytes("made.md", text.as_bytes(), &read::Options::default()).expect("it is text")
        });
        let found = compared(documents.as_ref());
        let back = compared(documents.as_ref().swap());
        let moved = found.links.iter().filter(|link| link.moved).map(|link| {
            let reason = link.basis.last().expect("what moved has a reason").message.clone();
            (documents.old.text_of(link.units.old[0]).to_owned(), reason)
        });
        let moved: Vec<_> = moved.collect();
        assert_eq!(back.links.iter().filter(|link| link.moved).count(), moved.len());
        moved
    }

    fn one(text: &str, reason: &str) -> Vec<(String, String)> {
        vec![(text.to_owned(), reason.to_owned())]
    }

    #[test]
    fn what_became_a_note_moved() {
        let old = "1. The Group met.\n\n2. One State stood aside.\n\n3. It rose at six.\n";
        let new = "1. The Group met.[^1]\n\n2. It rose at six.\n\n[^1]: One State stood aside.\n";
        assert_eq!(moved(old, new), one("One State stood aside.", "from report to note"));
        assert_eq!(moved(new, old), one("One State stood aside.", "from note to report"));
    }

    #[test]
    fn what_stands_under_a_new_summary_of_the_chair_moved() {
        let old = "# Report\n\n## Ways on\n\n1. The talks go on.\n\n2. A register is kept of torn cables.\n";
        let new = old.replace("\n2.", "\n## Chair's summary\n\n2.");
        let text = "A register is kept of torn cables.";
        assert_eq!(moved(old, &new), one(text, "from report to Chair's summary"));
    }

    #[test]
    fn a_report_that_comes_as_an_annex_stays_what_it_is() {
        let body: String =
            (1..=12).map(|n| format!("{n}. Item w{n} of the talks was w{n}{n}.\n\n")).collect();
        let new = format!("Letter of the Chair\n\nI send the report.\n\n# Annex\n\n{body}");
        assert_eq!(moved(&body, &new), []);
    }

    #[test]
    fn a_part_that_is_no_annex_any_more_did_not_move() {
        let under = "1. Each State names a point of contact.\n\n2. Contacts are tested every spring.\n";
        let old = format!("# Report\n\n1. The Group met.\n\n# Annex: Points of contact\n\n{under}");
        let new = old.replace("Annex: ", "");
        assert_eq!(moved(&old, &new), []);
    }
}
