//! Which format a file is in, by its content first and its name last.
//!
//! ```text
//! 25 50 44 46 2D          %PDF-                  PDF
//! 50 4B 03 04 …           an archive with word/  Word
//! <!DOCTYPE html>         or many tags           a web page
//! # I. Introduction       headings, notes        Markdown
//! ```
//!
//! Names lie: drafts are renamed on the way through mail servers, and a page saved from a browser
//! may be called `.doc`. Only between plain text and Markdown does the name decide, because both are
//! text and a draft may look like either.

use std::path::Path;

use super::encoding::Decoded;
use super::{Format, encoding, html, markdown};
use crate::error::{Error, ErrorKind, Result};

/// How far into a file a mark may stand after rubbish, and how much of a text is looked at.
const HEAD: usize = 1024;

/// Finds the format of a file, and the text of one that had to be decoded for that.
///
/// # Errors
/// If the bytes are of a known format that is not read, or no text at all.
pub(crate) fn detect<'a>(name: &str, bytes: &'a [u8]) -> Result<(Format, Option<Decoded<'a>>)> {
    if is_pdf(bytes) {
        return Ok((Format::Pdf, None));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        // Which archive it is, the reader says.
        return Ok((Format::Docx, None));
    }
    refuse(name, bytes)?;
    let decoded = encoding::decode(name, bytes)?;
    let text = &*decoded.text;
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str()).unwrap_or("");
    let format = match ending.to_ascii_lowercase().as_str() {
        "md" | "markdown" | "mdown" | "mkd" | "kd" => Format::Markdown,
        // With hardly a tag it may still be a page; without any it is none.
        "html" | "htm" | "xhtml" if text.contains("</") => Format::Html,
        _ if html::looks_like(text) => Format::Html,
        _ if markdown::looks_like(text) => Format::Markdown,
        _ => Format::Text,
    };
    Ok((format, Some(decoded)))
}

fn is_pdf(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(HEAD)].windows(5).any(|window| window == b"%PDF-")
}

/// The container of old Office files; new ones that are encrypted are put in it, too.
const OLE: &[u8] = b"\xD0\xCF\x11\xE0";

/// Whether the container's list of contents names an encrypted package, in UTF-16.
fn protected(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

/// Says what a file is that is no text, and what to do instead.
///
/// # Errors
/// If the bytes begin like such a file.
pub(crate) fn refuse(name: &str, bytes: &[u8]) -> Result<()> {
    if bytes.starts_with(OLE) && protected(bytes) {
        let message = "this Word file is protected by a password";
        return Err(Error::new(ErrorKind::NotText, name, message)
            .with_help("open it in Word, take the password off (File > Info) and save it again"));
    }
    let picture = "recognise its text with an OCR program first";
    let known: [(&[u8], &str, &str); 9] = [
        (b"%PDF-", "this is a PDF, not a text", "leave out --from"),
        (b"PK\x03\x04", "this is a Word file or an archive, not a text", "leave out --from"),
        (
            OLE,
            "this is a Word file of the old kind (.doc), which is not read",
            "open it in Word or LibreOffice and save it as .docx",
        ),
        (b"{\\rtf", "RTF is not read", "open it in Word or LibreOffice and save it as .docx"),
        (b"\x1F\x8B", "this is a compressed file", "unpack it first"),
        (b"\x89PNG", "this is a picture", picture),
        (b"\xFF\xD8\xFF", "this is a picture", picture),
        (b"II*\x00", "this is a picture", picture),
        (b"MM\x00*", "this is a picture", picture),
    ];
    for (magic, message, help) in known {
        if bytes.starts_with(magic) {
            return Err(Error::new(ErrorKind::NotText, name, message).with_help(help));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_tells_more_than_the_name() {
        for (name, bytes, format) in [
            ("draft.txt", &b"%PDF-1.7\n"[..], Format::Pdf),
            ("draft.txt", b"PK\x03\x04zip", Format::Docx),
            ("draft.doc", b"<!DOCTYPE html><p>The Group met.", Format::Html),
            ("draft.md", b"The Group met.", Format::Markdown),
            ("draft", b"# Threats\n\n# Norms\n", Format::Markdown),
            ("draft", b"The Group met.", Format::Text),
        ] {
            assert_eq!(detect(name, bytes).ok().map(|found| found.0), Some(format), "{name}");
        }
    }

    #[test]
    fn what_is_not_read_says_what_to_do() {
        for bytes in [&b"\xD0\xCF\x11\xE0 old"[..], b"{\\rtf1", b"\x89PNG", b"\x1F\x8B", b"\x7FELF\x00"] {
            let error = detect("draft", bytes).expect_err("no text");
            assert!(error.kind == ErrorKind::NotText && error.help.is_some());
        }
    }
}
