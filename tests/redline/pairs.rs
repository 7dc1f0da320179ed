//! Pairs of documents made by chance: moves, splits, mergers, edits at both ends, empty paragraphs,
//! characters of every plane, curly and straight quotes, spaces that are not the common one, tabs.

use travaux::Document;
use travaux::document::{Kind, NoteMarker};
use travaux::pair::Pair;

use super::handmade::Draft;

/// Numbers that look like chance and are always the same (an xorshift).
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() >> 11) as usize % end.max(1)
    }

    pub(crate) fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

const WORDS: [&str; 40] = [
    "States",
    "shall",
    "should",
    "the",
    "harbour",
    "cable",
    "of",
    "and",
    "information",
    "measures",
    "ferry",
    "to",
    "in",
    "lighthouse",
    "Parties",
    "may",
    "consider",
    "vessels",
    "a",
    "norms",
    "voluntary",
    "exchange",
    "nets",
    "report",
    "responsible",
    "behaviour",
    "co-operation",
    "pilots",
    "[agreed]",
    "tide",
    "États",
    "мера",
    "措施",
    "التدابير",
    "naïve",
    "cafe\u{301}",
    "e.g.",
    "(a)",
    "no",
    "1/CP.21",
];

const SPACES: [&str; 6] = ["\u{A0}", "\u{202F}", "\t", "  ", "\u{3000}", "\u{2009}"];

const QUOTES: [(&str, &str); 5] = [("\"", "\""), ("“", "”"), ("'", "'"), ("‘", "’"), ("«\u{A0}", "\u{A0}»")];

/// A unit in the making.
#[derive(Clone, Debug)]
struct Made {
    kind: Kind,
    numbered: bool,
    text: String,
    markers: bool,
}

fn any_char(chance: &mut Chance) -> char {
    let plane = chance.below(17) as u32;
    loop {
        let c = char::from_u32(plane * 0x1_0000 + chance.below(0x1_0000) as u32);
        // Line ends end a unit: a text has none in it.
        if let Some(c) =
            c.filter(|c| !matches!(c, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}'))
        {
            return c;
        }
    }
}

fn word(chance: &mut Chance) -> String {
    let word = WORDS[chance.below(WORDS.len())];
    match chance.below(40) {
        0 => (0..1 + chance.below(3)).map(|_| any_char(chance)).collect(),
        1 => {
            let (open, close) = QUOTES[chance.below(QUOTES.len())];
            format!("{open}{word}{close}")
        }
        2 => format!("{word},"),
        _ => word.to_owned(),
    }
}

fn sentence(chance: &mut Chance) -> String {
    let mut text = String::new();
    for n in 0..3 + chance.below(12) {
        if n > 0 {
            text.push_str(if chance.one_in(12) { SPACES[chance.below(SPACES.len())] } else { " " });
        }
        text.push_str(&word(chance));
    }
    text + "."
}

fn unit(chance: &mut Chance) -> Made {
    let sentences: Vec<String> = (0..1 + chance.below(3)).map(|_| sentence(chance)).collect();
    let kind = match chance.below(12) {
        0 => Kind::Heading,
        1 | 2 => Kind::Item,
        3 => Kind::Note,
        4 => Kind::TableRow,
        _ => Kind::Paragraph,
    };
    let text = match kind {
        _ if chance.one_in(14) => String::new(),
        Kind::Heading => sentences[0].chars().take(30).collect(),
        Kind::TableRow => sentences.join(" | "),
        _ => sentences.join(" "),
    };
    Made { kind, numbered: chance.below(3) > 0, text, markers: chance.one_in(10) }
}

/// Changes words of a text, at its ends above all.
fn edit(chance: &mut Chance, text: &str) -> String {
    let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
    for _ in 0..1 + chance.below(3) {
        let at = match chance.below(3) {
            0 => 0,
            1 => words.len() - 1,
            _ => chance.below(words.len()),
        };
        match chance.below(5) {
            0 => words.insert(at, word(chance)),
            1 if words.len() > 1 => drop(words.remove(at)),
            2 => words[at] = words[at].replace('"', "“").replace('\'', "’"),
            3 => words[at].push_str(SPACES[chance.below(SPACES.len())]),
            _ => words[at] = word(chance),
        }
    }
    words.join(" ")
}

fn changed(chance: &mut Chance, old: &[Made]) -> Vec<Made> {
    let mut new = old.to_vec();
    for _ in 0..chance.below(6) {
        let at = chance.below(new.len());
        match chance.below(8) {
            0 if new.len() > 1 => drop(new.remove(at)),
            1 => new.insert(at, unit(chance)),
            2 => {
                let moved = new.remove(at);
                let to = chance.below(new.len() + 1);
                new.insert(to, moved);
            }
            3 => {
                let mut moved = new.remove(at);
                moved.text = edit(chance, &moved.text);
                let to = chance.below(new.len() + 1);
                new.insert(to, moved);
            }
            4 => {
                if let Some(cut) = new[at].text.find(". ") {
                    let mut tail = new[at].clone();
                    tail.text = new[at].text[cut + 2..].to_owned();
                    new[at].text.truncate(cut + 1);
                    if chance.one_in(2) {
                        tail.text = edit(chance, &tail.text);
                    }
                    new.insert(at + 1, tail);
                }
            }
            5 if at + 1 < new.len() => {
                let tail = new.remove(at + 1);
                let space = if chance.one_in(3) { "" } else { " " };
                new[at].text = format!("{}{space}{}", new[at].text, tail.text);
            }
            6 if at + 1 < new.len() => new.swap(at, at + 1),
            _ => new[at].text = edit(chance, &new[at].text),
        }
    }
    new
}

fn document(name: &str, made: &[Made]) -> Document {
    let mut draft = Draft::new(name, "A draft by chance");
    let mut number = 0;
    for made in made {
        number += usize::from(made.numbered);
        let label = match (made.kind, made.numbered) {
            (_, false) if made.kind != Kind::Note => String::new(),
            (Kind::TableRow, _) => String::new(),
            (Kind::Item, _) => format!("({})", (b'a' + (number % 26) as u8) as char),
            _ => number.to_string(),
        };
        let id = if made.kind == Kind::Heading {
            draft.heading(&label, &made.text)
        } else {
            draft.unit(made.kind, &label, &label, &made.text)
        };
        if made.markers {
            let end = made.text.len();
            let middle = made.text.find(' ').unwrap_or(0);
            let marker = |at, label: &str| NoteMarker { at, label: label.to_owned() };
            draft.0.units[id.index()].note_markers = vec![marker(middle, "1"), marker(end, "2")];
        }
    }
    draft.0
}

/// The pair of a seed.
pub(crate) fn pair(seed: u64) -> Pair<Document> {
    let mut chance = Chance::new(seed);
    let old: Vec<Made> = (0..1 + chance.below(9)).map(|_| unit(&mut chance)).collect();
    let new = changed(&mut chance, &old);
    Pair::new(document("old.txt", &old), document("new.txt", &new))
}
