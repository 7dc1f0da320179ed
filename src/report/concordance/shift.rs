//! How numbers go on: what lets several rows be said in one.

/// How a label became another one, if by counting on in a single place: where the number stands and
/// how much was added. Equal labels were shifted by nothing.
///
/// ```text
/// "13 (a)" → "14 (a)"    the first number, by 1
/// "13 (a)" → "14 (b)"    in two places: none
/// ```
pub(super) fn shift(from: &str, to: &str) -> Option<(usize, i64)> {
    let (from, to) = (pieces(from), pieces(to));
    if from.len() != to.len() {
        return None;
    }
    let mut shift = (0, 0);
    for (at, (a, b)) in from.iter().zip(&to).enumerate() {
        match (value(a), value(b)) {
            _ if a == b => {}
            (Some(a), Some(b)) if shift == (0, 0) => shift = (at, b - a),
            _ => return None,
        }
    }
    Some(shift)
}

/// A label cut into runs of digits, runs of letters and single signs.
fn pieces(label: &str) -> Vec<&str> {
    let class = |c: char| match c {
        _ if c.is_ascii_digit() => 1,
        _ if c.is_alphabetic() => 2,
        _ => 3,
    };
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, c) in label.char_indices() {
        let same = before.is_some_and(|before| before == class(c) && before != 3);
        if at > 0 && !same {
            pieces.push(&label[start..at]);
            start = at;
        }
        before = Some(class(c));
    }
    pieces.push(&label[start..]);
    pieces
}

/// The number a piece stands for: digits, or a single letter.
fn value(piece: &str) -> Option<i64> {
    match piece.as_bytes() {
        [letter] if letter.is_ascii_alphabetic() => Some(i64::from(letter.to_ascii_lowercase())),
        _ => piece.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_counted_on() {
        assert_eq!(shift("13 (a)", "14 (a)"), Some((0, 1)));
        assert_eq!(shift("13 (a)", "13 (c)"), Some((3, 2)));
        assert_eq!(shift("Article 9, 2", "Article 10, 2"), Some((2, 1)));
        assert_eq!(shift("13", "13"), Some((0, 0)));
        assert_eq!(shift("8", "8 bis"), None);
        assert_eq!(shift("13 (a)", "14 (b)"), None);
    }
}
