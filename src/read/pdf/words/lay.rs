//! A base line -> segments: spaces where gaps are, raised marks taken out of the words.

use super::base::{BaseLine, Height, Run};
use super::labels::{is_label, is_marker, is_note_label};
use super::{Segment, bidi, is_blank};
use crate::read::pdf::engine::{Glyph, Mark, Words};

/// Lays the words of a base line down, in as many segments as it has pieces far from each other.
pub(super) fn lay(glyphs: &[Glyph], runs: &[Run], line: &BaseLine, gap: f32, out: &mut Vec<Segment>) {
    let mut all: Vec<(usize, Height)> = line
        .runs
        .iter()
        .flat_map(|&(n, height)| runs[n].glyphs.clone().map(move |glyph| (glyph, height)))
        .collect();
    all.sort_by(|a, b| glyphs[a.0].x.total_cmp(&glyphs[b.0].x).then(a.0.cmp(&b.0)));
    let Some(first) = line.runs.first().map(|&(n, _)| &runs[n]) else { return };
    let tagged = first.key.0 == 4;
    let mut piece = Piece::new(line, glyphs[first.glyphs.start].mark, gap);
    if tagged {
        piece.segment.block = Some(first.key.1);
    }
    let right_to_left = bidi::is_right_to_left(all.iter().map(|&(n, _)| &glyphs[n].words));
    if right_to_left {
        bidi::order(glyphs, &mut all);
    }
    for &(n, height) in &all {
        piece.glyph(&glyphs[n], height, right_to_left, tagged, out);
    }
    piece.end(out);
}

/// A segment that is being laid down.
struct Piece {
    segment: Segment,
    empty: Segment,
    /// Where the last glyph ended.
    end: f32,
    /// Where the last glyph with ink ended.
    ink: f32,
    /// A gap this wide, in sizes, is a space.
    gap: f32,
    space: bool,
    height: Height,
    raised_from: usize,
    /// A space stands before the raised piece.
    apart: bool,
    /// That space is still to be laid down, for the raised piece was a marker.
    owed: bool,
    bold: bool,
    words: usize,
    /// Segments of this line so far.
    pieces: usize,
    last: Option<(char, f32, f32)>,
}

impl Piece {
    fn new(line: &BaseLine, mark: Mark, gap: f32) -> Self {
        let segment = Segment { y: line.y, size: line.size, mark, ..Segment::default() };
        Self {
            empty: segment.clone(),
            segment,
            end: f32::NAN,
            ink: f32::NAN,
            gap,
            space: false,
            height: Height::On,
            raised_from: 0,
            apart: false,
            owed: false,
            bold: true,
            words: 0,
            pieces: 0,
            last: None,
        }
    }

    fn glyph(
        &mut self,
        glyph: &Glyph,
        height: Height,
        right_to_left: bool,
        tagged: bool,
        out: &mut Vec<Segment>,
    ) {
        let size = self.segment.size;
        if is_blank(glyph) {
            self.space = true;
            self.end = glyph.x + glyph.width;
            return;
        }
        let first = match &glyph.words {
            Words::Char(c) => *c,
            Words::More(text) => text.chars().next().unwrap_or(' '),
        };
        // Drawn twice to look bold, or as outline over its filling.
        if let Some((c, x, y)) = self.last
            && c == first
            && (glyph.x - x).abs() < 0.12 * size
            && (glyph.y - y).abs() < 0.12 * size
            && glyph.width > 0.15 * size
        {
            if self.bold_so_far(glyph) {
                self.segment.lead = self.segment.text.len();
                self.bold = true;
            }
            return;
        }
        self.last = Some((first, glyph.x, glyph.y));
        let (gap, ink) = if right_to_left {
            (if self.end.is_nan() { 0.0 } else { bidi::gap(self.segment.x0, self.segment.x1, glyph) }, 0.0)
        } else {
            (glyph.x - self.end, glyph.x - self.ink)
        };
        if ink > 1.7 * size {
            let label = self.words == 0 && self.pieces == 0 && is_label(&self.segment.text);
            if tagged || label {
                self.segment.gap |= self.words == 0;
                self.space = true;
            } else {
                self.end(out);
                self.segment = Segment { block: self.segment.block, ..self.empty.clone() };
            }
        } else if ink > 0.6 * size && self.words == 0 && is_label(&self.segment.text) {
            self.segment.gap = true;
        }
        let fresh =
            self.segment.text.is_empty() && self.segment.markers.is_empty() && self.height == Height::On;
        let mut spaced = self.space || gap > self.gap * size;
        if height != self.height || fresh {
            self.turn(height);
            self.apart = spaced;
        }
        if height == Height::On {
            // "words ⁴of it", not "words ⁴, and".
            spaced |= std::mem::take(&mut self.owed) && (first.is_alphanumeric() || "([“".contains(first));
        }
        if spaced && !self.segment.text.is_empty() {
            if !self.segment.text.ends_with(' ')
                && (height == Height::On || self.raised_from < self.segment.text.len())
            {
                if !right_to_left {
                    self.segment.gaps.push((self.segment.text.len(), self.ink, glyph.x));
                }
                self.segment.text.push(' ');
            }
            self.words += 1;
        }
        self.space = false;
        if fresh {
            self.segment.x0 = glyph.x;
            self.segment.x1 = glyph.x;
            self.words = 0;
        }
        self.push(glyph);
        self.end = glyph.x + glyph.width;
        self.ink = self.end;
        self.segment.x0 = self.segment.x0.min(glyph.x);
        self.segment.x1 = self.segment.x1.max(self.end);
    }

    /// A second drawing makes the last letter bold; whether all before it are.
    fn bold_so_far(&self, glyph: &Glyph) -> bool {
        let last = self.segment.text.chars().next_back().map_or(0, char::len_utf8);
        let moved = self.last.is_some_and(|(_, x, _)| (glyph.x - x).abs() > 0.01);
        (glyph.stroke || moved) && self.segment.lead + last >= self.segment.text.trim_end().len()
    }

    fn push(&mut self, glyph: &Glyph) {
        let bold = self.bold && glyph.bold;
        match &glyph.words {
            Words::Char(c) => self.char(*c),
            Words::More(text) => text.chars().for_each(|c| self.char(c)),
        }
        if bold {
            self.segment.lead = self.segment.text.len();
        }
        self.bold = bold;
    }

    fn char(&mut self, c: char) {
        match c {
            char::REPLACEMENT_CHARACTER => self.segment.lost += 1,
            // Private letters of a symbol font: its bullet is the only common one.
            '\u{F0B7}' | '\u{F0A7}' | '\u{F02D}' => return self.segment.text.push('•'),
            '\u{E000}'..='\u{F8FF}' => {
                self.segment.lost += 1;
                return self.segment.text.push(char::REPLACEMENT_CHARACTER);
            }
            c if c.is_control() => return,
            _ => {}
        }
        self.segment.text.push(c);
    }

    /// The next glyph stands higher or lower than the last.
    fn turn(&mut self, height: Height) {
        self.close_raised();
        self.height = height;
        self.raised_from = self.segment.text.len();
    }

    /// A raised piece has ended: it is a marker, the label of a note, or part of the text.
    fn close_raised(&mut self) {
        if self.height != Height::Raised {
            return;
        }
        let from = self.raised_from.min(self.segment.text.len());
        let raised = self.segment.text[from..].trim().to_owned();
        if from == 0 {
            if is_note_label(&raised) {
                self.segment.raised = Some(raised.len());
                self.segment.text.truncate(raised.len());
                self.space = true;
            }
        } else if is_marker(&raised) {
            self.segment.text.truncate(from);
            self.owed = self.apart;
            let at = self.segment.text.trim_end().len();
            for label in raised.split([',', ' ']).filter(|label| !label.is_empty()) {
                self.segment.markers.push((at, label.to_owned()));
            }
            self.segment.lead = self.segment.lead.min(self.segment.text.len());
        }
        self.height = Height::On;
    }

    fn end(&mut self, out: &mut Vec<Segment>) {
        self.close_raised();
        let kept = self.segment.text.trim_end().len();
        self.segment.text.truncate(kept);
        self.segment.lead = self.segment.lead.min(kept);
        if !self.segment.text.is_empty() || !self.segment.markers.is_empty() {
            self.pieces += 1;
            out.push(std::mem::take(&mut self.segment));
        }
        self.end = f32::NAN;
        self.ink = f32::NAN;
        self.space = false;
        self.height = Height::On;
        self.raised_from = 0;
        (self.apart, self.owed) = (false, false);
        self.bold = true;
        self.words = 0;
        self.last = None;
    }
}
