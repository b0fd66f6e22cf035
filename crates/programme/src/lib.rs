//! The programme document: types, reading, checking, formatting, comparing, JSON Schema.

pub mod condition;
pub mod diagnostic;
pub mod diagnostic_codes;
pub mod document;
mod expand;
mod lint;
mod load;
pub mod rulebook;
pub mod source;

pub use load::{Loaded, load, load_text};
