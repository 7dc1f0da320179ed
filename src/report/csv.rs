//! A table -> values between commas or tabs, for a spreadsheet or a program.
//!
//! ```text
//! number,old_label,what             as RFC 4180 has it
//! 12,14,"reworded: “all” → “some, but not many”"
//! 13,'(1),new                       a spreadsheet would make −1 of "(1)"
//! ```
//!
//! **CSV** begins with a byte order mark and ends its lines with CR LF: without the mark Excel takes
//! UTF-8 for the system's old encoding, and every dash and quotation mark is lost. **TSV** is for
//! programs: no mark, LF, and tabs and line ends inside a value are spaces, so that a line is a row.
//!
//! **Nothing becomes a formula or another value.** A cell that begins with `=`, `+`, `-`, `@` (also in
//! full width), a tab or a carriage return, or that a spreadsheet would read as another number or a
//! date ("1.10", "(1)", "3/4"), gets an apostrophe before it, and so does one that begins with an
//! apostrophe. Whoever takes one apostrophe off the beginning has the text as it was. The alternative,
//! a tab or a space before it, is invisible and gets lost.
//!
//! Control characters are shown as pictures (`␛`), as on a terminal; line feeds in CSV stay.

use std::borrow::Cow;
use std::io::{self, Write};

use super::table::Table;

/// Which signs stand between and after values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    /// Commas, for spreadsheets.
    Commas,
    /// Tabs, for programs.
    Tabs,
}

/// Writes a table with its head.
pub(super) fn sheet(table: &Table, manner: Manner, out: &mut dyn Write) -> io::Result<()> {
    let commas = manner == Manner::Commas;
    if commas {
        out.write_all("\u{FEFF}".as_bytes())?;
    }
    let ends = if commas { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
    let mut writer = csv::WriterBuilder::new()
        .delimiter(if commas { b',' } else { b'\t' })
        .terminator(ends)
        .from_writer(out);
    writer.write_record(&table.head).map_err(written)?;
    for row in table.rows() {
        writer.write_record(row.cells.iter().map(|cell| value(cell, manner))).map_err(written)?;
    }
    writer.flush()
}

/// The error of what was written to: a pipe that was closed must be known as such.
fn written(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// A value that a spreadsheet shows as it is.
fn value(cell: &str, manner: Manner) -> String {
    let mut value = String::with_capacity(cell.len() + 1);
    if is_read_otherwise(cell) {
        value.push('\'');
    }
    for c in cell.chars() {
        match c {
            '\t' | '\r' | '\n' if manner == Manner::Tabs => value.push(' '),
            '\t' | '\r' | '\n' => value.push(c),
            _ => value.push_str(&visible(c)),
        }
    }
    value
}

/// A control character as a sign that can be seen: the texts are not trusted, and a table may be
/// printed on a terminal.
fn visible(c: char) -> Cow<'static, str> {
    match c {
        '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{FFFD}').to_string().into(),
        '\u{7F}' => "␡".into(),
        '\u{80}'..='\u{9F}' => format!("<U+{:04X}>", u32::from(c)).into(),
        _ => c.to_string().into(),
    }
}

/// Whether a spreadsheet takes a cell for a formula, or for another number than it shows, or for a date.
fn is_read_otherwise(cell: &str) -> bool {
    let formula = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', '\''];
    if cell.starts_with(formula) {
        return true;
    }
    let own_number = |cell: &str| {
        let (whole, part) = cell.split_once('.').unwrap_or((cell, "0"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        // What the program writes itself: counts, and likeness as 0.8340.
        digits(whole)
            && digits(part)
            && (whole == "0" || !whole.starts_with('0'))
            && whole.len() <= 15
            && (cell.len() == whole.len() || (whole == "0" && part.len() == 4))
    };
    let first = cell.trim_start().chars().next().unwrap_or(' ');
    let number = |c: char| {
        c.is_ascii_digit()
            || matches!(c, '.' | ',' | '/' | '-' | ':' | '%' | '(' | ')' | ' ' | '$' | '€' | '£')
    };
    let looks_like_one = (first.is_ascii_digit() || matches!(first, '(' | '.' | '$' | '€' | '£'))
        && cell.bytes().any(|byte| byte.is_ascii_digit())
        && (cell.chars().all(number) || is_power(cell) || is_day(cell));
    looks_like_one && !own_number(cell)
}

/// "1E5" is a label of a negotiation and a number of a spreadsheet.
fn is_power(cell: &str) -> bool {
    let parts: Vec<&str> = cell.split(['e', 'E']).collect();
    let digits = |text: &&str| {
        !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+'))
    };
    parts.len() == 2 && parts.iter().all(digits)
}

/// "3 March", "3 Mar 2020": a date.
fn is_day(cell: &str) -> bool {
    let words: Vec<&str> = cell.split([' ', '-', '/', '.']).filter(|word| !word.is_empty()).collect();
    let digits = |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit());
    (2..=3).contains(&words.len())
        && words.iter().filter(|word| digits(word)).count() + 1 == words.len()
        && words.iter().all(|word| word.chars().count() <= 10)
        && words.iter().any(|word| is_month(word))
}

/// Whether a word is a month, or begins as one: "8 bis" is no day.
fn is_month(word: &str) -> bool {
    let start: String = word.chars().take(3).flat_map(char::to_lowercase).collect();
    MONTHS.contains(&start.as_str()) && word.chars().all(char::is_alphabetic)
}

/// The first three letters of the months in English, German, French and Spanish.
const MONTHS: [&str; 25] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mär", "mai", "okt",
    "dez", "fév", "avr", "jui", "aoû", "déc", "ene", "abr", "ago", "dic",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_becomes_a_formula_or_another_value() {
        for cell in [
            "=1+1",
            "+1",
            "-1",
            "@a",
            "\tx",
            "\rx",
            "＝1",
            "'x",
            "(1)",
            "1.10",
            "3/4",
            "3-5",
            "0012",
            "1E5",
            "12:30",
            "3 March",
            "1 août 2020",
            "1,5",
            "50%",
            "12345678901234567890",
        ] {
            assert_eq!(value(cell, Manner::Commas), format!("'{cell}"), "{cell}");
        }
        for cell in [
            "",
            "13",
            "0.8340",
            "13 (c)",
            "(a)",
            "(c) x",
            "8 bis",
            "8 ter",
            "3 quater",
            "—",
            "“should” → “shall”",
            "A/70/174",
        ] {
            assert_eq!(value(cell, Manner::Commas), cell);
        }
    }

    #[test]
    fn controls_are_seen_and_a_line_is_a_row() {
        assert_eq!(value("a\u{1b}[1m\u{9b}b\u{0}", Manner::Commas), "a␛[1m<U+009B>b␀");
        assert_eq!(value("a\tb\r\nc", Manner::Tabs), "a b  c");
        assert_eq!(value("a\nb", Manner::Commas), "a\nb");
    }
}
