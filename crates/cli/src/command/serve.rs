//! `tessera serve`: the API, with everything that runs behind it.

use crate::database::{self, DatabaseArguments};
use crate::documents;
use crate::failure::Failure;
use crate::letters::LetterArguments;
use crate::serving::{self, ServingArguments};
use crate::terminal;
use crate::webhooks::WebhookArguments;
use clap::Args;
use service::people::entrance;
use service::{Clock, MovableClock, Options, SteadyClock, Tessera, programmes};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::net::TcpListener;

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
    /// How browsers reach this server, for links: https://loyalty.example.org. The address
    /// where it listens when absent.
    #[arg(long, value_name = "URL", env = "TESSERA_PUBLIC_URL")]
    public_url: Option<String>,
    /// Test mode: the clock can be moved through the API.
    #[arg(long)]
    sandbox: bool,
    #[command(flatten)]
    letters: LetterArguments,
    #[command(flatten)]
    webhooks: WebhookArguments,
    #[command(flatten)]
    serving: ServingArguments,
}

pub(crate) fn run(arguments: &ServeArguments) -> Result<(), Failure> {
    log();
    database::runtime()?.block_on(start(arguments))
}

async fn start(arguments: &ServeArguments) -> Result<(), Failure> {
    let movable = arguments.sandbox.then(|| Arc::new(MovableClock::running()));
    let clock: Arc<dyn Clock> = match &movable {
        Some(clock) => clock.clone(),
        None => Arc::new(SteadyClock::start()),
    };
    let options = Options { webhooks: arguments.webhooks.options(), ..Options::default() };
    let tessera = database::open_or_create(&arguments.database.database, clock, options).await?;
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
    arguments.letters.apply(&tessera)?;
    let listener = listen(arguments.listen).await?;
    let address = match &arguments.public_url {
        Some(url) => url.trim_end_matches('/').to_owned(),
        None => reachable(listener.local_addr()?),
    };
    welcome(&tessera, &address).await?;
    let options = http_api::Options { sandbox: movable, ..http_api::Options::default() };
    serving::serve(tessera, listener, options, &arguments.serving).await
}

/// Where browsers on the same machine find who listens there: "every address" is none that a
/// link can lead to.
fn reachable(listens: SocketAddr) -> String {
    if listens.ip().is_unspecified() {
        format!("http://localhost:{}", listens.port())
    } else {
        format!("http://{listens}")
    }
}

/// Tells the first owner how to come in.
async fn welcome(tessera: &Tessera, address: &str) -> Result<(), Failure> {
    if let Some(token) = entrance::setup_token(tessera).await? {
        terminal::say(format_args!(
            "nobody owns this programme yet; whoever opens this link within a day does\n  \
             {address}/console/setup#token={token}"
        ));
    }
    Ok(())
}

/// Takes the address.
pub(crate) async fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| {
        let failure = Failure::input(format!("cannot listen on {address}: {error}"));
        failure.hint("choose another address with --listen; port 0 takes any free one")
    })
}

/// Log lines of the service go to standard error; `RUST_LOG` chooses them.
pub(crate) fn log() {
    use tracing_subscriber::EnvFilter;
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn"));
    // This library would tell the values of statements, names and phones among them.
    let filter = filter.add_directive("tokio_postgres=warn".parse().expect("a directive"));
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(terminal::has_colour());
    // Somebody else's subscriber is as good.
    let _ = subscriber.try_init();
}

#[cfg(test)]
mod tests {
    use super::reachable;

    #[test]
    fn a_link_leads_to_an_address_that_browsers_can_open() {
        for (listens, link) in [
            ("127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("[::1]:8080", "http://[::1]:8080"),
            ("10.0.0.5:80", "http://10.0.0.5:80"),
            ("0.0.0.0:8080", "http://localhost:8080"),
            ("[::]:9090", "http://localhost:9090"),
        ] {
            assert_eq!(reachable(listens.parse().expect("an address")), link);
        }
    }
}
