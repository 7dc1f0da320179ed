//! Whether the register is sound: what its types cannot say.
//!
//! All problems are listed at once, each with the place it stands at:
//!
//! ```text
//! gge-2010: 2010-07-32 is no date
//! gge-2013: gge-2015 does not name it back
//! ```

use std::collections::{BTreeMap, BTreeSet};

use super::check::{is_date, is_id, is_later, is_source, is_symbol, repeated};
use super::register::{Conflict, Entry, Membership, Register, Series, StateTable, Symbols};

impl Register {
    /// What is wrong with it: ids, references, dates, symbols, sources, values, certainty.
    pub fn problems(&self) -> Vec<String> {
        let mut found = Problems { register: self, names: Names::of(self), list: Vec::new() };
        if self.schema != 1 {
            found.say("register", format!("schema {} is not known", self.schema));
        }
        found.check_ids();
        self.process.iter().for_each(|process| found.check_process(process));
        self.document.iter().for_each(|entry| found.check_entry(entry));
        self.membership.iter().for_each(|membership| found.check_membership(membership));
        for (name, table) in [("replies", &self.replies), ("sponsors", &self.sponsors)] {
            table.iter().for_each(|table| found.check_table(name, table));
        }
        found.list
    }
}

/// Everything that can be referred to.
struct Names<'a> {
    studies: BTreeSet<&'a str>,
    documents: BTreeMap<&'a str, &'a Entry>,
    processes: BTreeSet<&'a str>,
    /// Round -> its process.
    rounds: BTreeMap<&'a str, &'a str>,
}

impl<'a> Names<'a> {
    fn of(register: &'a Register) -> Self {
        let rounds =
            |process: &'a Series| process.round.iter().map(|round| (round.id.as_str(), process.id.as_str()));
        Self {
            studies: register.study.iter().map(|study| study.id.as_str()).collect(),
            documents: register.document.iter().map(|entry| (entry.id.as_str(), entry)).collect(),
            processes: register.process.iter().map(|process| process.id.as_str()).collect(),
            rounds: register.process.iter().flat_map(rounds).collect(),
        }
    }
}

/// The list of problems while it grows.
struct Problems<'a> {
    register: &'a Register,
    names: Names<'a>,
    list: Vec<String>,
}

impl Problems<'_> {
    fn say(&mut self, place: &str, problem: impl AsRef<str>) {
        self.list.push(format!("{place}: {}", problem.as_ref()));
    }

    fn check_ids(&mut self) {
        let register = self.register;
        let rounds =
            register.process.iter().flat_map(|process| &process.round).map(|round| round.id.as_str());
        // A round and a document may share an id; the others are told apart by their kind too.
        let kinds: [(&str, Vec<&str>); 4] = [
            ("study", register.study.iter().map(|study| study.id.as_str()).collect()),
            ("process", register.process.iter().map(|process| process.id.as_str()).collect()),
            ("round", rounds.collect()),
            ("document", register.document.iter().map(|entry| entry.id.as_str()).collect()),
        ];
        for (kind, ids) in kinds {
            for id in repeated(ids.iter().copied()) {
                self.say(id, format!("a second {kind} has this id"));
            }
            for id in ids.into_iter().filter(|id| !is_id(id)) {
                self.say(id, format!("this is no id for a {kind}"));
            }
        }
        let symbols: Vec<(&str, &str)> = register
            .document
            .iter()
            .filter_map(|entry| Some((entry.symbol.as_deref()?, entry.part.as_deref().unwrap_or(""))))
            .collect();
        let joined: Vec<String> = symbols.iter().map(|(symbol, part)| format!("{symbol} {part}")).collect();
        for symbol in repeated(joined.iter().map(String::as_str)) {
            self.say(symbol.trim(), "a second document has this symbol");
        }
    }

    fn check_process(&mut self, process: &Series) {
        let place = process.id.as_str();
        self.check_body(place, &process.body);
        self.check_sources(place, &process.sources);
        self.check_conflicts(place, &process.conflict);
        self.check_documents(place, "mandate", process.mandate.iter());
        for round in &process.round {
            let place = round.id.as_str();
            self.check_documents(place, "documents", round.documents.iter());
            self.check_documents(place, "mandate", round.mandate.iter());
            self.check_documents(place, "notice", round.notice.iter());
            if round.notice.is_some() && !round.documents.is_empty() {
                self.say(place, "a round with documents needs no notice");
            }
            if round.end.is_some_and(|end| end < round.start) {
                self.say(place, "it ends before it starts");
            }
            for id in &round.documents {
                let other = self.names.documents.get(id.as_str()).and_then(|entry| entry.round.as_deref());
                if other.is_some_and(|other| other != place) {
                    self.say(place, format!("{id} says it belongs to another round"));
                }
            }
        }
    }

    fn check_entry(&mut self, entry: &Entry) {
        let place = entry.id.as_str();
        let vocabulary = &self.register.vocabulary;
        let closed = [
            ("kind", Some(&entry.kind), &vocabulary.kinds),
            ("consensus", entry.consensus.as_ref(), &vocabulary.consensus),
            ("adoption", entry.adoption.as_ref(), &vocabulary.adoption),
        ];
        for (name, value, known) in closed {
            if let Some(value) = value.filter(|value| !known.contains(*value)) {
                self.say(place, format!("{name} {value} is not in the vocabulary"));
            }
        }
        self.check_languages(place, &entry.languages);
        self.check_body(place, &entry.body);
        self.check_sources(place, &entry.sources);
        self.check_conflicts(place, &entry.conflict);
        self.check_symbols(place, entry.symbol.iter().chain(&entry.symbols_alt));
        self.check_documents(place, "mandate", entry.mandate.iter());
        self.check_neighbours(entry);
        self.check_belonging(entry);
        self.check_dates(entry);
        self.check_certainty(entry);
        for issue in &entry.issues {
            self.check_symbols(place, [&issue.symbol]);
            self.check_languages(place, &issue.languages);
        }
    }

    fn check_neighbours(&mut self, entry: &Entry) {
        self.check_documents(&entry.id, "predecessors", entry.predecessors.iter());
        self.check_documents(&entry.id, "successors", entry.successors.iter());
        let names_back = |other: &str, back: fn(&Entry) -> &Vec<String>| {
            self.names.documents.get(other).is_none_or(|other| back(other).contains(&entry.id))
        };
        let mut one_sided: Vec<&String> =
            entry.predecessors.iter().filter(|other| !names_back(other, |other| &other.successors)).collect();
        one_sided
            .extend(entry.successors.iter().filter(|other| !names_back(other, |other| &other.predecessors)));
        for other in one_sided {
            self.say(&entry.id, format!("{other} does not name it back"));
        }
    }

    fn check_belonging(&mut self, entry: &Entry) {
        let place = entry.id.as_str();
        if let Some(process) =
            entry.process.as_deref().filter(|process| !self.names.processes.contains(process))
        {
            self.say(place, format!("there is no process {process}"));
        }
        if let Some(round) = entry.round.as_deref() {
            match self.names.rounds.get(round).copied() {
                None => self.say(place, format!("there is no round {round}")),
                Some(process) if entry.process.as_deref().is_some_and(|own| own != process) => {
                    self.say(place, format!("round {round} belongs to process {process}"));
                }
                Some(_) => {}
            }
        }
        if let Some(set_up) = entry.establishes.as_deref()
            && !self.names.processes.contains(set_up)
            && !self.names.rounds.contains_key(set_up)
        {
            self.say(place, format!("it establishes {set_up}, which is no process or round"));
        }
    }

    fn check_dates(&mut self, entry: &Entry) {
        let dates = [
            &entry.date_letter,
            &entry.date_transmittal,
            &entry.date_adopted,
            &entry.date_doc,
            &entry.date_end,
            &entry.date_seen,
        ];
        let issued = entry.issues.iter().map(|issue| issue.date.as_str());
        for date in
            dates.iter().filter_map(|date| date.as_deref()).chain(issued).filter(|date| !is_date(date))
        {
            self.say(&entry.id, format!("{date} is no date"));
        }
        // A conference room paper is dated before its adoption: so not where there are issues.
        if let Some(printed) = entry.date_doc.as_deref().filter(|_| entry.issues.is_empty()) {
            for date in
                dates[..3].iter().filter_map(|date| date.as_deref()).filter(|date| is_later(date, printed))
            {
                self.say(&entry.id, format!("{date} is after the date of the document, {printed}"));
            }
        }
    }

    /// Every fact is in exactly one of the three lists, and every name there is a fact.
    fn check_certainty(&mut self, entry: &Entry) {
        let named: Vec<&str> =
            entry.sure.iter().chain(&entry.weak).chain(&entry.unverified).map(String::as_str).collect();
        for name in repeated(named.iter().copied()) {
            self.say(&entry.id, format!("{name} has two levels of certainty"));
        }
        let (facts, named) = (facts(entry), named.into_iter().collect::<BTreeSet<_>>());
        for fact in facts.iter().filter(|fact| !named.contains(fact.as_str())) {
            self.say(&entry.id, format!("nothing says how sure {fact} is"));
        }
        for name in named.into_iter().filter(|name| !facts.contains(*name)) {
            self.say(&entry.id, format!("{name} has a level of certainty but no value"));
        }
    }

    fn check_membership(&mut self, membership: &Membership) {
        let place = format!("membership of {}", membership.round);
        if !self.names.rounds.contains_key(membership.round.as_str()) {
            self.say(&place, "there is no such round");
        }
        self.check_sources(&place, &membership.sources);
        self.check_conflicts(&place, &membership.conflict);
        if membership.members.len() > membership.size || !membership.members.is_sorted() {
            self.say(&place, "members are too many or not sorted");
        }
        for name in membership.doubtful.iter().filter(|name| !membership.members.contains(name)) {
            self.say(&place, format!("{name} is doubtful but no member"));
        }
    }

    fn check_table(&mut self, place: &str, table: &StateTable) {
        self.check_sources(place, &table.sources);
        self.check_conflicts(place, &table.conflict);
        for (year, symbols) in &table.reports {
            match symbols {
                Symbols::One(symbol) => self.check_symbols(place, [symbol]),
                Symbols::Several(symbols) => self.check_symbols(place, symbols),
            }
            if !is_date(year) {
                self.say(place, format!("{year} is no year"));
            }
        }
        for (state, years) in &table.by_state {
            // A year may lack a report: the table it was counted from has it, its symbol is not known.
            if !years.is_sorted_by(|a, b| a < b) {
                self.say(place, format!("years of {state} are not sorted"));
            }
        }
    }

    fn check_body(&mut self, place: &str, body: &str) {
        if !self.register.vocabulary.bodies.contains_key(body) {
            self.say(place, format!("body {body} is not in the vocabulary"));
        }
    }

    fn check_languages(&mut self, place: &str, languages: &[String]) {
        for language in
            languages.iter().filter(|language| !self.register.vocabulary.languages.contains(*language))
        {
            self.say(place, format!("language {language} is not in the vocabulary"));
        }
    }

    fn check_sources(&mut self, place: &str, sources: &[String]) {
        let bad: Vec<&String> =
            sources.iter().filter(|source| !is_source(source, &self.names.studies)).collect();
        for source in bad {
            self.say(place, format!("{source} is no source"));
        }
        if sources.is_empty() {
            self.say(place, "no source");
        }
    }

    fn check_conflicts(&mut self, place: &str, conflicts: &[Conflict]) {
        for conflict in conflicts {
            let kept = conflict.values.iter().filter(|value| value.kept).count();
            if conflict.values.len() < 2 || kept > 1 {
                self.say(
                    place,
                    format!(
                        "conflict about {}: {} values, {kept} kept",
                        conflict.field,
                        conflict.values.len()
                    ),
                );
            }
            let sources: Vec<String> = conflict.values.iter().map(|value| value.source.clone()).collect();
            self.check_sources(place, &sources);
        }
    }

    fn check_symbols<'s>(&mut self, place: &str, symbols: impl IntoIterator<Item = &'s String>) {
        for symbol in symbols.into_iter().filter(|symbol| !is_symbol(symbol)) {
            self.say(place, format!("{symbol} is no symbol"));
        }
    }

    fn check_documents<'s>(&mut self, place: &str, field: &str, ids: impl Iterator<Item = &'s String>) {
        for id in ids {
            if !self.names.documents.contains_key(id.as_str()) {
                self.say(place, format!("{field}: there is no document {id}"));
            }
        }
    }
}

/// The facts an entry states. What is left out is a reference, a remark of ours, or has a level of
/// its own.
fn facts(entry: &Entry) -> BTreeSet<String> {
    const NO_FACTS: [&str; 19] = [
        "id",
        "label",
        "kind",
        "body",
        "process",
        "round",
        "collective",
        "predecessors",
        "successors",
        "establishes",
        "note",
        "sources",
        "sure",
        "weak",
        "unverified",
        "votes",
        "ranges",
        "issues",
        "conflict",
    ];
    let Ok(table) = toml::Table::try_from(entry) else { return BTreeSet::new() };
    let stated = |value: &toml::Value| value.as_array().is_none_or(|list| !list.is_empty());
    table
        .into_iter()
        .filter(|(key, value)| !NO_FACTS.contains(&key.as_str()) && stated(value))
        .map(|(key, _)| key)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = r#"
        schema = 1
        study = [{ id = "001", what = "a study" }]
        [vocabulary]
        kinds = ["draft"]
        consensus = ["yes"]
        adoption = ["no-vote"]
        levels = ["sure", "weak", "unverified"]
        languages = ["en"]
        bodies = { group = "A group" }
        [[process]]
        id = "talks"
        name = "Talks"
        body = "group"
        start = 2031
        sources = ["study:001:1"]
        round = [{ id = "talks-1", name = "First", start = 2031, documents = ["draft-1"] }]
        [[document]]
        id = "draft-1"
        label = "first draft"
        kind = "draft"
        body = "group"
        process = "talks"
        round = "talks-1"
        symbol = "A/AC.999/2031/1"
        date_doc = "2031-02-03"
        sure = ["symbol", "date_doc"]
        sources = ["study:001:2-3"]
    "#;

    fn problems(text: &str) -> Vec<String> {
        toml::from_str::<Register>(text).expect("it is a register").problems()
    }

    #[test]
    fn a_sound_register_has_none() {
        assert_eq!(problems(SMALL), Vec::<String>::new());
    }

    #[test]
    fn each_fault_is_named() {
        let faults = [
            ("date_doc = \"2031-02-03\"", "date_doc = \"2031-02-30\"", "draft-1: 2031-02-30 is no date"),
            ("2031/1\"", "2031/1*\"", "draft-1: A/AC.999/2031/1* is no symbol"),
            ("sure = [\"symbol\", ", "sure = [", "draft-1: nothing says how sure symbol is"),
            (
                "sure = [",
                "weak = [\"title\"]\nsure = [",
                "draft-1: title has a level of certainty but no value",
            ),
            ("round = \"talks-1\"", "round = \"talks-2\"", "draft-1: there is no round talks-2"),
            ("kind = \"draft\"", "kind = \"memo\"", "draft-1: kind memo is not in the vocabulary"),
            ("study:001:2-3", "study:004:2", "draft-1: study:004:2 is no source"),
            (
                "documents = [\"draft-1\"]",
                "documents = [\"draft-2\"]",
                "talks-1: documents: there is no document draft-2",
            ),
            ("sure = [", "successors = [\"draft-1\"]\nsure = [", "draft-1: draft-1 does not name it back"),
        ];
        for (from, to, expected) in faults {
            assert!(SMALL.contains(from), "{from}");
            let found = problems(&SMALL.replace(from, to));
            assert!(found.iter().any(|problem| problem == expected), "{to}: {found:?}");
        }
    }

    #[test]
    fn unknown_keys_are_refused() {
        assert!(toml::from_str::<Register>(&SMALL.replace("start = 2031\n", "begin = 2031\n")).is_err());
    }
}
