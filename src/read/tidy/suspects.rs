//! Damage that can only be named, not repaired: spaces inside words, lost letters. Spaces inside
//! document symbols are sure, and are closed.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use rustc_hash::FxHashMap;

use crate::read::line::{Hint, Line, Lines};
use crate::segment::Form;

/// At most this many warnings of one code.
const WARNINGS: usize = 50;

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
    for (line, own) in lines.lines.iter().zip(&words.of_line) {
        if matches!(line.hint, Hint::Verbatim | Hint::Row) {
            continue;
        }
        for pair in words.all[own.clone()].windows(2) {
            if let Some((code, message)) = words.suspect(&line.text.text, &pair[0], &pair[1]) {
                found.push((code, Some(line.number), message));
            }
        }
        if found.len() >= WARNINGS {
            break;
        }
    }
    lines.warnings.extend(found);
}

/// A run of letters in a line.
#[derive(Debug)]
struct Word {
    from: usize,
    to: usize,
    /// Its form in small letters, by number.
    form: u32,
}

/// All words, with how often each form occurs: each is looked up once, for most are common.
#[derive(Debug)]
struct Words<'a> {
    all: Vec<Word>,
    /// Which of `all` stand in each line.
    of_line: Vec<Range<usize>>,
    forms: FxHashMap<Cow<'a, str>, u32>,
    counts: Vec<u32>,
}

/// The number of each word's form in small letters, by the word as printed.
type Printed<'a> = FxHashMap<Form<'a>, u32>;

impl<'a> Words<'a> {
    fn of(lines: &'a [Line]) -> Self {
        let mut words = Self {
            all: Vec::new(),
            of_line: Vec::with_capacity(lines.len()),
            forms: FxHashMap::default(),
            counts: Vec::new(),
        };
        let mut printed = Printed::default();
        for line in lines {
            let start = words.all.len();
            for range in runs_of_letters(&line.text.text) {
                let word = &line.text.text[range.clone()];
                let form = *printed.entry(Form::of(word)).or_insert_with(|| words.form(word));
                words.counts[form as usize] += 1;
                words.all.push(Word { from: range.start, to: range.end, form });
            }
            words.of_line.push(start..words.all.len());
        }
        words
    }

    /// The number of a word's form in small letters.
    fn form(&mut self, word: &'a str) -> u32 {
        let next = self.counts.len() as u32;
        let form = *self.forms.entry(small(word)).or_insert(next);
        if form == next {
            self.counts.push(0);
        }
        form
    }

    fn count(&self, word: &Word) -> u32 {
        self.counts[word.form as usize]
    }

    /// What may be wrong with two neighbours, if anything.
    fn suspect(&self, text: &str, left: &Word, right: &Word) -> Option<(&'static str, String)> {
        let bytes = text.as_bytes();
        let whole = |at: usize| at == 0 || bytes[at - 1] == b' ';
        let end =
            |at: usize| bytes[at..].iter().position(|&byte| byte == b' ').map_or(bytes.len(), |n| at + n);
        let (before, word) = (&text[left.from..left.to], &text[right.from..right.to]);
        match &bytes[left.to..right.from] {
            b" -" => {
                let before = &text[text[..left.to].rfind(' ').map_or(0, |at| at + 1)..left.to];
                let token = &text[right.from - 1..end(right.to)];
                Some(("space-in-word", format!("“{before} {token}” may be one word")))
            }
            b" " if self.count(left) > 1 => None,
            b" " if whole(left.from) && self.is_torn(text, left, right, end(right.to)) => {
                Some(("space-in-word", format!("“{before} {word}” may be one word")))
            }
            b" " if whole(left.from)
                && end(right.to) == right.to
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
        let (before, word) = (&text[left.from..left.to], &text[right.from..right.to]);
        before.len() >= 2
            && word.len() >= 2
            && self.count(left) <= 1
            && self.count(right) <= 1
            && word.starts_with(char::is_lowercase)
            && !text[right.to..end].contains(char::is_alphabetic)
            && self.forms.contains_key(&*format!("{}{}", small(before), small(word)))
    }
}

/// The runs of letters in a text.
fn runs_of_letters(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    // Where the run of characters that are letters, or are none, ends that goes on at a place.
    let end = move |mut at: usize, letters: bool| {
        while let Some(&byte) = bytes.get(at) {
            if byte.is_ascii() {
                if byte.is_ascii_alphabetic() != letters {
                    break;
                }
                at += 1;
            } else {
                let Some(c) = text[at..].chars().next().filter(|c| c.is_alphabetic() == letters) else {
                    break;
                };
                at += c.len_utf8();
            }
        }
        at
    };
    let mut at = 0;
    std::iter::from_fn(move || {
        let from = end(at, false);
        at = end(from, true);
        (from < at).then_some(from..at)
    })
}

/// A word in small letters; most are already.
fn small(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(word.to_lowercase())
    }
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
