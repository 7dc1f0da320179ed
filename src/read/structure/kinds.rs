//! What a text is by its words: preambular, operative, masthead, front matter.
//!
//! ```text
//! The General Assembly,                 organ line: a preamble begins
//! Recalling its resolution 73/27,       preambular: a participle, a comma at the end
//! 1. Calls upon States to …;            operative: a verb in the present
//! A/70/174   Distr.: General            masthead
//! ```
//!
//! Closed word lists and endings were chosen over a part-of-speech tagger: the register of these texts
//! is small and fixed.

use std::sync::LazyLock;

use regex::Regex;

use crate::document::Status;

/// Adjectives and participles that open preambular paragraphs and do not end in -ing.
const OPENERS: [&str; 19] = [
    "Guided",
    "Concerned",
    "Alarmed",
    "Convinced",
    "Mindful",
    "Aware",
    "Disturbed",
    "Determined",
    "Encouraged",
    "Cognizant",
    "Conscious",
    "Desirous",
    "Inspired",
    "Dismayed",
    "Appalled",
    "Persuaded",
    "Shocked",
    "Resolved",
    "Emboldened",
];

/// Adverbs that stand before the opening word of a paragraph.
const ADVERBS: [&str; 14] = [
    "Also",
    "Further",
    "Deeply",
    "Gravely",
    "Strongly",
    "Again",
    "Once",
    "Fully",
    "Seriously",
    "Keenly",
    "Particularly",
    "Extremely",
    "Profoundly",
    "Firmly",
];

/// Verbs that open operative paragraphs; the ending decides for all others after "Also" and "Further".
const OPERATIVE: [&str; 46] = [
    "Accepts",
    "Acknowledges",
    "Adopts",
    "Affirms",
    "Agrees",
    "Appeals",
    "Appreciates",
    "Approves",
    "Authorizes",
    "Calls",
    "Commends",
    "Condemns",
    "Confirms",
    "Congratulates",
    "Decides",
    "Declares",
    "Demands",
    "Deplores",
    "Emphasizes",
    "Encourages",
    "Endorses",
    "Establishes",
    "Expresses",
    "Instructs",
    "Invites",
    "Notes",
    "Reaffirms",
    "Recalls",
    "Recognizes",
    "Recommends",
    "Regrets",
    "Reiterates",
    "Remains",
    "Renews",
    "Requests",
    "Resolves",
    "Solicits",
    "Stresses",
    "Supports",
    "Takes",
    "Underlines",
    "Underscores",
    "Urges",
    "Welcomes",
    "Proclaims",
    "Concludes",
];

/// Verbs that open operative paragraphs in French, Spanish and Russian, in small letters.
const OTHER_OPERATIVE: [&str; 51] = [
    "adopte",
    "approuve",
    "condamne",
    "décide",
    "demande",
    "engage",
    "encourage",
    "exhorte",
    "invite",
    "prend",
    "prie",
    "réaffirme",
    "recommande",
    "salue",
    "se",
    "souligne",
    "souscrit",
    "accueille",
    "affirme",
    "acoge",
    "alienta",
    "aprueba",
    "condena",
    "decide",
    "exhorta",
    "expresa",
    "hace",
    "insta",
    "invita",
    "pide",
    "reafirma",
    "recomienda",
    "reconoce",
    "reitera",
    "solicita",
    "subraya",
    "toma",
    "одобряет",
    "осуждает",
    "подтверждает",
    "подчеркивает",
    "постановляет",
    "предлагает",
    "призывает",
    "признает",
    "приветствует",
    "принимает",
    "просит",
    "рекомендует",
    "настоятельно",
    "заявляет",
];

/// The first words of a text, without brackets and emphasis.
fn first_words(text: &str) -> impl Iterator<Item = &str> + Clone {
    text.trim_start_matches(|c: char| !c.is_alphanumeric())
        .split(|c: char| c.is_whitespace() || "[],;".contains(c))
        .filter(|word| !word.is_empty())
        .take(3)
}

/// The text opens like a preambular paragraph: "Recalling", "Deeply concerned", "Also noting".
pub(crate) fn opens_preambular(text: &str) -> bool {
    let mut words = first_words(text);
    let Some(first) = words.next() else { return false };
    if !first.starts_with(char::is_uppercase) {
        return false;
    }
    let participle = |word: &str| {
        (word.len() > 5 && word.ends_with("ing"))
            || OPENERS.iter().any(|opener| opener.eq_ignore_ascii_case(word))
            || matches!(word, "Being" | "being")
    };
    if (first == "Pursuant" || first == "In")
        && words
            .clone()
            .next()
            .is_some_and(|word| matches!(word, "to" | "pursuit" | "furtherance" | "accordance"))
    {
        return true;
    }
    participle(first) || (ADVERBS.contains(&first) && words.next().is_some_and(participle))
}

/// The text is a preambular paragraph: it opens like one and ends in a comma or semicolon.
pub(crate) fn is_preambular(text: &str) -> bool {
    let end = text.trim_end().trim_end_matches(|c: char| c.is_ascii_digit() || "])”\" ".contains(c));
    opens_preambular(text) && (end.ends_with([',', ';']) || end.ends_with(", and"))
}

/// The text opens like an operative paragraph: "Decides", "Also requests".
pub(crate) fn opens_operative(text: &str) -> bool {
    let mut words = first_words(text);
    let Some(first) = words.next() else { return false };
    if OPERATIVE.contains(&first) {
        return true;
    }
    let verb = |word: &str| OPERATIVE.iter().any(|verb| verb.eq_ignore_ascii_case(word));
    (ADVERBS.contains(&first) && words.any(verb)) || OTHER_OPERATIVE.contains(&first.to_lowercase().as_str())
}

/// A line that names the organ that speaks: "The General Assembly,".
pub(crate) fn is_organ_line(text: &str) -> bool {
    static ORGAN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\W*(?:The (?:[A-Z][\w-]+[ ,]*(?:of |the |for |on |to |and |this |in |serving |as |meeting )*){1,14}|L['’]Assemblée générale|Генеральная Ассамблея|La Asamblea General),\W*$")
            .expect("the pattern is a constant, checked by the tests")
    });
    text.len() < 160 && may_name_organ(text) && ORGAN.is_match(text)
}

/// What the pattern asks of its ends, without the pattern, which is costly to build: the first letter,
/// and a comma after the last one.
fn may_name_organ(text: &str) -> bool {
    let first = text.chars().find(|c| c.is_alphabetic());
    matches!(first, Some('T' | 'L' | 'Г'))
        && text.rsplit(char::is_alphabetic).next().is_some_and(|rest| rest.contains(','))
}

/// A line of the masthead: symbol, distribution, date, language, session, agenda item.
pub(crate) fn is_masthead(text: &str) -> bool {
    static MASTHEAD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(concat!(
            r"^(?:(?:United Nations|Nations Unies|Naciones Unidas|Организация Объединенных Наций)(?:$| [A-Z]{1,4}/)|(?:Assemblée générale|Asamblea General|Генеральная Ассамблея)(?:$| Distr)|General Assembly$|General Assembly Distr|Security Council$|Economic and Social Council$|Human Rights Council$",
            r"|A/[A-Z0-9./-]+(?: ?\([^)]*\))?\*?$|[SE]/[0-9A-Z./-]+\*?$",
            r"|Distr\.|Original:|Original :|English only|Agenda items? |Items? [0-9]+ |[0-3]?[0-9] (?:January|February|March|April|May|June|July|August|September|October|November|December) [12][0-9]{3}$",
            r"|(?:[A-Z][a-z]+(?:-[a-z]+)?|[0-9]+(?:st|nd|rd|th)) (?:substantive |regular |special |organizational )?session(?:,|$)",
            r"|Points? [0-9]+ de l.ordre du jour|Temas? [0-9]+ del programa|Пункт [0-9]+ |Conference room paper|Working paper|Advance unedited",
            r"|Note by |Report of the |Letter dated |(?:First|Second|Third|Fourth|Fifth|Sixth) Committee$|[*]{1,3} ?[A-Z])",
        ))
        .expect("the pattern is a constant, checked by the tests")
    });
    text.len() < 200 && ((may_begin_masthead(text) && MASTHEAD.is_match(text)) || names_session(text))
}

/// What the pattern asks of the first word, without the pattern, which is costly to build. Numbers and
/// names of sessions are left to it.
fn may_begin_masthead(text: &str) -> bool {
    const FIRST: [&str; 31] = [
        "United",
        "Nations",
        "Naciones",
        "Организация",
        "Assemblée",
        "Asamblea",
        "Генеральная",
        "General",
        "Security",
        "Economic",
        "Human",
        "Distr.",
        "Original",
        "English",
        "Agenda",
        "Item",
        "Point",
        "Tema",
        "Пункт",
        "Conference",
        "Working",
        "Advance",
        "Note",
        "Report",
        "Letter",
        "First",
        "Second",
        "Third",
        "Fourth",
        "Fifth",
        "Sixth",
    ];
    match text.as_bytes() {
        [b'*', ..] | [b'A' | b'S' | b'E', b'/', ..] => true,
        // "26 May 2031", "2nd session".
        [b'0'..=b'9', ..] => {
            let rest = text.trim_start_matches(|c: char| c.is_ascii_digit()).as_bytes();
            matches!(rest, [b' ', b'A'..=b'Z', ..] | [b's' | b'n' | b'r' | b't', ..])
        }
        _ => FIRST.iter().any(|word| text.starts_with(word)) || text.contains(" session"),
    }
}

/// "Conférence des Parties, vingt-deuxième session", "Informal meeting, third session 4 May 2031": a
/// pattern of its own, sought only where the word is, because what may stand before it is costly to
/// say in a pattern.
fn names_session(text: &str) -> bool {
    static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?:(?:[Dd]euxième|[Pp]remière|[0-9]+e) session|período de sesiones|[^ ]+ сессия)(?:,|$| )",
        )
        .expect("the pattern is a constant, checked by the tests")
    });
    static DATED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:First|Second|Third|Fourth|Fifth|[A-Z][a-z]+th) (?:substantive |regular )?session (.*)[12][0-9]{3}$")
            .expect("the pattern is a constant, checked by the tests")
    });
    if !["session", "sesiones", "сессия"].iter().any(|word| text.contains(word)) {
        return false;
    }
    // No sentence ends before or in between.
    let short =
        |part: &str, most: usize, stops: &[char]| part.chars().count() <= most && !part.contains(stops);
    NUMBERED.find(text).is_some_and(|found| short(&text[..found.start()], 80, &['.', ';']))
        || DATED.captures(text).is_some_and(|found| {
            let before = found.get(0).map_or(0, |whole| whole.start());
            let between = found.get(1).map_or("", |between| between.as_str());
            short(&text[..before], 60, &['.', ';', ':']) && short(between, 60, &['.', ';', ':'])
        })
}

/// Mostly capital letters, and at least one word of three.
pub(crate) fn is_all_caps(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (mut upper, mut lower) = (0usize, 0usize);
    letters.for_each(|c| {
        if c.is_uppercase() {
            upper += 1
        } else if c.is_lowercase() {
            lower += 1
        }
    });
    upper >= 5 && lower * 10 <= upper
}

/// The standing that a heading gives to its part, if it says so.
pub(crate) fn status_of_heading(heading: &str) -> Option<Status> {
    let heading = heading.to_lowercase().replace('’', "'");
    let starts = |word: &str| heading.trim_start_matches(|c: char| !c.is_alphabetic()).starts_with(word);
    if heading.contains("chair's summary") || heading.contains("summary by the chair") {
        Some(Status::ChairsSummary)
    } else if starts("annex") || starts("appendix") {
        Some(Status::Annex)
    } else if heading.contains("recommendation") {
        Some(Status::Recommendation)
    } else if matches!(heading.trim(), "notes" | "endnotes" | "footnotes") {
        Some(Status::Note)
    } else {
        None
    }
}

/// A heading of front matter, which is never numbered.
pub(crate) fn is_front_heading(heading: &str) -> bool {
    let heading = heading.trim().trim_matches(|c: char| "[]*_:".contains(c)).to_lowercase();
    matches!(
        heading.as_str(),
        "summary" | "executive summary" | "foreword" | "preface" | "letter of transmittal" | "abstract"
    ) || heading.starts_with("foreword by ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_resolution() {
        assert!(is_organ_line("The General Assembly,") && is_organ_line("The Conference of the Parties,"));
        assert!(!is_organ_line("The Group met,") && !is_organ_line("The Group, having met, decided"));
        assert!(
            is_preambular("Recalling its resolution 85/311,")
                && is_preambular("[Deeply concerned at the cuts,]")
        );
        assert!(is_preambular("Guided by the Charter,1") && !is_preambular("Recalling the cut was hard."));
        assert!(opens_operative("Also requests the Secretary-General") && opens_operative("[Decides] to"));
        assert!(!opens_operative("States noted") && !opens_preambular("The Group"));
    }

    #[test]
    fn masthead_lines() {
        for line in [
            "A/AC.999/2031/CRP.1",
            "Distr.: General",
            "26 May 2031",
            "Original: English",
            "Item 93 of the provisional agenda*",
        ] {
            assert!(is_masthead(line), "{line}");
        }
        assert!(!is_masthead("The Group met in May 2031."));
    }
}
