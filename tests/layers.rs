//! Who may use whom: a module uses only modules declared above it.
//!
//! In a single package nothing else prevents the knot. The order is the order of the `mod` lines:
//! in `src/lib.rs` for all, in `src/compare/mod.rs` (and folders below it) for the stages. Beyond
//! the order: `read` and `compare` do not name each other, `report` does not name `read`, and
//! `clap` is named in `cli` only. Unit tests are free: whatever stands under `#[cfg(test)]` is left
//! out. The check reads tokens, not types: a name re-exported by a `pub use` counts as its module.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Folders whose `mod.rs` gives an order to keep, besides `lib.rs`. The root is the empty path.
const ORDERED: [&str; 1] = ["compare"];

/// Modules that must not name each other whatever the order says: (user, used).
const STRANGERS: [(&str, &str); 2] = [("compare", "read"), ("report", "read")];

/// Crates only the program may name.
const PROGRAM_ONLY: [&str; 3] = ["clap", "clap_complete", "clap_mangen"];

/// Crates only one file may name: (crate, file). Nothing else touches the network.
const ONE_FILE: [(&str, &str); 1] = [("ureq", "corpus/fetch/http.rs")];

/// Names of the standard library that reach for the network.
const NETWORK: [&str; 3] = ["TcpStream", "TcpListener", "UdpSocket"];

#[test]
fn modules_use_only_what_is_declared_above_them() {
    let sources = sources(Path::new(env!("CARGO_MANIFEST_DIR")).join("src").as_path());
    assert!(sources.contains_key("lib.rs"), "src/lib.rs is there");
    let faults = faults(&sources);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The check can fail, and says where: a made-up tree with one fault of every sort.
#[test]
fn a_knot_is_found_and_named() {
    let tree = [
        (
            "lib.rs",
            "pub mod pair;\npub mod read;\npub mod compare;\npub mod report;\n#[cfg(feature = \"cli\")]\npub mod cli;\npub use compare::{Comparison, compare as go};\npub use read::read;\n",
        ),
        ("pair.rs", "//! See [`crate::report`].\nuse std::fmt;\n"),
        (
            "read/mod.rs",
            "use crate::pair::Pair;\nuse crate::Comparison;\nfn f() { let s = \"crate::report\"; }\n#[cfg(test)]\nmod tests { use crate::report; }\n",
        ),
        ("compare/mod.rs", "mod tokens;\nmod align;\npub use tokens::Token;\nuse super::pair;\n"),
        ("compare/tokens.rs", "use super::align::Flow; // the later stage\n"),
        (
            "compare/align/mod.rs",
            "mod assign;\nmod order;\nuse super::Token;\nuse crate::{pair::{Pair, self}, read};\n",
        ),
        ("compare/align/assign.rs", "fn f() { super::order::g() }\nuse super::super::tokens::Token;\n"),
        ("report/mod.rs", "use crate::{compare, read as r};\nuse clap::Parser;\n"),
        ("cli/mod.rs", "use clap::Parser;\nuse crate::report;\n"),
        ("cli/fetch.rs", "use std::net::TcpStream;\nuse ureq::Agent;\n"),
        ("corpus/fetch/http.rs", "use ureq::Agent;\n"),
        ("main.rs", "fn main() { travaux::cli::run() }\n"),
    ];
    let sources = tree.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    let expected = [
        "compare/align/assign.rs: `compare::align::assign` uses `compare::align::order`, which is declared below it (super::order::g)",
        "compare/align/mod.rs: `compare` must not name `read` (crate::read)",
        "compare/tokens.rs: `compare::tokens` uses `compare::align`, which is declared below it (super::align::Flow)",
        "read/mod.rs: `read` uses `compare`, which is declared below it (crate::Comparison)",
        "report/mod.rs: `report` must not name `read` (crate::read)",
        "report/mod.rs: `clap` is for `cli` only",
        "cli/fetch.rs: `ureq` is for corpus/fetch/http.rs only",
        "cli/fetch.rs: `TcpStream` touches the network, which is for the fetching of documents only",
    ];
    assert_eq!(faults(&sources), expected);
}

/// Path below src/ -> text, sorted.
fn sources(root: &Path) -> BTreeMap<String, String> {
    let mut sources = BTreeMap::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of sources is readable") {
            let path = entry.expect("an entry is readable").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(root).expect("it is below the root");
                let name = name.to_string_lossy().replace('\\', "/");
                sources.insert(name, fs::read_to_string(&path).expect("a source is readable"));
            }
        }
    }
    sources
}

/// All faults of a tree, by file.
fn faults(sources: &BTreeMap<String, String>) -> Vec<String> {
    let folders: Vec<Folder> = sources.iter().filter_map(|(path, text)| Folder::new(path, text)).collect();
    let mut faults = Vec::new();
    for (path, text) in sources {
        let module = module_path(path);
        if path == "lib.rs" || path == "main.rs" || module.last().is_some_and(|name| name == "tests") {
            continue;
        }
        let tokens = without_tests(&tokens(text));
        for used in paths(&tokens) {
            faults.extend(fault(&folders, path, &module, &used));
        }
        for name in PROGRAM_ONLY {
            let named = tokens.windows(2).any(|pair| pair[0] == name && pair[1] == "::");
            if named && module[0] != "cli" {
                faults.push(format!("{path}: `{name}` is for `cli` only"));
            }
        }
    }
    for (path, text) in sources {
        let tokens = without_tests(&tokens(text));
        for (name, only) in ONE_FILE {
            let named = tokens.windows(2).any(|pair| pair[0] == name && pair[1] == "::");
            if named && path != only {
                faults.push(format!("{path}: `{name}` is for {only} only"));
            }
        }
        for name in NETWORK {
            if tokens.iter().any(|token| token == name) {
                faults.push(format!(
                    "{path}: `{name}` touches the network, which is for the fetching of documents only"
                ));
            }
        }
    }
    faults.dedup();
    faults
}

/// A folder's module with what its `mod.rs` (or `lib.rs`) declares and re-exports.
struct Folder {
    module: Vec<String>,
    order: Vec<String>,
    exports: BTreeMap<String, String>,
}

impl Folder {
    fn new(path: &str, text: &str) -> Option<Self> {
        let module = match path {
            "lib.rs" => Vec::new(),
            _ => path.strip_suffix("/mod.rs")?.split('/').map(str::to_owned).collect(),
        };
        if !module.is_empty() && !ORDERED.contains(&module[0].as_str()) {
            return None;
        }
        let tokens = without_tests(&tokens(text));
        let mut order = Vec::new();
        let mut exports = BTreeMap::new();
        for (at, token) in tokens.iter().enumerate() {
            match token.as_str() {
                "mod" if tokens.get(at + 2).is_some_and(|next| next == ";") => {
                    order.push(tokens[at + 1].clone())
                }
                "use" => {
                    for used in use_tree(&tokens, at + 1).0 {
                        let used: Vec<String> =
                            used.into_iter().filter(|part| part != "self" && part != "crate").collect();
                        if let (Some(first), Some(last)) = (used.first(), used.last())
                            && first != last
                        {
                            exports.insert(last.clone(), first.clone());
                        }
                    }
                }
                _ => {}
            }
        }
        exports.retain(|name, from| order.contains(from) && !order.contains(name));
        Some(Self { module, order, exports })
    }

    /// The submodule a name in this folder belongs to, and its place in the order.
    fn place(&self, name: &str) -> Option<(&str, usize)> {
        let name = self.exports.get(name).map_or(name, String::as_str);
        let at = self.order.iter().position(|module| module == name)?;
        Some((&self.order[at], at))
    }
}

/// `compare/align/mod.rs` -> compare, align.
fn module_path(path: &str) -> Vec<String> {
    let path = path.trim_end_matches(".rs");
    path.strip_suffix("/mod").unwrap_or(path).split('/').map(str::to_owned).collect()
}

/// What is wrong with a module's use of a path, if anything.
fn fault(folders: &[Folder], file: &str, module: &[String], used: &[String]) -> Option<String> {
    let target = absolute(module, used)?;
    let shown = used.join("::");
    for folder in folders {
        let depth = folder.module.len();
        if !module.starts_with(&folder.module) || !target.starts_with(&folder.module) || module.len() <= depth
        {
            continue;
        }
        let Some(name) = target.get(depth) else { continue };
        let (Some((own, own_at)), Some((other, other_at))) =
            (folder.place(&module[depth]), folder.place(name))
        else {
            continue;
        };
        if depth == 0 && STRANGERS.contains(&(own, other)) {
            return Some(format!("{file}: `{own}` must not name `{other}` ({shown})"));
        }
        if other_at > own_at {
            let full = |name: &str| {
                folder.module.iter().map(String::as_str).chain([name]).collect::<Vec<_>>().join("::")
            };
            return Some(format!(
                "{file}: `{}` uses `{}`, which is declared below it ({shown})",
                full(own),
                full(other)
            ));
        }
    }
    None
}

/// A path from `crate`, `super` or `self` as seen from the root; `None` for other crates' paths.
fn absolute(module: &[String], used: &[String]) -> Option<Vec<String>> {
    let mut base = match used.first()?.as_str() {
        "crate" => Vec::new(),
        "super" | "self" => module.to_vec(),
        _ => return None,
    };
    let mut rest = used.iter().skip_while(|part| *part == "crate").peekable();
    while let Some(part) = rest.next_if(|part| *part == "super" || *part == "self") {
        if part == "super" {
            base.pop();
        }
    }
    base.extend(rest.cloned());
    Some(base)
}

/// All paths that begin with `crate`, `super` or `self`, groups taken apart.
fn paths(tokens: &[String]) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let starts = matches!(tokens[at].as_str(), "crate" | "super" | "self");
        let inside = at > 0 && tokens[at - 1] == "::";
        if starts && !inside && tokens.get(at + 1).is_some_and(|next| next == "::") {
            let (found, end) = use_tree(tokens, at);
            paths.extend(found);
            at = end.max(at + 1);
        } else {
            at += 1;
        }
    }
    paths
}

/// The paths of a `use` tree (`a::{b, c::d as e}`) that begins at `at`, and where it ends.
fn use_tree(tokens: &[String], mut at: usize) -> (Vec<Vec<String>>, usize) {
    let mut prefix = Vec::new();
    while let Some(token) = tokens.get(at) {
        if token == "{" {
            let mut all = Vec::new();
            at += 1;
            while tokens.get(at).is_some_and(|token| token != "}") {
                let (inner, end) = use_tree(tokens, at);
                all.extend(
                    inner.into_iter().map(|path| prefix.iter().cloned().chain(path).collect::<Vec<_>>()),
                );
                at = end.max(at + 1);
                while tokens.get(at).is_some_and(|token| token != "," && token != "}") {
                    at += 1;
                }
                if tokens.get(at).is_some_and(|token| token == ",") {
                    at += 1;
                }
            }
            return (all, at + 1);
        }
        if !token.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            break;
        }
        prefix.push(token.clone());
        at += 1;
        if tokens.get(at).is_none_or(|token| token != "::") {
            break;
        }
        at += 1;
    }
    (if prefix.is_empty() { Vec::new() } else { vec![prefix] }, at)
}

/// Drops what stands under `#[cfg(test)]`: up to the `;` or the closing brace of the item.
fn without_tests(tokens: &[String]) -> Vec<String> {
    let marker = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at..].iter().map(String::as_str).take(marker.len()).eq(marker) {
            let mut depth = 0;
            at += marker.len();
            while let Some(token) = tokens.get(at) {
                at += 1;
                depth += i32::from(token == "{") - i32::from(token == "}");
                if depth == 0 && (token == ";" || token == "}") {
                    break;
                }
            }
        } else {
            kept.push(tokens[at].clone());
            at += 1;
        }
    }
    kept
}

/// Names, `::` and single signs; comments, strings and characters are left out.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => block_comment(rest),
            'r' if raw_string(rest).is_some() => raw_string(rest).unwrap_or(1),
            'b' if rest.starts_with("br") && raw_string(&rest[1..]).is_some() => 1,
            '"' => string(rest),
            '\'' => character(rest),
            _ if c.is_alphabetic() || c == '_' => {
                let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
                tokens.push(rest[..end].to_owned());
                end
            }
            ':' if rest.starts_with("::") => {
                tokens.push("::".to_owned());
                2
            }
            _ => {
                if !c.is_whitespace() {
                    tokens.push(c.to_string());
                }
                c.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    tokens
}

/// The length of a block comment; they nest.
fn block_comment(text: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < text.len() {
        match &text.as_bytes()[at..text.len().min(at + 2)] {
            b"/*" => (depth, at) = (depth + 1, at + 2),
            b"*/" => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

/// The length of `r"…"` or `r#"…"#`.
fn raw_string(text: &str) -> Option<usize> {
    let hashes = text[1..].len() - text[1..].trim_start_matches('#').len();
    let body = text[1 + hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    Some(1 + hashes + 1 + body.find(&end)? + end.len())
}

/// The length of a string with its quotes.
fn string(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The length of a character; 1 if the quote begins a lifetime.
fn character(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    match (chars.next(), chars.next()) {
        (Some((_, '\\')), Some(_)) => chars.find(|(_, c)| *c == '\'').map_or(1, |(at, _)| at + 1),
        (Some(_), Some((at, '\''))) => at + 1,
        _ => 1,
    }
}
