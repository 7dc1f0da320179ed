//! Text -> words and marks: the tokens a diff works on.
//!
//! White space separates and is never a token. A word keeps together what a reader sees as one:
//!
//! ```text
//! the day-to-day work (A/70/174), [shall/should]
//! the|day-to-day|work|(|A/70/174|)|,|[|shall|/|should|]
//! ```
//!
//! Words of ASCII letters are found by hand, which is most of the time of a run saved; any other
//! script goes through UAX #29 (`unicode-segmentation`), which splits Chinese by character.
//! UAX #29 alone was tried and splits `A/70/174` and `day-to-day`.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// What sort of token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WordKind {
    /// Letters or digits: language.
    Word,
    /// An opening or closing square bracket: a negotiation mark.
    Bracket,
    /// Punctuation, quotes, dashes and other signs.
    Mark,
}

/// A token: where it stands and of what sort it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// What sort of token.
    pub kind: WordKind,
}

/// The tokens of a text, in order. White space is left out; everything else is in exactly one.
pub fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::with_capacity(text.len() / 5);
    each_word(text, |word| words.push(word));
    words
}

/// Calls `each` with every token of a text, as [`words`] lists them.
pub(crate) fn each_word(text: &str, mut each: impl FnMut(Word)) {
    let mut at = 0;
    while let Some(&first) = text.as_bytes().get(at) {
        if first == b' ' {
            at += 1;
            continue;
        }
        let (end, kind) = next_token(text, at);
        if let Some(kind) = kind {
            each(Word { range: at..end, kind });
        }
        at = end;
    }
}

/// The end of the token or white space that begins at `at`, and its kind (`None`: white space).
fn next_token(text: &str, at: usize) -> (usize, Option<WordKind>) {
    let bytes = text.as_bytes();
    let first = bytes[at];
    match first {
        b'[' | b']' => (at + 1, Some(WordKind::Bracket)),
        _ if first.is_ascii_alphanumeric() => (word_end(text, at), Some(WordKind::Word)),
        _ if first.is_ascii() => {
            let space = first.is_ascii_whitespace() || first.is_ascii_control();
            (at + 1, (!space).then_some(WordKind::Mark))
        }
        _ => {
            let Some(c) = text[at..].chars().next() else { return (text.len(), None) };
            if c.is_alphanumeric() {
                (word_end(text, at), Some(WordKind::Word))
            } else {
                let space = c.is_whitespace() || is_invisible(c);
                (at + c.len_utf8(), (!space).then_some(WordKind::Mark))
            }
        }
    }
}

/// The end of a word that begins at `at`, with whatever is glued to it.
fn word_end(text: &str, at: usize) -> usize {
    let mut end = segment_end(text, at);
    while let Some(glue) = glue_at(text, at, end) {
        end = segment_end(text, end + glue);
    }
    end
}

/// Which bytes stand inside a word of ASCII.
const IN_WORD: [bool; 256] = {
    let mut inside = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        inside[byte] = (byte as u8).is_ascii_alphanumeric() || byte as u8 == b'_';
        byte += 1;
    }
    inside
};

/// The end of the letters and digits that begin at `at`.
fn segment_end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let inside = bytes[at..].iter().position(|&byte| !IN_WORD[byte as usize]);
    let end = inside.map_or(bytes.len(), |length| at + length);
    if end < bytes.len() && !bytes[end].is_ascii() {
        // A letter beyond ASCII, or a combining mark: the whole segment belongs to UAX #29.
        let next = text[end..].chars().next();
        if end == at || next.is_some_and(|c| c.is_alphanumeric() && !is_ideograph(c)) {
            return at + text[at..].split_word_bounds().next().map_or(1, str::len);
        }
    }
    end
}

/// Bytes of the glue between the word `text[start..end]` and a following letter or digit.
fn glue_at(text: &str, start: usize, end: usize) -> Option<usize> {
    // What stands behind nearly every word need not be decoded.
    if text.as_bytes().get(end) == Some(&b' ') {
        return None;
    }
    let glue = text[end..].chars().next()?;
    let next = text[end + glue.len_utf8()..].chars().next()?;
    if !next.is_alphanumeric() {
        return None;
    }
    let before = text.as_bytes()[end - 1];
    let holds = match glue {
        '-' | '\u{2010}' | '\u{2011}' | '\u{00AD}' => true,
        '\'' | '\u{2019}' => next.is_alphabetic() && !before.is_ascii_digit(),
        '.' | ',' => before.is_ascii_digit() && next.is_ascii_digit(),
        // A document symbol (A/70/174, PC.DEC/1202), not a choice (shall/should).
        '/' => {
            let word = &text[start..end];
            let symbol =
                |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '.' | '/' | '-');
            word.chars().all(symbol) && (next.is_ascii_uppercase() || next.is_ascii_digit())
        }
        _ => false,
    };
    holds.then_some(glue.len_utf8())
}

/// Characters that take no room: never language.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{00AD}')
}

/// Characters that are words by themselves.
const fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> String {
        words(text).iter().map(|word| &text[word.range.clone()]).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn keeps_what_a_reader_sees_as_one_word() {
        assert_eq!(
            split("the day-to-day work (A/70/174), [shall/should]"),
            "the|day-to-day|work|(|A/70/174|)|,|[|shall|/|should|]"
        );
        assert_eq!(split("PC.DEC/1202 and 1.5 °C"), "PC|.|DEC/1202|and|1.5|°|C");
        assert_eq!(split("Parties' don't States’ l’État"), "Parties|'|don't|States|’|l’État");
    }

    #[test]
    fn other_scripts() {
        assert_eq!(split("人人生而自由"), "人|人|生|而|自|由");
        assert_eq!(split("Все люди рождаются"), "Все|люди|рождаются");
        assert_eq!(split("يولد جميع الناس"), "يولد|جميع|الناس");
        assert_eq!(split("naïve façade Ünited"), "naïve|façade|Ünited");
    }

    #[test]
    fn white_space_and_invisible_characters_are_no_tokens() {
        assert_eq!(split("a\u{00A0}b\u{200B} \t\n c"), "a|b|c");
        assert!(words("").is_empty());
    }
}
