//! `travaux check`: what comparisons are expected to find, and whether they still do.

use std::fs;
use std::path::{Path, PathBuf};

use super::args::Check;
use super::{Outcome, corrections, form, junit, output};
use crate::compare::{self, Comparison, Watch};
use crate::corpus::expect::{self, Checked, EXPECTATIONS, Expectations, Texts};
use crate::corpus::{Corrections, MANIFEST, Manifest};
use crate::document::Document;
use crate::error::{Error, ErrorKind, Result};
use crate::pair::Pair;
use crate::{read, report};

pub(super) fn run(arguments: &Check) -> Result<Outcome> {
    let file = expectations_at(arguments.process.as_ref().unwrap_or(&arguments.path))?;
    if let Some(target) = &arguments.junit {
        output::check(target, &[&file, &file.with_file_name(MANIFEST)])?;
    }
    let (expectations, fresh) = load(&file, arguments.update)?;
    let folder = file.parent().map(Path::to_owned).unwrap_or_default();
    let texts = OnDisk { texts: arguments.texts.clone().unwrap_or_else(|| folder.clone()), folder };
    let checked = expect::evaluate(&expectations, &texts)?;
    if let Some(target) = &arguments.junit {
        let name = file.display().to_string();
        output::to_file(target, |out| junit::write(&name, &checked, out))?;
    }
    if arguments.update {
        return update(&file, &expectations, &checked, &texts, fresh);
    }
    say(&told(&checked, arguments.quiet))?;
    Ok(if checked.iter().any(|one| one.drift.is_some()) { Outcome::Differs } else { Outcome::Same })
}

/// The file of expectations that a path stands for.
fn expectations_at(path: &Path) -> Result<PathBuf> {
    if path.is_dir() {
        return Ok(path.join(EXPECTATIONS));
    }
    if !path.is_file() {
        return Err(Error::new(ErrorKind::Unreadable, path.display().to_string(), "there is no such file")
            .with_help("name a manifest, expectations, or a folder with either"));
    }
    // A manifest is told from expectations by what it must have.
    let is_manifest = Manifest::load_list(path).is_ok();
    Ok(if is_manifest { path.with_file_name(EXPECTATIONS) } else { path.to_owned() })
}

/// The expectations, or, where there are none and an update was asked for, first ones for the texts
/// of the manifest beside them.
fn load(file: &Path, update: bool) -> Result<(Expectations, bool)> {
    let name = file.display().to_string();
    if file.is_file() {
        return Ok((Expectations::load(file)?, false));
    }
    let manifest = file.with_file_name(MANIFEST);
    if update && manifest.is_file() {
        let first = expect::first(&Manifest::load(&manifest)?);
        return Ok((Expectations::parse(&name, first)?, true));
    }
    Err(Error::new(ErrorKind::Unreadable, name, "there are no expectations")
        .with_help("write down what is found now with --update, beside a manifest.toml"))
}

/// Texts, corrections and expected reports in folders.
struct OnDisk {
    /// Where texts are.
    texts: PathBuf,
    /// Where expectations and reports are.
    folder: PathBuf,
}

impl Texts for OnDisk {
    fn document(&self, name: &str) -> Result<Document> {
        let mut document = read::read(&self.texts.join(name), &read::Options::default())?;
        // Reports must not depend on where somebody keeps the texts.
        document.source = name.to_owned();
        Ok(document)
    }

    fn comparison(&self, documents: Pair<&Document>) -> Result<Comparison> {
        let beside = Corrections::beside(&self.texts.join(&documents.new.source));
        let by_hand = beside.map(|file| Corrections::load_as(&file, &name_of(&file))).transpose()?;
        let fixed = corrections::fixed(by_hand.as_ref(), documents);
        let options = compare::Options { fixed, ..compare::Options::default() };
        compare::compare(documents, &options, &Watch::default())
    }

    fn report(&self, documents: Pair<&Document>, found: &Comparison, name: &Path) -> Result<Vec<u8>> {
        let format = form::by_ending(name).unwrap_or_default();
        let mut bytes = Vec::new();
        let options = report::Options { format, ..report::Options::default() };
        report::write(documents, found, &options, &mut bytes)
            .map_err(|error| output::unwritable(&name.display().to_string(), &error))?;
        Ok(bytes)
    }

    fn expected(&self, name: &Path) -> Option<Vec<u8>> {
        fs::read(self.folder.join(name)).ok()
    }
}

fn name_of(file: &Path) -> String {
    file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Writes down what is found. Reports first, each in one step; the file that names them last: whoever
/// pulls the plug in between finds old or new files, and the next update does the rest.
fn update(
    file: &Path,
    expectations: &Expectations,
    checked: &[Checked],
    texts: &OnDisk,
    fresh: bool,
) -> Result<Outcome> {
    let drifts = || checked.iter().filter_map(|one| one.drift.as_ref());
    for (name, bytes) in drifts().filter_map(|drift| drift.report.as_ref()) {
        let target = texts.folder.join(name);
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent)
                .map_err(|error| output::unwritable(&parent.display().to_string(), &error))?;
        }
        output::to_file(&target, |out| out.write_all(bytes))?;
    }
    let text = expectations.updated(checked);
    if fresh || text != expectations.text {
        // Nothing is written that could not be read again.
        Expectations::parse(&file.display().to_string(), text.clone())?;
        output::to_file(file, |out| out.write_all(text.as_bytes()))?;
    }
    let mut said = String::new();
    let mut left = false;
    for one in checked {
        let Some(drift) = &one.drift else { continue };
        let done = drift.report.is_some() || !drift.splices.is_empty();
        left |= !done;
        let word = if done { "updated" } else { "LEFT   " };
        said.push_str(&format!("{word}  {}  {}\n", one.place, first_line(drift)));
    }
    let count = drifts().count();
    said.push_str(&format!("{}: {} expectations, {count} drifted\n", file.display(), checked.len()));
    say(&said)?;
    Ok(if left { Outcome::Differs } else { Outcome::Same })
}

fn first_line(drift: &expect::Drift) -> &str {
    drift.said.first().map(String::as_str).unwrap_or_default()
}

/// The results for people.
fn told(checked: &[Checked], quiet: bool) -> String {
    let mut said = String::new();
    let mut rest = checked;
    while let Some(first) = rest.first() {
        let length = rest.iter().take_while(|one| one.about == first.about).count();
        let (group, others) = rest.split_at(length);
        rest = others;
        let drifted = group.iter().filter(|one| one.drift.is_some()).count();
        if drifted == 0 {
            if !quiet {
                said.push_str(&format!("ok     {} ({length})\n", first.about));
            }
            continue;
        }
        said.push_str(&format!("DRIFT  {} ({drifted} of {length})\n", first.about));
        for one in group {
            let Some(drift) = &one.drift else { continue };
            said.push_str(&format!("       {}  {}\n", one.place, first_line(drift)));
            drift.said.iter().skip(1).for_each(|line| said.push_str(&format!("         {line}\n")));
        }
    }
    let drifted = checked.iter().filter(|one| one.drift.is_some()).count();
    if drifted > 0 {
        said.push_str(&format!(
            "{drifted} of {} expectations drifted; if that is meant: travaux check --update\n",
            checked.len()
        ));
    } else if !quiet {
        said.push_str(&format!("all {} expectations hold\n", checked.len()));
    }
    said
}

fn say(text: &str) -> Result<()> {
    // Names and texts are not trusted: no escape sequence of theirs reaches the terminal.
    let safe: String =
        text.chars().map(|c| if c.is_control() && c != '\n' { '\u{FFFD}' } else { c }).collect();
    output::to_stdout(|out| out.write_all(safe.as_bytes()))
}
