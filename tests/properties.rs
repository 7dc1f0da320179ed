//! What holds for any two texts: properties over generated pairs, small and odd ones too.
//!
//! A failing pair is printed, shrunk to the smallest that fails, and kept by nobody: add it to the
//! tests of the stage it belongs to.

use std::ops::Range;

use proptest::prelude::*;
use travaux::compare::{self, Comparison, Edit, Fate, Link, Op, Shape, Summary};
use travaux::document::UnitId;
use travaux::read::{self, Granularity};
use travaux::segment::words;
use travaux::{Document, Pair};

/// Words of several scripts, numbers, marks, and what reading might stumble over.
const WORDS: &str = "\
    the of and States States noted that should shall norms capacity threats voluntary dialogue \
    cooperation regional measures \u{7} (a) 14. [shall/should] [ ] — “quoted” A/70/174 day-to-day Option 1: \
    article 12 Государства меры доверия 人人生而自由 合作 الدول التعاون naïve ... ; , \u{00A0} I. # *";

/// How a block of a text begins.
const OPENINGS: &[&str] = &[
    "",
    "",
    "",
    "14. ",
    "15. ",
    "(a) ",
    "(b) ",
    "A. ",
    "# ",
    "Annex ",
    "# Chair's summary\n\n",
    "Option 1: ",
    "1 ",
    "- ",
    "[^1]: ",
];

/// What a block of the new text is made from.
#[derive(Clone, Debug)]
enum Step {
    Keep(usize),
    Edit(usize, usize, &'static str),
    Cut(usize, usize),
    Join(usize, usize),
    Fresh(String),
}

fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(WORDS.split(' ').collect::<Vec<_>>())
}

fn block() -> impl Strategy<Value = String> {
    let opening = prop::sample::select(OPENINGS);
    (opening, prop::collection::vec(word(), 0..24))
        .prop_map(|(opening, words)| format!("{opening}{}", words.join(" ")))
}

fn step() -> impl Strategy<Value = Step> {
    let at = 0..64usize;
    prop_oneof![
        4 => at.clone().prop_map(Step::Keep),
        3 => (at.clone(), 0..64usize, word()).prop_map(|(a, b, word)| Step::Edit(a, b, word)),
        1 => (at.clone(), 0..64usize).prop_map(|(a, b)| Step::Cut(a, b)),
        1 => (at.clone(), at).prop_map(|(a, b)| Step::Join(a, b)),
        2 => block().prop_map(Step::Fresh),
    ]
}

/// An old and a new text that have something to do with each other.
fn texts() -> impl Strategy<Value = Pair<String>> {
    (prop::collection::vec(block(), 0..10), prop::collection::vec(step(), 0..12)).prop_map(|(old, steps)| {
        let get = |at: usize| if old.is_empty() { "" } else { old[at % old.len()].as_str() };
        let new: Vec<String> = steps
            .into_iter()
            .flat_map(|step| match step {
                Step::Keep(at) => vec![get(at).to_owned()],
                Step::Edit(at, n, word) => vec![edited(get(at), n, word)],
                Step::Cut(at, n) => cut(get(at), n),
                Step::Join(a, b) => vec![format!("{} {}", get(a), get(b))],
                Step::Fresh(text) => vec![text],
            })
            .collect();
        Pair::new(old.join("\n\n"), new.join("\n\n"))
    })
}

fn edited(text: &str, n: usize, word: &str) -> String {
    let mut words: Vec<&str> = text.split(' ').collect();
    let at = n % words.len();
    words[at] = word;
    words.join(" ")
}

fn cut(text: &str, n: usize) -> Vec<String> {
    let words: Vec<&str> = text.split(' ').collect();
    let (head, tail) = words.split_at(n % words.len());
    vec![head.join(" "), tail.join(" ")]
}

fn documents(texts: &Pair<String>, unit: Granularity) -> Pair<Document> {
    // Half of them with headings and notes as Markdown has them.
    let name = if texts.old.len().is_multiple_of(2) { "generated.md" } else { "generated.txt" };
    texts.as_ref().map(|text| {
        let options = read::Options { unit, ..read::Options::default() };
        travaux::read_bytes(name, text.as_bytes(), &options).expect("text is read")
    })
}

fn compared(documents: Pair<&Document>) -> Comparison {
    #[allow(clippy::needless_update, reason = "options may grow")]
    let options = compare::Options { raw_edits: true, ..compare::Options::default() };
    compare::compare(documents, &options, &compare::Watch::default()).expect("nobody interrupts")
}

/// The tokens of a text, as written.
fn tokens(text: &str) -> Vec<&str> {
    words(text).into_iter().map(|word| &text[word.range]).collect()
}

fn granularity() -> impl Strategy<Value = Granularity> {
    prop_oneof![3 => Just(Granularity::Structure), 1 => Just(Granularity::Line), 1 => Just(Granularity::Sentence)]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(192) })]

    #[test]
    fn a_comparison_is_whole_and_says_what_it_shows((texts, unit) in (texts(), granularity())) {
        let documents = documents(&texts, unit);
        let comparison = compared(documents.as_ref());
        every_unit_is_in_one_link(documents.as_ref(), &comparison)?;
        for link in &comparison.links {
            let joined = Pair::new(documents.old.joined(&link.units.old), documents.new.joined(&link.units.new));
            edits_cover_both_texts(&joined, &link.edits)?;
            edits_cover_both_texts(&joined, link.raw_edits.as_deref().unwrap_or(&link.edits))?;
            fate_agrees_with_the_texts(link, &joined)?;
        }
        passages_stand_in_their_units(documents.as_ref(), &comparison)?;
        summary_agrees_with_the_links(documents.as_ref(), &comparison)?;
    }

    #[test]
    fn swapping_the_sides_mirrors_the_result((texts, unit) in (texts(), granularity())) {
        let documents = documents(&texts, unit);
        let there = compared(documents.as_ref());
        let back = compared(documents.as_ref().swap());
        prop_assert_eq!(outline(&there, false), outline(&back, true));
    }

    #[test]
    fn a_text_compared_with_itself_is_carried((texts, unit) in (texts(), granularity())) {
        let documents = documents(&texts, unit);
        let comparison = compared(Pair::new(&documents.old, &documents.old));
        for link in &comparison.links {
            prop_assert_eq!((link.fate, link.moved, &link.units.old), (Fate::Carried, false, &link.units.new));
        }
    }

    #[test]
    fn what_is_read_stands_in_order(text in prop_oneof![texts().prop_map(|texts| texts.old.into_bytes()), any::<Vec<u8>>()]) {
        // Bytes that are no text may be refused; they may not bring reading down.
        if let Ok(document) = travaux::read_bytes("generated.md", &text, &read::Options::default()) {
            let (mut end, mut line) = (0, 0);
            for id in document.ids() {
                let unit = document.unit(id);
                prop_assert!(document.text.get(unit.text.clone()).is_some(), "{:?} is no range of the text", unit.text);
                prop_assert!(unit.text.start >= end, "units overlap at {end}");
                prop_assert!(unit.place.lines.0 >= line && unit.place.lines.1 >= unit.place.lines.0, "{:?}", unit.place);
                prop_assert!(unit.parent.is_none_or(|parent| parent < id));
                prop_assert!(unit.section.index() < document.sections.len());
                (end, line) = (unit.text.end, unit.place.lines.0);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn threads_change_nothing(texts in texts()) {
        let documents = documents(&texts, Granularity::Structure);
        let one = on_threads(1, documents.as_ref());
        for threads in [2, 8] {
            prop_assert_eq!(&on_threads(threads, documents.as_ref()), &one);
        }
    }
}

/// What stands in both texts word for word is never called dropped, whatever it is set as.
#[test]
fn a_heading_that_became_a_row_is_carried() {
    let texts = Pair::new(
        "# Budget\n\n## Keepers of lights\n\nThe keepers were paid for nine months of the year.\n".to_owned(),
        "# Budget\n\n| Post | Cost |\n|---|---|\n| Boats | 4 |\n| Keepers of lights |\n\nSomething else was said of harbours.\n"
            .to_owned(),
    );
    let documents = texts.map(|text| {
        travaux::read_bytes("draft.md", text.as_bytes(), &read::Options::default()).expect("text is read")
    });
    let comparison = compared(documents.as_ref());
    let kept = comparison.links.iter().find(|link| {
        link.units.old.first().is_some_and(|&id| documents.old.text_of(id) == "Keepers of lights")
    });
    assert_eq!(kept.map(|link| link.fate), Some(Fate::Carried), "{:?}", comparison.links);
}

#[test]
fn odd_pairs() {
    let odd = [
        "",
        "\n\n\n",
        "word",
        "...",
        "[]",
        "14.",
        "(a)\n\n(a)\n\n(a)",
        "same\n\nsame\n\nsame",
        "\u{FEFF}",
        "\u{00A0}",
        "人",
        "A.\n\nB.\n\nC.",
        "Option 1:\n\nOption 2:",
    ];
    for old in odd {
        for new in odd {
            let texts = Pair::new(old.to_owned(), new.to_owned());
            let documents = documents(&texts, Granularity::Structure);
            let comparison = compared(documents.as_ref());
            every_unit_is_in_one_link(documents.as_ref(), &comparison).expect("odd texts are texts");
            summary_agrees_with_the_links(documents.as_ref(), &comparison).expect("odd texts are texts");
            let back = compared(documents.as_ref().swap());
            assert_eq!(outline(&comparison, false), outline(&back, true), "{old:?} and {new:?}");
        }
    }
}

type Checked = Result<(), TestCaseError>;

fn every_unit_is_in_one_link(documents: Pair<&Document>, comparison: &Comparison) -> Checked {
    let mut seen = documents.map(|document| vec![0; document.units.len()]);
    for link in &comparison.links {
        link.units.old.iter().for_each(|id| seen.old[id.index()] += 1);
        link.units.new.iter().for_each(|id| seen.new[id.index()] += 1);
        prop_assert!(
            link.units.old.is_sorted() && link.units.new.is_sorted(),
            "units of a link stand in order"
        );
        prop_assert_eq!(link.shape, Shape::of(link.units.old.len(), link.units.new.len()));
    }
    prop_assert!(seen.old.iter().chain(&seen.new).all(|&n| n == 1), "{:?}", seen);
    let order: Vec<UnitId> =
        comparison.links.iter().filter_map(|link| link.units.new.first().copied()).collect();
    prop_assert!(order.is_sorted(), "links stand in the order of the new document: {:?}", order);
    Ok(())
}

fn edits_cover_both_texts(joined: &Pair<String>, edits: &[Edit]) -> Checked {
    let mut at = Pair::new(0, 0);
    for edit in edits {
        prop_assert_eq!((edit.old.start, edit.new.start), (at.old, at.new), "edits leave no gap");
        at = Pair::new(edit.old.end, edit.new.end);
        let (Some(old), Some(new)) = (joined.old.get(edit.old.clone()), joined.new.get(edit.new.clone()))
        else {
            return Err(TestCaseError::fail(format!("{edit:?} cuts a character")));
        };
        match edit.op {
            Op::Equal => prop_assert_eq!(tokens(old), tokens(new), "equal edits hold equal tokens"),
            Op::Delete => prop_assert!(!old.is_empty() && new.is_empty(), "{:?}", edit),
            Op::Insert => prop_assert!(old.is_empty() && !new.is_empty(), "{:?}", edit),
        }
    }
    prop_assert_eq!((at.old, at.new), (joined.old.len(), joined.new.len()), "edits reach both ends");
    Ok(())
}

fn fate_agrees_with_the_texts(link: &Link, joined: &Pair<String>) -> Checked {
    prop_assert!((0.0..=1.0).contains(&link.similarity), "{}", link.similarity);
    let same = tokens(&joined.old) == tokens(&joined.new);
    let all_equal = link.edits.iter().all(|edit| edit.op == Op::Equal);
    match link.fate {
        Fate::Dropped => {
            prop_assert!(link.units.new.is_empty() && link.edits.iter().all(|e| e.op == Op::Delete))
        }
        Fate::New => prop_assert!(link.units.old.is_empty() && link.edits.iter().all(|e| e.op == Op::Insert)),
        Fate::Carried => {
            prop_assert!(same && all_equal, "carried, but {:?} became {:?}", joined.old, joined.new);
            prop_assert_eq!(link.similarity, 1.0);
        }
        Fate::Edited | Fate::Reworded => {
            prop_assert!(!same, "{:?}, but all tokens of {:?} are carried", link.fate, joined.old);
            prop_assert!(!all_equal, "{:?}, but no edit says so", link.fate);
        }
    }
    let alone = matches!(link.fate, Fate::Dropped | Fate::New);
    prop_assert_eq!(alone, link.shape == Shape::None);
    prop_assert!(alone || link.nearest.is_none(), "only what stands alone has a nearest passage");
    if alone {
        prop_assert!(!link.moved, "what is not there has not moved");
        prop_assert_eq!(link.similarity, 0.0);
    }
    Ok(())
}

fn passages_stand_in_their_units(documents: Pair<&Document>, comparison: &Comparison) -> Checked {
    let stands = |document: &Document, unit: UnitId, range: &Range<usize>| {
        document.text_of(unit).get(range.clone()).is_some_and(|text| !text.trim().is_empty())
    };
    for passage in &comparison.passages {
        prop_assert!(passage.old.is_some() || passage.new.is_some());
        prop_assert!(
            passage.old.as_ref().is_none_or(|end| stands(documents.old, end.unit, &end.range)),
            "{:?}",
            passage
        );
        prop_assert!(
            passage.new.as_ref().is_none_or(|end| stands(documents.new, end.unit, &end.range)),
            "{:?}",
            passage
        );
        prop_assert!((0.0..=1.0).contains(&passage.similarity));
    }
    for link in &comparison.links {
        if let Some(nearest) = &link.nearest {
            let other = if link.fate == Fate::Dropped { documents.new } else { documents.old };
            prop_assert!(stands(other, nearest.unit, &nearest.passage), "{:?}", nearest);
        }
    }
    Ok(())
}

fn summary_agrees_with_the_links(documents: Pair<&Document>, comparison: &Comparison) -> Checked {
    let summary = &comparison.summary;
    prop_assert_eq!(summary, &Summary::of(documents, &comparison.links, &comparison.passages));
    prop_assert_eq!(
        summary.carried + summary.edited + summary.reworded + summary.dropped,
        documents.old.units.len()
    );
    let linked: usize =
        comparison.links.iter().filter(|link| link.fate != Fate::New).map(|link| link.units.new.len()).sum();
    prop_assert_eq!(summary.new + linked, documents.new.units.len());
    Ok(())
}

/// Units, fate, shape, moved-or-not left out (in a swap of neighbours either may be called moved),
/// similarity to nine places. `mirrored` turns the sides round.
fn outline(comparison: &Comparison, mirrored: bool) -> Vec<(Vec<UnitId>, Vec<UnitId>, Fate, u64)> {
    let mut outline: Vec<_> = comparison
        .links
        .iter()
        .map(|link| {
            let units = if mirrored { link.units.clone().swap() } else { link.units.clone() };
            let fate = match link.fate {
                Fate::Dropped if mirrored => Fate::New,
                Fate::New if mirrored => Fate::Dropped,
                fate => fate,
            };
            (units.old, units.new, fate, (link.similarity * 1e9).round() as u64)
        })
        .collect();
    outline.sort();
    outline
}

fn on_threads(threads: usize, documents: Pair<&Document>) -> Comparison {
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .expect("threads can be started")
        .install(|| compared(documents))
}
