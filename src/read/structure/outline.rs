//! Blocks -> what each one is, what it hangs under, and its address.
//!
//! ```text
//! heading     opens a section; levels from the format, or from the order in which styles appear
//! zone        masthead and front matter, until the first labelled heading, number or organ line
//! body        numbered: paragraph, operative or item; unnumbered: chapeau, continuation, preambular
//! ```

use super::blocks::{Block, is_title_like};
use super::kinds;
use super::labels::{Mark, Style, Word};
use super::roles::{Role, roles};
use super::tree::Tree;
use crate::document::{Kind, Section, SectionId, Status, UnitId};
use crate::read::line::Hint;

/// A unit before its words are laid down in the document.
#[derive(Debug)]
pub(crate) struct Draft {
    /// What sort of unit.
    pub(crate) kind: Kind,
    /// Its own mark.
    pub(crate) label: Option<String>,
    /// The whole path.
    pub(crate) address: String,
    /// Its section.
    pub(crate) section: SectionId,
    /// What it hangs under.
    pub(crate) parent: Option<UnitId>,
    /// Words, markers and place.
    pub(crate) block: Block,
}

/// A document's structure.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    /// Units in reading order.
    pub(crate) drafts: Vec<Draft>,
    /// Sections; the first is the document.
    pub(crate) sections: Vec<Section>,
    /// Title, if one was recognised.
    pub(crate) title: Option<String>,
    /// Warnings: code, unit, line, message.
    pub(crate) warnings: Vec<(&'static str, Option<UnitId>, Option<u32>, String)>,
}

/// Decides what every block is. `by_indent`: indent tells depth.
pub(crate) fn outline(blocks: Vec<Block>, by_indent: bool) -> Outline {
    let roles = roles(&blocks);
    let mut builder = Builder::new(by_indent);
    let numbers: Vec<bool> =
        blocks.iter().skip(1).map(|next| next.has_style(Style::Number)).chain([false]).collect();
    for ((block, role), before_number) in blocks.into_iter().zip(roles).zip(numbers) {
        builder.before_number = before_number;
        builder.block(block, role);
    }
    builder.out
}

/// How a heading is written, which tells its level where the format doesn't.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    Format(u8),
    Word(Word),
    Mark(Style),
    Capitals,
    Title,
}

struct Builder {
    out: Outline,
    tree: Tree,
    by_indent: bool,
    /// An organ has begun to speak: numbered paragraphs that open with a verb are operative.
    speaks: bool,
    /// Sections that are open: manner, id.
    open: Vec<(Manner, SectionId)>,
    /// The address that stands before numbers: "Article 3", or nothing.
    prefix: String,
    /// Counters of unlabelled units, by what stands before the number.
    counted: rustc_hash::FxHashMap<String, u32>,
    /// Numbers seen in this section, for duplicates and gaps.
    warned: bool,
    last_number: u32,
    numbered: bool,
    /// The next block begins with a number.
    before_number: bool,
    /// The open section is front matter: no other stands in it.
    front: bool,
    /// A heading with a label has come: later ones are no titles of the document.
    labelled_heading: bool,
}

impl Builder {
    fn new(by_indent: bool) -> Self {
        let root = Section { parent: None, heading: None, level: 0, status: Status::Report };
        Self {
            out: Outline { sections: vec![root], ..Outline::default() },
            tree: Tree::default(),
            by_indent,
            speaks: false,
            open: Vec::new(),
            prefix: String::new(),
            counted: rustc_hash::FxHashMap::default(),
            warned: false,
            last_number: 0,
            numbered: false,
            before_number: false,
            front: false,
            labelled_heading: false,
        }
    }

    fn block(&mut self, block: Block, role: Role) {
        match (&block.hint, role) {
            (_, Role::Heading) => self.heading(block),
            (Hint::Note(label), _) => {
                let label = label.clone();
                let address = format!("note {label}");
                self.push(Kind::Note, Some(label), address, None, block);
            }
            (Hint::Row, _) => self.counted_unit(Kind::TableRow, "row", block),
            (_, Role::Masthead) => self.counted_unit(Kind::Masthead, "masthead", block),
            (_, Role::Front) => self.counted_unit(Kind::Front, "front", block),
            _ if block.marks.is_empty() => self.unlabelled(block, role),
            _ => self.labelled(block),
        }
    }

    fn section(&self) -> SectionId {
        self.open.last().map_or(SectionId::ROOT, |open| open.1)
    }

    fn push(
        &mut self,
        kind: Kind,
        label: Option<String>,
        address: String,
        parent: Option<UnitId>,
        block: Block,
    ) -> UnitId {
        let id = self.next_id();
        self.out.drafts.push(Draft { kind, label, address, section: self.section(), parent, block });
        id
    }

    fn next_id(&self) -> UnitId {
        UnitId(u32::try_from(self.out.drafts.len()).unwrap_or(u32::MAX))
    }

    /// A unit without a label, addressed by its place among its like: "row 3".
    fn counted_unit(&mut self, kind: Kind, word: &str, block: Block) {
        let address = self.count(word);
        self.push(kind, None, address, None, block);
    }

    fn count(&mut self, before: &str) -> String {
        let n = self.counted.entry(before.to_owned()).or_insert(0);
        *n += 1;
        format!("{before} {n}")
    }

    fn heading(&mut self, block: Block) {
        let mark = block.marks.first().cloned();
        let label = mark.as_ref().and_then(|mark| mark.printed.clone());
        let text = block.text.text.trim().to_owned();
        let manner = manner(&block, mark.as_ref());
        if self.front && !matches!(manner, Manner::Format(_)) {
            self.open.clear();
        }
        self.close_for(manner);
        let parent = self.section();
        let level = u8::try_from(self.open.len() + 1).unwrap_or(u8::MAX);
        let id = SectionId(u32::try_from(self.out.sections.len()).unwrap_or(u32::MAX));
        let inherited =
            self.out.sections.get(parent.index()).map_or(Status::Report, |section| section.status);
        let whole = format!("{} {text}", label.as_deref().unwrap_or(""));
        let status = kinds::status_of_heading(whole.trim()).unwrap_or(inherited);
        self.out.sections.push(Section {
            parent: Some(parent),
            heading: Some(self.next_id()),
            level,
            status,
        });
        self.open.push((manner, id));
        let front = kinds::is_front_heading(&text);
        if self.out.title.is_none() && !self.labelled_heading && mark.is_none() && !front {
            self.out.title = Some(text.clone());
            if status == Status::ChairsSummary {
                self.out.sections[0].status = status;
            }
        }
        self.front = front;
        self.speaks &= !matches!(mark, Some(Mark { style: Style::Word(_), .. })) && status != Status::Annex;
        self.labelled_heading |= mark.is_some();
        self.tree.clear();
        self.prefix = match &mark {
            Some(Mark { style: Style::Word(_), .. }) => label.clone().unwrap_or_default(),
            Some(_) => String::new(),
            None if status == Status::Annex && inherited != Status::Annex => {
                text.split(' ').next().unwrap_or("").to_owned()
            }
            None => self.prefix_above(),
        };
        self.warned = false;
        self.numbered = false;
        let address = label
            .clone()
            .filter(|_| true)
            .unwrap_or_else(|| if text.is_empty() { self.count("heading") } else { text.clone() });
        self.push(Kind::Heading, label, address, None, block);
    }

    /// An unnumbered heading inside an article keeps the article's address.
    fn prefix_above(&self) -> String {
        let inside =
            self.open.iter().rev().skip(1).any(|open| matches!(open.0, Manner::Word(_) | Manner::Format(_)));
        if inside { self.prefix.clone() } else { String::new() }
    }

    /// Closes the sections that a heading written in this manner does not stand in.
    fn close_for(&mut self, manner: Manner) {
        let keep = match manner {
            Manner::Format(level) => {
                self.open.iter().position(|open| matches!(open.0, Manner::Format(other) if other >= level))
            }
            Manner::Word(Word::Annex) => Some(0),
            Manner::Word(word) => self.open.iter().position(
                |open| matches!(open.0, Manner::Word(other) if other >= word && other != Word::Annex),
            ),
            manner => self.open.iter().position(|open| open.0 == manner),
        };
        if let Some(keep) = keep {
            self.open.truncate(keep);
        }
    }

    fn labelled(&mut self, block: Block) {
        let marks = block.marks.clone();
        let group = is_group(&block);
        if group && self.by_indent && self.before_number && marks.len() == 1 {
            self.tree.close_numbers(block.indent);
        }
        let mut siblings = None;
        for (n, mark) in marks.iter().enumerate() {
            let indent = block.indent + u16::try_from(3 * n).unwrap_or(0);
            let sibling = if n == 0 { self.tree.make_room(mark, indent, self.by_indent) } else { None };
            let label = mark.printed.clone().unwrap_or_else(|| "•".to_owned());
            if n == 0 {
                siblings = sibling;
            }
            let label = if mark.printed.is_none() {
                let above = self.tree.last().map_or_else(|| self.place_word(), |open| open.address.clone());
                let counted = self.count(&format!("{above} •"));
                counted[above.len()..].trim().to_owned()
            } else {
                label
            };
            // A bullet alone says nothing: it is addressed by its section.
            let bullet = mark.printed.is_none() && self.prefix.is_empty();
            let prefix = if bullet { self.place_word() } else { self.prefix.clone() };
            self.tree.open(mark, &label, indent, group && n + 1 == marks.len(), &prefix);
        }
        let parent = self.tree.unit();
        let first = &marks[0];
        let labels: Vec<&str> = marks.iter().filter_map(|mark| mark.printed.as_deref()).collect();
        let label = (!labels.is_empty()).then(|| labels.join(" "));
        let kind = self.kind_of(&marks, &block, parent);
        self.check_sequence(first, siblings.as_ref().map(|open| open.value), &block, kind);
        let address = self.tree.last().map_or_else(String::new, |open| open.address.clone());
        let id = self.push(kind, label, address, parent, block);
        self.tree.set_unit(id);
    }

    fn kind_of(&self, marks: &[Mark], block: &Block, parent: Option<UnitId>) -> Kind {
        let annex = self.out.sections[self.section().index()].status == Status::Annex;
        match (marks[0].style, marks[marks.len() - 1].style) {
            (_, Style::Option | Style::SubOption) => Kind::Option,
            (Style::Operative, _) => Kind::Operative,
            (Style::Preambular, _) => Kind::Preambular,
            (Style::Number | Style::LetterNumber, _) if parent.is_none() || marks[0].suffix => {
                if self.speaks && kinds::opens_operative(&block.text.text) {
                    Kind::Operative
                } else {
                    Kind::Paragraph
                }
            }
            (Style::Bullet(_), _) if annex && parent.is_none() && is_title_like(block.bare()) => {
                Kind::AnnexEntry
            }
            (Style::Number, _)
                if self.tree.last().is_some_and(|open| open.address.contains("Option"))
                    && self.parent_is_option(parent) =>
            {
                Kind::Paragraph
            }
            _ => Kind::Item,
        }
    }

    fn parent_is_option(&self, parent: Option<UnitId>) -> bool {
        parent.and_then(|id| self.out.drafts.get(id.index())).is_some_and(|draft| draft.kind == Kind::Option)
    }

    /// Duplicate and missing numbers of paragraphs: said once for each section.
    fn check_sequence(&mut self, mark: &Mark, last: Option<u32>, block: &Block, kind: Kind) {
        let counted =
            mark.style == Style::Number && matches!(kind, Kind::Paragraph | Kind::Operative) && !mark.suffix;
        if !counted {
            return;
        }
        let last = last.unwrap_or(self.last_number);
        let printed = mark.printed.as_deref().unwrap_or("");
        let (code, message) = match () {
            () if self.numbered && mark.value == last => {
                ("duplicate-label", format!("the number {printed} stands twice"))
            }
            () if self.numbered && mark.value > last + 1 => {
                ("gap", format!("the number {printed} follows {last}"))
            }
            () => ("", String::new()),
        };
        if !code.is_empty() && !self.warned {
            self.out.warnings.push((code, Some(self.next_id()), Some(block.lines.0), message));
            self.warned = true;
        }
        self.last_number = mark.value;
        self.numbered = true;
    }

    fn unlabelled(&mut self, block: Block, role: Role) {
        let text = block.text.text.as_str();
        self.speaks = (self.speaks || kinds::is_organ_line(text)) && !text.starts_with("Have agreed");
        let after_preamble = self.out.drafts.last().is_some_and(|last| {
            last.kind == Kind::Preambular
                || (kinds::is_organ_line(&last.block.text.text) && !kinds::is_organ_line(text))
        });
        let comma = text.trim_end_matches(|c: char| "])”\" ".contains(c)).ends_with(',');
        if (kinds::is_preambular(text) || (after_preamble && (comma || kinds::opens_preambular(text))))
            && self.tree.only_options()
        {
            self.tree.clear();
            return self.counted_unit(Kind::Preambular, "preamble", block);
        }
        if self.speaks
            && kinds::opens_operative(text)
            && text.trim_end().ends_with(['.', ';'])
            && self.tree.last().is_none()
        {
            return self.counted_unit(Kind::Operative, "operative", block);
        }
        let continued =
            self.tree.continued(block.indent, self.by_indent).map(|open| (open.address.clone(), open.unit));
        let annex = self.out.sections[self.section().index()].status == Status::Annex;
        let role = if kinds::is_organ_line(text) { Role::Opens } else { role };
        match (role, continued) {
            (Role::Introduces, None) | (Role::Opens, None) => {
                let address = self.count(format!("{} chapeau", self.place_word()).trim());
                let address = address.strip_suffix(" 1").map(str::to_owned).unwrap_or(address);
                self.push(Kind::Chapeau, None, address, None, block);
            }
            (_, Some((address, unit))) => {
                let kind = if role == Role::Introduces { Kind::Chapeau } else { Kind::Continuation };
                let address = self.count(&format!("{address} cont."));
                self.push(kind, None, address, unit, block);
            }
            _ if annex && is_title_like(block.bare()) => self.counted_unit(Kind::AnnexEntry, "annex", block),
            _ => {
                let word = format!("{} ¶", self.place_word()).trim().to_owned();
                self.counted_unit(Kind::Paragraph, &word, block);
            }
        }
    }

    /// The section, in a word: its label, or nothing.
    fn place_word(&self) -> String {
        let heading = self.out.sections[self.section().index()].heading;
        let heading = heading.and_then(|id| self.out.drafts.get(id.index()));
        heading.map_or_else(String::new, |draft| draft.label.clone().unwrap_or_else(|| short(&draft.address)))
    }
}

/// The first words of a long heading.
fn short(heading: &str) -> String {
    let words: Vec<&str> = heading.split_whitespace().take(4).collect();
    words.join(" ")
}

fn manner(block: &Block, mark: Option<&Mark>) -> Manner {
    match (&block.hint, mark.map(|mark| mark.style)) {
        (Hint::Heading(level), _) => Manner::Format(*level),
        (_, Some(Style::Word(word))) => Manner::Word(word),
        (_, Some(style)) => Manner::Mark(style),
        (_, None) if kinds::status_of_heading(block.bare()) == Some(Status::Annex) => {
            Manner::Word(Word::Annex)
        }
        (_, None) if kinds::is_all_caps(block.bare()) => Manner::Capitals,
        _ => Manner::Title,
    }
}

/// A bare option, or one that only says what it is about: what follows belongs to it.
fn is_group(block: &Block) -> bool {
    let text = block.bare().trim_end_matches([':', '.', ';']);
    let aside = text.starts_with(['(', '{']) && text.ends_with([')', '}']) && text.len() < 100;
    block.marks.last().is_some_and(|mark| matches!(mark.style, Style::Option | Style::SubOption))
        && (text.is_empty() || aside)
}
