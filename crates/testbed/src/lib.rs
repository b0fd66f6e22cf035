//! Throw-away PostgreSQL servers for tests and measurements.
//!
//! [`Cluster::shared`] gives every test of a process the same server, [`Cluster::database`]
//! a fresh database in it. Tests of faults start a server of their own with
//! [`Cluster::start`], and may kill it, start it again, or give it a standby.
//!
//! INVARIANTS: a server listens on a socket in a temporary folder, never on a public
//! address; it never runs as root; it ends, and its folder with it, when the process that
//! started it ends, in whatever way.
//!
//! COST: the first server of a machine takes a second (`initdb`), later ones a quarter of
//! one, a database 50 ms. Everything here blocks the calling thread.

mod archive;
mod binaries;
mod cluster;
mod database;
mod error;
mod process;
mod shared;
mod standby;
mod template;
mod wire;

pub use cluster::{Cluster, Settings};
pub use database::Database;
pub use error::TestbedError;
pub use shared::VARIABLE;
pub use wire::Session;
