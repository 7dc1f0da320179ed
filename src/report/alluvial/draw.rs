//! The picture itself.

use std::io::{self, Write};
use std::ops::Range;

use super::{Alluvial, Band, Stub};
use crate::compare::Fate;
use crate::report::markup::{Markup, Tag, tag};
use crate::report::rounds::{Mark, Rounds};
use crate::report::say::{self, shorten};
use crate::report::svg;

/// Size of the picture: the shape of a slide; wider for many rounds.
const HEIGHT: f64 = 900.0;
const LEAST_WIDTH: f64 = 1600.0;
/// Room for one round at least.
const ROUND: f64 = 190.0;
const TOP: f64 = 110.0;
const BOTTOM: f64 = 820.0;
const SIDE: f64 = 60.0;
/// Width of a text's column, and how far a stub sticks out of it.
const COLUMN: f64 = 26.0;
const STUB: f64 = 22.0;
/// A stretch is at least so high.
const LEAST: f64 = 1.2;

const FONT: &str = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Noto Sans', sans-serif";
const INK: &str = "#1b2733";
const FAINT: &str = "#5b6775";
/// Back after a round or more.
const RESTORED: &str = "#b0307a";

/// Writes the picture as a file of its own.
pub(in crate::report) fn picture(rounds: &Rounds<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut markup = Markup::new(out);
    draw(rounds, &mut markup, |_| None)?;
    markup.line()
}

/// Draws it. `link` gives the address that a band of a thread leads to, if it leads anywhere.
pub(super) fn draw(
    rounds: &Rounds<'_>,
    markup: &mut Markup<'_>,
    link: impl Fn(usize) -> Option<String>,
) -> io::Result<()> {
    let alluvial = Alluvial::of(rounds);
    let count = rounds.chain.rounds.len().max(1);
    let width = (2.0 * SIDE + ROUND * count as f64).max(LEAST_WIDTH);
    let sheet = Sheet {
        rounds,
        alluvial: &alluvial,
        step: (width - 2.0 * SIDE - COLUMN) / (count.max(2) - 1) as f64,
    };
    markup.open(
        tag("svg")
            .with("xmlns", "http://www.w3.org/2000/svg")
            .with("viewBox", format!("0 0 {width} {HEIGHT}"))
            .with("width", width)
            .with("height", HEIGHT)
            .with("role", "img")
            .with("font-family", FONT),
    )?;
    markup.element(tag("title"), &format!("{} passages through {count} rounds", rounds.strands.len()))?;
    markup.element(tag("desc"), &described(rounds))?;
    markup.empty(tag("rect").with("width", width).with("height", HEIGHT).with("fill", "#ffffff"))?;
    markup.line()?;
    for band in &alluvial.bands {
        let href = link(band.thread);
        linked(markup, href, |markup| sheet.band(band, markup))?;
    }
    for stub in &alluvial.stubs {
        let href = link(stub.thread);
        linked(markup, href, |markup| sheet.stub(stub, markup))?;
    }
    sheet.columns(markup)?;
    sheet.heads(markup)?;
    legend(width, markup)?;
    markup.close()
}

fn described(rounds: &Rounds<'_>) -> String {
    let totals = rounds.lineage.totals.iter().map(|total| {
        format!(
            "From round {} to {}: {} carried, {} edited, {} reworded, {} dropped, {} new, {} restored.",
            total.rounds.old,
            total.rounds.new,
            total.carried,
            total.edited,
            total.reworded,
            total.dropped,
            total.new,
            total.restored
        )
    });
    totals.collect::<Vec<_>>().join(" ")
}

fn linked(
    markup: &mut Markup<'_>,
    href: Option<String>,
    draw: impl FnOnce(&mut Markup<'_>) -> io::Result<()>,
) -> io::Result<()> {
    let Some(href) = href else {
        draw(markup)?;
        return markup.line();
    };
    markup.open(tag("a").with("href", href))?;
    draw(markup)?;
    markup.close()?;
    markup.line()
}

/// What a band is drawn with.
struct Sheet<'s, 'a> {
    rounds: &'s Rounds<'a>,
    alluvial: &'s Alluvial,
    /// From one round to the next.
    step: f64,
}

impl Sheet<'_, '_> {
    /// Left edge of a text's column.
    fn x(&self, witness: usize) -> f64 {
        SIDE + self.step * (self.rounds.chain.witnesses[witness].round - 1) as f64
    }

    fn y(&self, words: &Range<usize>) -> (f64, f64) {
        let down = |word: usize| TOP + (BOTTOM - TOP) * word as f64 / self.alluvial.height.max(1) as f64;
        let (from, to) = (down(words.start), down(words.end));
        (from, to.max(from + LEAST))
    }

    fn band(&self, band: &Band, markup: &mut Markup<'_>) -> io::Result<()> {
        let (left, right) = (self.x(band.witnesses.0) + COLUMN, self.x(band.witnesses.1));
        let (old, new) = (self.y(&band.words.0), self.y(&band.words.1));
        let middle = f64::midpoint(left, right);
        let path = format!(
            "M{left:.1} {:.1}C{middle:.1} {:.1} {middle:.1} {:.1} {right:.1} {:.1}V{:.1}C{middle:.1} {:.1} {middle:.1} {:.1} {left:.1} {:.1}Z",
            old.0, old.0, new.0, new.0, new.1, new.1, old.1, old.1
        );
        let shape = tag("path").with("d", path);
        let shape = match band.mark {
            Mark::Restored => shape
                .with("fill", RESTORED)
                .with("fill-opacity", "0.25")
                .with("stroke", RESTORED)
                .with("stroke-width", "1.5")
                .with("stroke-dasharray", "7 4"),
            _ if band.moved => shape.with("fill", svg::MOVED).with("fill-opacity", "0.45"),
            mark => shape.with("fill", color(mark)).with("fill-opacity", "0.5"),
        };
        markup.open(shape)?;
        markup.element(tag("title"), &self.said(band))?;
        markup.close()
    }

    fn said(&self, band: &Band) -> String {
        let strand = self.rounds.strands.iter().find(|strand| strand.thread == band.thread);
        let opening = strand.map(|strand| self.rounds.opening(strand)).unwrap_or_default();
        let moved = if band.moved { ", moved" } else { "" };
        let more = if band.threads > 1 { format!(" and {} more", band.threads - 1) } else { String::new() };
        format!("{}{moved}: {}{more}", band.mark.word(), shorten(&opening, 80))
    }

    fn stub(&self, stub: &Stub, markup: &mut Markup<'_>) -> io::Result<()> {
        let (from, to) = self.y(&stub.words);
        let x = self.x(stub.witness);
        let (edge, tip) = match stub.mark {
            Mark::First => (x, x - STUB),
            _ => (x + COLUMN, x + COLUMN + STUB),
        };
        let middle = f64::midpoint(from, to);
        let path = format!("M{edge:.1} {from:.1}L{tip:.1} {middle:.1}L{edge:.1} {to:.1}Z");
        markup
            .open(tag("path").with("d", path).with("fill", color(stub.mark)).with("fill-opacity", "0.9"))?;
        markup.element(tag("title"), stub.mark.word())?;
        markup.close()
    }

    fn columns(&self, markup: &mut Markup<'_>) -> io::Result<()> {
        for column in &self.alluvial.columns {
            let (from, to) = self.y(&column.words);
            let bar = tag("rect").with("x", format!("{:.1}", self.x(column.witness)));
            let bar = bar.with("y", format!("{from:.1}")).with("width", COLUMN);
            let other = self.rounds.chain.witnesses[column.witness].status;
            let fill = if other.is_some() { "#8a94a0" } else { "#3b4a5a" };
            markup.empty(bar.with("height", format!("{:.1}", to - from)).with("fill", fill))?;
            if let Some(standing) = other {
                let last =
                    self.rounds.chain.witnesses[column.witness].round == self.rounds.chain.rounds.len();
                let (shift, anchor) = if last { (COLUMN, "end") } else { (0.0, "start") };
                let name = tag("text").with("x", format!("{:.1}", self.x(column.witness) + shift));
                let name = name.with("text-anchor", anchor);
                let name =
                    name.with("y", format!("{:.1}", to + 18.0)).with("font-size", 15).with("fill", FAINT);
                markup.element(name, standing.name())?;
            }
            markup.line()?;
        }
        Ok(())
    }

    /// Names the rounds above their columns.
    fn heads(&self, markup: &mut Markup<'_>) -> io::Result<()> {
        let chain = self.rounds.chain;
        let room = (self.step / 9.0) as usize;
        let last = chain.rounds.len();
        for (at, name) in chain.rounds.iter().enumerate() {
            let x = SIDE + self.step * at as f64;
            let (x, anchor) = if at + 1 == last { (x + COLUMN, "end") } else { (x, "start") };
            let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
            let line = |y: f64, size: u8, fill: &'static str| {
                let text = tag("text").with("x", format!("{x:.1}")).with("y", y).with("font-size", size);
                text.with("fill", fill).with("text-anchor", anchor)
            };
            markup.element(line(60.0, 26, INK).with("font-weight", "700"), &(at + 1).to_string())?;
            markup.element(line(88.0, 15, FAINT), &shorten(file, room.max(8)))?;
            if chain.of_round(at + 1).next().is_none() {
                let gap = tag("path").with("d", format!("M{:.1} {TOP}V{BOTTOM}", x + COLUMN / 2.0));
                markup.empty(gap.with("stroke", FAINT).with("stroke-dasharray", "3 6"))?;
            }
            markup.line()?;
        }
        Ok(())
    }
}

const fn color(mark: Mark) -> &'static str {
    match mark {
        Mark::Edited => svg::color(Fate::Edited),
        Mark::Reworded => svg::color(Fate::Reworded),
        Mark::Dropped => svg::color(Fate::Dropped),
        Mark::First => svg::color(Fate::New),
        Mark::Restored => RESTORED,
        Mark::Carried | Mark::NoText | Mark::Absent => svg::color(Fate::Carried),
    }
}

/// Says what the colours mean.
fn legend(width: f64, markup: &mut Markup<'_>) -> io::Result<()> {
    let square = |fill: &'static str| tag("rect").with("width", 18).with("height", 18).with("fill", fill);
    let items: [(Tag, &str); 7] = [
        (square(color(Mark::Carried)), say::fate(Fate::Carried)),
        (square(color(Mark::Edited)), say::fate(Fate::Edited)),
        (square(color(Mark::Reworded)), say::fate(Fate::Reworded)),
        (square(svg::MOVED), "moved"),
        (square(color(Mark::Dropped)), "dropped ▷"),
        (square(color(Mark::First)), "◁ new"),
        (square(RESTORED), "restored (dashed)"),
    ];
    let room = |text: &str| 26.0 + 10.0 * text.chars().count() as f64 + 30.0;
    let mut x = (width - items.iter().map(|(_, text)| room(text)).sum::<f64>()) / 2.0;
    for (sign, text) in items {
        markup.empty(sign.with("x", format!("{x:.1}")).with("y", 858))?;
        let label = tag("text").with("x", format!("{:.1}", x + 26.0)).with("y", 874).with("font-size", 18);
        markup.element(label.with("fill", INK), text)?;
        x += room(text);
    }
    markup.line()
}
