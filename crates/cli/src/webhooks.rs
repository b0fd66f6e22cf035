//! How events are sent: the options of `serve`.

use clap::Args;
use service::webhooks::Options;
use std::time::Duration;

/// How events are sent.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct WebhookArguments {
    /// Send events to http:// addresses too, readable for everybody on the way.
    #[arg(long, env = "TESSERA_WEBHOOKS_ALLOW_HTTP")]
    webhooks_allow_http: bool,
    /// Send events to machines that are not on the public internet too.
    #[arg(long, env = "TESSERA_WEBHOOKS_ALLOW_PRIVATE")]
    webhooks_allow_private: bool,
    /// How long a receiver of events may take to answer.
    #[arg(long, value_name = "SECONDS", env = "TESSERA_WEBHOOKS_TIMEOUT", default_value_t = 15,
          value_parser = clap::value_parser!(u64).range(1..=60))]
    webhooks_timeout: u64,
    /// Requests that run at a time per receiver of events.
    #[arg(long, value_name = "COUNT", env = "TESSERA_WEBHOOKS_CONCURRENCY", default_value_t = 8,
          value_parser = clap::value_parser!(u16).range(1..=64))]
    webhooks_concurrency: u16,
}

impl WebhookArguments {
    /// The same for the service.
    pub(crate) fn options(self) -> Options {
        Options {
            allow_http: self.webhooks_allow_http,
            allow_private: self.webhooks_allow_private,
            timeout: Duration::from_secs(self.webhooks_timeout),
            concurrency: self.webhooks_concurrency,
            ..Options::default()
        }
    }
}
