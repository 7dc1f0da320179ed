//! Corrections by hand: what a person decided stands, is marked, and everything else goes on around it.

mod desk;

use desk::Desk;
use travaux::compare::{self, Comparison, Fate, Fixed, Options, Shape, Watch};
use travaux::corpus::Corrections;
use travaux::document::{Document, UnitId};
use travaux::{Pair, read, read_bytes};

const OLD: &str = "A. Lamps\n\n1. Keepers should light the lamps at dusk in every season of the year.\n\n\
    2. Oil is bought from the town and carried to the rock by boat.\n\n\
    3. Boats are painted white.\n\n4. The office owns one boat and a small pier of stone.\n\n";
const NEW: &str = "A. Lamps\n\n1. Keepers should light the lamps at dusk in every season of the year.\n\n\
    2. Oil is bought from the town.\n\n3. It is carried to the rock by boat.\n\n\
    4. Boats are painted white.\n\n5. The office owns one boat and a small pier of stone.\n\n";

fn documents(old: &str, new: &str) -> Pair<Document> {
    Pair::new(("old.txt", old), ("new.txt", new)).map(|(name, text)| {
        read_bytes(name, text.as_bytes(), &read::Options::default()).unwrap_or_else(|error| panic!("{error}"))
    })
}

fn compared(documents: Pair<&Document>, fixed: Vec<Fixed>) -> Comparison {
    let options = Options { fixed, ..Options::default() };
    compare::compare(documents, &options, &Watch::default()).expect("nobody interrupts")
}

fn fixed(old: &[u32], new: &[u32]) -> Fixed {
    let units = Pair::new(old, new).map(|units| units.iter().map(|&unit| UnitId(unit)).collect());
    Fixed { units, place: "c.toml:1".to_owned(), note: None }
}

/// Every unit in exactly one link, whatever is fixed.
fn whole(documents: Pair<&Document>, comparison: &Comparison) {
    let sides = [
        (documents.old, comparison.links.iter().flat_map(|link| &link.units.old).collect::<Vec<_>>()),
        (documents.new, comparison.links.iter().flat_map(|link| &link.units.new).collect()),
    ];
    for (document, mut units) in sides {
        units.sort_unstable();
        assert!(units.into_iter().copied().eq(document.ids()));
    }
}

fn by_hand(comparison: &Comparison) -> Vec<(Fate, Shape, String)> {
    let links = comparison.links.iter().filter(|link| link.by_hand().is_some());
    links
        .map(|link| {
            assert_eq!(link.confidence, compare::Confidence::Sure);
            (link.fate, link.shape, link.by_hand().unwrap_or_default().to_owned())
        })
        .collect()
}

#[test]
fn what_is_fixed_is_a_link_and_the_rest_goes_on_around_it() {
    let documents = documents(OLD, NEW);
    let documents = documents.as_ref();
    let free = compared(documents, Vec::new());
    assert!(by_hand(&free).is_empty());
    for links in [
        vec![fixed(&[1], &[]), fixed(&[], &[1])],
        vec![fixed(&[1, 2], &[2, 3])],
        vec![fixed(&[4], &[4]), fixed(&[3], &[5])],
        vec![fixed(&[0], &[]), fixed(&[2], &[])],
        // The whole of both texts.
        vec![fixed(&[0, 1, 2, 3, 4], &[0, 1, 2, 3, 4, 5])],
    ] {
        let found = compared(documents, links.clone());
        whole(documents, &found);
        for link in &links {
            let made =
                found.links.iter().find(|made| made.units == link.units).expect("it is as it was fixed");
            assert_eq!(made.by_hand(), Some("by hand (c.toml:1)"));
        }
        assert_eq!(by_hand(&found).len(), links.len());
        // Seen from the other side it is the mirror.
        let back = compared(documents.swap(), links.into_iter().map(Fixed::swap).collect());
        let mut there: Vec<_> = found.links.iter().map(|link| (link.units.clone(), link.moved)).collect();
        let mut back: Vec<_> =
            back.links.iter().map(|link| (link.units.clone().swap(), link.moved)).collect();
        there.sort_by(|a, b| (&a.0.old, &a.0.new).cmp(&(&b.0.old, &b.0.new)));
        back.sort_by(|a, b| (&a.0.old, &a.0.new).cmp(&(&b.0.old, &b.0.new)));
        assert_eq!(there, back);
    }
}

#[test]
fn a_partner_that_was_taken_is_sought_elsewhere() {
    let old =
        "1. Keepers light the lamps at dusk every day.\n\n2. Keepers light the lamps at dusk each day.\n";
    let new = "1. Keepers light the lamps at dusk every day.\n";
    let documents = documents(old, new);
    let found = compared(documents.as_ref(), vec![fixed(&[0], &[])]);
    let link = found.links.iter().find(|link| !link.units.new.is_empty()).expect("the new unit has a link");
    assert_eq!(link.units.old, [UnitId(1)]);
    assert!(link.by_hand().is_none());
}

#[test]
fn nonsense_is_passed_over() {
    let documents = documents(OLD, NEW);
    let documents = documents.as_ref();
    let links = vec![fixed(&[], &[]), fixed(&[99], &[1]), fixed(&[1, 1], &[1]), fixed(&[1], &[2])];
    let found = compared(documents, links);
    whole(documents, &found);
    assert_eq!(by_hand(&found).len(), 1, "the one that can be made");
}

#[test]
fn units_are_named_as_reports_name_them() {
    let desk = Desk::new();
    let documents = documents(OLD, NEW);
    let said = |text: &str| {
        desk.write("c.toml", text);
        let corrections = Corrections::load(&desk.path("c.toml")).unwrap_or_else(|error| panic!("{error}"));
        let (fixed, misfits) = corrections.between(documents.as_ref(), false);
        let misfits: Vec<String> = misfits.iter().map(|misfit| misfit.message.clone()).collect();
        (fixed.len(), misfits.join(" / "))
    };
    let good = "schema = 1\n[[became]]\nold = \"2\"\nnew = [\"2\", { at = \"3\", words = \"it is CARRIED\" }]\n\
        [[dropped]]\nold = \"heading A\"\n[[new]]\nnew = \"A. Lamps\"\n[[became]]\nold = \"line 7\"\nnew = \"4\"\n";
    assert_eq!(said(good), (4, String::new()));
    for (text, misfit) in [
        ("[[dropped]]\nold = \"9\"", "old 9: there is no such unit"),
        (
            "[[dropped]]\nold = { at = \"3\", words = \"Oil is\" }",
            "old 3: its words are others now; these words stand in 2",
        ),
        ("[[dropped]]\nold = [\"2\", \"line 5\"]", "old line 5: it is corrected already"),
        ("[[dropped]]\nold = \"2\"\n[[became]]\nold = \"2\"\nnew = \"1\"", "old 2: it is corrected already"),
    ] {
        assert_eq!(said(&format!("schema = 1\n{text}\n")).1, misfit, "{text}");
    }
}

#[test]
fn a_file_that_is_wrong_says_where() {
    let desk = Desk::new();
    for (text, error) in [
        ("[[became]]\nold = \"2\"\n", ":2: a correction has no “new”"),
        ("[[becomes]]\nold = \"2\"\n", ":2: the file has no key “becomes”"),
        ("[[dropped]]\nold = \"2\"\nbetween = \"a\"\n", ":2: “between” should name two texts"),
        ("[[dropped]]\nold = 2\n", ":3: “old” cannot be this number"),
    ] {
        desk.write("c.toml", &format!("schema = 1\n{text}"));
        let found = Corrections::load(&desk.path("c.toml")).expect_err("it is wrong").to_string();
        assert!(found.contains(error), "{found}");
    }
}

#[test]
fn the_program_honours_the_file_beside_the_new_text() {
    let desk = Desk::new();
    desk.write("old.txt", OLD);
    desk.write("new.txt", NEW);
    let plain = desk.say(&["compare", "old.txt", "new.txt"]);
    let corrections =
        "schema = 1\n\n[[dropped]]\nold = \"2\"\nnote = \"said in the room\"\n\n[[dropped]]\nold = \"17\"\n";
    desk.write("travaux.corrections.toml", corrections);
    let (status, shown, said) = desk.say(&["compare", "old.txt", "new.txt"]);
    assert_eq!(status, 1);
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(shown.contains("dropped 2 · by hand (travaux.corrections.toml:3): said in the room"), "{shown}");
    assert!(said.contains("warning: travaux.corrections.toml:8: old 17: there is no such unit"), "{said}");
    assert_eq!(desk.say(&["compare", "old.txt", "new.txt", "--no-corrections"]), plain);
    let (_, json, _) = desk.say(&["compare", "old.txt", "new.txt", "--format", "json"]);
    assert!(json.contains(r#""rule":"by-hand""#), "{json}");
    // Elsewhere, and about other texts.
    desk.write(
        "other.toml",
        &corrections.replace("old = \"2\"", "old = \"2\"\nbetween = [\"a.txt\", \"new.txt\"]"),
    );
    let (_, shown, _) = desk.say(&["compare", "old.txt", "new.txt", "--corrections", "other.toml"]);
    assert!(!shown.contains("by hand"), "{shown}");
    assert_eq!(desk.say(&["compare", "old.txt", "new.txt", "--corrections", "none.toml"]).0, 2);
}

#[test]
fn thousands_of_misfits_are_counted_and_the_first_told() {
    let desk = Desk::new();
    desk.write("old.txt", OLD);
    desk.write("new.txt", NEW);
    let warnings = |misfits: usize| {
        let entries: String =
            (0..misfits).map(|n| format!("\n[[dropped]]\nold = \"{}\"\n", 100 + n)).collect();
        desk.write("many.toml", &format!("schema = 1\n{entries}"));
        let (status, _, said) = desk.say(&["compare", "old.txt", "new.txt", "--corrections", "many.toml"]);
        assert_eq!(status, 1);
        said
    };
    let twenty = warnings(20);
    assert_eq!(twenty.matches("warning: many.toml:").count(), 20, "{twenty}");
    assert!(!twenty.contains(" more "), "{twenty}");
    let many = warnings(3000);
    assert_eq!(many.matches("warning: ").count(), 21, "{many}");
    assert!(many.starts_with(&twenty), "{many}");
    assert!(
        many.ends_with("travaux: warning: 2980 more corrections do not fit and are left out\n"),
        "{many}"
    );
}
