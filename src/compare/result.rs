//! What a comparison says: the link table and what hangs on it.

use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicUsize, Ordering};

use serde::{Deserialize, Serialize};

use super::weights::Weights;
use crate::document::{Document, UnitId};
use crate::pair::Pair;

/// How to compare. The default is what measurements were made with.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Keep the correct, unsmoothed edits beside the readable ones. Default: no.
    pub raw_edits: bool,
    /// What counts how much when units are linked.
    pub weights: Weights,
    /// Links that a person has decided. Default: none.
    pub fixed: Vec<Fixed>,
}

/// A link that a person has decided: it is made as it is, and all other units are linked without
/// these. One that names a unit which is not there, or which an earlier one names, is passed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// The units. One side may be empty: dropped, or new.
    pub units: Pair<Vec<UnitId>>,
    /// Where that is written: `travaux.corrections.toml:12`.
    pub place: String,
    /// Why, if somebody said.
    pub note: Option<String>,
}

impl Fixed {
    /// The same seen from the other side.
    #[must_use]
    pub fn swap(self) -> Self {
        Self { units: self.units.swap(), ..self }
    }

    /// In words.
    pub(super) fn said(&self) -> String {
        let note = self.note.as_ref().map(|note| format!(": {note}")).unwrap_or_default();
        format!("by hand ({}){note}", self.place)
    }
}

/// The rule of a [`Reason`] that says a person decided.
pub const BY_HAND: &str = "by-hand";

/// Everything found out about two documents. Every unit of both is in exactly one link.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Links in the order of the new document; a dropped unit stands where its old neighbours went.
    pub links: Vec<Link>,
    /// Sentences that went elsewhere than their unit, or were dropped from or added to one.
    pub passages: Vec<Passage>,
    /// Substitutions that recur, most frequent first.
    pub substitutions: Vec<Substitution>,
    /// Counts.
    pub summary: Summary,
}

/// One or more old units that became one or more new units.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The units of both sides, in document order. One side is empty for dropped and new.
    pub units: Pair<Vec<UnitId>>,
    /// What became of the language.
    pub fate: Fate,
    /// How many became how many.
    pub shape: Shape,
    /// Whether the units changed place relative to their neighbours.
    pub moved: bool,
    /// Likeness of the joined texts, 0 to 1; 1 for equal tokens, 0 for dropped and new.
    pub similarity: f64,
    /// Readable edits: they cover both joined texts ([`Document::joined`]) completely, in order.
    /// A dropped unit has one deletion, a new one one insertion; equal empty texts have none.
    pub edits: Vec<Edit>,
    /// The correct, unsmoothed edits, if [`Options::raw_edits`] asked for them.
    pub raw_edits: Option<Vec<Edit>>,
    /// How sure the verdict is.
    pub confidence: Confidence,
    /// Which rules led to the fate, with their figures.
    pub reasons: Vec<Reason>,
    /// Why these units are linked, and why they are said to have moved, with the figures. The rule
    /// [`BY_HAND`] says that a person decided it.
    pub basis: Vec<Reason>,
    /// For a dropped or new unit the most alike unit of the other document, if any is near.
    pub nearest: Option<Nearest>,
}

impl Link {
    /// A link of a unit that nothing of the new document carries on. The edits are left empty.
    pub fn dropped(old: UnitId) -> Self {
        Self::alone(Pair::new(vec![old], Vec::new()), Fate::Dropped)
    }

    /// A link of a unit that carries on nothing of the old document. The edits are left empty.
    pub fn added(new: UnitId) -> Self {
        Self::alone(Pair::new(Vec::new(), vec![new]), Fate::New)
    }

    /// That a person decided it, and where that is written: "by hand (travaux.corrections.toml:12)".
    pub fn by_hand(&self) -> Option<&str> {
        self.basis.iter().find(|reason| reason.rule == BY_HAND).map(|reason| reason.message.as_str())
    }

    fn alone(units: Pair<Vec<UnitId>>, fate: Fate) -> Self {
        Self {
            units,
            fate,
            shape: Shape::None,
            moved: false,
            similarity: 0.0,
            edits: Vec::new(),
            raw_edits: None,
            confidence: Confidence::Sure,
            reasons: Vec::new(),
            basis: Vec::new(),
            nearest: None,
        }
    }
}

/// What became of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// Equal tokens.
    Carried,
    /// Editorial changes only: punctuation, case, spelling, brackets, cross-reference numbers.
    Edited,
    /// Any other change of words.
    Reworded,
    /// In no new unit.
    Dropped,
    /// In no old unit.
    New,
}

/// How many units became how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// One old, one new.
    OneToOne,
    /// One old, several new.
    Split,
    /// Several old, one new.
    Merged,
    /// Several old, several new.
    Regrouped,
    /// One side is empty.
    None,
}

impl Shape {
    /// The shape of a link with so many units on either side.
    pub const fn of(old: usize, new: usize) -> Self {
        match (old, new) {
            (0, _) | (_, 0) => Self::None,
            (1, 1) => Self::OneToOne,
            (1, _) => Self::Split,
            (_, 1) => Self::Merged,
            _ => Self::Regrouped,
        }
    }
}

/// How sure a verdict is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// The figures leave no reasonable doubt.
    Sure,
    /// Worth a look by a person.
    Likely,
}

/// What an edit does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Op {
    /// The same language on both sides (white space may differ).
    Equal,
    /// Only in the old text.
    Delete,
    /// Only in the new text.
    Insert,
}

/// A stretch of both joined texts. `old` is empty for an insertion, `new` for a deletion.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Edit {
    /// What it does.
    pub op: Op,
    /// Bytes of the old joined text.
    pub old: Range<usize>,
    /// Bytes of the new joined text.
    pub new: Range<usize>,
}

/// A rule that led to a verdict.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Reason {
    /// A stable word for the rule: `equal-tokens`, `brackets`, `case`, `similarity` …
    pub rule: &'static str,
    /// The rule in words, with its figures.
    pub message: String,
}

impl Reason {
    /// A reason.
    pub fn new(rule: &'static str, message: impl Into<String>) -> Self {
        Self { rule, message: message.into() }
    }
}

/// The most alike unit of the other document.
#[derive(Clone, Debug, PartialEq)]
pub struct Nearest {
    /// The unit, of the other document.
    pub unit: UnitId,
    /// The sentence of that unit that is most alike, in bytes of its text.
    pub passage: Range<usize>,
    /// How alike, 0 to 1.
    pub similarity: f64,
}

/// A sentence with a fate of its own, beside its unit's.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// Where it stood; `None`: it was added.
    pub old: Option<PassageEnd>,
    /// Where it stands; `None`: it was dropped.
    pub new: Option<PassageEnd>,
    /// What became of it.
    pub fate: Fate,
    /// How alike the ends are, 0 to 1; 0 where one end is missing.
    pub similarity: f64,
}

/// One end of a passage.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PassageEnd {
    /// The unit.
    pub unit: UnitId,
    /// Bytes of the unit's text.
    pub range: Range<usize>,
}

/// A replacement of words that recurs.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Substitution {
    /// The old words.
    pub old: String,
    /// The new words.
    pub new: String,
    /// How often, at least 3.
    pub count: usize,
    /// Indices into [`Comparison::links`] where it occurs.
    pub links: Vec<usize>,
}

/// Counts of a comparison: old units, but for `new`, which counts new units.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// All units of both sides.
    pub units: Counts,
    /// Old units carried.
    pub carried: usize,
    /// Old units edited.
    pub edited: usize,
    /// Old units edited by brackets only (counted in `edited` too).
    pub brackets: usize,
    /// Old units reworded.
    pub reworded: usize,
    /// Old units dropped.
    pub dropped: usize,
    /// New units new.
    pub new: usize,
    /// Old units moved.
    pub moved: usize,
    /// Old units in a split.
    pub split: usize,
    /// Old units in a merger.
    pub merged: usize,
    /// Old units in a regrouping.
    pub regrouped: usize,
    /// Sentences dropped from surviving units.
    pub sentences_dropped: usize,
    /// Sentences added to surviving units.
    pub sentences_added: usize,
    /// Sentences that went from one unit to another than its partner.
    pub sentences_moved: usize,
}

/// A number for each side.
pub type Counts = Pair<usize>;

impl Summary {
    /// Counts links and passages.
    pub fn of(documents: Pair<&Document>, links: &[Link], passages: &[Passage]) -> Self {
        let mut summary = Self { units: documents.map(|document| document.units.len()), ..Self::default() };
        for link in links {
            let n = link.units.old.len();
            match link.fate {
                Fate::Carried => summary.carried += n,
                Fate::Edited => summary.edited += n,
                Fate::Reworded => summary.reworded += n,
                Fate::Dropped => summary.dropped += n,
                Fate::New => summary.new += link.units.new.len(),
            }
            match link.shape {
                Shape::Split => summary.split += n,
                Shape::Merged => summary.merged += n,
                Shape::Regrouped => summary.regrouped += n,
                Shape::OneToOne | Shape::None => {}
            }
            if link.moved {
                summary.moved += n;
            }
            if link.fate == Fate::Edited && link.reasons.iter().all(|reason| reason.rule == "brackets") {
                summary.brackets += n;
            }
        }
        for passage in passages {
            match (&passage.old, &passage.new) {
                (Some(_), None) => summary.sentences_dropped += 1,
                (None, Some(_)) => summary.sentences_added += 1,
                _ => summary.sentences_moved += 1,
            }
        }
        summary
    }
}

/// The stages of a comparison, for a progress display.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Stage {
    /// Finding words.
    Tokens,
    /// Finding which units are alike.
    Align,
    /// Comparing word by word.
    Diff,
    /// Judging.
    Judge,
    /// Counting what each text shares with each other one.
    Share,
}

/// A view on a running comparison from another thread: how far it is, and a way to stop it.
#[derive(Debug, Default)]
pub struct Watch {
    stage: AtomicU8,
    done: AtomicUsize,
    total: AtomicUsize,
    stop: AtomicBool,
}

impl Watch {
    /// Stage and progress in it (done, total).
    pub fn progress(&self) -> (Stage, usize, usize) {
        let stage = match self.stage.load(Ordering::Relaxed) {
            0 => Stage::Tokens,
            1 => Stage::Align,
            2 => Stage::Diff,
            3 => Stage::Judge,
            _ => Stage::Share,
        };
        (stage, self.done.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed))
    }

    /// Asks the comparison to stop as soon as it can.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Whether it was asked to stop.
    pub fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    pub(crate) fn enter(&self, stage: Stage, total: usize) {
        self.stage.store(stage as u8, Ordering::Relaxed);
        self.done.store(0, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
    }

    pub(crate) fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }
}
