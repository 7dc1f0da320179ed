//! Words that are labels or marks, by their letters alone.

/// A raised piece that points to a note.
pub(super) fn is_marker(text: &str) -> bool {
    let labels: Vec<&str> = text.split([',', ' ']).filter(|label| !label.is_empty()).collect();
    !labels.is_empty() && labels.iter().all(|label| is_note_label(label))
}

/// "12", "*", "a".
pub(in crate::read::pdf) fn is_note_label(text: &str) -> bool {
    let digits = (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let stars = (1..=5).contains(&text.chars().count()) && text.chars().all(|c| "*†‡§¶#".contains(c));
    digits || stars || text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// "1.", "(a)", "10.12", "IV.", "•", "Pp4", "A/RES/1" is not.
pub(in crate::read::pdf) fn is_label(text: &str) -> bool {
    let text = text.trim();
    let length = text.chars().count();
    if length == 0 || length > 9 {
        return false;
    }
    let bare = text.trim_matches(|c: char| "().[]:–—-".contains(c));
    match bare.chars().next() {
        None => true,
        Some('*') => bare.chars().all(|c| c == '*'),
        Some(c) if "•●▪◦○■□·o–—-".contains(c) && length == 1 => true,
        Some(c) if c.is_ascii_digit() => {
            bare.chars().all(|c| c.is_ascii_digit() || c == '.' || c.is_ascii_lowercase())
        }
        Some(_) => {
            let short = bare.chars().count() <= 5 && bare.chars().all(char::is_alphanumeric);
            short && (text.len() > bare.len() || bare.ends_with(|c: char| c.is_ascii_digit()))
        }
    }
}
