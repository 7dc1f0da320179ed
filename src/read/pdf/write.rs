//! Lines in reading order -> the extract: words laid down, notes last, furniture beside.

use rustc_hash::FxHashMap;

use super::furniture::Taken;
use super::pages::Warning;
use super::{Extract, Hint, Printed, Start};
use crate::document::{Furniture, Place};
use crate::read::line::{Line, tidy_words};

/// Lays everything down.
pub(super) fn write(lines: Vec<Printed>, taken: Vec<Taken>, warnings: Vec<Warning>) -> Extract {
    let mut extract = Extract::default();
    let mut notes = Vec::new();
    let mut taken = taken.into_iter().peekable();
    let mut places: FxHashMap<u32, u32> = FxHashMap::default();
    let mut page = 0;
    for line in lines {
        let new_page = line.page > page;
        if new_page {
            page = line.page;
            while let Some(taken) = taken.next_if(|taken| taken.page <= page) {
                furniture(&mut extract, taken);
            }
        }
        if let Some(code) = line.furniture {
            furniture(&mut extract, Taken { code, page: line.page, text: line.segment.text });
            continue;
        }
        if line.in_note {
            notes.push(line);
            continue;
        }
        let laid = lay(&mut extract, line, new_page);
        places.entry(page).or_insert(laid.number);
        extract.lines.lines.push(laid);
    }
    for taken in taken {
        furniture(&mut extract, taken);
    }
    for note in notes {
        let laid = lay(&mut extract, note, false);
        extract.lines.lines.push(laid);
    }
    for (code, page, message) in warnings {
        extract.lines.warnings.push((code, places.get(&page).copied(), message));
    }
    extract.lines.width = width(&extract.lines.lines);
    extract
}

fn lay(extract: &mut Extract, printed: Printed, page_start: bool) -> Line {
    let segment = printed.segment;
    let text = segment.text;
    let tidied = |at: usize| tidy_words(&text[..at.min(text.len())], 0).text.len();
    let markers = segment.markers.iter().map(|(at, label)| (tidied(*at), label.clone())).collect();
    let lead = if segment.lead >= text.len() { usize::MAX } else { tidied(segment.lead) };
    let mut line = extract.lay(&text);
    line.markers = markers;
    line.lead = lead.min(line.text.text.len());
    line.page = Some(printed.page);
    line.gap = segment.gap;
    line.start = printed.start;
    line.hint = printed.hint;
    line.page_start = page_start;
    if line.hint == Hint::Row {
        line.start = Start::Block;
    }
    line
}

fn furniture(extract: &mut Extract, taken: Taken) {
    let line = extract.lay(&taken.text);
    extract.lines.furniture.push(Furniture {
        code: taken.code,
        place: Place { lines: (line.number, line.number), bytes: line.source, page: Some(taken.page) },
        text: line.text.text,
    });
}

/// How wide full lines are: the ninth tenth of all.
fn width(lines: &[Line]) -> usize {
    let mut widths: Vec<usize> = lines.iter().map(|line| line.text.text.len()).collect();
    widths.sort_unstable();
    widths.get(widths.len() * 9 / 10).copied().unwrap_or(0)
}
