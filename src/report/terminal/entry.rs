//! One link: a head line that says what became of it and where, then the words.

use std::io;

use super::page::{Page, Span, Style, plain, span};
use super::redline::{Manner, opening, redline, whole};
use super::{BODY, HEAD};
use crate::compare::{Comparison, Confidence, Fate, Link, Nearest, Passage, PassageEnd, Shape};
use crate::document::{Document, Kind, UnitId};
use crate::report::{Entry, Options, View, say};

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
    let links: Vec<&Link> = run.iter().map(|entry| &view.comparison.links[entry.link]).collect();
    let Some(fate) = links.first().map(|link| link.fate) else { return Ok(()) };
    let dropped = fate == Fate::Dropped;
    let document = if dropped { view.documents.old } else { view.documents.new };
    let units = || links.iter().flat_map(|link| if dropped { &link.units.old } else { &link.units.new });
    let count = units().count();
    let lines: Vec<&str> = units().map(|&unit| document.text_of(unit)).collect();
    page.blank()?;
    page.put(
        HEAD,
        BODY,
        &[span(fate_style(fate), say::fate(fate)), span(Style::Strong, format!("  masthead, {count} lines"))],
    )?;
    page.put(BODY, BODY, &[span(fate_style(fate), lines.join(" / "))])
}

/// Prints one line for a run of unchanged units. Headings are neither counted nor listed: they
/// stand above the entries that follow.
pub(super) fn put_unchanged(view: &View<'_>, run: &[Entry], page: &mut Page<'_>) -> io::Result<()> {
    let documents = view.documents;
    let body = run.iter().filter(|entry| !is_heading(view, entry));
    let body: Vec<&Link> = body.map(|entry| &view.comparison.links[entry.link]).collect();
    let (Some(first), Some(last)) = (body.first(), body.last()) else { return Ok(()) };
    let old = extent(documents.old, first.units.old.first(), last.units.old.last());
    let new = extent(documents.new, first.units.new.first(), last.units.new.last());
    let formerly = if old == new { String::new() } else { format!(" (formerly {old})") };
    page.blank()?;
    page.put(HEAD, BODY, &[span(Style::Faint, format!("{} unchanged: {new}{formerly}", body.len()))])
}

/// Whether all that a link became is headings.
pub(super) fn is_heading(view: &View<'_>, entry: &Entry) -> bool {
    let link = &view.comparison.links[entry.link];
    link.units.new.iter().all(|&unit| view.documents.new.unit(unit).kind == Kind::Heading)
}

/// "10–13", or "10 (a) – 13 (b)".
fn extent(document: &Document, first: Option<&UnitId>, last: Option<&UnitId>) -> String {
    let said = |unit: &UnitId| say::address(document, *unit);
    match (first.map(said), last.map(said)) {
        (Some(first), Some(last)) if first != last => {
            let dash = if first.contains(' ') || last.contains(' ') { " – " } else { "–" };
            format!("{first}{dash}{last}")
        }
        (Some(only), _) | (None, Some(only)) => only,
        (None, None) => String::new(),
    }
}

fn head<'a>(view: &View<'_>, entry: &Entry, link: &Link) -> Vec<Span<'a>> {
    let mut spans = vec![span(fate_style(link.fate), say::fate(link.fate))];
    if let Some(shape) = say::shape(link.shape) {
        spans.push(plain(format!(", {shape}")));
    }
    spans.push(plain("  "));
    spans.push(span(Style::Strong, say::addresses(view, link)));
    if link.confidence == Confidence::Likely {
        spans.extend([plain(" · "), span(Style::Strong, "likely\u{A0}—\u{A0}please\u{A0}check")]);
    }
    let mut add = |text: String| spans.extend([plain(" · "), plain(text)]);
    if link.moved {
        add(say::moved(view, entry, link));
    } else if link.fate == Fate::Dropped && entry.origin.is_some() {
        add(format!("was in {}", say::origin(view, entry)));
    }
    match link.fate {
        Fate::Edited => add(say::rules(link)),
        // Where one side is but a label there is nothing to be alike.
        Fate::Reworded if link.similarity > 0.0 => add(format!("{}\u{A0}alike", say::alike(link.similarity))),
        _ => {}
    }
    if let Some(said) = link.by_hand() {
        add(said.to_owned());
    }
    for said in sentences(view.comparison, entry) {
        spans.extend([plain(" · "), plain(said)]);
    }
    spans
}

const fn fate_style(fate: Fate) -> Style {
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
        return page.put(BODY, BODY + 2, &[plain(only_recurring(view.comparison, substitution))]);
    }
    let same = link.fate == Fate::Carried && link.shape == Shape::OneToOne;
    if same && !options.all {
        let text = view.documents.new.text_of(link.units.new[0]);
        return page.put(BODY, BODY, &[span(Style::Faint, opening(text))]);
    }
    let manner = Manner { marks: !page.color(), fold: !options.all };
    for paragraph in redline(view.documents, link, manner) {
        page.put(BODY, BODY, &paragraph)?;
    }
    Ok(())
}

fn only_recurring(comparison: &Comparison, substitution: usize) -> String {
    let substitution = &comparison.substitutions[substitution];
    format!("only the recurring “{}” → “{}”", substitution.old, substitution.new)
}

/// Prints the most alike unit of the other text: nobody should call a text dropped unseen.
fn nearest(view: &View<'_>, entry: &Entry, link: &Link, page: &mut Page<'_>) -> io::Result<()> {
    let other = match link.fate {
        Fate::Dropped => view.documents.new,
        Fate::New => view.documents.old,
        _ => return Ok(()),
    };
    let Some(Nearest { unit, passage, similarity }) = &link.nearest else {
        // That nothing is near is news of a dropped unit only, and only if no sentence lives on.
        let wordless = link.units.old.iter().all(|&unit| view.documents.old.text_of(unit).is_empty());
        if link.fate == Fate::New || wordless || !entry.passages.is_empty() {
            return Ok(());
        }
        return page.put(BODY, BODY + 2, &[span(Style::Faint, "nothing near it in the new text")]);
    };
    let text = &other.text_of(*unit)[passage.clone()];
    let said = format!(
        "nearest: {}, {} alike: “{}”",
        say::address(other, *unit),
        say::alike(*similarity),
        text.trim()
    );
    page.put(BODY, BODY + 2, &[span(Style::Faint, said)])
}

/// "1 sentence dropped", "2 sentences added". Which ones, the redline shows.
fn sentences(comparison: &Comparison, entry: &Entry) -> Vec<String> {
    let passages = || entry.passages.iter().map(|&passage| &comparison.passages[passage]);
    let dropped = passages().filter(|passage| passage.new.is_none()).count();
    let added = passages().filter(|passage| passage.old.is_none()).count();
    let counted = |count: usize, what: &str| match count {
        0 => None,
        1 => Some(format!("1\u{A0}sentence\u{A0}{what}")),
        n => Some(format!("{n}\u{A0}sentences\u{A0}{what}")),
    };
    counted(dropped, "dropped").into_iter().chain(counted(added, "added")).collect()
}

/// Prints where a sentence went or came from, seen from this link.
fn put_passage(view: &View<'_>, passage: &Passage, link: &Link, page: &mut Page<'_>) -> io::Result<()> {
    let documents = view.documents;
    let quoted = |document: &Document, end: &PassageEnd| {
        opening(&document.text_of(end.unit)[end.range.clone()]).into_owned()
    };
    let changed = if passage.fate == Fate::Reworded { " and reworded" } else { "" };
    let (said, words) = match (&passage.old, &passage.new) {
        (Some(old), Some(new)) if link.units.old.contains(&old.unit) => {
            let to = say::address(documents.new, new.unit);
            (format!("sentence moved to {to}{changed}"), quoted(documents.old, old))
        }
        (Some(old), Some(new)) => {
            let from = say::address(documents.old, old.unit);
            (format!("sentence moved here from old {from}{changed}"), quoted(documents.new, new))
        }
        _ => return Ok(()),
    };
    page.put(BODY, BODY + 2, &[span(Style::Strong, said), plain(format!(": “{}”", words.trim()))])
}
