//! Documents by symbol, from a service on this machine that misbehaves in every way.

mod desk;
mod service;

use std::fs;
use std::time::{Duration, Instant};

use desk::Desk;
use service::{Answer, Service};
use travaux::corpus::{Lock, Sum};

const SYMBOL: &str = "A/AC.290/2021/CRP.2";
const FILE: &str = "A_AC.290_2021_CRP.2-en.pdf";

/// Bytes that begin and end as a PDF does.
fn pdf(length: usize) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    bytes.extend((0..length).map(|n| b"0123456789abcdef \n"[n % 18]));
    bytes.extend(b"\n%%EOF\n");
    bytes
}

/// Status, standard output, standard error of a fetch that tries twice at most.
fn fetch(desk: &Desk, service: &Service, more: &[&str]) -> (i32, String, String) {
    let output = command(desk, service, more).output().expect("the program starts");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("it writes UTF-8");
    (output.status.code().expect("it ends by itself"), text(&output.stdout), text(&output.stderr))
}

fn command(desk: &Desk, service: &Service, more: &[&str]) -> std::process::Command {
    let mut arguments = vec!["corpus", "fetch", "--base-url", &service.url];
    for [name, value] in [["--retries", "1"], ["--timeout", "1"]] {
        if !more.contains(&name) {
            arguments.extend([name, value]);
        }
    }
    arguments.extend(more);
    let mut command = desk.command(&arguments);
    for name in ["http_proxy", "https_proxy", "all_proxy"] {
        command.env_remove(name).env_remove(name.to_uppercase());
    }
    command
}

/// Fails unless the document is there, whole and locked, and nothing else is.
fn check_there(desk: &Desk, document: &[u8]) {
    assert_eq!(desk.files(), [FILE, "travaux.lock"]);
    assert_eq!(fs::read(desk.path(FILE)).expect("it is there"), document);
    let lock = Lock::load(&desk.path("")).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(lock.files[FILE].sum, Sum::of(&desk.path(FILE)).expect("it can be read"));
    assert_eq!(desk.say(&["corpus", "verify"]).0, 0);
}

/// Fails unless nothing is there.
fn check_nothing(desk: &Desk) {
    assert_eq!(desk.files(), Vec::<String>::new());
}

#[test]
fn a_document_is_fetched_and_locked() {
    let (desk, document) = (Desk::new(), pdf(200_000));
    let served = document.clone();
    let service = Service::new(move |_, _| Answer::of(200, &served));
    let (status, out, err) = fetch(&desk, &service, &[SYMBOL]);
    assert_eq!((status, err.as_str()), (0, ""));
    assert_eq!(out, format!("fetched  {SYMBOL}  {FILE}  {} bytes\n", document.len()));
    check_there(&desk, &document);
    assert_eq!(service.asked()[0].path, format!("/access?s={SYMBOL}&l=en&t=pdf"));
    let lock = desk.read("travaux.lock");
    for said in [format!("symbol = \"{SYMBOL}\""), format!("url = \"{}?s={SYMBOL}&l=en&t=pdf\"", service.url)]
    {
        assert!(lock.contains(&said), "{lock}");
    }
    // What is there is not asked for again, and the lock file stays as it is.
    let (status, out, _) = fetch(&desk, &service, &[SYMBOL]);
    assert_eq!((status, out), (0, format!("there    {SYMBOL}  {FILE}\n")));
    assert_eq!((service.asked().len(), desk.read("travaux.lock")), (1, lock));
}

#[test]
fn redirects_are_followed_but_not_in_a_circle() {
    let (desk, document) = (Desk::new(), pdf(100));
    let served = document.clone();
    let service = Service::new(move |asked, _| match asked.path.as_str() {
        "/doc/it%20is.pdf" => Answer::of(200, &served),
        "/two" => Answer::redirect("doc/it is.pdf#page=1"),
        _ => Answer::redirect("/two"),
    });
    assert_eq!(fetch(&desk, &service, &[SYMBOL]).0, 0);
    check_there(&desk, &document);

    let desk = Desk::new();
    let service = Service::new(|_, _| Answer::redirect("/access"));
    let (status, _, err) = fetch(&desk, &service, &[SYMBOL]);
    assert_eq!(status, 2);
    assert!(err.contains("redirects more than 8 times"), "{err}");
    check_nothing(&desk);
    assert_eq!(service.asked().len(), 9, "and it is not tried again");
    let service = Service::new(|_, _| Answer::redirect("file:///etc/passwd"));
    assert!(fetch(&desk, &service, &[SYMBOL]).2.contains("is no address of the web"));
    check_nothing(&desk);
}

#[test]
fn what_is_not_there_is_asked_for_once() {
    let desk = Desk::new();
    let service = Service::new(|_, _| Answer::of(404, b"<html>no</html>"));
    let (status, out, err) = fetch(&desk, &service, &[SYMBOL]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.starts_with(&format!("travaux: {SYMBOL}: there is no such document")), "{err}");
    assert!(err.contains("\nhelp: "));
    check_nothing(&desk);
    assert_eq!(service.asked().len(), 1);
}

#[test]
fn a_server_in_trouble_is_asked_again() {
    let (desk, document) = (Desk::new(), pdf(100));
    let served = document.clone();
    let service =
        Service::new(
            move |_, number| {
                if number == 0 { Answer::of(500, b"sorry") } else { Answer::of(200, &served) }
            },
        );
    assert_eq!(fetch(&desk, &service, &[SYMBOL]).0, 0);
    check_there(&desk, &document);

    let desk = Desk::new();
    let service = Service::new(|_, _| Answer::of(503, b"sorry"));
    let (status, _, err) = fetch(&desk, &service, &[SYMBOL]);
    assert_eq!(status, 2);
    assert!(err.contains("the server answers 503 (2 tries)"), "{err}");
    check_nothing(&desk);
    assert_eq!(service.asked().len(), 2);
}

#[test]
fn silence_ends() {
    let desk = Desk::new();
    let service =
        Service::new(|_, _| Answer { before: Duration::from_secs(20), ..Answer::of(200, &pdf(10)) });
    let begun = Instant::now();
    let (status, _, err) = fetch(&desk, &service, &[SYMBOL]);
    assert_eq!(status, 2);
    assert!(err.contains("does not answer in time (2 tries)"), "{err}");
    assert!(begun.elapsed() < Duration::from_secs(15), "it did not wait for the server");
    check_nothing(&desk);
    // A host where nobody listens.
    let nobody = Service { url: "http://127.0.0.1:9/".to_owned(), ..service };
    let (status, _, err) = fetch(&desk, &nobody, &[SYMBOL]);
    assert_eq!(status, 2);
    assert!(err.contains("the connection failed"), "{err}");
    check_nothing(&desk);
}

#[test]
fn what_breaks_off_goes_on_where_it_ended() {
    let (desk, document) = (Desk::new(), pdf(100_000));
    let served = document.clone();
    let service = Service::new(move |asked, number| {
        let answer = Answer::ranged(asked, &served, "\"one\"");
        if number == 0 { answer.cut(60_000) } else { answer }
    });
    let (status, _, err) = fetch(&desk, &service, &[SYMBOL]);
    assert_eq!((status, err.as_str()), (0, ""));
    check_there(&desk, &document);
    let asked = service.asked();
    assert_eq!((asked.len(), asked[1].from()), (2, 60_000));
    assert_eq!(asked[1].if_range.as_deref(), Some("\"one\""));
}

#[test]
fn another_document_is_not_put_behind_the_first() {
    // The document changes between the tries: what has arrived of the first is of no use.
    let (desk, document) = (Desk::new(), pdf(70_000));
    let served = document.clone();
    let service = Service::new(move |asked, number| match number {
        0 => Answer::ranged(asked, &pdf(90_000), "\"one\"").cut(50_000),
        _ => Answer::ranged(asked, &served, "\"two\""),
    });
    assert_eq!(fetch(&desk, &service, &[SYMBOL]).0, 0);
    check_there(&desk, &document);
    // A server that sends another part than the one asked for.
    let desk = Desk::new();
    let served = document.clone();
    let service = Service::new(move |asked, number| match number {
        0 => Answer::ranged(asked, &served, "\"one\"").cut(50_000),
        1 => Answer::of(206, &served[10..])
            .with("ETag", "\"one\"")
            .with("Content-Range", &format!("bytes 10-{}/{}", served.len() - 1, served.len())),
        _ => Answer::ranged(asked, &served, "\"one\""),
    });
    assert_eq!(fetch(&desk, &service, &["--retries", "2", SYMBOL]).0, 0);
    check_there(&desk, &document);
}

#[test]
fn half_a_document_is_never_stored() {
    // No tag to go on with, so it begins anew, and breaks off again.
    let desk = Desk::new();
    let service = Service::new(|_, _| Answer::of(200, &pdf(90_000)).cut(50_000));
    let (status, _, err) = fetch(&desk, &service, &[SYMBOL]);
    assert_eq!(status, 2);
    assert!(err.contains("broke off after 50000 of 90016 bytes"), "{err}");
    assert!(service.asked().iter().all(|asked| asked.range.is_none()));
    assert!(!desk.path(FILE).exists() && !desk.path("travaux.lock").exists());
    // A server that does not say how long it is: the end of the PDF is missing.
    let desk = Desk::new();
    let service = Service::new(|_, _| Answer { claimed: None, ..Answer::of(200, &pdf(90_000)).cut(50_000) });
    let (status, _, err) = fetch(&desk, &service, &[SYMBOL]);
    assert_eq!(status, 2);
    assert!(err.contains("this PDF file is cut off"), "{err}");
    check_nothing(&desk);
}

#[test]
fn a_page_is_no_pdf() {
    for (body, said) in [
        (&b"<!DOCTYPE html><title>Not found</title><p>%PDF- is not here %%EOF"[..], "is a web page, no PDF"),
        (b"Not found.", "is no PDF but text"),
        (b"", "is no PDF"),
        (b"PK\x03\x04 not whole", "is no PDF: this archive is no Word file"),
        (b"\xD0\xCF\x11\xE0 old", "is no PDF: this is a Word file of the old kind"),
    ] {
        let desk = Desk::new();
        let body = body.to_vec();
        let service =
            Service::new(move |_, _| Answer::of(200, &body).with("Content-Type", "application/pdf"));
        let (status, _, err) = fetch(&desk, &service, &[SYMBOL]);
        assert_eq!(status, 2);
        assert!(err.contains(said), "{err}");
        check_nothing(&desk);
        assert_eq!(service.asked().len(), 1, "it would be no other the next time");
    }
}

#[test]
fn a_word_file_is_one() {
    let desk = Desk::new();
    desk.write("a.txt", "1. Lamps are lit.\n");
    desk.write("b.txt", "1. Lamps are lit at dusk.\n");
    assert_eq!(desk.say(&["compare", "a.txt", "b.txt", "--output", "word.docx"]).0, 1);
    let word = fs::read(desk.path("word.docx")).expect("it was written");
    let served = word.clone();
    let service = Service::new(move |_, _| Answer::of(200, &served));
    let (status, out, err) = fetch(&desk, &service, &["A/70/174", "--type", "doc", "--language", "fr"]);
    assert_eq!((status, err.as_str()), (0, ""), "{out}");
    assert_eq!(fs::read(desk.path("A_70_174-fr.docx")).expect("it is there"), word);
    assert_eq!(service.asked()[0].path, "/access?s=A/70/174&l=fr&t=doc");
    assert!(fetch(&desk, &service, &[SYMBOL]).2.contains("is no PDF but docx"));
}

#[test]
fn too_much_is_too_much() {
    for claimed in [true, false] {
        let desk = Desk::new();
        let service = Service::new(move |_, _| {
            let answer = Answer::of(200, &pdf(3 << 20));
            if claimed { answer } else { Answer { claimed: None, ..answer } }
        });
        let (status, _, err) = fetch(&desk, &service, &["--max-size", "2", SYMBOL]);
        assert_eq!(status, 2);
        assert!(err.contains("larger than 2 MiB"), "{err}");
        check_nothing(&desk);
    }
}

#[test]
fn a_run_that_is_killed_is_finished_by_the_next() {
    let (desk, document) = (Desk::new(), pdf(100_000));
    let served = document.clone();
    let service = Service::new(move |asked, number| {
        let answer = Answer::ranged(asked, &served, "\"one\"");
        if number == 0 { Answer { after: Duration::from_secs(60), ..answer.cut(60_000) } } else { answer }
    });
    let mut child =
        command(&desk, &service, &["--timeout", "60", SYMBOL]).spawn().expect("the program starts");
    let part = desk.path(&format!("{FILE}.part"));
    let begun = Instant::now();
    while fs::metadata(&part).map_or(0, |about| about.len()) < 60_000 {
        assert!(begun.elapsed() < Duration::from_secs(60), "half of it arrives");
        std::thread::sleep(Duration::from_millis(10));
    }
    // Another run leaves the part alone.
    assert!(fetch(&desk, &service, &[SYMBOL]).2.contains("being fetched by another run"));
    child.kill().expect("it runs");
    child.wait().expect("it ended");
    assert_eq!(desk.files(), [format!("{FILE}.part"), format!("{FILE}.part.toml")]);
    let (status, _, err) = fetch(&desk, &service, &[SYMBOL]);
    assert_eq!((status, err.as_str()), (0, ""));
    check_there(&desk, &document);
    assert_eq!(service.asked().last().map(service::Asked::from), Some(60_000));
}

#[test]
fn a_part_that_is_all_there_needs_no_network() {
    let (desk, document) = (Desk::new(), pdf(1000));
    let service = Service::new(|_, _| Answer::of(500, b""));
    let url = format!("{}?s={SYMBOL}&l=en&t=pdf", service.url);
    fs::write(desk.path(&format!("{FILE}.part")), &document).expect("a file can be written");
    let note =
        format!("schema = 1\nurl = \"{url}\"\nvalidator = \"\\\"one\\\"\"\ntotal = {}\n", document.len());
    desk.write(&format!("{FILE}.part.toml"), &note);
    assert_eq!(fetch(&desk, &service, &[SYMBOL]).0, 0);
    check_there(&desk, &document);
    assert!(service.asked().is_empty());
}

#[test]
fn a_note_that_is_none_begins_anew() {
    for note in ["", "schema = 1\nurl = 3\n", "\u{0}", "schema = 1\nurl = \"elsewhere\"\nvalidator = \"x\"\n"]
    {
        let (desk, document) = (Desk::new(), pdf(1000));
        desk.write(&format!("{FILE}.part"), "rubbish of another document");
        desk.write(&format!("{FILE}.part.toml"), note);
        let served = document.clone();
        let service = Service::new(move |_, _| Answer::of(200, &served));
        assert_eq!(fetch(&desk, &service, &[SYMBOL]).0, 0);
        check_there(&desk, &document);
    }
}

#[test]
fn a_lock_file_that_could_not_be_written_is_caught_up_with() {
    let (desk, document) = (Desk::new(), pdf(1000));
    let served = document.clone();
    let service = Service::new(move |_, _| Answer::of(200, &served));
    let manifest = format!(
        "schema = 1\n[process]\nid = \"t\"\nname = \"T\"\n[[round]]\nid = \"one\"\nname = \"One\"\nfile = \"{FILE}\"\nsymbols = [\"{SYMBOL}\"]\n"
    );
    desk.write("manifest.toml", &manifest);
    assert_eq!(fetch(&desk, &service, &[]).0, 0);
    // As if it had been killed after the file took its place.
    let url = format!("{}?s={SYMBOL}&l=en&t=pdf", service.url);
    fs::remove_file(desk.path("travaux.lock")).expect("it was written");
    desk.write(
        &format!("{FILE}.part.toml"),
        &format!("schema = 1\nurl = \"{url}\"\nsymbol = \"{SYMBOL}\"\nlanguage = \"en\"\ntype = \"pdf\"\n"),
    );
    let (status, out, err) = fetch(&desk, &service, &[]);
    assert_eq!((status, err.as_str()), (0, ""));
    assert_eq!(out, format!("locked   {SYMBOL}  {FILE}, fetched by an earlier run\n"));
    assert!(desk.read("travaux.lock").contains(&format!("url = \"{url}\"")));
    assert_eq!(service.asked().len(), 1);
    assert_eq!(fetch(&desk, &service, &[]).1, "all texts of the manifest are there\n");
}

#[test]
fn a_manifest_says_what_is_missing() {
    let desk = Desk::new();
    let round = |id: &str, rest: &str| format!("[[round]]\nid = \"{id}\"\nname = \"{id}\"\n{rest}\n");
    let manifest = [
        "schema = 1\n[process]\nid = \"talks\"\nname = \"Talks\"\nlanguage = \"fr\"\n".to_owned(),
        round("a", "file = \"a.txt\"\nsymbols = [\"A/1\"]"),
        round("b", "file = \"sub/b.pdf\"\nsymbols = [\"A/2\", \"A/2/Rev.1\"]"),
        round("c", "file = \"c.pdf\""),
        round("d", "file = \"../d.pdf\"\nsymbols = [\"A/4\"]"),
        round("e", "file = \"e.md\"\nsymbols = [\"A/5\"]"),
        round("f", ""),
    ];
    desk.write("manifest.toml", &manifest.concat());
    desk.write("a.txt", "1. A.\n");
    let service = Service::new(|_, _| Answer::of(200, &pdf(100)));
    let (status, out, err) = fetch(&desk, &service, &["--process", "manifest.toml"]);
    assert_eq!((status, out.as_str()), (2, "fetched  A/2  sub/b.pdf  116 bytes\n"));
    for said in [
        "c.pdf: is not there, and has no symbol",
        "../d.pdf: lies outside the folder",
        "e.md: is neither .pdf nor .docx",
        "corpus fetch: 3 of 4 documents were not fetched",
    ] {
        assert!(err.contains(said), "{err}");
    }
    assert_eq!(service.asked()[0].path, "/access?s=A/2&l=fr&t=pdf");
    assert!(!desk.path("../d.pdf").exists());
    // One of them by its symbol goes where the manifest says.
    fs::remove_file(desk.path("sub/b.pdf")).expect("it is there");
    assert_eq!(fetch(&desk, &service, &["A/2/Rev.1"]).1, "fetched  A/2/Rev.1  sub/b.pdf  116 bytes\n");
}

#[test]
fn a_locked_document_does_not_become_another() {
    let desk = Desk::new();
    let service = Service::new(|_, number| Answer::of(200, &pdf(100 + number)));
    assert_eq!(fetch(&desk, &service, &[SYMBOL]).0, 0);
    let lock = desk.read("travaux.lock");
    fs::remove_file(desk.path(FILE)).expect("it is there");
    let (status, _, err) = fetch(&desk, &service, &[SYMBOL]);
    assert_eq!(status, 2);
    assert!(err.contains("another document now than the one in the lock file"), "{err}");
    assert_eq!((desk.files(), desk.read("travaux.lock")), (vec!["travaux.lock".to_owned()], lock));
}

#[test]
fn odd_symbols_and_services_are_refused_without_asking() {
    let desk = Desk::new();
    let service = Service::new(|_, _| Answer::of(200, &pdf(100)));
    for symbol in ["../../etc/passwd", "A/..", "A/\u{1b}[2J", "/A", ""] {
        let (status, _, err) = fetch(&desk, &service, &["--", symbol]);
        assert_eq!(status, 2, "{symbol:?}");
        assert!(err.contains("symbol") && !err.contains('\u{1b}'), "{err}");
    }
    let (status, _, err) = fetch(&desk, &Service { url: "ftp://a.org".to_owned(), ..service }, &[SYMBOL]);
    assert_eq!(status, 2);
    assert!(err.contains("is no address of a document service"), "{err}");
    check_nothing(&desk);
}
