//! Damage that can only be named, not repaired: spaces inside words, lost letters. Spaces inside
//! document symbols are sure, and are closed.

use std::ops::Range;
use std::sync::LazyLock;

use indexmap::IndexMap;
use regex::Regex;
use rustc_hash::FxBuildHasher;

use crate::read::line::{Hint, Line, Lines};

/// At most this many warnings of one code.
const WARNINGS: usize = 50;
/// Bytes of a draft for each different word in it, and how many words are made room for at first.
const FORM: usize = 40;
const FORMS: usize = 8192;

/// Closes "A/AC.999/ 2031/CRP.1".
pub(crate) fn symbols(lines: &mut [Line]) {
    static BROKEN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b[A-Z]{1,5}/(?:[A-Z0-9.]+/)+( )(?:[0-9]{4}/|[A-Z]{1,4}\.[0-9])")
            .expect("the pattern is a constant")
    });
    for line in lines {
        if !line.text.text.contains("/ ") {
            continue;
        }
        let spaces: Vec<_> = BROKEN
            .captures_iter(&line.text.text)
            .filter_map(|found| found.get(1).map(|space| space.range()))
            .collect();
        for marker in &mut line.markers {
            marker.0 -= spaces.iter().filter(|space| space.end <= marker.0).count();
        }
        line.text.cut_all(&spaces);
    }
}

/// Warns of words that seem to be torn or to lack letters.
pub(crate) fn warn(lines: &mut Lines) {
    let words = Words::of(&lines.lines);
    let mut found = Vec::new();
    for (line, left, right) in words.doubtful(&lines.lines) {
        if let Some((code, message)) = words.suspect(&line.text.text, &left, &right) {
            found.push((code, Some(line.number), message));
        }
        if found.len() >= WARNINGS {
            break;
        }
    }
    lines.warnings.extend(found);
}

/// A run of letters in a line.
#[derive(Clone, Copy, Debug)]
struct Word {
    /// Its line, from the start of the document.
    line: u32,
    from: u32,
    to: u32,
    /// Its form in small letters.
    key: u64,
}

impl Word {
    /// Its bytes in the line. Lines are shorter than 4 GiB: reading refuses larger files.
    const fn range(&self) -> Range<usize> {
        self.from as usize..self.to as usize
    }
}

/// How often each form occurs. Most words are common, and nothing more is kept of them.
#[derive(Debug)]
struct Words {
    /// The first word of each form and how many there are, by its key.
    forms: IndexMap<u64, (Word, u32), FxBuildHasher>,
    /// Words before a space and a hyphen.
    hyphens: Vec<Word>,
}

impl Words {
    fn of(lines: &[Line]) -> Self {
        let letters: usize = lines.iter().map(|line| line.text.text.len()).sum();
        let room = (letters / FORM).min(FORMS);
        let mut words =
            Self { forms: IndexMap::with_capacity_and_hasher(room, FxBuildHasher), hyphens: Vec::new() };
        for (line, number) in lines.iter().zip(0..) {
            let text = &line.text.text;
            each_run_of_letters(text, |range, key| {
                let word = || Word { line: number, from: range.start as u32, to: range.end as u32, key };
                words.forms.entry(key).or_insert_with(|| (word(), 0)).1 += 1;
                if text.as_bytes()[range.end..].starts_with(b" -") {
                    words.hyphens.push(word());
                }
                true
            });
        }
        words
    }

    fn count(&self, word: &Word) -> u32 {
        self.forms.get(&word.key).map_or(0, |form| form.1)
    }

    /// Neighbours that want a look, in order: the first occurs once, or a hyphen begins the second.
    fn doubtful<'l>(&self, lines: &'l [Line]) -> impl Iterator<Item = (&'l Line, Word, Word)> {
        let once = self.forms.values().filter(|form| form.1 == 1).map(|form| form.0);
        let mut left: Vec<Word> = once.chain(self.hyphens.iter().copied()).collect();
        left.sort_unstable_by_key(|word| (word.line, word.from));
        left.dedup_by_key(|word| (word.line, word.from));
        left.into_iter().filter_map(|left| {
            let line = &lines[left.line as usize];
            let printed = !matches!(line.hint, Hint::Verbatim | Hint::Row);
            Some((line, left, next_word(&line.text.text, &left).filter(|_| printed)?))
        })
    }

    /// What may be wrong with two neighbours, if anything.
    fn suspect(&self, text: &str, left: &Word, right: &Word) -> Option<(&'static str, String)> {
        let bytes = text.as_bytes();
        let (left_at, right_at) = (left.range(), right.range());
        let between = &bytes[left_at.end..right_at.start];
        if between == b" " && self.count(left) > 1 {
            // Nearly all.
            return None;
        }
        let whole = |at: usize| at == 0 || bytes[at - 1] == b' ';
        let end =
            |at: usize| bytes[at..].iter().position(|&byte| byte == b' ').map_or(bytes.len(), |n| at + n);
        let (before, word) = (&text[left_at.clone()], &text[right_at.clone()]);
        match between {
            b" -" => {
                let before = &text[text[..left_at.end].rfind(' ').map_or(0, |at| at + 1)..left_at.end];
                let token = &text[right_at.start - 1..end(right_at.end)];
                Some(("space-in-word", format!("“{before} {token}” may be one word")))
            }
            b" " if whole(left_at.start) && self.is_torn(text, left, right, end(right_at.end)) => {
                Some(("space-in-word", format!("“{before} {word}” may be one word")))
            }
            b" " if whole(left_at.start)
                && end(right_at.end) == right_at.end
                && is_stray_letter(word)
                && before.len() > 3
                && self.count(left) == 1 =>
            {
                Some(("lost-letters", format!("“{before} {word}” seems to lack letters")))
            }
            _ => None,
        }
    }

    /// Two halves that are words nowhere else, while the whole is one elsewhere.
    fn is_torn(&self, text: &str, left: &Word, right: &Word, end: usize) -> bool {
        let (before, word) = (&text[left.range()], &text[right.range()]);
        before.len() >= 2
            && word.len() >= 2
            && self.count(left) <= 1
            && self.count(right) <= 1
            && word.starts_with(char::is_lowercase)
            && !text[right.range().end..end].contains(char::is_alphabetic)
            && self.forms.contains_key(&key(key(0, before), word))
    }
}

/// The run of letters after a word.
fn next_word(text: &str, word: &Word) -> Option<Word> {
    let (start, mut next) = (word.to, None);
    each_run_of_letters(&text[start as usize..], |range, key| {
        let (from, to) = (start + range.start as u32, start + range.end as u32);
        next = Some(Word { line: word.line, from, to, key });
        false
    });
    next
}

/// Calls `each` with every run of letters in a text and the key of its form in small letters, until it
/// has had enough.
fn each_run_of_letters(text: &str, mut each: impl FnMut(Range<usize>, u64) -> bool) {
    let bytes = text.as_bytes();
    let (mut at, mut from, mut run) = (0, 0, 0);
    while let Some(&byte) = bytes.get(at) {
        let letter = LETTER[byte as usize];
        if letter > 0 {
            run = and(run, letter);
            at += 1;
            continue;
        }
        let mut length = 1;
        if !byte.is_ascii() {
            let letter = text[at..].chars().next();
            length = letter.map_or(1, char::len_utf8);
            if let Some(letter) = letter.filter(|letter| letter.is_alphabetic()) {
                run = key(run, letter.encode_utf8(&mut [0; 4]));
                at += length;
                continue;
            }
        }
        if from < at && !each(from..at, run) {
            return;
        }
        at += length;
        (from, run) = (at, 0);
    }
    if from < at {
        each(from..at, run);
    }
}

/// The letters of ASCII as small ones; 0: another byte.
const LETTER: [u8; 256] = {
    let mut letters = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_alphabetic() {
            letters[byte] = (byte as u8).to_ascii_lowercase();
        }
        byte += 1;
    }
    letters
};

/// The key of what stands before, with a word in small letters behind it: 64 bits instead of the
/// word. Up to twelve small letters of ASCII, which differ in their lowest five bits, have a key of their
/// own; two longer words with one key would cost a warning, and nothing else.
fn key(before: u64, word: &str) -> u64 {
    let chars = word.chars().flat_map(char::to_lowercase);
    chars.fold(before, |key, c| c.encode_utf8(&mut [0; 4]).bytes().fold(key, and))
}

const fn and(key: u64, byte: u8) -> u64 {
    key.rotate_left(5) ^ byte as u64
}

fn is_stray_letter(token: &str) -> bool {
    matches!(
        token,
        "b" | "c"
            | "d"
            | "f"
            | "g"
            | "h"
            | "j"
            | "k"
            | "l"
            | "m"
            | "n"
            | "p"
            | "q"
            | "r"
            | "t"
            | "v"
            | "w"
            | "z"
    )
}
