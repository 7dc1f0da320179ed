//! What the README tells people to type works as it stands there.

mod desk;

use std::fs;
use std::path::Path;

use desk::Desk;

/// The words of a line, as a shell parts them: by spaces, unless quoted, up to a comment.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (n, part) in line.split('"').enumerate() {
        if n % 2 == 1 {
            words.push(part.to_owned());
            continue;
        }
        let (part, comment) = part.split_once('#').map_or((part, false), |(part, _)| (part, true));
        words.extend(part.split_whitespace().map(str::to_owned));
        if comment {
            break;
        }
    }
    words
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("the folder is there") {
        let entry = entry.expect("it is readable");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a file can be copied");
        }
    }
}

#[test]
fn every_command_of_the_readme_works() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).expect("there is a README");
    let desk = Desk::new();
    copy(&root.join("texts"), &desk.path("texts"));
    // Files of the reader's own. The format is found by content, so the names may promise others.
    for (text, names) in [
        ("1-initial-pre-draft.md", &["old.md", "a.md", "old.docx", "zero-draft.docx", "draft.docx"][..]),
        ("2-revised-pre-draft.md", &["new.md", "b.docx", "new.docx", "new.pdf", "first-draft.pdf", "c.pdf"]),
    ] {
        for name in names {
            fs::copy(root.join("texts/specimen").join(text), desk.path(name)).expect("a file can be copied");
        }
    }
    let mut typed = 0;
    let blocks = readme.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
    for line in blocks.flat_map(str::lines).filter(|line| line.starts_with("travaux ")) {
        let words = words(line);
        let arguments: Vec<&str> = words.iter().skip(1).map(String::as_str).collect();
        // The network is not for tests.
        if arguments.contains(&"fetch") {
            continue;
        }
        let (status, _, said) = desk.say(&arguments);
        assert!(status < 2 && said.is_empty(), "{line}: {said}");
        if matches!(arguments[..], ["check" | "corpus", ..]) {
            assert_eq!(status, 0, "{line}: the specimen is as it is written down");
        }
        typed += 1;
    }
    assert!(typed > 20, "the commands were found");
}
