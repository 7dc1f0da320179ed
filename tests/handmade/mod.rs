//! Documents and comparisons made by hand: all phenomena a report must show, in text invented for
//! this purpose.

#![allow(unreachable_pub, reason = "shared by path between tests")]

use travaux::Document;
use travaux::compare::{
    Comparison, Confidence, Edit, Fate, Link, Nearest, Op, Passage, PassageEnd, Reason, Shape, Substitution,
    Summary,
};
use travaux::document::{
    Furniture, Kind, NoteMarker, Place, Section, SectionId, Status, Unit, UnitId, Warning,
};
use travaux::pair::Pair;

/// A document that grows unit by unit.
pub struct Draft(pub Document);

impl Draft {
    pub fn new(source: &str, title: &str) -> Self {
        let root = Section { parent: None, heading: None, level: 0, status: Status::Report };
        Self(Document {
            source: source.to_owned(),
            format: "text",
            sha256: "0".repeat(64),
            title: Some(title.to_owned()),
            language: Some("en"),
            text: String::new(),
            sections: vec![root],
            units: Vec::new(),
            warnings: Vec::new(),
            furniture: Vec::new(),
        })
    }

    pub fn heading(&mut self, label: &str, text: &str) -> UnitId {
        let id = UnitId(self.0.units.len() as u32);
        self.0.sections.push(Section {
            parent: Some(SectionId::ROOT),
            heading: Some(id),
            level: 1,
            status: Status::Report,
        });
        self.unit(Kind::Heading, label, label, text)
    }

    pub fn paragraph(&mut self, number: &str, text: &str) -> UnitId {
        self.unit(Kind::Paragraph, number, number, text)
    }

    pub fn unit(&mut self, kind: Kind, label: &str, address: &str, text: &str) -> UnitId {
        let id = UnitId(self.0.units.len() as u32);
        let start = self.0.text.len();
        self.0.text.push_str(text);
        let line = 2 * id.0 + 1;
        self.0.units.push(Unit {
            kind,
            label: (!label.is_empty()).then(|| label.to_owned()),
            address: address.to_owned(),
            section: SectionId(self.0.sections.len() as u32 - 1),
            parent: None,
            text: start..self.0.text.len(),
            place: Place { lines: (line, line), bytes: start..self.0.text.len(), page: None },
            note_markers: Vec::new(),
        });
        self.0.text.push('\n');
        id
    }
}

/// Reads "States {-should-}{+shall+} act" as the edits from one text to the other.
pub fn edits(marked: &str) -> (Pair<String>, Vec<Edit>) {
    let mut texts = Pair::new(String::new(), String::new());
    let mut edits = Vec::new();
    let mut rest = marked;
    while !rest.is_empty() {
        let (op, text, after) = if let Some(body) = rest.strip_prefix("{-") {
            let (text, after) = body.split_once("-}").expect("a deletion ends");
            (Op::Delete, text, after)
        } else if let Some(body) = rest.strip_prefix("{+") {
            let (text, after) = body.split_once("+}").expect("an insertion ends");
            (Op::Insert, text, after)
        } else {
            let end = rest.find("{-").into_iter().chain(rest.find("{+")).min().unwrap_or(rest.len());
            (Op::Equal, &rest[..end], &rest[end..])
        };
        let from = texts.as_ref().map(String::len);
        if op != Op::Insert {
            texts.old.push_str(text);
        }
        if op != Op::Delete {
            texts.new.push_str(text);
        }
        edits.push(Edit { op, old: from.old..texts.old.len(), new: from.new..texts.new.len() });
        rest = after;
    }
    (texts, edits)
}

/// A link whose edits are `marked`.
pub fn link(old: &[UnitId], new: &[UnitId], fate: Fate, similarity: f64, marked: &str) -> Link {
    Link {
        units: Pair::new(old.to_vec(), new.to_vec()),
        fate,
        shape: Shape::of(old.len(), new.len()),
        moved: false,
        similarity,
        edits: edits(marked).1,
        raw_edits: None,
        confidence: Confidence::Sure,
        reasons: Vec::new(),
        basis: Vec::new(),
        nearest: None,
    }
}

/// A link of a unit of one side, with the edit the contract asks for.
fn alone(document: &Document, mut link: Link) -> Link {
    let old = link.units.old.iter().map(|&id| document.text_of(id).len()).sum();
    let new = link.units.new.iter().map(|&id| document.text_of(id).len()).sum();
    let op = if old > 0 { Op::Delete } else { Op::Insert };
    link.edits = vec![Edit { op, old: 0..old, new: 0..new }];
    link
}

/// A comparison with every fate, shape, moves, passages, a recurring substitution, warnings.
pub fn everything() -> (Pair<Document>, Comparison) {
    let (mut old, mut new) = (
        Draft::new("first.txt", "First draft of the Charter of Lantern Keepers"),
        Draft::new("second.txt", "Second draft of the Charter of Lantern Keepers"),
    );
    let mut links = Vec::new();

    let (a, b) = (old.heading("A", "General"), new.heading("A", "General"));
    links.push(link(&[a], &[b], Fate::Carried, 1.0, "General"));

    for (number, text) in
        [("1", "Keepers tend the lanterns of the coast."), ("2", "The coast has nine lanterns.")]
    {
        let (a, b) = (old.paragraph(number, text), new.paragraph(number, text));
        links.push(link(&[a], &[b], Fate::Carried, 1.0, text));
    }

    let marked = "Keepers {-should-}{+shall+} light the lanterns at dusk on every day of the year, in fair \
                  weather and in foul, and whether or not a ship has been announced by the harbour office or \
                  by any other office, and {+must +}put them out at dawn. No lantern goes unattended.";
    let (texts, _) = edits(marked);
    let (a, b) = (old.paragraph("3", &texts.old), new.paragraph("4", &texts.new));
    links.push(Link { confidence: Confidence::Likely, ..link(&[a], &[b], Fate::Reworded, 0.834, marked) });
    let amended = (a, b);

    let lone = new.paragraph("3", "A keeper’s apprentice — l’apprenti — learns for seven winters.");
    let nearest = Nearest { unit: UnitId(1), passage: 0..39, similarity: 0.412 };
    links.push(Link { nearest: Some(nearest), ..alone(&new.0, Link::added(lone)) });

    let marked = "The [harbour office] {-[may]-}{+may+} count the lanterns.";
    let (texts, _) = edits(marked);
    let (a, b) = (old.paragraph("4", &texts.old), new.paragraph("5", &texts.new));
    let reasons = vec![Reason::new("brackets", "two brackets went")];
    links.push(Link { reasons, ..link(&[a], &[b], Fate::Edited, 0.99, marked) });

    let marked = "Oil is stored dry{-.-}{+;+}";
    let (texts, _) = edits(marked);
    let (a, b) = (old.paragraph("5", &texts.old), new.paragraph("6", &texts.new));
    let reasons = vec![Reason::new("punctuation", "one mark changed")];
    links.push(Link { reasons, ..link(&[a], &[b], Fate::Edited, 1.0, marked) });

    let heading = old.heading("B", "Duties of the harbour");
    let heading_new = new.heading("B", "Duties of the harbour office");
    links.push(link(&[heading], &[heading_new], Fate::Reworded, 0.8, "Duties of the harbour{+ office+}"));

    let whole = "The office buys oil. It keeps {-a book-}{+books+} of what it buys.";
    let (texts, _) = edits(whole);
    let a = old.paragraph("6", &texts.old);
    let one = new.paragraph("7", "The office buys oil.");
    let two = new.unit(Kind::Item, "(a)", "7 (a)", "It keeps books of what it buys.");
    links.push(link(&[a], &[one, two], Fate::Reworded, 0.9, whole));

    let gone = old.paragraph("7", "The office lends its boat to keepers who are ill.");
    links.push(alone(&old.0, Link::dropped(gone)));

    let (a, b) = (
        old.paragraph("8", "Boats are painted white."),
        old.paragraph("9", "Oars are painted white as well."),
    );
    let c = new.paragraph("8", "Boats are painted white. Oars are painted white as well.");
    links.push(link(
        &[a, b],
        &[c],
        Fate::Carried,
        1.0,
        "Boats are painted white. Oars are painted white as well.",
    ));

    let heading = old.heading("C", "Final provisions");
    let heading_new = new.heading("C", "Final provisions");
    let amended_back = old.paragraph("10", "The CLK meets twice a year.");
    let b = new.paragraph("9", "The Council of Lantern Keepers meets twice a year.");
    links.push(link(&[heading], &[heading_new], Fate::Carried, 1.0, "Final provisions"));
    let marked = "The {-CLK-}{+Council of Lantern Keepers+} meets twice a year.";
    links.push(link(&[amended_back], &[b], Fate::Reworded, 0.7, marked));
    let recurring = links.len() - 1;

    let text = "国家应在尊严和权利上保护守灯人。";
    let (a, b) = (old.paragraph("11", text), new.paragraph("10", text));
    links.push(Link { moved: true, ..link(&[a], &[b], Fate::Carried, 1.0, text) });

    let passages = vec![
        Passage {
            old: Some(PassageEnd { unit: gone, range: 0..49 }),
            new: Some(PassageEnd { unit: two, range: 0..31 }),
            fate: Fate::Reworded,
            similarity: 0.5,
        },
        Passage {
            old: Some(PassageEnd { unit: amended.0, range: 0..8 }),
            new: None,
            fate: Fate::Dropped,
            similarity: 0.0,
        },
        Passage {
            old: None,
            new: Some(PassageEnd { unit: amended.1, range: 0..8 }),
            fate: Fate::New,
            similarity: 0.0,
        },
    ];
    let substitutions = vec![Substitution {
        old: "CLK".to_owned(),
        new: "Council of Lantern Keepers".to_owned(),
        count: 4,
        links: vec![recurring],
    }];
    old.0.warnings.push(Warning {
        code: "duplicate-label",
        unit: Some(gone),
        line: Some(19),
        message: "the label 7 occurs twice; both units were kept".to_owned(),
    });
    old.0.furniture.push(Furniture {
        code: "page-number",
        place: Place { lines: (4, 4), bytes: 90..92, page: None },
        text: "2/17".to_owned(),
    });
    new.0.units[lone.index()].note_markers.push(NoteMarker { at: 27, label: "1".to_owned() });
    let documents = Pair::new(old.0, new.0);
    let summary = Summary::of(documents.as_ref(), &links, &passages);
    (documents, Comparison { links, passages, substitutions, summary })
}
