//! What reports with words tell of an entry, phrase by phrase: one wording for all of them.
//!
//! ```text
//! facts      moved from “C. International law”, .83 alike, 1 sentence dropped
//! nearest    nearest: 31, .41 alike: “Note was taken of several proposals.”
//! passage    sentence moved to 18: “Capacity-building is a two-way street.”
//! unchanged  4 unchanged: 10–13 (formerly 9–12)
//! ```

use std::borrow::Cow;

use super::say;
use super::view::{Entry, View};
use crate::compare::{Comparison, Confidence, Fate, Link, Nearest, Passage, PassageEnd};
use crate::document::{Document, Kind, UnitId};
use crate::segment::{WordKind, words};

/// A text of no more words than this is quoted whole.
const WHOLE: usize = 13;
/// Words quoted of a longer one.
const QUOTED: usize = 8;

/// What makes somebody look twice.
pub(super) const CHECK: &str = "likely\u{A0}—\u{A0}please\u{A0}check";

/// The fate, with the shape if there is anything to say of it: "carried, split".
pub(super) fn verdict(link: &Link) -> String {
    match say::shape(link.shape) {
        Some(shape) => format!("{}, {shape}", say::fate(link.fate)),
        None => say::fate(link.fate).to_owned(),
    }
}

/// Whether somebody should look at it.
pub(super) fn is_to_check(link: &Link) -> bool {
    link.confidence == Confidence::Likely
}

/// What is said of a link beside its fate and its addresses.
pub(super) fn facts(view: &View<'_>, entry: &Entry, link: &Link) -> Vec<String> {
    let mut said = Vec::new();
    if link.moved {
        said.push(say::moved(view, entry, link));
    } else if link.fate == Fate::Dropped && entry.origin.is_some() {
        said.push(format!("was in {}", say::origin(view, entry)));
    }
    match link.fate {
        Fate::Edited => said.push(say::rules(link)),
        // Where one side is but a label there is nothing to be alike.
        Fate::Reworded if link.similarity > 0.0 => {
            said.push(format!("{}\u{A0}alike", say::alike(link.similarity)));
        }
        _ => {}
    }
    said.extend(link.by_hand().map(str::to_owned));
    said.extend(sentences(view.comparison, entry));
    said
}

/// "1 sentence dropped", "2 sentences added". Which ones, the redline shows.
fn sentences(comparison: &Comparison, entry: &Entry) -> Vec<String> {
    let passages = || entry.passages.iter().map(|&passage| &comparison.passages[passage]);
    let dropped = passages().filter(|passage| passage.new.is_none()).count();
    let added = passages().filter(|passage| passage.old.is_none()).count();
    let counted = |count: usize, what: &str| match count {
        0 => None,
        1 => Some(format!("1\u{A0}sentence\u{A0}{what}")),
        n => Some(format!("{n}\u{A0}sentences\u{A0}{what}")),
    };
    counted(dropped, "dropped").into_iter().chain(counted(added, "added")).collect()
}

/// The most alike unit of the other text: nobody should call a text dropped unseen.
pub(super) fn nearest(view: &View<'_>, entry: &Entry, link: &Link) -> Option<String> {
    let other = match link.fate {
        Fate::Dropped => view.documents.new,
        Fate::New => view.documents.old,
        _ => return None,
    };
    let Some(Nearest { unit, passage, similarity }) = &link.nearest else {
        // That nothing is near is news of a dropped unit only, and only if no sentence lives on.
        let wordless = link.units.old.iter().all(|&unit| view.documents.old.text_of(unit).is_empty());
        let news = link.fate == Fate::Dropped && !wordless && entry.passages.is_empty();
        return news.then(|| "nothing near it in the new text".to_owned());
    };
    let text = other.text_of(*unit)[passage.clone()].trim();
    let (address, alike) = (say::address(other, *unit), say::alike(*similarity));
    Some(format!("nearest: {address}, {alike} alike: “{text}”"))
}

/// Where a sentence went or came from, seen from a link, and its first words.
pub(super) fn passage(view: &View<'_>, passage: &Passage, link: &Link) -> Option<(String, String)> {
    let documents = view.documents;
    let quoted = |document: &Document, end: &PassageEnd| {
        opening(&document.text_of(end.unit)[end.range.clone()]).trim().to_owned()
    };
    let changed = if passage.fate == Fate::Reworded { " and reworded" } else { "" };
    match (&passage.old, &passage.new) {
        (Some(old), Some(new)) if link.units.old.contains(&old.unit) => {
            let to = say::address(documents.new, new.unit);
            Some((format!("sentence moved to {to}{changed}"), quoted(documents.old, old)))
        }
        (Some(old), Some(new)) => {
            let from = say::address(documents.old, old.unit);
            Some((format!("sentence moved here from old {from}{changed}"), quoted(documents.new, new)))
        }
        _ => None,
    }
}

/// Lines of the masthead that all went or all came.
pub(super) struct Masthead<'a> {
    /// Dropped or new.
    pub(super) fate: Fate,
    /// Their words.
    pub(super) lines: Vec<&'a str>,
}

/// What is told of a run of such lines.
pub(super) fn masthead<'a>(view: &View<'a>, run: &[Entry]) -> Option<Masthead<'a>> {
    let links = || run.iter().map(|entry| &view.comparison.links[entry.link]);
    let fate = links().next()?.fate;
    let dropped = fate == Fate::Dropped;
    let document = if dropped { view.documents.old } else { view.documents.new };
    let units = links().flat_map(|link| if dropped { &link.units.old } else { &link.units.new });
    Some(Masthead { fate, lines: units.map(|&unit| document.text_of(unit)).collect() })
}

/// A run of unchanged units in a line. Headings are neither counted nor listed: they stand above what
/// follows.
pub(super) fn unchanged(view: &View<'_>, run: &[Entry]) -> Option<String> {
    let body = run.iter().filter(|entry| !is_heading(view, entry));
    let body: Vec<&Link> = body.map(|entry| &view.comparison.links[entry.link]).collect();
    let (first, last) = (body.first()?, body.last()?);
    let old = extent(view.documents.old, first.units.old.first(), last.units.old.last());
    let new = extent(view.documents.new, first.units.new.first(), last.units.new.last());
    let formerly = if old == new { String::new() } else { format!(" (formerly {old})") };
    Some(format!("{} unchanged: {new}{formerly}", body.len()))
}

/// Whether all that a link became is headings.
pub(super) fn is_heading(view: &View<'_>, entry: &Entry) -> bool {
    let link = &view.comparison.links[entry.link];
    link.units.new.iter().all(|&unit| view.documents.new.unit(unit).kind == Kind::Heading)
}

fn extent(document: &Document, first: Option<&UnitId>, last: Option<&UnitId>) -> String {
    let said = |unit: &UnitId| say::address(document, *unit);
    match (first.or(last).map(said), last.or(first).map(said)) {
        (Some(first), Some(last)) => say::extent(&first, &last),
        _ => String::new(),
    }
}

/// A change that recurs, where it is the only one.
pub(super) fn only_recurring(comparison: &Comparison, substitution: usize) -> String {
    let substitution = &comparison.substitutions[substitution];
    format!("only the recurring “{}” → “{}”", substitution.old, substitution.new)
}

/// The first words of a text, enough to recognise it by.
pub(super) fn opening(text: &str) -> Cow<'_, str> {
    let ends = words(text).into_iter().filter(|word| word.kind == WordKind::Word).map(|word| word.range.end);
    match ends.clone().nth(WHOLE) {
        Some(_) => {
            let end = ends.clone().nth(QUOTED).unwrap_or(text.len());
            Cow::Owned(format!("{}…", &text[..end]))
        }
        None => Cow::Borrowed(text),
    }
}
