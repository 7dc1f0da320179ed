//! The UN's PDFs of the Paris Agreement's drafts against what other people transcribed from them.
//!
//! 4 December: the same text, which the transcribers made by carrying changes into an older file of
//! theirs, so that small edits of the UN's editors are missing in it. 23 October: the PDF is the edited
//! version of 6 November, issued again on 10 November; the Markdown has the wording from before the
//! edit. Only the agreement is transcribed, and the PDFs go on with a draft decision.
//!
//! Real documents, not ours and not here: `TRAVAUX_TEXTS` names the folder. Unset, these tests say so
//! and pass. `cargo test --test paris -- --nocapture` prints the figures and every unit that differs.

#![allow(clippy::print_stdout, reason = "figures are printed for people to read")]

mod printed;
mod texts;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde::Deserialize;
use travaux::compare::{Comparison, Fate, Op, Options, Shape, Watch};
use travaux::document::{Document, Kind, Unit, UnitId};
use travaux::{Pair, compare, read};

use self::printed::{Printed, Signs};

/// A unit that is not carried, and why: reviewed by reading both.
#[derive(Debug, Deserialize)]
struct Difference {
    /// `4-dec` or `23-oct`.
    document: String,
    /// `markdown` or `pdf`: which of the two has the unit, where the list has both.
    #[serde(default)]
    side: String,
    address: String,
    reason: String,
}

#[derive(Debug, Deserialize)]
struct Reviewed {
    difference: Vec<Difference>,
    /// Units of the PDF that `pdftotext` prints otherwise.
    printed: Vec<Difference>,
    /// Units of the Markdown that are not carried although `pdftotext` prints their words.
    stands: Vec<Difference>,
    /// Units of the Markdown that are not linked one to one.
    border: Vec<Difference>,
}

fn all_reviewed() -> Reviewed {
    toml::from_str(include_str!("reading/paris-pdf.toml")).expect("the list is well formed")
}

/// Side and address of the reviewed units of a document.
fn reviewed(document: &str) -> BTreeSet<(String, String)> {
    let reviewed = all_reviewed();
    assert!(reviewed.difference.iter().all(|difference| !difference.reason.is_empty()), "each has a reason");
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    let mut found = BTreeSet::new();
    for difference in reviewed.difference.iter().filter(|difference| difference.document == document) {
        *reasons.entry(&difference.reason).or_default() += 1;
        found.insert((difference.side.clone(), difference.address.clone()));
    }
    println!("{document}: {} reviewed differences", found.len());
    for (reason, count) in reasons {
        println!("  {count:3} {reason}");
    }
    found
}

/// A Markdown text and a PDF, compared.
struct Case {
    documents: Pair<Document>,
    comparison: Comparison,
    pdf: PathBuf,
}

impl Case {
    /// `None` with a line that says so where there are no texts.
    fn of(test: &str, names: Pair<&str>) -> Option<Self> {
        let folder = texts::folder(test)?.join("paris-agreement");
        let documents = names.map(|name| {
            let path = folder.join(name);
            read(&path, &read::Options::default()).unwrap_or_else(|error| panic!("{error}"))
        });
        let comparison = compare(documents.as_ref(), &Options::default(), &Watch::default())
            .unwrap_or_else(|error| panic!("{error}"));
        Some(Self { documents, comparison, pdf: folder.join(names.new) })
    }

    /// The PDF's units before its draft decision, which the Markdown does not have.
    fn in_agreement(&self, id: UnitId) -> bool {
        let is_decision = |unit: &Unit| unit.kind == Kind::Heading && unit.label.as_deref() == Some("B");
        let decision = self.documents.new.units.iter().position(is_decision);
        id.index() < decision.expect("the decision has a heading")
    }

    /// Side and address of what is neither carried nor edited. Labels alone on their line, with or
    /// without the paragraphs that they govern, are left out on the PDF's side.
    fn differing(&self) -> BTreeSet<(String, String)> {
        let mut found = BTreeSet::new();
        for link in &self.comparison.links {
            if matches!(link.fate, Fate::Carried | Fate::Edited) {
                continue;
            }
            for &id in &link.units.old {
                let unit = self.documents.old.unit(id);
                println!("  markdown {} [{:?}]", unit.address, link.fate);
                found.insert(("markdown".to_owned(), unit.address.clone()));
            }
            for &id in link.units.new.iter().filter(|&&id| link.fate == Fate::New && self.in_agreement(id)) {
                let text = self.documents.new.text_of(id);
                if !text.is_empty() && !text.starts_with("(paragraph") {
                    println!("  pdf {} [New]", self.documents.new.unit(id).address);
                    found.insert(("pdf".to_owned(), self.documents.new.unit(id).address.clone()));
                }
            }
        }
        found
    }

    /// Units of the Markdown that are carried or edited, and those of them one to one.
    fn carried(&self) -> (usize, usize) {
        let links = self.comparison.links.iter().filter(|l| matches!(l.fate, Fate::Carried | Fate::Edited));
        links.fold((0, 0), |(all, alone), link| {
            let count = link.units.old.len();
            (all + count, alone + if link.shape == Shape::OneToOne { count } else { 0 })
        })
    }

    /// Letters and digits of the Markdown that stand equal in the PDF, of those in linked units.
    fn equal_letters(&self) -> f64 {
        let count = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
        let (mut equal, mut all) = (0, 0);
        for link in self.comparison.links.iter().filter(|link| link.shape != Shape::None) {
            let text = self.documents.old.joined(&link.units.old);
            let gone = link.edits.iter().filter(|edit| edit.op == Op::Delete);
            let gone: usize = gone.map(|edit| count(&text[edit.old.clone()])).sum();
            all += count(&text);
            equal += count(&text) - gone.min(count(&text));
        }
        equal as f64 / f64::max(all as f64, 1.0)
    }

    /// Addresses of the Markdown's units in links that are not one to one.
    fn borders(&self) -> BTreeSet<&str> {
        let links =
            self.comparison.links.iter().filter(|l| !matches!(l.shape, Shape::OneToOne | Shape::None));
        links.flat_map(|link| &link.units.old).map(|&id| self.address(id)).collect()
    }

    fn address(&self, old: UnitId) -> &str {
        &self.documents.old.unit(old).address
    }

    /// Holds both texts against what another program reads from the PDF. Our words are its words,
    /// so what the Markdown has otherwise was never in the file.
    fn prove(&self, document: &str) {
        let pdf = |signs| Printed::of(&self.pdf, signs);
        let (Some(all), Some(words)) = (pdf(Signs::All), pdf(Signs::Words)) else {
            println!("  pdftotext is not installed: nothing proves that the rest is the sources' difference");
            return;
        };
        let new = &self.documents.new;
        let mut failed: Vec<(&str, String)> = Vec::new();
        for id in new.ids() {
            if let Err(why) = all.has(new, id, Signs::All) {
                println!("  printed otherwise: {}: {why}", new.unit(id).address);
                failed.push((&new.unit(id).address, why));
            }
        }
        println!(
            "  {} of {} PDF units are printed so by pdftotext",
            new.units.len() - failed.len(),
            new.units.len()
        );
        let (mut absent, mut stands) = (0, Vec::new());
        for link in &self.comparison.links {
            if !matches!(link.fate, Fate::Reworded | Fate::Dropped) {
                continue;
            }
            for &id in &link.units.old {
                let has_words = !self.documents.old.text_of(id).is_empty();
                if has_words && words.has(&self.documents.old, id, Signs::Words).is_ok() {
                    println!("  stands: {} [{:?}]", self.address(id), link.fate);
                    stands.push(self.address(id));
                } else {
                    absent += usize::from(has_words);
                }
            }
        }
        println!("  {absent} reworded or dropped Markdown units are not in the PDF, {} are", stands.len());
        let missing = words.missing(new, Signs::Words);
        println!("  words that pdftotext has and we have not: {missing:?}");
        // A marker that pdftotext glues to a figure.
        assert!(missing.values().sum::<usize>() <= 1, "words that we lost: {missing:?}");
        let reviewed = all_reviewed();
        let known = |list: &[Difference]| -> BTreeSet<String> {
            list.iter().filter(|d| d.document == document).map(|d| d.address.clone()).collect()
        };
        let (printed, known_stands) = (known(&reviewed.printed), known(&reviewed.stands));
        failed.retain(|(address, _)| !printed.contains(*address));
        assert!(failed.is_empty(), "review these: {failed:#?}");
        stands.retain(|address| !known_stands.contains(*address));
        assert!(stands.is_empty(), "review these: {stands:#?}");
        let borders: Vec<&str> =
            self.borders().into_iter().filter(|a| !known(&reviewed.border).contains(*a)).collect();
        assert!(borders.is_empty(), "review these: {borders:#?}");
    }

    fn print(&self) {
        let units = self.documents.old.units.len();
        let (carried, alone) = self.carried();
        let percent = 100.0 * carried as f64 / units as f64;
        println!("  {carried} of {units} units carried or edited ({percent:.1} %), {alone} one to one");
        println!("  {:.2} % of the letters of linked units are equal", 100.0 * self.equal_letters());
        for substitution in &self.comparison.substitutions {
            println!("  {} x {} -> {}", substitution.count, substitution.old, substitution.new);
        }
    }
}

#[test]
fn every_difference_of_4_december_is_the_transcribers() {
    let names = Pair::new("agreement-4-dec-2015.md", "adp_compilation_4dec15_10am.pdf");
    let Some(case) = Case::of("4 December", names) else { return };
    let known = reviewed("4-dec");
    let differing = case.differing();
    case.print();
    case.prove("4-dec");
    let unknown: Vec<_> = differing.difference(&known).collect();
    assert!(unknown.is_empty(), "review these and list them in tests/reading/paris-pdf.toml: {unknown:#?}");
    let gone: Vec<_> = known.difference(&differing).collect();
    assert!(gone.is_empty(), "these differ no more: {gone:#?}");
    // 87 % is what the transcribers left as it is printed; the rest is reviewed, unit by unit.
    assert!(case.carried().0 * 100 >= case.documents.old.units.len() * 87, "{:?}", case.carried());
    assert!(case.equal_letters() > 0.97, "{}", case.equal_letters());
}

#[test]
fn the_pdf_of_23_october_is_its_edited_version() {
    let names = Pair::new("agreement-23-oct-2015.md", "11infnot.pdf");
    let Some(case) = Case::of("23 October", names) else { return };
    let text = &case.documents.new.text;
    assert!(text.contains("6 November 2015") && text.contains("10 November 2015"), "its dates");
    let known = reviewed("23-oct");
    case.print();
    case.prove("23-oct");
    // What the editors did throughout.
    let pairs: BTreeSet<(&str, &str)> =
        case.comparison.substitutions.iter().map(|s| (s.old.as_str(), s.new.as_str())).collect();
    for pair in
        [("agreement", "Agreement"), ("REDD+", "REDD-plus"), ("capacity building", "capacity-building")]
    {
        assert!(pairs.contains(&pair), "{pair:?}");
    }
    // Nothing is lost: each unit has its counterpart, or is reviewed.
    let dropped = case.comparison.links.iter().filter(|link| link.fate == Fate::Dropped);
    let dropped: Vec<&str> = dropped
        .flat_map(|link| &link.units.old)
        .map(|&id| case.documents.old.unit(id).address.as_str())
        .filter(|address| !known.contains(&("markdown".to_owned(), (*address).to_owned())))
        .collect();
    assert!(dropped.is_empty(), "{dropped:?}");
    assert!(case.carried().0 * 100 >= case.documents.old.units.len() * 58, "{:?}", case.carried());
    assert!(case.equal_letters() > 0.94, "{}", case.equal_letters());
}
