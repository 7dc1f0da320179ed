//! What the page may do: nothing but show itself and run its own script.

use sha2::{Digest, Sha256};

/// The content security policy of a page with this style sheet and this script.
pub(super) fn of(style: &str, script: Option<&str>) -> String {
    let script =
        script.map(|script| format!("; script-src 'sha256-{}'", checksum(script))).unwrap_or_default();
    format!(
        "default-src 'none'; style-src 'sha256-{}'{script}; base-uri 'none'; form-action 'none'",
        checksum(style)
    )
}

/// SHA-256 in base 64, as policies want it.
fn checksum(text: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut said = String::new();
    for three in Sha256::digest(text.as_bytes()).chunks(3) {
        let bits =
            three.iter().fold(0, |bits, &byte| (bits << 8) | u32::from(byte)) << (8 * (3 - three.len()));
        for digit in 0..4 {
            let here = digit <= three.len();
            let value = (bits >> (18 - 6 * digit)) & 63;
            said.push(if here { char::from(DIGITS[value as usize]) } else { '=' });
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_as_browsers_count_them() {
        // `printf "" | openssl dgst -sha256 -binary | base64`
        assert_eq!(checksum(""), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        assert_eq!(checksum("abc"), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    }
}
