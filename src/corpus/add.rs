//! A text more in a manifest, whose words, comments and order stay as they are.
//!
//! ```text
//! a new round            [[round]] at the end
//! a round without text   its keys behind those that are there
//! a round with a text    [[beside]] at the end
//! ```
//!
//! Text is put in, nothing is written anew: an editor of TOML that keeps comments would be a dependency
//! for three places. The result is read again before anybody writes it.

use std::path::{Component, Path, PathBuf};

use super::check::is_id;
use super::manifest::{Manifest, Round, Text};
use super::names;
use super::settings::quoted;
use super::shelf::named;
use crate::error::{Error, ErrorKind, Result};

/// What is to be added.
#[derive(Clone, Debug, Default)]
pub struct Addition {
    /// The file, from the folder of the manifest.
    pub file: PathBuf,
    /// The id of its round: one that is there, or a new one.
    pub round: String,
    /// The name of the round, if it is new, else of the text.
    pub name: Option<String>,
    /// Its symbols.
    pub symbols: Vec<String>,
    /// When it was issued.
    pub date: Option<String>,
    /// What standing it has.
    pub status: Option<String>,
    /// Its language.
    pub language: Option<String>,
}

/// The text of a manifest with an addition; `name` is the manifest's file.
///
/// # Errors
/// If the file or a symbol is in it already, or the result would be no manifest.
pub fn added(name: &str, text: &str, addition: &Addition) -> Result<String> {
    let before = Manifest::parse(name, text)?;
    refuse(&before, addition)?;
    let round = before.round.iter().find(|round| round.id == addition.round);
    let changed = match round {
        Some(round) if !has_text(&before, round) => fill(name, text, round, addition)?,
        Some(round) => {
            let id = free_id(&before, &addition.file);
            let head = format!("[[beside]]\nid = {}\nround = {}\n", quoted(&id), quoted(&round.id));
            at_the_end(text, &format!("{head}{}", keys(addition, &[])))
        }
        None => {
            let called = addition.name.clone().unwrap_or_else(|| addition.round.clone());
            let head = format!("[[round]]\nid = {}\nname = {}\n", quoted(&addition.round), quoted(&called));
            at_the_end(text, &format!("{head}{}", keys(addition, &["name"])))
        }
    };
    // What is wrong with it is told of the manifest as it would be.
    let after = Manifest::parse(name, &changed)?;
    let is_there = |(at, text): (usize, &Text)| {
        after.round[at - 1].id == addition.round && named(&text.file.value) == named(&addition.file)
    };
    if after.texts().into_iter().any(is_there) { Ok(changed) } else { Err(by_hand(name, round)) }
}

/// The error for a manifest that is written in a way that no line can be put into.
fn by_hand(name: &str, round: Option<&Round>) -> Error {
    let place = format!("{name}:{}", round.map_or(1, |round| round.line));
    Error::new(ErrorKind::Invalid, place, "no text can be put into this round by a program")
        .with_help("add the text by hand, or write the round as [[round]] with a key a line")
}

/// Fails for what is there already, or can be no part of a manifest.
fn refuse(manifest: &Manifest, addition: &Addition) -> Result<()> {
    if !is_id(&addition.round) {
        return Err(Error::new(ErrorKind::Invalid, &addition.round, "is no id of a round")
            .with_help("write small letters and digits, joined by hyphens: zero-draft"));
    }
    let file = named(&addition.file);
    for (at, text) in manifest.texts() {
        let round = &manifest.round[at - 1].id;
        if named(&text.file.value) == file {
            return Err(Error::new(
                ErrorKind::Invalid,
                file,
                format!("is in the manifest already, in round “{round}”"),
            )
            .with_help("a text stands once, in the round it was issued in"));
        }
        let twice = addition.symbols.iter().find(|symbol| text.symbols.contains(symbol));
        if let Some(symbol) = twice {
            let other = text.file.value.display();
            return Err(Error::new(ErrorKind::Invalid, symbol, format!("is the symbol of {other} already"))
                .with_help("a symbol stands once; change the entry that is there, or check the symbol"));
        }
    }
    addition.symbols.iter().try_for_each(|symbol| names::check(symbol))
}

fn has_text(manifest: &Manifest, round: &Round) -> bool {
    !round.texts.is_empty() || manifest.beside.iter().any(|beside| beside.round.value == round.id)
}

/// Puts the keys of a text behind those of a round that has none yet: before the first line that is
/// empty or begins a table. A date that the round has stays.
fn fill(name: &str, text: &str, round: &Round, addition: &Addition) -> Result<String> {
    let mut lines = text.split_inclusive('\n').skip(round.line.saturating_sub(1));
    let head = lines.next().unwrap_or_default();
    if head.split('#').next().unwrap_or_default().trim() != "[[round]]" {
        return Err(by_hand(name, Some(round)));
    }
    let own = lines.take_while(|line| !line.trim().is_empty() && !line.trim_start().starts_with('['));
    let above = text.split_inclusive('\n').take(round.line).map(str::len).sum::<usize>();
    let end = above + own.map(str::len).sum::<usize>();
    let without: &[&str] = if round.date.is_some() { &["name", "date"] } else { &["name"] };
    let (before, after) = text.split_at(end);
    let apart = if before.ends_with('\n') { "" } else { "\n" };
    Ok(format!("{before}{apart}{}{after}", keys(addition, without)))
}

fn at_the_end(text: &str, table: &str) -> String {
    format!("{}\n\n{table}", text.trim_end())
}

/// The keys of a text, a line each, but for some.
fn keys(addition: &Addition, without: &[&str]) -> String {
    let symbols: Vec<String> = addition.symbols.iter().map(|symbol| quoted(symbol)).collect();
    let value = |value: &Option<String>| value.as_deref().map(quoted);
    let all = [
        ("name", value(&addition.name)),
        ("file", Some(quoted(&named(&addition.file)))),
        ("symbols", (!symbols.is_empty()).then(|| format!("[{}]", symbols.join(", ")))),
        ("date", value(&addition.date)),
        ("status", value(&addition.status)),
        ("language", value(&addition.language)),
    ];
    let written = all.into_iter().filter(|(key, _)| !without.contains(key));
    written.filter_map(|(key, value)| Some(format!("{key} = {}\n", value?))).collect()
}

/// An id that nothing has yet, from the file's name.
fn free_id(manifest: &Manifest, file: &Path) -> String {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    let parts: Vec<&str> =
        stem.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let base = if parts.is_empty() { "text".to_owned() } else { parts.join("-") };
    let rounds = manifest.round.iter().map(|round| round.id.as_str());
    let taken: Vec<&str> = rounds.chain(manifest.beside.iter().map(|beside| beside.id.as_str())).collect();
    let mut id = base.clone();
    let mut number = 2;
    while taken.contains(&id.as_str()) {
        id = format!("{base}-{number}");
        number += 1;
    }
    id
}

/// A file as seen from a folder, both as the disk knows them: `../texts/a.md`.
pub fn seen_from(folder: &Path, file: &Path) -> PathBuf {
    let (mut folder, mut file) = (folder.components().peekable(), file.components().peekable());
    while folder.peek().is_some() && folder.peek() == file.peek() {
        folder.next();
        file.next();
    }
    folder.map(|_| Component::ParentDir).chain(file).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str = "# Ours.\nschema = 1\n\n[process]\nid = \"talks\"\nname = \"Talks\"\n\n\
        [[round]]   # begun in May\nid = \"one\"\nname = \"One\"\nfile = \"one.md\"\nsymbols = [\"A/1\"]\n\n\
        [[round]] # no text yet\nid = \"two\"\nname = \"Two\"\ndate = 2031\n# The end.\n";

    fn addition(round: &str, file: &str) -> Addition {
        Addition { file: file.into(), round: round.to_owned(), ..Addition::default() }
    }

    fn refused(addition: &Addition) -> String {
        added("m.toml", MANIFEST, addition).expect_err("it may not be added").to_string()
    }

    #[test]
    fn a_new_round_comes_last() {
        let more = Addition {
            name: Some("The \"third\"".to_owned()),
            symbols: vec!["A/3".to_owned()],
            date: Some("2032-05".to_owned()),
            ..addition("three", "three.pdf")
        };
        let text = added("m.toml", MANIFEST, &more).unwrap_or_else(|error| panic!("{error}"));
        let rest = text.strip_prefix(MANIFEST.trim_end()).expect("what was there stays as it was");
        assert_eq!(
            rest,
            "\n\n[[round]]\nid = \"three\"\nname = \"The \\\"third\\\"\"\nfile = \"three.pdf\"\nsymbols = [\"A/3\"]\ndate = \"2032-05\"\n"
        );
    }

    #[test]
    fn an_empty_round_gets_its_text() {
        let more = Addition { date: Some("2031-02".to_owned()), ..addition("two", "two.md") };
        let text = added("m.toml", MANIFEST, &more).unwrap_or_else(|error| panic!("{error}"));
        let expected = MANIFEST.replace("# The end.\n", "# The end.\nfile = \"two.md\"\n");
        assert_eq!(text, expected);
    }

    #[test]
    fn a_second_text_stands_beside() {
        let more = Addition { status: Some("Chair's summary".to_owned()), ..addition("one", "sub/One!.md") };
        let text = added("m.toml", MANIFEST, &more).unwrap_or_else(|error| panic!("{error}"));
        let end = "\n\n[[beside]]\nid = \"one-2\"\nround = \"one\"\nfile = \"sub/One!.md\"\nstatus = \"Chair's summary\"\n";
        assert_eq!(text, format!("{}{end}", MANIFEST.trim_end()));
    }

    #[test]
    fn nothing_stands_twice() {
        assert_eq!(
            refused(&addition("two", "./one.md")),
            "one.md: is in the manifest already, in round “one”"
        );
        let twice = Addition { symbols: vec!["A/1".to_owned()], ..addition("two", "two.md") };
        assert_eq!(refused(&twice), "A/1: is the symbol of one.md already");
        assert_eq!(refused(&addition("No Id", "two.md")), "No Id: is no id of a round");
        let odd = Addition { symbols: vec!["A/../1".to_owned()], ..addition("two", "two.md") };
        assert_eq!(refused(&odd), "A/../1: is no symbol");
    }

    #[test]
    fn what_would_be_no_manifest_is_refused() {
        let odd = Addition { date: Some("3 March".to_owned()), ..addition("three", "three.md") };
        assert_eq!(refused(&odd), "m.toml:24: 3 March is no date");
        let odd = Addition { status: Some("letter".to_owned()), ..addition("three", "three.md") };
        assert_eq!(refused(&odd), "m.toml:24: “letter” is no status");
        let inline =
            "schema = 1\nround = [{ id = \"one\", name = \"One\" }]\n[process]\nid = \"t\"\nname = \"T\"\n";
        let error = added("m.toml", inline, &addition("one", "a.md")).expect_err("not by a program");
        assert_eq!(error.to_string(), "m.toml:2: no text can be put into this round by a program");
        let long = "schema = 1\n[process]\nid = \"t\"\nname = \"T\"\n[[round]]\nid = \"one\"\nname = \"One\"\nnote = \"\"\"a\n\nb\"\"\"\n";
        assert!(
            added("m.toml", long, &addition("one", "a.md")).is_err(),
            "it would become a part of the note"
        );
    }

    #[test]
    fn files_are_named_from_the_folder() {
        let from = |folder: &str, file: &str| seen_from(Path::new(folder), Path::new(file));
        assert_eq!(from("/a/b", "/a/b/c.md"), Path::new("c.md"));
        assert_eq!(from("/a/b", "/a/d/c.md"), Path::new("../d/c.md"));
        assert_eq!(from("/a", "/b/c.md"), Path::new("../b/c.md"));
    }
}
