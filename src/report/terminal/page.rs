//! Spans of styled text -> lines of a terminal: wrapping, hanging indents, colour.
//!
//! Everything a report prints goes through [`Page`], so two promises are kept in one place: no
//! line is wider than asked, and nothing of a text reaches the terminal as a control character.
//!
//! ```text
//! put(2, 6, "reworded  14 → 16, moved from “B. Threats”") at 30 columns
//!   reworded  14 → 16, moved
//!       from “B. Threats”
//! ```
//!
//! Escape sequences are written around the finished pieces of a line and never stand among the
//! text that is measured and broken, so none can be split.

use std::borrow::Cow;
use std::io::{self, Write};

use unicode_segmentation::UnicodeSegmentation;

use crate::report::say::columns;

/// How a piece of text looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::report) enum Style {
    /// As it comes.
    #[default]
    Plain,
    /// What the eye should find first.
    Strong,
    /// What it may pass over.
    Faint,
    /// Words taken away from a text.
    Delete,
    /// Words put into a text.
    Insert,
    /// The fate of a reworded unit.
    Reworded,
    /// The fate of an edited unit.
    Edited,
    /// The fate and the text of a dropped unit.
    Dropped,
    /// The fate and the text of a new unit.
    New,
}

impl Style {
    /// Parameters of the SGR escape sequence. Deletions are struck and insertions underlined too:
    /// red and green alone look alike to many people.
    const fn sgr(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Strong => "1",
            Self::Faint => "2",
            Self::Delete => "31;9",
            Self::Insert => "32;4",
            Self::Reworded => "1;33",
            Self::Edited => "1;36",
            Self::Dropped => "31",
            Self::New => "32",
        }
    }
}

/// Text of one style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::report) struct Span<'a> {
    pub(in crate::report) style: Style,
    pub(in crate::report) text: Cow<'a, str>,
}

/// A span.
pub(super) fn span<'a>(style: Style, text: impl Into<Cow<'a, str>>) -> Span<'a> {
    Span { style, text: text.into() }
}

/// A plain span.
pub(super) fn plain<'a>(text: impl Into<Cow<'a, str>>) -> Span<'a> {
    span(Style::Plain, text)
}

/// Text made safe to print: control characters as signs that can be seen (`␛`, `<U+009B>`), white
/// space of any kind but the no-break space as a space. Overrides of the writing direction count as
/// control characters, for they make a line look as if it said something else; marks and isolates
/// that right-to-left text needs stay.
pub(in crate::report) fn clean(text: &str) -> Cow<'_, str> {
    let harmful = |c: char| {
        c.is_control()
            || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
    };
    if !text.contains(harmful) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\t' | '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => safe.push(' '),
            '\0'..='\u{1F}' => safe.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{FFFD}')),
            '\u{7F}' => safe.push('\u{2421}'),
            _ if harmful(c) => safe.push_str(&format!("<U+{:04X}>", u32::from(c))),
            _ => safe.push(c),
        }
    }
    Cow::Owned(safe)
}

/// Where lines go.
pub(super) struct Page<'a> {
    out: &'a mut dyn Write,
    width: usize,
    color: bool,
}

impl<'a> Page<'a> {
    pub(super) fn new(out: &'a mut dyn Write, width: usize, color: bool) -> Self {
        Self { out, width: width.max(20), color }
    }

    /// A column of a table, which may be narrower than any page.
    pub(super) fn column(out: &'a mut dyn Write, width: usize) -> Self {
        Self { out, width: width.max(4), color: false }
    }

    /// Columns of a line.
    pub(super) const fn width(&self) -> usize {
        self.width
    }

    /// Whether changes can be told by colour, or need marks.
    pub(super) const fn color(&self) -> bool {
        self.color
    }

    /// An empty line.
    pub(super) fn blank(&mut self) -> io::Result<()> {
        self.out.write_all(b"\n")
    }

    /// Wraps spans into lines: the first is indented by `first` columns, the others by `rest`.
    pub(super) fn put(&mut self, first: usize, rest: usize, spans: &[Span<'_>]) -> io::Result<()> {
        // A deep indent must leave room for words on a narrow terminal.
        let most = self.width / 3;
        let (first, rest) = (first.min(most), rest.min(most));
        let room = self.width - first.max(rest);
        let mut wrap =
            Wrap { page: self, rest, room, line: Line::indented(first), word: Line::default(), gap: None };
        for span in spans {
            let mut spaces = 0;
            for cluster in clean(&span.text).graphemes(true) {
                if is_space(cluster) {
                    spaces += 1;
                    wrap.space(span.style, spaces)?;
                } else {
                    spaces = 0;
                    wrap.take(span.style, cluster)?;
                }
            }
        }
        wrap.finish()
    }

    /// One line of a table: white space is kept, and what does not fit is cut off.
    pub(super) fn row(&mut self, spans: &[Span<'_>]) -> io::Result<()> {
        let mut line = Line::default();
        'line: for span in spans {
            for cluster in clean(&span.text).graphemes(true) {
                let columns = columns(cluster);
                if line.columns + columns > self.width {
                    break 'line;
                }
                line.push(span.style, cluster, columns);
            }
        }
        self.print(&line)
    }

    fn print(&mut self, line: &Line) -> io::Result<()> {
        write!(self.out, "{:indent$}", "", indent = line.indent)?;
        for (style, text) in &line.pieces {
            match style.sgr() {
                sgr if self.color && !sgr.is_empty() => write!(self.out, "\x1b[{sgr}m{text}\x1b[0m")?,
                _ => self.out.write_all(text.as_bytes())?,
            }
        }
        self.blank()
    }
}

/// A line, or a word of one: pieces of one style each, and the columns they take.
#[derive(Default)]
struct Line {
    indent: usize,
    columns: usize,
    pieces: Vec<(Style, String)>,
}

impl Line {
    const fn indented(indent: usize) -> Self {
        Self { indent, columns: indent, pieces: Vec::new() }
    }

    fn push(&mut self, style: Style, text: &str, columns: usize) {
        self.columns += columns;
        match self.pieces.last_mut() {
            Some((last, piece)) if *last == style => piece.push_str(text),
            _ => self.pieces.push((style, text.to_owned())),
        }
    }

    fn append(&mut self, word: &mut Self) {
        for (style, text) in word.pieces.drain(..) {
            self.push(style, &text, 0);
        }
        self.columns += std::mem::take(&mut word.columns);
    }

    const fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }
}

/// The state of wrapping one paragraph.
struct Wrap<'p, 'o> {
    page: &'p mut Page<'o>,
    rest: usize,
    /// Columns the longest piece of a word may take.
    room: usize,
    line: Line,
    word: Line,
    /// The white space between line and word, if there is any.
    gap: Option<Gap>,
}

/// White space at which a line may be broken.
struct Gap {
    style: Style,
    columns: usize,
}

/// Whether a line may be broken here, and the space left out.
fn is_space(cluster: &str) -> bool {
    cluster.chars().all(char::is_whitespace) && !matches!(cluster, "\u{A0}" | "\u{202F}" | "\u{2007}")
}

impl Wrap<'_, '_> {
    /// Takes the space that is the `nth` in a row of its span. Spaces of neighbouring spans are one
    /// space (a change brings its own), those within a span up to two.
    fn space(&mut self, style: Style, nth: usize) -> io::Result<()> {
        self.end_word()?;
        // White space is coloured only inside a change, where the same style stands before it.
        let inside = self.line.pieces.last().is_some_and(|&(last, _)| last == style);
        let style = if inside { style } else { Style::Plain };
        self.gap = Some(Gap { style, columns: nth.min(2) });
        Ok(())
    }

    fn take(&mut self, style: Style, cluster: &str) -> io::Result<()> {
        let columns = columns(cluster);
        let wide = columns > 1 && !is_closing(cluster);
        if wide {
            // Chinese, Japanese and the like may be broken before any character but closing marks.
            self.end_word()?;
        }
        if self.word.columns + columns > self.room {
            self.end_word()?;
        }
        self.word.push(style, cluster, columns);
        Ok(())
    }

    /// Puts the word on the line, or begins a new line with it.
    fn end_word(&mut self) -> io::Result<()> {
        if self.word.is_empty() {
            return Ok(());
        }
        let gap = self.gap.take();
        let needed = gap.as_ref().map_or(0, |gap| gap.columns) + self.word.columns;
        if !self.line.is_empty() && self.line.columns + needed > self.page.width {
            self.break_line()?;
        } else if let Some(gap) = gap.filter(|_| !self.line.is_empty()) {
            let same = self.word.pieces.first().is_some_and(|&(next, _)| next == gap.style);
            let style = if same { gap.style } else { Style::Plain };
            self.line.push(style, if gap.columns == 1 { " " } else { "  " }, gap.columns);
        }
        self.line.append(&mut self.word);
        Ok(())
    }

    fn break_line(&mut self) -> io::Result<()> {
        let full = std::mem::replace(&mut self.line, Line::indented(self.rest));
        self.page.print(&full)
    }

    fn finish(mut self) -> io::Result<()> {
        self.end_word()?;
        if self.line.is_empty() { Ok(()) } else { self.break_line() }
    }
}

/// Marks that must not begin a line in Chinese and Japanese.
fn is_closing(cluster: &str) -> bool {
    matches!(
        cluster,
        "，" | "。"
            | "、"
            | "；"
            | "："
            | "？"
            | "！"
            | "」"
            | "』"
            | "）"
            | "》"
            | "】"
            | "〉"
            | "〕"
            | "］"
            | "｝"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(width: usize, color: bool, first: usize, rest: usize, spans: &[Span<'_>]) -> String {
        let mut out = Vec::new();
        Page::new(&mut out, width, color).put(first, rest, spans).expect("a vector can be written to");
        String::from_utf8(out).expect("what is printed is UTF-8")
    }

    #[test]
    fn wraps_at_words_with_a_hanging_indent() {
        let spans = [plain("reworded  14 → 16, moved from "), span(Style::Strong, "“B. Threats”")];
        assert_eq!(wrapped(30, false, 2, 6, &spans), "  reworded  14 → 16, moved\n      from “B. Threats”\n");
    }

    #[test]
    fn colour_is_closed_on_every_line_and_never_on_the_indent() {
        let spans = [plain("States "), span(Style::Delete, "should consider the need for this"), plain(".")];
        assert_eq!(
            wrapped(24, true, 0, 4, &spans),
            "States \x1b[31;9mshould consider\x1b[0m\n    \x1b[31;9mthe need for this\x1b[0m.\n"
        );
    }

    #[test]
    fn wide_characters_count_double_and_may_be_broken() {
        let spans = [plain("人人生而自由，在尊严和权利上一律平等。")];
        assert_eq!(wrapped(20, false, 0, 0, &spans), "人人生而自由，在尊严\n和权利上一律平等。\n");
    }

    #[test]
    fn a_word_longer_than_the_line_is_broken() {
        let long = "x".repeat(50);
        for line in wrapped(20, false, 0, 2, &[plain("see "), plain(long)]).lines() {
            assert!(columns(line) <= 20, "{line}");
        }
    }

    #[test]
    fn control_characters_become_visible() {
        assert_eq!(clean("a\u{1b}[31mb\u{9b}c\u{202e}d\te\u{7f}"), "a␛[31mb<U+009B>c<U+202E>d e␡");
        assert_eq!(clean("naïve — 国家 \u{200f}يولد"), "naïve — 国家 \u{200f}يولد");
    }
}
