//! Who was at the table in a round: shown beside the rounds where it is asked for.
//!
//! It is kept apart from everything that is said of the texts. Who sat in a group is no reason why a
//! sentence fell, and no report may read as if it were: [`CAVEAT`] stands wherever names stand.

use serde::Serialize;

/// What has to be said wherever names stand.
pub const CAVEAT: &str =
    "Who was at the table is shown beside the rounds; it is not given as the cause of any change.";

/// What was asked for and is not known.
pub(super) const UNKNOWN: &str = "The register does not say who was at the table in these rounds.";

/// States that took part in a round in one way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Participants {
    /// The round, counted from 1.
    pub round: usize,
    /// In what way.
    pub role: Role,
    /// How many there were, if that is known.
    pub size: Option<usize>,
    /// The years it is about, for roles that are counted by year.
    pub years: Vec<u32>,
    /// Those known, sorted.
    pub states: Vec<String>,
    /// Those of them that may be wrong.
    pub doubtful: Vec<String>,
    /// How sure the rest are: sure, weak, unverified.
    pub level: String,
    /// Where this is said.
    pub sources: Vec<String>,
    /// A remark.
    pub note: Option<String>,
}

/// In what way a State took part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Role {
    /// A member of the group.
    Member,
    /// Answered the yearly request for views.
    Reply,
    /// Sponsored the yearly resolution.
    Sponsor,
}

impl Role {
    /// What a number of them is called.
    pub const fn plural(self) -> &'static str {
        match self {
            Self::Member => "members",
            Self::Reply => "replies",
            Self::Sponsor => "sponsors",
        }
    }
}

impl Participants {
    /// What stands before the names: "20 members (weak)", "replies of 2012–2013, 7 (weak)".
    pub fn head(&self) -> String {
        let role = self.role.plural();
        let known = self.states.len();
        let count = match self.size {
            Some(size) if size != known => format!("{known} of {size} {role}"),
            _ => format!("{known} {role}"),
        };
        let years = match (self.years.first(), self.years.last()) {
            (Some(first), Some(last)) if first != last => format!(" of {first}–{last}"),
            (Some(year), _) => format!(" of {year}"),
            _ => String::new(),
        };
        format!("{count}{years} ({})", self.level)
    }

    /// The names, those that may be wrong with a question mark.
    pub fn names(&self) -> String {
        let name = |state: &String| {
            let doubt = if self.doubtful.contains(state) { " (?)" } else { "" };
            format!("{state}{doubt}")
        };
        self.states.iter().map(name).collect::<Vec<_>>().join(", ")
    }
}

/// Those of a round, if they are to be shown.
pub(super) fn of_round(all: Option<&[Participants]>, round: usize) -> impl Iterator<Item = &Participants> {
    all.into_iter().flatten().filter(move |one| one.round == round)
}

/// What is to be said below the rounds.
pub(super) const fn below(all: &[Participants]) -> &'static str {
    if all.is_empty() { UNKNOWN } else { CAVEAT }
}
