//! An invented institutional language: vocabulary, sentences, paragraphs.
//!
//! What makes negotiated text hard to align is in it: a few words do most of the work (Zipf's law
//! with Mandelbrot's shift), many paragraphs open with the same boilerplate, and some paragraphs
//! differ from another one in two or three words only. A long tail of made-up words keeps large
//! drafts from repeating themselves more than real ones do.

use super::random::Random;

const DETERMINERS: [&str; 7] = ["the", "the", "the", "a", "all", "their", "such"];
const PREPOSITIONS: [&str; 9] = ["of", "of", "of", "in", "for", "with", "on", "within", "through"];
const LINKS: [&str; 6] = ["and that", "while", "so that", "including where", "and", "although"];
const MODALS: [&str; 6] = ["should", "could", "may", "shall", "need to", "will"];
const ADVERBS: [&str; 8] =
    ["further", "voluntarily", "jointly", "gradually", "also", "fully", "regularly", "promptly"];

const NOUNS: &str = "\
    State measure group norm threat capacity framework cooperation process security dialogue participant \
    proposal activity region practice mechanism confidence assistance information use principle \
    obligation incident contact programme committee report network stability recommendation discussion \
    partner registry directory harbour lighthouse observer exchange training expert body resource \
    request sector infrastructure vulnerability response convention platform initiative understanding \
    matter view commitment authority policy strategy institution session mandate draft adviser survey \
    criterion timeline beacon archive forum fund donor recipient summary annex guideline checklist \
    workshop fellowship inventory secretariat rapporteur delegation consensus transparency \
    accountability coordination implementation assessment verification consultation notification \
    attribution mediation settlement resilience continuity";

const VERBS: &str = "\
    consider develop strengthen support promote review encourage share establish address maintain \
    facilitate recognize identify adopt provide improve protect respect submit coordinate examine extend \
    publish clarify assess reduce report monitor complement reaffirm convene elaborate prevent notify \
    explore tailor integrate sustain document";

const ADJECTIVES: &str = "\
    national regional international common voluntary relevant responsible technical critical existing \
    practical specific public legal effective open inclusive particular digital emerging sustainable \
    mutual annual appropriate binding transparent neutral equitable affordable multilateral bilateral \
    interested capacity-building cross-border long-term needs-based maritime coastal scientific \
    independent";

/// Openings that many paragraphs share, word by word.
const OPENINGS: [&str; 12] = [
    "States noted",
    "States also noted",
    "States recalled",
    "In this context, States underlined",
    "The working group emphasized",
    "It was also noted",
    "States reaffirmed",
    "Participants in the dialogue stressed",
    "At the same time, it was recalled",
    "With regard to the programme of action, States proposed",
    "States concluded",
    "The view was expressed",
];

const SYLLABLES: &str = "\
    bal cor dem fal gren hol jun kel lor mar nav orb pel quen ras sol tam ul ver wil yar zan bri sto";
const ENDINGS: &str = "ation ment ance ity ure ism age ency ory ing ship ure";

/// How often the same words come back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Vocabulary {
    /// Two paragraphs of a draft are about as alike as in real ones of this length: TF-IDF cosine .15
    /// in the median and .21 at the 95th percentile (Paris Agreement, 9 December: .10 and .22).
    #[default]
    Usual,
    /// Few words do nearly all the work, and unrelated paragraphs look alike: .27 and .37.
    Poor,
}

/// Words with how often each is used: rank `r` has weight `(r + shift)^-1.3`.
#[derive(Clone, Debug)]
struct Ranked {
    words: Vec<String>,
    cumulative: Vec<f64>,
}

impl Ranked {
    fn new(words: Vec<String>, shift: f64) -> Self {
        let mut total = 0.0;
        let cumulative = (1..=words.len())
            .map(|rank| {
                total += (rank as f64 + shift).powf(-1.3);
                total
            })
            .collect();
        Self { words, cumulative }
    }

    fn draw(&self, random: &mut Random) -> &str {
        let at = random.unit() * self.cumulative.last().copied().unwrap_or(0.0);
        let rank = self.cumulative.partition_point(|&sum| sum <= at);
        &self.words[rank.min(self.words.len() - 1)]
    }
}

/// The vocabulary, and sentences made of it.
#[derive(Clone, Debug)]
pub struct Language {
    nouns: Ranked,
    verbs: Ranked,
    adjectives: Ranked,
    /// Share of noun phrases with a determiner.
    determined: f64,
}

impl Language {
    /// The language. Its made-up words are the same for every seed of a draft.
    pub fn new(vocabulary: Vocabulary) -> Self {
        let mut random = Random::new(1);
        let (shift, determined) = match vocabulary {
            Vocabulary::Usual => (25.0, 0.6),
            Vocabulary::Poor => (2.7, 1.0),
        };
        let owned = |words: &str| words.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let syllables: Vec<&str> = SYLLABLES.split(' ').collect();
        let tail = |random: &mut Random, n: usize, endings: &str| {
            let endings: Vec<&str> = endings.split(' ').collect();
            (0..n)
                .map(|_| {
                    let stem =
                        (0..random.between(1, 2)).map(|_| *random.pick(&syllables)).collect::<String>();
                    format!("{stem}{}{}", random.pick(&syllables), random.pick(&endings))
                })
                .collect::<Vec<_>>()
        };
        let mut nouns = owned(NOUNS);
        nouns.extend(tail(&mut random, 4_000, ENDINGS));
        let mut verbs = owned(VERBS);
        verbs.extend(tail(&mut random, 400, "ize ate ify en"));
        let mut adjectives = owned(ADJECTIVES);
        adjectives.extend(tail(&mut random, 800, "al ive ary able ic"));
        Self {
            nouns: Ranked::new(nouns, shift),
            verbs: Ranked::new(verbs, shift),
            adjectives: Ranked::new(adjectives, shift),
            determined,
        }
    }

    /// A word that carries meaning, never one of `unlike`.
    pub fn content_word(&self, random: &mut Random, unlike: &[&str]) -> String {
        loop {
            let word = match random.below(5) {
                0 => self.verbs.draw(random),
                1 => self.adjectives.draw(random),
                _ => self.nouns.draw(random),
            };
            if !unlike.iter().any(|&other| core(other).eq_ignore_ascii_case(word)) {
                return word.to_owned();
            }
        }
    }

    /// A paragraph of one to five sentences; most have four or five. Sentences are lists of words
    /// with their punctuation.
    pub fn paragraph(&self, random: &mut Random) -> Vec<Vec<String>> {
        let sentences = match random.below(100) {
            0..5 => 1,
            5..15 => 2,
            15..35 => 3,
            35..65 => 4,
            _ => 5,
        };
        (0..sentences).map(|n| self.sentence(random, n == 0)).collect()
    }

    /// A sentence of 12 to 35 words. The first of a paragraph often begins as many others do.
    fn sentence(&self, random: &mut Random, first: bool) -> Vec<String> {
        let length = random.between(12, 31).max(random.between(12, 31));
        let mut words = Vec::with_capacity(length + 4);
        if random.chance(if first { 0.7 } else { 0.15 }) {
            push(&mut words, random.pick(&OPENINGS));
            words.push("that".to_owned());
        }
        self.clause(random, &mut words);
        while words.len() < length {
            match random.below(6) {
                0 => {
                    if let Some(last) = words.last_mut() {
                        last.push(',');
                    }
                    push(&mut words, random.pick(&LINKS));
                    self.clause(random, &mut words);
                }
                1 => {
                    words.push("and".to_owned());
                    self.phrase(random, &mut words);
                }
                _ => {
                    words.push((*random.pick(&PREPOSITIONS)).to_owned());
                    self.phrase(random, &mut words);
                }
            }
        }
        words.truncate(35);
        while words.len() > 12 && words.last().is_some_and(|word| !is_content(word) || word.ends_with(',')) {
            words.pop();
        }
        capitalize(&mut words[0]);
        if let Some(last) = words.last_mut() {
            last.push('.');
        }
        words
    }

    fn clause(&self, random: &mut Random, words: &mut Vec<String>) {
        self.phrase(random, words);
        push(words, random.pick(&MODALS));
        if random.chance(0.3) {
            words.push((*random.pick(&ADVERBS)).to_owned());
        }
        words.push(self.verbs.draw(random).to_owned());
        self.phrase(random, words);
    }

    fn phrase(&self, random: &mut Random, words: &mut Vec<String>) {
        if random.chance(self.determined) {
            words.push((*random.pick(&DETERMINERS)).to_owned());
        }
        if random.chance(0.45) {
            words.push(self.adjectives.draw(random).to_owned());
        }
        words.push(self.nouns.draw(random).to_owned());
    }

    /// A heading of three to six words.
    pub fn heading(&self, random: &mut Random) -> Vec<String> {
        let mut words = vec![self.adjectives.draw(random).to_owned(), self.nouns.draw(random).to_owned()];
        words.push((*random.pick(&["and", "in", "for"])).to_owned());
        words.push(self.adjectives.draw(random).to_owned());
        words.push(self.nouns.draw(random).to_owned());
        capitalize(&mut words[0]);
        words
    }
}

fn push(words: &mut Vec<String>, several: &&str) {
    words.extend(several.split(' ').map(str::to_owned));
}

fn capitalize(word: &mut str) {
    if let Some(first) = word.get_mut(..1) {
        first.make_ascii_uppercase();
    }
}

/// A word without the punctuation around it.
pub fn core(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Whether a word carries meaning: none of the closed class that holds sentences together.
pub fn is_content(word: &str) -> bool {
    const CLOSED: &str = "\
        the a all their such of in for with on within through and that while so including where although \
        should could may shall need to will also it was at same time this further fully an is were by \
        its";
    let word = core(word).to_ascii_lowercase();
    !CLOSED.split(' ').any(|closed| closed == word)
}
