//! Corrections by hand: what a person says became of a unit, in a small file beside the texts.
//!
//! ```toml
//! schema = 1
//!
//! [[became]]
//! between = ["pre-draft.md", "zero-draft.md"]
//! old = "14"
//! new = ["12", { at = "13", words = "Landlocked States" }]
//! note = "The Chair said so on 3 March."
//!
//! [[dropped]]
//! old = "20"
//!
//! [[new]]
//! new = "5"
//! ```
//!
//! A unit is named as reports name it: by its address ("13 (c)"), by its label where that stands
//! once, a heading by its label or its words, anything by the line it begins in ("line 101"). Where a
//! name stands twice the first words decide. A correction that does not fit the texts (any more) is
//! left out, and said.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::settings::{self, Mixed, Placed, Source, Table};
use crate::compare::Fixed;
use crate::document::{Document, Kind, UnitId};
use crate::error::Result;
use crate::pair::Pair;

/// The name of the file where nobody names another.
pub const CORRECTIONS: &str = "travaux.corrections.toml";

/// Corrections, as they are written.
#[derive(Clone, Debug)]
pub struct Corrections {
    source: Source,
    /// In the order of the file.
    pub entries: Vec<Correction>,
}

/// What a person says became of some units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The units; one side is empty for dropped and new.
    pub units: Pair<Vec<UnitName>>,
    /// The names of the two texts; `None`: whichever are compared.
    pub between: Option<Pair<String>>,
    /// Why.
    pub note: Option<String>,
    /// The line it begins in.
    pub line: usize,
}

/// A unit as people name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitName {
    /// Address, label, heading or line.
    pub at: String,
    /// Its first words.
    pub words: Option<String>,
    /// Where that is written.
    pub line: usize,
}

/// Why a correction was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// File and line.
    pub place: String,
    /// What does not fit.
    pub message: String,
}

impl std::fmt::Display for Misfit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

impl Corrections {
    /// Loads a file of corrections.
    ///
    /// # Errors
    /// If it cannot be read or is none.
    pub fn load(path: &Path) -> Result<Self> {
        settings::load(path, read)
    }

    /// The same under another name, where the path must not show.
    ///
    /// # Errors
    /// If it cannot be read or is none.
    pub fn load_as(path: &Path, name: &str) -> Result<Self> {
        settings::parse(name, &super::read(path)?, read)
    }

    /// The file beside a text, if there is one.
    pub fn beside(text: &Path) -> Option<PathBuf> {
        let file = text.parent()?.join(CORRECTIONS);
        file.is_file().then_some(file)
    }

    /// What applies to two texts that are compared, as units of theirs, and what does not fit.
    /// `named_only` leaves out what does not say between which texts it is.
    pub fn between(&self, documents: Pair<&Document>, named_only: bool) -> (Vec<Fixed>, Vec<Misfit>) {
        let mut fixed: Vec<Fixed> = Vec::new();
        let mut misfits = Vec::new();
        let mut taken: Pair<BTreeSet<UnitId>> = Pair::default();
        for entry in self.entries.iter().filter(|entry| entry.concerns(documents, named_only)) {
            match self.resolve(entry, documents, &taken) {
                Ok(link) => {
                    taken.old.extend(link.units.old.iter().copied());
                    taken.new.extend(link.units.new.iter().copied());
                    fixed.push(link);
                }
                Err(misfit) => misfits.push(misfit),
            }
        }
        (fixed, misfits)
    }

    /// Corrections about none of these pairs of texts: a name may be misspelt, or missing.
    pub fn astray(&self, pairs: &[Pair<&Document>], named_only: bool) -> Vec<Misfit> {
        let lost = self.entries.iter();
        let lost = lost.filter(|entry| !pairs.iter().any(|pair| entry.concerns(*pair, named_only)));
        lost.map(|entry| Misfit {
            place: self.source.place(entry.line),
            message: match &entry.between {
                Some(names) => {
                    format!("“{}” and “{}” are not compared here", names.old, names.new)
                }
                None => "it does not say between which texts: add `between = [\"OLD\", \"NEW\"]`".to_owned(),
            },
        })
        .collect()
    }

    fn resolve(
        &self,
        entry: &Correction,
        documents: Pair<&Document>,
        taken: &Pair<BTreeSet<UnitId>>,
    ) -> std::result::Result<Fixed, Misfit> {
        let sides = Pair::new("old", "new").zip(documents).zip(taken.as_ref()).zip(entry.units.as_ref());
        let units = sides.try_map(|(((side, document), taken), names)| {
            let mut found = Vec::new();
            for name in names {
                let misfit = |message| Misfit { place: self.source.place(name.line), message };
                let unit =
                    find(document, name).map_err(|why| misfit(format!("{side} {}: {why}", name.at)))?;
                if taken.contains(&unit) || found.contains(&unit) {
                    return Err(misfit(format!("{side} {}: it is corrected already", name.at)));
                }
                found.push(unit);
            }
            Ok(found)
        })?;
        Ok(Fixed { units, place: self.source.place(entry.line), note: entry.note.clone() })
    }
}

impl Correction {
    fn concerns(&self, documents: Pair<&Document>, named_only: bool) -> bool {
        match &self.between {
            Some(names) => is_named(documents.old, &names.old) && is_named(documents.new, &names.new),
            None => !named_only,
        }
    }
}

/// Whether a text is meant: by its file name, with as many folders as were written.
fn is_named(document: &Document, name: &str) -> bool {
    Path::new(&document.source).ends_with(name.strip_prefix("./").unwrap_or(name))
}

/// The unit with a name, or why there is not one.
pub(super) fn find(document: &Document, name: &UnitName) -> std::result::Result<UnitId, String> {
    let words = name.words.as_deref().map(folded);
    let begins = |unit: &UnitId| {
        words.as_ref().is_none_or(|words| folded(document.text_of(*unit)).starts_with(words.as_str()))
    };
    let mut named: Vec<UnitId> = Vec::new();
    for is_it in [is_address, is_label] {
        named = document.ids().filter(|&unit| is_it(document, unit, &name.at)).collect();
        if !named.is_empty() {
            break;
        }
    }
    let fitting: Vec<UnitId> = named.iter().copied().filter(begins).collect();
    match (named.as_slice(), fitting.as_slice()) {
        (_, [unit]) => Ok(*unit),
        ([], _) => Err(match &words {
            Some(_) => format!("there is no such unit{}", instead(document, &begins)),
            None => "there is no such unit".to_owned(),
        }),
        (_, []) => Err(format!("its words are others now{}", instead(document, &begins))),
        (_, several) => {
            let lines: Vec<String> = several.iter().take(4).map(|&unit| line_of(document, unit)).collect();
            Err(format!(
                "{} units have that name and begin so ({}); give more first words, {{ at = \"{}\", words = \"…\" }}, or the line",
                several.len(),
                lines.join(", "),
                name.at
            ))
        }
    }
}

/// Where the words stand now, if they stand somewhere once.
fn instead(document: &Document, begins: &dyn Fn(&UnitId) -> bool) -> String {
    let found: Vec<UnitId> = document.ids().filter(|unit| begins(unit)).collect();
    match found.as_slice() {
        [unit] if document.unit(*unit).address.is_empty() => {
            format!("; these words stand at {}", line_of(document, *unit))
        }
        [unit] => format!("; these words stand in {}", document.unit(*unit).address),
        _ => String::new(),
    }
}

pub(super) fn line_of(document: &Document, unit: UnitId) -> String {
    match document.unit(unit).place.lines.0 {
        0 => format!("unit {}", unit.0),
        line => format!("line {line}"),
    }
}

fn is_address(document: &Document, unit: UnitId, name: &str) -> bool {
    let it = document.unit(unit);
    let name = name.trim();
    if name.strip_prefix("line ").and_then(|line| line.parse().ok()) == Some(it.place.lines.0.max(1)) {
        return it.place.lines.0 > 0;
    }
    if name == format!("unit {}", unit.0) {
        return true;
    }
    if it.kind != Kind::Heading {
        return !it.address.is_empty() && folded(&it.address) == folded(name);
    }
    let bare = name.strip_prefix("heading ").unwrap_or(name).trim_matches(['“', '”', '"']);
    let label = it.label.as_deref().is_some_and(|label| label == bare) && name.starts_with("heading ");
    label || folded(&document.heading_line(unit)) == folded(bare)
}

fn is_label(document: &Document, unit: UnitId, name: &str) -> bool {
    document.unit(unit).label.as_deref().is_some_and(|label| folded(label) == folded(name))
}

/// Words with single spaces in small letters: a line break or a capital is no other text.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn read(source: &Source, top: &Table<'_>) -> Result<Corrections> {
    top.schema()?;
    top.only(&["schema", "became", "dropped", "new"])?;
    let mut entries = Vec::new();
    for table in top.tables("became", "a correction")? {
        table.only(&["old", "new", "between", "note"])?;
        entries.push(entry(&table, true, true)?);
    }
    for table in top.tables("dropped", "a correction of what was dropped")? {
        table.only(&["old", "between", "note"])?;
        entries.push(entry(&table, true, false)?);
    }
    for table in top.tables("new", "a correction of what is new")? {
        table.only(&["new", "between", "note"])?;
        entries.push(entry(&table, false, true)?);
    }
    entries.sort_by_key(|entry| entry.line);
    Ok(Corrections { source: source.clone(), entries })
}

fn entry(table: &Table<'_>, old: bool, new: bool) -> Result<Correction> {
    let side = |key: &'static str, wanted: bool| {
        let names = if wanted { names(table, key)? } else { Vec::new() };
        table.needs(key, Some(names).filter(|names| !wanted || !names.is_empty()))
    };
    let between = table.strings("between")?;
    let between = match between.as_slice() {
        [] if !table.has("between") => None,
        [old, new] => Some(Pair::new(old.value.clone(), new.value.clone())),
        _ => {
            return Err(table
                .error("“between” should name two texts")
                .with_help("write `between = [\"OLD\", \"NEW\"]`"));
        }
    };
    let units = Pair::new(side("old", old)?, side("new", new)?);
    Ok(Correction { units, between, note: table.text("note")?, line: table.line })
}

pub(super) fn names(table: &Table<'_>, key: &str) -> Result<Vec<UnitName>> {
    let items = table.mixed(key, "a unit")?.into_iter().map(|item| match item {
        Mixed::Text(Placed { value, line, .. }) => Ok(UnitName { at: value, words: None, line }),
        Mixed::Table(unit) => {
            unit.only(&["at", "words"])?;
            let at = unit.needs("at", unit.text("at")?)?;
            Ok(UnitName { at, words: unit.text("words")?, line: unit.line })
        }
    });
    items.collect()
}
