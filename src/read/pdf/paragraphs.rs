//! Where paragraphs begin, from the page alone.
//!
//! ```text
//! …in the report of the Group.            room for "14." was left: the paragraph has ended
//! 14. States noted                        and a label stands here
//!     that consent takes long.            room was left, but the line is indented like the last
//! ```
//!
//! A typesetter fills a line: if the first word of the next one would have found room, a paragraph
//! has ended there. With the distance of lines and changes of size and weight that decides nearly
//! all; where it doesn't, the line says "maybe", and labels in sequence decide.

use super::words::is_label;
use super::{Printed, Start};

/// The lines so far, and the last of them.
pub(super) struct Flow {
    /// The lines in reading order.
    pub(super) out: Vec<Printed>,
    body: f32,
    leading: f32,
    /// The last line of running text: where its region ends on the right.
    last: Option<Last>,
    /// A region begins.
    fresh: bool,
}

#[derive(Clone, Copy)]
struct Last {
    at: usize,
    right: f32,
}

impl Flow {
    pub(super) fn new(body: f32, leading: f32) -> Self {
        Self { out: Vec::new(), body, leading, last: None, fresh: true }
    }

    /// A region begins: a column, or a page.
    pub(super) fn region(&mut self) {
        self.fresh = true;
    }

    pub(super) fn row(&mut self, row: Printed) {
        self.out.push(row);
        self.last = None;
        self.fresh = false;
    }

    /// Adds a line of running text. `apart`: something stands beside it.
    pub(super) fn push(&mut self, mut line: Printed, left: f32, right: f32, apart: bool) {
        line.start = match self.last {
            None => Start::Block,
            Some(_) if apart => Start::Block,
            Some(last) if is_caption(&line) || is_caption(&self.out[last.at]) => Start::Block,
            Some(last) if self.fresh => self.over_the_edge(&self.out[last.at], last.right, &line, left),
            Some(last) => self.inside(&self.out[last.at], left, last.right, &line),
        };
        self.fresh = false;
        self.last = Some(Last { at: self.out.len(), right });
        self.out.push(line);
    }

    /// A line under another.
    fn inside(&self, last: &Printed, left: f32, right: f32, line: &Printed) -> Start {
        let (above, here) = (&last.segment, &line.segment);
        let step = (here.y - above.y) / here.size.max(above.size);
        let loose = step > self.leading.max(1.0) * 1.22 + 0.03;
        let label = begins_with_label(line);
        let out = here.x0 < above.x0 - 0.6 * self.body;
        let title = is_bold(last) && is_bold(line) || above.size > 1.1 * self.body;
        let word = first_word(line) + 0.45 * here.size;
        let room = right - above.x1 > word;
        let into = here.x0 > above.x0 + 1.2 * self.body;
        let ended = ends_sentence(&above.text);
        let small = goes_on(line);
        match () {
            () if loose || resized(last, line) || reweighted(last, line) && room => Start::Block,
            () if label && (out || room || ended) && !title => Start::Block,
            // Titles are set in shorter lines than text.
            () if title && !label && right - above.x1 > word + 0.18 * (right - left) && !small => {
                Start::Block
            }
            () if title && !label => Start::Never,
            () if title => Start::Block,
            // A sentence that goes on with a small letter was broken early.
            () if room && (ended || !small) => Start::Block,
            // An indented first line after a full one that ends a sentence.
            () if into && ended && !begins_with_label(last) => Start::Block,
            () if label => Start::Maybe,
            () => Start::Never,
        }
    }

    /// The first line of a page or column.
    fn over_the_edge(&self, last: &Printed, right: f32, line: &Printed, left: f32) -> Start {
        let (above, here) = (&last.segment, &line.segment);
        let ended = ends_sentence(&above.text);
        let room = right - above.x1 > first_word(line) + 0.45 * here.size;
        let label = begins_with_label(line);
        let small = goes_on(line);
        match () {
            () if resized(last, line) || reweighted(last, line) && room => Start::Block,
            () if small && !ended && !label => Start::Never,
            () if room && (ended || label || !small) => Start::Block,
            () if label && ended => Start::Block,
            () if ended && here.x0 > left + 1.2 * self.body => Start::Block,
            () if label || ended => Start::Maybe,
            () => Start::Never,
        }
    }
}

fn resized(last: &Printed, line: &Printed) -> bool {
    let (above, here) = (last.segment.size, line.segment.size);
    (here - above).abs() > 0.07 * here.max(above)
}

/// One is bold, and the other isn't at all.
fn reweighted(last: &Printed, line: &Printed) -> bool {
    is_bold(last) && line.segment.lead == 0
        || last.segment.lead == 0 && is_bold(line) && line.segment.text.len() > 3
}

fn is_bold(line: &Printed) -> bool {
    line.segment.lead > 0 && line.segment.lead >= line.segment.text.trim_end().len()
}

/// A label, which a bare number ("28 February", "0.6 per cent") is only before a wide gap.
fn begins_with_label(line: &Printed) -> bool {
    let first = line.segment.text.split(' ').next().unwrap_or("");
    let bare =
        first.ends_with(|c: char| c.is_ascii_digit()) && first.starts_with(|c: char| c.is_ascii_digit());
    line.segment.gap || first.len() < line.segment.text.len() && is_label(first) && !bare
}

/// It begins as a sentence's second line may, and no sentence does: small, or with a number.
fn goes_on(line: &Printed) -> bool {
    let text = &line.segment.text;
    let number = text.starts_with(|c: char| c.is_ascii_digit() || c == '$') && !begins_with_label(line);
    text.starts_with(char::is_lowercase) || number
}

/// "Table 3", "Figure 17.II" alone on its line.
pub(super) fn is_caption(line: &Printed) -> bool {
    let mut words = line.segment.text.split(' ');
    let named = matches!(words.next(), Some("Table" | "Figure" | "Box" | "Chart" | "Map"));
    let number = |word: &str| word.chars().all(|c| c.is_ascii_digit() || "IVXLA.BC".contains(c));
    named && words.next().is_some_and(number) && words.next().is_none()
}

/// How wide the first word is, about.
fn first_word(line: &Printed) -> f32 {
    let segment = &line.segment;
    let all = segment.text.chars().count().max(1) as f32;
    let first = segment.text.split(' ').next().unwrap_or("").chars().count() as f32;
    (segment.x1 - segment.x0) * (first / all)
}

fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| c.is_ascii_digit() || ")]”\"’*".contains(c));
    text.ends_with(['.', ':', ';', '!', '?', '。', '؟'])
}
