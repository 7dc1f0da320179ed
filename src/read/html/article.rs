//! Which parts of a page are the text, and which the page around it.
//!
//! ```text
//! <nav>Home | Documents</nav>          page-chrome
//! <header><h1>Report</h1><p>…</header> the text: it has paragraphs and hardly any link
//! <ul><li><a href="#s1">I. Scope</a>   contents
//! ```
//!
//! Names alone do not decide: a declaration's preamble may stand in a `<header>`, a report's annex in
//! an `<aside>`. What is named like page furniture is left out only if its words are few or are
//! links. Picking the densest block of a page was rejected: it loses the annexes, notes and short
//! chapters of a draft, and a line of furniture too many costs less than a paragraph lost.

use super::style;
use super::tree::{Data, Id, Tree};

/// Words of the page around the text: classes and ids, whole or as a part set off by - or _.
const CHROME: [&str; 34] = [
    "breadcrumb",
    "breadcrumbs",
    "cookie",
    "cookies",
    "consent",
    "gdpr",
    "share",
    "sharing",
    "social",
    "sidebar",
    "menu",
    "navbar",
    "nav",
    "navigation",
    "pagination",
    "pager",
    "skip",
    "skiplink",
    "toolbar",
    "search",
    "newsletter",
    "subscribe",
    "advert",
    "switcher",
    "language",
    "ads",
    "banner",
    "promo",
    "related",
    "masthead-nav",
    "langswitch",
    "languages",
    "footer",
    "editsection",
];

/// Words of a table of contents.
const CONTENTS: [&str; 4] = ["toc", "contents", "table-of-contents", "tableofcontents"];

/// Letters and digits below a node, and how many of them are in links, and in links within the page.
#[derive(Clone, Copy, Debug, Default)]
struct Amount {
    all: usize,
    linked: usize,
    inner: usize,
    /// Links within the page.
    links: usize,
    /// Links to other pages.
    others: usize,
    /// Headings of the first two levels.
    titles: usize,
}

impl Amount {
    const fn prose(self) -> usize {
        self.all - self.linked
    }

    fn add(&mut self, other: Self) {
        self.all += other.all;
        self.linked += other.linked;
        self.inner += other.inner;
        self.links += other.links;
        self.others += other.others;
        self.titles += other.titles;
    }
}

/// For each node the code under which it is left out, if it is.
pub(super) fn left_out(tree: &Tree, notes: &[Option<String>]) -> Vec<Option<&'static str>> {
    let amounts = amounts(tree);
    let mut out = vec![None; tree.len()];
    let whole = amounts[0];
    let main = main(tree, &amounts);
    let holds_note = holders(tree, notes);
    // A text that has its title needs none from beside it.
    let titled = main.is_some_and(|main| amounts[main].titles > 0);
    let around =
        main.map(|main| std::iter::successors(Some(main), |&up| tree.parent(up)).collect::<Vec<_>>());
    for id in tree.under(0) {
        let beside = around.as_ref().is_some_and(|around| {
            !around.contains(&id) && tree.parent(id).is_some_and(|up| around[1..].contains(&up))
        });
        if matches!(tree.data(id), Data::Element(..)) && !holds_note[id] {
            out[id] = code(tree, id, amounts[id], whole, beside.then_some(titled));
        }
    }
    // What is wholly left out leaves nothing: then the page is all furniture, and so is read whole.
    let kept: usize = kept(tree, &out);
    if kept * 5 < whole.prose() { vec![None; tree.len()] } else { out }
}

/// Letters and digits that stay.
fn kept(tree: &Tree, out: &[Option<&'static str>]) -> usize {
    let mut gone = vec![false; tree.len()];
    let mut kept = 0;
    for id in tree.under(0) {
        gone[id] = out[id].is_some() || tree.parent(id).is_some_and(|up| gone[up]);
        if let Data::Text(text) = tree.data(id)
            && !gone[id]
        {
            kept += weight(text);
        }
    }
    kept
}

/// Nodes under which a note stands.
fn holders(tree: &Tree, notes: &[Option<String>]) -> Vec<bool> {
    let mut holds = vec![false; tree.len()];
    for id in (0..tree.len()).filter(|&id| notes[id].is_some()) {
        let mut at = Some(id);
        while let Some(up) = at.filter(|&up| !holds[up]) {
            holds[up] = true;
            at = tree.parent(up);
        }
    }
    holds
}

fn weight(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

fn amounts(tree: &Tree) -> Vec<Amount> {
    let order: Vec<Id> = tree.under(0).collect();
    let mut amounts = vec![Amount::default(); tree.len()];
    for &id in order.iter().rev() {
        let mut own = amounts[id];
        match tree.data(id) {
            Data::Text(text) => own.all = weight(text),
            Data::Element(..) if style::is_never_text(tree.name(id)) || style::is_hidden(tree, id) => {
                own = Amount::default();
            }
            Data::Element(..) => match tree.name(id) {
                "a" => {
                    if let Some(target) = tree.attribute(id, "href") {
                        own.linked = own.all;
                        if target.starts_with('#') {
                            (own.inner, own.links) = (own.all, 1);
                        } else {
                            own.others = 1;
                        }
                    }
                }
                "h1" | "h2" => own.titles += 1,
                _ => {}
            },
            Data::Other => {}
        }
        amounts[id] = own;
        if let Some(up) = tree.parent(id) {
            amounts[up].add(own);
        }
    }
    amounts
}

/// The element that says it is the text, if it has most of the page's words.
fn main(tree: &Tree, amounts: &[Amount]) -> Option<Id> {
    let named = |id: &Id| tree.name(*id) == "main" || tree.attribute(*id, "role") == Some("main");
    let found: Vec<Id> = tree.under(0).filter(named).collect();
    let articles: Vec<Id> = tree.under(0).filter(|&id| tree.name(id) == "article").collect();
    let only = match (found.as_slice(), articles.as_slice()) {
        ([main, ..], _) => *main,
        ([], [article]) => *article,
        _ => return None,
    };
    (amounts[only].prose() * 2 >= amounts[0].prose()).then_some(only)
}

/// Whether a class or an id is one of these words, or has it as a part.
fn named(tree: &Tree, id: Id, words: &[&str]) -> bool {
    ["class", "id"].into_iter().filter_map(|name| tree.attribute(id, name)).any(|value| {
        value.split_whitespace().take(20).any(|name| {
            let name = name.to_ascii_lowercase();
            words.contains(&name.as_str()) || name.split(['-', '_']).any(|part| words.contains(&part))
        })
    })
}

/// Why an element is left out, if it is. `beside`: another element says that it is the text, and
/// whether that one has a title.
fn code(tree: &Tree, id: Id, amount: Amount, whole: Amount, beside: Option<bool>) -> Option<&'static str> {
    let name = tree.name(id);
    if amount.all == 0 || matches!(name, "html" | "body" | "main" | "head" | "a") {
        return None;
    }
    if is_contents(tree, id, amount) {
        return Some("contents");
    }
    if is_menu(tree, id, amount) {
        return Some("page-chrome");
    }
    let role = tree.attribute(id, "role").unwrap_or("");
    let linked = amount.linked * 2 >= amount.all;
    let most = amount.prose() * 3 > whole.prose();
    let called = match name {
        "nav" | "search" => true,
        "header" | "footer" | "aside" | "form" | "dialog" => false,
        _ => {
            matches!(role, "navigation" | "banner" | "contentinfo" | "search" | "dialog" | "alertdialog")
                || named(tree, id, &CHROME)
        }
    };
    let gone = match () {
        () if most && !linked => false,
        () if called => linked || amount.prose() < 700 && amount.titles == 0 || amount.prose() < 120,
        () if matches!(name, "header" | "aside" | "form" | "dialog") => {
            (linked || amount.prose() < 150) && amount.titles == 0
        }
        // A part of a text may be headed so too.
        () if named(tree, id, &["header", "topbar"]) => linked && amount.titles == 0,
        () if name == "footer" => linked || amount.prose() < 300 && amount.titles == 0,
        () if beside.is_some() => {
            let needed = amount.titles > 0 && beside == Some(false);
            style::is_block(name) && !needed && (linked || amount.prose() < 200)
        }
        () => false,
    };
    gone.then_some("page-chrome")
}

/// A list of nothing but short links to other pages; references are longer.
fn is_menu(tree: &Tree, id: Id, amount: Amount) -> bool {
    matches!(tree.name(id), "ul" | "ol" | "dl" | "td" | "div")
        && amount.others >= 3
        && amount.linked * 20 >= amount.all * 19
        && amount.linked <= 25 * amount.others
}

/// A list of links into the page itself.
fn is_contents(tree: &Tree, id: Id, amount: Amount) -> bool {
    let list = matches!(tree.name(id), "ul" | "ol" | "nav" | "div" | "table" | "dl");
    let links =
        amount.links >= 3 && amount.inner * 10 >= amount.all * 8 && amount.inner >= 12 * amount.links / 2;
    list && (links || named(tree, id, &CONTENTS) && amount.linked * 10 >= amount.all * 7 && amount.links > 0)
}
