//! Tables: the change table at the foot of the page, and a table as a page of its own.

use std::io::{self, Write};

use super::anchors::{Anchors, Side};
use super::{begin, words};
use crate::document::UnitId;
use crate::report::changes::{Change, Replaced, changes};
use crate::report::markup::{Markup, tag};
use crate::report::{View, say};

/// Columns of a quoted change in the page's own table: the rows above have the words in full.
const QUOTED: usize = 90;
/// Changes of one link that it lists.
const LISTED: usize = 6;

/// The columns of the change table.
const HEAD: [&str; 5] = ["Old", "New", "Section", "What became of it", "In words"];

/// A table: what it is of, the names of its columns, its rows.
pub(in crate::report) type Table<'t> = (&'t str, &'t [&'t str], Vec<Vec<String>>);

/// Writes the change table of a page, closed until asked for.
pub(super) fn changes_table(view: &View<'_>, anchors: &Anchors, markup: &mut Markup<'_>) -> io::Result<()> {
    let changes = changes(view);
    if changes.is_empty() {
        return Ok(());
    }
    markup.open(
        tag("section").with("class", "table").with("id", "table").with("aria-label", "Table of changes"),
    )?;
    markup.open(tag("details"))?;
    markup.open(tag("summary"))?;
    markup.element(tag("h2"), &format!("Table of changes ({})", changes.len()))?;
    markup.close()?;
    wide("Table of changes", markup)?;
    markup.open(tag("table"))?;
    head(&HEAD, markup)?;
    markup.open(tag("tbody"))?;
    for change in &changes {
        row(view, anchors, change, markup)?;
    }
    for _ in 0..5 {
        markup.close()?;
    }
    markup.line()
}

fn row(view: &View<'_>, anchors: &Anchors, change: &Change<'_>, markup: &mut Markup<'_>) -> io::Result<()> {
    markup.open(tag("tr"))?;
    address(anchors, Side::Old, &change.link.units.old, &change.addresses.old, markup)?;
    address(anchors, Side::New, &change.link.units.new, &change.addresses.new, markup)?;
    let new = if change.addresses.new.is_empty() { &change.sections.old } else { &change.sections.new };
    markup.element(tag("td").with("dir", "auto"), new)?;
    let check = if change.check { "; please check" } else { "" };
    markup.element(tag("td"), &format!("{}{check}", change.fate))?;
    markup.element(tag("td").with("dir", words::direction(view.documents.new)), &short(change))?;
    markup.close()?;
    markup.line()
}

/// The change table as a page of its own, with every changed word.
pub(in crate::report) fn changes_page(view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let rows = changes(view).into_iter().map(|change| {
        let section =
            if change.addresses.new.is_empty() { &change.sections.old } else { &change.sections.new };
        let check = if change.check { "; please check" } else { "" };
        let fate = format!("{}{check}", change.fate);
        let addresses = change.addresses.as_ref().map(|said| if said.is_empty() { "—" } else { said });
        vec![addresses.old.to_owned(), addresses.new.to_owned(), section.clone(), fate, change.what()]
    });
    let titles = view.documents.map(super::name);
    let caption = format!("{} → {}", titles.old, titles.new);
    let table: Table<'_> = (&caption, &HEAD, rows.collect());
    table_page("Table of changes", &say::filtered(view), &[table], out)
}

/// What changed in words, long quotations cut.
fn short(change: &Change<'_>) -> String {
    let cut = |words: &str| say::shorten(words, QUOTED).into_owned();
    let replaced = change.replaced.iter().take(LISTED);
    let mut said: Vec<String> = replaced
        .map(|replaced| Replaced { old: cut(&replaced.old), new: cut(&replaced.new) }.say())
        .collect();
    if change.replaced.len() > LISTED {
        said.push(format!("and {} more", change.replaced.len() - LISTED));
    }
    said.extend(change.remarks.iter().cloned());
    said.join("; ")
}

fn address(
    anchors: &Anchors,
    side: Side,
    units: &[UnitId],
    said: &str,
    markup: &mut Markup<'_>,
) -> io::Result<()> {
    markup.open(tag("td"))?;
    match units.first().and_then(|&unit| anchors.reference(side, unit)) {
        Some(href) => markup.element(tag("a").with("href", href), said)?,
        None => markup.text(if said.is_empty() { "—" } else { said })?,
    }
    markup.close()
}

/// Begins a part of the page that may be wider than the window: it scrolls by itself, by keys too.
fn wide(name: &str, markup: &mut Markup<'_>) -> io::Result<()> {
    let part = tag("div").with("class", "wide").with("tabindex", 0).with("role", "region");
    markup.open(part.with("aria-label", name))
}

fn head(names: &[&str], markup: &mut Markup<'_>) -> io::Result<()> {
    markup.open(tag("thead"))?;
    markup.open(tag("tr"))?;
    for name in names {
        markup.element(tag("th").with("scope", "col"), name)?;
    }
    markup.close()?;
    markup.close()
}

/// Writes a table as a page of its own. A row with fewer cells than the head has names is a heading
/// over the rows that follow.
pub(in crate::report) fn table_page(
    title: &str,
    about: &[String],
    tables: &[Table<'_>],
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut markup = Markup::new(out);
    begin(title, false, &mut markup)?;
    markup.open(tag("main").with("class", "table"))?;
    markup.element(tag("h1"), title)?;
    for said in about {
        markup.element(tag("p").with("class", "notice"), said)?;
    }
    for (caption, names, rows) in tables {
        wide(caption, &mut markup)?;
        markup.open(tag("table"))?;
        markup.element(tag("caption").with("dir", "auto"), caption)?;
        head(names, &mut markup)?;
        markup.open(tag("tbody"))?;
        for row in rows {
            markup.open(tag("tr"))?;
            for cell in row {
                let heading = row.len() < names.len();
                let cell_tag = if heading {
                    tag("th").with("colspan", names.len()).with("scope", "colgroup")
                } else {
                    tag("td")
                };
                markup.element(cell_tag.with("dir", "auto"), cell)?;
            }
            markup.close()?;
            markup.line()?;
        }
        for _ in 0..3 {
            markup.close()?;
        }
        markup.line()?;
    }
    for _ in 0..3 {
        markup.close()?;
    }
    markup.line()
}
