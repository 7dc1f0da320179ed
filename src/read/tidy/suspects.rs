//! Damage that can only be named, not repaired: spaces inside words, lost letters. Spaces inside
//! document symbols are sure, and are closed.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;
use rustc_hash::FxHashMap;

use crate::read::line::{Hint, Line, Lines};

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
    let counts = word_counts(&lines.lines);
    let count = |word: &str| counts.get(word).copied().unwrap_or(0);
    let mut found = Vec::new();
    for line in lines.lines.iter().filter(|line| !matches!(line.hint, Hint::Verbatim | Hint::Row)) {
        let mut before = "";
        for token in line.text.text.split(' ') {
            let word = token.trim_matches(|c: char| !c.is_alphabetic());
            if let Some(rest) = token.strip_prefix('-') {
                if rest.starts_with(char::is_alphabetic) && before.ends_with(char::is_alphabetic) {
                    found.push(("space-in-word", line.number, format!("“{before} {token}” may be one word")));
                }
            } else if is_torn(before, token, word, &count) {
                found.push(("space-in-word", line.number, format!("“{before} {word}” may be one word")));
            } else if is_stray_letter(token)
                && before.len() > 3
                && before.chars().all(char::is_alphabetic)
                && count(&before.to_lowercase()) == 1
            {
                found.push((
                    "lost-letters",
                    line.number,
                    format!("“{before} {token}” seems to lack letters"),
                ));
            }
            before = token;
        }
        if found.len() >= WARNINGS {
            break;
        }
    }
    lines.warnings.extend(found.into_iter().map(|(code, line, message)| (code, Some(line), message)));
}

/// Two halves that are words nowhere else, while the whole is one elsewhere, or that end oddly.
fn is_torn(before: &str, token: &str, word: &str, count: &dyn Fn(&str) -> u32) -> bool {
    if before.len() < 2
        || !before.chars().all(char::is_alphabetic)
        || !token.starts_with(char::is_lowercase)
        || word.len() < 2
    {
        return false;
    }
    let left = small(before);
    if count(&left) > 1 {
        return false;
    }
    let right = small(word);
    count(&right) <= 1 && count(&format!("{left}{right}")) > 0
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

fn word_counts(lines: &[Line]) -> FxHashMap<String, u32> {
    let mut counts: FxHashMap<String, u32> = FxHashMap::default();
    for line in lines {
        for word in line.text.text.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 1) {
            let word = small(word);
            match counts.get_mut(&*word) {
                Some(count) => *count += 1,
                None => {
                    counts.insert(word.into_owned(), 1);
                }
            }
        }
    }
    counts
}
