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
    markup.open(
        tag("div")
            .with("class", "wide")
            .with("tabindex", 0)
            .with("role", "region")
            .with("aria-label", "Table of changes"),
    )?;
    markup.open(tag("table"))?;
    head(&["Old", "New", "Section", "What became of it", "In words"], markup)?;
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
    tables: &[(&str, &[&str], Vec<Vec<String>>)],
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
        markup.open(tag("table"))?;
        markup.element(tag("caption"), caption)?;
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
        markup.close()?;
        markup.close()?;
        markup.line()?;
    }
    for _ in 0..3 {
        markup.close()?;
    }
    markup.line()
}
