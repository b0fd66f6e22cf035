//! Real purchases as if they had happened lately, by people with names.

mod persona;
mod shift;

pub use persona::{Persona, persona, profile};
pub use shift::shift;
