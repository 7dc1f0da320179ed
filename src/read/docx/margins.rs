//! Headers and footers: no text, but the header of a first page may be the masthead.
//!
//! ```text
//! first page    United Nations  A/999/1 / Distr.: General     lines of the masthead
//! other pages   A/999/1                                       furniture, once
//! ```

use super::lay::Layer;
use super::story::Story;
use super::styles::Styles;
use super::tree::{Block, Section, collect};
use super::warnings::Seen;
use super::{Revisions, Side};
use crate::error::Result;
use crate::read::structure::kinds;

/// A header or a footer.
pub(crate) struct Margin {
    header: bool,
    /// It stands on the first page of the document alone.
    first: bool,
    blocks: Vec<Block>,
}

/// The sections of a body, in order.
pub(crate) fn sections(body: &[Block], last: Option<Section>) -> Vec<Section> {
    let inner = body.iter().filter_map(|block| match block {
        Block::Para(para) => para.section.clone(),
        Block::Table(_) => None,
    });
    inner.chain(last).collect()
}

/// Reads all headers and footers.
pub(crate) fn read(
    side: &mut Side<'_, '_>,
    sections: &[Section],
    styles: &mut Styles,
    seen: &mut Seen,
) -> Result<Vec<Margin>> {
    let mut margins = Vec::new();
    let mut done: Vec<&str> = Vec::new();
    let relations = side.relations;
    for (n, section) in sections.iter().enumerate() {
        for (kind, id) in &section.margins {
            let Some(relation) = relations.iter().find(|relation| &relation.id == id) else { continue };
            if done.contains(&relation.target.as_str()) || done.len() >= 200 {
                continue;
            }
            done.push(&relation.target);
            let header = relation.kind == "header";
            let blocks = side.part(&relation.target, seen, |text| {
                let mut story = Story::new(text, styles, Revisions::Accept);
                let mut blocks = Vec::new();
                if story.xml.child()?.is_some() {
                    story.blocks(&mut blocks)?;
                }
                Ok(blocks)
            })?;
            let first = n == 0 && kind == "first" && section.title_page;
            margins.extend(blocks.map(|blocks| Margin { header, first, blocks }));
        }
    }
    Ok(margins)
}

impl Margin {
    fn is_masthead(&self) -> bool {
        let mut paras = Vec::new();
        collect(&self.blocks, &mut paras);
        self.header && self.first && paras.iter().any(|para| kinds::is_masthead(para.text.trim()))
    }
}

impl Layer<'_> {
    /// Lays the masthead down, if the header of the first page is one: it is printed once, so it is
    /// no furniture.
    pub(crate) fn first_header(&mut self, margins: &[Margin]) {
        for margin in margins.iter().filter(|margin| margin.is_masthead()) {
            self.masthead(&margin.blocks);
        }
    }

    /// Lays the other headers and the footers down as furniture, each text once.
    pub(crate) fn margins(&mut self, margins: &[Margin]) {
        let mut said: Vec<String> = Vec::new();
        for margin in margins.iter().filter(|margin| !margin.is_masthead()) {
            let mut paras = Vec::new();
            collect(&margin.blocks, &mut paras);
            let words: Vec<&str> = paras.iter().flat_map(|para| para.text.split_whitespace()).collect();
            let text = words.join(" ");
            if !text.is_empty() && !said.contains(&text) {
                self.furniture(if margin.header { "header" } else { "footer" }, &text);
                said.push(text);
            }
        }
    }
}
