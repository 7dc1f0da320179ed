//! A document service on this machine that behaves as badly as a test wants.

#![allow(dead_code, unreachable_pub, reason = "shared by path between tests that each use a part")]

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What was asked: the path with its query, and the range with its condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub path: String,
    pub range: Option<String>,
    pub if_range: Option<String>,
}

impl Asked {
    /// The first byte asked for.
    pub fn from(&self) -> usize {
        let range = self.range.as_deref().and_then(|range| range.strip_prefix("bytes=")?.strip_suffix('-'));
        range.and_then(|from| from.parse().ok()).unwrap_or(0)
    }
}

/// What is answered.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
    /// The length to claim, if it is not that of the body; `None`: none is said.
    pub claimed: Option<usize>,
    /// How long to keep silent before the head.
    pub before: Duration,
    /// How long to keep the connection after the body.
    pub after: Duration,
}

impl Answer {
    pub fn of(status: u16, body: &[u8]) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: body.to_vec(),
            claimed: Some(body.len()),
            before: Duration::ZERO,
            after: Duration::ZERO,
        }
    }

    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    pub fn redirect(to: &str) -> Self {
        Self::of(302, b"").with("Location", to)
    }

    /// The bytes of a document from those asked for, as a server that knows ranges sends them.
    pub fn ranged(asked: &Asked, document: &[u8], tag: &str) -> Self {
        let from = if asked.if_range.as_deref() == Some(tag) { asked.from() } else { 0 };
        if from == 0 {
            return Self::of(200, document).with("ETag", tag);
        }
        let range = format!("bytes {from}-{}/{}", document.len() - 1, document.len());
        Self::of(206, &document[from..]).with("ETag", tag).with("Content-Range", &range)
    }

    /// The same, broken off after so many bytes.
    pub fn cut(mut self, length: usize) -> Self {
        self.body.truncate(length);
        self
    }
}

/// A service that runs as long as the test.
pub struct Service {
    pub url: String,
    pub log: Arc<Mutex<Vec<Asked>>>,
}

impl Service {
    /// Answers each request, of which the number (from 0) is told as well.
    pub fn new(answer: impl Fn(&Asked, usize) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("this machine has a loopback");
        let address = listener.local_addr().expect("it is bound");
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (seen, answer) = (Arc::clone(&asked), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (seen, answer) = (Arc::clone(&seen), Arc::clone(&answer));
                thread::spawn(move || {
                    let Some(request) = read(&stream) else { return };
                    let number = {
                        let mut seen = seen.lock().expect("no test panics here");
                        seen.push(request.clone());
                        seen.len() - 1
                    };
                    // Whoever hangs up has seen enough.
                    let _ = write(stream, &answer(&request, number));
                });
            }
        });
        Self { url: format!("http://{address}/access"), log: asked }
    }

    pub fn asked(&self) -> Vec<Asked> {
        self.log.lock().expect("no test panics here").clone()
    }
}

fn read(stream: &TcpStream) -> Option<Asked> {
    let mut lines = BufReader::new(stream).lines();
    let path = lines.next()?.ok()?.split(' ').nth(1)?.to_owned();
    let mut asked = Asked { path, range: None, if_range: None };
    for line in lines {
        let line = line.ok()?;
        if line.is_empty() {
            return Some(asked);
        }
        let Some((name, value)) = line.split_once(':') else { continue };
        match name.to_ascii_lowercase().as_str() {
            "range" => asked.range = Some(value.trim().to_owned()),
            "if-range" => asked.if_range = Some(value.trim().to_owned()),
            _ => {}
        }
    }
    None
}

fn write(mut stream: TcpStream, answer: &Answer) -> std::io::Result<()> {
    thread::sleep(answer.before);
    let mut head = format!("HTTP/1.1 {} Said\r\nConnection: close\r\n", answer.status);
    for (name, value) in &answer.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    if let Some(length) = answer.claimed {
        head.push_str(&format!("Content-Length: {length}\r\n"));
    }
    stream.write_all(format!("{head}\r\n").as_bytes())?;
    stream.write_all(&answer.body)?;
    stream.flush()?;
    thread::sleep(answer.after);
    Ok(())
}
