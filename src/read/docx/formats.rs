//! How numbers are written: 14, xiv, n, 十四, fourteenth.
//!
//! ```text
//! lowerLetter 28   bb         chicago 5        **
//! lowerRoman 14    xiv        decimalZero 7    07
//! ```

/// A format of numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Format {
    #[default]
    Decimal,
    DecimalZero,
    LowerLetter,
    UpperLetter,
    LowerRoman,
    UpperRoman,
    Ordinal,
    /// Signs of footnotes: * † ‡ §.
    Signs,
    Russian(bool),
    Arabic(bool),
    Chinese,
    Circled,
    Dashed,
    Bullet,
    None,
}

impl Format {
    /// The format with this name; what is not known counts in Arabic figures.
    pub(crate) fn of(name: &str) -> Self {
        match name {
            "decimalZero" => Self::DecimalZero,
            "lowerLetter" => Self::LowerLetter,
            "upperLetter" => Self::UpperLetter,
            "lowerRoman" => Self::LowerRoman,
            "upperRoman" => Self::UpperRoman,
            "ordinal" => Self::Ordinal,
            "chicago" => Self::Signs,
            "russianLower" => Self::Russian(false),
            "russianUpper" => Self::Russian(true),
            "arabicAlpha" => Self::Arabic(false),
            "arabicAbjad" => Self::Arabic(true),
            "chineseCounting"
            | "chineseCountingThousand"
            | "ideographDigital"
            | "japaneseCounting"
            | "taiwaneseCounting"
            | "taiwaneseCountingThousand" => Self::Chinese,
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Self::Circled,
            "numberInDash" => Self::Dashed,
            "bullet" => Self::Bullet,
            "none" => Self::None,
            _ => Self::Decimal,
        }
    }

    /// Writes a number.
    pub(crate) fn write(self, n: u32, out: &mut String) {
        let written = match self {
            Self::Decimal => n.to_string(),
            Self::DecimalZero => format!("{n:02}"),
            Self::LowerLetter => letters(n, "abcdefghijklmnopqrstuvwxyz"),
            Self::UpperLetter => letters(n, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
            Self::LowerRoman => roman(n).to_lowercase(),
            Self::UpperRoman => roman(n),
            Self::Ordinal => format!("{n}{}", ordinal(n)),
            Self::Signs => letters(n, "*†‡§"),
            Self::Russian(false) => letters(n, "абвгдежзиклмнопрстуфхцчшщэюя"),
            Self::Russian(true) => letters(n, "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ"),
            Self::Arabic(false) => letters(n, "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"),
            Self::Arabic(true) => letters(n, "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"),
            Self::Chinese => chinese(n),
            Self::Circled if (1..=20).contains(&n) => {
                char::from_u32(0x245F + n).map(String::from).unwrap_or_default()
            }
            Self::Circled => n.to_string(),
            Self::Dashed => format!("- {n} -"),
            Self::Bullet | Self::None => String::new(),
        };
        out.push_str(&written);
    }
}

/// a … z, then aa, bb, cc.
fn letters(n: u32, alphabet: &str) -> String {
    let length = u32::try_from(alphabet.chars().count()).unwrap_or(1);
    let Some(n) = n.checked_sub(1) else { return String::new() };
    let letter = alphabet.chars().nth((n % length) as usize).unwrap_or('a');
    // A number can be made to ask for millions of letters.
    let times = (n / length + 1).min(8);
    (0..times).map(|_| letter).collect()
}

fn roman(n: u32) -> String {
    if n == 0 || n >= 4000 {
        return n.to_string();
    }
    let mut rest = n;
    let mut roman = String::new();
    let numerals = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    for (value, numeral) in numerals {
        while rest >= value {
            roman.push_str(numeral);
            rest -= value;
        }
    }
    roman
}

const fn ordinal(n: u32) -> &'static str {
    match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

/// 一, 二 … 十, 十一 … 二十; larger numbers in figures.
fn chinese(n: u32) -> String {
    let digit = |n: u32| "一二三四五六七八九".chars().nth((n as usize).wrapping_sub(1));
    if n == 0 || n > 99 {
        return n.to_string();
    }
    let (tens, ones) = (n / 10, n % 10);
    let mut written = String::new();
    if tens > 1 {
        written.extend(digit(tens));
    }
    if tens > 0 {
        written.push('十');
    }
    written.extend(digit(ones));
    written
}

/// The sign of a bullet. Fonts of symbols have theirs in the private area.
pub(crate) fn bullet(text: &str) -> Option<&'static str> {
    Some(match text.trim().chars().next()? {
        '-' | '\u{2010}' | '\u{2011}' => "-",
        '–' | '\u{F02D}' => "–",
        '—' => "—",
        '*' => "*",
        'o' | '○' | '◦' => "○",
        '▪' | '■' | '\u{F0A7}' | '\u{F06E}' => "▪",
        _ => "•",
    })
}
