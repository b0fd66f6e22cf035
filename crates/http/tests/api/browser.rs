//! People with browsers: cookies, form tokens, letters that reach them.

use crate::shop::{Call, Reply, Shop};
use axum::http::Method;
use serde_json::{Value, json};
use service::people::post::{Letter, Post};
use std::sync::Arc;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// Somebody who is signed in with a browser.
#[derive(Clone, Debug)]
pub(crate) struct Browser {
    pub(crate) cookie: String,
    pub(crate) form_token: String,
    pub(crate) session: Value,
}

impl Browser {
    /// What a browser keeps of an answer.
    pub(crate) fn of(reply: &Reply) -> Self {
        assert_eq!(reply.status, 200, "{}", reply.text);
        let session = reply.json();
        let form_token = session["form_token"].as_str().expect("pages are told").to_owned();
        Self { cookie: cookie(reply, "__Host-tessera"), form_token, session }
    }

    pub(crate) fn call<'s>(
        &self,
        shop: &'s Shop,
        method: Method,
        path: impl Into<String>,
    ) -> Call<'s> {
        let call = shop.call(method, path).role(None).header("cookie", self.cookie.clone());
        call.header("x-form-token", self.form_token.clone())
    }

    pub(crate) async fn get(&self, shop: &Shop, path: impl Into<String>) -> Reply {
        self.call(shop, Method::GET, path).send().await
    }

    pub(crate) async fn post(&self, shop: &Shop, path: impl Into<String>, body: Value) -> Reply {
        self.call(shop, Method::POST, path).fresh().json(&body).send().await
    }
}

/// A cookie that an answer sets, as it is sent back.
pub(crate) fn cookie(reply: &Reply, name: &str) -> String {
    let all: Vec<&str> = reply
        .headers
        .get_all("set-cookie")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .collect();
    let set = all.iter().find(|text| text.starts_with(&format!("{name}=")));
    let set = set.unwrap_or_else(|| panic!("{name} is not set: {all:?}"));
    for needed in ["Path=/", "HttpOnly", "Secure", "SameSite=Lax"] {
        assert!(set.contains(needed), "{set}");
    }
    set.split(';').next().unwrap_or_default().to_owned()
}

pub(crate) async fn public(shop: &Shop, path: &str, body: Value) -> Reply {
    shop.call(Method::POST, path).role(None).json(&body).send().await
}

/// Hands letters on instead of carrying them.
pub(crate) struct LetterBox(pub(crate) UnboundedSender<Letter>);

#[async_trait::async_trait]
impl Post for LetterBox {
    async fn carry(&self, letter: Letter) -> Result<(), String> {
        self.0.send(letter).map_err(|e| e.to_string())
    }
}

/// Where the letters of a shop arrive.
pub(crate) fn letters(shop: &Shop) -> UnboundedReceiver<Letter> {
    let (sender, letters) = unbounded_channel();
    shop.tessera.carry_letters_by(Arc::new(LetterBox(sender)));
    letters
}

/// A new member with a phone, signed in by the code that was sent there.
pub(crate) async fn member(
    shop: &Shop,
    letters: &mut UnboundedReceiver<Letter>,
    phone: &str,
) -> Browser {
    let identity = json!({ "kind": "phone", "value": phone });
    let new = json!({ "identities": [identity], "contact": { "name": "Anna" } });
    assert_eq!(shop.post("/v1/members", new).await.status, 201);
    assert_eq!(public(shop, "/v1/member-codes", json!({ "to": identity })).await.status, 204);
    let letter = letters.recv().await.expect("it is sent");
    let code: String = letter.subject.chars().take(6).collect();
    let body = json!({ "to": identity, "code": code });
    Browser::of(&public(shop, "/v1/member-sign-in", body).await)
}
