//! Hyphens at line ends: joined or kept, by the document's own vocabulary.
//!
//! ```text
//! telecommuni- / cations   joined: "telecommunications", the halves are no words of the text
//! decision- / makers       kept: "decision-makers" occurs, or both halves are words of the text
//! non- / State             kept: a prefix, and a capital follows
//! ```
//!
//! A dictionary was rejected: it would have to exist for every language, and the document itself
//! spells most of its words in full somewhere.

use rustc_hash::FxHashSet;

use crate::read::line::{Line, Mapped};

/// Prefixes that keep their hyphen when the text itself doesn't tell.
const PREFIXES: [&str; 21] = [
    "non", "self", "co", "multi", "inter", "cross", "well", "long", "short", "high", "low", "large", "small", "open", "so", "vice",
    "ex", "pre", "post", "anti", "vis",
];

/// Second halves that follow a hyphen.
const SECOND_HALVES: [&str; 20] = [
    "based", "related", "term", "building", "maker", "makers", "making", "led", "wide", "range", "ended", "sharing", "held", "scale",
    "general", "specific", "like", "free", "up", "driven",
];

/// The words of a document in small letters: whole ones, and compounds with a hyphen.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    words: FxHashSet<String>,
}

impl Vocabulary {
    /// Collects the words of all lines; the half words at line ends are left out. Only documents with
    /// hyphens at line ends pay for it.
    pub(crate) fn of(lines: &[Line]) -> Self {
        let mut words = FxHashSet::default();
        if lines.iter().any(|line| ends_in_hyphen(&line.text.text)) {
            let mut after_hyphen = false;
            for line in lines {
                let text = line.text.text.as_str();
                let hyphen = ends_in_hyphen(text);
                let mut all = text.split(|c: char| !(c.is_alphabetic() || is_hyphen(c) || c == '\'' || c == '’')).peekable();
                if after_hyphen {
                    all.next();
                }
                while let Some(word) = all.next() {
                    let half = hyphen && all.peek().is_none();
                    if !half && !word.is_empty() {
                        words.insert(normal(word));
                    }
                }
                after_hyphen = hyphen;
            }
        }
        Self { words }
    }

    /// What stands between the end of `text` and `next` when the lines are joined. A hyphen that only
    /// broke a word is taken off `text`.
    pub(crate) fn glue(&self, text: &mut Mapped, next: &str) -> &'static str {
        let Some(last) = text.text.chars().next_back() else { return "" };
        if last == '\u{00AD}' {
            text.cut(text.text.len() - last.len_utf8()..text.text.len());
            return "";
        }
        if matches!(last, '—' | '\u{200B}') || both_ideographs(last, next) {
            return "";
        }
        if !ends_in_hyphen(&text.text) || !next.starts_with(char::is_alphabetic) {
            return if last == '-' && next.starts_with(char::is_alphanumeric) && ends_in_digit_hyphen(&text.text) { "" } else { " " };
        }
        let left = last_word(&text.text);
        let right = first_word(next);
        if right == "and" || right == "or" || right == "to" {
            return " ";
        }
        if !self.keeps_hyphen(left, right) {
            text.cut(text.text.len() - last.len_utf8()..text.text.len());
        }
        ""
    }

    fn keeps_hyphen(&self, left: &str, right: &str) -> bool {
        let (l, r) = (left.to_lowercase(), right.to_lowercase());
        let outer = l.rsplit('-').next().unwrap_or(&l);
        if !right.starts_with(char::is_lowercase) || self.words.contains(&normal(&format!("{l}-{r}"))) {
            return true;
        }
        if self.words.contains(&normal(&format!("{l}{r}"))) {
            return false;
        }
        let both = l.chars().count() > 3 && r.chars().count() > 3 && self.words.contains(&l) && self.words.contains(&r);
        both || PREFIXES.contains(&outer) && r.chars().count() > 3 || SECOND_HALVES.contains(&r.as_str()) || l.contains('-')
    }
}

fn normal(word: &str) -> String {
    word.to_lowercase().replace(['\u{2010}', '\u{2011}'], "-")
}

const fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// The text ends in a letter and a hyphen.
fn ends_in_hyphen(text: &str) -> bool {
    let mut end = text.chars().rev();
    end.next().is_some_and(is_hyphen) && end.next().is_some_and(char::is_alphabetic)
}

fn ends_in_digit_hyphen(text: &str) -> bool {
    let mut end = text.chars().rev();
    end.next() == Some('-') && end.next().is_some_and(|c| c.is_ascii_digit())
}

/// The last word of a text that ends in a hyphen, without that hyphen.
fn last_word(text: &str) -> &str {
    let text = text.trim_end_matches(is_hyphen);
    let start = text.char_indices().rev().take_while(|&(_, c)| c.is_alphabetic() || is_hyphen(c)).last();
    start.map_or("", |(at, _)| &text[at..])
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphabetic()).next().unwrap_or("")
}

/// Chinese and Japanese lines are joined without a space.
fn both_ideographs(last: char, next: &str) -> bool {
    let wide = |c: char| matches!(c, '\u{3000}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}');
    wide(last) && next.chars().next().is_some_and(wide)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn join(vocabulary: &str, left: &str, right: &str) -> String {
        let line = Line { text: Mapped::verbatim(vocabulary, 0), ..Line::default() };
        let broken = Line { text: Mapped::verbatim(left, 0), ..Line::default() };
        let rest = Line { text: Mapped::verbatim(right, 0), ..Line::default() };
        let vocabulary = Vocabulary::of(&[line, broken, rest]);
        let mut text = Mapped::verbatim(left, 0);
        let glue = vocabulary.glue(&mut text, right);
        format!("{}{glue}{right}", text.text)
    }

    #[test]
    fn joined_or_kept() {
        for (vocabulary, left, right, expected) in [
            ("", "telecommuni-", "cations grow", "telecommunications grow"),
            ("", "the infor\u{00AD}", "mation", "the information"),
            ("the decision-makers met", "our decision-", "makers", "our decision-makers"),
            ("", "our decision-", "makers", "our decision-makers"),
            ("", "by non-", "State actors", "by non-State actors"),
            ("", "the non-", "governmental", "the non-governmental"),
            ("nongovernmental bodies", "the non-", "governmental", "the nongovernmental"),
            ("coordination", "the co-", "ordination", "the co-ordination"),
            ("a ship, a repair", "the repair-", "ship", "the repair-ship"),
            ("", "in 2031-", "32 the", "in 2031-32 the"),
            ("", "short- and", "long", "short- and long"),
            ("", "pre-", "and post-war", "pre- and post-war"),
            ("", "cut —", "and mend", "cut —and mend"),
            ("", "day-to-", "day work", "day-to-day work"),
            ("", "电缆", "海底", "电缆海底"),
            ("", "plain", "words", "plain words"),
        ] {
            assert_eq!(join(vocabulary, left, right), expected, "{left} / {right}");
        }
    }
}
