//! The body: divisions by the new document's sections, in them a block for every link.
//!
//! A division of TEI cannot be left and taken up again, and after a division inside it no paragraph may
//! follow: where the order of the links asks for that, another division of type `continued` is begun.

use std::collections::BTreeMap;
use std::io;

use super::xml::Xml;
use super::{Shown, words};
use crate::compare::{Confidence, Fate, Link};
use crate::document::{Document, Kind, SectionId, UnitId};
use crate::report::table::number;
use crate::report::{Entry, View, say};

pub(super) fn put(view: &View<'_>, xml: &mut Xml<'_>) -> io::Result<()> {
    let mut body = Body {
        view,
        shown: Shown::of(view),
        anchors: anchors(view),
        open: Vec::new(),
        root_is_split: false,
        in_list: false,
        is_filled: false,
    };
    xml.open("body", &[("xml:space", &"preserve")])?;
    xml.line()?;
    body.anchors_after(None, xml)?;
    for entry in view.entries() {
        body.block(entry, xml)?;
    }
    body.end_list(xml)?;
    while body.open.pop().is_some() {
        xml.close()?;
    }
    if !body.is_filled {
        // A body holds at least one block that is no note.
        xml.empty("ab", &[])?;
    }
    xml.close()?;
    xml.line()
}

/// Where moved links were: behind which link of the old text (`None`: at its beginning), and which.
fn anchors(view: &View<'_>) -> BTreeMap<Option<usize>, Vec<usize>> {
    let mut link_of = vec![None; view.documents.old.units.len()];
    let shown: Vec<usize> = view.entries().map(|entry| entry.link).collect();
    for &link in &shown {
        for unit in &view.comparison.links[link].units.old {
            link_of[unit.index()] = Some(link);
        }
    }
    let mut anchors: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    let moved = |&&link: &&usize| view.comparison.links[link].moved;
    for &link in shown.iter().filter(moved) {
        let Some(first) = view.comparison.links[link].units.old.first() else { continue };
        let before = link_of[..first.index()].iter().rev().find_map(|&link| link);
        anchors.entry(before).or_default().push(link);
    }
    anchors
}

/// An open division.
struct Division {
    section: SectionId,
    /// Whether it goes on with a section that others stand in already.
    continued: bool,
    /// Whether anything stands in it: a head must come first.
    used: bool,
    /// Whether a division stands in it: no block may follow.
    split: bool,
}

struct Body<'v, 'a> {
    view: &'v View<'a>,
    shown: Shown,
    anchors: BTreeMap<Option<usize>, Vec<usize>>,
    /// The open divisions, outermost first.
    open: Vec<Division>,
    /// Whether a division stands in the body itself.
    root_is_split: bool,
    in_list: bool,
    is_filled: bool,
}

impl Body<'_, '_> {
    /// One link.
    fn block(&mut self, entry: &Entry, xml: &mut Xml<'_>) -> io::Result<()> {
        let link = &self.view.comparison.links[entry.link];
        let kind = kind_of(self.view, link);
        self.enter(entry.section, xml)?;
        let name = self.name(kind, entry.section);
        if name == "item" && !self.in_list {
            xml.open("list", &[])?;
            xml.line()?;
            self.in_list = true;
        } else if name != "item" {
            self.end_list(xml)?;
        }
        if let Some(division) = self.open.last_mut() {
            division.used = true;
        }
        self.is_filled |= name != "note";
        let id = format!("link.{}", number(entry.link));
        let kind = if name == "ab" { say::kind(kind) } else { "" };
        let place = if name == "note" { "bottom" } else { "" };
        let from = if link.moved { format!("#from.{}", number(entry.link)) } else { String::new() };
        xml.open(
            name,
            &[
                ("xml:id", &id),
                ("type", &kind),
                ("place", &place),
                ("n", &say::addresses(self.view, link)),
                ("ana", &ana(link)),
                ("corresp", &from),
            ],
        )?;
        words::put(self.view.documents, link, xml)?;
        xml.close()?;
        xml.line()?;
        self.nearest(link, &id, xml)?;
        self.anchors_after(Some(entry.link), xml)
    }

    /// The element of a block.
    fn name(&self, kind: Kind, section: SectionId) -> &'static str {
        let opens =
            |division: &Division| division.section == section && !division.used && !division.continued;
        match kind {
            Kind::Heading if self.open.last().is_some_and(opens) => "head",
            Kind::Item | Kind::Option => "item",
            Kind::Note => "note",
            Kind::Paragraph | Kind::Chapeau | Kind::Continuation | Kind::Preambular | Kind::Operative => "p",
            _ => "ab",
        }
    }

    /// Closes and opens divisions until a block of a section may follow.
    fn enter(&mut self, section: SectionId, xml: &mut Xml<'_>) -> io::Result<()> {
        let path = path(self.view.documents.new, section);
        let same = self.open.iter().zip(&path).take_while(|(open, wanted)| open.section == **wanted).count();
        let is_split = match same.checked_sub(1) {
            Some(last) => self.open[last].split,
            None => self.root_is_split,
        };
        let (whole, rest) = (same == path.len(), &self.open[same..]);
        let continued =
            whole && matches!(rest, [only] if only.continued && only.section == section && !only.split);
        if whole && rest.is_empty() && !is_split || continued {
            return Ok(());
        }
        self.end_list(xml)?;
        while self.open.len() > same {
            self.open.pop();
            xml.close()?;
            xml.line()?;
        }
        if whole {
            return self.divide(section, true, xml);
        }
        for &id in &path[same..] {
            self.divide(id, false, xml)?;
        }
        Ok(())
    }

    /// Begins a division.
    fn divide(&mut self, section: SectionId, continued: bool, xml: &mut Xml<'_>) -> io::Result<()> {
        match self.open.last_mut() {
            Some(around) => around.split = true,
            None => self.root_is_split = true,
        }
        self.is_filled = true;
        self.open.push(Division { section, continued, used: false, split: false });
        let kind = if continued { "continued" } else { "section" };
        let level = self.view.documents.new.sections.get(section.index()).map_or(0, |section| section.level);
        xml.open("div", &[("type", &kind), ("n", &level)])?;
        xml.line()
    }

    fn end_list(&mut self, xml: &mut Xml<'_>) -> io::Result<()> {
        if std::mem::take(&mut self.in_list) {
            xml.close()?;
            xml.line()?;
        }
        Ok(())
    }

    /// The most alike unit of the other witness.
    fn nearest(&self, link: &Link, id: &str, xml: &mut Xml<'_>) -> io::Result<()> {
        let Some(nearest) = &link.nearest else { return Ok(()) };
        let (other, target) = match link.fate {
            Fate::Dropped => (self.view.documents.new, self.shown.at_new(nearest.unit)),
            _ => (self.view.documents.old, self.shown.at_old(nearest.unit)),
        };
        let (address, alike) = (say::address(other, nearest.unit), say::alike(nearest.similarity));
        let (of, target) = (format!("#{id}"), target.unwrap_or_default());
        let said = format!("nearest: {address}, {alike} alike");
        xml.element("note", &[("type", &"nearest"), ("corresp", &of), ("target", &target)], &said)?;
        xml.line()
    }

    fn anchors_after(&self, link: Option<usize>, xml: &mut Xml<'_>) -> io::Result<()> {
        for &moved in self.anchors.get(&link).into_iter().flatten() {
            let (id, to) = (format!("from.{}", number(moved)), format!("#link.{}", number(moved)));
            xml.empty("anchor", &[("xml:id", &id), ("type", &"moved"), ("corresp", &to)])?;
            xml.line()?;
        }
        Ok(())
    }
}

/// The sections down to one, outermost first, without the document itself.
fn path(document: &Document, section: SectionId) -> Vec<SectionId> {
    let mut path = Vec::new();
    let mut at = Some(section);
    while let Some(id) = at.filter(|&id| id != SectionId::ROOT) {
        path.push(id);
        at = document.sections.get(id.index()).and_then(|section| section.parent);
    }
    path.reverse();
    path
}

/// The kind of a block: that of its first new unit, of a dropped one its own.
fn kind_of(view: &View<'_>, link: &Link) -> Kind {
    let kind = |document: &Document, units: &[UnitId]| units.first().map(|&unit| document.unit(unit).kind);
    let new = kind(view.documents.new, &link.units.new);
    new.or_else(|| kind(view.documents.old, &link.units.old)).unwrap_or(Kind::Paragraph)
}

/// What `@ana` says of a link.
fn ana(link: &Link) -> String {
    let mut ana = format!("#fate.{}", say::fate(link.fate));
    if let Some(shape) = say::shape(link.shape) {
        ana.push_str(&format!(" #fate.{shape}"));
    }
    if link.moved {
        ana.push_str(" #fate.moved");
    }
    if link.confidence == Confidence::Likely {
        ana.push_str(" #fate.likely");
    }
    ana
}
