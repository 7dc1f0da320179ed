//! Page numbers that stand alone on a line, and figures that do not number pages.
//!
//! ```text
//! 2/17 .. 3/17 .. 4/17     pages: the total comes again and again
//! 70/1                     a resolution in a table
//! iii .. iv                pages of a foreword
//! ```

use rustc_hash::FxHashMap;

use crate::read::line::{Hint, Line};
use crate::read::structure::labels::roman;

/// So many numbers alone on a line are compared with one another: a table of numbers stays cheap.
const MOST_NUMBERS: usize = 300;

/// "2/17" is a page if the 17 comes again and again; "70/1" is a resolution. Says whether pages are
/// numbered in this way.
pub(super) fn keep_pages(lines: &[Line], taken: &mut [Option<&'static str>]) -> bool {
    let found: Vec<(usize, u32, u32)> = (0..lines.len())
        .filter(|&n| taken[n] == Some("page-number"))
        .filter_map(|n| page_of(&lines[n].text.text).map(|(page, total)| (n, page, total)))
        .collect();
    let mut totals: FxHashMap<u32, usize> = FxHashMap::default();
    for &(_, _, total) in found.iter().filter(|found| found.1 <= found.2) {
        *totals.entry(total).or_default() += 1;
    }
    let mut best: Vec<(usize, u32)> = totals.into_iter().map(|(total, count)| (count, total)).collect();
    best.sort_unstable();
    let best = best.last().copied().unwrap_or((0, 0));
    for &(n, page, total) in &found {
        if page > total || (total != best.1 && best.0 > 1) {
            taken[n] = None;
        }
    }
    best.0 > 1
}

/// Page and total of "2/17", wherever in the line they stand.
fn page_of(text: &str) -> Option<(u32, u32)> {
    text.split([' ', '|']).find_map(|token| {
        let (page, total) = token.split_once('/')?;
        let digits = total.len() - total.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        Some((page.parse().ok()?, total[..digits].parse().ok()?))
    })
}

pub(super) fn is_number(text: &str) -> bool {
    (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Numbers alone on a line that count up through the document, stand at a page's start or end, or go
/// along with the count of pages.
pub(super) fn page_numbers(lines: &[Line], taken: &mut [Option<&'static str>]) {
    let mut pages = 0;
    let mut alone: Vec<(usize, u32, u32)> = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        pages += u32::from(line.page_start);
        if taken[n].is_none() && is_number(&line.text.text) {
            alone.extend(line.text.text.parse().ok().map(|value| (n, value, pages)));
        }
    }
    let chained = |k: usize| {
        let value = alone[k].1;
        k.checked_sub(1).is_some_and(|k| alone[k].1 + 1 == value)
            || alone.get(k + 1).is_some_and(|next| next.1 == value + 1)
    };
    // Among the figures of a table some count up by chance.
    let counted = alone.len() > 2 && (0..alone.len()).filter(|&k| chained(k)).count() * 10 >= alone.len() * 6;
    let few = alone.len() <= 2 * pages as usize + 4;
    for (k, &(n, value, page)) in alone.iter().enumerate() {
        let edge = lines[n].page_start || lines.get(n + 1).is_some_and(|next| next.page_start);
        // A year or a note's number is no page of a text of eighty pages.
        let possible = pages == 0 || value <= pages + 60;
        let along = || {
            alone.iter().take(MOST_NUMBERS).any(|other| {
                page.abs_diff(other.2) > 2 && value.abs_diff(other.1).abs_diff(page.abs_diff(other.2)) <= 3
            })
        };
        if possible && (edge || (counted && chained(k)) || (few && along())) {
            taken[n] = Some("page-number");
        }
    }
}

/// Small Roman numbers alone on a line that count up: the pages of a foreword.
pub(super) fn roman_numbers(lines: &[Line], taken: &mut [Option<&'static str>]) {
    let mut alone: Vec<(usize, u32)> = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        let text = line.text.text.trim_matches(|c: char| "-–— ".contains(c));
        if text.len() <= 6 && text.bytes().all(|byte| b"ivxl".contains(&byte)) && line.hint == Hint::Text {
            alone.extend(roman(text).map(|value| (n, value)));
        }
    }
    for pair in alone.windows(2) {
        if pair[1].1 > pair[0].1 && pair[1].1 <= pair[0].1 + 2 && pair[1].0 > pair[0].0 + 1 {
            taken[pair[0].0] = Some("page-number");
            taken[pair[1].0] = Some("page-number");
        }
    }
}
