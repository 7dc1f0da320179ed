//! Lines of a tagged file: its blocks in the order of its structure tree.
//!
//! ```text
//! element 7   a paragraph on pages 2 and 3     one block: the page's end is no end of it
//! elements 8 and 9 side by side                a row of a table that the tags don't call one
//! element 10 beside an empty one               a row with one cell: "Landings"
//! ```
//!
//! Tags tell paragraphs and cells surely, and heading levels not at all: word processors derive
//! them from styles used for looks.

use rustc_hash::FxHashSet;

use super::engine::{Element, Role, Tags};
use super::words::Segment;
use super::{Hint, Printed, Start};

/// Whether the tags cover the text, and tell paragraphs apart.
pub(super) fn usable(pages: &[Vec<Segment>], tags: &Tags) -> bool {
    let (mut all, mut covered, mut lines) = (0usize, 0usize, 0usize);
    let mut blocks = FxHashSet::default();
    for segment in pages.iter().flatten() {
        all += segment.text.len();
        if let Some(block) = segment.block {
            covered += segment.text.len();
            lines += 1;
            blocks.insert(block);
        }
    }
    !tags.elements.is_empty() && covered * 10 >= all * 8 && lines <= blocks.len() * 20
}

/// Left, right, top, bottom.
type Edges = (f32, f32, f32, f32);

/// A block on its page, or the part of it that stands there.
struct Block {
    id: Option<u32>,
    element: Element,
    lines: Vec<Printed>,
}

impl Block {
    /// The page on which it ends.
    fn page(&self) -> u32 {
        self.lines.last().map_or(0, |line| line.page)
    }

    /// It has no words.
    fn is_blank(&self) -> bool {
        self.lines.iter().all(is_blank)
    }

    /// The edges of what stands on the block's last page: left, right, top, bottom.
    fn bounds(&self) -> Edges {
        self.bounds_on(self.page())
    }

    /// The edges of what stands on a page.
    fn bounds_on(&self, page: u32) -> Edges {
        let start = (f32::MAX, f32::MIN, f32::MAX, f32::MIN);
        self.lines.iter().filter(|line| line.page == page).fold(start, |bounds, line| {
            let segment = &line.segment;
            (
                bounds.0.min(segment.x0),
                bounds.1.max(segment.x1),
                bounds.2.min(segment.y - 0.7 * segment.size),
                bounds.3.max(segment.y + 0.2 * segment.size),
            )
        })
    }
}

fn is_blank(line: &Printed) -> bool {
    line.segment.text.is_empty() && line.segment.markers.is_empty() && line.segment.raised.is_none()
}

/// The lines in reading order. `blanks`: the empty blocks of each page.
pub(super) fn lines(pages: Vec<Vec<Segment>>, blanks: Vec<Vec<Segment>>, tags: &Tags) -> Vec<Printed> {
    let blocks = blocks(pages, blanks, tags);
    let mut out: Vec<Printed> = Vec::new();
    for group in rows(blocks) {
        if group.is_row {
            for half in halves(group.blocks) {
                out.push(row(half));
            }
        } else {
            for block in group.blocks {
                text(block, &mut out);
            }
        }
    }
    close_over_pages(&mut out);
    out
}

/// Some programs end a paragraph where the page ends, and begin another on the next.
fn close_over_pages(lines: &mut [Printed]) {
    let texts: Vec<usize> =
        (0..lines.len()).filter(|&n| !lines[n].in_note && lines[n].segment.raised.is_none()).collect();
    for pair in texts.windows(2) {
        let (last, line) = (&lines[pair[0]], &lines[pair[1]]);
        let plain = |line: &Printed| line.hint == Hint::Text && line.level.is_none();
        let over = line.page == last.page + 1 && line.start == Start::Block && plain(last) && plain(line);
        let text = last.segment.text.trim_end_matches(|c: char| c.is_ascii_digit() || ")]}”\"’*".contains(c));
        let word = line.segment.text.split(' ').next().unwrap_or("");
        // "[shall]" is no label, though it is short and in brackets.
        let bare = word.trim_start_matches('[').trim_end_matches(']');
        let small = bare.starts_with(char::is_lowercase) && !super::words::is_label(bare);
        // A preambular paragraph ends with a comma, and none begins small.
        let ended = text.ends_with(['.', ';', ':', '!', '?']) || text.ends_with(',') && !small;
        let open = !ended && !text.is_empty();
        let alike = (last.segment.size - line.segment.size).abs() < 0.05 * line.segment.size;
        let full = last.segment.x1 > line.segment.x1 - 0.1 * (line.segment.x1 - line.segment.x0);
        let labelled = super::words::is_label(word) && word.len() < line.segment.text.len() && !small;
        let bold = last.segment.lead >= last.segment.text.len();
        if over && open && alike && full && !labelled && !bold && (small || last.segment.text.len() > 60) {
            lines[pair[1]].start = Start::Never;
        }
    }
}

fn blocks(pages: Vec<Vec<Segment>>, blanks: Vec<Vec<Segment>>, tags: &Tags) -> Vec<Block> {
    let inked: FxHashSet<u32> = pages.iter().flatten().filter_map(|segment| segment.block).collect();
    // What has no block goes with the one it stands above on its page.
    let mut keyed: Vec<(u32, u8, u32, usize, Segment)> = Vec::new();
    for (n, page) in pages.into_iter().enumerate() {
        let number = u32::try_from(n + 1).unwrap_or(u32::MAX);
        let mut places: Vec<(f32, u32)> =
            page.iter().filter_map(|segment| Some((segment.y, segment.block?))).collect();
        places.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let first = places.iter().map(|place| place.1).min().unwrap_or(0);
        let last = places.iter().map(|place| place.1).max();
        for (at, segment) in page.into_iter().enumerate() {
            let key = segment.block.map(|block| (block, 1)).or_else(|| {
                let below = places.partition_point(|place| place.0 < segment.y - 2.0);
                places.get(below).map(|place| (place.1, 0)).or_else(|| last.map(|last| (last, 2)))
            });
            let (block, side) = key.unwrap_or((first, 0));
            keyed.push((block, side, number, at, segment));
        }
    }
    for (page, number) in blanks.into_iter().zip(1..) {
        for segment in page {
            if let Some(block) = segment.block.filter(|block| !inked.contains(block)) {
                keyed.push((block, 1, number, 0, segment));
            }
        }
    }
    keyed.sort_by_key(|keyed| (keyed.0, keyed.1, keyed.2, keyed.3));
    let mut blocks: Vec<Block> = Vec::new();
    for (_, _, page, _, segment) in keyed {
        let id = segment.block;
        let goes_on = id.is_some() && blocks.last().is_some_and(|last| last.id == id);
        let start = if goes_on { Start::Never } else { Start::Block };
        let line = Printed { segment, page, start, ..Printed::default() };
        match blocks.last_mut() {
            Some(last) if goes_on => last.lines.push(line),
            _ => {
                let element = id.and_then(|id| tags.elements.get(id as usize)).copied().unwrap_or_default();
                blocks.push(Block { id, element, lines: vec![line] });
            }
        }
    }
    blocks.iter_mut().for_each(without_repetition);
    blocks
}

/// The head of a table is drawn again on each of its pages, as the same element.
fn without_repetition(block: &mut Block) {
    let pages: Vec<&[Printed]> = block.lines.chunk_by(|a, b| a.page == b.page).collect();
    let same = |a: &[Printed], b: &[Printed]| {
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.segment.text == b.segment.text)
    };
    if pages.len() > 1 && pages[1..].iter().all(|page| same(pages[0], page)) {
        let kept = pages[0].len();
        block.lines.truncate(kept);
    }
}

struct Group {
    is_row: bool,
    blocks: Vec<Block>,
}

/// Gathers the blocks that stand side by side.
fn rows(blocks: Vec<Block>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for block in blocks {
        let told = block.element.cell.map(|cell| cell.0);
        if let Some(last) = groups.last_mut() {
            let before = last.blocks.last().and_then(|last| last.element.cell.map(|cell| cell.0));
            if told.is_some() && told == before {
                last.is_row = true;
                last.blocks.push(block);
                continue;
            }
        }
        let text = told.is_none() && block.element.note.is_none() && block.id.is_some();
        if let Some(from) = beside(&groups, &block).filter(|_| text) {
            let mut row = Group { is_row: true, blocks: Vec::new() };
            for group in groups.drain(from..) {
                row.blocks.extend(group.blocks);
            }
            row.blocks.push(block);
            groups.push(row);
            continue;
        }
        groups.push(Group { is_row: told.is_some(), blocks: vec![block] });
    }
    // Empty paragraphs, and empty rows.
    groups.retain(|group| !group.blocks.iter().all(Block::is_blank));
    without_frames(&mut groups);
    fill_tables(&mut groups);
    groups
}

/// Lines that have nothing beside them but an empty cell, and no row before or after them that has
/// more: a list set as a table.
fn without_frames(groups: &mut [Group]) {
    let filled = |group: &Group| group.blocks.iter().filter(|block| !block.is_blank()).count();
    let frame = |group: &Group| {
        let told = group.blocks.iter().any(|block| block.element.cell.is_some());
        group.is_row && !told && group.blocks.len() == 2 && filled(group) == 1
    };
    let mut from = 0;
    while from < groups.len() {
        let to = from + groups[from..].iter().take_while(|group| frame(group)).count();
        let full = |group: Option<&Group>| group.is_some_and(|group| group.is_row);
        if to > from && !full(groups.get(to)) && !full(from.checked_sub(1).map(|n| &groups[n])) {
            for group in &mut groups[from..to] {
                group.is_row = false;
                group.blocks.retain(|block| !block.is_blank());
            }
        }
        from = to.max(from + 1);
    }
}

/// The group with which a row begins that this block is the next cell of: the last one, if it stands
/// beside it, or one a little above, if its cell has several paragraphs. What is further above is
/// the column to the left.
fn beside(groups: &[Group], block: &Block) -> Option<usize> {
    let page = block.lines[0].page;
    let (x0, _, top, bottom) = block.bounds_on(page);
    let last = groups.len().checked_sub(1)?;
    for (at, group) in groups.iter().enumerate().rev().take(4) {
        let nearest = group.blocks.last()?;
        // A cell may go on over the page's end, before the next begins.
        let same_page = nearest.lines[0].page == page;
        let all = edges_on(group, page);
        // An empty paragraph may be centred in the cell where this one stands.
        let empty = group.blocks.iter().all(Block::is_blank);
        let inked = group.blocks.iter().filter(|block| empty || !block.is_blank());
        let right = around(inked.map(|block| block.bounds_on(page))).1;
        let fits = same_page && right <= x0 + 1.0 && nearest.element.cell.is_none() && nearest.id.is_some();
        if !fits || at < last && group.is_row || all.2 < top - 60.0 {
            return None;
        }
        let size = block.lines[0].segment.size;
        // The head of a table may begin with a cell that is set lower than the others.
        let lower = at == last && bottom <= all.2 + 1.0 && all.2 - bottom < 1.7 * size;
        if lower || all.2 < bottom - 1.0 && top < all.3 - 1.0 {
            return Some(at);
        }
    }
    None
}

/// The size of most letters outside of rows.
fn body_size(groups: &[Group]) -> f32 {
    let mut sizes: std::collections::BTreeMap<i32, usize> = std::collections::BTreeMap::new();
    let texts = groups.iter().filter(|group| !group.is_row).flat_map(|group| &group.blocks);
    for line in texts.flat_map(|block| &block.lines) {
        *sizes.entry((line.segment.size * 4.0).round() as i32).or_default() += line.segment.text.len();
    }
    sizes.iter().max_by_key(|size| *size.1).map_or(10.0, |size| *size.0 as f32 / 4.0)
}

/// Blocks alone on their line between the rows of a table are rows of it: "Posts", "Amount".
fn fill_tables(groups: &mut [Group]) {
    let body = body_size(groups);
    for n in 0..groups.len() {
        if groups[n].is_row || groups[n].blocks.len() != 1 {
            continue;
        }
        let block = &groups[n].blocks[0];
        let plain = block.element.note.is_none() && block.id.is_some() && block.element.item.is_none();
        let after = groups[n + 1..].iter().take(3).any(|group| group.is_row);
        if n > 0 && plain && groups[n - 1].is_row && goes_on(&groups[n - 1], block, body, after) {
            groups[n].is_row = true;
            continue;
        }
        let (x0, x1, top, bottom) = block.bounds();
        let length: usize = block.lines.iter().map(|line| line.segment.text.len()).sum();
        let size = block.lines[0].segment.size;
        let one_page = block.lines[0].page == block.page() && block.id.is_some();
        if length > 200
            || !one_page
            || block.element.note.is_some()
            || block.lines[0].segment.raised.is_some()
        {
            continue;
        }
        let like = |group: &Group| {
            let last = group.blocks.last();
            group.is_row && last.is_some_and(|last| (last.lines[0].segment.size - size).abs() < 0.06 * size)
        };
        let Some(after) =
            groups[n + 1..].iter().take(3).find(|group| group.is_row).filter(|after| like(after))
        else {
            continue;
        };
        let below = edges(after);
        let over = after.blocks[0].lines[0].page == block.page() && below.2 - bottom < 3.5 * size;
        // The head of a table may be set smaller than its rows, and they may be indented under this.
        let before = n.checked_sub(1).map(|before| &groups[before]).filter(|group| group.is_row);
        let left = below.0.min(before.map_or(f32::MAX, |before| edges(before).0));
        if !over || x0 < left - 6.0 || x1 > below.1 + 6.0 {
            continue;
        }
        // Over some columns only: the head of a table begins.
        let aside = x0 > below.0 + 0.3 * (below.1 - below.0) && length < 60 && below.2 - bottom < 2.5 * size;
        let under = before.is_some_and(|before| {
            before.blocks.last().map(Block::page) != Some(block.page()) || top - edges(before).3 < 3.0 * size
        });
        if aside || under {
            groups[n].is_row = true;
        }
    }
}

/// The paragraph is set as the row before it and follows as closely as another row would, in small
/// letters, or stands under a cell of it that is not the first: it is the one cell of its row.
fn goes_on(before: &Group, block: &Block, body: f32, row_after: bool) -> bool {
    let Some(last) = before.blocks.last().filter(|last| last.element.cell.is_none()) else { return false };
    let first = &block.lines[0];
    let size = first.segment.size;
    let (at, next) = (edges_on(before, first.page), block.bounds_on(first.page));
    let follows = if last.page() == first.page {
        next.2 > at.2 && next.2 - at.3 < 1.1 * size
    } else {
        last.page() + 1 == first.page
    };
    let alike = (before.blocks[0].lines[0].segment.size - size).abs() < 0.06 * size;
    if !follows || !alike || first.segment.raised.is_some() {
        return false;
    }
    let all = edges(before);
    let under = |cell: &Block| (cell.bounds().0 - next.0).abs() < 2.5;
    let inside = next.0 > all.0 - 1.0 && next.0 < all.0 + 4.0 * size;
    let aside = next.0 > all.0 + 4.0 * size && before.blocks[1..].iter().any(under);
    size < 0.93 * body && inside || row_after && aside
}

/// The edges of a group, each of its blocks where it ends.
fn edges(group: &Group) -> Edges {
    around(group.blocks.iter().map(Block::bounds))
}

/// The edges of what a group has on a page.
fn edges_on(group: &Group, page: u32) -> Edges {
    around(group.blocks.iter().map(|block| block.bounds_on(page)))
}

fn around(all: impl Iterator<Item = Edges>) -> Edges {
    let start = (f32::MAX, f32::MIN, f32::MAX, f32::MIN);
    all.fold(start, |a, b| (a.0.min(b.0), a.1.max(b.1), a.2.min(b.2), a.3.max(b.3)))
}

/// Two short lists beside each other, each with one row of a symbol and its title: two rows.
fn halves(mut blocks: Vec<Block>) -> Vec<Vec<Block>> {
    let text = |n: usize| -> String {
        blocks.get(n).map_or_else(String::new, |block| {
            block.lines.iter().map(|line| line.segment.text.as_str()).collect::<Vec<_>>().join(" ")
        })
    };
    let symbol = |n: usize| {
        let text = text(n);
        text.len() <= 24 && text.contains(['/', '(']) && text.contains(|c: char| c.is_ascii_digit())
    };
    let title = |n: usize| text(n).split(' ').filter(|word| word.contains(char::is_alphabetic)).count() > 2;
    if blocks.len() == 4 && symbol(0) && symbol(2) && title(1) && title(3) {
        let right = blocks.split_off(2);
        return vec![blocks, right];
    }
    vec![blocks]
}

/// Cells of a row, from left to right as the tree has them, with bars between.
fn row(blocks: Vec<Block>) -> Printed {
    let mut cells: Vec<(Option<u32>, f32, Vec<Printed>)> = Vec::new();
    for block in blocks {
        let told = block.element.cell.map(|cell| cell.1);
        let bounds = block.bounds();
        match cells.last_mut() {
            Some((last, edge, lines))
                if told.is_some() && *last == told || told.is_none() && bounds.0 < *edge =>
            {
                lines.extend(block.lines);
                *edge = edge.max(bounds.1);
            }
            _ => cells.push((told, bounds.1, block.lines)),
        }
    }
    let mut row: Option<Printed> = None;
    // Empty cells between others are kept, for a figure may change its column.
    let mut glue = String::new();
    for (_, _, lines) in cells {
        let lines = lines.into_iter().filter(|line| !is_blank(line));
        let cell = lines.reduce(|a, b| joined(a, b, " "));
        if row.is_some() {
            glue.push_str(if glue.is_empty() { " | " } else { "| " });
        }
        row = match (row, cell) {
            (Some(row), Some(cell)) => Some(joined(row, cell, &std::mem::take(&mut glue))),
            (row, cell) => row.or(cell),
        };
    }
    let mut row = row.unwrap_or_default();
    row.hint = Hint::Row;
    row.start = Start::Block;
    row
}

/// Two lines as one.
pub(super) fn joined(mut a: Printed, b: Printed, glue: &str) -> Printed {
    // Between cells nothing is glued; between lines of one, what a dash holds together.
    let dash =
        a.segment.text.ends_with('-') || a.segment.text.ends_with('–') && !a.segment.text.ends_with(" –");
    let next = b.segment.text.split(' ').next().unwrap_or("");
    let glue = if glue == " " && dash && !matches!(next, "and" | "or" | "to") { "" } else { glue };
    let whole = a.segment.lead >= a.segment.text.len();
    a.segment.text.push_str(glue);
    let base = a.segment.text.len();
    a.segment.text.push_str(&b.segment.text);
    a.segment.markers.extend(b.segment.markers.into_iter().map(|(at, label)| (base + at, label)));
    if whole {
        a.segment.lead = base + b.segment.lead;
    }
    a.segment.x1 = a.segment.x1.max(b.segment.x1);
    a
}

/// A block of text: its lines, the first of which begins it.
fn text(block: Block, out: &mut Vec<Printed>) {
    let note = block.element.note.is_some();
    let level = match block.element.role {
        Role::Heading(level) => Some(level),
        _ => None,
    };
    let mut lines = block.lines;
    let first = out.len();
    // A label that is an element of its own stands on the line of what it labels.
    if let (Some(last), Some(line)) = (out.last_mut(), lines.first())
        && block.element.item.is_some()
        && last.page == line.page
        && (last.segment.y - line.segment.y).abs() < 2.0
        && super::words::is_label(&last.segment.text)
    {
        let line = lines.remove(0);
        let label = std::mem::take(last);
        *last = Printed { start: Start::Block, ..joined(label, line, " ") };
        last.segment.gap = true;
    }
    for (n, mut line) in lines.into_iter().enumerate() {
        line.in_note = note;
        line.level = level;
        if n == 0 && out.len() == first {
            line.start = Start::Block;
        }
        out.push(line);
    }
}
