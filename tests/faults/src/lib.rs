//! Faults: what breaks under a real server, on purpose, and what must hold all the same.
//!
//! A fault starts the built `tessera` binary, lets tills send requests that they record, breaks
//! something, and then checks the invariants ([`checks`]). Faults of the disk itself run the
//! service in this process over a file system of our own ([`crash`]).
//!
//! INVARIANT: a fault passes only when every acknowledged operation is there exactly once.
//! Everything random follows from a seed that is printed.
//!
//! COST: some seconds per fault in the short form; as long as wanted in the long one.

pub mod checks;
pub mod counts;
pub mod crash;
pub mod database;
pub mod faults;
pub mod http;
pub mod operation;
pub mod proxy;
pub mod random;
pub mod report;
pub mod server;
pub mod shim;
pub mod shop;
pub mod target;
pub mod till;
pub mod trial;

/// Why a fault did not pass, or could not be tried.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;
