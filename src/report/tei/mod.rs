//! A comparison as a critical apparatus: TEI P5, parallel segmentation, two witnesses.
//!
//! ```xml
//! <p xml:id="link.12" n="14 → 16" ana="#fate.reworded"><milestone unit="paragraph" edRef="#old"
//!   xml:id="old.20" n="14"/><milestone unit="paragraph" edRef="#new" xml:id="new.23" n="16"/><app
//!   type="label"><rdg wit="#old"><label>14</label></rdg><rdg wit="#new"><label>16</label></rdg></app>States
//!   <app><rdg wit="#old">should</rdg><rdg wit="#new">shall</rdg></app> take all measures.</p>
//! ```
//!
//! Both texts can be read back from it, unit by unit and byte for byte (what XML itself forbids
//! excepted), so it walks along the exact redline. A block of TEI cannot cross the border of another,
//! but units that were split and merged do nothing else: so a link is a block, and milestones inside it
//! mark where the units of either witness begin. The header says all this to whoever reads the file.

mod xml;
mod header;
mod words;
mod body;
mod back;
mod lineage;

pub(super) use lineage::lineage;

use std::io::{self, Write};

use super::View;
use crate::compare::Link;
use crate::document::UnitId;
use crate::pair::Pair;
use xml::Xml;

/// Writes the apparatus of a comparison.
pub(super) fn comparison(view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")?;
    let mut xml = Xml::new(out);
    xml.open("TEI", &[("xmlns", &"http://www.tei-c.org/ns/1.0")])?;
    xml.line()?;
    header::put(view, &mut xml)?;
    let languages = view.documents.map(|document| document.language.unwrap_or_default());
    let language = if languages.old == languages.new { languages.new } else { "" };
    xml.open("text", &[("xml:lang", &language)])?;
    xml.line()?;
    body::put(view, &mut xml)?;
    back::put(view, &mut xml)?;
    xml.close()?;
    xml.line()?;
    xml.close()?;
    xml.line()
}

/// Which units stand in the file, so that nothing points at one that a filter left out.
struct Shown(Pair<Vec<bool>>);

impl Shown {
    fn of(view: &View<'_>) -> Self {
        let mut shown = view.documents.map(|document| vec![false; document.units.len()]);
        for entry in view.entries() {
            let Link { units, .. } = &view.comparison.links[entry.link];
            units.old.iter().for_each(|unit| shown.old[unit.index()] = true);
            units.new.iter().for_each(|unit| shown.new[unit.index()] = true);
        }
        Self(shown)
    }

    /// A pointer at a unit of the old witness.
    fn at_old(&self, unit: UnitId) -> Option<String> {
        self.0.old.get(unit.index()).filter(|&&shown| shown).map(|_| format!("#old.{}", unit.0))
    }

    /// A pointer at a unit of the new witness.
    fn at_new(&self, unit: UnitId) -> Option<String> {
        self.0.new.get(unit.index()).filter(|&&shown| shown).map(|_| format!("#new.{}", unit.0))
    }
}
