//! The back: the change table, and where single sentences went.

use std::io;

use super::Shown;
use super::xml::Xml;
use crate::report::changes::changes;
use crate::report::table::number;
use crate::report::{View, say};

pub(super) fn put(view: &View<'_>, xml: &mut Xml<'_>) -> io::Result<()> {
    xml.open("back", &[])?;
    xml.line()?;
    table(view, xml)?;
    sentences(view, xml)?;
    xml.close()?;
    xml.line()
}

fn table(view: &View<'_>, xml: &mut Xml<'_>) -> io::Result<()> {
    xml.open("div", &[("type", &"change-table")])?;
    xml.element("head", &[], "Changes")?;
    xml.line()?;
    xml.open("table", &[])?;
    xml.line()?;
    xml.open("row", &[("role", &"label")])?;
    for name in ["number", "old", "new", "section", "fate", "in words"] {
        xml.element("cell", &[], name)?;
    }
    xml.close()?;
    xml.line()?;
    for change in changes(view) {
        let target = format!("#link.{}", number(change.index));
        let section =
            if change.sections.new.is_empty() { &change.sections.old } else { &change.sections.new };
        xml.open("row", &[])?;
        xml.open("cell", &[])?;
        xml.element("ref", &[("target", &target)], &number(change.index).to_string())?;
        xml.close()?;
        for cell in [&change.addresses.old, &change.addresses.new, section, &change.fate, &change.what()] {
            xml.element("cell", &[], cell)?;
        }
        xml.close()?;
        xml.line()?;
    }
    xml.close()?;
    xml.close()?;
    xml.line()
}

/// Sentences that went from one unit to another: pointers from milestone to milestone.
fn sentences(view: &View<'_>, xml: &mut Xml<'_>) -> io::Result<()> {
    let shown = Shown::of(view);
    let mut targets = Vec::new();
    for passage in &view.comparison.passages {
        let (Some(old), Some(new)) = (&passage.old, &passage.new) else { continue };
        if let (Some(from), Some(to)) = (shown.at_old(old.unit), shown.at_new(new.unit)) {
            targets
                .push((format!("{from} {to}"), format!("#fate.sentence #fate.{}", say::fate(passage.fate))));
        }
    }
    if targets.is_empty() {
        return Ok(());
    }
    xml.open("div", &[("type", &"sentences")])?;
    xml.element("head", &[], "Sentences that went to another unit")?;
    xml.line()?;
    xml.open("linkGrp", &[("type", &"sentences")])?;
    for (target, ana) in &targets {
        xml.empty("link", &[("target", target), ("ana", ana)])?;
    }
    xml.close()?;
    xml.close()?;
    xml.line()
}
