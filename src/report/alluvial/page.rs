//! The picture on a page, with every wording of every thread below it.
//!
//! A band leads to its thread, whose wordings stand side by side, one for each round. No script: what
//! opens and closes are `details`, which browsers open for a link that leads into them.

use std::io::{self, Write};

use super::draw::draw;
use crate::compare::Op;
use crate::lineage::{Event, Thread};
use crate::report::markup::{Markup, tag};
use crate::report::rounds::{Cell, Mark, Rounds, Strand};
use crate::report::say::shorten;
use crate::report::{LineageOptions, participants};

/// Words of a thread's first wording in its line.
const OPENING: usize = 90;

/// Writes the page.
pub(in crate::report) fn page(
    rounds: &Rounds<'_>,
    options: &LineageOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut markup = Markup::new(out);
    markup.own("<!DOCTYPE html>\n")?;
    markup.open(tag("html").with("lang", "en"))?;
    markup.open(tag("head"))?;
    markup.empty(tag("meta").with("charset", "utf-8"))?;
    markup
        .empty(tag("meta").with("name", "viewport").with("content", "width=device-width, initial-scale=1"))?;
    markup.empty(
        tag("meta")
            .with("http-equiv", "Content-Security-Policy")
            .with("content", "default-src 'none'; style-src 'unsafe-inline'"),
    )?;
    let count = rounds.chain.rounds.len();
    markup.element(tag("title"), &format!("{} passages through {count} rounds", rounds.strands.len()))?;
    markup.open(tag("style"))?;
    markup.own(include_str!("page.css"))?;
    markup.close()?;
    markup.close()?;
    markup.line()?;
    markup.open(tag("body"))?;
    markup.open(tag("main"))?;
    markup.element(tag("h1"), &format!("{} passages through {count} rounds", rounds.strands.len()))?;
    texts(rounds, options, &mut markup)?;
    totals(rounds, &mut markup)?;
    markup.open(
        tag("div")
            .with("class", "picture")
            .with("tabindex", 0)
            .with("role", "group")
            .with("aria-label", "Picture of the rounds"),
    )?;
    draw(rounds, &mut markup, |thread| Some(format!("#t{thread}")))?;
    markup.close()?;
    markup.line()?;
    phrases(rounds, &mut markup)?;
    markup.element(tag("h2"), "Threads")?;
    let mut first = 0;
    for strand in &rounds.strands {
        let begins = rounds.thread(strand).rounds.0;
        if begins != first {
            first = begins;
            let name = rounds.chain.rounds.get(first - 1).map(String::as_str).unwrap_or_default();
            markup.element(tag("h3"), &format!("First seen in round {first}: {name}"))?;
        }
        thread(rounds, strand, &mut markup)?;
    }
    markup.close()?;
    markup.close()?;
    markup.close()?;
    markup.line()
}

fn texts(rounds: &Rounds<'_>, options: &LineageOptions, markup: &mut Markup<'_>) -> io::Result<()> {
    markup.open(tag("ol").with("class", "texts"))?;
    for (at, name) in rounds.chain.rounds.iter().enumerate() {
        markup.open(tag("li"))?;
        markup.text(name)?;
        let mut any = false;
        for witness in rounds.chain.of_round(at + 1) {
            let witness = &rounds.chain.witnesses[witness];
            any = true;
            let title = witness.document.title.as_deref().unwrap_or_default();
            let standing =
                witness.status.map(|standing| format!(" ({})", standing.name())).unwrap_or_default();
            let source = if witness.document.source == *name {
                String::new()
            } else {
                format!("{} ", witness.document.source)
            };
            markup.element(
                tag("div").with("class", "faint").with("dir", "auto"),
                &format!("{source}{title}{standing}"),
            )?;
        }
        if !any {
            markup.element(tag("div").with("class", "faint"), "no text")?;
        }
        for one in participants::of_round(options.participants.as_deref(), at + 1) {
            markup.open(tag("details").with("class", "participants"))?;
            markup.element(tag("summary"), &one.head())?;
            markup.text(&one.names())?;
            markup.close()?;
        }
        markup.close()?;
    }
    markup.close()?;
    markup.line()?;
    if let Some(all) = &options.participants {
        markup.element(tag("p").with("class", "faint"), participants::below(all))?;
        markup.line()?;
    }
    Ok(())
}

fn totals(rounds: &Rounds<'_>, markup: &mut Markup<'_>) -> io::Result<()> {
    markup.open(tag("table").with("class", "totals"))?;
    markup.element(tag("caption"), "Passages from round to round")?;
    markup.open(tag("thead"))?;
    markup.open(tag("tr"))?;
    for head in [
        "rounds",
        "before",
        "after",
        "carried",
        "edited",
        "reworded",
        "dropped",
        "new",
        "restored",
        "moved",
        "to another status",
    ] {
        markup.element(tag("th").with("scope", "col"), head)?;
    }
    markup.close()?;
    markup.close()?;
    markup.open(tag("tbody"))?;
    for total in &rounds.lineage.totals {
        markup.open(tag("tr"))?;
        markup.element(
            tag("th").with("scope", "row"),
            &format!("{} → {}", total.rounds.old, total.rounds.new),
        )?;
        for count in [
            total.before,
            total.after,
            total.carried,
            total.edited,
            total.reworded,
            total.dropped,
            total.new,
            total.restored,
            total.moved,
            total.crossed,
        ] {
            markup.element(tag("td"), &count.to_string())?;
        }
        markup.close()?;
    }
    markup.close()?;
    markup.close()?;
    markup.line()
}

fn phrases(rounds: &Rounds<'_>, markup: &mut Markup<'_>) -> io::Result<()> {
    let mut any = false;
    for strand in &rounds.strands {
        for phrase in &rounds.thread(strand).phrases {
            if !std::mem::replace(&mut any, true) {
                markup.element(tag("h2"), "Words taken out and put back")?;
                markup.open(tag("ul"))?;
            }
            markup.open(tag("li"))?;
            let target = format!("#t{}", strand.thread);
            markup.element(tag("a").with("href", target).with("dir", "auto"), &phrase.text)?;
            markup.text(&format!(": out in round {}, back in {}", phrase.dropped, phrase.restored))?;
            markup.close()?;
        }
    }
    if any { markup.close() } else { Ok(()) }
}

fn thread(rounds: &Rounds<'_>, strand: &Strand, markup: &mut Markup<'_>) -> io::Result<()> {
    let thread = rounds.thread(strand);
    markup.open(tag("details").with("class", if strand.steady { "thread steady" } else { "thread" }))?;
    markup.open(tag("summary"))?;
    for (at, cell) in strand.cells.iter().enumerate() {
        let class = format!("cell {}", class(cell.mark));
        markup.open(
            tag("span").with("class", class).with("title", format!("round {}: {}", at + 1, cell.mark.word())),
        )?;
        markup.text(said(cell, at == 0).trim())?;
        markup.close()?;
    }
    markup.element(
        tag("span").with("class", "opening").with("dir", "auto"),
        &shorten(&rounds.opening(strand), OPENING),
    )?;
    markup.close()?;
    markup.open(tag("div").with("class", "wordings").with("id", format!("t{}", strand.thread)))?;
    for (at, cell) in strand.cells.iter().enumerate() {
        wording(rounds, thread, at + 1, cell, markup)?;
    }
    markup.close()?;
    markup.close()?;
    markup.line()
}

fn said(cell: &Cell, first_round: bool) -> String {
    let sign = if first_round && cell.mark == Mark::First { "" } else { cell.mark.sign() };
    let moved = if cell.moved { ">" } else { "" };
    let place = cell.places.first().map(|place| place.addresses.as_str()).unwrap_or_default();
    format!("{sign}{moved} {place}")
}

const fn class(mark: Mark) -> &'static str {
    match mark {
        Mark::NoText | Mark::Absent => "absent",
        Mark::First => "new",
        Mark::Carried => "carried",
        Mark::Edited => "edited",
        Mark::Reworded => "reworded",
        Mark::Dropped => "dropped",
        Mark::Restored => "restored",
    }
}

/// What a thread says in a round: whole, with what changed since it was last seen.
fn wording(
    rounds: &Rounds<'_>,
    thread: &Thread,
    round: usize,
    cell: &Cell,
    markup: &mut Markup<'_>,
) -> io::Result<()> {
    if matches!(cell.mark, Mark::Absent) {
        return Ok(());
    }
    markup.open(tag("section").with("class", class(cell.mark)))?;
    let shape = cell.shape.map(|shape| format!(", {shape}")).unwrap_or_default();
    let moved = if cell.moved { ", moved" } else { "" };
    let word = if cell.mark == Mark::First { "first seen" } else { cell.mark.word() };
    markup.element(tag("h4"), &format!("{round} · {word}{shape}{moved}"))?;
    let event = thread.events.iter().find(|event| event.rounds.new == round);
    for place in &cell.places {
        let document = rounds.chain.witnesses[place.witness].document;
        let first = place.passages.first().map(|&at| thread.passages[at].unit);
        let lines = first.map(|unit| document.unit(unit).place.lines.0).filter(|&line| line > 0);
        let lines = lines.map(|line| format!(", line {line}")).unwrap_or_default();
        let page = first.and_then(|unit| document.unit(unit).place.page);
        let page = page.map(|page| format!(", page {page}")).unwrap_or_default();
        let standing = place.status.name();
        markup.element(
            tag("p").with("class", "faint"),
            &format!("{} — {}{lines}{page}, {standing}", place.addresses, document.source),
        )?;
        let words = |at: &usize| thread.passages[*at].text(rounds.chain);
        let main = event.filter(|event| event.passages.new == place.passages);
        let paragraph = tag("p").with("class", "words").with("dir", "auto").maybe("lang", document.language);
        match main {
            Some(event) if event.passages.new.len() == place.passages.len() => {
                markup.open(paragraph)?;
                redline(rounds, thread, event, markup)?;
                markup.close()?;
            }
            _ => {
                markup.element(paragraph, &place.passages.iter().map(words).collect::<Vec<_>>().join(" "))?
            }
        }
    }
    markup.close()
}

/// The words of an event with its changes marked.
fn redline(rounds: &Rounds<'_>, thread: &Thread, event: &Event, markup: &mut Markup<'_>) -> io::Result<()> {
    let texts = event.passages.as_ref().map(|side| {
        side.iter().map(|&at| thread.passages[at].text(rounds.chain)).collect::<Vec<_>>().join(" ")
    });
    for edit in &event.edits {
        let (name, text) = match edit.op {
            Op::Equal => (None, &texts.new[edit.new.clone()]),
            Op::Delete => (Some("del"), &texts.old[edit.old.clone()]),
            Op::Insert => (Some("ins"), &texts.new[edit.new.clone()]),
        };
        match name {
            Some(name) => markup.element(tag(name), text)?,
            None => markup.text(text)?,
        }
    }
    Ok(())
}
