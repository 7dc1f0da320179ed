//! Results of `travaux check` as JUnit XML, the form build servers read.
//!
//! ```xml
//! <testsuite name="travaux.check.toml" tests="2" failures="1">
//!   <testcase classname="a.md → b.md" name="carried" />
//!   <testcase classname="a.md → b.md" name="old 14">
//!     <failure message="…">…</failure>
//! ```

use std::io::{self, Write};

use quick_xml::events::{BytesDecl, BytesText, Event};
use quick_xml::writer::Writer;

use crate::corpus::expect::Checked;

pub(super) fn write(name: &str, checked: &[Checked], out: &mut dyn Write) -> io::Result<()> {
    let mut xml = Writer::new_with_indent(out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let count = checked.len().to_string();
    let failures = checked.iter().filter(|one| one.drift.is_some()).count().to_string();
    let suite = xml.create_element("testsuite");
    let suite = suite.with_attribute(("name", clean(name).as_str()));
    let suite = suite.with_attributes([("tests", count.as_str()), ("failures", failures.as_str())]);
    suite
        .with_attribute(("errors", "0"))
        .write_inner_content(|xml| checked.iter().try_for_each(|one| case(xml, one)))?;
    writeln!(xml.get_mut())
}

fn case(xml: &mut Writer<&mut dyn Write>, one: &Checked) -> io::Result<()> {
    let case = xml.create_element("testcase");
    let case = case.with_attribute(("classname", clean(&one.about).as_str()));
    let case = case.with_attribute(("name", clean(&one.name).as_str()));
    let Some(drift) = &one.drift else { return case.write_empty().map(drop) };
    let first = drift.said.first().map(|said| clean(said)).unwrap_or_default();
    let all = clean(&format!("{}\n{}", one.place, drift.said.join("\n")));
    let failure = |xml: &mut Writer<&mut dyn Write>| {
        let failure = xml.create_element("failure").with_attribute(("message", first.as_str()));
        failure.write_text_content(BytesText::new(&all)).map(drop)
    };
    case.write_inner_content(failure).map(drop)
}

/// XML knows no other control characters, escaped or not.
fn clean(text: &str) -> String {
    let allowed = |c: char| !c.is_control() || c == '\n';
    text.chars()
        .map(|c| if allowed(c) && !matches!(c, '\u{FFFE}' | '\u{FFFF}') { c } else { '\u{FFFD}' })
        .collect()
}
