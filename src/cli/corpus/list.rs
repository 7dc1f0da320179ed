//! `travaux corpus list`.

use std::io::Write;

use serde::Serialize;

use super::args::List;
use crate::cli::{Outcome, form, input, output};
use crate::corpus::{LOCK, Manifest, Round, Shelf, Text, named};
use crate::document::Status;
use crate::error::Result;
use crate::report::{self, Listing, Participants, Role};

pub(super) fn run(arguments: &List) -> Result<Outcome> {
    let path = arguments.process.as_ref().unwrap_or(&arguments.path);
    let shelf = Shelf::open(path)?;
    let manifest = shelf.needs_manifest()?;
    let output = arguments.output.as_deref();
    let format = form::among(form::LIST, arguments.format.map(Into::into), output)?.unwrap_or_default();
    if let (Some(target), Some((file, _))) = (output, &shelf.manifest) {
        output::check(target, &[file, &shelf.folder.join(LOCK)])?;
    }
    let rounds = rounds(&shelf, manifest);
    let participants = arguments
        .participants
        .then(|| input::participants(path, arguments.register.as_deref()))
        .transpose()?;
    let to_file = output.is_some();
    let write = |out: &mut dyn Write| match format {
        report::Format::Json => {
            let list = Report {
                schema: "travaux/corpus/1",
                name: &manifest.process.name,
                rounds: &rounds,
                participants: participants.as_deref(),
            };
            serde_json::to_writer_pretty(&mut *out, &list)?;
            out.write_all(b"\n")
        }
        format => {
            let options = report::Options {
                format,
                width: input::width(&arguments.look, to_file),
                color: input::color(&arguments.look, to_file),
                ..report::Options::default()
            };
            if format == report::Format::Csv {
                return report::write_listing(&sheet(&rounds, participants.as_deref()), &options, out);
            }
            report::write_listing(&listing(&manifest.process.name, &rounds), &options, out)?;
            match &participants {
                Some(all) => {
                    out.write_all(b"\n")?;
                    report::write_listing(&at_the_table(&rounds, all), &options, out)
                }
                None => Ok(()),
            }
        }
    };
    output::to(output, write)?;
    Ok(Outcome::Same)
}

/// The list as programs get it: `schema/corpus-1.json`.
#[derive(Serialize)]
struct Report<'a> {
    schema: &'static str,
    name: &'a str,
    rounds: &'a [Row<'a>],
    #[serde(skip_serializing_if = "Option::is_none")]
    participants: Option<&'a [Participants]>,
}

/// A round.
#[derive(Serialize)]
struct Row<'a> {
    number: usize,
    id: &'a str,
    name: &'a str,
    date: Option<&'a str>,
    texts: Vec<TextRow<'a>>,
}

/// A text of a round.
#[derive(Serialize)]
struct TextRow<'a> {
    file: String,
    symbols: &'a [String],
    date: Option<&'a str>,
    status: Option<Status>,
    language: Option<&'a str>,
    /// Whether the file is there.
    present: bool,
    /// Whether the lock file knows it.
    locked: bool,
}

fn rounds<'s>(shelf: &'s Shelf, manifest: &'s Manifest) -> Vec<Row<'s>> {
    let texts = manifest.texts();
    let of = |number: usize| {
        let own = texts.iter().filter(move |(round, _)| *round == number);
        let row = |text: &'s Text| {
            let file = named(&text.file.value);
            TextRow {
                present: shelf.folder.join(&text.file.value).is_file(),
                locked: shelf.lock.files.contains_key(&file),
                file,
                symbols: &text.symbols,
                date: text.date.as_ref().map(|date| date.value.as_str()),
                status: text.status,
                language: text.language.as_deref(),
            }
        };
        own.map(|(_, text)| row(text)).collect()
    };
    let numbered = manifest.round.iter().enumerate();
    let row = |(at, round): (usize, &'s Round)| Row {
        number: at + 1,
        id: &round.id,
        name: &round.name,
        date: round.date.as_ref().map(|date| date.value.as_str()),
        texts: of(at + 1),
    };
    numbered.map(row).collect()
}

/// For people: texts under their rounds, files last, for they may be long.
fn listing(name: &str, rounds: &[Row<'_>]) -> Listing {
    let texts: Vec<&TextRow<'_>> = rounds.iter().flat_map(|round| &round.texts).collect();
    let missing = texts.iter().filter(|text| !text.present).count();
    let there = if missing == 0 { "all there".to_owned() } else { format!("{missing} not there") };
    let group = |round: &Row<'_>| {
        let cells = |text: &TextRow<'_>| {
            let is = if text.present { "there" } else { "missing" };
            vec![text.symbols.join(", "), is.to_owned(), text.file.clone()]
        };
        let mut rows: Vec<Vec<String>> = round.texts.iter().map(cells).collect();
        if rows.is_empty() {
            rows.push(vec![String::new(), "no text".to_owned(), String::new()]);
        }
        (heading(round), rows)
    };
    Listing {
        title: name.to_owned(),
        about: vec![format!("{} rounds, {} texts, {there}.", rounds.len(), texts.len())],
        head: vec!["symbol", "is", "file"],
        groups: rounds.iter().map(group).collect(),
    }
}

/// "1 first: First draft, 2031-03-03".
fn heading(round: &Row<'_>) -> String {
    let date = round.date.map(|date| format!(", {date}")).unwrap_or_default();
    format!("{} {}: {}{date}", round.number, round.id, round.name)
}

/// For people: a row for each role under the rounds.
fn at_the_table(rounds: &[Row<'_>], all: &[Participants]) -> Listing {
    let group = |round: &Row<'_>| {
        let own = all.iter().filter(|one| one.round == round.number);
        let rows: Vec<Vec<String>> = own.map(|one| vec![one.head(), one.names()]).collect();
        (!rows.is_empty()).then(|| (heading(round), rows))
    };
    Listing {
        title: "Who was at the table".to_owned(),
        about: vec![report::CAVEAT.to_owned()],
        head: vec!["who", "States"],
        groups: rounds.iter().filter_map(group).collect(),
    }
}

/// For spreadsheets: a row for each text, and for each round without one; who was at the table last.
fn sheet(rounds: &[Row<'_>], participants: Option<&[Participants]>) -> Listing {
    let mut head =
        vec!["round", "id", "name", "date", "file", "symbols", "status", "language", "present", "locked"];
    const ROLES: [Role; 3] = [Role::Member, Role::Reply, Role::Sponsor];
    let columns = head.len();
    let mut rows = Vec::new();
    for round in rounds {
        let lead = |date: Option<&str>| {
            let date = date.or(round.date).unwrap_or_default().to_owned();
            vec![round.number.to_string(), round.id.to_owned(), round.name.to_owned(), date]
        };
        let mut own: Vec<Vec<String>> = round
            .texts
            .iter()
            .map(|text| {
                let mut row = lead(text.date);
                row.extend(text_cells(text));
                row
            })
            .collect();
        if own.is_empty() {
            own.push(lead(None));
        }
        for mut row in own {
            row.resize(columns, String::new());
            for role in participants.iter().flat_map(|_| ROLES) {
                let of = participants.iter().copied().flatten();
                let mut of = of.filter(|one| one.round == round.number && one.role == role);
                row.push(of.next().map(Participants::names).unwrap_or_default());
            }
            rows.push(row);
        }
    }
    if participants.is_some() {
        head.extend(ROLES.map(Role::plural));
    }
    Listing { head, groups: vec![(String::new(), rows)], ..Listing::default() }
}

fn text_cells(text: &TextRow<'_>) -> [String; 6] {
    let yes = |it: bool| if it { "yes" } else { "no" }.to_owned();
    [
        text.file.clone(),
        text.symbols.join("; "),
        text.status.map(Status::name).unwrap_or_default().to_owned(),
        text.language.unwrap_or_default().to_owned(),
        yes(text.present),
        yes(text.locked),
    ]
}
