//! A short run of what `fuzz/run` does for hours: seeds, and mutations of them, the same every time.

#[path = "../fuzz/fuzz_targets/shared.rs"]
mod shared;

use std::path::Path;

use travaux::read::Format;

/// Mutations of each seed.
const MUTATIONS: usize = 600;
/// No longer than the fuzzer's own inputs.
const LENGTH: usize = 1 << 16;

/// Seeds of a reader, by name.
fn seeds(reader: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(reader);
    let files = std::fs::read_dir(&folder).expect("the seeds are there");
    let mut files: Vec<_> = files.map(|file| file.expect("it can be listed").path()).collect();
    files.sort();
    assert!(!files.is_empty(), "{reader} has seeds");
    files.iter().map(|file| std::fs::read(file).expect("a seed can be read")).collect()
}

/// Numbers by chance, the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % bound.max(1)
    }

    /// Cuts, doubles, exchanges or spoils parts of a seed.
    fn mutate(&mut self, seed: &[u8]) -> Vec<u8> {
        const TOKENS: [&[u8]; 12] = [
            b"\0",
            b"\xff\xfe",
            b"]]>",
            b"<!--",
            b"&#x0;",
            b"\n\n1. ",
            b"(a) ",
            b"[[",
            b"99999999999",
            "\u{202e}".as_bytes(),
            "\u{FB05}".as_bytes(),
            "e\u{301}".as_bytes(),
        ];
        let mut bytes = seed.to_vec();
        for _ in 0..=self.below(6) {
            let (at, other) = (self.below(bytes.len() + 1), self.below(bytes.len() + 1));
            let (from, to) = (at.min(other), at.max(other).min(at.min(other) + 400));
            match self.below(5) {
                0 => drop(bytes.drain(from..to)),
                1 => {
                    let part = bytes[from..to].to_vec();
                    bytes.splice(other..other, part);
                }
                2 => drop(bytes.splice(at..at, TOKENS[self.below(TOKENS.len())].iter().copied())),
                3 if at < bytes.len() => bytes[at] = self.below(256) as u8,
                _ => bytes.truncate(bytes.len() - bytes.len() / 7 * self.below(2)),
            }
        }
        bytes.truncate(LENGTH);
        bytes
    }
}

fn smoke(reader: &str, check: impl Fn(&[u8])) {
    let mut chance = Chance(1);
    for seed in seeds(reader) {
        check(&seed);
        for _ in 0..MUTATIONS {
            check(&chance.mutate(&seed));
        }
    }
}

#[test]
fn text() {
    smoke("text", |bytes| shared::check(Format::Text, bytes));
}

#[test]
fn markdown() {
    smoke("markdown", |bytes| shared::check(Format::Markdown, bytes));
}

#[test]
fn html() {
    smoke("html", |bytes| shared::check(Format::Html, bytes));
}

#[test]
fn docx() {
    smoke("docx", shared::word);
}

#[test]
fn pdf() {
    smoke("pdf", |bytes| shared::check(Format::Pdf, bytes));
}

#[test]
fn comparisons_and_reports() {
    let mut chance = Chance(1);
    for seed in seeds("text").into_iter().chain(seeds("markdown")) {
        for n in 0..MUTATIONS {
            let (old, new) = (chance.mutate(&seed), chance.mutate(&seed));
            let pair = [old, new].map(|text| String::from_utf8_lossy(&text).into_owned());
            // Reports take longer than what they tell.
            shared::compare(&pair.into(), n % 5 == 0);
        }
    }
}

#[test]
fn rounds() {
    let mut chance = Chance(1);
    for seed in seeds("rounds") {
        shared::rounds(&seed);
        shared::compare(&shared::pair(&seed), true);
        for _ in 0..MUTATIONS / 6 {
            shared::rounds(&chance.mutate(&seed));
        }
    }
}
