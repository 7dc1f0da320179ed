//! What of a text stands in earlier ones, as rows.

use crate::document::{Document, UnitId};
use crate::report::say;
use crate::report::table::{Cells, Group, Table};
use crate::survey::{Passage, Share, Stands};

const HEAD: [&str; 17] = [
    "section",
    "unit",
    "address",
    "first_line",
    "last_line",
    "page",
    "stands",
    "similarity",
    "words",
    "standing",
    "text",
    "base",
    "base_unit",
    "base_address",
    "base_first_line",
    "base_last_line",
    "base_text",
];

/// What is to be known before the passages: each a sentence without its full stop.
pub(in crate::report) fn about(share: &Share<'_>) -> Vec<String> {
    let (words, standing) = share.words();
    let texts: Vec<&str> = share.bases.iter().map(|base| base.source.as_str()).collect();
    let mut about = vec![format!("looked for in {}", texts.join(", "))];
    about.extend(
        share.section.as_ref().map(|section| format!("only what stands under headings with “{section}”")),
    );
    about.push(match words {
        0 => "there are no words in it".to_owned(),
        _ => format!(
            "{standing} of {words} words stand there in runs of five or more: {}",
            percent(standing, words)
        ),
    });
    let counts = Stands::ALL.iter().filter_map(|&stands| match share.count(stands) {
        0 => None,
        count => Some(format!("{count} {}", stands.word())),
    });
    let counts: Vec<String> = counts.collect();
    if !counts.is_empty() {
        about.push(format!("of {} passages {}", share.passages.len(), counts.join(" · ")));
    }
    about
}

/// "83 %". Never "100 %" or "0 %" for what is only nearly so.
pub(in crate::report) fn percent(part: usize, whole: usize) -> String {
    format!("{} %", hundredths(part, whole))
}

/// Hundredths, as [`percent`] says them.
pub(in crate::report) fn hundredths(part: usize, whole: usize) -> usize {
    match (part, whole) {
        (0, _) | (_, 0) => 0,
        _ if part >= whole => 100,
        _ => ((part * 200 + whole) / (2 * whole)).clamp(1, 99),
    }
}

/// "near .83", "in part".
pub(in crate::report) fn stands(passage: &Passage) -> String {
    match passage.stands {
        Stands::Near => format!("near {}", say::alike(passage.similarity)),
        stands => stands.word().to_owned(),
    }
}

/// The rows for programs.
pub(super) fn sheet(share: &Share<'_>) -> Table {
    let rows = share.passages.iter().map(|passage| Cells { cells: row(share, passage), link: None });
    Table {
        title: "Passages".to_owned(),
        about: Vec::new(),
        head: HEAD.to_vec(),
        groups: vec![Group { heading: String::new(), rows: rows.collect() }],
    }
}

fn row(share: &Share<'_>, passage: &Passage) -> Vec<String> {
    let document = share.document;
    let unit = document.unit(passage.unit);
    let mut row = vec![
        document.section_path(passage.unit).join(" › "),
        passage.unit.0.to_string(),
        say::sentence_address(document, passage.unit, passage.range.start),
        unit.place.lines.0.to_string(),
        unit.place.lines.1.to_string(),
        unit.place.page.map(|page| page.to_string()).unwrap_or_default(),
        passage.stands.word().to_owned(),
        format!("{:.4}", passage.similarity),
        passage.words.to_string(),
        passage.standing.to_string(),
        document.text_of(passage.unit)[passage.range.clone()].to_owned(),
    ];
    match &passage.source {
        Some(source) => {
            let base = share.bases[source.base];
            let lines = base.unit(source.unit).place.lines;
            row.extend([
                base.source.clone(),
                source.unit.0.to_string(),
                say::sentence_address(base, source.unit, source.range.start),
                lines.0.to_string(),
                lines.1.to_string(),
                base.text_of(source.unit)[source.range.clone()].to_owned(),
            ]);
        }
        None => row.resize(HEAD.len(), String::new()),
    }
    row
}

/// The table for people.
pub(super) fn table(share: &Share<'_>) -> Table {
    let mut table = Table {
        title: format!("What of {} stands in earlier texts", share.document.source),
        about: about(share),
        head: vec!["place", "stands there", "where", "its words", "the words there"],
        groups: Vec::new(),
    };
    for passage in &share.passages {
        let document = share.document;
        let place = say::sentence_address(document, passage.unit, passage.range.start);
        let there = place_there(share, passage);
        let words = document.text_of(passage.unit)[passage.range.clone()].to_owned();
        let source = passage.source.as_ref().filter(|_| passage.stands != Stands::Verbatim);
        let quoted = source.map(|source| quote(share.bases[source.base], source.unit, &source.range));
        let cells = vec![place, stands(passage), there, words, quoted.unwrap_or_default()];
        table.push(&say::section(document, passage.unit), Cells { cells, link: None });
    }
    table
}

/// Where a passage stands in the earlier texts: "12 s2", with the file where there are several.
pub(in crate::report) fn place_there(share: &Share<'_>, passage: &Passage) -> String {
    let Some(source) = &passage.source else { return String::new() };
    let base = share.bases[source.base];
    let place = say::sentence_address(base, source.unit, source.range.start);
    if share.bases.len() > 1 { format!("{place} of {}", base.source) } else { place }
}

fn quote(document: &Document, unit: UnitId, range: &std::ops::Range<usize>) -> String {
    document.text_of(unit)[range.clone()].to_owned()
}
