//! Headings and their levels, from size, weight and the tags.
//!
//! ```text
//! 14 points, bold, tagged H1     level 2
//! 12 points, bold, tagged H1     level 3: the tag says less than the size
//! 10 points, bold, tagged H2     level 4
//! 14 points, first of all        level 1: the title
//! ```
//!
//! Levels are ranks: larger before smaller, and where sizes are the same, as the tags have it. The
//! tags alone were rejected: word processors derive them from styles that were chosen for looks.

use super::engine::Mark;
use super::paragraphs::is_caption;
use super::words::is_label;
use super::{Hint, Printed, Start};
use crate::read::structure::kinds;

/// The longest heading, in bytes.
const LONGEST: usize = 400;

/// How a heading looks: size in quarters of a point, larger first; the level of its tag.
type Look = (std::cmp::Reverse<i32>, u8);

/// Marks headings.
pub(super) fn find(lines: &mut [Printed]) {
    let body = body_size(lines);
    let blocks = blocks(lines);
    let mut looks: Vec<Option<Look>> = blocks.iter().map(|block| look(&lines[block.clone()], body)).collect();
    let title = masthead(lines, &blocks, &mut looks, body);
    let mut ladder: Vec<Look> = looks.iter().flatten().copied().collect();
    ladder.sort_unstable();
    ladder.dedup();
    for (n, block) in blocks.into_iter().enumerate() {
        let Some(look) = looks[n] else {
            // Often set apart by slant alone. Whatever its size, no section stands in it.
            let only = block.len() == 1 && lines[block.start].hint == Hint::Text;
            let line = &mut lines[block.start];
            if only
                && !line.in_note
                && line.furniture.is_none()
                && kinds::is_front_heading(&line.segment.text)
            {
                line.hint = Hint::Heading(2);
            }
            continue;
        };
        let rank = ladder.iter().position(|other| *other == look).unwrap_or(0);
        let level = if title == Some(n) { 1 } else { u8::try_from(rank + 2).unwrap_or(u8::MAX) };
        for line in &mut lines[block] {
            line.hint = Hint::Heading(level);
        }
    }
}

/// The size of most letters of running text.
fn body_size(lines: &[Printed]) -> f32 {
    let mut sizes: std::collections::BTreeMap<i32, usize> = std::collections::BTreeMap::new();
    for line in
        lines.iter().filter(|line| line.hint == Hint::Text && !line.in_note && line.furniture.is_none())
    {
        *sizes.entry((line.segment.size * 4.0).round() as i32).or_default() += line.segment.text.len();
    }
    sizes.iter().max_by_key(|size| *size.1).map_or(10.0, |size| *size.0 as f32 / 4.0)
}

/// Lines that surely belong together.
fn blocks(lines: &[Printed]) -> Vec<std::ops::Range<usize>> {
    let mut blocks: Vec<std::ops::Range<usize>> = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        match blocks.last_mut() {
            Some(block) if line.start == Start::Never => block.end = n + 1,
            _ => blocks.push(n..n + 1),
        }
    }
    blocks
}

/// How a block looks, if it could be a heading.
fn look(lines: &[Printed], body: f32) -> Option<Look> {
    let first = lines.first()?;
    let text: usize = lines.iter().map(|line| line.segment.text.len()).sum();
    let plain = lines.iter().all(|line| line.hint == Hint::Text && line.furniture.is_none() && !line.in_note);
    let last = lines.last().map_or("", |line| line.segment.text.trim_end());
    if !plain
        || text > LONGEST
        || last.ends_with(['.', ';', ',', ':'])
        || !last.contains(char::is_alphanumeric)
    {
        return None;
    }
    let bold = lines.iter().all(|line| line.segment.lead >= line.segment.text.trim_end().len());
    let large = first.segment.size > 1.1 * body;
    let sure = match first.level {
        Some(_) => bold || large || text < 160,
        None if lines.len() == 1 && is_caption(first) => true,
        None => bold && (large || text <= 120 && first.segment.size > 0.95 * body),
    };
    let size = (first.segment.size * 2.0).round() as i32 * 2;
    sure.then(|| (std::cmp::Reverse(size), first.level.unwrap_or(9)))
}

/// What stands above the text on the first page: small headings there are lines of the masthead, the
/// first large one is the title, and a single one under it its continuation.
fn masthead(
    lines: &mut [Printed],
    blocks: &[std::ops::Range<usize>],
    looks: &mut [Option<Look>],
    body: f32,
) -> Option<usize> {
    let end = blocks.iter().position(|block| {
        let first = &lines[block.start];
        let word = first.segment.text.split(' ').next().unwrap_or("");
        let labelled = is_label(word) && word.len() < first.segment.text.len() && word.ends_with(['.', ')']);
        first.page > 1 || labelled && first.hint == Hint::Text
    });
    let end = end.unwrap_or(blocks.len());
    let is_head = |n: usize| {
        let segment = &lines[blocks[n].start].segment;
        segment.mark == Mark::Header || kinds::is_masthead(&segment.text)
    };
    let large = |n: usize| looks[n].is_some_and(|(std::cmp::Reverse(size), _)| size as f32 >= 5.0 * body);
    let first = (0..end).find(|&n| large(n) && !is_head(n)).unwrap_or(end);
    let head = (0..first).rfind(|&n| is_head(n));
    let mut title = None;
    for n in 0..end {
        if head.is_some_and(|head| n <= head) {
            looks[n] = None;
        }
        let Some((std::cmp::Reverse(size), _)) = looks[n] else { continue };
        let size = size as f32 / 4.0;
        if title.is_none() && size <= 1.1 * body {
            looks[n] = None;
        } else if title.is_none() && size >= 1.25 * body {
            title = Some(n);
            let under = looks.get(n + 1).copied().flatten();
            let alone = looks.get(n + 2).is_none_or(Option::is_none);
            if under.is_some() && under > looks[n] && alone && n + 1 < end {
                looks[n + 1] = None;
            }
        }
    }
    // What stands between the two names the agenda item, or what the text belongs to.
    if let (Some(head), Some(title)) = (head, title) {
        for block in blocks.iter().take(title).skip(head + 1) {
            let length: usize = lines[block.clone()].iter().map(|line| line.segment.text.len()).sum();
            let plain = |line: &Printed| line.hint == Hint::Text && line.furniture.is_none() && !line.in_note;
            if length <= LONGEST && lines[block.clone()].iter().all(plain) {
                lines[block.clone()].iter_mut().for_each(|line| line.hint = Hint::Masthead);
            }
        }
    }
    title
}
