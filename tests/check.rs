//! Expectations: they hold, they drift, they are put right, and nothing else is touched.

mod desk;

use std::fs;

use desk::Desk;

const OLD: &str = "1. Keepers should light the lamps at dusk in every season.\n\n2. Oil is dear in all towns of the coast.\n\n\
    3. Boats are painted white.\n";
const NEW: &str = "1. Keepers shall light the lamps at dusk in every season.\n\n2. Boats are painted white.\n\n\
    3. Every seventh winter a new keeper is chosen among the fishermen.\n";
const GOOD: &str = "\
# Kept by hand.
schema = 1

[[pair]]
old = \"old.txt\"
new = \"new.txt\"
counts = { carried = 1, reworded = 1, dropped = 1, new = 1 } # of units
reports = [\"expected/changes.json\", \"expected/all.txt\"]

[[pair.link]]
old = \"1\"
fate = \"reworded\" # the news
new = \"1\"

[[pair.link]]
old = \"2\"
fate = \"dropped\"

[[phrase]]
text = \"Keepers should\"
in = \"old.txt\"
not_in = [\"new.txt\"]
";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("old.txt", OLD);
    desk.write("new.txt", NEW);
    desk.write("travaux.check.toml", GOOD);
    let (status, said, trouble) = desk.say(&["check", "--update"]);
    assert_eq!((status, trouble.as_str()), (0, ""), "{said}");
    assert_eq!(desk.read("travaux.check.toml"), GOOD, "the reports are new, nothing else");
    desk
}

#[test]
fn what_holds_holds() {
    let desk = desk();
    for path in [".", "travaux.check.toml"] {
        let (status, said, trouble) = desk.say(&["check", path]);
        assert_eq!((status, trouble.as_str()), (0, ""));
        assert!(said.ends_with("all 9 expectations hold\n"), "{said}");
    }
    assert_eq!(desk.say(&["check", "--quiet"]).1, "");
}

#[test]
fn drift_is_a_readable_difference_of_verdicts() {
    let desk = desk();
    desk.write(
        "new.txt",
        &NEW.replace("shall", "should").replace("2. Boats", "2. Oil is dear in all towns.\n\n3. Boats"),
    );
    let (status, said, _) = desk.say(&["check", ".", "--junit", "check.xml"]);
    assert_eq!(status, 1);
    for line in [
        "DRIFT  old.txt → new.txt (6 of 8)",
        "travaux.check.toml:7  carried: expected 1, is 2",
        "travaux.check.toml:10  old 1: expected 1 → 1 reworded; is 1 → 1 carried",
        "travaux.check.toml:15  old 2: expected 2 dropped; is 2 → 2 reworded",
        "travaux.check.toml:8  expected/changes.json: the report is another",
        "         - 2 dropped\n",
        "         + 2 → 2 reworded\n",
        "DRIFT  phrases (1 of 1)",
        "travaux.check.toml:20  “Keepers should” is in new.txt",
        "7 of 9 expectations drifted; if that is meant: travaux check --update",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
    let junit = desk.read("check.xml");
    assert!(junit.contains("tests=\"9\" failures=\"7\""), "{junit}");
    assert_eq!(junit.matches("<failure ").count(), 7);

    let (status, said, _) = desk.say(&["check", "--update"]);
    assert_eq!(status, 0, "{said}");
    let expected = GOOD
        .replace("carried = 1, reworded = 1, dropped = 1", "carried = 2, reworded = 1, dropped = 0")
        .replace("fate = \"reworded\" #", "fate = \"carried\" #")
        .replace("fate = \"dropped\"", "fate = \"reworded\"\nnew = \"2\"")
        .replace("in = \"old.txt\"\nnot_in = [\"new.txt\"]", "in = [\"old.txt\", \"new.txt\"]\nnot_in = []");
    assert_eq!(desk.read("travaux.check.toml"), expected);
    assert_eq!(desk.say(&["check"]).0, 0);
}

#[test]
fn a_unit_that_is_gone_is_for_a_person() {
    let desk = desk();
    desk.write("old.txt", &OLD.replace("2. Oil", "4. Oil"));
    let (_, said, _) = desk.say(&["check"]);
    assert!(said.contains("old 2: there is no such unit"), "{said}");
    let (status, said, _) = desk.say(&["check", "--update"]);
    assert!(status == 1 && said.contains("LEFT"), "{said}");
}

#[test]
fn an_interrupted_update_loses_nothing() {
    let desk = desk();
    desk.write("new.txt", NEW.trim_end().trim_end_matches("fishermen.").trim_end());
    let before = (desk.read("travaux.check.toml"), desk.read("expected/all.txt"));
    // The second report cannot be written: a folder is in its way.
    fs::remove_file(desk.path("expected/all.txt")).expect("it is there");
    fs::create_dir(desk.path("expected/all.txt")).expect("a folder can be made");
    let (status, _, trouble) = desk.say(&["check", "--update"]);
    assert!(status == 2 && trouble.contains("all.txt"), "{trouble}");
    assert_eq!(desk.read("travaux.check.toml"), before.0, "what names the reports is written last");
    let half = fs::read_dir(desk.path("expected")).expect("it is there").count();
    assert_eq!(half, 2, "no temporary file is left");
    fs::remove_dir(desk.path("expected/all.txt")).expect("it is empty");
    desk.write("expected/all.txt", &before.1);
    assert_eq!(desk.say(&["check"]).0, 1);
    assert_eq!(desk.say(&["check", "--update"]).0, 0);
    assert_eq!(desk.say(&["check"]).0, 0);
}

#[test]
fn first_expectations_come_from_the_manifest() {
    let desk = Desk::new();
    desk.write("t/old.txt", OLD);
    desk.write("t/new.txt", NEW);
    let round = |id: &str, more: &str| format!("[[round]]\nid = \"{id}\"\nname = \"{id}\"\n{more}");
    let manifest = [
        "schema = 1\n[process]\nid = \"x\"\nname = \"X\"\n",
        &round("a", "file = \"old.txt\"\n"),
        &round("b", ""),
        &round("c", "file = \"new.txt\"\n"),
    ];
    desk.write("t/manifest.toml", &manifest.concat());
    let (status, _, trouble) = desk.say(&["check", "t"]);
    assert!(
        status == 2 && trouble.contains("there are no expectations") && trouble.contains("--update"),
        "{trouble}"
    );
    assert_eq!(desk.say(&["check", "t/manifest.toml", "--update"]).0, 0);
    let written = desk.read("t/travaux.check.toml");
    assert!(
        written
            .contains("counts = { carried = 1, edited = 0, reworded = 1, dropped = 1, new = 1, moved = 0 }"),
        "{written}"
    );
    assert_eq!(desk.say(&["check", "t"]).0, 0);
    // Elsewhere.
    fs::rename(desk.path("t/travaux.check.toml"), desk.path("e.toml")).expect("it can be moved");
    assert_eq!(desk.say(&["check", "e.toml", "--texts", "t"]).0, 0);
    assert_eq!(desk.say(&["check", "e.toml"]).0, 2);
}

#[test]
fn what_is_wrong_has_its_line() {
    let desk = Desk::new();
    for (text, said) in [
        ("[[pair]]\nold = \"a\"\n", ":2: a pair of texts has no “new”"),
        (
            "[[pair]]\nold = \"a\"\nnew = \"b\"\ncounts = { caried = 1 }\n",
            ":5: a list of counts has no key “caried”",
        ),
        (
            "[[pair]]\nold = \"a\"\nnew = \"b\"\n[[pair.link]]\nold = \"1\"\nfate = \"lost\"\n",
            ":7: “lost” is no fate",
        ),
        ("[[phrase]]\nin = \"a\"\n", ":2: a phrase has no “text”"),
        (
            "[[pair]]\nold = \"a\"\nnew = \"b\"\ncounts = { carried = -1 }\n",
            ":5: “carried” cannot be this number\nhelp: write a whole number from 0 up",
        ),
        // With --update these would be written.
        (
            "[[pair]]\nold = \"a\"\nnew = \"b\"\nreports = \"../c.csv\"\n",
            ":5: the report “../c.csv” lies outside",
        ),
        ("[[pair]]\nold = \"a\"\nnew = \"b\"\nreports = \"/tmp/c.csv\"\n", "lies outside the folder"),
        ("[[pair]]\nold = \"a\"\nnew = \"b.md\"\nreports = \"./b.md\"\n", "over a text or over settings"),
        ("[[pair]]\nold = \"a\"\nnew = \"b\"\nreports = \"manifest.toml\"\n", "over a text or over settings"),
    ] {
        desk.write("travaux.check.toml", &format!("schema = 1\n{text}"));
        let (status, _, trouble) = desk.say(&["check"]);
        assert!(status == 2 && trouble.contains(said), "{trouble}");
    }
}
