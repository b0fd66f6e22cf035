//! How letters reach members: the options of `serve`.

use crate::failure::Failure;
use async_trait::async_trait;
use clap::Args;
use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use service::people::post::{FilePost, Letter, Post};
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
}

impl LetterArguments {
    /// Lets the service send them.
    pub(crate) fn apply(&self, tessera: &Tessera) -> Result<(), Failure> {
        if let Some(path) = &self.letters_file {
            tessera.carry_letters_by(Arc::new(FilePost(path.clone())));
        }
        if let (Some(url), Some(from)) = (&self.smtp_url, &self.letters_from) {
            tessera.carry_letters_by(Arc::new(MailPost::new(url, from)?));
        }
        Ok(())
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
            return Err(format!("nothing carries letters to a {}", letter.to.kind.word()));
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
