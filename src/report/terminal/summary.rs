//! The few lines at the top: which texts, how many of what, what to look at.

use std::io;

use super::page::{Page, Span, Style, plain, span};
use crate::compare::Summary;
use crate::document::Document;
use crate::report::say::{self, columns, shorten};
use crate::report::{Options, Row, View};

/// Recurring substitutions shown unless all are asked for.
const SUBSTITUTIONS: usize = 5;
/// Indent of what belongs to the texts named first.
const INDENT: usize = 5;

pub(super) fn put(view: &View<'_>, options: &Options, page: &mut Page<'_>) -> io::Result<()> {
    let summary = &view.comparison.summary;
    text_line("old", view.documents.old, page)?;
    text_line("new", view.documents.new, page)?;
    page.blank()?;
    fates(summary, page)?;
    shapes(summary, page)?;
    sentences(summary, page)?;
    substitutions(view, options, page)?;
    warnings(view, page)?;
    filtered(view, page)?;
    notation(view, page)?;
    if !super::super::differs(view.comparison, &[], &[]) {
        page.put(INDENT, INDENT, &[plain("Nothing changed: every unit is carried and none moved.")])?;
    }
    Ok(())
}

/// Source, units and title; the title on a line of its own if it would not fit beside them.
fn text_line(side: &str, document: &Document, page: &mut Page<'_>) -> io::Result<()> {
    let count = say::units(document.units.len());
    let title = document.title.as_deref().unwrap_or_default();
    let room = page.width().saturating_sub(INDENT + columns(&document.source) + columns(&count) + 6);
    let mut spans = vec![plain(format!("{side}  ")), span(Style::Strong, document.source.as_str())];
    let beside = !title.is_empty() && columns(title) <= room;
    if beside {
        spans.push(plain(format!("  “{title}”")));
    }
    spans.push(span(Style::Faint, format!("  {count}")));
    page.put(0, INDENT, &spans)?;
    if beside || title.is_empty() {
        return Ok(());
    }
    page.put(INDENT, INDENT, &[plain(format!("“{}”", shorten(title, 2 * page.width() - 20)))])
}

/// Counts with their words, those of nothing left out: "22 reworded · 11 dropped".
fn counts<'a>(counts: &[(usize, Style, &str)]) -> Vec<Span<'a>> {
    let mut spans = Vec::new();
    for &(count, style, word) in counts.iter().filter(|(count, ..)| *count > 0) {
        if !spans.is_empty() {
            spans.push(plain(" · "));
        }
        spans.push(span(style, format!("{count}\u{A0}{word}")));
    }
    spans
}

fn fates(summary: &Summary, page: &mut Page<'_>) -> io::Result<()> {
    let brackets = match summary.brackets {
        0 => String::new(),
        n => format!(" ({n} by brackets only)"),
    };
    page.put(
        INDENT,
        INDENT,
        &counts(&[
            (summary.carried, Style::Plain, "carried"),
            (summary.edited, Style::Edited, &format!("edited{brackets}")),
            (summary.reworded, Style::Reworded, "reworded"),
            (summary.dropped, Style::Dropped, "dropped"),
            (summary.new, Style::New, "new"),
        ]),
    )
}

fn shapes(summary: &Summary, page: &mut Page<'_>) -> io::Result<()> {
    let mut spans = counts(&[
        (summary.moved, Style::Strong, "moved"),
        (summary.split, Style::Plain, "split"),
        (summary.merged, Style::Plain, "merged"),
        (summary.regrouped, Style::Plain, "regrouped"),
    ]);
    if !spans.is_empty() {
        spans.insert(0, plain("of these "));
    }
    page.put(INDENT, INDENT, &spans)
}

fn sentences(summary: &Summary, page: &mut Page<'_>) -> io::Result<()> {
    let mut spans = counts(&[
        (summary.sentences_dropped, Style::Dropped, "dropped"),
        (summary.sentences_added, Style::New, "added"),
        (summary.sentences_moved, Style::Strong, "moved to another unit"),
    ]);
    if !spans.is_empty() {
        spans.insert(0, plain("sentences of surviving units: "));
    }
    page.put(INDENT, INDENT + 2, &spans)
}

fn substitutions(view: &View<'_>, options: &Options, page: &mut Page<'_>) -> io::Result<()> {
    let all = &view.comparison.substitutions;
    let shown = if options.all { all.len() } else { all.len().min(SUBSTITUTIONS) };
    for (n, substitution) in all[..shown].iter().enumerate() {
        let lead = if n == 0 { "recurring: " } else { "" };
        let indent = if n == 0 { INDENT } else { INDENT + columns("recurring: ") };
        page.put(
            indent,
            INDENT + columns("recurring: ") + 2,
            &[
                plain(format!("{lead}“{}” → “{}”", substitution.old, substitution.new)),
                span(Style::Faint, format!(" {}\u{A0}times", substitution.count)),
            ],
        )?;
    }
    match all.len() - shown {
        0 => Ok(()),
        more => {
            page.put(INDENT + columns("recurring: "), INDENT, &[plain(format!("and {more} more (--all)"))])
        }
    }
}

fn warnings(view: &View<'_>, page: &mut Page<'_>) -> io::Result<()> {
    let count = view.documents.map(|document| document.warnings.len());
    let said = match (count.old, count.new) {
        (0, 0) => return Ok(()),
        (old, 0) => format!("{old} in the old text"),
        (0, new) => format!("{new} in the new text"),
        (old, new) => format!("{old} in the old text, {new} in the new"),
    };
    page.put(INDENT, INDENT + 2, &[plain(format!("warnings: {said} (travaux show FILE lists them)"))])
}

/// Says what the filter leaves out, so that nobody takes a part for the whole.
fn filtered(view: &View<'_>, page: &mut Page<'_>) -> io::Result<()> {
    for said in say::filtered(view) {
        page.put(INDENT, INDENT + 2, &[plain(said)])?;
    }
    Ok(())
}

/// Explains the marks, where some follow.
fn notation(view: &View<'_>, page: &mut Page<'_>) -> io::Result<()> {
    let changed = |row: &Row| {
        matches!(row, Row::Entry(entry) if {
            let link = &view.comparison.links[entry.link];
            !link.units.old.is_empty() && !link.units.new.is_empty()
        })
    };
    if page.color() || !view.rows.iter().any(changed) {
        return Ok(());
    }
    page.put(
        INDENT,
        INDENT + 2,
        &[span(Style::Faint, "marks: {-taken out-} {+put in+} … unchanged words left out")],
    )
}
