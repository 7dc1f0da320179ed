//! A comparison -> a Word file with tracked changes.
//!
//! ```text
//! links -> walk: tokens of each link      "7." old, "9." new, tab both …
//!       -> chain: which units stay        the rest stands twice
//!       -> flow: one row of tokens        reads as the old text and as the new
//!       -> rows: cells of tables          where a paragraph of either side is one row
//!       -> moves: pairs with names
//!       -> body: paragraphs and tables    after the summary
//!       -> check: both readings, by another way (`resolve`), else nothing is written
//! ```

mod ink;
mod lines;
mod walk;
mod chain;
mod flow;
mod rows;
mod moves;
mod resolve;
mod check;
mod package;
mod dress;
mod own;
mod layout;
mod body;
mod grid;
mod notes;
mod summary;

use std::io::{self, Write};

use self::body::{Body, Hook, Numbers, Progress};
use self::dress::Clean;
use self::flow::Placed;
use self::layout::Layout;
use self::own::Own;
use self::package::{MAIN, OFFICE, XML};
use self::summary::Remarks;
use self::walk::What;
use super::changes::{Change, changes};
use super::{Options, View, refused};
use crate::pair::Pair;
use crate::word::WordFile;

/// Writes the file.
///
/// # Errors
/// What `out` returns, and that the redline does not resolve to both texts: then nothing is written.
pub(super) fn comparison(view: &View<'_>, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let changes = changes(view);
    let fallback = |why: String| {
        let remark = format!("The new document's own formatting could not be kept ({why}).");
        file(view, options, &changes, None, vec![remark])
    };
    let bytes = match &options.original {
        Some(original) => file(view, options, &changes, Some(original), Vec::new()).or_else(fallback),
        None => file(view, options, &changes, None, Vec::new()),
    };
    let bytes = bytes.map_err(|why| {
        refused(
            &view.documents.new.source,
            &format!("the redline does not resolve; nothing was written ({why})"),
            "please report this; `--format html` shows the same comparison",
        )
    })?;
    out.write_all(&bytes)
}

/// The file, in the formatting of the original if there is one, else in a clean layout.
fn file(
    view: &View<'_>,
    options: &Options,
    changes: &[Change<'_>],
    original: Option<&WordFile>,
    mut others: Vec<String>,
) -> Result<Vec<u8>, String> {
    let documents = view.documents;
    let links = &view.comparison.links;
    let texts: Vec<Pair<String>> = links
        .iter()
        .map(|link| documents.zip(link.units.as_ref()).map(|(document, units)| document.joined(units)))
        .collect();
    let walks: Vec<_> =
        links.iter().zip(&texts).map(|(link, texts)| walk::walk(documents, link, texts)).collect();
    let counts = documents.map(|document| document.units.len());
    let cores = chain::cores(links, &walks, counts);
    let flow = rows::rows(documents, flow::flow(&walks, &cores, counts));
    let (marks, ranges) = moves::moves(&flow);
    let dress = documents.map(Clean::new);
    let own = original.map(|original| Own::new(original, documents, &dress, &flow)).transpose()?;
    if own.is_some() {
        others.push(
            "The text has the formatting of the new document; what was deleted has that of its like."
                .to_owned(),
        );
    }

    let mut hooks = vec![Hook::default(); links.len()];
    for change in changes {
        hooks[change.index] = Hook { bookmark: true, comment: options.comments };
    }
    let mut expected = documents.map(|document| {
        let mut lines: Vec<String> = document.ids().map(|id| lines::line(document, id)).collect();
        lines.push(String::new());
        lines
    });
    for placed in flow.iter().filter(|placed| placed.row && placed.token.what == What::End) {
        let rows = [(&mut expected.old, placed.token.at.old), (&mut expected.new, placed.token.at.new)];
        for (lines, unit) in rows {
            if let Some(line) = unit.and_then(|unit| lines.get_mut(unit.index())) {
                *line = rows::as_read(line);
            }
        }
    }
    let count = |lines: &Vec<String>| {
        lines.iter().flat_map(|line| line.chars()).filter(|&c| !ink::is_legal(c)).count()
    };
    let remarks = Remarks {
        replaced: expected.as_ref().map(count),
        others,
        comments: options.comments && !changes.is_empty(),
    };

    let language = documents.new.language;
    let author = options.author.as_deref().unwrap_or("travaux");
    let escaped = ink::escaped(author);
    let mut xml = format!("{XML}<w:document xmlns:w=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><w:body>");
    summary::write(&mut xml, view, changes, &remarks, &section(true));
    let mut body = Body {
        flow: &flow,
        marks: &marks,
        ranges: &ranges,
        layout: own.as_ref().map_or(Layout::Clean(&dress, language), Layout::Own),
        offsets: &offsets(&flow, counts.new),
        hooks: &hooks,
        author: escaped.clone(),
        comments: Vec::new(),
        progress: Progress::default(),
    };
    body.write(&mut xml, &mut Numbers::new());
    for before in body.progress.blanks.iter().rev() {
        expected.old.insert(before.old.min(expected.old.len()), String::new());
        expected.new.insert(before.new.min(expected.new.len()), String::new());
    }
    // The last paragraph is nobody's: a change of a last paragraph's end cannot be resolved.
    xml.push_str("<w:p/>");
    match &own {
        Some(own) => xml.push_str(&own.last),
        None => xml.push_str(&section(false)),
    }
    xml.push_str("</w:body></w:document>");
    if let Some(fault) = check::fault(&xml, &expected) {
        return Err(fault);
    }

    let comments = body.comments;
    let (styles, settings, more) = match own {
        Some(own) => (own.styles, own.settings, own.sides),
        None => (dress::styles(language), settings(), Vec::new()),
    };
    let named = |name: &str, kind, xml| (name.to_owned(), kind, xml);
    let mut sides = vec![
        named("styles", "styles", styles),
        named("settings", "settings", settings),
        named("header1", "header", header(view)),
        named("footer1", "footer", footer()),
    ];
    sides.extend(more);
    if !comments.is_empty() {
        let by_link = |&(id, link): &(u32, usize)| {
            changes.iter().find(|change| change.index == link).map(|change| (id, change))
        };
        let comments: Vec<(u32, &Change<'_>)> = comments.iter().filter_map(by_link).collect();
        sides.push(named("comments", "comments", notes::part(&comments, &escaped)));
    }
    let title = documents.new.title.as_deref().unwrap_or(&documents.new.source);
    package::file(&xml, &sides, title, author).map_err(|error| error.to_string())
}

/// For each token where it begins in the line of its new unit.
fn offsets(flow: &[Placed<'_>], units: usize) -> Vec<usize> {
    let mut passed = vec![0; units];
    let offsets = flow.iter().map(|placed| {
        let Some(at) = placed.token.at.new.and_then(|new| passed.get_mut(new.index())) else { return 0 };
        let offset = *at;
        *at += match &placed.token.what {
            What::Words(words) | What::Raised(words) => words.len(),
            What::Between(bytes) => *bytes,
            What::End => 0,
        };
        offset
    });
    offsets.collect()
}

/// Page, margins, header and footer; that of the text counts its pages anew.
fn section(summary: bool) -> String {
    let (kind, pages) =
        if summary { ("", "") } else { ("<w:type w:val=\"nextPage\"/>", "<w:pgNumType w:start=\"1\"/>") };
    format!(
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId3\"/><w:headerReference w:type=\"even\" r:id=\"rId3\"/>\
         <w:footerReference w:type=\"default\" r:id=\"rId4\"/><w:footerReference w:type=\"even\" r:id=\"rId4\"/>\
         {kind}<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1418\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" \
         w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/>{pages}</w:sectPr>"
    )
}

fn settings() -> String {
    format!(
        "{XML}<w:settings xmlns:w=\"{MAIN}\"><w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"567\"/>\
         <w:characterSpacingControl w:val=\"doNotCompress\"/><w:compat><w:compatSetting w:name=\"compatibilityMode\" \
         w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>"
    )
}

/// Names both files.
fn header(view: &View<'_>) -> String {
    let names = view.documents.map(|document| summary::file_name(&document.source));
    let mut out =
        format!("{XML}<w:hdr xmlns:w=\"{MAIN}\"><w:p><w:pPr><w:pStyle w:val=\"SummaryHeader\"/></w:pPr>");
    ink::run(&mut out, "", &format!("{} → {}\tRedline", names.old, names.new), false);
    out.push_str("</w:p></w:hdr>");
    out
}

/// Numbers the page.
fn footer() -> String {
    format!(
        "{XML}<w:ftr xmlns:w=\"{MAIN}\"><w:p><w:pPr><w:pStyle w:val=\"SummaryFooter\"/></w:pPr>\
         <w:fldSimple w:instr=\" PAGE \"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>"
    )
}
