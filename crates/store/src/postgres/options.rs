//! How a server is reached, and the figures behind it.

use super::tls::Wish;
use crate::StoreError;
use std::time::Duration;
use tokio_postgres::Config;
use tokio_postgres::config::{SslMode, TargetSessionAttrs};
use tokio_postgres_rustls::MakeRustlsConnect;

/// The oldest server whose functions and plans are used here.
pub(super) const OLDEST_SERVER: i32 = 140_000;
pub(super) const OLDEST_SERVER_TEXT: &str = "14";

/// How long making a connection may take; less than the deadline of an operation, so that
/// there is time for a second try.
const CONNECT: Duration = Duration::from_secs(2);

/// A peer that is silent for so long is asked whether it lives, and given up after four
/// questions a second apart.
const KEEPALIVE_IDLE: Duration = Duration::from_secs(5);
const KEEPALIVE_INTERVAL: Duration = Duration::from_secs(1);
const KEEPALIVE_RETRIES: u32 = 4;

/// Data that nobody confirms for so long ends the connection.
const UNCONFIRMED: Duration = Duration::from_secs(5);

/// How a database server is used.
#[derive(Clone, Debug)]
pub struct PostgresOptions {
    /// Connections that write appends, each one group at a time.
    pub lanes: usize,
    /// Connections that point reads share; each carries many reads at once.
    pub short_reads: usize,
    /// Lists and scans that may run at once, each on a connection of its own.
    pub long_reads: usize,
    /// Rare writes that may run at once, each on a connection of its own.
    pub writes: usize,
    /// Appends that may wait for a lane before callers have to wait themselves.
    pub queue: usize,
    /// Appends of one transaction.
    pub largest_group: usize,
    /// How long an operation may take in all, reconnecting included.
    pub deadline: Duration,
    /// How long one statement of a list, a scan or a job may take.
    pub patience: Duration,
}

impl Default for PostgresOptions {
    fn default() -> Self {
        Self {
            lanes: 2,
            short_reads: 2,
            long_reads: 4,
            writes: 4,
            queue: 4_096,
            largest_group: 512,
            deadline: Duration::from_secs(3),
            patience: Duration::from_secs(60),
        }
    }
}

/// What a connection is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// Point reads.
    Short,
    /// Lists and scans.
    Long,
    /// Transactions of configuration and jobs.
    Write,
    /// Groups of appends.
    Lane,
}

/// Where a server is, and how it is spoken to.
#[derive(Clone)]
pub(super) struct Address {
    pub(super) config: Config,
    /// What encrypts connections; nothing when they are plain.
    pub(super) tls: Option<MakeRustlsConnect>,
}

/// Reads an address such as `postgres://user@host/database?sslmode=require`.
pub(super) fn read(url: &str) -> Result<Address, StoreError> {
    let (url, wish) = Wish::take(url)?;
    let tls = wish.connector()?;
    // What the reader complains about could be a part of a password.
    let mut config: Config = url
        .parse()
        .map_err(|_| StoreError::database("the address of the database cannot be read"))?;
    if config.get_ssl_mode() == SslMode::Require {
        return Err(StoreError::Misuse("sslmode stands in an address such as postgres://..."));
    }
    config.ssl_mode(if tls.is_some() { SslMode::Require } else { SslMode::Disable });
    if config.get_application_name().is_none() {
        config.application_name("tessera");
    }
    // After a failover an address may lead to a server that only reads.
    config.target_session_attrs(TargetSessionAttrs::ReadWrite);
    config.connect_timeout(CONNECT).tcp_user_timeout(UNCONFIRMED).keepalives(true);
    config.keepalives_idle(KEEPALIVE_IDLE).keepalives_interval(KEEPALIVE_INTERVAL);
    config.keepalives_retries(KEEPALIVE_RETRIES);
    Ok(Address { config, tls })
}

/// The settings of a session, so that nothing waits for ever and hot statements keep to
/// their indexes however empty the tables were when they were planned.
pub(super) fn session(config: &Config, options: &PostgresOptions, purpose: Use) -> Config {
    let deadline = options.deadline.as_millis();
    // The server gives up first: its answer says that nothing happened. A lane waits for
    // two thirds of the deadline only, see `writer`.
    let (short, patience) = (deadline * 5 / 6, options.patience.as_millis());
    let statement = match purpose {
        Use::Short => short,
        Use::Lane => deadline / 2,
        Use::Long | Use::Write => patience,
    };
    let mut settings = config.get_options().unwrap_or_default().to_owned();
    let limits = format!(
        " -c statement_timeout={statement} -c lock_timeout={lock} \
         -c idle_in_transaction_session_timeout={idle} -c jit=off",
        lock = short / 2,
        idle = patience.min(deadline * 4),
    );
    settings.push_str(&limits);
    if matches!(purpose, Use::Short | Use::Lane) {
        settings.push_str(
            " -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off \
             -c enable_mergejoin=off",
        );
    }
    let mut config = config.clone();
    config.options(settings);
    config
}
