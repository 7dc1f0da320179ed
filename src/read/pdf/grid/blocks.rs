//! Cells of lines -> rows: lines that are one cell, cells that are one row.
//!
//! ```text
//! Military and police                  two lines close together: one cell
//! personnel          41 945   41 386   figures beside its last line: the same row
//! Upkeep of craft         2   Ferries
//!                         1   Barge    a cell over two rows stands in the first
//! ```

use super::super::rows::is_amount;
use super::super::words::Segment;
use super::cells::Cell;
use super::rules::RuleLine;

/// Lines of one cell.
struct Block {
    first: usize,
    last: usize,
    lines: Vec<Segment>,
}

impl Block {
    fn top(&self) -> f32 {
        self.lines.first().map_or(0.0, |line| line.y - 0.75 * line.size)
    }

    fn bottom(&self) -> f32 {
        self.lines.last().map_or(0.0, |line| line.y + 0.2 * line.size)
    }

    fn cell(self) -> Option<Cell> {
        let one = |segment| super::Printed { segment, ..super::Printed::default() };
        let whole = self.lines.into_iter().map(one).reduce(|a, b| super::super::tagged::joined(a, b, " "))?;
        Some(Cell { first: self.first, last: self.last, segment: whole.segment })
    }
}

/// The rows of a table's body.
pub(super) fn rows(lines: Vec<Vec<Cell>>, within: &[RuleLine]) -> Vec<Vec<Cell>> {
    let mut blocks = blocks(lines, within);
    blocks.sort_by(|a, b| a.top().total_cmp(&b.top()).then(a.first.cmp(&b.first)));
    let mut groups: Vec<Vec<Block>> = Vec::new();
    let mut bottom = f32::MIN;
    for block in blocks {
        let (top, end) = (block.top(), block.bottom());
        match groups.last_mut() {
            Some(group) if top < bottom - 1.0 => group.push(block),
            _ => groups.push(vec![block]),
        }
        bottom = if groups.last().is_some_and(|group| group.len() == 1) { end } else { bottom.max(end) };
    }
    groups.into_iter().flat_map(parts).map(cells).collect()
}

/// The rows of a table's head: what stands under a rule over some columns is the next row.
pub(super) fn head(lines: Vec<Vec<Cell>>, within: &[RuleLine]) -> Vec<Vec<Cell>> {
    if within.is_empty() {
        return rows(lines, within);
    }
    let blocks = blocks(lines, within);
    let mut levels: Vec<Vec<Block>> = Vec::new();
    for block in blocks {
        let level = above(&block, within);
        levels.resize_with(levels.len().max(level + 1), Vec::new);
        levels[level].push(block);
    }
    levels.into_iter().filter(|level| !level.is_empty()).map(cells).collect()
}

/// How many rules stand above a block.
fn above(block: &Block, within: &[RuleLine]) -> usize {
    let Some(line) = block.lines.first() else { return 0 };
    let over = |rule: &&RuleLine| rule.y < line.y - 0.3 * line.size && rule.x0 < line.x1 && line.x0 < rule.x1;
    within.iter().filter(over).count()
}

fn cells(row: Vec<Block>) -> Vec<Cell> {
    row.into_iter().filter_map(Block::cell).collect()
}

/// Gathers the lines of cells.
fn blocks(lines: Vec<Vec<Cell>>, within: &[RuleLine]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for line in lines {
        let known = blocks.len();
        for cell in line {
            let over = |block: &Block| block.first <= cell.last && cell.first <= block.last;
            let last = blocks[..known].iter().rposition(over);
            match last.filter(|&at| goes_on(&blocks[at], &cell, within)) {
                Some(at) => {
                    let block = &mut blocks[at];
                    (block.first, block.last) = (block.first.min(cell.first), block.last.max(cell.last));
                    block.lines.push(cell.segment);
                }
                None => blocks.push(Block { first: cell.first, last: cell.last, lines: vec![cell.segment] }),
            }
        }
    }
    blocks
}

/// Whether a line is the next one of a cell.
fn goes_on(block: &Block, cell: &Cell, within: &[RuleLine]) -> bool {
    let Some(last) = block.lines.last() else { return false };
    let here = &cell.segment;
    let size = last.size.max(here.size);
    let step = here.y - last.y;
    let figures = is_amount(&last.text) && is_amount(&here.text);
    let ruled = within.iter().any(|rule| {
        rule.y > last.y - 0.3 * last.size
            && rule.y < here.y - 0.3 * here.size
            && rule.x0 < here.x1
            && here.x0 < rule.x1
    });
    step < 1.36 * size && !figures && !ruled && (last.size - here.size).abs() < 0.12 * size
}

/// Rows that a cell over several of them holds together: as many as the column with most blocks has.
fn parts(group: Vec<Block>) -> Vec<Vec<Block>> {
    let columns = group.iter().map(|block| block.last + 1).max().unwrap_or(0);
    let count =
        |column: usize| group.iter().filter(|block| block.first == column && block.last == column).count();
    let most = (0..columns).max_by_key(|&column| (count(column), std::cmp::Reverse(column)));
    let Some(most) = most.filter(|&column| count(column) > 1) else { return vec![group] };
    let tops: Vec<f32> =
        group.iter().filter(|block| block.first == most && block.last == most).map(Block::top).collect();
    let mut rows: Vec<Vec<Block>> = Vec::new();
    rows.resize_with(tops.len(), Vec::new);
    for block in group {
        for block in apart(block, &tops, most) {
            let at = tops.iter().skip(1).filter(|&&top| block.top() > top - 2.0).count();
            rows[at].push(block);
        }
    }
    rows.retain(|row| !row.is_empty());
    rows
}

/// Rows set as close as the lines of a cell: their first cells are told apart by the figures beside.
fn apart(block: Block, tops: &[f32], most: usize) -> Vec<Block> {
    if block.first == most || block.lines.len() < 2 {
        return vec![block];
    }
    let (first, last) = (block.first, block.last);
    let mut out: Vec<Block> = Vec::new();
    for line in block.lines {
        let top = line.y - 0.75 * line.size;
        let begins =
            tops.iter().any(|other| (other - top).abs() < 1.5) && !line.text.starts_with(char::is_lowercase);
        match out.last_mut() {
            Some(block) if !begins => block.lines.push(line),
            _ => out.push(Block { first, last, lines: vec![line] }),
        }
    }
    out
}
