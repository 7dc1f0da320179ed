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
//! The language of a text is its folded words run together. What is not language:
//!
//! | left out or made equal | example | reason |
//! | --- | --- | --- |
//! | white space; a word torn in two or glued | `Parties shall` = `Partiesshall` | spacing |
//! | case, quotes, dashes, marks | `"Parties",` = `parties` | case, quotes, punctuation |
//! | hyphens but between digits | `co-operation` = `cooperation` | hyphens |
//! | spelling variants ([`fold`](super::fold::fold)) | `amongst` = `among` | spelling |
//! | square brackets | `[shall]` = `shall` | brackets |
//! | the number of a place in the same text | `article 3 ter` = `article 4`, `paragraph X-Y` | cross-references |
//! | a note's number glued to a word on one side only | `commitment4` = `commitment` | note-markers |
//! | a plus sign spelled out | `REDD+` = `REDD-plus` | signs |
//!
//! Numbers of symbols, dates and amounts are language, and so are the signs that belong to amounts
//! (`%`, `°`, `$`, `<`); two numbers never run together ("1 15" is not "11 5").

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
        return carried();
    }
    let language = sides.map(|side| Language::of(side, vocabulary, false));
    if language.old.plain == language.new.plain {
        return (Fate::Edited, differences(sides, &language));
    }
    let glued = |side: Side<'_>| {
        side.tokens.iter().any(|token| token.is_word() && note_marker(vocabulary.fold(token.fold)).is_some())
    };
    if !glued(sides.old) && !glued(sides.new) {
        return (Fate::Reworded, Vec::new());
    }
    let language = sides.map(|side| Language::of(side, vocabulary, true));
    if language.old.plain == language.new.plain && markers_agree(&language) {
        let mut reasons = vec![Reason::new("note-markers", "the number of a note is glued to a word")];
        let others = differences(sides, &language);
        reasons.extend(others.into_iter().filter(|reason| reason.rule != "spacing"));
        return (Fate::Edited, reasons);
    }
    (Fate::Reworded, Vec::new())
}

/// The fate of what is the same, and why.
pub(crate) fn carried() -> (Fate, Vec<Reason>) {
    (Fate::Carried, vec![Reason::new("equal-tokens", "all words and marks are equal")])
}

/// The words of a side, run together, with references masked.
struct Language {
    plain: String,
    /// The same with the references as printed.
    references: String,
    /// Numbers taken for note markers, and where in `plain` they stood.
    markers: Vec<(usize, String)>,
}

impl Language {
    fn of(side: Side<'_>, vocabulary: &Vocabulary, without_markers: bool) -> Self {
        let referring = references(side);
        let plain = String::with_capacity(side.text.len());
        let mut language = Self { plain, references: String::new(), markers: Vec::new() };
        let mut before = false;
        for (token, &refers) in side.tokens.iter().zip(&referring) {
            let surface = side.surface(token);
            if refers && before && is_suffix(surface) {
                language.references.push_str(surface);
            } else if refers {
                language.plain.push('#');
                language.references.push(' ');
                language.references.push_str(surface);
            } else if token.is_word() {
                language.push(vocabulary.fold(token.fold), without_markers);
            } else if surface == "+" {
                language.plain.push_str("plus");
            } else if is_amount_sign(surface) {
                language.plain.push_str(surface);
            }
            before = refers;
        }
        language
    }

    fn push(&mut self, word: &str, without_markers: bool) {
        let is_digit = |c: char| c.is_ascii_digit();
        if self.plain.ends_with(is_digit) && word.starts_with(is_digit) {
            self.plain.push(' ');
        }
        match note_marker(word).filter(|_| without_markers) {
            Some(at) => {
                self.plain.push_str(&word[..at]);
                self.markers.push((self.plain.len(), word[at..].to_owned()));
            }
            None => self.plain.push_str(word),
        }
    }
}

/// Where the number of a note begins that is glued to a long word: "commitment4", "Parties,12" read
/// as one. Short words ("by30") and symbols ("CO2") keep their numbers.
fn note_marker(word: &str) -> Option<usize> {
    const TIMES: &[&str] = &["before", "within", "during", "around", "between", "version"];
    let last = word.as_bytes().last().filter(|byte| byte.is_ascii_digit());
    let at = last.and_then(|_| word.bytes().position(|byte| byte.is_ascii_digit()))?;
    let (stem, number) = word.split_at(at);
    let marked = number.len() <= 2 && number.bytes().all(|b| b.is_ascii_digit()) && !number.starts_with('0');
    let long = stem.len() >= 6 && stem.chars().all(char::is_alphabetic);
    (marked && long && !TIMES.contains(&stem) && !is_place_word(stem)).then_some(at)
}

/// Whether no word has one number in the old text and another in the new one: these would be changed
/// words, not markers.
fn markers_agree(language: &Pair<Language>) -> bool {
    language
        .old
        .markers
        .iter()
        .all(|(at, number)| language.new.markers.iter().all(|(place, other)| place != at || number == other))
}

/// Signs that belong to an amount.
fn is_amount_sign(mark: &str) -> bool {
    matches!(mark, "%" | "‰" | "°" | "$" | "€" | "£" | "¥" | "<" | ">" | "=" | "≤" | "≥" | "±" | "×" | "−")
}

/// What is put after the number of an article inserted between two others.
fn is_suffix(word: &str) -> bool {
    matches!(word, "bis" | "ter" | "quater" | "quinquies" | "sexies" | "septies" | "octies")
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
            let after_number = at > 0 && referring[at - 1];
            if is_place_number(surface, next) || after_number && is_suffix(surface) {
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
    // Most words begin otherwise.
    let first = word.as_bytes().first().map(u8::to_ascii_lowercase);
    matches!(first, Some(b'a' | b'c' | b'f' | b'n' | b'p' | b's'))
        && PLACES.iter().any(|place| word.eq_ignore_ascii_case(place))
}

/// "4", "4.2", "7bis", "IV", "d" in "(d)" — but not a word such as "a" in front of a noun.
fn is_place_number(word: &str, next: Option<&str>) -> bool {
    let digits = word.chars().next().is_some_and(|c| c.is_ascii_digit());
    let roman = word.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L'));
    let letter = word.len() <= 3 && word.chars().all(|c| c.is_ascii_lowercase()) && next == Some(")");
    let capital = word.len() == 1 && word.chars().all(|c| c.is_ascii_uppercase()) && next != Some(".");
    let placeholder = word.len() <= 5 && word.chars().all(|c| matches!(c, 'X' | 'Y' | 'Z' | '-'));
    (digits && !word.contains('/')) || roman || letter || capital || placeholder
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
            let chosen = side.tokens.iter().filter_map(|token| select(side.surface(token), token.kind()));
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
    if differ(|surface, _| (surface == "+").then(String::new)) {
        add("signs", "a sign is written as a word on one side only");
    }
    if differ(|surface, kind| (kind == WordKind::Mark && surface != "+").then(|| plain(surface)).flatten()) {
        add("punctuation", "punctuation changed");
    }
    if differ(|surface, kind| quote_or_dash(surface, kind).filter(|_| true))
        && !reasons_have(&reasons, "punctuation")
    {
        reasons.push(Reason::new("quotes", "quotes or dashes are printed otherwise"));
    }
    word_differences(sides, &mut reasons);
    if reasons.len() > 1 && reasons_have(&reasons, "signs") {
        reasons.retain(|reason| reason.rule != "spacing");
    }
    if reasons.is_empty() {
        reasons.push(Reason::new("spacing", "a number is printed in one piece on one side only"));
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
    let (mut case, mut hyphens, mut quotes, mut spelling) = (false, false, false, false);
    for (&(old, _), &(new, _)) in words.old.iter().zip(&words.new) {
        if old == new {
            continue;
        }
        let lower = Pair::new(old.to_lowercase(), new.to_lowercase());
        let straight = lower.as_ref().map(|word| word.replace(['\u{2018}', '\u{2019}'], "'"));
        let bare = straight.as_ref().map(|word| word.replace(['-', '\u{2010}', '\u{2011}'], ""));
        case |= lower.old == lower.new;
        quotes |= lower.old != lower.new && straight.old == straight.new;
        hyphens |= straight.old != straight.new && bare.old == bare.new;
        spelling |= bare.old != bare.new;
    }
    for (found, rule, message) in [
        (case, "case", "capital letters changed"),
        (hyphens, "hyphens", "a hyphen was put or taken away"),
        (quotes && !reasons_have(reasons, "quotes"), "quotes", "quotes or dashes are printed otherwise"),
        (spelling, "spelling", "a spelling variant changed"),
    ] {
        if found {
            reasons.push(Reason::new(rule, message));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::compare::tokens::tokenise;

    fn judged(old: &str, new: &str) -> (Fate, Vec<String>) {
        let documents = Pair::new(old, new).map(|text| {
            let options = crate::read::Options { unit: crate::read::Granularity::Line, ..Default::default() };
            crate::read_bytes("a.txt", text.as_bytes(), &options).expect("text is read")
        });
        let (tokens, vocabulary) = tokenise(documents.as_ref());
        let id = crate::document::UnitId(0);
        let sides = Pair::new((&documents.old, &tokens.old), (&documents.new, &tokens.new))
            .map(|(document, tokens)| Side { text: document.text_of(id), tokens: tokens.of(id) });
        let (fate, reasons) = judge(sides, &vocabulary);
        (fate, reasons.iter().map(|reason| reason.rule.to_string()).collect())
    }

    #[test]
    fn what_an_editor_changes_is_edited_and_says_why() {
        for (old, new, reason) in [
            ("the Chair's summary", "the Chair’s summary", "quotes"),
            ("elected from among the members", "elected from amongst the members", "spelling"),
            ("activities under REDD+ in force", "activities under REDD-plus in force", "signs"),
            ("set out in article 3 ter of it", "set out in article 3ter of it", "spacing"),
            ("set out in article 3 ter of it", "set out in article 5 of it", "cross-references"),
            ("related to paragraph 5, as due", "related to paragraph X-Y, as due", "cross-references"),
            ("each national commitment of States", "each national commitment4 of States", "note-markers"),
            ("each national commitments12 made", "each national commitments made", "note-markers"),
            ("States shall [not] act", "States shall not act", "brackets"),
            ("the day-to-day work", "the day to day work", "spacing"),
            ("a co-ordinated effort", "a coordinated effort", "hyphens"),
            ("the Panel, in turn", "the panel in turn", "case"),
        ] {
            let (fate, reasons) = judged(old, new);
            assert_eq!(fate, Fate::Edited, "{old} | {new}");
            assert!(reasons.iter().any(|rule| rule == reason), "{old} | {new}: {reasons:?}");
        }
    }

    #[test]
    fn what_a_negotiator_changes_is_reworded() {
        for (old, new) in [
            ("by 5 % of it", "by 5 of it"),
            ("below 15 states", "below 1 5 states"),
            ("paras of 1 15 states", "paras of 11 5 states"),
            ("from 10-15 states", "from 1015 states"),
            ("in May 2016 at", "in May 201 at"),
            ("the emission of CO2", "the emission of CO"),
            ("the scenario4 chosen", "the scenario5 chosen"),
            ("within30 days", "within days"),
            ("temperature > 2 °C", "temperature < 2 °C"),
            ("[50][60] Parties", "[50] Parties"),
        ] {
            assert_eq!(judged(old, new).0, Fate::Reworded, "{old} | {new}");
        }
    }

    proptest! {
        #[test]
        fn a_change_of_words_is_never_editorial(
            words in prop::collection::vec(
                prop::sample::select(vec![
                    "Parties", "article", "measure", "consider", "4", "2015", "the", "States", "(", ")", ",",
                    "paragraph", "[", "]", "commitment", "under", "and", "of", "report",
                ]),
                1..20,
            ),
            at in 0..20usize,
            change in prop::sample::select(vec![
                ("shall", "should"), ("shall", "shall not"), ("mechanism", "mechanisms"),
                ("mechanism", "the mechanism"), ("mechanism", "a mechanism"), ("9 May 1992", "9 May 1993"),
                ("40 per cent", "50 per cent"), ("may", "must"), ("State", "States"), ("and", "or"),
                ("a mechanism", "the mechanism"), ("12 States", "13 States"), ("in 2030", "by 2030"),
            ]),
        ) {
            let text = |word: &str| {
                let mut words = words.clone();
                // A sentence of its own, so that no article or paragraph governs the change.
                let place = at % (words.len() + 1);
                words.insert(place, word);
                words.insert(place, "that");
                words.join(" ")
            };
            prop_assert_eq!(judged(&text(change.0), &text(change.1)).0, Fate::Reworded);
        }
    }
}
