//! Serving until told to stop, and stopping in order.
//!
//! INVARIANT: when the server is told to stop, first `/health/ready` says so, then no
//! connection is taken any more, then what is under way is answered, then background work
//! ends its step and gives its leases up, and last the database is closed. Each step has
//! its limit, so the process ends.

use crate::failure::Failure;
use crate::terminal;
use clap::Args;
use http_api::{Api, ConnectionLimits, Limits, metrics};
use jiff::civil::Time;
use service::verify::nightly;
use service::{Tessera, jobs};
use std::num::NonZeroUsize;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::task::JoinSet;

/// Background work may take so long for its last step.
const LAST_STEPS: Duration = Duration::from_secs(10);

/// When the database has failed nobody gets a good answer any more: so long is enough to
/// tell them.
const LAST_WORDS: Duration = Duration::from_secs(2);

/// Files that the process needs besides connections: database, log, readers.
const OTHER_FILES: u64 = 128;

/// How the server copes with many, and how it ends.
#[derive(Args, Clone, Debug)]
pub(crate) struct ServingArguments {
    /// Requests under way at once; fewer when tills would wait.
    #[arg(long, value_name = "NUMBER", env = "TESSERA_MAX_REQUESTS", default_value = "1024")]
    max_requests: NonZeroUsize,
    /// Open connections at once; fewer when the process may not open so many files.
    #[arg(long, value_name = "NUMBER", env = "TESSERA_MAX_CONNECTIONS", default_value = "8192")]
    max_connections: NonZeroUsize,
    /// When told to stop, go on serving for so long while `/health/ready` says no, so that
    /// a proxy notices.
    #[arg(long, value_name = "SECONDS", env = "TESSERA_DRAIN", default_value = "0")]
    drain: u64,
    /// When told to stop, what is under way may take so long.
    #[arg(long, value_name = "SECONDS", env = "TESSERA_GRACE", default_value = "10")]
    grace: u64,
    /// Prove the whole book every night at this time (UTC), on one of all nodes.
    #[arg(long, value_name = "HH:MM", env = "TESSERA_VERIFY_AT")]
    verify_at: Option<Time>,
}

impl Default for ServingArguments {
    fn default() -> Self {
        let number = |n: usize| NonZeroUsize::MIN.saturating_add(n - 1);
        let (max_requests, max_connections) = (number(1_024), number(8_192));
        Self { max_requests, max_connections, drain: 0, grace: 10, verify_at: None }
    }
}

impl ServingArguments {
    fn connections(&self) -> ConnectionLimits {
        let wanted = self.max_connections.get();
        let files = metrics::most_open_files().unwrap_or(u64::MAX);
        let possible = usize::try_from(files.saturating_sub(OTHER_FILES)).unwrap_or(usize::MAX);
        if possible < wanted {
            terminal::hint(format_args!(
                "at most {possible} connections, because this process may open {files} files; \
                 raise it with `ulimit -n`"
            ));
        }
        let last_answers = Duration::from_secs(self.grace);
        let open = wanted.min(possible.max(1));
        ConnectionLimits { open, last_answers, ..ConnectionLimits::default() }
    }
}

/// Serves until the process is told to stop, or the store takes no more work.
pub(crate) async fn serve(
    tessera: Tessera,
    listener: TcpListener,
    options: http_api::Options,
    arguments: &ServingArguments,
) -> Result<(), Failure> {
    let address = listener.local_addr()?;
    let limits = Limits { under_way: arguments.max_requests, ..Limits::default() };
    let options = http_api::Options { limits, ..options };
    let api = Api::new(tessera.clone(), options);
    let mut background = jobs::spawn(&tessera);
    if let Some(at) = arguments.verify_at {
        background.spawn(nightly::run(tessera.clone(), at));
    }
    terminal::say(format_args!("serving http://{address} (reference: http://{address}/docs)"));
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let connections = arguments.connections();
    let served = api.clone();
    let server = tokio::spawn(async move {
        served.serve(listener, connections, async { drop(stopped.await) }).await;
    });
    let is_broken = tokio::select! {
        result = told_to_stop() => { result?; false }
        // Background work ends by itself only when the store takes no more.
        _ = background.join_next() => true,
    };
    api.announce_stop();
    drop(api);
    terminal::say("stopping");
    if !is_broken && arguments.drain > 0 {
        drain(Duration::from_secs(arguments.drain)).await?;
    }
    let _ = stop.send(());
    let limit = if is_broken { LAST_WORDS } else { connections.last_answers + LAST_WORDS };
    let _ = tokio::time::timeout(limit, server).await;
    end(&tessera, background).await;
    match is_broken {
        true => Err(Failure::ours("the database failed; restart, and look at its disk")),
        false => Ok(()),
    }
}

/// Lets background work end its step and give its leases up.
async fn end(tessera: &Tessera, mut background: JoinSet<()>) {
    tessera.background().stop();
    let all = async { while background.join_next().await.is_some() {} };
    if tokio::time::timeout(LAST_STEPS, all).await.is_err() {
        terminal::say("background work was cut short; another run goes on with it");
    }
    background.shutdown().await;
}

/// Waits until proxies have noticed; being told once more is reason enough to go on.
async fn drain(time: Duration) -> Result<(), Failure> {
    tokio::select! {
        () = tokio::time::sleep(time) => Ok(()),
        result = told_to_stop() => result,
    }
}

async fn told_to_stop() -> Result<(), Failure> {
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        result = tokio::signal::ctrl_c() => result?,
        _ = terminate.recv() => {}
    }
    Ok(())
}
