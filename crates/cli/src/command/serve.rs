//! `tessera serve`: the API, with everything that runs behind it.

use crate::database::{self, DatabaseArguments};
use crate::documents;
use crate::failure::Failure;
use crate::terminal;
use axum::serve::ListenerExt;
use clap::Args;
use service::{Clock, MovableClock, SystemClock, Tessera, programmes};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

/// Requests under way may take so long when the server stops.
const LAST_ANSWERS: Duration = Duration::from_secs(10);

/// Serve the API.
#[derive(Args, Debug)]
pub(crate) struct ServeArguments {
    #[command(flatten)]
    database: DatabaseArguments,
    /// Where to listen.
    #[arg(long, value_name = "ADDRESS", env = "TESSERA_LISTEN", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// A secret that opens everything.
    #[arg(long, value_name = "SECRET", env = "TESSERA_ADMIN_KEY", hide_env_values = true)]
    admin_key: Option<String>,
    /// Publish this document and let it count, unless it counts already.
    #[arg(long, value_name = "DIR|FILE")]
    programme: Option<PathBuf>,
    /// Test mode: the clock can be moved through the API.
    #[arg(long)]
    sandbox: bool,
}

pub(crate) fn run(arguments: &ServeArguments) -> Result<(), Failure> {
    log();
    database::runtime()?.block_on(start(arguments))
}

async fn start(arguments: &ServeArguments) -> Result<(), Failure> {
    let movable = arguments.sandbox.then(|| Arc::new(MovableClock::running()));
    let clock: Arc<dyn Clock> = match &movable {
        Some(clock) => clock.clone(),
        None => Arc::new(SystemClock),
    };
    let tessera = database::open_or_create(&arguments.database.database, clock).await?;
    if let Some(secret) = &arguments.admin_key {
        database::admit_admin(&tessera, secret).await?;
    } else if service::keys::list(&tessera).await?.iter().all(|key| key.revoked_at.is_some()) {
        terminal::hint(
            "no key opens this database; give one with --admin-key or TESSERA_ADMIN_KEY",
        );
    }
    if let Some(path) = &arguments.programme {
        let (_, text) = documents::sound(path)?;
        if let Some(version) = database::publish(&tessera, text, None).await? {
            terminal::say(format_args!("programme version {version} counts from now on"));
        }
    }
    let now = tessera.now();
    if programmes::active_at(&tessera, now).await?.is_none() {
        terminal::hint("no programme counts yet; publish one through the API, or give --programme");
    }
    let listener = listen(arguments.listen).await?;
    serve(tessera, listener, movable).await
}

/// Takes the address.
pub(crate) async fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| {
        let failure = Failure::input(format!("cannot listen on {address}: {error}"));
        failure.hint("choose another address with --listen; port 0 takes any free one")
    })
}

/// Serves until the process is told to stop, or the store takes no more work.
pub(crate) async fn serve(
    tessera: Tessera,
    listener: TcpListener,
    sandbox: Option<Arc<MovableClock>>,
) -> Result<(), Failure> {
    let address = listener.local_addr()?;
    let options = http_api::Options { sandbox, ..http_api::Options::default() };
    let router = http_api::router(tessera.clone(), options);
    let mut background = service::jobs::spawn(&tessera);
    terminal::say(format_args!("serving http://{address} (reference: http://{address}/docs)"));
    // Answers are small: waiting for more to send would only delay them.
    let listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let shutdown = async { drop(stopped.await) };
    let mut server = tokio::spawn(async move {
        axum::serve(listener, router).with_graceful_shutdown(shutdown).await
    });
    let broken = tokio::select! {
        result = told_to_stop() => { result?; false }
        // Background work ends only when the store takes no more.
        _ = background.join_next() => true,
        _ = &mut server => true,
    };
    terminal::say("stopping");
    let _ = stop.send(());
    let _ = tokio::time::timeout(LAST_ANSWERS, server).await;
    background.shutdown().await;
    if broken {
        Err(Failure::ours("the database failed; restart, and look at its disk"))
    } else {
        Ok(())
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

/// Log lines of the service go to standard error; `RUST_LOG` chooses them.
pub(crate) fn log() {
    use tracing_subscriber::EnvFilter;
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn"));
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(terminal::has_colour());
    // Somebody else's subscriber is as good.
    let _ = subscriber.try_init();
}
