//! Words that are one word in another form, and words that hardly count.
//!
//! ```text
//! measures, measure     applied, applies     государств, государства     kin
//! secure, security      developed, developing                            not
//! ```
//!
//! English endings are taken off by rule; for any language, words that begin alike for most of their
//! length are kin. A stemmer for each language was the alternative: six more tables, for phrases that
//! are typed in the form in which they are used.

/// Letters of an ending that English puts on: taken off one at a time, the longest first.
const ENDINGS: [(&str, &str); 9] = [
    ("'s", ""),
    ("s'", ""),
    ("ies", "y"),
    ("ied", "y"),
    ("ing", ""),
    ("ed", ""),
    ("es", ""),
    ("s", ""),
    ("e", ""),
];

/// Fewest letters of a word without its ending.
const STEM: usize = 3;
/// Fewest letters that kin of any language begin with, and the least share of the longer one, in tenths.
const BEGINNING: (usize, usize) = (5, 8);

/// Words that only hold others together, in four languages of the UN.
const FUNCTION_WORDS: [&str; 86] = [
    "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "into", "is", "it", "its", "of",
    "on", "or", "that", "the", "their", "this", "these", "those", "to", "was", "were", "which", "with",
    "all", "any", "also", "such", "other", // French and Spanish
    "au", "aux", "avec", "ce", "ces", "cette", "dans", "de", "des", "du", "en", "et", "la", "le", "les",
    "leur", "leurs", "ou", "par", "pour", "que", "qui", "sur", "un", "une", "con", "del", "el", "las", "los",
    "o", "para", "por", "se", "su", "sus", "una", "y", // Russian
    "в", "во", "для", "и", "из", "или", "к", "на", "не", "о", "об", "по", "с", "что",
];

/// Whether a folded word only holds others together.
pub(super) fn is_function_word(fold: &str) -> bool {
    FUNCTION_WORDS.contains(&fold)
}

/// Whether two folded words are forms of one word.
pub(super) fn kin(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    // Nothing that begins otherwise is kin, and most words do.
    if a.as_bytes().first() != b.as_bytes().first() || is_number(a) || is_number(b) {
        return false;
    }
    // What is done and what is being done are opposites: "developed", "developing countries".
    if (a.ends_with("ing") && b.ends_with("ed")) || (a.ends_with("ed") && b.ends_with("ing")) {
        return false;
    }
    if a.is_ascii() && b.is_ascii() && stem(a) == stem(b) {
        return true;
    }
    let common = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let longer = a.chars().count().max(b.chars().count());
    common >= BEGINNING.0 && common * 10 >= longer * BEGINNING.1
}

/// Years, articles and symbols are themselves or others.
fn is_number(fold: &str) -> bool {
    fold.bytes().any(|byte| byte.is_ascii_digit())
}

fn stem(fold: &str) -> String {
    let mut stem = fold.to_owned();
    for (ending, instead) in ENDINGS {
        let Some(rest) = stem.strip_suffix(ending).filter(|rest| rest.len() >= STEM) else { continue };
        if ending == "s" && rest.ends_with('s') {
            continue;
        }
        stem = format!("{rest}{instead}");
    }
    // "referring", "referred": the letter was doubled for the ending.
    let bytes = stem.as_bytes();
    if let [.., a, b] = bytes
        && a == b
        && !matches!(b, b's' | b'l')
        && bytes.len() > STEM
    {
        stem.pop();
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_word() {
        for (a, b) in [
            ("measures", "measure"),
            ("applied", "applies"),
            ("apply", "applied"),
            ("building", "build"),
            ("referring", "refers"),
            ("state's", "states"),
            ("states'", "state"),
            ("international", "internationally"),
            ("государства", "государств"),
            ("угрозы", "угроз"),
        ] {
            assert!(kin(a, b) && kin(b, a), "{a} {b}");
        }
    }

    #[test]
    fn other_words() {
        for (a, b) in [
            ("secure", "security"),
            ("developed", "developing"),
            ("contract", "contrast"),
            ("shall", "should"),
            ("2015", "2016"),
            ("law", "laws2"),
            ("commission", "committee"),
            ("", "s"),
        ] {
            assert!(!kin(a, b) && !kin(b, a), "{a} {b}");
        }
    }
}
