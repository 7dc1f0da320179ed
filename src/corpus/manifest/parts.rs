//! The parts of a manifest, and how they are read.

use std::path::PathBuf;

use super::{Manifest, refer};
use crate::corpus::settings::{Placed, Source, Table, closest};
use crate::document::Status;
use crate::error::Result;

/// What a manifest is about.
#[derive(Clone, Debug)]
pub struct About {
    /// A short name for references.
    pub id: String,
    /// The name.
    pub name: String,
    /// Language of all texts (BCP 47) that do not say otherwise.
    pub language: Option<String>,
    /// Whether it is invented.
    pub specimen: bool,
    /// Corrections by hand, if they are in a file of another name than the usual one.
    pub corrections: Option<Placed<PathBuf>>,
    /// Its id in a register of who was at the table.
    pub register: Option<String>,
}

/// A step of the negotiation.
#[derive(Clone, Debug)]
pub struct Round {
    /// A short name for references.
    pub id: String,
    /// The name.
    pub name: String,
    /// When: a year, a month or a day.
    pub date: Option<Placed<String>>,
    /// Ids of the rounds before it; `None`: the one above.
    pub follows: Option<Vec<Placed<String>>>,
    /// Its texts; none if no text came of it.
    pub texts: Vec<Text>,
    /// A remark.
    pub note: Option<String>,
    /// The line it begins in.
    pub line: usize,
}

/// A text.
#[derive(Clone, Debug)]
pub struct Text {
    /// The file.
    pub file: Placed<PathBuf>,
    /// The name, if it has one of its own.
    pub name: Option<String>,
    /// Symbols it was issued under.
    pub symbols: Vec<String>,
    /// When it was issued, if not when its round was.
    pub date: Option<Placed<String>>,
    /// What standing it has; `None`: what its parts say.
    pub status: Option<Status>,
    /// Language (BCP 47).
    pub language: Option<String>,
    /// In what way it is damaged, if it is.
    pub extraction: Option<String>,
}

/// A text issued beside a round.
#[derive(Clone, Debug)]
pub struct Beside {
    /// A short name for references.
    pub id: String,
    /// The round.
    pub round: Placed<String>,
    /// The text.
    pub text: Text,
    /// The line it begins in.
    pub line: usize,
}

/// Wording a delegation asked for.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// Who asked.
    pub delegation: String,
    /// The text.
    pub file: Placed<PathBuf>,
    /// The file of the round it is about.
    pub on: Placed<PathBuf>,
    /// Day of issue.
    pub date: Option<Placed<String>>,
}

/// A gold file and the two texts it is about.
#[derive(Clone, Debug)]
pub struct GoldEntry {
    /// The gold file.
    pub file: Placed<PathBuf>,
    /// The older text.
    pub old: Placed<PathBuf>,
    /// The newer text.
    pub new: Placed<PathBuf>,
}

/// Gold files that no pair of drafts can show.
#[derive(Clone, Debug)]
pub struct GoldAcrossRounds {
    /// What was restored, what migrated.
    pub lineage: Placed<PathBuf>,
    /// Uptake of the proposals.
    pub proposals: Placed<PathBuf>,
}

const TEXT: [&str; 7] = ["file", "name", "symbols", "date", "status", "language", "extraction"];

/// Reads a manifest and checks what it says about itself.
pub(super) fn read(source: &Source, top: &Table<'_>) -> Result<Manifest> {
    top.schema()?;
    top.only(&["schema", "process", "round", "beside", "proposal", "gold", "gold_across_rounds"])?;
    let process = about(&top.needs("process", top.table("process", "the process")?)?)?;
    let rounds: Result<Vec<Round>> =
        top.tables("round", "a round")?.iter().map(|table| round(table, &process)).collect();
    let mut rounds = rounds?;
    let beside: Result<Vec<Beside>> =
        top.tables("beside", "a text beside a round")?.iter().map(|table| beside(table, &process)).collect();
    let beside = beside?;
    let proposals: Result<Vec<Proposal>> =
        top.tables("proposal", "a proposal")?.iter().map(proposal).collect();
    let proposals = proposals?;
    let gold: Result<Vec<GoldEntry>> = top.tables("gold", "gold")?.iter().map(gold).collect();
    let across = top.table("gold_across_rounds", "gold across rounds")?;
    let across = across.as_ref().map(across_rounds).transpose()?;
    refer::check(source, &rounds, &beside, &proposals)?;
    refer::in_order(source, &mut rounds)?;
    Ok(Manifest {
        source: source.clone(),
        process,
        round: rounds,
        beside,
        proposal: proposals,
        gold: gold?,
        gold_across_rounds: across,
    })
}

fn about(table: &Table<'_>) -> Result<About> {
    table.only(&["id", "name", "language", "specimen", "corrections", "register"])?;
    Ok(About {
        id: table.needs("id", table.text("id")?)?,
        name: table.needs("name", table.text("name")?)?,
        language: table.text("language")?,
        specimen: table.flag("specimen")?,
        corrections: path(table, "corrections")?,
        register: table.text("register")?,
    })
}

fn round(table: &Table<'_>, process: &About) -> Result<Round> {
    table.only(&[&["id", "follows", "text", "note"][..], &TEXT].concat())?;
    let own = table.has("file").then(|| text(table, None, process)).transpose()?;
    let texts = table.tables("text", "a text of a round")?;
    if let (Some(_), Some(second)) = (&own, texts.first()) {
        return Err(second
            .error("this round has a “file” of its own as well as texts under [[round.text]]")
            .with_help("put all texts of a round that has several under [[round.text]]"));
    }
    let name = table.needs("name", table.text("name")?)?;
    let several: Result<Vec<Text>> = texts.iter().map(|one| text(one, Some(table), process)).collect();
    let mut texts: Vec<Text> = own.into_iter().chain(several?).collect();
    if let [only] = texts.as_mut_slice() {
        only.name = None;
    }
    Ok(Round {
        id: table.needs("id", table.text("id")?)?,
        name,
        date: table.date("date")?,
        follows: table.has("follows").then(|| table.strings("follows")).transpose()?,
        texts,
        note: table.text("note")?,
        line: table.line,
    })
}

fn text(table: &Table<'_>, round: Option<&Table<'_>>, process: &About) -> Result<Text> {
    if round.is_some() {
        table.only(&TEXT)?;
    }
    let status = match table.string("status")? {
        Some(status) => Some(status),
        None => round.map(|round| round.string("status")).transpose()?.flatten(),
    };
    let language = match table.text("language")? {
        Some(language) => Some(language),
        None => round.map(|round| round.text("language")).transpose()?.flatten(),
    };
    Ok(Text {
        file: table.needs("file", path(table, "file")?)?,
        name: table.text("name")?,
        symbols: table.strings("symbols")?.into_iter().map(|symbol| symbol.value).collect(),
        date: table.date("date")?,
        status: status.map(|status| self::status(table, &status)).transpose()?,
        language: language.or_else(|| process.language.clone()),
        extraction: table.text("extraction")?,
    })
}

fn status(table: &Table<'_>, status: &Placed<String>) -> Result<Status> {
    const WORDS: [(&str, Status); 8] = [
        ("report", Status::Report),
        ("recommendation", Status::Recommendation),
        ("recommendations", Status::Recommendation),
        ("Chair's summary", Status::ChairsSummary),
        ("chairs-summary", Status::ChairsSummary),
        ("summary", Status::ChairsSummary),
        ("annex", Status::Annex),
        ("note", Status::Note),
    ];
    let folded = status.value.replace('’', "'").to_lowercase();
    let found = WORDS.iter().find(|(word, _)| word.to_lowercase() == folded);
    found.map(|&(_, status)| status).ok_or_else(|| {
        let near = closest(&folded, &WORDS.map(|(word, _)| word));
        let error = table.source().error(status.line, format!("“{}” is no status", status.value));
        error.with_help(match near {
            Some(near) => format!("did you mean “{near}”?"),
            None => "write report, recommendation, Chair's summary, annex or note".to_owned(),
        })
    })
}

fn beside(table: &Table<'_>, process: &About) -> Result<Beside> {
    table.only(&[&["id", "round"][..], &TEXT].concat())?;
    Ok(Beside {
        id: table.needs("id", table.text("id")?)?,
        round: table.needs("round", table.string("round")?)?,
        text: text(table, None, process)?,
        line: table.line,
    })
}

fn proposal(table: &Table<'_>) -> Result<Proposal> {
    table.only(&["delegation", "file", "on", "date"])?;
    Ok(Proposal {
        delegation: table.needs("delegation", table.text("delegation")?)?,
        file: table.needs("file", path(table, "file")?)?,
        on: table.needs("on", path(table, "on")?)?,
        date: table.date("date")?,
    })
}

fn gold(table: &Table<'_>) -> Result<GoldEntry> {
    table.only(&["file", "old", "new"])?;
    Ok(GoldEntry {
        file: table.needs("file", path(table, "file")?)?,
        old: table.needs("old", path(table, "old")?)?,
        new: table.needs("new", path(table, "new")?)?,
    })
}

fn across_rounds(table: &Table<'_>) -> Result<GoldAcrossRounds> {
    table.only(&["lineage", "proposals"])?;
    Ok(GoldAcrossRounds {
        lineage: table.needs("lineage", path(table, "lineage")?)?,
        proposals: table.needs("proposals", path(table, "proposals")?)?,
    })
}

fn path(table: &Table<'_>, key: &str) -> Result<Option<Placed<PathBuf>>> {
    Ok(table.string(key)?.map(|path| Placed {
        value: PathBuf::from(path.value),
        line: path.line,
        span: path.span,
    }))
}
