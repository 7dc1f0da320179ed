//! Shared language as JSON: `schema/share-1.json`, `schema/matrix-1.json`.

use std::io::{self, Write};
use std::ops::Range;

use serde::Serialize;

use super::chars::Chars;
use super::finish;
use super::texts::SourcePart;
use crate::document::{Document, UnitId};
use crate::survey::{Matrix, Passage, Share, Stands};

/// JSON Schema (draft 2020-12) of the report of what stands in earlier texts.
pub const SHARE_SCHEMA: &str = include_str!("../../../schema/share-1.json");
/// JSON Schema (draft 2020-12) of the report of all pairs.
pub const MATRIX_SCHEMA: &str = include_str!("../../../schema/matrix-1.json");

/// Writes how much of a text stands in earlier ones.
pub(in crate::report) fn share(share: &Share<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (words, standing) = share.words();
    let report = SharePart {
        schema: "travaux/share/1",
        text: SourcePart::of(share.document),
        bases: share.bases.iter().map(|base| SourcePart::of(base)).collect(),
        section: share.section.as_deref(),
        words,
        standing,
        counts: Counts {
            verbatim: share.count(Stands::Verbatim),
            near: share.count(Stands::Near),
            part: share.count(Stands::Part),
            own: share.count(Stands::Own),
        },
        passages: share.passages.iter().map(|passage| PassagePart::of(share, passage)).collect(),
    };
    finish(&report, out)
}

#[derive(Serialize)]
struct SharePart<'a> {
    schema: &'static str,
    text: SourcePart<'a>,
    bases: Vec<SourcePart<'a>>,
    section: Option<&'a str>,
    words: usize,
    standing: usize,
    counts: Counts,
    passages: Vec<PassagePart<'a>>,
}

#[derive(Serialize)]
struct Counts {
    verbatim: usize,
    near: usize,
    part: usize,
    own: usize,
}

#[derive(Serialize)]
struct PassagePart<'a> {
    place: PlacePart<'a>,
    stands: Stands,
    similarity: f64,
    words: usize,
    standing: usize,
    quoted: [usize; 2],
    source: Option<SourcePlace<'a>>,
}

impl<'a> PassagePart<'a> {
    fn of(share: &'a Share<'_>, passage: &Passage) -> Self {
        let text = share.document.text_of(passage.unit);
        let source = passage.source.as_ref().map(|source| SourcePlace {
            base: source.base,
            place: PlacePart::of(share.bases[source.base], source.unit, &source.range),
        });
        Self {
            place: PlacePart::of(share.document, passage.unit, &passage.range),
            stands: passage.stands,
            similarity: passage.similarity,
            words: passage.words,
            standing: passage.standing,
            quoted: Chars::new(text).range(&passage.quoted),
            source,
        }
    }
}

#[derive(Serialize)]
struct SourcePlace<'a> {
    base: usize,
    #[serde(flatten)]
    place: PlacePart<'a>,
}

#[derive(Serialize)]
struct PlacePart<'a> {
    unit: u32,
    label: Option<&'a str>,
    address: &'a str,
    section: Vec<String>,
    lines: [u32; 2],
    bytes: [usize; 2],
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
    range: [usize; 2],
    text: &'a str,
}

impl<'a> PlacePart<'a> {
    fn of(document: &'a Document, id: UnitId, range: &Range<usize>) -> Self {
        let unit = document.unit(id);
        let text = document.text_of(id);
        Self {
            unit: id.0,
            label: unit.label.as_deref(),
            address: &unit.address,
            section: document.section_path(id),
            lines: [unit.place.lines.0, unit.place.lines.1],
            bytes: [unit.place.bytes.start, unit.place.bytes.end],
            page: unit.place.page,
            range: Chars::new(text).range(range),
            text: &text[range.clone()],
        }
    }
}

/// Writes what all pairs of texts share.
pub(in crate::report) fn matrix(matrix: &Matrix<'_>, out: &mut dyn Write) -> io::Result<()> {
    let count = matrix.documents.len();
    let shares = (0..count).map(|of| (0..count).map(|within| matrix.share(of, within)).collect());
    let texts = matrix.documents.iter().zip(&matrix.words);
    let report = MatrixPart {
        schema: "travaux/matrix/1",
        texts: texts.map(|(text, &words)| Counted { text: SourcePart::of(text), words }).collect(),
        standing: &matrix.standing,
        shares: shares.collect(),
    };
    finish(&report, out)
}

#[derive(Serialize)]
struct MatrixPart<'a> {
    schema: &'static str,
    texts: Vec<Counted<'a>>,
    standing: &'a [Vec<usize>],
    shares: Vec<Vec<f64>>,
}

#[derive(Serialize)]
struct Counted<'a> {
    #[serde(flatten)]
    text: SourcePart<'a>,
    words: usize,
}
