//! What the measurements share: programmes of a given size, a member with a past, a shop's
//! year, a generator of load, a stage with servers and a database in processes of their own.
//!
//! Nothing here is part of the product, and nothing is timed by a test.

pub mod generator;
pub mod host;
pub mod report;
pub mod shop;
pub mod stage;
pub mod world;

/// Why a measurement cannot be made.
pub type Fault = Box<dyn std::error::Error + Send + Sync>;
