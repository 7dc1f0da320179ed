//! The words of a link in both columns.
//!
//! The old column has the old text with what went marked, the new column what stayed, went and came:
//! side by side, what went is hidden in the new column; inline, the old column is. So both views are
//! one page, and a text without a view (no style sheet, a reader for the blind) has everything.
//!
//! ```text
//! old column   <p id="old-14">14. States <del>should</del> act.</p>
//! new column   <p id="new-15">15. States <del>should</del> <ins>shall</ins> act.</p>
//! ```

use std::io;

use super::anchors::{Anchors, Side};
use crate::compare::{Fate, Link, Op};
use crate::document::{Document, Kind, UnitId};
use crate::report::View;
use crate::report::labels::punctuated;
use crate::report::markup::{Markup, Tag, tag};
use crate::report::redline::{Part, parts};

/// Languages that are written from right to left.
const RIGHT_TO_LEFT: [&str; 6] = ["ar", "dv", "fa", "he", "ur", "yi"];

/// What words are written with.
pub(super) struct Words<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) anchors: &'a Anchors,
}

impl Words<'_> {
    /// Writes the old units of a link, each a paragraph.
    pub(super) fn old_side(&self, link: &Link, markup: &mut Markup<'_>) -> io::Result<()> {
        let document = self.view.documents.old;
        let text = document.joined(&link.units.old);
        let mut start = 0;
        for &unit in &link.units.old {
            let end = start + document.text_of(unit).len();
            self.begin(Side::Old, unit, link.units.new.is_empty(), markup)?;
            for edit in link.edits.iter().filter(|edit| edit.old.start < end && edit.old.end > start) {
                let words = &text[edit.old.start.max(start)..edit.old.end.min(end)];
                mark(changed(link, edit.op), words, markup)?;
            }
            self.wordless(document, unit, markup)?;
            markup.close()?;
            start = end + 1;
        }
        Ok(())
    }

    /// Writes the new units of a link, each a paragraph, with what went from them.
    pub(super) fn new_side(&self, link: &Link, markup: &mut Markup<'_>) -> io::Result<()> {
        let Some(&first) = link.units.new.first() else { return Ok(()) };
        let documents = self.view.documents;
        let texts = documents.zip(link.units.as_ref()).map(|(document, units)| document.joined(units));
        let parts = parts(documents, link, &texts);
        self.begin(Side::New, first, true, markup)?;
        self.formerly(link, first, markup)?;
        let mut before = None;
        for part in &parts {
            match part {
                Part::NewUnit(unit) => {
                    markup.close()?;
                    self.begin(Side::New, *unit, true, markup)?;
                }
                Part::OldUnit => {
                    markup.element(tag("del").with("title", "here a paragraph began"), "¶")?;
                    markup.text(" ")?;
                }
                Part::Text(op, words, spaces) => draw(changed(link, *op), words, *spaces, before, markup)?,
            }
            before = Some(part);
        }
        self.wordless(documents.new, first, markup)?;
        markup.close()
    }

    /// Writes a unit that is only pointed at: its label and its first words.
    pub(super) fn glimpse(
        &self,
        unit: UnitId,
        name: &str,
        words: &str,
        markup: &mut Markup<'_>,
    ) -> io::Result<()> {
        let document = self.view.documents.old;
        let paragraph = tag("p").with("class", "unit glimpse").with("id", name);
        markup.open(paragraph.with("dir", direction(document)))?;
        if let Some(label) = &document.unit(unit).label {
            markup.element(tag("span").with("class", "label"), punctuated(label).trim_end())?;
            markup.text(" ")?;
        }
        markup.text(words)?;
        markup.close()
    }

    /// Begins the paragraph, or the heading, of a unit with its label.
    fn begin(&self, side: Side, unit: UnitId, is_text: bool, markup: &mut Markup<'_>) -> io::Result<()> {
        let document = side.of(self.view.documents);
        let name = self.anchors.name(side, unit);
        let element = tag(if is_text { element(document, unit) } else { "p" });
        let element = element.with("class", class(document, unit)).with("id", name);
        markup.open(element.with("dir", direction(document)))?;
        if let Some(label) = &document.unit(unit).label {
            let link = tag("a").with("class", "label").with("href", format!("#{name}"));
            markup.element(
                link.with("title", format!("link to this place ({})", side.word())),
                punctuated(label).trim_end(),
            )?;
            markup.text(" ")?;
        }
        Ok(())
    }

    /// Says beside the new label which it was, where no head line does: inline, the old label is hidden.
    fn formerly(&self, link: &Link, new: UnitId, markup: &mut Markup<'_>) -> io::Result<()> {
        let ([old], [_]) = (link.units.old.as_slice(), link.units.new.as_slice()) else { return Ok(()) };
        let (old, new) = (self.view.documents.old.unit(*old), self.view.documents.new.unit(new));
        match &old.label {
            Some(label) if link.fate == Fate::Carried && old.label != new.label => {
                markup.element(tag("span").with("class", "was"), &format!("(was {label})"))?;
                markup.text(" ")
            }
            _ => Ok(()),
        }
    }

    fn wordless(&self, document: &Document, unit: UnitId, markup: &mut Markup<'_>) -> io::Result<()> {
        if !document.text_of(unit).is_empty() || document.unit(unit).kind == Kind::Heading {
            return Ok(());
        }
        markup.element(tag("span").with("class", "faint"), "(a label without words of its own)")
    }
}

/// What a stretch is marked as, and whether the whole unit is: then the row says so already.
const fn changed(link: &Link, op: Op) -> (Op, bool) {
    (op, matches!(link.fate, Fate::Dropped | Fate::New))
}

/// Marks words that went or came. White space around them belongs to no mark.
fn mark((op, whole): (Op, bool), words: &str, markup: &mut Markup<'_>) -> io::Result<()> {
    let name = match op {
        Op::Equal => return markup.text(words),
        Op::Delete => "del",
        Op::Insert => "ins",
    };
    let inner = words.trim();
    if inner.is_empty() {
        return markup.text(words);
    }
    let lead = words.len() - words.trim_start().len();
    markup.text(&words[..lead])?;
    let element = if whole { tag(name).with("class", "whole") } else { tag(name) };
    markup.element(element, inner)?;
    markup.text(&words[lead + inner.len()..])
}

/// Writes a part of a redline so that words that went and words that came do not run together.
fn draw(
    (op, whole): (Op, bool),
    words: &str,
    (space_before, space_after): (bool, bool),
    before: Option<&Part<'_>>,
    markup: &mut Markup<'_>,
) -> io::Result<()> {
    if op == Op::Equal {
        return markup.text(words);
    }
    if space_before || touches(before, words) {
        markup.text(" ")?;
    }
    mark((op, whole), words.trim(), markup)?;
    if space_after { markup.text(" ") } else { Ok(()) }
}

fn touches(before: Option<&Part<'_>>, words: &str) -> bool {
    let Some(Part::Text(Op::Delete | Op::Insert, before, _)) = before else { return false };
    before.ends_with(char::is_alphanumeric) && words.starts_with(char::is_alphanumeric)
}

/// The element of a unit: a heading is one, of the depth of its section.
fn element(document: &Document, unit: UnitId) -> &'static str {
    let section = &document.sections[document.unit(unit).section.index()];
    match (document.unit(unit).kind, section.level) {
        (Kind::Heading, 0 | 1) => "h2",
        (Kind::Heading, 2) => "h3",
        (Kind::Heading, 3) => "h4",
        (Kind::Heading, 4) => "h5",
        (Kind::Heading, _) => "h6",
        _ => "p",
    }
}

fn class(document: &Document, unit: UnitId) -> &'static str {
    let depth = std::iter::successors(document.unit(unit).parent, |&above| document.unit(above).parent);
    match (document.unit(unit).kind, depth.take(4).count()) {
        (Kind::Heading, _) if document.sections[document.unit(unit).section.index()].level <= 1 => {
            "unit heading level1"
        }
        (Kind::Heading, _) => "unit heading",
        (Kind::Masthead, _) => "unit masthead",
        (Kind::Note, _) => "unit note",
        (_, 0) => "unit",
        (_, 1) => "unit in1",
        (_, 2) => "unit in2",
        (_, _) => "unit in3",
    }
}

/// The direction of a text. A paragraph of an Arabic text may begin with a Latin word.
pub(super) fn direction(document: &Document) -> &'static str {
    match document.language {
        Some(language) if RIGHT_TO_LEFT.contains(&language) => "rtl",
        _ => "auto",
    }
}

/// A column of a document, in its language.
pub(super) fn column(class: &'static str, document: &Document) -> Tag {
    tag("div").with("class", class).maybe("lang", document.language)
}
