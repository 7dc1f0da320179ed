//! The structure tree: which paragraph, cell or note each piece of marked content belongs to.
//!
//! ```text
//! Document                                 content 3 of page 1 -> element 0 (heading 1)
//!   H1  content 3 of page 1                content 4           -> element 1 (text)
//!   P   content 4, Span (content 5),       content 5           -> element 1
//!       content 0 of page 2                content 0 of page 2 -> element 1: one paragraph
//! ```
//!
//! What the program that made the file knew is better than what can be seen on the page. Elements
//! are numbered in the tree's order, which is the order of reading.

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier};
use hayro_interpret::hayro_syntax::xref::XRef;
use rustc_hash::{FxHashMap, FxHashSet};

/// Nodes of the tree that are looked at.
const NODES: usize = 1_000_000;
/// Levels of the tree.
const DEPTH: usize = 64;

/// What an element is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Role {
    /// A paragraph.
    #[default]
    Text,
    /// A heading of this level.
    Heading(u8),
    /// An entry of the contents.
    Contents,
    /// A drawing, with text in it.
    Figure,
}

/// A block: the smallest element that is not part of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Element {
    /// What it is.
    pub(crate) role: Role,
    /// The table's row and the cell it stands in, both numbered through the document.
    pub(crate) cell: Option<(u32, u32)>,
    /// The note it belongs to.
    pub(crate) note: Option<u32>,
    /// The list item it belongs to.
    pub(crate) item: Option<u32>,
}

/// The tree, flattened.
#[derive(Debug, Default)]
pub(crate) struct Tags {
    /// Blocks, in reading order.
    pub(crate) elements: Vec<Element>,
    /// Page and number of marked content -> block.
    pub(crate) content: FxHashMap<(u32, u32), u32>,
}

/// Reads the tree.
pub(super) fn read(pdf: &Pdf) -> Option<Tags> {
    let xref = pdf.xref();
    let catalog: Dict<'_> = xref.get(xref.root_id())?;
    let root: Dict<'_> = catalog.get(b"StructTreeRoot")?;
    let mut pages = FxHashMap::default();
    for (n, page) in pdf.pages().iter().enumerate() {
        if let (Some(id), Ok(n)) = (page.raw().obj_id(), u32::try_from(n)) {
            pages.insert(id, n);
        }
    }
    let mut walk = Walk {
        xref,
        pages,
        roles: root.get::<Dict<'_>>(b"RoleMap").unwrap_or_default(),
        seen: FxHashSet::default(),
        left: NODES,
        counts: 0,
        tags: Tags::default(),
    };
    let block = walk.block(Element::default());
    walk.kids(&root, Place { page: None, block, element: Element::default() }, 0);
    (!walk.tags.content.is_empty()).then_some(walk.tags)
}

struct Walk<'a> {
    xref: &'a XRef,
    pages: FxHashMap<ObjectIdentifier, u32>,
    /// The file's own names of roles -> standard ones.
    roles: Dict<'a>,
    seen: FxHashSet<ObjectIdentifier>,
    left: usize,
    /// Rows, cells, notes and items seen.
    counts: u32,
    tags: Tags,
}

/// Where in the tree one stands.
#[derive(Clone, Copy, Debug)]
struct Place {
    page: Option<u32>,
    /// The block that content belongs to.
    block: u32,
    /// What a block here is.
    element: Element,
}

impl<'a> Walk<'a> {
    fn block(&mut self, element: Element) -> u32 {
        let block = u32::try_from(self.tags.elements.len()).unwrap_or(u32::MAX);
        self.tags.elements.push(element);
        block
    }

    fn count(&mut self) -> u32 {
        self.counts = self.counts.saturating_add(1);
        self.counts
    }

    fn kids(&mut self, dict: &Dict<'a>, place: Place, depth: usize) {
        if depth > DEPTH {
            return;
        }
        if let Some(kids) = dict.get::<Array<'a>>(b"K") {
            for kid in kids.raw_iter() {
                self.kid(kid, place, depth);
            }
        } else if let Some(kid) = dict.get_raw::<Object<'a>>(b"K") {
            self.kid(kid, place, depth);
        }
    }

    fn kid(&mut self, kid: MaybeRef<Object<'a>>, place: Place, depth: usize) {
        let Some(left) = self.left.checked_sub(1) else { return };
        self.left = left;
        let object = match kid {
            MaybeRef::Ref(reference) => {
                let id = ObjectIdentifier::from(reference);
                if !self.seen.insert(id) {
                    return;
                }
                self.xref.get::<Object<'a>>(id)
            }
            MaybeRef::NotRef(object) => Some(object),
        };
        match object {
            Some(Object::Number(number)) => self.content(number.as_i64(), place),
            Some(Object::Dict(dict)) => self.node(&dict, place, depth),
            _ => {}
        }
    }

    fn content(&mut self, number: i64, place: Place) {
        if let (Some(page), Ok(number)) = (place.page, u32::try_from(number)) {
            self.tags.content.entry((page, number)).or_insert(place.block);
        }
    }

    fn node(&mut self, dict: &Dict<'a>, mut place: Place, depth: usize) {
        if let Some(page) = dict.get_ref(b"Pg") {
            place.page = self.pages.get(&ObjectIdentifier::from(page)).copied().or(place.page);
        }
        let Some(name) = dict.get::<Name<'a>>(b"S") else {
            if let Some(number) = dict.get::<u32>(b"MCID") {
                self.content(i64::from(number), place);
            }
            return;
        };
        if self.enter(self.standard(name), &mut place) {
            place.block = self.block(place.element);
        }
        self.kids(dict, place, depth + 1);
    }

    /// A role's standard name. Maps may go round in circles.
    fn standard(&self, mut name: Name<'a>) -> Name<'a> {
        for _ in 0..8 {
            match self.roles.get::<Name<'a>>(name.as_ref()) {
                Some(mapped) if mapped != name => name = mapped,
                _ => break,
            }
        }
        name
    }

    /// Takes note of what is entered; whether it is a block.
    fn enter(&mut self, name: Name<'a>, place: &mut Place) -> bool {
        let element = &mut place.element;
        match name.as_ref() {
            b"Span" | b"Link" | b"Quote" | b"Reference" | b"BibEntry" | b"Code" | b"Annot" | b"Ruby"
            | b"RB" | b"RT" | b"RP" | b"Warichu" | b"WT" | b"WP" | b"Em" | b"Strong" | b"Sub"
            | b"Formula" | b"Form" | b"NonStruct" | b"Private" | b"Lbl" | b"LBody" => return false,
            b"H" => element.role = Role::Heading(1),
            [b'H', digit @ b'1'..=b'9'] => element.role = Role::Heading(digit - b'0'),
            b"TOC" | b"TOCI" => element.role = Role::Contents,
            b"Figure" => element.role = Role::Figure,
            b"TR" => element.cell = Some((self.count(), 0)),
            b"TD" | b"TH" => {
                let cell = self.count();
                let row = element.cell.map_or(cell, |cell| cell.0);
                element.cell = Some((row, cell));
            }
            b"Note" | b"FENote" => element.note = Some(self.count()),
            b"LI" => element.item = Some(self.count()),
            _ => {}
        }
        true
    }
}
