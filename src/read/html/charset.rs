//! A page's bytes -> its markup: by byte order mark, then as UTF-8, then as the page says, then by a
//! guess.
//!
//! ```text
//! <meta charset="gb2312"> … B5 E7 C0 C2     "电缆"
//! ```
//!
//! What is clean UTF-8 is UTF-8, whatever the page says: pages are converted on the way and keep
//! their old line, and hardly any text of another encoding is clean UTF-8 by chance.

use encoding_rs::Encoding;

use crate::error::Result;
use crate::read::encoding;

/// How far into a page its encoding may be told.
const HEAD: usize = 4096;

/// The markup, and what is to be said about its encoding.
///
/// # Errors
/// If the bytes are no text.
pub(super) fn decode(name: &str, bytes: &[u8]) -> Result<(String, Option<String>)> {
    let marked = [&b"\xEF\xBB\xBF"[..], b"\xFF\xFE", b"\xFE\xFF"].iter().any(|mark| bytes.starts_with(mark));
    let legacy = !marked && !bytes.contains(&0) && std::str::from_utf8(bytes).is_err();
    if let Some(encoding) = told(bytes).filter(|encoding| legacy && encoding.name() != "UTF-8") {
        let (text, bad) = encoding.decode_without_bom_handling(bytes);
        let warning = bad.then(|| {
            format!("read as {}, as the page says, with bytes that do not exist in it", encoding.name())
        });
        return Ok((text.into_owned(), warning));
    }
    let decoded = encoding::decode(name, bytes)?;
    Ok((decoded.text.into_owned(), decoded.warning))
}

/// The encoding that the page says it is in: `charset=…` of a `<meta>`, `encoding="…"` of an XML
/// declaration.
fn told(bytes: &[u8]) -> Option<&'static Encoding> {
    let head: String =
        bytes[..bytes.len().min(HEAD)].iter().map(|&byte| char::from(byte).to_ascii_lowercase()).collect();
    ["charset", "encoding"].into_iter().find_map(|word| {
        head.match_indices(word).find_map(|(at, _)| {
            let value = head[at + word.len()..].trim_start().strip_prefix('=')?;
            let value = value.trim_start_matches([' ', '"', '\'']);
            let end = value.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c))?;
            Encoding::for_label(&value.as_bytes()[..end])
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_the_page_says_unless_it_is_utf8() {
        let says = |charset: &str, words: &[u8]| {
            let head = format!("<html><head><meta charset=\"{charset}\"></head><p>");
            let (text, warning) = decode("x", &[head.as_bytes(), words].concat()).expect("a text");
            (text[head.len()..].to_owned(), warning)
        };
        assert_eq!(says("gb2312", b"\xB5\xE7\xC0\xC2"), ("电缆".to_owned(), None));
        assert_eq!(says("iso-8859-1", "câble".as_bytes()), ("câble".to_owned(), None));
        assert_eq!(says("iso-8859-1", b"c\xE2ble \x93a\x94"), ("câble “a”".to_owned(), None));
        assert_eq!(says("windows-1251", b"\xCA\xE0\xE1\xE5\xEB\xFC").0, "Кабель");
        assert_eq!(says("windows-1256", b"\xC8\xCD\xD1").0, "بحر");
    }
}
