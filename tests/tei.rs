//! The apparatus in TEI: both witnesses can be read back exactly, and the file is valid.
//!
//! Validity is checked where a schema and a validator are found: `TRAVAUX_TEI_SCHEMA`, or what
//! `.ci/tei-schema` has fetched, and `jing` or `xmllint`. Elsewhere the test says so and passes.

mod handmade;
mod texts;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use handmade::everything;
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use travaux::compare::{self, Comparison};
use travaux::lineage::{Chain, Lineage};
use travaux::report::{Filter, Format, Happened, LineageOptions, Options, Pick, write, write_lineage};
use travaux::{Document, Pair, read};

fn tei(documents: Pair<&Document>, comparison: &Comparison, filter: Filter) -> String {
    let mut out = Vec::new();
    let options = Options { format: Format::Tei, filter, ..Options::default() };
    write(documents, comparison, &options, &mut out).expect("a vector can be written to");
    String::from_utf8(out).expect("a report is UTF-8")
}

fn document(text: &str) -> Document {
    read::read_bytes("x.txt", text.as_bytes(), &read::Options::default()).expect("it is text")
}

fn compared(documents: Pair<&Document>) -> Comparison {
    compare::compare(documents, &compare::Options::default(), &compare::Watch::default())
        .expect("nobody interrupts")
}

/// The texts of a witness's units, by their place in it.
type Witness = BTreeMap<usize, String>;

/// What stands in a file.
#[derive(Default)]
struct Apparatus {
    witnesses: Pair<Witness>,
    ids: BTreeSet<String>,
    pointers: Vec<String>,
}

/// Reads a file as its header says that it is to be read, and knows nothing else of it.
fn apparatus(xml: &str) -> Apparatus {
    let mut found = Apparatus::default();
    let mut reader = Reader::from_str(xml);
    let mut open: Vec<String> = Vec::new();
    let (mut block, mut labels) = (None, 0);
    let mut reading: Option<String> = None;
    let mut unit: Pair<Option<usize>> = Pair::default();
    loop {
        let event = reader.read_event().expect("it is XML");
        let mut text = String::new();
        match &event {
            Event::Start(element) | Event::Empty(element) => {
                let name = element.name().as_ref().to_owned();
                let value = |key: &str| attribute(element, key);
                if let Some(id) = value("xml:id") {
                    assert!(found.ids.insert(id.clone()), "{id} occurs twice");
                    if name == "milestone" {
                        let (side, at) = id.split_once('.').expect("a side and a number");
                        let at = at.parse().expect("a number");
                        assert_eq!(value("edRef"), Some(format!("#{side}")));
                        let (unit, witness) = match side {
                            "old" => (&mut unit.old, &mut found.witnesses.old),
                            _ => (&mut unit.new, &mut found.witnesses.new),
                        };
                        *unit = Some(at);
                        witness.insert(at, String::new());
                    }
                    if id.starts_with("link.") {
                        block = Some(open.len());
                    }
                }
                for key in ["corresp", "target", "ana", "edRef", "wit"] {
                    found.pointers.extend(value(key).iter().flat_map(|v| v.split(' ')).map(str::to_owned));
                }
                if matches!(event, Event::Start(_)) {
                    labels += usize::from(name == "label");
                    if name == "rdg" {
                        reading = value("wit");
                    }
                    open.push(name);
                }
            }
            Event::End(_) => {
                let name = open.pop().expect("it was open");
                labels -= usize::from(name == "label");
                if name == "rdg" {
                    reading = None;
                }
                if block == Some(open.len()) {
                    block = None;
                    unit = Pair::default();
                }
            }
            Event::Text(words) => text = words.as_ref().to_owned(),
            Event::GeneralRef(name) => {
                let known = match name.as_ref() {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    _ => name.resolve_char_ref().expect("a number"),
                };
                text.extend(known);
            }
            Event::Eof => return found,
            _ => {}
        }
        if block.is_some() && labels == 0 {
            let mine = |witness: &str| reading.as_deref().is_none_or(|wit| wit == witness);
            if let Some(at) = unit.old.filter(|_| mine("#old")) {
                found.witnesses.old.entry(at).or_default().push_str(&text);
            }
            if let Some(at) = unit.new.filter(|_| mine("#new")) {
                found.witnesses.new.entry(at).or_default().push_str(&text);
            }
        }
    }
}

fn attribute(element: &BytesStart<'_>, key: &str) -> Option<String> {
    let attribute = element.try_get_attribute(key).expect("attributes are well formed")?;
    Some(attribute.value.into_owned())
}

/// A text as XML can hold it.
fn held(text: &str) -> String {
    let held = |c: char| match c {
        '\t' | '\n' | '\r' => c,
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).expect("a picture"),
        '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        _ => c,
    };
    text.chars().map(held).collect()
}

/// Fails unless both documents can be read back, and everything pointed at is there.
fn check(documents: Pair<&Document>, comparison: &Comparison) {
    let found = apparatus(&tei(documents, comparison, Filter::default()));
    for (document, witness) in [(documents.old, &found.witnesses.old), (documents.new, &found.witnesses.new)]
    {
        let texts: Vec<String> = document.ids().map(|id| held(document.text_of(id))).collect();
        let read: Vec<&String> = witness.values().collect();
        assert_eq!(read, texts.iter().collect::<Vec<_>>());
        assert!(witness.keys().copied().eq(0..texts.len()));
    }
    dangling(&found);
}

fn dangling(found: &Apparatus) {
    for pointer in &found.pointers {
        let id = pointer.strip_prefix('#').expect("it points into the file");
        assert!(found.ids.contains(id), "{pointer} points at nothing");
    }
}

#[test]
fn what_it_looks_like() {
    let (documents, comparison) = everything();
    insta::assert_snapshot!(tei(documents.as_ref(), &comparison, Filter::default()));
}

#[test]
fn both_witnesses_are_read_back() {
    let (documents, comparison) = everything();
    check(documents.as_ref(), &comparison);
    for documents in pairs("both_witnesses_are_read_back") {
        check(documents.as_ref(), &compared(documents.as_ref()));
    }
}

#[test]
fn a_part_says_so_and_points_at_nothing_left_out() {
    for documents in pairs("a_part_says_so_and_points_at_nothing_left_out") {
        let comparison = compared(documents.as_ref());
        for (_, pick) in Pick::ALL {
            let filter = Filter { only: vec![pick], ..Filter::default() };
            let part = tei(documents.as_ref(), &comparison, filter);
            assert!(part.contains("<samplingDecl><p>showing only: "));
            dangling(&apparatus(&part));
        }
    }
}

/// Texts of the specimen, odd and small ones, and real ones where they are.
fn pairs(test: &str) -> Vec<Pair<Document>> {
    let at = |path: &Path| read(path, &read::Options::default()).unwrap_or_else(|error| panic!("{error}"));
    let specimen = Path::new(env!("CARGO_MANIFEST_DIR")).join("texts/specimen");
    let drafts = [
        "1-initial-pre-draft.md",
        "2-revised-pre-draft.md",
        "3-zero-draft.txt",
        "4-first-draft.txt",
        "5-final-report.md",
    ];
    let mut pairs: Vec<Pair<Document>> = drafts
        .windows(2)
        .map(|pair| Pair::new(at(&specimen.join(pair[0])), at(&specimen.join(pair[1]))))
        .collect();
    let small = [
        ("", ""),
        ("", "1. A <b> & \"c\".\n"),
        ("1. A.\n", ""),
        ("1. a\u{1b}b\u{fffe}c]]>\u{202e}\u{9b}\n\n2. x\u{a0}y\n", "1. a\u{1b}b c]]>\u{202e}\n\n2. x y\n"),
        // What the second paragraph says is a control character and nothing else.
        ("# the\n\nIt ends.\n\nA. \u{7}\n\nthe the the\n", "# the It ends.\n\nthe the the\n"),
        ("1. يولد جميع الناس أحرارًا.\n", "一、人人生而自由。\n"),
    ];
    pairs.extend(small.map(|(old, new)| Pair::new(document(old), document(new))));
    if let Some(folder) = texts::folder(test) {
        let paris = folder.join("paris-agreement");
        for pair in [
            ["agreement-9-dec-2015.md", "agreement-12-dec-2015.md"],
            ["agreement-23-oct-2015.md", "agreement-4-dec-2015.md"],
        ] {
            pairs.push(Pair::new(at(&paris.join(pair[0])), at(&paris.join(pair[1]))));
        }
        let un = folder.join("un-documents");
        pairs.push(Pair::new(at(&un.join("A_80_604_Add.1.docx")), at(&un.join("A_80_604_Add.2.docx"))));
    }
    pairs
}

fn block() -> impl Strategy<Value = String> {
    let opening = prop::sample::select(vec!["", "", "14. ", "15. ", "(a) ", "(b) ", "A. ", "# ", "- "]);
    let word = prop::sample::select(vec![
        "the",
        "States",
        "noted",
        "should",
        "shall",
        "[a]",
        "<b>",
        "&amp;",
        "\u{a0}",
        "  ",
        "“q”",
        "\u{7}",
        "国家",
        "الدول",
        "naïve",
        "nai\u{308}ve",
        "\u{202e}",
        "Threats.",
        "It ends.",
        ";",
    ]);
    (opening, prop::collection::vec(word, 0..16))
        .prop_map(|(opening, words)| opening.to_owned() + &words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    #[test]
    fn any_two_texts_are_read_back(
        blocks in prop::collection::vec(block(), 0..10),
        order in prop::collection::vec((0..12usize, 0..20usize), 0..10),
    ) {
        let text = |at: usize| blocks.get(at).map_or("", String::as_str);
        // Kept, cut in two, joined with the next.
        let new: Vec<String> = order.iter().map(|&(at, how)| match how {
            0..8 => text(at).to_owned(),
            8..12 => text(at).replacen(' ', "\n\n", how - 7),
            12..15 => format!("{} {}", text(at), text(at + 1)),
            _ => text(at).replace("should", "shall").replace(' ', "  "),
        }).collect();
        let documents = Pair::new(document(&blocks.join("\n\n")), document(&new.join("\n\n")));
        check(documents.as_ref(), &compared(documents.as_ref()));
    }
}

/// The apparatus of a lineage.
fn lineage_tei(chain: &Chain<'_>, lineage: &Lineage, only: &[Happened]) -> String {
    let options = LineageOptions { format: Format::Tei, only: only.to_vec(), ..LineageOptions::default() };
    let mut out = Vec::new();
    write_lineage(chain, lineage, &options, &mut out).expect("a vector can be written to");
    String::from_utf8(out).expect("a report is UTF-8")
}

fn traced<'d>(documents: &'d [Document], summary: bool) -> (Chain<'d>, Lineage) {
    let mut chain = Chain::of(documents);
    if summary && let Some(last) = chain.witnesses.last_mut() {
        // The last text is of the round before, and of another status.
        last.round -= 1;
        last.status = Some(travaux::document::Status::ChairsSummary);
        chain.rounds.pop();
    }
    let lineage = travaux::lineage::trace(&chain, &compare::Options::default(), &compare::Watch::default())
        .expect("nobody interrupts");
    (chain, lineage)
}

/// Reads the passages of all witnesses as the header says that they are to be read.
fn passages(xml: &str) -> (BTreeMap<String, BTreeMap<usize, String>>, Apparatus) {
    let (mut found, mut witnesses) =
        (Apparatus::default(), BTreeMap::<String, BTreeMap<usize, String>>::new());
    let mut reader = Reader::from_str(xml);
    let mut reading: Option<Vec<String>> = None;
    let (mut current, mut words_came) = (Vec::<(String, usize)>::new(), false);
    loop {
        let event = reader.read_event().expect("it is XML");
        let mut text = String::new();
        match &event {
            Event::Start(element) | Event::Empty(element) => {
                let value = |key: &str| attribute(element, key);
                for key in ["ana", "edRef", "wit"] {
                    found.pointers.extend(value(key).iter().flat_map(|v| v.split(' ')).map(str::to_owned));
                }
                if let Some(id) = value("xml:id") {
                    assert!(found.ids.insert(id.clone()), "{id} occurs twice");
                    if element.name().as_ref() == "milestone" {
                        let (witness, place) = id.split_once(".p").expect("a witness and a place");
                        let again = current.iter().any(|(other, _)| other == witness);
                        if std::mem::take(&mut words_came) || again {
                            current.clear();
                        }
                        assert_eq!(value("edRef"), Some(format!("#{witness}")));
                        assert!(reading.iter().flatten().any(|wit| *wit == format!("#{witness}")));
                        let place = place.parse().expect("a number");
                        witnesses.entry(witness.to_owned()).or_default().insert(place, String::new());
                        current.push((witness.to_owned(), place));
                    }
                }
                if element.name().as_ref() == "rdg" && matches!(event, Event::Start(_)) {
                    reading = value("wit").map(|wit| wit.split(' ').map(str::to_owned).collect());
                    (current, words_came) = (Vec::new(), false);
                }
            }
            Event::End(element) if element.name().as_ref() == "rdg" => reading = None,
            Event::Text(words) => text = words.as_ref().to_owned(),
            Event::GeneralRef(name) => {
                let known = match name.as_ref() {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    _ => name.resolve_char_ref().expect("a number"),
                };
                text.extend(known);
            }
            Event::Eof => return (witnesses, found),
            _ => {}
        }
        if reading.is_some() && !text.is_empty() {
            words_came = true;
            for (witness, place) in &current {
                let passage = witnesses.get_mut(witness).and_then(|passages| passages.get_mut(place));
                passage.expect("its milestone was seen").push_str(&text);
            }
        }
    }
}

/// Fails unless the passages of every witness can be read back, in order.
fn check_lineage(chain: &Chain<'_>, lineage: &Lineage) -> String {
    let xml = lineage_tei(chain, lineage, &[]);
    let (witnesses, found) = passages(&xml);
    dangling(&found);
    for at in 0..chain.witnesses.len() {
        let own = lineage.threads.iter().flat_map(|thread| &thread.passages);
        let mut own: Vec<_> = own.filter(|passage| passage.witness == at).collect();
        own.sort_by_key(|passage| (passage.unit, passage.ranges.first().map_or(0, |range| range.start)));
        let texts: Vec<String> = own.iter().map(|passage| held(&passage.text(chain))).collect();
        let read = witnesses.get(&format!("w{}", at + 1)).cloned().unwrap_or_default();
        assert!(read.keys().copied().eq(0..texts.len()));
        assert_eq!(read.into_values().collect::<Vec<_>>(), texts);
    }
    xml
}

/// Chains to try: the specimen with its summary, odd and small texts, real ones where they are.
fn chains(test: &str) -> Vec<(Vec<Document>, bool)> {
    let at = |path: PathBuf| read(&path, &read::Options::default()).unwrap_or_else(|error| panic!("{error}"));
    let specimen = Path::new(env!("CARGO_MANIFEST_DIR")).join("texts/specimen");
    let drafts = [
        "1-initial-pre-draft.md",
        "2-revised-pre-draft.md",
        "3-zero-draft.txt",
        "4-first-draft.txt",
        "5-final-report.md",
        "chairs-summary.md",
    ];
    let odd = [
        "1. A <b> & \"c\" ]]> \u{1b}[2J.\n\n2. x\u{a0}y\u{202e} z\u{fffe}. It ends here. So it does.\n",
        "",
        "1. x\u{a0}y\u{202e} z\u{fffe}. So it does.\n\n2. <rdg wit=\"#w9\"/> &amp; A <b> & \"c\" ]]> \u{1b}[2J.\n",
        "1. يولد جميع الناس أحرارًا.\n\n一、人人生而自由。\n",
    ];
    // Headings that are a number and nothing else, split and merged.
    let bare = [
        "Article 1\n\nLamps are lit at dusk. Oil is dear in all the towns.\n\nArticle 2\n\n1.\n\n2. It ends here.\n",
        "Article 1\n\nLamps are lit at dusk.\n\nArticle 2\n\nOil is dear in all the towns.\n\nArticle 3\n\n1. It ends here.\n",
        "Article 1\n\n1.\n\n2. Oil is dear in all the towns. Lamps are lit at dusk. It ends here.\n",
    ];
    let mut chains = vec![
        (drafts.map(|name| at(specimen.join(name))).to_vec(), true),
        (odd.map(document).to_vec(), false),
        (["", ""].map(document).to_vec(), false),
        (bare.map(document).to_vec(), false),
    ];
    if let Some(folder) = texts::folder(test) {
        let paris = folder.join("paris-agreement");
        let drafts = [
            "agreement-23-oct-2015.md",
            "agreement-4-dec-2015.md",
            "agreement-9-dec-2015.md",
            "agreement-12-dec-2015.md",
        ];
        chains.push((drafts.map(|name| at(paris.join(name))).to_vec(), false));
    }
    chains
}

#[test]
fn all_witnesses_of_a_lineage_are_read_back() {
    for (documents, summary) in chains("all_witnesses_of_a_lineage_are_read_back") {
        let (chain, lineage) = traced(&documents, summary);
        let xml = check_lineage(&chain, &lineage);
        assert_eq!(xml, lineage_tei(&chain, &lineage, &[]), "the same each time");
        for (_, happened) in Happened::ALL {
            let part = lineage_tei(&chain, &lineage, &[happened]);
            let (_, found) = passages(&part);
            dangling(&found);
            let all =
                found.ids.iter().filter(|id| id.starts_with("thread.")).count() == lineage.threads.len();
            assert_eq!(part.contains("<samplingDecl>"), !all, "a part says that it is one");
        }
    }
}

#[test]
fn what_a_lineage_looks_like() {
    let texts = [
        "1. Lamps should be lit at dusk by the keepers of the rock.\n\n2. Oil is dear in all the towns of the coast.\n",
        "1. Lamps should be lit at dusk by the keepers of the rock.\n",
        "1. Oil is dear in all the towns of the coast.\n\n2. Lamps shall be lit at dusk by the keepers of the rock.\n",
    ];
    let documents = texts.map(document);
    let (chain, lineage) = traced(&documents, false);
    let xml = check_lineage(&chain, &lineage);
    let body = &xml[xml.find("<body").expect("it has a body")..];
    insta::assert_snapshot!("lineage_body", body);
}

#[test]
fn it_is_valid_tei() {
    let fetched = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tei/tei_all.rng");
    let named = std::env::var_os("TRAVAUX_TEI_SCHEMA").map(PathBuf::from);
    let schema = named.unwrap_or(fetched);
    let runs = |program: &str, version: &str| Command::new(program).arg(version).output().is_ok();
    let validator = if runs("jing", "-h") {
        vec!["jing"]
    } else if runs("xmllint", "--version") {
        vec!["xmllint", "--noout", "--relaxng"]
    } else {
        Vec::new()
    };
    if !schema.is_file() || validator.is_empty() {
        println!("it_is_valid_tei: ignored, no schema ({}) or no jing and no xmllint", schema.display());
        return;
    }
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let mut files = Vec::new();
    let add = |files: &mut Vec<PathBuf>, xml: &str| {
        let path = folder.path().join(format!("{}.xml", files.len()));
        std::fs::write(&path, xml).expect("a temporary file can be written");
        files.push(path);
    };
    let (documents, comparison) = everything();
    add(&mut files, &tei(documents.as_ref(), &comparison, Filter::default()));
    for (_, pick) in Pick::ALL {
        add(
            &mut files,
            &tei(documents.as_ref(), &comparison, Filter { only: vec![pick], ..Filter::default() }),
        );
    }
    for documents in pairs("it_is_valid_tei") {
        add(&mut files, &tei(documents.as_ref(), &compared(documents.as_ref()), Filter::default()));
    }
    for (documents, summary) in chains("it_is_valid_tei") {
        let (chain, lineage) = traced(&documents, summary);
        add(&mut files, &lineage_tei(&chain, &lineage, &[]));
        add(&mut files, &lineage_tei(&chain, &lineage, &[Happened::Restored]));
    }
    let validate = |files: &[PathBuf]| {
        let mut command = Command::new(validator[0]);
        command.args(&validator[1..]).arg(&schema).args(files).output().expect("it starts")
    };
    let output = validate(&files);
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    // What it would say of a file that is none.
    add(
        &mut files,
        &tei(documents.as_ref(), &comparison, Filter::default()).replace("<app>", "<apparatus/><app>"),
    );
    assert!(!validate(&files[files.len() - 1..]).status.success(), "a wrong file is found out");
}
