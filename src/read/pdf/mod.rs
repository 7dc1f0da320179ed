//! PDF -> lines, from the places of its glyphs and from its tags.

mod engine;

use super::line::Extract;
use crate::error::Result;

/// Reads the lines.
///
/// # Errors
/// If the file is broken, needs a password, has no text layer or passes a limit.
pub(crate) fn extract(name: &str, bytes: &[u8]) -> Result<Extract> {
    let source = engine::read(name, bytes)?;
    let mut extract = Extract::default();
    for page in &source.pages {
        let mut y = 0.0;
        let mut s = String::new();
        for g in &page.glyphs {
            if (g.y - y).abs() > 1.0 {
                s.push_str(&format!("\n{:.1},{:.1} {:.1} {:?} ", g.x, g.y, g.size, g.mark));
                y = g.y;
            }
            match &g.words { engine::Words::Char(c) => s.push(*c), engine::Words::More(t) => s.push_str(t) }
        }
        eprintln!("{s}\n=====");
    }
    if let Some(t) = &source.tags { for (n, e) in t.elements.iter().enumerate() { eprintln!("{n} {e:?}"); } }
    Ok(extract)
}
