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

use std::borrow::Cow;
use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::document::{Document, UnitId};
use crate::pair::Pair;
use crate::segment::{Form, Word, WordKind, each_word};

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
    /// Number of the pair it makes with the word before it in its unit, once the `pairs` are numbered;
    /// one of the three below where there is none.
    pub pair: u32,
}

/// The pair of the first word of a unit.
pub(crate) const NO_PAIR: u32 = u32::MAX - 2;
/// The pair of a bracket, which is no word.
const BRACKET: u32 = u32::MAX - 1;
/// The pair of a mark, which is none either.
const MARK: u32 = u32::MAX;

impl Token {
    /// A token whose forms have these numbers.
    pub(crate) const fn new(word: &Word, exact: u32, fold: u32) -> Self {
        // A unit's text is shorter than 4 GiB: reading refuses larger files.
        let (start, end) = (word.range.start as u32, word.range.end as u32);
        let pair = match word.kind {
            WordKind::Word => NO_PAIR,
            WordKind::Bracket => BRACKET,
            WordKind::Mark => MARK,
        };
        Self { start, end, exact, fold, pair }
    }

    /// Whether it is a word, as opposed to a mark or bracket.
    pub(crate) const fn is_word(&self) -> bool {
        self.pair <= NO_PAIR
    }

    /// Word, bracket or mark.
    pub(crate) const fn kind(&self) -> WordKind {
        match self.pair {
            BRACKET => WordKind::Bracket,
            MARK => WordKind::Mark,
            _ => WordKind::Word,
        }
    }

    /// Its bytes in the unit's text.
    pub(crate) const fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// The tokens of one document.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    /// As they were found, a run of units at a time.
    runs: Vec<Vec<Token>>,
    /// For each unit its run, and its tokens there.
    places: Vec<(u32, Range<u32>)>,
}

impl Tokens {
    /// The tokens of a unit.
    pub(crate) fn of(&self, unit: UnitId) -> &[Token] {
        let (run, tokens) = &self.places[unit.index()];
        &self.runs[*run as usize][tokens.start as usize..tokens.end as usize]
    }

    /// How many units there are.
    pub(super) fn units(&self) -> usize {
        self.places.len()
    }

    /// The tokens of each run of units.
    pub(super) fn runs_mut(&mut self) -> &mut [Vec<Token>] {
        &mut self.runs
    }
}

/// The forms behind the keys of all documents.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    /// All folded forms, one behind the other.
    text: String,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Vocabulary {
    /// The folded form behind a key.
    pub(crate) fn fold(&self, key: u32) -> &str {
        let key = key as usize;
        let start = if key == 0 { 0 } else { self.ends[key - 1] };
        &self.text[start..self.ends[key]]
    }

    /// How many folded forms there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Adds a folded form and returns its key.
    fn add(&mut self, fold: &str) -> u32 {
        self.text.push_str(fold);
        self.ends.push(self.text.len());
        self.ends.len() as u32 - 1
    }
}

/// Finds and numbers the tokens of both documents. Surface forms are numbered in the order in which
/// they first occur.
pub(crate) fn tokenise(documents: Pair<&Document>) -> (Pair<Tokens>, Vocabulary) {
    let mut numbering = Numbering::default();
    let found = documents.par_map(Run::all);
    (found.map(|found| numbering.join(found)), numbering.vocabulary)
}

/// The same for any number of documents.
pub(crate) fn tokenise_all<'a>(
    documents: impl IntoIterator<Item = &'a Document>,
) -> (Vec<Tokens>, Vocabulary) {
    let mut numbering = Numbering::default();
    let tokens = documents.into_iter().map(|document| numbering.join(Run::all(document))).collect();
    (tokens, numbering.vocabulary)
}

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
    ends: Vec<u32>,
    /// Surface forms, in the order in which they first occur.
    forms: Vec<&'a str>,
    /// Those that are not their own folded form, by number, and that form.
    folded: Vec<(u32, String)>,
    /// The numbers of the forms.
    numbers: FxHashMap<Form<'a>, u32>,
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
            forms: Vec::with_capacity(FORMS.min(room)),
            folded: Vec::new(),
            numbers: FxHashMap::with_capacity_and_hasher(FORMS.min(room), FxBuildHasher),
        };
        for text in units.map(|unit| document.text_of(UnitId(unit))) {
            // From the second word on there is a pair, and 0 in its place.
            let mut pair = NO_PAIR;
            each_word(text, |word| {
                let form = Form::of(&text[word.range.clone()]);
                let next = run.forms.len() as u32;
                let exact = *run.numbers.entry(form).or_insert(next);
                if exact == next {
                    run.forms.push(form.text());
                    if let Cow::Owned(folded) = fold(form.text()) {
                        run.folded.push((exact, folded));
                    }
                }
                let token = Token::new(&word, exact, 0);
                if token.is_word() {
                    run.tokens.push(Token { pair, ..token });
                    pair = 0;
                } else {
                    run.tokens.push(token);
                }
            });
            run.ends.push(run.tokens.len() as u32);
        }
        run
    }
}

/// The numbers of all surface forms.
#[derive(Default)]
struct Numbering<'a> {
    exact: FxHashMap<Form<'a>, u32>,
    /// For each surface form its folded form.
    folds: Vec<u32>,
    /// Folded forms that are no surface form, or were not when they came.
    changed: FxHashMap<String, u32>,
    vocabulary: Vocabulary,
}

impl<'a> Numbering<'a> {
    /// Puts runs together; what they number alike is numbered alike.
    fn join(&mut self, runs: Vec<Run<'a>>) -> Tokens {
        let mut all = Tokens::default();
        let mut keys: Vec<Vec<u32>> = Vec::with_capacity(runs.len());
        for (run, number) in runs.into_iter().zip(0..) {
            keys.push(self.number(run.forms, run.folded, run.numbers));
            let starts = std::iter::once(0).chain(run.ends.iter().copied());
            all.places.extend(starts.zip(&run.ends).map(|(start, &end)| (number, start..end)));
            all.runs.push(run.tokens);
        }
        let folds = &self.folds;
        all.runs.par_iter_mut().zip(keys).for_each(|(tokens, keys)| {
            for token in tokens {
                token.exact = keys[token.exact as usize];
                token.fold = folds[token.exact as usize];
            }
        });
        all
    }

    /// The numbers of the forms of a run, by those they have in it.
    fn number(
        &mut self,
        forms: Vec<&'a str>,
        folded: Vec<(u32, String)>,
        numbers: FxHashMap<Form<'a>, u32>,
    ) -> Vec<u32> {
        if self.exact.is_empty() {
            // The first run has numbered them as all do.
            self.exact = numbers;
        }
        let mut folded = folded.into_iter().peekable();
        let number = |(form, local): (&'a str, u32)| {
            let fold = folded.next_if(|folded| folded.0 == local).map(|(_, folded)| folded);
            let next = self.folds.len() as u32;
            let exact = *self.exact.entry(Form::of(form)).or_insert(next);
            if exact == next {
                let fold = match fold {
                    Some(folded) => self.fold(folded),
                    None => self.own(form),
                };
                self.folds.push(fold);
            }
            exact
        };
        forms.into_iter().zip(0..).map(number).collect()
    }

    /// The key of a form that is its own folded form, and no copy of which was made.
    fn own(&mut self, form: &str) -> u32 {
        match self.changed.get(form) {
            Some(&key) => key,
            None => self.vocabulary.add(form),
        }
    }

    /// The key of a folded form.
    fn fold(&mut self, folded: String) -> u32 {
        // It may be a surface form, if that has come already.
        let known = self.exact.get(&Form::of(&folded)).and_then(|&exact| self.folds.get(exact as usize));
        if let Some(&key) = known.filter(|&&key| self.vocabulary.fold(key) == folded) {
            return key;
        }
        let vocabulary = &mut self.vocabulary;
        *self.changed.entry(folded).or_insert_with_key(|folded| vocabulary.add(folded))
    }
}

/// A word without what an editor changes.
pub(crate) fn fold(surface: &str) -> Cow<'_, str> {
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
