//! A TOML file that people write: every value knows its line, and what is wrong is said with it.
//!
//! ```text
//! manifest.toml:12: a round has no key “fiel”
//! help: did you mean “file”?
//! ```
//!
//! Serde's derived readers were used before: they know the line of a wrong type, but not that of a
//! wrong path, a date or a circle of references, which are found later.

use std::fmt::Display;
use std::ops::Range;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use crate::error::{Error, ErrorKind, Result};

/// A value and the line it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// The line, counted from 1.
    pub line: usize,
    /// The bytes it stands in, as written.
    pub span: Range<usize>,
}

impl<T> std::ops::Deref for Placed<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: AsRef<Path>> AsRef<Path> for Placed<T> {
    fn as_ref(&self) -> &Path {
        self.value.as_ref()
    }
}

/// The file, for errors.
#[derive(Clone, Debug)]
pub(super) struct Source {
    name: String,
    /// Where lines begin.
    starts: Vec<usize>,
}

impl Source {
    fn new(name: String, text: &str) -> Self {
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        Self { name, starts: std::iter::once(0).chain(breaks).collect() }
    }

    fn line(&self, at: usize) -> usize {
        self.starts.partition_point(|&start| start <= at)
    }

    /// `manifest.toml:12`.
    pub(super) fn place(&self, line: usize) -> String {
        format!("{}:{line}", self.name)
    }

    /// An error in a line.
    pub(super) fn error(&self, line: usize, message: impl Into<String>) -> Error {
        Error::new(ErrorKind::Invalid, self.place(line), message)
    }
}

/// Reads a file and gives its top table to `read`.
pub(super) fn load<T>(path: &Path, read: impl FnOnce(&Source, &Table<'_>) -> Result<T>) -> Result<T> {
    parse(&path.display().to_string(), &super::read(path)?, read)
}

/// The same with a text that is read already.
pub(super) fn parse<T>(
    name: &str,
    text: &str,
    read: impl FnOnce(&Source, &Table<'_>) -> Result<T>,
) -> Result<T> {
    let source = Source::new(name.to_owned(), text);
    let parsed = DeTable::parse(text).map_err(|error| {
        let line = error.span().map_or(1, |span| source.line(span.start));
        source
            .error(line, error.message().replace('`', "“").trim_end())
            .with_help("mend the TOML of this line")
    })?;
    let top = Table { source: &source, what: "the file", line: 1, span: None, entries: parsed.get_ref() };
    read(&source, &top)
}

/// A table, as a part of the file that has a name for people.
#[derive(Clone, Debug)]
pub(super) struct Table<'s> {
    source: &'s Source,
    what: &'static str,
    /// The line it begins in.
    pub(super) line: usize,
    span: Option<Range<usize>>,
    entries: &'s DeTable<'s>,
}

impl<'s> Table<'s> {
    /// Fails for a key that is not in the list.
    pub(super) fn only(&self, keys: &[&str]) -> Result<()> {
        let unknown = self.entries.keys().filter(|key| !keys.contains(&key.get_ref().as_ref()));
        let Some(key) = unknown.min_by_key(|key| key.span().start) else { return Ok(()) };
        let name = key.get_ref();
        let error = self
            .source
            .error(self.source.line(key.span().start), format!("{} has no key “{name}”", self.what));
        Err(error.with_help(match closest(name, keys) {
            Some(near) => format!("did you mean “{near}”?"),
            None => format!("its keys are {}", keys.join(", ")),
        }))
    }

    /// Fails unless the file says `schema = 1`.
    pub(super) fn schema(&self) -> Result<()> {
        match self.get("schema").map(|value| (value, self.line_of(value))) {
            Some((value, _)) if integer(value) == Some(1) => Ok(()),
            Some((_, line)) => Err(self
                .source
                .error(line, "this version of the format is not known")
                .with_help("this program knows `schema = 1`")),
            None => Err(self
                .source
                .error(1, "the file does not say which version of the format it is in")
                .with_help("begin it with `schema = 1`")),
        }
    }

    fn get(&self, key: &str) -> Option<&'s Spanned<DeValue<'s>>> {
        self.entries.get(key)
    }

    fn line_of(&self, value: &Spanned<DeValue<'_>>) -> usize {
        self.source.line(value.span().start)
    }

    fn placed<T>(&self, value: T, at: &Spanned<DeValue<'_>>) -> Placed<T> {
        Placed { value, line: self.line_of(at), span: at.span() }
    }

    fn wrong(&self, key: &str, value: &Spanned<DeValue<'_>>, wanted: &str) -> Error {
        let found = match value.get_ref().type_str() {
            "integer" => "this number",
            "float" => "a fraction",
            "string" => "a text in quotes",
            "boolean" => "true or false",
            "array" => "a list",
            "datetime" => "a date",
            _ => "a table",
        };
        let found = if found == wanted { "this" } else { found };
        let error = self.source.error(self.line_of(value), format!("“{key}” cannot be {found}"));
        error.with_help(format!("write {wanted}"))
    }

    /// The file it stands in.
    pub(super) fn source(&self) -> &'s Source {
        self.source
    }

    /// An error about this table.
    pub(super) fn error(&self, message: impl Into<String>) -> Error {
        self.source.error(self.line, message)
    }

    /// Fails for what has to be there and is not.
    pub(super) fn needs<T>(&self, key: &str, value: Option<T>) -> Result<T> {
        value.ok_or_else(|| {
            self.error(format!("{} has no “{key}”", self.what)).with_help(format!("add `{key} = …`"))
        })
    }

    /// A string.
    pub(super) fn string(&self, key: &str) -> Result<Option<Placed<String>>> {
        let Some(value) = self.get(key) else { return Ok(None) };
        let text = value.get_ref().as_str().ok_or_else(|| self.wrong(key, value, "a text in quotes"))?;
        Ok(Some(self.placed(text.to_owned(), value)))
    }

    /// A string without its line.
    pub(super) fn text(&self, key: &str) -> Result<Option<String>> {
        Ok(self.string(key)?.map(|text| text.value))
    }

    /// Yes or no.
    pub(super) fn yes_or_no(&self, key: &str) -> Result<Option<Placed<bool>>> {
        let Some(value) = self.get(key) else { return Ok(None) };
        let said = value.get_ref().as_bool().ok_or_else(|| self.wrong(key, value, "true or false"))?;
        Ok(Some(self.placed(said, value)))
    }

    /// Yes or no; no if it is not there.
    pub(super) fn flag(&self, key: &str) -> Result<bool> {
        Ok(self.yes_or_no(key)?.is_some_and(|said| said.value))
    }

    /// The bytes of a value, as written.
    pub(super) fn span(&self, key: &str) -> Option<Range<usize>> {
        self.get(key).map(Spanned::span)
    }

    /// The bytes of the table, or of its header.
    pub(super) fn span_of_all(&self) -> Option<Range<usize>> {
        self.span.clone()
    }

    /// A number of things.
    pub(super) fn count(&self, key: &str) -> Result<Option<Placed<usize>>> {
        let Some(value) = self.get(key) else { return Ok(None) };
        let number = integer(value).and_then(|number| usize::try_from(number).ok());
        let number = number.ok_or_else(|| self.wrong(key, value, "a whole number from 0 up"))?;
        Ok(Some(self.placed(number, value)))
    }

    /// A text or a list of texts.
    pub(super) fn strings(&self, key: &str) -> Result<Vec<Placed<String>>> {
        let wanted = "a text in quotes, or a list of such";
        self.items(key)
            .map(|item| {
                let text = item.get_ref().as_str().ok_or_else(|| self.wrong(key, item, wanted))?;
                Ok(self.placed(text.to_owned(), item))
            })
            .collect()
    }

    /// Items of a list, or the one that stands there without a list.
    fn items(&self, key: &str) -> impl Iterator<Item = &'s Spanned<DeValue<'s>>> + use<'s> {
        let value = self.get(key);
        let list: Option<&'s DeArray<'s>> = value.and_then(|value| value.get_ref().as_array());
        let single = value.filter(|_| list.is_none());
        single.into_iter().chain(list.into_iter().flat_map(|list| list.iter()))
    }

    /// A date: of TOML (`2031-03-03`), or a year, a month or a day in quotes.
    pub(super) fn date(&self, key: &str) -> Result<Option<Placed<String>>> {
        let Some(value) = self.get(key) else { return Ok(None) };
        let text = match value.get_ref() {
            DeValue::Datetime(date) => date.to_string(),
            DeValue::String(text) => text.to_string(),
            DeValue::Integer(year) => year.as_str().to_owned(),
            _ => return Err(self.wrong(key, value, "a date")),
        };
        let line = self.line_of(value);
        if super::check::is_date(&text) {
            return Ok(Some(self.placed(text, value)));
        }
        Err(self
            .source
            .error(line, format!("{text} is no date"))
            .with_help("write 2031-03-03, or \"2031-03\" or \"2031\" where no more is known"))
    }

    /// A table inside this one.
    pub(super) fn table(&self, key: &str, what: &'static str) -> Result<Option<Self>> {
        let Some(value) = self.get(key) else { return Ok(None) };
        let entries = value.get_ref().as_table().ok_or_else(|| self.wrong(key, value, "a table"))?;
        Ok(Some(Self {
            source: self.source,
            what,
            line: self.line_of(value),
            span: Some(value.span()),
            entries,
        }))
    }

    /// Tables of one name: `[[round]]`.
    pub(super) fn tables(&self, key: &str, what: &'static str) -> Result<Vec<Self>> {
        self.items(key)
            .map(|item| {
                let entries = item.get_ref().as_table();
                let entries = entries.ok_or_else(|| self.wrong(key, item, &format!("tables, [[{key}]]")))?;
                Ok(Self {
                    source: self.source,
                    what,
                    line: self.line_of(item),
                    span: Some(item.span()),
                    entries,
                })
            })
            .collect()
    }

    /// Texts and tables mixed, as `["12", { at = "13", words = "States" }]`.
    pub(super) fn mixed(&self, key: &str, what: &'static str) -> Result<Vec<Mixed<'s>>> {
        self.items(key)
            .map(|item| {
                let line = self.line_of(item);
                match item.get_ref() {
                    DeValue::String(text) => Ok(Mixed::Text(self.placed(text.to_string(), item))),
                    DeValue::Table(entries) => Ok(Mixed::Table(Self {
                        source: self.source,
                        what,
                        line,
                        span: Some(item.span()),
                        entries,
                    })),
                    _ => Err(self.wrong(key, item, "a text in quotes, or a table")),
                }
            })
            .collect()
    }

    /// Whether there is such a key.
    pub(super) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }
}

/// A text or a table.
pub(super) enum Mixed<'s> {
    Text(Placed<String>),
    Table(Table<'s>),
}

/// A text as a TOML string.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

fn integer(value: &Spanned<DeValue<'_>>) -> Option<i64> {
    let number = value.get_ref().as_integer()?;
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}

/// The name most like another, if it is so much like it that it may be meant.
pub(crate) fn closest<'n, N: AsRef<str> + ?Sized + Display>(name: &str, names: &[&'n N]) -> Option<&'n N> {
    let away = |other: &N| distance(&name.to_lowercase(), &other.as_ref().to_lowercase());
    let near = names.iter().map(|other| (away(other), *other)).min_by_key(|(away, _)| *away)?;
    (near.0 <= (name.chars().count() / 3).max(1)).then_some(near.1)
}

/// How many letters have to be put in, taken out, replaced or exchanged with their neighbour.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![(0..=b.len()).collect::<Vec<usize>>()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replaced = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = replaced.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_meant() {
        let keys = ["file", "name", "symbols"];
        assert_eq!(closest("fiel", &keys), Some("file"));
        assert_eq!(closest("symbol", &keys), Some("symbols"));
        assert_eq!(closest("colour", &keys), None);
    }

    #[test]
    fn errors_have_their_line_and_what_to_do() {
        let said = |text: &str| {
            let read = |_: &Source, top: &Table<'_>| {
                top.schema()?;
                top.only(&["schema", "date", "name"])?;
                top.date("date")?;
                top.needs("name", top.string("name")?)
            };
            let error = parse("a.toml", text, read).expect_err("it is wrong");
            format!("{error} / {}", error.help.clone().unwrap_or_default())
        };
        assert_eq!(
            said("schema = 1\nnmae = \"x\"\n"),
            "a.toml:2: the file has no key “nmae” / did you mean “name”?"
        );
        assert!(
            said("schema = 1\n\ndate = \"3 March\"\n").starts_with("a.toml:3: 3 March is no date / write")
        );
        assert!(said("schema = 1\ndate = 2031-02-30\n").starts_with("a.toml:2: "));
        assert!(said("schema = 2\n").starts_with("a.toml:1: this version"));
        assert!(said("schema = 1\nname = 3\n").starts_with("a.toml:2: “name” cannot be this number"));
        assert!(said("schema = 1\nname = \n").starts_with("a.toml:2: "));
        assert!(said("schema = 1\n").ends_with("the file has no “name” / add `name = …`"));
    }
}
