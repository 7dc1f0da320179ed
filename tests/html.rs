//! Web pages: what is the text, what the page around it. All texts are invented.

use std::time::{Duration, Instant};

use travaux::document::Document;
use travaux::read::{Format, Options, Revisions, read_bytes};

fn read_with(html: &str, revisions: Revisions) -> Document {
    let options = Options { format: Some(Format::Html), revisions, ..Options::default() };
    read_bytes("page.html", html.as_bytes(), &options).expect("a page")
}

fn read(html: &str) -> Document {
    read_with(html, Revisions::Accept)
}

/// One line for each unit: kind, label, words with markers.
fn shown(document: &Document) -> Vec<String> {
    let line = |id| {
        let unit = document.unit(id);
        let mut words = document.text_of(id).to_owned();
        for marker in unit.note_markers.iter().rev() {
            words.insert_str(marker.at, &format!("[^{}]", marker.label));
        }
        format!("{:?} {}|{words}", unit.kind, unit.label.as_deref().unwrap_or(""))
    };
    document.ids().map(line).collect()
}

#[track_caller]
fn units(html: &str, expected: &[&str]) {
    assert_eq!(shown(&read(html)), expected);
}

#[test]
fn headings_paragraphs_and_numbered_lists() {
    units(
        "<!doctype html><title>x</title><h1>Report on cables</h1><h2>B. Threats</h2>
         <ol start=13><li>States noted&nbsp;the
         threat:<ol type=a><li>of   anchors;<li>of fish&shy;ing gear.</ol><li value=20><p>The Group met.</p><p>It rose.</p></ol>",
        &[
            "Heading |Report on cables",
            "Heading B|Threats",
            "Paragraph 13|States noted\u{A0}the threat:",
            "Item a|of anchors;",
            "Item b|of fishing gear.",
            "Paragraph 20|The Group met.",
            "Continuation |It rose.",
        ],
    );
}

#[test]
fn what_styles_and_buttons_make_of_a_page() {
    units(
        "<main><h2><button>Article 1 Scope</button></h2>
         <span style='display:block'>1. Keepers met.</span><span style='display: block'>2. Keepers left.</span>
         <p>As typed:</p><pre>3. The keepers of the light
   met again.

4. They left again.</pre></main>",
        &[
            "Heading Article 1|Scope",
            "Paragraph 1|Keepers met.",
            "Paragraph 2|Keepers left.",
            "Chapeau |As typed:",
            "Paragraph 3|The keepers of the light met again.",
            "Paragraph 4|They left again.",
        ],
    );
}

#[test]
fn labels_that_are_printed_are_not_printed_twice() {
    units(
        "<h2>A. Scope</h2><p>3. The Group decided:</p><ul style='list-style-type: none'><li>(a) to mend;<li>(b) to pay.</ul>
         <ul><li>one cable;<li>two ships.</ul><ol><li>1. Printed.<li>2. Too.</ol>",
        &[
            "Heading A|Scope",
            "Paragraph 3|The Group decided:",
            "Item (a)|to mend;",
            "Item (b)|to pay.",
            "Item |one cable;",
            "Item |two ships.",
            "Paragraph 1|Printed.",
            "Paragraph 2|Too.",
        ],
    );
}

#[test]
fn list_numbers_of_every_sort() {
    units(
        "<h2>A. Scope</h2><ol type=I reversed><li>Last but one<li>Last</ol><ol style='list-style-type:lower-roman'><li>x y<li>y z</ol>",
        &["Heading A|Scope", "Heading II|Last but one", "Heading I|Last", "Item i|x y", "Item ii|y z"],
    );
}

#[test]
fn the_page_around_the_text_is_left_out() {
    let document = read(
        "<html><body><header><a href=/>Home</a> <a href=/fr>Français</a></header>
         <nav><ul><li><a href=/a>Documents</a></ul></nav>
         <div class='breadcrumb'><a href=/>Home</a> &gt; Cables</div>
         <div id=cookie-banner>We use cookies. <button>Accept</button></div>
         <main><h1>Report</h1><ul class=toc><li><a href='#s1'>I. Introduction to the text</a><li><a href='#s2'>II. Threats to it</a>
         <li><a href='#s3'>III. Conclusions of it</a></ul><h2 id=s1>I. Introduction</h2><p>1. The Group met in the spring and agreed on the text below, which
         it sends to the Assembly.</p><p hidden>Draft only</p><script>var words = 'no language';</script></main>
         <aside><a href=/x>Related documents</a></aside><footer>© 2031 The Office. <a href=/t>Terms</a></footer></body></html>",
    );
    assert_eq!(
        shown(&document),
        [
            "Heading |Report",
            "Heading I|Introduction",
            "Paragraph 1|The Group met in the spring and agreed on the text below, which it sends to the Assembly.",
        ]
    );
    let codes: Vec<&str> = document.furniture.iter().map(|furniture| furniture.code).collect();
    assert_eq!(codes.iter().filter(|code| **code == "contents").count(), 1, "{codes:?}");
    assert!(codes.contains(&"hidden") && codes.iter().filter(|code| **code == "page-chrome").count() >= 5);
}

#[test]
fn what_is_named_like_furniture_but_is_the_text_stays() {
    let whereas = "Whereas cables carry what islands have to say to each other and to the rest of the world,";
    let document = read(&format!(
        "<body><h1>Declaration</h1><header><h2>Preamble</h2><p>{whereas}</p><p>{whereas}</p><p>{whereas}</p></header>
         <article><h2>Article 1</h2><p>Cables are mended by those who cut them.</p></article>
         <article><h2>Article 2</h2><p>Those who mend them are thanked.</p></article></body>"
    ));
    assert_eq!(document.units.len(), 9);
    assert!(document.furniture.is_empty());
    let labels: Vec<&str> = document.units.iter().filter_map(|unit| unit.label.as_deref()).collect();
    assert_eq!(labels, ["Article 1", "Article 2"]);
}

#[test]
fn notes_by_links_and_without() {
    units(
        "<h2>A. Scope</h2><p>1. The cable<sup><a id=r1 href='#fn1'>1</a></sup> was cut.<a href='#_ftn2' name='_ftnref2'><span>[2]</span></a></p>
         <p>2. Depth is 40 m<sup>2</sup> and more<sup>3</sup>.</p>
         <div id=ftn2><p><a href='#_ftnref2' name='_ftn2'>[2]</a> By an anchor.</p><p>And again.</p></div>
         <ol><li id=fn1>Laid in 2019. <a href='#r1'>↩</a></ol>",
        &[
            "Heading A|Scope",
            "Paragraph 1|The cable[^1] was cut.[^2]",
            "Paragraph 2|Depth is 40 m2 and more[^3].",
            "Note 2|By an anchor. And again.",
            "Note 1|Laid in 2019.",
        ],
    );
    units(
        "<h2>A. Scope</h2><p>1. The cable was cut<span class=footnote>By an anchor, it is said.</span> twice.</p>",
        &["Heading A|Scope", "Paragraph 1|The cable was cut[^1] twice.", "Note 1|By an anchor, it is said."],
    );
}

#[test]
fn changes_that_the_page_marks() {
    let page = "<h2>A. Scope</h2><p>1. States <del>should</del><ins>shall</ins> mend <s>all</s> cables<u> soon</u>.</p>";
    let text = |revisions| read_with(page, revisions).text.lines().nth(1).unwrap_or("").to_owned();
    assert_eq!(text(Revisions::Accept), "States shall mend cables soon.");
    assert_eq!(text(Revisions::Reject), "States should mend all cables soon.");
    assert_eq!(text(Revisions::Show), "States {--should--}{++shall++} mend {--all--} cables soon.");
    assert!(read(page).warnings.iter().any(|warning| warning.code == "struck-text"));
    let underlined = "<p>1. States <strike>should</strike> <u>shall</u> mend.</p>";
    assert!(read_with(underlined, Revisions::Reject).text.starts_with("States should mend."));
}

#[test]
fn markdown_follows_the_same_option() {
    let read = |revisions| {
        let options = Options { format: Some(Format::Markdown), revisions, ..Options::default() };
        let page = "States ~~should~~<ins>shall</ins> <del>not</del> mend.\n";
        read_bytes("a.md", page.as_bytes(), &options).expect("a text").text
    };
    assert_eq!(read(Revisions::Accept), "States shall mend.\n");
    assert_eq!(read(Revisions::Reject), "States should not mend.\n");
    assert_eq!(read(Revisions::Show), "States {--should--}{++shall++} {--not--} mend.\n");
}

#[test]
fn tables_are_rows_or_labels_or_layout() {
    units(
        "<h2>A. Scope</h2><table><tr><th>Year<th>Cuts<tr><td>2030<td>12<tr><td>2031<td>41</table>
         <table><tr><td>14.<td>The Group met in the spring of the year.<tr><td>15.<td>It rose again in the autumn of it.</table>
         <table role=presentation><tr><td><p>16. The Chair spoke.</p><td><p>17. No one else did.</p></table>",
        &[
            "Heading A|Scope",
            "TableRow |Year | Cuts",
            "TableRow |2030 | 12",
            "TableRow |2031 | 41",
            "Paragraph 14|The Group met in the spring of the year.",
            "Paragraph 15|It rose again in the autumn of it.",
            "Paragraph 16|The Chair spoke.",
            "Paragraph 17|No one else did.",
        ],
    );
}

#[test]
fn pages_saved_by_a_word_processor() {
    units(
        "<html><body lang=EN-GB><h2>A. Scope</h2><p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
         style='mso-list:Ignore'>4.<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]>The cable<ins> of the
         islands</ins> was cut:<o:p></o:p></p><p style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>(a)<span>&nbsp; </span></span>by day;</p>
         <p style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>(b)<span>&nbsp; </span></span>by night.</p></body></html>",
        &[
            "Heading A|Scope",
            "Paragraph 4|The cable of the islands was cut:",
            "Item (a)|by day;",
            "Item (b)|by night.",
        ],
    );
}

#[test]
fn pages_with_their_style_in_a_sheet() {
    units(
        "<style>.c3{text-decoration:line-through}.lst-kix_a-1>li:before{content:\"(\" counter(n,lower-latin) \") \"}
         ol.lst-kix_a-1{list-style-type:none}.c9{vertical-align:super}</style><h2>A. Scope</h2><ol class='lst-kix_a-0 start' start=4>
         <li>States <span class=c3>should</span><span>shall mend</span><sup><a href='#ftnt1' id=ftnt_ref1>[1]</a></sup><sup><a href='#cmnt1'
         id=cmnt_ref1>[a]</a></sup>:</ol><ol class='lst-kix_a-1 start'><li>by day;<li>by night.</ol><div><p><a href='#ftnt_ref1' id=ftnt1>[1]</a>&nbsp;See
         the annex.</p></div><div><p><a href='#cmnt_ref1' id=cmnt1>[a]</a>Are we sure?</p></div>",
        &[
            "Heading A|Scope",
            "Paragraph 4|States shall mend[^1]:",
            "Item (a)|by day;",
            "Item (b)|by night.",
            "Note 1|See the annex.",
        ],
    );
}

#[test]
fn terms_that_are_labels() {
    units(
        "<h2>A. Scope</h2><dl><dt>1.</dt><dd>The Group met.</dd><dt>2.</dt><dd>It rose.</dd></dl>
         <table><tr><th>Year<th>Cuts<tr><td>2031<td><p>41<sup><a href='#fn1'>1</a></sup></p><p id=fn1>1 By anchors.</p></table>",
        &[
            "Heading A|Scope",
            "Paragraph 1|The Group met.",
            "Paragraph 2|It rose.",
            "TableRow |Year | Cuts",
            "Note 1|By anchors.",
            "TableRow |2031 | 41[^1]",
        ],
    );
}

#[test]
fn breaks_and_preformatted_text() {
    units(
        "<h2>A. Scope</h2><p>1. The Group met<br>in the spring.<br><br>2. It rose.</p><pre>one\n  two</pre>",
        &[
            "Heading A|Scope",
            "Paragraph 1|The Group met in the spring.",
            "Paragraph 2|It rose.",
            "Continuation |one\n  two",
        ],
    );
}

#[test]
fn pages_are_known_by_their_content() {
    let format =
        |text: &str| read_bytes("draft", text.as_bytes(), &Options::default()).map(|read| read.format).ok();
    for page in [
        "<!DOCTYPE html>\n<p>One",
        "<?xml version=\"1.0\"?>\n<!-- saved -->\n<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><p>One</p></body></html>",
        "<p>One</p>\n<p>Two</p>\n<p>Three</p>",
        "\u{FEFF}<div class=\"x\"><p>One</p><p>Two</p></div>",
    ] {
        assert_eq!(format(page), Some("html"), "{page}");
    }
    assert_eq!(
        format("# One\n\nStates <del>should</del> <ins>shall</ins>.<br>Two\n\n## Two\n\nThree\n"),
        Some("markdown")
    );
    assert_eq!(format("1. If a < b and c > d, States <shall> meet.\n\n2. They meet.\n"), Some("text"));
}

/// Reads it in bounded time; returns how many units there are.
#[track_caller]
fn in_time(page: &str) -> usize {
    let begun = Instant::now();
    let units = read(page).units.len();
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    units
}

#[test]
fn hostile_pages_are_read_in_bounded_time() {
    assert!(in_time(&format!("{}words{}", "<div>".repeat(100_000), "</div>".repeat(50_000))) >= 1);
    assert!(in_time(&format!("{}words", "<b><font size=1><p>".repeat(50_000))) >= 1);
    assert!(in_time(&format!("{}words", "<table><tr><td>".repeat(30_000))) >= 1);
    assert_eq!(in_time(&format!("<p {}>words and more words", "a=1 ".repeat(700_000))), 1);
    let attributes: String = (0..300_000).map(|n| format!("a{n}=1 ")).collect();
    assert_eq!(in_time(&format!("<p {attributes}>words and more words</p>")), 1);
    assert_eq!(in_time(&format!("<p>{}</p>", "words ".repeat(1_700_000))), 1);
    assert!(in_time(&"</x>".repeat(1_000_000)) == 0);
    assert!(in_time(&format!("<p>{}", "&amp;&#x41;&nosuch; ".repeat(200_000))) >= 1);
    let links: String = (0..50_000).map(|n| format!("<sup><a href='#n{n}'>1</a></sup>")).collect();
    assert!(in_time(&format!("<div id=n1><p>{links}</p></div>")) <= 60_000);
    assert_eq!(in_time("<script>if (a < b) { '</p>' }<p>never shown"), 0);
}

#[test]
fn no_bytes_make_it_panic() {
    for page in [
        "",
        "<",
        "</",
        "<!--",
        "<p",
        "<table><a><b><p></a>x</table>",
        "<ol start=9223372036854775807><li>a<li>b",
        "<li>x",
        "<td>x",
        "<svg><p>x</svg>y",
        "<template><p>x</template>",
        "&#0;\u{0}",
        "<sup>1</sup>",
        "<select><option>a<selectedcontent></select>",
        "<note id=a><a href='#a'>1</a>",
    ] {
        let options = Options { format: Some(Format::Html), ..Options::default() };
        let _ = read_bytes("page", page.as_bytes(), &options);
    }
    assert_eq!(read("<p>One &lt;two&gt; &eacute;&hellip;</p>").text, "One <two> é…\n");
}
