//! The server around the routes: connections, and their end.
//!
//! INVARIANTS: open connections are bounded, and one more is told so at once; a
//! connection that sends no request, sends its headers slowly or does not read its answer
//! is closed after a while; when the server stops, a request that was begun is answered,
//! and idle connections are closed.
//!
//! COST: one task per connection. HTTP/1.1 with keep-alive; requests of a pipeline are
//! answered one after the other. Answers are not held back to be sent together: that
//! would swallow the one that refuses a head.

use crate::app::App;
use crate::patience::Patient;
use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use model::Code;
use std::io;
use std::pin::pin;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// Bytes of the head of a request. It may have up to 100 headers, which is what has room
/// on the stack; a browser behind two proxies sends about thirty.
const LARGEST_HEAD: usize = 32 * 1_024;

/// Bytes that are read at a time, and at most when a head does not end.
const LARGEST_READ: usize = 64 * 1_024;

/// When connections cannot be taken, for example because the process has too many files
/// open, they are tried again after this time.
const REST: Duration = Duration::from_millis(100);

/// What connections may do.
#[derive(Clone, Copy, Debug)]
pub struct ConnectionLimits {
    /// Open at most.
    pub open: usize,
    /// A connection without a complete request is closed after this time: one that is
    /// idle, and one that sends its headers slowly.
    pub idle: Duration,
    /// The same for connections that come while more than half of what may be open is.
    pub crowded_idle: Duration,
    /// A connection that takes nothing of its answer is closed after this time.
    pub stalled: Duration,
    /// When the server stops, requests under way may take so long.
    pub last_answers: Duration,
}

impl Default for ConnectionLimits {
    /// Idle connections stay longer than proxies keep theirs (60 s), so that it is the
    /// proxy that closes them and no request meets a closing door.
    fn default() -> Self {
        Self {
            open: 8_192,
            idle: Duration::from_secs(75),
            crowded_idle: Duration::from_secs(10),
            stalled: Duration::from_secs(30),
            last_answers: Duration::from_secs(10),
        }
    }
}

/// Serves until `stop` is there, and then until what is under way is done.
pub(crate) async fn serve(
    app: &App,
    router: Router,
    listener: TcpListener,
    limits: ConnectionLimits,
    stop: impl Future<Output = ()>,
) {
    let ending = watch::Sender::new(false);
    let refusal = refusal();
    let mut connections = JoinSet::new();
    let mut stop = pin!(stop);
    loop {
        let accepted = tokio::select! {
            () = &mut stop => break,
            Some(_) = connections.join_next() => continue,
            accepted = listener.accept() => accepted,
        };
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) => {
                unaccepted(&error).await;
                continue;
            }
        };
        if connections.len() >= limits.open {
            app.connections.refused.fetch_add(1, Relaxed);
            // Whether the other end gets to read it is its luck.
            let _ = stream.try_write(&refusal);
            continue;
        }
        app.connections.accepted.fetch_add(1, Relaxed);
        let is_crowded = connections.len() >= limits.open / 2;
        let idle = if is_crowded { limits.crowded_idle } else { limits.idle };
        let connection = Connection {
            app: app.clone(),
            router: router.clone(),
            idle,
            stalled: limits.stalled,
            ending: ending.subscribe(),
        };
        connections.spawn(connection.run(stream));
    }
    drop(listener);
    ending.send_replace(true);
    let all = async { while connections.join_next().await.is_some() {} };
    if tokio::time::timeout(limits.last_answers, all).await.is_err() {
        tracing::warn!(open = connections.len(), "connections were cut at the end");
    }
    connections.shutdown().await;
}

struct Connection {
    app: App,
    router: Router,
    idle: Duration,
    stalled: Duration,
    ending: watch::Receiver<bool>,
}

impl Connection {
    async fn run(mut self, stream: TcpStream) {
        let _open = Open::new(&self.app);
        // Answers are small: waiting for more to send would only delay them.
        let _ = stream.set_nodelay(true);
        let io = TokioIo::new(Patient::new(stream, self.stalled));
        let mut builder = http1::Builder::new();
        builder
            .timer(TokioTimer::new())
            .header_read_timeout(self.idle)
            .max_header_size(LARGEST_HEAD)
            .max_buf_size(LARGEST_READ);
        let mut served = pin!(builder.serve_connection(io, TowerToHyperService::new(self.router)));
        // An error means that the server is gone, which is an end too.
        let end = async { drop(self.ending.wait_for(|ending| *ending).await) };
        let result = tokio::select! {
            result = &mut served => result,
            () = end => {
                served.as_mut().graceful_shutdown();
                served.await
            }
        };
        if let Err(error) = result {
            tracing::debug!(%error, "a connection broke");
        }
    }
}

/// Counts an open connection.
struct Open<'a>(&'a App);

impl<'a> Open<'a> {
    fn new(app: &'a App) -> Self {
        app.connections.open.fetch_add(1, Relaxed);
        Self(app)
    }
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        self.0.connections.open.fetch_sub(1, Relaxed);
    }
}

/// A connection that went away before it was taken is nobody's fault; anything else
/// concerns the whole process.
async fn unaccepted(error: &io::Error) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if !matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset) {
        tracing::error!(%error, "a connection cannot be taken");
        tokio::time::sleep(REST).await;
    }
}

/// What a connection hears for which there is no room.
fn refusal() -> Vec<u8> {
    let entry = Code::OVERLOADED.entry();
    let body = serde_json::json!({
        "type": format!("/problems#{}", entry.code),
        "title": entry.title,
        "status": 503,
        "code": entry.code,
        "detail": "too many connections are open",
        "hint": entry.hint,
    })
    .to_string();
    let length = body.len();
    let head = "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/problem+json\r\n\
                Retry-After: 1\r\nConnection: close\r\n";
    format!("{head}Content-Length: {length}\r\n\r\n{body}").into_bytes()
}
