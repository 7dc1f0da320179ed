//! Characters of symbol fonts -> Unicode.
//!
//! ```text
//! Symbol F0B3      ≥        Wingdings F0FC   ✓
//! Symbol F0B7      •        Wingdings F06F   ☐
//! ```
//!
//! Only signs that occur in texts are known; of others it is said that they were left out, for a
//! private character means nothing outside its font.

/// A character of a symbol font. `code` is in the private area (F0xx) or plain.
pub(crate) fn symbol(font: &str, code: u32) -> Option<char> {
    let low = if (0xF000..=0xF0FF).contains(&code) { code - 0xF000 } else { code };
    let font = font.to_ascii_lowercase();
    let known = match font.as_str() {
        "symbol" => in_symbol(low),
        "wingdings" => wingdings(low),
        "wingdings 2" => wingdings2(low),
        "wingdings 3" => None,
        // Another font keeps the characters of its encoding.
        _ if code < 0xE000 => return char::from_u32(code),
        _ => in_symbol(low),
    };
    known.or_else(|| char::from_u32(code).filter(|c| !is_private(*c)))
}

/// A character of the private area.
pub(crate) fn is_private(c: char) -> bool {
    ('\u{E000}'..='\u{F8FF}').contains(&c)
}

fn in_symbol(low: u32) -> Option<char> {
    const CAPITALS: &str = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
    const SMALL: &str = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";
    Some(match low {
        0x41..=0x5A => CAPITALS.chars().nth((low - 0x41) as usize)?,
        0x61..=0x7A => SMALL.chars().nth((low - 0x61) as usize)?,
        0x2D => '−',
        0xA3 => '≤',
        0xA5 => '∞',
        0xA7 => '♣',
        0xAC => '←',
        0xAD => '↑',
        0xAE => '→',
        0xAF => '↓',
        0xB0 => '°',
        0xB1 => '±',
        0xB2 => '″',
        0xB3 => '≥',
        0xB4 => '×',
        0xB6 => '∂',
        0xB7 => '•',
        0xB8 => '÷',
        0xB9 => '≠',
        0xBA => '≡',
        0xBB => '≈',
        0xBC => '…',
        0xC5 => '⊕',
        0xC7 => '∩',
        0xC8 => '∪',
        0xCE => '∈',
        0xD0 => '∠',
        0xD2 => '®',
        0xD3 => '©',
        0xD4 => '™',
        0xD5 => '∏',
        0xD6 => '√',
        0xDE => '⇒',
        0xE2 => '®',
        0xE3 => '©',
        0xE4 => '™',
        0xE5 => '∑',
        0xF2 => '∫',
        0x20..=0x7E => char::from_u32(low)?,
        _ => return None,
    })
}

fn wingdings(low: u32) -> Option<char> {
    Some(match low {
        0x20 => ' ',
        0x28 => '☎',
        0x2A => '✉',
        0x6C => '●',
        0x6D => '❍',
        0x6E => '■',
        0x6F | 0x71 | 0xA8 => '☐',
        0x75 | 0x76 => '◆',
        0x9F => '•',
        0xA7 => '▪',
        0xD8 => '➢',
        0xDF => '←',
        0xE0 | 0xE8 => '→',
        0xF0 => '⇨',
        0xFB => '✗',
        0xFC => '✓',
        0xFD => '☒',
        0xFE => '☑',
        _ => return None,
    })
}

fn wingdings2(low: u32) -> Option<char> {
    Some(match low {
        0x4F => '✗',
        0x50 => '✓',
        0x52 => '☑',
        0x54 => '☒',
        0xA3 => '☐',
        _ => return None,
    })
}
