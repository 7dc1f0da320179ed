//! How a document was understood: a table of its units, so that a person can check it.
//!
//! ```text
//!   id  lines    label  kind       words
//!   11  99       B      heading    Existing and potential threats
//!   12  101–108  14     paragraph  States underscored that …
//! ```

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::page::{Page, Style, plain, span};
use crate::document::{Document, Kind, Place, Status, UnitId, Warning};
use crate::report::Options;
use crate::report::say::{self, columns, shorten};

/// Labels wider than this push their row to the right instead of making all rows wide.
const LABEL: usize = 8;

/// Writes the table.
pub(in crate::report) fn document(
    document: &Document,
    options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut page = Page::new(out, options.width, options.color);
    opening(document, &mut page)?;
    page.blank()?;
    table(document, options, &mut page)?;
    warnings(document, &mut page)?;
    furniture(document, options, &mut page)
}

fn opening(document: &Document, page: &mut Page<'_>) -> io::Result<()> {
    let mut spans = vec![span(Style::Strong, document.source.as_str())];
    if let Some(title) = &document.title {
        spans.push(plain(format!("  “{title}”")));
    }
    page.put(0, 2, &spans)?;
    let language = document.language.map(|tag| format!(", language {tag}")).unwrap_or_default();
    page.put(2, 2, &[plain(format!("{}{language}, {}", document.format, recognised(document)))])
}

/// "68 units: 9 headings, 45 paragraphs, 14 items".
fn recognised(document: &Document) -> String {
    let mut kinds: BTreeMap<Kind, usize> = BTreeMap::new();
    for unit in &document.units {
        *kinds.entry(unit.kind).or_default() += 1;
    }
    let kinds: Vec<String> = kinds.into_iter().map(|(kind, count)| counted(kind, count)).collect();
    match kinds.as_slice() {
        [] => "no units".to_owned(),
        kinds => format!("{}: {}", say::units(document.units.len()), kinds.join(", ")),
    }
}

/// "1 item", "2 chapeaux", "3 preambular".
fn counted(kind: Kind, count: usize) -> String {
    let word = say::kind(kind);
    match kind {
        _ if count == 1 => format!("1 {word}"),
        Kind::Chapeau => format!("{count} chapeaux"),
        Kind::AnnexEntry => format!("{count} annex entries"),
        Kind::Preambular | Kind::Operative | Kind::Masthead | Kind::Front => format!("{count} {word}"),
        _ => format!("{count} {word}s"),
    }
}

fn status_word(status: Status) -> Option<&'static str> {
    (!matches!(status, Status::Report | Status::Note)).then(|| status.name())
}

/// Widths of the columns before the words.
struct Widths {
    id: usize,
    place: usize,
    label: usize,
    kind: usize,
}

impl Widths {
    fn of(document: &Document) -> Self {
        let widest = |words: &dyn Fn(UnitId) -> usize| document.ids().map(words).max().unwrap_or(0);
        Self {
            id: widest(&|id| id.0.to_string().len()).max(2),
            place: widest(&|id| columns(&place(&document.unit(id).place)))
                .max(counted_in(document).len() + 1),
            label: widest(&|id| columns(label(document, id)).min(LABEL)).max(5),
            kind: widest(&|id| say::kind(document.unit(id).kind).len()),
        }
    }

    const fn total(&self) -> usize {
        self.id + self.place + self.label + self.kind + 10
    }
}

fn label(document: &Document, id: UnitId) -> &str {
    document.unit(id).label.as_deref().unwrap_or("")
}

/// "101–108", "4" where places are pages, or nothing.
fn place(place: &Place) -> String {
    match (place.lines, place.page) {
        (_, Some(page)) => page.to_string(),
        ((0, _), None) => String::new(),
        ((first, last), _) if first == last => first.to_string(),
        ((first, last), _) => format!("{first}–{last}"),
    }
}

/// What places are counted in: a reader can find a page of a PDF or a line of a text, and in Word
/// files and web pages nothing better than the how manieth block it is.
fn counted_in(document: &Document) -> &'static str {
    match document.format {
        "pdf" => "page",
        "docx" | "html" => "block",
        _ => "line",
    }
}

fn table(document: &Document, options: &Options, page: &mut Page<'_>) -> io::Result<()> {
    if document.units.is_empty() {
        return Ok(());
    }
    let widths = Widths::of(document);
    let head = [
        pad("id", widths.id, true),
        pad(&format!("{}s", counted_in(document)), widths.place, false),
        pad("label", widths.label, false),
        pad("kind", widths.kind, false),
    ];
    page.row(&[span(Style::Faint, format!("  {}  words", head.join("  ")))])?;
    document.ids().try_for_each(|id| row(document, id, &widths, options, page))
}

fn row(
    document: &Document,
    id: UnitId,
    widths: &Widths,
    options: &Options,
    page: &mut Page<'_>,
) -> io::Result<()> {
    let unit = document.unit(id);
    let cells = [
        pad(&id.0.to_string(), widths.id, true),
        pad(&place(&unit.place), widths.place, false),
        pad(label(document, id), widths.label, false),
        pad(say::kind(unit.kind), widths.kind, false),
    ];
    let style = if unit.kind == Kind::Heading { Style::Strong } else { Style::Plain };
    let indent = " ".repeat(2 * depth(document, id).min(4));
    let status = heading_status(document, id).map(|word| format!(" ({word})")).unwrap_or_default();
    let over = columns(label(document, id)).saturating_sub(widths.label);
    let room = page.width().saturating_sub(widths.total() + over + indent.len() + columns(&status)).max(12);
    let text = document.text_of(id);
    let words = if options.all { text.into() } else { shorten(text, room) };
    let spans = [
        span(Style::Faint, format!("  {}  ", cells.join("  "))),
        plain(indent),
        span(style, words),
        span(Style::Faint, status),
    ];
    if options.all { page.put(0, widths.total(), &spans) } else { page.row(&spans) }
}

/// How many units a unit hangs under.
fn depth(document: &Document, id: UnitId) -> usize {
    std::iter::successors(document.unit(id).parent, |&above| document.unit(above).parent).take(8).count()
}

/// The standing of a section, said beside its heading if it is not that of the text around it.
fn heading_status(document: &Document, id: UnitId) -> Option<&'static str> {
    let unit = document.unit(id);
    let section = &document.sections[unit.section.index()];
    let around = section.parent.map(|parent| document.sections[parent.index()].status);
    let differs = unit.kind == Kind::Heading && around != Some(section.status);
    status_word(section.status).filter(|_| differs)
}

fn pad(text: &str, width: usize, right: bool) -> String {
    let gap = " ".repeat(width.saturating_sub(columns(text)));
    if right { format!("{gap}{text}") } else { format!("{text}{gap}") }
}

fn warnings(document: &Document, page: &mut Page<'_>) -> io::Result<()> {
    if document.warnings.is_empty() {
        return Ok(());
    }
    page.blank()?;
    page.put(0, 2, &[span(Style::Strong, format!("warnings ({})", document.warnings.len()))])?;
    document.warnings.iter().try_for_each(|warning| {
        let place = warning_place(document, warning);
        page.put(2, 6, &[plain(format!("{place}{}: {}", warning.code, warning.message))])
    })
}

fn warning_place(document: &Document, warning: &Warning) -> String {
    let unit = warning.unit.map(|unit| format!("unit {} ({})", unit.0, say::address(document, unit)));
    let place = match warning.unit.and_then(|unit| document.unit(unit).place.page) {
        Some(page) => Some(page),
        // A printed line of a PDF cannot be found by its number; what is said names the page.
        None if document.format == "pdf" => None,
        None => warning.line,
    };
    let line = place.map(|place| format!("{} {place}", counted_in(document)));
    match (line, unit) {
        (Some(line), Some(unit)) => format!("{line}, {unit}: "),
        (Some(only), None) | (None, Some(only)) => format!("{only}: "),
        (None, None) => String::new(),
    }
}

fn furniture(document: &Document, options: &Options, page: &mut Page<'_>) -> io::Result<()> {
    if document.furniture.is_empty() {
        return Ok(());
    }
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for furniture in &document.furniture {
        *codes.entry(furniture.code).or_default() += 1;
    }
    let codes: Vec<String> = codes.into_iter().map(|(code, count)| format!("{code} {count}")).collect();
    let hint = if options.furniture { "" } else { " (--furniture lists it)" };
    page.blank()?;
    page.put(
        0,
        2,
        &[
            span(Style::Strong, "taken out, no language of the text"),
            plain(format!(": {}{hint}", codes.join(", "))),
        ],
    )?;
    if !options.furniture {
        return Ok(());
    }
    document.furniture.iter().try_for_each(|furniture| {
        let place = format!("{} {}", counted_in(document), place(&furniture.place));
        page.put(
            2,
            6,
            &[span(Style::Faint, format!("{place}, {}: ", furniture.code)), plain(furniture.text.as_str())],
        )
    })
}
