//! The ribbon as a map of the page: two strips across, old above new. A click goes there.
//!
//! Who cannot see or point has the list of sections instead: the map is no stop of the keyboard.

use std::io;
use std::ops::Range;

use super::anchors::{Anchors, Side};
use crate::compare::Fate;
use crate::report::markup::{Markup, Tag, tag};
use crate::report::ribbon::{Band, Ribbon, Segment, Tick, Tone, ribbon, title};
use crate::report::{View, say};

/// Size of the drawing; the page stretches it.
const WIDTH: f64 = 1000.0;
const HEIGHT: f64 = 100.0;
/// Upper edges of the strips, their height, how far dropped and new pieces stick out.
const OLD: f64 = 12.0;
const NEW: f64 = 70.0;
const STRIP: f64 = 18.0;
const OUT: f64 = 7.0;
/// A piece is at least so wide.
const LEAST: f64 = 1.2;

/// Writes the map.
pub(super) fn put(view: &View<'_>, anchors: &Anchors, markup: &mut Markup<'_>) -> io::Result<()> {
    let ribbon = ribbon(view);
    markup.open(tag("div").with("class", "map").with("aria-hidden", "true"))?;
    for side in [Side::Old, Side::New] {
        markup.element(tag("span").with("class", format!("side {}", side.word())), side.word())?;
    }
    markup.open(
        tag("svg").with("viewBox", format!("0 0 {WIDTH} {HEIGHT}")).with("preserveAspectRatio", "none"),
    )?;
    bands(&ribbon, markup)?;
    for side in [Side::Old, Side::New] {
        let words = side.of(ribbon.words);
        let segments = side.of(ribbon.segments.as_ref());
        // Quiet pieces first: small ones lie on top of them.
        let (quiet, loud): (Vec<&Segment>, Vec<&Segment>) =
            segments.iter().partition(|segment| segment.tone.is_quiet());
        for segment in quiet.into_iter().chain(loud) {
            piece(view, anchors, side, segment, words, markup)?;
        }
        for tick in side.of(ribbon.ticks.as_ref()) {
            mark(side, tick, words, markup)?;
        }
    }
    markup.close()?;
    markup.close()?;
    markup.line()
}

fn across(word: usize, words: usize) -> f64 {
    WIDTH * word as f64 / words.max(1) as f64
}

fn stretch(range: &Range<usize>, words: usize) -> (f64, f64) {
    let (from, to) = (across(range.start, words), across(range.end, words));
    (from.min(WIDTH - LEAST), to.max(from + LEAST).min(WIDTH))
}

fn class(tone: Tone) -> String {
    let moved = if tone.moved { " moved" } else { "" };
    let reshaped = if tone.reshaped { " reshaped" } else { "" };
    let pale = if tone.pale { " pale" } else { "" };
    format!("m-{}{moved}{reshaped}{pale}", say::fate(tone.fate))
}

fn piece(
    view: &View<'_>,
    anchors: &Anchors,
    side: Side,
    segment: &Segment,
    words: usize,
    markup: &mut Markup<'_>,
) -> io::Result<()> {
    let (from, to) = stretch(&segment.words, words);
    let (top, height) = match (side, segment.tone.fate) {
        (Side::Old, Fate::Dropped) => (OLD - OUT, STRIP + OUT),
        (Side::Old, _) => (OLD, STRIP),
        (Side::New, Fate::New) => (NEW, STRIP + OUT),
        (Side::New, _) => (NEW, STRIP),
    };
    let reference = anchors.reference(side, segment.units.0);
    markup.open(match reference {
        Some(href) => tag("a").with("href", href).with("tabindex", -1),
        None => tag("g"),
    })?;
    markup.open(rectangle(from, top, to - from, height).with("class", class(segment.tone)))?;
    markup.element(tag("title"), &title(view, side.of(view.documents), segment))?;
    markup.close()?;
    markup.close()
}

fn rectangle(x: f64, y: f64, width: f64, height: f64) -> Tag {
    tag("rect")
        .with("x", format!("{x:.2}"))
        .with("y", y)
        .with("width", format!("{width:.2}"))
        .with("height", height)
}

fn bands(ribbon: &Ribbon, markup: &mut Markup<'_>) -> io::Result<()> {
    let (moved, still): (Vec<&Band>, Vec<&Band>) = ribbon.bands.iter().partition(|band| band.tone.moved);
    for band in still.into_iter().chain(moved) {
        let old = stretch(&band.words.old, ribbon.words.old);
        let new = stretch(&band.words.new, ribbon.words.new);
        let (top, bottom) = (OLD + STRIP, NEW);
        let middle = f64::midpoint(top, bottom);
        let path = format!(
            "M{:.2} {top}C{:.2} {middle} {:.2} {middle} {:.2} {bottom}H{:.2}C{:.2} {middle} {:.2} {middle} {:.2} {top}Z",
            old.0, old.0, new.0, new.0, new.1, new.1, old.1, old.1
        );
        markup.empty(tag("path").with("class", format!("band {}", class(band.tone))).with("d", path))?;
    }
    Ok(())
}

/// Where a section begins.
fn mark(side: Side, tick: &Tick, words: usize, markup: &mut Markup<'_>) -> io::Result<()> {
    let x = across(tick.at, words);
    let (from, to) = match side {
        Side::Old => (0.0, OLD),
        Side::New => (NEW + STRIP, HEIGHT),
    };
    markup.open(tag("path").with("class", "tick").with("d", format!("M{x:.2} {from}V{to}")))?;
    markup.element(tag("title"), &tick.heading)?;
    markup.close()
}
