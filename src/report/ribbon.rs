//! Both documents as strips: how much stands where, what became of it, what went where.
//!
//! ```text
//! old   ├──── carried ────┤├ reworded ┤├ dropped ┤├ carried, moved ┤
//! new   ├ carried, moved ┤├──── carried ────┤├ reworded ┤├── new ──┤
//! ```
//!
//! Lengths are words. A piece of a strip is one link's units that stand together; links in a row that
//! are unchanged, on both sides, are one piece and one band. A band joins the pieces of a link: two of
//! one piece are a split, crossing ones are moves. Only numbers here: [`super::svg`] and the page draw
//! them each in their own size.

use std::ops::Range;

use super::say;
use super::view::View;
use crate::compare::{Fate, Link, Shape};
use crate::document::{Document, Kind, SectionId, UnitId};
use crate::pair::Pair;
use crate::segment::{WordKind, words};

/// A piece of a strip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    /// Words of the strip, half-open.
    pub(super) words: Range<usize>,
    /// Index into [`crate::Comparison::links`] of the first link in it.
    pub(super) link: usize,
    /// What became of it.
    pub(super) tone: Tone,
    /// Its first and last unit.
    pub(super) units: (UnitId, UnitId),
}

/// Two stretches that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Band {
    /// Words of both strips.
    pub(super) words: Pair<Range<usize>>,
    /// Index into [`crate::Comparison::links`] of the first link in it.
    pub(super) link: usize,
    /// What became of it.
    pub(super) tone: Tone,
}

/// What a piece is drawn as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tone {
    /// The fate.
    pub(super) fate: Fate,
    /// Whether it changed place.
    pub(super) moved: bool,
    /// Whether it is no longer one unit for one.
    pub(super) reshaped: bool,
    /// Whether the view leaves it out.
    pub(super) pale: bool,
}

impl Tone {
    const fn of(link: &Link, pale: bool) -> Self {
        let reshaped = !matches!(link.shape, Shape::OneToOne | Shape::None);
        Self { fate: link.fate, moved: link.moved, reshaped, pale }
    }

    /// Whether nothing happened to it, so that it may be one with its neighbour.
    pub(super) const fn is_quiet(self) -> bool {
        matches!(self.fate, Fate::Carried) && !self.moved && !self.reshaped
    }
}

/// A heading beside a strip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tick {
    /// Words before it.
    pub(super) at: usize,
    /// Depth of its section, from 1.
    pub(super) level: u8,
    /// The heading as printed.
    pub(super) heading: String,
}

/// Both strips and what joins them.
#[derive(Clone, Debug)]
pub(super) struct Ribbon {
    /// Words of both documents, at least 1.
    pub(super) words: Pair<usize>,
    /// Pieces, in reading order, without gaps.
    pub(super) segments: Pair<Vec<Segment>>,
    /// In the order of the links.
    pub(super) bands: Vec<Band>,
    /// Headings, in reading order.
    pub(super) ticks: Pair<Vec<Tick>>,
}

/// Measures both documents.
pub(super) fn ribbon(view: &View<'_>) -> Ribbon {
    let starts = view.documents.map(starts);
    let words = starts.as_ref().map(|starts| starts.last().copied().unwrap_or(0).max(1));
    let mut pale = vec![true; view.comparison.links.len()];
    for entry in view.entries() {
        pale[entry.link] = false;
    }
    let links: Vec<(&Link, Tone)> =
        view.comparison.links.iter().zip(pale).map(|(link, pale)| (link, Tone::of(link, pale))).collect();
    Ribbon {
        words,
        segments: Pair::new(
            segments(&links, &starts.old, |link| &link.units.old),
            segments(&links, &starts.new, |link| &link.units.new),
        ),
        bands: bands(&links, &starts),
        ticks: Pair::new(ticks(view.documents.old, &starts.old), ticks(view.documents.new, &starts.new)),
    }
}

/// Words before each unit, and in all. A unit counts for one at least: what has no words is seen too.
fn starts(document: &Document) -> Vec<usize> {
    let mut starts = vec![0];
    let mut sum = 0;
    for id in document.ids() {
        let count = words(document.text_of(id)).iter().filter(|word| word.kind == WordKind::Word).count();
        sum += count.max(1);
        starts.push(sum);
    }
    starts
}

/// The words of units that stand together.
fn stretch(starts: &[usize], first: UnitId, last: UnitId) -> Range<usize> {
    starts[first.index()]..starts[last.index() + 1]
}

/// Runs of units that follow each other.
fn runs(units: &[UnitId]) -> impl Iterator<Item = (UnitId, UnitId)> {
    units.chunk_by(|a, b| a.0 + 1 == b.0).filter_map(|run| Some((*run.first()?, *run.last()?)))
}

fn segments<'l>(
    links: &[(&'l Link, Tone)],
    starts: &[usize],
    side: impl Fn(&'l Link) -> &'l Vec<UnitId>,
) -> Vec<Segment> {
    let mut all: Vec<Segment> = Vec::new();
    for (index, (link, tone)) in links.iter().enumerate() {
        for units in runs(side(link)) {
            all.push(Segment { words: stretch(starts, units.0, units.1), link: index, tone: *tone, units });
        }
    }
    all.sort_by_key(|segment| segment.words.start);
    let mut merged: Vec<Segment> = Vec::with_capacity(all.len());
    for segment in all {
        match merged.last_mut() {
            // Links in a row that stayed where they are look like one piece of text, and are one.
            Some(last) if last.tone.is_quiet() && last.tone == segment.tone => {
                last.words.end = segment.words.end;
                last.units.1 = segment.units.1;
            }
            _ => merged.push(segment),
        }
    }
    merged
}

fn bands(links: &[(&Link, Tone)], starts: &Pair<Vec<usize>>) -> Vec<Band> {
    let mut bands: Vec<Band> = Vec::new();
    for (index, (link, tone)) in links.iter().enumerate() {
        for old in runs(&link.units.old) {
            for new in runs(&link.units.new) {
                let words = Pair::new(stretch(&starts.old, old.0, old.1), stretch(&starts.new, new.0, new.1));
                match bands.last_mut() {
                    Some(last)
                        if last.tone.is_quiet()
                            && last.tone == *tone
                            && last.words.old.end == words.old.start
                            && last.words.new.end == words.new.start =>
                    {
                        last.words.old.end = words.old.end;
                        last.words.new.end = words.new.end;
                    }
                    _ => bands.push(Band { words, link: index, tone: *tone }),
                }
            }
        }
    }
    bands
}

fn ticks(document: &Document, starts: &[usize]) -> Vec<Tick> {
    let sections = document.sections.iter().zip(0..).map(|(section, id)| (section, SectionId(id)));
    let mut ticks: Vec<Tick> = sections
        .filter(|&(_, id)| !say::is_title(document, id))
        .filter_map(|(section, _)| Some((section.level, section.heading?)))
        .filter(|&(_, id)| document.unit(id).kind == Kind::Heading)
        .map(|(level, id)| Tick { at: starts[id.index()], level, heading: document.heading_line(id) })
        .filter(|tick| !tick.heading.is_empty())
        .collect();
    ticks.sort_by_key(|tick| (tick.at, tick.level));
    ticks
}

/// What a piece is called: "reworded, moved: 14 → 16", "carried: 6 – 17".
pub(super) fn title(view: &View<'_>, document: &Document, segment: &Segment) -> String {
    let (first, last) = segment.units;
    if segment.tone.is_quiet() && first != last {
        return format!("carried: {} – {}", say::address(document, first), say::address(document, last));
    }
    let link = &view.comparison.links[segment.link];
    let shape = say::shape(link.shape).map(|shape| format!(", {shape}")).unwrap_or_default();
    let moved = if link.moved { ", moved" } else { "" };
    format!("{}{shape}{moved}: {}", say::fate(link.fate), say::addresses(view, link))
}
