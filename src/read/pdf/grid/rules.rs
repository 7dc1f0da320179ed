//! Drawn lines, gathered to rules that go across.

use std::collections::{BTreeMap, BTreeSet};

use super::super::engine::{Page, Rule};
use super::bands::Band;

/// Thickest rule, in points.
const THICK: f32 = 3.0;
/// Pieces this near each other are one rule: the borders of columns may stand apart a little.
const NEAR: f32 = 8.0;

/// A line across the page, of one piece or of many.
#[derive(Clone, Debug)]
pub(super) struct RuleLine {
    pub(super) y: f32,
    pub(super) x0: f32,
    pub(super) x1: f32,
    /// The borders between its pieces.
    pub(super) borders: Vec<f32>,
}

/// The rules of a page, from top to bottom.
pub(super) fn lines(rules: &[Rule]) -> Vec<RuleLine> {
    let mut flat: Vec<&Rule> =
        rules.iter().filter(|rule| rule.y1 - rule.y0 < THICK && rule.x1 - rule.x0 > 2.0 * THICK).collect();
    flat.sort_by(|a, b| a.y0.total_cmp(&b.y0).then(a.x0.total_cmp(&b.x0)));
    let mut lines = Vec::new();
    while let Some(&top) = flat.first() {
        let height = flat.iter().take_while(|rule| rule.y0 - top.y0 < 1.7).count();
        let mut level: Vec<&Rule> = flat.drain(..height).collect();
        level.sort_by(|a, b| a.x0.total_cmp(&b.x0).then(a.x1.total_cmp(&b.x1)));
        let mut open: Option<RuleLine> = None;
        for rule in level {
            match &mut open {
                Some(line) if rule.x0 < line.x1 + NEAR => {
                    if rule.x0 > line.x1 - THICK && rule.x1 > line.x1 + THICK {
                        line.borders.push((line.x1 + rule.x0) / 2.0);
                    }
                    line.x1 = line.x1.max(rule.x1);
                }
                _ => {
                    let line = RuleLine { y: top.y0, x0: rule.x0, x1: rule.x1, borders: Vec::new() };
                    lines.extend(open.replace(line));
                }
            }
        }
        lines.extend(open);
    }
    lines
}

/// Rules that stand at the same place on most pages, under the running title or over the foot.
#[derive(Debug, Default)]
pub(in super::super) struct Running(BTreeSet<(i32, i32, i32)>);

impl Running {
    /// Finds them.
    pub(in super::super) fn of(pages: &[Page]) -> Self {
        let mut counts: BTreeMap<(i32, i32, i32), usize> = BTreeMap::new();
        for page in pages {
            let edge = |line: &RuleLine| line.y < 0.14 * page.height || line.y > 0.86 * page.height;
            let keys: BTreeSet<_> = lines(&page.rules).iter().filter(|line| edge(line)).map(key).collect();
            for key in keys {
                *counts.entry(key).or_default() += 1;
            }
        }
        let most = |count: usize| count > 1 && count * 10 >= pages.len() * 7;
        Self(counts.into_iter().filter(|&(_, count)| most(count)).map(|(key, _)| key).collect())
    }

    /// Whether a rule is one of them.
    pub(super) fn has(&self, line: &RuleLine) -> bool {
        self.0.contains(&key(line))
    }
}

fn key(line: &RuleLine) -> (i32, i32, i32) {
    (line.y.round() as i32, (line.x0 / 2.0).round() as i32, (line.x1 / 2.0).round() as i32)
}

/// The rules that go over some columns of a band only.
pub(super) fn within(rules: &[RuleLine], band: &Band) -> Vec<RuleLine> {
    let inside = |rule: &&RuleLine| {
        rule.y > band.top + 2.0
            && rule.y < band.bottom - 2.0
            && rule.x0 > band.x0 - 4.0
            && rule.x1 < band.x1 + 4.0
            && rule.x1 - rule.x0 < 0.95 * (band.x1 - band.x0)
    };
    rules.iter().filter(inside).cloned().collect()
}
