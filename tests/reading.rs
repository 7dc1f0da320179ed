//! Reading holds what it promises, whatever the bytes: no panic, ranges in bounds, ordered and
//! disjoint, places within the source. And whole small documents are understood as a reader would.

use proptest::prelude::*;
use travaux::document::{Document, Kind};
use travaux::read::{Format, Granularity, Options, read_bytes};

fn options(format: Option<Format>, unit: Granularity) -> Options {
    Options { format, unit, ..Options::default() }
}

fn all_ways(bytes: &[u8]) {
    for unit in [Granularity::Structure, Granularity::Sentence, Granularity::Line] {
        for format in [Some(Format::Text), Some(Format::Markdown), None] {
            if let Ok(document) = read_bytes("fuzz", bytes, &options(format, unit)) {
                check(&document, bytes.len());
            }
        }
    }
}

fn check(document: &Document, source: usize) {
    let mut end = 0;
    for (n, unit) in document.units.iter().enumerate() {
        assert!(unit.text.start >= end && unit.text.end >= unit.text.start, "units overlap");
        let text = document.text.get(unit.text.clone()).expect("a range of the text");
        assert_eq!(text, text.trim(), "text is trimmed");
        end = unit.text.end;
        assert!(
            unit.place.bytes.start <= unit.place.bytes.end && unit.place.bytes.end <= source,
            "{:?} of {source}",
            unit.place
        );
        assert!(unit.place.lines.0 >= 1 && unit.place.lines.0 <= unit.place.lines.1);
        assert!(unit.parent.is_none_or(|parent| parent.index() < n), "parents come first");
        assert!(unit.section.index() < document.sections.len());
        for marker in &unit.note_markers {
            assert!(text.is_char_boundary(marker.at), "marker inside the text");
        }
    }
    for section in &document.sections {
        assert!(section.heading.is_none_or(|id| document.unit(id).kind == Kind::Heading));
    }
    for furniture in &document.furniture {
        assert!(furniture.place.bytes.end <= source);
    }
    assert!(
        document
            .warnings
            .iter()
            .all(|warning| warning.unit.is_none_or(|id| id.index() < document.units.len()))
    );
}

/// Lines such as occur in drafts, in any order.
fn draft_line() -> impl Strategy<Value = String> {
    let line = prop::sample::select(vec![
        "",
        "",
        "1. States noted",
        "2. The Group[^1]",
        "(a) the need;",
        "(i) and so on",
        "    a. deeper",
        "Option 1:",
        "**Option 2:** no text",
        "## B. Threats",
        "Annex II",
        "---",
        "* TOC",
        "{:toc}",
        "[^1]: A note.",
        "| a | b |",
        "|---|---|",
        "```",
        "~~old~~ new",
        "<del>x</del>",
        "The General Assembly,",
        "Recalling its resolution,",
        "2/17",
        "A/AC.9/1",
        "31-18846 (E) 241131",
        "____________",
        "1 Adopted by vote.",
        "telecommuni-",
        "cations of the world",
        "a commitment1 that",
        "Contents",
        "I. Introduction .......... 2",
        "II. LAW",
        "3bis. [Text [nested",
        "PP1. Noting",
        "OP2 Decides",
        "- bullet",
        "• bullet",
        "\u{FB01}bre\u{AD}",
        "\u{0C}page",
        "[1] note",
        "word [1] and",
        "\ttabbed",
        "<!-- x",
        "-->",
        "[a]: http://x.y",
        "[a][b] and [c](d)",
        "“Quote.” Next",
        "联合国。大会",
        "يولد جميع",
        "===",
        "> quoted",
    ]);
    (line, 0usize..9)
        .prop_map(|(line, indent)| format!("{}{line}", " ".repeat(if indent < 5 { 0 } else { indent })))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        all_ways(&bytes);
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,300}") {
        all_ways(text.as_bytes());
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        all_ways(&wide);
    }

    #[test]
    fn no_short_line_panics(text in "[ \\[\u{FB05}\\]a1.{}|()\u{FB00}*_\u{a0}\u{2007}\u{e9}\u{4e00}\u{1F600}]{0,12}") {
        all_ways(text.as_bytes());
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        all_ways(&wide);
    }

    #[test]
    fn no_draft_panics(lines in prop::collection::vec(draft_line(), 0..40)) {
        let text = lines.join("\n");
        all_ways(text.as_bytes());
        all_ways(text.replace('\n', "\r\n").as_bytes());
        let marked: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        all_ways(&marked);
    }
}

/// The end of a sentence whose last character is a ligature, spelled out in the text, was looked for
/// within that character of the file.
#[test]
fn a_ligature_at_a_sentences_end() {
    for text in [" [\u{FB05}", "\u{2007}\u{FB00}", "a\u{FB06}. b\u{FB03}"] {
        all_ways(text.as_bytes());
    }
    let document =
        read_bytes("x", " [\u{FB05}".as_bytes(), &options(None, Granularity::Sentence)).expect("text");
    assert_eq!(document.units[0].place.bytes, 1..5);
}

/// A compilation counts beyond 999; a year at the start of a paragraph is no number.
#[test]
fn paragraphs_are_counted_beyond_999() {
    let text: String = (997..1004).map(|n| format!("{n}. States noted the cable of bay {n}.\n\n")).collect();
    let text = format!("2031. Such was the year.\n\n{text}2031. That was the year.\n");
    let document = read_bytes("x.txt", text.as_bytes(), &Options::default()).expect("text");
    let labels: Vec<_> = document.units.iter().map(|unit| unit.label.as_deref().unwrap_or("none")).collect();
    assert_eq!(labels, ["none", "997", "998", "999", "1000", "1001", "1002", "1003", "none"]);
}

/// The units of a text, one a line: kind, address, text.
fn shown(text: &str, format: Format) -> String {
    let document =
        read_bytes("case", text.as_bytes(), &options(Some(format), Granularity::Structure)).expect("text");
    let mut shown = String::new();
    for id in document.ids() {
        let unit = document.unit(id);
        let kind = serde_json::to_string(&unit.kind).expect("a word");
        shown.push_str(&format!("{} {} | {}\n", kind.trim_matches('"'), unit.address, document.text_of(id)));
    }
    shown
}

/// Each case is `tests/cases/read/NAME.{txt,md}` with what is expected in `NAME.units`; set
/// `TRAVAUX_REFRESH=1` to write that anew, and read the difference.
#[test]
fn cases() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/read");
    let mut paths: Vec<_> =
        std::fs::read_dir(&folder).expect("the cases").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let mut wrong = Vec::new();
    for path in paths {
        let format = match path.extension().and_then(|ending| ending.to_str()) {
            Some("txt") => Format::Text,
            Some("md") => Format::Markdown,
            _ => continue,
        };
        let got = shown(&std::fs::read_to_string(&path).expect("a case"), format);
        let expected = path.with_extension("units");
        if std::env::var_os("TRAVAUX_REFRESH").is_some() {
            std::fs::write(&expected, &got).expect("the expectation is written");
        }
        let wanted = std::fs::read_to_string(&expected).unwrap_or_default();
        if got != wanted {
            wrong.push(format!("{}:\n{got}--- expected\n{wanted}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn errors_say_what_to_do() {
    for path in ["/no/such/file", "", env!("CARGO_MANIFEST_DIR")] {
        let error = travaux::read(std::path::Path::new(path), &Options::default()).expect_err("no file");
        assert!(error.help.is_some(), "{path}: {error}");
    }
    assert!(read_bytes("x", b"", &Options::default()).expect("an empty document").units.is_empty());
}

#[test]
fn a_long_line_is_read_in_linear_time() {
    let text = "States noted [the need] for para. 5 and others. ".repeat(60_000);
    let start = std::time::Instant::now();
    for unit in [Granularity::Structure, Granularity::Sentence, Granularity::Line] {
        read_bytes("x", text.as_bytes(), &options(None, unit)).expect("text");
    }
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

#[test]
fn places_point_into_the_file() {
    let text = "1. Größe der Kabel.\n\n2. Die Länge — «neu»: zweiter Satz. Dritter Satz.";
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let document = read_bytes("x", &wide, &options(Some(Format::Text), Granularity::Sentence)).expect("text");
    let last = document.units.last().expect("units");
    let units: Vec<u16> =
        wide[last.place.bytes.clone()].chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    assert_eq!(String::from_utf16_lossy(&units), "Dritter Satz.");
}
