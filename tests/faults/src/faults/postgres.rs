//! What the faults on PostgreSQL share: a server of one's own with a database for the tills.

use crate::Failure;
use crate::database::Database;
use crate::target::Target;
use crate::trial::{Trial, millis, within};
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use testbed::{Cluster, Settings};

/// The service heals by itself within this time.
pub(super) const HEALED_WITHIN: Duration = Duration::from_secs(15);

/// The name of the database.
const NAME: &str = "faults";

/// Tries what is tried on SQLite too, on a server of its own.
pub(super) fn again(
    trial: &mut Trial,
    run: fn(&mut Trial, &Database) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let cluster = cluster(&[])?;
    run(trial, &database(&cluster))
}

/// A server with a durable database that listens on a port of the loopback address.
pub(super) fn cluster(extra: &[(&str, &str)]) -> Result<Cluster, Failure> {
    let extra = extra.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let cluster = Cluster::start(settings(extra.collect()))?;
    // Not one that is dropped in the end: by then this server may be gone.
    cluster.session("postgres")?.query(&format!("CREATE DATABASE {NAME}"))?;
    Ok(cluster)
}

/// A durable server on a port.
pub(super) fn settings(extra: Vec<(String, String)>) -> Settings {
    Settings { fsync: true, tcp: true, extra }
}

/// The database of the tills.
pub(super) fn database(cluster: &Cluster) -> Database {
    Database::server(&cluster.url(NAME))
}

/// Where the server listens.
pub(super) fn address(cluster: &Cluster) -> Result<SocketAddr, Failure> {
    let url = cluster.url(NAME);
    let after = url.split('@').nth(1).and_then(|rest| rest.split('/').next());
    Ok(after.ok_or("the address has no port")?.parse()?)
}

/// The database as it is reached at other addresses, one or several.
pub(super) fn database_at(addresses: &[SocketAddr], more: &str) -> Database {
    let places: Vec<String> = addresses.iter().map(SocketAddr::to_string).collect();
    Database::server(&format!("postgres://postgres@{}/{NAME}{more}", places.join(",")))
}

/// Waits until tills are served again, and says how long that took since `since`.
pub(super) fn healed(target: &Target, since: Instant) -> Result<u64, Failure> {
    if !target.wait_for_more(1, HEALED_WITHIN) {
        return Err(format!("tills are not served after {HEALED_WITHIN:?}").into());
    }
    within("healing", since.elapsed(), HEALED_WITHIN)?;
    Ok(millis(since.elapsed()))
}
