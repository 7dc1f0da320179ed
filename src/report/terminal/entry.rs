//! One link: a head line that says what became of it and where, then the words.

use std::io;

use super::page::{Page, Span, Style, plain, span};
use super::redline::{Manner, redline, whole};
use super::{BODY, HEAD};
use crate::compare::{Fate, Link, Passage, Shape};
use crate::document::{Document, UnitId};
use crate::report::{Entry, Options, View, remarks, say};

/// Prints an entry with its text.
pub(super) fn put(view: &View<'_>, entry: &Entry, options: &Options, page: &mut Page<'_>) -> io::Result<()> {
    let link = &view.comparison.links[entry.link];
    page.blank()?;
    page.put(HEAD, BODY, &head(view, entry, link))?;
    match link.fate {
        Fate::Dropped => put_whole(view.documents.old, &link.units.old, Style::Dropped, page)?,
        Fate::New => put_whole(view.documents.new, &link.units.new, Style::New, page)?,
        _ => changed_text(view, entry, link, options, page)?,
    }
    nearest(view, entry, link, page)?;
    for &passage in &entry.passages {
        put_passage(view, &view.comparison.passages[passage], link, page)?;
    }
    Ok(())
}

/// Prints the text of one side, or that there is none: "Option 2:" may be all there is.
fn put_whole(document: &Document, units: &[UnitId], style: Style, page: &mut Page<'_>) -> io::Result<()> {
    if units.iter().all(|&unit| document.text_of(unit).is_empty()) {
        return page.put(BODY, BODY, &[span(Style::Faint, "(a label without words of its own)")]);
    }
    page.put(BODY, BODY, &whole(document, units, style))
}

/// Prints a run of masthead lines that all went or all came as one entry: dates, symbols and
/// sessions differ from draft to draft, and nobody negotiates them.
pub(super) fn put_masthead(view: &View<'_>, run: &[Entry], page: &mut Page<'_>) -> io::Result<()> {
    let Some(said) = remarks::masthead(view, run) else { return Ok(()) };
    let (style, count) = (fate_style(said.fate), said.lines.len());
    page.blank()?;
    page.put(
        HEAD,
        BODY,
        &[span(style, say::fate(said.fate)), span(Style::Strong, format!("  masthead, {count} lines"))],
    )?;
    page.put(BODY, BODY, &[span(style, said.lines.join(" / "))])
}

/// Prints one line for a run of unchanged units.
pub(super) fn put_unchanged(view: &View<'_>, run: &[Entry], page: &mut Page<'_>) -> io::Result<()> {
    let Some(said) = remarks::unchanged(view, run) else { return Ok(()) };
    page.blank()?;
    page.put(HEAD, BODY, &[span(Style::Faint, said)])
}

fn head<'a>(view: &View<'_>, entry: &Entry, link: &Link) -> Vec<Span<'a>> {
    let mut spans = vec![span(fate_style(link.fate), say::fate(link.fate))];
    if let Some(shape) = say::shape(link.shape) {
        spans.push(plain(format!(", {shape}")));
    }
    spans.push(plain("  "));
    spans.push(span(Style::Strong, say::addresses(view, link)));
    if remarks::is_to_check(link) {
        spans.extend([plain(" · "), span(Style::Strong, remarks::CHECK)]);
    }
    for said in remarks::facts(view, entry, link) {
        spans.extend([plain(" · "), plain(said)]);
    }
    spans
}

pub(super) const fn fate_style(fate: Fate) -> Style {
    match fate {
        Fate::Carried => Style::Plain,
        Fate::Edited => Style::Edited,
        Fate::Reworded => Style::Reworded,
        Fate::Dropped => Style::Dropped,
        Fate::New => Style::New,
    }
}

fn changed_text(
    view: &View<'_>,
    entry: &Entry,
    link: &Link,
    options: &Options,
    page: &mut Page<'_>,
) -> io::Result<()> {
    if let Some(substitution) = entry.recurring.filter(|_| !options.all) {
        return page.put(BODY, BODY + 2, &[plain(remarks::only_recurring(view.comparison, substitution))]);
    }
    let same = link.fate == Fate::Carried && link.shape == Shape::OneToOne;
    if same && !options.all {
        let text = view.documents.new.text_of(link.units.new[0]);
        return page.put(BODY, BODY, &[span(Style::Faint, remarks::opening(text))]);
    }
    let manner = Manner { marks: !page.color(), fold: !options.all };
    for paragraph in redline(view.documents, link, manner) {
        page.put(BODY, BODY, &paragraph)?;
    }
    Ok(())
}

/// Prints the most alike unit of the other text.
fn nearest(view: &View<'_>, entry: &Entry, link: &Link, page: &mut Page<'_>) -> io::Result<()> {
    match remarks::nearest(view, entry, link) {
        Some(said) => page.put(BODY, BODY + 2, &[span(Style::Faint, said)]),
        None => Ok(()),
    }
}

/// Prints where a sentence went or came from, seen from this link.
fn put_passage(view: &View<'_>, passage: &Passage, link: &Link, page: &mut Page<'_>) -> io::Result<()> {
    let Some((said, words)) = remarks::passage(view, passage, link) else { return Ok(()) };
    page.put(BODY, BODY + 2, &[span(Style::Strong, said), plain(format!(": “{words}”"))])
}
