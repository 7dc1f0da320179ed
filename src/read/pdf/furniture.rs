//! Page furniture, by place and repetition: running titles, page numbers, symbols, job numbers.
//!
//! ```text
//! page 2  top     A/70/174             the same at the same height on page 4: a symbol
//! page 3  top            A/70/174      and on page 5: odd and even pages have their own
//! page 1  bottom  26-04887 (E) 150426  a job number by its shape, at a page's foot
//! ```
//!
//! Only what stands in the outer bands of a page, with nothing but furniture beyond it, is looked at.
//! Repetition in the middle of a page is language: "Option 1:" and "Article 3" repeat.

use std::sync::LazyLock;

use regex::Regex;
use rustc_hash::{FxHashMap, FxHashSet};

use super::engine::{Mark, Page, Rule};
use super::words::Segment;

/// Something taken out.
#[derive(Debug)]
pub(super) struct Taken {
    /// Why.
    pub(super) code: &'static str,
    /// Page, counted from 1.
    pub(super) page: u32,
    /// What it said.
    pub(super) text: String,
}

/// Lines at a page's edge that are looked at.
const EDGE: usize = 6;

/// Low lines that make a rule.
const TYPED: usize = 8;

/// Takes furniture out of the pages. Rules that are typed become rules of the page.
pub(super) fn take(pages: &mut [Vec<Segment>], sizes: &mut [Page]) -> Vec<Taken> {
    let repeated = repeated(pages, sizes);
    let known = tells(pages);
    let mut taken = Vec::new();
    for (n, page) in pages.iter_mut().enumerate() {
        let height = sizes[n].height;
        let mut out = vec![None; page.len()];
        told(page, n, &repeated, height, &mut out);
        drawn(page, &mut sizes[n].rules, &mut out);
        for top in [true, false] {
            edge(page, top, height, &repeated, known, &mut out);
        }
        let number = u32::try_from(n + 1).unwrap_or(u32::MAX);
        let mut at = 0;
        page.retain(|segment| {
            at += 1;
            let Some(code) = out[at - 1] else { return true };
            taken.push(Taken { code, page: number, text: segment.text.clone() });
            false
        });
    }
    taken
}

/// A text without its digits, its height on the page, and its size: a symbol in large letters on the
/// first page is no running title.
type Print = (String, i32, i32);

fn print(segment: &Segment) -> Print {
    let text: String = segment.text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let digits = text.replace("000", "0").replace("00", "0");
    (digits, (segment.y / 4.0).round() as i32, segment.size.round() as i32)
}

fn in_band(segment: &Segment, height: f32, top: bool) -> bool {
    if top { segment.y < 0.14 * height } else { segment.y > 0.86 * height }
}

/// What stands in the same place on several pages.
fn repeated(pages: &[Vec<Segment>], sizes: &[Page]) -> FxHashSet<Print> {
    let mut counts: FxHashMap<Print, usize> = FxHashMap::default();
    for (page, size) in pages.iter().zip(sizes) {
        let mut seen = FxHashSet::default();
        for segment in page {
            if in_band(segment, size.height, true) || in_band(segment, size.height, false) {
                let (text, y, size) = print(segment);
                for y in y - 1..=y + 1 {
                    if seen.insert((text.clone(), y, size)) {
                        *counts.entry((text.clone(), y, size)).or_default() += 1;
                    }
                }
            }
        }
    }
    let enough = (pages.len() / 5).clamp(2, 40);
    counts.into_iter().filter(|&(_, count)| count >= enough).map(|(print, _)| print).collect()
}

/// What the file itself calls no text. The head of the first page is the masthead, unless it is the
/// head of all pages.
fn told(
    page: &[Segment],
    n: usize,
    repeated: &FxHashSet<Print>,
    height: f32,
    out: &mut [Option<&'static str>],
) {
    for (segment, out) in page.iter().zip(out) {
        let masthead = n == 0 && segment.mark == Mark::Header && segment.y < 0.5 * height;
        *out = match segment.mark {
            Mark::Header if masthead && !repeated.contains(&print(segment)) => None,
            Mark::Header | Mark::Footer | Mark::Artifact => Some(code_of(&segment.text)),
            _ => None,
        };
    }
}

/// A row of low lines is a rule that was typed: notes stand under it.
fn drawn(page: &[Segment], rules: &mut Vec<Rule>, out: &mut [Option<&'static str>]) {
    for (segment, out) in page.iter().zip(out) {
        if segment.text.len() >= TYPED && segment.text.bytes().all(|byte| byte == b'_') {
            *out = Some("rule");
            let y = segment.y + 0.1 * segment.size;
            rules.push(Rule { x0: segment.x0, x1: segment.x1, y0: y, y1: y + 0.5 });
        }
    }
}

/// Whether the file itself tells its furniture, on most pages: what it calls text at a page's edge is
/// then text, such as the numbers of a table's last row.
fn tells(pages: &[Vec<Segment>]) -> bool {
    let marked = |page: &&Vec<Segment>| {
        page.iter().any(|segment| matches!(segment.mark, Mark::Header | Mark::Footer | Mark::Artifact))
    };
    let full = pages.iter().filter(|page| !page.is_empty());
    pages.iter().filter(marked).count() * 2 > full.count()
}

/// Furniture from the page's edge inwards, as long as there is nothing else.
fn edge(
    page: &[Segment],
    top: bool,
    height: f32,
    repeated: &FxHashSet<Print>,
    told: bool,
    out: &mut [Option<&'static str>],
) {
    let mut order: Vec<usize> = (0..page.len()).filter(|&n| in_band(&page[n], height, top)).collect();
    order.sort_by(|&a, &b| page[a].y.total_cmp(&page[b].y).then(page[a].x0.total_cmp(&page[b].x0)));
    if !top {
        order.reverse();
    }
    let mut y = f32::NAN;
    let mut lines = 0;
    for n in order {
        let segment = &page[n];
        if y.is_nan() || (segment.y - y).abs() > 3.0 {
            lines += 1;
            y = segment.y;
        }
        if lines > EDGE {
            return;
        }
        if out[n].is_some() {
            continue;
        }
        let shape = shape(&segment.text);
        let is_text = told && segment.block.is_some() && shape != Some("job-number");
        let far = if top { segment.y < 0.09 * height } else { segment.y > 0.91 * height };
        let number = far && is_page_number(&segment.text);
        let known = matches!(shape, Some("job-number")) && !top || matches!(shape, Some("page-number"));
        if !is_text && (repeated.contains(&print(segment)) || known || number) {
            out[n] = Some(code_of(&segment.text));
        } else if !is_small(segment) {
            return;
        }
    }
}

/// A barcode, or a word beside it: no reason to stop.
fn is_small(segment: &Segment) -> bool {
    segment.text.len() < 30
}

fn is_page_number(text: &str) -> bool {
    let text = text.trim_matches(|c: char| "-–— ".contains(c));
    let roman = text.len() <= 6 && !text.is_empty() && text.bytes().all(|byte| b"ivxlc".contains(&byte));
    roman || (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn shape(text: &str) -> Option<&'static str> {
    static PAGE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?i)(?:[0-9]{1,4} ?/ ?[0-9]{1,4}|page [0-9]{1,4}(?: of [0-9]{1,4})?|[0-9]{1,4} of [0-9]{1,4}|[-–—] ?[0-9]{1,4} ?[-–—])$")
            .expect("the pattern is a constant")
    });
    static JOB: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:(?:\*[0-9]{7}\*)+|(?:GE\.|V\.)?[0-9]{2}-[0-9]{5}(?: ?\([A-Z]\))?(?: +[0-9]{6})*)$")
            .expect("the pattern is a constant")
    });
    static SYMBOL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[A-Z]{1,6}/[A-Z0-9][A-Za-z0-9.() -]*(?:/[A-Z0-9][A-Za-z0-9.() -]*)*\*?$")
            .expect("the pattern is a constant")
    });
    let text = text.trim();
    match () {
        () if text.len() > 60 => None,
        () if PAGE.is_match(text) => Some("page-number"),
        () if JOB.is_match(text) => Some("job-number"),
        () if SYMBOL.is_match(text) && text.bytes().any(|byte| byte.is_ascii_digit()) => Some("symbol"),
        () => None,
    }
}

fn code_of(text: &str) -> &'static str {
    match shape(text) {
        Some(code) => code,
        None if is_page_number(text) => "page-number",
        None => "running-title",
    }
}
