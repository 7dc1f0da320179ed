//! An old draft, a new one made of it, and what was done: the truth.

use super::language::{Language, Vocabulary, core, is_content};
use super::random::Random;

/// How large a draft is and what happens to it. Rates are shares of the old paragraphs; what no
/// rate takes is kept word by word.
#[derive(Clone, Debug)]
pub struct Parameters {
    /// Paragraphs of the old draft.
    pub paragraphs: usize,
    /// A heading before every so many paragraphs; 0: none.
    pub heading_every: usize,
    /// Paragraphs that differ from an earlier one in two or three words only.
    pub near_duplicates: f64,
    /// One to three words changed.
    pub light: f64,
    /// 30 to 50 % of the words changed.
    pub heavy: f64,
    /// Share of the heavily edited whose changes are single words all over the paragraph; in the
    /// others they are runs of words, as a delegation would make them.
    pub scattered: f64,
    /// Moved, not a word changed.
    pub moved: f64,
    /// Moved, and one to three words changed.
    pub moved_edited: f64,
    /// Cut in two between sentences.
    pub split: f64,
    /// Joined with the next paragraph.
    pub merged: f64,
    /// Share of the split and merged that are lightly edited as well.
    pub regrouped_edited: f64,
    /// Gone.
    pub dropped: f64,
    /// New paragraphs anywhere.
    pub added: f64,
    /// New paragraphs above all others.
    pub added_on_top: usize,
    /// The number of the first new paragraph; the first old one is number 1.
    pub first_number: usize,
    /// How often the same words come back.
    pub vocabulary: Vocabulary,
}

impl Default for Parameters {
    fn default() -> Self {
        Self {
            paragraphs: 110,
            heading_every: 14,
            near_duplicates: 0.06,
            light: 0.15,
            heavy: 0.06,
            scattered: 0.5,
            moved: 0.04,
            moved_edited: 0.04,
            split: 0.03,
            merged: 0.03,
            regrouped_edited: 0.5,
            dropped: 0.04,
            added: 0.05,
            added_on_top: 0,
            first_number: 4,
            vocabulary: Vocabulary::Usual,
        }
    }
}

impl Parameters {
    /// A draft of so many paragraphs in which nothing happens.
    pub fn quiet(paragraphs: usize) -> Self {
        Self {
            paragraphs,
            heading_every: 0,
            light: 0.0,
            heavy: 0.0,
            moved: 0.0,
            moved_edited: 0.0,
            split: 0.0,
            merged: 0.0,
            regrouped_edited: 0.0,
            dropped: 0.0,
            added: 0.0,
            first_number: 1,
            ..Self::default()
        }
    }

    /// The default rates at another size.
    pub fn of_size(paragraphs: usize) -> Self {
        Self { paragraphs, ..Self::default() }
    }
}

/// Where a word stands: its paragraph (or heading), counted from 0, and its place among the
/// words of that, counted from 0.
pub type WordPlace = (usize, usize);

/// A word of a draft, with its punctuation.
#[derive(Clone, Debug)]
pub struct Word {
    /// As printed.
    pub text: String,
    /// In a new draft: the old word it is.
    pub from: Option<WordPlace>,
    /// Whether it alone tells its paragraph from a near duplicate; such a word is never edited.
    keeps: bool,
}

/// A paragraph or heading of a draft.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its line in the text, counted from 1.
    pub line: u32,
    /// What is printed before its words.
    pub label: String,
    /// Its words.
    pub words: Vec<Word>,
    /// Whether it is a heading.
    pub heading: bool,
    /// Words per sentence.
    sentences: Vec<usize>,
}

impl Item {
    /// Its words, without the label.
    pub fn text(&self) -> String {
        self.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// One draft.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// What the file says: one item a line, a blank line after each.
    pub text: String,
    /// Paragraphs and headings in order.
    pub items: Vec<Item>,
}

/// What was done to the words of linked items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing.
    None,
    /// One to three words.
    Light,
    /// 30 to 50 % of the words.
    Heavy,
}

/// Old items that became new items.
#[derive(Clone, Debug)]
pub struct TrueLink {
    /// Indices into the old draft's items.
    pub old: Vec<usize>,
    /// Indices into the new draft's items.
    pub new: Vec<usize>,
    /// Whether they changed place.
    pub moved: bool,
    /// What was done to their words.
    pub change: Change,
}

/// Two drafts and the truth about them. Items in no link were dropped or added.
#[derive(Clone, Debug)]
pub struct Planted {
    /// The earlier draft.
    pub old: Draft,
    /// The later draft.
    pub new: Draft,
    /// What became of what.
    pub links: Vec<TrueLink>,
}

/// Writes two drafts. The same seed and parameters give the same drafts.
pub fn plant(seed: u64, parameters: &Parameters) -> Planted {
    let language = Language::new(parameters.vocabulary);
    let mut random = Random::new(seed);
    let old = render(first_draft(&language, &mut random, parameters), 1);
    let plans = plan(&old.items, &mut random, parameters);
    let (pieces, links) = apply(&old.items, &plans, &language, &mut random, parameters);
    Planted { old, new: render(pieces, parameters.first_number), links }
}

fn first_draft(language: &Language, random: &mut Random, parameters: &Parameters) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::with_capacity(parameters.paragraphs * 11 / 10);
    for n in 0..parameters.paragraphs {
        if parameters.heading_every > 0 && n % parameters.heading_every == 0 {
            items.push(item(vec![language.heading(random)], true));
        }
        // A near duplicate of a paragraph not too far above: boilerplate is copied within a section.
        let near = items.len().saturating_sub(1 + random.below(40));
        let copied =
            random.chance(parameters.near_duplicates) && items.get(near).is_some_and(|it| !it.heading);
        let next = if copied {
            near_duplicate(&mut items[near], language, random)
        } else {
            item(language.paragraph(random), false)
        };
        items.push(next);
    }
    items
}

fn item(sentences: Vec<Vec<String>>, heading: bool) -> Item {
    Item {
        line: 0,
        label: String::new(),
        sentences: sentences.iter().map(Vec::len).collect(),
        words: sentences.into_iter().flatten().map(|text| Word { text, from: None, keeps: false }).collect(),
        heading,
    }
}

/// A copy that differs in two or three words; these words are kept in both from then on.
fn near_duplicate(original: &mut Item, language: &Language, random: &mut Random) -> Item {
    let mut copy = original.clone();
    let mut left = random.between(2, 3);
    for _ in 0..200 {
        let at = random.below(copy.words.len());
        if left > 0 && !copy.words[at].keeps && is_content(&copy.words[at].text) && is_inner(&copy, at) {
            copy.words[at].text = replacement(&copy.words, at, language, random);
            copy.words[at].keeps = true;
            original.words[at].keeps = true;
            left -= 1;
        }
    }
    copy
}

/// Neither the first nor the last word of a sentence: capital and full stop stay where they are.
fn is_inner(item: &Item, at: usize) -> bool {
    let mut start = 0;
    for &length in &item.sentences {
        if at < start + length {
            return at > start && at + 1 < start + length;
        }
        start += length;
    }
    false
}

/// Another word for the one at `at`, with its punctuation, unlike its neighbours.
fn replacement(words: &[Word], at: usize, language: &Language, random: &mut Random) -> String {
    let from = at.saturating_sub(2);
    let near: Vec<&str> =
        words[from..words.len().min(at + 3)].iter().map(|word| word.text.as_str()).collect();
    let word = language.content_word(random, &near);
    let tail =
        words[at].text.rfind(|c: char| c.is_alphanumeric()).map_or("", |end| &words[at].text[end + 1..]);
    format!("{word}{tail}")
}

/// What is to happen to an old item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Plan {
    change: Change,
    fate: Fate,
    /// Behind which old item it goes.
    to: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Stays,
    Splits,
    /// Joined with the next item.
    Merges,
    /// Joined to the item before.
    Joins,
    Drops,
}

fn plan(items: &[Item], random: &mut Random, parameters: &Parameters) -> Vec<Plan> {
    let mut plans = vec![Plan { change: Change::None, fate: Fate::Stays, to: None }; items.len()];
    let mut free: Vec<usize> = (0..items.len()).filter(|&i| !items[i].heading).collect();
    random.shuffle(&mut free);
    let mut taken: Vec<bool> = items.iter().map(|item| item.heading).collect();
    let count = |rate: f64| (rate * parameters.paragraphs as f64).round() as usize;
    let regrouped = |random: &mut Random| {
        if random.chance(parameters.regrouped_edited) { Change::Light } else { Change::None }
    };

    let mut left = count(parameters.merged);
    for &at in &free {
        if left > 0 && !taken[at] && at + 1 < items.len() && !taken[at + 1] {
            taken[at] = true;
            taken[at + 1] = true;
            plans[at] = Plan { change: regrouped(random), fate: Fate::Merges, to: None };
            plans[at + 1] = Plan { change: plans[at].change, fate: Fate::Joins, to: None };
            left -= 1;
        }
    }
    let mut left = count(parameters.split);
    for &at in &free {
        if left > 0 && !taken[at] && items[at].sentences.len() > 1 {
            taken[at] = true;
            plans[at] = Plan { change: regrouped(random), fate: Fate::Splits, to: None };
            left -= 1;
        }
    }
    let mut rest = free.into_iter().filter(|&at| !taken[at]).collect::<Vec<_>>().into_iter();
    let stays = Plan { change: Change::None, fate: Fate::Stays, to: None };
    for at in rest.by_ref().take(count(parameters.dropped)) {
        plans[at].fate = Fate::Drops;
    }
    for at in rest.by_ref().take(count(parameters.moved)) {
        plans[at] = Plan { to: Some(far_from(at, items.len(), random)), ..stays };
    }
    for at in rest.by_ref().take(count(parameters.moved_edited)) {
        plans[at] = Plan { to: Some(far_from(at, items.len(), random)), change: Change::Light, ..stays };
    }
    for at in rest.by_ref().take(count(parameters.heavy)) {
        plans[at].change = Change::Heavy;
    }
    for at in rest.by_ref().take(count(parameters.light)) {
        plans[at].change = Change::Light;
    }
    plans
}

/// A place at least eight items away (or as far as a small draft allows): far enough that it is
/// this item that moved and not its neighbours.
fn far_from(at: usize, items: usize, random: &mut Random) -> usize {
    let far = 8.min(items / 4);
    loop {
        let to = random.below(items);
        if to.abs_diff(at) > far {
            return to;
        }
    }
}

/// A piece of the new draft on its way to its place.
struct Piece {
    /// Twice the old index it stands at, plus one if it goes behind that.
    at: usize,
    item: Item,
    link: Option<usize>,
}

fn apply(
    old: &[Item],
    plans: &[Plan],
    language: &Language,
    random: &mut Random,
    parameters: &Parameters,
) -> (Vec<Item>, Vec<TrueLink>) {
    let mut pieces: Vec<Piece> = Vec::with_capacity(old.len() * 11 / 10);
    let mut links: Vec<TrueLink> = Vec::with_capacity(old.len());
    for (index, plan) in plans.iter().enumerate() {
        if plan.fate == Fate::Drops {
            continue;
        }
        let mut item = old[index].clone();
        for (n, word) in item.words.iter_mut().enumerate() {
            word.from = Some((index, n));
        }
        match plan.change {
            Change::None => {}
            Change::Light => edit_lightly(&mut item, language, random),
            Change::Heavy => edit_heavily(&mut item, language, random, parameters.scattered),
        }
        if let (Fate::Joins, Some(before)) = (plan.fate, pieces.last_mut()) {
            before.item.words.append(&mut item.words);
            before.item.sentences.append(&mut item.sentences);
            links.last_mut().expect("the paragraph before is linked").old.push(index);
            continue;
        }
        let link = Some(links.len());
        links.push(TrueLink {
            old: vec![index],
            new: Vec::new(),
            moved: plan.to.is_some(),
            change: plan.change,
        });
        let second = (plan.fate == Fate::Splits).then(|| cut(&mut item, random));
        pieces.push(Piece { at: plan.to.map_or(2 * index, |to| 2 * to + 1), item, link });
        pieces.extend(second.map(|item| Piece { at: 2 * index, item, link }));
    }
    for _ in 0..(parameters.added * parameters.paragraphs as f64).round() as usize {
        let at = 2 * random.below(old.len()) + 1;
        pieces.push(Piece { at, item: item(language.paragraph(random), false), link: None });
    }
    // The sort is stable: what comes to the same place keeps the order it was made in.
    pieces.sort_by_key(|piece| piece.at);
    let top = (0..parameters.added_on_top).map(|_| Piece {
        at: 0,
        item: item(language.paragraph(random), false),
        link: None,
    });
    let pieces: Vec<Piece> = top.collect::<Vec<_>>().into_iter().chain(pieces).collect();
    for (index, piece) in pieces.iter().enumerate() {
        if let Some(link) = piece.link {
            links[link].new.push(index);
        }
    }
    (pieces.into_iter().map(|piece| piece.item).collect(), links)
}

/// Cuts an item between two sentences and returns the second half.
fn cut(item: &mut Item, random: &mut Random) -> Item {
    let sentences = item.sentences.split_off(random.between(1, item.sentences.len() - 1));
    let words = item.words.split_off(item.sentences.iter().sum());
    Item { words, sentences, ..item.clone() }
}

/// Replaces, inserts or deletes one to three words that are no neighbours.
fn edit_lightly(item: &mut Item, language: &Language, random: &mut Random) {
    let mut places: Vec<usize> = (0..item.words.len()).filter(|&at| may_edit(item, at)).collect();
    random.shuffle(&mut places);
    let mut chosen: Vec<usize> = Vec::new();
    let wanted = random.between(1, 3);
    for at in places {
        if chosen.len() < wanted && chosen.iter().all(|&other| other.abs_diff(at) > 4) {
            chosen.push(at);
        }
    }
    chosen.sort_unstable();
    for at in chosen.into_iter().rev() {
        edit_word(item, at, language, random);
    }
}

/// Whether a word may be edited: inside its sentence, a word of meaning, no mark of its paragraph.
fn may_edit(item: &Item, at: usize) -> bool {
    !item.words[at].keeps && is_content(&item.words[at].text) && is_inner(item, at)
}

fn edit_word(item: &mut Item, at: usize, language: &Language, random: &mut Random) {
    let sentence = sentence_of(item, at);
    match random.below(4) {
        0 => {
            let near: Vec<&str> = item.words[at - 1..=at].iter().map(|word| word.text.as_str()).collect();
            let text = language.content_word(random, &near);
            item.words.insert(at, Word { text, from: None, keeps: false });
            item.sentences[sentence] += 1;
        }
        1 => {
            item.words.remove(at);
            item.sentences[sentence] -= 1;
        }
        _ => {
            let text = replacement(&item.words, at, language, random);
            item.words[at] = Word { text, from: None, keeps: false };
        }
    }
}

fn sentence_of(item: &Item, at: usize) -> usize {
    let mut end = 0;
    for (n, length) in item.sentences.iter().enumerate() {
        end += length;
        if at < end {
            return n;
        }
    }
    item.sentences.len() - 1
}

/// Replaces 30 to 50 % of the words.
fn edit_heavily(item: &mut Item, language: &Language, random: &mut Random, scattered: f64) {
    let share = 0.3 + 0.2 * random.unit();
    if random.chance(scattered) {
        for at in (0..item.words.len()).rev() {
            // Only words of meaning are replaced, two thirds of all: so more of these.
            if may_edit(item, at) && random.chance(share * 1.6) {
                edit_word(item, at, language, random);
            }
        }
        return;
    }
    let mut end = item.words.len().saturating_sub(random.between(1, 5));
    while end > 4 {
        let kept = random.between(4, 9);
        let run = ((kept as f64 * share / (1.0 - share)).round() as usize).max(2);
        let start = end.saturating_sub(run).max(1);
        replace_run(item, start..end, language, random);
        end = start.saturating_sub(kept);
    }
}

/// Replaces a run of words by another one, unless it holds a word that must stay or crosses the
/// border of a sentence. What both runs begin or end with is carried.
fn replace_run(item: &mut Item, run: std::ops::Range<usize>, language: &Language, random: &mut Random) {
    let sentence = sentence_of(item, run.start);
    if run.clone().any(|at| item.words[at].keeps || !is_inner(item, at) || sentence_of(item, at) != sentence)
    {
        return;
    }
    let length = random.between(run.len().saturating_sub(2).max(1), run.len() + 2);
    let source: Vec<String> = language.paragraph(random).concat();
    let skip = 4.min(source.len() - length.min(source.len()));
    let fresh: Vec<&str> = source
        .iter()
        .map(|word| core(word))
        .skip(skip)
        .take(length)
        .filter(|word| !word.is_empty())
        .collect();
    let old: Vec<Word> = item.words[run.clone()].to_vec();
    let same = |a: &Word, b: &str| core(&a.text) == b;
    let head = old.iter().zip(&fresh).take_while(|(a, b)| same(a, b)).count();
    let rest = old.len().min(fresh.len()) - head;
    let tail = old.iter().rev().zip(fresh.iter().rev()).take(rest).take_while(|(a, b)| same(a, b)).count();
    let words = fresh.iter().enumerate().map(|(n, text)| {
        if n < head {
            old[n].clone()
        } else if n >= fresh.len() - tail {
            old[old.len() - (fresh.len() - n)].clone()
        } else {
            Word { text: text.to_lowercase(), from: None, keeps: false }
        }
    });
    let words: Vec<Word> = words.collect();
    item.sentences[sentence] = item.sentences[sentence] + words.len() - old.len();
    item.words.splice(run, words);
}

/// Numbers the items and prints them.
fn render(mut items: Vec<Item>, first_number: usize) -> Draft {
    let (mut text, mut line, mut number, mut letter) = (String::new(), 1, first_number, b'A');
    for item in &mut items {
        item.line = line;
        if !item.heading {
            item.label = format!("{number}. ");
            number += 1;
        } else if letter <= b'Z' {
            item.label = format!("{}. ", char::from(letter));
            letter += 1;
        }
        text.push_str(&item.label);
        text.push_str(&item.text());
        text.push_str("\n\n");
        line += 2;
    }
    Draft { text, items }
}
