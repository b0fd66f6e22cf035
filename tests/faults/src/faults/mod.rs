//! The faults, one module each.

mod abuse;
mod broken_disk;
mod calendar;
mod clock;
mod exhaustion;
mod kill_postgres;
mod kill_server;
mod network;
mod nodes;
mod once;
mod overload;
mod postgres;
mod power_loss;
mod receivers;

use crate::trial::Fault;

/// All of them, in the order in which they are run.
pub const ALL: &[Fault] = &[
    kill_server::SQLITE,
    power_loss::FAULT,
    broken_disk::SYNC_FAILS,
    broken_disk::DISK_FULL,
    clock::FAULT,
    calendar::FAULT,
    once::REPEATS,
    once::RACES,
    abuse::FAULT,
    overload::FAULT,
    receivers::FAULT,
    kill_server::POSTGRES,
    kill_postgres::KILL,
    kill_postgres::FAILOVER,
    network::FAULT,
    exhaustion::FAULT,
    nodes::KILL,
    nodes::STOP,
];
