//! Units -> the sentences in them (`--unit sentence`).

use super::blocks::Block;
use super::outline::{Draft, Outline};
use crate::document::{Kind, UnitId};
use crate::segment::sentences;

/// Cuts every unit into its sentences: "13 (c)" becomes "13 (c) s1", "13 (c) s2". Headings and what
/// has no words stay whole.
pub(crate) fn cut_sentences(outline: Outline) -> Outline {
    let mut out = Outline { sections: outline.sections, title: outline.title, ..Outline::default() };
    let mut first = Vec::with_capacity(outline.drafts.len());
    for draft in outline.drafts {
        first.push(UnitId(u32::try_from(out.drafts.len()).unwrap_or(u32::MAX)));
        let parent = draft.parent.and_then(|id| first.get(id.index()).copied());
        let ranges = sentences(&draft.block.text.text);
        if draft.kind == Kind::Heading || ranges.is_empty() {
            out.drafts.push(Draft { parent, ..draft });
            continue;
        }
        for (n, range) in ranges.into_iter().enumerate() {
            let (text, markers) = piece(&draft.block, &range);
            let source = text.source_at(0)..text.source_at(text.text.len().saturating_sub(1)) + 1;
            let block = Block {
                lines: draft.block.lines,
                page: draft.block.page,
                hint: draft.block.hint.clone(),
                source,
                text,
                markers,
                ..Block::default()
            };
            let address = format!("{} s{}", draft.address, n + 1);
            out.drafts.push(Draft { kind: Kind::Sentence, label: None, address, section: draft.section, parent, block });
        }
    }
    for section in &mut out.sections {
        section.heading = section.heading.and_then(|id| first.get(id.index()).copied());
    }
    out.warnings = outline
        .warnings
        .into_iter()
        .map(|(code, unit, line, message)| (code, unit.and_then(|id| first.get(id.index()).copied()), line, message))
        .collect();
    out
}

fn piece(block: &Block, range: &std::ops::Range<usize>) -> (crate::read::line::Mapped, Vec<(usize, String)>) {
    let markers = block.markers.iter().filter(|(at, _)| *at > range.start && *at <= range.end || (*at == 0 && range.start == 0));
    let markers = markers.map(|(at, label)| (at - range.start, label.clone())).collect();
    (block.text.part(range.clone()), markers)
}
