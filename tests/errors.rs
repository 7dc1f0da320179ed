//! The mistakes that are made most often, each with what is said about it: the place, the cause and
//! what to do. It is said on standard error alone, and the status is 2.

mod desk;

use std::fs;

use desk::Desk;

const OLD: &str = "A. Lanterns\n\n1. Keepers should light the lanterns at dusk.\n\n2. Oil is dear.\n";
const NEW: &str = "A. Lanterns\n\n1. Keepers should light the lanterns at dusk.\n\n2. Boats are white.\n";

/// A process of two rounds, with more lines of its manifest.
fn manifest(more: &str) -> String {
    format!(
        "schema = 1\n\n[process]\nid = \"p\"\nname = \"Lanterns\"\n\n[[round]]\nid = \"first\"\nname = \"First\"\n\
         date = 2031-01-01\nfile = \"old.txt\"\nsymbols = [\"A/1\"]\n{more}"
    )
}

/// A PDF file of one page that holds a picture and no words, with more in its trailer.
fn scan(trailer: &str) -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << /XObject << /I 4 0 R >> >> \
         /Contents 5 0 R >>",
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray \
         /BitsPerComponent 8 /Length 1 >>\nstream\nA\nendstream",
        "<< /Length 24 >>\nstream\nq 9 0 0 9 0 0 cm /I Do Q\nendstream",
    ];
    let mut file = String::from("%PDF-1.4\n");
    let mut table = String::from("0000000000 65535 f \n");
    for (n, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", n + 1));
    }
    let at = file.len();
    file.push_str(&format!(
        "xref\n0 6\n{table}trailer << /Size 6 /Root 1 0 R {trailer} >>\nstartxref\n{at}\n%%EOF\n"
    ));
    file.into_bytes()
}

/// Two drafts, a process, and files that are no text.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("old.txt", OLD);
    desk.write("new.txt", NEW);
    desk.write("folder/readme", "");
    desk.write("key.toml", &manifest("fiel = \"old.txt\"\n"));
    desk.write(
        "gone.toml",
        &manifest("\n[[round]]\nid = \"second\"\nname = \"Second\"\nfile = \"newt.txt\"\n"),
    );
    desk.write(
        "twins.toml",
        &manifest("\n[[round]]\nid = \"first\"\nname = \"Second\"\nfile = \"new.txt\"\n"),
    );
    desk.write("number.toml", "schema = 1\n\n[[became]]\nold = 14\nnew = \"15\"\n");
    desk.write("broken.toml", "schema = 1\n\n[process\n");
    desk.write("kept/manifest.toml", &manifest("").replace("old.txt", "../old.txt"));
    desk.write("letter.rtf", "{\\rtf1\\ansi Dear colleagues}");
    let zeros = [0; 600];
    let with = |start: &[u8]| [start, &zeros[..]].concat();
    let key = "0102030405060708091011121314151617181920212223242526272829303132";
    let lock = format!(
        "/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <{key}> /U <{key}> >> /ID [<00> <00>]"
    );
    for (name, bytes) in [
        ("scan.pdf", scan("")),
        ("locked.pdf", scan(&lock)),
        ("draft.doc", with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")),
        ("page.png", with(b"\x89PNG\r\n\x1A\n")),
        ("cut.docx", b"PK\x03\x04".to_vec()),
    ] {
        fs::write(desk.path(name), bytes).expect("a temporary file can be written");
    }
    desk
}

/// Arguments, and what is said: place and cause, then what to do.
type Case<'a> = (&'a [&'a str], &'a str, &'a str);

fn check(desk: &Desk, cases: &[Case<'_>]) {
    let before = desk.files();
    for &(arguments, cause, help) in cases {
        let (status, shown, said) = desk.say(arguments);
        assert_eq!((status, shown.as_str()), (2, ""), "{arguments:?}: {said}");
        assert!(said.starts_with(&format!("travaux: {cause}")), "{arguments:?}: {said}");
        let line = said.lines().find_map(|line| line.strip_prefix("help: "));
        assert!(line.is_some_and(|line| line.contains(help)), "{arguments:?}: {said}");
    }
    assert_eq!(desk.files(), before, "nothing is written where nothing was done");
}

#[test]
fn files_that_cannot_be_read() {
    let pick = ["compare", "old.txt"];
    let with = |name: &'static str| [pick[0], pick[1], name];
    check(
        &desk(),
        &[
            (&with("newt.txt"), "newt.txt: there is no such file", "check the path"),
            (&with("folder"), "folder: this is a directory", "name a file in it"),
            (&with("scan.pdf"), "scan.pdf: this PDF has no text layer", "OCR"),
            (&with("locked.pdf"), "locked.pdf: this PDF file is encrypted", "save it without one"),
            (&with("draft.doc"), "draft.doc: this is a Word file of the old kind (.doc)", "save it as .docx"),
            (&with("letter.rtf"), "letter.rtf: RTF is not read", "save it as .docx"),
            (&with("page.png"), "page.png: this is a picture", "OCR"),
            (&with("cut.docx"), "cut.docx: this Word file or archive is damaged", "fetch or save it again"),
            (&["show", "old.txt", "--from", "docx"], "old.txt: this is no Word file", "leave out --from"),
            (&["compare", "-", "-"], "standard input: cannot be both drafts", "give a file for one"),
        ],
    );
}

#[test]
fn reports_that_cannot_be_written() {
    let compare = |name: &'static str| ["compare", "old.txt", "new.txt", "--output", name];
    check(
        &desk(),
        &[
            (
                &compare("changes.pdf"),
                "changes.pdf: files of this kind (.pdf) are not written",
                ".docx, .html",
            ),
            (&compare("changes.XLSX"), "changes.XLSX: files of this kind (.XLSX) are not written", ".csv"),
            (&compare("old.txt"), "old.txt: is read for this, and would be overwritten", "name another file"),
            (&compare("folder"), "folder: is a directory", "name a file in it"),
            (&compare("none/a.txt"), "none/a.txt: its folder does not exist", "make the folder first"),
            (
                &["trace", "old.txt", "new.txt", "--output", "rounds.docx"],
                "rounds.docx: this report has no such form",
                ".html, .csv, .tsv, .json, .xml, .svg or .txt",
            ),
            (
                &["find", "oil", "old.txt", "--format", "svg"],
                "--format: this report has no such form",
                ".html, .md, .csv",
            ),
            (
                &["convert", "old.txt", "-o", "clean.html"],
                "clean.html: this report has no such form",
                ".md, .json or .txt",
            ),
            (
                &["corpus", "list", "kept", "--output", "kept/manifest.toml"],
                "kept/manifest.toml: is read for this",
                "name another file",
            ),
            (&["matrix", "--process", "twins.toml", "--output", "twins.toml"], "twins.toml:", ""),
        ],
    );
}

#[test]
fn what_is_asked_for_and_not_there() {
    check(
        &desk(),
        &[
            (
                &["compare", "old.txt", "new.txt", "--section", "lantrens"],
                "--section: no heading of either draft contains “lantrens”",
                "did you mean “Lanterns”?",
            ),
            (
                &["share", "new.txt", "--of", "old.txt", "--section", "zebra"],
                "--section: no heading of new.txt contains “zebra”",
                "travaux show",
            ),
            (&["find", "?", "old.txt"], "phrase: there is no word in it", "in quotation marks"),
            (
                &["find", "oil", "old.txt", "--only", "zebra"],
                "--only: no text has “zebra” in its name",
                "leave it out",
            ),
            (&["trace", "old.txt"], "trace: one text is no process", "name at least two"),
            (&["matrix", "old.txt"], "matrix: one text shares nothing", "name at least two"),
            (&["man", "zebra"], "man: there is no command “zebra”", "travaux --help"),
            (
                &["man", "corpus", "fecth"],
                "man: there is no command “corpus fecth”",
                "did you mean “fetch”? `travaux corpus --help` lists all",
            ),
            (
                &["man", "compare", "zebra"],
                "man: there is no command “compare zebra”",
                "run `travaux man compare`",
            ),
            (&["corpus", "fetch", "AC.290"], "AC.290: is no symbol", "such as A/AC.290/2021/CRP.2"),
        ],
    );
}

#[test]
fn settings_that_make_no_sense() {
    let trace = |name: &'static str| ["trace", "--process", name];
    check(
        &desk(),
        &[
            (&trace("none.toml"), "none.toml: there is no such file", "check the path"),
            (&trace("folder"), "folder: there is no manifest.toml in it", "docs/corpus.md"),
            (&trace("key.toml"), "key.toml:13: a round has no key “fiel”", "did you mean “file”?"),
            (&trace("gone.toml"), "gone.toml:17: there is no file", ""),
            (
                &trace("twins.toml"),
                "twins.toml:14: round “first” is in line 7 already",
                "under one [[round]]",
            ),
            (&trace("broken.toml"), "broken.toml:3: ", "mend the TOML of this line"),
            (&trace("page.png"), "page.png: this is no TOML", "name another file"),
            (
                &["compare", "old.txt", "new.txt", "--corrections", "decided.toml"],
                "decided.toml: there is no such file",
                "check the path",
            ),
            (
                &["corpus", "list", "kept", "--participants", "--register", "page.png"],
                "page.png: this is no TOML",
                "name another file",
            ),
            (
                &["corpus", "list", "kept", "--participants", "--register", "none.toml"],
                "none.toml: there is no such file",
                "check the path",
            ),
            (
                &["compare", "old.txt", "new.txt", "--corrections", "number.toml"],
                "number.toml:4: “old” cannot be this number",
                "write a text in quotes",
            ),
            (&["check", "folder"], "folder/travaux.check.toml: there are no expectations", "--update"),
            (&["check", "none"], "none: there is no such file", "name a manifest, expectations"),
            (
                &["corpus", "verify", "folder"],
                "folder: there is no manifest and no travaux.lock",
                "name a manifest",
            ),
        ],
    );
}

/// What the parser of arguments says: it names the argument, and what may have been meant.
#[test]
fn arguments_with_slips_of_the_pen() {
    let desk = desk();
    for (arguments, said) in [
        (&["compar", "old.txt", "new.txt"][..], &["unrecognized subcommand 'compar'", "'compare'"][..]),
        (&["compare", "old.txt", "new.txt", "--onyl", "new"], &["'--onyl'", "'--only'"]),
        (
            &["compare", "old.txt", "new.txt", "--only", "droped"],
            &["'droped'", "'dropped'", "possible values"],
        ),
        (&["compare", "old.txt", "new.txt", "--format", "pdf"], &["'pdf'", "docx, html"]),
        (&["compare", "old.txt"], &["<NEW>", "Usage: travaux compare"]),
        (&["compare", "--output", "old.txt", "new.txt"], &["<NEW>", "--output <FILE>"]),
        (&["share", "new.txt"], &["--of <BASE>"]),
        (&["corpus", "add", "old.txt"], &["--round <ID>"]),
        (&["old.txt", "new.txt"], &["a command comes before the files", "travaux compare OLD NEW"]),
    ] {
        let (status, shown, complaint) = desk.say(arguments);
        assert_eq!((status, shown.as_str()), (2, ""), "{arguments:?}");
        for part in said {
            assert!(complaint.contains(part), "{arguments:?}: {complaint}");
        }
    }
}

/// No mistake for certain, but probably one: it is said, and the work is done.
#[test]
fn the_same_file_twice_is_said() {
    let desk = desk();
    for arguments in [&["compare", "old.txt", "./old.txt"][..], &["matrix", "old.txt", "new.txt", "old.txt"]]
    {
        let (status, shown, said) = desk.say(arguments);
        assert!(status == 0 && !shown.is_empty(), "{arguments:?}");
        assert!(said.contains("old.txt: is the same file as one named before"), "{said}");
        assert!(said.contains("help: if another text is meant"), "{said}");
    }
}

/// The two ways to name a process both work, and the form of a list follows its file's name.
#[test]
fn a_process_is_named_in_either_way() {
    let desk = desk();
    let plain = desk.say(&["corpus", "list", "kept"]);
    assert_eq!(plain.0, 0, "{}", plain.2);
    assert_eq!(desk.say(&["corpus", "list", "--process", "kept"]), plain);
    assert_eq!(desk.say(&["corpus", "list", "kept", "--output", "list.json"]).0, 0);
    assert!(desk.read("list.json").contains("travaux/corpus/1"));
    assert_eq!(desk.say(&["convert", "old.txt", "--output", "clean.txt"]).0, 0);
    assert!(!desk.read("clean.txt").contains('#'), "plain text");
}
