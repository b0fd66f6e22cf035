//! A receiver of webhooks: a little HTTP server that remembers what it got, and answers
//! as a test tells it to.

use serde_json::Value;
use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, mpsc};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};

/// The authority of the certificate that [`Receiver::encrypted`] shows.
pub(crate) const AUTHORITY: &[u8] = include_bytes!("tls/authority.der");

/// One request as it came.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) headers: HashMap<String, String>,
    pub(crate) body: Vec<u8>,
}

impl Received {
    pub(crate) fn id(&self) -> &str {
        self.header("webhook-id")
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("the body is JSON")
    }

    pub(crate) fn topic(&self) -> String {
        self.json()["type"].as_str().expect("events have a type").to_owned()
    }

    pub(crate) fn owner(&self) -> String {
        self.json()["data"]["owner"].as_str().unwrap_or_default().to_owned()
    }
}

/// What the receiver does with a request.
#[derive(Clone)]
pub(crate) enum Reply {
    /// Answers with a status.
    Status(u16),
    /// Answers with a status and a header.
    With(u16, &'static str, String),
    /// Answers well, but only when it gets a permit.
    Held(Arc<Semaphore>),
    /// Says nothing for ever.
    Silence,
}

type Script = dyn Fn(&Received) -> Reply + Send + Sync;

/// A receiver.
pub(crate) struct Receiver {
    port: u16,
    scheme: &'static str,
    seen: Arc<Mutex<Vec<Received>>>,
    arrivals: tokio::sync::Mutex<mpsc::UnboundedReceiver<Received>>,
}

impl Receiver {
    /// A receiver that takes everything.
    pub(crate) async fn fine() -> Self {
        Self::start(|_| Reply::Status(204)).await
    }

    /// A receiver that follows a script.
    pub(crate) async fn start(script: impl Fn(&Received) -> Reply + Send + Sync + 'static) -> Self {
        Self::listen(None, Arc::new(script)).await
    }

    /// A receiver that takes everything over TLS.
    pub(crate) async fn encrypted() -> Self {
        let certificate = CertificateDer::from(include_bytes!("tls/localhost.der").to_vec());
        let key = PrivatePkcs8KeyDer::from(include_bytes!("tls/localhost.key.der").to_vec());
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("the provider knows the usual versions")
            .with_no_client_auth()
            .with_single_cert(vec![certificate], key.into())
            .expect("the key belongs to the certificate");
        let tls = TlsAcceptor::from(Arc::new(config));
        Self::listen(Some(tls), Arc::new(|_: &Received| Reply::Status(200))).await
    }

    async fn listen(tls: Option<TlsAcceptor>, script: Arc<Script>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("it listens").port();
        let (arrived, arrivals) = mpsc::unbounded_channel();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let scheme = if tls.is_some() { "https" } else { "http" };
        let memory = seen.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let served = Served {
                    script: script.clone(),
                    seen: memory.clone(),
                    arrived: arrived.clone(),
                };
                let tls = tls.clone();
                tokio::spawn(async move {
                    match tls {
                        None => served.serve(stream).await,
                        Some(tls) => served.serve(tls.accept(stream).await?).await,
                    }
                });
            }
        });
        Self { port, scheme, seen, arrivals: tokio::sync::Mutex::new(arrivals) }
    }

    pub(crate) fn url(&self) -> String {
        let host = if self.scheme == "https" { "localhost" } else { "127.0.0.1" };
        format!("{}://{host}:{}/hook", self.scheme, self.port)
    }

    /// The next request, as soon as it comes.
    pub(crate) async fn next(&self) -> Received {
        self.arrivals.lock().await.recv().await.expect("the receiver runs")
    }

    /// Everything that came.
    pub(crate) fn seen(&self) -> Vec<Received> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn ids(&self) -> Vec<String> {
        self.seen().iter().map(|r| r.id().to_owned()).collect()
    }

    pub(crate) fn topics(&self) -> Vec<String> {
        self.seen().iter().map(Received::topic).collect()
    }
}

/// An address where nobody listens.
pub(crate) async fn nobody() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("it listens");
    format!("http://{address}/hook")
}

struct Served {
    script: Arc<Script>,
    seen: Arc<Mutex<Vec<Received>>>,
    arrived: mpsc::UnboundedSender<Received>,
}

impl Served {
    async fn serve(self, mut stream: impl AsyncRead + AsyncWrite + Unpin) -> io::Result<()> {
        let mut rest = Vec::new();
        loop {
            let request = read(&mut stream, &mut rest).await?;
            self.seen.lock().unwrap_or_else(PoisonError::into_inner).push(request.clone());
            let reply = (self.script)(&request);
            // Nobody waits for arrivals when the test is over.
            let _ = self.arrived.send(request);
            let (status, header) = match reply {
                Reply::Status(status) => (status, String::new()),
                Reply::With(status, name, value) => (status, format!("{name}: {value}\r\n")),
                Reply::Held(permits) => {
                    permits.acquire().await.map_err(io::Error::other)?.forget();
                    (204, String::new())
                }
                Reply::Silence => return std::future::pending().await,
            };
            let answer = format!("HTTP/1.1 {status} x\r\n{header}content-length: 0\r\n\r\n");
            stream.write_all(answer.as_bytes()).await?;
            stream.flush().await?;
        }
    }
}

/// Reads one request; what follows it stays in `rest`.
async fn read(stream: &mut (impl AsyncRead + Unpin), rest: &mut Vec<u8>) -> io::Result<Received> {
    let mut more = [0; 4_096];
    let head = loop {
        if let Some(at) = rest.windows(4).position(|w| w == b"\r\n\r\n") {
            break at + 4;
        }
        match stream.read(&mut more).await? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            count => rest.extend_from_slice(&more[..count]),
        }
    };
    let text = String::from_utf8_lossy(&rest[..head]).into_owned();
    let headers = text.lines().filter_map(|line| line.split_once(": "));
    let headers: HashMap<String, String> =
        headers.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect();
    let length: usize = headers.get("content-length").and_then(|v| v.parse().ok()).unwrap_or(0);
    while rest.len() < head + length {
        match stream.read(&mut more).await? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            count => rest.extend_from_slice(&more[..count]),
        }
    }
    let following = rest.split_off(head + length);
    let body = rest.split_off(head);
    *rest = following;
    Ok(Received { headers, body })
}
