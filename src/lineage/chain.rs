//! The texts of a process, round by round.

use crate::compare::Fixed;
use crate::document::{Document, Status, UnitId};
use crate::pair::Pair;

/// The rounds of a process with their texts. A round may have none, or several.
#[derive(Clone, Debug, Default)]
pub struct Chain<'a> {
    /// Names of the rounds, in order.
    pub rounds: Vec<String>,
    /// Texts, in order of their rounds.
    pub witnesses: Vec<Witness<'a>>,
    /// Links that a person has decided, each list with the two texts (indices) it is about.
    pub fixed: Vec<(Pair<usize>, Vec<Fixed>)>,
}

/// A text of a round.
#[derive(Clone, Copy, Debug)]
pub struct Witness<'a> {
    /// The round, counted from 1.
    pub round: usize,
    /// The text.
    pub document: &'a Document,
    /// What standing the whole text has; `None`: what its parts say.
    pub status: Option<Status>,
}

impl Witness<'_> {
    /// The standing of a unit.
    pub fn status_of(&self, unit: UnitId) -> Status {
        match self.status {
            Some(status) if status != Status::Report => status,
            _ => self.document.status_of(unit),
        }
    }
}

impl<'a> Chain<'a> {
    /// A chain of one text a round, each named after its source.
    pub fn of(documents: impl IntoIterator<Item = &'a Document>) -> Self {
        let mut chain = Self::default();
        for document in documents {
            chain.rounds.push(document.source.clone());
            chain.witnesses.push(Witness { round: chain.rounds.len(), document, status: None });
        }
        chain
    }

    /// The rounds that have a text, counted from 1.
    pub fn written(&self) -> Vec<usize> {
        let mut rounds: Vec<usize> = self.witnesses.iter().map(|witness| witness.round).collect();
        rounds.dedup();
        rounds
    }

    /// The texts of a round, as indices.
    pub fn of_round(&self, round: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.witnesses.len()).filter(move |&witness| self.witnesses[witness].round == round)
    }

    /// What a person has decided about two texts.
    pub(super) fn fixed_between(&self, witnesses: Pair<usize>) -> Vec<Fixed> {
        let lists = self.fixed.iter().filter(|(between, _)| *between == witnesses);
        lists.flat_map(|(_, fixed)| fixed.iter().cloned()).collect()
    }

    /// Pairs of texts of neighbouring rounds; rounds without a text are passed over.
    pub fn neighbours(&self) -> Vec<Pair<usize>> {
        let written = self.written();
        let rounds = written.windows(2).map(|rounds| (rounds[0], rounds[1]));
        let pairs = rounds.flat_map(|(before, after)| {
            self.of_round(before)
                .flat_map(move |old| self.of_round(after).map(move |new| Pair::new(old, new)))
        });
        pairs.collect()
    }
}
