//! Plain text -> lines.
//!
//! ```text
//! "14.  States noted that\n"   Line { text: "14. States noted that", gap: true, start: Block }
//! "the threat.\n"              Line { text: "the threat.", start: Maybe }
//! "Rising costs\n"             Line { text: "Rising costs", hint: Title }, before a full line
//! ```
//!
//! A blank line ends a block, except in a text that has one after *every* line, as some extractors
//! write. There, and where a text has no blank lines at all, the margin tells: a line that ends a
//! sentence ends a paragraph if the first word of the next would have fitted on it. Indents were
//! rejected as a sign: extraction loses them, or puts one at every page's start.

mod manner;
mod starts;

use memchr::memmem;

use self::manner::{Manner, manner};
use super::line::{Hint, Line, Lines, RawLine, Start, indent_of, raw_lines, tidy_words};

/// A line with what stood before it.
#[derive(Debug)]
struct Entry {
    line: Line,
    /// Empty lines before it.
    blanks: usize,
    /// The stretch of lines between page ends and rules that it stands in.
    stretch: usize,
}

/// Reads the lines of a decoded plain text.
pub(crate) fn lines(text: &str) -> Lines {
    let raw = raw_lines(text);
    let manner = manner(text, &raw);
    let mut entries = entries(text, &raw);
    if manner == Manner::Everywhere {
        pages(&mut entries);
    }
    number_stretches(&mut entries);
    let width = starts::margins(&mut entries, manner);
    starts::mark(&mut entries, manner, width);
    let lines = entries.into_iter().map(|entry| entry.line).collect();
    // Where blank lines tell, the margin is asked only whether a line is full.
    let width = if matches!(manner, Manner::Everywhere | Manner::Nowhere) { 0 } else { width };
    let warnings = columns(text, &raw).into_iter().collect();
    Lines { lines, width, printed: true, warnings, ..Lines::default() }
}

/// The lines that have words, and those drawn.
fn entries(text: &str, raw: &[RawLine]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut blanks = 1;
    for raw in raw {
        let words = &text[raw.range.clone()];
        let mut line = plain_line(text, raw);
        if is_rule(words) {
            line.hint = Hint::Rule;
            line.start = Start::Block;
            entries.push(Entry { line, blanks, stretch: 0 });
            blanks = 1;
        } else if words.trim().is_empty() {
            blanks += 1;
        } else {
            if is_marked_row(words) || is_row_of_figures(words) {
                line.hint = Hint::Row;
            }
            entries.push(Entry { line, blanks, stretch: 0 });
            blanks = 0;
        }
    }
    single_rows(&mut entries);
    entries
}

/// Where every line is followed by a blank one, its absence is all that is left of a page's end; some
/// extractors begin the new page with a space, and then only that counts.
fn pages(entries: &mut [Entry]) {
    let tight = |entry: &Entry| entry.blanks == 0 && entry.line.hint != Hint::Rule;
    let spaced = entries.iter().skip(1).any(|entry| tight(entry) && entry.line.indent > 0);
    for entry in entries.iter_mut().skip(1) {
        entry.line.page_start |= tight(entry) && (!spaced || entry.line.indent > 0);
    }
}

fn number_stretches(entries: &mut [Entry]) {
    let mut stretch = 0;
    for entry in entries {
        stretch += usize::from(entry.line.page_start || entry.line.hint == Hint::Rule);
        entry.stretch = stretch;
    }
}

fn plain_line(text: &str, raw: &RawLine) -> Line {
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
        page_start: raw.page_start,
        ..Line::default()
    }
}

/// A warning if two columns seem to stand side by side: five lines in a row whose right half begins
/// at one place, after a wide gap, with several words on both sides.
fn columns(text: &str, raw: &[RawLine]) -> Option<(&'static str, Option<u32>, String)> {
    let mut run: Vec<(usize, u32)> = Vec::new();
    for line in raw {
        let words = &text[line.range.clone()];
        if words.trim().is_empty() {
            continue;
        }
        let right = right_half(words);
        if right.is_none() || run.last().is_some_and(|last| Some(last.0) != right) {
            run.clear();
        }
        run.extend(right.map(|at| (at, line.number)));
        if run.len() >= 5 {
            let message =
                "two columns seem to stand side by side from here; they were read across".to_owned();
            return Some(("columns", Some(run[0].1), message));
        }
    }
    None
}

/// Where the words after a wide gap begin, with at least two words on both sides of it.
fn right_half(line: &str) -> Option<usize> {
    let start = line.len() - line.trim_start().len();
    let gap = start + memmem::find(line[start..].trim_end().as_bytes(), b"   ")?;
    let right = line[gap..].trim_start();
    let prose = |half: &str| {
        half.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count() >= 2
    };
    (prose(&line[..gap]) && prose(right) && !right.contains("   "))
        .then(|| line[..line.len() - right.len()].chars().count())
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

/// A row of a table of crosses: a name, then nothing but crosses, which may bear note markers.
fn is_marked_row(line: &str) -> bool {
    let mut tokens = line.split_whitespace().rev();
    let cross = |token: &str| {
        let sign = token.trim_end_matches(|c: char| c.is_ascii_digit());
        matches!(sign, "X" | "x" | "✓" | "✔" | "●") && token.len() - sign.len() <= 3
    };
    line.len() <= 200
        && tokens.next().is_some_and(cross)
        && tokens.clone().count() <= 40
        && tokens.find(|token| !cross(token)).is_none_or(|name| !name.ends_with(['.', ',', ';', ':']))
}

/// A row of a table of figures: after a wide gap, nothing but figures, two or more.
fn is_row_of_figures(line: &str) -> bool {
    let line = line.trim();
    line.len() <= 300
        && memmem::find(line.as_bytes(), b"   ").is_some()
        && !line.ends_with("   ")
        && super::structure::blocks::ends_in_figures(line)
        && line
            .rsplit("   ")
            .next()
            .is_some_and(|last| last.split_whitespace().all(super::structure::blocks::is_figure))
}

/// Fewer than three rows of crosses in a row are no table.
fn single_rows(entries: &mut [Entry]) {
    let mut from = 0;
    while from < entries.len() {
        let row = entries[from].line.hint == Hint::Row;
        let same = |entry: &&Entry| (entry.line.hint == Hint::Row) == row;
        let to = from + entries[from..].iter().take_while(same).count();
        if row && to - from < 3 {
            let crosses =
                |entry: &&mut Entry| !super::structure::blocks::ends_in_figures(&entry.line.text.text);
            entries[from..to].iter_mut().filter(crosses).for_each(|entry| entry.line.hint = Hint::Text);
        }
        from = to;
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
