//! The tricky cases of the documentation: what the page says of each pair of texts is what is found.
//!
//! After a wanted change, `TRICKY=update cargo test --test tricky` writes the page anew; read the
//! difference before committing it.

use std::path::Path;

use travaux::compare::{self, Comparison, Link, Shape, Watch};
use travaux::document::{Document, UnitId};
use travaux::{Pair, read, read_bytes};

/// The fences of a case, in order.
const FENCES: [&str; 3] = ["```old\n", "```new\n", "```says\n"];

#[test]
fn the_page_says_what_is_found() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/tricky-cases.md");
    let page = std::fs::read_to_string(&path).expect("the page is there").replace("\r\n", "\n");
    let (mut anew, mut rest, mut cases) = (String::new(), page.as_str(), 0);
    while let Some([old, new, says]) =
        FENCES.iter().map(|fence| block(rest, fence)).collect::<Option<Vec<_>>>().as_deref()
    {
        anew.push_str(&rest[..says.0]);
        anew.push_str(&found(&rest[old.0..old.1], &rest[new.0..new.1]));
        rest = &rest[says.1..];
        cases += 1;
    }
    anew.push_str(rest);
    assert!(cases > 8, "the page has its cases");
    if std::env::var_os("TRICKY").is_some_and(|wanted| wanted == "update") {
        std::fs::write(&path, anew).expect("the page can be written");
    } else {
        assert_eq!(anew, page, "TRICKY=update cargo test --test tricky writes the page anew");
    }
}

/// Where the text of the first block with a fence begins and ends.
fn block(page: &str, fence: &str) -> Option<(usize, usize)> {
    let start = page.find(fence)? + fence.len();
    Some((start, start + page[start..].find("```")?))
}

/// What is found, a line for each link and for each sentence that went elsewhere.
fn found(old: &str, new: &str) -> String {
    let documents = Pair::new(("old.txt", old), ("new.txt", new))
        .try_map(|(name, text)| read_bytes(name, text.as_bytes(), &read::Options::default()))
        .expect("text is read");
    let comparison = compare::compare(documents.as_ref(), &compare::Options::default(), &Watch::default());
    let comparison = comparison.expect("nobody stops it");
    let links = comparison.links.iter().map(|link| line(documents.as_ref(), link));
    links.chain(passages(documents.as_ref(), &comparison)).collect()
}

fn line(documents: Pair<&Document>, link: &Link) -> String {
    let sides = documents.zip(link.units.as_ref()).map(|(document, units)| addresses(document, units));
    let fate = format!("{:?}", link.fate).to_lowercase();
    let shape = match link.shape {
        Shape::Split => ", split",
        Shape::Merged => ", merged",
        Shape::Regrouped => ", regrouped",
        _ => "",
    };
    let moved = if link.moved { ", moved" } else { "" };
    let why = link.reasons.first().map_or("", |reason| reason.message.as_str());
    format!("{} → {}: {fate}{shape}{moved} ({why})\n", sides.old, sides.new)
}

fn addresses(document: &Document, units: &[UnitId]) -> String {
    let said: Vec<&str> = units.iter().map(|&unit| document.unit(unit).address.as_str()).collect();
    if said.is_empty() { "—".to_owned() } else { said.join(" + ") }
}

fn passages(documents: Pair<&Document>, comparison: &Comparison) -> Vec<String> {
    let passages = comparison.passages.iter().filter_map(|passage| {
        let (old, new) = (passage.old.as_ref()?, passage.new.as_ref()?);
        let address = |document: &Document, unit| addresses(document, &[unit]);
        Some(format!(
            "a sentence of {} → {}\n",
            address(documents.old, old.unit),
            address(documents.new, new.unit)
        ))
    });
    passages.collect()
}
