//! What the measurements share: programmes of a given size, a member with a past, a shop's
//! year, a server in a process of its own, a small HTTP client, and PostgreSQL beside it.
//!
//! Nothing here is part of the product, and nothing is timed by a test.

pub mod client;
pub mod figures;
pub mod postgres;
pub mod server;
pub mod shop;
pub mod world;

/// Why a measurement cannot be made.
pub type Fault = Box<dyn std::error::Error + Send + Sync>;
