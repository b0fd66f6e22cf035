//! Sending over HTTP: every connection goes to an address that was looked at, within a
//! time, and nothing that the receiver says leads anywhere else.
//!
//! INVARIANTS: a name is looked up once per connection, and the connection goes to what
//! was found and admitted; redirects are answers like others; no proxy is used.
//!
//! COST: connections are kept for half a minute, so that many events share a handshake.

use super::{Limits, address};
use bytes::Bytes;
use http::{HeaderValue, Request, Uri, header};
use http_body_util::{BodyExt, Full, Limited};
use hyper_util::client::legacy;
use hyper_util::client::legacy::connect::{Connected, Connection};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto::ring};

/// A connection that is not used is closed after this time.
const IDLE: Duration = Duration::from_secs(30);

/// So much of an answer is read, to be able to use the connection again.
const LARGEST_ANSWER: usize = 64 << 10;

/// So long it is read.
const LONGEST_ANSWER: Duration = Duration::from_secs(1);

/// Who sends.
const AGENT: HeaderValue = HeaderValue::from_static(concat!("Tessera/", env!("CARGO_PKG_VERSION")));

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) retry_after: Option<String>,
}

/// Sends requests. Cheap to clone; clones share connections.
#[derive(Clone)]
pub(crate) struct Client {
    http: legacy::Client<Connector, Full<Bytes>>,
    timeout: Duration,
}

impl Client {
    /// A client that trusts these authorities besides those of the system.
    pub(crate) fn new(limits: Limits, more: &[CertificateDer<'static>]) -> Self {
        let connector = Connector { tls: tls(more), limits };
        let http = legacy::Client::builder(TokioExecutor::new())
            .pool_idle_timeout(IDLE)
            .pool_max_idle_per_host(limits.kept)
            .pool_timer(TokioTimer::new())
            .build(connector);
        Self { http, timeout: limits.timeout }
    }

    /// Sends a request, and says in a few words why when nothing came back.
    pub(crate) async fn send(&self, request: Request<Full<Bytes>>) -> Result<Answer, String> {
        match tokio::time::timeout(self.timeout, self.exchange(request)).await {
            Ok(result) => result.map_err(|error| deepest(&*error)),
            Err(_) => Err(format!("no answer within {:?}", self.timeout)),
        }
    }

    async fn exchange(&self, mut request: Request<Full<Bytes>>) -> Result<Answer, BoxError> {
        request.headers_mut().entry(header::USER_AGENT).or_insert(AGENT);
        let response = self.http.request(request).await?;
        let status = response.status().as_u16();
        let retry_after = response.headers().get(header::RETRY_AFTER);
        let retry_after = retry_after.and_then(|v| v.to_str().ok()).map(str::to_owned);
        // Only the status counts; what is left unread costs no more than the connection.
        let rest = Limited::new(response.into_body(), LARGEST_ANSWER).collect();
        let _ = tokio::time::timeout(LONGEST_ANSWER, rest).await;
        Ok(Answer { status, retry_after })
    }
}

/// The first cause is what tells people something.
fn deepest(error: &(dyn std::error::Error + 'static)) -> String {
    let last = std::iter::successors(Some(error), |e| e.source()).last();
    last.unwrap_or(error).to_string()
}

fn tls(more: &[CertificateDer<'static>]) -> TlsConnector {
    let mut roots = RootCertStore::empty();
    let found = rustls_native_certs::load_native_certs();
    for error in &found.errors {
        tracing::warn!(%error, "an authority of the system is not trusted");
    }
    let (added, _) = roots.add_parsable_certificates(found.certs);
    if added == 0 && more.is_empty() {
        tracing::warn!("the system has no authorities: install ca-certificates");
    }
    roots.add_parsable_certificates(more.iter().cloned());
    let provider = Arc::new(ring::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("the provider knows the usual versions")
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    TlsConnector::from(Arc::new(config))
}

/// Makes connections.
#[derive(Clone)]
struct Connector {
    tls: TlsConnector,
    limits: Limits,
}

/// Why there is no connection.
#[derive(Debug, thiserror::Error)]
enum ConnectError {
    #[error("not connected within {0:?}")]
    Slow(Duration),
    #[error("the address has no host")]
    NoHost,
    #[error("the name {0} leads nowhere")]
    Nowhere(String),
    #[error("{0} is not on the public internet")]
    Private(IpAddr),
    #[error("plain http is not allowed")]
    Plain,
    #[error("{0}: {1}")]
    Io(&'static str, String),
}

impl Connector {
    async fn connect(self, uri: Uri) -> Result<TokioIo<Stream>, ConnectError> {
        let time = self.limits.connect_timeout;
        let connecting = tokio::time::timeout(time, self.open(&uri));
        connecting.await.unwrap_or(Err(ConnectError::Slow(time)))
    }

    async fn open(&self, uri: &Uri) -> Result<TokioIo<Stream>, ConnectError> {
        let host = address::host(uri).ok_or(ConnectError::NoHost)?;
        let is_secure = uri.scheme_str() == Some("https");
        if !is_secure && !self.limits.allow_http {
            return Err(ConnectError::Plain);
        }
        let port = uri.port_u16().unwrap_or(if is_secure { 443 } else { 80 });
        let tcp = dial(&self.admitted(host, port).await?).await?;
        // A message is small and written at once.
        let _ = tcp.set_nodelay(true);
        if !is_secure {
            return Ok(TokioIo::new(Box::new(tcp)));
        }
        let io = |error: String| ConnectError::Io("tls", error);
        let name = ServerName::try_from(host.to_owned()).map_err(|e| io(e.to_string()))?;
        let stream = self.tls.connect(name, tcp).await.map_err(|e| io(e.to_string()))?;
        Ok(TokioIo::new(Box::new(stream)))
    }

    /// The addresses behind a name that may be connected to.
    async fn admitted(&self, host: &str, port: u16) -> Result<Vec<SocketAddr>, ConnectError> {
        let found: Vec<SocketAddr> = match host.parse::<IpAddr>() {
            Ok(address) => vec![SocketAddr::new(address, port)],
            Err(_) => {
                let found = tokio::net::lookup_host((host, port)).await;
                found.map_err(|e| ConnectError::Io("name", e.to_string()))?.collect()
            }
        };
        let refused = found.iter().find(|a| !address::is_admitted(a.ip(), &self.limits));
        let refused = refused.map(SocketAddr::ip);
        let mut admitted = found;
        admitted.retain(|a| address::is_admitted(a.ip(), &self.limits));
        match (admitted.is_empty(), refused) {
            (false, _) => Ok(admitted),
            (true, Some(address)) => Err(ConnectError::Private(address)),
            (true, None) => Err(ConnectError::Nowhere(host.to_owned())),
        }
    }
}

/// Connects to the first address that answers.
async fn dial(addresses: &[SocketAddr]) -> Result<TcpStream, ConnectError> {
    let mut last = String::new();
    for address in addresses {
        match TcpStream::connect(address).await {
            Ok(stream) => return Ok(stream),
            Err(error) => last = error.to_string(),
        }
    }
    Err(ConnectError::Io("connect", last))
}

/// A connection, encrypted or not.
trait Io: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Io for T {}
type Stream = Box<dyn Io>;

impl Connection for Stream {
    fn connected(&self) -> Connected {
        Connected::new()
    }
}

impl tower_service::Service<Uri> for Connector {
    type Response = TokioIo<Stream>;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let connecting = self.clone().connect(uri);
        Box::pin(async move { connecting.await.map_err(BoxError::from) })
    }
}
