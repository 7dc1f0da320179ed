//! What the number of a label is worth: Roman, Chinese and Arabic numerals, letters of four scripts.

/// The value of a number that is not written in Latin letters or European digits; 0 if unknown.
pub(super) fn number_beyond_ascii(text: &str) -> u32 {
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

pub(super) fn leading_number(text: &str) -> Option<u32> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    text[..digits].parse().ok()
}

/// a is 1, b is 2; 0 for nothing.
pub(super) fn letter(text: &str) -> u32 {
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
