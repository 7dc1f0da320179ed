//! Ordered formulae: lists whose members move, are left out, and come back.
//!
//! ```text
//! phrase   open, secure, stable, accessible and peaceful ICT environment
//! members  open · secure · stable · accessible · peaceful        what follows: ICT environment
//!
//! a secure, stable, open, accessible and peaceful ICT environment      reordered
//! an open, secure and peaceful ICT environment                         partial: without stable, accessible
//! ```
//!
//! A phrase is a formula if commas, with or without a conjunction before the last, part it into three
//! members or more. Where those in the middle are single words, the first and the last are too, and what
//! follows the last belongs to the formula without being a member of it.

use std::ops::Range;

use super::aligned::Pattern;
use super::words::{Word, Words, inside};
use crate::segment::{WordKind, words as tokens};

/// Fewest members of a formula.
const MEMBERS: usize = 3;
/// Most words between two members that are neither members nor conjunctions: members put in.
const BETWEEN: usize = 2;
/// Least share of the formula's weight, in hundredths.
const LEAST: u32 = 50;

const COMMAS: [&str; 4] = [",", "，", "、", "،"];
const CONJUNCTIONS: [&str; 13] = ["and", "or", "et", "ou", "y", "e", "o", "u", "и", "или", "和", "以及", "و"];

/// A phrase that is a list. Its words are numbered from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Formula {
    /// Words of each member, in the order of the phrase.
    pub(super) members: Vec<Range<usize>>,
    /// Words that follow the last member.
    pub(super) tail: Range<usize>,
}

/// A place where most of a formula stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    /// The words, with what follows the members.
    pub(super) words: Range<usize>,
    /// Whether the members stand in the order of the phrase.
    pub(super) in_order: bool,
    /// Members that are missing, as places in [`Formula::members`].
    pub(super) missing: Vec<usize>,
    /// Words after the members that are missing, as places in the phrase.
    pub(super) tail_missing: Vec<usize>,
    /// Words among the members that are none.
    pub(super) added: Vec<usize>,
    /// Weight of the words of the phrase that are there, in hundredths of the whole formula.
    pub(super) share: u32,
}

impl Formula {
    /// The formula that a phrase is, if it is one.
    pub(super) fn of(phrase: &str, own: &[Word]) -> Option<Self> {
        let mut pieces = pieces(phrase, own);
        let is_conjunction =
            |at: usize| CONJUNCTIONS.contains(&phrase[own[at].range()].to_lowercase().as_str());
        for piece in &mut pieces {
            while piece.start < piece.end && is_conjunction(piece.start) {
                piece.start += 1;
            }
        }
        let last = pieces.pop()?;
        match last.clone().find(|&at| is_conjunction(at)) {
            Some(at) => pieces.extend([last.start..at, at + 1..last.end]),
            None => pieces.push(last),
        }
        pieces.retain(|piece| piece.start < piece.end);
        if pieces.len() < MEMBERS {
            return None;
        }
        let single = pieces[1..pieces.len() - 1].iter().all(|piece| piece.len() == 1);
        let mut tail = own.len()..own.len();
        if single {
            let (first, last) = (pieces.first()?.end, pieces.last()?.start);
            *pieces.first_mut()? = first - 1..first;
            *pieces.last_mut()? = last..last + 1;
            tail = last + 1..own.len();
        }
        Some(Self { members: pieces, tail })
    }

    /// Where most of it stands among the words of a sentence.
    pub(super) fn standings(&self, pattern: &Pattern<'_>, words: &Words, text: &[Word]) -> Vec<Standing> {
        let mut seen: Vec<(Range<usize>, usize)> = Vec::new();
        let mut found = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let Some(member) = self.member_at(pattern, text, at) else {
                at += 1;
                continue;
            };
            let place = at..at + self.members[member].len();
            let goes_on = seen.last().is_some_and(|(last, _)| {
                let between = text[last.end..place.start].iter();
                between.filter(|word| !CONJUNCTIONS.contains(&words.fold(word.fold))).count() <= BETWEEN
            });
            if !goes_on || seen.iter().any(|&(_, other)| other == member) {
                found.extend(self.standing(pattern, words, text, &seen));
                seen.clear();
            }
            at = place.end;
            seen.push((place, member));
        }
        found.extend(self.standing(pattern, words, text, &seen));
        found
    }

    fn member_at(&self, pattern: &Pattern<'_>, text: &[Word], at: usize) -> Option<usize> {
        self.members.iter().position(|member| {
            let stretch = text.get(at..at + member.len());
            stretch
                .is_some_and(|stretch| member.clone().zip(stretch).all(|(own, &word)| pattern.is(own, word)))
        })
    }

    /// What stands where these members were seen, if it is enough.
    fn standing(
        &self,
        pattern: &Pattern<'_>,
        words: &Words,
        text: &[Word],
        seen: &[(Range<usize>, usize)],
    ) -> Option<Standing> {
        let (first, last) = (seen.first()?, seen.last()?);
        if seen.len() * 2 <= self.members.len() {
            return None;
        }
        let (end, tail_missing) = self.tail_after(pattern, text, last.0.end);
        let missing: Vec<usize> = (0..self.members.len())
            .filter(|&member| seen.iter().all(|&(_, other)| other != member))
            .collect();
        let weight = |range: Range<usize>| range.map(|at| pattern.weight_of(at)).sum::<u32>();
        let all: u32 = self.members.iter().cloned().map(weight).sum::<u32>() + weight(self.tail.clone());
        let lost = missing.iter().map(|&member| weight(self.members[member].clone())).sum::<u32>()
            + tail_missing.iter().map(|&at| pattern.weight_of(at)).sum::<u32>();
        let share = (all - lost) * 100 / all.max(1);
        let between = seen.windows(2).flat_map(|pair| pair[0].0.end..pair[1].0.start);
        let added = between.filter(|&at| !CONJUNCTIONS.contains(&words.fold(text[at].fold))).collect();
        (share >= LEAST).then(|| Standing {
            words: first.0.start..end,
            in_order: seen.windows(2).all(|pair| pair[0].1 < pair[1].1),
            missing,
            tail_missing,
            added,
            share,
        })
    }

    /// Where the words that follow the members end, and which of them are missing.
    fn tail_after(&self, pattern: &Pattern<'_>, text: &[Word], after: usize) -> (usize, Vec<usize>) {
        let (mut end, mut missing) = (after, Vec::new());
        for own in self.tail.clone() {
            // One word may have been put in.
            let near = text.iter().enumerate().skip(end).take(2);
            match near.into_iter().find(|&(_, &word)| pattern.is(own, word)) {
                Some((at, _)) => end = at + 1,
                None => missing.push(own),
            }
        }
        (end, missing)
    }
}

/// The stretches of words between commas.
fn pieces(phrase: &str, own: &[Word]) -> Vec<Range<usize>> {
    let commas = tokens(phrase)
        .into_iter()
        .filter(|token| token.kind == WordKind::Mark && COMMAS.contains(&&phrase[token.range.clone()]));
    let mut pieces = Vec::new();
    let mut start = 0;
    for comma in commas {
        let end = inside(own, &(0..comma.range.start)).end;
        pieces.push(start..end);
        start = end;
    }
    pieces.push(start..own.len());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, UnitId};

    fn members(phrase: &str) -> Option<(Vec<String>, String)> {
        let document = Document::of_texts("phrase", [phrase]);
        let words = Words::of([&document]);
        let own = words.unit(0, UnitId(0));
        let formula = Formula::of(phrase, &own)?;
        let said = |range: &Range<usize>| {
            range.clone().map(|at| &phrase[own[at].range()]).collect::<Vec<_>>().join(" ")
        };
        Some((formula.members.iter().map(said).collect(), said(&formula.tail)))
    }

    #[test]
    fn lists_are_taken_apart() {
        for (phrase, expected, tail) in [
            (
                "open, secure, stable, accessible and peaceful ICT environment",
                vec!["open", "secure", "stable", "accessible", "peaceful"],
                "ICT environment",
            ),
            ("an open, secure, and peaceful order", vec!["open", "secure", "peaceful"], "order"),
            ("ouvert, sûr et stable", vec!["ouvert", "sûr", "stable"], ""),
            (
                "risk reduction, capacity building and trust",
                vec!["risk reduction", "capacity building", "trust"],
                "",
            ),
        ] {
            let expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
            // The members in the middle decide whether the others are single words.
            assert_eq!(members(phrase), Some((expected, tail.to_owned())), "{phrase}");
        }
        for phrase in ["security and stability", "States, including developing States", "law", ",", ", , and"]
        {
            assert_eq!(members(phrase), None, "{phrase}");
        }
    }
}
