//! Which of the six languages of the United Nations a text is in.
//!
//! Script decides for Arabic, Chinese and Russian, a vote of common words between English, French and
//! Spanish. A trained model was rejected: six languages, long texts, and a wrong guess costs little.

use crate::segment::packed;

/// Common words of the three languages in Latin letters.
const COMMON: [(&str, &[&str]); 3] = [
    (
        "en",
        &["the", "of", "and", "to", "in", "that", "for", "on", "by", "with", "should", "be", "is", "which"],
    ),
    ("fr", &["le", "la", "les", "des", "et", "du", "que", "dans", "pour", "par", "une", "au", "aux", "sur"]),
    ("es", &["el", "la", "los", "las", "y", "del", "que", "en", "por", "para", "una", "con", "se", "al"]),
];

/// Characters looked at.
const SAMPLE: usize = 20_000;
/// Letters below which nothing is said.
const FEW: u32 = 20;
/// Votes ahead of both others that decide, long before the sample is read: some six hundred words of
/// English.
const LEAD: u32 = 200;

/// The language tag of a text, if it can be told.
pub(crate) fn language(text: &str) -> Option<&'static str> {
    let (mut latin, mut cyrillic, mut arabic, mut chinese) = (0u32, 0u32, 0u32, 0u32);
    let first = &text.as_bytes()[..SAMPLE.min(text.len())];
    if first.is_ascii() {
        let latin = first.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
        return if latin < FEW as usize { None } else { vote(&text[..first.len()]) };
    }
    let end = text.char_indices().nth(SAMPLE).map_or(text.len(), |(at, _)| at);
    for c in text[..end].chars() {
        match c {
            'a'..='z' | 'A'..='Z' | 'À'..='ÿ' => latin += 1,
            '\u{0400}'..='\u{04FF}' => cyrillic += 1,
            '\u{0600}'..='\u{06FF}' => arabic += 1,
            '\u{3400}'..='\u{9FFF}' => chinese += 3,
            _ => {}
        }
    }
    let most = latin.max(cyrillic).max(arabic).max(chinese);
    match most {
        0..FEW => None,
        _ if most == chinese => Some("zh"),
        _ if most == arabic => Some("ar"),
        _ if most == cyrillic => Some("ru"),
        _ => vote(&text[..end]),
    }
}

fn vote(text: &str) -> Option<&'static str> {
    let common = COMMON.map(|(_, words)| words.iter().map(|word| key(word)).collect::<Vec<_>>());
    // A bit for each common word tells most others from all of them at once.
    let bit = |word: u64| 1u64 << (word.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 58);
    let bits = common.iter().flatten().fold(0, |bits, &word| bits | bit(word));
    let mut votes = [0u32; 3];
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() <= 6) {
        let word = key(word);
        if bits & bit(word) == 0 {
            continue;
        }
        for (votes, common) in votes.iter_mut().zip(&common) {
            *votes += u32::from(common.contains(&word));
        }
        let most = votes.iter().copied().max().unwrap_or(0);
        if votes.iter().filter(|&&votes| votes + LEAD > most).count() == 1 {
            break;
        }
    }
    let best = (0..3).max_by_key(|&n| (votes[n], 3 - n))?;
    (votes[best] >= 3).then_some(COMMON[best].0)
}

/// A short word as a key, its letters of ASCII made small. Other letters stay apart from those.
fn key(word: &str) -> u64 {
    packed(word.bytes().map(|byte| byte | 0x20))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_languages() {
        assert_eq!(
            language("The cable of the island should be mended by the State that cut it."),
            Some("en")
        );
        assert_eq!(
            language("Le câble de la mer et les îles dans le rapport du groupe pour la paix"),
            Some("fr")
        );
        assert_eq!(
            language("El cable de los mares y las islas que se cortan por el ancla del barco"),
            Some("es")
        );
        assert_eq!(language("Кабель лежит на дне моря и соединяет острова"), Some("ru"));
        assert_eq!(language("يمتد الكابل في قاع البحر ويربط الجزر"), Some("ar"));
        assert_eq!(language("电缆铺设在海底连接各个岛屿"), Some("zh"));
        assert_eq!(language("12345"), None);
    }
}
