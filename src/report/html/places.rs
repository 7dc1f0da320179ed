//! What stands on the page, one thing after the other.
//!
//! The order is that of the view. Where a text left a place, a line stays there that says where it
//! went:
//!
//! ```text
//! view    9 carried, 11 → 10 moved, 10 → 11 carried, 12 carried
//! page    9 carried, 11 → 10 moved, 10 → 11 carried, [11 moved to 10], 12 carried
//! ```

use std::collections::BTreeMap;

use crate::compare::Link;
use crate::document::{Kind, UnitId};
use crate::report::{Entry, Row, View};

/// Something on the page.
#[derive(Debug)]
pub(super) enum Item<'v> {
    /// A link that changed.
    Changed(&'v Entry),
    /// Lines of the masthead that went or came together.
    Masthead(&'v [Entry]),
    /// A heading that did not change: it stands above what follows.
    Heading(&'v Entry),
    /// Links in a row that did not change.
    Unchanged(Vec<&'v Entry>),
    /// The old place of a link that moved.
    Left(Left<'v>),
}

/// The old place of units that moved.
#[derive(Debug)]
pub(super) struct Left<'v> {
    /// What moved.
    pub(super) entry: &'v Entry,
    /// Its old units that stood here.
    pub(super) units: Vec<UnitId>,
    /// Whether they stand further down now.
    pub(super) down: bool,
}

/// Everything on the page.
pub(super) fn items<'v>(view: &'v View<'_>) -> Vec<Item<'v>> {
    let mut left = left_places(view);
    let mut items = Vec::new();
    for row in &view.rows {
        let entries = match row {
            Row::Entry(entry) => std::slice::from_ref(entry),
            Row::Unchanged(run) | Row::Masthead(run) => run.as_slice(),
        };
        if let (Row::Masthead(run), Some(first)) = (row, entries.first()) {
            leave(&mut left, first.link, &mut items);
            items.push(Item::Masthead(run));
            continue;
        }
        for entry in entries {
            leave(&mut left, entry.link, &mut items);
            match (row, items.last_mut()) {
                (Row::Entry(_), _) => items.push(Item::Changed(entry)),
                (_, _) if is_heading(view, entry) => items.push(Item::Heading(entry)),
                (_, Some(Item::Unchanged(run))) => run.push(entry),
                (_, _) => items.push(Item::Unchanged(vec![entry])),
            }
        }
    }
    leave(&mut left, usize::MAX, &mut items);
    items
}

/// Puts the old places down that come before a link.
fn leave<'v>(left: &mut BTreeMap<usize, Vec<Left<'v>>>, link: usize, items: &mut Vec<Item<'v>>) {
    while let Some(first) = left.first_entry().filter(|first| *first.key() <= link) {
        items.extend(first.remove().into_iter().map(Item::Left));
    }
}

/// The old places of what moved, by the index of the link they stand before: the one after the link
/// that their old neighbour above went to.
fn left_places<'v>(view: &'v View<'_>) -> BTreeMap<usize, Vec<Left<'v>>> {
    let moved = view.entries().filter(|entry| view.comparison.links[entry.link].moved);
    let moved: BTreeMap<usize, &Entry> = moved.map(|entry| (entry.link, entry)).collect();
    let mut places: BTreeMap<usize, Vec<Left<'v>>> = BTreeMap::new();
    let mut before = 0;
    for (unit, index) in links_of_old(view).into_iter().enumerate() {
        let unit = UnitId(u32::try_from(unit).unwrap_or(u32::MAX));
        match (index, index.and_then(|index| moved.get(&index))) {
            (Some(_), Some(&entry)) => {
                let here = places.entry(before).or_default();
                match here.last_mut() {
                    Some(last) if last.entry.link == entry.link && follows(&last.units, unit) => {
                        last.units.push(unit);
                    }
                    _ => here.push(Left { entry, units: vec![unit], down: entry.link >= before }),
                }
            }
            (Some(index), None) if !view.comparison.links[index].moved => before = index + 1,
            _ => {}
        }
    }
    places
}

fn follows(units: &[UnitId], unit: UnitId) -> bool {
    units.last().is_some_and(|last| last.0 + 1 == unit.0)
}

/// For each old unit its link.
fn links_of_old(view: &View<'_>) -> Vec<Option<usize>> {
    let mut links = vec![None; view.documents.old.units.len()];
    for (index, link) in view.comparison.links.iter().enumerate() {
        link.units.old.iter().for_each(|unit| links[unit.index()] = Some(index));
    }
    links
}

/// Whether all that a link became is headings.
pub(super) fn is_heading(view: &View<'_>, entry: &Entry) -> bool {
    let link: &Link = &view.comparison.links[entry.link];
    link.units.new.iter().all(|&unit| view.documents.new.unit(unit).kind == Kind::Heading)
        && link.units.old.iter().all(|&unit| view.documents.old.unit(unit).kind == Kind::Heading)
}
