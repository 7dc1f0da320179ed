//! A phrase in a run of words: where it stands, and where nearly (Sellers 1980, on words).
//!
//! ```text
//! phrase  threat  or  use  of  force
//! text    threats and use  of  force      0.25 + 0.4, of 4 words and two small ones: .83 alike
//! ```
//!
//! Words that only hold others together weigh less than half of the others. A word in another form
//! costs a quarter, one replaced or left out the whole of it, one put in half a word. "Cyber security",
//! "cyber-security" and "cybersecurity" are the same.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::kin::{is_function_word, kin};
use super::words::{Word, Words};

/// Weights and costs, in hundredths of a word.
const WORD: u32 = 100;
const SMALL: u32 = 40;
const PUT_IN: u32 = 50;
const SMALL_PUT_IN: u32 = 20;
/// A small word in place of another sort of word is no replacement of it.
const UNLIKE: u32 = 20;
/// A word that is replaced costs a little less than one that is left out: what stands in its place
/// belongs to the wording.
const REPLACED: u32 = 1;

/// A phrase, with what each word of the texts is to each of its own.
#[derive(Debug)]
pub(super) struct Pattern<'w> {
    words: &'w Words,
    phrase: Vec<u32>,
    weights: Vec<u32>,
    /// For each word of the phrase what each form is to it.
    relations: Vec<Vec<Relation>>,
    /// For each word of the phrase the form that is it and the next one in one word.
    joined: Vec<Option<u32>>,
    small: Vec<bool>,
}

/// What a form is to a word of the phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    Equal,
    Kin,
    /// The word begins with it.
    Beginning,
    Other,
}

/// A place where the phrase stands, or nearly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// What it costs; 0: the same words.
    pub(super) cost: u32,
    /// The words.
    pub(super) words: Range<usize>,
}

/// The cheapest way to some place, and where it began.
#[derive(Clone, Copy, Debug)]
struct Way {
    cost: u32,
    start: usize,
}

impl Way {
    const fn and(self, cost: u32) -> Self {
        Self { cost: self.cost.saturating_add(cost), ..self }
    }

    /// The cheaper one; of equals the shorter.
    const fn or(self, other: Self) -> Self {
        let better = other.cost < self.cost || (other.cost == self.cost && other.start > self.start);
        if better { other } else { self }
    }
}

impl<'w> Pattern<'w> {
    /// The pattern of a phrase whose words are among `words`.
    pub(super) fn of(words: &'w Words, phrase: &[Word]) -> Self {
        let phrase: Vec<u32> = phrase.iter().map(|word| word.fold).collect();
        let forms = 0..words.forms() as u32;
        let small: Vec<bool> = forms.clone().map(|form| is_function_word(words.fold(form))).collect();
        let relation = |own: u32, form: u32| {
            let (own, form) = (words.fold(own), words.fold(form));
            match () {
                () if own == form => Relation::Equal,
                () if kin(own, form) => Relation::Kin,
                () if own.starts_with(form) && !form.is_empty() => Relation::Beginning,
                () => Relation::Other,
            }
        };
        let relations = phrase.iter().map(|&own| forms.clone().map(|form| relation(own, form)).collect());
        let relations = relations.collect();
        let numbers: FxHashMap<&str, u32> = forms.clone().map(|form| (words.fold(form), form)).collect();
        let joined = phrase.iter().enumerate().map(|(at, &own)| {
            let next = phrase.get(at + 1)?;
            numbers.get(format!("{}{}", words.fold(own), words.fold(*next)).as_str()).copied()
        });
        let joined = joined.collect();
        let weights = phrase.iter().map(|&own| if small[own as usize] { SMALL } else { WORD }).collect();
        Self { words, phrase, weights, relations, joined, small }
    }

    /// Weight of the whole phrase.
    pub(super) fn weight(&self) -> u32 {
        self.weights.iter().sum()
    }

    /// Weight of one word of the phrase.
    pub(super) fn weight_of(&self, at: usize) -> u32 {
        self.weights[at]
    }

    /// Whether a word is the word of the phrase at this place, or a form of it.
    pub(super) fn is(&self, at: usize, word: Word) -> bool {
        matches!(self.relations[at][word.fold as usize], Relation::Equal | Relation::Kin)
    }

    /// Whether a word only holds others together.
    pub(super) fn is_small(&self, word: Word) -> bool {
        self.small[word.fold as usize]
    }

    /// The places that cost at most `most`, in order. None overlaps another: the cheaper one stays.
    pub(super) fn places(&self, words: &[Word], most: u32) -> Vec<Place> {
        let size = self.phrase.len();
        let never = Way { cost: u32::MAX / 2, start: 0 };
        let first = |start: usize| {
            let mut column = vec![never; size + 1];
            column[0] = Way { cost: 0, start };
            for at in 1..=size {
                column[at] = column[at - 1].and(self.weights[at - 1]);
            }
            column
        };
        let (mut before, mut last) = (vec![never; size + 1], first(0));
        let mut column = last.clone();
        let mut found = Vec::new();
        for (at, &word) in words.iter().enumerate() {
            column[0] = Way { cost: 0, start: at + 1 };
            let put_in = if self.is_small(word) { SMALL_PUT_IN } else { PUT_IN };
            for row in 1..=size {
                let mut way = last[row - 1].and(self.replaced(row - 1, word));
                way = way.or(last[row].and(put_in));
                way = way.or(column[row - 1].and(self.weights[row - 1]));
                if at > 0 && self.is_two_words(row - 1, words[at - 1], word) {
                    way = way.or(before[row - 1]);
                }
                if row > 1 && self.joined[row - 2] == Some(word.fold) {
                    way = way.or(last[row - 2]);
                }
                column[row] = way;
            }
            if column[size].cost <= most && column[size].start <= at {
                found.push(Place { cost: column[size].cost, words: column[size].start..at + 1 });
            }
            std::mem::swap(&mut before, &mut last);
            std::mem::swap(&mut last, &mut column);
        }
        apart(found, words.len())
    }

    /// What it costs that a word stands in the place of one of the phrase.
    fn replaced(&self, at: usize, word: Word) -> u32 {
        let weight = self.weights[at];
        match self.relations[at][word.fold as usize] {
            Relation::Equal => 0,
            Relation::Kin => weight / 4,
            _ if self.is_small(word) == (weight == SMALL) => weight - REPLACED,
            _ => weight + UNLIKE,
        }
    }

    /// Whether two words are one word of the phrase, written apart.
    fn is_two_words(&self, at: usize, first: Word, second: Word) -> bool {
        self.relations[at][first.fold as usize] == Relation::Beginning
            && self.words.fold(self.phrase[at]).strip_prefix(self.words.fold(first.fold))
                == Some(self.words.fold(second.fold))
    }
}

/// Places that do not overlap: the cheapest first, of equals the shortest, then the first.
fn apart(mut found: Vec<Place>, words: usize) -> Vec<Place> {
    found.sort_by_key(|place| (place.cost, place.words.len(), place.words.start));
    let mut taken = vec![false; words];
    found.retain(|place| {
        let free = !taken[place.words.clone()].contains(&true);
        if free {
            taken[place.words.clone()].fill(true);
        }
        free
    });
    found.sort_by_key(|place| place.words.start);
    found
}
