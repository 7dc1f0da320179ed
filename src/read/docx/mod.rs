//! Word files -> lines.
//!
//! ```text
//! paragraph of list 4, level 1, "States noted"    Line { text: "2.1 States noted", start: Item }
//! paragraph in the style "heading 2"              Line { hint: Heading(3) }
//! row of a table                                  Line { text: "Budget | 4,500", hint: Row }
//! footnote                                        a marker in its line, and at the end
//!                                                 Line { hint: Note("1") }
//! headers, footers, table of contents             furniture
//! ```
//!
//! `package` opens the archive, `story` walks through a part once and keeps paragraphs and tables
//! (`tree`), `lay` restores numbers and notes in the order of the text and lays the lines down. A
//! library for the whole format was rejected: those measured read no notes or no numbers, or hang on
//! hostile files.

mod xml;
mod package;
mod formats;
mod symbols;
mod styles;
mod numbering;
mod revisions;
mod tree;
mod story;
mod runs;
mod words;
mod notes;
mod lay;
mod margins;
mod warnings;
mod original;

pub(crate) use self::original::original;

use self::lay::Layer;
use self::notes::Notes;
use self::numbering::Numbering;
use self::package::{Package, Relation, trouble};
use self::story::Story;
use self::styles::Styles;
use self::tree::Block;
use self::warnings::Seen;
use self::xml::Node;
use super::Revisions;
use super::line::Extract;
use crate::error::{Error, ErrorKind, Result};

/// What may be wrong with a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// It is no XML, or ends in the middle.
    Damaged,
    /// Elements stand in one another without end.
    TooDeep,
    /// It passes the limit.
    TooLarge,
    /// More paragraphs than any text has.
    TooMany,
}

/// Whether an archive is whole and holds a Word file.
#[cfg(feature = "fetch")]
pub(crate) fn is_word(name: &str, bytes: &[u8]) -> bool {
    Package::open(name, bytes).is_ok_and(|package| package.has_folder("word/"))
}

/// Reads the lines.
///
/// # Errors
/// If the file is no Word file, is broken, needs a password or passes a limit.
pub(crate) fn extract(name: &str, bytes: &[u8], revisions: Revisions) -> Result<Extract> {
    Ok(whole(name, bytes, revisions)?.extract)
}

/// What was read of a file.
struct Whole {
    extract: Extract,
    /// Where lines stand in the main part: number of the line, place of its paragraph.
    origins: Vec<(u32, usize)>,
    /// The main part.
    main: String,
}

fn whole(name: &str, bytes: &[u8], revisions: Revisions) -> Result<Whole> {
    if !bytes.starts_with(b"PK") {
        return Err(Error::new(ErrorKind::NotText, name, "this is no Word file")
            .with_help("leave out --from, and its format is found by its content"));
    }
    let mut package = Package::open(name, bytes)?;
    let main = main_part(name, &mut package)?;
    let relations = package.relations(&main)?;
    let mut seen = Seen::default();
    let mut side = Side { name, package: &mut package, relations: &relations };

    let mut styles = side.read("styles", &mut seen, Styles::read)?.unwrap_or_default();
    let numbering = side.read("numbering", &mut seen, Numbering::read)?.unwrap_or_default();
    let mut notes = Notes::new();
    side.read("settings", &mut seen, |text| notes.settings(text))?;
    for (kind, end) in [("footnotes", false), ("endnotes", true)] {
        let mut met = Seen::default();
        side.read(kind, &mut seen, |text| {
            let mut story = Story::new(text, &mut styles, revisions);
            notes.bodies(&mut story, end)?;
            met.story(&story);
            Ok(())
        })?;
        seen.add(&met);
    }

    let text = side.package.part(&main)?.unwrap_or_default();
    let mut story = Story::new(&text, &mut styles, revisions);
    story.is_body = true;
    let body = body(&mut story).map_err(|why| trouble(name, &main, why))?;
    let Some(body) = body else { return Err(not_word(name, side.package)) };
    let sections = margins::sections(&body, story.last_section.take());
    seen.story(&story);

    let margins = margins::read(&mut side, &sections, &mut styles, &mut seen)?;
    let mut layer = Layer::new(&mut styles, numbering, notes);
    layer.learn(&body);
    layer.first_header(&margins);
    layer.blocks(&body);
    layer.lay_notes();
    layer.margins(&margins);
    let (mut extract, origins) = (layer.extract, layer.origins);
    extract.lines.warnings.extend(seen.warnings(revisions));
    Ok(Whole { extract, origins, main: text })
}

/// The other parts of a file, by what they are to the main one.
struct Side<'p, 'a> {
    name: &'p str,
    package: &'p mut Package<'a>,
    relations: &'p [Relation],
}

impl Side<'_, '_> {
    /// Reads the part of a kind, if there is one. A damaged one is warned about: the text can be read
    /// without it.
    fn read<T>(
        &mut self,
        kind: &str,
        seen: &mut Seen,
        read: impl FnOnce(&str) -> std::result::Result<T, Trouble>,
    ) -> Result<Option<T>> {
        let Some(relation) = self.relations.iter().find(|relation| relation.kind == kind) else {
            return Ok(None);
        };
        self.part(&relation.target, seen, read)
    }

    fn part<T>(
        &mut self,
        part: &str,
        seen: &mut Seen,
        read: impl FnOnce(&str) -> std::result::Result<T, Trouble>,
    ) -> Result<Option<T>> {
        let Some(text) = self.package.part(part)? else { return Ok(None) };
        match read(&text) {
            Ok(read) => Ok(Some(read)),
            Err(Trouble::Damaged) => {
                seen.damaged.push(part.to_owned());
                Ok(None)
            }
            Err(why) => Err(trouble(self.name, part, why)),
        }
    }
}

/// The name of the part with the text.
fn main_part(name: &str, package: &mut Package<'_>) -> Result<String> {
    let relations = package.relations("")?;
    let main = relations.into_iter().find(|relation| relation.kind == "officeDocument");
    match main {
        Some(main)
            if package.has(&main.target)
                && !main.target.starts_with("xl/")
                && !main.target.starts_with("ppt/") =>
        {
            Ok(main.target)
        }
        _ => Err(not_word(name, package)),
    }
}

/// Reads the body; `None`: this is no document of Word.
fn body(story: &mut Story<'_, '_>) -> std::result::Result<Option<Vec<Block>>, Trouble> {
    loop {
        match story.xml.next()? {
            Node::Open(tag) if tag.name() == "body" => {
                let mut blocks = Vec::new();
                story.blocks(&mut blocks)?;
                // The end of the part tells whether it is whole.
                while !matches!(story.xml.next()?, Node::End) {}
                return Ok(Some(blocks));
            }
            Node::End => return Ok(None),
            _ => {}
        }
    }
}

/// Says what an archive is that is no Word file, and what to do.
fn not_word(name: &str, package: &Package<'_>) -> Error {
    let kinds = [
        (
            "xl/",
            "this is a workbook of Excel, not a text",
            "save the sheet as text, or copy it into a Word file",
        ),
        ("ppt/", "this is a presentation of PowerPoint, not a text", "save its outline as text or .docx"),
        (
            "content.xml",
            "this is an OpenDocument file (.odt or similar), which is not read",
            "open it in LibreOffice or Word and save it as .docx",
        ),
        (
            "meta-inf/container.xml",
            "this is an electronic book (EPUB), which is not read",
            "unpack it and give one of its web pages",
        ),
        ("index/document.iwa", "this is a file of Pages, which is not read", "export it from Pages as Word"),
        (
            "word/",
            "this Word file is damaged: it does not say where its text is",
            "open the file in Word or LibreOffice and save it again as .docx",
        ),
    ];
    let known = kinds.into_iter().find(|(folder, ..)| package.has_folder(folder));
    let (_, message, help) = known.unwrap_or((
        "",
        "this is an archive (ZIP), not a Word file",
        "unpack it and give the text in it",
    ));
    Error::new(ErrorKind::NotText, name, message).with_help(help)
}
