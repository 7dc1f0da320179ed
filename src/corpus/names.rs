//! Names of files for documents that are known by symbol.
//!
//! ```text
//! A/AC.290/2021/CRP.2, en, PDF     A_AC.290_2021_CRP.2-en.pdf
//! ```

use std::fmt;

use crate::error::{Error, ErrorKind, Result};

/// A form that documents are issued in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// PDF.
    #[default]
    Pdf,
    /// Word.
    Doc,
}

impl Form {
    /// What the document service calls it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Doc => "doc",
        }
    }

    /// How files of it are named.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Doc => "docx",
        }
    }

    /// The form that a file's name promises.
    pub fn of(file: &std::path::Path) -> Option<Self> {
        let ending = file.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "pdf" => Some(Self::Pdf),
            "docx" => Some(Self::Doc),
            _ => None,
        }
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Pdf => "PDF",
            Self::Doc => "Word file",
        })
    }
}

/// Longest symbol that is taken for one.
const LONGEST: usize = 100;

/// The name of the file for a document. It never has more than one part, and never begins with a dot.
///
/// # Errors
/// If the symbol or the language is none: a name must not lead out of the folder, or hide in it.
pub fn file_name(symbol: &str, language: &str, form: Form) -> Result<String> {
    let is_language = !language.is_empty() && language.bytes().all(|b| b.is_ascii_lowercase());
    if !is_language || language.len() > 3 {
        return Err(Error::new(ErrorKind::Invalid, language, "is no language")
            .with_help("write one of ar, zh, en, fr, ru, es"));
    }
    check(symbol)?;
    let safe = |c: char| if c.is_alphanumeric() || matches!(c, '.' | '-' | '(' | ')') { c } else { '_' };
    let name: String = symbol.chars().map(safe).collect();
    Ok(format!("{name}-{language}.{}", form.ending()))
}

/// Fails for what is no symbol.
///
/// # Errors
/// If it is empty, very long, or has signs that no symbol has.
pub fn check(symbol: &str) -> Result<()> {
    let wrong = |message: &str| {
        let place = if symbol.is_empty() { "(empty symbol)" } else { symbol };
        Err(Error::new(ErrorKind::Invalid, place, message)
            .with_help("write the symbol as it is printed, such as A/AC.290/2021/CRP.2"))
    };
    // A word without a stroke is a slip of the pen: no document is known by one.
    if symbol.len() > LONGEST || !symbol.contains('/') {
        return wrong("is no symbol");
    }
    if symbol.chars().any(|c| !(c.is_ascii_alphanumeric() || "/.-() ".contains(c))) {
        return wrong("has signs in it that no symbol has");
    }
    let odd = |part: &str| part.is_empty() || part.starts_with('.') || part.contains("..");
    if symbol.split('/').any(odd) || symbol.starts_with([' ', '-']) || symbol.ends_with(' ') {
        return wrong("is no symbol");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_become_names() {
        for (symbol, form, name) in [
            ("A/AC.290/2021/CRP.2", Form::Pdf, "A_AC.290_2021_CRP.2-en.pdf"),
            ("A/RES/73/27", Form::Doc, "A_RES_73_27-en.docx"),
            ("S/PV.8909 (Resumption 1)", Form::Pdf, "S_PV.8909_(Resumption_1)-en.pdf"),
        ] {
            assert_eq!(file_name(symbol, "en", form).ok().as_deref(), Some(name));
        }
    }

    #[test]
    fn no_name_leads_elsewhere() {
        for symbol in [
            "",
            "..",
            "A/../B",
            "/etc/passwd",
            "A//B",
            "A/.ssh",
            "A\\B",
            "A\n",
            "A\u{1b}[2J",
            "A/",
            "-x",
            "C:x",
            "A..B",
            "AC.290",
            "hello world",
            "A\u{202e}B",
        ] {
            assert!(file_name(symbol, "en", Form::Pdf).is_err(), "{symbol:?}");
        }
        for language in ["", "../x", "EN", "english", "e/"] {
            assert!(file_name("A/70/174", language, Form::Pdf).is_err(), "{language:?}");
        }
    }
}
