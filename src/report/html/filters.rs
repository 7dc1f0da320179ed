//! Boxes to tick: what is shown, with how many units there are of it.
//!
//! Fates that are ticked are shown; ticked kinds narrow that down. The script looks at the classes of
//! the rows, which have the same words.

use std::io;

use crate::compare::{Confidence, Fate, Link, Shape};
use crate::report::markup::{Markup, tag};
use crate::report::{Entry, Pick, View, say};

/// Whether an entry is of a kind.
type Is = fn(&View<'_>, &Entry) -> bool;

/// The kinds: the class of their rows, what they are called, which they are.
pub(super) const KINDS: [(&str, &str, Is); 7] = [
    ("moved", "moved", |view, entry| link(view, entry).moved),
    ("split", "split", |view, entry| link(view, entry).shape == Shape::Split),
    ("merged", "merged", |view, entry| link(view, entry).shape == Shape::Merged),
    ("regrouped", "regrouped", |view, entry| link(view, entry).shape == Shape::Regrouped),
    ("brackets", "brackets only", |view, entry| {
        Pick::Brackets.matches(link(view, entry), &view.filter.ignore, false)
    }),
    ("sentences", "sentences moved, dropped, added", |_, entry| !entry.passages.is_empty()),
    ("check", "to check", |view, entry| link(view, entry).confidence == Confidence::Likely),
];

fn link<'v>(view: &'v View<'_>, entry: &Entry) -> &'v Link {
    &view.comparison.links[entry.link]
}

/// Writes the boxes.
pub(super) fn put(view: &View<'_>, markup: &mut Markup<'_>) -> io::Result<()> {
    let fates = [Fate::Carried, Fate::Edited, Fate::Reworded, Fate::Dropped, Fate::New];
    let of_fate = |wanted: Fate| {
        let entries = view.entries().filter(|entry| fate(view, entry) == wanted);
        entries.map(|entry| size(view, entry)).sum::<usize>()
    };
    let group = tag("div").with("class", "filters js").with("role", "group");
    markup.open(group.with("aria-label", "Filters"))?;
    markup.open(tag("fieldset").with("id", "fates"))?;
    markup.element(tag("legend"), "Show")?;
    for fate in fates.into_iter().filter(|&fate| of_fate(fate) > 0) {
        let word = say::fate(fate);
        chip(word, of_fate(fate), word, &format!("c-{word}"), true, markup)?;
    }
    markup.close()?;
    let of_kind = |is: Is| {
        let entries = view.entries().filter(|entry| is(view, entry));
        entries.map(|entry| size(view, entry)).sum::<usize>()
    };
    let counted = KINDS.into_iter().map(|(value, said, is)| (value, said, of_kind(is)));
    let counted: Vec<(&str, &str, usize)> = counted.filter(|&(.., count)| count > 0).collect();
    if !counted.is_empty() {
        markup.open(tag("fieldset").with("id", "kinds"))?;
        markup.element(tag("legend"), "Only")?;
        for (value, said, count) in counted {
            chip(value, count, said, &format!("c-{value}"), false, markup)?;
        }
        markup.close()?;
    }
    let hidden = tag("p").with("id", "hidden").with("class", "faint").with("role", "status");
    markup.element(hidden, "")?;
    markup.close()?;
    markup.line()
}

fn chip(
    value: &str,
    count: usize,
    said: &str,
    class: &str,
    on: bool,
    markup: &mut Markup<'_>,
) -> io::Result<()> {
    markup.open(tag("label").with("class", format!("chip {class}")))?;
    let tick = tag("input").with("type", "checkbox").with("value", value).with("autocomplete", "off");
    markup.empty(tick.maybe("checked", on.then_some("")))?;
    markup.text(&format!(" {count} {said}"))?;
    markup.close()
}

/// The fate an entry is filtered by.
pub(super) fn fate(view: &View<'_>, entry: &Entry) -> Fate {
    if entry.unchanged { Fate::Carried } else { view.comparison.links[entry.link].fate }
}

/// Units of an entry, counted as the summary counts them.
pub(super) fn size(view: &View<'_>, entry: &Entry) -> usize {
    let units = &view.comparison.links[entry.link].units;
    if units.old.is_empty() { units.new.len() } else { units.old.len() }
}
