//! References in a manifest: to rounds, to files; their order.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::parts::{Beside, Proposal, Round};
use crate::corpus::check::is_later;
use crate::corpus::settings::{Placed, Source, closest};
use crate::error::{Error, Result};

/// Fails for ids and files that are given twice, and for references to nothing.
pub(super) fn check(
    source: &Source,
    rounds: &[Round],
    beside: &[Beside],
    proposals: &[Proposal],
) -> Result<()> {
    let mut ids: BTreeMap<&str, usize> = BTreeMap::new();
    for round in rounds {
        if let Some(first) = ids.insert(&round.id, round.line) {
            return Err(source
                .error(round.line, format!("round “{}” is in line {first} already", round.id))
                .with_help("put texts of one round under one [[round]], each in a [[round.text]]"));
        }
    }
    let names: Vec<&str> = rounds.iter().map(|round| round.id.as_str()).collect();
    let known = |name: &Placed<String>| match names.contains(&name.value.as_str()) {
        true => Ok(()),
        false => Err(source.error(name.line, format!("there is no round “{}”", name.value)).with_help(
            match closest(&name.value, &names) {
                Some(near) => format!("did you mean “{near}”?"),
                None => format!("rounds are {}", names.join(", ")),
            },
        )),
    };
    rounds.iter().flat_map(|round| round.follows.iter().flatten()).try_for_each(known)?;
    beside.iter().map(|beside| &beside.round).try_for_each(known)?;
    for beside in beside {
        if let Some(first) = ids.insert(&beside.id, beside.line) {
            return Err(source
                .error(beside.line, format!("the id “{}” is in line {first} already", beside.id))
                .with_help("give it another"));
        }
    }
    let mut files: BTreeMap<PathBuf, usize> = BTreeMap::new();
    let texts = rounds.iter().flat_map(|round| &round.texts);
    for file in texts.chain(beside.iter().map(|beside| &beside.text)).map(|text| &text.file) {
        if let Some(first) = files.insert(plain(&file.value), file.line) {
            return Err(source
                .error(file.line, format!("{} is the text of line {first} already", file.value.display()))
                .with_help("a text stands once, in the round it was issued in"));
        }
    }
    for on in proposals.iter().map(|proposal| &proposal.on) {
        if !files.contains_key(&plain(&on.value)) {
            return Err(source
                .error(on.line, format!("{} is no text of this manifest", on.value.display()))
                .with_help("name the file as the round does"));
        }
    }
    Ok(())
}

/// `./a/b.md` and `a/b.md` are one file.
fn plain(path: &Path) -> PathBuf {
    path.components().filter(|part| !matches!(part, std::path::Component::CurDir)).collect()
}

/// Puts rounds in order: as they stand, each after those it `follows`.
pub(super) fn in_order(source: &Source, rounds: &mut Vec<Round>) -> Result<()> {
    if rounds.iter().all(|round| round.follows.is_none()) {
        return by_date(source, rounds);
    }
    let before = |at: usize, rounds: &[Round]| -> Vec<usize> {
        let named = rounds[at].follows.iter().flatten();
        let named = named.filter_map(|name| rounds.iter().position(|round| round.id == name.value));
        let above = rounds[at].follows.is_none().then(|| at.checked_sub(1)).flatten();
        named.chain(above).collect()
    };
    let before: Vec<Vec<usize>> = (0..rounds.len()).map(|at| before(at, rounds)).collect();
    let mut order: Vec<usize> = Vec::with_capacity(rounds.len());
    while order.len() < rounds.len() {
        let ready = |at: &usize| !order.contains(at) && before[*at].iter().all(|other| order.contains(other));
        match (0..rounds.len()).find(ready) {
            Some(at) => order.push(at),
            None => return Err(circle(source, rounds, &before, &order)),
        }
    }
    let mut seats: Vec<Option<Round>> = std::mem::take(rounds).into_iter().map(Some).collect();
    rounds.extend(order.into_iter().filter_map(|at| seats[at].take()));
    Ok(())
}

/// The error for rounds that follow one another in a circle: from any that is left, back until one
/// comes again.
fn circle(source: &Source, rounds: &[Round], before: &[Vec<usize>], done: &[usize]) -> Error {
    let mut walk: Vec<usize> = (0..rounds.len()).find(|at| !done.contains(at)).into_iter().collect();
    while let Some(next) =
        walk.last().and_then(|&at| before[at].iter().copied().find(|at| !done.contains(at)))
    {
        if let Some(first) = walk.iter().position(|&at| at == next) {
            walk.drain(..first);
            break;
        }
        walk.push(next);
    }
    let round = |at: usize| format!("“{}” (line {})", rounds[at].id, rounds[at].line);
    let said: Vec<String> = walk.iter().chain(walk.first()).map(|&at| round(at)).collect();
    let line = walk
        .first()
        .map_or(1, |&at| rounds[at].follows.iter().flatten().next().map_or(rounds[at].line, |f| f.line));
    source
        .error(line, format!("rounds follow one another in a circle: {}", said.join(" follows ")))
        .with_help("take out one of these `follows`; without it a round follows the one above")
}

fn by_date(source: &Source, rounds: &[Round]) -> Result<()> {
    let dated = rounds.iter().filter_map(|round| Some((round, round.date.as_ref()?)));
    let dated: Vec<_> = dated.collect();
    for pair in dated.windows(2) {
        let ((before, earlier), (after, later)) = (pair[0], pair[1]);
        if is_later(&earlier.value, &later.value) {
            return Err(source
                .error(
                    later.line,
                    format!(
                        "“{}” of {} stands below “{}” of {}",
                        after.id, later.value, before.id, earlier.value
                    ),
                )
                .with_help("put rounds in their order, or say `follows = \"ID\"`"));
        }
    }
    Ok(())
}

/// The error for a file that is not there, with one that may be meant.
pub(super) fn missing(source: &Source, folder: &Path, file: &Placed<PathBuf>) -> Error {
    let full = folder.join(&file.value);
    let name = full.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let entries = full.parent().and_then(|parent| std::fs::read_dir(parent).ok());
    let mut others: Vec<String> = entries
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .collect();
    others.sort();
    let others: Vec<&str> = others.iter().map(String::as_str).collect();
    let error = source.error(file.line, format!("there is no file {}", full.display()));
    error.with_help(match closest(&name, &others) {
        Some(near) => format!("did you mean {}?", file.value.with_file_name(near).display()),
        None => "file names start from the folder of the manifest".to_owned(),
    })
}
