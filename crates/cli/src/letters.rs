//! How letters reach members: the options of `serve`.

use crate::failure::Failure;
use async_trait::async_trait;
use clap::Args;
use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use service::people::post::{ByKind, FilePost, Letter, Post};
use service::people::sms::{SmsError, SmsGateway, SmsPost};
use service::{IdentityKind, Tessera};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// A mail server that does not answer is given up after this.
const PATIENCE: Duration = Duration::from_secs(20);

/// How letters reach members.
#[derive(Args, Clone, Debug)]
pub(crate) struct LetterArguments {
    /// Write letters to members, such as codes for signing in, to this file instead of
    /// sending them: for trying things out.
    #[arg(long, value_name = "FILE", env = "TESSERA_LETTERS_FILE")]
    letters_file: Option<PathBuf>,
    /// Send letters through this mail server: smtps://user:password@host, or smtp://host with
    /// ?tls=required for one that begins in the clear.
    #[arg(
        long,
        value_name = "URL",
        env = "TESSERA_SMTP_URL",
        hide_env_values = true,
        requires = "letters_from",
        conflicts_with = "letters_file"
    )]
    smtp_url: Option<String>,
    /// From whom letters are: "Blue Cup <hello@example.org>".
    #[arg(long, value_name = "MAILBOX", env = "TESSERA_LETTERS_FROM", requires = "smtp_url")]
    letters_from: Option<String>,
    /// Send short messages, such as codes for signing in, through this gateway: one POST request for
    /// each.
    #[arg(long, value_name = "URL", env = "TESSERA_SMS_URL", conflicts_with = "letters_file")]
    sms_url: Option<String>,
    /// What the gateway gets: JSON, or a form such as To={to}&Body={text}. The number takes the
    /// place of {to}, the text that of {text}. Without it {"to": "{to}", "text": "{text}"}.
    #[arg(long, value_name = "TEXT", env = "TESSERA_SMS_BODY", requires = "sms_url")]
    sms_body: Option<String>,
}

/// The header `Authorization` for the gateway. It is no option: those of a program can be read by
/// everybody on the machine.
const SMS_AUTHORIZATION: &str = "TESSERA_SMS_AUTHORIZATION";

impl LetterArguments {
    /// Lets the service send them.
    pub(crate) fn apply(&self, tessera: &Tessera) -> Result<(), Failure> {
        if let Some(path) = &self.letters_file {
            tessera.carry_letters_by(Arc::new(FilePost(path.clone())));
            return Ok(());
        }
        let mut ways = ByKind::default();
        if let (Some(url), Some(from)) = (&self.smtp_url, &self.letters_from) {
            ways.mail = Some(Arc::new(MailPost::new(url, from)?));
        }
        if let Some(url) = &self.sms_url {
            ways.phone = Some(Arc::new(self.gateway(url)?));
        }
        if ways.mail.is_some() || ways.phone.is_some() {
            tessera.carry_letters_by(Arc::new(ways));
        }
        Ok(())
    }

    fn gateway(&self, url: &str) -> Result<SmsPost, Failure> {
        let gateway = SmsGateway {
            url: url.to_owned(),
            body: self.sms_body.clone(),
            authorization: std::env::var(SMS_AUTHORIZATION).ok(),
        };
        SmsPost::new(gateway).map_err(|error| {
            let failure = Failure::input(format!("short messages cannot be sent: {error}"));
            failure.hint(match error {
                SmsError::Url => "--sms-url is written https://gateway.example.org/messages; who the shop is goes into TESSERA_SMS_AUTHORIZATION",
                SmsError::Authorization => "TESSERA_SMS_AUTHORIZATION is written \"Bearer ...\" or \"Basic ...\"",
                SmsError::Places | SmsError::Body => "--sms-body is written {\"to\": \"{to}\", \"text\": \"{text}\"} or To={to}&Body={text}",
            })
        })
    }
}

/// Sends letters by mail.
struct MailPost {
    server: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl MailPost {
    fn new(url: &str, from: &str) -> Result<Self, Failure> {
        let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(url);
        let server = server.map_err(|error| {
            // The error may repeat the address, and with it the password.
            tracing::debug!(%error, "the address of the mail server cannot be read");
            Failure::input("--smtp-url cannot be read")
                .hint("it is written smtps://user:password@host:465")
        })?;
        let from = from.parse().map_err(|error| {
            let failure = Failure::input(format!("--letters-from is no mailbox: {error}"));
            failure.hint("it is written \"Blue Cup <hello@example.org>\"")
        })?;
        Ok(Self { server: server.timeout(Some(PATIENCE)).build(), from })
    }
}

#[async_trait]
impl Post for MailPost {
    async fn carry(&self, letter: Letter) -> Result<(), String> {
        if letter.to.kind != IdentityKind::Email {
            return Err(format!(
                "nothing carries letters to addresses of the kind {}",
                letter.to.kind.word()
            ));
        }
        let to = letter.to.value.parse().map_err(|error| format!("no mailbox: {error}"))?;
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(letter.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(letter.text);
        let message = message.map_err(|error| error.to_string())?;
        self.server.send(message).await.map_err(|error| error.to_string())?;
        Ok(())
    }
}
