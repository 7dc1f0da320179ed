//! Words as WordprocessingML: escaped, with tabs and line breaks as elements.
//!
//! ```text
//! "a < b\tc"    <w:t xml:space="preserve">a &lt; b</w:t><w:tab/><w:t xml:space="preserve">c</w:t>
//! ```
//!
//! Not `markup`: that writer makes what cannot be seen visible, and a text that resolves to both
//! drafts must keep each of its characters, marks of direction and all. Only what XML 1.0 cannot hold
//! at all becomes U+FFFD, on both sides alike.

use std::borrow::Cow;

/// Stands for a character that XML cannot hold.
const REPLACEMENT: char = '\u{FFFD}';

/// Whether a character can stand in the file as it is. A carriage return could, but is read back as a
/// line feed.
pub(super) const fn is_legal(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{B}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

/// The words as the file can hold them.
pub(super) fn legal(words: &str) -> Cow<'_, str> {
    if words.chars().all(is_legal) {
        return Cow::Borrowed(words);
    }
    Cow::Owned(words.chars().map(|c| if is_legal(c) { c } else { REPLACEMENT }).collect())
}

/// Adds words, escaped for an element or an attribute in double quotes.
pub(super) fn escape(out: &mut String, words: &str) {
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if is_legal(c) => out.push(c),
            _ => out.push(REPLACEMENT),
        }
    }
}

/// Words escaped.
pub(super) fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + words.len() / 16);
    escape(&mut out, words);
    out
}

/// Adds a run. `properties` is what stands in `w:rPr`; deleted words have an element of their own.
pub(super) fn run(out: &mut String, properties: &str, words: &str, deleted: bool) {
    let element = if deleted { "w:delText" } else { "w:t" };
    out.push_str("<w:r>");
    if !properties.is_empty() {
        out.push_str("<w:rPr>");
        out.push_str(properties);
        out.push_str("</w:rPr>");
    }
    let mut rest = words;
    while !rest.is_empty() {
        let end = rest.find(['\t', '\n']).unwrap_or(rest.len());
        if end > 0 {
            out.push_str(&format!("<{element} xml:space=\"preserve\">"));
            escape(out, &rest[..end]);
            out.push_str(&format!("</{element}>"));
        }
        match rest[end..].chars().next() {
            Some('\t') => out.push_str("<w:tab/>"),
            Some(_) => out.push_str("<w:br/>"),
            None => {}
        }
        rest = rest.get(end + 1..).unwrap_or("");
    }
    out.push_str("</w:r>");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tabs_and_breaks_are_elements() {
        let mut out = String::new();
        run(&mut out, "", "\ta<\n", true);
        assert_eq!(out, "<w:r><w:tab/><w:delText xml:space=\"preserve\">a&lt;</w:delText><w:br/></w:r>");
    }

    #[test]
    fn what_xml_forbids_is_replaced() {
        assert_eq!(legal("a\u{0}\u{202E}\u{10FFFF}\u{FFFF}\t"), "a\u{FFFD}\u{202E}\u{10FFFF}\u{FFFD}\t");
    }
}
