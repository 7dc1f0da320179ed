//! Page furniture: page numbers, symbols, job numbers, barcodes, running titles, contents.
//!
//! ```text
//! 2/10              31-18846      page-number
//! *3118846*A/AC.999/2031/L.1      job-number (glued by extraction)
//! I. Introduction ........ 2      contents
//! ```
//!
//! A line is furniture by *shape* if it consists of nothing else, and a running title by
//! *repetition* beside such lines. Repetition alone was rejected: "Option 1:" and "Article 3" repeat.

use std::sync::LazyLock;

use regex::Regex;
use rustc_hash::FxHashMap;

use crate::document::{Furniture, Place};
use crate::read::line::{Hint, Line};
use crate::read::structure::labels::{Style, readings, roman};

/// Lines at the start of a document in which a symbol alone is the masthead's, not furniture.
const MASTHEAD: usize = 12;

/// So many numbers alone on a line are compared with one another: a table of numbers stays cheap.
const MOST_NUMBERS: usize = 300;

/// Furniture lines, with the rule that found them.
pub(crate) fn find(lines: &[Line]) -> Vec<Option<&'static str>> {
    let mut taken: Vec<Option<&'static str>> = lines.iter().map(|line| by_shape(line)).collect();
    let numbered = keep_pages(lines, &mut taken);
    keep_masthead(&mut taken);
    contents(lines, &mut taken);
    if !numbered {
        page_numbers(lines, &mut taken);
    }
    roman_numbers(lines, &mut taken);
    running_titles(lines, &mut taken);
    numbered_titles(lines, &mut taken);
    taken
}

/// "2/17" is a page if the 17 comes again and again; "70/1" is a resolution. Says whether pages are
/// numbered in this way.
fn keep_pages(lines: &[Line], taken: &mut [Option<&'static str>]) -> bool {
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

/// A line as a piece of furniture; its place is in the decoded source.
pub(crate) fn of(code: &'static str, line: &Line) -> Furniture {
    let place = Place { lines: (line.number, line.number), bytes: line.source.clone(), page: line.page };
    Furniture { code, place, text: line.text.text.clone() }
}

fn by_shape(line: &Line) -> Option<&'static str> {
    static ATOM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(concat!(
            r"^(?:(?P<barcode>\*[0-9]{7}\*)|(?P<job>[0-9]{2}-[0-9]{5}(?: ?\([A-Z]\))?(?: [0-9]{6})?)",
            r"|(?P<page>[0-9]{1,3}/[0-9]{1,3}|[0-9lIO]{0,2}[0-9][lIO]?/[0-9lIO]{1,3}\b|[lIO]{1,2}/[0-9lIO]{0,2}[0-9][lIO]?\b|(?i:page) [0-9lIO]{1,4}(?: of [0-9]{1,4})?|[0-9]{1,3} of [0-9]{1,3}|[-–—] ?(?:[0-9]{1,4}|[ivxl]{1,6}) ?[-–—])",
            r"|(?P<symbol>(?:[A-Z]{1,5}/)[A-Z0-9][A-Z0-9.()-]*(?:/[A-Z0-9][A-Za-z0-9.-]*)*\*?))",
        ))
        .expect("the pattern is a constant, checked by the tests")
    });
    let mut rest = line.text.text.as_str();
    if line.hint == Hint::Rule {
        return Some("rule");
    }
    // "A/AC.999/1." ends a sentence.
    if rest.len() > 100 || rest.ends_with(['.', ',', ';']) {
        return None;
    }
    let mut code = None;
    let mut atoms = 0;
    while !rest.is_empty() {
        if !may_be_atom(rest.as_bytes()) {
            return None;
        }
        let found = ATOM.captures(rest)?;
        let whole = found.get(0)?;
        let this =
            ["barcode", "job", "page", "symbol"].into_iter().find(|name| found.name(name).is_some())?;
        code = match (this, code) {
            ("page", _) => Some("page-number"),
            ("job" | "barcode", None | Some("symbol")) => Some("job-number"),
            ("symbol", None) if whole.as_str().bytes().any(|byte| byte.is_ascii_digit()) => Some("symbol"),
            ("symbol", None) => return None,
            (_, code) => code,
        };
        rest = rest[whole.end()..].trim_start_matches([' ', '|']);
        atoms += 1;
    }
    (atoms > 0).then_some(code).flatten()
}

/// Whether the pattern of atoms could match here, by the first bytes: prose is told at once.
fn may_be_atom(text: &[u8]) -> bool {
    let capitals = text.iter().take(6).take_while(|byte| byte.is_ascii_uppercase()).count();
    match text.first() {
        Some(b'p' | b'P') if text.len() >= 4 && text[..4].eq_ignore_ascii_case(b"page") => true,
        Some(b'A'..=b'Z') => text.get(capitals) == Some(&b'/') || matches!(text[0], b'O' | b'I'),
        Some(b'l') => true,
        Some(first) => first.is_ascii_digit() || matches!(first, b'*' | b'-') || !first.is_ascii(),
        None => false,
    }
}

/// The symbol at the top is the masthead's.
fn keep_masthead(taken: &mut [Option<&'static str>]) {
    for code in taken.iter_mut().take(MASTHEAD) {
        if *code == Some("page-number") {
            return;
        }
        if *code == Some("symbol") {
            *code = None;
            return;
        }
    }
}

/// Dot leaders, and what stands between a heading "Contents" and the last of them.
fn contents(lines: &[Line], taken: &mut [Option<&'static str>]) {
    static LEADER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:\.{4,}|(?: \.){4,}|…{2,}|·{4,})[ .]*(?:[0-9]{1,4}|[ivxlc]{1,6})?$")
            .expect("the pattern is a constant")
    });
    let leader: Vec<bool> =
        lines.iter().map(|line| may_lead(&line.text.text) && LEADER.is_match(&line.text.text)).collect();
    let mut n = 0;
    while n < lines.len() {
        if leader[n] {
            taken[n] = Some("contents");
        } else if is_contents_heading(&lines[n].text.text) {
            let mut last = None;
            for (m, &leads) in leader.iter().enumerate().take(n + 300).skip(n + 1) {
                if leads {
                    last = Some(m);
                } else if m > last.unwrap_or(n) + 4 {
                    break;
                }
            }
            if let Some(last) = last {
                taken[n..=last].fill(Some("contents"));
                let numbers = lines[last + 1..].iter().take_while(|line| is_number(&line.text.text)).count();
                taken[last + 1..=last + numbers].fill(Some("contents"));
                n = last + numbers;
            }
        }
        n += 1;
    }
}

/// Whether a line could end in dot leaders: dots stand before its last number.
fn may_lead(text: &str) -> bool {
    let dots = text.trim_end_matches(|c: char| c.is_ascii_digit() || "ivxlc ".contains(c));
    let last = dots.strip_suffix('.').unwrap_or(dots);
    text.len() < 400 && (last.ends_with(['…', '·']) || last != dots && last.ends_with(['.', ' ']))
}

fn is_contents_heading(text: &str) -> bool {
    matches!(
        text.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase().as_str(),
        "contents" | "table of contents" | "table des matières" | "sommaire" | "índice" | "содержание"
    )
}

fn is_number(text: &str) -> bool {
    (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Numbers alone on a line that count up through the document, stand at a page's start or end, or go
/// along with the count of pages.
fn page_numbers(lines: &[Line], taken: &mut [Option<&'static str>]) {
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

/// A labelled heading or an introduction of a list may come again at the top of pages, as text.
fn is_text(line: &Line) -> bool {
    line.text.text.ends_with([':', ';', '.'])
        || readings(&line.text.text, false).iter().any(|mark| !matches!(mark.style, Style::Word(_)))
}

/// Small Roman numbers alone on a line that count up: the pages of a foreword.
fn roman_numbers(lines: &[Line], taken: &mut [Option<&'static str>]) {
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

/// Running titles with the page's number on the same line, "2 Report of the Board" and "The year 3":
/// the words repeat, the number grows, and one of them stands inside a sentence.
fn numbered_titles(lines: &[Line], taken: &mut [Option<&'static str>]) {
    let mut seen: FxHashMap<&str, Vec<(usize, u32)>> = FxHashMap::default();
    for (n, line) in lines.iter().enumerate() {
        if taken[n].is_none()
            && line.hint == Hint::Text
            && let Some((words, number)) = words_and_number(&line.text.text)
        {
            seen.entry(words).or_default().push((n, number));
        }
    }
    #[allow(clippy::iter_over_hash_type, reason = "each only marks its own lines")]
    for places in seen.values() {
        let grows = places.windows(2).all(|pair| pair[0].1 < pair[1].1 && pair[0].0 + 1 < pair[1].0);
        let inside = places.iter().any(|&(n, _)| is_inside(lines, n));
        if places.len() >= 2 && grows && inside {
            for &(n, _) in places {
                taken[n] = Some("running-title");
            }
        }
    }
}

/// A short line as at least two words and the number before or after them.
fn words_and_number(text: &str) -> Option<(&str, u32)> {
    let sized = text.len() <= 100 && !text.ends_with(['.', ';', ',', ':']);
    let parts = [text.split_once(' ').map(|(a, b)| (b, a)), text.rsplit_once(' ')];
    let (words, number) =
        parts.into_iter().flatten().find(|(_, number)| is_number(number)).filter(|_| sized)?;
    let starts = words.starts_with(char::is_uppercase);
    (starts && words.split(' ').count() >= 2).then_some((words, number.parse().ok()?))
}

/// A line much shorter than those around it, while the line before ends in the middle of a sentence
/// that the line after goes on with: no wrapped line would end so early.
fn is_inside(lines: &[Line], n: usize) -> bool {
    let free = |line: &Line| line.room * 3 > line.text.text.chars().count();
    let Some(before) = n.checked_sub(1).and_then(|n| lines.get(n)) else { return false };
    // In a column of a table all lines are short.
    if !free(&lines[n]) || free(before) || lines[n].narrow {
        return false;
    }
    before.text.text.ends_with(|c: char| c.is_alphanumeric() || c == ',')
        && lines.get(n + 1).is_some_and(|after| after.text.text.starts_with(char::is_lowercase))
}

/// Lines that repeat beside page numbers and symbols.
fn running_titles(lines: &[Line], taken: &mut [Option<&'static str>]) {
    let mut seen: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for n in 0..lines.len() {
        let text = lines[n].text.text.as_str();
        let beside = (n > 0 && taken[n - 1].is_some_and(|code| code != "contents" && code != "rule"))
            || taken.get(n + 1).copied().flatten().is_some_and(|code| code != "contents" && code != "rule")
            || lines[n].page_start
            || is_inside(lines, n);
        if taken[n].is_none() && beside && text.len() <= 120 && !text.is_empty() && !is_text(&lines[n]) {
            seen.entry(text.chars().filter(|c| !c.is_ascii_digit()).collect()).or_default().push(n);
        }
    }
    #[allow(clippy::iter_over_hash_type, reason = "each only marks its own lines")]
    for (text, places) in &seen {
        if places.len() >= 3 && text.trim().contains(' ') && text.chars().any(char::is_alphabetic) {
            for &n in places {
                taken[n] = Some("running-title");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::line::Mapped;

    fn codes(text: &str) -> Vec<&'static str> {
        let lines: Vec<Line> =
            text.lines().map(|line| Line { text: Mapped::verbatim(line, 0), ..Line::default() }).collect();
        find(&lines).into_iter().map(|code| code.unwrap_or("")).collect()
    }

    #[test]
    fn shapes() {
        for (text, code) in [
            ("2/17", "page-number"),
            ("31-18846 3/9A/C.9/78/L.41", "page-number"),
            ("*3118846*A/C.9/78/L.41", "job-number"),
            ("31-18846 (E) 241131", "job-number"),
            ("Page 3 of 12", "page-number"),
            ("- 5 -", "page-number"),
            ("I. Introduction ............ 2", "contents"),
            ("States noted that 2/3 of", ""),
            ("shall/should", ""),
            ("2031", ""),
            ("WHO/FAO", ""),
        ] {
            assert_eq!(codes(text), [code], "{text}");
        }
    }

    #[test]
    fn a_symbol_is_the_masthead_s_once() {
        assert_eq!(codes("A/AC.999/1\nDistr.: General\n1/2\nA/AC.999/1"), ["", "", "page-number", "symbol"]);
    }

    #[test]
    fn running_titles_stand_beside_page_numbers() {
        let text = "x\nReport of the Group\n1/3\ny\nReport of the Group\n2/3\nOption 1:\nz\nReport of the Group\n3/3\nOption 1:\nw\nOption 1:";
        assert_eq!(codes(text).iter().filter(|code| **code == "running-title").count(), 3);
    }
}
