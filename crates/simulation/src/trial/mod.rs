//! Random days in a shop, and a judge of what a loyalty service made of them.
//!
//! [`Plan`] is what shoppers and tills do in a run, from a seed: requests of every kind,
//! sent twice, late, or out of order; [`Shop`] is the programme they do it under;
//! [`Judge`] foretells what each request must answer and what everybody holds afterwards.
//! Whoever runs a plan against a real service (the workshop crate `trial`) tells the judge
//! in which order the service wrote things down, and asks whether that is right.
//!
//! INVARIANTS: the judge shares no code with the engine or the ledger, so that a mistake of
//! theirs is not repeated here; a plan follows from its seed alone.
//!
//! COST: a few microseconds per request.

mod deed;
mod dice;
pub mod judge;
mod plan;
mod shop;

pub use deed::{Basket, Burn, Buy, Deed, Item, Request};
pub use dice::Dice;
pub use judge::{Answer, Facts, Judge, Witness};
pub use plan::{Plan, Size, Step, What};
pub use shop::{START, Shop, Shortage};
