//! One link -> tokens: labels, words and the ends of paragraphs, each with the units it belongs to.
//!
//! ```text
//! old 7 "Boats sail. Nets dry."          "7." old 7, "9." new 9, tab both, "Boats sail." both,
//! new 9 "Boats sail."                    " " old 7, end new 9, "10." + tab new 10,
//! new 10 "Nets dry."                     "Nets dry." old 7 and new 10, end of both
//! ```
//!
//! The tokens of an old unit, one after another, are its paragraph; so are those of a new one. That is
//! checked here for every link: should edits ever not add up, the old units are taken out and the new
//! ones put in whole.

use std::borrow::Cow;

use super::lines::{head, line, markers};
use crate::compare::{Link, Op};
use crate::document::{Document, UnitId};
use crate::pair::Pair;
use crate::report::redline::{Step, exact};

/// What a token says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What<'t> {
    /// Words; a tab is a character.
    Words(Cow<'t, str>),
    /// Words set as superscript: the marker of a note.
    Raised(Cow<'t, str>),
    /// A paragraph ends.
    End,
}

/// A token and the units it belongs to: on both sides, or on one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token<'t> {
    pub(super) what: What<'t>,
    pub(super) at: Pair<Option<UnitId>>,
}

/// The tokens of a link. `texts` are the joined texts of its units.
pub(super) fn walk<'t>(
    documents: Pair<&'t Document>,
    link: &'t Link,
    texts: &'t Pair<String>,
) -> Vec<Token<'t>> {
    let mut walker = Walker { documents, link, at: Pair::default(), gone: Pair::default(), out: Vec::new() };
    walker.start(Pair::new(true, true));
    for step in exact(documents, link, texts) {
        match step {
            Step::Text(op, words) => walker.words(op, words),
            Step::Break(sides) => {
                walker.end(sides);
                walker.at.old += usize::from(sides.old);
                walker.at.new += usize::from(sides.new);
                walker.start(sides);
            }
        }
    }
    walker.end(Pair::new(true, true));
    if adds_up(documents, link, &walker.out) { walker.out } else { whole(documents, link) }
}

struct Walker<'t> {
    documents: Pair<&'t Document>,
    link: &'t Link,
    /// Which of the link's units is being walked along.
    at: Pair<usize>,
    /// Bytes of its text and markers that have been passed.
    gone: Pair<(usize, usize)>,
    out: Vec<Token<'t>>,
}

impl<'t> Walker<'t> {
    /// The units being walked along, on the sides that are asked for.
    fn units(&self, sides: Pair<bool>) -> Pair<Option<UnitId>> {
        let unit =
            |((units, at), here): ((&Vec<UnitId>, usize), bool)| units.get(at).copied().filter(|_| here);
        self.link.units.as_ref().zip(self.at).zip(sides).map(unit)
    }

    fn put(&mut self, what: What<'t>, at: Pair<Option<UnitId>>) {
        if at.old.is_some() || at.new.is_some() {
            self.out.push(Token { what, at });
        }
    }

    fn end(&mut self, sides: Pair<bool>) {
        let at = self.units(sides);
        self.put(What::End, at);
    }

    /// Units begin: their labels, and markers before the first word.
    fn start(&mut self, sides: Pair<bool>) {
        let at = self.units(sides);
        let heads = self.documents.zip(at).map(|(document, unit)| unit.and_then(|unit| head(document, unit)));
        if heads.old == heads.new {
            // Also where both have none.
            if let Some(head) = heads.old {
                self.label(head.label, head.raised, at);
                self.tab(head.tab, at);
            }
        } else {
            let tabs = heads.as_ref().map(|head| head.as_ref().is_some_and(|head| head.tab));
            if let Some(head) = heads.old {
                self.label(head.label, head.raised, Pair::new(at.old, None));
            }
            if let Some(head) = heads.new {
                self.label(head.label, head.raised, Pair::new(None, at.new));
            }
            if tabs.old && tabs.new {
                self.tab(true, at);
            } else {
                self.tab(tabs.old, Pair::new(at.old, None));
                self.tab(tabs.new, Pair::new(None, at.new));
            }
        }
        if sides.old {
            self.gone.old = (0, 0);
        }
        if sides.new {
            self.gone.new = (0, 0);
        }
        self.markers(sides);
    }

    fn label(&mut self, label: String, raised: bool, at: Pair<Option<UnitId>>) {
        let label = Cow::Owned(label);
        self.put(if raised { What::Raised(label) } else { What::Words(label) }, at);
    }

    fn tab(&mut self, there: bool, at: Pair<Option<UnitId>>) {
        if there {
            self.put(What::Words(Cow::Borrowed("\t")), at);
        }
    }

    /// Words, cut where markers stand in them.
    fn words(&mut self, op: Op, words: &'t str) {
        let sides = Pair::new(op != Op::Insert, op != Op::Delete);
        let mut rest = words;
        while !rest.is_empty() {
            let next = self.next_marker(sides).filter(|&next| next < rest.len());
            let (now, later) = rest.split_at(next.unwrap_or(rest.len()));
            let at = self.units(sides);
            self.put(What::Words(Cow::Borrowed(now)), at);
            if sides.old {
                self.gone.old.0 += now.len();
            }
            if sides.new {
                self.gone.new.0 += now.len();
            }
            rest = later;
            self.markers(sides);
        }
    }

    /// Bytes up to the next marker of the sides, none of which is due.
    fn next_marker(&self, sides: Pair<bool>) -> Option<usize> {
        let units = self.documents.zip(self.units(sides)).zip(self.gone);
        let next = units.map(|((document, unit), (gone, passed))| {
            markers(document, unit?).get(passed).map(|&(at, _)| at.saturating_sub(gone))
        });
        next.old.into_iter().chain(next.new).min()
    }

    /// Writes the markers that stand here.
    fn markers(&mut self, sides: Pair<bool>) {
        loop {
            let at = self.units(sides);
            let units = self.documents.zip(at).zip(self.gone);
            let due = units.map(|((document, unit), (gone, passed))| {
                markers(document, unit?).get(passed).filter(|marker| marker.0 <= gone).map(|marker| marker.1)
            });
            let sides = match (due.old, due.new) {
                (None, None) => return,
                (old, new) if old == new => Pair::new(true, true),
                (old, _) => Pair::new(old.is_some(), old.is_none()),
            };
            let label = if sides.old { due.old } else { due.new };
            let at = Pair::new(at.old.filter(|_| sides.old), at.new.filter(|_| sides.new));
            self.put(What::Raised(Cow::Borrowed(label.unwrap_or_default())), at);
            self.gone.old.1 += usize::from(sides.old);
            self.gone.new.1 += usize::from(sides.new);
        }
    }
}

/// Whether the tokens spell each unit.
fn adds_up(documents: Pair<&Document>, link: &Link, tokens: &[Token<'_>]) -> bool {
    let spelt = |document: &Document, units: &[UnitId], side: fn(&Token<'_>) -> Option<UnitId>| {
        let mut left = units.iter();
        let mut so_far = String::new();
        for token in tokens.iter().filter(|token| side(token).is_some()) {
            match &token.what {
                What::Words(words) | What::Raised(words) => so_far.push_str(words),
                What::End => {
                    let unit = left.next();
                    if unit.is_none_or(|&unit| side(token) != Some(unit) || line(document, unit) != so_far) {
                        return false;
                    }
                    so_far.clear();
                }
            }
        }
        left.next().is_none() && so_far.is_empty()
    };
    spelt(documents.old, &link.units.old, |token| token.at.old)
        && spelt(documents.new, &link.units.new, |token| token.at.new)
}

/// The old units taken out whole, the new ones put in.
fn whole<'t>(documents: Pair<&Document>, link: &Link) -> Vec<Token<'t>> {
    let mut tokens = Vec::new();
    let mut unit = |document: &Document, unit: UnitId, at: Pair<Option<UnitId>>| {
        tokens.push(Token { what: What::Words(Cow::Owned(line(document, unit))), at });
        tokens.push(Token { what: What::End, at });
    };
    link.units.old.iter().for_each(|&id| unit(documents.old, id, Pair::new(Some(id), None)));
    link.units.new.iter().for_each(|&id| unit(documents.new, id, Pair::new(None, Some(id))));
    tokens
}
