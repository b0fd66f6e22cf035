//! The programme document: types, reading, checking, formatting, comparing, JSON Schema.
//!
//! [`load`] takes `programme.yaml` all the way to a [`Rulebook`](rulebook::Rulebook), with everything that is wrong
//! with it; [`diff()`], [`schema()`], [`content_hash`] and [`expanded()`] are the other verbs.

pub mod condition;
pub mod diagnostic;
pub mod diagnostic_codes;
pub mod diff;
pub mod document;
mod expand;
mod expanded;
pub mod format;
mod hash;
mod lint;
mod load;
mod page;
pub mod rulebook;
mod schema;
pub mod source;
pub mod starter;
mod tree;

pub use diff::{Change, ChangeKind, diff};
pub use expanded::expanded;
pub use hash::{content_hash, document_hash};
pub use load::{Loaded, load, load_text};
pub use page::{View, ViewItem, ViewSection, rules_page, view};
pub use schema::schema;
