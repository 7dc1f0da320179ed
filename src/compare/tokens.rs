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

use indexmap::IndexSet;
use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::fold::fold;
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

    /// The same, to be changed.
    pub(super) fn of_mut(&mut self, unit: UnitId) -> &mut [Token] {
        let (run, tokens) = &self.places[unit.index()];
        &mut self.runs[*run as usize][tokens.start as usize..tokens.end as usize]
    }

    /// How many units there are.
    pub(super) fn units(&self) -> usize {
        self.places.len()
    }

    /// The tokens of each run of units.
    pub(super) fn runs(&self) -> &[Vec<Token>] {
        &self.runs
    }

    /// The same, to be changed.
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

/// Surface forms, numbered in the order in which they first occur.
type Forms<'a> = IndexSet<Form<'a>, FxBuildHasher>;

/// The tokens of a run of units, numbered among themselves.
struct Run<'a> {
    /// `exact` is a number in `forms`; there is no `fold` yet.
    tokens: Vec<Token>,
    /// How many tokens there are up to the end of each unit.
    ends: Vec<u32>,
    forms: Forms<'a>,
    /// Those that are not their own folded form, by number, and that form.
    folded: Vec<(u32, String)>,
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
            forms: Forms::with_capacity_and_hasher(FORMS.min(room), FxBuildHasher),
            folded: Vec::new(),
        };
        for text in units.map(|unit| document.text_of(UnitId(unit))) {
            // From the second word on there is a pair, and 0 in its place.
            let mut pair = NO_PAIR;
            each_word(text, |word| {
                let form = Form::of(&text[word.range.clone()]);
                let (number, first) = run.forms.insert_full(form);
                let exact = number as u32;
                if first && let Cow::Owned(folded) = fold(form.text()) {
                    run.folded.push((exact, folded));
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
    exact: Forms<'a>,
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
            keys.push(self.number(run.forms, run.folded));
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
    fn number(&mut self, forms: Forms<'a>, folded: Vec<(u32, String)>) -> Vec<u32> {
        let mut folded = folded.into_iter().peekable();
        let mut fold = |local: u32| folded.next_if(|folded| folded.0 == local).map(|(_, folded)| folded);
        if self.exact.is_empty() {
            // The first run has numbered them as all do.
            self.exact = forms;
            let all = 0..self.exact.len() as u32;
            all.clone().for_each(|exact| self.add(exact, fold(exact)));
            return all.collect();
        }
        let number = |(form, local): (Form<'a>, u32)| {
            let (exact, first) = self.exact.insert_full(form);
            let (exact, folded) = (exact as u32, fold(local));
            if first {
                self.add(exact, folded);
            }
            exact
        };
        forms.into_iter().zip(0..).map(number).collect()
    }

    /// Notes the folded form of the next surface form; `None`: itself.
    fn add(&mut self, exact: u32, folded: Option<String>) {
        let fold = match folded {
            Some(folded) => self.fold(folded),
            None => self.own(self.exact[exact as usize].text()),
        };
        self.folds.push(fold);
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
        let known = self.exact.get_index_of(&Form::of(&folded)).and_then(|exact| self.folds.get(exact));
        if let Some(&key) = known.filter(|&&key| self.vocabulary.fold(key) == folded) {
            return key;
        }
        let vocabulary = &mut self.vocabulary;
        *self.changed.entry(folded).or_insert_with_key(|folded| vocabulary.add(folded))
    }
}
