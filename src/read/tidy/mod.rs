//! Repair that does not depend on the source format: what extraction and printing did to the lines.
//!
//! ```text
//! by anchors and fishing gear, most       by anchors and fishing gear, most of them
//! 1 Adopted by 139 votes.                 …
//! 2/10                    31-18846   ->   Note 1: Adopted by 139 votes.
//!            A/AC.999/2031/L.1            furniture: page-number, symbol
//! of them caused                          …
//! ```
//!
//! In this order: page furniture, notes at the page foot, then what they had torn apart is joined,
//! then note markers glued to words. What can be repaired surely is repaired; what can't is a warning
//! with its place, never a silent change.

pub(crate) mod hyphens;
mod furniture;
mod notes;
mod markers;
mod suspects;

use super::line::{Hint, Line, Lines, Start};
use super::structure::labels::readings;

/// Repairs the lines of a document.
pub(crate) fn tidy(lines: &mut Lines) {
    if lines.printed {
        let taken = furniture::find(&lines.lines);
        let roles = notes::find(&lines.lines, &taken);
        remove(lines, &taken, &roles);
        suspects::symbols(&mut lines.lines);
    }
    markers::unglue(lines);
    suspects::warn(lines);
}

/// Takes furniture out, notes to the end, and joins what they had torn apart.
fn remove(lines: &mut Lines, taken: &[Option<&'static str>], roles: &[Option<notes::Role>]) {
    let all = std::mem::take(&mut lines.lines);
    let mut notes = Vec::new();
    let mut torn = false;
    for (n, mut line) in all.into_iter().enumerate() {
        if let Some(code) = taken[n] {
            torn = true;
            lines.furniture.push(furniture::of(code, &line));
        } else if roles[n] == Some(notes::Role::Link) {
            torn = true;
            lines.furniture.push(furniture::of("link", &line));
        } else if let Some(role) = &roles[n] {
            torn = true;
            notes::make(&mut line, role);
            notes.push(line);
        } else {
            if torn && let Some(before) = lines.lines.last() {
                line.start = after_tear(before, &line, lines.width);
            }
            torn = false;
            lines.lines.push(line);
        }
    }
    lines.lines.extend(notes);
}

/// Whether a line goes on with the one before the page's end.
fn after_tear(before: &Line, line: &Line, width: usize) -> Start {
    let text = line.text.text.as_str();
    let stripped = before.text.text.trim_end_matches(|c: char| c.is_ascii_digit() || ")]”\"’".contains(c));
    let ended = stripped.ends_with(['.', ':', ';', '!', '?']);
    let first = text.split(' ').next().unwrap_or("");
    let full = match width {
        0 => before.room <= first.chars().count(),
        width => before.text.text.len() * 10 >= width * 8,
    };
    let labelled = !readings(text, line.gap).is_empty();
    let apart = |line: &Line| !matches!(line.hint, Hint::Text | Hint::Verbatim);
    match () {
        () if apart(before) || apart(line) => line.start,
        () if !ended && text.starts_with(char::is_lowercase) => Start::Never,
        () if labelled && (ended || !full) => Start::Block,
        () if labelled => Start::Maybe,
        () if !ended && full => Start::Never,
        () if ended && !full && width == 0 => Start::Block,
        () if full && (width == 0 || text.len() * 10 >= width * 7) && line.indent <= before.indent + 1 => {
            Start::Maybe
        }
        () => line.start,
    }
}
