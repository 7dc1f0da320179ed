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

use std::ops::Range;

use super::bidi;
use super::engine::{Glyph, Mark, Page, Tags, Words};

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

/// Glyphs drawn one after another on a base line.
struct Run {
    glyphs: Range<usize>,
    x0: f32,
    x1: f32,
    y: f32,
    size: f32,
    key: Key,
    blank: bool,
    order: usize,
}

/// Runs with different keys are never in one segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key(u8, u32);

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

fn runs(glyphs: &[Glyph], key: impl Fn(&Glyph) -> Key) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (n, glyph) in glyphs.iter().enumerate() {
        let key = key(glyph);
        let blank = is_blank(glyph);
        let end = glyph.x + glyph.width;
        match runs.last_mut() {
            Some(run)
                if run.key == key
                    && (glyph.y - run.y).abs() < 0.06 * run.size.max(glyph.size)
                    && (glyph.size - run.size).abs() < 0.08 * run.size
                    && glyph.x > run.x1 - 0.5 * run.size
                    && glyph.x < run.x1 + 1.5 * run.size =>
            {
                run.glyphs.end = n + 1;
                run.x1 = run.x1.max(end);
                run.blank &= blank;
            }
            _ => runs.push(Run {
                glyphs: n..n + 1,
                x0: glyph.x,
                x1: end,
                y: glyph.y,
                size: glyph.size,
                key,
                blank,
                order: n,
            }),
        }
    }
    runs
}

fn is_blank(glyph: &Glyph) -> bool {
    match &glyph.words {
        Words::Char(c) => c.is_whitespace(),
        Words::More(text) => text.chars().all(char::is_whitespace),
    }
}

/// A base line: its runs, by index, and whether each is raised or lowered.
struct BaseLine {
    y: f32,
    size: f32,
    x0: f32,
    x1: f32,
    runs: Vec<(usize, Height)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Height {
    On,
    Raised,
    Lowered,
}

/// Gathers the runs of a block to base lines: large runs first, then small ones beside them.
fn base_lines(runs: &[Run]) -> Vec<BaseLine> {
    let mut lines: Vec<BaseLine> = Vec::new();
    let mut order: Vec<usize> = (0..runs.len()).filter(|&n| !runs[n].blank).collect();
    order.sort_by(|&a, &b| runs[b].size.total_cmp(&runs[a].size).then(a.cmp(&b)));
    // Lines by height, so that a page with thousands of runs is no trouble.
    let mut by_height: std::collections::BTreeMap<i32, Vec<usize>> = std::collections::BTreeMap::new();
    for n in order {
        let run = &runs[n];
        let mut best: Option<(f32, usize, Height)> = None;
        let around = (run.y - 16.0) as i32..=(run.y + 16.0) as i32;
        for &at in by_height.range(around).flat_map(|(_, lines)| lines) {
            let line = &lines[at];
            if let Some((cost, height)) = fits(line, run)
                && best.is_none_or(|best| cost < best.0)
            {
                best = Some((cost, at, height));
            }
        }
        if let Some((_, at, height)) = best {
            let line = &mut lines[at];
            line.runs.push((n, height));
            line.x0 = line.x0.min(run.x0);
            line.x1 = line.x1.max(run.x1);
        } else {
            by_height.entry(run.y as i32).or_default().push(lines.len());
            lines.push(BaseLine {
                y: run.y,
                size: run.size,
                x0: run.x0,
                x1: run.x1,
                runs: vec![(n, Height::On)],
            });
        }
    }
    for (n, run) in runs.iter().enumerate().filter(|(_, run)| run.blank) {
        let around = (run.y - 2.0) as i32..=(run.y + 2.0) as i32;
        let near = by_height.range(around).flat_map(|(_, lines)| lines).copied();
        if let Some(at) =
            near.min_by(|&a, &b| (lines[a].y - run.y).abs().total_cmp(&(lines[b].y - run.y).abs()))
            && (lines[at].y - run.y).abs() < 1.5
        {
            lines[at].runs.push((n, Height::On));
        }
    }
    lines.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
    lines
}

/// How well a run fits a base line, if at all: lower is better.
fn fits(line: &BaseLine, run: &Run) -> Option<(f32, Height)> {
    let up = line.y - run.y;
    let away = (run.x0 - line.x1).max(line.x0 - run.x1).max(0.0);
    if up.abs() <= 0.22 * run.size.min(line.size).max(4.0) && run.size > 0.8 * line.size {
        return Some((up.abs(), Height::On));
    }
    if up.abs() <= 0.12 * line.size {
        return Some((up.abs(), Height::On));
    }
    let beside = away < 1.5 * line.size;
    if run.size < 0.85 * line.size && beside && up > 0.0 && up < 0.75 * line.size {
        return Some((up + away, Height::Raised));
    }
    if run.size < 0.85 * line.size && beside && up < 0.0 && -up < 0.35 * line.size {
        return Some((-up + away, Height::Lowered));
    }
    // Markers of the same size, only raised.
    if beside && up > 0.2 * line.size && up < 0.5 * line.size && run.x1 - run.x0 < 2.0 * line.size {
        return Some((up + away + 1.0, Height::Raised));
    }
    None
}

/// Lays the words of a base line down, in as many segments as it has pieces far from each other.
fn lay(glyphs: &[Glyph], runs: &[Run], line: &BaseLine, gap: f32, out: &mut Vec<Segment>) {
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

/// A raised piece that points to a note.
fn is_marker(text: &str) -> bool {
    let labels: Vec<&str> = text.split([',', ' ']).filter(|label| !label.is_empty()).collect();
    !labels.is_empty() && labels.iter().all(|label| is_note_label(label))
}

/// "12", "*", "a".
pub(super) fn is_note_label(text: &str) -> bool {
    let digits = (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let stars = (1..=5).contains(&text.chars().count()) && text.chars().all(|c| "*†‡§¶#".contains(c));
    digits || stars || text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// "1.", "(a)", "10.12", "IV.", "•", "Pp4", "A/RES/1" is not.
pub(super) fn is_label(text: &str) -> bool {
    let text = text.trim();
    let length = text.chars().count();
    if length == 0 || length > 9 {
        return false;
    }
    let bare = text.trim_matches(|c: char| "().[]:–—-".contains(c));
    match bare.chars().next() {
        None => true,
        Some('*') => bare.chars().all(|c| c == '*'),
        Some(c) if "•●▪◦○■□·o–—-".contains(c) && length == 1 => true,
        Some(c) if c.is_ascii_digit() => {
            bare.chars().all(|c| c.is_ascii_digit() || c == '.' || c.is_ascii_lowercase())
        }
        Some(_) => {
            let short = bare.chars().count() <= 5 && bare.chars().all(char::is_alphanumeric);
            short && (text.len() > bare.len() || bare.ends_with(|c: char| c.is_ascii_digit()))
        }
    }
}
