//! A word without what an editor changes: case, quotes, dashes, hyphens, spelling variants.
//!
//! ```text
//! Organisation, organization     organization
//! Co-operation                   cooperation
//! “, ", «                        "
//! 10-15                          10-15: a range is not 1015
//! ```
//!
//! Two words with one folded form are the same language (`fate`), whatever else tells them apart.

use std::borrow::Cow;

/// The folded form of a word.
pub(super) fn fold(surface: &str) -> Cow<'_, str> {
    use unicode_normalization::UnicodeNormalization;
    let mut form = if !surface.is_ascii() {
        Cow::Owned(surface.nfkc().flat_map(char::to_lowercase).filter_map(plain_mark).collect())
    } else if surface.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(surface.to_ascii_lowercase())
    } else {
        Cow::Borrowed(surface)
    };
    if form.contains('-') && form.chars().any(char::is_alphanumeric) {
        form = Cow::Owned(without_hyphens(&form));
    }
    match spelling(&form) {
        Some(american) => Cow::Owned(american),
        None => form,
    }
}

/// A word without its hyphens. A range of numbers is no word with a hyphen: "10-15" is not "1015".
fn without_hyphens(form: &str) -> String {
    let digit = |at: usize| form.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    let kept = |&(at, c): &(usize, char)| c != '-' || (at > 0 && digit(at - 1) && digit(at + 1));
    form.char_indices().filter(kept).map(|(_, c)| c).collect()
}

/// Quotes and dashes in their plain forms; invisible characters go.
fn plain_mark(c: char) -> Option<char> {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{201B}' | '\u{2032}' | '\u{2039}' | '\u{203A}' => {
            Some('\'')
        }
        '\u{201C}'..='\u{201F}' | '\u{2033}' | '\u{00AB}' | '\u{00BB}' => Some('"'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{FEFF}' => None,
        _ => Some(c),
    }
}

/// British and American spellings in one form, if the word has another. It need not be a word, only
/// the same for both: "ise" may become "ize" everywhere, since no two English words differ in that alone.
fn spelling(form: &str) -> Option<String> {
    if !form.is_ascii() || form.len() < SHORTEST {
        return None;
    }
    if let Some((_, american)) = WHOLE.iter().find(|(british, _)| form == *british) {
        return Some((*american).to_owned());
    }
    if may_end_british(form.as_bytes()) {
        for rest in AFTER_ENDING {
            let Some(front) = form.strip_suffix(rest) else { continue };
            for (british, american) in ENDINGS {
                if let Some(stem) = front.strip_suffix(british).filter(|stem| stem.len() >= 2) {
                    let changed = format!("{stem}{american}{rest}");
                    return Some(stems(&changed).unwrap_or(changed));
                }
            }
        }
    }
    stems(form)
}

/// Whether a word has two letters that one of [`ENDINGS`] begins with where an ending can stand. Most
/// words have none, and need not be asked for sixty endings.
fn may_end_british(form: &[u8]) -> bool {
    let tail = &form[form.len().saturating_sub(LONGEST_ENDING)..];
    tail.windows(2).any(|two| matches!(two, b"is" | b"ys" | b"el" | b"og" | b"ge"))
}

/// Bytes of the longest of [`ENDINGS`] with the longest of [`AFTER_ENDING`].
const LONGEST_ENDING: usize = 11;

fn stems(form: &str) -> Option<String> {
    let first = four(form.as_bytes());
    let at = FIRST.iter().position(|&stem| stem == first)?;
    // Few words get here.
    let same = STEMS[at..].iter().zip(&FIRST[at..]).take_while(|&(_, &stem)| stem == first);
    let found = same.filter_map(|((british, american), _)| Some((american, form.strip_prefix(british)?)));
    found.map(|(american, rest)| format!("{american}{rest}")).next()
}

/// Bytes of the shortest word that has another spelling: "grey".
const SHORTEST: usize = 4;

const WHOLE: &[(&str, &str)] = &[
    ("amongst", "among"),
    ("whilst", "while"),
    ("amidst", "amid"),
    ("towards", "toward"),
    ("learnt", "learned"),
    ("grey", "gray"),
];

/// What may follow one of [`ENDINGS`], the shortest first.
const AFTER_ENDING: [&str; 7] = ["", "s", "d", "r", "rs", "al", "ally"];

const ENDINGS: &[(&str, &str)] = &[
    ("isation", "ization"),
    ("ising", "izing"),
    ("ise", "ize"),
    ("ysing", "yzing"),
    ("yse", "yze"),
    ("elling", "eling"),
    ("elled", "eled"),
    ("ogue", "og"),
    ("gement", "gment"),
];

/// The first letters of [`STEMS`].
const FIRST: [u32; STEMS.len()] = {
    let (mut first, mut at) = ([0; STEMS.len()], 0);
    while at < STEMS.len() {
        first[at] = four(STEMS[at].0.as_bytes());
        at += 1;
    }
    first
};

/// The first four letters of a word of at least four, as a number.
const fn four(word: &[u8]) -> u32 {
    u32::from_le_bytes([word[0], word[1], word[2], word[3]])
}

/// In alphabetical order.
const STEMS: &[(&str, &str)] = &[
    ("ageing", "aging"),
    ("behaviour", "behavior"),
    ("centre", "center"),
    ("cheque", "check"),
    ("colour", "color"),
    ("defence", "defense"),
    ("endeavour", "endeavor"),
    ("enroll", "enrol"),
    ("favour", "favor"),
    ("fulfill", "fulfil"),
    ("harbour", "harbor"),
    ("honour", "honor"),
    ("kilometre", "kilometer"),
    ("labour", "labor"),
    ("licence", "license"),
    ("metre", "meter"),
    ("neighbour", "neighbor"),
    ("offence", "offense"),
    ("practise", "practice"),
    ("practize", "practice"),
    ("programme", "program"),
    ("rigour", "rigor"),
    ("sceptic", "skeptic"),
    ("skillful", "skilful"),
    ("theatre", "theater"),
    ("vigour", "vigor"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_what_an_editor_changes() {
        for (a, b) in [
            ("Organisation", "organization"),
            ("analysed", "analyzed"),
            ("programmes", "Programs"),
            ("co-operation", "cooperation"),
            ("Parties’", "parties'"),
            ("“", "\""),
            ("—", "-"),
            ("behavioural", "behavioral"),
            ("dialogue", "dialog"),
            ("amongst", "Among"),
            ("grey", "Gray"),
            ("metres", "meters"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} {b}");
        }
    }

    #[test]
    fn the_short_ways_to_a_spelling_miss_none() {
        assert!(STEMS.is_sorted_by(|a, b| a.0 < b.0 && !b.0.starts_with(a.0)), "in order, none in another");
        for (british, _) in ENDINGS {
            for rest in AFTER_ENDING {
                let form = format!("xxxxxxxx{british}{rest}");
                assert!(may_end_british(form.as_bytes()), "{form}");
            }
        }
    }

    #[test]
    fn keeps_different_words_apart() {
        for (a, b) in [
            ("four", "for"),
            ("our", "or"),
            ("State", "States"),
            ("shall", "should"),
            ("3", "4"),
            ("10-15", "1015"),
        ] {
            assert_ne!(fold(a), fold(b), "{a} {b}");
        }
    }
}
