//! Walks along the links between two drafts: what became of each paragraph, and why.
//!
//! ```sh
//! cargo run --example links -- old.docx new.pdf
//! ```

#![allow(clippy::print_stdout, reason = "an example prints")]

use std::path::PathBuf;

use travaux::compare::{Options, Watch};
use travaux::{Pair, compare, read};

fn main() -> travaux::Result<()> {
    let mut given = std::env::args_os().skip(1).map(PathBuf::from);
    let paths = match (given.next(), given.next()) {
        (Some(old), Some(new)) => Pair::new(old, new),
        _ => Pair::new("texts/specimen/3-zero-draft.txt".into(), "texts/specimen/4-first-draft.txt".into()),
    };
    let documents = paths.try_map(|path| travaux::read(&path, &read::Options::default()))?;
    let comparison = compare(documents.as_ref(), &Options::default(), &Watch::default())?;
    for link in &comparison.links {
        // A link may have several units on either side (split, merged), and none on one (dropped, new).
        let addresses = documents.as_ref().zip(link.units.as_ref()).map(|(document, units)| {
            let addresses = units.iter().map(|&unit| document.unit(unit).address.as_str());
            addresses.collect::<Vec<_>>().join(" + ")
        });
        let why = link.reasons.first().map_or("", |reason| reason.message.as_str());
        println!("{:12} {:12} {:?}: {why}", addresses.old, addresses.new, link.fate);
    }
    println!("{:?}", comparison.summary);
    Ok(())
}
