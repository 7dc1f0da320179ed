//! Listens to what the interpreter draws, and keeps glyphs and rules.

use std::time::Instant;

use hayro_interpret::font::{Glyph as SourceGlyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, String as PdfString};
use hayro_interpret::kurbo::{Affine, BezPath, Rect, Shape};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};

use super::{Glyph, Mark, Page, Rule, Words};

/// Thrown when more is drawn than allowed.
pub(super) struct Stop;

/// Thickest line that is a rule and no box, in points.
const THIN: f64 = 2.5;
/// Glyphs smaller than this are not seen by anybody.
const SMALLEST: f64 = 0.9;
/// Rules kept of one page; a drawing can have any number.
const RULES: usize = 4_000;

pub(super) struct Recorder {
    page: Page,
    budget: usize,
    /// When the last form may begin.
    until: Instant,
    /// Marked content that is open.
    open: Vec<Open>,
}

/// What marked content says of the glyphs in it.
struct Open {
    mark: Mark,
    /// Text to stand in place of the glyphs, until the first takes it.
    actual: Option<Option<Box<str>>>,
}

impl Recorder {
    pub(super) fn new(width: f32, height: f32, budget: usize, until: Instant) -> Self {
        Self { page: Page { width, height, ..Page::default() }, budget, until, open: Vec::new() }
    }

    /// What may still be drawn.
    pub(super) fn left(&self) -> usize {
        self.budget
    }

    pub(super) fn into_page(self) -> Page {
        self.page
    }

    fn spend(&mut self, cost: usize) {
        match self.budget.checked_sub(cost) {
            Some(left) => self.budget = left,
            // Not a panic: no hook runs, nothing is printed.
            None => std::panic::resume_unwind(Box::new(Stop)),
        }
    }

    fn line(&mut self, bounds: Rect) {
        let flat = bounds.height() <= THIN && bounds.width() >= 8.0;
        let upright = bounds.width() <= THIN && bounds.height() >= 8.0;
        if (flat || upright) && bounds.is_finite() && self.page.rules.len() < RULES {
            self.page.rules.push(Rule {
                x0: bounds.x0 as f32,
                x1: bounds.x1 as f32,
                y0: bounds.y0 as f32,
                y1: bounds.y1 as f32,
            });
        }
    }

    /// The words of a glyph, which marked content may replace. `None`: it has none of its own.
    fn words(&mut self, glyph: &SourceGlyph<'_>) -> Option<Words> {
        if let Some(actual) = self.open.iter_mut().rev().find_map(|open| open.actual.as_mut()) {
            return actual.take().map(Words::More);
        }
        Some(match glyph.as_unicode() {
            Some(BfString::Char(c)) => Words::Char(c),
            Some(BfString::String(text)) => {
                let mut chars = text.chars();
                match (chars.next(), chars.next()) {
                    (Some(c), None) => Words::Char(c),
                    (None, _) => return None,
                    _ => Words::More(text.into_boxed_str()),
                }
            }
            None => Words::Char(char::REPLACEMENT_CHARACTER),
        })
    }
}

/// Weight of the run's font, which all its glyphs share.
fn is_bold(glyph: &SourceGlyph<'_>) -> bool {
    let SourceGlyph::Outline(outline) = glyph else { return false };
    outline.font_data().is_some_and(|font| {
        font.weight.is_some_and(|weight| weight >= 600)
            || font.postscript_name.is_some_and(|name| {
                let name = name.to_ascii_lowercase();
                ["bold", "black", "heavy", "demi"].iter().any(|word| name.contains(word))
            })
    })
}

/// The advance of a glyph in thousandths of the font's size.
fn advance(glyph: &SourceGlyph<'_>) -> f64 {
    let width = match glyph {
        SourceGlyph::Outline(outline) => outline.advance_width(),
        SourceGlyph::Type3(drawn) => drawn.advance_width(),
    };
    f64::from(width.unwrap_or(500.0))
}

/// Quarter turns of the direction in which a text runs.
fn turns(dx: f64, dy: f64) -> u8 {
    match (dx.abs() >= dy.abs(), dx >= 0.0, dy >= 0.0) {
        (true, true, _) => 0,
        (false, _, true) => 1,
        (true, false, _) => 2,
        (false, _, false) => 3,
    }
}

impl<'a> Device<'a> for Recorder {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, _: &DrawMode) {
        self.spend(1 + path.elements().len() / 16);
        if path.elements().len() <= 12 {
            self.line(props.transform.transform_rect_bbox(path.bounding_box()));
        }
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, _: &DrawMode) {
        self.spend(1);
        self.line(props.transform.transform_rect_bbox(*rect));
    }

    /// Each form begins with one, and forms inside forms are what never ends: dear, for a form takes
    /// as long as a line of text. One that draws nothing, many megabytes of it, takes longer, and
    /// nothing but a clock can tell.
    fn push_clip_path(&mut self, _: &ClipPath) {
        self.spend(if Instant::now() > self.until { usize::MAX } else { 8 });
    }

    fn push_clip_rect(&mut self, _: &Rect) {
        self.spend(1);
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.spend(1);
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.spend(1 + run.glyphs().len());
        let Some(first) = run.glyphs().first() else { return };
        let bold = is_bold(first);
        let stroke = matches!(mode, DrawMode::Stroke(_));
        let mark = self.open.last().map_or(Mark::None, |open| open.mark);
        for glyph in run.glyphs() {
            let place: Affine = props.transform * glyph.transform();
            let [a, b, c, d, x, y] = place.as_coeffs();
            let width = advance(glyph) * a.hypot(b);
            let size = 1000.0 * c.hypot(d);
            // A matrix of nothing, or of no number, puts a glyph nowhere.
            let seen = [x, y, width, size].iter().all(|value| value.is_finite() && value.abs() < 1e6);
            if !seen || size < SMALLEST {
                continue;
            }
            let Some(words) = self.words(glyph) else { continue };
            self.page.glyphs.push(Glyph {
                words,
                x: x as f32,
                y: y as f32,
                size: size as f32,
                width: width.max(0.0) as f32,
                bold,
                stroke,
                turn: turns(a, b),
                mark,
            });
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.spend(1);
        let bounds = props.transform.transform_rect_bbox(Rect::new(0.0, 0.0, 1.0, 1.0));
        let page = f64::from(self.page.width) * f64::from(self.page.height);
        self.page.image |= bounds.width() * bounds.height() > page / 3.0 || bounds.width() > 2.0 * page;
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        self.spend(1);
        let before = self.open.last().map_or(Mark::None, |open| open.mark);
        let number = properties.and_then(|dict| dict.get::<u32>(b"MCID"));
        let mark = match (tag, number) {
            (b"Artifact", _) => artifact(properties),
            (_, Some(number)) => Mark::Content(number),
            _ => before,
        };
        let actual = properties
            .and_then(|dict| dict.get::<PdfString<'_>>(b"ActualText"))
            .map(|text| Some(decode(text.as_bytes()).into_boxed_str()));
        self.open.push(Open { mark, actual });
    }

    fn end_marked_content(&mut self) {
        self.open.pop();
    }
}

fn artifact(properties: Option<&Dict<'_>>) -> Mark {
    let attached = properties.and_then(|dict| dict.get::<Array<'_>>(b"Attached"));
    for side in attached.iter().flat_map(|array| array.iter::<Name<'_>>()) {
        match side.as_ref() {
            b"Top" => return Mark::Header,
            b"Bottom" => return Mark::Footer,
            _ => {}
        }
    }
    Mark::Artifact
}

/// A text string of the file: UTF-16 with its mark, or one byte a letter.
fn decode(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let units = rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => encoding_rs::mem::decode_latin1(bytes).into_owned(),
    }
}
