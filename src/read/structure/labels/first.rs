//! A look at the first bytes of a text: which styles of label cannot begin there, and which surely do.
//!
//! ```text
//! "14. States noted"    surely a number: "14" and its stop, without a pattern
//! "14A. States noted"   perhaps a number: the pattern decides
//! "1.5 per cent"        no number
//! ```
//!
//! A pattern is built only when a text needs it, and building one takes longer than reading a page;
//! most drafts need three or four of thirty. What is said here must never be narrower than the pattern.

/// What a style takes of a text, from its start on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found<'h> {
    /// With stop and space.
    pub(super) whole: &'h str,
    /// The label as printed.
    pub(super) printed: &'h str,
    /// The number in it.
    pub(super) number: &'h str,
}

/// The words of ASCII letters that head a part.
const HEADING_WORDS: [&[u8]; 23] = [
    b"annex",
    b"annexe",
    b"anexo",
    b"appendix",
    b"appendice",
    b"part",
    b"partie",
    b"parte",
    b"title",
    b"titre",
    b"titulo",
    b"chapter",
    b"chapitre",
    b"capitulo",
    b"section",
    b"seccion",
    b"article",
    b"articulo",
    b"rule",
    b"regla",
    b"principle",
    b"principe",
    b"principio",
];

/// Whether a word that heads a part may begin here. What is not ASCII may fold to a letter that is.
pub(super) fn may_head(head: &str) -> bool {
    let head = head.as_bytes();
    // A space, or the first byte of one that does not break.
    let end = head.iter().position(|&byte| byte == b' ' || byte == 0xC2).unwrap_or(head.len());
    let word = &head[..end];
    // No letter of the words begins with these two bytes, but quotes and dashes do.
    let letters = !word.windows(2).any(|pair| pair == b"\xE2\x80");
    if word.is_ascii() { HEADING_WORDS.iter().any(|known| known.eq_ignore_ascii_case(word)) } else { letters }
}

/// The bytes after the run of such bytes at the start, if there is one.
fn after(head: &[u8], run: fn(&u8) -> bool) -> Option<&[u8]> {
    let end = head.iter().position(|byte| !run(byte)).unwrap_or(head.len());
    (end > 0).then_some(&head[end..])
}

/// Whether a suffix in small letters may begin here: "bis", " ter", ".quater".
fn may_be_suffix(rest: &[u8]) -> bool {
    const SUFFIXES: [&[u8]; 10] =
        [b"bis", b"ter", b"quat", b"quin", b"sexies", b"septies", b"octies", b"alt", b"Alt", b"ALT"];
    let word = rest.strip_prefix(b" ").or_else(|| rest.strip_prefix(b".")).unwrap_or(rest);
    SUFFIXES.iter().any(|known| word.starts_with(known))
}

fn may_be_suffix_or_capital(rest: &[u8]) -> bool {
    rest.first().is_some_and(u8::is_ascii_uppercase) || may_be_suffix(rest)
}

fn digit(head: &[u8]) -> bool {
    head.first().is_some_and(u8::is_ascii_digit)
}

fn bracket(head: &[u8]) -> bool {
    head.first() == Some(&b'(')
}

fn roman(byte: &u8) -> bool {
    b"IVXLC".contains(byte)
}

/// "3 bis [States": a number with a suffix and no stop.
pub(super) fn may_be_bare_bis(head: &str) -> bool {
    after(head.as_bytes(), u8::is_ascii_digit).is_some_and(may_be_suffix)
}

/// "1.2", "1.x", "1.bis".
pub(super) fn may_be_dotted(head: &str) -> bool {
    let rest = after(head.as_bytes(), u8::is_ascii_digit);
    matches!(rest, Some([b'.', b'0'..=b'9' | b'x' | b'b', ..]))
}

/// "14. ", "14) ", "14A: ".
pub(super) fn may_be_number(head: &str) -> bool {
    sure_number(head).is_some()
        || after(head.as_bytes(), u8::is_ascii_digit).is_some_and(may_be_suffix_or_capital)
}

/// "14. " and the like, without a suffix. Of more digits, too, which the patterns do not look for: few
/// of those are labels ([`Mark::is_long`](super::Mark::is_long)), and they have no suffix.
pub(super) fn sure_number(head: &str) -> Option<Found<'_>> {
    let rest = after(head.as_bytes(), u8::is_ascii_digit)?;
    let digits = head.len() - rest.len();
    let whole = match rest {
        [b'.' | b')' | b':', b' ', ..] => digits + 2,
        [b'.' | b')'] => digits + 1,
        _ => return None,
    };
    let number = &head[..digits];
    (digits <= 6).then_some(Found { whole: &head[..whole], printed: number, number })
}

/// "B19", "VII45".
pub(super) fn may_be_letter_number(head: &str) -> bool {
    after(head.as_bytes(), |byte| matches!(byte, b'A'..=b'I' | b'V' | b'X')).is_some_and(digit)
}

/// "(13)", "(13bis)".
pub(super) fn may_be_paren_number(head: &str) -> bool {
    bracket(head.as_bytes()) && digit(&head.as_bytes()[1..])
}

/// "(13) ", without a suffix.
pub(super) fn sure_paren_number(head: &str) -> Option<Found<'_>> {
    let inner = head.strip_prefix('(')?;
    let rest = after(inner.as_bytes(), u8::is_ascii_digit)?;
    let (length, printed) = (inner.len() - rest.len(), head.len() - rest.len() + 1);
    let whole = match rest {
        [b')', b' ', ..] => printed + 1,
        [b')'] => printed,
        _ => return None,
    };
    (length <= 3).then_some(Found {
        whole: &head[..whole],
        printed: &head[..printed],
        number: &inner[..length],
    })
}

/// "(iv)", "iv)".
pub(super) fn may_be_paren_roman(head: &str) -> bool {
    let inner = head.strip_prefix('(').unwrap_or(head).as_bytes();
    after(inner, |byte| b"ivxl".contains(byte)).is_some_and(|rest| rest.starts_with(b")"))
}

/// "(iv) " and "iv) ", with no suffix after the bracket.
pub(super) fn sure_paren_roman(head: &str) -> Option<Found<'_>> {
    sure_closed(head, 6, |byte| b"ivxl".contains(byte))
}

/// "(a)", "a)", "(a bis)", "a bis)".
pub(super) fn may_be_paren_letter(head: &str) -> bool {
    match head.strip_prefix('(').unwrap_or(head).as_bytes() {
        [b'a'..=b'z', rest @ ..] => rest.starts_with(b")") || may_be_suffix(rest) && rest.contains(&b')'),
        _ => false,
    }
}

/// "(a) " and "a) ", with no suffix after the bracket.
pub(super) fn sure_paren_letter(head: &str) -> Option<Found<'_>> {
    sure_closed(head, 1, u8::is_ascii_lowercase)
}

/// At most so many of such bytes, with or without an opening bracket, closed by one and a space, and
/// no suffix after that.
fn sure_closed(head: &str, most: usize, run: fn(&u8) -> bool) -> Option<Found<'_>> {
    let inner = head.strip_prefix('(').unwrap_or(head);
    let rest = after(inner.as_bytes(), run)?;
    let length = inner.len() - rest.len();
    if length > most || !rest.starts_with(b") ") || may_be_suffix(&rest[1..]) {
        return None;
    }
    let printed = head.len() - rest.len() + 1;
    Some(Found { whole: &head[..printed + 1], printed: &head[..printed], number: &inner[..length] })
}

/// "(aa)".
pub(super) fn may_be_two_letters(head: &str) -> bool {
    matches!(head.as_bytes(), [b'(', b'a'..=b'z', b'a'..=b'z', b')', ..])
}

/// "(A)".
pub(super) fn may_be_paren_capital(head: &str) -> bool {
    matches!(head.as_bytes(), [b'(', b'A'..=b'Z', b')', ..])
}

/// "IV.", "IVbis."
pub(super) fn may_be_roman(head: &str) -> bool {
    after(head.as_bytes(), roman)
        .is_some_and(|rest| matches!(rest, [b'.'] | [b'.', b' ', ..]) || may_be_suffix_or_capital(rest))
}

/// "IV. ", without a suffix.
pub(super) fn sure_roman(head: &str) -> Option<Found<'_>> {
    sure_stopped(head, 7, roman)
}

/// At most so many of such bytes and a stop, with a space behind it or nothing.
fn sure_stopped(head: &str, most: usize, run: fn(&u8) -> bool) -> Option<Found<'_>> {
    let rest = after(head.as_bytes(), run)?;
    let length = head.len() - rest.len();
    let whole = match rest {
        [b'.', b' ', ..] => length + 2,
        [b'.'] => length + 1,
        _ => return None,
    };
    let number = &head[..length];
    (length <= most).then_some(Found { whole: &head[..whole], printed: number, number })
}

/// "A.", "A bis."
pub(super) fn may_be_capital(head: &str) -> bool {
    match head.as_bytes() {
        [b'A'..=b'Z', rest @ ..] => matches!(rest, [b'.'] | [b'.', b' ', ..]) || may_be_suffix(rest),
        _ => false,
    }
}

/// "A. ", without a suffix.
pub(super) fn sure_capital(head: &str) -> Option<Found<'_>> {
    sure_stopped(head, 1, u8::is_ascii_uppercase)
}

/// "iv. ".
pub(super) fn may_be_small_roman(head: &str) -> bool {
    after(head.as_bytes(), |byte| b"ivx".contains(byte)).is_some_and(|rest| rest.starts_with(b". "))
}

/// "a. ".
pub(super) fn may_be_letter(head: &str) -> bool {
    matches!(head.as_bytes(), [b'a'..=b'z', b'.', b' ', ..])
}

/// A label of another script may begin here.
pub(super) fn beyond_ascii(head: &str) -> bool {
    head.bytes().next().is_some_and(|byte| !byte.is_ascii())
}

/// A label of another script may begin here, or one in a bracket.
pub(super) fn beyond_ascii_or_in_bracket(head: &str) -> bool {
    beyond_ascii(head.strip_prefix('(').unwrap_or(head))
}

/// A number, and what follows it and its stop is of another script.
pub(super) fn number_beyond_ascii(head: &str) -> bool {
    let text = head.trim_start_matches(|c: char| c.is_ascii_digit() || "．、 \u{3000}.)）-–—".contains(c));
    digit(head.as_bytes()) && beyond_ascii(text) && !text.starts_with(['“', '”', '‘', '’', '…'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sure_is_told_without_a_pattern() {
        let sure = |found: Option<Found<'_>>| found.map(|found| (found.whole.len(), found.printed.len()));
        assert_eq!(sure(sure_number("14. States")), Some((4, 2)));
        assert_eq!(sure(sure_number("14.")), Some((3, 2)));
        assert_eq!(sure(sure_number("1015. States")), Some((6, 4)));
        assert_eq!(sure(sure_number("1000015. States")), None);
        assert_eq!(sure(sure_paren_letter("(a) the need")), Some((4, 3)));
        assert_eq!(sure(sure_paren_letter("(a) bis the need")), None);
        assert_eq!(sure(sure_paren_roman("iv) the need")), Some((4, 3)));
        assert_eq!(sure(sure_paren_number("(13) the need")), Some((5, 4)));
        assert_eq!(sure(sure_paren_number("(2031) the need")), None);
        assert_eq!(sure(sure_roman("IV. Threats")), Some((4, 2)));
        assert_eq!(sure(sure_roman("IV.bis. Threats")), None);
        assert_eq!(sure(sure_capital("A.")), Some((2, 1)));
        assert_eq!(sure(sure_capital("AB. Threats")), None);
    }

    #[test]
    fn prose_needs_no_pattern() {
        for text in [
            "The Group met.",
            "1.5 per cent",
            "(the Group)",
            "In May, (c) apart",
            "Parties’ aims",
            "2031 was",
        ] {
            let asked = [
                may_head,
                may_be_bare_bis,
                may_be_dotted,
                may_be_number,
                may_be_letter_number,
                may_be_paren_number,
                may_be_paren_roman,
                may_be_paren_letter,
                may_be_two_letters,
                may_be_paren_capital,
                may_be_roman,
                may_be_capital,
                may_be_small_roman,
                may_be_letter,
                beyond_ascii_or_in_bracket,
                number_beyond_ascii,
            ];
            // "1.5" may be the label of a subsection.
            let may = asked.iter().filter(|may| may(text)).count();
            assert_eq!(may, usize::from(text.starts_with("1.5")), "{text}");
        }
    }
}
