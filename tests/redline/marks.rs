//! A redline as a line of text: what stands in a Word file after its first section break.
//!
//! ```text
//! {+row+}                   before the cells of a row that came; each cell is a line
//! kept {-deleted-}{+inserted+} {<1 moved away<}{>1 moved here>} ¶ {-¶-} {+¶+} {<1¶<} {>1¶>}
//! ```
//!
//! The number of a move is that of the range around it.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// A part of a Word file.
pub(crate) fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("the file is an archive");
    let mut text = String::new();
    archive.by_name(name).expect("the part is there").read_to_string(&mut text).expect("the part is UTF-8");
    text
}

fn name<'s>(start: &'s BytesStart<'_>) -> &'s str {
    let name: &str = start;
    name.split([' ', '/']).next().unwrap_or("")
}

fn get(start: &BytesStart<'_>, key: &str) -> Option<String> {
    let found = start.attributes().flatten().find(|attribute| {
        let name: &str = attribute.key.as_ref();
        name == key
    });
    found.map(|attribute| attribute.value.to_string())
}

/// The marks of a file.
pub(crate) fn marks(bytes: &[u8]) -> String {
    let xml = part(bytes, "word/document.xml");
    let text = xml.split_once("</w:sectPr></w:pPr></w:p>").map_or(xml.as_str(), |(_, text)| text);
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    let mut out = String::new();
    let mut open: Vec<String> = Vec::new();
    let (mut state, mut mark) = ("", "");
    let mut moves: Vec<(String, String)> = Vec::new();
    loop {
        match reader.read_event().expect("the part is XML") {
            Event::Start(start) => {
                let element = name(&start).to_owned();
                match element.as_str() {
                    "w:ins" | "w:del" | "w:moveFrom" | "w:moveTo" => {
                        let row = open.last().is_some_and(|open| open == "w:trPr");
                        let to = if open.last().is_some_and(|open| open == "w:rPr") {
                            &mut mark
                        } else {
                            &mut state
                        };
                        *to = match element.as_str() {
                            "w:ins" => "+",
                            "w:del" => "-",
                            "w:moveFrom" => "<",
                            _ => ">",
                        };
                        let more = to.to_owned();
                        if open.last().is_none_or(|open| open != "w:rPr") {
                            let row = if row { "row" } else { "" };
                            out.push_str(&format!("{{{more}{}{row}", number(&moves, &more)));
                        }
                    }
                    "w:moveFromRangeStart" | "w:moveToRangeStart" => {
                        let get = |key| get(&start, key).unwrap_or_default();
                        moves.push((get("w:id"), get("w:name").replace("move", "")));
                    }
                    "w:moveFromRangeEnd" | "w:moveToRangeEnd" => {
                        moves.retain(|(id, _)| Some(id) != get(&start, "w:id").as_ref());
                    }
                    "w:tab" if open.last().is_some_and(|open| open == "w:r") => out.push('→'),
                    "w:br" => out.push('↵'),
                    _ => {}
                }
                open.push(element);
            }
            Event::Text(text) if open.last().is_some_and(|open| open == "w:t" || open == "w:delText") => {
                out.push_str(&text.into_inner());
            }
            Event::GeneralRef(entity) => {
                let entity: &str = &entity;
                out.push_str(&quick_xml::escape::unescape(&format!("&{entity};")).expect("a known entity"));
            }
            Event::End(_) => match open.pop().as_deref() {
                Some("w:ins" | "w:del" | "w:moveFrom" | "w:moveTo")
                    if open.last().is_none_or(|open| open != "w:rPr") =>
                {
                    out.push_str(&format!("{state}}}"));
                    state = "";
                }
                Some("w:p") => {
                    match mark {
                        "" => out.push('¶'),
                        mark => out.push_str(&format!("{{{mark}{}¶{mark}}}", number(&moves, mark))),
                    }
                    mark = "";
                    out.push('\n');
                }
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    out
}

fn number(moves: &[(String, String)], mark: &str) -> String {
    match mark {
        "<" | ">" => moves.last().map(|(_, name)| format!("{name} ")).unwrap_or_default(),
        _ => String::new(),
    }
}
