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
    let ending = output.and_then(by_ending);
    let content = match format {
        Some(Format::Changes) => Content::Changes,
        Some(Format::Concordance) => Content::Concordance,
        _ => Content::Report,
    };
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

/// The form that a file's ending stands for.
pub(super) fn by_ending(path: &Path) -> Option<report::Format> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    Some(match ending.as_str() {
        "docx" => report::Format::Docx,
        "html" | "htm" => report::Format::Html,
        "md" | "markdown" => report::Format::Markdown,
        "csv" => report::Format::Csv,
        "tsv" => report::Format::Tsv,
        "json" => report::Format::Json,
        "jsonl" | "ndjson" => report::Format::JsonLines,
        "xml" | "tei" => report::Format::Tei,
        "svg" => report::Format::Svg,
        _ => return None,
    })
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
    }
}
