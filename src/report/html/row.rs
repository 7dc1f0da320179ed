//! A row of the page: a head line that says what became of a link, then its words in two columns.
//!
//! ```text
//! reworded, split  14 → 15 + 16 · moved from “C. Law” (old place ↑) · .83 alike    why ▸
//! 14. States …                        │ 15. States …
//!                                     │ 16. They …
//! sentence moved to 18: “…”
//! ```

use std::io;

use super::anchors::{Anchors, Side};
use super::places::{Item, Left};
use super::words::{Words, column};
use super::{filters, why};
use crate::compare::{Confidence, Fate, Link, Nearest, Passage, PassageEnd};
use crate::document::{Document, UnitId};
use crate::pair::Pair;
use crate::report::markup::{Markup, Tag, tag};
use crate::report::{Entry, View, say};

/// Columns of words by which a unit that is only pointed at is recognised.
const GLIMPSE: usize = 110;

/// What rows are written from.
pub(super) struct Rows<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) anchors: &'a Anchors,
}

impl Rows<'_> {
    /// Writes a thing on the page.
    pub(super) fn put(&self, item: &Item<'_>, markup: &mut Markup<'_>) -> io::Result<()> {
        match item {
            Item::Changed(entry) => self.changed(entry, markup)?,
            Item::Masthead(run) => self.masthead(run, markup)?,
            Item::Heading(entry) => self.quiet(entry, markup)?,
            Item::Unchanged(run) => self.unchanged(run, markup)?,
            Item::Left(left) => self.left(left, markup)?,
        }
        markup.line()
    }

    fn link(&self, entry: &Entry) -> &Link {
        &self.view.comparison.links[entry.link]
    }

    const fn words(&self) -> Words<'_> {
        Words { view: self.view, anchors: self.anchors }
    }

    fn changed(&self, entry: &Entry, markup: &mut Markup<'_>) -> io::Result<()> {
        let link = self.link(entry);
        markup.open(row(self.view, entry, "row change").with("tabindex", -1))?;
        markup.open(tag("div").with("class", "head"))?;
        self.head(entry, link, markup)?;
        markup.close()?;
        self.columns(&[entry], markup)?;
        self.notes(entry, link, markup)?;
        markup.close()
    }

    /// Lines of the masthead in one row: dates and symbols differ from draft to draft.
    fn masthead(&self, run: &[Entry], markup: &mut Markup<'_>) -> io::Result<()> {
        let Some(first) = run.first() else { return Ok(()) };
        if run.len() == 1 {
            return self.changed(first, markup);
        }
        let link = self.link(first);
        markup.open(row(self.view, first, "row change").with("tabindex", -1))?;
        markup.open(tag("div").with("class", "head"))?;
        markup.element(tag("span").with("class", "fate"), say::fate(link.fate))?;
        markup.text(" ")?;
        markup.element(tag("b"), &format!("masthead, {} lines", run.len()))?;
        markup.close()?;
        self.columns(&run.iter().collect::<Vec<_>>(), markup)?;
        markup.close()
    }

    /// A link that did not change: its words, and why on request.
    fn quiet(&self, entry: &Entry, markup: &mut Markup<'_>) -> io::Result<()> {
        let is_heading = super::places::is_heading(self.view, entry);
        markup.open(row(self.view, entry, if is_heading { "row section" } else { "row quiet" }))?;
        self.columns(&[entry], markup)?;
        if !is_heading {
            why::put(self.view, self.link(entry), markup)?;
        }
        markup.close()
    }

    fn unchanged(&self, run: &[&Entry], markup: &mut Markup<'_>) -> io::Result<()> {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { return Ok(()) };
        let documents = self.view.documents;
        let ends = Pair::new(self.link(first), self.link(last));
        let old = extent(documents.old, &ends.old.units.old, &ends.new.units.old);
        let new = extent(documents.new, &ends.old.units.new, &ends.new.units.new);
        let formerly = if old == new { String::new() } else { format!(" (formerly {old})") };
        markup.open(tag("li").with("class", "run f-carried").with("data-count", run.len()))?;
        markup.open(tag("details"))?;
        markup.open(tag("summary"))?;
        markup.text(&format!("{} unchanged: {new}{formerly}", run.len()))?;
        if let ([_], Some(&unit)) = (run, ends.old.units.new.first()) {
            let words = format!("“{}”", say::shorten(documents.new.text_of(unit), 60));
            let words_tag = tag("span").with("class", "faint").maybe("lang", documents.new.language);
            markup.text(" ")?;
            markup.element(words_tag.with("dir", "auto"), &words)?;
        }
        markup.close()?;
        markup.open(tag("ol").with("class", "rows").with("role", "list"))?;
        for entry in run {
            self.quiet(entry, markup)?;
        }
        markup.close()?;
        markup.close()?;
        markup.close()
    }

    /// The old place of what moved.
    fn left(&self, left: &Left<'_>, markup: &mut Markup<'_>) -> io::Result<()> {
        let link = self.link(left.entry);
        let (Some(&first), Some(&target)) = (left.units.first(), link.units.new.first()) else {
            return Ok(());
        };
        let document = self.view.documents.old;
        markup.open(row(self.view, left.entry, "row left"))?;
        markup.open(tag("div").with("class", "cells"))?;
        markup.open(column("old", document))?;
        let words = say::shorten(document.text_of(first), GLIMPSE);
        self.words().glimpse(first, &self.left_name(first), &words, markup)?;
        markup.close()?;
        markup.open(tag("div").with("class", "new"))?;
        markup.open(tag("p").with("class", "note"))?;
        let more = match left.units.len() {
            1 => String::new(),
            n => format!("with {} ", say::units(n - 1)),
        };
        markup.text(&format!("{more}moved to "))?;
        let arrow = if left.down { "↓" } else { "↑" };
        let place = say::list(self.view.documents.new, &link.units.new);
        self.point(Side::New, target, &format!("{place} {arrow}"), markup)?;
        for _ in 0..4 {
            markup.close()?;
        }
        Ok(())
    }

    fn left_name(&self, unit: UnitId) -> String {
        format!("left-{}", self.anchors.name(Side::Old, unit))
    }

    fn head(&self, entry: &Entry, link: &Link, markup: &mut Markup<'_>) -> io::Result<()> {
        markup.element(tag("span").with("class", "fate"), say::fate(link.fate))?;
        if let Some(shape) = say::shape(link.shape) {
            markup.text(", ")?;
            markup.element(tag("span").with("class", "shape"), shape)?;
        }
        markup.text(" ")?;
        markup.element(tag("b").with("dir", "auto"), &say::addresses(self.view, link))?;
        if link.confidence == Confidence::Likely {
            markup.text(" · ")?;
            markup.element(tag("strong").with("class", "likely"), "likely — please check")?;
        }
        if link.moved {
            markup.text(" · ")?;
            markup.element(tag("span").with("class", "moved"), &say::moved(self.view, entry, link))?;
            if let Some(&old) = link.units.old.first() {
                markup.text(" ")?;
                let back = tag("a").with("class", "back").with("href", format!("#{}", self.left_name(old)));
                markup.element(back, "old place")?;
            }
        } else if link.fate == Fate::Dropped && entry.origin.is_some() {
            markup.text(&format!(" · from {}", say::origin(self.view, entry)))?;
        }
        let measured = !matches!(link.fate, Fate::Carried | Fate::Dropped | Fate::New);
        if link.fate == Fate::Edited {
            markup.text(&format!(" · {}", say::rules(link)))?;
        } else if measured {
            markup.text(&format!(" · {} alike", say::alike(link.similarity)))?;
        }
        self.sentences(entry, markup)?;
        if let Some(recurring) = entry.recurring {
            let of = &self.view.comparison.substitutions[recurring];
            markup.text(&format!(" · only the recurring “{}” → “{}”", of.old, of.new))?;
        }
        markup.text(" ")?;
        why::put(self.view, link, markup)
    }

    /// How many sentences were dropped from a link or added to it.
    fn sentences(&self, entry: &Entry, markup: &mut Markup<'_>) -> io::Result<()> {
        let passages = || entry.passages.iter().map(|&passage| &self.view.comparison.passages[passage]);
        let dropped = passages().filter(|passage| passage.new.is_none()).count();
        let added = passages().filter(|passage| passage.old.is_none()).count();
        for (count, what) in [(dropped, "dropped"), (added, "added")] {
            match count {
                0 => {}
                1 => markup.text(&format!(" · 1 sentence {what}"))?,
                n => markup.text(&format!(" · {n} sentences {what}"))?,
            }
        }
        Ok(())
    }

    /// Both columns. What has no words on one side has a note there: the nearest passage.
    fn columns(&self, entries: &[&Entry], markup: &mut Markup<'_>) -> io::Result<()> {
        let documents = self.view.documents;
        markup.open(tag("div").with("class", "cells"))?;
        markup.open(column("old", documents.old))?;
        for entry in entries {
            let link = self.link(entry);
            self.words().old_side(link, markup)?;
        }
        markup.close()?;
        markup.open(column("new", documents.new))?;
        for entry in entries {
            let link = self.link(entry);
            self.words().new_side(link, markup)?;
        }
        markup.close()?;
        markup.close()
    }

    fn notes(&self, entry: &Entry, link: &Link, markup: &mut Markup<'_>) -> io::Result<()> {
        let comparison = self.view.comparison;
        let passages = || entry.passages.iter().map(|&passage| &comparison.passages[passage]);
        let alone = matches!(link.fate, Fate::Dropped | Fate::New);
        let wordless = link.units.old.iter().all(|&unit| self.view.documents.old.text_of(unit).is_empty());
        if alone
            && (link.nearest.is_some()
                || (link.fate == Fate::Dropped && !wordless && entry.passages.is_empty()))
        {
            let place = if link.fate == Fate::Dropped { "note near in-new" } else { "note near in-old" };
            markup.open(tag("p").with("class", place))?;
            self.nearest(link, markup)?;
            markup.close()?;
        }
        // Which sentences were dropped or added, the words show.
        for passage in passages().filter(|passage| passage.old.is_some() && passage.new.is_some()) {
            self.passage(passage, link, markup)?;
        }
        Ok(())
    }

    /// The most alike passage of the other text: nobody should call a text dropped unseen.
    fn nearest(&self, link: &Link, markup: &mut Markup<'_>) -> io::Result<()> {
        let (side, what) = match link.fate {
            Fate::Dropped => (Side::New, "nearest surviving passage: "),
            _ => (Side::Old, "nearest in the old text: "),
        };
        let Some(Nearest { unit, passage, similarity }) = &link.nearest else {
            return markup.text("nothing near it in the new text");
        };
        let document = side.of(self.view.documents);
        markup.text(what)?;
        self.point(side, *unit, &say::address(document, *unit), markup)?;
        markup.text(&format!(", {} alike: ", say::alike(*similarity)))?;
        quote(document, &document.text_of(*unit)[passage.clone()], markup)
    }

    /// A sentence with a fate of its own, seen from this link.
    fn passage(&self, passage: &Passage, link: &Link, markup: &mut Markup<'_>) -> io::Result<()> {
        let documents = self.view.documents;
        let reworded = if passage.fate == Fate::Reworded { " and reworded" } else { "" };
        let words = |document: &'_ Document, end: &PassageEnd| {
            document.text_of(end.unit)[end.range.clone()].to_owned()
        };
        markup.open(tag("p").with("class", "note below sentence"))?;
        match (&passage.old, &passage.new) {
            (Some(old), Some(new)) if link.units.old.contains(&old.unit) => {
                markup.text("sentence moved to ")?;
                self.point(Side::New, new.unit, &say::address(documents.new, new.unit), markup)?;
                markup.text(&format!("{reworded}: "))?;
                quote(documents.old, &words(documents.old, old), markup)?;
            }
            (Some(old), Some(new)) => {
                markup.text("sentence moved here from old ")?;
                self.point(Side::Old, old.unit, &say::address(documents.old, old.unit), markup)?;
                markup.text(&format!("{reworded}: "))?;
                quote(documents.new, &words(documents.new, new), markup)?;
            }
            _ => {}
        }
        markup.close()
    }

    /// A link to a unit, or its name alone if the page leaves it out.
    fn point(&self, side: Side, unit: UnitId, said: &str, markup: &mut Markup<'_>) -> io::Result<()> {
        match self.anchors.reference(side, unit) {
            Some(href) => markup.element(tag("a").with("href", href), said),
            None => markup.text(said),
        }
    }
}

fn quote(document: &Document, words: &str, markup: &mut Markup<'_>) -> io::Result<()> {
    let element = tag("q").maybe("lang", document.language).with("dir", super::words::direction(document));
    markup.element(element, words.trim())
}

/// The element of a row, with what the filters look at.
fn row(view: &View<'_>, entry: &Entry, class: &str) -> Tag {
    let mut class = format!("{class} f-{}", say::fate(filters::fate(view, entry)));
    for (kind, _, is) in filters::KINDS {
        if is(view, entry) {
            class.push(' ');
            class.push_str(kind);
        }
    }
    tag("li").with("class", class)
}

/// "10–13", or "10 (a) – 13 (b)".
fn extent(document: &Document, first: &[UnitId], last: &[UnitId]) -> String {
    match (first.first().or(last.last()), last.last().or(first.first())) {
        (Some(&first), Some(&last)) => {
            say::extent(&say::address(document, first), &say::address(document, last))
        }
        _ => String::new(),
    }
}
