//! The writer of the XML: names are the program's own, texts and values are escaped here and nowhere
//! else.
//!
//! ```text
//! a < b & c       a &lt; b &amp; c
//! U+000D          &#13;        a reader would make a line feed of it
//! U+001B          ␛            XML forbids it, even as a reference
//! ```
//!
//! Unlike in a page, nothing else is made visible: a critical apparatus keeps a text as it is, with its
//! marks of writing direction, and a program that reads it back gets the same characters. Only what XML
//! forbids is replaced: a control character by its picture, a noncharacter by U+FFFD.

use std::fmt::Display;
use std::io::{self, Write};

/// Writes elements and text.
pub(super) struct Xml<'o> {
    out: &'o mut dyn Write,
    open: Vec<&'static str>,
}

/// The attributes of an element; empty values are left out.
pub(super) type Attributes<'a> = &'a [(&'static str, &'a dyn Display)];

impl<'o> Xml<'o> {
    pub(super) fn new(out: &'o mut dyn Write) -> Self {
        Self { out, open: Vec::new() }
    }

    /// Begins an element.
    pub(super) fn open(&mut self, name: &'static str, attributes: Attributes<'_>) -> io::Result<()> {
        self.tag(name, attributes, ">")?;
        self.open.push(name);
        Ok(())
    }

    /// Ends the element begun last.
    pub(super) fn close(&mut self) -> io::Result<()> {
        match self.open.pop() {
            Some(name) => write!(self.out, "</{name}>"),
            None => Ok(()),
        }
    }

    /// An element with nothing in it.
    pub(super) fn empty(&mut self, name: &'static str, attributes: Attributes<'_>) -> io::Result<()> {
        self.tag(name, attributes, "/>")
    }

    /// An element with text.
    pub(super) fn element(
        &mut self,
        name: &'static str,
        attributes: Attributes<'_>,
        text: &str,
    ) -> io::Result<()> {
        self.open(name, attributes)?;
        self.text(text)?;
        self.close()
    }

    /// Text.
    pub(super) fn text(&mut self, text: &str) -> io::Result<()> {
        self.out.write_all(escaped(text).as_bytes())
    }

    /// A new line in the source, where white space is no text.
    pub(super) fn line(&mut self) -> io::Result<()> {
        self.out.write_all(b"\n")
    }

    fn tag(&mut self, name: &'static str, attributes: Attributes<'_>, end: &str) -> io::Result<()> {
        write!(self.out, "<{name}")?;
        for (name, value) in attributes {
            let value = value.to_string();
            if !value.is_empty() {
                write!(self.out, " {name}=\"{}\"", escaped(&value))?;
            }
        }
        self.out.write_all(end.as_bytes())
    }
}

/// Text that a reader of XML gives back as it was, but for what XML forbids.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' => escaped.push('\n'),
            // Allowed, but changed by a reader, or harmful where the file is printed on a terminal.
            '\t' | '\r' | '\u{7F}'..='\u{9F}' => escaped.push_str(&format!("&#{};", u32::from(c))),
            _ => escaped.push(allowed(c)),
        }
    }
    escaped
}

/// A character that XML 1.0 allows.
fn allowed(c: char) -> char {
    match c {
        '\t' | '\n' | '\r' => c,
        '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{FFFD}'),
        '\u{FFFE}' | '\u{FFFF}' => '\u{FFFD}',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_forbids_is_seen() {
        assert_eq!(
            escaped("a<b & \"c\"\r\u{1b}\u{0}\u{fffe}\u{9b}\u{202e}"),
            "a&lt;b &amp; &quot;c&quot;&#13;␛␀\u{fffd}&#155;\u{202e}"
        );
    }
}
