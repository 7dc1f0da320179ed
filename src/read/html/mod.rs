//! Web pages -> lines: the article, not the page around it.
//!
//! ```text
//! <nav>Home | Documents</nav>                furniture: page-chrome
//! <h2>B. Threats</h2>                        Line { hint: Heading(2), text: "B. Threats" }
//! <ol start=3><li>States noted<sup>4</sup>   Line { start: Item, text: "3. States noted", markers: 4 }
//! ```
//!
//! `charset` finds the encoding, `trim`, `tree` and `sheet` parse, `notes` and `article` say which elements are
//! notes and which the page's furniture, `walk` lays the blocks down. Turning a page into Markdown
//! first and reading that was rejected: numbers of lists, notes and struck words do not survive it.

mod charset;
mod trim;
mod tree;
mod sheet;
mod style;
mod notes;
mod article;
mod words;
mod lists;
mod tables;
mod walk;

use std::sync::LazyLock;

use regex::Regex;

use self::notes::Notes;
use self::style::Change;
use self::tree::{Data, Id, Tree};
use self::walk::Page;
use super::Revisions;
use super::line::{Extract, Hint};
use super::{detect, plain};
use crate::error::{Error, ErrorKind, Result};

/// The largest page that is read, in bytes of markup: 32 MiB.
const LIMIT: usize = 32 << 20;

/// Elements and texts of the largest page: many more lines than any draft has.
const MOST: usize = 1_500_000;

/// Reads the lines.
///
/// # Errors
/// If the bytes are no text, or more than 32 MiB.
pub(crate) fn extract(name: &str, bytes: &[u8], revisions: Revisions) -> Result<Extract> {
    detect::refuse(name, bytes)?;
    if bytes.len() > LIMIT {
        return Err(Error::new(
            ErrorKind::TooLarge,
            name,
            format!("this web page is larger than {} MiB", LIMIT >> 20),
        )
        .with_help("save the page as text, or cut it into parts"));
    }
    let (markup, warning) = charset::decode(name, bytes)?;
    let mut tree = Tree::parse(&trim::trim(&markup));
    if tree.len() > MOST {
        return Err(Error::new(ErrorKind::TooLarge, name, "this web page has too many elements")
            .with_help("save the page as text, or cut it into parts"));
    }
    sheet::set_in(&mut tree);
    let mut extract = match printed(&tree) {
        Some(text) => {
            let mut printed = Extract::default();
            printed.lines = plain::lines(&text);
            printed.text = text;
            printed
        }
        None => blocks(&tree, revisions),
    };
    if let Some(warning) = warning {
        extract.lines.warnings.push(("encoding", None, warning));
    }
    if tree.cut {
        let message = "elements nested too deep, or too many, were passed over; their words are kept";
        extract.lines.warnings.push(("nesting", None, message.to_owned()));
    }
    Ok(extract)
}

/// The blocks of a page, and its title if no heading gives one.
fn blocks(tree: &Tree, revisions: Revisions) -> Extract {
    let notes = Notes::find(tree);
    let left_out = article::left_out(tree, &notes.bodies);
    let underlined = underlining_inserts(tree);
    let mut extract = walk::walk(&Page { tree, notes, left_out, revisions, underlined });
    if !extract.lines.lines.iter().any(|line| matches!(line.hint, Hint::Heading(1 | 2))) {
        extract.lines.title =
            tree.under(0).find(|&id| tree.name(id) == "title").map(|id| tree.words(id, 300));
        extract.lines.title = extract.lines.title.filter(|title| !title.is_empty());
    }
    extract
}

/// The text of a page that is one preformatted text, as the RFC series prints: to be read as such.
fn printed(tree: &Tree) -> Option<String> {
    let pres: Vec<Id> = tree.under(0).filter(|&id| tree.name(id) == "pre").collect();
    let all = |id: Id| -> usize {
        let words = tree
            .under(id)
            .filter(|&node| tree.parent(node).is_none_or(|up| !style::is_never_text(tree.name(up))));
        words
            .filter_map(|node| match tree.data(node) {
                Data::Text(text) => Some(text.trim().len()),
                _ => None,
            })
            .sum()
    };
    let inside: usize = pres.iter().map(|&id| all(id)).sum();
    if inside < 200 || inside * 10 < all(0) * 8 {
        return None;
    }
    let mut text = String::new();
    for &pre in &pres {
        for node in tree.under(pre) {
            if let Data::Text(words) = tree.data(node) {
                text.push_str(words);
            }
        }
        text.push('\n');
    }
    Some(text)
}

/// Words are struck out on the page and none marked as inserted: then underlined ones are.
fn underlining_inserts(tree: &Tree) -> bool {
    let (mut struck, mut inserted) = (false, false);
    for id in tree.under(0) {
        match style::change(tree, id, false) {
            Change::Deleted => struck = true,
            Change::Inserted => inserted = true,
            Change::None => {}
        }
    }
    struck && !inserted
}

/// Whether a text without a telling name is a web page, or a piece of one.
pub(crate) fn looks_like(text: &str) -> bool {
    static BLOCK: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)</?(?:p|div|li|ol|ul|h[1-6]|tr|td|th|table|br|blockquote|section|article|body|html|head|meta|title)(?:\s[^<>]{0,2000})?/?>")
            .expect("a constant pattern")
    });
    let mut head = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    while let Some(rest) = head.strip_prefix("<?").or_else(|| head.strip_prefix("<!--")) {
        let end = if head.starts_with("<?") { "?>" } else { "-->" };
        let Some(at) = rest.find(end) else { break };
        head = rest[at + end.len()..].trim_start();
    }
    let begins: String = head.chars().take(16).collect::<String>().to_ascii_lowercase();
    if begins.starts_with("<!doctype html") || begins.starts_with("<html") {
        return true;
    }
    let end = (0..=head.len().min(65_536)).rev().find(|&at| head.is_char_boundary(at)).unwrap_or(0);
    let sample = &head[..end];
    if !sample.contains("</") && !sample.contains("<br") {
        return false;
    }
    let tags = BLOCK.find_iter(sample).count();
    let lines = sample.lines().filter(|line| !line.trim().is_empty()).count();
    let tag_first = BLOCK.find(sample).is_some_and(|found| found.start() == 0);
    tags >= 3 && tag_first && tags * 3 >= lines || tags >= 6 && tags * 3 >= lines
}
