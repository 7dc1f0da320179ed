//! The one room that knows `hayro`: bytes -> glyphs with their places, and what the tags say.
//!
//! ```text
//! page 1   'A' at (490, 57), size 10, bold, in content 17     content 17 -> element 4, a paragraph
//! page 1   a rule from (123, 640) to (195, 640)
//! ```
//!
//! Nothing here knows about lines or words. The interpreter has no bounds of its own: forms that
//! contain each other never end, and a stream unpacks to any size. So streams are measured before
//! anything is unpacked (`limits`), drawing is counted, and passing the count leaves the
//! interpreter by unwinding, which needs no `panic!`.

mod device;
mod limits;
mod tags;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use hayro_interpret::hayro_syntax::page::Page as SourcePage;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, Rect};
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, RenderContent, interpret_page};
use rayon::prelude::*;

use self::device::{Recorder, Stop};
pub(crate) use self::tags::{Element, Role, Tags};
use crate::error::{Error, ErrorKind, Result};

/// Pages that are read; a text for negotiation has hundreds.
const PAGES: usize = 10_000;
/// Glyphs of the whole document, and other things drawn.
const DRAWN: usize = 4_000_000;
/// Of one page: a map may have hundreds of thousands of strokes.
const PAGE_DRAWN: usize = 1_500_000;
/// How long drawing may take: far more than a file of a thousand pages needs. A file is then
/// refused, so that what is read never depends on the clock.
const LONGEST: Duration = Duration::from_secs(12);

/// What a glyph stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Words {
    /// Most do.
    Char(char),
    /// A ligature, or text that the file gives in place of several glyphs.
    More(Box<str>),
}

/// Which part of the page a glyph says it belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Mark {
    /// The file doesn't say.
    #[default]
    None,
    /// Marked content with this number.
    Content(u32),
    /// No text of the document, at the top of the page.
    Header,
    /// No text of the document, at the bottom.
    Footer,
    /// No text of the document.
    Artifact,
}

/// A glyph. Places are in points from the top left corner of the page as it is seen.
#[derive(Clone, Debug)]
pub(crate) struct Glyph {
    /// What it stands for.
    pub(crate) words: Words,
    /// Left edge.
    pub(crate) x: f32,
    /// Base line.
    pub(crate) y: f32,
    /// Size of the font.
    pub(crate) size: f32,
    /// How far the next glyph is.
    pub(crate) width: f32,
    /// It is bold.
    pub(crate) bold: bool,
    /// It is an outline drawn over another.
    pub(crate) stroke: bool,
    /// Quarter turns from upright.
    pub(crate) turn: u8,
    /// Where it says it belongs.
    pub(crate) mark: Mark,
}

/// A line drawn across a page, or down.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rule {
    /// Left end.
    pub(crate) x0: f32,
    /// Right end.
    pub(crate) x1: f32,
    /// Upper end.
    pub(crate) y0: f32,
    /// Lower end.
    pub(crate) y1: f32,
}

/// What stands on a page, in the order in which the file draws it.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// Width in points, as seen.
    pub(crate) width: f32,
    /// Height in points.
    pub(crate) height: f32,
    /// Its glyphs.
    pub(crate) glyphs: Vec<Glyph>,
    /// Its rules.
    pub(crate) rules: Vec<Rule>,
    /// An image covers much of it.
    pub(crate) image: bool,
    /// Something went wrong in the middle of it.
    pub(crate) broken: bool,
}

/// A document as drawn.
#[derive(Debug)]
pub(crate) struct Source {
    /// Its pages.
    pub(crate) pages: Vec<Page>,
    /// Its structure tree, if it has one.
    pub(crate) tags: Option<Tags>,
    /// Pages after the last that is read.
    pub(crate) pages_left: usize,
}

/// Reads what the file draws.
///
/// # Errors
/// If the file is no PDF, is broken, needs a password, or passes a limit.
pub(crate) fn read(name: &str, bytes: &[u8]) -> Result<Source> {
    if !bytes[..bytes.len().min(2048)].windows(5).any(|window| window == b"%PDF-") {
        return Err(Error::new(ErrorKind::NotText, name, "this is no PDF file: it doesn't begin as one")
            .with_help("leave out --from, and its format is found by its content"));
    }
    if !has_end(bytes) {
        return Err(Error::new(ErrorKind::NotText, name, "this PDF file is cut off: its end is missing")
            .with_help("fetch it again; what is there would be taken for the whole text"));
    }
    limits::check(name, bytes)?;
    let opened = catch_unwind(AssertUnwindSafe(|| open(name, bytes)));
    opened.unwrap_or_else(|_| Err(broken(name)))
}

/// Whether the last lines of a file are there, which say where everything is. Without them a reader
/// guesses, and a page that never arrived is a page of dropped paragraphs. Some servers pad a file, or
/// add a little to it.
pub(crate) fn has_end(bytes: &[u8]) -> bool {
    let padding = bytes.iter().rev().take_while(|byte| matches!(byte, 0 | b' ' | b'\r' | b'\n')).count();
    let end = &bytes[..bytes.len() - padding];
    let tail = &end[end.len().saturating_sub(4096)..];
    tail.windows(5).any(|window| window == b"%%EOF") || tail.windows(9).any(|window| window == b"startxref")
}

fn open(name: &str, bytes: &[u8]) -> Result<Source> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| refused(name, error))?;
    let all = pdf.pages();
    if all.is_empty() {
        return Err(broken(name));
    }
    let count = all.len().min(PAGES);
    limits::check_repeated(name, &pdf, &all[..count])?;
    let pages = pages(&pdf, &all[..count]).ok_or_else(|| {
        Error::new(ErrorKind::TooLarge, name, "this PDF draws too much, or goes round in circles")
            .with_help("print it to a new PDF, or cut it into parts")
    })?;
    Ok(Source { tags: tags::read(&pdf), pages, pages_left: all.len() - count })
}

fn broken(name: &str) -> Error {
    Error::new(ErrorKind::NotText, name, "this PDF file is broken or cut off")
        .with_help("fetch it again, or open it in a PDF reader and save it anew")
}

fn refused(name: &str, error: LoadPdfError) -> Error {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            Error::new(ErrorKind::NotText, name, "this PDF file is encrypted and needs a password")
                .with_help("open it with its password and save it without one")
        }
        LoadPdfError::Decryption(_) => {
            Error::new(ErrorKind::NotText, name, "this PDF file is encrypted in a way that cannot be read")
                .with_help("open it in a PDF reader and save it without encryption")
        }
        LoadPdfError::Invalid => broken(name),
    }
}

/// Reads pages side by side: each run of pages has its own cache of fonts, for that of the
/// interpreter cannot be shared. `None` if more is drawn than allowed.
fn pages(pdf: &Pdf, all: &[SourcePage<'_>]) -> Option<Vec<Page>> {
    // As many runs on any machine: what a run may draw must not depend on its threads.
    let parts = all.len().div_ceil(4).clamp(1, 4);
    let budget = DRAWN / parts + DRAWN / 4;
    let until = Instant::now() + LONGEST;
    let runs: Vec<Option<Vec<Page>>> =
        all.par_chunks(all.len().div_ceil(parts)).map(|run| some_pages(pdf, run, budget, until)).collect();
    let mut pages = Vec::with_capacity(all.len());
    for run in runs {
        pages.extend(run?);
    }
    Some(pages)
}

fn some_pages(pdf: &Pdf, run: &[SourcePage<'_>], mut budget: usize, until: Instant) -> Option<Vec<Page>> {
    let cache = InterpreterCache::new();
    let settings =
        InterpreterSettings { render_content: RenderContent::PAGE, ..InterpreterSettings::default() };
    let mut pages = Vec::with_capacity(run.len());
    for page in run {
        let (width, height) = page.render_dimensions();
        let transform = Affine::new(page.initial_transform(true).as_coeffs());
        let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let mut context = Context::new(transform, bounds, &cache, pdf.xref(), settings.clone());
        let allowed = budget.min(PAGE_DRAWN);
        let mut recorder = Recorder::new(width, height, allowed, until);
        let ran = catch_unwind(AssertUnwindSafe(|| interpret_page(page, &mut context, &mut recorder)));
        budget -= allowed - recorder.left();
        let mut read = recorder.into_page();
        if let Err(thrown) = ran {
            if thrown.is::<Stop>() {
                return None;
            }
            read.broken = true;
        }
        pages.push(read);
    }
    Some(pages)
}
