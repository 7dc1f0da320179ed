//! Lines of a file without tags, from the page alone: regions, rows of tables, paragraphs.
//!
//! ```text
//! Appropriation for 2031/32      $68,743    two pieces on a base line: a row
//! Adjustment recommended by the             lines close together with one of them: one row,
//!   Committee for 2032/33          ($63)      its first cell has two lines
//! 14.  States noted that                    a label before a gap is no cell
//! ```

use super::columns::{Region, regions};
use super::engine::{Page, Rule};
use super::words::Segment;
use super::{Hint, Printed, Start, grid, notes, paragraphs, rows};

/// The lines in reading order.
pub(super) fn lines(pages: Vec<Vec<Segment>>, sizes: &[Page]) -> Vec<Printed> {
    let body = body_size(&pages);
    let mut flow = paragraphs::Flow::new(body, leading(&pages, body));
    let mut noted: Vec<Printed> = Vec::new();
    let (mut open, running) = (None, grid::Running::of(sizes));
    for (n, page) in pages.into_iter().enumerate() {
        let number = u32::try_from(n + 1).unwrap_or(u32::MAX);
        let size = &sizes[n];
        let head = if n == 0 { masthead_end(&page, size) } else { 0.0 };
        let mut page = page;
        page.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
        let tables = grid::take(&mut page, size, number, head, &running, &mut open);
        // Small print above a table, or its own rules, are no sign of notes.
        let end = tables.last().map_or(f32::MIN, |table| table.bottom);
        let free = |y: f32| !tables.iter().any(|table| y > table.top - 2.0 && y < table.bottom + 2.0);
        let rules: Vec<Rule> = size.rules.iter().filter(|rule| free(rule.y0)).copied().collect();
        let zone = notes::zone(&page, &rules, size.width, size.height, body).unwrap_or(f32::MAX);
        let (foot, mut page): (Vec<Segment>, Vec<Segment>) =
            page.into_iter().partition(|segment| segment.y > zone);
        if page.iter().any(|segment| segment.y > end) {
            open = None;
        }
        for table in tables {
            let below = page.partition_point(|segment| segment.y < table.top);
            let rest = page.split_off(below);
            regions_of(std::mem::replace(&mut page, rest), size, number, head, &mut flow);
            for row in table.rows {
                flow.row(row);
            }
        }
        regions_of(page, size, number, head, &mut flow);
        let mut foot = foot;
        foot.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
        for line in visual(foot) {
            noted.extend(note_line(line, number));
        }
    }
    let mut lines = rows::mend(flow.out);
    lines.extend(noted);
    lines
}

/// Reads what stands beside no drawn table, region by region.
fn regions_of(page: Vec<Segment>, size: &Page, number: u32, head: f32, flow: &mut paragraphs::Flow) {
    if page.is_empty() {
        return;
    }
    for region in regions(page, size.width) {
        flow.region();
        read(region, number, head, flow);
    }
}

/// The size in which most of the text is set.
fn body_size(pages: &[Vec<Segment>]) -> f32 {
    let mut sizes: std::collections::BTreeMap<i32, usize> = std::collections::BTreeMap::new();
    for segment in pages.iter().flatten() {
        *sizes.entry((segment.size * 4.0).round() as i32).or_default() += segment.text.len();
    }
    sizes.iter().max_by_key(|size| *size.1).map_or(10.0, |size| *size.0 as f32 / 4.0)
}

/// The usual distance of base lines, in sizes of the body.
fn leading(pages: &[Vec<Segment>], body: f32) -> f32 {
    let mut steps: std::collections::BTreeMap<i32, usize> = std::collections::BTreeMap::new();
    for page in pages {
        let mut full: Vec<&Segment> = page
            .iter()
            .filter(|segment| (segment.size - body).abs() < 0.05 * body && segment.text.len() > 20)
            .collect();
        full.sort_by(|a, b| a.y.total_cmp(&b.y));
        for pair in full.windows(2) {
            let step = (pair[1].y - pair[0].y) / body;
            if (0.9..2.6).contains(&step) && (pair[1].x0 - pair[0].x0).abs() < 3.0 * body {
                *steps.entry((step * 40.0).round() as i32).or_default() += 1;
            }
        }
    }
    // The distance inside paragraphs is the most frequent one.
    steps.iter().max_by_key(|step| *step.1).map_or(1.2, |step| *step.0 as f32 / 40.0)
}

/// Where the masthead of the first page ends: pieces side by side above are no table.
fn masthead_end(page: &[Segment], size: &Page) -> f32 {
    let full =
        page.iter().filter(|segment| segment.x1 - segment.x0 > 0.55 * size.width && segment.text.len() > 60);
    full.map(|segment| segment.y).fold(0.38 * size.height, f32::min)
}

/// Segments on one base line.
pub(super) type Visual = Vec<Segment>;

/// Gathers what stands on one base line.
pub(super) fn visual(segments: Vec<Segment>) -> Vec<Visual> {
    let mut lines: Vec<Visual> = Vec::new();
    for segment in segments {
        match lines.last_mut() {
            Some(line)
                if (line[0].y - segment.y).abs() < 0.25 * segment.size.min(line[0].size)
                    && line
                        .iter()
                        .all(|other| other.x1 <= segment.x0 + 1.0 || segment.x1 <= other.x0 + 1.0) =>
            {
                line.push(segment);
            }
            _ => lines.push(vec![segment]),
        }
    }
    for line in &mut lines {
        line.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    }
    lines
}

fn note_line(line: Visual, page: u32) -> Option<Printed> {
    let whole = line.into_iter().map(|segment| Printed { segment, page, ..Printed::default() });
    let mut whole = whole.reduce(|a, b| super::tagged::joined(a, b, " "))?;
    whole.in_note = true;
    whole.start = Start::Block;
    Some(whole)
}

/// Reads a region from top to bottom.
fn read(region: Region, page: u32, head: f32, flow: &mut paragraphs::Flow) {
    let (left, right) = (region.left, region.right);
    let mut group: Vec<Visual> = Vec::new();
    for line in visual(region.segments) {
        let apart = group.last().is_some_and(|last| {
            let size = last[0].size.max(line[0].size);
            line[0].y - last[0].y > 1.35 * size || is_text(last, left, right) != is_text(&line, left, right)
        });
        if apart {
            emit(std::mem::take(&mut group), page, head, left, right, flow);
        }
        group.push(line);
    }
    emit(group, page, head, left, right, flow);
}

/// One piece that reaches over most of the region.
fn is_text(line: &Visual, left: f32, right: f32) -> bool {
    line.len() == 1 && line[0].x1 - line[0].x0 > 0.6 * (right - left)
}

/// Lines close to each other: rows if some have cells, else text.
fn emit(group: Vec<Visual>, page: u32, head: f32, left: f32, right: f32, flow: &mut paragraphs::Flow) {
    let cells = group.iter().filter(|line| line.len() > 1).count();
    if cells == 0 || group.iter().all(|line| line[0].y < head) {
        let mut beside = false;
        for line in group {
            let apart = std::mem::replace(&mut beside, line.len() > 1) || beside;
            for segment in line {
                let line = Printed { segment, page, ..Printed::default() };
                flow.push(line, left, right, apart);
            }
        }
        return;
    }
    let edge = group.iter().map(|line| line[0].x0).fold(f32::MAX, f32::min);
    let mut rows: Vec<Vec<Visual>> = Vec::new();
    for line in group {
        let begins = line.len() > 1 && (line[0].x0 - edge).abs() < 4.0;
        let has_cells = rows.last().is_some_and(|row| row.iter().any(|line| line.len() > 1));
        let wrapped = rows.last().is_some_and(|row| rows::goes_on(row, &line, edge));
        match rows.last_mut() {
            Some(row) if !begins || cells == 1 || !has_cells || wrapped => row.push(line),
            _ => rows.push(vec![line]),
        }
    }
    for row in rows {
        if let Some(row) = as_row(row, page) {
            flow.row(row);
        }
    }
}

/// The lines of a row, cell by cell.
fn as_row(lines: Vec<Visual>, page: u32) -> Option<Printed> {
    let bottom = lines.iter().flatten().map(|segment| segment.y).fold(f32::MIN, f32::max);
    let mut cells: Vec<(f32, f32, Printed)> = Vec::new();
    for segment in lines.into_iter().flatten() {
        let (x0, x1) = (segment.x0, segment.x1);
        let line = Printed { segment, page, ..Printed::default() };
        let over = cells.iter().position(|cell| cell.0 < x1 && x0 < cell.1);
        match over {
            Some(at) => {
                let cell = &mut cells[at];
                cell.2 = super::tagged::joined(std::mem::take(&mut cell.2), line, " ");
                (cell.0, cell.1) = (cell.0.min(x0), cell.1.max(x1));
            }
            None => cells.push((x0, x1, line)),
        }
    }
    cells.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut row = cells.into_iter().map(|cell| cell.2).reduce(|a, b| super::tagged::joined(a, b, " | "))?;
    row.segment.y = bottom;
    row.hint = Hint::Row;
    row.start = Start::Block;
    Some(row)
}
