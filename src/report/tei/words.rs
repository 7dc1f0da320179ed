//! The words of a link: common text, readings, and a milestone where a unit begins.

use std::io;

use super::xml::Xml;
use crate::compare::{Link, Op};
use crate::document::{Document, UnitId};
use crate::pair::Pair;
use crate::report::redline::{Step, exact};
use crate::report::say;

/// Writes the words of a link.
pub(super) fn put(documents: Pair<&Document>, link: &Link, xml: &mut Xml<'_>) -> io::Result<()> {
    let texts = documents.zip(link.units.as_ref()).map(|(document, units)| document.joined(units));
    let mut words = Words { documents, units: link.units.as_ref().map(|units| units.iter().copied()), xml };
    words.begin(Pair::new(true, true))?;
    let mut readings = Vec::new();
    for step in exact(documents, link, &texts) {
        match step {
            Step::Text(Op::Equal, text) => {
                words.readings(&mut readings)?;
                words.xml.text(text)?;
            }
            Step::Break(Pair { old: true, new: true }) => {
                words.readings(&mut readings)?;
                words.begin(Pair::new(true, true))?;
            }
            step => readings.push(step),
        }
    }
    words.readings(&mut readings)
}

struct Words<'w, 'o, I> {
    documents: Pair<&'w Document>,
    /// The units that have not begun yet.
    units: Pair<I>,
    xml: &'w mut Xml<'o>,
}

impl<I: Iterator<Item = UnitId>> Words<'_, '_, I> {
    /// The next unit begins, on one side or on both, where the text is common.
    fn begin(&mut self, sides: Pair<bool>) -> io::Result<()> {
        let old = if sides.old { self.units.old.next() } else { None };
        let new = if sides.new { self.units.new.next() } else { None };
        if let Some(unit) = old {
            self.milestone(self.documents.old, unit, "old")?;
        }
        if let Some(unit) = new {
            self.milestone(self.documents.new, unit, "new")?;
        }
        let label = |document: &Document, unit: UnitId| document.unit(unit).label.clone();
        let labels = Pair::new(
            old.and_then(|unit| label(self.documents.old, unit)),
            new.and_then(|unit| label(self.documents.new, unit)),
        );
        match (labels.old, labels.new) {
            (None, None) => Ok(()),
            (Some(old), Some(new)) if old == new => self.xml.element("label", &[], &new),
            (old, new) => {
                self.xml.open("app", &[("type", &"label")])?;
                for (witness, label) in [("#old", old), ("#new", new)] {
                    if let Some(label) = label {
                        self.xml.open("rdg", &[("wit", &witness)])?;
                        self.xml.element("label", &[], &label)?;
                        self.xml.close()?;
                    }
                }
                self.xml.close()
            }
        }
    }

    fn milestone(&mut self, document: &Document, unit: UnitId, witness: &str) -> io::Result<()> {
        let (witness_id, id) = (format!("#{witness}"), format!("{witness}.{}", unit.0));
        let kind = say::kind(document.unit(unit).kind);
        let address = say::short_address(document, unit);
        self.xml
            .empty("milestone", &[("unit", &kind), ("edRef", &witness_id), ("xml:id", &id), ("n", &address)])
    }

    /// What stands between two common stretches. Without words these are only borders of units.
    fn readings(&mut self, steps: &mut Vec<Step<'_>>) -> io::Result<()> {
        if steps.iter().any(|step| matches!(step, Step::Text(..))) {
            self.xml.open("app", &[])?;
            for op in [Op::Delete, Op::Insert] {
                self.reading(op, steps)?;
            }
            self.xml.close()?;
        } else {
            for step in steps.iter() {
                if let Step::Break(sides) = step {
                    self.begin(*sides)?;
                }
            }
        }
        steps.clear();
        Ok(())
    }

    /// The reading of the witness that has what was deleted, or what was inserted.
    fn reading(&mut self, op: Op, steps: &[Step<'_>]) -> io::Result<()> {
        let old = op == Op::Delete;
        let witness = if old { "#old" } else { "#new" };
        let own = |step: &&Step<'_>| match step {
            Step::Text(of, _) => *of == op,
            Step::Break(sides) => {
                if old {
                    sides.old
                } else {
                    sides.new
                }
            }
        };
        if !steps.iter().any(|step| own(&step)) {
            return self.xml.empty("rdg", &[("wit", &witness)]);
        }
        self.xml.open("rdg", &[("wit", &witness)])?;
        for step in steps.iter().filter(own) {
            match step {
                Step::Text(_, text) => self.xml.text(text)?,
                Step::Break(_) => self.begin_inside(old)?,
            }
        }
        self.xml.close()
    }

    /// The next unit of one witness begins within its own reading.
    fn begin_inside(&mut self, old: bool) -> io::Result<()> {
        let next = if old { self.units.old.next() } else { self.units.new.next() };
        let Some(unit) = next else { return Ok(()) };
        let (document, name) = if old { (self.documents.old, "old") } else { (self.documents.new, "new") };
        self.milestone(document, unit, name)?;
        match &document.unit(unit).label {
            Some(label) => self.xml.element("label", &[], label),
            None => Ok(()),
        }
    }
}
