//! What was found in many texts as JSON: `schema/occurrences-1.json`.

use std::io::{self, Write};

use serde::Serialize;

use super::chars::Chars;
use super::finish;
use super::texts::{StandsPart, TextPart};
use crate::report::survey::context;
use crate::survey::{Found, Hit, Match, Use, Variant};

/// JSON Schema (draft 2020-12) of the report of a phrase.
pub const OCCURRENCES_SCHEMA: &str = include_str!("../../../schema/occurrences-1.json");

/// Characters of context on either side.
const CONTEXT: usize = 160;

/// Writes the report of a phrase.
pub(in crate::report) fn occurrences(found: &Found<'_>, out: &mut dyn Write) -> io::Result<()> {
    let chain = found.chain;
    let texts = chain
        .witnesses
        .iter()
        .enumerate()
        .map(|(at, witness)| CountedPart { text: TextPart::of(witness), counts: Counts::of(found, at) });
    let report = Occurrences {
        schema: "travaux/occurrences/1",
        phrase: found.phrase.as_str(),
        members: &found.members,
        rounds: &chain.rounds,
        texts: texts.collect(),
        hits: found.hits.iter().map(|hit| HitPart::of(found, hit)).collect(),
        variants: found.variants.iter().map(VariantPart::of).collect(),
        verbatim: found.used(true),
        any: found.used(false),
        gaps: found.gaps(),
    };
    finish(&report, out)
}

#[derive(Serialize)]
struct Occurrences<'a> {
    schema: &'static str,
    phrase: &'a str,
    members: &'a [String],
    rounds: &'a [String],
    texts: Vec<CountedPart<'a>>,
    hits: Vec<HitPart<'a>>,
    variants: Vec<VariantPart<'a>>,
    verbatim: Option<Use>,
    any: Option<Use>,
    gaps: Vec<usize>,
}

#[derive(Serialize)]
struct CountedPart<'a> {
    #[serde(flatten)]
    text: TextPart<'a>,
    counts: Counts,
}

#[derive(Serialize)]
struct Counts {
    verbatim: usize,
    near: usize,
    reordered: usize,
    partial: usize,
}

impl Counts {
    fn of(found: &Found<'_>, witness: usize) -> Self {
        Self {
            verbatim: found.count(witness, Match::Verbatim),
            near: found.count(witness, Match::Near),
            reordered: found.count(witness, Match::Reordered),
            partial: found.count(witness, Match::Partial),
        }
    }
}

#[derive(Serialize)]
struct HitPart<'a> {
    #[serde(flatten)]
    stands: StandsPart<'a>,
    lines: [u32; 2],
    bytes: [usize; 2],
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
    range: [usize; 2],
    #[serde(rename = "match")]
    what: Match,
    similarity: f64,
    before: String,
    wording: &'a str,
    after: String,
    missing: &'a [String],
    added: &'a [String],
}

impl<'a> HitPart<'a> {
    fn of(found: &'a Found<'_>, hit: &'a Hit) -> Self {
        let witness = &found.chain.witnesses[hit.witness];
        let unit = witness.document.unit(hit.unit);
        let context = context(found, hit, CONTEXT);
        Self {
            stands: StandsPart::of(found.chain, hit.witness, hit.unit),
            lines: [unit.place.lines.0, unit.place.lines.1],
            bytes: [unit.place.bytes.start, unit.place.bytes.end],
            page: unit.place.page,
            range: Chars::new(witness.document.text_of(hit.unit)).range(&hit.range),
            what: hit.what,
            similarity: hit.similarity,
            before: context.before,
            wording: found.wording(hit),
            after: context.after,
            missing: &hit.missing,
            added: &hit.added,
        }
    }
}

#[derive(Serialize)]
struct VariantPart<'a> {
    wording: &'a str,
    #[serde(rename = "match")]
    what: Match,
    similarity: f64,
    count: usize,
    texts: &'a [usize],
}

impl<'a> VariantPart<'a> {
    fn of(variant: &'a Variant) -> Self {
        Self {
            wording: &variant.wording,
            what: variant.what,
            similarity: variant.similarity,
            count: variant.count(),
            texts: &variant.counts,
        }
    }
}
