//! The programme document: types, reading, checking, formatting, comparing, JSON Schema.

pub mod condition;
pub mod document;
pub mod rulebook;
