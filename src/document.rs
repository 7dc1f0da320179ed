//! A document as travaux understands it: plain data, no input or output.
//!
//! A [`Document`] is one version of one text. Its words live once, in [`Document::text`]; a
//! [`Unit`] is a range of that text with its printed label, its address and its place in the
//! source. Units stand in reading order and never overlap.
//!
//! ```text
//! 13. States noted:                     Unit { kind: Paragraph, label: "13",  address: "13" }
//!     (c) the need for coordination.    Unit { kind: Item,      label: "(c)", address: "13 (c)" }
//! ```

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A unit's place in [`Document::units`], counted from 0 in reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UnitId(pub u32);

impl UnitId {
    /// The id as an index.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A section's place in [`Document::sections`]; 0 is the document itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SectionId(pub u32);

impl SectionId {
    /// The document itself, above all headings.
    pub const ROOT: Self = Self(0);

    /// The id as an index.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// What sort of unit it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Kind {
    /// The heading of a section. Its text may be empty ("Article 3").
    Heading,
    /// A paragraph of the body, numbered or not.
    Paragraph,
    /// A sub-item: (a), (i), 1.1, a bullet.
    Item,
    /// An unnumbered text that introduces a list or a section.
    Chapeau,
    /// An unnumbered text that goes on after the items of a paragraph.
    Continuation,
    /// A preambular paragraph of a resolution.
    Preambular,
    /// An operative paragraph of a resolution.
    Operative,
    /// One of several alternatives ("Option 1:").
    Option,
    /// A footnote or endnote.
    Note,
    /// A row of a table.
    TableRow,
    /// Symbol, date, session, title: what stands above the text.
    Masthead,
    /// Summary, foreword, letter of transmittal.
    Front,
    /// An entry of an annex, such as a member of the group.
    AnnexEntry,
    /// A line, where structure was not asked for (`--unit line`).
    Line,
    /// A sentence (`--unit sentence`).
    Sentence,
}

/// What standing a part of a text has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Status {
    /// The report itself.
    #[default]
    Report,
    /// Conclusions and recommendations.
    Recommendation,
    /// A Chair's summary: not agreed.
    ChairsSummary,
    /// An annex.
    Annex,
    /// Notes.
    Note,
}

impl Status {
    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Recommendation => "recommendation",
            Self::ChairsSummary => "Chair's summary",
            Self::Annex => "annex",
            Self::Note => "note",
        }
    }
}

/// Where something stands in the source file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// First and last line, counted from 1, both included. (0, 0) where the format has no lines.
    pub lines: (u32, u32),
    /// Bytes of the source file, half-open. Empty where the format is no text.
    pub bytes: Range<usize>,
    /// Page, counted from 1, where the format has pages.
    pub page: Option<u32>,
}

/// The smallest addressable piece of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// What sort of unit.
    pub kind: Kind,
    /// The unit's own mark as printed, without trailing punctuation: "14", "(c)", "OP7bis".
    pub label: Option<String>,
    /// The whole path, as a delegation would say it: "13 (c)". Not unique: numbers repeat.
    pub address: String,
    /// The section it stands in. A heading stands in the section it opens.
    pub section: SectionId,
    /// The unit it hangs under (an item under its paragraph).
    pub parent: Option<UnitId>,
    /// Its words, without the label: a byte range of [`Document::text`].
    pub text: Range<usize>,
    /// Where it stands in the source.
    pub place: Place,
    /// Markers of notes, taken out of the text.
    pub note_markers: Vec<NoteMarker>,
}

/// A marker that points from a text to a note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteMarker {
    /// Where it stood: a byte offset into the unit's text.
    pub at: usize,
    /// The mark as printed, without brackets: "4", "*".
    pub label: String,
}

/// A part of a document under a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The section around this one; `None` for the document itself.
    pub parent: Option<SectionId>,
    /// The heading that opens it; `None` for the document itself.
    pub heading: Option<UnitId>,
    /// Depth: 0 for the document itself, 1 for its chapters.
    pub level: u8,
    /// Standing of the text in it.
    pub status: Status,
}

/// Something in the source that could not be read with certainty. Reading never fails for these.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// A stable word for the rule: `glued-note-marker`, `encoding`, `duplicate-label`.
    pub code: &'static str,
    /// The unit concerned, if any.
    pub unit: Option<UnitId>,
    /// Line of the source, counted from 1, if known.
    pub line: Option<u32>,
    /// What was seen and what was done about it, one sentence.
    pub message: String,
}

/// A line of the source that is no language of the text: page number, symbol, running title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Furniture {
    /// Why it was taken out: `page-number`, `symbol`, `job-number`, `contents`, `front-matter` …
    pub code: &'static str,
    /// Where it stood.
    pub place: Place,
    /// What it said.
    pub text: String,
}

/// One version of one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// File name as the user gave it, or `standard input`.
    pub source: String,
    /// Name of the source format: `text`, `markdown`, `html`, `docx`, `pdf`.
    pub format: &'static str,
    /// SHA-256 of the source's bytes, in hexadecimal.
    pub sha256: String,
    /// Title, if one was recognised.
    pub title: Option<String>,
    /// Language tag (BCP 47) if one was recognised: "en", "fr", "ar".
    pub language: Option<&'static str>,
    /// The words of all units, in reading order, one unit a line.
    pub text: String,
    /// Sections; the first is the document itself.
    pub sections: Vec<Section>,
    /// Units in reading order.
    pub units: Vec<Unit>,
    /// What could not be read with certainty.
    pub warnings: Vec<Warning>,
    /// What was taken out because it is no language.
    pub furniture: Vec<Furniture>,
}

impl Document {
    /// A document made of texts: each is a paragraph without label, whatever it holds.
    ///
    /// ```
    /// let document = travaux::Document::of_texts("two", ["States met.", "They agreed."]);
    /// assert_eq!(document.units.len(), 2);
    /// ```
    pub fn of_texts<'t>(source: &str, texts: impl IntoIterator<Item = &'t str>) -> Self {
        let root = Section { parent: None, heading: None, level: 0, status: Status::Report };
        let mut document = Self {
            source: source.to_owned(),
            format: "text",
            sha256: String::new(),
            title: None,
            language: None,
            text: String::new(),
            sections: vec![root],
            units: Vec::new(),
            warnings: Vec::new(),
            furniture: Vec::new(),
        };
        for text in texts {
            let start = document.text.len();
            document.text.push_str(text);
            document.units.push(Unit {
                kind: Kind::Paragraph,
                label: None,
                address: String::new(),
                section: SectionId::ROOT,
                parent: None,
                text: start..document.text.len(),
                place: Place::default(),
                note_markers: Vec::new(),
            });
            document.text.push('\n');
        }
        document
    }

    /// All ids, in reading order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = UnitId> + ExactSizeIterator + use<> {
        (0..u32::try_from(self.units.len()).unwrap_or(u32::MAX)).map(UnitId)
    }

    /// The unit with this id.
    ///
    /// # Panics
    /// If the id belongs to another document.
    pub fn unit(&self, id: UnitId) -> &Unit {
        &self.units[id.index()]
    }

    /// The words of a unit, without its label.
    pub fn text_of(&self, id: UnitId) -> &str {
        &self.text[self.unit(id).text.clone()]
    }

    /// The words of several units, joined by one space.
    pub fn joined(&self, ids: &[UnitId]) -> String {
        let mut joined = String::new();
        for (n, &id) in ids.iter().enumerate() {
            if n > 0 {
                joined.push(' ');
            }
            joined.push_str(self.text_of(id));
        }
        joined
    }

    /// The headings above a unit, outermost first, each as printed ("B. Threats"). A heading's own
    /// is left out.
    pub fn section_path(&self, id: UnitId) -> Vec<String> {
        let mut path = Vec::new();
        let mut at = Some(self.unit(id).section);
        while let Some(section) = at {
            let section = &self.sections[section.index()];
            if let Some(heading) = section.heading.filter(|&heading| heading != id) {
                path.push(self.heading_line(heading));
            }
            at = section.parent;
        }
        path.reverse();
        path
    }

    /// A heading as printed: label and text, with common spaces. Which spaces forbid a break is
    /// not the same in two files of one document, and a section is to have one name.
    pub fn heading_line(&self, id: UnitId) -> String {
        let text = self.text_of(id).replace(['\u{00A0}', '\u{202F}', '\u{2007}'], " ");
        match (&self.unit(id).label, text.is_empty()) {
            (Some(label), true) => label.clone(),
            (Some(label), false) => {
                let stop =
                    if label.chars().all(char::is_alphanumeric) && label.len() <= 5 { "." } else { "" };
                format!("{label}{stop} {text}")
            }
            (None, _) => text,
        }
    }

    /// For each section whether its heading, or one above it, contains a text, in any case of letters.
    pub fn sections_with(&self, wanted: &str) -> Vec<bool> {
        let wanted = wanted.to_lowercase();
        let mut found: Vec<bool> = Vec::with_capacity(self.sections.len());
        for section in &self.sections {
            let own =
                section.heading.is_some_and(|id| self.heading_line(id).to_lowercase().contains(&wanted));
            let above =
                section.parent.is_some_and(|parent| found.get(parent.index()).is_some_and(|&above| above));
            found.push(own || above);
        }
        found
    }

    /// The standing of the part a unit belongs to.
    pub fn status_of(&self, id: UnitId) -> Status {
        let unit = self.unit(id);
        if unit.kind == Kind::Note { Status::Note } else { self.sections[unit.section.index()].status }
    }
}
