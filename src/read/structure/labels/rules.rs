//! How labels are written, in the six languages of the UN.
//!
//! One regular expression per style, on the first characters of a block only, was chosen over one big
//! grammar: a new style is then one line.

use std::sync::OnceLock;

use regex::{Captures, Regex};

use super::{Style, Word};

// The boundaries are those of ASCII words, for what they end is: Unicode's take ten times as long to
// build.
const SUFFIX: &str = r"(?:[ .]?(?:bis|ter|quater|quat|quinquies|quinqiues|sexies|septies|octies|alt|Alt)(?:[ .]?[0-9]{1,2}(?-u:\b))?|[A-Z](?-u:\b))?";

/// A style of label: what it looks like, and a look at the first bytes that passes over most texts
/// without a search, so that a pattern is only built when a text needs it.
pub(super) struct Rule {
    may_begin: fn(&[u8]) -> bool,
    pattern: &'static str,
    built: OnceLock<Regex>,
    /// The style of what is printed.
    pub(super) style: fn(&str) -> Style,
}

impl Rule {
    const fn new(may_begin: fn(&[u8]) -> bool, pattern: &'static str, style: fn(&str) -> Style) -> Self {
        Self { may_begin, pattern, built: OnceLock::new(), style }
    }

    /// The label at the start of a text, if it has this style.
    pub(super) fn captures<'h>(&self, head: &'h str) -> Option<Captures<'h>> {
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
pub(super) static RULES: [Rule; 31] = [
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
        r"^((?i:annexe?|anexo|appendix|appendice|apéndice|part|partie|parte|title|titre|título|titulo|chapter|chapitre|capítulo|capitulo|section|sección|seccion|article|artículo|articulo|rule|règle|regla|principle|principe|principio|приложение|часть|глава|раздел|статья|правило|принцип)[ \x{A0}]((?i:premier|première|primero)|[0-9]{1,3}(?:er|re|ère|º|°)?(?:\.[0-9]{1,3})*|[IVXLC]{1,7}|[A-Z]|\[?[xX]\]?)(?:SUFFIX))(?:[.:] ?| [–—-] |(?-u:\b)|$)",
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
    Rule::new(may_close, r"^(\(?([ivxl]{1,6})\)(?: ?(?:bis|ter|quater|alt)(?-u:\b))?)[.:]?(?: |$)", |_| {
        Style::ParenRoman
    }),
    Rule::new(
        may_close,
        r"^(\(?([a-z])(?: ?(?:bis|ter|quater|alt))?\)(?: ?(?:bis|ter|quater|alt)(?-u:\b))?)[.:]?(?: |$)",
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
pub(super) fn beyond_ascii(head: &[u8]) -> bool {
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
