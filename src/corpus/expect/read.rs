//! How expectations are read.

use std::path::{Component, Path};

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
    let pairs = pairs?;
    reports_of_their_own(source, &pairs)?;
    let phrases: Result<Vec<ExpectedPhrase>> = top.tables("phrase", "a phrase")?.iter().map(phrase).collect();
    Ok(Expectations { source: source.clone(), pairs, phrases: phrases?, text })
}

/// The parts of a name that lead somewhere: "./a" is "a".
fn parts(path: &Path) -> impl Iterator<Item = Component<'_>> {
    path.components().filter(|part| !matches!(part, Component::CurDir))
}

/// Expectations may come from anybody, and `--update` writes the reports they name: below their own
/// folder only, and over no text and no settings.
fn reports_of_their_own(source: &Source, pairs: &[ExpectedPair]) -> Result<()> {
    let texts = || pairs.iter().flat_map(|pair| [&pair.old.value, &pair.new.value]);
    for report in pairs.iter().flat_map(|pair| &pair.reports) {
        let path = Path::new(&report.value);
        let wrong = |message: &str| {
            let message = format!("the report “{}” {message}", report.value);
            Err(source
                .error(report.line, message)
                .with_help("name a file of its own, such as \"expected/1-2.csv\""))
        };
        if parts(path).any(|part| !matches!(part, Component::Normal(_))) {
            return wrong("lies outside the folder of the expectations");
        }
        if path.file_name().is_none() {
            return wrong("has no name");
        }
        let is_settings = path
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("toml") || ending.eq_ignore_ascii_case("lock"));
        if is_settings || texts().any(|text| parts(Path::new(text)).eq(parts(path))) {
            return wrong("would be written over a text or over settings");
        }
    }
    Ok(())
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
