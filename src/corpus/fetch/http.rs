//! One request: the only file that names the library for the web.

use std::io::{self, Read};
use std::time::Duration;

use ureq::http::HeaderMap;
use ureq::{Agent, BodyReader, Error as WebError};

use super::Trouble;
use super::address::redirected;
use super::part::Resume;
use crate::error::{Error, ErrorKind};

/// Most redirects that are followed.
const REDIRECTS: usize = 8;
/// How much longer than a silence a whole try may take.
const PATIENCE: u32 = 20;

/// What asks servers.
pub(super) struct Client(Agent);

/// What a server sends.
pub(super) struct Sent {
    /// The status.
    pub(super) status: u16,
    /// How many bytes are to come, if it says.
    pub(super) length: Option<u64>,
    /// What the document is known by, to ask for the rest of the same one.
    pub(super) validator: Option<String>,
    /// The first byte of a part, and the length of the whole.
    pub(super) range: Option<(u64, Option<u64>)>,
    body: BodyReader<'static>,
}

impl Read for Sent {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.body.read(buffer)
    }
}

impl Client {
    pub(super) fn new(timeout: Duration) -> Self {
        let config = Agent::config_builder()
            // They are followed here, where they can be judged.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .timeout_resolve(Some(timeout))
            .timeout_connect(Some(timeout))
            .timeout_recv_response(Some(timeout))
            .timeout_per_read(Some(timeout))
            .timeout_global(Some(timeout.saturating_mul(PATIENCE)))
            .user_agent(concat!("travaux/", env!("CARGO_PKG_VERSION")))
            .build();
        Self(config.into())
    }

    /// Asks for a document, or for the rest of it.
    pub(super) fn get(&self, symbol: &str, url: &str, resume: Option<&Resume>) -> Result<Sent, Trouble> {
        let mut url = url.to_owned();
        for _ in 0..=REDIRECTS {
            let mut request = self.0.get(&url);
            if let Some(resume) = resume {
                request = request
                    .header("Range", format!("bytes={}-", resume.from))
                    .header("If-Range", resume.validator.as_str());
            }
            let answer = request.call().map_err(|error| trouble(symbol, &error))?;
            let (head, body) = answer.into_parts();
            let text = |name: &str| head.headers.get(name).and_then(|value| value.to_str().ok());
            let status = head.status.as_u16();
            if let (301 | 302 | 303 | 307 | 308, Some(location)) = (status, text("location")) {
                url = redirected(&url, location)
                    .map_err(|why| lasting(symbol, format!("a redirect is not followed: {why}")))?;
                continue;
            }
            return Ok(Sent {
                status,
                length: text("content-length").and_then(|length| length.trim().parse().ok()),
                validator: validator(&head.headers),
                range: text("content-range").and_then(range),
                body: body.into_reader(),
            });
        }
        Err(lasting(symbol, format!("the server redirects more than {REDIRECTS} times, perhaps in a circle")))
    }
}

fn lasting(symbol: &str, message: String) -> Trouble {
    let error = Error::new(ErrorKind::NotFetched, symbol, message);
    Trouble::Lasting(error.with_help("check --base-url, and open the address in a browser"))
}

/// What a document is known by: a strong tag, else when it was changed.
fn validator(headers: &HeaderMap) -> Option<String> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    text("etag").filter(|tag| tag.starts_with('"')).or_else(|| text("last-modified"))
}

/// "bytes 100-199/200": where it begins, and the length of the whole.
fn range(text: &str) -> Option<(u64, Option<u64>)> {
    let (range, whole) = text.trim().strip_prefix("bytes")?.trim().split_once('/')?;
    let (first, _) = range.split_once('-')?;
    Some((first.trim().parse().ok()?, whole.trim().parse().ok()))
}

fn trouble(symbol: &str, error: &WebError) -> Trouble {
    match error {
        WebError::Timeout(_) => passing(symbol, "the server does not answer in time".to_owned()),
        WebError::Tls(_) | WebError::Rustls(_) | WebError::Pem(_) => {
            lasting(symbol, format!("no protected connection: {error}"))
        }
        WebError::BadUri(_) | WebError::Http(_) | WebError::InvalidProxyUrl => {
            lasting(symbol, error.to_string())
        }
        WebError::HostNotFound => passing(symbol, "the server is not found: is there a network?".to_owned()),
        WebError::Io(error) => passing(symbol, format!("the connection failed: {error}")),
        other => passing(symbol, format!("the connection failed: {other}")),
    }
}

fn passing(symbol: &str, message: String) -> Trouble {
    Trouble::Passing(Error::new(ErrorKind::NotFetched, symbol, message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_say_where_they_begin() {
        assert_eq!(range("bytes 100-199/200"), Some((100, Some(200))));
        assert_eq!(range("bytes 0-1/*"), Some((0, None)));
        for wrong in ["", "bytes */200", "lines 1-2/3", "bytes x-2/3"] {
            assert_eq!(range(wrong), None);
        }
    }
}
