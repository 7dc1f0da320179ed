//! How much of a planted truth a comparison found.

use std::collections::BTreeSet;
use std::ops::Range;

use travaux::compare::{Comparison, Edit, Op};
use travaux::document::{Document, UnitId};
use travaux::{Pair, compare};

use super::draft::{Change, Draft, Item, Planted, WordPlace};
use super::hits::Hits;
use super::language::{core, is_content};

/// What one set of edits (readable or raw) shows of the words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordScore {
    /// Carried words: the old word and the new word that stand in one equal edit at the same place.
    pub carried: Hits,
    /// Carried words of which the old one is shown struck and the new one inserted.
    pub torn: usize,
    /// Of these, words of meaning.
    pub torn_content: usize,
    /// Of these, words of paragraphs that were not heavily edited.
    pub torn_outside_heavy: usize,
    /// Equal edits whose words are not the same on both sides, or that cut a word.
    pub broken: usize,
}

/// What a comparison found of a planted truth.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Pairs of linked paragraphs and headings.
    pub links: Hits,
    /// Words, by the edits a person sees.
    pub readable: WordScore,
    /// Words, by the correct edits.
    pub raw: WordScore,
    /// Planted moves that were flagged, of all planted moves (`found` is not counted).
    pub moves: Hits,
    /// Carried words in links called moved that did not move.
    pub false_moves: usize,
    /// Carried words.
    pub words: usize,
    /// Items that no unit holds as they were written.
    pub misread: usize,
    /// Pairs of lines that were linked and should not be, or the other way round, and what they say.
    pub faults: Vec<String>,
}

impl Score {
    /// False moves as a share of all carried words.
    pub fn false_move_rate(&self) -> f64 {
        self.false_moves as f64 / self.words.max(1) as f64
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "  links          {}", self.links)?;
        for (name, words) in [("readable", &self.readable), ("raw", &self.raw)] {
            writeln!(
                f,
                "  words {name:8} {}; struck and inserted {} (of meaning {}, outside heavy edits {}); broken {}",
                words.carried, words.torn, words.torn_content, words.torn_outside_heavy, words.broken
            )?;
        }
        writeln!(
            f,
            "  moves          {} of {} flagged; false moves {:.3} % of {} carried words; misread {}",
            self.moves.hits,
            self.moves.wanted,
            100.0 * self.false_move_rate(),
            self.words,
            self.misread
        )?;
        self.faults.iter().take(12).try_for_each(|fault| writeln!(f, "  {fault}"))
    }
}

/// Reads and compares the planted drafts and scores the result.
///
/// # Panics
/// If travaux fails: these are plain texts.
pub fn measure(planted: &Planted) -> Score {
    let documents = read(planted);
    #[allow(clippy::needless_update, reason = "options may grow")]
    let options = compare::Options { raw_edits: true, ..compare::Options::default() };
    let comparison = compare::compare(documents.as_ref(), &options, &compare::Watch::default())
        .expect("nobody interrupts the comparison");
    score(planted, documents.as_ref(), &comparison)
}

/// The documents travaux makes of the drafts.
///
/// # Panics
/// If travaux cannot read them.
pub fn read(planted: &Planted) -> Pair<Document> {
    Pair::new(("old.txt", &planted.old), ("new.txt", &planted.new)).map(|(name, draft)| {
        travaux::read_bytes(name, draft.text.as_bytes(), &travaux::read::Options::default())
            .expect("a plain text is read")
    })
}

/// Scores a comparison of the drafts.
pub fn score(planted: &Planted, documents: Pair<&Document>, comparison: &Comparison) -> Score {
    let drafts = Pair::new(&planted.old, &planted.new);
    let sides = drafts.zip(documents).map(|(draft, document)| Side::new(draft, document));
    let mut score = Score {
        misread: sides.old.misread + sides.new.misread,
        words: planted
            .new
            .items
            .iter()
            .flat_map(|item| &item.words)
            .filter(|word| word.from.is_some())
            .count(),
        ..Score::default()
    };
    score_links(planted, &sides, comparison, &mut score);
    score.readable = score_words(planted, &sides, comparison, false);
    score.raw = score_words(planted, &sides, comparison, true);
    score
}

/// A draft beside the document made of it.
struct Side<'a> {
    document: &'a Document,
    /// Unit -> item.
    items: Vec<Option<usize>>,
    /// Unit -> its words: byte range in the unit's text, and index.
    words: Vec<Vec<(Range<usize>, usize)>>,
    misread: usize,
}

impl<'a> Side<'a> {
    fn new(draft: &Draft, document: &'a Document) -> Self {
        let mut by_line = vec![None; draft.items.last().map_or(0, |item| item.line as usize + 2)];
        for (index, item) in draft.items.iter().enumerate() {
            by_line[item.line as usize] = Some(index);
        }
        let find = |id: UnitId| {
            let (first, last) = document.unit(id).place.lines;
            (first..=last).find_map(|line| by_line.get(line as usize).copied().flatten())
        };
        let items: Vec<Option<usize>> = document.ids().map(find).collect();
        let words: Vec<_> = document
            .ids()
            .map(|id| items[id.index()].and_then(|item| words_of(&draft.items[item], document.text_of(id))))
            .collect();
        let read = words.iter().filter(|words| words.is_some()).count();
        let misread = draft.items.len().abs_diff(read);
        Self { document, items, words: words.into_iter().map(Option::unwrap_or_default).collect(), misread }
    }

    /// The words of a link's joined text: byte range, and where they stand.
    fn joined(&self, ids: &[UnitId]) -> Vec<(Range<usize>, WordPlace)> {
        let (mut joined, mut base) = (Vec::new(), 0);
        for &id in ids {
            if let Some(item) = self.items[id.index()] {
                let words = self.words[id.index()].iter();
                joined.extend(words.map(|(range, n)| (base + range.start..base + range.end, (item, *n))));
            }
            base += self.document.text_of(id).len() + 1;
        }
        joined
    }
}

/// The words of an item in the text of its unit, which may keep the label; `None` if it isn't there.
fn words_of(item: &Item, text: &str) -> Option<Vec<(Range<usize>, usize)>> {
    let written = item.text();
    let mut at = text.strip_suffix(written.as_str())?.len();
    let mut words = Vec::with_capacity(item.words.len());
    for (n, word) in item.words.iter().enumerate() {
        let inner = core(&word.text);
        let start = at + word.text.find(inner).unwrap_or(0);
        words.push((start..start + inner.len(), n));
        at += word.text.len() + 1;
    }
    Some(words)
}

fn score_links(planted: &Planted, sides: &Pair<Side<'_>>, comparison: &Comparison, score: &mut Score) {
    // Item -> the true link it belongs to; every item is in one at most.
    let mut true_link = Pair::new(vec![None; planted.old.items.len()], vec![None; planted.new.items.len()]);
    for (n, link) in planted.links.iter().enumerate() {
        link.old.iter().for_each(|&item| true_link.old[item] = Some(n));
        link.new.iter().for_each(|&item| true_link.new[item] = Some(n));
        score.links.wanted += link.old.len() * link.new.len();
    }
    let mut found = BTreeSet::new();
    let mut flagged = vec![false; planted.links.len()];
    let mut called_moved = vec![false; planted.new.items.len()];
    for link in &comparison.links {
        let items = Pair::new(&link.units.old, &link.units.new)
            .zip(sides.as_ref())
            .map(|(ids, side)| ids.iter().filter_map(|id| side.items[id.index()]).collect::<Vec<_>>());
        for &old in &items.old {
            for &new in &items.new {
                score.links.found += 1;
                found.insert((old, new));
                if let (Some(a), Some(b)) = (true_link.old[old], true_link.new[new])
                    && a == b
                {
                    score.links.hits += 1;
                    flagged[a] |= link.moved;
                }
                called_moved[new] |= link.moved;
            }
        }
    }
    score.faults = faults(planted, &found);
    for (link, flagged) in planted.links.iter().zip(flagged) {
        if link.moved {
            score.moves.wanted += 1;
            score.moves.hits += usize::from(flagged);
            continue;
        }
        for &new in link.new.iter().filter(|&&new| called_moved[new]) {
            score.false_moves +=
                planted.new.items[new].words.iter().filter(|word| word.from.is_some()).count();
        }
    }
}

/// The wrong and the missing pairs of items, in words.
fn faults(planted: &Planted, found: &BTreeSet<(usize, usize)>) -> Vec<String> {
    let mut wanted = BTreeSet::new();
    for link in &planted.links {
        wanted.extend(link.old.iter().flat_map(|&old| link.new.iter().map(move |&new| (old, new))));
    }
    let shape = |old: usize| {
        let link = planted.links.iter().find(|link| link.old.contains(&old));
        link.map_or("dropped".to_owned(), |link| {
            let moved = if link.moved { ", moved" } else { "" };
            format!("{} to {}{moved}, change {:?}", link.old.len(), link.new.len(), link.change)
        })
    };
    found
        .symmetric_difference(&wanted)
        .map(|&(old, new)| {
            let verdict = if wanted.contains(&(old, new)) { "missing" } else { "wrong" };
            let (a, b) = (&planted.old.items[old], &planted.new.items[new]);
            let words = (a.words.len(), b.words.len());
            format!(
                "{verdict}: line {} -> {} ({} -> {} words; truth: {})",
                a.line,
                b.line,
                words.0,
                words.1,
                shape(old)
            )
        })
        .collect()
}

fn score_words(planted: &Planted, sides: &Pair<Side<'_>>, comparison: &Comparison, raw: bool) -> WordScore {
    let mut score = WordScore::default();
    let mut shown_equal = Pair::new(&planted.old, &planted.new)
        .map(|draft| draft.items.iter().map(|item| vec![false; item.words.len()]).collect::<Vec<_>>());
    for link in &comparison.links {
        let words = Pair::new(&link.units.old, &link.units.new)
            .zip(sides.as_ref())
            .map(|(ids, side)| side.joined(ids));
        let edits = if raw { link.raw_edits.as_ref().unwrap_or(&link.edits) } else { &link.edits };
        for edit in edits.iter().filter(|edit| edit.op == Op::Equal) {
            let (old, new) = (inside(&words.old, &edit.old), inside(&words.new, &edit.new));
            score.broken += usize::from(old.len() != new.len());
            for (&(_, old), &(_, new)) in old.iter().zip(new) {
                score.carried.found += 1;
                score.carried.hits += usize::from(planted.new.items[new.0].words[new.1].from == Some(old));
                shown_equal.old[old.0][old.1] = true;
                shown_equal.new[new.0][new.1] = true;
            }
        }
    }
    let mut heavy = vec![false; planted.new.items.len()];
    for link in planted.links.iter().filter(|link| link.change == Change::Heavy) {
        link.new.iter().for_each(|&new| heavy[new] = true);
    }
    for (at, item) in planted.new.items.iter().enumerate() {
        for (n, word) in item.words.iter().enumerate() {
            let Some(from) = word.from else { continue };
            score.carried.wanted += 1;
            if !shown_equal.old[from.0][from.1] && !shown_equal.new[at][n] {
                score.torn += 1;
                score.torn_content += usize::from(is_content(&word.text));
                score.torn_outside_heavy += usize::from(!heavy[at]);
            }
        }
    }
    score
}

/// The words that lie wholly in a range. They stand in order.
fn inside<'w>(
    words: &'w [(Range<usize>, WordPlace)],
    range: &Range<usize>,
) -> &'w [(Range<usize>, WordPlace)] {
    let from = words.partition_point(|(word, _)| word.start < range.start);
    let to = words.partition_point(|(word, _)| word.end <= range.end);
    &words[from..to.max(from)]
}

/// The comparison that says the truth and nothing else, to test the score with: its equal edits
/// are the carried words, one by one.
pub fn oracle(planted: &Planted, documents: Pair<&Document>) -> Comparison {
    use travaux::compare::{Fate, Link, Shape, Summary};

    let sides = Pair::new(&planted.old, &planted.new)
        .zip(documents)
        .map(|(draft, document)| Side::new(draft, document));
    let unit_of = |side: &Side<'_>, item: usize| {
        let at = side.items.iter().position(|&found| found == Some(item)).expect("every item is read");
        UnitId(u32::try_from(at).expect("few units"))
    };
    let mut links = Vec::new();
    for link in &planted.links {
        let units = Pair::new(
            link.old.iter().map(|&item| unit_of(&sides.old, item)).collect::<Vec<_>>(),
            link.new.iter().map(|&item| unit_of(&sides.new, item)).collect::<Vec<_>>(),
        );
        let old = sides.old.joined(&units.old);
        let mut edits = Vec::new();
        for (range, place) in sides.new.joined(&units.new) {
            let from = planted.new.items[place.0].words[place.1].from;
            if let Some((origin, _)) = old.iter().find(|(_, place)| Some(*place) == from) {
                edits.push(Edit { op: Op::Equal, old: origin.clone(), new: range });
            }
        }
        links.push(Link {
            shape: Shape::of(units.old.len(), units.new.len()),
            units,
            fate: Fate::Reworded,
            moved: link.moved,
            edits,
            ..Link::dropped(UnitId(0))
        });
    }
    let summary = Summary::of(documents, &links, &[]);
    Comparison { links, passages: Vec::new(), substitutions: Vec::new(), summary }
}
