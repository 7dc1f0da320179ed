//! Units -> tokens with interned keys.
//!
//! Every word and mark gets two numbers. Equal `exact` keys mean equal characters; equal `fold`
//! keys mean equal language but for what an editor changes: case, quotes, dashes, spelling
//! variants, a hyphen inside a word.
//!
//! ```text
//! "Co-operation" of organisations     exact 0 1 2 3 4   fold " cooperation " of organizations
//! ```
//!
//! Comparing numbers instead of strings makes the diff and the similarity cheap; a surface form is
//! folded once, however often it occurs.

use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::document::{Document, UnitId};
use crate::pair::Pair;
use crate::segment::{Form, WordKind, each_word};

/// A token: its sort, its keys and where it stands in its unit's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// First byte in the unit's text.
    pub start: u32,
    /// Byte after the last in the unit's text.
    pub end: u32,
    /// Number of the surface form.
    pub exact: u32,
    /// Number of the folded form.
    pub fold: u32,
    /// Word, bracket or mark.
    pub kind: WordKind,
}

impl Token {
    /// Whether it is a word, as opposed to a mark or bracket.
    pub(crate) fn is_word(&self) -> bool {
        self.kind == WordKind::Word
    }

    /// Its bytes in the unit's text.
    pub(crate) const fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// The tokens of one document.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    tokens: Vec<Token>,
    /// `starts[i]..starts[i + 1]` are the tokens of unit `i`.
    starts: Vec<usize>,
}

impl Tokens {
    /// The tokens of a unit.
    pub(crate) fn of(&self, unit: UnitId) -> &[Token] {
        &self.tokens[self.starts[unit.index()]..self.starts[unit.index() + 1]]
    }

    /// How many tokens there are.
    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// How many units there are.
    pub(super) fn units(&self) -> usize {
        self.starts.len() - 1
    }
}

/// The forms behind the keys of all documents.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    folds: Vec<String>,
}

impl Vocabulary {
    /// The folded form behind a key.
    pub(crate) fn fold(&self, key: u32) -> &str {
        &self.folds[key as usize]
    }

    /// How many folded forms there are.
    pub(crate) fn len(&self) -> usize {
        self.folds.len()
    }
}

/// Finds and numbers the tokens of both documents. Surface forms are numbered in the order in which
/// they first occur.
pub(crate) fn tokenise(documents: Pair<&Document>) -> (Pair<Tokens>, Vocabulary) {
    let mut numbering = Numbering::default();
    let tokens = if documents.old.text.len() + documents.new.text.len() < BOTH {
        documents.par_map(Run::all).map(|found| numbering.join(found))
    } else {
        // What was found for the first is gone before the second is looked at.
        documents.map(|document| numbering.join(Run::all(document)))
    };
    (tokens, numbering.vocabulary)
}

/// The same for any number of documents.
pub(crate) fn tokenise_all<'a>(
    documents: impl IntoIterator<Item = &'a Document>,
) -> (Vec<Tokens>, Vocabulary) {
    let mut numbering = Numbering::default();
    let tokens = documents.into_iter().map(|document| numbering.join(Run::all(document))).collect();
    (tokens, numbering.vocabulary)
}

/// Bytes up to which both texts are looked at together: a draft has too few runs for all threads.
const BOTH: usize = 1 << 20;

/// Bytes of a run of units: many runs for all threads, and few forms in more than one. A draft is one run,
/// for both drafts are looked at together.
const RUN: usize = 1 << 17;
/// Most runs of a document.
const RUNS: usize = 16;
/// Room for so many forms is made at first: few drafts have less.
const FORMS: usize = 1 << 10;

/// The units of a document cut into runs of about the same length.
fn runs(document: &Document) -> Vec<Range<u32>> {
    let length = RUN.max(document.text.len() / RUNS);
    let (mut runs, mut start, mut bytes) = (Vec::new(), 0, 0);
    for id in document.ids() {
        bytes += document.unit(id).text.len();
        if bytes >= length {
            runs.push(start..id.0 + 1);
            (start, bytes) = (id.0 + 1, 0);
        }
    }
    runs.push(start..document.ids().len() as u32);
    runs
}

/// Bytes of a word with the space behind it, rather few.
const WORD: usize = 5;

/// The tokens of a run of units, numbered among themselves.
struct Run<'a> {
    /// `exact` is a place in `forms`; there is no `fold` yet.
    tokens: Vec<Token>,
    /// How many tokens there are up to the end of each unit.
    ends: Vec<usize>,
    /// Surface forms, in the order in which they first occur.
    forms: Vec<Form<'a>>,
}

impl<'a> Run<'a> {
    /// The runs of a document, found by all threads.
    fn all(document: &'a Document) -> Vec<Self> {
        runs(document).into_par_iter().map(|units| Self::of(document, units)).collect()
    }

    fn of(document: &'a Document, units: Range<u32>) -> Self {
        let room = units.clone().map(|unit| document.text_of(UnitId(unit)).len()).sum::<usize>() / WORD;
        let mut run = Self {
            tokens: Vec::with_capacity(room),
            ends: Vec::with_capacity(units.len()),
            forms: Vec::new(),
        };
        let mut numbers: FxHashMap<Form<'a>, u32> =
            FxHashMap::with_capacity_and_hasher(FORMS.min(room), FxBuildHasher);
        for text in units.map(|unit| document.text_of(UnitId(unit))) {
            each_word(text, |word| {
                let form = Form::of(&text[word.range.clone()]);
                let next = run.forms.len() as u32;
                let exact = *numbers.entry(form).or_insert(next);
                if exact == next {
                    run.forms.push(form);
                }
                // A unit's text is shorter than 4 GiB: reading refuses larger files.
                let (start, end) = (word.range.start as u32, word.range.end as u32);
                run.tokens.push(Token { start, end, exact, fold: 0, kind: word.kind });
            });
            run.ends.push(run.tokens.len());
        }
        run
    }
}

/// The numbers of all surface forms.
#[derive(Default)]
struct Numbering<'a> {
    exact: FxHashMap<Form<'a>, (u32, u32)>,
    fold: FxHashMap<String, u32>,
    vocabulary: Vocabulary,
}

impl<'a> Numbering<'a> {
    /// Puts runs together; what they number alike is numbered alike.
    fn join(&mut self, runs: Vec<Run<'a>>) -> Tokens {
        let count = runs.iter().map(|run| run.tokens.len()).sum();
        let mut all = Tokens { tokens: Vec::with_capacity(count), starts: vec![0] };
        for run in runs {
            let keys: Vec<(u32, u32)> = run.forms.iter().map(|&form| self.keys(form)).collect();
            let start = all.tokens.len();
            all.starts.extend(run.ends.iter().map(|end| start + end));
            all.tokens.extend(run.tokens.iter().map(|token| {
                let (exact, fold) = keys[token.exact as usize];
                Token { exact, fold, ..*token }
            }));
        }
        all
    }

    fn keys(&mut self, form: Form<'a>) -> (u32, u32) {
        if let Some(&keys) = self.exact.get(&form) {
            return keys;
        }
        let next = self.vocabulary.folds.len() as u32;
        let fold = *self.fold.entry(fold(form.text())).or_insert_with_key(|form| {
            self.vocabulary.folds.push(form.clone());
            next
        });
        let keys = (self.exact.len() as u32, fold);
        self.exact.insert(form, keys);
        keys
    }
}

/// A word without what an editor changes.
pub(crate) fn fold(surface: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let composed: String = if surface.is_ascii() {
        surface.to_ascii_lowercase()
    } else {
        surface.nfkc().flat_map(char::to_lowercase).filter_map(plain_mark).collect()
    };
    let mut form = composed;
    if form.contains('-') && form.chars().any(char::is_alphanumeric) {
        // A range of numbers is no word with a hyphen: "10-15" is not "1015".
        let bytes = form.clone().into_bytes();
        let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        let mut at = 0;
        form.retain(|c| {
            let range = c == '-' && at > 0 && digit(at - 1) && digit(at + 1);
            at += c.len_utf8();
            c != '-' || range
        });
    }
    spelling(form)
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

/// British and American spellings in one form. It need not be a word, only the same for both:
/// "ise" may become "ize" everywhere, since no two English words differ in that alone.
fn spelling(form: String) -> String {
    if !form.is_ascii() || form.len() < 5 {
        return form;
    }
    for (british, american) in WHOLE {
        if form == *british {
            return (*american).to_owned();
        }
    }
    if may_end_british(form.as_bytes()) {
        for rest in AFTER_ENDING {
            let Some(front) = form.strip_suffix(rest) else { continue };
            for (british, american) in ENDINGS {
                if let Some(stem) = front.strip_suffix(british).filter(|stem| stem.len() >= 2) {
                    let changed = format!("{stem}{american}{rest}");
                    return stems(changed);
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

fn stems(form: String) -> String {
    // No stem begins another: only the last of those up to the word can begin it.
    let after = STEMS.partition_point(|(british, _)| *british <= form.as_str());
    let stem = after.checked_sub(1).map(|at| STEMS[at]);
    match stem.and_then(|(british, american)| Some((american, form.strip_prefix(british)?))) {
        Some((american, rest)) => format!("{american}{rest}"),
        None => form,
    }
}

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
