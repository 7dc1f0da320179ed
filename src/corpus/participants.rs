//! Who was at the table, by the register: members, replies and sponsors for each round of a manifest.
//!
//! ```text
//! manifest: register = "gge", [[round]] id = "gge-3"     register: membership of gge-3
//!                                                        replies and sponsors of its years, 2012 and 2013
//! ```
//!
//! A manifest says which process of the register it is about (`register`); rounds are found by their
//! ids. Without that nothing is told: a year alone would put the same States beside any talks.

use std::path::{Path, PathBuf};

use super::manifest::{Manifest, Round};
use super::register::{Level, Register, Series, StateTable};
use super::settings::closest;
use crate::error::{Error, ErrorKind, Result};
use crate::report::{Participants, Role};

/// The name of a register where nobody names another.
pub const REGISTER: &str = "register.toml";

/// The register beside a manifest, or in a folder above it.
///
/// # Errors
/// If there is none.
pub fn register_near(manifest: &Path) -> Result<PathBuf> {
    let real = manifest.canonicalize().unwrap_or_else(|_| manifest.to_owned());
    let found = real.ancestors().skip(1).map(|folder| folder.join(REGISTER)).find(|file| file.is_file());
    found.ok_or_else(|| {
        let message = format!("there is no {REGISTER} beside it, or in a folder above it");
        Error::new(ErrorKind::Unreadable, manifest.display().to_string(), message)
            .with_help("name one with --register")
    })
}

/// Who was at the table in the rounds of a manifest, as far as a register says; by round, then members,
/// replies and sponsors.
///
/// # Errors
/// If the manifest does not say which process of the register it is about.
pub fn participants(manifest: &Manifest, register: &Register) -> Result<Vec<Participants>> {
    let series = series(manifest, register)?;
    let rounds = manifest.round.iter().enumerate();
    Ok(rounds.flat_map(|(at, round)| of_round(at + 1, round, series, register)).collect())
}

fn series<'r>(manifest: &Manifest, register: &'r Register) -> Result<&'r Series> {
    let names: Vec<&str> = register.process.iter().map(|series| series.id.as_str()).collect();
    let said = manifest.process.register.as_deref();
    let found = said.and_then(|id| register.process.iter().find(|series| series.id == id));
    found.ok_or_else(|| {
        let (message, near) = match said {
            Some(id) => (format!("the register has no process “{id}”"), closest(id, &names)),
            None => ("does not say which process of the register it is about".to_owned(), None),
        };
        Error::new(ErrorKind::Invalid, &manifest.process.name, message).with_help(match near {
            Some(near) => format!("did you mean “{near}”?"),
            None => format!("write `register = \"ID\"` under [process]; ids are {}", names.join(", ")),
        })
    })
}

fn of_round(number: usize, round: &Round, series: &Series, register: &Register) -> Vec<Participants> {
    let listed = series.round.iter().find(|listed| listed.id == round.id);
    let written = round.date.as_ref().and_then(|date| date.value.get(..4)?.parse::<u32>().ok());
    let years: Vec<u32> = match listed {
        Some(listed) => (listed.start..=listed.end.unwrap_or(listed.start)).collect(),
        None => written.into_iter().collect(),
    };
    let members = register.membership.iter().filter(|membership| membership.round == round.id);
    let members = members.map(|membership| Participants {
        round: number,
        role: Role::Member,
        size: Some(membership.size),
        years: Vec::new(),
        states: membership.members.clone(),
        doubtful: membership.doubtful.clone(),
        level: word(membership.level).to_owned(),
        sources: membership.sources.clone(),
        note: membership.note.clone(),
    });
    let tables = [(Role::Reply, &register.replies), (Role::Sponsor, &register.sponsors)];
    let by_year =
        tables.into_iter().filter_map(|(role, table)| of_years(number, role, table.as_ref()?, &years));
    members.chain(by_year).collect()
}

/// The States of a table in some years; `None` if the table is not about any of them.
fn of_years(round: usize, role: Role, table: &StateTable, years: &[u32]) -> Option<Participants> {
    let covered = |year: &&u32| table.reports.contains_key(&year.to_string());
    let years: Vec<u32> = years.iter().filter(covered).copied().collect();
    let took_part = |of: &Vec<u32>| years.iter().any(|year| of.contains(year));
    let states = table.by_state.iter().filter(|(_, of)| took_part(of)).map(|(state, _)| state.clone());
    let states: Vec<String> = states.collect();
    (!years.is_empty()).then(|| Participants {
        round,
        role,
        size: None,
        years,
        states,
        doubtful: Vec::new(),
        level: word(table.level).to_owned(),
        sources: table.sources.clone(),
        note: table.note.clone(),
    })
}

const fn word(level: Level) -> &'static str {
    match level {
        Level::Sure => "sure",
        Level::Weak => "weak",
        Level::Unverified => "unverified",
    }
}
