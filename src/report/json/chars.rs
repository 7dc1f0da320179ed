//! Byte ranges -> character ranges, in linear time.

use std::ops::Range;

/// Byte offsets of one text as character offsets. Offsets are expected in ascending order: each
/// goes on from the one before; a smaller one starts over.
pub(super) struct Chars<'a> {
    text: &'a str,
    ascii: bool,
    byte: usize,
    chars: usize,
}

impl<'a> Chars<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, ascii: text.is_ascii(), byte: 0, chars: 0 }
    }

    /// Characters that begin before `byte`.
    pub(super) fn at(&mut self, byte: usize) -> usize {
        if self.ascii {
            return byte;
        }
        if byte < self.byte {
            (self.byte, self.chars) = (0, 0);
        }
        let stretch = self.text.as_bytes().get(self.byte..byte).unwrap_or_default();
        // Bytes that go on with a character begin with the bits 10.
        self.chars += stretch.iter().filter(|&&b| b & 0xC0 != 0x80).count();
        self.byte = byte;
        self.chars
    }

    pub(super) fn range(&mut self, range: &Range<usize>) -> [usize; 2] {
        [self.at(range.start), self.at(range.end)]
    }
}
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_become_characters_whatever_their_order() {
        let mut chars = Chars::new("l’État — 国家 naïf");
        assert_eq!(chars.range(&(0..4)), [0, 2]);
        assert_eq!(chars.range(&(4..10)), [2, 7]);
        assert_eq!(chars.at(0), 0);
        assert_eq!(chars.at("l’État — 国家 naïf".len()), 16);
    }
}
