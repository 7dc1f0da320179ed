//! A document by its symbol, from the document service of the UN. Nothing else touches the network.
//!
//! ```text
//! A/70/174, en, PDF -> address -> http (redirects) -> part (X.pdf.part, X.pdf.part.toml)
//!                   -> whole? a PDF? the bytes that were locked? -> X.pdf
//! ```
//!
//! What arrives is put beside its place and takes it in one step when all of it is there and is what
//! was asked for: an error page never becomes a PDF, and nobody sees half a file. A try that breaks off
//! leaves its part, and the next goes on from there if the server can say that the document is still
//! the same (`If-Range`); otherwise it begins anew.

mod address;
mod http;
mod part;

use std::io::Read;
use std::path::Path;
use std::thread;
use std::time::Duration;

use self::address::address;
use self::http::{Client, Sent};
use self::part::{Note, Part};
use super::lock::{Locked, Origin, Sum};
use super::names::{self, Form};
use crate::error::{Error, ErrorKind, Result};
use crate::read;

pub use self::part::{is_unsettled, left_over, settle};

/// The document service of the UN.
pub const SERVICE: &str = "https://documents.un.org/api/symbol/access";

/// How to fetch.
#[derive(Clone, Debug)]
pub struct Options {
    /// The service: symbol, language and form are put behind it. Default: [`SERVICE`].
    pub service: String,
    /// How long a server may be silent. A try takes at most twenty times as long. Default: 30 seconds.
    pub timeout: Duration,
    /// How often to try again after what may pass. Default: 3.
    pub retries: u32,
    /// The pause before the second try; it doubles with each. Default: half a second.
    pub pause: Duration,
    /// The largest document, in bytes. Default: 64 MiB.
    pub largest: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            service: SERVICE.to_owned(),
            timeout: Duration::from_secs(30),
            retries: 3,
            pause: Duration::from_millis(500),
            largest: 64 << 20,
        }
    }
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The symbol.
    pub symbol: String,
    /// The language, as the service calls it: "en".
    pub language: String,
    /// The form.
    pub form: Form,
    /// The bytes it has to be, where a lock file says.
    pub sum: Option<Sum>,
}

/// What went wrong with a try, and whether another may go better.
#[derive(Debug)]
enum Trouble {
    Passing(Error),
    Lasting(Error),
}

/// Fetches a document to a file. `progress` is told how many bytes are there, and of how many.
///
/// The file is there whole when this returns, and a note beside it that says where it came from: it is
/// for whoever comes after an interruption. [`settle`] takes it away once the lock file knows.
///
/// # Errors
/// If the document cannot be had, is of another form, too large, or not the one that was locked.
pub fn fetch(
    wanted: &Wanted,
    target: &Path,
    options: &Options,
    progress: &mut dyn FnMut(u64, Option<u64>),
) -> Result<Locked> {
    names::check(&wanted.symbol)?;
    let url = address(&options.service, wanted)?;
    let mut part = Part::open(target)?;
    let client = Client::new(options.timeout);
    let mut pause = options.pause;
    let mut left = options.retries;
    let sum = loop {
        match attempt(&client, &url, wanted, &mut part, options, progress) {
            Ok(sum) => break sum,
            Err(Trouble::Lasting(error)) => {
                // What could not be written for want of space may go on when there is some.
                if error.kind == ErrorKind::NotFetched {
                    part.abandon();
                }
                return Err(error);
            }
            Err(Trouble::Passing(error)) if left == 0 => {
                let tries = options.retries + 1;
                let message =
                    if tries > 1 { format!("{} ({tries} tries)", error.message) } else { error.message };
                if part.length() == 0 {
                    part.abandon();
                    return Err(Error { message, ..error }.with_help("try again later"));
                }
                return Err(Error { message, ..error }.with_help(
                    "try again later; what has arrived is kept, and fetching goes on from there",
                ));
            }
            Err(Trouble::Passing(_)) => {
                left -= 1;
                thread::sleep(pause);
                pause = pause.saturating_mul(2);
            }
        }
    };
    let origin = Origin {
        symbol: wanted.symbol.clone(),
        language: wanted.language.clone(),
        form: wanted.form.word().to_owned(),
        url,
    };
    part.finish(&origin)?;
    Ok(Locked { sum, origin: Some(origin) })
}

/// One try: what is missing is asked for and put behind what is there.
fn attempt(
    client: &Client,
    url: &str,
    wanted: &Wanted,
    part: &mut Part,
    options: &Options,
    progress: &mut dyn FnMut(u64, Option<u64>),
) -> std::result::Result<Sum, Trouble> {
    let lasting = |message: &str, help: &str| {
        Trouble::Lasting(Error::new(ErrorKind::NotFetched, &wanted.symbol, message).with_help(help))
    };
    let passing =
        |message: String| Trouble::Passing(Error::new(ErrorKind::NotFetched, &wanted.symbol, message));
    if !part.is_all_there(url) {
        let mut sent = client.get(&wanted.symbol, url, part.resume(url).as_ref())?;
        match sent.status {
            200 => part.restart(&Note::of(url, &sent))?,
            206 if part.continues(&sent) => {}
            206 | 416 => {
                part.restart(&Note::default())?;
                return Err(passing("the server sent another part than the one asked for".to_owned()));
            }
            404 | 410 => {
                return Err(lasting(
                    &format!("there is no such document in this language and form ({})", sent.status),
                    "check the symbol; older documents may exist in other languages or as PDF only",
                ));
            }
            408 | 425 | 429 | 500..=599 => {
                return Err(passing(format!("the server answers {}", sent.status)));
            }
            status => {
                return Err(lasting(
                    &format!("the server answers {status}"),
                    "open the address in a browser",
                ));
            }
        }
        receive(&mut sent, wanted, part, options.largest, progress)?;
    }
    let bytes = part.bytes()?;
    is_it(&bytes, wanted).map_err(Trouble::Lasting)?;
    let sum = Part::sum(&bytes);
    match &wanted.sum {
        Some(locked) if *locked != sum => Err(lasting(
            "the service has another document now than the one in the lock file",
            "if that is meant, take its entry out of travaux.lock and fetch again",
        )),
        _ => Ok(sum),
    }
}

/// Puts what arrives into the part, until all is there.
fn receive(
    sent: &mut Sent,
    wanted: &Wanted,
    part: &mut Part,
    largest: u64,
    progress: &mut dyn FnMut(u64, Option<u64>),
) -> std::result::Result<(), Trouble> {
    let total = sent.length.map(|length| length.saturating_add(part.length()));
    let too_large = || {
        let message = format!("the document is larger than {} MiB", largest >> 20);
        let error = Error::new(ErrorKind::NotFetched, &wanted.symbol, message);
        Trouble::Lasting(error.with_help("allow more with --max-size"))
    };
    if total.is_some_and(|total| total > largest) {
        return Err(too_large());
    }
    let broken = |part: &Part, why: &str| {
        let of = total.map(|total| format!(" of {total}")).unwrap_or_default();
        let message = format!("the connection broke off after {}{of} bytes{why}", part.length());
        Trouble::Passing(Error::new(ErrorKind::NotFetched, &wanted.symbol, message))
    };
    let mut buffer = vec![0; 1 << 16];
    loop {
        progress(part.length(), total);
        let count = match sent.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) => {
                part.keep()?;
                return Err(broken(part, &format!(": {error}")));
            }
        };
        if part.length() + count as u64 > largest {
            return Err(too_large());
        }
        part.write(&buffer[..count])?;
    }
    part.keep()?;
    match total {
        Some(total) if part.length() < total => Err(broken(part, "")),
        _ => Ok(()),
    }
}

/// Fails unless bytes are a whole document of the form asked for.
fn is_it(bytes: &[u8], wanted: &Wanted) -> Result<()> {
    let form = wanted.form;
    let refused = |message: String, help: &str| {
        Err(Error::new(ErrorKind::NotFetched, &wanted.symbol, message).with_help(help))
    };
    let other = "the service may not have it in this language and form; try --type or --language";
    if bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'<') {
        return refused(format!("the answer is a web page, no {form}"), other);
    }
    let found = match read::arrived(&wanted.symbol, bytes) {
        Ok(found) => found,
        Err(error) => {
            let help = if form == Form::Doc { "fetch the PDF: --type pdf" } else { other };
            return refused(format!("the answer is no {form}: {}", error.message), help);
        }
    };
    match (form, found) {
        (Form::Pdf, read::Format::Pdf) | (Form::Doc, read::Format::Docx) => Ok(()),
        (_, found) => refused(format!("the answer is no {form} but {}", found.name()), other),
    }
}
