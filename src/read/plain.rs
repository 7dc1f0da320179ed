//! Plain text -> lines.
//!
//! ```text
//! "14.  States noted that\n"   Line { text: "14. States noted that", gap: true, start: Block }
//! "the threat.\n"              Line { text: "the threat.", start: Maybe }
//! ```
//!
//! A blank line ends a block, except in a text that has one after *every* line, as some extractors
//! write; and where a text has no blank lines at all, a short line that ends a sentence does.

use super::line::{Hint, Line, Lines, RawLine, Start, indent_of, raw_lines, tidy_words};

/// How blank lines are used in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    /// Between blocks.
    Between,
    /// After every line: they mean nothing.
    Everywhere,
    /// Nowhere, and lines are wrapped.
    Nowhere,
    /// Lines are whole paragraphs.
    Unwrapped,
}

/// Reads the lines of a decoded plain text.
pub(crate) fn lines(text: &str) -> Lines {
    let raw = raw_lines(text);
    let manner = manner(text, &raw);
    let width = typical_width(text, &raw);
    let mut lines: Vec<Line> = Vec::new();
    let mut blanks = 1;
    for line in &raw {
        let words = &text[line.range.clone()];
        let drawn = is_rule(words);
        if drawn || words.trim().is_empty() {
            blanks += 1;
            if drawn {
                lines.push(Line {
                    hint: Hint::Rule,
                    start: Start::Block,
                    ..plain_line(text, line, Start::Block)
                });
            }
            continue;
        }
        let start = match manner {
            Manner::Between if blanks > 0 => Start::Block,
            Manner::Unwrapped => Start::Block,
            Manner::Everywhere if blanks > 2 || lines.is_empty() => Start::Block,
            Manner::Everywhere | Manner::Nowhere
                if lines.last().is_none_or(|last| ends_paragraph(last, words, width)) =>
            {
                Start::Block
            }
            _ => Start::Maybe,
        };
        let mut read = plain_line(text, line, start);
        // Where every line is followed by a blank one, its absence is all that is left of a page's end.
        read.page_start |= manner == Manner::Everywhere && blanks == 0;
        lines.push(read);
        blanks = 0;
    }
    Lines { lines, width, printed: true, ..Lines::default() }
}

fn plain_line(text: &str, raw: &RawLine, start: Start) -> Line {
    let whole = &text[raw.range.clone()];
    let (inner, skipped) = without_box(whole);
    let words = tidy_words(inner, raw.range.start + skipped);
    let first = inner.trim_start();
    let after = first.find(char::is_whitespace).map(|at| &first[at..]);
    let gap = after.is_some_and(|after| after.starts_with('\t') || after.starts_with("  "));
    Line {
        text: words,
        number: raw.number,
        source: raw.range.clone(),
        indent: indent_of(whole),
        gap,
        start,
        page_start: raw.page_start,
        ..Line::default()
    }
}

/// A line of dashes, or of nothing but forty spaces or more, which is how extractors write one.
fn is_rule(line: &str) -> bool {
    let trimmed = line.trim();
    if trimmed.is_empty() {
        return line.len() >= 40 && line.len() <= 400;
    }
    trimmed.len() <= 400
        && trimmed.chars().count() >= 3
        && trimmed.chars().all(|c| "_-–—=*·. ".contains(c))
        && !trimmed.starts_with('.')
        && {
            let mut signs = trimmed.chars().filter(|c| *c != ' ');
            let first = signs.next();
            signs.all(|c| Some(c) == first)
        }
}

/// Takes off the stars of a box drawn around a paragraph: "** text **".
fn without_box(line: &str) -> (&str, usize) {
    let trimmed = line.trim();
    let inner = trimmed.strip_prefix("**").and_then(|rest| rest.strip_suffix("**"));
    match inner {
        Some(inner) if trimmed.len() > 60 && !inner.contains("**") => {
            (inner, line.len() - line.trim_start().len() + 2)
        }
        _ => (line, 0),
    }
}

fn manner(text: &str, raw: &[RawLine]) -> Manner {
    let (mut full, mut after_blank, mut open_end, mut long) = (0usize, 0usize, 0usize, 0usize);
    let mut last: Option<&str> = None;
    let mut blank = true;
    for line in raw {
        let words = text[line.range.clone()].trim();
        if words.is_empty() {
            blank = true;
            continue;
        }
        full += 1;
        long += usize::from(words.len() > 200);
        if blank && full > 1 {
            after_blank += 1;
            let open = last.is_some_and(|last| {
                last.ends_with(|c: char| c.is_alphanumeric() || c == ',') && last.len() > 40
            });
            open_end += usize::from(open && words.starts_with(char::is_lowercase));
        }
        last = Some(words);
        blank = false;
    }
    match () {
        () if full >= 8 && after_blank * 10 > full * 6 && open_end * 10 > after_blank * 3 => {
            Manner::Everywhere
        }
        () if after_blank * 20 < full && full >= 4 && long * 3 > full => Manner::Unwrapped,
        () if after_blank * 20 < full && full >= 8 => Manner::Nowhere,
        () => Manner::Between,
    }
}

/// The width most full lines come near to: the ninth tenth of all lengths.
fn typical_width(text: &str, raw: &[RawLine]) -> usize {
    let mut widths: Vec<usize> =
        raw.iter().map(|line| text[line.range.clone()].trim().len()).filter(|&width| width > 0).collect();
    widths.sort_unstable();
    widths.get(widths.len() * 9 / 10).copied().unwrap_or(0)
}

/// A line that ends a sentence well before the margin, with a new one after it.
fn ends_paragraph(last: &Line, next: &str, width: usize) -> bool {
    let end = last.text.text.trim_end_matches(|c: char| c.is_ascii_digit() || ")]”\"’".contains(c));
    let stops = end.ends_with(['.', ';', ':', '!', '?']);
    let short = last.text.text.len() * 10 < width * 8;
    stops && short && next.trim_start().starts_with(|c: char| c.is_uppercase() || "[“\"(•".contains(c))
}
