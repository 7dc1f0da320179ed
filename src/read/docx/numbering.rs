//! Automatic numbers: the list definitions, and the counters that run through the text.
//!
//! ```text
//! level 0 "%1."  level 1 "%1.%2"  level 2 "(%3)", small letters
//! paragraphs of levels 0 1 1 2 0 2      1.  1.1  1.2  (a)  2.  (a)
//! ```
//!
//! All lists made from one definition count on together, as in Word; an override of the start counts
//! anew where its list is first used. Numbers are restored here, in the order of the text, because a
//! paragraph only says which list and level it has.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Trouble;
use super::formats::{Format, bullet};
use super::styles::Styles;
use super::xml::Xml;

/// Levels of a list.
const LEVELS: usize = 9;

/// A level of a list.
#[derive(Clone, Debug, Default)]
struct Level {
    start: Option<u32>,
    format: Format,
    /// What is printed: "%1.%2" stands for the numbers of levels 0 and 1.
    text: String,
    /// Printed after the number: nothing, a space or a tab.
    glued: bool,
    /// 0: never starts again; n: only after a paragraph of a level above n.
    restart: Option<u32>,
    /// All its numbers are Arabic.
    legal: bool,
}

#[derive(Debug, Default)]
struct Abstract {
    levels: FxHashMap<u8, Level>,
    /// The list is that of a style.
    style: Option<String>,
}

#[derive(Debug, Default)]
struct List {
    of: u32,
    starts: FxHashMap<u8, u32>,
    levels: FxHashMap<u8, Level>,
}

/// The lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub(crate) struct Numbering {
    abstracts: FxHashMap<u32, Abstract>,
    lists: FxHashMap<u32, List>,
    counters: FxHashMap<u32, [Option<u32>; LEVELS]>,
    /// Overrides of starts that have been used: list, level.
    started: FxHashSet<(u32, u8)>,
}

/// A number restored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Number {
    /// As printed: "1.2", "(a)", "•".
    pub(crate) text: String,
    /// Nothing stands between it and the words.
    pub(crate) glued: bool,
}

impl Numbering {
    /// Reads the part.
    pub(crate) fn read(text: &str) -> Result<Self, Trouble> {
        let mut numbering = Self::default();
        let mut xml = Xml::new(text);
        let Some(_root) = xml.child()? else { return Ok(numbering) };
        while let Some(tag) = xml.child()? {
            match tag.name() {
                "abstractNum" => {
                    let id = number(tag.get("abstractNumId"));
                    let read = read_abstract(&mut xml)?;
                    numbering.abstracts.insert(id, read);
                }
                "num" => {
                    let id = number(tag.get("numId"));
                    let read = read_list(&mut xml)?;
                    numbering.lists.insert(id, read);
                }
                _ => xml.skip()?,
            }
        }
        Ok(numbering)
    }

    /// Counts a paragraph and says its number; `None`: none is printed.
    pub(crate) fn count(&mut self, list: u32, level: u8, styles: &mut Styles) -> Option<Number> {
        let level = level.min(LEVELS as u8 - 1);
        let of = self.definition(list, styles)?;
        let own = self.lists.get(&list)?;
        let look = |level: u8| own.levels.get(&level).or_else(|| self.abstracts.get(&of)?.levels.get(&level));
        let this = look(level)?;
        let start = |level: u8| {
            let given = own.starts.get(&level).copied();
            given.or_else(|| look(level).and_then(|found| found.start)).unwrap_or(1)
        };
        let counters = self.counters.entry(of).or_default();
        let at = usize::from(level);
        let anew = own.starts.contains_key(&level) && self.started.insert((list, level));
        counters[at] = Some(match counters[at] {
            Some(last) if !anew => last.saturating_add(1),
            _ => start(level),
        });
        for below in level + 1..LEVELS as u8 {
            let restarts = match look(below).and_then(|found| found.restart) {
                Some(after) => u32::from(level) < after,
                None => true,
            };
            if restarts {
                counters[usize::from(below)] = None;
            }
        }
        if this.format == Format::Bullet {
            // A blank bullet only indents.
            return bullet(&this.text).map(|sign| Number { text: sign.to_owned(), glued: false });
        }
        let mut text = String::new();
        let mut signs = this.text.chars().peekable();
        while let Some(sign) = signs.next() {
            let digit = signs.peek().and_then(|next| next.to_digit(10)).filter(|&digit| digit > 0);
            let Some(digit) = digit.filter(|_| sign == '%') else {
                text.push(sign);
                continue;
            };
            signs.next();
            let n = u8::try_from(digit - 1).unwrap_or(0);
            let value = counters.get(usize::from(n)).copied().flatten().unwrap_or_else(|| start(n));
            let format = look(n).map_or(Format::Decimal, |found| found.format);
            let format = if this.legal && format != Format::None { Format::Decimal } else { format };
            format.write(value, &mut text);
        }
        let text = text.trim().to_owned();
        (!text.is_empty()).then_some(Number { text, glued: this.glued })
    }

    /// The definition a list is made from; a definition may name a style, whose list is meant.
    fn definition(&self, list: u32, styles: &mut Styles) -> Option<u32> {
        let mut of = self.lists.get(&list)?.of;
        for _ in 0..4 {
            let Some(style) = self.abstracts.get(&of)?.style.as_deref() else { break };
            let Some(next) = styles.list_of(style).and_then(|list| self.lists.get(&list)) else { break };
            if next.of == of {
                break;
            }
            of = next.of;
        }
        Some(of)
    }
}

fn number(value: Option<String>) -> u32 {
    value.and_then(|value| value.trim().parse().ok()).unwrap_or(0)
}

fn read_abstract(xml: &mut Xml<'_>) -> Result<Abstract, Trouble> {
    let mut read = Abstract::default();
    while let Some(tag) = xml.child()? {
        match tag.name() {
            "lvl" => {
                let n = level_of(tag.get("ilvl"));
                let level = read_level(xml)?;
                read.levels.insert(n, level);
                continue;
            }
            "numStyleLink" => read.style = tag.val(),
            _ => {}
        }
        xml.skip()?;
    }
    Ok(read)
}

fn level_of(value: Option<String>) -> u8 {
    u8::try_from(number(value)).unwrap_or(u8::MAX)
}

fn read_list(xml: &mut Xml<'_>) -> Result<List, Trouble> {
    let mut list = List::default();
    while let Some(tag) = xml.child()? {
        match tag.name() {
            "abstractNumId" => list.of = tag.number().unwrap_or(0),
            "lvlOverride" => {
                let n = level_of(tag.get("ilvl"));
                while let Some(tag) = xml.child()? {
                    match tag.name() {
                        "startOverride" => {
                            list.starts.insert(n, tag.number().unwrap_or(1));
                        }
                        "lvl" => {
                            let level = read_level(xml)?;
                            list.levels.insert(n, level);
                            continue;
                        }
                        _ => {}
                    }
                    xml.skip()?;
                }
                continue;
            }
            _ => {}
        }
        xml.skip()?;
    }
    Ok(list)
}

fn read_level(xml: &mut Xml<'_>) -> Result<Level, Trouble> {
    let mut level = Level::default();
    while let Some(tag) = xml.child()? {
        match tag.name() {
            "start" => level.start = tag.number(),
            "numFmt" => level.format = tag.val().map_or(Format::Decimal, |name| Format::of(&name)),
            "lvlText" => level.text = tag.val().unwrap_or_default(),
            "suff" => level.glued = tag.val().is_some_and(|after| after == "nothing"),
            "lvlRestart" => level.restart = tag.number(),
            "isLgl" => level.legal = tag.on(),
            _ => {}
        }
        xml.skip()?;
    }
    Ok(level)
}
