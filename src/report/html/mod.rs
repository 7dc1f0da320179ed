//! A page for a browser: one file that needs no other, now or in ten years.
//!
//! ```text
//! <header>   which texts, how many of what, warnings, the map, the sections
//! <div>      tools: next change, view, search          (only where scripts run)
//! <main>     <ol> of rows: head line, old column, new column, notes
//! <section>  the change table, the concordance
//! ```
//!
//! - Everything can be read without the script and without the style sheet; the script only filters,
//!   jumps, searches and changes the view. Inline and side by side are the same rows (see `words`).
//! - The page asks nobody for anything: its policy forbids all requests and all scripts but its own,
//!   known by their checksums. Text from files is written by [`Markup`] and never becomes markup; if
//!   it did, the policy would not run it.
//! - The style sheet and the script are files of their own (`page.css`, `page.js`), without a build.

mod anchors;
mod filters;
mod heat;
mod map;
mod places;
mod policy;
mod row;
mod summary;
mod table;
mod why;
mod words;

use std::io::{self, Write};

use super::markup::{Markup, tag};
use super::{Options, View};
use crate::document::Document;
use anchors::Anchors;
use row::Rows;

pub(super) use heat::heat;
pub(super) use table::tables_page;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Writes the page of a comparison.
pub(super) fn page(view: &View<'_>, _options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut markup = Markup::new(out);
    let anchors = Anchors::of(view);
    let titles = view.documents.map(name);
    begin(&format!("{} — compared with {}", titles.new, titles.old), true, &mut markup)?;
    markup.element(tag("a").with("class", "skip").with("href", "#text"), "Skip to the text")?;
    summary::put(view, &anchors, &mut markup)?;
    markup.open(tag("main").with("id", "text").with("tabindex", -1).with("aria-label", "Both texts"))?;
    markup.open(tag("ol").with("class", "rows").with("role", "list"))?;
    markup.line()?;
    let rows = Rows { view, anchors: &anchors };
    for item in places::items(view) {
        rows.put(&item, &mut markup)?;
    }
    markup.close()?;
    markup.close()?;
    markup.line()?;
    table::changes_table(view, &anchors, &mut markup)?;
    table::concordance(view, &anchors, &mut markup)?;
    summary::foot(&mut markup)?;
    end(&mut markup)
}

/// A document's title, or the name of its file.
fn name(document: &Document) -> &str {
    document.title.as_deref().unwrap_or(&document.source)
}

/// Writes everything up to the first words.
fn begin(title: &str, script: bool, markup: &mut Markup<'_>) -> io::Result<()> {
    markup.own("<!DOCTYPE html>\n")?;
    markup.open(tag("html").with("lang", "en"))?;
    markup.open(tag("head"))?;
    markup.empty(tag("meta").with("charset", "utf-8"))?;
    let policy = policy::of(STYLE, script.then_some(SCRIPT));
    markup.empty(tag("meta").with("http-equiv", "Content-Security-Policy").with("content", policy))?;
    markup
        .empty(tag("meta").with("name", "viewport").with("content", "width=device-width, initial-scale=1"))?;
    markup.empty(tag("meta").with("name", "color-scheme").with("content", "light dark"))?;
    markup.empty(
        tag("meta").with("name", "generator").with("content", concat!("travaux ", env!("CARGO_PKG_VERSION"))),
    )?;
    markup.element(tag("title"), title)?;
    markup.line()?;
    markup.open(tag("style"))?;
    markup.own(STYLE)?;
    markup.close()?;
    markup.line()?;
    if script {
        // Before the rows: what only the script can use must not jump in when it comes.
        markup.open(tag("script"))?;
        markup.own(SCRIPT)?;
        markup.close()?;
    }
    markup.close()?;
    markup.open(tag("body"))?;
    markup.line()?;
    if script {
        markup.own("<noscript><p class=\"noscript\">Scripts do not run here: everything can be read, but not filtered or searched.</p></noscript>\n")?;
    }
    Ok(())
}

fn end(markup: &mut Markup<'_>) -> io::Result<()> {
    markup.close()?;
    markup.close()?;
    markup.line()
}
