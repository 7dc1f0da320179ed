//! `texts/` on disk: the register of real documents and the specimen.
