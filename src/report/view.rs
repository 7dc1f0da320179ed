//! What every report shows, worked out once: which links, in which order, what is folded.
//!
//! The order is the comparison's own: that of the new document, a dropped unit where its old
//! neighbours went. Runs of unchanged links become one [`Row::Unchanged`]:
//!
//! ```text
//! links   carried 1, carried 2, reworded 3, dropped 4, carried 5
//! rows    Unchanged [1, 2], Entry 3, Entry 4, Unchanged [5]
//! ```

use crate::compare::{Comparison, Link, Op, Shape};
use crate::document::{Document, Kind, SectionId, UnitId};
use crate::pair::Pair;
use std::collections::{BTreeMap, BTreeSet};

use super::filter::{Filter, Pick, Rule, Selector};

/// Whether a comparison found a difference that matters to the caller: one of `fail_on`, or, if
/// that is empty, any unit that is not carried or that moved. Edits by `ignore` alone never matter.
pub fn differs(comparison: &Comparison, ignore: &[Rule], fail_on: &[Pick]) -> bool {
    let passages = passages_of(comparison);
    comparison.links.iter().zip(&passages).any(|(link, passages)| {
        if fail_on.is_empty() {
            link.moved || !Pick::Carried.matches(link, ignore, false)
        } else {
            fail_on.iter().any(|pick| pick.matches(link, ignore, !passages.is_empty()))
        }
    })
}

/// A link to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Index into [`Comparison::links`].
    pub link: usize,
    /// The section of the new document it is shown under: its own, or for a dropped unit that of
    /// the entry before.
    pub section: SectionId,
    /// Where it came from, if its old section is not the one that `section` continues.
    pub origin: Option<SectionId>,
    /// Whether it moved because the whole section did.
    pub with_section: bool,
    /// Indices into [`Comparison::passages`]: sentences that left it or came to it.
    pub passages: Vec<usize>,
    /// Index into [`Comparison::substitutions`] if that recurring one is all that changed.
    pub recurring: Option<usize>,
    /// Whether nothing changed that counts: equal language (or ignored edits), same place, same
    /// shape.
    pub unchanged: bool,
}

/// A row of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// A link that changed.
    Entry(Entry),
    /// Links in a row that did not. All of them are entries a report may show in full.
    Unchanged(Vec<Entry>),
    /// Several lines of the masthead in a row that were all dropped or are all new.
    Masthead(Vec<Entry>),
}

/// What a report of a comparison shows.
#[derive(Clone, Debug)]
pub struct View<'a> {
    /// The two documents.
    pub documents: Pair<&'a Document>,
    /// What was found out about them.
    pub comparison: &'a Comparison,
    /// What was asked for.
    pub filter: &'a Filter,
    /// Rows in order, filtered.
    pub rows: Vec<Row>,
    /// How many links the filter let through.
    pub shown: usize,
}

impl<'a> View<'a> {
    /// Works out what to show.
    pub fn new(documents: Pair<&'a Document>, comparison: &'a Comparison, filter: &'a Filter) -> Self {
        let continues = continuations(documents, &comparison.links);
        let entries = entries(documents, comparison, filter, &continues);
        let selected = Selector::new(documents, filter, &continues);
        let shown = entries.into_iter();
        let shown = shown
            .filter(|entry| selected.lets_through(&comparison.links[entry.link], !entry.passages.is_empty()));
        let shown: Vec<Entry> = shown.collect();
        let count = shown.len();
        let rows = rows(documents, comparison, filter, shown);
        Self { documents, comparison, filter, rows, shown: count }
    }

    /// The entries of all rows, folded or not.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.rows.iter().flat_map(|row| match row {
            Row::Entry(entry) => std::slice::from_ref(entry),
            Row::Unchanged(run) | Row::Masthead(run) => run.as_slice(),
        })
    }
}

/// Puts entries together that are shown as one.
fn rows(
    documents: Pair<&Document>,
    comparison: &Comparison,
    filter: &Filter,
    entries: Vec<Entry>,
) -> Vec<Row> {
    let fate = |entry: &Entry| comparison.links[entry.link].fate;
    let mut rows: Vec<Row> = Vec::new();
    for entry in entries {
        let masthead = is_masthead(documents, &comparison.links[entry.link]);
        match rows.last_mut() {
            Some(Row::Masthead(run)) if masthead && fate(&run[0]) == fate(&entry) => run.push(entry),
            _ if masthead => rows.push(Row::Masthead(vec![entry])),
            // Asked for by name, carried units are what the reader wants to see.
            _ if !entry.unchanged || !filter.only.is_empty() => rows.push(Row::Entry(entry)),
            Some(Row::Unchanged(run)) => run.push(entry),
            _ => rows.push(Row::Unchanged(vec![entry])),
        }
    }
    rows
}

/// Whether a link is a line of the masthead that went or came.
fn is_masthead(documents: Pair<&Document>, link: &Link) -> bool {
    let masthead = |document: &Document, units: &[UnitId]| {
        units.iter().all(|&unit| document.unit(unit).kind == Kind::Masthead)
    };
    link.shape == Shape::None
        && link.by_hand().is_none()
        && masthead(documents.old, &link.units.old)
        && masthead(documents.new, &link.units.new)
}

/// Which new section each old one goes on in.
type Continuations = BTreeMap<SectionId, SectionId>;

fn entries(
    documents: Pair<&Document>,
    comparison: &Comparison,
    filter: &Filter,
    continues: &Continuations,
) -> Vec<Entry> {
    let recurring = recurring_only(documents, comparison);
    let moved = moved_sections(documents, &comparison.links);
    let mut section = SectionId::ROOT;
    let mut entries = Vec::with_capacity(comparison.links.len());
    for ((index, link), passages) in comparison.links.iter().enumerate().zip(passages_of(comparison)) {
        if let Some(&new) = link.units.new.first() {
            section = documents.new.unit(new).section;
        }
        let home = link.units.old.first().map(|&old| documents.old.unit(old).section);
        let origin = home.filter(|old| continues.get(old).is_some_and(|&new| new != section));
        let with_section = link.moved && origin.is_none() && home.is_some_and(|home| moved.contains(&home));
        let unchanged = Pick::Carried.matches(link, &filter.ignore, false)
            && !link.moved
            && matches!(link.shape, Shape::OneToOne)
            && link.by_hand().is_none()
            && passages.is_empty();
        entries.push(Entry {
            link: index,
            section,
            origin,
            with_section,
            passages,
            recurring: recurring[index],
            unchanged,
        });
    }
    entries
}

/// The old sections whose heading moved.
fn moved_sections(documents: Pair<&Document>, links: &[Link]) -> BTreeSet<SectionId> {
    let moved = links.iter().filter(|link| link.moved).flat_map(|link| &link.units.old);
    let headings = moved.map(|&unit| (unit, documents.old.unit(unit).section));
    let headings =
        headings.filter(|&(unit, section)| documents.old.sections[section.index()].heading == Some(unit));
    headings.map(|(_, section)| section).collect()
}

/// For each link the passages that touch its units.
fn passages_of(comparison: &Comparison) -> Vec<Vec<usize>> {
    let mut link_of: Pair<BTreeMap<UnitId, usize>> = Pair::default();
    if !comparison.passages.is_empty() {
        for (index, link) in comparison.links.iter().enumerate() {
            link_of.old.extend(link.units.old.iter().map(|&unit| (unit, index)));
            link_of.new.extend(link.units.new.iter().map(|&unit| (unit, index)));
        }
    }
    let mut passages = vec![Vec::new(); comparison.links.len()];
    for (index, passage) in comparison.passages.iter().enumerate() {
        let old = passage.old.as_ref().and_then(|end| link_of.old.get(&end.unit));
        let new = passage.new.as_ref().and_then(|end| link_of.new.get(&end.unit));
        for &link in old.into_iter().chain(new.filter(|&new| old != Some(new))) {
            passages[link].push(index);
        }
    }
    passages
}

/// Which new section each old one goes on in: the one where most of its units went, its heading
/// counting for three. Sections of which nothing survives go on nowhere; they map to the document
/// itself, so that what stood in them says so.
fn continuations(documents: Pair<&Document>, links: &[Link]) -> Continuations {
    let mut votes: BTreeMap<SectionId, BTreeMap<SectionId, usize>> = BTreeMap::new();
    for link in links {
        for &old in &link.units.old {
            let old_section = documents.old.unit(old).section;
            let votes = votes.entry(old_section).or_default();
            let is_heading = documents.old.sections[old_section.index()].heading == Some(old);
            for &new in &link.units.new {
                *votes.entry(documents.new.unit(new).section).or_default() += if is_heading { 3 } else { 1 };
            }
        }
    }
    let winner = |votes: BTreeMap<SectionId, usize>| {
        votes.into_iter().rev().max_by_key(|&(_, count)| count).map_or(SectionId::ROOT, |(new, _)| new)
    };
    votes.into_iter().map(|(old, votes)| (old, winner(votes))).collect()
}

/// For each link the recurring substitution that is its only change, if there is one.
fn recurring_only(documents: Pair<&Document>, comparison: &Comparison) -> Vec<Option<usize>> {
    let mut only = vec![None; comparison.links.len()];
    for (index, substitution) in comparison.substitutions.iter().enumerate() {
        for &at in &substitution.links {
            let Some(link) = comparison.links.get(at).filter(|link| link.shape == Shape::OneToOne) else {
                continue;
            };
            if changes(documents, link).all(|(op, text)| match op {
                Op::Equal => true,
                Op::Delete => text == substitution.old,
                Op::Insert => text == substitution.new,
            }) {
                only[at].get_or_insert(index);
            }
        }
    }
    only
}

/// The edits of a one-to-one link with their words, white space around them left out.
fn changes<'a>(documents: Pair<&'a Document>, link: &'a Link) -> impl Iterator<Item = (Op, &'a str)> {
    let text = documents.zip(link.units.as_ref().map(|units| units[0]));
    let (old, new) = (text.old.0.text_of(text.old.1), text.new.0.text_of(text.new.1));
    let words = move |edit: &crate::compare::Edit| match edit.op {
        Op::Equal => (edit.op, ""),
        Op::Delete => (edit.op, old[edit.old.clone()].trim()),
        Op::Insert => (edit.op, new[edit.new.clone()].trim()),
    };
    link.edits.iter().map(words).filter(|(_, words)| !words.is_empty())
}
