//! Units that no likeness can tell apart: no words at all, or the same few words many times over.
//!
//! A bare "(c)", a rule of dashes, the fourth "No text" of a draft belongs to the one beside which
//! its neighbours went:
//!
//! ```text
//! old 7  Option 2:        7 = 9, so the unit after 7 and its twin after 9 are linked
//! old 8  -                new 9  Option 2:      new 10  -
//! ```

use crate::compare::assign::Partners;
use crate::compare::tokens::{Token, Tokens};
use crate::document::{Document, UnitId};
use crate::pair::Pair;

/// Links units without a partner to units with the same tokens beside their neighbours' partners.
pub(crate) fn link_twins(
    documents: Pair<&Document>,
    tokens: Pair<&Tokens>,
    partner: &mut Partners,
) -> Vec<UnitId> {
    let mut found = Vec::new();
    let mut try_link = |partner: &mut Partners, i: usize, j: usize| {
        let free = |side: &[Option<u32>], unit: usize| side.get(unit).is_some_and(Option::is_none);
        let (old, new) = (UnitId(i as u32), UnitId(j as u32));
        if free(&partner.old, i) && free(&partner.new, j) && are_twins(documents, tokens, old, new) {
            partner.old[i] = Some(new.0);
            partner.new[j] = Some(old.0);
            found.push(old);
        }
    };
    let last = Pair::new(partner.old.len(), partner.new.len());
    try_link(partner, 0, 0);
    for i in 1..last.old {
        if let Some(j) = partner.old[i - 1] {
            try_link(partner, i, j as usize + 1);
        }
    }
    try_link(partner, last.old.wrapping_sub(1), last.new.wrapping_sub(1));
    for i in (1..last.old).rev() {
        if let Some(j) = partner.old[i].filter(|&j| j > 0) {
            try_link(partner, i - 1, j as usize - 1);
        }
    }
    found
}

/// Whether two units are the same for all a reader can see. Where there are no words, the label is
/// what there is to see.
fn are_twins(documents: Pair<&Document>, tokens: Pair<&Tokens>, old: UnitId, new: UnitId) -> bool {
    let units = Pair::new(documents.old.unit(old), documents.new.unit(new));
    let same_tokens = same_tokens(tokens, old, new);
    let wordless = !tokens.old.of(old).iter().any(Token::is_word);
    // Where there are words, a heading may have become a paragraph.
    same_tokens && (!wordless || (units.old.kind == units.new.kind && units.old.label == units.new.label))
}

/// Whether two units have the same words and marks.
pub(super) fn same_tokens(tokens: Pair<&Tokens>, old: UnitId, new: UnitId) -> bool {
    let exact = |token: &Token| token.exact;
    tokens.old.of(old).iter().map(exact).eq(tokens.new.of(new).iter().map(exact))
}

#[cfg(test)]
mod tests {
    use crate::compare::{Fate, Options, Watch, compare};
    use crate::pair::Pair;
    use crate::read::{self, read_bytes};

    #[test]
    fn a_heading_that_became_a_paragraph_is_not_dropped() {
        let old = "## Rules\n\n1. Rules are free.\n\n## Cables\n\n2. Cables tear.\n";
        let new = "1. **Rules**\n\nRules are free.\n\n2. **Cables**\n\nCables tear.\n";
        let documents = Pair::new(old, new).map(|text| {
            read_bytes("made.md", text.as_bytes(), &read::Options::default()).expect("it is text")
        });
        let found = compare(documents.as_ref(), &Options::default(), &Watch::default());
        let found = found.expect("nobody stops it");
        assert!(found.links.iter().all(|link| link.fate == Fate::Carried), "{:?}", found.links);
    }
}
