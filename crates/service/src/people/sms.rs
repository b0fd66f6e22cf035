//! Short messages, through the gateway of whoever sells them: one request over HTTP for each.

use super::post::{Letter, Post};
use crate::outbound::{Client, Limits};
use async_trait::async_trait;
use bytes::Bytes;
use http::{HeaderValue, Request, Uri, header};
use http_body_util::Full;
use std::time::Duration;
use thiserror::Error;

/// What a gateway gets unless it wants something else.
const BODY: &str = r#"{"to": "{to}", "text": "{text}"}"#;

/// Connecting to a gateway is given up after this.
const CONNECT: Duration = Duration::from_secs(5);

/// A gateway that does not answer is given up after this.
const PATIENCE: Duration = Duration::from_secs(20);

/// Connections that are kept.
const KEPT: usize = 4;

/// Where the number is put in.
const TO: &str = "{to}";

/// Where the text is put in.
const TEXT: &str = "{text}";

/// A gateway, as whoever runs the server describes it.
#[derive(Clone, Debug, Default)]
pub struct SmsGateway {
    /// Where messages are sent to.
    pub url: String,
    /// What is sent: JSON, or a form (`To={to}&Body={text}`), in which the number takes the place
    /// of `{to}` and the text that of `{text}`.
    pub body: Option<String>,
    /// The header `Authorization`: `Bearer ...`, `Basic ...`.
    pub authorization: Option<String>,
}

/// Why a gateway cannot be used.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum SmsError {
    /// The address is none.
    #[error("the address of the gateway cannot be read")]
    Url,
    /// The body has no place for what is told.
    #[error("the body has no {{to}} or no {{text}}")]
    Places,
    /// The body is neither JSON nor a form.
    #[error("the body is neither JSON nor a form such as To={{to}}&Body={{text}}")]
    Body,
    /// The header cannot be sent.
    #[error("the authorization is no visible text")]
    Authorization,
}

/// How the body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Json,
    Urlencoded,
}

/// Sends short messages.
pub struct SmsPost {
    client: Client,
    url: Uri,
    body: String,
    form: Form,
    authorization: Option<HeaderValue>,
}

impl SmsPost {
    /// Looks at everything that can be wrong before the first message.
    pub fn new(gateway: SmsGateway) -> Result<Self, SmsError> {
        let url: Uri = gateway.url.parse().map_err(|_| SmsError::Url)?;
        let is_web = matches!(url.scheme_str(), Some("http" | "https")) && url.host().is_some();
        let has_user = url.authority().is_some_and(|authority| authority.as_str().contains('@'));
        if !is_web || has_user {
            return Err(SmsError::Url);
        }
        let authorization = gateway.authorization.map(|text| {
            let mut value = HeaderValue::try_from(text).map_err(|_| SmsError::Authorization)?;
            value.set_sensitive(true);
            Ok(value)
        });
        let body = gateway.body.unwrap_or_else(|| BODY.to_owned());
        if !body.contains(TO) || !body.contains(TEXT) {
            return Err(SmsError::Places);
        }
        let form = match body.trim_start().starts_with(['{', '[']) {
            true => Form::Json,
            false => Form::Urlencoded,
        };
        // Whoever runs the server names the gateway, so it may also be on the same machine.
        let limits = Limits {
            allow_http: true,
            allow_private: true,
            connect_timeout: CONNECT,
            timeout: PATIENCE,
            kept: KEPT,
        };
        let client = Client::new(limits, &[]);
        let post = Self { client, url, body, form, authorization: authorization.transpose()? };
        let is_sound = match form {
            Form::Json => serde_json::from_str::<serde_json::Value>(&post.filled("1", "a")).is_ok(),
            Form::Urlencoded => post.body.contains('=') && !post.body.contains(char::is_whitespace),
        };
        if is_sound { Ok(post) } else { Err(SmsError::Body) }
    }

    fn filled(&self, to: &str, text: &str) -> String {
        let escaped = |text: &str| match self.form {
            Form::Json => {
                let quoted = serde_json::Value::from(text).to_string();
                quoted[1..quoted.len() - 1].to_owned()
            }
            Form::Urlencoded => form_urlencoded::byte_serialize(text.as_bytes()).collect(),
        };
        // The text last: whatever it contains, it is no place for the number.
        self.body.replace(TO, &escaped(to)).replace(TEXT, &escaped(text))
    }
}

#[async_trait]
impl Post for SmsPost {
    async fn carry(&self, letter: Letter) -> Result<(), String> {
        if !letter.is_short_message() {
            return Err(format!(
                "no short message goes to addresses of the kind {}",
                letter.to.kind.word()
            ));
        }
        let kind = match self.form {
            Form::Json => "application/json",
            Form::Urlencoded => "application/x-www-form-urlencoded",
        };
        let body = self.filled(&letter.to.value, &letter.text);
        let mut request = Request::post(self.url.clone()).header(header::CONTENT_TYPE, kind);
        if let Some(authorization) = &self.authorization {
            request = request.header(header::AUTHORIZATION, authorization);
        }
        let request = request.body(Full::from(Bytes::from(body))).map_err(|e| e.to_string())?;
        match self.client.send(request).await?.status {
            200..=299 => Ok(()),
            status => Err(format!("the gateway answered {status}")),
        }
    }
}
