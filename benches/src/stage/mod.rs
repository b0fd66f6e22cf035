//! What is measured: a database of either kind with members in it, servers on it, and the
//! measuring of a load against them.

pub mod backing;
pub mod fill;
pub mod measure;
pub mod postgres;
pub mod server;

pub use backing::{Backing, StoreKind};
pub use fill::Filling;
pub use measure::{Measured, Stage};
pub use postgres::{Beside, Postgres};
pub use server::{Manner, Server};
