//! What reports show, over comparisons made by hand.

mod handmade;

use handmade::{Draft, everything, link};
use travaux::Comparison;
use travaux::compare::{Fate, Link, Summary};
use travaux::pair::Pair;
use travaux::report::{Filter, Options, Pick, Rule, differs, write, write_document};
use unicode_width::UnicodeWidthStr;

fn terminal(options: &Options) -> String {
    let (documents, comparison) = everything();
    let mut out = Vec::new();
    write(documents.as_ref(), &comparison, options, &mut out).expect("a vector can be written to");
    String::from_utf8(out).expect("a report is UTF-8")
}

#[test]
fn a_report_of_everything() {
    insta::assert_snapshot!(terminal(&Options::default()));
}

#[test]
fn in_colour() {
    insta::assert_snapshot!(terminal(&Options { color: true, ..Options::default() }).replace('\u{1b}', "␛"));
}

#[test]
fn unfolded() {
    insta::assert_snapshot!(terminal(&Options { all: true, ..Options::default() }));
}

#[test]
fn no_line_is_wider_than_asked() {
    for width in [20, 31, 40, 80, 200] {
        for all in [false, true] {
            for line in terminal(&Options { width, all, ..Options::default() }).lines() {
                assert!(line.width() <= width, "{} columns instead of {width}: {line}", line.width());
            }
        }
    }
}

fn filtered(filter: Filter) -> String {
    terminal(&Options { filter, ..Options::default() })
}

#[test]
fn only_what_was_dropped() {
    insta::assert_snapshot!(filtered(Filter { only: vec![Pick::Dropped], ..Filter::default() }));
}

#[test]
fn one_section_by_its_old_or_new_heading() {
    for heading in ["HARBOUR OFFICE", "b. duties"] {
        let report = filtered(Filter { section: Some(heading.to_owned()), ..Filter::default() });
        assert!(report.contains("split  6 → 7 + 7 (a)"), "{report}");
        assert!(report.contains("dropped  7"), "lost from the section before it was renamed: {report}");
        assert!(!report.contains("Oil is stored"), "{report}");
    }
}

#[test]
fn ignored_edits_count_as_unchanged() {
    let has_oil = |rules: Vec<Rule>| {
        let report = filtered(Filter { ignore: rules, ..Filter::default() });
        (report.contains("Oil is stored dry"), report.contains("count the lanterns"))
    };
    assert_eq!(has_oil(vec![]), (true, true));
    assert_eq!(has_oil(vec![Rule::Punctuation]), (false, true));
    assert_eq!(has_oil(vec![Rule::Brackets, Rule::Case]), (true, false));
    assert_eq!(has_oil(vec![Rule::Editorial]), (false, false));
}

#[test]
fn every_pick_finds_its_links() {
    let shown = |pick: Pick| {
        let report = filtered(Filter { only: vec![pick], ..Filter::default() });
        let from = report.find('(').and_then(|_| report.split("showing only").nth(1)).expect("it says so");
        from.split('(').nth(1).and_then(|rest| rest.split(' ').next()).map(str::to_owned)
    };
    let counts = Pick::ALL.map(|(_, pick)| shown(pick).unwrap_or_default());
    assert_eq!(counts, ["6", "2", "4", "1", "1", "1", "1", "1", "0", "1", "3"]);
}

fn one_link(make: impl FnOnce(Link) -> Link) -> Comparison {
    let mut draft = Draft::new("a.txt", "A");
    let id = draft.paragraph("1", "x");
    let links = vec![make(link(&[id], &[id], Fate::Carried, 1.0, "x"))];
    let summary = Summary::of(Pair::new(&draft.0, &draft.0), &links, &[]);
    Comparison { links, passages: Vec::new(), substitutions: Vec::new(), summary }
}

#[test]
fn what_counts_as_a_difference() {
    let carried = one_link(|link| link);
    assert!(!differs(&carried, &[], &[]));
    assert!(differs(&carried, &[], &[Pick::Carried]), "asked for, it counts");
    let moved = one_link(|link| Link { moved: true, ..link });
    assert!(differs(&moved, &[], &[]) && !differs(&moved, &[], &[Pick::Dropped]));
    let edited = one_link(|link| Link { fate: Fate::Edited, ..link });
    assert!(differs(&edited, &[], &[]) && !differs(&edited, &[Rule::Editorial], &[]));
    assert!(differs(&edited, &[Rule::Case], &[]), "an edit without a reason is no change of case");
}

#[test]
fn a_text_cannot_send_escape_sequences() {
    let mut draft = Draft::new("a\u{1b}[2J.txt", "A\u{9b}31m");
    draft.heading("A", "B\u{1b}]0;owned\u{7}");
    draft.paragraph("1\u{1b}[1m", "Keepers \u{1b}[31mact\u{202e} now.");
    let mut out = Vec::new();
    write_document(&draft.0, &Options::default(), &mut out).expect("a vector can be written to");
    let shown = String::from_utf8(out).expect("a report is UTF-8");
    assert!(!shown.contains(|c: char| (c.is_control() && c != '\n') || c == '\u{202e}'), "{shown:?}");
}

#[test]
fn a_document_as_it_was_understood() {
    let (documents, _) = everything();
    let mut out = Vec::new();
    let options = Options { furniture: true, ..Options::default() };
    write_document(&documents.old, &options, &mut out).expect("a vector can be written to");
    insta::assert_snapshot!(String::from_utf8(out).expect("a report is UTF-8"));
}

#[test]
fn nothing_changed() {
    let mut draft = Draft::new("a.txt", "A");
    let id = draft.paragraph("1", "x");
    let links = vec![link(&[id], &[id], Fate::Carried, 1.0, "x")];
    let documents = Pair::new(&draft.0, &draft.0);
    let summary = Summary::of(documents, &links, &[]);
    let comparison = Comparison { links, passages: Vec::new(), substitutions: Vec::new(), summary };
    let mut out = Vec::new();
    write(documents, &comparison, &Options::default(), &mut out).expect("a vector can be written to");
    insta::assert_snapshot!(String::from_utf8(out).expect("a report is UTF-8"));
}
