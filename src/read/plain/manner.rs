//! How a text uses blank lines.

use crate::read::line::RawLine;

/// How blank lines are used in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    /// Between blocks.
    Between,
    /// After every line: they mean nothing.
    Everywhere,
    /// Nowhere, and lines are wrapped.
    Nowhere,
    /// Lines are whole paragraphs.
    Unwrapped,
}

/// The manner of a text, by how often a blank line stands where a sentence goes on.
pub(super) fn manner(text: &str, raw: &[RawLine]) -> Manner {
    let (mut full, mut after_blank, mut open_end, mut long) = (0usize, 0usize, 0usize, 0usize);
    let mut last: Option<&str> = None;
    let mut blank = true;
    for line in raw {
        let words = text[line.range.clone()].trim();
        if words.is_empty() {
            blank = true;
            continue;
        }
        full += 1;
        long += usize::from(words.len() > 200);
        if blank && full > 1 {
            after_blank += 1;
            let open = last.is_some_and(|last| {
                last.ends_with(|c: char| c.is_alphanumeric() || c == ',') && last.len() > 40
            });
            open_end += usize::from(open && words.starts_with(char::is_lowercase));
        }
        last = Some(words);
        blank = false;
    }
    match () {
        () if full >= 8 && after_blank * 10 > full * 6 && open_end * 10 > after_blank * 2 => {
            Manner::Everywhere
        }
        () if after_blank * 20 < full && full >= 4 && long * 3 > full => Manner::Unwrapped,
        () if after_blank * 20 < full && full >= 8 => Manner::Nowhere,
        () => Manner::Between,
    }
}
