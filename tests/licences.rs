//! What is linked in may be linked in: every dependency has a licence of the list in `deny.toml`.
//!
//! `cargo deny` checks more where it is installed; this needs nothing but cargo and no network.

use std::process::Command;

use serde::Deserialize;

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    license: Option<String>,
    source: Option<String>,
}

#[derive(Deserialize)]
struct Deny {
    licenses: Licences,
}

#[derive(Deserialize)]
struct Licences {
    allow: Vec<String>,
}

#[test]
fn every_dependency_may_be_linked_in() {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--all-features", "--offline", "--locked"])
        // Packages for other systems are not downloaded, so not known: leave them out.
        .args(["--filter-platform", target()])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Metadata = serde_json::from_slice(&output.stdout).expect("cargo metadata prints JSON");
    let deny = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/deny.toml"))
        .expect("deny.toml is there");
    let allowed = toml::from_str::<Deny>(&deny).expect("deny.toml has a list of licences").licenses.allow;
    let mut faults = Vec::new();
    for package in &metadata.packages {
        let licence = package.license.as_deref().unwrap_or("none");
        if !permits(licence, &allowed) {
            faults.push(format!("{}: {licence}", package.name));
        }
        let source = package.source.as_deref().unwrap_or("path+ours");
        if !source.starts_with("registry+") && source != "path+ours" {
            faults.push(format!("{}: comes from {source}", package.name));
        }
    }
    assert!(metadata.packages.len() > 20, "the dependencies are listed");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_choice_needs_one_and_a_sum_needs_all() {
    let allowed = ["MIT".to_owned(), "Zlib".to_owned()];
    for good in ["MIT", "MIT OR GPL-3.0", "GPL-3.0/MIT", "(MIT OR GPL-3.0) AND Zlib", "MIT AND Zlib"] {
        assert!(permits(good, &allowed), "{good}");
    }
    for bad in ["GPL-3.0", "MIT AND GPL-3.0", "none", "(GPL-3.0 OR AGPL-3.0) AND MIT"] {
        assert!(!permits(bad, &allowed), "{bad}");
    }
}

/// Whether a licence expression can be met with the allowed licences: AND binds tighter than OR.
fn permits(expression: &str, allowed: &[String]) -> bool {
    let expression = expression.replace('/', " OR ");
    let any = |part: &str| {
        part.split(" OR ").any(|name| allowed.iter().any(|a| a == name.trim_matches(['(', ')', ' '])))
    };
    if expression.contains('(') {
        // Parentheses hold choices: each factor of the sum must be met.
        expression.split(" AND ").all(any)
    } else {
        expression.split(" OR ").any(|sum| sum.split(" AND ").all(any))
    }
}

/// The system this test was built for, as cargo names it.
fn target() -> &'static str {
    if cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        "x86_64-unknown-linux-gnu"
    } else if cfg!(all(target_os = "linux", target_arch = "aarch64")) {
        "aarch64-unknown-linux-gnu"
    } else if cfg!(target_os = "macos") {
        "aarch64-apple-darwin"
    } else {
        "x86_64-pc-windows-msvc"
    }
}
