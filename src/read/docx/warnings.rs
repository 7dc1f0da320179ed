//! What a reader of a Word file should know: changes, comments, parts that could not be read.

use super::Revisions;
use super::revisions::Changes;
use super::story::Story;

/// What was met on the way.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    changes: Changes,
    comments: usize,
    unknown_symbols: usize,
    hidden: usize,
    foreign: usize,
    /// Parts that could not be read.
    pub(crate) damaged: Vec<String>,
}

impl Seen {
    /// Adds what was met in a story.
    pub(crate) const fn story(&mut self, story: &Story<'_, '_>) {
        self.changes.add(story.changes);
        self.comments += story.comments;
        self.unknown_symbols += story.unknown_symbols;
        self.hidden += story.hidden;
        self.foreign += story.foreign;
    }

    /// Adds what was met elsewhere.
    pub(crate) const fn add(&mut self, other: &Self) {
        self.changes.add(other.changes);
        self.comments += other.comments;
        self.unknown_symbols += other.unknown_symbols;
        self.hidden += other.hidden;
        self.foreign += other.foreign;
    }

    /// The warnings: code, no line, message.
    pub(crate) fn warnings(&self, revisions: Revisions) -> Vec<(&'static str, Option<u32>, String)> {
        let mut warnings = Vec::new();
        let mut say = |code, message| warnings.push((code, None, message));
        let Changes { insertions, deletions, .. } = self.changes;
        if insertions + deletions > 0 {
            let how = match revisions {
                Revisions::Accept => "read as accepted",
                Revisions::Reject => "read as rejected",
                Revisions::Show => "shown in the text",
            };
            let (insertions, deletions) = (count(insertions, "insertion"), count(deletions, "deletion"));
            say(
                "tracked-changes",
                format!("{insertions} and {deletions} are tracked in the file; they were {how}"),
            );
        }
        if self.changes.struck > 0 {
            let how = match revisions {
                Revisions::Accept => "left out",
                Revisions::Reject => "kept",
                Revisions::Show => "shown as deleted",
            };
            let passages = count(self.changes.struck, "passage");
            say("struck-text", format!("{passages} struck through {how}"));
        }
        if self.comments > 0 {
            say("comments", format!("{} in the file left out", count(self.comments, "comment")));
        }
        if self.hidden > 0 {
            let passages = count(self.hidden, "passage");
            say("hidden-text", format!("{passages} formatted as hidden left out, as Word prints the text"));
        }
        if self.unknown_symbols > 0 {
            let symbols = count(self.unknown_symbols, "character");
            say("unknown-symbol", format!("{symbols} of a symbol font could not be read and left out"));
        }
        if self.foreign > 0 {
            let files = count(self.foreign, "other file");
            say("embedded-file", format!("{files} embedded in the text could not be read"));
        }
        for part in self.damaged.iter().take(10) {
            say("damaged-part", format!("{part} is damaged; the text was read without it"));
        }
        warnings
    }
}

/// "1 comment", "2 comments".
fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
