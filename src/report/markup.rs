//! The one writer of HTML and XML: whatever comes from a file stays text.
//!
//! ```text
//! markup.element(tag("p").with("class", "unit"), "a < b")     <p class="unit">a &lt; b</p>
//! markup.empty(tag("br"))                                     <br/>
//! ```
//!
//! - Names of elements and attributes are `&'static str`, and so is what [`Markup::own`] writes as it
//!   is: only words from the program's own source can become markup.
//! - Elements are closed by the writer, which knows what is open. `<br/>` and `hidden=""` are right in
//!   HTML and in XML, so both are written alike.
//! - Characters that a reader cannot see, but that change what is seen, become visible: control
//!   characters as their pictures (␛), overrides and embeddings of writing direction by their number
//!   (‹U+202E›). Marks of direction (U+200E, U+200F, U+061C) stay: they turn nothing round and Arabic
//!   and Hebrew texts need them. What XML forbids becomes U+FFFD. The exact text is in the JSON report.

use std::fmt::{self, Display, Write as _};
use std::io::{self, Write};

/// An element with its attributes.
#[derive(Clone, Debug)]
pub(super) struct Tag {
    name: &'static str,
    attributes: String,
}

/// An element without attributes.
pub(super) const fn tag(name: &'static str) -> Tag {
    Tag { name, attributes: String::new() }
}

impl Tag {
    /// Adds an attribute.
    pub(super) fn with(mut self, name: &'static str, value: impl Display) -> Self {
        self.attributes.push(' ');
        self.attributes.push_str(name);
        self.attributes.push_str("=\"");
        // Writing to a string cannot fail.
        let _ = write!(Escaping { into: &mut self.attributes, place: Place::Attribute }, "{value}");
        self.attributes.push('"');
        self
    }

    /// Adds an attribute if there is a value for it.
    pub(super) fn maybe(self, name: &'static str, value: Option<impl Display>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }
}

/// A writer of HTML or XML.
pub(super) struct Markup<'o> {
    out: &'o mut dyn Write,
    open: Vec<&'static str>,
}

impl<'o> Markup<'o> {
    /// Writes to `out`, which should be buffered.
    pub(super) fn new(out: &'o mut dyn Write) -> Self {
        Self { out, open: Vec::new() }
    }

    /// Begins an element.
    pub(super) fn open(&mut self, tag: Tag) -> io::Result<()> {
        write!(self.out, "<{}{}>", tag.name, tag.attributes)?;
        self.open.push(tag.name);
        Ok(())
    }

    /// Ends the element that was begun last.
    pub(super) fn close(&mut self) -> io::Result<()> {
        match self.open.pop() {
            Some(name) => write!(self.out, "</{name}>"),
            None => Ok(()),
        }
    }

    /// Writes an element with nothing in it.
    pub(super) fn empty(&mut self, tag: Tag) -> io::Result<()> {
        write!(self.out, "<{}{}/>", tag.name, tag.attributes)
    }

    /// Writes an element that holds text only.
    pub(super) fn element(&mut self, tag: Tag, text: &str) -> io::Result<()> {
        self.open(tag)?;
        self.text(text)?;
        self.close()
    }

    /// Writes text.
    pub(super) fn text(&mut self, text: &str) -> io::Result<()> {
        let mut escaped = String::with_capacity(text.len() + text.len() / 16);
        escape(text, Place::Text, &mut escaped);
        self.out.write_all(escaped.as_bytes())
    }

    /// Writes the program's own markup, style or script as it is.
    pub(super) fn own(&mut self, markup: &'static str) -> io::Result<()> {
        self.out.write_all(markup.as_bytes())
    }

    /// Begins a new line in the source, between elements only.
    pub(super) fn line(&mut self) -> io::Result<()> {
        self.out.write_all(b"\n")
    }
}

/// Where a text is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Text,
    Attribute,
}

struct Escaping<'s> {
    into: &'s mut String,
    place: Place,
}

impl fmt::Write for Escaping<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        escape(text, self.place, self.into);
        Ok(())
    }
}

fn escape(text: &str, place: Place, into: &mut String) {
    let mut from = 0;
    for (at, c) in text.char_indices().filter(|&(_, c)| is_special(c)) {
        into.push_str(&text[from..at]);
        from = at + c.len_utf8();
        match c {
            '&' => into.push_str("&amp;"),
            '<' => into.push_str("&lt;"),
            '>' => into.push_str("&gt;"),
            '"' => into.push_str("&quot;"),
            '\'' => into.push_str("&#39;"),
            '\t' | '\n' if place == Place::Text => into.push(c),
            '\t' => into.push_str("&#9;"),
            '\n' => into.push_str("&#10;"),
            _ => visible(c, into),
        }
    }
    into.push_str(&text[from..]);
}

/// Whether a character cannot be written as it is.
const fn is_special(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '&' | '<' | '>' | '"' | '\''
        | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFFE}' | '\u{FFFF}')
}

/// A character that would be invisible or forbidden.
fn visible(c: char, into: &mut String) {
    match c {
        '\0'..='\u{1F}' => into.extend(char::from_u32(0x2400 + u32::from(c))),
        '\u{7F}' => into.push('\u{2421}'),
        '\u{FFFE}' | '\u{FFFF}' => into.push('\u{FFFD}'),
        _ => {
            // Writing to a string cannot fail.
            let _ = write!(into, "‹U+{:04X}›", u32::from(c));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(write: impl FnOnce(&mut Markup<'_>) -> io::Result<()>) -> String {
        let mut out = Vec::new();
        write(&mut Markup::new(&mut out)).expect("a vector can be written to");
        String::from_utf8(out).expect("markup is UTF-8")
    }

    #[test]
    fn text_stays_text() {
        let hostile = "</script><script>alert('x')</script> &amp; \"q\"";
        let shown = written(|markup| markup.element(tag("p").with("title", hostile), hostile));
        assert_eq!(
            shown,
            "<p title=\"&lt;/script&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp;amp; \
             &quot;q&quot;\">&lt;/script&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp;amp; \
             &quot;q&quot;</p>"
        );
    }

    #[test]
    fn what_cannot_be_seen_becomes_visible() {
        let shown = written(|markup| markup.text("a\u{1b}[2J\u{202e}b\u{85}\u{200f}\0\r\n\tc\u{ffff}"));
        assert_eq!(shown, "a␛[2J‹U+202E›b‹U+0085›\u{200f}␀␍\n\tc\u{fffd}");
    }

    #[test]
    fn elements_are_closed_in_turn() {
        let shown = written(|markup| {
            markup.open(tag("ul"))?;
            markup.open(tag("li").with("id", 7).maybe("lang", None::<&str>).maybe("dir", Some("rtl")))?;
            markup.empty(tag("br"))?;
            markup.close()?;
            markup.close()
        });
        assert_eq!(shown, "<ul><li id=\"7\" dir=\"rtl\"><br/></li></ul>");
    }

    proptest! {
        #[test]
        fn an_xml_reader_reads_back_what_was_written(text in any::<String>()) {
            let shown = written(|markup| {
                markup.open(tag("a").with("b", &text))?;
                markup.text(&text)?;
                markup.close()
            });
            let visible: String = {
                let mut seen = String::new();
                for c in text.chars() {
                    match c {
                        '&' | '<' | '>' | '"' | '\'' | '\t' | '\n' => seen.push(c),
                        c if is_special(c) => visible(c, &mut seen),
                        c => seen.push(c),
                    }
                }
                seen
            };
            let (attribute, body) = shown[6..shown.len() - 4].split_once("\">").expect("it ends the attribute");
            for escaped in [attribute, body] {
                let read = quick_xml::escape::unescape(escaped).expect("only entities that are known");
                prop_assert_eq!(read.as_ref(), visible.as_str());
                prop_assert!(!escaped.contains(['<', '>', '"', '\'']));
            }
        }
    }
}
