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
use std::ops::Range;

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
    /// A cell ends, and another follows: how many bytes stand between them in the line.
    Between(usize),
    /// A paragraph ends, or a row.
    End,
}

impl What<'_> {
    /// Whether a paragraph ends, in a cell or not.
    pub(super) const fn ends(&self) -> bool {
        matches!(self, Self::Between(_) | Self::End)
    }

    /// The words it says.
    pub(super) fn words(&self) -> &str {
        match self {
            Self::Words(words) | Self::Raised(words) => words,
            Self::Between(_) | Self::End => "",
        }
    }
}

/// A token and the units it belongs to: on both sides, or on one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token<'t> {
    pub(super) what: What<'t>,
    pub(super) at: Pair<Option<UnitId>>,
}

impl Token<'_> {
    /// Some of its words.
    pub(super) fn part(&self, range: Range<usize>) -> Self {
        let cut = |words: &Cow<'_, str>| words.get(range).unwrap_or_default().to_owned();
        let what = match &self.what {
            What::Words(words) => What::Words(Cow::Owned(cut(words))),
            What::Raised(words) => What::Raised(Cow::Owned(cut(words))),
            other => other.clone(),
        };
        Self { what, at: self.at }
    }
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
    let tokens = tidied(walker.out);
    if adds_up(documents, link, &tokens) { tokens } else { whole(documents, link) }
}

/// Tokens with white space where a person would leave it: outside the words that changed, and before
/// the end of a paragraph that was merged with the next.
fn tidied(tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let mut out: Vec<Token<'_>> = Vec::with_capacity(tokens.len());
    for token in tokens {
        match out.last() {
            Some(before) if replaces(before, &token) => {
                if let Some(before) = out.pop() {
                    out.extend(apart(before, token));
                }
            }
            Some(_) if is_space(&token) && token.at.old.is_none() => {
                // Tokens of one side may change places with those of the other.
                let old = out.iter().rev().take_while(|before| before.at.new.is_none()).count();
                let end = out[out.len() - old..].iter().position(|before| before.what == What::End);
                let at = end.map_or(out.len(), |end| out.len() - old + end);
                out.insert(at, token);
            }
            _ => out.push(token),
        }
    }
    out
}

fn is_space(token: &Token<'_>) -> bool {
    matches!(&token.what, What::Words(words) if words.trim().is_empty())
}

/// Whether one of two tokens has the old words and the other the new ones.
fn replaces(before: &Token<'_>, after: &Token<'_>) -> bool {
    let words = matches!((&before.what, &after.what), (What::Words(_), What::Words(_)));
    let one_side = |token: &Token<'_>| token.at.old.is_some() != token.at.new.is_some();
    words && one_side(before) && one_side(after) && before.at.old.is_some() != after.at.old.is_some()
}

/// Takes the white space that both begin or end with out of a replacement.
fn apart<'t>(before: Token<'t>, after: Token<'t>) -> Vec<Token<'t>> {
    let (What::Words(a), What::Words(b)) = (&before.what, &after.what) else { return vec![before, after] };
    let both = Pair::new(before.at.old.or(after.at.old), before.at.new.or(after.at.new));
    let common = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| -> usize {
        let same = a.zip(b).take_while(|(a, b)| a == b && a.is_whitespace());
        same.map(|(c, _)| c.len_utf8()).sum()
    };
    let lead = common(&mut a.chars(), &mut b.chars());
    let tail = common(&mut a[lead..].chars().rev(), &mut b[lead..].chars().rev());
    let put = |words: &str, at: Pair<Option<UnitId>>| {
        (!words.is_empty()).then(|| Token { what: What::Words(Cow::Owned(words.to_owned())), at })
    };
    let parts = [
        put(&a[..lead], both),
        put(&a[lead..a.len() - tail], before.at),
        put(&b[lead..b.len() - tail], after.at),
        put(&a[a.len() - tail..], both),
    ];
    parts.into_iter().flatten().collect()
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
                What::Words(_) | What::Raised(_) | What::Between(_) => so_far.push_str(token.what.words()),
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
