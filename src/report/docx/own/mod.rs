//! The new document's own formatting, for a report of two Word files.
//!
//! ```text
//! unit of the new document     the paragraph it was read from: style, indents, how each word looks
//! unit of the old one only     the paragraph properties of the unit before it that is of its kind
//! styles, theme, fonts         those of the source; numbers of lists are typed, their indents stay
//! sections                     pages and columns of the source, headers and footers with their words
//! ```
//!
//! `tree` reads XML of the source as known elements, so that nothing is carried over that was not looked
//! at: no picture, no embedded or linked file, no macro, no relation to the outside. What cannot be used
//! is an error, and the report has the clean layout instead.

mod tree;
mod properties;
mod numbering;
mod styles;
mod words;
mod margins;
mod sections;
mod story;
mod rows;

use std::collections::BTreeMap;

use self::numbering::Lists;
use self::rows::Worn;
use self::sections::{Margins, Sections};
use self::story::Story;
use self::styles::Styles;
use self::tree::{Child, Element};
use self::words::{Looks, Paragraph};
use super::dress::{self, Clean};
use super::flow::Placed;
use super::grid::{Grid, Slot};
use super::lines::{head, line, markers};
use super::package::{DRAWING, MAIN, Side, XML};
use crate::document::{Document, Kind, UnitId};
use crate::pair::Pair;
use crate::word::WordFile;

/// Settings that say how a text is laid out.
const SETTINGS: [&str; 14] = [
    "mirrorMargins",
    "gutterAtTop",
    "defaultTabStop",
    "autoHyphenation",
    "consecutiveHyphenLimit",
    "hyphenationZone",
    "doNotHyphenateCaps",
    "evenAndOddHeaders",
    "characterSpacingControl",
    "compat",
    "themeFontLang",
    "clrSchemeMapping",
    "decimalSymbol",
    "listSeparator",
];

/// Side parts before those of the source: styles, settings, header and footer of the summary.
const FIRST: usize = 5;

/// How a unit looks.
#[derive(Clone, Debug, Default)]
struct Outfit {
    /// What stands in `w:pPr`.
    properties: String,
    looks: Looks,
    /// The section that ends with it.
    section: String,
    /// The row of a table that it is.
    row: Option<Worn>,
}

/// What the source gives the report.
#[derive(Debug)]
pub(super) struct Own {
    /// For each unit of the new document.
    new: Vec<Outfit>,
    /// For each unit of the old document the one of the new whose properties it has.
    old: Vec<Option<UnitId>>,
    story: Story,
    /// What stands in `w:pPr` of paragraphs without words: those before all, then those behind each unit
    /// of the new document.
    blanks: Vec<Vec<String>>,
    /// The section that ends with the text.
    pub(super) last: String,
    pub(super) styles: String,
    pub(super) settings: String,
    /// Other side parts.
    pub(super) sides: Vec<Side>,
}

impl Own {
    /// Reads what can be used of a source file.
    ///
    /// # Errors
    /// Why it cannot be used.
    pub(super) fn new(
        file: &WordFile,
        documents: Pair<&Document>,
        clean: &Pair<Clean<'_>>,
        flow: &[Placed<'_>],
    ) -> Result<Self, String> {
        let part = |kind: &str| -> Result<Option<Element>, String> {
            let Some(part) = file.part(kind) else { return Ok(None) };
            tree::part(&part.xml, "w", MAIN).map(Some).map_err(|why| format!("{kind}: {why}"))
        };
        let lists = part("numbering")?.as_ref().map(Lists::new).unwrap_or_default();
        let styles = part("styles")?.ok_or("it has no styles")?;
        let styles = Styles::new(styles, &lists, &dress::summary_ids());
        let sections = Sections::read(&file.main).map_err(|why| format!("its text: {why}"))?;
        let origins: Vec<Option<usize>> =
            documents.new.units.iter().map(|unit| file.origin(unit.place.lines.0)).collect();
        let mut new = outfits(file, documents.new, &origins, &lists, &styles)?;
        let mut story = Story::read(&file.main, &|id| styles.is_character(id))
            .map_err(|why| format!("its text: {why}"))?;
        for (id, origin) in documents.new.ids().zip(&origins) {
            let row = origin.filter(|_| documents.new.unit(id).kind == Kind::TableRow);
            if let Some(row) = row.and_then(|origin| story.row_at.get(&origin)) {
                let look = |given: Option<&Element>| properties_of(given, false, &lists, &styles);
                if let Some((worn, looks)) =
                    rows::wear(&mut story.rows[*row], *row, &line(documents.new, id), look)
                {
                    let outfit = &mut new[id.index()];
                    (outfit.row, outfit.looks) = (Some(worn), looks);
                }
            }
        }

        let mut margins = Margins::new(file, FIRST);
        let mut first = true;
        let places = Places::new(&origins);
        let mut blanks: Vec<Vec<(usize, String)>> = vec![Vec::new(); new.len() + 1];
        for (at, section) in &sections.inner {
            let place = places.before(*at);
            let mut section = margins.section(section, first)?;
            first = false;
            let own = story.blanks.iter().rposition(|(blank, _)| blank <= at);
            let own = own.filter(|&n| is_section(story.blanks[n].1.as_ref()));
            let unit = place.checked_sub(1).filter(|&unit| {
                own.is_none()
                    && origins[unit].is_some()
                    && new[unit].section.is_empty()
                    && documents.new.units[unit].kind != Kind::TableRow
            });
            match unit {
                Some(unit) => new[unit].section = section,
                // The paragraph that it ends with has no words of its own, or those of a row.
                None => {
                    if let Some(own) = own {
                        section = blank(story.blanks[own].1.as_ref(), &lists, &styles) + &section;
                    }
                    blanks[place].push((*at, section));
                }
            }
        }
        for (at, given) in story.blanks.iter().filter(|(_, given)| !is_section(given.as_ref())) {
            blanks[places.before(*at)].push((*at, blank(given.as_ref(), &lists, &styles)));
        }
        blanks.iter_mut().for_each(|blanks| blanks.sort_by_key(|(at, _)| *at));
        let last = margins.section(&sections.last, first)?;
        let mut sides = margins.sides;
        sides.extend(theme(file).map(|theme| ("own-theme".to_owned(), "theme", theme)));
        sides.extend(
            fonts(part("fontTable").ok().flatten()).map(|fonts| ("own-fonts".to_owned(), "fontTable", fonts)),
        );
        Ok(Self {
            old: stand_ins(documents, clean, flow),
            new,
            story,
            blanks: blanks
                .into_iter()
                .map(|blanks| blanks.into_iter().map(|(_, properties)| properties).collect())
                .collect(),
            last,
            styles: format!(
                "{XML}<w:styles xmlns:w=\"{MAIN}\">{}{}</w:styles>",
                styles.xml(),
                dress::summary_styles()
            ),
            settings: settings(part("settings").ok().flatten()),
            sides,
        })
    }

    /// What stands in `w:pPr` of the paragraph that ends with these units, and in its section; or of one
    /// cell of a row, of so many.
    pub(super) fn paragraph(&self, at: Pair<Option<UnitId>>, cell: Option<(usize, usize)>) -> (&str, &str) {
        let outfit = self.outfit(at);
        let own = cell.zip(outfit.and_then(|outfit| outfit.row.as_ref())).and_then(|((n, count), worn)| {
            worn.properties.get(n).filter(|_| worn.properties.len() == count).map(String::as_str)
        });
        let properties = own.or(outfit.map(|outfit| outfit.properties.as_str())).unwrap_or_default();
        let section = outfit.filter(|_| at.new.is_some()).map_or("", |outfit| &outfit.section);
        (properties, section)
    }

    /// How the paragraph looks that ends with these units, its new one above all.
    fn outfit(&self, at: Pair<Option<UnitId>>) -> Option<&Outfit> {
        match at.new {
            Some(new) => self.new.get(new.index()),
            None => self.stand_in(at.old),
        }
    }

    /// The table that a new row stands in.
    pub(super) fn table_of(&self, new: Option<UnitId>) -> Option<usize> {
        let worn = self.new.get(new?.index())?.row.as_ref()?;
        self.story.rows.get(worn.row).map(|row| row.table)
    }

    /// The columns of a table.
    pub(super) fn table(&self, table: usize) -> Option<&Grid> {
        self.story.tables.get(table)
    }

    /// Properties and cells of a row of so many.
    pub(super) fn slots(&self, at: Pair<Option<UnitId>>, cells: usize) -> Option<(&str, Vec<Slot>)> {
        let worn = self.outfit(at)?.row.as_ref().filter(|worn| worn.properties.len() == cells)?;
        let row = self.story.rows.get(worn.row)?;
        // What goes over several rows is not repeated in one that was deleted.
        if at.new.is_none() && row.slots.iter().any(|slot| slot.merged) {
            return None;
        }
        let slots = row.slots.iter().zip(&worn.inside);
        let slots =
            slots.map(|(slot, inside)| Slot { properties: slot.properties.clone(), inside: inside.clone() });
        Some((&row.properties, slots.collect()))
    }

    /// Paragraphs without words behind a new unit, or before all.
    pub(super) fn blanks(&self, after: Option<UnitId>) -> &[String] {
        self.blanks.get(after.map_or(0, |unit| unit.index() + 1)).map_or(&[], Vec::as_slice)
    }

    fn stand_in(&self, old: Option<UnitId>) -> Option<&Outfit> {
        let new = *self.old.get(old?.index())?;
        self.new.get(new?.index())
    }

    /// Words cut where they look different. `offset`: where they begin in the line of the new unit.
    pub(super) fn pieces<'t>(
        &self,
        at: Pair<Option<UnitId>>,
        offset: usize,
        words: &'t str,
        raised: bool,
    ) -> Vec<(String, &'t str)> {
        let Some(outfit) = at.new.and_then(|new| self.new.get(new.index())) else {
            let look = self.stand_in(at.old).map(|outfit| outfit.looks.most.properties(raised));
            return vec![(look.unwrap_or_else(|| words::Looks::default().most.properties(raised)), words)];
        };
        let mut pieces: Vec<(String, &str)> = Vec::new();
        let mut from = 0;
        while from < words.len() {
            let (look, end) = outfit.looks.at(offset + from);
            let mut to = end.saturating_sub(offset).clamp(from, words.len());
            while to <= from || !words.is_char_boundary(to) {
                to += 1;
            }
            pieces.push((look.properties(raised), &words[from..to]));
            from = to;
        }
        pieces
    }
}

/// How each unit of the new document looks.
fn outfits(
    file: &WordFile,
    document: &Document,
    origins: &[Option<usize>],
    lists: &Lists,
    styles: &Styles,
) -> Result<Vec<Outfit>, String> {
    let is_style = |id: &str| styles.is_character(id);
    let mut outfits = Vec::with_capacity(origins.len());
    let mut open: Option<(usize, Paragraph)> = None;
    for (id, origin) in document.ids().zip(origins) {
        let Some(origin) = *origin else {
            outfits
                .push(Outfit { properties: elsewhere(document.unit(id).kind, styles), ..Outfit::default() });
            continue;
        };
        let mut paragraph = match open.take() {
            Some((at, paragraph)) if at == origin => paragraph,
            _ => {
                let tag = file.main.get(..origin).and_then(|before| before.rfind('<'));
                let start = tag.ok_or("its text is not where it was")?;
                Paragraph::read(&file.main[start..], &is_style).map_err(|why| format!("its text: {why}"))?
            }
        };
        let labelled = head(document, id).is_some_and(|head| head.tab);
        let properties = properties_of(paragraph.properties.as_ref(), labelled, lists, styles);
        let looks = in_line(document, id, paragraph.looks(document.text_of(id)));
        outfits.push(Outfit { properties, looks, ..Outfit::default() });
        open = Some((origin, paragraph));
    }
    Ok(outfits)
}

/// What stands in `w:pPr`, of what stood there in the source.
fn properties_of(given: Option<&Element>, labelled: bool, lists: &Lists, styles: &Styles) -> String {
    let Some(given) = given else { return String::new() };
    let mut kept = given.clone();
    let style = given.child("pStyle").and_then(Element::val);
    if let Some(level) = lists.level(given, style) {
        properties::fill(&mut kept, &level);
    }
    if labelled {
        properties::free_label(&mut kept, &styles.held_stops(style));
    }
    kept.children.retain(|child| match child {
        Child::Element(element) if element.name == "pStyle" => {
            element.val().is_some_and(|id| styles.is_paragraph(id))
        }
        _ => true,
    });
    properties::paragraph(&mut kept);
    let mut out = String::new();
    kept.inside(&mut out, "w");
    out
}

/// What stands in `w:pPr` of a paragraph without words, but for its section.
fn blank(given: Option<&Element>, lists: &Lists, styles: &Styles) -> String {
    properties_of(given, false, lists, styles) + &story::mark(given)
}

/// Whether a section ends with a paragraph.
fn is_section(given: Option<&Element>) -> bool {
    given.is_some_and(|given| given.child("sectPr").is_some())
}

/// Where units begin in the text.
struct Places {
    /// In order of the text: where, and which unit.
    units: Vec<(usize, usize)>,
    /// The first unit that stands in the text, else how many there are.
    first: usize,
}

impl Places {
    fn new(origins: &[Option<usize>]) -> Self {
        let units = origins.iter().enumerate().filter_map(|(n, origin)| Some(((*origin)?, n)));
        let mut units: Vec<(usize, usize)> = units.collect();
        units.sort_unstable();
        Self { units, first: origins.iter().position(Option::is_some).unwrap_or(origins.len()) }
    }

    /// How many units stand before a place, at least as many as stand before the first word of the text.
    fn before(&self, at: usize) -> usize {
        let count = self.units.partition_point(|&(origin, _)| origin <= at);
        count.checked_sub(1).and_then(|last| self.units.get(last)).map_or(self.first, |&(_, unit)| unit + 1)
    }
}

/// The properties of a unit that stood in another part.
fn elsewhere(kind: Kind, styles: &Styles) -> String {
    let style = (kind == Kind::Note).then(|| styles.named("footnote text")).flatten();
    let mut out = String::new();
    if let Some(style) = style {
        Element::new("pStyle", &[("val", style)]).write(&mut out, "w");
    }
    out
}

/// Looks of a unit's text -> of its line, with label and markers.
fn in_line(document: &Document, id: UnitId, looks: Looks) -> Looks {
    let mut inserted: Vec<(usize, usize)> = Vec::new();
    let lead = head(document, id).map_or(0, |head| head.label.len() + usize::from(head.tab));
    inserted.extend(markers(document, id).into_iter().map(|(at, label)| (at, label.len())));
    let most = looks.most.clone();
    let mut stretches = Vec::with_capacity(looks.stretches.len() + 1);
    if lead > 0 && !looks.stretches.is_empty() {
        stretches.push((lead, most.clone()));
    }
    for (end, look) in looks.stretches {
        let before: usize = inserted.iter().take_while(|&&(at, _)| at < end).map(|(_, length)| length).sum();
        stretches.push((lead + end + before, look));
    }
    Looks { stretches, most }
}

/// For each unit of the old document the last unit of the new before it that is of its kind, else the
/// first there is.
fn stand_ins(
    documents: Pair<&Document>,
    clean: &Pair<Clean<'_>>,
    flow: &[Placed<'_>],
) -> Vec<Option<UnitId>> {
    let mut first: BTreeMap<String, UnitId> = BTreeMap::new();
    for id in documents.new.ids() {
        first.entry(clean.new.style(id)).or_insert(id);
    }
    let mut last: BTreeMap<String, UnitId> = BTreeMap::new();
    let mut found = vec![None; documents.old.units.len()];
    for placed in flow {
        let at = placed.token.at;
        if let Some(new) = at.new {
            last.insert(clean.new.style(new), new);
        }
        if let Some(old) = at.old
            && found[old.index()].is_none()
        {
            let style = clean.old.style(old);
            found[old.index()] = at.new.or_else(|| last.get(&style).or_else(|| first.get(&style)).copied());
        }
    }
    found
}

fn settings(part: Option<Element>) -> String {
    let Some(mut part) = part else { return super::settings() };
    part.keep(&|element| !element.points());
    part.sort(&SETTINGS);
    let mut out = format!("{XML}<w:settings xmlns:w=\"{MAIN}\"><w:zoom w:percent=\"100\"/>");
    part.inside(&mut out, "w");
    out + "</w:settings>"
}

/// The fonts and colours that styles refer to.
fn theme(file: &WordFile) -> Option<String> {
    let mut part = tree::part(&file.part("theme")?.xml, "a", DRAWING).ok()?;
    part.keep(&|element| !element.points() && element.name != "extLst");
    part.attributes.insert(0, ("xmlns:a".to_owned(), DRAWING.to_owned()));
    let mut out = XML.to_owned();
    part.write(&mut out, "a");
    Some(out)
}

/// What is known of fonts that a machine may not have; the fonts themselves stay where they are.
fn fonts(part: Option<Element>) -> Option<String> {
    let mut part = part?;
    part.keep(&|element| !element.points());
    let mut out = format!("{XML}<w:fonts xmlns:w=\"{MAIN}\">");
    part.inside(&mut out, "w");
    Some(out + "</w:fonts>")
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Noting</w:t></w:r></w:p>";

    #[test]
    fn a_list_leaves_its_indents() {
        let xml = format!(
            "<w:numbering xmlns:w='{MAIN}'><w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:pPr>\
             <w:ind w:left='720' w:hanging='360'/></w:pPr></w:lvl></w:abstractNum>\
             <w:num w:numId='4'><w:abstractNumId w:val='1'/></w:num></w:numbering>"
        );
        let lists = Lists::new(&tree::part(&xml, "w", MAIN).expect("it is well-formed"));
        let given = format!(
            "<w:pPr xmlns:w='{MAIN}'><w:pStyle w:val='None'/><w:numPr><w:ilvl w:val='0'/><w:numId w:val='4'/></w:numPr>\
             <w:ind w:left='100'/><w:jc w:val='both'/><w:rPr><w:vanish/></w:rPr></w:pPr>"
        );
        let given = tree::part(&given, "w", MAIN).expect("it is well-formed");
        assert_eq!(
            properties_of(Some(&given), false, &lists, &Styles::default()),
            "<w:ind w:left=\"100\" w:hanging=\"360\"/><w:jc w:val=\"both\"/>"
        );
    }

    #[test]
    fn a_paragraph_is_where_it_was() {
        assert!(Paragraph::read(WORDS, &|_| true).is_ok());
        assert!(Paragraph::read(&WORDS[1..], &|_| true).is_err());
    }
}
