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
    clock::SQLITE,
    calendar::FAULT,
    once::REPEATS,
    once::RACES,
    abuse::SQLITE,
    overload::SQLITE,
    receivers::SQLITE,
    kill_server::POSTGRES,
    clock::POSTGRES,
    once::REPEATS_AGAIN,
    once::RACES_AGAIN,
    abuse::POSTGRES,
    overload::POSTGRES,
    receivers::POSTGRES,
    kill_postgres::KILL,
    kill_postgres::FAILOVER,
    network::FAULT,
    exhaustion::FAULT,
    nodes::KILL,
    nodes::STOP,
];
