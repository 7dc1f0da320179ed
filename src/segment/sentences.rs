//! Text -> sentences (byte ranges that cover the text but for white space between them).

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// The sentences of a text, in order, without surrounding white space.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    text.split_sentence_bound_indices()
        .filter_map(|(at, sentence)| {
            let trimmed = sentence.trim();
            let start = at + (sentence.len() - sentence.trim_start().len());
            (!trimmed.is_empty()).then_some(start..start + trimmed.len())
        })
        .collect()
}
