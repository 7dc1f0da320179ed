//! Glyphs -> pieces of lines: words with their places.
//!
//! ```text
//! glyphs of a base line    "repair." at 10 points, "4" smaller and raised, "A" "number"
//! a segment                text "repair. A number", marker "4" after byte 7
//! ```
//!
//! Files draw in any order and write few spaces, so words come from gaps. A piece that belongs to
//! another block, or stands far away on the same base line, is a segment of its own; whether two
//! segments are one line is for the page's layout to say. Base lines are found from runs as drawn
//! and not by cutting the page into strips: a raised marker is nearer to the line above.

mod labels;
mod base;
mod lay;

pub(super) use labels::{is_label, is_note_label};

use super::bidi;
use super::engine::{Glyph, Mark, Page, Tags, Words};
use base::{Key, base_lines, runs};
use lay::lay;

/// A piece of a line.
#[derive(Clone, Debug, Default)]
pub(super) struct Segment {
    /// Left edge.
    pub(super) x0: f32,
    /// Right edge.
    pub(super) x1: f32,
    /// Base line.
    pub(super) y: f32,
    /// Size of most of its letters.
    pub(super) size: f32,
    /// Its words.
    pub(super) text: String,
    /// Raised marks: where in `text`, what. They are not in `text`.
    pub(super) markers: Vec<(usize, String)>,
    /// Bytes from the start that are bold.
    pub(super) lead: usize,
    /// A wide gap follows its first word.
    pub(super) gap: bool,
    /// Its first word is raised: the label of a note.
    pub(super) raised: Option<usize>,
    /// The block that the tags say it belongs to.
    pub(super) block: Option<u32>,
    /// What the file says it is.
    pub(super) mark: Mark,
    /// Letters that the font gives no meaning.
    pub(super) lost: u32,
    /// The spaces between its words: where in `text`, and from where to where on the page. None in
    /// a text that runs from right to left.
    pub(super) gaps: Vec<(usize, f32, f32)>,
}

/// The segments of a page, from top to bottom. `number`: the page's, from 0.
pub(super) fn segments(page: &mut Page, number: u32, tags: Option<&Tags>) -> Vec<Segment> {
    let glyphs = &page.glyphs;
    let key = |glyph: &Glyph| match glyph.mark {
        Mark::Header => Key(1, 0),
        Mark::Footer => Key(2, 0),
        Mark::Artifact => Key(3, 0),
        Mark::Content(content) => tags
            .and_then(|tags| tags.content.get(&(number, content)))
            .map_or(Key(0, 0), |&block| Key(4, block)),
        Mark::None => Key(0, 0),
    };
    // Where spaces are drawn, a gap is more likely to be loose setting.
    let spaces = glyphs.iter().filter(|glyph| is_blank(glyph)).count();
    let gap = if spaces * 12 > glyphs.len() { 0.24 } else { 0.17 };
    let mut runs = runs(glyphs, key);
    // Blocks one by one, each from its top.
    runs.sort_by(|a, b| a.key.cmp(&b.key).then(a.y.total_cmp(&b.y)).then(a.order.cmp(&b.order)));
    let mut segments = Vec::new();
    for block in runs.chunk_by(|a, b| a.key == b.key) {
        for line in base_lines(block) {
            lay(glyphs, block, &line, gap, &mut segments);
        }
    }
    segments
}

/// The blocks of a page that the tags know and that have only spaces there, as segments without
/// words: empty cells, mostly.
pub(super) fn blanks(page: &Page, number: u32, tags: &Tags) -> Vec<Segment> {
    let mut blanks: std::collections::BTreeMap<u32, Option<Segment>> = std::collections::BTreeMap::new();
    for glyph in &page.glyphs {
        let Mark::Content(content) = glyph.mark else { continue };
        let Some(&block) = tags.content.get(&(number, content)) else { continue };
        if !is_blank(glyph) {
            blanks.insert(block, None);
            continue;
        }
        blanks.entry(block).or_insert_with(|| {
            let (x0, x1) = (glyph.x, glyph.x + glyph.width.max(0.0));
            let place = Segment { x0, x1, y: glyph.y, size: glyph.size, ..Segment::default() };
            Some(Segment { block: Some(block), mark: glyph.mark, ..place })
        });
    }
    blanks.into_values().flatten().collect()
}

fn is_blank(glyph: &Glyph) -> bool {
    match &glyph.words {
        Words::Char(c) => c.is_whitespace(),
        Words::More(text) => text.chars().all(char::is_whitespace),
    }
}
