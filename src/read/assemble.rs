//! Structure -> the [`Document`]: words laid down once, places turned into those of the file.

use std::ops::Range;

use super::encoding::Decoded;
use super::language::language;
use super::line::{Lines, raw_lines};
use super::structure::Outline;
use crate::document::{
    Document, Furniture, Kind, NoteMarker, Place, Section, SectionId, Status, Unit, UnitId, Warning,
};

/// What is known of a document before it is read.
#[derive(Debug)]
pub(crate) struct Head {
    pub(crate) source: String,
    pub(crate) format: &'static str,
    pub(crate) sha256: String,
}

fn empty(head: Head, decoded: &Decoded<'_>) -> Document {
    let encoding = decoded.warning.iter();
    let warnings = encoding
        .map(|message| Warning { code: "encoding", unit: None, line: None, message: message.clone() })
        .collect();
    Document {
        source: head.source,
        format: head.format,
        sha256: head.sha256,
        title: None,
        language: None,
        text: String::new(),
        sections: vec![Section { parent: None, heading: None, level: 0, status: Status::Report }],
        units: Vec::new(),
        warnings,
        furniture: Vec::new(),
    }
}

fn place(decoded: &Decoded<'_>, lines: (u32, u32), range: &Range<usize>, page: Option<u32>) -> Place {
    Place { lines, bytes: decoded.source_range(range), page }
}

/// Each line that is not empty is a unit: for texts that are segmented already.
pub(crate) fn by_line(head: Head, decoded: &Decoded<'_>) -> Document {
    let mut document = empty(head, decoded);
    for raw in raw_lines(&decoded.text) {
        let trimmed = decoded.text[raw.range.clone()].trim();
        if trimmed.is_empty() {
            continue;
        }
        let start = document.text.len();
        document.text.push_str(trimmed);
        document.units.push(Unit {
            kind: Kind::Line,
            label: None,
            address: format!("line {}", raw.number),
            section: SectionId::ROOT,
            parent: None,
            text: start..document.text.len(),
            place: place(decoded, (raw.number, raw.number), &raw.range, None),
            note_markers: Vec::new(),
        });
        document.text.push('\n');
    }
    document.language = language(&document.text);
    document
}

/// Lays a document down from its outline, and from what the lines left: furniture and warnings.
pub(crate) fn document(head: Head, decoded: &Decoded<'_>, outline: Outline, lines: Lines) -> Document {
    let mut document = empty(head, decoded);
    document.sections = outline.sections;
    document.title = outline.title;
    for draft in outline.drafts {
        let block = draft.block;
        let start = document.text.len();
        let lead = block.text.text.len() - block.text.text.trim_start().len();
        document.text.push_str(block.text.text.trim());
        let length = document.text.len() - start;
        document.units.push(Unit {
            kind: draft.kind,
            label: draft.label,
            address: draft.address,
            section: draft.section,
            parent: draft.parent,
            text: start..document.text.len(),
            place: place(decoded, block.lines, &block.source, block.page),
            note_markers: block
                .markers
                .into_iter()
                .map(|(at, label)| NoteMarker { at: at.saturating_sub(lead).min(length), label })
                .collect(),
        });
        document.text.push('\n');
    }
    document.warnings.extend(lines.warnings.into_iter().map(|(code, line, message)| {
        let unit = line.and_then(|line| unit_at(&document.units, line));
        Warning { code, unit, line, message }
    }));
    document.warnings.extend(outline.warnings.into_iter().map(|(code, unit, line, message)| Warning {
        code,
        unit,
        line,
        message,
    }));
    document.furniture = lines.furniture.into_iter().map(|furniture| to_source(decoded, furniture)).collect();
    document.furniture.sort_by_key(|furniture| furniture.place.bytes.start);
    document.language = language(&document.text);
    document
}

fn unit_at(units: &[Unit], line: u32) -> Option<UnitId> {
    let n = units.iter().position(|unit| unit.place.lines.0 <= line && line <= unit.place.lines.1)?;
    u32::try_from(n).ok().map(UnitId)
}

fn to_source(decoded: &Decoded<'_>, mut furniture: Furniture) -> Furniture {
    furniture.place = place(decoded, furniture.place.lines, &furniture.place.bytes, furniture.place.page);
    furniture
}
