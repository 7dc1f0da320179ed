//! How labels are written, in the six languages of the UN.
//!
//! One regular expression per style, on the first characters of a block only, was chosen over one big
//! grammar: a new style is then one line.

use std::sync::OnceLock;

use regex::Regex;

use super::first::{self, Found, beyond_ascii};
use super::{Style, Word};

// The boundaries are those of ASCII words, for what they end is: Unicode's take ten times as long to
// build.
const SUFFIX: &str = r"(?:[ .]?(?:bis|ter|quater|quat|quinquies|quinqiues|sexies|septies|octies|alt|Alt)(?:[ .]?[0-9]{1,2}(?-u:\b))?|[A-Z](?-u:\b))?";

/// A style of label: what it looks like, and a look at the first bytes that passes over most texts
/// without a search, so that a pattern is only built when a text needs it.
pub(super) struct Rule {
    may_begin: fn(&str) -> bool,
    /// The label, where it can be told without the pattern.
    sure: fn(&str) -> Option<Found<'_>>,
    pattern: &'static str,
    built: OnceLock<Regex>,
    /// The style of what is printed.
    pub(super) style: fn(&str) -> Style,
}

impl Rule {
    const fn new(may_begin: fn(&str) -> bool, pattern: &'static str, style: fn(&str) -> Style) -> Self {
        Self { may_begin, sure: |_| None, pattern, built: OnceLock::new(), style }
    }

    const fn or_surely(mut self, sure: fn(&str) -> Option<Found<'_>>) -> Self {
        self.sure = sure;
        self
    }

    /// The label at the start of a text, if it has this style.
    pub(super) fn find<'h>(&self, head: &'h str) -> Option<Found<'h>> {
        if !(self.may_begin)(head) {
            return None;
        }
        (self.sure)(head).or_else(|| {
            let found = self.built().captures(head)?;
            let group = |n| found.get(n).map(|group| group.as_str());
            Some(Found { whole: group(0)?, printed: group(1)?, number: group(2).unwrap_or("") })
        })
    }

    fn built(&self) -> &Regex {
        self.built.get_or_init(|| {
            Regex::new(&self.pattern.replace("SUFFIX", SUFFIX))
                .expect("the patterns are constants, checked by the tests")
        })
    }
}

/// Group 1 is what is printed, group 2 the number in it; the whole match is what the label takes.
pub(super) static RULES: [Rule; 19] = [
    Rule::new(
        |head| ["Option", "OPTION", "Alternative", "Variant"].iter().any(|word| head.starts_with(word)),
        r"^((?:Option|OPTION|Alternative|Variant) ?([0-9]{1,3}|[IVX]{1,5}|[A-Z])(?:SUFFIX))(?: ?[:.]+ ?| ?$| \b| ?(?:\())",
        |_| Style::Option,
    ),
    Rule::new(
        |head| head.starts_with("Option") || head.starts_with("Alternative"),
        r"^((?:Option|Alternative) ?\(([a-z0-9])\))(?: ?[:.]+ ?| ?$)",
        |_| Style::SubOption,
    ),
    Rule::new(
        first::may_be_bare_bis,
        r"^(([0-9]{1,3}) ?(?:bis|ter|quater|quat|quinquies|alt))(?: ?[\[A-Z])",
        |_| Style::Number,
    ),
    Rule::new(
        |head| head.starts_with("Alt") || head.starts_with("ALT"),
        r"^((?:Alt|ALT)\.? ?([0-9]{0,2}))(?:: ?|\. |$)",
        |_| Style::Option,
    ),
    Rule::new(
        |head| head.starts_with("OP"),
        r"^(OP\.? ?([0-9]{1,3})(?:SUFFIX)(?:\.[0-9]{1,2})?)(?:[.:)]? |[.:)]?$)",
        |_| Style::Operative,
    ),
    Rule::new(
        |head| head.starts_with("PP") || head.starts_with("Pp"),
        r"^(P[Pp]\.? ?([0-9]{1,3})(?:SUFFIX)(?:\.[0-9]{1,2})?)(?:[.:)]? |[.:)]?$)",
        |_| Style::Preambular,
    ),
    Rule::new(
        first::may_head,
        r"^((?i:annexe?|anexo|appendix|appendice|apéndice|part|partie|parte|title|titre|título|titulo|chapter|chapitre|capítulo|capitulo|section|sección|seccion|article|artículo|articulo|rule|règle|regla|principle|principe|principio|приложение|часть|глава|раздел|статья|правило|принцип)[ \x{A0}]((?i:premier|première|primero)|[0-9]{1,3}(?:er|re|ère|º|°)?(?:\.[0-9]{1,3})*|[IVXLC]{1,7}|[A-Z]|\[?[xX]\]?)(?:SUFFIX))(?:[.:] ?| [–—-] |(?-u:\b)|$)",
        |word| Style::Word(word_of(word)),
    ),
    Rule::new(
        first::may_be_dotted,
        r"^([0-9]{1,3}(?:\.(?:[0-9]{1,3}|x|bis))+(?:SUFFIX))(?:[.:)]? |[.:)]?$)",
        |label| Style::Dotted(u8::try_from(label.matches('.').count()).unwrap_or(u8::MAX)),
    ),
    Rule::new(first::may_be_number, r"^(([0-9]{1,3})(?:SUFFIX))(?:[.):] |[.)]$)", |_| Style::Number)
        .or_surely(first::sure_number),
    Rule::new(first::may_be_letter_number, r"^((?:[A-H]|[IVX]{1,5})([0-9]{1,3})(?:SUFFIX))[.:)] ", |_| {
        Style::LetterNumber
    }),
    Rule::new(first::may_be_paren_number, r"^(\(([0-9]{1,3})(?:SUFFIX)\))(?: |$)", |_| Style::ParenNumber)
        .or_surely(first::sure_paren_number),
    Rule::new(
        first::may_be_paren_roman,
        r"^(\(?([ivxl]{1,6})\)(?: ?(?:bis|ter|quater|alt)(?-u:\b))?)[.:]?(?: |$)",
        |_| Style::ParenRoman,
    )
    .or_surely(first::sure_paren_roman),
    Rule::new(
        first::may_be_paren_letter,
        r"^(\(?([a-z])(?: ?(?:bis|ter|quater|alt))?\)(?: ?(?:bis|ter|quater|alt)(?-u:\b))?)[.:]?(?: |$)",
        |_| Style::ParenLetter,
    )
    .or_surely(first::sure_paren_letter),
    Rule::new(first::may_be_two_letters, r"^(\(([a-z])[a-z]\))(?: |$)", |_| Style::ParenLetter),
    Rule::new(first::may_be_paren_capital, r"^(\(([A-Z])\))(?: |$)", |_| Style::ParenCapital),
    Rule::new(first::may_be_roman, r"^(([IVXLC]{1,7})(?:SUFFIX))\.(?: |$)", |_| Style::Roman)
        .or_surely(first::sure_roman),
    Rule::new(first::may_be_capital, r"^(([A-Z])(?: ?(?:bis|ter|quater))?)\.(?: |$)", |_| Style::Capital)
        .or_surely(first::sure_capital),
    Rule::new(first::may_be_small_roman, r"^(([ivx]{1,5}))\. ", |_| Style::SmallRoman),
    Rule::new(first::may_be_letter, r"^(([a-z]))\. ", |_| Style::Letter),
];

/// The same for labels of other scripts: none of them is ASCII.
pub(super) static OTHER_SCRIPTS: [Rule; 12] = [
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
        first::beyond_ascii_or_in_bracket,
        r"^([(（]([一二三四五六七八九十]{1,4})[)）])[ \x{3000}]*",
        |_| Style::ParenCapital,
    ),
    Rule::new(beyond_ascii, r"^(（([0-9]{1,3})）)[ \x{3000}]*", |_| Style::ParenNumber),
    Rule::new(beyond_ascii, r"^(（([a-z])）)[ \x{3000}]*", |_| Style::ParenLetter),
    Rule::new(first::number_beyond_ascii, r"^(([0-9]{1,3}))(?:[．、][ \x{3000}]*|[.)）])\p{Han}", |_| {
        Style::Number
    }),
    // Russian: а) (б)
    Rule::new(
        first::beyond_ascii_or_in_bracket,
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
        first::beyond_ascii_or_in_bracket,
        r"^(\(?([أابجدهوزحطيكلمنسعفصقرشت])ـ?\))(?: |$)",
        |_| Style::ParenLetter,
    ),
    Rule::new(
        |head| beyond_ascii(head) || first::number_beyond_ascii(head),
        r"^(([0-9٠-٩۰-۹]{1,3})) ?[-–—.)] ?\p{Arabic}",
        |_| Style::Number,
    ),
];

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
