//! Glyphs -> runs, and runs -> base lines.
//!
//! ```text
//! runs as drawn     "repair." y 700, "4" y 696 and smaller, " A number" y 700
//! a base line       y 700: "repair." on it, "4" raised, " A number" on it
//! ```

use std::collections::BTreeMap;
use std::ops::Range;

use super::is_blank;
use crate::read::pdf::engine::Glyph;

/// Glyphs drawn one after another on a base line.
pub(super) struct Run {
    pub(super) glyphs: Range<usize>,
    pub(super) x0: f32,
    pub(super) x1: f32,
    pub(super) y: f32,
    pub(super) size: f32,
    pub(super) key: Key,
    pub(super) blank: bool,
    pub(super) order: usize,
}

/// Runs with different keys are never in one segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key(pub(super) u8, pub(super) u32);

/// The runs of a page, as drawn.
pub(super) fn runs(glyphs: &[Glyph], key: impl Fn(&Glyph) -> Key) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (n, glyph) in glyphs.iter().enumerate() {
        let key = key(glyph);
        let blank = is_blank(glyph);
        let end = glyph.x + glyph.width;
        match runs.last_mut() {
            Some(run)
                if run.key == key
                    && (glyph.y - run.y).abs() < 0.06 * run.size.max(glyph.size)
                    && (glyph.size - run.size).abs() < 0.08 * run.size
                    && glyph.x > run.x1 - 0.5 * run.size
                    && glyph.x < run.x1 + 1.5 * run.size =>
            {
                run.glyphs.end = n + 1;
                run.x1 = run.x1.max(end);
                run.blank &= blank;
            }
            _ => runs.push(Run {
                glyphs: n..n + 1,
                x0: glyph.x,
                x1: end,
                y: glyph.y,
                size: glyph.size,
                key,
                blank,
                order: n,
            }),
        }
    }
    runs
}

/// A base line: its runs, by index, and whether each is raised or lowered.
pub(super) struct BaseLine {
    pub(super) y: f32,
    pub(super) size: f32,
    pub(super) x0: f32,
    pub(super) x1: f32,
    pub(super) runs: Vec<(usize, Height)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Height {
    On,
    Raised,
    Lowered,
}

/// Gathers the runs of a block to base lines: large runs first, then small ones beside them.
pub(super) fn base_lines(runs: &[Run]) -> Vec<BaseLine> {
    let mut lines: Vec<BaseLine> = Vec::new();
    let mut order: Vec<usize> = (0..runs.len()).filter(|&n| !runs[n].blank).collect();
    order.sort_by(|&a, &b| runs[b].size.total_cmp(&runs[a].size).then(a.cmp(&b)));
    // Lines by height, so that a page with thousands of runs is no trouble.
    let mut by_height: BTreeMap<i32, Vec<usize>> = BTreeMap::new();
    for n in order {
        let run = &runs[n];
        let mut best: Option<(f32, usize, Height)> = None;
        let around = (run.y - 16.0) as i32..=(run.y + 16.0) as i32;
        for &at in by_height.range(around).flat_map(|(_, lines)| lines) {
            let line = &lines[at];
            if let Some((cost, height)) = fits(line, run)
                && best.is_none_or(|best| cost < best.0)
            {
                best = Some((cost, at, height));
            }
        }
        if let Some((_, at, height)) = best {
            let line = &mut lines[at];
            line.runs.push((n, height));
            line.x0 = line.x0.min(run.x0);
            line.x1 = line.x1.max(run.x1);
        } else {
            by_height.entry(run.y as i32).or_default().push(lines.len());
            lines.push(BaseLine {
                y: run.y,
                size: run.size,
                x0: run.x0,
                x1: run.x1,
                runs: vec![(n, Height::On)],
            });
        }
    }
    for (n, run) in runs.iter().enumerate().filter(|(_, run)| run.blank) {
        let around = (run.y - 2.0) as i32..=(run.y + 2.0) as i32;
        let near = by_height.range(around).flat_map(|(_, lines)| lines).copied();
        if let Some(at) =
            near.min_by(|&a, &b| (lines[a].y - run.y).abs().total_cmp(&(lines[b].y - run.y).abs()))
            && (lines[at].y - run.y).abs() < 1.5
        {
            lines[at].runs.push((n, Height::On));
        }
    }
    lines.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
    lines
}

/// How well a run fits a base line, if at all: lower is better.
fn fits(line: &BaseLine, run: &Run) -> Option<(f32, Height)> {
    let up = line.y - run.y;
    let away = (run.x0 - line.x1).max(line.x0 - run.x1).max(0.0);
    if up.abs() <= 0.22 * run.size.min(line.size).max(4.0) && run.size > 0.8 * line.size {
        return Some((up.abs(), Height::On));
    }
    if up.abs() <= 0.12 * line.size {
        return Some((up.abs(), Height::On));
    }
    let beside = away < 1.5 * line.size;
    if run.size < 0.85 * line.size && beside && up > 0.0 && up < 0.75 * line.size {
        return Some((up + away, Height::Raised));
    }
    if run.size < 0.85 * line.size && beside && up < 0.0 && -up < 0.35 * line.size {
        return Some((-up + away, Height::Lowered));
    }
    // Markers of the same size, only raised.
    if beside && up > 0.2 * line.size && up < 0.5 * line.size && run.x1 - run.x0 < 2.0 * line.size {
        return Some((up + away + 1.0, Height::Raised));
    }
    None
}
