//! Real connections: keep-alive, pipelines, slow clients, too many, and the end.

use crate::shop::Shop;
use std::time::Duration;
use tessera_http::{Api, ConnectionLimits, Options};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

struct Served {
    shop: Shop,
    api: Api,
    address: std::net::SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    server: JoinHandle<()>,
}

async fn serve(limits: ConnectionLimits) -> Served {
    let shop = Shop::open().await;
    let api = Api::new(shop.tessera.clone(), Options::default());
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("it is bound");
    let (stop, stopped) = oneshot::channel::<()>();
    let served = api.clone();
    let server = tokio::spawn(async move {
        served.serve(listener, limits, async { drop(stopped.await) }).await;
    });
    Served { shop, api, address, stop: Some(stop), server }
}

impl Served {
    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.expect("it listens")
    }
}

/// Everything until the other end closes.
async fn rest(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    // A reset is an end too.
    let _ = stream.read_to_end(&mut bytes).await;
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Reads until so many answers of `live` are there.
async fn answers(stream: &mut TcpStream, count: usize) -> String {
    let mut text = String::new();
    let mut buffer = [0; 4_096];
    while text.matches("live\n").count() < count {
        let read = stream.read(&mut buffer).await.expect("it is open");
        assert!(read > 0, "closed after {text}");
        text.push_str(&String::from_utf8_lossy(&buffer[..read]));
    }
    text
}

const LIVE: &str = "GET /health/live HTTP/1.1\r\nHost: tessera\r\n\r\n";

#[tokio::test]
async fn connections_stay_open_and_pipelines_are_answered_in_order() {
    let served = serve(ConnectionLimits::default()).await;
    let mut stream = served.connect().await;
    stream.write_all(LIVE.repeat(3).as_bytes()).await.expect("it is open");
    let text = answers(&mut stream, 3).await;
    assert_eq!(text.matches("HTTP/1.1 200").count(), 3);
    stream.write_all(LIVE.as_bytes()).await.expect("it is open");
    answers(&mut stream, 1).await;
}

#[tokio::test]
async fn heads_that_are_too_large_are_refused() {
    let served = serve(ConnectionLimits::default()).await;
    let many: String = (0..120).map(|n| format!("x-{n}: 1\r\n")).collect();
    let large = format!("x: {}\r\n", "x".repeat(40_000));
    for headers in [many, large] {
        let mut stream = served.connect().await;
        let request = format!("GET /health/live HTTP/1.1\r\nHost: t\r\n{headers}\r\n");
        stream.write_all(request.as_bytes()).await.expect("it is open");
        assert!(rest(&mut stream).await.starts_with("HTTP/1.1 431"));
    }
    let mut stream = served.connect().await;
    let endless = format!("GET /health/live HTTP/1.1\r\nx: {}", "x".repeat(1_000_000));
    // It may hang up before all of it is written.
    let _ = stream.write_all(endless.as_bytes()).await;
    let text = rest(&mut stream).await;
    assert!(text.is_empty() || text.starts_with("HTTP/1.1 431"), "{text}");
}

#[tokio::test]
async fn clients_that_send_slowly_are_given_up() {
    let idle = Duration::from_millis(50);
    let served = serve(ConnectionLimits { idle, ..ConnectionLimits::default() }).await;
    let mut slow = served.connect().await;
    slow.write_all(b"GET /health/live HTTP/1.1\r\nHost:").await.expect("it is open");
    let text = rest(&mut slow).await;
    assert!(!text.contains("200"), "{text}");
    let mut idle = served.connect().await;
    assert_eq!(rest(&mut idle).await, "");
}

#[tokio::test]
async fn one_connection_too_many_is_told_so() {
    let served = serve(ConnectionLimits { open: 1, ..ConnectionLimits::default() }).await;
    let mut first = served.connect().await;
    first.write_all(LIVE.as_bytes()).await.expect("it is open");
    answers(&mut first, 1).await;
    let mut second = served.connect().await;
    let text = rest(&mut second).await;
    assert!(text.starts_with("HTTP/1.1 503") && text.contains("Retry-After: 1"), "{text}");
    assert!(text.contains("\"code\":\"overloaded\""), "{text}");
    drop(first);
}

#[tokio::test]
async fn what_is_under_way_is_answered_when_the_server_stops() {
    let mut served = serve(ConnectionLimits::default()).await;
    let mut idle = served.connect().await;
    idle.write_all(LIVE.as_bytes()).await.expect("it is open");
    answers(&mut idle, 1).await;
    let mut busy = served.connect().await;
    let body = r#"{"store":{"id":"S1"},"lines":[{"sku":"tea","amount":"1.00"}]}"#;
    let head = format!(
        "POST /v1/quotes HTTP/1.1\r\nHost: t\r\nAuthorization: {}\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: {}\r\n\r\n",
        served.shop.authorization(),
        body.len()
    );
    busy.write_all(head.as_bytes()).await.expect("it is open");
    let mut interim = [0; 25];
    // The handler asks for the body: the request is under way.
    busy.read_exact(&mut interim).await.expect("it is open");
    assert_eq!(&interim, b"HTTP/1.1 100 Continue\r\n\r\n");
    served.api.announce_stop();
    served.stop.take().expect("it runs").send(()).expect("it runs");
    assert_eq!(rest(&mut idle).await, "", "an idle connection is closed");
    busy.write_all(body.as_bytes()).await.expect("it is open");
    let text = rest(&mut busy).await;
    assert!(text.starts_with("HTTP/1.1 200"), "{text}");
    served.server.await.expect("it ends by itself");
    assert!(TcpStream::connect(served.address).await.is_err());
}
