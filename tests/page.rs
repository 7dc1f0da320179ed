//! The page and the picture: well formed, complete, and never anybody else's markup.
//!
//! What needs a browser (filters, jumps, print, accessibility) is in `tests/browser`.

mod handmade;

use std::collections::{BTreeMap, BTreeSet};

use handmade::everything;
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;
use travaux::compare::{self, Comparison, Watch};
use travaux::document::Document;
use travaux::pair::Pair;
use travaux::report::{Content, Filter, Format, Options, Pick, write};
use travaux::{read, read_bytes};

fn written(
    documents: Pair<&Document>,
    comparison: &Comparison,
    format: Format,
    content: Content,
    filter: Filter,
) -> String {
    let options = Options { format, content, filter, ..Options::default() };
    let mut out = Vec::new();
    write(documents, comparison, &options, &mut out).expect("a vector can be written to");
    String::from_utf8(out).expect("markup is UTF-8")
}

fn page(documents: Pair<&Document>, comparison: &Comparison) -> Page {
    Page::read(&written(documents, comparison, Format::Html, Content::Report, Filter::default()))
}

fn compared(old: &str, new: &str) -> (Pair<Document>, Comparison) {
    let documents = Pair::new(("old.txt", old), ("new.txt", new))
        .try_map(|(name, text)| read_bytes(name, text.as_bytes(), &read::Options::default()))
        .expect("text is read");
    let comparison = compare::compare(documents.as_ref(), &compare::Options::default(), &Watch::default());
    (documents, comparison.expect("nobody stops it"))
}

/// What a strict reader finds in a page. The writer closes every element, so XML rules do.
#[derive(Default)]
struct Page {
    elements: BTreeMap<String, usize>,
    ids: Vec<String>,
    references: Vec<String>,
    attributes: BTreeSet<String>,
    /// The text of all elements but style and script.
    text: String,
    script: String,
    policy: String,
}

impl Page {
    fn read(markup: &str) -> Self {
        let body = markup.strip_prefix("<!DOCTYPE html>\n").unwrap_or(markup);
        // Style and script are raw text in HTML; an XML reader would look for markup in them.
        let (mut body, mut script) = (body.to_owned(), String::new());
        for name in ["style", "script"] {
            let (open, close) = (format!("<{name}>"), format!("</{name}>"));
            assert!(body.matches(&open).count() <= 1, "one {name} at most");
            if let (Some(from), Some(to)) = (body.find(&open), body.find(&close)) {
                let inner = body[from + open.len()..to].to_owned();
                assert!(!inner.contains("</"), "the {name} ends where it ends");
                body.replace_range(from..to + close.len(), "");
                if name == "script" {
                    script = inner;
                }
            }
        }
        let mut page = Self { script, ..Self::default() };
        let mut reader = Reader::from_str(&body);
        let mut open: Vec<String> = Vec::new();
        loop {
            match reader.read_event().expect("the markup is well formed") {
                Event::Start(start) => {
                    page.element(&start);
                    open.push(start.name().as_ref().to_owned());
                }
                Event::Empty(start) => page.element(&start),
                Event::End(_) => drop(open.pop()),
                Event::Text(text) => page.text.push_str(&text),
                Event::GeneralRef(entity) => {
                    page.text.push_str(match &*entity {
                        "lt" => "<",
                        "gt" => ">",
                        "amp" => "&",
                        "quot" => "\"",
                        "#39" => "'",
                        other => panic!("the entity {other} is none of ours"),
                    });
                }
                Event::Eof => break,
                other => panic!("{other:?} is nothing we write"),
            }
        }
        assert!(open.is_empty(), "{open:?} stay open");
        page
    }

    fn element(&mut self, start: &quick_xml::events::BytesStart<'_>) {
        let name = start.name().as_ref().to_owned();
        for attribute in start.attributes() {
            let attribute = attribute.expect("attributes are well formed and unique");
            let key = attribute.key.as_ref().to_owned();
            let value = attribute.value.clone().into_owned();
            match key.as_str() {
                "id" => self.ids.push(value),
                "href" => self.references.push(value),
                "content" if value.contains("default-src") => self.policy = value,
                _ => {}
            }
            self.attributes.insert(key);
        }
        *self.elements.entry(name).or_default() += 1;
    }

    fn count(&self, name: &str) -> usize {
        self.elements.get(name).copied().unwrap_or(0)
    }

    /// What holds for every page, whatever stands in the texts.
    fn check(&self, documents: Pair<&Document>) {
        let unique: BTreeSet<&String> = self.ids.iter().collect();
        assert_eq!(unique.len(), self.ids.len(), "names are unique");
        for reference in &self.references {
            let name =
                reference.strip_prefix('#').unwrap_or_else(|| panic!("{reference} leads out of the page"));
            assert!(self.ids.iter().any(|id| id == name), "{reference} leads nowhere");
        }
        for (side, document) in [("old-", documents.old), ("new-", documents.new)] {
            let shown = self.ids.iter().filter(|id| id.starts_with(side)).count();
            assert_eq!(shown, document.units.len(), "every {side} unit stands on the page once");
        }
        assert_eq!(self.count("script") + self.count("img") + self.count("iframe"), 0);
        let foreign = |name: &&String| name.starts_with("on") || *name == "src" || *name == "style";
        assert_eq!(self.attributes.iter().find(foreign), None, "no attribute that acts");
        assert!(self.policy.starts_with("default-src &#39;none&#39;"), "{}", self.policy);
        let invisible = |c: char| {
            (c.is_control() && c != '\n' && c != '\t')
                || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        };
        assert!(!self.text.contains(invisible));
    }
}

#[test]
fn a_page_of_everything() {
    let (documents, comparison) = everything();
    let page = page(documents.as_ref(), &comparison);
    page.check(documents.as_ref());
    for said in [
        "moved within its section",
        "moved to 10",
        "nearest in the old text",
        "sentence moved to 7 (a)",
        "likely — please check",
        "only the recurring “CLK” → “Council of Lantern Keepers”",
        "Recurring substitutions (1)",
        "the label 7 occurs twice",
        "two brackets went",
        "Old labels to new ones",
    ] {
        assert!(page.text.contains(said), "{said} is not on the page: {}", page.text);
    }
    assert_eq!(page.count("main"), 1);
    assert_eq!(page.count("h1"), 1);
    assert!(page.count("h2") > 3, "headings stay headings");
    assert!(page.count("del") > 0 && page.count("ins") > 0);
}

#[test]
fn nothing_of_a_text_becomes_markup() {
    let word = "x".repeat(100_000);
    let hostile = format!(
        "1. <script>alert(1)</script> & &amp; &#60;b&#62; \" onload=\"alert(2) ' <!-- ]]> \u{202e}gnp.exe\u{202c} \
         \u{2066}a\u{2069} javascript:alert(3)\n\n2. </style></script></title><img src=x onerror=alert(4)>\n\n3. {word}\n\n4. \u{200f}\u{061c}מ\n"
    );
    let changed =
        hostile.replace("alert(1)", "alert(5)").replace("gnp", "gpj").replace(&word, &format!("{word}y"));
    for (old, new) in
        [(&hostile, &changed), (&hostile, &String::from("1. Boats.\n")), (&String::new(), &hostile)]
    {
        let (documents, comparison) = compared(old, new);
        let page = page(documents.as_ref(), &comparison);
        page.check(documents.as_ref());
        assert!(page.text.contains("<img src=x onerror=alert(4)>"), "it is shown as text");
        assert!(page.text.contains("‹U+202E›"), "what turns writing round is shown");
        assert!(page.text.contains(&word));
        for (format, content) in [(Format::Svg, Content::Report), (Format::Html, Content::Changes)] {
            let markup = written(documents.as_ref(), &comparison, format, content, Filter::default());
            Page::read(&markup);
        }
    }
}

#[test]
fn names_and_titles_are_text_too() {
    let (mut documents, comparison) = everything();
    documents.old.source = "\"><script>a</script>.txt".to_owned();
    documents.new.title = Some("</title><script>b</script>".to_owned());
    documents.new.units[3].label = Some("'><b>".to_owned());
    let page = page(documents.as_ref(), &comparison);
    page.check(documents.as_ref());
    assert!(page.text.contains("</title><script>b</script>"));
}

#[test]
fn a_filter_says_what_it_leaves_out_and_links_nowhere_else() {
    let (documents, comparison) = everything();
    for (_, pick) in Pick::ALL {
        let filter = Filter { only: vec![pick], ..Filter::default() };
        let markup = written(documents.as_ref(), &comparison, Format::Html, Content::Report, filter);
        let page = Page::read(&markup);
        for reference in &page.references {
            assert!(page.ids.iter().any(|id| reference[1..] == *id), "{reference} leads nowhere");
        }
        assert!(page.text.contains("Not everything is on this page"));
        assert!(page.text.contains(pick.word()));
    }
}

#[test]
fn the_same_bytes_on_any_number_of_threads() {
    let draft = |seed: usize| {
        let line = |n: usize| {
            format!(
                "{}. States {} consider measure {}.\n\n",
                n + 1,
                ["should", "shall"][(n + seed) % 2],
                n * seed % 97
            )
        };
        (0..120).map(line).collect::<String>()
    };
    let (old, new) = (draft(3), draft(8));
    let mut first: Option<[String; 3]> = None;
    for threads in [1, 2, 8] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads start");
        let reports = pool.install(|| {
            let (documents, comparison) = compared(&old, &new);
            [
                (Format::Html, Content::Report),
                (Format::Html, Content::Changes),
                (Format::Svg, Content::Report),
            ]
            .map(|(format, content)| {
                written(documents.as_ref(), &comparison, format, content, Filter::default())
            })
        });
        assert!(first.get_or_insert_with(|| reports.clone()) == &reports, "{threads} threads");
    }
}

#[test]
fn the_script_is_the_one_the_policy_allows() {
    let (documents, comparison) = everything();
    let page = page(documents.as_ref(), &comparison);
    assert!(page.policy.contains("script-src &#39;sha256-"), "{}", page.policy);
    for forbidden in
        ["innerHTML", "eval(", "fetch(", "XMLHttpRequest", "import(", "http:", "https:", "localStorage"]
    {
        assert!(!page.script.contains(forbidden), "{forbidden} in the script");
    }
}

#[test]
fn the_picture_has_both_strips_in_full() {
    let (documents, comparison) = everything();
    let markup = written(documents.as_ref(), &comparison, Format::Svg, Content::Report, Filter::default());
    let picture = Page::read(&markup);
    assert_eq!(picture.count("svg"), 1);
    for said in ["old", "new", "A. General", "7 carried", "1 moved", "split or merged"] {
        assert!(picture.text.contains(said), "{said}: {}", picture.text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_text_makes_a_sound_page(
        lines in prop::collection::vec("(\\PC|[<>&\"'\u{202e}\u{2068}\u{1b}]| ){0,40}", 0..8),
        kept in prop::collection::vec(any::<bool>(), 8),
    ) {
        let old = lines.join("\n\n");
        let new: Vec<&str> = lines.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(line, _)| line.as_str()).collect();
        let (documents, comparison) = compared(&old, &new.join("\n\n"));
        page(documents.as_ref(), &comparison).check(documents.as_ref());
        let picture = written(documents.as_ref(), &comparison, Format::Svg, Content::Report, Filter::default());
        Page::read(&picture);
    }
}
