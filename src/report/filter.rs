//! What a user asks to see: links of some fate or shape, a section, without some edits.

use std::collections::BTreeMap;
use std::str::FromStr;

use crate::compare::{Fate, Link, Shape};
use crate::document::{Document, SectionId, UnitId};
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

    pub(super) fn matches(self, link: &Link, ignore: &[Rule], has_passages: bool) -> bool {
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

/// A filter made ready: headings are searched once, not once a link.
pub(super) struct Selector<'a> {
    documents: Pair<&'a Document>,
    filter: &'a Filter,
    sections: Option<Pair<Vec<bool>>>,
}

impl<'a> Selector<'a> {
    /// `continues` tells which new section each old one goes on in. A section is also meant if the one that goes on with it has the heading: what was dropped
    /// from a section that got another name must not be missed.
    pub(super) fn new(
        documents: Pair<&'a Document>,
        filter: &'a Filter,
        continues: &BTreeMap<SectionId, SectionId>,
    ) -> Self {
        let sections = filter.section.as_ref().map(|wanted| {
            let named = documents.map(|document| document.sections_with(wanted));
            let mut all = named.clone();
            for (old, new) in continues.iter().filter(|(_, new)| **new != SectionId::ROOT) {
                all.old[old.index()] |= named.new[new.index()];
                all.new[new.index()] |= named.old[old.index()];
            }
            all
        });
        Self { documents, filter, sections }
    }

    /// Whether a link, which has passages of its own or not, is to be shown.
    pub(super) fn lets_through(&self, link: &Link, has_passages: bool) -> bool {
        let (only, ignore) = (&self.filter.only, &self.filter.ignore);
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
