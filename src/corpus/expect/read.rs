//! How expectations are read.

use super::{Expectations, ExpectedLink, ExpectedPair, ExpectedPhrase, Units};
use crate::compare::Fate;
use crate::corpus::corrections::names;
use crate::corpus::settings::{Placed, Source, Table};
use crate::error::Result;

/// Counts of a summary by name.
pub(super) const COUNTS: [&str; 13] = [
    "carried",
    "edited",
    "brackets",
    "reworded",
    "dropped",
    "new",
    "moved",
    "split",
    "merged",
    "regrouped",
    "sentences_dropped",
    "sentences_added",
    "sentences_moved",
];

pub(super) const FATES: [(&str, Fate); 5] = [
    ("carried", Fate::Carried),
    ("edited", Fate::Edited),
    ("reworded", Fate::Reworded),
    ("dropped", Fate::Dropped),
    ("new", Fate::New),
];

pub(super) fn read(source: &Source, top: &Table<'_>, text: String) -> Result<Expectations> {
    top.schema()?;
    top.only(&["schema", "pair", "phrase"])?;
    let pairs: Result<Vec<ExpectedPair>> =
        top.tables("pair", "a pair of texts")?.iter().map(|table| pair(table, &text)).collect();
    let phrases: Result<Vec<ExpectedPhrase>> = top.tables("phrase", "a phrase")?.iter().map(phrase).collect();
    Ok(Expectations { source: source.clone(), pairs: pairs?, phrases: phrases?, text })
}

fn pair(table: &Table<'_>, text: &str) -> Result<ExpectedPair> {
    table.only(&["old", "new", "counts", "reports", "link"])?;
    let mut counts = Vec::new();
    if let Some(given) = table.table("counts", "a list of counts")? {
        given.only(&COUNTS)?;
        for name in COUNTS {
            counts.extend(given.count(name)?.map(|count| (name, count)));
        }
    }
    let links: Result<Vec<ExpectedLink>> =
        table.tables("link", "a link")?.iter().map(|table| link(table, text)).collect();
    Ok(ExpectedPair {
        old: table.needs("old", table.string("old")?)?,
        new: table.needs("new", table.string("new")?)?,
        counts,
        links: links?,
        reports: table.strings("reports")?,
    })
}

fn link(table: &Table<'_>, text: &str) -> Result<ExpectedLink> {
    table.only(&["old", "new", "fate", "moved"])?;
    let said = table.needs("fate", table.string("fate")?)?;
    let fate = FATES.iter().find(|(word, _)| *word == said.value);
    let fate = fate.ok_or_else(|| {
        table
            .source()
            .error(said.line, format!("“{}” is no fate", said.value))
            .with_help("write carried, edited, reworded, dropped or new")
    })?;
    let units = |key| Ok(Units { names: names(table, key)?, span: table.span(key) });
    let (old, new) = (units("old")?, units("new")?);
    if old.names.is_empty() && new.names.is_empty() {
        return Err(table.error("a link has neither “old” nor “new”").with_help("name a unit: old = \"14\""));
    }
    Ok(ExpectedLink {
        old,
        new,
        fate: Placed { value: fate.1, line: said.line, span: said.span },
        moved: table.yes_or_no("moved")?,
        inline: table.span_of_all().is_some_and(|span| text[span].starts_with('{')),
        line: table.line,
    })
}

fn phrase(table: &Table<'_>) -> Result<ExpectedPhrase> {
    table.only(&["text", "in", "not_in"])?;
    Ok(ExpectedPhrase {
        text: table.needs("text", table.string("text")?)?,
        within: table.strings("in")?,
        without: table.strings("not_in")?,
        spans: (table.span("in"), table.span("not_in")),
    })
}
