//! Pages as wholes: which way is up, what lies outside, what could not be read.

use super::engine::{Glyph, Mark, Page, Source, Words};
use super::words::Segment;

/// A warning as the lines keep it: code, page, message.
pub(super) type Warning = (&'static str, u32, String);

/// Turns a page so that most of its glyphs stand upright, and drops those that still don't, or that
/// lie outside of the page. Returns how many letters and figures those are.
pub(super) fn make_upright(page: &mut Page) -> usize {
    let mut counts = [0usize; 4];
    for glyph in &page.glyphs {
        counts[usize::from(glyph.turn % 4)] += 1;
    }
    let most = (0..4u8).max_by_key(|&turn| (counts[usize::from(turn)], std::cmp::Reverse(turn))).unwrap_or(0);
    let (width, height) = (page.width, page.height);
    if most != 0 {
        for glyph in &mut page.glyphs {
            (glyph.x, glyph.y) = turned(most, width, height, glyph.x, glyph.y);
        }
        for rule in &mut page.rules {
            let a = turned(most, width, height, rule.x0, rule.y0);
            let b = turned(most, width, height, rule.x1, rule.y1);
            (rule.x0, rule.x1) = (a.0.min(b.0), a.0.max(b.0));
            (rule.y0, rule.y1) = (a.1.min(b.1), a.1.max(b.1));
        }
        if most % 2 == 1 {
            (page.width, page.height) = (height, width);
        }
    }
    let (width, height) = (page.width, page.height);
    let mut left = 0;
    page.glyphs.retain(|glyph| {
        let kept = glyph.turn == most && is_inside(glyph, width, height);
        left += usize::from(!kept && is_text(glyph));
        kept
    });
    left
}

/// Forgets what the file says its glyphs are.
pub(super) fn forget_marks(page: &mut Page) {
    for glyph in &mut page.glyphs {
        glyph.mark = Mark::None;
    }
}

/// A letter or a figure that the file doesn't call furniture.
fn is_text(glyph: &Glyph) -> bool {
    let furniture = matches!(glyph.mark, Mark::Header | Mark::Footer | Mark::Artifact);
    !furniture
        && match &glyph.words {
            Words::Char(c) => c.is_alphanumeric(),
            Words::More(text) => text.contains(char::is_alphanumeric),
        }
}

/// Text that was left out, page by page: a watermark, a wide table set upright, words off the paper.
pub(super) fn left_out(counts: &[usize], warnings: &mut Vec<Warning>) {
    for (&count, number) in counts.iter().zip(1u32..) {
        if count > 0 {
            let letters = if count == 1 { "letter" } else { "letters" };
            let message =
                format!("{count} {letters} on page {number} left out: turned on the side, or off the page");
            warnings.push(("text-left-out", number, message));
        }
    }
}

fn turned(turn: u8, width: f32, height: f32, x: f32, y: f32) -> (f32, f32) {
    match turn {
        1 => (y, width - x),
        2 => (width - x, height - y),
        3 => (height - y, x),
        _ => (x, y),
    }
}

fn is_inside(glyph: &Glyph, width: f32, height: f32) -> bool {
    glyph.x > -2.0 && glyph.x < width + 2.0 && glyph.y > -2.0 && glyph.y < height + 2.0 + glyph.size
}

/// What is to be said of the file as a whole.
pub(super) fn warnings(source: &Source) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if source.pages_left > 0 {
        let n = source.pages_left;
        warnings.push(("pages-left-out", 0, format!("the last {n} pages were not read: there are too many")));
    }
    let numbers = |test: &dyn Fn(&Page) -> bool| -> Vec<u32> {
        let found = source.pages.iter().zip(1u32..).filter(|(page, _)| test(page));
        found.map(|(_, number)| number).collect()
    };
    let broken = numbers(&|page| page.broken);
    if let Some(&first) = broken.first() {
        let message = format!("{} broken: what stands after the damage was not read", named(&broken));
        warnings.push(("broken-page", first, message));
    }
    let empty = numbers(&|page| !page.broken && !page.image && page.glyphs.is_empty());
    if let Some(&first) = empty.first() {
        let message = format!("{} without words: if it shows any, they could not be read", named(&empty));
        warnings.push(("empty-page", first, message));
    }
    let pictures = numbers(&|page| !page.broken && page.image && page.glyphs.len() < 20);
    if let Some(&first) = pictures.first() {
        let message = format!("{} a picture with little or no text: recognise it with OCR", named(&pictures));
        warnings.push(("no-text-layer", first, message));
    }
    warnings
}

/// "page 3 is", "pages 3, 4 and 5 more are".
fn named(numbers: &[u32]) -> String {
    let first: Vec<String> = numbers.iter().take(8).map(u32::to_string).collect();
    match numbers.len() {
        1 => format!("page {} is", first[0]),
        n if n <= 8 => format!("pages {} are each", first.join(", ")),
        n => format!("pages {} and {} more are each", first.join(", "), n - 8),
    }
}

/// Whether more than half of all signs have no meaning: then nothing can be said about the text.
pub(super) fn is_mostly_lost(pages: &[Vec<Segment>]) -> bool {
    let lost: usize = pages.iter().flatten().map(|segment| segment.lost as usize).sum();
    let signs: usize = pages.iter().flatten().map(|segment| segment.text.chars().count()).sum();
    lost * 2 > signs
}

/// Letters that a font gives no meaning: said for each page.
pub(super) fn lost_letters(pages: &[Vec<Segment>], warnings: &mut Vec<Warning>) {
    for (n, page) in pages.iter().enumerate() {
        let lost: u32 = page.iter().map(|segment| segment.lost).sum();
        if lost == 0 {
            continue;
        }
        let number = u32::try_from(n + 1).unwrap_or(u32::MAX);
        let around = page.iter().find(|segment| segment.lost > 0).map_or("", |segment| segment.text.as_str());
        let around: String = around.chars().take(60).collect();
        let message = format!(
            "{lost} letters on page {number} have no meaning in their font and stand as \u{FFFD}: “{around}”"
        );
        warnings.push(("lost-letters", number, message));
    }
}
