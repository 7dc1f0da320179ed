//! The figures the alignment weighs with.
//!
//! All are shares or multiples without a unit, none below 0. The defaults were found by random search on the two
//! labelled pairs of the Paris Agreement, the even essays of ArgRewrite and the specimen; what each
//! brings is measured in `docs/alignment.md`.

/// What counts how much when units are linked.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// Weight of a pair of neighbouring words beside a single word.
    pub pairs: f64,
    /// Least likeness of a link before anything is known of its neighbours.
    pub first: f64,
    /// Least likeness, lifted by its place, of a link in order or beside linked neighbours.
    pub together: f64,
    /// The same for a link that breaks the order with no neighbour to support it.
    pub apart: f64,
    /// How much more such a link needs if there are few words: divided by the root of their weight.
    pub apart_brevity: f64,
    /// How many times as much lines need (`--unit line`): they have no kind, label or section that would
    /// support a link.
    pub lines: f64,
    /// How many times as much a claim between lines needs.
    pub claim_lines: f64,
    /// How much agreeing neighbours lift a likeness.
    pub neighbours: f64,
    /// How much a section that continues the other lifts a likeness.
    pub section: f64,
    /// How much keeping the order lifts a likeness.
    pub order: f64,
    /// Least strength of a claim on a group.
    pub claim: f64,
    /// How much more a claim of few words needs: divided by the root of their weight.
    pub claim_brevity: f64,
    /// What agreeing neighbours add to a claim.
    pub claim_neighbours: f64,
    /// What a continuing section adds to a claim.
    pub claim_section: f64,
    /// What the words an alternative has in common with the outcome add to its claim.
    pub alternatives: f64,
    /// What the words an item has in common with what its list became add to its claim.
    pub kin: f64,
    /// What a unit with a doubtful partner pays for a claim elsewhere, beside the likeness it leaves.
    pub leaving: f64,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            pairs: 0.5,
            first: 0.49,
            together: 0.3,
            apart: 0.45,
            apart_brevity: 2.0,
            lines: 2.5,
            claim_lines: 1.4,
            neighbours: 1.0,
            section: 1.47,
            order: 0.03,
            claim: 0.71,
            claim_brevity: 0.72,
            claim_neighbours: 0.17,
            claim_section: 0.4,
            alternatives: 1.45,
            kin: 0.64,
            leaving: 0.01,
        }
    }
}
