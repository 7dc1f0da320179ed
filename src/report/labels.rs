//! A label with the punctuation that was taken off it.
//!
//! ```text
//! 14            14.
//! 13 (a)        13. (a)
//! Option 2      Option 2:
//! 一            一、
//! ```

/// What may stand after a number: "3 bis".
const SUFFIXES: [&str; 10] =
    ["bis", "ter", "quater", "quat", "quinquies", "quinqiues", "sexies", "septies", "octies", "alt"];

/// The label as it is printed, with a space after it.
pub(super) fn punctuated(label: &str) -> String {
    let words: Vec<&str> = label.split_whitespace().collect();
    let mut printed = String::with_capacity(label.len() + 3);
    let mut head = "";
    for (n, word) in words.iter().enumerate() {
        printed.push_str(word);
        let next = words.get(n + 1).copied().unwrap_or("");
        let names = n + 1 < words.len() && word.chars().all(char::is_alphabetic) && word.chars().count() > 2;
        if names && !SUFFIXES.contains(word) {
            head = word;
        } else if !SUFFIXES.contains(&next) {
            printed.push_str(stop(word, head));
            head = "";
        }
        if !printed.ends_with('、') {
            printed.push(' ');
        }
    }
    printed
}

/// What a label ends with.
fn stop(word: &str, head: &str) -> &'static str {
    let option = ["Option", "OPTION", "Alternative", "Variant"].contains(&head)
        || ["Option", "Alternative", "Alt", "ALT"].iter().any(|name| word.starts_with(name));
    let numeral = !word.is_empty() && word.chars().all(|c| "一二三四五六七八九十百零〇".contains(c));
    match () {
        () if option => ":",
        () if numeral => "、",
        () if word.ends_with([')', '）', ':', '.', '条', '章', '节', '编', '款', ']'])
            || word.ends_with("部分") =>
        {
            ""
        }
        () => ".",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_printed() {
        for (label, printed) in [
            ("14", "14. "),
            ("3 bis", "3 bis. "),
            ("13 (a)", "13. (a) "),
            ("(c)", "(c) "),
            ("a)", "a) "),
            ("5 Option 1", "5. Option 1: "),
            ("Option (a)", "Option (a): "),
            ("Article 3 bis", "Article 3 bis. "),
            ("Annex II", "Annex II. "),
            ("第一条", "第一条 "),
            ("一", "一、"),
            ("（二）", "（二） "),
        ] {
            assert_eq!(punctuated(label), printed, "{label}");
        }
    }
}
