//! A phrase, and what is nearly it, through the texts of a process.
//!
//! ```text
//! find “threat or use of force”
//!   1  threat or use of force     verbatim
//!   2  threats and use of force   near .83
//!   3                             gap
//! ```
//!
//! The same words, whatever their case, spelling (British, American), hyphens and punctuation, are
//! verbatim. Nothing crosses the end of a sentence, unless the phrase itself does, and nothing counts
//! twice: verbatim goes before the members of a formula, those before what is near.

use std::ops::Range;

use rayon::prelude::*;

use super::aligned::Pattern;
use super::asked::{Phrase, Search};
use super::formula::{Formula, Standing};
use super::found::{Found, Hit, Match, Variant};
use super::words::{Word, Words, inside};
use crate::document::{Document, UnitId};
use crate::lineage::Chain;
use crate::segment::sentences;

/// Looks for a phrase in all texts of a chain.
pub fn find<'a>(chain: &'a Chain<'a>, phrase: &Phrase, search: Search) -> Found<'a> {
    let asked = Document::of_texts("phrase", [phrase.as_str()]);
    let documents = chain.witnesses.iter().map(|witness| witness.document);
    let words = Words::of(std::iter::once(&asked).chain(documents));
    let own = words.unit(0, UnitId(0));
    let pattern = Pattern::of(&words, &own);
    let formula = Formula::of(phrase.as_str(), &own);
    let look = Look {
        phrase: phrase.as_str(),
        own: &own,
        words: &words,
        pattern: &pattern,
        formula: formula.as_ref(),
        search,
        crosses: sentences(phrase.as_str()).len() > 1,
    };
    let units: Vec<(usize, UnitId)> = (0..chain.witnesses.len())
        .flat_map(|witness| chain.witnesses[witness].document.ids().map(move |unit| (witness, unit)))
        .collect();
    let found: Vec<Vec<Hit>> = units
        .par_iter()
        .with_min_len(32)
        .map(|&(witness, unit)| look.unit(witness, unit, chain.witnesses[witness].document))
        .collect();
    let hits: Vec<Hit> = found.into_iter().flatten().collect();
    let said = |range: &Range<usize>| look.said(range);
    let members = formula.iter().flat_map(|formula| &formula.members).map(said).collect();
    let variants = variants(chain, &words, &hits);
    Found { phrase: phrase.clone(), members, chain, hits, variants }
}

/// What is looked for, in all forms it is needed in.
struct Look<'l> {
    phrase: &'l str,
    own: &'l [Word],
    words: &'l Words,
    pattern: &'l Pattern<'l>,
    formula: Option<&'l Formula>,
    search: Search,
    /// Whether the phrase goes on over the end of a sentence.
    crosses: bool,
}

impl Look<'_> {
    /// Words of the phrase as they were given.
    fn said(&self, own: &Range<usize>) -> String {
        match (self.own.get(own.start), self.own.get(own.end.saturating_sub(1))) {
            (Some(first), Some(last)) if !own.is_empty() => {
                self.phrase[first.range().start..last.range().end].to_owned()
            }
            _ => String::new(),
        }
    }

    fn unit(&self, witness: usize, unit: UnitId, document: &Document) -> Vec<Hit> {
        let words = self.words.unit(witness + 1, unit);
        let text = document.text_of(unit);
        let hit = |place: &Range<usize>, what, similarity| Hit {
            witness,
            unit,
            range: words[place.start].range().start..words[place.end - 1].range().end,
            what,
            similarity,
            missing: Vec::new(),
            added: Vec::new(),
        };
        let mut taken = vec![false; words.len()];
        let mut take = |place: &Range<usize>| {
            let free = !taken[place.clone()].contains(&true);
            if free {
                taken[place.clone()].fill(true);
            }
            free
        };
        let mut hits = Vec::new();
        let weight = f64::from(self.pattern.weight());
        let most = (weight * (1.0 - self.search.near)) as u32;
        let whole = 0..text.len();
        let sentences = if self.crosses { vec![whole] } else { sentences(text) };
        for sentence in sentences {
            let sentence = inside(&words, &sentence);
            let run = &words[sentence.clone()];
            let within = |place: &Range<usize>| sentence.start + place.start..sentence.start + place.end;
            for place in self.pattern.places(run, 0) {
                let place = within(&place.words);
                if take(&place) {
                    hits.push(hit(&place, Match::Verbatim, 1.0));
                }
            }
            if self.search.near >= 1.0 {
                continue;
            }
            let standings = self.formula.map(|formula| formula.standings(self.pattern, self.words, run));
            for standing in standings.unwrap_or_default() {
                let place = within(&standing.words);
                if take(&place) {
                    let added = standing.added.iter().map(|&at| text[run[at].range()].to_owned());
                    let added = added.collect();
                    let hit = hit(&place, what(&standing), f64::from(standing.share) / 100.0);
                    hits.push(Hit { missing: self.missing(&standing), added, ..hit });
                }
            }
            for place in self.pattern.places(run, most) {
                let similarity = 1.0 - f64::from(place.cost) / weight;
                let place = within(&place.words);
                if take(&place) {
                    hits.push(hit(&place, Match::Near, similarity));
                }
            }
        }
        hits.sort_by_key(|hit| hit.range.start);
        hits
    }

    fn missing(&self, standing: &Standing) -> Vec<String> {
        let members = self.formula.map(|formula| &formula.members[..]).unwrap_or_default();
        let mut missing: Vec<String> = standing.missing.iter().map(|&at| self.said(&members[at])).collect();
        missing.extend(standing.tail_missing.iter().map(|&at| self.said(&(at..at + 1))));
        missing
    }
}

fn what(standing: &Standing) -> Match {
    match () {
        () if !standing.missing.is_empty() => Match::Partial,
        () if !standing.in_order => Match::Reordered,
        () if !standing.tail_missing.is_empty() => Match::Partial,
        () => Match::Near,
    }
}

/// The wordings of the hits: what differs in case, spelling and punctuation only is one.
fn variants(chain: &Chain<'_>, words: &Words, hits: &[Hit]) -> Vec<Variant> {
    let mut variants: Vec<(Vec<u32>, Variant)> = Vec::new();
    for hit in hits {
        let all = words.unit(hit.witness + 1, hit.unit);
        let folds: Vec<u32> = all[inside(&all, &hit.range)].iter().map(|word| word.fold).collect();
        let at = variants.iter().position(|(own, variant)| *own == folds && variant.what == hit.what);
        let at = at.unwrap_or_else(|| {
            let text = chain.witnesses[hit.witness].document.text_of(hit.unit);
            let wording = text[hit.range.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
            let counts = vec![0; chain.witnesses.len()];
            variants.push((folds, Variant { wording, what: hit.what, similarity: hit.similarity, counts }));
            variants.len() - 1
        });
        variants[at].1.counts[hit.witness] += 1;
    }
    let mut variants: Vec<Variant> = variants.into_iter().map(|(_, variant)| variant).collect();
    variants.sort_by(|a, b| {
        let order = (a.what != Match::Verbatim, std::cmp::Reverse(a.count()));
        order
            .cmp(&(b.what != Match::Verbatim, std::cmp::Reverse(b.count())))
            .then(b.similarity.total_cmp(&a.similarity))
    });
    variants
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;
    use crate::survey::Use;

    /// What is found of a phrase in texts of one paragraph each.
    fn found(
        phrase: &str,
        texts: &[&str],
        search: Search,
    ) -> Vec<(usize, &'static str, String, Vec<String>)> {
        let documents: Vec<Document> = texts.iter().map(|text| Document::of_texts("text", [*text])).collect();
        let chain = Chain::of(&documents);
        let phrase = Phrase::new(phrase).expect("there are words in it");
        let found = find(&chain, &phrase, search);
        let said =
            |hit: &Hit| (hit.witness, hit.what.word(), found.wording(hit).to_owned(), hit.missing.clone());
        found.hits.iter().map(said).collect()
    }

    fn wordings(phrase: &str, text: &str) -> Vec<(&'static str, String)> {
        let hits = found(phrase, &[text], Search::default()).into_iter();
        hits.map(|(_, what, wording, _)| (what, wording)).collect()
    }

    #[test]
    fn the_same_words_however_they_are_printed() {
        let text = "Confidence-Building  measures; confidence building measures, “confidence–building measures”. \
                    A confidence. Building measures.";
        let hits = wordings("confidence-building measures", text);
        assert_eq!(hits.iter().filter(|hit| hit.0 == "verbatim").count(), 3, "{hits:?}");
        assert_eq!(wordings("cyber security", "cybersecurity")[0], ("verbatim", "cybersecurity".to_owned()));
        assert_eq!(wordings("behaviour of States", "the behavior of states")[0].0, "verbatim");
    }

    #[test]
    fn another_form_and_a_word_replaced_are_near() {
        let near = |phrase: &str, text: &str| wordings(phrase, text);
        assert_eq!(
            near("threat or use of force", "no threats and use of force here"),
            [("near", "threats and use of force".to_owned())]
        );
        assert_eq!(
            near("norms of responsible State behaviour", "a norm of responsible State conduct."),
            [("near", "norm of responsible State conduct".to_owned())]
        );
        assert_eq!(
            near("international law", "under international humanitarian law"),
            [("near", "international humanitarian law".to_owned())]
        );
        for other in ["international relations", "law", "the laws of nature", "international. Law"] {
            assert_eq!(near("international law", other), [], "{other}");
        }
        assert_eq!(found("international law", &["international humanitarian law"], Search::EXACT), []);
    }

    #[test]
    fn members_of_a_formula_move_and_are_left_out() {
        let phrase = "open, secure, stable, accessible and peaceful ICT environment";
        let texts = [
            "an open, secure, stable, accessible and peaceful ICT environment",
            "an open, stable, secure, accessible and peaceful ICT environment",
            "a secure and peaceful, open ICT environment",
            "an open, free, secure, stable, accessible and peaceful ICT environment",
            "an open and secure market",
            "an open, secure, stable, accessible and peaceful order",
        ];
        let said: Vec<_> = found(phrase, &texts, Search::default())
            .into_iter()
            .map(|(at, what, _, missing)| (at, what, missing))
            .collect();
        let none = Vec::<String>::new;
        let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
        assert_eq!(
            said,
            [
                (0, "verbatim", none()),
                (1, "reordered", none()),
                (2, "partial", words(&["stable", "accessible"])),
                (3, "near", none()),
                (5, "partial", words(&["ICT", "environment"])),
            ]
        );
    }

    #[test]
    fn signs_have_no_meaning_of_their_own() {
        for phrase in ["", " ", ".*", "[]", "\\", "…"] {
            let error = Phrase::new(phrase).expect_err("there is no word in it");
            assert_eq!((error.kind, error.help.is_some()), (ErrorKind::Invalid, true), "{phrase}");
        }
        assert!(Phrase::new(&"word ".repeat(101)).is_err());
        let text = "States (all of them) and a+b, [not] a.*b; 50% \\d+ “$1”";
        for phrase in ["a+b", "a.*b", "(all of", "\\d+", "$1", "[not] a"] {
            let hits = wordings(phrase, text);
            assert!(hits.iter().any(|hit| hit.0 == "verbatim"), "{phrase}: {hits:?}");
        }
        assert_eq!(wordings("w.*d", "word"), [], "a full stop is no wildcard");
    }

    #[test]
    fn first_last_and_gaps() {
        let documents = ["no", "the use of force", "no", "use of force", "no"]
            .map(|text| Document::of_texts("text", [text]));
        let chain = Chain::of(&documents);
        let found = find(&chain, &Phrase::new("the use of force").expect("words"), Search::default());
        assert_eq!(found.used(true), Some(Use { first: 2, last: 2 }));
        assert_eq!(found.used(false), Some(Use { first: 2, last: 4 }));
        assert_eq!(found.gaps(), [1, 3, 5]);
        assert_eq!(found.variants.iter().map(Variant::count).collect::<Vec<_>>(), [1, 1]);
    }
}
