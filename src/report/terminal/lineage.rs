//! The threads of a process as a matrix: a line for each passage, a column for each round.
//!
//! ```text
//!      1            2            3            4            5
//!   5            ×                         ↺ 6          = 6
//!      The Group welcomed the participation of women speakers…
//! ```

use std::io::{self, Write};

use super::page::{Page, Span, Style, plain, span};
use crate::lineage::Total;
use crate::report::rounds::{Cell, Mark, Rounds, Strand};
use crate::report::say::{columns, shorten};
use crate::report::{LineageOptions, participants};

/// Columns between two cells.
const GAP: usize = 1;
/// Least columns of a cell: narrower ones say nothing.
const CELL: usize = 5;

/// Writes the report of a lineage.
pub(in crate::report) fn lineage(
    rounds: &Rounds<'_>,
    options: &LineageOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut page = Page::new(out, options.width, options.color);
    texts(rounds, options, &mut page)?;
    totals(rounds, &mut page)?;
    restored(rounds, &mut page)?;
    matrix(rounds, options, &mut page)
}

fn texts(rounds: &Rounds<'_>, options: &LineageOptions, page: &mut Page<'_>) -> io::Result<()> {
    let chain = rounds.chain;
    for (at, name) in chain.rounds.iter().enumerate() {
        let mut first = true;
        for witness in chain.of_round(at + 1) {
            let witness = &chain.witnesses[witness];
            let number =
                if first { format!("{:>2}\u{A0} ", at + 1) } else { "\u{A0}\u{A0}\u{A0} ".to_owned() };
            let mut spans = vec![plain(number), span(Style::Strong, witness.document.source.clone())];
            if let Some(standing) = witness.status {
                spans.push(span(Style::Faint, format!("  {}", standing.name())));
            }
            if *name != witness.document.source && first {
                spans.push(span(Style::Faint, format!("  {name}")));
            }
            page.put(0, 4, &spans)?;
            first = false;
        }
        if first {
            page.put(
                0,
                4,
                &[plain(format!("{:>2}  ", at + 1)), span(Style::Faint, format!("{name}: no text"))],
            )?;
        }
        for one in participants::of_round(options.participants.as_deref(), at + 1) {
            page.put(4, 6, &[plain(format!("{}: {}", one.head(), one.names()))])?;
        }
    }
    if let Some(all) = &options.participants {
        page.put(4, 4, &[span(Style::Faint, participants::below(all))])?;
    }
    page.blank()
}

fn totals(rounds: &Rounds<'_>, page: &mut Page<'_>) -> io::Result<()> {
    for total in &rounds.lineage.totals {
        let Total { rounds: between, before, after, .. } = *total;
        let mut spans =
            vec![plain(format!("{} → {}: {before} → {after} passages,", between.old, between.new))];
        let counts = [
            (total.carried, Style::Plain, "carried"),
            (total.edited, Style::Edited, "edited"),
            (total.reworded, Style::Reworded, "reworded"),
            (total.dropped, Style::Dropped, "dropped"),
            (total.new, Style::New, "new"),
            (total.restored, Style::Strong, "restored"),
        ];
        let mut first = true;
        for (count, style, word) in counts.into_iter().filter(|(count, ..)| *count > 0) {
            spans.push(plain(if std::mem::take(&mut first) { " " } else { " · " }));
            spans.push(span(style, format!("{count}\u{A0}{word}")));
        }
        let also = [(total.moved, "moved"), (total.crossed, "to another status")];
        for (count, word) in also.into_iter().filter(|(count, _)| *count > 0) {
            spans.push(span(Style::Faint, format!(" ({count}\u{A0}{word})")));
        }
        page.put(4, 6, &spans)?;
    }
    let count = rounds.lineage.threads.len();
    let through = rounds.lineage.threads.iter().filter(|thread| {
        let written = rounds.chain.written();
        (Some(&thread.rounds.0), Some(&thread.rounds.1)) == (written.first(), written.last())
    });
    page.put(4, 6, &[plain(format!("{count} passages in all, {} from first to last", through.count()))])
}

/// Words that came back inside a passage that never went.
fn restored(rounds: &Rounds<'_>, page: &mut Page<'_>) -> io::Result<()> {
    let mut lead = "words taken out and put back: ";
    for strand in &rounds.strands {
        for phrase in &rounds.thread(strand).phrases {
            let there = strand.cells.get(phrase.restored - 1).map(place).unwrap_or_default();
            let said = format!(
                "{lead}“{}”, out in round {}, back in {} ({there})",
                phrase.text, phrase.dropped, phrase.restored
            );
            page.put(4, 6, &[plain(said)])?;
            lead = "";
        }
    }
    Ok(())
}

fn matrix(rounds: &Rounds<'_>, options: &LineageOptions, page: &mut Page<'_>) -> io::Result<()> {
    let count = rounds.chain.rounds.len().max(1);
    let width = ((page.width().saturating_sub(2) / count).saturating_sub(GAP)).max(CELL);
    page.put(
        4,
        6,
        &[span(
            Style::Faint,
            "marks: + new, = carried, ~ edited, ≈ reworded, × dropped, ↺ restored, > moved, · no text",
        )],
    )?;
    let folded = rounds.strands.iter().filter(|strand| strand.steady && !options.all).count();
    if folded > 0 {
        page.put(
            4,
            6,
            &[span(
                Style::Faint,
                format!("{folded} carried or edited only, in place, through all rounds: left out (--all)"),
            )],
        )?;
    }
    let mut first = 0;
    for strand in rounds.strands.iter().filter(|strand| options.all || !strand.steady) {
        let thread = rounds.thread(strand);
        if thread.rounds.0 != first {
            first = thread.rounds.0;
            page.blank()?;
            let name = rounds.chain.rounds.get(first - 1).map(String::as_str).unwrap_or_default();
            page.put(0, 2, &[span(Style::Strong, format!("First seen in round {first}: {name}"))])?;
            let numbers: String = (1..=count).map(|round| pad(&round.to_string(), width)).collect();
            page.row(&[span(Style::Faint, format!("  {}", numbers.trim_end()))])?;
        }
        row(rounds, strand, width, page)?;
    }
    Ok(())
}

fn row(rounds: &Rounds<'_>, strand: &Strand, width: usize, page: &mut Page<'_>) -> io::Result<()> {
    let mut spans: Vec<Span<'_>> = vec![plain("  ")];
    for cell in &strand.cells {
        let first = cell.mark == Mark::First && spans.len() == 1;
        let said = if first { place(cell) } else { said(cell) };
        spans.push(span(style(cell.mark), pad(&shorten(&said, width), width)));
    }
    while let Some(last) = spans.last_mut().filter(|last| last.text.ends_with(' ')) {
        last.text = last.text.trim_end().to_owned().into();
        if last.text.is_empty() {
            spans.pop();
        }
    }
    page.row(&spans)?;
    let room = page.width().saturating_sub(6);
    page.put(4, 4, &[span(Style::Faint, shorten(&rounds.opening(strand), room).into_owned())])?;
    for (at, cell) in strand.cells.iter().enumerate() {
        let elsewhere =
            cell.places.iter().filter(|place| rounds.chain.witnesses[place.witness].status.is_some());
        for place in elsewhere {
            let (round, standing) = (at + 1, place.status.name());
            page.put(4, 6, &[plain(format!("in round {round} in the {standing}: {}", place.addresses))])?;
        }
    }
    Ok(())
}

/// "≈ 14 + 15".
fn said(cell: &Cell) -> String {
    let moved = if cell.moved { ">" } else { "" };
    format!("{}{moved} {}", cell.mark.sign(), place(cell)).trim().to_owned()
}

/// Where it stands. "Introduction ¶ 3" has room for "¶ 3" only; the words follow below.
fn place(cell: &Cell) -> String {
    let Some(place) = cell.places.first() else { return String::new() };
    let unnumbered = place.addresses.find('¶').filter(|_| !place.addresses.contains(" + "));
    place.addresses[unnumbered.unwrap_or(0)..].to_owned()
}

fn pad(text: &str, width: usize) -> String {
    format!("{text}{:1$}", "", (width + GAP).saturating_sub(columns(text)))
}

const fn style(mark: Mark) -> Style {
    match mark {
        Mark::NoText | Mark::Absent => Style::Faint,
        Mark::First => Style::New,
        Mark::Carried => Style::Plain,
        Mark::Edited => Style::Edited,
        Mark::Reworded => Style::Reworded,
        Mark::Dropped => Style::Dropped,
        Mark::Restored => Style::Strong,
    }
}
