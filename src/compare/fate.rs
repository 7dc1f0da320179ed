//! A link's tokens -> its fate, with the rules that led to it.
//!
//! ```text
//! carried   the tokens are equal
//! edited    the language is equal: only case, marks, spelling, brackets, cross-references differ
//!             "as set out in [paragraph 12]"  ->  "As set out in paragraph 14"
//!             reasons: brackets, case, cross-references
//! reworded  anything else
//! ```
//!
//! The language of a text is its folded words run together: white space is never language, so a
//! word torn in two by extraction still equals itself. Numbers that point at a place in the same
//! text are left out; numbers of symbols, dates and amounts are not.

use super::result::{Fate, Reason};
use super::tokens::{Token, Vocabulary};
use crate::pair::Pair;
use crate::segment::WordKind;

/// One side of a link: its joined text and tokens, whose ranges index that text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Side<'a> {
    /// The joined text.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: &'a [Token],
}

impl<'a> Side<'a> {
    fn surface(&self, token: &Token) -> &'a str {
        &self.text[token.range()]
    }
}

/// What became of the language of a link with both sides, and why.
pub(crate) fn judge(sides: Pair<Side<'_>>, vocabulary: &Vocabulary) -> (Fate, Vec<Reason>) {
    if same(sides, |token| Some(token.exact)) {
        return (Fate::Carried, vec![Reason::new("equal-tokens", "all words and marks are equal")]);
    }
    let language = sides.map(|side| Language::of(side, vocabulary));
    if language.old.plain != language.new.plain {
        return (Fate::Reworded, Vec::new());
    }
    (Fate::Edited, differences(sides, &language))
}

/// The words of a side, run together, with references masked.
struct Language {
    plain: String,
    /// The same with the references as printed.
    references: String,
}

impl Language {
    fn of(side: Side<'_>, vocabulary: &Vocabulary) -> Self {
        let referring = references(side);
        let mut language = Self { plain: String::new(), references: String::new() };
        for (token, refers) in side.tokens.iter().zip(referring) {
            if refers {
                language.plain.push('#');
                language.references.push_str(side.surface(token));
                language.references.push(' ');
            } else if token.is_word() {
                language.plain.push_str(vocabulary.fold(token.fold));
            }
        }
        language
    }
}

/// For each token whether it is the number of a place in the text: "article 4, paragraph 1 (d)".
fn references(side: Side<'_>) -> Vec<bool> {
    let mut referring = vec![false; side.tokens.len()];
    let mut open = false;
    for (at, token) in side.tokens.iter().enumerate() {
        let surface = side.surface(token);
        if is_place_word(surface) {
            open = true;
        } else if open {
            let next = side.tokens.get(at + 1).map(|token| side.surface(token));
            if is_place_number(surface, next) {
                referring[at] = true;
            } else if !is_between(surface) {
                open = false;
            }
        }
    }
    referring
}

fn is_place_word(word: &str) -> bool {
    const PLACES: &[&str] = &[
        "article",
        "articles",
        "art",
        "paragraph",
        "paragraphs",
        "para",
        "paras",
        "subparagraph",
        "subparagraphs",
        "section",
        "sections",
        "annex",
        "annexes",
        "chapter",
        "chapters",
        "appendix",
        "note",
        "footnote",
        "footnotes",
    ];
    PLACES.iter().any(|place| word.eq_ignore_ascii_case(place))
}

/// "4", "4.2", "7bis", "IV", "d" in "(d)" — but not a word such as "a" in front of a noun.
fn is_place_number(word: &str, next: Option<&str>) -> bool {
    let digits = word.chars().next().is_some_and(|c| c.is_ascii_digit());
    let roman = word.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L'));
    let letter = word.len() <= 3 && word.chars().all(|c| c.is_ascii_lowercase()) && next == Some(")");
    let capital = word.len() == 1 && word.chars().all(|c| c.is_ascii_uppercase()) && next != Some(".");
    (digits && !word.contains('/')) || roman || letter || capital
}

fn is_between(word: &str) -> bool {
    matches!(
        word,
        "," | "(" | ")" | "[" | "]" | "and" | "or" | "to" | "-" | "–" | "." | "bis" | "ter" | "/" | "the"
    )
}

fn same(sides: Pair<Side<'_>>, key: impl Fn(&Token) -> Option<u32>) -> bool {
    let keys = sides.map(|side| side.tokens.iter().filter_map(&key).collect::<Vec<_>>());
    keys.old == keys.new
}

/// Which editorial differences there are, each found by leaving out all others.
fn differences(sides: Pair<Side<'_>>, language: &Pair<Language>) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut add = |rule, message: &str| reasons.push(Reason::new(rule, message));
    let differ = |select: fn(&str, WordKind) -> Option<String>| {
        let selected = sides.map(|side| {
            let chosen = side.tokens.iter().filter_map(|token| select(side.surface(token), token.kind));
            chosen.collect::<Vec<_>>()
        });
        selected.old != selected.new
    };
    if differ(|surface, kind| (kind == WordKind::Bracket).then(|| surface.to_owned())) {
        add("brackets", "square brackets were put or taken away");
    }
    if language.old.references != language.new.references {
        add("cross-references", "numbers of articles, paragraphs or sections changed");
    }
    if differ(|surface, kind| (kind == WordKind::Mark).then(|| plain(surface)).flatten()) {
        add("punctuation", "punctuation changed");
    }
    if differ(|surface, kind| quote_or_dash(surface, kind).filter(|_| true))
        && !reasons_have(&reasons, "punctuation")
    {
        reasons.push(Reason::new("quotes", "quotes or dashes are printed otherwise"));
    }
    word_differences(sides, &mut reasons);
    if reasons.is_empty() {
        reasons.push(Reason::new("punctuation", "signs changed"));
    }
    reasons
}

fn reasons_have(reasons: &[Reason], rule: &str) -> bool {
    reasons.iter().any(|reason| reason.rule == rule)
}

/// A mark that is neither quote nor dash.
fn plain(surface: &str) -> Option<String> {
    (!is_quote_or_dash(surface)).then(|| surface.to_owned())
}

fn quote_or_dash(surface: &str, kind: WordKind) -> Option<String> {
    (kind == WordKind::Mark && is_quote_or_dash(surface)).then(|| surface.to_owned())
}

fn is_quote_or_dash(surface: &str) -> bool {
    surface.chars().all(|c| {
        matches!(c, '"' | '\'' | '-' | '\u{2010}'..='\u{2015}' | '\u{2018}'..='\u{201F}' | '\u{00AB}' | '\u{00BB}' | '\u{2039}' | '\u{203A}')
    })
}

/// Case, spelling, hyphens and spacing of the words.
fn word_differences(sides: Pair<Side<'_>>, reasons: &mut Vec<Reason>) {
    let words = sides.map(|side| {
        let referring = references(side);
        let kept = side.tokens.iter().zip(referring).filter(|(token, refers)| token.is_word() && !refers);
        kept.map(|(token, _)| (side.surface(token), token.fold)).collect::<Vec<_>>()
    });
    let folds = words.as_ref().map(|words| words.iter().map(|&(_, fold)| fold).collect::<Vec<_>>());
    if folds.old != folds.new {
        reasons.push(Reason::new("spacing", "a word is printed in one piece on one side only"));
        return;
    }
    let (mut case, mut hyphens, mut spelling) = (false, false, false);
    for (&(old, _), &(new, _)) in words.old.iter().zip(&words.new) {
        if old == new {
            continue;
        }
        let lower = Pair::new(old.to_lowercase(), new.to_lowercase());
        let bare = lower.as_ref().map(|word| word.replace(['-', '\u{2010}', '\u{2011}'], ""));
        case |= lower.old == lower.new;
        hyphens |= lower.old != lower.new && bare.old == bare.new;
        spelling |= bare.old != bare.new;
    }
    for (found, rule, message) in [
        (case, "case", "capital letters changed"),
        (hyphens, "hyphens", "a hyphen was put or taken away"),
        (spelling, "spelling", "a spelling variant changed"),
    ] {
        if found {
            reasons.push(Reason::new(rule, message));
        }
    }
}
