//! XML of a source file -> elements that are known, each written anew.
//!
//! ```text
//! <w:ind w:left='720' w14:x="1"/>     Element { name: "ind", attributes: [("w:left", "720")] }
//! <mc:AlternateContent>…              left out, with all that is in it
//! ```
//!
//! Nothing of the source is ever copied as it stands: what is not well-formed, or stands in one another
//! without end, is an error, and elements of other vocabularies are left out.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use crate::report::docx::ink;

/// Elements of a part of looks stand in one another this deep at most.
const DEPTH: usize = 64;

/// An element of one vocabulary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    /// Its name, without the prefix.
    pub(super) name: String,
    /// Names with prefix, and what they say.
    pub(super) attributes: Vec<(String, String)>,
    pub(super) children: Vec<Child>,
}

/// What stands in an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Child {
    Element(Element),
    Words(String),
}

/// A walk through a part.
pub(super) struct Walk<'x> {
    reader: Reader<&'x [u8]>,
    /// The prefix of the vocabulary.
    prefix: &'static str,
}

/// A step of the walk.
pub(super) enum Step<'x> {
    Open(BytesStart<'x>),
    Close,
    Words(String),
    End,
}

impl<'x> Walk<'x> {
    pub(super) fn new(xml: &'x str, prefix: &'static str) -> Self {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, prefix }
    }

    /// Bytes that have been read.
    pub(super) fn offset(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    pub(super) fn step(&mut self) -> Result<Step<'x>, String> {
        loop {
            return match self.reader.read_event().map_err(|error| error.to_string())? {
                Event::Start(start) => Ok(Step::Open(start)),
                Event::End(_) => Ok(Step::Close),
                Event::Text(text) => Ok(Step::Words(text.into_inner().into_owned())),
                Event::CData(text) => Ok(Step::Words(text.into_inner().into_owned())),
                Event::GeneralRef(entity) => {
                    let name: &str = &entity;
                    let known = unescape(&format!("&{name};")).map(Cow::into_owned);
                    Ok(Step::Words(known.map_err(|error| error.to_string())?))
                }
                Event::Eof => Ok(Step::End),
                Event::DocType(_) => Err("it has a document type".to_owned()),
                _ => continue,
            };
        }
    }

    /// The next element that opens, past any words; `None`: the one around it ends.
    pub(super) fn open(&mut self) -> Result<Option<BytesStart<'x>>, String> {
        loop {
            match self.step()? {
                Step::Open(start) => return Ok(Some(start)),
                Step::Words(_) => {}
                Step::Close => return Ok(None),
                Step::End => return Err("it ends in the middle".to_owned()),
            }
        }
    }

    /// Goes past the rest of the element that is open.
    pub(super) fn skip(&mut self) -> Result<(), String> {
        let mut depth = 1_usize;
        while depth > 0 {
            match self.step()? {
                Step::Open(_) => depth += 1,
                Step::Close => depth -= 1,
                Step::Words(_) => {}
                Step::End => return Err("it ends in the middle".to_owned()),
            }
        }
        Ok(())
    }

    /// The name of an element without its prefix; `None`: it belongs to another vocabulary.
    pub(super) fn name(&self, start: &BytesStart<'_>) -> Option<String> {
        let tag: &str = start;
        let tag = tag.split([' ', '\t', '\r', '\n', '/']).next().unwrap_or("");
        let (prefix, name) = tag.split_once(':')?;
        (prefix == self.prefix && is_name(name)).then(|| name.to_owned())
    }

    /// Reads the element that has been opened, to its end; `None`: it belongs to another vocabulary.
    pub(super) fn element(&mut self, start: &BytesStart<'_>) -> Result<Option<Element>, String> {
        self.nested(start, 0)
    }

    fn nested(&mut self, start: &BytesStart<'_>, depth: usize) -> Result<Option<Element>, String> {
        if depth > DEPTH {
            return Err("it is nested too deeply".to_owned());
        }
        let Some(name) = self.name(start) else {
            self.skip()?;
            return Ok(None);
        };
        let mut element = Element { name, attributes: self.attributes(start)?, children: Vec::new() };
        loop {
            match self.step()? {
                Step::Open(start) => {
                    element.children.extend(self.nested(&start, depth + 1)?.map(Child::Element));
                }
                Step::Words(words) => match element.children.last_mut() {
                    Some(Child::Words(before)) => before.push_str(&words),
                    _ => element.children.push(Child::Words(words)),
                },
                Step::Close => return Ok(Some(element)),
                Step::End => return Err("it ends in the middle".to_owned()),
            }
        }
    }

    /// The attributes that are known: those of the vocabulary, and those that point to other parts.
    fn attributes(&self, start: &BytesStart<'_>) -> Result<Vec<(String, String)>, String> {
        let mut known = Vec::new();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| error.to_string())?;
            let key: &str = attribute.key.as_ref();
            let ours = match key.split_once(':') {
                Some((prefix, name)) => (prefix == self.prefix || prefix == "r") && is_name(name),
                // The attributes of DrawingML have no prefix.
                None => self.prefix == "a" && is_name(key) && key != "xmlns",
            };
            if ours || key == "xml:space" {
                let value: &str = &attribute.value;
                let value = unescape(value).map_err(|error| error.to_string())?;
                known.push((key.to_owned(), value.into_owned()));
            }
        }
        Ok(known)
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric())
}

/// Reads a whole part whose prefix has to stand for a namespace.
pub(super) fn part(xml: &str, prefix: &'static str, namespace: &str) -> Result<Element, String> {
    let mut walk = Walk::new(xml, prefix);
    let start = root(&mut walk, namespace)?;
    let element = walk.element(&start)?.ok_or("it has another root than usual")?;
    match walk.step()? {
        Step::End => Ok(element),
        Step::Words(words) if words.trim().is_empty() => Ok(element),
        _ => Err("it has more than one root".to_owned()),
    }
}

/// Goes to the root of a part, whose prefix has to stand for a namespace.
pub(super) fn root<'x>(walk: &mut Walk<'x>, namespace: &str) -> Result<BytesStart<'x>, String> {
    loop {
        match walk.step()? {
            Step::Words(words) if words.trim_start_matches('\u{FEFF}').trim().is_empty() => {}
            Step::Open(start) => {
                let key = format!("xmlns:{}", walk.prefix);
                let named = start.attributes().flatten().any(|attribute| {
                    let name: &str = attribute.key.as_ref();
                    let value: &str = &attribute.value;
                    name == key && value == namespace
                });
                return if named {
                    Ok(start)
                } else {
                    Err("its elements have other names than usual".to_owned())
                };
            }
            _ => return Err("it is no XML".to_owned()),
        }
    }
}

impl Element {
    /// An element with attributes of the main vocabulary.
    pub(super) fn new(name: &str, attributes: &[(&str, &str)]) -> Self {
        let attributes = attributes.iter().map(|(key, value)| (format!("w:{key}"), (*value).to_owned()));
        Self { name: name.to_owned(), attributes: attributes.collect(), children: Vec::new() }
    }

    /// An attribute of the main vocabulary, by its name without prefix.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key.strip_prefix("w:") == Some(name));
        found.map(|(_, value)| value.as_str())
    }

    /// What its attribute `val` says.
    pub(super) fn val(&self) -> Option<&str> {
        self.get("val")
    }

    /// The elements in it.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            Child::Element(element) => Some(element),
            Child::Words(_) => None,
        })
    }

    /// The first element of a name in it.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.name == name)
    }

    /// The first element of a name in it, to be changed.
    pub(super) fn child_mut(&mut self, name: &str) -> Option<&mut Self> {
        self.children.iter_mut().find_map(|child| match child {
            Child::Element(element) if element.name == name => Some(element),
            _ => None,
        })
    }

    /// Whether it points to another part.
    pub(super) fn points(&self) -> bool {
        self.attributes.iter().any(|(key, _)| key.starts_with("r:"))
    }

    /// Keeps those elements inside, at any depth, that are asked for.
    pub(super) fn keep(&mut self, wanted: &impl Fn(&Self) -> bool) {
        self.children.retain(|child| match child {
            Child::Element(element) => wanted(element),
            Child::Words(_) => true,
        });
        for child in &mut self.children {
            if let Child::Element(element) = child {
                element.keep(wanted);
            }
        }
    }

    /// Sets the elements in it in an order; those without a place there are left out.
    pub(super) fn sort(&mut self, order: &[&str]) {
        let place = |child: &Child| match child {
            Child::Element(element) => order.iter().position(|name| *name == element.name),
            Child::Words(_) => None,
        };
        self.children.retain(|child| place(child).is_some());
        self.children.sort_by_key(place);
    }

    /// Writes it.
    pub(super) fn write(&self, out: &mut String, prefix: &str) {
        out.push_str(&format!("<{prefix}:{}", self.name));
        for (key, value) in &self.attributes {
            out.push_str(&format!(" {key}=\""));
            ink::escape(out, value);
            out.push('"');
        }
        if self.children.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        self.inside(out, prefix);
        out.push_str(&format!("</{prefix}:{}>", self.name));
    }

    /// Writes what is in it.
    pub(super) fn inside(&self, out: &mut String, prefix: &str) {
        for child in &self.children {
            match child {
                Child::Element(element) => element.write(out, prefix),
                Child::Words(words) => ink::escape(out, words),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const W: &str = "urn:w";

    fn again(xml: &str) -> Result<String, String> {
        let mut out = String::new();
        part(xml, "w", W)?.write(&mut out, "w");
        Ok(out)
    }

    #[test]
    fn what_is_known_is_written_anew() {
        let xml = "<w:a xmlns:w='urn:w' w:x='\"&lt;' y:z='1'><y:b><w:c/></y:b><w:d>1 &amp; 2</w:d></w:a>";
        assert_eq!(again(xml).as_deref(), Ok("<w:a w:x=\"&quot;&lt;\"><w:d>1 &amp; 2</w:d></w:a>"));
    }

    #[test]
    fn what_is_broken_is_an_error() {
        for xml in [
            "",
            "<w:a xmlns:w='urn:w'>",
            "<w:a xmlns:w='urn:w'><w:b></w:a>",
            "<w:a xmlns:w='urn:other'/>",
            "<w:a xmlns:w='urn:w'>&foo;</w:a>",
            "<w:a xmlns:w='urn:w' w:b='1' w:b='2'/>",
            "<!DOCTYPE a [<!ENTITY b 'c'>]><w:a xmlns:w='urn:w'/>",
        ] {
            assert!(again(xml).is_err(), "{xml}");
        }
        let deep = format!("<w:a xmlns:w='urn:w'>{}{}</w:a>", "<w:a>".repeat(100), "</w:a>".repeat(100));
        assert!(again(&deep).is_err());
    }
}
