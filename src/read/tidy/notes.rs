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
use rustc_hash::FxHashSet;

use super::markers;
use crate::read::line::{Hint, Line, Start};

/// What a line is to a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// The first line: label, bytes that the label takes.
    First(String, usize),
    /// A following line.
    More,
}

/// Lines that belong to notes.
pub(crate) fn find(lines: &[Line], taken: &[Option<&'static str>]) -> Vec<Option<Role>> {
    let mut roles = vec![None; lines.len()];
    let markers = markers::numbers_seen(lines);
    bracketed(lines, taken, &mut roles);
    let mut next = 1;
    let mut ruled = false;
    let mut open = false;
    for (n, line) in lines.iter().enumerate() {
        if line.hint == Hint::Rule {
            (ruled, open) = (true, false);
            continue;
        }
        if taken[n].is_some() {
            (ruled, open) = (false, false);
            continue;
        }
        if roles[n].is_some() {
            continue;
        }
        if line.page_start {
            (ruled, open) = (false, false);
        }
        let text = line.text.text.as_str();
        let torn = n > 0 && taken[n - 1].is_some();
        let begins = line.start == Start::Block || torn || open || ruled;
        match label(text).filter(|_| begins).or_else(|| open.then(|| before_digit(text, next)).flatten()) {
            Some((number, taken))
                if number == next && (ruled || open || markers.get(&number).is_some_and(|&at| at < n)) =>
            {
                roles[n] = Some(Role::First(number.to_string(), taken));
                next += 1;
                open = true;
            }
            Some((number, taken))
                if ruled
                    && number > next
                    && (number < next + 5 || markers.contains_key(&number))
                    && number < next + 40 =>
            {
                roles[n] = Some(Role::First(number.to_string(), taken));
                next = number + 1;
                open = true;
            }
            None if ruled && !open && next > 1 && carried_over(lines, n, next) => roles[n] = Some(Role::More),
            _ if open && goes_on(lines, n, ruled) => roles[n] = Some(Role::More),
            _ => (ruled, open) = (false, false),
        }
    }
    roles
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
    let mut next = 1;
    let mut open = false;
    for (n, line) in lines.iter().enumerate() {
        let text = line.text.text.as_str();
        let label = bracketed_number(text);
        match label {
            _ if taken[n].is_some() => open = false,
            Some((number, bytes))
                if number == next && seen.contains(&number) && (open || line.start == Start::Block) =>
            {
                roles[n] = Some(Role::First(number.to_string(), bytes));
                next += 1;
                open = true;
            }
            _ if open && line.start != Start::Block => roles[n] = Some(Role::More),
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
        Role::More => line.start = Start::Never,
    }
}
