//! Notes: which links point to one, and which elements are one.
//!
//! ```text
//! mended.<sup><a href="#fn4">4</a></sup>      marker 4
//! <li id="fn4">See … <a href="#r4">↩</a></li>  note 4
//! ```
//!
//! Word writes `#_ftn4`, Google Docs `#ftnt4`, wikis `#cite_note-4`: names differ, so that the two
//! ends must speak for each other. A short mark that links to an element which begins with the same
//! mark, or is a list item, or leads back, is a note's; "see para. 12" with a link is not.

use rustc_hash::FxHashMap;

use super::style;
use super::tree::{Data, Id, Tree};

/// What is known of the notes of a page.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// For each node: the label, if it is a note.
    pub(super) bodies: Vec<Option<String>>,
    /// For each node: the label, if it is a link to a note.
    pub(super) markers: Vec<Option<String>>,
    /// For each node: whether it is a link back to the text.
    pub(super) back: Vec<bool>,
    /// Comments beside the text, and the links to them.
    pub(super) comments: Vec<bool>,
}

impl Notes {
    /// Finds the notes of a page.
    pub(super) fn find(tree: &Tree) -> Self {
        let size = tree.len();
        let mut notes = Self {
            bodies: vec![None; size],
            markers: vec![None; size],
            back: vec![false; size],
            comments: vec![false; size],
        };
        let targets = targets(tree);
        let links: Vec<Id> = tree.under(0).filter(|&id| tree.name(id) == "a").collect();
        for &link in &links {
            let Some(name) = tree.attribute(link, "href").and_then(|href| href.strip_prefix('#')) else {
                continue;
            };
            let Some(&target) = targets.get(name) else { continue };
            if name.starts_with("cmnt") {
                notes.comments[if name.starts_with("cmnt_ref") { block_of(tree, link) } else { link }] = true;
            } else if let Some(label) = mark(&tree.words(link, 16))
                && !notes.is_in_note(tree, link)
                && is_note(tree, link, target, &label)
            {
                let body = block_of(tree, target);
                notes.markers[link] = Some(label.clone());
                notes.bodies[body].get_or_insert(label);
            }
        }
        for &link in &links {
            let inner = tree.attribute(link, "href").is_some_and(|href| href.starts_with('#'));
            let words = tree.words(link, 40);
            let arrow = words.is_empty() || words.chars().all(|c| "↑↩↵⏎^⬆\u{FE0E}\u{FE0F} ".contains(c));
            notes.back[link] = inner
                && notes.markers[link].is_none()
                && notes.is_in_note(tree, link)
                && (arrow || mark(&words).is_some() || words.to_lowercase().contains("back"));
        }
        notes
    }

    /// Whether a node stands in a note that is known.
    fn is_in_note(&self, tree: &Tree, id: Id) -> bool {
        std::iter::successors(Some(id), |&up| tree.parent(up)).any(|up| self.bodies[up].is_some())
    }
}

fn targets(tree: &Tree) -> FxHashMap<&str, Id> {
    let mut targets = FxHashMap::default();
    for id in tree.under(0) {
        for name in ["id", "name"].into_iter().filter_map(|name| tree.attribute(id, name)) {
            targets.entry(name).or_insert(id);
        }
    }
    targets
}

/// The mark of a note, without brackets: a number, a letter, stars. `None`: these are other words.
pub(super) fn mark(words: &str) -> Option<String> {
    let inner = words.trim().trim_matches(|c: char| "[]() \u{A0}".contains(c));
    let inner = inner.strip_prefix("note ").or_else(|| inner.strip_prefix("Note ")).unwrap_or(inner);
    let inner = inner.trim_end_matches('.');
    let number = (1..=3).contains(&inner.len()) && inner.bytes().all(|byte| byte.is_ascii_digit());
    let sign = (1..=3).contains(&inner.chars().count()) && inner.chars().all(|c| "*†‡§¶".contains(c));
    let small = inner.len() == 1 && inner.bytes().all(|byte| byte.is_ascii_lowercase())
        || (2..=5).contains(&inner.len()) && inner.bytes().all(|byte| b"ivxl".contains(&byte));
    (number || sign || small).then(|| inner.to_owned())
}

/// The block that an anchor stands at the head of, or that it is.
fn block_of(tree: &Tree, id: Id) -> Id {
    let up = std::iter::successors(Some(id), |&up| tree.parent(up));
    let block = up.take(12).find(|&up| style::is_block(tree.name(up)) || up == id && has_words(tree, up));
    let block = block.unwrap_or(id);
    // Word: <div id=ftn1><p><a name=_ftn1>; the note is all paragraphs of the division.
    let outer = tree.parent(block).filter(|&up| {
        tree.name(block) == "p"
            && matches!(tree.name(up), "li" | "div" | "aside" | "dd" | "td")
            && tree
                .attribute(up, "id")
                .is_some_and(|id| id.contains("ftn") || id.contains("edn") || id.contains("fn"))
            && tree.children(up).find(|&child| matches!(tree.data(child), Data::Element(..))) == Some(block)
    });
    outer.unwrap_or(block)
}

fn has_words(tree: &Tree, id: Id) -> bool {
    tree.name(id) != "a" && tree.words(id, 24).len() >= 12
}

/// Whether the target of a short link is a note with that label.
fn is_note(tree: &Tree, link: Id, target: Id, label: &str) -> bool {
    let body = block_of(tree, target);
    if matches!(tree.name(body), "body" | "html" | "main" | "article" | "table" | "ol" | "ul" | "h1" | "h2") {
        return false;
    }
    let raised =
        std::iter::successors(Some(link), |&up| tree.parent(up)).take(4).any(|up| tree.name(up) == "sup")
            || tree.under(link).take(8).any(|down| tree.name(down) == "sup")
            || style::property(tree, link, "vertical-align").is_some_and(|align| align == "super");
    let called = [tree.attribute(link, "href"), tree.attribute(link, "class"), tree.attribute(link, "role")]
        .into_iter()
        .flatten()
        .map(str::to_ascii_lowercase)
        .any(|name| ["fn", "ftn", "note", "edn"].iter().any(|word| name.contains(word)));
    if !raised && !called {
        return false;
    }
    let words = tree.words(body, 60);
    let begins = words.trim_start_matches(['[', '(', '^', '↑', ' ']).starts_with(label);
    let backs = tree
        .under(body)
        .take(400)
        .filter(|&id| tree.name(id) == "a")
        .any(|id| tree.attribute(id, "href").is_some_and(|href| href.len() > 1 && href.starts_with('#')));
    begins || backs || tree.name(body) == "li" || called && raised
}

/// An element in the running text that is a note's body itself.
pub(super) fn is_inlined(tree: &Tree, id: Id) -> bool {
    let called =
        style::has_class(tree, id, &["footnote", "footnote-body", "footnote-text", "endnote", "sidenote"])
            || matches!(tree.attribute(id, "role"), Some("doc-footnote" | "note"))
            || matches!(tree.attribute(id, "epub:type"), Some("footnote"));
    called && matches!(tree.name(id), "span" | "small" | "aside" | "div") && tree.words(id, 24).len() >= 12
}
