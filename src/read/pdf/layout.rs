//! Lines of a file without tags, from the page alone.

use super::engine::Page;
use super::words::Segment;
use super::{Printed, Start};

/// The lines in reading order.
pub(super) fn lines(pages: Vec<Vec<Segment>>, _sizes: &[Page]) -> Vec<Printed> {
    let mut out = Vec::new();
    for (n, page) in pages.into_iter().enumerate() {
        let number = u32::try_from(n + 1).unwrap_or(u32::MAX);
        for segment in page {
            out.push(Printed { segment, page: number, start: Start::Maybe, ..Printed::default() });
        }
    }
    out
}
