//! The change table as a table: for people, and for programs.
//!
//! ```text
//! page    old | new | what became of it | in words            long quotations cut, under headings
//! sheet   number,old_label,new_label,old_section,…,new_file   every figure and word a column
//! ```

use super::changes::{Change, QUOTED, Replaced, change, shown};
use super::table::{Cells, NOTHING, Table, number};
use super::view::{Entry, Row, View};
use super::{remarks, say};
use crate::compare::Fate;
use crate::document::{Document, Kind, UnitId};
use crate::pair::Pair;

/// The change table for people: under the headings of the new text, long quotations cut unless `all`
/// is asked for.
pub(super) fn page(view: &View<'_>, all: bool) -> Table {
    let mut table = Table {
        title: "Changes".to_owned(),
        about: say::filtered(view),
        head: vec!["old", "new", "what became of it", "in words"],
        groups: Vec::new(),
    };
    for row in view.rows.iter().filter(|row| all || !matches!(row, Row::Unchanged(_))) {
        match row {
            Row::Masthead(run) if run.len() > 1 && !all => table.push("", masthead(view, run)),
            Row::Entry(entry) => table.push(&heading(view, entry), page_row(view, entry, all)),
            Row::Unchanged(run) | Row::Masthead(run) => {
                for entry in run {
                    table.push(&heading(view, entry), page_row(view, entry, all));
                }
            }
        }
    }
    table
}

fn heading(view: &View<'_>, entry: &Entry) -> String {
    say::headings(view.documents.new, entry.section).join(" › ")
}

fn page_row(view: &View<'_>, entry: &Entry, all: bool) -> Cells {
    let change = change(view, entry);
    let sides = view.documents.zip(change.link.units.as_ref());
    let label = |document: &Document, unit: UnitId| match document.unit(unit).kind {
        // Its words stand above the row.
        Kind::Heading if document.unit(unit).label.is_none() => "heading".to_owned(),
        _ => say::short_address(document, unit),
    };
    let labels = sides.map(|(document, units)| match units.as_slice() {
        [] => NOTHING.to_owned(),
        units => say::joined(units.iter().map(|&unit| label(document, unit))),
    });
    let check = if change.check { "; please check" } else { "" };
    let fate = format!("{}{check}", change.fate);
    let what = if all { change.what() } else { short(&change, view.documents) };
    Cells { cells: vec![labels.old, labels.new, fate, what], link: Some(entry.link) }
}

/// Lines of the masthead that all went or all came, as one row: nobody negotiates them.
fn masthead(view: &View<'_>, run: &[Entry]) -> Cells {
    let Some(said) = remarks::masthead(view, run) else { return Cells::default() };
    let words = say::shorten(&said.lines.join(" / "), 2 * QUOTED).into_owned();
    let (here, nothing) = ("masthead".to_owned(), NOTHING.to_owned());
    let (labels, what) = match said.fate {
        Fate::Dropped => ([here, nothing], Replaced { old: words, new: String::new() }),
        _ => ([nothing, here], Replaced { old: String::new(), new: words }),
    };
    let [old, new] = labels;
    Cells {
        cells: vec![old, new, say::fate(said.fate).to_owned(), what.say()],
        link: run.first().map(|entry| entry.link),
    }
}

/// The change table for programs: every figure and word a column. With `all` the unchanged links too.
pub(super) fn sheet(view: &View<'_>, all: bool) -> Table {
    let mut table = Table { title: "Changes".to_owned(), head: SHEET.to_vec(), ..Table::default() };
    for entry in shown(view, all) {
        table.push("", Cells { cells: sheet_row(view, entry), link: Some(entry.link) });
    }
    table
}

/// The columns of the change table for programs. New ones are added at the end.
const SHEET: [&str; 28] = [
    "number",
    "old_label",
    "new_label",
    "old_section",
    "new_section",
    "fate",
    "shape",
    "moved",
    "similarity",
    "confidence",
    "what",
    "reasons",
    "old_text",
    "new_text",
    "nearest",
    "nearest_similarity",
    "old_kind",
    "new_kind",
    "old_lines",
    "new_lines",
    "old_bytes",
    "new_bytes",
    "old_page",
    "new_page",
    "old_units",
    "new_units",
    "old_file",
    "new_file",
];

fn sheet_row(view: &View<'_>, entry: &Entry) -> Vec<String> {
    let change = change(view, entry);
    let link = change.link;
    let sides = view.documents.zip(link.units.as_ref());
    let each = |say: fn(&Document, UnitId) -> String| {
        sides.map(|(document, units)| say::joined(units.iter().map(|&unit| say(document, unit))))
    };
    let alone = link.units.old.is_empty() || link.units.new.is_empty();
    let reasons = link.reasons.iter().chain(&link.basis).map(|reason| reason.message.as_str());
    let other = if link.units.new.is_empty() { view.documents.new } else { view.documents.old };
    let nearest = link.nearest.as_ref();
    let (labels, sections) = (each(say::short_address), change.sections.clone());
    let (kinds, lines, bytes, pages) = (each(kind), each(lines), each(bytes), each(page_of));
    let ids = each(|_, unit| unit.0.to_string());
    let texts = sides.map(|(document, units)| document.joined(units));
    let what = change.what();
    vec![
        number(entry.link).to_string(),
        labels.old,
        labels.new,
        sections.old,
        sections.new,
        say::fate(link.fate).to_owned(),
        say::shape_word(link.shape).to_owned(),
        say::yes(link.moved).to_owned(),
        if alone { String::new() } else { likeness(link.similarity) },
        say::confidence(link.confidence).to_owned(),
        // Beginning with the fate it is a whole phrase, and never begins with a plus sign.
        if what.is_empty() { change.fate.clone() } else { format!("{}: {what}", change.fate) },
        reasons.collect::<Vec<_>>().join("; "),
        texts.old,
        texts.new,
        nearest.map(|nearest| say::short_address(other, nearest.unit)).unwrap_or_default(),
        nearest.map(|nearest| likeness(nearest.similarity)).unwrap_or_default(),
        kinds.old,
        kinds.new,
        lines.old,
        lines.new,
        bytes.old,
        bytes.new,
        pages.old,
        pages.new,
        ids.old,
        ids.new,
        view.documents.old.source.clone(),
        view.documents.new.source.clone(),
    ]
}

/// A likeness with four places, never "1" for what is only nearly alike.
fn likeness(similarity: f64) -> String {
    if similarity >= 1.0 { "1".to_owned() } else { format!("{:.4}", similarity.min(0.9999)) }
}

fn kind(document: &Document, unit: UnitId) -> String {
    say::kind(document.unit(unit).kind).to_owned()
}

/// First and last line: "line 101", "lines 101–108". With the word before them, for a spreadsheet
/// would take "3-5" for a day in May.
fn lines(document: &Document, unit: UnitId) -> String {
    match document.unit(unit).place.lines {
        (0, _) => String::new(),
        (first, last) if first == last => format!("line {first}"),
        (first, last) => format!("lines {first}–{last}"),
    }
}

/// Bytes from and up to, the last one not included.
fn bytes(document: &Document, unit: UnitId) -> String {
    match &document.unit(unit).place.bytes {
        range if range.is_empty() => String::new(),
        range => format!("bytes {}–{}", range.start, range.end),
    }
}

fn page_of(document: &Document, unit: UnitId) -> String {
    document.unit(unit).place.page.map(|page| page.to_string()).unwrap_or_default()
}

/// What changed in words, for a narrow column. Of a carried unit, the first words, to know it by.
fn short(change: &Change<'_>, documents: Pair<&Document>) -> String {
    let said = change.shortened();
    match change.link.units.new.first() {
        Some(&unit) if said.is_empty() => say::shorten(documents.new.text_of(unit), QUOTED).into_owned(),
        _ => said.join("; "),
    }
}
