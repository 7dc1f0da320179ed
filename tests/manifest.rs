//! Manifests of processes: what may be left out, and what is said of those that are wrong.

mod desk;

use std::path::Path;

use desk::Desk;
use travaux::corpus::{Manifest, process};
use travaux::document::Status;
use travaux::lineage;
use travaux::{compare, read};

const HEAD: &str = "schema = 1\n[process]\nid = \"talks\"\nname = \"Talks\"\n";

/// A desk with a manifest (after its first four lines) and four texts.
fn desk(rest: &str) -> Desk {
    let desk = Desk::new();
    desk.write("manifest.toml", &format!("{HEAD}{rest}"));
    let text = "1. Lamps are lit at dusk by the keepers of the rock.\n\n2. Oil is dear in all towns.\n";
    for name in ["a.txt", "b.txt", "c.txt", "d.txt"] {
        desk.write(name, text);
    }
    desk
}

fn round(id: &str, more: &str) -> String {
    format!("[[round]]\nid = \"{id}\"\nname = \"Round {id}\"\n{more}\n")
}

fn file(name: &str) -> String {
    format!("file = \"{name}\"")
}

fn error(rest: &str) -> String {
    let desk = desk(rest);
    let error = Manifest::load(&desk.path("manifest.toml")).expect_err("it is wrong");
    let said = format!("{error} / {}", error.help.as_deref().unwrap_or_default());
    said.replace(&format!("{}/", desk.path("").display().to_string().trim_end_matches('/')), "")
}

#[test]
fn rounds_may_have_no_text_or_several() {
    let rest = [
        "language = \"en\"\n".to_owned(),
        round("one", "file = \"a.txt\"\ndate = 2031-03-03"),
        round("two", "date = \"2032-05\"\nnote = \"no text came of it\""),
        round("three", "date = 2033\nlanguage = \"fr\"\n[[round.text]]\nfile = \"./b.txt\"\n[[round.text]]\nname = \"Summary\"\nfile = \"c.txt\"\nstatus = \"Chair’s summary\"\nlanguage = \"es\""),
        "[[beside]]\nid = \"note\"\nround = \"one\"\nfile = \"d.txt\"\nstatus = \"annex\"\n".to_owned(),
    ]
    .concat();
    let desk = desk(&rest);
    let process = process(&desk.path("")).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(process.rounds, ["Round one", "Round two", "Round three"]);
    let texts: Vec<_> = process
        .texts
        .iter()
        .map(|text| {
            let name = text.path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            (name, text.round, text.status, text.language.as_deref().unwrap_or_default())
        })
        .collect();
    let expected = [
        ("a.txt", 1, None, "en"),
        ("d.txt", 1, Some(Status::Annex), "en"),
        ("b.txt", 3, None, "fr"),
        ("c.txt", 3, Some(Status::ChairsSummary), "es"),
    ];
    assert_eq!(texts, expected);
    let documents: Vec<_> = process
        .texts
        .iter()
        .map(|text| read(&text.path, &read::Options::default()).unwrap_or_else(|error| panic!("{error}")))
        .collect();
    let (chain, misfits) = process.chain(&documents);
    assert_eq!((chain.written(), misfits.len()), (vec![1, 3], 0));
}

#[test]
fn corrections_go_to_the_step_they_name() {
    let rest = ["a", "b", "c"].map(|id| round(id, &file(&format!("{id}.txt")))).concat();
    let desk = desk(&rest);
    let corrections = "schema = 1\n[[dropped]]\nbetween = [\"b.txt\", \"c.txt\"]\nold = \"2\"\n\
        [[dropped]]\nold = \"1\"\n[[dropped]]\nbetween = [\"a.txt\", \"c.txt\"]\nold = \"1\"\n";
    desk.write("travaux.corrections.toml", corrections);
    let process = process(&desk.path("manifest.toml")).unwrap_or_else(|error| panic!("{error}"));
    let documents: Vec<_> = process
        .texts
        .iter()
        .map(|text| read(&text.path, &read::Options::default()).unwrap_or_else(|error| panic!("{error}")))
        .collect();
    let (chain, misfits) = process.chain(&documents);
    let misfits: Vec<String> = misfits.iter().map(ToString::to_string).collect();
    assert_eq!(misfits.len(), 2, "{misfits:?}");
    assert!(misfits[0].ends_with(
        "corrections.toml:5: it does not say between which texts: add `between = [\"OLD\", \"NEW\"]`"
    ));
    assert!(misfits[1].ends_with("corrections.toml:7: “a.txt” and “c.txt” are not compared here"));
    let lineage = lineage::trace(&chain, &compare::Options::default(), &compare::Watch::default())
        .unwrap_or_else(|error| panic!("{error}"));
    let dropped: Vec<_> = lineage.steps.iter().map(|step| step.comparison.summary.dropped).collect();
    assert_eq!(dropped, [0, 1]);
}

#[test]
fn what_is_wrong_is_said_with_its_line_and_what_to_do() {
    let two = |more: &str| [round("one", "file = \"a.txt\""), round("two", more)].concat();
    for (rest, said) in [
        (two("file = \"bb.txt\""), "manifest.toml:12: there is no file bb.txt / did you mean b.txt?"),
        (two("fiel = \"b.txt\""), "manifest.toml:12: a round has no key “fiel” / did you mean “file”?"),
        (
            two("file = \"b.txt\"\ncolour = \"red\""),
            "manifest.toml:13: a round has no key “colour” / its keys are",
        ),
        (
            two("file = \"a.txt\""),
            "manifest.toml:12: a.txt is the text of line 8 already / a text stands once",
        ),
        (
            [round("one", ""), round("one", &file("a.txt"))].concat(),
            "manifest.toml:9: round “one” is in line 5 already / put texts of one round under one [[round]]",
        ),
        (
            two("file = \"b.txt\"\n[[round.text]]\nfile = \"c.txt\""),
            "manifest.toml:13: this round has a “file” of its own as well as texts under [[round.text]]",
        ),
        (
            [round("one", "follows = \"three\""), round("two", ""), round("three", "")].concat(),
            "manifest.toml:8: rounds follow one another in a circle: “one” (line 5) follows “three” (line 13) \
             follows “two” (line 9) follows “one” (line 5) / take out one of these",
        ),
        (
            [round("one", "follows = \"one\"")].concat(),
            "manifest.toml:8: rounds follow one another in a circle: “one” (line 5) follows “one”",
        ),
        (two("follows = \"tow\""), "manifest.toml:12: there is no round “tow” / did you mean “two”?"),
        (two("date = \"3 March 2031\""), "manifest.toml:12: 3 March 2031 is no date / write 2031-03-03"),
        (two("date = 2031-02-30"), "manifest.toml:12: "),
        ([round("one", "date = 2031-05-01"), round("two", "date = 2031-04")].concat(), "manifest.toml:12: "),
        (
            [round("one", "date = 2031-05-01"), round("two", "date = \"2031-04\"")].concat(),
            "manifest.toml:12: “two” of 2031-04 stands below “one” of 2031-05-01 / put rounds in their order",
        ),
        (
            two("status = \"reprot\"\nfile = \"b.txt\""),
            "manifest.toml:12: “reprot” is no status / did you mean “report”?",
        ),
        (
            "[[beside]]\nid = \"x\"\nround = \"none\"\nfile = \"a.txt\"\n".to_owned(),
            "manifest.toml:7: there is no round “none” / rounds are",
        ),
        ("[[round]]\nname = \"x\"\n".to_owned(), "manifest.toml:5: a round has no “id” / add `id = …`"),
        ("[round]\nid = \"x\n".to_owned(), "manifest.toml:6: "),
    ] {
        let found = error(&rest);
        assert!(found.starts_with(said), "\n{found}\n{said}\n{rest}");
    }
    let error = Manifest::load(Path::new("no/such/manifest.toml")).expect_err("there is none");
    assert!(error.to_string().starts_with("no/such/manifest.toml: "), "{error}");
}

#[test]
fn rounds_stand_in_the_order_in_which_they_follow() {
    let rest = [
        round("last", "follows = \"first\"\ndate = 2033-01-01"),
        round("first", "follows = []\ndate = 2031-01-01"),
    ];
    let ids = |rest: &[String]| {
        let desk = desk(&rest.concat());
        let manifest = Manifest::load(&desk.path("manifest.toml")).unwrap_or_else(|error| panic!("{error}"));
        manifest.round.into_iter().map(|round| round.id).collect::<Vec<_>>()
    };
    assert_eq!(ids(&rest), ["first", "last"]);
    let rest =
        [round("first", ""), round("last", "follows = \"middle\""), round("middle", "follows = \"first\"")];
    assert_eq!(ids(&rest), ["first", "middle", "last"]);
}
