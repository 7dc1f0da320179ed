//! Note bodies at the page foot, lifted out of the running text.
//!
//! ```text
//! …consent has taken longer than the repair.4 A number
//!                                                          furniture
//! 4 Operators reported delays of between 4 and 213 days    Note 4
//! for permits.                                             Note 4, goes on
//! ```
//!
//! A note is known by a rule above it, or by its number: the next in the running sequence, without a
//! stop, at a block's start, where that number has been seen glued to a word before. Lifted notes
//! go to the end, so that the sentence they stood in can close again.

use std::sync::LazyLock;

use regex::Regex;
use rustc_hash::{FxHashMap, FxHashSet};

use super::markers;
use crate::read::line::{Hint, Line, Start};

/// No page has more lines of notes.
const LONGEST_FOOT: usize = 120;

/// What a line is to a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// The first line: label, bytes that the label takes.
    First(String, usize),
    /// A following line of the note with this label.
    More(String),
    /// The target of a link, which an extractor wrote under the page.
    Link,
}

/// Lines that belong to notes.
pub(crate) fn find(lines: &[Line], taken: &[Option<&'static str>]) -> Vec<Option<Role>> {
    let mut finder = Finder {
        lines,
        taken,
        roles: vec![None; lines.len()],
        markers: markers::numbers_seen(lines),
        next: 1,
        label: String::new(),
        last: None,
        page: 0,
    };
    bracketed(lines, taken, &mut finder.roles);
    finder.run();
    finder.roles
}

struct Finder<'a> {
    lines: &'a [Line],
    taken: &'a [Option<&'static str>],
    roles: Vec<Option<Role>>,
    /// Where each number was first seen glued to a word.
    markers: FxHashMap<u32, usize>,
    /// The number of the next note.
    next: u32,
    /// The label of the last one.
    label: String,
    /// The last line of it.
    last: Option<usize>,
    /// The first line of this page.
    page: usize,
}

impl Finder<'_> {
    fn run(&mut self) {
        let (mut n, mut ruled, mut open) = (0, false, false);
        while n < self.lines.len() {
            let line = &self.lines[n];
            if line.page_start {
                (ruled, open, self.page) = (false, false, n);
            }
            if line.hint == Hint::Rule {
                (ruled, open) = (true, false);
                if let Some(end) = self.foot(n + 1) {
                    self.take_foot(n + 1, end);
                    n = end;
                    continue;
                }
            } else if self.taken[n].is_some() {
                (ruled, open) = (false, false);
            } else if self.roles[n].is_none() {
                (ruled, open) = self.line(n, ruled, open);
            }
            n += 1;
        }
    }

    /// Where the page's end is known, notes under a rule reach to it: from `start` to the returned line.
    fn foot(&self, start: usize) -> Option<usize> {
        let ends = |n: usize| {
            let line = &self.lines[n];
            line.page_start || line.hint == Hint::Rule || self.taken[n].is_some()
        };
        let end = (start..self.lines.len()).take(LONGEST_FOOT).find(|&n| ends(n)).unwrap_or(self.lines.len());
        let closed = match self.lines.get(end) {
            None => end < start + LONGEST_FOOT,
            Some(line) => line.hint != Hint::Rule,
        };
        let pages = self.lines.get(end).is_some_and(|line| line.page_start || self.taken[end].is_some());
        if !closed || end == start || !(pages || self.page > 0) {
            return None;
        }
        let first = label(&self.lines[start].text.text).map(|found| found.0);
        let begins = first.is_some_and(|number| self.is_soon(number));
        let numbered = (start..end).any(|n| self.label_at(n).is_some_and(|found| found.0 == self.next));
        let unended =
            start >= 2 && self.next > 1 && self.last_note().is_some_and(|line| !ends_note(&line.text.text));
        (begins || (self.next > 1 && (numbered || unended))).then_some(end)
    }

    /// The next number, or one soon after it, if some labels were lost.
    fn is_soon(&self, number: u32) -> bool {
        number == self.next || (number > self.next && number < self.next + 5)
    }

    fn last_note(&self) -> Option<&Line> {
        let at = self.roles.iter().rposition(|role| matches!(role, Some(Role::First(..) | Role::More(_))))?;
        self.lines.get(at)
    }

    fn label_at(&self, n: usize) -> Option<(u32, usize)> {
        let text = self.lines[n].text.text.as_str();
        before_digit(text, self.next).or_else(|| label(text))
    }

    fn take_foot(&mut self, start: usize, end: usize) {
        let links = self.links(start, end);
        for n in start..links {
            match self.label_at(n) {
                Some((number, taken)) if self.starts_note(n, start, number) => self.first(n, number, taken),
                _ => self.more(n),
            }
        }
        self.roles[links..end].fill(Some(Role::Link));
    }

    /// Whether a number at a line's start in the foot is a note's: the next one, or the first of the
    /// foot, or one that leaves few out and is not met as the next later.
    fn starts_note(&self, n: usize, start: usize, number: u32) -> bool {
        number == self.next
            || (self.is_soon(number)
                && (n == start
                    || (self.markers.contains_key(&number) && ends_note(&self.lines[n - 1].text.text))))
    }

    fn first(&mut self, n: usize, number: u32, taken: usize) {
        self.label = number.to_string();
        self.last = Some(n);
        self.roles[n] = Some(Role::First(self.label.clone(), taken));
        self.next = number + 1;
    }

    fn more(&mut self, n: usize) {
        self.last = Some(n);
        self.roles[n] = Some(Role::More(self.label.clone()));
    }

    /// Some extractors write the targets of a page's links under it, each alone on a line. Returns
    /// where they begin. An address that the notes do not have yet belongs to the last of them, unless
    /// more follow it.
    fn links(&self, start: usize, end: usize) -> usize {
        let address = |n: usize| is_address(&self.lines[n].text.text);
        if !self.lines.get(end).is_some_and(|line| line.page_start) {
            return end;
        }
        let mut at = (start + 1..end).rev().find(|&n| !address(n)).map_or(start + 1, |n| n + 1);
        let above: String =
            self.lines[start..at.min(end)].iter().map(|line| squeezed(&line.text.text)).collect();
        while at < end {
            let text = self.lines[at].text.text.as_str();
            let last = at + 1 == end;
            let stopped = ends_note(&self.lines[at - 1].text.text);
            if above.contains(&squeezed(text)) || (!last && stopped) {
                break;
            }
            at += 1;
        }
        at
    }

    /// A line where the page's end is not known.
    fn line(&mut self, n: usize, ruled: bool, open: bool) -> (bool, bool) {
        let line = &self.lines[n];
        let text = line.text.text.as_str();
        let torn = n > 0 && self.taken[n - 1].is_some();
        let begins = line.start == Start::Block || torn || open || ruled;
        let seen =
            |number: &u32, from: usize| self.markers.get(number).is_some_and(|&at| from <= at && at < n);
        let found = label(text).or_else(|| open.then(|| before_digit(text, self.next)).flatten());
        match found {
            Some((number, taken)) if number == self.next && begins && (ruled || open || seen(&number, 0)) => {
                self.first(n, number, taken);
                (ruled, true)
            }
            Some((number, taken))
                if number == self.next
                    && seen(&number, self.page)
                    && n > 0
                    && ends_note(&self.lines[n - 1].text.text) =>
            {
                self.first(n, number, taken);
                (ruled, true)
            }
            Some((number, taken))
                if ruled
                    && number > self.next
                    && (number < self.next + 5 || self.markers.contains_key(&number))
                    && number < self.next + 40 =>
            {
                self.first(n, number, taken);
                (ruled, true)
            }
            None if ruled && !open && self.next > 1 && carried_over(self.lines, n, self.next) => {
                self.more(n);
                (ruled, open)
            }
            _ if open && goes_on(self.lines, n, ruled) => {
                self.more(n);
                (ruled, open)
            }
            _ => (false, false),
        }
    }
}

/// The text of a note could end here.
fn ends_note(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| c.is_ascii_digit() && !text.ends_with(char::is_alphabetic));
    text.ends_with(['.', '!', '?', '”', '"', ')', ']', ';', '»'])
        || text.rsplit(' ').next().is_some_and(|word| word.contains("://"))
}

/// Without spaces and hyphens, which line ends add to an address and take from it.
fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric() || "/.:_".contains(*c))
        .collect::<String>()
        .trim_end_matches('.')
        .to_owned()
}

/// An address of the web and nothing else.
fn is_address(text: &str) -> bool {
    (text.starts_with("http://") || text.starts_with("https://") || text.starts_with("www."))
        && !text.contains(' ')
}

/// Right under a rule stands the rest of the last page's note, if the next note follows soon.
fn carried_over(lines: &[Line], n: usize, next: u32) -> bool {
    let ahead = lines[n..].iter().take(12).take_while(|line| line.hint != Hint::Rule && !line.page_start);
    ahead.filter_map(|line| label(&line.text.text)).any(|(number, _)| number == next)
}

/// Notes that begin with a number in brackets which the text above has too: numbered from 1, each at
/// a block's start.
fn bracketed(lines: &[Line], taken: &[Option<&'static str>], roles: &mut [Option<Role>]) {
    let mut seen: FxHashSet<u32> = FxHashSet::default();
    let (mut next, mut open, mut last) = (1, false, String::new());
    for (n, line) in lines.iter().enumerate() {
        let text = line.text.text.as_str();
        let listed = listed_bracket(text);
        let label = listed.or_else(|| bracketed_number(text));
        match label {
            _ if taken[n].is_some() => open = false,
            Some((number, bytes))
                if number == next
                    && seen.contains(&number)
                    && (open || listed.is_some() || line.start == Start::Block) =>
            {
                last = number.to_string();
                roles[n] = Some(Role::First(last.clone(), bytes));
                next += 1;
                open = true;
            }
            _ if open && line.start != Start::Block => roles[n] = Some(Role::More(last.clone())),
            _ => {
                open = false;
                seen.extend(
                    text.match_indices('[')
                        .skip(usize::from(label.is_some()))
                        .filter_map(|(at, _)| bracketed_number(&text[at..]))
                        .map(|found| found.0),
                );
            }
        }
    }
}

/// "1. [1] See": a list of notes that has been numbered once more.
fn listed_bracket(text: &str) -> Option<(u32, usize)> {
    let (number, rest) = text.split_once(". ")?;
    let (inner, bytes) = bracketed_number(rest)?;
    (number.parse() == Ok(inner)).then_some((inner, number.len() + 2 + bytes))
}

/// A number in brackets at the start: its value, and the bytes it takes with a space.
pub(super) fn bracketed_number(text: &str) -> Option<(u32, usize)> {
    let inner = text.strip_prefix('[')?;
    let digits = inner.len() - inner.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let number = inner[..digits].parse().ok().filter(|_| (1..=3).contains(&digits))?;
    let rest = inner[digits..].strip_prefix(']')?;
    Some((number, digits + 2 + usize::from(rest.starts_with(' '))))
}

/// A line after a note's goes on with it unless a block begins; under a rule, unless the note has
/// ended and a number does not follow.
fn goes_on(lines: &[Line], n: usize, ruled: bool) -> bool {
    let before = lines[n - 1].text.text.trim_end();
    let ended = before.ends_with(['.', '”', '"', ')'])
        || before.rsplit(' ').next().is_some_and(|word| word.contains("://"));
    match lines[n].start {
        Start::Block => ruled && !ended,
        _ => {
            !ended
                || lines[n].text.text.len() < 60
                || !ruled
                || !lines[n].text.text.starts_with(char::is_lowercase)
        }
    }
}

/// "4 Operators reported": the number and the bytes it takes.
fn label(text: &str) -> Option<(u32, usize)> {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^([0-9]{1,3}) ?[\p{Lu}“\x22(‘«]|^([0-9]{1,3}) (?:https?:|[a-z])")
            .expect("the pattern is a constant")
    });
    let digits = text.bytes().take(4).take_while(u8::is_ascii_digit).count();
    let next = text[digits..].strip_prefix(' ').unwrap_or(&text[digits..]).chars().next()?;
    // Most lines are seen to be no label without the pattern.
    let may_be = next.is_uppercase() || next.is_ascii_lowercase() || "“\"‘(«".contains(next);
    if !(1..=3).contains(&digits) || !may_be {
        return None;
    }
    let head = text.char_indices().nth(8).map_or(text, |(at, _)| &text[..at]);
    let found = LABEL.captures(head)?;
    let number = found.get(1).or_else(|| found.get(2))?;
    let end = number.end() + usize::from(text[number.end()..].starts_with(' '));
    Some((number.as_str().parse().ok()?, end))
}

/// "69 2012 vote, see": the next note, though its text begins with a digit.
fn before_digit(text: &str, next: u32) -> Option<(u32, usize)> {
    let (number, rest) = text.split_once(' ')?;
    (rest.starts_with(|c: char| c.is_ascii_digit()) && number.parse() == Ok(next))
        .then_some((next, number.len() + 1))
}

/// Turns a line into a note's.
pub(crate) fn make(line: &mut Line, role: &Role) {
    match role {
        Role::First(label, taken) => {
            line.text.cut(0..*taken);
            line.hint = Hint::Note(label.clone());
            line.start = Start::Block;
        }
        Role::More(label) => {
            line.hint = Hint::Note(label.clone());
            line.start = Start::Never;
        }
        Role::Link => {}
    }
}
