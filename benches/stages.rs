//! How long each stage takes, and the whole, on planted drafts of three sizes.
//!
//! `cargo bench --bench stages` (about two minutes). What the program costs beside GNU wdiff is
//! measured by `benches/versus-wdiff.py`.

#[path = "../tests/planted/mod.rs"]
mod planted;

use divan::{Bencher, black_box, counter::BytesCount};
use planted::{Parameters, Planted, plant};
use travaux::compare::{self, Comparison};
use travaux::{Document, Pair, read, segment};

/// Paragraphs: about 12 thousand, 118 thousand and 1.2 million words a draft.
const SIZES: [usize; 3] = [115, 1_150, 11_500];

fn main() {
    divan::main();
}

fn drafts(paragraphs: usize) -> Planted {
    plant(1, &Parameters::of_size(paragraphs))
}

fn documents(planted: &Planted) -> Pair<Document> {
    planted::score::read(planted)
}

fn compared(documents: Pair<&Document>) -> Comparison {
    compare::compare(documents, &compare::Options::default(), &compare::Watch::default())
        .expect("nobody interrupts")
}

fn bytes(planted: &Planted) -> BytesCount {
    BytesCount::new(planted.old.text.len() + planted.new.text.len())
}

/// Bytes -> documents.
#[divan::bench(args = SIZES, max_time = 8)]
fn reading(bencher: Bencher, paragraphs: usize) {
    let planted = drafts(paragraphs);
    bencher.counter(bytes(&planted)).bench(|| documents(black_box(&planted)));
}

/// Texts -> tokens.
#[divan::bench(args = SIZES, max_time = 8)]
fn tokens(bencher: Bencher, paragraphs: usize) {
    let planted = drafts(paragraphs);
    bencher.counter(bytes(&planted)).bench(|| {
        Pair::new(&planted.old.text, &planted.new.text).map(|text| segment::words(black_box(text)).len())
    });
}

/// Texts -> sentences.
#[divan::bench(args = SIZES, max_time = 8)]
fn sentences(bencher: Bencher, paragraphs: usize) {
    let planted = drafts(paragraphs);
    bencher.counter(bytes(&planted)).bench(|| {
        Pair::new(&planted.old.text, &planted.new.text).map(|text| segment::sentences(black_box(text)).len())
    });
}

/// Two documents -> their comparison: tokens, alignment, diff, fates.
#[divan::bench(args = SIZES, max_time = 20)]
fn comparing(bencher: Bencher, paragraphs: usize) {
    let planted = drafts(paragraphs);
    let documents = documents(&planted);
    bencher.counter(bytes(&planted)).bench(|| compared(black_box(documents.as_ref())));
}

/// The same where nothing changed: what is left is tokens and anchors.
#[divan::bench(args = SIZES, max_time = 8)]
fn comparing_equal(bencher: Bencher, paragraphs: usize) {
    let planted = drafts(paragraphs);
    let documents = documents(&planted);
    bencher.counter(bytes(&planted)).bench(|| compared(black_box(Pair::new(&documents.old, &documents.old))));
}

/// One pair of paragraphs of about a hundred words, half of them changed: mostly diff.
#[divan::bench(max_time = 2)]
fn one_heavily_edited_paragraph(bencher: Bencher) {
    let planted = plant(1, &Parameters { heavy: 1.0, ..Parameters::quiet(1) });
    let documents = documents(&planted);
    bencher.counter(bytes(&planted)).bench(|| compared(black_box(documents.as_ref())));
}

/// Bytes -> comparison.
#[divan::bench(args = SIZES, max_time = 20)]
fn whole(bencher: Bencher, paragraphs: usize) {
    let planted = drafts(paragraphs);
    bencher.counter(bytes(&planted)).bench(|| {
        let documents = Pair::new(&planted.old.text, &planted.new.text).map(|text| {
            read::read_bytes("draft.txt", text.as_bytes(), &read::Options::default())
                .expect("plain text is read")
        });
        compared(documents.as_ref())
    });
}
