//! A comparison as Markdown, for an e-mail, a wiki, an issue: summary, change table, then every change
//! with its words.
//!
//! ```text
//! | # | old | new | what became of it | in words |
//! | --- | --- | --- | --- | --- |
//! | [12](#change-12) | 14 | 16 | reworded | “should” → “shall” |
//!
//! #### Change 12
//!
//! **14 → 16** · reworded · .83 alike
//!
//! States <del>should</del> <ins>shall</ins> take [all] measures … to that end.
//! ```
//!
//! `<del>` and `<ins>` are what Markdown itself lacks, and every renderer that matters shows them as
//! struck and underlined; in a raw e-mail they say what they mean. `~~` and `**` fail where a change
//! begins or ends inside a word or at a mark ("dry~~.~~**;**" shows its asterisks), and in Chinese. The
//! numbers are those of the links, the same in every format; a renderer makes `#change-12` of the
//! heading by itself, so no anchor stands in the raw text.

mod escape;
mod table;

use std::io::{self, Write};

use super::change_table;
use super::table::number;
use super::terminal::{Manner, Span, Style, redline};
use super::{Entry, Options, Row, View, remarks, say};
use crate::compare::{Fate, Link, Shape};
use crate::document::{Document, SectionId, UnitId};
use crate::pair::Pair;

pub(super) use table::tables;

/// Recurring substitutions shown unless all are asked for.
const SUBSTITUTIONS: usize = 5;

/// Writes the report of a comparison.
pub(super) fn comparison(view: &View<'_>, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    summary(view, options, out)?;
    let changes = change_table::page(view, false);
    if changes.is_empty() && !options.all {
        return Ok(());
    }
    writeln!(out, "## Changes\n")?;
    table::rows(&changes, true, out)?;
    writeln!(out, "\n## In full\n")?;
    writeln!(out, "<del>Taken out</del>, <ins>put in</ins>, … unchanged words left out.")?;
    let mut section = None;
    for row in &view.rows {
        match row {
            Row::Unchanged(run) if !options.all => unchanged(view, run, out)?,
            Row::Unchanged(run) => {
                for entry in run.iter().filter(|entry| !remarks::is_heading(view, entry)) {
                    heading(view.documents.new, entry.section, &mut section, out)?;
                    change(view, entry, options, out)?;
                }
            }
            Row::Masthead(run) if run.len() > 1 => masthead(view, run, out)?,
            Row::Masthead(run) => change(view, &run[0], options, out)?,
            Row::Entry(entry) => {
                heading(view.documents.new, entry.section, &mut section, out)?;
                change(view, entry, options, out)?;
            }
        }
    }
    Ok(())
}

/// Which texts, how many of what.
fn summary(view: &View<'_>, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let documents = view.documents;
    let name = documents.map(|document| escape::inline(file_name(&document.source)));
    writeln!(out, "# {} → {}\n", name.old, name.new)?;
    writeln!(out, "| | file | title | units |\n| --- | --- | --- | --- |")?;
    for (side, document) in [("old", documents.old), ("new", documents.new)] {
        let title = escape::inline(document.title.as_deref().unwrap_or_default());
        let (source, units) = (escape::inline(&document.source), document.units.len());
        writeln!(out, "| {side} | {source} | {title} | {units} |")?;
    }
    let counts = &view.comparison.summary;
    let fates: Vec<String> = say::fates(counts).into_iter().map(|(_, said)| said).collect();
    if !fates.is_empty() {
        writeln!(out, "\n**{}**", fates.join(" · "))?;
    }
    let mut items = Vec::new();
    let (shapes, sentences) = (say::shapes(counts), say::sentences(counts));
    if !shapes.is_empty() {
        items.push(format!("of these {}", shapes.join(" · ")));
    }
    if !sentences.is_empty() {
        items.push(format!("sentences of surviving units: {}", sentences.join(" · ")));
    }
    let all = &view.comparison.substitutions;
    let few = if options.all { all.len() } else { all.len().min(SUBSTITUTIONS) };
    for substitution in &all[..few] {
        let (old, new) = (&substitution.old, &substitution.new);
        items.push(escape::inline(&format!("recurring: “{old}” → “{new}” {} times", substitution.count)));
    }
    if few < all.len() {
        items.push(format!("and {} more recurring (--all)", all.len() - few));
    }
    items.extend(say::filtered(view).iter().map(|said| escape::inline(said)));
    if !super::differs(view.comparison, &[], &[]) {
        items.push("Nothing changed: every unit is carried and none moved.".to_owned());
    }
    if !items.is_empty() {
        writeln!(out)?;
    }
    for item in items {
        writeln!(out, "- {item}")?;
    }
    writeln!(out)
}

/// The last part of a path.
fn file_name(source: &str) -> &str {
    source.rsplit(['/', '\\']).find(|part| !part.is_empty()).unwrap_or(source)
}

/// The heading of a section, when it is another than before.
fn heading(
    document: &Document,
    section: SectionId,
    current: &mut Option<SectionId>,
    out: &mut dyn Write,
) -> io::Result<()> {
    if current.replace(section) == Some(section) {
        return Ok(());
    }
    let path = say::headings(document, section);
    if path.is_empty() {
        return Ok(());
    }
    let line = escape::inline(path.join(" › ").trim());
    // Signs at a heading's end would be taken for its closing.
    let line = line.strip_suffix('#').map_or(line.clone(), |rest| format!("{rest}\\#"));
    writeln!(out, "\n### {line}")
}

fn unchanged(view: &View<'_>, run: &[Entry], out: &mut dyn Write) -> io::Result<()> {
    match remarks::unchanged(view, run) {
        Some(said) => writeln!(out, "\n{}", escape::line(&said)),
        None => Ok(()),
    }
}

/// Lines of the masthead that all went or all came: dates and symbols, which nobody negotiates.
fn masthead(view: &View<'_>, run: &[Entry], out: &mut dyn Write) -> io::Result<()> {
    let Some(said) = remarks::masthead(view, run) else { return Ok(()) };
    let name = if said.fate == Fate::Dropped { "del" } else { "ins" };
    writeln!(out, "\n#### Change {}\n", number(run[0].link))?;
    writeln!(out, "**masthead, {} lines** · {}\n", said.lines.len(), say::fate(said.fate))?;
    writeln!(out, "<{name}>{}</{name}>", escape::inline(&said.lines.join(" / ")))
}

/// One link with its words.
fn change(view: &View<'_>, entry: &Entry, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let link = &view.comparison.links[entry.link];
    writeln!(out, "\n#### Change {}\n", number(entry.link))?;
    let mut facts = vec![remarks::verdict(link)];
    if remarks::is_to_check(link) {
        facts.push(remarks::CHECK.to_owned());
    }
    facts.extend(remarks::facts(view, entry, link));
    let facts = escape::inline(&facts.join(" · "));
    writeln!(out, "**{}** · {facts}", table::strong(&say::addresses(view, link)))?;
    for paragraph in words(view, entry, link, options) {
        writeln!(out, "\n{paragraph}")?;
    }
    if let Some(said) = remarks::nearest(view, entry, link) {
        writeln!(out, "\n> {}", escape::line(&said))?;
    }
    let passages = entry.passages.iter().map(|&passage| &view.comparison.passages[passage]);
    for (said, quoted) in passages.filter_map(|passage| remarks::passage(view, passage, link)) {
        writeln!(out, "\n> {}", escape::line(&format!("{said}: “{quoted}”")))?;
    }
    Ok(())
}

/// The paragraphs of a link's words.
fn words(view: &View<'_>, entry: &Entry, link: &Link, options: &Options) -> Vec<String> {
    let whole = |document: &Document, units: &[UnitId], name: &str| {
        let words = units.iter().map(|&unit| escape::inline(document.text_of(unit).trim()));
        let words = words.filter(|words| !words.is_empty());
        words.map(|words| format!("<{name}>{words}</{name}>")).collect()
    };
    let documents: Pair<&Document> = view.documents;
    match link.fate {
        Fate::Dropped => return whole(documents.old, &link.units.old, "del"),
        Fate::New => return whole(documents.new, &link.units.new, "ins"),
        _ => {}
    }
    if let Some(substitution) = entry.recurring.filter(|_| !options.all) {
        return vec![escape::line(&remarks::only_recurring(view.comparison, substitution))];
    }
    if link.fate == Fate::Carried && link.shape == Shape::OneToOne && !options.all {
        return vec![escape::line(&remarks::opening(documents.new.text_of(link.units.new[0])))];
    }
    let manner = Manner { marks: false, fold: !options.all };
    let paragraphs = redline(documents, link, manner).into_iter().map(|spans| marked(&spans));
    paragraphs.filter(|paragraph| !paragraph.is_empty()).collect()
}

/// A paragraph with its marks. Spaces of neighbouring pieces are one space.
fn marked(spans: &[Span<'_>]) -> String {
    let mut marked = String::new();
    // Unmarked pieces are escaped as one: what stands beside a sign decides what it would become.
    let mut unmarked = String::new();
    for span in spans {
        let (before, after) = match span.style {
            Style::Delete => ("<del>", "</del>"),
            Style::Insert => ("<ins>", "</ins>"),
            Style::Strong => ("**", "** "),
            _ => {
                let spaced = if unmarked.is_empty() { &marked } else { &unmarked }.ends_with(' ');
                unmarked.push_str(if spaced { span.text.trim_start_matches(' ') } else { &span.text });
                continue;
            }
        };
        marked.push_str(&escape::inline(&std::mem::take(&mut unmarked)));
        let words = if before == "**" { span.text.trim() } else { &span.text };
        marked.push_str(&format!("{before}{}{after}", escape::inline(words)));
    }
    marked.push_str(&escape::inline(&unmarked));
    escape::opened(marked.trim().to_owned())
}
