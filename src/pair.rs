//! The two sides of a comparison, kept together.
//!
//! Nearly every step of travaux does the same to an old and a new text. A [`Pair`] says so in one
//! word and keeps the sides from being mixed up in long parameter lists.

use serde::{Deserialize, Serialize};

/// Something of the old text and the same thing of the new one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Pair<T> {
    /// What belongs to the old text.
    pub old: T,
    /// What belongs to the new text.
    pub new: T,
}

impl<T> Pair<T> {
    /// Puts the two sides together.
    pub const fn new(old: T, new: T) -> Self {
        Self { old, new }
    }

    /// Does the same to both sides.
    pub fn map<U>(self, mut f: impl FnMut(T) -> U) -> Pair<U> {
        Pair { old: f(self.old), new: f(self.new) }
    }

    /// Does the same to both sides at once.
    pub fn par_map<U: Send>(self, f: impl Fn(T) -> U + Sync) -> Pair<U>
    where
        T: Send,
    {
        let (old, new) = rayon::join(|| f(self.old), || f(self.new));
        Pair { old, new }
    }

    /// Does the same to both sides, either of which may fail; the old side is tried first.
    ///
    /// # Errors
    /// The first error of `f`.
    pub fn try_map<U, E>(self, mut f: impl FnMut(T) -> Result<U, E>) -> Result<Pair<U>, E> {
        Ok(Pair { old: f(self.old)?, new: f(self.new)? })
    }

    /// Joins two pairs side by side.
    pub fn zip<U>(self, other: Pair<U>) -> Pair<(T, U)> {
        Pair { old: (self.old, other.old), new: (self.new, other.new) }
    }

    /// Borrows both sides.
    pub const fn as_ref(&self) -> Pair<&T> {
        Pair { old: &self.old, new: &self.new }
    }

    /// Borrows both sides to change them.
    pub const fn as_mut(&mut self) -> Pair<&mut T> {
        Pair { old: &mut self.old, new: &mut self.new }
    }

    /// Exchanges the sides.
    pub fn swap(self) -> Self {
        Self { old: self.new, new: self.old }
    }
}
