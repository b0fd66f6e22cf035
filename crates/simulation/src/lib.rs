//! History replay, demo data and seeded shoppers.
//!
//! [`history`] reads the receipts of a real shop and finds the sale behind each return;
//! [`mod@replay`] sends them through any programme in memory, by way of [`chain`]; [`sample`]
//! lets a made-up year pass; [`demo`] gives the customers faces and moves their purchases to
//! the present; [`living`] invents the year of a shop; [`trial`] invents whole days with
//! shoppers, tills and mistakes, and judges what a service made of them.
//!
//! INVARIANTS: nothing here reads a clock, a file or the network; the same history, programme
//! and seed give the same summary, on one core or on many.

pub mod chain;
pub mod demo;
pub mod history;
pub mod living;
pub mod replay;
pub mod sample;
pub mod summary;
pub mod trial;

pub use chain::{Chain, ChainError};
pub use history::{History, HistoryError, Reading};
pub use replay::replay;
pub use summary::{Summary, Tally};
