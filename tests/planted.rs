//! Planted truth: what a comparison finds in generated drafts of which everything is known.
//!
//! `cargo test --test planted -- --nocapture` prints the figures. The bars are those of the
//! project's measures; none may be lowered to make a change pass.

#![allow(clippy::print_stdout, reason = "figures are printed for people to read")]

#[path = "planted/mod.rs"]
mod planted;

use planted::score::{Score, measure, oracle, read, score};
use planted::{Parameters, Planted, Vocabulary, plant};
use travaux::compare::{Comparison, Edit, Fate, Op, Shape};
use travaux::{Pair, compare};

const SEEDS: [u64; 3] = [1, 2, 3];

#[test]
fn three_seeds_reach_the_bars() {
    let scores: Vec<Score> =
        SEEDS.iter().map(|&seed| measure(&plant(seed, &Parameters::default()))).collect();
    for (seed, score) in SEEDS.iter().zip(&scores) {
        print!("planted truth, seed {seed}\n{score}");
    }
    for score in &scores {
        assert_eq!(score.misread, 0, "every paragraph is read as it was written");
        assert!(score.links.f1() >= 0.99, "links {}", score.links);
        assert!(score.readable.carried.f1() >= 0.99, "carried words {}", score.readable.carried);
        assert!(score.raw.carried.f1() >= 0.99, "carried words, raw edits {}", score.raw.carried);
        assert!(score.moves.recall() >= 0.95, "moves flagged {}", score.moves);
        assert!(score.false_move_rate() < 0.01, "false moves {}", score.false_move_rate());
        assert_eq!((score.readable.broken, score.raw.broken), (0, 0), "equal edits hold equal words");
        assert_eq!(score.readable.torn, 0, "no carried word is both struck and inserted");
    }
}

/// A draft of the size of a convention, where whatever is dense or quadratic shows.
#[test]
fn a_large_draft_reaches_the_bars() {
    let score = measure(&plant(4, &Parameters::of_size(1_100)));
    print!("planted truth, 1,100 paragraphs\n{score}");
    assert!(score.links.f1() >= 0.99, "links {}", score.links);
    assert!(score.readable.carried.f1() >= 0.99, "carried words {}", score.readable.carried);
    assert!(score.moves.recall() >= 0.95, "moves flagged {}", score.moves);
    assert!(score.false_move_rate() < 0.01, "false moves {}", score.false_move_rate());
}

/// Where few words do nearly all the work, unrelated paragraphs look alike; harder than any real text
/// we have, so the bar for links is lower.
#[test]
fn a_poor_vocabulary_confuses_little() {
    for seed in SEEDS {
        let parameters = Parameters { vocabulary: Vocabulary::Poor, ..Parameters::default() };
        let score = measure(&plant(seed, &parameters));
        print!("planted truth, poor vocabulary, seed {seed}\n{score}");
        assert!(score.links.f1() >= 0.97, "links {}", score.links);
        assert!(score.readable.carried.f1() >= 0.98, "carried words {}", score.readable.carried);
        assert!(score.moves.recall() >= 0.95, "moves flagged {}", score.moves);
        assert!(score.false_move_rate() < 0.01, "false moves {}", score.false_move_rate());
    }
}

#[test]
fn a_paragraph_on_top_is_the_only_difference() {
    for seed in SEEDS {
        let planted = plant(seed, &Parameters { added_on_top: 1, ..Parameters::quiet(110) });
        let comparison = compared(&planted);
        let summary = &comparison.summary;
        assert_eq!((summary.new, summary.carried, summary.moved), (1, 110, 0), "seed {seed}: {summary:?}");
        assert_eq!(
            (summary.edited, summary.reworded, summary.dropped),
            (0, 0, 0),
            "seed {seed}: {summary:?}"
        );
    }
}

#[test]
fn moved_split_and_merged_are_exactly_that() {
    for seed in SEEDS {
        let rate = |n: f64| n / 110.0;
        let planted = plant(
            seed,
            &Parameters {
                added_on_top: 1,
                moved: rate(2.0),
                split: rate(3.0),
                merged: rate(3.0),
                first_number: 21,
                ..Parameters::quiet(110)
            },
        );
        let comparison = compared(&planted);
        assert_eq!(link_lines(&planted, &comparison), true_lines(&planted), "seed {seed}");
        let count = |shape: Shape| comparison.links.iter().filter(|link| link.shape == shape).count();
        assert_eq!(
            (count(Shape::Split), count(Shape::Merged), count(Shape::Regrouped)),
            (3, 3, 0),
            "seed {seed}"
        );
        let summary = &comparison.summary;
        assert_eq!((summary.new, summary.carried, summary.moved), (1, 110, 2), "seed {seed}: {summary:?}");
    }
}

#[test]
fn in_a_swap_of_neighbours_one_of_the_two_is_moved() {
    let planted = plant(7, &Parameters::quiet(20));
    let mut lines: Vec<&str> = planted.old.text.split("\n\n").collect();
    lines.swap(8, 9);
    let swapped = lines.join("\n\n");
    let documents = Pair::new(&planted.old.text, &swapped).map(|text| {
        travaux::read_bytes("swap.txt", text.as_bytes(), &travaux::read::Options::default())
            .expect("plain text is read")
    });
    let comparison =
        compare::compare(documents.as_ref(), &compare::Options::default(), &compare::Watch::default())
            .expect("nobody interrupts");
    let moved: Vec<u32> =
        comparison.links.iter().filter(|link| link.moved).map(|link| link.units.old[0].0).collect();
    assert!(moved == [8] || moved == [9], "moved: {moved:?}");
    assert!(comparison.links.iter().all(|link| link.fate == Fate::Carried), "{:?}", comparison.summary);
}

/// The measure itself: the truth scores full marks, and nothing else does.
#[test]
fn the_score_of_the_truth_is_perfect() {
    for seed in SEEDS {
        let planted = plant(seed, &Parameters::default());
        let documents = read(&planted);
        let mut truth = oracle(&planted, documents.as_ref());
        let perfect = score(&planted, documents.as_ref(), &truth);
        assert_eq!(perfect.links.f1(), 1.0);
        assert_eq!(perfect.raw.carried.f1(), 1.0, "{perfect}");
        assert_eq!((perfect.raw.torn, perfect.false_moves, perfect.misread), (0, 0, 0));
        assert_eq!(perfect.moves.recall(), 1.0);

        truth.links.iter_mut().take(11).for_each(|link| {
            link.edits.clear();
            link.moved = true;
        });
        let spoilt = score(&planted, documents.as_ref(), &truth);
        assert!(
            spoilt.raw.carried.recall() < 0.95 && spoilt.raw.torn > 100 && spoilt.false_move_rate() > 0.05
        );
    }
}

/// What a plain word diff would reach if it were told every true link: the bars must leave room
/// for it, or they ask for what the texts do not say.
#[test]
fn the_bars_leave_room_for_a_plain_diff_of_the_true_links() {
    for seed in SEEDS {
        let planted = plant(seed, &Parameters::default());
        let documents = read(&planted);
        let mut truth = oracle(&planted, documents.as_ref());
        for link in &mut truth.links {
            link.edits =
                plain_diff(&documents.old.joined(&link.units.old), &documents.new.joined(&link.units.new));
        }
        let ceiling = score(&planted, documents.as_ref(), &truth);
        print!("plain diff of the true links, seed {seed}\n{ceiling}");
        assert!(ceiling.raw.carried.f1() >= 0.995, "{ceiling}");
        assert_eq!(ceiling.raw.broken, 0);
    }
}

/// The words two texts share by the shortest edit script.
fn plain_diff(old: &str, new: &str) -> Vec<Edit> {
    let words = Pair::new(old, new).map(travaux::segment::words);
    let keys = Pair::new((old, &words.old), (new, &words.new))
        .map(|(text, words)| words.iter().map(|word| &text[word.range.clone()]).collect::<Vec<_>>());
    similar::capture_diff_slices(similar::Algorithm::RawMyers, &keys.old, &keys.new)
        .iter()
        .filter_map(|op| match *op {
            similar::DiffOp::Equal { old_index, new_index, len } => Some(Edit {
                op: Op::Equal,
                old: words.old[old_index].range.start..words.old[old_index + len - 1].range.end,
                new: words.new[new_index].range.start..words.new[new_index + len - 1].range.end,
            }),
            _ => None,
        })
        .collect()
}

/// The generator itself: what was asked for is in the drafts, in the proportions asked for.
#[test]
fn drafts_are_what_was_asked_for() {
    let planted = plant(1, &Parameters::default());
    assert_eq!(planted.old.text, plant(1, &Parameters::default()).old.text, "the same seed, the same draft");
    let paragraphs = planted.old.items.iter().filter(|item| !item.heading).count();
    assert_eq!(paragraphs, 110);
    let words = planted.old.text.split_whitespace().count();
    assert!((9_000..14_000).contains(&words), "{words} words");
    let count = |shape: Shape| {
        planted.links.iter().filter(|link| Shape::of(link.old.len(), link.new.len()) == shape).count()
    };
    assert_eq!((count(Shape::Split), count(Shape::Merged)), (3, 3));
    assert_eq!(planted.links.iter().filter(|link| link.moved).count(), 8);
}

fn compared(planted: &Planted) -> Comparison {
    let documents = read(planted);
    compare::compare(documents.as_ref(), &compare::Options::default(), &compare::Watch::default())
        .expect("nobody interrupts")
}

/// The lines of both sides that each link of the comparison holds, sorted; dropped and new too.
fn link_lines(planted: &Planted, comparison: &Comparison) -> Vec<(Vec<u32>, Vec<u32>)> {
    let documents = read(planted);
    let mut lines: Vec<_> = comparison
        .links
        .iter()
        .map(|link| {
            let of = |document: &travaux::Document, ids: &[travaux::document::UnitId]| {
                ids.iter().map(|&id| document.unit(id).place.lines.0).collect::<Vec<_>>()
            };
            (of(&documents.old, &link.units.old), of(&documents.new, &link.units.new))
        })
        .collect();
    lines.sort();
    lines
}

/// The same of the truth.
fn true_lines(planted: &Planted) -> Vec<(Vec<u32>, Vec<u32>)> {
    let mut linked = Pair::new(vec![false; planted.old.items.len()], vec![false; planted.new.items.len()]);
    let mut lines = Vec::new();
    for link in &planted.links {
        link.old.iter().for_each(|&item| linked.old[item] = true);
        link.new.iter().for_each(|&item| linked.new[item] = true);
        lines.push((
            link.old.iter().map(|&item| planted.old.items[item].line).collect(),
            link.new.iter().map(|&item| planted.new.items[item].line).collect(),
        ));
    }
    let alone = |linked: &[bool], items: &[planted::draft::Item]| {
        linked
            .iter()
            .zip(items)
            .filter(|(linked, _)| !**linked)
            .map(|(_, item)| item.line)
            .collect::<Vec<_>>()
    };
    lines.extend(alone(&linked.old, &planted.old.items).into_iter().map(|line| (vec![line], Vec::new())));
    lines.extend(alone(&linked.new, &planted.new.items).into_iter().map(|line| (Vec::new(), vec![line])));
    lines.sort();
    lines
}
