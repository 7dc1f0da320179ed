//! Values that are words of a list or numbers of a range.

use clap::builder::{PossibleValuesParser, TypedValueParser};

/// A parser of the words of a table, which lists them in `--help` and completions.
pub(super) fn words<T: Copy + Send + Sync + 'static>(
    all: &'static [(&'static str, T)],
) -> impl TypedValueParser<Value = T> {
    let possible = PossibleValuesParser::new(all.iter().map(|&(word, _)| word));
    possible.try_map(move |word| {
        let found = all.iter().find(|(name, _)| *name == word);
        found.map(|&(_, item)| item).ok_or("not in the list")
    })
}

/// A likeness that is worth asking for: below one half everything is like everything.
pub(super) fn likeness(word: &str) -> Result<f64, String> {
    let number = word.parse::<f64>().ok().filter(|number| (0.5..=1.0).contains(number));
    number.ok_or_else(|| "expected a number from 0.5 to 1".to_owned())
}
