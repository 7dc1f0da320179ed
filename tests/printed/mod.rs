//! What a PDF says by another program's reading, to hold against ours: poppler's `pdftotext`.
//!
//! ```text
//! pdftotext   … land-\nuse5 [and] \f 3 forests …     page foot, marker and hyphen are its own
//! our unit    land-use [and] forests                 stands there, word for word
//! ```

#![allow(unreachable_pub, reason = "shared by path between tests")]

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::process::Command;

use travaux::document::{Document, Unit, UnitId};

/// Tokens between the last words of a page and the first of the next: notes and a page number.
const FOOT: usize = 900;

/// The words of a PDF as `pdftotext` prints them.
pub struct Printed {
    tokens: Vec<String>,
    /// Where pages end.
    breaks: Vec<usize>,
    places: HashMap<String, Vec<usize>>,
}

/// What is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Signs {
    /// Words, figures, brackets, punctuation, all as they are.
    All,
    /// Words and figures, whatever their case.
    Words,
}

impl Printed {
    /// `None` where `pdftotext` is not installed.
    pub fn of(path: &Path, signs: Signs) -> Option<Self> {
        let output = Command::new("pdftotext").args(["-enc", "UTF-8"]).arg(path).arg("-").output().ok()?;
        assert!(output.status.success(), "pdftotext: {}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8(output.stdout).expect("it was asked for UTF-8");
        let (mut all, mut breaks) = (Vec::new(), Vec::new());
        for page in text.split('\u{0C}') {
            all.extend(tokens(page, signs));
            breaks.push(all.len());
        }
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        for (n, token) in all.iter().enumerate() {
            places.entry(token.clone()).or_default().push(n);
        }
        Some(Self { tokens: all, breaks, places })
    }

    /// Whether a unit's words stand there, one after another, or else up to where they do. Its
    /// markers and its label may stand between them, for we take them out, and a page's end may.
    pub fn has(&self, document: &Document, id: UnitId, signs: Signs) -> Result<(), String> {
        let unit = document.unit(id);
        let words = tokens(document.text_of(id), signs);
        let Some(first) = words.first() else { return Ok(()) };
        let starts = self.places.get(first).map_or(&[][..], Vec::as_slice);
        let found = starts.iter().map(|&start| self.follow(&words, start, unit, signs)).max().unwrap_or(0);
        if found == words.len() {
            return Ok(());
        }
        let around = &words[found.saturating_sub(6)..(found + 4).min(words.len())];
        Err(format!("{found} of {}: … {} …", words.len(), around.join(" ")))
    }

    /// How many of the words follow each other from a place on.
    fn follow(&self, words: &[String], start: usize, unit: &Unit, signs: Signs) -> usize {
        let label = tokens(unit.label.as_deref().unwrap_or(""), signs);
        let mut markers: Vec<Vec<String>> =
            unit.note_markers.iter().map(|marker| tokens(&marker.label, signs)).collect();
        // Two markers beside each other are one number: "67".
        for pair in unit.note_markers.windows(2) {
            markers.push(tokens(&format!("{}{}", pair[0].label, pair[1].label), signs));
        }
        let (mut n, mut at, mut labelled) = (0, start, false);
        while n < words.len() {
            let rest = &self.tokens[at.min(self.tokens.len())..];
            if rest.first() == Some(&words[n]) {
                (n, at) = (n + 1, at + 1);
            } else if let Some(marker) = markers.iter().find(|marker| rest.starts_with(marker)) {
                at += marker.len();
            } else if let Some(length) = label_length(rest, &label).filter(|_| !labelled) {
                labelled = true;
                at += length;
            } else if let Some(next) = self.over_the_page(&words[n..], at) {
                at = next;
            } else {
                break;
            }
        }
        n
    }

    /// Where the words go on upon the next page.
    fn over_the_page(&self, words: &[String], at: usize) -> Option<usize> {
        let page = self.breaks[self.breaks.partition_point(|&end| end < at)..].first()?;
        let next = &words[..words.len().min(4)];
        (*page..(page + 40).min(self.tokens.len()))
            .find(|&place| page - at < FOOT && self.tokens[place..].starts_with(next))
    }

    /// The words that are there more often than we have them, with how often.
    pub fn missing(&self, document: &Document, signs: Signs) -> BTreeMap<String, usize> {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for token in &self.tokens {
            *counts.entry(token.clone()).or_default() += 1;
        }
        let furniture = document.furniture.iter().map(|furniture| furniture.text.as_str());
        let units = document.units.iter().flat_map(|unit| {
            let markers = unit.note_markers.iter().map(|marker| marker.label.as_str());
            markers.chain(unit.label.as_deref()).chain([&document.text[unit.text.clone()]])
        });
        for token in furniture.chain(units).flat_map(|text| tokens(text, signs)) {
            if let Some(count) = counts.get_mut(&token) {
                *count = count.saturating_sub(1);
            }
        }
        counts.retain(|_, count| *count > 0);
        counts
    }
}

/// How many tokens a label takes there, or its end, with the signs in it and after it: the brackets
/// of `[12. Option 1: …` are the text's, and so may stand inside of "12 Option 1".
fn label_length(rest: &[String], label: &[String]) -> Option<usize> {
    (0..label.len()).find_map(|from| {
        let mut left = label[from..].iter().peekable();
        let mut length = 0;
        for token in rest {
            let sign =
                length > 0 && (".:)".contains(token.as_str()) || token == "(" && left.peek().is_some());
            if left.next_if_eq(&token).is_none() && !sign {
                break;
            }
            length += 1;
        }
        (left.peek().is_none()).then_some(length)
    })
}

/// Words, figures and signs. Hyphens are no signs, for one at a line's end may be either kind.
fn tokens(text: &str, signs: Signs) -> Vec<String> {
    let is_hyphen = |c: char| matches!(c, '-' | '\u{AD}' | '\u{2010}' | '\u{2011}');
    let mut out: Vec<String> = Vec::new();
    let (mut open, mut digit, mut hyphen) = (false, false, false);
    for c in text.chars() {
        match c {
            c if is_hyphen(c) => hyphen = true,
            '\n' if hyphen => {}
            c if c.is_whitespace() => (open, hyphen) = (false, false),
            c if c.is_alphanumeric() => {
                hyphen = false;
                if !open || digit != c.is_numeric() {
                    out.push(String::new());
                }
                (open, digit) = (true, c.is_numeric());
                let word = out.last_mut().expect("one was pushed");
                if signs == Signs::All { word.push(c) } else { word.extend(c.to_lowercase()) }
            }
            c => {
                (open, hyphen) = (false, false);
                if signs == Signs::All {
                    out.push(c.to_string());
                }
            }
        }
    }
    out
}
