//! What every source format is turned into before structure is sought: lines with hints.
//!
//! ```text
//! Markdown   "    1. **Timing**"      Line { text: "1. Timing", indent: 4, start: Item, lead: 6 .. }
//! text       "14.  States noted"      Line { text: "14. States noted", indent: 0, start: Maybe .. }
//! PDF, DOCX  a paragraph with number  Line { text: "14. States noted", start: Block, page: 3 .. }
//! ```
//!
//! A reader says what its format *knows* (a heading of level 2, a list item, a row of a table) and
//! leaves open what it doesn't; `structure` decides the rest by labels, sequence and indent. The
//! alternative, a tree per format, was rejected: plain text has no tree, and the repairs and the
//! label logic would exist once per format.

use std::ops::Range;

use crate::document::Furniture;

/// Text with the way back: which offset of the decoded source each stretch came from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mapped {
    /// The text.
    pub(crate) text: String,
    /// (offset in `text`, offset in the source): from here on, byte for byte.
    anchors: Vec<(usize, usize)>,
}

impl Mapped {
    /// A text that stands in the source as it is, from `source` on.
    pub(crate) fn verbatim(text: &str, source: usize) -> Self {
        Self { text: text.to_owned(), anchors: vec![(0, source)] }
    }

    /// Adds a text that stands at `source`.
    pub(crate) fn push(&mut self, text: &str, source: usize) {
        if text.is_empty() {
            return;
        }
        if self.source_end() != Some(source) {
            self.anchors.push((self.text.len(), source));
        }
        self.text.push_str(text);
    }

    /// Adds a range of another text with its places.
    pub(crate) fn push_part(&mut self, other: &Self, range: Range<usize>) {
        let mut at = range.start;
        let mut next = other.anchors.partition_point(|anchor| anchor.0 <= at);
        while at < range.end {
            let end = other.anchors.get(next).map_or(range.end, |anchor| anchor.0.min(range.end));
            self.push(&other.text[at..end], other.source_at(at));
            at = end;
            next += 1;
        }
    }

    /// A range of this text, with its places.
    pub(crate) fn part(&self, range: Range<usize>) -> Self {
        let mut part = Self::default();
        part.push_part(self, range);
        part
    }

    /// Where the character at `at` stands in the decoded source.
    pub(crate) fn source_at(&self, at: usize) -> usize {
        let n = self.anchors.partition_point(|anchor| anchor.0 <= at);
        n.checked_sub(1).map_or(0, |n| self.anchors[n].1 + (at - self.anchors[n].0))
    }

    fn source_end(&self) -> Option<usize> {
        self.anchors.last().map(|&(text, source)| source + self.text.len() - text)
    }

    /// Takes a range of the text out.
    pub(crate) fn cut(&mut self, range: Range<usize>) {
        self.cut_all(&[range]);
    }

    /// Takes ranges out, which are in order and disjoint: in one pass, for a line may be very long.
    pub(crate) fn cut_all(&mut self, ranges: &[Range<usize>]) {
        let mut rest = Self::default();
        let mut from = 0;
        for range in ranges {
            rest.push_part(self, from..range.start);
            from = range.end;
        }
        rest.push_part(self, from..self.text.len());
        *self = rest;
    }

    /// Cuts the text off at `length`.
    pub(crate) fn truncate(&mut self, length: usize) {
        self.text.truncate(length);
        let keep = self.anchors.partition_point(|anchor| anchor.0 < length);
        self.anchors.truncate(keep);
    }
}

/// Whether a block begins at a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) enum Start {
    /// The line goes on with the one before, unless a label in sequence says otherwise.
    #[default]
    Maybe,
    /// A block begins: a blank line stands before it, or the format says so.
    Block,
    /// A list item begins: the format says that its first mark is a label.
    Item,
    /// The line goes on with the one before, whatever it begins with.
    Never,
}

/// What the source format says a line is.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) enum Hint {
    /// Nothing special.
    #[default]
    Text,
    /// A heading of this level (1 is the highest).
    Heading(u8),
    /// A heading by its looks: the level is for the structure to find.
    Title,
    /// The first line of a note with this label.
    Note(String),
    /// A line above the text: symbol, session, agenda item.
    Masthead,
    /// A row of a table.
    Row,
    /// Text to be kept line by line, such as fenced code.
    Verbatim,
    /// A line drawn across the page: notes often stand under it.
    Rule,
}

/// A line of the source.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line {
    /// Its words: trimmed, white space runs single, inline markup and note markers gone.
    pub(crate) text: Mapped,
    /// Note markers taken out: offset in `text`, label.
    pub(crate) markers: Vec<(usize, String)>,
    /// Line of the source, counted from 1.
    pub(crate) number: u32,
    /// Where the whole line stands in the decoded source, without its end.
    pub(crate) source: Range<usize>,
    /// Page, counted from 1, where the format has pages.
    pub(crate) page: Option<u32>,
    /// Columns of white space before it.
    pub(crate) indent: u16,
    /// A wide gap follows its first word, which may stand for a full stop.
    pub(crate) gap: bool,
    /// Whether a block begins here.
    pub(crate) start: Start,
    /// What the format says it is.
    pub(crate) hint: Hint,
    /// Bytes of `text`, from its start, that are bold.
    pub(crate) lead: usize,
    /// A new page begins here.
    pub(crate) page_start: bool,
    /// Characters that are free before the margin, where lines are wrapped; else 0.
    pub(crate) room: usize,
    /// It stands in a column much narrower than the text.
    pub(crate) narrow: bool,
}

/// A document as its lines, with what is already known to be no language.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    /// Lines that have words, in reading order.
    pub(crate) lines: Vec<Line>,
    /// Taken out, with places in the *decoded* source until the document is put together.
    pub(crate) furniture: Vec<Furniture>,
    /// Warnings: code, line, message.
    pub(crate) warnings: Vec<(&'static str, Option<u32>, String)>,
    /// The format indents what stands under an item, so indent tells depth.
    pub(crate) indent_is_depth: bool,
    /// How wide full lines are, in bytes; 0 where lines are whole blocks, or know their own room.
    pub(crate) width: usize,
    /// Title, if the format names it.
    pub(crate) title: Option<String>,
    /// A word broken at a line's end is marked as such by the format: other hyphens there are real.
    pub(crate) whole_words: bool,
    /// The lines come from printed pages, so furniture and notes may stand between them.
    pub(crate) printed: bool,
}

/// The words of a format that is no text, laid down line by line, and those lines.
///
/// A unit's `lines` and `bytes` then mean this text: PDF, Word files and web pages have no lines of
/// their own that a reader could count.
#[derive(Debug, Default)]
pub(crate) struct Extract {
    /// One line of the format after another.
    pub(crate) text: String,
    /// The same lines, with hints.
    pub(crate) lines: Lines,
    /// Lines laid down so far.
    laid: u32,
}

impl Extract {
    /// Lays a line down. Its number, its place and its tidied words are set; the rest is the
    /// caller's to say. A line without words still counts, so that numbers follow the format's.
    pub(crate) fn lay(&mut self, words: &str) -> Line {
        let start = self.text.len();
        // A line end inside would make two lines of one.
        self.text.extend(words.chars().map(|c| if matches!(c, '\n' | '\r' | '\u{0C}') { ' ' } else { c }));
        let range = start..self.text.len();
        self.text.push('\n');
        self.laid = self.laid.saturating_add(1);
        Line {
            text: tidy_words(&self.text[range.clone()], start),
            number: self.laid,
            source: range,
            start: Start::Block,
            ..Line::default()
        }
    }
}

/// A physical line: number, place in the decoded source, whether a form feed stands before it.
#[derive(Clone, Debug)]
pub(crate) struct RawLine {
    /// Counted from 1; a form feed does not count.
    pub(crate) number: u32,
    /// Without the line end.
    pub(crate) range: Range<usize>,
    /// A new page begins here.
    pub(crate) page_start: bool,
}

/// Cuts a text into physical lines: at line feeds (with or without carriage return), at lone carriage
/// returns where the text has no line feed at all, and at form feeds.
pub(crate) fn raw_lines(text: &str) -> Vec<RawLine> {
    let end = if text.contains('\n') { '\n' } else { '\r' };
    let mut lines = Vec::new();
    let (mut at, mut number, mut page_start) = (0, 1u32, false);
    for line in text.split_inclusive(end) {
        let mut part_at = at;
        for (n, part) in line.trim_end_matches(['\n', '\r']).split('\u{0C}').enumerate() {
            page_start |= n > 0;
            lines.push(RawLine { number, range: part_at..part_at + part.len(), page_start });
            page_start = false;
            part_at += part.len() + 1;
        }
        at += line.len();
        number = number.saturating_add(1);
    }
    lines
}

/// The words of a raw line: trimmed, runs of white space single, soft hyphens gone, ligatures of
/// printers spelled out and hyphens that forbid a break written as others, with their places.
pub(crate) fn tidy_words(line: &str, source: usize) -> Mapped {
    let trimmed = line.trim();
    let source = source + (line.len() - line.trim_start().len());
    if is_tidy(trimmed.as_bytes()) {
        return Mapped::verbatim(trimmed, source);
    }
    let mut words = Mapped::default();
    let (mut from, mut space) = (0, None);
    for (at, c) in trimmed.char_indices() {
        let after = at + c.len_utf8();
        if at < from {
            continue;
        }
        let replacement = match c {
            '\u{00A0}' | '\u{202F}' | '\u{2007}' => None,
            '\u{1B}' => {
                words.push(&trimmed[from..at], source + from);
                from = after + escape(&trimmed[after..]);
                continue;
            }
            c if c.is_control() && !c.is_whitespace() => Some(""),
            '\u{FEFF}' | '\u{200B}' | '\u{2060}' => Some(""),
            '\u{2010}' | '\u{2011}' => Some("-"),
            '\u{00AD}' if after < trimmed.len() => Some(""),
            c if c.is_whitespace() => {
                words.push(&trimmed[from..at], source + from);
                from = after;
                space = Some(at);
                continue;
            }
            c => ligature(c),
        };
        if let Some(at) = space.take() {
            words.push(" ", source + at);
        }
        if let Some(replacement) = replacement {
            words.push(&trimmed[from..at], source + from);
            words.push(replacement, source + at);
            from = after;
        }
    }
    words.push(&trimmed[from..], source + from);
    words
}

/// Bytes of a terminal's escape sequence after the escape sign: "[1m".
fn escape(rest: &str) -> usize {
    let Some(inner) = rest.strip_prefix('[') else { return 0 };
    let parameters =
        inner.len() - inner.trim_start_matches(|c: char| c.is_ascii_digit() || ";?".contains(c)).len();
    let ends = inner[parameters..].starts_with(|c: char| c.is_ascii_alphabetic());
    1 + parameters + usize::from(ends)
}

/// A trimmed line with nothing to tidy, as most are: ASCII, with single spaces.
fn is_tidy(line: &[u8]) -> bool {
    // Without an early end, and in bytes, many of them are looked at in one step.
    let odd = line.iter().fold(0, |odd, byte| odd | u8::from(!matches!(byte, 32..=126)));
    let pairs = line.iter().zip(line.get(1..).unwrap_or_default());
    let wide = pairs.fold(0, |wide, (a, b)| wide | (u8::from(*a == b' ') & u8::from(*b == b' ')));
    !line.is_empty() && odd | wide == 0
}

/// Printers' ligatures, spelled out.
fn ligature(c: char) -> Option<&'static str> {
    Some(match c {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        _ => return None,
    })
}

/// Columns of white space at the start of a line; a tab goes on to the next multiple of four.
pub(crate) fn indent_of(line: &str) -> u16 {
    let mut column = 0u16;
    for c in line.chars() {
        match c {
            '\t' => column = column.saturating_add(4 - column % 4),
            ' ' | '\u{00A0}' => column = column.saturating_add(1),
            _ => break,
        }
    }
    column
}

/// Like [`tidy_words`], for a text that has been through a format's own markup.
pub(crate) fn tidy_mapped(text: &Mapped) -> Mapped {
    let mut tidy = Mapped::default();
    let mut from = 0;
    let mut space = true;
    for (at, c) in text.text.char_indices() {
        let kept_space = matches!(c, '\u{00A0}' | '\u{202F}' | '\u{2007}');
        let white = c.is_whitespace() && !kept_space;
        let replacement = match c {
            '\u{FEFF}' | '\u{00AD}' | '\u{200B}' | '\u{2060}' => Some(""),
            '\u{2010}' | '\u{2011}' => Some("-"),
            ' ' if !space => None,
            _ if white => Some(if space { "" } else { " " }),
            _ => ligature(c),
        };
        if let Some(replacement) = replacement {
            tidy.push_part(text, from..at);
            tidy.push(replacement, text.source_at(at));
            from = at + c.len_utf8();
        }
        space = white;
    }
    tidy.push_part(text, from..text.text.len());
    tidy.truncate(tidy.text.trim_end().len());
    tidy
}
