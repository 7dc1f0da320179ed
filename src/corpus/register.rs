//! The register of real documents: facts, how sure each is, and where it comes from.
//!
//! The comment at the top of `texts/register.toml` describes the format; the types follow it and
//! refuse unknown keys, [`Register::problems`](super::Register::problems) checks what types cannot say.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::Result;

/// The whole register.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Register {
    /// Version of the format: 1.
    pub schema: u32,
    /// The values that may be used.
    pub vocabulary: Vocabulary,
    /// What `study:NNN:…` in sources points at.
    pub study: Vec<Study>,
    /// Sequences of rounds.
    pub process: Vec<Series>,
    /// Documents.
    pub document: Vec<Entry>,
    /// Who was a member of a group.
    #[serde(default)]
    pub membership: Vec<Membership>,
    /// Which States answered the yearly request for views.
    #[serde(default)]
    pub replies: Option<StateTable>,
    /// Which States sponsored the yearly resolution.
    #[serde(default)]
    pub sponsors: Option<StateTable>,
}

/// Closed lists of values.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vocabulary {
    /// Kinds of documents.
    pub kinds: BTreeSet<String>,
    /// What became of the substance.
    pub consensus: BTreeSet<String>,
    /// How a text was adopted.
    pub adoption: BTreeSet<String>,
    /// Names of the levels of certainty.
    pub levels: BTreeSet<Level>,
    /// Official languages.
    pub languages: BTreeSet<String>,
    /// Pages seen again when the register was made.
    #[serde(default)]
    pub read: Vec<String>,
    /// Bodies: id and name.
    pub bodies: BTreeMap<String, String>,
}

/// How sure a fact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// A named source says so.
    Sure,
    /// A poor source, an inference, or sure only in part.
    Weak,
    /// From memory: not to be relied on.
    Unverified,
}

/// A study the sources point into.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Study {
    /// Three digits.
    pub id: String,
    /// What it is.
    pub what: String,
}

/// A process: a sequence of rounds.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Series {
    /// A short name for references.
    pub id: String,
    /// The name.
    pub name: String,
    /// The body, a key of [`Vocabulary::bodies`].
    pub body: String,
    /// First year.
    pub start: u32,
    /// Last year; `None`: it goes on.
    #[serde(default)]
    pub end: Option<u32>,
    /// The document that gave the mandate.
    #[serde(default)]
    pub mandate: Option<String>,
    /// A remark.
    #[serde(default)]
    pub note: Option<String>,
    /// Where this is said.
    pub sources: Vec<String>,
    /// Rounds, in order.
    #[serde(default)]
    pub round: Vec<SeriesRound>,
    /// Sources that disagree.
    #[serde(default)]
    pub conflict: Vec<Conflict>,
}

/// A round of a process. One that agreed no text stays, empty.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeriesRound {
    /// A short name for references.
    pub id: String,
    /// The name.
    pub name: String,
    /// First year.
    pub start: u32,
    /// Last year.
    #[serde(default)]
    pub end: Option<u32>,
    /// Its documents, oldest first.
    pub documents: Vec<String>,
    /// The document that says that there is none.
    #[serde(default)]
    pub notice: Option<String>,
    /// The document that gave the mandate.
    #[serde(default)]
    pub mandate: Option<String>,
}

/// One document, or several texts that cannot be told apart.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// A short name for references.
    pub id: String,
    /// Our short name for people.
    pub label: String,
    /// One of [`Vocabulary::kinds`].
    pub kind: String,
    /// A key of [`Vocabulary::bodies`].
    pub body: String,
    /// The process.
    pub process: Option<String>,
    /// The round.
    pub round: Option<String>,
    /// Whether it stands for several texts.
    pub collective: Option<bool>,
    /// Documents it continues.
    #[serde(default)]
    pub predecessors: Vec<String>,
    /// Documents that continue it.
    #[serde(default)]
    pub successors: Vec<String>,
    /// The process or round it set up.
    pub establishes: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// Where the sure facts are said.
    pub sources: Vec<String>,

    /// Symbol, without the asterisk of a re-issue.
    pub symbol: Option<String>,
    /// The part of the document with that symbol it is: "Annex II".
    pub part: Option<String>,
    /// Whether it was issued again for technical reasons.
    pub reissued: Option<bool>,
    /// Other symbols.
    #[serde(default)]
    pub symbols_alt: Vec<String>,
    /// Title as printed.
    pub title: Option<String>,
    /// Session of the body.
    pub session: Option<u32>,
    /// Committee of the General Assembly.
    pub committee: Option<u32>,
    /// Number of the agenda item.
    pub agenda_item: Option<u32>,
    /// Which agenda: "provisional".
    pub agenda_list: Option<String>,
    /// Asterisks after the agenda item.
    pub agenda_marks: Option<u32>,
    /// Number of the draft resolution.
    pub draft_no: Option<u32>,
    /// Date of the letter it came with.
    pub date_letter: Option<String>,
    /// Date of transmittal.
    pub date_transmittal: Option<String>,
    /// Date of adoption.
    pub date_adopted: Option<String>,
    /// Date printed on it, or of circulation.
    pub date_doc: Option<String>,
    /// Last date of a collective.
    pub date_end: Option<String>,
    /// Date somebody saw it.
    pub date_seen: Option<String>,
    /// Who chaired.
    pub chair: Option<String>,
    /// The State of the Chair.
    pub chair_state: Option<String>,
    /// Sponsors.
    #[serde(default)]
    pub sponsors: Vec<String>,
    /// Documents that gave the mandate.
    #[serde(default)]
    pub mandate: Vec<String>,
    /// The paragraph that did.
    pub mandate_para: Option<u32>,
    /// One of [`Vocabulary::consensus`].
    pub consensus: Option<String>,
    /// One of [`Vocabulary::adoption`].
    pub adoption: Option<String>,
    /// How many paragraphs.
    pub paras: Option<u32>,
    /// At least how many.
    pub paras_min: Option<u32>,
    /// How many pages.
    pub pages: Option<u32>,
    /// How many items of a list.
    pub items: Option<u32>,
    /// Job number.
    pub job_number: Option<String>,
    /// Barcode.
    pub barcode: Option<String>,
    /// Headings as printed.
    #[serde(default)]
    pub headings: Vec<String>,
    /// Structure in our words, where the headings are not known.
    pub structure: Option<String>,
    /// Languages it was issued in.
    #[serde(default)]
    pub languages: Vec<String>,

    /// Facts a source says.
    #[serde(default)]
    pub sure: Vec<String>,
    /// Facts of a poor source.
    #[serde(default)]
    pub weak: Vec<String>,
    /// Facts from memory.
    #[serde(default)]
    pub unverified: Vec<String>,

    /// Votes.
    #[serde(default)]
    pub votes: Vec<Vote>,
    /// Which paragraphs stand under which heading.
    #[serde(default)]
    pub ranges: Vec<ParagraphRange>,
    /// The same text under several symbols.
    #[serde(default)]
    pub issues: Vec<Issue>,
    /// Sources that disagree.
    #[serde(default)]
    pub conflict: Vec<Conflict>,
}

/// A vote, perhaps partly known.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vote {
    /// Where: "plenary", "committee".
    pub at: String,
    /// In favour.
    pub yes: Option<u32>,
    /// Against.
    pub no: Option<u32>,
    /// Abstentions.
    pub abstain: Option<u32>,
    /// How sure.
    pub level: Level,
}

/// Paragraphs under a heading.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParagraphRange {
    /// The heading's number.
    pub part: String,
    /// "16-25", "18 (i)-(v)".
    pub paras: String,
    /// How sure.
    pub level: Level,
}

/// One issue of a text under a symbol.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Issue {
    /// The symbol.
    pub symbol: String,
    /// The date.
    pub date: String,
    /// Languages.
    #[serde(default)]
    pub languages: Vec<String>,
    /// How sure.
    pub level: Level,
}

/// Sources that disagree; both stand.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conflict {
    /// What they disagree about.
    pub field: String,
    /// What each says.
    pub values: Vec<ConflictValue>,
    /// A remark.
    pub note: Option<String>,
}

/// What one source says.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConflictValue {
    /// The value.
    pub value: String,
    /// Who says so.
    pub source: String,
    /// Whether it is the one we kept.
    pub kept: bool,
}

/// Members of a group.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Membership {
    /// The round.
    pub round: String,
    /// How many members.
    pub size: usize,
    /// Those known, sorted.
    pub members: Vec<String>,
    /// Those that may be wrong.
    #[serde(default)]
    pub doubtful: Vec<String>,
    /// How sure the rest are.
    pub level: Level,
    /// Where this is said.
    pub sources: Vec<String>,
    /// A remark.
    #[serde(default)]
    pub note: Option<String>,
    /// Sources that disagree.
    #[serde(default)]
    pub conflict: Vec<Conflict>,
}

/// Years by State, with the reports they were counted from.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StateTable {
    /// How sure.
    pub level: Level,
    /// Where this is said.
    pub sources: Vec<String>,
    /// A remark.
    #[serde(default)]
    pub note: Option<String>,
    /// Year -> symbols of the reports.
    pub reports: BTreeMap<String, Symbols>,
    /// State -> years.
    pub by_state: BTreeMap<String, Vec<u32>>,
    /// Sources that disagree.
    #[serde(default)]
    pub conflict: Vec<Conflict>,
}

/// One symbol, or several.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Symbols {
    /// One.
    One(String),
    /// Several.
    Several(Vec<String>),
}

impl Register {
    /// Loads a register.
    ///
    /// # Errors
    /// If the file cannot be read or is no register.
    pub fn load(path: &Path) -> Result<Self> {
        super::load_toml(path)
    }

    /// The document with this id.
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.document.iter().find(|entry| entry.id == id)
    }
}
