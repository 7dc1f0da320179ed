//! `travaux corpus list`, `add` and `verify`.

mod desk;

use std::fs;

use desk::Desk;
use serde_json::Value;
use travaux::corpus::LIST_SCHEMA;

const MANIFEST: &str = "# Ours, by hand.\nschema = 1\n\n[process]\nid = \"talks\"\nname = \"Talks on Lanterns\"\nlanguage = \"en\"\n\n\
    [[round]]\nid = \"first\"\nname = \"First draft\"\nfile = \"first.md\"\nsymbols = [\"A/1\", \"A/1/Rev.1\"]   # twice\ndate = 2031-03-03\n\n\
    [[round]]\nid = \"second\"\nname = \"Second session\"\ndate = \"2032-05\"\n\n\
    [[round]]\nid = \"third\"\nname = \"Third\"\n[[round.text]]\nfile = \"report.md\"\n[[round.text]]\nfile = \"sub/summary.pdf\"\nstatus = \"Chair's summary\"\n";

/// A manifest with two of its three texts.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("manifest.toml", MANIFEST);
    desk.write("first.md", "1. Lamps are lit.\n");
    desk.write("report.md", "1. Lamps are lit at dusk.\n");
    desk
}

#[test]
fn a_list_says_what_is_there() {
    let desk = desk();
    let (status, out, err) = desk.say(&["corpus", "list"]);
    assert_eq!((status, err.as_str()), (0, ""));
    let expected = "\
Talks on Lanterns
3 rounds, 3 texts, 1 not there.

symbol          is       file
──────────────  ───────  ───────────────

1 first: First draft, 2031-03-03
A/1, A/1/Rev.1  there    first.md

2 second: Second session, 2032-05
                no text

3 third: Third
                there    report.md
                missing  sub/summary.pdf
";
    assert_eq!(out, expected);
    let (_, csv, _) = desk.say(&["corpus", "list", "manifest.toml", "--format", "csv"]);
    let expected = "\u{feff}round,id,name,date,file,symbols,status,language,present,locked
1,first,First draft,'2031-03-03,first.md,A/1; A/1/Rev.1,,en,yes,no
2,second,Second session,'2032-05,,,,,,
3,third,Third,,report.md,,,en,yes,no
3,third,Third,,sub/summary.pdf,,Chair's summary,en,no,no
";
    assert_eq!(csv.replace("\r\n", "\n"), expected);
    assert_eq!(desk.say(&["corpus", "list", "--format", "csv", "--output", "x.csv"]).0, 0);
    assert_eq!(desk.read("x.csv"), csv);
    // A round without a text, a manifest without rounds.
    desk.write("manifest.toml", "schema = 1\n[process]\nid = \"t\"\nname = \"T\\u001b[2J\"\n");
    let (status, out, _) = desk.say(&["corpus", "list"]);
    assert_eq!(status, 0);
    assert!(out.contains("0 rounds, 0 texts") && !out.contains('\u{1b}'), "{out}");
}

#[test]
fn a_list_for_programs_is_as_the_schema_says() {
    let desk = desk();
    assert_eq!(desk.say(&["corpus", "verify", "--update"]).0, 1);
    let list: Value =
        serde_json::from_str(&desk.say(&["corpus", "list", "--format", "json"]).1).expect("it is JSON");
    let schema: Value = serde_json::from_str(LIST_SCHEMA).expect("the schema is JSON");
    jsonschema::meta::validate(&schema).expect("the schema is a schema");
    let validator = jsonschema::validator_for(&schema).expect("the schema can be used");
    let errors: Vec<String> = validator.iter_errors(&list).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let texts = &list["rounds"][2]["texts"];
    let state = |text: &Value| (text["present"].as_bool(), text["locked"].as_bool());
    assert_eq!((state(&texts[0]), state(&texts[1])), ((Some(true), Some(true)), (Some(false), Some(false))));
    assert_eq!(
        (&texts[1]["status"], &list["rounds"][1]["texts"]),
        (&"chairs-summary".into(), &Value::Array(vec![]))
    );
    assert_eq!(desk.say(&["schema", "corpus"]).1, LIST_SCHEMA);
}

#[test]
fn texts_are_added_and_nothing_else_changes() {
    let desk = desk();
    desk.write("sub/zero draft.txt", "1. Lamps.\n");
    let arguments =
        ["corpus", "add", "sub/zero draft.txt", "--round", "second", "--symbol", "A/2", "--date", "2032-05"];
    let (status, out, err) = desk.say(&arguments);
    assert_eq!((status, err.as_str()), (0, ""));
    assert_eq!(out, "./manifest.toml: sub/zero draft.txt added to round second\n");
    let filled = MANIFEST.replace(
        "date = \"2032-05\"\n",
        "date = \"2032-05\"\nfile = \"sub/zero draft.txt\"\nsymbols = [\"A/2\"]\n",
    );
    assert_eq!(desk.read("manifest.toml"), filled);
    // Again it is refused, and the manifest stays.
    let (status, _, err) = desk.say(&arguments);
    assert_eq!(status, 2);
    assert!(err.contains("sub/zero draft.txt: is in the manifest already, in round “second”"), "{err}");
    // One that is still to be fetched.
    let fourth = [
        "corpus",
        "add",
        "--symbol",
        "A/AC.1/4",
        "--round",
        "fourth",
        "--name",
        "Fourth",
        "--process",
        "manifest.toml",
    ];
    assert_eq!(desk.say(&fourth).0, 0);
    let end = "\n\n[[round]]\nid = \"fourth\"\nname = \"Fourth\"\nfile = \"A_AC.1_4-en.pdf\"\nsymbols = [\"A/AC.1/4\"]\n";
    assert_eq!(desk.read("manifest.toml"), format!("{}{end}", filled.trim_end()));
    assert!(desk.say(&["corpus", "list"]).1.contains("A_AC.1_4-en.pdf"));
    for (arguments, said) in [
        (&["no.txt", "--round", "x"][..], "no.txt: No such file"),
        (&["sub", "--round", "x"], "sub: this is no file"),
        (&["first.md", "--round", "x"], "is in the manifest already"),
        (&["--symbol", "A/1", "--round", "x"], "A/1: is the symbol of first.md already"),
        (&["--symbol", "../x", "--round", "x"], "../x: is no symbol"),
        (&["--symbol", "A/9", "--round", "x", "--date", "2031-02-30"], "2031-02-30 is no date"),
        (&["--round", "x"], "required"),
    ] {
        let before = desk.read("manifest.toml");
        let (status, _, err) = desk.say(&[&["corpus", "add"], arguments].concat());
        assert_eq!(status, 2);
        assert!(err.contains(said), "{err}");
        assert_eq!(desk.read("manifest.toml"), before);
    }
}

#[test]
fn what_is_locked_is_checked() {
    let desk = desk();
    let verify = |more: &[&str]| desk.say(&[&["corpus", "verify"], more].concat());
    let (status, out, _) = verify(&[]);
    assert_eq!(status, 1);
    assert_eq!(
        out,
        "not locked  first.md\nnot locked  report.md\nmissing     sub/summary.pdf\n3 of 3 files; if what is there is meant: travaux corpus verify --update\n"
    );
    let (status, out, _) = verify(&["--update"]);
    assert_eq!(
        (status, out.as_str()),
        (1, "locked      first.md\nlocked      report.md\nmissing     sub/summary.pdf\n")
    );
    desk.write("sub/summary.pdf", "%PDF-");
    assert_eq!(verify(&["--update", "--quiet"]), (0, String::new(), String::new()));
    assert_eq!(verify(&[]), (0, "all 3 files are as locked\n".to_owned(), String::new()));
    assert_eq!(verify(&["manifest.toml", "--quiet"]), (0, String::new(), String::new()));
    let lock = desk.read("travaux.lock");
    desk.write("report.md", "1. Lamps are lit at dawn.\n");
    fs::remove_file(desk.path("first.md")).expect("it is there");
    let (status, out, _) = verify(&["--quiet"]);
    assert_eq!(status, 1);
    assert!(out.starts_with("missing     first.md\nchanged     report.md\n2 of 3 files; "), "{out}");
    assert_eq!(desk.read("travaux.lock"), lock, "looking changes nothing");
    // What is missing and still named stays locked: it may be found again.
    assert_eq!(verify(&["--update"]).1, "missing     first.md\nchanged     report.md\n");
    desk.write("first.md", "1. Lamps are lit.\n");
    assert_eq!(verify(&[]).0, 0);
    // What nobody names any more is taken out.
    desk.write(
        "manifest.toml",
        &MANIFEST.replace("file = \"first.md\"\n", "").replace("symbols", "# symbols"),
    );
    fs::remove_file(desk.path("first.md")).expect("it is there");
    assert_eq!(verify(&[]).0, 1);
    assert_eq!(verify(&["--update"]), (0, "taken out   first.md\n".to_owned(), String::new()));
    assert_eq!(verify(&[]).0, 0);
    // A lock file that is none.
    desk.write("travaux.lock", "schema = 1\n[[file]]\nfile = \"x\"\nsha256 = \"y\"\nbytes = 1\n");
    let (status, _, err) = verify(&[]);
    assert_eq!(status, 2);
    assert!(err.contains("travaux.lock:4: this is no SHA-256") && err.contains("help: "), "{err}");
    // Nothing to look at.
    let (status, _, err) = Desk::new().say(&["corpus", "verify"]);
    assert_eq!(status, 2);
    assert!(err.contains("there is no manifest and no travaux.lock in it"), "{err}");
}

#[test]
fn wrong_manifests_are_told_by_every_command() {
    let head = "schema = 1\n[process]\nid = \"talks\"\nname = \"Talks\"\n";
    let round = |id: &str, more: &str| format!("[[round]]\nid = \"{id}\"\nname = \"{id}\"\n{more}\n");
    let cases = [
        (
            round("a", "fiel = \"a.txt\""),
            "manifest.toml:8: a round has no key “fiel”",
            "did you mean “file”?",
        ),
        (
            round("a", "follows = \"b\"") + &round("b", "follows = \"a\""),
            "manifest.toml:8: rounds follow one another in a circle",
            "take out one of these",
        ),
        (
            round("a", "file = \"x.txt\"") + &round("a", "file = \"y.txt\""),
            "manifest.toml:9: round “a” is in line 5 already",
            "[[round.text]]",
        ),
        (
            round("a", "file = \"x.txt\"") + &round("b", "file = \"./x.txt\""),
            "manifest.toml:12: ./x.txt is the text of line 8 already",
            "a text stands once",
        ),
    ];
    for (rest, message, help) in cases {
        let desk = Desk::new();
        desk.write("manifest.toml", &format!("{head}{rest}"));
        for arguments in [
            &["corpus", "list"][..],
            &["corpus", "verify"],
            &["corpus", "verify", "--update"],
            &["corpus", "add", "manifest.toml", "--round", "c"],
            // It fails before anything is asked for.
            &["corpus", "fetch", "--base-url", "http://127.0.0.1:9/"],
            &["trace", "--process", "."],
        ] {
            let (status, _, err) = desk.say(arguments);
            assert_eq!(status, 2, "{arguments:?}");
            assert!(err.contains(message) && err.contains(help), "{arguments:?}: {err}");
        }
        assert_eq!(desk.files(), ["manifest.toml"]);
    }
    // A wrong path: a list and a fetch are for texts that may not be there; a trace needs them.
    let desk = Desk::new();
    desk.write("manifest.toml", &format!("{head}{}", round("a", "file = \"first.txt\"")));
    desk.write("frist.txt", "1. A.\n");
    assert!(desk.say(&["corpus", "list"]).1.contains("missing"));
    assert_eq!(desk.say(&["corpus", "verify"]).0, 1);
    let (status, _, err) = desk.say(&["trace", "--process", "."]);
    assert_eq!(status, 2);
    assert!(
        err.contains("manifest.toml:8: there is no file") && err.contains("did you mean frist.txt?"),
        "{err}"
    );
    for arguments in [&["corpus", "list"][..], &["corpus", "fetch"]] {
        let (status, _, err) = Desk::new().say(arguments);
        assert_eq!(status, 2);
        assert!(err.contains("there is no manifest.toml in it") && err.contains("help: "), "{err}");
    }
}

/// A run that may write no byte to a file: the system kills it in the middle of writing.
#[cfg(unix)]
#[test]
fn an_interrupted_update_loses_nothing() {
    let desk = desk();
    desk.write("sub/summary.pdf", "%PDF-");
    desk.write(
        "travaux.check.toml",
        "schema = 1\n[[pair]]\nold = \"first.md\"\nnew = \"report.md\"\ncounts = { carried = 7 }\nreports = \"r.csv\"\n",
    );
    desk.write("r.csv", "old\n");
    desk.write("travaux.lock", "schema = 1\n# Before.\n");
    let names = ["travaux.check.toml", "r.csv", "travaux.lock", "manifest.toml"];
    let before = names.map(|name| desk.read(name));
    for arguments in [
        &["corpus", "verify", "--update"][..],
        &["check", ".", "--update"],
        &["corpus", "add", "--symbol", "A/9", "--round", "ninth"],
    ] {
        let whole = desk.command(arguments);
        let output = std::process::Command::new("sh")
            .args(["-c", "ulimit -c 0; ulimit -f 0; exec \"$0\" \"$@\""])
            .arg(whole.get_program())
            .args(arguments)
            .current_dir(desk.path(""))
            .output()
            .expect("there is a shell");
        assert!(!output.status.success(), "{arguments:?}");
        assert_eq!(names.map(|name| desk.read(name)), before, "{arguments:?}");
    }
    // The next runs do what the first could not.
    assert_eq!(desk.say(&["corpus", "verify", "--update"]).0, 0);
    assert_eq!(desk.say(&["check", ".", "--update"]).0, 0);
    assert_eq!(desk.say(&["corpus", "add", "--symbol", "A/9", "--round", "ninth"]).0, 0);
    assert_eq!((desk.say(&["check", "."]).0, desk.say(&["corpus", "verify"]).0), (0, 1));
}

const TABLE: &str = "schema = 1\n[process]\nid = \"groups\"\nname = \"Groups\"\nregister = \"gge\"\n\
    [[round]]\nid = \"gge-1\"\nname = \"First group\"\ndate = 2005\n\
    [[round]]\nid = \"gge-3\"\nname = \"Third group\"\nfile = \"first.md\"\ndate = 2013\n\
    [[round]]\nid = \"gge-4\"\nname = \"Fourth group\"\nfile = \"report.md\"\ndate = 2015\n\
    [[round]]\nid = \"later\"\nname = \"Later\"\ndate = 2031\n";

/// Groups of our register, which stands in a folder above their manifest.
fn table() -> Desk {
    let desk = desk();
    desk.write("groups/manifest.toml", TABLE);
    desk.write("groups/first.md", "1. Lamps are lit.\n");
    desk.write("groups/report.md", "1. Lamps are lit at dusk.\n");
    let register = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/texts/register.toml"));
    desk.write("register.toml", &register.expect("the register is there"));
    desk
}

#[test]
fn who_was_at_the_table_stands_beside_the_rounds() {
    let desk = table();
    let caveat = "it is not given as the cause of any change.";
    let (status, out, err) = desk.say(&["trace", "--process", "groups", "--participants"]);
    assert_eq!((status, err.as_str()), (0, ""));
    let flat = out.split_whitespace().collect::<Vec<_>>().join(" ");
    for said in [
        "1 First group: no text 15 members (weak): Belarus, ",
        "Republic of Korea (?), Russian Federation",
        "15 members (sure): Argentina, ",
        "replies of 2012–2013 (weak): ",
        "sponsors of 2014–2015 (weak): Algeria, ",
        caveat,
    ] {
        assert!(flat.contains(said), "{said}\n{out}");
    }
    assert!(out.lines().all(|line| line.chars().count() <= 80), "{out}");
    let (_, without, _) = desk.say(&["trace", "--process", "groups"]);
    assert!(!without.contains("members") && !without.contains(caveat));
    assert_eq!(desk.say(&["trace", "--process", "groups", "--participants", "--output", "x.html"]).0, 0);
    let page = desk.read("x.html");
    assert!(page.contains("<summary>15 members (sure)</summary>Argentina, ") && page.contains(caveat));
    let json =
        |arguments: &[&str]| -> Value { serde_json::from_str(&desk.say(arguments).1).expect("it is JSON") };
    let trace = json(&["trace", "--process", "groups", "--participants", "--format", "json"]);
    let list = json(&["corpus", "list", "groups", "--participants", "--format", "json"]);
    assert_eq!(trace["participants"], list["participants"]);
    for (schema, report) in [(travaux::report::LINEAGE_SCHEMA, &trace), (LIST_SCHEMA, &list)] {
        let schema: Value = serde_json::from_str(schema).expect("the schema is JSON");
        let validator = jsonschema::validator_for(&schema).expect("the schema can be used");
        assert!(validator.is_valid(report));
    }
    let first = &list["participants"][0];
    assert_eq!((&first["role"], &first["size"], &first["round"]), (&"member".into(), &15.into(), &1.into()));
    assert!(list["participants"].as_array().is_some_and(|all| all.iter().all(|one| one["round"] != 4)));
    let (_, out, _) = desk.say(&["corpus", "list", "groups", "--participants"]);
    assert!(out.contains("Who was at the table") && out.contains("3 gge-4: Fourth group, 2015"), "{out}");
    let (_, csv, _) = desk.say(&["corpus", "list", "groups", "--participants", "--format", "csv"]);
    assert!(csv.contains("locked,members,replies,sponsors\r\n"), "{csv}");
}

#[test]
fn without_a_register_nothing_is_made_up() {
    let desk = table();
    let fails = |arguments: &[&str], said: &str, help: &str| {
        let (status, _, err) = desk.say(arguments);
        assert_eq!(status, 2);
        assert!(err.contains(said) && err.contains(help), "{err}");
    };
    let trace = ["trace", "--process", "groups", "--participants"];
    fails(
        &[&trace[..], &["--format", "csv"]].concat(),
        "no room in this form",
        "choose terminal, json or html",
    );
    fails(&[&trace[..], &["--register", "no.toml"]].concat(), "no.toml", "");
    desk.write("groups/manifest.toml", &TABLE.replace("\"gge\"", "\"gga\""));
    fails(&trace, "the register has no process “gga”", "did you mean “gge”?");
    desk.write("groups/manifest.toml", &TABLE.replace("register = \"gge\"\n", ""));
    fails(&trace, "does not say which process of the register", "write `register = \"ID\"`");
    fs::remove_file(desk.path("register.toml")).expect("it is there");
    fails(
        &["corpus", "list", "groups", "--participants"],
        "there is no register.toml beside it",
        "--register",
    );
    let texts = ["trace", "groups/first.md", "groups/report.md", "--participants"];
    fails(&texts, "is for the rounds of a manifest", "name it with --process");
}
