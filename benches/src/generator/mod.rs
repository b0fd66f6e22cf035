//! The generator of load: draws requests from a workload, sends them when they are due, and notes
//! how long their answers took.
//!
//! INVARIANTS: one request at a time per connection, no pipelining; a latency counts from the
//! moment when its request was due, not from when it could be sent, so a server that stalls
//! cannot hide it (no coordinated omission); a request that was due and never sent counts too.
//!
//! COST: one thread, about two system calls per request, no allocation once it runs. It shares
//! the machine with what it measures, so its own processor time is part of every report.

pub mod answer;
pub mod came;
pub mod compose;
mod connection;
pub mod draw;
pub mod drive;
pub mod latencies;
pub mod pace;
mod wake;
pub mod workload;

pub use came::Came;
pub use compose::Composer;
pub use drive::{GRACE, Plan, drive};
pub use latencies::Latencies;
pub use pace::Arrivals;
pub use workload::{Kind, Workload};
