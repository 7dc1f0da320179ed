//! The program from outside: arguments, exit status, files, pipes.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use assert_cmd::cargo::cargo_bin;
use tempfile::TempDir;
use unicode_width::UnicodeWidthStr;

const OLD: &str = "A. Lanterns\n\n1. Keepers should light the lanterns at dusk.\n\n2. Oil is dear.\n\n\
                   3. Boats are painted white.\n\n4. The office owns one boat.\n";
const NEW: &str = "A. Lanterns\n\n1. Keepers should light the lanterns at dusk.\n\n2. Boats are painted white.\n\n\
                   3. Every seventh winter a new keeper is chosen among the fishermen.\n";

/// A folder with an old and a new draft in it.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().expect("there is a folder for temporary files"));
        desk.write("old.txt", OLD);
        desk.write("new.txt", NEW);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).expect("a temporary file can be written");
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("the file is there")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(cargo_bin!("travaux"));
        command.current_dir(self.0.path()).args(arguments).stdin(Stdio::null());
        for name in ["NO_COLOR", "CLICOLOR_FORCE", "TERM"] {
            command.env_remove(name);
        }
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the program starts")
    }

    /// Status, standard output, standard error.
    fn say(&self, arguments: &[&str]) -> (i32, String, String) {
        let output = self.run(arguments);
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("it writes UTF-8");
        (output.status.code().expect("it ends by itself"), text(&output.stdout), text(&output.stderr))
    }
}

#[test]
fn the_status_says_whether_drafts_differ() {
    let desk = Desk::new();
    assert_eq!(desk.say(&["compare", "old.txt", "old.txt"]).0, 0);
    assert_eq!(desk.say(&["compare", "old.txt", "new.txt"]).0, 1);
    assert_eq!(desk.say(&["compare", "old.txt", "new.txt", "--fail-on", "dropped"]).0, 1);
    assert_eq!(desk.say(&["compare", "old.txt", "new.txt", "--fail-on", "merged,edited"]).0, 0);
    assert_eq!(
        desk.say(&["compare", "old.txt", "new.txt", "--only", "merged"]).0,
        1,
        "a filter is no verdict"
    );
}

#[test]
fn quiet_leaves_only_the_status() {
    let desk = Desk::new();
    assert_eq!(desk.say(&["compare", "old.txt", "new.txt", "--quiet"]), (1, String::new(), String::new()));
    let (status, shown, said) = desk.say(&["compare", "old.txt", "none.txt", "--quiet"]);
    assert_eq!((status, shown.as_str()), (2, ""));
    assert!(said.starts_with("travaux: none.txt: "), "{said}");
}

#[test]
fn trouble_is_status_2_and_says_where() {
    let desk = Desk::new();
    fs::create_dir(desk.path("folder")).expect("a folder can be made");
    let (old, new) = ("old.txt", "new.txt");
    for (arguments, said) in [
        (vec!["compare", "none.txt", new], "travaux: none.txt: "),
        (vec!["compare", old, "folder"], "travaux: folder: "),
        (vec!["compare", "-", "-"], "travaux: standard input: cannot be both"),
        (vec!["compare", old, new, "--output", "folder"], "travaux: folder: is a directory"),
        (vec!["compare", old, new, "--output", "none/a.txt"], "its folder does not exist"),
        (vec!["compare", old, new, "--output", "old.txt"], "would be overwritten"),
        (vec!["compare", old, new, "--section", "zebra"], "no heading of either draft contains “zebra”"),
        (vec!["compare", old, new, "--only", "vanished"], "invalid value 'vanished'"),
        (vec!["compare", old, new, "--threads", "0"], "invalid value '0'"),
        (vec!["compare", old, new, "--width", "3"], "invalid value '3'"),
        (vec!["compare", old], "required arguments"),
        (vec!["show", "none.txt"], "travaux: none.txt: "),
        (vec!["man", "zebra"], "there is no command “zebra”"),
        (vec!["frobnicate"], "unrecognized subcommand"),
    ] {
        let (status, shown, complaint) = desk.say(&arguments);
        assert_eq!((status, shown.as_str()), (2, ""), "{arguments:?}");
        assert!(complaint.contains(said), "{arguments:?}: {complaint}");
    }
}

#[test]
fn help_is_no_trouble() {
    let desk = Desk::new();
    for arguments in [
        &["--help"][..],
        &["--version"],
        &["compare", "--help"],
        &["show", "--help"],
        &["completions", "bash"],
        &["man"],
        &["man", "compare"],
        &["man", "corpus", "fetch"],
        &["schema", "document"],
    ] {
        let (status, shown, said) = desk.say(arguments);
        assert_eq!((status, said.as_str()), (0, ""), "{arguments:?}");
        assert!(!shown.is_empty(), "{arguments:?}");
    }
    let (_, schema, _) = desk.say(&["schema", "comparison"]);
    assert_eq!(schema, travaux::report::COMPARISON_SCHEMA);
    let (_, schema, _) = desk.say(&["schema", "lines"]);
    assert_eq!(schema, travaux::report::LINES_SCHEMA);
}

#[test]
fn help_through_a_pipe_fits_a_page() {
    let desk = Desk::new();
    let help = |arguments: &[&str], columns: Option<&str>| {
        let mut command = desk.command(arguments);
        command.env_remove("COLUMNS").envs(columns.map(|columns| ("COLUMNS", columns)));
        let output = command.output().expect("the program starts");
        String::from_utf8(output.stdout).expect("it writes UTF-8")
    };
    let widest = |text: &str| text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0);
    let after = |text: &str| text.split_once("\nExample").map(|(_, examples)| examples.to_owned());
    for command in [
        "",
        "compare",
        "trace",
        "find",
        "share",
        "matrix",
        "show",
        "convert",
        "check",
        "corpus",
        "corpus list",
        "corpus add",
        "corpus verify",
        "corpus fetch",
        "completions",
        "man",
        "schema",
    ] {
        let arguments: Vec<&str> = command.split_whitespace().chain(["--help"]).collect();
        let plain = help(&arguments, None);
        assert!((1..=80).contains(&widest(&plain)), "{command}: {} columns\n{plain}", widest(&plain));
        let wide = help(&arguments, Some("100"));
        assert!(widest(&wide) <= 100, "{command}: {wide}");
        assert_eq!(after(&plain), after(&wide), "{command}: no line of the examples is broken");
        assert_eq!(help(&arguments, Some("")), plain, "{command}");
    }
    assert!(widest(&help(&["compare", "--help"], Some("100"))) > 80);
    assert!(widest(&help(&["compare", "-h"], Some("60"))) <= 60);
    assert_eq!(help(&["compare", "--help"], Some("400")), help(&["compare", "--help"], Some("100")));
}

#[test]
fn each_command_has_a_page_of_its_own() {
    let desk = Desk::new();
    let page = |arguments: &[&str]| desk.say(&[&["man"], arguments].concat()).1;
    for command in ["list", "add", "verify", "fetch"] {
        let page = page(&["corpus", command]);
        assert!(page.contains(&format!("travaux\\-corpus\\-{command}")), "{command}: {page}");
        assert!(page.contains("Examples"), "{command}: {page}");
    }
    assert_ne!(page(&["corpus"]), page(&["corpus", "fetch"]));
}

#[test]
fn drafts_in_different_languages_are_told() {
    let desk = Desk::new();
    desk.write(
        "fr.txt",
        "1. Les gardiens allument les lanternes au crépuscule et par temps de brume.\n\n\
         2. La barque est peinte en blanc dans le port pour que les gardiens la trouvent.\n",
    );
    desk.write(
        "en.txt",
        "1. The keepers light the lanterns at dusk and in the mist.\n\n2. The boat is white.\n",
    );
    let (status, shown, said) = desk.say(&["compare", "en.txt", "fr.txt", "--format", "json"]);
    assert_eq!(status, 1);
    assert!(said.contains("warning: compare: the drafts are in different languages (en, fr): "), "{said}");
    assert!(shown.contains(r#""warnings":[]"#), "the report stays as it is: {shown}");
    assert_eq!(desk.say(&["compare", "en.txt", "en.txt"]).2.matches("languages").count(), 0);
    // Too short to be known.
    desk.write("short.txt", "1. Oil.\n");
    assert_eq!(desk.say(&["compare", "short.txt", "fr.txt"]).2, "");
}

#[test]
fn lines_are_as_wide_as_asked() {
    let desk = Desk::new();
    for width in ["20", "40", "80", "200"] {
        for command in [&["compare", "old.txt", "new.txt", "--all"][..], &["show", "new.txt"]] {
            let arguments = [command, &["--width", width]].concat();
            let (_, shown, _) = desk.say(&arguments);
            let most = shown.lines().map(UnicodeWidthStr::width).max();
            assert!(most <= width.parse().ok(), "{most:?} columns of {width}");
        }
    }
}

#[test]
fn colour_only_where_it_is_wanted() {
    let desk = Desk::new();
    let colours = |arguments: &[&str], variables: &[(&str, &str)]| {
        let arguments = [&["compare", "old.txt", "new.txt"], arguments].concat();
        let output = desk.command(&arguments).envs(variables.iter().copied()).output().expect("it starts");
        output.stdout.contains(&0x1b)
    };
    assert!(!colours(&[], &[]), "a pipe is no terminal");
    assert!(colours(&["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(colours(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!colours(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!colours(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn a_filter_shows_a_part_and_says_so() {
    let desk = Desk::new();
    let (_, shown, _) = desk.say(&["compare", "old.txt", "new.txt", "--only", "dropped,new"]);
    assert!(shown.contains("showing only: dropped, new"), "{shown}");
    assert!(shown.contains("Oil is dear.") && !shown.contains("unchanged:"), "{shown}");
    let (_, json, _) = desk.say(&["compare", "old.txt", "new.txt", "--only", "new", "-f", "json"]);
    assert!(json.contains(r#""filter":{"only":["new"]"#) && !json.contains(r#""fate":"carried""#));
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let desk = Desk::new();
    for format in ["terminal", "json"] {
        let shown = |threads: &str| {
            let run = ["compare", "old.txt", "new.txt", "--format", format, "--threads", threads];
            desk.run(&run).stdout
        };
        assert!(shown("1") == shown("2") && shown("2") == shown("8"));
    }
}

#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let desk = Desk::new();
    let (_, shown, _) = desk.say(&["compare", "old.txt", "new.txt"]);
    let arguments = ["compare", "old.txt", "new.txt", "--output", "report.txt"];
    assert_eq!(desk.say(&arguments), (1, String::new(), String::new()));
    assert_eq!(desk.read("report.txt"), shown);
    // Trouble leaves the old report where it is, and nothing beside it.
    assert_eq!(desk.say(&["compare", "old.txt", "none.txt", "--output", "report.txt"]).0, 2);
    assert_eq!(desk.read("report.txt"), shown);
    let files = fs::read_dir(desk.0.path()).expect("the folder is there").count();
    assert_eq!(files, 3, "two drafts and a report");
}

#[test]
fn either_draft_may_come_from_standard_input() {
    let desk = Desk::new();
    let (_, from_files, _) = desk.say(&["compare", "old.txt", "new.txt"]);
    for (arguments, name) in
        [(["compare", "-", "new.txt"], "old.txt"), (["compare", "old.txt", "-"], "new.txt")]
    {
        let file = fs::File::open(desk.path(name)).expect("it was written");
        let output = desk.command(&arguments).stdin(file).output().expect("it starts");
        assert_eq!(output.status.code(), Some(1));
        let shown = String::from_utf8_lossy(&output.stdout).replace("standard input", name);
        assert_eq!(shown, from_files);
    }
}

#[cfg(unix)]
#[test]
fn what_stands_at_the_output_keeps_its_nature() {
    use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
    let desk = Desk::new();
    let write = |name: &str| desk.say(&["compare", "old.txt", "new.txt", "--output", name]).0;
    let mode = |name: &str| fs::metadata(desk.path(name)).expect("it is there").permissions().mode() & 0o777;

    desk.write("private.txt", "");
    fs::set_permissions(desk.path("private.txt"), fs::Permissions::from_mode(0o600)).expect("it is ours");
    assert_eq!((write("private.txt"), mode("private.txt")), (1, 0o600));

    symlink("private.txt", desk.path("link.txt")).expect("a link can be made");
    assert_eq!(write("link.txt"), 1);
    assert!(fs::symlink_metadata(desk.path("link.txt")).is_ok_and(|link| link.is_symlink()));

    assert_eq!(write("/dev/null"), 1);
    assert!(fs::metadata("/dev/null").is_ok_and(|null| null.file_type().is_char_device()));

    assert_eq!(write("fresh.txt"), 1);
    desk.write("plain.txt", "");
    assert_eq!(mode("fresh.txt"), mode("plain.txt"), "a new file is as open as any other");
}

#[test]
fn a_draft_is_converted_to_a_clean_text() {
    let desk = Desk::new();
    desk.write(
        "page.html",
        "<!doctype html><nav><a href=/>Home</a></nav><h2>A. Lanterns</h2><ol><li>Oil is dear<sup><a href='#n1'>1</a></sup>.</ol>
         <table><tr><th>Year<th>Oil<tr><td>2031<td>9</table><p id=n1>1. See *.</p>",
    );
    let markdown = "## A. Lanterns\n\n1. Oil is dear[^1].\n\n| Year | Oil |\n| --- | --- |\n| 2031 | 9 |\n\n[^1]: See \\*.\n";
    let markdown = markdown.replacen("## ", "# ", 1);
    assert_eq!(desk.say(&["convert", "page.html"]), (0, markdown.clone(), String::new()));
    let text = "A. Lanterns\n\n1. Oil is dear[1].\n\nYear | Oil\n2031 | 9\n\nNotes\n\n[1] See *.\n";
    assert_eq!(desk.say(&["convert", "page.html", "--to", "text"]).1, text);
    let json = desk.say(&["convert", "page.html", "--to", "json"]).1;
    assert_eq!(json, desk.say(&["show", "page.html", "--format", "json"]).1);

    assert_eq!(desk.say(&["convert", "page.html", "--output", "page.md"]), (0, String::new(), String::new()));
    assert_eq!(desk.read("page.md"), markdown);
    let (status, said, complaint) = desk.say(&["convert", "page.html", "--output", "page.html"]);
    assert!(status == 2 && said.is_empty() && complaint.contains("would be overwritten"), "{complaint}");
    assert_eq!(desk.say(&["convert", "nowhere.html"]).0, 2);
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_trouble() {
    let desk = Desk::new();
    let many: String = (0..20_000).map(|n| format!("{n}. Lantern number {n} burns.\n\n")).collect();
    desk.write("many.txt", &many);
    for command in [&["compare", "old.txt", "many.txt"][..], &["show", "many.txt", "--format", "json"]] {
        let mut child =
            desk.command(command).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        assert_ne!(output.status.code(), Some(2));
    }
}

#[test]
fn texts_and_names_cannot_send_escape_sequences() {
    let desk = Desk::new();
    let evil = "1. Keepers \u{1b}[31mshall\u{1b}[0m act.\n\n2. \u{9b}2J\u{202e}All of them.\n";
    desk.write("evil.txt", evil);
    for arguments in [
        &["compare", "old.txt", "evil.txt"][..],
        &["compare", "evil.txt", "old.txt", "--all", "--format", "json"],
        &["show", "evil.txt"],
        &["show", "evil\u{1b}[2J.txt"],
    ] {
        let (_, shown, said) = desk.say(arguments);
        let control = |c: char| c.is_control() && c != '\n';
        assert!(!shown.contains(control) && !said.contains(control), "{arguments:?}: {shown:?} {said:?}");
    }
}

#[test]
fn tables_go_where_the_ending_says() {
    let desk = Desk::new();
    for (arguments, begins) in [
        (&["-f", "concordance", "-o", "a.csv"][..], "\u{feff}direction,number,label"),
        (&["-f", "concordance", "-o", "a.md"], "## Old labels to new ones"),
        (&["-f", "concordance", "--as", "tsv", "-o", "a.txt"], "direction\tnumber"),
        (&["-f", "changes", "-o", "a.txt"], "Changes\n"),
        (&["-o", "b.csv"], "\u{feff}number,old_label,new_label"),
        (&["-o", "b.tsv"], "number\told_label"),
        (&["-o", "b.md"], "# old.txt → new.txt"),
        (&["-o", "b.xml"], "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI "),
        (&["-o", "b.jsonl"], "{\"line\":\"comparison\",\"schema\":\"travaux/lines/1\""),
    ] {
        let (status, _, said) = desk.say(&[&["compare", "old.txt", "new.txt"], arguments].concat());
        assert_eq!((status, said.as_str()), (1, ""), "{arguments:?}");
        let written = desk.read(arguments.last().expect("a name"));
        assert!(written.starts_with(begins), "{arguments:?}: {written}");
    }
}

#[test]
fn limits_are_told_and_nothing_stays_behind() {
    let desk = Desk::new();
    desk.write("large.txt", &"word ".repeat(300_000));
    let (status, out, said) = desk.say(&["show", "large.txt", "--max-size", "1"]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(said.contains("larger than 1 MiB") && said.contains("--max-size"), "{said}");

    // Standard input that never ends.
    let mut command = desk.command(&["convert", "-", "--max-time", "1", "--output", "out.txt"]);
    let mut waiting = command.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    let held = waiting.stdin.take();
    let ended = waiting.wait_with_output().expect("it ends by itself");
    drop(held);
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert_eq!(ended.status.code(), Some(2), "{said}");
    assert!(said.contains("more than 1 s") && said.contains("no file was written"), "{said}");
    let left = fs::read_dir(desk.path(".")).expect("it is there").count();
    assert_eq!(left, 3, "the three drafts");
}
