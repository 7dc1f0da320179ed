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

mod pages;
mod titles;

use std::sync::LazyLock;

use regex::Regex;

use self::pages::{is_number, keep_pages, page_numbers, roman_numbers};
use self::titles::{numbered_titles, running_titles};
use crate::document::{Furniture, Place};
use crate::read::line::{Hint, Line};

/// Lines at the start of a document in which a symbol alone is the masthead's, not furniture.
const MASTHEAD: usize = 12;

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

/// A line as a piece of furniture; its place is in the decoded source.
pub(crate) fn of(code: &'static str, line: &Line) -> Furniture {
    let place = Place { lines: (line.number, line.number), bytes: line.source.clone(), page: line.page };
    Furniture { code, place, text: line.text.text.clone() }
}

fn by_shape(line: &Line) -> Option<&'static str> {
    static ATOM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(concat!(
            r"^(?:(?P<barcode>\*[0-9]{7}\*)|(?P<job>[0-9]{2}-[0-9]{5}(?: ?\([A-Z]\))?(?: [0-9]{6})?)",
            r"|(?P<page>[0-9]{1,3}/[0-9]{1,3}|[0-9lIO]{0,2}[0-9][lIO]?/[0-9lIO]{1,3}(?-u:\b)|[lIO]{1,2}/[0-9lIO]{0,2}[0-9][lIO]?(?-u:\b)|(?i:page) [0-9lIO]{1,4}(?: of [0-9]{1,4})?|[0-9]{1,3} of [0-9]{1,3}|[-–—] ?(?:[0-9]{1,4}|[ivxl]{1,6}) ?[-–—])",
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
        Some(b'A'..=b'Z') => {
            text.get(capitals) == Some(&b'/') || matches!(text[0], b'O' | b'I') && may_be_numbers(text)
        }
        Some(b'l') => may_be_numbers(text),
        Some(b'0'..=b'9') => may_be_numbers(text),
        Some(first) => matches!(first, b'*' | b'-') || !first.is_ascii(),
        None => false,
    }
}

/// Whether digits, or letters that were read for some, go on as a job number or a page number does:
/// "31-18846", "2/10", "3 of 10". The number of a paragraph does not.
fn may_be_numbers(text: &[u8]) -> bool {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit() || b"lIO".contains(byte)).count();
    let rest = &text[digits..];
    rest.starts_with(b"/") || rest.starts_with(b" of ") || (digits == 2 && rest.starts_with(b"-"))
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
