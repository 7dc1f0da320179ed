//! A page's markup -> a small tree of elements and words.
//!
//! ```text
//! <p>One<p>Two</b>      document > html > body > p "One", p "Two"
//! ```
//!
//! `html5ever` closes what is left open and repairs what is misplaced, as a browser does; the tree it
//! builds is ours, and holds only names, the attributes that are looked at, and words. `scraper` was
//! tried: its selectors are not needed here and take longer to build than the rest of the reader.
//! Time grows with depth times length, so that start tags far down are passed over: their words stay.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

use html5ever::interface::QuirksMode;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{ElementFlags, NodeOrText, TreeBuilder, TreeBuilderOpts, TreeSink};
use html5ever::{Attribute, QualName, ns};

/// Elements deeper than this are passed over. Pages of word processors reach forty.
const DEEPEST: u32 = 200;

/// Elements beyond this number are passed over.
const MOST: usize = 400_000;

/// Attributes that are looked at.
pub(super) const ATTRIBUTES: [&str; 19] = [
    "id",
    "name",
    "class",
    "style",
    "href",
    "role",
    "hidden",
    "aria-hidden",
    "aria-level",
    "type",
    "start",
    "reversed",
    "value",
    "src",
    "alt",
    "epub:type",
    "border",
    "dir",
    "lang",
];

/// A place in the tree.
pub(super) type Id = usize;

/// What a node is.
#[derive(Debug)]
pub(super) enum Data {
    /// The page, or something without words: a comment.
    Other,
    /// An element: its name in small letters, and its attributes.
    Element(QualName, Vec<(&'static str, String)>),
    /// Words.
    Text(String),
}

#[derive(Debug)]
struct Node {
    data: Data,
    depth: u32,
    parent: Option<Id>,
    previous: Option<Id>,
    next: Option<Id>,
    first: Option<Id>,
    last: Option<Id>,
}

/// A page as a tree; node 0 is the page.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    /// Elements were passed over.
    pub(super) cut: bool,
}

impl Tree {
    /// Reads a page's markup.
    pub(super) fn parse(markup: &str) -> Self {
        let sink = Sink { tree: RefCell::new(Self { nodes: Vec::new(), cut: false }), depth: Cell::new(0) };
        sink.add(Data::Other);
        let options = TreeBuilderOpts { drop_doctype: true, ..TreeBuilderOpts::default() };
        let tokens = Tokenizer::new(Capped(TreeBuilder::new(sink, options)), TokenizerOpts::default());
        let queue = BufferQueue::default();
        queue.push_back(StrTendril::from_slice(markup));
        // A script asks for a pause after it; there is nothing to run.
        while !matches!(tokens.feed(&queue), html5ever::TokenizerResult::Done) {}
        tokens.end();
        tokens.sink.0.sink.tree.into_inner()
    }

    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn data(&self, id: Id) -> &Data {
        &self.nodes[id].data
    }

    pub(super) fn parent(&self, id: Id) -> Option<Id> {
        self.nodes[id].parent
    }

    /// The children of a node, in order.
    pub(super) fn children(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        std::iter::successors(self.nodes[id].first, |&child| self.nodes[child].next)
    }

    /// The name of an element; empty for words.
    pub(super) fn name(&self, id: Id) -> &str {
        match &self.nodes[id].data {
            Data::Element(name, _) => &name.local,
            _ => "",
        }
    }

    /// An attribute, as it stands.
    pub(super) fn attribute(&self, id: Id, name: &str) -> Option<&str> {
        match &self.nodes[id].data {
            Data::Element(_, attributes) => {
                attributes.iter().find(|attribute| attribute.0 == name).map(|attribute| attribute.1.as_str())
            }
            _ => None,
        }
    }

    /// All nodes under one and itself, each before its children. No recursion: trees may be deep.
    pub(super) fn under(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        let mut at = Some(id);
        std::iter::from_fn(move || {
            let here = at?;
            at = self.nodes[here].first.or_else(|| {
                let mut up = here;
                while up != id {
                    if let Some(next) = self.nodes[up].next {
                        return Some(next);
                    }
                    up = self.nodes[up].parent?;
                }
                None
            });
            Some(here)
        })
    }

    /// The words under a node, with white space single, at most so many bytes.
    pub(super) fn words(&self, id: Id, most: usize) -> String {
        let mut words = String::new();
        for node in self.under(id).take(5000) {
            if let Data::Text(text) = self.data(node) {
                let hidden = self.parent(node).is_some_and(|up| super::style::is_never_text(self.name(up)));
                for word in text.split_whitespace().filter(|_| !hidden) {
                    if !words.is_empty() {
                        words.push(' ');
                    }
                    words.push_str(word);
                }
            }
            if words.len() > most {
                break;
            }
        }
        words
    }

    /// Adds to an element's own style.
    pub(super) fn add_style(&mut self, id: Id, style: &str) {
        if let Data::Element(_, attributes) = &mut self.nodes[id].data {
            match attributes.iter_mut().find(|attribute| attribute.0 == "style") {
                Some(own) => own.1.push_str(style),
                None => attributes.push(("style", style.to_owned())),
            }
        }
    }

    fn unlink(&mut self, id: Id) {
        let Node { parent, previous, next, .. } = self.nodes[id];
        match previous {
            Some(previous) => self.nodes[previous].next = next,
            None => parent.into_iter().for_each(|parent| self.nodes[parent].first = next),
        }
        match next {
            Some(next) => self.nodes[next].previous = previous,
            None => parent.into_iter().for_each(|parent| self.nodes[parent].last = previous),
        }
        let node = &mut self.nodes[id];
        (node.parent, node.previous, node.next) = (None, None, None);
    }

    fn append(&mut self, parent: Id, id: Id) {
        self.unlink(id);
        let last = self.nodes[parent].last.replace(id);
        match last {
            Some(last) => self.nodes[last].next = Some(id),
            None => self.nodes[parent].first = Some(id),
        }
        let depth = self.nodes[parent].depth + 1;
        let node = &mut self.nodes[id];
        (node.parent, node.previous, node.depth) = (Some(parent), last, depth);
    }

    fn insert_before(&mut self, sibling: Id, id: Id) {
        self.unlink(id);
        let Some(parent) = self.nodes[sibling].parent else { return };
        let previous = self.nodes[sibling].previous.replace(id);
        match previous {
            Some(previous) => self.nodes[previous].next = Some(id),
            None => self.nodes[parent].first = Some(id),
        }
        let depth = self.nodes[sibling].depth;
        let node = &mut self.nodes[id];
        (node.parent, node.previous, node.next, node.depth) = (Some(parent), previous, Some(sibling), depth);
    }
}

/// Passes tokens on to the tree builder, but for start tags past a limit.
struct Capped(TreeBuilder<Id, Sink>);

impl TokenSink for Capped {
    type Handle = Id;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Id> {
        if let Token::TagToken(tag) = &token
            && tag.kind == TagKind::StartTag
            && !matches!(&*tag.name, "br" | "script" | "style" | "title" | "textarea" | "plaintext")
        {
            let sink = &self.0.sink;
            if sink.depth.get() > DEEPEST || sink.tree.borrow().nodes.len() > MOST {
                sink.tree.borrow_mut().cut = true;
                return TokenSinkResult::Continue;
            }
        }
        self.0.process_token(token, line)
    }

    fn end(&self) {
        self.0.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.0.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Where the tree builder puts its nodes.
struct Sink {
    tree: RefCell<Tree>,
    /// How deep the element stands that is open now.
    depth: Cell<u32>,
}

impl Sink {
    fn add(&self, data: Data) -> Id {
        let nodes = &mut self.tree.borrow_mut().nodes;
        let (parent, previous, next, first, last) = (None, None, None, None, None);
        nodes.push(Node { data, depth: 0, parent, previous, next, first, last });
        nodes.len() - 1
    }

    /// Adds words to a node, if it has words already.
    fn goes_on(&self, node: Option<Id>, text: &str) -> bool {
        let mut tree = self.tree.borrow_mut();
        let Some(Data::Text(words)) = node.map(|node| &mut tree.nodes[node].data) else { return false };
        words.push_str(text);
        true
    }
}

impl TreeSink for Sink {
    type Handle = Id;
    type Output = Tree;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Tree {
        self.tree.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Id {
        0
    }

    fn elem_name<'a>(&'a self, target: &'a Id) -> Ref<'a, QualName> {
        Ref::map(self.tree.borrow(), |tree| match &tree.nodes[*target].data {
            Data::Element(name, _) => name,
            _ => unreachable!("the tree builder asks for names of elements alone"),
        })
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Id {
        self.add(Data::Element(name, kept(attributes)))
    }

    fn create_comment(&self, _: StrTendril) -> Id {
        self.add(Data::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Id {
        self.add(Data::Other)
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        match child {
            NodeOrText::AppendNode(id) => {
                let mut tree = self.tree.borrow_mut();
                tree.append(*parent, id);
                self.depth.set(tree.nodes[id].depth);
            }
            NodeOrText::AppendText(text) => {
                let last = self.tree.borrow().nodes[*parent].last;
                if self.goes_on(last, &text) {
                    return;
                }
                let id = self.add(Data::Text(text.to_string()));
                self.tree.borrow_mut().append(*parent, id);
            }
        }
    }

    fn append_based_on_parent_node(&self, element: &Id, previous: &Id, child: NodeOrText<Id>) {
        if self.tree.borrow().nodes[*element].parent.is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn pop(&self, node: &Id) {
        self.depth.set(self.tree.borrow().nodes[*node].depth.saturating_sub(1));
    }

    fn get_template_contents(&self, target: &Id) -> Id {
        *target
    }

    fn same_node(&self, x: &Id, y: &Id) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Id, new: NodeOrText<Id>) {
        let id = match new {
            NodeOrText::AppendNode(id) => id,
            NodeOrText::AppendText(text) => {
                let before = self.tree.borrow().nodes[*sibling].previous;
                if self.goes_on(before, &text) {
                    return;
                }
                self.add(Data::Text(text.to_string()))
            }
        };
        self.tree.borrow_mut().insert_before(*sibling, id);
    }

    fn add_attrs_if_missing(&self, target: &Id, attributes: Vec<Attribute>) {
        if let Data::Element(_, own) = &mut self.tree.borrow_mut().nodes[*target].data {
            for (name, value) in kept(attributes) {
                if own.iter().all(|other| other.0 != name) {
                    own.push((name, value));
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Id) {
        self.tree.borrow_mut().unlink(*target);
    }

    fn reparent_children(&self, node: &Id, parent: &Id) {
        let mut tree = self.tree.borrow_mut();
        while let Some(child) = tree.nodes[*node].first {
            tree.append(*parent, child);
        }
    }
}

/// The attributes that are looked at.
fn kept(attributes: Vec<Attribute>) -> Vec<(&'static str, String)> {
    let none = ns!();
    attributes
        .into_iter()
        .filter(|attribute| attribute.name.ns == none)
        .filter_map(|attribute| {
            let name = ATTRIBUTES.into_iter().find(|name| **name == *attribute.name.local)?;
            Some((name, attribute.value.to_string()))
        })
        .collect()
}
