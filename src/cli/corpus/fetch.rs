//! `travaux corpus fetch`.

use std::path::{Component, Path, PathBuf};
use std::time::Duration;

use super::args::Fetch;
use super::{print, write_lock};
use crate::cli::{Outcome, complain, progress};
use crate::corpus::fetch::{self, Options, Wanted};
use crate::corpus::{Form, Locked, Shelf, Text, check_symbol, file_name, named};
use crate::error::{Error, ErrorKind, Result};

/// A document to get, and the file it goes to.
struct Errand {
    /// From the folder.
    file: PathBuf,
    wanted: Wanted,
}

/// What became of an errand.
enum Done {
    Fetched(Locked),
    /// An earlier run had fetched it, and could not say so.
    Found(Locked),
    There,
}

pub(super) fn run(arguments: &Fetch) -> Result<Outcome> {
    let mut shelf = Shelf::open(&arguments.process)?;
    let (errands, mut refused) = errands(arguments, &shelf)?;
    let options = Options {
        service: arguments.base_url.clone(),
        timeout: Duration::from_secs(u64::from(arguments.timeout)),
        retries: u32::from(arguments.retries),
        largest: u64::from(arguments.max_size) << 20,
        ..Options::default()
    };
    let count = errands.len() + refused.len();
    let mut lines = Vec::new();
    for errand in &errands {
        match fulfil(errand, &mut shelf, &options, arguments.quiet) {
            Ok(done) => lines.extend(said(errand, &done, arguments.quiet)),
            Err(error) => refused.push(error),
        }
    }
    if count == 0 && !arguments.quiet {
        lines.push("all texts of the manifest are there".to_owned());
    }
    print(&lines)?;
    match refused.len() {
        0 => Ok(Outcome::Same),
        1 if count == 1 => Err(refused.remove(0)),
        failed => {
            refused.iter().for_each(complain);
            let message = format!("{failed} of {count} documents were not fetched");
            Err(Error::new(ErrorKind::NotFetched, "corpus fetch", message)
                .with_help("see above; what was fetched is kept"))
        }
    }
}

fn said(errand: &Errand, done: &Done, quiet: bool) -> Option<String> {
    let (symbol, file) = (&errand.wanted.symbol, errand.file.display());
    match done {
        _ if quiet => None,
        Done::Fetched(locked) => Some(format!("fetched  {symbol}  {file}  {} bytes", locked.sum.bytes)),
        Done::Found(_) => Some(format!("locked   {symbol}  {file}, fetched by an earlier run")),
        Done::There => Some(format!("there    {symbol}  {file}")),
    }
}

/// What is to be fetched; and what cannot be.
fn errands(arguments: &Fetch, shelf: &Shelf) -> Result<(Vec<Errand>, Vec<Error>)> {
    let texts: Vec<&Text> = shelf.texts().into_iter().map(|(_, text)| text).collect();
    let all: Vec<Result<Errand>> = if arguments.symbols.is_empty() {
        shelf.needs_manifest()?;
        let missing = |text: &&&Text| {
            let file = shelf.folder.join(&text.file.value);
            // One that is there may still have to be written into the lock file.
            !file.is_file()
                || (fetch::is_unsettled(&file) && !shelf.lock.files.contains_key(&named(&text.file.value)))
        };
        texts.iter().filter(missing).map(|text| of_text(arguments, shelf, text, None)).collect()
    } else {
        let mut symbols: Vec<&String> = Vec::new();
        arguments.symbols.iter().for_each(|symbol| {
            if !symbols.contains(&symbol) {
                symbols.push(symbol);
            }
        });
        let errand = |symbol: &String| match texts.iter().find(|text| text.symbols.contains(symbol)) {
            Some(text) => of_text(arguments, shelf, text, Some(symbol)),
            None => {
                let form = arguments.form.into();
                let file = PathBuf::from(file_name(symbol, &arguments.language, form)?);
                Ok(errand(shelf, file, symbol, &arguments.language, form))
            }
        };
        symbols.into_iter().map(errand).collect()
    };
    let (mut errands, mut refused) = (Vec::new(), Vec::new());
    for one in all {
        match one {
            Ok(errand) => errands.push(errand),
            Err(error) => refused.push(error),
        }
    }
    Ok((errands, refused))
}

/// The errand for a text of the manifest.
fn of_text(arguments: &Fetch, shelf: &Shelf, text: &Text, symbol: Option<&String>) -> Result<Errand> {
    let file = &text.file.value;
    let refused = |message: &str, help: &str| {
        Err(Error::new(ErrorKind::Invalid, file.display().to_string(), message).with_help(help))
    };
    let Some(symbol) = symbol.or_else(|| text.symbols.first()) else {
        return refused(
            "is not there, and has no symbol to fetch it by",
            "add `symbols = [\"…\"]` to the manifest",
        );
    };
    check_symbol(symbol)?;
    // A manifest may come from anybody: what it names is written below its own folder only.
    if !file.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir)) {
        return refused(
            "lies outside the folder of the manifest",
            "name a file below it, or fetch by symbol and move it",
        );
    }
    let Some(form) = Form::of(file) else {
        return refused(
            "is neither .pdf nor .docx, and no other forms can be fetched",
            "name it so in the manifest, or fetch by symbol elsewhere and convert it",
        );
    };
    let language = text.language.as_deref().unwrap_or(&arguments.language);
    // "en-GB" is English to the service.
    let language = language.split('-').next().unwrap_or(language);
    Ok(errand(shelf, file.clone(), symbol, language, form))
}

fn errand(shelf: &Shelf, file: PathBuf, symbol: &str, language: &str, form: Form) -> Errand {
    let locked = shelf.lock.files.get(&named(&file));
    let sum = locked.map(|locked| locked.sum.clone());
    Errand { file, wanted: Wanted { symbol: symbol.to_owned(), language: language.to_owned(), form, sum } }
}

/// Gets a document, and writes down which bytes it is as soon as it is there.
fn fulfil(errand: &Errand, shelf: &mut Shelf, options: &Options, quiet: bool) -> Result<Done> {
    let target = shelf.folder.join(&errand.file);
    let done = if target.exists() {
        match fetch::left_over(&target)? {
            Some(locked) if !shelf.lock.files.contains_key(&named(&errand.file)) => Done::Found(locked),
            _ => Done::There,
        }
    } else {
        Done::Fetched(get(errand, &target, options, quiet)?)
    };
    if let Done::Fetched(locked) | Done::Found(locked) = &done {
        shelf.lock.files.insert(named(&errand.file), locked.clone());
        write_lock(shelf, &shelf.lock)?;
        fetch::settle(&target);
    }
    Ok(done)
}

fn get(errand: &Errand, target: &Path, options: &Options, quiet: bool) -> Result<Locked> {
    let bar = progress::Bytes::new(&errand.wanted.symbol, quiet);
    fetch::fetch(&errand.wanted, target, options, &mut |done, total| bar.show(done, total))
}
