//! The mark a block begins with: "14.", "(c)", "OP7bis", "Option 2:", "Article 3bis".
//!
//! ```text
//! "[14. [States] noted"   Mark { printed: "14", style: Number, value: 14, at: 1..5 }
//! "(i) the need"          Mark { printed: "(i)", style: ParenLetter or ParenRoman, .. }
//! "2015 saw a change"     no mark: no stop, no wide gap
//! ```
//!
//! Parsing says only what *could* be a label; whether it is one is decided by sequence and place in
//! `blocks`. How each style is written: `rules`, and a
//! look before that: `first`; what its number is worth: `numbers`.

mod first;
mod numbers;
mod rules;

use std::ops::Range;

use self::first::{Found, beyond_ascii};
use self::numbers::{leading_number, letter, number_beyond_ascii};
pub(crate) use self::numbers::{roman, to_roman};
use self::rules::{OTHER_SCRIPTS, RULES, Rule};

/// How a label is written; labels of one level share a style.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Style {
    /// `14.`
    Number,
    /// `1.1`, with the number of its parts.
    Dotted(u8),
    /// `B19`, `VII45`: the section and the paragraph.
    LetterNumber,
    /// `OP7`, `PP3`
    Operative,
    /// `PP3`
    Preambular,
    /// `(1)`
    ParenNumber,
    /// `(a)`, `a)`
    ParenLetter,
    /// `(i)`, `i)`
    ParenRoman,
    /// `(A)`
    ParenCapital,
    /// `a.`
    Letter,
    /// `i.`
    SmallRoman,
    /// `A.`
    Capital,
    /// `IV.`
    Roman,
    /// `Option 1:`
    Option,
    /// `Option (a):`, inside another.
    SubOption,
    /// `Article 3`, `Annex II`: the word decides the level.
    Word(Word),
    /// `-`, `•`
    Bullet(char),
}

/// Words that number the parts of a text, from the largest to the smallest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Word {
    /// Annex, appendix: beside the whole text.
    Annex,
    /// Part
    Part,
    /// Title
    Title,
    /// Chapter
    Chapter,
    /// Section
    Section,
    /// Article, rule, principle
    Article,
}

/// A label as found at the start of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// As printed, without trailing punctuation; `None` for bullets.
    pub(crate) printed: Option<String>,
    /// How it is written.
    pub(crate) style: Style,
    /// Its number; 0 for `x` and bullets.
    pub(crate) value: u32,
    /// It has a suffix: `bis`, `alt`.
    pub(crate) suffix: bool,
    /// Bytes of the text that it takes, with punctuation and the space after it.
    pub(crate) at: Range<usize>,
}

impl Mark {
    /// A heading of a section, by its style alone.
    pub(crate) const fn is_section(&self) -> bool {
        matches!(self.style, Style::Capital | Style::Roman | Style::Word(_))
    }

    /// A number of four digits or more: most that stand before a stop are years.
    const fn is_long(&self) -> bool {
        self.value >= 1000 && matches!(self.style, Style::Number)
    }

    /// Goes on after `last` in the same style: the next number, or a `bis` of the same.
    pub(crate) const fn follows(&self, last: u32) -> bool {
        self.value == last + 1 || (self.suffix && self.value == last)
    }
}

/// All readings of the label a text may begin with, the likeliest first: `(i)` is a Roman numeral or
/// a letter. Opening brackets before it are passed over and stay in the text. `gap`: the first word
/// is followed by wide white space, which stands for the full stop of a number. A number of four
/// digits is no label by itself; see [`readings_after`].
pub(crate) fn readings(text: &str, gap: bool) -> Vec<Mark> {
    let mut readings = all_readings(text, gap);
    readings.retain(|mark| !mark.is_long());
    readings
}

/// The same where the labels before are known: "1000. States" is labelled after 999.
pub(crate) fn readings_after(text: &str, gap: bool, is_next: impl Fn(&Mark) -> bool) -> Vec<Mark> {
    let mut readings = all_readings(text, gap);
    readings.retain(|mark| !mark.is_long() || is_next(mark));
    readings
}

fn all_readings(text: &str, gap: bool) -> Vec<Mark> {
    let skipped = text.len() - text.trim_start_matches(['[', ' ', '*', '_', '"', '“']).len();
    let brackets = text.starts_with('[') && text[..skipped].chars().all(|c| matches!(c, '[' | ' '));
    let skip = if brackets { skipped } else { 0 };
    let head = head(&text[skip..]);
    if let Some(bullet) = bullet(head) {
        return if skip == 0 { vec![bullet] } else { Vec::new() };
    }
    let others: &[Rule] = if head.is_ascii() { &[] } else { &OTHER_SCRIPTS };
    let mut found: Vec<Mark> = RULES.iter().chain(others).filter_map(|rule| mark(rule, head, skip)).collect();
    if found.is_empty() && gap {
        found.extend(bare_number(head, skip));
    }
    let letters: Vec<Mark> = found.iter().filter_map(as_letter).collect();
    if !letters.is_empty() && found.iter().all(|mark| mark.style != letters[0].style) {
        found.extend(letters);
    }
    // The space between a bracket and the label goes with the label.
    let bracket = text[..skip].trim_end().len();
    found.iter_mut().for_each(|mark| mark.at.start = bracket);
    found
}

/// So many characters are enough for every label.
const HEAD: usize = 48;

/// The first characters of a text.
fn head(text: &str) -> &str {
    match text.as_bytes().get(..HEAD) {
        Some(first) if first.is_ascii() => &text[..HEAD],
        _ => text.char_indices().nth(HEAD).map_or(text, |(at, _)| &text[..at]),
    }
}

fn bullet(head: &str) -> Option<Mark> {
    let c = head.chars().next().filter(|c| "-–—•*·◦▪‣●○+\u{F0B7}".contains(*c))?;
    let rest = &head[c.len_utf8()..];
    let end = rest.len() - rest.trim_start().len();
    let at = 0..c.len_utf8() + end;
    (end > 0 && !rest.trim().is_empty()).then_some(Mark {
        printed: None,
        style: Style::Bullet(c),
        value: 0,
        suffix: false,
        at,
    })
}

fn mark(rule: &Rule, head: &str, skip: usize) -> Option<Mark> {
    let Found { whole, printed, number } = rule.find(head)?;
    let style = (rule.style)(printed);
    let mut end = whole.len();
    let last = whole.chars().next_back().filter(|c| !c.is_ascii());
    if let Some(last) = last {
        // Where no space is printed, the pattern takes the first letter of the text with it.
        let text = last.is_alphabetic() && whole.len() > printed.len();
        end -= if text { last.len_utf8() } else { 0 };
    } else if whole.ends_with(['(', '['])
        || (style == Style::Number && !whole.ends_with([' ', '.', ')', ':']))
    {
        end -= 1;
    }
    if matches!(style, Style::Word(_) | Style::Option | Style::SubOption | Style::Number) {
        end += head[end..].len() - head[end..].trim_start().len();
    }
    let value = match style {
        Style::Dotted(_) => printed.rsplit('.').next().and_then(leading_number).unwrap_or(0),
        _ if beyond_ascii(number) => number_beyond_ascii(number),
        Style::ParenRoman | Style::SmallRoman | Style::Roman => roman(number)?,
        Style::Word(_)
            if number.eq_ignore_ascii_case("premier") || number.eq_ignore_ascii_case("primero") =>
        {
            1
        }
        Style::ParenLetter | Style::Letter | Style::Capital | Style::ParenCapital => letter(number),
        _ => leading_number(number).or_else(|| roman(number)).unwrap_or_else(|| letter(number)),
    };
    let suffix = ["bis", "ter", "quat", "quin", "sexies", "septies", "octies", "alt", "Alt"]
        .iter()
        .any(|s| printed.contains(s))
        || (style == Style::Number && printed.ends_with(|c: char| c.is_ascii_uppercase()));
    Some(Mark { printed: Some(printed.trim().to_owned()), style, value, suffix, at: skip..skip + end })
}

/// "14   States noted": a number with a wide gap after it.
fn bare_number(head: &str, skip: usize) -> Option<Mark> {
    let digits = head.len() - head.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let value = head[..digits].parse().ok().filter(|_| (1..=3).contains(&digits))?;
    let rest = head[digits..].strip_prefix(' ')?;
    rest.starts_with(|c: char| c.is_alphabetic() || c == '[').then(|| Mark {
        printed: Some(head[..digits].to_owned()),
        style: Style::Number,
        value,
        suffix: false,
        at: skip..skip + digits + 1,
    })
}

/// A Roman numeral of one letter read as a letter.
fn as_letter(mark: &Mark) -> Option<Mark> {
    let style = match mark.style {
        Style::ParenRoman => Style::ParenLetter,
        Style::SmallRoman => Style::Letter,
        Style::Roman => Style::Capital,
        _ => return None,
    };
    let printed = mark.printed.as_deref()?;
    let letters: String = printed.chars().filter(|c| c.is_alphabetic()).take(2).collect();
    (letters.len() == 1).then(|| Mark { style, value: letter(&letters), ..mark.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first reading as "label|rest of the text".
    fn first(text: &str) -> String {
        readings(text, false).first().map_or_else(
            || "none".to_owned(),
            |mark| {
                let label = mark.printed.as_deref().unwrap_or("bullet");
                format!("{label}|{}{}", &text[..mark.at.start], &text[mark.at.end..])
            },
        )
    }

    #[test]
    fn labels_of_other_languages() {
        for (text, expected) in [
            ("Article premier", "Article premier|"),
            ("Artículo 12", "Artículo 12|"),
            ("Статья 7", "Статья 7|"),
            ("المادة 3", "المادة 3|"),
            ("المادة ١٢", "المادة ١٢|"),
            ("第十二条", "第十二条|"),
            ("第三章 海底电缆", "第三章|海底电缆"),
            ("一、导言", "一|导言"),
            ("（二）维修船只", "（二）|维修船只"),
            ("3．各国应当", "3|各国应当"),
            ("3.各国应当", "3|各国应当"),
            ("б) ремонт кабеля", "б)|ремонт кабеля"),
            ("(ب) إصلاح الكابل", "(ب)|إصلاح الكابل"),
            ("٣ - تقرر الدول", "٣|تقرر الدول"),
            ("3- تقرر الدول", "3|تقرر الدول"),
            ("ثانيا - الكابلات", "ثانيا|الكابلات"),
        ] {
            assert_eq!(first(text), expected);
        }
        let value = |text: &str| readings(text, false).first().map(|mark| mark.value);
        let values =
            ["第十二条", "Article premier", "المادة ١٢", "в) мыс", "(ج) بحر", "第一百零三条"].map(value);
        assert_eq!(values, [Some(12), Some(1), Some(12), Some(3), Some(3), Some(103)]);
        assert_eq!(first("1、2和3号电缆"), "none");
        assert_eq!(first("第三国的电缆"), "none");
    }

    #[test]
    fn labels_of_the_field() {
        for (text, expected) in [
            ("14. States noted", "14|States noted"),
            ("14) States noted", "14|States noted"),
            ("3bis. Parties", "3bis|Parties"),
            ("3 bis. Parties", "3 bis|Parties"),
            ("3.3alt: Parties", "3.3alt|Parties"),
            ("3.x Notwithstanding", "3.x|Notwithstanding"),
            ("1.1 The State", "1.1|The State"),
            ("1.13. The State", "1.13|The State"),
            ("19quinquies. Notes", "19quinquies|Notes"),
            ("(a) the need", "(a)|the need"),
            ("a) the need", "a)|the need"),
            ("a. the need", "a|the need"),
            ("(iv) the need", "(iv)|the need"),
            ("(13) the need", "(13)|the need"),
            ("(a bis) the need", "(a bis)|the need"),
            ("(b)bis. The manner", "(b)bis|The manner"),
            ("- the need", "bullet|the need"),
            ("• the need", "bullet|the need"),
            ("OP7bis. Calls upon", "OP7bis|Calls upon"),
            ("PP3 Recalling", "PP3|Recalling"),
            ("OP.3quat Notes", "OP.3quat|Notes"),
            ("B19. States", "B19|States"),
            ("VII45: Operators", "VII45|Operators"),
            ("Option 1: [Each State", "Option 1|[Each State"),
            ("Option 2 (paras 6-9):", "Option 2|(paras 6-9):"),
            ("Option (a): Each", "Option (a)|Each"),
            ("3bis [Developed]", "3bis|[Developed]"),
            ("3bis Developed", "3bis|Developed"),
            ("Option 2:", "Option 2|"),
            ("Option I (paras 6-9bis):", "Option I|(paras 6-9bis):"),
            ("Alt 1: States", "Alt 1|States"),
            ("Article 3bis", "Article 3bis|"),
            ("Article 3 (mitigation)", "Article 3|(mitigation)"),
            ("Annex II", "Annex II|"),
            ("ANNEX", "none"),
            ("Section B", "Section B|"),
            ("IV. Threats", "IV|Threats"),
            ("A. Introduction", "A|Introduction"),
            ("[14. States]", "14|[States]"),
            ("[ (c) the need", "(c)|[the need"),
            ("[ [14. States", "14|[ [States"),
            ("[Article 3bis]", "Article 3bis|[]"),
            ("2015 was a year", "none"),
            ("e.g. this", "none"),
            ("A State may", "none"),
            ("I hope", "none"),
            ("1.5 °C", "1.5|°C"),
            ("(the Group)", "none"),
            ("Optional text", "none"),
        ] {
            assert_eq!(first(text), expected, "{text}");
        }
    }

    #[test]
    fn a_wide_gap_stands_for_the_stop() {
        assert_eq!(readings("14 States noted", true)[0].printed.as_deref(), Some("14"));
        assert!(readings("14 States noted", false).is_empty());
    }

    #[test]
    fn a_number_of_four_digits_is_a_year_unless_it_goes_on() {
        let after =
            |last| readings_after("2015. States noted", false, |mark: &Mark| mark.follows(last)).len();
        assert_eq!((readings("2015. States noted", false).len(), after(14), after(2014)), (0, 0, 1));
    }

    #[test]
    fn one_letter_has_two_readings() {
        let styles: Vec<_> =
            readings("(i) text", false).iter().map(|mark| (mark.style, mark.value)).collect();
        assert_eq!(styles, [(Style::ParenRoman, 1), (Style::ParenLetter, 9)]);
        assert_eq!(
            (roman("xiv"), roman("IX"), roman("iiii"), roman("vx"), roman("")),
            (Some(14), Some(9), None, None, None)
        );
    }
}
