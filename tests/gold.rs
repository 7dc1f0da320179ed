//! How well travaux does on real texts, against labels made by people.
//!
//! The texts are not ours and not here: `TRAVAUX_TEXTS` names the folder (gold of our own in
//! `../gold` beside it). Unset, these tests say so and pass; set, a missing file is a failure.
//! `cargo test --test gold -- --nocapture` prints the figures.

#![allow(clippy::print_stdout, reason = "figures are printed for people to read")]

mod measures;
mod texts;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use measures::hits::Hits;
use measures::spans::{Span, SpanScore, span, spans_of};
use measures::{compared, compared_with, documents, links};
use serde::Deserialize;
use travaux::Pair;
use travaux::compare::{Fate, Weights};
use travaux::corpus::Gold;
use travaux::read::Granularity;

/// A file below the folder of texts.
fn file(folder: &Path, name: &str) -> String {
    let path = folder.join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

const DECEMBER: &str = "paris-9dec-12dec.gold.json";
const OCTOBER: &str = "paris-23oct-4dec.gold.json";

fn paris(folder: &Path, gold: &str, weights: Weights) -> links::LinkScore {
    let gold = Gold::load(&folder.join("../gold").join(gold)).unwrap_or_else(|error| panic!("{error}"));
    let names = Pair::new(format!("{}.md", gold.old), format!("{}.md", gold.new));
    let texts = names.as_ref().map(|name| file(&folder.join("paris-agreement"), name));
    let texts = texts.as_ref().map(String::as_str);
    let documents = documents(names.as_ref().map(String::as_str), texts, Granularity::Structure);
    links::score(&gold, texts, documents.as_ref(), &compared_with(documents.as_ref(), weights))
}

fn printed(test: &str, gold: &str) -> Option<links::LinkScore> {
    let score = paris(&texts::folder(test)?, gold, Weights::default());
    print!("{test}\n{score}");
    for (relation, (old, new), fate) in &score.misjudged {
        println!("  {old} -> {new}: labelled {relation:?}, judged {fate:?}");
    }
    println!("  lost lines: {:?}", score.lost);
    Some(score)
}

#[test]
fn paris_9_to_12_december() {
    let Some(score) = printed("Paris, 9 -> 12 December", DECEMBER) else { return };
    assert!(score.links.f1() >= 0.92, "links {}", score.links);
    assert!(score.changed.f1() >= 0.90, "changed links {}", score.changed);
    assert!(score.false_dropped() <= 0.04, "false dropped {}", score.false_dropped());
    assert_eq!(score.misjudged, [], "identical links are carried, editorial ones edited or carried");
}

#[test]
fn paris_23_october_to_4_december() {
    let Some(score) = printed("Paris, 23 October -> 4 December", OCTOBER) else { return };
    assert!(score.links.f1() >= 0.90, "links {}", score.links);
    assert!(score.changed.f1() >= 0.88, "changed links {}", score.changed);
    assert!(score.false_dropped() <= 0.06, "false dropped {}", score.false_dropped());
    assert_eq!(score.misjudged, [], "identical links are carried, editorial ones edited or carried");
}

/// A pair of drafts of an essay, one sentence a line.
#[derive(Deserialize)]
struct Essay {
    old: Vec<EssaySentence>,
    new: Vec<EssaySentence>,
    /// Aligned sentences, counted from 1.
    gold: BTreeSet<(u32, u32)>,
}

#[derive(Deserialize)]
struct EssaySentence {
    text: String,
}

/// All links and changed links over all essays, one sentence a line.
fn essays(folder: &Path, weights: &Weights) -> (usize, Hits, Hits) {
    let essays: Vec<Essay> =
        serde_json::from_str(&file(folder, "argrewrite/even-essays.json")).expect("essays have this form");
    let (mut all, mut changed) = (Hits::default(), Hits::default());
    for essay in &essays {
        let text = |sentences: &[EssaySentence]| {
            sentences.iter().map(|sentence| sentence.text.as_str()).collect::<Vec<_>>().join("\n")
        };
        let texts = Pair::new(text(&essay.old), text(&essay.new));
        let texts = texts.as_ref().map(String::as_str);
        let documents = documents(Pair::new("old.txt", "new.txt"), texts, Granularity::Line);
        let mut found = BTreeSet::new();
        for link in compared_with(documents.as_ref(), weights.clone()).links {
            for &old in &link.units.old {
                let line = |document: &travaux::Document, id| document.unit(id).place.lines.0;
                found.extend(
                    link.units.new.iter().map(|&new| (line(&documents.old, old), line(&documents.new, new))),
                );
            }
        }
        let same =
            |pair: &(u32, u32)| essay.old[pair.0 as usize - 1].text == essay.new[pair.1 as usize - 1].text;
        let identical: BTreeSet<(u32, u32)> = essay.gold.iter().filter(|pair| same(pair)).copied().collect();
        all += Hits::of(&found, &essay.gold);
        changed += Hits::of(&(&found - &identical), &(&essay.gold - &identical));
    }
    (essays.len(), all, changed)
}

/// The gold is monotone by design: it calls a sentence that moved, even word for word, dropped and
/// added.
#[test]
fn sentences_of_essays() {
    let Some(folder) = texts::folder("ArgRewrite, even essays") else { return };
    let (pairs, all, changed) = essays(&folder, &Weights::default());
    println!(
        "ArgRewrite, even essays ({pairs} pairs; asked for: .978, .950)\nall links: {all}\nchanged links: {changed}"
    );
    assert!(all.f1() >= 0.978, "all links {all}");
    assert!(changed.f1() >= 0.950, "changed links {changed}");
}

/// What each idea of the alignment brings: the table in `docs/alignment.md`.
#[test]
#[ignore = "a table for people: cargo test --release --test gold ideas -- --ignored --nocapture"]
fn ideas() {
    let Some(folder) = texts::folder("ablation") else { return };
    let weights = Weights::default;
    let never = f64::MAX;
    let variants = [
        ("as it is", weights()),
        ("single words only", Weights { pairs: 0.0, ..weights() }),
        ("no neighbours", Weights { neighbours: 0.0, ..weights() }),
        ("no sections", Weights { section: 0.0, ..weights() }),
        ("no place at all", Weights { neighbours: 0.0, section: 0.0, order: 0.0, ..weights() }),
        (
            "breaking the order costs nothing",
            Weights { apart: weights().together, apart_brevity: 0.0, ..weights() },
        ),
        ("no claims: one-to-one only", Weights { claim: never, ..weights() }),
        ("claims by residue only", Weights { alternatives: 0.0, kin: 0.0, ..weights() }),
        ("doubtful links are kept", Weights { leaving: never, ..weights() }),
    ];
    println!("| | 9 → 12 Dec: links / changed / false dropped | 23 Oct → 4 Dec | essays: all / changed |");
    println!("| --- | --- | --- | --- |");
    for (name, weights) in variants {
        let cell = |score: &links::LinkScore| {
            let (links, changed, lost) =
                (score.links.f1(), score.changed.f1(), score.false_dropped() * 100.0);
            format!("{links:.3} / {changed:.3} / {lost:.1} %")
        };
        let (december, october) =
            (paris(&folder, DECEMBER, weights.clone()), paris(&folder, OCTOBER, weights.clone()));
        let (_, all, changed) = essays(&folder, &weights);
        println!(
            "| {name} | {} | {} | {:.3} / {:.3} |",
            cell(&december),
            cell(&october),
            all.f1(),
            changed.f1()
        );
    }
}

/// A pair of sentences with labelled edits. Edits are counted in tokens split at single spaces.
#[derive(Deserialize)]
struct Sentences {
    #[serde(rename = "sentence-1")]
    old: String,
    #[serde(rename = "sentence-2")]
    new: String,
    #[serde(rename = "edits-combination-0")]
    edits: BTreeMap<String, LabelledEdit>,
}

#[derive(Deserialize)]
struct LabelledEdit {
    #[serde(rename = "sentence-1-token-indices")]
    old: Option<(usize, usize)>,
    #[serde(rename = "sentence-2-token-indices")]
    new: Option<(usize, usize)>,
}

#[test]
fn edits_of_sentences() {
    let Some(folder) = texts::folder("arXivEdits, development") else { return };
    let pairs: BTreeMap<String, Sentences> =
        serde_json::from_str(&file(&folder, "arxivedits/edits-dev.json"))
            .expect("sentence pairs have this form");
    let (mut raw, mut readable, mut unlinked) = (SpanScore::default(), SpanScore::default(), 0);
    for pair in pairs.values() {
        let range = |side: Option<(usize, usize)>| side.map_or(0..0, |(start, end)| start..end);
        let gold: BTreeSet<Span> =
            pair.edits.values().map(|edit| span(range(edit.old), range(edit.new))).collect();
        let texts = Pair::new(pair.old.as_str(), pair.new.as_str());
        let documents = documents(Pair::new("old.txt", "new.txt"), texts, Granularity::Line);
        let comparison = compared(documents.as_ref());
        let whole =
            || BTreeSet::from([span(0..texts.old.split(' ').count(), 0..texts.new.split(' ').count())]);
        let link = comparison.links.iter().find(|link| !matches!(link.fate, Fate::Dropped | Fate::New));
        unlinked += usize::from(link.is_none());
        let spans = |edits: Option<&Vec<travaux::compare::Edit>>| {
            edits.map_or_else(whole, |edits| spans_of(texts, edits))
        };
        raw.count(&spans(link.and_then(|link| link.raw_edits.as_ref())), &gold);
        readable.count(&spans(link.map(|link| &link.edits)), &gold);
    }
    println!("arXivEdits, development ({} pairs, {unlinked} not linked); difflib: .684, .941", pairs.len());
    for (name, score) in [("raw", raw), ("readable", readable)] {
        println!("{name:8} exact spans: {}\n         edited tokens: {}", score.exact, score.tokens);
    }
    assert!(raw.exact.f1() > 0.684, "exact spans {}", raw.exact);
    assert!(raw.tokens.f1() > 0.941, "edited tokens {}", raw.tokens);
}

/// How well similarity alone tells five degrees of change apart; for information. The thresholds
/// are the best ones for these very pairs, so this is an upper bound.
#[test]
fn degrees_of_change_in_bills() {
    let Some(folder) = texts::folder("bills") else { return };
    let rows = rows(&file(&folder, "bills/val_sub_sec_pairs.csv"));
    let mut scored: Vec<(f64, usize)> = Vec::new();
    for row in rows.iter().skip(1).filter(|row| row.len() == 7) {
        let texts = Pair::new(row[4].as_str(), row[5].as_str());
        let documents = documents(Pair::new("old.txt", "new.txt"), texts, Granularity::Line);
        let alike = compared(documents.as_ref())
            .links
            .iter()
            .map(|link| link.nearest.as_ref().map_or(link.similarity, |nearest| nearest.similarity))
            .fold(0.0, f64::max);
        scored.push((alike, row[6].trim().parse().expect("a label is a number")));
    }
    scored.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (correct, thresholds) = best_thresholds(&scored);
    let share = 100.0 * correct as f64 / scored.len() as f64;
    println!("bills ({} pairs): {share:.1} % by similarity with thresholds {thresholds:.3?}", scored.len());
    assert!(scored.len() > 400, "the file is whole");
}

/// The thresholds between labels 0 to 4 that put most of the sorted pairs right, and how many.
fn best_thresholds(scored: &[(f64, usize)]) -> (usize, Vec<f64>) {
    // best[k]: most right so far with label k the highest in use, and where each label begins.
    let mut best: Vec<(usize, Vec<usize>)> = (0..5).map(|label| (0, vec![0; label])).collect();
    for (at, &(value, label)) in scored.iter().enumerate() {
        let may_cut = at == 0 || scored[at - 1].0 < value;
        for k in 0..5 {
            if k > 0 && may_cut && best[k - 1].0 > best[k].0 {
                let mut starts = best[k - 1].1.clone();
                starts.push(at);
                best[k] = (best[k - 1].0, starts);
            }
        }
        for (k, best) in best.iter_mut().enumerate() {
            best.0 += usize::from(k == label);
        }
    }
    let (correct, starts) = best.swap_remove(4);
    (correct, starts.into_iter().map(|at| scored.get(at).map_or(1.0, |pair| pair.0)).collect())
}

/// Rows of a CSV file: quoted fields may hold commas, doubled quotes and line ends.
fn rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.next_if_eq(&'"').is_some() => field.push('"'),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut field)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field).trim_end_matches('\r').to_owned());
                rows.push(std::mem::take(&mut row));
            }
            _ => field.push(c),
        }
    }
    if !field.is_empty() || !row.is_empty() {
        row.push(field);
        rows.push(row);
    }
    rows
}
