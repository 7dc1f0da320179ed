//! The table of contents: a heading of that name, and what ends in page numbers under it.

use super::Printed;

/// Marks the lines of a table of contents.
pub(super) fn find(lines: &mut [Printed]) {
    let mut n = 0;
    while n < lines.len() {
        if is_heading(&lines[n].segment.text) {
            let end = end_of(lines, n);
            for line in &mut lines[n..end] {
                line.furniture = Some("contents");
            }
            n = end.max(n + 1);
            continue;
        }
        if is_leader(&lines[n].segment.text) {
            lines[n].furniture = Some("contents");
        }
        n += 1;
    }
}

fn is_heading(text: &str) -> bool {
    matches!(
        text.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase().as_str(),
        "contents"
            | "table of contents"
            | "contents page"
            | "table des matières"
            | "sommaire"
            | "índice"
            | "содержание"
            | "المحتويات"
            | "目录"
    )
}

/// Dots up to a page number.
fn is_leader(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || c == '|');
    let dots = text.chars().rev().take_while(|c| ".… ·".contains(*c)).filter(|c| *c != ' ').count();
    dots >= 5 || text.ends_with("…") && dots >= 2
}

/// Where the contents end: after the last line near the heading that ends in a page number that is
/// not smaller than the one before.
fn end_of(lines: &[Printed], heading: usize) -> usize {
    let (mut last, mut number) = (heading, 0u32);
    let mut since = 0;
    for (n, line) in lines.iter().enumerate().skip(heading + 1).take(400) {
        since += 1;
        if since > 12 {
            break;
        }
        let text = line.segment.text.trim_end();
        let digits = text.len() - text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let before = text[..text.len() - digits].trim_end();
        let apart = before.is_empty() || before.ends_with(['|', '.', '…']) || line.segment.gap;
        if is_leader(text) {
            (last, since) = (n, 0);
        }
        if let Ok(page) = text[text.len() - digits..].parse::<u32>()
            && (1..=4).contains(&digits)
            && page >= number
            && page <= number.saturating_add(60)
            && (apart || is_leader(text))
            && since <= 6
        {
            (last, number, since) = (n, page, 0);
        } else if since < 4
            && matches!(text.to_lowercase().as_str(), "page" | "paragraphs | page" | "paragraphs")
        {
            last = last.max(n);
        }
    }
    if last > heading { last + 1 } else { heading }
}
