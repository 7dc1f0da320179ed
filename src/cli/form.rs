//! Which form a report has: as asked for, else by the ending of the file it goes to.

use std::path::Path;

use super::args::{Format, TableForm};
use crate::error::{Error, ErrorKind, Result};
use crate::report::{self, Content};

/// Content and form of a report.
///
/// # Errors
/// If a form of table is asked for a report that is none, or a file's ending says that it cannot hold
/// what was asked for.
pub(super) fn of(
    format: Option<Format>,
    table: Option<TableForm>,
    output: Option<&Path>,
) -> Result<(Content, report::Format)> {
    let asked = format.is_some_and(|format| plain(format).is_some()) || table.is_some();
    let content = match format {
        Some(Format::Changes) => Content::Changes,
        Some(Format::Concordance) => Content::Concordance,
        _ => Content::Report,
    };
    let ending = if asked { None } else { by_output(content.formats(), output)? };
    if content == Content::Report {
        if table.is_some() {
            return Err(Error::new(ErrorKind::Invalid, "--as", "is for tables only")
                .with_help("add `--format changes` or `--format concordance`, or leave out --as"));
        }
        return Ok((content, format.and_then(plain).or(ending).unwrap_or_default()));
    }
    let form = table.map(report::Format::from).or(ending).unwrap_or_default();
    if content.formats().contains(&form) {
        return Ok((content, form));
    }
    let name = output.map(|path| path.display().to_string()).unwrap_or_default();
    Err(Error::new(ErrorKind::Invalid, name, "a table cannot be written in the form this ending stands for")
        .with_help("end the name in .md, .csv, .tsv, .html or .txt, or say the form with --as"))
}

/// Forms of a lineage.
pub(super) const LINEAGE: &[report::Format] = {
    use report::Format::{Csv, Html, Json, Svg, Tei, Terminal, Tsv};
    &[Terminal, Html, Svg, Csv, Tsv, Json, Tei]
};
/// Forms of what all pairs of texts share.
pub(super) const MATRIX: &[report::Format] = {
    use report::Format::{Csv, Html, Json, Markdown, Svg, Terminal, Tsv};
    &[Terminal, Html, Svg, Markdown, Csv, Tsv, Json]
};
/// Forms of places of a phrase, and of what stands in earlier texts.
pub(super) const PLACES: &[report::Format] = {
    use report::Format::{Csv, Html, Json, Markdown, Terminal, Tsv};
    &[Terminal, Html, Markdown, Csv, Tsv, Json]
};
/// Forms of the list of a corpus.
pub(super) const LIST: &[report::Format] = {
    use report::Format::{Csv, Json, Terminal};
    &[Terminal, Csv, Json]
};
/// Forms of a clean text.
pub(super) const CLEAN: &[report::Format] = {
    use report::Format::{Json, Markdown, Terminal};
    &[Markdown, Terminal, Json]
};

/// The form of a report that cannot have them all: as asked for, else by the ending of the file it goes
/// to; `None`: neither says.
///
/// # Errors
/// If it has no such form: better before the work than after it.
pub(super) fn among(
    possible: &[report::Format],
    asked: Option<report::Format>,
    output: Option<&Path>,
) -> Result<Option<report::Format>> {
    let (place, form) = match asked {
        Some(form) => ("--format".to_owned(), Some(form)),
        None => {
            (output.map(|path| path.display().to_string()).unwrap_or_default(), by_output(possible, output)?)
        }
    };
    match form {
        Some(form) if !possible.contains(&form) => {
            Err(Error::new(ErrorKind::Invalid, place, "this report has no such form").with_help(format!(
                "end the name in {}, or choose one of these with --format",
                endings(possible)
            )))
        }
        form => Ok(form),
    }
}

/// The endings of files that hold these forms, in words.
fn endings(forms: &[report::Format]) -> String {
    let usual = ENDINGS.iter().enumerate().filter(|(at, (_, form))| {
        forms.contains(form) && ENDINGS.iter().position(|(_, other)| other == form) == Some(*at)
    });
    let endings: Vec<String> = usual.map(|(_, (ending, _))| format!(".{ending}")).collect();
    format!("{} or .txt", endings.join(", "))
}

/// Endings of files that nothing here is written in. What a terminal shows would not open as one.
const FOREIGN: [&str; 17] = [
    "pdf", "doc", "dot", "rtf", "odt", "ods", "xls", "xlsx", "ppt", "pptx", "png", "jpg", "jpeg", "gif",
    "webp", "zip", "epub",
];

/// The form that the name of the file stands for.
fn by_output(possible: &[report::Format], output: Option<&Path>) -> Result<Option<report::Format>> {
    let Some(output) = output else { return Ok(None) };
    let ending = output.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    if FOREIGN.contains(&ending.to_ascii_lowercase().as_str()) {
        let message = format!("files of this kind (.{ending}) are not written");
        return Err(Error::new(ErrorKind::Invalid, output.display().to_string(), message)
            .with_help(format!("end the name in {}", endings(possible))));
    }
    Ok(by_ending(output))
}

/// The form of a report that is no table.
const fn plain(format: Format) -> Option<report::Format> {
    Some(match format {
        Format::Terminal => report::Format::Terminal,
        Format::Docx => report::Format::Docx,
        Format::Html => report::Format::Html,
        Format::Markdown => report::Format::Markdown,
        Format::Csv => report::Format::Csv,
        Format::Tsv => report::Format::Tsv,
        Format::Json => report::Format::Json,
        Format::Jsonl => report::Format::JsonLines,
        Format::Tei => report::Format::Tei,
        Format::Svg => report::Format::Svg,
        Format::Changes | Format::Concordance => return None,
    })
}

/// Endings of files, and the forms they stand for; the usual one of a form comes first.
const ENDINGS: [(&str, report::Format); 13] = {
    use report::Format::{Csv, Docx, Html, Json, JsonLines, Markdown, Svg, Tei, Tsv};
    [
        ("docx", Docx),
        ("html", Html),
        ("htm", Html),
        ("md", Markdown),
        ("markdown", Markdown),
        ("csv", Csv),
        ("tsv", Tsv),
        ("json", Json),
        ("jsonl", JsonLines),
        ("ndjson", JsonLines),
        ("xml", Tei),
        ("tei", Tei),
        ("svg", Svg),
    ]
};

/// The form that a file's ending stands for.
pub(super) fn by_ending(path: &Path) -> Option<report::Format> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    ENDINGS.iter().find(|(known, _)| *known == ending).map(|&(_, form)| form)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_speaks_where_nothing_else_does() {
        let of = |format, table, output: &str| of(format, table, Some(Path::new(output))).ok();
        assert_eq!(of(None, None, "a.docx"), Some((Content::Report, report::Format::Docx)));
        assert_eq!(of(None, None, "a.txt"), Some((Content::Report, report::Format::Terminal)));
        assert_eq!(of(Some(Format::Json), None, "a.html"), Some((Content::Report, report::Format::Json)));
        let concordance = Some(Format::Concordance);
        assert_eq!(of(concordance, None, "a.CSV"), Some((Content::Concordance, report::Format::Csv)));
        assert_eq!(of(concordance, None, "a.docx"), None);
        assert_eq!(of(None, Some(TableForm::Csv), "a.csv"), None);
        assert_eq!(of(None, None, "a.PDF"), None);
        assert_eq!(of(concordance, None, "a.xlsx"), None);
        assert_eq!(of(Some(Format::Json), None, "a.pdf"), Some((Content::Report, report::Format::Json)));
    }

    #[test]
    fn a_report_without_all_forms_says_which_it_has() {
        let among = |asked, output: &str| among(LIST, asked, Some(Path::new(output)));
        assert_eq!(among(None, "a.csv").ok().flatten(), Some(report::Format::Csv));
        assert_eq!(among(None, "a").ok().flatten(), None);
        let error = among(None, "a.svg").expect_err("a list is no picture");
        assert_eq!(error.place, "a.svg");
        assert!(error.help.is_some_and(|help| help.contains(".csv, .json or .txt")));
        assert!(among(Some(report::Format::Svg), "a.csv").is_err_and(|error| error.place == "--format"));
    }
}
