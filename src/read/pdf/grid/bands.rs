//! Which parts of a page, between two rules, are table: bands, and runs of them.

use super::super::engine::Page;
use super::super::layout::{Visual, visual};
use super::super::words::{Segment, is_label};
use super::Open;
use super::cells::cut;
use super::rules::RuleLine;

/// Most rules across a page that has tables: twice the lines of small print on it.
const RULES: usize = 300;

/// What stands between two rules of the same width, or under the last.
#[derive(Clone, Debug)]
pub(super) struct Band {
    pub(super) top: f32,
    pub(super) bottom: f32,
    pub(super) x0: f32,
    pub(super) x1: f32,
    /// Borders of columns that its rules, or its words, tell.
    borders: Vec<f32>,
    /// How many lines it has.
    lines: usize,
    /// A rule stands above it.
    pub(super) ruled: bool,
    /// A rule stands under it.
    pub(super) closed: bool,
}

impl Band {
    fn new(top: f32, bottom: f32, x0: f32, x1: f32) -> Self {
        Self { top, bottom, x0, x1, borders: Vec::new(), lines: 0, ruled: true, closed: true }
    }

    /// Whether a piece stands in it.
    pub(super) fn holds(&self, segment: &Segment) -> bool {
        let middle = segment.y - 0.3 * segment.size;
        middle > self.top && middle < self.bottom
    }
}

/// The borders of a table's columns: those of the band that knows most.
pub(super) fn edges(run: &[Band]) -> Vec<f32> {
    let best = run.iter().enumerate().max_by_key(|(n, band)| (band.borders.len(), std::cmp::Reverse(*n)));
    best.map_or_else(Vec::new, |(_, band)| band.borders.clone())
}

/// The tables of a page, as runs of bands one under another.
pub(super) fn runs(page: &[Segment], rules: &[RuleLine], size: &Page, open: Option<&Open>) -> Vec<Vec<Band>> {
    let (width, to) = (size.width, size.height);
    let wide: Vec<&RuleLine> = rules.iter().filter(|rule| rule.x1 - rule.x0 > 0.3 * width).collect();
    let mut runs: Vec<Vec<Band>> = Vec::new();
    // A drawing. Each rule would be held against every word of the page.
    if wide.len() > RULES {
        return runs;
    }
    let mut joins = false;
    if let Some(band) = open.and_then(|open| going_on(page, &wide, to, open)) {
        joins = band.closed;
        runs.push(vec![band]);
    }
    for (n, rule) in wide.iter().enumerate() {
        let below = wide[n + 1..].iter().find(|other| alike(rule, other) && other.y > rule.y + 4.0);
        let bottom = below.map_or(to, |below| below.y);
        let free = runs.last().and_then(|run| run.last()).is_none_or(|band| rule.y > band.bottom - 3.0);
        let mut band = Band::new(rule.y, bottom, rule.x0, rule.x1);
        band.closed = below.is_some();
        let known =
            below.into_iter().chain([rule]).map(|rule| &rule.borders).max_by_key(|borders| borders.len());
        let known = known.cloned().unwrap_or_default();
        if !free {
            continue;
        }
        if !is_table(page, &mut band, known) {
            joins = false;
            continue;
        }
        let under = |run: &Vec<Band>| run.last().is_some_and(|last| (last.bottom - band.top).abs() < 3.0);
        joins &= runs.last().is_some_and(under);
        let closed = band.closed;
        match runs.last_mut() {
            Some(run) if joins => run.push(band),
            _ => runs.push(vec![band]),
        }
        joins = closed;
    }
    // A head without rows is no table.
    runs
}

fn alike(a: &RuleLine, b: &RuleLine) -> bool {
    (a.x0 - b.x0).abs() < 4.0 && (a.x1 - b.x1).abs() < 4.0
}

/// The rest of a table that the page before left open, without its head.
fn going_on(page: &[Segment], wide: &[&RuleLine], to: f32, open: &Open) -> Option<Band> {
    let first = page.iter().map(|segment| segment.y - segment.size).fold(f32::MAX, f32::min);
    let same = |rule: &&&RuleLine| (rule.x0 - open.x0).abs() < 4.0 && (rule.x1 - open.x1).abs() < 4.0;
    let below = wide.iter().filter(same).find(|rule| rule.y > first + 8.0);
    let mut band = Band::new(first - 1.0, below.map_or(to, |rule| rule.y), open.x0, open.x1);
    band.closed = below.is_some();
    // Its head is printed again.
    let headed = wide.iter().filter(same).any(|rule| rule.y > first - 14.0 && rule.y <= first + 8.0);
    if headed || !is_table(page, &mut band, open.edges.clone()) {
        return None;
    }
    band.ruled = false;
    Some(band)
}

/// Whether a band is part of a table: lines have several cells, and few run across. Finds its
/// borders, if its rules don't tell them, and where it ends, if no rule does.
fn is_table(page: &[Segment], band: &mut Band, mut known: Vec<f32>) -> bool {
    let inside: Vec<Segment> = page.iter().filter(|segment| band.holds(segment)).cloned().collect();
    let outside = |segment: &Segment| segment.x0 < band.x0 - 8.0 || segment.x1 > band.x1 + 8.0;
    let mut lines = visual(inside);
    if band.closed && lines.iter().flatten().any(outside) {
        return false;
    }
    if known.is_empty() {
        known = rivers(&lines);
        let labels = |line: &Visual| line.first().is_some_and(|first| is_label(first_word(first)));
        if known.len() == 1 && lines.iter().filter(|line| is_split(line)).all(labels) {
            return false;
        }
    }
    let over = |line: &Visual| {
        line.iter().any(|segment| {
            let wide = segment.x1 - segment.x0 > 0.6 * (band.x1 - band.x0);
            wide && cut(segment.clone(), &known).iter().any(|cell| cell.last > cell.first)
        })
    };
    if !band.closed {
        let end = lines.iter().position(|line| over(line) || line.iter().any(outside));
        let end = end.unwrap_or(lines.len());
        // Lines after the last with several cells may be titles, unless they are close enough to it.
        let Some(last) = lines[..end].iter().rposition(|line| cells(line, &known) > 1) else { return false };
        let mut kept = last + 1;
        while kept < end && near(&lines[kept - 1], &lines[kept]) {
            kept += 1;
        }
        if let Some(next) = lines.get(kept) {
            band.bottom = middle(next);
        }
        lines.truncate(kept);
    }
    let several = lines.iter().filter(|line| cells(line, &known) > 1).count();
    let across = lines.iter().filter(|line| over(line)).count();
    band.lines = lines.len();
    band.borders = known;
    several > 0 && (across * 4 <= lines.len() || band.closed && across <= several)
}

fn middle(line: &Visual) -> f32 {
    line.iter().map(|segment| segment.y - 0.3 * segment.size).fold(f32::MAX, f32::min) - 0.1
}

/// A line directly under another, as of one cell.
fn near(above: &Visual, below: &Visual) -> bool {
    let size = above[0].size.max(below[0].size);
    below[0].y - above[0].y < 1.35 * size && (above[0].size - below[0].size).abs() < 0.08 * size
}

fn first_word(segment: &Segment) -> &str {
    segment.text.split(' ').next().unwrap_or("")
}

/// Cells of a line.
fn cells(line: &Visual, edges: &[f32]) -> usize {
    line.iter().map(|segment| cut(segment.clone(), edges).len()).sum()
}

/// Whether something stands apart on a line.
fn is_split(line: &Visual) -> bool {
    line.len() > 1 || line.iter().any(|segment| segment.gap)
}

/// Where no line has ink: the borders of columns, if lines with several pieces show them.
fn rivers(lines: &[Visual]) -> Vec<f32> {
    let size = lines.iter().flatten().map(|segment| segment.size).fold(f32::MAX, f32::min).clamp(5.0, 14.0);
    let mut ink: Vec<(f32, f32)> = Vec::new();
    for line in lines.iter().filter(|line| is_split(line)) {
        for segment in line {
            let mut x = segment.x0;
            for gap in segment.gaps.iter().filter(|gap| gap.2 - gap.1 > 0.5 * size) {
                ink.push((x, gap.1));
                x = gap.2;
            }
            ink.push((x, segment.x1));
        }
    }
    ink.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut free: Vec<(f32, f32)> = Vec::new();
    let mut end = f32::MAX;
    for &(x0, x1) in &ink {
        if x0 > end + 0.5 * size {
            free.push((end, x0));
        }
        end = if end == f32::MAX { x1 } else { end.max(x1) };
    }
    // A cell alone on its line makes them narrower, one that runs across says nothing.
    for segment in lines.iter().filter(|line| !is_split(line)).flatten() {
        let touched: Vec<usize> =
            (0..free.len()).filter(|&n| segment.x0 < free[n].1 && segment.x1 > free[n].0).collect();
        let across = touched.iter().any(|&n| segment.x0 <= free[n].0 && segment.x1 >= free[n].1);
        for n in touched.into_iter().filter(|_| !across) {
            let (from, to) = free[n];
            free[n] = if segment.x0 > from { (from, segment.x0.min(to)) } else { (segment.x1.max(from), to) };
        }
    }
    free.retain(|(from, to)| to - from > 0.4 * size);
    free.into_iter().map(|(from, to)| (from + to) / 2.0).collect()
}
