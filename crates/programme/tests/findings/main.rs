//! What is found in documents: every code at its place, and nothing in what is sound.

mod cases;
mod codes;
mod economy;
mod slips;
