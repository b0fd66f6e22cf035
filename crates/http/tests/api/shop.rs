//! A shop with keys, a programme and a clock that stands still until it is moved.

#[path = "../../../service/tests/backend/mod.rs"]
mod backend;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use serde_json::{Value, json};
use service::keys::{self, Role};
use service::people::demo;
use service::{Ask, MovableClock, SeededEntropy, Tessera, programmes};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use store::{SqliteStore, Store};
use tessera_http::Options;
use tower::ServiceExt;

/// The programme of the shop.
pub(crate) const PROGRAMME: &str = include_str!("programme.yaml");

/// A programme in which members choose, prove, join, give and play.
pub(crate) const TOGETHER: &str = include_str!("together.yaml");

/// The moment at which the clock stands.
pub(crate) const MORNING: &str = "2026-03-02T09:00:00Z";

pub(crate) struct Shop {
    pub(crate) tessera: Tessera,
    pub(crate) router: Router,
    pub(crate) clock: Arc<MovableClock>,
    till: String,
    server: String,
    admin: String,
    calls: AtomicU64,
    _database: Option<testbed::Database>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

/// A request that is being written.
pub(crate) struct Call<'a> {
    shop: &'a Shop,
    method: Method,
    path: String,
    role: Option<Role>,
    key: Option<String>,
    headers: Vec<(&'static str, String)>,
    body: Option<Body>,
}

impl Shop {
    /// Open for business.
    pub(crate) async fn open() -> Self {
        let shop = Self::without_programme(Options::default()).await;
        shop.publish(PROGRAMME).await;
        shop
    }

    /// The same under [`TOGETHER`].
    pub(crate) async fn together() -> Self {
        let shop = Self::without_programme(Options::default()).await;
        shop.publish(TOGETHER).await;
        shop
    }

    pub(crate) async fn with(options: Options) -> Self {
        let shop = Self::without_programme(options).await;
        shop.publish(PROGRAMME).await;
        shop
    }

    pub(crate) async fn without_programme(options: Options) -> Self {
        let (store, database) = backend::fresh().await;
        Self::over(store, database, options).await
    }

    /// With open doors.
    pub(crate) async fn demo() -> Self {
        let mut shop = Self::open().await;
        let face = shop.member("face").await.parse().expect("an id");
        let house = demo::furnish(&shop.tessera, "S1", face).await.expect("it is furnished");
        let options = Options { demo: Some(house), ..Options::default() };
        shop.router = tessera_http::router(shop.tessera.clone(), options);
        shop
    }

    /// The shop on SQLite in memory whatever the others run on: nothing is waited for, so
    /// that time may be paused.
    pub(crate) async fn in_memory(options: Options) -> Self {
        let store = Arc::new(SqliteStore::in_memory().expect("memory is there"));
        let shop = Self::over(store, None, options).await;
        shop.publish(PROGRAMME).await;
        shop
    }

    /// The shop on a SQLite file, where writes take their time.
    pub(crate) async fn on_disk(folder: &Path, options: Options) -> Self {
        let store = SqliteStore::open(folder.join("shop.db")).expect("the file is made");
        let shop = Self::over(Arc::new(store), None, options).await;
        shop.publish(PROGRAMME).await;
        shop
    }

    async fn over(
        store: Arc<dyn Store>,
        database: Option<testbed::Database>,
        options: Options,
    ) -> Self {
        let now = MORNING.parse().expect("a moment");
        let clock = options.sandbox.clone().unwrap_or_else(|| Arc::new(MovableClock::at(now)));
        clock.set(now);
        let entropy = Arc::new(SeededEntropy::new("api"));
        let tessera =
            Tessera::open(store, clock.clone(), entropy).await.expect("the service opens");
        let mut secrets = Vec::new();
        for role in [Role::Till, Role::Server, Role::Admin] {
            let made = keys::create(&tessera, &Ask::by("test"), role, role.word()).await;
            secrets.extend(made.expect("the key is made").secret);
        }
        let mut secrets = secrets.into_iter();
        let mut next = || secrets.next().expect("three keys were made");
        Self {
            router: tessera_http::router(tessera.clone(), options),
            tessera,
            clock,
            till: next(),
            server: next(),
            admin: next(),
            calls: AtomicU64::new(0),
            _database: database,
        }
    }

    /// What an admin sends to be let in.
    pub(crate) fn authorization(&self) -> String {
        format!("Bearer {}", self.admin)
    }

    pub(crate) async fn publish(&self, document: &str) {
        let ask = Ask::by("test");
        let draft = programmes::upload(&self.tessera, &ask, document.to_owned()).await;
        let draft = draft.expect("the draft is kept");
        assert!(!draft.diagnostics.has_errors(), "{}", draft.diagnostics);
        let number = draft.version.number;
        programmes::publish(&self.tessera, &ask, number, None).await.expect("the draft is right");
        let from = Some(model::Instant::UNIX_EPOCH);
        programmes::activate(&self.tessera, &ask, number, from).await.expect("it is published");
    }

    /// Lets another document count from now on.
    pub(crate) async fn replace(&self, document: &str) {
        let draft = self.post("/v1/programme/versions", json!({ "document": document })).await;
        let path = draft.header("location").expect("it says where").to_owned();
        for step in ["publish", "activate"] {
            let done = self.post(format!("{path}/{step}"), json!({})).await;
            assert_eq!(done.status, StatusCode::OK, "{}", done.text);
        }
    }

    /// Lets some time pass.
    pub(crate) fn wait_a_minute(&self) {
        self.clock.set(self.tessera.now() + jiff::SignedDuration::from_mins(1));
    }

    /// Lets days pass.
    pub(crate) fn wait_days(&self, days: i64) {
        self.clock.set(self.tessera.now() + jiff::SignedDuration::from_hours(24 * days));
    }

    pub(crate) fn call(&self, method: Method, path: impl Into<String>) -> Call<'_> {
        Call {
            shop: self,
            method,
            path: path.into(),
            role: Some(Role::Admin),
            key: None,
            headers: Vec::new(),
            body: None,
        }
    }

    pub(crate) async fn get(&self, path: impl Into<String>) -> Reply {
        self.call(Method::GET, path).send().await
    }

    /// Posts with a fresh idempotency key.
    pub(crate) async fn post(&self, path: impl Into<String>, body: Value) -> Reply {
        self.call(Method::POST, path).fresh().json(&body).send().await
    }

    /// A new member with the caller's own id; gives back ours.
    pub(crate) async fn member(&self, external_id: &str) -> String {
        let reply = self.post("/v1/members", json!({ "external_id": external_id })).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text);
        reply.json()["member"].as_str().expect("the new member is named").to_owned()
    }

    /// A receipt of one line; gives back the answer.
    pub(crate) async fn buy(&self, member: &str, amount: &str) -> Value {
        let reply = self.post("/v1/receipts", basket(member, amount)).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text);
        reply.json()
    }

    /// Corrects the balance of a member.
    pub(crate) async fn credit(&self, member: &str, unit: &str, amount: &str) {
        let body = json!({ "unit": unit, "amount": amount, "reason": "a test" });
        let reply = self.post(format!("/v1/members/{member}/adjustments"), body).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text);
    }

    /// What a member can spend.
    pub(crate) async fn points(&self, member: &str) -> String {
        let reply = self.get(format!("/v1/members/{member}/balances")).await;
        let balances = reply.json();
        balances["items"][0]["spendable"].as_str().expect("points are there").to_owned()
    }
}

/// A basket of one line.
pub(crate) fn basket(member: &str, amount: &str) -> Value {
    json!({
        "member": { "id": member },
        "store": { "id": "S1" },
        "lines": [{ "sku": "coffee", "amount": amount }],
    })
}

impl Call<'_> {
    pub(crate) fn role(mut self, role: Option<Role>) -> Self {
        self.role = role;
        self
    }

    pub(crate) fn key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// With an idempotency key that nobody used.
    pub(crate) fn fresh(self) -> Self {
        let number = self.shop.calls.fetch_add(1, Ordering::Relaxed);
        self.key(format!("call-{number}"))
    }

    pub(crate) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub(crate) fn json(self, body: &Value) -> Self {
        let mut call = self.header("content-type", "application/json");
        call.body = Some(body.to_string().into());
        call
    }

    pub(crate) fn bytes(mut self, body: impl Into<Body>) -> Self {
        self.body = Some(body.into());
        self
    }

    pub(crate) async fn send(self) -> Reply {
        let mut request = Request::builder().method(self.method).uri(self.path);
        let secret = self.role.map(|role| match role {
            Role::Till => &self.shop.till,
            Role::Server => &self.shop.server,
            Role::Admin => &self.shop.admin,
        });
        if let Some(secret) = secret {
            request = request.header(header::AUTHORIZATION, format!("Bearer {secret}"));
        }
        if let Some(key) = self.key {
            request = request.header("idempotency-key", key);
        }
        for (name, value) in self.headers {
            request = request.header(name, value);
        }
        let body = self.body.unwrap_or_else(Body::empty);
        let request = request.body(body).expect("the request is well-formed");
        let response = self.shop.router.clone().oneshot(request).await.expect("it answers");
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("the body is in memory");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Reply { status: parts.status, headers: parts.headers, text }
    }
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("not JSON: {}", self.text))
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|v| v.to_str().ok())
    }

    /// Status and code of a problem.
    pub(crate) fn problem(&self) -> (u16, String) {
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{}", self.text);
        let body = self.json();
        assert_eq!(body["status"], self.status.as_u16());
        let code = body["code"].as_str().expect("problems have a code").to_owned();
        (self.status.as_u16(), code)
    }

    pub(crate) fn must_be(&self, status: u16, code: &str) {
        assert_eq!(self.problem(), (status, code.to_owned()), "{}", self.text);
    }
}
