//! A page's style sheet, as far as it says what words are: struck, bold, raised, labelled.
//!
//! ```text
//! .c3{text-decoration:line-through}                        <span class=c3>  as with style="…"
//! .x-1>li:before{content:"(" counter(n,lower-latin) ") "}  <ol class=x-1>   labels (a), (b)
//! ```
//!
//! Word processors write their pages so. Rules for one class alone are set into the elements' own
//! style; whole CSS was rejected. Whether something is shown at all is not asked of a style sheet:
//! a script may show what the sheet hides, and words must not be lost.

use rustc_hash::FxHashMap;

use super::tree::{Data, Tree};

/// The property under which a label's form is set: `before,kind,after`.
pub(super) const LABEL: &str = "-label";

/// Bytes of style sheets that are looked at.
const LONGEST: usize = 1 << 20;

/// Sets the rules of a page's style sheets into the elements they are for.
pub(super) fn set_in(tree: &mut Tree) {
    let mut sheet = String::new();
    for id in tree.under(0) {
        if let Data::Text(text) = tree.data(id)
            && tree.parent(id).is_some_and(|up| tree.name(up) == "style")
            && sheet.len() + text.len() < LONGEST
        {
            sheet.push_str(text);
        }
    }
    let rules = rules(&sheet);
    if rules.is_empty() {
        return;
    }
    for id in 0..tree.len() {
        let Some(class) = tree.attribute(id, "class") else { continue };
        let found: Vec<&str> = class
            .split_whitespace()
            .take(20)
            .filter_map(|name| rules.get(name))
            .map(String::as_str)
            .collect();
        if !found.is_empty() {
            tree.add_style(id, &found.concat());
        }
    }
}

/// Class -> what it says of words.
fn rules(sheet: &str) -> FxHashMap<&str, String> {
    let mut rules: FxHashMap<&str, String> = FxHashMap::default();
    let mut rest = sheet;
    while let Some((selectors, after)) = rest.split_once('{') {
        if selectors.trim_start().starts_with('@') {
            // What holds on paper or on a telephone alone.
            rest = &after[block_end(after)..];
            continue;
        }
        let Some((body, after)) = after.split_once('}') else { break };
        rest = after;
        for selector in selectors.split(',').map(str::trim) {
            let (class, own) =
                match selector.split_once(">li:before").or_else(|| selector.split_once(" > li:before")) {
                    Some((class, "")) => (class, label(body)),
                    _ => (selector, declarations(body)),
                };
            let name =
                class.rsplit_once('.').filter(|(tag, _)| tag.chars().all(|c| c.is_ascii_alphanumeric()));
            if let Some((_, name)) =
                name.filter(|(_, name)| !own.is_empty() && !name.contains([' ', ':', '>', '[']))
            {
                rules.entry(name).or_default().push_str(&own);
            }
        }
    }
    rules
}

/// Bytes of a block that holds rules, after its opening brace.
fn block_end(text: &str) -> usize {
    let mut depth = 1usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    text.len()
}

/// The declarations that say what words are.
fn declarations(body: &str) -> String {
    const KEPT: [&str; 5] =
        ["text-decoration", "font-weight", "vertical-align", "list-style-type", "list-style"];
    let kept = body.split(';').filter_map(|pair| pair.split_once(':'));
    let kept = kept.map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim()));
    kept.filter(|(name, _)| KEPT.contains(&name.as_str()))
        .map(|(name, value)| format!(";{name}:{value}"))
        .collect()
}

/// `content:"(" counter(n,lower-latin) ") "` as `;-label:(,lower-latin,)`.
fn label(body: &str) -> String {
    let Some((_, content)) = body.split_once("content:") else { return String::new() };
    let Some((before, rest)) = content.split_once("counter(") else { return String::new() };
    let Some((counter, after)) = rest.split_once(')') else { return String::new() };
    let kind = counter.split_once(',').map_or("decimal", |(_, kind)| kind.trim());
    // Several counters are an outline number, which only the page as shown could tell.
    if after.contains("counter(") {
        return String::new();
    }
    let plain = |text: &str| text.split(';').next().unwrap_or("").replace(['"', '\'', ' ', ','], "");
    format!(";{LABEL}:{},{kind},{}", plain(before), plain(after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_of_one_class() {
        let rules = rules(
            "p{margin:0}.c3,span.c4{color:red;text-decoration:line-through}@media print{.c5{font-weight:700}}\
             .a .b{font-weight:700}.x-1>li:before{content:\"(\" counter(n-1,lower-latin) \") \"}.c6{font-weight:700",
        );
        assert_eq!(rules.len(), 3);
        assert_eq!(rules["c4"], ";text-decoration:line-through");
        assert_eq!(rules["x-1"], ";-label:(,lower-latin,)");
    }
}
