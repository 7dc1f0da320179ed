//! A Word file -> the parts that say how its text looks, and where each line stands in it.

use super::package::Package;
use super::{Revisions, main_part, whole};
use crate::error::Result;
use crate::word::{WordFile, WordPart};

/// Parts that are kept.
const KEPT: [&str; 7] = ["styles", "numbering", "settings", "theme", "fontTable", "header", "footer"];

/// The largest part that is kept, unpacked: what is larger is no clothing.
const PART: usize = 16 << 20;

/// Reads a file once more, for its looks.
///
/// # Errors
/// As `extract`.
pub(crate) fn original(name: &str, bytes: &[u8], revisions: Revisions) -> Result<WordFile> {
    let read = whole(name, bytes, revisions)?;
    let mut package = Package::open(name, bytes)?;
    let main = main_part(name, &mut package)?;
    let mut parts = Vec::new();
    for relation in package.relations(&main)? {
        if !KEPT.contains(&relation.kind.as_str()) {
            continue;
        }
        // A damaged part has been warned about where it was read.
        if let Ok(Some(xml)) = package.part(&relation.target)
            && xml.len() <= PART
        {
            parts.push(WordPart { id: relation.id, kind: relation.kind, xml });
        }
    }
    Ok(WordFile { main: read.main, lines: read.origins, parts })
}
