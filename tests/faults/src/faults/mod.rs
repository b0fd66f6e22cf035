//! The faults, one module each.

mod kill_server;
mod power_loss;

use crate::trial::Fault;

/// All of them, in the order in which they are run.
pub const ALL: &[Fault] = &[kill_server::SQLITE, power_loss::FAULT];
