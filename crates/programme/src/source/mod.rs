//! Reading a document that people write: YAML text to a tree with places, to checked values of our own types.
//!
//! Purpose: bad input gives several findings at once, each with `file:line:col`, a stable code and a hint; hostile
//! input is refused quickly; good input becomes a value together with [`Spans`], so that later checks can report
//! places too.
//!
//! Steps: [`SourceFile`] (size, encoding) -> [`parse`] ([`Node`], YAML without anchors, aliases and tags) ->
//! structure against the JSON Schema of the type (all faults) -> `serde` (values). [`Reader`] does all of them.
//!
//! Invariants: numbers keep their text, nothing passes through floating point on the way to a type that wants
//! text; the published JSON Schema and the reader accept the same documents, apart from the stricter YAML.
//! Cost: linear in the text, apart from alternatives without a tag, whose trials are bounded by a budget.

mod de;
mod file;
mod fmt;
mod formats;
mod node;
mod offset;
mod parse;
mod path;
mod read;
mod spans;
mod syntax;
mod validate;

pub mod code;
pub mod suggest;

#[cfg(test)]
mod tests;

pub use de::{DecodeError, from_node, scalar_text};
pub use file::SourceFile;
pub use fmt::fmt;
pub use formats::Formats;
pub use node::{Entry, Kind, Meaning, Node, Scalar, Style};
pub use parse::parse;
pub use path::{Path, Segment};
pub use read::Reader;
pub use spans::Spans;

/// What is read at most. A real programme has a few hundred kilobytes at the very most; the limits leave ten times
/// as much and keep the worst case under a second.
pub mod limit {
    /// Bytes of a file.
    pub const BYTES: usize = 2 * 1024 * 1024;
    /// Lists and maps inside each other.
    pub const DEPTH: usize = 64;
    /// Values, keys included.
    pub const NODES: usize = 200_000;
    /// Bytes of a key.
    pub const KEY_BYTES: usize = 256;
}
