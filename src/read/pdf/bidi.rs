//! Lines written from right to left: from the order on the page to the order of reading.
//!
//! ```text
//! on the page, left to right    .2031 راذآ 7 يف      (letters of Arabic stand mirrored in place)
//! read                          في 7 آذار 2031.
//! ```
//!
//! A page knows places only. In a line that is mostly Arabic or Hebrew the rightmost glyph comes
//! first; runs of digits and Latin letters inside keep their own direction.

use super::engine::{Glyph, Words};

fn first(words: &Words) -> char {
    match words {
        Words::Char(c) => *c,
        Words::More(text) => text.chars().next().unwrap_or(' '),
    }
}

fn is_rtl(c: char) -> bool {
    matches!(c, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
        && !matches!(c, '\u{0660}'..='\u{0669}' | '\u{06F0}'..='\u{06F9}')
}

/// Most letters of the line are written from right to left.
pub(super) fn is_right_to_left<'a>(words: impl Iterator<Item = &'a Words>) -> bool {
    let (mut right, mut left) = (0usize, 0usize);
    for words in words {
        let c = first(words);
        if is_rtl(c) {
            right += 1;
        } else if c.is_alphabetic() {
            left += 1;
        }
    }
    right > left
}

/// Puts glyphs that stand from left to right into the order of reading.
pub(super) fn order<T>(glyphs: &[Glyph], all: &mut [(usize, T)]) {
    all.reverse();
    let is_left = |n: usize| {
        let c = first(&glyphs[n].words);
        c.is_alphanumeric() && !is_rtl(c)
    };
    let joins = |n: usize| {
        matches!(first(&glyphs[n].words), '.' | ',' | '/' | '-' | ':' | '%' | '’' | '\'' | '(' | ')' | ' ')
    };
    let mut from = 0;
    while from < all.len() {
        if !is_left(all[from].0) {
            from += 1;
            continue;
        }
        let mut to = from + 1;
        let mut last = from;
        while to < all.len() && (is_left(all[to].0) || joins(all[to].0)) {
            if is_left(all[to].0) {
                last = to;
            }
            to += 1;
        }
        all[from..=last].reverse();
        from = last + 1;
    }
}

/// How far a glyph stands from what has been laid down between two edges.
pub(super) fn gap(x0: f32, x1: f32, glyph: &Glyph) -> f32 {
    (x0 - (glyph.x + glyph.width)).max(glyph.x - x1)
}
