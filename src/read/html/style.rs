//! What an element does to the words in it: whether it is a block, shown at all, struck, bold.
//!
//! ```text
//! <span style="display:none">      hidden
//! <span class="msoDel">            struck
//! ```

use super::tree::{Id, Tree};

/// Elements that hold no words of the text, whatever is in them.
pub(super) fn is_never_text(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "head"
            | "iframe"
            | "object"
            | "svg"
            | "canvas"
            | "audio"
            | "video"
            | "select"
            | "option"
            | "datalist"
            | "button"
            | "input"
            | "textarea"
            | "map"
            | "xml"
    )
}

/// Elements that stand on lines of their own.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}

/// An element's inline style, in small letters and without spaces.
fn inline_style(tree: &Tree, id: Id) -> String {
    let style = tree.attribute(id, "style").unwrap_or("");
    style.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase()).collect()
}

/// The value of a property in an element's inline style.
pub(super) fn property(tree: &Tree, id: Id, name: &str) -> Option<String> {
    tree.attribute(id, "style")?;
    inline_style(tree, id)
        .split(';')
        .filter_map(|pair| pair.split_once(':'))
        .find(|pair| pair.0 == name)
        .map(|pair| pair.1.trim_end_matches("!important").to_owned())
}

/// An element that a style makes stand on lines of its own.
pub(super) fn is_made_block(tree: &Tree, id: Id) -> bool {
    let display = property(tree, id, "display");
    matches!(display.as_deref().map(str::trim), Some("block" | "flex" | "grid" | "list-item" | "table"))
}

/// An element has a class or an id that is this word.
pub(super) fn has_class(tree: &Tree, id: Id, words: &[&str]) -> bool {
    tree.attribute(id, "class").is_some_and(|class| {
        class.split_whitespace().any(|own| words.iter().any(|w| own.eq_ignore_ascii_case(w)))
    })
}

/// Not shown by a browser, or shown to screen readers alone.
pub(super) fn is_hidden(tree: &Tree, id: Id) -> bool {
    tree.attribute(id, "hidden").is_some()
        || tree.attribute(id, "aria-hidden").is_some_and(|value| value.eq_ignore_ascii_case("true"))
        || has_class(tree, id, &["sr-only", "visually-hidden", "screen-reader-text", "screenreader-only"])
        || tree.attribute(id, "style").is_some() && {
            let style = inline_style(tree, id);
            ["display:none", "visibility:hidden", "mso-hide:all"].iter().any(|word| style.contains(word))
        }
}

/// What an element says of the history of its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Change {
    /// Nothing.
    #[default]
    None,
    /// They were put in.
    Inserted,
    /// They were struck out.
    Deleted,
}

/// What an element says of the history of its words; `underlined`: underlining means insertion here.
pub(super) fn change(tree: &Tree, id: Id, underlined: bool) -> Change {
    match tree.name(id) {
        "del" | "s" | "strike" => return Change::Deleted,
        "ins" => return Change::Inserted,
        "u" if underlined => return Change::Inserted,
        _ => {}
    }
    if has_class(tree, id, &["msodel"]) {
        return Change::Deleted;
    }
    if has_class(tree, id, &["msoins"]) {
        return Change::Inserted;
    }
    if tree.attribute(id, "style").is_none_or(|style| !style.contains("text-decoration")) {
        return Change::None;
    }
    match inline_style(tree, id) {
        style if style.contains("line-through") => Change::Deleted,
        style if underlined && style.contains("underline") && tree.name(id) != "a" => Change::Inserted,
        _ => Change::None,
    }
}

/// Bold, or not bold; `None`: as around it.
pub(super) fn bold(tree: &Tree, id: Id) -> Option<bool> {
    if let Some(weight) = property(tree, id, "font-weight") {
        return Some(match weight.parse::<u32>() {
            Ok(weight) => weight >= 600,
            Err(_) => weight.starts_with("bold"),
        });
    }
    matches!(tree.name(id), "b" | "strong").then_some(true)
}
