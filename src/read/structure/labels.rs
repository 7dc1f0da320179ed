//! The mark a block begins with: "14.", "(c)", "OP7bis", "Option 2:", "Article 3bis".
//!
//! ```text
//! "[14. [States] noted"   Mark { printed: "14", style: Number, value: 14, at: 1..5 }
//! "(i) the need"          Mark { printed: "(i)", style: ParenLetter or ParenRoman, .. }
//! "2015 saw a change"     no mark: no stop, no wide gap
//! ```
//!
//! Parsing says only what *could* be a label; whether it is one is decided by sequence and place in
//! `blocks`. One regular expression per style, on the first characters of a block only, was chosen
//! over one big grammar: a new style is then one line.

use std::ops::Range;
use std::sync::OnceLock;

use regex::{Captures, Regex};

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

    /// Goes on after `last` in the same style: the next number, or a `bis` of the same.
    pub(crate) const fn follows(&self, last: u32) -> bool {
        self.value == last + 1 || (self.suffix && self.value == last)
    }
}

const SUFFIX: &str = r"(?:[ .]?(?:bis|ter|quater|quat|quinquies|quinqiues|sexies|septies|octies|alt|Alt)(?:[ .]?[0-9]{1,2}\b)?|[A-Z]\b)?";

/// A style of label: what it looks like, and a look at the first bytes that passes over most texts
/// without a search, so that a pattern is only built when a text needs it.
struct Rule {
    may_begin: fn(&[u8]) -> bool,
    pattern: &'static str,
    built: OnceLock<Regex>,
    style: fn(&str) -> Style,
}

impl Rule {
    const fn new(may_begin: fn(&[u8]) -> bool, pattern: &'static str, style: fn(&str) -> Style) -> Self {
        Self { may_begin, pattern, built: OnceLock::new(), style }
    }

    fn captures<'h>(&self, head: &'h str) -> Option<Captures<'h>> {
        if !(self.may_begin)(head.as_bytes()) {
            return None;
        }
        let built = self.built.get_or_init(|| {
            Regex::new(&self.pattern.replace("SUFFIX", SUFFIX))
                .expect("the patterns are constants, checked by the tests")
        });
        built.captures(head)
    }
}

/// Whether a word that heads a part may begin here: annex, appendix, part, title, chapter, section,
/// article, rule, principle. What is not ASCII may fold to a letter that is.
fn may_head(head: &[u8]) -> bool {
    let Some(&[first, second]) = head.first_chunk() else { return false };
    let pair = (first.to_ascii_lowercase(), second.to_ascii_lowercase());
    !first.is_ascii()
        || !second.is_ascii()
        || matches!(pair, (b'a', b'n' | b'p' | b'r') | (b'p', b'a' | b'r'))
        || matches!(pair, (b't', b'i') | (b'c', b'h' | b'a') | (b's', b'e') | (b'r', b'u' | b'e'))
}

/// Whether a label in round brackets, or closed by one, may begin here with a small letter.
fn may_close(head: &[u8]) -> bool {
    matches!(head.first(), Some(b'(' | b'a'..=b'z')) && head.contains(&b')')
}

fn digit(head: &[u8]) -> bool {
    head.first().is_some_and(u8::is_ascii_digit)
}

fn capital(head: &[u8]) -> bool {
    head.first().is_some_and(u8::is_ascii_uppercase)
}

fn bracket(head: &[u8]) -> bool {
    head.first() == Some(&b'(')
}

/// A capital that a full stop follows soon.
fn capital_stop(head: &[u8]) -> bool {
    capital(head) && head.contains(&b'.')
}

/// Group 1 is what is printed, group 2 the number in it; the whole match is what the label takes.
static RULES: [Rule; 31] = [
    Rule::new(
        |head| matches!(head.first(), Some(b'O' | b'A' | b'V')),
        r"^((?:Option|OPTION|Alternative|Variant) ?([0-9]{1,3}|[IVX]{1,5}|[A-Z])(?:SUFFIX))(?: ?[:.]+ ?| ?$| \b| ?(?:\())",
        |_| Style::Option,
    ),
    Rule::new(
        |head| matches!(head.first(), Some(b'O' | b'A')),
        r"^((?:Option|Alternative) ?\(([a-z0-9])\))(?: ?[:.]+ ?| ?$)",
        |_| Style::SubOption,
    ),
    Rule::new(digit, r"^(([0-9]{1,3}) ?(?:bis|ter|quater|quat|quinquies|alt))(?: ?[\[A-Z])", |_| {
        Style::Number
    }),
    Rule::new(
        |head| head.starts_with(b"A"),
        r"^((?:Alt|ALT)\.? ?([0-9]{0,2}))(?:: ?|\. |$)",
        |_| Style::Option,
    ),
    Rule::new(
        |head| head.starts_with(b"OP"),
        r"^(OP\.? ?([0-9]{1,3})(?:SUFFIX)(?:\.[0-9]{1,2})?)(?:[.:)]? |[.:)]?$)",
        |_| Style::Operative,
    ),
    Rule::new(
        |head| head.starts_with(b"PP") || head.starts_with(b"Pp"),
        r"^(P[Pp]\.? ?([0-9]{1,3})(?:SUFFIX)(?:\.[0-9]{1,2})?)(?:[.:)]? |[.:)]?$)",
        |_| Style::Preambular,
    ),
    Rule::new(
        may_head,
        r"^((?i:annexe?|anexo|appendix|appendice|apéndice|part|partie|parte|title|titre|título|titulo|chapter|chapitre|capítulo|capitulo|section|sección|seccion|article|artículo|articulo|rule|règle|regla|principle|principe|principio|приложение|часть|глава|раздел|статья|правило|принцип)[ \x{A0}]((?i:premier|première|primero)|[0-9]{1,3}(?:er|re|ère|º|°)?(?:\.[0-9]{1,3})*|[IVXLC]{1,7}|[A-Z]|\[?[xX]\]?)(?:SUFFIX))(?:[.:] ?| [–—-] |\b|$)",
        |word| Style::Word(word_of(word)),
    ),
    Rule::new(digit, r"^([0-9]{1,3}(?:\.(?:[0-9]{1,3}|x|bis))+(?:SUFFIX))(?:[.:)]? |[.:)]?$)", |label| {
        Style::Dotted(u8::try_from(label.matches('.').count()).unwrap_or(u8::MAX))
    }),
    Rule::new(digit, r"^(([0-9]{1,3})(?:SUFFIX))(?:[.):] |[.)]$)", |_| Style::Number),
    Rule::new(
        |head| matches!(head.first(), Some(b'A'..=b'I' | b'V' | b'X')),
        r"^((?:[A-H]|[IVX]{1,5})([0-9]{1,3})(?:SUFFIX))[.:)] ",
        |_| Style::LetterNumber,
    ),
    Rule::new(bracket, r"^(\(([0-9]{1,3})(?:SUFFIX)\))(?: |$)", |_| Style::ParenNumber),
    Rule::new(may_close, r"^(\(?([ivxl]{1,6})\)(?: ?(?:bis|ter|quater|alt)\b)?)[.:]?(?: |$)", |_| {
        Style::ParenRoman
    }),
    Rule::new(
        may_close,
        r"^(\(?([a-z])(?: ?(?:bis|ter|quater|alt))?\)(?: ?(?:bis|ter|quater|alt)\b)?)[.:]?(?: |$)",
        |_| Style::ParenLetter,
    ),
    Rule::new(bracket, r"^(\(([a-z])[a-z]\))(?: |$)", |_| Style::ParenLetter),
    Rule::new(bracket, r"^(\(([A-Z])\))(?: |$)", |_| Style::ParenCapital),
    Rule::new(capital_stop, r"^(([IVXLC]{1,7})(?:SUFFIX))\.(?: |$)", |_| Style::Roman),
    Rule::new(capital_stop, r"^(([A-Z])(?: ?(?:bis|ter|quater))?)\.(?: |$)", |_| Style::Capital),
    Rule::new(
        |head| matches!(head.first(), Some(b'i' | b'v' | b'x')) && head.contains(&b'.'),
        r"^(([ivx]{1,5}))\. ",
        |_| Style::SmallRoman,
    ),
    Rule::new(|head| head.get(1) == Some(&b'.'), r"^(([a-z]))\. ", |_| Style::Letter),
    // Chinese: 第三条, 附件二, 一、 (二) 1．
    Rule::new(
        beyond_ascii,
        r"^(第 ?([一二三四五六七八九十百零〇]{1,6}|[0-9]{1,3}) ?(?:部分|[条條章节節编編]))[：:]?(?:[ \x{3000}]+|)",
        |label| Style::Word(chinese_word(label)),
    ),
    Rule::new(
        beyond_ascii,
        r"^((?:附件|附录|附錄) ?([一二三四五六七八九十]{1,4}|[0-9]{1,3}))(?:[：: \x{3000}]+|$)",
        |_| Style::Word(Word::Annex),
    ),
    Rule::new(beyond_ascii, r"^(([一二三四五六七八九十]{1,4}))、[ \x{3000}]*", |_| Style::Roman),
    Rule::new(
        |head| bracket(head) || beyond_ascii(head),
        r"^([(（]([一二三四五六七八九十]{1,4})[)）])[ \x{3000}]*",
        |_| Style::ParenCapital,
    ),
    Rule::new(beyond_ascii, r"^(（([0-9]{1,3})）)[ \x{3000}]*", |_| Style::ParenNumber),
    Rule::new(beyond_ascii, r"^(（([a-z])）)[ \x{3000}]*", |_| Style::ParenLetter),
    Rule::new(digit, r"^(([0-9]{1,3}))(?:[．、][ \x{3000}]*|[.)）])\p{Han}", |_| Style::Number),
    // Russian: а) (б)
    Rule::new(
        |head| bracket(head) || beyond_ascii(head),
        r"^(\(?([абвгдежзиклмнопрстуфхцчшщэюя])\))[.:]?(?: |$)",
        |_| Style::ParenLetter,
    ),
    // Arabic: المادة 3, أولا -, ألف -, (أ), ١ -
    Rule::new(
        beyond_ascii,
        r"^((?:المادة|مادة|الفصل|الباب|القسم|الفرع|الجزء|المرفق|القاعدة|المبدأ) \(?([0-9٠-٩۰-۹]{1,3}|الأولى|الأول|الثانية|الثاني|الثالثة|الثالث|الرابعة|الرابع|الخامسة|الخامس|السادسة|السادس|السابعة|السابع|الثامنة|الثامن|التاسعة|التاسع|العاشرة|العاشر)\)?)(?:[.:] ?| [–—-] | |$)",
        |label| Style::Word(arabic_word(label)),
    ),
    Rule::new(
        beyond_ascii,
        r"^((أولا|ثانيا|ثالثا|رابعا|خامسا|سادسا|سابعا|ثامنا|تاسعا|عاشرا|أولاً|ثانياً|ثالثاً|رابعاً|خامساً|سادساً|سابعاً|ثامناً|تاسعاً|عاشراً)) ?[-–—:] ",
        |_| Style::Roman,
    ),
    Rule::new(
        |head| bracket(head) || beyond_ascii(head),
        r"^(\(?([أابجدهوزحطيكلمنسعفصقرشت])ـ?\))(?: |$)",
        |_| Style::ParenLetter,
    ),
    Rule::new(
        |head| digit(head) || beyond_ascii(head),
        r"^(([0-9٠-٩۰-۹]{1,3})) ?[-–—.)] ?\p{Arabic}",
        |_| Style::Number,
    ),
];

/// A label of another script may begin here.
fn beyond_ascii(head: &[u8]) -> bool {
    head.first().is_some_and(|byte| !byte.is_ascii())
}

fn chinese_word(label: &str) -> Word {
    match label.chars().next_back() {
        Some('章') => Word::Chapter,
        Some('节' | '節') => Word::Section,
        Some('条' | '條') => Word::Article,
        _ => Word::Part,
    }
}

fn arabic_word(label: &str) -> Word {
    match label.split(' ').next().unwrap_or("") {
        "المرفق" => Word::Annex,
        "الجزء" => Word::Part,
        "الباب" => Word::Title,
        "الفصل" => Word::Chapter,
        "القسم" | "الفرع" => Word::Section,
        _ => Word::Article,
    }
}

fn word_of(label: &str) -> Word {
    let word = label.split([' ', '\u{A0}']).next().unwrap_or("").to_lowercase();
    match word.as_str() {
        "annex" | "annexe" | "anexo" | "appendix" | "appendice" | "apéndice" | "приложение" => {
            Word::Annex
        }
        "part" | "partie" | "parte" | "часть" => Word::Part,
        "title" | "titre" | "título" | "titulo" => Word::Title,
        "chapter" | "chapitre" | "capítulo" | "capitulo" | "глава" => Word::Chapter,
        "section" | "sección" | "seccion" | "раздел" => Word::Section,
        _ => Word::Article,
    }
}

/// All readings of the label a text may begin with, the likeliest first: `(i)` is a Roman numeral or
/// a letter. Opening brackets before it are passed over and stay in the text. `gap`: the first word
/// is followed by wide white space, which stands for the full stop of a number.
pub(crate) fn readings(text: &str, gap: bool) -> Vec<Mark> {
    let skipped = text.len() - text.trim_start_matches(['[', ' ', '*', '_', '"', '“']).len();
    let brackets = text.starts_with('[') && text[..skipped].chars().all(|c| matches!(c, '[' | ' '));
    let skip = if brackets { skipped } else { 0 };
    let head = head(&text[skip..]);
    if let Some(bullet) = bullet(head) {
        return if skip == 0 { vec![bullet] } else { Vec::new() };
    }
    let mut found: Vec<Mark> = RULES.iter().filter_map(|rule| mark(rule, head, skip)).collect();
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

/// The first characters of a text, enough for every label.
fn head(text: &str) -> &str {
    text.char_indices().nth(48).map_or(text, |(at, _)| &text[..at])
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
    let found = rule.captures(head)?;
    let (whole, printed, number) =
        (found.get(0)?, found.get(1)?.as_str(), found.get(2).map_or("", |n| n.as_str()));
    let style = (rule.style)(printed);
    let mut end = whole.end();
    let last = whole.as_str().chars().next_back().filter(|c| !c.is_ascii());
    if let Some(last) = last {
        // Where no space is printed, the pattern takes the first letter of the text with it.
        let text = last.is_alphabetic() && whole.end() > found.get(1)?.end();
        end -= if text { last.len_utf8() } else { 0 };
    } else if whole.as_str().ends_with(['(', '['])
        || (style == Style::Number && !whole.as_str().ends_with([' ', '.', ')', ':']))
    {
        end -= 1;
    }
    if matches!(style, Style::Word(_) | Style::Option | Style::SubOption | Style::Number) {
        end += head[end..].len() - head[end..].trim_start().len();
    }
    let value = match style {
        Style::Dotted(_) => printed.rsplit('.').next().and_then(leading_number).unwrap_or(0),
        _ if beyond_ascii(number.as_bytes()) => number_beyond_ascii(number),
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

/// The value of a number that is not written in Latin letters or European digits; 0 if unknown.
fn number_beyond_ascii(text: &str) -> u32 {
    const RUSSIAN: &str = "абвгдежзиклмнопрстуфхцчшщэюя";
    const ARABIC: &str = "أبجدهوزحطيكلمنسعفصقرشت";
    const ORDINALS: [&str; 10] =
        ["أول", "ثان", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع", "عاشر"];
    let place = |letters: &str, c: char| letters.chars().position(|other| other == c);
    let mut digits = 0u32;
    for c in text.chars() {
        digits = match c {
            '٠'..='٩' => digits * 10 + (c as u32 - '٠' as u32),
            '۰'..='۹' => digits * 10 + (c as u32 - '۰' as u32),
            _ => {
                return chinese(text).unwrap_or_else(|| {
                    let plain = text.trim_start_matches("ال");
                    let ordinal = ORDINALS.iter().position(|word| plain.starts_with(word));
                    let c = if c == 'ا' { 'أ' } else { c };
                    let letter =
                        place(RUSSIAN, c).or_else(|| place(ARABIC, c)).filter(|_| text.chars().count() == 1);
                    ordinal.or(letter).map_or(0, |n| u32::try_from(n + 1).unwrap_or(0))
                });
            }
        };
    }
    digits
}

/// 十二 is 12, 二十 is 20, 一百零三 is 103.
fn chinese(text: &str) -> Option<u32> {
    const DIGITS: &str = "零一二三四五六七八九";
    let (mut total, mut last) = (0, 0);
    for c in text.chars() {
        match c {
            '百' => (total, last) = (total + 100 * last.max(1), 0),
            '十' => (total, last) = (total + 10 * last.max(1), 0),
            '〇' => last = 0,
            c => last = u32::try_from(DIGITS.chars().position(|digit| digit == c)?).ok()?,
        }
    }
    Some(total + last)
}

fn leading_number(text: &str) -> Option<u32> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    text[..digits].parse().ok()
}

/// a is 1, b is 2; 0 for nothing.
fn letter(text: &str) -> u32 {
    text.chars().next().map_or(0, |c| (c.to_ascii_lowercase() as u32).saturating_sub('a' as u32 - 1))
}

/// The value of a Roman numeral in either case, if it is well formed.
pub(crate) fn roman(text: &str) -> Option<u32> {
    let values = text.chars().map(|c| match c.to_ascii_lowercase() {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        'l' => Some(50),
        'c' => Some(100),
        _ => None,
    });
    let values: Vec<u32> = values.collect::<Option<_>>()?;
    let mut total = 0;
    for (n, &value) in values.iter().enumerate() {
        if values.get(n + 1).is_some_and(|&next| next > value) {
            total -= i64::from(value)
        } else {
            total += i64::from(value)
        }
    }
    let total = u32::try_from(total).ok().filter(|&total| total > 0)?;
    (to_roman(total) == text.to_ascii_lowercase()).then_some(total)
}

/// A number below 400 as a Roman numeral in small letters.
pub(crate) fn to_roman(mut n: u32) -> String {
    let mut roman = String::new();
    for (value, numeral) in
        [(100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]
    {
        while n >= value {
            roman.push_str(numeral);
            n -= value;
        }
    }
    roman
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
