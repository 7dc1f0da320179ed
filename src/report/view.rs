//! What every report shows, worked out once: which links, in which order, what is folded.
//!
//! The order is the comparison's own: that of the new document, a dropped unit where its old
//! neighbours went. Runs of unchanged links become one [`Row::Unchanged`]:
//!
//! ```text
//! links   carried 1, carried 2, reworded 3, dropped 4, carried 5
//! rows    Unchanged [1, 2], Entry 3, Entry 4, Unchanged [5]
//! ```

use std::collections::BTreeMap;
use std::str::FromStr;

use crate::compare::{Comparison, Fate, Link, Op, Shape};
use crate::document::{Document, Kind, SectionId, UnitId};
use crate::pair::Pair;

/// A property of a link that a filter can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Pick {
    /// Its fate is carried, or all its edits are ignored.
    Carried,
    /// Its fate is edited and not all its edits are ignored.
    Edited,
    /// Its fate is reworded.
    Reworded,
    /// Its fate is dropped.
    Dropped,
    /// Its fate is new.
    New,
    /// It changed place.
    Moved,
    /// One unit became several.
    Split,
    /// Several units became one.
    Merged,
    /// Several units became several.
    Regrouped,
    /// Brackets were put or taken away without a word changing.
    Brackets,
    /// Sentences were dropped from it, added to it, or went elsewhere.
    Sentences,
}

impl Pick {
    /// All of them, with the words users write.
    pub const ALL: [(&'static str, Self); 11] = [
        ("carried", Self::Carried),
        ("edited", Self::Edited),
        ("reworded", Self::Reworded),
        ("dropped", Self::Dropped),
        ("new", Self::New),
        ("moved", Self::Moved),
        ("split", Self::Split),
        ("merged", Self::Merged),
        ("regrouped", Self::Regrouped),
        ("brackets", Self::Brackets),
        ("sentences", Self::Sentences),
    ];

    /// The word users write.
    pub fn word(self) -> &'static str {
        word_of(&Self::ALL, self)
    }

    fn matches(self, link: &Link, ignore: &[Rule], has_passages: bool) -> bool {
        let ignored = Rule::cover(ignore, link);
        match self {
            Self::Carried => link.fate == Fate::Carried || ignored,
            Self::Edited => link.fate == Fate::Edited && !ignored,
            Self::Reworded => link.fate == Fate::Reworded,
            Self::Dropped => link.fate == Fate::Dropped,
            Self::New => link.fate == Fate::New,
            Self::Moved => link.moved,
            Self::Split => link.shape == Shape::Split,
            Self::Merged => link.shape == Shape::Merged,
            Self::Regrouped => link.shape == Shape::Regrouped,
            Self::Brackets => {
                link.fate == Fate::Edited
                    && !ignored
                    && link.reasons.iter().any(|reason| reason.rule == Rule::Brackets.word())
            }
            Self::Sentences => has_passages,
        }
    }
}

impl FromStr for Pick {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        parse(&Self::ALL, word)
    }
}

/// A rule of editorial change. A link edited by nothing but ignored rules counts as unchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rule {
    /// Any of the others.
    Editorial,
    /// Brackets put or taken away.
    Brackets,
    /// Capital and small letters.
    Case,
    /// Commas, semicolons, full stops.
    Punctuation,
    /// Curly, straight and other quotation marks.
    Quotes,
    /// Hyphens, en and em dashes.
    Dashes,
    /// Words written with and without a hyphen.
    Hyphens,
    /// Variants of spelling: organization, organisation.
    Spelling,
    /// Words run together or torn apart.
    Spacing,
    /// Numbers of articles, paragraphs, sections, annexes that are referred to.
    CrossReferences,
    /// Markers of notes.
    NoteMarkers,
}

impl Rule {
    /// All of them, with the words users write; they are the words of [`crate::compare::Reason`].
    pub const ALL: [(&'static str, Self); 11] = [
        ("editorial", Self::Editorial),
        ("brackets", Self::Brackets),
        ("case", Self::Case),
        ("punctuation", Self::Punctuation),
        ("quotes", Self::Quotes),
        ("dashes", Self::Dashes),
        ("hyphens", Self::Hyphens),
        ("spelling", Self::Spelling),
        ("spacing", Self::Spacing),
        ("cross-references", Self::CrossReferences),
        ("note-markers", Self::NoteMarkers),
    ];

    /// The word users write.
    pub fn word(self) -> &'static str {
        word_of(&Self::ALL, self)
    }

    /// Whether a link is edited by nothing but these rules.
    fn cover(rules: &[Self], link: &Link) -> bool {
        let ignored = |word: &str| rules.iter().any(|&rule| rule == Self::Editorial || rule.word() == word);
        !rules.is_empty()
            && link.fate == Fate::Edited
            && (rules.contains(&Self::Editorial) || !link.reasons.is_empty())
            && link.reasons.iter().all(|reason| ignored(reason.rule))
    }
}

impl FromStr for Rule {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        parse(&Self::ALL, word)
    }
}

fn word_of<T: PartialEq + Copy>(all: &[(&'static str, T)], item: T) -> &'static str {
    all.iter().find(|(_, other)| *other == item).map_or("", |(word, _)| word)
}

fn parse<T: Copy>(all: &[(&'static str, T)], word: &str) -> Result<T, String> {
    let word = word.trim().to_lowercase();
    all.iter().find(|(name, _)| *name == word).map(|&(_, item)| item).ok_or_else(|| {
        let words: Vec<&str> = all.iter().map(|&(name, _)| name).collect();
        format!("expected one of {}", words.join(", "))
    })
}

/// What to show. The default shows everything.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only links with one of these properties; empty: all links.
    pub only: Vec<Pick>,
    /// Only units under a heading that contains this text, in any case of letters, or in a section
    /// that goes on with such a one in the other document.
    pub section: Option<String>,
    /// Links edited by nothing but these rules count as unchanged.
    pub ignore: Vec<Rule>,
}

impl Filter {
    /// Whether it leaves links out.
    pub fn selects(&self) -> bool {
        !self.only.is_empty() || self.section.is_some()
    }
}

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
        let shown = shown.filter(|entry| selected.lets_through(&comparison.links[entry.link], entry));
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
    let mut section = SectionId::ROOT;
    let mut entries = Vec::with_capacity(comparison.links.len());
    for ((index, link), passages) in comparison.links.iter().enumerate().zip(passages_of(comparison)) {
        if let Some(&new) = link.units.new.first() {
            section = documents.new.unit(new).section;
        }
        let origin = link.units.old.first().map(|&old| documents.old.unit(old).section);
        let origin = origin.filter(|old| continues.get(old).is_some_and(|&new| new != section));
        let unchanged = Pick::Carried.matches(link, &filter.ignore, false)
            && !link.moved
            && matches!(link.shape, Shape::OneToOne)
            && passages.is_empty();
        entries.push(Entry {
            link: index,
            section,
            origin,
            passages,
            recurring: recurring[index],
            unchanged,
        });
    }
    entries
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

/// A filter made ready: headings are searched once, not once a link.
struct Selector<'a> {
    documents: Pair<&'a Document>,
    filter: &'a Filter,
    sections: Option<Pair<Vec<bool>>>,
}

impl<'a> Selector<'a> {
    /// A section is also meant if the one that goes on with it has the heading: what was dropped
    /// from a section that got another name must not be missed.
    fn new(documents: Pair<&'a Document>, filter: &'a Filter, continues: &Continuations) -> Self {
        let wanted = filter.section.as_ref().map(|section| section.to_lowercase());
        let sections = wanted.map(|wanted| {
            let named = documents.map(|document| sections_with(document, &wanted));
            let mut all = named.clone();
            for (old, new) in continues.iter().filter(|(_, new)| **new != SectionId::ROOT) {
                all.old[old.index()] |= named.new[new.index()];
                all.new[new.index()] |= named.old[old.index()];
            }
            all
        });
        Self { documents, filter, sections }
    }

    fn lets_through(&self, link: &Link, entry: &Entry) -> bool {
        let (only, ignore) = (&self.filter.only, &self.filter.ignore);
        let has_passages = !entry.passages.is_empty();
        (only.is_empty() || only.iter().any(|pick| pick.matches(link, ignore, has_passages)))
            && self.sections.as_ref().is_none_or(|sections| self.touches(link, sections))
    }

    fn touches(&self, link: &Link, sections: &Pair<Vec<bool>>) -> bool {
        let inside = |document: &Document, units: &[UnitId], sections: &[bool]| {
            units.iter().any(|&unit| sections[document.unit(unit).section.index()])
        };
        inside(self.documents.old, &link.units.old, &sections.old)
            || inside(self.documents.new, &link.units.new, &sections.new)
    }
}

/// For each section whether its heading, or one above it, contains `wanted` (in small letters).
fn sections_with(document: &Document, wanted: &str) -> Vec<bool> {
    let mut found: Vec<bool> = Vec::with_capacity(document.sections.len());
    for section in &document.sections {
        let own = section.heading.is_some_and(|id| document.heading_line(id).to_lowercase().contains(wanted));
        let above =
            section.parent.is_some_and(|parent| found.get(parent.index()).is_some_and(|&above| above));
        found.push(own || above);
    }
    found
}
