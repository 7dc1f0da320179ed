//! Tracked changes: what is seen of them, and how many there are.
//!
//! ```text
//! <w:ins>may</w:ins><w:del>shall</w:del>    accept "may", reject "shall",
//!                                           show "{++may++}{--shall--}"
//! words struck through by hand              as if deleted
//! an inserted end of a paragraph            rejected, the paragraph goes on with the next
//! ```

use super::Revisions;

/// How many insertions and deletions something stands in.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Revised {
    inserted: u16,
    deleted: u16,
}

impl Revised {
    pub(crate) const fn enter(&mut self, inserted: bool) {
        let count = if inserted { &mut self.inserted } else { &mut self.deleted };
        *count = count.saturating_add(1);
    }

    pub(crate) const fn leave(&mut self, inserted: bool) {
        let count = if inserted { &mut self.inserted } else { &mut self.deleted };
        *count = count.saturating_sub(1);
    }

    /// Whether what stands here is part of the text.
    pub(crate) const fn seen(self, revisions: Revisions) -> bool {
        match revisions {
            Revisions::Accept => self.deleted == 0,
            Revisions::Reject => self.inserted == 0,
            Revisions::Show => true,
        }
    }

    /// What is to be shown: inserted or deleted.
    pub(crate) const fn change(self) -> Option<bool> {
        match (self.deleted, self.inserted) {
            (1.., _) => Some(false),
            (_, 1..) => Some(true),
            _ => None,
        }
    }
}

/// Tracked changes counted: neighbours of one kind in a paragraph are one.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Changes {
    pub(crate) insertions: usize,
    pub(crate) deletions: usize,
    /// Passages struck through by hand.
    pub(crate) struck: usize,
    last: Option<bool>,
}

impl Changes {
    /// A paragraph begins.
    pub(crate) const fn start(&mut self) {
        self.last = None;
    }

    /// Words come, inserted, deleted or neither.
    pub(crate) fn words(&mut self, change: Option<bool>) {
        if let Some(inserted) = change.filter(|_| change != self.last) {
            self.count(inserted);
        }
        self.last = change;
    }

    /// The end of a paragraph or a row is inserted or deleted.
    pub(crate) fn mark(&mut self, inserted: bool) {
        if self.last != Some(inserted) {
            self.count(inserted);
        }
        self.last = Some(inserted);
    }

    /// Words struck through by hand come; `more`: so were the words before.
    pub(crate) fn strike(&mut self, more: bool) {
        self.struck += usize::from(!more);
    }

    const fn count(&mut self, inserted: bool) {
        if inserted { self.insertions += 1 } else { self.deletions += 1 }
    }

    pub(crate) const fn add(&mut self, other: Self) {
        self.insertions += other.insertions;
        self.deletions += other.deletions;
        self.struck += other.struck;
    }
}
