//! Long lists of a report, rendered by all threads and written in order.
//!
//! ```text
//! links 0..32     {"old":[0],..},{"old":[1],..}      one piece of text,
//! links 32..64    {"old":[32],..},..                 and the next, rendered meanwhile
//! ```
//!
//! Turning a comparison into JSON would otherwise be a tenth of the time of a large one, done by one
//! thread while the others wait. A report still never stands in memory whole.

use std::io::{self, Write};

use rayon::prelude::*;
use serde::ser::{Error, SerializeSeq};
use serde::{Serialize, Serializer};

/// Entries of a piece.
const PIECE: usize = 32;
/// Pieces that stand in memory at once.
const PIECES: usize = 64;

/// Serialises a list of parts, each made when its turn comes.
pub(super) fn list<S: Serializer, T: Sync, P: Serialize>(
    serializer: S,
    items: &[T],
    part: impl Fn(&T) -> P + Sync,
) -> Result<S::Ok, S::Error> {
    let mut list = serializer.serialize_seq(Some(items.len()))?;
    for batch in items.chunks(PIECE * PIECES) {
        let pieces: Vec<io::Result<Vec<u8>>> =
            batch.par_chunks(PIECE).map(|items| rendered(items, &part)).collect();
        for piece in pieces {
            list.serialize_element(&Rendered(&piece.map_err(S::Error::custom)?))?;
        }
    }
    list.end()
}

/// Entries with the commas between them.
fn rendered<T, P: Serialize>(items: &[T], part: impl Fn(&T) -> P) -> io::Result<Vec<u8>> {
    let mut out = Vec::with_capacity(PIECE << 9);
    for (n, item) in items.iter().enumerate() {
        if n > 0 {
            out.push(b',');
        }
        part(item).serialize(&mut serde_json::Serializer::with_formatter(&mut out, Plain))?;
    }
    Ok(out)
}

/// What is JSON already: nothing of a report is bytes, so that these can stand for it.
struct Rendered<'a>(&'a [u8]);

impl Serialize for Rendered<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0)
    }
}

/// Compact JSON in which no control character stands as itself: the texts are not trusted, and
/// U+009B begins an escape sequence in a terminal just as ESC does, though JSON allows it.
pub(super) struct Plain;

impl serde_json::ser::Formatter for Plain {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let control = |c: char| matches!(c, '\u{7f}'..='\u{9f}');
        let mut rest = fragment;
        // The first byte of those, looked for in many bytes at once.
        let may =
            |chunk: &[u8]| chunk.iter().fold(0, |may, &byte| may | u8::from(matches!(byte, 0x7F | 0xC2)));
        let may = fragment.as_bytes().chunks(32).any(|chunk| may(chunk) != 0);
        while let Some(at) = may.then(|| rest.find(control)).flatten() {
            let (before, after) = rest.split_at(at);
            let c = after.chars().next().unwrap_or_default();
            write!(writer, "{before}\\u{:04x}", u32::from(c))?;
            rest = &after[c.len_utf8()..];
        }
        writer.write_all(rest.as_bytes())
    }

    fn write_byte_array<W: ?Sized + Write>(&mut self, writer: &mut W, value: &[u8]) -> io::Result<()> {
        writer.write_all(value)
    }
}
