//! Addresses: where a document is asked for, and where a redirect may lead.

use super::Wanted;
use crate::error::{Error, ErrorKind, Result};

/// The address of a document.
///
/// # Errors
/// If the service is no address of the web.
pub(super) fn address(service: &str, wanted: &Wanted) -> Result<String> {
    if parts(service).is_none() {
        return Err(Error::new(ErrorKind::Invalid, service, "is no address of a document service")
            .with_help("write https://HOST/PATH"));
    }
    let sign = if service.contains('?') { '&' } else { '?' };
    let (symbol, form) = (escaped(&wanted.symbol), wanted.form.word());
    Ok(format!("{service}{sign}s={symbol}&l={}&t={form}", escaped(&wanted.language)))
}

/// A value in the query of an address. Slashes may stay, and symbols can be read then.
fn escaped(value: &str) -> String {
    let mut escaped = String::new();
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'/' => {
                escaped.push(char::from(byte))
            }
            _ => escaped.push_str(&format!("%{byte:02X}")),
        }
    }
    escaped
}

/// Scheme, host with port, and the rest of an address of the web.
fn parts(url: &str) -> Option<(&str, &str, &str)> {
    let (scheme, rest) = url.split_once("://")?;
    let scheme = ["https", "http"].into_iter().find(|known| scheme.eq_ignore_ascii_case(known))?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    let fine = !host.is_empty() && !url.contains(|c: char| c.is_control() || c.is_whitespace() || c == '\\');
    fine.then_some((scheme, host, path))
}

/// Where a redirect leads, if one may go there: on the web, and never from a protected connection to an
/// open one. This machine itself is no network.
pub(super) fn redirected(from: &str, location: &str) -> std::result::Result<String, String> {
    let (scheme, host, path) = parts(from).ok_or("it came from nowhere")?;
    let location = location.trim().replace(' ', "%20");
    let location = location.split('#').next().unwrap_or_default();
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let to = if location.contains("://") {
        location.to_owned()
    } else if location.starts_with("//") {
        format!("{scheme}:{location}")
    } else if location.starts_with('/') {
        format!("{scheme}://{host}{location}")
    } else if location.starts_with('?') {
        format!("{scheme}://{host}{path}{location}")
    } else {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        format!("{scheme}://{host}{folder}/{location}")
    };
    let (new_scheme, new_host, _) = parts(&to).ok_or_else(|| format!("“{to}” is no address of the web"))?;
    if scheme == "https" && new_scheme == "http" && !is_loopback(new_host) {
        return Err(format!("it leads from a protected connection to an open one ({new_host})"));
    }
    Ok(to)
}

/// Whether a host is this machine.
fn is_loopback(host: &str) -> bool {
    // Whoever writes a name before an @ wants to be taken for another host.
    if host.contains('@') {
        return false;
    }
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Form;

    #[test]
    fn a_symbol_in_an_address() {
        let wanted = |symbol: &str| Wanted {
            symbol: symbol.to_owned(),
            language: "en".to_owned(),
            form: Form::Pdf,
            sum: None,
        };
        let at = |service: &str, symbol: &str| address(service, &wanted(symbol)).ok();
        assert_eq!(
            at("https://a.org/x", "A/70/174").as_deref(),
            Some("https://a.org/x?s=A/70/174&l=en&t=pdf")
        );
        assert_eq!(
            at("https://a.org/x?k=1", "S/1 (Resumption 1)&t=").as_deref(),
            Some("https://a.org/x?k=1&s=S/1%20%28Resumption%201%29%26t%3D&l=en&t=pdf")
        );
        for service in ["", "a.org", "ftp://a.org/", "file:///etc/passwd", "https://", "https://a b/"] {
            assert_eq!(at(service, "A/1"), None, "{service}");
        }
    }

    #[test]
    fn where_redirects_lead() {
        let from = "https://a.org/api/access?s=A/1";
        for (location, to) in [
            ("https://b.org/x.pdf", "https://b.org/x.pdf"),
            ("//b.org/x y.pdf", "https://b.org/x%20y.pdf"),
            ("/doc/x.pdf#page=2", "https://a.org/doc/x.pdf"),
            ("x.pdf", "https://a.org/api/x.pdf"),
            ("?s=2", "https://a.org/api/access?s=2"),
            ("http://127.0.0.1:80/x", "http://127.0.0.1:80/x"),
            ("http://localhost/x", "http://localhost/x"),
            ("http://[::1]:8/x", "http://[::1]:8/x"),
        ] {
            assert_eq!(redirected(from, location).as_deref(), Ok(to));
        }
        for location in [
            "http://b.org/x",
            "HTTP://b.org/x",
            "http://127.0.0.1.b.org/x",
            "http://localhost@b.org/x",
            "http://127.0.0.1@b.org/x",
            "ftp://a.org/x",
            "file:///etc/passwd",
            "https://a.org/\r\nx",
        ] {
            assert!(redirected(from, location).is_err(), "{location:?}");
        }
        assert!(redirected("http://a.org/", "http://b.org/").is_ok());
    }
}
