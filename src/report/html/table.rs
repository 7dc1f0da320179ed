//! Tables: the change table at the foot of the page, and a table as a page of its own.

use std::io::{self, Write};

use super::anchors::{Anchors, Side};
use super::{begin, end, words};
use crate::document::UnitId;
use crate::report::changes::{Change, changes};
use crate::report::markup::{Markup, tag};
use crate::report::table::Table;
use crate::report::{View, concordance};

/// The columns of the change table.
const HEAD: [&str; 5] = ["Old", "New", "Section", "What became of it", "In words"];

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
    markup.element(
        tag("td").with("dir", words::direction(view.documents.new)),
        &change.shortened().join("; "),
    )?;
    markup.close()?;
    markup.line()
}

/// Writes the concordance of a page, closed until asked for.
pub(super) fn concordance(view: &View<'_>, anchors: &Anchors, markup: &mut Markup<'_>) -> io::Result<()> {
    let tables = concordance::pages(view);
    if tables.iter().all(|table| table.groups.is_empty()) {
        return Ok(());
    }
    markup.open(
        tag("section").with("class", "table").with("id", "concordance").with("aria-label", "Concordance"),
    )?;
    markup.open(tag("details"))?;
    markup.open(tag("summary"))?;
    markup.element(tag("h2"), "Concordance: old labels and new ones")?;
    markup.close()?;
    for table in &tables {
        one_table(table, &table.title, Narrow::Scrolls, |link| row_of(view, anchors, link), markup)?;
    }
    markup.close()?;
    markup.close()?;
    markup.line()
}

/// Where a link stands on the page, if it does.
fn row_of(view: &View<'_>, anchors: &Anchors, link: usize) -> Option<String> {
    let units = &view.comparison.links[link].units;
    let new = units.new.first().and_then(|&unit| anchors.reference(Side::New, unit));
    new.or_else(|| units.old.first().and_then(|&unit| anchors.reference(Side::Old, unit)))
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
pub(super) fn wide(name: &str, markup: &mut Markup<'_>) -> io::Result<()> {
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

/// Writes tables as a page of their own.
pub(in crate::report) fn tables_page(title: &str, tables: &[Table], out: &mut dyn Write) -> io::Result<()> {
    let mut markup = Markup::new(out);
    begin(title, false, &mut markup)?;
    titled(title, &mut markup)?;
    for table in tables {
        for said in &table.about {
            markup.element(tag("p").with("class", "notice"), said)?;
        }
        // What the page has said, its only table need not say again.
        let caption = if table.title == title { "" } else { &table.title };
        one_table(table, caption, Narrow::Stacks, |_| None, &mut markup)?;
    }
    markup.close()?;
    end(&mut markup)
}

/// Begins the main part of a page of tables.
pub(super) fn titled(title: &str, markup: &mut Markup<'_>) -> io::Result<()> {
    markup.open(tag("main").with("class", "table"))?;
    markup.element(tag("h1").with("dir", "auto"), title)
}

/// What a table does where its columns have no room.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Narrow {
    /// It scrolls sideways.
    Scrolls,
    /// Each row becomes a block and each cell a line of it, which says the name of its column.
    Stacks,
}

/// Writes a table. `place` says where the link of a row stands on this page: its first cell leads there.
fn one_table(
    table: &Table,
    caption: &str,
    narrow: Narrow,
    place: impl Fn(usize) -> Option<String>,
    markup: &mut Markup<'_>,
) -> io::Result<()> {
    wide(&table.title, markup)?;
    let stacks = narrow == Narrow::Stacks;
    markup.open(if stacks { tag("table").with("class", "stacks") } else { tag("table") })?;
    if !caption.is_empty() {
        markup.element(tag("caption").with("dir", "auto"), caption)?;
    }
    head(&table.head, markup)?;
    for group in &table.groups {
        markup.open(tag("tbody"))?;
        if !group.heading.is_empty() {
            markup.open(tag("tr"))?;
            let cell = tag("th").with("colspan", table.head.len()).with("scope", "rowgroup");
            markup.element(cell.with("dir", "auto"), &group.heading)?;
            markup.close()?;
        }
        for row in &group.rows {
            markup.open(tag("tr"))?;
            let mut href = row.link.and_then(&place);
            for (name, cell) in table.head.iter().zip(&row.cells) {
                let part = tag("td").with("dir", "auto");
                markup.open(if stacks { part.with("data-column", name) } else { part })?;
                match href.take() {
                    Some(href) => markup.element(tag("a").with("href", href), cell)?,
                    None => markup.text(cell)?,
                }
                markup.close()?;
            }
            markup.close()?;
        }
        markup.close()?;
        markup.line()?;
    }
    markup.close()?;
    markup.close()?;
    markup.line()
}
