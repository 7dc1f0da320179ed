//! Text -> Markdown that shows exactly this text.
//!
//! ```text
//! [shall][should]        [shall][should]     negotiation marks: no link, for nothing defines one
//! [a](b), [[a]], [a]: b  [a]\(b), [\[a]\], [a]\: b
//! *x* <b> $5 | www.un.org    \*x\* \<b> \$5 \| www\.un.org
//! ```
//!
//! As little as possible is escaped, so that the raw text stays readable in an e-mail, and as much as
//! the common renderers need: GitHub (tables, mathematics, links found in the text), its wiki
//! (`[[page]]`), GitLab and CommonMark. A mention (`@name`) cannot be prevented by any escape: GitHub
//! looks for them in the rendered page.

use std::borrow::Cow;

/// Text that may stand anywhere in a line but at its beginning.
pub(super) fn inline(text: &str) -> String {
    let text = visible(text);
    let mut escaped = String::with_capacity(text.len() + text.len() / 16);
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied();
        if is_markup(c, before, next, &escaped) {
            escaped.push('\\');
        }
        escaped.push(c);
        before = c;
    }
    escaped
}

/// Whether a character would be more than itself. A piece of text is followed by a tag, a bar or the end
/// of a line, none of which makes anything of its last character.
fn is_markup(c: char, before: char, next: Option<char>, written: &str) -> bool {
    let next = next.unwrap_or(' ');
    match c {
        '\\' | '*' | '`' | '<' | '~' | '$' | '|' | '@' => true,
        // Inside a word it is a letter like any other.
        '_' => !(before.is_alphanumeric() && next.is_alphanumeric()),
        '&' => next.is_ascii_alphanumeric() || next == '#',
        '!' => next == '[',
        // A link, a page of a wiki, a definition, a note, a checkbox.
        '[' => before == '[',
        ']' => before == ']',
        '(' => before == ']',
        ':' => before == ']' || next == '/',
        // An address on the web.
        '.' => written.ends_with("www") || written.ends_with("WWW"),
        _ => false,
    }
}

/// A whole line: what would open a list, a heading, a rule or a table is escaped too.
pub(super) fn line(text: &str) -> String {
    opened(inline(text.trim()))
}

/// Escapes the beginning of a line that is escaped otherwise.
pub(super) fn opened(text: String) -> String {
    let first = text.chars().next().unwrap_or(' ');
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match first {
        '#' | '>' | '=' | '-' | '+' | ':' => format!("\\{text}"),
        _ if digits > 0 && text[digits..].starts_with(['.', ')']) => {
            format!("{}\\{}", &text[..digits], &text[digits..])
        }
        _ => text,
    }
}

/// White space of any kind as a space, control characters as signs.
fn visible(text: &str) -> Cow<'_, str> {
    crate::report::terminal::clean(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_than_needed() {
        for (text, escaped) in [
            ("[shall][should] act", "[shall][should] act"),
            ("[[a] b]", "[\\[a] b]"),
            ("[[a]]", "[\\[a]\\]"),
            ("[a](b) [^1]: c", "[a]\\(b) [^1]\\: c"),
            ("*x* <b> $5 | www.un.org", "\\*x\\* \\<b> \\$5 \\| www\\.un.org"),
            ("snake_case _x_", "snake_case \\_x\\_"),
            ("R&D AT&amp;T &", "R\\&D AT\\&amp;T &"),
            ("12:30, http://x", "12:30, http\\://x"),
        ] {
            assert_eq!(inline(text), escaped, "{text}");
        }
        for (text, escaped) in
            [("2015. x", "2015\\. x"), ("- x", "\\- x"), ("# x", "\\# x"), ("15 x", "15 x")]
        {
            assert_eq!(line(text), escaped);
        }
    }
}
