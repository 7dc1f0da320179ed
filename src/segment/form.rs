//! A word as the key of a table: told from another without a call, as most words are short.
//!
//! ```text
//! "Parties"                  head "Part", tail "ties": seven bytes and these two are the word
//! "telecommunications"       head "telecomm", tail "ications": the rest is compared too
//! ```
//!
//! Words are looked up millions of times, and nearly every look-up finds the same word again.

use std::hash::{Hash, Hasher};

/// The longest word, in bytes, that its two ends say whole.
const WHOLE: usize = 16;

/// A word with its two ends at hand.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Form<'a> {
    head: u64,
    tail: u64,
    text: &'a str,
}

impl<'a> Form<'a> {
    /// The form of a word.
    pub(crate) fn of(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let (head, tail) = if let (Some(head), Some(tail)) = (bytes.first_chunk(), bytes.last_chunk()) {
            (u64::from_le_bytes(*head), u64::from_le_bytes(*tail))
        } else if let (Some(head), Some(tail)) = (bytes.first_chunk(), bytes.last_chunk()) {
            (u64::from(u32::from_le_bytes(*head)), u64::from(u32::from_le_bytes(*tail)))
        } else {
            (packed(bytes.iter().copied()), 0)
        };
        Self { head, tail, text }
    }

    /// The word.
    pub(crate) const fn text(&self) -> &'a str {
        self.text
    }
}

impl PartialEq for Form<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.head == other.head
            && self.tail == other.tail
            && self.text.len() == other.text.len()
            && (self.text.len() <= WHOLE || self.text == other.text)
    }
}

impl Eq for Form<'_> {}

impl Hash for Form<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.head);
        state.write_u64(self.tail);
        // Long addresses may have both ends in common.
        if self.text.len() > WHOLE { self.text.hash(state) } else { state.write_usize(self.text.len()) }
    }
}

/// A short word in one number; of one longer than eight bytes the last eight.
pub(crate) fn packed(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0, |all, byte| all << 8 | u64::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_equal_where_words_are() {
        let words = [
            "",
            "a",
            "b",
            "ab",
            "ba",
            "aab",
            "aaab",
            "aaaab",
            "telecommunications",
            "telecommunicbtions",
            "aaaaaaaaaaaaaaaa",
            "aaaaaaaaaaaaaaaaa",
            "état",
            "\0",
            "\0\0",
        ];
        for a in words {
            for b in words {
                assert_eq!(Form::of(a) == Form::of(b), a == b, "{a} {b}");
            }
        }
    }
}
