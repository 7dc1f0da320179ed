//! A comparison -> bytes.
