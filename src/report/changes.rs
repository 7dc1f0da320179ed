//! The change table: one row for every link that changed, with what changed in words.
//!
//! ```text
//! old      new      section             fate              what changed
//! 14       16       B. Threats          reworded, moved   “should” → “shall”
//! 15                B. Threats          dropped           “The Group took note …”
//! 20       21 + 22  C. Capacity         carried, split
//! ```

use super::say;
use super::view::{Entry, Row, View};
use crate::compare::{Confidence, Fate, Link, Op, Passage};
use crate::document::{Document, UnitId};
use crate::pair::Pair;

/// Columns a quoted change may take where a reader has the words in full elsewhere.
pub(super) const QUOTED: usize = 90;
/// Changes of one link listed there.
const LISTED: usize = 6;

/// A row of the change table.
#[derive(Clone, Debug)]
pub struct Change<'a> {
    /// Index into [`crate::Comparison::links`].
    pub index: usize,
    /// The link.
    pub link: &'a Link,
    /// Addresses on both sides, several joined by " + "; empty where there is no unit.
    pub addresses: Pair<String>,
    /// The headings above it on both sides, joined by " › "; empty where there is no unit or heading.
    pub sections: Pair<String>,
    /// Fate, shape and place in words: "reworded, split, moved from “B. Threats”".
    pub fate: String,
    /// What was replaced, in order. A dropped or new unit has its whole text here.
    pub replaced: Vec<Replaced>,
    /// What happened to single sentences, and other remarks; each a phrase.
    pub remarks: Vec<String>,
    /// Whether somebody should look at it.
    pub check: bool,
}

/// Words that went, and the words that came for them; either may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replaced {
    /// The old words, without white space around them.
    pub old: String,
    /// The new words, without white space around them.
    pub new: String,
}

impl Replaced {
    /// In words: “should” → “shall”, + “new”, − “old”.
    pub fn say(&self) -> String {
        match (self.old.is_empty(), self.new.is_empty()) {
            (true, true) => String::new(),
            (true, false) => format!("+ “{}”", self.new),
            (false, true) => format!("− “{}”", self.old),
            (false, false) => format!("“{}” → “{}”", self.old, self.new),
        }
    }
}

impl Change<'_> {
    /// Everything that changed in words, with the remarks, as one line.
    pub fn what(&self) -> String {
        let replaced = self.replaced.iter().map(Replaced::say);
        replaced.chain(self.remarks.iter().cloned()).collect::<Vec<_>>().join("; ")
    }

    /// The same for a narrow column, piece by piece: long quotations cut, and no more than a few of them.
    pub(super) fn shortened(&self) -> Vec<String> {
        let cut = |words: &str| say::shorten(words, QUOTED).into_owned();
        let replaced = self.replaced.iter().take(LISTED);
        let mut said: Vec<String> = replaced
            .map(|replaced| Replaced { old: cut(&replaced.old), new: cut(&replaced.new) }.say())
            .collect();
        if self.replaced.len() > LISTED {
            said.push(format!("and {} more", self.replaced.len() - LISTED));
        }
        said.extend(self.remarks.iter().cloned());
        said
    }
}

/// The rows of the change table, in the order of the report. Unchanged links have none.
pub(super) fn changes<'a>(view: &View<'a>) -> Vec<Change<'a>> {
    shown(view, false).map(|entry| change(view, entry)).collect()
}

/// The entries that have a row: those that changed, or all.
pub(super) fn shown<'v>(view: &'v View<'_>, all: bool) -> impl Iterator<Item = &'v Entry> {
    let rows = view.rows.iter().filter(move |row| all || !matches!(row, Row::Unchanged(_)));
    rows.flat_map(|row| match row {
        Row::Entry(entry) => std::slice::from_ref(entry),
        Row::Unchanged(run) | Row::Masthead(run) => run.as_slice(),
    })
}

/// The row of one entry.
pub(super) fn change<'a>(view: &View<'a>, entry: &Entry) -> Change<'a> {
    let link = &view.comparison.links[entry.link];
    let sides = view.documents.zip(link.units.as_ref());
    Change {
        index: entry.link,
        link,
        addresses: sides.map(|(document, units)| say::list(document, units)),
        sections: sides.map(|(document, units)| section(document, units)),
        fate: fate(view, entry, link),
        replaced: replaced(view.documents, link),
        remarks: remarks(view, entry, link),
        check: link.confidence == Confidence::Likely,
    }
}

fn section(document: &Document, units: &[UnitId]) -> String {
    let first = units.first().map(|&unit| document.unit(unit).section);
    first.map(|section| say::headings(document, section).join(" › ")).unwrap_or_default()
}

fn fate(view: &View<'_>, entry: &Entry, link: &Link) -> String {
    let mut said = say::fate(link.fate).to_owned();
    if let Some(shape) = say::shape(link.shape) {
        said.push_str(&format!(", {shape}"));
    }
    if link.moved {
        said.push_str(&format!(", {}", say::moved(view, entry, link)));
    }
    said
}

/// What went and what came, as the readable edits say it. Neighbouring deletions and insertions are
/// one replacement.
fn replaced(documents: Pair<&Document>, link: &Link) -> Vec<Replaced> {
    let texts = documents.zip(link.units.as_ref()).map(|(document, units)| document.joined(units));
    let mut all: Vec<Replaced> = Vec::new();
    let mut open = false;
    for edit in &link.edits {
        let words = Pair::new(&texts.old[edit.old.clone()], &texts.new[edit.new.clone()]).map(str::trim);
        match edit.op {
            Op::Equal => open &= words.new.is_empty(),
            Op::Delete | Op::Insert => {
                if !std::mem::replace(&mut open, true) {
                    all.push(Replaced::default());
                }
                if let Some(last) = all.last_mut() {
                    add(&mut last.old, words.old, edit.op == Op::Delete);
                    add(&mut last.new, words.new, edit.op == Op::Insert);
                }
            }
        }
    }
    all.retain(|replaced| *replaced != Replaced::default());
    all
}

fn add(words: &mut String, more: &str, here: bool) {
    if here && !more.is_empty() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(more);
    }
}

fn remarks(view: &View<'_>, entry: &Entry, link: &Link) -> Vec<String> {
    let documents = view.documents;
    let mut said: Vec<String> = link.by_hand().map(str::to_owned).into_iter().collect();
    if link.fate == Fate::Edited {
        said.push(say::rules(link));
    }
    if let Some(recurring) = entry.recurring {
        let substitution = &view.comparison.substitutions[recurring];
        said.push(format!("recurs {} times", substitution.count));
    }
    for passage in entry.passages.iter().map(|&passage| &view.comparison.passages[passage]) {
        said.push(sentence(documents, link, passage));
    }
    if let Some(nearest) = &link.nearest {
        let other = if link.units.new.is_empty() { documents.new } else { documents.old };
        let address = say::address(other, nearest.unit);
        said.push(format!("nearest: {address}, {} alike", say::alike(nearest.similarity)));
    }
    said
}

/// What happened to a sentence, seen from a link.
fn sentence(documents: Pair<&Document>, link: &Link, passage: &Passage) -> String {
    match (&passage.old, &passage.new) {
        (Some(old), Some(new)) if link.units.old.contains(&old.unit) => {
            format!("a sentence moved to {}", say::address(documents.new, new.unit))
        }
        (Some(old), Some(_)) => format!("a sentence came from old {}", say::address(documents.old, old.unit)),
        (Some(_), None) => "a sentence dropped".to_owned(),
        (None, _) => "a sentence added".to_owned(),
    }
}
