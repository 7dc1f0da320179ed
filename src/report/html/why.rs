//! Why a link is said to be what it is, with the figures, and where its words stand in the files.
//!
//! Closed until asked for: a person reads what changed first and doubts it second.

use std::io;

use crate::compare::{Confidence, Link, Reason};
use crate::document::{Document, Place, UnitId};
use crate::report::markup::{Markup, tag};
use crate::report::{View, say};

/// Writes the reasons and places of a link.
pub(super) fn put(view: &View<'_>, link: &Link, markup: &mut Markup<'_>) -> io::Result<()> {
    markup.open(tag("details").with("class", "why"))?;
    markup.element(tag("summary"), "why")?;
    markup.open(tag("dl"))?;
    reasons(say::fate(link.fate), &link.reasons, markup)?;
    reasons("paired because", &link.basis, markup)?;
    if !link.units.old.is_empty() && !link.units.new.is_empty() {
        entry("likeness", &format!("{} of 1", say::alike(link.similarity)), markup)?;
    }
    let confidence = match link.confidence {
        Confidence::Sure => "sure",
        Confidence::Likely => "likely: worth a look by a person",
    };
    entry("confidence", confidence, markup)?;
    places("old", view.documents.old, &link.units.old, markup)?;
    places("new", view.documents.new, &link.units.new, markup)?;
    markup.close()?;
    markup.close()
}

fn reasons(name: &str, reasons: &[Reason], markup: &mut Markup<'_>) -> io::Result<()> {
    if reasons.is_empty() {
        return Ok(());
    }
    let said: Vec<&str> = reasons.iter().map(|reason| reason.message.as_str()).collect();
    entry(name, &said.join("; "), markup)
}

fn places(side: &str, document: &Document, units: &[UnitId], markup: &mut Markup<'_>) -> io::Result<()> {
    let (Some(&first), Some(&last)) = (units.first(), units.last()) else { return Ok(()) };
    let mut said: Vec<String> = units.iter().take(8).map(|&unit| place(document, unit)).collect();
    if units.len() > 8 {
        said.push(format!("… {}", place(document, last)));
    }
    let ids = say::extent(&first.0.to_string(), &last.0.to_string());
    entry(side, &format!("unit {ids} of {}: {}", document.source, said.join("; ")), markup)
}

/// "lines 12–14, bytes 230–1040, page 3".
fn place(document: &Document, unit: UnitId) -> String {
    let Place { lines, bytes, page } = &document.unit(unit).place;
    let mut said = Vec::new();
    if let Some(page) = page {
        said.push(format!("page {page}"));
    }
    let counted = match document.format {
        "docx" | "html" => "block",
        _ => "line",
    };
    match *lines {
        (0, _) => {}
        (first, last) if first == last => said.push(format!("{counted} {first}")),
        (first, last) => said.push(format!("{counted}s {first}–{last}")),
    }
    if !bytes.is_empty() {
        said.push(format!("bytes {}–{}", bytes.start, bytes.end));
    }
    said.join(", ")
}

fn entry(name: &str, said: &str, markup: &mut Markup<'_>) -> io::Result<()> {
    markup.open(tag("div"))?;
    markup.element(tag("dt"), name)?;
    markup.element(tag("dd"), said)?;
    markup.close()
}
