//! The concordance: which label became which, and back.
//!
//! ```text
//! old → new                                    new → old
//! 9–12        10–13       carried              10–13   9–12        carried
//! 13          14 + 15     reworded, split      14      13          reworded, split
//! 14          —           dropped              16      —           new
//! ```
//!
//! What a delegation makes by hand on the first evening, so it lists what a delegation would call by
//! name: numbered paragraphs, items, options, preambular and operative paragraphs, headings that have
//! a number. A unit without one is listed if its other end has one, or if nothing in its section has
//! one but the heading ("Article 3"); if neither text has any number, all units are listed.
//!
//! [`pages`] is for people: neighbours that became neighbours in the same way are one row. [`sheet`]
//! is for programs: a row for every unit, in both directions.

mod called;
mod shift;

use std::collections::{BTreeMap, BTreeSet};

use super::table::{Cells, NOTHING, Table, number};
use super::view::{Entry, View};
use super::{remarks, say};
use crate::document::{Document, Kind, SectionId, UnitId};
use crate::pair::Pair;
use called::called;
use shift::shift;

/// Units split or merged with one that are named in a table for people.
const MATES: usize = 2;

/// Which way a row is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Forward,
    Back,
}

impl Way {
    /// The side that is looked up, and the other one.
    fn of<T>(self, pair: Pair<T>) -> (T, T) {
        match self {
            Self::Forward => (pair.old, pair.new),
            Self::Back => (pair.new, pair.old),
        }
    }
}

/// One unit and what it became, or was before.
struct Line<'v> {
    entry: &'v Entry,
    unit: UnitId,
    others: Vec<UnitId>,
}

/// The concordance for people: old to new, and new to old.
pub(super) fn pages(view: &View<'_>) -> Vec<Table> {
    let lists = Lists::of(view);
    let mut tables = vec![lists.page(Way::Forward), lists.page(Way::Back)];
    tables[0].about = say::filtered(view);
    tables
}

/// The concordance for programs: every unit, in both directions.
pub(super) fn sheet(view: &View<'_>) -> Table {
    let lists = Lists::of(view);
    let head = [
        "direction",
        "number",
        "label",
        "section",
        "other_label",
        "other_section",
        "fate",
        "shape",
        "moved",
        "confidence",
        "remark",
    ];
    let mut table = Table { title: "Concordance".to_owned(), head: head.to_vec(), ..Table::default() };
    for (way, name) in [(Way::Forward, "old to new"), (Way::Back, "new to old")] {
        let (own, other) = way.of(view.documents);
        for line in lists.lines(way) {
            let link = &view.comparison.links[line.entry.link];
            let section = |document: &Document, unit: Option<&UnitId>| {
                unit.map(|&unit| say::section(document, unit)).unwrap_or_default()
            };
            let cells = vec![
                name.to_owned(),
                number(line.entry.link).to_string(),
                say::short_address(own, line.unit),
                section(own, Some(&line.unit)),
                say::joined(line.others.iter().map(|&unit| say::short_address(other, unit))),
                section(other, line.others.first()),
                say::fate(link.fate).to_owned(),
                say::shape_word(link.shape).to_owned(),
                say::yes(link.moved).to_owned(),
                say::confidence(link.confidence).to_owned(),
                lists.remark(way, &line, 1, usize::MAX),
            ];
            table.push("", Cells { cells, link: Some(line.entry.link) });
        }
    }
    table
}

/// Which units are listed, and how they stand to each other.
struct Lists<'v, 'a> {
    view: &'v View<'a>,
    /// For each listed unit its place among the listed ones.
    ranks: Pair<BTreeMap<UnitId, usize>>,
    /// The sections in which an address occurs.
    namesakes: Pair<BTreeMap<String, BTreeSet<SectionId>>>,
}

impl<'v, 'a> Lists<'v, 'a> {
    fn of(view: &'v View<'a>) -> Self {
        let called = called(view.documents);
        let mut listed = Pair::new(Vec::new(), Vec::new());
        for link in &view.comparison.links {
            let by_name = link.units.old.iter().any(|unit| called.old[unit.index()])
                || link.units.new.iter().any(|unit| called.new[unit.index()]);
            if by_name {
                listed.old.extend(&link.units.old);
                listed.new.extend(&link.units.new);
            }
        }
        let ranks = listed.map(|mut units: Vec<UnitId>| {
            units.sort_unstable();
            units.into_iter().enumerate().map(|(rank, unit)| (unit, rank)).collect::<BTreeMap<_, _>>()
        });
        let namesakes = view.documents.zip(ranks.as_ref()).map(|(document, ranks)| {
            let mut namesakes: BTreeMap<String, BTreeSet<SectionId>> = BTreeMap::new();
            for &unit in ranks.keys() {
                let sections = namesakes.entry(say::short_address(document, unit)).or_default();
                sections.insert(document.unit(unit).section);
            }
            namesakes
        });
        Self { view, ranks, namesakes }
    }

    /// The rows of one direction, in the order of the text that is looked up.
    fn lines(&self, way: Way) -> Vec<Line<'v>> {
        let (ranks, _) = way.of(self.ranks.as_ref());
        let mut lines = Vec::new();
        for entry in self.view.entries() {
            let link = &self.view.comparison.links[entry.link];
            let (own, others) = way.of(link.units.as_ref());
            for &unit in own.iter().filter(|unit| ranks.contains_key(unit)) {
                lines.push(Line { entry, unit, others: others.clone() });
            }
        }
        lines.sort_by_key(|line| line.unit);
        lines
    }

    /// What became of a unit, or of a run of so many units that begins with it, in words. Of the units
    /// that were split or merged with it, and are not of the run, so many are named.
    fn remark(&self, way: Way, line: &Line<'_>, run: usize, named: usize) -> String {
        let (view, entry, unit) = (self.view, line.entry, line.unit);
        let link = &view.comparison.links[entry.link];
        let (own, other) = way.of(view.documents);
        let mut said = vec![say::fate(link.fate).to_owned()];
        if let Some(shape) = say::shape(link.shape) {
            let all = way.of(link.units.as_ref()).0;
            let at = all.iter().position(|&mate| mate == unit).unwrap_or(0);
            let mates = all.iter().enumerate().filter(|&(n, _)| n < at || n >= at + run);
            let mates: Vec<String> = mates.map(|(_, &mate)| say::short_address(own, mate)).collect();
            let mut with: Vec<String> = mates.iter().take(named).cloned().collect();
            if mates.len() > with.len() && named > 0 {
                with.push(format!("{} more", mates.len() - with.len()));
            }
            let with = if with.is_empty() {
                String::new()
            } else {
                format!(" with {}", say::joined(with.into_iter()))
            };
            said.push(format!("{shape}{with}"));
        }
        if link.moved {
            said.push(say::moved(view, entry, link));
        }
        for passage in entry.passages.iter().map(|&passage| &view.comparison.passages[passage]) {
            let (Some(old), Some(new)) = (&passage.old, &passage.new) else { continue };
            let (here, there) = way.of(Pair::new(old.unit, new.unit));
            if here == unit {
                let verb = if way == Way::Forward { "part →" } else { "part from" };
                said.push(format!("{verb} {}", say::short_address(other, there)));
            }
        }
        // That a dropped text may live on must be seen at once; what a new one resembles can wait.
        let near = link.nearest.as_ref();
        if let Some(nearest) = near.filter(|_| way == Way::Forward || remarks::is_to_check(link)) {
            let alike = say::alike(nearest.similarity);
            said.push(format!("nearest {}, {alike} alike", say::short_address(other, nearest.unit)));
        }
        if remarks::is_to_check(link) {
            said.push("please check".to_owned());
        }
        said.join("; ")
    }

    /// One direction for people.
    fn page(&self, way: Way) -> Table {
        let (title, head) = match way {
            Way::Forward => ("Old labels to new ones", ["old", "new", "what became of it"]),
            Way::Back => ("New labels to old ones", ["new", "old", "where it comes from"]),
        };
        let mut table = Table { title: title.to_owned(), head: head.to_vec(), ..Table::default() };
        let lines = self.lines(way);
        let mut rest = lines.as_slice();
        while let Some(first) = rest.first() {
            let more = rest.windows(2).take_while(|pair| self.runs_on(way, &pair[0], &pair[1])).count();
            table.push("", self.row(way, first, &rest[more], more + 1));
            rest = &rest[more + 1..];
        }
        table
    }

    /// The row of a run, or of one line.
    fn row(&self, way: Way, first: &Line<'_>, last: &Line<'_>, count: usize) -> Cells {
        let (own, other) = way.of(self.view.documents);
        let label = say::extent(&say::short_address(own, first.unit), &say::short_address(own, last.unit));
        let became = match (first.others.as_slice(), last.others.as_slice()) {
            ([], _) => NOTHING.to_owned(),
            ([a], [b]) => say::extent(&say::short_address(other, *a), &say::short_address(other, *b)),
            (others, _) => say::joined(others.iter().map(|&unit| say::short_address(other, unit))),
        };
        let mut remark = self.remark(way, first, count, MATES);
        if let Some(reminder) = self.reminder(way, first) {
            remark.push_str(&format!(" {reminder}"));
        }
        let one = first.entry.link == last.entry.link;
        Cells { cells: vec![label, became, remark], link: one.then_some(first.entry.link) }
    }

    /// What tells a unit from others: the words of a heading, the heading above a number that occurs
    /// more than once.
    fn reminder(&self, way: Way, line: &Line) -> Option<String> {
        let (own, _) = way.of(self.view.documents);
        if own.unit(line.unit).kind == Kind::Heading {
            let words = own.text_of(line.unit).trim();
            return (!words.is_empty()).then(|| format!("“{}”", say::shorten(words, 48)));
        }
        let (namesakes, _) = way.of(self.namesakes.as_ref());
        let shared =
            namesakes.get(&say::short_address(own, line.unit)).is_some_and(|sections| sections.len() > 1);
        let above = say::headings(own, own.unit(line.unit).section).pop().filter(|_| shared)?;
        Some(format!("(under “{}”)", say::shorten(&above, 40)))
    }

    /// Whether two neighbouring lines can be said in one: parts of the same link, or neighbours on both
    /// sides with numbers that go on alike; and the same said of both.
    fn runs_on(&self, way: Way, a: &Line<'_>, b: &Line<'_>) -> bool {
        let (own_ranks, other_ranks) = way.of(self.ranks.as_ref());
        let follows = |ranks: &BTreeMap<UnitId, usize>, a: UnitId, b: UnitId| matches!((ranks.get(&a), ranks.get(&b)), (Some(&a), Some(&b)) if a + 1 == b);
        let (own, other) = way.of(self.view.documents);
        let heading = own.unit(a.unit).kind == Kind::Heading || own.unit(b.unit).kind == Kind::Heading;
        // Mates do not part a run: those within it need not be named.
        let said = |line: &Line<'_>| (self.remark(way, line, 1, 0), self.reminder(way, line));
        if heading || !follows(own_ranks, a.unit, b.unit) || said(a) != said(b) {
            return false;
        }
        if a.entry.link == b.entry.link {
            return true;
        }
        let shift =
            |line: &Line<'_>, to| shift(&say::short_address(own, line.unit), &say::short_address(other, to));
        let one_to_one = |line: &Line<'_>| {
            let link = &self.view.comparison.links[line.entry.link];
            link.units.old.len() <= 1 && link.units.new.len() <= 1
        };
        match (a.others.as_slice(), b.others.as_slice()) {
            ([], []) => true,
            (&[to_a], &[to_b]) if one_to_one(a) && one_to_one(b) && follows(other_ranks, to_a, to_b) => {
                let shifts = (shift(a, to_a), shift(b, to_b));
                shifts.0.is_some() && shifts.0 == shifts.1
            }
            _ => false,
        }
    }
}
