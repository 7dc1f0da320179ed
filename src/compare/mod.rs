//! Two documents -> one [`Comparison`].

mod result;

pub use result::{
    Comparison, Confidence, Counts, Edit, Fate, Link, Nearest, Op, Options, Passage, PassageEnd, Reason, Shape,
    Stage, Substitution, Summary, Watch,
};

use crate::document::Document;
use crate::error::Result;
use crate::pair::Pair;

/// Compares two documents.
///
/// # Errors
/// Only [`crate::ErrorKind::Interrupted`], if `watch` was told to stop.
pub fn compare(documents: Pair<&Document>, _options: &Options, _watch: &Watch) -> Result<Comparison> {
    // A stand-in until the stages are there: equal texts in order.
    let mut links = Vec::new();
    let mut next = 0;
    for old in documents.old.ids() {
        let text = documents.old.text_of(old);
        let found = documents.new.ids().skip(next).find(|&new| documents.new.text_of(new) == text);
        let mut link = Link::dropped(old);
        if let Some(new) = found {
            for skipped in next..new.index() {
                links.push(Link::added(crate::document::UnitId(skipped as u32)));
            }
            next = new.index() + 1;
            link = Link { units: Pair::new(vec![old], vec![new]), fate: Fate::Carried, shape: Shape::OneToOne, similarity: 1.0, nearest: None, edits: vec![Edit { op: Op::Equal, old: 0..text.len(), new: 0..text.len() }], ..link };
        }
        links.push(link);
    }
    for rest in next..documents.new.units.len() {
        links.push(Link::added(crate::document::UnitId(rest as u32)));
    }
    let summary = Summary::of(documents, &links, &[]);
    Ok(Comparison { links, passages: Vec::new(), substitutions: Vec::new(), summary })
}
