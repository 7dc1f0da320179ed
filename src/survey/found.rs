//! What was found of a phrase: places, wordings, first and last use, gaps.

use std::ops::Range;

use super::asked::Phrase;
use crate::document::UnitId;
use crate::lineage::Chain;

/// What a place has to do with the phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Match {
    /// The same words in the same order.
    Verbatim,
    /// Some words in another form, replaced, put in or left out.
    Near,
    /// The members of a list, all of them, in another order.
    Reordered,
    /// Most members of a list; some are missing, or what follows them.
    Partial,
}

impl Match {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Verbatim, Self::Near, Self::Reordered, Self::Partial];

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Verbatim => "verbatim",
            Self::Near => "near",
            Self::Reordered => "reordered",
            Self::Partial => "partial",
        }
    }
}

/// A place where the phrase stands, or nearly.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Index into [`Chain::witnesses`].
    pub witness: usize,
    /// The unit.
    pub unit: UnitId,
    /// Bytes of the unit's text.
    pub range: Range<usize>,
    /// What it has to do with the phrase.
    pub what: Match,
    /// How much of the phrase it is, 0 to 1.
    pub similarity: f64,
    /// Members of a list, and words that follow it, that are missing.
    pub missing: Vec<String>,
    /// Words among the members of a list that are none.
    pub added: Vec<String>,
}

/// A wording.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// As it is printed where it stands first.
    pub wording: String,
    /// What it has to do with the phrase.
    pub what: Match,
    /// How much of the phrase it is, 0 to 1.
    pub similarity: f64,
    /// How often each text has it, by [`Chain::witnesses`].
    pub counts: Vec<usize>,
}

impl Variant {
    /// How often it stands in all texts.
    pub fn count(&self) -> usize {
        self.counts.iter().sum()
    }
}

/// The first and the last round in which something stands, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Use {
    /// The first.
    pub first: usize,
    /// The last.
    pub last: usize,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Found<'a> {
    /// The phrase.
    pub phrase: Phrase,
    /// The members of the list it is; empty if it is none.
    pub members: Vec<String>,
    /// The texts.
    pub chain: &'a Chain<'a>,
    /// The places, in the order of the texts.
    pub hits: Vec<Hit>,
    /// The wordings: verbatim first, then the most frequent.
    pub variants: Vec<Variant>,
}

impl Found<'_> {
    /// The words of a hit, as printed.
    pub fn wording(&self, hit: &Hit) -> &str {
        &self.chain.witnesses[hit.witness].document.text_of(hit.unit)[hit.range.clone()]
    }

    /// How often a text has it, in this way.
    pub fn count(&self, witness: usize, what: Match) -> usize {
        self.hits.iter().filter(|hit| hit.witness == witness && hit.what == what).count()
    }

    /// Where it was used first and last; `verbatim`: with the same words.
    pub fn used(&self, verbatim: bool) -> Option<Use> {
        let hits = self.hits.iter().filter(|hit| !verbatim || hit.what == Match::Verbatim);
        let rounds = hits.map(|hit| self.chain.witnesses[hit.witness].round);
        let (first, last) = rounds.fold((usize::MAX, 0), |(first, last), at| (first.min(at), last.max(at)));
        (last > 0).then_some(Use { first, last })
    }

    /// Rounds with a text that does not have it, in any way; counted from 1.
    pub fn gaps(&self) -> Vec<usize> {
        let holds =
            |round: usize| self.hits.iter().any(|hit| self.chain.witnesses[hit.witness].round == round);
        self.chain.written().into_iter().filter(|&round| !holds(round)).collect()
    }
}
