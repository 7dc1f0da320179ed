//! The program: arguments, terminal, progress, exit status.
//!
//! | status | meaning |
//! | --- | --- |
//! | 0 | every unit is carried and none moved; any other command did its work |
//! | 1 | the drafts differ (`--fail-on` narrows what counts); `find` found nothing |
//! | 2 | trouble: nothing was compared, or the result could not be written |

mod examples;
mod late;
mod args;
mod input;
mod form;
mod corrections;
mod compare;
mod trace;
mod texts;
mod find;
mod share;
mod matrix;
mod show;
mod convert;
mod junit;
mod check;
mod corpus;
mod limit;
mod memory;
mod output;
mod pool;
mod progress;

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};

use crate::error::{Error, ErrorKind, Result};
use args::{Arguments, Command, Schema};

/// What a command found, as the exit status tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Nothing to report, or what was looked for is there.
    Same,
    /// Differences that matter, or what was looked for is not there.
    Differs,
}

/// Runs the program and returns its exit status.
pub fn run() -> ExitCode {
    memory::keep();
    let arguments = match typed() {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error),
    };
    limit::watch(arguments.max_time);
    match dispatch(&arguments.command) {
        Ok(Outcome::Same) => ExitCode::SUCCESS,
        Ok(Outcome::Differs) => ExitCode::from(1),
        Err(error) => {
            complain(&error);
            ExitCode::from(2)
        }
    }
}

/// The arguments as typed. Help for a pipe or a file is as wide as a report there: clap would take the
/// columns of whatever terminal it finds, or a hundred.
fn typed() -> std::result::Result<Arguments, clap::Error> {
    let mut command = Arguments::command();
    if !io::stdout().is_terminal() {
        command = command.term_width(input::help_width());
    }
    Arguments::from_arg_matches_mut(&mut command.try_get_matches()?)
}

/// `--help` and `--version` come as errors too, but are none.
fn usage(error: &clap::Error) -> ExitCode {
    // Whether the message could be printed does not change what is to be said by the status.
    let _ = error.print();
    if error.kind() == clap::error::ErrorKind::InvalidSubcommand
        && let Some(clap::error::ContextValue::String(word)) =
            error.get(clap::error::ContextKind::InvalidSubcommand)
        && Path::new(word).is_file()
    {
        say("a command comes before the files", Some("to compare two drafts: travaux compare OLD NEW"));
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

fn dispatch(command: &Command) -> Result<Outcome> {
    match command {
        Command::Compare(arguments) => compare::run(arguments),
        Command::Trace(arguments) => trace::run(arguments),
        Command::Find(arguments) => find::run(arguments),
        Command::Share(arguments) => share::run(arguments),
        Command::Matrix(arguments) => matrix::run(arguments),
        Command::Show(arguments) => show::run(arguments),
        Command::Convert(arguments) => convert::run(arguments),
        Command::Check(arguments) => check::run(arguments),
        Command::Corpus { command } => corpus::run(command),
        Command::Schema { report } => print(match report {
            Schema::Comparison => crate::report::COMPARISON_SCHEMA,
            Schema::Document => crate::report::DOCUMENT_SCHEMA,
            Schema::Lineage => crate::report::LINEAGE_SCHEMA,
            Schema::Corpus => crate::corpus::LIST_SCHEMA,
            Schema::Occurrences => crate::report::OCCURRENCES_SCHEMA,
            Schema::Share => crate::report::SHARE_SCHEMA,
            Schema::Matrix => crate::report::MATRIX_SCHEMA,
            Schema::Lines => crate::report::LINES_SCHEMA,
        }),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Arguments::command(), "travaux", &mut script);
            print(&String::from_utf8_lossy(&script))
        }
        Command::Man { command } => print(&man(command)?),
    }
}

fn print(text: &str) -> Result<Outcome> {
    output::to_stdout(|out| out.write_all(text.as_bytes()))?;
    Ok(Outcome::Same)
}

/// The manual page of the program, or of the command that the words name.
fn man(words: &[String]) -> Result<String> {
    // `help` has no page of its own, and should not be named as if it had.
    let mut program = Arguments::command().disable_help_subcommand(true);
    program.build();
    let mut page = &program;
    for (n, word) in words.iter().enumerate() {
        page = page.find_subcommand(word).ok_or_else(|| no_command(page, words, n))?;
    }
    let mut roff = Vec::new();
    let rendered = clap_mangen::Man::new(page.clone()).render(&mut roff);
    rendered.map_err(|error| output::unwritable("manual page", &error))?;
    Ok(String::from_utf8_lossy(&roff).into_owned())
}

/// What to say of words of which the one at `n` is no command of the one before.
fn no_command(before: &clap::Command, words: &[String], n: usize) -> Error {
    let known: Vec<&str> = before.get_subcommands().map(clap::Command::get_name).collect();
    let path: String = words[..n].iter().map(|word| format!(" {word}")).collect();
    let help = match crate::corpus::closest(&words[n], &known) {
        Some(near) => format!("did you mean “{near}”? `travaux{path} --help` lists all"),
        None if known.is_empty() => format!("run `travaux man{path}`"),
        None => format!("run `travaux{path} --help` for the list of commands"),
    };
    let message = format!("there is no command “{}”", words[..=n].join(" "));
    Error::new(ErrorKind::Invalid, "man", message).with_help(help)
}

/// Prints an error on standard error. The place may hold a file's name: whoever named the file
/// must not be able to send escape sequences to the terminal.
fn complain(error: &Error) {
    say(&error.to_string(), error.help.as_deref());
}

/// Prints on standard error what is no trouble, and still to be known.
fn warn(place: &str, message: &str, help: &str) {
    say(&format!("warning: {place}: {message}"), Some(help));
}

/// Warnings of one kind that are printed.
const WARNINGS: usize = 20;

/// Warns of many things of one kind: the first are printed, and how many `more` there are.
fn warn_of_each<P: AsRef<str>, M: AsRef<str>>(
    warnings: impl ExactSizeIterator<Item = (P, M)>,
    help: &str,
    more: &str,
) {
    let rest = warnings.len().saturating_sub(WARNINGS);
    for (place, message) in warnings.take(WARNINGS) {
        warn(place.as_ref(), message.as_ref(), help);
    }
    if rest > 0 {
        say(&format!("warning: {rest} more {more}"), None);
    }
}

fn say(message: &str, help: Option<&str>) {
    let safe =
        |text: &str| text.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect::<String>();
    let mut said = format!("travaux: {}\n", safe(message));
    if let Some(help) = help {
        said.push_str(&format!("help: {}\n", safe(help)));
    }
    // There is nowhere left to say that standard error is closed.
    let _ = io::stderr().write_all(said.as_bytes());
}
