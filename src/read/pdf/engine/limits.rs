//! How much a file would unpack to, measured before anything is unpacked.
//!
//! ```text
//! 12 0 obj << /Length 310000 /Filter /FlateDecode >> stream …   310 kB that unpack to 300 MB: refused
//! ```
//!
//! The interpreter unpacks each stream in memory, whatever its size. So the streams are found here by
//! their key word alone, without trusting a single number in the file, and unpacked into nothing.
//! Images and attachments are left out, for
//! they are never unpacked: no page is drawn.

use std::io::{BufReader, Read};

use flate2::bufread::ZlibDecoder;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, MaybeRef, ObjectIdentifier, Stream};
use hayro_interpret::hayro_syntax::page::Page;
use rustc_hash::FxHashMap;

use crate::error::{Error, ErrorKind, Result};

/// What the streams of a file may unpack to, in bytes, together.
const UNPACKED: u64 = 128 * 1024 * 1024;
/// What one stream may unpack to.
const STREAM: u64 = 32 * 1024 * 1024;
/// Deflate packs at most a thousand bytes in one, and other methods less.
const RATIO: u64 = 1_032;
/// Bytes before a stream in which its dictionary is sought.
const DICTIONARY: usize = 4_096;

/// Measures the streams.
///
/// # Errors
/// If they unpack to more than is allowed.
pub(super) fn check(name: &str, bytes: &[u8]) -> Result<()> {
    let mut total = 0u64;
    let mut from = 0;
    while let Some(start) = find(bytes, b"stream", from) {
        from = start + 6;
        if bytes[..start].ends_with(b"end") {
            continue;
        }
        let dictionary = dictionary(&bytes[..start]);
        let end = find(bytes, b"endstream", from).unwrap_or(bytes.len());
        let data = bytes[from..end].trim_ascii_start();
        let size = unpacked(dictionary, data);
        total = total.saturating_add(size);
        if size > STREAM || total > UNPACKED {
            return Err(too_much(name));
        }
    }
    Ok(())
}

fn too_much(name: &str) -> Error {
    Error::new(ErrorKind::TooLarge, name, "this PDF unpacks to far more than a text has")
        .with_help("print it to a new PDF, or cut it into parts")
}

/// Measures streams that pages share, or that a page has several times over: each page keeps its
/// own copy of them.
///
/// # Errors
/// If the copies are more than is allowed.
pub(super) fn check_repeated(name: &str, pdf: &Pdf, pages: &[Page<'_>]) -> Result<()> {
    let mut uses: FxHashMap<ObjectIdentifier, u64> = FxHashMap::default();
    for page in pages {
        let contents: Option<Array<'_>> = page.raw().get(b"Contents");
        let parts = contents.iter().flat_map(Array::raw_iter).filter_map(|part| match part {
            MaybeRef::Ref(part) => Some(ObjectIdentifier::from(part)),
            MaybeRef::NotRef(_) => None,
        });
        let whole = page.raw().get_ref(b"Contents").filter(|_| contents.is_none());
        for id in parts.chain(whole.map(ObjectIdentifier::from)) {
            *uses.entry(id).or_default() += 1;
        }
    }
    let mut total = 0u64;
    for (id, uses) in uses.into_iter().filter(|&(_, uses)| uses > 1) {
        let stream: Option<Stream<'_>> = pdf.xref().get(id);
        let size = stream.and_then(|stream| Some(stream.decoded().ok()?.len() as u64)).unwrap_or(0);
        total = total.saturating_add(size.saturating_mul(uses));
        if total > UNPACKED {
            return Err(too_much(name));
        }
    }
    Ok(())
}

/// The bytes of the dictionary that stands before a stream.
fn dictionary(before: &[u8]) -> &[u8] {
    let near = &before[before.len().saturating_sub(DICTIONARY)..];
    let start = near.windows(4).rposition(|window| window == b" obj" || window == b"\nobj");
    &near[start.unwrap_or(0)..]
}

/// What a stream unpacks to, as far as it is told here.
fn unpacked(dictionary: &[u8], data: &[u8]) -> u64 {
    let has = |name: &[u8]| find(dictionary, name, 0).is_some();
    let flate = count(dictionary, b"/FlateDecode") + count(dictionary, b"/Fl ");
    let image = has(b"/Image") && (has(b"/Width") || has(b"/DCTDecode"));
    let length = data.len() as u64;
    if image || has(b"/EmbeddedFile") {
        return 0;
    }
    if flate > 1 {
        // Packed twice: some programs do; three times is done to harm.
        let twice = ZlibDecoder::new(BufReader::new(ZlibDecoder::new(data)));
        return if flate > 2 { u64::MAX } else { length.max(measure(twice)) };
    }
    if has(b"/LZWDecode") || has(b"/RunLengthDecode") {
        return length.saturating_mul(64);
    }
    // Without a name of its own: the data may be packed nevertheless, if the dictionary is elsewhere.
    let looks_packed = data.first().is_some_and(|byte| byte & 0x0F == 8);
    if flate == 0 && !looks_packed {
        return length;
    }
    if length.saturating_mul(RATIO) < 1024 * 1024 {
        return length.saturating_mul(8);
    }
    length.max(measure(ZlibDecoder::new(data)))
}

/// Unpacks into nothing, as far as one stream may go.
fn measure(packed: impl Read) -> u64 {
    let mut rest = packed.take(STREAM + 1);
    let mut sink = [0u8; 32 * 1024];
    let mut size = 0;
    while let Ok(read) = rest.read(&mut sink)
        && read > 0
    {
        size += read as u64;
    }
    size
}

fn count(bytes: &[u8], word: &[u8]) -> usize {
    bytes.windows(word.len()).filter(|window| *window == word).count()
}

fn find(bytes: &[u8], word: &[u8], from: usize) -> Option<usize> {
    let first = *word.first()?;
    let mut at = from;
    while let Some(next) = bytes.get(at..)?.iter().position(|&byte| byte == first) {
        at += next;
        if bytes[at..].starts_with(word) {
            return Some(at);
        }
        at += 1;
    }
    None
}
