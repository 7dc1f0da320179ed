//! XML as a walk: open, text, close, with a cap on depth and no expansion of entities.
//!
//! ```text
//! <w:t xml:space="preserve">A &amp; B</w:t>   Open(t), Text("A "), Text("&"), Text(" B"), Close
//! <w:tab/>                                    Open(tab), Close
//! ```
//!
//! Elements are known by their local names. Namespaces are not resolved: the strict and the
//! transitional form of the format differ in nothing else, and the few names that stand in two
//! vocabularies are met in different places.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use super::Trouble;

/// Elements may stand in one another this deep. Word itself stops long before.
const DEPTH: usize = 256;

/// A step of the walk.
pub(crate) enum Node<'a> {
    /// An element begins.
    Open(Tag<'a>),
    /// The innermost open element ends.
    Close,
    /// Words.
    Text(Cow<'a, str>),
    /// The part ends.
    End,
}

/// The start of an element.
pub(crate) struct Tag<'a>(BytesStart<'a>);

impl Tag<'_> {
    /// Its name, without the namespace.
    pub(crate) fn name(&self) -> &str {
        let name: &str = &self.0;
        let name = name.split([' ', '\t', '\r', '\n', '/']).next().unwrap_or("");
        name.rsplit(':').next().unwrap_or(name)
    }

    /// An attribute by its name without the namespace.
    pub(crate) fn get(&self, name: &str) -> Option<String> {
        for attribute in self.0.attributes().with_checks(false) {
            // What follows a damaged attribute cannot be told apart.
            let attribute = attribute.ok()?;
            let key = attribute.key.as_ref();
            if key.rsplit(':').next() == Some(name) {
                let value: &str = &attribute.value;
                return Some(unescape(value).map_or_else(|_| value.to_owned(), Cow::into_owned));
            }
        }
        None
    }

    /// The attribute `val`.
    pub(crate) fn val(&self) -> Option<String> {
        self.get("val")
    }

    /// A number in the attribute `val`.
    pub(crate) fn number(&self) -> Option<u32> {
        self.val()?.trim().parse().ok()
    }

    /// A switch: on, unless its value says otherwise.
    pub(crate) fn on(&self) -> bool {
        self.val().is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "off"))
    }
}

/// A walk through one part.
pub(crate) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
}

impl<'a> Xml<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Self { reader, depth: 0 }
    }

    /// The next step.
    pub(crate) fn next(&mut self) -> Result<Node<'a>, Trouble> {
        loop {
            return match self.reader.read_event() {
                Ok(Event::Start(start)) => {
                    self.depth += 1;
                    if self.depth > DEPTH {
                        return Err(Trouble::TooDeep);
                    }
                    Ok(Node::Open(Tag(start)))
                }
                Ok(Event::End(_)) => {
                    self.depth = self.depth.saturating_sub(1);
                    Ok(Node::Close)
                }
                Ok(Event::Text(text)) => Ok(Node::Text(text.into_inner())),
                Ok(Event::CData(text)) => Ok(Node::Text(text.into_inner())),
                Ok(Event::GeneralRef(entity)) => match entity.resolve_char_ref() {
                    Ok(Some(c)) => Ok(Node::Text(Cow::Owned(c.to_string()))),
                    _ => Ok(Node::Text(named(&entity))),
                },
                Ok(Event::Eof) if self.depth > 0 => Err(Trouble::Damaged),
                Ok(Event::Eof) => Ok(Node::End),
                Ok(_) => continue,
                Err(_) => Err(Trouble::Damaged),
            };
        }
    }

    /// Bytes of the part that have been read.
    pub(crate) fn offset(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// Goes past the rest of the element that is open.
    pub(crate) fn skip(&mut self) -> Result<(), Trouble> {
        let inside = self.depth;
        while self.depth >= inside && inside > 0 {
            if let Node::End = self.next()? {
                break;
            }
        }
        Ok(())
    }

    /// The next element inside the one that is open; words are passed over. `None`: it has ended.
    pub(crate) fn child(&mut self) -> Result<Option<Tag<'a>>, Trouble> {
        loop {
            match self.next()? {
                Node::Open(tag) => return Ok(Some(tag)),
                Node::Close | Node::End => return Ok(None),
                Node::Text(_) => {}
            }
        }
    }

    /// The words of the element that is open, up to its end.
    pub(crate) fn words(&mut self) -> Result<Cow<'a, str>, Trouble> {
        let mut words = Cow::Borrowed("");
        loop {
            match self.next()? {
                Node::Text(text) if words.is_empty() => words = text,
                Node::Text(text) => words.to_mut().push_str(&text),
                Node::Open(_) => self.skip()?,
                Node::Close | Node::End => return Ok(words),
            }
        }
    }
}

/// The five names that XML knows; no part may define others, so they stay as they are written.
fn named<'a>(name: &str) -> Cow<'a, str> {
    match name {
        "lt" => Cow::Borrowed("<"),
        "gt" => Cow::Borrowed(">"),
        "amp" => Cow::Borrowed("&"),
        "quot" => Cow::Borrowed("\""),
        "apos" => Cow::Borrowed("'"),
        _ => Cow::Owned(format!("&{name};")),
    }
}
