//! What stands above the rows: which texts, how many of what, what to look at, and where.

use std::collections::BTreeMap;
use std::io;

use super::anchors::{Anchors, Side};
use super::{filters, map, name, words};
use crate::compare::Fate;
use crate::document::{Document, SectionId};
use crate::pair::Pair;
use crate::report::markup::{Markup, tag};
use crate::report::{View, say};

/// Writes the header and the tools.
pub(super) fn put(view: &View<'_>, anchors: &Anchors, markup: &mut Markup<'_>) -> io::Result<()> {
    markup.open(tag("header").with("class", "top"))?;
    markup.element(tag("h1"), "What became of the text")?;
    markup.open(tag("dl").with("class", "texts"))?;
    text("Old", view.documents.old, markup)?;
    text("New", view.documents.new, markup)?;
    markup.close()?;
    counts(view, markup)?;
    for said in say::filtered(view) {
        markup.open(tag("p").with("class", "notice"))?;
        markup.element(tag("strong"), "Not everything is on this page. ")?;
        markup.text(&said)?;
        markup.close()?;
    }
    if let (Some(old), Some(new)) = (view.documents.old.language, view.documents.new.language)
        && old != new
    {
        let said = format!(
            "The old text seems to be in another language ({old}) than the new one ({new}): words are compared, not meanings."
        );
        markup.element(tag("p").with("class", "notice"), &said)?;
    }
    if !crate::report::differs(view.comparison, &[], &[]) {
        markup.element(
            tag("p").with("class", "notice"),
            "Nothing changed: every unit is carried and none moved.",
        )?;
    }
    map::put(view, anchors, markup)?;
    filters::put(view, markup)?;
    markup.open(tag("div").with("class", "more"))?;
    sections(view, anchors, markup)?;
    recurring(view, markup)?;
    warnings(view, anchors, markup)?;
    markup.close()?;
    markup.close()?;
    markup.line()?;
    tools(markup)
}

fn text(side: &str, document: &Document, markup: &mut Markup<'_>) -> io::Result<()> {
    markup.open(tag("div"))?;
    markup.element(tag("dt"), side)?;
    markup.open(tag("dd"))?;
    let title = tag("span").with("class", "title").maybe("lang", document.language);
    markup.element(title.with("dir", words::direction(document)), name(document))?;
    markup.text(" ")?;
    let file = document.source.rsplit(['/', '\\']).next().unwrap_or_default();
    let file = if document.title.is_some() { format!("{file} · ") } else { String::new() };
    let about = format!("{file}{}", say::units(document.units.len()));
    let checksum = format!("{}, SHA-256 {}", document.source, document.sha256);
    markup.element(tag("span").with("class", "faint").with("title", checksum), &about)?;
    markup.close()?;
    markup.close()
}

/// The counts in words.
fn counts(view: &View<'_>, markup: &mut Markup<'_>) -> io::Result<()> {
    let summary = &view.comparison.summary;
    markup.open(tag("p").with("class", "counts"))?;
    for (n, (fate, said)) in say::fates(summary).into_iter().enumerate() {
        if n > 0 {
            markup.text(" · ")?;
        }
        markup.element(tag("span").with("class", format!("count c-{}", say::fate(fate))), &said)?;
    }
    markup.close()?;
    let shapes = say::shapes(summary);
    let sentences = say::sentences(summary);
    let mut more = Vec::new();
    if !shapes.is_empty() {
        more.push(format!("of these {}", shapes.join(" · ")));
    }
    if !sentences.is_empty() {
        more.push(format!("sentences of surviving units: {}", sentences.join(" · ")));
    }
    if more.is_empty() { Ok(()) } else { markup.element(tag("p").with("class", "counts"), &more.join("; ")) }
}

/// The sections of the new text, with what changed in each.
fn sections(view: &View<'_>, anchors: &Anchors, markup: &mut Markup<'_>) -> io::Result<()> {
    let document = view.documents.new;
    let mut counts: BTreeMap<SectionId, BTreeMap<Fate, usize>> = BTreeMap::new();
    for entry in view.entries().filter(|entry| !entry.unchanged) {
        let fate = filters::fate(view, entry);
        *counts.entry(entry.section).or_default().entry(fate).or_default() += filters::size(view, entry);
    }
    let headed = document.sections.iter().zip(0..).filter_map(|(section, id)| {
        let heading = section.heading?;
        Some((SectionId(id), heading, section.level)).filter(|_| !document.heading_line(heading).is_empty())
    });
    let headed: Vec<_> = headed.collect();
    if headed.is_empty() {
        return Ok(());
    }
    markup.open(tag("nav").with("aria-label", "Sections"))?;
    markup.open(tag("details"))?;
    markup.element(tag("summary"), &format!("Sections ({})", headed.len()))?;
    markup.open(tag("ol").with("class", "sections").with("role", "list"))?;
    for (section, heading, level) in headed {
        markup.open(tag("li").with("class", format!("level{}", level.clamp(1, 4))))?;
        let line = document.heading_line(heading);
        match anchors.reference(Side::New, heading) {
            Some(href) => {
                let link = tag("a").with("href", href).maybe("lang", document.language).with("dir", "auto");
                markup.element(link, &line)?;
            }
            None => markup.text(&line)?,
        }
        let said: Vec<String> = counts
            .get(&section)
            .into_iter()
            .flatten()
            .map(|(&fate, count)| format!("{count} {}", say::fate(fate)))
            .collect();
        if !said.is_empty() {
            markup.text(" ")?;
            markup.element(tag("span").with("class", "faint"), &said.join(" · "))?;
        }
        markup.close()?;
    }
    markup.close()?;
    markup.close()?;
    markup.close()
}

fn recurring(view: &View<'_>, markup: &mut Markup<'_>) -> io::Result<()> {
    let all = &view.comparison.substitutions;
    if all.is_empty() {
        return Ok(());
    }
    markup.open(tag("details"))?;
    markup.element(tag("summary"), &format!("Recurring substitutions ({})", all.len()))?;
    markup.open(tag("ul"))?;
    for of in all {
        markup.open(tag("li"))?;
        markup.element(tag("del").maybe("lang", view.documents.old.language).with("dir", "auto"), &of.old)?;
        markup.text(" ")?;
        markup.element(tag("ins").maybe("lang", view.documents.new.language).with("dir", "auto"), &of.new)?;
        markup.text(" ")?;
        markup.element(tag("span").with("class", "faint"), &format!("{} times", of.count))?;
        markup.close()?;
    }
    markup.close()?;
    markup.close()
}

fn warnings(view: &View<'_>, anchors: &Anchors, markup: &mut Markup<'_>) -> io::Result<()> {
    let count = view.documents.map(|document| document.warnings.len());
    if count == Pair::new(0, 0) {
        return Ok(());
    }
    markup.open(tag("details"))?;
    markup.element(tag("summary"), &format!("Warnings of reading ({})", count.old + count.new))?;
    markup.open(tag("ul"))?;
    for side in [Side::Old, Side::New] {
        let document = side.of(view.documents);
        for warning in &document.warnings {
            markup.open(tag("li"))?;
            markup.text(&format!("{} text", side.word()))?;
            if let Some(unit) = warning.unit {
                markup.text(", ")?;
                let said = say::address(document, unit);
                match anchors.reference(side, unit) {
                    Some(href) => markup.element(tag("a").with("href", href), &said)?,
                    None => markup.text(&said)?,
                }
            } else if let Some(line) = warning.line.filter(|_| document.format != "pdf") {
                markup.text(&format!(", line {line}"))?;
            }
            markup.text(&format!(": {}", warning.message))?;
            markup.close()?;
        }
    }
    markup.close()?;
    markup.close()
}

/// The bar that stays in sight.
fn tools(markup: &mut Markup<'_>) -> io::Result<()> {
    markup.own(concat!(
        "<div class=\"tools js\" role=\"region\" aria-label=\"Tools\">",
        "<span class=\"group\"><button type=\"button\" id=\"previous\" title=\"previous change (p or k)\">",
        "<span aria-hidden=\"true\">↑</span><span class=\"hide\">Previous change</span></button>",
        "<button type=\"button\" id=\"next\" title=\"next change (n or j)\">",
        "<span aria-hidden=\"true\">↓</span><span class=\"hide\">Next change</span></button>",
        "<output id=\"position\" aria-live=\"polite\"></output></span>",
        "<span class=\"group\" role=\"group\" aria-label=\"View\">",
        "<button type=\"button\" id=\"side\" aria-pressed=\"false\">Side by side</button>",
        "<button type=\"button\" id=\"inline\" aria-pressed=\"false\">Inline</button></span>",
        "<button type=\"button\" id=\"unfold\" aria-pressed=\"false\">Unfold all</button>",
        "<span class=\"group find\" role=\"search\"><input type=\"search\" id=\"search\" autocomplete=\"off\"",
        " aria-label=\"Search both texts\" placeholder=\"Search (/)\"/>",
        "<output id=\"found\" aria-live=\"polite\"></output></span></div>\n",
    ))
}

/// What the marks mean, and what the words mean.
pub(super) fn foot(markup: &mut Markup<'_>) -> io::Result<()> {
    markup.own(concat!(
        "<footer><p>Marks: <del>taken out</del> <ins>put in</ins>; ¶ a paragraph began here. ",
        "<span class=\"js\">Keys: n or j next change, p or k previous, / search. ",
        "<label><input type=\"checkbox\" id=\"keys\" checked=\"\" autocomplete=\"off\"/> Keys are on</label></span></p>",
        "<p><b>carried</b>: the same words, wherever they stand now. <b>edited</b>: punctuation, case, spelling, ",
        "cross-references, brackets. <b>reworded</b>: other words. <b>dropped</b>: in no paragraph of the new text. ",
        "<b>new</b>: in no paragraph of the old text. <b>moved</b>: changed place relative to its neighbours; ",
        "a new number alone is no move. Likeness is between 0 and 1.</p><p class=\"faint\">Made with travaux ",
        env!("CARGO_PKG_VERSION"),
        ". This page works offline and asks no one for anything.</p></footer>\n",
    ))
}
