//! Expectations and what is found -> what drifted.

use std::path::Path;

use super::read::FATES;
use super::{
    Checked, Drift, Expectations, ExpectedLink, ExpectedPair, ExpectedPhrase, Splice, Units, verdicts,
};
use crate::compare::{Comparison, Fate, Link, Summary};
use crate::corpus::corrections::{UnitName, find, line_of};
use crate::corpus::settings::{Placed, quoted};
use crate::document::{Document, UnitId};
use crate::error::Result;
use crate::pair::Pair;
use crate::segment::{WordKind, words};

/// Where texts, comparisons and reports come from.
pub trait Texts {
    /// A text by the name it has in the file.
    ///
    /// # Errors
    /// If it cannot be read.
    fn document(&self, name: &str) -> Result<Document>;

    /// The comparison of two of them.
    ///
    /// # Errors
    /// If it was interrupted, or corrections cannot be read.
    fn comparison(&self, documents: Pair<&Document>) -> Result<Comparison>;

    /// The report of a comparison, in the form the ending of `name` stands for.
    ///
    /// # Errors
    /// If there is no such form.
    fn report(&self, documents: Pair<&Document>, found: &Comparison, name: &Path) -> Result<Vec<u8>>;

    /// A report that is expected, if it is there.
    fn expected(&self, name: &Path) -> Option<Vec<u8>>;
}

/// Looks at all expectations.
///
/// # Errors
/// If a text cannot be read.
pub fn evaluate(expectations: &Expectations, texts: &dyn Texts) -> Result<Vec<Checked>> {
    let mut checked = Vec::new();
    for pair in &expectations.pairs {
        let documents = Pair::new(&pair.old, &pair.new).try_map(|name| texts.document(&name.value))?;
        let found = texts.comparison(documents.as_ref())?;
        let mut at = Looking { expectations, pair, documents: documents.as_ref(), found: &found };
        at.counts(&mut checked);
        at.links(&mut checked);
        at.reports(texts, &mut checked)?;
    }
    for phrase in &expectations.phrases {
        checked.push(look_for(expectations, phrase, texts)?);
    }
    Ok(checked)
}

struct Looking<'a> {
    expectations: &'a Expectations,
    pair: &'a ExpectedPair,
    documents: Pair<&'a Document>,
    found: &'a Comparison,
}

impl Looking<'_> {
    fn checked(&self, name: String, line: usize, drift: Option<Drift>) -> Checked {
        let about = format!("{} → {}", self.pair.old.value, self.pair.new.value);
        Checked { about, name, place: self.expectations.source.place(line), drift }
    }

    fn counts(&mut self, checked: &mut Vec<Checked>) {
        for (name, expected) in &self.pair.counts {
            let is = count(&self.found.summary, name);
            let drift = (is != expected.value).then(|| Drift {
                said: vec![format!("{name}: expected {}, is {is}", expected.value)],
                splices: vec![(expected.span.clone(), is.to_string())],
                report: None,
            });
            checked.push(self.checked((*name).to_owned(), expected.line, drift));
        }
    }

    fn links(&mut self, checked: &mut Vec<Checked>) {
        for link in &self.pair.links {
            let name = match (link.old.names.as_slice(), link.new.names.as_slice()) {
                ([], new) => format!("new {}", listed(new)),
                (old, _) => format!("old {}", listed(old)),
            };
            let drift = self.link(link, &name).map(|(said, splices)| Drift {
                said: vec![said],
                splices,
                report: None,
            });
            checked.push(self.checked(name, link.line, drift));
        }
    }

    /// What is otherwise with a link, in words and as splices.
    fn link(&self, expected: &ExpectedLink, name: &str) -> Option<(String, Vec<Splice>)> {
        let resolve = |document: &Document, units: &Units| {
            units.names.iter().map(|unit| find(document, unit)).collect::<std::result::Result<Vec<_>, _>>()
        };
        let old = resolve(self.documents.old, &expected.old);
        let new = resolve(self.documents.new, &expected.new);
        // A unit on the side the link is looked up from has to be there; on the other it is news.
        let (anchor, from_old) = match (&old, &new) {
            (Ok(units), _) if !units.is_empty() => (units[0], true),
            (Err(why), _) => return Some((format!("{name}: {why}"), Vec::new())),
            (_, Ok(units)) => (*units.first()?, false),
            (_, Err(why)) => return Some((format!("{name}: {why}"), Vec::new())),
        };
        let has = |link: &&Link| {
            if from_old { link.units.old.contains(&anchor) } else { link.units.new.contains(&anchor) }
        };
        let link = self.found.links.iter().find(has)?;
        let sorted = |units: std::result::Result<Vec<UnitId>, String>| {
            units.ok().map(|mut units| {
                units.sort_unstable();
                units
            })
        };
        let same = Pair::new(
            sorted(old).as_deref() == Some(link.units.old.as_slice()),
            sorted(new).as_deref() == Some(link.units.new.as_slice()),
        );
        let fate = link.fate == expected.fate.value;
        let moved = expected.moved.as_ref().is_none_or(|moved| moved.value == link.moved);
        if same.old && same.new && fate && moved {
            return None;
        }
        let moves = expected.moved.as_ref().map(|moved| moved.value);
        let told = Pair::new(listed(&expected.old.names), listed(&expected.new.names));
        let is = self
            .documents
            .zip(link.units.as_ref())
            .map(|(document, units)| units.iter().map(|&unit| called(document, unit)).collect::<Vec<_>>());
        let said = format!(
            "{name}: expected {}; is {}",
            verdicts::said(&told.old, &told.new, expected.fate.value, moves == Some(true)),
            verdicts::said(&is.old.join(" + "), &is.new.join(" + "), link.fate, link.moved),
        );
        let mut splices = Vec::new();
        if !fate {
            splices.push((expected.fate.span.clone(), quoted(word(link.fate))));
        }
        if let Some(moved) = expected.moved.as_ref().filter(|_| !moved) {
            splices.push((moved.span.clone(), link.moved.to_string()));
        }
        for (same, key, units, is) in
            [(same.old, "old", &expected.old, &is.old), (same.new, "new", &expected.new, &is.new)]
        {
            if !same {
                splices.push(respell(expected, key, units, is));
            }
        }
        Some((said, splices))
    }

    fn reports(&mut self, texts: &dyn Texts, checked: &mut Vec<Checked>) -> Result<()> {
        for name in &self.pair.reports {
            let path = Path::new(&name.value);
            let is = texts.report(self.documents, self.found, path)?;
            let expected = texts.expected(path);
            let drift = (expected.as_deref() != Some(is.as_slice())).then(|| {
                let mut said = vec![match &expected {
                    Some(_) => format!("{}: the report is another", name.value),
                    None => format!("{}: there is no such report yet", name.value),
                }];
                said.extend(
                    expected.map(|expected| verdicts::differences(&expected, &is)).unwrap_or_default(),
                );
                Drift { said, splices: Vec::new(), report: Some((name.value.clone(), is)) }
            });
            checked.push(self.checked(format!("report {}", name.value), name.line, drift));
        }
        Ok(())
    }
}

/// How the units of a side would have to be written.
fn respell(link: &ExpectedLink, key: &str, units: &Units, is: &[String]) -> Splice {
    let list: Vec<String> = is.iter().map(|name| quoted(name)).collect();
    let value = match list.as_slice() {
        [only] => only.clone(),
        list => format!("[{}]", list.join(", ")),
    };
    match &units.span {
        Some(span) => (span.clone(), value),
        None => {
            let end = link.fate.span.end;
            let apart = if link.inline { ", " } else { "\n" };
            (end..end, format!("{apart}{key} = {value}"))
        }
    }
}

fn listed(names: &[UnitName]) -> String {
    names.iter().map(|name| name.at.as_str()).collect::<Vec<_>>().join(" + ")
}

/// What a unit is called, so that it is found again: by its address where that stands once.
fn called(document: &Document, unit: UnitId) -> String {
    let name = |at: String| UnitName { at, words: None, line: 0 };
    let address = name(document.unit(unit).address.trim().to_owned());
    match find(document, &address) {
        Ok(found) if found == unit => address.at,
        _ => line_of(document, unit),
    }
}

fn word(fate: Fate) -> &'static str {
    FATES.iter().find(|(_, other)| *other == fate).map_or("", |(word, _)| word)
}

fn count(summary: &Summary, name: &str) -> usize {
    match name {
        "carried" => summary.carried,
        "edited" => summary.edited,
        "brackets" => summary.brackets,
        "reworded" => summary.reworded,
        "dropped" => summary.dropped,
        "new" => summary.new,
        "moved" => summary.moved,
        "split" => summary.split,
        "merged" => summary.merged,
        "regrouped" => summary.regrouped,
        "sentences_dropped" => summary.sentences_dropped,
        "sentences_added" => summary.sentences_added,
        _ => summary.sentences_moved,
    }
}

fn look_for(expectations: &Expectations, phrase: &ExpectedPhrase, texts: &dyn Texts) -> Result<Checked> {
    let wanted = folded(&phrase.text.value);
    let mut said = Vec::new();
    let (mut within, mut without): (Vec<&Placed<String>>, Vec<&Placed<String>>) = (Vec::new(), Vec::new());
    let expected = phrase.within.iter().map(|name| (name, true));
    for (name, there) in expected.chain(phrase.without.iter().map(|name| (name, false))) {
        let document = texts.document(&name.value)?;
        let has = document.ids().any(|unit| holds(&folded(document.text_of(unit)), &wanted));
        if has { &mut within } else { &mut without }.push(name);
        match (there, has) {
            (true, false) => said.push(format!("“{}” is not in {}", phrase.text.value, name.value)),
            (false, true) => said.push(format!("“{}” is in {}", phrase.text.value, name.value)),
            _ => {}
        }
    }
    let drift = (!said.is_empty()).then(|| {
        let list = |names: &[&Placed<String>]| {
            let names: Vec<String> = names.iter().map(|name| quoted(&name.value)).collect();
            format!("[{}]", names.join(", "))
        };
        let end = phrase.text.span.end;
        let splice = |key: &str, span: &Option<std::ops::Range<usize>>, names: &[&Placed<String>]| match span
        {
            Some(span) => Some((span.clone(), list(names))),
            None if names.is_empty() => None,
            None => Some((end..end, format!("\n{key} = {}", list(names)))),
        };
        let both = [splice("in", &phrase.spans.0, &within), splice("not_in", &phrase.spans.1, &without)];
        Drift { said, splices: both.into_iter().flatten().collect(), report: None }
    });
    Ok(Checked {
        about: "phrases".to_owned(),
        name: phrase.text.value.clone(),
        place: expectations.source.place(phrase.text.line),
        drift,
    })
}

/// Words in small letters; marks between them are no part of a phrase.
fn folded(text: &str) -> Vec<String> {
    let words = words(text).into_iter().filter(|word| word.kind == WordKind::Word);
    words.map(|word| text[word.range].to_lowercase()).collect()
}

fn holds(text: &[String], phrase: &[String]) -> bool {
    !phrase.is_empty() && text.windows(phrase.len()).any(|words| words == phrase)
}
