//! What was gone for a round or more, and came back.
//!
//! For each round the sentences that are new in it are compared with those that were last seen before
//! the round before it: the same alignment as for two drafts, on what is left. Only what is plainly
//! the same language counts, for a false *restored* is a claim about somebody's victory.

use super::chain::Chain;
use super::flows::{Flow, Sentences, spans};
use super::union::Union;
use crate::compare::{self, Fate, Link, Op, Watch};
use crate::document::{Document, Kind};
use crate::error::Result;
use crate::pair::Pair;
use crate::segment::{WordKind, words};

/// Fewest words of a sentence that can come back word for word.
const WORDS: usize = 6;
/// Least share of its words that a sentence which came back reworded must have kept, and fewest words
/// of it: definitions and formulae are built alike without being the same.
const REWORDED: (f64, usize) = (0.8, 10);

/// Joins what came back to what it was; tells which sentences of which round came back to which.
pub(super) fn restored(
    chain: &Chain<'_>,
    sentences: &Sentences,
    union: &mut Union,
    options: &compare::Options,
    watch: &Watch,
) -> Result<Vec<Flow>> {
    let mut found = Vec::new();
    let written = chain.written();
    for rounds in written.windows(2).skip(1) {
        let (before, round) = (rounds[0], rounds[1]);
        let spans = spans(chain, sentences, union);
        let follows = |at: &usize| {
            let sentence = &sentences.all[*at];
            let kind = chain.witnesses[sentence.witness].document.unit(sentence.unit).kind;
            !matches!(kind, Kind::Heading | Kind::Masthead) && count(sentences.text(chain, *at)) >= WORDS
        };
        let mut gone = Vec::new();
        let mut back = Vec::new();
        for at in (0..sentences.count()).filter(follows) {
            let seen = chain.witnesses[sentences.all[at].witness].round;
            match spans.get(&union.first(at)) {
                // The last wording of what is gone.
                Some(&(_, last)) if last < before && seen == last => gone.push(at),
                Some(&(first, _)) if first == round && seen == round => back.push(at),
                _ => {}
            }
        }
        if gone.is_empty() || back.is_empty() {
            continue;
        }
        found.extend(pairs(chain, sentences, union, Pair::new(&gone, &back), options, watch)?);
    }
    Ok(found)
}

fn pairs(
    chain: &Chain<'_>,
    sentences: &Sentences,
    union: &mut Union,
    sides: Pair<&Vec<usize>>,
    options: &compare::Options,
    watch: &Watch,
) -> Result<Vec<Flow>> {
    let documents =
        sides.map(|side| Document::of_texts("passages", side.iter().map(|&at| sentences.text(chain, at))));
    let comparison = compare::compare(documents.as_ref(), options, watch)?;
    let mut found = Vec::new();
    for link in &comparison.links {
        if !is_same(documents.as_ref(), link) {
            continue;
        }
        for &new in &link.units.new {
            for &old in &link.units.old {
                let flow = Pair::new(sides.old[old.index()], sides.new[new.index()]);
                union.join(flow.old, flow.new);
                found.push(flow);
            }
        }
    }
    Ok(found)
}

/// Whether a link says that something came back, and not that two texts are built alike.
fn is_same(documents: Pair<&Document>, link: &Link) -> bool {
    if link.fate != Fate::Reworded {
        return matches!(link.fate, Fate::Carried | Fate::Edited);
    }
    let texts = documents.zip(link.units.as_ref()).map(|(document, units)| document.joined(units));
    let kept = link.edits.iter().filter(|edit| edit.op == Op::Equal);
    let kept: usize = kept.map(|edit| count(&texts.new[edit.new.clone()])).sum();
    let words = count(&texts.old).max(count(&texts.new));
    words >= REWORDED.1 && kept as f64 >= REWORDED.0 * words as f64
}

fn count(text: &str) -> usize {
    words(text).iter().filter(|word| word.kind == WordKind::Word).count()
}
