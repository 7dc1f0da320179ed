//! Whether a finished file says what it has to: both readings, numbers, pairs.
//!
//! ```text
//! rejected, the third paragraph is "3.\tBoats" instead of "3.\tBoats sail."     fault
//! move 4 has a place it left and none it came to                                 fault
//! ```

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::ink::legal;
use super::resolve::resolve;
use crate::pair::Pair;
use crate::report::say::shorten;

/// What is wrong with a text that should resolve to these paragraphs; `None`: nothing.
pub(super) fn fault(xml: &str, expected: &Pair<Vec<String>>) -> Option<String> {
    let resolved = match resolve(xml) {
        Ok(resolved) => resolved,
        Err(why) => return Some(format!("the text is no XML: {why}")),
    };
    if resolved.before.old != resolved.before.new {
        return Some("the summary is not the same in both readings".to_owned());
    }
    differs("all changes rejected", &resolved.lines.old, &expected.old)
        .or_else(|| differs("all changes accepted", &resolved.lines.new, &expected.new))
        .or_else(|| structure(xml))
}

/// The first paragraph that is not as it should be.
fn differs(reading: &str, lines: &[String], expected: &[String]) -> Option<String> {
    let quoted =
        |line: Option<&String>| line.map_or("nothing".to_owned(), |line| format!("“{}”", shorten(line, 60)));
    let at = (0..lines.len().max(expected.len()))
        .find(|&n| lines.get(n).map(String::as_str) != expected.get(n).map(|line| legal(line)).as_deref())?;
    let (is, should) = (quoted(lines.get(at)), quoted(expected.get(at)));
    Some(format!("with {reading}, paragraph {} is {is} instead of {should}", at + 1))
}

/// Numbers that are used twice, ranges without their other end, names without their other range,
/// links into the text that lead nowhere.
fn structure(xml: &str) -> Option<String> {
    let mut reader = Reader::from_str(xml);
    let mut seen = Seen::default();
    loop {
        match reader.read_event() {
            Ok(Event::Start(start) | Event::Empty(start)) => {
                if let Some(fault) = seen.element(&start) {
                    return Some(fault);
                }
            }
            Ok(Event::Eof) => return seen.left(),
            Ok(_) => {}
            Err(error) => return Some(format!("the text is no XML: {error}")),
        }
    }
}

#[derive(Default)]
struct Seen {
    numbers: BTreeSet<String>,
    /// Ranges that are open: number, kind.
    open: BTreeMap<String, String>,
    /// Moves: name, places left, places come to.
    moves: BTreeMap<String, (usize, usize)>,
    bookmarks: BTreeSet<String>,
    anchors: BTreeSet<String>,
}

impl Seen {
    fn element(&mut self, start: &BytesStart<'_>) -> Option<String> {
        let name: &str = start;
        let name = name.split([' ', '/']).next().unwrap_or("").trim_start_matches("w:").to_owned();
        let get = |key: &str| {
            let found = start.attributes().flatten().find(|attribute| {
                let name: &str = attribute.key.as_ref();
                name == key
            });
            found.map(|attribute| attribute.value.to_string())
        };
        if name == "hyperlink" {
            self.anchors.extend(get("w:anchor"));
        }
        let number = get("w:id");
        if let Some(kind) =
            name.strip_suffix("RangeEnd").or(name.strip_suffix("End").filter(|k| *k == "bookmark"))
        {
            let number = number.unwrap_or_default();
            return match self.open.remove(&number) {
                Some(open) if open == kind => None,
                _ => Some(format!("a range of kind {kind} with the number {number} ends that was not begun")),
            };
        }
        let starts =
            name.strip_suffix("RangeStart").or(name.strip_suffix("Start").filter(|k| *k == "bookmark"));
        let tracked = ["ins", "del", "moveFrom", "moveTo", "pPrChange"].contains(&name.as_str());
        if starts.is_none() && !tracked {
            return None;
        }
        let number = number.unwrap_or_default();
        if !self.numbers.insert(number.clone()) {
            return Some(format!("the number {number} is used twice"));
        }
        let kind = starts?;
        self.open.insert(number, kind.to_owned());
        match kind {
            "moveFrom" => self.moves.entry(get("w:name").unwrap_or_default()).or_default().0 += 1,
            "moveTo" => self.moves.entry(get("w:name").unwrap_or_default()).or_default().1 += 1,
            "bookmark" => {
                let name = get("w:name").unwrap_or_default();
                if !self.bookmarks.insert(name.clone()) {
                    return Some(format!("the bookmark {name} is there twice"));
                }
            }
            _ => {}
        }
        None
    }

    fn left(&self) -> Option<String> {
        if let Some((number, kind)) = self.open.first_key_value() {
            return Some(format!("a range of kind {kind} with the number {number} does not end"));
        }
        if let Some((name, _)) = self.moves.iter().find(|(_, ends)| **ends != (1, 1)) {
            return Some(format!("{name} does not have one place it left and one it came to"));
        }
        let lost = self.anchors.iter().find(|anchor| !self.bookmarks.contains(*anchor));
        lost.map(|anchor| format!("a link leads to {anchor}, which is not there"))
    }
}
