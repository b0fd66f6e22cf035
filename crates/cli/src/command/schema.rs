//! `tessera schema`: the JSON Schema of the document.

use crate::failure::Failure;
use crate::terminal;

pub(crate) fn run() -> Result<(), Failure> {
    terminal::print_json(&programme::schema())
}
