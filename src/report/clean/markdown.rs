//! A document as Markdown that reads back to the same units.
//!
//! ```text
//! heading of level 2       ## B. Threats
//! item of paragraph 13         (c) the need*s*      ->      (c) the need\*s\*
//! two rows                 | a | b |, | --- | --- |, | c | d |
//! ```

use std::io;

use super::{Paragraphs, STEP, is_bulleted, labels, with_markers};
use crate::document::{Document, Kind, UnitId};

/// The title, where no heading says it.
pub(super) fn title(document: &Document, text: &mut Paragraphs<'_>) -> io::Result<()> {
    let Some(title) = document.title.as_deref().filter(|title| !title.trim().is_empty()) else {
        return Ok(());
    };
    let said = document
        .ids()
        .any(|id| document.unit(id).kind == Kind::Heading && document.text_of(id).trim() == title.trim());
    if said {
        return Ok(());
    }
    let line: String = title.split_whitespace().collect::<Vec<_>>().join(" ").replace('"', "'");
    text.paragraph(0, &format!("---\ntitle: \"{line}\"\n---"))
}

/// One unit.
pub(super) fn unit(
    document: &Document,
    id: UnitId,
    depth: usize,
    text: &mut Paragraphs<'_>,
) -> io::Result<()> {
    let unit = document.unit(id);
    let words = document.text_of(id);
    if words.contains('\n') {
        let fence = if words.contains("```") { "~~~~" } else { "```" };
        return text.paragraph(0, &format!("{fence}\n{words}\n{fence}"));
    }
    let words = inline(document, id);
    let label = unit.label.as_deref().map(labels::punctuated);
    if unit.kind == Kind::Heading {
        let level = usize::from(document.sections[unit.section.index()].level.clamp(1, 6));
        let line = format!("{} {}{}", "#".repeat(level), label.unwrap_or_default(), closed(&words));
        return text.paragraph(0, line.trim_end());
    }
    let line = match label {
        Some(label) => format!("{label}{words}"),
        None if is_bulleted(unit) => format!("- {words}"),
        None => opened(&words),
    };
    text.paragraph(STEP * depth, line.trim_end())
}

/// A note's body.
pub(super) fn note(
    document: &Document,
    id: UnitId,
    label: &str,
    text: &mut Paragraphs<'_>,
) -> io::Result<()> {
    let label: String = label.split_whitespace().collect::<Vec<_>>().join("-").replace(['[', ']'], "");
    text.paragraph(0, &format!("[^{label}]: {}", inline(document, id)))
}

/// Rows that follow each other.
pub(super) fn table(document: &Document, rows: &[UnitId]) -> String {
    let rows: Vec<String> = rows.iter().map(|&id| inline(document, id)).collect();
    let columns = rows.iter().map(|row| row.matches(" | ").count() + 1).max().unwrap_or(1);
    let mut table = String::new();
    for (n, row) in rows.iter().enumerate() {
        table.push_str(&format!("| {} |\n", row.replace('\n', " ")));
        if n == 0 {
            table.push_str(&format!("|{}\n", " --- |".repeat(columns)));
        }
    }
    table
}

/// A unit's words with markers, and with what would be taken for markup escaped.
fn inline(document: &Document, id: UnitId) -> String {
    with_markers(document, id, escaped, |label| format!("[^{}]", label.replace(['[', ']', ' '], "")))
}

/// Words that read back as they are.
fn escaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len() + words.len() / 16);
    let mut before = ' ';
    let mut rest = words.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied().unwrap_or(' ');
        let markup = match c {
            '\\' | '*' | '`' | '<' | '~' => true,
            // Inside a word it is a letter like any other.
            '_' => !(before.is_alphanumeric() && next.is_alphanumeric()),
            '&' => next.is_ascii_alphanumeric() || next == '#',
            '!' => next == '[',
            '(' | '[' => before == ']',
            ':' | '#' => before == '{',
            _ => false,
        };
        // "[old][new]" is no link where nothing defines "new".
        if markup && !(c == '[' && before == ']') {
            text.push('\\');
        }
        text.push(c);
        before = c;
    }
    text
}

/// The first character of a line must not open a block.
fn opened(words: &str) -> String {
    let first = words.chars().next().unwrap_or(' ');
    let rest = &words[first.len_utf8().min(words.len())..];
    let definition = first == '[' && !words.starts_with("[^") && words.contains("]:");
    let opens = match first {
        '#' | '>' | '=' | '{' | '|' => true,
        '-' | '+' => rest.starts_with([' ', '-']) || rest.is_empty(),
        _ => definition,
    };
    if opens { format!("\\{words}") } else { words.to_owned() }
}

/// Signs at a heading's end would be taken for its closing.
fn closed(words: &str) -> String {
    match words.strip_suffix('#') {
        Some(rest) => format!("{rest}\\#"),
        None => words.to_owned(),
    }
}
