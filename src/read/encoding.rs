//! Bytes -> text, and the way back: which byte of the file a character came from.
//!
//! ```text
//! FF FE 41 00 0A 00     UTF-16 with a mark     "A\n", the line feed at byte 4 of the file
//! 43 61 66 E9           Windows-1252, guessed  "Café", with a warning that says so
//! 41 C3 28              UTF-8 with a bad byte  "A\u{FFFD}(", with a warning that names byte 1
//! ```
//!
//! Units must point into the file as it lies on the disk, so the decoded text keeps *anchors*: pairs
//! of offsets, with the step that leads from one to the next. Decoding the file once and giving up
//! the source offsets was rejected: a report that quotes byte ranges would then be wrong for every
//! file that is not UTF-8.

use std::borrow::Cow;
use std::ops::Range;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use crate::error::{Error, ErrorKind, Result};

/// Characters between two anchors of an encoding without a fixed step, so that looking up a place in
/// one endless line stays cheap.
const ANCHOR_EVERY: usize = 1024;

/// How many source bytes a stretch of text takes.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// The same as in UTF-8.
    Same,
    /// Two bytes for each UTF-16 code unit.
    Utf16,
    /// As many as this encoding needs.
    Legacy(&'static Encoding),
}

#[derive(Clone, Copy, Debug)]
struct Anchor {
    text: usize,
    source: usize,
    step: Step,
}

/// A file's text, with the way back to its bytes.
#[derive(Debug)]
pub(crate) struct Decoded<'a> {
    /// The text, without a byte order mark; of clean UTF-8 the bytes of the file themselves.
    pub(crate) text: Cow<'a, str>,
    /// What is to be said about the encoding, if it was not clean UTF-8.
    pub(crate) warning: Option<String>,
    anchors: Vec<Anchor>,
    source_len: usize,
}

impl Decoded<'_> {
    /// The words taken out of a format that is no text: their places are those of the words as
    /// extracted, not of the file's bytes.
    pub(crate) fn extracted(text: String) -> Self {
        let source_len = text.len();
        let anchors = vec![Anchor { text: 0, source: 0, step: Step::Same }];
        Self { text: Cow::Owned(text), warning: None, anchors, source_len }
    }

    /// Where a range of the text stands in the source, by whole characters: a ligature spelled out has
    /// an end within what is one character of the file.
    pub(crate) fn source_range(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.source_offset(self.text.floor_char_boundary(range.start));
        let end = self.source_offset(self.text.ceil_char_boundary(range.end));
        start..end.max(start)
    }

    /// The byte of the source where the character at `at` of the text begins.
    fn source_offset(&self, at: usize) -> usize {
        let next = self.anchors.partition_point(|anchor| anchor.text <= at);
        let Some(anchor) = next.checked_sub(1).and_then(|n| self.anchors.get(n)) else { return 0 };
        let limit = self.anchors.get(next).map_or(self.source_len, |anchor| anchor.source);
        let between = self.text.get(anchor.text..at).unwrap_or("");
        let step = match anchor.step {
            Step::Same => between.len(),
            Step::Utf16 => 2 * between.encode_utf16().count(),
            Step::Legacy(encoding) => encoding.encode(between).0.len(),
        };
        (anchor.source + step).min(limit)
    }
}

/// Decodes a file. `name` is for messages.
///
/// # Errors
/// If the bytes are no text: another format (PDF, Word, an archive, a picture) or NUL bytes.
pub(crate) fn decode<'a>(name: &str, bytes: &'a [u8]) -> Result<Decoded<'a>> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return Ok(utf8(rest, 3, bytes.len()));
    }
    for (mark, encoding) in [(b"\xFF\xFE", UTF_16LE), (b"\xFE\xFF", UTF_16BE)] {
        if bytes.starts_with(mark) {
            return Ok(utf16(bytes, 2, encoding, "by its byte order mark"));
        }
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return Ok(utf16(bytes, 0, encoding, "by the place of its zero bytes"));
    }
    // `contains` looks at many bytes at once; there is hardly ever one.
    if let Some(at) = bytes.contains(&0).then(|| bytes.iter().position(|&byte| byte == 0)).flatten() {
        return Err(binary(name, format!("this is no text: byte {at} is zero")));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(clean(text, 0, bytes.len()));
    }
    if looks_like_utf8(bytes) {
        return Ok(utf8(bytes, 0, bytes.len()));
    }
    let controls = bytes.iter().filter(|&&byte| byte < 9 || (14..32).contains(&byte)).count();
    if controls * 20 > bytes.len() {
        return Err(binary(name, "this is no text: too many control characters".to_owned()));
    }
    Ok(legacy(bytes))
}

fn binary(name: &str, message: String) -> Error {
    Error::new(ErrorKind::NotText, name, message).with_help("give a plain text or Markdown file")
}

/// UTF-16 without a mark: spaces and line feeds have their zero byte always on the same side, and the
/// whole decodes without a stray surrogate.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.len() < 4 || !bytes.len().is_multiple_of(2) || !bytes.contains(&0) {
        return None;
    }
    let zeros = |side: usize| bytes.iter().skip(side).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let encoding = match (even, odd) {
        (0, 1..) => UTF_16LE,
        (1.., 0) => UTF_16BE,
        _ => return None,
    };
    let enough = (even + odd) * 50 >= bytes.len() / 2;
    let (text, bad) = encoding.decode_without_bom_handling(bytes);
    let controls = text.chars().take(4096).any(|c| c.is_control() && !c.is_whitespace());
    (enough && !bad && !controls).then_some(encoding)
}

/// UTF-8 with a few bad bytes: more good sequences beyond ASCII than bad ones.
fn looks_like_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    bad == 0 || good > 2 * bad
}

fn clean(text: &str, start: usize, source_len: usize) -> Decoded<'_> {
    let anchors = vec![Anchor { text: 0, source: start, step: Step::Same }];
    Decoded { text: Cow::Borrowed(text), warning: None, anchors, source_len }
}

fn utf8(bytes: &[u8], start: usize, source_len: usize) -> Decoded<'_> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return clean(text, start, source_len);
    }
    let mut anchors = vec![Anchor { text: 0, source: start, step: Step::Same }];
    let mut text = String::with_capacity(bytes.len());
    let (mut at, mut bad, mut first_bad) = (start, 0usize, None);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            bad += 1;
            first_bad.get_or_insert(at);
            anchors.push(Anchor { text: text.len(), source: at, step: Step::Same });
            text.push(char::REPLACEMENT_CHARACTER);
            at += chunk.invalid().len();
            anchors.push(Anchor { text: text.len(), source: at, step: Step::Same });
        }
    }
    let warning = first_bad.map(|first| {
        format!("read as UTF-8, but {bad} bytes or sequences are not: the first is byte {first}; each is shown as \u{FFFD}")
    });
    Decoded { text: Cow::Owned(text), warning, anchors, source_len }
}

fn utf16<'a>(bytes: &'a [u8], start: usize, encoding: &'static Encoding, how: &str) -> Decoded<'a> {
    let (text, bad) = encoding.decode_without_bom_handling(&bytes[start..]);
    let mut anchors = Vec::new();
    let (mut source, mut next) = (start, 0);
    for (at, c) in text.char_indices() {
        if at >= next {
            anchors.push(Anchor { text: at, source, step: Step::Utf16 });
            next = at + ANCHOR_EVERY;
        }
        source += 2 * c.len_utf16();
    }
    let flaw = if bad { ", with characters that are not valid" } else { "" };
    let warning = Some(format!("read as {} (known {how}){flaw}", encoding.name()));
    Decoded { text, warning, anchors, source_len: bytes.len() }
}

/// An older encoding, guessed. Decoded line by line, so that every line's place is exact; within a
/// line places follow from encoding back.
fn legacy(bytes: &[u8]) -> Decoded<'_> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    let mut anchors = Vec::new();
    let (mut at, mut bad) = (0, false);
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        let (decoded, flawed) = encoding.decode_without_bom_handling(line);
        bad |= flawed;
        anchor_line(&mut anchors, &decoded, text.len(), at, encoding);
        text.push_str(&decoded);
        at += line.len();
    }
    let flaw = if bad { ", with bytes that do not exist in it" } else { "" };
    let warning = Some(format!("read as {}, a guess: this is not UTF-8{flaw}", encoding.name()));
    Decoded { text: Cow::Owned(text), warning, anchors, source_len: bytes.len() }
}

fn anchor_line(
    anchors: &mut Vec<Anchor>,
    line: &str,
    text: usize,
    source: usize,
    encoding: &'static Encoding,
) {
    anchors.push(Anchor { text, source, step: Step::Legacy(encoding) });
    let (mut last, mut source) = (0, source);
    for (count, (at, _)) in line.char_indices().enumerate() {
        if count > 0 && count.is_multiple_of(ANCHOR_EVERY) {
            source += encoding.encode(&line[last..at]).0.len();
            last = at;
            anchors.push(Anchor { text: text + at, source, step: Step::Legacy(encoding) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(bytes: &[u8], word: &str) -> (usize, Option<String>) {
        let decoded = decode("x", bytes).expect("text");
        let place = decoded.text.find(word).expect("the word is there");
        (decoded.source_offset(place), decoded.warning)
    }

    #[test]
    fn places_are_those_of_the_file() {
        let utf16 = |mark: &[u8], big: bool| -> Vec<u8> {
            let units = "Ça va 𝄞 bien".encode_utf16();
            mark.iter()
                .copied()
                .chain(units.flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }))
                .collect()
        };
        assert_eq!(at("\u{FEFF}Ça va bien".as_bytes(), "bien"), (10, None));
        assert_eq!(at(&utf16(b"\xFF\xFE", false), "bien").0, 20);
        assert_eq!(at(&utf16(b"\xFE\xFF", true), "bien").0, 20);
        let (place, warning) = at(&utf16(b"", false), "bien");
        assert!(place == 18 && warning.is_some_and(|w| w.contains("UTF-16LE")));
        let (place, warning) = at(b"Caf\xE9 d\xE9j\xE0 vu, s\x92il vous pla\xEEt", "vu");
        assert!(place == 10 && warning.is_some_and(|w| w.contains("windows-1252")));
    }

    #[test]
    fn a_place_within_a_character_is_that_of_the_character() {
        let decoded = decode("x", " [\u{FB05}.".as_bytes()).expect("text");
        assert_eq!(decoded.source_range(&(1..4)), 1..5);
        assert_eq!(decoded.source_range(&(3..9)), 2..6);
    }

    #[test]
    fn bad_bytes_are_named() {
        let mut bytes = "Ünïön ÄÖÜ".as_bytes().to_vec();
        bytes.extend(b"\xFF end");
        let (place, warning) = at(&bytes, "end");
        assert_eq!(place, bytes.len() - 3);
        assert!(warning.is_some_and(|w| w.contains(&format!("byte {}", bytes.len() - 5))));
    }

    #[test]
    fn what_is_no_text_is_refused_with_help() {
        for bytes in [&b"a\x00b\x00\x00c"[..], b"\x7FELF\x00\x00"] {
            let error = decode("x", bytes).expect_err("no text");
            assert!(error.kind == ErrorKind::NotText && error.help.is_some());
        }
    }

    #[test]
    fn older_multi_byte_encodings() {
        let (bytes, ..) =
            encoding_rs::GBK.encode("联合国大会决定\n国际安全的发展，各国强调合作的重要性\n第二条 原则");
        let decoded = decode("x", &bytes).expect("text");
        let place = decoded.text.find("第二条").expect("there");
        assert!(decoded.source_offset(place) == bytes.iter().rposition(|&b| b == b'\n').expect("lines") + 1);
    }
}
