//! How much a token says: what the alignment prefers to keep, and what it may give up.

use std::sync::LazyLock;

use crate::compare::tokens::Token;
use crate::segment::packed;

/// What a word of meaning weighs.
const WORD: u8 = 10;
/// What a function word weighs.
pub(super) const LIGHT: u8 = 5;
/// What a mark or bracket weighs.
pub(super) const MARK: u8 = 3;

/// Tokens to compare, by number.
#[derive(Clone, Copy)]
pub(crate) struct Sequence<'a> {
    /// Equal numbers, equal tokens.
    pub keys: &'a [u32],
    /// How much each token says; equal for equal tokens. See [`weigh`]. Empty: the shortest edits.
    pub weights: &'a [Weight],
}

/// How much a token says, and whether it opens or closes a bracket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Weight {
    /// From [`MARK`] to [`WORD`].
    pub(super) weight: u8,
    /// 1 opens, -1 closes, 0 neither.
    pub(super) depth: i8,
}

/// The weights of the tokens of a text.
pub(crate) fn weigh(text: &str, tokens: &[Token]) -> Vec<Weight> {
    let weight = |token: &Token| {
        let surface = &text[token.range()];
        match surface {
            "[" | "(" => Weight { weight: MARK, depth: 1 },
            "]" | ")" => Weight { weight: MARK, depth: -1 },
            _ if !token.is_word() => Weight { weight: MARK, depth: 0 },
            _ if is_function_word(surface) => Weight { weight: LIGHT, depth: 0 },
            _ => Weight { weight: WORD, depth: 0 },
        }
    };
    tokens.iter().map(weight).collect()
}

/// Words that carry grammar and little else, in the languages of the UN. No
/// negation, no modal verb: these are what negotiators change.
pub(crate) fn is_function_word(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "a", "an", "and", "are", "as", "at", "be", "been", "by", "for", "from", "has", "have", "in", "into",
        "is", "it", "its", "of", "on", "or", "that", "the", "their", "these", "this", "those", "to", "was",
        "were", "which", "with", "de", "des", "du", "la", "le", "les", "et", "en", "un", "une", "à", "au",
        "aux", "el", "los", "las", "del", "y", "que", "qui", "par", "por", "и", "в", "на", "с", "к", "по",
        "о", "от", "их", "из", "за", "до", "а", "или", "что", "для", "при", "как", "его", "في", "من", "على",
        "إلى", "أن", "ما", "أو", "عن", "的", "了", "在", "和", "与", "及", "是", "之", "以", "其", "为",
        "于", "等", "或", "并", "而", "对", "由",
    ];
    static PACKED: LazyLock<Vec<u64>> = LazyLock::new(|| {
        let mut all: Vec<u64> = WORDS.iter().map(|word| packed(word.bytes())).collect();
        all.sort_unstable();
        all
    });
    if word.len() > LONGEST {
        return false;
    }
    // In small letters a word can be longer than any here, and is then like none of them.
    let small = if word.is_ascii() {
        packed(word.bytes().map(|byte| byte.to_ascii_lowercase()))
    } else {
        packed(word.to_lowercase().bytes())
    };
    PACKED.binary_search(&small).is_ok()
}

/// Bytes of the longest function word.
const LONGEST: usize = 6;
