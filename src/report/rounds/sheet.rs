//! A lineage as a table for programs: a row for each passage and round.
//!
//! ```text
//! thread  round  mark      file            address  words
//! 4       1      new       1-pre-draft.md  5        Delegations observed …
//! 4       2      dropped   2-revised.md
//! 4       4      restored  4-first.txt     6        Delegations observed …
//! ```

use super::{Cell, Mark, Rounds, Strand};
use crate::lineage::Thread;
use crate::report::table::{Cells, Group, Table};

const HEAD: [&str; 17] = [
    "thread",
    "round",
    "round_name",
    "mark",
    "shape",
    "moved",
    "similarity",
    "file",
    "status",
    "section",
    "label",
    "address",
    "first_line",
    "last_line",
    "page",
    "whole_unit",
    "words",
];

/// The table of all strands.
pub(in crate::report) fn sheet(rounds: &Rounds<'_>) -> Table {
    let rows = rounds.strands.iter().flat_map(|strand| rows(rounds, strand));
    let rows = rows.map(|cells| Cells { cells, link: None }).collect();
    Table {
        title: "Passages through rounds".to_owned(),
        about: Vec::new(),
        head: HEAD.to_vec(),
        groups: vec![Group { heading: String::new(), rows }],
    }
}

fn rows(rounds: &Rounds<'_>, strand: &Strand) -> Vec<Vec<String>> {
    let thread = rounds.thread(strand);
    let mut rows = Vec::new();
    for (at, cell) in strand.cells.iter().enumerate() {
        let (round, name) = (at + 1, &rounds.chain.rounds[at]);
        let event = thread.events.iter().find(|event| event.rounds.new == round);
        let similarity = event.filter(|_| cell.mark != Mark::Dropped);
        let similarity = similarity.map(|event| format!("{:.4}", event.similarity)).unwrap_or_default();
        let row = |place: Vec<String>| {
            let mut row = vec![strand.thread.to_string(), round.to_string(), name.clone()];
            row.push(cell.mark.word().to_owned());
            row.push(cell.shape.unwrap_or_default().to_owned());
            row.push(if cell.moved { "yes" } else { "no" }.to_owned());
            row.push(similarity.clone());
            row.extend(place);
            row
        };
        match cell.mark {
            Mark::Absent => {}
            Mark::NoText | Mark::Dropped => rows.push(row(vec![String::new(); HEAD.len() - 7])),
            _ => rows.extend(places(rounds, thread, cell).into_iter().map(row)),
        }
    }
    rows
}

/// The columns that say where a strand stands, for each of its passages in a round.
fn places(rounds: &Rounds<'_>, thread: &Thread, cell: &Cell) -> Vec<Vec<String>> {
    let passages = cell.places.iter().flat_map(|place| &place.passages).map(|&at| &thread.passages[at]);
    let row = |passage: &crate::lineage::Passage| {
        let witness = &rounds.chain.witnesses[passage.witness];
        let document = witness.document;
        let unit = document.unit(passage.unit);
        vec![
            document.source.clone(),
            witness.status_of(passage.unit).name().to_owned(),
            document.section_path(passage.unit).join(" › "),
            unit.label.clone().unwrap_or_default(),
            super::passage_address(rounds.chain, passage),
            unit.place.lines.0.to_string(),
            unit.place.lines.1.to_string(),
            unit.place.page.map(|page| page.to_string()).unwrap_or_default(),
            if passage.whole { "yes" } else { "no" }.to_owned(),
            passage.text(rounds.chain),
        ]
    };
    passages.map(row).collect()
}
