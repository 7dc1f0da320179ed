//! A phrase through texts: its places as rows, its words in their context.

use crate::lineage::Chain;

use crate::report::say;
use crate::report::table::{Cells, Group, Table};
use crate::survey::{Found, Hit, Match, Use};

/// Characters of context on either side, in tables.
const CONTEXT: usize = 80;
/// Characters of a long word; what has no space for so long is cut where it is.
const LONG_WORD: usize = 30;

const HEAD: [&str; 20] = [
    "round",
    "round_name",
    "file",
    "status",
    "section",
    "unit",
    "label",
    "address",
    "first_line",
    "last_line",
    "page",
    "first_byte",
    "end_byte",
    "match",
    "similarity",
    "before",
    "wording",
    "after",
    "missing",
    "added",
];

/// What stands around a hit in its unit: one line each, white space as single spaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::report) struct Context {
    /// Before it.
    pub(in crate::report) before: String,
    /// Its own words.
    pub(in crate::report) wording: String,
    /// After it.
    pub(in crate::report) after: String,
}

/// A hit in its context, which is at most `room` characters on either side.
pub(in crate::report) fn context(found: &Found<'_>, hit: &Hit, room: usize) -> Context {
    let text = found.chain.witnesses[hit.witness].document.text_of(hit.unit);
    let (before, after) = (&text[..hit.range.start], &text[hit.range.end..]);
    let from = before.char_indices().rev().nth(room).map_or(0, |(at, _)| whole_words(before, at));
    let to = after.char_indices().nth(room).map_or(after.len(), |(at, _)| whole_words_end(after, at));
    let lead = if before[from..].starts_with(char::is_whitespace) { " " } else { "" };
    Context {
        before: format!("{}{}", if from > 0 { "…" } else { lead }, one_line(&before[from..])),
        wording: one_line(found.wording(hit)).trim().to_owned(),
        after: format!("{}{}", one_line(&after[..to]), if to < after.len() { "…" } else { "" }),
    }
}

/// Where the first whole word after `at` begins; where none ends within a word's length, `at`.
fn whole_words(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let gap = rest.char_indices().take(LONG_WORD).find(|(_, c)| c.is_whitespace());
    at + gap.map_or(0, |(gap, c)| gap + c.len_utf8())
}

/// Where the last whole word before `at` ends.
fn whole_words_end(text: &str, at: usize) -> usize {
    let before = text[..at].char_indices().rev().take(LONG_WORD).find(|(_, c)| c.is_whitespace());
    before.map_or(at, |(gap, _)| gap)
}

/// White space as single spaces; those at the ends stay.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        match c.is_whitespace() {
            true if line.ends_with(' ') => {}
            true => line.push(' '),
            false => line.push(c),
        }
    }
    line
}

/// "once", "3 times".
pub(in crate::report) fn times(count: usize) -> String {
    if count == 1 { "once".to_owned() } else { format!("{count} times") }
}

/// The places of a phrase as rows for programs.
pub(super) fn sheet(found: &Found<'_>) -> Table {
    let rows = found.hits.iter().map(|hit| Cells { cells: row(found, hit), link: None }).collect();
    Table {
        title: "Places of a phrase".to_owned(),
        about: Vec::new(),
        head: HEAD.to_vec(),
        groups: vec![Group { heading: String::new(), rows }],
    }
}

fn row(found: &Found<'_>, hit: &Hit) -> Vec<String> {
    let witness = &found.chain.witnesses[hit.witness];
    let document = witness.document;
    let unit = document.unit(hit.unit);
    let Context { before, wording, after } = context(found, hit, CONTEXT);
    vec![
        witness.round.to_string(),
        found.chain.rounds.get(witness.round - 1).cloned().unwrap_or_default(),
        document.source.clone(),
        witness.status_of(hit.unit).name().to_owned(),
        document.section_path(hit.unit).join(" › "),
        hit.unit.0.to_string(),
        unit.label.clone().unwrap_or_default(),
        unit.address.clone(),
        unit.place.lines.0.to_string(),
        unit.place.lines.1.to_string(),
        unit.place.page.map(|page| page.to_string()).unwrap_or_default(),
        unit.place.bytes.start.to_string(),
        unit.place.bytes.end.to_string(),
        hit.what.word().to_owned(),
        format!("{:.4}", hit.similarity),
        before.trim().to_owned(),
        wording,
        after.trim().to_owned(),
        hit.missing.join(", "),
        hit.added.join(", "),
    ]
}

/// The tables for people: what it is called and how often, then where.
pub(super) fn tables(found: &Found<'_>) -> Vec<Table> {
    let mut variants = Table {
        title: "Wordings".to_owned(),
        about: about(found),
        head: vec!["wording", "match", "times", "rounds"],
        groups: Vec::new(),
    };
    for variant in &found.variants {
        let cells = vec![
            variant.wording.clone(),
            said(variant.what, variant.similarity),
            variant.count().to_string(),
            rounds(found.chain, &variant.counts),
        ];
        variants.push("", Cells { cells, link: None });
    }
    let mut places = Table {
        title: "Places".to_owned(),
        about: Vec::new(),
        head: vec!["place", "match", "before", "words", "after"],
        groups: Vec::new(),
    };
    for hit in &found.hits {
        let witness = &found.chain.witnesses[hit.witness];
        let context = context(found, hit, CONTEXT);
        let mut what = said(hit.what, hit.similarity);
        for remark in remarks(hit) {
            what.push_str(&format!("; {remark}"));
        }
        let place = say::short_address(witness.document, hit.unit);
        let cells = vec![place, what, context.before, context.wording, context.after];
        places.push(&format!("{} · {}", witness.round, witness.document.source), Cells { cells, link: None });
    }
    vec![variants, places]
}

/// "near .83"
pub(in crate::report) fn said(what: Match, similarity: f64) -> String {
    match what {
        Match::Verbatim | Match::Reordered => what.word().to_owned(),
        _ => format!("{} {}", what.word(), say::alike(similarity)),
    }
}

/// What is to be known of a hit of a formula: "without “accessible”".
pub(in crate::report) fn remarks(hit: &Hit) -> Vec<String> {
    let list = |words: &[String]| words.iter().map(|word| format!("“{word}”")).collect::<Vec<_>>().join(", ");
    let mut said = Vec::new();
    if !hit.missing.is_empty() {
        said.push(format!("without {}", list(&hit.missing)));
    }
    if !hit.added.is_empty() {
        said.push(format!("with {}", list(&hit.added)));
    }
    said
}

/// What is to be known before the places: each a sentence without its full stop.
pub(in crate::report) fn about(found: &Found<'_>) -> Vec<String> {
    let chain = found.chain;
    let texts =
        (0..chain.witnesses.len()).filter(|&at| found.hits.iter().any(|hit| hit.witness == at)).count();
    let all = match chain.witnesses.len() {
        1 => "1 text".to_owned(),
        all => format!("{all} texts"),
    };
    let mut about = Vec::new();
    if found.hits.is_empty() {
        about.push(format!("not found in {all}"));
    } else {
        let counts = Match::ALL.iter().filter_map(|&what| {
            let count = found.hits.iter().filter(|hit| hit.what == what).count();
            (count > 0).then(|| format!("{count} {}", what.word()))
        });
        let counts = counts.collect::<Vec<_>>().join(" · ");
        about.push(format!("{} in {texts} of {all}: {counts}", times(found.hits.len())));
    }
    if !found.members.is_empty() {
        about.push(format!("looked for as a list of {}", found.members.join(" · ")));
    }
    let used = |what: &str, Use { first, last }: Use| {
        format!("{what}: first in round {}, last in round {}", round(chain, first), round(chain, last))
    };
    let (verbatim, any) = (found.used(true), found.used(false));
    about.extend(verbatim.map(|verbatim| used("verbatim", verbatim)));
    about.extend(any.filter(|_| any != verbatim).map(|any| used("in any form", any)));
    let gaps = found.gaps();
    if !gaps.is_empty() && !found.hits.is_empty() {
        let gaps: Vec<String> = gaps.into_iter().map(|gap| round(chain, gap)).collect();
        about.push(format!("not in round {}", gaps.join(", ")));
    }
    let written = chain.written();
    let empty = (1..=chain.rounds.len()).filter(|round| !written.contains(round));
    let empty: Vec<String> = empty.map(|at| round(chain, at)).collect();
    if !empty.is_empty() {
        about.push(format!("without a text here: round {}", empty.join(", ")));
    }
    about
}

/// "3 (Zero draft)".
fn round(chain: &Chain<'_>, round: usize) -> String {
    let name = chain.rounds.get(round - 1).map(String::as_str).unwrap_or_default();
    format!("{round} ({name})")
}

/// The rounds in which a wording stands, with how often: "1, 2 ×3".
pub(in crate::report) fn rounds(chain: &Chain<'_>, counts: &[usize]) -> String {
    let count = |round: usize| chain.of_round(round).map(|at| counts[at]).sum::<usize>();
    let said = (1..=chain.rounds.len()).filter_map(|round| match count(round) {
        0 => None,
        1 => Some(round.to_string()),
        count => Some(format!("{round} ×{count}")),
    });
    said.collect::<Vec<_>>().join(", ")
}
