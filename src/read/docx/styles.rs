//! Styles: what a paragraph is by the name of its style, and what it inherits.
//!
//! ```text
//! heading 2                 level 3 (1 is the title's)
//! _ H _Ch, _ H_1, _ H_2/3   levels 2, 3, 4: chapter and headings of United Nations documents
//! Clause, based on heading 1, outline level 2     level 4: what is said nearer wins
//! toc 1                     table of contents
//! ```
//!
//! Built-in styles have English names in every language of Word. Names of ids are not asked, since
//! they are translated.

use rustc_hash::FxHashMap;

use super::Trouble;
use super::xml::{Tag, Xml};

/// How many paragraphs a file may have; long books have a tenth of that.
const PARAGRAPHS: u32 = 200_000;

/// How many styles may stand on one another.
const CHAIN: usize = 32;

/// What a style says itself.
#[derive(Clone, Debug, Default)]
struct Own {
    name: String,
    based_on: Option<String>,
    look: Look,
}

/// What can be said by a style or by a paragraph itself.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Look {
    /// Outline level, 0 is the highest, 9 is text.
    pub(crate) outline: Option<u8>,
    /// List; 0 takes a list off.
    pub(crate) list: Option<u32>,
    /// Level in the list.
    pub(crate) level: Option<u8>,
    pub(crate) bold: Option<bool>,
    pub(crate) hidden: Option<bool>,
    pub(crate) raised: Option<bool>,
    pub(crate) struck: Option<bool>,
}

impl Look {
    /// Fills what is not said from `below`.
    pub(crate) fn fill(&mut self, below: &Self) {
        self.outline = self.outline.or(below.outline);
        self.list = self.list.or(below.list);
        self.level = self.level.or(below.level);
        self.bold = self.bold.or(below.bold);
        self.hidden = self.hidden.or(below.hidden);
        self.raised = self.raised.or(below.raised);
        self.struck = self.struck.or(below.struck);
    }

    /// Reads one property of a run.
    pub(crate) fn of_run(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "b" => self.bold = Some(tag.on()),
            "strike" | "dstrike" => self.struck = Some(tag.on()),
            "vanish" => self.hidden = Some(tag.on()),
            "vertAlign" => self.raised = tag.val().map(|place| place == "superscript"),
            _ => {}
        }
    }
}

/// What the name of a style says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Role {
    /// Nothing.
    #[default]
    Text,
    /// The document's title.
    Title,
    /// A heading of this level; 2 is the highest.
    Heading(u8),
    /// A line above the text.
    Masthead,
    /// An entry of the table of contents, or its heading.
    Contents,
}

/// A style with all it inherits.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Style {
    pub(crate) role: Role,
    pub(crate) look: Look,
}

/// All styles of a document.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    own: FxHashMap<String, Own>,
    known: FxHashMap<String, Style>,
    /// The style of paragraphs that name none.
    default: Option<String>,
    /// Paragraphs met so far, in all parts: every story has the styles at hand.
    met: u32,
}

impl Styles {
    /// Reads the part.
    pub(crate) fn read(text: &str) -> Result<Self, Trouble> {
        let mut styles = Self::default();
        let mut xml = Xml::new(text);
        let Some(_root) = xml.child()? else { return Ok(styles) };
        while let Some(tag) = xml.child()? {
            if tag.name() != "style" {
                xml.skip()?;
                continue;
            }
            let id = tag.get("styleId").unwrap_or_default();
            if tag.get("default").is_some_and(|value| value == "1" || value == "true")
                && tag.get("type").is_some_and(|kind| kind == "paragraph")
            {
                styles.default = Some(id.clone());
            }
            let own = own(&mut xml)?;
            styles.own.entry(id).or_insert(own);
        }
        Ok(styles)
    }

    /// The style with this id, or the default.
    pub(crate) fn get(&mut self, id: Option<&str>) -> Style {
        let Some(id) = id.or(self.default.as_deref()) else { return Style::default() };
        if let Some(&known) = self.known.get(id) {
            return known;
        }
        let mut style = Style::default();
        let mut role = None;
        let mut next = Some(id);
        for _ in 0..CHAIN {
            let Some(own) = next.and_then(|id| self.own.get(id)) else { break };
            role = role.or_else(|| role_of(&own.name, own.look.outline));
            style.look.fill(&own.look);
            next = own.based_on.as_deref();
        }
        style.role = role.unwrap_or_default();
        self.known.insert(id.to_owned(), style);
        style
    }

    /// Counts a paragraph. An empty one takes six bytes of XML and a hundred times that in memory, so
    /// the limit on bytes alone would not do.
    pub(crate) fn count(&mut self) -> Result<(), Trouble> {
        self.met += 1;
        if self.met > PARAGRAPHS { Err(Trouble::TooMany) } else { Ok(()) }
    }

    /// The list that a style of lists stands for.
    pub(crate) fn list_of(&mut self, id: &str) -> Option<u32> {
        self.get(Some(id)).look.list
    }
}

fn own(xml: &mut Xml<'_>) -> Result<Own, Trouble> {
    let mut own = Own::default();
    while let Some(tag) = xml.child()? {
        match tag.name() {
            "name" => own.name = tag.val().unwrap_or_default().trim().to_lowercase(),
            "basedOn" => own.based_on = tag.val(),
            "pPr" => {
                paragraph(xml, &mut own.look)?;
                continue;
            }
            "rPr" => {
                while let Some(tag) = xml.child()? {
                    own.look.of_run(&tag);
                    xml.skip()?;
                }
                continue;
            }
            _ => {}
        }
        xml.skip()?;
    }
    Ok(own)
}

fn paragraph(xml: &mut Xml<'_>, look: &mut Look) -> Result<(), Trouble> {
    while let Some(tag) = xml.child()? {
        match tag.name() {
            "outlineLvl" => look.outline = tag.number().and_then(|level| u8::try_from(level).ok()),
            "numPr" => {
                list(xml, look)?;
                continue;
            }
            _ => {}
        }
        xml.skip()?;
    }
    Ok(())
}

/// Reads `numPr`. Returns whether the list itself was inserted as a tracked change.
pub(crate) fn list(xml: &mut Xml<'_>, look: &mut Look) -> Result<bool, Trouble> {
    let mut inserted = false;
    while let Some(tag) = xml.child()? {
        match tag.name() {
            "numId" => look.list = tag.number(),
            "ilvl" => look.level = tag.number().and_then(|level| u8::try_from(level).ok()),
            "ins" => inserted = true,
            _ => {}
        }
        xml.skip()?;
    }
    Ok(inserted)
}

/// What a style says by its name, else by its outline level.
fn role_of(name: &str, outline: Option<u8>) -> Option<Role> {
    let letters: String = name.chars().filter(|c| c.is_alphanumeric() || *c == '/').collect();
    let known = match letters.as_str() {
        "title" | "titlehch" | "titlehm" => Role::Title,
        // The ladder of headings in the templates of the United Nations.
        "hch" => Role::Heading(2),
        "h1" => Role::Heading(3),
        "h2/3" | "h23" => Role::Heading(4),
        "h4" => Role::Heading(5),
        "h5/6" | "h56" => Role::Heading(6),
        "titleh1" | "titleh2" | "session" | "publication" | "xlarge" | "subtitle" | "author" | "date" => {
            Role::Masthead
        }
        "tocheading" => Role::Contents,
        _ if name.starts_with("agenda_") => Role::Masthead,
        _ => match split_number(&letters) {
            ("toc", Some(_)) => Role::Contents,
            ("heading", Some(level)) => Role::Heading(level + 1),
            _ => return outline.map(of_outline),
        },
    };
    Some(known)
}

fn split_number(name: &str) -> (&str, Option<u8>) {
    let word = name.trim_end_matches(|c: char| c.is_ascii_digit());
    (word, name[word.len()..].parse().ok().filter(|&level| (1..=9).contains(&level)))
}

/// What an outline level means.
pub(crate) fn of_outline(outline: u8) -> Role {
    if outline < 9 { Role::Heading(outline + 2) } else { Role::Text }
}
