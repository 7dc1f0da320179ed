//! What ids, dates, symbols and sources have to look like.

use std::collections::BTreeSet;

/// Small letters and digits, in parts joined by hyphens.
pub(super) fn is_id(id: &str) -> bool {
    id.split('-')
        .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

/// A year, a month or a day: `2020`, `2020-03`, `2020-03-11`. The day must exist.
pub(super) fn is_date(date: &str) -> bool {
    let parts: Vec<&str> = date.split('-').collect();
    let lengths = [4, 2, 2];
    let number = |part: &str, length: usize| {
        (part.len() == length)
            .then(|| part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<u32>().ok()))
            .flatten()
            .flatten()
    };
    let numbers: Option<Vec<u32>> =
        parts.iter().zip(lengths).map(|(part, length)| number(part, length)).collect();
    match numbers.as_deref() {
        _ if parts.len() > 3 => false,
        Some([_]) => true,
        Some([_, month]) => (1..=12).contains(month),
        Some(&[year, month @ 1..=12, day]) => (1..=days(year, month)).contains(&day),
        _ => false,
    }
}

fn days(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Whether one date is later than another, as far as both say.
pub(super) fn is_later(date: &str, than: &str) -> bool {
    let length = date.len().min(than.len());
    date[..length] > than[..length]
}

/// A document symbol without the asterisk of a re-issue.
pub(super) fn is_symbol(symbol: &str) -> bool {
    let number = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let session = |s: &str| s.split_once('/').is_some_and(|(a, b)| number(a) && number(b));
    if let Some(rest) = symbol.strip_prefix("decision ") {
        return session(rest);
    }
    if let Some(rest) = symbol.strip_prefix("PC.DEC/") {
        return number(rest);
    }
    let Some(rest) = symbol.strip_prefix("A/") else { return false };
    let mut parts = rest.split('/').peekable();
    let organ = |part: &str| {
        part == "RES"
            || part.strip_prefix("AC.").is_some_and(number)
            || part.strip_prefix("C.").is_some_and(|n| n.len() == 1 && number(n))
    };
    parts.next_if(|part| organ(part));
    let part = |part: &str| {
        let (name, n) = part.split_once('.').map_or((part, None), |(name, n)| (name, Some(n)));
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric()) && n.is_none_or(number)
    };
    parts.next().is_some_and(number) && parts.all(part)
}

/// `study:NNN:line[-line]` of a known study, `web:host[/path]` or `own-knowledge`.
pub(super) fn is_source(source: &str, studies: &BTreeSet<&str>) -> bool {
    let number = |s: &str| s.parse::<u32>().ok().filter(|&n| n > 0);
    match source.split_once(':') {
        None => source == "own-knowledge",
        Some(("web", page)) => page.contains('.') && !page.contains(' ') && !page.contains("://"),
        Some(("study", place)) => place.split_once(':').is_some_and(|(study, lines)| {
            let (first, last) = lines.split_once('-').unwrap_or((lines, lines));
            studies.contains(study) && matches!((number(first), number(last)), (Some(a), Some(b)) if a <= b)
        }),
        Some(_) => false,
    }
}

/// What occurs more than once.
pub(super) fn repeated<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = BTreeSet::new();
    names.into_iter().filter(|name| !seen.insert(*name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_iso_and_exist() {
        for good in ["2020", "2020-03", "2020-02-29", "2000-02-29"] {
            assert!(is_date(good), "{good}");
        }
        for bad in [
            "",
            "20",
            "2020-13",
            "2021-02-29",
            "1900-02-29",
            "2020-1-1",
            "11 March 2020",
            "2020-01-01-01",
            "2020-00-10",
        ] {
            assert!(!is_date(bad), "{bad}");
        }
        assert!(
            is_later("2020-03-11", "2020-02")
                && !is_later("2020-03-11", "2020-03")
                && !is_later("2019", "2020-01")
        );
    }

    #[test]
    fn symbols_as_printed() {
        for good in [
            "A/70/174",
            "A/RES/73/27",
            "A/C.1/73/L.27/Rev.1",
            "A/AC.290/2021/CRP.2",
            "PC.DEC/1202",
            "decision 75/550",
        ] {
            assert!(is_symbol(good), "{good}");
        }
        for bad in ["A/68/98*", "A", "A/", "RES/73/27", "PC.DEC/", "decision 75", "A/70/174 "] {
            assert!(!is_symbol(bad), "{bad}");
        }
    }

    #[test]
    fn sources_can_be_followed() {
        let studies = BTreeSet::from(["001"]);
        for good in ["study:001:12", "study:001:12-20", "web:example.org/a", "own-knowledge"] {
            assert!(is_source(good, &studies), "{good}");
        }
        for bad in [
            "study:002:12",
            "study:001",
            "study:001:20-12",
            "study:001:0",
            "web:https://example.org",
            "somebody",
        ] {
            assert!(!is_source(bad, &studies), "{bad}");
        }
    }
}
