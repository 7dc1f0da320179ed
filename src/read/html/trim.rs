//! Markup -> markup without tags that are too long to be read in good time.
//!
//! ```text
//! <img src="data:… 3 MB …" alt="Map">     <img alt="Map">
//! ```
//!
//! A parser compares each attribute's name with all before it, so that a tag made of a megabyte of
//! attributes would take hours. What is longer than any tag of a text keeps only what is looked at.

use std::borrow::Cow;

use super::tree::ATTRIBUTES;

/// Bytes of a tag that is left as it is.
const LONG: usize = 512;

/// Bytes of a value that is kept.
const VALUE: usize = 1000;

/// Elements whose content is no markup.
const RAW: [&str; 5] = ["script", "style", "textarea", "title", "xmp"];

/// Takes from long tags what is not looked at.
pub(super) fn trim(markup: &str) -> Cow<'_, str> {
    let bytes = markup.as_bytes();
    let mut short = String::new();
    let (mut kept, mut at) = (0, 0);
    while let Some(open) = bytes[at..].iter().position(|&byte| byte == b'<').map(|n| at + n) {
        let rest = &markup[open..];
        at = match bytes.get(open + 1) {
            _ if rest.starts_with("<!--") => open + rest.find("-->").map_or(rest.len(), |end| end + 3),
            Some(byte) if byte.is_ascii_alphabetic() || *byte == b'/' => {
                let end = open + tag_end(rest.as_bytes());
                if end - open > LONG {
                    short.push_str(&markup[kept..open]);
                    short.push_str(&shortened(&markup[open..end]));
                    kept = end;
                }
                end + raw_length(rest, &markup[end..])
            }
            _ => open + 1,
        };
    }
    if kept == 0 {
        return Cow::Borrowed(markup);
    }
    short.push_str(&markup[kept..]);
    Cow::Owned(short)
}

/// Bytes of a tag, with its closing bracket; one in a quoted value does not close it.
fn tag_end(tag: &[u8]) -> usize {
    let (mut quote, mut after_equals) = (None, false);
    for (at, &byte) in tag.iter().enumerate() {
        match (quote, byte) {
            (Some(open), byte) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') if after_equals => quote = Some(byte),
            (None, b'>') => return at + 1,
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            after_equals = byte == b'=' && quote.is_none();
        }
    }
    tag.len()
}

/// Bytes up to the end tag of an element whose content is no markup.
fn raw_length(tag: &str, after: &str) -> usize {
    let Some(name) = RAW.iter().find(|name| {
        tag.get(1..=name.len()).is_some_and(|begins| begins.eq_ignore_ascii_case(name))
            && tag.as_bytes().get(name.len() + 1).is_none_or(|byte| !byte.is_ascii_alphanumeric())
    }) else {
        return 0;
    };
    let ends = |at: usize| {
        after.get(at + 2..at + 2 + name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name))
    };
    after.match_indices("</").map(|(at, _)| at).find(|&at| ends(at)).unwrap_or(after.len())
}

/// A tag with the attributes that are looked at, and no value longer than needed.
fn shortened(tag: &str) -> String {
    let name_end = tag[1..].find(|c: char| c.is_whitespace() || c == '>').map_or(tag.len(), |end| end + 1);
    let mut short = tag[..name_end].to_owned();
    let mut rest = tag[name_end..].trim_end_matches('>');
    let mut seen = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
        if end == 0 {
            break;
        }
        let name = &rest[..end];
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            let inner = &after[quote.map_or(0, char::len_utf8)..];
            let end = inner
                .find(|c: char| quote.map_or(c.is_whitespace(), |quote| c == quote))
                .unwrap_or(inner.len());
            value = &inner[..end];
            rest = inner[end..].strip_prefix(['"', '\'']).unwrap_or(&inner[end..]);
        }
        let known = ATTRIBUTES.iter().find(|known| known.eq_ignore_ascii_case(name));
        if let Some(known) = known.filter(|known| value.len() <= VALUE && !seen.contains(known)) {
            short.push_str(&format!(" {known}=\"{}\"", value.replace('"', "&quot;")));
            seen.push(known);
        }
    }
    short.push('>');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_tags_lose_what_is_not_looked_at() {
        let data = "x".repeat(5000);
        let page = format!("<p>a</p><img src='data:{data}' alt=\"a > b\" Alt=c id=m ><p>b</p>");
        assert_eq!(trim(&page), "<p>a</p><img alt=\"a > b\" id=\"m\"><p>b</p>");
        let script = format!("<script>if (a<b) {{ \"{data}\" }}</script><p>c");
        assert_eq!(trim(&script), script);
        assert_eq!(trim("a <b and 3 < 4"), "a <b and 3 < 4");
    }
}
