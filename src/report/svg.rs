//! The ribbon as a picture of its own: for a slide, a poster, a paper.
//!
//! ```text
//!      Initial pre-draft   old           new   Revised pre-draft
//!         A. Introduction ─█═════════════█─ A. Introduction
//!              B. Threats ─█═════╲ ╱═════█─ B. Norms
//!                          ▒ dropped ╳
//!                C. Norms ─█═════╱ ╲═════█─ C. Threats
//!      ■ 28 carried  ■ 4 edited  ■ 15 reworded  ■ 2 dropped  ■ 33 new  ═ 2 moved
//! ```
//!
//! Both texts stand upright, so that their headings can be read beside them. All looks are attributes,
//! no style sheet and no pattern: what puts pictures on slides understands little more. Without
//! colours, what was dropped or is new is told by its shape: it sticks out of its strip.

use std::io::{self, Write};
use std::ops::Range;

use super::markup::{Markup, Tag, tag};
use super::ribbon::{Ribbon, Segment, Tick, Tone, ribbon, title};
use super::{Options, View, say};
use crate::compare::Fate;
use crate::document::Document;
use crate::pair::Pair;

/// Size of the picture: the shape of a slide.
const WIDTH: f64 = 1600.0;
const HEIGHT: f64 = 900.0;
/// Where the strips begin and end.
const TOP: f64 = 168.0;
const BOTTOM: f64 = 800.0;
/// Left edges of the strips, and how wide they are.
const STRIPS: Pair<f64> = Pair::new(560.0, 1000.0);
const STRIP: f64 = 40.0;
/// How far dropped and new pieces stick out.
const OUT: f64 = 14.0;
/// A piece is at least so high.
const LEAST: f64 = 2.0;
/// Distance of headings.
const LINE: f64 = 21.0;
/// Columns of a heading, a title, that have room.
const HEADING: usize = 56;
const TITLE: usize = 42;

const FONT: &str =
    "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Noto Sans', 'Liberation Sans', sans-serif";
const INK: &str = "#1b2733";
const FAINT: &str = "#5b6775";

/// The colour of a fate: told apart by people who do not see red or green as well, and in grey.
pub(super) const fn color(fate: Fate) -> &'static str {
    match fate {
        Fate::Carried => "#b9c4cf",
        Fate::Edited => "#5aa9dc",
        Fate::Reworded => "#e0a100",
        Fate::Dropped => "#b8410a",
        Fate::New => "#007f5c",
    }
}

/// The colour of what changed place.
pub(super) const MOVED: &str = "#7d3c98";

/// The outline of what is no longer one unit for one.
const EDGE: &str = "#55626f";

/// Writes the picture.
pub(super) fn picture(view: &View<'_>, _options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let ribbon = ribbon(view);
    let mut markup = Markup::new(out);
    markup.open(
        tag("svg")
            .with("xmlns", "http://www.w3.org/2000/svg")
            .with("width", WIDTH)
            .with("height", HEIGHT)
            .with("viewBox", format!("0 0 {WIDTH} {HEIGHT}"))
            .with("role", "img")
            .with("font-family", FONT),
    )?;
    let titles = view.documents.map(named);
    markup.element(tag("title"), &format!("{} → {}", titles.old, titles.new))?;
    markup.element(tag("desc"), &described(view))?;
    markup.line()?;
    markup.empty(tag("rect").with("width", WIDTH).with("height", HEIGHT).with("fill", "#ffffff"))?;
    markup.line()?;
    heads(view, &ribbon, &titles, &mut markup)?;
    bands(&ribbon, &mut markup)?;
    strip(view, view.documents.old, &ribbon.segments.old, ribbon.words.old, STRIPS.old, &mut markup)?;
    strip(view, view.documents.new, &ribbon.segments.new, ribbon.words.new, STRIPS.new, &mut markup)?;
    headings(&ribbon.ticks.old, ribbon.words.old, Side::Left, &mut markup)?;
    headings(&ribbon.ticks.new, ribbon.words.new, Side::Right, &mut markup)?;
    legend(view, &mut markup)?;
    markup.close()?;
    markup.line()
}

/// A document's title, or the name of its file.
fn named(document: &Document) -> String {
    document.title.clone().unwrap_or_else(|| document.source.clone())
}

/// What the picture shows, in words.
fn described(view: &View<'_>) -> String {
    let summary = &view.comparison.summary;
    let counts = say::fates(summary).into_iter().map(|(_, said)| said).chain(say::shapes(summary));
    let counts: Vec<String> = counts.collect();
    format!("Two strips, the old text and the new one, joined where language went on. {}.", counts.join(", "))
}

/// Draws title, file and size of both texts above their strips.
fn heads(view: &View<'_>, ribbon: &Ribbon, titles: &Pair<String>, markup: &mut Markup<'_>) -> io::Result<()> {
    let columns = [
        (Side::Left, "old", view.documents.old, &titles.old, ribbon.words.old),
        (Side::Right, "new", view.documents.new, &titles.new, ribbon.words.new),
    ];
    for (side, name, document, title, words) in columns {
        let x = side.edge();
        let mut line = |y: f64, size: u8, weight: &str, fill: &str, text: &str| {
            let text_tag = tag("text").with("x", x).with("y", y).with("font-size", size);
            let text_tag = text_tag.with("font-weight", weight).with("fill", fill);
            markup.element(text_tag.with("text-anchor", side.anchor()), text)?;
            markup.line()
        };
        line(58.0, 28, "700", INK, name)?;
        line(94.0, 22, "600", INK, &say::shorten(title, TITLE))?;
        let size = format!("{} · {words} words", say::units(document.units.len()));
        line(124.0, 17, "400", FAINT, &size)?;
        if document.title.is_some() {
            let file = document.source.rsplit(['/', '\\']).next().unwrap_or_default();
            line(148.0, 15, "400", FAINT, &say::shorten(file, TITLE + 18))?;
        }
    }
    Ok(())
}

/// On which side of the strips the words of a text stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

impl Side {
    const fn edge(self) -> f64 {
        match self {
            Self::Left => STRIPS.old + STRIP,
            Self::Right => STRIPS.new,
        }
    }

    const fn anchor(self) -> &'static str {
        match self {
            Self::Left => "end",
            Self::Right => "start",
        }
    }
}

/// How far down a word stands.
fn down(word: usize, words: usize) -> f64 {
    TOP + (BOTTOM - TOP) * word as f64 / words.max(1) as f64
}

/// A stretch of a strip, at least `LEAST` high.
fn stretch(range: &Range<usize>, words: usize) -> (f64, f64) {
    let (from, to) = (down(range.start, words), down(range.end, words));
    if to - from < LEAST { (from, (from + LEAST).min(BOTTOM)) } else { (from, to) }
}

fn strip(
    view: &View<'_>,
    document: &Document,
    segments: &[Segment],
    words: usize,
    x: f64,
    markup: &mut Markup<'_>,
) -> io::Result<()> {
    // Large quiet pieces first: small ones lie on top of them.
    let quiet = |segment: &&Segment| segment.tone.is_quiet();
    let order = segments.iter().filter(quiet).chain(segments.iter().filter(|segment| !quiet(segment)));
    for segment in order {
        let (from, to) = stretch(&segment.words, words);
        let (left, width) = match segment.tone.fate {
            Fate::Dropped => (x - OUT, STRIP + OUT),
            Fate::New => (x, STRIP + OUT),
            _ => (x, STRIP),
        };
        let piece = tag("rect").with("x", left).with("y", format!("{from:.1}")).with("width", width);
        let piece = piece.with("height", format!("{:.1}", to - from));
        markup
            .open(painted(piece, segment.tone, 1.0).with("stroke", "#ffffff").with("stroke-width", "0.6"))?;
        markup.element(tag("title"), &title(view, document, segment))?;
        markup.close()?;
        if segment.tone.moved && !segment.tone.pale {
            let inner = if x < WIDTH / 2.0 { x + STRIP - 6.0 } else { x };
            let mark = tag("rect").with("x", inner).with("y", format!("{from:.1}")).with("width", 6);
            markup.empty(mark.with("height", format!("{:.1}", to - from)).with("fill", MOVED))?;
        }
        markup.line()?;
    }
    Ok(())
}

fn painted(piece: Tag, tone: Tone, opacity: f64) -> Tag {
    let opacity = if tone.pale { opacity * 0.2 } else { opacity };
    piece
        .with("fill", color(tone.fate))
        .maybe("fill-opacity", (opacity < 1.0).then(|| format!("{opacity:.2}")))
}

fn bands(ribbon: &Ribbon, markup: &mut Markup<'_>) -> io::Result<()> {
    let (left, right) = (STRIPS.old + STRIP, STRIPS.new);
    let all = ribbon.bands.iter();
    // Moves lie on top.
    for band in all.clone().filter(|band| !band.tone.moved).chain(all.filter(|band| band.tone.moved)) {
        let old = stretch(&band.words.old, ribbon.words.old);
        let new = stretch(&band.words.new, ribbon.words.new);
        let middle = f64::midpoint(left, right);
        let path = format!(
            "M{left} {:.1}C{middle} {:.1} {middle} {:.1} {right} {:.1}V{:.1}C{middle} {:.1} {middle} {:.1} {left} {:.1}Z",
            old.0, old.0, new.0, new.0, new.1, new.1, old.1, old.1
        );
        let shape = tag("path").with("d", path);
        let shape = if band.tone.moved && !band.tone.pale {
            shape
                .with("fill", MOVED)
                .with("fill-opacity", "0.45")
                .with("stroke", MOVED)
                .with("stroke-width", 1)
        } else if band.tone.reshaped && !band.tone.pale {
            painted(shape, band.tone, 0.4).with("stroke", EDGE).with("stroke-width", "1.2")
        } else {
            painted(shape, band.tone, 0.4)
        };
        markup.empty(shape)?;
        markup.line()?;
    }
    Ok(())
}

/// Draws headings beside a strip: as many as have room, chapters before their sections.
fn headings(ticks: &[Tick], words: usize, side: Side, markup: &mut Markup<'_>) -> io::Result<()> {
    let outer = match side {
        Side::Left => STRIPS.old - OUT - 4.0,
        Side::Right => STRIPS.new + STRIP + OUT + 4.0,
    };
    let (tip, x) = match side {
        Side::Left => (outer - 12.0, outer - 18.0),
        Side::Right => (outer + 12.0, outer + 18.0),
    };
    let top = ticks.iter().map(|tick| tick.level).min().unwrap_or(1);
    for tick in with_room(ticks, words) {
        let y = down(tick.at, words);
        let line = tag("path").with("d", format!("M{outer} {y:.1}H{tip}")).with("stroke", FAINT);
        markup.empty(line.with("stroke-width", 1))?;
        let weight = if tick.level == top { "600" } else { "400" };
        let text = tag("text").with("x", x).with("y", format!("{:.1}", y + 5.0)).with("font-size", 15);
        let text = text.with("font-weight", weight).with("fill", INK).with("text-anchor", side.anchor());
        markup.element(text, &say::shorten(&tick.heading, HEADING))?;
        markup.line()?;
    }
    Ok(())
}

fn with_room(ticks: &[Tick], words: usize) -> Vec<&Tick> {
    let mut order: Vec<&Tick> = ticks.iter().collect();
    order.sort_by_key(|tick| tick.level);
    let mut kept: Vec<(f64, &Tick)> = Vec::new();
    for tick in order {
        let y = down(tick.at, words);
        if kept.iter().all(|(other, _)| (other - y).abs() >= LINE) {
            kept.push((y, tick));
        }
    }
    kept.sort_by(|a, b| a.0.total_cmp(&b.0));
    kept.into_iter().map(|(_, tick)| tick).collect()
}

/// Draws what the colours mean, with the counts, and what the view leaves out.
fn legend(view: &View<'_>, markup: &mut Markup<'_>) -> io::Result<()> {
    let summary = &view.comparison.summary;
    let fates = [
        (summary.carried, Fate::Carried),
        (summary.edited, Fate::Edited),
        (summary.reworded, Fate::Reworded),
        (summary.dropped, Fate::Dropped),
        (summary.new, Fate::New),
    ];
    let square = |fill: &'static str| tag("rect").with("width", 18).with("height", 18).with("fill", fill);
    let mut items: Vec<(Tag, String)> = fates
        .iter()
        .map(|&(count, fate)| (square(color(fate)), format!("{count} {}", say::fate(fate))))
        .collect();
    items.push((square(MOVED), format!("{} moved", summary.moved)));
    let reshaped = summary.split + summary.merged + summary.regrouped;
    if reshaped > 0 {
        let outline = square("#ffffff").with("stroke", EDGE).with("stroke-width", 2);
        items.push((outline, format!("{reshaped} split or merged")));
    }
    let room: Vec<f64> = items.iter().map(|(_, text)| 26.0 + 10.5 * text.len() as f64 + 34.0).collect();
    let mut x = (WIDTH - room.iter().sum::<f64>() + 34.0) / 2.0;
    for ((sign, text), room) in items.into_iter().zip(room) {
        markup.empty(sign.with("x", format!("{x:.1}")).with("y", 836))?;
        let label = tag("text").with("x", format!("{:.1}", x + 26.0)).with("y", 852).with("font-size", 20);
        markup.element(label.with("fill", INK), &text)?;
        x += room;
    }
    markup.line()?;
    let left_out = say::filtered(view);
    if !left_out.is_empty() {
        let note = tag("text").with("x", WIDTH / 2.0).with("y", 886).with("font-size", 15);
        let note = note.with("fill", FAINT).with("text-anchor", "middle");
        markup.element(note, &format!("{}; the rest is pale", left_out.join("; ")))?;
        markup.line()?;
    }
    Ok(())
}
